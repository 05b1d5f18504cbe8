//! The timeline on screen.

pub mod paint;
