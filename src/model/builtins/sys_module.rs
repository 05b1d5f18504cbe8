//! `_sys`: streams, settings, exceptions and frames of the running program.

use super::NativeModule;
use super::frames::{frame, other_frames, traceback_entries};
use super::instructions::instructions;
use super::sorting::sorted_order;
use super::support::{Items, items};
use super::text_code;
use super::text_of::str_text;
use super::traceback_text::{Hints, format_exception, shown_with};
use crate::model::native::{Answer, Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::Obj;
use crate::model::ops::item::insert_any;
use crate::model::ops::key::{lookup, native_hash, remove};
use crate::model::value::Value;
use crate::model::watch::references_in;
use crate::model::world::{InputLine, OutputStream, Setting};
use std::sync::atomic::Ordering;

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_sys",
    functions: &[
        ("argv", argv),
        ("at_exit", at_exit),
        ("cpu_count", cpu_count),
        ("exc_info", exc_info),
        ("exit_now", exit_now),
        ("format_exception", format_exception_native),
        ("format_exception_with", format_exception_with),
        ("frame", frame),
        ("getcheckinterval", getcheckinterval),
        ("getrecursionlimit", getrecursionlimit),
        ("getrefcount", getrefcount),
        ("getsizeof", getsizeof),
        ("getswitchinterval", getswitchinterval),
        ("gil_enabled", gil_enabled),
        ("instructions", instructions),
        ("intern", intern),
        ("killed_by", killed_by),
        ("module_body", text_code::module_body),
        ("module_forget", text_code::module_forget),
        ("module_names", text_code::module_names),
        ("module_object", text_code::module_object),
        ("module_source", module_source),
        ("modules", modules),
        ("other_frames", other_frames),
        ("pid", pid),
        ("read_line", read_line),
        ("setcheckinterval", setcheckinterval),
        ("setrecursionlimit", setrecursionlimit),
        ("setswitchinterval", setswitchinterval),
        ("shutting_down", shutting_down),
        ("sort_by_keys", sort_by_keys),
        ("stderr_write", stderr_write),
        ("stdout_write", stdout_write),
        ("table_candidates", table_candidates),
        ("table_delete", table_delete),
        ("table_get", table_get),
        ("table_set", table_set),
        ("text_body", text_code::text_body),
        ("text_code", text_code::text_code),
        ("traceback_entries", traceback_entries),
        ("write_unraisable", stderr_write),
    ],
    floats: &[],
    types: &[],
};

fn write(ctx: &mut Ctx<'_>, args: Args<'_>, stream: OutputStream) -> NativeResult {
    let [text] = args.exactly(ctx, "write")?;
    let text = ctx.str_arg(text, "write() argument")?;
    match ctx.host.write(stream, &text) {
        Ok(()) => value(Value::small(text.chars().count() as i64)),
        Err(fault) => Err(ctx.host_fault(fault)),
    }
}

fn stdout_write(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    write(ctx, args, OutputStream::Out)
}

fn stderr_write(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    write(ctx, args, OutputStream::Err)
}

fn argv(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    let program = ctx.heap.program.clone();
    let file = ctx.new_str(program.module(program.main).file.as_str());
    value(ctx.new_list(vec![file]))
}

/// `module_source(name)`: the text of a module, or None.
fn module_source(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [name] = args.exactly(ctx, "module_source")?;
    let name = ctx.str_arg(name, "module name")?;
    let program = ctx.heap.program.clone();
    let module = program.module_named(&name).map(|module| program.module(module));
    match module.filter(|module| module.body.is_some()) {
        Some(module) => value(ctx.new_str(&*module.source)),
        None => none(),
    }
}

/// Imported modules by name.
fn modules(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    let heap = ctx.heap;
    let dict = ctx.new_dict();
    for (at, &module) in heap.modules.iter().enumerate() {
        let done = heap.imported.get(at).is_some_and(|state| state.load(Ordering::Relaxed) > 0);
        let name = &heap.program.modules[at].name;
        if done && !name.starts_with("_prelude") {
            let key = ctx.new_str(name.as_str());
            crate::model::ops::item::set(ctx, dict, key, module)?;
        }
    }
    value(dict)
}

/// The list of calls for the end is kept by `_prelude`, which makes them.
fn at_exit(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [callable] = args.exactly(ctx, "at_exit")?;
    let calls = ctx.heap.library_global("_prelude", "exit_calls");
    if let Some(list) = calls.and_then(|calls| ctx.heap.list(calls)) {
        list.lock().push(callable);
    }
    none()
}

fn shutting_down(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    let over = ctx.heap.library_global("_prelude", "main_over");
    let over =
        over.and_then(|list| ctx.heap.list(list)).and_then(|list| list.lock().first().copied());
    value(Value::bool(over == Some(Value::TRUE)))
}

/// `exit_now(status)`: ends the run, all threads included.
fn exit_now(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [status] = args.exactly(ctx, "_exit")?;
    let status = ctx.int_arg(status)?;
    ctx.host.quit((status & 0xff) as i32);
    none()
}

/// `killed_by(signal)`: ends the run as that signal does.
fn killed_by(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "killed_by")?;
    let number = ctx.int_arg(number)?;
    ctx.host.quit(-i32::try_from(number).unwrap_or(1));
    none()
}

/// `read_line()`: a line of standard input with its end, "" at the end, None if it is not there yet.
fn read_line(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    match ctx.host.read_line() {
        InputLine::Line(line) => value(ctx.new_str(line)),
        InputLine::NotYet => none(),
        InputLine::End => value(ctx.new_str("")),
    }
}

fn exc_info(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    let Some(&exception) = ctx.view.handled.last() else {
        return value(ctx.new_tuple([Value::NONE; 3]));
    };
    let class = ctx.heap.class_of(exception);
    let instance = ctx.heap.instance(exception);
    let name = crate::model::symbol::TRACEBACK;
    let traceback = instance.and_then(|i| super::text_of::attribute(ctx, i, name));
    let parts = [class, exception, traceback.unwrap_or(Value::NONE)];
    value(ctx.new_tuple(parts))
}

fn plain_text(ctx: &mut Ctx<'_>, exception: Value) -> Result<String, Raised> {
    let text = str_text(ctx, exception).ok().flatten();
    Ok(text.unwrap_or_else(|| "<exception str() failed>".into()))
}

fn format_exception_native(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [exception, hints] = args.up_to(ctx, "format_exception", 1)?;
    let hints = hints.defined().unwrap_or(Value::FALSE);
    if exception.is_none() {
        return value(ctx.new_str("NoneType: None\n"));
    }
    for one in shown_with(ctx, exception) {
        if matches!(str_text(ctx, one), Ok(None))
            && ctx.heap.library_global("_prelude", "format_exception_slow").is_some()
        {
            let all = shown_with(ctx, exception);
            let all = ctx.new_list(all);
            return ctx.prelude("format_exception_slow", vec![exception, all, hints]);
        }
    }
    let text = format_exception(ctx, exception, Hints(hints == Value::TRUE), &plain_text)?;
    value(ctx.new_str(text))
}

/// `format_exception` with the exceptions' own texts given: two lists.
fn format_exception_with(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [exception, all, texts, hints] = args.exactly(ctx, "format_exception_with")?;
    let list = |ctx: &Ctx<'_>, value: Value| {
        ctx.heap.list(value).map(|list| list.lock().clone()).unwrap_or_default()
    };
    let (all, texts) = (list(ctx, all), list(ctx, texts));
    let known = move |ctx: &mut Ctx<'_>, one: Value| {
        let at = all.iter().position(|&other| other == one);
        let text = at.and_then(|at| texts.get(at)).and_then(|&text| ctx.heap.str(text));
        match text {
            Some(text) => Ok(text.to_owned()),
            None => plain_text(ctx, one),
        }
    };
    let text = format_exception(ctx, exception, Hints(hints == Value::TRUE), &known)?;
    value(ctx.new_str(text))
}

const MICROS_PER_SECOND: f64 = 1e6;

fn getswitchinterval(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [] = args.exactly(ctx, "sys.getswitchinterval")?;
    let nanos = ctx.host.setting(Setting::SwitchInterval);
    // CPython keeps microseconds.
    value(ctx.new_float((nanos / 1000) as f64 * 1e-6))
}

fn setswitchinterval(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [seconds] = args.exactly(ctx, "setswitchinterval")?;
    let seconds = ctx.float_arg(seconds)?;
    if seconds <= 0.0 || seconds.is_nan() {
        return Err(ctx.value_error("switch interval must be strictly positive"));
    }
    let micros = (seconds * MICROS_PER_SECOND) as i64;
    ctx.host.set_setting(Setting::SwitchInterval, micros.max(1) * 1000);
    none()
}

fn getcheckinterval(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [] = args.exactly(ctx, "getcheckinterval")?;
    let count = ctx.host.setting(Setting::CheckInterval);
    value(ctx.new_int(count))
}

fn setcheckinterval(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [count] = args.exactly(ctx, "setcheckinterval")?;
    let count = ctx.int_arg(count)?;
    ctx.host.set_setting(Setting::CheckInterval, count.max(1));
    none()
}

fn getrecursionlimit(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [] = args.exactly(ctx, "getrecursionlimit")?;
    let limit = ctx.host.setting(Setting::RecursionLimit);
    value(ctx.new_int(limit))
}

fn setrecursionlimit(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [limit] = args.exactly(ctx, "setrecursionlimit")?;
    let limit = ctx.int_arg(limit)?;
    if limit < 1 {
        return Err(ctx.value_error("recursion limit must be greater or equal than 1"));
    }
    // This call counts too.
    let depth = ctx.view.frames.len() + 1;
    if usize::try_from(limit).is_ok_and(|limit| limit <= depth) {
        let text = format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        );
        return Err(ctx.raise("RecursionError", text));
    }
    ctx.host.set_setting(Setting::RecursionLimit, limit);
    Ok(Answer::RecursionLimit(limit))
}

fn cpu_count(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    let count = ctx.host.setting(Setting::Processors);
    value(ctx.new_int(count))
}

fn pid(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    let number = ctx.host.setting(Setting::ProcessNumber);
    value(ctx.new_int(number))
}

fn gil_enabled(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    let locked = ctx.host.setting(Setting::InterpreterLock) != 0;
    value(Value::bool(locked))
}

/// What CPython's object header and items would take: a plausible number, not a measurement.
fn getsizeof(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, _] = args.up_to(ctx, "getsizeof", 1)?;
    let length = crate::model::ops::length(ctx.heap, object).unwrap_or(0) as i64;
    let size = match ctx.heap.get(ctx.heap.native(object)) {
        Some(Obj::Str(_)) => 49 + length,
        Some(Obj::Bytes(_)) => 33 + length,
        Some(Obj::Tuple(_)) => 40 + 8 * length,
        Some(Obj::List(_)) => 56 + 8 * length,
        Some(Obj::Dict(_)) if length > 5 => 64 + 104 * length,
        Some(Obj::Dict(_)) => {
            if length == 0 {
                64
            } else {
                184
            }
        }
        Some(Obj::Set(_) | Obj::FrozenSet(_)) => 216 + if length > 4 { 32 * length } else { 0 },
        Some(Obj::Function(_)) => 144,
        Some(Obj::Class(_)) => 1072,
        Some(_) => 48,
        None if ctx.heap.float(object).is_some() => 24,
        None if object.is_none() => 16,
        None => 28,
    };
    value(ctx.new_int(size))
}

/// There are no counts here: the variables and objects that refer to it are. Who asks has collected
/// garbage, and has it as an argument.
fn getrefcount(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "getrefcount")?;
    let view = ctx.view;
    let locals = view.frames.iter().flat_map(|frame| {
        let count = ctx.heap.program.code(frame.code).locals.len();
        view.stack.iter().skip(frame.base()).take(count)
    });
    let locals = locals.filter(|&&local| local == object).count();
    let count = references_in(ctx.heap, object) + locals;
    value(Value::small(count.max(2) as i64))
}

fn intern(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text] = args.exactly(ctx, "intern")?;
    ctx.str_arg(text, "intern() argument")?;
    value(text)
}

/// `values` in the order of `keys`; None where the keys need Python code to be compared.
fn sort_by_keys(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [keys, values, reverse] = args.exactly(ctx, "sort_by_keys")?;
    let (Items::Known(keys), Items::Known(values)) = (items(ctx, keys)?, items(ctx, values)?)
    else {
        return none();
    };
    let reverse = ctx.plain_truth(reverse);
    match sorted_order(ctx, &keys, reverse)? {
        None => none(),
        Some(order) => {
            let sorted = order.iter().filter_map(|&at| values.get(at).copied()).collect();
            value(ctx.new_list(sorted))
        }
    }
}

/// The hash under which a key stands in a table; for keys with a hash of their own, its number
/// was worked out by Python code before and comes with the call.
fn hash_arg(ctx: &mut Ctx<'_>, key: Value, given: Value) -> u64 {
    match ctx.heap.int(given) {
        Some(hash) if !given.is_undefined() => hash as u64,
        _ => native_hash(ctx.heap, key).unwrap_or(0) as u64,
    }
}

/// `table_candidates(table, hash)`: the keys with this hash.
fn table_candidates(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [table, hash] = args.exactly(ctx, "table_candidates")?;
    let hash = hash_arg(ctx, hash, hash);
    let heap = ctx.heap;
    let mut keys = Vec::new();
    let mut keep = |key: Value| {
        keys.push(key);
        false
    };
    match heap.get(heap.native(table)) {
        Some(Obj::Dict(table) | Obj::Set(table)) => {
            table.lock().get(hash, &mut keep);
        }
        Some(Obj::FrozenSet(table)) => {
            table.get(hash, &mut keep);
        }
        _ => {}
    }
    value(ctx.new_list(keys))
}

fn table_get(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [table, key, hash] = args.up_to(ctx, "table_get", 2)?;
    let hash = hash_arg(ctx, key, hash);
    let heap = ctx.heap;
    let found = heap.dict(table).and_then(|table| lookup(heap, &table.lock(), hash, key));
    value(found.map_or(Value::NONE, |entry| entry.value))
}

fn table_set(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [table, key, item, hash] = args.up_to(ctx, "table_set", 3)?;
    let hash = hash_arg(ctx, key, hash);
    let heap = ctx.heap;
    if let Some(table) = heap.dict(table).or_else(|| heap.set(table)) {
        insert_any(heap, &mut table.lock(), hash, key, item);
    }
    none()
}

fn table_delete(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [table, key, hash] = args.up_to(ctx, "table_delete", 2)?;
    let hash = hash_arg(ctx, key, hash);
    let heap = ctx.heap;
    if let Some(table) = heap.dict(table).or_else(|| heap.set(table)) {
        remove(heap, &mut table.lock(), hash, key);
    }
    none()
}
