//! Time travel: the instant that all views show, stepping it from event to event, playing it.
//!
//! Moves [`Selection::cursor`]; canvas, graph, values and code read it. Knows no widgets.

use super::selection::Selection;
use crate::trace::Trace;

/// Speeds of playing, as shares of the run's own.
pub const SPEEDS: [f64; 11] = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.1, 0.5, 1.0, 2.0, 10.0];
/// About how long a run is played at the speed it begins with, in seconds.
const WHOLE_SECONDS: f64 = 12.0;

/// Playing a recorded run.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Travel {
    /// Whether the cursor moves by itself.
    pub playing: bool,
    /// Place in [`SPEEDS`], once chosen.
    speed: Option<usize>,
    /// What is left of the last frame, in nanoseconds: slow playing moves less than one a frame.
    left: f64,
}

impl Travel {
    /// Place in [`SPEEDS`]: the chosen one, or one that plays the whole run in some seconds.
    pub fn speed(&self, trace: &Trace) -> usize {
        let span = (trace.now_nanos() - trace.first_nanos()) as f64 / 1e9;
        let fitting = SPEEDS.iter().rposition(|speed| span / speed >= WHOLE_SECONDS);
        self.speed.unwrap_or(fitting.unwrap_or(0)).min(SPEEDS.len() - 1)
    }

    /// Chooses a speed.
    pub fn set_speed(&mut self, speed: usize) {
        self.speed = Some(speed.min(SPEEDS.len() - 1));
    }

    /// Plays slower or faster.
    pub fn change_speed(&mut self, trace: &Trace, faster: bool) {
        let now = self.speed(trace);
        self.set_speed(if faster { now + 1 } else { now.saturating_sub(1) });
    }

    /// Begins or stops to play: from the cursor, or from the beginning.
    pub fn toggle(&mut self, trace: &Trace, selection: &mut Selection) {
        self.playing = !self.playing;
        self.left = 0.0;
        let at = selection.cursor.filter(|&at| at < trace.now_nanos());
        selection.cursor = Some(at.unwrap_or(trace.first_nanos()));
    }

    /// Moves the cursor by what `seconds` of playing are; at the end it stops there.
    pub fn advance(&mut self, trace: &Trace, selection: &mut Selection, seconds: f64) {
        let Some(at) = selection.cursor.filter(|_| self.playing) else {
            self.playing = false;
            return;
        };
        let nanos = seconds.max(0.0) * 1e9 * SPEEDS[self.speed(trace)] + self.left;
        self.left = nanos.fract();
        let to = at.saturating_add(nanos as u64).min(trace.now_nanos());
        selection.cursor = Some(to);
        self.playing = to < trace.now_nanos();
    }
}

/// The instant of the event after `nanos`, or of the one before it.
pub fn step(trace: &Trace, nanos: u64, forward: bool) -> Option<u64> {
    if forward {
        return trace.events(nanos.saturating_add(1)..u64::MAX).next().map(|event| event.nanos);
    }
    let before = |thread| trace.events_of(thread, 0..nanos).next_back();
    trace.threads().filter_map(before).map(|event| event.nanos).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;

    #[test]
    fn steps_go_from_event_to_event() {
        let trace = fixture::pipeline();
        assert_eq!(step(&trace, 90_000, true), Some(150_000));
        assert_eq!(step(&trace, 150_000, false), Some(90_000));
        assert_eq!(step(&trace, 149_999, true), Some(150_000));
        assert_eq!(step(&trace, 0, false), None);
        assert_eq!(step(&trace, 500_000, true), None);
    }

    #[test]
    fn playing_moves_at_its_speed_and_stops_at_the_end() {
        let trace = fixture::pipeline();
        let (mut travel, mut selection) = (Travel::default(), Selection::default());
        travel.set_speed(3);
        travel.toggle(&trace, &mut selection);
        assert_eq!(selection.cursor, Some(0));
        travel.advance(&trace, &mut selection, 0.1);
        assert_eq!(selection.cursor, Some(100_000));
        travel.advance(&trace, &mut selection, 60.0);
        assert_eq!((selection.cursor, travel.playing), (Some(500_000), false));
        travel.toggle(&trace, &mut selection);
        assert_eq!(selection.cursor, Some(0), "from the beginning again");
    }

    #[test]
    fn slow_playing_loses_no_time_between_frames() {
        let trace = fixture::pipeline();
        let (mut travel, mut selection) = (Travel::default(), Selection::default());
        travel.set_speed(0);
        travel.toggle(&trace, &mut selection);
        (0..1000).for_each(|_| travel.advance(&trace, &mut selection, 0.0004));
        let at = selection.cursor.unwrap();
        assert!((399..=401).contains(&at), "{at}");
    }

    #[test]
    fn a_run_is_played_in_some_seconds_unless_a_speed_is_chosen() {
        let trace = fixture::pipeline();
        let mut travel = Travel::default();
        let seconds = 0.0005 / SPEEDS[travel.speed(&trace)];
        assert!((10.0..200.0).contains(&seconds), "{seconds}");
        travel.change_speed(&trace, true);
        assert_eq!(travel.speed(&trace), 2);
    }
}
