//! What is said about a choice: a tooltip, a sentence for an interval, tables for a range, the
//! critical path in figures.

use super::TimelinePanel;
use super::selection::{Chosen, Selection};
use crate::analysis::sentence;
use crate::analysis::waits::wait_at;
use crate::export::axis::{duration, exact, moment};
use crate::export::timeline::{LaneKey, name_of, value_text};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, Trace};
use crate::words;
use egui::Ui;
use std::ops::Range;

mod figures;
mod longest;
mod path;
mod range;
mod wait;

pub use path::PathFigures;
use range::{RangeFigures, RangeView};

/// Least height that the lanes keep beside what is said about a choice.
const LANES_HEIGHT_MIN: f32 = 72.0;
/// Least height of what is said about a choice: heads and some rows of a table.
const DETAILS_HEIGHT_MIN: f32 = 104.0;
/// From this width on and below this height, what is said about a choice stands beside the lanes and
/// takes this share of the width.
const BESIDE_WIDTH_MIN: f32 = 900.0;
const BESIDE_HEIGHT_MAX: f32 = 340.0;
const BESIDE_SHARE: f32 = 0.42;
/// A part of the space under the lanes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    /// The figures of the chosen range.
    #[default]
    Range,
    /// The chosen interval.
    Interval,
    /// The critical path.
    Path,
}

impl Tab {
    const ALL: [Tab; 3] = [Tab::Range, Tab::Interval, Tab::Path];

    fn title(self) -> &'static str {
        match self {
            Tab::Range => words!("timeline-tab-range"),
            Tab::Interval => words!("timeline-tab-interval"),
            Tab::Path => words!("timeline-tab-path"),
        }
    }
}

/// What is shown under the lanes.
#[derive(Clone, Debug, Default)]
pub struct Details {
    tab: Tab,
    range: Option<RangeFigures>,
    view: RangeView,
    /// The critical path, while it is shown.
    pub path: Option<PathFigures>,
    /// What was chosen in the last frame: a new choice comes to the front.
    seen: Choice,
}

/// What there is to say something about: the range, the interval, whether there is a path.
pub type Choice = (Option<(f64, f64)>, Option<Chosen>, bool);

impl Details {
    /// Whether there is anything to show.
    pub fn is_shown(&self, selection: &Selection) -> bool {
        Tab::ALL.into_iter().any(|tab| self.has(tab, selection))
    }

    fn has(&self, tab: Tab, selection: &Selection) -> bool {
        match tab {
            Tab::Range => selection.range.is_some(),
            Tab::Interval => selection.interval.is_some(),
            Tab::Path => self.path.is_some(),
        }
    }

    /// Brings what was just chosen to the front.
    fn choose_tab(&mut self, selection: &Selection) {
        let now = self.choice(selection);
        let before = std::mem::replace(&mut self.seen, now);
        if now.0 != before.0 && now.0.is_some() {
            self.tab = Tab::Range;
        } else if now.1 != before.1 && now.1.is_some() {
            self.tab = Tab::Interval;
        } else if now.2 && !before.2 {
            self.tab = Tab::Path;
        }
        if !self.has(self.tab, selection) {
            let first = Tab::ALL.into_iter().find(|&tab| self.has(tab, selection));
            self.tab = first.unwrap_or_default();
        }
    }

    /// What is chosen now.
    pub fn choice(&self, selection: &Selection) -> Choice {
        (selection.range, selection.interval, self.path.is_some())
    }

    /// The tables in front as CSV, once they are ready: of a path that is shown, of a range that
    /// is chosen.
    pub fn csv(&self, selection: &Selection) -> Option<String> {
        match self.tab {
            Tab::Path => self.path.as_ref()?.csv(),
            Tab::Range | Tab::Interval => {
                let span = span_of(selection.range?);
                self.range.as_ref().filter(|figures| *figures.range() == span)?.csv()
            }
        }
    }
}

/// A range in whole nanoseconds.
fn span_of((from, to): (f64, f64)) -> Range<u64> {
    from.max(0.0) as u64..to.max(0.0) as u64
}

impl TimelinePanel {
    /// Copies the tables that were asked for once they are ready, unless something else was chosen
    /// meanwhile.
    pub(super) fn copy_ui(&mut self, ui: &Ui, selection: &Selection) {
        let Some(asked) = self.copy_asked else { return };
        if asked != self.details.choice(selection) {
            self.copy_asked = None;
        } else if let Some(csv) = self.details.csv(selection) {
            self.copy_asked = None;
            ui.ctx().copy_text(csv);
        }
    }

    /// What is said about a choice: beside the lanes where the panel is wide and low, else below.
    pub(super) fn details_panel_ui(
        &mut self,
        ui: &mut Ui,
        trace: &Trace,
        selection: &mut Selection,
    ) {
        let room = ui.available_size();
        if room.x >= BESIDE_WIDTH_MIN && room.y < BESIDE_HEIGHT_MAX {
            egui::Panel::right(ui.scope_id().with("details beside"))
                .resizable(true)
                .default_size(room.x * BESIDE_SHARE)
                .size_range(room.x * 0.2..=room.x * 0.7)
                .show(ui, |ui| self.details_ui(ui, trace, selection));
            return;
        }
        // Some lanes stay in sight, however low the window is.
        let most = (room.y - LANES_HEIGHT_MIN).max(44.0);
        egui::Panel::bottom(ui.scope_id().with("details"))
            .resizable(true)
            .default_size((room.y * 0.5).min(220.0))
            .size_range(DETAILS_HEIGHT_MIN.min(most)..=most)
            .show(ui, |ui| self.details_ui(ui, trace, selection));
    }

    fn details_ui(&mut self, ui: &mut Ui, trace: &Trace, selection: &mut Selection) {
        self.details.choose_tab(selection);
        // What is inside must never make the panel grow: the lanes need their room.
        let room = ui.available_rect_before_wrap();
        ui.allocate_rect(room, egui::Sense::hover());
        let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(room));
        inside.set_clip_rect(room.intersect(ui.clip_rect()));
        self.tabs_ui(&mut inside, trace, selection);
    }

    fn tabs_ui(&mut self, ui: &mut Ui, trace: &Trace, selection: &mut Selection) {
        let shown: Vec<Tab> =
            Tab::ALL.into_iter().filter(|&tab| self.details.has(tab, selection)).collect();
        if shown.len() > 1 {
            ui.horizontal(|ui| {
                for tab in shown {
                    ui.selectable_value(&mut self.details.tab, tab, tab.title());
                }
            });
        }
        match (self.details.tab, selection.range, selection.interval) {
            (Tab::Range, Some(range), _) => self.range_ui(ui, trace, range, selection),
            (Tab::Interval, _, Some(chosen)) => wait::ui(ui, trace, chosen, selection),
            _ => {
                if let Some(path) = &mut self.details.path {
                    path.ui(ui, trace, selection);
                }
            }
        }
    }

    fn range_ui(
        &mut self,
        ui: &mut Ui,
        trace: &Trace,
        range: (f64, f64),
        selection: &mut Selection,
    ) {
        let span = span_of(range);
        let Details { range: figures, view, .. } = &mut self.details;
        if figures.as_ref().is_none_or(|figures| *figures.range() != span) {
            *figures = Some(RangeFigures::new(trace, span));
        }
        if let Some(figures) = figures {
            figures.ui(ui, trace, view, (&mut self.window, selection));
        }
        // Who goes through a list of the range's waits is not taken away from it.
        self.details.seen.1 = selection.interval;
    }
}

/// A state in the language of the window.
pub fn state_word(state: State) -> &'static str {
    match state {
        State::NotStarted => words!("timeline-state-not-started"),
        State::Ended => words!("timeline-state-ended"),
        State::Running => words!("timeline-state-running"),
        State::Stopped => words!("timeline-state-stopped"),
        State::NotRecorded => words!("timeline-state-not-recorded"),
        State::Sleeping => words!("timeline-state-sleeping"),
        State::WaitingData => words!("timeline-state-data"),
        State::WaitingSignal => words!("timeline-state-signal"),
        State::WaitingForGil => words!("timeline-state-gil"),
        State::BlockedOnLock => words!("timeline-state-lock"),
    }
}

/// What a thread does at a moment, in the language of the window: whose end it waits for is told.
pub fn doing_word(trace: &Trace, thread: ThreadId, nanos: u64) -> String {
    let doing = trace.thread_lane(thread).and_then(|lane| lane.at(nanos));
    let joined = doing.and_then(|doing| trace.thread_of(doing.object?));
    match joined {
        Some(joined) => words!("timeline-state-join", name = trace.thread(joined).name),
        None => state_word(trace.state_at(thread, nanos)).to_owned(),
    }
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
                        words!("timeline-told-ran", name = name, length = length)
                    }
                    State::Ended => words!("timeline-told-ended", name = name),
                    _ => format!("{name}: {}.", doing_word(trace, thread, chosen.from_nanos)),
                }
            })
        }
        LaneKey::Object(object) => object_told(trace, object, chosen.from_nanos),
        LaneKey::Variable(variable) => {
            let value = trace.value_at(variable, chosen.from_nanos);
            let value = value.map_or_else(String::new, value_text);
            format!("{} = {value}", name_of(trace, chosen.lane))
        }
    }
}

fn object_told(trace: &Trace, object: ObjectId, nanos: u64) -> String {
    let names = |threads: Vec<_>| -> Vec<String> {
        threads.into_iter().map(|thread| sentence::thread_name(trace, thread)).collect()
    };
    let holders = names(trace.holders_at(object, nanos));
    let waiters = names(trace.waiters_at(object, nanos));
    let name = sentence::object_name(trace, object);
    let info = trace.object(object);
    let mut parts: Vec<String> = Vec::new();
    let at = trace.object_lane(object).and_then(|lane| lane.at(nanos));
    let unseen = at.is_some_and(|at| at.unseen_share > 0.0);
    if let Some((level, at)) = info.level.zip(at).filter(|_| !unseen) {
        parts.push(format!("{} {level}", at.level_max));
    }
    match holders.is_empty() {
        true if unseen => parts.push(words!("timeline-told-not-recorded").to_owned()),
        true if info.level.is_none() => parts.push(words!("timeline-told-nobody").to_owned()),
        true => {}
        false => {
            parts.push(words!("timeline-told-held", names = sentence::join_and(&holders)));
        }
    }
    if !waiters.is_empty() {
        parts.push(words!("timeline-told-waiting", names = sentence::join_and(&waiters)));
    }
    format!("{name}: {}.", parts.join("; "))
}

/// When, how long, and at which line.
fn place(trace: &Trace, lane: LaneKey, from: u64, to: u64) -> String {
    let thread = match lane {
        LaneKey::Thread(thread) => Some(thread),
        LaneKey::Object(_) | LaneKey::Variable(_) => None,
    };
    // A wait of several attempts is told of as a whole.
    let whole = thread.and_then(|thread| wait_at(trace, thread, from));
    let (from, to) = whole.map_or((from, to), |wait| (wait.from, wait.to));
    let (from_text, length) = (exact(from as f64), duration((to - from) as f64));
    let text = words!("timeline-place", from = from_text, length = length);
    match thread.and_then(|thread| trace.line_at(thread, from)) {
        Some(line) => format!("{text}, {}", words!("timeline-wait-line", line = line)),
        None => text,
    }
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
            ui.label(name_of(trace, lane));
        }
    }
    ui.weak(words!("timeline-pointer-at", at = moment(nanos as f64)));
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
        let doing = |nanos| doing_word(&fixture::pipeline(), ThreadId::MAIN, nanos);
        assert_eq!([10_000, 100_000].map(doing), ["running", "waiting for the end of producer"]);
        assert_eq!(told_at(LaneKey::Object(fixture::QUEUE), 205_000), "orders: 2 items.");
    }
}
