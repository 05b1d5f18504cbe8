//! Finding places in a trace by words: a thread's or object's name, a state, what was printed.

use super::names::state_name;
use super::sentence::{object_name, thread_name};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::OutputChunk;
use crate::trace::{State, Trace};

/// Places listed at most.
pub const HITS_MAX: usize = 1000;

/// A place in the trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// When.
    pub nanos: u64,
    /// Whose lane.
    pub thread: Option<ThreadId>,
    /// Which object it concerns.
    pub object: Option<ObjectId>,
    /// What is there, for a list.
    pub text: String,
}

/// A search: it looks at a part of the trace at a time, so that nothing waits for it, and goes on
/// with what came since. Places match if they have all the words, in any case: threads, objects,
/// output, then waits whose thread, state or object match.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    words: Vec<String>,
    names: Vec<Hit>,
    /// How many threads and objects were looked at for `names`.
    named: (usize, usize),
    /// Number of the chunk of output to look at next, those that are forgotten counted.
    output: u64,
    /// Number of the interval to look at next, by thread.
    next: Vec<u64>,
    found: Vec<Hit>,
}

impl Finder {
    /// For all words of `query`.
    pub fn new(query: &str) -> Finder {
        let words = query.split_whitespace().map(str::to_lowercase).collect();
        Finder { words, ..Finder::default() }
    }

    /// Looks at about `parts_max` more intervals and chunks of output; whether that was all.
    pub fn advance(&mut self, trace: &Trace, parts_max: u64) -> bool {
        if self.words.is_empty() {
            return true;
        }
        self.look_at_names(trace);
        let mut left = parts_max;
        self.look_at_output(trace, &mut left);
        let end = trace.threads().map(|thread| thread.index() + 1).max().unwrap_or(0);
        self.next.resize(end, 0);
        let threads = trace.threads();
        for thread in threads {
            self.look_at_waits(trace, thread, &mut left);
        }
        left > 0 || self.is_cut_off()
    }

    /// What was found by now, in no order.
    pub fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.names.iter().chain(&self.found).take(HITS_MAX)
    }

    /// Whether there are more than are listed.
    pub fn is_cut_off(&self) -> bool {
        self.names.len() + self.found.len() >= HITS_MAX
    }

    fn matches(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.words.iter().all(|word| text.contains(word))
    }

    fn look_at_names(&mut self, trace: &Trace) {
        let known = (trace.threads().count(), trace.objects().count());
        if known != self.named {
            let all = threads(trace).chain(objects(trace));
            self.names = all.filter(|hit| self.matches(&hit.text)).take(HITS_MAX).collect();
            self.named = known;
        }
    }

    fn look_at_output(&mut self, trace: &Trace, left: &mut u64) {
        let forgotten = trace.output_forgotten();
        let from = self.output.max(forgotten);
        for chunk in trace.output_from((from - forgotten) as usize).take(*left as usize) {
            (self.output, *left) = (self.output.max(from) + 1, *left - 1);
            if !self.is_cut_off() && self.matches(&chunk.text) {
                self.found.push(hit_of(chunk));
            }
        }
    }

    fn look_at_waits(&mut self, trace: &Trace, thread: ThreadId, left: &mut u64) {
        let Some(lane) = trace.thread_lane(thread) else { return };
        let numbers = lane.numbers(0..u64::MAX);
        let from = self.next[thread.index()].clamp(numbers.start, numbers.end);
        let to = from.saturating_add(*left).min(numbers.end);
        let name = thread_name(trace, thread);
        // What a wait says depends on state and object alone: each pair is matched once.
        let mut known: Vec<((State, ObjectId), Option<String>)> = Vec::new();
        for interval in (from..to).filter_map(|number| lane.numbered(number)) {
            let Some(object) = interval.object else { continue };
            let key = (interval.state, object);
            let at = known.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
                let text = format!("{name} {}: {}", state_name(key.0), object_name(trace, object));
                known.push((key, self.matches(&text).then_some(text)));
                known.len() - 1
            });
            let text = known[at].1.as_ref().filter(|_| !self.is_cut_off());
            if let Some(text) = text {
                let (thread, object) = (Some(thread), Some(object));
                self.found.push(Hit { nanos: interval.from, thread, object, text: text.clone() });
            }
        }
        self.next[thread.index()] = to;
        *left -= to - from;
    }
}

/// The hit to go to next from `nanos`, forwards or backwards; round the end if need be.
pub fn next_hit(hits: &[Hit], nanos: u64, forwards: bool) -> Option<&Hit> {
    let ahead = |hit: &&Hit| if forwards { hit.nanos > nanos } else { hit.nanos < nanos };
    let pick = |hits: &mut dyn Iterator<Item = &'_ Hit>| -> Option<u64> {
        let times = hits.map(|hit| hit.nanos);
        if forwards { times.min() } else { times.max() }
    };
    let time = pick(&mut hits.iter().filter(ahead)).or_else(|| pick(&mut hits.iter()))?;
    hits.iter().find(|hit| hit.nanos == time)
}

fn threads(trace: &Trace) -> impl Iterator<Item = Hit> + '_ {
    trace.threads().filter_map(|thread| {
        let nanos = trace.thread_lane(thread)?.begin()?;
        let text = thread_name(trace, thread);
        Some(Hit { nanos, thread: Some(thread), object: None, text })
    })
}

fn objects(trace: &Trace) -> impl Iterator<Item = Hit> + '_ {
    trace.objects().filter_map(|object| {
        let first = trace.object_lane(object)?.at_or_after(0)?;
        let text = format!("{} ({})", object_name(trace, object), trace.object(object).kind);
        Some(Hit { nanos: first.from, thread: None, object: Some(object), text })
    })
}

fn hit_of(chunk: &OutputChunk) -> Hit {
    let text = chunk.text.trim_end().to_owned();
    Hit { nanos: chunk.nanos, thread: Some(chunk.thread), object: None, text }
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::event::{Batch, Stream};
    use crate::trace::synthetic::{self, batches};

    fn find(trace: &Trace, query: &str) -> Vec<Hit> {
        let mut finder = Finder::new(query);
        while !finder.advance(trace, u64::MAX) {}
        finder.hits().cloned().collect()
    }

    #[test]
    fn names_states_and_objects_are_found_in_any_case() {
        let trace = contended();
        let hits = find(&trace, "WORKER blocked");
        assert_eq!(hits.len(), 1);
        assert_eq!((hits[0].nanos, hits[0].object), (20, Some(A)));
        assert_eq!(find(&trace, "mainthread").len(), 1);
        assert_eq!(find(&trace, "a (lock)")[0].nanos, 10);
        assert_eq!(find(&trace, "  "), []);
        assert_eq!(find(&trace, "no such thing"), []);
    }

    #[test]
    fn numbers_of_threads_may_have_gaps() {
        let trace = run(&[(1, 0, grant(A)), (2, 5, block(A)), (9, 5, wake_alone(A))]);
        assert_eq!(find(&trace, "blocked").len(), 1);
    }

    #[test]
    fn output_is_found() {
        let mut trace = contended();
        let text = "total: 42\n".to_owned();
        let chunk = OutputChunk { nanos: 33, thread: ThreadId(1), stream: Stream::Out, text };
        trace.append(&Batch { output: vec![chunk], ..Batch::default() });
        assert_eq!(find(&trace, "42")[0].nanos, 33);
    }

    #[test]
    fn the_next_hit_goes_round_the_end() {
        let hit = |nanos| Hit { nanos, thread: None, object: None, text: String::new() };
        let hits = [hit(5), hit(9), hit(2)];
        let next = |nanos, forwards| next_hit(&hits, nanos, forwards).map(|hit| hit.nanos);
        assert_eq!([next(2, true), next(5, true), next(9, true)], [Some(5), Some(9), Some(2)]);
        assert_eq!([next(5, false), next(2, false)], [Some(2), Some(9)]);
        assert_eq!(next_hit(&[], 3, true), None);
    }

    #[test]
    fn a_search_in_small_parts_finds_what_a_search_at_once_does() {
        let trace = synthetic::synthetic(3, 2, 900, 4);
        let mut finder = Finder::new("lock1");
        let mut rounds = 1;
        while !finder.advance(&trace, 10) {
            rounds += 1;
        }
        let mut parts: Vec<Hit> = finder.hits().cloned().collect();
        let mut whole = find(&trace, "lock1");
        let order = |hit: &Hit| (hit.nanos, hit.thread, hit.object);
        parts.sort_by_key(order);
        whole.sort_by_key(order);
        assert!(rounds > 5 && !whole.is_empty(), "{rounds} rounds, {} hits", whole.len());
        assert_eq!(parts, whole);
    }

    #[test]
    fn a_search_goes_on_with_what_came_since() {
        let batches = batches(3, 2, 900, 4);
        let (mut trace, mut finder) = (Trace::new(), Finder::new("lock1"));
        for batch in &batches {
            trace.append(batch);
            while !finder.advance(&trace, 1000) {}
        }
        assert_eq!(finder.hits().count(), find(&trace, "lock1").len());
    }

    #[test]
    fn states_are_found_by_their_name_in_the_language_of_the_window() {
        use crate::words::{Language, speaking};
        let trace = contended();
        let hits = speaking(Language::Polish, || find(&trace, "worker zablokowany"));
        assert_eq!(hits.len(), 1);
        assert!(hits[0].text.contains("zablokowany na blokadzie"), "{}", hits[0].text);
    }
}
