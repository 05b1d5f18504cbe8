//! What the script printed: who, and to which stream. Draws only the lines that can be seen.

use egui::{Align, Layout, RichText, ScrollArea, TextStyle, Ui};

use super::Action;
use super::theme::{Skin, skin_of};
use crate::model::ids::ThreadId;
use crate::session::output::Line;
use crate::session::{Command, Session};
use crate::trace::event::Stream;

/// Draws the panel.
pub fn ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    bar_ui(ui, session, actions);
    egui::CentralPanel::no_frame()
        .frame(egui::Frame::new().fill(skin.paper).inner_margin(6))
        .show(ui, |ui| lines_ui(ui, session, skin));
}

fn bar_ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let settings = session.settings();
    let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 4));
    egui::Panel::top("output bar").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            let mut prefix = settings.output_prefix;
            if ui.checkbox(&mut prefix, "Name the thread").changed() {
                actions.push(Action::OutputPrefix(prefix));
            }
            let mut errors = settings.output_errors_only;
            if ui.checkbox(&mut errors, "Only errors").changed() {
                actions.push(Action::OutputErrorsOnly(errors));
            }
            let dropped = session.output().dropped();
            if dropped > 0 {
                ui.weak(format!("{dropped} older lines are no longer kept"));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for command in [Command::ClearOutput, Command::CopyOutput] {
                    let enabled = command.enabled(session);
                    let button = egui::Button::new(command.text()).small();
                    let response = ui.add_enabled(enabled.is_ok(), button);
                    let response = response.on_hover_text(command.tooltip());
                    if response.on_disabled_hover_text(enabled.err().unwrap_or("")).clicked() {
                        actions.push(Action::Do(command));
                    }
                }
            });
        });
    });
}

fn lines_ui(ui: &mut Ui, session: &Session, skin: &Skin) {
    let output = session.output();
    if output.is_empty() {
        ui.weak("What the script prints appears here.");
        return;
    }
    let settings = session.settings();
    let height = ui.text_style_height(&TextStyle::Monospace);
    ui.spacing_mut().item_spacing.y = 2.0;
    let errors: Option<Vec<usize>> = settings.output_errors_only.then(|| {
        let lines = output.lines().enumerate();
        lines.filter(|(_, line)| line.stream == Stream::Err).map(|(index, _)| index).collect()
    });
    let count = errors.as_ref().map_or(output.len(), Vec::len);
    let area = ScrollArea::both().id_salt("output").auto_shrink(false).stick_to_bottom(true);
    area.show_rows(ui, height, count, |ui, rows| {
        for row in rows {
            let index = errors.as_ref().map_or(row, |errors| errors[row]);
            if let Some(line) = output.line(index) {
                line_ui(ui, session, line, settings.output_prefix, skin);
            }
        }
    });
}

fn line_ui(ui: &mut Ui, session: &Session, line: &Line, prefix: bool, skin: &Skin) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if prefix {
            let name = thread_name(session, line.thread);
            ui.label(RichText::new(name).monospace().color(skin.text_weak));
        }
        let color = if line.stream == Stream::Err { skin.alarm } else { skin.text };
        let text = RichText::new(line.text.as_str()).monospace().color(color);
        ui.add(egui::Label::new(text).extend());
    });
}

fn thread_name(session: &Session, thread: ThreadId) -> String {
    session.trace().thread(thread).name
}
