//! Finding places of the timeline by words, and going from one to the next.

use super::selection::Selection;
use crate::analysis::find::{HITS_MAX, Hit, find, next_hit};
use crate::export::timeline::LaneKey;
use crate::trace::Trace;

/// A search.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Whether its field is shown.
    pub open: bool,
    /// Whether the field asks for the focus.
    pub wants_focus: bool,
    /// What is looked for.
    pub query: String,
    hits: Vec<Hit>,
    /// What `hits` are of: the words, and how many events there were.
    of: (String, u64),
    /// The moment of the hit gone to last.
    at: Option<u64>,
}

impl Search {
    /// Looks again if the words have changed, or, when `again`, if there are more events.
    pub fn refresh(&mut self, trace: &Trace, again: bool) {
        let grown = again && self.of.1 != trace.event_count();
        if self.query == self.of.0 && !grown {
            return;
        }
        self.hits = find(trace, &self.query);
        self.hits.sort_by_key(|hit| hit.nanos);
        if self.query != self.of.0 {
            self.at = None;
        }
        self.of = (self.query.clone(), trace.event_count());
    }

    /// The places found, in order of time; none while its field is closed.
    pub fn hits(&self) -> &[Hit] {
        if self.open { &self.hits } else { &[] }
    }

    /// Whether there are more than are listed.
    pub fn is_cut_off(&self) -> bool {
        self.hits.len() >= HITS_MAX
    }

    /// Place of the hit gone to last, 1 = first.
    pub fn place(&self) -> Option<usize> {
        let at = self.at?;
        self.hits.iter().position(|hit| hit.nanos == at).map(|place| place + 1)
    }

    /// Goes to the next hit, or to the one before; says when it is. `from` is where one looks.
    pub fn go(
        &mut self,
        trace: &Trace,
        selection: &mut Selection,
        from: u64,
        forwards: bool,
    ) -> Option<(Option<LaneKey>, u64)> {
        self.refresh(trace, true);
        let hit = next_hit(&self.hits, self.at.unwrap_or(from), forwards)?.clone();
        self.at = Some(hit.nanos);
        let lane = lane_of(&hit);
        if let Some(lane) = lane {
            selection.choose(trace, lane, hit.nanos);
        }
        Some((lane, hit.nanos))
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

    #[test]
    fn hits_are_walked_in_order_of_time_and_round_the_end() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        let mut search =
            Search { open: true, query: "blocked accounts".to_owned(), ..Search::default() };
        search.refresh(&trace, false);
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
    fn nothing_found_goes_nowhere() {
        let (trace, mut selection) = (fixture::pipeline(), Selection::default());
        let mut search = Search { open: true, query: "zebra".to_owned(), ..Search::default() };
        assert_eq!(search.go(&trace, &mut selection, 0, true), None);
        assert_eq!(selection, Selection::default());
    }
}
