//! `queue.Queue` and its relatives, by numbers: slots, items, unfinished tasks.
//!
//! | step    | when                    | outcome                                     |
//! |---------|-------------------------|---------------------------------------------|
//! | reserve | slot free or unbounded  | Done(1), one slot fewer, one unfinished task more |
//! | reserve | no slot                 | Block until `free`                          |
//! | publish | –                       | one item more; the first getter is granted |
//! | take    | an item is there        | Done(1), one item fewer                     |
//! | take    | none                    | Block until `publish`                       |
//! | free    | –                       | one slot more; the first putter is granted  |
//! | done    | unfinished tasks        | one fewer; at none all joiners are granted  |
//! | done    | none                    | Raise ValueError                            |
//! | join    | no unfinished tasks     | Done(1), else Block                         |
//!
//! A task is unfinished from `reserve` on, so that `join` cannot miss an item on its way in.
//!
//! The values stay with the library's Python code: `put` is reserve, append, publish; `get` is
//! take, pop, free. So order (first in, last in, priority) is no business of these rules.

use super::{Argument, Effect, Effects, Fault, OpSpec, Outcome, Rules, Spec, Step, WaitClass};
use crate::model::ids::ThreadId;
use std::collections::VecDeque;

/// Claim a slot for an item.
pub const RESERVE: u8 = 0;
/// The item is in its slot.
pub const PUBLISH: u8 = 1;
/// Claim an item.
pub const TAKE: u8 = 2;
/// The item has left its slot.
pub const FREE: u8 = 3;
/// A task is finished.
pub const DONE: u8 = 4;
/// Wait until all tasks are finished.
pub const JOIN: u8 = 5;
/// Ask how many items there are.
pub const SIZE: u8 = 6;
/// Ask how many tasks are unfinished.
pub const UNFINISHED: u8 = 7;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "Queue",
    summary: "Hands items from producers to consumers; both wait when there is no room or no item.",
    template: "queue.Queue(maxsize=3)",
    variable: "tasks",
    module: "queue",
    waits_as: WaitClass::Data,
    level: Some("items"),
    ops: &[
        OpSpec { name: "reserve", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "publish", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "take", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "free", effect: Effect::Look, arg: Argument::Nothing },
        OpSpec { name: "done", effect: Effect::Look, arg: Argument::Nothing },
        OpSpec { name: "join", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "size", effect: Effect::Look, arg: Argument::Nothing },
        OpSpec { name: "unfinished", effect: Effect::Look, arg: Argument::Nothing },
    ],
    states: "empty: get waits\n\
             part full: put and get go on at once\n\
             full: put waits\n\
             unfinished tasks: join waits until each item had its task_done",
};

/// A queue's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Queue {
    /// 0 = unbounded.
    slots: u32,
    used: u32,
    items: u32,
    unfinished: u32,
    waiters: VecDeque<(ThreadId, u8)>,
}

impl Queue {
    /// An empty queue with this many slots; none or fewer means unbounded.
    pub fn from_arg(maxsize: i64) -> Queue {
        let slots = u32::try_from(maxsize.max(0)).unwrap_or(u32::MAX);
        Queue { slots, ..Queue::default() }
    }
}

impl Rules for Queue {
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            RESERVE => self.claim(step, |queue| {
                let room = queue.slots == 0 || queue.used < queue.slots;
                queue.used += u32::from(room);
                queue.unfinished += u32::from(room);
                room
            }),
            PUBLISH => self.publish(fx),
            TAKE => self.claim(step, |queue| {
                let some = queue.items > 0;
                queue.items -= u32::from(some);
                some
            }),
            FREE => self.free(fx),
            DONE => self.done(fx),
            JOIN => self.claim(step, |queue| queue.unfinished == 0),
            SIZE => Outcome::Done(i64::from(self.items)),
            _ => Outcome::Done(i64::from(self.unfinished)),
        }
    }

    fn cancel(&mut self, who: ThreadId, _: &mut Effects) -> bool {
        let before = self.waiters.len();
        self.waiters.retain(|&(w, _)| w != who);
        self.waiters.len() < before
    }

    fn holders(&self) -> Vec<ThreadId> {
        Vec::new()
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.waiters.iter().map(|&(who, _)| who).collect()
    }

    fn level(&self) -> u32 {
        self.items
    }
}

impl Queue {
    fn claim(&mut self, step: Step, try_claim: impl FnOnce(&mut Queue) -> bool) -> Outcome {
        if try_claim(self) {
            return Outcome::Done(1);
        }
        if !step.may_block {
            return Outcome::Refused;
        }
        self.waiters.push_back((step.who, step.op));
        Outcome::Block
    }

    fn publish(&mut self, fx: &mut Effects) -> Outcome {
        if !self.grant_first(TAKE, fx) {
            self.items += 1;
        }
        Outcome::Done(i64::from(self.items))
    }

    fn free(&mut self, fx: &mut Effects) -> Outcome {
        if self.grant_first(RESERVE, fx) {
            self.unfinished += 1;
        } else {
            self.used = self.used.saturating_sub(1);
        }
        Outcome::Done(i64::from(self.used))
    }

    fn done(&mut self, fx: &mut Effects) -> Outcome {
        if self.unfinished == 0 {
            return Outcome::Raise(Fault {
                exception: "ValueError",
                message: "task_done() called too many times",
            });
        }
        self.unfinished -= 1;
        if self.unfinished == 0 {
            while self.grant_first(JOIN, fx) {}
        }
        Outcome::Done(i64::from(self.unfinished))
    }

    /// Completes the step of the first thread that waits in `op`, if there is one.
    fn grant_first(&mut self, op: u8, fx: &mut Effects) -> bool {
        let Some(at) = self.waiters.iter().position(|&(_, waits_in)| waits_in == op) else {
            return false;
        };
        self.waiters.remove(at).into_iter().for_each(|(who, _)| fx.grant(who, 1));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*};
    use super::*;

    fn put(queue: &mut Queue, who: u32) {
        assert_eq!(queue.apply(take(who, RESERVE), &mut none()), Outcome::Done(1));
        queue.apply(take(who, PUBLISH), &mut none());
    }

    #[test]
    fn smoke() {
        let mut queue = Queue::from_arg(2);
        put(&mut queue, 0);
        assert_eq!(queue.apply(take(0, SIZE), &mut none()), Outcome::Done(1));
        assert_eq!(queue.apply(take(1, TAKE), &mut none()), Outcome::Done(1));
        queue.apply(take(1, FREE), &mut none());
        assert_eq!(queue.apply(take(1, UNFINISHED), &mut none()), Outcome::Done(1));
        assert_eq!(queue.apply(take(1, DONE), &mut none()), Outcome::Done(0));
        assert_eq!(queue.apply(take(0, JOIN), &mut none()), Outcome::Done(1));
        assert_eq!(queue, Queue::from_arg(2));
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut queue = Queue::from_arg(0);
        queue.apply(take(2, TAKE), &mut none());
        queue.apply(take(1, TAKE), &mut none());
        let mut fx = none();
        queue.apply(take(0, RESERVE), &mut fx);
        queue.apply(take(0, PUBLISH), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(2), 1)]);
        assert_eq!(queue.waiters(), [ThreadId(1)]);
        assert_eq!(queue.level(), 0);
    }

    #[test]
    fn a_full_queue_makes_producers_wait_until_a_slot_is_free() {
        let mut queue = Queue::from_arg(1);
        put(&mut queue, 0);
        assert_eq!(queue.apply(take(0, RESERVE), &mut none()), Outcome::Block);
        queue.apply(take(1, TAKE), &mut none());
        let mut fx = none();
        queue.apply(take(1, FREE), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(0), 1)]);
        assert_eq!(queue.apply(attempt(2, RESERVE), &mut none()), Outcome::Refused);
    }

    #[test]
    fn a_queue_without_bound_never_makes_producers_wait() {
        let mut queue = Queue::from_arg(0);
        (0..1000).for_each(|_| put(&mut queue, 0));
        assert_eq!(queue.level(), 1000);
    }

    #[test]
    fn all_joiners_go_on_when_the_last_task_is_done() {
        let mut queue = Queue::from_arg(0);
        put(&mut queue, 0);
        queue.apply(take(1, JOIN), &mut none());
        queue.apply(take(2, JOIN), &mut none());
        let mut fx = none();
        queue.apply(take(3, DONE), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(1), 1), Wake::Grant(ThreadId(2), 1)]);
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut queue = Queue::from_arg(1);
        assert_eq!(queue.apply(attempt(1, TAKE), &mut none()), Outcome::Refused);
        assert_eq!(queue, Queue::from_arg(1));
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut queue = Queue::from_arg(1);
        queue.apply(take(1, TAKE), &mut none());
        assert!(queue.cancel(ThreadId(1), &mut none()));
        assert!(!queue.cancel(ThreadId(1), &mut none()));
        assert_eq!(queue, Queue::from_arg(1));
    }

    #[test]
    fn misuse_raises() {
        let outcome = Queue::from_arg(0).apply(take(0, DONE), &mut none());
        assert!(matches!(
            outcome,
            Outcome::Raise(Fault {
                exception: "ValueError",
                message: "task_done() called too many times"
            })
        ));
    }
}
