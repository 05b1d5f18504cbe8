//! Instructions that make objects of plain parts, without leaving the loop over instructions:
//! displays, f-strings, unpacking, iterators of native containers.

use super::text;
use crate::model::code::{Convert, Op};
use crate::model::heap::{Heap, Nursery};
use crate::model::object::{Iter, Obj, RangeIter, Str};
use crate::model::shared::{Guarded, Shared};
use crate::model::value::Value;
use compact_str::CompactString;

/// Runs an instruction on the registers of the frame; says whether it could. If not, nothing has
/// happened.
pub(super) fn make(heap: &Heap, nursery: &mut Nursery, regs: &mut [Value], op: Op) -> bool {
    let range = |first: u16, count: u16| usize::from(first)..usize::from(first + count);
    let (dst, obj) = match op {
        Op::BuildTuple { dst, first, count } => (dst, Obj::Tuple(regs[range(first, count)].into())),
        Op::BuildList { dst, first, count } => {
            (dst, Obj::List(Guarded::new(regs[range(first, count)].to_vec())))
        }
        Op::BuildString { dst, first, count } => {
            (dst, Obj::Str(joined(heap, &regs[range(first, count)])))
        }
        Op::BuildSlice { dst, first } => {
            let at = usize::from(first);
            (dst, Obj::Slice(Box::new([regs[at], regs[at + 1], regs[at + 2]])))
        }
        Op::MakeCell { reg } => (reg, Obj::Cell(Shared::new(regs[usize::from(reg)]))),
        Op::GetIter { dst, src } => match iterator(heap, regs[usize::from(src)]) {
            Some(obj) => (dst, obj),
            None => return false,
        },
        Op::Format { dst, src, convert: Convert::None, spec } => {
            let (value, spec) = (regs[usize::from(src)], regs.get(usize::from(spec)).copied());
            if spec.is_none() && matches!(heap.get(value), Some(Obj::Str(_))) {
                regs[usize::from(dst)] = value;
                return true;
            }
            match text::plain(value, spec.and_then(|spec| heap.str(spec))) {
                Some(text) => (dst, Obj::Str(Str::new(text))),
                None => return false,
            }
        }
        other => return rearrange(heap, regs, other),
    };
    regs[usize::from(dst)] = heap.alloc(nursery, obj);
    true
}

/// Instructions that make nothing.
fn rearrange(heap: &Heap, regs: &mut [Value], op: Op) -> bool {
    match op {
        Op::Unpack { src, first, count } => {
            let Some(Obj::Tuple(items)) = heap.get(regs[usize::from(src)]) else { return false };
            if items.len() != usize::from(count) {
                return false;
            }
            regs[usize::from(first)..][..items.len()].copy_from_slice(items);
        }
        Op::Negative { dst, src } => {
            let value = regs[usize::from(src)];
            let int = value.as_small().and_then(|int| Value::from_i64(-int));
            let negative =
                int.or_else(|| value.as_inline_float().and_then(|float| Value::from_f64(-float)));
            let Some(negative) = negative else { return false };
            regs[usize::from(dst)] = negative;
        }
        _ => return false,
    }
    true
}

fn joined(heap: &Heap, parts: &[Value]) -> Str {
    let parts = parts.iter().map(|&part| heap.str(part).unwrap_or(""));
    let mut text = CompactString::with_capacity(parts.clone().map(str::len).sum());
    parts.for_each(|part| text.push_str(part));
    Str::new(text)
}

fn iterator(heap: &Heap, over: Value) -> Option<Obj> {
    let iter = match heap.get(over)? {
        Obj::Range(range) => {
            let iter =
                RangeIter { next: range.start.into(), left: range.len().into(), step: range.step };
            return Some(Obj::RangeIter(Box::new(iter)));
        }
        Obj::List(_) | Obj::Tuple(_) => Iter::Sequence { over, index: 0 },
        _ => return None,
    };
    Some(Obj::Iter(Box::new(Guarded::new(iter))))
}
