//! Objects whose end a script wants to know of: those with a `__del__`, and those that weak
//! references point to.
//!
//! CPython counts references, so there an object ends with the statement that drops its last one.
//! Here a collection finds out. After the statements of a script that asks for it ([`Op::Settle`]) a
//! collection looks for what counting would have freed by then: what is garbage and in no cycle of
//! garbage, in the order in which counting would have freed it. What hangs in a cycle waits for a
//! collection of the other kind, as there.
//!
//! The collection only notes what is due; the script's thread calls it (`_prelude.run_finalizers`).
//!
//! [`Op::Settle`]: super::code::Op::Settle

use super::collect::Marker;
use super::heap::Heap;
use super::object::Obj;
use super::shared::Guarded;
use super::value::Value;
use hashbrown::{HashMap, HashSet};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

/// Statements in vain after which fewer are followed by a collection: with so many more in vain, one
/// more is left out between two. A loop that drops nothing for a million rounds stays fast.
const VAIN_STEP: u32 = 256;

/// Which garbage a collection frees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// All of it.
    All,
    /// All, but what is watched and in a cycle stays: what counting references would free.
    Counts,
    /// None: the script is over, and what only its variables hold is due.
    Last,
}

impl Reach {
    /// The reach with this number: what `_weak.settle` calls it.
    pub fn numbered(number: i64) -> Reach {
        match number {
            0 => Reach::Counts,
            1 => Reach::All,
            _ => Reach::Last,
        }
    }
}

/// Something to be called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// The `__del__` of this object, which is alive until then.
    Finalizer(Value),
    /// The callback of this weak reference.
    Callback(Value),
}

/// A weak reference: what it points to (undefined when that is gone).
#[derive(Clone, Copy, Debug)]
struct Reference {
    target: Value,
    /// Later ones have a higher number.
    number: u64,
    calls_back: bool,
}

#[derive(Clone, Debug, Default)]
struct State {
    /// Objects with a `__del__` that was not called yet, in the order in which they were made.
    finalizable: Vec<Value>,
    references: HashMap<Value, Reference>,
    made: u64,
    due: VecDeque<Due>,
}

/// See the module's header.
#[derive(Debug, Default)]
pub struct Watch {
    state: Guarded<State>,
    is_watching: AtomicBool,
    is_calling: AtomicBool,
    vain: AtomicU32,
    left_out: AtomicU32,
}

impl Clone for Watch {
    fn clone(&self) -> Self {
        Watch {
            state: Guarded::new(self.state.lock().clone()),
            is_watching: self.is_watching().into(),
            is_calling: self.is_calling.load(Relaxed).into(),
            vain: self.vain.load(Relaxed).into(),
            left_out: self.left_out.load(Relaxed).into(),
        }
    }
}

impl Watch {
    /// Whether there is anything to look for.
    #[inline]
    pub fn is_watching(&self) -> bool {
        self.is_watching.load(Relaxed)
    }

    /// Whether the end of this statement is one after which to look.
    pub fn is_time(&self) -> bool {
        if !self.is_watching() || self.is_calling.load(Relaxed) {
            return false;
        }
        let leave_out = self.vain.fetch_add(1, Relaxed) / VAIN_STEP;
        if self.left_out.fetch_add(1, Relaxed) < leave_out {
            return false;
        }
        self.left_out.store(0, Relaxed);
        true
    }

    /// An object with a `__del__` was made.
    pub fn add_finalizable(&self, object: Value) {
        self.state.lock().finalizable.push(object);
        self.is_watching.store(true, Relaxed);
    }

    /// A weak reference was made.
    pub fn add_reference(&self, reference: Value, target: Value, calls_back: bool) {
        let mut state = self.state.lock();
        state.made += 1;
        let number = state.made;
        state.references.insert(reference, Reference { target, number, calls_back });
        self.is_watching.store(true, Relaxed);
    }

    /// What a weak reference points to; undefined when it is gone.
    pub fn target(&self, reference: Value) -> Value {
        let state = self.state.lock();
        state.references.get(&reference).map_or(Value::UNDEFINED, |it| it.target)
    }

    /// The weak references to an object, in the order in which they were made.
    pub fn references(&self, target: Value) -> Vec<Value> {
        self.state.lock().references_to(target)
    }

    /// Whether something is to be called.
    pub fn has_due(&self) -> bool {
        !self.state.lock().due.is_empty()
    }

    /// What is to be called next.
    pub fn next_due(&self) -> Option<Due> {
        self.state.lock().due.pop_front()
    }

    /// Someone begins to call what is due; `false` if someone does already.
    pub fn begin_calls(&self) -> bool {
        !self.is_calling.swap(true, Relaxed)
    }

    /// Nobody calls any more.
    pub fn end_calls(&self) {
        self.is_calling.store(false, Relaxed);
    }

    /// Calls `mark` with what is to be called.
    pub fn roots(&self, mark: &mut dyn FnMut(Value)) {
        for due in &self.state.lock().due {
            let (Due::Finalizer(value) | Due::Callback(value)) = *due;
            mark(value);
        }
    }

    /// The script's variables are no roots in this marking: what is not marked is due.
    pub(super) fn note_last(&self, marker: &Marker<'_>) {
        let mut state = self.state.lock();
        let State { finalizable, due, .. } = &mut *state;
        let gone = |&object: &Value| !marker.is_marked(object);
        due.extend(finalizable.iter().copied().filter(gone).map(Due::Finalizer));
        finalizable.retain(|object| marker.is_marked(*object));
    }

    /// Everything reachable is marked: notes what is due, and marks what must live on.
    pub(super) fn judge(&self, marker: &mut Marker<'_>, reach: Reach) {
        if !self.is_watching() {
            return;
        }
        let mut state = self.state.lock();
        state.references.retain(|&reference, _| marker.is_marked(reference));
        let wanted = state.unmarked(marker);
        if !wanted.all.is_empty() {
            self.vain.store(0, Relaxed);
            match reach {
                Reach::Counts => {
                    let dying = dying(marker, &wanted);
                    state.note_dying(marker, &dying, &wanted);
                    wanted.all.iter().for_each(|&object| state.keep(marker, object));
                    marker.drain();
                }
                _ => state.note_cycles(marker, &wanted),
            }
        }
        let idle = state.finalizable.is_empty() && state.references.is_empty();
        self.is_watching.store(!idle, Relaxed);
    }
}

/// What is watched and was not marked.
struct Unmarked {
    /// All of it, those with a `__del__` first, in the order in which they were made.
    all: Vec<Value>,
    finalizable: HashSet<Value>,
    targets: HashSet<Value>,
}

impl State {
    fn references_to(&self, target: Value) -> Vec<Value> {
        let mut found: Vec<(u64, Value)> = self
            .references
            .iter()
            .filter(|(_, it)| it.target == target)
            .map(|(&reference, it)| (it.number, reference))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, reference)| reference).collect()
    }

    fn unmarked(&self, marker: &Marker<'_>) -> Unmarked {
        let gone = |object: &Value| object.defined().is_some() && !marker.is_marked(*object);
        let mut all: Vec<Value> = self.finalizable.iter().copied().filter(gone).collect();
        let finalizable: HashSet<Value> = all.iter().copied().collect();
        let mut pointed: Vec<(u64, Value)> =
            self.references.values().map(|it| (it.number, it.target)).collect();
        pointed.sort_unstable();
        let pointed = pointed.into_iter().map(|(_, target)| target).filter(gone);
        let mut targets = HashSet::new();
        for target in pointed {
            if targets.insert(target) && !finalizable.contains(&target) {
                all.push(target);
            }
        }
        Unmarked { all, finalizable, targets }
    }

    /// What counting frees is due in that order: an object's `__del__` before its references are
    /// cleared, which waits until it has been called.
    fn note_dying(&mut self, marker: &mut Marker<'_>, dying: &[Value], wanted: &Unmarked) {
        for &object in dying {
            if wanted.finalizable.contains(&object) {
                marker.mark(object);
                self.due.push_back(Due::Finalizer(object));
            } else {
                self.clear_references(object);
            }
        }
        marker.drain();
        self.finalizable.retain(|object| !dying.contains(object));
    }

    /// What counting does not free lives on.
    fn keep(&self, marker: &mut Marker<'_>, object: Value) {
        let is_watched = self.finalizable.contains(&object)
            || self.references.values().any(|it| it.target == object);
        if is_watched {
            marker.mark(object);
        }
    }

    /// All garbage is due: first the references are cleared, then everything is finalized.
    fn note_cycles(&mut self, marker: &mut Marker<'_>, wanted: &Unmarked) {
        for &object in wanted.all.iter().filter(|object| wanted.targets.contains(*object)) {
            self.clear_references(object);
        }
        for &object in wanted.all.iter().filter(|object| wanted.finalizable.contains(*object)) {
            marker.mark(object);
            self.due.push_back(Due::Finalizer(object));
        }
        marker.drain();
        self.finalizable.retain(|object| !wanted.finalizable.contains(object));
    }

    /// The latest reference is told first.
    fn clear_references(&mut self, target: Value) {
        for reference in self.references_to(target).into_iter().rev() {
            if let Some(it) = self.references.get_mut(&reference) {
                it.target = Value::UNDEFINED;
                if it.calls_back {
                    self.due.push_back(Due::Callback(reference));
                }
            }
        }
    }
}

/// Those of the watched that counting references would free, in the order in which it would.
fn dying(marker: &Marker<'_>, wanted: &Unmarked) -> Vec<Value> {
    let mut counts: HashMap<Value, u32> = HashMap::new();
    let garbage: Vec<Value> = marker.unmarked_objects();
    for &object in &garbage {
        for child in children(marker, object) {
            *counts.entry(child).or_default() += 1;
        }
    }
    let place = |object: &Value| wanted.all.iter().position(|it| it == object);
    let mut roots: Vec<Value> =
        garbage.into_iter().filter(|object| !counts.contains_key(object)).collect();
    roots.sort_by_key(|object| (place(object).unwrap_or(usize::MAX), *object));
    let mut order = Vec::new();
    let mut stack: Vec<std::vec::IntoIter<Value>> = vec![roots.into_iter()];
    while let Some(row) = stack.last_mut() {
        let Some(object) = row.next() else {
            stack.pop();
            continue;
        };
        let left = counts.entry(object).or_default();
        *left = left.saturating_sub(1);
        if *left > 0 {
            continue;
        }
        if wanted.finalizable.contains(&object) {
            // It lives until its `__del__` was called, and what it holds with it.
            order.push(object);
            continue;
        }
        if wanted.targets.contains(&object) {
            order.push(object);
        }
        stack.push(children(marker, object).into_iter());
    }
    order
}

/// What an object holds that was not marked, in the order in which CPython lets go of it.
fn children(marker: &Marker<'_>, object: Value) -> Vec<Value> {
    let mut found = Vec::new();
    if let Some(obj) = marker.heap().get(object) {
        super::collect::children(obj, &mut |child| {
            if child.as_handle().is_some() && !marker.is_marked(child) {
                found.push(child);
            }
        });
        if matches!(obj, Obj::List(_) | Obj::Tuple(_)) {
            found.reverse();
        }
    }
    found
}

/// How many references to an object the heap holds, in its variables and objects.
pub fn references_in(heap: &Heap, object: Value) -> usize {
    let mut count = 0;
    let mut look = |value: Value| count += usize::from(value == object);
    heap.globals.iter().for_each(|global| look(global.load()));
    for index in 1..heap.places() {
        if let Some(obj) = heap.get(Value::handle(index as u32)) {
            super::collect::children(obj, &mut look);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_in_vain_are_followed_by_fewer_and_fewer_collections() {
        let watch = Watch::default();
        assert!(!watch.is_time());
        watch.add_finalizable(Value::handle(1));
        let early = (0..VAIN_STEP).filter(|_| watch.is_time()).count();
        assert_eq!(early, VAIN_STEP as usize);
        let later = (0..1_000_000).filter(|_| watch.is_time()).count();
        assert!((1_000..100_000).contains(&later), "{later}");
    }

    #[test]
    fn nothing_is_due_inside_of_what_is_called() {
        let watch = Watch::default();
        watch.add_finalizable(Value::handle(1));
        assert!(watch.begin_calls());
        assert!(!watch.begin_calls() && !watch.is_time());
        watch.end_calls();
        assert!(watch.is_time());
    }

    #[test]
    fn references_are_told_apart_and_told_in_their_order() {
        let watch = Watch::default();
        let (object, other) = (Value::handle(1), Value::handle(2));
        let (a, b, c) = (Value::handle(5), Value::handle(3), Value::handle(4));
        watch.add_reference(a, object, false);
        watch.add_reference(b, object, true);
        watch.add_reference(c, other, true);
        assert_eq!(watch.references(object), [a, b]);
        assert_eq!((watch.target(c), watch.target(object)), (other, Value::UNDEFINED));
        watch.state.lock().clear_references(object);
        assert_eq!((watch.target(a), watch.next_due()), (Value::UNDEFINED, Some(Due::Callback(b))));
        assert!(!watch.has_due());
    }
}
