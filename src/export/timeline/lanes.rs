//! Which lanes there are, in which order, where each is, and its name at the left.

use super::object_lane::ObjectLanes;
use super::strips::Strips;
use super::thread_lane::ThreadLanes;
use super::value_lane::ValueLanes;
use super::{LaneKey, TimelineView};
use crate::export::scene::{Anchor, Layer, Pattern, Rect, Stroke, point, rect};
use crate::export::text;
use crate::export::theme::Theme;
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use std::collections::BTreeMap;
use std::ops::Range;

/// Of what is not drawn.
const NOWHERE: Rect = Rect { x: 0.0, y: 0.0, w: 0.0, h: 0.0 };
/// Space between lanes.
pub const GAP: f32 = 5.0;
const THREAD_HEIGHT: f32 = 20.0;
const OBJECT_HEIGHT: f32 = 30.0;
const VALUE_HEIGHT: f32 = 24.0;
/// Height of the highest kind of lane.
pub const LANE_HEIGHT_MAX: f32 = OBJECT_HEIGHT;
const NAME_TEXT: f32 = 12.0;
const KIND_TEXT: f32 = 9.5;
/// Pinned lanes that need more than this share of the height are scrolled with the others.
const STUCK_SHARE_MAX: f32 = 0.6;

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

/// All lanes of a trace: threads, the GIL if it was used, then objects, in order of creation, then
/// shared variables.
/// Clocks and threads seen as something to join have none; nor has what a library made inside.
pub fn lane_keys(trace: &Trace) -> Vec<LaneKey> {
    let objects = trace.objects().filter(|&id| {
        let known = trace.known_object(id);
        let inside = known.is_some_and(|object| object.kind == "Thread" || object.inside.is_some());
        let quiet = id == ObjectId::GIL && trace.object_lane(id).is_none();
        id != ObjectId::CLOCK && !inside && !quiet
    });
    let variables = trace.variables().iter().map(|variable| LaneKey::Variable(variable.id));
    let objects = objects.map(LaneKey::Object);
    trace.threads().map(LaneKey::Thread).chain(objects).chain(variables).collect()
}

/// The lanes of a view in drawing order: pinned ones first, hidden ones left out.
pub fn visible_keys(trace: &Trace, view: &TimelineView) -> Vec<LaneKey> {
    let mut all = lane_keys(trace);
    all.extend(super::folded::opened(trace, view));
    let (mut pinned, mut others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .filter(|key| !view.hidden.contains(key))
        .partition(|key| view.pinned.contains(key));
    let place = |order: &[LaneKey]| -> BTreeMap<LaneKey, usize> {
        order.iter().enumerate().map(|(place, key)| (*key, place)).collect()
    };
    let (top, rest) = (place(&view.pinned), place(&view.order));
    pinned.sort_by_key(|key| top.get(key).copied());
    // A lane that came after the others were put in order follows them.
    others.sort_by_key(|key| rest.get(key).copied().unwrap_or(usize::MAX));
    pinned.append(&mut others);
    pinned
}

fn height_of_lane(key: LaneKey) -> f32 {
    match key {
        LaneKey::Thread(_) => THREAD_HEIGHT,
        LaneKey::Object(_) => OBJECT_HEIGHT,
        LaneKey::Variable(_) => VALUE_HEIGHT,
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

/// `body` cut in two: above, where pinned lanes stay, and below, where the others are scrolled.
pub fn split(view: &TimelineView, keys: &[LaneKey], body: Rect) -> [Rect; 2] {
    let pinned = keys.iter().take_while(|key| view.pinned.contains(key)).count();
    let needed = height_of(&keys[..pinned]) - GAP / 2.0;
    let stays = pinned > 0 && needed <= STUCK_SHARE_MAX * body.h;
    let height = if stays { needed } else { 0.0 };
    [Rect { h: height, ..body }, Rect { y: body.y + height, h: body.h - height, ..body }]
}

/// The lanes that are at least partly in sight, with their places: those that stay above, and those
/// that are scrolled.
pub fn boxes(
    trace: &Trace,
    view: &TimelineView,
    keys: &[LaneKey],
    [above, below]: [Rect; 2],
) -> [Vec<LaneBox>; 2] {
    let (mut stuck, mut scrolled) = (Vec::new(), Vec::new());
    for (key, top) in tops(keys) {
        let stays = top < above.h;
        let y = above.y + top - if stays { 0.0 } else { view.scroll };
        let place = rect(below.x, y, below.w, height_of_lane(key));
        let lanes = if stays { &mut stuck } else { &mut scrolled };
        if stays || place.bottom() > below.y && place.y < below.bottom() {
            lanes.push(LaneBox { key, name: name_of(trace, key), rect: place });
        }
    }
    [stuck, scrolled]
}

/// The same lanes without what is behind those that stay above.
pub fn in_front([stuck, scrolled]: [Vec<LaneBox>; 2], [above, below]: [Rect; 2]) -> Vec<LaneBox> {
    let cut = |mut lane: LaneBox| {
        let behind = (below.y - lane.rect.y).max(0.0);
        if above.h > 0.0 {
            (lane.rect.y, lane.rect.h) = (lane.rect.y + behind, lane.rect.h - behind);
        }
        lane
    };
    stuck.into_iter().chain(scrolled.into_iter().map(cut)).collect()
}

/// What a lane is called.
pub fn name_of(trace: &Trace, key: LaneKey) -> String {
    match key {
        LaneKey::Thread(thread) => trace.thread(thread).name,
        LaneKey::Object(object) => trace.object(object).name,
        LaneKey::Variable(variable) => {
            let info = trace.variables().iter().find(|info| info.id == variable);
            info.map_or_else(String::new, |info| info.name.clone())
        }
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

/// Draws lanes: their grounds, their content, their names.
pub fn draw(
    trace: &Trace,
    view: &TimelineView,
    theme: &Theme,
    lanes: &[LaneBox],
    (body, names): (&mut Layer, &mut Layer),
    mut strips: Option<&mut Strips>,
) {
    let mut threads = ThreadLanes::new(view, body.clip);
    let mut objects = ObjectLanes::new(view, body.clip);
    let mut values = ValueLanes::new(view, body.clip);
    let is_thread = |lane: &&LaneBox| matches!(lane.key, LaneKey::Thread(_));
    let grounds = lanes.iter().filter(is_thread).map(|lane| lane.rect).collect();
    for lane in lanes {
        let strips = strips.as_deref_mut();
        match lane.key {
            LaneKey::Thread(thread) => {
                threads.add(trace, view, theme, (thread, lane), strips);
                let swatch = rect(6.0, lane.rect.middle() - 6.0, 4.0, 12.0);
                names.fill(swatch, theme.owner(thread.index()));
                let badge = badge_of(trace, lane.key);
                draw_name(view, theme, lane, ("", &badge), names);
            }
            LaneKey::Object(object) => {
                objects.add(trace, view, theme, (object, lane), (body, strips));
                draw_name(view, theme, lane, (trace.object(object).kind, ""), names);
            }
            LaneKey::Variable(variable) => {
                values.add(trace, view, theme, (variable, lane), body);
                draw_name(view, theme, lane, ("", ""), names);
            }
        }
        let below = lane.rect.bottom() + GAP / 2.0;
        let edge = Stroke::solid(0.5, theme.grid);
        names.line(point(0.0, below), point(view.gutter, below), edge);
    }
    // On paper lanes have no ground of their own, which would cut the grid into dashes.
    if theme.lane != theme.background {
        body.boxes(theme.lane, Pattern::Solid, grounds);
    }
    // Cells without a pattern come first (a painter paints them at once), names last.
    let over =
        [objects.finish(theme, body), values.finish(theme, body), threads.finish(theme, body)];
    over.into_iter().for_each(|layer| body.prims.extend(layer.prims));
}

/// Makes the blocks of lanes without drawing them.
pub fn make_blocks<'a>(
    trace: &Trace,
    view: &TimelineView,
    lanes: impl Iterator<Item = &'a LaneBox>,
    strips: &mut Strips,
) {
    let (mut threads, mut objects) =
        (ThreadLanes::new(view, NOWHERE), ObjectLanes::new(view, NOWHERE));
    for lane in lanes {
        match lane.key {
            LaneKey::Thread(thread) => threads.read(trace, view, (thread, lane), Some(strips)),
            LaneKey::Object(object) => {
                _ = objects.read(trace, view, (object, lane), Some(strips));
            }
            LaneKey::Variable(_) => {}
        }
    }
}

/// What stands behind a lane's name: how many other threads had the lane before.
pub fn badge_of(trace: &Trace, key: LaneKey) -> String {
    match key {
        LaneKey::Thread(thread) => match trace.earlier_threads(thread) {
            0 => String::new(),
            more => format!("+{more}"),
        },
        LaneKey::Object(_) | LaneKey::Variable(_) => String::new(),
    }
}

fn draw_name(
    view: &TimelineView,
    theme: &Theme,
    lane: &LaneBox,
    (kind, badge): (&str, &str),
    layer: &mut Layer,
) {
    let taken = if badge.is_empty() { 0.0 } else { text::width(badge, KIND_TEXT) + 6.0 };
    let room = view.gutter - 16.0 - 6.0 - taken;
    let short = text::elided(&lane.name, NAME_TEXT, room);
    let two_lines = !kind.is_empty() && kind != lane.name;
    let middle = lane.rect.middle() - if two_lines { 6.0 } else { 0.0 };
    layer.text(point(16.0, middle), Anchor::Start, NAME_TEXT, theme.text, short);
    let at = point(view.gutter - 6.0, lane.rect.middle());
    layer.text(at, Anchor::End, KIND_TEXT, theme.text_weak, badge.to_owned());
    if two_lines {
        let kind = text::elided(kind, KIND_TEXT, room);
        let at = point(16.0, lane.rect.middle() + 8.0);
        layer.text(at, Anchor::Start, KIND_TEXT, theme.text_weak, kind);
    }
}
