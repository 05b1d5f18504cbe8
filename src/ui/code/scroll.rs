//! What of the script is in sight: scrolling to where something is to be seen, and staying where the
//! person looks.

use egui::text::CCursor;
use egui::text_edit::TextEditOutput;
use egui::{Rect, Ui, vec2};

use super::lines::Selection;
use super::{CodePanel, cursor};

impl CodePanel {
    pub(super) fn scroll_where_asked(&mut self, ui: &Ui, output: &TextEditOutput) {
        let place_of = |cursor: CCursor| {
            output.galley.pos_from_cursor(cursor).translate(output.galley_pos.to_vec2())
        };
        if let Some(line) = self.begin_at.take() {
            // From the left edge of the field, so that the line numbers cover nothing.
            let mut place = place_of(line_begin(&self.buffer, line));
            place.min.x = output.response.rect.left();
            ui.scroll_to_rect(place, Some(egui::Align::TOP));
        }
        if let Some(line) = self.sight.take() {
            let mut place = place_of(line_begin(&self.buffer, line)).expand2(vec2(0.0, 30.0));
            place.set_left(output.response.rect.left());
            place.set_right(place.left() + 1.0);
            ui.scroll_to_rect(place, None);
        }
        let height = output.galley.rows.first().map_or(0.0, |row| row.height()).max(1.0);
        // A line of the page before stays, to go on reading from.
        self.page_lines = ((ui.clip_rect().height() / height) as usize).saturating_sub(1).max(1);
        let slid = std::mem::take(&mut self.slid);
        if let Some(row) = output.galley.rows.first().filter(|_| slid != 0) {
            let way = vec2(0.0, -(slid as f32) * row.height());
            ui.scroll_with_delta_animation(way, egui::style::ScrollAnimation::none());
        }
        let line_only = std::mem::take(&mut self.reveal_line);
        let caret = place_of(cursor::cursor_at(&self.buffer, self.selection(ui.ctx()).caret));
        self.stay_in_sight(ui.clip_rect(), caret);
        if std::mem::take(&mut self.reveal) || line_only {
            let place = caret.expand2(vec2(90.0, 30.0));
            let left = output.response.rect.left();
            let begin = egui::Rangef::new(left, left + 1.0);
            let across = if line_only { begin } else { place.x_range() };
            ui.scroll_to_rect(egui::Rect::from_x_y_ranges(across, place.y_range()), None);
        }
        let Some(line) = self.go_to.take() else { return };
        let caret = line_begin(&self.buffer, line);
        ui.scroll_to_rect(place_of(caret).expand2(vec2(90.0, 0.0)), Some(egui::Align::Center));
        let byte = cursor::byte_of(&self.buffer, caret.index.into());
        cursor::select(ui.ctx(), output.response.id, &self.buffer, Selection::at(byte));
        output.response.request_focus();
    }

    /// When the panel gets lower, because problems are listed below the text, what is typed does not
    /// go out of sight.
    fn stay_in_sight(&mut self, view: Rect, caret: Rect) {
        self.reveal |= self.in_sight.is_some_and(|height| view.height() < height - 0.5);
        self.in_sight = view.y_range().contains(caret.bottom()).then_some(view.height());
    }
}

/// The 1-based line after the settings block that a script begins with; 1 if it has none.
pub(super) fn line_after_settings(text: &str) -> usize {
    if !text.starts_with("# /// script") {
        return 1;
    }
    text.lines().position(|line| line.trim_end() == "# ///").map_or(1, |end| end + 2)
}

/// A script without the settings block that it begins with.
pub(super) fn code_of(text: &str) -> &str {
    let settings = text.split_inclusive('\n').take(line_after_settings(text) - 1);
    &text[settings.map(str::len).sum()..]
}

/// The place before the first character of a 1-based line.
fn line_begin(text: &str, line: usize) -> CCursor {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let characters: usize = lines.map(|line| line.chars().count()).sum();
    CCursor::new(characters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stays_in_sight_when_the_panel_gets_lower() {
        let mut panel = CodePanel::default();
        let view = |height| Rect::from_min_size(egui::Pos2::ZERO, vec2(100.0, height));
        let caret = Rect::from_min_size(egui::pos2(0.0, 280.0), vec2(1.0, 15.0));
        panel.stay_in_sight(view(300.0), caret);
        assert!(!panel.reveal);
        panel.stay_in_sight(view(250.0), caret);
        assert!(std::mem::take(&mut panel.reveal));
        panel.stay_in_sight(view(200.0), caret);
        assert!(!panel.reveal, "whoever has scrolled away stays there");
    }

    #[test]
    fn a_script_begins_after_its_settings() {
        assert_eq!(line_after_settings("import threading\n"), 1);
        assert_eq!(line_after_settings("# /// script\n# x = 1\n# ///\n\"\"\"Lesson\"\"\"\n"), 4);
        assert_eq!(line_after_settings("# /// script\nnever closed\n"), 1);
    }
}
