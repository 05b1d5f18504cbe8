//! Pointer and wheel: choosing an interval, drawing a range or moving its ends, moving the cursor
//! along the ruler, panning, zooming, scrolling lanes, and the tooltip.

use super::selection::{self, Selection};
use super::sight::Place;
use super::window::Follow;
use super::{GUTTER, INTERVAL_MARGIN, TimelinePanel, details, extent, local};
use crate::export::timeline::{LaneKey, Layout, TimelineView};
use crate::trace::Trace;
use crate::ui::WHEEL_PAN;
use egui::{CursorIcon, PointerButton, Response, Ui, Vec2, vec2};

/// How far from a border the pointer may be to take hold of it.
const GRIP: f32 = 4.0;
/// A range narrower than this is a slip of the hand, not a choice.
const RANGE_WIDTH_MIN: f32 = 3.0;

/// What a drag does, decided where it begins.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Drag {
    /// Draws a range from this moment.
    Range(f64),
    /// Moves the cursor.
    Cursor,
    /// Moves the window.
    Pan,
    /// Makes the names' column wider or narrower.
    Gutter,
}

/// The canvas, what it shows, and where everything is.
pub type Scene<'a> = (&'a Response, &'a TimelineView, &'a Layout);

impl TimelinePanel {
    pub(super) fn mouse_ui(
        &mut self,
        ui: &Ui,
        scene: Scene<'_>,
        trace: &Trace,
        selection: &mut Selection,
    ) {
        let (canvas, view, layout) = scene;
        self.wheel_ui(ui, scene, trace);
        self.drag_ui(ui, scene, trace, selection);
        let Some(at) = canvas.hover_pos().map(|at| local(canvas.rect, at)) else {
            return;
        };
        if (at.x - view.gutter).abs() < GRIP {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            return;
        }
        let lane = layout.lane_at(at.y).map(|lane| lane.key);
        selection.point_at(lane);
        if at.x <= view.gutter {
            return;
        }
        if at.y < layout.body.y {
            self.ruler_ui(ui, scene, at, trace, selection);
        } else if self.drag.is_none() && grasped_end(view, at.x, selection).is_some() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        } else if let Some(lane) = lane {
            self.lane_ui(scene, (lane, at.x), trace, selection);
        }
    }

    fn lane_ui(
        &mut self,
        (canvas, view, _): Scene<'_>,
        (lane, x): (LaneKey, f32),
        trace: &Trace,
        selection: &mut Selection,
    ) {
        let nanos = view.nanos_from_x(x).max(0.0) as u64;
        if canvas.double_clicked() {
            self.show_interval(trace, lane, nanos);
        } else if canvas.clicked() {
            canvas.request_focus();
            selection.choose(trace, lane, nanos);
            // What is said of it opens below and takes some of the lanes' room.
            self.reveal = Some((lane, Place::Edge));
        } else if self.drag.is_none() {
            canvas.clone().on_hover_ui_at_pointer(|ui| details::tooltip_ui(ui, trace, lane, nanos));
        }
    }

    /// Zooms so that the interval of `lane` at `nanos` fills most of the width.
    fn show_interval(&mut self, trace: &Trace, lane: LaneKey, nanos: u64) {
        if let Some(chosen) = selection::interval_at(trace, lane, nanos) {
            let (from, to) = (chosen.from_nanos as f64, chosen.to_nanos as f64);
            self.window.show(from, to, INTERVAL_MARGIN);
        }
    }

    fn drag_ui(&mut self, ui: &Ui, scene: Scene<'_>, trace: &Trace, selection: &mut Selection) {
        let (canvas, view, layout) = scene;
        if canvas.drag_started() {
            canvas.request_focus();
            let press = ui.input(|input| input.pointer.press_origin());
            let scene = (canvas, view, layout);
            self.drag = press.map(|at| drag_from(ui, scene, local(canvas.rect, at), selection));
        }
        let Some(drag) = self.drag else { return };
        let shift = canvas.drag_delta().x;
        if let Some(at) = canvas.interact_pointer_pos().map(|at| local(canvas.rect, at)) {
            match drag {
                Drag::Range(from) => draw_range(view, from, at.x, selection),
                Drag::Cursor => self.put_cursor(view, at.x, trace, selection),
                Drag::Pan if shift != 0.0 => {
                    let width = f64::from(view.width - view.gutter).max(1.0);
                    self.window.pan(f64::from(-shift) / width, extent(trace));
                }
                Drag::Pan => {}
                Drag::Gutter => self.gutter = Some(at.x.clamp(GUTTER.0, GUTTER.1)),
            }
        }
        if canvas.drag_stopped() {
            self.drag = None;
        }
    }

    /// Puts the cursor on the moment at `x`; the view no longer runs along with a live run.
    pub(super) fn put_cursor(
        &mut self,
        view: &TimelineView,
        x: f32,
        trace: &Trace,
        selection: &mut Selection,
    ) {
        let nanos = view.nanos_from_x(x.clamp(view.gutter, view.width)).max(0.0) as u64;
        selection.cursor = Some(nanos.clamp(trace.first_nanos(), trace.now_nanos()));
        self.travel.playing = false;
        if trace.is_live() {
            self.window.follow = Follow::Still;
        }
    }

    fn wheel_ui(&mut self, ui: &Ui, (canvas, view, _): Scene<'_>, trace: &Trace) {
        let Some(at) = canvas.hover_pos().filter(|_| canvas.contains_pointer()) else { return };
        let (wheel, zoom, shift) = ui.input(|input| {
            (input.smooth_scroll_delta(), input.zoom_delta(), input.modifiers.shift)
        });
        let run = extent(trace);
        if zoom != 1.0 {
            let x = local(canvas.rect, at).x.max(view.gutter);
            self.window.zoom(f64::from(zoom), view.nanos_from_x(x), run);
            return;
        }
        let Vec2 { x, y } = if shift && wheel.x == 0.0 { vec2(wheel.y, 0.0) } else { wheel };
        // Settled against the content's height on the next layout.
        self.scroll -= y;
        if x != 0.0 {
            self.window.pan(f64::from(-x / WHEEL_PAN), run);
        }
    }
}

fn draw_range(view: &TimelineView, from: f64, x: f32, selection: &mut Selection) {
    let x = x.clamp(view.gutter, view.width);
    let to = view.nanos_from_x(x);
    let wide = (x - view.x_from_nanos(from)).abs() >= RANGE_WIDTH_MIN;
    selection.range = wide.then_some((from.min(to), from.max(to)));
    selection.interval = None;
}

/// The other end of the range whose one end is at `x`.
fn grasped_end(view: &TimelineView, x: f32, selection: &Selection) -> Option<f64> {
    let (from, to) = selection.range?;
    let at = |end: f64| (view.x_from_nanos(end) - x).abs() < GRIP;
    if at(to) { Some(from) } else { at(from).then_some(to) }
}

/// What a drag that begins at `at` does.
fn drag_from(ui: &Ui, (canvas, view, layout): Scene<'_>, at: Vec2, selection: &Selection) -> Drag {
    if (at.x - view.gutter).abs() < GRIP {
        return Drag::Gutter;
    }
    let shift = ui.input(|input| input.modifiers.shift);
    let primary = canvas.dragged_by(PointerButton::Primary) && !shift;
    match at.x > view.gutter && primary {
        true if at.y < layout.body.y => Drag::Cursor,
        true if at.y < layout.body.bottom() => {
            let end = grasped_end(view, at.x, selection);
            Drag::Range(end.unwrap_or_else(|| view.nanos_from_x(at.x)))
        }
        _ => Drag::Pan,
    }
}
