//! The critical path in figures: who had how much of it, and its longest stretches.

use super::figures::{Sort, table_ui};
use crate::analysis::critical_path::{CriticalPath, SEGMENTS_MAX, Segment, Walk, Why};
use crate::analysis::sentence::{object_name, thread_name};
use crate::analysis::table::{Table, path_table};
use crate::export::axis::{duration, exact};
use crate::export::timeline::LaneKey;
use crate::trace::Trace;
use crate::ui::timeline::selection::Selection;
use crate::words;
use egui::{ProgressBar, RichText, ScrollArea, Ui};
use std::sync::Arc;

/// From this width on the longest stretches stand beside the table, else below it.
const BESIDE_WIDTH_MIN: f32 = 620.0;
/// Steps along the path in a frame: about three milliseconds.
const STEPS_A_FRAME: usize = 4_000;
/// Stretches in the list.
const LISTED: usize = 100;

/// The path of a run: being followed, or ready.
#[derive(Clone, Debug)]
pub struct PathFigures {
    walk: Option<Walk>,
    path: Arc<CriticalPath>,
    table: Option<Table>,
    longest: Vec<Segment>,
    sort: Sort,
    events: u64,
}

impl PathFigures {
    /// Begins to follow the path.
    pub fn new(trace: &Trace) -> PathFigures {
        PathFigures {
            walk: Some(Walk::new(trace)),
            path: Arc::default(),
            table: None,
            longest: Vec::new(),
            sort: Sort::default(),
            events: trace.event_count(),
        }
    }

    /// The path, empty until it is ready.
    pub fn path(&self) -> &Arc<CriticalPath> {
        &self.path
    }

    /// Whether it is of the trace as it is now.
    pub fn is_of(&self, trace: &Trace) -> bool {
        self.events == trace.event_count()
    }

    /// Follows it further; whether there is more to follow.
    pub fn advance(&mut self, trace: &Trace) -> bool {
        let Some(walk) = &mut self.walk else { return false };
        if !walk.advance(trace, STEPS_A_FRAME) {
            return true;
        }
        if let Some(walk) = self.walk.take() {
            self.path = Arc::new(walk.finish());
        }
        self.longest = self.path.longest(LISTED);
        self.table = Some(path_table(trace, &self.path));
        false
    }

    /// The table as CSV, once it is ready.
    pub fn csv(&self) -> Option<String> {
        self.table.as_ref().map(Table::csv)
    }

    /// Shows table and list.
    pub fn ui(&mut self, ui: &mut Ui, trace: &Trace, selection: &mut Selection) {
        self.head_ui(ui);
        let Some(table) = &mut self.table else { return };
        if table.rows.is_empty() {
            ui.weak(words!("timeline-path-nothing"));
            return;
        }
        let room = ui.available_size();
        let below = room.x < BESIDE_WIDTH_MIN;
        let (panel, size, most) = match below {
            true => (
                egui::Panel::bottom(ui.scope_id().with("stretches below")),
                room.y * 0.5,
                room.y * 0.7,
            ),
            false => (egui::Panel::right(ui.scope_id().with("stretches")), 330.0, 600.0),
        };
        panel
            .resizable(true)
            .default_size(size)
            .size_range(size.min(160.0)..=most.max(size))
            .show(ui, |ui| stretches_ui(ui, trace, &self.longest, selection));
        let happened = table_ui(ui, table, &mut self.sort, &selection.lit());
        happened.tell(selection);
    }

    fn head_ui(&self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            if let Some(walk) = &self.walk {
                let bar = ProgressBar::new(walk.share_done() as f32).desired_width(120.0);
                ui.add(bar).on_hover_text(words!("timeline-path-following"));
                return;
            }
            let range = self.path.range();
            ui.label(RichText::new(duration((range.end - range.start) as f64)).strong());
            ui.weak(words!("timeline-path-about")).on_hover_text(words!("timeline-path-source"));
            if !self.path.complete && !self.path.segments().is_empty() {
                let why = words!("timeline-path-cut", count = SEGMENTS_MAX);
                ui.colored_label(ui.visuals().warn_fg_color, why);
            }
            if let Some(csv) = self.csv()
                && ui.small_button(words!("timeline-copy-csv")).clicked()
            {
                ui.ctx().copy_text(csv);
            }
        });
    }
}

fn stretches_ui(ui: &mut Ui, trace: &Trace, longest: &[Segment], selection: &mut Selection) {
    ui.weak(words!("timeline-path-longest"));
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for segment in longest {
            let row = ui.selectable_label(false, told(trace, segment));
            let lane = LaneKey::Thread(segment.thread);
            if row.hovered() {
                selection.point_at(lane);
            }
            if row.clicked() {
                selection.choose(trace, lane, segment.from);
                selection.wanted = Some(lane);
            }
        }
    });
}

/// A stretch in words.
pub fn told(trace: &Trace, segment: &Segment) -> String {
    let thread = thread_name(trace, segment.thread);
    let object = segment.object.map_or(String::new(), |object| object_name(trace, object));
    let length = duration(segment.nanos() as f64);
    let at = exact(segment.from as f64);
    match segment.why {
        Why::Running => words!("timeline-path-ran", thread = thread, length = length, at = at),
        Why::Sleeping => words!("timeline-path-slept", thread = thread, length = length, at = at),
        Why::NotRecorded => {
            words!("timeline-path-not-recorded", thread = thread, length = length, at = at)
        }
        Why::Waiting => words!(
            "timeline-path-waited",
            thread = thread,
            length = length,
            at = at,
            object = object
        ),
        Why::HandOver
            if segment.object.and_then(|it| trace.thread_of(it)) == Some(segment.thread) =>
        {
            words!("timeline-path-start", thread = thread, length = length, at = at)
        }
        Why::HandOver => words!(
            "timeline-path-hand-over",
            thread = thread,
            length = length,
            at = at,
            object = object
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;

    #[test]
    fn a_path_is_followed_to_its_end_and_told_stretch_by_stretch() {
        let trace = fixture::pipeline();
        let mut figures = PathFigures::new(&trace);
        while figures.advance(&trace) {}
        assert!(figures.path().complete && figures.is_of(&trace));
        let longest = told(&trace, &figures.longest[0]);
        assert!(longest.contains("slept") || longest.contains("ran"), "{longest}");
        // Who was started comes by nobody's hand.
        let (thread, why) = (crate::model::ids::ThreadId(1), Why::HandOver);
        let object = Some(trace.thread(thread).object);
        let begun = Segment { thread, from: 0, to: 5_000, why, object };
        assert_eq!(told(&trace, &begun), "5.00 µs: producer was being started, from 0 ns");
        assert!(figures.csv().unwrap().starts_with("thread,on the path (ns),"));
    }
}
