//! Nodes and rows under the pointer and the keyboard: select, move, go to the code.

use super::cards::{self, CardLook, paint_card};
use super::drops::DropTarget;
use super::layout::{NodeId, row_rect, rows_shown};
use super::menus::{self, Popup};
use super::pen::Pen;
use super::primitives::{self, NodeLook, paint_primitive, paint_shared};
use super::{CanvasAction, CanvasPanel, Frame};
use crate::script::edit::Action;
use crate::script::outline::{RowKind, Target};
use egui::accesskit::Role;
use egui::{
    EventFilter, Id, Key, Modifiers, PointerButton, Pos2, Rect, Response, Sense, StrokeKind, Ui,
    Vec2, WidgetInfo, vec2,
};

/// How far an arrow key moves a node.
const NUDGE: f32 = 16.0;

/// Arrows are ours while a node or a row has the focus.
const ARROWS: EventFilter =
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };

/// A node's id on screen: by name, so that it stays when others come and go.
pub(super) fn node_id(ui: &Ui, key: &str) -> Id {
    ui.scope_id().with(("node", key))
}

/// A row's id on screen.
pub(super) fn row_id(ui: &Ui, key: &str, row: usize) -> Id {
    node_id(ui, key).with(("row", row))
}

impl Frame<'_> {
    pub(super) fn world(&self, place: Pos2) -> Pos2 {
        self.view.inverse() * place
    }

    fn live_of(&self, thread: usize) -> &[super::live::LiveThread] {
        self.drawing.live.and_then(|live| live.threads.get(thread)).map_or(&[], |live| live)
    }
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
        for (&id, &rect) in &frame.rects {
            // What has the focus is painted and answers even when it is out of sight.
            let key = id.key(frame.drawing.outline);
            let focused = ui.memory(|memory| memory.has_focus(node_id(ui, &key)));
            if !pen.sees(rect) && !focused {
                continue;
            }
            match id {
                NodeId::Thread(at) => {
                    self.card_ui(ui, pen, frame, (at, rect, &key, target.as_ref()), actions);
                }
                NodeId::Primitive(at) => {
                    self.primitive_ui(ui, pen, frame, (at, rect, &key), actions);
                }
                NodeId::Shared(at) => self.shared_ui(ui, pen, frame, (at, rect, &key), actions),
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
        let label = format!("Thread: {}", node.name);
        let response = self.node_response(ui, frame, (id, rect, key), &label, actions);
        describe(ui, &response, || cards::describe(node, live, frame.drawing.live));
        let go = if node.def_line > 0 { node.def_line } else { node.lines.0.max(1) };
        self.node_clicks(ui, frame, (id, key), &response, actions, go);
        response.context_menu(|ui| menus::thread_menu(ui, outline, at, actions, &mut self.popup));
        let open = self.open.contains(key);
        let look = CardLook {
            live,
            view: frame.drawing.live,
            selected: self.selected.contains(key) || response.has_focus(),
            row: self.row.as_ref().filter(|(of, _)| of == key).map(|(_, row)| *row),
            target: target.filter(|t| t.thread == at && !t.between).and_then(|t| t.row),
            open,
            pulse: frame.pulse,
        };
        paint_card(pen, rect, node, &look);
        if let Some(target) = target.filter(|target| target.thread == at && target.between) {
            paint_gap(pen, rect, target);
        }
        for row in 0..rows_shown(node, open) {
            let place = row_rect(rect, row);
            if pen.is_legible() && pen.sees(place) {
                self.row_ui(ui, frame, (at, row, place, key), actions);
            }
        }
        self.rest_ui(ui, frame, (at, rect, key));
    }

    /// The line that says how many rows are not shown opens the card.
    fn rest_ui(&mut self, ui: &mut Ui, frame: &Frame, (at, rect, key): (usize, Rect, &str)) {
        let node = &frame.drawing.outline.threads[at];
        let shown = rows_shown(node, self.open.contains(key));
        if shown == node.rows.len() {
            return;
        }
        let place = frame.view * row_rect(rect, shown);
        let more = ui.interact(place, node_id(ui, key).with("more"), Sense::click());
        let label = format!("Show all steps of {}", node.name);
        more.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
        if more.clicked() {
            self.open.insert(key.to_owned());
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        frame: &Frame,
        (thread, row, place, key): (usize, usize, Rect, &str),
        actions: &mut Vec<CanvasAction>,
    ) {
        let outline = frame.drawing.outline;
        let node = &outline.threads[thread];
        let step = &node.rows[row];
        let rect = (frame.view * place).intersect(frame.rect);
        let response = ui.interact(rect, row_id(ui, key, row), Sense::click_and_drag());
        let label = format!("{} step {}: {}", node.name, row + 1, step.text);
        let selected = self.row.as_ref().is_some_and(|(of, at)| of == key && *at == row);
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &label));
        if response.clicked() || response.secondary_clicked() || response.gained_focus() {
            self.row = Some((key.to_owned(), row));
            self.selected.clear();
            response.request_focus();
        }
        if response.double_clicked() {
            actions.push(CanvasAction::GoTo(step.lines.0));
        }
        let dragged = response.drag_started_by(PointerButton::Primary);
        if dragged && step.statement && !ui.input(|input| input.key_down(Key::Space)) {
            self.dragged_row = Some((thread, row));
        }
        if response.has_focus() {
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, ARROWS));
            self.row_keys(ui, frame, (thread, row, key), rect, actions);
            let stroke = ui.visuals().selection.stroke;
            ui.painter_at(frame.rect).rect_stroke(rect, 4.0, stroke, StrokeKind::Inside);
        }
        let response = if step.text.chars().count() > 30 && !response.dragged() {
            response.on_hover_text(&step.text)
        } else {
            response
        };
        let place = (thread, row);
        response.context_menu(|ui| menus::row_menu(ui, outline, place, actions));
    }

    fn row_keys(
        &mut self,
        ui: &Ui,
        frame: &Frame,
        (thread, row, key): (usize, usize, &str),
        rect: Rect,
        actions: &mut Vec<CanvasAction>,
    ) {
        let node = &frame.drawing.outline.threads[thread];
        let step = &node.rows[row];
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        for (arrow, up) in [(Key::ArrowUp, true), (Key::ArrowDown, false)] {
            if pressed(Modifiers::ALT, arrow) && step.statement {
                actions.push(CanvasAction::Edit(Action::Shift { row: step.span.clone(), up }));
            } else if pressed(Modifiers::NONE, arrow) {
                let last = rows_shown(node, self.open.contains(key)).saturating_sub(1);
                let next = if up { row.saturating_sub(1) } else { (row + 1).min(last) };
                self.row = Some((key.to_owned(), next));
                ui.memory_mut(|memory| memory.request_focus(row_id(ui, key, next)));
            }
        }
        if pressed(Modifiers::NONE, Key::Enter) {
            actions.push(CanvasAction::GoTo(step.lines.0));
        }
        let deletes =
            pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace);
        if deletes && step.statement {
            actions.push(CanvasAction::Edit(delete_row(step)));
        }
        if pressed(Modifiers::NONE, Key::G) && step.statement {
            let options = menus::guards(frame.drawing.outline, thread, step);
            self.popup = Some(Popup::choose(rect.left_bottom(), "Guard with", options));
        }
        if pressed(Modifiers::NONE, Key::I) {
            let options = menus::insertions(frame.drawing.outline, thread, row);
            self.popup = Some(Popup::choose(rect.left_bottom(), "Insert below", options));
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
        let response = self.node_response(ui, frame, (id, rect, key), &label, actions);
        self.node_clicks(ui, frame, (id, key), &response, actions, node.line);
        let users = outline.uses.iter().filter(|wire| wire.target == Target::Primitive(at)).count();
        let live = frame.drawing.live.and_then(|live| live.primitives.get(at));
        let look = NodeLook {
            live: live.map_or(&[], |live| live),
            view: frame.drawing.live,
            selected: self.selected.contains(key) || response.has_focus(),
            users,
            pulse: frame.pulse,
        };
        describe(ui, &response, || primitives::describe(node, &look));
        paint_primitive(pen, rect, node, &look);
        let response = response.on_hover_ui(|ui| {
            ui.strong(&label);
            let spec = crate::model::primitives::spec_named(node.kind);
            ui.label(spec.map_or("", |spec| spec.summary));
            ui.weak(primitives::describe(node, &look));
        });
        response.context_menu(|ui| menus::primitive_menu(ui, node, actions, &mut self.popup));
    }

    fn shared_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (at, rect, key): (usize, Rect, &str),
        actions: &mut Vec<CanvasAction>,
    ) {
        let node = &frame.drawing.outline.shared[at];
        let id = NodeId::Shared(at);
        let label = format!("Shared variable: {}", node.name);
        let response = self.node_response(ui, frame, (id, rect, key), &label, actions);
        self.node_clicks(ui, frame, (id, key), &response, actions, node.line);
        let selected = self.selected.contains(key) || response.has_focus();
        paint_shared(pen, rect, node, selected);
    }

    fn node_response(
        &mut self,
        ui: &mut Ui,
        frame: &Frame,
        (id, rect, key): (NodeId, Rect, &str),
        label: &str,
        actions: &mut Vec<CanvasAction>,
    ) -> Response {
        let screen = (frame.view * rect).intersect(frame.rect);
        let response = ui.interact(screen, node_id(ui, key), Sense::click_and_drag());
        let selected = self.selected.contains(key);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, label));
        let pans = ui.input(|input| input.key_down(Key::Space));
        if response.drag_started_by(PointerButton::Primary) && !pans {
            self.dragged = Some(id);
            self.moved_before = self.moved.clone();
            if !selected {
                self.select_only(key);
            }
        }
        if response.dragged_by(PointerButton::Primary) && self.dragged == Some(id) {
            self.move_selected(frame, response.drag_delta() / frame.view.scaling);
        }
        if response.drag_stopped() && self.dragged == Some(id) {
            let used = self.drop_node(ui, frame, id, actions);
            self.dragged = None;
            if !used {
                actions.push(CanvasAction::Layout(self.layout()));
            }
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
        line: u32,
    ) {
        if response.clicked() || response.secondary_clicked() || response.gained_focus() {
            let adds = ui.input(|input| input.modifiers.command || input.modifiers.shift);
            if adds && response.clicked() {
                if !self.selected.remove(key) {
                    self.selected.insert(key.to_owned());
                }
            } else if !self.selected.contains(key) || response.clicked() {
                self.select_only(key);
            }
            self.row = None;
            response.request_focus();
        }
        if response.double_clicked() {
            actions.push(CanvasAction::GoTo(line));
        }
        if !response.has_focus() {
            return;
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, ARROWS));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let arrows = [
            (Key::ArrowLeft, vec2(-NUDGE, 0.0)),
            (Key::ArrowRight, vec2(NUDGE, 0.0)),
            (Key::ArrowUp, vec2(0.0, -NUDGE)),
            (Key::ArrowDown, vec2(0.0, NUDGE)),
        ];
        for (arrow, delta) in arrows {
            if pressed(arrow) {
                self.move_selected(frame, delta);
                actions.push(CanvasAction::Layout(self.layout()));
            }
        }
        if pressed(Key::Enter) {
            actions.push(CanvasAction::GoTo(line));
        }
        if pressed(Key::F2) {
            self.popup = menus::rename(frame.drawing.outline, id, response.rect.left_bottom());
        }
    }

    fn select_only(&mut self, key: &str) {
        self.selected.clear();
        self.selected.insert(key.to_owned());
        self.row = None;
    }

    fn move_selected(&mut self, frame: &Frame, delta: Vec2) {
        for (id, rect) in &frame.rects {
            let key = id.key(frame.drawing.outline);
            if self.selected.contains(&key) {
                let place = self.moved.get(&key).copied().unwrap_or(rect.min);
                self.moved.insert(key, place + delta);
            }
        }
    }

    /// Clicks and drags on free space: select nothing, or what a rectangle touches.
    pub(super) fn background_ui(
        &mut self,
        ui: &Ui,
        frame: &Frame,
        background: &Response,
        actions: &mut Vec<CanvasAction>,
    ) {
        if background.clicked() {
            self.selected.clear();
            self.row = None;
            background.request_focus();
        }
        let pans = ui.input(|input| input.key_down(Key::Space));
        if background.drag_started_by(PointerButton::Primary) && !pans {
            let origin = ui.input(|input| input.pointer.press_origin());
            self.marquee = origin.map(|place| frame.world(place));
        }
        if let (Some(start), Some(pointer)) = (self.marquee, frame.pointer) {
            let area = Rect::from_two_pos(start, frame.world(pointer));
            let touched = frame.rects.iter().filter(|(_, rect)| rect.intersects(area));
            self.selected = touched.map(|(id, _)| id.key(frame.drawing.outline)).collect();
            let painter = ui.painter_at(frame.rect);
            let selection = ui.visuals().selection;
            let screen = frame.view * area;
            painter.rect_filled(screen, 2.0, selection.bg_fill.gamma_multiply(0.3));
            painter.rect_stroke(screen, 2.0, selection.stroke, StrokeKind::Inside);
        }
        if !ui.input(|input| input.pointer.primary_down()) {
            self.marquee = None;
        }
        background.context_menu(|ui| menus::background_menu(ui, actions, &mut self.fitted));
    }

    /// Keys of the whole canvas: while it, or nothing else, has the focus.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        frame: &Frame,
        background: &Response,
        actions: &mut Vec<CanvasAction>,
    ) {
        let focused = ui.memory(|memory| memory.focused());
        let outline = frame.drawing.outline;
        let ours = focused.is_some_and(|focused| {
            focused == background.id
                || NodeId::all(outline).any(|id| node_id(ui, &id.key(outline)) == focused)
                || self.row.as_ref().is_some_and(|(key, row)| row_id(ui, key, *row) == focused)
        });
        if self.popup.is_some() || !(ours || (focused.is_none() && frame.pointer.is_some())) {
            return;
        }
        self.view_keys(ui, frame.rect);
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND, Key::A) {
            self.selected = frame.rects.keys().map(|id| id.key(outline)).collect();
        }
        if pressed(Modifiers::NONE, Key::Escape) {
            self.selected.clear();
            self.row = None;
        }
        let deletes =
            pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace);
        if deletes && !self.selected.is_empty() {
            let ids = frame.rects.keys().filter(|id| self.selected.contains(&id.key(outline)));
            let deletions: Vec<Action> = ids.filter_map(|id| delete_node(outline, *id)).collect();
            match deletions.as_slice() {
                [] => actions.push(CanvasAction::Say(
                    "Shared variables and the main thread are deleted in the code.".to_owned(),
                )),
                [one] => actions.push(CanvasAction::Edit(one.clone())),
                _ => actions.push(CanvasAction::Edit(Action::Several(deletions))),
            }
        }
    }
}

/// The action that deletes a row: a guard goes, what it guards stays.
pub(super) fn delete_row(row: &crate::script::outline::Row) -> Action {
    match row.kind {
        RowKind::With => Action::Unguard { row: row.span.clone() },
        _ => Action::DeleteRow { row: row.span.clone() },
    }
}

/// The action that deletes a node, if it can be deleted on the canvas.
pub(super) fn delete_node(outline: &crate::script::outline::Outline, id: NodeId) -> Option<Action> {
    match id {
        NodeId::Primitive(at) => Some(Action::DeletePrimitive(outline.primitives[at].name.clone())),
        NodeId::Thread(at) => {
            let node = &outline.threads[at];
            (!node.span.is_empty()).then(|| Action::DeleteThread(node.name.clone()))
        }
        NodeId::Shared(_) => None,
    }
}

fn describe(ui: &Ui, response: &Response, words: impl FnOnce() -> String) {
    ui.accesskit_node_builder(response.id, |node| node.set_description(words()));
}

/// A line where a step will go.
fn paint_gap(pen: &Pen, card: Rect, target: &DropTarget) {
    let row = target.row.unwrap_or(0);
    let rect = row_rect(card, row);
    let y = if target.before { rect.top() } else { rect.bottom() };
    let indent = if target.into { 26.0 } else { 13.0 };
    let left = rect.left() + indent;
    let ends = [egui::pos2(left, y), egui::pos2(rect.right() - 8.0, y)];
    pen.path(&ends, 3.0, pen.color(pen.theme.accent));
    pen.dot(ends[0], 4.0, pen.color(pen.theme.accent));
}
