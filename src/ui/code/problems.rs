//! What is wrong with the script: a strip under it, and a tip over the underlined place.

use std::sync::Arc;

use egui::{Galley, Pos2, Response, RichText, ScrollArea, Ui};

use crate::session::Problem;
use crate::ui::Action;
use crate::ui::theme::skin_of;

/// How many problems the strip lists.
const LISTED_MAX: usize = 50;

/// The list under the script. A click shows the place.
pub fn strip_ui(ui: &mut Ui, problems: &[Problem], actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    let frame = egui::Frame::new().fill(skin.bar).inner_margin(8);
    egui::Panel::bottom("problems").frame(frame).resizable(false).show(ui, |ui| {
        ScrollArea::vertical().max_height(120.0).auto_shrink([false, true]).show(ui, |ui| {
            for problem in problems.iter().take(LISTED_MAX) {
                problem_ui(ui, problem, actions);
            }
            let more = problems.len().saturating_sub(LISTED_MAX);
            if more > 0 {
                ui.weak(format!("and {more} more"));
            }
        });
    });
}

fn problem_ui(ui: &mut Ui, problem: &Problem, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    ui.horizontal_wrapped(|ui| {
        let place = format!("Line {}", problem.line);
        let tip = format!("Show line {}, column {}.", problem.line, problem.column);
        if ui.link(RichText::new(place).strong()).on_hover_text(tip).clicked() {
            actions.push(Action::ShowLine(problem.line));
        }
        let color = if problem.is_warning { skin.caution } else { skin.alarm };
        ui.label(RichText::new(&problem.message).color(color));
        if let Some(help) = &problem.help {
            ui.label(RichText::new(help).color(skin.text_weak));
        }
    });
}

/// The message of the problem under the pointer.
pub fn hover_ui(
    response: &Response,
    (origin, galley): (Pos2, &Arc<Galley>),
    text: &str,
    problems: &[Problem],
) {
    let Some(pointer) = response.hover_pos().filter(|_| !problems.is_empty()) else { return };
    let cursor = galley.cursor_from_pos(pointer - origin);
    let index: usize = cursor.index.into();
    let byte = text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte);
    let near = problems
        .iter()
        .find(|problem| problem.span.start <= byte + 1 && byte <= problem.span.end + 1);
    if let Some(problem) = near {
        let help = problem.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
        response.clone().on_hover_text_at_pointer(format!("{}{help}", problem.message));
    }
}
