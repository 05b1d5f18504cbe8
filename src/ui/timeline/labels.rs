//! The names at the left as things one can point at: each lane has a name and a description for
//! screen readers, a menu to hide it or keep it on top, and can be dragged to another place.

use super::TimelinePanel;
use super::details::doing_word;
use super::mouse::Scene;
use super::selection::Selection;
use crate::export::axis;
use crate::export::timeline::{GAP, LaneBox, LaneKey, Layout, PARTS_MAX, parts_of, value_text};
use crate::trace::Trace;
use crate::words;
use egui::accesskit::Role;
use egui::{Rect, Response, Sense, Ui, WidgetInfo, pos2};

impl TimelinePanel {
    pub(super) fn labels_ui(
        &mut self,
        ui: &Ui,
        scene: Scene<'_>,
        trace: &Trace,
        selection: &mut Selection,
    ) {
        let (canvas, view, layout) = scene;
        for lane in &layout.lanes {
            let corner = canvas.rect.min;
            // Names leave no gaps in which a press would be for the lanes as a whole.
            let top = (lane.rect.y - GAP / 2.0).max(layout.body.y);
            let bottom = (lane.rect.bottom() + GAP / 2.0).min(layout.body.bottom());
            let area = Rect::from_min_max(
                pos2(corner.x, corner.y + top),
                // The last points belong to the border that can be dragged.
                pos2(corner.x + view.gutter - 5.0, corner.y + bottom),
            );
            let label = ui.interact(area, canvas.id.with(lane.key), Sense::click_and_drag());
            let chosen = selection.interval.is_some_and(|chosen| chosen.lane == lane.key);
            label.widget_info(|| {
                WidgetInfo::selected(Role::Button, true, chosen, spoken_name(trace, lane))
            });
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_description(description(trace, lane.key, selection));
            });
            if label.hovered() {
                selection.point_at(lane.key);
            }
            if label.clicked() {
                canvas.request_focus();
                let at = view.to_nanos.min(trace.now_nanos() as f64 - 1.0).max(0.0);
                selection.choose(trace, lane.key, at as u64);
            }
            self.drag_lane_ui(ui, scene, (lane.key, &label), trace);
            label.context_menu(|ui| self.lane_menu_ui(ui, lane, trace));
            let shared = shared(trace, lane.key);
            if lane.name.chars().count() > 12 || shared.is_some() {
                label.on_hover_ui(|ui| {
                    ui.label(&lane.name);
                    shared.iter().for_each(|text| _ = ui.weak(text));
                });
            }
        }
    }

    /// Shows where a dragged lane would go, and puts it there when it is let go.
    fn drag_lane_ui(
        &mut self,
        ui: &Ui,
        (canvas, _, layout): Scene<'_>,
        (key, label): (LaneKey, &Response),
        trace: &Trace,
    ) {
        let Some(at) = label.interact_pointer_pos() else { return };
        if !(label.dragged() || label.drag_stopped()) {
            return;
        }
        let shown = self.lane_order(trace);
        let y = at.y - canvas.rect.min.y;
        let (place, edge) = place_at(layout, &shown, y);
        if label.drag_stopped() {
            self.lanes.put(&shown, key, place);
            return;
        }
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        let edge = edge.clamp(layout.body.y, layout.body.bottom());
        let line = canvas.rect.x_range();
        let stroke = egui::Stroke::new(2.0, ui.visuals().selection.stroke.color);
        ui.painter_at(canvas.rect).hline(line, canvas.rect.min.y + edge, stroke);
    }

    /// What a library object is made of is shown below its lane, or folded into it again.
    fn parts_menu_ui(&mut self, ui: &mut Ui, lane: &LaneBox, trace: &Trace) {
        let LaneKey::Object(whole) = lane.key else { return };
        let parts = parts_of(trace, whole);
        let count = parts.len();
        let parts: Vec<LaneKey> = parts.into_iter().take(PARTS_MAX).map(LaneKey::Object).collect();
        if parts.is_empty() {
            return;
        }
        if self.lanes.order.contains(&parts[0]) {
            if ui.button(words!("timeline-lane-fold")).clicked() {
                self.lanes.fold(&parts);
            }
            return;
        }
        let text = match count > PARTS_MAX {
            true => words!("timeline-lane-open-first", count = count, first = PARTS_MAX),
            false => words!("timeline-lane-open", count = count),
        };
        if ui.button(text).clicked() {
            let shown = self.lane_order(trace);
            self.lanes.open(&shown, lane.key, &parts);
        }
    }

    fn lane_menu_ui(&mut self, ui: &mut Ui, lane: &LaneBox, trace: &Trace) {
        self.parts_menu_ui(ui, lane, trace);
        let pinned = self.lanes.pinned.contains(&lane.key);
        let word = if pinned { words!("timeline-lane-unpin") } else { words!("timeline-lane-pin") };
        if ui.button(word).clicked() {
            self.lanes.toggle_pin(lane.key);
        }
        if ui.button(words!("timeline-lane-hide")).clicked() {
            self.lanes.hidden.insert(lane.key);
        }
        if ui.button(words!("timeline-lane-only-like")).clicked() {
            self.lanes.filter.text = lane.name.clone();
        }
        if self.lanes.leaves_out() && ui.button(words!("timeline-do-show-all")).clicked() {
            self.lanes.show_all();
        }
    }
}

/// The place among all lanes before which a lane dropped at height `y` goes, and how high that is.
fn place_at(layout: &Layout, shown: &[LaneKey], y: f32) -> (usize, f32) {
    for lane in &layout.lanes {
        if y < lane.rect.middle() {
            let place = shown.iter().position(|key| *key == lane.key).unwrap_or(0);
            return (place, lane.rect.y - 2.5);
        }
    }
    let last = layout.lanes.last();
    let place = last.and_then(|lane| shown.iter().position(|key| *key == lane.key));
    (place.map_or(0, |place| place + 1), last.map_or(0.0, |lane| lane.rect.bottom() + 2.5))
}

/// What is said of a lane that several threads had, one after the other.
fn shared(trace: &Trace, lane: LaneKey) -> Option<String> {
    let LaneKey::Thread(thread) = lane else { return None };
    let count = trace.earlier_threads(thread);
    (count > 0).then(|| words!("timeline-lane-shared", count = count))
}

fn spoken_name(trace: &Trace, lane: &LaneBox) -> String {
    match lane.key {
        LaneKey::Thread(_) => words!("timeline-lane-thread", name = lane.name.as_str()),
        LaneKey::Object(object) => format!("{} {}", trace.object(object).kind, lane.name),
        LaneKey::Variable(_) => words!("timeline-lane-variable", name = lane.name.as_str()),
    }
}

/// What a screen reader adds: how the lane stands at the instant in view.
fn description(trace: &Trace, lane: LaneKey, selection: &Selection) -> String {
    let now = selection.instant(trace);
    match lane {
        LaneKey::Thread(thread) => {
            let state = doing_word(trace, thread, now);
            let told = words!("timeline-lane-state", state = state, at = axis::exact(now as f64));
            shared(trace, lane).map_or(told.clone(), |shared| format!("{told}. {shared}"))
        }
        LaneKey::Object(object) => {
            let holders = trace.holders_at(object, now);
            let waiters = trace.waiters_at(object, now).len();
            let names: Vec<String> = holders.iter().map(|t| trace.thread(*t).name).collect();
            match names.is_empty() {
                true => words!("timeline-lane-free", waiters = waiters),
                false => {
                    words!("timeline-lane-held", names = names.join(", "), waiters = waiters)
                }
            }
        }
        LaneKey::Variable(variable) => {
            trace.value_at(variable, now).map_or_else(String::new, value_text)
        }
    }
}
