//! The run's clock: the processor's own counter where there is one, read in a few nanoseconds.
//!
//! A thread that records an event only reads raw ticks; the collector turns them into nanoseconds.

use quanta::Clock;

/// Number of bits of the tick counter that an event keeps.
const TICK_BITS: u32 = 48;

/// Reads and scales raw ticks. Cheap to clone: one for each thread.
#[derive(Clone, Debug)]
pub struct TraceClock {
    clock: Clock,
    origin: u64,
}

impl TraceClock {
    /// A clock whose zero is now.
    pub fn start() -> TraceClock {
        let clock = Clock::new();
        let origin = clock.raw();
        TraceClock { clock, origin }
    }

    /// The counter.
    #[inline(always)]
    pub fn ticks(&self) -> u64 {
        self.clock.raw()
    }

    /// Nanoseconds from the clock's zero to `ticks`; 0 for anything earlier.
    pub fn nanos(&self, ticks: u64) -> u64 {
        self.clock.delta_as_nanos(self.origin, ticks)
    }

    /// Nanoseconds from the clock's zero to now.
    pub fn now_nanos(&self) -> u64 {
        self.nanos(self.ticks())
    }

    /// Something to turn the low bits of ticks into whole ticks with.
    pub fn unwrapper(&self) -> Unwrapper {
        Unwrapper { last: self.origin }
    }
}

/// Turns the low 48 bits of ticks, as events of one thread carry them, into whole ticks.
#[derive(Clone, Debug)]
pub struct Unwrapper {
    last: u64,
}

impl Unwrapper {
    /// The whole counter nearest to the last one seen that has these low bits.
    pub fn unwrap(&mut self, low: u64) -> u64 {
        let shift = u64::BITS - TICK_BITS;
        // Sign-extended, so that a counter a little behind (another core's) is not taken for one
        // that is a whole turn ahead.
        let distance = (low.wrapping_sub(self.last) << shift) as i64 >> shift;
        self.last = self.last.saturating_add_signed(distance);
        self.last
    }

    /// Tells the time between events, so that quiet threads do not miss a turn of the counter.
    pub fn now(&mut self, ticks: u64) {
        self.last = self.last.max(ticks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURN: u64 = 1 << TICK_BITS;

    #[test]
    fn time_goes_on_over_a_turn_of_the_counter() {
        let mut unwrapper = Unwrapper { last: TURN - 10 };
        assert_eq!(unwrapper.unwrap(TURN - 5), TURN - 5);
        assert_eq!(unwrapper.unwrap(7), TURN + 7);
        assert_eq!(unwrapper.unwrap(9), TURN + 9);
    }

    #[test]
    fn a_counter_slightly_behind_is_not_a_turn_ahead() {
        let mut unwrapper = Unwrapper { last: 5 * TURN + 100 };
        assert_eq!(unwrapper.unwrap(98), 5 * TURN + 98);
    }

    #[test]
    fn nanoseconds_grow_with_ticks() {
        let clock = TraceClock::start();
        let before = clock.now_nanos();
        std::thread::sleep(std::time::Duration::from_millis(2));
        let slept = clock.now_nanos() - before;
        assert!((1_500_000..2_000_000_000).contains(&slept), "{slept}");
    }
}
