//! Every preset is an ordinary script that python3 runs too, carries its lesson, and does in each
//! mode what its `[tool.lockstep.expect]` says.

mod common;

use common::{End, Ran, lockstep, python, run};
use lockstep::analysis::detectors::{Finding, Severity, findings};
use lockstep::exec::native::run::RunOptions;
use lockstep::exec::native::script;
use lockstep::exec::races::races;
use lockstep::script::compile;
use lockstep::trace::Trace;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(120);
/// Exit status of a run that is stuck for ever.
const STUCK: i32 = 75;
/// What depends on timing is likely in each run, not certain.
const TRIES: usize = 20;
/// What sleeps bring about is certain but where the machine stands still for that long.
const SURE_TRIES: usize = 3;
/// Findings that say what costs time, not what goes wrong.
const COSTS: [&str; 4] = ["chained wait", "convoy", "hot spot", "starvation"];
/// Presets that are run at one time.
const AT_ONCE: usize = 2;

struct Preset {
    name: String,
    path: PathBuf,
    text: String,
}

fn presets() -> Vec<Preset> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("presets");
    let mut found: Vec<Preset> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "py"))
        .map(|path| Preset {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
            path,
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

impl Preset {
    /// The table `[tool.lockstep]` of its PEP 723 block.
    fn settings(&self) -> toml::Table {
        let block: String = self
            .text
            .lines()
            .skip_while(|line| *line != "# /// script")
            .skip(1)
            .take_while(|line| *line != "# ///")
            .map(|line| format!("{}\n", line.trim_start_matches('#')))
            .collect();
        let whole: toml::Table = block.parse().unwrap_or_else(|e| panic!("{}: {e}", self.name));
        whole["tool"]["lockstep"].as_table().cloned().unwrap_or_default()
    }

    fn expected(&self) -> Vec<(String, String)> {
        let settings = self.settings();
        let expect = settings["expect"].as_table().expect("a table of modes");
        expect.iter().map(|(mode, v)| (mode.clone(), v.as_str().unwrap().to_owned())).collect()
    }

    /// What is found, with its kind, in a run without a GIL, and in the trial after it.
    fn found(&self) -> Vec<String> {
        let program = Arc::new(compile(&self.text, &self.name).expect("presets compile"));
        let run = script::start(Arc::clone(&program), RunOptions::default());
        let mut trace = Trace::new();
        while run.wait(Duration::from_millis(10)).is_none() {
            run.batches.try_iter().for_each(|batch| trace.append(&batch));
        }
        run.stop();
        while let Ok(batch) = run.batches.recv_timeout(LIMIT) {
            trace.append(&batch);
        }
        trace.finish();
        trace.set_races(races(program, &AtomicBool::new(false)).races);
        let worth = |finding: &Finding| finding.severity > Severity::Info;
        let found = findings(&trace).into_iter().filter(worth);
        found.map(|finding| format!("{}: {}", finding.kind, finding.sentence)).collect()
    }

    fn run(&self, mode: &str) -> Ran {
        run(lockstep().args(["run", "--plain", "--mode", mode]).arg(&self.path), LIMIT)
    }
}

fn shows(ran: &Ran, verdict: &str) -> bool {
    match verdict {
        "deadlock" => ran.end == End::Status(STUCK),
        "lost update" => ran.end == End::Status(0) && !ran.stdout.contains("lost 0 updates"),
        "ok" => ran.end == End::Status(0) && ran.stderr.is_empty(),
        // The script measures it and says so itself.
        other => {
            let says = |line: &str| line.starts_with(other) && line[other.len()..].starts_with(':');
            ran.end == End::Status(0) && ran.stderr.is_empty() && ran.stdout.lines().any(says)
        }
    }
}

/// Does something with each preset, with several at once.
fn with_each(check: impl Fn(&Preset) + Sync) {
    let presets = presets();
    std::thread::scope(|scope| {
        for lane in 0..AT_ONCE {
            let mine = presets.iter().skip(lane).step_by(AT_ONCE);
            let check = &check;
            scope.spawn(move || mine.for_each(check));
        }
    });
}

#[test]
fn every_preset_has_a_title_a_level_a_lesson_and_a_verdict() {
    let presets = presets();
    assert!(presets.len() >= 5);
    for preset in presets {
        let settings = preset.settings();
        assert!(settings["title"].as_str().is_some_and(|title| title.len() > 5), "{}", preset.name);
        assert!(settings["level"].as_integer().is_some_and(|level| (1..=5).contains(&level)));
        assert!(preset.text.contains("\n\"\"\""), "{} has no lesson", preset.name);
        assert_eq!(preset.expected().len(), 2, "{}: free and gil", preset.name);
        assert!(preset.text.lines().all(|line| line.len() <= 100), "{}", preset.name);
    }
}

#[test]
fn python3_runs_every_preset_as_it_is() {
    with_each(|preset| {
        let limit = Duration::from_secs(if preset.stuck_under_python() { 3 } else { 120 });
        let ran = run(python().arg(&preset.path), limit);
        let end = if preset.stuck_under_python() { End::TimedOut } else { End::Status(0) };
        assert_eq!(ran.end, end, "{}: {}", preset.name, ran.stderr);
        assert_eq!(ran.stderr, "", "{}", preset.name);
    });
}

impl Preset {
    fn stuck_under_python(&self) -> bool {
        self.expected().contains(&("gil".into(), "deadlock".into()))
    }
}

#[test]
fn every_preset_does_in_each_mode_what_it_says() {
    with_each(|preset| {
        for (mode, verdict) in preset.expected() {
            let tries = match verdict.as_str() {
                "ok" => 1,
                "deadlock" => SURE_TRIES,
                _ => TRIES,
            };
            let mut last = None;
            let shown = (0..tries).any(|_| shows(last.insert(preset.run(&mode)), &verdict));
            assert!(shown, "{} in mode {mode} should show {verdict:?}: {last:?}", preset.name);
        }
    });
}

/// A trial of a script tells its races, whether or not it went wrong, and of no others.
#[test]
fn the_presets_that_race_are_found_to_race_and_no_others() {
    let mut wrong = Vec::new();
    for preset in presets() {
        let program = compile(&preset.text, &preset.name).expect("presets compile");
        let races = races(Arc::new(program), &AtomicBool::new(false)).races;
        let verdict = preset.settings()["verdict"].as_str().unwrap_or_default().to_owned();
        // One of them counts switches of threads by racing on purpose.
        let should =
            ["lost update", "race"].contains(&verdict.as_str()) || preset.name == "54_switching";
        if should == races.is_empty() {
            wrong.push(format!("{} ({verdict}): {races:?}", preset.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What its badge says is what the window finds after a run, as a rule: never "nothing was found".
#[test]
fn after_a_run_of_a_preset_that_goes_wrong_it_is_found_and_of_the_others_nothing() {
    with_each(|preset| {
        let verdict = preset.settings()["verdict"].as_str().unwrap_or_default().to_owned();
        let expected: &[&str] = match verdict.as_str() {
            "lost update" | "race" => &["race"],
            "deadlock" => &["deadlock"],
            "lost signal" => &["stuck"],
            "livelock" => &["livelock"],
            "starvation" => &["starvation"],
            "priority inversion" => &["chained wait"],
            "contention" => &["hot spot", "convoy"],
            // It races on purpose.
            "ok" if preset.name == "54_switching" => return,
            _ => &[],
        };
        let mut last = Vec::new();
        let tries = if expected.is_empty() { 1 } else { SURE_TRIES };
        let found = (0..tries).any(|_| {
            last = preset.found();
            last.iter().any(|one| expected.iter().any(|kind| one.starts_with(kind)))
        });
        assert_eq!(found, !expected.is_empty(), "{} ({verdict}): {last:?}", preset.name);
        // What costs time is worth a word in a script that is right, too.
        let is_wrong = |one: &&String| !COSTS.iter().any(|kind| one.starts_with(kind));
        let wrong: Vec<_> = last.iter().filter(is_wrong).collect();
        assert!(found || wrong.is_empty(), "{} is well: {wrong:?}", preset.name);
    });
}

/// What the product is about: what goes wrong, what helps, and what it costs.
#[test]
fn there_is_a_preset_for_each_thing_that_goes_wrong_and_for_each_primitive() {
    let presets = presets();
    for verdict in [
        "lost update",
        "race",
        "deadlock",
        "lost signal",
        "livelock",
        "starvation",
        "priority inversion",
        "contention",
    ] {
        let shown = presets.iter().any(|one| one.settings()["verdict"].as_str() == Some(verdict));
        assert!(shown, "no preset shows {verdict}");
    }
    for name in [
        "threading.Lock(",
        "threading.Semaphore(",
        "threading.BoundedSemaphore(",
        "threading.Condition(",
        "threading.Event(",
        "threading.Barrier(",
        "threading.Timer(",
        "threading.local(",
        "queue.Queue(",
        "queue.LifoQueue(",
        "queue.PriorityQueue(",
        "queue.SimpleQueue(",
        "ThreadPoolExecutor(",
        "daemon=True",
        "setswitchinterval(",
    ] {
        assert!(presets.iter().any(|one| one.text.contains(name)), "no preset uses {name}");
    }
}
