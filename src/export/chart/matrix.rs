//! A table of durations: who by whom, darker where more, every cell with its number.

use super::figure::Matrix;
use super::{AXIS_TEXT, Draw, MARGIN, NAME_TEXT, Spot, take_top};
use crate::export::axis::duration;
use crate::export::scene::{Anchor, Color, Rect, Stroke, point, rect};
use crate::export::text;
use crate::export::timeline::LaneKey;
use crate::words;

const HEAD: f32 = 20.0;
const CELL: (f32, f32) = (44.0, 120.0);
const ROW: (f32, f32) = (16.0, 34.0);
const NAMES: (f32, f32) = (70.0, 180.0);
const NUMBER_TEXT: f32 = 11.0;

/// Draws a table into what is left.
pub fn draw(draw: &mut Draw<'_>, mut left: Rect, matrix: &Matrix) {
    let labels = take_top(&mut left, HEAD);
    let names = matrix.rows.iter().map(|row| text::width(&row.0, NAME_TEXT));
    let label = text::width(&matrix.rows_label, AXIS_TEXT);
    let names = names.fold(label, f32::max);
    let names = (names + 16.0).clamp(NAMES.0, NAMES.1.min(left.w * 0.3));
    let x = left.x + MARGIN + names;
    draw.weak(point(x - 8.0, left.y + HEAD / 2.0), Anchor::End, matrix.rows_label.clone());
    draw.weak(point(x, labels.middle()), Anchor::Start, matrix.columns_label.clone());
    let heads = take_top(&mut left, HEAD);
    // One more column and row for the sums.
    let (columns, rows) = (matrix.columns.len() + 1, matrix.rows.len() + 1);
    let room = left.right() - MARGIN - x;
    let width = (room / columns as f32).clamp(CELL.0, CELL.1);
    let height = ((left.h - MARGIN) / rows as f32).clamp(ROW.0, ROW.1);
    let cell = |row: usize, column: usize| {
        rect(x + column as f32 * width, left.y + row as f32 * height, width, height)
    };
    let most = matrix.cells.iter().flatten().flatten().map(|cell| cell.nanos).fold(1.0, f64::max);
    for (column, (name, about, _)) in matrix.columns.iter().enumerate() {
        let at = Rect { y: heads.y, h: heads.h, ..cell(0, column) };
        head(draw, at, name, *about, Anchor::Middle);
    }
    for (row, (name, about, _)) in matrix.rows.iter().enumerate() {
        let at = rect(x - names, cell(row, 0).y, names, height);
        head(draw, at, name, *about, Anchor::End);
        for (column, content) in matrix.cells[row].iter().enumerate() {
            let place = cell(row, column);
            let share = content.as_ref().map_or(0.0, |content| content.nanos / most);
            let fill = heat(draw, share);
            inside(draw, place, fill, content.as_ref().map(|content| content.nanos));
            if let Some(content) = content {
                let (about, moment) = content.goes_to.unzip();
                let says = content.says.clone();
                draw.spots.push(Spot { rect: place, says, about, moment });
            }
        }
    }
    sums(draw, matrix, cell, heads);
}

/// Paler for less; the square root keeps small ones apart from nothing.
fn heat(draw: &Draw<'_>, share: f64) -> Color {
    let weight = (share.max(0.0).sqrt() * 255.0).round() as u8;
    draw.theme.lane.mix(draw.theme.lock.fill, weight)
}

fn inside(draw: &mut Draw<'_>, place: Rect, fill: Color, nanos: Option<f64>) {
    draw.ground.fill(shrunk(place), fill);
    let Some(nanos) = nanos else { return };
    let words = fitting(duration(nanos), place.w);
    let at = point(place.x + place.w / 2.0, place.middle());
    draw.ground.text(at, Anchor::Middle, NUMBER_TEXT, fill.readable_on(), words);
}

fn shrunk(place: Rect) -> Rect {
    rect(place.x + 0.75, place.y + 0.75, (place.w - 1.5).max(0.5), (place.h - 1.5).max(0.5))
}

/// A number that does not fit is better left out than cut.
fn fitting(words: String, width: f32) -> String {
    if text::width(&words, NUMBER_TEXT) + 4.0 <= width { words } else { String::new() }
}

fn head(draw: &mut Draw<'_>, at: Rect, name: &str, about: Option<LaneKey>, anchor: Anchor) {
    let lit = draw.marked.lights(about);
    if lit {
        draw.ground.frame(shrunk(at), Stroke::solid(1.5, draw.theme.accent), 3.0);
    }
    let color = if about.is_some() { draw.theme.text } else { draw.theme.text_weak };
    let name_cut = text::elided(name, NAME_TEXT, at.w - 10.0);
    let x = match anchor {
        Anchor::End => at.right() - 8.0,
        _ => at.x + at.w / 2.0,
    };
    draw.ground.text(point(x, at.middle()), anchor, NAME_TEXT, color, name_cut);
    if about.is_some() {
        let says = words!("plots-legend-entry", name = name);
        draw.spots.push(Spot { rect: at, says, about, moment: None });
    }
}

/// The sums of rows at the right and of columns at the bottom.
fn sums(draw: &mut Draw<'_>, matrix: &Matrix, cell: impl Fn(usize, usize) -> Rect, heads: Rect) {
    let (last_row, last_column) = (matrix.rows.len(), matrix.columns.len());
    let put = |draw: &mut Draw<'_>, place: Rect, nanos: f64| {
        let words = fitting(duration(nanos), place.w);
        let at = point(place.x + place.w / 2.0, place.middle());
        draw.ground.text(at, Anchor::Middle, NUMBER_TEXT, draw.theme.text, words);
    };
    for (row, (_, _, sum)) in matrix.rows.iter().enumerate() {
        put(draw, cell(row, last_column), *sum);
    }
    for (column, (_, _, sum)) in matrix.columns.iter().enumerate() {
        put(draw, cell(last_row, column), *sum);
    }
    put(draw, cell(last_row, last_column), matrix.rows.iter().map(|row| row.2).sum());
    let corner = cell(last_row, last_column);
    let middle = point(corner.x + corner.w / 2.0, heads.middle());
    draw.weak(middle, Anchor::Middle, words!("plots-sum"));
    let first = cell(last_row, 0);
    draw.weak(point(first.x - 8.0, first.middle()), Anchor::End, words!("plots-sum"));
    let line = Stroke::solid(1.0, draw.theme.text_weak);
    draw.ground.line(point(first.x, first.y), point(corner.right(), first.y), line);
    let top = point(corner.x, heads.y);
    draw.ground.line(top, point(corner.x, corner.bottom()), line);
}
