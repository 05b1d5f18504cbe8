//! `obj[key]`, `obj[key] = value`, `del obj[key]`, `item in obj` on native containers.

use super::items::Items;
use super::key::{equal, has_own_eq, has_own_hash, hash, insert, lookup, remove};
use crate::model::code::Symbol;
use crate::model::dict::Table;
use crate::model::heap::Heap;
use crate::model::native::{Ctx, Raised};
use crate::model::object::{DictPart, Obj};
use crate::model::shared::Guarded;
use crate::model::symbol;
use crate::model::text::slice::{Indices, index};
use crate::model::value::Value;

/// What became of an item operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// It gave this.
    Found(Value),
    /// Python code decides: call this method of the object's class (`__getitem__`,
    /// `__missing__` ...) if it has one.
    Method(Symbol),
    /// A key with a `__hash__` or `__eq__` of its own: go through the prelude's slow dict.
    SlowKey,
}

/// Whether a key needs Python code to be found in a table.
pub fn is_slow_key(ctx: &Ctx<'_>, key: Value) -> bool {
    is_slow(ctx.heap, key)
}

/// Deepest nesting of tuples and frozensets in a key that native code compares.
const KEY_DEPTH_MAX: u8 = 30;
/// The nesting of a key whose class has a `__hash__` or `__eq__` of its own.
const OWN: u8 = u8::MAX;

fn is_slow(heap: &Heap, key: Value) -> bool {
    nesting(heap, key, 0) > KEY_DEPTH_MAX
}

/// How deep a key is nested, that many levels being around it already.
fn nesting(heap: &Heap, key: Value, around: u8) -> u8 {
    match heap.get(key) {
        Some(Obj::Instance(_)) if has_own_hash(heap, key) || has_own_eq(heap, key) => OWN,
        Some(Obj::Instance(instance)) if !instance.payload.is_undefined() => {
            nesting(heap, instance.payload, around)
        }
        Some(Obj::Tuple(_)) if around > KEY_DEPTH_MAX => around,
        Some(Obj::Tuple(items)) => {
            let inner = items.iter().map(|&item| nesting(heap, item, around + 1));
            inner.max().unwrap_or(around)
        }
        Some(Obj::FrozenSet(table)) => around.saturating_add(table.nesting()),
        _ => around,
    }
}

/// A frozenset's inside, which knows from now on how deep it is.
pub fn frozen(heap: &Heap, mut table: Table) -> Obj {
    let deepest = table.iter().map(|entry| nesting(heap, entry.key, 1)).max();
    table.note_nesting(deepest.unwrap_or(0));
    Obj::FrozenSet(Box::new(table))
}

/// Puts a key with its hash into a table; of a key that Python code compares the table takes note.
pub fn insert_any(heap: &Heap, table: &mut Table, hash: u64, key: Value, value: Value) {
    if is_slow(heap, key) {
        table.note_nesting(OWN);
    }
    insert(heap, table, hash, key, value);
}

/// Whether the hash of a tuple is that of an item which Python code works out.
pub fn has_own_hash_inside(heap: &Heap, key: Value) -> bool {
    nesting(heap, key, 0) == OWN
}

/// Whether it is a set or dict with such a key.
pub fn has_slow_items(heap: &Heap, value: Value) -> bool {
    let slow = |table: &Table| table.nesting() > KEY_DEPTH_MAX;
    match heap.get(heap.native(value)) {
        Some(Obj::Set(table)) => slow(&table.lock()),
        Some(Obj::Dict(table)) => slow(&table.lock()),
        Some(Obj::FrozenSet(table)) => slow(table),
        _ => false,
    }
}

/// `obj[key]`
pub fn get(ctx: &mut Ctx<'_>, obj: Value, key: Value) -> Result<Item, Raised> {
    let heap = ctx.heap;
    let native = heap.native(obj);
    match heap.get(native) {
        Some(
            Obj::List(_)
            | Obj::Tuple(_)
            | Obj::Str(_)
            | Obj::Bytes(_)
            | Obj::Deque(_)
            | Obj::Range(_),
        ) if !key.is_small() && ctx.python_method(key, symbol::INDEX).is_some() => {
            Ok(Item::Method(symbol::INDEX))
        }
        Some(Obj::Dict(table)) => {
            if is_slow_key(ctx, key) {
                return Ok(Item::SlowKey);
            }
            let hash = hash(ctx, key)? as u64;
            let found = lookup(heap, &table.lock(), hash, key);
            match found {
                Some(entry) => Ok(Item::Found(entry.value)),
                None if native != obj => Ok(Item::Method(symbol::MISSING)),
                None => Err(key_error(ctx, key)),
            }
        }
        Some(Obj::List(items)) => list_item(ctx, items, key),
        Some(Obj::Tuple(items)) => match slice_of(ctx, key, items.len())? {
            Some(indices) => {
                let part: Vec<Value> = indices.iter().map(|at| items[at]).collect();
                Ok(Item::Found(ctx.new_tuple(part)))
            }
            None => indexed(ctx, "tuple", key, items.len()).map(|at| Item::Found(items[at])),
        },
        Some(Obj::Str(text)) => match slice_of(ctx, key, text.chars())? {
            Some(indices) => {
                let part = str_slice(text, indices);
                Ok(Item::Found(ctx.new_str(part)))
            }
            None => {
                let at = indexed(ctx, "string", key, text.chars())?;
                let part = if text.is_ascii() {
                    text.text()[at..=at].to_owned()
                } else {
                    text.between(at, at + 1).to_owned()
                };
                Ok(Item::Found(ctx.new_str(part)))
            }
        },
        Some(Obj::Bytes(bytes)) => match slice_of(ctx, key, bytes.len())? {
            Some(indices) => {
                let part: Vec<u8> = indices.iter().map(|at| bytes[at]).collect();
                Ok(Item::Found(ctx.alloc(Obj::Bytes(part.into()))))
            }
            None => {
                let at = indexed(ctx, "index", key, bytes.len())?;
                Ok(Item::Found(Value::small(i64::from(bytes[at]))))
            }
        },
        Some(Obj::Deque(deque)) => {
            let length = deque.items.lock().len();
            let at = indexed(ctx, "deque", key, length)?;
            let item = deque.items.lock().get(at).copied();
            item.map(Item::Found).ok_or_else(|| out_of_range(ctx, "deque"))
        }
        Some(Obj::Range(range)) => {
            let length = range.len() as usize;
            if let Some(indices) = slice_of(ctx, key, length)? {
                let part = crate::model::object::Range {
                    start: range.start + indices.start * range.step,
                    stop: range.start + indices.stop * range.step,
                    step: range.step * indices.step,
                };
                return Ok(Item::Found(ctx.alloc(Obj::Range(Box::new(part)))));
            }
            let at = indexed(ctx, "range object", key, length)? as i64;
            Ok(Item::Found(ctx.new_int(range.start + at * range.step)))
        }
        _ => Ok(Item::Method(symbol::GETITEM)),
    }
}

fn out_of_range(ctx: &mut Ctx<'_>, what: &str) -> Raised {
    ctx.raise("IndexError", format!("{what} index out of range"))
}

/// An item or a part of a list. Another thread may take items out between its two looks at the
/// list: what is gone is not there.
fn list_item(ctx: &mut Ctx<'_>, items: &Guarded<Vec<Value>>, key: Value) -> Result<Item, Raised> {
    let length = items.lock().len();
    if let Some(indices) = slice_of(ctx, key, length)? {
        let items = items.lock();
        let part: Vec<Value> = indices.iter().filter_map(|at| items.get(at).copied()).collect();
        drop(items);
        return Ok(Item::Found(ctx.new_list(part)));
    }
    let at = indexed(ctx, "list", key, length)?;
    let item = items.lock().get(at).copied();
    item.map(Item::Found).ok_or_else(|| out_of_range(ctx, "list"))
}

fn str_slice(text: &crate::model::object::Str, indices: Indices) -> String {
    if indices.step == 1 {
        let (start, end) = (indices.start as usize, indices.start as usize + indices.count());
        return if text.is_ascii() {
            text.text()[start..end].to_owned()
        } else {
            text.between(start, end).to_owned()
        };
    }
    let chars: Vec<char> = text.text().chars().collect();
    indices.iter().map(|at| chars[at]).collect()
}

/// The indices of a slice key; `None` if the key is not a slice.
fn slice_of(ctx: &mut Ctx<'_>, key: Value, length: usize) -> Result<Option<Indices>, Raised> {
    let Some(Obj::Slice(parts)) = ctx.heap.get(key) else { return Ok(None) };
    let mut bounds = [None; 3];
    for (bound, &part) in bounds.iter_mut().zip(parts.iter()) {
        if part.is_none() {
            continue;
        }
        let Some(int) = super::as_int(ctx.heap, part) else {
            return Err(ctx
                .type_error("slice indices must be integers or None or have an __index__ method"));
        };
        let limit = if int.is_negative() { i64::MIN / 4 } else { i64::MAX / 4 };
        *bound = Some(int.to_i64().unwrap_or(limit));
    }
    match Indices::new(bounds[0], bounds[1], bounds[2], length) {
        Some(indices) => Ok(Some(indices)),
        None => Err(ctx.value_error("slice step cannot be zero")),
    }
}

fn indexed(ctx: &mut Ctx<'_>, what: &str, key: Value, length: usize) -> Result<usize, Raised> {
    let Some(at) = ctx.heap.int(key) else {
        let found = ctx.type_name(key);
        return Err(ctx.type_error(match what {
            "string" => format!("string indices must be integers, not '{found}'"),
            "range object" => format!("range indices must be integers or slices, not {found}"),
            "index" => format!("byte indices must be integers or slices, not {found}"),
            "deque" => format!("sequence index must be integer, not '{found}'"),
            _ => format!("{what} indices must be integers or slices, not {found}"),
        }));
    };
    match index(at, length) {
        Some(at) => Ok(at),
        None if what == "index" => Err(ctx.raise("IndexError", "index out of range")),
        None => Err(ctx.raise("IndexError", format!("{what} index out of range"))),
    }
}

/// `KeyError(key)`
pub fn key_error(ctx: &mut Ctx<'_>, key: Value) -> Raised {
    Raised(ctx.exception("KeyError", &[key]))
}

/// `obj[key] = value`
pub fn set(ctx: &mut Ctx<'_>, obj: Value, key: Value, value: Value) -> Result<Item, Raised> {
    let heap = ctx.heap;
    match heap.get(heap.native(obj)) {
        Some(Obj::Dict(table)) => {
            if is_slow_key(ctx, key) {
                return Ok(Item::SlowKey);
            }
            let hash = hash(ctx, key)? as u64;
            insert(heap, &mut table.lock(), hash, key, value);
        }
        Some(Obj::List(items)) => {
            if let Some(Obj::Slice(_)) = heap.get(key) {
                return set_slice(ctx, obj, key, value);
            }
            let Some(at) = heap.int(key) else {
                let found = ctx.type_name(key);
                return Err(
                    ctx.type_error(format!("list indices must be integers or slices, not {found}"))
                );
            };
            let mut items = items.lock();
            match index(at, items.len()) {
                Some(at) => items[at] = value,
                None => {
                    drop(items);
                    return Err(ctx.raise("IndexError", "list assignment index out of range"));
                }
            }
        }
        Some(Obj::Deque(deque)) => {
            let at = ctx.int_arg(key)?;
            let mut items = deque.items.lock();
            match index(at, items.len()) {
                Some(at) => items[at] = value,
                None => {
                    drop(items);
                    return Err(ctx.raise("IndexError", "deque index out of range"));
                }
            }
        }
        _ => return Ok(Item::Method(symbol::SETITEM)),
    }
    Ok(Item::Found(Value::NONE))
}

fn set_slice(ctx: &mut Ctx<'_>, obj: Value, key: Value, value: Value) -> Result<Item, Raised> {
    let heap = ctx.heap;
    let Some(new) = super::iterate::items(heap, value) else {
        return Err(ctx.type_error("can only assign an iterable"));
    };
    let Some(list) = heap.list(obj) else { return Ok(Item::Method(symbol::SETITEM)) };
    let length = list.lock().len();
    let Some(indices) = slice_of(ctx, key, length)? else {
        return Ok(Item::Method(symbol::SETITEM));
    };
    if indices.step == 1 {
        let start = indices.start as usize;
        let end = start + indices.count();
        let mut items = list.lock();
        let end = end.min(items.len());
        items.splice(start.min(end)..end, new);
        return Ok(Item::Found(Value::NONE));
    }
    if new.len() != indices.count() {
        return Err(ctx.value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            indices.count()
        )));
    }
    let mut items = list.lock();
    for (at, item) in indices.iter().zip(new) {
        if let Some(place) = items.get_mut(at) {
            *place = item;
        }
    }
    Ok(Item::Found(Value::NONE))
}

/// `del obj[key]`
pub fn delete(ctx: &mut Ctx<'_>, obj: Value, key: Value) -> Result<Item, Raised> {
    let heap = ctx.heap;
    match heap.get(heap.native(obj)) {
        Some(Obj::Dict(table)) => {
            if is_slow_key(ctx, key) {
                return Ok(Item::SlowKey);
            }
            let hash = hash(ctx, key)? as u64;
            let removed = remove(heap, &mut table.lock(), hash, key);
            if removed.is_none() {
                return Err(key_error(ctx, key));
            }
        }
        Some(Obj::List(list)) => {
            let length = list.lock().len();
            if let Some(indices) = slice_of(ctx, key, length)? {
                let mut gone: Vec<usize> = indices.iter().collect();
                gone.sort_unstable();
                let mut items = list.lock();
                gone.retain(|&at| at < items.len());
                match gone.as_slice() {
                    [first, .., last] if last - first + 1 == gone.len() => {
                        drop(items.drain(first..=last));
                    }
                    _ => {
                        let (mut gone, mut places) = (gone.iter().peekable(), 0..);
                        items.retain(|_| gone.next_if_eq(&&places.next().unwrap_or(0)).is_none());
                    }
                }
                return Ok(Item::Found(Value::NONE));
            }
            let at = ctx.int_arg(key)?;
            let mut items = list.lock();
            match index(at, items.len()) {
                Some(at) => drop(items.remove(at)),
                None => {
                    drop(items);
                    return Err(ctx.raise("IndexError", "list assignment index out of range"));
                }
            }
        }
        Some(Obj::Deque(deque)) => {
            let at = ctx.int_arg(key)?;
            let mut items = deque.items.lock();
            match index(at, items.len()) {
                Some(at) => drop(items.remove(at)),
                None => {
                    drop(items);
                    return Err(ctx.raise("IndexError", "deque index out of range"));
                }
            }
        }
        _ => return Ok(Item::Method(symbol::DELITEM)),
    }
    Ok(Item::Found(Value::NONE))
}

/// `item in obj`; `Method(__contains__)` where Python decides (then iteration is the fallback).
pub fn contains(ctx: &mut Ctx<'_>, obj: Value, item: Value) -> Result<Item, Raised> {
    let heap = ctx.heap;
    let answer = |found: bool| Ok(Item::Found(Value::bool(found)));
    match heap.get(heap.native(obj)) {
        Some(Obj::Dict(table) | Obj::Set(table)) => has_key(ctx, &table.lock(), item),
        Some(Obj::FrozenSet(table)) => has_key(ctx, table, item),
        Some(Obj::DictView { dict, part }) => match heap.dict(*dict) {
            Some(table) if *part == DictPart::Keys => has_key(ctx, &table.lock(), item),
            Some(_) if *part == DictPart::Values => has_item(ctx, obj, item),
            _ => Ok(Item::Method(symbol::CONTAINS)),
        },
        Some(Obj::Str(text)) => {
            let Some(part) = heap.str(item) else {
                let found = ctx.type_name(item);
                return Err(ctx.type_error(format!(
                    "'in <string>' requires string as left operand, not {found}"
                )));
            };
            answer(text.text().contains(part))
        }
        Some(Obj::Range(range)) if heap.int(item).is_some() => {
            let at = heap.int(item).unwrap_or(0) as i128 - range.start as i128;
            let step = range.step as i128;
            answer(at % step == 0 && (0..range.len() as i128).contains(&(at / step)))
        }
        Some(Obj::Tuple(_) | Obj::List(_) | Obj::Deque(_)) => has_item(ctx, obj, item),
        Some(Obj::Range(_) | Obj::Bytes(_)) => match super::iterate::items(heap, obj) {
            Some(items) => Ok(found(first_equal(heap, items.into_iter(), item))),
            None => Ok(Item::Method(symbol::CONTAINS)),
        },
        _ => Ok(Item::Method(symbol::CONTAINS)),
    }
}

fn has_item(ctx: &Ctx<'_>, obj: Value, item: Value) -> Result<Item, Raised> {
    let heap = ctx.heap;
    Ok(found(Items::of(heap, obj).and_then(|items| first_equal(heap, items, item))))
}

/// The answer of `in`; without one Python code must compare.
fn found(answer: Option<bool>) -> Item {
    answer.map_or(Item::Method(symbol::CONTAINS), |found| Item::Found(Value::bool(found)))
}

fn has_key(ctx: &mut Ctx<'_>, table: &Table, item: Value) -> Result<Item, Raised> {
    if is_slow_key(ctx, item) {
        return Ok(Item::SlowKey);
    }
    let hash = hash(ctx, item)? as u64;
    Ok(Item::Found(Value::bool(lookup(ctx.heap, table, hash, item).is_some())))
}

/// Whether an item is among others; `None` where Python code must compare.
fn first_equal(heap: &Heap, items: impl Iterator<Item = Value>, item: Value) -> Option<bool> {
    for other in items {
        if other == item || equal(heap, other, item)? {
            return Some(true);
        }
    }
    Some(false)
}
