//! What patterns find, and what is said about wrong ones.

use super::{How, Search, compile};

fn spans(pattern: &str, flags: u32, text: &str) -> Option<Vec<Option<(usize, usize)>>> {
    let pattern = compile(pattern, flags).unwrap();
    let text: Vec<char> = text.chars().collect();
    let mut search = Search::new(&pattern.words, pattern.groups, &text, text.len());
    search.find(0, How::Search).unwrap().map(|found| found.spans)
}

fn error(pattern: &str) -> (String, usize) {
    let error = compile(pattern, 0).unwrap_err();
    (error.message, error.at.unwrap_or(usize::MAX))
}

#[test]
fn groups_keep_what_backtracking_left_in_them() {
    assert_eq!(spans("(a|ab)(c|bcd)(d*)", 0, "abcd").unwrap()[2], Some((1, 4)));
    assert_eq!(spans("(?:(a)|b)*", 0, "ab").unwrap(), [Some((0, 2)), Some((0, 1))]);
    assert_eq!(spans("(a)?b\\1", 0, "b"), None);
}

#[test]
fn loops_over_nothing_end() {
    assert_eq!(spans("(a*)*", 0, "aab").unwrap()[0], Some((0, 2)));
    assert_eq!(spans("(?:)*x", 0, "yx").unwrap()[0], Some((1, 2)));
    assert_eq!(spans("(a|b*?)+c", 0, "abc").unwrap()[0], Some((0, 3)));
}

#[test]
fn places_count_characters_and_not_bytes() {
    assert_eq!(spans("ż+", 0, "aéżż").unwrap()[0], Some((2, 4)));
    assert_eq!(spans("(?<=é)ż", 0, "éż").unwrap()[0], Some((1, 2)));
}

#[test]
fn wrong_patterns_get_cpythons_words_and_place() {
    assert_eq!(error("(a"), ("missing ), unterminated subpattern".into(), 0));
    assert_eq!(error("a)"), ("unbalanced parenthesis".into(), 1));
    assert_eq!(error("*a"), ("nothing to repeat".into(), 0));
    assert_eq!(error("a**"), ("multiple repeat".into(), 2));
    assert_eq!(error("[a"), ("unterminated character set".into(), 0));
    assert_eq!(error("[z-a]"), ("bad character range z-a".into(), 1));
    assert_eq!(error("\\q"), ("bad escape \\q".into(), 0));
    assert_eq!(error("(?<=a*)b").0, "look-behind requires fixed-width pattern");
}

#[test]
fn a_search_without_end_is_given_up() {
    let pattern = compile("(a|aa)+$", 0).unwrap();
    let text: Vec<char> = "a".repeat(64).chars().chain(['b']).collect();
    let mut search = Search::new(&pattern.words, pattern.groups, &text, text.len());
    assert_eq!(search.find(0, How::Search), Err(super::TooLong));
}
