//! How somebody looked at a run: moments marked and what was written beside them, which lanes in
//! which order, what was in sight and chosen.
//!
//! Kept in the trace's file, so that whoever opens it sees what its writer saw. Plain data: the
//! window makes it and takes it up again.

use super::samples::VariableId;
use crate::model::ids::{ObjectId, ThreadId};

/// What a lane is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LaneKey {
    /// A thread: what it does.
    Thread(ThreadId),
    /// An object: who holds it and who waits for it.
    Object(ObjectId),
    /// A shared variable: its value.
    Variable(VariableId),
}

/// A moment that the user marked.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// When: whole nanoseconds.
    pub nanos: f64,
    /// What the user wrote beside it.
    pub note: String,
}

/// How somebody looked at a run.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Views {
    /// Moments that were marked, earliest first.
    pub marks: Vec<Mark>,
    /// Lanes left out by hand.
    pub hidden: Vec<LaneKey>,
    /// Lanes above all others, in this order.
    pub pinned: Vec<LaneKey>,
    /// The others' order, if it was changed.
    pub order: Vec<LaneKey>,
    /// The stretch of time in sight; all of the run if none.
    pub sight: Option<(u64, u64)>,
    /// The stretch of time that was chosen.
    pub range: Option<(u64, u64)>,
    /// The instant that all views showed, if it was not the newest.
    pub cursor: Option<u64>,
}

impl Views {
    /// Whether nobody changed anything about how the run is shown.
    pub fn is_usual(&self) -> bool {
        *self == Views::default()
    }
}
