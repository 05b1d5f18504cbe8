//! What is said about a choice: a tooltip, a sentence for an interval, tables for a range.

use super::TimelinePanel;
use super::selection::{Chosen, Selection};
use crate::analysis::contention::{Contention, contention};
use crate::analysis::sentence;
use crate::analysis::states::{ThreadStates, states};
use crate::analysis::times::Times;
use crate::export::axis::{duration, exact};
use crate::export::timeline::LaneKey;
use crate::trace::{State, Trace};
use egui::{RichText, ScrollArea, Ui};
use std::fmt::Write;

/// Statistics of more events than this would stop the window for too long.
pub const STATISTICS_EVENTS_MAX: u64 = 2_000_000;

const TIMES: [&str; 5] = ["mean", "p50", "p90", "p99", "max"];

/// Figures of a range, kept until the range or the trace changes.
#[derive(Clone, Debug)]
pub struct Statistics {
    range: (f64, f64),
    events: u64,
    objects: Vec<Contention>,
    threads: Vec<ThreadStates>,
}

impl TimelinePanel {
    pub(super) fn details_ui(&mut self, ui: &mut Ui, trace: &Trace, selection: &mut Selection) {
        if let Some(range) = selection.range {
            self.range_ui(ui, trace, range, selection);
        } else if let Some(chosen) = selection.interval {
            chosen_ui(ui, trace, chosen);
        }
    }

    fn range_ui(
        &mut self,
        ui: &mut Ui,
        trace: &Trace,
        range: (f64, f64),
        selection: &mut Selection,
    ) {
        let span = range.0.max(0.0) as u64..range.1.max(0.0) as u64;
        let events = trace.count_in(span.clone());
        let known = |known: &Statistics| known.range == range && known.events == events;
        if events <= STATISTICS_EVENTS_MAX && !self.statistics.as_ref().is_some_and(known) {
            self.statistics = Some(Statistics {
                range,
                events,
                objects: contention(trace, span.clone()),
                threads: states(trace, span),
            });
        }
        ui.horizontal(|ui| {
            let length = duration(range.1 - range.0);
            let ends =
                format!("{} to {}: {length}", exact(range.0.round()), exact(range.1.round()));
            ui.label(RichText::new(ends).strong());
            if let Some(statistics) = &self.statistics
                && ui.small_button("Copy as CSV").clicked()
            {
                ui.ctx().copy_text(table_text(trace, statistics));
            }
            if ui.small_button("Close").on_hover_text("Choose nothing (Esc)").clicked() {
                selection.clear();
            }
        });
        if events > STATISTICS_EVENTS_MAX {
            ui.label(format!(
                "{events} events are too many to count here; choose a shorter range."
            ));
            return;
        }
        let Some(statistics) = &self.statistics else { return };
        ScrollArea::both().auto_shrink(false).show(ui, |ui| {
            objects_ui(ui, trace, &statistics.objects);
            ui.add_space(6.0);
            threads_ui(ui, trace, &statistics.threads);
        });
    }
}

fn objects_ui(ui: &mut Ui, trace: &Trace, objects: &[Contention]) {
    if objects.is_empty() {
        ui.weak("No lock, queue or signal was used in this range.");
        return;
    }
    egui::Grid::new("range objects").striped(true).spacing([14.0, 2.0]).show(ui, |ui| {
        let waits = TIMES.map(|time| format!("wait {time}"));
        let holds = TIMES.map(|time| format!("hold {time}"));
        let firsts = ["object", "taken", "waited", "held"].map(str::to_owned);
        for head in firsts.into_iter().chain(waits).chain(holds) {
            ui.weak(head);
        }
        ui.end_row();
        for one in objects {
            ui.label(sentence::object_name(trace, one.object));
            ui.label(one.acquisitions.to_string());
            ui.label(one.contended.to_string());
            ui.label(format!("{:.0} %", one.held_share * 100.0));
            for text in cells(&one.waits).into_iter().chain(cells(&one.holds)) {
                ui.label(text);
            }
            ui.end_row();
        }
    });
}

fn cells(times: &Times) -> [String; 5] {
    if times.count == 0 {
        return std::array::from_fn(|_| "-".to_owned());
    }
    figures(times).map(duration)
}

fn figures(times: &Times) -> [f64; 5] {
    let whole = [times.p50_nanos, times.p90_nanos, times.p99_nanos, times.max_nanos];
    let [p50, p90, p99, max] = whole.map(|nanos| nanos as f64);
    [times.mean_nanos, p50, p90, p99, max]
}

fn threads_ui(ui: &mut Ui, trace: &Trace, threads: &[ThreadStates]) {
    egui::Grid::new("range threads").striped(true).spacing([14.0, 2.0]).show(ui, |ui| {
        ui.weak("thread");
        ui.weak("alive");
        for state in State::LIVING {
            ui.weak(state.label());
        }
        ui.end_row();
        for one in threads {
            ui.label(sentence::thread_name(trace, one.thread));
            ui.label(duration(one.alive_nanos));
            for state in State::LIVING {
                ui.label(format!("{:.0} %", one.share(state) * 100.0));
            }
            ui.end_row();
        }
    });
}

/// Both tables for a spreadsheet, in nanoseconds and shares.
fn table_text(trace: &Trace, statistics: &Statistics) -> String {
    let mut text = String::from("object,taken,waited,held_share");
    for kind in ["wait", "hold"] {
        for time in TIMES {
            let _ = write!(text, ",{kind}_{time}_nanos");
        }
    }
    text.push('\n');
    for one in &statistics.objects {
        let name = sentence::object_name(trace, one.object).replace([',', '"', '\n'], " ");
        let _ = write!(text, "{name},{},{},{:.4}", one.acquisitions, one.contended, one.held_share);
        for nanos in figures(&one.waits).into_iter().chain(figures(&one.holds)) {
            let _ = write!(text, ",{nanos:.0}");
        }
        text.push('\n');
    }
    text.push_str("\nthread,alive_nanos");
    State::LIVING.iter().for_each(|state| text.push_str(&format!(",{}", state.label())));
    text.push('\n');
    for one in &statistics.threads {
        let name = sentence::thread_name(trace, one.thread).replace([',', '"', '\n'], " ");
        let _ = write!(text, "{name},{:.0}", one.alive_nanos);
        State::LIVING.iter().for_each(|&state| text.push_str(&format!(",{:.4}", one.share(state))));
        text.push('\n');
    }
    text
}

fn chosen_ui(ui: &mut Ui, trace: &Trace, chosen: Chosen) {
    ui.label(RichText::new(told(trace, chosen)).strong());
    ui.weak(place(trace, chosen.lane, chosen.from_nanos, chosen.to_nanos));
}

/// An interval in words.
pub fn told(trace: &Trace, chosen: Chosen) -> String {
    match chosen.lane {
        LaneKey::Thread(thread) => {
            let wait = sentence::sentence(trace, thread, chosen.from_nanos);
            wait.unwrap_or_else(|| {
                let state = trace.state_at(thread, chosen.from_nanos);
                let name = sentence::thread_name(trace, thread);
                match state {
                    State::Running => {
                        let length = duration((chosen.to_nanos - chosen.from_nanos) as f64);
                        format!("{name} ran for {length}.")
                    }
                    State::Ended => format!("{name} had ended."),
                    state => format!("{name}: {}.", state.label()),
                }
            })
        }
        LaneKey::Object(object) => object_told(trace, object, chosen.from_nanos),
    }
}

fn object_told(trace: &Trace, object: crate::model::ids::ObjectId, nanos: u64) -> String {
    let names = |threads: Vec<_>| -> Vec<String> {
        threads.into_iter().map(|thread| sentence::thread_name(trace, thread)).collect()
    };
    let holders = names(trace.holders_at(object, nanos));
    let waiters = names(trace.waiters_at(object, nanos));
    let mut text = sentence::object_name(trace, object);
    let info = trace.object(object);
    if let Some((level, at)) = info.level.zip(trace.object_lane(object).and_then(|l| l.at(nanos))) {
        let _ = write!(text, ": {} {level}", at.level_max);
    }
    match holders.is_empty() {
        true if info.level.is_none() => text.push_str(": held by nobody"),
        true => {}
        false => {
            let _ = write!(text, ": held by {}", sentence::join_and(&holders));
        }
    }
    if !waiters.is_empty() {
        let _ = write!(text, "; waiting: {}", sentence::join_and(&waiters));
    }
    text + "."
}

/// When, how long, and at which line.
fn place(trace: &Trace, lane: LaneKey, from: u64, to: u64) -> String {
    let mut text = format!("from {}, {}", exact(from as f64), duration((to - from) as f64));
    if let LaneKey::Thread(thread) = lane
        && let Some(line) = trace.line_at(thread, from)
    {
        let _ = write!(text, ", line {line}");
    }
    text
}

/// What the pointer is on.
pub fn tooltip_ui(ui: &mut Ui, trace: &Trace, lane: LaneKey, nanos: u64) {
    ui.set_max_width(420.0);
    match super::selection::interval_at(trace, lane, nanos) {
        Some(chosen) => {
            ui.label(told(trace, chosen));
            ui.weak(place(trace, lane, chosen.from_nanos, chosen.to_nanos));
        }
        None => {
            ui.label(crate::export::timeline::name_of(trace, lane));
        }
    }
    ui.weak(format!("pointer at {}", exact(nanos as f64)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::model::ids::ThreadId;

    fn told_at(lane: LaneKey, nanos: u64) -> String {
        let trace = fixture::pipeline();
        told(&trace, super::super::selection::interval_at(&trace, lane, nanos).unwrap())
    }

    #[test]
    fn an_interval_reads_as_a_sentence() {
        assert_eq!(
            told_at(LaneKey::Thread(ThreadId(1)), 100_000),
            "producer waited 65 µs for accounts_lock, held by auditor; woken by auditor."
        );
        assert_eq!(told_at(LaneKey::Thread(ThreadId(1)), 30_000), "producer ran for 70.0 µs.");
        assert_eq!(
            told_at(LaneKey::Object(fixture::LOCK), 100_000),
            "accounts_lock: held by auditor; waiting: producer."
        );
        assert_eq!(told_at(LaneKey::Object(fixture::QUEUE), 205_000), "orders: 2 items.");
    }

    #[test]
    fn a_copied_table_has_one_line_an_object_and_one_a_thread() {
        let trace = fixture::pipeline();
        let statistics = Statistics {
            range: (0.0, 500_000.0),
            events: 0,
            objects: contention(&trace, 0..500_000),
            threads: states(&trace, 0..500_000),
        };
        let text = table_text(&trace, &statistics);
        assert!(text.lines().any(|line| line.starts_with("accounts_lock,4,2,")), "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with("auditor,")).count(), 1);
    }
}
