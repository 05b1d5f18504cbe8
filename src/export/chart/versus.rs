//! Two runs, figure by figure: a pair of bars each, what they stand for, and how many times one is
//! the other.

use super::figure::{Ink, Versus, VersusRow};
use super::{AXIS_TEXT, Draw, MARGIN, NAME_TEXT, legend, number, take_top};
use crate::export::scene::{Anchor, Rect, point, rect};
use crate::export::text;
use crate::words;
use crate::words::decimal;

/// Height of a row, at least and at most.
const ROW: (f32, f32) = (24.0, 28.0);
const NAMES: (f32, f32) = (90.0, 230.0);
/// Thickest bar.
const BAR_MAX: f32 = 8.0;
/// Room for "× 1.56" at the right.
const TIMES_WIDTH: f32 = 58.0;
/// Room for a bar's value behind it.
const VALUE_WIDTH: f32 = 66.0;

/// Height of a row that is easy to read.
pub fn height_for(versus: &Versus) -> f32 {
    ROW.1 * versus.rows.len().max(1) as f32
}

/// Draws pairs of bars into what is left.
pub fn draw(draw: &mut Draw<'_>, mut left: Rect, versus: &Versus) {
    let entry = |(number, name): (usize, &String)| legend::Entry {
        name: name.clone(),
        ink: Ink::Run(number),
        about: None,
    };
    let entries: Vec<_> = versus.names.iter().enumerate().map(entry).collect();
    legend::draw(draw, &mut left, &entries);
    let widths = versus.rows.iter().map(|row| text::width(&row.name, NAME_TEXT));
    let names = (widths.fold(0.0, f32::max) + 16.0).clamp(NAMES.0, NAMES.1.min(left.w * 0.4));
    let height = (left.h / versus.rows.len().max(1) as f32).clamp(ROW.0, ROW.1);
    for (number, row) in versus.rows.iter().enumerate() {
        let line = take_top(&mut left, height);
        if line.h < ROW.0 {
            break;
        }
        if number % 2 == 0 {
            draw.ground.fill(rect(MARGIN, line.y, line.w - 2.0 * MARGIN, line.h), draw.theme.lane);
        }
        row_at(draw, line, names, (&versus.names, row));
    }
}

fn row_at(draw: &mut Draw<'_>, line: Rect, names: f32, (runs, row): (&[String; 2], &VersusRow)) {
    let x = line.x + MARGIN + names;
    let name = text::elided(&row.name, NAME_TEXT, names - 14.0);
    let (ink, weak) = (draw.theme.text, draw.theme.text_weak);
    draw.ground.text(point(x - 8.0, line.middle()), Anchor::End, NAME_TEXT, ink, name);
    let room = (line.right() - MARGIN - TIMES_WIDTH - VALUE_WIDTH - x).max(10.0);
    let most = row.values.iter().flatten().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let thickness = ((line.h - 8.0) / 2.0).min(BAR_MAX);
    let top = line.middle() - thickness - 1.0;
    for (at, value) in row.values.iter().enumerate() {
        let y = top + at as f32 * (thickness + 2.0);
        let width = value.map_or(0.0, |value| (value / most) as f32 * room);
        let look = draw.look(Ink::Run(at));
        draw.ground.boxes(look.fill, look.pattern, vec![rect(x, y, width, thickness)]);
        let says = value.map_or_else(unknown, |value| number(row.unit, value));
        let at = point(x + width + 5.0, y + thickness / 2.0);
        draw.ground.text(
            at,
            Anchor::Start,
            AXIS_TEXT,
            if value.is_some() { ink } else { weak },
            says,
        );
    }
    let at = point(line.right() - MARGIN - 6.0, line.middle());
    draw.ground.text(at, Anchor::End, NAME_TEXT, ink, times(row.values).unwrap_or_default());
    draw.spot(line, told(runs, row), None);
}

fn unknown() -> String {
    words!("plots-compare-unknown").to_owned()
}

/// How many times the first the second is: "× 1.56".
pub fn times([one, other]: [Option<f64>; 2]) -> Option<String> {
    let ratio = one.filter(|one| *one > 0.0).zip(other).map(|(one, other)| other / one)?;
    Some(match ratio {
        r if r >= 1000.0 => "> × 999".to_owned(),
        r if r >= 9.995 => format!("× {r:.0}"),
        0.0 => "× 0".to_owned(),
        r if r < 0.005 => decimal("< × 0.01".to_owned()),
        r => decimal(format!("× {r:.2}")),
    })
}

fn told(runs: &[String; 2], row: &VersusRow) -> String {
    let value = |at: usize| row.values[at].map_or_else(unknown, |value| number(row.unit, value));
    words!(
        "plots-compare-says",
        name = row.name.as_str(),
        one = runs[0].as_str(),
        first = value(0),
        other = runs[1].as_str(),
        second = value(1),
    )
}

#[cfg(test)]
mod tests {
    use super::times;

    #[test]
    fn how_many_times_is_written_with_few_digits_and_never_of_nothing() {
        let of = |one: f64, other: f64| times([Some(one), Some(other)]);
        assert_eq!(of(2.0, 3.0).as_deref(), Some("× 1.50"));
        assert_eq!(of(1.0, 42.4).as_deref(), Some("× 42"));
        assert_eq!(of(1.0, 1e9).as_deref(), Some("> × 999"));
        assert_eq!(of(1e6, 1.0).as_deref(), Some("< × 0.01"));
        assert_eq!(of(5.0, 0.0).as_deref(), Some("× 0"));
        assert_eq!((of(0.0, 3.0), times([None, Some(1.0)])), (None, None));
    }
}
