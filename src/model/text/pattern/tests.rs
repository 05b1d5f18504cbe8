//! What patterns find, and what is said about wrong ones.

use super::{Chars, How, Search, compile};
use crate::model::object::Str;

fn spans(pattern: &str, flags: u32, text: &str) -> Option<Vec<Option<(usize, usize)>>> {
    let pattern = compile(pattern, flags).unwrap();
    let text = Str::new(text);
    let text = Chars::of(&text);
    let mut search = Search::new(&pattern.words, pattern.groups, &text, text.count());
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
fn characters_are_the_same_in_whatever_order_they_are_asked_for() {
    let letters: String = ('a'..='z').chain('ą'..='ż').chain(['字', '🎈']).collect();
    for text in [letters.repeat(30), "abc".repeat(900), String::new(), "ż".into()] {
        let all: Vec<char> = text.chars().collect();
        let text = Str::new(text.as_str());
        let chars = Chars::of(&text);
        assert_eq!(chars.count(), all.len());
        let forwards = 0..all.len();
        let leaps = (0..all.len()).map(|at| at * 7919 % all.len());
        for at in forwards.clone().chain(leaps).chain(forwards.rev()) {
            assert_eq!(chars.at(at), all[at]);
        }
        let last = all.last().map_or(0, |&c| u32::from(c));
        let first = all.iter().position(|&c| u32::from(c) == last);
        assert_eq!(chars.position(last, 0, all.len()), first);
    }
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
    let text = Str::new("a".repeat(64) + "b");
    let text = Chars::of(&text);
    let mut search = Search::new(&pattern.words, pattern.groups, &text, text.count());
    assert_eq!(search.find(0, How::Search), Err(super::TooLong));
}
