//! Who woke whom: an arrow from lane to lane, while they are few enough to follow.

use super::lanes::LaneBox;
use super::{LaneKey, TimelineView};
use crate::export::scene::{Layer, Stroke, point};
use crate::export::theme::Theme;
use crate::trace::{Trace, WakeArrow};

/// More events in view than this: arrows would only be a tangle, so none is drawn.
const EVENTS_MAX: u64 = 600;
/// More arrows than this say nothing either.
const ARROWS_MAX: usize = 120;

/// The wake-ups in sight, if arrows can show them.
pub fn shown(trace: &Trace, view: &TimelineView) -> Vec<WakeArrow> {
    let (range, _) = super::lanes::query(trace, view);
    let wakes = trace.wakes(range, EVENTS_MAX).filter(|wakes| wakes.len() <= ARROWS_MAX);
    wakes.unwrap_or_default()
}

/// Draws the arrows of wake-ups into `layer`.
pub fn draw(
    wakes: &[WakeArrow],
    view: &TimelineView,
    theme: &Theme,
    lanes: &[LaneBox],
    layer: &mut Layer,
) {
    let stroke = Stroke::solid(1.2, theme.arrow.alpha(210));
    let place = |thread| lanes.iter().find(|lane| lane.key == LaneKey::Thread(thread));
    for wake in wakes {
        let (Some(from), Some(to)) = (place(wake.waker), place(wake.woken)) else { continue };
        let x = view.x_from_nanos(wake.nanos as f64);
        let (start, end) = match from.rect.y < to.rect.y {
            true => (from.rect.bottom() - 4.0, to.rect.y + 2.0),
            false => (from.rect.y + 4.0, to.rect.bottom() - 2.0),
        };
        layer.arrow(point(x, start), point(x, end), stroke);
    }
}
