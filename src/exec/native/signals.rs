//! Signals that a script sends itself, until its main thread takes them.
//!
//! As in CPython a signal only sets a mark, and the main thread calls the handlers at its next
//! checkpoint. One that a process would get also interrupts what the main thread waits for.

use super::machine::Machine;
use super::member::Member;
use crate::model::ids::ThreadId;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// See the module's header.
#[derive(Debug, Default)]
pub struct Signals {
    /// One bit for each number.
    sent: AtomicU64,
    interrupts: AtomicBool,
    handled: AtomicBool,
}

impl Signals {
    /// Takes what was sent: a bit for each number.
    pub fn take(&self) -> u64 {
        self.interrupts.store(false, Ordering::Release);
        self.sent.swap(0, Ordering::AcqRel)
    }

    /// The script has set a handler.
    pub fn note_handler(&self) {
        self.handled.store(true, Ordering::Relaxed);
    }

    /// Whether the script has ever set a handler: a signal may end any wait then.
    pub fn are_handled(&self) -> bool {
        self.handled.load(Ordering::Relaxed)
    }

    /// Whether a thread is to stop waiting, to call handlers.
    pub fn interrupt(&self, who: &Member) -> bool {
        who.id == ThreadId::MAIN && self.interrupts.load(Ordering::Acquire)
    }
}

impl Machine {
    /// Sends a signal; `interrupts`: also to a main thread that waits.
    pub fn send_signal(&self, number: u32, interrupts: bool) {
        self.signals.sent.fetch_or(1 << (number % u64::BITS), Ordering::AcqRel);
        if let Some(main) = self.members.get(ThreadId::MAIN.0) {
            main.look.store(true, Ordering::Relaxed);
            if interrupts {
                self.signals.interrupts.store(true, Ordering::Release);
                main.parker.nudge();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::member::Birth;
    use super::super::run::RunOptions;
    use super::*;
    use crate::model::ids::ObjectId;

    #[test]
    fn what_was_sent_is_taken_once_by_number() {
        let machine = Machine::new(RunOptions::default());
        machine.send_signal(2, false);
        machine.send_signal(15, true);
        assert_eq!(machine.signals.take(), 1 << 2 | 1 << 15);
        assert_eq!(machine.signals.take(), 0);
    }

    #[test]
    fn only_the_main_thread_is_interrupted() {
        let machine = Machine::new(RunOptions::default());
        machine.add_main("MainThread");
        machine.send_signal(10, true);
        let birth = Birth { object: ObjectId::CLOCK, parent: None, daemon: false };
        let other = Member::new(ThreadId(1), birth, "other");
        let main = machine.members.get(ThreadId::MAIN.0);
        assert!(main.is_some_and(|main| machine.signals.interrupt(main)));
        assert!(!machine.signals.interrupt(&other));
    }
}
