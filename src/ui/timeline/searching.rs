//! Finding places of the timeline by words, and going from one to the next.

use super::selection::Selection;
use crate::analysis::find::{Finder, Hit, next_hit};
use crate::export::timeline::LaneKey;
use crate::trace::Trace;
use std::time::{Duration, Instant};

/// What a frame spends on a search at most ...
const A_FRAME: Duration = Duration::from_micros(500);
/// ... in steps of so many intervals.
const PARTS_AT_ONCE: u64 = 4096;

/// A search.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Whether its field is shown.
    pub open: bool,
    /// Whether the field asks for the focus.
    pub wants_focus: bool,
    /// What is looked for.
    pub query: String,
    finder: Finder,
    hits: Vec<Hit>,
    /// What `hits` are of: the words, and whether the run went on.
    of: (String, bool),
    /// How many events there were when it last came to an end.
    seen: Option<u64>,
    /// The hit gone to last, and how many wholly like it came before.
    at: Option<(Hit, usize)>,
}

impl Search {
    /// Looks on for a while: in a long run a search takes many frames, and in one that goes on it
    /// never ends.
    pub fn look(&mut self, trace: &Trace) {
        // The newest events of a run that goes on may still change places.
        let of = (self.query.clone(), trace.is_live());
        if of != self.of {
            if of.0 != self.of.0 {
                self.at = None;
            }
            (self.finder, self.hits, self.seen) = (Finder::new(&self.query), Vec::new(), None);
            self.of = of;
        }
        if self.seen == Some(trace.event_count()) {
            return;
        }
        let began = Instant::now();
        let mut done = false;
        while !done && began.elapsed() < A_FRAME {
            done = self.finder.advance(trace, PARTS_AT_ONCE);
        }
        self.seen = done.then(|| trace.event_count());
        if self.finder.hits().count() != self.hits.len() {
            self.hits = self.finder.hits().cloned().collect();
            self.hits.sort_by_key(|hit| (hit.nanos, hit.thread, hit.object));
        }
    }

    /// Whether there is more to look at.
    pub fn is_looking(&self) -> bool {
        self.open && self.seen.is_none() && !self.query.trim().is_empty()
    }

    /// The places found, in order of time; none while its field is closed.
    pub fn hits(&self) -> &[Hit] {
        if self.open { &self.hits } else { &[] }
    }

    /// Whether there are more than are listed.
    pub fn is_cut_off(&self) -> bool {
        self.finder.is_cut_off()
    }

    /// Place of the hit gone to last, 1 = first.
    pub fn place(&self) -> Option<usize> {
        let (at, before) = self.at.as_ref()?;
        let alike = self.hits.iter().enumerate().filter(|(_, hit)| *hit == at);
        alike.map(|(place, _)| place + 1).nth(*before)
    }

    /// Goes to the next hit, or to the one before; says when it is. `from` is where one looks.
    pub fn go(
        &mut self,
        trace: &Trace,
        selection: &mut Selection,
        from: u64,
        forwards: bool,
    ) -> Option<(Option<LaneKey>, u64)> {
        self.look(trace);
        let all = self.hits.len();
        let place = match self.place() {
            // Several may be at one moment: each has its turn.
            Some(place) if forwards => place % all,
            Some(place) => (place + all - 2) % all,
            None => {
                let next = next_hit(&self.hits, from, forwards)?;
                self.hits.iter().position(|hit| std::ptr::eq(hit, next))?
            }
        };
        let hit = self.hits.get(place)?;
        let before = self.hits[..place].iter().filter(|other| *other == hit).count();
        let (lane, nanos) = (lane_of(hit), hit.nanos);
        self.at = Some((hit.clone(), before));
        if let Some(lane) = lane {
            selection.choose(trace, lane, nanos);
        }
        Some((lane, nanos))
    }
}

/// The lane of a hit: its thread's, or its object's.
pub fn lane_of(hit: &Hit) -> Option<LaneKey> {
    hit.thread.map(LaneKey::Thread).or(hit.object.map(LaneKey::Object))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::model::ids::ThreadId;
    use crate::trace::event::{Batch, OutputChunk, Stream};

    #[test]
    fn hits_are_walked_in_order_of_time_and_round_the_end() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        let mut search =
            Search { open: true, query: "blocked accounts".to_owned(), ..Search::default() };
        search.look(&trace);
        let times: Vec<u64> = search.hits().iter().map(|hit| hit.nanos).collect();
        assert_eq!(times, [90_000, 405_000]);
        let mut go = |forwards| search.go(&trace, &mut selection, 0, forwards).map(|hit| hit.1);
        assert_eq!([go(true), go(true), go(true)], [Some(90_000), Some(405_000), Some(90_000)]);
        assert_eq!(go(false), Some(405_000));
        assert_eq!(search.place(), Some(2));
        let chosen = selection.interval.unwrap();
        assert_eq!((chosen.lane, chosen.from_nanos), (LaneKey::Thread(ThreadId(2)), 405_000));
    }

    #[test]
    fn hits_at_one_moment_have_their_turn_each() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        let mut search = Search { open: true, query: "o".to_owned(), ..Search::default() };
        search.look(&trace);
        let times: Vec<u64> = search.hits().iter().map(|hit| hit.nanos).collect();
        assert!(times.windows(2).any(|two| two[0] == two[1]), "{times:?}");
        let mut walked = Vec::new();
        for _ in 0..times.len() {
            search.go(&trace, &mut selection, u64::MAX, true);
            walked.extend(search.place());
        }
        assert_eq!(walked, (1..=times.len()).collect::<Vec<_>>());
        search.go(&trace, &mut selection, 0, false);
        assert_eq!(search.place(), Some(times.len() - 1));
    }

    #[test]
    fn hits_that_are_wholly_alike_have_their_turn_each() {
        let line = |nanos| OutputChunk {
            nanos,
            thread: ThreadId(1),
            stream: Stream::Out,
            text: "tick\n".to_owned(),
        };
        let mut trace = fixture::pipeline();
        let output = vec![line(200_000), line(300_000), line(300_000), line(400_000)];
        trace.append(&Batch { output, ..Batch::default() });
        let mut selection = Selection::default();
        let mut search = Search { open: true, query: "tick".to_owned(), ..Search::default() };
        let mut walk = |forwards| {
            search.go(&trace, &mut selection, 0, forwards);
            search.place()
        };
        let forwards = [(); 5].map(|()| walk(true).unwrap());
        assert_eq!(forwards, [1, 2, 3, 4, 1]);
        let backwards = [(); 4].map(|()| walk(false).unwrap());
        assert_eq!(backwards, [4, 3, 2, 1]);
    }

    #[test]
    fn nothing_found_goes_nowhere() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        let mut search = Search { open: true, query: "zebra".to_owned(), ..Search::default() };
        assert_eq!(search.go(&trace, &mut selection, 0, true), None);
        assert_eq!(selection, Selection::default());
    }
}
