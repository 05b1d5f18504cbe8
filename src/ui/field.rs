//! A text field that has just appeared: it has the keyboard, and what would be typed over is chosen.

use egui::Ui;
use egui::text::{CCursor, CCursorRange};
use egui::widgets::text_edit::TextEditOutput;

/// Gives the field the keyboard and chooses its text from a letter on: all of it, or none at its end.
pub fn begin(ui: &Ui, output: &mut TextEditOutput, from: usize, chars: usize) {
    output.response.response.request_focus();
    let chosen = CCursorRange::two(CCursor::new(from), CCursor::new(chars));
    output.state.cursor.set_char_range(Some(chosen));
    output.state.clone().store(ui, output.response.response.id);
}
