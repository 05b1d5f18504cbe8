//! Opening, changing and saving the document, and everything that must be asked first.
//!
//! Nothing is given up without a question, and nothing is replaced before the new text is there.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::command;
use super::recovery::{self, Lost};
use super::since_run::SinceRun;
use super::{After, Command, Document, Level, Request, Session, files, presets};
use crate::script::edit;
use crate::script::settings::{self, Layout};
use crate::trace::Trace;
use crate::words;

/// Who has typed nothing for so long has finished a thought.
const TYPING_RESTS: Duration = Duration::from_millis(1200);

impl Session {
    /// Goes on to `after`, asking first if unsaved work would be lost.
    pub fn leave(&mut self, after: After) -> Option<Request> {
        if self.has_unsaved_work() {
            return Some(Request::AskToDiscard(after));
        }
        self.go_on(after)
    }

    /// Goes on without asking: there is nothing to lose, or the user said so.
    pub fn go_on(&mut self, after: After) -> Option<Request> {
        match after {
            After::New => self.replace_document(Document::untitled(super::new_script())),
            After::Pick => return Some(Request::PickScript),
            After::Open(path) => self.open(&path),
            After::Preset(name) => self.open_preset(&name),
            After::Recover(copy) => self.open_lost(&copy),
            After::Quit => {
                self.stop();
                self.recovery.forget();
                return Some(Request::Window(Command::Quit));
            }
        }
        None
    }

    /// Opens a file in place of what is open.
    pub fn open(&mut self, path: &Path) {
        if super::opening::is_trace(path) {
            self.begin_opening(path);
            return;
        }
        match files::read_script(path) {
            Ok(text) => {
                let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
                self.settings.remember_file(&path);
                self.replace_document(Document::from_file(path, text));
            }
            Err(error) => {
                self.settings.recent_files.retain(|recent| recent != path || recent.exists());
                self.fail(error.to_string(), Some(Command::Open));
            }
        }
    }

    /// Opens a copy of a preset in place of what is open.
    pub fn open_preset(&mut self, name: &str) {
        match presets::find(name) {
            Some(preset) => {
                self.replace_document(Document::from_preset(&preset.name, preset.source));
            }
            None => self.notify(Level::Error, words!("session-no-preset", name = name)),
        }
    }

    /// Unsaved work that a crash left behind, or that was thrown away lately.
    pub fn lost_works(&self) -> Vec<Lost> {
        self.recovery.find()
    }

    /// Throws lost work away, for some days not for good.
    pub fn throw_away_lost(&self, copy: &Path) {
        self.recovery.throw_away(copy);
    }

    fn open_lost(&mut self, copy: &Path) {
        let Some(work) = recovery::read(copy) else {
            self.notify(Level::Refusal, words!("session-lost-is-gone"));
            return;
        };
        let found = Document::recovered(work.path, work.title, &work.text, work.saved_text);
        self.replace_document(found);
        // Its own copy first: never a moment without one.
        match self.recovery.keep(self.document.as_ref()) {
            Ok(()) => self.recovery.forget_lost(copy),
            Err(error) => self.notify(Level::Error, error.to_string()),
        }
    }

    /// Changes the text as one step that can be undone under `label`.
    pub fn edit(&mut self, label: &str, text: String) {
        if let Some(document) = &mut self.document {
            document.edit(label, text);
            self.edited = Some(Instant::now());
        }
    }

    /// Changes the text as typing does.
    pub fn type_text(&mut self, text: String) {
        if let Some(document) = &mut self.document {
            let now = Instant::now();
            document.type_text(text, now);
            self.edited = Some(now);
        }
    }

    /// Saves to `path`.
    pub fn save_to(&mut self, path: &Path) -> bool {
        let path = self.name_to_write(path, "py", Some(Command::SaveAs));
        let (Some(path), Some(document)) = (path, &mut self.document) else { return false };
        match files::write_atomically(&path, document.file_text().as_bytes()) {
            Ok(()) => {
                let text = document.text().to_owned();
                document.saved_as(path.clone(), text);
                self.settings.remember_file(&path);
                self.recovery.forget();
                let shown = path.display().to_string();
                self.notify(Level::Success, words!("session-saved", file = shown));
                true
            }
            Err(error) => {
                self.fail(error.to_string(), Some(Command::SaveAs));
                false
            }
        }
    }

    /// A name with its ending; none, and a dialog that says so, if that is a file: whoever was asked
    /// about the name as it was typed was not asked about this one.
    pub(super) fn name_to_write(
        &mut self,
        path: &Path,
        ending: &str,
        way_out: Option<Command>,
    ) -> Option<PathBuf> {
        let named = files::with_ending(path, ending);
        let own = self.document.as_ref().and_then(Document::path);
        if named == path || !named.exists() || own == Some(&named) {
            return Some(named);
        }
        let file = named.display().to_string();
        self.fail(words!("session-name-taken", file = file), way_out);
        None
    }

    pub(super) fn replace_document(&mut self, document: Document) {
        self.stop();
        self.run = None;
        self.since_run = SinceRun::default();
        self.starting = false;
        self.compared.note_before(&self.trace);
        self.trace = Arc::new(Trace::new());
        self.findings.clear();
        self.output.clear();
        self.good = None;
        self.picture = None;
        self.checked = None;
        self.submitted = None;
        self.edited = None;
        self.document = Some(document);
        self.recovery.forget();
    }

    pub(super) fn undo(&mut self) {
        if let Some(label) = self.document.as_mut().and_then(Document::undo) {
            self.edited = None;
            self.notify(Level::Info, words!("session-undone", step = label));
        }
    }

    pub(super) fn redo(&mut self) {
        if let Some(label) = self.document.as_mut().and_then(Document::redo) {
            self.edited = None;
            self.notify(Level::Info, words!("session-redone", step = label));
        }
    }

    pub(super) fn save(&mut self) -> Option<Request> {
        match self.document.as_ref()?.path().map(Path::to_owned) {
            Some(path) if self.is_changed_on_disk(&path) => Some(Request::AskToReplace(path)),
            Some(path) => {
                self.save_to(&path);
                None
            }
            None => self.ask_where_to_save(),
        }
    }

    fn is_changed_on_disk(&self, path: &Path) -> bool {
        let Some(document) = &self.document else { return false };
        match files::read_script(path) {
            Ok(text) => document.differs_from_file(&text),
            // Whatever is there now, it is no script that was opened or saved here.
            Err(_) => path.exists(),
        }
    }

    /// Which text is open: what was asked about it holds as long as this is the same.
    pub fn document_mark(&self) -> Option<(u64, u64)> {
        self.document.as_ref().map(Document::mark)
    }

    /// Asks where the script is to be saved.
    pub fn ask_where_to_save(&self) -> Option<Request> {
        Some(Request::PickSavePlace { name: self.document.as_ref()?.title() })
    }

    /// Asks where to write with an exporter.
    pub fn ask_where_to_export(&self, exporter: usize) -> Request {
        let title = self.document.as_ref().map_or("run".into(), Document::title);
        let stem = title.trim_end_matches(".py");
        let ending = command::exporter_ending(exporter);
        Request::PickExportPlace { exporter, name: format!("{stem}.{ending}") }
    }

    /// Carries out what the user did on the canvas: one edit of the text, one step of undo. What is
    /// new stands where `stand` says.
    pub fn edit_picture(&mut self, action: &edit::Action, stand: Option<&edit::Stand>) {
        let Some(document) = &self.document else { return };
        // The action names places of the text that the picture was made from.
        if self.picture.as_ref().is_none_or(|one| one.revision != document.revision()) {
            let why = words!("session-picture-is-older");
            self.notify(Level::Refusal, why);
            return;
        }
        match edit::edit_at(document.text(), action, stand) {
            Ok(change) => {
                let text = edit::apply(document.text(), &change.edits);
                self.edit(&change.title, text);
                self.edited = None;
                if let Some(note) = change.note {
                    self.notify(Level::Info, note);
                }
            }
            Err(error) => self.notify(Level::Refusal, error.to_string()),
        }
    }

    /// Whether the script is being typed: what follows it may wait until the typing rests.
    pub fn is_typing(&self) -> bool {
        let typed = self.document.as_ref().and_then(Document::last_typed);
        typed.is_some_and(|then| then.elapsed() < TYPING_RESTS)
    }

    /// Whether the text has changed since the picture was made and cannot be read. While it is typed
    /// that is so at every other key, and goes without saying.
    pub fn is_picture_stale(&self) -> bool {
        let revision = self.document.as_ref().map(super::Document::revision);
        let older = self.picture.as_ref().is_some_and(|one| Some(one.revision) != revision);
        older && !self.is_checking() && !self.is_typing()
    }

    /// The code of what is selected on the canvas, for the clipboard.
    pub fn code_of_picture(&mut self, subjects: &[edit::Subject]) -> Option<String> {
        match edit::copy(self.document.as_ref()?.text(), subjects) {
            Ok(text) => Some(text),
            Err(error) => {
                self.notify(Level::Info, error.to_string());
                None
            }
        }
    }

    /// Keeps where the nodes of the canvas stand, in the script's own settings.
    pub fn keep_layout(&mut self, layout: &Layout) {
        let Some(document) = &mut self.document else { return };
        let text = settings::with_layout(document.text(), layout);
        document.go_on(words!("session-step-move"), text, Instant::now());
        self.edited = None;
    }

    /// Where the script's settings put the nodes of the canvas.
    pub fn layout(&self) -> Layout {
        self.document().map_or(Layout::new(), |document| settings::read(document.text()).0.layout)
    }
}
