//! Keys by name. How a press is recognised is the window's.

/// Where a shortcut works.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// Wherever the focus is.
    Everywhere,
    /// While the script is being edited.
    Code,
    /// While the timeline has the focus or the pointer is on it.
    Timeline,
    /// While the canvas has the focus.
    Canvas,
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
    /// Where it works.
    pub place: Place,
}

impl Shortcut {
    /// The key alone.
    pub const fn plain(key: &'static str) -> Shortcut {
        Shortcut { ctrl: false, shift: false, alt: false, key, place: Place::Everywhere }
    }

    /// With Shift.
    pub const fn shift(key: &'static str) -> Shortcut {
        Shortcut { shift: true, ..Shortcut::plain(key) }
    }

    /// With Ctrl.
    pub const fn ctrl(key: &'static str) -> Shortcut {
        Shortcut { ctrl: true, ..Shortcut::plain(key) }
    }

    /// With Ctrl and Shift.
    pub const fn ctrl_shift(key: &'static str) -> Shortcut {
        Shortcut { shift: true, ..Shortcut::ctrl(key) }
    }

    /// With Alt.
    pub const fn alt(key: &'static str) -> Shortcut {
        Shortcut { alt: true, ..Shortcut::plain(key) }
    }

    /// With Alt and Shift.
    pub const fn alt_shift(key: &'static str) -> Shortcut {
        Shortcut { shift: true, ..Shortcut::alt(key) }
    }

    /// The same, only while the script is being edited.
    pub const fn in_code(self) -> Shortcut {
        Shortcut { place: Place::Code, ..self }
    }

    /// The same, only on the timeline.
    pub const fn in_timeline(self) -> Shortcut {
        Shortcut { place: Place::Timeline, ..self }
    }

    /// The same, only while the canvas has the focus.
    pub const fn on_canvas(self) -> Shortcut {
        Shortcut { place: Place::Canvas, ..self }
    }

    /// The keys alone.
    pub fn keys(self) -> (bool, bool, bool, &'static str) {
        (self.ctrl, self.shift, self.alt, self.key)
    }

    /// Whether both would be meant by the same press at the same place. The timeline's keys come
    /// before those that work everywhere.
    pub fn is_in_the_way_of(self, other: Shortcut) -> bool {
        let places = [self.place, other.place];
        let with_everywhere =
            places.contains(&Place::Everywhere) && !places.contains(&Place::Timeline);
        (self.place == other.place || with_everywhere) && self.keys() == other.keys()
    }
}
