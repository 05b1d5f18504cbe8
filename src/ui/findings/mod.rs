//! What went wrong, in sentences: who is stuck and why, and what to try next.

use egui::{Color32, RichText, Ui};

use super::Action;
use super::theme::{Skin, skin_of};
use crate::analysis::detectors::{Finding, Severity};
use crate::session::{Ending, Phase, Session};
use crate::words;

/// Draws the panel.
pub fn ui(ui: &mut Ui, session: &Session, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    egui::ScrollArea::vertical().id_salt("findings").auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(10).show(ui, |ui| {
            let Some(run) = session.run() else {
                ui.weak(words!("findings-empty"));
                return;
            };
            for finding in session.findings() {
                finding_ui(ui, finding, skin, actions);
            }
            let told = session.findings().iter().any(|one| one.severity == Severity::Error);
            for stuck in run.report.stuck.iter().filter(|_| !told) {
                let title = if stuck.is_cycle {
                    words!("analysis-deadlock-title")
                } else {
                    words!("analysis-stuck-title")
                };
                card_ui(ui, skin.alarm, title, &stuck.sentence, |_| {});
            }
            if session.findings().is_empty() && run.report.stuck.is_empty() {
                ui.label(calm_text(session.phase(), run.report.ending.as_ref()));
            }
        });
    });
}

fn calm_text(phase: Phase, ending: Option<&Ending>) -> String {
    match (phase, ending) {
        (Phase::Running | Phase::Paused, _) => words!("findings-calm").into(),
        (_, Some(Ending::Exit(0))) => words!("findings-ended-well").into(),
        (_, Some(Ending::Exit(status))) => {
            words!("findings-ended-status", status = *status)
        }
        (_, Some(Ending::Limit(why) | Ending::Fault(why))) => why.clone(),
        (_, Some(Ending::Stopped)) => words!("findings-stopped").into(),
        (_, Some(Ending::Recorded)) => words!("findings-recorded").into(),
        _ => words!("findings-ending").into(),
    }
}

fn finding_ui(ui: &mut Ui, finding: &Finding, skin: &Skin, actions: &mut Vec<Action>) {
    let color = match finding.severity {
        Severity::Error => skin.alarm,
        Severity::Warning => skin.caution,
        Severity::Info => skin.accent,
    };
    card_ui(ui, color, finding.title(), finding.sentence.text(), |ui| {
        ui.label(RichText::new(finding.advice.text()).color(skin.text_weak));
        ui.horizontal(|ui| {
            let show = ui.link(RichText::new(words!("findings-show")).color(skin.accent));
            if show.clicked() {
                actions.push(Action::ShowRange(finding.range_nanos.clone()));
            }
            let copy = ui.link(RichText::new(words!("findings-copy")).color(skin.accent));
            if copy.clicked() {
                ui.ctx().copy_text(format!("{}\n{}", finding.sentence, finding.advice));
            }
        });
    });
}

fn card_ui(ui: &mut Ui, color: Color32, title: &str, text: &str, more: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::new()
        .fill(color.gamma_multiply(0.08))
        .stroke((1.0, color.gamma_multiply(0.5)))
        .corner_radius(6)
        .inner_margin(12);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(title).strong().size(16.0).color(color));
        ui.label(text);
        more(ui);
    });
}
