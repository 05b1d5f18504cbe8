//! The line at the bottom: what the session is doing, the verdict, what was recorded and lost.

use egui::{Align, Layout, RichText, Ui};

use super::toolbar;
use crate::analysis::detectors::{Finding, Severity};
use crate::model::ids::{ObjectId, ThreadId};
use crate::session::run::{Stop, Stuck};
use crate::session::{Ending, Phase, RunState, Session};
use crate::trace::Trace;
use crate::ui::theme::{Skin, skin_of};
use crate::words;

/// Threads at breakpoints that are named; more are hinted at.
const STOPS_TOLD: usize = 3;

/// Draws the line.
pub fn ui(ui: &mut Ui, session: &mut Session) {
    let skin = skin_of(ui);
    let frame = egui::Frame::new().fill(skin.bar).inner_margin(egui::Margin::symmetric(12, 4));
    egui::Panel::bottom("status").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                counts_ui(ui, session, skin);
                progress_ui(ui, session);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let (text, color) = sentence(session, skin);
                    ui.add(egui::Label::new(RichText::new(&text).color(color)).truncate())
                        .on_hover_text(text);
                    last_words_ui(ui, session);
                });
            });
        });
    });
}

fn counts_ui(ui: &mut Ui, session: &Session, skin: &Skin) {
    if !session.has_trace() {
        return;
    }
    if let Some(nanos) = session.event_nanos() {
        let text = RichText::new(words!("shell-event-cost", nanos = format!("{nanos:.0}")))
            .color(skin.text_weak);
        ui.label(text).on_hover_text(words!("shell-event-cost-tip"));
    }
    let trace = session.trace();
    let dropped = trace.dropped();
    if dropped > 0 {
        let text =
            RichText::new(words!("shell-events-lost", count = dropped, shown = grouped(dropped)))
                .color(skin.caution);
        ui.label(text).on_hover_text(words!("shell-events-lost-tip"));
    }
    let count = trace.event_count();
    let text = words!("shell-events", count = count, shown = grouped(count));
    ui.label(RichText::new(text).color(skin.text_weak));
}

/// What takes a while, and a way to give it up.
fn progress_ui(ui: &mut Ui, session: &mut Session) {
    if let Some(name) = session.opening_under_way() {
        if ui.small_button(words!("session-cancel")).clicked() {
            session.cancel_opening();
        }
        ui.label(words!("session-opening", name = name));
        ui.spinner();
    }
    if session.is_looking() {
        if ui.small_button(words!("session-cancel")).clicked() {
            session.stop_looking();
        }
        ui.label(words!("session-looking"));
        ui.spinner();
    }
    let Some(what) = session.export_under_way().map(str::to_owned) else { return };
    if ui.small_button(words!("shell-cancel")).clicked() {
        session.cancel_export();
    }
    ui.label(words!("shell-exporting", what = what));
    ui.spinner();
}

/// What the session is doing, in a sentence, and its colour.
fn sentence(session: &Session, skin: &Skin) -> (String, egui::Color32) {
    if let Some(run) = session.run().filter(|run| !run.report.stuck.is_empty()) {
        return (stuck_sentence(&run.report.stuck[0], session.trace()), skin.alarm);
    }
    if let Some(problem) = session.problems().iter().find(|problem| !problem.is_warning) {
        return (
            words!("shell-problem", line = problem.line, message = problem.message.text()),
            skin.alarm,
        );
    }
    if let Some(text) = stopped_text(session) {
        return (text, skin.caution);
    }
    match (session.phase(), session.run()) {
        (Phase::Starting, _) => (words!("shell-starting").into(), skin.text),
        (Phase::Running, Some(run)) => running_text(run.mode.title(), session, skin),
        (Phase::Paused, Some(run)) => {
            (words!("shell-paused", mode = run.mode.title()), skin.caution)
        }
        (Phase::Stopping, _) => (words!("shell-stopping").into(), skin.caution),
        (Phase::Ended, Some(run)) => ended_text(run, session.findings(), skin),
        _ if session.document().is_none() => (words!("shell-pick").into(), skin.text_weak),
        _ => (words!("shell-ready").into(), skin.text_weak),
    }
}

fn running_text(mode: &str, session: &Session, skin: &Skin) -> (String, egui::Color32) {
    match session.settings().slowness {
        0 => (words!("shell-running", mode = mode), skin.good),
        slow => {
            let speed = toolbar::speed_text(slow);
            (words!("shell-running-slow", mode = mode, speed = speed), skin.caution)
        }
    }
}

/// What a run that is over printed last: often what it was made to show.
fn last_words_ui(ui: &mut Ui, session: &Session) {
    let output = session.output();
    let last = output.len().checked_sub(1).and_then(|last| output.line(last));
    let stuck = session.run().is_some_and(|run| !run.report.stuck.is_empty());
    if let (Phase::Ended, false, Some(line)) = (session.phase(), stuck, last) {
        let text = words!("shell-last-words", words = line.text.trim());
        ui.add(egui::Label::new(RichText::new(text).weak()).truncate());
    }
}

/// Who stands at a breakpoint, and where: the first few of them.
fn stopped_text(session: &Session) -> Option<String> {
    let stops = session.stopped();
    let at = |stop: &Stop| {
        let who = session.trace().thread(stop.thread).name;
        let line = session.line_now(stop.line).unwrap_or(stop.line);
        words!("shell-at-line", who = who, line = line)
    };
    let mut list: Vec<String> = stops.iter().take(STOPS_TOLD).map(at).collect();
    if stops.len() > STOPS_TOLD {
        list.push("...".to_owned());
    }
    (!list.is_empty()).then(|| words!("shell-at-breakpoints", list = list.join(", ")))
}

/// Who can never go on: who holds what the one before waits for, and waits for what.
fn stuck_sentence(stuck: &Stuck, trace: &Trace) -> String {
    let count = stuck.objects.len();
    let thing = |object: ObjectId| match trace.thread_of(object) {
        Some(thread) => words!("shell-stuck-end", who = trace.thread(thread).name),
        None => trace.object(object).name,
    };
    let link = |(at, (&who, &wanted)): (usize, (&ThreadId, &ObjectId))| {
        let (who, wanted) = (trace.thread(who).name, thing(wanted));
        let held = stuck.objects[(at + count - 1) % count];
        match stuck.is_cycle && trace.thread_of(held).is_none() {
            true => {
                let held = trace.object(held).name;
                words!("shell-stuck-holds", who = who, held = held, wanted = wanted)
            }
            false => words!("shell-stuck-waits", who = who, wanted = wanted),
        }
    };
    let links: Vec<String> =
        stuck.threads.iter().zip(&stuck.objects).enumerate().map(link).collect();
    match (stuck.is_cycle, count) {
        (_, 0) => stuck.sentence.clone(),
        (true, 1) => words!("shell-stuck-self", link = links[0].as_str()),
        (true, _) => words!("shell-stuck-cycle", links = links.join("; ")),
        (false, _) => words!("shell-stuck-all", links = links.join("; ")),
    }
}

fn ended_text(run: &RunState, findings: &[Finding], skin: &Skin) -> (String, egui::Color32) {
    let worst = findings.first().filter(|worst| worst.severity > Severity::Info);
    match &run.report.ending {
        Some(Ending::Exit(0)) if let Some(worst) = worst => {
            (words!("shell-ended-found", what = worst.title()), skin.caution)
        }
        Some(Ending::Exit(0)) => (words!("shell-ended-well").into(), skin.good),
        Some(Ending::Exit(status)) => {
            (words!("shell-ended-status", status = *status), skin.caution)
        }
        Some(Ending::Recorded) => {
            (words!("session-recorded-run", mode = run.mode.title()), skin.text_weak)
        }
        Some(Ending::Stopped) | None => (words!("shell-stopped").into(), skin.text_weak),
        Some(Ending::Limit(why) | Ending::Fault(why)) => (why.clone(), skin.alarm),
    }
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{2009}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234_567), "1\u{2009}234\u{2009}567");
    }
}
