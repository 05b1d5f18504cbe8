//! A copy of unsaved work, kept while it is unsaved, offered again after a crash.
//!
//! One file a running process, named by its process number: two windows never share one. A copy
//! whose process is gone is an orphan, and an orphan is what a start offers to recover.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::files;

/// Unsaved work that a process left behind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recovered {
    /// The file the script belongs to, if it had one.
    pub path: Option<PathBuf>,
    /// Its text.
    pub text: String,
}

/// Keeps the copy of one process.
#[derive(Debug)]
pub struct Recovery {
    folder: Option<PathBuf>,
    written_revision: Option<u64>,
}

impl Recovery {
    /// Keeps copies in `folder`; without one nothing is kept.
    pub fn new(folder: Option<PathBuf>) -> Recovery {
        Recovery { folder, written_revision: None }
    }

    /// Writes the document if it is modified and newer than the copy; removes the copy if not.
    pub fn keep(&mut self, document: Option<&Document>) -> Result<(), files::FileError> {
        let Some(document) = document.filter(|document| document.is_modified()) else {
            self.forget();
            return Ok(());
        };
        let Some(path) = self.own_file() else { return Ok(()) };
        if self.written_revision == Some(document.revision()) {
            return Ok(());
        }
        self.written_revision = Some(document.revision());
        let copy = Recovered {
            path: document.path().map(Path::to_owned),
            text: document.text().to_owned(),
        };
        if let Some(folder) = &self.folder {
            // Reported by the write just below, with a sentence.
            let _ = fs::create_dir_all(folder);
        }
        let json = serde_json::to_vec(&copy).unwrap_or_default();
        files::write_atomically(&path, &json)
    }

    /// Removes this process's copy: its work is saved or was given up on purpose.
    pub fn forget(&mut self) {
        if self.written_revision.take().is_some()
            && let Some(path) = self.own_file()
        {
            let _ = fs::remove_file(path);
        }
    }

    /// Takes the work of one process that is gone, if there is any. Its copy stays until
    /// [`Recovery::discard_orphan`], so that a second crash loses nothing.
    pub fn find_orphan(&self) -> Option<(PathBuf, Recovered)> {
        let folder = self.folder.as_ref()?;
        let mut names: Vec<PathBuf> =
            fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
        names.sort();
        names.into_iter().filter(|path| is_orphan(path)).find_map(|path| {
            let copy = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
            Some((path, copy))
        })
    }

    /// The user has the work back, or does not want it.
    pub fn discard_orphan(&self, path: &Path) {
        let _ = fs::remove_file(path);
    }

    fn own_file(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.join(format!("unsaved-{}.json", std::process::id())))
    }
}

fn is_orphan(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let number = name.strip_prefix("unsaved-").and_then(|rest| rest.strip_suffix(".json"));
    let Some(number) = number.and_then(|number| number.parse::<u32>().ok()) else { return false };
    number != std::process::id() && !process_lives(number)
}

/// Where the system does not say, a copy of another process counts as orphaned: at worst a second
/// window's unsaved text is offered as well.
fn process_lives(number: u32) -> bool {
    Path::new("/proc").join(number.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modified_work_is_kept_and_saved_work_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut recovery = Recovery::new(Some(folder.path().to_owned()));
        let mut document = Document::untitled("a");
        recovery.keep(Some(&document)).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        document.edit("Edit", "b".into());
        recovery.keep(Some(&document)).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        document.undo();
        recovery.keep(Some(&document)).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_work_of_a_dead_process_is_found_and_of_a_living_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let recovery = Recovery::new(Some(folder.path().to_owned()));
        let copy = Recovered { path: None, text: "lost".into() };
        let json = serde_json::to_vec(&copy).unwrap();
        fs::write(folder.path().join(format!("unsaved-{}.json", std::process::id())), &json)
            .unwrap();
        assert_eq!(recovery.find_orphan(), None);
        // Above the largest process number Linux gives out.
        let path = folder.path().join("unsaved-4194399.json");
        fs::write(&path, &json).unwrap();
        assert_eq!(recovery.find_orphan(), Some((path.clone(), copy)));
        recovery.discard_orphan(&path);
        assert_eq!(recovery.find_orphan(), None);
    }
}
