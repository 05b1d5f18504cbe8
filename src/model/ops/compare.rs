//! Order of native values.

use super::as_int;
use super::item::has_slow_items;
use super::items::Items;
use super::key::{DEPTH_MAX, equal};
use super::sets::{SetLike, is_within};
use crate::model::code::CompareOp;
use crate::model::heap::Heap;
use crate::model::native::{Ctx, Raised};
use crate::model::object::{Kind, Obj};
use crate::model::value::Value;
use std::cmp::Ordering;

/// `a op b` for the six comparisons on native values; `None` where user classes decide.
pub fn compare(
    ctx: &mut Ctx<'_>,
    op: CompareOp,
    a: Value,
    b: Value,
) -> Result<Option<bool>, Raised> {
    match op {
        CompareOp::Eq => return Ok(equal(ctx.heap, a, b)),
        CompareOp::Ne => return Ok(equal(ctx.heap, a, b).map(|same| !same)),
        _ => {}
    }
    match order(ctx.heap, a, b) {
        Order::Known(order) => Ok(Some(order.is_some_and(|order| holds(op, order)))),
        Order::Subset => Ok(subset(ctx.heap, op, a, b)),
        Order::Python => Ok(None),
        Order::None => Ok(None),
    }
}

/// Whether two orderable native values stand in the relation.
pub fn holds(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
        CompareOp::Eq => order.is_eq(),
        _ => order.is_ne(),
    }
}

/// How two values can be ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// This way (`None`: a NaN is involved, every comparison is false).
    Known(Option<Ordering>),
    /// As sets, by inclusion.
    Subset,
    /// A user's class decides.
    Python,
    /// Not at all.
    None,
}

/// The order of two native values. A sequence whose deciding items need Python says so.
pub fn order(heap: &Heap, a: Value, b: Value) -> Order {
    order_within(heap, a, b, DEPTH_MAX)
}

fn order_within(heap: &Heap, a: Value, b: Value, depth: u32) -> Order {
    if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
        return Order::Known(Some(x.cmp(&y)));
    }
    let is_plain_instance =
        |v| matches!(heap.get(v), Some(Obj::Instance(i)) if i.payload.is_undefined());
    if is_plain_instance(a) || is_plain_instance(b) {
        return Order::Python;
    }
    let (a, b) = (heap.native(a), heap.native(b));
    let number = |v| matches!(heap.kind(v), Kind::Int | Kind::Bool | Kind::Float);
    if number(a) && number(b) {
        return Order::Known(numbers(heap, a, b));
    }
    match (heap.get(a), heap.get(b)) {
        (Some(Obj::Str(x)), Some(Obj::Str(y))) => Order::Known(Some(x.text().cmp(y.text()))),
        (Some(Obj::Bytes(x)), Some(Obj::Bytes(y))) => Order::Known(Some(x.cmp(y))),
        (Some(Obj::Tuple(_)), Some(Obj::Tuple(_)))
        | (Some(Obj::List(_)), Some(Obj::List(_)))
        | (Some(Obj::Deque(_)), Some(Obj::Deque(_))) => {
            match (Items::of(heap, a), Items::of(heap, b)) {
                (Some(x), Some(y)) => sequences(heap, x, y, depth),
                _ => Order::None,
            }
        }
        _ if is_set(heap, a) && is_set(heap, b) => {
            match has_slow_items(heap, a) || has_slow_items(heap, b) {
                true => Order::Python,
                false => Order::Subset,
            }
        }
        _ => Order::None,
    }
}

fn is_set(heap: &Heap, value: Value) -> bool {
    matches!(heap.kind(value), Kind::Set | Kind::FrozenSet | Kind::DictKeys)
}

fn sequences(heap: &Heap, mut x: Items<'_>, mut y: Items<'_>, depth: u32) -> Order {
    if depth == 0 {
        return Order::Python;
    }
    let lengths = x.count_now().cmp(&y.count_now());
    while let (Some(p), Some(q)) = (x.next(), y.next()) {
        if p == q {
            continue;
        }
        match equal(heap, p, q) {
            Some(true) => {}
            Some(false) => return order_within(heap, p, q, depth - 1),
            None => return Order::Python,
        }
    }
    Order::Known(Some(lengths))
}

/// The order of two numbers; `None` with a NaN.
pub fn numbers(heap: &Heap, a: Value, b: Value) -> Option<Ordering> {
    match (heap.float(a), heap.float(b)) {
        (Some(x), Some(y)) => x.partial_cmp(&y),
        (Some(x), None) => as_int(heap, b)?.partial_cmp_f64(x).map(Ordering::reverse),
        (None, Some(y)) => as_int(heap, a)?.partial_cmp_f64(y),
        (None, None) => Some(match (heap.int(a), heap.int(b)) {
            (Some(x), Some(y)) => x.cmp(&y),
            _ => heap.big_int(a)?.cmp(&heap.big_int(b)?),
        }),
    }
}

/// Whether one set stands in another as the operator says; `None`: Python code must compare.
fn subset(heap: &Heap, op: CompareOp, a: Value, b: Value) -> Option<bool> {
    let (x, y) = (SetLike::of(heap, a)?, SetLike::of(heap, b)?);
    let (x, y) = if matches!(op, CompareOp::Le | CompareOp::Lt) { (x, y) } else { (y, x) };
    let is_strict = matches!(op, CompareOp::Lt | CompareOp::Gt);
    if is_strict && x.count_now() >= y.count_now() {
        return Some(false);
    }
    is_within(heap, x.table, y.table, DEPTH_MAX)
}

/// CPython's error for values that have no order.
pub fn unorderable(ctx: &mut Ctx<'_>, op: CompareOp, a: Value, b: Value) -> Raised {
    let symbol = match op {
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        _ => ">=",
    };
    // The deciding pair inside two sequences is what CPython names.
    let (a, b) = deciding_pair(ctx.heap, a, b);
    let (left, right) = (ctx.heap.full_type_name(a), ctx.heap.full_type_name(b));
    ctx.type_error(format!("'{symbol}' not supported between instances of '{left}' and '{right}'"))
}

fn deciding_pair(heap: &Heap, mut a: Value, mut b: Value) -> (Value, Value) {
    let items = |v| match heap.get(heap.native(v)) {
        Some(Obj::Tuple(items)) => Some((Kind::Tuple, items.to_vec())),
        Some(Obj::List(items)) => Some((Kind::List, items.lock().clone())),
        _ => None,
    };
    for _ in 0..DEPTH_MAX {
        let (Some((kind_a, x)), Some((kind_b, y))) = (items(a), items(b)) else { break };
        let mut pairs = x.iter().zip(&y);
        match pairs.find(|&(&p, &q)| equal(heap, p, q) != Some(true)) {
            Some((&p, &q)) if kind_a == kind_b => (a, b) = (p, q),
            _ => break,
        }
    }
    (a, b)
}
