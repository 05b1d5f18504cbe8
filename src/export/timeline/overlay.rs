//! What lies over the lanes: selection, hovered object, marks, and the red of a deadlock.

use super::lanes::LaneBox;
use super::{LaneKey, TimelineView};
use crate::analysis::wait_for::wait_for;
use crate::export::scene::{Anchor, Layer, Prim, Stroke, point, rect};
use crate::export::text;
use crate::export::theme::Theme;
use crate::trace::Trace;

const ALARM_TEXT: f32 = 11.0;
const MARK_TEXT: f32 = 10.0;

/// Lanes that are stuck for ever, from a moment on.
#[derive(Clone, PartialEq, Debug)]
pub struct Alarm {
    /// What is said beside it: "deadlock".
    pub label: String,
    /// Since when.
    pub from_nanos: f64,
    /// Threads and objects of the cycle.
    pub lanes: Vec<LaneKey>,
}

/// What lies over the lanes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Overlay {
    /// A chosen stretch of time.
    pub range: Option<(f64, f64)>,
    /// A chosen interval of a lane.
    pub interval: Option<(LaneKey, f64, f64)>,
    /// Lanes to light up: what the pointer is on, here or in another view.
    pub lit: Vec<LaneKey>,
    /// Moments that the user marked, in order.
    pub marks: Vec<f64>,
    /// Who is stuck.
    pub alarm: Option<Alarm>,
}

/// Draws all of it.
pub fn draw(
    view: &TimelineView,
    theme: &Theme,
    overlay: &Overlay,
    lanes: &[LaneBox],
    layer: &mut Layer,
) {
    for lane in lanes.iter().filter(|lane| overlay.lit.contains(&lane.key)) {
        layer.frame(lane.rect, Stroke::solid(1.0, theme.accent), 0.0);
    }
    if let Some(alarm) = &overlay.alarm {
        draw_alarm(view, theme, alarm, lanes, layer);
    }
    if let Some((from, to)) = overlay.range {
        draw_range(view, theme, (from.min(to), from.max(to)), layer);
    }
    if let Some((key, from, to)) = overlay.interval {
        for lane in lanes.iter().filter(|lane| lane.key == key) {
            let x0 = view.x_from_nanos(from).max(view.gutter - 4.0);
            let x1 = view.x_from_nanos(to).min(view.width + 4.0).max(x0 + 2.0);
            let place = rect(x0, lane.rect.y, x1 - x0, lane.rect.h);
            layer.frame(place, Stroke::solid(2.0, theme.text), 2.0);
        }
    }
    draw_marks(view, theme, &overlay.marks, layer);
}

fn draw_range(view: &TimelineView, theme: &Theme, (from, to): (f64, f64), layer: &mut Layer) {
    let (x0, x1) = (view.x_from_nanos(from), view.x_from_nanos(to));
    let (top, bottom) = (layer.clip.y, layer.clip.bottom());
    layer.fill(rect(x0, top, x1 - x0, bottom - top), theme.accent.alpha(38));
    for x in [x0, x1] {
        layer.line(point(x, top), point(x, bottom), Stroke::solid(1.0, theme.accent));
    }
}

fn draw_marks(view: &TimelineView, theme: &Theme, marks: &[f64], layer: &mut Layer) {
    let (top, bottom) = (layer.clip.y, layer.clip.bottom());
    for (number, &mark) in marks.iter().enumerate() {
        let x = view.x_from_nanos(mark);
        layer.line(point(x, top), point(x, bottom), Stroke::dashed(1.0, theme.accent));
        let label = format!("M{}", number + 1);
        let width = text::width(&label, MARK_TEXT) + 6.0;
        let flag = rect(x, top + 1.0, width, 12.0);
        layer.fill(flag, theme.accent);
        let ink = theme.accent.readable_on();
        layer.text(point(x + 3.0, flag.middle()), Anchor::Start, MARK_TEXT, ink, label);
    }
}

/// A red frame around each lane of the cycle from the moment it closed, and the word once, on the axis.
fn draw_alarm(
    view: &TimelineView,
    theme: &Theme,
    alarm: &Alarm,
    lanes: &[LaneBox],
    layer: &mut Layer,
) {
    let x0 = view.x_from_nanos(alarm.from_nanos).clamp(view.gutter + 1.0, view.width - 3.0);
    if view.to_nanos < alarm.from_nanos {
        return;
    }
    let stuck: Vec<&LaneBox> = lanes.iter().filter(|l| alarm.lanes.contains(&l.key)).collect();
    for lane in &stuck {
        let place = rect(x0, lane.rect.y, view.width - 1.5 - x0, lane.rect.h);
        layer.frame(place, Stroke::solid(2.0, theme.alarm), 0.0);
    }
    if stuck.is_empty() {
        return;
    }
    let (top, bottom) = (layer.clip.y, layer.clip.bottom());
    layer.line(point(x0, top), point(x0, bottom), Stroke::dashed(1.0, theme.alarm));
    let width = text::width(&alarm.label, ALARM_TEXT) + 12.0;
    let x = x0.max(view.gutter).min(view.width - width - 3.0);
    let flag = rect(x, top + 3.0, width, 16.0);
    layer.prims.push(Prim::Rect { rect: flag, fill: Some(theme.alarm), stroke: None, radius: 2.0 });
    let ink = theme.alarm.readable_on();
    let at = point(x + 6.0, flag.middle());
    layer.text(at, Anchor::Start, ALARM_TEXT, ink, alarm.label.clone());
}

impl Alarm {
    /// The deadlock that a trace ends in, if it does.
    pub fn of(trace: &Trace) -> Option<Alarm> {
        let now = trace.now_nanos();
        let waits = wait_for(trace, now);
        let cycle = waits.cycles.first()?;
        let edges: Vec<_> = cycle.iter().filter_map(|&thread| waits.edge(thread)).collect();
        let since = edges.iter().map(|edge| edge.since).max()?;
        let lanes = edges
            .iter()
            .flat_map(|edge| [LaneKey::Thread(edge.thread), LaneKey::Object(edge.object)]);
        let label = "deadlock".to_owned();
        Some(Alarm { label, from_nanos: since as f64, lanes: lanes.collect() })
    }
}
