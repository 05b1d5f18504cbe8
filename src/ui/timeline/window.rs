//! Which stretch of a run is in sight, and how zooming, panning and following change it.
//!
//! Pure arithmetic in nanoseconds (`f64`: a microsecond at the end of an hour needs the digits).
//! Knows no widgets and no traces beyond where they begin and end.

use crate::export::timeline::SPAN_MIN_NANOS;

/// A live run is shown whole until it is longer than this; then its newest part is.
pub const LIVE_SPAN_NANOS: f64 = 5e9;
/// The least that is shown of a live run, so that it does not rush past in its first moments.
const LIVE_MIN_NANOS: f64 = 1e6;
/// A live run that is shown whole gets so much more room each time it has filled its window: what is
/// there stays in place meanwhile. In its first moments it grows fast.
const LIVE_GROWTH: f64 = 1.25;
const LIVE_GROWTH_AT_FIRST: f64 = 2.0;
/// Spans of so many nanoseconds and more grow more slowly.
const LIVE_SLOWER_NANOS: f64 = 0.5e9;
/// The least that is shown of a run: one of no length still has an axis.
const WHOLE_MIN_NANOS: f64 = 1e3;
/// How much of a standstill is followed: a share of the run before it, at least and at most so long.
const STANDING_SHARE: f64 = 0.5;
const STANDING_NANOS: (f64, f64) = (0.2e9, 1e9);
/// How far past the ends one may look, as a share of the span.
const MARGIN: f64 = 0.5;

/// Where a run begins and ends, and whether it goes on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Extent {
    /// Where it begins.
    pub from_nanos: f64,
    /// Where it ends, so far.
    pub to_nanos: f64,
    /// Whether it goes on.
    pub live: bool,
}

impl Extent {
    fn whole(&self) -> (f64, f64) {
        let least = if self.live { LIVE_MIN_NANOS } else { WHOLE_MIN_NANOS };
        (self.from_nanos, self.to_nanos.max(self.from_nanos + least))
    }
}

/// What the window sticks to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Follow {
    /// The whole run; of a long live run its newest seconds.
    #[default]
    Run,
    /// The newest moment, with the span that the user chose.
    Newest,
    /// Nothing: the user looks at one place.
    Still,
}

/// The stretch in sight.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Window {
    /// Left edge.
    pub from_nanos: f64,
    /// Right edge.
    pub to_nanos: f64,
    /// What it sticks to.
    pub follow: Follow,
    /// Since when a live run stands still, if it does: it is followed no further.
    pub stands_nanos: Option<f64>,
}

impl Default for Window {
    fn default() -> Window {
        Window {
            from_nanos: 0.0,
            to_nanos: LIVE_MIN_NANOS,
            follow: Follow::Run,
            stands_nanos: None,
        }
    }
}

impl Window {
    /// How much is in sight.
    pub fn span(&self) -> f64 {
        self.to_nanos - self.from_nanos
    }

    /// The moment in its middle.
    pub fn middle(&self) -> f64 {
        (self.from_nanos + self.to_nanos) / 2.0
    }

    /// Moves along with a run, as far as it follows it. Called once a frame.
    pub fn keep_up(&mut self, run: Extent) {
        let run = self.until_it_stands(run);
        let (from, to) = run.whole();
        match self.follow {
            Follow::Run if run.live && to - from > LIVE_SPAN_NANOS => {
                (self.from_nanos, self.to_nanos) = (to - LIVE_SPAN_NANOS, to);
            }
            Follow::Run if run.live => {
                (self.from_nanos, self.to_nanos) = (from, from + with_room(to - from));
            }
            Follow::Run => (self.from_nanos, self.to_nanos) = (from, to),
            Follow::Newest if run.live => {
                let span = self.span();
                (self.from_nanos, self.to_nanos) = (to - span, to);
            }
            Follow::Newest | Follow::Still => {}
        }
    }

    /// A run that stands still only grows longer: it is followed to a little behind the moment when
    /// it came to a stand.
    fn until_it_stands(&self, run: Extent) -> Extent {
        let Some(stands) = self.stands_nanos.filter(|_| run.live) else { return run };
        let (least, most) = STANDING_NANOS;
        let after = ((stands - run.from_nanos) * STANDING_SHARE).clamp(least, most);
        Extent { to_nanos: run.to_nanos.min(stands + after), ..run }
    }

    /// The span that follows this one while a live run is shown whole.
    pub fn next_span(&self, live: bool) -> Option<f64> {
        let grows = live && self.follow == Follow::Run && self.span() < LIVE_SPAN_NANOS;
        grows.then(|| with_room(self.span() * 1.001))
    }

    /// Zooms by `factor` (above 1: closer) so that `at` keeps its place. While following the
    /// newest moment of a live run, that moment keeps its place instead.
    pub fn zoom(&mut self, factor: f64, at: f64, run: Extent) {
        if !(factor > 0.0 && factor.is_finite()) {
            return;
        }
        let anchored = run.live && self.follow != Follow::Still;
        let at = if anchored { run.to_nanos } else { at };
        let (from, to) = run.whole();
        let widest = (to - from) * (1.0 + 2.0 * MARGIN);
        let span = (self.span() / factor).clamp(SPAN_MIN_NANOS, widest.max(SPAN_MIN_NANOS));
        let share = ((at - self.from_nanos) / self.span()).clamp(0.0, 1.0);
        self.from_nanos = at - share * span;
        self.to_nanos = self.from_nanos + span;
        self.follow = if anchored { Follow::Newest } else { Follow::Still };
        if !anchored {
            self.stay_near(run);
        }
    }

    /// Moves by a share of the span (positive: later). Moving back lets a live run go; moving
    /// forward to its newest moment holds on to it again.
    pub fn pan(&mut self, share: f64, run: Extent) {
        let shift = self.span() * share;
        self.from_nanos += shift;
        self.to_nanos += shift;
        let caught_up = run.live && share > 0.0 && self.to_nanos >= run.to_nanos;
        self.follow = if caught_up { Follow::Newest } else { Follow::Still };
        self.stay_near(run);
    }

    /// Shows `from..to`, with a little around it if that is asked for.
    pub fn show(&mut self, from: f64, to: f64, margin: f64) {
        let room = ((to - from) * margin).max((SPAN_MIN_NANOS - (to - from)) / 2.0).max(0.0);
        (self.from_nanos, self.to_nanos) = (from - room, to + room);
        self.follow = Follow::Still;
    }

    /// Moves just enough to bring `from..to` into sight; what is wider than the window is
    /// entered at its beginning.
    pub fn reveal(&mut self, from: f64, to: f64) {
        if to >= self.from_nanos && from <= self.to_nanos {
            return;
        }
        let (span, middle) = (self.span(), (from + to) / 2.0);
        let start = if to - from > span { from - span * 0.1 } else { middle - span / 2.0 };
        (self.from_nanos, self.to_nanos) = (start, start + span);
        self.follow = Follow::Still;
    }

    /// Keeps at least some of the run in sight.
    fn stay_near(&mut self, run: Extent) {
        let (from, to) = run.whole();
        let (span, room) = (self.span(), self.span() * MARGIN);
        self.from_nanos = self.from_nanos.clamp(from - room, (to + room - span).max(from - room));
        self.to_nanos = self.from_nanos + span;
    }
}

/// The span of the window in which a live run of so many nanoseconds is shown whole.
fn with_room(nanos: f64) -> f64 {
    let mut span = LIVE_MIN_NANOS;
    while span < nanos {
        let slow = span >= LIVE_SLOWER_NANOS;
        span *= if slow { LIVE_GROWTH } else { LIVE_GROWTH_AT_FIRST };
    }
    span.min(LIVE_SPAN_NANOS).max(nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIVE: Extent = Extent { from_nanos: 0.0, to_nanos: 2e9, live: true };
    const OVER: Extent = Extent { live: false, ..LIVE };

    fn window(from: f64, to: f64, follow: Follow) -> Window {
        Window { from_nanos: from, to_nanos: to, follow, ..Window::default() }
    }

    #[test]
    fn a_short_run_is_shown_whole_and_a_long_live_one_by_its_newest_seconds() {
        let mut shown = Window::default();
        shown.keep_up(LIVE);
        assert!(shown.from_nanos == 0.0 && shown.to_nanos >= 2e9 && shown.to_nanos < 2.5e9);
        shown.keep_up(Extent { to_nanos: 60e9, ..LIVE });
        assert_eq!((shown.from_nanos, shown.to_nanos), (55e9, 60e9));
        shown.keep_up(Extent { to_nanos: 61e9, ..OVER });
        assert_eq!((shown.from_nanos, shown.to_nanos), (0.0, 61e9));
    }

    #[test]
    fn the_window_of_a_growing_run_changes_seldom_and_always_holds_it() {
        let (mut shown, mut changes) = (Window::default(), 0);
        for millis in 1..=5000 {
            let before = shown.to_nanos;
            let to_nanos = f64::from(millis) * 1e6;
            shown.keep_up(Extent { to_nanos, ..LIVE });
            assert!(shown.from_nanos == 0.0 && shown.to_nanos >= to_nanos);
            let room = if millis > 550 { LIVE_GROWTH } else { LIVE_GROWTH_AT_FIRST };
            assert!(shown.to_nanos <= LIVE_SPAN_NANOS && shown.to_nanos <= to_nanos * room);
            let changed = shown.to_nanos != before;
            assert!(!changed || shown.next_span(true).is_none_or(|next| next > shown.to_nanos));
            changes += u32::from(changed);
        }
        assert!((15..=21).contains(&changes), "{changes}");
    }

    #[test]
    fn a_run_that_stands_still_is_followed_no_further_until_it_goes_on_or_is_over() {
        let mut shown = Window { stands_nanos: Some(10e9), ..Window::default() };
        for to_nanos in [11e9, 12e9, 60e9] {
            shown.keep_up(Extent { to_nanos, ..LIVE });
            assert_eq!((shown.from_nanos, shown.to_nanos), (6e9, 11e9));
        }
        shown.stands_nanos = None;
        shown.keep_up(Extent { to_nanos: 60e9, ..LIVE });
        assert_eq!((shown.from_nanos, shown.to_nanos), (55e9, 60e9));
        // What stood at once, near its beginning, and may be followed by its newest part.
        let mut shown = Window {
            stands_nanos: Some(0.1e9),
            follow: Follow::Newest,
            ..window(0.0, 0.2e9, Follow::Run)
        };
        shown.keep_up(Extent { to_nanos: 60e9, ..LIVE });
        assert!((shown.to_nanos - 0.3e9).abs() < 1.0, "{}", shown.to_nanos);
        shown.follow = Follow::Run;
        shown.keep_up(Extent { to_nanos: 60e9, ..OVER });
        assert_eq!(shown.to_nanos, 60e9, "a run that is over is shown whole");
    }

    #[test]
    fn zooming_keeps_the_moment_under_the_pointer_in_place() {
        let mut shown = window(0.0, 1000.0, Follow::Still);
        shown.zoom(2.0, 250.0, OVER);
        assert_eq!((shown.from_nanos, shown.to_nanos), (125.0, 625.0));
    }

    #[test]
    fn zooming_a_followed_run_keeps_following_it() {
        let mut shown = window(0.0, 2e9, Follow::Run);
        shown.zoom(4.0, 5.0, LIVE);
        assert_eq!(shown, window(1.5e9, 2e9, Follow::Newest));
        shown.keep_up(Extent { to_nanos: 3e9, ..LIVE });
        assert_eq!((shown.from_nanos, shown.to_nanos), (2.5e9, 3e9));
    }

    #[test]
    fn looking_back_lets_go_and_going_to_the_end_holds_on_again() {
        let mut shown = window(1.5e9, 2e9, Follow::Newest);
        shown.pan(-0.2, LIVE);
        assert_eq!(shown.follow, Follow::Still);
        shown.keep_up(Extent { to_nanos: 9e9, ..LIVE });
        assert_eq!(shown.to_nanos, 1.9e9);
        shown.pan(0.3, LIVE);
        assert_eq!(shown.follow, Follow::Newest);
    }

    #[test]
    fn zoom_has_a_closest_and_a_widest() {
        let mut shown = window(0.0, 1000.0, Follow::Still);
        shown.zoom(1e12, 500.0, OVER);
        assert!((shown.span() - SPAN_MIN_NANOS).abs() < 1e-6);
        shown.zoom(1e-12, 500.0, OVER);
        assert_eq!(shown.span(), 4e9);
        shown.zoom(f64::NAN, 500.0, OVER);
        assert_eq!(shown.span(), 4e9);
    }

    #[test]
    fn one_cannot_lose_the_run() {
        let mut shown = window(0.0, 1e9, Follow::Still);
        (0..100).for_each(|_| shown.pan(1.0, OVER));
        assert!(shown.from_nanos <= OVER.to_nanos);
        (0..100).for_each(|_| shown.pan(-1.0, OVER));
        assert!(shown.to_nanos >= 0.0);
    }

    #[test]
    fn revealing_moves_only_when_nothing_is_in_sight() {
        let mut shown = window(0.0, 100.0, Follow::Still);
        shown.reveal(90.0, 200.0);
        assert_eq!(shown.from_nanos, 0.0);
        shown.reveal(500.0, 520.0);
        assert_eq!((shown.from_nanos, shown.to_nanos), (460.0, 560.0));
    }
}
