//! `threading.RLock`: owned by a thread, which may take it again.
//!
//! | owner | who    | acquire               | release                                         |
//! |-------|--------|-----------------------|-------------------------------------------------|
//! | none  | anyone | Done(1), depth 1      | Raise RuntimeError                              |
//! | some  | owner  | Done(1), one deeper   | one less deep; at 0 free, first waiter retries  |
//! | some  | other  | Block, joins queue    | Raise RuntimeError                              |
//!
//! With `fair` the last release makes the first waiter the owner, as deep as it wants it (hand-off).
//!
//! `release_save` and `acquire_restore` are what `Condition.wait` needs: give it back whole, however
//! deep, and take it back as deep as before.

use super::{
    Argument, Effect, Effects, Fault, OpSpec, Outcome, Rules, Spec, Step, WaitClass, Waiters,
};
use crate::model::ids::ThreadId;

/// Take the lock, or go one deeper.
pub const ACQUIRE: u8 = 0;
/// Go one less deep.
pub const RELEASE: u8 = 1;
/// Ask whether the caller owns it.
pub const OWNED: u8 = 2;
/// Give it back whole; the result is the depth.
pub const RELEASE_SAVE: u8 = 3;
/// Take it, `arg` deep.
pub const ACQUIRE_RESTORE: u8 = 4;
/// Ask whether anyone owns it.
pub const LOCKED: u8 = 5;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "RLock",
    summary: "One thread at a time; the owner may take it again and must release it as often.",
    template: "threading.RLock()",
    variable: "rlock",
    module: "threading",
    waits_as: WaitClass::Lock,
    level: Some("depth"),
    ops: &[
        OpSpec { name: "acquire", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "release", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "owned", effect: Effect::Look, arg: Argument::Nothing },
        OpSpec { name: "release_save", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "acquire_restore", effect: Effect::Take, arg: Argument::Restored },
        OpSpec { name: "locked", effect: Effect::Look, arg: Argument::Nothing },
    ],
    states: "free: acquire takes it, release raises RuntimeError\n\
             held: the owner goes deeper, others wait; the last release wakes the first waiter",
};

/// A reentrant lock's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct RLock {
    owner: Option<ThreadId>,
    depth: u32,
    waiters: Waiters,
    fair: bool,
}

impl RLock {
    /// A free lock.
    pub fn from_arg(_: i64) -> RLock {
        RLock::default()
    }
}

impl Rules for RLock {
    #[inline]
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            ACQUIRE => self.acquire(step, 1),
            RELEASE => self.release(step.who, 1, fx),
            OWNED => Outcome::Done(i64::from(self.owner == Some(step.who))),
            RELEASE_SAVE => self.release(step.who, u32::MAX, fx),
            ACQUIRE_RESTORE => self.acquire(step, u32::try_from(step.arg).unwrap_or(1).max(1)),
            _ => Outcome::Done(i64::from(self.owner.is_some())),
        }
    }

    fn cancel(&mut self, who: ThreadId, fx: &mut Effects) -> bool {
        let waited = self.waiters.leave(who);
        if self.owner.is_none() {
            self.waiters.call(1, fx);
        }
        waited
    }

    fn holders(&self) -> Vec<ThreadId> {
        self.owner.into_iter().collect()
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.waiters.iter().collect()
    }

    #[inline]
    fn level(&self) -> u32 {
        self.depth
    }

    fn make_fair(&mut self) -> bool {
        self.fair = true;
        true
    }
}

impl RLock {
    #[inline]
    fn acquire(&mut self, step: Step, deep: u32) -> Outcome {
        if self.owner == Some(step.who) || self.owner.is_none() {
            self.waiters.leave(step.who);
            self.owner = Some(step.who);
            self.depth = self.depth.saturating_add(deep);
            return Outcome::Done(1);
        }
        if !step.may_block {
            return Outcome::Refused;
        }
        self.waiters.wait(step.who, deep);
        Outcome::Block
    }

    /// Gives back up to `levels` of the depth; the result is how many it gave back.
    #[inline]
    fn release(&mut self, who: ThreadId, levels: u32, fx: &mut Effects) -> Outcome {
        if self.owner != Some(who) {
            return Outcome::Raise(Fault {
                exception: "RuntimeError",
                message: "cannot release un-acquired lock",
            });
        }
        let given = self.depth.min(levels);
        self.depth -= given;
        if self.depth == 0 {
            self.owner = None;
            self.call_next(fx);
        }
        Outcome::Done(i64::from(given))
    }

    #[inline]
    fn call_next(&mut self, fx: &mut Effects) {
        if !self.fair {
            self.waiters.call(1, fx);
        } else if let Some((next, deep)) = self.waiters.pop() {
            (self.owner, self.depth) = (Some(next), deep);
            fx.grant(next, 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*};
    use super::*;

    #[test]
    fn smoke() {
        let mut lock = RLock::default();
        assert_eq!(lock.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
        assert_eq!(lock.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
        assert_eq!(lock.level(), 2);
        lock.apply(take(0, RELEASE), &mut none());
        assert_eq!(lock.holders(), [ThreadId(0)]);
        lock.apply(take(0, RELEASE), &mut none());
        assert_eq!(lock, RLock::default());
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut lock = RLock::default();
        lock.apply(take(0, ACQUIRE), &mut none());
        lock.apply(take(2, ACQUIRE), &mut none());
        lock.apply(take(1, ACQUIRE), &mut none());
        let mut fx = none();
        lock.apply(take(0, RELEASE), &mut fx);
        assert_eq!(fx.wakes, [Wake::Retry(ThreadId(2))]);
    }

    #[test]
    fn it_is_given_back_whole_and_taken_as_deep_as_before() {
        let mut lock = RLock::default();
        (0..3)
            .for_each(|_| assert_eq!(lock.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1)));
        let before = lock.clone();
        assert_eq!(lock.apply(take(0, RELEASE_SAVE), &mut none()), Outcome::Done(3));
        assert_eq!(lock, RLock::default());
        let restore = Step { arg: 3, ..take(0, ACQUIRE_RESTORE) };
        assert_eq!(lock.apply(restore, &mut none()), Outcome::Done(1));
        assert_eq!(lock, before);
    }

    #[test]
    fn a_fair_lock_is_handed_over_as_deep_as_it_was_given_back() {
        let mut lock = RLock::default();
        assert!(lock.make_fair());
        (0..3)
            .for_each(|_| assert_eq!(lock.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1)));
        assert_eq!(lock.apply(take(1, ACQUIRE), &mut none()), Outcome::Block);
        let mut fx = none();
        assert_eq!(lock.apply(take(0, RELEASE_SAVE), &mut fx), Outcome::Done(3));
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(1), 1)]);
        assert_eq!((lock.holders(), lock.level()), (vec![ThreadId(1)], 1));
        let restore = Step { arg: 3, ..take(0, ACQUIRE_RESTORE) };
        assert_eq!(lock.apply(restore, &mut none()), Outcome::Block);
        assert_eq!(lock.apply(attempt(2, ACQUIRE), &mut none()), Outcome::Refused);
        let mut fx = none();
        lock.apply(take(1, RELEASE), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(0), 1)]);
        assert_eq!((lock.holders(), lock.level()), (vec![ThreadId(0)], 3));
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut lock = RLock::default();
        lock.apply(take(0, ACQUIRE), &mut none());
        assert_eq!(lock.apply(attempt(1, ACQUIRE), &mut none()), Outcome::Refused);
        assert!(lock.waiters().is_empty());
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut lock = RLock::default();
        lock.apply(take(0, ACQUIRE), &mut none());
        lock.apply(take(1, ACQUIRE), &mut none());
        lock.apply(take(2, ACQUIRE), &mut none());
        lock.apply(take(0, RELEASE), &mut none());
        let mut fx = none();
        assert!(lock.cancel(ThreadId(1), &mut fx));
        assert_eq!(fx.wakes, [Wake::Retry(ThreadId(2))]);
    }

    #[test]
    fn misuse_raises() {
        let mut lock = RLock::default();
        lock.apply(take(0, ACQUIRE), &mut none());
        for op in [RELEASE, RELEASE_SAVE] {
            assert!(matches!(
                lock.apply(take(1, op), &mut none()),
                Outcome::Raise(Fault {
                    exception: "RuntimeError",
                    message: "cannot release un-acquired lock"
                })
            ));
        }
    }
}
