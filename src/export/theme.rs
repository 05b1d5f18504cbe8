//! The colours and patterns of the trace views, as tokens: one theme a constant, one sorted list.
//!
//! A state is told by colour *and* pattern, so that a picture survives a copier and a colour-blind
//! reader. Identity colours only help to follow a thread across lanes: a label always says who.

use super::scene::{Color, Pattern};
use crate::model::primitives::WaitClass;

/// How a state is filled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// Inside.
    pub fill: Color,
    /// Over it.
    pub pattern: Pattern,
}

/// Every colour that a view of a trace may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Theme {
    /// What options and the command line call it.
    pub name: &'static str,
    /// Whether it is for a dark window.
    pub dark: bool,
    /// Behind everything.
    pub background: Color,
    /// Behind the labels, the axis and the legend.
    pub panel: Color,
    /// Behind every lane.
    pub lane: Color,
    /// Between lanes and under ticks.
    pub grid: Color,
    /// Texts.
    pub text: Color,
    /// Texts of less weight.
    pub text_weak: Color,
    /// What is selected, hovered or marked.
    pub accent: Color,
    /// What is part of a deadlock.
    pub alarm: Color,
    /// From waker to woken.
    pub arrow: Color,
    /// The critical path.
    pub path: Color,
    /// A thread that runs.
    pub running: Look,
    /// One that stands at a breakpoint.
    pub stopped: Look,
    /// One of which nothing was recorded for a while.
    pub unrecorded: Look,
    /// One that waits for the GIL.
    pub gil: Look,
    /// One that waits for a lock.
    pub lock: Look,
    /// One that waits to be told.
    pub signal: Look,
    /// One that waits for data or room.
    pub data: Look,
    /// One that sleeps or does I/O.
    pub time: Look,
    /// The cap after a thread's end.
    pub ended: Look,
    /// Fill of queues and levels of semaphores.
    pub level: Color,
    /// Colours of threads where they own something.
    pub identity: [Color; 10],
}

impl Theme {
    /// How waiting for such a thing looks.
    pub fn wait(&self, class: WaitClass) -> Look {
        match class {
            WaitClass::Lock => self.lock,
            WaitClass::Signal => self.signal,
            WaitClass::Data => self.data,
            WaitClass::Time => self.time,
            WaitClass::Gil => self.gil,
        }
    }

    /// The colour of the thread with this number, where it owns something.
    pub fn owner(&self, thread: usize) -> Color {
        self.identity[thread % self.identity.len()]
    }
}

const fn solid(fill: u32) -> Look {
    Look { fill: Color::hex(fill), pattern: Pattern::Solid }
}

const fn hatched(fill: u32, ink: u32) -> Look {
    Look { fill: Color::hex(fill), pattern: Pattern::Hatch(Color::hex(ink)) }
}

const fn dotted(fill: u32, ink: u32) -> Look {
    Look { fill: Color::hex(fill), pattern: Pattern::Dots(Color::hex(ink)) }
}

const fn lined(fill: u32, ink: u32) -> Look {
    Look { fill: Color::hex(fill), pattern: Pattern::Lines(Color::hex(ink)) }
}

const fn palette(rgb: [u32; 10]) -> [Color; 10] {
    let mut colors = [Color::hex(0); 10];
    let mut i = 0;
    while i < 10 {
        colors[i] = Color::hex(rgb[i]);
        i += 1;
    }
    colors
}

/// Identity colours that stay clear of the state colours' meaning: mostly cool and earthy.
const IDENTITY_LIGHT: [u32; 10] = [
    0x7a6ff0, 0x1f9bb5, 0xc77c11, 0xb04fb0, 0x5d8a2b, 0x4777c9, 0xb5654a, 0x2e9c7f, 0x8a63c4,
    0x8f7d2f,
];
const IDENTITY_DARK: [u32; 10] = [
    0x9a91ff, 0x3fbdd6, 0xe2a03c, 0xd27bd2, 0x8fbf52, 0x7aa5ee, 0xd98d70, 0x55c4a5, 0xb391e8,
    0xbfae5a,
];
/// Okabe and Ito's set, told apart with every common kind of colour blindness.
const IDENTITY_SAFE: [u32; 10] = [
    0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7, 0x999999, 0x7b5aa6,
    0x5c4a1f,
];

/// Bright on black.
const IDENTITY_LOUD: [u32; 10] = [
    0xb8a6ff, 0x00e5ff, 0xffab40, 0xff80ff, 0xb2ff59, 0x82b1ff, 0xff9e80, 0x64ffda, 0xea80fc,
    0xffee58,
];

/// For a light window and for slides.
pub const LIGHT: Theme = Theme {
    name: "light",
    dark: false,
    background: Color::hex(0xffffff),
    panel: Color::hex(0xf6f7f9),
    lane: Color::hex(0xf1f3f5),
    grid: Color::hex(0xd9dde2),
    text: Color::hex(0x1d2329),
    text_weak: Color::hex(0x5c6670),
    accent: Color::hex(0x1565c0),
    alarm: Color::hex(0xc4001a),
    arrow: Color::hex(0x37474f),
    path: Color::hex(0x8e24aa),
    running: solid(0x4caf6a),
    gil: solid(0xf5b53d),
    lock: hatched(0xef6f6c, 0xb3261e),
    signal: solid(0x64a4ea),
    data: dotted(0x9cc6f2, 0x2b6cb0),
    stopped: dotted(0xd6408a, 0xffffff),
    unrecorded: hatched(0xe9ebee, 0x9aa2aa),
    time: solid(0xd9d3e3),
    ended: solid(0x8d949b),
    level: Color::hex(0x7fa7c9),
    identity: palette(IDENTITY_LIGHT),
};

/// For a dark window.
pub const DARK: Theme = Theme {
    name: "dark",
    dark: true,
    background: Color::hex(0x16191d),
    panel: Color::hex(0x1d2126),
    lane: Color::hex(0x22272d),
    grid: Color::hex(0x343b43),
    text: Color::hex(0xe4e8ec),
    text_weak: Color::hex(0x9aa4ae),
    accent: Color::hex(0x64b5f6),
    alarm: Color::hex(0xff4d5e),
    arrow: Color::hex(0xcfd8dc),
    path: Color::hex(0xd77bff),
    running: solid(0x3f9e5d),
    gil: solid(0xd99a26),
    lock: hatched(0xb83a3a, 0xff9b94),
    signal: solid(0x3d7fcb),
    data: dotted(0x2c5c8f, 0x9cc9f7),
    stopped: dotted(0xa8326b, 0xffc2dd),
    unrecorded: hatched(0x2b3037, 0x77808a),
    time: solid(0x4c4658),
    ended: solid(0x6d757d),
    level: Color::hex(0x4f7ea6),
    identity: palette(IDENTITY_DARK),
};

/// For paper, in colour or not: pale fills, dark inks, no tinted backgrounds.
pub const PRINT: Theme = Theme {
    name: "print",
    dark: false,
    background: Color::hex(0xffffff),
    panel: Color::hex(0xffffff),
    lane: Color::hex(0xffffff),
    grid: Color::hex(0xd2d2d2),
    text: Color::hex(0x000000),
    text_weak: Color::hex(0x333333),
    accent: Color::hex(0x0d47a1),
    alarm: Color::hex(0xb00020),
    arrow: Color::hex(0x000000),
    path: Color::hex(0x6a1b9a),
    running: solid(0x8fce9f),
    gil: lined(0xfbe0a3, 0x8a6412),
    lock: hatched(0xf4a6a3, 0x8e1b16),
    signal: solid(0x5f97d3),
    data: dotted(0xc5ddf5, 0x1f4e85),
    stopped: dotted(0x9c2a63, 0xffffff),
    unrecorded: hatched(0xffffff, 0x7d7d7d),
    time: solid(0xeae6f0),
    ended: solid(0x6a6a6a),
    level: Color::hex(0xa9c3da),
    identity: palette(IDENTITY_LIGHT),
};

/// For eyes that need the strongest contrast: pure black and white, and loud colours between.
pub const HIGH_CONTRAST: Theme = Theme {
    name: "high-contrast",
    dark: true,
    background: Color::hex(0x000000),
    panel: Color::hex(0x000000),
    lane: Color::hex(0x0d0d0d),
    grid: Color::hex(0x6a6a6a),
    text: Color::hex(0xffffff),
    text_weak: Color::hex(0xe0e0e0),
    accent: Color::hex(0x00e5ff),
    alarm: Color::hex(0xff6f7d),
    arrow: Color::hex(0xffffff),
    path: Color::hex(0xff80ff),
    running: solid(0x00b341),
    gil: solid(0xffc400),
    lock: hatched(0xd50000, 0xffffff),
    signal: solid(0x2f8cff),
    data: dotted(0x0047b3, 0xffffff),
    stopped: dotted(0xff4fa3, 0x000000),
    unrecorded: hatched(0x606060, 0xffffff),
    time: solid(0x4d3d66),
    ended: solid(0x9e9e9e),
    level: Color::hex(0x40a9ff),
    identity: palette(IDENTITY_LOUD),
};

/// The same on white; of the window, whose light and dark it goes with.
pub const HIGH_CONTRAST_LIGHT: Theme = Theme {
    name: "high-contrast-light",
    dark: false,
    background: Color::hex(0xffffff),
    panel: Color::hex(0xffffff),
    lane: Color::hex(0xffffff),
    grid: Color::hex(0x7d7d7d),
    text: Color::hex(0x000000),
    text_weak: Color::hex(0x262626),
    accent: Color::hex(0x0b3d91),
    alarm: Color::hex(0xb00020),
    arrow: Color::hex(0x000000),
    path: Color::hex(0x6a1b9a),
    running: solid(0x2e7d32),
    gil: lined(0xa85f00, 0xffe3b0),
    lock: hatched(0xc62828, 0xffd6d6),
    signal: solid(0x1565c0),
    data: dotted(0x1e4f8f, 0xd6e8ff),
    stopped: dotted(0x9c2a63, 0xffffff),
    unrecorded: hatched(0x8a8a8a, 0xffffff),
    time: solid(0x85799c),
    ended: solid(0x5a5a5a),
    level: Color::hex(0x2f6ea6),
    identity: palette(IDENTITY_LIGHT),
};

/// Told apart without red and green: Okabe and Ito's colours, and the same patterns.
pub const SAFE: Theme = Theme {
    name: "colour-blind",
    dark: false,
    background: Color::hex(0xffffff),
    panel: Color::hex(0xf6f7f9),
    lane: Color::hex(0xf1f3f5),
    grid: Color::hex(0xd9dde2),
    text: Color::hex(0x1d2329),
    text_weak: Color::hex(0x4f5963),
    accent: Color::hex(0x0050a0),
    alarm: Color::hex(0x7d0a3c),
    arrow: Color::hex(0x37474f),
    path: Color::hex(0x8e24aa),
    running: solid(0x12a17a),
    gil: lined(0xf0e442, 0x8f8500),
    lock: hatched(0xd55e00, 0x5e2900),
    signal: solid(0x0072b2),
    data: dotted(0x8fcdf2, 0x00456b),
    stopped: dotted(0xcc79a7, 0x4a1238),
    unrecorded: hatched(0xe6e8ea, 0x979ea5),
    time: solid(0xdcd6dd),
    ended: solid(0x7f868c),
    level: Color::hex(0x88b4d2),
    identity: palette(IDENTITY_SAFE),
};

/// All themes, sorted by name.
pub const ALL: &[&Theme] = &[&SAFE, &DARK, &HIGH_CONTRAST, &LIGHT, &PRINT];

/// The theme with this name.
pub fn named(name: &str) -> Option<&'static Theme> {
    ALL.iter().copied().find(|theme| theme.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(theme: &Theme) -> [Look; 9] {
        let Theme { running, stopped, unrecorded, gil, lock, signal, data, time, ended, .. } =
            *theme;
        [running, stopped, unrecorded, gil, lock, signal, data, time, ended]
    }

    /// WCAG's relative luminance.
    fn luminance(color: Color) -> f64 {
        let part = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.r) + 0.7152 * part(color.g) + 0.0722 * part(color.b)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn the_list_is_sorted_and_finds_every_theme() {
        assert!(ALL.is_sorted_by_key(|theme| theme.name));
        assert!(ALL.iter().all(|theme| named(theme.name) == Some(theme)));
        assert_eq!(named("no such theme"), None);
    }

    #[test]
    fn no_two_states_of_a_theme_look_the_same() {
        for theme in ALL {
            let looks = looks(theme);
            for (i, a) in looks.iter().enumerate() {
                assert!(looks[i + 1..].iter().all(|b| a.fill != b.fill), "{}", theme.name);
            }
        }
    }

    #[test]
    fn texts_read_well_on_every_background() {
        for theme in ALL {
            for background in [theme.background, theme.panel, theme.lane] {
                for text in [theme.text, theme.text_weak, theme.alarm] {
                    let contrast = contrast(text, background);
                    assert!(contrast >= 4.5, "{}: {text:?} {contrast:.1}", theme.name);
                }
            }
        }
    }

    #[test]
    fn everything_stands_out_where_the_strongest_contrast_was_asked_for() {
        for theme in [&HIGH_CONTRAST, &HIGH_CONTRAST_LIGHT] {
            let fills = looks(theme).into_iter().map(|look| look.fill);
            let inks = [theme.grid, theme.text_weak, theme.accent, theme.alarm, theme.level];
            let faint = |ink: &Color| contrast(*ink, theme.background) < 3.0;
            let faint: Vec<Color> = inks.into_iter().chain(fills).filter(faint).collect();
            // What is not known is quiet on purpose, and on black what matters least: asleep.
            let quiet = [theme.unrecorded.fill, theme.time.fill, theme.data.fill];
            let excused = if theme.dark { &quiet[..] } else { &quiet[..1] };
            assert!(faint.iter().all(|ink| excused.contains(ink)), "{}: {faint:?}", theme.name);
        }
    }

    #[test]
    fn on_a_copier_states_of_the_print_theme_differ_in_pattern_or_in_grey() {
        let kind = |pattern| match pattern {
            Pattern::Solid => 0,
            Pattern::Hatch(_) => 1,
            Pattern::Dots(_) => 2,
            Pattern::Lines(_) => 3,
        };
        let looks = looks(&PRINT);
        for (i, a) in looks.iter().enumerate() {
            for b in looks[i + 1..].iter().filter(|b| kind(a.pattern) == kind(b.pattern)) {
                assert!(contrast(a.fill, b.fill) > 1.4, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn waiting_for_a_lock_is_hatched_and_for_data_dotted_in_every_theme() {
        for theme in ALL {
            assert!(matches!(theme.wait(WaitClass::Lock).pattern, Pattern::Hatch(_)));
            assert!(matches!(theme.wait(WaitClass::Data).pattern, Pattern::Dots(_)));
        }
    }
}
