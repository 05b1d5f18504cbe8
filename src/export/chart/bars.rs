//! Horizontal bars: a name, one or more bars, and what they amount to.

use super::figure::{BarRow, Bars};
use super::{AXIS_TEXT, Draw, MARGIN, NAME_TEXT, Spot, legend, mark, take_top, value_axis};
use crate::export::scene::{Anchor, Rect, Stroke, point, rect};
use crate::export::text;

const LABEL_HEIGHT: f32 = 20.0;
const AXIS_HEIGHT: f32 = 18.0;
const ROW: (f32, f32) = (15.0, 34.0);
const NAMES: (f32, f32) = (60.0, 180.0);
/// Each bar of a row is so much thinner than the one before.
const THINNER: f32 = 0.55;

/// Draws bars into what is left.
pub fn draw(draw: &mut Draw<'_>, mut left: Rect, bars: &Bars) {
    let entries = bars.legend.iter().map(|(name, ink)| legend::Entry {
        name: name.clone(),
        ink: *ink,
        about: None,
    });
    legend::draw(draw, &mut left, &entries.collect::<Vec<_>>());
    let label = take_top(&mut left, LABEL_HEIGHT);
    let what = text::elided(&bars.label, AXIS_TEXT, label.w - 2.0 * MARGIN);
    let what_end = label.x + MARGIN + text::width(&what, AXIS_TEXT);
    draw.weak(point(label.x + MARGIN, label.middle()), Anchor::Start, what);
    let names = bars.rows.iter().map(|row| text::width(&row.name, NAME_TEXT)).fold(0.0, f32::max);
    let names = (names + 22.0).clamp(NAMES.0, NAMES.1.min(left.w * 0.35));
    let texts = bars.rows.iter().map(|row| text::width(&row.text, AXIS_TEXT)).fold(0.0, f32::max);
    let x = left.x + MARGIN + names;
    let width = (left.right() - MARGIN - x - (texts + 12.0).min(left.w * 0.45)).max(20.0);
    let height = (left.h - AXIS_HEIGHT).max(ROW.0);
    let row = (height / bars.rows.len().max(1) as f32).clamp(ROW.0, ROW.1);
    let shown = ((height / row) as usize).min(bars.rows.len()).max(1);
    let body = rect(x, left.y, width, row * shown as f32);
    let longest = longest(bars);
    let (top, step) = value_axis(longest, bars.unit, width / 90.0);
    draw.ground.fill(body, draw.theme.lane);
    for n in 0..=(top / step).round() as usize {
        let value = n as f64 * step;
        let x = body.x + (value / top) as f32 * body.w;
        draw.ground.line(point(x, body.y), point(x, body.bottom()), draw.grid());
        let at = point(x, body.bottom() + AXIS_HEIGHT / 2.0);
        draw.weak(at, Anchor::Middle, mark(bars.unit, value));
    }
    let any = bars.rows.iter().any(|row| draw.marked.lights(row.about));
    let scale = Scale { names, top, any };
    reference(draw, bars, body, (top, what_end));
    for (n, one) in bars.rows.iter().take(shown).enumerate() {
        let line = rect(body.x, body.y + n as f32 * row, body.w, row);
        row_at(draw, one, line, &scale);
    }
}

fn longest(bars: &Bars) -> f64 {
    let values = bars.rows.iter().flat_map(|row| row.parts.iter().map(|part| part.1));
    values.chain(bars.line.iter().map(|line| line.0)).fold(0.0, f64::max)
}

/// What all rows share.
struct Scale {
    /// Width of the names.
    names: f32,
    /// Value at the right end.
    top: f64,
    /// Whether any row is lit up.
    any: bool,
}

fn row_at(draw: &mut Draw<'_>, row: &BarRow, line: Rect, scale: &Scale) {
    let Scale { names, top, any } = *scale;
    let dim = draw.marked.dims(row.about, any);
    let mut thickness = (line.h * 0.72).min(20.0);
    let mut end = line.x;
    for &(ink, value) in &row.parts {
        let look = draw.look(ink);
        let fill = if dim { look.fill.alpha(90) } else { look.fill };
        let width = ((value / top) as f32 * line.w).clamp(0.0, line.w);
        let bar = rect(line.x, line.middle() - thickness / 2.0, width, thickness);
        draw.ground.boxes(fill, look.pattern, vec![bar]);
        end = end.max(bar.right());
        thickness *= THINNER;
    }
    let color = if dim { draw.theme.text_weak } else { draw.theme.text };
    let name = text::elided(&row.name, NAME_TEXT, names - 14.0);
    draw.ground.text(point(line.x - 8.0, line.middle()), Anchor::End, NAME_TEXT, color, name);
    let room = draw.view.width - end - 14.0;
    let words = text::fitting(&row.text, AXIS_TEXT, room);
    // Lines through all bars pass behind what is said of one.
    let width = (text::width(&words, AXIS_TEXT) + 4.0).min(line.right() - end - 4.0);
    if width > 0.0 {
        let ground = rect(end + 4.0, line.middle() - 7.0, width, 14.0);
        draw.top.fill(ground, draw.theme.lane);
    }
    draw.top.text(point(end + 6.0, line.middle()), Anchor::Start, AXIS_TEXT, color, words);
    let whole = rect(line.x - names, line.y, draw.view.width - line.x + names - MARGIN, line.h);
    let (says, about, moment) = (row.says.clone(), row.about, row.moment);
    draw.spots.push(Spot { rect: whole, says, about, moment });
}

/// A line through all bars and its name above them, clear of what stands there already.
fn reference(draw: &mut Draw<'_>, bars: &Bars, body: Rect, (top, taken): (f64, f32)) {
    let Some((value, name)) = &bars.line else { return };
    let x = body.x + (*value / top) as f32 * body.w;
    let stroke = Stroke::dashed(1.3, draw.theme.text);
    draw.top.line(point(x, body.y - 4.0), point(x, body.bottom()), stroke);
    let half = text::width(name, AXIS_TEXT) / 2.0;
    let right = (draw.view.width - half - MARGIN).max(body.x + half);
    let x = x.clamp(body.x + half, right).max((taken + 8.0 + half).min(right));
    let at = point(x, body.y - 10.0);
    draw.top.text(at, Anchor::Middle, AXIS_TEXT, draw.theme.text, name.clone());
}
