//! Keys of the editor: those of commands that work in it, and Enter, Backspace, Home and brackets as
//! Python wants them. They are taken out of the frame's input before the text field sees them.

use egui::{Event, Key, Modifiers, Ui};

use super::lines::{self, Edited, Selection};
use super::pairs;
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

/// What Enter, Backspace and a typed bracket make of the text, where it is not what the field would
/// do; `quoted`: the cursor is in a string or a comment.
pub fn python_keys(ui: &Ui, text: &str, selection: Selection, quoted: bool) -> Option<Edited> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if let Some(letter) = typed_letter(ui)
        && let Some(edited) = pairs::typed(text, selection, letter, quoted)
    {
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
        return Some(edited);
    }
    if pressed(Key::Enter) {
        return Some(lines::enter(text, selection));
    }
    let shorter = lines::backspace(text, selection).or_else(|| pairs::deleted(text, selection))?;
    pressed(Key::Backspace).then_some(shorter)
}

/// The only letter that was typed in this frame.
fn typed_letter(ui: &Ui) -> Option<char> {
    ui.input(|input| {
        let mut texts = input.events.iter().filter_map(|event| match event {
            Event::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let text = texts.next().filter(|_| texts.next().is_none())?;
        let mut letters = text.chars();
        letters.next().filter(|_| letters.next().is_none())
    })
}

/// Where Home goes, with Shift with what lies between.
pub fn home_key(ui: &Ui, text: &str, selection: Selection) -> Option<Selection> {
    let pressed = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::Home));
    let extends = pressed(Modifiers::SHIFT);
    if !extends && !pressed(Modifiers::NONE) {
        return None;
    }
    let caret = lines::home(text, selection.caret);
    Some(Selection { anchor: if extends { selection.anchor } else { caret }, caret })
}

/// Copy and Cut where nothing is selected mean the cursor's line. The text without it, if it was cut.
pub fn line_to_clipboard(ui: &Ui, text: &str, selection: Selection) -> Option<Edited> {
    if !selection.is_empty() {
        return None;
    }
    let taken = ui.input_mut(|input| {
        let place = |event: &Event| matches!(event, Event::Copy | Event::Cut);
        let at = input.events.iter().position(place)?;
        Some(input.events.remove(at))
    })?;
    ui.ctx().copy_text(text[lines::whole_lines(text, selection)].to_owned());
    matches!(taken, Event::Cut).then(|| lines::delete(text, selection))
}
