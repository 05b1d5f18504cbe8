//! Keys and drops that give commands wherever the focus is.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::session::{Command, Place, Session, Shortcut, TimelineCommand};
use crate::ui::Action;
use crate::words;

/// A shortcut of the list as egui knows it.
pub fn egui_shortcut(shortcut: Shortcut) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    if shortcut.ctrl {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    if shortcut.alt {
        modifiers |= Modifiers::ALT;
    }
    Some(KeyboardShortcut::new(modifiers, Key::from_name(shortcut.key)?))
}

/// Keys whose name is not what is printed on them.
const SIGNS: [(&str, &str); 6] = [
    ("Period", "."),
    ("Slash", "/"),
    ("Comma", ","),
    ("OpenBracket", "["),
    ("CloseBracket", "]"),
    ("Questionmark", "?"),
];

/// How the keys of a command are written.
pub fn shortcut_text(ctx: &Context, command: Command) -> Option<String> {
    let shortcut = command.shortcut()?;
    let text = ctx.format_shortcut(&egui_shortcut(shortcut)?);
    // Signs are told by what is printed on their keys.
    let sign = SIGNS.iter().find(|(name, _)| *name == shortcut.key);
    Some(match sign.and_then(|(name, sign)| Some((text.strip_suffix(name)?, sign))) {
        Some((modifiers, sign)) => format!("{modifiers}{sign}"),
        None => text,
    })
}

/// Keys of other desktops, besides those that the menus show.
const ALSO: &[(Shortcut, Command)] = &[(Shortcut::ctrl("Y"), Command::Redo)];

/// Takes the frame's key events that give a command.
///
/// While the timeline has the keyboard, its own keys are left to it.
pub fn shortcuts(
    ctx: &Context,
    session: &Session,
    timeline_has_keys: bool,
    actions: &mut Vec<Action>,
) {
    let taken =
        |keys| timeline_has_keys && TimelineCommand::items().any(|it| it.key.keys() == keys);
    let mut commands: Vec<(KeyboardShortcut, Command)> = Command::all()
        .filter(|command| command.enabled(session).is_ok() || !shares_keys(*command))
        .filter_map(|command| {
            let shortcut = command.shortcut().filter(|it| it.place == Place::Everywhere)?;
            let shortcut = Some(shortcut).filter(|it| !taken(it.keys()))?;
            Some((egui_shortcut(shortcut)?, command))
        })
        .collect();
    commands.extend(ALSO.iter().filter_map(|(keys, command)| {
        command.enabled(session).ok()?;
        Some((egui_shortcut(*keys)?, *command))
    }));
    // Ctrl+S also matches Ctrl+Shift+S: those with more modifiers come first.
    commands.sort_by_key(|(shortcut, _)| {
        let Modifiers { alt, shift, .. } = shortcut.modifiers;
        std::cmp::Reverse(u8::from(alt) + u8::from(shift))
    });
    ctx.input_mut(|input| {
        for (shortcut, command) in commands {
            if input.consume_shortcut(&shortcut) {
                actions.push(Action::Do(command));
            }
        }
    });
    let typing = ctx.egui_wants_keyboard_input();
    let question_mark = ctx.input(|input| input.key_pressed(Key::Questionmark));
    if question_mark && !typing {
        actions.push(Action::Do(Command::Help));
    }
}

/// Pause and Resume are on one key: the one that can be given is meant.
fn shares_keys(command: Command) -> bool {
    matches!(command, Command::Pause | Command::Resume)
}

/// A Python file that was dropped on the window is opened.
pub fn dropped_files(ctx: &Context, actions: &mut Vec<Action>) {
    let dropped =
        ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = dropped {
        actions.push(Action::OpenFile(path));
    }
    let hovering = ctx.input(|input| !input.raw.hovered_files.is_empty());
    if hovering {
        let painter = ctx.layer_painter(egui::LayerId::new(
            egui::Order::Foreground,
            egui::Id::unique("drop here"),
        ));
        let rect = ctx.content_rect();
        painter.rect_filled(rect, 0.0, egui::Color32::from_black_alpha(160));
        painter.text(
            rect.center(),
            egui::Align2::CENTER_CENTER,
            words!("shell-drop"),
            egui::FontId::proportional(26.0),
            egui::Color32::WHITE,
        );
    }
}
