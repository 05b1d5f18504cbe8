//! Asking the detectors: whether the run stands still while it goes on, and everything after it.
//!
//! The cheap question is asked a few times a second between two frames; the whole one, once, on a
//! thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::{Session, Waker};
use crate::analysis::detectors::{self, Finding};
use crate::exec::races::{Tried, races};
use crate::script;
use crate::trace::Trace;

/// How often a live run is looked at.
const INTERVAL: Duration = Duration::from_millis(100);

/// A question that takes longer is said to be under way.
const WORTH_SAYING: Duration = Duration::from_millis(300);

/// What was found in the latest run.
pub struct Findings {
    waker: Waker,
    list: Vec<Finding>,
    is_cut: bool,
    next: Option<Instant>,
    looked_at_nanos: u64,
    whole: Option<Whole>,
}

/// All detectors at work on a thread of their own.
struct Whole {
    since: Instant,
    answer: Receiver<Answer>,
    stop: Arc<AtomicBool>,
}

/// What all detectors say.
struct Answer {
    list: Vec<Finding>,
    /// The trial for races was cut off at one of its limits.
    is_cut: bool,
}

/// Nobody wants to know any more.
impl Drop for Whole {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Findings {
    /// Nothing yet. `waker` is called when the whole answer is there.
    pub fn new(waker: Waker) -> Findings {
        Findings {
            waker,
            list: Vec::new(),
            is_cut: false,
            next: None,
            looked_at_nanos: 0,
            whole: None,
        }
    }

    /// What was found, worst first.
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// Whether the whole question is being answered.
    pub fn is_busy(&self) -> bool {
        self.whole.is_some()
    }

    /// Nobody wants to know any more.
    pub fn cancel(&mut self) {
        self.whole = None;
    }

    /// A new run begins.
    pub fn clear(&mut self) {
        *self = Findings::new(self.waker.clone());
    }

    /// The run is over: asks all detectors.
    pub fn look_at_all(&mut self, trace: Arc<Trace>) {
        let (sender, whole) = bounded(1);
        let waker = self.waker.clone();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let body = move || {
            let mut trace = (*trace).clone();
            let tried = races_of(&trace, &stopped);
            trace.set_races(tried.races);
            let list = detectors::findings(&trace);
            // Nobody listens any more when another run has begun.
            let _ = sender.send(Answer { list, is_cut: tried.is_cut });
            waker();
        };
        let spawned = thread::Builder::new().name("lockstep-findings".into()).spawn(body);
        let asked = Whole { since: Instant::now(), answer: whole, stop };
        self.whole = spawned.is_ok().then_some(asked);
    }

    fn look_at_live(&mut self, trace: &Trace, now: Instant) {
        let due = self.next.is_none_or(|next| now >= next);
        // That a thread waits for ever shows only when time goes by and nothing comes.
        if !due || self.looked_at_nanos == trace.now_nanos() {
            return;
        }
        self.next = Some(now + INTERVAL);
        self.looked_at_nanos = trace.now_nanos();
        self.list = detectors::standstills(trace);
    }
}

/// What a trial of the script that was run says about its variables. A fault of ours in that trial
/// must not cost the user what the run itself shows.
fn races_of(trace: &Trace, stop: &AtomicBool) -> Tried {
    let Some(origin) = trace.origin() else { return Tried::default() };
    let look = || {
        let program = script::compile(&origin.script, &origin.title).ok()?;
        Some(races(Arc::new(program), stop))
    };
    catch_unwind(AssertUnwindSafe(look)).ok().flatten().unwrap_or_default()
}

impl Session {
    /// Whether the run that is over is being looked through, for long enough to be worth saying.
    pub fn is_looking(&self) -> bool {
        self.findings.whole.as_ref().is_some_and(|whole| whole.since.elapsed() > WORTH_SAYING)
    }

    /// Whether the script was tried for races in part only: it is too long for all of it.
    pub fn is_tried_in_part(&self) -> bool {
        self.findings.is_cut
    }

    /// Whether the run that is over is being looked through.
    pub fn is_looked_at(&self) -> bool {
        self.findings.is_busy()
    }

    /// Stops looking through it; what was found while it went on stays.
    pub fn stop_looking(&mut self) {
        self.findings.cancel();
    }

    pub(super) fn pump_findings(&mut self, now: Instant) {
        if self.phase().is_live() {
            self.findings.look_at_live(&self.trace, now);
        }
        let Some(whole) = &self.findings.whole else { return };
        match whole.answer.try_recv() {
            Ok(answer) => {
                self.findings.list = answer.list;
                self.findings.is_cut = answer.is_cut;
            }
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {}
        }
        self.findings.whole = None;
    }
}
