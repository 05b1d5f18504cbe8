//! What went wrong, in sentences: who is stuck and why, and what to try next.

use egui::{RichText, Ui};

use super::Action;
use super::theme::{Skin, skin_of};
use crate::session::run::Stuck;
use crate::session::{Command, Ending, Phase, Session};

/// Draws the panel.
pub fn ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    egui::ScrollArea::vertical().id_salt("findings").auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(10).show(ui, |ui| match session.run() {
            None => {
                ui.weak("Press Run: what goes wrong, and why, is explained here.");
            }
            Some(run) => {
                for stuck in &run.report.stuck {
                    stuck_ui(ui, stuck, session.phase(), skin, actions);
                }
                if run.report.stuck.is_empty() {
                    ui.label(calm_text(session.phase(), run.report.ending.as_ref()));
                }
            }
        });
    });
}

fn calm_text(phase: Phase, ending: Option<&Ending>) -> String {
    match (phase, ending) {
        (Phase::Running | Phase::Paused, _) => "Nothing has gone wrong so far.".into(),
        (_, Some(Ending::Exit(0))) => "The script ended well; nothing was found.".into(),
        (_, Some(Ending::Exit(status))) => {
            format!("The script ended with exit status {status}; its last words are in Output.")
        }
        (_, Some(Ending::Limit(why) | Ending::Fault(why))) => why.clone(),
        (_, Some(Ending::Stopped)) => "The run was stopped; nothing was found until then.".into(),
        _ => "The run is ending.".into(),
    }
}

fn stuck_ui(ui: &mut Ui, stuck: &Stuck, phase: Phase, skin: &Skin, actions: &mut Vec<Action>) {
    let frame = egui::Frame::new()
        .fill(skin.alarm.gamma_multiply(0.08))
        .stroke((1.0, skin.alarm.gamma_multiply(0.5)))
        .corner_radius(6)
        .inner_margin(12);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = match (stuck.is_cycle, stuck.is_total) {
            (true, _) => "Deadlock",
            (false, true) => "Every thread waits for ever",
            (false, false) => "Threads that wait for ever",
        };
        ui.label(RichText::new(title).strong().size(16.0).color(skin.alarm));
        ui.label(&stuck.sentence);
        let advice = if stuck.is_cycle {
            "To try next: let all threads take their locks in the same order, or acquire with a \
             time-out and let go."
        } else {
            "To try next: look who should have told them to go on, and when that happened."
        };
        ui.label(RichText::new(advice).color(skin.text_weak));
        if phase.is_live() && ui.button(Command::Stop.text()).clicked() {
            actions.push(Action::Do(Command::Stop));
        }
    });
}
