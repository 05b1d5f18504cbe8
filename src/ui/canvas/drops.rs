//! What happens when something from the palette, a primitive or a row is dropped.

use super::layout::{HEAD, NodeId, ROW, rows_shown};
use super::menus::{Popup, label_of};
use super::palette::Item;
use super::pen::Pen;
use super::{CanvasAction, CanvasPanel, Frame};
use crate::script::edit::{Action, Place, Step, Verb};
use crate::script::outline::{Outline, Row};
use egui::{DragAndDrop, Pos2, Response, Ui};

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
fn base(kind: &str) -> &str {
    match kind {
        "LifoQueue" | "PriorityQueue" | "SimpleQueue" => "Queue",
        other => other,
    }
}

impl CanvasPanel {
    /// The card and row under the pointer that what is being dragged would go to.
    pub(super) fn drop_target(&self, ui: &Ui, frame: &Frame) -> Option<DropTarget> {
        let pointer = frame.pointer.filter(|_| ui.rect_contains_pointer(frame.rect))?;
        if let Some((thread, row)) = self.dragged_row {
            let target = self.hit(frame, pointer, true)?;
            let same = target.thread == thread && target.row == Some(row);
            return Some(target).filter(|_| !same);
        }
        if let Some(NodeId::Primitive(_)) = self.dragged {
            return self.hit(frame, pointer, false).filter(|target| target.row.is_some());
        }
        match &*DragAndDrop::payload::<Item>(ui)? {
            Item::Primitive(_) => self.hit(frame, pointer, false).filter(|t| t.row.is_some()),
            Item::Step(_) => self.hit(frame, pointer, true),
            Item::Thread(_) => None,
        }
    }

    fn hit(&self, frame: &Frame, pointer: Pos2, between: bool) -> Option<DropTarget> {
        let outline = frame.drawing.outline;
        let place = frame.world(pointer);
        let cards = frame.rects.iter().rev().filter_map(|(id, rect)| match id {
            NodeId::Thread(thread) if rect.contains(place) => Some((*thread, *rect)),
            _ => None,
        });
        let (thread, rect) = cards.into_iter().next()?;
        let node = &outline.threads[thread];
        let shown = rows_shown(node, self.open.contains(&NodeId::Thread(thread).key(outline)));
        let offset = (place.y - rect.top() - HEAD) / ROW;
        let row = (offset >= 0.0).then_some(offset as usize).filter(|row| *row < shown);
        let step = row.map(|row| &node.rows[row]);
        let has_body = row.is_some_and(|row| {
            node.rows.get(row + 1).is_some_and(|next| next.depth > node.rows[row].depth)
        });
        let before = row.is_some() && offset.fract() < 0.5 && step.is_some_and(|s| s.statement);
        let into = !before && (has_body || step.is_some_and(|step| !step.statement));
        Some(DropTarget { thread, row, between: between && row.is_some(), before, into })
    }

    /// Takes what was dropped from the palette or a moved row.
    pub(super) fn drops_ui(
        &mut self,
        ui: &Ui,
        pen: &Pen,
        frame: &Frame,
        background: &Response,
        actions: &mut Vec<CanvasAction>,
    ) {
        let released = ui.input(|input| input.pointer.any_released());
        if let Some((thread, row)) = self.dragged_row {
            ui.set_cursor_icon(egui::CursorIcon::Grabbing);
            if released {
                let target = self.drop_target(ui, frame);
                self.dragged_row = None;
                let step = &frame.drawing.outline.threads[thread].rows[row];
                actions.extend(target.and_then(|target| move_row(frame, step, target)));
            }
            return;
        }
        if !DragAndDrop::has_payload_of_type::<Item>(ui) {
            return;
        }
        let Some(pointer) = frame.pointer.filter(|_| ui.rect_contains_pointer(background.rect))
        else {
            return;
        };
        let accent = pen.color(pen.theme.accent);
        let stroke = egui::Stroke::new(2.0, accent);
        pen.painter.rect_stroke(frame.rect, 0.0, stroke, egui::StrokeKind::Inside);
        if !released {
            return;
        }
        let target = self.drop_target(ui, frame);
        if let Some(item) = DragAndDrop::take_payload::<Item>(ui) {
            self.drop_item(frame, &item, target, pointer, actions);
        }
    }

    fn drop_item(
        &mut self,
        frame: &Frame,
        item: &Item,
        target: Option<DropTarget>,
        pointer: Pos2,
        actions: &mut Vec<CanvasAction>,
    ) {
        let outline = frame.drawing.outline;
        let row = target.and_then(|target| Some(&outline.threads[target.thread].rows[target.row?]));
        match (item, row) {
            (Item::Thread(recipe), _) => {
                self.drop_place = Some(frame.world(pointer));
                actions.push(CanvasAction::Edit(Action::AddThread(*recipe)));
            }
            (Item::Primitive(kind), Some(row)) => self.drop_kind(kind, row, pointer, actions),
            (Item::Primitive(kind), None) => {
                self.drop_place = Some(frame.world(pointer));
                actions.push(CanvasAction::Edit(Action::AddPrimitive((*kind).to_owned())));
            }
            (Item::Step(step), _) => {
                let action = target.map(|target| insert(outline, target, step.clone()));
                actions.push(action.unwrap_or_else(|| {
                    CanvasAction::Say("Drop a step on a row of a thread.".to_owned())
                }));
            }
        }
    }

    /// A new primitive on a row: guards it, or asks what to do there.
    fn drop_kind(
        &mut self,
        kind: &'static str,
        row: &Row,
        pointer: Pos2,
        actions: &mut Vec<CanvasAction>,
    ) {
        if !row.statement {
            return actions.push(not_a_step(row));
        }
        let span = row.span.clone();
        let use_it = |verb: Verb| {
            let (row, kind) = (span.clone(), kind.to_owned());
            CanvasAction::Edit(match verb {
                Verb::With => Action::GuardWithNew { row, kind },
                verb => Action::UseNew { row, kind, verb },
            })
        };
        self.choose(kind, kind, pointer, &use_it, actions);
    }

    /// A primitive's node dropped on a row. Whether it was used there (and not just moved).
    pub(super) fn drop_node(
        &mut self,
        ui: &Ui,
        frame: &Frame,
        id: NodeId,
        actions: &mut Vec<CanvasAction>,
    ) -> bool {
        let NodeId::Primitive(primitive) = id else { return false };
        let Some(target) = self.drop_target(ui, frame) else { return false };
        let outline = frame.drawing.outline;
        let (Some(row), Some(pointer)) = (target.row, frame.pointer) else { return false };
        let row = &outline.threads[target.thread].rows[row];
        // It goes back to where it stood: the drag meant "use it there".
        self.moved = std::mem::take(&mut self.moved_before);
        if !row.statement {
            actions.push(not_a_step(row));
            return true;
        }
        let node = &outline.primitives[primitive];
        let Some(on) = outline.reference(primitive, target.thread) else {
            let thread = &outline.threads[target.thread].name;
            let text = format!(
                "{} cannot be named in {thread}. Pass it to the function as an argument first.",
                node.name
            );
            actions.push(CanvasAction::Say(text));
            return true;
        };
        let use_it = |verb: Verb| CanvasAction::Edit(use_of(row, &on, node.kind, verb));
        self.choose(node.kind, &node.name, pointer, &use_it, actions);
        true
    }

    /// Does the obvious thing with a kind, or asks which.
    fn choose(
        &mut self,
        kind: &str,
        name: &str,
        pointer: Pos2,
        use_it: &dyn Fn(Verb) -> CanvasAction,
        actions: &mut Vec<CanvasAction>,
    ) {
        let verbs = Verb::of_kind(base(kind));
        match verbs {
            [Verb::With, ..] => actions.push(use_it(Verb::With)),
            [only] => actions.push(use_it(*only)),
            _ => {
                let option = |verb: &Verb| (label_of(name, *verb), use_it(*verb));
                let options = verbs.iter().map(option).collect();
                self.popup = Some(Popup::choose(pointer, "Use it here as", options));
            }
        }
    }
}

/// The action that uses a primitive at a row.
pub fn use_of(row: &Row, on: &str, kind: &'static str, verb: Verb) -> Action {
    match verb {
        Verb::With => Action::Guard { row: row.span.clone(), with: on.to_owned() },
        verb => Action::Insert {
            row: row.span.clone(),
            place: Place::After,
            step: Step::Use { on: on.to_owned(), kind, verb },
        },
    }
}

fn not_a_step(row: &Row) -> CanvasAction {
    CanvasAction::Say(format!("\"{}\" is not a step of its own; use one inside it.", row.text))
}

fn place_of(target: DropTarget) -> Place {
    match target {
        DropTarget { before: true, .. } => Place::Before,
        DropTarget { into: true, .. } => Place::Into,
        _ => Place::After,
    }
}

fn insert(outline: &Outline, target: DropTarget, step: Step) -> CanvasAction {
    let node = &outline.threads[target.thread];
    CanvasAction::Edit(match target.row {
        Some(row) => {
            Action::Insert { row: node.rows[row].span.clone(), place: place_of(target), step }
        }
        None => Action::Append { thread: node.name.clone(), step },
    })
}

fn move_row(frame: &Frame, step: &Row, target: DropTarget) -> Option<CanvasAction> {
    let rows = &frame.drawing.outline.threads[target.thread].rows;
    let to = rows.get(target.row?)?;
    let inside_itself = step.span.start <= to.span.start && to.span.end <= step.span.end;
    if inside_itself {
        return None;
    }
    Some(CanvasAction::Edit(Action::MoveRow {
        row: step.span.clone(),
        to: to.span.clone(),
        place: place_of(target),
    }))
}
