//! Nodes under the pointer and the keyboard: select, move, go to the code; free space.

use super::cards::{self, CardLook, paint_card};
use super::drops::{Dragged, DropTarget};
use super::layout::Curve;
use super::menus;
use super::node_id::NodeId;
use super::pen::Pen;
use super::popup::Popup;
use super::ports::{WireId, wire_near};
use super::primitives::{self, NodeLook, paint_primitive};
use super::shared::{describe_shared, paint_shared, value_line};
use super::{CanvasAction, CanvasPanel, Frame};
use crate::script::outline::Target;
use crate::ui::ARROWS;
use crate::words;
use egui::accesskit::Role;
use egui::{
    Id, Key, PointerButton, Pos2, Rect, RectAlign, Response, Sense, StrokeKind, Tooltip, Ui, Vec2,
    WidgetInfo,
};
use std::collections::{BTreeMap, BTreeSet};

/// A node's id on screen: by name, so that it stays when others come and go.
pub(super) fn node_id(ui: &Ui, key: &str) -> Id {
    ui.scope_id().with(("node", key))
}

impl CanvasPanel {
    /// Paints the nodes and lets them be clicked, dragged and focused.
    pub(super) fn nodes_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        actions: &mut Vec<CanvasAction>,
    ) {
        let target = self.drop_target(ui, frame);
        // What the hand moves is above the others.
        let is_held = |id: &NodeId| {
            matches!(self.dragged, Some(Dragged::Node(_))) && self.selected.contains(frame.key(*id))
        };
        let (held, others): (Vec<_>, Vec<_>) =
            frame.rects.iter().map(|(id, rect)| (*id, *rect)).partition(|(id, _)| is_held(id));
        // What would be used on a step does not hide it.
        let mut faint = pen.painter.clone();
        faint.multiply_opacity(if target.is_some() { 0.45 } else { 1.0 });
        let faint = Pen { painter: &faint, ..*pen };
        let others = others.into_iter().map(|node| (node, pen));
        for ((id, rect), pen) in others.chain(held.into_iter().map(|node| (node, &faint))) {
            // What has the focus is painted and answers even when it is out of sight.
            let key = frame.key(id);
            let focused = ui.memory(|memory| memory.has_focus(node_id(ui, key)));
            if !pen.sees(rect) && !focused {
                continue;
            }
            match id {
                NodeId::Thread(at) => {
                    self.card_ui(ui, pen, frame, (at, rect, key, target.as_ref()), actions);
                }
                NodeId::Primitive(at) => {
                    self.primitive_ui(ui, pen, frame, (at, rect, key), actions);
                }
                NodeId::Shared(at) => self.shared_ui(ui, pen, frame, (at, rect, key), actions),
            }
        }
    }

    fn card_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (at, rect, key, target): (usize, Rect, &str, Option<&DropTarget>),
        actions: &mut Vec<CanvasAction>,
    ) {
        let outline = frame.drawing.outline;
        let node = &outline.threads[at];
        let live = frame.live_of(at);
        let id = NodeId::Thread(at);
        let label = words!("canvas-thread-name", name = node.name.as_str());
        let response = self.node_response(ui, frame, (id, rect, key), &label);
        describe(ui, &response, || cards::describe(node, &live, &frame.drawing));
        self.node_clicks(ui, frame, (id, key), &response, actions);
        let selected = self.selected.contains(key) || response.has_focus();
        let shown = selected || response.contains_pointer();
        response.context_menu(|ui| menus::node_menu(ui, frame.drawing.outline, id, self));
        let on_it = target.filter(|target| target.thread == at);
        let wired = matches!(self.dragged, Some(Dragged::WireBack(_)));
        let look = CardLook {
            live: &live,
            drawing: &frame.drawing,
            selected,
            rows: self.chosen_rows(key),
            target: on_it.filter(|t| !t.between).and_then(|t| t.row),
            aimed: on_it.is_some_and(|t| t.row.is_none() && (wired || !t.between)),
            open: self.open.contains(key),
            strip: frame.strip(at),
            members: self.members(&frame.drawing, (id, key)),
            pulse: frame.pulse,
        };
        paint_card(pen, rect, node, &look);
        if let Some(target) = on_it.filter(|target| target.between) {
            super::rows::paint_gap(pen, frame, (at, rect), target);
        }
        self.group_ui(ui, pen, frame, (id, rect, key));
        self.rows_ui(ui, pen, frame, (at, rect, key), actions);
        self.port_ui(ui, pen, frame, (id, key, &node.name), shown);
    }

    /// The sign in a group's corner opens and closes it.
    fn group_ui(
        &mut self,
        ui: &Ui,
        pen: &Pen,
        frame: &Frame,
        (id, rect, key): (NodeId, Rect, &str),
    ) {
        let outline = frame.drawing.outline;
        let is_group = match id {
            NodeId::Thread(at) => outline.threads[at].group.is_some(),
            NodeId::Primitive(at) => outline.primitives[at].group.is_some(),
            NodeId::Shared(_) => false,
        };
        if !is_group || !pen.is_legible() {
            return;
        }
        let open = self.open_groups.contains(key);
        let middle = egui::pos2(rect.right() - 15.0, rect.top() + 32.0);
        let grip =
            Rect::from_center_size(frame.view * middle, Vec2::splat(pen.len(18.0).max(12.0)));
        let sign = ui.interact(grip, node_id(ui, key).with("group"), Sense::click());
        let label = match open {
            true => words!("canvas-group-close", name = key_name(key)),
            false => words!("canvas-group-open", name = key_name(key)),
        };
        sign.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
        let lit = sign.hovered() || sign.has_focus();
        let color = pen.color(if lit { pen.theme.accent } else { pen.theme.text_weak });
        let (dx, dy) = if open { (4.0, -2.5) } else { (4.0, 2.5) };
        let ends = [(-dx, -dy), (0.0, dy), (dx, -dy)];
        let chevron = ends.map(|(x, y)| middle + egui::vec2(x, y));
        pen.path(&chevron, 1.8, color);
        if sign.on_hover_text(&label).clicked() {
            self.toggle_group(key);
        }
    }

    pub(super) fn toggle_group(&mut self, key: &str) {
        if !self.open_groups.remove(key) {
            self.open_groups.insert(key.to_owned());
        }
    }

    fn primitive_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (at, rect, key): (usize, Rect, &str),
        actions: &mut Vec<CanvasAction>,
    ) {
        let outline = frame.drawing.outline;
        let node = &outline.primitives[at];
        let id = NodeId::Primitive(at);
        let label = format!("{}: {}", node.class, node.name);
        let response = self.node_response(ui, frame, (id, rect, key), &label);
        self.node_clicks(ui, frame, (id, key), &response, actions);
        let users = outline.uses.iter().filter(|wire| wire.target == Target::Primitive(at)).count();
        let live = frame.drawing.live.and_then(|live| live.primitives.get(at));
        let selected = self.selected.contains(key) || response.has_focus();
        let aimed = self.is_aimed(frame, rect);
        let look = NodeLook {
            live: live.map_or(&[], |live| live),
            view: frame.drawing.live,
            selected: selected || aimed,
            users,
            members: self.members(&frame.drawing, (id, key)),
            rate: frame.drawing.live.and_then(|live| live.rates.get(at).copied()).unwrap_or(0.0),
            pulse: frame.pulse,
        };
        describe(ui, &response, || primitives::describe(node, &look));
        paint_primitive(pen, rect, node, &look);
        let shown = selected || response.contains_pointer();
        if self.popup.is_none() && self.dragged.is_none() {
            beside(&response).show(|ui| {
                ui.set_max_width(260.0);
                ui.strong(&label);
                ui.label(super::palette::primitive_summary(node.class));
                let more = primitives::describe(node, &look);
                if more != node.class {
                    ui.weak(more);
                }
            });
        }
        response.context_menu(|ui| menus::node_menu(ui, outline, id, self));
        self.group_ui(ui, pen, frame, (id, rect, key));
        self.port_ui(ui, pen, frame, (id, key, &node.name), shown);
    }

    fn shared_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (at, rect, key): (usize, Rect, &str),
        actions: &mut Vec<CanvasAction>,
    ) {
        let outline = frame.drawing.outline;
        let node = &outline.shared[at];
        let id = NodeId::Shared(at);
        let values = frame.drawing.live.and_then(|live| live.values.get(at));
        let values = values.map_or(&[][..], Vec::as_slice);
        let label = describe_shared(node, values);
        let response = self.node_response(ui, frame, (id, rect, key), &label);
        self.node_clicks(ui, frame, (id, key), &response, actions);
        let selected = self.selected.contains(key) || response.has_focus();
        paint_shared(pen, rect, (node, values), selected || self.is_aimed(frame, rect));
        let shown = selected || response.contains_pointer();
        if self.popup.is_none() && self.dragged.is_none() {
            beside(&response).show(|ui| {
                ui.set_max_width(260.0);
                ui.strong(words!("canvas-shared-name", name = node.name.as_str()));
                values.iter().for_each(|it| drop(ui.monospace(value_line(it))));
            });
        }
        response.context_menu(|ui| menus::node_menu(ui, outline, id, self));
        self.port_ui(ui, pen, frame, (id, key, &node.name), shown);
    }

    /// A wire is being drawn to it.
    fn is_aimed(&self, frame: &Frame, rect: Rect) -> bool {
        let over = frame.pointer.is_some_and(|pointer| rect.contains(frame.world(pointer)));
        over && matches!(self.dragged, Some(Dragged::Wire(..)))
    }

    fn node_response(
        &mut self,
        ui: &mut Ui,
        frame: &Frame,
        (id, rect, key): (NodeId, Rect, &str),
        label: &str,
    ) -> Response {
        let screen = (frame.view * rect).intersect(frame.rect);
        let response = ui.interact(screen, node_id(ui, key), Sense::click_and_drag());
        let selected = self.selected.contains(key);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, label));
        let pans = ui.input(|input| input.key_down(Key::Space));
        if response.drag_started_by(PointerButton::Primary) && !pans {
            self.dragged = Some(Dragged::Node(id));
            self.moved_before = self.moved.clone();
            self.stood_before = self.glide.wanted().clone();
            self.hold(frame);
            if !selected {
                self.select_only(key);
            }
        }
        let mine = self.dragged == Some(Dragged::Node(id));
        if mine && response.dragged_by(PointerButton::Primary) {
            self.move_selected(frame, response.drag_delta() / frame.view.scaling);
        }
        response
    }

    fn node_clicks(
        &mut self,
        ui: &Ui,
        frame: &Frame,
        (id, key): (NodeId, &str),
        response: &Response,
        actions: &mut Vec<CanvasAction>,
    ) {
        if response.clicked() || response.secondary_clicked() || response.gained_focus() {
            let adds = ui.input(|input| input.modifiers.command || input.modifiers.shift);
            if adds && response.clicked() {
                if !self.selected.remove(key) {
                    self.selected.insert(key.to_owned());
                }
                self.wire = None;
            } else if !self.selected.contains(key) || response.clicked() {
                self.select_only(key);
            }
            self.row = None;
            response.request_focus();
        }
        if response.double_clicked() {
            self.popup = menus::rename(frame.drawing.outline, id, response.rect.left_bottom());
            if self.popup.is_none() {
                actions.extend(menus::line_of(frame.drawing.outline, id).map(CanvasAction::GoTo));
            }
        }
        if response.has_focus() {
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, ARROWS));
        }
    }

    pub(super) fn select_only(&mut self, key: &str) {
        self.selected.clear();
        self.selected.insert(key.to_owned());
        self.row = None;
        self.wire = None;
    }

    pub(super) fn move_selected(&mut self, frame: &Frame, delta: Vec2) {
        for (id, rect) in &frame.rects {
            let key = frame.key(*id);
            if self.selected.contains(key) {
                let place = self.moved.get(key).copied().unwrap_or(rect.min);
                self.moved.insert(key.to_owned(), place + delta);
            }
        }
    }

    /// Clicks and drags on free space: select nothing, a wire, or what a rectangle touches.
    pub(super) fn background_ui(
        &mut self,
        ui: &Ui,
        frame: &Frame,
        (background, curves): (&Response, &BTreeMap<WireId, Curve>),
        actions: &mut Vec<CanvasAction>,
    ) {
        if background.clicked() {
            self.selected.clear();
            self.row = None;
            let place = background.interact_pointer_pos();
            self.wire = place.and_then(|place| wire_near(frame, curves, place));
            background.request_focus();
        }
        let pans = ui.input(|input| input.key_down(Key::Space));
        if background.drag_started_by(PointerButton::Primary) && !pans {
            let origin = ui.input(|input| input.pointer.press_origin());
            let adds = ui.input(|input| input.modifiers.command || input.modifiers.shift);
            let kept = if adds { self.selected.clone() } else { BTreeSet::new() };
            self.marquee = origin.map(|place| Marquee { start: frame.world(place), kept });
            background.request_focus();
        }
        if let (Some(Marquee { start, kept }), Some(pointer)) = (&self.marquee, frame.pointer) {
            let area = Rect::from_two_pos(*start, frame.world(pointer));
            let touched = frame.rects.iter().filter(|(_, rect)| rect.intersects(area));
            let touched = touched.map(|(id, _)| frame.key(*id).to_owned());
            self.selected = touched.chain(kept.iter().cloned()).collect();
            self.row = None;
            self.wire = None;
            let painter = ui.painter_at(frame.rect);
            let selection = ui.visuals().selection;
            let screen = frame.view * area;
            painter.rect_filled(screen, 2.0, selection.bg_fill.gamma_multiply(0.3));
            painter.rect_stroke(screen, 2.0, selection.stroke, StrokeKind::Inside);
        }
        let gives_up = ui.input(|input| input.key_pressed(Key::Escape));
        if let Some(marquee) = self.marquee.take_if(|_| gives_up) {
            self.selected = marquee.kept;
            ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
        }
        if !ui.input(|input| input.pointer.primary_down()) {
            self.marquee = None;
        }
        let at = frame.pointer.map(|pointer| frame.world(pointer));
        if background.double_clicked()
            && let Some(pointer) = frame.pointer
            && self.wire.is_none()
        {
            let options = menus::additions(at).concat();
            self.popup = Some(Popup::choose(pointer, words!("canvas-add-here"), options));
        }
        background.context_menu(|ui| menus::background_menu(ui, self, at, actions));
    }
}

/// A rectangle that is drawn to select what it touches.
pub struct Marquee {
    /// The corner that it began with, in the world.
    start: Pos2,
    /// What was selected before and stays so.
    kept: BTreeSet<String>,
}

/// A node's name in its key.
pub(super) fn key_name(key: &str) -> &str {
    key.split_once(' ').map_or(key, |(_, name)| name)
}

fn describe(ui: &Ui, response: &Response, words: impl FnOnce() -> String) {
    ui.accesskit_node_builder(response.id, |node| node.set_description(words()));
}

/// A tip beside a node, where it hides neither the node nor the panel below.
pub(super) fn beside(response: &Response) -> Tooltip<'_> {
    let mut tip = Tooltip::for_enabled(response);
    let others = &[RectAlign::LEFT_START, RectAlign::TOP_START, RectAlign::BOTTOM_START];
    tip.popup = tip.popup.align(RectAlign::RIGHT_START).align_alternatives(others).gap(10.0);
    tip
}
