//! `threading.Barrier`: `parties` threads wait for each other, then go on together.
//!
//! | state   | arrive (not last)  | arrive (last)           | open                   | abort, time-out |
//! |---------|--------------------|-------------------------|------------------------|-----------------|
//! | filling | Block              | Done(parties - 1); full    | Done(parties - 1)      | broken          |
//! | full    | Block, next round  | Block, next round       | all go on; filling     | broken          |
//! | broken  | Raise              | Raise                   | Done(parties - 1)      | broken          |
//!
//! The last to arrive runs the barrier's action while the others still wait, then opens it; so
//! there is a state between "all are here" and "go". Those who arrive meanwhile belong to the next
//! round. An index is the place in the order of arrival, as `wait()` returns it. A thread that
//! gives up breaks the barrier for all, as in CPython.

use super::{Argument, Effect, Effects, Fault, OpSpec, Outcome, Rules, Spec, Step, WaitClass};
use crate::model::ids::ThreadId;
use std::collections::VecDeque;

/// Arrive and wait for the others.
pub const ARRIVE: u8 = 0;
/// Let all through (the last to arrive, after the action).
pub const OPEN: u8 = 1;
/// Break the barrier.
pub const ABORT: u8 = 2;
/// Make it whole and empty; those who wait get the exception.
pub const RESET: u8 = 3;
/// Ask whether it is broken.
pub const BROKEN: u8 = 4;
/// Ask how many wait.
pub const WAITING: u8 = 5;
/// Leave those who wait without breaking it, to call a signal's handler.
pub const LEAVE: u8 = 6;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "Barrier",
    summary: "Threads wait here until all of them have arrived, then go on together.",
    template: "threading.Barrier(2)",
    variable: "barrier",
    module: "threading",
    waits_as: WaitClass::Signal,
    level: Some("arrived"),
    ops: &[
        OpSpec { name: "arrive", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "open", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "abort", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "reset", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "broken", effect: Effect::Look, arg: Argument::Nothing },
        OpSpec { name: "waiting", effect: Effect::Look, arg: Argument::Nothing },
        OpSpec { name: "leave", effect: Effect::Look, arg: Argument::Nothing },
    ],
    states: "filling: wait blocks until the last thread arrives\n\
             full: the last thread runs the action, then all go on; newcomers wait for the next round\n\
             broken: wait raises BrokenBarrierError until reset",
};

const BROKEN_BARRIER: Fault = Fault { exception: "threading.BrokenBarrierError", message: "" };

/// What a barrier is doing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
enum Phase {
    #[default]
    Filling,
    Full,
    Broken,
}

/// A barrier's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Barrier {
    parties: usize,
    phase: Phase,
    arrived: Vec<ThreadId>,
    next_round: VecDeque<ThreadId>,
}

impl Barrier {
    /// An empty barrier for this many threads (at least one).
    pub fn from_arg(parties: i64) -> Barrier {
        Barrier {
            parties: usize::try_from(parties).unwrap_or(1).max(1),
            phase: Phase::Filling,
            arrived: Vec::new(),
            next_round: VecDeque::new(),
        }
    }
}

impl Rules for Barrier {
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            ARRIVE => self.arrive(step),
            OPEN => self.open(fx),
            ABORT => self.abort(fx),
            RESET => self.reset(fx),
            BROKEN => Outcome::Done(i64::from(self.phase == Phase::Broken)),
            LEAVE => Outcome::Done(i64::from(self.leave(step.who))),
            _ => Outcome::Done(self.waiting() as i64),
        }
    }

    fn cancel(&mut self, who: ThreadId, fx: &mut Effects) -> bool {
        let waited = self.remove(who);
        if waited {
            self.abort(fx);
        }
        waited
    }

    fn holders(&self) -> Vec<ThreadId> {
        Vec::new()
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.arrived.iter().chain(&self.next_round).copied().collect()
    }

    fn level(&self) -> u32 {
        self.waiting() as u32
    }
}

impl Barrier {
    fn waiting(&self) -> usize {
        if self.phase == Phase::Filling { self.arrived.len() } else { 0 }
    }

    /// Takes a thread out of those who wait; whether it was among them.
    fn remove(&mut self, who: ThreadId) -> bool {
        let before = self.arrived.len() + self.next_round.len();
        self.arrived.retain(|&w| w != who);
        self.next_round.retain(|&w| w != who);
        self.arrived.len() + self.next_round.len() < before
    }

    /// Whether a thread could leave: once all are here, none can.
    fn leave(&mut self, who: ThreadId) -> bool {
        self.phase != Phase::Full && self.remove(who)
    }

    fn arrive(&mut self, step: Step) -> Outcome {
        if self.phase == Phase::Broken {
            return Outcome::Raise(BROKEN_BARRIER);
        }
        if self.phase == Phase::Filling && self.arrived.len() + 1 == self.parties {
            self.phase = Phase::Full;
            return Outcome::Done(self.parties as i64 - 1);
        }
        if !step.may_block {
            return Outcome::Refused;
        }
        match self.phase {
            Phase::Filling => self.arrived.push(step.who),
            _ => self.next_round.push_back(step.who),
        }
        Outcome::Block
    }

    fn open(&mut self, fx: &mut Effects) -> Outcome {
        if self.phase == Phase::Full {
            for (index, who) in self.arrived.drain(..).enumerate() {
                fx.grant(who, index as i64);
            }
            self.phase = Phase::Filling;
            self.admit_next_round(fx);
        }
        Outcome::Done(self.parties as i64 - 1)
    }

    /// Those who came while the barrier was full arrive now, as far as there is room.
    fn admit_next_round(&mut self, fx: &mut Effects) {
        while self.phase == Phase::Filling
            && let Some(who) = self.next_round.pop_front()
        {
            if self.arrived.len() + 1 == self.parties {
                self.phase = Phase::Full;
                fx.grant(who, self.parties as i64 - 1);
            } else {
                self.arrived.push(who);
            }
        }
    }

    fn abort(&mut self, fx: &mut Effects) -> Outcome {
        self.phase = Phase::Broken;
        for who in self.arrived.drain(..).chain(self.next_round.drain(..)) {
            fx.fail(who, BROKEN_BARRIER);
        }
        Outcome::Done(0)
    }

    fn reset(&mut self, fx: &mut Effects) -> Outcome {
        for who in self.arrived.drain(..) {
            fx.fail(who, BROKEN_BARRIER);
        }
        self.phase = Phase::Filling;
        self.admit_next_round(fx);
        Outcome::Done(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*};
    use super::*;

    #[test]
    fn smoke() {
        let mut barrier = Barrier::from_arg(2);
        assert_eq!(barrier.apply(take(0, ARRIVE), &mut none()), Outcome::Block);
        assert_eq!(barrier.level(), 1);
        assert_eq!(barrier.apply(take(1, ARRIVE), &mut none()), Outcome::Done(1));
        let mut fx = none();
        assert_eq!(barrier.apply(take(1, OPEN), &mut fx), Outcome::Done(1));
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(0), 0)]);
        assert_eq!(barrier, Barrier::from_arg(2));
    }

    #[test]
    fn a_barrier_for_one_lets_it_pass() {
        let mut barrier = Barrier::from_arg(1);
        assert_eq!(barrier.apply(take(0, ARRIVE), &mut none()), Outcome::Done(0));
        assert_eq!(barrier.apply(take(0, OPEN), &mut none()), Outcome::Done(0));
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut barrier = Barrier::from_arg(3);
        barrier.apply(take(2, ARRIVE), &mut none());
        barrier.apply(take(0, ARRIVE), &mut none());
        barrier.apply(take(1, ARRIVE), &mut none());
        let mut fx = none();
        barrier.apply(take(1, OPEN), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(2), 0), Wake::Grant(ThreadId(0), 1)]);
    }

    #[test]
    fn who_arrives_during_the_action_belongs_to_the_next_round() {
        let mut barrier = Barrier::from_arg(2);
        barrier.apply(take(0, ARRIVE), &mut none());
        barrier.apply(take(1, ARRIVE), &mut none());
        assert_eq!(barrier.apply(take(2, ARRIVE), &mut none()), Outcome::Block);
        assert_eq!(barrier.apply(take(3, ARRIVE), &mut none()), Outcome::Block);
        let mut fx = none();
        barrier.apply(take(1, OPEN), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(0), 0), Wake::Grant(ThreadId(3), 1)]);
        let mut fx = none();
        barrier.apply(take(3, OPEN), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(2), 0)]);
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut barrier = Barrier::from_arg(2);
        assert_eq!(barrier.apply(attempt(1, ARRIVE), &mut none()), Outcome::Refused);
        assert_eq!(barrier, Barrier::from_arg(2));
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut barrier = Barrier::from_arg(3);
        barrier.apply(take(0, ARRIVE), &mut none());
        barrier.apply(take(1, ARRIVE), &mut none());
        let mut fx = none();
        assert!(barrier.cancel(ThreadId(0), &mut fx));
        assert_eq!(fx.wakes, [Wake::Fail(ThreadId(1), BROKEN_BARRIER)]);
        assert_eq!(barrier.apply(take(2, BROKEN), &mut none()), Outcome::Done(1));
        assert!(!barrier.cancel(ThreadId(0), &mut none()));
    }

    #[test]
    fn who_leaves_for_a_signal_breaks_nothing_and_may_come_again() {
        let mut barrier = Barrier::from_arg(2);
        barrier.apply(take(0, ARRIVE), &mut none());
        assert_eq!(barrier.apply(take(0, LEAVE), &mut none()), Outcome::Done(1));
        assert_eq!(barrier, Barrier::from_arg(2));
        assert_eq!(barrier.apply(take(0, LEAVE), &mut none()), Outcome::Done(0));
        barrier.apply(take(0, ARRIVE), &mut none());
        assert_eq!(barrier.apply(take(1, ARRIVE), &mut none()), Outcome::Done(1));
        assert_eq!(barrier.apply(take(0, LEAVE), &mut none()), Outcome::Done(0));
    }

    #[test]
    fn reset_mends_it() {
        let mut barrier = Barrier::from_arg(2);
        barrier.apply(take(0, ABORT), &mut none());
        assert_eq!(barrier.apply(take(0, ARRIVE), &mut none()), Outcome::Raise(BROKEN_BARRIER));
        barrier.apply(take(0, RESET), &mut none());
        assert_eq!(barrier, Barrier::from_arg(2));
    }

    #[test]
    fn misuse_raises() {
        let mut barrier = Barrier::from_arg(2);
        barrier.apply(take(0, ARRIVE), &mut none());
        let mut fx = none();
        barrier.apply(take(1, ABORT), &mut fx);
        assert_eq!(fx.wakes, [Wake::Fail(ThreadId(0), BROKEN_BARRIER)]);
        assert_eq!(barrier.apply(take(1, ARRIVE), &mut none()), Outcome::Raise(BROKEN_BARRIER));
    }
}
