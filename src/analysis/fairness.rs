//! Who got how much of an object: acquisitions a thread, how even that is, and who was passed over.

use super::contention::takes;
use super::hand_over::taken_nanos;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::trace::event::{Event, Kind};
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
    /// Each thread's worst wait: that in which most others went first. In the order of `shares`.
    pub bypasses: Vec<Bypass>,
}

/// A wait in which others who came later went first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Bypass {
    /// How many times.
    pub count: u64,
    /// When the wait began.
    pub from_nanos: u64,
}

impl Fairness {
    /// How often it was taken in all.
    pub fn taken(&self) -> u64 {
        self.shares.iter().map(|&(_, count)| count).sum()
    }

    /// The longest bypass: whose, and what.
    pub fn longest_bypass(&self) -> Option<(ThreadId, Bypass)> {
        let all = self.shares.iter().map(|&(thread, _)| thread).zip(self.bypasses.iter().copied());
        all.filter(|(_, bypass)| bypass.count > 0).max_by_key(|(_, bypass)| bypass.count)
    }
}

/// A thread's claim on an object: since when, and when it was met (or not by the range's end).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Claim {
    met: u64,
    since: u64,
    thread: ThreadId,
    taken: bool,
}

/// How each object that can be held was shared out in `range`, by object.
pub fn fairness(trace: &Trace, range: Range<u64>) -> Vec<Fairness> {
    let mut claims: BTreeMap<ObjectId, Vec<Claim>> = BTreeMap::new();
    for thread in trace.threads() {
        claims_of(trace, thread, &range, &mut claims);
    }
    claims.into_iter().map(|(object, claims)| share_out(object, claims)).collect()
}

fn claims_of(
    trace: &Trace,
    thread: ThreadId,
    range: &Range<u64>,
    claims: &mut BTreeMap<ObjectId, Vec<Claim>>,
) {
    let mut open: BTreeMap<ObjectId, u64> = BTreeMap::new();
    let held = |event: &Event| trace.is_held(event.object);
    for event in trace.events_of(thread, range.clone()) {
        let (object, nanos) = (event.object, event.nanos);
        if takes(&event) && held(&event) {
            let since = open.remove(&object).unwrap_or(nanos);
            // What is handed to several at once they have at once, in whatever order they wake.
            let met = taken_nanos(trace, &event, since);
            claims.entry(object).or_default().push(Claim { met, since, thread, taken: true });
        } else if event.kind == Kind::Block && held(&event) {
            open.entry(object).or_insert(nanos);
        } else if event.kind == Kind::Cancel {
            open.remove(&object);
        }
    }
    let waiting = trace.thread_lane(thread).and_then(|lane| lane.at(range.end));
    let waits_for = waiting.and_then(|wait| Some((wait.object?, wait.from)));
    if let Some((object, from)) = waits_for.filter(|&(object, _)| trace.is_held(object)) {
        // Whoever still waits got nothing yet, which is a share too.
        let since = open.get(&object).copied().unwrap_or(from.max(range.start));
        let claim = Claim { met: range.end, since, thread, taken: false };
        claims.entry(object).or_default().push(claim);
    }
}

fn share_out(object: ObjectId, mut claims: Vec<Claim>) -> Fairness {
    claims.sort();
    let mut shares: BTreeMap<ThreadId, (u64, Bypass)> = BTreeMap::new();
    for (claim, count) in claims.iter().zip(passed_over(&claims)) {
        let (taken, worst) = shares.entry(claim.thread).or_default();
        *taken += u64::from(claim.taken);
        if count > worst.count {
            *worst = Bypass { count, from_nanos: claim.since };
        }
    }
    let bypasses = shares.values().map(|(_, bypass)| *bypass).collect();
    let shares: Vec<_> = shares.into_iter().map(|(thread, (taken, _))| (thread, taken)).collect();
    let jain = jain(shares.iter().map(|&(_, count)| count as f64));
    Fairness { object, shares, jain, bypasses }
}

/// For each claim, how many that were made later were met before it. The claims are in the order
/// in which they were met, so these are inversions, counted with a binary indexed tree.
fn passed_over(claims: &[Claim]) -> Vec<u64> {
    let mut arrivals: Vec<u64> = claims.iter().map(|claim| claim.since).collect();
    arrivals.sort_unstable();
    arrivals.dedup();
    let mut tree = vec![0u64; arrivals.len() + 1];
    let mut met = 0;
    let one = |claim: &Claim| {
        let rank = arrivals.partition_point(|&since| since <= claim.since);
        let mut not_later = 0;
        let mut at = rank;
        while at > 0 {
            not_later += tree[at];
            at &= at - 1;
        }
        let count = met - not_later;
        if claim.taken {
            met += 1;
            at = rank;
            while at < tree.len() {
                tree[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
        count
    };
    claims.iter().map(one).collect()
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
    use proptest::prelude::*;

    #[test]
    fn equal_shares_have_index_one_and_a_monopoly_one_nth() {
        assert_eq!(jain([3.0, 3.0, 3.0].into_iter()), 1.0);
        assert_eq!(jain([9.0, 0.0, 0.0].into_iter()), 1.0 / 3.0);
        assert_eq!(jain([].into_iter()), 1.0);
    }

    #[test]
    fn whoever_waits_in_vain_has_a_share_of_nothing_and_is_passed_over() {
        let trace = run(&[
            (1, 0, grant(A)),
            (2, 1, block(A)),
            (3, 0, release(A)),
            (4, 0, grant(A)),
            (5, 0, release(A)),
            (6, 0, grant(A)),
        ]);
        let all = fairness(&trace, 0..100);
        assert_eq!(all[0].shares, [(ThreadId(0), 3), (ThreadId(1), 0)]);
        assert_eq!((all[0].taken(), all[0].jain), (3, 0.5));
        let bypass = Bypass { count: 2, from_nanos: 2 };
        assert_eq!(all[0].longest_bypass(), Some((ThreadId(1), bypass)));
    }

    #[test]
    fn waiting_in_line_is_no_bypass() {
        let trace = run(&[
            (1, 0, grant(A)),
            (2, 1, block(A)),
            (3, 2, block(A)),
            (4, 0, release(A)),
            (5, 1, wake(A, 0)),
            (5, 1, grant(A)),
            (6, 1, release(A)),
            (7, 2, wake(A, 1)),
            (7, 2, grant(A)),
        ]);
        assert_eq!(fairness(&trace, 0..100)[0].longest_bypass(), None);
    }

    #[test]
    fn permits_handed_to_several_at_once_pass_over_nobody_in_whatever_order_they_wake() {
        let mut steps = three_permits();
        // A newcomer takes what is left before they are awake.
        steps.insert(8, (27, 4, grant(PERMITS)));
        let all = fairness(&run(&steps), 0..100);
        let permits = all.iter().find(|one| one.object == PERMITS).unwrap();
        assert_eq!((permits.taken(), permits.longest_bypass()), (5, None));
    }

    proptest! {
        #[test]
        fn bypasses_equal_a_plain_count_of_pairs(
            claims in prop::collection::vec((0u64..60, 0u64..20, 0u32..4, any::<bool>()), 0..60),
        ) {
            let claim = |&(since, wait, thread, taken): &(u64, u64, u32, bool)| Claim {
                met: since + wait,
                since,
                thread: ThreadId(thread),
                taken,
            };
            let mut claims: Vec<Claim> = claims.iter().map(claim).collect();
            claims.sort();
            for (at, count) in passed_over(&claims).into_iter().enumerate() {
                let earlier = claims[..at].iter();
                let naive = earlier.filter(|o| o.taken && o.since > claims[at].since).count();
                prop_assert_eq!(count, naive as u64);
            }
        }
    }
}
