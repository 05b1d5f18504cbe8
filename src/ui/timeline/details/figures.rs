//! A table of figures on screen: sorted by a click on a head, a row lights up what it is about.

use crate::analysis::table::{Column as Figure, Subject, Table, Unit};
use crate::export::axis::duration;
use crate::export::timeline::LaneKey;
use crate::trace::State;
use crate::ui::timeline::selection::Selection;
use crate::words;
use crate::words::decimal;
use egui::{Align, AsIdSalt, Label, Layout, RichText, ScrollArea, Sense, Ui};
use egui_extras::{Column, TableBuilder};

/// Height of a row.
pub const ROW: f32 = 19.0;
/// Height of the heads.
pub const HEAD: f32 = 22.0;
const NAME_WIDTH: f32 = 150.0;
const FIGURE_WIDTH: f32 = 84.0;
/// Height of the bar that scrolls sideways.
const SCROLL_BAR: f32 = 8.0;

/// How a table is sorted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sort {
    /// By which column of figures; by name if none. Nothing chosen: as it was made.
    by: Option<Option<usize>>,
    descending: bool,
}

impl Sort {
    /// Sorts by a column; by the one it is sorted by already, the other way round. Figures begin
    /// with the largest, names with A.
    pub fn choose(&mut self, column: Option<usize>) {
        let again = self.by == Some(column);
        self.descending = if again { !self.descending } else { column.is_some() };
        self.by = Some(column);
    }

    /// Sorts a table.
    pub fn apply(&self, table: &mut Table) {
        if let Some(column) = self.by {
            table.sort(column, self.descending);
        }
    }

    /// What it is sorted by (by name if none), and whether the largest come first; `None`: as it
    /// was made.
    pub fn chosen(&self) -> Option<(Option<usize>, bool)> {
        self.by.map(|column| (column, self.descending))
    }

    fn sign(&self, column: Option<usize>) -> &'static str {
        match self.by == Some(column) {
            false => "",
            true if self.descending => " ⬇",
            true => " ⬆",
        }
    }
}

/// What happened in a table.
#[derive(Clone, Copy, Default)]
pub struct Happened {
    /// What the row under the pointer is about.
    pub hovered: Option<LaneKey>,
    /// What the clicked row is about.
    pub clicked: Option<LaneKey>,
}

impl Happened {
    /// Lights up what is pointed at; chooses what was clicked, in all views, and goes to its lane.
    pub fn tell(self, selection: &mut Selection) {
        selection.point_at(self.hovered);
        if let Some(lane) = self.clicked {
            selection.choose_subject(lane);
            selection.wanted = Some(lane);
        }
    }
}

/// The lane of what a row is about.
pub fn lane_of(subject: Subject) -> LaneKey {
    match subject {
        Subject::Thread(thread) => LaneKey::Thread(thread),
        Subject::Object(object) => LaneKey::Object(object),
    }
}

/// Shows a table; `lit` is what the pointer is on, here or in another view, and what is chosen.
pub fn table_ui(ui: &mut Ui, table: &mut Table, sort: &mut Sort, lit: &[LaneKey]) -> Happened {
    let mut happened = Happened::default();
    let before = *sort;
    // A bar that shows only under the pointer would hide that there are more columns.
    ui.spacing_mut().scroll = egui::style::ScrollStyle::thin();
    ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
        rows_that_fill(ui, table.head, SCROLL_BAR)
            .cell_layout(Layout::right_to_left(Align::Center))
            .column(Column::initial(NAME_WIDTH).at_least(60.0).clip(true).resizable(true))
            .columns(Column::initial(FIGURE_WIDTH).at_least(50.0), table.columns.len())
            .header(HEAD, |mut row| {
                row.col(|ui| head_ui(ui, (subject_word(table.head), true), None, sort));
                for (number, column) in table.columns.iter().enumerate() {
                    row.col(|ui| head_ui(ui, (&head_word(column), false), Some(number), sort));
                }
            })
            .body(|body| {
                body.rows(ROW, table.rows.len(), |mut row| {
                    let one = &table.rows[row.index()];
                    let lane = lane_of(one.subject);
                    row.set_selected(lit.contains(&lane));
                    row.col(|ui| {
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            ui.add(Label::new(&one.name).selectable(false).truncate());
                        });
                    });
                    for (value, column) in one.values.iter().zip(&table.columns) {
                        row.col(|ui| {
                            _ = ui.add(Label::new(cell(*value, column.unit)).selectable(false))
                        });
                    }
                    let response = row.response();
                    happened.hovered = happened.hovered.or(response.hovered().then_some(lane));
                    happened.clicked = happened.clicked.or(response.clicked().then_some(lane));
                });
            });
    });
    if *sort != before {
        sort.apply(table);
    }
    happened
}

/// A table of rows to click on that takes all the height there is, but for what lies `below` it.
pub fn rows_that_fill(ui: &mut Ui, salt: impl AsIdSalt, below: f32) -> TableBuilder<'_> {
    let height = ui.available_height() - HEAD - 2.0 * ui.spacing().item_spacing.y - below;
    TableBuilder::new(ui)
        .id_salt(salt)
        .striped(true)
        .sense(Sense::click())
        .min_scrolled_height(height.max(ROW))
        .max_scroll_height(height.max(ROW))
        .auto_shrink(false)
}

/// The head of a column, which sorts by it. Words stand at the left, figures at the right.
pub fn head_ui(ui: &mut Ui, (word, at_left): (&str, bool), column: Option<usize>, sort: &mut Sort) {
    let text = RichText::new(format!("{word}{}", sort.sign(column))).small().weak();
    let layout = match at_left {
        true => Layout::left_to_right(Align::Center),
        false => Layout::right_to_left(Align::Center),
    };
    ui.with_layout(layout, |ui| {
        let head = ui.add(egui::Button::new(text).frame(false).truncate());
        if head.on_hover_text(words!("timeline-sort-tip", column = word)).clicked() {
            sort.choose(column);
        }
    });
}

/// A figure as a cell shows it.
pub fn cell(value: f64, unit: Unit) -> String {
    match unit {
        _ if value == 0.0 => "–".to_owned(),
        Unit::Count => format!("{value:.0}"),
        Unit::Nanos => duration(value),
        Unit::Share if value < 0.001 => decimal("< 0.1 %".to_owned()),
        Unit::Share => decimal(format!("{:.1} %", value * 100.0)),
    }
}

fn subject_word(head: &str) -> &'static str {
    match head {
        "thread" => words!("timeline-head-thread"),
        _ => words!("timeline-head-object"),
    }
}

/// A column's title in the language of the window; files have the plain one.
fn head_word(column: &Figure) -> String {
    if let Some(name) =
        column.title.strip_prefix("waiting for ").filter(|_| column.object.is_some())
    {
        return words!("timeline-head-waiting-for", name = name);
    }
    let states = State::LIVING.into_iter().find(|state| state.label() == column.title);
    let word = states.map(super::state_word).or_else(|| plain_word(&column.title));
    word.map_or_else(|| column.title.clone().into_owned(), str::to_owned)
}

fn plain_word(title: &str) -> Option<&'static str> {
    Some(match title {
        "alive" => words!("timeline-head-alive"),
        "acquisitions" => words!("timeline-head-acquisitions"),
        "refused" => words!("timeline-head-refused"),
        "given up" => words!("timeline-head-given-up"),
        "held share" => words!("timeline-head-held-share"),
        "wait share" => words!("timeline-head-wait-share"),
        "most waiters" => words!("timeline-head-most-waiters"),
        "waits" => words!("timeline-head-waits"),
        "wait total" => words!("timeline-head-wait-total"),
        "wait mean" => words!("timeline-head-wait-mean"),
        "wait min" => words!("timeline-head-wait-min"),
        "wait p50" => words!("timeline-head-wait-p50"),
        "wait p90" => words!("timeline-head-wait-p90"),
        "wait p99" => words!("timeline-head-wait-p99"),
        "wait max" => words!("timeline-head-wait-max"),
        "holds" => words!("timeline-head-holds"),
        "hold total" => words!("timeline-head-hold-total"),
        "hold mean" => words!("timeline-head-hold-mean"),
        "hold min" => words!("timeline-head-hold-min"),
        "hold p50" => words!("timeline-head-hold-p50"),
        "hold p90" => words!("timeline-head-hold-p90"),
        "hold p99" => words!("timeline-head-hold-p99"),
        "hold max" => words!("timeline-head-hold-max"),
        "on the path" => words!("timeline-head-on-path"),
        "share of the path" => words!("timeline-head-path-share"),
        "path running" => words!("timeline-head-path-running"),
        "path sleeping" => words!("timeline-head-path-sleeping"),
        "path waiting" => words!("timeline-head-path-waiting"),
        "path hand-over" => words!("timeline-head-path-hand-over"),
        "path not recorded" => words!("timeline-head-path-not-recorded"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::critical_path::critical_path;
    use crate::analysis::table::{object_table, path_table, thread_table};
    use crate::export::fixture;
    use crate::words::{Language, speaking};

    #[test]
    fn every_column_has_a_title_in_every_language() {
        let trace = fixture::pipeline();
        let path = critical_path(&trace);
        let tables = [
            thread_table(&trace, 0..500_000),
            object_table(&trace, 0..500_000),
            path_table(&trace, &path),
        ];
        for column in tables.iter().flat_map(|table| &table.columns) {
            if column.object.is_none() {
                let known = State::LIVING.iter().any(|state| state.label() == column.title);
                assert!(known || plain_word(&column.title).is_some(), "{}", column.title);
            }
            let polish = speaking(Language::Polish, || head_word(column));
            assert!(!polish.is_empty() && !polish.contains("timeline-"), "{polish}");
        }
    }

    #[test]
    fn a_second_click_sorts_the_other_way_round() {
        let mut sort = Sort::default();
        sort.choose(Some(2));
        assert_eq!(sort.sign(Some(2)), " ⬇");
        sort.choose(Some(2));
        assert_eq!(sort.sign(Some(2)), " ⬆");
        sort.choose(None);
        assert_eq!((sort.sign(None), sort.sign(Some(2))), (" ⬆", ""));
    }

    #[test]
    fn cells_say_nothing_rather_than_zero() {
        let cells = [
            cell(0.0, Unit::Count),
            cell(12.0, Unit::Count),
            cell(65_000.0, Unit::Nanos),
            cell(0.0004, Unit::Share),
            cell(0.456, Unit::Share),
        ];
        assert_eq!(cells, ["–", "12", "65.0 µs", "< 0.1 %", "45.6 %"]);
    }
}
