//! `lockstep run`: a script on OS threads, its output where python3 would put it.

use super::interrupt::{self, Signals};
use super::picture::PictureArguments;
use super::report::write_report;
use super::status;
use crate::exec::native::run::{Mode, Run, RunOptions, Verdict, memory_sentence, shell_status};
use crate::exec::native::script;
use crate::export::{ending_of, exporter_for};
use crate::model::program::Program;
use crate::script::{Diagnostic, DiagnosticKind, Severity, check, render, settings};
use crate::session::files::read_script;
use crate::trace::event::{Batch, Stream};
use crate::trace::{Origin, Trace};
use clap::Args;
use crossbeam_channel::RecvTimeoutError;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often the verdict is asked for while nothing arrives.
const POLL: Duration = Duration::from_millis(20);
/// How long a run may take to end after it was told to.
const END_WAIT: Duration = Duration::from_secs(10);

/// Flags of `lockstep run`.
#[derive(Args, Debug)]
pub struct RunArguments {
    /// The script.
    file: PathBuf,
    /// Print only what the script prints.
    #[arg(long)]
    plain: bool,
    /// Who may run when: free, gil, gil-ticks or refcount. The script's own setting by default.
    #[arg(long, value_parser = parse_mode)]
    mode: Option<Mode>,
    /// How long a thread may keep the interpreter lock when others want it.
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    switch_interval: Option<Duration>,
    /// Instructions between two switches in gil-ticks.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    check_interval: Option<u32>,
    /// Cut the run off after this time; the exit status is then 0.
    #[arg(long = "for", value_name = "SECONDS", value_parser = parse_seconds)]
    time_limit: Option<Duration>,
    /// Seed for whatever the script asks chance for.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Most threads at once.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    max_threads: Option<u32>,
    /// Most memory for the script's objects.
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    max_memory: Option<u64>,
    /// Write the timeline or the trace: the ending says the format (.svg, .png, .pdf,
    /// .csv, .json, .lockstep).
    #[arg(long, value_name = "OUT", visible_alias = "trace")]
    export: Vec<PathBuf>,
    /// Write what happened as JSON.
    #[arg(long, value_name = "OUT.json")]
    report: Option<PathBuf>,
    #[command(flatten)]
    picture: PictureArguments,
}

pub(super) fn parse_mode(text: &str) -> Result<Mode, String> {
    Mode::named(text).ok_or_else(|| {
        let names: Vec<&str> = Mode::ALL.iter().map(|mode| mode.name()).collect();
        format!("choose one of {}", names.join(", "))
    })
}

pub(super) fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is needed".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "a positive number of seconds is needed".to_owned())
}

/// Runs the command; the exit status.
pub fn run(arguments: &RunArguments) -> u8 {
    for path in &arguments.export {
        if let Err(error) = exporter_for(ending_of(path)) {
            eprintln!("{error}");
            return status::USAGE;
        }
    }
    let (program, source) = match load(&arguments.file) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let options = options(arguments, &source);
    let mode = options.mode;
    let signals = Signals::catch();
    let run = script::start(Arc::new(program), options);
    let mut trace = Trace::new();
    trace.set_origin(Origin {
        title: name_of(&arguments.file),
        mode: mode.name().to_owned(),
        script: source,
    });
    let mut watch = Watch {
        trace,
        keeps_trace: arguments.wants_trace(),
        began: Instant::now(),
        output_gone: false,
        told: Vec::new(),
    };
    let verdict = watch.follow(&run, &signals);
    drop(signals);
    watch.trace.finish();
    let code = exit_status(&verdict);
    if !arguments.plain {
        eprintln!("lockstep: {}", sentence(&verdict, &watch, mode));
    } else if let Some(words) = complaint(&verdict).filter(|words| !watch.told.contains(words)) {
        eprintln!("lockstep: {words}");
    }
    if let Some(failed) = write_files(arguments, &watch, &verdict, mode) {
        return failed;
    }
    if let Verdict::Finished { exit_code } = verdict {
        interrupt::end_by(exit_code);
    }
    code
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A script's program and text; an exit status after saying why there is none.
pub(super) fn load(path: &Path) -> Result<(Program, String), u8> {
    let source = read_script(path).map_err(|error| {
        eprintln!("lockstep: {error}");
        status::NO_INPUT
    })?;
    compiled(path, &source).map(|program| (program, source))
}

/// The program of a text that is, or stands for, the script at `path`; an exit status after saying
/// why there is none.
pub(super) fn compiled(path: &Path, source: &str) -> Result<Program, u8> {
    let file = path.display().to_string();
    // Tracebacks and warnings name the whole path, as CPython's do since 3.9.
    let whole =
        std::path::absolute(path).map_or_else(|_| file.clone(), |p| p.display().to_string());
    let checked = check(source, &whole);
    let errors: Vec<_> =
        checked.diagnostics.into_iter().filter(|d| d.severity == Severity::Error).collect();
    checked.program.ok_or_else(|| {
        eprint!("{}", render(&errors, source, &file));
        status_of(&errors)
    })
}

/// The exit status where these errors stand in the way: that of Python, if they are Python's.
pub(super) fn status_of(errors: &[Diagnostic]) -> u8 {
    let is_syntax = errors.iter().all(|error| error.kind == DiagnosticKind::Syntax);
    if is_syntax { 1 } else { status::UNSUPPORTED }
}

fn options(arguments: &RunArguments, source: &str) -> RunOptions {
    let (own, _) = settings::read(source);
    let defaults = RunOptions::default();
    let own_mode = own.mode.as_deref().and_then(Mode::named);
    let own_interval = own.switch_interval.and_then(|s| Duration::try_from_secs_f64(s).ok());
    let interval = arguments.switch_interval.or(own_interval);
    RunOptions {
        mode: arguments.mode.or(own_mode).unwrap_or_default(),
        switch_interval_nanos: interval
            .and_then(|interval| u64::try_from(interval.as_nanos()).ok())
            .unwrap_or(defaults.switch_interval_nanos),
        check_interval: arguments
            .check_interval
            .or(own.check_interval)
            .unwrap_or(defaults.check_interval),
        time_limit: arguments.time_limit,
        max_threads: arguments.max_threads.map_or(defaults.max_threads, |n| n as usize),
        max_memory_bytes: arguments.max_memory.map_or(defaults.max_memory_bytes, |mib| mib << 20),
        // A pipe has no limit of ours: whoever reads it sets one.
        max_output_bytes: u64::MAX,
        seed: arguments.seed.or(own.seed),
        attached: true,
        record: arguments.wants_trace() || !arguments.plain,
        kept_events_max: if arguments.wants_trace() { defaults.kept_events_max } else { 0 },
        ..defaults
    }
}

impl RunArguments {
    fn wants_trace(&self) -> bool {
        !self.export.is_empty() || self.report.is_some()
    }
}

/// Follows a run: prints, keeps the trace, waits for the verdict.
struct Watch {
    trace: Trace,
    keeps_trace: bool,
    began: Instant,
    output_gone: bool,
    /// Findings that were told while it went on.
    told: Vec<String>,
}

impl Watch {
    fn follow(&mut self, run: &Run, signals: &Signals) -> Verdict {
        loop {
            signals.pass_on(run);
            match run.batches.recv_timeout(POLL) {
                Ok(batch) => self.take(&batch, run),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.tell_findings(run);
            if matches!(run.wait(Duration::ZERO), Some(Verdict::Deadlock(_))) {
                self.end(run);
                break;
            }
        }
        let nothing = Verdict::Internal { message: "the run ended without a verdict".to_owned() };
        run.wait(END_WAIT).unwrap_or(nothing)
    }

    /// Says of threads that wait for each other for ever, though others go on: such a run may never
    /// end, and nobody would know why.
    fn tell_findings(&mut self, run: &Run) {
        for stuck in run.status().findings.into_iter().skip(self.told.len()) {
            eprintln!("lockstep: {}", stuck.sentence);
            self.told.push(stuck.sentence);
        }
    }

    /// Stops a run that is stuck and takes in the rest of its trace.
    fn end(&mut self, run: &Run) {
        // What led to it may still be on its way.
        std::thread::sleep(POLL);
        run.stop();
        let until = Instant::now() + END_WAIT;
        while let Ok(batch) = run.batches.recv_deadline(until) {
            self.take(&batch, run);
        }
    }

    fn take(&mut self, batch: &Batch, run: &Run) {
        for chunk in &batch.output {
            let text = chunk.text.as_bytes();
            let written = match chunk.stream {
                Stream::Out => write_flushed(&mut std::io::stdout().lock(), text),
                Stream::Err => write_flushed(&mut std::io::stderr().lock(), text),
            };
            if written.is_err() && !self.output_gone {
                // Nobody reads any more (`| head`): as good as a closed terminal.
                self.output_gone = true;
                run.stop();
            }
        }
        if self.keeps_trace {
            self.trace.append(batch);
        }
    }
}

fn write_flushed(stream: &mut impl Write, text: &[u8]) -> std::io::Result<()> {
    stream.write_all(text)?;
    stream.flush()
}

fn exit_status(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Finished { exit_code } => shell_status(*exit_code) as u8,
        Verdict::Deadlock(_) => status::STUCK,
        Verdict::Stopped | Verdict::TimeLimit => 0,
        Verdict::MemoryLimit { .. } => 1,
        Verdict::Internal { .. } => status::INTERNAL,
    }
}

/// What must be said even when only the script's output is wanted.
fn complaint(verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Finished { .. } | Verdict::Stopped | Verdict::TimeLimit => None,
        Verdict::Deadlock(stuck) => Some(stuck.sentence.clone()),
        Verdict::MemoryLimit { mib } => Some(memory_sentence(*mib)),
        Verdict::Internal { message } => Some(format!("A fault of Lockstep itself: {message}.")),
    }
}

fn sentence(verdict: &Verdict, watch: &Watch, mode: Mode) -> String {
    let seconds = watch.began.elapsed().as_secs_f64();
    let what = complaint(verdict).unwrap_or_else(|| match verdict {
        Verdict::Finished { exit_code } => {
            format!("Finished with exit status {}.", shell_status(*exit_code))
        }
        Verdict::TimeLimit => "Cut off at the time limit.".to_owned(),
        _ => "Stopped.".to_owned(),
    });
    let events = match watch.keeps_trace {
        true => format!(" {} events.", watch.trace.event_count()),
        false => String::new(),
    };
    format!("{what} Mode {}, {seconds:.3} s.{events}", mode.name())
}

/// Writes what was asked for; `Some(status)` if that failed.
fn write_files(
    arguments: &RunArguments,
    watch: &Watch,
    verdict: &Verdict,
    mode: Mode,
) -> Option<u8> {
    let mut failed = None;
    let title = arguments.file.file_stem().unwrap_or_default().to_string_lossy();
    let title = format!("{title} ({})", mode.name());
    let options = match arguments.picture.options(&watch.trace, &title) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("lockstep: {sentence}");
            return Some(status::USAGE);
        }
    };
    for path in &arguments.export {
        if let Err(error) = arguments.picture.write(&watch.trace, path, &options) {
            eprintln!("lockstep: {error}");
            failed = Some(status::CANNOT_WRITE);
        }
    }
    let report = arguments.report.as_ref().map(|path| (path, report(watch, verdict, mode)));
    report.and_then(|(path, report)| write_report(path, &report)).or(failed)
}

fn report(watch: &Watch, verdict: &Verdict, mode: Mode) -> serde_json::Value {
    let (name, stuck) = match verdict {
        Verdict::Finished { .. } => ("finished", None),
        Verdict::Deadlock(stuck) => ("deadlock", Some(stuck)),
        Verdict::Stopped => ("stopped", None),
        Verdict::TimeLimit => ("time limit", None),
        Verdict::MemoryLimit { .. } => ("limit", None),
        Verdict::Internal { .. } => ("internal", None),
    };
    serde_json::json!({
        "verdict": name,
        "exit_status": exit_status(verdict),
        "mode": mode.name(),
        "seconds": watch.began.elapsed().as_secs_f64(),
        "events": watch.trace.event_count(),
        "events_dropped": watch.trace.dropped(),
        "sentence": complaint(verdict),
        "threads_stuck": stuck.map(|s| s.threads.iter().map(|t| t.0).collect::<Vec<_>>()),
        "figures": super::figures::figures(&watch.trace, None),
        "objects_waited_for": stuck.map(|s| s.objects.iter().map(|o| o.0).collect::<Vec<_>>()),
    })
}
