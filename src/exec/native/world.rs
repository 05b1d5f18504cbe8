//! The interpreter's world on OS threads: steps go to cells, clocks and output to the machine.

use super::control::wants;
use super::driver;
use super::machine::Body;
use super::member::{Birth, Member};
use super::run::{Mode, Verdict};
use super::script::Script;
use super::worker::{Pending, Worker};
use crate::model::code::CodeId;
use crate::model::heap::Heap;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::interp::Thread;
use crate::model::native::StepCall;
use crate::model::primitives::{Fault, Outcome, Primitive, Step, thread};
use crate::model::value::Value;
use crate::model::watch::Reach;
use crate::model::world::{ClockKind, Host, InputLine, OutputStream, Setting, Stepped, World};
use crate::trace::event::{ARG_MAX, Kind, OutputChunk, Stream};
use rustix::time::{ClockId, clock_gettime};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Loop rounds between two times a thread publishes its count.
const WORK_BATCH: u64 = 256;
/// Shortest rest in slow motion: a shorter one would take the system longer to arrange.
const REST_NANOS_MIN: i64 = 200_000;
/// `get_ident()` of the main thread; others follow at distances as on Linux.
const FIRST_IDENT: i64 = 0x7f00_0000_0000;
/// Distance between two threads' idents.
const IDENT_STRIDE: i64 = 0x80_1000;

/// One thread's world. `TICKS`: the interpreter lock is given back every so many instructions.
/// `COUNTS`: accesses pay an atomic count.
pub struct NativeWorld<'a, const TICKS: bool, const COUNTS: bool> {
    /// The OS thread.
    pub worker: &'a mut Worker,
    /// What the interpreters share.
    pub script: Arc<Script>,
    /// The step that the interpreter returned to wait for.
    pub pending: Option<Pending>,
    /// The line and depth at which the thread returned because it must stop there.
    pub broke: Option<(u32, usize)>,
    /// How long it must rest to have been slow enough, in nanoseconds; less than none: it rested
    /// too long.
    owed_nanos: i64,
    /// Whether the thread returned because its instructions are used up.
    pub tick_due: bool,
    /// The collection that it returned to wait for.
    pub settling: Option<Reach>,
    /// The thread that this one has started: it goes on when that one has begun.
    pub started: Option<Arc<Member>>,
    ticks_left: u32,
    work: u64,
    me: Arc<Member>,
}

impl<'a, const TICKS: bool, const COUNTS: bool> NativeWorld<'a, TICKS, COUNTS> {
    /// A world for the thread that `worker` is.
    pub fn new(script: Arc<Script>, worker: &'a mut Worker) -> Self {
        let ticks_left = script.check_interval.load(Ordering::Relaxed);
        let me = Arc::clone(&worker.hand.me);
        NativeWorld {
            worker,
            script,
            pending: None,
            broke: None,
            owed_nanos: 0,
            tick_due: false,
            settling: None,
            started: None,
            ticks_left,
            work: 0,
            me,
        }
    }

    /// Publishes where the thread is.
    pub fn note_line(&mut self, thread: &Thread, heap: &Heap) {
        self.me.look.store(false, Ordering::Relaxed);
        if let Some(line) = thread.script_line(&heap.program) {
            self.me.line.store(line, Ordering::Relaxed);
        }
        self.me.work.store(self.work, Ordering::Relaxed);
    }

    /// Rests for as long as slow motion makes the lines last that the thread has entered.
    pub fn rest(&mut self) {
        if self.owed_nanos >= REST_NANOS_MIN {
            let began = Instant::now();
            let owed = Duration::from_nanos(self.owed_nanos as u64);
            let whole = self.worker.machine.control.rest(owed);
            let rested = i64::try_from(began.elapsed().as_nanos()).unwrap_or(i64::MAX);
            // A busy machine wakes it late: of that only a little is made up for, so that no line
            // is hurried through because of one before it.
            let left = (self.owed_nanos - rested).max(-REST_NANOS_MIN);
            self.owed_nanos = if whole { left } else { 0 };
        }
    }

    fn member_of(&self, core: ObjectId) -> Option<Arc<Member>> {
        let members = self.worker.machine.members.iter();
        let same = members.filter(|member| member.object() == core);
        // One that has ended may have been the same object before.
        same.max_by_key(|member| !member.has_ended()).cloned()
    }
}

impl<const TICKS: bool, const COUNTS: bool> Host for NativeWorld<'_, TICKS, COUNTS> {
    fn write(&mut self, stream: OutputStream, text: &str) -> Result<(), Fault> {
        let machine = &self.worker.machine;
        let stream = match stream {
            OutputStream::Out => Stream::Out,
            OutputStream::Err => Stream::Err,
        };
        let chunk = OutputChunk {
            nanos: machine.clock.now_nanos(),
            thread: self.me.id,
            stream,
            text: text.to_owned(),
        };
        if machine.output.write(chunk)? {
            machine.control.want(wants::OUTPUT_FULL);
        }
        let length = u32::try_from(text.chars().count()).unwrap_or(ARG_MAX);
        let op = u8::from(stream == Stream::Err);
        self.worker.hand.recorder.record(Kind::Output, op, self.me.object(), length);
        Ok(())
    }

    fn clock_nanos(&mut self, clock: ClockKind) -> i64 {
        let nanos_of = |id| {
            let time = clock_gettime(id);
            time.tv_sec.saturating_mul(1_000_000_000).saturating_add(time.tv_nsec)
        };
        match clock {
            ClockKind::Wall => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
            }
            ClockKind::Monotonic => nanos_of(ClockId::Monotonic),
            ClockKind::Thread => {
                let before = i64::try_from(self.me.cpu_nanos_before()).unwrap_or(0);
                nanos_of(ClockId::ThreadCPUTime) - before
            }
            ClockKind::Process => nanos_of(ClockId::ProcessCPUTime),
        }
    }

    fn local_offset(&mut self, seconds: i64) -> (i32, String) {
        let zone = jiff::tz::TimeZone::system();
        let Ok(time) = jiff::Timestamp::from_second(seconds) else {
            return (0, "UTC".to_owned());
        };
        let info = zone.to_offset_info(time);
        (info.offset().seconds(), info.abbreviation().to_owned())
    }

    fn entropy(&mut self) -> u64 {
        match self.worker.machine.options.seed {
            // Numbers of a sequence, so that threads that ask get different ones.
            Some(seed) => {
                let taken = self.script.entropy_taken.fetch_add(1, Ordering::Relaxed);
                seed.wrapping_add(taken.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            }
            None => RandomState::new().hash_one(self.me.id),
        }
    }

    fn create(&mut self, primitive: Primitive, line: u32) -> ObjectId {
        let recorder = &mut self.worker.hand.recorder;
        self.worker.machine.add_script_cell(primitive, line, recorder)
    }

    fn kind_of(&mut self, object: ObjectId) -> &'static str {
        self.worker.machine.cells.get(object.0).map_or("", |cell| cell.spec().name)
    }

    fn part(&mut self, part: ObjectId, whole: ObjectId, name: &str) {
        self.worker.machine.place_inside(part, whole, name);
    }

    fn label(&mut self, object: ObjectId, name: &str) {
        self.worker.machine.label(object, name);
    }

    fn spawn(
        &mut self,
        core: ObjectId,
        callable: Value,
        name: &str,
        daemon: bool,
    ) -> Option<ThreadId> {
        let machine = Arc::clone(&self.worker.machine);
        let parent = self.me.id;
        let member =
            machine.add_member(Birth { object: core, parent: Some(parent), daemon }, name)?;
        let script = Arc::clone(&self.script);
        let fiber = script.add_fiber(member.id, callable);
        let arg = i64::from(member.id.0);
        let start = Step { who: parent, op: thread::START, arg, may_block: false };
        self.worker.step(core, start, false);
        machine.label(core, name);
        let place = Arc::clone(&fiber);
        let body: Body =
            Box::new(move |worker| driver::child_body::<TICKS, COUNTS>(script, place, worker));
        if machine.launch(&member, body) {
            self.me.look.store(true, Ordering::Relaxed);
            let id = member.id;
            self.started = Some(member);
            return Some(id);
        }
        self.script.remove_fiber(&fiber);
        None
    }

    fn rename_thread(&mut self, core: ObjectId, name: &str) {
        if let Some(member) = self.member_of(core) {
            self.worker.machine.rename_thread(&member, name);
        }
        self.worker.machine.label(core, name);
    }

    fn idents(&mut self) -> (i64, i64) {
        (self.ident_of_thread(self.me.id), i64::from(self.me.os_id()))
    }

    fn ident_of(&mut self, core: ObjectId) -> Option<(i64, i64)> {
        let member = self.member_of(core)?;
        Some((self.ident_of_thread(member.id), i64::from(member.os_id())))
    }

    fn ident_of_thread(&mut self, thread: ThreadId) -> i64 {
        FIRST_IDENT + i64::from(thread.0) * IDENT_STRIDE
    }

    fn other_frames(&mut self) -> Vec<(ThreadId, Vec<(CodeId, usize)>)> {
        self.script.frames()
    }

    fn thread_core(&mut self) -> ObjectId {
        self.me.object()
    }

    fn setting(&mut self, setting: Setting) -> i64 {
        match setting {
            Setting::SwitchInterval => {
                let nanos = self.worker.machine.gil.interval_nanos.load(Ordering::Relaxed);
                i64::try_from(nanos).unwrap_or(i64::MAX)
            }
            Setting::CheckInterval => i64::from(self.script.check_interval.load(Ordering::Relaxed)),
            Setting::RecursionLimit => self.script.recursion_limit.load(Ordering::Relaxed),
            Setting::Processors => {
                std::thread::available_parallelism().map_or(1, |count| count.get() as i64)
            }
            Setting::ProcessNumber => i64::from(std::process::id()),
            Setting::InterpreterLock => {
                let mode = self.worker.machine.options.mode;
                i64::from(matches!(mode, Mode::Gil | Mode::GilTicks))
            }
        }
    }

    fn set_setting(&mut self, setting: Setting, value: i64) {
        match setting {
            Setting::SwitchInterval => {
                let nanos = u64::try_from(value).unwrap_or(0);
                self.worker.machine.gil.interval_nanos.store(nanos, Ordering::Relaxed);
            }
            Setting::CheckInterval => {
                let instructions = u32::try_from(value.max(1)).unwrap_or(u32::MAX);
                self.script.check_interval.store(instructions, Ordering::Relaxed);
            }
            Setting::RecursionLimit => {
                self.script.recursion_limit.store(value, Ordering::Relaxed);
            }
            Setting::Processors | Setting::ProcessNumber | Setting::InterpreterLock => {}
        }
    }

    fn look(&mut self, object: ObjectId) -> (Vec<ThreadId>, Vec<ThreadId>, u32) {
        let cell = self.worker.machine.cells.get(object.0);
        cell.map_or_else(|| (Vec::new(), Vec::new(), 0), |cell| cell.look())
    }

    fn read_line(&mut self) -> InputLine {
        self.worker.machine.input.line()
    }

    fn send_signal(&mut self, number: u32, interrupts: bool) {
        self.worker.machine.send_signal(number, interrupts);
    }

    fn note_signal_handler(&mut self) {
        self.worker.machine.signals.note_handler();
    }

    fn quit(&mut self, status: i32) {
        self.worker.machine.judge(Verdict::Finished { exit_code: status });
        self.worker.machine.stop();
    }

    fn allocation_limit(&self) -> usize {
        usize::try_from(self.worker.machine.options.max_memory_bytes).unwrap_or(usize::MAX)
    }
}

impl<const TICKS: bool, const COUNTS: bool> World for NativeWorld<'_, TICKS, COUNTS> {
    const SEES_ACCESSES: bool = false;
    const TICKS: bool = TICKS;
    const COUNTS_REFERENCES: bool = COUNTS;

    #[inline(always)]
    fn interrupted(&self) -> bool {
        self.worker.machine.control.is_wanted() || self.me.look.load(Ordering::Relaxed)
    }

    #[inline(always)]
    fn tick(&mut self) -> bool {
        self.ticks_left -= 1;
        if self.ticks_left == 0 {
            self.ticks_left = self.script.check_interval.load(Ordering::Relaxed).max(1);
            self.tick_due = true;
        }
        self.tick_due
    }

    #[inline(always)]
    fn worked(&mut self) {
        self.work += 1;
        if self.work.is_multiple_of(WORK_BATCH) {
            self.me.work.store(self.work, Ordering::Relaxed);
        }
    }

    #[inline]
    fn at_line(&mut self, line: u32) {
        self.me.line.store(line, Ordering::Relaxed);
    }

    fn at_break(&mut self, line: u32, depth: usize) -> bool {
        self.at_line(line);
        let machine = &self.worker.machine;
        if machine.breaks.stops(self.me.id, line, depth) {
            self.broke = Some((line, depth));
        }
        let delay = i64::try_from(machine.control.delay_nanos()).unwrap_or(i64::MAX);
        self.owed_nanos = self.owed_nanos.saturating_add(delay);
        self.broke.is_some() || self.owed_nanos >= REST_NANOS_MIN
    }

    fn settle(&mut self, reach: Reach) -> bool {
        self.settling = Some(reach);
        true
    }

    fn step(&mut self, call: StepCall) -> Stepped {
        let step = Step { who: self.me.id, op: call.op, arg: call.arg, may_block: call.may_block };
        match self.worker.step(call.object, step, call.timeout_nanos.is_some()) {
            Outcome::Done(result) => Stepped::Done(result),
            Outcome::Refused => Stepped::Refused,
            Outcome::Raise(fault) => Stepped::Raise(fault),
            Outcome::Block => {
                let pending = self.worker.pending(call.object, step, call.timeout_nanos);
                self.pending = Some(pending);
                Stepped::Wait
            }
        }
    }
}
