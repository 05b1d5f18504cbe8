//! The chosen interval: told in a sentence, and of a wait every fact, with a way to each.

use super::{place, told};
use crate::analysis::sentence::{object_name, thread_name};
use crate::analysis::wait_details::{WaitDetails, wait_details};
use crate::analysis::waits::Ending;
use crate::export::axis::{duration, exact};
use crate::export::timeline::LaneKey;
use crate::model::ids::ThreadId;
use crate::trace::{State, Trace};
use crate::ui::timeline::selection::{Chosen, Selection};
use crate::words;
use egui::{RichText, ScrollArea, Ui};

/// Threads named in one line; more are counted.
const NAMED_MAX: usize = 6;

/// Shows what is known of the chosen interval.
pub fn ui(ui: &mut Ui, trace: &Trace, chosen: Chosen, selection: &mut Selection) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.label(RichText::new(told(trace, chosen)).strong());
        ui.weak(place(trace, chosen.lane, chosen.from_nanos, chosen.to_nanos));
        let LaneKey::Thread(thread) = chosen.lane else { return };
        let Some(details) = wait_details(trace, thread, chosen.from_nanos) else { return };
        egui::Grid::new("wait details").num_columns(2).spacing([14.0, 3.0]).show(ui, |ui| {
            object_row(ui, trace, &details, selection);
            holder_rows(ui, trace, &details, selection);
            waker_row(ui, trace, &details, selection);
        });
    });
}

fn object_row(ui: &mut Ui, trace: &Trace, details: &WaitDetails, selection: &mut Selection) {
    let wait = &details.wait;
    if wait.state == State::Sleeping {
        return;
    }
    ui.weak(words!("timeline-wait-object"));
    ui.horizontal(|ui| {
        let lane = LaneKey::Object(wait.object);
        let link = ui.link(object_name(trace, wait.object));
        if link.hovered() {
            selection.point_at(lane);
        }
        if link.clicked() {
            selection.choose(trace, lane, wait.from);
            selection.wanted = Some(lane);
        }
        if wait.attempts > 1 {
            ui.weak(words!("timeline-wait-attempts", count = wait.attempts));
        }
        if wait.timed {
            ui.weak(words!("timeline-wait-timed"));
        }
    });
    ui.end_row();
}

fn holder_rows(ui: &mut Ui, trace: &Trace, details: &WaitDetails, selection: &mut Selection) {
    let wait = &details.wait;
    if !details.holders.is_empty() {
        ui.weak(words!("timeline-wait-owner"));
        let holders: Vec<_> = details.holders.iter().map(|&who| (who, None)).collect();
        threads_ui(ui, trace, &holders, wait.from, selection);
        ui.end_row();
    }
    if !details.before.is_empty() {
        ui.weak(words!("timeline-wait-place", place = details.place()));
        let before: Vec<_> = details.before.iter().map(|&who| (who, None)).collect();
        threads_ui(ui, trace, &before, wait.from, selection);
        ui.end_row();
    }
    if !details.held_meanwhile.is_empty() {
        ui.weak(words!("timeline-wait-meanwhile"));
        let held: Vec<_> =
            details.held_meanwhile.iter().map(|&(who, nanos)| (who, Some(nanos))).collect();
        threads_ui(ui, trace, &held, wait.from, selection);
        ui.end_row();
    }
}

fn waker_row(ui: &mut Ui, trace: &Trace, details: &WaitDetails, selection: &mut Selection) {
    ui.weak(words!("timeline-wait-ended"));
    match details.wait.ending {
        Ending::Woken(waker) => {
            ui.horizontal(|ui| {
                threads_ui(ui, trace, &[(waker, None)], details.wait.to, selection);
                if let Some(line) = details.waker_line {
                    ui.weak(words!("timeline-wait-line", line = line));
                }
                ui.weak(exact(details.wait.to as f64));
            });
        }
        Ending::Alone => _ = ui.label(words!("timeline-wait-alone")),
        Ending::Waiting => _ = ui.label(words!("timeline-wait-open")),
        Ending::NotRecorded => _ = ui.label(words!("timeline-wait-not-recorded")),
    }
    ui.end_row();
}

/// Names that lead to what each thread did at `nanos`.
fn threads_ui(
    ui: &mut Ui,
    trace: &Trace,
    threads: &[(ThreadId, Option<u64>)],
    nanos: u64,
    selection: &mut Selection,
) {
    ui.horizontal(|ui| {
        for &(thread, held) in threads.iter().take(NAMED_MAX) {
            let lane = LaneKey::Thread(thread);
            let link = ui.link(thread_name(trace, thread));
            if link.hovered() {
                selection.point_at(lane);
            }
            if link.clicked() {
                selection.choose(trace, lane, nanos);
                selection.wanted = Some(lane);
            }
            if let Some(held) = held {
                ui.weak(duration(held as f64));
            }
        }
        if threads.len() > NAMED_MAX {
            ui.weak(words!("timeline-wait-more", count = threads.len() - NAMED_MAX));
        }
    });
}
