//! The only folder that names egui.

pub mod timeline;
