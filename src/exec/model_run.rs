//! The model world: a whole program as one value that can be cloned, compared and hashed, and run
//! one visible operation at a time.
//!
//! A *visible operation* is a step on a primitive or an access to a shared variable. Each thread
//! stands before its next one ([`Planned`]); a [`Choice`] lets one thread take its operation and run
//! on to the next. Time is virtual: reading a clock moves it on a little, a time-out happens when it
//! is chosen. No OS thread, no real clock, no randomness: the same choices give the same run.

use super::events::{handed, kind};
use super::main_thread::MainThread;
use crate::model::heap::Heap;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::interp::{self, Exit, Resumed, Thread};
use crate::model::native::StepCall;
use crate::model::primitives::{
    Effects, Fault, Outcome, Primitive, Rules, Step, Wake, clock, gil, thread as life,
};
use crate::model::program::Program;
use crate::model::value::Value;
use crate::model::world::{ClockKind, Host, OutputStream, Place, Setting, Stepped, World};
use crate::trace::event::{Batch, Event, Kind, ObjectInfo, OutputChunk, Stream, ThreadInfo, note};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Virtual time that reading a clock takes.
const CLOCK_READ_NANOS: u64 = 50_000;
/// Virtual time that a visible operation takes.
const STEP_NANOS: u64 = 1_000;
/// Loop rounds a thread may run between two visible operations before it is interrupted.
const ROUNDS_MAX: u32 = 2_000;
/// Loop rounds of all threads of a model run: some tenths of a second.
const ROUNDS_IN_ALL_MAX: u64 = 20_000_000;
/// Bytes a model run may allocate: it never collects, and gives all back at its end.
const BYTES_MAX: u64 = 256 << 20;
/// Processors a model run claims to have, the same on every machine.
const MODEL_PROCESSORS: i64 = 4;
/// Most threads of a model run.
const THREADS_MAX: usize = 200;
/// Most characters of output kept.
const OUTPUT_MAX: usize = 1 << 20;

/// What a thread stands before.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Planned {
    /// Running on (a new thread, or one interrupted in a long loop).
    Go,
    /// A step on a primitive.
    Step(StepCall),
    /// An access to a shared variable.
    Access(Place, bool),
    /// Waiting in a primitive's queue; until this virtual time, if any.
    Blocked(StepCall, Option<u64>),
    /// Its wait ended this way.
    Woken(Resumed),
    /// Its wait ended in being asked to try again.
    Retry(StepCall, Option<u64>),
    /// Nothing: it ended.
    Ended,
}

/// One way a program can go on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Choice {
    /// Who.
    pub thread: ThreadId,
    /// By its wait's running out of time rather than by its operation.
    pub time_out: bool,
}

/// What happened to a program as a whole.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Ending {
    /// It ended with this status.
    Finished(i32),
    /// Every thread waits for ever.
    Stuck,
}

#[derive(Clone, Debug)]
struct Member {
    thread: Thread,
    planned: Planned,
    core: ObjectId,
}

/// Everything of a world but the heap and the threads: what natives can reach.
#[derive(Clone, Debug)]
struct Outside {
    primitives: Vec<Primitive>,
    objects: Vec<ObjectInfo>,
    names: Vec<ThreadInfo>,
    cores: Vec<ObjectId>,
    spawned: Vec<(ThreadId, Value)>,
    running: ThreadId,
    plan: Option<Planned>,
    permit: bool,
    recursion_limit: i64,
    rounds: u32,
    rounds_in_all: u64,
    /// The status with which a thread ended everything at once (`os._exit`).
    quit: Option<i32>,
    now_nanos: u64,
    entropy: u64,
    events: Vec<Event>,
    output: Vec<OutputChunk>,
    output_size: usize,
    keeps_events: bool,
    lines: Vec<u32>,
    sees_accesses: bool,
}

/// A whole program between two visible operations.
#[derive(Clone)]
pub struct State {
    heap: Heap,
    members: Vec<Member>,
    main: MainThread,
    outside: Outside,
    ending: Option<Ending>,
}

impl State {
    /// A program about to begin. `accesses`: whether touching a shared variable is visible.
    pub fn new(program: Arc<Program>, accesses: bool) -> State {
        let heap = interp::load(program);
        heap.collect_first_after(BYTES_MAX);
        let mut outside = Outside::new(accesses);
        let core = outside.create(Primitive::Thread(life::Thread::from_arg(0)), 0);
        outside.introduce("MainThread", false, core);
        outside.apply_quietly(core, life::START, ThreadId::MAIN);
        let mut thread = Thread::idle(ThreadId::MAIN);
        let main = MainThread::start(&mut thread, &heap, &mut outside);
        let member = Member { thread, planned: Planned::Go, core };
        outside.event(ThreadId::MAIN, Kind::Start, 0, core, 0);
        State { heap, members: vec![member], main, outside, ending: None }
    }

    /// Whether the main thread has done all that the script says.
    pub(super) fn is_past_body(&self) -> bool {
        self.main.is_past_body()
    }

    /// How it ended, if it did.
    pub fn ending(&self) -> Option<&Ending> {
        self.ending.as_ref()
    }

    /// Whether it has worked or allocated as much as a model run may: it is not to be taken further.
    pub fn is_spent(&self) -> bool {
        self.outside.rounds_in_all > ROUNDS_IN_ALL_MAX || self.heap.wants_collection()
    }

    /// What was printed.
    pub fn output(&self) -> String {
        self.outside.output.iter().map(|chunk| chunk.text.as_str()).collect()
    }

    /// What each thread stands before, in order of their numbers.
    pub fn planned(&self) -> Vec<(ThreadId, Planned)> {
        self.members.iter().map(|m| (m.thread.id, m.planned)).collect()
    }

    /// A global variable of the script as a small integer (for tests and invariants).
    pub fn global_int(&self, name: &str) -> Option<i64> {
        let module = self.heap.program.module(self.heap.program.main);
        let slot = *module.globals.get(&self.heap.symbol(name)?)?;
        self.heap.int(self.heap.globals[usize::from(slot)].load())
    }

    /// All ways to go on. None: the program ended (see [`State::ending`]).
    pub fn choices(&self) -> Vec<Choice> {
        if self.ending.is_some() {
            return Vec::new();
        }
        let mut choices = Vec::new();
        for member in &self.members {
            let thread = member.thread.id;
            match member.planned {
                Planned::Ended => {}
                Planned::Blocked(_, None) => {}
                Planned::Blocked(_, Some(_)) => choices.push(Choice { thread, time_out: true }),
                _ => choices.push(Choice { thread, time_out: false }),
            }
        }
        choices
    }

    /// Lets one thread take its planned operation and run on to the next.
    pub fn take(&mut self, choice: Choice) {
        let at = choice.thread.index();
        self.outside.running = choice.thread;
        self.outside.now_nanos = self.outside.now_nanos.saturating_add(STEP_NANOS);
        let runs = match self.members[at].planned {
            Planned::Ended => false,
            Planned::Go => true,
            Planned::Access(..) => {
                self.outside.permit = true;
                true
            }
            Planned::Woken(how) => {
                self.members[at].thread.resume(how);
                true
            }
            Planned::Step(call) => self.take_step(at, call, None),
            Planned::Retry(call, deadline) => self.take_step(at, call, deadline),
            Planned::Blocked(call, deadline) if choice.time_out => {
                self.time_out(at, call, deadline)
            }
            Planned::Blocked(..) => false,
        };
        if runs {
            self.run_on(at);
        }
        self.settle();
    }

    fn take_step(&mut self, at: usize, call: StepCall, deadline: Option<u64>) -> bool {
        let who = self.members[at].thread.id;
        let retried = matches!(self.members[at].planned, Planned::Retry(..));
        let step = Step { who, op: call.op, arg: call.arg, may_block: call.may_block };
        let mut fx = Effects::default();
        let outcome = self.outside.apply(call.object, step, &mut fx);
        self.outside.record_step(who, call, &outcome, retried);
        self.outside.record_hand_over(who, call.object, &fx);
        self.wake(&fx, who);
        let how = match outcome {
            Outcome::Done(number) => Resumed::Done(number),
            Outcome::Refused => Resumed::TimedOut,
            Outcome::Raise(fault) => Resumed::Raise(fault),
            Outcome::Block => {
                let until = deadline.or_else(|| {
                    call.timeout_nanos.map(|nanos| self.outside.now_nanos.saturating_add(nanos))
                });
                self.members[at].planned = Planned::Blocked(call, until);
                return false;
            }
        };
        self.members[at].thread.resume(how);
        true
    }

    fn time_out(&mut self, at: usize, call: StepCall, deadline: Option<u64>) -> bool {
        let who = self.members[at].thread.id;
        self.outside.now_nanos = self.outside.now_nanos.max(deadline.unwrap_or(0));
        let mut fx = Effects::default();
        let cancelled = self.outside.primitives[call.object.index()].cancel(who, &mut fx);
        self.wake(&fx, who);
        if cancelled {
            self.outside.event(who, Kind::Cancel, call.op, call.object, 0);
        }
        self.outside.event(who, Kind::Wake, call.op, call.object, 0);
        self.members[at].thread.resume(Resumed::TimedOut);
        true
    }

    fn wake(&mut self, fx: &Effects, waker: ThreadId) {
        for wake in &fx.wakes {
            let (who, how) = match *wake {
                Wake::Grant(who, number) => (who, Some(Resumed::Done(number))),
                Wake::Fail(who, fault) => (who, Some(Resumed::Raise(fault))),
                Wake::Retry(who) => (who, None),
            };
            let Some(member) = self.members.get_mut(who.index()) else { continue };
            let Planned::Blocked(call, deadline) = member.planned else { continue };
            member.planned = match how {
                Some(how) => {
                    let op = call.op | crate::trace::event::OP_HANDED;
                    self.outside.event(who, Kind::Wake, op, call.object, waker.0 + 1);
                    Planned::Woken(how)
                }
                None => Planned::Retry(call, deadline),
            };
        }
    }

    /// Runs a thread up to its next visible operation.
    fn run_on(&mut self, at: usize) {
        loop {
            self.outside.rounds = 0;
            self.outside.plan = None;
            let member = &mut self.members[at];
            let exit = interp::run(&mut member.thread, &self.heap, &mut self.outside);
            self.outside.rounds_in_all += u64::from(self.outside.rounds);
            self.admit();
            if let Some(status) = self.outside.quit {
                self.ending = Some(Ending::Finished(status));
                return;
            }
            let member = &mut self.members[at];
            match &exit {
                Exit::Wait | Exit::Checkpoint => {
                    member.planned = self.outside.plan.take().unwrap_or(Planned::Go);
                    return;
                }
                Exit::Finished(_) | Exit::Failed(_) if at == 0 => {
                    let status =
                        self.main.next(&exit, &mut member.thread, &self.heap, &mut self.outside);
                    if let Some(status) = status {
                        member.planned = Planned::Ended;
                        self.ending = Some(Ending::Finished(status));
                        self.outside.event(ThreadId::MAIN, Kind::End, 0, member.core, 0);
                        return;
                    }
                }
                Exit::Finished(_) | Exit::Failed(_) => {
                    member.planned = Planned::Ended;
                    let (who, core) = (member.thread.id, member.core);
                    self.outside.event(who, Kind::End, 0, core, 0);
                    let fx = self.outside.apply_quietly(core, life::END, who);
                    self.wake(&fx, who);
                    return;
                }
            }
        }
    }

    /// Threads that were spawned meanwhile join the others.
    fn admit(&mut self) {
        for (id, callable) in std::mem::take(&mut self.outside.spawned) {
            let info = self.outside.names[id.index()].clone();
            let thread = Thread::new(id, callable, &[], &self.heap, &mut self.outside);
            self.outside.event(id, Kind::Start, 0, info.object, self.outside.running.0 + 1);
            self.members.push(Member { thread, planned: Planned::Go, core: info.object });
        }
    }

    fn settle(&mut self) {
        if self.ending.is_none() && self.choices().is_empty() {
            self.ending = Some(Ending::Stuck);
        }
    }

    /// What the run has recorded since the last call.
    pub fn drain(&mut self) -> Batch {
        let outside = &mut self.outside;
        Batch {
            threads: outside.names.clone(),
            objects: outside.objects.clone(),
            events: std::mem::take(&mut outside.events),
            output: std::mem::take(&mut outside.output),
            dropped: 0,
            sampling: Default::default(),
            now_nanos: outside.now_nanos,
        }
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        super::canon::of(self) == super::canon::of(other)
    }
}

impl Eq for State {}

impl Hash for State {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        super::canon::of(self).hash(hasher);
    }
}

impl State {
    /// Heap, threads with what they stand before, and primitives: what two states are compared by.
    pub(super) fn parts(
        &self,
    ) -> (&Heap, impl Iterator<Item = (&Thread, Planned)>, &[Primitive], &Option<Ending>) {
        let threads = self.members.iter().map(|m| (&m.thread, m.planned));
        (&self.heap, threads, &self.outside.primitives, &self.ending)
    }
}

/// How a dry run ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DryRunEnd {
    /// The program came to an end.
    Ended(Ending),
    /// The bound on visible operations was reached, or that on work and memory.
    Bounded,
}

/// Runs a program once, deterministically and without waiting: each thread runs until it must
/// wait, time jumps when all do. At most `steps` visible operations, and until it is spent.
pub fn dry_run(program: Arc<Program>, steps: usize) -> (Batch, DryRunEnd) {
    let mut state = State::new(program, false);
    state.outside.keeps_events = true;
    let mut last = ThreadId::MAIN;
    for _ in 0..steps {
        if state.is_spent() {
            break;
        }
        if let Some(ending) = &state.ending {
            let ending = ending.clone();
            return (state.drain(), DryRunEnd::Ended(ending));
        }
        let choice = state.calm_choice(last);
        last = choice.thread;
        state.take(choice);
    }
    let end = match state.ending.clone() {
        Some(ending) => DryRunEnd::Ended(ending),
        None => DryRunEnd::Bounded,
    };
    (state.drain(), end)
}

impl State {
    /// The next choice of a dry run: the first thread after `last` that can go on (`last` itself
    /// before others), else the earliest time-out.
    pub(super) fn calm_choice(&self, last: ThreadId) -> Choice {
        let choices = self.choices();
        let able: Vec<&Choice> = choices.iter().filter(|c| !c.time_out).collect();
        // A thread in a long loop gives way, or one that spins would starve the rest.
        let spins = |c: &Choice| {
            c.thread == last && matches!(self.members[c.thread.index()].planned, Planned::Go)
        };
        if let Some(&&same) = able.iter().find(|c| c.thread == last && !spins(c)) {
            return same;
        }
        if let Some(&&next) = able.iter().find(|c| c.thread > last).or_else(|| able.first()) {
            return next;
        }
        choices
            .iter()
            .copied()
            .min_by_key(|c| match self.members[c.thread.index()].planned {
                Planned::Blocked(_, Some(until)) => (until, c.thread),
                _ => (u64::MAX, c.thread),
            })
            .unwrap_or(Choice { thread: last, time_out: false })
    }
}

impl Outside {
    fn new(sees_accesses: bool) -> Outside {
        let mut outside = Outside {
            primitives: Vec::new(),
            objects: Vec::new(),
            names: Vec::new(),
            cores: Vec::new(),
            spawned: Vec::new(),
            running: ThreadId::MAIN,
            plan: None,
            permit: false,
            recursion_limit: interp::RECURSION_LIMIT as i64,
            rounds: 0,
            rounds_in_all: 0,
            quit: None,
            now_nanos: 0,
            entropy: 0x9e37_79b9_7f4a_7c15,
            events: Vec::new(),
            output: Vec::new(),
            output_size: 0,
            keeps_events: false,
            lines: Vec::new(),
            sees_accesses,
        };
        outside.create(Primitive::Clock(clock::Clock::from_arg(0)), 0);
        outside.create(Primitive::Gil(gil::Gil::from_arg(0)), 0);
        outside
    }

    fn introduce(&mut self, name: &str, daemon: bool, core: ObjectId) -> ThreadId {
        let id = ThreadId(self.names.len() as u32);
        self.names.push(ThreadInfo { id, name: name.into(), daemon, object: core });
        self.cores.push(core);
        self.lines.push(0);
        id
    }

    fn apply(&mut self, object: ObjectId, step: Step, fx: &mut Effects) -> Outcome {
        self.primitives[object.index()].apply(step, fx)
    }

    fn apply_quietly(&mut self, object: ObjectId, op: u8, who: ThreadId) -> Effects {
        let mut fx = Effects::default();
        // A thread's start carries its number.
        let arg = i64::from(who.0);
        self.apply(object, Step { who, op, arg, may_block: false }, &mut fx);
        fx
    }

    fn event(&mut self, who: ThreadId, kind: Kind, op: u8, object: ObjectId, arg: u32) {
        if self.keeps_events {
            let event =
                Event { nanos: self.now_nanos, thread: who, kind, op, object, step: 0, arg };
            self.events.push(event);
        }
    }

    fn record_hand_over(&mut self, who: ThreadId, object: ObjectId, fx: &Effects) {
        let handed = handed(self.primitives[object.index()].spec(), fx);
        if handed > 0 {
            self.event(who, Kind::Note, note::HANDED, object, handed);
        }
    }

    fn record_step(&mut self, who: ThreadId, call: StepCall, outcome: &Outcome, retried: bool) {
        let primitive = &self.primitives[call.object.index()];
        let level = primitive.level();
        if retried && *outcome == Outcome::Block {
            return;
        }
        let kind = kind(outcome, primitive.spec().ops[usize::from(call.op)].effect);
        if retried {
            self.event(who, Kind::Wake, call.op, call.object, 0);
        }
        self.event(who, kind, call.op, call.object, level);
    }
}

impl Host for Outside {
    fn write(&mut self, stream: OutputStream, text: &str) -> Result<(), Fault> {
        let size = self.output_size + text.len();
        if size <= OUTPUT_MAX {
            self.output_size = size;
            self.output.push(OutputChunk {
                nanos: self.now_nanos,
                thread: self.running,
                stream: match stream {
                    OutputStream::Out => Stream::Out,
                    OutputStream::Err => Stream::Err,
                },
                text: text.into(),
            });
        }
        Ok(())
    }

    fn clock_nanos(&mut self, clock: ClockKind) -> i64 {
        self.now_nanos = self.now_nanos.saturating_add(CLOCK_READ_NANOS);
        let epoch = if clock == ClockKind::Wall { 1_700_000_000_000_000_000 } else { 0 };
        i64::try_from(self.now_nanos).unwrap_or(i64::MAX).saturating_add(epoch)
    }

    fn local_offset(&mut self, _seconds: i64) -> (i32, String) {
        (0, "UTC".into())
    }

    fn entropy(&mut self) -> u64 {
        // SplitMix64 (Steele, Lea, Flood): a fixed sequence, so that runs repeat.
        self.entropy = self.entropy.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.entropy;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn create(&mut self, primitive: Primitive, line: u32) -> ObjectId {
        let id = ObjectId(self.primitives.len() as u32);
        let (spec, level) = (primitive.spec(), primitive.level());
        self.primitives.push(primitive);
        self.objects.push(ObjectInfo {
            id,
            kind: spec.name,
            name: String::new(),
            waits_as: spec.waits_as,
            level: spec.level,
            line,
            inside: None,
        });
        self.event(self.running, Kind::Create, 0, id, level);
        id
    }

    fn kind_of(&mut self, object: ObjectId) -> &'static str {
        self.primitives[object.index()].spec().name
    }

    fn part(&mut self, part: ObjectId, whole: ObjectId, name: &str) {
        let outer = self.objects[whole.index()].name.clone();
        self.objects[part.index()].inside = Some(whole);
        if !name.is_empty() {
            self.objects[part.index()].name =
                if outer.is_empty() { name.into() } else { format!("{outer}.{name}") };
        }
    }

    fn label(&mut self, object: ObjectId, name: &str) {
        self.objects[object.index()].name = name.into();
    }

    fn spawn(
        &mut self,
        core: ObjectId,
        callable: Value,
        name: &str,
        daemon: bool,
    ) -> Option<ThreadId> {
        if self.names.len() >= THREADS_MAX {
            return None;
        }
        let id = self.introduce(name, daemon, core);
        self.apply_quietly(core, life::START, id);
        self.spawned.push((id, callable));
        Some(id)
    }

    fn rename_thread(&mut self, core: ObjectId, name: &str) {
        if let Some(info) = self.names.iter_mut().find(|info| info.object == core) {
            info.name = name.into();
        }
    }

    fn idents(&mut self) -> (i64, i64) {
        let ident = self.ident_of_thread(self.running);
        (ident, i64::from(self.running.0) + 1000)
    }

    fn ident_of(&mut self, core: ObjectId) -> Option<(i64, i64)> {
        let at = self.cores.iter().position(|&c| c == core)?;
        let id = ThreadId(at as u32);
        Some((self.ident_of_thread(id), i64::from(id.0) + 1000))
    }

    fn ident_of_thread(&mut self, thread: ThreadId) -> i64 {
        0x7f00_0000_0000 + i64::from(thread.0) * 0x80_0000
    }

    fn thread_core(&mut self) -> ObjectId {
        self.cores[self.running.index()]
    }

    fn setting(&mut self, setting: Setting) -> i64 {
        match setting {
            Setting::SwitchInterval => 5_000_000,
            Setting::CheckInterval => 100,
            Setting::RecursionLimit => self.recursion_limit,
            Setting::Processors => MODEL_PROCESSORS,
            Setting::ProcessNumber => 1,
            Setting::InterpreterLock => 0,
        }
    }

    fn set_setting(&mut self, setting: Setting, value: i64) {
        if setting == Setting::RecursionLimit {
            self.recursion_limit = value;
        }
    }

    fn look(&mut self, object: ObjectId) -> (Vec<ThreadId>, Vec<ThreadId>, u32) {
        let primitive = &self.primitives[object.index()];
        (primitive.holders(), primitive.waiters(), primitive.level())
    }

    fn quit(&mut self, status: i32) {
        self.quit = Some(status);
        self.rounds = ROUNDS_MAX;
    }

    fn allocation_limit(&self) -> usize {
        64 << 20
    }
}

impl World for Outside {
    const SEES_ACCESSES: bool = true;
    const TICKS: bool = false;
    const COUNTS_REFERENCES: bool = false;

    fn interrupted(&self) -> bool {
        self.rounds >= ROUNDS_MAX
    }

    fn access(&mut self, place: Place, write: bool) -> bool {
        if !self.sees_accesses || std::mem::take(&mut self.permit) {
            return false;
        }
        self.plan = Some(Planned::Access(place, write));
        true
    }

    fn worked(&mut self) {
        self.rounds += 1;
    }

    fn at_line(&mut self, line: u32) {
        let last = &mut self.lines[self.running.index()];
        if *last != line {
            *last = line;
            self.event(self.running, Kind::Note, note::LINE, ObjectId::CLOCK, line);
        }
    }

    /// Every step is planned first and taken when it is chosen.
    fn step(&mut self, call: StepCall) -> Stepped {
        self.plan = Some(Planned::Step(call));
        Stepped::Wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The script's lines (those of its own body) at which a thread that is wanted stops.
    fn stops(source: &str) -> BTreeSet<u32> {
        let program = crate::script::compile(source, "stops.py");
        let program = Arc::new(program.unwrap_or_else(|errors| panic!("{errors:?}")));
        let mut state = State::new(Arc::clone(&program), false);
        let mut lines = BTreeSet::new();
        loop {
            state.outside.rounds = ROUNDS_MAX;
            let thread = &mut state.members[0].thread;
            match interp::run(thread, &state.heap, &mut state.outside) {
                Exit::Checkpoint => {
                    // Between two calls of the engine's it is in none.
                    let Some(outermost) = thread.frames().first() else { continue };
                    let (code, at) = (program.code(outermost.code), outermost.at());
                    if !program.module(code.module).library {
                        lines.insert(code.lines[at]);
                    }
                }
                Exit::Wait => thread.resume(Resumed::Done(1)),
                exit => {
                    let over =
                        state.main.next(&exit, thread, &state.heap, &mut state.outside).is_some();
                    if over {
                        return lines;
                    }
                }
            }
        }
    }

    #[test]
    fn a_thread_stops_at_calls_and_where_loops_go_back_and_nowhere_else() {
        let before = "class C:\n    v = 1\n    p = property(lambda self: 1)\n    \
            def __add__(self, other): return 1\n    def __getitem__(self, at): return 1\n    \
            def __lt__(self, other): return True\n    def __iter__(self): return iter((1,))\n    \
            def __enter__(self): return 1\n    def __exit__(self, *about): return None\n\
            def f(): return 1\n\
            c = C()\nx = 0\nv = 1\nd = {'k': 1}\nl = [1]\n";
        let line = before.lines().count() as u32 + 1;
        let cases = [
            ("x += 1", false),
            ("v = x; x = v + 1", false),
            ("c.v += 1", false),
            ("d['k'] += 1; l[0] -= 1", false),
            ("v = 1 if x < 5 else 2", false),
            ("s = f'{v:>3}' + 'a'", false),
            ("a, b = b, a = 1, 2", false),
            ("x = x + f()", true),
            ("len(l)", true),
            ("l.append(1)", true),
            ("c + 1", true),
            ("c[0]", true),
            ("c < c", true),
            ("c.p", true),
            ("C()", true),
            ("a, = c", true),
            ("for _ in (1, 2): pass", true),
            ("[0 for _ in (1, 2)]", true),
            ("with c: x += 1", true),
        ];
        for (statement, expected) in cases {
            let lines = stops(&format!("{before}{statement}\n"));
            assert_eq!(lines.contains(&line), expected, "{statement}");
        }
    }

    #[test]
    fn a_thread_can_end_all_at_once_and_no_time_is_too_long() {
        let run = |source: &str| {
            let program = crate::script::compile(source, "quit.py");
            let program = Arc::new(program.unwrap_or_else(|errors| panic!("{errors:?}")));
            let (batch, end) = dry_run(program, 10_000);
            let text: String = batch.output.iter().map(|chunk| chunk.text.as_str()).collect();
            (text, end)
        };
        let quit = "import os, threading\ndef work():\n    os._exit(3)\n    print('no')\n\
                    thread = threading.Thread(target=work)\nthread.start()\nthread.join()\nprint('no')\n";
        assert_eq!(run(quit), (String::new(), DryRunEnd::Ended(Ending::Finished(3))));
        let long = "import threading, time\nfor _ in range(3):\n    \
                    threading.Event().wait(threading.TIMEOUT_MAX)\nprint(time.time() > 0)\n";
        assert_eq!(run(long), ("True\n".into(), DryRunEnd::Ended(Ending::Finished(0))));
    }

    #[test]
    fn a_thread_stops_where_a_loop_goes_back_inside_of_the_try_that_the_loop_stands_in() {
        let lines = stops("v = 1\ntry:\n    while v < 3: v += 1\nfinally:\n    v = 0\n");
        assert_eq!(lines, BTreeSet::from([3]));
    }
}
