//! The commands, a row each: how to make one more is to add one more row.
//!
//! A row is the command (or, where a command has a parameter, the list of its values), two texts
//! (`command-….` what it is called, `command-…-tip` what it does, in `assets/words`), and where they
//! are not the usual ones its keys, its rule and its submenu. Rows stand as the menus show them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::rules::{self, Rule};
use super::values::{
    canvas_keys, canvas_text, export_keys, export_text, language_text, languages, mode_keys,
    mode_text, panel_keys, panel_text, pictures_and_tables, run_files, save_run_text, theme_text,
};
use super::{CanvasCommand, Command, Menu, Shortcut, timeline};
use crate::session::settings::{RunMode, ThemeChoice};
use crate::session::{Panel, Session};
use crate::words;
use Command as C;
use Shortcut as S;

/// What a row's commands are called and what they do.
pub enum Says {
    /// The row has one command.
    One(fn() -> [&'static str; 2]),
    /// The text depends on the command's parameter.
    Each(fn(Command) -> [String; 2]),
}

impl Says {
    /// What the command is called.
    pub fn text(&self, command: Command) -> String {
        match self {
            Says::One(both) => both()[0].to_owned(),
            Says::Each(both) => {
                let [text, _] = both(command);
                text
            }
        }
    }

    /// What it does, in a sentence.
    pub fn tooltip(&self, command: Command) -> String {
        match self {
            Says::One(both) => both()[1].to_owned(),
            Says::Each(both) => {
                let [_, tooltip] = both(command);
                tooltip
            }
        }
    }
}

/// The commands of a row: one, or one for each value of a parameter.
enum Which {
    One(Command),
    Each(fn() -> Vec<Command>),
}

/// One row.
pub struct Row {
    which: Which,
    /// What its commands are called and what they do.
    pub says: Says,
    /// Their keys.
    pub keys: fn(Command) -> Option<Shortcut>,
    /// When they can be given.
    pub rule: Rule,
    /// The title of the menu within the menu that they stand in.
    pub submenu: Option<fn() -> &'static str>,
    /// Of settings: whether this one is in force.
    pub chosen: Option<fn(Command, &Session) -> bool>,
}

/// A row without keys that can always be given.
const PLAIN: Row = Row {
    which: Which::One(C::Run),
    says: Says::One(|| ["", ""]),
    keys: |_| None,
    rule: rules::always,
    submenu: None,
    chosen: None,
};

/// A command of its own.
const fn one(command: Command, says: fn() -> [&'static str; 2]) -> Row {
    let which = Which::One(command);
    Row { which, says: Says::One(says), ..PLAIN }
}

/// A command with a parameter.
const fn each(which: fn() -> Vec<Command>, says: fn(Command) -> [String; 2]) -> Row {
    Row { which: Which::Each(which), says: Says::Each(says), ..PLAIN }
}

impl Row {
    const fn keys(self, keys: fn(Command) -> Option<Shortcut>) -> Row {
        Row { keys, ..self }
    }

    const fn when(self, rule: Rule) -> Row {
        Row { rule, ..self }
    }

    /// The row holds settings; this says whether one is in force.
    const fn setting(self, chosen: fn(Command, &Session) -> bool) -> Row {
        Row { chosen: Some(chosen), ..self }
    }

    /// Whether its commands are the values of one parameter.
    pub const fn has_values(&self) -> bool {
        matches!(self.which, Which::Each(_))
    }

    const fn within(self, submenu: fn() -> &'static str) -> Row {
        Row { submenu: Some(submenu), ..self }
    }
}

/// A menu: its groups, a line between two of them.
type Table = &'static [(Menu, &'static [&'static [Row]])];

/// All rows.
static TABLE: Table = &[
    (Menu::File, &[FILES, EXPORTS, LEAVING]),
    (Menu::Edit, &[STEPS, FINDING, SCRIPT, CANVAS, OUTPUT]),
    (Menu::Run, &[RUNNING, BREAKING, MODES, SPEEDS, COMPARING]),
    (Menu::Timeline, &[LOOKING, CHOOSING, LANES, MARKING, TL_FINDING, TRAVELLING]),
    (Menu::View, &[PANELS, FITTING, LOOKS, COMFORT, SIZES, SETTINGS]),
    (Menu::Help, &[HELPING, ABOUT]),
];

const FILES: &[Row] = &[
    one(C::New, || [words!("command-new"), words!("command-new-tip")]).keys(|_| Some(S::ctrl("N"))),
    one(C::Open, || [words!("command-open"), words!("command-open-tip")])
        .keys(|_| Some(S::ctrl("O"))),
    one(C::Save, || [words!("command-save"), words!("command-save-tip")])
        .keys(|_| Some(S::ctrl("S")))
        .when(rules::open),
    one(C::SaveAs, || [words!("command-save-as"), words!("command-save-as-tip")])
        .keys(|_| Some(S::ctrl_shift("S")))
        .when(rules::open),
    one(C::LostWork, || [words!("command-lost-work"), words!("command-lost-work-tip")]),
    one(C::ShowGallery, || [words!("command-gallery"), words!("command-gallery-tip")])
        .keys(|_| Some(S::ctrl_shift("G"))),
];

const EXPORTS: &[Row] = &[
    each(run_files, save_run_text).when(rules::traced),
    each(pictures_and_tables, export_text)
        .keys(export_keys)
        .when(rules::traced)
        .within(|| words!("command-submenu-export")),
    one(C::ExportCanvas, || [words!("command-export-canvas"), words!("command-export-canvas-tip")])
        .when(rules::open),
    one(C::CopyTimelineImage, || [words!("command-copy-image"), words!("command-copy-image-tip")])
        .keys(|_| Some(S::ctrl_shift("C")))
        .when(rules::traced),
];

const LEAVING: &[Row] = &[one(C::Quit, || [words!("command-quit"), words!("command-quit-tip")])
    .keys(|_| Some(S::ctrl("Q")))];

const STEPS: &[Row] = &[
    one(C::Undo, || [words!("command-undo"), words!("command-undo-tip")])
        .keys(|_| Some(S::ctrl("Z")))
        .when(rules::undoable),
    one(C::Redo, || [words!("command-redo"), words!("command-redo-tip")])
        .keys(|_| Some(S::ctrl_shift("Z")))
        .when(rules::redoable),
];

const FINDING: &[Row] = &[
    one(C::Find, || [words!("command-find"), words!("command-find-tip")])
        .keys(|_| Some(S::ctrl("F")))
        .when(rules::open),
    one(C::Replace, || [words!("command-replace"), words!("command-replace-tip")])
        .keys(|_| Some(S::ctrl("H")))
        .when(rules::open),
    one(C::FindNext, || [words!("command-find-next"), words!("command-find-next-tip")])
        .keys(|_| Some(S::plain("F3")))
        .when(rules::open),
    one(C::FindPrevious, || [words!("command-find-previous"), words!("command-find-previous-tip")])
        .keys(|_| Some(S::shift("F3")))
        .when(rules::open),
    one(C::GoToLine, || [words!("command-go-to-line"), words!("command-go-to-line-tip")])
        .keys(|_| Some(S::ctrl("G")))
        .when(rules::open),
    one(C::ShowOnCanvas, || {
        [words!("command-show-on-canvas"), words!("command-show-on-canvas-tip")]
    })
    .keys(|_| Some(S::ctrl("J")))
    .when(rules::open),
];

const SCRIPT: &[Row] = &[
    one(C::Complete, || [words!("command-complete"), words!("command-complete-tip")])
        .keys(|_| Some(S::ctrl("Space").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::QuickFix, || [words!("command-quick-fix"), words!("command-quick-fix-tip")])
        .keys(|_| Some(S::ctrl("Period").in_code()))
        .when(rules::fixable)
        .within(|| words!("command-submenu-code")),
    one(C::ToggleComment, || [words!("command-comment"), words!("command-comment-tip")])
        .keys(|_| Some(S::ctrl("Slash").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::Indent, || [words!("command-indent"), words!("command-indent-tip")])
        .keys(|_| Some(S::plain("Tab").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::Dedent, || [words!("command-dedent"), words!("command-dedent-tip")])
        .keys(|_| Some(S::shift("Tab").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::MoveLinesUp, || [words!("command-lines-up"), words!("command-lines-up-tip")])
        .keys(|_| Some(S::alt("ArrowUp").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::MoveLinesDown, || [words!("command-lines-down"), words!("command-lines-down-tip")])
        .keys(|_| Some(S::alt("ArrowDown").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::DuplicateLines, || [words!("command-duplicate"), words!("command-duplicate-tip")])
        .keys(|_| Some(S::ctrl("D").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::DeleteLines, || [words!("command-delete-lines"), words!("command-delete-lines-tip")])
        .keys(|_| Some(S::ctrl_shift("K").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::LineBelow, || [words!("command-line-below"), words!("command-line-below-tip")])
        .keys(|_| Some(S::ctrl("Enter").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::GoToDefinition, || [words!("command-definition"), words!("command-definition-tip")])
        .keys(|_| Some(S::plain("F12").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
    one(C::RenameName, || [words!("command-rename-name"), words!("command-rename-name-tip")])
        .keys(|_| Some(S::plain("F2").in_code()))
        .when(rules::open)
        .within(|| words!("command-submenu-code")),
];

const CANVAS: &[Row] = &[each(|| CanvasCommand::ALL.map(C::OnCanvas).to_vec(), canvas_text)
    .keys(canvas_keys)
    .when(rules::open)
    .within(|| words!("command-submenu-canvas"))];

const OUTPUT: &[Row] = &[
    one(C::CopyOutput, || [words!("command-copy-output"), words!("command-copy-output-tip")])
        .when(rules::printed),
    one(C::ClearOutput, || [words!("command-clear-output"), words!("command-clear-output-tip")])
        .when(rules::printed),
    one(C::OutputPrefix, || [words!("command-output-prefix"), words!("command-output-prefix-tip")])
        .setting(|_, session| session.settings().output_prefix),
    one(C::OutputErrorsOnly, || {
        [words!("command-output-errors"), words!("command-output-errors-tip")]
    })
    .setting(|_, session| session.settings().output_errors_only),
];

const RUNNING: &[Row] = &[
    one(C::Run, || [words!("command-run"), words!("command-run-tip")])
        .keys(|_| Some(S::plain("F5")))
        .when(rules::runnable),
    one(C::Pause, || [words!("command-pause"), words!("command-pause-tip")])
        .keys(|_| Some(S::plain("F6")))
        .when(rules::running),
    one(C::Resume, || [words!("command-resume"), words!("command-resume-tip")])
        .keys(|_| Some(S::plain("F6")))
        .when(rules::paused),
    one(C::Stop, || [words!("command-stop"), words!("command-stop-tip")])
        .keys(|_| Some(S::shift("F5")))
        .when(rules::live),
];

const BREAKING: &[Row] = &[
    one(C::ToggleBreakpoint, || {
        [words!("command-toggle-breakpoint"), words!("command-toggle-breakpoint-tip")]
    })
    .keys(|_| Some(S::plain("F9")))
    .when(rules::open),
    one(C::StepOver, || [words!("command-step-over"), words!("command-step-over-tip")])
        .keys(|_| Some(S::plain("F10")))
        .when(rules::stopped),
    one(C::ContinueThread, || {
        [words!("command-continue-thread"), words!("command-continue-thread-tip")]
    })
    .keys(|_| Some(S::plain("F8")))
    .when(rules::stopped),
    one(C::BreakStopsAll, || {
        [words!("command-break-stops-all"), words!("command-break-stops-all-tip")]
    })
    .setting(|_, session| session.settings().break_stops_all),
    one(C::ClearBreakpoints, || {
        [words!("command-clear-breakpoints"), words!("command-clear-breakpoints-tip")]
    })
    .when(rules::has_breakpoints),
];

const MODES: &[Row] = &[each(|| RunMode::ALL.map(C::Mode).to_vec(), mode_text)
    .keys(mode_keys)
    .setting(|command, session| command == C::Mode(session.mode()))];

const SPEEDS: &[Row] = &[
    one(C::Slower, || [words!("command-slower"), words!("command-slower-tip")])
        .keys(|_| Some(S::ctrl("OpenBracket")))
        .when(rules::slower),
    one(C::Faster, || [words!("command-faster"), words!("command-faster-tip")])
        .keys(|_| Some(S::ctrl("CloseBracket")))
        .when(rules::faster),
    one(C::FullSpeed, || [words!("command-full-speed"), words!("command-full-speed-tip")])
        .when(rules::faster),
];

const COMPARING: &[Row] =
    &[one(C::KeepRun, || [words!("command-keep-run"), words!("command-keep-run-tip")])
        .when(rules::keepable)
        .setting(|_, session| session.keeps_run())];

const PANELS: &[Row] = &[
    each(|| Panel::ALL.map(C::Toggle).to_vec(), panel_text)
        .keys(panel_keys)
        .within(|| words!("command-submenu-panels")),
    one(C::ResetLayout, || [words!("command-reset-layout"), words!("command-reset-layout-tip")]),
];

const FITTING: &[Row] = &[
    one(C::FitTimeline, || [words!("command-fit-timeline"), words!("command-fit-timeline-tip")])
        .keys(|_| Some(S::ctrl_shift("F")))
        .when(rules::traced),
    one(C::FitCanvas, || [words!("command-fit-canvas"), words!("command-fit-canvas-tip")])
        .when(rules::open),
];

const LOOKING: &[Row] = &[timeline_row::<0>()];
const CHOOSING: &[Row] = &[timeline_row::<1>()];
const LANES: &[Row] = &[timeline_row::<2>()];
const MARKING: &[Row] = &[timeline_row::<3>()];
const TL_FINDING: &[Row] = &[timeline_row::<4>()];
const TRAVELLING: &[Row] = &[timeline_row::<5>()];

/// A group of the timeline's own list.
const fn timeline_row<const GROUP: usize>() -> Row {
    let commands = || {
        let items = timeline::GROUPS[GROUP].items.iter();
        items.map(|item| C::Timeline(item.command)).collect()
    };
    let keys = |command| match command {
        C::Timeline(command) => command.key(),
        _ => None,
    };
    each(commands, timeline_text)
        .keys(keys)
        .when(rules::traced)
        .within(|| (timeline::GROUPS[GROUP].title)())
}

fn timeline_text(command: Command) -> [String; 2] {
    let C::Timeline(command) = command else { return Default::default() };
    command.item().map_or_else(Default::default, |item| (item.says)().map(str::to_owned))
}

const LOOKS: &[Row] = &[
    each(|| ThemeChoice::ALL.map(C::Theme).to_vec(), theme_text)
        .setting(|command, session| command == C::Theme(session.settings().theme))
        .within(|| words!("command-submenu-theme")),
    each(languages, language_text)
        .setting(|command, session| command == C::Speak(session.settings().language))
        .within(|| words!("command-submenu-language")),
];

const COMFORT: &[Row] = &[
    one(C::HighContrast, || [words!("command-contrast"), words!("command-contrast-tip")])
        .setting(|_, session| session.settings().contrast),
    one(C::SafeColors, || [words!("command-safe-colors"), words!("command-safe-colors-tip")])
        .setting(|_, session| session.settings().safe_colors),
    one(C::ReduceMotion, || [words!("command-reduce-motion"), words!("command-reduce-motion-tip")])
        .setting(|_, session| session.settings().reduced_motion),
];

const SETTINGS: &[Row] = &[
    one(C::Settings, || [words!("command-settings"), words!("command-settings-tip")])
        .keys(|_| Some(S::ctrl("Comma"))),
    one(C::ForgetRecent, || [words!("command-forget-recent"), words!("command-forget-recent-tip")])
        .when(rules::has_recent),
];

const SIZES: &[Row] = &[
    one(C::ZoomIn, || [words!("command-zoom-in"), words!("command-zoom-in-tip")])
        .keys(|_| Some(S::ctrl("Plus"))),
    one(C::ZoomOut, || [words!("command-zoom-out"), words!("command-zoom-out-tip")])
        .keys(|_| Some(S::ctrl("Minus"))),
    one(C::ZoomReset, || [words!("command-zoom-reset"), words!("command-zoom-reset-tip")])
        .keys(|_| Some(S::ctrl("0"))),
];

const HELPING: &[Row] = &[
    one(C::CommandPalette, || [words!("command-palette"), words!("command-palette-tip")])
        .keys(|_| Some(S::ctrl_shift("P"))),
    one(C::Help, || [words!("command-help"), words!("command-help-tip")])
        .keys(|_| Some(S::plain("F1"))),
];

const ABOUT: &[Row] = &[one(C::About, || [words!("command-about"), words!("command-about-tip")])];

/// A command with what the table says about it.
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its row.
    pub row: &'static Row,
    /// Its menu.
    pub menu: Menu,
    /// Whether it is the first of its group.
    pub begins_group: bool,
}

/// All commands, in the order of the menus.
pub static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut entries = Vec::new();
    for (menu, groups) in TABLE {
        for group in *groups {
            let begin = entries.len();
            for row in *group {
                let commands = match row.which {
                    Which::One(command) => vec![command],
                    Which::Each(all) => all(),
                };
                entries.extend(commands.into_iter().map(|command| Entry {
                    command,
                    row,
                    menu: *menu,
                    begins_group: false,
                }));
            }
            if let Some(first) = entries.get_mut(begin) {
                first.begins_group = true;
            }
        }
    }
    entries
});

/// What the table says about a command. A command without a row is taken for the first one: a test
/// finds it.
pub fn entry(command: Command) -> &'static Entry {
    static PLACES: LazyLock<HashMap<Command, usize>> =
        LazyLock::new(|| ENTRIES.iter().enumerate().map(|(n, one)| (one.command, n)).collect());
    &ENTRIES[PLACES.get(&command).copied().unwrap_or(0)]
}
