//! The critical path over the lanes: a bar under what is on it, a line where it goes from lane to
//! lane, and everything else paler.
//!
//! Costs pixels: where more stretches share a column than it has points, the one at its middle is
//! drawn.

use super::lanes::LaneBox;
use super::{LaneKey, TimelineView};
use crate::analysis::critical_path::CriticalPath;
use crate::export::scene::{Layer, Pattern, Rect, Stroke, point, rect};
use crate::export::theme::Theme;
use crate::model::ids::ThreadId;

/// Thickness of the bar.
const BAR: f32 = 4.0;
/// Width of a column where stretches are too many to draw.
const COLUMN: f32 = 2.0;
/// How much of the ground covers what is not on the path.
const PALE: u8 = 150;
/// More lines from lane to lane than this would be a curtain.
const CROSSINGS_MAX: usize = 400;

/// One run along a lane.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Piece {
    thread: ThreadId,
    x0: f32,
    x1: f32,
}

/// Draws the part of `path` that is in view.
pub fn draw(
    view: &TimelineView,
    theme: &Theme,
    path: &CriticalPath,
    lanes: &[LaneBox],
    layer: &mut Layer,
) {
    let pieces = pieces(view, path);
    let place = |thread| lanes.iter().find(|lane| lane.key == LaneKey::Thread(thread));
    pale(view, theme, &pieces, lanes, layer);
    let bars = pieces.iter().filter_map(|piece| {
        let lane = place(piece.thread)?.rect;
        Some(rect(piece.x0, lane.bottom() - BAR, (piece.x1 - piece.x0).max(1.0), BAR))
    });
    layer.boxes(theme.path, Pattern::Solid, bars.collect());
    let crossings = pieces.windows(2).filter(|pair| pair[0].thread != pair[1].thread);
    if crossings.clone().count() > CROSSINGS_MAX {
        return;
    }
    for pair in crossings {
        let (Some(from), Some(to)) = (place(pair[0].thread), place(pair[1].thread)) else {
            continue;
        };
        let ends = (from.rect.bottom() - BAR / 2.0, to.rect.bottom() - BAR / 2.0);
        let stroke = Stroke::solid(1.5, theme.path);
        layer.line(point(pair[1].x0, ends.0), point(pair[1].x0, ends.1), stroke);
    }
}

/// Lays the ground's colour over what is beside the path.
fn pale(
    view: &TimelineView,
    theme: &Theme,
    pieces: &[Piece],
    lanes: &[LaneBox],
    layer: &mut Layer,
) {
    let mut covers: Vec<Rect> = Vec::new();
    let (left, right) = view.body_x();
    for lane in lanes {
        let LaneKey::Thread(thread) = lane.key else { continue };
        let mut x = left;
        let gap = |from: f32, to: f32| rect(from, lane.rect.y, to - from, lane.rect.h);
        for piece in pieces.iter().filter(|piece| piece.thread == thread) {
            covers.extend((piece.x0 > x).then(|| gap(x, piece.x0)));
            x = x.max(piece.x1);
        }
        covers.extend((right > x).then(|| gap(x, right)));
    }
    layer.boxes(theme.background.alpha(PALE), Pattern::Solid, covers);
}

fn pieces(view: &TimelineView, path: &CriticalPath) -> Vec<Piece> {
    let (left, right) = view.body_x();
    let columns = ((right - left) / COLUMN).ceil().max(1.0) as usize;
    let range = view.from_nanos.max(0.0) as u64..view.to_nanos.max(0.0).ceil() as u64;
    let segments = path.within(range);
    let x = |nanos: u64| view.x_from_nanos(nanos as f64).clamp(left, right);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |thread: ThreadId, x0: f32, x1: f32| match pieces.last_mut() {
        Some(last) if last.thread == thread => last.x1 = x1,
        _ => pieces.push(Piece { thread, x0, x1 }),
    };
    if segments.len() <= columns {
        segments.iter().for_each(|one| add(one.thread, x(one.from), x(one.to)));
        return pieces;
    }
    for column in 0..columns {
        let x0 = left + column as f32 * COLUMN;
        let middle = view.nanos_from_x(x0 + COLUMN / 2.0).max(0.0) as u64;
        if let Some(segment) = path.at(middle) {
            add(segment.thread, x0, (x0 + COLUMN).min(right));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::critical_path::critical_path;
    use crate::export::fixture;
    use crate::trace::synthetic;

    #[test]
    fn a_short_path_is_drawn_stretch_by_stretch() {
        let trace = fixture::pipeline();
        let view = TimelineView::whole(&trace, 1000.0);
        let path = critical_path(&trace);
        let pieces = pieces(&view, &path);
        // Main starts the producer, hands over to and gets back from others, and ends last.
        assert_eq!(pieces.last().map(|piece| piece.thread), Some(ThreadId(0)));
        assert!(pieces.windows(2).all(|pair| pair[0].x1 == pair[1].x0), "{pieces:?}");
        assert_eq!(pieces[0].x0, view.gutter);
    }

    #[test]
    fn a_long_path_costs_no_more_than_the_columns_in_view() {
        let trace = synthetic(6, 1, 60_000, 1);
        let view = TimelineView::whole(&trace, 800.0);
        let path = critical_path(&trace);
        assert!(path.segments().len() > 1000);
        assert!(pieces(&view, &path).len() <= 400);
    }
}
