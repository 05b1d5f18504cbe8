//! The timeline as geometry: a pure function from a trace and a view to a scene.
//!
//! The screen paints this scene and every picture exporter writes it, so they cannot differ. Cost
//! depends on the pixels asked for, not on the events: each lane asks the trace for pieces of at
//! least a pixel. Times are `f64` nanoseconds, places are `f32` points. Knows no widgets.
//!
//! ```text
//! | title                                      |
//! | gutter | axis                              |
//! | name   | thread lane: its state            |   lanes scroll between axis and legend
//! | name   | object lane: waiters above owner  |
//! | legend                                     |
//! ```

use super::ExportOptions;
use super::scene::{Layer, Rect, Scene, Stroke, point, rect};
use super::theme::Theme;
use crate::trace::Trace;
use std::collections::BTreeSet;

mod arrows;
mod cells;
mod folded;
mod frame;
mod lanes;
mod legend;
mod object_lane;
mod overlay;
mod path;
mod strips;
mod thread_lane;
mod value_lane;

pub use crate::trace::views::{LaneKey, Mark};
pub use folded::{PARTS_MAX, parts_of};
pub use frame::gutter_for;
pub use lanes::{GAP, LANE_HEIGHT_MAX, LaneBox, lane_keys, name_of, visible_keys};
use legend::Legend;
pub use object_lane::shows_level;
pub use overlay::{Alarm, Overlay, flags};
pub use strips::{Next, Strips};
pub use thread_lane::look_of;
pub use value_lane::value_text;

/// Which part of a trace is looked at, and how large.
#[derive(Clone, PartialEq, Debug)]
pub struct TimelineView {
    /// Left edge.
    pub from_nanos: f64,
    /// Right edge.
    pub to_nanos: f64,
    /// Of the whole picture, in points.
    pub width: f32,
    /// Of the whole picture; as high as all lanes need if none.
    pub height: Option<f32>,
    /// How far the lanes are scrolled down.
    pub scroll: f32,
    /// Width of the names at the left.
    pub gutter: f32,
    /// Free at the right.
    pub margin: f32,
    /// Device pixels per point: what edges are put on.
    pub pixels_per_point: f32,
    /// Shorter things than this many points share a column.
    pub detail: f32,
    /// Lanes left out.
    pub hidden: BTreeSet<LaneKey>,
    /// Lanes that come first, in this order.
    pub pinned: Vec<LaneKey>,
    /// The order of the others, if it is not the usual one; lanes that it lacks follow.
    pub order: Vec<LaneKey>,
}

/// Width of a column on screen: still fine to the eye, at a third of what columns of a pixel would
/// cost.
pub const DETAIL: f32 = 3.0;
/// The same while a run goes on and is followed: everything moves, and a frame must stay short. It
/// becomes finer as soon as one looks back or the run is over.
pub const DETAIL_LIVE: f32 = 4.0;
/// Width of a column on paper: finer in a narrow picture, which is looked at from near. A wide one
/// has two thousand columns, whatever its width: more is not seen and costs time.
const DETAIL_ON_PAPER: (f32, f32) = (0.6, 1.0);
const COLUMNS_ON_PAPER: f32 = 2000.0;
/// Free at the right of a picture, so that a page's edge does not look like the run's end.
const MARGIN_ON_PAPER: f32 = 12.0;

/// Narrowest stretch of time that a view may show: below this, events are points.
pub const SPAN_MIN_NANOS: f64 = 20.0;

impl TimelineView {
    /// All of a trace, `width` points wide.
    pub fn whole(trace: &Trace, width: f32) -> TimelineView {
        TimelineView {
            from_nanos: trace.first_nanos() as f64,
            to_nanos: (trace.now_nanos() as f64).max(trace.first_nanos() as f64 + 1_000.0),
            width,
            height: None,
            scroll: 0.0,
            gutter: frame::gutter_for(trace),
            margin: 0.0,
            pixels_per_point: 1.0,
            detail: DETAIL,
            hidden: BTreeSet::new(),
            pinned: Vec::new(),
            order: Vec::new(),
        }
    }

    /// Where the lanes' content is drawn, across.
    pub fn body_x(&self) -> (f32, f32) {
        (self.gutter, (self.width - self.margin).max(self.gutter + 1.0))
    }

    /// The mapping from time to place, for many moments.
    pub fn scale(&self) -> Scale {
        let (left, right) = self.body_x();
        let points_per_nano = f64::from(right - left) / (self.to_nanos - self.from_nanos);
        Scale { left, from_nanos: self.from_nanos, points_per_nano }
    }

    /// Where a moment is.
    pub fn x_from_nanos(&self, nanos: f64) -> f32 {
        self.scale().x(nanos)
    }

    /// Which moment is at `x`.
    pub fn nanos_from_x(&self, x: f32) -> f64 {
        let (left, right) = self.body_x();
        let share = f64::from(x - left) / f64::from(right - left);
        self.from_nanos + share * (self.to_nanos - self.from_nanos)
    }

    /// Nanoseconds that one column stands for.
    pub fn column_nanos(&self) -> f64 {
        let (left, right) = self.body_x();
        let columns = f64::from((right - left) / self.detail.max(0.05)).max(1.0);
        (self.to_nanos - self.from_nanos) / columns
    }
}

/// A mapping from time to place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scale {
    left: f32,
    from_nanos: f64,
    points_per_nano: f64,
}

impl Scale {
    /// Where a moment is.
    #[inline]
    pub fn x(&self, nanos: f64) -> f32 {
        // Far outside is as good as just outside, and keeps coordinates finite.
        let points = (nanos - self.from_nanos) * self.points_per_nano;
        self.left + points.clamp(-1e5, 1e5) as f32
    }
}

/// What stands around the lanes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FrameOptions {
    /// Above everything; no line for it if empty.
    pub title: String,
    /// Whether to explain the colours at the bottom.
    pub legend: bool,
    /// Whether to explain only those in sight: on paper. On screen the legend stays as it is.
    pub only_in_sight: bool,
}

/// A laid out timeline: what to draw, and where everything is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Layout {
    /// What to draw.
    pub scene: Scene,
    /// The lanes that are at least partly visible, top to bottom.
    pub lanes: Vec<LaneBox>,
    /// All lanes of the view with their distance from the top of the content.
    pub all_lanes: Vec<(LaneKey, f32)>,
    /// Where lanes are drawn.
    pub body: Rect,
    /// Top of the part of it whose lanes are scrolled: pinned ones stay above.
    pub floor: f32,
    /// Height of all lanes together, for scrolling.
    pub content_height: f32,
}

impl Layout {
    /// The lane at this height, if it is inside the body.
    pub fn lane_at(&self, y: f32) -> Option<&LaneBox> {
        let inside = y >= self.body.y && y < self.body.bottom();
        self.lanes.iter().find(|lane| inside && y >= lane.rect.y && y < lane.rect.bottom())
    }
}

/// Lays a trace out.
pub fn layout(
    trace: &Trace,
    view: &TimelineView,
    theme: &Theme,
    options: &FrameOptions,
    overlay: &Overlay,
) -> Layout {
    layout_with(trace, view, theme, (options, overlay), None)
}

/// Lays out a run that goes on and is followed: what was made of it in earlier frames is used again.
pub fn layout_live(
    trace: &Trace,
    view: &TimelineView,
    theme: &Theme,
    around: (&FrameOptions, &Overlay),
    strips: &mut Strips,
) -> Layout {
    strips.begin(trace, view);
    let layout = layout_with(trace, view, theme, around, Some(strips));
    strips.end();
    strips.prepare(trace, view, &layout.lanes);
    layout
}

fn layout_with(
    trace: &Trace,
    view: &TimelineView,
    theme: &Theme,
    (options, overlay): (&FrameOptions, &Overlay),
    mut strips: Option<&mut Strips>,
) -> Layout {
    let keys = lanes::visible_keys(trace, view);
    let content_height = lanes::height_of(&keys);
    let wakes = arrows::shown(trace, view);
    let legend = Legend::new(trace, view, theme, (options, !wakes.is_empty()), overlay);
    let flags = overlay.has_flags();
    let frame = frame::Frame::new(view, theme, (options, flags), legend, content_height);
    let parts = lanes::split(view, &keys, frame.body);
    let boxes = lanes::boxes(trace, view, &keys, parts);
    let mut ground = Layer::new(frame.whole());
    let below = frame.height - frame.axis_top;
    ground.fill(rect(0.0, frame.axis_top, view.gutter, below), theme.panel);
    let axis = frame.ticks(view);
    frame.axis(&axis, &mut ground, view);
    frame.title_and_legend(&mut ground);
    let mut layers = vec![ground];
    for (part, boxes) in parts.into_iter().zip(&boxes).filter(|(part, _)| part.h > 0.0) {
        let mut lane_layer = Layer::new(part);
        let mut name_layer = Layer::new(Rect { x: 0.0, w: view.gutter, ..part });
        frame.grid(&axis, &mut lane_layer, view);
        let both = (&mut lane_layer, &mut name_layer);
        lanes::draw(trace, view, theme, boxes, both, strips.as_deref_mut());
        layers.extend([lane_layer, name_layer]);
    }
    let [above, scrolled] = parts;
    let boxes = lanes::in_front(boxes, parts);
    // Arrows go from part to part; where there is but one they are that part's.
    let mut across = Layer::new(frame.body);
    arrows::draw(&wakes, view, theme, &boxes, &mut across);
    if above.h > 0.0 {
        let edge = Stroke::solid(1.0, theme.text_weak);
        across.line(point(0.0, scrolled.y), point(view.width, scrolled.y), edge);
        across.clip = Rect { x: 0.0, w: view.width, ..frame.body };
        layers.push(across);
    } else if let Some(lanes) = layers.get_mut(1) {
        lanes.prims.append(&mut across.prims);
    }
    let mut over = Layer::new(frame.body);
    overlay::draw_on_lanes(view, theme, overlay, &boxes, &mut over);
    layers.extend((!over.prims.is_empty()).then_some(over));
    let mut top = Layer::new(Rect {
        y: frame.axis_top,
        h: frame.body.bottom() - frame.axis_top,
        ..frame.body
    });
    overlay::draw(view, theme, overlay, (&boxes, frame.body.y), &mut top);
    layers.push(top);
    let scene =
        Scene { width: view.width, height: frame.height, background: theme.background, layers };
    let all_lanes = lanes::tops(&keys);
    let (body, floor) = (frame.body, scrolled.y);
    Layout { scene, lanes: boxes, all_lanes, body, floor, content_height }
}

/// The picture that exporters write: all lanes, title, axis and legend.
pub fn for_export(trace: &Trace, options: &ExportOptions) -> Layout {
    let mut view = TimelineView::whole(trace, options.width);
    if let Some((from, to)) = options.range.filter(|(from, to)| to - from >= SPAN_MIN_NANOS) {
        (view.from_nanos, view.to_nanos) = (from, to);
    }
    // Half points: fine enough for paper, and what a picture at the usual scale can show.
    view.pixels_per_point = 2.0;
    view.detail = (options.width / COLUMNS_ON_PAPER).clamp(DETAIL_ON_PAPER.0, DETAIL_ON_PAPER.1);
    view.margin = MARGIN_ON_PAPER;
    view.hidden = options.hidden.iter().copied().collect();
    view.pinned = options.pinned.clone();
    view.height = options.height;
    let (title, legend) = (options.title.clone(), options.legend);
    let frame = FrameOptions { title, legend, only_in_sight: true };
    let in_sight = |mark: &Mark| mark.nanos >= view.from_nanos && mark.nanos <= view.to_nanos;
    let marked = options.marks.iter().any(in_sight);
    let overlay = Overlay {
        alarm: overlay::Alarm::of(trace),
        marks: if marked { options.marks.clone() } else { Vec::new() },
        notes_below: legend,
        path: options.path.clone(),
        ..Overlay::default()
    };
    layout(trace, &view, options.theme, &frame, &overlay)
}

#[cfg(test)]
mod tests;
