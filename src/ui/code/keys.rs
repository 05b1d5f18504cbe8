//! Keys of the editor: those of commands that work in it, and Enter, Backspace, Home and brackets as
//! Python wants them. They are taken out of the frame's input before the text field sees them.

use std::ops::Range;

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

/// What Enter, Backspace and typed brackets make of the text, where it is not what the field would do;
/// `quoted`: the cursor is in a string or a comment. What a slow machine hands over in one frame is
/// taken in its order.
pub fn python_keys(ui: &Ui, text: &str, selection: Selection, quoted: bool) -> Option<Edited> {
    let types = |event: &Event| matches!(event, Event::Text(_) | Event::Key { pressed: true, .. });
    if !ui.input(|input| input.events.iter().any(types)) {
        return None;
    }
    let mut edited = Edited { text: text.to_owned(), selection };
    let (mut is_own, mut taken) = (false, Vec::new());
    ui.input(|input| {
        for (at, event) in input.events.iter().enumerate() {
            match pressed(event, &edited, quoted) {
                Pressed::Own(next) => (edited, is_own) = (next, true),
                Pressed::Plain(next) => edited = next,
                Pressed::Nothing => continue,
                Pressed::Other => break,
            }
            taken.push(at);
        }
    });
    if !is_own {
        return None;
    }
    ui.input_mut(|input| {
        let mut at = 0..;
        input.events.retain(|_| at.next().is_none_or(|at| !taken.contains(&at)));
    });
    Some(edited)
}

/// What an event makes of a text.
enum Pressed {
    /// Something that the field would not do.
    Own(Edited),
    /// What the field would do too.
    Plain(Edited),
    /// Nothing.
    Nothing,
    /// Something that is left to the field, with all that follows.
    Other,
}

fn pressed(event: &Event, Edited { text, selection }: &Edited, quoted: bool) -> Pressed {
    let range = selection.range();
    match event {
        Event::Text(typed) => {
            let mut letters = typed.chars();
            let only = letters.next().filter(|_| letters.next().is_none());
            let pair = only.and_then(|letter| pairs::typed(text, *selection, letter, quoted));
            pair.map_or_else(|| Pressed::Plain(lines::replace(text, range, typed)), Pressed::Own)
        }
        Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if modifiers.is_none() => {
            Pressed::Own(lines::enter(text, *selection))
        }
        Event::Key { key: Key::Backspace, pressed: true, modifiers, .. } if modifiers.is_none() => {
            let shorter = lines::backspace(text, *selection);
            let shorter = shorter.or_else(|| pairs::deleted(text, *selection));
            shorter.map_or_else(|| Pressed::Plain(without(text, *selection)), Pressed::Own)
        }
        // A letter's key comes before the letter itself.
        Event::Key { pressed: true, modifiers, key, .. } => {
            let types = !modifiers.command && !modifiers.alt && !is_for_moving(*key);
            if types { Pressed::Nothing } else { Pressed::Other }
        }
        Event::Paste(_) | Event::Cut | Event::Copy | Event::Ime(_) => Pressed::Other,
        _ => Pressed::Nothing,
    }
}

/// Whether a key types no letter.
fn is_for_moving(key: Key) -> bool {
    use Key as K;
    let name = key.name();
    let function = name.starts_with('F') && name.len() > 1;
    let arrow = matches!(key, K::ArrowUp | K::ArrowDown | K::ArrowLeft | K::ArrowRight);
    let jump = matches!(key, K::Home | K::End | K::PageUp | K::PageDown);
    function || arrow || jump || matches!(key, K::Escape | K::Tab | K::Insert | K::Delete)
}

/// What Backspace leaves: without what is selected, or the letter before the cursor.
fn without(text: &str, selection: Selection) -> Edited {
    let Range { mut start, end } = selection.range();
    if selection.is_empty() {
        start -= text[..start].chars().next_back().map_or(0, char::len_utf8);
    }
    lines::replace(text, start..end, "")
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

/// Where Page Up and Page Down go, with Shift with what lies between; `lines`: on a page.
pub fn page_keys(ui: &Ui, text: &str, selection: Selection, lines: usize) -> Option<Selection> {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let keys = [(Key::PageUp, false), (Key::PageDown, true)];
    let given = keys.into_iter().find_map(|(key, down)| {
        let extends = pressed(Modifiers::SHIFT, key);
        (extends || pressed(Modifiers::NONE, key)).then_some((extends, down))
    });
    let (extends, down) = given?;
    let caret = lines::paged(text, selection.caret, lines, down);
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
