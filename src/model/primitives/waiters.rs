//! Threads that wait for something they must win themselves, in order of arrival: the queue of every
//! lock and semaphore that lets newcomers barge in.
//!
//! | waiter      | called            | tries again, wins | tries again in vain | gives up     |
//! |-------------|-------------------|-------------------|---------------------|--------------|
//! | not called  | asked to retry    | leaves            | keeps its place     | leaves       |
//! | called      | nothing: it knows | leaves            | not called any more | leaves, so that the next may be called |
//!
//! A thread that was called and has not tried again yet will do so by itself, however often the lock
//! changes hands meanwhile: whoever releases it needs not wake it once more.

use super::Effects;
use crate::model::ids::ThreadId;
use std::collections::VecDeque;

/// See the module's header.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Waiters(VecDeque<Waiter>);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Waiter {
    who: ThreadId,
    /// How much of it: how deep a lock, how many permits.
    wanted: u32,
    called: bool,
}

impl Waiters {
    /// `who` has tried in vain: it waits from now on, or waits on in its old place.
    #[inline]
    pub fn wait(&mut self, who: ThreadId, wanted: u32) {
        match self.0.iter_mut().find(|waiter| waiter.who == who) {
            Some(waiter) => waiter.called = false,
            None => self.0.push_back(Waiter { who, wanted, called: false }),
        }
    }

    /// `who` waits no longer; whether it did.
    #[inline]
    pub fn leave(&mut self, who: ThreadId) -> bool {
        let at = self.0.iter().position(|waiter| waiter.who == who);
        at.and_then(|at| self.0.remove(at)).is_some()
    }

    /// Asks the first `count` waiters to try again, those that were not asked already.
    #[inline]
    pub fn call(&mut self, count: usize, fx: &mut Effects) {
        for waiter in self.0.iter_mut().take(count).filter(|waiter| !waiter.called) {
            waiter.called = true;
            fx.retry(waiter.who);
        }
    }

    /// Asks the first that is not `barred` to try again, or else that one.
    #[inline]
    pub fn call_other_than(&mut self, barred: Option<ThreadId>, fx: &mut Effects) {
        let other = self.0.iter().position(|waiter| Some(waiter.who) != barred);
        if let Some(waiter) = self.0.get_mut(other.unwrap_or(0)).filter(|waiter| !waiter.called) {
            waiter.called = true;
            fx.retry(waiter.who);
        }
    }

    /// Takes the first out, to hand it as much as it wanted.
    #[inline]
    pub fn pop(&mut self) -> Option<(ThreadId, u32)> {
        self.0.pop_front().map(|waiter| (waiter.who, waiter.wanted))
    }

    /// Whether nobody waits.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that wait, in order of arrival.
    pub fn iter(&self) -> impl Iterator<Item = ThreadId> {
        self.0.iter().map(|waiter| waiter.who)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wake;
    use super::*;

    fn of(threads: &[u32]) -> Waiters {
        let mut waiters = Waiters::default();
        threads.iter().for_each(|&who| waiters.wait(ThreadId(who), 1));
        waiters
    }

    fn called(call: impl FnOnce(&mut Effects)) -> Vec<Wake> {
        let mut fx = Effects::default();
        call(&mut fx);
        fx.wakes
    }

    #[test]
    fn who_was_called_is_not_called_again_until_it_tried_in_vain() {
        let mut waiters = of(&[3, 1]);
        let retry = [Wake::Retry(ThreadId(3))];
        assert_eq!(called(|fx| waiters.call(1, fx)), retry);
        assert_eq!(called(|fx| waiters.call(1, fx)), []);
        waiters.wait(ThreadId(3), 1);
        assert_eq!(called(|fx| waiters.call(1, fx)), retry);
        assert!(waiters.iter().eq([ThreadId(3), ThreadId(1)]));
    }

    #[test]
    fn a_call_passes_on_when_the_called_one_gives_up() {
        let mut waiters = of(&[3, 1]);
        called(|fx| waiters.call(1, fx));
        assert!(waiters.leave(ThreadId(3)) && !waiters.leave(ThreadId(3)));
        assert_eq!(called(|fx| waiters.call(1, fx)), [Wake::Retry(ThreadId(1))]);
    }

    #[test]
    fn the_barred_one_is_called_only_if_there_is_no_other() {
        let barred = Some(ThreadId(3));
        assert_eq!(
            called(|fx| of(&[3, 1]).call_other_than(barred, fx)),
            [Wake::Retry(ThreadId(1))]
        );
        assert_eq!(called(|fx| of(&[3]).call_other_than(barred, fx)), [Wake::Retry(ThreadId(3))]);
        assert_eq!(called(|fx| of(&[]).call_other_than(None, fx)), []);
    }
}
