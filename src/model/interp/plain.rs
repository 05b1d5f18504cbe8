//! Operations on plain operands, without a call, an error or a look beyond the object itself: small
//! integers, inline floats, strings side by side, items of lists, tuples and dicts, loops over them.
//!
//! Each answers `None` where its general form (`slow.rs`) is needed.

use crate::model::code::{BinaryOp, CompareOp};
use crate::model::heap::{Heap, Nursery};
use crate::model::object::{Obj, SequenceIter};
use crate::model::ops::key::{self, plain_hash};
use crate::model::text::slice::index;
use crate::model::value::Value;
use crate::model::world::Place;
use std::sync::atomic::Ordering::Relaxed;

/// The next item of a loop whose iterator needs no call: `Some(None)` when it is exhausted.
#[inline(always)]
pub(super) fn loop_item(heap: &Heap, iter: Value) -> Option<Option<Value>> {
    let range = match heap.get(iter) {
        Some(Obj::RangeIter(range)) => range,
        Some(Obj::SequenceIter(iter)) => return sequence_item(heap, iter),
        _ => return None,
    };
    let left = range.left.load(Relaxed);
    if left == 0 {
        return Some(None);
    }
    // A loop has its iterator to itself as a rule: no need for one atomic step.
    let value = Value::from_i64(range.item(left))?;
    range.left.store(left - 1, Relaxed);
    Some(Some(value))
}

#[inline]
fn sequence_item(heap: &Heap, iter: &SequenceIter) -> Option<Option<Value>> {
    match heap.get(iter.over)? {
        Obj::List(items) => Some(iter.next(|index| items.lock().get(index).copied())),
        Obj::Tuple(items) => Some(iter.next(|index| items.get(index).copied())),
        _ => None,
    }
}

/// What is in a cell.
#[inline]
pub(super) fn cell_value(heap: &Heap, cell: Value) -> Option<Value> {
    match heap.get(cell) {
        Some(Obj::Cell(shared)) => shared.load().defined(),
        _ => None,
    }
}

/// `obj[key]`
#[inline]
pub(super) fn plain_item(heap: &Heap, obj: Value, key: Value) -> Option<Value> {
    match heap.get(obj)? {
        Obj::List(items) => {
            let items = items.lock();
            index(key.as_small()?, items.len()).map(|at| items[at])
        }
        Obj::Tuple(items) => index(key.as_small()?, items.len()).map(|at| items[at]),
        Obj::Dict(table) => {
            let hash = plain_hash(heap, key)?;
            key::lookup(heap, &table.lock(), hash, key).map(|entry| entry.value)
        }
        _ => None,
    }
}

/// `obj[key] = value`
#[inline]
pub(super) fn set_plain_item(heap: &Heap, obj: Value, key: Value, value: Value) -> Option<()> {
    match heap.get(obj)? {
        Obj::List(items) => {
            let mut items = items.lock();
            let at = index(key.as_small()?, items.len())?;
            items[at] = value;
        }
        Obj::Dict(table) => {
            let hash = plain_hash(heap, key)?;
            key::insert(heap, &mut table.lock(), hash, key, value);
        }
        _ => return None,
    }
    Some(())
}

/// Longer texts are made where it is asked first whether there is room for them.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// `a + b` of two strings.
#[inline]
pub(super) fn concat(heap: &Heap, nursery: &mut Nursery, a: Value, b: Value) -> Option<Value> {
    match (heap.get(a)?, heap.get(b)?) {
        (Obj::Str(a), Obj::Str(b)) if a.bytes() + b.bytes() <= TEXT_BYTES_MAX => {
            Some(heap.alloc(nursery, Obj::Str(a.concat(b))))
        }
        _ => None,
    }
}

/// `a op b` on two small integers or two inline floats, by what the operator is on these.
#[inline(always)]
pub(super) fn arithmetic(
    a: Value,
    b: Value,
    int: impl Fn(i64, i64) -> Option<i64>,
    float: impl Fn(f64, f64) -> f64,
) -> Option<Value> {
    if a.both_small(b) {
        return int(a.as_small()?, b.as_small()?).and_then(Value::from_i64);
    }
    Value::from_f64(float(a.as_inline_float()?, b.as_inline_float()?))
}

/// `a op b` on plain operands of any kind.
#[inline(always)]
pub(super) fn plain_binary(
    heap: &Heap,
    nursery: &mut Nursery,
    op: BinaryOp,
    a: Value,
    b: Value,
) -> Option<Value> {
    if op == BinaryOp::Add && a.as_handle().is_some() {
        return concat(heap, nursery, a, b);
    }
    plain_int(op, a, b)
}

/// `a op b` on small integers and inline floats, mixed or not.
#[inline]
pub(super) fn plain_int(op: BinaryOp, a: Value, b: Value) -> Option<Value> {
    if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
        return match op {
            BinaryOp::Add => x.checked_add(y).and_then(Value::from_i64),
            BinaryOp::Sub => x.checked_sub(y).and_then(Value::from_i64),
            BinaryOp::Mul => x.checked_mul(y).and_then(Value::from_i64),
            BinaryOp::FloorDiv if y > 0 => Some(Value::small(x.div_euclid(y))),
            BinaryOp::Mod if y > 0 => Some(Value::small(x.rem_euclid(y))),
            BinaryOp::And => Some(Value::small(x & y)),
            BinaryOp::Or => Some(Value::small(x | y)),
            BinaryOp::Xor => Some(Value::small(x ^ y)),
            BinaryOp::RShift if (0..63).contains(&y) => Some(Value::small(x >> y)),
            BinaryOp::TrueDiv if y != 0 && x.abs() < 1 << 53 && y.abs() < 1 << 53 => {
                Value::from_f64(x as f64 / y as f64)
            }
            _ => None,
        };
    }
    let number = |v: Value| v.as_inline_float().or_else(|| exact_float(v));
    let (x, y) = (number(a)?, number(b)?);
    match op {
        BinaryOp::Add => Value::from_f64(x + y),
        BinaryOp::Sub => Value::from_f64(x - y),
        BinaryOp::Mul => Value::from_f64(x * y),
        BinaryOp::TrueDiv if y != 0.0 => Value::from_f64(x / y),
        _ => None,
    }
}

fn exact_float(value: Value) -> Option<f64> {
    value.as_small().filter(|int| int.abs() < 1 << 53).map(|int| int as f64)
}

/// `a op b` on small integers, inline floats and by identity.
#[inline(always)]
pub(super) fn plain_compare(op: CompareOp, a: Value, b: Value) -> Option<bool> {
    if a.both_small(b) {
        // Tagged words of small integers order as the integers do.
        let (x, y) = (a.0 as i64, b.0 as i64);
        return match op {
            CompareOp::Lt => Some(x < y),
            CompareOp::Le => Some(x <= y),
            CompareOp::Gt => Some(x > y),
            CompareOp::Ge => Some(x >= y),
            CompareOp::Eq | CompareOp::Is => Some(x == y),
            CompareOp::Ne | CompareOp::IsNot => Some(x != y),
            CompareOp::In | CompareOp::NotIn => None,
        };
    }
    match op {
        CompareOp::Is => return Some(a == b),
        CompareOp::IsNot => return Some(a != b),
        _ => {}
    }
    let number = |v: Value| v.as_inline_float().or_else(|| exact_float(v));
    let (x, y) = (number(a)?, number(b)?);
    match op {
        CompareOp::Lt => Some(x < y),
        CompareOp::Le => Some(x <= y),
        CompareOp::Gt => Some(x > y),
        CompareOp::Ge => Some(x >= y),
        CompareOp::Eq => Some(x == y),
        CompareOp::Ne => Some(x != y),
        _ => None,
    }
}

/// `a op b` on plain operands of any kind.
#[inline(always)]
pub(super) fn compared(heap: &Heap, op: CompareOp, a: Value, b: Value) -> Option<bool> {
    plain_compare(op, a, b).or_else(|| text_compare(heap, op, a, b))
}

/// Whether two strings are equal, or are not.
#[inline(never)]
fn text_compare(heap: &Heap, op: CompareOp, a: Value, b: Value) -> Option<bool> {
    let (Some(Obj::Str(x)), Some(Obj::Str(y))) = (heap.get(a), heap.get(b)) else { return None };
    match op {
        CompareOp::Eq => Some(a == b || x == y),
        CompareOp::Ne => Some(a != b && x != y),
        _ => None,
    }
}

/// The truth of a value that needs no call for it.
#[inline(always)]
pub(super) fn truth(heap: &Heap, value: Value) -> Option<bool> {
    plain_truth(value).or_else(|| container_truth(heap, value))
}

/// The truth of strings and containers: whether there is something in them.
#[inline(never)]
fn container_truth(heap: &Heap, value: Value) -> Option<bool> {
    match heap.get(value)? {
        Obj::Str(text) => Some(text.chars() > 0),
        Obj::List(items) => Some(!items.lock().is_empty()),
        Obj::Tuple(items) => Some(!items.is_empty()),
        Obj::Dict(table) | Obj::Set(table) => Some(!table.lock().is_empty()),
        _ => None,
    }
}

/// The truth of values that need no look at the heap.
#[inline(always)]
fn plain_truth(value: Value) -> Option<bool> {
    match value {
        Value::TRUE => Some(true),
        Value::FALSE | Value::NONE => Some(false),
        _ => value.as_small().map(|int| int != 0),
    }
}

/// Whether threads that share it may race for what it holds.
pub(super) fn is_container(obj: Option<&Obj>) -> bool {
    matches!(obj, Some(Obj::List(_) | Obj::Dict(_) | Obj::Set(_) | Obj::Deque(_)))
}

/// A global variable that functions assign.
pub(super) fn global_of(heap: &Heap, slot: u16, write: bool) -> Option<(Place, bool)> {
    let is_shared = heap.program.globals[usize::from(slot)].shared;
    is_shared.then_some((Place::Global(slot), write))
}

/// An item of a container.
pub(super) fn item_of(heap: &Heap, obj: Value, key: Value, write: bool) -> Option<(Place, bool)> {
    is_container(heap.get(obj)).then_some((Place::Item(obj, key), write))
}

/// The container that a builtin is called with: `len(items)`, `print(items)`.
pub(super) fn shown_to(heap: &Heap, window: &[Value], argc: u8) -> Option<(Place, bool)> {
    let (callee, given) = window.split_first()?;
    let mut given = given.iter().copied().take(usize::from(argc));
    let container = given.find(|value| is_container(heap.get(*value)))?;
    let is_builtin = matches!(heap.get(*callee), Some(Obj::Native(_)));
    is_builtin.then_some((Place::Container(container), false))
}

/// What a call of a container's method touches: `items.get(key)` is a look at one item.
pub(super) fn asked_of(heap: &Heap, window: &[Value], argc: u8) -> Option<(Place, bool)> {
    let [method, container, rest @ ..] = window else { return None };
    let is_get = matches!(heap.get(*method), Some(Obj::Native(native)) if native.name == "get");
    let place = match rest {
        [key, ..] if is_get && argc > 0 => (Place::Item(*container, *key), false),
        _ => (Place::Container(*container), true),
    };
    is_container(heap.get(*container)).then_some(place)
}

/// A number that stands in an instruction.
#[inline(always)]
pub(super) fn int(value: i16) -> Value {
    Value::small(i64::from(value))
}
