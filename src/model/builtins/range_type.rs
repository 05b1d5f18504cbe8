//! `range` and `slice`.

use super::NativeType;
use super::support::wrong_receiver;
use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::object::{Iter, Kind, Obj, Range};
use crate::model::ops::as_int;
use crate::model::shared::Guarded;
use crate::model::text::slice::Indices;
use crate::model::value::Value;

/// `range`
pub const RANGE: NativeType = NativeType {
    kind: Kind::Range,
    name: "range",
    methods: &[("__new__", new), ("__reversed__", reversed), ("count", count), ("index", index)],
    getters: &[("start", start), ("step", step), ("stop", stop)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `slice`
pub const SLICE: NativeType = NativeType {
    kind: Kind::Slice,
    name: "slice",
    methods: &[("__new__", new_slice), ("indices", indices)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// A bound of a range: beyond 64 bits is refused.
fn bound(ctx: &mut Ctx<'_>, value: Value) -> Result<i64, Raised> {
    if ctx.heap.int(value).is_none() && as_int(ctx.heap, value).is_some() {
        return Err(ctx.raise("OverflowError", "range() bounds must fit in 64 bits"));
    }
    ctx.int_arg(value)
}

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.no_keywords(ctx, "range")?;
    let range = match args.positional {
        [_, stop] => Range { start: 0, stop: bound(ctx, *stop)?, step: 1 },
        [_, start, stop] => Range { start: bound(ctx, *start)?, stop: bound(ctx, *stop)?, step: 1 },
        [_, start, stop, step] => {
            Range { start: bound(ctx, *start)?, stop: bound(ctx, *stop)?, step: bound(ctx, *step)? }
        }
        [] | [_] => return Err(ctx.type_error("range expected at least 1 argument, got 0")),
        more => {
            let given = more.len() - 1;
            return Err(ctx.type_error(format!("range expected at most 3 arguments, got {given}")));
        }
    };
    if range.step == 0 {
        return Err(ctx.value_error("range() arg 3 must not be zero"));
    }
    value(ctx.alloc(Obj::Range(Box::new(range))))
}

fn range_of(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<Range, Raised> {
    let receiver = args.positional.first().copied().unwrap_or_default();
    match ctx.heap.get(receiver) {
        Some(Obj::Range(range)) => Ok(**range),
        _ => Err(wrong_receiver(ctx, name, "range", receiver)),
    }
}

fn start(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let range = range_of(ctx, args, "start")?;
    value(ctx.new_int(range.start))
}

fn stop(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let range = range_of(ctx, args, "stop")?;
    value(ctx.new_int(range.stop))
}

fn step(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let range = range_of(ctx, args, "step")?;
    value(ctx.new_int(range.step))
}

/// Where a number stands in a range.
fn place(ctx: &Ctx<'_>, range: Range, item: Value) -> Option<i64> {
    let at = i128::from(ctx.heap.int(item)?) - i128::from(range.start);
    let step = i128::from(range.step);
    let inside = at % step == 0 && (0..i128::from(range.len())).contains(&(at / step));
    inside.then_some((at / step) as i64)
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [_, item] = args.exactly(ctx, "range.count")?;
    let range = range_of(ctx, args, "count")?;
    value(Value::small(i64::from(place(ctx, range, item).is_some())))
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [_, item] = args.exactly(ctx, "range.index")?;
    let range = range_of(ctx, args, "index")?;
    match place(ctx, range, item) {
        Some(at) => value(ctx.new_int(at)),
        None => {
            let shown = super::text_of::repr_text(ctx, item)?.unwrap_or_else(|| "x".into());
            Err(ctx.value_error(format!("{shown} is not in range")))
        }
    }
}

fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [over] = args.exactly(ctx, "range.__reversed__")?;
    let left = range_of(ctx, args, "__reversed__")?.len() as usize + 1;
    value(ctx.alloc(Obj::Iter(Box::new(Guarded::new(Iter::Reversed { over, left })))))
}

fn new_slice(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.no_keywords(ctx, "slice")?;
    let parts = match args.positional {
        [_, stop] => [Value::NONE, *stop, Value::NONE],
        [_, start, stop] => [*start, *stop, Value::NONE],
        [_, start, stop, step] => [*start, *stop, *step],
        _ => return Err(ctx.type_error("slice expected at least 1 argument, got 0")),
    };
    value(ctx.alloc(Obj::Slice(Box::new(parts))))
}

fn indices(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [slice, length] = args.exactly(ctx, "indices")?;
    let Some(Obj::Slice(parts)) = ctx.heap.get(slice) else {
        return Err(wrong_receiver(ctx, "indices", "slice", slice));
    };
    let length = ctx.int_arg(length)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(ctx.value_error("length should not be negative"));
    };
    let (start, stop) = (ctx.bound_arg(parts[0])?, ctx.bound_arg(parts[1])?);
    let step = ctx.bound_arg(parts[2])?;
    let Some(found) = Indices::new(start, stop, step, length) else {
        return Err(ctx.value_error("slice step cannot be zero"));
    };
    let parts = [found.start, found.stop, found.step].map(|part| ctx.new_int(part));
    value(ctx.new_tuple(parts))
}
