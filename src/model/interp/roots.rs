//! What a thread keeps alive.

use super::{Frame, Kept, Then, Thread};
use crate::model::heap::Heap;
use crate::model::native::StepResult;
use crate::model::program::Program;
use crate::model::value::Value;

impl Thread {
    /// Calls `mark` with every value the thread can still reach directly.
    pub fn roots(&mut self, program: &Program, mark: &mut dyn FnMut(Value)) {
        let top = self.top(program);
        self.stack.iter().take(top + 1).for_each(|&value| mark(value));
        // What lies above is dead, and must not look alive when a frame covers it again.
        let dead = (top + 1).min(self.stack.len());
        self.stack[dead..].fill(Value::UNDEFINED);
        self.handled.iter().for_each(|&value| mark(value));
        self.frames.iter().for_each(|frame| frame_roots(frame, mark));
        self.rare.iter().for_each(|then| then_roots(then, mark));
        if let Some(pending) = &self.pending {
            then_roots(&pending.then, mark);
            if let StepResult::This(value) = pending.result {
                mark(value);
            }
        }
        if let Some(Ok(value) | Err(value)) = self.ended {
            mark(value);
        }
        mark(self.locals.lock().thread_object);
    }

    /// Calls `mark` with every `threading.local` that the thread has used and its attributes here,
    /// which live as long as that object does.
    pub fn local_roots(&self, mark: &mut dyn FnMut(Value, Value)) {
        self.locals.lock().dicts.iter().for_each(|&(key, dict)| mark(key, dict));
    }

    /// What a collection changes in a thread: its free places, its memory of look-ups, and what it
    /// kept for objects that are gone.
    pub fn collected(&mut self, heap: &Heap) {
        self.nursery.clear();
        self.cache.clear();
        self.locals.lock().dicts.retain(|&(key, _)| heap.get(key).is_some());
    }
}

fn frame_roots(frame: &Frame, mark: &mut dyn FnMut(Value)) {
    mark(frame.generator);
    if let Kept::Made { instance, .. } = frame.then {
        mark(instance);
    }
}

fn then_roots(then: &Then, mark: &mut dyn FnMut(Value)) {
    match then {
        Then::Init { instance, then } => {
            mark(*instance);
            then_roots(then, mark);
        }
        Then::New { class, args, then } => {
            mark(*class);
            args.0.iter().for_each(|&value| mark(value));
            then_roots(then, mark);
        }
        Then::Again { call, then } => {
            if let StepResult::This(value) = call.result {
                mark(value);
            }
            then_roots(then, mark);
        }
        Then::Operator(call) => {
            mark(call.a);
            mark(call.b);
            then_roots(&call.then, mark);
        }
        Then::Class(body) => {
            mark(body.name);
            mark(body.keywords);
            body.bases.iter().for_each(|&value| mark(value));
        }
        Then::Made { instance, .. } => mark(*instance),
        Then::Raise { cause } => mark(*cause),
        _ => {}
    }
}
