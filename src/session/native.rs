//! Runs for the window: the engine on OS threads behind the session's own words.

use super::run::{Breakpoints, Ending, Report, RunRequest, Runner, Running};
use crate::exec::native::run::{Run, RunOptions, Verdict, shell_status};
use crate::exec::native::script;
use crate::model::ids::ThreadId;
use crate::model::program::Program;
use crate::trace::event::Batch;
use crate::words;
use crossbeam_channel::Receiver;
use std::sync::Arc;
use std::time::Duration;

/// Starts scripts on OS threads.
#[derive(Clone, Copy, Debug, Default)]
pub struct NativeRunner;

impl Runner for NativeRunner {
    fn start(
        &self,
        program: Arc<Program>,
        request: RunRequest,
    ) -> Result<Box<dyn Running>, String> {
        let (asks, defaults) = (request.asks, RunOptions::default());
        let interval = asks.switch_interval.and_then(|it| u64::try_from(it.as_nanos()).ok());
        let options = RunOptions {
            mode: request.mode,
            slow_motion: request.step_delay,
            breakpoints: request.breakpoints,
            switch_interval_nanos: interval.unwrap_or(defaults.switch_interval_nanos),
            check_interval: asks.check_interval.unwrap_or(defaults.check_interval),
            seed: asks.seed,
            ..defaults
        };
        Ok(Box::new(NativeRun(script::start(program, options))))
    }
}

struct NativeRun(Run);

impl Running for NativeRun {
    fn batches(&self) -> &Receiver<Batch> {
        &self.0.batches
    }

    fn pause(&self) {
        self.0.pause();
    }

    fn resume(&self) {
        self.0.resume();
    }

    fn stop(&self) {
        self.0.stop();
    }

    fn set_step_delay(&self, delay: Duration) {
        self.0.set_slow_motion(delay);
    }

    fn set_breakpoints(&self, breakpoints: Breakpoints) {
        self.0.set_breakpoints(breakpoints);
    }

    fn go_on(&self, thread: ThreadId) {
        self.0.go_on(thread);
    }

    fn step_over(&self, thread: ThreadId) {
        self.0.step_over(thread);
    }

    fn report(&self) -> Report {
        let status = self.0.status();
        let mut stuck = status.findings;
        if let Some(Verdict::Deadlock(total)) = &status.verdict {
            stuck.push(total.clone());
        }
        let ending = status.verdict.filter(|_| status.over).map(|verdict| match verdict {
            Verdict::Finished { exit_code } => Ending::Exit(shell_status(exit_code)),
            Verdict::Deadlock(_) | Verdict::Stopped => Ending::Stopped,
            Verdict::TimeLimit => Ending::Limit(words!("session-time-limit").to_owned()),
            Verdict::MemoryLimit { mib } => {
                Ending::Limit(words!("session-memory-limit", mib = mib))
            }
            Verdict::Internal { message } => Ending::Fault(message),
        });
        Report { ending, stuck, paused: status.paused, stopped: status.stopped }
    }
}
