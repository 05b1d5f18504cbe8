//! Who holds an object and who waits for it, exactly, as its events go by.
//!
//! Knows one object's threads and their order, not events: `rows.rs` says which step each one is.

use super::object_lane::Situation;
use crate::model::ids::ThreadId;

/// How far back a step number may be and still mean "late" rather than "after a gap".
const LATE_STEPS: i16 = 64;
/// Most permits that one release is taken to give back to others who took them.
pub(super) const GIVEN_MAX: u32 = 1024;

/// Who holds and who waits, exactly.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Parties {
    /// Who holds, oldest first, and how many times.
    pub holders: Vec<(ThreadId, u32)>,
    /// Who waits, in order of arrival.
    pub waiters: Vec<ThreadId>,
    /// Was asked to try again, and keeps its place at the front if it must go on waiting.
    pub retrying: Option<ThreadId>,
    /// Who was handed the object and holds it, but has not woken yet.
    pub handed: Vec<ThreadId>,
    pub level: u32,
    pub step: u16,
    /// The last release gave one back though the level did not rise: it was handed over.
    pub gave_in_advance: bool,
    /// How many of those who work with it do things that are not recorded.
    pub unseen: u32,
}

impl Parties {
    pub fn situation(&self) -> Situation {
        let holder = self.holders.last().map(|&(thread, _)| thread);
        Situation::new(holder, self.holders.len(), self.waiters.len(), self.level)
    }

    /// What `who` does from now on is not recorded: it may hold the object, or not.
    pub fn lose_sight_of(&mut self, who: ThreadId) {
        self.unseen += 1;
        self.has_woken(who);
        self.holders.retain(|&(thread, _)| thread != who);
    }

    /// It is again.
    pub fn see_again(&mut self) {
        self.unseen = self.unseen.saturating_sub(1);
    }

    pub fn take(&mut self, who: ThreadId, exclusive: bool) {
        if exclusive {
            self.free();
        }
        match self.holders.iter_mut().find(|(thread, _)| *thread == who) {
            Some((_, times)) => *times += 1,
            None => self.holders.push((who, 1)),
        }
    }

    pub fn give(&mut self, who: ThreadId, exclusive: bool, level: u32) {
        // Taken as deep as it once was in a single step, it is given back in many: the level counts.
        if exclusive {
            if level == 0 {
                self.free();
            }
            return;
        }
        // Not everything is given back by who took it: then the oldest one is meant.
        let at = self.holders.iter().position(|&(thread, _)| thread == who).unwrap_or(0);
        match self.holders.get_mut(at) {
            Some((_, times)) if *times > 1 => *times -= 1,
            Some(_) => drop(self.holders.remove(at)),
            None => {}
        }
    }

    /// Nobody holds it.
    pub fn free(&mut self) {
        self.holders.clear();
        self.handed.clear();
    }

    pub fn holds(&self, who: ThreadId) -> bool {
        self.holders.iter().any(|&(thread, _)| thread == who)
    }

    /// Who takes a step is awake, though its wake-up may have been lost.
    pub fn has_woken(&mut self, who: ThreadId) {
        self.handed.retain(|&handed| handed != who);
    }

    /// The first of those who wait hold it now, and need only wake.
    pub fn hand_to_first(&mut self, threads: usize) {
        let first = self.waiters.len().min(threads);
        for who in self.waiters.drain(..first).collect::<Vec<_>>() {
            self.take(who, false);
            self.has_woken(who);
            self.handed.push(who);
        }
    }

    /// Who woke was handed it: as was known, or instead of another, if the clocks of two cores
    /// disagreed on who had come first.
    pub fn take_handed(&mut self, who: ThreadId, exclusive: bool) {
        if let Some(at) = self.handed.iter().position(|&handed| handed == who) {
            self.handed.remove(at);
            return;
        }
        if !self.handed.is_empty() {
            let other = self.handed.remove(0);
            if self.holds(other) {
                self.give(other, false, self.level);
                self.waiters.insert(0, other);
            }
        }
        self.take(who, exclusive);
    }

    /// Who woke had not been handed it after all.
    pub fn pass_over(&mut self, who: ThreadId) {
        if let Some(at) = self.handed.iter().position(|&handed| handed == who) {
            self.handed.remove(at);
            if self.holds(who) {
                self.give(who, false, self.level);
                self.hand_to_first(1);
            }
        }
    }

    /// What `who` has just given back went to `threads` that waited.
    pub fn hand_over(&mut self, who: ThreadId, threads: u32, exclusive: bool) {
        if exclusive {
            self.free();
        } else {
            let given = u32::from(std::mem::take(&mut self.gave_in_advance));
            let rest = threads.saturating_sub(given).min(GIVEN_MAX);
            (0..rest).for_each(|_| self.give(who, false, self.level));
        }
        self.hand_to_first(threads as usize);
    }

    /// Whether a step is older than one already seen (clocks of two cores may disagree a little).
    pub fn is_late(&mut self, step: u16) -> bool {
        let ahead = step.wrapping_sub(self.step) as i16;
        let late = (-LATE_STEPS..0).contains(&ahead);
        if !late {
            self.step = step;
        }
        late
    }

    pub fn clone_from(&mut self, other: &Parties) {
        self.holders.clone_from(&other.holders);
        self.waiters.clone_from(&other.waiters);
        self.handed.clone_from(&other.handed);
        (self.level, self.step, self.retrying) = (other.level, other.step, other.retrying);
        (self.gave_in_advance, self.unseen) = (other.gave_in_advance, other.unseen);
    }
}
