//! How often something took how long: bars over a logarithmic axis of time, with the percentiles
//! marked.

use super::figure::{Spread, Unit};
use super::{AXIS_TEXT, Draw, MARGIN, number, take_top, value_axis};
use crate::export::axis::{duration, round_duration};
use crate::export::scene::{Anchor, Layer, Pattern, Rect, Stroke, point, rect};
use crate::export::text;
use crate::words;

const LABEL_HEIGHT: f32 = 18.0;
const MARK_ROW: f32 = 14.0;
/// Rows of names of percentiles, where there is room for them.
const MARK_ROWS: usize = 4;
const TIME_HEIGHT: f32 = 20.0;
/// Fewest doublings that the axis spans, so that a single bar has a place.
const DOUBLINGS_MIN: f64 = 4.0;

/// Where durations and counts are.
struct Place {
    body: Rect,
    from: f64,
    to: f64,
    top: f64,
    log: bool,
}

impl Place {
    fn x(&self, nanos: f64) -> f32 {
        let share = (nanos.max(1.0).log2() - self.from) / (self.to - self.from);
        self.body.x + share as f32 * self.body.w
    }

    fn y(&self, count: f64) -> f32 {
        let share = match self.log {
            true => (1.0 + count).log10() / (1.0 + self.top).log10(),
            false => count / self.top,
        };
        self.body.bottom() - share as f32 * self.body.h
    }
}

/// Draws a distribution into what is left.
pub fn draw(draw: &mut Draw<'_>, mut left: Rect, spread: &Spread) {
    let label = take_top(&mut left, LABEL_HEIGHT);
    let what = text::elided(&spread.label, AXIS_TEXT, label.w - 2.0 * MARGIN);
    draw.weak(point(label.x + MARGIN, label.middle()), Anchor::Start, what);
    let count = if left.h < 150.0 { 1 } else { rows_needed(spread, left) };
    let rows = take_top(&mut left, MARK_ROW * count as f32);
    let most = spread.bars.iter().map(|bar| bar.2).max().unwrap_or(1) as f64;
    let height = (left.h - TIME_HEIGHT).max(10.0);
    let marks = count_marks(most, draw.view.log, height);
    let labels: Vec<String> = marks.iter().map(|&count| number(Unit::Count, count)).collect();
    let gutter = labels.iter().map(|label| text::width(label, AXIS_TEXT)).fold(18.0, f32::max);
    let x = left.x + MARGIN + gutter + 6.0;
    let body = rect(x, left.y, (left.right() - 2.0 * MARGIN - x).max(10.0), height);
    let (from, to) = ends(spread);
    let top = marks.last().copied().unwrap_or(1.0).max(most);
    let place = Place { body, from, to, top, log: draw.view.log };
    draw.ground.fill(body, draw.theme.lane);
    for (count, label) in marks.iter().zip(labels) {
        let y = place.y(*count);
        draw.ground.line(point(body.x, y), point(body.right(), y), draw.grid());
        draw.weak(point(body.x - 6.0, y), Anchor::End, label);
    }
    durations(draw, &place);
    bars(draw, &place, spread);
    percentiles(draw, &place, spread, rows);
}

/// Rows that the names of the percentiles need so that none covers another.
fn rows_needed(spread: &Spread, left: Rect) -> usize {
    let (from, to) = ends(spread);
    let body = rect(left.x + 40.0, left.y, (left.w - 60.0).max(10.0), left.h);
    let place = Place { body, from, to, top: 1.0, log: false };
    let mut free: Vec<f32> = Vec::new();
    for (name, nanos) in marks(spread) {
        let width = text::width(&name, AXIS_TEXT) + 14.0;
        let left = place.x(nanos) - width / 2.0;
        match free.iter().position(|&free| left >= free) {
            Some(row) => free[row] = left + width,
            None => free.push(left + width),
        }
    }
    free.len().clamp(1, MARK_ROWS)
}

/// The percentiles with their names; those that say the same are one.
fn marks(spread: &Spread) -> Vec<(String, f64)> {
    let mut marks: Vec<(String, String, f64)> = Vec::new();
    for &(name, nanos) in &spread.marks {
        let length = duration(nanos);
        match marks.last_mut().filter(|(_, known, _)| *known == length) {
            Some((names, ..)) => *names += &format!(", {name}"),
            None => marks.push((name.to_owned(), length, nanos)),
        }
    }
    marks.into_iter().map(|(names, length, nanos)| (format!("{names} {length}"), nanos)).collect()
}

/// Ends of the axis, as logarithms to base 2.
fn ends(spread: &Spread) -> (f64, f64) {
    let from = spread.bars.first().map_or(1.0, |bar| bar.0.max(1.0)).log2();
    let to = spread.bars.last().map_or(2.0, |bar| bar.1.max(1.0)).log2();
    let short = (DOUBLINGS_MIN - (to - from)).max(0.0);
    ((from - short / 2.0 - 0.25).max(0.0), to + short / 2.0 + 0.25)
}

fn count_marks(most: f64, log: bool, height: f32) -> Vec<f64> {
    if log {
        let mut marks = vec![0.0];
        marks.extend((0..12).map(|power| 10f64.powi(power)).take_while(|&one| one < most * 10.0));
        return marks;
    }
    let (top, step) = value_axis(most.max(4.0), Unit::Count, height / 36.0);
    (0..=(top / step).round() as usize).map(|n| n as f64 * step).collect()
}

/// Marks at 1, 10, 100 ... nanoseconds and, where there is room, at 2 and 5 times those.
fn durations(draw: &mut Draw<'_>, place: &Place) {
    let body = place.body;
    let mut free = body.x - 20.0;
    let y = body.bottom() + TIME_HEIGHT / 2.0;
    let decade = f64::from(body.w) / (place.to - place.from) * 10f64.log2();
    let factors: &[f64] = match decade {
        wide if wide > 260.0 => &[1.0, 2.0, 5.0],
        _ => &[1.0],
    };
    for power in 0..18 {
        for factor in factors {
            let nanos = factor * 10f64.powi(power);
            let log = nanos.log2();
            if log < place.from || log > place.to {
                continue;
            }
            let x = place.x(nanos);
            draw.ground.line(point(x, body.y), point(x, body.bottom()), draw.grid());
            let label = round_duration(nanos);
            let half = text::width(&label, AXIS_TEXT) / 2.0;
            if x - half > free && x + half < draw.view.width {
                draw.weak(point(x, y), Anchor::Middle, label);
                free = x + half + 6.0;
            }
        }
    }
}

fn bars(draw: &mut Draw<'_>, place: &Place, spread: &Spread) {
    let fill = draw.look(spread.ink).fill;
    let all: u64 = spread.bars.iter().map(|bar| bar.2).sum();
    let mut layer = Layer::new(place.body);
    let mut rects = Vec::new();
    for &(from, to, count) in spread.bars.iter().filter(|bar| bar.2 > 0) {
        let (left, right) = (place.x(from), place.x(to));
        let y = place.y(count as f64).min(place.body.bottom() - 1.0);
        let gap = if right - left > 5.0 { 1.0 } else { 0.0 };
        let bar = rect(left, y, (right - left - gap).max(0.5), place.body.bottom() - y);
        rects.push(bar);
        let says = words!(
            "plots-spread-bar",
            from = duration(from),
            to = duration(to),
            count = count,
            share = crate::export::axis::share(count as f64 / all.max(1) as f64),
        );
        // The whole column answers: low bars are hard to hit.
        let column = rect(left, place.body.y, right - left, place.body.h);
        draw.spot(column, says, spread.about);
    }
    layer.boxes(fill, Pattern::Solid, rects);
    draw.bodies.push(layer);
}

/// Percentiles as dashed lines with names above, in several rows where they are close together.
fn percentiles(draw: &mut Draw<'_>, place: &Place, spread: &Spread, rows: Rect) {
    let mut free = vec![rows.x; (rows.h / MARK_ROW).round() as usize];
    let mut labels = Vec::new();
    for (label, nanos) in marks(spread) {
        let x = place.x(nanos).clamp(place.body.x, place.body.right());
        let width = text::width(&label, AXIS_TEXT);
        let left = (x - width / 2.0).clamp(rows.x + 2.0, (rows.right() - width - 2.0).max(2.0));
        let Some(row) = free.iter().rposition(|&free| left >= free) else { continue };
        free[row] = left + width + 10.0;
        let y = rows.y + (row as f32 + 0.5) * MARK_ROW;
        let stroke = Stroke::dashed(1.2, draw.theme.text);
        draw.top.line(point(x, y + 7.0), point(x, place.body.bottom()), stroke);
        labels.push((rect(left - 2.0, y - 6.0, width + 4.0, 12.0), label));
    }
    // Lines of other names pass behind a name, not through it.
    for (place, label) in labels {
        draw.top.fill(place, draw.theme.background);
        let at = point(place.x + 2.0, place.middle());
        draw.top.text(at, Anchor::Start, AXIS_TEXT, draw.theme.text, label);
    }
}
