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

/// What was found in the latest run.
pub struct Findings {
    waker: Waker,
    list: Vec<Finding>,
    next: Option<Instant>,
    looked_at_nanos: u64,
    whole: Option<Receiver<Vec<Finding>>>,
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
        self.whole = spawned.is_ok().then_some(whole);
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
    pub(super) fn pump_findings(&mut self, now: Instant) {
        if self.phase().is_live() {
            self.findings.look_at_live(&self.trace, now);
        }
        let Some(whole) = &self.findings.whole else { return };
        match whole.try_recv() {
            Ok(list) => self.findings.list = list,
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {}
        }
        self.findings.whole = None;
    }
}
