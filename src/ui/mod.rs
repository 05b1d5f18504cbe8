//! The window: the only folder that names egui.
//!
//! Draws what the session holds and turns what the user does into commands and edits, which are
//! carried out between two frames, never in the middle of one. Knows no thread of the script, no
//! parser and no exporter but through the session and the lists.

pub mod canvas;
pub mod code;
pub mod compare;
pub mod export;
mod field;
pub mod findings;
pub mod gallery;
pub mod list;
pub mod output;
pub mod plots;
pub mod shell;
pub mod theme;
pub mod timeline;

use std::path::PathBuf;
use std::time::Duration;

use crate::analysis::detectors::Finding;
use crate::model::ids::ThreadId;
use crate::session::Command;

pub use shell::{DialogKind, LockstepApp, Start, open_window};

/// What takes arrow keys itself while it has the focus: nodes, rows, cards of the gallery.
pub const ARROWS: egui::EventFilter =
    egui::EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };

/// Points of wheel that pan a stretch of time by its whole width.
pub const WHEEL_PAN: f32 = 600.0;

/// How often it is looked whether the script still is being typed.
const LOOK_WHETHER_TYPING: Duration = Duration::from_millis(250);

/// Says in the middle of an empty panel what would be there.
pub fn hint_ui(ui: &mut egui::Ui, text: &str) {
    let room = ui.available_rect_before_wrap();
    let (font, color) = (egui::TextStyle::Body.resolve(ui.style()), ui.visuals().weak_text_color());
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, color, room.width() - 24.0);
    job.halign = egui::Align::Center;
    let galley = ui.painter().layout_job(job);
    let place = egui::Rect::from_center_size(room.center(), galley.size());
    ui.painter().galley(place.center_top(), galley, color);
    let said = ui.allocate_rect(place, egui::Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, text));
}

/// Size of a line of help below a list or a call.
pub const HELP_SIZE: f32 = 12.0;

/// A text in which what stands between backticks has the letters of code.
pub fn with_code(text: &str, size: f32, color: egui::Color32) -> egui::text::LayoutJob {
    let mut job = egui::text::LayoutJob::default();
    for (at, piece) in text.split('`').enumerate() {
        let font = match at % 2 {
            0 => egui::FontId::proportional(size),
            _ => egui::FontId::monospace(size - 1.0),
        };
        job.append(piece, 0.0, egui::TextFormat::simple(font, color));
    }
    job
}

/// Something the user asked for in this frame; carried out after it.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// A command of the list.
    Do(Command),
    /// A change of the script, one step of undo.
    Edit {
        /// What Undo will call it.
        label: String,
        /// The whole new text.
        text: String,
    },
    /// A change of the script by typing.
    Type(String),
    /// A preset was chosen.
    OpenPreset(String),
    /// A file was chosen or dropped.
    OpenFile(PathBuf),
    /// Something done on the canvas or with the palette.
    Canvas(canvas::CanvasAction),
    /// Threads are to stop at this line of the script, or not any more.
    ToggleBreakpoint(u32),
    /// Single steps are to be about this stopped thread.
    ChooseStopped(ThreadId),
    /// A line of the script is to be shown.
    ShowLine(usize),
    /// What a finding is about is to be shown on the timeline.
    ShowFinding(Box<Finding>),
    /// The comparison of two runs is to be exported as a picture.
    ExportComparison,
    /// A plot, by its place in `plots::ALL`, is to be exported as a picture.
    ExportPlot(usize),
    /// Slow motion: place in `STEP_DELAYS`.
    Slowness(usize),
}
