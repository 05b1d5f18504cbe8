//! Claims about the store as a whole, against plain recounts of the same events.

use super::event::{
    Batch, Event, Kind, OP_HANDED, OP_RENEWED, ObjectInfo, ThreadInfo, WaitClass, note,
};
use super::synthetic::{batches, synthetic};
use super::{State, Trace};
use crate::model::ids::{ObjectId, ThreadId};
use proptest::prelude::*;

const LOCK: ObjectId = ObjectId(2);
const OTHER: ObjectId = ObjectId(3);
const REENTRANT: ObjectId = ObjectId(4);

fn event(nanos: u64, thread: u32, kind: Kind, object: ObjectId, arg: u32) -> Event {
    Event { nanos, thread: ThreadId(thread), kind, op: 0, object, step: 0, arg }
}

fn object(id: ObjectId, kind: &'static str, level: Option<&'static str>) -> ObjectInfo {
    ObjectInfo {
        id,
        kind,
        name: id.to_string(),
        waits_as: WaitClass::Lock,
        level,
        line: 0,
        inside: None,
    }
}

fn trace(events: &[Event]) -> Trace {
    let objects = vec![
        object(LOCK, "Lock", None),
        object(OTHER, "Semaphore", Some("permits")),
        object(REENTRANT, "RLock", Some("depth")),
    ];
    let mut trace = Trace::new();
    let now_nanos = 1000;
    trace.append(&Batch { objects, events: events.to_vec(), now_nanos, ..Batch::default() });
    trace
}

/// Main takes the lock, thread 1 waits for it from 20 to 50 and is woken by main.
fn contended() -> Vec<Event> {
    vec![
        event(0, 0, Kind::Start, ObjectId(9), 0),
        event(10, 0, Kind::Grant, LOCK, 1),
        event(15, 1, Kind::Start, ObjectId(10), 1),
        event(20, 1, Kind::Block, LOCK, 1),
        event(45, 0, Kind::Release, LOCK, 0),
        event(50, 1, Kind::Wake, LOCK, 1),
        event(51, 1, Kind::Grant, LOCK, 1),
        event(60, 1, Kind::Release, LOCK, 0),
        event(70, 1, Kind::End, ObjectId(10), 0),
    ]
}

fn states(trace: &Trace, thread: u32) -> Vec<(u64, u64, State)> {
    let lane = trace.thread_lane(ThreadId(thread)).unwrap();
    lane.intervals(0..u64::MAX).map(|piece| (piece.from, piece.to, piece.state)).collect()
}

#[test]
fn a_lane_knows_the_most_that_ever_waited_and_its_highest_level() {
    let mut trace = trace(&contended());
    let peaks = |trace: &Trace, object| {
        trace.object_lane(object).map(|lane| (lane.waiters_peak(), lane.level_peak()))
    };
    assert_eq!(peaks(&trace, LOCK), Some((1, 1)));
    let more = vec![event(80, 0, Kind::Grant, OTHER, 7), event(90, 0, Kind::Release, OTHER, 2)];
    trace.append(&Batch { events: more, now_nanos: 1000, ..Batch::default() });
    assert_eq!(peaks(&trace, OTHER), Some((0, 7)));
    trace.finish();
    assert_eq!((peaks(&trace, LOCK), peaks(&trace, OTHER)), (Some((1, 1)), Some((0, 7))));
}

#[test]
fn a_number_that_is_given_again_says_so() {
    let life = |from: u64| {
        let end = event(from + 5, 1, Kind::End, ObjectId(10), 0);
        [event(from, 1, Kind::Start, ObjectId(10), 0), end]
    };
    let mut trace = trace(&life(10));
    assert_eq!(trace.earlier_threads(ThreadId(1)), 0);
    // What is still provisional is counted once, however often it is applied.
    for from in [20, 30] {
        trace.append(&Batch { events: life(from).to_vec(), now_nanos: 1000, ..Batch::default() });
    }
    trace.finish();
    assert_eq!(trace.earlier_threads(ThreadId(1)), 2);
    assert_eq!(trace.earlier_threads(ThreadId(7)), 0);
}

#[test]
fn a_stop_at_a_breakpoint_is_a_state_of_its_own() {
    let note = |nanos, op, arg| Event { op, ..event(nanos, 1, Kind::Note, ObjectId(10), arg) };
    let trace = trace(&[
        event(15, 1, Kind::Start, ObjectId(10), 1),
        note(20, note::BREAK, 7),
        note(30, note::LINE, 7),
        note(40, note::GO_ON, 7),
        note(50, note::BREAK, 8),
        // The note of its going on was lost.
        event(60, 1, Kind::Grant, LOCK, 1),
    ]);
    let expected = [
        (15, 20, State::Running),
        (20, 40, State::Stopped),
        (40, 50, State::Running),
        (50, 60, State::Stopped),
        (60, 1000, State::Running),
    ];
    assert_eq!(states(&trace, 1), expected);
    assert_eq!(trace.thread_lane(ThreadId(1)).unwrap().at(25).unwrap().object, None);
}

/// Thread 1 waits for the lock when its events begin to be lost; main is seen all the time.
fn with_a_gap() -> Vec<Event> {
    let mut events = contended();
    events.retain(|event| event.thread != ThreadId(1) || event.nanos < 45 || event.nanos >= 60);
    events.push(Event::lost(ThreadId(1), 25));
    events.sort_by_key(|event| event.nanos);
    events
}

#[test]
fn what_was_not_recorded_is_a_state_of_its_own_to_the_next_event() {
    let trace = trace(&with_a_gap());
    let expected = [
        (15, 20, State::Running),
        (20, 25, State::BlockedOnLock),
        (25, 60, State::NotRecorded),
        (60, 70, State::Running),
        (70, 1000, State::Ended),
    ];
    assert_eq!(states(&trace, 1), expected);
    assert!(trace.has_gaps() && !self::trace(&contended()).has_gaps());
    let wait = crate::analysis::waits::wait_at(&trace, ThreadId(1), 22).unwrap();
    assert_eq!((wait.to, wait.ending), (25, crate::analysis::waits::Ending::NotRecorded));
}

#[test]
fn nobody_knows_who_holds_a_lock_while_one_who_works_with_it_is_not_recorded() {
    let trace = trace(&with_a_gap());
    let at = |nanos| {
        let held = trace.object_lane(LOCK).unwrap().at(nanos).unwrap();
        (held.holder.map(|thread| thread.0), held.waiters_max, held.unseen_share)
    };
    // Main surely holds it to 45, whatever thread 1 does; then nobody knows until 60.
    assert_eq!((at(22), at(30)), ((Some(0), 1, 0.0), (Some(0), 0, 0.0)));
    assert_eq!((at(50), at(65)), ((None, 0, 1.0), (None, 0, 0.0)));
    let total = trace.object_lane(LOCK).unwrap().total(40..60).unwrap();
    assert!((total.unseen_share - 0.75).abs() < 1e-6 && (total.held_share - 0.25).abs() < 1e-6);
}

#[test]
fn a_gap_ends_with_an_event_of_the_thread_and_not_with_a_look_at_it() {
    let note = |nanos, op| Event { op, ..event(nanos, 1, Kind::Note, ObjectId(10), 7) };
    let trace = trace(&[
        event(15, 1, Kind::Start, ObjectId(10), 1),
        Event::lost(ThreadId(1), 20),
        note(30, note::LINE),
        note(35, note::WORK),
        Event::lost(ThreadId(1), 40),
        event(50, 1, Kind::Block, LOCK, 1),
        event(60, 1, Kind::End, ObjectId(10), 0),
        Event::lost(ThreadId(1), 70),
    ]);
    let expected = [
        (15, 20, State::Running),
        (20, 50, State::NotRecorded),
        (50, 60, State::BlockedOnLock),
        (60, 1000, State::Ended),
    ];
    assert_eq!(states(&trace, 1), expected);
}

#[test]
fn a_pause_stops_who_runs_and_not_who_waits() {
    let note = |nanos, thread, op| {
        let object = ObjectId(10 + thread);
        Event { op, ..event(nanos, thread, Kind::Note, object, 0) }
    };
    let trace = trace(&[
        event(10, 0, Kind::Start, ObjectId(10), 1),
        event(11, 1, Kind::Start, ObjectId(11), 1),
        event(20, 1, Kind::Block, LOCK, 1),
        note(30, 0, note::PAUSE),
        note(31, 1, note::PAUSE),
        note(70, 0, note::RESUME),
        note(71, 1, note::RESUME),
        event(80, 1, Kind::Wake, LOCK, 0),
    ]);
    let runs = [(10, 30, State::Running), (30, 70, State::Stopped), (70, 1000, State::Running)];
    assert_eq!(states(&trace, 0), runs);
    let waits = states(&trace, 1);
    assert_eq!(waits[1], (20, 80, waits[1].2), "{waits:?}");
    assert!(waits[1].2.is_wait(), "{waits:?}");
}

#[test]
fn an_object_that_takes_the_place_of_a_dead_one_is_free() {
    let renewed = Event { op: OP_RENEWED, step: 2, ..event(30, 0, Kind::Create, LOCK, 5) };
    let trace = trace(&[
        Event { step: 1, ..event(10, 0, Kind::Grant, LOCK, 1) },
        renewed,
        Event { step: 3, ..event(50, 1, Kind::Grant, LOCK, 1) },
    ]);
    let holder = |nanos| trace.object_lane(LOCK).unwrap().at(nanos).unwrap().holder;
    assert_eq!((holder(20), holder(40), holder(60)), (Some(ThreadId(0)), None, Some(ThreadId(1))));
}

#[test]
fn the_level_that_an_object_begins_with_is_on_its_lane_from_its_creation_on() {
    let trace = trace(&[
        event(10, 0, Kind::Create, LOCK, 3),
        Event { step: 1, ..event(50, 0, Kind::Grant, LOCK, 2) },
        // By this core's clock made before; what its first step said stays.
        event(55, 1, Kind::Create, LOCK, 3),
        Event { op: OP_RENEWED, step: 2, ..event(70, 0, Kind::Create, LOCK, 3) },
    ]);
    let lane = trace.object_lane(LOCK).unwrap();
    let level = |nanos| lane.at(nanos).map(|now| now.level_max);
    assert_eq!([level(5), level(20), level(60), level(80)], [None, Some(3), Some(2), Some(3)]);
    assert_eq!(lane.level_peak(), 3);
}

#[test]
fn a_wait_is_an_interval_of_its_thread() {
    let trace = trace(&contended());
    let expected = [
        (15, 20, State::Running),
        (20, 50, State::BlockedOnLock),
        (50, 70, State::Running),
        (70, 1000, State::Ended),
    ];
    assert_eq!(states(&trace, 1), expected);
    assert_eq!(trace.state_at(ThreadId(1), 3), State::NotStarted);
    let lane = trace.thread_lane(ThreadId(1)).unwrap();
    assert_eq!(lane.at(30).unwrap().object, Some(LOCK));
    assert_eq!(lane.next(30).unwrap().state, State::Running);
    assert_eq!(lane.previous(30).unwrap().state, State::Running);
    assert_eq!(lane.previous(15), None);
    assert_eq!(lane.next(2000), None);
}

#[test]
fn a_lane_begins_with_not_started_and_tiles_the_range() {
    let trace = trace(&contended());
    let mut pieces = Vec::new();
    trace.thread_lane(ThreadId(1)).unwrap().visible(0..2000, 1000, |piece| pieces.push(piece));
    assert_eq!((pieces[0].state, pieces[0].to), (State::NotStarted, 15));
    assert!(pieces.windows(2).all(|pair| pair[0].to == pair[1].from));
    assert_eq!(pieces.last().unwrap().to, 1000);
}

#[test]
fn an_object_knows_its_holder_and_waiters_at_any_time() {
    let trace = trace(&contended());
    assert_eq!(trace.holders_at(LOCK, 5), []);
    assert_eq!(trace.holders_at(LOCK, 30), [ThreadId(0)]);
    assert_eq!(trace.waiters_at(LOCK, 30), [ThreadId(1)]);
    assert_eq!(trace.holders_at(LOCK, 47), []);
    assert_eq!(trace.holders_at(LOCK, 55), [ThreadId(1)]);
    assert_eq!(trace.waiters_at(LOCK, 55), []);
    let lane = trace.object_lane(LOCK).unwrap();
    assert_eq!(lane.at(30).unwrap().waiters_max, 1);
    let total = lane.total(10..60).unwrap();
    assert!((total.held_share - 44.0 / 50.0).abs() < 1e-6);
    assert!((total.contended_share - 30.0 / 50.0).abs() < 1e-6);
}

/// Wake-ups are by hand-over, and remarks say so.
fn hand_over(events: &mut [Event]) {
    for event in events {
        match event.kind {
            Kind::Wake => event.op = OP_HANDED,
            Kind::Note => event.op = note::HANDED,
            _ => {}
        }
    }
}

#[test]
fn a_hand_off_holds_without_a_grant() {
    let mut events = contended();
    events.retain(|event| event.nanos != 51);
    hand_over(&mut events);
    let trace = trace(&events);
    assert_eq!(trace.holders_at(LOCK, 55), [ThreadId(1)]);
    assert_eq!(trace.holders_at(LOCK, 65), []);
}

#[test]
fn the_line_of_a_wait_is_the_one_that_was_seen_during_it() {
    let mut events = [
        event(10, 0, Kind::Note, LOCK, 5),
        event(20, 0, Kind::Block, LOCK, 1),
        event(40, 0, Kind::Note, LOCK, 8),
        event(60, 0, Kind::Wake, LOCK, 1),
        event(70, 0, Kind::Note, LOCK, 9),
    ];
    events.iter_mut().filter(|it| it.kind == Kind::Note).for_each(|it| it.op = note::LINE);
    let trace = trace(&events);
    let lines = [15, 20, 30, 59, 60, 70].map(|nanos| trace.line_at(ThreadId(0), nanos));
    assert_eq!(lines, [5, 8, 8, 8, 8, 9].map(Some));
}

/// Three threads wait for a lock that its holder then hands to the first of them.
fn handed_over() -> Trace {
    let mut events = [
        event(10, 0, Kind::Grant, LOCK, 1),
        event(20, 1, Kind::Block, LOCK, 1),
        event(21, 2, Kind::Block, LOCK, 1),
        event(22, 3, Kind::Block, LOCK, 1),
        event(45, 0, Kind::Release, LOCK, 1),
        event(45, 0, Kind::Note, LOCK, 1),
        event(50, 1, Kind::Wake, LOCK, 1),
        event(60, 1, Kind::Release, LOCK, 1),
        event(60, 1, Kind::Note, LOCK, 1),
        event(70, 3, Kind::Wake, LOCK, 2),
    ];
    hand_over(&mut events);
    trace(&events)
}

#[test]
fn who_was_handed_a_lock_holds_it_and_waits_no_more_before_it_wakes() {
    let trace = handed_over();
    assert_eq!(trace.waiters_at(LOCK, 44), [1, 2, 3].map(ThreadId));
    for nanos in [46, 55] {
        assert_eq!(trace.holders_at(LOCK, nanos), [ThreadId(1)], "at {nanos}");
        assert_eq!(trace.waiters_at(LOCK, nanos), [2, 3].map(ThreadId), "at {nanos}");
        assert_eq!(trace.object_lane(LOCK).unwrap().at(nanos).unwrap().waiters_max, 2);
    }
    assert_eq!(trace.state_at(ThreadId(1), 46), State::BlockedOnLock);
}

#[test]
fn a_wake_up_tells_who_was_handed_a_lock_where_the_order_of_arrival_was_not_clear() {
    let trace = handed_over();
    assert_eq!(
        trace.holders_at(LOCK, 65),
        [ThreadId(2)],
        "the first who waits, as far as is known"
    );
    assert_eq!(trace.holders_at(LOCK, 75), [ThreadId(3)]);
    assert_eq!(trace.waiters_at(LOCK, 75), [ThreadId(2)]);
}

#[test]
fn permits_that_were_handed_over_are_held_before_their_new_holders_wake() {
    let mut events = [
        event(1, 0, Kind::Grant, OTHER, 0),
        event(2, 1, Kind::Block, OTHER, 0),
        event(3, 2, Kind::Block, OTHER, 0),
        event(4, 3, Kind::Block, OTHER, 0),
        event(5, 0, Kind::Release, OTHER, 0),
        event(5, 0, Kind::Note, OTHER, 2),
        event(9, 2, Kind::Wake, OTHER, 1),
    ];
    hand_over(&mut events);
    let trace = trace(&events);
    assert_eq!(trace.waiters_at(OTHER, 4), [1, 2, 3].map(ThreadId));
    assert_eq!(trace.waiters_at(OTHER, 6), [ThreadId(3)]);
    assert_eq!(trace.object_lane(OTHER).unwrap().at(6).unwrap().holders_max, 2);
    assert_eq!(trace.holders_at(OTHER, 6), [ThreadId(1), ThreadId(2)]);
    assert_eq!(trace.holders_at(OTHER, 5000), [ThreadId(1), ThreadId(2)]);
    assert_eq!(trace.waiters_at(OTHER, 5000), [ThreadId(3)]);
}

#[test]
fn what_is_taken_as_deep_as_it_was_is_held_until_its_level_is_nothing() {
    let trace = trace(&[
        event(10, 0, Kind::Grant, REENTRANT, 1),
        event(11, 0, Kind::Grant, REENTRANT, 2),
        event(12, 0, Kind::Grant, REENTRANT, 3),
        // A condition gives it back whole for its wait, and then takes it as deep again.
        event(20, 0, Kind::Release, REENTRANT, 0),
        event(30, 0, Kind::Grant, REENTRANT, 3),
        event(40, 0, Kind::Release, REENTRANT, 2),
        event(50, 0, Kind::Release, REENTRANT, 1),
        event(60, 0, Kind::Release, REENTRANT, 0),
    ]);
    let holders = |nanos| trace.holders_at(REENTRANT, nanos);
    assert_eq!((holders(25), holders(65)), (vec![], vec![]));
    for nanos in [15, 35, 45, 55] {
        assert_eq!(holders(nanos), [ThreadId(0)], "at {nanos}");
    }
}

#[test]
fn a_lost_wake_up_after_a_hand_over_takes_nothing_from_others() {
    let mut events = [
        event(1, 0, Kind::Grant, OTHER, 1),
        event(2, 3, Kind::Grant, OTHER, 0),
        event(3, 1, Kind::Block, OTHER, 0),
        event(5, 0, Kind::Release, OTHER, 0),
        event(5, 0, Kind::Note, OTHER, 1),
        // The wake-up of thread 1 was lost.
        event(10, 1, Kind::Release, OTHER, 1),
        event(11, 2, Kind::Grant, OTHER, 0),
        event(12, 1, Kind::Block, OTHER, 0),
        event(13, 4, Kind::Block, OTHER, 0),
        event(20, 1, Kind::Wake, OTHER, 0),
    ];
    hand_over(&mut events[..9]);
    let trace = trace(&events);
    assert_eq!(trace.holders_at(OTHER, 5000), [ThreadId(3), ThreadId(2)]);
    assert_eq!(trace.waiters_at(OTHER, 5000), [ThreadId(4)]);
}

#[test]
fn a_wake_names_its_waker() {
    let trace = trace(&contended());
    let arrows = trace.wakes(0..1000, 100).unwrap();
    assert_eq!(arrows.len(), 1);
    assert_eq!((arrows[0].waker, arrows[0].woken), (ThreadId(0), ThreadId(1)));
    assert_eq!(trace.wakes(0..1000, 3), None);
}

#[test]
fn permits_have_several_holders() {
    let events = [
        event(1, 0, Kind::Grant, OTHER, 1),
        event(2, 1, Kind::Grant, OTHER, 0),
        event(3, 2, Kind::Block, OTHER, 0),
        event(4, 0, Kind::Release, OTHER, 1),
    ];
    let trace = trace(&events);
    assert_eq!(trace.holders_at(OTHER, 3), [ThreadId(0), ThreadId(1)]);
    assert_eq!(trace.holders_at(OTHER, 4), [ThreadId(1)]);
    assert_eq!(trace.object_lane(OTHER).unwrap().at(3).unwrap().holders_max, 2);
    assert_eq!(trace.holders_at(OTHER, 5000), [ThreadId(1)]);
    assert_eq!(trace.waiters_at(OTHER, 5000), [ThreadId(2)]);
}

#[test]
fn releasing_several_permits_at_once_gives_them_all_back() {
    let events = [
        event(1, 0, Kind::Grant, OTHER, 1),
        event(2, 1, Kind::Grant, OTHER, 0),
        event(4, 2, Kind::Release, OTHER, 2),
    ];
    assert_eq!(trace(&events).holders_at(OTHER, 5000), []);
}

#[test]
fn a_waiter_that_must_try_again_keeps_its_place() {
    let events = [
        event(1, 0, Kind::Grant, LOCK, 1),
        event(2, 1, Kind::Block, LOCK, 1),
        event(3, 2, Kind::Block, LOCK, 1),
        event(4, 0, Kind::Release, LOCK, 0),
        event(5, 3, Kind::Grant, LOCK, 1),
        event(6, 1, Kind::Wake, LOCK, 1),
        event(7, 1, Kind::Block, LOCK, 1),
    ];
    assert_eq!(trace(&events).waiters_at(LOCK, 5000), [ThreadId(1), ThreadId(2)]);
}

#[test]
fn progress_is_spread_between_the_moments_it_was_written_down() {
    let mut events = [10, 20, 30].map(|nanos| event(nanos, 0, Kind::Note, LOCK, 4));
    events.iter_mut().for_each(|event| event.op = note::WORK);
    let trace = trace(&events);
    let work = [5, 10, 25, 30, 90].map(|nanos| trace.progress_at(ThreadId(0), nanos).0);
    assert_eq!(work, [0.0, 4.0, 10.0, 12.0, 12.0]);
}

#[test]
fn rounds_of_a_long_stretch_are_not_put_down_to_its_last_step() {
    let mut events = vec![event(10, 0, Kind::Note, LOCK, 1)];
    // Steps in between are written down, and know no more of the rounds.
    events.extend((0..90).map(|number| event(11 + number, 0, Kind::Grant, LOCK, 1)));
    events.push(event(110, 0, Kind::Note, LOCK, 50));
    events.iter_mut().filter(|it| it.kind == Kind::Note).for_each(|it| it.op = note::WORK);
    let trace = trace(&events);
    let rounds = [10, 60, 109, 110].map(|nanos| trace.progress_at(ThreadId(0), nanos).0);
    assert_eq!(rounds, [1.0, 26.0, 50.5, 51.0]);
}

#[test]
fn a_thread_without_start_runs_from_its_first_event() {
    let trace = trace(&[event(5, 0, Kind::Access, OTHER, 0)]);
    assert_eq!(states(&trace, 0), [(5, 1000, State::Running)]);
}

#[test]
fn a_lost_wake_up_is_noticed_when_the_thread_goes_on() {
    let events = [
        event(5, 1, Kind::Block, LOCK, 1),
        event(9, 1, Kind::Release, ObjectId::GIL, 0),
        event(20, 1, Kind::Output, ObjectId::CLOCK, 3),
    ];
    let trace = trace(&events);
    assert_eq!(states(&trace, 1), [(5, 20, State::BlockedOnLock), (20, 1000, State::Running)]);
    assert_eq!(trace.waiters_at(LOCK, 25), []);
}

#[test]
fn who_gave_the_gil_back_does_not_run_until_it_has_it_again() {
    let gil = |nanos, thread, kind, level| event(nanos, thread, kind, ObjectId::GIL, level);
    let events = [
        gil(5, 0, Kind::Grant, 1),
        gil(10, 0, Kind::Release, 0),
        gil(11, 1, Kind::Grant, 1),
        gil(30, 0, Kind::Block, 1),
        gil(40, 1, Kind::Release, 0),
        gil(44, 0, Kind::Wake, 2),
        gil(44, 0, Kind::Grant, 1),
        gil(60, 0, Kind::Release, 0),
        gil(70, 0, Kind::Grant, 1),
    ];
    let trace = trace(&events);
    let (runs, lacks) = (State::Running, State::WaitingForGil);
    let main = [(5, 10, runs), (10, 44, lacks), (44, 60, runs), (60, 70, lacks), (70, 1000, runs)];
    assert_eq!(states(&trace, 0), main);
    assert_eq!(states(&trace, 1), [(11, 40, runs), (40, 1000, lacks)]);
    assert_eq!(trace.waiters_at(ObjectId::GIL, 20), [ThreadId(0)]);
    assert_eq!(trace.holders_at(ObjectId::GIL, 20), [ThreadId(1)]);
}

#[test]
fn a_thread_is_over_as_soon_as_it_can_be_joined() {
    let core = ObjectId(7);
    let mut trace = Trace::new();
    trace.append(&Batch {
        threads: vec![ThreadInfo {
            id: ThreadId(1),
            name: "t".into(),
            daemon: false,
            object: core,
        }],
        events: vec![
            event(5, 1, Kind::Start, core, 1),
            event(20, 1, Kind::Release, core, 0),
            event(22, 1, Kind::Release, ObjectId::GIL, 0),
            event(90, 1, Kind::End, core, 0),
        ],
        now_nanos: 1000,
        ..Batch::default()
    });
    trace.finish();
    assert_eq!(states(&trace, 1), [(5, 20, State::Running), (20, 1000, State::Ended)]);
}

#[test]
fn a_line_is_known_until_the_next_one() {
    let mut events = [event(5, 0, Kind::Note, LOCK, 12), event(9, 0, Kind::Note, LOCK, 13)];
    events.iter_mut().for_each(|event| event.op = note::LINE);
    let trace = trace(&events);
    let lines = [4, 5, 8, 9, 500].map(|nanos| trace.line_at(ThreadId(0), nanos));
    assert_eq!(lines, [None, Some(12), Some(12), Some(13), Some(13)]);
}

#[test]
fn a_thread_may_be_renamed_and_unknown_ones_have_a_name() {
    let trace = trace(&contended());
    assert_eq!(trace.thread(ThreadId(0)).name, "MainThread");
    assert_eq!(trace.thread(ThreadId(1)).name, "t1");
    assert_eq!(trace.object(ObjectId::GIL).waits_as, WaitClass::Gil);
    assert_eq!(trace.threads().count(), 2);
}

#[test]
fn the_oldest_events_are_forgotten_and_counted() {
    let mut trace = Trace::with_limit(40_000);
    batches(4, 2, 100_000, 1).iter().for_each(|batch| trace.append(batch));
    trace.finish();
    assert!(trace.event_count() <= 40_000);
    assert_eq!(trace.event_count() + trace.forgotten(), 100_000);
    assert!(trace.first_nanos() > 0);
    let kept = trace.events(0..u64::MAX).count() as u64;
    assert_eq!(kept, trace.event_count());
    let whole = synthetic(4, 2, 100_000, 1);
    let range = trace.first_nanos() + 100_000..trace.now_nanos();
    for thread in trace.threads() {
        let total = |trace: &Trace| trace.thread_lane(thread).unwrap().total(range.clone());
        assert_eq!(total(&trace).unwrap().state, total(&whole).unwrap().state);
        for state in State::LIVING {
            let (kept, whole) = (total(&trace).unwrap(), total(&whole).unwrap());
            let error = (kept.nanos_in(state) - whole.nanos_in(state)).abs();
            assert!(error <= 1e-4 * range.end as f64, "{state:?} {error}");
        }
    }
}

#[test]
fn an_event_takes_at_most_forty_bytes_with_lanes_and_levels() {
    let trace = synthetic(8, 3, 400_000, 5);
    let bytes = trace.memory_bytes() as f64 / 400_000.0;
    assert!(bytes <= 40.0, "{bytes}");
}

#[test]
fn the_same_seed_gives_the_same_trace() {
    let events = |seed| synthetic(5, 2, 5000, seed).events(0..u64::MAX).collect::<Vec<_>>();
    assert_eq!(events(7), events(7));
    assert_ne!(events(7), events(8));
    assert_eq!(events(7).len(), 5000);
}

/// What every lane holds, as plain data.
fn everything(trace: &Trace) -> String {
    let mut text = String::new();
    for thread in trace.threads() {
        let lane = trace.thread_lane(thread).unwrap();
        text += &format!("{:?}\n", lane.intervals(0..u64::MAX).collect::<Vec<_>>());
    }
    for object in trace.objects() {
        if let Some(lane) = trace.object_lane(object) {
            text += &format!("{:?}\n", lane.situations(0..u64::MAX).collect::<Vec<_>>());
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A collector empties one ring after the other, so a batch holds whole stretches of one
    /// thread after whole stretches of another, and the next batch a little of the same time.
    #[test]
    fn the_order_of_arrival_does_not_matter(
        seed: u64, threads in 1u32..6, size in 10usize..400, late in 1usize..20,
    ) {
        let one_by_one = batches(threads, 2, 2000, seed);
        let mut events: Vec<_> = one_by_one.iter().flat_map(|batch| batch.events.clone()).collect();
        events.sort_by_key(|event| event.nanos);
        // Without ties, which any order would break as well.
        events.iter_mut().zip(0..).for_each(|(event, n)| event.nanos += n);
        let (infos, objects) = (one_by_one[0].threads.clone(), one_by_one[0].objects.clone());
        let mut sorted = Trace::new();
        let first = Batch { threads: infos, objects, ..Batch::default() };
        sorted.append(&Batch { events: events.clone(), ..first.clone() });
        let mut shuffled = Trace::new();
        shuffled.append(&first);
        let mut held_back = Vec::new();
        for chunk in events.chunks(size) {
            let mut batch = std::mem::take(&mut held_back);
            batch.extend_from_slice(chunk);
            let slow = ThreadId(seed as u32 % threads);
            let cut = chunk[chunk.len().saturating_sub(late)].nanos;
            held_back = batch.extract_if(.., |e| e.thread == slow && e.nanos >= cut).collect();
            batch.sort_by_key(|event| (event.thread, event.nanos));
            shuffled.append(&Batch { events: batch, ..Batch::default() });
        }
        shuffled.append(&Batch { events: held_back, ..Batch::default() });
        shuffled.finish();
        prop_assert!(everything(&shuffled) == everything(&sorted));
    }

    #[test]
    fn totals_of_a_range_equal_a_plain_recount(
        seed: u64, from in 0u64..3_000_000, span in 1u64..9_000_000,
    ) {
        let trace = synthetic(4, 2, 6000, seed);
        let range = from..from + span;
        for thread in trace.threads() {
            let lane = trace.thread_lane(thread).unwrap();
            let Some(total) = lane.total(range.clone()) else { continue };
            let mut worst = State::NotStarted;
            let mut sums = [0u64; State::ALL.len()];
            for piece in lane.intervals(range.clone()) {
                let nanos = piece.to.min(range.end).saturating_sub(piece.from.max(range.start));
                sums[piece.state as usize] += nanos;
                if nanos > 0 {
                    worst = worst.max(piece.state);
                }
            }
            prop_assert!(total.state >= worst);
            for state in State::LIVING {
                let expected = sums[state as usize] as f64;
                prop_assert!((total.nanos_in(state) - expected).abs() <= 1e-5 * span as f64);
            }
        }
    }

    #[test]
    fn a_pixel_never_hides_a_worse_state(seed: u64, pixels in 1u32..300) {
        let trace = synthetic(4, 1, 4000, seed);
        for thread in trace.threads() {
            let lane = trace.thread_lane(thread).unwrap();
            let mut wrong = Vec::new();
            let mut at = 0;
            lane.visible(0..trace.now_nanos(), pixels, |piece| {
                let inside = lane.intervals(piece.from..piece.to).filter(|one| one.to > piece.from);
                let worst = inside.map(|one| one.state).max().unwrap_or(State::NotStarted);
                if piece.state < worst || piece.from != at {
                    wrong.push((piece, worst));
                }
                at = piece.to;
            });
            prop_assert!(wrong.is_empty(), "{:?}", wrong);
            prop_assert_eq!(at, trace.now_nanos());
        }
    }
}

#[test]
fn batches_that_are_joined_say_what_they_say_one_after_the_other() {
    let all = batches(5, 3, 6_000, 3);
    let small = || {
        all.iter().flat_map(|batch| {
            let first = Batch { events: Vec::new(), ..batch.clone() };
            let parts = batch.events.chunks(500);
            [first]
                .into_iter()
                .chain(parts.map(|events| Batch { events: events.to_vec(), ..Batch::default() }))
        })
    };
    let (mut apart, mut together) = (Trace::new(), Trace::new());
    small().for_each(|batch| apart.append(&batch));
    let joined = small().reduce(|mut one, other| {
        one.join(other);
        one
    });
    together.append(&joined.unwrap());
    apart.finish();
    together.finish();
    assert_eq!(apart.event_count(), together.event_count());
    assert!(apart.events(0..u64::MAX).eq(together.events(0..u64::MAX)));
    assert!((0..5).all(|thread| states(&apart, thread) == states(&together, thread)));
    assert_eq!(apart.threads().count(), together.threads().count());
}
