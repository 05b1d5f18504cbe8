//! `threading.Semaphore`: a number of permits.
//!
//! | permits | waiters | acquire            | release(n)                                   |
//! |---------|---------|--------------------|----------------------------------------------|
//! | some    | any     | Done(1), one fewer | n more; as many waiters retry as permits are |
//! | none    | any     | Block, joins queue | n more; as many waiters retry as permits are |
//!
//! As CPython's, it lets newcomers barge in. With `fair` the permits given back go to the first
//! waiters at once (hand-off), and only those that nobody waits for are left for newcomers.
//!
//! Who took permits is kept for graphs only: any thread may release, then the thread that has held
//! one longest counts as having given it back.

use super::{
    Argument, Effect, Effects, Fault, OpSpec, Outcome, Rules, Spec, Step, WaitClass, Waiters, leave,
};
use crate::model::ids::ThreadId;
use std::collections::VecDeque;

/// Take a permit.
pub const ACQUIRE: u8 = 0;
/// Give `arg` permits back.
pub const RELEASE: u8 = 1;
/// Ask how many are left.
pub const VALUE: u8 = 2;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "Semaphore",
    summary: "Lets a limited number of threads in at a time.",
    template: "threading.Semaphore(2)",
    variable: "semaphore",
    module: "threading",
    waits_as: WaitClass::Lock,
    level: Some("permits"),
    ops: &[
        OpSpec { name: "acquire", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "release", effect: Effect::Give, arg: Argument::LevelRise },
        OpSpec { name: "value", effect: Effect::Look, arg: Argument::Nothing },
    ],
    states: "permits left: acquire takes one\n\
             none left: acquire waits until release",
};

/// A semaphore's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Semaphore {
    permits: u32,
    takers: VecDeque<ThreadId>,
    waiters: Waiters,
    fair: bool,
}

impl Semaphore {
    /// A semaphore with this many permits.
    pub fn from_arg(permits: i64) -> Semaphore {
        let permits = u32::try_from(permits.max(0)).unwrap_or(u32::MAX);
        Semaphore { permits, ..Semaphore::default() }
    }
}

impl Rules for Semaphore {
    #[inline]
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            ACQUIRE => self.acquire(step),
            RELEASE => self.release(step, fx),
            _ => Outcome::Done(i64::from(self.permits)),
        }
    }

    fn cancel(&mut self, who: ThreadId, fx: &mut Effects) -> bool {
        let waited = self.waiters.leave(who);
        self.waiters.call(self.permits as usize, fx);
        waited
    }

    fn holders(&self) -> Vec<ThreadId> {
        self.takers.iter().copied().collect()
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.waiters.iter().collect()
    }

    #[inline]
    fn level(&self) -> u32 {
        self.permits
    }

    fn make_fair(&mut self) -> bool {
        self.fair = true;
        true
    }
}

impl Semaphore {
    #[inline]
    fn acquire(&mut self, step: Step) -> Outcome {
        if self.permits > 0 {
            self.permits -= 1;
            self.waiters.leave(step.who);
            self.takers.push_back(step.who);
            return Outcome::Done(1);
        }
        if !step.may_block {
            return Outcome::Refused;
        }
        self.waiters.wait(step.who, 1);
        Outcome::Block
    }

    #[inline]
    fn release(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        // More than can be counted is as good as without end.
        let count = u32::try_from(step.arg.max(0)).unwrap_or(u32::MAX);
        if count == 0 {
            return Outcome::Raise(Fault {
                exception: "ValueError",
                message: "n must be one or more",
            });
        }
        self.permits = self.permits.saturating_add(count);
        for _ in 0..count.min(self.takers.len() as u32) {
            if !leave(&mut self.takers, step.who) {
                self.takers.pop_front();
            }
        }
        self.call_next(fx);
        Outcome::Done(0)
    }

    #[inline]
    fn call_next(&mut self, fx: &mut Effects) {
        if !self.fair {
            // As many as there are permits; one that finds none, because newcomers barged in, keeps
            // its place.
            self.waiters.call(self.permits as usize, fx);
            return;
        }
        while self.permits > 0
            && let Some((next, _)) = self.waiters.pop()
        {
            self.permits -= 1;
            self.takers.push_back(next);
            fx.grant(next, 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*};
    use super::*;

    fn release(who: u32, count: i64) -> Step {
        Step { arg: count, ..take(who, RELEASE) }
    }

    #[test]
    fn smoke() {
        let mut semaphore = Semaphore::from_arg(2);
        assert_eq!(semaphore.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
        assert_eq!(semaphore.apply(take(1, ACQUIRE), &mut none()), Outcome::Done(1));
        assert_eq!(semaphore.apply(take(2, ACQUIRE), &mut none()), Outcome::Block);
        assert_eq!(semaphore.holders(), [ThreadId(0), ThreadId(1)]);
        assert_eq!(semaphore.apply(release(0, 1), &mut none()), Outcome::Done(0));
        assert_eq!(semaphore.apply(take(2, ACQUIRE), &mut none()), Outcome::Done(1));
        semaphore.apply(release(1, 2), &mut none());
        assert_eq!(semaphore.apply(take(0, VALUE), &mut none()), Outcome::Done(2));
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut semaphore = Semaphore::from_arg(0);
        for who in [3, 1, 2] {
            semaphore.apply(take(who, ACQUIRE), &mut none());
        }
        let mut fx = none();
        semaphore.apply(release(0, 2), &mut fx);
        assert_eq!(fx.wakes, [Wake::Retry(ThreadId(3)), Wake::Retry(ThreadId(1))]);
    }

    #[test]
    fn a_second_release_wakes_a_second_waiter() {
        let mut semaphore = Semaphore::from_arg(0);
        semaphore.apply(take(1, ACQUIRE), &mut none());
        semaphore.apply(take(2, ACQUIRE), &mut none());
        semaphore.apply(release(0, 1), &mut none());
        let mut fx = none();
        semaphore.apply(release(0, 1), &mut fx);
        assert!(fx.wakes.contains(&Wake::Retry(ThreadId(2))));
    }

    #[test]
    fn a_fair_semaphore_is_handed_over() {
        let mut semaphore = Semaphore::from_arg(0);
        assert!(semaphore.make_fair());
        for who in [3, 1] {
            semaphore.apply(take(who, ACQUIRE), &mut none());
        }
        let mut fx = none();
        semaphore.apply(release(0, 1), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(3), 1)]);
        assert_eq!(semaphore.apply(attempt(2, ACQUIRE), &mut none()), Outcome::Refused);
        let mut fx = none();
        semaphore.apply(release(0, 2), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(1), 1)]);
        assert_eq!(semaphore.holders(), [ThreadId(1)], "the other one's counts as given back");
        assert_eq!(semaphore.level(), 1, "what nobody waits for is left");
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut semaphore = Semaphore::from_arg(0);
        assert_eq!(semaphore.apply(attempt(1, ACQUIRE), &mut none()), Outcome::Refused);
        assert_eq!(semaphore, Semaphore::from_arg(0));
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut semaphore = Semaphore::from_arg(0);
        semaphore.apply(take(1, ACQUIRE), &mut none());
        semaphore.apply(take(2, ACQUIRE), &mut none());
        semaphore.apply(release(0, 1), &mut none());
        let mut fx = none();
        assert!(semaphore.cancel(ThreadId(1), &mut fx));
        assert_eq!(fx.wakes, [Wake::Retry(ThreadId(2))]);
        assert!(!semaphore.cancel(ThreadId(1), &mut none()));
    }

    #[test]
    fn misuse_raises() {
        for count in [0, -1] {
            assert!(matches!(
                Semaphore::from_arg(1).apply(release(0, count), &mut none()),
                Outcome::Raise(Fault { exception: "ValueError", message: "n must be one or more" })
            ));
        }
    }
}
