//! A table of durations: who by whom, darker where more, every cell with its number.

use super::figure::{Matrix, MatrixCell};
use super::{AXIS_TEXT, Draw, MARGIN, NAME_TEXT, Spot, take_top};
use crate::export::axis::duration;
use crate::export::scene::{Anchor, Color, Rect, Stroke, point, rect};
use crate::export::text;
use crate::export::timeline::LaneKey;
use crate::words;
use std::borrow::Cow;

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
    let room = left.right() - MARGIN - x;
    // One more column and row for the sums.
    let narrow = narrowed(matrix, ((room / CELL.0) as usize).saturating_sub(1).max(2));
    let matrix = &*narrow;
    let (columns, rows) = (matrix.columns.len() + 1, matrix.rows.len() + 1);
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

/// At most so many columns: the last ones are put together as one if there are more, so that what
/// is shown adds up to the sums however narrow the picture is.
fn narrowed(matrix: &Matrix, columns_max: usize) -> Cow<'_, Matrix> {
    if matrix.columns.len() <= columns_max {
        return Cow::Borrowed(matrix);
    }
    let mut narrow = matrix.clone();
    let rest = narrow.columns.split_off(columns_max - 1);
    let sum = rest.iter().map(|column| column.2).sum();
    narrow.columns.push((format!("+{}", rest.len()), None, sum));
    for row in &mut narrow.cells {
        let rest: Vec<MatrixCell> = row.drain(columns_max - 1..).flatten().collect();
        row.push(together(&rest));
    }
    Cow::Owned(narrow)
}

fn together(cells: &[MatrixCell]) -> Option<MatrixCell> {
    let largest = cells.iter().max_by(|a, b| a.nanos.total_cmp(&b.nanos))?;
    let says: Vec<&str> = cells.iter().map(|cell| cell.says.as_str()).collect();
    let nanos = cells.iter().map(|cell| cell.nanos).sum();
    Some(MatrixCell { nanos, says: says.join(" "), goes_to: largest.goes_to })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_room_are_put_together_and_nothing_is_lost() {
        let cell =
            |nanos: f64| Some(MatrixCell { nanos, says: format!("{nanos}."), goes_to: None });
        let column = |name: &str, sum| (name.to_owned(), None, sum);
        let matrix = Matrix {
            rows_label: String::new(),
            columns_label: String::new(),
            rows: vec![column("a", 7.0), column("b", 3.0)],
            columns: vec![column("c", 4.0), column("d", 1.0), column("e", 2.0), column("f", 3.0)],
            cells: vec![
                vec![cell(4.0), cell(1.0), cell(2.0), None],
                vec![None, None, None, cell(3.0)],
            ],
        };
        let narrow = narrowed(&matrix, 3);
        let heads: Vec<_> = narrow.columns.iter().map(|it| (it.0.as_str(), it.2)).collect();
        assert_eq!(heads, [("c", 4.0), ("d", 1.0), ("+2", 5.0)]);
        assert_eq!(narrow.cells[0][2].as_ref().unwrap().says, "2.");
        for (row, cells) in narrow.rows.iter().zip(&narrow.cells) {
            assert_eq!(cells.iter().flatten().map(|cell| cell.nanos).sum::<f64>(), row.2);
        }
        assert_eq!(*narrowed(&matrix, 4), matrix);
    }
}
