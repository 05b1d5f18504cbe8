//! One open document and its runs. Everything the window does, without the window.
//!
//! The window calls [`Session::pump`] once a frame, draws what the session holds, and turns what
//! the user does into [`Command`]s and edits. What only a window can do (asking for a file, a
//! question, a picture of itself) comes back as a [`Request`]. Knows no widget.

mod asks;
pub mod breakpoints;
pub mod check;
pub mod command;
pub mod compared;
mod control;
mod cost;
pub mod document;
mod editing;
mod exports;
pub mod files;
mod findings;
pub mod intake;
pub mod native;
mod opening;
pub mod output;
mod panel;
pub mod presets;
pub mod recovery;
pub mod run;
pub mod settings;
mod since_run;
mod telling;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use asks::Asks;
pub use check::{Fix, Problem, Waker};
pub use command::{CanvasCommand, Command, Menu, Place, Shortcut, TimelineCommand};
pub use document::Document;
pub use output::OutputLog;
pub use panel::Panel;
pub use run::{Ending, Phase, RunState, Stop};
pub use settings::{RunMode, Settings, ThemeChoice};
pub use telling::{Failure, Level, Notice, RunMark};

use breakpoints::Marks;
use check::{Checked, Checker};
use compared::Compared;
use cost::RecorderCost;
use exports::Exports;
pub use exports::{Order, Picture};
use findings::Findings;
use opening::Opening;
pub use opening::TRACE_ENDING;
use recovery::Recovery;
use run::Runner;

use crate::analysis::detectors::Finding;
use crate::model::program::Program;
use crate::script::outline::Outline;
use crate::trace::Trace;
use crate::words;
use crate::words::Language;

/// How long the text must rest before it is compiled.
const CHECK_DELAY: Duration = Duration::from_millis(120);
/// How often unsaved work is copied aside.
const RECOVERY_INTERVAL: Duration = Duration::from_secs(2);
/// The script that New begins with, in the window's language.
fn new_script() -> &'static str {
    match words::language() {
        Language::English => include_str!("new_script.py"),
        Language::Polish => include_str!("../../assets/words/pl/new_script.py"),
    }
}

/// Something that only the window can do; its answer comes back as a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Request {
    /// Ask which script to open; answer with [`Session::open`].
    PickScript,
    /// Ask where to save; answer with [`Session::save_to`].
    PickSavePlace {
        /// The name to suggest.
        name: String,
    },
    /// Ask where to write the export; answer with [`Session::export_order`].
    PickExportPlace {
        /// Place in `export::ALL`.
        exporter: usize,
        /// The name to suggest.
        name: String,
    },
    /// Ask whether this file may be replaced, which another program has changed; answer with
    /// [`Session::save_to`].
    AskToReplace(PathBuf),
    /// Ask whether unsaved work may go; answer with [`Session::go_on`].
    AskToDiscard(After),
    /// The command is about the window itself.
    Window(Command),
}

/// What was to happen when unsaved work stood in the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum After {
    /// A new script.
    New,
    /// A file that is to be asked for.
    Pick,
    /// This file.
    Open(PathBuf),
    /// The preset of this name.
    Preset(String),
    /// The lost work whose copy is here.
    Recover(PathBuf),
    /// The end.
    Quit,
}

/// A text that was handed in to be checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Ticket {
    number: u64,
    revision: u64,
}

/// The outline of a text, and which state of the document that was.
struct PictureOf {
    outline: Arc<Outline>,
    revision: u64,
}

/// One open document and its runs.
pub struct Session {
    document: Option<Document>,
    settings: Settings,
    checker: Option<Checker>,
    submitted: Option<Ticket>,
    tickets: u64,
    edited: Option<Instant>,
    checked: Option<Checked>,
    good: Option<Arc<Program>>,
    picture: Option<PictureOf>,
    runner: Box<dyn Runner>,
    run: Option<RunState>,
    marks: Marks,
    asks: asks::AsksOf,
    since_run: since_run::SinceRun,
    starting: bool,
    trace: Arc<Trace>,
    exports: Exports,
    opening: Opening,
    cost: RecorderCost,
    findings: Findings,
    compared: Compared,
    output: OutputLog,
    notices: Vec<Notice>,
    failure: Option<Failure>,
    recovery: Recovery,
    recovery_next: Option<Instant>,
    recovery_fails: bool,
    waker: Waker,
}

impl Session {
    /// A session with nothing open. `data` is the folder for unsaved work.
    pub fn new(
        settings: Settings,
        runner: Box<dyn Runner>,
        data: Option<PathBuf>,
        waker: Waker,
    ) -> Session {
        Session {
            document: None,
            settings: settings.sanitized(),
            checker: Checker::start(waker.clone()),
            submitted: None,
            tickets: 0,
            edited: None,
            checked: None,
            good: None,
            picture: None,
            runner,
            run: None,
            marks: Marks::default(),
            asks: asks::AsksOf::default(),
            since_run: since_run::SinceRun::default(),
            starting: false,
            trace: Arc::new(Trace::new()),
            exports: Exports::new(waker.clone()),
            opening: Opening::new(waker.clone()),
            cost: RecorderCost::measure(waker.clone()),
            findings: Findings::new(waker.clone()),
            compared: Compared::new(waker.clone()),
            output: OutputLog::default(),
            notices: Vec::new(),
            failure: None,
            recovery: Recovery::new(data.map(|folder| folder.join("recovery"))),
            recovery_next: None,
            recovery_fails: false,
            waker,
        }
    }

    /// The open script.
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The user's preferences.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The user's preferences, to change.
    pub fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// What there is to say about the text as it is now (or as it was a moment ago).
    pub fn problems(&self) -> &[Problem] {
        self.checked.as_ref().map_or(&[], |checked| &checked.problems)
    }

    /// Whether the text changed since it was last compiled.
    pub fn is_checking(&self) -> bool {
        let Some(document) = &self.document else { return false };
        let Some(ticket) = self.submitted else { return true };
        let checked = self.checked.as_ref().map(|checked| checked.ticket);
        ticket.revision != document.revision() || checked != Some(ticket.number)
    }

    /// The program of the last text that compiled.
    pub fn program(&self) -> Option<&Arc<Program>> {
        self.good.as_ref()
    }

    /// What the last text that parsed creates and who uses what.
    pub fn outline(&self) -> Option<&Arc<Outline>> {
        self.picture.as_ref().map(|picture| &picture.outline)
    }

    /// The latest run.
    pub fn run(&self) -> Option<&RunState> {
        self.run.as_ref()
    }

    /// What the session is doing.
    pub fn phase(&self) -> Phase {
        if self.starting {
            return Phase::Starting;
        }
        self.run.as_ref().map_or(Phase::Idle, |run| run.phase)
    }

    /// The trace of the latest run.
    pub fn trace(&self) -> &Arc<Trace> {
        &self.trace
    }

    /// Whether there is anything on the timeline.
    pub fn has_trace(&self) -> bool {
        self.run.is_some()
    }

    /// What went wrong in the latest run, worst first.
    pub fn findings(&self) -> &[Finding] {
        self.findings.list()
    }

    /// What the latest run printed.
    pub fn output(&self) -> &OutputLog {
        &self.output
    }

    /// Whether Run can be given now.
    pub fn can_run(&self) -> Result<(), &'static str> {
        match self.phase() {
            Phase::Running | Phase::Paused => return Err(words!("session-why-running")),
            Phase::Stopping => return Err(words!("session-why-stopping")),
            Phase::Starting => return Err(words!("session-why-starting")),
            Phase::Idle | Phase::Ended => {}
        }
        if self.problems().iter().all(|problem| problem.is_warning) {
            Ok(())
        } else {
            Err(words!("session-why-problem"))
        }
    }

    /// Whether closing the document now would lose something.
    pub fn has_unsaved_work(&self) -> bool {
        self.document.as_ref().is_some_and(Document::is_modified)
    }

    /// Whether the window should be drawn again soon even if the user does nothing.
    pub fn is_busy(&self) -> bool {
        self.starting
            || self.phase().is_live()
            || self.is_checking()
            || self.exports.is_busy()
            || self.opening.is_busy()
            || self.findings.is_busy()
            || self.compared.is_busy()
    }

    /// Carries out a command, as far as that is possible without a window.
    pub fn perform(&mut self, command: Command) -> Option<Request> {
        if let Err(why) = command.enabled(self) {
            self.notify(Level::Info, why);
            return None;
        }
        match command {
            Command::New => return self.leave(After::New),
            Command::Open => return self.leave(After::Pick),
            Command::Quit => return self.leave(After::Quit),
            Command::Save => return self.save(),
            Command::SaveAs => return self.ask_where_to_save(),
            Command::Export(exporter) => {
                let picture = crate::export::ALL.get(exporter).is_some_and(|one| one.is_picture());
                return Some(match picture {
                    true => Request::Window(command),
                    false => self.ask_where_to_export(exporter),
                });
            }
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::ClearOutput => self.output.clear(),
            Command::Run => self.start_run(),
            Command::Pause => self.pause(),
            Command::Resume => self.resume(),
            Command::Stop => self.stop(),
            Command::Mode(mode) => self.set_mode(mode),
            Command::StepOver => self.step_over(),
            Command::ContinueThread => self.continue_thread(),
            Command::ClearBreakpoints => self.clear_breakpoints(),
            Command::BreakStopsAll => self.set_break_stops_all(!self.settings.break_stops_all),
            Command::Slower => self.set_slowness(self.settings.slowness + 1),
            Command::Faster => self.set_slowness(self.settings.slowness.saturating_sub(1)),
            Command::FullSpeed => self.set_slowness(0),
            Command::KeepRun => self.keep_run(),
            Command::Theme(theme) => self.settings.theme = theme,
            Command::ReduceMotion => self.toggle_motion(),
            Command::HighContrast => self.settings.contrast = !self.settings.contrast,
            Command::SafeColors => self.settings.safe_colors = !self.settings.safe_colors,
            Command::OutputPrefix => self.settings.output_prefix = !self.settings.output_prefix,
            Command::OutputErrorsOnly => {
                self.settings.output_errors_only = !self.settings.output_errors_only;
            }
            Command::ForgetRecent => self.settings.recent_files.clear(),
            Command::Speak(language) => self.speak(language),
            Command::ZoomIn => self.set_zoom(self.settings.zoom + 0.1),
            Command::ZoomOut => self.set_zoom(self.settings.zoom - 0.1),
            Command::ZoomReset => self.set_zoom(1.0),
            other => return Some(Request::Window(other)),
        }
        None
    }

    /// Picks up what happened since the last call.
    pub fn pump(&mut self) {
        let now = Instant::now();
        self.pump_check(now);
        self.marks.follow(self.document.as_ref());
        self.follow_asks();
        self.pump_run();
        self.pump_findings(now);
        self.pump_compared();
        self.pump_exports();
        self.pump_opening();
        self.pump_cost();
        self.keep_recovery(now);
    }

    /// Changes the slow motion, of a run under way too.
    pub fn set_slowness(&mut self, slowness: usize) {
        self.settings.slowness = slowness.min(settings::STEP_DELAYS.len() - 1);
        if let Some(running) = self.run.as_ref().and_then(|run| run.running.as_ref()) {
            running.set_step_delay(self.settings.step_delay());
        }
    }

    fn speak(&mut self, language: Option<Language>) {
        self.settings.language = language;
        self.settings.speak();
    }

    fn toggle_motion(&mut self) {
        self.settings.reduced_motion = !self.settings.reduced_motion;
        let text = match self.settings.reduced_motion {
            true => words!("session-motion-reduced"),
            false => words!("session-motion-full"),
        };
        self.notify(Level::Info, text);
    }

    fn set_zoom(&mut self, zoom: f32) {
        self.settings.zoom = ((zoom * 10.0).round() / 10.0).clamp(0.5, 3.0);
    }

    fn pump_check(&mut self, now: Instant) {
        let Some(document) = &self.document else { return };
        let rested = self.starting || self.edited.is_none_or(|then| now - then >= CHECK_DELAY);
        let revision = document.revision();
        if rested && self.submitted.is_none_or(|ticket| ticket.revision != revision) {
            self.tickets += 1;
            self.submitted = Some(Ticket { number: self.tickets, revision });
            let (text, file) = (document.text(), document.title());
            match &self.checker {
                Some(checker) => checker.submit(self.tickets, text, &file),
                None => self.checked = Some(check::check_now(self.tickets, text, &file)),
            }
        }
        while let Some(checked) = self.checker.as_ref().and_then(Checker::poll) {
            // Not of a document that was replaced or changed meanwhile.
            if self.submitted.is_some_and(|ticket| ticket.number == checked.ticket) {
                self.checked = Some(checked);
            }
        }
        let Some(checked) = &self.checked else { return };
        if let Some(program) = &checked.program {
            self.good = Some(program.clone());
        }
        if let (Some(outline), Some(ticket)) = (&checked.outline, self.submitted)
            && ticket.number == checked.ticket
        {
            let (outline, revision) = (outline.clone(), ticket.revision);
            self.picture = Some(PictureOf { outline, revision });
        }
    }

    fn keep_recovery(&mut self, now: Instant) {
        if self.recovery_next.is_some_and(|next| now < next) {
            return;
        }
        self.recovery_next = Some(now + RECOVERY_INTERVAL);
        let kept = self.recovery.keep(self.document.as_ref());
        // Told once, and again only after it has worked.
        let told = std::mem::replace(&mut self.recovery_fails, kept.is_err());
        if let Err(error) = kept
            && !told
        {
            self.notify(Level::Error, words!("session-not-kept-safe", why = error.to_string()));
        }
    }
}

#[cfg(test)]
impl Session {
    /// Shows a trace as a run that is over.
    pub fn show_for_tests(&mut self, trace: Trace) {
        self.show_recorded(trace, std::path::Path::new("run.lockstep"));
    }

    /// A session whose runs are played by a test.
    pub fn for_tests() -> Session {
        Session::new(Settings::default(), Box::new(tests::Actor::default()), None, Arc::new(|| {}))
    }
}

#[cfg(test)]
mod native_tests;
#[cfg(test)]
mod tests;
