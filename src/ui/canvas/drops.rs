//! Dragging: what is under the pointer, what would happen there (`plans.rs`), and doing it when the
//! button is let go. What the drop will do is said in words beside the pointer.

use super::layout::{HEAD, PRIMITIVE, ROW};
use super::node_id::NodeId;
use super::palette::{Item, USES};
use super::pen::Pen;
use super::plans::{self, Deed, Plan};
use super::popup::Popup;
use super::{CanvasAction, CanvasPanel, Frame};
use crate::script::edit::Verb;
use crate::script::outline::Row;
use egui::{DragAndDrop, Key, Modifiers, Pos2, Rect, Response, Ui, vec2};

/// What is dropped keeps this distance from the panel's edge.
const DROP_MARGIN: f32 = 16.0;

/// Where something would be dropped.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DropTarget {
    /// The card.
    pub thread: usize,
    /// The row; none: the head or the foot of the card.
    pub row: Option<usize>,
    /// Between two rows rather than on one.
    pub between: bool,
    /// Above the row rather than below it.
    pub before: bool,
    /// Into the row's block.
    pub into: bool,
}

/// Kinds that can guard a step.
pub fn can_guard(kind: &str) -> bool {
    matches!(kind, "Lock" | "RLock" | "Semaphore" | "BoundedSemaphore" | "Condition")
}

/// `Spec` name of a kind or class.
pub fn base(kind: &str) -> &str {
    match kind {
        "LifoQueue" | "PriorityQueue" | "SimpleQueue" => "Queue",
        other => other,
    }
}

/// What is being dragged over the canvas.
#[derive(Clone, PartialEq, Debug)]
pub enum Dragged {
    /// A node (and the others that are selected).
    Node(NodeId),
    /// A row.
    Row(usize, usize),
    /// A wire from a program, or a row of it.
    Wire(usize, Option<usize>),
    /// A wire from a primitive or a shared variable.
    WireBack(NodeId),
}

impl CanvasPanel {
    /// The card and row under the pointer that what is being dragged would go to.
    pub(super) fn drop_target(&self, ui: &Ui, frame: &Frame) -> Option<DropTarget> {
        let pointer = frame.pointer.filter(|_| ui.rect_contains_pointer(frame.rect))?;
        let row_only = |target: &DropTarget| target.row.is_some();
        match &self.dragged {
            Some(Dragged::Row(thread, row)) => {
                let target = self.hit(frame, pointer, true)?;
                let same = target.thread == *thread && target.row == Some(*row);
                return Some(target).filter(|_| !same || copies(ui));
            }
            Some(Dragged::Node(_)) if copies(ui) => return None,
            Some(Dragged::Node(NodeId::Primitive(_))) => {
                return self.hit(frame, pointer, false).filter(row_only);
            }
            Some(Dragged::WireBack(_)) => return self.hit(frame, pointer, false),
            Some(_) => return None,
            None => {}
        }
        match &*DragAndDrop::payload::<Item>(ui)? {
            Item::Primitive(_) => self.hit(frame, pointer, false).filter(row_only),
            Item::Use(place) => {
                let guards = USES.get(*place).is_some_and(|step| step.verb == Verb::With);
                self.hit(frame, pointer, !guards)
            }
            Item::Step(_) | Item::Shared => self.hit(frame, pointer, true),
            Item::Thread(_) => None,
        }
    }

    fn hit(&self, frame: &Frame, pointer: Pos2, between: bool) -> Option<DropTarget> {
        let outline = frame.drawing.outline;
        let place = frame.world(pointer);
        let (thread, rect) = frame.rects.iter().rev().find_map(|(id, rect)| match id {
            NodeId::Thread(thread) if rect.contains(place) => Some((*thread, *rect)),
            _ => None,
        })?;
        let node = &outline.threads[thread];
        let shown = self.rows_shown(frame, thread);
        let top = rect.top() + HEAD + frame.strip(thread);
        let offset = (place.y - top) / ROW;
        let row = (offset >= 0.0).then_some(offset as usize).filter(|row| *row < shown);
        let step = row.map(|row| &node.rows[row]);
        let has_body = row.is_some_and(|row| {
            node.rows.get(row + 1).is_some_and(|next| next.depth > node.rows[row].depth)
        });
        let before = row.is_some() && offset.fract() < 0.5 && step.is_some_and(|s| s.statement);
        let into = !before && (has_body || step.is_some_and(|step| !step.statement));
        Some(DropTarget { thread, row, between: between && row.is_some(), before, into })
    }

    /// The primitive or shared variable under the pointer.
    fn node_hit(&self, frame: &Frame, pointer: Pos2) -> Option<NodeId> {
        let place = frame.world(pointer);
        let mut nodes = frame.rects.iter().rev();
        nodes.find(|(_, rect)| rect.contains(place)).map(|(id, _)| *id)
    }

    /// What letting go now would do.
    fn plan(&self, ui: &Ui, frame: &Frame) -> Option<Plan> {
        let pointer = frame.pointer.filter(|_| ui.rect_contains_pointer(frame.rect))?;
        let outline = frame.drawing.outline;
        let target = self.drop_target(ui, frame);
        match &self.dragged {
            Some(Dragged::Row(thread, row)) => {
                let rows = self.dragged_rows(frame, *thread, *row);
                plans::of_move(outline, &rows, &target?, copies(ui))
            }
            Some(Dragged::Node(id)) if copies(ui) => {
                let place = frame.rects.get(id)?.min;
                Some(plans::of_copy(self.subjects(frame), (place.x, place.y)))
            }
            Some(Dragged::Node(NodeId::Primitive(at))) => {
                Some(plans::of_primitive(outline, *at, &target?))
            }
            Some(Dragged::Node(_)) => None,
            Some(Dragged::Wire(thread, row)) => {
                let from = row.map_or(plans::whole(*thread), |row| plans::on_row(*thread, row));
                Some(plans::of_wire(outline, &from, self.node_hit(frame, pointer)?))
            }
            Some(Dragged::WireBack(id)) => Some(plans::of_wire(outline, &target?, *id)),
            None => {
                let item = DragAndDrop::payload::<Item>(ui)?;
                let at = place_for_new(frame, pointer);
                Some(plans::of_item(outline, &item, target.as_ref(), (at.x, at.y)))
            }
        }
    }

    /// The rows that go with the one that is dragged: those that are selected with it.
    fn dragged_rows<'f>(&self, frame: &Frame<'f>, thread: usize, row: usize) -> Vec<&'f Row> {
        let own = &frame.drawing.outline.threads[thread].rows[row];
        let chosen = self.chosen_statements(frame);
        if chosen.iter().any(|one| one.span == own.span) { chosen } else { vec![own] }
    }

    /// Shows what would happen, and does it when the button is let go.
    pub(super) fn drops_ui(
        &mut self,
        ui: &Ui,
        pen: &Pen,
        frame: &Frame,
        background: &Response,
        actions: &mut Vec<CanvasAction>,
    ) {
        let from_palette = DragAndDrop::has_payload_of_type::<Item>(ui);
        if self.dragged.is_none() && !from_palette {
            return;
        }
        // Egui gives its own drags up by itself.
        if self.dragged.is_some() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            return self.give_up_drag();
        }
        let plan = self.plan(ui, frame);
        if from_palette && frame.pointer.is_some() && ui.rect_contains_pointer(background.rect) {
            let stroke = egui::Stroke::new(2.0, pen.color(pen.theme.accent));
            pen.painter.rect_stroke(frame.rect, 0.0, stroke, egui::StrokeKind::Inside);
        }
        if let (Some(plan), Some(pointer)) = (&plan, frame.pointer) {
            let moves = matches!(self.dragged, Some(Dragged::Node(_) | Dragged::Row(..)));
            let moves = moves && !copies(ui);
            ui.set_cursor_icon(match (&plan.deed, moves) {
                (Deed::Refuse, _) => egui::CursorIcon::NotAllowed,
                (_, true) => egui::CursorIcon::Grabbing,
                (_, false) => egui::CursorIcon::Copy,
            });
            paint_hint(pen, frame.rect, pointer, plan);
            let words = plan.words.as_str();
            ui.accesskit_node_builder(background.id, |node| node.set_description(words));
        }
        if !ui.input(|input| input.pointer.any_released()) {
            // The button was let go where this panel could not see it: under a dialog.
            if !from_palette && !ui.input(|input| input.pointer.any_down()) {
                self.give_up_drag();
            }
            return;
        }
        if from_palette {
            DragAndDrop::take_payload::<Item>(ui);
        }
        let node_drag = matches!(self.dragged, Some(Dragged::Node(_)));
        self.dragged = None;
        // Whoever puts things somewhere by hand wants the picture to stay under the hand.
        let deed = plan.as_ref().map(|plan| &plan.deed);
        let puts = matches!(deed, Some(Deed::Act(CanvasAction::EditAt(..))));
        self.navigated |= puts || node_drag && plan.is_none();
        match plan {
            Some(plan) => {
                if node_drag {
                    // It goes back to where it stood: the drag meant "use it there".
                    self.put_back();
                }
                let at = frame.pointer.unwrap_or(frame.rect.center());
                self.carry_out(plan, at, actions);
            }
            None if node_drag => self.stay(frame, actions),
            None => {}
        }
    }

    /// Nothing is dragged any more, and nothing came of it.
    pub(super) fn give_up_drag(&mut self) {
        if matches!(self.dragged.take(), Some(Dragged::Node(_))) {
            self.put_back();
        }
    }

    /// What was moved is where it was before.
    fn put_back(&mut self) {
        self.moved = std::mem::take(&mut self.moved_before);
        self.glide.stand(std::mem::take(&mut self.stood_before));
    }

    /// Does what was planned.
    pub(super) fn carry_out(&mut self, plan: Plan, at: Pos2, actions: &mut Vec<CanvasAction>) {
        match plan.deed {
            Deed::Act(action) => actions.push(action),
            Deed::Ask(title, options) => self.popup = Some(Popup::choose(at, &title, options)),
            Deed::Refuse => actions.push(CanvasAction::Say(plan.words)),
        }
    }
}

/// Whether what is dragged stays where it is and a copy goes. Some desktops keep Alt for themselves.
fn copies(ui: &Ui) -> bool {
    ui.input(|input| input.modifiers.alt || input.modifiers.command)
}

/// Where something new is put that is dropped here: where nothing of it is cut off.
fn place_for_new(frame: &Frame, pointer: Pos2) -> Pos2 {
    let room = frame.view.inverse() * frame.rect.shrink(DROP_MARGIN);
    frame.world(pointer).clamp(room.min, (room.max - PRIMITIVE).max(room.min))
}

/// What a drop will do, beside the pointer.
fn paint_hint(pen: &Pen, rect: Rect, pointer: Pos2, plan: &Plan) {
    const SIZE: f32 = 13.0;
    let theme = pen.theme;
    let refused = matches!(plan.deed, Deed::Refuse);
    let font = egui::FontId::proportional(SIZE);
    let color = pen.color(theme.text);
    let galley = pen.painter.layout(plan.words.clone(), font, color, 320.0);
    let size = galley.size() + vec2(20.0, 12.0);
    let room = rect.shrink(4.0);
    let corner = pointer + vec2(16.0, 44.0);
    let corner = Pos2::new(
        corner.x.min(room.right() - size.x).max(room.left()),
        corner.y.min(room.bottom() - size.y).max(room.top()),
    );
    let place = Rect::from_min_size(corner, size);
    let edge = if refused { theme.alarm } else { theme.accent };
    let layer = egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("canvas hint"));
    let painter = pen.painter.clone().with_layer_id(layer);
    painter.rect_filled(place, 7.0, pen.card());
    let stroke = egui::Stroke::new(1.5, pen.color(edge));
    painter.rect_stroke(place, 7.0, stroke, egui::StrokeKind::Inside);
    painter.galley(place.min + vec2(10.0, 6.0), galley, color);
}
