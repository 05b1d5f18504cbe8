//! `_time`: clocks and calendars. Sleeping is in `sync.rs`: it waits.

use super::NativeModule;
use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::text::calendar::Fields;
use crate::model::value::Value;
use crate::model::world::ClockKind;

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_time",
    functions: &[
        ("asctime", asctime),
        ("gmtime", gmtime),
        ("localtime", localtime),
        ("mktime", mktime),
        ("monotonic", monotonic),
        ("monotonic_ns", monotonic_ns),
        ("perf_counter", monotonic),
        ("perf_counter_ns", monotonic_ns),
        ("process_time", process_time),
        ("process_time_ns", process_time_ns),
        ("strftime", strftime),
        ("thread_time", thread_time),
        ("thread_time_ns", thread_time_ns),
        ("time", time),
        ("time_ns", time_ns),
        ("zone", zone),
    ],
    floats: &[],
    types: &[],
};

const NANOS: f64 = 1e9;

fn seconds(ctx: &mut Ctx<'_>, args: Args<'_>, clock: ClockKind) -> NativeResult {
    let [] = args.exactly(ctx, "clock")?;
    let nanos = ctx.host.clock_nanos(clock);
    value(ctx.new_float(nanos as f64 / NANOS))
}

fn nanos(ctx: &mut Ctx<'_>, args: Args<'_>, clock: ClockKind) -> NativeResult {
    let [] = args.exactly(ctx, "clock")?;
    let nanos = ctx.host.clock_nanos(clock);
    value(ctx.new_int(nanos))
}

macro_rules! clocks {
    ($($in_seconds:ident $in_nanos:ident $clock:ident;)+) => {
        $(
            fn $in_seconds(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
                seconds(ctx, args, ClockKind::$clock)
            }

            fn $in_nanos(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
                nanos(ctx, args, ClockKind::$clock)
            }
        )+
    };
}

clocks! {
    time time_ns Wall;
    monotonic monotonic_ns Monotonic;
    thread_time thread_time_ns Thread;
    process_time process_time_ns Process;
}

/// The time an optional argument gives, or now, in whole seconds since 1970.
fn moment(ctx: &mut Ctx<'_>, at: Value) -> Result<i64, Raised> {
    if at.is_undefined() || at.is_none() {
        return Ok(ctx.host.clock_nanos(ClockKind::Wall).div_euclid(1_000_000_000));
    }
    let seconds = ctx.float_arg(at)?;
    // 32 bits of years is what struct tm holds; beyond it nothing has a date.
    if !seconds.is_finite() || seconds.abs() > 6.7e16 {
        let text = "timestamp out of range for platform time_t";
        return Err(ctx.raise("OverflowError", text));
    }
    Ok(seconds.floor() as i64)
}

fn broken_down(ctx: &mut Ctx<'_>, fields: Fields, zone: &str, offset: i64) -> NativeResult {
    let numbers = [
        fields.year,
        fields.month,
        fields.day,
        fields.hour,
        fields.minute,
        fields.second,
        fields.weekday,
        fields.yearday,
        fields.daylight,
    ];
    let mut items: Vec<Value> = numbers.iter().map(|&number| ctx.new_int(number)).collect();
    items.push(ctx.new_str(zone));
    items.push(ctx.new_int(offset));
    value(ctx.new_tuple(items))
}

fn gmtime(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [at] = args.up_to(ctx, "gmtime", 0)?;
    let seconds = moment(ctx, at)?;
    broken_down(ctx, Fields::at(seconds, 0), "UTC", 0)
}

fn localtime(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [at] = args.up_to(ctx, "localtime", 0)?;
    let seconds = moment(ctx, at)?;
    let (offset, zone) = ctx.host.local_offset(seconds);
    let offset = i64::from(offset);
    let fields = Fields { daylight: daylight(ctx, seconds, offset), ..Fields::at(seconds, offset) };
    broken_down(ctx, fields, &zone, offset)
}

/// Whether daylight saving is on: the offset is more than the least of the year.
fn daylight(ctx: &mut Ctx<'_>, seconds: i64, offset: i64) -> i64 {
    let standard = standard_offset(ctx, seconds);
    i64::from(offset > standard)
}

/// The lesser of the offsets in the middle of winter and of summer.
fn standard_offset(ctx: &mut Ctx<'_>, seconds: i64) -> i64 {
    let (january, july) = year_halves(seconds);
    let winter = ctx.host.local_offset(january).0;
    let summer = ctx.host.local_offset(july).0;
    i64::from(winter.min(summer))
}

fn year_halves(seconds: i64) -> (i64, i64) {
    let year = Fields::at(seconds, 0).year;
    let start = Fields { month: 1, day: 1, year, ..Fields::at(0, 0) }.seconds();
    (start, start + 181 * 86_400)
}

fn fields_arg(ctx: &mut Ctx<'_>, parts: Value) -> Result<Fields, Raised> {
    let items = ctx.heap.tuple(parts).unwrap_or(&[]);
    let mut numbers = [0; 9];
    if items.len() < 9 {
        return Err(ctx.type_error("Tuple or struct_time argument required"));
    }
    for (number, &item) in numbers.iter_mut().zip(items) {
        *number = ctx.int_arg(item)?;
    }
    let [year, month, day, hour, minute, second, weekday, yearday, daylight] = numbers;
    Ok(Fields { year, month, day, hour, minute, second, weekday, yearday, daylight })
}

fn mktime(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [parts] = args.exactly(ctx, "mktime")?;
    let as_utc = fields_arg(ctx, parts)?.seconds();
    // The offset depends on the time sought: two rounds settle it.
    let mut seconds = as_utc;
    for _ in 0..2 {
        seconds = as_utc - i64::from(ctx.host.local_offset(seconds).0);
    }
    value(ctx.new_float(seconds as f64))
}

fn strftime(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [format, parts] = args.exactly(ctx, "strftime")?;
    let format = ctx.str_arg(format, "strftime() argument 1")?;
    let fields = fields_arg(ctx, parts)?;
    let checked = fields.check();
    ctx.pure(checked)?;
    let seconds = fields.seconds();
    let (offset, zone) = ctx.host.local_offset(seconds);
    value(ctx.new_str(fields.strftime(&format, (&zone, i64::from(offset)))))
}

fn asctime(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [parts] = args.exactly(ctx, "asctime")?;
    let fields = fields_arg(ctx, parts)?;
    value(ctx.new_str(fields.asctime()))
}

/// (timezone, altzone, daylight, (name, name in summer))
fn zone(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [] = args.exactly(ctx, "zone")?;
    let now = moment(ctx, Value::NONE)?;
    let (january, july) = year_halves(now);
    let (first, second) = (ctx.host.local_offset(january), ctx.host.local_offset(july));
    let (standard, summer) = if first.0 <= second.0 { (first, second) } else { (second, first) };
    let names = [ctx.new_str(standard.1), ctx.new_str(summer.1)];
    let names = ctx.new_tuple(names);
    let parts = [
        ctx.new_int(-i64::from(standard.0)),
        ctx.new_int(-i64::from(summer.0)),
        ctx.new_int(i64::from(standard.0 != summer.0)),
        names,
    ];
    value(ctx.new_tuple(parts))
}
