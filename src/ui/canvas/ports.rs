//! Ports and wires under the pointer: a wire is drawn by dragging from a port, chosen by a click on
//! it, and taken away again.

use super::drops::Dragged;
use super::layout::Curve;
use super::node_id::NodeId;
use super::nodes::node_id;
use super::pen::Pen;
use super::{CanvasAction, CanvasPanel, Frame};
use crate::script::edit::Action;
use crate::script::outline::{Outline, Target};
use crate::words;
use egui::accesskit::Role;
use egui::{Id, PointerButton, Pos2, Rect, Sense, Ui, Vec2, WidgetInfo, vec2};
use std::collections::BTreeMap;

/// Size on screen of what can be grabbed.
const GRIP: f32 = 16.0;
/// How far from a wire a click still means it.
const REACH: f32 = 6.0;

/// A wire: thread's index and what it ends at.
pub type WireId = (usize, Target);

/// A wire in words: `worker – lock: with`.
pub fn wire_label(outline: &Outline, (thread, target): WireId) -> String {
    let name = match target {
        Target::Primitive(at) => outline.primitives[at].name.as_str(),
        Target::Shared(at) => outline.shared[at].name.as_str(),
    };
    let mut uses = outline.uses.iter();
    let how = uses.find(|wire| wire.thread == thread && wire.target == target);
    let how = how.map_or("", |wire| wire.how.as_str());
    let thread = outline.threads[thread].name.as_str();
    words!("canvas-wire", thread = thread, name = name, how = how)
}

/// A wire's id on screen, by what it connects.
pub fn wire_id(ui: &Ui, frame: &Frame, (thread, target): WireId) -> Id {
    let ends = (frame.key(NodeId::Thread(thread)), frame.key(target.into()));
    ui.scope_id().with(("wire", ends))
}

impl CanvasPanel {
    /// Where wires begin: the head of a card, the free side of a primitive.
    pub(super) fn port_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (id, key, name): (NodeId, &str, &str),
        shown: bool,
    ) {
        if !pen.is_legible() {
            return;
        }
        let rect = frame.rects[&id];
        let place = match id {
            NodeId::Thread(_) => Pos2::new(rect.right(), rect.top() + super::layout::HEAD / 2.0),
            _ => rect.left_center(),
        };
        let grip = Rect::from_center_size(frame.view * place, Vec2::splat(GRIP));
        if !frame.rect.intersects(grip) {
            return;
        }
        let port = ui.interact(grip, node_id(ui, key).with("port"), Sense::drag());
        port.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, words!("canvas-port", name = name))
        });
        if port.drag_started_by(PointerButton::Primary) {
            self.dragged = Some(match id {
                NodeId::Thread(at) => Dragged::Wire(at, None),
                other => Dragged::WireBack(other),
            });
        }
        if shown || port.hovered() || port.dragged() {
            let color = pen.color(pen.theme.accent);
            pen.dot(place, 5.0, pen.card());
            pen.ring(place, 4.5, 2.0, color);
            if port.hovered() {
                pen.dot(place, 3.0, color);
                ui.set_cursor_icon(egui::CursorIcon::Crosshair);
            }
        }
        port.on_hover_text(words!("canvas-port-tip"));
    }

    /// The port of the row under the pointer.
    pub(super) fn row_port_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (thread, row, place, id): (usize, usize, Rect, Id),
    ) {
        let at = Pos2::new(place.right(), place.center().y);
        let grip = Rect::from_center_size(frame.view * at, vec2(GRIP, GRIP));
        let port = ui.interact(grip, id.with("port"), Sense::drag());
        let near = frame.pointer.is_some_and(|pointer| is_near_port(place, frame.world(pointer)));
        if port.drag_started_by(PointerButton::Primary) {
            self.dragged = Some(Dragged::Wire(thread, Some(row)));
        }
        if port.hovered() || port.dragged() || (near && self.dragged.is_none()) {
            let color = pen.color(pen.theme.accent);
            pen.dot(at, 4.0, pen.card());
            pen.ring(at, 3.5, 1.8, color);
        }
        port.on_hover_text(words!("canvas-port-tip"));
    }

    /// The wire that is being drawn, from its port to the pointer.
    pub(super) fn paint_drawn_wire(&self, pen: &Pen, frame: &Frame) {
        let Some(pointer) = frame.pointer.map(|pointer| frame.world(pointer)) else { return };
        let (rect, y) = match &self.dragged {
            Some(Dragged::Wire(thread, row)) => {
                let Some(card) = frame.rects.get(&NodeId::Thread(*thread)) else { return };
                let y = match row {
                    Some(row) => frame.row_rect(*thread, *card, *row).center().y,
                    None => card.top() + super::layout::HEAD / 2.0,
                };
                (card, y)
            }
            Some(Dragged::WireBack(id)) => match frame.rects.get(id) {
                Some(rect) => (rect, rect.center().y),
                None => return,
            },
            _ => return,
        };
        // From the side that it will leave on when it is there.
        let to_right = pointer.x >= rect.center().x;
        let from = Pos2::new(if to_right { rect.right() } else { rect.left() }, y);
        let reach = (pointer.x - from.x).abs().mul_add(0.4, 30.0);
        let out = vec2(if to_right { reach } else { -reach }, 0.0);
        let curve = Curve([from, from + out, pointer - out, pointer]);
        pen.curve(&curve, 2.4, pen.color(pen.theme.accent));
        pen.dot(from, 4.0, pen.color(pen.theme.accent));
        pen.head(&curve, 11.0, pen.color(pen.theme.accent));
    }

    /// A click on a wire selects it; each has a grip in its middle for the keyboard.
    pub(super) fn wires_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (curves, actions): (&BTreeMap<WireId, Curve>, &mut Vec<CanvasAction>),
    ) {
        if self.wire.is_some_and(|wire| !curves.contains_key(&wire)) {
            self.wire = None;
        }
        if !pen.is_legible() {
            return;
        }
        for (&wire, curve) in curves {
            let middle = curve.at(0.5);
            let at = frame.view * middle;
            let covered = frame.rects.values().any(|rect| rect.contains(middle));
            if !frame.rect.contains(at) || covered {
                continue;
            }
            let grip = Rect::from_center_size(at, Vec2::splat(GRIP - 4.0));
            let response = ui.interact(grip, wire_id(ui, frame, wire), Sense::click());
            let chosen = self.wire == Some(wire);
            let label = || wire_label(frame.drawing.outline, wire);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, label()));
            if response.clicked() || response.gained_focus() || response.secondary_clicked() {
                self.choose_wire(wire);
                response.request_focus();
            }
            if chosen || response.hovered() || response.has_focus() {
                let color = pen.color(pen.theme.accent);
                pen.curve(curve, 2.4, color);
                pen.dot(middle, 5.0, color);
                pen.dot(middle, 2.5, pen.card());
            }
            let response = response.on_hover_text(label());
            response.context_menu(|ui| self.wire_menu(ui, frame.drawing.outline, wire, actions));
        }
    }

    fn wire_menu(
        &mut self,
        ui: &mut Ui,
        outline: &Outline,
        wire: WireId,
        actions: &mut Vec<CanvasAction>,
    ) {
        ui.weak(wire_label(outline, wire));
        if let Some(line) = first_line(outline, wire)
            && ui.button(words!("canvas-go-to-line")).clicked()
        {
            actions.push(CanvasAction::GoTo(line));
            ui.close();
        }
        if let Some(cut) = cut_wire(outline, wire)
            && ui.button(words!("canvas-wire-delete")).clicked()
        {
            actions.push(cut);
            ui.close();
        }
    }

    /// Selects a wire and nothing else.
    pub(super) fn choose_wire(&mut self, wire: WireId) {
        self.selected.clear();
        self.row = None;
        self.wire = Some(wire);
    }
}

/// Whether the pointer is on a row or on the half of its port that stands out of the card.
pub fn is_near_port(row: Rect, pointer: Pos2) -> bool {
    row.expand2(vec2(GRIP, 0.0)).contains(pointer)
}

/// The line where a thread first uses something.
pub fn first_line(outline: &Outline, (thread, target): WireId) -> Option<u32> {
    let row = super::layout::first_row(outline, thread, target)?;
    Some(outline.threads[thread].rows[row].lines.0)
}

/// What takes a wire away.
pub fn cut_wire(outline: &Outline, (thread, target): WireId) -> Option<CanvasAction> {
    let thread = outline.threads.get(thread)?.name.clone();
    let node = match target {
        Target::Primitive(at) => outline.primitives.get(at)?.name.clone(),
        Target::Shared(at) => outline.shared.get(at)?.name.clone(),
    };
    Some(CanvasAction::Edit(Action::Disconnect { thread, node }))
}

/// The wire nearest to a place on screen, if it is near.
pub fn wire_near(frame: &Frame, curves: &BTreeMap<WireId, Curve>, place: Pos2) -> Option<WireId> {
    const STEPS: usize = 24;
    let distance = |curve: &Curve| {
        let points = (0..=STEPS).map(|i| frame.view * curve.at(i as f32 / STEPS as f32));
        let points: Vec<Pos2> = points.collect();
        let between = |ends: &[Pos2]| {
            let way = ends[1] - ends[0];
            let along = ((place - ends[0]).dot(way) / way.length_sq().max(1e-3)).clamp(0.0, 1.0);
            (ends[0] + way * along).distance(place)
        };
        points.windows(2).map(between).fold(f32::MAX, f32::min)
    };
    let near = curves.iter().map(|(wire, curve)| (distance(curve), *wire));
    let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (nearest.0 <= REACH).then_some(nearest.1)
}
