//! Who goes next and how to wait: the only folder with OS threads.
//!
//! Knows the model and the trace, and nothing of scripts' texts, sessions or widgets.

pub mod conform;
pub mod native;
