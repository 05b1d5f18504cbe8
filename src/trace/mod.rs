//! What happened: the events of a run, kept so that views can ask about any stretch of it.
//!
//! Knows nothing of threads, clocks or widgets. A live run, a file and a model run all end up here.

pub mod event;
