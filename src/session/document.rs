//! The open script: its text, where it lives, what can be undone.
//!
//! Whole-text snapshots on purpose: a script is a few kilobytes, a canvas edit is a text edit, and
//! one kind of step undoes both. Knows no files (see `files`), no run and no widget.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::words;

/// What some editors put before a text that is UTF-8. It is no part of the script.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// How many steps can be undone.
pub const UNDO_STEPS_MAX: usize = 500;
/// How much text the undo steps may hold together.
pub const UNDO_BYTES_MAX: usize = 64 << 20;
/// Typing within this time of the last key is one step.
const TYPING_PAUSE: Duration = Duration::from_millis(700);
/// After so long a step does not go on any more: longer than a key waits until it is repeated.
const GO_ON_PAUSE: Duration = Duration::from_millis(600);

static NEXT_IDENTITY: AtomicU64 = AtomicU64::new(0);

/// A state of the text and what was done to it next.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Snapshot {
    text: String,
    label: String,
}

/// One open script.
#[derive(Clone, Debug)]
pub struct Document {
    text: String,
    path: Option<PathBuf>,
    preset: Option<String>,
    /// What it is called while it is in no file.
    name: Option<String>,
    /// What its file holds, as far as that is known.
    saved_text: Option<String>,
    /// The file begins with one, as some editors write it.
    byte_order_mark: bool,
    undo: VecDeque<Snapshot>,
    redo: Vec<Snapshot>,
    revision: u64,
    identity: u64,
    last_typed: Option<Instant>,
    /// The revision that a step that may go on made, and when.
    last_step: Option<(u64, Instant)>,
}

impl Document {
    /// A script that is in no file yet.
    pub fn untitled(text: impl Into<String>) -> Document {
        let text = text.into();
        Document {
            saved_text: Some(text.clone()),
            byte_order_mark: false,
            text,
            path: None,
            preset: None,
            name: None,
            undo: VecDeque::new(),
            redo: Vec::new(),
            revision: 0,
            identity: NEXT_IDENTITY.fetch_add(1, Ordering::Relaxed),
            last_typed: None,
            last_step: None,
        }
    }

    /// A script as read from `path`.
    pub fn from_file(path: PathBuf, text: String) -> Document {
        Document { path: Some(path), ..Document::of_file_text(&text) }
    }

    fn of_file_text(text: &str) -> Document {
        let (byte_order_mark, text) = without_mark(text);
        Document { byte_order_mark, ..Document::untitled(text) }
    }

    /// A copy of a preset: editing it never touches the preset.
    pub fn from_preset(name: &str, text: &str) -> Document {
        Document { preset: Some(name.to_owned()), ..Document::untitled(text) }
    }

    /// The script of a recorded run: a copy, which is in no file of its own.
    pub fn recorded(title: &str, text: &str) -> Document {
        Document { name: Some(title.to_owned()), ..Document::untitled(text) }
    }

    /// Text recovered after a crash: counts as unsaved. `saved_text` is what its file held before, if
    /// that is known.
    pub fn recovered(
        path: Option<PathBuf>,
        title: String,
        text: &str,
        saved_text: Option<String>,
    ) -> Document {
        let name = Some(title).filter(|title| !title.is_empty());
        Document { path, name, saved_text, ..Document::of_file_text(text) }
    }

    /// The text now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file it is in, if any.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The preset it began as, if any.
    pub fn preset(&self) -> Option<&str> {
        self.preset.as_deref()
    }

    /// Goes up with every change of the text, undo and redo included.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A number of its own: another document has another.
    pub fn identity(&self) -> u64 {
        self.identity
    }

    /// Which text this is: what was asked about it holds as long as this does.
    pub fn mark(&self) -> (u64, u64) {
        (self.identity, self.revision)
    }

    /// What its file is to hold.
    pub fn file_text(&self) -> String {
        let mark = if self.byte_order_mark { BYTE_ORDER_MARK } else { "" };
        format!("{mark}{}", self.text)
    }

    /// What was read from its file or written to it last, if that is known.
    pub fn saved_text(&self) -> Option<&str> {
        self.saved_text.as_deref()
    }

    /// Whether what its file holds now is not what was read from it or written to it last. Where that
    /// is not known any file may be another.
    pub fn differs_from_file(&self, file_text: &str) -> bool {
        self.saved_text.as_deref() != Some(without_mark(file_text).1)
    }

    /// Whether closing it now would lose something.
    pub fn is_modified(&self) -> bool {
        self.saved_text.as_ref() != Some(&self.text)
    }

    /// What the title bar and tracebacks call it.
    pub fn title(&self) -> String {
        let name = self.path.as_ref().and_then(|path| path.file_name());
        if let (None, Some(name)) = (name, &self.name) {
            return name.clone();
        }
        match (name, &self.preset) {
            (Some(name), _) => name.to_string_lossy().into_owned(),
            (None, Some(preset)) => {
                // The number only orders the course.
                let name = preset.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
                format!("{name}.py")
            }
            (None, None) => "untitled.py".to_owned(),
        }
    }

    /// Replaces the text as one step that can be undone under `label`.
    pub fn edit(&mut self, label: &str, text: String) {
        if text == self.text {
            return;
        }
        self.last_typed = None;
        self.push_undo(label);
        self.replace(text);
    }

    /// The same, as a part of the step before if that is of the same kind and only just over: an arrow
    /// key that is held down moves something once.
    pub fn go_on(&mut self, label: &str, text: String, now: Instant) {
        if text == self.text {
            return;
        }
        let goes_on = self.last_step.is_some_and(|(of, then)| {
            of == self.revision && now - then < GO_ON_PAUSE && self.undo_label() == Some(label)
        });
        if goes_on {
            self.replace(text);
        } else {
            self.edit(label, text);
        }
        self.last_step = Some((self.revision, now));
    }

    /// When it was typed into last, if nothing else has changed it since.
    pub fn last_typed(&self) -> Option<Instant> {
        self.last_typed
    }

    /// Replaces the text as typing does: quick successive changes are one step.
    pub fn type_text(&mut self, text: String, now: Instant) {
        if text == self.text {
            return;
        }
        let goes_on = self.last_typed.is_some_and(|then| now - then < TYPING_PAUSE);
        let same_line = text.matches('\n').count() == self.text.matches('\n').count();
        if !(goes_on && same_line) {
            self.push_undo(words!("session-step-typing"));
        }
        self.replace(text);
        self.last_typed = Some(now);
    }

    /// Goes back one step; says what was undone.
    pub fn undo(&mut self) -> Option<String> {
        let step = self.undo.pop_back()?;
        let text = std::mem::replace(&mut self.text, step.text);
        self.redo.push(Snapshot { text, label: step.label.clone() });
        self.moved();
        Some(step.label)
    }

    /// Goes forward one step; says what was done again.
    pub fn redo(&mut self) -> Option<String> {
        let step = self.redo.pop()?;
        let text = std::mem::replace(&mut self.text, step.text);
        self.undo.push_back(Snapshot { text, label: step.label.clone() });
        self.moved();
        Some(step.label)
    }

    /// What `undo` would undo.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.back().map(|step| step.label.as_str())
    }

    /// What `redo` would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// The text now is what the file at `path` holds.
    pub fn saved_as(&mut self, path: PathBuf, text: String) {
        self.path = Some(path);
        self.preset = None;
        self.saved_text = Some(text);
    }

    fn push_undo(&mut self, label: &str) {
        self.redo.clear();
        self.undo.push_back(Snapshot { text: self.text.clone(), label: label.to_owned() });
        let mut bytes: usize = self.undo.iter().map(|step| step.text.len()).sum();
        while self.undo.len() > UNDO_STEPS_MAX || (bytes > UNDO_BYTES_MAX && self.undo.len() > 1) {
            bytes -= self.undo.pop_front().map_or(0, |step| step.text.len());
        }
    }

    fn replace(&mut self, text: String) {
        self.redo.clear();
        self.text = text;
        self.revision += 1;
    }

    fn moved(&mut self) {
        self.last_typed = None;
        self.revision += 1;
    }
}

/// Whether a file's text begins with a byte order mark, and the text without it.
fn without_mark(text: &str) -> (bool, &str) {
    text.strip_prefix(BYTE_ORDER_MARK).map_or((false, text), |rest| (true, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_at_once_is_one_step() {
        let mut document = Document::untitled("a");
        let now = Instant::now();
        document.go_on("Move", "b".into(), now);
        document.go_on("Move", "c".into(), now + GO_ON_PAUSE / 2);
        document.go_on("Move", "d".into(), now + GO_ON_PAUSE * 2);
        document.edit("Edit", "e".into());
        document.go_on("Move", "f".into(), now + GO_ON_PAUSE * 2);
        let undone: Vec<(Option<String>, String)> =
            (0..5).map(|_| (document.undo(), document.text().to_owned())).collect();
        let texts: Vec<&str> = undone.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["e", "d", "c", "a", "a"]);
    }

    #[test]
    fn undo_and_redo_walk_the_same_texts() {
        let mut document = Document::untitled("a");
        document.edit("Add b", "ab".into());
        document.edit("Add c", "abc".into());
        assert_eq!(document.undo().as_deref(), Some("Add c"));
        assert_eq!(document.text(), "ab");
        assert_eq!(document.undo().as_deref(), Some("Add b"));
        assert_eq!(document.undo(), None);
        assert_eq!(document.text(), "a");
        assert_eq!(document.redo().as_deref(), Some("Add b"));
        assert_eq!(document.redo().as_deref(), Some("Add c"));
        assert_eq!(document.redo(), None);
        assert_eq!(document.text(), "abc");
    }

    #[test]
    fn an_edit_after_undo_forgets_the_redo() {
        let mut document = Document::untitled("a");
        document.edit("One", "b".into());
        document.undo();
        document.edit("Two", "c".into());
        assert_eq!(document.redo_label(), None);
        assert_eq!(document.undo_label(), Some("Two"));
    }

    #[test]
    fn quick_typing_is_one_step_and_a_pause_begins_another() {
        let mut document = Document::untitled("");
        let start = Instant::now();
        document.type_text("x".into(), start);
        document.type_text("xy".into(), start + Duration::from_millis(100));
        document.type_text("xyz".into(), start + Duration::from_secs(5));
        document.undo();
        assert_eq!(document.text(), "xy");
        document.undo();
        assert_eq!(document.text(), "");
    }

    #[test]
    fn it_is_modified_until_its_text_is_the_saved_one() {
        let mut document = Document::from_preset("lost_update", "a");
        assert!(!document.is_modified());
        document.edit("Edit", "b".into());
        assert!(document.is_modified());
        document.undo();
        assert!(!document.is_modified());
        document.edit("Edit", "c".into());
        document.saved_as("/tmp/x.py".into(), "c".into());
        assert!(!document.is_modified());
        assert_eq!(document.title(), "x.py");
    }

    #[test]
    fn a_byte_order_mark_is_the_files_and_not_the_scripts() {
        let mut document = Document::from_file("/tmp/x.py".into(), "\u{feff}x = 1\n".into());
        assert_eq!(document.text(), "x = 1\n");
        assert!(!document.is_modified() && !document.differs_from_file("\u{feff}x = 1\n"));
        document.edit("Edit", "y = 1\n".into());
        assert_eq!(document.file_text(), "\u{feff}y = 1\n");
        assert_eq!(Document::untitled("z").file_text(), "z");
        let again = Document::recovered(None, String::new(), &document.file_text(), None);
        assert_eq!((again.text(), again.file_text()), ("y = 1\n", document.file_text()));
    }

    #[test]
    fn a_file_that_was_empty_or_is_not_known_is_told_from_what_it_is_now() {
        let mut empty = Document::from_file("/tmp/x.py".into(), String::new());
        empty.edit("Edit", "x = 1\n".into());
        assert!(empty.differs_from_file("theirs\n") && !empty.differs_from_file(""));
        let found = |saved: Option<&str>| {
            let path = Some("/tmp/x.py".into());
            Document::recovered(path, String::new(), "", saved.map(str::to_owned))
        };
        let unknown = found(None);
        assert!(unknown.is_modified() && unknown.differs_from_file(""));
        assert!(unknown.differs_from_file("x"));
        let known = found(Some("x"));
        assert!(known.is_modified() && known.differs_from_file(""));
        assert!(!known.differs_from_file("x"), "the file is as it was before the crash");
    }

    #[test]
    fn the_undo_steps_are_bounded() {
        let mut document = Document::untitled("");
        for n in 0..UNDO_STEPS_MAX + 50 {
            document.edit("Edit", n.to_string());
        }
        assert_eq!(document.undo.len(), UNDO_STEPS_MAX);
    }
}
