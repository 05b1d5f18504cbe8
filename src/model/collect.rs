//! Collection: mark and sweep with the world stopped.
//!
//! "Stopped" is what `&mut Heap` says: no thread reads the heap while this runs. Roots are the
//! threads' registers, the global variables, the constants, classes and modules the heap itself
//! holds. After it every thread must drop its free places ([`super::interp::Thread::collected`]).
//! What was found dead is freed after it, with the world at work again ([`super::dead`]).

use super::heap::{Heap, MARKS};
use super::ids::ObjectId;
use super::object::{Attrs, Iter, Obj};
use super::shared::Guarded;
use super::value::Value;

/// What a collection did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Collected {
    /// Objects that survived.
    pub live: usize,
    /// Objects that were freed.
    pub freed: usize,
    /// Primitives nobody can reach any more.
    pub dead_primitives: Vec<ObjectId>,
}

impl Collected {
    /// An object was taken out of its place.
    pub(super) fn note_freed(&mut self, obj: &Obj) {
        self.freed += 1;
        if let Obj::Lock(id) | Obj::RLock(id) | Obj::Core(id) = obj {
            self.dead_primitives.push(*id);
        }
    }
}

/// Marks of a collection in progress.
pub struct Marker<'a> {
    heap: &'a Heap,
    marks: Vec<u64>,
    stack: Vec<u32>,
    text_bytes: usize,
    /// Values that live as long as another one does, with that one first.
    tied: Vec<(Value, Value)>,
}

impl Marker<'_> {
    /// Marks a value and, later, everything it leads to.
    #[inline]
    pub fn mark(&mut self, value: Value) {
        let Some(index) = value.as_handle() else { return };
        let (word, bit) = (index as usize / MARKS, 1_u64 << (index as usize % MARKS));
        if let Some(marks) = self.marks.get_mut(word)
            && *marks & bit == 0
        {
            *marks |= bit;
            self.stack.push(index);
        }
    }

    /// Marks a value if it turns out that `key` is reachable.
    pub fn mark_with(&mut self, key: Value, value: Value) {
        self.tied.push((key, value));
    }

    fn is_marked(&self, value: Value) -> bool {
        let Some(index) = value.as_handle() else { return true };
        let word = self.marks.get(index as usize / MARKS);
        word.is_some_and(|marks| marks >> (index as usize % MARKS) & 1 == 1)
    }

    /// Marks what is tied to what is marked, until nothing is added by that.
    fn drain_tied(&mut self) {
        loop {
            let (live, rest) = std::mem::take(&mut self.tied)
                .into_iter()
                .partition::<Vec<_>, _>(|&(key, _)| self.is_marked(key));
            self.tied = rest;
            if live.is_empty() {
                return;
            }
            live.iter().for_each(|&(_, value)| self.mark(value));
            self.drain();
        }
    }

    fn drain(&mut self) {
        while let Some(index) = self.stack.pop() {
            if let Some(obj) = self.heap.get(Value::handle(index)) {
                self.children(obj);
            }
        }
    }

    fn all(&mut self, values: &[Value]) {
        values.iter().for_each(|&value| self.mark(value));
    }

    fn attrs(&mut self, attrs: &Attrs) {
        if let Some(attrs) = attrs.0.get() {
            attrs.lock().iter().for_each(|&(_, value)| self.mark(value));
        }
    }

    fn children(&mut self, obj: &Obj) {
        match obj {
            Obj::Tuple(items) => self.all(items),
            Obj::List(items) => self.all(&items.lock()),
            Obj::Dict(table) | Obj::Set(table) => {
                for entry in table.lock().iter() {
                    self.mark(entry.key);
                    self.mark(entry.value);
                }
            }
            Obj::FrozenSet(table) => table.iter().for_each(|entry| self.mark(entry.key)),
            Obj::Deque(deque) => deque.items.lock().iter().for_each(|&value| self.mark(value)),
            Obj::Slice(parts) | Obj::Property(parts) => self.all(&parts[..]),
            Obj::Function(function) => {
                self.mark(function.defaults);
                self.mark(function.keyword_defaults);
                self.all(&function.closure);
                self.attrs(&function.attrs);
            }
            Obj::BoundMethod { func: a, receiver: b } | Obj::Super { class: a, receiver: b } => {
                self.all(&[*a, *b]);
            }
            Obj::Class(class) => {
                self.all(&class.bases);
                self.all(class.mro.get().map_or(&[], |mro| mro));
                self.mark(class.meta);
                self.attrs(&class.attrs);
            }
            Obj::Instance(instance) => {
                self.all(&[instance.class, instance.payload]);
                instance.slots.iter().for_each(|slot| self.mark(slot.load()));
                self.attrs(&instance.extra);
            }
            Obj::Cell(cell) => self.mark(cell.load()),
            Obj::Generator(cell) => {
                let state = cell.lock();
                // While it runs they stand on a thread's stack.
                self.all(state.kept_registers());
                self.all(&state.handled);
                self.mark(state.function);
            }
            Obj::Iter(cell) => self.iter(cell),
            Obj::DictView { dict, .. } => self.mark(*dict),
            Obj::StaticMethod(inner) | Obj::ClassMethod(inner) => self.mark(*inner),
            Obj::SequenceIter(iter) => self.mark(iter.over),
            Obj::Str(text) => self.text_bytes += text.own_bytes(),
            Obj::Float(_)
            | Obj::BigInt(_)
            | Obj::Bytes(_)
            | Obj::Range(_)
            | Obj::Native(_)
            | Obj::Module(_)
            | Obj::RangeIter(_)
            | Obj::Lock(_)
            | Obj::RLock(_)
            | Obj::Core(_)
            | Obj::Traceback(_)
            | Obj::Random(_)
            | Obj::Plain => {}
        }
    }

    fn iter(&mut self, cell: &Guarded<Iter>) {
        match &*cell.lock() {
            Iter::Reversed { over, .. } | Iter::Str { over, .. } | Iter::Table { over, .. } => {
                self.mark(*over)
            }
            Iter::Enumerate { inner, .. } => self.mark(*inner),
            Iter::Zip { inner } => self.all(inner),
            Iter::Count { .. } => {}
        }
    }
}

/// Collects. `roots` marks what the threads and the world hold.
pub fn collect(heap: &mut Heap, roots: impl FnOnce(&mut Marker<'_>)) -> Collected {
    let marks = vec![0; heap.places() / MARKS + 1];
    let mut marker = Marker { marks, stack: Vec::new(), text_bytes: 0, tied: Vec::new(), heap };
    roots(&mut marker);
    for global in &heap.globals {
        marker.mark(global.load());
    }
    heap.bodies.iter().for_each(|body| marker.all(&body.consts));
    marker.all(&heap.kinds);
    marker.all(&heap.modules);
    heap.module_extras.iter().for_each(|extras| marker.attrs(extras));
    heap.builtins.iter().for_each(|(_, value)| marker.mark(value));
    heap.module_natives.iter().flat_map(|m| m.values()).for_each(|&value| marker.mark(value));
    marker.drain();
    marker.drain_tied();
    let Marker { marks, text_bytes, .. } = marker;
    heap.sweep(&marks, text_bytes)
}
