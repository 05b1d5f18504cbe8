//! The timeline's keys: one table, which the help overlay shows and the panel obeys.

use super::TimelinePanel;
use super::selection::Selection;
use super::window::Extent;
use crate::export::timeline::LaneKey;
use crate::trace::Trace;
use egui::{Key, Modifiers, Ui};

/// What a key does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Shows less of the time, larger.
    ZoomIn,
    /// Shows more of the time, smaller.
    ZoomOut,
    /// Looks earlier.
    PanBack,
    /// Looks later.
    PanForward,
    /// Shows the chosen range, or all of the run.
    Fit,
    /// Chooses the interval before.
    Previous,
    /// Chooses the interval after.
    Next,
    /// Chooses what the waker did.
    Waker,
    /// Chooses what the woken thread did.
    Woken,
    /// Chooses the lane above.
    LaneUp,
    /// Chooses the lane below.
    LaneDown,
    /// Marks the moment under the pointer, or takes its mark away.
    Mark,
    /// Goes along with the live run, or stops doing so.
    Live,
    /// Chooses nothing.
    Clear,
}

/// A key, how it is written, and what it does.
pub struct Binding {
    /// The key.
    pub key: Key,
    /// As the help writes it.
    pub text: &'static str,
    /// What it does.
    pub action: Action,
    /// In words.
    pub help: &'static str,
}

const fn binding(key: Key, text: &'static str, action: Action, help: &'static str) -> Binding {
    Binding { key, text, action, help }
}

/// All keys of the timeline, as the help lists them.
pub const KEYS: &[Binding] = &[
    binding(Key::W, "W", Action::ZoomIn, "Zoom in"),
    binding(Key::S, "S", Action::ZoomOut, "Zoom out"),
    binding(Key::A, "A", Action::PanBack, "Look earlier"),
    binding(Key::D, "D", Action::PanForward, "Look later"),
    binding(Key::F, "F", Action::Fit, "Fit the chosen range, or the whole run"),
    binding(Key::Comma, ",", Action::Previous, "Previous interval of the lane"),
    binding(Key::Period, ".", Action::Next, "Next interval of the lane"),
    binding(Key::OpenBracket, "[", Action::Waker, "Go to what woke the thread"),
    binding(Key::CloseBracket, "]", Action::Woken, "Go to what the thread woke"),
    binding(Key::ArrowUp, "Up", Action::LaneUp, "Choose the lane above"),
    binding(Key::ArrowDown, "Down", Action::LaneDown, "Choose the lane below"),
    binding(Key::M, "M", Action::Mark, "Mark the moment under the pointer"),
    binding(Key::L, "L", Action::Live, "Follow the live run"),
    binding(Key::Escape, "Esc", Action::Clear, "Choose nothing"),
];

/// A press zooms by this.
const ZOOM_STEP: f64 = 1.35;
/// A press pans by this share of what is in sight.
const PAN_STEP: f64 = 0.15;

/// The actions asked for since the last frame. Only keys without Ctrl or Alt are ours.
pub fn pressed(ui: &Ui) -> Vec<Action> {
    ui.input_mut(|input| {
        let mut actions = Vec::new();
        for binding in KEYS {
            let presses = input.count_and_consume_key(Modifiers::NONE, binding.key);
            actions.extend(std::iter::repeat_n(binding.action, presses));
        }
        actions
    })
}

impl TimelinePanel {
    /// Does what a key asks for. `at_nanos` is the moment under the pointer, if it is there.
    pub fn act(
        &mut self,
        action: Action,
        at_nanos: Option<f64>,
        trace: &Trace,
        selection: &mut Selection,
    ) {
        let run = extent(trace);
        let middle = (self.window.from_nanos + self.window.to_nanos) / 2.0;
        let at = at_nanos.unwrap_or(middle);
        match action {
            Action::ZoomIn => self.window.zoom(ZOOM_STEP, at, run),
            Action::ZoomOut => self.window.zoom(1.0 / ZOOM_STEP, at, run),
            Action::PanBack => self.window.pan(-PAN_STEP, run),
            Action::PanForward => self.window.pan(PAN_STEP, run),
            Action::Fit => self.fit(selection),
            Action::Previous => selection.step(trace, false),
            Action::Next => selection.step(trace, true),
            Action::Waker => selection.go_to_waker(trace),
            Action::Woken => selection.go_to_woken(trace),
            Action::LaneUp => self.step_lane(trace, selection, -1),
            Action::LaneDown => self.step_lane(trace, selection, 1),
            Action::Mark => self.toggle_mark(at),
            Action::Live => self.toggle_live(),
            Action::Clear => selection.clear(),
        }
        let moved = [Action::Previous, Action::Next, Action::Waker, Action::Woken];
        if let Some(chosen) = selection.interval.filter(|_| moved.contains(&action)) {
            self.window.reveal(chosen.from_nanos as f64, chosen.to_nanos as f64);
            self.reveal_lane(trace, chosen.lane);
        }
    }

    fn step_lane(&mut self, trace: &Trace, selection: &mut Selection, step: i32) {
        let lanes = self.lane_order(trace);
        let now = selection.interval.and_then(|c| lanes.iter().position(|key| *key == c.lane));
        let next = match now {
            Some(now) => now as i64 + i64::from(step),
            None => 0,
        };
        let Some(&lane) = usize::try_from(next).ok().and_then(|next| lanes.get(next)) else {
            return;
        };
        let middle = (self.window.from_nanos + self.window.to_nanos) / 2.0;
        let at = selection.interval.map_or(middle as u64, |chosen| chosen.from_nanos);
        let last = trace.now_nanos().saturating_sub(1);
        selection.choose(trace, lane, at.min(last));
        if selection.interval.is_none() {
            selection.choose(trace, lane, last);
        }
        self.reveal_lane(trace, lane);
    }

    /// The lanes in drawing order.
    pub(super) fn lane_order(&self, trace: &Trace) -> Vec<LaneKey> {
        crate::export::timeline::visible_keys(trace, &self.view(100.0, None, 1.0))
    }
}

/// Where a trace begins and ends.
pub fn extent(trace: &Trace) -> Extent {
    Extent {
        from_nanos: trace.first_nanos() as f64,
        to_nanos: trace.now_nanos() as f64,
        live: trace.is_live(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::model::ids::ThreadId;

    #[test]
    fn no_key_does_two_things() {
        for (i, one) in KEYS.iter().enumerate() {
            assert!(KEYS[i + 1..].iter().all(|other| other.key != one.key), "{}", one.text);
        }
    }

    #[test]
    fn arrows_walk_the_lanes_and_stop_at_the_last() {
        let trace = fixture::pipeline();
        let (mut panel, mut selection) = (TimelinePanel::default(), Selection::default());
        let lane = |selection: &Selection| selection.interval.map(|chosen| chosen.lane);
        panel.act(Action::LaneDown, None, &trace, &mut selection);
        assert_eq!(lane(&selection), Some(LaneKey::Thread(ThreadId(0))));
        panel.act(Action::LaneDown, None, &trace, &mut selection);
        assert_eq!(lane(&selection), Some(LaneKey::Thread(ThreadId(1))));
        panel.act(Action::LaneUp, None, &trace, &mut selection);
        panel.act(Action::LaneUp, None, &trace, &mut selection);
        assert_eq!(lane(&selection), Some(LaneKey::Thread(ThreadId(0))));
    }

    #[test]
    fn a_second_mark_at_the_same_place_takes_the_first_away() {
        let trace = fixture::pipeline();
        let (mut panel, mut selection) = (TimelinePanel::default(), Selection::default());
        panel.window.keep_up(extent(&trace));
        panel.act(Action::Mark, Some(1000.0), &trace, &mut selection);
        panel.act(Action::Mark, Some(90_000.0), &trace, &mut selection);
        assert_eq!(panel.marks(), [1000.0, 90_000.0]);
        panel.act(Action::Mark, Some(1100.0), &trace, &mut selection);
        assert_eq!(panel.marks(), [90_000.0]);
    }
}
