//! What stops, pauses and slows the threads of a run: one word they all look at, and a gate.

use parking_lot::{Condvar, Mutex};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Reasons for a thread to leave the interpreter at its next checkpoint.
pub mod wants {
    /// The user paused the run.
    pub const PAUSE: u32 = 1;
    /// The run is to end.
    pub const STOP: u32 = 2;
    /// The heap is to be collected: nobody may use it.
    pub const COLLECT: u32 = 4;
    /// A thread has waited long enough for the interpreter lock.
    pub const GIL_DROP: u32 = 8;
    /// There may be much garbage: a collection is due.
    pub const GARBAGE: u32 = 16;
    /// More output waits to be read than there is room for.
    pub const OUTPUT_FULL: u32 = 32;
    /// The script uses more memory than it may: whoever sees this first gets the exception.
    pub const MEMORY_FULL: u32 = 64;
    /// Breakpoints changed: the program the threads run is to be made anew.
    pub const BREAKS: u32 = 128;
}

/// On a cache line of its own: every thread reads it all the time.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Word(AtomicU32);

/// See the module's header.
#[derive(Debug, Default)]
pub struct Control {
    wanted: Word,
    gate: Mutex<Gate>,
    changed: Condvar,
    paused_nanos: AtomicU64,
    delay_nanos: AtomicU64,
}

#[derive(Debug, Default)]
struct Gate {
    paused_since: Option<Instant>,
    waiting: u32,
}

impl Control {
    /// Whether anything is wanted of a thread: one relaxed load.
    #[inline(always)]
    pub fn is_wanted(&self) -> bool {
        self.wanted.0.load(Ordering::Relaxed) != 0
    }

    /// Whether this is wanted.
    #[inline]
    pub fn wants(&self, what: u32) -> bool {
        self.wanted.0.load(Ordering::Acquire) & what != 0
    }

    /// Asks for something.
    pub fn want(&self, what: u32) {
        self.wanted.0.fetch_or(what, Ordering::AcqRel);
    }

    /// No longer asks for it; whether it was asked for.
    pub fn no_longer_want(&self, what: u32) -> bool {
        self.wanted.0.fetch_and(!what, Ordering::AcqRel) & what != 0
    }

    /// Holds all threads at their next checkpoint.
    pub fn pause(&self) {
        let mut gate = self.gate.lock();
        if gate.paused_since.is_none() {
            gate.paused_since = Some(Instant::now());
            self.want(wants::PAUSE);
        }
    }

    /// Lets them go on. Time-outs that were running are longer by the pause.
    pub fn resume(&self) {
        let mut gate = self.gate.lock();
        if let Some(since) = gate.paused_since.take() {
            self.paused_nanos.fetch_add(nanos_since(since), Ordering::AcqRel);
            self.no_longer_want(wants::PAUSE);
        }
        self.changed.notify_all();
    }

    /// Asks all threads to end. Whoever calls this nudges those that are parked.
    pub fn stop(&self) {
        let _gate = self.gate.lock();
        self.want(wants::STOP);
        self.changed.notify_all();
    }

    /// Whether the run is to end.
    pub fn is_stopping(&self) -> bool {
        self.wants(wants::STOP)
    }

    /// Whether the run is paused.
    pub fn is_paused(&self) -> bool {
        self.wants(wants::PAUSE)
    }

    /// Waits while the run is paused. Returns at once otherwise, and on Stop.
    pub fn pass_gate(&self) {
        if !self.is_paused() {
            return;
        }
        let mut gate = self.gate.lock();
        gate.waiting += 1;
        while gate.paused_since.is_some() && !self.is_stopping() {
            self.changed.wait(&mut gate);
        }
        gate.waiting -= 1;
    }

    /// How many threads the pause holds.
    pub fn held(&self) -> u32 {
        self.gate.lock().waiting
    }

    /// How long the run has been paused in all, up to its last resume.
    pub fn paused_nanos(&self) -> u64 {
        self.paused_nanos.load(Ordering::Acquire)
    }

    /// How long the run has been paused in all, up to now: what a wait that begins now must not be
    /// made longer by.
    pub fn paused_nanos_so_far(&self) -> u64 {
        let gate = self.gate.lock();
        self.paused_nanos().saturating_add(gate.paused_since.map_or(0, nanos_since))
    }

    /// Makes every line of the script last this long; zero for full speed. Whoever calls this has
    /// the breaks renewed, at which threads learn of it.
    pub fn set_delay(&self, delay: Duration) {
        let nanos = u64::try_from(delay.as_nanos()).unwrap_or(u64::MAX);
        let _gate = self.gate.lock();
        if self.delay_nanos.swap(nanos, Ordering::AcqRel) != nanos {
            self.want(wants::BREAKS);
        }
        self.changed.notify_all();
    }

    /// How long every line of the script is made to last, in nanoseconds.
    pub fn delay_nanos(&self) -> u64 {
        self.delay_nanos.load(Ordering::Acquire)
    }

    /// Waits for slow motion's sake; `false` if Stop or another speed ended that early.
    pub fn rest(&self, how_long: Duration) -> bool {
        let (then, delay) = (Instant::now() + how_long, self.delay_nanos());
        let mut gate = self.gate.lock();
        while !self.is_stopping() && self.delay_nanos() == delay {
            if self.changed.wait_until(&mut gate, then).timed_out() {
                return true;
            }
        }
        false
    }

    /// Waits until then, or until Stop.
    pub fn rest_until(&self, then: Instant) {
        let mut gate = self.gate.lock();
        while !self.is_stopping() && !self.changed.wait_until(&mut gate, then).timed_out() {}
    }
}

fn nanos_since(then: Instant) -> u64 {
    u64::try_from(then.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_is_open_unless_paused() {
        let control = Control::default();
        control.pass_gate();
        assert!(!control.is_wanted());
    }

    #[test]
    fn a_pause_holds_threads_until_resume_and_is_counted() {
        let control = Control::default();
        control.pause();
        assert!(control.is_paused() && control.is_wanted());
        std::thread::scope(|scope| {
            let held = scope.spawn(|| control.pass_gate());
            while control.held() == 0 {
                std::thread::yield_now();
            }
            std::thread::sleep(Duration::from_millis(5));
            assert!(!held.is_finished());
            control.resume();
        });
        assert!(control.paused_nanos() >= 5_000_000);
        assert!(!control.is_wanted());
    }

    #[test]
    fn the_part_of_a_pause_before_a_wait_began_is_known_before_it_is_over() {
        let control = Control::default();
        assert_eq!(control.paused_nanos_so_far(), 0);
        control.pause();
        std::thread::sleep(Duration::from_millis(5));
        let before = control.paused_nanos_so_far();
        assert!(before >= 5_000_000);
        assert_eq!(control.paused_nanos(), 0);
        control.resume();
        assert!(control.paused_nanos() >= before);
    }

    #[test]
    fn stop_opens_the_gate() {
        let control = Control::default();
        control.pause();
        std::thread::scope(|scope| {
            scope.spawn(|| control.pass_gate());
            control.stop();
        });
        assert!(control.is_stopping());
    }
}
