//! Asking the detectors: whether the run stands still while it goes on, and everything after it.
//!
//! The cheap question is asked a few times a second between two frames; the whole one, once, on a
//! thread of its own.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::{Session, Waker};
use crate::analysis::detectors::{self, Finding};
use crate::trace::Trace;

/// How often a live run is looked at.
const INTERVAL: Duration = Duration::from_millis(100);

/// A question that takes longer is said to be under way.
const WORTH_SAYING: Duration = Duration::from_millis(300);

/// What was found in the latest run.
pub struct Findings {
    waker: Waker,
    list: Vec<Finding>,
    next: Option<Instant>,
    looked_at_nanos: u64,
    whole: Option<Whole>,
}

/// All detectors at work on a thread of their own.
struct Whole {
    since: Instant,
    answer: Receiver<Vec<Finding>>,
}

impl Findings {
    /// Nothing yet. `waker` is called when the whole answer is there.
    pub fn new(waker: Waker) -> Findings {
        Findings { waker, list: Vec::new(), next: None, looked_at_nanos: 0, whole: None }
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
        let body = move || {
            // Nobody listens any more when another run has begun.
            let _ = sender.send(detectors::findings(&trace));
            waker();
        };
        let spawned = thread::Builder::new().name("lockstep-findings".into()).spawn(body);
        self.whole = spawned.is_ok().then(|| Whole { since: Instant::now(), answer: whole });
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

impl Session {
    /// Whether the run that is over is being looked through, for long enough to be worth saying.
    pub fn is_looking(&self) -> bool {
        self.findings.whole.as_ref().is_some_and(|whole| whole.since.elapsed() > WORTH_SAYING)
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
            Ok(list) => self.findings.list = list,
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {}
        }
        self.findings.whole = None;
    }
}
