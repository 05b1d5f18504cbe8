//! Rows of a card under the pointer and the keyboard: select one or several, drag, breakpoints.

use super::drops::{Dragged, DropTarget};
use super::menus;
use super::nodes::node_id;
use super::pen::Pen;
use super::ports::is_near_port;
use super::{CanvasAction, CanvasPanel, Frame};
use crate::script::edit::Action;
use crate::script::outline::{Row, Span};
use crate::ui::ARROWS;
use crate::words;
use egui::accesskit::Role;
use egui::{
    Id, Key, Modifiers, PointerButton, Rect, Response, Sense, StrokeKind, Ui, WidgetInfo, vec2,
};
use std::ops::RangeInclusive;

/// Width of a row's edge, where a click sets a breakpoint.
const EDGE: f32 = 12.0;

/// A row's id on screen.
pub(super) fn row_id(ui: &Ui, key: &str, row: usize) -> Id {
    node_id(ui, key).with(("row", row))
}

impl CanvasPanel {
    /// The rows that are selected in a card.
    pub(super) fn chosen_rows(&self, key: &str) -> Option<RangeInclusive<usize>> {
        let (of, row) = self.row.as_ref()?;
        (of == key).then(|| (*row).min(self.row_anchor)..=(*row).max(self.row_anchor))
    }

    /// Selects a row, or the rows from the first selected one to it.
    pub(super) fn choose_row(&mut self, key: &str, row: usize, extend: bool) {
        let same_card = self.row.as_ref().is_some_and(|(of, _)| of == key);
        if !(extend && same_card) {
            self.row_anchor = row;
        }
        self.row = Some((key.to_owned(), row));
        self.selected.clear();
        self.wire = None;
    }

    pub(super) fn rows_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (at, rect, key): (usize, Rect, &str),
        actions: &mut Vec<CanvasAction>,
    ) {
        for row in 0..self.rows_shown(frame, at) {
            let place = frame.row_rect(at, rect, row);
            if pen.is_legible() && pen.sees(place) {
                self.row_ui(ui, pen, frame, (at, row, place, key), actions);
            }
        }
        self.rest_ui(ui, frame, (at, rect, key));
    }

    /// The line that says how many rows are not shown opens the card.
    fn rest_ui(&mut self, ui: &Ui, frame: &Frame, (at, rect, key): (usize, Rect, &str)) {
        let node = &frame.drawing.outline.threads[at];
        let shown = self.rows_shown(frame, at);
        if shown == node.rows.len() {
            return;
        }
        let place = frame.view * frame.row_rect(at, rect, shown);
        let more = ui.interact(place, node_id(ui, key).with("more"), Sense::click());
        let label = words!("canvas-show-all", name = node.name.as_str());
        more.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
        if more.clicked() {
            self.open.insert(key.to_owned());
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        pen: &Pen,
        frame: &Frame,
        (thread, row, place, key): (usize, usize, Rect, &str),
        actions: &mut Vec<CanvasAction>,
    ) {
        let outline = frame.drawing.outline;
        let node = &outline.threads[thread];
        let step = &node.rows[row];
        let rect = (frame.view * place).intersect(frame.rect);
        let id = row_id(ui, key, row);
        let response = ui.interact(rect, id, Sense::click_and_drag());
        let selected = self.chosen_rows(key).is_some_and(|rows| rows.contains(&row));
        response.widget_info(|| {
            let label = row_label(frame, &node.name, row, step);
            WidgetInfo::selected(Role::ListItem, true, selected, label)
        });
        self.edge_ui(ui, pen, frame, (place, step, id), actions);
        self.row_clicks(ui, (key, row, selected), &response, (step, actions));
        let dragged = response.drag_started_by(PointerButton::Primary);
        if dragged && step.statement && !ui.input(|input| input.key_down(Key::Space)) {
            self.dragged = Some(Dragged::Row(thread, row));
        }
        if response.has_focus() {
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, ARROWS));
            self.row_arrows(ui, frame, (thread, row, key), actions);
            let stroke = ui.visuals().selection.stroke;
            ui.painter_at(frame.rect).rect_stroke(rect, 4.0, stroke, StrokeKind::Inside);
        }
        let dragging = self.dragged.is_some();
        let response = if step.text.chars().count() > 30 && !dragging {
            response.on_hover_text(&step.text)
        } else {
            response
        };
        let near = frame.pointer.is_some_and(|p| is_near_port(place, frame.world(p)));
        if step.statement && (selected || near) {
            self.row_port_ui(ui, pen, frame, (thread, row, place, id));
        }
        response.context_menu(|ui| menus::row_menu(ui, outline, (thread, row), self, actions));
    }

    fn row_clicks(
        &mut self,
        ui: &Ui,
        (key, row, selected): (&str, usize, bool),
        response: &Response,
        (step, actions): (&Row, &mut Vec<CanvasAction>),
    ) {
        let extend = ui.input(|input| input.modifiers.shift);
        let moved_here = self.row.as_ref().is_some_and(|(of, at)| of == key && *at == row);
        if response.clicked() {
            self.choose_row(key, row, extend);
            response.request_focus();
        } else if response.secondary_clicked() && !selected
            || response.gained_focus() && !moved_here
        {
            self.choose_row(key, row, false);
            response.request_focus();
        }
        if response.double_clicked() {
            self.edit_step(step, response.rect.left_bottom(), actions);
        }
    }

    /// The left edge of a row: a breakpoint, set and taken away by a click.
    fn edge_ui(
        &mut self,
        ui: &Ui,
        pen: &Pen,
        frame: &Frame,
        (place, step, id): (Rect, &Row, Id),
        actions: &mut Vec<CanvasAction>,
    ) {
        let edge = Rect::from_min_size(place.min, vec2(EDGE, place.height()));
        let set = frame.drawing.breakpoints.contains(&step.lines.0);
        let hovered = frame.pointer.is_some_and(|p| edge.contains(frame.world(p)));
        let center = edge.center() + vec2(1.0, 0.0);
        if set {
            pen.dot(center, 4.5, pen.color(pen.theme.alarm));
        }
        if !hovered && !set {
            return;
        }
        let grip = (frame.view * edge).intersect(frame.rect);
        let mark = ui.interact(grip, id.with("breakpoint"), Sense::click());
        if hovered && !set && self.dragged.is_none() {
            pen.ring(center, 4.0, 1.5, pen.tint(pen.theme.alarm, 150));
        }
        if mark.on_hover_text(words!("canvas-breakpoint-tip")).clicked() {
            actions.push(CanvasAction::ToggleBreakpoint(step.lines.0));
        }
    }

    fn row_arrows(
        &mut self,
        ui: &Ui,
        frame: &Frame,
        (thread, row, key): (usize, usize, &str),
        actions: &mut Vec<CanvasAction>,
    ) {
        let step = &frame.drawing.outline.threads[thread].rows[row];
        let last = self.rows_shown(frame, thread).saturating_sub(1);
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        for (arrow, up) in [(Key::ArrowUp, true), (Key::ArrowDown, false)] {
            let next = if up { row.saturating_sub(1) } else { (row + 1).min(last) };
            let go = |panel: &mut Self, extend| {
                panel.choose_row(key, next, extend);
                ui.memory_mut(|memory| memory.request_focus(row_id(ui, key, next)));
            };
            if pressed(Modifiers::ALT, arrow) && step.statement {
                actions.push(CanvasAction::Edit(Action::Shift { row: step.span.clone(), up }));
            } else if pressed(Modifiers::SHIFT, arrow) {
                go(self, true);
            } else if pressed(Modifiers::NONE, arrow) {
                go(self, false);
            }
        }
        // Out of the rows again.
        if pressed(Modifiers::NONE, Key::ArrowLeft) {
            self.select_only(key);
            ui.memory_mut(|memory| memory.request_focus(node_id(ui, key)));
        }
        if pressed(Modifiers::NONE, Key::F9) {
            actions.push(CanvasAction::ToggleBreakpoint(step.lines.0));
        }
    }

    /// The selected rows that are statements of the same block as the first one: what can be
    /// copied, deleted and guarded together.
    pub(super) fn chosen_statements<'o>(&self, frame: &Frame<'o>) -> Vec<&'o Row> {
        let outline = frame.drawing.outline;
        let Some((key, _)) = &self.row else { return Vec::new() };
        let Some(rows) = self.chosen_rows(key) else { return Vec::new() };
        let name = super::nodes::key_name(key);
        let Some(node) = outline.thread_named(name) else { return Vec::new() };
        let mut chosen: Vec<&Row> = Vec::new();
        for row in node.rows.get(*rows.start()..=*rows.end()).unwrap_or_default() {
            let inside = chosen.iter().any(|outer| contains(&outer.span, &row.span));
            let level = chosen.first().is_none_or(|first| first.depth == row.depth);
            if row.statement && !inside && level {
                chosen.push(row);
            }
        }
        chosen
    }
}

fn contains(outer: &Span, inner: &Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What a screen reader says of a row.
fn row_label(frame: &Frame, thread: &str, row: usize, step: &Row) -> String {
    let number = row + 1;
    let mark = match frame.drawing.breakpoints.contains(&step.lines.0) {
        true => words!("canvas-row-breakpoint"),
        false => "",
    };
    format!("{thread} {} {number}: {}{mark}", words!("canvas-step-word"), step.text)
}

/// A line where a step will go.
pub(super) fn paint_gap(
    pen: &Pen,
    frame: &Frame,
    (thread, card): (usize, Rect),
    target: &DropTarget,
) {
    let row = target.row.unwrap_or(0);
    let depth = frame.drawing.outline.threads[thread].rows.get(row).map_or(0, |row| row.depth);
    let rect = frame.row_rect(thread, card, row);
    let y = if target.before { rect.top() } else { rect.bottom() };
    let indent = 13.0 * (depth + 1 + u32::from(target.into)) as f32;
    let left = rect.left() + indent;
    let ends = [egui::pos2(left, y), egui::pos2(rect.right() - 8.0, y)];
    pen.path(&ends, 3.0, pen.color(pen.theme.accent));
    pen.dot(ends[0], 4.0, pen.color(pen.theme.accent));
}
