//! Writing what a command found out as JSON.

use super::status;
use crate::session::files::write_atomically;
use std::path::Path;

/// Writes a report, whole or not at all; `Some(status)` after saying why that failed.
pub(super) fn write_report(path: &Path, report: &serde_json::Value) -> Option<u8> {
    let error = write_atomically(path, format!("{report:#}\n").as_bytes()).err()?;
    eprintln!("lockstep: {error}");
    Some(status::CANNOT_WRITE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_cannot_be_written_leaves_the_old_one_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        let report = serde_json::json!({ "a": 1 });
        assert_eq!(write_report(&path, &report), None);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\n  \"a\": 1\n}\n");
        // Nothing can be put in the place of a folder.
        let taken = folder.path().join("folder");
        std::fs::create_dir(&taken).unwrap();
        assert_eq!(write_report(&taken, &report), Some(status::CANNOT_WRITE));
        assert!(taken.is_dir());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no pieces are left");
    }
}
