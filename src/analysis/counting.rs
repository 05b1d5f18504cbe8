//! The figures of a stretch of the trace, counted a piece at a time, so that no frame waits for a
//! long one: per object who waited and held how long, per thread what it waited for.
//!
//! `contention` and `states` ask for everything at once; views call [`Counting::advance`] once a
//! frame until it is done. Knows nothing of how figures are shown.

use super::hand_over::taken_nanos;
use super::longest::{Longest, Stretch};
use super::times::Tally;
use super::waits::{Ending, Wait, WaitReader};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{Event, Kind, OP_HANDED, WaitClass, note};
use crate::trace::{Holding, State, Trace};
use std::collections::BTreeMap;
use std::ops::Range;

/// What was counted of one object.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// See `Contention`, which these become.
    pub acquisitions: u64,
    /// Tries that gave up at once.
    pub refused: u64,
    /// Waits that ended without success.
    pub timed_out: u64,
    /// Lengths of waits.
    pub waits: Tally,
    /// Lengths of holds.
    pub holds: Tally,
}

/// A stretch being counted.
#[derive(Clone, Debug)]
pub struct Counting {
    range: Range<u64>,
    parts: Vec<Part>,
    /// Items of all parts, and how many of them are counted.
    items: u64,
    counted: u64,
    objects: BTreeMap<ObjectId, Count>,
    waited: BTreeMap<ThreadId, BTreeMap<ObjectId, u64>>,
    longest: [Longest; 2],
}

/// What is still to be read, with where to go on.
#[derive(Clone, Debug)]
enum Part {
    /// A thread's events: steps and waits.
    Events(Box<EventPart>),
    /// A thread's lane: what it waited for.
    States(ThreadId, Range<u64>),
    /// An object's lane: who held it how long.
    Holds(ObjectId, Range<u64>, Option<(ThreadId, Range<u64>)>),
}

#[derive(Clone, Debug)]
struct EventPart {
    reader: WaitReader,
    /// Permits have no lane of holders of their own: a thread's takes and gives are paired.
    taken: BTreeMap<ObjectId, Vec<u64>>,
}

impl Counting {
    /// Begins to count `range`.
    pub fn new(trace: &Trace, range: Range<u64>) -> Counting {
        let mut parts = Vec::new();
        for object in trace.objects().filter(|&object| trace.is_exclusive(object)) {
            if let Some(lane) = trace.object_lane(object) {
                parts.push(Part::Holds(object, lane.numbers(range.clone()), None));
            }
        }
        for thread in trace.threads() {
            let Some(lane) = trace.thread_lane(thread) else { continue };
            parts.push(Part::States(thread, lane.numbers(range.clone())));
            let reader = WaitReader::new(trace, thread, range.clone());
            parts.extend(reader.map(|reader| {
                Part::Events(Box::new(EventPart { reader, taken: BTreeMap::new() }))
            }));
        }
        let items = parts.iter().map(Part::left).sum();
        let (objects, waited, longest) = Default::default();
        Counting { range, parts, items, counted: 0, objects, waited, longest }
    }

    /// All of `range`, at once.
    pub fn whole(trace: &Trace, range: Range<u64>) -> Counting {
        let mut counting = Counting::new(trace, range);
        counting.advance(trace, u64::MAX);
        counting
    }

    /// Counts about so many more items; whether all are counted.
    pub fn advance(&mut self, trace: &Trace, items: u64) -> bool {
        let mut left = items;
        while left > 0 {
            let Some(mut part) = self.parts.pop() else { return true };
            let before = part.left();
            let done = self.count(trace, &mut part, left);
            let counted = if done { before } else { before - part.left() };
            self.counted += counted;
            left = left.saturating_sub(counted.max(1));
            if !done {
                self.parts.push(part);
            }
        }
        self.parts.is_empty()
    }

    /// What is counted.
    pub fn range(&self) -> &Range<u64> {
        &self.range
    }

    /// How far it came, 0 to 1.
    pub fn share_done(&self) -> f64 {
        if self.parts.is_empty() { 1.0 } else { self.counted as f64 / self.items.max(1) as f64 }
    }

    /// What was counted so far, by object.
    pub fn objects(&self) -> &BTreeMap<ObjectId, Count> {
        &self.objects
    }

    /// How long a thread waited for each object, so far.
    pub fn waited(&self, thread: ThreadId) -> impl Iterator<Item = (ObjectId, u64)> + '_ {
        self.waited.get(&thread).into_iter().flatten().map(|(&object, &nanos)| (object, nanos))
    }

    /// The longest waits so far (sleeps are none), whole, also where they begin before the stretch.
    pub fn longest_waits(&self) -> Vec<Stretch> {
        self.longest[0].sorted()
    }

    /// The longest holds so far of what one thread holds at a time.
    pub fn longest_holds(&self) -> Vec<Stretch> {
        self.longest[1].sorted()
    }

    fn count(&mut self, trace: &Trace, part: &mut Part, items: u64) -> bool {
        match part {
            Part::Events(part) => self.count_events(trace, part, items),
            Part::States(thread, numbers) => self.count_states(trace, *thread, numbers, items),
            Part::Holds(object, numbers, hold) => {
                self.count_holds(trace, *object, (numbers, hold), items)
            }
        }
    }

    fn count_events(&mut self, trace: &Trace, part: &mut EventPart, items: u64) -> bool {
        let EventPart { reader, taken } = part;
        let (range, objects) = (&self.range, &mut self.objects);
        let done = reader.advance(trace, items, |event| {
            if range.contains(&event.nanos) {
                count_step(trace, event, range.start, (objects, taken));
            }
        });
        for wait in reader.take_finished() {
            // How long a wait lasted whose end was not recorded nobody knows.
            if wait.state != State::Sleeping && wait.ending != Ending::NotRecorded {
                let count = self.objects.entry(wait.object).or_default();
                count.waits.add(wait.nanos_within(&self.range));
                let Wait { thread, object, from, to, .. } = wait;
                self.longest[0].offer(Stretch { thread, object, from, to });
            }
        }
        done
    }

    fn count_states(
        &mut self,
        trace: &Trace,
        thread: ThreadId,
        numbers: &mut Range<u64>,
        items: u64,
    ) -> bool {
        let Some(lane) = trace.thread_lane(thread) else { return true };
        let waited = self.waited.entry(thread).or_default();
        for number in next(numbers, items) {
            let Some(interval) = lane.numbered(number) else { continue };
            let Some(object) = interval.object else { continue };
            let end = interval.to.min(self.range.end);
            let inside = end.saturating_sub(interval.from.max(self.range.start));
            *waited.entry(object).or_default() += inside;
        }
        numbers.is_empty()
    }

    /// Holds of an object with one holder at a time: stretches of its lane with the same holder.
    fn count_holds(
        &mut self,
        trace: &Trace,
        object: ObjectId,
        (numbers, hold): (&mut Range<u64>, &mut Option<(ThreadId, Range<u64>)>),
        items: u64,
    ) -> bool {
        let Some(lane) = trace.object_lane(object) else { return true };
        for number in next(numbers, items) {
            let Some(Holding { from, to, holder, unseen_share, .. }) = lane.numbered(number) else {
                continue;
            };
            // Nobody knows when it ended if its holder was lost sight of.
            let is_lost = |thread, nanos| trace.state_at(thread, nanos) == State::NotRecorded;
            hold.take_if(|(holder, part)| unseen_share > 0.0 && is_lost(*holder, part.end));
            match (&mut *hold, holder) {
                (Some((before, part)), Some(now)) if *before == now => part.end = to,
                _ => {
                    self.finish_hold(object, hold.take());
                    *hold = holder.map(|holder| (holder, from..to));
                }
            }
        }
        let done = numbers.is_empty();
        if done {
            self.finish_hold(object, hold.take());
        }
        done
    }

    fn finish_hold(&mut self, object: ObjectId, hold: Option<(ThreadId, Range<u64>)>) {
        let Some((thread, part)) = hold else { return };
        self.longest[1].offer(Stretch { thread, object, from: part.start, to: part.end });
        let end = part.end.min(self.range.end);
        let nanos = end.saturating_sub(part.start.max(self.range.start));
        self.objects.entry(object).or_default().holds.add(nanos);
    }
}

impl Part {
    fn left(&self) -> u64 {
        match self {
            Part::Events(part) => part.reader.left(),
            Part::States(_, numbers) | Part::Holds(_, numbers, _) => numbers.end - numbers.start,
        }
    }
}

/// Takes the next `items` numbers off the front.
fn next(numbers: &mut Range<u64>, items: u64) -> Range<u64> {
    let end = numbers.start.saturating_add(items).min(numbers.end);
    let taken = numbers.start..end;
    numbers.start = end;
    taken
}

/// Whether an event is a step by which a thread took hold of its object, or passed a wait.
pub fn takes(event: &Event) -> bool {
    event.kind == Kind::Grant || event.kind == Kind::Wake && event.op >= OP_HANDED
}

fn count_step(
    trace: &Trace,
    event: &Event,
    since: u64,
    (objects, taken): (&mut BTreeMap<ObjectId, Count>, &mut BTreeMap<ObjectId, Vec<u64>>),
) {
    if (event.kind, event.op) == (Kind::Note, note::LOST) {
        taken.clear();
        return;
    }
    let class = trace.object_class(event.object);
    if class == WaitClass::Time {
        return;
    }
    let shared = || trace.is_held(event.object) && !trace.is_exclusive(event.object);
    match event.kind {
        _ if takes(event) => {
            objects.entry(event.object).or_default().acquisitions += 1;
            if shared() {
                let from = taken_nanos(trace, event, since);
                taken.entry(event.object).or_default().push(from);
            }
        }
        Kind::Release if shared() => {
            if let Some(from) = taken.get_mut(&event.object).and_then(Vec::pop) {
                objects.entry(event.object).or_default().holds.add(event.nanos - from);
            }
        }
        Kind::Request if class == WaitClass::Lock => {
            objects.entry(event.object).or_default().refused += u64::from(event.op == 0);
        }
        Kind::Cancel => objects.entry(event.object).or_default().timed_out += 1,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::synthetic;
    use proptest::prelude::*;

    #[test]
    fn a_thread_knows_what_it_waited_for() {
        let counting = Counting::whole(&contended(), 40..1000);
        assert_eq!(counting.waited(ThreadId(1)).collect::<Vec<_>>(), [(A, 10)]);
        assert_eq!(counting.share_done(), 1.0);
    }

    #[test]
    fn waits_and_holds_whose_end_was_not_recorded_are_in_no_statistics() {
        let lost = || (Kind::Note, ObjectId::CLOCK, note::LOST, 0);
        let trace = run(&[
            (1, 0, grant(A)),
            (10, 0, release(A)),
            (20, 0, grant(A)),
            (25, 1, block(A)),
            (30, 1, lost()),
            (40, 0, lost()),
            (80, 1, grant(A)),
            (85, 1, release(A)),
            (90, 0, grant(A)),
            (92, 0, release(A)),
        ]);
        let counting = Counting::whole(&trace, 0..1000);
        let count = &counting.objects()[&A];
        let holds = count.holds.times();
        assert_eq!((count.waits.times().count, holds.count, holds.max_nanos), (0, 3, 9));
        let gaps = crate::analysis::states::gaps(&trace, 0..1000, 1000);
        assert_eq!((gaps.len(), &gaps[0]), (1, &(30..90)));
    }

    #[test]
    fn permits_are_held_from_the_hand_over_on() {
        let trace = run(&three_permits());
        for (range, hold) in [(0..100, 30), (25..100, 25)] {
            let holds = Counting::whole(&trace, range).objects()[&PERMITS].holds.times();
            assert_eq!(holds.max_nanos, hold);
        }
    }

    #[test]
    fn the_longest_waits_and_holds_are_those_of_a_naive_recount() {
        let trace = synthetic(5, 3, 6000, 8);
        let range = 0..trace.now_nanos();
        let counting = Counting::whole(&trace, range.clone());
        let waits = crate::analysis::waits::waits(&trace, range);
        let longest = waits.iter().filter(|wait| wait.state != State::Sleeping);
        let longest = longest.map(Wait::nanos).max().unwrap();
        let found = counting.longest_waits();
        assert_eq!(found[0].nanos(), longest);
        assert!(found.is_sorted_by_key(|one| std::cmp::Reverse(one.nanos())));
        let held = counting.longest_holds()[0];
        let most =
            counting.objects().values().map(|count| count.holds.times().max_nanos).max().unwrap();
        assert_eq!(held.nanos(), most);
        assert_eq!(trace.holders_at(held.object, held.from), [held.thread]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn piece_by_piece_comes_to_the_same_as_all_at_once(
            seed: u64, items in 1u64..5000, from in 0u64..1_000_000, span in 1u64..4_000_000,
        ) {
            let trace = synthetic(4, 2, 4000, seed);
            let whole = Counting::whole(&trace, from..from + span);
            let mut pieces = Counting::new(&trace, from..from + span);
            while !pieces.advance(&trace, items) {}
            prop_assert_eq!(pieces.counted, pieces.items);
            for (object, count) in whole.objects() {
                let other = &pieces.objects()[object];
                prop_assert_eq!(count.acquisitions, other.acquisitions);
                prop_assert_eq!(count.waits.times(), other.waits.times());
                prop_assert_eq!(count.holds.times(), other.holds.times());
            }
            prop_assert_eq!(&whole.waited, &pieces.waited);
            prop_assert_eq!(whole.longest_waits(), pieces.longest_waits());
            prop_assert_eq!(whole.longest_holds(), pieces.longest_holds());
        }
    }
}
