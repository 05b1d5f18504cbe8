//! Where a thread waits, really: parked in the operating system until another thread, a time-out
//! or Stop wakes it.
//!
//! A parker belongs to one thread and holds at most one answer for it. Answers name the object they
//! come from, so one that arrives late (a second "try again" of a lock already won) is not taken
//! for an answer to a later wait.

use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::Fault;
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Instant;

/// Fewest looks for something before a thread parks.
const LOOKS_MIN: u32 = 20;
/// Most looks: some tens of microseconds.
const LOOKS_MAX: u32 = 1000;

/// How often to look for something before parking, since it often comes within the time that parking
/// takes: more after it helped, less after it did not.
#[derive(Debug, Default)]
pub struct Looks(AtomicU32);

impl Looks {
    /// Looks a few times; whether it came.
    pub fn see(&self, came: impl Fn() -> bool) -> bool {
        let looks = self.0.load(Ordering::Relaxed).max(LOOKS_MIN);
        let mut left = looks;
        while left > 0 && !came() {
            std::hint::spin_loop();
            left -= 1;
        }
        let next = if left > 0 { (2 * looks).min(LOOKS_MAX) } else { looks / 2 };
        self.0.store(next, Ordering::Relaxed);
        left > 0
    }
}

/// What a waiting thread is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Its step is complete, with this result.
    Grant(i64),
    /// It must take its step again.
    Retry,
    /// Its step ends with an exception.
    Fail(Fault),
}

/// Why a thread goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Woken {
    /// It was told to, by this thread.
    Told(Answer, ThreadId),
    /// Its time is over.
    TimedOut,
    /// Something about the run changed (Stop, Pause): it should look.
    Nudged,
}

/// What a thread waits for, seen from outside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// For what.
    pub object: ObjectId,
    /// Whether it has a time-out.
    pub timed: bool,
    /// Number of this wait among the thread's waits.
    pub number: u64,
}

/// See the module's header.
#[derive(Debug, Default)]
pub struct Parker {
    slot: Mutex<Slot>,
    wake: Condvar,
    /// Something was said since the thread last looked.
    said: AtomicBool,
    looks: Looks,
}

#[derive(Debug, Default)]
struct Slot {
    waiting: Option<Waiting>,
    waits: u64,
    answer: Option<(Answer, ThreadId)>,
    nudged: bool,
    /// The thread has been told something and has not parked again: it is about to act on it.
    acting: bool,
}

impl Parker {
    /// The thread is about to wait for `object`. Called inside the object's step, so that no answer
    /// can come before it.
    pub fn begin(&self, object: ObjectId, timed: bool) {
        let mut slot = self.slot.lock();
        slot.waits += 1;
        slot.waiting = Some(Waiting { object, timed, number: slot.waits });
        slot.answer = None;
    }

    /// The thread no longer waits.
    pub fn end(&self) {
        let mut slot = self.slot.lock();
        slot.waiting = None;
        slot.answer = None;
    }

    /// Tells the thread something about `object`. Ignored if it does not wait for that.
    pub fn tell(&self, object: ObjectId, answer: Answer, teller: ThreadId) {
        let mut slot = self.slot.lock();
        let expected = slot.waiting.is_some_and(|waiting| waiting.object == object);
        let decided = matches!(slot.answer, Some((Answer::Grant(_) | Answer::Fail(_), _)));
        if expected && !decided {
            slot.answer = Some((answer, teller));
            self.said.store(true, Ordering::Release);
            self.wake.notify_one();
        }
    }

    /// Makes the thread look around, now or when it next parks.
    pub fn nudge(&self) {
        let mut slot = self.slot.lock();
        slot.nudged = true;
        self.said.store(true, Ordering::Release);
        self.wake.notify_one();
    }

    /// Parks until told, nudged, or until the deadline. The wait is not over by that.
    pub fn park(&self, deadline: Option<Instant>) -> Woken {
        let mut slot = self.slot.lock();
        slot.acting = false;
        if slot.waiting.is_some_and(|waiting| waiting.object != ObjectId::CLOCK) {
            slot = self.look_again(slot);
        }
        loop {
            if let Some((answer, teller)) = slot.answer.take() {
                slot.acting = true;
                return Woken::Told(answer, teller);
            }
            if std::mem::take(&mut slot.nudged) {
                slot.acting = true;
                return Woken::Nudged;
            }
            match deadline {
                None => self.wake.wait(&mut slot),
                Some(at) => {
                    let timed_out = self.wake.wait_until(&mut slot, at).timed_out();
                    if timed_out && slot.answer.is_none() && !slot.nudged {
                        return Woken::TimedOut;
                    }
                }
            }
        }
    }

    fn look_again<'a>(&'a self, slot: MutexGuard<'a, Slot>) -> MutexGuard<'a, Slot> {
        if slot.answer.is_some() || slot.nudged {
            return slot;
        }
        self.said.store(false, Ordering::Relaxed);
        drop(slot);
        self.looks.see(|| self.said.load(Ordering::Acquire));
        self.slot.lock()
    }

    /// What the thread waits for, if it waits and has not been told to go on.
    pub fn waiting(&self) -> Option<Waiting> {
        let slot = self.slot.lock();
        slot.waiting.filter(|_| slot.answer.is_none() && !slot.nudged && !slot.acting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const LOCK: ObjectId = ObjectId(5);
    const OTHER: ObjectId = ObjectId(6);
    const TELLER: ThreadId = ThreadId(9);

    fn soon() -> Option<Instant> {
        Some(Instant::now() + Duration::from_millis(5))
    }

    #[test]
    fn an_answer_given_before_the_thread_parks_is_not_lost() {
        let parker = Parker::default();
        parker.begin(LOCK, false);
        parker.tell(LOCK, Answer::Grant(7), TELLER);
        assert_eq!(parker.park(None), Woken::Told(Answer::Grant(7), TELLER));
    }

    #[test]
    fn an_answer_about_something_else_is_ignored() {
        let parker = Parker::default();
        parker.tell(LOCK, Answer::Retry, TELLER);
        parker.begin(LOCK, false);
        parker.tell(OTHER, Answer::Retry, TELLER);
        assert_eq!(parker.park(soon()), Woken::TimedOut);
    }

    #[test]
    fn a_late_retry_does_not_hide_a_grant() {
        let parker = Parker::default();
        parker.begin(LOCK, false);
        parker.tell(LOCK, Answer::Grant(1), TELLER);
        parker.tell(LOCK, Answer::Retry, TELLER);
        assert_eq!(parker.park(None), Woken::Told(Answer::Grant(1), TELLER));
    }

    #[test]
    fn a_nudge_makes_it_look_once() {
        let parker = Parker::default();
        parker.begin(LOCK, true);
        parker.nudge();
        assert_eq!(parker.park(None), Woken::Nudged);
        assert_eq!(parker.park(soon()), Woken::TimedOut);
        assert!(parker.waiting().is_some_and(|w| w.timed && w.object == LOCK && w.number == 1));
        parker.end();
        assert_eq!(parker.waiting(), None);
    }

    #[test]
    fn a_parked_thread_is_woken_by_another() {
        let parker = Parker::default();
        parker.begin(LOCK, false);
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| parker.park(None));
            std::thread::sleep(Duration::from_millis(10));
            parker.tell(LOCK, Answer::Retry, TELLER);
            assert_eq!(waiter.join().ok(), Some(Woken::Told(Answer::Retry, TELLER)));
        });
    }
}
