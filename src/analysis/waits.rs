//! Single waits: from asking to going on, over every attempt in between.
//!
//! A thread that is woken, finds the lock taken by a newcomer and waits again has waited once, not
//! twice; lanes show the attempts, statistics and sentences the wait.

use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{Event, Kind, OP_HANDED, note};
use crate::trace::{State, Trace};
use std::ops::Range;

/// How many attempts back the beginning of a wait is looked for.
const ATTEMPTS_MAX: usize = 10_000;

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ending {
    /// Another thread woke it.
    Woken(ThreadId),
    /// Nobody woke it: a time-out, the clock, or a stopped run.
    Alone,
    /// It did not end within the trace.
    Waiting,
    /// Its end is not known: from there on nothing of the thread was recorded for a while.
    NotRecorded,
}

/// One wait of one thread for one object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Wait {
    /// Who waited.
    pub thread: ThreadId,
    /// For what.
    pub object: ObjectId,
    /// As what it shows.
    pub state: State,
    /// Which operation of the object's primitive it waited in.
    pub op: u8,
    /// When it began.
    pub from: u64,
    /// When it ended; the trace's end if it did not.
    pub to: u64,
    /// How it ended.
    pub ending: Ending,
    /// Whether it had a time-out.
    pub timed: bool,
    /// How often it found its object taken.
    pub attempts: u32,
}

impl Wait {
    /// How long it lasted.
    pub fn nanos(&self) -> u64 {
        self.to - self.from
    }

    /// How much of it lies in `range`.
    pub fn nanos_within(&self, range: &Range<u64>) -> u64 {
        self.to.min(range.end).saturating_sub(self.from.max(range.start))
    }
}

/// A thread's waits that touch `range` (sleeps included), in order.
pub fn waits_of(trace: &Trace, thread: ThreadId, range: Range<u64>) -> Vec<Wait> {
    let Some(mut reader) = WaitReader::new(trace, thread, range) else { return Vec::new() };
    reader.advance(trace, u64::MAX, |_| {});
    reader.take_finished().collect()
}

/// Reads a thread's events for the waits in them, a piece at a time.
#[derive(Clone, Debug)]
pub(super) struct WaitReader {
    thread: ThreadId,
    range: Range<u64>,
    /// Numbers of the events that are still to be read.
    numbers: Range<u64>,
    collector: Collector,
}

impl WaitReader {
    /// For the waits that touch `range`; `None` for a thread that did nothing.
    pub fn new(trace: &Trace, thread: ThreadId, range: Range<u64>) -> Option<WaitReader> {
        let from = beginning(trace, thread, range.start)?;
        let to = end_of_last(trace, thread, range.end);
        let numbers = trace.event_numbers(thread, from..to.saturating_add(1));
        Some(WaitReader { thread, range, numbers, collector: Collector::default() })
    }

    /// How many events are still to be read.
    pub fn left(&self) -> u64 {
        self.numbers.end - self.numbers.start
    }

    /// Reads so many more events, and shows each; whether that was the last.
    pub fn advance(&mut self, trace: &Trace, events: u64, mut each: impl FnMut(&Event)) -> bool {
        let end = self.numbers.start.saturating_add(events).min(self.numbers.end);
        for event in trace.events_numbered(self.thread, self.numbers.start..end) {
            each(&event);
            self.collector.take(trace, &event);
        }
        self.numbers.start = end;
        let done = self.numbers.is_empty();
        if done {
            self.collector.finish(trace);
        }
        done
    }

    /// The waits whose end was read since the last call, in order.
    pub fn take_finished(&mut self) -> impl Iterator<Item = Wait> + use<'_> {
        let range = self.range.clone();
        let touches = move |wait: &Wait| wait.from < range.end && wait.to >= range.start;
        self.collector.waits.drain(..).filter(touches)
    }
}

/// All threads' waits that touch `range`, thread by thread.
pub fn waits(trace: &Trace, range: Range<u64>) -> Vec<Wait> {
    trace.threads().flat_map(|thread| waits_of(trace, thread, range.clone())).collect()
}

/// The wait that a thread was in at `nanos`.
pub fn wait_at(trace: &Trace, thread: ThreadId, nanos: u64) -> Option<Wait> {
    let waits = waits_of(trace, thread, nanos..nanos.saturating_add(1));
    waits.into_iter().rfind(|wait| wait.from <= nanos && (nanos < wait.to || wait.is_open()))
}

impl Wait {
    fn is_open(&self) -> bool {
        self.ending == Ending::Waiting
    }
}

/// Where to begin reading so that a wait around `nanos` is seen whole.
fn beginning(trace: &Trace, thread: ThreadId, nanos: u64) -> Option<u64> {
    let lane = trace.thread_lane(thread)?;
    let Some(mut first) = lane.at(nanos) else { return Some(nanos) };
    let Some(object) = first.object else { return Some(nanos) };
    // By numbers: several intervals may begin at the same nanosecond.
    let numbers = lane.numbers(0..nanos.saturating_add(1));
    let mut before = numbers.rev().skip(1).filter_map(|number| lane.numbered(number));
    for _ in 0..ATTEMPTS_MAX {
        // An attempt looks like a wait, a moment of running, and the same wait again.
        let (Some(running), Some(wait)) = (before.next(), before.next()) else { break };
        if running.state != State::Running || wait.object != Some(object) {
            break;
        }
        first = wait;
    }
    Some(first.from)
}

/// Where the wait around `nanos` ends, or `nanos`.
fn end_of_last(trace: &Trace, thread: ThreadId, nanos: u64) -> u64 {
    let Some(lane) = trace.thread_lane(thread) else { return nanos };
    let Some(mut last) = lane.at(nanos).filter(|at| at.state.is_wait()) else { return nanos };
    // By numbers: several intervals may begin at the same nanosecond.
    let numbers = lane.numbers(nanos..u64::MAX);
    let mut after = numbers.skip(1).filter_map(|number| lane.numbered(number));
    for _ in 0..ATTEMPTS_MAX {
        let (Some(running), Some(after)) = (after.next(), after.next()) else { break };
        if running.state != State::Running || after.object != last.object {
            break;
        }
        last = after;
    }
    last.to
}

#[derive(Clone, Debug, Default)]
struct Collector {
    waits: Vec<Wait>,
    open: Option<Wait>,
    /// Told to try again: may have to wait on.
    woken: Option<Wait>,
    /// When it gave the GIL back, if that is the last thing it did: since then it lacks it.
    let_go: Option<u64>,
}

impl Collector {
    fn take(&mut self, trace: &Trace, event: &Event) {
        let let_go = self.let_go.take_if(|_| !matches!(event.kind, Kind::Note));
        match event.kind {
            Kind::Release if event.object == ObjectId::GIL && self.open.is_none() => {
                self.waits.extend(self.woken.take());
                self.let_go = Some(event.nanos);
            }
            Kind::Grant if event.object == ObjectId::GIL && let_go.is_some() => {
                self.block(trace, event, let_go);
                self.wake_alone(event.nanos);
            }
            Kind::Block => self.block(trace, event, let_go),
            Kind::Wake => self.wake(event),
            Kind::Note if event.op == note::TIMEOUT => {
                self.open.iter_mut().for_each(|open| open.timed = true);
            }
            Kind::Note if event.op == note::LOST => {
                self.waits.extend(self.woken.take());
                let lost = |open| Wait { to: event.nanos, ending: Ending::NotRecorded, ..open };
                self.waits.extend(self.open.take().map(lost));
                self.let_go = None;
            }
            Kind::Note | Kind::Cancel => {}
            _ => {
                self.waits.extend(self.woken.take());
                let lost = self.open.is_some_and(|open| goes_on(event, open.object));
                if lost {
                    self.wake_alone(event.nanos);
                }
            }
        }
    }

    /// Nothing more follows.
    fn finish(&mut self, trace: &Trace) {
        self.waits.extend(self.woken.take());
        if let Some(open) = self.open.take() {
            self.waits.push(Wait { to: trace.now_nanos().max(open.from), ..open });
        }
    }

    /// It waits for the event's object; for the GIL since it has let it go.
    fn block(&mut self, trace: &Trace, event: &Event, let_go: Option<u64>) {
        let again = self.woken.take_if(|wait| wait.object == event.object);
        self.waits.extend(self.woken.take());
        self.wake_alone(event.nanos);
        self.open = Some(match again {
            Some(wait) => Wait { attempts: wait.attempts + 1, ending: Ending::Waiting, ..wait },
            None => Wait {
                thread: event.thread,
                object: event.object,
                state: State::waiting(trace.object_class(event.object)),
                op: event.op,
                from: let_go.filter(|_| event.object == ObjectId::GIL).unwrap_or(event.nanos),
                to: event.nanos,
                ending: Ending::Waiting,
                timed: false,
                attempts: 1,
            },
        });
    }

    fn wake_alone(&mut self, nanos: u64) {
        if let Some(open) = self.open.take() {
            self.waits.push(Wait { to: nanos, ending: Ending::Alone, ..open });
        }
    }

    fn wake(&mut self, event: &Event) {
        let Some(open) = self.open.take() else { return };
        let ending = match event.arg.checked_sub(1) {
            Some(waker) => Ending::Woken(ThreadId(waker)),
            None => Ending::Alone,
        };
        let wait = Wait { to: event.nanos, ending, ..open };
        if event.op < OP_HANDED && ending != Ending::Alone {
            self.woken = Some(wait);
        } else {
            self.waits.push(wait);
        }
    }
}

/// Whether an event shows that a thread no longer waits for `object`, though no wake-up was seen.
fn goes_on(event: &Event, object: ObjectId) -> bool {
    match event.kind {
        Kind::Access | Kind::Output | Kind::Create | Kind::End => true,
        Kind::Grant | Kind::Release | Kind::Request | Kind::Raise => {
            event.object != object && event.object != ObjectId::GIL
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn a_wait_knows_who_ended_it() {
        let trace = contended();
        let wait = wait_at(&trace, ThreadId(1), 30).unwrap();
        assert_eq!((wait.from, wait.to, wait.object), (20, 50, A));
        assert_eq!(wait.ending, Ending::Woken(ThreadId(0)));
        assert_eq!(wait_at(&trace, ThreadId(1), 15), None);
    }

    #[test]
    fn attempts_are_one_wait() {
        let trace = run(&[
            (1, 0, grant(A)),
            (2, 1, block(A)),
            (4, 0, release(A)),
            (5, 2, grant(A)),
            (6, 1, wake(A, 0)),
            (7, 1, block(A)),
            (8, 2, release(A)),
            (9, 1, wake(A, 2)),
            (9, 1, grant(A)),
            (20, 1, release(A)),
        ]);
        for nanos in [3, 8] {
            let wait = wait_at(&trace, ThreadId(1), nanos).unwrap();
            assert_eq!((wait.from, wait.to, wait.attempts), (2, 9, 2));
            assert_eq!(wait.ending, Ending::Woken(ThreadId(2)));
        }
        assert_eq!(waits(&trace, 0..100).len(), 1);
    }

    #[test]
    fn a_wait_for_the_gil_begins_where_it_was_given_back() {
        const GIL: ObjectId = ObjectId::GIL;
        let trace = run(&[
            (1, 0, grant(GIL)),
            (5, 0, release(GIL)),
            (9, 0, block(GIL)),
            (20, 0, wake(GIL, 1)),
            (21, 0, grant(GIL)),
            (30, 0, release(GIL)),
            (40, 0, grant(GIL)),
            (50, 0, release(GIL)),
            (51, 0, end()),
        ]);
        let of_main = waits_of(&trace, ThreadId(0), 0..100);
        let told: Vec<_> = of_main.iter().map(|wait| (wait.from, wait.to, wait.ending)).collect();
        assert_eq!(told, [(5, 20, Ending::Woken(ThreadId(1))), (30, 40, Ending::Alone)]);
        assert_eq!(wait_at(&trace, ThreadId(0), 7).map(|wait| wait.from), Some(5));
    }

    #[test]
    fn a_wait_that_never_ended_lasts_until_now() {
        let trace = run(&[(1, 0, grant(A)), (5, 1, block(A))]);
        let wait = wait_at(&trace, ThreadId(1), 500).unwrap();
        assert_eq!((wait.to, wait.ending), (NOW, Ending::Waiting));
    }

    #[test]
    fn a_time_out_is_a_wait_that_nobody_ended() {
        let trace = run(&[(1, 0, grant(A)), (5, 1, block(A)), (9, 1, wake_alone(A))]);
        assert_eq!(waits(&trace, 0..100)[0].ending, Ending::Alone);
    }
}
