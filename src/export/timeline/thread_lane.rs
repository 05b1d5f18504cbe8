//! A thread's lane: what it did, as cells of its states' looks.
//!
//! Where many intervals share a pixel the pixel shows their shares, the most alarming state on
//! top and never thinner than a device pixel: merging hides nothing. Knows no widgets.

use super::TimelineView;
use super::cells::Cells;
use super::lanes::LaneBox;
use crate::export::scene::{Anchor, Layer, Pattern, Prim, point, rect};
use crate::export::text;
use crate::export::theme::{Look, Theme};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{Interval, State, Trace};

/// Size of the names inside cells.
pub const CELL_TEXT: f32 = 10.5;
/// Narrowest cell that gets a name.
const LABEL_WIDTH_MIN: f32 = 34.0;
/// Width of the cap after a thread's end.
const CAP: f32 = 3.0;
/// A state that was there at all takes at least this share of its pixel's height.
const SHARE_MIN: f32 = 0.15;

/// How a state looks; `None` where there is nothing to draw.
pub fn look_of(theme: &Theme, state: State) -> Option<Look> {
    match state {
        State::NotStarted | State::Ended => None,
        State::Running => Some(theme.running),
        State::Sleeping => Some(theme.time),
        State::WaitingData => Some(theme.data),
        State::WaitingSignal => Some(theme.signal),
        State::WaitingForGil => Some(theme.gil),
        State::BlockedOnLock => Some(theme.lock),
    }
}

/// Draws the lane of `thread` into `layer`.
pub fn draw(
    trace: &Trace,
    view: &TimelineView,
    theme: &Theme,
    (thread, lane): (ThreadId, &LaneBox),
    layer: &mut Layer,
) {
    let mut builder = Builder {
        cells: Cells::new(view, lane.rect.y, lane.rect.h, State::ALL.len()),
        pixel: None,
        labels: Vec::new(),
        end: None,
    };
    let (range, pixels) = super::lanes::query(trace, view);
    if let Some(source) = trace.thread_lane(thread) {
        source.visible(range, pixels, |piece| builder.add(view, &piece));
    }
    builder.flush();
    let Builder { cells, labels, end, .. } = builder;
    for (state, rects) in State::ALL.into_iter().zip(cells.finish()) {
        if let Some(look) = look_of(theme, state) {
            layer.boxes(look.fill, look.pattern, rects);
        }
    }
    if let Some(x) = end.filter(|x| *x < view.width) {
        layer.fill(rect(x, lane.rect.y, CAP, lane.rect.h), theme.ended.fill);
    }
    for label in labels {
        draw_label(trace, theme, lane, &label, layer);
    }
}

struct Label {
    state: State,
    object: ObjectId,
    x0: f32,
    x1: f32,
}

/// Pieces on their way to cells: short ones gather in `pixel` until the next one begins.
struct Builder {
    cells: Cells,
    pixel: Option<Column>,
    labels: Vec<Label>,
    end: Option<f32>,
}

/// Nanoseconds in each state within one device pixel.
struct Column {
    x: f32,
    nanos: [f64; State::ALL.len()],
    seen: [bool; State::ALL.len()],
}

impl Builder {
    fn add(&mut self, view: &TimelineView, piece: &Interval) {
        let (x0, x1) = (view.x_from_nanos(piece.from as f64), view.x_from_nanos(piece.to as f64));
        if piece.state == State::Ended && piece.count == 1 {
            self.end = self.end.or(Some(x0));
        }
        let start = self.cells.snap(x0);
        if piece.count == 1 && self.cells.snap(x1) > start {
            self.flush_unless(start);
            self.whole(piece, x0.max(view.gutter), x1.min(view.width));
            return;
        }
        self.flush_unless(start);
        let column = self.pixel.get_or_insert(Column {
            x: start,
            nanos: [0.0; State::ALL.len()],
            seen: [false; State::ALL.len()],
        });
        for state in State::LIVING {
            let nanos = piece.nanos_in(state);
            column.nanos[state as usize] += nanos;
            column.seen[state as usize] |= nanos > 0.0 || piece.state == state;
        }
    }

    /// An interval of its own: also the place of a name, if there is room.
    fn whole(&mut self, piece: &Interval, x0: f32, x1: f32) {
        // A pixel that shorter intervals already took keeps their shares.
        let taken = self.pixel.as_ref().map(|column| column.x);
        self.flush();
        let from = if taken == Some(self.cells.snap(x0)) { x0 + self.cells.pixel() } else { x0 };
        if from < x1 {
            self.cells.push(piece.state as usize, from, x1);
        }
        if let Some(object) = piece.object.filter(|_| x1 - x0 >= LABEL_WIDTH_MIN)
            && piece.state != State::Sleeping
        {
            self.labels.push(Label { state: piece.state, object, x0, x1 });
        }
    }

    fn flush_unless(&mut self, x: f32) {
        if self.pixel.as_ref().is_some_and(|column| column.x != x) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let Some(column) = self.pixel.take() else { return };
        let right = column.x + self.cells.pixel() * 0.5;
        let total: f64 = column.nanos.iter().sum();
        let share = |state: State| match total > 0.0 {
            true => (column.nanos[state as usize] / total) as f32,
            false => 0.0,
        };
        // From the top: the most alarming first, each at least visible; running gets the rest.
        let mut high = 1.0;
        for state in State::LIVING.into_iter().rev() {
            if !column.seen[state as usize] || high <= 0.0 {
                continue;
            }
            let low = match state {
                State::Running => 0.0,
                _ => (high - share(state).max(SHARE_MIN)).max(0.0),
            };
            let last = State::LIVING.into_iter().all(|s| s >= state || !column.seen[s as usize]);
            let low = if last { 0.0 } else { low };
            self.cells.push_part(state as usize, column.x, right, low, high);
            high = low;
        }
    }
}

/// The name of what is waited for. On a pattern it stands on a plain patch.
fn draw_label(trace: &Trace, theme: &Theme, lane: &LaneBox, label: &Label, layer: &mut Layer) {
    let Some(look) = look_of(theme, label.state) else { return };
    let name = trace.object(label.object).name;
    let room = label.x1 - label.x0 - 10.0;
    let short = text::elided(&name, CELL_TEXT, room);
    if short.is_empty() || (short.chars().count() < 3 && short != name) {
        return;
    }
    let x = label.x0 + 5.0;
    if look.pattern != Pattern::Solid {
        let width = text::width(&short, CELL_TEXT) + 6.0;
        let patch = rect(x - 3.0, lane.rect.middle() - 7.0, width, 14.0);
        layer.prims.push(Prim::Rect {
            rect: patch,
            fill: Some(look.fill),
            stroke: None,
            radius: 2.0,
        });
    }
    let ink = look.fill.readable_on();
    layer.text(point(x, lane.rect.middle()), Anchor::Start, CELL_TEXT, ink, short);
}
