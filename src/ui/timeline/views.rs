//! How the user looks at a run, as it is kept in the run's file, and taking it up again.

use super::marks::{MARKS_MAX, NOTE_CHARS_MAX};
use super::selection::Selection;
use super::window::Follow;
use super::{TimelinePanel, Window};
use crate::trace::views::{Mark, Views};

impl TimelinePanel {
    /// How the run is looked at now.
    pub fn views(&self, selection: &Selection) -> Views {
        let whole = |(from, to): (f64, f64)| {
            let from = from.max(0.0) as u64;
            (from, (to.ceil() as u64).max(from + 1))
        };
        let Window { from_nanos, to_nanos, follow, .. } = self.window;
        Views {
            marks: self.marks.list().to_vec(),
            hidden: self.lanes.hidden.iter().copied().collect(),
            pinned: self.lanes.pinned.clone(),
            order: self.lanes.order.clone(),
            sight: (follow != Follow::Run).then(|| whole((from_nanos, to_nanos))),
            range: selection.range.map(whole),
            cursor: selection.cursor,
        }
    }

    /// Looks at a run as it was looked at when it was written.
    pub fn take_up(&mut self, views: &Views, selection: &mut Selection) {
        let short = |mark: &Mark| Mark {
            note: mark.note.chars().take(NOTE_CHARS_MAX).collect(),
            ..mark.clone()
        };
        self.marks.put(views.marks.iter().take(MARKS_MAX).map(short).collect());
        self.lanes.hidden = views.hidden.iter().copied().collect();
        self.lanes.pinned.clone_from(&views.pinned);
        self.lanes.order.clone_from(&views.order);
        if let Some((from, to)) = views.sight {
            self.window.show(from as f64, to as f64, 0.0);
        }
        selection.range = views.range.map(|(from, to)| (from as f64, to as f64));
        selection.cursor = views.cursor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::export::timeline::LaneKey;
    use crate::model::ids::ThreadId;
    use crate::session::TimelineCommand as T;
    use crate::ui::timeline::extent;

    #[test]
    fn a_run_is_looked_at_as_it_was_when_it_was_written() {
        let trace = fixture::pipeline();
        let (mut panel, mut selection) = (TimelinePanel::default(), Selection::default());
        panel.window.keep_up(extent(&trace));
        assert!(panel.views(&selection).is_usual());
        panel.act(T::Mark, Some(1000.4), &trace, &mut selection);
        panel.marks.write_nearest(0.0);
        panel.marks.note_mut().unwrap().push_str("here");
        panel.act(T::ZoomIn, Some(250_000.0), &trace, &mut selection);
        selection.choose(&trace, LaneKey::Thread(ThreadId(2)), 30_000);
        panel.act(T::PinLane, None, &trace, &mut selection);
        selection.choose(&trace, LaneKey::Thread(ThreadId(1)), 30_000);
        panel.act(T::MoveLaneDown, None, &trace, &mut selection);
        panel.act(T::HideLane, None, &trace, &mut selection);
        selection.range = Some((40_000.0, 90_000.0));
        panel.act(T::Beginning, None, &trace, &mut selection);
        let views = panel.views(&selection);
        assert_eq!(views.marks, [Mark { nanos: 1000.0, note: "here".to_owned() }]);
        assert!(views.sight.is_some() && views.cursor.is_some());

        let (mut again, mut chosen) = (TimelinePanel::default(), Selection::default());
        again.take_up(&views, &mut chosen);
        again.window.keep_up(extent(&trace));
        assert_eq!(again.views(&chosen), views);
        assert_eq!(again.lanes_shown(&trace), panel.lanes_shown(&trace));
        assert_eq!((chosen.range, chosen.cursor), (selection.range, selection.cursor));
    }
}
