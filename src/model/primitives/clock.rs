//! The clock: what a sleeping thread waits for.
//!
//! | sleepers | sleep                    | time-out        |
//! |----------|--------------------------|-----------------|
//! | any      | Block, until it times out | leaves sleepers |
//!
//! A sleep is a wait that nobody ends but the clock; so a sleep, a time-out and a lock that is
//! never released are the same thing to lanes and graphs. How long is the driver's business.

use super::{Argument, Effect, Effects, OpSpec, Outcome, Rules, Spec, Step, WaitClass, leave};
use crate::model::ids::ThreadId;
use std::collections::VecDeque;

/// Wait for the time-out.
pub const SLEEP: u8 = 0;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "Clock",
    summary: "What sleeping threads wait for.",
    template: "",
    variable: "clock",
    module: "time",
    waits_as: WaitClass::Time,
    level: Some("sleeping"),
    ops: &[OpSpec { name: "sleep", effect: Effect::Take, arg: Argument::Nothing }],
    states: "always: sleep waits until its time is over",
};

/// Who sleeps.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Clock {
    sleepers: VecDeque<ThreadId>,
}

impl Clock {
    /// A clock nobody waits for.
    pub fn from_arg(_: i64) -> Clock {
        Clock::default()
    }
}

impl Rules for Clock {
    fn apply(&mut self, step: Step, _: &mut Effects) -> Outcome {
        if !step.may_block {
            return Outcome::Refused;
        }
        if !self.sleepers.contains(&step.who) {
            self.sleepers.push_back(step.who);
        }
        Outcome::Block
    }

    fn cancel(&mut self, who: ThreadId, _: &mut Effects) -> bool {
        leave(&mut self.sleepers, who)
    }

    fn holders(&self) -> Vec<ThreadId> {
        Vec::new()
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.sleepers.iter().copied().collect()
    }

    fn level(&self) -> u32 {
        self.sleepers.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn smoke() {
        let mut clock = Clock::default();
        assert_eq!(clock.apply(take(0, SLEEP), &mut none()), Outcome::Block);
        assert_eq!(clock.level(), 1);
        assert!(clock.cancel(ThreadId(0), &mut none()));
        assert_eq!(clock, Clock::default());
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut clock = Clock::default();
        clock.apply(take(2, SLEEP), &mut none());
        clock.apply(take(1, SLEEP), &mut none());
        assert_eq!(clock.waiters(), [ThreadId(2), ThreadId(1)]);
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut clock = Clock::default();
        assert_eq!(clock.apply(attempt(1, SLEEP), &mut none()), Outcome::Refused);
        assert_eq!(clock, Clock::default());
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut clock = Clock::default();
        clock.apply(take(1, SLEEP), &mut none());
        assert!(clock.cancel(ThreadId(1), &mut none()));
        assert!(!clock.cancel(ThreadId(1), &mut none()));
    }

    #[test]
    fn misuse_raises() {
        // Nothing is a misuse of sleep: whoever sleeps already sleeps on.
        let mut clock = Clock::default();
        clock.apply(take(1, SLEEP), &mut none());
        assert!(!matches!(clock.apply(take(1, SLEEP), &mut none()), Outcome::Raise(_)));
    }
}
