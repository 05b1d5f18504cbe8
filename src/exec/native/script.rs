//! A script's run: the heap all its threads share, their interpreters' states, and collection with
//! the world stopped.
//!
//! A thread holds the read side of the heap's lock while it runs Python code and nothing while it
//! waits; so the write side is "the world is stopped". A thread's interpreter state is locked only
//! together with the heap's read side or for a moment while resuming; a collection, with the write
//! side, can look at all of them.

use super::control::{Control, wants};
use super::driver;
use super::machine::{Body, Ending, Machine};
use super::run::{Mode, Run, RunOptions};
use super::variables::Variables;
use super::worker::Worker;
use crate::model::breaks::{Breaks, Lines};
use crate::model::code::CodeId;
use crate::model::collect::{Collected, collect};
use crate::model::heap::Heap;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::interp::{Thread, load};
use crate::model::program::Program;
use crate::model::value::Value;
use crate::model::watch::Reach;
use crate::trace::event::{Kind, note};
use parking_lot::{Mutex, RwLock, RwLockWriteGuard};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Longest wait for a running thread's interpreter to be looked at.
const LOOK_MAX: Duration = Duration::from_millis(1);
/// How long a thread that wants the heap for itself waits before it asks the others again.
const ASK_AGAIN: Duration = Duration::from_millis(1);
/// Live objects are told in this unit.
const OBJECTS_UNIT: usize = 1000;

/// What the interpreters of a run share.
pub struct Script {
    /// The objects.
    pub heap: RwLock<Heap>,
    /// `sys.setcheckinterval`.
    pub check_interval: AtomicU32,
    /// `sys.setrecursionlimit`, for reading back.
    pub recursion_limit: AtomicI64,
    /// Random numbers given out, for runs with a seed.
    pub entropy_taken: AtomicU64,
    all_broken: OnceLock<Arc<Breaks>>,
    fibers: Mutex<Vec<Arc<Fiber>>>,
}

/// One thread's interpreter.
pub struct Fiber {
    /// Its state.
    pub thread: Mutex<Thread>,
    /// What it will call first: held here until it has begun.
    pub callable: Value,
    /// Whether it has nothing more to run: it is about to be removed.
    pub is_over: AtomicBool,
}

/// Starts a program on OS threads.
pub fn start(program: Arc<Program>, options: RunOptions) -> Run {
    let script = Arc::new(Script {
        heap: RwLock::new(load(program)),
        all_broken: OnceLock::new(),
        check_interval: AtomicU32::new(options.check_interval),
        recursion_limit: AtomicI64::new(crate::model::interp::RECURSION_LIMIT as i64),
        entropy_taken: AtomicU64::new(0),
        fibers: Mutex::default(),
    });
    let mode = options.mode;
    let machine = Machine::new(options);
    machine.control.want(wants::BREAKS);
    *machine.beside.lock() = Some(Box::new(Variables::of(Arc::clone(&script))));
    let fiber = script.add_fiber(ThreadId::MAIN, Value::NONE);
    let main: Body = Box::new(move |worker| main_body(mode, script, fiber, worker));
    Run::launch(machine, main)
}

impl Script {
    /// A place for a thread's interpreter, seen by collections from now on.
    pub fn add_fiber(&self, id: ThreadId, callable: Value) -> Arc<Fiber> {
        let fiber = Arc::new(Fiber {
            thread: Mutex::new(Thread::idle(id)),
            callable,
            is_over: AtomicBool::new(false),
        });
        self.fibers.lock().push(Arc::clone(&fiber));
        fiber
    }

    /// The thread is over: nothing of its is alive any more.
    pub fn remove_fiber(&self, fiber: &Arc<Fiber>) {
        self.fibers.lock().retain(|other| !Arc::ptr_eq(other, fiber));
    }

    /// Where the threads are: the code and instruction of each frame. One that runs and does not rest
    /// for a moment is left out.
    pub fn frames(&self) -> Vec<(ThreadId, Vec<(CodeId, usize)>)> {
        let fibers = self.fibers.lock().clone();
        let look = |fiber: &Arc<Fiber>| {
            let thread = fiber.thread.try_lock_for(LOOK_MAX)?;
            let frames = thread.frames().iter().map(|frame| (frame.code, frame.at()));
            Some((thread.id, frames.collect()))
        };
        fibers.iter().filter_map(look).collect()
    }

    /// Makes the threads run instructions with the breaks that are wanted now, if that changed. The
    /// caller holds no guard; waits until no thread runs.
    pub fn renew_breaks(&self, machine: &Machine) {
        let control = &machine.control;
        if control.wants(wants::BREAKS) && control.no_longer_want(wants::BREAKS) {
            let mut heap = self.heap_alone(control);
            let lines = machine.breaks.lines(control);
            let breaks = lines.map(|lines| self.broken(&heap.program, &lines));
            heap.set_breaks(breaks.as_deref());
            drop(heap);
            machine.control.no_longer_want(wants::COLLECT);
        }
    }

    fn broken(&self, program: &Program, lines: &Lines) -> Arc<Breaks> {
        let make = || Arc::new(Breaks::new(program, lines));
        match lines {
            Lines::All => Arc::clone(self.all_broken.get_or_init(make)),
            Lines::Only(_) => make(),
        }
    }

    /// The heap, with no thread in it. Several may want this at once, and whoever had it takes the
    /// request back: so the others ask again until it is their turn.
    fn heap_alone(&self, control: &Control) -> RwLockWriteGuard<'_, Heap> {
        loop {
            control.want(wants::COLLECT);
            if let Some(heap) = self.heap.try_write_for(ASK_AGAIN) {
                return heap;
            }
        }
    }

    /// Collects garbage if it is time. The caller holds no guard; waits until no thread runs.
    pub fn collect_if_due(&self, worker: &mut Worker) {
        let machine = Arc::clone(&worker.machine);
        if machine.control.wants(wants::GARBAGE) {
            machine.control.no_longer_want(wants::GARBAGE);
        }
        if !self.heap.read().wants_collection() {
            return;
        }
        let mut heap = self.heap_alone(&machine.control);
        // Another thread may have collected while this one waited.
        if !heap.wants_collection() {
            machine.control.no_longer_want(wants::COLLECT);
            return;
        }
        worker.hand.recorder.record(Kind::Note, note::GC_BEGIN, ObjectId::CLOCK, 0);
        let collected = self.collect(&mut heap, Reach::All).unwrap_or_default();
        let places = heap.places();
        machine.control.no_longer_want(wants::COLLECT);
        drop(heap);
        machine.note_collection(places);
        let arg = u32::try_from(collected.live / OBJECTS_UNIT).unwrap_or(u32::MAX);
        worker.hand.recorder.record(Kind::Note, note::GC_END, ObjectId::CLOCK, arg);
        machine.note_dead(&collected.dead_primitives);
    }

    /// Collects garbage now, as far as `reach` says. The caller holds no guard; waits until no thread
    /// runs, and until those that are over hold nothing any more.
    pub fn settle(&self, worker: &mut Worker, reach: Reach) {
        let machine = Arc::clone(&worker.machine);
        while !machine.control.is_stopping() && self.is_anyone_over() {
            std::thread::yield_now();
        }
        let mut heap = self.heap_alone(&machine.control);
        let collected = self.collect(&mut heap, reach);
        machine.control.no_longer_want(wants::COLLECT);
        drop(heap);
        if let Some(collected) = collected {
            machine.note_dead(&collected.dead_primitives);
        }
    }

    fn is_anyone_over(&self) -> bool {
        self.fibers.lock().iter().any(|fiber| fiber.is_over.load(Ordering::Acquire))
    }

    fn collect(&self, heap: &mut Heap, reach: Reach) -> Option<Collected> {
        let fibers = self.fibers.lock();
        let program = Arc::clone(&heap.program);
        let collected = collect(heap, reach, |marker| {
            for fiber in fibers.iter() {
                marker.mark(fiber.callable);
                let mut thread = fiber.thread.lock();
                thread.roots(&program, &mut |value| marker.mark(value));
                thread.local_roots(&mut |key, dict| marker.mark_with(key, dict));
            }
        });
        if collected.is_some() {
            fibers.iter().for_each(|fiber| fiber.thread.lock().collected(heap));
        }
        collected
    }
}

/// The main thread's body in a mode: one copy of the interpreter's loop for each kind of checkpoint.
fn main_body(mode: Mode, script: Arc<Script>, fiber: Arc<Fiber>, worker: &mut Worker) -> Ending {
    match mode {
        Mode::Free | Mode::Gil => driver::main_body::<false, false>(script, fiber, worker),
        Mode::GilTicks => driver::main_body::<true, false>(script, fiber, worker),
        Mode::RefCount => driver::main_body::<false, true>(script, fiber, worker),
    }
}
