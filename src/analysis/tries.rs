//! What a thread tried to take: with what it held already, and whether it got it.
//!
//! A try that was refused and a wait that was given up are the same here: the thread goes on
//! without. Knows nothing of what is made of it.

use super::counting::takes;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::trace::event::{Event, Kind, note};

/// One try to take something that one thread at a time can hold.
pub struct Try<'a> {
    /// When it ended.
    pub nanos: u64,
    /// What it was about.
    pub object: ObjectId,
    /// Whether the thread got it.
    pub taken: bool,
    /// What the thread held before.
    pub holding: &'a [ObjectId],
}

/// Shows all tries of a thread, in order.
pub fn each_try(trace: &Trace, thread: ThreadId, mut each: impl FnMut(Try<'_>)) {
    let mut holding: Vec<ObjectId> = Vec::new();
    for event in trace.events_of(thread, 0..u64::MAX) {
        let Event { nanos, object, kind, op, arg, .. } = event;
        if !trace.is_exclusive(object) || object == ObjectId::GIL {
            continue;
        }
        let taken = takes(&event);
        // A Condition tries its own lock to see whether it is held: that is no try to have it.
        let in_vain = matches!(kind, Kind::Request | Kind::Cancel) && !holding.contains(&object);
        if taken || in_vain {
            each(Try { nanos, object, taken, holding: &holding });
        }
        if taken && !holding.contains(&object) {
            holding.push(object);
        }
        let is_free = kind == Kind::Release && arg == 0;
        if is_free || kind == Kind::Note && op == note::HANDED {
            holding.retain(|&held| held != object);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn a_try_tells_what_was_held_and_whether_it_was_met() {
        let refused = |object| (Kind::Request, object, 0, 1);
        let given_up = |object| (Kind::Cancel, object, 0, 1);
        let trace = run(&[
            (1, 0, grant(B)),
            (2, 1, grant(A)),
            (3, 1, refused(B)),
            (4, 1, refused(A)),
            (4, 1, release(A)),
            (5, 1, block(B)),
            (9, 1, given_up(B)),
            (9, 1, wake_alone(B)),
        ]);
        let mut seen = Vec::new();
        each_try(&trace, ThreadId(1), |one| {
            seen.push((one.nanos, one.object, one.taken, one.holding.to_vec()));
        });
        let expected = [(2, A, true, vec![]), (3, B, false, vec![A]), (9, B, false, vec![])];
        assert_eq!(seen, expected);
    }
}
