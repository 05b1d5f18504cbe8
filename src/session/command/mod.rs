//! Everything a user can ask for, as one list.
//!
//! Menus, the toolbar, shortcuts, the command palette, the key overlay and the tests all walk
//! [`Command::all`]; a command that is not in it does not exist. One more command is a variant
//! here and a row in `table`: its menu, what it is called, what it does in a sentence, its keys,
//! and whether it can be given now. Carrying out is `Session::perform`'s and the window's job.
//! Knows no widget.

mod canvas;
mod rules;
mod shortcut;
mod table;
pub mod timeline;
mod values;

use super::settings::{RunMode, ThemeChoice};
use super::{Panel, Session};
use crate::export;
use crate::words;
use crate::words::Language;

pub use canvas::CanvasCommand;
pub use shortcut::{Place, Shortcut};
pub use timeline::TimelineCommand;

/// One thing a user can ask for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum Command {
    New,
    Open,
    Save,
    SaveAs,
    ShowGallery,
    /// Writes the timeline with the exporter at this place of `export::ALL`.
    Export(usize),
    ExportCanvas,
    CopyTimelineImage,
    Quit,
    Undo,
    Redo,
    Find,
    Replace,
    FindNext,
    FindPrevious,
    GoToLine,
    /// Shows the cursor's line on the canvas.
    ShowOnCanvas,
    Complete,
    QuickFix,
    ToggleComment,
    Indent,
    Dedent,
    MoveLinesUp,
    MoveLinesDown,
    DuplicateLines,
    DeleteLines,
    LineBelow,
    GoToDefinition,
    RenameName,
    CopyOutput,
    OutputPrefix,
    OutputErrorsOnly,
    ClearOutput,
    Run,
    Pause,
    Resume,
    Stop,
    /// At the line of the editor's cursor: the window calls `Session::toggle_breakpoint`.
    ToggleBreakpoint,
    StepOver,
    ContinueThread,
    BreakStopsAll,
    ClearBreakpoints,
    Mode(RunMode),
    Slower,
    Faster,
    FullSpeed,
    FitTimeline,
    /// Something on the timeline.
    Timeline(TimelineCommand),
    FitCanvas,
    /// About what is selected on the canvas.
    OnCanvas(CanvasCommand),
    Toggle(Panel),
    ResetLayout,
    /// Nothing moves by itself any more, or does again.
    ReduceMotion,
    Theme(ThemeChoice),
    HighContrast,
    SafeColors,
    /// What the window speaks; without a language, what the desktop speaks.
    Speak(Option<Language>),
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Settings,
    ForgetRecent,
    /// Work that was lost in a crash, or thrown away lately.
    LostWork,
    /// Later runs are compared with this one.
    KeepRun,
    CommandPalette,
    Help,
    About,
}

/// Which menu a command stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Menu {
    File,
    Edit,
    Run,
    Timeline,
    View,
    Help,
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Menu; 6] =
        [Menu::File, Menu::Edit, Menu::Run, Menu::Timeline, Menu::View, Menu::Help];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Menu::File => words!("command-menu-file"),
            Menu::Edit => words!("command-menu-edit"),
            Menu::Run => words!("command-menu-run"),
            Menu::Timeline => words!("timeline-menu"),
            Menu::View => words!("command-menu-view"),
            Menu::Help => words!("command-menu-help"),
        }
    }
}

impl Command {
    /// Every command there is, in the order of the menus.
    pub fn all() -> impl Iterator<Item = Command> {
        table::ENTRIES.iter().map(|entry| entry.command)
    }

    /// The menu it stands in.
    pub fn menu(self) -> Menu {
        self.entry().menu
    }

    /// The title of the menu within the menu that it stands in, if it does.
    pub fn submenu(self) -> Option<&'static str> {
        self.entry().row.submenu.map(|title| title())
    }

    /// Whether a line is drawn above it in its menu.
    pub fn begins_group(self) -> bool {
        self.entry().begins_group
    }

    /// What it is called in the menu within a menu whose title says what it is about.
    pub fn short_text(self) -> String {
        short(&self.text())
    }

    /// What it is called.
    pub fn text(self) -> String {
        self.entry().row.says.text(self)
    }

    /// What it does, in a sentence.
    pub fn tooltip(self) -> String {
        self.entry().row.says.tooltip(self)
    }

    /// The keys that give it.
    pub fn shortcut(self) -> Option<Shortcut> {
        (self.entry().row.keys)(self)
    }

    /// Whether it is a setting, and if so whether it is the one in force.
    pub fn chosen(self, session: &Session) -> Option<bool> {
        self.entry().row.chosen.map(|chosen| chosen(self, session))
    }

    /// Whether it is one of several settings of which one is in force.
    pub fn is_one_of_several(self) -> bool {
        self.entry().row.has_values()
    }

    /// Whether both are values of the same parameter.
    pub fn is_sibling(self, other: Command) -> bool {
        std::ptr::eq(self.entry().row, other.entry().row)
    }

    /// Whether it can be given now; if not, why, as a sentence.
    pub fn enabled(self, session: &Session) -> Result<(), &'static str> {
        (self.entry().row.rule)(session)
    }

    fn entry(self) -> &'static table::Entry {
        table::entry(self)
    }
}

/// The ending of the files that the exporter writes.
pub(super) fn exporter_ending(index: usize) -> &'static str {
    export::ALL.get(index).map_or("", |exporter| exporter.extension)
}

/// A command's text without the word before its colon.
fn short(text: &str) -> String {
    let text = text.split_once(": ").map_or(text, |(_, text)| text);
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_command_has_a_text_and_a_sentence_in_every_language() {
        for language in Language::ALL {
            words::speaking(language, || {
                for command in Command::all() {
                    assert!(!command.text().is_empty(), "{command:?}");
                    let tip = command.tooltip();
                    assert!(tip.ends_with('.'), "{command:?}: {tip}");
                }
            });
        }
    }

    #[test]
    fn no_text_and_no_keys_are_used_twice() {
        let mut texts = HashSet::new();
        let mut keys: Vec<Shortcut> = Vec::new();
        for command in Command::all() {
            assert!(texts.insert(command.text()), "{}", command.text());
            // Pause and Resume share a key: one of them is enabled at a time.
            if let Some(shortcut) = command.shortcut().filter(|_| command != Command::Resume) {
                let taken = keys.iter().any(|other| other.is_in_the_way_of(shortcut));
                assert!(!taken, "{shortcut:?} of {command:?}");
                keys.push(shortcut);
            }
        }
    }

    #[test]
    fn commands_of_a_submenu_stand_together() {
        for menu in Menu::ALL {
            let titles: Vec<_> = Command::all()
                .filter(|command| command.menu() == menu)
                .map(Command::submenu)
                .collect();
            let runs: Vec<_> = titles.chunk_by(|a, b| a == b).filter_map(|run| run[0]).collect();
            let distinct: HashSet<_> = runs.iter().collect();
            assert_eq!(runs.len(), distinct.len(), "{menu:?}: {runs:?}");
        }
    }

    #[test]
    fn what_needs_a_script_says_so_without_one() {
        let session = Session::for_tests();
        for command in [Command::Run, Command::Save, Command::SaveAs, Command::Undo] {
            assert_eq!(command.enabled(&session), Err("No script is open."), "{command:?}");
        }
        assert!(Command::Open.enabled(&session).is_ok());
    }
}
