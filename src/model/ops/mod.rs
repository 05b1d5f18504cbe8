//! What operators mean on native types: arithmetic, comparison, equality and hashes, items, truth.
//!
//! Shared by the interpreter's slow paths and the builtins. Pure over the heap: where a user's
//! class decides (`__eq__`, `__getitem__` ...) these functions say so (`None`, `Python`) and the
//! interpreter calls the method; nothing here calls Python code.

pub mod arith;
pub mod compare;
pub mod item;
pub mod items;
pub mod iterate;
pub mod key;
pub mod sets;

use super::heap::Heap;
use super::native::{Ctx, Raised};
use super::object::Obj;
use super::text::fault::{Fault, FaultKind};
use super::text::int::Int;
use super::value::Value;

impl Heap {
    /// A type's name in errors about what a value cannot do: types that CPython writes in C are
    /// named with their module there.
    pub fn full_type_name(&self, value: Value) -> String {
        const IN_C: &[&str] =
            &["_queue", "_thread", "collections", "datetime", "decimal", "itertools"];
        let class = self.class(self.class_of(value));
        match class.filter(|class| IN_C.contains(&&*class.module)) {
            Some(class) if class.builtin || class.module.as_ref() != "collections" => {
                format!("{}.{}", class.module, class.qualname)
            }
            _ => self.type_name(value),
        }
    }
}

/// The truth of a value; `None` where a user's `__bool__` or `__len__` decides.
pub fn truth(heap: &Heap, value: Value) -> Option<bool> {
    match value {
        Value::TRUE => return Some(true),
        Value::FALSE | Value::NONE => return Some(false),
        _ => {}
    }
    if let Some(small) = value.as_small() {
        return Some(small != 0);
    }
    if let Some(float) = value.as_inline_float() {
        return Some(float != 0.0);
    }
    Some(match heap.get(value) {
        Some(Obj::Float(float)) => *float != 0.0,
        Some(Obj::Instance(instance)) if instance.payload.is_undefined() => return None,
        Some(Obj::Instance(instance)) => return truth(heap, instance.payload),
        Some(_) => length(heap, value).is_none_or(|len| len != 0),
        None => true,
    })
}

/// `len()` of a native container.
pub fn length(heap: &Heap, value: Value) -> Option<usize> {
    Some(match heap.get(heap.native(value))? {
        Obj::Str(text) => text.chars(),
        Obj::Bytes(bytes) => bytes.len(),
        Obj::Tuple(items) => items.len(),
        Obj::List(items) => items.lock().len(),
        Obj::Dict(table) | Obj::Set(table) => table.lock().len(),
        Obj::FrozenSet(table) => table.len(),
        Obj::Deque(deque) => deque.items.lock().len(),
        Obj::Range(range) => range.len() as usize,
        Obj::DictView { dict, .. } => heap.dict(*dict)?.lock().len(),
        _ => return None,
    })
}

/// An integer (bools included) for the number functions.
pub fn as_int(heap: &Heap, value: Value) -> Option<Int> {
    match heap.int(value) {
        Some(int) => Some(Int::from(int)),
        None => heap.big_int(value).map(Int::from),
    }
}

impl Ctx<'_> {
    /// An integer of either size as a value.
    pub fn int_value(&mut self, int: Int) -> Value {
        match int.to_i64() {
            Some(small) => self.new_int(small),
            None => self.new_big(int.to_big()),
        }
    }

    /// The exception of a fault of the text functions.
    pub fn raise_fault(&mut self, fault: Fault) -> Raised {
        let class = match fault.kind {
            FaultKind::Value => "ValueError",
            FaultKind::Type => "TypeError",
            FaultKind::ZeroDivision => "ZeroDivisionError",
            FaultKind::Overflow => "OverflowError",
            FaultKind::Index => "IndexError",
            FaultKind::Lookup => "LookupError",
            FaultKind::UnicodeEncode => "UnicodeEncodeError",
            FaultKind::UnicodeDecode => "UnicodeDecodeError",
            FaultKind::Memory => return Raised(self.exception("MemoryError", &[])),
        };
        self.raise(class, fault.message)
    }

    /// Refuses a single allocation that no run may make.
    pub fn check_allocation(&mut self, items: usize, bytes_each: usize) -> Result<(), Raised> {
        if items.saturating_mul(bytes_each) <= self.host.allocation_limit() {
            return Ok(());
        }
        Err(Raised(self.exception("MemoryError", &[])))
    }
}
