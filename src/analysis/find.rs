//! Finding places in a trace by words: a thread's or object's name, a state, what was printed.

use super::sentence::{object_name, thread_name};
use crate::model::ids::{ObjectId, ThreadId};
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

/// Places that match all words of `query` (in any case), in order of time within each group:
/// threads, objects, output, then waits whose thread, state or object match.
pub fn find(trace: &Trace, query: &str) -> Vec<Hit> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let matches = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let mut hits: Vec<Hit> = Vec::new();
    hits.extend(threads(trace).filter(|hit| matches(&hit.text)));
    hits.extend(objects(trace).filter(|hit| matches(&hit.text)));
    hits.extend(output(trace).filter(|hit| matches(&hit.text)).take(HITS_MAX));
    for thread in trace.threads() {
        let left = HITS_MAX.saturating_sub(hits.len());
        hits.extend(waits(trace, thread, &matches).take(left));
    }
    hits.truncate(HITS_MAX);
    hits
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

fn output(trace: &Trace) -> impl Iterator<Item = Hit> + '_ {
    trace.output().map(|chunk| Hit {
        nanos: chunk.nanos,
        thread: Some(chunk.thread),
        object: None,
        text: chunk.text.trim_end().to_owned(),
    })
}

fn waits(
    trace: &Trace,
    thread: ThreadId,
    matches: &impl Fn(&str) -> bool,
) -> impl Iterator<Item = Hit> {
    let name = thread_name(trace, thread);
    // What a wait says depends on state and object alone: each pair is matched once.
    let mut known: Vec<((State, ObjectId), Option<String>)> = Vec::new();
    let mut hits = Vec::new();
    let Some(lane) = trace.thread_lane(thread) else { return hits.into_iter() };
    for interval in lane.intervals(0..u64::MAX) {
        let Some(object) = interval.object else { continue };
        let key = (interval.state, object);
        let at = known.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            let text = format!("{name} {}: {}", key.0.label(), object_name(trace, object));
            known.push((key, matches(&text).then_some(text)));
            known.len() - 1
        });
        if let Some(text) = &known[at].1 {
            let (thread, object) = (Some(thread), Some(object));
            hits.push(Hit { nanos: interval.from, thread, object, text: text.clone() });
        }
        if hits.len() == HITS_MAX {
            break;
        }
    }
    hits.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::event::{Batch, OutputChunk, Stream};

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
}
