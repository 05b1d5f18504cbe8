//! Keys of the editor: those of commands that work in it, and Enter and Backspace as Python wants
//! them. They are taken out of the frame's input before the text field sees them.

use egui::{Key, Modifiers, Ui};

use super::lines::{self, Edited, Selection};
use crate::session::{Command, Place};
use crate::ui::shell::egui_shortcut;

/// The commands whose keys were pressed. Called only while the editor has the focus.
pub fn commands(ui: &Ui) -> Vec<Command> {
    let mut given = Vec::new();
    let in_code = |command: &Command| {
        command.shortcut().is_some_and(|shortcut| shortcut.place == Place::Code)
    };
    let mut commands: Vec<_> = Command::all()
        .filter(in_code)
        .filter_map(|command| Some((egui_shortcut(command.shortcut()?)?, command)))
        .collect();
    // Tab also matches Shift+Tab: those with more modifiers come first.
    commands.sort_by_key(|(shortcut, _)| !shortcut.modifiers.shift);
    ui.input_mut(|input| {
        for (shortcut, command) in commands {
            if input.consume_shortcut(&shortcut) {
                given.push(command);
            }
        }
    });
    given
}

/// What Enter and Backspace make of the text, where it is not what the field would do.
pub fn python_keys(ui: &Ui, text: &str, selection: Selection) -> Option<Edited> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Enter) {
        return Some(lines::enter(text, selection));
    }
    let shorter = lines::backspace(text, selection)?;
    pressed(Key::Backspace).then_some(shorter)
}
