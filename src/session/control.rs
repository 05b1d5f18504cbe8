//! Starting, pausing and stopping a run, and taking in what it sends.
//!
//! A frame spends at most its budget here: what is left stays in the run's bounded channel, whose
//! other end drops and counts rather than wait for a slow window.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, TryRecvError};

use super::run::{Ending, Phase, Report, RunRequest, RunState};
use super::{Document, Level, RunMode, Session};
use crate::trace::event::{Batch, Kind};
use crate::trace::{Origin, Trace};

/// Most events of a batch that are still taken in while a run is being stopped.
const STOPPING_EVENTS_MAX: usize = 2000;
/// Batches that wait are taken in together, up to so many events: with each taking in the newest
/// events are put in order again.
const TOGETHER_EVENTS_MAX: usize = 20_000;

impl Session {
    /// Begins a run as soon as the text, as it is now, is compiled.
    pub(super) fn start_run(&mut self) {
        self.starting = true;
        self.edited = None;
        self.launch_when_checked();
    }

    /// Holds all threads.
    pub(super) fn pause(&mut self) {
        self.steer(Phase::Paused, |running| running.pause());
    }

    /// Lets them go on.
    pub(super) fn resume(&mut self) {
        self.steer(Phase::Running, |running| running.resume());
    }

    /// Ends all threads; the run is over once the last is gone.
    pub(super) fn stop(&mut self) {
        self.starting = false;
        if self.phase().is_live() {
            self.steer(Phase::Stopping, |running| running.stop());
        }
    }

    /// Starts the run that was asked for if the check it waited for is done.
    pub(super) fn launch_when_checked(&mut self) {
        if !self.starting || self.is_checking() {
            return;
        }
        self.starting = false;
        if let Err(why) = self.can_run() {
            self.notify(Level::Error, why);
            return;
        }
        let Some(program) = self.good.clone() else { return };
        let request = RunRequest {
            mode: self.settings.mode,
            step_delay: self.settings.step_delay(),
            breakpoints: self.breakpoints(),
        };
        let mode = request.mode;
        match self.runner.start(program, request) {
            Ok(running) => {
                let mut trace = Trace::new();
                trace.set_origin(self.origin(mode));
                self.trace = Arc::new(trace);
                self.findings.clear();
                self.output.clear();
                self.run = Some(RunState {
                    running: Some(running),
                    mode,
                    started: Instant::now(),
                    phase: Phase::Running,
                    report: Report::default(),
                });
            }
            Err(why) => self.notify(Level::Error, why),
        }
    }

    /// What is being run, for whoever opens its trace later.
    fn origin(&self, mode: RunMode) -> Origin {
        let document = self.document.as_ref();
        Origin {
            title: document.map_or(String::new(), Document::title),
            mode: mode.name().to_owned(),
            script: document.map_or(String::new(), |document| document.text().to_owned()),
        }
    }

    /// Takes in batches until there are none or the deadline has passed.
    pub(super) fn pump_run(&mut self, deadline: Instant) {
        self.launch_when_checked();
        let is_stopping = self.phase() == Phase::Stopping;
        let Some(run) = &mut self.run else { return };
        let Some(running) = &run.running else { return };
        // Asked before the channel: what was sent before the end is then surely in it.
        run.report = running.report();
        run.phase = match (run.phase, run.report.paused) {
            (Phase::Running, true) => Phase::Paused,
            (Phase::Paused, false) => Phase::Running,
            (phase, _) => phase,
        };
        let mut told = BTreeSet::new();
        run.report.stuck.retain(|stuck| told.insert(stuck.sentence.clone()));
        let batches = running.batches().clone();
        let is_time = || is_stopping || Instant::now() < deadline;
        loop {
            let (together, end) = waiting(&batches, is_stopping, is_time);
            together.iter().for_each(|batch| self.take_batch(batch));
            if end == Some(TryRecvError::Disconnected) {
                self.end_run_if_over();
            }
            if end.is_some() || !is_time() {
                break;
            }
        }
    }

    fn take_batch(&mut self, batch: &Batch) {
        // An export or a plot under way keeps the trace it began with: only then is it copied, and
        // its full chunks are shared.
        Arc::make_mut(&mut self.trace).append(batch);
        for chunk in &batch.output {
            self.output.push(chunk);
        }
    }

    fn end_run_if_over(&mut self) {
        let Some(run) = &mut self.run else { return };
        if run.report.ending.is_none() {
            return;
        }
        run.running = None;
        run.phase = Phase::Ended;
        Arc::make_mut(&mut self.trace).finish();
        self.findings.look_at_all(self.trace.clone());
        if let Some(Ending::Limit(why) | Ending::Fault(why)) = run.report.ending.clone() {
            self.notify(Level::Error, why);
        }
    }

    fn steer(&mut self, phase: Phase, act: impl FnOnce(&dyn super::run::Running)) {
        if let Some(run) = &mut self.run
            && let Some(running) = &run.running
        {
            act(&**running);
            run.phase = phase;
        }
    }
}

/// The batches that wait, as one, and why there are no more; no reason if there may be.
fn waiting(
    batches: &Receiver<Batch>,
    is_stopping: bool,
    is_time: impl Fn() -> bool,
) -> (Option<Batch>, Option<TryRecvError>) {
    let mut together: Option<Batch> = None;
    loop {
        let batch = match batches.try_recv() {
            Ok(batch) if is_stopping => essence(batch),
            Ok(batch) => batch,
            Err(end) => return (together, Some(end)),
        };
        match &mut together {
            Some(earlier) => earlier.join(batch),
            None => together = Some(batch),
        }
        let events = together.as_ref().map_or(0, |batch| batch.events.len());
        if events >= TOGETHER_EVENTS_MAX || !is_time() {
            return (together, None);
        }
    }
}

/// What a batch says that must not be lost when a run is being stopped: of a long one who began and
/// who ended. The rest counts as lost, so that the end is seen at once.
fn essence(mut batch: Batch) -> Batch {
    let before = batch.events.len();
    if before > STOPPING_EVENTS_MAX {
        batch.events.retain(|event| matches!(event.kind, Kind::Start | Kind::End));
        batch.dropped += (before - batch.events.len()) as u64;
    }
    batch
}
