//! Starting, pausing and stopping a run, and taking in what it sends.
//!
//! A frame only picks up what `intake` has taken in beside it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use super::intake::{Intake, News, Nothing};
use super::run::{Ending, Phase, Report, RunRequest, RunState, Running};
use super::{Document, RunMode, Session};
use crate::trace::{Origin, Trace};
use crate::words;

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
            let intake = self.run.as_ref().and_then(|run| run.intake.as_ref());
            intake.into_iter().for_each(Intake::hurry);
        }
    }

    /// Starts the run that was asked for if the check it waited for is done.
    pub(super) fn launch_when_checked(&mut self) {
        if !self.starting || self.is_checking() {
            return;
        }
        self.starting = false;
        if let Err(why) = self.can_run() {
            self.notify_of_run(why);
            return;
        }
        let Some(program) = self.good.clone() else { return };
        self.follow_asks();
        let request = RunRequest {
            mode: self.mode(),
            step_delay: self.settings.step_delay(),
            breakpoints: self.breakpoints(),
            asks: self.asks().clone(),
        };
        let mode = request.mode;
        match self.runner.start(program, request) {
            Ok(running) => self.begin_run(running, mode),
            Err(why) => self.notify_of_run(why),
        }
    }

    fn begin_run(&mut self, running: Box<dyn Running>, mode: RunMode) {
        let mut trace = Trace::new();
        trace.set_origin(self.origin(mode));
        let batches = running.batches().clone();
        let intake = match Intake::start(trace.clone(), batches, self.waker.clone()) {
            Ok(intake) => intake,
            Err(error) => {
                running.stop();
                let why = error.to_string();
                return self.notify_of_run(words!("session-run-not-taken-in", why = why));
            }
        };
        self.compared.note_before(&self.trace);
        self.trace = Arc::new(trace);
        self.findings.clear();
        self.output.clear();
        let number = self.run.as_ref().map_or(1, |run| run.number + 1);
        self.run = Some(RunState {
            number,
            running: Some(running),
            intake: Some(intake),
            printed: 0,
            mode,
            started: Instant::now(),
            phase: Phase::Running,
            report: Report::default(),
        });
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

    /// Picks up the newest of the run.
    pub(super) fn pump_run(&mut self) {
        self.launch_when_checked();
        self.follow_run();
        let Some(run) = &mut self.run else { return };
        let Some(running) = &run.running else { return };
        // Asked before the news: what was sent before the end is then surely in them.
        run.report = running.report();
        run.phase = match (run.phase, run.report.paused) {
            (Phase::Running, true) => Phase::Paused,
            (Phase::Paused, false) => Phase::Running,
            (phase, _) => phase,
        };
        let mut told = BTreeSet::new();
        run.report.stuck.retain(|stuck| told.insert(stuck.sentence.clone()));
        match run.intake.as_ref().map(Intake::take) {
            Some(Ok(news)) => self.show_news(news),
            Some(Err(Nothing::Gone)) => self.stop_unseen(),
            None | Some(Err(Nothing::Yet)) => {}
        }
        self.end_run_if_over();
    }

    /// Nobody takes in what the run sends any more: a fault of ours, and never of the script's.
    fn stop_unseen(&mut self) {
        if let Some(run) = &mut self.run {
            run.intake = None;
        }
        self.steer(Phase::Stopping, |running| running.stop());
        self.notify_of_run(words!("session-run-unseen"));
    }

    fn show_news(&mut self, news: News) {
        let before = std::mem::replace(&mut self.trace, news.trace);
        let Some(run) = &mut self.run else { return };
        let forgotten = self.trace.output_forgotten();
        let fresh = run.printed.saturating_sub(forgotten) as usize;
        self.trace.output_from(fresh).for_each(|chunk| self.output.push(chunk));
        run.printed = forgotten + self.trace.output_len() as u64;
        if let Some(intake) = &run.intake {
            intake.give_back(before);
        }
        if news.over {
            run.intake = None;
        }
    }

    fn end_run_if_over(&mut self) {
        let Some(run) = &mut self.run else { return };
        if run.report.ending.is_none() || run.intake.is_some() {
            return;
        }
        run.running = None;
        run.phase = Phase::Ended;
        self.findings.look_at_all(self.trace.clone());
        if let Some(Ending::Limit(why) | Ending::Fault(why)) = run.report.ending.clone() {
            self.notify_of_run(why);
        }
    }

    fn steer(&mut self, phase: Phase, act: impl FnOnce(&dyn Running)) {
        if let Some(run) = &mut self.run
            && let Some(running) = &run.running
        {
            act(&**running);
            run.phase = phase;
        }
    }
}
