//! Carrying out what is asked of the timeline: by key while it has the focus, by menu, by palette.
//!
//! The commands, their keys and their words are the session's list; nothing here names a key.

use super::selection::Selection;
use super::sight::Place;
use super::window::{Extent, Follow};
use super::{TimelinePanel, travel};
use crate::export::timeline::LaneKey;
use crate::session::TimelineCommand as T;
use crate::session::command::timeline::Item;
use crate::trace::Trace;
use egui::{Key, Modifiers, Ui};

/// A press zooms by this.
const ZOOM_STEP: f64 = 1.35;
/// A press pans by this share of what is in sight.
const PAN_STEP: f64 = 0.15;

/// The commands whose keys were pressed since the last frame.
pub fn pressed(ui: &Ui) -> Vec<T> {
    let mut keys: Vec<(Modifiers, Key, T)> = T::items().filter_map(key_of).collect();
    // A key alone also matches with Shift: those with more modifiers come first.
    keys.sort_by_key(|(modifiers, ..)| *modifiers == Modifiers::NONE);
    ui.input_mut(|input| {
        // The window system says "copy" rather than which keys were pressed for it.
        let copies = input.events.iter().any(|event| matches!(event, egui::Event::Copy));
        let mut commands: Vec<T> = copies.then_some(T::CopyTable).into_iter().collect();
        for (modifiers, key, command) in keys {
            let presses = input.count_and_consume_key(modifiers, key);
            commands.extend(std::iter::repeat_n(command, presses));
        }
        commands
    })
}

fn key_of(item: &Item) -> Option<(Modifiers, Key, T)> {
    let mut modifiers = Modifiers::NONE;
    if item.key.ctrl {
        modifiers |= Modifiers::COMMAND;
    }
    if item.key.shift {
        modifiers |= Modifiers::SHIFT;
    }
    Some((modifiers, Key::from_name(item.key.key)?, item.command))
}

impl TimelinePanel {
    /// Does what a command asks for. `at_nanos` is the moment under the pointer, if it is there.
    pub fn act(
        &mut self,
        command: T,
        at_nanos: Option<f64>,
        trace: &Trace,
        selection: &mut Selection,
    ) {
        match command {
            T::Fit => self.fit(selection),
            T::ZoomIn | T::ZoomOut | T::PanBack | T::PanForward => {
                self.look(command, at_nanos, trace);
            }
            T::Follow => self.toggle_live(),
            T::Previous | T::Next | T::Waker | T::Woken | T::LaneUp | T::LaneDown => {
                self.choose(command, trace, selection);
            }
            T::Clear if self.search.open => self.search.open = false,
            T::Clear => selection.unchoose(),
            T::RangeOfChosen => selection.take_as_range(),
            T::CopyTable => self.copy_asked = Some(self.details.choice(selection)),
            T::PinLane | T::HideLane | T::MoveLaneUp | T::MoveLaneDown | T::ShowAllLanes => {
                self.arrange(command, trace, selection);
            }
            T::Mark | T::Note | T::NextMark | T::PreviousMark => {
                self.mark(command, at_nanos, selection);
            }
            T::Find => (self.search.open, self.search.wants_focus) = (true, true),
            T::NextHit => self.go_to_hit(trace, selection, true),
            T::PreviousHit => self.go_to_hit(trace, selection, false),
            T::CriticalPath => self.toggle_path(trace),
            _ => self.travel(command, trace, selection),
        }
    }

    fn look(&mut self, command: T, at_nanos: Option<f64>, trace: &Trace) {
        let run = extent(trace);
        let at = at_nanos.unwrap_or(self.window.middle());
        match command {
            T::ZoomIn => self.window.zoom(ZOOM_STEP, at, run),
            T::ZoomOut => self.window.zoom(1.0 / ZOOM_STEP, at, run),
            T::PanBack => self.window.pan(-PAN_STEP, run),
            _ => self.window.pan(PAN_STEP, run),
        }
    }

    fn choose(&mut self, command: T, trace: &Trace, selection: &mut Selection) {
        match command {
            T::Previous => selection.step(trace, false),
            T::Next => selection.step(trace, true),
            T::Waker => selection.go_to_waker(trace),
            T::Woken => selection.go_to_woken(trace),
            T::LaneUp => self.step_lane(trace, selection, -1),
            _ => self.step_lane(trace, selection, 1),
        }
        if let Some(chosen) = selection.interval {
            self.window.reveal(chosen.from_nanos as f64, chosen.to_nanos as f64);
            self.reveal = Some((chosen.lane, Place::Middle));
        }
    }

    fn arrange(&mut self, command: T, trace: &Trace, selection: &mut Selection) {
        if command == T::ShowAllLanes {
            self.lanes.show_all();
            return;
        }
        let chosen = selection.interval.map(|chosen| chosen.lane);
        let Some(lane) = chosen.or(selection.hovered) else { return };
        match command {
            T::PinLane => self.lanes.toggle_pin(lane),
            T::HideLane => _ = self.lanes.hidden.insert(lane),
            _ => {
                let shown = self.lane_order(trace);
                self.lanes.shift(&shown, lane, command == T::MoveLaneDown);
            }
        }
        self.reveal = Some((lane, Place::Middle));
    }

    fn mark(&mut self, command: T, at_nanos: Option<f64>, selection: &mut Selection) {
        let cursor = selection.cursor.map(|cursor| cursor as f64);
        let at = at_nanos.or(cursor).unwrap_or(self.window.middle());
        match command {
            T::Mark => self.toggle_mark(at),
            T::Note => {
                if self.marks.list().is_empty() {
                    self.toggle_mark(at);
                }
                self.marks.write_nearest(at);
            }
            _ => {
                let from = cursor.unwrap_or(self.window.middle());
                if let Some(mark) = self.marks.step(from, command == T::NextMark) {
                    self.go_to_instant(selection, mark as u64);
                }
            }
        }
    }

    fn travel(&mut self, command: T, trace: &Trace, selection: &mut Selection) {
        let at = selection.instant(trace);
        let to = match command {
            T::PreviousEvent => travel::step(trace, at, false),
            T::NextEvent => travel::step(trace, at, true),
            T::Beginning => Some(trace.first_nanos()),
            T::End => Some(trace.now_nanos()),
            T::Play => {
                self.travel.toggle(trace, selection);
                selection.cursor
            }
            T::PlaySlower | T::PlayFaster => {
                self.travel.change_speed(trace, command == T::PlayFaster);
                None
            }
            _ => {
                (selection.cursor, self.travel.playing) = (None, false);
                None
            }
        };
        if let Some(to) = to {
            self.go_to_instant(selection, to);
        }
    }

    /// Puts the cursor on an instant and brings it into sight.
    pub(super) fn go_to_instant(&mut self, selection: &mut Selection, nanos: u64) {
        selection.cursor = Some(nanos);
        self.window.reveal(nanos as f64, nanos as f64);
        if self.window.follow == Follow::Newest {
            self.window.follow = Follow::Still;
        }
    }

    pub(super) fn go_to_hit(&mut self, trace: &Trace, selection: &mut Selection, forwards: bool) {
        self.search.open = true;
        let from = self.window.from_nanos.max(0.0) as u64;
        if let Some((lane, nanos)) = self.search.go(trace, selection, from, forwards) {
            self.window.reveal(nanos as f64, nanos as f64);
            self.reveal = lane.map(|lane| (lane, Place::Middle));
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
        let middle = self.window.middle();
        let at = selection.interval.map_or(middle as u64, |chosen| chosen.from_nanos);
        let last = trace.now_nanos().saturating_sub(1);
        selection.choose(trace, lane, at.min(last));
        if selection.interval.is_none() {
            selection.choose(trace, lane, last);
        }
    }

    /// The lanes in drawing order.
    pub(super) fn lane_order(&self, trace: &Trace) -> Vec<LaneKey> {
        let view = self.view(trace, 100.0, None, 1.0);
        crate::export::timeline::visible_keys(trace, &view)
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
    fn every_command_has_a_key_that_exists() {
        for item in T::items() {
            assert!(key_of(item).is_some(), "{:?}: {}", item.command, item.key.key);
        }
    }

    #[test]
    fn arrows_walk_the_lanes_and_stop_at_the_last() {
        let trace = fixture::pipeline();
        let (mut panel, mut selection) = (TimelinePanel::default(), Selection::default());
        let lane = |selection: &Selection| selection.interval.map(|chosen| chosen.lane);
        panel.act(T::LaneDown, None, &trace, &mut selection);
        assert_eq!(lane(&selection), Some(LaneKey::Thread(ThreadId(0))));
        panel.act(T::LaneDown, None, &trace, &mut selection);
        assert_eq!(lane(&selection), Some(LaneKey::Thread(ThreadId(1))));
        panel.act(T::LaneUp, None, &trace, &mut selection);
        panel.act(T::LaneUp, None, &trace, &mut selection);
        assert_eq!(lane(&selection), Some(LaneKey::Thread(ThreadId(0))));
    }

    #[test]
    fn a_second_mark_at_the_same_place_takes_the_first_away() {
        let trace = fixture::pipeline();
        let (mut panel, mut selection) = (TimelinePanel::default(), Selection::default());
        panel.window.keep_up(extent(&trace));
        panel.act(T::Mark, Some(1000.0), &trace, &mut selection);
        panel.act(T::Mark, Some(90_000.0), &trace, &mut selection);
        let times = |panel: &TimelinePanel| -> Vec<f64> {
            panel.marks().iter().map(|mark| mark.nanos).collect()
        };
        assert_eq!(times(&panel), [1000.0, 90_000.0]);
        panel.act(T::Mark, Some(1100.0), &trace, &mut selection);
        assert_eq!(times(&panel), [90_000.0]);
    }

    #[test]
    fn the_cursor_steps_through_events_and_goes_back_to_live() {
        let trace = fixture::pipeline();
        let (mut panel, mut selection) = (TimelinePanel::default(), Selection::default());
        panel.window.keep_up(extent(&trace));
        let mut cursor = |command| {
            panel.act(command, None, &trace, &mut selection);
            selection.cursor
        };
        assert_eq!(cursor(T::Beginning), Some(0));
        assert_eq!(cursor(T::NextEvent), Some(20_000));
        assert_eq!(cursor(T::PreviousEvent), Some(0));
        assert_eq!(cursor(T::End), Some(500_000));
        assert_eq!(cursor(T::PreviousEvent), Some(485_000));
        assert_eq!(cursor(T::BackToLive), None);
    }

    #[test]
    fn lanes_are_hidden_kept_on_top_and_moved_by_command() {
        let trace = fixture::pipeline();
        let (mut panel, mut selection) = (TimelinePanel::default(), Selection::default());
        panel.window.keep_up(extent(&trace));
        let thread = |number| LaneKey::Thread(ThreadId(number));
        selection.choose(&trace, thread(1), 30_000);
        panel.act(T::MoveLaneUp, None, &trace, &mut selection);
        assert_eq!(panel.lane_order(&trace)[..2], [thread(1), thread(0)]);
        panel.act(T::MoveLaneDown, None, &trace, &mut selection);
        assert_eq!(panel.lane_order(&trace)[..2], [thread(0), thread(1)]);
        panel.act(T::PinLane, None, &trace, &mut selection);
        assert_eq!(panel.lane_order(&trace)[0], thread(1));
        panel.act(T::HideLane, None, &trace, &mut selection);
        assert!(!panel.lane_order(&trace).contains(&thread(1)));
        panel.act(T::ShowAllLanes, None, &trace, &mut selection);
        assert_eq!(panel.lane_order(&trace).len(), 8);
    }
}
