//! The global interpreter lock: who may run Python code now.
//!
//! | owner | barred   | acquire by                   | result                                 |
//! |-------|----------|------------------------------|----------------------------------------|
//! | none  | none     | anyone                       | Done(1), owner                         |
//! | none  | a thread | that thread, others waiting  | Block: someone else must go first      |
//! | none  | a thread | anyone else                  | Done(1), owner; bar lifted             |
//! | some  | –        | anyone                       | Block                                  |
//!
//! `release` is what a thread does before it waits for something else. `drop` is what it does when
//! it was asked to (drop request): the bar is CPython's forced hand-over (FORCE_SWITCHING), by
//! which a thread that dropped the lock waits until another one has taken it. When the request is
//! made (the switch interval, or a number of instructions) is the driver's business.

use super::{
    Argument, Effect, Effects, Fault, OpSpec, Outcome, Rules, Spec, Step, WaitClass, Waiters,
};
use crate::model::ids::ThreadId;

/// Take the lock.
pub const ACQUIRE: u8 = 0;
/// Give it back before waiting or at the end.
pub const RELEASE: u8 = 1;
/// Give it back because another thread asked for it.
pub const DROP: u8 = 2;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "GIL",
    summary: "The global interpreter lock: only its owner runs Python code.",
    template: "",
    variable: "gil",
    module: "sys",
    waits_as: WaitClass::Gil,
    level: None,
    ops: &[
        OpSpec { name: "acquire", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "release", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "drop", effect: Effect::Give, arg: Argument::Nothing },
    ],
    states: "free: the first to come takes it\n\
             held: others wait; after the switch interval they ask the owner to drop it\n\
             dropped: the thread that dropped it must let another one go first",
};

/// The lock's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Gil {
    owner: Option<ThreadId>,
    barred: Option<ThreadId>,
    waiters: Waiters,
}

impl Gil {
    /// A free lock.
    pub fn from_arg(_: i64) -> Gil {
        Gil::default()
    }

    /// Who runs.
    pub fn owner(&self) -> Option<ThreadId> {
        self.owner
    }

    /// Whether anyone waits for it.
    pub fn is_wanted(&self) -> bool {
        !self.waiters.is_empty()
    }
}

impl Rules for Gil {
    #[inline]
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            ACQUIRE => self.acquire(step),
            _ => self.give_back(step, fx),
        }
    }

    fn cancel(&mut self, who: ThreadId, fx: &mut Effects) -> bool {
        let waited = self.waiters.leave(who);
        self.call_next(fx);
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
}

impl Gil {
    #[inline]
    fn acquire(&mut self, step: Step) -> Outcome {
        let others_wait = self.waiters.iter().any(|who| who != step.who);
        let must_let_pass = self.barred == Some(step.who) && others_wait;
        if self.owner.is_none() && !must_let_pass {
            self.waiters.leave(step.who);
            self.owner = Some(step.who);
            self.barred = None;
            return Outcome::Done(1);
        }
        if !step.may_block {
            return Outcome::Refused;
        }
        self.waiters.wait(step.who, 1);
        Outcome::Block
    }

    #[inline]
    fn give_back(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        if self.owner != Some(step.who) {
            return Outcome::Raise(Fault {
                exception: "RuntimeError",
                message: "the thread does not hold the interpreter lock",
            });
        }
        self.owner = None;
        self.barred = (step.op == DROP && !self.waiters.is_empty()).then_some(step.who);
        self.call_next(fx);
        Outcome::Done(0)
    }

    fn call_next(&mut self, fx: &mut Effects) {
        if self.owner.is_none() {
            self.waiters.call_other_than(self.barred, fx);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*};
    use super::*;

    #[test]
    fn smoke() {
        let mut gil = Gil::default();
        assert_eq!(gil.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
        assert_eq!(gil.holders(), [ThreadId(0)]);
        assert_eq!(gil.apply(take(0, RELEASE), &mut none()), Outcome::Done(0));
        assert_eq!(gil, Gil::default());
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut gil = Gil::default();
        gil.apply(take(0, ACQUIRE), &mut none());
        gil.apply(take(2, ACQUIRE), &mut none());
        gil.apply(take(1, ACQUIRE), &mut none());
        let mut fx = none();
        gil.apply(take(0, RELEASE), &mut fx);
        assert_eq!(fx.wakes, [Wake::Retry(ThreadId(2))]);
    }

    #[test]
    fn who_drops_it_on_request_must_let_another_go_first() {
        let mut gil = Gil::default();
        gil.apply(take(0, ACQUIRE), &mut none());
        gil.apply(take(1, ACQUIRE), &mut none());
        gil.apply(take(0, DROP), &mut none());
        assert_eq!(gil.apply(take(0, ACQUIRE), &mut none()), Outcome::Block);
        assert_eq!(gil.apply(take(1, ACQUIRE), &mut none()), Outcome::Done(1));
        let mut fx = none();
        gil.apply(take(1, RELEASE), &mut fx);
        assert_eq!(fx.wakes, [Wake::Retry(ThreadId(0))]);
        assert_eq!(gil.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
    }

    #[test]
    fn who_releases_it_to_wait_may_take_it_again_at_once() {
        let mut gil = Gil::default();
        gil.apply(take(0, ACQUIRE), &mut none());
        gil.apply(take(1, ACQUIRE), &mut none());
        gil.apply(take(0, RELEASE), &mut none());
        assert_eq!(gil.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut gil = Gil::default();
        gil.apply(take(0, ACQUIRE), &mut none());
        assert_eq!(gil.apply(attempt(1, ACQUIRE), &mut none()), Outcome::Refused);
        assert!(!gil.is_wanted());
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut gil = Gil::default();
        gil.apply(take(0, ACQUIRE), &mut none());
        gil.apply(take(1, ACQUIRE), &mut none());
        gil.apply(take(0, DROP), &mut none());
        gil.apply(take(0, ACQUIRE), &mut none());
        let mut fx = none();
        assert!(gil.cancel(ThreadId(1), &mut fx));
        assert_eq!(fx.wakes, [Wake::Retry(ThreadId(0))]);
        assert_eq!(gil.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
    }

    #[test]
    fn misuse_raises() {
        let outcome = Gil::default().apply(take(0, RELEASE), &mut none());
        assert!(matches!(outcome, Outcome::Raise(Fault { exception: "RuntimeError", .. })));
    }
}
