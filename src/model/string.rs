//! Strings: their text, their length in characters, and what was worked out about them.
//!
//! A script that makes a long string by `text += piece` must not copy it all each time. So a long
//! sum shares a growing buffer with the string it was made from, whose own part of it stays as it
//! was (CPython grows the string in place when nobody else has it). The text itself is cut out of
//! the buffer when somebody asks for it.
//!
//! Characters of a text that is not ASCII have bytes of different numbers. So a long one remembers,
//! once somebody asks for a place in it, where each 64th character begins.

use super::shared::Guarded;
use super::text::hash::{hash_bytes_short, spread_hash};
use compact_str::CompactString;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};

/// Texts of so many bytes need no memory of their own.
const INLINE_BYTES: usize = size_of::<CompactString>();
/// Sums of at least this many bytes share a buffer.
const SHARED_BYTES_MIN: usize = 256;
/// A new buffer has room for one more such part of its text; it doubles when that is full.
const SPARE_PART: usize = 4;

/// Texts of at least this many bytes that are not ASCII have marks.
const MARKED_BYTES_MIN: usize = 512;
/// Characters from one mark to the next.
const MARK_CHARS: usize = 64;

/// A string.
#[derive(Debug)]
pub struct Str {
    text: Text,
    chars: u32,
    /// 0: not asked for yet.
    hash: AtomicU32,
}

/// Where the text is.
#[derive(Clone, Debug)]
enum Text {
    /// Here; up to 24 bytes need no memory of their own.
    Whole(CompactString),
    /// In the beginning of a buffer that may have grown since.
    Grown(Box<Grown>),
    /// Long, and not ASCII.
    Marked(Box<Marked>),
}

/// Bytes at which each [`MARK_CHARS`]th character begins.
type Marks = OnceLock<Box<[u32]>>;

/// A long text that is not ASCII.
#[derive(Clone, Debug)]
struct Marked {
    text: Box<str>,
    marks: Marks,
}

/// The beginning of a buffer that may have grown since.
#[derive(Clone, Debug)]
struct Grown {
    buffer: Arc<Guarded<String>>,
    bytes: usize,
    /// Bytes by which the buffer has grown for this text.
    room: usize,
    /// The text, once somebody asked for it.
    cut: OnceLock<Box<str>>,
    marks: Marks,
}

impl Str {
    /// A string object's inside.
    pub fn new(text: impl Into<CompactString>) -> Str {
        let text = text.into();
        let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
        Str::with_chars(text, chars)
    }

    /// The same of a text whose number of characters is known.
    #[inline]
    pub fn with_chars(text: impl Into<CompactString>, chars: usize) -> Str {
        let text = text.into();
        let is_marked = text.len() >= MARKED_BYTES_MIN && chars < text.len();
        let text = match is_marked {
            true => {
                let text = text.into_string().into_boxed_str();
                Text::Marked(Box::new(Marked { text, marks: Marks::new() }))
            }
            false => Text::Whole(text),
        };
        Str::of(text, chars as u32)
    }

    /// The same of a text of ASCII characters.
    #[inline]
    pub fn ascii(text: impl Into<CompactString>) -> Str {
        let text = text.into();
        let chars = text.len();
        Str::with_chars(text, chars)
    }

    fn of(text: Text, chars: u32) -> Str {
        Str { text, chars, hash: AtomicU32::new(0) }
    }

    /// This string and another.
    pub fn concat(&self, other: &Str) -> Str {
        let chars = self.chars + other.chars;
        let bytes = self.bytes() + other.bytes();
        // Where the longer part comes last, nobody goes on behind it: `indent + text`.
        let is_shared = matches!(self.text, Text::Grown(_)) || self.bytes() >= other.bytes();
        if bytes >= SHARED_BYTES_MIN && is_shared {
            return Str::of(Text::Grown(Box::new(self.grow(other.text()))), chars);
        }
        let mut text = match &self.text {
            Text::Whole(text) if bytes <= INLINE_BYTES => text.clone(),
            _ => {
                let mut text = CompactString::with_capacity(bytes);
                text.push_str(self.text());
                text
            }
        };
        text.push_str(other.text());
        Str::of(Text::Whole(text), chars)
    }

    /// Its text.
    #[inline]
    pub fn text(&self) -> &str {
        match &self.text {
            Text::Whole(text) => text,
            Text::Grown(grown) => grown.cut.get_or_init(|| grown.text()),
            Text::Marked(marked) => &marked.text,
        }
    }

    /// Its length in bytes.
    #[inline]
    pub fn bytes(&self) -> usize {
        match &self.text {
            Text::Whole(text) => text.len(),
            Text::Grown(grown) => grown.bytes,
            Text::Marked(marked) => marked.text.len(),
        }
    }

    /// Bytes that nobody else holds, about: a shared buffer counts with those for whom it has grown.
    #[inline]
    pub fn own_bytes(&self) -> usize {
        match &self.text {
            Text::Whole(_) if self.is_inline() => 0,
            Text::Whole(text) => text.len(),
            Text::Grown(grown) => grown.room + grown.cut.get().map_or(0, |text| text.len()),
            Text::Marked(marked) => marked.text.len(),
        }
    }

    /// Whether it needs no memory of its own.
    #[inline]
    pub fn is_inline(&self) -> bool {
        matches!(&self.text, Text::Whole(text) if !text.is_heap_allocated())
    }

    /// Its length in characters.
    #[inline]
    pub fn chars(&self) -> usize {
        self.chars as usize
    }

    /// Whether bytes and characters are the same.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.chars as usize == self.bytes()
    }

    /// The byte at which a character begins; the length where the text has fewer.
    pub fn byte_at(&self, index: usize) -> usize {
        if index >= self.chars() {
            return self.bytes();
        }
        if self.is_ascii() {
            return index;
        }
        let text = self.text();
        let (from, left) = match self.marks() {
            Some(marks) => (marks[index / MARK_CHARS] as usize, index % MARK_CHARS),
            None => (0, index),
        };
        let mut places = text[from..].char_indices();
        places.nth(left).map_or(text.len(), |(byte, _)| from + byte)
    }

    /// How many characters stand before a byte at which one begins.
    pub fn chars_before(&self, byte: usize) -> usize {
        if self.is_ascii() {
            return byte;
        }
        let text = self.text();
        match self.marks() {
            Some(marks) => {
                let last = marks.partition_point(|&mark| mark as usize <= byte) - 1;
                last * MARK_CHARS + text[marks[last] as usize..byte].chars().count()
            }
            None => text[..byte].chars().count(),
        }
    }

    /// The characters from one index to another.
    pub fn between(&self, start: usize, end: usize) -> &str {
        let (from, to) = (self.byte_at(start), self.byte_at(end));
        if from <= to { &self.text()[from..to] } else { "" }
    }

    fn marks(&self) -> Option<&[u32]> {
        let marks = match &self.text {
            Text::Whole(_) => return None,
            Text::Grown(grown) => &grown.marks,
            Text::Marked(marked) => &marked.marks,
        };
        let work_out = || {
            let places = self.text().char_indices().step_by(MARK_CHARS);
            places.map(|(byte, _)| byte as u32).collect()
        };
        Some(&marks.get_or_init(work_out)[..])
    }

    /// `hash(self)`
    #[inline(always)]
    pub fn hash(&self) -> i64 {
        match self.hash.load(Relaxed) {
            0 => spread_hash(self.work_hash_out()),
            known => spread_hash(known),
        }
    }

    #[inline(never)]
    fn work_hash_out(&self) -> u32 {
        let hash = hash_bytes_short(self.text().as_bytes());
        self.hash.store(hash, Relaxed);
        hash
    }

    /// Puts `more` behind this text: in its buffer if nobody did that before, else in a new one.
    fn grow(&self, more: &str) -> Grown {
        if let Text::Grown(grown) = &self.text {
            let mut buffer = grown.buffer.lock();
            if buffer.len() == grown.bytes {
                let before = buffer.capacity();
                buffer.push_str(more);
                let (bytes, room) = (buffer.len(), buffer.capacity() - before);
                return Grown::new(Arc::clone(&grown.buffer), bytes, room);
            }
        }
        let text = self.text();
        let needed = text.len() + more.len();
        let mut buffer = String::with_capacity(needed + needed / SPARE_PART);
        buffer.push_str(text);
        buffer.push_str(more);
        let (bytes, room) = (buffer.len(), buffer.capacity());
        Grown::new(Arc::new(Guarded::new(buffer)), bytes, room)
    }
}

impl Grown {
    fn new(buffer: Arc<Guarded<String>>, bytes: usize, room: usize) -> Grown {
        Grown { buffer, bytes, room, cut: OnceLock::new(), marks: Marks::new() }
    }

    fn text(&self) -> Box<str> {
        self.buffer.lock()[..self.bytes].into()
    }
}

impl Clone for Str {
    fn clone(&self) -> Self {
        let hash = self.hash.load(Relaxed).into();
        Str { text: self.text.clone(), chars: self.chars, hash }
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_long_strings_leaves_both_as_they_were() {
        let long = Str::new("ab".repeat(SHARED_BYTES_MIN));
        let one = long.concat(&Str::new("ż"));
        let two = one.concat(&Str::new("x"));
        // A second sum from the same string cannot use the buffer that has grown.
        let other = one.concat(&Str::new("y"));
        let text = "ab".repeat(SHARED_BYTES_MIN);
        assert_eq!(other.text(), format!("{text}ży"));
        assert_eq!(two.text(), format!("{text}żx"));
        assert_eq!((one.text(), long.text()), (format!("{text}ż").as_str(), text.as_str()));
        assert_eq!((two.chars(), two.bytes()), (text.len() + 2, text.len() + 3));
        assert!(!two.is_ascii() && long.is_ascii());
    }

    #[test]
    fn places_in_a_text_are_found_whatever_its_letters_are() {
        let letters: String = ('a'..='z').chain('ą'..='ż').chain(['字', '🎈']).collect();
        let long = letters.repeat(40);
        let sum = Str::new(long.as_str()).concat(&Str::new(letters.as_str()));
        for text in [Str::new(letters.as_str()), Str::new(long.as_str()), sum, Str::new("abc")] {
            let places: Vec<usize> = text.text().char_indices().map(|(byte, _)| byte).collect();
            assert_eq!(places.len(), text.chars());
            for (index, &byte) in places.iter().enumerate() {
                assert_eq!((text.byte_at(index), text.chars_before(byte)), (byte, index));
            }
            let end = text.bytes();
            assert_eq!((text.byte_at(text.chars()), text.chars_before(end)), (end, text.chars()));
            assert_eq!(text.byte_at(text.chars() + 9), end);
        }
    }

    #[test]
    fn equal_texts_hash_alike_however_they_were_made() {
        let whole = Str::new("abc".repeat(200));
        let sum = Str::new("abc".repeat(100)).concat(&Str::new("abc".repeat(100)));
        assert!(whole == sum && whole.hash() == sum.hash() && sum.clone() == sum);
    }
}
