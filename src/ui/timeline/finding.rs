//! "Show it on the timeline": where a finding is, near enough to be read, and at which moment.

use super::selection::Selection;
use super::sight::Place;
use super::{TimelinePanel, extent};
use crate::analysis::detectors::Finding;
use crate::export::timeline::LaneKey;
use crate::trace::Trace;

/// What is shown on either side of a finding, as a share of what is shown of it.
const CONTEXT: f64 = 0.25;
/// Of a standstill nothing happens but its beginning: at most so many times as much of it is shown
/// as there was before it.
const STANDSTILL: f64 = 2.0;

impl TimelinePanel {
    /// Shows what a finding is about. A standstill is shown at a moment when it is complete; what
    /// else has a beginning and an end becomes the chosen range, with its figures.
    pub fn show_finding(&mut self, finding: &Finding, trace: &Trace, selection: &mut Selection) {
        let run = extent(trace);
        let (from, to) = (finding.range_nanos.start as f64, finding.range_nanos.end as f64);
        let stands = finding.is_standstill();
        let before = from - run.from_nanos;
        let most = if stands && before > 0.0 { before * STANDSTILL } else { f64::MAX };
        let shown_to = to.min(from + most);
        let context = (shown_to - from) * CONTEXT;
        let left = (from - context).max(run.from_nanos);
        let right = (shown_to + context).min(run.to_nanos.max(shown_to));
        self.window.show(left, right, 0.0);
        selection.unchoose();
        selection.range = (!stands).then_some((from, to));
        // A circle is closed from its beginning to its end, and not at the end any more.
        let moment = (shown_to as u64).saturating_sub(1).max(finding.range_nanos.start);
        selection.cursor = (finding.kind == "deadlock" || stands).then_some(moment);
        self.travel.playing = false;
        // The lock with those who wait for it; of what is about no lock, the thread.
        let lock = finding.objects.first().map(|&object| LaneKey::Object(object));
        let lane = lock.or(finding.threads.first().map(|&thread| LaneKey::Thread(thread)));
        self.reveal = lane.map(|lane| (lane, Place::Middle));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::detectors::{self, Severity};
    use crate::analysis::wait_for::wait_for;
    use crate::export::fixture;

    fn shown(finding: &Finding, trace: &Trace) -> (TimelinePanel, Selection) {
        let (mut panel, mut selection) = (TimelinePanel::default(), Selection::default());
        panel.show_finding(finding, trace, &mut selection);
        (panel, selection)
    }

    #[test]
    fn a_deadlock_is_shown_from_before_it_closed_at_a_moment_when_it_is_complete() {
        let trace = fixture::deadlock();
        let finding = detectors::endless(&trace).expect("it ends in a deadlock");
        assert_eq!(finding.range_nanos, 80_000..400_000);
        let (panel, selection) = shown(&finding, &trace);
        // It closed after 80 of 400 microseconds: 160 of it, and a fourth of that on either side.
        let window = panel.window;
        assert_eq!((window.from_nanos, window.to_nanos), (40_000.0, 280_000.0));
        let moment = selection.moment().expect("a moment is chosen");
        assert!((window.from_nanos..window.to_nanos).contains(&(moment as f64)), "{moment}");
        assert_eq!(wait_for(&trace, moment).cycles.len(), 1);
        assert!(!panel.details.is_shown(&selection), "no table takes the lanes' room");
    }

    #[test]
    fn what_else_was_found_fills_the_window_and_is_the_chosen_range_within_the_run() {
        let trace = fixture::pipeline();
        let deadlock = detectors::endless(&fixture::deadlock()).expect("it ends in a deadlock");
        let convoy = |range_nanos| Finding {
            kind: "convoy",
            severity: Severity::Warning,
            range_nanos,
            ..deadlock.clone()
        };
        let (panel, selection) = shown(&convoy(200_000..300_000), &trace);
        let window = panel.window;
        assert_eq!((window.from_nanos, window.to_nanos), (175_000.0, 325_000.0));
        assert_eq!((selection.range, selection.cursor), (Some((2e5, 3e5)), None));
        let (panel, _) = shown(&convoy(0..500_000), &trace);
        assert_eq!((panel.window.from_nanos, panel.window.to_nanos), (0.0, 500_000.0));
    }

    #[test]
    fn the_lane_of_what_a_finding_is_about_comes_into_sight() {
        let trace = fixture::deadlock();
        let finding = detectors::endless(&trace).expect("it ends in a deadlock");
        let (panel, _) = shown(&finding, &trace);
        let lane = LaneKey::Object(finding.objects[0]);
        assert_eq!(panel.reveal, Some((lane, Place::Middle)));
    }
}
