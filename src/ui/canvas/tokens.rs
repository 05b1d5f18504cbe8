//! What travels along wires: ownership of a lock on its way to the thread that took it and back, an
//! item on its way to a queue and from it.

use super::Frame;
use super::layout::Curve;
use super::motion::{Move, TRAVEL_NANOS};
use super::pen::Pen;
use super::ports::WireId;
use super::wires::head_curve;
use crate::script::outline::Target;
use egui::{Rect, Vec2};
use std::collections::BTreeMap;

const RADIUS: f32 = 6.0;

/// Paints everything that is on its way.
pub fn paint_tokens(pen: &Pen, frame: &Frame, curves: &BTreeMap<WireId, Curve>) {
    let Some(live) = frame.drawing.live.filter(|_| !frame.drawing.still) else { return };
    for one in &live.moves {
        let Some((thread, _)) = live.thread(one.thread) else { continue };
        let target = Target::Primitive(one.primitive);
        let known = curves.get(&(thread, target)).copied();
        let Some(curve) = known.or_else(|| head_curve(frame, thread, target)) else { continue };
        if pen.sees(curve.bounds()) {
            let way = way(one, live.nanos);
            paint_token(pen, frame, (&curve, way), one);
        }
    }
}

/// How far along the wire it is, from the thread (0) to the primitive (1).
fn way(one: &Move, nanos: u64) -> f32 {
    let share = nanos.saturating_sub(one.nanos) as f32 / TRAVEL_NANOS as f32;
    let share = share.clamp(0.0, 1.0);
    // Slow at both ends.
    let eased = share * share * (3.0 - 2.0 * share);
    if one.gave { eased } else { 1.0 - eased }
}

fn paint_token(pen: &Pen, frame: &Frame, (curve, way): (&Curve, f32), one: &Move) {
    let theme = pen.theme;
    let color = pen.color(theme.owner(one.thread.index()));
    let at = curve.at(way);
    let item = frame.drawing.outline.primitives[one.primitive].kind == "Queue";
    if item {
        let square = Rect::from_center_size(at, Vec2::splat(2.0 * RADIUS));
        pen.fill(square.expand(1.5), 3.0, pen.card());
        pen.fill(square, 2.5, pen.color(theme.level));
    } else {
        pen.dot(at, RADIUS + 1.5, pen.card());
        pen.dot(at, RADIUS, color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::ThreadId;

    #[test]
    fn what_is_given_goes_to_the_primitive_and_what_is_taken_comes_from_it() {
        let one = |gave| Move { nanos: 1000, thread: ThreadId(0), primitive: 0, gave };
        let half = 1000 + TRAVEL_NANOS / 2;
        assert_eq!((way(&one(true), 1000), way(&one(true), half)), (0.0, 0.5));
        assert_eq!((way(&one(false), 1000), way(&one(false), half)), (1.0, 0.5));
        assert_eq!(way(&one(true), 1000 + 2 * TRAVEL_NANOS), 1.0);
    }
}
