//! The pointer of a window without a display, whatever is in it.

// Each test crate uses some of it.
#![allow(dead_code)]

use egui::Pos2;
use egui_kittest::Harness;

/// Drags from a place to another.
pub fn drag<State>(harness: &mut Harness<State>, from: Pos2, to: Pos2) {
    hold(harness, from, to);
    harness.drop_at(to);
    harness.run_steps(3);
}

/// Drags and does not let go yet.
pub fn hold<State>(harness: &mut Harness<State>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for step in 1..=6 {
        harness.hover_at(from.lerp(to, step as f32 / 6.0));
        harness.step();
    }
}
