//! What the script printed: who, and to which stream. Finds and filters; draws only the lines that
//! can be seen.

use std::collections::VecDeque;

use egui::text::LayoutJob;
use egui::{
    Align, Button, ComboBox, FontId, Layout, RichText, ScrollArea, TextEdit, TextFormat, TextStyle,
    Ui, WidgetInfo, accesskit::Role,
};

use super::theme::{Skin, skin_of};
use super::{Action, list};
use crate::model::ids::ThreadId;
use crate::session::output::Line;
use crate::session::{Command, OutputLog, Session};
use crate::trace::event::Stream;
use crate::words;

/// From this width on the bar is one line.
const BAR_WIDTH: f32 = 880.0;

/// Which lines are wanted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Wanted {
    text: String,
    thread: Option<ThreadId>,
    errors_only: bool,
}

impl Wanted {
    fn is_all(&self) -> bool {
        *self == Wanted::default()
    }

    fn has(&self, line: &Line) -> bool {
        (!self.errors_only || line.stream == Stream::Err)
            && self.thread.is_none_or(|thread| thread == line.thread)
            && (self.text.is_empty() || line.text.to_lowercase().contains(&self.text))
    }
}

/// The lines that are wanted, by serial number: new lines are looked at once.
#[derive(Default)]
struct Found {
    wanted: Wanted,
    serials: VecDeque<u64>,
    next: u64,
}

impl Found {
    fn refresh(&mut self, output: &OutputLog, wanted: Wanted) {
        let first = output.dropped();
        let end = first + output.len() as u64;
        if self.wanted != wanted || self.next > end {
            *self = Found { wanted, ..Found::default() };
        }
        while self.serials.front().is_some_and(|serial| *serial < first) {
            self.serials.pop_front();
        }
        for serial in self.next.max(first)..end {
            let line = output.line((serial - first) as usize);
            if line.is_some_and(|line| self.wanted.has(line)) {
                self.serials.push_back(serial);
            }
        }
        self.next = end;
    }
}

/// The panel's own state.
pub struct OutputPanel {
    query: String,
    thread: Option<ThreadId>,
    follow: bool,
    found: Found,
}

impl Default for OutputPanel {
    fn default() -> OutputPanel {
        OutputPanel { query: String::new(), thread: None, follow: true, found: Found::default() }
    }
}

impl OutputPanel {
    /// Draws the panel.
    pub fn ui(&mut self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
        let skin = skin_of(ui);
        self.bar_ui(ui, session, actions);
        egui::CentralPanel::no_frame()
            .frame(egui::Frame::new().fill(skin.paper).inner_margin(6))
            .show(ui, |ui| self.lines_ui(ui, session, skin));
    }

    fn bar_ui(&mut self, ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
        let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4));
        egui::Panel::top("output bar").frame(frame).show_separator_line(false).show(ui, |ui| {
            // In a narrow panel the bar has several lines.
            let wide = ui.available_width() > BAR_WIDTH;
            ui.horizontal_wrapped(|ui| {
                let hint = words!("output-find");
                let field = TextEdit::singleline(&mut self.query).hint_text(hint);
                ui.add(field.desired_width(150.0))
                    .widget_info(|| WidgetInfo::labeled(Role::TextInput, true, hint));
                self.thread_ui(ui, session);
                for command in [Command::OutputPrefix, Command::OutputErrorsOnly] {
                    let mut on = command.chosen(session).unwrap_or(false);
                    let text = match command {
                        Command::OutputPrefix => words!("output-prefix"),
                        _ => words!("output-errors"),
                    };
                    let check = ui.checkbox(&mut on, text).on_hover_text(command.tooltip());
                    if check.changed() {
                        actions.push(Action::Do(command));
                    }
                }
                ui.checkbox(&mut self.follow, words!("output-follow"))
                    .on_hover_text(words!("output-follow-tip"));
                let mut rest = |ui: &mut Ui| {
                    buttons_ui(ui, session, actions);
                    self.count_ui(ui, session);
                };
                match wide {
                    true => {
                        ui.with_layout(Layout::right_to_left(Align::Center), rest);
                    }
                    false => rest(ui),
                }
            });
        });
    }

    /// Whose lines are shown.
    fn thread_ui(&mut self, ui: &mut Ui, session: &Session) {
        let all = words!("output-all-threads").to_owned();
        let chosen = self.thread.map_or(all.clone(), |thread| thread_name(session, thread));
        let combo = ComboBox::from_id_salt("output thread").selected_text(chosen).width(130.0);
        let shown = list::show(ui, combo, |ui| {
            ui.selectable_value(&mut self.thread, None, all);
            for thread in session.trace().threads() {
                let name = thread_name(session, thread);
                ui.selectable_value(&mut self.thread, Some(thread), name);
            }
        });
        list::named(&shown, words!("output-whose"));
    }

    fn count_ui(&self, ui: &mut Ui, session: &Session) {
        let dropped = session.output().dropped();
        if dropped > 0 {
            ui.weak(words!("output-dropped", count = dropped));
        }
        if !self.found.wanted.is_all() {
            ui.weak(words!("output-found", count = self.found.serials.len()));
        }
    }

    fn lines_ui(&mut self, ui: &mut Ui, session: &Session, skin: &Skin) {
        let output = session.output();
        if output.is_empty() {
            self.thread = None;
            ui.weak(words!("output-empty"));
            return;
        }
        let settings = session.settings();
        let wanted = Wanted {
            text: self.query.to_lowercase(),
            thread: self.thread,
            errors_only: settings.output_errors_only,
        };
        let all = wanted.is_all();
        self.found.refresh(output, wanted);
        let height = ui.text_style_height(&TextStyle::Monospace);
        ui.spacing_mut().item_spacing.y = 2.0;
        let count = if all { output.len() } else { self.found.serials.len() };
        let area = ScrollArea::both().id_salt("output").auto_shrink(false);
        area.stick_to_bottom(self.follow).show_rows(ui, height, count, |ui, rows| {
            for row in rows {
                let index = match all {
                    true => row,
                    false => (self.found.serials[row] - output.dropped()) as usize,
                };
                if let Some(line) = output.line(index) {
                    line_ui(ui, session, line, &self.found.wanted.text, skin);
                }
            }
        });
    }
}

fn buttons_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    for command in [Command::ClearOutput, Command::CopyOutput] {
        let enabled = command.enabled(session);
        let response = ui.add_enabled(enabled.is_ok(), Button::new(command.text()).small());
        let response = response.on_hover_text(command.tooltip());
        if response.on_disabled_hover_text(enabled.err().unwrap_or("")).clicked() {
            actions.push(Action::Do(command));
        }
    }
}

fn line_ui(ui: &mut Ui, session: &Session, line: &Line, query: &str, skin: &Skin) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if session.settings().output_prefix {
            let name = thread_name(session, line.thread);
            ui.label(RichText::new(name).monospace().color(skin.text_weak));
        }
        let color = if line.stream == Stream::Err { skin.alarm } else { skin.text };
        let font = TextStyle::Monospace.resolve(ui.style());
        let job = marked(&line.text, query, (font, color), skin);
        ui.add(egui::Label::new(job).extend());
    });
}

/// A line with what was looked for on another ground.
fn marked(
    text: &str,
    query: &str,
    (font, color): (FontId, egui::Color32),
    skin: &Skin,
) -> LayoutJob {
    let plain = TextFormat::simple(font, color);
    let mut job = LayoutJob::default();
    // Lengths differ in rare alphabets: then nothing is marked.
    let lower = text.to_lowercase();
    let found = (!query.is_empty() && lower.len() == text.len()).then(|| lower.find(query));
    match found.flatten().filter(|at| text.is_char_boundary(*at)) {
        Some(at) if text.is_char_boundary(at + query.len()) => {
            let ground = TextFormat { background: skin.selection, ..plain.clone() };
            job.append(&text[..at], 0.0, plain.clone());
            job.append(&text[at..at + query.len()], 0.0, ground);
            job.append(&text[at + query.len()..], 0.0, plain);
        }
        _ => job.append(text, 0.0, plain),
    }
    job
}

fn thread_name(session: &Session, thread: ThreadId) -> String {
    session.trace().thread(thread).name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::event::OutputChunk;

    fn log(lines: &[(u32, Stream, &str)]) -> OutputLog {
        let mut log = OutputLog::default();
        for (thread, stream, text) in lines {
            let text = format!("{text}\n");
            log.push(&OutputChunk { nanos: 1, thread: ThreadId(*thread), stream: *stream, text });
        }
        log
    }

    #[test]
    fn lines_are_found_by_text_thread_and_stream() {
        let mut log =
            log(&[(0, Stream::Out, "Alpha"), (1, Stream::Out, "beta"), (1, Stream::Err, "ALPHA")]);
        let mut found = Found::default();
        let alpha = Wanted { text: "alpha".into(), ..Wanted::default() };
        found.refresh(&log, alpha.clone());
        assert_eq!(found.serials, [0, 2]);
        found.refresh(&log, Wanted { errors_only: true, ..alpha.clone() });
        assert_eq!(found.serials, [2]);
        found.refresh(&log, Wanted { thread: Some(ThreadId(1)), ..Wanted::default() });
        assert_eq!(found.serials, [1, 2]);
        log.push(&OutputChunk {
            nanos: 2,
            thread: ThreadId(1),
            stream: Stream::Out,
            text: "more\n".into(),
        });
        found.refresh(&log, Wanted { thread: Some(ThreadId(1)), ..Wanted::default() });
        assert_eq!(found.serials, [1, 2, 3]);
    }
}
