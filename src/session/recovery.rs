//! A copy of unsaved work, kept while it is unsaved, offered again after a crash.
//!
//! One file a running process, with another beside it on which the process holds a lock: two windows
//! never share one. A copy on whose lock nobody holds is an orphan, and an orphan is what a start
//! offers to recover. (Numbers of processes are given again, to whatever comes.)

use std::fs::{self, File, TryLockError};
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

/// Most copies in one folder.
const COPIES_MAX: u32 = 1000;

/// Keeps the copy of one process.
#[derive(Debug)]
pub struct Recovery {
    folder: Option<PathBuf>,
    written_revision: Option<u64>,
    own: Option<Own>,
}

/// Where this process keeps its copy, and the file that it has locked.
#[derive(Debug)]
struct Own {
    copy: PathBuf,
    _held: File,
}

impl Drop for Own {
    fn drop(&mut self) {
        let _ = fs::remove_file(lock_of(&self.copy));
    }
}

impl Recovery {
    /// Keeps copies in `folder`; without one nothing is kept.
    pub fn new(folder: Option<PathBuf>) -> Recovery {
        Recovery { folder, written_revision: None, own: None }
    }

    /// Writes the document if it is modified and newer than the copy; removes the copy if not.
    pub fn keep(&mut self, document: Option<&Document>) -> Result<(), files::FileError> {
        let Some(document) = document.filter(|document| document.is_modified()) else {
            self.forget();
            return Ok(());
        };
        if self.written_revision == Some(document.revision()) {
            return Ok(());
        }
        let Some(path) = self.own_file() else { return Ok(()) };
        self.written_revision = Some(document.revision());
        let copy = Recovered {
            path: document.path().map(Path::to_owned),
            text: document.text().to_owned(),
        };
        let json = serde_json::to_vec(&copy).unwrap_or_default();
        files::write_atomically(&path, &json)
    }

    /// Removes this process's copy: its work is saved or was given up on purpose.
    pub fn forget(&mut self) {
        if self.written_revision.take().is_some()
            && let Some(own) = &self.own
        {
            let _ = fs::remove_file(&own.copy);
        }
    }

    /// Takes the work of one process that is gone, if there is any. Its copy stays until
    /// [`Recovery::discard_orphan`], so that a second crash loses nothing.
    pub fn find_orphan(&self) -> Option<(PathBuf, Recovered)> {
        let folder = self.folder.as_ref()?;
        let mut names: Vec<PathBuf> =
            fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
        names.sort();
        let own = self.own.as_ref().map(|own| own.copy.as_path());
        let others = names.into_iter().filter(|path| Some(path.as_path()) != own);
        others.filter(|path| is_orphan(path)).find_map(|path| {
            let copy = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
            Some((path, copy))
        })
    }

    /// The user has the work back, or does not want it.
    pub fn discard_orphan(&self, path: &Path) {
        let _ = fs::remove_file(path);
        let _ = fs::remove_file(lock_of(path));
    }

    /// This process's own place: the first that nobody has, nor has left a copy in.
    fn own_file(&mut self) -> Option<PathBuf> {
        if self.own.is_none() {
            let folder = self.folder.as_ref()?;
            // Reported by the write that follows, with a sentence.
            let _ = fs::create_dir_all(folder);
            self.own = (1..COPIES_MAX).find_map(|number| take_place(folder, number));
        }
        Some(self.own.as_ref()?.copy.clone())
    }
}

fn take_place(folder: &Path, number: u32) -> Option<Own> {
    let copy = folder.join(format!("unsaved-{number}.json"));
    let held =
        File::options().create(true).truncate(false).write(true).open(lock_of(&copy)).ok()?;
    // Looked at with the lock held: who left a copy there held it before.
    if is_held(&held) || copy.exists() {
        return None;
    }
    Some(Own { copy, _held: held })
}

fn lock_of(copy: &Path) -> PathBuf {
    copy.with_extension("lock")
}

/// Whether another process holds the lock on a file; if not, we do. Where there are no locks nobody
/// is taken to hold one: at worst a second window's unsaved text is offered as well.
fn is_held(file: &File) -> bool {
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

fn is_orphan(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_copy = name.starts_with("unsaved-") && name.ends_with(".json");
    is_copy && File::open(lock_of(path)).map_or(true, |lock| !is_held(&lock))
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
        let copies = || {
            let names = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.path());
            names.filter(|path| path.extension().is_some_and(|ending| ending == "json")).count()
        };
        assert_eq!(copies(), 0);
        document.edit("Edit", "b".into());
        recovery.keep(Some(&document)).unwrap();
        assert_eq!(copies(), 1);
        document.undo();
        recovery.keep(Some(&document)).unwrap();
        assert_eq!(copies(), 0);
        drop(recovery);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_work_of_who_is_gone_is_found_and_of_who_is_there_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let here = || Recovery::new(Some(folder.path().to_owned()));
        let mut document = Document::untitled("a");
        document.edit("Edit", "first".into());
        let (mut one, mut other) = (here(), here());
        one.keep(Some(&document)).unwrap();
        document.edit("Edit", "second".into());
        other.keep(Some(&document)).unwrap();
        assert_eq!(one.find_orphan(), None);
        assert_eq!(other.find_orphan(), None);
        // It ends without having been asked to, as far as its copy tells.
        drop(one);
        let (copy, work) = other.find_orphan().expect("its work is lost");
        assert_eq!(work.text, "first");
        // Nobody writes over it, whoever comes next.
        let mut third = here();
        third.keep(Some(&document)).unwrap();
        assert_eq!(third.find_orphan(), Some((copy.clone(), work)));
        third.discard_orphan(&copy);
        assert_eq!(third.find_orphan(), None);
    }
}
