//! Random small programs must do the same under `python3` and under `lockstep run --plain`, free and
//! under the GIL. Every program ends, and what it prints does not depend on who runs first.
//!
//! Many programs are one file, so that a run starts few processes. A failure prints the seed and the
//! program; `LOCKSTEP_SEED=n LOCKSTEP_PROGRAMS=1` makes that one again. `LOCKSTEP_PROGRAMS` says how
//! many are made (`CASES` without it).

/// `program.line(format!(...))`, with the parts made before the program is asked to take the line.
macro_rules! put {
    ($program:ident, $($part:tt)*) => {{
        let text = format!($($part)*);
        $program.line(text);
    }};
}

#[path = "../common/mod.rs"]
mod common;
mod expressions;
mod statements;
mod threads;

use common::{Ran, lockstep, python, run};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

/// Programs of a run that does not say how many.
const CASES: u64 = 240;
/// Programs in one file.
const BATCH: u64 = 40;
const LIMIT: Duration = Duration::from_secs(60);
const HEADER: &str = "=== program ";

/// Chance: SplitMix64 (Steele, Lea, Flood), so that a seed makes the same program everywhere.
pub struct Chance(u64);

impl Chance {
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.draw() % end.max(1) as u64) as usize
    }

    /// A number from `low` to `high`.
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// True once in `of` times.
    pub fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

/// What a variable holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    Int,
    Float,
    Str,
    /// A list of ints.
    List,
    /// A dict from str to int.
    Dict,
    /// A set of ints.
    Set,
}

/// A program in the making.
pub struct Program {
    pub chance: Chance,
    pub text: String,
    pub indent: usize,
    /// Variables that certainly have a value here.
    pub variables: Vec<(String, Type)>,
    pub names_given: usize,
    /// Statements that may still be made.
    pub budget: usize,
}

impl Program {
    fn new(seed: u64) -> Program {
        Program {
            chance: Chance(seed),
            text: String::new(),
            indent: 1,
            variables: Vec::new(),
            names_given: 0,
            budget: 28,
        }
    }

    pub fn line(&mut self, line: impl AsRef<str>) {
        let _ = writeln!(self.text, "{}{}", "    ".repeat(self.indent), line.as_ref());
    }

    /// A name nobody has.
    pub fn fresh(&mut self, prefix: &str) -> String {
        self.names_given += 1;
        format!("{prefix}{}", self.names_given)
    }

    /// Statements one level deeper; what they bind is forgotten after them.
    pub fn block(&mut self, body: impl FnOnce(&mut Program)) {
        let known = self.variables.len();
        self.indent += 1;
        body(self);
        self.indent -= 1;
        self.variables.truncate(known);
    }
}

/// The function that is program number `seed`.
fn program(seed: u64) -> String {
    let mut program = Program::new(seed);
    program.line("a, b, s = 7, -3, 'text'");
    for (name, kind) in [("a", Type::Int), ("b", Type::Int), ("s", Type::Str)] {
        program.variables.push((name.to_owned(), kind));
    }
    while program.budget > 0 {
        program.statement();
    }
    program.print_variables();
    format!("def program_{seed}():\n{}", program.text)
}

/// One file of several programs, each of which says what became of it.
fn file_of(seeds: impl Iterator<Item = u64>) -> String {
    let mut text = String::from(
        "import threading\nimport queue\nimport functools\nimport itertools\nimport time\n\
         from collections import Counter, defaultdict, deque, namedtuple\n\
         from concurrent.futures import ThreadPoolExecutor, as_completed\n\n",
    );
    for seed in seeds {
        let _ = write!(
            text,
            "{}\n\nprint('{HEADER}{seed}')\ntry:\n    program_{seed}()\nexcept Exception as error:\n    \
             print('ended by', type(error).__name__, error)\n\n\n",
            program(seed)
        );
    }
    text
}

/// What each program printed.
fn by_program(output: &str) -> BTreeMap<u64, String> {
    let parts = output.split(HEADER).skip(1);
    parts
        .filter_map(|part| {
            let (seed, rest) = part.split_once('\n')?;
            Some((seed.trim().parse().ok()?, rest.to_owned()))
        })
        .collect()
}

/// The seeds whose programs differ, with how.
fn differences(theirs: &Ran, ours: &Ran, mode: &str) -> BTreeMap<u64, String> {
    let (expected, got) = (by_program(&theirs.stdout), by_program(&ours.stdout));
    let mut found = BTreeMap::new();
    for (seed, text) in &expected {
        let other = got.get(seed).map_or("(did not run)", |text| text);
        if other != text {
            found.insert(*seed, format!("{mode}:\n-- python3\n{text}-- lockstep\n{other}"));
        }
    }
    if found.is_empty() && (theirs.end != ours.end || theirs.stderr != ours.stderr) {
        let end = format!("{mode}: ends {:?} | {:?}\n{}", theirs.end, ours.end, ours.stderr);
        found.insert(expected.keys().copied().max().unwrap_or_default(), end);
    }
    found
}

fn number_from(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn random_programs_do_the_same_as_under_python3() {
    let first = number_from("LOCKSTEP_SEED").unwrap_or(1);
    let count = number_from("LOCKSTEP_PROGRAMS").unwrap_or(CASES);
    let folder = tempfile::tempdir().unwrap();
    let mut failed: BTreeMap<u64, String> = BTreeMap::new();
    let mut at = first;
    while at < first + count {
        let end = (at + BATCH).min(first + count);
        let path = folder.path().join(format!("programs_{at}.py"));
        std::fs::write(&path, file_of(at..end)).unwrap();
        let theirs = run(python().arg(&path), LIMIT);
        assert!(theirs.stdout.contains(HEADER), "python3 cannot run it: {}", theirs.stderr);
        for mode in ["free", "gil"] {
            let ours = run(lockstep().args(["run", "--plain", "--mode", mode]).arg(&path), LIMIT);
            failed.extend(differences(&theirs, &ours, mode));
        }
        at = end;
    }
    for (seed, how) in failed.iter().take(5) {
        eprintln!("seed {seed}, {how}\n{}", program(*seed));
    }
    let seeds: Vec<&u64> = failed.keys().collect();
    assert!(failed.is_empty(), "{} of {count} programs differ, seeds {seeds:?}", failed.len());
    eprintln!("{count} programs from seed {first} do the same");
}

#[test]
fn a_seed_always_makes_the_same_program() {
    assert_eq!(program(5), program(5));
    assert_ne!(program(5), program(6));
}
