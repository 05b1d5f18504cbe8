//! A thread's memory of look-ups: what a class and a name lead to, as far as that may be remembered.

use crate::model::code::Symbol;
use crate::model::heap::Heap;
use crate::model::object::Obj;
use crate::model::ops::key;
use crate::model::symbol;
use crate::model::value::Value;
use std::sync::atomic::Ordering;

/// How many look-ups a thread remembers.
const CACHE_SIZE: usize = 512;

/// A thread's memory of look-ups of methods and slots: (class, name) -> what was found.
/// After Deutsch and Schiffman's global method cache for Smalltalk-80.
#[derive(Clone, Debug)]
pub struct Cache(Box<[Entry]>);

#[derive(Clone, Copy, Debug)]
struct Entry {
    class: Value,
    name: Symbol,
    version: u32,
    found: Found,
}

/// What a class and a name lead to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Found {
    /// Nothing that may be remembered.
    Unknown,
    /// The instance's slot with this number; the class has no attribute of that name. Whether
    /// assigning it needs no `__setattr__` of the script's.
    Slot(u16, bool),
    /// A function of the class; instances have no slot of that name.
    Function(Value),
}

impl Default for Cache {
    fn default() -> Self {
        let empty =
            Entry { class: Value::UNDEFINED, name: Symbol(0), version: 0, found: Found::Unknown };
        Cache(vec![empty; CACHE_SIZE].into())
    }
}

impl Cache {
    /// What this class and name lead to.
    #[inline]
    pub(super) fn find(&mut self, heap: &Heap, class: Value, name: Symbol) -> Found {
        let at = ((class.0 >> 3) as usize ^ (name.0 as usize).wrapping_mul(31)) % CACHE_SIZE;
        let version = heap.class_version.load(Ordering::Acquire);
        let entry = self.0[at];
        if entry.class == class && entry.name == name && entry.version == version {
            return entry.found;
        }
        let found = find(heap, class, name);
        self.0[at] = Entry { class, name, version, found };
        found
    }

    /// Forgets everything (after a collection, which may reuse a class's place).
    pub fn clear(&mut self) {
        *self = Cache::default();
    }
}

#[cold]
fn find(heap: &Heap, class: Value, name: Symbol) -> Found {
    let Some(object) = heap.class(class) else { return Found::Unknown };
    if heap.lookup(class, symbol::GETATTRIBUTE).is_some_and(|f| key::is_python(heap, f)) {
        return Found::Unknown;
    }
    let slot = object.layout.iter().position(|&n| n == name);
    // Classes with `__slots__` check every assignment.
    let slot = slot.filter(|_| {
        heap.lookup(class, symbol::SLOTS).is_none() && object.open_dicts.get().is_none()
    });
    match (heap.lookup(class, name), slot) {
        (None, Some(slot)) => {
            let setter = heap.lookup(class, symbol::SETATTR);
            Found::Slot(slot as u16, setter.is_some_and(|setter| !key::is_python(heap, setter)))
        }
        (Some(attr), None) => match heap.get(attr) {
            Some(Obj::Function(_)) => Found::Function(attr),
            Some(Obj::Native(native)) if native.method || name == symbol::NEW => {
                Found::Function(attr)
            }
            _ => Found::Unknown,
        },
        _ => Found::Unknown,
    }
}
