//! The longest of many stretches of time: the waits and holds that a range's figures come from, so
//! that one can go and look at the worst.
//!
//! Knows no traces: whoever counts offers what it meets, and only so many are kept.

use crate::model::ids::{ObjectId, ThreadId};
use std::cmp::Reverse;

/// Most stretches that are told of.
pub const LONGEST_MAX: usize = 200;

/// A thread waited for an object, or held it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stretch {
    /// Who.
    pub thread: ThreadId,
    /// For what, or what.
    pub object: ObjectId,
    /// When it began.
    pub from: u64,
    /// When it ended, as far as is known.
    pub to: u64,
}

impl Stretch {
    /// How long it lasted.
    pub fn nanos(&self) -> u64 {
        self.to.saturating_sub(self.from)
    }

    fn rank(&self) -> impl Ord + use<> {
        (Reverse(self.nanos()), self.from, self.thread, self.object)
    }
}

/// The longest of those that were offered.
#[derive(Clone, Debug, Default)]
pub struct Longest {
    kept: Vec<Stretch>,
    /// A shorter one cannot be among them any more.
    least_nanos: u64,
}

impl Longest {
    /// Offers one. Cheap for those that are not long.
    pub fn offer(&mut self, stretch: Stretch) {
        if stretch.nanos() < self.least_nanos {
            return;
        }
        self.kept.push(stretch);
        if self.kept.len() >= 2 * LONGEST_MAX {
            self.kept = self.sorted();
            self.least_nanos = self.kept.last().map_or(0, Stretch::nanos);
        }
    }

    /// Those kept, longest first; of equal ones the earlier.
    pub fn sorted(&self) -> Vec<Stretch> {
        let mut sorted = self.kept.clone();
        sorted.sort_by_key(Stretch::rank);
        sorted.truncate(LONGEST_MAX);
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stretch((from, nanos): (u64, u64)) -> Stretch {
        Stretch { thread: ThreadId(1), object: ObjectId(5), from, to: from + nanos }
    }

    proptest! {
        #[test]
        fn the_longest_are_those_that_sorting_all_would_give(
            all in prop::collection::vec((0u64..1_000_000, 0u64..2000), 0..3000),
        ) {
            let mut longest = Longest::default();
            all.iter().for_each(|&one| longest.offer(stretch(one)));
            let mut sorted: Vec<_> = all.into_iter().map(stretch).collect();
            sorted.sort_by_key(Stretch::rank);
            sorted.truncate(LONGEST_MAX);
            prop_assert_eq!(longest.sorted(), sorted);
        }
    }
}
