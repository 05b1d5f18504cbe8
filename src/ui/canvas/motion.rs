//! What moved lately: each time a lock changes hands or an item is put or got, something travels
//! along a wire; where that happens too often to be seen, a rate takes its place. Pure: computed from
//! the trace for one instant, so that it is the same live, paused and when looking back.

use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::trace::event::{Event, Kind, OP_HANDED};
use std::collections::BTreeMap;

/// How long something travels.
pub const TRAVEL_NANOS: u64 = 450_000_000;
/// Over how long a rate is measured, if not too much happens.
const RATE_NANOS: u64 = 1_000_000_000;
/// The shortest time that a rate is measured over.
const RATE_NANOS_MIN: u64 = 500_000;
/// Events looked at for one frame: where there are more, the time looked at is shorter.
const EVENTS_MAX: u64 = 4096;
/// From so many a second on a rate is shown instead of things that travel.
pub const RATE_SHOWN: f32 = 6.0;
/// Things that travel at one time; the newest.
const MOVES_MAX: usize = 120;

/// Something on its way along a wire.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Move {
    /// When it set off, in nanoseconds since the run began.
    pub nanos: u64,
    /// The thread it comes from or goes to.
    pub thread: ThreadId,
    /// Index of the primitive's node.
    pub primitive: usize,
    /// From the thread to the primitive; else the other way.
    pub gave: bool,
}

/// What is on its way at an instant, and how often each node is taken in a second.
pub fn motion(
    trace: &Trace,
    nanos: u64,
    (node_of, kinds): (&BTreeMap<ObjectId, usize>, &[&str]),
) -> (Vec<Move>, Vec<f32>) {
    let window = window(trace, nanos);
    let mut taken = vec![0u32; kinds.len()];
    let mut moves = Vec::new();
    for event in trace.events(nanos.saturating_sub(window)..nanos.saturating_add(1)) {
        let Some(&primitive) = node_of.get(&event.object) else { continue };
        if kinds[primitive] == "Queue" && !moves_item(&event) {
            continue;
        }
        let (took, gave) = (takes(&event), event.kind == Kind::Release);
        taken[primitive] += u32::from(took);
        if (took || gave) && event.nanos + TRAVEL_NANOS > nanos {
            moves.push(Move { nanos: event.nanos, thread: event.thread, primitive, gave });
        }
    }
    let seconds = window.min(nanos.max(1)) as f32 / 1e9;
    let rates: Vec<f32> = taken.into_iter().map(|count| count as f32 / seconds).collect();
    // Less than the whole way was looked at: then everything is too fast to be followed.
    let blurred = window < TRAVEL_NANOS;
    moves.retain(|one| !blurred && rates[one.primitive] <= RATE_SHOWN);
    let skip = moves.len().saturating_sub(MOVES_MAX);
    (moves.split_off(skip), rates)
}

/// How far back to look: as far as the number of events allows.
fn window(trace: &Trace, nanos: u64) -> u64 {
    let mut window = RATE_NANOS;
    while window > RATE_NANOS_MIN
        && trace.count_in(nanos.saturating_sub(window)..nanos.saturating_add(1)) > EVENTS_MAX
    {
        window /= 4;
    }
    window
}

fn takes(event: &Event) -> bool {
    event.kind == Kind::Grant || event.kind == Kind::Wake && event.op >= OP_HANDED
}

/// A put reserves room before the item is there: only the item itself is seen to move.
fn moves_item(event: &Event) -> bool {
    let spec = crate::model::primitives::spec_named("Queue");
    let op = spec.and_then(|spec| spec.ops.get(usize::from(event.op & !OP_HANDED)));
    op.is_some_and(|op| matches!(op.name, "publish" | "take"))
}

/// A rate in a few letters: `40/s`, `1.2k/s`, `3.5M/s`.
pub fn rate_text(rate: f32) -> String {
    match rate {
        rate if rate < 1000.0 => format!("{rate:.0}/s"),
        rate if rate < 10_000.0 => format!("{:.1}k/s", rate / 1e3),
        rate if rate < 1e6 => format!("{:.0}k/s", rate / 1e3),
        rate => format!("{:.1}M/s", rate / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::primitives::WaitClass;
    use crate::trace::event::{Batch, ObjectInfo, ThreadInfo};

    fn trace(every_nanos: u64, count: u64) -> Trace {
        trace_of(every_nanos, count, 0)
    }

    fn trace_of(every_nanos: u64, count: u64, op: u8) -> Trace {
        let (object, lock) = (ObjectId(5), ObjectId(2));
        let waits_as = WaitClass::Lock;
        let info = |id, kind: &'static str, name: &str| ObjectInfo {
            id,
            kind,
            name: name.into(),
            waits_as,
            level: None,
            line: 1,
            inside: None,
        };
        let event = |nanos, kind| Event {
            nanos,
            thread: ThreadId(0),
            kind,
            op,
            object: lock,
            step: 0,
            arg: 0,
        };
        let pair = |n: u64| {
            let at = n * every_nanos;
            [event(at + 1, Kind::Grant), event(at + every_nanos / 2, Kind::Release)]
        };
        let mut trace = Trace::new();
        let name = "MainThread".to_owned();
        trace.append(&Batch {
            threads: vec![ThreadInfo { id: ThreadId(0), name, daemon: false, object }],
            objects: vec![info(lock, "Lock", "lock"), info(object, "Thread", "MainThread")],
            events: (0..count).flat_map(pair).collect(),
            now_nanos: every_nanos * count,
            ..Batch::default()
        });
        trace
    }

    #[test]
    fn a_lock_that_changes_hands_now_and_then_is_followed() {
        let trace = trace(400_000_000, 10);
        let nodes = BTreeMap::from([(ObjectId(2), 0)]);
        let (moves, rates) = motion(&trace, 3_700_000_000, (&nodes, &["Lock"]));
        let ways: Vec<(u64, bool)> = moves.iter().map(|one| (one.nanos, one.gave)).collect();
        assert_eq!(ways, [(3_400_000_000, true), (3_600_000_001, false)]);
        assert!(rates[0] < RATE_SHOWN, "{rates:?}");
    }

    #[test]
    fn one_that_is_taken_too_often_to_be_seen_has_a_rate_instead() {
        for every in [20_000_000, 2_000] {
            let trace = trace(every, 20_000);
            let nodes = BTreeMap::from([(ObjectId(2), 0)]);
            let (moves, rates) = motion(&trace, every * 20_000, (&nodes, &["Lock"]));
            assert_eq!(moves, []);
            let true_rate = 1e9 / every as f32;
            assert!((rates[0] / true_rate - 1.0).abs() < 0.1, "{rates:?} of {true_rate}");
        }
    }

    #[test]
    fn a_queues_rate_counts_items_and_not_the_room_they_need() {
        let ops = crate::model::primitives::spec_named("Queue").unwrap().ops;
        let op = |name: &str| ops.iter().position(|op| op.name == name).unwrap() as u8;
        let other = ops.iter().position(|op| !["publish", "take"].contains(&op.name)).unwrap();
        let rate = |op: u8| {
            let nodes = BTreeMap::from([(ObjectId(2), 0)]);
            let trace = trace_of(20_000_000, 200, op);
            motion(&trace, 20_000_000 * 200, (&nodes, &["Queue"])).1[0]
        };
        assert!((rate(op("take")) / 50.0 - 1.0).abs() < 0.1, "{}", rate(op("take")));
        assert_eq!(rate(other as u8), 0.0);
    }

    #[test]
    fn looking_back_shows_what_was_on_its_way_then() {
        let trace = trace(400_000_000, 10);
        let nodes = BTreeMap::from([(ObjectId(2), 0)]);
        let (moves, _) = motion(&trace, 650_000_000, (&nodes, &["Lock"]));
        assert_eq!(moves.last().map(|one| one.nanos), Some(600_000_000));
    }

    #[test]
    fn rates_are_short() {
        let texts = [7.0, 999.0, 1234.0, 45_600.0, 3_456_789.0].map(rate_text);
        assert_eq!(texts, ["7/s", "999/s", "1.2k/s", "46k/s", "3.5M/s"]);
    }
}
