//! The figures of the chosen range: counted a piece a frame, then shown as two tables and two
//! lists.

use super::figures::{Sort, table_ui};
use super::longest::{Longest, Way};
use crate::analysis::counting::Counting;
use crate::analysis::table::{Table, object_table_of, thread_table_of};
use crate::export::axis::{duration, exact};
use crate::trace::Trace;
use crate::ui::timeline::selection::Selection;
use crate::ui::timeline::window::Window;
use crate::words;
use egui::{ProgressBar, RichText, Ui};
use std::ops::Range;
use std::time::{Duration, Instant};

/// Items counted in a frame: about three milliseconds.
const ITEMS_A_FRAME: u64 = 100_000;
/// How soon the figures of a range that still grows are counted again.
const AGAIN: Duration = Duration::from_millis(500);
/// Room for where the range begins and ends, and for the buttons behind that.
const ENDS_WIDTH_MIN: f32 = 560.0;

/// Figures of a range, being counted or ready.
#[derive(Clone, Debug)]
pub struct RangeFigures {
    range: Range<u64>,
    counting: Option<Counting>,
    /// Objects and threads.
    tables: Option<[Table; 2]>,
    /// Waits and holds.
    lists: [Longest; 2],
    /// The run's newest moment when counting began.
    now_nanos: u64,
    done: Option<Instant>,
}

/// What is chosen in this part.
#[derive(Clone, Copy, Debug, Default)]
pub struct RangeView {
    part: Part,
    sorts: [Sort; 4],
}

/// One of the tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Part {
    #[default]
    Objects,
    Threads,
    Waits,
    Holds,
}

impl Part {
    const ALL: [Part; 4] = [Part::Objects, Part::Threads, Part::Waits, Part::Holds];

    fn title(self) -> &'static str {
        match self {
            Part::Objects => words!("timeline-range-objects"),
            Part::Threads => words!("timeline-range-threads"),
            Part::Waits => words!("timeline-range-waits"),
            Part::Holds => words!("timeline-range-holds"),
        }
    }
}

impl RangeFigures {
    /// Begins to count a range.
    pub fn new(trace: &Trace, range: Range<u64>) -> RangeFigures {
        let counting = Some(Counting::new(trace, range.clone()));
        let (tables, lists) = (None, Default::default());
        RangeFigures { range, counting, tables, lists, now_nanos: trace.now_nanos(), done: None }
    }

    /// Counts on; whether there is more to count.
    pub fn advance(&mut self, trace: &Trace, view: &RangeView) -> bool {
        let grows = trace.is_live() && self.now_nanos < self.range.end;
        if grows && self.done.is_some_and(|done| done.elapsed() > AGAIN) {
            self.counting = Some(Counting::new(trace, self.range.clone()));
            (self.now_nanos, self.done) = (trace.now_nanos(), None);
        }
        let Some(counting) = &mut self.counting else { return false };
        if !counting.advance(trace, ITEMS_A_FRAME) {
            return true;
        }
        let mut tables = [object_table_of(trace, counting), thread_table_of(trace, counting)];
        tables.iter_mut().zip(view.sorts).for_each(|(table, sort)| sort.apply(table));
        let lists = [counting.longest_waits(), counting.longest_holds()];
        self.lists = lists.map(|stretches| Longest::new(trace, stretches));
        self.lists.iter_mut().zip(&view.sorts[2..]).for_each(|(list, sort)| list.sort(sort));
        self.tables = Some(tables);
        self.counting = None;
        self.done = Some(Instant::now());
        false
    }

    /// What is counted.
    pub fn range(&self) -> &Range<u64> {
        &self.range
    }

    /// All of it as CSV, once it is ready.
    pub fn csv(&self) -> Option<String> {
        let [objects, threads] = self.tables.as_ref()?;
        let [waits, holds] =
            [("waited for", 0), ("held", 1)].map(|(how, at)| self.lists[at].csv(how));
        Some(format!("{}\n{}\n{waits}\n{holds}", objects.csv(), threads.csv()))
    }

    /// Shows the tables.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        trace: &Trace,
        view: &mut RangeView,
        (window, selection): (&mut Window, &mut Selection),
    ) {
        if self.advance(trace, view) {
            ui.ctx().request_repaint();
        }
        self.head_ui(ui, view, window, selection);
        let Some(tables) = &mut self.tables else { return };
        let (number, sort) = (view.part as usize, &mut view.sorts[view.part as usize]);
        if let Some(list) = number.checked_sub(tables.len()) {
            let way = if view.part == Part::Waits { Way::Waited } else { Way::Held };
            self.lists[list].ui(ui, trace, (sort, way), selection);
            return;
        }
        if tables[number].rows.is_empty() {
            ui.weak(words!("timeline-range-nothing"));
            return;
        }
        let happened = table_ui(ui, &mut tables[number], sort, &selection.lit());
        happened.tell(selection);
    }

    fn head_ui(
        &self,
        ui: &mut Ui,
        view: &mut RangeView,
        window: &mut Window,
        selection: &mut Selection,
    ) {
        ui.horizontal_wrapped(|ui| {
            let (from, to) = (self.range.start as f64, self.range.end as f64);
            for part in Part::ALL {
                ui.selectable_value(&mut view.part, part, part.title());
            }
            ui.separator();
            let ends = words!("timeline-range-ends", from = exact(from), to = exact(to));
            let length = ui.label(RichText::new(duration(to - from)).strong());
            length.on_hover_text(&ends);
            if ui.available_width() > ENDS_WIDTH_MIN {
                ui.weak(ends);
            }
            if let Some(counting) = &self.counting {
                let bar = ProgressBar::new(counting.share_done() as f32).desired_width(90.0);
                ui.add(bar).on_hover_text(words!("timeline-counting"));
            }
            if let Some(csv) = self.csv()
                && ui.small_button(words!("timeline-copy-csv")).clicked()
            {
                ui.ctx().copy_text(csv);
            }
            if ui.small_button(words!("timeline-zoom-to-range")).clicked() {
                window.show(from, to, 0.0);
            }
            if ui.small_button(words!("timeline-close")).clicked() {
                selection.range = None;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;

    #[test]
    fn a_copied_table_has_one_line_an_object_and_one_a_thread() {
        let trace = fixture::pipeline();
        let mut figures = RangeFigures::new(&trace, 0..500_000);
        assert_eq!(figures.csv(), None);
        while figures.advance(&trace, &RangeView::default()) {}
        let text = figures.csv().unwrap();
        assert!(text.lines().any(|line| line.starts_with("accounts_lock,4,")), "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with("auditor,")).count(), 1);
        assert!(text.contains("\nlength (ns),thread,waited for,from (ns)\n"), "{text}");
        assert!(text.contains("\n65000,producer,accounts_lock,90000\n"), "{text}");
        assert!(text.contains("\nlength (ns),thread,held,from (ns)\n"), "{text}");
    }
}
