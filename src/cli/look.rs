//! `lockstep check` and `lockstep presets`: looking without running.

use super::run::status_of;
use super::status;
use crate::exec::races::{Tried, races};
use crate::script::outline::{Outline, Target};
use crate::script::{Severity, check as check_script, render};
use crate::session::files::read_script;
use crate::session::presets as bundled;
use crate::trace::race::{Race, RaceKind};
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Flags of `lockstep check`.
#[derive(Args, Debug)]
pub struct CheckArguments {
    /// The script.
    file: PathBuf,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

/// Flags of `lockstep presets`.
#[derive(Args, Debug)]
pub struct PresetsArguments {
    /// Write them as files to this folder.
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// Says what a script creates, or what stands in its way; the exit status.
pub fn check(arguments: &CheckArguments) -> u8 {
    let source = match read_script(&arguments.file) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("lockstep: {error}");
            return status::NO_INPUT;
        }
    };
    let file = arguments.file.display().to_string();
    let checked = check_script(&source, &file);
    let errors = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let errors: Vec<_> = errors.cloned().collect();
    let failed = !errors.is_empty();
    let outline = Outline::of(&source);
    let tried = checked.program.map(|program| races(Arc::new(program), &AtomicBool::new(false)));
    let tried = tried.unwrap_or_default();
    if arguments.json {
        let found: Vec<serde_json::Value> = checked
            .diagnostics
            .iter()
            .map(|d| {
                serde_json::json!({
                    "severity": if d.severity == Severity::Error { "error" } else { "warning" },
                    "line": d.line,
                    "column": d.column,
                    "start": d.span.start,
                    "end": d.span.end,
                    "message": d.message.text(),
                    "help": d.help.as_ref().map(|help| help.text()),
                })
            })
            .collect();
        let answer = serde_json::json!({
            "supported": !failed,
            "diagnostics": found,
            "objects": objects(&outline),
            "threads": threads(&outline),
            "uses": uses(&outline),
            "races": tried.races.iter().map(race).collect::<Vec<_>>(),
            "races_tried_in_part": tried.is_cut,
        });
        println!("{answer:#}");
    } else {
        eprint!("{}", render(&checked.diagnostics, &source, &file));
        print!("{}{}", in_words(&outline), races_in_words(&tried));
    }
    if failed { status_of(&errors) } else { 0 }
}

fn objects(outline: &Outline) -> Vec<serde_json::Value> {
    let primitives = outline.primitives.iter().map(|object| {
        serde_json::json!({ "name": object.name, "kind": object.kind, "line": object.line })
    });
    let shared = outline.shared.iter().map(|variable| {
        serde_json::json!({ "name": variable.name, "kind": "variable", "line": variable.line })
    });
    primitives.chain(shared).collect()
}

fn threads(outline: &Outline) -> Vec<serde_json::Value> {
    let thread = |thread: &crate::script::outline::ThreadNode| {
        serde_json::json!({
            "name": thread.name,
            "target": thread.target,
            "daemon": thread.daemon,
            "line": thread.lines.0,
        })
    };
    outline.threads.iter().map(thread).collect()
}

fn uses(outline: &Outline) -> Vec<serde_json::Value> {
    let pairs = outline.uses.iter().filter_map(|used| {
        let thread = &outline.threads.get(used.thread)?.name;
        let object = name_of(outline, &used.target)?;
        Some(serde_json::json!({ "thread": thread, "object": object, "how": used.how }))
    });
    pairs.collect()
}

fn race(race: &Race) -> serde_json::Value {
    let Race { kind, variable, threads, lines } = race;
    let kind = if *kind == RaceKind::Update { "update" } else { "forgotten join" };
    serde_json::json!({ "kind": kind, "variable": variable, "threads": threads, "lines": lines })
}

fn races_in_words(tried: &Tried) -> String {
    let line = |race: &Race| {
        let lines: Vec<String> = race.lines.iter().map(u32::to_string).collect();
        let (lines, threads) = (lines.join(", "), race.threads.join(", "));
        let (name, variable) = ("race", &race.variable);
        match race.kind {
            RaceKind::Update => {
                format!(
                    "{name:<12} {variable} (line {lines}) is updated by {threads} in no order\n"
                )
            }
            RaceKind::Unjoined => format!(
                "{name:<12} {variable} (line {lines}) is read by the main thread at its end, while \
                 {threads} may still write it: there is no join()\n"
            ),
        }
    };
    let cut = "races        were looked for in the first part of a long run only\n";
    let told: String = tried.races.iter().map(line).collect();
    if tried.is_cut { told + cut } else { told }
}

fn name_of<'o>(outline: &'o Outline, target: &Target) -> Option<&'o str> {
    match target {
        Target::Primitive(at) => outline.primitives.get(*at).map(|p| p.name.as_str()),
        Target::Shared(at) => outline.shared.get(*at).map(|s| s.name.as_str()),
    }
}

fn in_words(outline: &Outline) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    for object in &outline.primitives {
        line(format!("{:<12} {} (line {})", object.kind, object.name, object.line));
    }
    for variable in &outline.shared {
        line(format!("{:<12} {} (line {})", "variable", variable.name, variable.line));
    }
    for thread in &outline.threads {
        let kind = if thread.daemon { "daemon" } else { "thread" };
        match thread.lines.0 {
            0 => line(format!("{kind:<12} {} runs the script's own body", thread.name)),
            at => line(format!("{kind:<12} {} runs {} (line {at})", thread.name, thread.target)),
        }
    }
    for used in &outline.uses {
        let thread = outline.threads.get(used.thread).map_or("", |thread| thread.name.as_str());
        if let Some(object) = name_of(outline, &used.target) {
            line(format!("{:<12} {thread} -> {object}: {}", "uses", used.how));
        }
    }
    text
}

/// Lists the presets or writes them; the exit status.
pub fn presets(arguments: &PresetsArguments) -> u8 {
    let Some(folder) = &arguments.write else {
        for preset in bundled::ALL.iter() {
            println!(
                "{:<24} {} (level {}, {})",
                preset.name, preset.title, preset.level, preset.verdict
            );
        }
        return 0;
    };
    match write_all(folder) {
        Ok(count) => {
            println!("{count} presets written to {}.", folder.display());
            0
        }
        Err((path, error)) => {
            eprintln!("lockstep: {} cannot be written: {error}.", path.display());
            status::CANNOT_WRITE
        }
    }
}

/// How many were written. A file that is there already and differs is not touched.
fn write_all(folder: &Path) -> Result<usize, (PathBuf, std::io::Error)> {
    std::fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
    let mut count = 0;
    for preset in bundled::ALL.iter() {
        let path = folder.join(format!("{}.py", preset.name));
        let there = std::fs::read_to_string(&path).ok();
        if there.is_some_and(|text| text != preset.source) {
            eprintln!(
                "lockstep: {} is there already and differs; not overwritten.",
                path.display()
            );
            continue;
        }
        std::fs::write(&path, preset.source).map_err(|error| (path.clone(), error))?;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_written_once_and_changes_are_kept() {
        let Ok(folder) = tempfile::tempdir() else {
            panic!("no temporary folder");
        };
        let written = write_all(folder.path()).map_err(|(path, _)| path);
        assert_eq!(written, Ok(bundled::ALL.len()));
        let own = folder.path().join(format!("{}.py", bundled::ALL[0].name));
        assert!(std::fs::write(&own, "# mine\n").is_ok());
        let again = write_all(folder.path()).map_err(|(path, _)| path);
        assert_eq!(again, Ok(bundled::ALL.len() - 1));
        assert_eq!(std::fs::read_to_string(&own).ok().as_deref(), Some("# mine\n"));
    }
}
