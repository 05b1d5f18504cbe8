//! `threading.Condition` without its lock: the threads that wait to be notified, in order.
//!
//! | entry of a thread | await(ticket)      | notify reaches it          | time-out |
//! |-------------------|--------------------|----------------------------|----------|
//! | enqueued          | Block; awaiting    | notified                   | –        |
//! | awaiting          | –                  | granted, entry gone        | gone     |
//! | notified          | Done(1), gone      | – (goes to the next entry) | –        |
//!
//! `Condition.wait` is: enqueue, release the lock, await the ticket, acquire the lock. A thread has
//! its place from `enqueue` on, so a notify between its release and its await is not lost.
//! A ticket is the thread's number: a thread can wait for a condition once at a time, and states
//! that differ only in history stay equal.

use super::{Argument, Effect, Effects, Fault, OpSpec, Outcome, Rules, Spec, Step, WaitClass};
use crate::model::ids::ThreadId;
use std::collections::VecDeque;

/// Take a place among the waiters.
pub const ENQUEUE: u8 = 0;
/// Wait until that place is notified.
pub const AWAIT: u8 = 1;
/// Wake the first `arg` waiters; all if negative.
pub const NOTIFY: u8 = 2;
/// Ask how many wait.
pub const WAITING: u8 = 3;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "Condition",
    summary: "Threads wait here until another thread notifies them; goes with a lock.",
    template: "threading.Condition()",
    variable: "condition",
    module: "threading",
    waits_as: WaitClass::Signal,
    level: Some("waiting"),
    ops: &[
        OpSpec { name: "enqueue", effect: Effect::Look, arg: Argument::Nothing },
        OpSpec { name: "await", effect: Effect::Take, arg: Argument::Caller },
        OpSpec { name: "notify", effect: Effect::Give, arg: Argument::LevelDrop },
        OpSpec { name: "waiting", effect: Effect::Look, arg: Argument::Nothing },
    ],
    states: "no waiters: notify does nothing and is forgotten\n\
             waiters: notify(n) wakes the first n, in order of arrival",
};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Stage {
    Enqueued,
    Awaiting,
    Notified,
}

/// A condition's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Condition {
    places: VecDeque<(ThreadId, Stage)>,
}

impl Condition {
    /// A condition nobody waits for.
    pub fn from_arg(_: i64) -> Condition {
        Condition::default()
    }
}

impl Rules for Condition {
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            ENQUEUE => self.enqueue(step.who),
            AWAIT => self.wait(step),
            NOTIFY => self.notify(step.arg, fx),
            _ => Outcome::Done(self.waiting() as i64),
        }
    }

    fn cancel(&mut self, who: ThreadId, _: &mut Effects) -> bool {
        let before = self.places.len();
        self.places.retain(|&(w, stage)| w != who || stage != Stage::Awaiting);
        self.places.len() < before
    }

    fn holders(&self) -> Vec<ThreadId> {
        Vec::new()
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.places.iter().filter(|(_, s)| *s == Stage::Awaiting).map(|&(w, _)| w).collect()
    }

    fn level(&self) -> u32 {
        self.waiting() as u32
    }
}

impl Condition {
    fn waiting(&self) -> usize {
        self.places.iter().filter(|(_, stage)| *stage != Stage::Notified).count()
    }

    fn enqueue(&mut self, who: ThreadId) -> Outcome {
        self.places.retain(|&(w, _)| w != who);
        self.places.push_back((who, Stage::Enqueued));
        Outcome::Done(i64::from(who.0))
    }

    fn wait(&mut self, step: Step) -> Outcome {
        let ticket = |&(w, _): &(ThreadId, Stage)| i64::from(w.0) == step.arg;
        let Some(at) = self.places.iter().position(ticket) else {
            return Outcome::Raise(Fault {
                exception: "RuntimeError",
                message: "wait without a place among the waiters",
            });
        };
        match (self.places[at].1, step.may_block) {
            (Stage::Notified, _) => {
                self.places.remove(at);
                Outcome::Done(1)
            }
            (_, true) => {
                self.places[at] = (step.who, Stage::Awaiting);
                Outcome::Block
            }
            (_, false) => {
                self.places.remove(at);
                Outcome::Refused
            }
        }
    }

    fn notify(&mut self, count: i64, fx: &mut Effects) -> Outcome {
        let wanted = usize::try_from(count).unwrap_or(usize::MAX);
        let mut woken = 0;
        for (who, stage) in &mut self.places {
            if woken < wanted && *stage != Stage::Notified {
                if *stage == Stage::Awaiting {
                    fx.grant(*who, 1);
                }
                *stage = Stage::Notified;
                woken += 1;
            }
        }
        // Those granted have left; those only enqueued will find their notice when they await it.
        let granted = |who: ThreadId| {
            fx.wakes.iter().any(|wake| matches!(wake, super::Wake::Grant(w, _) if *w == who))
        };
        self.places.retain(|&(who, stage)| stage != Stage::Notified || !granted(who));
        Outcome::Done(woken as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*};
    use super::*;

    fn with(step: Step, arg: i64) -> Step {
        Step { arg, ..step }
    }

    #[test]
    fn smoke() {
        let mut condition = Condition::default();
        assert_eq!(condition.apply(take(1, ENQUEUE), &mut none()), Outcome::Done(1));
        assert_eq!(condition.apply(with(take(1, AWAIT), 1), &mut none()), Outcome::Block);
        let mut fx = none();
        assert_eq!(condition.apply(with(take(0, NOTIFY), 1), &mut fx), Outcome::Done(1));
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(1), 1)]);
        assert_eq!(condition, Condition::default());
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut condition = Condition::default();
        for who in [3, 1, 2] {
            condition.apply(take(who, ENQUEUE), &mut none());
            condition.apply(with(take(who, AWAIT), i64::from(who)), &mut none());
        }
        let mut fx = none();
        assert_eq!(condition.apply(with(take(0, NOTIFY), 2), &mut fx), Outcome::Done(2));
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(3), 1), Wake::Grant(ThreadId(1), 1)]);
        assert_eq!(condition.waiters(), [ThreadId(2)]);
    }

    #[test]
    fn notify_all_reaches_everyone_once() {
        let mut condition = Condition::default();
        condition.apply(take(1, ENQUEUE), &mut none());
        condition.apply(take(2, ENQUEUE), &mut none());
        condition.apply(with(take(2, AWAIT), 2), &mut none());
        assert_eq!(condition.apply(with(take(0, NOTIFY), -1), &mut none()), Outcome::Done(2));
        assert_eq!(condition.apply(with(take(0, NOTIFY), -1), &mut none()), Outcome::Done(0));
    }

    #[test]
    fn a_notice_between_enqueue_and_await_is_kept() {
        let mut condition = Condition::default();
        condition.apply(take(1, ENQUEUE), &mut none());
        let mut fx = none();
        condition.apply(with(take(0, NOTIFY), 1), &mut fx);
        assert!(fx.wakes.is_empty());
        assert_eq!(condition.apply(with(take(1, AWAIT), 1), &mut none()), Outcome::Done(1));
        assert_eq!(condition, Condition::default());
    }

    #[test]
    fn a_notify_that_nobody_waits_for_is_forgotten() {
        let mut condition = Condition::default();
        assert_eq!(condition.apply(with(take(0, NOTIFY), 1), &mut none()), Outcome::Done(0));
        assert_eq!(condition, Condition::default());
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut condition = Condition::default();
        condition.apply(take(1, ENQUEUE), &mut none());
        assert_eq!(condition.apply(with(attempt(1, AWAIT), 1), &mut none()), Outcome::Refused);
        assert_eq!(condition, Condition::default());
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut condition = Condition::default();
        for who in [1, 2] {
            condition.apply(take(who, ENQUEUE), &mut none());
            condition.apply(with(take(who, AWAIT), i64::from(who)), &mut none());
        }
        assert!(condition.cancel(ThreadId(1), &mut none()));
        assert!(!condition.cancel(ThreadId(1), &mut none()));
        let mut fx = none();
        condition.apply(with(take(0, NOTIFY), 1), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(2), 1)]);
    }

    #[test]
    fn misuse_raises() {
        let outcome = Condition::default().apply(with(take(1, AWAIT), 7), &mut none());
        assert!(matches!(outcome, Outcome::Raise(Fault { exception: "RuntimeError", .. })));
    }
}
