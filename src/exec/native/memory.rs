//! Watches how much memory a script uses: first a collection, then the script's own exception, then
//! the end of the run.
//!
//! What the operating system counts for the whole process, less what it was at the start and what
//! the trace of the run takes: an estimate, good enough to keep a script that grows for ever from
//! taking the machine down. It also sees what the heap does not count: containers that grow in
//! place. So garbage made of these is collected, too, before there is much of it.

use super::control::wants;
use super::machine::Machine;
use super::run::Verdict;
use super::variables::Beside;
use std::time::{Duration, Instant};

/// What an event takes in the trace of whoever watches, at most.
const EVENT_BYTES: u64 = 40;
/// The process may grow by so much, or by half of what it has, before garbage is collected that the
/// heap has not counted.
const GROWTH_BYTES: u64 = 64 << 20;
/// Looks that a collection has to show: until every thread stands still, and what is dead was given
/// back to the system.
const LOOKS_FOR_COLLECTION: u32 = 10;
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
    events_max: u64,
    /// The least that was used since the last collection that was asked for.
    least: u64,
    stage: Stage,
}

/// What was done about too much memory.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Stage {
    /// Nothing: there is none.
    Calm,
    /// The garbage is being collected; so many looks ago.
    Collecting(u32),
    /// The script has been told.
    Told(Instant),
}

/// Small pages for the whole process: of a huge one, a thread that waits needs a hundredth part, and
/// it is counted and taken whole.
pub fn use_small_pages() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

impl MemoryWatch {
    /// From now on. Whoever watches the run keeps at most `events_max` events.
    pub fn start(limit: u64, events_max: u64) -> MemoryWatch {
        use_small_pages();
        let at_start = resident().unwrap_or(0);
        MemoryWatch { limit, at_start, events: 0, events_max, least: 0, stage: Stage::Calm }
    }

    /// So many events went to whoever watches.
    pub fn note_events(&mut self, count: usize) {
        self.events = self.events.saturating_add(count as u64).min(self.events_max);
    }

    /// Has garbage collected, tells the script, and later ends the run, if it uses too much.
    pub fn look(&mut self, machine: &Machine, beside: Option<&dyn Beside>) {
        let used = resident().unwrap_or(0).saturating_sub(self.at_start);
        self.judge(used.saturating_sub(self.events * EVENT_BYTES), machine, beside);
    }

    fn judge(&mut self, used: u64, machine: &Machine, beside: Option<&dyn Beside>) {
        self.least = self.least.min(used);
        if used <= self.limit {
            self.stage = Stage::Calm;
            if used - self.least > GROWTH_BYTES.max(self.least / 2) {
                self.collect(used, machine, beside);
            }
            return;
        }
        self.stage = match self.stage {
            Stage::Calm => {
                self.collect(used, machine, beside);
                Stage::Collecting(0)
            }
            Stage::Collecting(looks) if looks < LOOKS_FOR_COLLECTION => {
                Stage::Collecting(looks + 1)
            }
            Stage::Collecting(_) => {
                machine.control.want(wants::MEMORY_FULL);
                Stage::Told(Instant::now())
            }
            Stage::Told(since) if since.elapsed() > GRACE => {
                machine.judge(Verdict::MemoryLimit { mib: self.limit >> 20 });
                machine.stop();
                self.stage
            }
            Stage::Told(_) => self.stage,
        };
    }

    fn collect(&mut self, used: u64, machine: &Machine, beside: Option<&dyn Beside>) {
        self.least = used;
        if let Some(beside) = beside {
            beside.press();
            machine.control.want(wants::GARBAGE);
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
    use crate::trace::samples::Sampling;
    use std::sync::atomic::{AtomicU32, Ordering};

    const MIB: u64 = 1 << 20;

    /// Counts how often a collection was asked for.
    #[derive(Debug, Default)]
    struct Pressed(AtomicU32);

    impl Beside for Pressed {
        fn look(&mut self, _nanos: u64, _sampling: &mut Sampling) {}

        fn free_some(&self) {}

        fn press(&self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn watch(limit: u64) -> MemoryWatch {
        MemoryWatch { at_start: 0, ..MemoryWatch::start(limit, 1 << 20) }
    }

    #[test]
    fn a_script_that_grows_has_its_garbage_collected_then_is_told_then_ends() {
        let machine = Machine::new(RunOptions::default());
        let (mut watch, beside) = (watch(MIB), Pressed::default());
        for _ in 0..LOOKS_FOR_COLLECTION + 1 {
            watch.judge(2 * MIB, &machine, Some(&beside));
            assert!(!machine.control.wants(wants::MEMORY_FULL));
        }
        assert_eq!(beside.0.load(Ordering::Relaxed), 1);
        watch.judge(2 * MIB, &machine, Some(&beside));
        assert!(machine.control.wants(wants::MEMORY_FULL));
        assert_eq!(machine.verdict(), None);
        watch.stage = Stage::Told(Instant::now().checked_sub(GRACE + GRACE).unwrap());
        watch.judge(2 * MIB, &machine, Some(&beside));
        assert!(matches!(machine.verdict(), Some(Verdict::MemoryLimit { .. })));
    }

    #[test]
    fn garbage_that_was_not_counted_is_collected_long_before_the_limit() {
        let machine = Machine::new(RunOptions::default());
        let (mut watch, beside) = (watch(1 << 40), Pressed::default());
        let asked_at: Vec<u64> = (0..1000)
            .filter(|mib| {
                let before = beside.0.load(Ordering::Relaxed);
                watch.judge(mib * MIB, &machine, Some(&beside));
                beside.0.load(Ordering::Relaxed) > before
            })
            .collect();
        assert_eq!(asked_at, [65, 130, 196, 295, 443, 665, 998]);
        // What it gave back is not growth.
        watch.judge(10 * MIB, &machine, Some(&beside));
        watch.judge(70 * MIB, &machine, Some(&beside));
        assert_eq!(beside.0.load(Ordering::Relaxed), 7);
    }

    #[test]
    fn the_trace_of_a_run_is_not_held_against_the_script_but_only_what_is_kept_of_it() {
        let machine = Machine::new(RunOptions::default());
        let mut watch = watch(MIB);
        watch.note_events(usize::MAX);
        watch.note_events(usize::MAX);
        assert_eq!(watch.events, 1 << 20);
        watch.look(&machine, None);
        assert!(!machine.control.wants(wants::MEMORY_FULL));
    }
}
