//! Wires: who uses what; live, who owns and who waits.

use super::layout::{Curve, HEAD, first_row, wire};
use super::node_id::NodeId;
use super::pen::Pen;
use super::ports::WireId;
use super::{CanvasPanel, Frame};
use crate::script::outline::Target;
use egui::{Color32, Rect, vec2};
use std::collections::BTreeMap;

/// Dashes a second.
const FLOW: f32 = 2.0;

/// Between two wires of one card to one node.
const BESIDE: f32 = 9.0;

/// What a wire says about the run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Owns,
    Waits,
    Stuck,
}

/// Paints all wires, then the live ones over them.
pub fn paint_wires(
    pen: &Pen,
    frame: &Frame,
    panel: &CanvasPanel,
    curves: &BTreeMap<WireId, Curve>,
) {
    let lit = |id: NodeId| panel.selected.contains(frame.key(id));
    let live = relations(frame);
    for (&(thread, target), curve) in curves {
        let covered = matches!(target, Target::Primitive(at) if live.contains_key(&(thread, at)));
        if covered || !pen.sees(curve.bounds()) {
            continue;
        }
        let lit = !panel.selected.is_empty() && (lit(NodeId::Thread(thread)) || lit(target.into()));
        let color = match (lit, frame.drawing.live.is_some()) {
            (true, _) => pen.color(pen.theme.accent),
            (_, true) => pen.tint(pen.theme.text_weak, 70),
            _ => pen.tint(pen.theme.text_weak, 130),
        };
        pen.curve(curve, if lit { 2.0 } else { 1.3 }, color);
        if pen.is_legible() {
            pen.dot(curve.0[0], 2.5, color);
            pen.dot(curve.0[3], 2.5, color);
        }
    }
    for (&(thread, primitive), relations) in &live {
        let target = Target::Primitive(primitive);
        let known = curves.get(&(thread, target)).copied();
        let Some(curve) = known.or_else(|| head_curve(frame, thread, target)) else { continue };
        for (at, &relation) in relations.iter().enumerate().filter(|_| pen.sees(curve.bounds())) {
            // Of a card's threads one may own what another waits for: side by side.
            let beside = vec2(0.0, BESIDE * at as f32);
            paint_relation(pen, frame, &Curve(curve.0.map(|point| point + beside)), relation);
        }
    }
}

fn paint_relation(pen: &Pen, frame: &Frame, curve: &Curve, relation: Relation) {
    let theme = pen.theme;
    match relation {
        Relation::Owns => {
            let color = pen.color(theme.arrow);
            let curve = curve.reversed();
            pen.curve(&curve, 2.4, color);
            pen.head(&curve, 11.0, color);
        }
        Relation::Waits => {
            let color = pen.color(theme.lock.fill);
            pen.dashes(curve, 2.2, color, frame.time * FLOW);
            pen.head(curve, 11.0, color);
        }
        Relation::Stuck => {
            let color: Color32 = pen.tint(theme.alarm, 150 + (frame.pulse * 105.0) as u8);
            pen.curve(curve, 5.0, pen.tint(theme.alarm, 40 + (frame.pulse * 50.0) as u8));
            pen.dashes(curve, 2.6, color, 0.0);
            pen.head(curve, 13.0, color);
        }
    }
}

/// Who owns and who waits, by card and node. Being stuck says more than waiting.
fn relations(frame: &Frame) -> BTreeMap<(usize, usize), Vec<Relation>> {
    let mut relations: BTreeMap<(usize, usize), Vec<Relation>> = BTreeMap::new();
    let Some(live) = frame.drawing.live else { return relations };
    for (primitive, objects) in live.primitives.iter().enumerate() {
        for object in objects {
            let owners = object.holders.iter().map(|&id| (id, Relation::Owns));
            let waiters = object.waiters.iter().map(|&id| {
                let stuck = live.stuck_threads.contains(&id);
                (id, if stuck { Relation::Stuck } else { Relation::Waits })
            });
            for (id, relation) in owners.chain(waiters) {
                if let Some((thread, _)) = live.thread(id) {
                    let here = relations.entry((thread, primitive)).or_default();
                    if !here.contains(&relation) {
                        here.push(relation);
                    }
                }
            }
        }
    }
    for here in relations.values_mut() {
        if here.contains(&Relation::Stuck) {
            here.retain(|relation| *relation != Relation::Waits);
        }
    }
    relations
}

/// The curve of every wire, ends spread along the sides of their nodes.
pub fn curves(frame: &Frame, panel: &CanvasPanel) -> BTreeMap<WireId, Curve> {
    let outline = frame.drawing.outline;
    // Wires from the left and from the right end on their own sides.
    let mut ends: BTreeMap<(NodeId, bool), Vec<(f32, usize, Target)>> = BTreeMap::new();
    for wire in &outline.uses {
        let Some(card) = frame.rects.get(&NodeId::Thread(wire.thread)) else { continue };
        let y = start_y(frame, panel, wire.thread, *card, wire.target);
        let node = NodeId::from(wire.target);
        let left = frame.rects.get(&node).is_some_and(|rect| rect.center().x >= card.center().x);
        ends.entry((node, left)).or_default().push((y, wire.thread, wire.target));
    }
    let mut curves = BTreeMap::new();
    for ((node, _), mut wires) in ends {
        let Some(&rect) = frame.rects.get(&node) else { continue };
        wires.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let slots = wires.len();
        for (slot, (y, thread, target)) in wires.into_iter().enumerate() {
            if let Some(&card) = frame.rects.get(&NodeId::Thread(thread)) {
                curves.insert((thread, target), wire(card, y, rect, (slot, slots)));
            }
        }
    }
    curves
}

fn start_y(frame: &Frame, panel: &CanvasPanel, thread: usize, card: Rect, target: Target) -> f32 {
    let shown = panel.rows_shown(frame, thread);
    match first_row(frame.drawing.outline, thread, target) {
        Some(row) => frame.row_rect(thread, card, row.min(shown)).center().y,
        None => card.top() + HEAD / 2.0,
    }
}

/// A wire that only the run knows of: from the card's head.
pub fn head_curve(frame: &Frame, thread: usize, target: Target) -> Option<Curve> {
    let card = *frame.rects.get(&NodeId::Thread(thread))?;
    let node = *frame.rects.get(&target.into())?;
    Some(wire(card, card.top() + HEAD / 2.0, node, (0, 1)))
}
