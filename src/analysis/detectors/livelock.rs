//! Threads that give way to each other for ever: busy, and none gets what it needs.

use super::super::sentence::{duration, join_and, thread_name};
use super::super::tries::{Try, each_try};
use super::{Detector, Finding, Severity};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::{told, words};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer tries in vain by one thread are everyday life.
const TRIES_MIN: u64 = 5;
/// So many of a thread's tries are looked at for who was in the way.
const LOOKED_AT_MAX: u64 = 1_000;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "livelock",
    title: || words!("analysis-livelock-title"),
    summary: "Threads that hold what another one needs, give up and try again, all of them.",
    find,
};

/// Tries in vain of one thread that held something meanwhile, with no success between them.
#[derive(Clone, Default)]
struct Streak {
    tries: u64,
    from: u64,
    to: u64,
    objects: BTreeSet<ObjectId>,
    /// Who held what it tried to get, and how often.
    in_the_way: BTreeMap<ThreadId, u64>,
}

fn find(trace: &Trace) -> Vec<Finding> {
    let streaks = trace.threads().map(|thread| (thread, longest(trace, thread)));
    let mut all: BTreeMap<_, _> = streaks.filter(|(_, one)| one.tries >= TRIES_MIN).collect();
    let alone = |all: &BTreeMap<_, Streak>| {
        all.iter().find(|one| !is_mutual(*one, all)).map(|(&who, _)| who)
    };
    while let Some(who) = alone(&all) {
        all.remove(&who);
    }
    if all.is_empty() { Vec::new() } else { vec![finding(trace, &all)] }
}

fn longest(trace: &Trace, thread: ThreadId) -> Streak {
    let (mut longest, mut streak) = (Streak::default(), Streak::default());
    each_try(trace, thread, |one| {
        if one.holding.is_empty() {
            return;
        }
        if !one.taken {
            streak.note(trace, &one);
        } else if streak.objects.contains(&one.object) {
            streak = Streak::default();
        }
        if streak.tries > longest.tries {
            longest = streak.clone();
        }
    });
    longest
}

impl Streak {
    fn note(&mut self, trace: &Trace, one: &Try<'_>) {
        if self.tries == 0 {
            self.from = one.nanos;
        }
        self.tries += 1;
        self.to = one.nanos;
        if self.tries > LOOKED_AT_MAX {
            return;
        }
        self.objects.extend(one.holding.iter().chain([&one.object]));
        if let Some(&who) = trace.holders_at(one.object, one.nanos).first() {
            *self.in_the_way.entry(who).or_default() += 1;
        }
    }
}

/// Whether most of a thread's tries failed because of others that tried in vain at the same time.
fn is_mutual((thread, streak): (&ThreadId, &Streak), all: &BTreeMap<ThreadId, Streak>) -> bool {
    let meanwhile = |one: &Streak| streak.from < one.to && one.from < streak.to;
    let theirs = streak
        .in_the_way
        .iter()
        .filter(|&(who, _)| who != thread && all.get(who).is_some_and(meanwhile));
    2 * theirs.map(|(_, count)| count).sum::<u64>() >= streak.tries.min(LOOKED_AT_MAX)
}

fn finding(trace: &Trace, all: &BTreeMap<ThreadId, Streak>) -> Finding {
    let from = all.values().map(|one| one.from).min().unwrap_or_default();
    let to = all.values().map(|one| one.to).max().unwrap_or_default();
    let objects: BTreeSet<_> = all.values().flat_map(|one| &one.objects).copied().collect();
    let names: Vec<_> = all.keys().map(|&thread| thread_name(trace, thread)).collect();
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Warning,
        sentence: told!(
            "analysis-livelock",
            names = join_and(&names),
            count = all.values().map(|one| one.tries).sum::<u64>(),
            length = duration(to - from),
        ),
        threads: all.keys().copied().collect(),
        objects: objects.into_iter().collect(),
        range_nanos: from..to,
        advice: told!("analysis-livelock-try"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;
    use crate::trace::event::Kind;

    fn refused(object: ObjectId) -> What {
        (Kind::Request, object, 0, 1)
    }

    /// Both take their own, try the other's in vain, and give back; so many times.
    fn in_step(rounds: u64) -> Vec<(u64, u32, What)> {
        let round = |at: u64| {
            let at = 1 + at * 100;
            [
                (at, 1, grant(A)),
                (at + 1, 2, grant(B)),
                (at + 10, 1, refused(B)),
                (at + 11, 2, refused(A)),
                (at + 20, 1, release(A)),
                (at + 21, 2, release(B)),
            ]
        };
        (0..rounds).flat_map(round).collect()
    }

    #[test]
    fn threads_that_give_way_to_each_other_again_and_again_are_a_livelock() {
        let findings = find(&run(&in_step(12)));
        assert_eq!(findings.len(), 1);
        let sentence = findings[0].sentence.text();
        assert!(
            sentence.starts_with("worker-1 and worker-2 were in each other's way"),
            "{sentence}"
        );
        assert!(sentence.contains("24 times"), "{sentence}");
        assert_eq!(findings[0].objects, [A, B]);
    }

    #[test]
    fn a_few_times_are_none_and_so_are_tries_for_what_an_idle_thread_holds() {
        assert_eq!(find(&run(&in_step(4))), []);
        let mut steps = vec![(0, 0, grant(B)), (1, 1, grant(A))];
        steps.extend((0..50).map(|at| (10 + at, 1, refused(B))));
        assert_eq!(find(&run(&steps)), []);
    }

    #[test]
    fn whoever_succeeds_now_and_then_is_not_in_one() {
        let mut steps = Vec::new();
        for part in 0..4 {
            let begin = part * 10_000;
            steps.extend(
                in_step(4).into_iter().map(|(nanos, who, what)| (begin + nanos, who, what)),
            );
            for (who, own, other) in [(1, A, B), (2, B, A)] {
                let at = begin + 5_000 + u64::from(who) * 100;
                let both = [grant(own), grant(other), release(other), release(own)];
                steps.extend((at..).zip(both).map(|(nanos, what)| (nanos, who, what)));
            }
        }
        assert_eq!(find(&run(&steps)), []);
    }
}
