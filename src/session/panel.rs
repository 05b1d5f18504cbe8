//! The panels of the window, by name. What each one draws is the window's.

use crate::words;

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
    /// Two runs beside each other.
    Compare,
    /// What went wrong, in sentences.
    Findings,
    /// What the script printed.
    Output,
}

impl Panel {
    /// All panels, in the order of the View menu.
    pub const ALL: [Panel; 12] = [
        Panel::Palette,
        Panel::Presets,
        Panel::Canvas,
        Panel::Code,
        Panel::Timeline,
        Panel::Contention,
        Panel::Throughput,
        Panel::Plots,
        Panel::WaitFor,
        Panel::Compare,
        Panel::Findings,
        Panel::Output,
    ];

    /// Whether it shows a run, and not the script as it is.
    pub fn is_of_run(self) -> bool {
        !matches!(self, Panel::Palette | Panel::Presets | Panel::Canvas | Panel::Code)
    }

    /// The title on its tab.
    pub fn title(self) -> &'static str {
        match self {
            Panel::Palette => words!("session-panel-palette"),
            Panel::Presets => words!("session-panel-presets"),
            Panel::Canvas => words!("session-panel-canvas"),
            Panel::Code => words!("session-panel-code"),
            Panel::Timeline => words!("session-panel-timeline"),
            Panel::Contention => words!("session-panel-contention"),
            Panel::Throughput => words!("session-panel-throughput"),
            Panel::Plots => words!("session-panel-plots"),
            Panel::WaitFor => words!("session-panel-wait-for"),
            Panel::Compare => words!("session-panel-compare"),
            Panel::Findings => words!("session-panel-findings"),
            Panel::Output => words!("session-panel-output"),
        }
    }
}
