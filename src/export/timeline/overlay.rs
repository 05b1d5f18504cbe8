//! What lies over the lanes: selection, hovered object, marks, and the red of a deadlock.

use super::lanes::LaneBox;
use super::{LaneKey, TimelineView};
use crate::analysis::critical_path::CriticalPath;
use crate::analysis::detectors;
use crate::analysis::wait_for::wait_for;
use crate::export::axis;
use crate::export::scene::{Anchor, Layer, Pattern, Prim, Rect, Stroke, point, rect};
use crate::export::text;
use crate::export::theme::Theme;
use crate::trace::{Mark, Trace};
use crate::words;
use std::sync::Arc;

/// Height of the row of flags under the axis.
pub const FLAG_ROW: f32 = 16.0;
/// Widest flag: a longer note is told whole where one points at it.
const FLAG_WIDTH_MAX: f32 = 160.0;
/// A shorter rest of a note is left out.
const FLAG_CHARS_MIN: usize = 5;
const CURSOR_TEXT: f32 = 10.5;
const ALARM_TEXT: f32 = 11.0;
const MARK_TEXT: f32 = 10.0;

/// Lanes that are stuck for ever, from a moment on.
#[derive(Clone, PartialEq, Debug)]
pub struct Alarm {
    /// What is said beside it: "deadlock".
    pub label: String,
    /// Since when.
    pub from_nanos: f64,
    /// Until when: the run was stopped then, or it goes on.
    pub to_nanos: f64,
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
    pub marks: Vec<Mark>,
    /// Whether a note without room on its flag is told in the legend: on paper nobody can point.
    pub notes_below: bool,
    /// Places found by a search: a lane, if it is about one, and when.
    pub hits: Vec<(Option<LaneKey>, f64)>,
    /// The instant that all views show.
    pub cursor: Option<f64>,
    /// The chain of what made the run last as long as it did.
    pub path: Option<Arc<CriticalPath>>,
    /// Who is stuck.
    pub alarm: Option<Alarm>,
}

impl Overlay {
    /// Whether there is anything for the row of flags.
    pub fn has_flags(&self) -> bool {
        !self.marks.is_empty()
    }
}

/// Draws what is about lanes: it ends where they do, above and below.
pub fn draw_on_lanes(
    view: &TimelineView,
    theme: &Theme,
    overlay: &Overlay,
    lanes: &[LaneBox],
    layer: &mut Layer,
) {
    if let Some(path) = &overlay.path {
        super::path::draw(view, theme, path, lanes, layer);
    }
    for lane in lanes.iter().filter(|lane| overlay.lit.contains(&lane.key)) {
        layer.frame(lane.rect, Stroke::solid(1.0, theme.accent), 0.0);
    }
    if let Some((key, from, to)) = overlay.interval {
        for lane in lanes.iter().filter(|lane| lane.key == key) {
            let x0 = view.x_from_nanos(from).max(view.gutter - 4.0);
            let x1 = view.x_from_nanos(to).min(view.width + 4.0).max(x0 + 2.0);
            let place = rect(x0, lane.rect.y, x1 - x0, lane.rect.h);
            layer.frame(place, Stroke::solid(2.0, theme.text), 2.0);
        }
    }
}

/// Draws what goes over the axis, too.
pub fn draw(
    view: &TimelineView,
    theme: &Theme,
    overlay: &Overlay,
    (lanes, lanes_top): (&[LaneBox], f32),
    layer: &mut Layer,
) {
    if let Some(alarm) = &overlay.alarm {
        draw_alarm(view, theme, alarm, lanes, layer);
    }
    if let Some((from, to)) = overlay.range {
        draw_range(view, theme, (from.min(to), from.max(to)), layer);
    }
    draw_hits(view, theme, &overlay.hits, lanes, layer);
    draw_marks(view, theme, overlay, lanes_top, layer);
    if let Some(cursor) = overlay.cursor {
        draw_cursor(view, theme, cursor, layer);
    }
}

fn draw_range(view: &TimelineView, theme: &Theme, (from, to): (f64, f64), layer: &mut Layer) {
    let (x0, x1) = (view.x_from_nanos(from), view.x_from_nanos(to));
    let (top, bottom) = (layer.clip.y, layer.clip.bottom());
    layer.fill(rect(x0, top, x1 - x0, bottom - top), theme.accent.alpha(38));
    for x in [x0, x1] {
        layer.line(point(x, top), point(x, bottom), Stroke::solid(1.0, theme.accent));
    }
}

/// Where the flag of each mark is, and what stands on it. A flag ends where the next one begins.
pub fn flags(view: &TimelineView, marks: &[Mark], lanes_top: f32) -> Vec<(Rect, String)> {
    flags_of(view, marks, (lanes_top, false))
}

/// What a mark without a note, or without room for it, is called.
fn plain(number: usize) -> String {
    format!("M{}", number + 1)
}

fn flags_of(
    view: &TimelineView,
    marks: &[Mark],
    (lanes_top, notes_below): (f32, bool),
) -> Vec<(Rect, String)> {
    let mut flags = Vec::new();
    for (number, mark) in marks.iter().enumerate() {
        let x = view.x_from_nanos(mark.nanos);
        let edge = if notes_below { view.body_x().1 } else { f32::INFINITY };
        let next = marks.get(number + 1).map_or(edge, |next| view.x_from_nanos(next.nanos) - 1.0);
        let plain = plain(number);
        let mut label = if mark.note.is_empty() { &plain } else { &mark.note };
        let needs = |label: &str| text::width(label, MARK_TEXT) + 8.0;
        let room = FLAG_WIDTH_MAX.min(next.min(edge) - x);
        if notes_below && needs(label) > room {
            label = &plain;
        }
        let width = needs(label).min(room).max(6.0);
        let short = text::elided(label, MARK_TEXT, width - 6.0);
        // A letter or two of a note say less than the mark's number.
        let says_nothing = short != *label && short.chars().count() < FLAG_CHARS_MIN;
        let label = match says_nothing {
            true => text::elided(&plain, MARK_TEXT, width - 6.0),
            false => short,
        };
        flags.push((rect(x, lanes_top - FLAG_ROW + 1.0, width, FLAG_ROW - 3.0), label));
    }
    flags
}

/// The marks in sight whose notes have no room on their flags, and those notes.
pub fn notes_below(view: &TimelineView, overlay: &Overlay) -> Vec<(String, String)> {
    if !overlay.notes_below {
        return Vec::new();
    }
    let in_sight = |mark: &Mark| mark.nanos >= view.from_nanos && mark.nanos <= view.to_nanos;
    let flags = flags_of(view, &overlay.marks, (0.0, true));
    let marks = overlay.marks.iter().zip(flags).enumerate();
    marks
        .filter(|(_, (mark, (_, label)))| {
            in_sight(mark) && !mark.note.is_empty() && *label != mark.note
        })
        .map(|(number, (mark, _))| (plain(number), mark.note.clone()))
        .collect()
}

fn draw_marks(
    view: &TimelineView,
    theme: &Theme,
    overlay: &Overlay,
    lanes_top: f32,
    layer: &mut Layer,
) {
    let bottom = layer.clip.bottom();
    for (flag, label) in flags_of(view, &overlay.marks, (lanes_top, overlay.notes_below)) {
        let (top, x) = (point(flag.x, flag.y), flag.x);
        layer.line(top, point(x, bottom), Stroke::dashed(1.0, theme.accent));
        draw_flag(theme, flag, label, layer);
    }
}

/// A mark's flag.
pub fn draw_flag(theme: &Theme, flag: Rect, label: String, layer: &mut Layer) {
    layer.fill(flag, theme.accent);
    let at = point(flag.x + 3.0, flag.middle());
    layer.text(at, Anchor::Start, MARK_TEXT, theme.accent.readable_on(), label);
}

/// A tick at the bottom of the axis for each place found, and a dot on its lane.
fn draw_hits(
    view: &TimelineView,
    theme: &Theme,
    hits: &[(Option<LaneKey>, f64)],
    lanes: &[LaneBox],
    layer: &mut Layer,
) {
    let (left, right) = view.body_x();
    let mut ticks: Vec<Rect> = Vec::new();
    let mut dots: Vec<Rect> = Vec::new();
    for &(key, nanos) in hits {
        let x = view.x_from_nanos(nanos).floor();
        if x < left || x > right {
            continue;
        }
        // Hits that share a pixel are one tick.
        if ticks.last().is_none_or(|last| (last.x - x).abs() >= 2.0) {
            ticks.push(rect(x, layer.clip.y + 13.0, 2.0, 9.0));
        }
        if let Some(lane) = lanes.iter().find(|lane| Some(lane.key) == key) {
            dots.push(rect(x - 1.0, lane.rect.y - 2.0, 4.0, 4.0));
        }
    }
    layer.boxes(theme.accent, Pattern::Solid, ticks);
    layer.boxes(theme.accent, Pattern::Solid, dots);
}

/// A line through all lanes, and on the axis the instant it is at.
fn draw_cursor(view: &TimelineView, theme: &Theme, nanos: f64, layer: &mut Layer) {
    let x = view.x_from_nanos(nanos);
    let (left, right) = view.body_x();
    if x < left - 1.0 || x > right + 1.0 {
        return;
    }
    let (top, bottom) = (layer.clip.y, layer.clip.bottom());
    let stroke = Stroke::solid(1.5, theme.text);
    layer.line(point(x, top), point(x, bottom), stroke);
    let label = axis::exact(nanos.round());
    let width = text::width(&label, CURSOR_TEXT) + 10.0;
    let start = if x + width <= right { x } else { x - width };
    let pill = rect(start, top + 2.0, width, 17.0);
    layer.prims.push(Prim::Rect { rect: pill, fill: Some(theme.text), stroke: None, radius: 2.0 });
    let at = point(pill.x + 5.0, pill.middle());
    layer.text(at, Anchor::Start, CURSOR_TEXT, theme.background, label);
}

/// A red frame around each lane of the cycle from the moment it closed, and the word once, on the axis.
fn draw_alarm(
    view: &TimelineView,
    theme: &Theme,
    alarm: &Alarm,
    lanes: &[LaneBox],
    layer: &mut Layer,
) {
    let (left, right) = view.body_x();
    let x0 = view.x_from_nanos(alarm.from_nanos).clamp(left + 1.0, (right - 3.0).max(left + 1.0));
    if view.to_nanos < alarm.from_nanos || view.from_nanos > alarm.to_nanos {
        return;
    }
    let x1 = view.x_from_nanos(alarm.to_nanos.min(view.to_nanos)).min(right - 1.5).max(x0 + 1.0);
    let stuck: Vec<&LaneBox> = lanes.iter().filter(|l| alarm.lanes.contains(&l.key)).collect();
    for lane in &stuck {
        let place = rect(x0, lane.rect.y, x1 - x0, lane.rect.h);
        layer.frame(place, Stroke::solid(2.0, theme.alarm), 0.0);
    }
    if stuck.is_empty() {
        return;
    }
    let (top, bottom) = (layer.clip.y, layer.clip.bottom());
    layer.line(point(x0, top), point(x0, bottom), Stroke::dashed(1.0, theme.alarm));
    let width = text::width(&alarm.label, ALARM_TEXT) + 12.0;
    let x = x0.max(left).min(right - width - 3.0);
    let flag = rect(x, top + 3.0, width, 16.0);
    layer.prims.push(Prim::Rect { rect: flag, fill: Some(theme.alarm), stroke: None, radius: 2.0 });
    let ink = theme.alarm.readable_on();
    let at = point(x + 6.0, flag.middle());
    layer.text(at, Anchor::Start, ALARM_TEXT, ink, alarm.label.clone());
}

impl Alarm {
    /// The deadlock that a trace ends in, if it does, or that it was stopped in.
    pub fn of(trace: &Trace) -> Option<Alarm> {
        if !trace.is_live() {
            return Alarm::stopped_in(trace);
        }
        let now = trace.now_nanos();
        let waits = wait_for(trace, now);
        let cycle = waits.cycles.first()?;
        let edges: Vec<_> = cycle.iter().filter_map(|&thread| waits.edge(thread)).collect();
        let since = edges.iter().map(|edge| edge.since).max()?;
        let lanes = edges
            .iter()
            .flat_map(|edge| [LaneKey::Thread(edge.thread), LaneKey::Object(edge.object)]);
        let label = words!("export-deadlock").to_owned();
        Some(Alarm { label, from_nanos: since as f64, to_nanos: f64::MAX, lanes: lanes.collect() })
    }

    fn stopped_in(trace: &Trace) -> Option<Alarm> {
        let deadlock = detectors::endless(trace)?;
        let threads = deadlock.threads.iter().copied().map(LaneKey::Thread);
        let lanes = threads.chain(deadlock.objects.iter().copied().map(LaneKey::Object));
        Some(Alarm {
            label: words!("export-deadlock").to_owned(),
            from_nanos: deadlock.range_nanos.start as f64,
            to_nanos: deadlock.range_nanos.end as f64,
            lanes: lanes.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;

    #[test]
    fn on_paper_a_note_stands_on_its_flag_whole_or_in_the_legend() {
        let view = TimelineView::whole(&fixture::pipeline(), 1000.0);
        let mark = |nanos, note: &str| Mark { nanos, note: note.to_owned() };
        let long = "a note that is a good deal longer than the widest flag is wide";
        let late = "the very end";
        let marks = vec![mark(1e5, "full"), mark(2e5, long), mark(4e5, ""), mark(499_900.0, late)];
        let overlay = Overlay { marks, notes_below: true, ..Overlay::default() };
        let labels: Vec<String> = (flags_of(&view, &overlay.marks, (0.0, true)).into_iter())
            .map(|(_, label)| label)
            .collect();
        assert_eq!(labels[..3], ["full", "M2", "M3"]);
        let below = notes_below(&view, &overlay);
        assert_eq!(below, [("M2".to_owned(), long.to_owned()), ("M4".to_owned(), late.to_owned())]);
        // On screen one points at it.
        assert!(notes_below(&view, &Overlay { notes_below: false, ..overlay }).is_empty());
    }

    #[test]
    fn a_flag_ends_where_the_next_one_begins_and_shows_its_note() {
        let view = TimelineView::whole(&fixture::pipeline(), 1000.0);
        let mark = |nanos, note: &str| Mark { nanos, note: note.to_owned() };
        let marks = [mark(100_000.0, ""), mark(110_000.0, "here the queue is full"), mark(4e5, "")];
        let flags = flags(&view, &marks, 40.0);
        assert!(flags[0].0.right() <= flags[1].0.x, "{flags:?}");
        assert_eq!(flags[1].1, "here the queue is full");
        assert_eq!(flags[2].1, "M3");
    }
}
