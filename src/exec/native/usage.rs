//! What the operating system counts of a thread: time on a processor, context switches.
//!
//! Of another thread only Linux tells, in `/proc/self/task`; of itself a thread knows its processor
//! time everywhere.

use crate::trace::samples::Switches;
use rustix::time::{ClockId, clock_gettime};

/// A thread's totals since it started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    /// Time on a processor.
    pub cpu_nanos: u64,
    /// Context switches, where the system counts them.
    pub switches: Option<Switches>,
}

/// Of another thread, by the system's number for it; `None`: it is gone, or the system won't tell.
pub fn of_thread(os_id: i32) -> Option<Counted> {
    let schedule = std::fs::read_to_string(format!("/proc/self/task/{os_id}/schedstat")).ok()?;
    let cpu_nanos = schedule.split_whitespace().next()?.parse().ok()?;
    let status = std::fs::read_to_string(format!("/proc/self/task/{os_id}/status"));
    Some(Counted { cpu_nanos, switches: status.ok().and_then(|text| switches_in(&text)) })
}

/// Of the calling thread. Its switches are left out: reading them takes longer than starting it.
pub fn of_this_thread() -> Counted {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let nanos = time.tv_sec.saturating_mul(1_000_000_000).saturating_add(time.tv_nsec);
    Counted { cpu_nanos: u64::try_from(nanos).unwrap_or(0), switches: None }
}

fn switches_in(status: &str) -> Option<Switches> {
    let count = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().parse().ok()
    };
    Some(Switches {
        voluntary: count("voluntary_ctxt_switches:")?,
        involuntary: count("nonvoluntary_ctxt_switches:")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_understood() {
        let status = "Name:\tx\nvoluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t3\n";
        assert_eq!(switches_in(status), Some(Switches { voluntary: 12, involuntary: 3 }));
        assert_eq!(switches_in("Name:\tx\n"), None);
    }

    #[test]
    fn time_on_a_processor_grows_with_work() {
        let before = of_this_thread().cpu_nanos;
        while of_this_thread().cpu_nanos < before + 2_000_000 {}
        let me = rustix::thread::gettid().as_raw_nonzero().get();
        if let Some(seen) = of_thread(me) {
            assert!(seen.cpu_nanos > 0 && seen.switches.is_some());
        }
        assert_eq!(of_thread(0), None);
    }
}
