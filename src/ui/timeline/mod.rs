//! The timeline on screen: paints the exporters' scene and lets the user move about in it.
//!
//! The panel's state is where one looks; what is chosen is a [`Selection`] shared with the other
//! views. It reads a trace and changes nothing but these two.

use crate::export::theme::Theme;
use crate::export::timeline::{
    self, FrameOptions, LANE_HEIGHT_MAX, LaneKey, Layout, Overlay, TimelineView,
};
use crate::trace::Trace;
use egui::{Pos2, Rect, Sense, Ui, Vec2};
use std::collections::BTreeSet;

mod details;
pub mod keys;
mod labels;
mod mouse;
pub mod paint;
pub mod selection;
mod toolbar;
pub mod window;

pub use details::STATISTICS_EVENTS_MAX;
pub use keys::{Action, KEYS, extent};
pub use selection::{Chosen, Selection};
pub use window::{Follow, Window};

/// Widest and narrowest column of names.
const GUTTER: (f32, f32) = (60.0, 320.0);
/// A lower panel has better uses for its height than a legend.
const LEGEND_HEIGHT_MIN: f32 = 210.0;
/// Marks that are kept; further ones are refused.
const MARKS_MAX: usize = 64;
/// A mark nearer than this share of the span counts as the same place.
const SAME_MARK: f64 = 0.005;

/// Where one looks, and how.
#[derive(Clone, Debug)]
pub struct TimelinePanel {
    /// The stretch of time in sight.
    pub window: Window,
    scroll: f32,
    /// Width of the names, if the user chose one.
    gutter: Option<f32>,
    gutter_needed: f32,
    hidden: BTreeSet<LaneKey>,
    pinned: Vec<LaneKey>,
    marks: Vec<f64>,
    legend: bool,
    drag: Option<mouse::Drag>,
    statistics: Option<details::Statistics>,
    /// A lane to scroll into sight once heights are known.
    reveal: Option<LaneKey>,
    /// Tells a new run from the same one grown: a run's time never goes back.
    seen_nanos: u64,
}

impl Default for TimelinePanel {
    fn default() -> TimelinePanel {
        TimelinePanel {
            window: Window::default(),
            scroll: 0.0,
            gutter: None,
            gutter_needed: GUTTER.0,
            hidden: BTreeSet::new(),
            pinned: Vec::new(),
            marks: Vec::new(),
            legend: true,
            drag: None,
            statistics: None,
            reveal: None,
            seen_nanos: 0,
        }
    }
}

impl TimelinePanel {
    /// Shows the panel.
    pub fn ui(&mut self, ui: &mut Ui, trace: &Trace, theme: &Theme, selection: &mut Selection) {
        self.notice_new_run(trace, selection);
        if trace.event_count() == 0 {
            empty_ui(ui);
            return;
        }
        self.window.keep_up(extent(trace));
        self.gutter_needed = timeline::gutter_for(trace);
        self.toolbar_ui(ui, trace, selection);
        if selection.interval.is_some() || selection.range.is_some() {
            egui::Panel::bottom(ui.scope_id().with("details"))
                .resizable(true)
                .default_size(if selection.range.is_some() { 130.0 } else { 46.0 })
                .size_range(30.0..=320.0)
                .show(ui, |ui| self.details_ui(ui, trace, selection));
        }
        self.canvas_ui(ui, trace, theme, selection);
    }

    /// A new run forgets where one looked in the old one.
    fn notice_new_run(&mut self, trace: &Trace, selection: &mut Selection) {
        if trace.now_nanos() < self.seen_nanos {
            let kept = (self.gutter, self.legend);
            *self = TimelinePanel::default();
            (self.gutter, self.legend) = kept;
            selection.clear();
        }
        self.seen_nanos = trace.now_nanos();
    }

    fn canvas_ui(&mut self, ui: &mut Ui, trace: &Trace, theme: &Theme, selection: &mut Selection) {
        let size = ui.available_size().max(Vec2::new(120.0, 60.0));
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let id = ui.scope_id().with("timeline canvas");
        let canvas = ui.interact(area, id, Sense::click_and_drag());
        canvas.widget_info(|| {
            let label = format!("Timeline, {} lanes", self.lane_order(trace).len());
            egui::WidgetInfo::labeled(egui::accesskit::Role::Canvas, true, label)
        });
        let layout = self.layout(ui, trace, theme, (area, selection));
        let layout = match self.settle_scroll(&layout) {
            true => self.layout(ui, trace, theme, (area, selection)),
            false => layout,
        };
        paint::paint_scene(&ui.painter_at(area), area.min, &layout.scene);
        self.paint_scroll_bar(ui, area, &layout);
        let view = self.view_for(ui, area);
        self.keys_ui(ui, (&canvas, &view), trace, selection);
        self.mouse_ui(ui, (&canvas, &view, &layout), trace, selection);
        self.labels_ui(ui, (&canvas, &view, &layout), trace, selection);
    }

    fn layout(
        &self,
        ui: &Ui,
        trace: &Trace,
        theme: &Theme,
        (area, selection): (Rect, &Selection),
    ) -> Layout {
        let legend = self.legend && area.height() >= LEGEND_HEIGHT_MIN;
        let frame = FrameOptions { title: String::new(), legend };
        let overlay = Overlay {
            range: selection.range,
            interval: selection.interval.map(|c| (c.lane, c.from_nanos as f64, c.to_nanos as f64)),
            lit: selection.lit(),
            marks: self.marks.clone(),
            alarm: timeline::Alarm::of(trace),
        };
        timeline::layout(trace, &self.view_for(ui, area), theme, &frame, &overlay)
    }

    fn view_for(&self, ui: &Ui, area: Rect) -> TimelineView {
        self.view(area.width(), Some(area.height()), ui.pixels_per_point())
    }

    fn view(&self, width: f32, height: Option<f32>, pixels_per_point: f32) -> TimelineView {
        TimelineView {
            from_nanos: self.window.from_nanos,
            to_nanos: self.window.to_nanos,
            width,
            height,
            scroll: self.scroll,
            gutter: self.gutter.unwrap_or(self.gutter_needed).min(width * 0.5),
            pixels_per_point,
            detail: timeline::DETAIL,
            hidden: self.hidden.clone(),
            pinned: self.pinned.clone(),
        }
    }

    /// Brings the wanted lane into sight and keeps the scroll inside the content. Says whether
    /// that moved anything.
    fn settle_scroll(&mut self, layout: &Layout) -> bool {
        let before = self.scroll;
        if let Some(key) = self.reveal.take() {
            let lane = layout.lanes.iter().find(|lane| lane.key == key);
            let inside = lane.is_some_and(|lane| {
                lane.rect.y >= layout.body.y && lane.rect.bottom() <= layout.body.bottom()
            });
            let top = layout.all_lanes.iter().find(|(other, _)| *other == key).map(|(_, y)| *y);
            if let Some(top) = top.filter(|_| !inside) {
                self.scroll = top - (layout.body.h - LANE_HEIGHT_MAX) / 2.0;
            }
        }
        let most = (layout.content_height - layout.body.h).max(0.0);
        self.scroll = self.scroll.clamp(0.0, most);
        self.scroll != before
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
        if !(ours || focused.is_none() && is_pointed_at(canvas)) {
            return;
        }
        let pointer = canvas.hover_pos().map(|at| local(canvas.rect, at).x);
        let at = pointer.filter(|x| *x >= view.gutter).map(|x| view.nanos_from_x(x));
        for action in keys::pressed(ui) {
            self.act(action, at, trace, selection);
        }
    }

    /// Shows the chosen range, or the whole run.
    fn fit(&mut self, selection: &Selection) {
        match selection.range {
            Some((from, to)) if to > from => self.window.show(from, to, 0.0),
            _ => self.window.follow = Follow::Run,
        }
    }

    fn toggle_live(&mut self) {
        self.window.follow = match self.window.follow {
            Follow::Still => Follow::Newest,
            Follow::Run | Follow::Newest => Follow::Still,
        };
    }

    fn toggle_mark(&mut self, nanos: f64) {
        let near = self.window.span() * SAME_MARK;
        let before = self.marks.len();
        self.marks.retain(|mark| (mark - nanos).abs() > near);
        if self.marks.len() == before && before < MARKS_MAX {
            self.marks.push(nanos);
            self.marks.sort_by(f64::total_cmp);
        }
    }

    /// The marked moments, in order.
    pub fn marks(&self) -> &[f64] {
        &self.marks
    }

    fn reveal_lane(&mut self, _trace: &Trace, lane: LaneKey) {
        self.reveal = Some(lane);
    }
}

/// What is said while there is nothing to show.
fn empty_ui(ui: &mut Ui) {
    ui.centered_and_justified(|ui| {
        ui.weak(
            "Press Run to see what each thread does, who holds each lock and who waits for it.",
        );
    });
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
