//! The script in an editor: colours, line numbers, where each thread is, what is wrong and why.
//!
//! Keeps a copy of the text to edit; the session's document stays the owner. What the user types
//! goes out as an action, what Undo and the canvas do comes in with the document's next revision.

mod gutter;
mod highlight;
mod keys;
mod problems;

use std::sync::Arc;

use egui::text::{CCursor, CCursorRange, LayoutJob};
use egui::{FontId, Galley, Id, Rect, ScrollArea, TextEdit, TextStyle, Ui, vec2};

use super::Action;
use super::theme::skin_of;
use crate::session::{Problem, Session};

/// Where a thread of the run is.
#[derive(Clone, PartialEq, Debug)]
pub struct ThreadMark {
    /// 1-based line.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// Its colour, the one it has on the timeline.
    pub color: egui::Color32,
}

/// The panel's own state.
#[derive(Default)]
pub struct CodePanel {
    buffer: String,
    seen: Option<(u64, u64)>,
    job: Option<CachedJob>,
    go_to: Option<usize>,
    /// The line to show at the top of a script that was just opened.
    begin_at: Option<usize>,
}

/// A laid-out text and all it depends on.
struct CachedJob {
    text: String,
    problems: Vec<Problem>,
    dark: bool,
    job: LayoutJob,
}

impl CodePanel {
    /// Scrolls to a line (1-based) and puts the cursor there, in the next frame.
    pub fn go_to_line(&mut self, line: usize) {
        self.go_to = Some(line);
    }

    /// The 1-based line of the editor's cursor, if it was ever put anywhere.
    pub fn cursor_line(ctx: &egui::Context, text: &str) -> Option<u32> {
        let cursor = TextEdit::load_state(ctx, Self::editor_id())?.cursor.char_range()?.primary;
        let before = text.chars().take(cursor.index.into());
        Some(before.filter(|&c| c == '\n').count() as u32 + 1)
    }

    /// The identity of the text field, to give it the focus.
    pub fn editor_id() -> Id {
        Id::unique("script editor")
    }

    /// Draws the panel.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        marks: &[ThreadMark],
        actions: &mut Vec<Action>,
    ) {
        let Some(document) = session.document() else { return };
        let seen = (document.identity(), document.revision());
        if self.seen != Some(seen) {
            let is_another = self.seen.is_none_or(|(identity, _)| identity != seen.0);
            self.seen = Some(seen);
            if is_another {
                self.begin_at = Some(line_after_settings(document.text()));
            }
            if self.buffer != document.text() {
                self.buffer = document.text().to_owned();
            }
        }
        let problems: &[Problem] = if session.is_checking() { &[] } else { session.problems() };
        if !session.problems().is_empty() {
            problems::strip_ui(ui, session.problems(), actions);
        }
        let skin = skin_of(ui);
        egui::CentralPanel::no_frame()
            .frame(egui::Frame::new().fill(skin.paper))
            .show(ui, |ui| self.editor_ui(ui, problems, marks, actions));
    }

    fn editor_ui(
        &mut self,
        ui: &mut Ui,
        problems: &[Problem],
        marks: &[ThreadMark],
        actions: &mut Vec<Action>,
    ) {
        let id = CodePanel::editor_id();
        if ui.memory(|memory| memory.has_focus(id)) {
            keys::python_keys(ui, id, &self.buffer);
        }
        let area = ScrollArea::both().id_salt("script").auto_shrink(false);
        area.show(ui, |ui| {
            let behind = ui.painter().add(egui::Shape::Noop);
            let margin = gutter::width(ui, &self.buffer);
            let view = ui.clip_rect();
            let output = self.text_edit(ui, id, margin, problems, view);
            let first = (output.galley_pos, &output.galley);
            gutter::paint(ui, behind, first, view, margin, marks);
            problems::hover_ui(&output.response, first, &self.buffer, problems);
            self.scroll_where_asked(ui, &output);
            if output.response.changed() {
                actions.push(Action::Type(self.buffer.clone()));
            }
        });
    }

    fn text_edit(
        &mut self,
        ui: &mut Ui,
        id: Id,
        margin: f32,
        problems: &[Problem],
        view: Rect,
    ) -> egui::text_edit::TextEditOutput {
        let cache = &mut self.job;
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, _wrap: f32| -> Arc<Galley> {
            let job = layout(cache, ui, text.as_str(), problems);
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let padding = egui::Margin { left: margin as i8, right: 12, top: 6, bottom: 24 };
        TextEdit::multiline(&mut self.buffer)
            .id(id)
            .code_editor()
            // Also what a screen reader calls the field.
            .hint_text("Type a Python script")
            .frame(egui::Frame::NONE.inner_margin(padding))
            .desired_width(f32::INFINITY)
            .min_size(vec2(view.width(), view.height()))
            .layouter(&mut layouter)
            .show(ui)
    }

    fn scroll_where_asked(&mut self, ui: &Ui, output: &egui::text_edit::TextEditOutput) {
        let place_of = |cursor: CCursor| {
            output.galley.pos_from_cursor(cursor).translate(output.galley_pos.to_vec2())
        };
        if let Some(line) = self.begin_at.take() {
            // From the left edge of the field, so that the line numbers cover nothing.
            let mut place = place_of(line_begin(&self.buffer, line));
            place.min.x = output.response.rect.left();
            ui.scroll_to_rect(place, Some(egui::Align::TOP));
        }
        let Some(line) = self.go_to.take() else { return };
        let cursor = line_begin(&self.buffer, line);
        let place = place_of(cursor);
        ui.scroll_to_rect(place.expand2(vec2(60.0, 0.0)), Some(egui::Align::Center));
        let mut state = output.state.clone();
        state.cursor.set_char_range(Some(CCursorRange::one(cursor)));
        TextEdit::store_state(ui.ctx(), output.response.id, state);
        output.response.request_focus();
    }
}

/// The 1-based line after the settings block that a script begins with; 1 if it has none.
fn line_after_settings(text: &str) -> usize {
    if !text.starts_with("# /// script") {
        return 1;
    }
    text.lines().position(|line| line.trim_end() == "# ///").map_or(1, |end| end + 2)
}

/// The place before the first character of a 1-based line.
fn line_begin(text: &str, line: usize) -> CCursor {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let characters: usize = lines.map(|line| line.chars().count()).sum();
    CCursor::new(characters)
}

fn layout(cache: &mut Option<CachedJob>, ui: &Ui, text: &str, problems: &[Problem]) -> LayoutJob {
    let dark = ui.visuals().dark_mode;
    if let Some(cached) = cache
        && cached.text == text
        && cached.problems == problems
        && cached.dark == dark
    {
        return cached.job.clone();
    }
    let font: FontId = TextStyle::Monospace.resolve(ui.style());
    let job = highlight::layout_job(text, problems, skin_of(ui), &font);
    let (text, problems) = (text.to_owned(), problems.to_vec());
    *cache = Some(CachedJob { text, problems, dark, job: job.clone() });
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_begins_after_its_settings() {
        assert_eq!(line_after_settings("import threading\n"), 1);
        assert_eq!(line_after_settings("# /// script\n# x = 1\n# ///\n\"\"\"Lesson\"\"\"\n"), 4);
        assert_eq!(line_after_settings("# /// script\nnever closed\n"), 1);
    }
}
