//! `lockstep bench`: the product's own cost on this machine, as ratios to something everybody knows.

use crate::exec::native::cost;
use crate::exec::native::run::{Mode, Run, RunOptions, Verdict};
use crate::exec::native::script;
use crate::script::compile;
use clap::Args;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longest a benchmark's script may take.
const LIMIT: Duration = Duration::from_secs(60);
/// Runs of which the fastest counts.
const ROUNDS: usize = 3;

/// Flags of `lockstep bench`.
#[derive(Args, Debug)]
pub struct BenchArguments {
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

/// A countdown in one thread, timed by the script itself; the same text runs under python3.
const COUNTDOWN: &str = "\
import time
def countdown(n):
    while n > 0:
        n -= 1
countdown(100000)
began = time.perf_counter()
countdown(5000000)
print(time.perf_counter() - began)
";

/// The same work in two threads.
const TWO_THREADS: &str = "\
import threading, time
def countdown(n):
    while n > 0:
        n -= 1
countdown(100000)
began = time.perf_counter()
threads = [threading.Thread(target=countdown, args=(5000000,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(time.perf_counter() - began)
";

struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    target: Option<&'static str>,
}

/// Measures and prints; the exit status.
pub fn bench(arguments: &BenchArguments) -> u8 {
    let figures = measure();
    if arguments.json {
        let all: serde_json::Map<String, serde_json::Value> =
            figures.iter().map(|f| (f.name.replace(' ', "_"), f.value.into())).collect();
        println!("{:#}", serde_json::Value::Object(all));
        return 0;
    }
    for figure in &figures {
        let target = figure.target.map_or_else(String::new, |target| format!("   target {target}"));
        println!("{:<52} {:>10.2} {}{target}", figure.name, figure.value, figure.unit);
    }
    0
}

fn measure() -> Vec<Figure> {
    let costs = cost::measure();
    let plain = |name, value, unit| Figure { name, value, unit, target: None };
    let ratio = |name, value, target| Figure { name, value, unit: "x", target: Some(target) };
    let mut figures = vec![
        plain("timestamp read", costs.timestamp_nanos, "ns"),
        plain("event recorded", costs.event_nanos, "ns"),
        ratio("event against timestamp", costs.event_ratio(), "at most 1.5"),
        plain("std mutex lock and unlock", costs.mutex_pair_nanos, "ns"),
        plain("lock and unlock recorded", costs.lock_pair_nanos, "ns"),
        ratio("recorded lock against std mutex", costs.lock_ratio(), "at most 4.5"),
    ];
    let one = fastest(COUNTDOWN, Mode::Free);
    if let Some(one) = one {
        figures.push(plain("countdown, one thread", one * 1e9 / 5e6, "ns per round"));
        if let Some(python) = python(COUNTDOWN) {
            figures.push(ratio(
                "countdown, times as fast as python3",
                python / one,
                "at least 1.5",
            ));
        }
    }
    for (mode, name, target) in [
        (Mode::Free, "two threads free, times the work of one", "at least 1.7 on two idle cores"),
        (Mode::Gil, "two threads under the GIL, times the work of one", "about 1"),
    ] {
        if let (Some(one), Some(two)) = (one, fastest(TWO_THREADS, mode)) {
            figures.push(ratio(name, 2.0 * one / two, target));
        }
    }
    figures
}

/// Seconds that the script prints, the smallest of several runs.
fn fastest(source: &str, mode: Mode) -> Option<f64> {
    let program = Arc::new(compile(source, "bench.py").ok()?);
    let seconds = (0..ROUNDS).filter_map(|_| {
        let options = RunOptions { mode, time_limit: Some(LIMIT), ..RunOptions::default() };
        printed_number(&script::start(Arc::clone(&program), options))
    });
    seconds.reduce(f64::min)
}

fn printed_number(run: &Run) -> Option<f64> {
    let until = Instant::now() + LIMIT + LIMIT;
    let mut text = String::new();
    while let Ok(batch) = run.batches.recv_deadline(until) {
        text.extend(batch.output.iter().map(|chunk| chunk.text.as_str()));
    }
    let finished = run.wait(Duration::from_secs(1)) == Some(Verdict::Finished { exit_code: 0 });
    finished.then(|| text.trim().parse().ok()).flatten()
}

fn python(source: &str) -> Option<f64> {
    let time = || {
        let mut command = Command::new("python3");
        let output = command.arg("-c").arg(source).stderr(Stdio::null()).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse::<f64>().ok()
    };
    (0..ROUNDS).filter_map(|_| time()).reduce(f64::min)
}
