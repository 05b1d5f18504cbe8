//! `threading.BoundedSemaphore`: a semaphore that never has more permits than it began with.
//!
//! | permits after release | outcome                                 |
//! |-----------------------|-----------------------------------------|
//! | up to the bound       | as [`super::semaphore`]                 |
//! | more than the bound   | Raise ValueError, nothing changes       |

use super::semaphore::{RELEASE, SPEC as PLAIN, Semaphore};
use super::{Effects, Fault, Outcome, Rules, Spec, Step};
use crate::model::ids::ThreadId;

/// See the module's header.
pub const SPEC: Spec = Spec {
    name: "BoundedSemaphore",
    summary: "A semaphore that complains when it is released more often than acquired.",
    template: "threading.BoundedSemaphore(2)",
    states: "permits left: acquire takes one\n\
             none left: acquire waits until release\n\
             all there: release raises ValueError",
    ..PLAIN
};

/// A bounded semaphore's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct BoundedSemaphore {
    inner: Semaphore,
    bound: i64,
}

impl BoundedSemaphore {
    /// A semaphore with this many permits, and never more.
    pub fn from_arg(permits: i64) -> BoundedSemaphore {
        BoundedSemaphore { inner: Semaphore::from_arg(permits), bound: permits.max(0) }
    }
}

impl Rules for BoundedSemaphore {
    #[inline]
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
        let after = i64::from(self.inner.level()).saturating_add(step.arg);
        if step.op == RELEASE && after > self.bound {
            return Outcome::Raise(Fault {
                exception: "ValueError",
                message: "Semaphore released too many times",
            });
        }
        self.inner.apply(step, fx)
    }

    fn cancel(&mut self, who: ThreadId, fx: &mut Effects) -> bool {
        self.inner.cancel(who, fx)
    }

    fn holders(&self) -> Vec<ThreadId> {
        self.inner.holders()
    }

    fn waiters(&self) -> Vec<ThreadId> {
        self.inner.waiters()
    }

    #[inline]
    fn level(&self) -> u32 {
        self.inner.level()
    }

    fn make_fair(&mut self) -> bool {
        self.inner.make_fair()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Wake, cases::*, semaphore::ACQUIRE};
    use super::*;

    fn release(who: u32, count: i64) -> Step {
        Step { arg: count, ..take(who, RELEASE) }
    }

    #[test]
    fn smoke() {
        let mut semaphore = BoundedSemaphore::from_arg(1);
        assert_eq!(semaphore.apply(take(0, ACQUIRE), &mut none()), Outcome::Done(1));
        assert_eq!(semaphore.holders(), [ThreadId(0)]);
        assert_eq!(semaphore.apply(release(0, 1), &mut none()), Outcome::Done(0));
        assert_eq!(semaphore, BoundedSemaphore::from_arg(1));
    }

    #[test]
    fn waiters_keep_their_order_of_arrival() {
        let mut semaphore = BoundedSemaphore::from_arg(1);
        for who in [3, 1, 2] {
            semaphore.apply(take(who, ACQUIRE), &mut none());
        }
        let mut fx = none();
        semaphore.apply(release(3, 1), &mut fx);
        assert_eq!(fx.wakes, [Wake::Retry(ThreadId(1))]);
    }

    #[test]
    fn a_fair_semaphore_is_handed_over_and_keeps_its_bound() {
        let mut semaphore = BoundedSemaphore::from_arg(1);
        assert!(semaphore.make_fair());
        semaphore.apply(take(0, ACQUIRE), &mut none());
        semaphore.apply(take(1, ACQUIRE), &mut none());
        let too_many = semaphore.apply(release(0, 2), &mut none());
        assert!(matches!(too_many, Outcome::Raise(Fault { exception: "ValueError", .. })));
        let mut fx = none();
        semaphore.apply(release(0, 1), &mut fx);
        assert_eq!(fx.wakes, [Wake::Grant(ThreadId(1), 1)]);
        assert_eq!((semaphore.holders(), semaphore.level()), (vec![ThreadId(1)], 0));
    }

    #[test]
    fn refusal_leaves_no_trace() {
        let mut semaphore = BoundedSemaphore::from_arg(0);
        assert_eq!(semaphore.apply(attempt(1, ACQUIRE), &mut none()), Outcome::Refused);
        assert_eq!(semaphore, BoundedSemaphore::from_arg(0));
    }

    #[test]
    fn who_gives_up_waits_no_more() {
        let mut semaphore = BoundedSemaphore::from_arg(0);
        semaphore.apply(take(1, ACQUIRE), &mut none());
        assert!(semaphore.cancel(ThreadId(1), &mut none()));
        assert_eq!(semaphore, BoundedSemaphore::from_arg(0));
    }

    #[test]
    fn misuse_raises() {
        let mut semaphore = BoundedSemaphore::from_arg(2);
        assert!(matches!(
            semaphore.apply(release(0, 1), &mut none()),
            Outcome::Raise(Fault {
                exception: "ValueError",
                message: "Semaphore released too many times"
            })
        ));
        assert_eq!(semaphore, BoundedSemaphore::from_arg(2));
    }
}
