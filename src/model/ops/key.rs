//! Equality and hashes as dicts and sets use them.

use super::items::{Items, TableRef};
use super::sets::{SetLike, is_within};
use crate::model::dict::{Entry, Table};
use crate::model::heap::Heap;
use crate::model::native::{Ctx, Raised};
use crate::model::object::{Kind, Obj};
use crate::model::shared::Guarded;
use crate::model::symbol;
use crate::model::text::hash::{hash_big, hash_bytes, hash_f64, hash_i64, hash_tuple};
use crate::model::value::Value;

/// `a == b` for native types and by identity; `None` where a user's `__eq__` decides (also inside
/// containers).
pub fn equal(heap: &Heap, a: Value, b: Value) -> Option<bool> {
    equal_within(heap, a, b, DEPTH_MAX)
}

/// Deepest nesting of containers that is compared natively. Python code compares deeper ones, and comes
/// to the limit on recursion.
pub const DEPTH_MAX: u32 = 60;
/// Deepest nesting of tuples that is looked into for a hash: deeper parts count for nothing.
const HASH_DEPTH_MAX: u32 = 200;

fn equal_within(heap: &Heap, a: Value, b: Value, depth: u32) -> Option<bool> {
    if a == b {
        return Some(!is_nan(heap, a));
    }
    if a.both_small(b) {
        return Some(false);
    }
    if depth == 0 {
        return None;
    }
    if let (Some(Obj::Str(p)), Some(Obj::Str(q))) = (heap.get(a), heap.get(b)) {
        return Some(p == q);
    }
    if has_own_eq(heap, a) || has_own_eq(heap, b) {
        return None;
    }
    let (a, b) = (heap.native(a), heap.native(b));
    if let Some(same) = numbers_equal(heap, a, b) {
        return Some(same);
    }
    let Some((x, y)) = heap.get(a).zip(heap.get(b)) else { return Some(a == b) };
    match (x, y) {
        (Obj::Str(p), Obj::Str(q)) => Some(p.text() == q.text()),
        (Obj::Bytes(p), Obj::Bytes(q)) => Some(p == q),
        (Obj::Tuple(p), Obj::Tuple(q)) if p.len() != q.len() => Some(false),
        (Obj::Tuple(p), Obj::Tuple(q)) => {
            items_equal(heap, p.iter().copied(), q.iter().copied(), depth)
        }
        (Obj::List(_), Obj::List(_)) | (Obj::Deque(_), Obj::Deque(_)) => {
            let (p, q) = (Items::of(heap, a)?, Items::of(heap, b)?);
            if p.count_now() != q.count_now() {
                return Some(false);
            }
            items_equal(heap, p, q, depth)
        }
        (Obj::Dict(p), Obj::Dict(q)) => dicts_equal(heap, p, q, depth),
        (Obj::Range(p), Obj::Range(q)) => Some(
            p.len() == q.len()
                && (p.is_empty() || p.start == q.start && (p.len() == 1 || p.step == q.step)),
        ),
        (Obj::BoundMethod { func: f, receiver: r }, Obj::BoundMethod { func: g, receiver: s }) => {
            Some(f == g && r == s)
        }
        _ => match (SetLike::of(heap, a), SetLike::of(heap, b)) {
            (Some(p), Some(q)) if p.count_now() != q.count_now() => Some(false),
            (Some(p), Some(q)) => is_within(heap, p.table, q.table, depth - 1),
            _ => Some(false),
        },
    }
}

/// Equality of the items of two sequences of one length.
fn items_equal(
    heap: &Heap,
    p: impl Iterator<Item = Value>,
    q: impl Iterator<Item = Value>,
    depth: u32,
) -> Option<bool> {
    for (p, q) in p.zip(q) {
        if p != q && !equal_within(heap, p, q, depth - 1)? {
            return Some(false);
        }
    }
    Some(true)
}

fn dicts_equal(heap: &Heap, p: &Guarded<Table>, q: &Guarded<Table>, depth: u32) -> Option<bool> {
    let (p_now, q_now) = (TableRef::Shared(p), TableRef::Shared(q));
    if p_now.count_now() != q_now.count_now() {
        return Some(false);
    }
    for e in p_now.entries() {
        let other = lookup_within(heap, &q.lock(), &e, depth - 1)?;
        let Some(other) = other else { return Some(false) };
        if e.value != other.value && !equal_within(heap, e.value, other.value, depth - 1)? {
            return Some(false);
        }
    }
    Some(true)
}

/// Equality of two numbers; `None` if either is not one.
fn numbers_equal(heap: &Heap, a: Value, b: Value) -> Option<bool> {
    let number = |v| matches!(heap.kind(v), Kind::Int | Kind::Bool | Kind::Float);
    if !number(a) || !number(b) {
        return None;
    }
    super::compare::numbers(heap, a, b).map(|order| order.is_eq()).or(Some(false))
}

fn is_nan(heap: &Heap, value: Value) -> bool {
    heap.get(value).is_some_and(|obj| matches!(obj, Obj::Float(f) if f.is_nan()))
}

/// Whether a user's class (not `object`, not a native type) defines equality for the value.
pub fn has_own_eq(heap: &Heap, value: Value) -> bool {
    let Some(Obj::Instance(instance)) = heap.get(value) else { return false };
    heap.lookup(instance.class, symbol::EQ).is_some_and(|f| is_python(heap, f))
}

/// Whether a method is a function of Python code.
pub fn is_python(heap: &Heap, function: Value) -> bool {
    !matches!(heap.get(function), Some(Obj::Native(_)) | None)
}

/// `hash(value)`; `Err` for unhashable types. User-defined `__hash__` is the interpreter's business
/// (see [`has_own_hash`]); here such an object hashes by identity.
pub fn hash(ctx: &mut Ctx<'_>, value: Value) -> Result<i64, Raised> {
    match native_hash(ctx.heap, value) {
        Some(hash) => Ok(hash),
        None => {
            let found = ctx.type_name(unhashable_part(ctx.heap, value));
            Err(ctx.type_error(format!("unhashable type: '{found}'")))
        }
    }
}

/// What makes an unhashable value so: an item of a tuple, or the value itself.
fn unhashable_part(heap: &Heap, mut value: Value) -> Value {
    for _ in 0..HASH_DEPTH_MAX {
        let mut items = heap.tuple(value).unwrap_or(&[]).iter();
        match items.find(|&&item| native_hash(heap, item).is_none()) {
            Some(&item) => value = item,
            None => break,
        }
    }
    value
}

/// The hash of a string with this text.
pub fn text_hash(text: &str) -> u64 {
    hash_bytes(text.as_bytes()) as u64
}

/// The hash of a key that is a string or a small integer.
#[inline(always)]
pub fn plain_hash(heap: &Heap, key: Value) -> Option<u64> {
    match heap.get(key) {
        Some(Obj::Str(text)) => Some(text.hash() as u64),
        None => key.as_small().map(|int| hash_i64(int) as u64),
        _ => None,
    }
}

/// The hash of a hashable native value.
pub fn native_hash(heap: &Heap, value: Value) -> Option<i64> {
    hash_within(heap, value, HASH_DEPTH_MAX)
}

fn hash_within(heap: &Heap, value: Value, depth: u32) -> Option<i64> {
    if let Some(small) = value.as_small() {
        return Some(hash_i64(small));
    }
    if let Some(float) = value.as_inline_float() {
        return Some(hash_f64(float));
    }
    if let Some(flag) = value.as_bool() {
        return Some(i64::from(flag));
    }
    let identity = (value.0 >> 3) as i64 * 0x9e37_79b9;
    Some(match heap.get(value) {
        Some(Obj::Str(text)) => text.hash(),
        Some(Obj::Bytes(bytes)) => hash_bytes(bytes),
        Some(Obj::Float(float)) => hash_f64(*float),
        Some(Obj::BigInt(big)) => hash_big(big),
        Some(Obj::Tuple(_)) if depth == 0 => 0,
        Some(Obj::Tuple(items)) => {
            let hashes: Option<Vec<i64>> =
                items.iter().map(|&item| hash_within(heap, item, depth - 1)).collect();
            hash_tuple(hashes?.into_iter())
        }
        Some(Obj::FrozenSet(table)) => {
            table.iter().fold(1_927_868_237, |sum: i64, e| sum ^ e.hash as i64)
        }
        Some(Obj::Range(range)) => hash_i64(range.start ^ range.stop.rotate_left(7) ^ range.step),
        Some(Obj::List(_) | Obj::Dict(_) | Obj::Set(_) | Obj::Deque(_) | Obj::Slice(_)) => {
            return None;
        }
        Some(Obj::BoundMethod { func, receiver }) => (func.0 ^ receiver.0.rotate_left(17)) as i64,
        Some(Obj::Instance(instance)) if !instance.payload.is_undefined() => {
            return hash_within(heap, instance.payload, depth.saturating_sub(1));
        }
        Some(Obj::Instance(instance)) => {
            // A class with its own `__eq__` and no `__hash__` is unhashable, as in CPython.
            let eq_at = defining_class(heap, instance.class, symbol::EQ);
            let hash_at = defining_class(heap, instance.class, symbol::HASH);
            if let (Some(eq), hash) = (eq_at, hash_at)
                && has_own_eq(heap, value)
                && hash.is_none_or(|hash| hash > eq)
            {
                return None;
            }
            identity
        }
        _ => identity,
    })
}

/// Position in the class's order of the first class that defines `name`.
fn defining_class(heap: &Heap, class: Value, name: crate::model::code::Symbol) -> Option<usize> {
    heap.mro(class).iter().position(|&c| heap.class(c).is_some_and(|c| c.attrs.get(name).is_some()))
}

/// Whether a user's class defines `__hash__` for the value: then dicts and sets must call it.
pub fn has_own_hash(heap: &Heap, value: Value) -> bool {
    let Some(Obj::Instance(instance)) = heap.get(value) else { return false };
    heap.lookup(instance.class, symbol::HASH).is_some_and(|f| is_python(heap, f))
}

/// Finds another table's key in a table, looking so deep into keys; `None` where Python code must
/// compare.
pub fn lookup_within(
    heap: &Heap,
    table: &Table,
    wanted: &Entry,
    depth: u32,
) -> Option<Option<Entry>> {
    let mut is_known = true;
    let found = table.get(wanted.hash, |other| {
        let same = if other == wanted.key {
            Some(true)
        } else {
            equal_within(heap, other, wanted.key, depth)
        };
        is_known &= same.is_some();
        same == Some(true)
    });
    // An equal one may be there that only Python code knows.
    (found.is_some() || is_known && !has_own_eq(heap, wanted.key)).then_some(found)
}

/// Finds a key in a table.
#[inline]
pub fn lookup(heap: &Heap, table: &Table, hash: u64, key: Value) -> Option<Entry> {
    table.get(hash, |other| other == key || equal(heap, other, key) == Some(true))
}

/// Sets a key in a table.
#[inline]
pub fn insert(heap: &Heap, table: &mut Table, hash: u64, key: Value, value: Value) {
    table.insert(hash, key, value, |other| other == key || equal(heap, other, key) == Some(true));
}

/// Removes a key from a table.
pub fn remove(heap: &Heap, table: &mut Table, hash: u64, key: Value) -> Option<Entry> {
    table.remove(hash, |other| other == key || equal(heap, other, key) == Some(true))
}
