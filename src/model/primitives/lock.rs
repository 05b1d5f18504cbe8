//! `threading.Lock`: held or free, with waiters.
//!
//! | owner | waiters | acquire            | release                                    |
//! |-------|---------|--------------------|--------------------------------------------|
//! | none  | any     | Done(1), owner=who | Raise RuntimeError                         |
//! | some  | any     | Block, joins queue | owner=none, first waiter retries (barging) |
//! | some  | some    | Block, joins queue | fair: owner = first waiter (hand-off)      |
//!
//! CPython's lock lets newcomers barge in: a release wakes the first waiter, which must win the
//! lock again. Any thread may release. With `fair` the lock is handed over in arrival order.

use super::{
    Argument, Effect, Effects, Fault, OpSpec, Outcome, Rules, Spec, Step, WaitClass, Waiters,
};
use crate::model::ids::ThreadId;

/// Take the lock.
pub const ACQUIRE: u8 = 0;
/// Give it back.
pub const RELEASE: u8 = 1;
/// Ask whether it is held.
pub const LOCKED: u8 = 2;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "Lock",
    summary: "One thread at a time; not owned: any thread may release it.",
    template: "threading.Lock()",
    variable: "lock",
    module: "threading",
    waits_as: WaitClass::Lock,
    level: None,
    ops: &[
        OpSpec { name: "acquire", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "release", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "locked", effect: Effect::Look, arg: Argument::Nothing },
    ],
    states: "free: acquire takes it, release raises RuntimeError\n\
             held: acquire waits, release frees it and wakes the first waiter",
};

/// A lock's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Lock {
    owner: Option<ThreadId>,
    waiters: Waiters,
    fair: bool,
}

impl Lock {
    /// A free lock.
    pub fn from_arg(_: i64) -> Lock {
        Lock::default()
    }
}

impl Rules for Lock {
    #[inline]
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            ACQUIRE => self.acquire(step),
            RELEASE => self.release(fx),
            _ => Outcome::Done(i64::from(self.owner.is_some())),
        }
    }

    fn cancel(&mut self, who: ThreadId, fx: &mut Effects) -> bool {
        let waited = self.waiters.leave(who);
        // It may have been the one asked to retry: the turn must not be lost with it.
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
        u32::from(self.owner.is_some())
    }

    fn make_fair(&mut self) -> bool {
        self.fair = true;
        true
    }
}

impl Lock {
    #[inline]
    fn acquire(&mut self, step: Step) -> Outcome {
        if self.owner.is_none() {
            self.waiters.leave(step.who);
            self.owner = Some(step.who);
            return Outcome::Done(1);
        }
        if !step.may_block {
            return Outcome::Refused;
        }
        self.waiters.wait(step.who, 1);
        Outcome::Block
    }

    #[inline]
    fn release(&mut self, fx: &mut Effects) -> Outcome {
        if self.owner.is_none() {
            return Outcome::Raise(Fault {
                exception: "RuntimeError",
                message: "release unlocked lock",
            });
        }
        self.owner = None;
        if self.fair {
            self.owner = self.waiters.pop().map(|(next, _)| next);
            self.owner.into_iter().for_each(|next| fx.grant(next, 1));
        } else {
            self.waiters.call(1, fx);
        }
        Outcome::Done(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn smoke() {
        let mut lock = Lock::default();
        assert_eq!(lock.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
        assert_eq!(lock.holders(), [ThreadId(0)]);
        assert_eq!(lock.apply(take(0, RELEASE), &mut none()), Outcome::Done(0));
        assert_eq!(lock, Lock::default());
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut lock = Lock::default();
        lock.apply(take(0, ACQUIRE), &mut none());
        assert_eq!(lock.apply(take(1, ACQUIRE), &mut none()), Outcome::Block);
        assert_eq!(lock.apply(take(2, ACQUIRE), &mut none()), Outcome::Block);
        let mut fx = none();
        lock.apply(take(0, RELEASE), &mut fx);
        assert_eq!(fx.wakes, [super::super::Wake::Retry(ThreadId(1))]);
    }

    #[test]
    fn a_newcomer_may_barge_in_and_the_waiter_keeps_its_place() {
        let mut lock = Lock::default();
        lock.apply(take(0, ACQUIRE), &mut none());
        lock.apply(take(1, ACQUIRE), &mut none());
        lock.apply(take(0, RELEASE), &mut none());
        assert_eq!(lock.apply(take(2, ACQUIRE), &mut none()), Outcome::Done(1));
        assert_eq!(lock.apply(take(1, ACQUIRE), &mut none()), Outcome::Block);
        assert_eq!(lock.waiters(), [ThreadId(1)]);
    }

    #[test]
    fn a_fair_lock_is_handed_over() {
        let mut lock = Lock::default();
        assert!(lock.make_fair());
        lock.apply(take(0, ACQUIRE), &mut none());
        lock.apply(take(1, ACQUIRE), &mut none());
        let mut fx = none();
        lock.apply(take(0, RELEASE), &mut fx);
        assert_eq!(fx.wakes, [super::super::Wake::Grant(ThreadId(1), 1)]);
        assert_eq!(lock.holders(), [ThreadId(1)]);
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut lock = Lock::default();
        lock.apply(take(0, ACQUIRE), &mut none());
        assert_eq!(lock.apply(attempt(1, ACQUIRE), &mut none()), Outcome::Refused);
        assert!(lock.waiters().is_empty());
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut lock = Lock::default();
        lock.apply(take(0, ACQUIRE), &mut none());
        lock.apply(take(1, ACQUIRE), &mut none());
        lock.apply(take(2, ACQUIRE), &mut none());
        lock.apply(take(0, RELEASE), &mut none());
        let mut fx = none();
        assert!(lock.cancel(ThreadId(1), &mut fx));
        assert_eq!(fx.wakes, [super::super::Wake::Retry(ThreadId(2))]);
        assert!(!lock.cancel(ThreadId(1), &mut none()));
    }

    #[test]
    fn misuse_raises() {
        let mut lock = Lock::default();
        assert!(matches!(
            lock.apply(take(0, RELEASE), &mut none()),
            Outcome::Raise(Fault { exception: "RuntimeError", message: "release unlocked lock" })
        ));
    }
}
