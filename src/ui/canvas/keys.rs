//! Commands about what is selected, and the keys that give them: the list of commands says which.
//! Works while the canvas, one of its nodes, rows or wires, or nothing at all has the focus.

use super::align::{Line, lined_up};
use super::menus;
use super::node_id::NodeId;
use super::nodes::{key_name, node_id};
use super::palette::Item;
use super::plans::{self, Deed};
use super::popup::Popup;
use super::ports::{cut_wire, first_line, wire_id};
use super::rows::row_id;
use super::{CanvasAction, CanvasPanel, Frame};
use crate::script::edit::{Action, Subject};
use crate::script::outline::{Flavour, Outline, Row};
use crate::session::CanvasCommand;
use crate::ui::shell::egui_shortcut;
use crate::words;
use egui::{
    Event, Key, KeyboardShortcut, Modifiers, Pos2, Response, Ui, Vec2, ViewportCommand, vec2,
};

/// How far an arrow key moves a node.
const NUDGE: f32 = 16.0;

type Actions<'a> = &'a mut Vec<CanvasAction>;

impl CanvasPanel {
    /// Takes the keys and carries out what was asked for.
    pub(super) fn keys(&mut self, ui: &Ui, frame: &Frame, background: &Response, actions: Actions) {
        for item in std::mem::take(&mut self.appended) {
            self.append_item(frame, &item, actions);
        }
        for command in std::mem::take(&mut self.asked) {
            self.perform(ui, frame, command, actions);
        }
        if self.popup.is_some() || !self.has_keyboard(ui, frame, background) {
            return;
        }
        self.clipboard_keys(ui, frame, actions);
        for (keys, command) in shortcuts() {
            if ui.input_mut(|input| input.consume_shortcut(&keys)) {
                self.perform(ui, frame, command, actions);
            }
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace)) {
            self.perform(ui, frame, CanvasCommand::Delete, actions);
        }
        self.view_keys(ui, frame.rect);
        self.walk_keys(ui, frame, actions);
    }

    fn has_keyboard(&self, ui: &Ui, frame: &Frame, background: &Response) -> bool {
        let Some(focused) = ui.memory(|memory| memory.focused()) else {
            return frame.pointer.is_some();
        };
        let keys = self.selected.iter().chain(self.row.as_ref().map(|(key, _)| key));
        let mut ids = keys.map(|key| node_id(ui, key));
        let row = self.row.as_ref().map(|(key, row)| row_id(ui, key, *row));
        focused == background.id
            || row == Some(focused)
            || ids.any(|id| id == focused)
            || self.wire.is_some_and(|wire| wire_id(ui, frame, wire) == focused)
            || frame.keys.all().iter().any(|key| node_id(ui, key) == focused)
    }

    /// The desktop's own copy, cut and paste come as events of their own.
    fn clipboard_keys(&mut self, ui: &Ui, frame: &Frame, actions: Actions) {
        let events = ui.input_mut(|input| {
            let ours = |event: &Event| matches!(event, Event::Copy | Event::Cut | Event::Paste(_));
            let taken: Vec<Event> = input.events.iter().filter(|e| ours(e)).cloned().collect();
            input.events.retain(|event| !ours(event));
            taken
        });
        for event in events {
            match event {
                Event::Copy => self.perform(ui, frame, CanvasCommand::Copy, actions),
                Event::Cut => self.perform(ui, frame, CanvasCommand::Cut, actions),
                Event::Paste(text) => {
                    let rows = self.chosen_statements(frame);
                    let after = rows.last().map(|row| row.span.clone());
                    actions.push(CanvasAction::Edit(Action::Paste { text, after }));
                }
                _ => {}
            }
        }
    }

    /// Arrows move what is selected; into the rows of a card and to the next node.
    fn walk_keys(&mut self, ui: &Ui, frame: &Frame, actions: Actions) {
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::NONE, Key::Escape) {
            self.selected.clear();
            self.row = None;
            self.wire = None;
        }
        let card = self.selected.iter().next().filter(|_| self.selected.len() == 1).cloned();
        if let Some(key) = card.filter(|key| key.starts_with("thread "))
            && pressed(Modifiers::COMMAND, Key::ArrowDown)
        {
            self.choose_row(&key, 0, false);
            ui.memory_mut(|memory| memory.request_focus(row_id(ui, &key, 0)));
        }
        let arrows = [
            (Key::ArrowLeft, vec2(-NUDGE, 0.0)),
            (Key::ArrowRight, vec2(NUDGE, 0.0)),
            (Key::ArrowUp, vec2(0.0, -NUDGE)),
            (Key::ArrowDown, vec2(0.0, NUDGE)),
        ];
        let mut way = Vec2::ZERO;
        for (arrow, delta) in arrows {
            if !self.selected.is_empty() && pressed(Modifiers::SHIFT, arrow) {
                way += delta / NUDGE;
            } else if !self.selected.is_empty() && pressed(Modifiers::NONE, arrow) {
                way += delta;
            }
        }
        if way != Vec2::ZERO {
            self.hold(frame);
            self.move_selected(frame, way);
            self.stay(frame, actions);
        }
    }

    /// Carries out a command.
    fn perform(&mut self, ui: &Ui, frame: &Frame, command: CanvasCommand, actions: Actions) {
        use CanvasCommand as C;
        match command {
            C::Copy => self.copy(frame, actions),
            C::Cut => {
                self.copy(frame, actions);
                self.delete(frame, actions);
            }
            C::Paste => ui.send_viewport_cmd(ViewportCommand::RequestPaste),
            C::Duplicate => match self.subjects(frame) {
                subjects if subjects.is_empty() => actions.push(nothing_selected()),
                subjects => actions.push(CanvasAction::Edit(Action::Duplicate(subjects))),
            },
            C::Delete => self.delete(frame, actions),
            C::SelectAll => {
                self.selected = frame.keys.all().iter().cloned().collect();
                self.row = None;
                self.wire = None;
            }
            C::Rename => self.rename(frame, actions),
            C::Properties => self.properties(frame, actions),
            C::GoToCode => {
                actions.push(self.line(frame).map_or_else(nothing_selected, CanvasAction::GoTo))
            }
            C::Guard | C::Insert => self.change_row(frame, command, actions),
            C::Connect => self.connect(frame, actions),
            C::Disconnect => self.disconnect(frame, actions),
            C::OpenGroup => self.open_selected(frame, actions),
            C::AlignLeft => self.line_up(frame, Line::Left, actions),
            C::AlignCenter => self.line_up(frame, Line::Center, actions),
            C::AlignTop => self.line_up(frame, Line::Top, actions),
            C::SpreadDown => self.line_up(frame, Line::Down, actions),
            C::SpreadAcross => self.line_up(frame, Line::Across, actions),
            C::AutoLayout => {
                self.moved.clear();
                self.settle();
                actions.push(CanvasAction::Layout(self.layout()));
            }
            C::Minimap => self.minimap_hidden = !self.minimap_hidden,
        }
    }

    /// What is selected, as the edits know it.
    pub(super) fn subjects(&self, frame: &Frame) -> Vec<Subject> {
        let rows = self.chosen_statements(frame);
        if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            return vec![Subject::Rows(first.span.clone(), last.span.clone())];
        }
        let outline = frame.drawing.outline;
        let nodes = self.selected.iter().filter_map(|key| {
            let name = key_name(key).to_owned();
            match key.split(' ').next()? {
                "primitive" => Some(Subject::Primitive(name)),
                "shared" => Some(Subject::Shared(name)),
                "thread" => {
                    let node = outline.thread_named(&name)?;
                    (node.flavour != Flavour::Main).then_some(Subject::Thread(name))
                }
                _ => None,
            }
        });
        nodes.collect()
    }

    fn copy(&self, frame: &Frame, actions: Actions) {
        match self.subjects(frame) {
            subjects if subjects.is_empty() => actions.push(nothing_selected()),
            subjects => actions.push(CanvasAction::Copy(subjects)),
        }
    }

    fn delete(&mut self, frame: &Frame, actions: Actions) {
        let outline = frame.drawing.outline;
        // What is in the hand goes out of it, and nothing was moved.
        self.give_up_drag();
        if let Some(wire) = self.wire {
            return actions.extend(cut_wire(outline, wire));
        }
        let rows = self.chosen_statements(frame);
        if !rows.is_empty() {
            let deletions = rows.into_iter().map(menus::delete_row).collect();
            return actions.push(CanvasAction::Edit(together(deletions)));
        }
        let ids = frame.rects.keys().filter(|id| self.selected.contains(frame.key(**id)));
        let deletions: Vec<Action> =
            ids.filter_map(|id| menus::delete_node(outline, *id)).collect();
        actions.push(match (deletions.is_empty(), self.selected.is_empty()) {
            (false, _) => CanvasAction::Edit(together(deletions)),
            (true, false) => CanvasAction::Say(words!("canvas-not-deleted-here").to_owned()),
            (true, true) => nothing_selected(),
        });
    }

    /// The only node that is selected, and where it ends on screen.
    fn single(&self, frame: &Frame) -> Option<(NodeId, Pos2)> {
        let [key] = self.selected.iter().collect::<Vec<_>>()[..] else { return None };
        let id = frame.keys.node(key)?;
        Some((id, (frame.view * frame.rects[&id]).left_bottom()))
    }

    /// The row that is selected: thread, row, where on screen.
    fn single_row(&self, frame: &Frame) -> Option<(usize, usize, Pos2)> {
        let (key, row) = self.row.as_ref()?;
        let outline = frame.drawing.outline;
        let thread = outline.threads.iter().position(|node| node.name == key_name(key))?;
        let card = *frame.rects.get(&NodeId::Thread(thread))?;
        let place = frame.view * frame.row_rect(thread, card, *row);
        Some((thread, *row, place.left_bottom()))
    }

    fn rename(&mut self, frame: &Frame, actions: Actions) {
        if let Some((thread, row, at)) = self.single_row(frame) {
            return self.edit_step(&frame.drawing.outline.threads[thread].rows[row], at, actions);
        }
        match self.single(frame) {
            Some((id, at)) => self.popup = menus::rename(frame.drawing.outline, id, at),
            None => actions.push(nothing_selected()),
        }
    }

    /// Lets a step be written anew in its place, or where it takes several lines, in the script.
    pub(super) fn edit_step(&mut self, step: &Row, at: Pos2, actions: Actions) {
        match menus::edit_step(step, at) {
            Some(popup) => self.popup = Some(popup),
            None => actions.push(CanvasAction::GoTo(step.lines.0)),
        }
    }

    fn properties(&mut self, frame: &Frame, actions: Actions) {
        if self.row.is_some() {
            return self.rename(frame, actions);
        }
        match self.single(frame) {
            Some((id, at)) => self.inspect(frame.drawing.outline, id, at),
            None => {
                actions.push(self.line(frame).map_or_else(nothing_selected, CanvasAction::GoTo))
            }
        }
    }

    fn line(&self, frame: &Frame) -> Option<u32> {
        let outline = frame.drawing.outline;
        if let Some(wire) = self.wire {
            return first_line(outline, wire);
        }
        match self.single_row(frame) {
            Some((thread, row, _)) => Some(outline.threads[thread].rows[row].lines.0),
            None => menus::line_of(outline, self.single(frame)?.0),
        }
    }

    /// Says which line of the script is selected, when something else is selected than before.
    pub(super) fn tell_line(&mut self, frame: &Frame, actions: Actions) {
        self.chosen_line = self.line(frame);
        let row = self.row.as_ref().map(|(key, row)| (key, Some(*row)));
        let node = self.selected.first().filter(|_| self.selected.len() == 1);
        let now = row.or(node.map(|key| (key, None)));
        if now == self.told.as_ref().map(|(key, row)| (key, *row)) {
            return;
        }
        self.told = now.map(|(key, row)| (key.clone(), row));
        actions.extend(self.chosen_line.map(CanvasAction::Reveal));
    }

    /// Guards the selected rows, or puts a step below them.
    fn change_row(&mut self, frame: &Frame, command: CanvasCommand, actions: Actions) {
        let Some((thread, row, at)) = self.single_row(frame) else {
            return actions.push(CanvasAction::Say(words!("canvas-choose-row").to_owned()));
        };
        let outline = frame.drawing.outline;
        let (title, options) = match command {
            CanvasCommand::Guard => {
                let rows = self.chosen_statements(frame);
                (words!("canvas-guard-with"), menus::guards(outline, thread, &rows))
            }
            _ => (words!("canvas-insert-below"), menus::insertions(outline, thread, row)),
        };
        match options.is_empty() {
            true => actions.push(CanvasAction::Say(words!("canvas-choose-row").to_owned())),
            false => self.popup = Some(Popup::choose(at, title, options)),
        }
    }

    /// A wire by keyboard: to what, then how.
    fn connect(&mut self, frame: &Frame, actions: Actions) {
        let outline = frame.drawing.outline;
        let (targets, at) = match (self.single_row(frame), self.single(frame)) {
            (Some((thread, row, at)), _) => (vec![plans::on_row(thread, row)], at),
            (None, Some((NodeId::Thread(thread), at))) => (vec![plans::whole(thread)], at),
            (None, Some((_, at))) => ((0..outline.threads.len()).map(plans::whole).collect(), at),
            _ => return actions.push(nothing_selected()),
        };
        let ends: Vec<NodeId> = match self.single(frame) {
            Some((id, _)) if !matches!(id, NodeId::Thread(_)) => vec![id],
            _ => NodeId::all(outline).filter(|id| !matches!(id, NodeId::Thread(_))).collect(),
        };
        let mut options = Vec::new();
        for target in &targets {
            for end in &ends {
                let Deed::Ask(_, ways) = plans::of_wire(outline, target, *end).deed else {
                    continue;
                };
                let of = match targets.len() {
                    1 => String::new(),
                    _ => format!("{}: ", outline.threads[target.thread].name),
                };
                options.extend(ways.into_iter().map(|(label, way)| (format!("{of}{label}"), way)));
            }
        }
        match options.is_empty() {
            true => actions.push(CanvasAction::Say(words!("canvas-nothing-to-connect").to_owned())),
            false => self.popup = Some(Popup::choose(at, words!("canvas-connect-to"), options)),
        }
    }

    fn disconnect(&mut self, frame: &Frame, actions: Actions) {
        if self.wire.is_some() {
            return self.delete(frame, actions);
        }
        let Some((id, at)) = self.single(frame) else { return actions.push(nothing_selected()) };
        let options = plans::wires_of(frame.drawing.outline, id);
        match options.is_empty() {
            true => actions.push(CanvasAction::Say(words!("canvas-no-wires").to_owned())),
            false => self.popup = Some(Popup::choose(at, words!("canvas-wire-delete"), options)),
        }
    }

    fn open_selected(&mut self, frame: &Frame, actions: Actions) {
        let outline = frame.drawing.outline;
        let is_group = |id: &NodeId| match *id {
            NodeId::Thread(at) => outline.threads[at].group.is_some(),
            NodeId::Primitive(at) => outline.primitives[at].group.is_some(),
            NodeId::Shared(_) => false,
        };
        let chosen = |key: &String| self.selected.is_empty() || self.selected.contains(key);
        let keys: Vec<String> = NodeId::all(outline)
            .filter(is_group)
            .map(|id| frame.key(id).to_owned())
            .filter(chosen)
            .collect();
        if keys.is_empty() {
            actions.push(CanvasAction::Say(words!("canvas-no-group").to_owned()));
        }
        keys.iter().for_each(|key| self.toggle_group(key));
    }

    fn line_up(&mut self, frame: &Frame, line: Line, actions: Actions) {
        let chosen: Vec<(String, egui::Rect)> = frame
            .rects
            .iter()
            .map(|(id, rect)| (frame.key(*id).to_owned(), *rect))
            .filter(|(key, _)| self.selected.contains(key))
            .collect();
        if chosen.len() < 2 {
            let why = words!("canvas-select-several").to_owned();
            return actions.push(CanvasAction::Say(why));
        }
        let rects: Vec<egui::Rect> = chosen.iter().map(|(_, rect)| *rect).collect();
        self.hold(frame);
        for ((key, _), place) in chosen.into_iter().zip(lined_up(&rects, line)) {
            self.moved.insert(key, place);
        }
        self.stay(frame, actions);
    }

    /// A step from the palette, clicked: below the selected row, or at the end of the card.
    fn append_item(&mut self, frame: &Frame, item: &Item, actions: Actions) {
        let outline = frame.drawing.outline;
        let row = self.single_row(frame).map(|(thread, row, _)| plans::on_row(thread, row));
        let card = match self.single(frame) {
            Some((NodeId::Thread(thread), _)) => Some(plans::whole(thread)),
            _ => only_worker(outline).map(plans::whole),
        };
        let Some(mut target) = row.or(card) else {
            let why = words!("canvas-choose-thread").to_owned();
            return actions.push(CanvasAction::Say(why));
        };
        target.between = target.row.is_some();
        let plan = plans::of_item(outline, item, Some(&target), (0.0, 0.0));
        self.carry_out(plan, frame.rect.center(), actions);
    }
}

/// The commands with their keys: C also matches Shift+C, so those with more modifiers come first.
fn shortcuts() -> Vec<(KeyboardShortcut, CanvasCommand)> {
    let keys = |command: CanvasCommand| Some((egui_shortcut(command.shortcut()?)?, command));
    let mut shortcuts: Vec<_> = CanvasCommand::ALL.into_iter().filter_map(keys).collect();
    shortcuts.sort_by_key(|(keys, _)| {
        let Modifiers { alt, shift, .. } = keys.modifiers;
        std::cmp::Reverse(u8::from(alt) + u8::from(shift))
    });
    shortcuts
}

/// The only thread besides the main program.
fn only_worker(outline: &Outline) -> Option<usize> {
    let mut workers =
        outline.threads.iter().enumerate().filter(|(_, node)| node.flavour != Flavour::Main);
    let (only, _) = workers.next()?;
    workers.next().is_none().then_some(only)
}

fn nothing_selected() -> CanvasAction {
    CanvasAction::Say(words!("canvas-nothing-selected").to_owned())
}

fn together(mut actions: Vec<Action>) -> Action {
    match actions.len() {
        1 => actions.remove(0),
        _ => Action::Several(actions),
    }
}
