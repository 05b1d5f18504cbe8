//! A thread's lane: what it did, as cells of its states' looks.
//!
//! Where many intervals share a pixel the pixel shows their shares, the most alarming state on
//! top and never thinner than a device pixel: merging hides nothing. Knows no widgets.

use super::cells::Cells;
use super::lanes::LaneBox;
use super::{Scale, TimelineView};
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

/// How many short intervals look together: the pattern's ink mixed into the fill, because a
/// pattern does not show in a column or two.
fn dense_look_of(theme: &Theme, state: State) -> Option<Look> {
    let look = look_of(theme, state)?;
    let fill = match look.pattern {
        Pattern::Solid => look.fill,
        Pattern::Hatch(ink) => look.fill.mix(ink, 70),
        Pattern::Dots(ink) => look.fill.mix(ink, 30),
    };
    Some(Look { fill, pattern: Pattern::Solid })
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
        cells: Cells::new(view, lane.rect.y, lane.rect.h, 2 * STATES),
        scale: view.scale(),
        edges: (view.gutter, view.width),
        column: None,
        labels: Vec::new(),
        end: None,
    };
    let (range, columns) = super::lanes::query(trace, view);
    if let Some(source) = trace.thread_lane(thread) {
        source.visible(range, columns, |piece| builder.add(&piece));
    }
    builder.flush(f32::INFINITY);
    let Builder { cells, labels, end, .. } = builder;
    for (look, rects) in cells.finish().into_iter().enumerate() {
        let state = State::ALL[look % STATES];
        let look = if look < STATES { look_of(theme, state) } else { dense_look_of(theme, state) };
        if let Some(look) = look {
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

const STATES: usize = State::ALL.len();

struct Label {
    state: State,
    object: ObjectId,
    x0: f32,
    x1: f32,
}

/// Pieces on their way to cells: short ones gather in `column` until one begins further right.
struct Builder {
    cells: Cells,
    scale: Scale,
    edges: (f32, f32),
    column: Option<Column>,
    labels: Vec<Label>,
    end: Option<f32>,
}

/// Nanoseconds in each living state within one column.
struct Column {
    /// Where it begins.
    x: f32,
    /// Where its last piece ends.
    end: f32,
    nanos: [f32; State::LIVING.len()],
    seen: u32,
}

impl Builder {
    fn add(&mut self, piece: &Interval) {
        let x0 = self.scale.x(piece.from as f64).max(self.edges.0);
        let x1 = self.scale.x(piece.to as f64).min(self.edges.1);
        if piece.state == State::Ended && piece.count == 1 {
            self.end = self.end.or(Some(x0));
        }
        let start = self.cells.snap(x0);
        let end = self.cells.snap(x1);
        if piece.count == 1 && end > start {
            self.whole(piece, x0, x1);
            return;
        }
        if self.column.as_ref().is_some_and(|column| column.x != start) {
            self.flush(start);
        }
        let column = self.column.get_or_insert(Column {
            x: start,
            end,
            nanos: [0.0; State::LIVING.len()],
            seen: 0,
        });
        column.end = end;
        column.seen |= 1 << piece.state as u32;
        for (at, state) in State::LIVING.into_iter().enumerate() {
            let nanos = piece.nanos_in(state) as f32;
            column.nanos[at] += nanos;
            column.seen |= u32::from(nanos > 0.0) << state as u32;
        }
    }

    /// An interval of its own: also the place of a name, if there is room.
    fn whole(&mut self, piece: &Interval, x0: f32, x1: f32) {
        // A pixel that shorter intervals already took keeps their shares.
        let taken = self.column.as_ref().is_some_and(|column| column.x == self.cells.snap(x0));
        let from = if taken { x0 + self.cells.pixel() } else { x0 };
        self.flush(self.cells.snap(from));
        if self.cells.snap(from) < self.cells.snap(x1) {
            self.cells.push(piece.state as usize, from, x1);
        }
        if let Some(object) = piece.object.filter(|_| x1 - x0 >= LABEL_WIDTH_MIN)
            && piece.state != State::Sleeping
        {
            self.labels.push(Label { state: piece.state, object, x0, x1 });
        }
    }

    /// Draws what gathered, up to where the next piece begins. Each state reaches from where the
    /// calmer ones end to the top, and is painted over by the more alarming ones: so the calmest
    /// is as high as the lane, and joins its neighbours to one long cell.
    fn flush(&mut self, next: f32) {
        let Some(column) = self.column.take() else { return };
        let right = next.min(column.end.max(column.x + self.cells.pixel()));
        let total: f32 = column.nanos.iter().sum();
        let scale = if total > 0.0 { 1.0 / total } else { 0.0 };
        let mut high = 1.0_f32;
        let mut lows = [1.0_f32; State::LIVING.len()];
        let mut calmest = None;
        for (at, state) in State::LIVING.into_iter().enumerate().rev() {
            if column.seen >> state as u32 & 1 != 0 {
                high = (high - (column.nanos[at] * scale).max(SHARE_MIN)).max(0.0);
                lows[at] = high;
                calmest = Some(at);
            }
        }
        let Some(calmest) = calmest else { return };
        lows[calmest] = 0.0;
        for (at, state) in State::LIVING.into_iter().enumerate().skip(calmest) {
            if lows[at] < 1.0 {
                let look = STATES + state as usize;
                self.cells.push_part(look, column.x, right, lows[at], 1.0);
            }
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
