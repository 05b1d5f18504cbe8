//! What a user can ask of the timeline: a command each, with its key there.
//!
//! The keys work while the timeline has the focus or the pointer is on it; menus and the palette
//! give the same commands. Carrying them out is `ui/timeline`'s job.

use super::Shortcut;
use super::shortcut::Shortcut as S;
use crate::words;

/// One thing to ask of the timeline.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum TimelineCommand {
    Fit,
    ZoomIn,
    ZoomOut,
    PanBack,
    PanForward,
    Follow,
    Previous,
    Next,
    Waker,
    Woken,
    RangeOfChosen,
    LaneUp,
    LaneDown,
    CopyTable,
    Clear,
    PinLane,
    HideLane,
    MoveLaneUp,
    MoveLaneDown,
    ShowAllLanes,
    Mark,
    Note,
    NextMark,
    PreviousMark,
    Find,
    NextHit,
    PreviousHit,
    CriticalPath,
    PreviousEvent,
    NextEvent,
    Beginning,
    End,
    Play,
    PlaySlower,
    PlayFaster,
    BackToLive,
}

use TimelineCommand as T;

/// Part of the timeline's menu.
pub struct Group {
    /// Title of the submenu.
    pub title: fn() -> &'static str,
    /// What is in it.
    pub items: &'static [Item],
}

/// A command with its key and its words.
pub struct Item {
    /// The command.
    pub command: TimelineCommand,
    /// Its key while the timeline has the focus.
    pub key: S,
    /// What it is called, and what it does.
    pub says: fn() -> [&'static str; 2],
}

const fn item(command: T, key: S, says: fn() -> [&'static str; 2]) -> Item {
    Item { command, key: key.in_timeline(), says }
}

/// All of them, as the menu shows them.
pub static GROUPS: &[Group] = &[
    Group { title: || words!("timeline-menu-look"), items: LOOK },
    Group { title: || words!("timeline-menu-choose"), items: CHOOSE },
    Group { title: || words!("timeline-menu-lanes"), items: LANES },
    Group { title: || words!("timeline-menu-marks"), items: MARKS },
    Group { title: || words!("timeline-menu-find"), items: FIND },
    Group { title: || words!("timeline-menu-travel"), items: TRAVEL },
];

const LOOK: &[Item] = &[
    item(T::Fit, S::plain("F"), || [words!("timeline-do-fit"), words!("timeline-do-fit-tip")]),
    item(T::ZoomIn, S::plain("W"), || [words!("timeline-do-in"), words!("timeline-do-in-tip")]),
    item(T::ZoomOut, S::plain("S"), || [words!("timeline-do-out"), words!("timeline-do-out-tip")]),
    item(T::PanBack, S::plain("A"), || {
        [words!("timeline-do-back"), words!("timeline-do-back-tip")]
    }),
    item(T::PanForward, S::plain("D"), || {
        [words!("timeline-do-forward"), words!("timeline-do-forward-tip")]
    }),
    item(T::Follow, S::plain("L"), || [words!("timeline-do-live"), words!("timeline-do-live-tip")]),
    item(T::CriticalPath, S::plain("C"), || {
        [words!("timeline-do-path"), words!("timeline-do-path-tip")]
    }),
];

const CHOOSE: &[Item] = &[
    item(T::Previous, S::plain("Comma"), || {
        [words!("timeline-do-previous"), words!("timeline-do-previous-tip")]
    }),
    item(T::Next, S::plain("Period"), || {
        [words!("timeline-do-next"), words!("timeline-do-next-tip")]
    }),
    item(T::Waker, S::plain("OpenBracket"), || {
        [words!("timeline-do-waker"), words!("timeline-do-waker-tip")]
    }),
    item(T::Woken, S::plain("CloseBracket"), || {
        [words!("timeline-do-woken"), words!("timeline-do-woken-tip")]
    }),
    item(T::RangeOfChosen, S::plain("R"), || {
        [words!("timeline-do-range"), words!("timeline-do-range-tip")]
    }),
    item(T::LaneUp, S::plain("Up"), || [words!("timeline-do-up"), words!("timeline-do-up-tip")]),
    item(T::LaneDown, S::plain("Down"), || {
        [words!("timeline-do-down"), words!("timeline-do-down-tip")]
    }),
    item(T::CopyTable, S::ctrl("C"), || {
        [words!("timeline-do-copy"), words!("timeline-do-copy-tip")]
    }),
    item(T::Clear, S::plain("Escape"), || {
        [words!("timeline-do-clear"), words!("timeline-do-clear-tip")]
    }),
];

const LANES: &[Item] = &[
    item(T::PinLane, S::plain("P"), || [words!("timeline-do-pin"), words!("timeline-do-pin-tip")]),
    item(T::HideLane, S::plain("H"), || {
        [words!("timeline-do-hide"), words!("timeline-do-hide-tip")]
    }),
    item(T::MoveLaneUp, S::shift("Up"), || {
        [words!("timeline-do-lane-up"), words!("timeline-do-lane-up-tip")]
    }),
    item(T::MoveLaneDown, S::shift("Down"), || {
        [words!("timeline-do-lane-down"), words!("timeline-do-lane-down-tip")]
    }),
    item(T::ShowAllLanes, S::shift("H"), || {
        [words!("timeline-do-show-all"), words!("timeline-do-show-all-tip")]
    }),
];

const MARKS: &[Item] = &[
    item(T::Mark, S::plain("M"), || [words!("timeline-do-mark"), words!("timeline-do-mark-tip")]),
    item(T::Note, S::shift("M"), || [words!("timeline-do-note"), words!("timeline-do-note-tip")]),
    item(T::NextMark, S::plain("N"), || {
        [words!("timeline-do-next-mark"), words!("timeline-do-next-mark-tip")]
    }),
    item(T::PreviousMark, S::shift("N"), || {
        [words!("timeline-do-previous-mark"), words!("timeline-do-previous-mark-tip")]
    }),
];

const FIND: &[Item] = &[
    item(T::Find, S::ctrl("F"), || [words!("timeline-do-find"), words!("timeline-do-find-tip")]),
    item(T::NextHit, S::plain("F3"), || [words!("timeline-do-hit"), words!("timeline-do-hit-tip")]),
    item(T::PreviousHit, S::shift("F3"), || {
        [words!("timeline-do-previous-hit"), words!("timeline-do-previous-hit-tip")]
    }),
];

const TRAVEL: &[Item] = &[
    item(T::PreviousEvent, S::plain("Left"), || {
        [words!("timeline-do-event-back"), words!("timeline-do-event-back-tip")]
    }),
    item(T::NextEvent, S::plain("Right"), || {
        [words!("timeline-do-event"), words!("timeline-do-event-tip")]
    }),
    item(T::Beginning, S::plain("Home"), || {
        [words!("timeline-do-home"), words!("timeline-do-home-tip")]
    }),
    item(T::End, S::plain("End"), || [words!("timeline-do-end"), words!("timeline-do-end-tip")]),
    item(T::Play, S::plain("Space"), || {
        [words!("timeline-do-play"), words!("timeline-do-play-tip")]
    }),
    item(T::PlaySlower, S::plain("Minus"), || {
        [words!("timeline-do-slower"), words!("timeline-do-slower-tip")]
    }),
    item(T::PlayFaster, S::plain("Plus"), || {
        [words!("timeline-do-faster"), words!("timeline-do-faster-tip")]
    }),
    item(T::BackToLive, S::plain("Backspace"), || {
        [words!("timeline-do-now"), words!("timeline-do-now-tip")]
    }),
];

impl TimelineCommand {
    /// All of them, with their keys and words.
    pub fn items() -> impl Iterator<Item = &'static Item> {
        GROUPS.iter().flat_map(|group| group.items)
    }

    /// What the list says of it.
    pub fn item(self) -> Option<&'static Item> {
        TimelineCommand::items().find(|item| item.command == self)
    }

    /// Its key while the timeline has the focus.
    pub fn key(self) -> Option<Shortcut> {
        self.item().map(|item| item.key)
    }
}
