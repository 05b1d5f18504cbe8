//! A copy of unsaved work, kept while it is unsaved, offered again after a crash. What is thrown away
//! then is kept for a while, too.
//!
//! One file a running process, with another beside it on which the process holds a lock: two windows
//! never share one. A copy on whose lock nobody holds is an orphan, and an orphan is what a start
//! offers to recover. (Numbers of processes are given again, to whatever comes.)

use std::cmp::Reverse;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::files;

/// Unsaved work that a process left behind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recovered {
    /// The file the script belongs to, if it had one.
    pub path: Option<PathBuf>,
    /// What it was called.
    #[serde(default)]
    pub title: String,
    /// Its text.
    pub text: String,
    /// What its file held, so that one that another program has changed since is told from it.
    #[serde(default)]
    pub saved_text: Option<String>,
}

/// Unsaved work that nobody has open, and where its copy is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lost {
    /// The copy.
    pub copy: PathBuf,
    /// The work.
    pub work: Recovered,
    /// When it was changed last, or thrown away.
    pub since: SystemTime,
    /// The user did not want it.
    pub thrown: bool,
}

/// Most copies in one folder.
const COPIES_MAX: u32 = 1000;
/// Most works that are offered, the newest first.
pub const OFFERED_MAX: usize = 100;
/// How long thrown-away work is kept.
pub const THROWN_DAYS: u64 = 7;
/// What the names of copies begin with, and those of thrown-away ones.
const UNSAVED: &str = "unsaved-";
const THROWN: &str = "thrown-";

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

    /// Writes the document if it is modified and newer than the copy; removes the copy if not. What
    /// could not be written is tried again with the next call.
    pub fn keep(&mut self, document: Option<&Document>) -> Result<(), files::FileError> {
        let Some(document) = document.filter(|document| document.is_modified()) else {
            self.forget();
            return Ok(());
        };
        if self.written_revision == Some(document.revision()) {
            return Ok(());
        }
        let path = match self.own_file() {
            Ok(Some(path)) => path,
            Ok(None) => return Ok(()),
            Err(error) => {
                let folder = self.folder.clone().unwrap_or_default();
                return Err(files::unwritable(&folder, &error));
            }
        };
        let copy = Recovered {
            path: document.path().map(Path::to_owned),
            title: document.title(),
            text: document.file_text(),
            saved_text: document.saved_text().map(str::to_owned),
        };
        let json = serde_json::to_vec(&copy).unwrap_or_default();
        files::write_atomically(&path, &json)?;
        self.written_revision = Some(document.revision());
        Ok(())
    }

    /// Removes this process's copy: its work is saved or was given up on purpose.
    pub fn forget(&mut self) {
        if self.written_revision.take().is_some()
            && let Some(own) = &self.own
        {
            let _ = fs::remove_file(&own.copy);
        }
    }

    /// The work of processes that are gone, and what was thrown away lately, the newest first. Copies
    /// stay until [`Recovery::forget_lost`], so that a second crash loses nothing.
    pub fn find(&self) -> Vec<Lost> {
        let entries = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok());
        let own = self.own.as_ref().map(|own| own.copy.as_path());
        let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
        let others = paths.filter(|path| Some(path.as_path()) != own);
        let mut found: Vec<Lost> = others.filter_map(|path| lost_at(&path)).collect();
        found.sort_by_key(|lost| (lost.thrown, Reverse(lost.since)));
        found.truncate(OFFERED_MAX);
        found
    }

    /// The user does not want the work: it is kept for some days more.
    pub fn throw_away(&self, copy: &Path) {
        let now = SystemTime::now();
        let number = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let place = copy.with_file_name(format!("{THROWN}{number}.json"));
        // What cannot be moved stays where it is, and is offered again.
        if fs::rename(copy, &place).is_ok() {
            let _ = fs::remove_file(lock_of(copy));
            let _ = File::options().write(true).open(&place).and_then(|it| it.set_modified(now));
        }
    }

    /// The user has the work back.
    pub fn forget_lost(&self, copy: &Path) {
        let _ = fs::remove_file(copy);
        let _ = fs::remove_file(lock_of(copy));
    }

    /// This process's own place: the first that nobody has, nor has left a copy in. None where
    /// nothing is to be kept.
    fn own_file(&mut self) -> io::Result<Option<PathBuf>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        if self.own.is_none() {
            fs::create_dir_all(folder)?;
            let mut places = (1..COPIES_MAX).map(|number| take_place(folder, number));
            let own = places.find_map(io::Result::transpose).transpose()?;
            // So many windows were lost: the folder is full.
            self.own = Some(own.ok_or(io::ErrorKind::StorageFull)?);
        }
        Ok(self.own.as_ref().map(|own| own.copy.clone()))
    }
}

fn take_place(folder: &Path, number: u32) -> io::Result<Option<Own>> {
    let copy = folder.join(format!("{UNSAVED}{number}.json"));
    let held = File::options().create(true).truncate(false).write(true).open(lock_of(&copy))?;
    // Looked at with the lock held: who left a copy there held it before.
    if is_held(&held) || copy.exists() {
        return Ok(None);
    }
    Ok(Some(Own { copy, _held: held }))
}

fn lock_of(copy: &Path) -> PathBuf {
    copy.with_extension("lock")
}

/// Whether another process holds the lock on a file; if not, we do. Where there are no locks nobody
/// is taken to hold one: at worst a second window's unsaved text is offered as well.
fn is_held(file: &File) -> bool {
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// The work whose copy is at a path, if that is one that nobody has; what was thrown away long ago goes.
fn lost_at(path: &Path) -> Option<Lost> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let thrown = name.starts_with(THROWN);
    if !(thrown || name.starts_with(UNSAVED)) || !name.ends_with(".json") {
        return None;
    }
    let since = fs::metadata(path).and_then(|it| it.modified()).unwrap_or(UNIX_EPOCH);
    let age = SystemTime::now().duration_since(since).unwrap_or_default();
    if thrown && age > Duration::from_secs(THROWN_DAYS * 24 * 60 * 60) {
        let _ = fs::remove_file(path);
        return None;
    }
    let is_somebodys = !thrown && File::open(lock_of(path)).is_ok_and(|lock| is_held(&lock));
    let work = serde_json::from_slice(&fs::read(path).ok()?).ok().filter(|_| !is_somebodys)?;
    Some(Lost { copy: path.to_owned(), work, since, thrown })
}

/// The work whose copy is at a path.
pub fn read(copy: &Path) -> Option<Recovered> {
    serde_json::from_slice(&fs::read(copy).ok()?).ok()
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
        assert_eq!((one.find(), other.find()), (Vec::new(), Vec::new()));
        // It ends without having been asked to, as far as its copy tells.
        drop(one);
        let lost = other.find();
        assert_eq!((lost.len(), lost[0].work.text.as_str(), lost[0].thrown), (1, "first", false));
        // Nobody writes over it, whoever comes next.
        let mut third = here();
        third.keep(Some(&document)).unwrap();
        assert_eq!(third.find(), lost);
        third.forget_lost(&lost[0].copy);
        assert_eq!(third.find(), Vec::new());
    }

    #[test]
    fn who_has_no_place_for_a_copy_is_told_so_until_there_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a file");
        fs::write(&file, "x").unwrap();
        let mut recovery = Recovery::new(Some(file.join("recovery")));
        let mut document = Document::untitled("a");
        document.edit("Edit", "b".into());
        assert!(recovery.keep(Some(&document)).is_err());
        assert!(recovery.keep(Some(&document)).is_err(), "there still is none");
        assert!(Recovery::new(None).keep(Some(&document)).is_ok());
        fs::remove_file(&file).unwrap();
        assert!(recovery.keep(Some(&document)).is_ok());
        assert!(file.join("recovery/unsaved-1.json").exists());
    }

    #[test]
    fn all_lost_work_is_offered_and_what_is_thrown_away_is_kept_for_a_week() {
        let folder = tempfile::tempdir().unwrap();
        let here = || Recovery::new(Some(folder.path().to_owned()));
        let mut windows = [here(), here(), here()];
        for (window, text) in windows.iter_mut().zip(["one", "two", "three"]) {
            let mut document = Document::from_preset("01_lost_update", "a");
            document.edit("Edit", text.into());
            window.keep(Some(&document)).unwrap();
        }
        drop(windows);
        let next = here();
        let texts = |lost: &[Lost]| {
            let mut all: Vec<(String, bool)> =
                lost.iter().map(|it| (it.work.text.clone(), it.thrown)).collect();
            all.sort();
            all
        };
        let kept = |text: &str| (text.to_owned(), false);
        let lost = next.find();
        assert_eq!(texts(&lost), [kept("one"), kept("three"), kept("two")]);
        assert_eq!(lost[0].work.title, "lost_update.py");
        let one = lost.iter().find(|it| it.work.text == "one").unwrap();
        next.throw_away(&one.copy);
        let lost = next.find();
        assert_eq!(texts(&lost), [("one".to_owned(), true), kept("three"), kept("two")]);
        let thrown = lost.last().filter(|it| it.thrown).expect("it stands last");
        let long_ago = SystemTime::now() - Duration::from_secs(THROWN_DAYS * 24 * 3600 + 60);
        File::options().write(true).open(&thrown.copy).unwrap().set_modified(long_ago).unwrap();
        assert_eq!(texts(&next.find()), [kept("three"), kept("two")]);
        assert!(!thrown.copy.exists());
    }
}
