//! Curves over time: panes below each other (or side by side where height is short) that share
//! their time, each with its own axis of values.

use super::figure::{Curve, Ink, Pane, Shape};
use super::{AXIS_TEXT, Draw, MARGIN, legend, mark, value_axis};
use crate::analysis::names::state_name;
use crate::export::axis;
use crate::export::scene::{Anchor, Layer, Point, Rect, Stroke, point, rect};
use crate::export::text;
use crate::trace::State;

const LABEL_HEIGHT: f32 = 22.0;
/// Where the label stands, clear of the highest value's own.
const LABEL_MIDDLE: f32 = 8.0;
const TIME_HEIGHT: f32 = 20.0;
/// Least distance between marks of time with labels.
const TICK_GAP: f32 = 84.0;
/// A pane lower than this is better put beside its neighbour.
const PANE_HEIGHT_MIN: f32 = 92.0;
const SIDE_BY_SIDE_WIDTH_MIN: f32 = 620.0;
const BETWEEN: f32 = 14.0;

/// Where time goes from left to right, and values from the bottom up.
#[derive(Clone, PartialEq, Debug)]
pub struct TimeArea {
    /// The body of a pane.
    pub rect: Rect,
    /// Its place among the panes.
    pub pane: usize,
    /// Value at the top.
    pub top: f64,
    from_nanos: f64,
    to_nanos: f64,
}

impl TimeArea {
    /// Where a moment is.
    pub fn x(&self, nanos: f64) -> f32 {
        let share = (nanos - self.from_nanos) / (self.to_nanos - self.from_nanos).max(1e-9);
        // Far outside is as good as just outside, and keeps coordinates finite.
        self.rect.x + (share * f64::from(self.rect.w)).clamp(-1e5, 1e5) as f32
    }

    /// Which moment is at a place.
    pub fn nanos(&self, x: f32) -> f64 {
        let share = f64::from(x - self.rect.x) / f64::from(self.rect.w.max(1.0));
        self.from_nanos + share * (self.to_nanos - self.from_nanos)
    }

    /// How high a value is.
    pub fn y(&self, value: f64) -> f32 {
        self.rect.bottom() - ((value / self.top).clamp(-1.0, 2.0) as f32) * self.rect.h
    }
}

/// Draws panes into what is left.
pub fn draw(
    draw: &mut Draw<'_>,
    mut left: Rect,
    panes: &[Pane],
    (end_nanos, gaps): (f64, &[(f64, f64)]),
) {
    legend::draw(draw, &mut left, &entries(panes, !gaps.is_empty()));
    let count = panes.len().max(1) as f32;
    let beside = left.h / count < PANE_HEIGHT_MIN && left.w >= SIDE_BY_SIDE_WIDTH_MIN;
    // Panes below each other share their time, so it must stand at the same place in all of them.
    let height = if beside { left.h } else { left.h / count };
    let widest = panes.iter().map(|pane| gutter(pane, height)).fold(0.0, f32::max);
    for (number, pane) in panes.iter().enumerate() {
        let at = number as f32;
        let gutter = if beside { gutter(pane, height) } else { widest };
        let place = if beside {
            let width = (left.w - BETWEEN * (count - 1.0)) / count;
            rect(left.x + at * (width + BETWEEN), left.y, width, left.h)
        } else {
            // The lowest also has the marks of time.
            let height = (left.h - TIME_HEIGHT) / count;
            let last = if number + 1 == panes.len() { TIME_HEIGHT } else { 0.0 };
            rect(left.x, left.y + at * height, left.w, height + last)
        };
        let has_time = beside || number + 1 == panes.len();
        pane_ui(draw, (number, pane), (place, gutter), has_time, (end_nanos, gaps));
    }
}

/// The axis of values: its end, the distance of its marks, and what stands beside them.
fn values(pane: &Pane, height: f32) -> (f64, f64, Vec<String>) {
    let (top, step) = value_axis(highest(pane).max(pane.at_least), pane.unit, height / 36.0);
    let marks = (top / step).round().max(1.0) as usize;
    let labels = (0..=marks).map(|n| mark(pane.unit, n as f64 * step)).collect();
    (top, step, labels)
}

/// Width that the labels of a pane's values need.
fn gutter(pane: &Pane, height: f32) -> f32 {
    let height = (height - LABEL_HEIGHT - TIME_HEIGHT).max(10.0);
    let widths = values(pane, height).2.into_iter().map(|label| text::width(&label, AXIS_TEXT));
    // Room for one digit more: a pane without marks of time is a little higher.
    widths.fold(18.0, f32::max) + 6.0
}

/// Names of all curves, each once.
fn entries(panes: &[Pane], has_gaps: bool) -> Vec<legend::Entry> {
    let mut entries: Vec<legend::Entry> = Vec::new();
    for curve in panes.iter().flat_map(|pane| &pane.curves) {
        if !entries.iter().any(|known| known.name == curve.name && known.about == curve.about) {
            let (name, ink, about) = (curve.name.clone(), curve.ink, curve.about);
            entries.push(legend::Entry { name, ink, about });
        }
    }
    let ink = Ink::State(State::NotRecorded);
    if has_gaps && !entries.iter().any(|entry| entry.ink == ink) {
        let name = state_name(State::NotRecorded).to_owned();
        entries.push(legend::Entry { name, ink, about: None });
    }
    entries
}

fn pane_ui(
    draw: &mut Draw<'_>,
    (at, pane): (usize, &Pane),
    (place, gutter): (Rect, f32),
    has_time: bool,
    (end_nanos, gaps): (f64, &[(f64, f64)]),
) {
    let below = if has_time { TIME_HEIGHT } else { 6.0 };
    let height = (place.h - LABEL_HEIGHT - below).max(10.0);
    let (top, step, labels) = values(pane, height);
    let left = place.x + MARGIN + gutter + 6.0;
    let right = place.right() - MARGIN;
    let body = rect(left, place.y + LABEL_HEIGHT, (right - left).max(10.0), height);
    let area = TimeArea {
        rect: body,
        pane: at,
        top,
        from_nanos: draw.view.from_nanos,
        to_nanos: draw.view.to_nanos,
    };
    draw.ground.fill(body, draw.theme.lane);
    let above = point(place.x + MARGIN, place.y + LABEL_MIDDLE);
    draw.weak(above, Anchor::Start, text::elided(&pane.label, AXIS_TEXT, place.w - 16.0));
    for (n, label) in labels.into_iter().enumerate() {
        let y = area.y(n as f64 * step);
        draw.ground.line(point(body.x, y), point(body.right(), y), draw.grid());
        draw.weak(point(body.x - 6.0, y), Anchor::End, label);
    }
    time_marks(draw, &area, has_time);
    // A line along the edge keeps its whole thickness.
    let mut layer = Layer::new(rect(body.x, body.y - 1.5, body.w, body.h + 3.0));
    // Behind the curves, which say what is known all the same.
    let bands = gaps.iter().map(|&(from, to)| {
        let (left, right) = (area.x(from), area.x(to));
        rect(left, body.y, (right - left).max(1.0), body.h)
    });
    let unrecorded = draw.look(Ink::State(State::NotRecorded));
    layer.boxes(unrecorded.fill, unrecorded.pattern, bands.collect());
    match pane.shape {
        Shape::Stack => stack(draw, &mut layer, &area, pane, end_nanos),
        shape => curves(draw, &mut layer, &area, (pane, shape), end_nanos),
    }
    marked(draw, &mut layer, &area);
    draw.bodies.push(layer);
    draw.areas.push(area);
}

fn time_marks(draw: &mut Draw<'_>, area: &TimeArea, has_labels: bool) {
    let body = area.rect;
    let axis = axis::axis(area.from_nanos, area.to_nanos, body.w, TICK_GAP);
    let base = axis.base.as_deref().unwrap_or("");
    let mut free = body.x - 20.0;
    let y = body.bottom() + TIME_HEIGHT / 2.0;
    for tick in &axis.ticks {
        let x = area.x(tick.nanos);
        draw.ground.line(point(x, body.y), point(x, body.bottom()), draw.grid());
        let half = text::width(&tick.label, AXIS_TEXT) / 2.0;
        let fits = x - half > free && x + half <= body.right() + MARGIN;
        if has_labels && fits {
            draw.weak(point(x, y), Anchor::Middle, tick.label.clone());
            free = x + half + 8.0;
        }
    }
    if has_labels && !base.is_empty() {
        let above = point(body.right(), body.y - LABEL_HEIGHT + LABEL_MIDDLE);
        draw.weak(above, Anchor::End, base);
    }
}

fn marked(draw: &Draw<'_>, layer: &mut Layer, area: &TimeArea) {
    let (body, accent) = (area.rect, draw.theme.accent);
    if let Some((from, to)) = draw.marked.range {
        let (from, to) = (area.x(from), area.x(to));
        layer.fill(rect(from, body.y, (to - from).max(1.0), body.h), accent.alpha(34));
        for x in [from, to] {
            layer.line(point(x, body.y), point(x, body.bottom()), Stroke::solid(1.0, accent));
        }
    }
    if let Some(moment) = draw.marked.moment {
        let x = area.x(moment);
        layer.line(point(x, body.y), point(x, body.bottom()), Stroke::dashed(1.2, accent));
    }
}

fn highest(pane: &Pane) -> f64 {
    let of = |curve: &Curve| {
        let values = curve.points.iter().map(|point| point[1]);
        values.chain(curve.peaks.iter().copied()).fold(0.0, f64::max)
    };
    match pane.shape {
        Shape::Stack => {
            let count = pane.curves.iter().map(|curve| curve.points.len()).max().unwrap_or(0);
            let sum = |at: usize| -> f64 {
                pane.curves.iter().filter_map(|curve| curve.points.get(at)).map(|p| p[1]).sum()
            };
            (0..count).map(sum).fold(0.0, f64::max)
        }
        _ => pane.curves.iter().map(of).fold(0.0, f64::max),
    }
}

/// Where each stretch of a curve begins and ends.
fn stretches(curve: &Curve, end_nanos: f64) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
    curve.points.iter().enumerate().map(move |(at, &[from, value])| {
        let to = curve.points.get(at + 1).map_or(end_nanos, |next| next[0]);
        (from, to, value)
    })
}

fn curves(
    draw: &Draw<'_>,
    layer: &mut Layer,
    area: &TimeArea,
    (pane, shape): (&Pane, Shape),
    end_nanos: f64,
) {
    let any = pane.curves.iter().any(|curve| draw.marked.lights(curve.about));
    // The most important on top: drawn last.
    for curve in pane.curves.iter().rev() {
        let dim = draw.marked.dims(curve.about, any);
        let ink = draw.look(curve.ink).fill;
        let ink = if dim { ink.alpha(70) } else { ink };
        let bold = curve.ink == super::Ink::Total || draw.marked.lights(curve.about);
        let stroke = Stroke::solid(if bold { 2.4 } else { 1.6 }, ink);
        if !curve.peaks.is_empty() && !dim {
            let bands = stretches(curve, end_nanos).zip(&curve.peaks).map(|(one, &peak)| {
                let (from, to, value) = one;
                let (x, y) = (area.x(from), area.y(peak));
                rect(x, y, area.x(to) - x, area.y(value) - y)
            });
            let bands = bands.filter(|band| band.h > 0.5 && band.w > 0.0).collect();
            layer.boxes(ink.alpha(56), crate::export::scene::Pattern::Solid, bands);
        }
        layer.path(outline(area, curve, shape, end_nanos), stroke);
    }
}

/// The corners of a curve; stretches of the same value need only their ends.
fn outline(area: &TimeArea, curve: &Curve, shape: Shape, end_nanos: f64) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let mut push = |next: Point| {
        let same = points.len() > 1 && points[points.len() - 2..].iter().all(|p| p.y == next.y);
        if same {
            points.pop();
        }
        points.push(next);
    };
    for (from, to, value) in stretches(curve, end_nanos) {
        let y = area.y(value);
        match shape {
            Shape::Line => push(point(area.x((from + to) / 2.0), y)),
            _ => {
                push(point(area.x(from), y));
                push(point(area.x(to), y));
            }
        }
    }
    points
}

/// Columns one upon the other, in the states' own colours and patterns.
fn stack(draw: &Draw<'_>, layer: &mut Layer, area: &TimeArea, pane: &Pane, end_nanos: f64) {
    let count = pane.curves.iter().map(|curve| curve.points.len()).max().unwrap_or(0);
    let mut floor = vec![0.0; count];
    let any = pane.curves.iter().any(|curve| draw.marked.lights(curve.about));
    for curve in &pane.curves {
        let look = draw.look(curve.ink);
        let mut boxes: Vec<Rect> = Vec::new();
        for (at, (from, to, value)) in stretches(curve, end_nanos).enumerate() {
            let (low, high) = (area.y(floor[at]), area.y(floor[at] + value));
            floor[at] += value;
            let (left, right) = (area.x(from), area.x(to));
            let one = rect(left, high, right - left, low - high);
            match boxes.last_mut() {
                // Neighbours of the same height are one box: fewer edges to see through.
                Some(last) if last.y == one.y && last.h == one.h => last.w = one.right() - last.x,
                _ if one.h > 0.01 && one.w > 0.0 => boxes.push(one),
                _ => {}
            }
        }
        let dim = draw.marked.dims(curve.about, any);
        layer.boxes(if dim { look.fill.alpha(90) } else { look.fill }, look.pattern, boxes);
    }
}
