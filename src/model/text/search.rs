//! Finding text in text: `find`, `rfind`, `count`, `replace`, `startswith`, on character indices.

use super::slice::clamp;
use crate::model::object::Str;

/// The part of the text between two character indices, with the byte it starts at; `None` when
/// the start lies beyond the end (nothing, not even "", is found there).
fn window(text: &Str, start: Option<i64>, end: Option<i64>) -> Option<(&str, usize)> {
    let length = text.chars();
    let raw = start.unwrap_or(0);
    let end = clamp(end.unwrap_or(i64::MAX), length);
    let start = if raw > length as i64 { return None } else { clamp(raw, length) };
    (start <= end).then(|| (text.between(start, end), text.byte_at(start)))
}

/// Length in characters.
pub fn char_count(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// Byte offset of a character index (the length where it is beyond the end).
pub fn byte_at(text: &str, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.len());
    }
    text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte)
}

/// Characters from one index to another.
pub fn between(text: &str, start: usize, end: usize) -> &str {
    let (from, to) = (byte_at(text, start), byte_at(text, end));
    if from <= to { &text[from..to] } else { "" }
}

/// `text.find(sub, start, end)`: a character index.
pub fn find(text: &Str, sub: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (part, offset) = window(text, start, end)?;
    part.find(sub).map(|byte| text.chars_before(offset + byte))
}

/// `text.rfind(sub, start, end)`
pub fn rfind(text: &Str, sub: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (part, offset) = window(text, start, end)?;
    part.rfind(sub).map(|byte| text.chars_before(offset + byte))
}

/// `text.count(sub, start, end)`
pub fn count(text: &Str, sub: &str, start: Option<i64>, end: Option<i64>) -> usize {
    let Some((part, _)) = window(text, start, end) else { return 0 };
    if sub.is_empty() { char_count(part) + 1 } else { part.matches(sub).count() }
}

/// `text.startswith(prefix, start, end)`
pub fn starts_with(text: &Str, prefix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    window(text, start, end).is_some_and(|(part, _)| part.starts_with(prefix))
}

/// `text.endswith(suffix, start, end)`
pub fn ends_with(text: &Str, suffix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    window(text, start, end).is_some_and(|(part, _)| part.ends_with(suffix))
}

/// `text.replace(old, new, count)`; `None` replaces all.
pub fn replace(text: &str, old: &str, new: &str, count: Option<usize>) -> String {
    let count = count.unwrap_or(usize::MAX);
    if !old.is_empty() {
        return text.replacen(old, new, count);
    }
    let mut out = String::new();
    let mut left = count;
    for c in text.chars() {
        if left > 0 {
            out.push_str(new);
            left -= 1;
        }
        out.push(c);
    }
    if left > 0 {
        out.push_str(new);
    }
    out
}

/// The longest text `replace` could make, in bytes.
pub fn replaced_size(text: &str, old: &str, new: &str) -> usize {
    let places = if old.is_empty() { text.len() + 1 } else { text.len() / old.len() + 1 };
    text.len().saturating_add(places.saturating_mul(new.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_count_characters() {
        let abc = Str::new("abc");
        assert_eq!(find(&Str::new("añb字c"), "c", None, None), Some(4));
        assert_eq!(rfind(&Str::new("abcabc"), "b", None, Some(4)), Some(1));
        assert_eq!(find(&abc, "", Some(3), None), Some(3));
        assert_eq!(find(&abc, "", Some(4), None), None);
        assert_eq!(find(&abc, "a", Some(-2), None), None);
    }

    #[test]
    fn the_empty_text_is_everywhere() {
        let abc = Str::new("abc");
        assert_eq!(count(&Str::new("añc"), "", None, None), 4);
        assert_eq!(replace("ab", "", "-", None), "-a-b-");
        assert_eq!(replace("ab", "", "-", Some(2)), "-a-b");
        assert_eq!(replace("aaa", "a", "b", Some(2)), "bba");
        assert!(starts_with(&abc, "b", Some(1), None) && ends_with(&abc, "b", None, Some(2)));
    }
}
