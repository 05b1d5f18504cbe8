//! The timeline on screen: paints the exporters' scene and lets the user move about in it.
//!
//! The panel's state is where one looks; what is chosen is a [`Selection`] shared with the other
//! views. It reads a trace and changes nothing but these two.

use crate::analysis::critical_path::CriticalPath;
use crate::export::theme::Theme;
use crate::export::timeline::{
    self, Alarm, FrameOptions, LaneKey, Layout, Mark, Overlay, Strips, TimelineView,
};
use crate::session::TimelineCommand;
use crate::trace::Trace;
use crate::words;
use crate::words::Language;
use egui::{Pos2, Rect, Sense, Ui, Vec2};
use std::sync::Arc;
use std::time::{Duration, Instant};

mod details;
mod finding;
pub mod keys;
mod labels;
mod marks;
mod meshes;
mod mouse;
mod order;
mod overview;
pub mod paint;
mod ruler;
mod searching;
pub mod selection;
mod sight;
mod toolbar;
mod travel;
mod views;
pub mod window;

pub use details::tooltip_ui;
pub use keys::extent;
pub use selection::{Chosen, Selection};
pub use toolbar::{chip_ui, keys_ui};
pub use window::{Follow, Window};

/// Widest and narrowest column of names.
const GUTTER: (f32, f32) = (60.0, 320.0);
/// A lower panel has better uses for its height than a legend.
const LEGEND_HEIGHT_MIN: f32 = 210.0;
/// A mark nearer than this share of the span counts as the same place.
const SAME_MARK: f64 = 0.005;
/// What is left free beside an interval that is shown whole, as a share of it.
const INTERVAL_MARGIN: f64 = 0.3;
/// How soon a search and a path of a growing run are made again.
const AGAIN: Duration = Duration::from_secs(1);
/// How soon names are measured and a deadlock is looked for again.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Where one looks, and how.
#[derive(Clone, Debug)]
pub struct TimelinePanel {
    /// The stretch of time in sight.
    pub window: Window,
    scroll: f32,
    /// Width of the names, if the user chose one.
    gutter: Option<f32>,
    lanes: order::Lanes,
    marks: marks::Marks,
    search: searching::Search,
    travel: travel::Travel,
    details: details::Details,
    legend: bool,
    /// How wide the line above the lanes was without what can be left out.
    bar_width: f32,
    overview: overview::Overview,
    drag: Option<mouse::Drag>,
    /// The lanes ask for the keyboard.
    wants_focus: bool,
    /// Keys were for the timeline in the last frame.
    has_keys: bool,
    /// The tables of this choice are to be copied once they are ready.
    copy_asked: Option<details::Choice>,
    /// A lane to scroll into sight once heights are known.
    reveal: Option<(LaneKey, sight::Place)>,
    /// What depends on the trace alone, with what it was made of.
    of_trace: Option<(Stamp, OfTrace)>,
    /// The last layout, with what it was made of.
    laid_out: Option<(LayoutKey, Layout)>,
    /// What earlier frames made of a run that goes on.
    strips: Strips,
    /// A run that is over is shown as such: not as it was while it went on.
    arrived: bool,
    made_again: Option<Instant>,
}

/// Tells one state of a trace from another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stamp {
    events: u64,
    now_nanos: u64,
    first_nanos: u64,
    language: Language,
}

impl Stamp {
    fn of(trace: &Trace) -> Stamp {
        Stamp {
            events: trace.event_count(),
            now_nanos: trace.now_nanos(),
            first_nanos: trace.first_nanos(),
            language: words::language(),
        }
    }
}

/// What depends on the trace alone.
#[derive(Clone, Debug)]
struct OfTrace {
    gutter: f32,
    alarm: Option<Alarm>,
    made: Instant,
}

/// All that a layout depends on.
#[derive(Clone, PartialEq, Debug)]
struct LayoutKey {
    stamp: Stamp,
    view: TimelineView,
    theme: &'static str,
    frame: FrameOptions,
    overlay: Overlay,
}

impl Default for TimelinePanel {
    fn default() -> TimelinePanel {
        TimelinePanel {
            window: Window::default(),
            scroll: 0.0,
            gutter: None,
            lanes: order::Lanes::default(),
            marks: marks::Marks::default(),
            search: searching::Search::default(),
            travel: travel::Travel::default(),
            details: details::Details::default(),
            legend: true,
            bar_width: 0.0,
            overview: overview::Overview::default(),
            drag: None,
            wants_focus: false,
            has_keys: false,
            copy_asked: None,
            reveal: None,
            of_trace: None,
            laid_out: None,
            strips: Strips::default(),
            arrived: false,
            made_again: None,
        }
    }
}

impl TimelinePanel {
    /// Shows the panel.
    pub fn ui(&mut self, ui: &mut Ui, trace: &Trace, theme: &Theme, selection: &mut Selection) {
        self.has_keys = false;
        if trace.event_count() == 0 {
            empty_ui(ui);
            return;
        }
        self.keep_up(ui, trace);
        self.look_at_trace(trace);
        self.make_again(ui, trace);
        if let Some(wanted) = selection.wanted.take() {
            self.reveal = Some((wanted, sight::Place::Middle));
            if let Some(chosen) = selection.interval {
                self.window.reveal(chosen.from_nanos as f64, chosen.to_nanos as f64);
            }
        }
        let overview = TimelinePanel::has_room_for_overview(ui);
        self.toolbar_ui(ui, trace, selection);
        if self.details.is_shown(selection) {
            self.details_panel_ui(ui, trace, selection);
        }
        if overview {
            self.overview_ui(ui, trace, theme, selection);
        }
        self.canvas_ui(ui, trace, theme, selection);
        self.copy_ui(ui, selection);
    }

    /// Forgets all about the last run, but not how the user likes to look at one.
    pub fn begin_run(&mut self) {
        let (gutter, legend) = (self.gutter, self.legend);
        *self = TimelinePanel { gutter, legend, ..TimelinePanel::default() };
    }

    /// What is said of the whole trace grows with its threads: of a run that goes on it is found out
    /// a few times a second.
    fn look_at_trace(&mut self, trace: &Trace) {
        let stamp = Stamp::of(trace);
        let known = self.of_trace.as_ref();
        let soon = |(of, it): &(Stamp, OfTrace)| {
            let grows = trace.is_live() && of.language == stamp.language;
            *of == stamp || grows && it.made.elapsed() < LOOK_AGAIN
        };
        if !known.is_some_and(soon) {
            let (gutter, alarm) = (timeline::gutter_for(trace), Alarm::of(trace));
            self.of_trace = Some((stamp, OfTrace { gutter, alarm, made: Instant::now() }));
        }
    }

    /// Moves the instant on while it is played. Called once a frame, before any panel is drawn: it is
    /// played behind other panels, too.
    pub fn play(&mut self, ctx: &egui::Context, trace: &Trace, selection: &mut Selection) {
        if !self.travel.playing {
            return;
        }
        let seconds = f64::from(ctx.input(|input| input.stable_dt)).min(0.1);
        self.travel.advance(trace, selection, seconds);
        if let Some(cursor) = selection.cursor {
            self.window.reveal(cursor as f64, cursor as f64);
        }
        ctx.request_repaint();
    }

    /// The path of a run that has grown is made again, but not with every frame.
    fn make_again(&mut self, ui: &Ui, trace: &Trace) {
        if let Some(path) = &mut self.details.path
            && path.advance(trace)
        {
            ui.ctx().request_repaint();
        }
        let due = self.made_again.is_none_or(|then| then.elapsed() > AGAIN);
        if !due {
            return;
        }
        self.made_again = Some(Instant::now());
        let stale = |path: &details::PathFigures| !path.is_of(trace);
        if !trace.is_live() && self.details.path.as_ref().is_some_and(stale) {
            self.details.path = Some(details::PathFigures::new(trace));
        }
    }

    fn toggle_path(&mut self, trace: &Trace) {
        self.details.path = match self.details.path {
            Some(_) => None,
            None => Some(details::PathFigures::new(trace)),
        };
    }

    fn canvas_ui(&mut self, ui: &mut Ui, trace: &Trace, theme: &Theme, selection: &mut Selection) {
        let size = ui.available_size().max(Vec2::new(120.0, 60.0));
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let id = ui.scope_id().with("timeline canvas");
        let canvas = ui.interact(area, id, Sense::click_and_drag());
        canvas.widget_info(|| {
            let label = words!("timeline-name", lanes = self.lane_order(trace).len());
            egui::WidgetInfo::labeled(egui::accesskit::Role::Canvas, true, label)
        });
        if std::mem::take(&mut self.wants_focus) {
            canvas.request_focus();
        }
        let mut layout = self.layout(ui, trace, theme, (area, selection));
        if self.settle_scroll(&layout) {
            self.keep(layout);
            layout = self.layout(ui, trace, theme, (area, selection));
        }
        paint::paint_scene(&ui.painter_at(area), area.min, &layout.scene);
        self.paint_scroll_bar(ui, area, &layout);
        let view = self.view_for(ui, trace, area);
        let scene = (&canvas, &view, &layout);
        self.keys_ui(ui, (&canvas, &view), trace, selection);
        self.mouse_ui(ui, scene, trace, selection);
        self.labels_ui(ui, scene, trace, selection);
        self.cursor_ui(ui, scene, selection);
        self.note_ui(ui, scene);
        self.keep(layout);
    }

    /// The critical path, while it is shown.
    pub fn path(&self) -> Option<Arc<CriticalPath>> {
        let path = self.details.path.as_ref().map(details::PathFigures::path);
        path.filter(|path| !path.segments().is_empty()).cloned()
    }

    /// Shows that there are more lanes than fit, and where one is among them.
    fn paint_scroll_bar(&self, ui: &Ui, area: Rect, layout: &Layout) {
        let body = layout.body;
        if layout.content_height <= body.h + 0.5 {
            return;
        }
        let share = |height: f32| body.y + body.h * height / layout.content_height;
        let (top, bottom) = (share(self.scroll), share(self.scroll + body.h));
        let bar = Rect::from_min_max(
            area.min + Vec2::new(body.right() - 6.0, top),
            area.min + Vec2::new(body.right() - 2.0, bottom),
        );
        let ink = ui.visuals().weak_text_color().gamma_multiply(0.7);
        ui.painter_at(area).rect_filled(bar, 2.0, ink);
    }

    fn keys_ui(
        &mut self,
        ui: &Ui,
        (canvas, view): (&egui::Response, &TimelineView),
        trace: &Trace,
        selection: &mut Selection,
    ) {
        let focused = ui.memory(|memory| memory.focused());
        // Escape takes the focus away before anyone else hears of it.
        let ours = focused == Some(canvas.id) || canvas.lost_focus();
        self.has_keys = ours || focused.is_none() && is_pointed_at(canvas);
        if !self.has_keys {
            return;
        }
        let pointer = canvas.hover_pos().map(|at| local(canvas.rect, at).x);
        let at = pointer.filter(|x| *x >= view.gutter).map(|x| view.nanos_from_x(x));
        for command in keys::pressed(ui) {
            self.act(command, at, trace, selection);
        }
    }

    /// Shows what is chosen: the range, or else the interval; asked again, the whole run.
    fn fit(&mut self, selection: &Selection) {
        let of = |c: selection::Chosen| (c.from_nanos as f64, c.to_nanos as f64, INTERVAL_MARGIN);
        let range = selection.range.map(|(from, to)| (from, to, 0.0));
        let before = self.window;
        if let Some((from, to, margin)) = range.or(selection.framed().map(of)) {
            self.window.show(from, to, margin);
        }
        if self.window == before {
            self.window.follow = Follow::Run;
        }
    }

    fn toggle_live(&mut self) {
        self.window.follow = match self.window.follow {
            Follow::Still => Follow::Newest,
            Follow::Run | Follow::Newest => Follow::Still,
        };
    }

    fn toggle_mark(&mut self, nanos: f64) {
        self.marks.toggle(nanos, self.window.span() * SAME_MARK);
    }

    /// The lanes that are shown, in their order.
    pub fn lanes_shown(&self, trace: &Trace) -> Vec<LaneKey> {
        self.lane_order(trace)
    }

    /// The marked moments, in order.
    pub fn marks(&self) -> &[Mark] {
        self.marks.list()
    }

    /// Whether keys are the timeline's: it has the focus, or the pointer while nobody has.
    pub fn has_keys(&self) -> bool {
        self.has_keys
    }

    /// Carries out a command that came from a menu or the palette.
    pub fn command(&mut self, command: TimelineCommand, trace: &Trace, selection: &mut Selection) {
        self.act(command, None, trace, selection);
    }
}

/// What is said while there is nothing to show.
fn empty_ui(ui: &mut Ui) {
    crate::ui::hint_ui(ui, words!("timeline-empty"));
}

/// Whether the pointer is on the canvas, with at most a tooltip in between.
fn is_pointed_at(canvas: &egui::Response) -> bool {
    let Some(at) = canvas.ctx.pointer_hover_pos() else { return false };
    let top = canvas.ctx.layer_id_at(at);
    let free = top.is_none_or(|top| top == canvas.layer_id || top.order == egui::Order::Tooltip);
    canvas.rect.contains(at) && free
}

/// A place on screen as a place on the scene.
fn local(area: Rect, at: Pos2) -> Vec2 {
    at - area.min
}

#[cfg(test)]
mod tests;
