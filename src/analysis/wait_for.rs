//! Who waits for whom at an instant, and whether that goes round in a circle.

use super::sentence::{join_and, object_name, thread_name};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, Trace};
use crate::words;
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use std::collections::BTreeMap;

/// One thread that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Who waits.
    pub thread: ThreadId,
    /// For what.
    pub object: ObjectId,
    /// As what it shows.
    pub state: State,
    /// Who could end the wait: those who hold the object; for a join, the thread joined.
    pub holders: Vec<ThreadId>,
    /// Since when.
    pub since: u64,
}

/// Who waits for whom at an instant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WaitFor {
    /// The instant.
    pub nanos: u64,
    /// All waits but sleeps, by thread.
    pub edges: Vec<Edge>,
    /// Objects that are held, and by whom, by object.
    pub held: Vec<(ObjectId, Vec<ThreadId>)>,
    /// Circles of threads, each in the order of waiting.
    pub cycles: Vec<Vec<ThreadId>>,
}

impl WaitFor {
    /// The wait of a thread.
    pub fn edge(&self, thread: ThreadId) -> Option<&Edge> {
        self.edges.iter().find(|edge| edge.thread == thread)
    }

    /// Objects that a thread holds.
    pub fn held_by(&self, thread: ThreadId) -> impl Iterator<Item = ObjectId> + '_ {
        let held = self.held.iter().filter(move |(_, holders)| holders.contains(&thread));
        held.map(|&(object, _)| object)
    }

    /// Threads that are in a circle or wait, directly or not, only for such threads: no step of
    /// any other thread can free them (unless it releases what is not its own).
    pub fn hopeless(&self) -> Vec<ThreadId> {
        let mut hopeless: Vec<ThreadId> = self.edges.iter().map(|edge| edge.thread).collect();
        loop {
            let before = hopeless.len();
            let now = hopeless.clone();
            hopeless.retain(|&thread| {
                let edge = self.edge(thread);
                edge.is_some_and(|edge| {
                    !edge.holders.is_empty() && edge.holders.iter().all(|who| now.contains(who))
                })
            });
            if hopeless.len() == before {
                return hopeless;
            }
        }
    }

    /// A circle in words: "worker-1 holds a and waits for b, held by worker-2; worker-2 ...".
    pub fn describe(&self, trace: &Trace, cycle: &[ThreadId]) -> String {
        let parts = cycle.iter().filter_map(|&thread| {
            let edge = self.edge(thread)?;
            let next = cycle.iter().find(|who| edge.holders.contains(who));
            let held: Vec<_> = self
                .held_by(thread)
                .filter(|&object| self.is_waited_for(object, cycle))
                .map(|object| object_name(trace, object))
                .collect();
            let holds = if held.is_empty() { String::new() } else { join_and(&held) };
            Some(link(trace, edge, next.copied(), &holds))
        });
        let parts: Vec<_> = parts.collect();
        format!("{}.", parts.join("; "))
    }

    fn is_waited_for(&self, object: ObjectId, cycle: &[ThreadId]) -> bool {
        self.edges.iter().any(|edge| edge.object == object && cycle.contains(&edge.thread))
    }
}

fn link(trace: &Trace, edge: &Edge, next: Option<ThreadId>, holds: &str) -> String {
    let who = thread_name(trace, edge.thread);
    let who = match holds.is_empty() {
        true => who,
        false => words!("analysis-holds-and", who = who, what = holds),
    };
    if let Some(joined) = trace.thread_of(edge.object) {
        return words!("analysis-waits-for-end", who = who, name = thread_name(trace, joined));
    }
    let name = object_name(trace, edge.object);
    match next {
        Some(next) => {
            let holder = thread_name(trace, next);
            words!("analysis-waits-for-held", who = who, name = name, holder = holder)
        }
        None => words!("analysis-waits-for", who = who, name = name),
    }
}

/// Who waits for whom at `nanos`.
pub fn wait_for(trace: &Trace, nanos: u64) -> WaitFor {
    let mut parties = BTreeMap::new();
    let edges = trace.threads().filter_map(|thread| edge(trace, thread, nanos, &mut parties));
    let edges: Vec<_> = edges.collect();
    let held = (trace.objects())
        .filter(|&object| trace.is_held(object))
        .map(|object| (object, trace.holders_at(object, nanos)))
        .filter(|(_, holders)| !holders.is_empty())
        .collect();
    let cycles = cycles(&edges);
    WaitFor { nanos, edges, held, cycles }
}

/// Who holds an object and who waits for it: asked once, though many threads may wait for one.
type Parties = BTreeMap<ObjectId, (Vec<ThreadId>, Vec<ThreadId>)>;

fn edge(trace: &Trace, thread: ThreadId, nanos: u64, known: &mut Parties) -> Option<Edge> {
    let interval = trace.thread_lane(thread)?.at(nanos)?;
    let object = interval.object.filter(|_| interval.state != State::Sleeping)?;
    let (holders, waiters) = known.entry(object).or_insert_with(|| {
        let is_held = trace.is_held(object);
        let waiters = if is_held { trace.waiters_at(object, nanos) } else { Vec::new() };
        (holders_of(trace, object, nanos), waiters)
    });
    // It was handed what it waited for, and only has not woken yet.
    if trace.is_held(object) && !waiters.contains(&thread) {
        return None;
    }
    let holders = holders.clone();
    Some(Edge { thread, object, state: interval.state, holders, since: interval.from })
}

fn holders_of(trace: &Trace, object: ObjectId, nanos: u64) -> Vec<ThreadId> {
    match trace.thread_of(object) {
        Some(joined) if trace.state_at(joined, nanos) == State::Ended => Vec::new(),
        Some(joined) => vec![joined],
        None => trace.holders_at(object, nanos),
    }
}

fn cycles(edges: &[Edge]) -> Vec<Vec<ThreadId>> {
    let mut graph = DiGraphMap::<ThreadId, ()>::new();
    for edge in edges {
        for &holder in &edge.holders {
            graph.add_edge(edge.thread, holder, ());
        }
    }
    let mut cycles: Vec<_> = tarjan_scc(&graph)
        .into_iter()
        .filter(|group| group.len() > 1 || graph.contains_edge(group[0], group[0]))
        .map(|group| walk(&graph, group))
        .collect();
    cycles.sort();
    cycles
}

/// A circle through a group, in the order of waiting, beginning with its first thread.
fn walk(graph: &DiGraphMap<ThreadId, ()>, group: Vec<ThreadId>) -> Vec<ThreadId> {
    let Some(&first) = group.iter().min() else { return group };
    let mut path = vec![first];
    loop {
        let at = path[path.len() - 1];
        let next = graph.neighbors(at).filter(|next| group.contains(next)).min();
        let Some(next) = next else { return path };
        match path.iter().position(|&seen| seen == next) {
            // With several holders the walk may close before it comes back to the first.
            Some(start) => {
                path.drain(..start);
                return path;
            }
            None => path.push(next),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::event::{Kind, OP_HANDED, note};

    #[test]
    fn crossed_locks_are_a_circle_and_read_as_a_sentence() {
        let trace = run(&crossed());
        let graph = wait_for(&trace, trace.now_nanos());
        assert_eq!(graph.cycles, [[ThreadId(1), ThreadId(2)]]);
        assert_eq!(
            graph.describe(&trace, &graph.cycles[0]),
            "worker-1 holds a and waits for b, held by worker-2; \
             worker-2 holds b and waits for a, held by worker-1."
        );
        assert_eq!(graph.hopeless(), [ThreadId(0), ThreadId(1), ThreadId(2)]);
    }

    #[test]
    fn before_the_last_step_there_is_no_circle() {
        let graph = wait_for(&run(&crossed()), 25);
        assert!(graph.cycles.is_empty());
        assert!(graph.hopeless().is_empty());
        assert_eq!(graph.edges.len(), 1);
        assert_eq!(graph.held, [(A, vec![ThreadId(1)]), (B, vec![ThreadId(2)])]);
    }

    #[test]
    fn a_thread_that_was_handed_its_lock_waits_for_nobody() {
        let handed = (Kind::Wake, A, OP_HANDED, 1);
        let trace = run(&[
            (1, 0, grant(A)),
            (2, 1, block(A)),
            (3, 0, (Kind::Release, A, 1, 1)),
            (3, 0, (Kind::Note, A, note::HANDED, 1)),
            (9, 1, handed),
        ]);
        let graph = wait_for(&trace, 5);
        assert_eq!((graph.edges.len(), graph.cycles.len()), (0, 0));
        assert_eq!(graph.held, [(A, vec![ThreadId(1)])]);
        assert_eq!(wait_for(&trace, 2).edges.len(), 1);
    }

    #[test]
    fn threads_that_were_handed_permits_at_once_wait_for_nobody_before_they_wake() {
        let trace = run(&three_permits());
        let graph = wait_for(&trace, 21);
        assert_eq!(graph.edges, []);
        assert_eq!(graph.held, [(PERMITS, [1, 2, 3].map(ThreadId).to_vec())]);
        assert_eq!(wait_for(&trace, 19).edges.len(), 3);
    }

    #[test]
    fn a_thread_that_takes_its_lock_twice_waits_for_itself() {
        let trace = run(&[(1, 0, grant(A)), (2, 0, block(A))]);
        let graph = wait_for(&trace, 500);
        assert_eq!(graph.cycles, [[ThreadId(0)]]);
        let text = graph.describe(&trace, &graph.cycles[0]);
        assert_eq!(text, "MainThread holds a and waits for a, held by MainThread.");
    }

    #[test]
    fn two_threads_that_join_each_other_are_a_circle() {
        let trace = run(&[
            (1, 0, start()),
            (2, 1, start()),
            (3, 0, block(joinable(1))),
            (4, 1, block(joinable(0))),
        ]);
        let graph = wait_for(&trace, 500);
        assert_eq!(
            graph.describe(&trace, &graph.cycles[0]),
            "MainThread waits for worker-1 to end; worker-1 waits for MainThread to end."
        );
    }
}
