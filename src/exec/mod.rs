//! Who goes next and how to wait: the only folder with OS threads.
//!
//! Knows the model and the trace, and nothing of scripts' texts, sessions or widgets.

mod canon;
pub mod conform;
mod events;
pub mod main_thread;
pub mod model_run;
pub mod native;
pub mod races;
mod unjoined;
