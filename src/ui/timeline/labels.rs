//! The names at the left as things one can point at: each lane has a name and a description for
//! screen readers, and a menu to hide it or keep it on top.

use super::TimelinePanel;
use super::selection::Selection;
use crate::export::axis;
use crate::export::timeline::{LaneBox, LaneKey, Layout, TimelineView};
use crate::trace::Trace;
use egui::accesskit::Role;
use egui::{Rect, Response, Sense, Ui, WidgetInfo, pos2};

impl TimelinePanel {
    pub(super) fn labels_ui(
        &mut self,
        ui: &Ui,
        (canvas, view, layout): (&Response, &TimelineView, &Layout),
        trace: &Trace,
        selection: &mut Selection,
    ) {
        for lane in &layout.lanes {
            let corner = canvas.rect.min;
            let top = lane.rect.y.max(layout.body.y);
            let bottom = lane.rect.bottom().min(layout.body.bottom());
            let area = Rect::from_min_max(
                pos2(corner.x, corner.y + top),
                // The last points belong to the border that can be dragged.
                pos2(corner.x + view.gutter - 5.0, corner.y + bottom),
            );
            let label = ui.interact(area, canvas.id.with(lane.key), Sense::click());
            let chosen = selection.interval.is_some_and(|chosen| chosen.lane == lane.key);
            label.widget_info(|| {
                WidgetInfo::selected(Role::Button, true, chosen, spoken_name(trace, lane))
            });
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_description(description(trace, lane.key));
            });
            if label.hovered() {
                selection.hovered = Some(lane.key);
            }
            if label.clicked() {
                canvas.request_focus();
                let at = view.to_nanos.min(trace.now_nanos() as f64 - 1.0).max(0.0);
                selection.choose(trace, lane.key, at as u64);
            }
            label.context_menu(|ui| self.lane_menu_ui(ui, lane));
            if lane.name.chars().count() > 12 {
                label.on_hover_text(&lane.name);
            }
        }
    }

    fn lane_menu_ui(&mut self, ui: &mut Ui, lane: &LaneBox) {
        let pinned = self.pinned.contains(&lane.key);
        if ui.button(if pinned { "Do not keep on top" } else { "Keep on top" }).clicked() {
            self.pinned.retain(|key| *key != lane.key);
            if !pinned {
                self.pinned.push(lane.key);
            }
        }
        if ui.button("Hide").clicked() {
            self.hidden.insert(lane.key);
        }
        if !self.hidden.is_empty() && ui.button("Show all lanes").clicked() {
            self.hidden.clear();
        }
    }
}

fn spoken_name(trace: &Trace, lane: &LaneBox) -> String {
    match lane.key {
        LaneKey::Thread(_) => format!("Thread {}", lane.name),
        LaneKey::Object(object) => format!("{} {}", trace.object(object).kind, lane.name),
    }
}

/// What a screen reader adds: how the lane stands at the end of the run.
fn description(trace: &Trace, lane: LaneKey) -> String {
    let now = trace.now_nanos();
    match lane {
        LaneKey::Thread(thread) => {
            let state = trace.state_at(thread, now);
            format!("{} at {}", state.label(), axis::exact(now as f64))
        }
        LaneKey::Object(object) => {
            let holders = trace.holders_at(object, now);
            let waiters = trace.waiters_at(object, now).len();
            let names: Vec<String> = holders.iter().map(|t| trace.thread(*t).name).collect();
            match names.is_empty() {
                true => format!("held by nobody, {waiters} waiting"),
                false => format!("held by {}, {waiters} waiting", names.join(", ")),
            }
        }
    }
}
