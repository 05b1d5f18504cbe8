//! Who got how much of an object: acquisitions a thread, and how even that is.

use super::contention::takes;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use std::collections::BTreeMap;
use std::ops::Range;

/// How an object was shared out.
#[derive(Clone, PartialEq, Debug)]
pub struct Fairness {
    /// The object.
    pub object: ObjectId,
    /// How often each thread took it, or waited for it in vain; by thread.
    pub shares: Vec<(ThreadId, u64)>,
    /// Jain's index: 1 when all got the same, 1/n when one of n got everything.
    pub jain: f64,
}

/// How each object that can be held was shared out in `range`, by object.
pub fn fairness(trace: &Trace, range: Range<u64>) -> Vec<Fairness> {
    let mut counts: BTreeMap<ObjectId, BTreeMap<ThreadId, u64>> = BTreeMap::new();
    for thread in trace.threads() {
        for event in trace.events_of(thread, range.clone()) {
            if takes(&event) && trace.is_held(event.object) {
                *counts.entry(event.object).or_default().entry(thread).or_default() += 1;
            }
        }
        let waiting = trace.thread_lane(thread).and_then(|lane| lane.at(range.end));
        if let Some(object) = waiting.and_then(|wait| wait.object)
            && trace.is_held(object)
        {
            // Whoever still waits got nothing yet, which is a share too.
            counts.entry(object).or_default().entry(thread).or_default();
        }
    }
    (counts.into_iter())
        .map(|(object, shares)| {
            let shares: Vec<_> = shares.into_iter().collect();
            let jain = jain(shares.iter().map(|&(_, count)| count as f64));
            Fairness { object, shares, jain }
        })
        .collect()
}

/// Jain's fairness index of some shares; 1 if there are none.
pub fn jain(shares: impl Iterator<Item = f64>) -> f64 {
    let (count, sum, squares) = shares.fold((0.0, 0.0, 0.0), |(count, sum, squares), share| {
        (count + 1.0, sum + share, squares + share * share)
    });
    if squares > 0.0 { sum * sum / (count * squares) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn equal_shares_have_index_one_and_a_monopoly_one_nth() {
        assert_eq!(jain([3.0, 3.0, 3.0].into_iter()), 1.0);
        assert_eq!(jain([9.0, 0.0, 0.0].into_iter()), 1.0 / 3.0);
        assert_eq!(jain([].into_iter()), 1.0);
    }

    #[test]
    fn whoever_waits_in_vain_has_a_share_of_nothing() {
        let trace =
            run(&[(1, 0, grant(A)), (2, 0, release(A)), (3, 0, grant(A)), (4, 1, block(A))]);
        let all = fairness(&trace, 0..100);
        assert_eq!(all[0].shares, [(ThreadId(0), 2), (ThreadId(1), 0)]);
        assert_eq!(all[0].jain, 0.5);
    }
}
