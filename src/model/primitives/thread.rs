//! A thread as something to join.
//!
//! | state   | start(thread)      | end                      | join               |
//! |---------|--------------------|--------------------------|--------------------|
//! | new     | running            | –                        | Raise RuntimeError |
//! | running | Raise RuntimeError | ended; joiners granted   | Block              |
//! | ended   | Raise RuntimeError | –                        | Done(1)            |
//!
//! `start` is a step of the parent and carries the number of the thread it starts, so that whoever
//! joins it is seen to wait for that thread. `end` is the thread's own last step.

use super::{
    Argument, Effect, Effects, Fault, OpSpec, Outcome, Rules, Spec, Step, WaitClass, leave,
};
use crate::model::ids::ThreadId;
use std::collections::VecDeque;

/// Start the thread with number `arg`.
pub const START: u8 = 0;
/// The thread is over.
pub const END: u8 = 1;
/// Wait until it is over.
pub const JOIN: u8 = 2;
/// Ask whether it runs.
pub const ALIVE: u8 = 3;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "Thread",
    summary: "Runs a function at the same time as the others.",
    template: "threading.Thread(target=worker)",
    variable: "thread",
    module: "threading",
    waits_as: WaitClass::Signal,
    level: Some("running"),
    ops: &[
        OpSpec { name: "start", effect: Effect::Give, arg: Argument::Child },
        OpSpec { name: "end", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "join", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "alive", effect: Effect::Look, arg: Argument::Nothing },
    ],
    states: "new: start runs it, join raises RuntimeError\n\
             running: join waits, start raises RuntimeError\n\
             ended: join returns at once",
};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
enum Life {
    #[default]
    New,
    Running(ThreadId),
    Ended,
}

/// A thread's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Thread {
    life: Life,
    joiners: VecDeque<ThreadId>,
}

impl Thread {
    /// A thread that has not been started.
    pub fn from_arg(_: i64) -> Thread {
        Thread::default()
    }

    /// A thread that runs already: the main thread.
    pub fn running(who: ThreadId) -> Thread {
        Thread { life: Life::Running(who), joiners: VecDeque::new() }
    }
}

impl Rules for Thread {
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            START => self.start(step.arg),
            END => {
                self.life = Life::Ended;
                self.joiners.drain(..).for_each(|who| fx.grant(who, 1));
                Outcome::Done(0)
            }
            JOIN => self.join(step),
            _ => Outcome::Done(i64::from(matches!(self.life, Life::Running(_)))),
        }
    }

    fn cancel(&mut self, who: ThreadId, _: &mut Effects) -> bool {
        leave(&mut self.joiners, who)
    }

    fn holders(&self) -> Vec<ThreadId> {
        if let Life::Running(who) = self.life { vec![who] } else { Vec::new() }
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.joiners.iter().copied().collect()
    }

    fn level(&self) -> u32 {
        u32::from(matches!(self.life, Life::Running(_)))
    }
}

impl Thread {
    fn start(&mut self, thread: i64) -> Outcome {
        if self.life != Life::New {
            return misuse("threads can only be started once");
        }
        self.life = Life::Running(ThreadId(u32::try_from(thread).unwrap_or(u32::MAX)));
        Outcome::Done(0)
    }

    fn join(&mut self, step: Step) -> Outcome {
        match self.life {
            Life::New => misuse("cannot join thread before it is started"),
            Life::Running(thread) if thread == step.who => misuse("cannot join current thread"),
            Life::Ended => Outcome::Done(1),
            Life::Running(_) if !step.may_block => Outcome::Refused,
            Life::Running(_) => {
                self.joiners.push_back(step.who);
                Outcome::Block
            }
        }
    }
}

fn misuse(message: &'static str) -> Outcome {
    Outcome::Raise(Fault { exception: "RuntimeError", message })
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*};
    use super::*;

    fn started() -> Thread {
        let mut thread = Thread::default();
        let outcome = thread.apply(Step { arg: 7, ..take(0, START) }, &mut none());
        assert_eq!(outcome, Outcome::Done(0));
        thread
    }

    #[test]
    fn smoke() {
        let mut thread = started();
        assert_eq!(thread.holders(), [ThreadId(7)]);
        assert_eq!(thread.apply(take(0, ALIVE), &mut none()), Outcome::Done(1));
        thread.apply(take(7, END), &mut none());
        assert_eq!(thread.apply(take(0, ALIVE), &mut none()), Outcome::Done(0));
        assert_eq!(thread.apply(take(0, JOIN), &mut none()), Outcome::Done(1));
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut thread = started();
        thread.apply(take(2, JOIN), &mut none());
        thread.apply(take(1, JOIN), &mut none());
        let mut fx = none();
        thread.apply(take(7, END), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(2), 1), Wake::Grant(ThreadId(1), 1)]);
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut thread = started();
        assert_eq!(thread.apply(attempt(1, JOIN), &mut none()), Outcome::Refused);
        assert_eq!(thread, started());
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut thread = started();
        thread.apply(take(1, JOIN), &mut none());
        assert!(thread.cancel(ThreadId(1), &mut none()));
        assert_eq!(thread, started());
    }

    #[test]
    fn misuse_raises() {
        let raise = |message| Outcome::Raise(Fault { exception: "RuntimeError", message });
        let join = Thread::default().apply(take(0, JOIN), &mut none());
        assert_eq!(join, raise("cannot join thread before it is started"));
        let again = started().apply(take(0, START), &mut none());
        assert_eq!(again, raise("threads can only be started once"));
        let own = started().apply(take(7, JOIN), &mut none());
        assert_eq!(own, raise("cannot join current thread"));
    }
}
