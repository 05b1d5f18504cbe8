//! Names in the script that light up because the pointer is on what they stand for in another view,
//! and the other way round: the name that the pointer is on here.
//!
//! Knows names and lines; what they stand for in a run is the shell's business.

use std::ops::Range;

use super::gutter::VisibleLine;
use crate::script::complete::word_around;

/// A name on a line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LitName {
    /// 1-based.
    pub line: usize,
    /// An identifier.
    pub name: String,
}

impl LitName {
    /// All of a line.
    pub fn whole_line(line: u32) -> LitName {
        LitName { line: line as usize, name: String::new() }
    }
}

/// Where the name is written in a line as a word of its own, as bytes; where it is not (what is
/// meant goes by another name there), all of the line but its margin.
pub fn places(line: &str, name: &str) -> Vec<Range<usize>> {
    let all = line.match_indices(name).map(|(at, found)| at..at + found.len());
    let is_word =
        |range: &Range<usize>| !range.is_empty() && word_around(line, range.start) == *range;
    let mut words: Vec<_> = all.filter(is_word).collect();
    if words.is_empty() {
        let text = line.trim_end();
        words.push(text.len() - text.trim_start().len()..text.len());
    }
    words
}

/// The word that a place of the script is in or beside; empty where there is none.
pub fn word_at(text: &str, byte: usize) -> Range<usize> {
    let word = word_around(text, byte);
    let begins = text[word.clone()].chars().next();
    if begins.is_some_and(char::is_numeric) { byte..byte } else { word }
}

/// The name that a place of the script is in.
pub fn name_at(text: &str, byte: usize) -> Option<LitName> {
    let word = word_at(text, byte);
    (!word.is_empty()).then(|| LitName {
        line: text[..word.start].matches('\n').count() + 1,
        name: text[word].to_owned(),
    })
}

/// The bytes of each visible line, its end left out. `shown` begins where the first of them does.
pub fn bytes_of_lines<'t>(
    text: &'t str,
    shown: Range<usize>,
    lines: &'t [VisibleLine],
) -> impl Iterator<Item = (usize, Range<usize>)> + 't {
    let mut start = shown.start;
    lines.iter().map(move |line| {
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        let range = start..start + length;
        start = (range.end + 1).min(text.len());
        (line.number, range)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_lit_where_it_is_a_word_and_else_its_line() {
        let ends = |line: &str| -> Vec<_> {
            places(line, "lock").into_iter().map(|range| (range.start, range.end)).collect()
        };
        assert_eq!(ends("    with lock, unlock, lock2: lock"), [(9, 13), (30, 34)]);
        assert_eq!(ends("    with guard:  "), [(4, 15)]);
        assert_eq!(ends("  "), [(0, 0)]);
    }

    #[test]
    fn the_name_under_a_place_is_found_with_its_line() {
        let text = "import threading\nżółw = threading.Lock()  # 1st\n";
        let at = |byte| name_at(text, byte).map(|it| (it.line, it.name));
        assert_eq!(at(8), Some((1, "threading".to_owned())));
        let second = text.find("żółw").unwrap();
        assert_eq!(at(second + 2), Some((2, "żółw".to_owned())));
        assert_eq!(at(text.find('=').unwrap()), None);
        assert_eq!(at(text.find("1st").unwrap()), None, "no name");
        assert_eq!(at(text.len()), None);
        let other = "x = 1\r\n\r\ny";
        let names = [0, 6, 8, 9].map(|byte| name_at(other, byte).map(|it| it.name));
        assert_eq!(names, [Some("x".to_owned()), None, None, Some("y".to_owned())]);
    }
}
