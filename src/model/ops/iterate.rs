//! Going over native iterables: making iterators, taking their next item, taking all at once.

use crate::model::heap::Heap;
use crate::model::native::{Ctx, Raised};
use crate::model::object::{DictPart, Iter, Obj, RangeIter, SequenceIter};
use crate::model::shared::Guarded;
use crate::model::value::Value;

/// Ranges of more items are gone through one by one, by Python code that stops when it is asked to.
const WRITTEN_OUT_MAX: u64 = 1 << 20;

/// Deepest nesting of iterators that native code goes over.
const DEPTH_MAX: u32 = 200;
/// Where an iterator over a table stands that has come to its end: what is put in later is not for it.
const EXHAUSTED: usize = usize::MAX;

/// All items of a native container at once; `None` for iterators, long ranges and everything else.
pub fn items(heap: &Heap, value: Value) -> Option<Vec<Value>> {
    Some(match heap.get(heap.native(value))? {
        Obj::Tuple(items) => items.to_vec(),
        Obj::List(items) => items.lock().clone(),
        Obj::Deque(deque) => deque.items.lock().iter().copied().collect(),
        Obj::Dict(table) | Obj::Set(table) => table.lock().iter().map(|e| e.key).collect(),
        Obj::FrozenSet(table) => table.iter().map(|e| e.key).collect(),
        Obj::Bytes(bytes) => bytes.iter().map(|&b| Value::small(i64::from(b))).collect(),
        Obj::Range(range) if range.len() <= WRITTEN_OUT_MAX => {
            let mut next = range.start;
            let mut out = Vec::with_capacity(range.len() as usize);
            for _ in 0..range.len() {
                out.push(Value::from_i64(next)?);
                next = next.wrapping_add(range.step);
            }
            out
        }
        Obj::DictView { dict, part } if *part != DictPart::Items => {
            let table = heap.dict(*dict)?.lock();
            let pick = |e: crate::model::dict::Entry| match part {
                DictPart::Keys => e.key,
                _ => e.value,
            };
            table.iter().map(pick).collect()
        }
        _ => return None,
    })
}

/// All items of a native iterable (iterators included, strings too), which may make new objects.
/// `None`: Python code is needed (`_prelude.list_from_iter`).
pub fn collect(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<Vec<Value>>, Raised> {
    if let Some(items) = items(ctx.heap, value) {
        return Ok(Some(items));
    }
    if let Some(Obj::Range(_)) = ctx.heap.get(ctx.heap.native(value)) {
        return Ok(None);
    }
    let Some(iter) = iterator(ctx, value) else { return Ok(None) };
    if !is_native_iterator(ctx.heap, iter) {
        return Ok(None);
    }
    let mut out = Vec::new();
    while let Some(item) = next(ctx, iter)? {
        out.push(item);
        if out.len() % (1 << 20) == 0 {
            ctx.check_allocation(out.len(), 16)?;
        }
    }
    Ok(Some(out))
}

/// An iterator over a native iterable (an iterator is its own); `None` for other types.
pub fn iterator(ctx: &mut Ctx<'_>, value: Value) -> Option<Value> {
    let heap = ctx.heap;
    let over = heap.native(value);
    let iter = match heap.get(over)? {
        Obj::RangeIter(_) | Obj::SequenceIter(_) | Obj::Iter(_) | Obj::Generator(_) => {
            return Some(value);
        }
        Obj::Range(range) => return Some(ctx.alloc(RangeIter::object(range))),
        Obj::List(_) | Obj::Tuple(_) | Obj::Deque(_) | Obj::Bytes(_) => {
            return Some(ctx.alloc(SequenceIter::object(over)));
        }
        Obj::Str(_) => Iter::Str { over, at: 0 },
        Obj::Dict(table) | Obj::Set(table) => {
            let size = table.lock().len();
            Iter::Table { over, cursor: 0, size, part: DictPart::Keys }
        }
        Obj::FrozenSet(table) => {
            Iter::Table { over, cursor: 0, size: table.len(), part: DictPart::Keys }
        }
        Obj::DictView { dict, part } => {
            let size = heap.dict(*dict)?.lock().len();
            Iter::Table { over: *dict, cursor: 0, size, part: *part }
        }
        _ => return None,
    };
    Some(ctx.alloc(Obj::Iter(Box::new(Guarded::new(iter)))))
}

/// Whether [`next`] can advance it without Python code (generators it cannot).
pub fn is_native_iterator(heap: &Heap, iter: Value) -> bool {
    is_native_within(heap, iter, DEPTH_MAX)
}

fn is_native_within(heap: &Heap, iter: Value, depth: u32) -> bool {
    match heap.get(iter) {
        Some(Obj::RangeIter(_) | Obj::SequenceIter(_)) => true,
        // `next` says that it is too deep.
        Some(Obj::Iter(_)) if depth == 0 => true,
        Some(Obj::Iter(state)) => {
            let inner = match &*state.lock() {
                Iter::Enumerate { inner, .. } => Box::from([*inner]),
                Iter::Zip { inner } => inner.clone(),
                _ => return true,
            };
            inner.iter().all(|&it| is_native_within(heap, it, depth - 1))
        }
        _ => false,
    }
}

/// The next item of a native iterator; `None` when it is exhausted.
pub fn next(ctx: &mut Ctx<'_>, iter: Value) -> Result<Option<Value>, Raised> {
    next_within(ctx, iter, DEPTH_MAX)
}

fn next_within(ctx: &mut Ctx<'_>, iter: Value, depth: u32) -> Result<Option<Value>, Raised> {
    match ctx.heap.get(iter) {
        Some(Obj::RangeIter(range)) => Ok(range.take().map(|item| ctx.new_int(item))),
        Some(Obj::SequenceIter(iter)) => Ok(iter.next(|index| nth(ctx.heap, iter.over, index))),
        Some(Obj::Iter(_)) if depth == 0 => {
            Err(ctx.raise("RecursionError", "maximum recursion depth exceeded"))
        }
        Some(Obj::Iter(state)) => advance(ctx, state, depth - 1),
        _ => Ok(None),
    }
}

fn advance(ctx: &mut Ctx<'_>, cell: &Guarded<Iter>, depth: u32) -> Result<Option<Value>, Raised> {
    let heap = ctx.heap;
    let mut state = cell.lock();
    match &mut *state {
        Iter::Reversed { over, left } => {
            *left = left.saturating_sub(1);
            let item = if *left == 0 { None } else { nth(heap, *over, *left - 1) };
            Ok(item)
        }
        Iter::Str { over, at } => {
            let Some(c) = heap.str(*over).and_then(|text| text[*at..].chars().next()) else {
                return Ok(None);
            };
            *at += c.len_utf8();
            drop(state);
            Ok(Some(ctx.new_str(c.to_string())))
        }
        Iter::Table { cursor: EXHAUSTED, .. } => Ok(None),
        Iter::Table { over, cursor, size, part } => {
            let entry = match heap.get(*over) {
                Some(Obj::Dict(table) | Obj::Set(table)) => {
                    let table = table.lock();
                    if table.len() != *size {
                        let what = match heap.get(*over) {
                            Some(Obj::Set(_)) => "Set",
                            _ => "dictionary",
                        };
                        drop(table);
                        drop(state);
                        let message = format!("{what} changed size during iteration");
                        return Err(ctx.raise("RuntimeError", message));
                    }
                    table.next_from(*cursor)
                }
                Some(Obj::FrozenSet(table)) => table.next_from(*cursor),
                _ => None,
            };
            let Some((entry, after)) = entry else {
                *cursor = EXHAUSTED;
                return Ok(None);
            };
            *cursor = after;
            let part = *part;
            drop(state);
            Ok(Some(match part {
                DictPart::Keys => entry.key,
                DictPart::Values => entry.value,
                DictPart::Items => ctx.new_tuple([entry.key, entry.value]),
            }))
        }
        Iter::Enumerate { inner, count } => {
            let (inner, at) = (*inner, *count);
            *count += 1;
            drop(state);
            let Some(item) = next_within(ctx, inner, depth)? else { return Ok(None) };
            let at = ctx.new_int(at);
            Ok(Some(ctx.new_tuple([at, item])))
        }
        Iter::Zip { inner } => {
            let inner = inner.clone();
            drop(state);
            let mut items = Vec::with_capacity(inner.len());
            for &it in &inner {
                match next_within(ctx, it, depth)? {
                    Some(item) => items.push(item),
                    None => return Ok(None),
                }
            }
            Ok((!items.is_empty()).then(|| ctx.new_tuple(items)))
        }
        Iter::Count { next, step } => {
            let at = *next;
            *next = next.saturating_add(*step);
            drop(state);
            Ok(Some(ctx.new_int(at)))
        }
    }
}

/// Item `index` of a native sequence.
fn nth(heap: &Heap, over: Value, index: usize) -> Option<Value> {
    match heap.get(over)? {
        Obj::List(items) => items.lock().get(index).copied(),
        Obj::Tuple(items) => items.get(index).copied(),
        Obj::Deque(deque) => deque.items.lock().get(index).copied(),
        Obj::Bytes(bytes) => bytes.get(index).map(|&b| Value::small(i64::from(b))),
        Obj::Range(range) if (index as u64) < range.len() => {
            Value::from_i64(range.start + index as i64 * range.step)
        }
        _ => None,
    }
}
