//! What everybody may know about one thread of a run: its names, where it waits, where it is.

use super::parker::{Looks, Parker};
use super::usage::{self, Counted};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::ThreadInfo;
use crate::trace::samples::Switches;
use parking_lot::{Condvar, Mutex};
use std::ffi::CString;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a thread that has started another lets it go first.
const HEAD_START: Duration = Duration::from_micros(500);

/// How far a new thread has come: it is about to run its first instruction, or never will.
const BEGUN: u8 = 1;
/// It has waited for the first time, or has ended.
const SETTLED: u8 = 2;

const NO_SWITCHES: Switches = Switches { voluntary: 0, involuntary: 0 };

/// What its OS thread had used when a thread began; its switches, if they were counted then.
#[derive(Clone, Copy, Debug, Default)]
struct Base {
    cpu_nanos: u64,
    switches: Option<Switches>,
}

/// What is known of a thread when it is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Birth {
    /// The thread as something to join.
    pub object: ObjectId,
    /// Who started it; `None` for the main thread.
    pub parent: Option<ThreadId>,
    /// Whether the run may end without it.
    pub daemon: bool,
}

/// See the module's header.
#[derive(Debug)]
pub struct Member {
    /// Its number in events.
    pub id: ThreadId,
    /// Where it waits.
    pub parker: Parker,
    /// Script line it was last seen on.
    pub line: AtomicU32,
    /// The line that the trace was told last: that of an earlier thread of this number, at first.
    told_line: AtomicU32,
    /// Loop rounds it has made.
    pub work: AtomicU64,
    /// Whether somebody wants to know where it is: it will say so at its next checkpoint.
    pub look: AtomicBool,
    birth: Mutex<Birth>,
    name: Mutex<String>,
    os_id: AtomicI32,
    begun_with: Mutex<Base>,
    stage: AtomicU8,
    /// The stage at which its starter is to be woken: once is enough.
    awaited: Mutex<u8>,
    next_stage: Condvar,
    /// How it looks for the threads that it starts.
    looks: Looks,
    ended: AtomicBool,
    switches: Mutex<Option<Switches>>,
}

impl Member {
    /// A thread that has not begun to run.
    pub fn new(id: ThreadId, birth: Birth, name: &str) -> Member {
        Member {
            id,
            birth: Mutex::new(birth),
            parker: Parker::default(),
            line: AtomicU32::new(0),
            told_line: AtomicU32::new(0),
            work: AtomicU64::new(0),
            look: AtomicBool::new(false),
            name: Mutex::new(name.to_owned()),
            os_id: AtomicI32::new(0),
            begun_with: Mutex::default(),
            stage: AtomicU8::new(0),
            awaited: Mutex::default(),
            next_stage: Condvar::new(),
            looks: Looks::default(),
            ended: AtomicBool::new(false),
            switches: Mutex::default(),
        }
    }

    /// The thread that had this number has ended, and nobody knows it any more: another one has it.
    pub fn renew(&self, birth: Birth, name: &str) {
        *self.birth.lock() = birth;
        name.clone_into(&mut self.name.lock());
        self.parker.end();
        self.line.store(0, Ordering::Relaxed);
        self.work.store(0, Ordering::Relaxed);
        self.os_id.store(0, Ordering::Relaxed);
        self.stage.store(0, Ordering::Relaxed);
        *self.awaited.lock() = 0;
        *self.switches.lock() = None;
        self.ended.store(false, Ordering::Release);
    }

    /// The line it was last seen on, unless the trace knows it: whoever asks tells it.
    pub fn untold_line(&self) -> Option<u32> {
        let line = self.line.load(Ordering::Relaxed);
        (self.told_line.swap(line, Ordering::Relaxed) != line).then_some(line)
    }

    /// What was known of it when it was made.
    pub fn birth(&self) -> Birth {
        *self.birth.lock()
    }

    /// The thread as something to join.
    pub fn object(&self) -> ObjectId {
        self.birth().object
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

    /// The calling OS thread is this one from now on: takes its number, and gives it its name.
    /// `is_new`: it was no other thread before.
    pub fn note_os_thread(&self, is_new: bool) {
        if let Ok(name) = CString::new(os_name(&self.name())) {
            // A name only helps people who look with other tools: failing to set it is no failure.
            let _ = rustix::thread::set_name(&name);
        }
        *self.begun_with.lock() = match is_new {
            true => Base { cpu_nanos: 0, switches: Some(NO_SWITCHES) },
            false => Base { cpu_nanos: usage::of_this_thread().cpu_nanos, switches: None },
        };
        self.os_id.store(rustix::thread::gettid().as_raw_nonzero().get(), Ordering::Relaxed);
    }

    /// What this thread used of what its OS thread has used in all: that may have been another
    /// thread's before. Switches are then counted from when they are first asked for.
    pub fn since_begin(&self, counted: Counted) -> Counted {
        let mut base = self.begun_with.lock();
        let cpu_nanos = counted.cpu_nanos.saturating_sub(base.cpu_nanos);
        let switches = counted.switches.map(|now| {
            let before = base.switches.get_or_insert(now);
            Switches {
                voluntary: now.voluntary.saturating_sub(before.voluntary),
                involuntary: now.involuntary.saturating_sub(before.involuntary),
            }
        });
        Counted { cpu_nanos, switches }
    }

    /// Processor time that its OS thread had used before it began.
    pub fn cpu_nanos_before(&self) -> u64 {
        self.begun_with.lock().cpu_nanos
    }

    /// It is about to run its first instruction, or never will.
    pub fn note_begin(&self) {
        self.reach(BEGUN);
    }

    /// It waits for the first time, or has ended.
    #[inline]
    pub fn note_settled(&self) {
        if self.stage.load(Ordering::Relaxed) < SETTLED {
            self.reach(SETTLED);
        }
    }

    fn reach(&self, stage: u8) {
        self.stage.fetch_max(stage, Ordering::Release);
        // A starter that is about to park holds the lock until it has parked.
        if *self.awaited.lock() <= stage {
            self.next_stage.notify_all();
        }
    }

    fn has_reached(&self, stage: u8) -> bool {
        self.stage.load(Ordering::Acquire) >= stage
    }

    /// Waits until it has reached a stage or the time is over.
    fn wait_for_stage(&self, stage: u8, until: Option<Instant>, looks: &Looks) {
        if looks.see(|| self.has_reached(stage)) {
            return;
        }
        let mut awaited = self.awaited.lock();
        *awaited = stage;
        while !self.has_reached(stage) {
            match until {
                Some(until) if self.next_stage.wait_until(&mut awaited, until).timed_out() => break,
                Some(_) => {}
                None => self.next_stage.wait(&mut awaited),
            }
        }
    }

    /// `starter` waits until it has begun. `Thread.start` returns no sooner, as CPython's waits for
    /// `_started`.
    pub fn wait_for_begin(&self, starter: &Member) {
        self.wait_for_stage(BEGUN, None, &starter.looks);
    }

    /// `starter` waits until it waits itself or ends, a moment at most: what a short thread does first
    /// is then done before its starter goes on, as under the GIL. It has begun in any case.
    pub fn wait_for_first_wait(&self, starter: &Member) {
        self.wait_for_stage(SETTLED, Some(Instant::now() + HEAD_START), &starter.looks);
        self.wait_for_begin(starter);
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
        let Birth { object, daemon, .. } = self.birth();
        ThreadInfo { id: self.id, name: self.name(), daemon, object }
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
