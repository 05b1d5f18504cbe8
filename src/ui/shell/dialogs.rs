//! Asking for a file: by the desktop's own dialog, or by our own where there is none.
//!
//! The desktop's dialog runs on its own thread, one at a time, so that no frame ever waits for it.
//! On a desktop with neither a portal nor `zenity` nothing appears, and its answer, at once or much
//! later, looks just like Cancel. Who cancelled a dialog has been in it: as long as our window kept
//! the keyboard there was none, and ours is shown.

use std::env::{split_paths, var_os};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};
use egui::Context;

use super::path_dialog::PathDialog;
use crate::export;
use crate::session::{Settings, TRACE_ENDING};
use crate::words;

/// A dialog of the desktop that is not there by then is not waited for alone.
const PATIENCE: Duration = Duration::from_secs(4);

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
    /// Our window was left for it.
    seen: bool,
}

/// What the desktop has to ask with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Means {
    /// Dialogs of its own, always.
    Own,
    /// `zenity`, whatever else.
    Zenity,
    /// A bus, on which a portal may answer.
    Bus,
    /// Nothing.
    Nothing,
}

/// The dialog that is open, if any.
pub struct FileDialogs {
    /// What there is to ask with, once that was looked at.
    means: Option<Means>,
    native: Option<Native>,
    own: Option<(Ask, PathDialog)>,
    folder: Option<PathBuf>,
}

impl FileDialogs {
    /// With no dialog open.
    pub fn new(kind: DialogKind) -> FileDialogs {
        let means = (kind == DialogKind::Own).then_some(Means::Nothing);
        FileDialogs { means, native: None, own: None, folder: None }
    }

    /// Whether one is open that takes the keyboard.
    pub fn is_open(&self) -> bool {
        self.own.is_some()
    }

    /// Whether one is open at all, so that there can be no other.
    pub fn is_asking(&self) -> bool {
        self.native.is_some() || self.own.is_some()
    }

    /// Where to look first: beside what is open.
    pub fn look_beside(&mut self, file: Option<&Path>) {
        let folder = file.and_then(Path::parent).filter(|folder| folder.is_dir());
        self.folder = folder.map(Path::to_owned).or(self.folder.take());
    }

    /// Asks, and says whether it did: while a dialog is open already, nothing happens.
    pub fn ask(&mut self, ctx: &Context, ask: Ask) -> bool {
        if self.native.is_some() || self.own.is_some() {
            return false;
        }
        let native = (*self.means.get_or_insert_with(means) != Means::Nothing)
            .then(|| open_native(ctx, &ask, self.folder.as_deref()))
            .flatten();
        match native {
            Some(native) => self.native = Some(native),
            None => self.open_own(ask),
        }
        true
    }

    /// Draws our own dialog; gives the answer of either once there is one.
    pub fn ui(&mut self, ctx: &Context, settings: &Settings) -> Option<Place> {
        if let Some(answered) = self.native_ui(ctx) {
            self.own = None;
            return Some(answered);
        }
        let (ask, dialog) = self.own.as_mut()?;
        let answer = dialog.ui(ctx, ask, settings)?;
        let ask = self.own.take()?.0;
        self.native = None;
        Some(self.answered(ask, answer))
    }

    /// The desktop's answer; where it is not able to ask, our dialog is opened.
    fn native_ui(&mut self, ctx: &Context) -> Option<Place> {
        let native = self.native.as_mut()?;
        native.seen |= !ctx.input(|input| input.focused);
        let may_be_none = self.means == Some(Means::Bus) && !native.seen;
        match native.answer.try_recv() {
            // Who gives the late one up has ours to go on with.
            Ok(None) if may_be_none || self.own.is_some() => {
                let ask = self.native.take()?.ask;
                self.open_own(ask);
            }
            Ok(answer) => {
                let ask = self.native.take()?.ask;
                return Some(self.answered(ask, answer));
            }
            Err(_) if may_be_none && self.own.is_none() => {
                let left = PATIENCE.saturating_sub(native.since.elapsed());
                match left.is_zero() {
                    true => {
                        let ask = native.ask.clone();
                        self.open_own(ask);
                    }
                    false => ctx.request_repaint_after(left),
                }
            }
            Err(_) => {}
        }
        None
    }

    fn open_own(&mut self, ask: Ask) {
        if self.own.is_some() {
            return;
        }
        let dialog = PathDialog::new(self.folder.clone(), &ask);
        self.own = Some((ask, dialog));
    }

    fn answered(&mut self, ask: Ask, answer: Option<PathBuf>) -> Place {
        // Where nothing can be is no place to look next time.
        if let Some(folder) = answer.as_deref().and_then(Path::parent).filter(|it| it.is_dir()) {
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
    Some(Native { ask: ask.clone(), since: Instant::now(), answer, seen: false })
}

fn means() -> Means {
    if cfg!(any(windows, target_os = "macos")) {
        return Means::Own;
    }
    let paths = var_os("PATH").unwrap_or_default();
    if split_paths(&paths).any(|folder| folder.join("zenity").is_file()) {
        return Means::Zenity;
    }
    let socket = var_os("XDG_RUNTIME_DIR").map(|folder| Path::new(&folder).join("bus"));
    let has_bus = var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty());
    match has_bus || socket.is_some_and(|socket| socket.exists()) {
        true => Means::Bus,
        false => Means::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossbeam_channel::Sender;

    /// A desktop that was asked, and who answers for it.
    fn asked(means: Means) -> (FileDialogs, Sender<Option<PathBuf>>) {
        let (sender, answer) = bounded(1);
        let mut dialogs = FileDialogs::new(DialogKind::Own);
        dialogs.means = Some(means);
        let since = Instant::now();
        dialogs.native = Some(Native { ask: Ask::Open, since, answer, seen: false });
        (dialogs, sender)
    }

    fn frame(dialogs: &mut FileDialogs, focused: bool) -> Option<Place> {
        let mut place = None;
        let input = egui::RawInput { focused, ..egui::RawInput::default() };
        let mut output = Context::default().run_ui(input, |ui| {
            place = dialogs.ui(ui.ctx(), &Settings::default());
        });
        output.textures_delta.clear();
        place
    }

    #[test]
    fn a_desktop_that_gives_up_without_a_dialog_leaves_the_question_to_ours_however_late() {
        let (mut dialogs, desktop) = asked(Means::Bus);
        assert_eq!((frame(&mut dialogs, true), dialogs.is_open()), (None, false));
        desktop.send(None).unwrap();
        assert_eq!((frame(&mut dialogs, true), dialogs.is_open()), (None, true));
    }

    #[test]
    fn a_dialog_that_our_window_was_left_for_can_be_cancelled() {
        let (mut dialogs, desktop) = asked(Means::Bus);
        assert_eq!(frame(&mut dialogs, false), None);
        desktop.send(None).unwrap();
        assert_eq!(frame(&mut dialogs, true), Some((Ask::Open, None)));
        assert!(!dialogs.is_open());
    }

    #[test]
    fn a_desktop_that_says_nothing_is_not_waited_for_and_may_still_answer() {
        let (mut dialogs, desktop) = asked(Means::Bus);
        if let Some(native) = &mut dialogs.native {
            native.since -= PATIENCE;
        }
        assert_eq!((frame(&mut dialogs, true), dialogs.is_open()), (None, true));
        let (mut others, late) = asked(Means::Bus);
        others.open_own(Ask::Open);
        assert_eq!(frame(&mut others, false), None);
        late.send(None).unwrap();
        assert_eq!((frame(&mut others, true), others.is_open()), (None, true), "ours stays");
        desktop.send(Some("/x/a.py".into())).unwrap();
        assert_eq!(frame(&mut dialogs, true), Some((Ask::Open, Some("/x/a.py".into()))));
        assert!(!dialogs.is_open(), "one answer is enough");
    }

    #[test]
    fn where_nothing_can_ask_ours_is_there_at_once() {
        let mut dialogs = FileDialogs::new(DialogKind::Own);
        assert!(dialogs.ask(&Context::default(), Ask::Open));
        assert!(!dialogs.ask(&Context::default(), Ask::Open));
        assert!(dialogs.is_open());
    }
}
