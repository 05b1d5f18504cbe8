//! `lockstep compare`: the same script in several modes, and with several numbers of threads, side by
//! side.

use super::picture::parse_theme;
use super::report::write_report;
use super::thread_counts::with_threads;
use super::{run, status};
use crate::analysis::compare::{self as analysis, summary};
use crate::exec::native::run::{Mode, Run, RunOptions, Verdict, memory_sentence, shell_status};
use crate::exec::native::script;
use crate::export::compare::Side;
use crate::export::{self, Sheet, export_picture, exporter_for, theme};
use crate::model::program::Program;
use crate::session::files::write_atomically;
use crate::trace::Trace;
use crate::trace::event::Batch;
use clap::Args;
use rustix::time::{ClockId, clock_gettime};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often the verdict is asked for while nothing arrives.
const POLL: Duration = Duration::from_millis(20);
/// Width of a picture in points.
const WIDTH: f32 = 1200.0;
/// How long a stopped run may take to end.
const END_WAIT: Duration = Duration::from_secs(10);

/// Flags of `lockstep compare`.
#[derive(Args, Debug)]
pub struct CompareArguments {
    /// The script.
    file: PathBuf,
    /// The modes to compare.
    #[arg(long, value_delimiter = ',', value_parser = run::parse_mode, default_value = "free,gil")]
    modes: Vec<Mode>,
    /// The numbers of threads to compare: so many in each group that the script makes.
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=1000))]
    threads: Vec<u32>,
    /// Runs in each mode; the middle one counts.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=1000))]
    repeat: u32,
    /// Longest time of a run.
    #[arg(long = "for", value_name = "SECONDS", value_parser = run::parse_seconds, default_value = "60")]
    time_limit: Duration,
    /// Draw one run of each of the first two rows: their lanes on one scale of time, their figures in
    /// pairs; the ending says the format (.svg, .png, .pdf).
    #[arg(long, value_name = "OUT")]
    export: Vec<PathBuf>,
    /// Colours of that picture: colour-blind, dark, high-contrast, light or print.
    #[arg(long, value_name = "NAME", value_parser = parse_theme)]
    theme: Option<&'static theme::Theme>,
    /// Write the figures as JSON.
    #[arg(long, value_name = "OUT.json")]
    report: Option<PathBuf>,
}

/// One run's figures.
struct Measured {
    seconds: f64,
    cpu_seconds: f64,
    outcome: String,
}

/// Runs the command; the exit status.
pub fn compare(arguments: &CompareArguments) -> u8 {
    if let Err(sentence) = check_pictures(arguments) {
        eprintln!("lockstep: {sentence}");
        return status::USAGE;
    }
    let cases = match cases(arguments) {
        Ok(cases) => cases,
        Err(code) => return code,
    };
    let width = cases.iter().map(|case| case.name().len()).max().unwrap_or(0).max(10);
    println!("{:<width$} {:>10} {:>10} {:>7}  outcomes", "mode", "seconds", "CPU", "cores");
    let mut rows = Vec::new();
    for case in &cases {
        let runs: Vec<Measured> =
            (0..arguments.repeat).map(|_| measure(case, arguments.time_limit)).collect();
        let seconds = middle(runs.iter().map(|run| run.seconds));
        let cpu = middle(runs.iter().map(|run| run.cpu_seconds));
        let mut outcomes: Vec<&str> = runs.iter().map(|run| run.outcome.as_str()).collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        let outcomes = outcomes.join("; ");
        let (name, cores) = (case.name(), cpu / seconds);
        println!("{name:<width$} {seconds:>10.3} {cpu:>10.3} {cores:>7.2}  {outcomes}");
        rows.push(serde_json::json!({
            "mode": case.mode.name(),
            "threads": case.threads,
            "seconds": runs.iter().map(|run| run.seconds).collect::<Vec<_>>(),
            "cpu_seconds": runs.iter().map(|run| run.cpu_seconds).collect::<Vec<_>>(),
            "outcomes": runs.iter().map(|run| run.outcome.as_str()).collect::<Vec<_>>(),
        }));
    }
    if let Err(sentence) = draw(arguments, &cases) {
        eprintln!("lockstep: {sentence}");
        return status::CANNOT_WRITE;
    }
    let Some(path) = &arguments.report else {
        return 0;
    };
    write_report(path, &serde_json::Value::Array(rows)).unwrap_or(0)
}

/// What a row is about: a mode, and the number of threads if that is compared.
struct Case {
    mode: Mode,
    threads: Option<u32>,
    program: Arc<Program>,
}

impl Case {
    fn name(&self) -> String {
        match self.threads {
            None => self.mode.name().to_owned(),
            Some(1) => format!("{}, 1 thread", self.mode.name()),
            Some(threads) => format!("{}, {threads} threads", self.mode.name()),
        }
    }
}

/// All rows; an exit status after saying why there are none.
fn cases(arguments: &CompareArguments) -> Result<Vec<Case>, u8> {
    let (program, source) = run::load(&arguments.file)?;
    let mut programs = Vec::new();
    for &threads in &arguments.threads {
        let changed = with_threads(&source, threads).map_err(|sentence| {
            eprintln!("lockstep: {sentence}.");
            status::USAGE
        })?;
        programs.push((Some(threads), Arc::new(run::compiled(&arguments.file, &changed)?)));
    }
    if programs.is_empty() {
        programs.push((None, Arc::new(program)));
    }
    let case = |&mode| {
        let in_mode = |(threads, program): &(_, Arc<Program>)| Case {
            mode,
            threads: *threads,
            program: Arc::clone(program),
        };
        programs.iter().map(in_mode).collect::<Vec<_>>()
    };
    Ok(arguments.modes.iter().flat_map(case).collect())
}

/// One run without a trace: what is measured is the script.
fn measure(case: &Case, limit: Duration) -> Measured {
    let options = RunOptions {
        mode: case.mode,
        time_limit: Some(limit),
        record: false,
        ..RunOptions::default()
    };
    let (began, cpu_before) = (Instant::now(), cpu_seconds());
    let run = script::start(Arc::clone(&case.program), options);
    // The script's output is read and thrown away: a full pipe would be measured too.
    follow(&run, |_| {});
    let (seconds, cpu) = (began.elapsed().as_secs_f64(), cpu_seconds() - cpu_before);
    finish(&run, |_| {});
    let outcome = match run.wait(Duration::ZERO) {
        Some(Verdict::Finished { exit_code: 0 }) => "finished".to_owned(),
        Some(Verdict::Finished { exit_code }) => format!("exit status {}", shell_status(exit_code)),
        Some(Verdict::Deadlock(_)) => "deadlock".to_owned(),
        Some(Verdict::TimeLimit) => "cut off".to_owned(),
        Some(Verdict::MemoryLimit { mib }) => memory_sentence(mib),
        Some(Verdict::Internal { message }) => message,
        Some(Verdict::Stopped) | None => "stopped".to_owned(),
    };
    Measured { seconds, cpu_seconds: cpu, outcome }
}

/// Whether the pictures that are asked for can be drawn; an error is a sentence.
fn check_pictures(arguments: &CompareArguments) -> Result<(), String> {
    for path in &arguments.export {
        let exporter = exporter_for(export::ending_of(path)).map_err(|error| error.to_string())?;
        if !exporter.is_picture() {
            return Err(format!("{} is no picture; use .svg, .png or .pdf", path.display()));
        }
    }
    let rows = arguments.modes.len() * arguments.threads.len().max(1);
    let two = arguments.export.is_empty() || rows >= 2;
    if two { Ok(()) } else { Err("a picture compares two modes: name two of them".to_owned()) }
}

/// Writes the pictures that are asked for; an error is a sentence.
fn draw(arguments: &CompareArguments, cases: &[Case]) -> Result<(), String> {
    let [one, other, ..] = cases else { return Ok(()) };
    if arguments.export.is_empty() {
        return Ok(());
    }
    let traces = [one, other].map(|case| recorded(case, arguments.time_limit));
    let names = [one.name(), other.name()];
    let sides =
        [Side { trace: &traces[0], name: &names[0] }, Side { trace: &traces[1], name: &names[1] }];
    let compared = analysis::compare([&summary(&traces[0]), &summary(&traces[1])]);
    let title = arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let theme = arguments.theme.unwrap_or(&theme::LIGHT);
    let scene = export::compare::picture(sides, &compared, (WIDTH, &title), theme);
    let sheet = Sheet { title, scale: 2.0 };
    for path in &arguments.export {
        let bytes =
            export_picture(&scene, export::ending_of(path), &sheet).map_err(|e| e.to_string())?;
        write_atomically(path, &bytes).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// One run with its trace.
fn recorded(case: &Case, limit: Duration) -> Trace {
    let options = RunOptions { mode: case.mode, time_limit: Some(limit), ..RunOptions::default() };
    let run = script::start(Arc::clone(&case.program), options);
    let mut trace = Trace::new();
    follow(&run, |batch| trace.append(batch));
    finish(&run, |batch| trace.append(batch));
    trace.finish();
    trace
}

/// Takes what a run sends until there is a verdict.
fn follow(run: &Run, mut take: impl FnMut(&Batch)) {
    while !run.batches.is_empty() || run.wait(POLL).is_none() {
        run.batches.try_iter().for_each(|batch| take(&batch));
    }
}

/// Ends a run and takes the rest of what it sends.
fn finish(run: &Run, mut take: impl FnMut(&Batch)) {
    run.stop();
    while let Ok(batch) = run.batches.recv_timeout(END_WAIT) {
        take(&batch);
    }
}

fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_run_counts() {
        assert_eq!(middle([3.0, 1.0, 2.0].into_iter()), 2.0);
        assert!(middle(std::iter::empty()).is_nan());
    }
}
