//! The characters of a text that is searched, by number, without a copy of them all: a search from a
//! place looks only at what is near it.

use crate::model::object::Str;
use std::cell::RefCell;

/// Characters that are kept before the first one asked for: look-behinds and edges of words.
const BEFORE: usize = 16;
/// Characters read ahead, at first.
const AHEAD: usize = 64;

/// The characters of a text.
pub struct Chars<'a> {
    text: &'a Str,
    /// The bytes, where each is a character.
    ascii: Option<&'a [u8]>,
    near: RefCell<Near>,
}

/// Those of a text that is not ASCII which were read.
#[derive(Default)]
struct Near {
    from: usize,
    chars: Vec<char>,
    /// The byte behind them.
    byte: usize,
}

impl<'a> Chars<'a> {
    /// Those of a text.
    pub fn of(text: &'a Str) -> Chars<'a> {
        let ascii = text.is_ascii().then(|| text.text().as_bytes());
        Chars { text, ascii, near: RefCell::default() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.text.chars()
    }

    /// One of them; it must be there.
    #[inline]
    pub fn at(&self, at: usize) -> char {
        match self.ascii {
            Some(bytes) => char::from(bytes[at]),
            None => self.near_at(at),
        }
    }

    /// The first place from one to another that holds a character.
    pub fn position(&self, wanted: u32, from: usize, to: usize) -> Option<usize> {
        match self.ascii {
            Some(bytes) => {
                let found = bytes[from..to].iter().position(|&byte| u32::from(byte) == wanted);
                found.map(|found| from + found)
            }
            None => (from..to).find(|&at| self.near_at(at) as u32 == wanted),
        }
    }

    fn near_at(&self, at: usize) -> char {
        let mut near = self.near.borrow_mut();
        let end = near.from + near.chars.len();
        if at < near.from || at > end + AHEAD || near.chars.is_empty() {
            let from = at.saturating_sub(BEFORE);
            *near = Near { from, chars: Vec::new(), byte: self.text.byte_at(from) };
        }
        while at - near.from >= near.chars.len() {
            let (more, before) = (AHEAD.max(near.chars.len()), near.byte);
            let mut byte = before;
            let read = self.text.text()[before..].chars().take(more);
            near.chars.extend(read.inspect(|c| byte += c.len_utf8()));
            near.byte = byte;
            if byte == before {
                break;
            }
        }
        near.chars.get(at - near.from).copied().unwrap_or_default()
    }
}
