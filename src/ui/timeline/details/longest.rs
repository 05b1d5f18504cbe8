//! The longest waits or holds of a range, one a row: a click goes there, and the list stays.

use super::figures::{HEAD, ROW, Sort, head_ui, rows_that_fill};
use crate::analysis::longest::Stretch;
use crate::analysis::sentence::{object_name, thread_name};
use crate::analysis::table::quoted;
use crate::export::axis::{duration, exact};
use crate::export::timeline::LaneKey;
use crate::trace::Trace;
use crate::ui::timeline::selection::Selection;
use crate::words;
use egui::{Align, Label, Layout, Ui};
use egui_extras::Column;
use std::cmp::Ordering;

const LENGTH_WIDTH: f32 = 90.0;
const NAME_WIDTH: f32 = 150.0;

/// Rows with their names.
#[derive(Clone, Debug, Default)]
pub struct Longest {
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    stretch: Stretch,
    thread: String,
    object: String,
}

/// What the rows are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Threads waited.
    Waited,
    /// Threads held.
    Held,
}

impl Way {
    fn head(self) -> &'static str {
        match self {
            Way::Waited => words!("timeline-head-waited-for"),
            Way::Held => words!("timeline-head-object"),
        }
    }

    /// Where the row's stretch is seen.
    fn lane(self, stretch: &Stretch) -> LaneKey {
        match self {
            Way::Waited => LaneKey::Thread(stretch.thread),
            Way::Held => LaneKey::Object(stretch.object),
        }
    }
}

impl Longest {
    /// For these, longest first.
    pub fn new(trace: &Trace, stretches: Vec<Stretch>) -> Longest {
        let row = |stretch: Stretch| Row {
            thread: thread_name(trace, stretch.thread),
            object: object_name(trace, stretch.object),
            stretch,
        };
        Longest { rows: stretches.into_iter().map(row).collect() }
    }

    /// Sorts by the chosen column: length, thread, object, beginning.
    pub fn sort(&mut self, sort: &Sort) {
        let Some((Some(column), descending)) = sort.chosen() else { return };
        self.rows.sort_by(|one, other| {
            let order = order(one, other, column);
            if descending { order.reverse() } else { order }
        });
    }

    /// As CSV (RFC 4180), in English always.
    pub fn csv(&self, how: &str) -> String {
        let mut text = format!("length (ns),thread,{how},from (ns)\n");
        for Row { stretch, thread, object } in &self.rows {
            let (length, from) = (stretch.nanos(), stretch.from);
            text += &format!("{length},{},{},{from}\n", quoted(thread), quoted(object));
        }
        text
    }

    /// Shows the rows.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        trace: &Trace,
        (sort, way): (&mut Sort, Way),
        selection: &mut Selection,
    ) {
        if self.rows.is_empty() {
            ui.weak(words!("timeline-range-none-such"));
            return;
        }
        let before = *sort;
        let heads = [
            words!("timeline-head-length"),
            words!("timeline-head-thread"),
            way.head(),
            words!("timeline-head-from"),
        ];
        rows_that_fill(ui, way as u8, 0.0)
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(Column::initial(LENGTH_WIDTH).at_least(50.0))
            .columns(Column::initial(NAME_WIDTH).at_least(60.0).clip(true).resizable(true), 2)
            .column(Column::remainder().at_least(90.0))
            .header(HEAD, |mut row| {
                for (number, head) in heads.into_iter().enumerate() {
                    row.col(|ui| head_ui(ui, (head, number > 0), Some(number), sort));
                }
            })
            .body(|body| {
                body.rows(ROW, self.rows.len(), |mut row| {
                    let one = &self.rows[row.index()];
                    let lane = way.lane(&one.stretch);
                    row.set_selected(is_chosen(one, lane, selection));
                    cells(one).into_iter().for_each(|(text, right)| {
                        row.col(|ui| cell_ui(ui, &text, right));
                    });
                    let response = row.response();
                    if response.hovered() {
                        selection.point_at(lane);
                    }
                    if response.clicked() {
                        selection.choose_in_range(trace, lane, one.stretch.from);
                        selection.wanted = Some(lane);
                    }
                });
            });
        if *sort != before {
            self.sort(sort);
        }
    }
}

fn order(one: &Row, other: &Row, column: usize) -> Ordering {
    match column {
        0 => one.stretch.nanos().cmp(&other.stretch.nanos()),
        1 => one.thread.cmp(&other.thread),
        2 => one.object.cmp(&other.object),
        _ => one.stretch.from.cmp(&other.stretch.from),
    }
}

fn is_chosen(row: &Row, lane: LaneKey, selection: &Selection) -> bool {
    let chosen = selection.interval.filter(|chosen| chosen.lane == lane);
    chosen.is_some_and(|chosen| chosen.from_nanos == row.stretch.from)
}

/// The row's texts; figures stand at the right.
fn cells(row: &Row) -> [(String, bool); 4] {
    [
        (duration(row.stretch.nanos() as f64), true),
        (row.thread.clone(), false),
        (row.object.clone(), false),
        (exact(row.stretch.from as f64), false),
    ]
}

fn cell_ui(ui: &mut Ui, text: &str, right: bool) {
    let layout = match right {
        true => Layout::right_to_left(Align::Center),
        false => Layout::left_to_right(Align::Center),
    };
    ui.with_layout(layout, |ui| ui.add(Label::new(text).selectable(false).truncate()));
}
