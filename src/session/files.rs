//! Reading and writing scripts without ever losing one.
//!
//! A save is a temporary file beside the target, flushed to the disk and renamed over it: a crash
//! leaves the old file or the new one, never half of one. Knows no document and no widget.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::words;

/// The longest script the window opens.
pub const SCRIPT_BYTES_MAX: u64 = 4 << 20;

/// Why a file could not be read or written, as a sentence that says what to do.
#[derive(Debug)]
pub enum FileError {
    /// The operating system refused to read.
    Read {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// It is far longer than any script.
    TooLong {
        /// The file.
        path: String,
        /// Its length.
        megabytes: u64,
        /// The longest there may be.
        limit: u64,
    },
    /// It is longer than any recorded run.
    TraceTooLong {
        /// The file.
        path: String,
        /// Its length.
        megabytes: u64,
        /// The longest there may be.
        limit: u64,
    },
    /// It is not text.
    NotUtf8 {
        /// The file.
        path: String,
        /// Line of the first bad byte.
        line: usize,
    },
    /// The operating system refused to write.
    Write {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
}

/// That the operating system refused to read a file.
pub fn unreadable(path: &Path, error: &io::Error) -> FileError {
    FileError::Read { path: shown(path), reason: plain(error) }
}

/// That the operating system refused to write a file.
pub fn unwritable(path: &Path, error: &io::Error) -> FileError {
    FileError::Write { path: shown(path), reason: plain(error) }
}

impl std::fmt::Display for FileError {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&match self {
            FileError::Read { path, reason } => {
                words!("session-file-unread", file = path.as_str(), why = reason.as_str())
            }
            FileError::TooLong { path, megabytes, limit } => {
                let (size, limit) = (*megabytes, *limit);
                words!("session-file-too-long", file = path.as_str(), size = size, limit = limit)
            }
            FileError::TraceTooLong { path, megabytes, limit } => {
                let (size, limit) = (*megabytes, *limit);
                words!("session-run-too-long", file = path.as_str(), size = size, limit = limit)
            }
            FileError::NotUtf8 { path, line } => {
                words!("session-file-not-utf8", file = path.as_str(), line = *line)
            }
            FileError::Write { path, reason } => {
                words!("session-file-unwritten", file = path.as_str(), why = reason.as_str())
            }
        })
    }
}

impl std::error::Error for FileError {}

/// Reads a script.
pub fn read_script(path: &Path) -> Result<String, FileError> {
    let failed = |error: &io::Error| FileError::Read { path: shown(path), reason: plain(error) };
    let file = File::open(path).map_err(|error| failed(&error))?;
    let metadata = file.metadata().map_err(|error| failed(&error))?;
    if metadata.is_dir() {
        return Err(FileError::Read {
            path: shown(path),
            reason: words!("session-why-folder").into(),
        });
    }
    let mut bytes = Vec::new();
    let limit = SCRIPT_BYTES_MAX + 1;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > SCRIPT_BYTES_MAX {
        return Err(FileError::TooLong {
            path: shown(path),
            megabytes: metadata.len().max(limit) >> 20,
            limit: SCRIPT_BYTES_MAX >> 20,
        });
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..good].iter().filter(|&&byte| byte == b'\n').count();
        FileError::NotUtf8 { path: shown(path), line }
    })
}

/// Writes `bytes` to `path` so that a crash at any moment leaves the old file or the new one.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |error: &io::Error| FileError::Write { path: shown(path), reason: plain(error) };
    // Through a symbolic link to the file itself: renaming over the link would cut it off.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(FileError::Write {
            path: shown(path),
            reason: words!("session-why-folder").into(),
        });
    }
    let temporary = temporary_beside(&target);
    let written = write_flushed(&temporary, bytes).and_then(|()| {
        if let Ok(metadata) = fs::metadata(&target) {
            if metadata.permissions().readonly() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
            }
            fs::set_permissions(&temporary, metadata.permissions())?;
        }
        fs::rename(&temporary, &target)
    });
    if let Err(error) = written {
        // The temporary file is ours and useless; failing to remove it changes nothing.
        let _ = fs::remove_file(&temporary);
        return Err(failed(&error));
    }
    flush_folder(&target);
    Ok(())
}

fn write_flushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the rename itself durable where the system can; a failure here loses nothing.
fn flush_folder(path: &Path) {
    if let Some(folder) = path.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

fn temporary_beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| "script".into());
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What the system said, without its error number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => words!("session-why-no-file").into(),
        io::ErrorKind::PermissionDenied => words!("session-why-no-permission").into(),
        io::ErrorKind::StorageFull => words!("session-why-disk-full").into(),
        io::ErrorKind::ReadOnlyFilesystem => words!("session-why-disk-read-only").into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// The name with this ending, unless it has one. What follows a dot in "run 1.5" is none.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let is_ending = |ending: &OsStr| ending.to_string_lossy().starts_with(char::is_alphabetic);
    if path.extension().is_some_and(is_ending) {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_and_no_temporary_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.py");
        write_atomically(&path, "print('zażółć')\n".as_bytes()).unwrap();
        write_atomically(&path, b"print(2)\n").unwrap();
        assert_eq!(read_script(&path).unwrap(), "print(2)\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_is_not_utf8_names_the_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.py");
        fs::write(&path, b"ok\nok\n\xff\n").unwrap();
        let error = read_script(&path).unwrap_err().to_string();
        assert!(error.contains("not UTF-8") && error.contains("line 3"), "{error}");
    }

    #[test]
    fn a_huge_file_is_refused_without_being_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.py");
        File::create(&path).unwrap().set_len(50 << 20).unwrap();
        let error = read_script(&path).unwrap_err().to_string();
        assert!(error.contains("50 MB") && error.contains("4 MB"), "{error}");
    }

    #[test]
    fn a_place_that_cannot_be_written_says_so_and_keeps_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_atomically(&folder.path().join("no/such/a.py"), b"x").unwrap_err();
        assert!(error.to_string().contains("no such file or folder"), "{error}");
        let error = write_atomically(folder.path(), b"x").unwrap_err();
        assert!(error.to_string().contains("it is a folder"), "{error}");
        let path = folder.path().join("kept.py");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(write_atomically(&path, b"new").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn saving_through_a_link_changes_the_file_and_keeps_the_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.py"), folder.path().join("link.py"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write_atomically(&link, b"new").unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
