//! Instructions that make objects of plain parts, without leaving the loop over instructions:
//! displays, f-strings, unpacking, iterators of native containers.

use super::text;
use crate::model::code::{Convert, Op};
use crate::model::heap::{Heap, Nursery};
use crate::model::object::{Obj, RangeIter, SequenceIter, Str};
use crate::model::shared::{Guarded, Shared};
use crate::model::value::Value;
use compact_str::ToCompactString as _;

/// What a thread keeps of the room in which it put a text together.
const SCRATCH_BYTES_MAX: usize = 1 << 12;

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
            let parts = &regs[range(first, count)];
            if let [text] = parts
                && matches!(heap.get(*text), Some(Obj::Str(_)))
            {
                regs[usize::from(dst)] = *text;
                return true;
            }
            (dst, Obj::Str(joined(heap, &mut nursery.scratch, parts)))
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
            if spec.is_none() && (value.is_small() || matches!(heap.get(value), Some(Obj::Str(_))))
            {
                regs[usize::from(dst)] = value;
                return true;
            }
            match text::plain(value, spec.and_then(|spec| heap.str(spec))) {
                Some(text) => (dst, Obj::Str(Str::ascii(text))),
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

/// The parts of an f-string put together.
fn joined(heap: &Heap, scratch: &mut String, parts: &[Value]) -> Str {
    let mut chars = 0;
    for &part in parts {
        if let Some(int) = part.as_small() {
            let digits = int.to_compact_string();
            scratch.push_str(&digits);
            chars += digits.len();
        } else if let Some(part) = heap.str_object(part) {
            scratch.push_str(part.text());
            chars += part.chars();
        }
    }
    let text = Str::with_chars(scratch.as_str(), chars);
    scratch.clear();
    scratch.shrink_to(SCRATCH_BYTES_MAX);
    text
}

fn iterator(heap: &Heap, over: Value) -> Option<Obj> {
    match heap.get(over)? {
        Obj::Range(range) => Some(RangeIter::object(range)),
        Obj::List(_) | Obj::Tuple(_) => Some(SequenceIter::object(over)),
        _ => None,
    }
}
