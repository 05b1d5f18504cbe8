//! `threading.Event`: a flag that threads wait for.
//!
//! | flag  | wait              | set                         | clear |
//! |-------|-------------------|-----------------------------|-------|
//! | clear | Block             | set; all waiters are granted | –     |
//! | set   | Done(1)           | –                           | clear |

use super::{Argument, Effect, Effects, OpSpec, Outcome, Rules, Spec, Step, WaitClass, leave};
use crate::model::ids::ThreadId;
use std::collections::VecDeque;

/// Raise the flag.
pub const SET: u8 = 0;
/// Lower it.
pub const CLEAR: u8 = 1;
/// Wait until it is up.
pub const WAIT: u8 = 2;
/// Ask whether it is up.
pub const IS_SET: u8 = 3;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "Event",
    summary: "A flag: threads wait until another thread sets it.",
    template: "threading.Event()",
    variable: "event",
    module: "threading",
    waits_as: WaitClass::Signal,
    level: Some("set"),
    ops: &[
        OpSpec { name: "set", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "clear", effect: Effect::Give, arg: Argument::Nothing },
        OpSpec { name: "wait", effect: Effect::Take, arg: Argument::Nothing },
        OpSpec { name: "is_set", effect: Effect::Look, arg: Argument::Nothing },
    ],
    states: "clear: wait blocks; set lets all waiters go on\n\
             set: wait returns at once, until clear",
};

/// An event's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Event {
    set: bool,
    waiters: VecDeque<ThreadId>,
}

impl Event {
    /// An event that is not set.
    pub fn from_arg(_: i64) -> Event {
        Event::default()
    }
}

impl Rules for Event {
    #[inline]
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        match step.op {
            SET => self.set(fx),
            CLEAR => {
                self.set = false;
                Outcome::Done(0)
            }
            WAIT => self.wait(step),
            _ => Outcome::Done(i64::from(self.set)),
        }
    }

    fn cancel(&mut self, who: ThreadId, _: &mut Effects) -> bool {
        leave(&mut self.waiters, who)
    }

    fn holders(&self) -> Vec<ThreadId> {
        Vec::new()
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.waiters.iter().copied().collect()
    }

    fn level(&self) -> u32 {
        u32::from(self.set)
    }
}

impl Event {
    fn set(&mut self, fx: &mut Effects) -> Outcome {
        self.set = true;
        for who in self.waiters.drain(..) {
            fx.grant(who, 1);
        }
        Outcome::Done(0)
    }

    fn wait(&mut self, step: Step) -> Outcome {
        if self.set {
            return Outcome::Done(1);
        }
        if !step.may_block {
            return Outcome::Refused;
        }
        self.waiters.push_back(step.who);
        Outcome::Block
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*};
    use super::*;

    #[test]
    fn smoke() {
        let mut event = Event::default();
        assert_eq!(event.apply(take(0, IS_SET), &mut none()), Outcome::Done(0));
        event.apply(take(0, SET), &mut none());
        assert_eq!(event.apply(take(1, WAIT), &mut none()), Outcome::Done(1));
        event.apply(take(0, CLEAR), &mut none());
        assert_eq!(event, Event::default());
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut event = Event::default();
        event.apply(take(2, WAIT), &mut none());
        event.apply(take(1, WAIT), &mut none());
        let mut fx = none();
        event.apply(take(0, SET), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(2), 1), Wake::Grant(ThreadId(1), 1)]);
    }

    #[test]
    fn a_waiter_granted_before_clear_still_goes_on() {
        let mut event = Event::default();
        event.apply(take(1, WAIT), &mut none());
        event.apply(take(0, SET), &mut none());
        event.apply(take(0, CLEAR), &mut none());
        assert!(event.waiters().is_empty());
        assert!(!event.cancel(ThreadId(1), &mut none()));
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut event = Event::default();
        assert_eq!(event.apply(attempt(1, WAIT), &mut none()), Outcome::Refused);
        assert_eq!(event, Event::default());
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut event = Event::default();
        event.apply(take(1, WAIT), &mut none());
        assert!(event.cancel(ThreadId(1), &mut none()));
        assert_eq!(event, Event::default());
    }

    #[test]
    fn misuse_raises() {
        // Nothing is a misuse of an event, in whatever order it is done.
        let mut event = Event::default();
        for op in [CLEAR, CLEAR, SET, SET, WAIT, IS_SET, CLEAR] {
            let outcome = event.apply(take(0, op), &mut none());
            assert!(matches!(outcome, Outcome::Done(_)), "{op}: {outcome:?}");
        }
    }
}
