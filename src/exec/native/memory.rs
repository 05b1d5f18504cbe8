//! Watches how much memory a script uses: first its own exception, then the end of the run.
//!
//! What the operating system counts for the whole process, less what it was at the start and what
//! the trace of the run takes: an estimate, good enough to keep a script that grows for ever from
//! taking the machine down.

use super::control::wants;
use super::machine::Machine;
use super::run::Verdict;
use std::time::{Duration, Instant};

/// What an event takes in the trace of whoever watches, at most.
const EVENT_BYTES: u64 = 64;
/// How long a script has to give memory back after its `MemoryError`.
const GRACE: Duration = Duration::from_secs(2);
/// Bytes of a page; the kernel counts in pages.
const PAGE_BYTES: u64 = 4096;

/// See the module's header.
#[derive(Debug)]
pub struct MemoryWatch {
    limit: u64,
    at_start: u64,
    events: u64,
    told: Option<Instant>,
}

impl MemoryWatch {
    /// From now on.
    pub fn start(limit: u64) -> MemoryWatch {
        MemoryWatch { limit, at_start: resident().unwrap_or(0), events: 0, told: None }
    }

    /// So many events went to whoever watches.
    pub fn note_events(&mut self, count: usize) {
        self.events += count as u64;
    }

    /// Tells the script, and later ends the run, if it uses more than it may.
    pub fn look(&mut self, machine: &Machine) {
        let trace = self.events * EVENT_BYTES;
        let used = resident().unwrap_or(0).saturating_sub(self.at_start).saturating_sub(trace);
        if used <= self.limit {
            self.told = None;
            return;
        }
        match self.told {
            None => {
                self.told = Some(Instant::now());
                machine.control.want(wants::MEMORY_FULL);
            }
            Some(since) if since.elapsed() > GRACE => {
                let mib = self.limit >> 20;
                let sentence = format!("The script used more than its {mib} MiB of memory.");
                machine.judge(Verdict::Limit { sentence });
                machine.stop();
            }
            Some(_) => {}
        }
    }
}

/// What the process has in memory now; `None` where the system does not tell.
fn resident() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * PAGE_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exec::native::run::RunOptions;

    #[test]
    fn a_script_that_grows_is_told_first() {
        let machine = Machine::new(RunOptions::default());
        let mut watch = MemoryWatch { limit: 1 << 20, at_start: 0, events: 0, told: None };
        watch.look(&machine);
        assert!(machine.control.wants(wants::MEMORY_FULL));
        assert_eq!(machine.verdict(), None);
        watch.told = Instant::now().checked_sub(GRACE + GRACE);
        watch.look(&machine);
        assert!(matches!(machine.verdict(), Some(Verdict::Limit { .. })));
    }

    #[test]
    fn the_trace_of_a_run_is_not_held_against_the_script() {
        let machine = Machine::new(RunOptions::default());
        let mut watch = MemoryWatch { limit: 1 << 20, at_start: 0, events: 0, told: None };
        watch.note_events(1 << 30);
        watch.look(&machine);
        assert!(!machine.control.is_wanted());
    }
}
