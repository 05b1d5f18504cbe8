//! What can be asked for on the canvas. The session only names these commands: the canvas itself
//! knows what is selected and carries them out.

use super::{Shortcut, short};
use crate::words;
use CanvasCommand as C;
use Shortcut as S;

/// One thing that can be done with what is selected on the canvas, or with the whole picture.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum CanvasCommand {
    Cut,
    Copy,
    Paste,
    Duplicate,
    Delete,
    Rename,
    SelectAll,
    Properties,
    GoToCode,
    Guard,
    Insert,
    Connect,
    Disconnect,
    OpenGroup,
    AlignLeft,
    AlignCenter,
    AlignTop,
    SpreadDown,
    SpreadAcross,
    AutoLayout,
    Minimap,
}

impl CanvasCommand {
    /// All of them, as the menu shows them.
    pub const ALL: [CanvasCommand; 21] = [
        C::Cut,
        C::Copy,
        C::Paste,
        C::Duplicate,
        C::Delete,
        C::Rename,
        C::SelectAll,
        C::Properties,
        C::GoToCode,
        C::Guard,
        C::Insert,
        C::Connect,
        C::Disconnect,
        C::OpenGroup,
        C::AlignLeft,
        C::AlignCenter,
        C::AlignTop,
        C::SpreadDown,
        C::SpreadAcross,
        C::AutoLayout,
        C::Minimap,
    ];

    /// What it is called and what it does, in a sentence.
    pub fn says(self) -> [&'static str; 2] {
        match self {
            C::Cut => [words!("command-canvas-cut"), words!("command-canvas-cut-tip")],
            C::Copy => [words!("command-canvas-copy"), words!("command-canvas-copy-tip")],
            C::Paste => [words!("command-canvas-paste"), words!("command-canvas-paste-tip")],
            C::Duplicate => {
                [words!("command-canvas-duplicate"), words!("command-canvas-duplicate-tip")]
            }
            C::Delete => [words!("command-canvas-delete"), words!("command-canvas-delete-tip")],
            C::Rename => [words!("command-canvas-rename"), words!("command-canvas-rename-tip")],
            C::SelectAll => [words!("command-canvas-all"), words!("command-canvas-all-tip")],
            C::Properties => {
                [words!("command-canvas-properties"), words!("command-canvas-properties-tip")]
            }
            C::GoToCode => [words!("command-canvas-code"), words!("command-canvas-code-tip")],
            C::Guard => [words!("command-canvas-guard"), words!("command-canvas-guard-tip")],
            C::Insert => [words!("command-canvas-insert"), words!("command-canvas-insert-tip")],
            C::Connect => [words!("command-canvas-connect"), words!("command-canvas-connect-tip")],
            C::Disconnect => {
                [words!("command-canvas-disconnect"), words!("command-canvas-disconnect-tip")]
            }
            C::OpenGroup => [words!("command-canvas-group"), words!("command-canvas-group-tip")],
            C::AlignLeft => [words!("command-canvas-left"), words!("command-canvas-left-tip")],
            C::AlignCenter => {
                [words!("command-canvas-center"), words!("command-canvas-center-tip")]
            }
            C::AlignTop => [words!("command-canvas-top"), words!("command-canvas-top-tip")],
            C::SpreadDown => [words!("command-canvas-down"), words!("command-canvas-down-tip")],
            C::SpreadAcross => {
                [words!("command-canvas-across"), words!("command-canvas-across-tip")]
            }
            C::AutoLayout => [words!("command-canvas-auto"), words!("command-canvas-auto-tip")],
            C::Minimap => [words!("command-canvas-minimap"), words!("command-canvas-minimap-tip")],
        }
    }

    /// What it is called where only the canvas can be meant.
    pub fn short_text(self) -> String {
        short(self.says()[0])
    }

    /// Its keys: they work while the canvas has the focus.
    pub fn shortcut(self) -> Option<Shortcut> {
        let keys = match self {
            C::Cut => S::ctrl("X"),
            C::Copy => S::ctrl("C"),
            C::Paste => S::ctrl("V"),
            C::Duplicate => S::ctrl("D"),
            C::Delete => S::plain("Delete"),
            C::Rename => S::plain("F2"),
            C::SelectAll => S::ctrl("A"),
            C::Properties => S::plain("Enter"),
            C::GoToCode => S::alt("Enter"),
            C::Guard => S::plain("G"),
            C::Insert => S::plain("I"),
            C::Connect => S::plain("C"),
            C::Disconnect => S::shift("C"),
            C::OpenGroup => S::plain("O"),
            C::AlignLeft => S::alt_shift("Left"),
            C::AlignTop => S::alt_shift("Up"),
            C::AutoLayout => S::plain("L"),
            C::Minimap => S::plain("M"),
            C::AlignCenter | C::SpreadDown | C::SpreadAcross => return None,
        };
        Some(keys.on_canvas())
    }
}
