//! Asking for a file: by the desktop's own dialog, or by our own where there is none.
//!
//! The desktop's dialog runs on its own thread, one at a time, so that no frame ever waits for it.
//! On a desktop with neither a portal nor `zenity` it gives up at once, which looks just like
//! Cancel: then ours is shown.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};
use egui::Context;

use super::path_dialog::PathDialog;
use crate::export;
use crate::session::{Settings, TRACE_ENDING};
use crate::words;

/// An answer that comes sooner than a person can give it.
const TOO_SOON: Duration = Duration::from_millis(150);

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DialogKind {
    /// The desktop, and we if it cannot.
    #[default]
    Desktop,
    /// Always we.
    Own,
}

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// A script to open.
    Open,
    /// Where to save the script.
    Save {
        /// The name to suggest.
        name: String,
    },
    /// Where to export to.
    Export {
        /// Place in `export::ALL`.
        exporter: usize,
        /// The name to suggest.
        name: String,
    },
}

impl Ask {
    /// The dialog's title.
    pub fn title(&self) -> &'static str {
        match self {
            Ask::Open => words!("shell-ask-open"),
            Ask::Save { .. } => words!("shell-ask-save"),
            Ask::Export { .. } => words!("shell-ask-export"),
        }
    }

    /// The name to suggest.
    pub fn name(&self) -> &str {
        match self {
            Ask::Open => "",
            Ask::Save { name } | Ask::Export { name, .. } => name,
        }
    }

    /// The ending that a file to be written gets.
    pub fn ending(&self) -> &'static str {
        match self {
            Ask::Open | Ask::Save { .. } => "py",
            Ask::Export { exporter, .. } => {
                export::ALL.get(*exporter).map_or("", |exporter| exporter.extension)
            }
        }
    }

    /// The endings of the files that are meant.
    pub fn endings(&self) -> Vec<&'static str> {
        match self {
            Ask::Open => vec![self.ending(), TRACE_ENDING],
            _ => vec![self.ending()],
        }
    }

    /// Whether a file is to be written.
    pub fn is_for_writing(&self) -> bool {
        !matches!(self, Ask::Open)
    }
}

/// What was asked and the answer; no path means that the user gave up.
pub type Place = (Ask, Option<PathBuf>);

/// A dialog of the desktop that is open.
struct Native {
    ask: Ask,
    since: Instant,
    answer: Receiver<Option<PathBuf>>,
}

/// The dialog that is open, if any.
pub struct FileDialogs {
    kind: DialogKind,
    native: Option<Native>,
    own: Option<(Ask, PathDialog)>,
    folder: Option<PathBuf>,
}

impl FileDialogs {
    /// With no dialog open.
    pub fn new(kind: DialogKind) -> FileDialogs {
        FileDialogs { kind, native: None, own: None, folder: None }
    }

    /// Whether one is open that takes the keyboard.
    pub fn is_open(&self) -> bool {
        self.own.is_some()
    }

    /// Asks. While a dialog is open already, nothing happens.
    pub fn ask(&mut self, ctx: &Context, ask: Ask) {
        if self.native.is_some() || self.own.is_some() {
            return;
        }
        match self.kind {
            DialogKind::Desktop => match open_native(ctx, &ask, self.folder.as_deref()) {
                Some(native) => self.native = Some(native),
                None => self.open_own(ask),
            },
            DialogKind::Own => self.open_own(ask),
        }
    }

    /// Draws our own dialog; gives the answer of either once there is one.
    pub fn ui(&mut self, ctx: &Context, settings: &Settings) -> Option<Place> {
        if let Some(native) = &self.native
            && let Ok(answer) = native.answer.try_recv()
        {
            let unable = answer.is_none() && native.since.elapsed() < TOO_SOON && !has_zenity();
            let ask = self.native.take()?.ask;
            if unable {
                self.open_own(ask);
            } else {
                return Some(self.answered(ask, answer));
            }
        }
        let (ask, dialog) = self.own.as_mut()?;
        let answer = dialog.ui(ctx, ask, settings)?;
        let ask = self.own.take()?.0;
        Some(self.answered(ask, answer))
    }

    fn open_own(&mut self, ask: Ask) {
        let dialog = PathDialog::new(self.folder.clone(), ask.name());
        self.own = Some((ask, dialog));
    }

    fn answered(&mut self, ask: Ask, answer: Option<PathBuf>) -> Place {
        if let Some(folder) = answer.as_deref().and_then(Path::parent) {
            self.folder = Some(folder.to_owned());
        }
        (ask, answer)
    }
}

fn open_native(ctx: &Context, ask: &Ask, folder: Option<&Path>) -> Option<Native> {
    let kind = match ask.ending() {
        "py" if !ask.is_for_writing() => words!("shell-kind-both").to_owned(),
        "py" => words!("shell-kind-script").to_owned(),
        other => words!("shell-kind-file", ending = other.to_uppercase()),
    };
    let mut dialog = rfd::FileDialog::new().set_title(ask.title()).add_filter(kind, &ask.endings());
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    if ask.is_for_writing() {
        dialog = dialog.set_file_name(ask.name());
    }
    let (sender, answer) = bounded(1);
    let (ctx, writing) = (ctx.clone(), ask.is_for_writing());
    let body = move || {
        let path = if writing { dialog.save_file() } else { dialog.pick_file() };
        // Nobody listens any more only when the window is gone.
        let _ = sender.send(path);
        ctx.request_repaint();
    };
    thread::Builder::new().name("lockstep-file-dialog".into()).spawn(body).ok()?;
    Some(Native { ask: ask.clone(), since: Instant::now(), answer })
}

fn has_zenity() -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join("zenity").is_file())
}
