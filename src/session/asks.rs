//! What the open script asks for in its own settings: the mode to run in, and what a run is told.
//!
//! What the user chooses while the script is open counts more than what it asks for, and that more
//! than what was chosen for others.

use std::time::Duration;

use super::{RunMode, Session};
use crate::script::settings;
use crate::words;

/// What a script asks for. `None`: it does not say.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Asks {
    /// The mode.
    pub mode: Option<RunMode>,
    /// The GIL's switch interval.
    pub switch_interval: Option<Duration>,
    /// Instructions between switches in `gil-ticks`.
    pub check_interval: Option<u32>,
    /// Seed of everything random.
    pub seed: Option<u64>,
}

impl Asks {
    /// What this script asks for.
    pub fn of(text: &str) -> Asks {
        let (own, _) = settings::read(text);
        let interval = own.switch_interval;
        Asks {
            mode: own.mode.as_deref().and_then(RunMode::named),
            switch_interval: interval.and_then(|it| Duration::try_from_secs_f64(it).ok()),
            check_interval: own.check_interval,
            seed: own.seed,
        }
    }
}

/// Those of the open script, and what was chosen against them.
#[derive(Default)]
pub(super) struct AsksOf {
    of: Option<(u64, u64)>,
    asks: Asks,
    chosen: Option<(u64, RunMode)>,
}

impl Session {
    /// The mode that Run uses.
    pub fn mode(&self) -> RunMode {
        self.chosen_mode().or(self.asks.asks.mode).unwrap_or(self.settings.mode)
    }

    fn chosen_mode(&self) -> Option<RunMode> {
        let open = self.document.as_ref().map(super::Document::identity);
        self.asks.chosen.filter(|(of, _)| Some(*of) == open).map(|(_, mode)| mode)
    }

    /// What the open script asks for.
    pub(super) fn asks(&self) -> &Asks {
        &self.asks.asks
    }

    pub(super) fn set_mode(&mut self, mode: RunMode) {
        self.settings.mode = mode;
        self.asks.chosen = self.document.as_ref().map(|document| (document.identity(), mode));
        if self.phase().is_live() {
            let text = words!("session-next-mode", mode = mode.title());
            self.notify(super::Level::Info, text);
        }
    }

    /// Follows the text of the open script.
    pub(super) fn follow_asks(&mut self) {
        let of = self.document.as_ref().map(super::Document::mark);
        if self.asks.of != of {
            self.asks.of = of;
            self.asks.asks =
                self.document.as_ref().map_or(Asks::default(), |it| Asks::of(it.text()));
        }
    }
}
