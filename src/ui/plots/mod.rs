//! Plots on screen: paints the exporters' charts and links them to the other views of a trace.
//!
//! What is chosen in a plot (a range, a thread, a lock, a moment) is chosen everywhere, and the
//! other way round; keys and wheel move the timeline's own window. A figure is computed again only
//! when what it shows has changed, at most so often, and what would take long is counted on a
//! thread of its own. Knows no plot by name: it draws what the list of plots gives it.

mod pointer;
mod refresh;

use crate::export::axis;
use crate::export::chart::figure::{Body, Figure};
use crate::export::chart::{self, Chart, ChartView, Marked};
use crate::export::plots::{ALL, Ask, PlotSpec, Reads};
use crate::export::theme::Theme;
use crate::export::timeline::LaneKey;
use crate::trace::Trace;
use crate::ui::timeline::{Follow, Selection, TimelinePanel, extent, paint};
use crate::ui::{Action, list};
use crate::words;
use egui::{Align, Layout, Rect, ScrollArea, Sense, Ui, Vec2, vec2};
pub use pointer::readable;
pub use refresh::EVENTS_AT_ONCE_MAX;
use refresh::Refresh;
use std::ops::Range;
use std::sync::Arc;

/// A plot that leaves out less than this share of a run at its ends is about all of it.
const WHOLE_SLACK: f64 = 0.005;
/// Width of the list of what a plot may be about.
const SUBJECT_WIDTH: f32 = 130.0;
/// Of that, what its text has: the rest is margins and the arrow.
const SUBJECT_TEXT_WIDTH: f32 = 100.0;

/// What a plot is linked to.
pub struct Linked<'a> {
    /// What happened.
    pub trace: &'a Arc<Trace>,
    /// The colours.
    pub theme: &'static Theme,
    /// Where one looks.
    pub timeline: &'a mut TimelinePanel,
    /// What is chosen.
    pub selection: &'a mut Selection,
    /// What the user asked for beyond that.
    pub actions: &'a mut Vec<Action>,
}

/// A plot on screen.
#[derive(Default)]
pub struct PlotPanel {
    refresh: Refresh,
    /// Counts by their logarithm.
    log: bool,
    /// Where a range that is being drawn began.
    drag: Option<f64>,
}

impl PlotPanel {
    /// Shows `plot` for what the timeline shows.
    pub fn ui(&mut self, ui: &mut Ui, plot: &'static PlotSpec, linked: &mut Linked<'_>) {
        if linked.trace.event_count() == 0 {
            let hint = words!("plots-press-run", help = (plot.help)());
            crate::ui::hint_ui(ui, &hint);
            return;
        }
        // The timeline may be hidden behind this very plot: then nobody else keeps it up.
        linked.timeline.window.keep_up(extent(linked.trace));
        let ask = ask_of(plot, linked);
        let part = ask.range.clone();
        self.refresh.look(ui.ctx(), plot, linked.trace, ask);
        let Some(figure) = self.refresh.figure().cloned() else {
            self.refresh.progress_ui(ui);
            return;
        };
        if plot.reads != Reads::Moment {
            part_ui(ui, plot, linked, &part);
        }
        let room = (ui.available_size() - vec2(0.0, 2.0)).max(vec2(160.0, 60.0));
        let least = chart::least_height(&figure);
        let area = ScrollArea::vertical().id_salt(plot.name).auto_shrink(false);
        area.show(ui, |ui| {
            let size = vec2(room.x, room.y.max(least));
            let view = self.view(linked, size);
            let marked = marked(linked);
            let chart = chart::layout(&figure, &view, linked.theme, &marked);
            self.chart_ui(ui, (plot, &figure), &chart, linked);
        });
    }

    /// Whether a figure is being counted on a thread of its own.
    pub fn is_counting(&self) -> bool {
        self.refresh.is_counting()
    }

    /// Whether there is a figure to show.
    pub fn has_figure(&self) -> bool {
        self.refresh.figure().is_some()
    }

    /// A row of names to choose a plot from, and what can be set about it.
    pub fn chooser_ui(
        &mut self,
        ui: &mut Ui,
        chosen: &mut usize,
        shown: impl Fn(&PlotSpec) -> bool,
        linked: &mut Linked<'_>,
    ) {
        // What can be set stands at the right, and the names have the room that is left.
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if linked.trace.event_count() > 0 {
                self.settings_ui(ui, *chosen, linked);
            }
            let names = Layout::left_to_right(Align::Min).with_main_wrap(true);
            ui.with_layout(names, |ui| {
                for (number, plot) in ALL.iter().enumerate().filter(|(_, plot)| shown(plot)) {
                    let button = egui::Button::selectable(*chosen == number, (plot.title)());
                    if ui.add(button).on_hover_text((plot.help)()).clicked() && *chosen != number {
                        *chosen = number;
                        self.refresh = Refresh::default();
                    }
                }
            });
        });
    }

    /// From the right: exporting, counts by their logarithm, what the plot is about.
    fn settings_ui(&mut self, ui: &mut Ui, chosen: usize, linked: &mut Linked<'_>) {
        let export = ui.button(words!("export-plot-short"));
        if export.on_hover_text(words!("export-plot")).clicked() {
            linked.actions.push(Action::ExportPlot(chosen));
        }
        // What a plot has no use for stays in its place, so that the names beside it do not move.
        let counts = self.refresh.figure().map(|figure| &figure.body);
        let log = egui::Button::selectable(self.log, words!("plots-log"));
        let log = ui.add_enabled(matches!(counts, Some(Body::Spread(_))), log);
        if log.on_hover_text(words!("plots-log-help")).clicked() {
            self.log = !self.log;
        }
        let of = ALL.get(chosen).and_then(|plot| plot.of);
        ui.add_enabled_ui(of.is_some(), |ui| {
            subject_ui(ui, linked, of.map_or_else(|| words!("plots-of-all"), |of| of()));
        });
        ui.add_space(8.0);
    }

    fn view(&self, linked: &Linked<'_>, size: Vec2) -> ChartView {
        ChartView {
            width: size.x,
            height: size.y,
            title: String::new(),
            from_nanos: linked.timeline.window.from_nanos,
            to_nanos: linked.timeline.window.to_nanos,
            legend: true,
            log: self.log,
        }
    }

    fn chart_ui(
        &mut self,
        ui: &mut Ui,
        (plot, figure): (&PlotSpec, &Figure),
        chart: &Chart,
        linked: &mut Linked<'_>,
    ) {
        let size = vec2(chart.scene.width, chart.scene.height);
        let (place, _) = ui.allocate_exact_size(size, Sense::hover());
        let id = ui.scope_id().with(("plot", plot.name));
        let canvas = ui.interact(place, id, Sense::click_and_drag());
        canvas.widget_info(|| {
            let label =
                words!("plots-chart", title = (plot.title)(), headline = figure.headline.as_str());
            egui::WidgetInfo::labeled(egui::accesskit::Role::Figure, true, label)
        });
        paint::paint_scene(&ui.painter_at(place), place.min, &chart.scene);
        if let Some(pointed) = self.areas_ui(ui, &canvas, chart, linked) {
            pointer::readout_ui(ui, (place, figure), &pointed, linked.theme);
        }
        for (number, spot) in chart.spots.iter().enumerate() {
            pointer::spot_ui(ui, (place, id.with(number)), spot, linked);
        }
        pointer::keys_ui(ui, &canvas, chart, linked);
        let place = ALL.iter().position(|one| one.name == plot.name);
        canvas.context_menu(|ui| {
            if ui.button(words!("export-plot")).clicked() {
                linked.actions.extend(place.map(Action::ExportPlot));
            }
        });
    }
}

/// Says which part of the run a plot is about, with the way to all of it: its figures are of that
/// part only, and the timeline may be hidden behind it.
fn part_ui(ui: &mut Ui, plot: &PlotSpec, linked: &mut Linked<'_>, part: &Range<u64>) {
    let trace = linked.trace;
    let (first, now) = (trace.first_nanos(), trace.now_nanos());
    let slack = (now.saturating_sub(first) as f64 * WHOLE_SLACK) as u64;
    let whole = part.start <= first + slack && part.end + slack >= now;
    if whole {
        return;
    }
    let chosen = plot.reads == Reads::Events && linked.selection.range.is_some();
    let [from, to] = [part.start, part.end].map(|nanos| axis::moment(nanos as f64));
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        ui.weak(match chosen {
            true => words!("plots-part-chosen", from = from, to = to),
            false => words!("plots-part", from = from, to = to),
        });
        if ui.small_button(words!("plots-part-all")).clicked() {
            linked.selection.range = linked.selection.range.filter(|_| !chosen);
            linked.timeline.window.follow = Follow::Run;
        }
    });
}

/// Which object the plots that are about one are about.
fn subject_ui(ui: &mut Ui, linked: &mut Linked<'_>, none: &str) {
    let name = |key: LaneKey| crate::export::timeline::name_of(linked.trace, key);
    let about = linked.selection.about(linked.trace);
    let now = about.filter(|key| matches!(key, LaneKey::Object(_)));
    let shown = format!("{} {}", words!("plots-of"), now.map_or(none.to_owned(), name));
    // A long name must not take the room of the plots' own names beside the list.
    let size = egui::TextStyle::Button.resolve(ui.style()).size;
    let short = crate::export::text::elided(&shown, size, SUBJECT_TEXT_WIDTH);
    let mut chosen = linked.selection.subject;
    let list = egui::ComboBox::from_id_salt("plot subject").selected_text(short);
    let list = list::show(ui, list.width(SUBJECT_WIDTH), |ui| {
        ui.selectable_value(&mut chosen, None, none);
        let keys = crate::export::timeline::lane_keys(linked.trace);
        for key in keys.into_iter().filter(|key| matches!(key, LaneKey::Object(_))) {
            ui.selectable_value(&mut chosen, Some(key), name(key));
        }
    });
    list::named(&list, words!("plots-of"));
    list.on_hover_text(shown);
    if chosen != linked.selection.subject {
        linked.selection.subject = chosen;
        linked.selection.interval = None;
    }
}

/// What a plot is asked, from where one looks and what is chosen.
fn ask_of(plot: &PlotSpec, linked: &Linked<'_>) -> Ask {
    let (trace, window) = (linked.trace, &linked.timeline.window);
    let sight = (window.from_nanos, window.to_nanos);
    // What is not over time can't show a range as a band: it is about that range.
    let (from, to) =
        linked.selection.range.filter(|_| plot.reads == Reads::Events).unwrap_or(sight);
    let from = from.max(trace.first_nanos() as f64) as u64;
    let to = (to.clamp(0.0, trace.now_nanos() as f64) as u64).max(from + 1);
    Ask {
        range: from..to,
        about: linked.selection.about(trace),
        moment: linked.selection.moment().unwrap_or(trace.now_nanos()),
        ..Ask::whole(trace)
    }
}

fn marked(linked: &Linked<'_>) -> Marked {
    Marked {
        range: linked.selection.range,
        moment: linked.selection.moment().map(|nanos| nanos as f64),
        lit: linked.selection.linked(linked.trace),
    }
}

/// A place of the scene as a place on screen.
fn on_screen(place: Rect, rect: crate::export::scene::Rect) -> Rect {
    Rect::from_min_size(place.min + vec2(rect.x, rect.y), vec2(rect.w, rect.h))
}

#[cfg(test)]
mod tests;
