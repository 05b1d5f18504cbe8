//! Questions to a trace: lanes, moments, events of a range, wake-ups, lines, output.

use super::event::{Event, Kind, OP_HANDED, ObjectInfo, OutputChunk, ThreadInfo, WaitClass};
use super::object_lane::{ObjectLane, WAITERS_MAX};
use super::rows::{Progress, ThreadRow};
use super::store::{Trace, placeholder, unnamed};
use super::thread_lane::{State, ThreadLane};
use crate::model::ids::{ObjectId, ThreadId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// How far back `holders_at` looks for a thread's last step, in events of that thread.
const HOLDER_LOOK_BACK: usize = 4096;

/// A wake-up from one thread to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct WakeArrow {
    /// When the woken thread went on.
    pub nanos: u64,
    /// Who woke it.
    pub waker: ThreadId,
    /// Who was woken.
    pub woken: ThreadId,
    /// What it had waited for.
    pub object: ObjectId,
}

impl Trace {
    /// All threads that were announced or did something, by number.
    pub fn threads(&self) -> impl Iterator<Item = ThreadId> + '_ {
        let count = self.threads.len().max(self.thread_infos.len());
        (0..count as u32).map(ThreadId).filter(|thread| self.knows_thread(*thread))
    }

    fn knows_thread(&self, thread: ThreadId) -> bool {
        let at = thread.index();
        matches!(self.thread_infos.get(at), Some(Some(_)))
            || self.threads.get(at).is_some_and(|row| !row.events.is_empty())
    }

    /// All objects that were announced or had something happen to them, by number.
    pub fn objects(&self) -> impl Iterator<Item = ObjectId> + '_ {
        let count = self.objects.len().max(self.object_infos.len());
        (0..count as u32).map(ObjectId).filter(|object| {
            let at = object.index();
            matches!(self.object_infos.get(at), Some(Some(_)))
                || matches!(self.objects.get(at), Some(Some(_)))
        })
    }

    /// What is known of a thread; a made-up name if it was never announced.
    pub fn thread(&self, thread: ThreadId) -> ThreadInfo {
        let known = self.thread_infos.get(thread.index()).and_then(Option::as_ref);
        known.cloned().unwrap_or_else(|| unnamed(thread))
    }

    /// What is known of an object; a made-up name if it was never announced.
    pub fn object(&self, object: ObjectId) -> ObjectInfo {
        let known = self.object_infos.get(object.index()).and_then(Option::as_ref);
        known.cloned().unwrap_or_else(|| placeholder(object))
    }

    /// What was announced of an object.
    pub fn known_object(&self, object: ObjectId) -> Option<&ObjectInfo> {
        self.object_infos.get(object.index())?.as_ref()
    }

    /// A thread's lane, if the thread did anything.
    pub fn thread_lane(&self, thread: ThreadId) -> Option<ThreadLane<'_>> {
        let row = self.threads.get(thread.index()).filter(|row| !row.lane.items().is_empty())?;
        Some(ThreadLane { thread, lane: &row.lane, now: self.now_nanos })
    }

    /// Whether a thread stood at a breakpoint at any time.
    pub fn was_stopped(&self) -> bool {
        self.threads.iter().any(|row| row.stopped)
    }

    /// Whether there are stretches of which nothing was recorded.
    pub fn has_gaps(&self) -> bool {
        self.threads.iter().any(|row| row.has_gaps)
    }

    /// How many threads had this number before the one that is called by it now: a run of very many
    /// threads gives the numbers of those that ended again, and so they share a lane.
    pub fn earlier_threads(&self, thread: ThreadId) -> u32 {
        self.threads.get(thread.index()).map_or(0, |row| row.lives.saturating_sub(1))
    }

    /// An object's lane, if anything happened to it.
    pub fn object_lane(&self, object: ObjectId) -> Option<ObjectLane<'_>> {
        let row = self.objects.get(object.index())?.as_ref()?;
        Some(ObjectLane { object, lane: &row.lane, peaks: row.peaks, now: self.now_nanos })
    }

    /// What a thread was doing at `nanos`.
    pub fn state_at(&self, thread: ThreadId, nanos: u64) -> State {
        self.thread_lane(thread).map_or(State::NotStarted, |lane| lane.state_at(nanos))
    }

    /// Script line a thread was at, 1-based, as far as the trace says. A run looks at lines now and
    /// then; a thread that waits stays where it is, so the last look during its wait is the one.
    pub fn line_at(&self, thread: ThreadId, nanos: u64) -> Option<u32> {
        let lines = &self.threads.get(thread.index())?.lines;
        let now = self.thread_lane(thread).and_then(|lane| lane.at(nanos));
        let wait = now.filter(|interval| interval.object.is_some());
        let last = wait.map_or(nanos, |wait| nanos.max(wait.to.saturating_sub(1)));
        let at = lines.index_at(last)?;
        Some(lines.item(at)).filter(|&line| line > 0)
    }

    /// Threads that waited for an object at `nanos`, in order of arrival.
    pub fn waiters_at(&self, object: ObjectId, nanos: u64) -> Vec<ThreadId> {
        if nanos >= self.now_nanos {
            return self
                .object_parties(object)
                .map_or(Vec::new(), |parties| parties.waiters.clone());
        }
        let situation = self.object_lane(object).and_then(|lane| lane.at(nanos));
        let Some(situation) = situation.filter(|situation| situation.waiters_max > 0) else {
            return Vec::new();
        };
        let mut waiters: Vec<_> = self
            .threads()
            .filter_map(|thread| Some((self.thread_lane(thread)?.at(nanos)?, thread)))
            .filter(|(interval, _)| interval.object == Some(object))
            .map(|(interval, thread)| (interval.from, thread))
            .collect();
        waiters.sort();
        // The first ones may have been handed it: who has not woken yet waits no more for all that.
        let waiting = situation.waiters_max;
        let all = waiting >= WAITERS_MAX;
        let handed = if all { 0 } else { waiters.len().saturating_sub(waiting as usize) };
        waiters.into_iter().skip(handed).map(|(_, thread)| thread).collect()
    }

    /// Threads that held an object at `nanos`.
    pub fn holders_at(&self, object: ObjectId, nanos: u64) -> Vec<ThreadId> {
        if nanos >= self.now_nanos {
            let holders = self.object_parties(object).map(|parties| parties.holders.as_slice());
            return holders.unwrap_or_default().iter().map(|&(thread, _)| thread).collect();
        }
        let Some(situation) = self.object_lane(object).and_then(|lane| lane.at(nanos)) else {
            return Vec::new();
        };
        match situation.holders_max {
            0 => Vec::new(),
            1 => situation.holder.into_iter().collect(),
            _ => self.several_holders_at(object, nanos),
        }
    }

    fn several_holders_at(&self, object: ObjectId, nanos: u64) -> Vec<ThreadId> {
        let waiters = self.waiters_at(object, nanos);
        // Who was handed it and has not woken yet is in its wait, and yet not in the queue.
        let was_handed = |thread| {
            let doing = self.thread_lane(thread).and_then(|lane| lane.at(nanos));
            doing.is_some_and(|doing| doing.object == Some(object)) && !waiters.contains(&thread)
        };
        let holds =
            |&thread: &ThreadId| was_handed(thread) || self.took_last(thread, object, nanos);
        self.threads().filter(holds).collect()
    }

    /// Whether a thread's last step on an object up to `nanos` took hold of it.
    fn took_last(&self, thread: ThreadId, object: ObjectId, nanos: u64) -> bool {
        let steps = self.events_of(thread, 0..nanos.saturating_add(1)).rev();
        let last = steps.take(HOLDER_LOOK_BACK).find(|event| {
            event.object == object
                && (matches!(event.kind, Kind::Grant | Kind::Release)
                    || event.kind == Kind::Wake && event.op >= OP_HANDED)
        });
        last.is_some_and(|event| event.kind != Kind::Release)
    }

    fn object_parties(&self, object: ObjectId) -> Option<&super::parties::Parties> {
        Some(&self.objects.get(object.index())?.as_ref()?.parties)
    }

    /// The thread that a thread object stands for (what `join` waits for).
    pub fn thread_of(&self, object: ObjectId) -> Option<ThreadId> {
        self.joins.get(&object).copied()
    }

    /// Whether threads can hold an object, as they do locks, semaphores and the GIL.
    pub fn is_held(&self, object: ObjectId) -> bool {
        self.traits_of(object).held
    }

    /// How waiting for an object is shown.
    pub fn object_class(&self, object: ObjectId) -> WaitClass {
        self.class(object)
    }

    /// Whether one thread at most can hold an object at a time.
    pub fn is_exclusive(&self, object: ObjectId) -> bool {
        self.traits_of(object).exclusive
    }

    /// How much a thread had got done by `nanos`, since the oldest event kept: loop rounds in
    /// thousands, and steps that took hold of an object or gave one up. Cheap, and so a little
    /// blurred: between the moments it was written down, work counts as evenly spread over the time
    /// in which the thread ran.
    pub fn progress_at(&self, thread: ThreadId, nanos: u64) -> (f64, f64) {
        let Some(row) = self.threads.get(thread.index()) else { return (0.0, 0.0) };
        let Some(at) = row.progress.index_at(nanos) else { return (0.0, 0.0) };
        let between = |from: u64, to: u64, of: fn(&Progress) -> u32| {
            let (began, before) = (row.progress.time(from), of(&row.progress.item(from)));
            let (ended, after) = match to < row.progress.len() {
                true => (row.progress.time(to), of(&row.progress.item(to))),
                false => (row.events.last().map_or(began, |(nanos, _)| nanos), of(&row.done)),
            };
            let more = after.wrapping_sub(before);
            let share = match ended > began && nanos < ended && more > 0 {
                true => self.share_run(thread, (began, nanos, ended)),
                false => 1.0,
            };
            f64::from(before) + f64::from(more) * share
        };
        // Rounds are told of seldom, and steps that are written down meanwhile know no more of them.
        let rounds = row.progress.run_of(at, |progress| progress.work);
        (between(rounds.start, rounds.end, |it| it.work), between(at, at + 1, |it| it.steps))
    }

    /// How much of what a thread ran between two moments it had run by one in between.
    fn share_run(&self, thread: ThreadId, (began, nanos, ended): (u64, u64, u64)) -> f64 {
        let lane = self.thread_lane(thread);
        let ran = |to| {
            let total = lane.and_then(|lane| lane.total(began..to));
            total.map_or(0.0, |total| total.nanos_in(State::Running))
        };
        match ran(ended) {
            whole if whole > 0.0 => (ran(nanos) / whole).min(1.0),
            _ => (nanos - began) as f64 / (ended - began) as f64,
        }
    }

    /// A thread's events in `range`, in order.
    pub fn events_of(
        &self,
        thread: ThreadId,
        range: Range<u64>,
    ) -> impl DoubleEndedIterator<Item = Event> + ExactSizeIterator + '_ {
        let row = self.threads.get(thread.index());
        let (first, end) = row.map_or((0, 0), |row| span(row, &range));
        let count = (end - first) as usize;
        (0..count).map(move |at| {
            let row = &self.threads[thread.index()];
            event(row, thread, first + at as u64)
        })
    }

    /// Numbers of a thread's events in `range`: they never change, so that reading can go on later.
    pub fn event_numbers(&self, thread: ThreadId, range: Range<u64>) -> Range<u64> {
        let row = self.threads.get(thread.index());
        let (first, end) = row.map_or((0, 0), |row| span(row, &range));
        first..end
    }

    /// A thread's events with these numbers, as far as they are still kept.
    pub fn events_numbered(
        &self,
        thread: ThreadId,
        numbers: Range<u64>,
    ) -> impl Iterator<Item = Event> + '_ {
        let row = self.threads.get(thread.index());
        let kept = row.map_or(0..0, |row| row.events.first()..row.events.len());
        let numbers = numbers.start.max(kept.start)..numbers.end.min(kept.end);
        numbers.filter_map(move |at| Some(event(row?, thread, at)))
    }

    /// How many events `range` holds. Cheap.
    pub fn count_in(&self, range: Range<u64>) -> u64 {
        self.threads.iter().map(|row| span(row, &range)).map(|(first, end)| end - first).sum()
    }

    /// All events in `range`, in order of time, then of thread.
    pub fn events(&self, range: Range<u64>) -> Events<'_> {
        let mut events = Events { trace: self, heads: BinaryHeap::new(), ends: Vec::new() };
        for (number, row) in self.threads.iter().enumerate() {
            let (first, end) = span(row, &range);
            events.ends.push(end);
            if first < end {
                events.heads.push(Reverse((row.events.time(first), number as u32, first)));
            }
        }
        events
    }

    /// The wake-ups in `range` from one thread to another, unless `range` holds more than
    /// `events_max` events: then there are too many to draw, and the answer is `None`.
    pub fn wakes(&self, range: Range<u64>, events_max: u64) -> Option<Vec<WakeArrow>> {
        if self.count_in(range.clone()) > events_max {
            return None;
        }
        let mut arrows: Vec<_> = self
            .threads()
            .flat_map(|thread| self.events_of(thread, range.clone()))
            .filter_map(|event| wake_arrow(&event))
            .collect();
        arrows.sort_by_key(|arrow| (arrow.nanos, arrow.woken));
        Some(arrows)
    }

    /// What the script wrote, oldest first.
    pub fn output(&self) -> impl DoubleEndedIterator<Item = &OutputChunk> {
        self.output.iter()
    }

    /// The same without the oldest `skipped` of what is kept.
    pub fn output_from(&self, skipped: usize) -> impl Iterator<Item = &OutputChunk> {
        self.output.iter_from(skipped)
    }

    /// How many pieces of output are kept.
    pub fn output_len(&self) -> usize {
        self.output.len()
    }
}

/// The wake-up that an event stands for, if a thread caused it.
pub fn wake_arrow(event: &Event) -> Option<WakeArrow> {
    let waker = event.arg.checked_sub(1).filter(|_| event.kind == Kind::Wake)?;
    let Event { nanos, thread, object, .. } = *event;
    Some(WakeArrow { nanos, waker: ThreadId(waker), woken: thread, object })
}

fn span(row: &ThreadRow, range: &Range<u64>) -> (u64, u64) {
    let first = row.events.first_from(range.start);
    (first, row.events.first_from(range.end).max(first))
}

fn event(row: &ThreadRow, thread: ThreadId, at: u64) -> Event {
    row.events.item(at).event(thread, row.events.time(at))
}

/// See [`Trace::events`].
pub struct Events<'a> {
    trace: &'a Trace,
    heads: BinaryHeap<Reverse<(u64, u32, u64)>>,
    ends: Vec<u64>,
}

impl Iterator for Events<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let mut head = self.heads.peek_mut()?;
        let Reverse((_, number, at)) = *head;
        let row = &self.trace.threads[number as usize];
        if at + 1 < self.ends[number as usize] {
            *head = Reverse((row.events.time(at + 1), number, at + 1));
            drop(head);
        } else {
            std::collections::binary_heap::PeekMut::pop(head);
        }
        Some(event(row, ThreadId(number), at))
    }
}
