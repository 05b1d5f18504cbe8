//! Everything a user can ask for, as one list.
//!
//! Menus, the toolbar, shortcuts, the command palette, the key overlay and the tests all walk
//! [`Command::all`]; a command that is not in it does not exist. Says what a command is called,
//! what it does in a sentence, its keys, and whether it can be given now, with the reason if not.
//! Carrying out is `Session::perform`'s and the window's job. Knows no widget.

use super::settings::{RunMode, STEP_DELAYS, ThemeChoice};
use super::{Phase, Session};
use crate::export;

/// A panel of the window that can be shown and hidden.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum Panel {
    /// What can be dragged onto the canvas.
    Palette,
    /// The list of presets.
    Presets,
    /// The picture of the script.
    Canvas,
    /// The script.
    Code,
    /// Lanes over time.
    Timeline,
    /// Waiters over time.
    Contention,
    /// Work over time.
    Throughput,
    /// All other plots, one at a time.
    Plots,
    /// Who waits for whom.
    WaitFor,
    /// What went wrong, in sentences.
    Findings,
    /// What the script printed.
    Output,
}

impl Panel {
    /// All panels, in the order of the View menu.
    pub const ALL: [Panel; 11] = [
        Panel::Palette,
        Panel::Presets,
        Panel::Canvas,
        Panel::Code,
        Panel::Timeline,
        Panel::Contention,
        Panel::Throughput,
        Panel::Plots,
        Panel::WaitFor,
        Panel::Findings,
        Panel::Output,
    ];

    /// The title on its tab.
    pub fn title(self) -> &'static str {
        match self {
            Panel::Palette => "Palette",
            Panel::Presets => "Presets",
            Panel::Canvas => "Canvas",
            Panel::Code => "Script",
            Panel::Timeline => "Timeline",
            Panel::Contention => "Contention",
            Panel::Throughput => "Throughput",
            Panel::Plots => "More plots",
            Panel::WaitFor => "Wait-for graph",
            Panel::Findings => "Findings",
            Panel::Output => "Output",
        }
    }
}

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
    CopyTimelineImage,
    Quit,
    Undo,
    Redo,
    GoToLine,
    CopyOutput,
    ClearOutput,
    Run,
    Pause,
    Resume,
    Stop,
    Mode(RunMode),
    Slower,
    Faster,
    FullSpeed,
    FitTimeline,
    FitCanvas,
    Toggle(Panel),
    ResetLayout,
    Theme(ThemeChoice),
    ZoomIn,
    ZoomOut,
    ZoomReset,
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
    View,
    Help,
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Menu; 5] = [Menu::File, Menu::Edit, Menu::Run, Menu::View, Menu::Help];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Menu::File => "File",
            Menu::Edit => "Edit",
            Menu::Run => "Run",
            Menu::View => "View",
            Menu::Help => "Help",
        }
    }
}

/// Keys that give a command. `key` is a name such as "S", "F5" or "Plus".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Shortcut {
    /// Ctrl, or Cmd on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key.
    pub key: &'static str,
}

const fn plain(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: false, shift: false, alt: false, key })
}

const fn shift(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: false, shift: true, alt: false, key })
}

const fn ctrl(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: true, shift: false, alt: false, key })
}

const fn ctrl_shift(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: true, shift: true, alt: false, key })
}

const fn alt(key: &'static str) -> Option<Shortcut> {
    Some(Shortcut { ctrl: false, shift: false, alt: true, key })
}

/// Keys of the first panels.
const PANEL_KEYS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// Commands without a parameter that is a list of its own.
const BEFORE_EXPORT: [Command; 5] =
    [Command::New, Command::Open, Command::Save, Command::SaveAs, Command::ShowGallery];
const AFTER_EXPORT: [Command; 18] = [
    Command::CopyTimelineImage,
    Command::Quit,
    Command::Undo,
    Command::Redo,
    Command::GoToLine,
    Command::CopyOutput,
    Command::ClearOutput,
    Command::Run,
    Command::Pause,
    Command::Resume,
    Command::Stop,
    Command::Mode(RunMode::Free),
    Command::Mode(RunMode::Gil),
    Command::Mode(RunMode::GilTicks),
    Command::Slower,
    Command::Faster,
    Command::FullSpeed,
    Command::FitTimeline,
];
const VIEW: [Command; 8] = [
    Command::FitCanvas,
    Command::ResetLayout,
    Command::Theme(ThemeChoice::System),
    Command::Theme(ThemeChoice::Light),
    Command::Theme(ThemeChoice::Dark),
    Command::ZoomIn,
    Command::ZoomOut,
    Command::ZoomReset,
];
const HELP: [Command; 3] = [Command::CommandPalette, Command::Help, Command::About];

impl Command {
    /// Every command there is, in the order of the menus.
    pub fn all() -> impl Iterator<Item = Command> {
        BEFORE_EXPORT
            .into_iter()
            .chain((0..export::ALL.len()).map(Command::Export))
            .chain(AFTER_EXPORT)
            .chain(Panel::ALL.map(Command::Toggle))
            .chain(VIEW)
            .chain(HELP)
    }

    /// The menu it stands in.
    pub fn menu(self) -> Menu {
        use Command as C;
        match self {
            C::New | C::Open | C::Save | C::SaveAs | C::ShowGallery => Menu::File,
            C::Export(_) | C::CopyTimelineImage | C::Quit => Menu::File,
            C::Undo | C::Redo | C::GoToLine | C::CopyOutput | C::ClearOutput => Menu::Edit,
            C::Run | C::Pause | C::Resume | C::Stop | C::Mode(_) => Menu::Run,
            C::Slower | C::Faster | C::FullSpeed => Menu::Run,
            C::FitTimeline | C::FitCanvas | C::Toggle(_) | C::ResetLayout => Menu::View,
            C::Theme(_) | C::ZoomIn | C::ZoomOut | C::ZoomReset => Menu::View,
            C::CommandPalette | C::Help | C::About => Menu::Help,
        }
    }

    /// Whether a line is drawn above it in its menu.
    pub fn begins_group(self) -> bool {
        use Command as C;
        matches!(
            self,
            C::Save
                | C::Export(0)
                | C::Quit
                | C::GoToLine
                | C::CopyOutput
                | C::Mode(RunMode::Free)
                | C::Slower
                | C::Toggle(Panel::Palette)
                | C::FitCanvas
                | C::Theme(ThemeChoice::System)
                | C::ZoomIn
                | C::About
        )
    }

    /// What it is called.
    pub fn text(self) -> String {
        match self {
            Command::Export(index) => format!("Export timeline as {}...", exporter_title(index)),
            Command::Mode(mode) => format!("Mode: {}", mode.title()),
            Command::Toggle(panel) => format!("Panel: {}", panel.title()),
            Command::Theme(ThemeChoice::System) => "Theme: like the desktop".into(),
            Command::Theme(ThemeChoice::Light) => "Theme: light".into(),
            Command::Theme(ThemeChoice::Dark) => "Theme: dark".into(),
            other => other.fixed_text().into(),
        }
    }

    /// What it does, in a sentence.
    pub fn tooltip(self) -> String {
        match self {
            Command::Export(index) => {
                export::ALL.get(index).map_or(String::new(), |one| one.description.to_owned())
            }
            Command::Mode(mode) => mode.explanation().into(),
            Command::Toggle(panel) => format!("Show or hide the panel \"{}\".", panel.title()),
            Command::Theme(_) => "Choose the colours of the window.".into(),
            other => other.fixed_tooltip().into(),
        }
    }

    /// The keys that give it.
    pub fn shortcut(self) -> Option<Shortcut> {
        use Command as C;
        match self {
            C::New => ctrl("N"),
            C::Open => ctrl("O"),
            C::Save => ctrl("S"),
            C::SaveAs => ctrl_shift("S"),
            C::ShowGallery => ctrl_shift("G"),
            C::Quit => ctrl("Q"),
            C::Undo => ctrl("Z"),
            C::Redo => ctrl_shift("Z"),
            C::GoToLine => ctrl("G"),
            C::Run => plain("F5"),
            C::Pause | C::Resume => plain("F6"),
            C::Stop => shift("F5"),
            C::Mode(RunMode::Free) => alt("1"),
            C::Mode(RunMode::Gil) => alt("2"),
            C::Mode(RunMode::GilTicks) => alt("3"),
            C::Slower => ctrl("OpenBracket"),
            C::Faster => ctrl("CloseBracket"),
            C::CopyTimelineImage => ctrl_shift("C"),
            C::FitTimeline => ctrl_shift("F"),
            C::ZoomIn => ctrl("Plus"),
            C::ZoomOut => ctrl("Minus"),
            C::ZoomReset => ctrl("0"),
            C::CommandPalette => ctrl_shift("P"),
            C::Help => plain("F1"),
            C::Toggle(panel) => {
                let place = Panel::ALL.iter().position(|&other| other == panel)?;
                ctrl(PANEL_KEYS.get(place)?)
            }
            C::Export(index) => match exporter_ending(index) {
                "svg" => ctrl("E"),
                "png" => ctrl_shift("E"),
                _ => None,
            },
            C::CopyOutput | C::ClearOutput | C::FullSpeed | C::FitCanvas => None,
            C::ResetLayout | C::Theme(_) | C::About => None,
        }
    }

    /// Whether it can be given now; if not, why, as a sentence.
    pub fn enabled(self, session: &Session) -> Result<(), &'static str> {
        let needs = |holds: bool, why| if holds { Ok(()) } else { Err(why) };
        let open = needs(session.document().is_some(), "No script is open.");
        let phase = session.phase();
        match self {
            Command::Save | Command::SaveAs | Command::GoToLine | Command::FitCanvas => open,
            Command::Undo => open.and(needs(
                session.document().is_some_and(|document| document.undo_label().is_some()),
                "There is nothing to undo.",
            )),
            Command::Redo => open.and(needs(
                session.document().is_some_and(|document| document.redo_label().is_some()),
                "There is nothing to redo.",
            )),
            Command::Run => open.and_then(|()| session.can_run()),
            Command::Pause => needs(phase == Phase::Running, "Nothing is running."),
            Command::Resume => needs(phase == Phase::Paused, "Nothing is paused."),
            Command::Stop => needs(phase.is_live(), "Nothing is running."),
            Command::Export(_) | Command::CopyTimelineImage | Command::FitTimeline => {
                needs(session.has_trace(), "There is no run to show yet: press Run first.")
            }
            Command::CopyOutput | Command::ClearOutput => {
                needs(!session.output().is_empty(), "The script has printed nothing yet.")
            }
            Command::Slower => needs(
                session.settings().slowness + 1 < STEP_DELAYS.len(),
                "This is the slowest slow motion there is.",
            ),
            Command::Faster | Command::FullSpeed => {
                needs(session.settings().slowness > 0, "The run is at full speed already.")
            }
            _ => Ok(()),
        }
    }

    fn fixed_text(self) -> &'static str {
        use Command as C;
        match self {
            C::New => "New script",
            C::Open => "Open...",
            C::Save => "Save",
            C::SaveAs => "Save as...",
            C::ShowGallery => "Preset gallery",
            C::CopyTimelineImage => "Copy timeline as image",
            C::Quit => "Quit",
            C::Undo => "Undo",
            C::Redo => "Redo",
            C::GoToLine => "Go to line...",
            C::CopyOutput => "Copy output",
            C::ClearOutput => "Clear output",
            C::Run => "Run",
            C::Pause => "Pause",
            C::Resume => "Resume",
            C::Stop => "Stop",
            C::Slower => "Slower",
            C::Faster => "Faster",
            C::FullSpeed => "Full speed",
            C::FitTimeline => "Fit timeline",
            C::FitCanvas => "Fit canvas",
            C::ResetLayout => "Reset panels",
            C::ZoomIn => "Zoom in",
            C::ZoomOut => "Zoom out",
            C::ZoomReset => "Normal size",
            C::CommandPalette => "Command palette...",
            C::Help => "Keys and help",
            C::About => "About Lockstep",
            C::Export(_) | C::Mode(_) | C::Toggle(_) | C::Theme(_) => "",
        }
    }

    fn fixed_tooltip(self) -> &'static str {
        use Command as C;
        match self {
            C::New => "Start with a short script that already runs.",
            C::Open => "Open a Python script.",
            C::Save => "Save the script to its file.",
            C::SaveAs => "Save the script to another file.",
            C::ShowGallery => "Show the cards of all presets.",
            C::CopyTimelineImage => "Put a picture of the timeline on the clipboard.",
            C::Quit => "Close the window. Unsaved work is asked about first.",
            C::Undo => "Take back the last change of the script.",
            C::Redo => "Do again what was taken back.",
            C::GoToLine => "Put the cursor on a line of the script.",
            C::CopyOutput => "Put everything the script printed on the clipboard.",
            C::ClearOutput => "Empty the output panel.",
            C::Run => "Run the script on real threads of the operating system.",
            C::Pause => "Stop all threads where they are, until Resume.",
            C::Resume => "Let the paused threads go on.",
            C::Stop => "End the run and all its threads.",
            C::Slower => {
                "Make each step of a thread take longer: slow motion really slows the threads."
            }
            C::Faster => "Make each step of a thread take less time, up to full speed.",
            C::FullSpeed => "End the slow motion.",
            C::FitTimeline => "Show the whole run on the timeline.",
            C::FitCanvas => "Show the whole picture on the canvas.",
            C::ResetLayout => "Put all panels back where they were at first.",
            C::ZoomIn => "Make everything larger.",
            C::ZoomOut => "Make everything smaller.",
            C::ZoomReset => "Go back to the normal size.",
            C::CommandPalette => "Find any command by typing a part of its name.",
            C::Help => "Show all keys.",
            C::About => "Version and licences.",
            C::Export(_) | C::Mode(_) | C::Toggle(_) | C::Theme(_) => "",
        }
    }
}

fn exporter_title(index: usize) -> &'static str {
    export::ALL.get(index).map_or("", |exporter| exporter.name)
}

/// The ending of the files that the exporter writes.
pub(super) fn exporter_ending(index: usize) -> &'static str {
    export::ALL.get(index).map_or("", |exporter| exporter.extension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_command_has_a_text_and_a_sentence() {
        for command in Command::all() {
            assert!(!command.text().is_empty(), "{command:?}");
            assert!(command.tooltip().ends_with('.'), "{command:?}: {}", command.tooltip());
        }
    }

    #[test]
    fn no_text_and_no_keys_are_used_twice() {
        let mut texts = HashSet::new();
        let mut keys = HashSet::new();
        for command in Command::all() {
            assert!(texts.insert(command.text()), "{}", command.text());
            // Pause and Resume share a key: one of them is enabled at a time.
            if let Some(shortcut) = command.shortcut().filter(|_| command != Command::Resume) {
                assert!(keys.insert(shortcut), "{shortcut:?} of {command:?}");
            }
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
