//! What happened: the events of a run, kept so that views can ask about any stretch of it.
//!
//! Knows nothing of threads, clocks or widgets. A live run, a file and a model run all end up here.

pub mod codec;
mod column;
mod detail;
pub mod event;
pub mod object_lane;
mod origin;
mod output;
mod parties;
mod piece;
pub mod query;
pub mod race;
mod record;
mod rows;
mod sample_row;
pub mod samples;
pub mod store;
pub mod synthetic;
#[cfg(test)]
mod tests;
pub mod thread_lane;
pub mod views;

pub use object_lane::{Holding, ObjectLane};
pub use origin::Origin;
pub use query::WakeArrow;
pub use store::Trace;
pub use synthetic::synthetic;
pub use thread_lane::{Interval, State, ThreadLane};
pub use views::{LaneKey, Mark, Views};
