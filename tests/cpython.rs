//! The differential test: every script in `tests/cpython/` must do the same under `python3` and
//! under `lockstep run --plain`, free and under the GIL: output, exit status, and the stable part of
//! stderr. It must not know how either of them works.
//!
//! Directives, in comments at a script's top:
//!
//! ```text
//! # compare: multiset   lines may come in any order
//! # stderr: ignore      only that both or neither wrote to stderr is compared
//! # modes: gil          only these modes
//! # input: one|two      lines of the standard input
//! # differs: reason     known to differ, not yet mended: printed, not counted
//! ```
//!
//! `LOCKSTEP_ONLY=text` runs the scripts whose name holds the text.

mod common;

use common::{End, Ran, lockstep, python, run_fed};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(120);
const WORKERS: usize = 2;

struct Script {
    name: String,
    path: PathBuf,
    multiset: bool,
    ignore_stderr: bool,
    known_to_differ: bool,
    input: String,
    modes: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cpython")
}

fn scripts() -> Vec<Script> {
    let only = std::env::var("LOCKSTEP_ONLY").unwrap_or_default();
    let mut found: Vec<Script> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "py"))
        .map(script)
        .filter(|script| script.name.contains(&only))
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn script(path: PathBuf) -> Script {
    let text = std::fs::read_to_string(&path).unwrap();
    let directive = |name: &str| {
        let mut comments = text.lines().take_while(|line| line.starts_with('#'));
        let start = format!("# {name}:");
        comments.find_map(|line| line.strip_prefix(&start)).map(|rest| rest.trim().to_owned())
    };
    let modes = directive("modes").unwrap_or_else(|| "free gil".into());
    Script {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        multiset: directive("compare").as_deref() == Some("multiset"),
        ignore_stderr: directive("stderr").as_deref() == Some("ignore"),
        known_to_differ: directive("differs").is_some(),
        input: directive("input").map_or(String::new(), |lines| lines.replace('|', "\n") + "\n"),
        modes: modes.split_whitespace().map(str::to_owned).collect(),
        path,
    }
}

// ------------------------------------------------------------- what may differ

/// `0x7f12...` becomes `0x..`, the numbers of threads become `N`.
fn without_addresses(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("0x") {
        out.push_str(&rest[..at]);
        let digits = rest[at + 2..].find(|c: char| !c.is_ascii_hexdigit());
        let end = digits.map_or(rest.len(), |digits| at + 2 + digits);
        out.push_str(if end - at > 6 { "0x.." } else { &rest[at..end] });
        rest = &rest[end..];
    }
    out.push_str(rest);
    for before in ["started ", "stopped ", "daemon ", "owner="] {
        out = without_number_after(&out, before);
    }
    out
}

fn without_number_after(text: &str, before: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(before) {
        let start = at + before.len();
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 3 {
            out.push('N');
            rest = &rest[digits..];
        }
    }
    out + rest
}

/// `<module 'threading' from '/usr/lib/...'>` becomes `<module 'threading'>`: here the library has no
/// files.
fn without_origins(text: &str) -> String {
    let mut parts = text.split("<module '");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('\'').unwrap_or((part, ""));
        let after = rest.split_once('>').map_or(rest, |(_, after)| after);
        out += &format!("<module '{name}'>{after}");
    }
    out
}

/// Tracebacks without frames of the library, carets, and the folders of files.
fn stable_stderr(text: &str, script: &Script) -> String {
    let file = format!("{}.py", script.name);
    let mut kept: Vec<String> = Vec::new();
    let mut in_library = false;
    for line in text.lines() {
        if let Some(frame) = line.trim_start().strip_prefix("File \"") {
            in_library = !frame.split('"').next().unwrap_or_default().ends_with(&file);
            if !in_library {
                let place = frame.split_once('"').map_or("", |(_, rest)| rest);
                kept.push(format!("  File \"{file}\"{place}"));
            }
        } else if in_library && line.starts_with("    ")
            || !line.is_empty() && line.chars().all(|c| " ^~".contains(c))
        {
            continue;
        } else {
            in_library = false;
            let line = line.replace(&format!("{}", script.path.display()), &file);
            kept.push(without_origins(&without_addresses(line.trim_end())));
        }
    }
    kept.join("\n")
}

fn compared(text: String, multiset: bool) -> String {
    if !multiset {
        return text;
    }
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

// ------------------------------------------------------------------ the test

struct Failure {
    script: String,
    mode: String,
    what: String,
}

fn first_difference(expected: &str, got: &str) -> String {
    let mut theirs = expected.lines();
    let mut ours = got.lines();
    for number in 1.. {
        match (theirs.next(), ours.next()) {
            (None, None) => break,
            (a, b) if a == b => continue,
            (a, b) => {
                let show = |line: Option<&str>| match line {
                    Some(line) => format!("{:?}", line.chars().take(150).collect::<String>()),
                    None => "(end)".into(),
                };
                return format!("line {number}: python3 {} | lockstep {}", show(a), show(b));
            }
        }
    }
    "line ends differ".into()
}

fn differences(script: &Script, theirs: &Ran, ours: &Ran) -> Vec<String> {
    let mut found = Vec::new();
    if theirs.end != ours.end {
        found.push(format!("ends: python3 {:?} | lockstep {:?}", theirs.end, ours.end));
    }
    let out = |ran: &Ran| compared(without_addresses(&ran.stdout), script.multiset);
    if out(theirs) != out(ours) {
        found.push(format!("stdout {}", first_difference(&out(theirs), &out(ours))));
    }
    let err = |ran: &Ran| compared(stable_stderr(&ran.stderr, script), script.multiset);
    let same = if script.ignore_stderr {
        theirs.stderr.is_empty() == ours.stderr.is_empty()
    } else {
        err(theirs) == err(ours)
    };
    if !same {
        found.push(format!("stderr {}", first_difference(&err(theirs), &err(ours))));
    }
    found
}

fn check(script: &Script) -> Vec<Failure> {
    let theirs = run_fed(python().arg(&script.path), &script.input, LIMIT);
    let mut failures = Vec::new();
    if theirs.end == End::TimedOut {
        failures.push(Failure {
            script: script.name.clone(),
            mode: "python3".into(),
            what: "does not end".into(),
        });
        return failures;
    }
    for mode in &script.modes {
        let mut command = lockstep();
        command.args(["run", "--plain", "--mode", mode]).arg(&script.path);
        let ours = run_fed(&mut command, &script.input, LIMIT);
        let found = differences(script, &theirs, &ours);
        failures.extend(found.into_iter().map(|what| Failure {
            script: script.name.clone(),
            mode: mode.clone(),
            what,
        }));
    }
    failures
}

/// Calls `job` for every item, `workers` at a time; the results in the items' order.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    job: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let work = || {
            let mut mine = Vec::new();
            while let Some(item) = {
                let at = next.fetch_add(1, Ordering::Relaxed);
                items.get(at).map(|item| (at, item))
            } {
                mine.push((item.0, job(item.1)));
            }
            mine
        };
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap()).collect()
    });
    results.sort_by_key(|&(at, _)| at);
    results.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn scripts_do_the_same_as_under_python3() {
    let scripts = scripts();
    let failures: Vec<Failure> =
        in_parallel(&scripts, WORKERS, check).into_iter().flatten().collect();
    for failure in &failures {
        eprintln!("{:32} {:5} {}", failure.script, failure.mode, failure.what);
    }
    let mut broken: Vec<&str> = failures.iter().map(|failure| failure.script.as_str()).collect();
    broken.dedup();
    eprintln!("{} of {} scripts do the same", scripts.len() - broken.len(), scripts.len());
    let known = |name: &str| scripts.iter().any(|it| it.name == name && it.known_to_differ);
    for script in scripts.iter().filter(|it| it.known_to_differ) {
        let mended = !broken.contains(&script.name.as_str());
        eprintln!("{}: {}", script.name, if mended { "mended" } else { "differs as known" });
    }
    broken.retain(|name| !known(name));
    assert!(broken.is_empty(), "{} scripts differ: {}", broken.len(), broken.join(" "));
}

#[test]
fn the_corpus_is_large_enough() {
    let count = std::fs::read_dir(folder()).unwrap().count();
    assert!(count >= 150, "{count} scripts");
}

#[test]
fn addresses_and_thread_numbers_do_not_count() {
    assert_eq!(
        without_addresses("<A at 0x7f00aa11> <Thread(T, started daemon 140123)> 0x10"),
        "<A at 0x..> <Thread(T, started daemon N)> 0x10"
    );
}

#[test]
fn where_a_module_is_kept_does_not_count() {
    let (files, none) = ("a <module 'os' from '/lib/os.py'> b", "a <module 'os' (built-in)> b");
    assert_eq!(without_origins(files), without_origins(none));
    assert_eq!(without_origins(none), "a <module 'os'> b");
}

#[test]
fn library_frames_and_carets_do_not_count() {
    let script = script(folder().join("thread_uncaught.py"));
    let theirs = "Traceback (most recent call last):\n  File \"/usr/lib/threading.py\", line 9, in run\n    \
                  self.go()\n  File \"/a/thread_uncaught.py\", line 4, in f\n    g()\n    ^^^\nValueError: x\n";
    assert_eq!(
        stable_stderr(theirs, &script),
        "Traceback (most recent call last):\n  File \"thread_uncaught.py\", line 4, in f\n    g()\nValueError: x"
    );
}
