//! What everybody may know about one thread of a run: its names, where it waits, where it is.

use super::parker::Parker;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::ThreadInfo;
use crate::trace::samples::Switches;
use parking_lot::{Condvar, Mutex};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

/// How long a thread that has started another lets it go first.
const HEAD_START: Duration = Duration::from_micros(500);

/// How far a new thread has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Stage {
    New,
    Begun,
    Settled,
}

/// See the module's header.
#[derive(Debug)]
pub struct Member {
    /// Its number in events.
    pub id: ThreadId,
    /// The thread as something to join.
    pub object: ObjectId,
    /// Who started it; `None` for the main thread.
    pub parent: Option<ThreadId>,
    /// Whether the run may end without it.
    pub daemon: bool,
    /// Where it waits.
    pub parker: Parker,
    /// Script line it was last seen on.
    pub line: AtomicU32,
    /// Loop rounds it has made.
    pub work: AtomicU64,
    /// Whether somebody wants to know where it is: it will say so at its next checkpoint.
    pub look: AtomicBool,
    name: Mutex<String>,
    os_id: AtomicI32,
    stage: Mutex<Stage>,
    next_stage: Condvar,
    settled: AtomicBool,
    ended: AtomicBool,
    switches: Mutex<Option<Switches>>,
}

impl Member {
    /// A thread that has not begun to run.
    pub fn new(
        id: ThreadId,
        object: ObjectId,
        parent: Option<ThreadId>,
        daemon: bool,
        name: &str,
    ) -> Member {
        Member {
            id,
            object,
            parent,
            daemon,
            parker: Parker::default(),
            line: AtomicU32::new(0),
            work: AtomicU64::new(0),
            look: AtomicBool::new(false),
            name: Mutex::new(name.to_owned()),
            os_id: AtomicI32::new(0),
            stage: Mutex::new(Stage::New),
            next_stage: Condvar::new(),
            settled: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            switches: Mutex::default(),
        }
    }

    /// The script's name for it.
    pub fn name(&self) -> String {
        self.name.lock().clone()
    }

    /// Renames it, also for the operating system.
    pub fn rename(&self, name: &str) {
        name.clone_into(&mut self.name.lock());
        let os_id = self.os_id();
        if os_id != 0 && !self.has_ended() {
            // A name only helps people who look with other tools: failing to set it is no failure.
            let _ = std::fs::write(format!("/proc/self/task/{os_id}/comm"), os_name(name));
        }
    }

    /// The operating system's number for it; 0 before it runs.
    pub fn os_id(&self) -> i32 {
        self.os_id.load(Ordering::Relaxed)
    }

    /// Notes the operating system's number of the calling thread.
    pub fn note_os_id(&self) {
        self.os_id.store(rustix::thread::gettid().as_raw_nonzero().get(), Ordering::Relaxed);
    }

    /// It is about to run its first instruction, or never will.
    pub fn note_begin(&self) {
        self.reach(Stage::Begun);
    }

    /// It waits for the first time, or has ended.
    #[inline]
    pub fn note_settled(&self) {
        if !self.settled.swap(true, Ordering::Relaxed) {
            self.reach(Stage::Settled);
        }
    }

    fn reach(&self, stage: Stage) {
        let mut reached = self.stage.lock();
        *reached = stage.max(*reached);
        self.next_stage.notify_all();
    }

    /// Waits until it has begun. `Thread.start` returns no sooner, as CPython's waits for `_started`.
    pub fn wait_for_begin(&self) {
        let mut reached = self.stage.lock();
        self.next_stage.wait_while(&mut reached, |reached| *reached < Stage::Begun);
    }

    /// Waits until it waits itself or ends, a moment at most: what a short thread does first is then
    /// done before its starter goes on, as under the GIL.
    pub fn wait_for_first_wait(&self) {
        let mut reached = self.stage.lock();
        let new = |reached: &mut Stage| *reached < Stage::Settled;
        self.next_stage.wait_while_for(&mut reached, new, HEAD_START);
    }

    /// Whether it has run to its end.
    pub fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }

    /// It has.
    pub fn note_end(&self) {
        self.ended.store(true, Ordering::Release);
    }

    /// Its context switches when they were last counted.
    pub fn last_switches(&self) -> Option<Switches> {
        *self.switches.lock()
    }

    /// Notes its context switches.
    pub fn note_switches(&self, switches: Option<Switches>) {
        *self.switches.lock() = switches;
    }

    /// What a trace says about it.
    pub fn info(&self) -> ThreadInfo {
        ThreadInfo { id: self.id, name: self.name(), daemon: self.daemon, object: self.object }
    }
}

/// Longest thread name the operating system keeps, in bytes.
pub const OS_NAME_BYTES: usize = 15;

/// A name as the operating system takes it: cut at a character's end, without NUL.
pub fn os_name(name: &str) -> String {
    let clean = name.replace('\0', " ");
    let mut end = clean.len().min(OS_NAME_BYTES);
    while !clean.is_char_boundary(end) {
        end -= 1;
    }
    clean[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_at_a_character() {
        assert_eq!(os_name("Thread-1 (worker)"), "Thread-1 (worke");
        assert_eq!(os_name("producent-\u{17c}\u{17c}\u{17c}"), "producent-\u{17c}\u{17c}");
        assert_eq!(os_name("a\0b"), "a b");
    }
}
