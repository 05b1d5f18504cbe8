//! Attributes and methods that need no more than the thread's memory of look-ups: slots of
//! instances, functions of classes, variables of modules. `None` asks for the general form.

use super::cache::{Cache, Found};
use crate::model::code::Symbol;
use crate::model::heap::Heap;
use crate::model::object::Obj;
use crate::model::shared::Shared;
use crate::model::value::Value;

/// The slot behind `object.name`, for reading or writing.
#[inline(always)]
pub(super) fn slot<'a>(
    heap: &'a Heap,
    cache: &mut Cache,
    object: Value,
    name: Symbol,
    write: bool,
) -> Option<&'a Shared> {
    let Some(Obj::Instance(instance)) = heap.get(object) else { return None };
    match *cache.find(heap, instance.class, name) {
        Found::Slot(slot, settable) if settable || !write => instance.slots.get(usize::from(slot)),
        _ => None,
    }
}

/// `module.name`
#[inline]
pub(super) fn module_value(
    heap: &Heap,
    cache: &mut Cache,
    module: Value,
    name: Symbol,
) -> Option<Value> {
    let Some(Obj::Module(_)) = heap.get(module) else { return None };
    match *cache.find(heap, module, name) {
        Found::Global(slot) => heap.globals[slot as usize].load().defined(),
        Found::Function(value) => Some(value),
        _ => None,
    }
}

/// The function `object.name` and its receiver, or "undefined" and a callable without one.
#[inline(always)]
pub(super) fn method(
    heap: &Heap,
    cache: &mut Cache,
    object: Value,
    name: Symbol,
) -> Option<(Value, Value)> {
    let class = match heap.get(object) {
        Some(Obj::Instance(instance)) if instance.extra.is_empty() => instance.class,
        Some(Obj::Module(_)) => {
            return Some((Value::UNDEFINED, module_value(heap, cache, object, name)?));
        }
        // What they hold themselves hides their class's methods.
        Some(Obj::Instance(_) | Obj::Class(_) | Obj::Super { .. } | Obj::Function(_)) => {
            return None;
        }
        Some(obj) => heap.kinds[heap.kind_of(obj) as usize],
        None => heap.class_of(object),
    };
    match *cache.find(heap, class, name) {
        Found::Function(function) => Some((function, object)),
        _ => None,
    }
}
