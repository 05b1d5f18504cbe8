//! Context menus of rows, nodes and free space, and what they offer.

use super::drops::can_guard;
use super::exchange::exchanges;
use super::fields::{Make, name_of_function, name_of_primitive, name_of_shared};
use super::node_id::NodeId;
use super::palette::{Item, STEPS, kinds, recipe_label, step_label};
use super::plans::{is_guard, on_row, ways};
use super::popup::{Options, Popup};
use super::{CanvasAction, CanvasPanel};
use crate::script::edit::{Action, Place, Recipe, Verb};
use crate::script::outline::{Flavour, Outline, Row};
use crate::session::CanvasCommand;
use crate::ui::shell::egui_shortcut;
use crate::words;
use egui::{Pos2, Ui};

/// `lock.acquire()`, `with lock:`.
pub fn label_of(name: &str, verb: Verb) -> String {
    match verb {
        Verb::With => format!("with {name}:"),
        Verb::Bracket => format!("{name}.acquire() … {name}.release()"),
        Verb::TryAcquire => format!("{name}.acquire(blocking=False)"),
        verb => format!("{name}.{}", verb.label()),
    }
}

/// What can guard steps: what the program can name, then something new.
pub fn guards(outline: &Outline, thread: usize, rows: &[&Row]) -> Options {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Options::new() };
    let guard = |on: &str| match rows.len() {
        1 => Action::Guard { row: first.span.clone(), with: on.to_owned() },
        _ => Action::GuardRange {
            first: first.span.clone(),
            last: last.span.clone(),
            with: on.to_owned(),
        },
    };
    let mut options = Options::new();
    for (at, node) in outline.primitives.iter().enumerate() {
        if let Some(on) = outline.reference(at, thread).filter(|_| can_guard(node.kind)) {
            let action = guard(&on);
            options.push((on, CanvasAction::Edit(action)));
        }
    }
    if rows.len() == 1 {
        for kind in ["Lock", "RLock", "Semaphore"] {
            let action = Action::GuardWithNew { row: first.span.clone(), kind: kind.to_owned() };
            options.push((words!("canvas-a-new", kind = kind), CanvasAction::Edit(action)));
        }
    }
    options
}

/// What can be inserted below a row.
pub fn insertions(outline: &Outline, thread: usize, row: usize) -> Options {
    let node = &outline.threads[thread];
    let step = &node.rows[row];
    let mut options = Options::new();
    for new in STEPS {
        let place = if step.statement { Place::After } else { Place::Into };
        let label = step_label(&new).to_owned();
        let action = Action::Insert { row: step.span.clone(), place, step: new };
        options.push((label, CanvasAction::Edit(action)));
    }
    if !step.statement {
        return options;
    }
    let target = on_row(thread, row);
    for (at, primitive) in outline.primitives.iter().enumerate() {
        let Some(on) = outline.reference(at, thread) else { continue };
        let wraps = |label: &String| label.starts_with("with ") || label.contains('…');
        let uses = ways(outline, &target, (&on, primitive.kind));
        options.extend(uses.into_iter().filter(|(label, _)| !wraps(label)));
    }
    options
}

fn options_menu(ui: &mut Ui, label: &str, options: Options, actions: &mut Vec<CanvasAction>) {
    if options.is_empty() {
        return;
    }
    ui.menu_button(label, |ui| {
        for (label, action) in options {
            if ui.button(label).clicked() {
                actions.push(action);
                ui.close();
            }
        }
    });
}

fn entry(ui: &mut Ui, label: &str, actions: &mut Vec<CanvasAction>, action: CanvasAction) {
    if ui.button(label).clicked() {
        actions.push(action);
        ui.close();
    }
}

/// A command of the list, with its keys; carried out for what is selected.
fn command(ui: &mut Ui, panel: &mut CanvasPanel, command: CanvasCommand) -> bool {
    let button = button_of(ui, command, command.short_text());
    let clicked = ui.add(button).on_hover_text(command.says()[1]).clicked();
    if clicked {
        panel.ask(command);
        ui.close();
    }
    clicked
}

/// What is under the pointer is a step that can be written anew in place.
fn rewrite_entry(ui: &mut Ui, panel: &mut CanvasPanel) {
    let button = button_of(ui, CanvasCommand::Rename, words!("canvas-edit-step").to_owned());
    if ui.add(button).clicked() {
        panel.ask(CanvasCommand::Rename);
        ui.close();
    }
}

fn button_of(ui: &Ui, command: CanvasCommand, label: String) -> egui::Button<'static> {
    let button = egui::Button::new(label);
    match command.shortcut().and_then(egui_shortcut) {
        Some(keys) => button.shortcut_text(ui.ctx().format_shortcut(&keys)),
        None => button,
    }
}

/// A step's text, to be changed in its place; none if it takes several lines.
pub fn edit_step(step: &Row, at: Pos2) -> Option<Popup> {
    let make = Make::Step(step.head.clone());
    Some(Popup::edit(at, words!("canvas-edit-step"), step.code.clone()?, make))
}

/// The menu of a row.
pub fn row_menu(
    ui: &mut Ui,
    outline: &Outline,
    (thread, row): (usize, usize),
    panel: &mut CanvasPanel,
    actions: &mut Vec<CanvasAction>,
) {
    use CanvasCommand as C;
    let step = &outline.threads[thread].rows[row];
    if step.code.is_some() {
        rewrite_entry(ui, panel);
    }
    for (name, options) in exchanges(outline, (thread, row)) {
        options_menu(ui, &words!("canvas-exchange", name = name), options, actions);
    }
    entry(ui, words!("canvas-go-to-line"), actions, CanvasAction::GoTo(step.lines.0));
    let stop = CanvasAction::ToggleBreakpoint(step.lines.0);
    entry(ui, words!("canvas-breakpoint"), actions, stop);
    ui.separator();
    let insert = insertions(outline, thread, row);
    options_menu(ui, words!("canvas-insert-below"), insert, actions);
    if !step.statement {
        return;
    }
    let guard = guards(outline, thread, &[step]);
    options_menu(ui, words!("canvas-guard-with"), guard, actions);
    ui.separator();
    for (label, up) in [(words!("canvas-move-up"), true), (words!("canvas-move-down"), false)] {
        let action = Action::Shift { row: step.span.clone(), up };
        entry(ui, label, actions, CanvasAction::Edit(action));
    }
    ui.separator();
    for one in [C::Cut, C::Copy, C::Paste, C::Duplicate] {
        command(ui, panel, one);
    }
    ui.separator();
    if is_guard(step) {
        entry(ui, words!("canvas-unguard"), actions, CanvasAction::Edit(delete_row(step)));
        let whole = Action::DeleteRow { row: step.span.clone() };
        entry(ui, words!("canvas-delete-block"), actions, CanvasAction::Edit(whole));
    } else {
        command(ui, panel, C::Delete);
    }
}

/// The menu of a node: the commands that are about it.
pub fn node_menu(ui: &mut Ui, outline: &Outline, id: NodeId, panel: &mut CanvasPanel) {
    use CanvasCommand as C;
    let groups: &[&[CanvasCommand]] = match id {
        NodeId::Shared(_) => &[
            &[C::Properties, C::Rename, C::GoToCode],
            &[C::Connect, C::Disconnect],
            &[C::Cut, C::Copy, C::Delete],
        ],
        NodeId::Thread(at) if outline.threads[at].flavour == Flavour::Main => {
            &[&[C::GoToCode], &[C::Connect, C::Disconnect], &[C::Paste]]
        }
        _ => &[
            &[C::Properties, C::Rename, C::GoToCode],
            &[C::Connect, C::Disconnect],
            &[C::Cut, C::Copy, C::Paste, C::Duplicate, C::Delete],
        ],
    };
    for (at, group) in groups.iter().enumerate() {
        if at > 0 {
            ui.separator();
        }
        for one in *group {
            command(ui, panel, *one);
        }
    }
    let is_group = match id {
        NodeId::Thread(at) => outline.threads[at].group.is_some(),
        NodeId::Primitive(at) => outline.primitives[at].group.is_some(),
        NodeId::Shared(_) => false,
    };
    if is_group {
        command(ui, panel, C::OpenGroup);
    }
    if matches!(id, NodeId::Thread(_)) {
        ui.separator();
        ui.menu_button(words!("canvas-add-step"), |ui| {
            for step in STEPS {
                if ui.button(step_label(&step)).clicked() {
                    panel.append(Item::Step(step));
                    ui.close();
                }
            }
        });
    }
    if panel.selected.len() > 1 {
        ui.separator();
        for one in [C::AlignLeft, C::AlignCenter, C::AlignTop, C::SpreadDown, C::SpreadAcross] {
            command(ui, panel, one);
        }
    }
}

/// Renaming a node in place.
pub fn rename(outline: &Outline, id: NodeId, at: Pos2) -> Option<Popup> {
    let (title, (text, make)) = match id {
        NodeId::Primitive(index) => {
            (words!("canvas-new-name"), name_of_primitive(&outline.primitives[index]))
        }
        NodeId::Shared(index) => {
            (words!("canvas-new-name"), name_of_shared(&outline.shared[index].name))
        }
        NodeId::Thread(index) => {
            let node = &outline.threads[index];
            let own_name = node.flavour == Flavour::Thread
                && (node.given_name.is_some() || node.def_line == 0);
            match name_of_function(node).filter(|_| !own_name) {
                Some(function) => (words!("canvas-new-function-name"), function),
                None if node.flavour == Flavour::Thread => {
                    let make = Make::Argument(node.call.clone(), "name", Some(2), true);
                    let text = node.given_name.clone().unwrap_or_default();
                    (words!("canvas-thread-own-name"), (text, make))
                }
                None => return None,
            }
        }
    };
    Some(Popup::edit(at, title, text, make))
}

/// Where a node is in the script.
pub fn line_of(outline: &Outline, id: NodeId) -> Option<u32> {
    let line = match id {
        NodeId::Primitive(at) => outline.primitives[at].line,
        NodeId::Shared(at) => outline.shared[at].line,
        NodeId::Thread(at) => {
            let node = &outline.threads[at];
            if node.def_line > 0 { node.def_line } else { node.lines.0.max(1) }
        }
    };
    (line > 0).then_some(line)
}

/// The action that deletes a row: a guard goes, what it guards stays.
pub fn delete_row(row: &Row) -> Action {
    match is_guard(row) {
        true => Action::Unguard { row: row.span.clone() },
        false => Action::DeleteRow { row: row.span.clone() },
    }
}

/// The action that deletes a node, if it can be deleted on the canvas.
pub fn delete_node(outline: &Outline, id: NodeId) -> Option<Action> {
    match id {
        NodeId::Primitive(at) => Some(Action::DeletePrimitive(outline.primitives[at].name.clone())),
        NodeId::Thread(at) => {
            let node = &outline.threads[at];
            (!node.span.is_empty()).then(|| Action::DeleteThread(node.name.clone()))
        }
        NodeId::Shared(at) => Some(Action::DeleteShared(outline.shared[at].name.clone())),
    }
}

/// Threads and primitives that can be added, at a place of the picture or anywhere.
pub fn additions(at: Option<Pos2>) -> [Options; 2] {
    let add = |action: Action| match at {
        Some(at) => CanvasAction::EditAt(action, (at.x, at.y)),
        None => CanvasAction::Edit(action),
    };
    let thread = |recipe| (recipe_label(recipe).to_owned(), add(Action::AddThread(recipe)));
    let primitive = |kind: &str| (kind.to_owned(), add(Action::AddPrimitive(kind.to_owned())));
    [Recipe::ALL.into_iter().map(thread).collect(), kinds().into_iter().map(primitive).collect()]
}

/// The menu of free space.
pub fn background_menu(
    ui: &mut Ui,
    panel: &mut CanvasPanel,
    at: Option<Pos2>,
    actions: &mut Vec<CanvasAction>,
) {
    use CanvasCommand as C;
    let [threads, primitives] = additions(at);
    options_menu(ui, words!("canvas-add-thread"), threads, actions);
    options_menu(ui, words!("canvas-add-primitive"), primitives, actions);
    ui.separator();
    for one in [C::Paste, C::SelectAll, C::AutoLayout, C::OpenGroup, C::Minimap] {
        command(ui, panel, one);
    }
    if ui.button(words!("canvas-fit")).clicked() {
        panel.fit();
        ui.close();
    }
}
