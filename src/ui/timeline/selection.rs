//! What the user has chosen, shared by all views of a trace, and the steps from one choice to the
//! next: previous, next, woken by, wakes.

use crate::analysis::waits::wait_at;
use crate::export::timeline::LaneKey;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::samples::VariableId;
use crate::trace::{State, Trace};

/// How many events after an interval are searched for whom it wakes.
const WAKE_SEARCH_EVENTS: usize = 4096;

/// An interval of a lane, whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chosen {
    /// Whose.
    pub lane: LaneKey,
    /// Where it begins.
    pub from_nanos: u64,
    /// Where it ends.
    pub to_nanos: u64,
}

/// What is chosen in the views of a trace. Every view shows it, every view may change it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Selection {
    /// One interval of one lane.
    pub interval: Option<Chosen>,
    /// The wait that it is part of, if that took several attempts: from when to when.
    wait: Option<(u64, u64)>,
    /// Where in it the user pointed: at the very moment, not where the interval begins.
    pointed_nanos: u64,
    /// A stretch of time, earlier end first.
    pub range: Option<(f64, f64)>,
    /// A thread or object, chosen without a moment: in a legend, a table or a graph.
    pub subject: Option<LaneKey>,
    /// A thread or object to light up everywhere: what the pointer was on in the last frame.
    pub hovered: Option<LaneKey>,
    /// What the pointer is on in this frame, as far as a view has said.
    pointed: Option<LaneKey>,
    /// Script line to show (1-based), set when an interval is chosen.
    pub line: Option<u32>,
    /// The instant that all views show; the newest one if none.
    pub cursor: Option<u64>,
    /// A lane that another view asks the timeline to bring into sight.
    pub wanted: Option<LaneKey>,
}

impl Selection {
    /// A view has something under the pointer.
    pub fn point_at(&mut self, key: impl Into<Option<LaneKey>>) {
        self.pointed = key.into().or(self.pointed);
    }

    /// Begins a frame: what was pointed at in the last one lights up in this one, in all views
    /// alike. Says whether that is something else than before.
    pub fn next_frame(&mut self) -> bool {
        let before = std::mem::replace(&mut self.hovered, self.pointed.take());
        self.hovered != before
    }

    /// Forgets all of it.
    pub fn clear(&mut self) {
        *self = Selection::default();
    }

    /// Chooses a thread or object; chosen again, it is let go.
    pub fn choose_subject(&mut self, subject: LaneKey) {
        self.subject = (self.subject != Some(subject)).then_some(subject);
    }

    /// What is to be lit up everywhere.
    pub fn lit(&self) -> Vec<LaneKey> {
        let mut lit: Vec<LaneKey> = self.hovered.into_iter().chain(self.subject).collect();
        lit.dedup();
        lit
    }

    /// What the other views light up: that, and of the chosen interval its lane and what it is about.
    pub fn linked(&self, trace: &Trace) -> Vec<LaneKey> {
        let mut linked = self.lit();
        if let Some(chosen) = self.interval {
            let of = object_of(trace, chosen).map(LaneKey::Object);
            linked.extend([chosen.lane].into_iter().chain(of));
        }
        linked.sort();
        linked.dedup();
        linked
    }

    /// The thread or object that the choice is about.
    pub fn about(&self, trace: &Trace) -> Option<LaneKey> {
        let of = |chosen| object_of(trace, chosen).map_or(chosen.lane, LaneKey::Object);
        self.subject.or(self.interval.map(of))
    }

    /// The moment that the choice is about: the cursor's, or that of the chosen interval which was
    /// pointed at.
    pub fn moment(&self) -> Option<u64> {
        let within = |chosen: Chosen| {
            let last = chosen.to_nanos.saturating_sub(1).max(chosen.from_nanos);
            self.pointed_nanos.clamp(chosen.from_nanos, last)
        };
        self.cursor.or(self.interval.map(within))
    }

    /// Forgets what is chosen; if nothing is, goes back to the newest instant.
    pub fn unchoose(&mut self) {
        if self.interval.is_none() && self.range.is_none() && self.subject.is_none() {
            self.cursor = None;
        }
        (self.interval, self.range, self.line, self.subject) = (None, None, None, None);
    }

    /// The instant that views show: the cursor's, or the run's newest.
    pub fn instant(&self, trace: &Trace) -> u64 {
        self.cursor.unwrap_or(trace.now_nanos()).min(trace.now_nanos())
    }

    /// Chooses the interval of `lane` at `nanos`, if there is one.
    pub fn choose(&mut self, trace: &Trace, lane: LaneKey, nanos: u64) {
        self.choose_in_range(trace, lane, nanos);
        self.range = None;
    }

    /// The same, and the range stays chosen: for those who go through what is in it.
    pub fn choose_in_range(&mut self, trace: &Trace, lane: LaneKey, nanos: u64) {
        self.subject = None;
        self.interval = interval_at(trace, lane, nanos);
        self.wait = self.interval.and_then(|chosen| whole_wait(trace, chosen));
        self.pointed_nanos = nanos;
        self.line = self.interval.and_then(|chosen| line_of(trace, chosen));
    }

    /// Chooses the interval before or after the chosen one.
    pub fn step(&mut self, trace: &Trace, forward: bool) {
        let Some(chosen) = self.interval else { return };
        if let Some(next) = neighbour(trace, chosen, forward) {
            self.interval = Some(next);
            self.wait = whole_wait(trace, next);
            self.pointed_nanos = next.from_nanos;
            self.line = line_of(trace, next);
        }
    }

    /// The time of the chosen interval becomes the range.
    pub fn take_as_range(&mut self) {
        self.range = self.framed().map(|chosen| (chosen.from_nanos as f64, chosen.to_nanos as f64));
        self.interval = None;
    }

    /// What a frame is drawn around: the chosen interval, or all of the wait that it is an attempt
    /// of, as the sentence tells it.
    pub fn framed(&self) -> Option<Chosen> {
        let (wait, chosen) = (self.wait, self.interval?);
        let whole = wait.filter(|(from, to)| *from <= chosen.from_nanos && chosen.to_nanos <= *to);
        let (from_nanos, to_nanos) = whole.unwrap_or((chosen.from_nanos, chosen.to_nanos));
        Some(Chosen { from_nanos, to_nanos, ..chosen })
    }

    /// Chooses what the thread that ended the chosen wait was doing when it did so.
    pub fn go_to_waker(&mut self, trace: &Trace) {
        let Some((waker, nanos)) = self.interval.and_then(|chosen| woken_by(trace, chosen)) else {
            return;
        };
        self.choose(trace, LaneKey::Thread(waker), nanos);
    }

    /// Chooses what the next thread woken from the chosen interval did then.
    pub fn go_to_woken(&mut self, trace: &Trace) {
        let Some((woken, nanos)) = self.interval.and_then(|chosen| wakes(trace, chosen)) else {
            return;
        };
        self.choose(trace, LaneKey::Thread(woken), nanos);
    }
}

/// From when to when the wait lasted that an interval is an attempt of.
fn whole_wait(trace: &Trace, chosen: Chosen) -> Option<(u64, u64)> {
    let LaneKey::Thread(thread) = chosen.lane else { return None };
    let wait = wait_at(trace, thread, chosen.from_nanos).filter(|wait| wait.attempts > 1)?;
    Some((wait.from, wait.to))
}

/// The whole interval of a lane that covers `nanos`.
pub fn interval_at(trace: &Trace, lane: LaneKey, nanos: u64) -> Option<Chosen> {
    let (from_nanos, to_nanos) = match lane {
        LaneKey::Thread(thread) => {
            let interval = trace.thread_lane(thread)?.at(nanos)?;
            (interval.from, interval.to)
        }
        LaneKey::Object(object) => {
            let holding = trace.object_lane(object)?.at(nanos)?;
            (holding.from, holding.to)
        }
        LaneKey::Variable(variable) => value_at(trace, variable, nanos)?,
    };
    Some(Chosen { lane, from_nanos, to_nanos })
}

fn neighbour(trace: &Trace, chosen: Chosen, forward: bool) -> Option<Chosen> {
    let at = chosen.from_nanos;
    let ends = match (chosen.lane, forward) {
        (LaneKey::Thread(t), true) => trace.thread_lane(t)?.next(at).map(|i| (i.from, i.to)),
        (LaneKey::Thread(t), false) => trace.thread_lane(t)?.previous(at).map(|i| (i.from, i.to)),
        (LaneKey::Object(o), true) => trace.object_lane(o)?.next(at).map(|h| (h.from, h.to)),
        (LaneKey::Object(o), false) => trace.object_lane(o)?.previous(at).map(|h| (h.from, h.to)),
        (LaneKey::Variable(v), true) => {
            Some(value_at(trace, v, chosen.to_nanos)?).filter(|(from, _)| *from > at)
        }
        (LaneKey::Variable(v), false) => value_at(trace, v, at.checked_sub(1)?),
    };
    ends.map(|(from_nanos, to_nanos)| Chosen { from_nanos, to_nanos, ..chosen })
}

/// From when to when a variable had the value that it had at `nanos`, as far as it was sampled.
fn value_at(trace: &Trace, variable: VariableId, nanos: u64) -> Option<(u64, u64)> {
    let from = trace.values_of(variable, nanos..nanos.saturating_add(1)).next()?.nanos;
    let next = trace.values_of(variable, nanos..u64::MAX).find(|sample| sample.nanos > nanos);
    let to = next.map_or(trace.now_nanos(), |next| next.nanos);
    (from <= nanos).then_some((from, to))
}

/// The line at the beginning of a thread's interval; for an object, where it was made.
pub fn line_of(trace: &Trace, chosen: Chosen) -> Option<u32> {
    match chosen.lane {
        LaneKey::Thread(thread) => trace.line_at(thread, chosen.from_nanos),
        LaneKey::Object(object) => Some(trace.object(object).line).filter(|&line| line > 0),
        LaneKey::Variable(_) => None,
    }
}

/// Who ended a thread's wait, and when.
pub fn woken_by(trace: &Trace, chosen: Chosen) -> Option<(ThreadId, u64)> {
    let LaneKey::Thread(thread) = chosen.lane else { return None };
    let lane = trace.thread_lane(thread)?;
    // A running interval was begun by a wake-up; a waiting one is ended by one.
    let at = match lane.at(chosen.from_nanos)?.state {
        State::Running => chosen.from_nanos,
        _ => chosen.to_nanos,
    };
    let mut events = trace.events_of(thread, at..at + 1);
    let arrow = events.find_map(|event| crate::trace::query::wake_arrow(&event))?;
    Some((arrow.waker, arrow.nanos))
}

/// The first thread that a thread woke from the beginning of an interval on, and when.
pub fn wakes(trace: &Trace, chosen: Chosen) -> Option<(ThreadId, u64)> {
    let LaneKey::Thread(thread) = chosen.lane else { return None };
    trace
        .events(chosen.from_nanos..u64::MAX)
        .take(WAKE_SEARCH_EVENTS)
        .filter_map(|event| crate::trace::query::wake_arrow(&event))
        .find(|arrow| arrow.waker == thread)
        .map(|arrow| (arrow.woken, arrow.nanos))
}

/// The object that a chosen interval is about: what is waited for, or the lane's own.
pub fn object_of(trace: &Trace, chosen: Chosen) -> Option<ObjectId> {
    match chosen.lane {
        LaneKey::Thread(thread) => trace.thread_lane(thread)?.at(chosen.from_nanos)?.object,
        LaneKey::Object(object) => Some(object),
        LaneKey::Variable(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;

    const PRODUCER: LaneKey = LaneKey::Thread(ThreadId(1));
    const AUDITOR: LaneKey = LaneKey::Thread(ThreadId(3));

    fn chosen(selection: &Selection) -> (LaneKey, u64, u64) {
        let chosen = selection.interval.unwrap();
        (chosen.lane, chosen.from_nanos / 1000, chosen.to_nanos / 1000)
    }

    #[test]
    fn a_chosen_wait_lights_its_thread_and_its_lock_in_the_other_views() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        let producer = LaneKey::Thread(ThreadId(1));
        selection.choose(&trace, producer, 120_000);
        assert_eq!(selection.linked(&trace), [producer, LaneKey::Object(fixture::LOCK)]);
        selection.point_at(producer);
        assert!(selection.next_frame());
        assert_eq!(selection.linked(&trace).len(), 2, "each once");
        selection.unchoose();
        assert_eq!(selection.linked(&trace), [producer]);
    }

    #[test]
    fn of_a_wait_in_several_attempts_all_is_framed_as_the_sentence_tells_it() {
        use crate::trace::event::{Batch, Event, Kind, ObjectInfo, WaitClass};
        let lock = fixture::LOCK;
        let info = ObjectInfo {
            id: lock,
            kind: "Lock",
            name: "lock".into(),
            waits_as: WaitClass::Lock,
            level: None,
            line: 1,
            inside: None,
        };
        let step = |nanos, thread, kind, arg| {
            let (thread, object) = (ThreadId(thread), lock);
            Event { nanos, thread, kind, op: 0, object, step: 0, arg }
        };
        let events = vec![
            step(1, 0, Kind::Grant, 1),
            step(20, 1, Kind::Block, 1),
            step(40, 0, Kind::Release, 0),
            step(50, 2, Kind::Grant, 1),
            step(60, 1, Kind::Wake, 1),
            step(70, 1, Kind::Block, 1),
            step(80, 2, Kind::Release, 0),
            step(90, 1, Kind::Wake, 3),
            step(90, 1, Kind::Grant, 1),
        ];
        let mut trace = crate::trace::Trace::new();
        trace.append(&Batch { objects: vec![info], events, now_nanos: 100, ..Batch::default() });
        trace.finish();
        let mut selection = Selection::default();
        for nanos in [30, 75] {
            selection.choose(&trace, PRODUCER, nanos);
            let framed = selection.framed().unwrap();
            assert_eq!((framed.from_nanos, framed.to_nanos), (20, 90), "at {nanos}");
        }
        selection.choose(&trace, PRODUCER, 95);
        assert_eq!(selection.framed(), selection.interval);
    }

    #[test]
    fn choosing_a_moment_takes_the_whole_interval_and_its_line() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        selection.choose(&trace, PRODUCER, 100_000);
        assert_eq!(chosen(&selection), (PRODUCER, 90, 155));
        assert_eq!(selection.line, Some(10));
    }

    #[test]
    fn the_moment_of_a_choice_is_the_one_pointed_at_and_stays_in_its_interval() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        assert_eq!(selection.moment(), None);
        selection.choose(&trace, PRODUCER, 100_000);
        assert_eq!(selection.moment(), Some(100_000), "not 90,000, where the wait began");
        selection.step(&trace, true);
        assert_eq!(selection.moment(), Some(155_000));
        selection.interval = interval_at(&trace, PRODUCER, 30_000);
        assert_eq!(selection.moment(), Some(89_999));
        selection.cursor = Some(7);
        assert_eq!(selection.moment(), Some(7));
    }

    #[test]
    fn stepping_goes_to_the_neighbours_and_stays_at_the_ends() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        selection.choose(&trace, PRODUCER, 100_000);
        selection.step(&trace, false);
        assert_eq!(chosen(&selection), (PRODUCER, 20, 90));
        selection.step(&trace, false);
        assert_eq!(chosen(&selection), (PRODUCER, 20, 90));
        selection.step(&trace, true);
        selection.step(&trace, true);
        assert_eq!(chosen(&selection), (PRODUCER, 155, 250));
    }

    #[test]
    fn a_wait_leads_to_its_waker_and_back() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        selection.choose(&trace, PRODUCER, 100_000);
        selection.go_to_waker(&trace);
        assert_eq!(chosen(&selection), (AUDITOR, 40, 220));
        selection.go_to_woken(&trace);
        assert_eq!(chosen(&selection), (PRODUCER, 155, 250));
    }

    #[test]
    fn choosing_nothing_first_forgets_the_choice_and_then_the_instant() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        selection.choose(&trace, PRODUCER, 100_000);
        selection.cursor = Some(120_000);
        selection.unchoose();
        assert_eq!((selection.interval, selection.instant(&trace)), (None, 120_000));
        selection.unchoose();
        assert_eq!(selection.instant(&trace), trace.now_nanos());
    }

    #[test]
    fn an_objects_lane_can_be_walked_too() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        selection.choose(&trace, LaneKey::Object(fixture::LOCK), 100_000);
        let first = chosen(&selection);
        selection.step(&trace, true);
        assert_eq!(chosen(&selection).1, first.2);
    }
}
