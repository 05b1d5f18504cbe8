//! Reading a script's file: what can be wrong with it, in words.
//!
//! It does not look at what the text says.

use super::parse::SOURCE_BYTES_MAX;
use std::fmt;
use std::io::Read;
use std::path::Path;

/// Why a file's text could not be had.
#[derive(Debug)]
pub enum ReadError {
    /// There is no such file.
    Missing(String),
    /// It is a folder.
    Folder(String),
    /// The system refused, with its reason.
    Refused(String, std::io::Error),
    /// It is larger than [`SOURCE_BYTES_MAX`].
    TooLarge(String),
    /// It is not UTF-8 from this byte on, on this 1-based line.
    NotUtf8 {
        /// The file.
        path: String,
        /// First byte that is wrong.
        offset: usize,
        /// Its line.
        line: usize,
    },
    /// It is UTF-16, as some Windows editors save.
    Utf16(String),
    /// It has zero bytes: not a text.
    Binary(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Missing(path) => write!(f, "There is no file {path}."),
            ReadError::Folder(path) => write!(f, "{path} is a folder, not a script."),
            ReadError::Refused(path, error) => write!(f, "{path} cannot be read: {error}."),
            ReadError::TooLarge(path) => {
                let limit = SOURCE_BYTES_MAX >> 20;
                write!(f, "{path} is larger than {limit} MiB: that is not a script.")
            }
            ReadError::NotUtf8 { path, offset, line } => write!(
                f,
                "{path} is not UTF-8: byte {offset}, on line {line}, is wrong. \
                 Save it as UTF-8 in your editor."
            ),
            ReadError::Utf16(path) => {
                write!(f, "{path} is UTF-16. Save it as UTF-8 in your editor.")
            }
            ReadError::Binary(path) => write!(f, "{path} is not a text file."),
        }
    }
}

impl std::error::Error for ReadError {}

/// A script's text, without a byte-order mark.
pub fn read_source(path: &Path) -> Result<String, ReadError> {
    let name = path.display().to_string();
    let refused = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::Missing(name.clone()),
        std::io::ErrorKind::IsADirectory => ReadError::Folder(name.clone()),
        _ => ReadError::Refused(name.clone(), error),
    };
    if path.is_dir() {
        return Err(ReadError::Folder(name));
    }
    let file = std::fs::File::open(path).map_err(refused)?;
    let mut bytes = Vec::new();
    // One byte more than the limit tells whether there is more: a pipe has no size to ask for.
    file.take(SOURCE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(refused)?;
    decode(bytes, name)
}

/// The text of a file's bytes; `name` is for the messages.
pub fn decode(bytes: Vec<u8>, name: String) -> Result<String, ReadError> {
    if bytes.len() > SOURCE_BYTES_MAX {
        return Err(ReadError::TooLarge(name));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Utf16(name));
    }
    if bytes.contains(&0) {
        return Err(ReadError::Binary(name));
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix('\u{feff}') {
            Some(rest) => Ok(rest.to_string()),
            None => Ok(text),
        },
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let before = &error.as_bytes()[..offset];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(ReadError::NotUtf8 { path: name, offset, line })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), "a.py".into()).unwrap_err().to_string()
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(decode(b"\xef\xbb\xbfx = 1".to_vec(), String::new()).unwrap(), "x = 1");
    }

    #[test]
    fn what_is_not_text_is_named_with_its_place() {
        assert_eq!(
            message(b"x = 1\ny = '\xb1'\n"),
            "a.py is not UTF-8: byte 11, on line 2, is wrong. Save it as UTF-8 in your editor."
        );
        assert_eq!(message(b"\xff\xfex\0"), "a.py is UTF-16. Save it as UTF-8 in your editor.");
        assert_eq!(message(b"\x7fELF\0"), "a.py is not a text file.");
    }

    #[test]
    fn fifty_megabytes_are_not_read_to_the_end() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(50 << 20).unwrap();
        let text = read_source(file.path()).unwrap_err().to_string();
        assert!(text.ends_with("is larger than 4 MiB: that is not a script."), "{text}");
    }

    #[test]
    fn a_missing_file_and_a_folder_say_so() {
        let folder = tempfile::tempdir().unwrap();
        let text = read_source(folder.path()).unwrap_err().to_string();
        assert!(text.ends_with("is a folder, not a script."), "{text}");
        let text = read_source(&folder.path().join("no.py")).unwrap_err().to_string();
        assert!(text.starts_with("There is no file"), "{text}");
    }
}
