//! How fast small programs run here and under python3 on the same machine: the table that
//! `lockstep bench` and `benches/language.rs` share.
//!
//! Each program is a file in `speed/` with a function `work()`; it times itself, so that neither
//! starting python3 nor compiling counts. Rounds of both alternate, and the fastest of each counts.

use crate::exec::native::run::{Mode, Run, RunOptions, Verdict};
use crate::exec::native::script;
use crate::script::compile;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longest a program may take.
const LIMIT: Duration = Duration::from_secs(60);
/// Rounds of which the fastest counts.
const ROUNDS: usize = 3;
/// What every program ends with.
const TIMED: &str = "
import time
began = time.perf_counter()
work()
print(time.perf_counter() - began)
";

macro_rules! programs {
    ($($name:literal),+ $(,)?) => {
        /// The programs, by name.
        pub const PROGRAMS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("speed/", $name, ".py")))),+];
    };
}

programs!(
    "attribute_updates",
    "countdown",
    "dict_count",
    "f_strings",
    "function_calls",
    "generators",
    "list_items",
    "locked_counter",
    "method_calls",
    "nested_loops",
    "prime_sieve",
    "recursion",
    "sorting",
    "string_building",
);

/// How long a program took, in seconds.
#[derive(Clone, PartialEq, Debug)]
pub struct Speed {
    /// Which program.
    pub name: &'static str,
    /// Here.
    pub here: f64,
    /// Under python3, if there is one.
    pub python: Option<f64>,
}

impl Speed {
    /// How many times as fast as python3.
    pub fn ratio(&self) -> Option<f64> {
        self.python.map(|python| python / self.here)
    }
}

/// Runs all programs whose name holds `filter`.
pub fn measure(filter: &str) -> Vec<Speed> {
    let wanted = PROGRAMS.iter().filter(|(name, _)| name.contains(filter));
    wanted.filter_map(|&(name, source)| speed(name, source)).collect()
}

/// The geometric mean of the ratios.
pub fn geometric_mean(speeds: &[Speed]) -> Option<f64> {
    let logs: Vec<f64> = speeds.iter().filter_map(Speed::ratio).map(f64::ln).collect();
    (!logs.is_empty()).then(|| (logs.iter().sum::<f64>() / logs.len() as f64).exp())
}

fn speed(name: &'static str, source: &str) -> Option<Speed> {
    let source = format!("{source}{TIMED}");
    let (mut here, mut python) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        here = here.min(seconds(&source, Mode::Free)?);
        python = python.min(python_seconds(&source).unwrap_or(f64::MAX));
    }
    Some(Speed { name, here, python: (python < f64::MAX).then_some(python) })
}

/// What a script that prints a number of seconds says, run here once.
pub fn seconds(source: &str, mode: Mode) -> Option<f64> {
    let program = Arc::new(compile(source, "bench.py").ok()?);
    let options = RunOptions { mode, time_limit: Some(LIMIT), ..RunOptions::default() };
    printed_number(&script::start(program, options))
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

fn python_seconds(source: &str) -> Option<f64> {
    let mut command = Command::new("python3");
    let output = command.arg("-c").arg(source).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_ratios_is_geometric() {
        let of = |here| Speed { name: "", here, python: Some(1.0) };
        let mean = geometric_mean(&[of(0.5), of(2.0), of(0.125)]).unwrap();
        assert!((mean - 2.0).abs() < 1e-9, "{mean}");
        assert_eq!(geometric_mean(&[]), None);
    }

    #[test]
    fn every_program_compiles_and_the_list_is_sorted() {
        for (name, source) in PROGRAMS {
            assert!(compile(&format!("{source}{TIMED}"), "bench.py").is_ok(), "{name}");
        }
        assert!(PROGRAMS.is_sorted_by_key(|(name, _)| *name));
    }
}
