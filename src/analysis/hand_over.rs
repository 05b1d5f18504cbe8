//! When a thread was given what it waited for, and who held that until then.
//!
//! Between a hand-over and the wake-up the thread still shows as waiting, and holds already. Knows
//! nothing of what is made of this.

use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::trace::event::{Event, Kind, OP_HANDED, note};
use std::cell::LazyCell;
use std::ops::Range;

/// How far back the step that woke somebody is looked for, in events of the waker.
const CAUSE_LOOK_BACK: usize = 256;

/// When the waker took the step that woke or started the thread. If it handed over a lock, that is
/// where it says so: it may have taken other steps on it before the thread woke.
pub fn cause_nanos(trace: &Trace, waker: ThreadId, begun: &Event) -> u64 {
    let on_it = |event: &Event| event.object == begun.object;
    let handed =
        |event: &Event| event.kind == Kind::Note && event.op == note::HANDED && on_it(event);
    let told = |event: &Event| {
        let step = matches!(event.kind, Kind::Release | Kind::Grant | Kind::Create);
        // Who waits for a thread's end is woken by that; another's end wakes nobody.
        let ended = event.kind == Kind::End && trace.thread_of(begun.object) == Some(waker);
        step && on_it(event) || ended
    };
    let steps = || trace.events_of(waker, 0..begun.nanos + 1).rev().take(CAUSE_LOOK_BACK);
    let hand_overs = || steps().filter(handed).map(|event| event.nanos);
    let own = is_handed(trace, begun).then(|| own_hand_over(trace, begun, hand_overs)).flatten();
    let cause = own.or_else(|| steps().find(told).map(|event| event.nanos));
    cause.unwrap_or(begun.nanos)
}

/// Which of a waker's hand-overs, latest first, was to the thread of a wake-up: the first one after
/// which that thread was in the queue no more.
fn own_hand_over<I: Iterator<Item = u64>>(
    trace: &Trace,
    begun: &Event,
    hand_overs: impl Fn() -> I,
) -> Option<u64> {
    let lane = trace.thread_lane(begun.thread);
    let wait = lane.and_then(|lane| lane.at(begun.nanos.saturating_sub(1)));
    let wait = wait.filter(|wait| wait.object == Some(begun.object));
    let since = wait.map_or(begun.nanos, |wait| wait.from);
    let during = || hand_overs().take_while(|&nanos| nanos >= since);
    if during().nth(1).is_none() {
        return hand_overs().next();
    }
    let left = |nanos: &u64| !trace.waiters_at(begun.object, *nanos).contains(&begun.thread);
    during().take_while(left).last().or_else(|| hand_overs().next())
}

/// When the thread of an event that took hold held its object: of what was handed over to it, before
/// it woke, but not before `since`.
pub fn taken_nanos(trace: &Trace, event: &Event, since: u64) -> u64 {
    match event.arg.checked_sub(1).filter(|_| is_handed(trace, event)) {
        Some(waker) => cause_nanos(trace, ThreadId(waker), event).max(since),
        None => event.nanos,
    }
}

/// Who held `object` in `part` of a thread's wait for it, piece by piece. What was handed to the
/// thread it has already, and only needs to wake: then it is nobody whom it waits for. (Who held
/// it before it began to wait for it waits for itself.)
pub fn held_during(
    trace: &Trace,
    (thread, object): (ThreadId, ObjectId),
    wait: Range<u64>,
    part: Range<u64>,
) -> impl Iterator<Item = (Option<ThreadId>, Range<u64>)> {
    let handed = handed_nanos(trace, thread, &wait);
    let held_before = LazyCell::new(move || trace.holders_at(object, wait.start).contains(&thread));
    let lane = trace.object_lane(object);
    let numbers = lane.map_or(0..0, |lane| lane.numbers(part.clone()));
    numbers.filter_map(move |number| lane?.numbered(number)).map(move |held| {
        let waits_for = |&who: &ThreadId| held.from < handed && (who != thread || *held_before);
        let inside = held.from.max(part.start)..held.to.min(part.end);
        (held.holder.filter(waits_for), inside)
    })
}

/// The wake-up that ended a thread's wait at this moment.
pub fn wake_at(trace: &Trace, thread: ThreadId, nanos: u64) -> Option<Event> {
    let mut events = trace.events_of(thread, nanos..nanos.saturating_add(1));
    events.find(|event| event.kind == Kind::Wake)
}

/// When a wait was over but for the waking: its end, if nothing was handed over.
fn handed_nanos(trace: &Trace, thread: ThreadId, wait: &Range<u64>) -> u64 {
    wake_at(trace, thread, wait.end).map_or(wait.end, |wake| taken_nanos(trace, &wake, wait.start))
}

/// Whether an event is a wake-up with which the thread has what it waited for.
fn is_handed(trace: &Trace, event: &Event) -> bool {
    event.kind == Kind::Wake && event.op >= OP_HANDED && trace.is_held(event.object)
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn what_was_handed_over_is_taken_before_its_new_holder_wakes() {
        let trace = run(&three_permits());
        let wakes = (1..4).filter_map(|thread| {
            trace.events_of(ThreadId(thread), 0..NOW).find(|event| event.kind == Kind::Wake)
        });
        let taken: Vec<_> = wakes.map(|wake| taken_nanos(&trace, &wake, 0)).collect();
        assert_eq!(taken, [20, 20, 20]);
    }

    #[test]
    fn of_hand_overs_in_quick_succession_each_counts_for_whom_it_was() {
        let handed = || (Kind::Wake, PERMITS, OP_HANDED, 1);
        let one_of = |left| (Kind::Release, PERMITS, 1, left);
        let note = || (Kind::Note, PERMITS, note::HANDED, 1);
        let trace = run(&[
            (1, 0, grant(PERMITS)),
            (10, 1, block(PERMITS)),
            (11, 2, block(PERMITS)),
            (12, 3, block(PERMITS)),
            (20, 0, one_of(0)),
            (20, 0, note()),
            (24, 0, one_of(0)),
            (24, 0, note()),
            (28, 0, one_of(0)),
            (28, 0, note()),
            (31, 3, handed()),
            (32, 2, handed()),
            (33, 1, handed()),
        ]);
        let taken = |thread| {
            let wake =
                trace.events_of(ThreadId(thread), 0..NOW).find(|event| event.kind == Kind::Wake);
            taken_nanos(&trace, &wake.unwrap(), 0)
        };
        assert_eq!([1, 2, 3].map(taken), [20, 24, 28]);
    }

    #[test]
    fn who_takes_again_what_it_holds_waits_for_itself_whoever_queues_up_behind_it() {
        let trace =
            run(&[(1, 0, grant(A)), (2, 0, block(A)), (5, 1, block(A)), (9, 0, wake_alone(A))]);
        let held = held_during(&trace, (ThreadId(0), A), 2..9, 2..9);
        let held: Vec<_> = held.filter(|(_, part)| !part.is_empty()).collect();
        assert_eq!(held, [(Some(ThreadId(0)), 2..5), (Some(ThreadId(0)), 5..9)]);
    }
}
