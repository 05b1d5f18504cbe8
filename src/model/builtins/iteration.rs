//! Builtin functions that go over iterables: natively over native ones, through `_prelude`
//! otherwise.

use super::functions::check_iterable;
use super::sorting;
use super::support::{Items, call, items};
use crate::model::code::{BinaryOp, CompareOp};
use crate::model::native::{Answer, Args, Ctx, NativeResult, Raised, value};
use crate::model::object::{Iter, Obj, SequenceIter};
use crate::model::ops::{self, arith, compare, iterate};
use crate::model::shared::Guarded;
use crate::model::symbol;
use crate::model::value::Value;

fn new_iter(ctx: &mut Ctx<'_>, state: Iter) -> Value {
    ctx.alloc(Obj::Iter(Box::new(Guarded::new(state))))
}

/// A native iterator over a value, if no Python code has a say in it.
fn native_iterator(ctx: &mut Ctx<'_>, source: Value) -> Option<Value> {
    if ctx.python_method(source, symbol::ITER).is_some() {
        return None;
    }
    let iter = iterate::iterator(ctx, source)?;
    iterate::is_native_iterator(ctx.heap, iter).then_some(iter)
}

/// `iter(object)`, `iter(callable, sentinel)`
pub fn iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, sentinel] = args.up_to(ctx, "iter", 1)?;
    if !sentinel.is_undefined() {
        return ctx.prelude("call_iter", vec![object, sentinel]);
    }
    if let Some(method) = ctx.python_method(object, symbol::ITER) {
        return call(method, &[object]);
    }
    if let Some(iter) = iterate::iterator(ctx, object) {
        return value(iter);
    }
    if ctx.python_method(object, symbol::GETITEM).is_some() {
        return ctx.prelude("sequence_iter", vec![object]);
    }
    Err(ctx.not_iterable(object))
}

/// `next(iterator, default)`
pub fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [iterator, default] = args.up_to(ctx, "next", 1)?;
    let is_generator = matches!(ctx.heap.get(iterator), Some(Obj::Generator(_)));
    if is_generator && default.is_undefined() {
        return Ok(Answer::Resume { generator: iterator, value: Value::NONE, throw: false });
    }
    if iterate::is_native_iterator(ctx.heap, iterator) {
        return match (iterate::next(ctx, iterator)?, default.defined()) {
            (Some(item), _) => value(item),
            (None, Some(default)) => value(default),
            (None, None) => Err(ctx.stop_iteration()),
        };
    }
    let own = ctx.python_method(iterator, symbol::NEXT);
    if !is_generator && own.is_none() {
        let found = ctx.type_name(iterator);
        return Err(ctx.type_error(format!("'{found}' object is not an iterator")));
    }
    match (default.defined(), own) {
        (None, Some(method)) => call(method, &[iterator]),
        (default, _) => {
            let default: Vec<Value> = default.into_iter().collect();
            let default = ctx.new_tuple(default);
            ctx.prelude("next_slow", vec![iterator, default])
        }
    }
}

/// `enumerate(iterable, start=0)`
pub fn enumerate(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [source, start] = args.named(ctx, "enumerate", ["iterable", "start"], 1)?;
    let count = ctx.optional_int(start)?.unwrap_or(0);
    match native_iterator(ctx, source) {
        Some(inner) => value(new_iter(ctx, Iter::Enumerate { inner, count })),
        None => {
            check_iterable(ctx, source)?;
            let start = ctx.new_int(count);
            ctx.prelude("enumerate_iter", vec![source, start])
        }
    }
}

/// `zip(*iterables, strict=False)`
pub fn zip(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let named = Args { positional: &[], ..args };
    let [strict] = named.named(ctx, "zip", ["strict"], 0)?;
    let strict = strict.defined().is_some_and(|strict| ctx.plain_truth(strict));
    for &source in args.positional {
        check_iterable(ctx, source)?;
    }
    if !strict {
        let inner: Option<Vec<Value>> =
            args.positional.iter().map(|&source| native_iterator(ctx, source)).collect();
        if let Some(inner) = inner {
            return value(new_iter(ctx, Iter::Zip { inner: inner.into() }));
        }
    }
    let mut all = vec![Value::bool(strict)];
    all.extend_from_slice(args.positional);
    ctx.prelude("zip_iter", all)
}

/// `map(function, *iterables)`
pub fn map(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.no_keywords(ctx, "map")?;
    if args.positional.len() < 2 {
        return Err(ctx.type_error("map() must have at least two arguments."));
    }
    for &source in &args.positional[1..] {
        check_iterable(ctx, source)?;
    }
    ctx.prelude("map_iter", args.positional.to_vec())
}

/// `filter(function, iterable)`
pub fn filter(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [function, source] = args.exactly(ctx, "filter")?;
    check_iterable(ctx, source)?;
    ctx.prelude("filter_iter", vec![function, source])
}

/// `reversed(sequence)`
pub fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [sequence] = args.exactly(ctx, "reversed")?;
    if let Some(method) = ctx.python_method(sequence, symbol::REVERSED) {
        return call(method, &[sequence]);
    }
    let over = ctx.heap.native(sequence);
    let length = ops::length(ctx.heap, over);
    match ctx.heap.get(over) {
        Some(Obj::List(_) | Obj::Tuple(_) | Obj::Deque(_) | Obj::Range(_) | Obj::Bytes(_)) => {
            let left = length.unwrap_or(0) + 1;
            value(new_iter(ctx, Iter::Reversed { over, left }))
        }
        Some(Obj::Str(_) | Obj::Dict(_) | Obj::DictView { .. }) => {
            let mut parts = iterate::collect(ctx, over)?.unwrap_or_default();
            parts.reverse();
            let over = ctx.new_tuple(parts);
            value(ctx.alloc(SequenceIter::object(over)))
        }
        _ if ctx.python_method(sequence, symbol::GETITEM).is_some() => {
            ctx.prelude("reversed_iter", vec![sequence])
        }
        _ => {
            let found = ctx.type_name(sequence);
            Err(ctx.type_error(format!("'{found}' object is not reversible")))
        }
    }
}

/// `sorted(iterable, key=None, reverse=False)`
pub fn sorted(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let given = args.positional.len();
    if given != 1 {
        return Err(ctx.type_error(format!("sorted expected 1 argument, got {given}")));
    }
    let named = Args { positional: &[], ..args };
    let [key, reverse] = named.named(ctx, "sort", ["key", "reverse"], 0)?;
    let reverse = reverse.defined().is_some_and(|reverse| ctx.plain_truth(reverse));
    let source = args.positional[0];
    let key = key.defined().unwrap_or(Value::NONE);
    let source = match items(ctx, source)? {
        Items::Python => source,
        Items::Known(items) => {
            if key.is_none()
                && let Some(sorted) = sorting::sorted(ctx, items.clone(), reverse)?
            {
                return value(ctx.new_list(sorted));
            }
            ctx.new_list(items)
        }
    };
    ctx.prelude("sorted_slow", vec![source, key, Value::bool(reverse)])
}

/// The arguments of `min` and `max`: what to go over, the key, the default.
struct Extreme {
    values: Value,
    key: Value,
    default: Option<Value>,
}

fn extreme_args(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<Extreme, Raised> {
    let named = Args { positional: &[], ..args };
    let [key, default] = named.named(ctx, name, ["key", "default"], 0)?;
    let key = key.defined().unwrap_or(Value::NONE);
    let values = match args.positional {
        [] => {
            let text = format!("{name} expected at least 1 argument, got 0");
            return Err(ctx.type_error(text));
        }
        [one] => *one,
        several if default.is_undefined() => ctx.new_tuple(several.to_vec()),
        _ => {
            let text =
                format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(ctx.type_error(text));
        }
    };
    Ok(Extreme { values, key, default: default.defined() })
}

fn extreme(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, op: CompareOp) -> NativeResult {
    let wanted = extreme_args(ctx, args, name)?;
    // An iterator is left to Python code: what was taken from it would be gone.
    let known = match iterate::items(ctx.heap, wanted.values) {
        Some(items) if ctx.python_method(wanted.values, symbol::ITER).is_none() => Some(items),
        _ => {
            check_iterable(ctx, wanted.values)?;
            None
        }
    };
    if let Some(items) = known.filter(|_| wanted.key.is_none())
        && let Some(best) = best_of(ctx, &items, op)?
    {
        return match best.or(wanted.default) {
            Some(best) => value(best),
            None => Err(ctx.value_error(format!("{name}() arg is an empty sequence"))),
        };
    }
    let default = match wanted.default {
        Some(default) => ctx.new_tuple([default]),
        None => Value::NONE,
    };
    ctx.prelude(&format!("{name}_slow"), vec![wanted.values, wanted.key, default])
}

/// The first of the least (or greatest); `None` where Python code must compare.
fn best_of(
    ctx: &mut Ctx<'_>,
    items: &[Value],
    op: CompareOp,
) -> Result<Option<Option<Value>>, Raised> {
    let Some((&first, rest)) = items.split_first() else { return Ok(Some(None)) };
    let mut best = first;
    for &item in rest {
        match compare::compare(ctx, op, item, best)? {
            Some(true) => best = item,
            Some(false) => {}
            None if compare::order(ctx.heap, item, best) == compare::Order::Python => {
                return Ok(None);
            }
            None => return Err(compare::unorderable(ctx, op, item, best)),
        }
    }
    Ok(Some(Some(best)))
}

/// `min(...)`
pub fn min(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    extreme(ctx, args, "min", CompareOp::Lt)
}

/// `max(...)`
pub fn max(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    extreme(ctx, args, "max", CompareOp::Gt)
}

/// `sum(iterable, start=0)`
pub fn sum(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [source, start] = args.named(ctx, "sum", ["iterable", "start"], 1)?;
    let start = start.defined().unwrap_or(Value::small(0));
    if ctx.heap.str(start).is_some() {
        return Err(ctx.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    let known = iterate::items(ctx.heap, source);
    let plain = |item: &Value| ctx.heap.instance(*item).is_none();
    let Some(items) = known.filter(|items| items.iter().all(plain) && plain(&start)) else {
        check_iterable(ctx, source)?;
        return ctx.prelude("sum_slow", vec![source, start]);
    };
    let mut total = start;
    for item in items {
        total = match arith::binary(ctx, BinaryOp::Add, total, item)? {
            Some(total) => total,
            None => return Err(arith::unsupported(ctx, "+", total, item)),
        };
    }
    value(total)
}

/// Whether a truth is met among the items; `None` where Python code decides.
fn met(ctx: &mut Ctx<'_>, source: Value, wanted: bool) -> Result<Option<bool>, Raised> {
    let Some(items) = iterate::items(ctx.heap, source) else {
        check_iterable(ctx, source)?;
        return Ok(None);
    };
    for item in items {
        match ops::truth(ctx.heap, item) {
            None => return Ok(None),
            Some(truth) if truth == wanted => return Ok(Some(true)),
            Some(_) => {}
        }
    }
    Ok(Some(false))
}

/// `any(iterable)`
pub fn any(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [source] = args.exactly(ctx, "any")?;
    match met(ctx, source, true)? {
        Some(answer) => value(Value::bool(answer)),
        None => ctx.prelude("any_slow", vec![source]),
    }
}

/// `all(iterable)`
pub fn all(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [source] = args.exactly(ctx, "all")?;
    match met(ctx, source, false)? {
        Some(answer) => value(Value::bool(!answer)),
        None => ctx.prelude("all_slow", vec![source]),
    }
}
