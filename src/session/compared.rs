//! The run that the newest one is compared with: the one before it of the same script, or the one
//! that the user said is to stay.
//!
//! Both are counted on a thread of their own once both are over. Memory: a run is kept unasked
//! only up to a number of events; one that the user keeps is kept whatever it takes.

use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::{RunMode, Session, Waker};
use crate::analysis::compare::{Comparison, Summary, compare, summary};
use crate::trace::Trace;
use crate::words;

/// A run of more events is not kept unasked.
pub const EVENTS_MAX: u64 = 4_000_000;

/// A run that is counted, or being counted.
type Counted = (Arc<Trace>, Summary);

/// What the newest run is compared with.
pub struct Compared {
    waker: Waker,
    before: Option<Arc<Trace>>,
    /// The user wants it to stay.
    stays: bool,
    /// It had too many events to be kept unasked.
    too_long: bool,
    counted: Vec<Counted>,
    comparison: Option<([Arc<Trace>; 2], Arc<Comparison>)>,
    job: Option<Receiver<Vec<Counted>>>,
}

impl Compared {
    /// With nothing to compare. `waker` is called when something is counted.
    pub fn new(waker: Waker) -> Compared {
        Compared {
            waker,
            before: None,
            stays: false,
            too_long: false,
            counted: Vec::new(),
            comparison: None,
            job: None,
        }
    }

    /// Whether runs are being counted.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// A run makes room for the next one.
    pub fn note_before(&mut self, trace: &Arc<Trace>) {
        if self.stays || trace.event_count() == 0 {
            return;
        }
        self.too_long = trace.event_count() > EVENTS_MAX;
        self.before = (!self.too_long).then(|| over(trace));
    }

    fn is_known(&self, trace: &Arc<Trace>) -> bool {
        self.counted.iter().any(|(known, _)| Arc::ptr_eq(known, trace))
    }

    fn count(&mut self, sides: &[Arc<Trace>; 2]) {
        self.counted.retain(|(known, _)| sides.iter().any(|side| Arc::ptr_eq(known, side)));
        let new = sides.iter().filter(|side| !self.is_known(side)).cloned().collect::<Vec<_>>();
        if new.is_empty() {
            let of = |side: &Arc<Trace>| self.counted.iter().find(|one| Arc::ptr_eq(&one.0, side));
            if let (Some(one), Some(other)) = (of(&sides[0]), of(&sides[1])) {
                let comparison = Arc::new(compare([&one.1, &other.1]));
                self.comparison = Some((sides.clone(), comparison));
            }
            return;
        }
        let (sender, answer) = bounded(1);
        let waker = self.waker.clone();
        let body = move || {
            let counted = new.into_iter().map(|trace| (trace.clone(), summary(&trace))).collect();
            // Nobody listens any more when the window is gone.
            let _ = sender.send(counted);
            waker();
        };
        let spawned = thread::Builder::new().name("lockstep-compare".into()).spawn(body);
        self.job = spawned.is_ok().then_some(answer);
    }
}

/// A run to which nothing will come any more.
fn over(trace: &Arc<Trace>) -> Arc<Trace> {
    if !trace.is_live() {
        return trace.clone();
    }
    let mut whole = Trace::clone(trace);
    whole.finish();
    Arc::new(whole)
}

/// "bank.py, GIL".
fn name_of(trace: &Trace) -> String {
    let Some(origin) = trace.origin() else { return String::new() };
    match RunMode::named(&origin.mode) {
        Some(mode) => format!("{}, {}", origin.title, mode.title()),
        None => origin.title.clone(),
    }
}

impl Session {
    /// The run that the newest one is compared with, and the newest one.
    pub fn sides(&self) -> Option<[&Arc<Trace>; 2]> {
        let before = self.compared.before.as_ref()?;
        let now = &self.trace;
        let script = |trace: &Trace| trace.origin().map(|origin| origin.title.clone());
        let same = script(before) == script(now);
        let both = now.event_count() > 0 && !Arc::ptr_eq(before, now);
        (both && (same || self.compared.stays)).then_some([before, now])
    }

    /// What they are called.
    pub fn names_of_sides(&self) -> Option<[String; 2]> {
        let [before, now] = self.sides()?.map(|side| name_of(side));
        let before = match self.compared.stays {
            true => words!("plots-compare-kept", name = before),
            false => words!("plots-compare-before", name = before),
        };
        Some([before, words!("plots-compare-now", name = now)])
    }

    /// Their figures, once both runs are over and counted.
    pub fn comparison(&self) -> Option<&Arc<Comparison>> {
        let (of, comparison) = self.compared.comparison.as_ref()?;
        let now = self.sides()?;
        of.iter().zip(now).all(|(one, other)| Arc::ptr_eq(one, other)).then_some(comparison)
    }

    /// Whether later runs are compared with one that the user chose.
    pub fn keeps_run(&self) -> bool {
        self.compared.stays
    }

    /// Whether the run before had too many events to be kept unasked.
    pub fn was_too_long_to_keep(&self) -> bool {
        self.compared.too_long
    }

    /// Keeps the newest run to compare later ones with it, or lets the one go that is kept.
    pub(super) fn keep_run(&mut self) {
        self.compared.stays = !self.compared.stays;
        if self.compared.stays {
            self.compared.before = Some(over(&self.trace));
            self.compared.too_long = false;
        }
    }

    pub(super) fn pump_compared(&mut self) {
        if let Some(job) = &self.compared.job {
            match job.try_recv() {
                Ok(counted) => self.compared.counted.extend(counted),
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => {}
            }
            self.compared.job = None;
        }
        if self.trace.is_live() || self.comparison().is_some() {
            return;
        }
        if let Some(sides) = self.sides().map(|sides| sides.map(Arc::clone)) {
            self.compared.count(&sides);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soon::eventually;
    use crate::trace::{Origin, synthetic};

    fn shown(session: &mut Session, script: &str, mode: &str, events: usize) {
        let mut trace = synthetic(3, 1, events, 5);
        let (title, script) = (script.to_owned(), String::new());
        trace.set_origin(Origin { title, mode: mode.to_owned(), script });
        session.show_for_tests(trace);
    }

    fn wait(session: &mut Session) -> Arc<Comparison> {
        eventually(|| {
            session.pump();
            session.comparison().is_some()
        });
        session.comparison().expect("it is there").clone()
    }

    #[test]
    fn a_run_is_compared_with_the_one_before_it_of_the_same_script() {
        let mut session = Session::for_tests();
        shown(&mut session, "bank.py", "free", 1000);
        assert!(session.sides().is_none());
        shown(&mut session, "bank.py", "gil", 3000);
        let [before, now] = session.sides().unwrap().map(|side| side.event_count());
        assert!(before < now);
        let [before, now] = session.names_of_sides().unwrap();
        assert!(before.contains("bank.py") && before != now, "{before} {now}");
        assert!(!wait(&mut session).measures.is_empty());
        shown(&mut session, "other.py", "gil", 1000);
        assert!(session.sides().is_none(), "another script");
    }

    #[test]
    fn a_run_that_is_to_stay_is_compared_with_all_later_ones() {
        let mut session = Session::for_tests();
        shown(&mut session, "bank.py", "free", 1000);
        session.keep_run();
        assert!(session.keeps_run() && session.sides().is_none(), "not with itself");
        for (script, events) in [("bank.py", 3000), ("other.py", 5000)] {
            shown(&mut session, script, "gil", events);
            let [before, now] = session.sides().unwrap();
            assert!(before.event_count() < 1500 && now.event_count() > 2500);
        }
        let first = wait(&mut session);
        shown(&mut session, "bank.py", "gil", 9000);
        assert!(session.comparison().is_none(), "not of an earlier run");
        assert_ne!(wait(&mut session), first);
        session.keep_run();
        shown(&mut session, "bank.py", "free", 1000);
        let [before, _] = session.sides().unwrap();
        assert!(before.event_count() > 8000, "the one before it again");
    }
}
