//! Nodes glide to new places, so that the eye can follow them: when an edit, an undo or a new
//! arrangement moves them. It must not know why they move.

use super::node_id::{Keys, NodeId};
use egui::{Pos2, Rect};
use std::collections::BTreeMap;

/// How long the way takes.
const SECONDS: f64 = 0.22;

/// Where nodes were shown last, and the way that they are on.
#[derive(Default)]
pub struct Glide {
    /// Where they are going, by key.
    wanted: BTreeMap<String, Pos2>,
    /// Where they were when they set off, and when that was.
    from: Option<(BTreeMap<String, Pos2>, f64)>,
}

impl Glide {
    /// Where nodes stand or are on their way to, by key.
    pub fn wanted(&self) -> &BTreeMap<String, Pos2> {
        &self.wanted
    }

    /// They stand there after all, as if they had never been moved.
    pub fn stand(&mut self, places: BTreeMap<String, Pos2>) {
        (self.wanted, self.from) = (places, None);
    }

    /// Puts nodes on their way to where they should be; whether any is still under way. With `still`
    /// they are there at once.
    pub fn glide(
        &mut self,
        rects: &mut BTreeMap<NodeId, Rect>,
        keys: &Keys,
        (seconds, still): (f64, bool),
    ) -> bool {
        let wanted: BTreeMap<String, Pos2> =
            rects.iter().map(|(id, rect)| (keys.of_node(*id).to_owned(), rect.min)).collect();
        let moved = |(key, place): (&String, &Pos2)| {
            self.wanted.get(key).is_some_and(|before| before.distance(*place) > 0.5)
        };
        if still {
            self.from = None;
        } else if wanted.iter().any(moved) {
            self.from = Some((self.shown(seconds), seconds));
        }
        self.wanted = wanted;
        if self.from.as_ref().is_some_and(|(_, began)| seconds - began >= SECONDS) {
            self.from = None;
        }
        if self.from.is_none() {
            return false;
        }
        let shown = self.shown(seconds);
        for (id, rect) in rects {
            if let Some(place) = shown.get(keys.of_node(*id)) {
                *rect = Rect::from_min_size(*place, rect.size());
            }
        }
        true
    }

    /// Where they are now. What is new is where it should be.
    fn shown(&self, seconds: f64) -> BTreeMap<String, Pos2> {
        let Some((from, began)) = &self.from else { return self.wanted.clone() };
        let share = (((seconds - began) / SECONDS) as f32).clamp(0.0, 1.0);
        // Quick at first, slow at the end.
        let share = 1.0 - (1.0 - share).powi(3);
        let place = |(key, to): (&String, &Pos2)| {
            (key.clone(), from.get(key).map_or(*to, |from| from.lerp(*to, share)))
        };
        self.wanted.iter().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::outline::Outline;
    use egui::{pos2, vec2};

    fn at(x: f32) -> BTreeMap<NodeId, Rect> {
        BTreeMap::from([(NodeId::Primitive(0), Rect::from_min_size(pos2(x, 0.0), vec2(9.0, 9.0)))])
    }

    fn left(glide: &mut Glide, x: f32, seconds: f64, still: bool) -> f32 {
        let keys = Keys::of(&Outline::of("import threading\nlock = threading.Lock()\n"));
        let mut rects = at(x);
        glide.glide(&mut rects, &keys, (seconds, still));
        rects[&NodeId::Primitive(0)].left()
    }

    #[test]
    fn a_node_that_must_move_passes_all_places_between() {
        let mut glide = Glide::default();
        assert_eq!(left(&mut glide, 10.0, 0.0, false), 10.0, "there from the start");
        assert_eq!(left(&mut glide, 110.0, 1.0, false), 10.0, "it sets off");
        let half = left(&mut glide, 110.0, 1.0 + SECONDS / 2.0, false);
        assert!(half > 20.0 && half < 109.0, "{half}");
        let turned = left(&mut glide, 10.0, 1.0 + SECONDS / 2.0, false);
        assert_eq!(turned, half, "it turns round from where it is");
        assert_eq!(left(&mut glide, 10.0, 9.0, false), 10.0, "it arrives");
    }

    #[test]
    fn nothing_glides_when_motion_is_reduced() {
        let mut glide = Glide::default();
        left(&mut glide, 10.0, 0.0, true);
        assert_eq!(left(&mut glide, 110.0, 1.0, true), 110.0);
    }
}
