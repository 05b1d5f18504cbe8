//! Lining nodes up and spreading them out: pure functions on rectangles.

use egui::{Pos2, Rect, pos2};

/// How nodes are lined up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// Left edges at the leftmost one's.
    Left,
    /// Middles on one upright line.
    Center,
    /// Top edges at the highest one's.
    Top,
    /// The same gap between one and the next, from top to bottom.
    Down,
    /// The same gap between one and the next, from left to right.
    Across,
}

/// Least gap that spreading leaves.
const GAP: f32 = 24.0;

/// New places of the rectangles' corners, in the same order.
pub fn lined_up(rects: &[Rect], line: Line) -> Vec<Pos2> {
    let all = rects.iter().copied().fold(Rect::NOTHING, Rect::union);
    let place = |rect: &Rect| match line {
        Line::Left => pos2(all.left(), rect.top()),
        Line::Center => pos2(all.center().x - rect.width() / 2.0, rect.top()),
        Line::Top => pos2(rect.left(), all.top()),
        Line::Down | Line::Across => rect.min,
    };
    match line {
        Line::Down => spread(rects, all.y_range(), |rect| rect.y_range())
            .into_iter()
            .zip(rects)
            .map(|(y, rect)| pos2(rect.left(), y))
            .collect(),
        Line::Across => spread(rects, all.x_range(), |rect| rect.x_range())
            .into_iter()
            .zip(rects)
            .map(|(x, rect)| pos2(x, rect.top()))
            .collect(),
        _ => rects.iter().map(place).collect(),
    }
}

/// Starts of ranges with equal gaps between them, in the order of the rectangles.
fn spread(rects: &[Rect], all: egui::Rangef, range: impl Fn(&Rect) -> egui::Rangef) -> Vec<f32> {
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by(|&a, &b| range(&rects[a]).min.total_cmp(&range(&rects[b]).min));
    let used: f32 = rects.iter().map(|rect| range(rect).span()).sum();
    let gaps = rects.len().saturating_sub(1).max(1) as f32;
    let gap = ((all.span() - used) / gaps).max(GAP);
    let mut starts = vec![0.0; rects.len()];
    let mut at = all.min;
    for index in order {
        starts[index] = at;
        at += range(&rects[index]).span() + gap;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    fn rects() -> Vec<Rect> {
        let rect = |x, y, w, h| Rect::from_min_size(pos2(x, y), vec2(w, h));
        vec![
            rect(50.0, 0.0, 100.0, 20.0),
            rect(0.0, 300.0, 40.0, 20.0),
            rect(10.0, 90.0, 60.0, 20.0),
        ]
    }

    #[test]
    fn edges_and_middles_are_lined_up() {
        let lefts = lined_up(&rects(), Line::Left);
        assert_eq!(lefts, [pos2(0.0, 0.0), pos2(0.0, 300.0), pos2(0.0, 90.0)]);
        let tops = lined_up(&rects(), Line::Top);
        assert!(tops.iter().all(|place| place.y == 0.0));
        let centers = lined_up(&rects(), Line::Center);
        let middles: Vec<f32> =
            centers.iter().zip(rects()).map(|(place, rect)| place.x + rect.width() / 2.0).collect();
        assert!(middles.iter().all(|middle| *middle == middles[0]));
    }

    #[test]
    fn spreading_keeps_the_order_and_makes_equal_gaps() {
        let places = lined_up(&rects(), Line::Down);
        assert_eq!(places.iter().map(|p| p.y).collect::<Vec<_>>(), [0.0, 300.0, 150.0]);
        let close = vec![rects()[0]; 3];
        let places = lined_up(&close, Line::Across);
        assert_eq!(places[1].x - places[0].x, 100.0 + GAP, "never over each other");
    }
}
