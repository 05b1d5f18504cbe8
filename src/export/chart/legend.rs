//! The explanation of colours above a chart: rows of names that can be pointed at.

use super::{Draw, MARGIN, Spot, take_top};
use crate::export::chart::figure::Ink;
use crate::export::scene::{Anchor, Pattern, Rect, point, rect};
use crate::export::text;
use crate::export::timeline::LaneKey;
use crate::words;

const ROW: f32 = 19.0;
const TEXT: f32 = 11.5;
const SWATCH: f32 = 14.0;
const NAME_WIDTH_MAX: f32 = 220.0;
/// Rows of a legend; what does not fit is counted.
const ROWS_MAX: usize = 3;

/// One name.
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// Whose it is.
    pub about: Option<LaneKey>,
}

/// Draws the names into the top of what is left. One name alone needs no legend unless the picture
/// would not say it elsewhere.
pub fn draw(draw: &mut Draw<'_>, left: &mut Rect, entries: &[Entry]) {
    if !draw.view.legend || entries.is_empty() {
        return;
    }
    let rows_max = if left.h < 200.0 { 1 } else { ROWS_MAX };
    let any = entries.iter().any(|entry| draw.marked.lights(entry.about));
    let (mut x, mut rows) = (MARGIN, 1);
    let mut line = take_top(left, ROW);
    for (number, entry) in entries.iter().enumerate() {
        let name = text::elided(&entry.name, TEXT, NAME_WIDTH_MAX);
        let width = SWATCH + 5.0 + text::width(&name, TEXT);
        // Room is kept for saying how many more there are.
        let more = entries.len() - number;
        let reserve = if rows == rows_max && more > 1 { 70.0 } else { 0.0 };
        if x + width + reserve > line.right() - MARGIN && x > MARGIN {
            if rows == rows_max {
                let color = draw.theme.text_weak;
                let words = words!("plots-legend-more", count = more);
                draw.ground.text(point(x, line.middle()), Anchor::Start, TEXT, color, words);
                return;
            }
            (x, rows, line) = (MARGIN, rows + 1, take_top(left, ROW));
        }
        entry_at(draw, entry, name, (x, line), any);
        x += width + 18.0;
    }
}

fn entry_at(draw: &mut Draw<'_>, entry: &Entry, name: String, (x, line): (f32, Rect), any: bool) {
    let look = draw.look(entry.ink);
    let dim = draw.marked.dims(entry.about, any);
    let shade = |color: crate::export::scene::Color| if dim { color.alpha(110) } else { color };
    let swatch = rect(x, line.middle() - 5.0, SWATCH, 10.0);
    match look.pattern {
        Pattern::Solid => draw.ground.fill(swatch, shade(look.fill)),
        pattern => draw.ground.boxes(look.fill, pattern, vec![swatch]),
    }
    let width = text::width(&name, TEXT);
    let color = shade(draw.theme.text);
    let at = point(swatch.right() + 5.0, line.middle());
    draw.ground.text(at, Anchor::Start, TEXT, color, name);
    if entry.about.is_some() {
        let rect = rect(x - 4.0, line.y, SWATCH + 13.0 + width, ROW);
        let says = words!("plots-legend-entry", name = entry.name.as_str());
        draw.spots.push(Spot { rect, says, about: entry.about, moment: None });
    }
}
