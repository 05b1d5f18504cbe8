//! What the user prefers, kept between starts: the mode to run in, theme, zoom, recent files.
//!
//! Plain data. Every field has a default, so that a settings file of another version still opens.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use crate::exec::native::run::Mode as RunMode;
use crate::words;
use crate::words::Language;

/// How many recent files are remembered.
pub const RECENT_FILES_MAX: usize = 10;
/// How long each line of a thread can be made to last; the first is full speed. At full speed a line
/// takes about a tenth of a microsecond, so the next three are 1/10, 1/100 and 1/1000 of it.
pub const STEP_DELAYS: [Duration; 9] = [
    Duration::ZERO,
    Duration::from_micros(1),
    Duration::from_micros(10),
    Duration::from_micros(100),
    Duration::from_millis(1),
    Duration::from_millis(5),
    Duration::from_millis(20),
    Duration::from_millis(100),
    Duration::from_millis(500),
];

impl RunMode {
    /// Its name on the switch.
    pub fn title(self) -> &'static str {
        match self {
            RunMode::Free => words!("session-mode-free"),
            RunMode::Gil => words!("session-mode-gil"),
            RunMode::GilTicks => words!("session-mode-gil-ticks"),
            RunMode::RefCount => words!("session-mode-refcount"),
        }
    }

    /// What it means, in a sentence or two.
    pub fn explanation(self) -> &'static str {
        match self {
            RunMode::Free => words!("session-mode-free-tip"),
            RunMode::Gil => words!("session-mode-gil-tip"),
            RunMode::GilTicks => words!("session-mode-gil-ticks-tip"),
            RunMode::RefCount => words!("session-mode-refcount-tip"),
        }
    }
}

/// Light, dark, or what the desktop says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// What the desktop says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// All choices, in the order of the menu.
    pub const ALL: [ThemeChoice; 3] = [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark];

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            ThemeChoice::System => words!("session-like-desktop"),
            ThemeChoice::Light => words!("session-theme-light"),
            ThemeChoice::Dark => words!("session-theme-dark"),
        }
    }
}

/// The user's preferences.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The mode that Run uses.
    pub mode: RunMode,
    /// Slow motion: place in [`STEP_DELAYS`], 0 for full speed. Not kept between starts: a script
    /// that crawls for what was chosen yesterday seems to hang.
    #[serde(skip)]
    pub slowness: usize,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Whether the colours have the strongest contrast.
    pub contrast: bool,
    /// Whether states and threads have colours that colour-blind eyes tell apart.
    pub safe_colors: bool,
    /// What the window speaks; without one, what the desktop speaks.
    pub language: Option<Language>,
    /// Size of everything: 1.0 is the desktop's own.
    pub zoom: f32,
    /// Whether output lines begin with the name of their thread.
    pub output_prefix: bool,
    /// Whether output shows both streams or only one.
    pub output_errors_only: bool,
    /// Whether a breakpoint pauses all threads, or stops only the one that reaches it.
    pub break_stops_all: bool,
    /// Whether nothing moves by itself: no tokens on wires, no pulse.
    pub reduced_motion: bool,
    /// Whether the timeline follows the newest events.
    pub follow: bool,
    /// Files opened or saved lately, the newest first.
    pub recent_files: VecDeque<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            mode: RunMode::Free,
            slowness: 0,
            theme: ThemeChoice::System,
            contrast: false,
            safe_colors: false,
            language: None,
            zoom: 1.0,
            output_prefix: true,
            output_errors_only: false,
            break_stops_all: false,
            reduced_motion: false,
            follow: true,
            recent_files: VecDeque::new(),
        }
    }
}

impl Settings {
    /// Puts a file at the front of the recent ones.
    pub fn remember_file(&mut self, path: &Path) {
        self.recent_files.retain(|recent| recent != path);
        self.recent_files.push_front(path.to_owned());
        self.recent_files.truncate(RECENT_FILES_MAX);
    }

    /// Speaks the chosen language from now on.
    pub fn speak(&self) {
        words::speak(self.language.unwrap_or_else(Language::of_desktop));
    }

    /// How long each step of a thread is made to last.
    pub fn step_delay(&self) -> Duration {
        STEP_DELAYS[self.slowness.min(STEP_DELAYS.len() - 1)]
    }

    /// Brings values from a file of another version or a careless hand into range.
    pub fn sanitized(mut self) -> Settings {
        self.zoom = if self.zoom.is_finite() { self.zoom.clamp(0.5, 3.0) } else { 1.0 };
        self.slowness = self.slowness.min(STEP_DELAYS.len() - 1);
        self.recent_files.truncate(RECENT_FILES_MAX);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_remembered_again_moves_to_the_front() {
        let mut settings = Settings::default();
        for n in 0..20 {
            settings.remember_file(Path::new(&format!("{n}.py")));
        }
        settings.remember_file(Path::new("15.py"));
        assert_eq!(settings.recent_files.len(), RECENT_FILES_MAX);
        assert_eq!(settings.recent_files[0], Path::new("15.py"));
        assert_eq!(settings.recent_files[1], Path::new("19.py"));
    }

    #[test]
    fn settings_of_another_version_open_with_defaults() {
        let settings: Settings = serde_json::from_str(r#"{"zoom": 900.0, "new": 1}"#).unwrap();
        let settings = settings.sanitized();
        assert_eq!((settings.zoom, settings.slowness), (3.0, 0));
    }
}
