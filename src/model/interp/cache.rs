//! A thread's memory of look-ups: what a class and a name lead to, as far as that may be remembered.

use crate::model::code::{ModuleId, Symbol};
use crate::model::heap::Heap;
use crate::model::object::{Kind, Obj};
use crate::model::ops::key;
use crate::model::symbol;
use crate::model::value::Value;
use std::sync::atomic::Ordering;

/// How many look-ups a thread remembers.
const CACHE_SIZE: usize = 512;

/// A thread's memory of look-ups of methods and slots: (class, name) -> what was found.
/// After Deutsch and Schiffman's global method cache for Smalltalk-80.
#[derive(Clone, Debug)]
pub struct Cache(Box<[Entry; CACHE_SIZE]>);

#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The class's handle and the name's number.
    key: u64,
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
    /// A function of the class; instances have no slot of that name. Or one of a native module.
    Function(Value),
    /// A global variable of a module.
    Global(u32),
    /// Calling the class is calling this `__new__` of a builtin type; or it makes an instance and
    /// calls this `__init__` of the script's. There is no more to it.
    Init(Value),
}

impl Default for Cache {
    fn default() -> Self {
        let empty = Entry { key: u64::MAX, version: 0, found: Found::Unknown };
        Cache(Box::new([empty; CACHE_SIZE]))
    }
}

impl Cache {
    /// What this class and name lead to.
    #[inline(always)]
    pub(super) fn find(&mut self, heap: &Heap, class: Value, name: Symbol) -> &Found {
        let (handle, name_number) = (class.0 >> 3, u64::from(name.0));
        let at = (handle ^ name_number.wrapping_mul(31)) as usize % CACHE_SIZE;
        let key = handle << 32 | name_number;
        let version = heap.class_version.load(Ordering::Acquire);
        let entry = &mut self.0[at];
        if entry.key != key || entry.version != version {
            *entry = Entry { key, version, found: find(heap, class, name) };
        }
        &entry.found
    }

    /// Forgets everything (after a collection, which may reuse a class's place).
    pub fn clear(&mut self) {
        *self = Cache::default();
    }
}

/// Stands for calling a class: no attribute has this name.
pub(super) const MAKE: Symbol = Symbol(u32::MAX);

#[cold]
fn find(heap: &Heap, class: Value, name: Symbol) -> Found {
    let object = match heap.get(class) {
        Some(Obj::Class(_)) if name == MAKE => return find_init(heap, class),
        Some(Obj::Class(class)) => class,
        Some(Obj::Module(id)) => return find_in_module(heap, *id, name),
        _ => return Found::Unknown,
    };
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
            Some(Obj::Native(native)) if native.method => Found::Function(attr),
            _ => Found::Unknown,
        },
        _ => Found::Unknown,
    }
}

fn find_in_module(heap: &Heap, id: ModuleId, name: Symbol) -> Found {
    if let Some(&slot) = heap.program.module(id).globals.get(&name) {
        return Found::Global(u32::from(slot));
    }
    heap.module_natives[id.0 as usize].get(&name).map_or(Found::Unknown, |&f| Found::Function(f))
}

fn find_init(heap: &Heap, class: Value) -> Found {
    let Some(object) = heap.class(class) else { return Found::Unknown };
    let plain = heap.class(heap.kinds[Kind::Object as usize]);
    let is_plain = object.kind == Kind::Object
        && object.meta.is_undefined()
        && !object.builtin
        && heap.lookup(class, symbol::NEW) == plain.and_then(|plain| plain.attrs.get(symbol::NEW));
    if object.builtin && makes_values(object.kind) {
        return match heap.get(heap.lookup(class, symbol::NEW).unwrap_or_default()) {
            Some(Obj::StaticMethod(new)) => Found::Init(*new),
            _ => Found::Unknown,
        };
    }
    match heap.lookup(class, symbol::INIT).filter(|_| is_plain) {
        Some(init) if matches!(heap.get(init), Some(Obj::Function(_))) => Found::Init(init),
        _ => Found::Unknown,
    }
}

/// Whether calling the builtin class is calling its `__new__`.
fn makes_values(kind: Kind) -> bool {
    matches!(kind, Kind::Int | Kind::Float | Kind::Str | Kind::List | Kind::Tuple)
}
