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
use super::watch::Reach;

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
    live_bytes: usize,
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

    /// Whether a value is inline or was marked.
    pub(super) fn is_marked(&self, value: Value) -> bool {
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

    /// Marks everything that what is marked leads to.
    pub(super) fn drain(&mut self) {
        while let Some(index) = self.stack.pop() {
            let Some(obj) = self.heap.get(Value::handle(index)) else { continue };
            self.live_bytes += match obj {
                Obj::Str(text) => text.own_bytes(),
                Obj::Bytes(bytes) => bytes.len(),
                _ => 0,
            };
            // Whatever it leads to stands in a word of it.
            children(obj, &mut |value| {
                self.live_bytes += size_of::<Value>();
                self.mark(value);
            });
        }
    }

    /// The heap it marks in.
    pub(super) fn heap(&self) -> &Heap {
        self.heap
    }

    /// Objects that were not marked.
    pub(super) fn unmarked_objects(&self) -> Vec<Value> {
        (1..self.heap.places())
            .map(|index| Value::handle(index as u32))
            .filter(|&value| !self.is_marked(value) && self.heap.get(value).is_some())
            .collect()
    }
}

/// Calls `visit` with every value that an object leads to.
pub(super) fn children(obj: &Obj, visit: &mut impl FnMut(Value)) {
    match obj {
        Obj::Tuple(items) => items.iter().for_each(|&value| visit(value)),
        Obj::List(items) => items.lock().iter().for_each(|&value| visit(value)),
        Obj::Dict(table) | Obj::Set(table) => {
            for entry in table.lock().iter() {
                visit(entry.key);
                visit(entry.value);
            }
        }
        Obj::FrozenSet(table) => table.iter().for_each(|entry| visit(entry.key)),
        Obj::Deque(deque) => deque.items.lock().iter().for_each(|&value| visit(value)),
        Obj::Slice(parts) | Obj::Property(parts) => parts.iter().for_each(|&value| visit(value)),
        Obj::Function(function) => {
            visit(function.defaults);
            visit(function.keyword_defaults);
            function.closure.iter().for_each(|&value| visit(value));
            attrs(&function.attrs, visit);
        }
        Obj::BoundMethod { func: a, receiver: b } | Obj::Super { class: a, receiver: b } => {
            visit(*a);
            visit(*b);
        }
        Obj::Class(class) => {
            class.bases.iter().for_each(|&value| visit(value));
            class.mro.get().into_iter().flatten().for_each(|&value| visit(value));
            visit(class.meta);
            attrs(&class.attrs, visit);
        }
        Obj::Instance(instance) => {
            visit(instance.class);
            visit(instance.payload);
            instance.slots.iter().for_each(|slot| visit(slot.load()));
            attrs(&instance.extra, visit);
        }
        Obj::Cell(cell) => visit(cell.load()),
        Obj::Generator(cell) => {
            let state = cell.lock();
            // While it runs they stand on a thread's stack.
            state.kept_registers().iter().for_each(|&value| visit(value));
            state.handled.iter().for_each(|&value| visit(value));
            visit(state.function);
        }
        Obj::Iter(cell) => iterated(cell, visit),
        Obj::DictView { dict, .. } => visit(*dict),
        Obj::StaticMethod(inner) | Obj::ClassMethod(inner) => visit(*inner),
        Obj::SequenceIter(iter) => visit(iter.over),
        Obj::Str(_)
        | Obj::Float(_)
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

fn attrs(attrs: &Attrs, visit: &mut impl FnMut(Value)) {
    if let Some(attrs) = attrs.0.get() {
        attrs.lock().iter().for_each(|&(_, value)| visit(value));
    }
}

fn iterated(cell: &Guarded<Iter>, visit: &mut impl FnMut(Value)) {
    match &*cell.lock() {
        Iter::Reversed { over, .. } | Iter::Str { over, .. } | Iter::Table { over, .. } => {
            visit(*over);
        }
        Iter::Enumerate { inner, .. } => visit(*inner),
        Iter::Zip { inner } => inner.iter().for_each(|&value| visit(value)),
        Iter::Count { .. } => {}
    }
}

/// Collects what `reach` says. `roots` marks what the threads and the world hold.
pub fn collect(
    heap: &mut Heap,
    reach: Reach,
    roots: impl FnOnce(&mut Marker<'_>),
) -> Option<Collected> {
    let marks = vec![0; heap.places() / MARKS + 1];
    let mut marker = Marker { marks, stack: Vec::new(), live_bytes: 0, tied: Vec::new(), heap };
    roots(&mut marker);
    variables(&mut marker, reach);
    let all = |marker: &mut Marker<'_>, values: &[Value]| {
        values.iter().for_each(|&value| marker.mark(value));
    };
    heap.bodies.iter().for_each(|body| all(&mut marker, &body.consts));
    all(&mut marker, &heap.kinds);
    all(&mut marker, &heap.modules);
    for extras in &heap.module_extras {
        attrs(extras, &mut |value| marker.mark(value));
    }
    heap.builtins.iter().for_each(|(_, value)| marker.mark(value));
    heap.module_natives.iter().flat_map(|m| m.values()).for_each(|&value| marker.mark(value));
    heap.watch.roots(&mut |value| marker.mark(value));
    marker.drain();
    marker.drain_tied();
    if reach == Reach::Last {
        heap.watch.note_last(&marker);
        return None;
    }
    heap.watch.judge(&mut marker, reach);
    let Marker { marks, live_bytes, .. } = marker;
    Some(heap.sweep(&marks, live_bytes))
}

/// Marks the global variables; at a script's end those of the script itself are none any more.
fn variables(marker: &mut Marker<'_>, reach: Reach) {
    let heap = marker.heap;
    let main = heap.program.main;
    for (global, about) in heap.globals.iter().zip(&heap.program.globals) {
        if reach != Reach::Last || about.module != main {
            marker.mark(global.load());
        }
    }
}
