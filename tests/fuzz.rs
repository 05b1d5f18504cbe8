//! The reader of scripts on texts nobody meant: presets and the differential corpus with bytes, tokens
//! and lines cut out, doubled, swapped and joined. It must neither panic nor hang, whatever it says.
//!
//! `LOCKSTEP_FUZZ=n` says how many texts (a few hundred without it); a failure prints the text.

use lockstep::model::text::repr::str_repr;
use lockstep::script::outline::Outline;
use lockstep::script::{check, render, settings};
use lockstep::session::presets;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::path::Path;
use std::time::{Duration, Instant};

/// Texts of a run that does not say how many.
const CASES: u32 = 400;
/// Longest a text may take: far more than any needs, so that a slow machine does not fail.
const LIMIT: Duration = Duration::from_secs(120);
/// Most changes of one text.
const CHANGES_MAX: usize = 6;
/// What is put in.
const TOKENS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    "=",
    "==",
    ":=",
    "->",
    "*",
    "**",
    "@",
    ";",
    "\\",
    "'",
    "\"",
    "\"\"\"",
    "f'{",
    "}'",
    "\n",
    "\n    ",
    "\t",
    "\0",
    "\u{feff}",
    "\u{10ffff}",
    "é",
    "#",
    " if ",
    " else ",
    " for x in ",
    " lambda: ",
    " yield ",
    " await ",
    " async ",
    "return ",
    "def f(",
    "class C(",
    "with ",
    "try:\n",
    "except ",
    "finally:\n",
    "global x\n",
    "nonlocal x\n",
    "del ",
    "import ",
    "from . import *\n",
    "match x:\n",
    "case _:",
    "not ",
    " in ",
    " is ",
    "1e999",
    "0x",
    "_",
    "99999999999999999999999999",
    "print(",
    "threading.",
    "__import__(",
    "# /// script\n",
    "self.",
];

fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cpython");
    let mut texts: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok())
        .collect();
    texts.extend(presets::ALL.iter().map(|preset| preset.source.to_owned()));
    texts.sort();
    texts
}

/// A place in a text, moved back to the beginning of a character.
fn place(text: &str, at: usize) -> usize {
    let mut at = at % (text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One change: what kind, where, how much, and with what.
type Change = (u8, usize, usize, usize);

fn changed(text: &mut String, (kind, from, length, with): Change, other: &str) {
    let start = place(text, from);
    let end = place(text, start + length % 40).max(start);
    match kind {
        0 => text.replace_range(start..end, ""),
        1 => text.insert_str(start, TOKENS[with % TOKENS.len()]),
        2 => text.replace_range(start..end, TOKENS[with % TOKENS.len()]),
        3 => {
            let piece = text[start..end].to_owned();
            text.insert_str(place(text, with), &piece.repeat(1 + length % 5));
        }
        4 => {
            let begin = place(other, with);
            let piece = &other[begin..place(other, begin + length).max(begin)];
            text.insert_str(start, piece);
        }
        5 => text.truncate(start),
        _ => {
            let mut lines: Vec<&str> = text.lines().collect();
            let count = lines.len().max(1);
            if !lines.is_empty() {
                lines.swap(from % count, with % count);
            }
            *text = lines.join("\n");
        }
    }
}

/// A script that runs the text, and the first line of it, as code.
fn as_code(text: &str) -> String {
    let (whole, line) = (str_repr(text), str_repr(text.lines().next().unwrap_or("")));
    format!("import timeit\nexec({whole})\nprint(eval({line}))\ntimeit.timeit({line}, {whole})\n")
}

fn read_everything(text: &str) {
    let begin = Instant::now();
    let checked = check(text, "fuzz.py");
    let _ = render(&checked.diagnostics, text, "fuzz.py");
    let _ = Outline::of(text);
    let _ = settings::read(text);
    let _ = check(&as_code(text), "fuzz.py");
    assert!(begin.elapsed() < LIMIT, "took {:?}", begin.elapsed());
}

#[test]
fn no_text_makes_the_reader_panic_or_hang() {
    let cases = std::env::var("LOCKSTEP_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(CASES);
    let corpus = corpus();
    let change = (0_u8..7, any::<usize>(), any::<usize>(), any::<usize>());
    let changes = prop::collection::vec(change, 1..=CHANGES_MAX);
    let which = (0..corpus.len(), 0..corpus.len());
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let outcome = runner.run(&(which, changes), |((one, two), changes)| {
        let mut text = corpus[one].clone();
        for change in changes {
            changed(&mut text, change, &corpus[two]);
        }
        let read = std::panic::catch_unwind(|| read_everything(&text));
        prop_assert!(read.is_ok(), "{text}");
        Ok(())
    });
    outcome.unwrap();
}
