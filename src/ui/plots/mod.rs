//! Plots over a trace: one file each, one line each in [`ALL`].
//!
//! A plot is a pure function from a trace and a stretch of time to a [`Figure`]; drawing it with
//! egui_plot, linking it to the timeline's window and keeping its cost down is done once, here.

use crate::export::axis;
use crate::export::scene::Color;
use crate::export::theme::Theme;
use crate::trace::Trace;
use crate::ui::timeline::paint::color32;
use crate::ui::timeline::{Selection, Window, extent};
use egui::Ui;
use egui_plot::{AxisHints, Bar, BarChart, Corner, GridMark, Legend, Line, Plot, Span};
use std::ops::{Range, RangeInclusive};
use std::time::{Duration, Instant};

pub mod contention;
pub mod fairness;
pub mod holds;
pub mod levels;
pub mod running;
pub mod throughput;
pub mod wait_graph;
pub mod waits;

/// One plot.
pub struct PlotSpec {
    /// What tabs and menus call it.
    pub title: &'static str,
    /// One sentence: what it shows and what to look for.
    pub help: &'static str,
    /// Computes it for a stretch of time, as about so many points.
    pub figure: fn(&Trace, Range<u64>, usize) -> Figure,
}

/// All plots, sorted by file name.
pub const ALL: &[PlotSpec] = &[
    contention::PLOT,
    fairness::PLOT,
    holds::PLOT,
    levels::PLOT,
    running::PLOT,
    throughput::PLOT,
    waits::PLOT,
];

/// Whose colour a curve or bar has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// The text's: a total.
    Total,
    /// The identity colour with this number: a thread's or an object's.
    Identity(usize),
}

/// A curve over time.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    /// In the legend.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// Nanoseconds and value.
    pub points: Vec<[f64; 2]>,
}

/// A bar.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Under it.
    pub label: String,
    /// Its colour.
    pub ink: Ink,
    /// How high it is.
    pub value: f64,
}

/// What a plot shows.
#[derive(Clone, PartialEq, Debug)]
pub enum Figure {
    /// Curves over time, linked to the timeline.
    Curves {
        /// What the values are.
        unit: &'static str,
        /// The curves.
        curves: Vec<Curve>,
    },
    /// Bars side by side.
    Bars {
        /// What the values are.
        unit: &'static str,
        /// A line above: the one thing to know.
        headline: String,
        /// The bars.
        columns: Vec<Column>,
    },
    /// Nothing to show, and why.
    Nothing(&'static str),
}

/// Points of a curve: more than one sees, few enough to compute while a run goes on.
const POINTS: usize = 240;
/// Curves or bars of one plot; the most important come first and the rest is left out.
pub const CURVES_MAX: usize = 12;
/// Least room for a name under a bar, and the room where it is shown in full strength.
const LABEL_SPACING: egui::Rangef = egui::Rangef { min: 16.0, max: 30.0 };
/// A live plot is computed again at most this often ...
const REFRESH: Duration = Duration::from_millis(200);
/// ... and takes at most one part in so many of the time.
const COST_SHARE: u32 = 10;

/// A plot on screen: its last figure, and when it is due again.
#[derive(Clone, Debug, Default)]
pub struct PlotPanel {
    figure: Option<Figure>,
    shown: (Range<u64>, u64, u64),
    due: Option<Instant>,
    /// Place in the list of the plot that the user chose.
    selected: Option<usize>,
}

impl PlotPanel {
    /// Shows `plot` for the timeline's window.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        plot: &PlotSpec,
        (trace, theme): (&Trace, &Theme),
        window: &Window,
        selection: &Selection,
    ) {
        if trace.event_count() == 0 {
            ui.centered_and_justified(|ui| ui.weak(format!("Press Run. {}", plot.help)));
            return;
        }
        // The timeline may be hidden behind this very plot: then nobody else keeps it up.
        let mut window = *window;
        window.keep_up(extent(trace));
        let window = &window;
        let range = visible_range(trace, window);
        self.refresh(ui, plot, trace, range);
        match &self.figure {
            Some(Figure::Curves { unit, curves }) => {
                curves_ui(ui, (plot, unit), curves, theme, (window, selection));
            }
            Some(Figure::Bars { unit, headline, columns }) => {
                ui.horizontal_wrapped(|ui| {
                    ui.strong(headline);
                    ui.weak(*unit);
                });
                bars_ui(ui, plot, columns, theme);
            }
            Some(Figure::Nothing(why)) => {
                ui.centered_and_justified(|ui| ui.weak(*why));
            }
            None => {}
        }
    }

    /// Shows any of the plots, chosen from a row of names; `first` until the user chooses.
    pub fn any_ui(
        &mut self,
        ui: &mut Ui,
        first: &PlotSpec,
        data: (&Trace, &Theme),
        window: &Window,
        selection: &Selection,
    ) {
        let shown = |selected: Option<usize>| selected.and_then(|at| ALL.get(at)).unwrap_or(first);
        ui.horizontal_wrapped(|ui| {
            for (number, plot) in ALL.iter().enumerate() {
                let now = shown(self.selected).title == plot.title;
                if ui.selectable_label(now, plot.title).on_hover_text(plot.help).clicked() {
                    (self.selected, self.figure) = (Some(number), None);
                }
            }
        });
        let plot = shown(self.selected);
        self.ui(ui, plot, data, window, selection);
    }

    /// Computes the figure again if what it shows has changed and it is time.
    fn refresh(&mut self, ui: &Ui, plot: &PlotSpec, trace: &Trace, range: Range<u64>) {
        let shown = (range.clone(), trace.event_count(), trace.now_nanos());
        if self.figure.is_some() && self.shown == shown {
            return;
        }
        let now = Instant::now();
        if let Some(due) = self.due.filter(|due| self.figure.is_some() && now < *due) {
            ui.ctx().request_repaint_after(due - now);
            return;
        }
        self.figure = Some((plot.figure)(trace, range, POINTS));
        self.shown = shown;
        // A change of window shows at once if it is cheap; growth is shown at a gentle pace.
        let cost = now.elapsed() * COST_SHARE;
        self.due = Some(now + if trace.is_live() { REFRESH.max(cost) } else { cost });
    }
}

fn visible_range(trace: &Trace, window: &Window) -> Range<u64> {
    let from = window.from_nanos.max(trace.first_nanos() as f64) as u64;
    let to = window.to_nanos.clamp(0.0, trace.now_nanos() as f64) as u64;
    from..to.max(from + 1)
}

fn ink_of(theme: &Theme, ink: Ink) -> Color {
    match ink {
        Ink::Total => theme.text,
        Ink::Identity(number) => theme.owner(number),
    }
}

fn curves_ui(
    ui: &mut Ui,
    (plot, unit): (&PlotSpec, &'static str),
    curves: &[Curve],
    theme: &Theme,
    (window, selection): (&Window, &Selection),
) {
    let (from, to) = (window.from_nanos, window.to_nanos);
    ui.weak(unit).on_hover_text(plot.help);
    let ticks = move |mark: GridMark, _: &RangeInclusive<f64>| tick(mark);
    Plot::new(plot.title)
        .height(ui.available_height().max(40.0))
        .legend(Legend::default().position(Corner::LeftTop).follow_insertion_order(true))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .x_axis_formatter(ticks)
        .y_axis_formatter(amount)
        .include_y(0.0)
        .include_y(1.0)
        .show(ui, |shown| {
            shown.set_plot_bounds_x(from..=to);
            if let Some((from, to)) = selection.range {
                let fill = color32(theme.accent.alpha(38));
                shown.add(Span::new("", from..=to).fill(fill));
            }
            for curve in curves {
                let width = if curve.ink == Ink::Total { 2.2 } else { 1.5 };
                let ink = color32(ink_of(theme, curve.ink));
                let line = Line::new(curve.name.clone(), curve.points.clone());
                shown.line(line.color(ink).width(width));
            }
        });
}

fn tick(mark: GridMark) -> String {
    match mark.value.round() {
        before if before < 0.0 => String::new(),
        0.0 => "0".to_owned(),
        nanos => axis::exact(nanos),
    }
}

/// A value beside the axis: `0.5`, `20`, `3 k`, `20 M`.
fn amount(mark: GridMark, _: &RangeInclusive<f64>) -> String {
    let value = mark.value;
    let units = [(1e9, " G"), (1e6, " M"), (1e3, " k"), (1.0, "")];
    let unit = units.into_iter().find(|unit| value.abs() >= unit.0).unwrap_or((1.0, ""));
    let text = format!("{:.2}", value / unit.0);
    format!("{}{}", text.trim_end_matches('0').trim_end_matches('.'), unit.1)
}

fn bars_ui(ui: &mut Ui, plot: &PlotSpec, columns: &[Column], theme: &Theme) {
    let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
    let name = move |mark: GridMark, _: &RangeInclusive<f64>| {
        let number = mark.value.round();
        let whole = (mark.value - number).abs() < 1e-6 && number >= 0.0;
        labels.get(number as usize).filter(|_| whole).cloned().unwrap_or_default()
    };
    let bars = columns.iter().enumerate().map(|(number, column)| {
        let ink = color32(ink_of(theme, column.ink));
        Bar::new(number as f64, column.value).width(0.7).fill(ink).name(&column.label)
    });
    let chart = BarChart::new("", bars.collect());
    let marks: Vec<GridMark> =
        (0..columns.len()).map(|at| GridMark { value: at as f64, step_size: 1.0 }).collect();
    Plot::new(plot.title)
        .height(ui.available_height().max(40.0))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .include_x(-0.6)
        .include_x(columns.len() as f64 - 0.4)
        .include_y(0.0)
        .x_grid_spacer(move |_| marks.clone())
        .custom_x_axes(vec![AxisHints::new_x().formatter(name).label_spacing(LABEL_SPACING)])
        .y_axis_formatter(amount)
        .show(ui, |shown| shown.bar_chart(chart));
}

/// A series of analysis as points of a curve.
fn points(series: &[(u64, f64)]) -> Vec<[f64; 2]> {
    series.iter().map(|&(nanos, value)| [nanos as f64, value]).collect()
}

/// Whether any value of a series is above nothing.
fn says_something(series: &[(u64, f64)]) -> bool {
    series.iter().any(|&(_, value)| value > 0.0)
}

#[cfg(test)]
mod tests;
