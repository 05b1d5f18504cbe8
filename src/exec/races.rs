//! Which variables the threads of a program race for, found by a trial of it in the model world.
//!
//! Two accesses race if nothing puts one before the other: no lock, queue, event, start or join.
//! Each thread has a vector clock, and so has each primitive, from which who takes it learns what
//! those who gave it had done (Mattern 1989; Djit+, Pozniansky and Schuster 2003). So a race shows
//! whether or not an update was lost in this one order, on any machine, every time. What this order
//! does not come to is not seen. Sleeping puts nothing before anything.
//!
//! Told are variables that two threads write, one of which has read it before: `n += 1`, or a look
//! and an act upon it; and one that the main thread reads last without waiting for its writer (see
//! `unjoined.rs`). One writer and many readers, such as a flag that ends a loop, is common and
//! whole in Python, and so is a call of a container's method.

use super::model_run::{Ending, Planned, State};
use super::unjoined::{Unjoined, Writing};
use crate::model::code::{Code, Op, Reg, Symbol};
use crate::model::heap::Heap;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::interp::Thread;
use crate::model::object::Obj;
use crate::model::primitives::{Effect, Primitive, Rules, WaitClass};
use crate::model::program::Program;
use crate::model::value::Value;
use crate::model::world::Place;
use crate::trace::event::ThreadInfo;
use crate::trace::race::{Race, RaceKind};
use rustix::time::{ClockId, clock_gettime};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Visible operations of a trial: some tenths of a second.
const OPERATIONS_MAX: usize = 60_000;
/// Processor time of a trial: operations may cost anything, as those on large numbers do.
const TRIAL_MAX: Duration = Duration::from_secs(5);
/// Most variables that are watched.
const VARIABLES_MAX: usize = 10_000;
/// Most races that are told.
const RACES_MAX: usize = 20;

/// Methods of containers that change nothing.
const LOOKS: &[&str] = &["copy", "count", "get", "index", "items", "keys", "values"];

/// What a trial has come to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tried {
    /// The races, in order of their variables' names.
    pub races: Vec<Race>,
    /// Whether it was cut off at one of its limits: what would have come later was not tried.
    pub is_cut: bool,
}

/// Tries the program, until `stop` says that nobody wants to know any more.
pub fn races(program: Arc<Program>, stop: &AtomicBool) -> Tried {
    let mut state = State::new(program, true);
    let mut trial = Trial::new(&mut state);
    let (mut next, until) = (ThreadId::MAIN, processor_time() + TRIAL_MAX);
    for _ in 0..OPERATIONS_MAX {
        let is_over = state.ending().is_some() || state.is_spent() || processor_time() > until;
        if is_over || stop.load(Ordering::Relaxed) {
            break;
        }
        // All take turns, so that each is in the midst of its work while the others are.
        let choice = state.calm_choice(next);
        next = ThreadId(choice.thread.0 + 1);
        trial.before(&state, choice.thread, choice.time_out);
        state.take(choice);
        trial.after(&mut state, choice.thread);
    }
    Tried { is_cut: state.ending().is_none(), races: trial.told(&mut state) }
}

/// Of this thread.
fn processor_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}

/// How far each thread had come, by number: what is known of them somewhere.
#[derive(Clone, Default)]
struct VectorClock(Vec<u32>);

impl VectorClock {
    fn of(&self, thread: ThreadId) -> u32 {
        self.0.get(thread.index()).copied().unwrap_or(0)
    }

    fn learn(&mut self, other: &VectorClock) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(mine, its)| *mine = (*mine).max(*its));
    }

    fn go_on(&mut self, thread: ThreadId) {
        self.0.resize(self.0.len().max(thread.index() + 1), 0);
        self.0[thread.index()] += 1;
    }
}

/// A thread's last write of a variable.
struct Write {
    at: u32,
    line: u32,
    /// Whether the thread had read it since its write before.
    updates: bool,
}

#[derive(Default)]
struct Variable {
    read: BTreeSet<ThreadId>,
    writes: BTreeMap<ThreadId, Write>,
}

/// Who raced for a variable, and on which lines.
#[derive(Default)]
struct Found {
    threads: BTreeSet<ThreadId>,
    lines: BTreeSet<u32>,
}

struct Trial {
    threads: Vec<ThreadInfo>,
    clocks: Vec<VectorClock>,
    objects: HashMap<ObjectId, VectorClock>,
    /// The level of each object before its first step.
    first_levels: HashMap<ObjectId, u32>,
    /// What each thread waits for.
    awaited: HashMap<ThreadId, ObjectId>,
    variables: HashMap<Place, Variable>,
    found: BTreeMap<String, Found>,
    unjoined: Unjoined,
}

impl Trial {
    fn new(state: &mut State) -> Trial {
        let mut first = VectorClock::default();
        first.go_on(ThreadId::MAIN);
        Trial {
            threads: state.drain().threads,
            clocks: vec![first],
            objects: HashMap::new(),
            first_levels: HashMap::new(),
            awaited: HashMap::new(),
            variables: HashMap::new(),
            found: BTreeMap::new(),
            unjoined: Unjoined::default(),
        }
    }

    /// A thread is about to take its operation, or to give up waiting.
    fn before(&mut self, state: &State, thread: ThreadId, time_out: bool) {
        let (heap, mut threads, primitives, _) = state.parts();
        let Some((body, planned)) = threads.nth(thread.index()) else { return };
        match planned {
            Planned::Step(call) | Planned::Retry(call, _) => {
                let primitive = &primitives[call.object.index()];
                let is_lock = primitive.spec().waits_as == WaitClass::Lock;
                if thread == ThreadId::MAIN && !state.is_past_body() && !is_lock {
                    self.unjoined.go_on();
                }
                self.step(thread, call.object, primitive, call.op);
            }
            Planned::Woken(_) if !time_out => {
                if let Some(object) = self.awaited.remove(&thread) {
                    self.take(thread, object);
                }
            }
            Planned::Access(place, write) => self.access(thread, (heap, body), place, write),
            _ => {}
        }
    }

    /// What the operation has led to.
    fn after(&mut self, state: &mut State, thread: ThreadId) {
        while self.clocks.len() < state.parts().1.count() {
            let mut clock = self.clocks[thread.index()].clone();
            clock.go_on(ThreadId(self.clocks.len() as u32));
            self.clocks.push(clock);
            self.clocks[thread.index()].go_on(thread);
            self.threads = state.drain().threads;
            if thread == ThreadId::MAIN {
                self.unjoined.go_on();
            }
        }
        match state.parts().1.nth(thread.index()).map(|(_, planned)| planned) {
            Some(Planned::Blocked(call, _)) => drop(self.awaited.insert(thread, call.object)),
            // Who joins it learns what it did.
            Some(Planned::Ended) => {
                if let Some(core) = self.threads.get(thread.index()).map(|info| info.object) {
                    self.give(thread, core);
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, thread: ThreadId, object: ObjectId, primitive: &Primitive, op: u8) {
        let spec = primitive.spec();
        let effect = spec.ops[usize::from(op)].effect;
        if matches!(spec.waits_as, WaitClass::Time | WaitClass::Gil) {
            return;
        }
        // Who comes to a barrier, an event or a queue tells and learns; locks and permits go one way,
        // and one of several permits needs nobody to have given it back.
        let is_lock = spec.waits_as == WaitClass::Lock;
        let first = *self.first_levels.entry(object).or_insert(primitive.level());
        let is_one_of_many = spec.name.ends_with("Semaphore") && first > 1;
        if !(is_lock && effect == Effect::Give || is_one_of_many) {
            self.take(thread, object);
        }
        if effect == Effect::Give || (!is_lock && effect == Effect::Take) {
            self.give(thread, object);
        }
    }

    fn take(&mut self, thread: ThreadId, object: ObjectId) {
        if let Some(known) = self.objects.get(&object) {
            self.clocks[thread.index()].learn(known);
        }
    }

    fn give(&mut self, thread: ThreadId, object: ObjectId) {
        let clock = &mut self.clocks[thread.index()];
        self.objects.entry(object).or_default().learn(clock);
        clock.go_on(thread);
    }

    fn access(&mut self, who: ThreadId, at: (&Heap, &Thread), place: Place, write: bool) {
        let (heap, thread) = at;
        let Some(frame) = thread.frames().last() else { return };
        let code = heap.program.code(frame.code);
        let is_known = self.variables.contains_key(&place);
        let is_full = !is_known && self.variables.len() >= VARIABLES_MAX;
        // What the library does among itself is not the script's.
        if code.module != heap.program.main {
            return;
        }
        self.last_access(who, at, place, write);
        if matches!(place, Place::Container(_)) || is_full {
            return;
        }
        let variable = self.variables.entry(place).or_default();
        if !write {
            variable.read.insert(who);
            return;
        }
        let clock = &self.clocks[who.index()];
        let line = code.lines.get(frame.pc as usize).copied().unwrap_or(code.line);
        let mine = Write { at: clock.of(who), line, updates: variable.read.remove(&who) };
        let others = variable.writes.iter().filter(|(other, write)| {
            **other != who && clock.of(**other) < write.at && (write.updates || mine.updates)
        });
        for (&other, write) in others {
            let name = name_of(heap, code, frame.pc, place);
            if self.found.len() >= RACES_MAX && !self.found.contains_key(&name) {
                break;
            }
            let found = self.found.entry(name).or_default();
            found.threads.extend([who, other]);
            found.lines.extend([line, write.line]);
        }
        variable.writes.insert(who, mine);
    }

    /// An access as the main thread's last one, or as one that comes after it.
    fn last_access(&mut self, who: ThreadId, at: (&Heap, &Thread), place: Place, write: bool) {
        let (heap, thread) = at;
        let Some(frame) = thread.frames().last() else { return };
        let code = heap.program.code(frame.code);
        let line = code.lines.get(frame.pc as usize).copied().unwrap_or(code.line);
        // A call of a container's method may be a look at it.
        let is_write = match (place, code.ops.get(frame.pc as usize)) {
            (Place::Container(_), Some(Op::CallMethod { base, .. })) => {
                write && is_change(heap, code, frame.pc, *base)
            }
            _ => write,
        };
        let is_daemon = || self.threads.get(who.index()).is_none_or(|info| info.daemon);
        match (who == ThreadId::MAIN, is_write) {
            (true, true) => self.unjoined.forget_place(place),
            (true, false) => self.unjoined.read(heap, place, line),
            (false, true) if self.unjoined.awaits(place) && !is_daemon() => {
                let name = name_of(heap, code, frame.pc, place);
                self.unjoined.write(place, &Writing { who, line, name });
            }
            _ => {}
        }
    }

    fn told(self, state: &mut State) -> Vec<Race> {
        let names = state.drain().threads;
        let name = |id: ThreadId| names.get(id.index()).map_or(String::new(), |it| it.name.clone());
        let is_whole = state.ending() == Some(&Ending::Finished(0));
        let unjoined = if is_whole { self.unjoined.told(name) } else { Vec::new() };
        let found = self.found.into_iter().map(|(variable, found)| Race {
            kind: RaceKind::Update,
            variable,
            threads: found.threads.into_iter().map(name).collect(),
            lines: found.lines.into_iter().collect(),
        });
        found.chain(unjoined).collect()
    }
}

/// Whether the method that is called there may change its container.
fn is_change(heap: &Heap, code: &Code, pc: u32, window: Reg) -> bool {
    let loaded = code.ops[..pc as usize].iter().rev().find_map(|op| match op {
        Op::LoadMethod { base, name, .. } if *base == window => Some(Symbol(u32::from(*name))),
        _ => None,
    });
    loaded.is_some_and(|name| !LOOKS.contains(&heap.text(name).as_str()))
}

/// What the script calls a variable.
fn name_of(heap: &Heap, code: &Code, pc: u32, place: Place) -> String {
    let whole = |object| global_name(heap, object).unwrap_or_else(|| heap.type_name(object));
    match place {
        Place::Global(slot) => {
            heap.program.text(heap.program.globals[usize::from(slot)].name).to_owned()
        }
        Place::Cell(_) => match code.ops.get(pc as usize) {
            Some(Op::StoreCell { cell, .. }) => local_name(heap, code, *cell),
            _ => String::new(),
        },
        Place::Attribute(object, name) => format!("{}.{}", whole(object), heap.text(name)),
        Place::Item(container, key) => format!("{}[{}]", whole(container), key_text(heap, key)),
        Place::Container(container) => whole(container),
    }
}

fn local_name(heap: &Heap, code: &Code, register: Reg) -> String {
    let free = || code.free.get(usize::from(register.checked_sub(code.free_base)?));
    let name = code.locals.get(usize::from(register)).or_else(free);
    name.map_or(String::new(), |name| heap.text(*name))
}

/// The script's global variable that holds this object.
fn global_name(heap: &Heap, object: Value) -> Option<String> {
    let globals = heap.program.globals.iter().zip(heap.globals.iter());
    let mut of_script = globals.filter(|(global, _)| global.module == heap.program.main);
    let held = of_script.find(|(_, value)| value.load() == object)?.0;
    Some(heap.program.text(held.name).to_owned())
}

fn key_text(heap: &Heap, key: Value) -> String {
    match (key.as_small(), heap.get(key)) {
        (Some(number), _) => number.to_string(),
        (_, Some(Obj::Str(text))) => format!("'{}'", text.text()),
        _ => "...".to_owned(),
    }
}

#[cfg(test)]
mod tests;
