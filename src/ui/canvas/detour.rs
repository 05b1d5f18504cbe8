//! Wires go round what stands between their ends: else one cannot tell whether a card that lies on a
//! wire uses what the wire leads to. Where the way round would be long they are drawn over it, faint
//! and in dashes. Worked out anew only when something has moved.

use super::layout::Curve;
use super::node_id::NodeId;
use super::pen::Pen;
use super::ports::WireId;
use egui::{Pos2, Rect, vec2};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How far the middle of a wire is pushed up or down, the nearest first.
const BENDS: [f32; 6] = [50.0, -50.0, 100.0, -100.0, 160.0, -160.0];
/// Share of a control point's push that a curve's middle follows.
const FOLLOWS: f32 = 0.75;
/// Points of a curve that are looked at.
const POINTS: usize = 24;
/// How much of a wire that lies over nodes is seen.
const OVER_ALPHA: u8 = 90;
/// More wires than this are not led round: the picture is a tangle anyway, and each costs time.
const WIRES_MAX: usize = 400;

/// The bends of wires, kept while nothing moves.
#[derive(Default)]
pub struct Detours {
    seen: u64,
    bends: BTreeMap<WireId, f32>,
    /// No bend is free.
    covered: BTreeSet<WireId>,
}

impl Detours {
    /// Leads wires round the nodes that they do not end at.
    pub fn lead(&mut self, curves: &mut BTreeMap<WireId, Curve>, rects: &BTreeMap<NodeId, Rect>) {
        if curves.len() > WIRES_MAX {
            return;
        }
        let seen = fingerprint(curves, rects);
        if seen != self.seen {
            (self.seen, self.bends, self.covered) = (seen, BTreeMap::new(), BTreeSet::new());
            for (wire, curve) in &*curves {
                match bend_of(curve, &in_the_way(*wire, curve, rects)) {
                    Some(0.0) => {}
                    Some(bend) => _ = self.bends.insert(*wire, bend),
                    None => _ = self.covered.insert(*wire),
                }
            }
        }
        for (wire, bend) in &self.bends {
            if let Some(curve) = curves.get_mut(wire) {
                *curve = bent(curve, *bend);
            }
        }
    }

    /// Draws those wires over the nodes that lie on them.
    pub fn paint_covered(&self, pen: &Pen, curves: &BTreeMap<WireId, Curve>) {
        let color = pen.tint(pen.theme.text_weak, OVER_ALPHA);
        for curve in self.covered.iter().filter_map(|wire| curves.get(wire)) {
            if pen.sees(curve.bounds()) {
                pen.dashes(curve, 1.2, color, 0.0);
            }
        }
    }
}

fn fingerprint(curves: &BTreeMap<WireId, Curve>, rects: &BTreeMap<NodeId, Rect>) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut add = |place: Pos2| (place.x.to_bits(), place.y.to_bits()).hash(&mut hasher);
    curves.values().for_each(|Curve(points)| points.iter().for_each(|point| add(*point)));
    rects.values().for_each(|rect| [rect.min, rect.max].into_iter().for_each(&mut add));
    hasher.finish()
}

/// Nodes that a wire may meet, however it is bent.
fn in_the_way(
    (thread, target): WireId,
    curve: &Curve,
    rects: &BTreeMap<NodeId, Rect>,
) -> Vec<Rect> {
    let ends = [NodeId::Thread(thread), target.into()];
    let reach = curve.bounds().expand2(vec2(0.0, BENDS[BENDS.len() - 2]));
    let others = rects.iter().filter(|(id, rect)| !ends.contains(id) && rect.intersects(reach));
    others.map(|(_, rect)| *rect).collect()
}

/// The least bend with which a curve meets nothing, if there is such.
fn bend_of(curve: &Curve, others: &[Rect]) -> Option<f32> {
    let mut bends = [0.0].into_iter().chain(BENDS);
    bends.find(|bend| is_free(&bent(curve, *bend), others))
}

fn is_free(curve: &Curve, others: &[Rect]) -> bool {
    let bounds = curve.bounds();
    let mut near = others.iter().filter(|rect| rect.intersects(bounds)).peekable();
    if near.peek().is_none() {
        return true;
    }
    let near: Vec<Rect> = near.map(|rect| rect.expand(2.0)).collect();
    let mut points = (1..POINTS).map(|at| curve.at(at as f32 / POINTS as f32));
    points.all(|point| !near.iter().any(|rect| rect.contains(point)))
}

fn bent(curve: &Curve, bend: f32) -> Curve {
    let [from, a, b, to] = curve.0;
    let push = vec2(0.0, bend / FOLLOWS);
    Curve([from, a + push, b + push, to])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::outline::Target;
    use crate::ui::canvas::layout::wire;
    use egui::pos2;

    #[test]
    fn a_wire_goes_round_a_card_between_its_ends_and_straight_where_none_is() {
        let rect = |x, y, w, h| Rect::from_min_size(pos2(x, y), vec2(w, h));
        let (card, lock) = (rect(0.0, 0.0, 180.0, 120.0), rect(700.0, 20.0, 190.0, 84.0));
        let between = rect(300.0, 0.0, 200.0, 140.0);
        let wire_id = (0, Target::Primitive(0));
        let straight = wire(card, 60.0, lock, (0, 1));
        let mut rects = BTreeMap::from([(NodeId::Thread(0), card), (NodeId::Primitive(0), lock)]);
        let led = |rects: &BTreeMap<NodeId, Rect>, detours: &mut Detours| {
            let mut curves = BTreeMap::from([(wire_id, straight)]);
            detours.lead(&mut curves, rects);
            curves[&wire_id]
        };
        let mut detours = Detours::default();
        assert_eq!(led(&rects, &mut detours), straight);
        rects.insert(NodeId::Thread(1), between);
        let round = led(&rects, &mut detours);
        assert_eq!((round.0[0], round.0[3]), (straight.0[0], straight.0[3]), "its ends stay");
        assert!(is_free(&round, &[between]) && !is_free(&straight, &[between]));
        let wall = rect(300.0, -900.0, 200.0, 1800.0);
        rects.insert(NodeId::Thread(1), wall);
        assert_eq!(
            (led(&rects, &mut detours), detours.covered.len()),
            (straight, 1),
            "no way round"
        );
        rects.insert(NodeId::Thread(1), between.translate(vec2(0.0, 900.0)));
        assert_eq!(
            led(&rects, &mut detours),
            straight,
            "it is looked at anew when something moves"
        );
        assert!(detours.covered.is_empty());
    }
}
