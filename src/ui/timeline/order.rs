//! Which lanes are shown in which order: kept on top, hidden, moved, filtered.
//!
//! Pure lists of lanes. The geometry asks for the result as part of its view.

use crate::export::timeline::{LaneKey, lane_keys, name_of};
use crate::trace::{State, Trace};
use std::collections::BTreeSet;

/// What the user did to the lanes.
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    /// Left out by hand.
    pub hidden: BTreeSet<LaneKey>,
    /// Above all others, in this order.
    pub pinned: Vec<LaneKey>,
    /// The others' order, if it was changed; lanes that came later follow.
    pub order: Vec<LaneKey>,
    /// What lanes must have to be shown.
    pub filter: Filter,
}

/// What lanes must have to be shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// In their name, in any case.
    pub text: String,
    /// At some time in the run.
    pub state: Option<State>,
}

impl Filter {
    /// Whether it leaves anything out.
    pub fn is_on(&self) -> bool {
        !self.text.trim().is_empty() || self.state.is_some()
    }

    fn passes(&self, trace: &Trace, key: LaneKey) -> bool {
        let text = self.text.trim().to_lowercase();
        let named = text.is_empty() || name_of(trace, key).to_lowercase().contains(&text);
        named && self.state.is_none_or(|state| was_in(trace, key, state))
    }
}

/// Whether a thread was ever in `state`, or an object was ever waited for in it.
fn was_in(trace: &Trace, key: LaneKey, state: State) -> bool {
    let all = trace.first_nanos()..trace.now_nanos();
    match key {
        LaneKey::Thread(thread) => {
            let total = trace.thread_lane(thread).and_then(|lane| lane.total(all));
            total.is_some_and(|total| total.nanos_in(state) > 0.0)
        }
        LaneKey::Object(object) => {
            let waited = || {
                let total = trace.object_lane(object).and_then(|lane| lane.total(all));
                total.is_some_and(|total| total.waiters_max > 0)
            };
            State::waiting(trace.object_class(object)) == state && waited()
        }
        LaneKey::Variable(_) => false,
    }
}

impl Lanes {
    /// Whether any lane may be left out.
    pub fn leaves_out(&self) -> bool {
        !self.hidden.is_empty() || self.filter.is_on()
    }

    /// Lanes that are not drawn: hidden by hand or by the filter.
    pub fn left_out(&self, trace: &Trace) -> BTreeSet<LaneKey> {
        let mut left_out = self.hidden.clone();
        if self.filter.is_on() {
            let fails = |key: &LaneKey| !self.filter.passes(trace, *key);
            left_out.extend(lane_keys(trace).into_iter().filter(fails));
        }
        left_out
    }

    /// Shows everything again.
    pub fn show_all(&mut self) {
        self.hidden.clear();
        self.filter = Filter::default();
    }

    /// Keeps a lane on top, or no more.
    pub fn toggle_pin(&mut self, key: LaneKey) {
        let before = self.pinned.len();
        self.pinned.retain(|other| *other != key);
        if self.pinned.len() == before {
            self.pinned.push(key);
        }
    }

    /// Puts a lane before place `place` of `shown`, the lanes as they are drawn. A lane that is
    /// kept on top stays among those that are.
    pub fn put(&mut self, shown: &[LaneKey], key: LaneKey, place: usize) {
        let Some(from) = shown.iter().position(|other| *other == key) else { return };
        let tops = shown.iter().filter(|key| self.pinned.contains(key)).count();
        let (low, high) = if from < tops { (0, tops) } else { (tops, shown.len()) };
        let place = place.clamp(low, high);
        let mut moved: Vec<LaneKey> = shown.to_vec();
        moved.remove(from);
        moved.insert(if place > from { place - 1 } else { place }, key);
        let others = moved.split_off(tops);
        if from < tops {
            self.pinned = moved;
        } else {
            // Lanes that are not drawn now keep their place at the end of what was ordered.
            let unseen: Vec<_> =
                self.order.iter().filter(|key| !others.contains(key)).copied().collect();
            self.order = others;
            self.order.extend(unseen);
        }
    }

    /// Shows parts of a lane's thing below it. What is `shown` stays in its order.
    pub fn open(&mut self, shown: &[LaneKey], whole: LaneKey, parts: &[LaneKey]) {
        let rest = shown.iter().filter(|key| !self.pinned.contains(key) || **key == whole);
        let below = |key: &LaneKey| if *key == whole { parts } else { &[] };
        let order = rest.flat_map(|key| [&[*key][..], below(key)].concat());
        self.order = order.collect();
    }

    /// Shows them no more.
    pub fn fold(&mut self, parts: &[LaneKey]) {
        self.order.retain(|key| !parts.contains(key));
        self.pinned.retain(|key| !parts.contains(key));
    }

    /// Moves a lane up or down by one.
    pub fn shift(&mut self, shown: &[LaneKey], key: LaneKey, down: bool) {
        let Some(from) = shown.iter().position(|other| *other == key) else { return };
        match down {
            true => self.put(shown, key, from + 2),
            false => self.put(shown, key, from.saturating_sub(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::export::timeline::{TimelineView, visible_keys};
    use crate::model::ids::{ObjectId, ThreadId};

    fn shown(lanes: &Lanes, trace: &Trace) -> Vec<LaneKey> {
        let mut view = TimelineView::whole(trace, 500.0);
        view.hidden = lanes.left_out(trace);
        (view.pinned, view.order) = (lanes.pinned.clone(), lanes.order.clone());
        visible_keys(trace, &view)
    }

    fn threads(keys: &[LaneKey]) -> Vec<u32> {
        let thread = |key: &LaneKey| match key {
            LaneKey::Thread(thread) => Some(thread.0),
            _ => None,
        };
        keys.iter().filter_map(thread).collect()
    }

    #[test]
    fn a_lane_goes_where_it_is_put_and_the_others_keep_their_order() {
        let trace = fixture::pipeline();
        let mut lanes = Lanes::default();
        let all = shown(&lanes, &trace);
        lanes.put(&all, LaneKey::Thread(ThreadId(3)), 1);
        assert_eq!(threads(&shown(&lanes, &trace)), [0, 3, 1, 2]);
        let now = shown(&lanes, &trace);
        lanes.shift(&now, LaneKey::Thread(ThreadId(0)), true);
        assert_eq!(threads(&shown(&lanes, &trace)), [3, 0, 1, 2]);
        let now = shown(&lanes, &trace);
        lanes.shift(&now, LaneKey::Thread(ThreadId(3)), false);
        assert_eq!(shown(&lanes, &trace), now, "it is at the top already");
        assert_eq!(now.len(), all.len());
    }

    #[test]
    fn lanes_on_top_stay_among_themselves() {
        let trace = fixture::pipeline();
        let mut lanes = Lanes::default();
        lanes.toggle_pin(LaneKey::Thread(ThreadId(2)));
        lanes.toggle_pin(LaneKey::Thread(ThreadId(3)));
        assert_eq!(threads(&shown(&lanes, &trace)), [2, 3, 0, 1]);
        let now = shown(&lanes, &trace);
        lanes.put(&now, LaneKey::Thread(ThreadId(2)), 99);
        assert_eq!(threads(&shown(&lanes, &trace)), [3, 2, 0, 1]);
        let now = shown(&lanes, &trace);
        lanes.put(&now, LaneKey::Thread(ThreadId(1)), 0);
        assert_eq!(threads(&shown(&lanes, &trace)), [3, 2, 1, 0]);
        lanes.toggle_pin(LaneKey::Thread(ThreadId(3)));
        assert_eq!(lanes.pinned, [LaneKey::Thread(ThreadId(2))]);
    }

    #[test]
    fn what_is_opened_stands_below_its_whole_and_goes_when_it_is_folded() {
        let trace = fixture::pipeline();
        let mut lanes = Lanes::default();
        let all = shown(&lanes, &trace);
        let (whole, part) = (all[1], LaneKey::Object(ObjectId(77)));
        lanes.open(&all, whole, &[part]);
        let place = lanes.order.iter().position(|key| *key == part);
        assert_eq!((place, lanes.order.len()), (Some(2), all.len() + 1));
        assert_eq!(shown(&lanes, &trace), all, "a trace without it has no lane for it");
        lanes.fold(&[part]);
        assert_eq!(lanes.order, all);
    }

    #[test]
    fn a_filter_looks_at_names_and_at_states_that_ever_were() {
        let trace = fixture::pipeline();
        let mut lanes = Lanes::default();
        lanes.filter.text = "PROD".to_owned();
        assert_eq!(threads(&shown(&lanes, &trace)), [1]);
        lanes.filter = Filter { text: String::new(), state: Some(State::BlockedOnLock) };
        let keys = shown(&lanes, &trace);
        assert_eq!(threads(&keys), [1, 2]);
        assert!(keys.contains(&LaneKey::Object(fixture::LOCK)));
        assert!(!keys.contains(&LaneKey::Object(fixture::QUEUE)));
        lanes.show_all();
        assert_eq!(threads(&shown(&lanes, &trace)), [0, 1, 2, 3]);
    }
}
