//! Signals that reach the command line go to the script while it runs, as under CPython: Ctrl+C is a
//! KeyboardInterrupt in its main thread, or whatever handler it set. Before and after they do what
//! they do to any program.

use crate::exec::native::run::Run;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGUSR1, SIGUSR2};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The signals that a script may want to know of.
const PASSED_ON: [i32; 5] = [SIGHUP, SIGINT, SIGTERM, SIGUSR1, SIGUSR2];

/// What came and was not passed on yet. Dropped, the signals do again what they do by default.
#[derive(Debug)]
pub struct Signals {
    came: Vec<(i32, Arc<AtomicBool>)>,
    over: Arc<AtomicBool>,
}

impl Signals {
    /// Signals are kept for the script from now on, but for those that whoever started this process
    /// has it ignore.
    pub fn catch() -> Signals {
        let over = Arc::new(AtomicBool::new(false));
        let ignored = ignored_signals();
        let listened = PASSED_ON.into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
        let came = listened.filter_map(|signal| {
            let flag = Arc::new(AtomicBool::new(false));
            flag::register_conditional_default(signal, Arc::clone(&over)).ok()?;
            flag::register(signal, Arc::clone(&flag)).ok()?;
            Some((signal, flag))
        });
        Signals { came: came.collect(), over }
    }

    /// Sends the script what came since the last call.
    pub fn pass_on(&self, run: &Run) {
        for (signal, flag) in &self.came {
            if flag.swap(false, Ordering::AcqRel) {
                run.send_signal(signal.unsigned_abs());
            }
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
    }
}

/// A bit for each signal that this process ignores, number 1 the lowest.
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// Ends this process as the signal does that ended the script, so that a shell stops what it was
/// doing, too. Returns if the signal ends nothing.
pub fn end_by(exit_code: i32) {
    if exit_code < 0 {
        // Should that fail, the exit status says it.
        let _ = signal_hook::low_level::emulate_default_handler(-exit_code);
    }
}
