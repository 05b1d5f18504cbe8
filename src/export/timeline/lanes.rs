//! Which lanes there are, in which order, where each is, and its name at the left.

use super::{LaneKey, TimelineView, object_lane, thread_lane};
use crate::export::scene::{Anchor, Layer, Rect, Stroke, point, rect};
use crate::export::text;
use crate::export::theme::Theme;
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use std::ops::Range;

/// Space between lanes.
const GAP: f32 = 5.0;
const THREAD_HEIGHT: f32 = 20.0;
const OBJECT_HEIGHT: f32 = 30.0;
/// Height of the highest kind of lane.
pub const LANE_HEIGHT_MAX: f32 = OBJECT_HEIGHT;
const NAME_TEXT: f32 = 12.0;
const KIND_TEXT: f32 = 9.5;

/// A lane's place on the picture.
#[derive(Clone, PartialEq, Debug)]
pub struct LaneBox {
    /// What it is about.
    pub key: LaneKey,
    /// Its name, whole.
    pub name: String,
    /// Where its content is drawn (not the name).
    pub rect: Rect,
}

/// All lanes of a trace: threads, the GIL if it was used, then objects, in order of creation.
/// Clocks and threads seen as something to join have none; nor has what a library made inside.
pub fn lane_keys(trace: &Trace) -> Vec<LaneKey> {
    let objects = trace.objects().filter(|&id| {
        let object = trace.object(id);
        let hidden = id == ObjectId::CLOCK || object.kind == "Thread";
        let quiet = id == ObjectId::GIL && trace.object_lane(id).is_none();
        !hidden && !quiet && object.inside.is_none()
    });
    trace.threads().map(LaneKey::Thread).chain(objects.map(LaneKey::Object)).collect()
}

/// The lanes of a view in drawing order: pinned ones first, hidden ones left out.
pub fn visible_keys(trace: &Trace, view: &TimelineView) -> Vec<LaneKey> {
    let all = lane_keys(trace);
    let pinned = view.pinned.iter().filter(|key| all.contains(key));
    let others = all.iter().filter(|key| !view.pinned.contains(key));
    pinned.chain(others).filter(|key| !view.hidden.contains(key)).copied().collect()
}

fn height_of_lane(key: LaneKey) -> f32 {
    match key {
        LaneKey::Thread(_) => THREAD_HEIGHT,
        LaneKey::Object(_) => OBJECT_HEIGHT,
    }
}

/// How far below the top of the content each lane begins.
pub fn tops(keys: &[LaneKey]) -> Vec<(LaneKey, f32)> {
    let mut y = GAP;
    let place = |&key: &LaneKey| {
        let top = y;
        y += height_of_lane(key) + GAP;
        (key, top)
    };
    keys.iter().map(place).collect()
}

/// Height of all these lanes together.
pub fn height_of(keys: &[LaneKey]) -> f32 {
    GAP + keys.iter().map(|&key| height_of_lane(key) + GAP).sum::<f32>()
}

/// The lanes that are at least partly inside `body`, with their places.
pub fn boxes(trace: &Trace, view: &TimelineView, keys: &[LaneKey], body: Rect) -> Vec<LaneBox> {
    let mut boxes = Vec::new();
    for (key, top) in tops(keys) {
        let y = body.y + top - view.scroll;
        let place = rect(body.x, y, body.w, height_of_lane(key));
        if place.bottom() > body.y && place.y < body.bottom() {
            boxes.push(LaneBox { key, name: name_of(trace, key), rect: place });
        }
    }
    boxes
}

/// What a lane is called.
pub fn name_of(trace: &Trace, key: LaneKey) -> String {
    match key {
        LaneKey::Thread(thread) => trace.thread(thread).name,
        LaneKey::Object(object) => trace.object(object).name,
    }
}

/// The stretch of time to ask the trace for and how many columns it is wide.
///
/// It begins on a multiple of a column's time, so that what shares a column stays together while
/// the view is panned.
pub fn query(trace: &Trace, view: &TimelineView) -> (Range<u64>, u32) {
    let column = view.column_nanos();
    let from = ((view.from_nanos / column).floor() * column).max(0.0);
    let to = view.to_nanos.min(trace.now_nanos() as f64).max(from);
    let columns = ((to - from) / column).ceil().clamp(1.0, 1e6);
    (from as u64..to.ceil() as u64, columns as u32)
}

/// Draws one lane: its ground, its content, its name.
pub fn draw(
    trace: &Trace,
    view: &TimelineView,
    theme: &Theme,
    lane: &LaneBox,
    (body, names): (&mut Layer, &mut Layer),
) {
    match lane.key {
        LaneKey::Thread(thread) => {
            body.fill(lane.rect, theme.lane);
            thread_lane::draw(trace, view, theme, (thread, lane), body);
            let swatch = rect(6.0, lane.rect.middle() - 6.0, 4.0, 12.0);
            names.fill(swatch, theme.owner(thread.index()));
            draw_name(view, theme, lane, "", names);
        }
        LaneKey::Object(object) => {
            object_lane::draw(trace, view, theme, (object, lane), body);
            draw_name(view, theme, lane, trace.object(object).kind, names);
        }
    }
    let below = lane.rect.bottom() + GAP / 2.0;
    let edge = Stroke::solid(0.5, theme.grid);
    names.line(point(0.0, below), point(view.gutter, below), edge);
}

fn draw_name(view: &TimelineView, theme: &Theme, lane: &LaneBox, kind: &str, layer: &mut Layer) {
    let room = view.gutter - 16.0 - 6.0;
    let short = text::elided(&lane.name, NAME_TEXT, room);
    let two_lines = !kind.is_empty() && kind != lane.name;
    let middle = lane.rect.middle() - if two_lines { 6.0 } else { 0.0 };
    layer.text(point(16.0, middle), Anchor::Start, NAME_TEXT, theme.text, short);
    if two_lines {
        let kind = text::elided(kind, KIND_TEXT, room);
        let at = point(16.0, lane.rect.middle() + 8.0);
        layer.text(at, Anchor::Start, KIND_TEXT, theme.text_weak, kind);
    }
}
