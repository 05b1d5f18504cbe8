//! Commands with a parameter: what each value is called, and its keys.

use super::{Command, Shortcut};
use crate::export;
use crate::session::Panel;
use crate::session::settings::RunMode;
use crate::words;
use crate::words::Language;
use Command as C;
use Shortcut as S;

/// The ending of files that keep a whole run.
const RUN_ENDING: &str = "lockstep";
/// Keys of the first panels.
const PANEL_KEYS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The exporter of files that keep a whole run: what people look for is "save".
pub fn run_files() -> Vec<Command> {
    exporters(|ending| ending == RUN_ENDING)
}

/// The others.
pub fn pictures_and_tables() -> Vec<Command> {
    exporters(|ending| ending != RUN_ENDING)
}

fn exporters(wanted: fn(&str) -> bool) -> Vec<Command> {
    let is_wanted = |&index: &usize| wanted(super::exporter_ending(index));
    (0..export::ALL.len()).filter(is_wanted).map(C::Export).collect()
}

/// Saving a run.
pub fn save_run_text(_: Command) -> [String; 2] {
    [words!("command-save-run").to_owned(), words!("command-save-run-tip").to_owned()]
}

/// Each exporter.
pub fn export_text(command: Command) -> [String; 2] {
    let C::Export(index) = command else { return Default::default() };
    let (name, about) =
        export::ALL.get(index).map_or(("", ""), |one| ((one.name)(), (one.description)()));
    [words!("command-export", format = name), about.to_owned()]
}

/// Keys of the usual exporters.
pub fn export_keys(command: Command) -> Option<Shortcut> {
    let C::Export(index) = command else { return None };
    match super::exporter_ending(index) {
        "svg" => Some(S::ctrl("E")),
        "png" => Some(S::ctrl_shift("E")),
        _ => None,
    }
}

/// Each mode.
pub fn mode_text(command: Command) -> [String; 2] {
    let C::Mode(mode) = command else { return Default::default() };
    [words!("command-mode", mode = mode.title()), mode.explanation().to_owned()]
}

/// Keys of the modes.
pub fn mode_keys(command: Command) -> Option<Shortcut> {
    let place = RunMode::ALL.iter().position(|&mode| C::Mode(mode) == command)?;
    PANEL_KEYS.get(place).map(|key| S::alt(key))
}

/// Each panel.
pub fn panel_text(command: Command) -> [String; 2] {
    let C::Toggle(panel) = command else { return Default::default() };
    let title = panel.title();
    [words!("command-panel", panel = title), words!("command-panel-tip", panel = title)]
}

/// Keys of the first panels.
pub fn panel_keys(command: Command) -> Option<Shortcut> {
    let place = Panel::ALL.iter().position(|&panel| C::Toggle(panel) == command)?;
    PANEL_KEYS.get(place).map(|key| S::ctrl(key))
}

/// Each command of the canvas.
pub fn canvas_text(command: Command) -> [String; 2] {
    let C::OnCanvas(command) = command else { return Default::default() };
    command.says().map(str::to_owned)
}

/// Their keys.
pub fn canvas_keys(command: Command) -> Option<Shortcut> {
    let C::OnCanvas(command) = command else { return None };
    command.shortcut()
}

/// Each theme.
pub fn theme_text(command: Command) -> [String; 2] {
    let C::Theme(theme) = command else { return Default::default() };
    let tip = words!("command-theme-tip").to_owned();
    [words!("command-theme", theme = theme.title()), tip]
}

/// All languages.
pub fn languages() -> Vec<Command> {
    let chosen = Language::ALL.map(|language| C::Speak(Some(language)));
    [C::Speak(None)].into_iter().chain(chosen).collect()
}

/// Each language.
pub fn language_text(command: Command) -> [String; 2] {
    let C::Speak(language) = command else { return Default::default() };
    let name = language.map_or(words!("session-like-desktop"), Language::title);
    [words!("command-language", language = name), words!("command-language-tip").to_owned()]
}
