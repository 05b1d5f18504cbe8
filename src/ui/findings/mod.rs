//! What went wrong, in sentences: who is stuck and why, and what to try next.

use egui::{Color32, RichText, Ui};

use super::Action;
use super::theme::skin_of;
use crate::analysis::detectors::{Finding, Severity};
use crate::export::timeline::{LaneKey, name_of};
use crate::session::{Ending, Phase, Session};
use crate::ui::timeline::Selection;
use crate::words;

/// Threads and objects of a finding that are named; more are counted.
const NAMED_MAX: usize = 8;

/// Draws the panel.
pub fn ui(ui: &mut Ui, session: &Session, selection: &mut Selection, actions: &mut Vec<Action>) {
    let skin = skin_of(ui);
    egui::ScrollArea::vertical().id_salt("findings").auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(10).show(ui, |ui| {
            let Some(run) = session.run() else {
                ui.weak(words!("findings-empty"));
                return;
            };
            for finding in session.findings() {
                finding_ui(ui, (session, finding), selection, actions);
            }
            let told = session.findings().iter().any(|one| one.severity == Severity::Error);
            for stuck in run.report.stuck.iter().filter(|_| !told) {
                let title = if stuck.is_cycle {
                    words!("analysis-deadlock-title")
                } else {
                    words!("analysis-stuck-title")
                };
                card_ui(ui, (skin.alarm, false), title, &stuck.sentence, |_| {});
            }
            if session.findings().is_empty() && run.report.stuck.is_empty() {
                ui.label(calm_text(session.phase(), run.report.ending.as_ref()));
            }
            if session.is_tried_in_part() {
                ui.add_space(6.0);
                ui.weak(words!("findings-tried-in-part"));
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

fn finding_ui(
    ui: &mut Ui,
    (session, finding): (&Session, &Finding),
    selection: &mut Selection,
    actions: &mut Vec<Action>,
) {
    let skin = skin_of(ui);
    let lit = selection.linked(session.trace());
    let is_lit = keys_of(finding).any(|key| lit.contains(&key));
    let color = match finding.severity {
        Severity::Error => skin.alarm,
        Severity::Warning => skin.caution,
        Severity::Info => skin.accent,
    };
    card_ui(ui, (color, is_lit), finding.title(), finding.sentence.text(), |ui| {
        ui.label(RichText::new(finding.advice.text()).color(skin.text_weak));
        parties_ui(ui, (session, finding), &lit, selection);
        ui.horizontal(|ui| {
            let show = ui.link(RichText::new(words!("findings-show")).color(skin.accent));
            if show.clicked() {
                actions.push(Action::ShowFinding(Box::new(finding.clone())));
            }
            let copy = ui.link(RichText::new(words!("findings-copy")).color(skin.accent));
            if copy.clicked() {
                ui.ctx().copy_text(format!("{}\n{}", finding.sentence, finding.advice));
            }
        });
    });
}

/// The threads and objects that a finding is about.
fn keys_of(finding: &Finding) -> impl Iterator<Item = LaneKey> {
    let threads = finding.threads.iter().copied().map(LaneKey::Thread);
    threads.chain(finding.objects.iter().copied().map(LaneKey::Object))
}

/// Their names: pointed at, one lights up in all views; clicked, it is chosen there.
fn parties_ui(
    ui: &mut Ui,
    (session, finding): (&Session, &Finding),
    lit: &[LaneKey],
    selection: &mut Selection,
) {
    let skin = skin_of(ui);
    ui.horizontal_wrapped(|ui| {
        for key in keys_of(finding).take(NAMED_MAX) {
            let name = RichText::new(name_of(session.trace(), key)).color(skin.accent);
            let link = ui.link(if lit.contains(&key) { name.underline().strong() } else { name });
            if link.hovered() {
                selection.point_at(key);
            }
            if link.clicked() {
                selection.choose_subject(key);
                selection.wanted = Some(key);
            }
        }
        let more = keys_of(finding).skip(NAMED_MAX).count();
        if more > 0 {
            ui.weak(words!("timeline-wait-more", count = more));
        }
    });
}

/// A card in a colour, which stands out if it is lit up.
fn card_ui(
    ui: &mut Ui,
    (color, is_lit): (Color32, bool),
    title: &str,
    text: &str,
    more: impl FnOnce(&mut Ui),
) {
    let (fill, edge) = if is_lit { (0.2, 1.0) } else { (0.08, 0.5) };
    let frame = egui::Frame::new()
        .fill(color.gamma_multiply(fill))
        .stroke((1.0, color.gamma_multiply(edge)))
        .corner_radius(6)
        .inner_margin(12);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(title).strong().size(16.0).color(color));
        ui.label(text);
        more(ui);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::soon::eventually;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    struct Stage {
        session: Session,
        selection: Selection,
        actions: Vec<Action>,
    }

    #[test]
    fn whom_a_finding_is_about_lights_up_and_is_chosen_from_it() {
        let mut session = Session::for_tests();
        session.show_for_tests(fixture::deadlock());
        eventually(|| {
            session.pump();
            !session.findings().is_empty()
        });
        let finding = session.findings()[0].clone();
        let key = keys_of(&finding).next().unwrap();
        let name = name_of(session.trace(), key);
        let stage = Stage { session, selection: Selection::default(), actions: Vec::new() };
        let mut harness = Harness::builder().with_size(egui::vec2(500.0, 400.0)).build_ui_state(
            |ui, stage: &mut Stage| {
                stage.selection.next_frame();
                super::ui(ui, &stage.session, &mut stage.selection, &mut stage.actions);
            },
            stage,
        );
        harness.run();
        harness.get_by_label(&name).hover();
        harness.run();
        assert_eq!(harness.state().selection.hovered, Some(key));
        harness.get_by_label(&name).click();
        harness.run();
        assert_eq!(harness.state().selection.subject, Some(key));
        harness.hover_at(egui::pos2(490.0, 390.0));
        harness.run();
        assert_eq!(harness.state().selection.hovered, None, "it goes out again");
    }
}
