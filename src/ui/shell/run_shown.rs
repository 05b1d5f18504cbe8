//! Which run the panels show. Another one begins with nothing chosen, marked or hidden: what was
//! chosen in the last run would be a lie in every view of this one, and in its exports.

use crate::session::{Document, Session};
use crate::trace::Views;
use crate::ui::theme::skin_of;
use crate::ui::timeline::{Selection, TimelinePanel};
use crate::words;
use egui::{Label, RichText, Ui};

/// A run, told from every other: the document's own number, and the run's within it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RunShown {
    document: Option<u64>,
    run: Option<u64>,
}

impl RunShown {
    /// The run that a session has.
    pub fn of(session: &Session) -> RunShown {
        RunShown {
            document: session.document().map(Document::identity),
            run: session.run().map(|run| run.number),
        }
    }

    /// Goes over to `now`. If that is another run, it is looked at afresh, or as its file says.
    /// Says whether it is another. Called before any panel is drawn.
    pub fn follow(
        &mut self,
        now: RunShown,
        views: &Views,
        (timeline, selection): (&mut TimelinePanel, &mut Selection),
    ) -> bool {
        let changed = *self != now;
        if changed {
            *self = now;
            timeline.begin_run();
            selection.clear();
            timeline.take_up(views, selection);
        }
        changed
    }
}

/// Says beside the panels of a run that the script has become another since.
pub fn older_ui(ui: &mut Ui, session: &Session) {
    if session.is_run_older() {
        ui.add_space(8.0);
        let text = RichText::new(words!("shell-older-run")).color(skin_of(ui).caution);
        ui.add(Label::new(text).truncate()).on_hover_text(words!("shell-older-run-tip"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::export::timeline::LaneKey;
    use crate::model::ids::ThreadId;
    use crate::session::Panel;
    use crate::session::TimelineCommand as T;
    use crate::ui::shell::dock::Dock;

    #[test]
    fn what_is_chosen_of_a_run_is_forgotten_with_the_next_however_long_that_is() {
        let trace = fixture::pipeline();
        let (mut timeline, mut selection) = (TimelinePanel::default(), Selection::default());
        let first = RunShown { document: Some(7), run: Some(1) };
        let mut shown = first;
        selection.choose(&trace, LaneKey::Thread(ThreadId(1)), 100_000);
        selection.range = Some((1e5, 2e5));
        selection.cursor = Some(120_000);
        timeline.command(T::Mark, &trace, &mut selection);
        timeline.command(T::CriticalPath, &trace, &mut selection);
        let (kept, marks) = (selection.clone(), timeline.marks().len());
        let views = Views::default();
        assert!(!shown.follow(first, &views, (&mut timeline, &mut selection)));
        assert_eq!((&selection, timeline.marks().len()), (&kept, marks));
        // No time is asked for: the next run may be older already than the last one became.
        let next = RunShown { run: Some(2), ..first };
        assert!(shown.follow(next, &views, (&mut timeline, &mut selection)));
        assert_eq!(selection, Selection::default());
        assert!(timeline.marks().is_empty() && timeline.path().is_none());
        assert!(timeline.views(&selection).is_usual());
    }

    #[test]
    fn playing_goes_on_with_the_timeline_behind_another_tab_and_once_a_frame() {
        let mut session = Session::for_tests();
        session.show_for_tests(fixture::pipeline());
        let mut harness =
            egui_kittest::Harness::builder().with_size(egui::vec2(1280.0, 800.0)).build_ui_state(
                |ui, (dock, session): &mut (Dock, Session)| dock.ui(ui, session, &mut Vec::new()),
                (Dock::from_kept(None), session),
            );
        harness.run_steps(2);
        let moments = [Panel::Contention, Panel::Timeline].map(|front| {
            let (dock, session) = harness.state_mut();
            let trace = session.trace().clone();
            dock.timeline(T::Beginning, &trace);
            dock.timeline(T::Play, &trace);
            dock.bring_to_front(front);
            harness.run_steps(4);
            let (dock, session) = harness.state_mut();
            let moment = dock.looks(session).moment.expect("an instant is shown");
            dock.timeline(T::Play, &trace);
            moment
        });
        assert!(moments[0] > 0, "it moves");
        assert_eq!(moments[0], moments[1], "as fast as with the timeline in front");
    }

    #[test]
    fn with_the_timeline_behind_another_tab_nothing_of_the_last_run_is_exported() {
        let mut session = Session::for_tests();
        session.show_for_tests(fixture::deadlock());
        let mut harness =
            egui_kittest::Harness::builder().with_size(egui::vec2(1280.0, 800.0)).build_ui_state(
                |ui, (dock, session): &mut (Dock, Session)| dock.ui(ui, session, &mut Vec::new()),
                (Dock::from_kept(None), session),
            );
        harness.run_steps(2);
        let (dock, session) = harness.state_mut();
        let trace = session.trace().clone();
        dock.timeline(T::Mark, &trace);
        dock.timeline(T::Beginning, &trace);
        dock.timeline(T::CriticalPath, &trace);
        dock.bring_to_front(Panel::Contention);
        let looks = dock.looks(session);
        assert_eq!((looks.marks.len(), looks.moment), (1, Some(0)));
        // Longer than the last one: by its time it could be the same run, grown.
        session.show_for_tests(fixture::pipeline());
        harness.run_steps(2);
        let (dock, session) = harness.state();
        let looks = dock.looks(session);
        assert!(looks.marks.is_empty() && looks.path.is_none());
        assert_eq!((looks.moment, looks.range), (None, None));
    }
}
