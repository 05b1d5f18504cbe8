//! The menu of the script: what can be done at the place that was clicked.

use egui::text_edit::TextEditOutput;
use egui::{Key, KeyboardShortcut, Modifiers, PointerButton, Ui, ViewportCommand};

use super::lines::Selection;
use super::{CodePanel, cursor};
use crate::session::{Command, Session};
use crate::ui::Action;
use crate::ui::shell::shortcut_text;
use crate::words;

/// Commands of the menu, in groups.
const GROUPS: [&[Command]; 3] = [
    &[Command::GoToDefinition, Command::RenameName, Command::ShowOnCanvas],
    &[Command::QuickFix, Command::ToggleComment, Command::ToggleBreakpoint],
    &[Command::Find],
];

impl CodePanel {
    /// A click with the other button on what is selected leaves it selected.
    pub(super) fn keep_selection(&self, ui: &Ui, output: &TextEditOutput, before: Selection) {
        let pressed = ui.input(|input| input.pointer.button_pressed(PointerButton::Secondary));
        if !pressed || before.is_empty() {
            return;
        }
        if self.byte_under(output).is_some_and(|byte| before.range().contains(&byte)) {
            cursor::select(ui.ctx(), CodePanel::editor_id(), &self.buffer, before);
        }
    }

    /// The menu.
    pub(super) fn menu_ui(
        &self,
        output: &TextEditOutput,
        session: &Session,
        actions: &mut Vec<Action>,
    ) {
        output.response.context_menu(|ui| {
            clipboard_ui(ui);
            for group in GROUPS {
                ui.separator();
                for &command in group {
                    command_ui(ui, session, command, actions);
                }
            }
        });
    }
}

fn command_ui(ui: &mut Ui, session: &Session, command: Command, actions: &mut Vec<Action>) {
    let mut button = egui::Button::new(command.text());
    if let Some(keys) = shortcut_text(ui.ctx(), command) {
        button = button.shortcut_text(keys);
    }
    let enabled = command.enabled(session).is_ok();
    if ui.add_enabled(enabled, button).on_hover_text(command.tooltip()).clicked() {
        actions.push(Action::Do(command));
        ui.close();
    }
}

/// Without a selection the whole line is meant, as by the keys.
fn clipboard_ui(ui: &mut Ui) {
    let entries = [
        (words!("code-cut"), Key::X, ViewportCommand::RequestCut),
        (words!("code-copy"), Key::C, ViewportCommand::RequestCopy),
        (words!("code-paste"), Key::V, ViewportCommand::RequestPaste),
    ];
    for (label, key, command) in entries {
        let keys = KeyboardShortcut::new(Modifiers::COMMAND, key);
        let button = egui::Button::new(label).shortcut_text(ui.ctx().format_shortcut(&keys));
        if ui.add(button).clicked() {
            ui.memory_mut(|memory| memory.request_focus(CodePanel::editor_id()));
            ui.send_viewport_cmd(command);
            ui.close();
        }
    }
}
