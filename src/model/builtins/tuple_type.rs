//! `tuple`.

use super::NativeType;
use super::list_type::{index_args, occurrences, position};
use super::support::{Items, finished, is_native_class, items, receiver, wrong_receiver};
use crate::model::native::{Args, Ctx, NativeResult, value};
use crate::model::object::Kind;
use crate::model::text::slice;
use crate::model::value::Value;

/// The type.
pub const TYPE: NativeType = NativeType {
    kind: Kind::Tuple,
    name: "tuple",
    methods: &[("__new__", new), ("count", count), ("index", index)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (class, rest) = receiver(ctx, args, "tuple")?;
    let [source] = rest.up_to(ctx, "tuple", 0)?;
    if source.is_undefined() {
        let tuple = ctx.new_tuple(Vec::new());
        return value(finished(ctx, class, tuple));
    }
    if is_native_class(ctx, class) && ctx.heap.class_of(source) == class {
        return value(source);
    }
    match items(ctx, source)? {
        Items::Known(items) => {
            let tuple = ctx.new_tuple(items);
            value(finished(ctx, class, tuple))
        }
        Items::Python => ctx.prelude("tuple_slow", vec![source]),
    }
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [tuple, item] = args.exactly(ctx, "count")?;
    let heap = ctx.heap;
    if heap.tuple(tuple).is_none() {
        return Err(wrong_receiver(ctx, "count", "tuple", tuple));
    }
    match occurrences(ctx, tuple, item) {
        Some(count) => value(ctx.new_int(count as i64)),
        None => ctx.prelude("count_slow", vec![tuple, item]),
    }
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [tuple, item, start, stop] = index_args(ctx, args)?;
    let heap = ctx.heap;
    let Some(items) = heap.tuple(tuple) else {
        return Err(wrong_receiver(ctx, "index", "tuple", tuple));
    };
    let first = slice::clamp(ctx.bound_arg(start)?.unwrap_or(0), items.len());
    let last = slice::clamp(ctx.bound_arg(stop)?.unwrap_or(i64::MAX), items.len());
    match position(ctx, tuple, item, first..last) {
        Some(Some((at, _))) => value(ctx.new_int(at as i64)),
        Some(None) => Err(ctx.value_error("tuple.index(x): x not in tuple")),
        None => {
            let start = ctx.new_int(first as i64);
            let stop = stop.defined().unwrap_or(Value::NONE);
            ctx.prelude("index_slow", vec![tuple, item, start, stop])
        }
    }
}
