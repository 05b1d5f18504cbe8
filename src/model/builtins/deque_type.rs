//! `collections.deque`: every method is one atomic step, which is what queues rely on.

use super::list_type::{index_args, occurrences, position};
use super::support::{Items, finished, items, wrong_receiver};
use super::{NativeModule, NativeType};
use crate::model::native::{Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::{Deque, Iter, Kind, Obj};
use crate::model::shared::Guarded;
use crate::model::text::slice;
use crate::model::value::Value;
use std::collections::VecDeque;

/// The type.
pub const TYPE: NativeType = NativeType {
    kind: Kind::Deque,
    name: "deque",
    module: "collections",
    methods: &[
        ("__init__", super::dunder::ignore),
        ("__new__", new),
        ("__reversed__", reversed),
        ("append", append),
        ("appendleft", appendleft),
        ("clear", clear),
        ("copy", copy),
        ("count", count),
        ("extend", extend),
        ("extendleft", extendleft),
        ("index", index),
        ("insert", insert),
        ("pop", pop),
        ("popleft", popleft),
        ("remove", remove),
        ("reverse", reverse),
        ("rotate", rotate),
    ],
    getters: &[("maxlen", maxlen)],
    ..NativeType::EMPTY
};

/// `_collections`
pub const MODULE: NativeModule = NativeModule {
    name: "_collections",
    functions: &[],
    floats: &[],
    types: &[("deque", Kind::Deque)],
};

fn deque_of<'a>(ctx: &mut Ctx<'a>, deque: Value, method: &str) -> Result<&'a Deque, Raised> {
    let heap = ctx.heap;
    heap.deque(deque).ok_or_else(|| wrong_receiver(ctx, method, "collections.deque", deque))
}

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let class = args.positional.first().copied().unwrap_or_default();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [source, maxlen] = rest.named(ctx, "deque", ["iterable", "maxlen"], 0)?;
    let maxlen = match ctx.optional_int(maxlen)? {
        Some(most) if most < 0 => return Err(ctx.value_error("maxlen must be non-negative")),
        most => most.map(|most| most as usize),
    };
    let known = match source.defined() {
        None => Items::Known(Vec::new()),
        Some(source) => items(ctx, source)?,
    };
    let mut filled = VecDeque::new();
    let mut needs_python = None;
    match known {
        Items::Known(items) => {
            let skipped = maxlen.map_or(0, |most| items.len().saturating_sub(most));
            filled.extend(items.into_iter().skip(skipped));
        }
        Items::Python => needs_python = Some(source),
    }
    let deque = ctx.alloc(Obj::Deque(Box::new(Deque { items: Guarded::new(filled), maxlen })));
    let deque = finished(ctx, class, deque);
    match needs_python {
        None => value(deque),
        Some(source) => ctx.prelude("deque_slow", vec![deque, source]),
    }
}

fn append(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque, item] = args.exactly(ctx, "deque.append")?;
    let deque = deque_of(ctx, deque, "append")?;
    push(deque, item, false);
    none()
}

fn appendleft(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque, item] = args.exactly(ctx, "deque.appendleft")?;
    let deque = deque_of(ctx, deque, "appendleft")?;
    push(deque, item, true);
    none()
}

fn push(deque: &Deque, item: Value, left: bool) {
    let mut items = deque.items.lock();
    if left {
        items.push_front(item);
    } else {
        items.push_back(item);
    }
    if deque.maxlen.is_some_and(|most| items.len() > most) {
        if left {
            items.pop_back();
        } else {
            items.pop_front();
        }
    }
}

fn extend_to(ctx: &mut Ctx<'_>, args: Args<'_>, left: bool) -> NativeResult {
    let [receiver, source] = args.exactly(ctx, "deque.extend")?;
    let deque = deque_of(ctx, receiver, "extend")?;
    match items(ctx, source)? {
        Items::Known(items) => {
            items.into_iter().for_each(|item| push(deque, item, left));
            none()
        }
        Items::Python if left => ctx.prelude("extend_left_slow", vec![receiver, source]),
        Items::Python => ctx.prelude("extend_slow", vec![receiver, source]),
    }
}

fn extend(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    extend_to(ctx, args, false)
}

fn extendleft(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    extend_to(ctx, args, true)
}

fn popped(ctx: &mut Ctx<'_>, item: Option<Value>) -> NativeResult {
    match item {
        Some(item) => value(item),
        None => Err(ctx.raise("IndexError", "pop from an empty deque")),
    }
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque] = args.exactly(ctx, "deque.pop")?;
    let item = deque_of(ctx, deque, "pop")?.items.lock().pop_back();
    popped(ctx, item)
}

fn popleft(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque] = args.exactly(ctx, "deque.popleft")?;
    let item = deque_of(ctx, deque, "popleft")?.items.lock().pop_front();
    popped(ctx, item)
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque] = args.exactly(ctx, "deque.clear")?;
    deque_of(ctx, deque, "clear")?.items.lock().clear();
    none()
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque] = args.exactly(ctx, "deque.copy")?;
    let copy = deque_of(ctx, deque, "copy")?.clone();
    value(ctx.alloc(Obj::Deque(Box::new(copy))))
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque, item] = args.exactly(ctx, "deque.count")?;
    deque_of(ctx, deque, "count")?;
    match occurrences(ctx, deque, item) {
        Some(count) => value(ctx.new_int(count as i64)),
        None => ctx.prelude("count_slow", vec![deque, item]),
    }
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque, item, start, stop] = index_args(ctx, args)?;
    let length = deque_of(ctx, deque, "index")?.items.lock().len();
    let first = slice::clamp(ctx.bound_arg(start)?.unwrap_or(0), length);
    let last = slice::clamp(ctx.bound_arg(stop)?.unwrap_or(i64::MAX), length);
    match position(ctx, deque, item, first..last) {
        Some(Some((at, _))) => value(ctx.new_int(at as i64)),
        Some(None) => {
            let shown = super::text_of::repr_text(ctx, item)?.unwrap_or_else(|| "x".into());
            Err(ctx.value_error(format!("{shown} is not in deque")))
        }
        None => {
            let start = ctx.new_int(first as i64);
            ctx.prelude("index_slow", vec![deque, item, start, Value::NONE])
        }
    }
}

fn insert(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque, at, item] = args.exactly(ctx, "insert")?;
    let at = ctx.int_arg(at)?;
    let deque = deque_of(ctx, deque, "insert")?;
    let mut items = deque.items.lock();
    if deque.maxlen.is_some_and(|most| items.len() >= most) {
        drop(items);
        return Err(ctx.raise("IndexError", "deque already at its maximum size"));
    }
    let at = slice::clamp(at, items.len());
    items.insert(at, item);
    none()
}

fn remove(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver, item] = args.exactly(ctx, "deque.remove")?;
    let deque = deque_of(ctx, receiver, "remove")?;
    let length = deque.items.lock().len();
    match position(ctx, receiver, item, 0..length) {
        Some(Some((_, found))) => {
            let mut now = deque.items.lock();
            let place = now.iter().position(|&other| other == found);
            place.and_then(|at| now.remove(at));
            none()
        }
        Some(None) => Err(ctx.value_error("deque.remove(x): x not in deque")),
        None => ctx.prelude("remove_slow", vec![receiver, item]),
    }
}

fn reverse(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque] = args.exactly(ctx, "deque.reverse")?;
    deque_of(ctx, deque, "reverse")?.items.lock().make_contiguous().reverse();
    none()
}

fn rotate(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque, steps] = args.up_to(ctx, "rotate", 1)?;
    let steps = ctx.optional_int(steps)?.unwrap_or(1);
    let mut items = deque_of(ctx, deque, "rotate")?.items.lock();
    if !items.is_empty() {
        let steps = steps.rem_euclid(items.len() as i64) as usize;
        items.rotate_right(steps);
    }
    none()
}

fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque] = args.exactly(ctx, "__reversed__")?;
    let left = deque_of(ctx, deque, "__reversed__")?.items.lock().len() + 1;
    let over = ctx.heap.native(deque);
    value(ctx.alloc(Obj::Iter(Box::new(Guarded::new(Iter::Reversed { over, left })))))
}

fn maxlen(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [deque] = args.exactly(ctx, "maxlen")?;
    let most = deque_of(ctx, deque, "maxlen")?.maxlen;
    value(most.map_or(Value::NONE, |most| Value::small(most as i64)))
}
