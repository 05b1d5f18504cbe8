//! What all threads of one run share, and how threads begin and end.

use super::breaks::Breaks;
use super::cell::{Cell, Hand};
use super::clock::TraceClock;
use super::control::Control;
use super::gil::GilTiming;
use super::input::Input;
use super::member::{Birth, Member};
use super::output::Output;
use super::pool::Pool;
use super::recorder::{Recorder, Ring, ring};
use super::run::{Extent, Mode, RunOptions, Verdict};
use super::signals::Signals;
use super::spare::Spare;
use super::table::Table;
use super::usage;
use super::variables::Beside;
use super::watchdog::Stuck;
use super::worker::Worker;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::{Effects, Primitive, Rules, clock, gil, thread};
use crate::trace::event::{Kind, OBJECT_MAX, ObjectInfo, ThreadInfo};
use crate::trace::samples::Usage;
use parking_lot::{Condvar, Mutex};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// So many threads of a run have a number, and a lane, of their own; later ones share those of
/// threads that have ended, as CPython's share their `ident`.
pub const OWN_NUMBERS: u32 = 1024;
/// How many of the threads that ended longest ago are looked at for one that nobody holds.
const ENDED_LOOKED_AT: usize = 16;

/// How a thread's body ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// It ran to its end, with this exit status (0, or 1 after an uncaught exception).
    Status(i32),
    /// It was stopped.
    Stopped,
    /// It needs the run to end: something of ours went wrong.
    Internal(String),
}

/// What a thread runs.
pub type Body = Box<dyn FnOnce(&mut Worker) -> Ending + Send>;

/// See the module's header.
#[derive(Debug)]
pub struct Machine {
    /// The run's clock.
    pub clock: TraceClock,
    /// All primitives, by object number.
    pub cells: Table<Cell>,
    /// All threads, by number.
    pub members: Table<Arc<Member>>,
    /// Pause, Stop and the rest.
    pub control: Control,
    /// Breakpoints.
    pub breaks: Breaks,
    /// The interpreter lock's timing.
    pub gil: GilTiming,
    /// What the script prints.
    pub output: Output,
    /// What the script reads.
    pub input: Input,
    /// Signals on their way to the main thread.
    pub signals: Signals,
    /// How the run was asked to be.
    pub options: RunOptions,
    /// When it began.
    pub began: Instant,
    /// What the collector does for the script, until it takes it.
    pub beside: Mutex<Option<Box<dyn Beside>>>,
    places: AtomicU64,
    collections: AtomicU64,
    spare: Mutex<Spare>,
    news: Mutex<News>,
    crew: Mutex<Crew>,
    changed: Condvar,
    pool: Arc<Pool>,
}

/// What the collector has not seen yet.
#[derive(Debug, Default)]
pub struct News {
    /// Rings of new threads.
    pub rings: Vec<Ring>,
    /// New or renamed objects.
    pub objects: Vec<ObjectInfo>,
    /// New or renamed threads.
    pub threads: Vec<ThreadInfo>,
    /// What threads that ended used in all.
    pub usages: Vec<Usage>,
}

#[derive(Debug, Default)]
struct Crew {
    live: Vec<Arc<Member>>,
    live_regular: usize,
    /// Longest ago first.
    ended: VecDeque<ThreadId>,
    exit_code: i32,
    verdict: Option<Verdict>,
    findings: Vec<Stuck>,
    over: bool,
}

impl Machine {
    /// A machine with the clock and the interpreter lock, and no threads.
    pub fn new(options: RunOptions) -> Arc<Machine> {
        let gil = GilTiming {
            used: matches!(options.mode, Mode::Gil | Mode::GilTicks),
            asks: options.mode == Mode::Gil,
            interval_nanos: AtomicU64::new(options.switch_interval_nanos),
            last_holder: AtomicU32::new(0),
            switches: AtomicU64::new(0),
            switched_nanos: AtomicU64::new(0),
            wanted_by: AtomicU32::new(0),
        };
        let machine = Machine {
            clock: TraceClock::start(),
            cells: Table::default(),
            members: Table::default(),
            control: Control::default(),
            breaks: Breaks::new(options.breakpoints.clone()),
            gil,
            output: Output::new(options.max_output_bytes),
            began: Instant::now(),
            input: Input::new(options.attached),
            signals: Signals::default(),
            options,
            beside: Mutex::default(),
            places: AtomicU64::new(0),
            collections: AtomicU64::new(0),
            spare: Mutex::default(),
            news: Mutex::default(),
            crew: Mutex::default(),
            changed: Condvar::new(),
            pool: Arc::default(),
        };
        machine.add_cell(clock::Clock::default().into(), 0, "clock");
        machine.add_cell(gil::Gil::default().into(), 0, "GIL");
        machine.control.set_delay(machine.options.slow_motion);
        Arc::new(machine)
    }

    /// Makes a primitive of the script known: a dead one of the same line takes the new one's part
    /// if it can, so that a script may make locks for ever and each line has one lane for those
    /// that came and went.
    pub fn add_script_cell(
        &self,
        primitive: Primitive,
        line: u32,
        recorder: &mut Recorder,
    ) -> ObjectId {
        let wanted = self.gives_again() || !matches!(primitive, Primitive::Thread(_));
        let spare = if wanted { self.spare.lock().take(&primitive, line) } else { None };
        if let Some(cell) = spare.and_then(|object| self.cells.get(object.0)) {
            cell.renew(recorder);
            return cell.id();
        }
        let level = primitive.level();
        let object = self.add_cell(primitive, line, "");
        recorder.record(Kind::Create, 0, object, level);
        object
    }

    /// The heap was collected, and has so many places.
    pub fn note_collection(&self, places: usize) {
        self.places.store(places as u64, Ordering::Relaxed);
        self.collections.fetch_add(1, Ordering::Relaxed);
    }

    /// How much the run has needed so far.
    pub fn extent(&self) -> Extent {
        Extent {
            places: self.places.load(Ordering::Relaxed),
            objects: self.cells.len(),
            threads: self.members.len(),
            collections: self.collections.load(Ordering::Relaxed),
        }
    }

    /// Nobody can reach these objects any more.
    pub fn note_dead(&self, objects: &[ObjectId]) {
        let mut spare = self.spare.lock();
        let cells = objects.iter().filter_map(|object| self.cells.get(object.0));
        for cell in cells.filter(|cell| cell.line() > 0 && cell.is_idle()) {
            spare.add(cell.initial(), cell.line(), cell.id());
        }
    }

    /// Whether numbers of threads that have ended are given again.
    fn gives_again(&self) -> bool {
        self.members.len() >= OWN_NUMBERS
    }

    /// Makes a primitive known. When the table is full the last object stands for all others.
    pub fn add_cell(&self, primitive: Primitive, line: u32, name: &str) -> ObjectId {
        let made = self.cells.add(|number| Cell::new(ObjectId(number), primitive, line));
        let Some(cell) = made else {
            return ObjectId(OBJECT_MAX);
        };
        cell.set_name(name);
        self.news.lock().objects.push(cell.info());
        cell.id()
    }

    /// Names an object's lane.
    pub fn label(&self, object: ObjectId, name: &str) {
        if let Some(cell) = self.cells.get(object.0)
            && (cell.is_thread() || !cell.is_renewed())
        {
            cell.set_name(name);
            self.news.lock().objects.push(cell.info());
        }
    }

    /// Shows an object as `whole.name`, or by its own name, inside `whole`.
    pub fn place_inside(&self, part: ObjectId, whole: ObjectId, name: &str) {
        let whole_cell = self.cells.get(whole.0);
        if let (Some(part), Some(whole_cell)) = (self.cells.get(part.0), whole_cell)
            && !part.is_renewed()
        {
            part.place_inside(whole);
            if !name.is_empty() {
                part.set_name(&format!("{}.{name}", whole_cell.name()));
            }
            self.news.lock().objects.push(part.info());
        }
    }

    /// Renames a thread.
    pub fn rename_thread(&self, member: &Member, name: &str) {
        member.rename(name);
        self.news.lock().threads.push(member.info());
    }

    /// The main thread's place among the members, with its thread object.
    pub fn add_main(&self, name: &str) -> Option<Arc<Member>> {
        let object = self.add_cell(thread::Thread::running(ThreadId::MAIN).into(), 0, name);
        self.add_member(Birth { object, parent: None, daemon: false }, name)
    }

    /// A place for a thread. `None`: the run has as many threads as it may have.
    pub fn add_member(&self, birth: Birth, name: &str) -> Option<Arc<Member>> {
        let mut crew = self.crew.lock();
        if crew.live.len() >= self.options.max_threads {
            return None;
        }
        let member = match self.forgotten_member(&mut crew) {
            Some(member) => {
                member.renew(birth, name);
                member
            }
            None => Arc::clone(
                self.members.add(|number| Arc::new(Member::new(ThreadId(number), birth, name)))?,
            ),
        };
        crew.live.push(Arc::clone(&member));
        crew.live_regular += usize::from(!birth.daemon);
        drop(crew);
        self.news.lock().threads.push(member.info());
        Some(member)
    }

    /// The place of a thread that has ended, if numbers are given again and nobody holds it.
    fn forgotten_member(&self, crew: &mut Crew) -> Option<Arc<Member>> {
        if !self.gives_again() {
            return None;
        }
        let is_forgotten = |id: &ThreadId| {
            let member = self.members.get(id.0);
            member.is_some_and(|member| Arc::strong_count(member) == 1)
        };
        let at = crew.ended.iter().take(ENDED_LOOKED_AT).position(is_forgotten)?;
        let id = crew.ended.remove(at)?;
        self.members.get(id.0).map(Arc::clone)
    }

    /// Runs `body` on an OS thread of its own, which carries the member's name. `false`: the
    /// operating system has no more threads.
    pub fn launch(self: &Arc<Self>, member: &Arc<Member>, body: Body) -> bool {
        let (recorder, ring) = ring(member.id, &self.clock, self.options.record);
        self.news.lock().rings.push(ring);
        let hand = Hand { me: Arc::clone(member), recorder, effects: Effects::default() };
        let mut worker =
            Worker { machine: Arc::clone(self), hand, holds_gil: false, is_interrupted: false };
        let runs = self
            .pool
            .run(self.options.stack_bytes, Box::new(move |is_new| live(&mut worker, body, is_new)));
        if !runs {
            self.retire(member, Ending::Stopped);
        }
        runs
    }

    /// Takes what the collector has not seen yet.
    pub fn take_news(&self) -> News {
        std::mem::take(&mut self.news.lock())
    }

    /// Notes what the calling thread used in all.
    fn note_usage(&self, me: &Member) {
        if self.options.record {
            let counted = me.since_begin(usage::of_this_thread());
            let usage = Usage {
                nanos: self.clock.now_nanos(),
                thread: me.id,
                cpu_nanos: counted.cpu_nanos,
                switches: me.last_switches(),
            };
            self.news.lock().usages.push(usage);
        }
    }

    /// How many threads live.
    pub fn live(&self) -> u64 {
        self.crew.lock().live.len() as u64
    }

    /// The threads that live.
    pub fn live_members(&self) -> Vec<Arc<Member>> {
        self.crew.lock().live.clone()
    }

    /// Ends all threads: those that run at their next checkpoint, those that wait at once.
    pub fn stop(&self) {
        self.control.stop();
        self.breaks.wake();
        self.live_members().iter().for_each(|member| member.parker.nudge());
    }

    /// Sets the verdict, unless there is one; whether it was set.
    pub fn judge(&self, verdict: Verdict) -> bool {
        let mut crew = self.crew.lock();
        let first = crew.verdict.is_none();
        if first {
            crew.verdict = Some(verdict);
            self.changed.notify_all();
        }
        first
    }

    /// What has become of the run, if that is known.
    pub fn verdict(&self) -> Option<Verdict> {
        self.crew.lock().verdict.clone()
    }

    /// Notes that some threads wait for each other although the run goes on.
    pub fn report(&self, stuck: Stuck) {
        self.crew.lock().findings.push(stuck);
    }

    /// What has been reported so far.
    pub fn findings(&self) -> Vec<Stuck> {
        self.crew.lock().findings.clone()
    }

    /// Waits until the verdict is known or the time is over.
    pub fn wait_for_verdict(&self, timeout: Duration) -> Option<Verdict> {
        let until = Instant::now() + timeout;
        let mut crew = self.crew.lock();
        while crew.verdict.is_none() && !self.changed.wait_until(&mut crew, until).timed_out() {}
        crew.verdict.clone()
    }

    /// Notes that no thread of the run is left.
    pub fn note_over(&self) {
        self.pool.close();
        self.crew.lock().over = true;
        self.changed.notify_all();
    }

    /// Waits until no thread of the run is left or the time is over; whether none is.
    pub fn wait_until_over(&self, timeout: Duration) -> bool {
        let until = Instant::now() + timeout;
        let mut crew = self.crew.lock();
        while !crew.over && !self.changed.wait_until(&mut crew, until).timed_out() {}
        crew.over
    }

    /// The script's exit status once all threads that are not daemons have ended.
    pub fn finished_with(&self) -> Option<i32> {
        let crew = self.crew.lock();
        (crew.live_regular == 0).then_some(crew.exit_code)
    }

    /// Waits for a thread to end, this long at most.
    pub fn wait_for_change(&self, longest: Duration) {
        let mut crew = self.crew.lock();
        if crew.live_regular > 0 {
            self.changed.wait_for(&mut crew, longest);
        }
    }

    fn retire(&self, member: &Member, ending: Ending) {
        member.note_end();
        self.breaks.forget(member.id);
        // Whoever started it must not wait for it, even if it never began.
        member.note_settled();
        if let Ending::Internal(message) = &ending {
            self.judge(Verdict::Internal { message: message.clone() });
            self.stop();
        }
        let mut crew = self.crew.lock();
        if let Some(at) = crew.live.iter().position(|other| other.id == member.id) {
            crew.live.swap_remove(at);
            crew.live_regular -= usize::from(!member.birth().daemon);
            crew.ended.push_back(member.id);
        }
        if let (ThreadId::MAIN, Ending::Status(status)) = (member.id, ending) {
            crew.exit_code = status;
        }
        // Whoever watches is woken when it may be over, not for every thread that ends.
        if crew.live_regular == 0 {
            self.changed.notify_all();
        }
    }
}

/// An OS thread's whole life.
fn live(worker: &mut Worker, body: Body, is_new: bool) {
    let me = Arc::clone(&worker.hand.me);
    me.note_os_thread(is_new);
    let Birth { object, parent, .. } = me.birth();
    let parent = parent.map_or(0, |parent| parent.0 + 1);
    worker.hand.recorder.record(Kind::Start, 0, object, parent);
    // A bug of ours in one run must never take the application down.
    let ending = catch_unwind(AssertUnwindSafe(|| body(worker)))
        .unwrap_or_else(|panic| Ending::Internal(panic_message(&*panic)));
    worker.release_gil();
    worker.machine.note_usage(&me);
    worker.hand.recorder.record_last(Kind::End, object);
    worker.machine.retire(&me, ending);
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "a thread of the run failed without a message".to_owned())
}
