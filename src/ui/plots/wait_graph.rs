//! The wait-for graph: threads at the left, what they hold or wait for at the right.
//!
//! A solid arrow from an object to a thread says "held by", a dashed red one from a thread to an
//! object "waits for": a circle of arrows is a deadlock. Geometry is a pure function to a scene.

use crate::analysis::sentence::{object_name, sentence, thread_name};
use crate::analysis::wait_for::{WaitFor, wait_for};
use crate::export::axis;
use crate::export::scene::{Anchor, Color, Layer, Point, Prim, Rect, Scene, Stroke, point, rect};
use crate::export::text;
use crate::export::theme::Theme;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::ui::timeline::{Selection, paint};
use egui::{RichText, ScrollArea, Sense, Ui, vec2};

const ROW: f32 = 40.0;
const BOX_HEIGHT: f32 = 26.0;
const BOX_WIDTH: (f32, f32) = (70.0, 190.0);
const TEXT: f32 = 12.0;
/// Rows of either column; what is beyond is said in words only.
const ROWS_MAX: usize = 40;

/// Shows who waits for whom at the chosen moment, or now.
pub fn ui(ui: &mut Ui, trace: &Trace, theme: &Theme, selection: &Selection) {
    if trace.event_count() == 0 {
        let hint = "Press Run to see who waits for whom.";
        ui.centered_and_justified(|ui| ui.weak(hint));
        return;
    }
    let chosen = selection.interval.map(|chosen| chosen.from_nanos);
    let nanos = chosen.unwrap_or(trace.now_nanos());
    let waits = wait_for(trace, nanos);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        words_ui(ui, trace, theme, &waits, chosen.is_some());
        if waits.edges.is_empty() && waits.held.is_empty() {
            return;
        }
        ui.weak("Solid arrow: held by. Dashed red arrow: waits for. A circle is a deadlock.");
        let scene = scene(trace, theme, &waits, ui.available_width().max(240.0));
        let size = vec2(scene.width, scene.height);
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        paint::paint_scene(&ui.painter_at(area), area.min, &scene);
    });
}

fn words_ui(ui: &mut Ui, trace: &Trace, theme: &Theme, waits: &WaitFor, chosen: bool) {
    let when = axis::exact(waits.nanos as f64);
    ui.weak(if chosen { format!("At {when}, the chosen moment") } else { format!("At {when}") });
    for cycle in &waits.cycles {
        let words = format!("Deadlock: {}", waits.describe(trace, cycle));
        ui.label(RichText::new(words).color(paint::color32(theme.alarm)).strong());
    }
    let in_cycle = |thread: ThreadId| waits.cycles.iter().any(|cycle| cycle.contains(&thread));
    for edge in waits.edges.iter().filter(|edge| !in_cycle(edge.thread)) {
        if let Some(words) = sentence(trace, edge.thread, waits.nanos) {
            ui.label(words);
        }
    }
    if waits.edges.is_empty() {
        ui.label("Nobody waits for anything.");
    }
}

/// The graph as a scene of this width.
pub fn scene(trace: &Trace, theme: &Theme, waits: &WaitFor, width: f32) -> Scene {
    let (threads, objects) = nodes(trace, waits);
    let rows = threads.len().max(objects.len()).max(1);
    let height = rows as f32 * ROW + 8.0;
    let mut layer = Layer::new(rect(0.0, 0.0, width, height));
    let box_width = (width * 0.3).clamp(BOX_WIDTH.0, BOX_WIDTH.1);
    let left = |row: usize| node_box(10.0, row, box_width);
    let right = |row: usize| node_box(width - box_width - 10.0, row, box_width);
    let row_of = |thread: ThreadId| threads.iter().position(|known| *known == thread);
    let row_of_object = |object: ObjectId| objects.iter().position(|known| *known == object);
    for (object, holders) in &waits.held {
        for holder in holders {
            let (Some(from), Some(to)) = (row_of_object(*object), row_of(*holder)) else {
                continue;
            };
            let stroke = Stroke::solid(1.8, theme.owner(holder.index()));
            // Held above the middle, waited for below it: two arrows of one pair stay apart.
            layer.arrow(shifted(right(from), false, -4.0), shifted(left(to), true, -4.0), stroke);
        }
    }
    for edge in &waits.edges {
        let (Some(from), Some(to)) = (row_of(edge.thread), row_of_object(edge.object)) else {
            continue;
        };
        let stroke = Stroke::dashed(1.8, theme.alarm);
        layer.arrow(shifted(left(from), true, 4.0), shifted(right(to), false, 4.0), stroke);
    }
    let stuck = |thread: ThreadId| waits.cycles.iter().any(|cycle| cycle.contains(&thread));
    for (row, &thread) in threads.iter().enumerate() {
        let frame = if stuck(thread) { theme.alarm } else { theme.owner(thread.index()) };
        node(&mut layer, theme, left(row), frame, &thread_name(trace, thread));
    }
    for (row, &object) in objects.iter().enumerate() {
        let name = match trace.thread_of(object) {
            Some(thread) => format!("end of {}", thread_name(trace, thread)),
            None => object_name(trace, object),
        };
        node(&mut layer, theme, right(row), theme.text_weak, &name);
    }
    Scene { width, height, background: theme.background, layers: vec![layer] }
}

/// Threads and objects that take part, each in an order that keeps arrows short.
fn nodes(trace: &Trace, waits: &WaitFor) -> (Vec<ThreadId>, Vec<ObjectId>) {
    let mut threads: Vec<ThreadId> = waits.edges.iter().map(|edge| edge.thread).collect();
    threads.extend(waits.held.iter().flat_map(|(_, holders)| holders));
    threads.extend(waits.edges.iter().filter_map(|edge| trace.thread_of(edge.object)));
    threads.sort();
    threads.dedup();
    threads.truncate(ROWS_MAX);
    let mut objects: Vec<ObjectId> = waits.edges.iter().map(|edge| edge.object).collect();
    objects.extend(waits.held.iter().map(|(object, _)| *object));
    objects.sort();
    objects.dedup();
    let row = |object: &ObjectId| {
        let holder = waits.held.iter().find(|(held, _)| held == object).map(|(_, all)| all[0]);
        let waiter = waits.edges.iter().find(|edge| edge.object == *object);
        let near = holder.or(waiter.map(|edge| edge.thread));
        near.and_then(|near| threads.iter().position(|thread| *thread == near))
    };
    objects.sort_by_key(|object| (row(object), *object));
    objects.truncate(ROWS_MAX);
    (threads, objects)
}

fn node_box(x: f32, row: usize, width: f32) -> Rect {
    rect(x, row as f32 * ROW + 4.0 + (ROW - BOX_HEIGHT) / 2.0, width, BOX_HEIGHT)
}

/// The middle of a box's side, a little up or down.
fn shifted(place: Rect, right_side: bool, down: f32) -> Point {
    point(if right_side { place.right() + 1.0 } else { place.x - 1.0 }, place.middle() + down)
}

fn node(layer: &mut Layer, theme: &Theme, place: Rect, frame: Color, name: &str) {
    let stroke = Some(Stroke::solid(1.5, frame));
    layer.prims.push(Prim::Rect { rect: place, fill: Some(theme.panel), stroke, radius: 4.0 });
    let name = text::elided(name, TEXT, place.w - 12.0);
    let at = point(place.x + place.w / 2.0, place.middle());
    layer.text(at, Anchor::Middle, TEXT, theme.text, name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{fixture, theme};

    #[test]
    fn a_deadlock_has_both_threads_both_locks_and_four_arrows_between_them() {
        let trace = fixture::deadlock();
        let waits = wait_for(&trace, trace.now_nanos());
        let scene = scene(&trace, &theme::LIGHT, &waits, 500.0);
        let texts: Vec<&str> = scene.texts().collect();
        for name in ["transfer a to b", "transfer b to a", "accounts_lock", "other_lock"] {
            assert!(texts.contains(&name), "{texts:?}");
        }
        let heads = scene.prims().filter(|prim| matches!(prim, Prim::Polygon { .. })).count();
        // Two held, two waited for, and the main thread's join.
        assert_eq!(heads, 5);
    }
}
