//! A state of the model world as a sequence of numbers that does not depend on where objects
//! happen to lie in the heap: two interleavings that lead to the same program state give the same
//! sequence. Objects are numbered in the order in which they are met from the roots.
//!
//! Left out, because they do not decide how the program goes on: virtual time, output, recorded
//! events, tracebacks, caches. Primitives and threads are told by the order in which they were made: two
//! interleavings that make them in another order are two states.

use super::model_run::{Planned, State};
use crate::model::heap::Heap;
use crate::model::object::{Iter, Obj};
use crate::model::value::Value;
use crate::model::world::Place;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::Ordering::Relaxed;

/// The canonical form of a state.
pub fn of(state: &State) -> Vec<u64> {
    let (heap, threads, primitives, ending) = state.parts();
    let mut canon = Canon { heap, numbers: HashMap::new(), queue: Vec::new(), words: Vec::new() };
    canon.hashed(ending);
    primitives.iter().for_each(|primitive| canon.hashed(primitive));
    for (thread, planned) in threads {
        canon.planned(planned);
        thread.frames().iter().for_each(|frame| canon.hashed(&(frame.code, frame.pc)));
        let mut values = Vec::new();
        thread.clone().roots(&heap.program, &mut |value| values.push(value));
        thread.local_roots(&mut |key, dict| values.extend([key, dict]));
        values.iter().for_each(|&value| canon.value(value));
    }
    heap.globals.iter().for_each(|global| canon.value(global.load()));
    canon.objects();
    canon.words
}

struct Canon<'a> {
    heap: &'a Heap,
    numbers: HashMap<u32, u64>,
    queue: Vec<Value>,
    words: Vec<u64>,
}

impl Canon<'_> {
    fn hashed(&mut self, part: &impl Hash) {
        let mut hasher = DefaultHasher::new();
        part.hash(&mut hasher);
        self.words.push(hasher.finish());
    }

    fn planned(&mut self, planned: Planned) {
        // Deadlines are virtual time: only whether there is one matters.
        match planned {
            Planned::Go => self.words.push(0),
            Planned::Step(call) => self.hashed(&(1, call.object, call.op, call.arg)),
            Planned::Access(place, write) => {
                self.hashed(&(2, write));
                self.place(place);
            }
            Planned::Blocked(call, until) => {
                self.hashed(&(3, call.object, call.op, call.arg, until.is_some()));
            }
            Planned::Woken(how) => self.hashed(&(4, format!("{how:?}"))),
            Planned::Retry(call, until) => {
                self.hashed(&(5, call.object, call.op, call.arg, until.is_some()));
            }
            Planned::Ended => self.words.push(6),
        }
    }

    fn place(&mut self, place: Place) {
        match place {
            Place::Global(slot) => self.words.extend([0, u64::from(slot)]),
            Place::Cell(cell) => {
                self.words.push(1);
                self.value(cell);
            }
            Place::Attribute(object, name) => {
                self.words.extend([2, u64::from(name.0)]);
                self.value(object);
            }
            Place::Item(container, key) => {
                self.words.push(3);
                self.value(container);
                self.value(key);
            }
            Place::Container(container) => {
                self.words.push(4);
                self.value(container);
            }
        }
    }

    fn value(&mut self, value: Value) {
        let Some(index) = value.as_handle() else {
            self.words.push(value.0);
            return;
        };
        let next = self.numbers.len() as u64;
        let number = *self.numbers.entry(index).or_insert_with(|| {
            self.queue.push(value);
            next
        });
        self.words.push(number << 3);
    }

    fn objects(&mut self) {
        let mut at = 0;
        while let Some(&value) = self.queue.get(at) {
            at += 1;
            if let Some(obj) = self.heap.get(value) {
                self.words.push(self.heap.kind(value) as u64);
                self.object(obj);
            }
        }
    }

    fn values(&mut self, values: &[Value]) {
        self.words.push(values.len() as u64);
        values.iter().for_each(|&value| self.value(value));
    }

    fn object(&mut self, obj: &Obj) {
        match obj {
            Obj::Float(float) => self.words.push(float.to_bits()),
            Obj::BigInt(big) => self.hashed(big),
            Obj::Str(text) => self.hashed(&text.text()),
            Obj::Bytes(bytes) => self.hashed(bytes),
            Obj::Tuple(items) => self.values(items),
            Obj::List(items) => self.values(&items.lock().clone()),
            Obj::Deque(deque) => self.values(&Vec::from(deque.items.lock().clone())),
            Obj::Dict(table) | Obj::Set(table) => {
                let entries: Vec<_> = table.lock().iter().collect();
                for entry in entries {
                    self.value(entry.key);
                    self.value(entry.value);
                }
            }
            Obj::FrozenSet(table) => table.iter().for_each(|entry| self.value(entry.key)),
            Obj::Slice(parts) | Obj::Property(parts) => self.values(&parts[..]),
            Obj::Function(function) => {
                self.hashed(&function.code);
                self.values(&[function.defaults, function.keyword_defaults]);
                self.values(&function.closure);
            }
            Obj::BoundMethod { func: a, receiver: b } | Obj::Super { class: a, receiver: b } => {
                self.values(&[*a, *b]);
            }
            Obj::Class(class) => {
                self.hashed(&class.name);
                let values: Vec<Value> = class.attrs.entries().iter().map(|e| e.1).collect();
                self.values(&values);
            }
            Obj::Instance(instance) => {
                self.values(&[instance.class, instance.payload]);
                let slots: Vec<Value> = instance.slots.iter().map(|slot| slot.load()).collect();
                self.values(&slots);
                for (name, value) in instance.extra.entries() {
                    self.words.push(u64::from(name.0));
                    self.value(value);
                }
            }
            Obj::Cell(cell) => self.value(cell.load()),
            Obj::Generator(cell) => {
                let state = cell.lock().clone();
                self.hashed(&(state.code, state.pc, state.running, state.finished));
                self.values(state.kept_registers());
                self.values(&state.handled);
            }
            Obj::Range(range) => self.hashed(range),
            Obj::RangeIter(range) => {
                self.hashed(&(range.end, range.step, range.left.load(Relaxed)));
            }
            Obj::SequenceIter(iter) => {
                self.words.push(iter.index() as u64);
                self.value(iter.over);
            }
            Obj::Iter(cell) => self.iter(&cell.lock().clone()),
            Obj::DictView { dict, part } => {
                self.hashed(part);
                self.value(*dict);
            }
            Obj::StaticMethod(inner) | Obj::ClassMethod(inner) => self.value(*inner),
            Obj::Lock(id) | Obj::RLock(id) | Obj::Core(id) => self.words.push(u64::from(id.0)),
            Obj::Native(native) => self.hashed(&(native.owner, native.name)),
            Obj::Module(id) => self.words.push(u64::from(id.0)),
            Obj::Random(numbers) => self.hashed(&*numbers.lock()),
            Obj::Traceback(_) | Obj::Plain => {}
        }
    }

    fn iter(&mut self, iter: &Iter) {
        match iter {
            Iter::Reversed { over, left } => {
                self.words.push(*left as u64);
                self.value(*over);
            }
            Iter::Str { over, at } => {
                self.words.push(*at as u64);
                self.value(*over);
            }
            Iter::Table { over, cursor, size, part } => {
                self.hashed(&(cursor, size, part));
                self.value(*over);
            }
            Iter::Enumerate { inner, count } => {
                self.words.push(*count as u64);
                self.value(*inner);
            }
            Iter::Zip { inner } => self.values(inner),
            Iter::Count { next, step } => self.hashed(&(next, step)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exec::model_run::Choice;
    use crate::model::ids::ThreadId;
    use std::sync::Arc;

    /// Two threads that each make an object of their own, the threads taking their first steps in this
    /// order, until each stands before its object's attribute.
    fn made_in(order: [u32; 2], seed: u32) -> State {
        let source = format!(
            "import random, threading\nrandom.seed({seed})\n\
             class Box:\n    def __init__(self): self.n = 0\n\
             def work():\n    kept = [object() for _ in range(400)]\n    box = Box()\n    \
             box.n += 1\n\
             for _ in range(2):\n    threading.Thread(target=work).start()\n"
        );
        let program = crate::script::compile(&source, "a.py").unwrap_or_else(|e| panic!("{e:?}"));
        let mut state = State::new(Arc::new(program), true);
        let planned = |state: &State, who: u32| state.planned()[who as usize].1;
        let stands = |state: &State, who| match planned(state, who) {
            Planned::Access(Place::Attribute(_, name), _) => state.parts().0.text(name) == "n",
            _ => false,
        };
        let take = |state: &mut State, who| {
            state.take(Choice { thread: ThreadId(who), time_out: false });
        };
        while !matches!(planned(&state, 0), Planned::Blocked(..)) || state.planned().len() < 3 {
            take(&mut state, 0);
        }
        for who in order {
            while !stands(&state, who) {
                take(&mut state, who);
            }
        }
        state
    }

    #[test]
    fn where_objects_lie_does_not_matter_and_what_they_are_does() {
        let places = |state: &State| format!("{:?}", state.planned());
        let (one, other) = (made_in([1, 2], 1), made_in([2, 1], 1));
        assert_ne!(places(&one), places(&other), "or nothing is tested");
        assert_eq!(of(&one), of(&other));
        assert_ne!(of(&one), of(&made_in([1, 2], 2)), "what random will give matters");
    }
}
