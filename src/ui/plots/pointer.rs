//! Pointer and keys on a plot: reading off values, choosing a range, a thread or a lock, zooming.

use super::{Linked, PlotPanel, on_screen};
use crate::export::axis;
use crate::export::chart::figure::{Body, Curve, Figure, Ink};
use crate::export::chart::{Chart, Spot, TimeArea, number, run_color};
use crate::export::scene::{Color, point};
use crate::export::theme::Theme;
use crate::export::timeline::look_of;
use crate::session::TimelineCommand;
use crate::ui::WHEEL_PAN;
use crate::ui::timeline::paint::color32;
use crate::ui::timeline::{extent, keys};
use crate::words;
use egui::{CursorIcon, Id, Key, Pos2, Rect, Response, RichText, Sense, Stroke, Ui, pos2, vec2};

/// A range narrower than this is a slip of the hand, not a choice.
const RANGE_WIDTH_MIN: f32 = 3.0;
/// Points of wheel that zoom by a factor of e.
const WHEEL_ZOOM: f32 = 300.0;
/// Curves that a read-out names.
const NAMED_MAX: usize = 10;

/// A moment pointed at.
pub struct Pointed {
    area: TimeArea,
    nanos: f64,
}

impl PlotPanel {
    /// Choosing, dragging and the wheel on panes over time; the moment pointed at, if any.
    pub(super) fn areas_ui(
        &mut self,
        ui: &Ui,
        canvas: &Response,
        chart: &Chart,
        linked: &mut Linked<'_>,
    ) -> Option<Pointed> {
        let local = |at: Pos2| (at - canvas.rect.min).to_pos2();
        let inside =
            |at: Pos2| chart.areas.iter().find(|area| area.rect.contains(point(at.x, at.y)));
        if canvas.drag_started() {
            canvas.request_focus();
            let press = ui.input(|input| input.pointer.press_origin()).map(local);
            self.drag = press.and_then(|at| Some(inside(at)?.nanos(at.x)));
        }
        if let (Some(from), Some(at)) = (self.drag, canvas.interact_pointer_pos().map(local))
            && let Some(area) = inside(at).or(chart.areas.first())
        {
            let x = at.x.clamp(area.rect.x, area.rect.right());
            let (to, wide) = (area.nanos(x), (x - area.x(from)).abs() >= RANGE_WIDTH_MIN);
            linked.selection.range = wide.then_some((from.min(to), from.max(to)));
            linked.selection.interval = None;
        }
        if canvas.drag_stopped() {
            self.drag = None;
        }
        let at = canvas.hover_pos().map(local)?;
        let area = inside(at)?;
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        wheel_ui(ui, area, at, linked);
        if canvas.clicked() {
            canvas.request_focus();
            linked.selection.range = None;
            // All views show the moment that was pointed at, as after a click on the ruler.
            let nanos = area.nanos(at.x).max(0.0) as u64;
            let trace = linked.trace;
            linked.selection.cursor = Some(nanos.clamp(trace.first_nanos(), trace.now_nanos()));
        }
        if canvas.double_clicked() {
            linked.timeline.act(TimelineCommand::Fit, None, linked.trace, linked.selection);
        }
        self.drag.is_none().then(|| Pointed { area: area.clone(), nanos: area.nanos(at.x) })
    }
}

fn wheel_ui(ui: &Ui, area: &TimeArea, at: Pos2, linked: &mut Linked<'_>) {
    let (wheel, zoom, shift) =
        ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta(), input.modifiers.shift));
    let run = extent(linked.trace);
    let window = &mut linked.timeline.window;
    let (across, along) = if shift { (wheel.x + wheel.y, 0.0) } else { (wheel.x, wheel.y) };
    let factor = f64::from(zoom) * f64::from(along / WHEEL_ZOOM).exp();
    if factor != 1.0 {
        window.zoom(factor, area.nanos(at.x), run);
    }
    if across != 0.0 {
        window.pan(f64::from(-across / WHEEL_PAN), run);
    }
}

/// A line at the pointer and what each curve says there.
pub fn readout_ui(ui: &Ui, (place, figure): (Rect, &Figure), pointed: &Pointed, theme: &Theme) {
    let Body::Panes { panes, .. } = &figure.body else { return };
    let Some(pane) = panes.get(pointed.area.pane) else { return };
    let origin = place.min.to_vec2();
    let (area, x) = (&pointed.area, pointed.area.x(pointed.nanos));
    let stroke = Stroke::new(1.0, color32(theme.text_weak));
    let ends = [pos2(x, area.rect.y) + origin, pos2(x, area.rect.bottom()) + origin];
    ui.painter().line_segment(ends, stroke);
    let mut said: Vec<(&Curve, f64)> = pane
        .curves
        .iter()
        .filter_map(|curve| Some((curve, value_at(curve, pointed.nanos)?)))
        .collect();
    said.sort_by(|a, b| b.1.total_cmp(&a.1));
    let layer = ui.layer_id();
    let id = ui.scope_id().with("read-out");
    egui::Tooltip::always_open(ui.ctx().clone(), layer, id, egui::PopupAnchor::Pointer)
        .gap(14.0)
        .show(|ui| {
            ui.weak(words!("plots-moment", time = axis::moment(pointed.nanos.max(0.0).round())));
            for (curve, value) in said.iter().take(NAMED_MAX) {
                ui.horizontal(|ui| {
                    let (place, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
                    ui.painter().rect_filled(place, 2.0, color32(ink_of(theme, curve.ink)));
                    let value = number(pane.unit, *value);
                    let name = curve.name.as_str();
                    ui.label(words!("plots-at", name = name, value = value));
                });
            }
            if said.len() > NAMED_MAX {
                ui.weak(words!("plots-legend-more", count = said.len() - NAMED_MAX));
            }
        });
}

fn ink_of(theme: &Theme, ink: Ink) -> Color {
    match ink {
        Ink::Total => theme.text,
        Ink::Identity(number) | Ink::Pale(number) => theme.owner(number),
        Ink::Run(number) => run_color(theme, number),
        Ink::State(state) => look_of(theme, state).map_or(theme.ended.fill, |look| look.fill),
    }
}

/// The value of the stretch that a moment is in.
fn value_at(curve: &Curve, nanos: f64) -> Option<f64> {
    let after = curve.points.partition_point(|point| point[0] <= nanos);
    curve.points.get(after.checked_sub(1)?).map(|point| point[1])
}

/// A place that means something: says it, lights up, chooses.
pub fn spot_ui(ui: &Ui, (place, id): (Rect, Id), spot: &Spot, linked: &mut Linked<'_>) {
    let response = ui.interact(on_screen(place, spot.rect), id, Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, spot.says.as_str())
    });
    let focused = response.has_focus();
    if response.hovered() || focused {
        linked.selection.point_at(spot.about);
        let stroke = Stroke::new(1.5, ui.visuals().selection.stroke.color);
        let kind = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(response.rect, 3.0, stroke, kind);
    }
    let given = focused && ui.input(|input| input.key_pressed(Key::Enter));
    if response.clicked() || given {
        choose(spot, linked);
    }
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(RichText::new(&spot.says));
    });
}

/// A place that only says something.
pub fn readable(ui: &Ui, (place, id): (Rect, Id), spot: &Spot) {
    let response = ui.interact(on_screen(place, spot.rect), id, Sense::hover());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, spot.says.as_str())
    });
    response.on_hover_text_at_pointer(spot.says.as_str());
}

fn choose(spot: &Spot, linked: &mut Linked<'_>) {
    let Some(about) = spot.about else { return };
    match spot.moment {
        Some(nanos) => {
            linked.selection.choose(linked.trace, about, nanos);
            linked.selection.cursor = Some(nanos);
            linked.selection.wanted = Some(about);
            if let Some(chosen) = linked.selection.interval {
                let (from, to) = (chosen.from_nanos as f64, chosen.to_nanos as f64);
                linked.timeline.window.reveal(from, to);
            }
        }
        None => linked.selection.choose_subject(about),
    }
}

/// The timeline's keys, where a plot has the keyboard or the pointer.
pub fn keys_ui(ui: &Ui, canvas: &Response, chart: &Chart, linked: &mut Linked<'_>) {
    let focused = ui.memory(|memory| memory.focused());
    let ours = focused == Some(canvas.id) || canvas.lost_focus();
    if !(ours || focused.is_none() && canvas.hovered()) {
        return;
    }
    let at = canvas.hover_pos().and_then(|at| {
        let at = (at - canvas.rect.min).to_pos2();
        let area = chart.areas.iter().find(|area| area.rect.contains(point(at.x, at.y)))?;
        Some(area.nanos(at.x))
    });
    for action in keys::pressed(ui) {
        linked.timeline.act(action, at, linked.trace, linked.selection);
    }
}
