//! What a library object made for itself (a pool's locks, a future's condition) has no lane of its own:
//! it is folded under the thing it belongs to, and shown where somebody opened that.
//!
//! Opened is what the view puts in an order or on top by name: so files and pictures know it as well.

use super::{LaneKey, TimelineView};
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use std::collections::BTreeSet;

/// Lanes that one thing opens at most.
pub const PARTS_MAX: usize = 100;
/// How deep parts of parts are followed.
const DEPTH_MAX: usize = 8;

/// All that an object is made of, parts of parts included.
pub fn parts_of(trace: &Trace, whole: ObjectId) -> Vec<ObjectId> {
    let is_part = |object: &ObjectId| outermost(trace, *object) == Some(whole);
    trace.objects().filter(is_part).collect()
}

/// Whether an object is part of another.
pub fn is_part(trace: &Trace, object: ObjectId) -> bool {
    let known = trace.known_object(object);
    known.is_some_and(|info| info.inside.is_some() && info.kind != "Thread")
}

/// What an object is part of in the end; none if it is no part.
fn outermost(trace: &Trace, object: ObjectId) -> Option<ObjectId> {
    if !is_part(trace, object) {
        return None;
    }
    let mut whole = object;
    for _ in 0..DEPTH_MAX {
        match trace.known_object(whole).and_then(|info| info.inside) {
            Some(outer) => whole = outer,
            None => break,
        }
    }
    Some(whole)
}

/// The parts that a view shows, though they have no lanes otherwise.
pub fn opened(trace: &Trace, view: &TimelineView) -> BTreeSet<LaneKey> {
    let named = view.order.iter().chain(&view.pinned);
    let is_opened = |key: &&LaneKey| matches!(key, LaneKey::Object(it) if is_part(trace, *it));
    named.filter(is_opened).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::timeline::{lane_keys, visible_keys};
    use crate::model::primitives::WaitClass;
    use crate::trace::event::{Batch, ObjectInfo};

    /// A queue with a condition in it, and a lock in that; another lock of the script's own.
    fn nested() -> Trace {
        let object = |id, kind, inside: Option<u32>| ObjectInfo {
            id: ObjectId(id),
            kind,
            name: format!("{kind} {id}"),
            waits_as: WaitClass::Lock,
            level: None,
            line: 1,
            inside: inside.map(ObjectId),
        };
        let mut trace = Trace::new();
        let objects = vec![
            object(2, "Queue", None),
            object(3, "Condition", Some(2)),
            object(4, "RLock", Some(3)),
            object(5, "Lock", None),
        ];
        trace.append(&Batch { objects, ..Batch::default() });
        trace.finish();
        trace
    }

    #[test]
    fn parts_have_no_lanes_until_a_view_names_them() {
        let trace = nested();
        let lane = |id| LaneKey::Object(ObjectId(id));
        assert_eq!(parts_of(&trace, ObjectId(2)), [ObjectId(3), ObjectId(4)]);
        assert_eq!(parts_of(&trace, ObjectId(3)), [], "its lock belongs to the queue in the end");
        let keys = lane_keys(&trace);
        assert!(keys.contains(&lane(2)) && !keys.contains(&lane(3)), "{keys:?}");
        let mut view = TimelineView::whole(&trace, 500.0);
        assert_eq!(visible_keys(&trace, &view), keys);
        view.order = vec![lane(2), lane(3), lane(4), lane(5)];
        assert_eq!(visible_keys(&trace, &view)[..4], [lane(2), lane(3), lane(4), lane(5)]);
    }
}
