//! A run, as the session sees it: started with options, watched through batches, paused, resumed,
//! stopped, and judged.

use super::breaks::{Breakpoints, Stop};
use super::cell::Cell;
use super::collector;
use super::control::wants;
use super::gil::{CHECK_INTERVAL, SWITCH_INTERVAL_NANOS};
use super::machine::{Body, Machine};
use super::watchdog::Stuck;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::Primitive;
use crate::trace::event::Batch;
use crate::trace::store::RETAINED_EVENTS_MAX;
use crossbeam_channel::Receiver;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// Who may run when.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Mode {
    /// Always: no interpreter lock, as in free-threaded CPython.
    #[default]
    Free,
    /// CPython 3.2 and later: one at a time, switching after an interval on request.
    Gil,
    /// Python 2 and 3.1: one at a time, switching every so many instructions.
    GilTicks,
    /// No interpreter lock, and every access pays an atomic count.
    RefCount,
}

impl Mode {
    /// All modes, in the order in which they are offered.
    pub const ALL: [Mode; 4] = [Mode::Free, Mode::Gil, Mode::GilTicks, Mode::RefCount];

    /// Its name on the command line and in a script's settings.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Free => "free",
            Mode::Gil => "gil",
            Mode::GilTicks => "gil-ticks",
            Mode::RefCount => "refcount",
        }
    }

    /// The mode with this name.
    pub fn named(name: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// Where a shell begins to count the signals that end programs.
const SHELL_SIGNALLED: i32 = 128;

/// How a run is to be.
#[derive(Clone, PartialEq, Debug)]
pub struct RunOptions {
    /// Who may run when.
    pub mode: Mode,
    /// CPython's switch interval.
    pub switch_interval_nanos: u64,
    /// Instructions between switches in `gil-ticks`.
    pub check_interval: u32,
    /// Longest time the run may take, if any.
    pub time_limit: Option<Duration>,
    /// Most threads at once; more end in `RuntimeError: can't start new thread`.
    pub max_threads: usize,
    /// Most memory for the script's objects; more ends in `MemoryError`.
    pub max_memory_bytes: u64,
    /// Most output; more ends in `OSError`.
    pub max_output_bytes: u64,
    /// Seed of `random`, if the run is to be told one.
    pub seed: Option<u64>,
    /// How long each line of the script is made to last; zero for full speed.
    pub slow_motion: Duration,
    /// Where threads are to stop.
    pub breakpoints: Breakpoints,
    /// Whether it belongs to the process's terminal: it reads the standard input, and signals may
    /// come from outside.
    pub attached: bool,
    /// Whether events are recorded.
    pub record: bool,
    /// How many events whoever watches keeps at most: their memory is not the script's.
    pub kept_events_max: u64,
    /// Stack of each OS thread.
    pub stack_bytes: usize,
}

impl Default for RunOptions {
    fn default() -> Self {
        RunOptions {
            mode: Mode::Free,
            switch_interval_nanos: SWITCH_INTERVAL_NANOS,
            check_interval: CHECK_INTERVAL,
            time_limit: None,
            max_threads: 1000,
            max_memory_bytes: 1 << 30,
            max_output_bytes: 64 << 20,
            seed: None,
            slow_motion: Duration::ZERO,
            breakpoints: Breakpoints::default(),
            attached: false,
            record: true,
            kept_events_max: RETAINED_EVENTS_MAX,
            stack_bytes: 1 << 20,
        }
    }
}

/// What became of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It ran to its end.
    Finished {
        /// The script's exit status; of a script that a signal ended, the signal's number negated.
        exit_code: i32,
    },
    /// Every thread waits for ever. The run can still be looked at; Stop ends it.
    Deadlock(Stuck),
    /// The user stopped it.
    Stopped,
    /// It took as long as it may.
    TimeLimit,
    /// It kept more memory than it may although it was told.
    MemoryLimit {
        /// How much it may, in MiB.
        mib: u64,
    },
    /// Something of ours went wrong.
    Internal {
        /// What.
        message: String,
    },
}

/// What the command line says of a run that kept too much memory.
pub fn memory_sentence(mib: u64) -> String {
    format!("The script used more than its {mib} MiB of memory.")
}

/// What a shell calls an exit code: 128 and the number of the signal that ended a program.
pub fn shell_status(exit_code: i32) -> i32 {
    if exit_code < 0 { SHELL_SIGNALLED - exit_code } else { exit_code }
}

/// What a run has ever needed at once; a run that makes and forgets things for ever stays at this.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Extent {
    /// Places for objects, when garbage was last collected.
    pub places: u64,
    /// Numbers of primitives.
    pub objects: u32,
    /// Numbers of threads.
    pub threads: u32,
    /// Collections so far.
    pub collections: u64,
}

/// How a run is doing.
#[derive(Clone, PartialEq, Debug)]
pub struct Status {
    /// Whether it is paused.
    pub paused: bool,
    /// How many threads the pause holds already.
    pub held: u32,
    /// How many threads live.
    pub live_threads: u64,
    /// Threads that stand at a breakpoint.
    pub stopped: Vec<Stop>,
    /// What became of it, if that is known.
    pub verdict: Option<Verdict>,
    /// Threads that wait for each other for ever although others go on.
    pub findings: Vec<Stuck>,
    /// Whether all of its threads have ended.
    pub over: bool,
}

/// A run. Dropping it stops it.
#[derive(Debug)]
pub struct Run {
    /// What happens, about every 5 ms. Disconnected after the last batch.
    pub batches: Receiver<Batch>,
    machine: Arc<Machine>,
}

impl Run {
    /// Starts a run whose main thread is `main`.
    pub fn launch(machine: Arc<Machine>, main: Body) -> Run {
        let batches = collector::launch(&machine);
        let launched = machine.add_main("MainThread").is_some_and(|me| machine.launch(&me, main));
        if !launched {
            let message = "the operating system has no more threads".to_owned();
            machine.judge(Verdict::Internal { message });
            machine.stop();
        }
        Run { batches, machine }
    }

    /// Holds every thread at its next checkpoint.
    pub fn pause(&self) {
        self.machine.breaks.pause(&self.machine.control);
    }

    /// Lets them go on, those at breakpoints too.
    pub fn resume(&self) {
        self.machine.control.resume();
        self.machine.breaks.all_go_on();
        self.machine.control.want(wants::BREAKS);
    }

    /// Stops threads at other lines from now on.
    pub fn set_breakpoints(&self, breakpoints: Breakpoints) {
        self.machine.breaks.set(breakpoints);
        self.machine.control.want(wants::BREAKS);
    }

    /// Lets one thread go on that stands at a breakpoint; of a paused run, only that one.
    pub fn go_on(&self, thread: ThreadId) {
        self.machine.breaks.go_on(thread, &self.machine.control);
        self.machine.control.want(wants::BREAKS);
    }

    /// Lets a thread that stands at a breakpoint run to the next line, calls included, even if the
    /// run is paused.
    pub fn step_over(&self, thread: ThreadId) {
        self.machine.breaks.step_over(thread, &self.machine.control);
    }

    /// Ends the run: threads that wait are woken, the others stop at their next checkpoint.
    pub fn stop(&self) {
        self.machine.judge(Verdict::Stopped);
        self.machine.stop();
    }

    /// Sends the script a signal from outside: its main thread calls the handler, even if it waits.
    pub fn send_signal(&self, number: u32) {
        self.machine.send_signal(number, true);
    }

    /// Makes every line of the script last this long; zero for full speed.
    pub fn set_slow_motion(&self, delay: Duration) {
        self.machine.control.set_delay(delay);
    }

    /// How it is doing.
    pub fn status(&self) -> Status {
        Status {
            paused: self.machine.control.is_paused(),
            held: self.machine.control.held(),
            live_threads: self.machine.live(),
            stopped: self.machine.breaks.stopped(),
            verdict: self.machine.verdict(),
            findings: self.machine.findings(),
            over: self.machine.wait_until_over(Duration::ZERO),
        }
    }

    /// How much it has needed so far.
    pub fn extent(&self) -> Extent {
        self.machine.extent()
    }

    /// Waits for the verdict. A deadlock is a verdict although the threads are still there.
    pub fn wait(&self, timeout: Duration) -> Option<Verdict> {
        self.machine.wait_for_verdict(timeout)
    }

    /// Waits until no thread of the run is left; whether none is.
    pub fn wait_until_over(&self, timeout: Duration) -> bool {
        self.machine.wait_until_over(timeout)
    }

    /// The script line a thread is on (0: not known), for live pictures.
    pub fn line_of(&self, thread: ThreadId) -> u32 {
        let member = self.machine.members.get(thread.0);
        member.map_or(0, |member| member.line.load(std::sync::atomic::Ordering::Relaxed))
    }

    /// The operating system's number of a thread (0: not running yet).
    pub fn os_id_of(&self, thread: ThreadId) -> i32 {
        self.machine.members.get(thread.0).map_or(0, |member| member.os_id())
    }

    /// Holders, waiters in order of arrival, and level of a primitive now.
    pub fn look(&self, object: ObjectId) -> Option<(Vec<ThreadId>, Vec<ThreadId>, u32)> {
        self.machine.cells.get(object.0).map(Cell::look)
    }

    /// The state every primitive began with, for replays.
    pub fn initial_states(&self) -> Vec<(ObjectId, Primitive)> {
        self.machine.cells.iter().map(|cell| (cell.id(), cell.initial().clone())).collect()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.stop();
    }
}
