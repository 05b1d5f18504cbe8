//! A thread's lane: what it did, as cells of its states' looks.
//!
//! Where many intervals share a pixel the pixel shows their shares, the most alarming state on
//! top and never thinner than a device pixel: merging hides nothing. Knows no widgets.

use super::cells::{Cells, LEVELS};
use super::lanes::LaneBox;
use super::strips::{self, Block, LaneLook, Stretch, Strips, Waited};
use super::{Scale, TimelineView};
use crate::export::scene::{Anchor, Layer, Pattern, Prim, Rect, point, rect};
use crate::export::text;
use crate::export::theme::{Look, Theme};
use crate::model::ids::ThreadId;
use crate::trace::{Interval, State, ThreadLane, Trace};
use std::ops::Range;

/// Size of the names inside cells.
pub const CELL_TEXT: f32 = 10.5;
/// Narrowest cell that gets a name.
const LABEL_WIDTH_MIN: f32 = 34.0;
/// Width of the cap after a thread's end.
const CAP: f32 = 3.0;

/// How a state looks; `None` where there is nothing to draw.
pub fn look_of(theme: &Theme, state: State) -> Option<Look> {
    match state {
        State::NotStarted | State::Ended => None,
        State::Running => Some(theme.running),
        State::Stopped => Some(theme.stopped),
        State::NotRecorded => Some(theme.unrecorded),
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
        Pattern::Lines(ink) => look.fill.mix(ink, 45),
    };
    Some(Look { fill, pattern: Pattern::Solid })
}

/// Draws the lanes of threads: [`ThreadLanes::add`] each, then [`ThreadLanes::finish`].
pub struct ThreadLanes {
    builder: Builder,
    /// Makes blocks.
    aside: Builder,
    /// Over the cells: the caps of ended threads, and names.
    over: Layer,
}

impl ThreadLanes {
    /// For lanes of this view.
    pub fn new(view: &TimelineView, clip: Rect) -> ThreadLanes {
        let (builder, aside) = (Builder::new(view), Builder::new(view));
        ThreadLanes { builder, aside, over: Layer::new(clip) }
    }

    /// Adds the lane of `thread`.
    pub fn add(
        &mut self,
        trace: &Trace,
        view: &TimelineView,
        theme: &Theme,
        (thread, lane): (ThreadId, &LaneBox),
        strips: Option<&mut Strips>,
    ) {
        self.read(trace, view, (thread, lane), strips);
        let ThreadLanes { builder, over, .. } = self;
        let (left, right) = view.body_x();
        for x in builder.ends.drain(..).filter(|x| *x > left && *x < right) {
            over.fill(rect(x, lane.rect.y, CAP, lane.rect.h), theme.ended.fill);
        }
        for mut label in builder.labels.drain(..) {
            (label.x0, label.x1) = (label.x0.max(left), label.x1.min(right));
            draw_label(trace, theme, lane, &label, over);
        }
    }

    /// Adds the cells of a lane.
    pub fn read(
        &mut self,
        trace: &Trace,
        view: &TimelineView,
        (thread, lane): (ThreadId, &LaneBox),
        strips: Option<&mut Strips>,
    ) {
        let ThreadLanes { builder, aside, .. } = self;
        match (trace.thread_lane(thread), strips) {
            (None, _) => {}
            (Some(source), None) => {
                builder.cells.begin_lane(lane.rect.y, lane.rect.h);
                builder.read(&source, super::lanes::query(trace, view));
            }
            (Some(source), Some(strips)) => {
                let (plan, strip) = strips.thread(thread);
                let make = |stretch: &Stretch| aside.block(&source, lane, stretch);
                let look = LaneLook::new(lane, Default::default());
                strip.show(plan, look, make, |block, x| builder.put(block, x));
            }
        }
    }

    /// Draws what was added into `layer`: first what has no pattern, so that all of it can be
    /// painted at once. What lies over the cells is the answer.
    pub fn finish(self, theme: &Theme, layer: &mut Layer) -> Layer {
        let mut whole = self.builder.cells.finish();
        let dense = whole.split_off(STATES);
        let dense = State::ALL.map(|state| dense_look_of(theme, state)).into_iter().zip(dense);
        let whole = State::ALL.map(|state| look_of(theme, state)).into_iter().zip(whole);
        for (look, rects) in dense.chain(whole) {
            if let Some(look) = look {
                layer.boxes(look.fill, look.pattern, rects);
            }
        }
        self.over
    }
}

const STATES: usize = State::ALL.len();
const LIVING: usize = State::LIVING.len();

type Label = strips::Label<Waited>;

/// Pieces on their way to cells: short ones gather in `column` until one begins further right.
struct Builder {
    cells: Cells,
    scale: Scale,
    edges: (f32, f32),
    column: Option<Column>,
    labels: Vec<Label>,
    /// Where a thread ended: threads of a run with very many share lanes.
    ends: Vec<f32>,
}

/// Nanoseconds in each living state within one column.
struct Column {
    /// Where it begins.
    x: f32,
    /// Where its last piece ends.
    end: f32,
    nanos: [f32; LIVING],
    seen: u32,
}

impl Builder {
    fn new(view: &TimelineView) -> Builder {
        Builder {
            cells: Cells::new(view, 2 * STATES),
            scale: view.scale(),
            edges: view.body_x(),
            column: None,
            labels: Vec::new(),
            ends: Vec::new(),
        }
    }

    fn read(&mut self, source: &ThreadLane<'_>, (range, columns): (Range<u64>, u32)) {
        source.visible(range, columns, |piece| self.add(&piece));
        self.flush(f32::INFINITY);
    }

    /// What a lane looks like in one stretch of time, counted from where that begins.
    fn block(
        &mut self,
        source: &ThreadLane<'_>,
        lane: &LaneBox,
        stretch: &Stretch,
    ) -> Block<Waited> {
        (self.scale, self.edges) = (stretch.scale, (0.0, stretch.width));
        self.cells.begin_lane(lane.rect.y, lane.rect.h);
        self.read(source, (stretch.range.clone(), stretch.columns));
        let (labels, ends) = (std::mem::take(&mut self.labels), std::mem::take(&mut self.ends));
        // A thread that had ended before shows that where it did.
        let ends = ends.into_iter().filter(|x| *x > 0.0).collect();
        Block { cells: self.cells.take(), labels, ends }
    }

    fn put(&mut self, block: &Block<Waited>, x: f32) {
        self.cells.put(&block.cells, (0, x));
        strips::join_labels(&mut self.labels, &block.labels, x);
        self.ends.extend(block.ends.iter().map(|end| end + x));
    }

    fn add(&mut self, piece: &Interval) {
        let x0 = self.scale.x(piece.from as f64).max(self.edges.0);
        let x1 = self.scale.x(piece.to as f64).min(self.edges.1);
        if piece.state == State::Ended && piece.count == 1 {
            self.ends.push(x0);
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
        let column =
            self.column.get_or_insert(Column { x: start, end, nanos: [0.0; LIVING], seen: 0 });
        column.end = end;
        column.seen |= 1 << piece.state as u32;
        for (at, (sum, &nanos)) in column.nanos.iter_mut().zip(piece.living_nanos()).enumerate() {
            *sum += nanos;
            column.seen |= u32::from(nanos > 0.0) << (State::LIVING[0] as usize + at);
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
        if let Some(object) = piece.object.filter(|_| piece.state != State::Sleeping) {
            self.labels.push(Label { of: (piece.state, object), x0, x1 });
        }
    }

    /// Draws what gathered, up to where the next piece begins. Each state reaches from where the
    /// calmer ones end to the top, and is painted over by the more alarming ones: so the calmest
    /// is as high as the lane, and joins its neighbours to one long cell.
    fn flush(&mut self, next: f32) {
        let Some(column) = self.column.take() else { return };
        let right = next.min(column.end.max(column.x + self.cells.pixel()));
        let levels = levels(column.seen, &column.nanos);
        for (at, state) in State::LIVING.into_iter().enumerate() {
            if let Some(level) = levels[at] {
                self.cells.push_down_to(STATES + state as usize, column.x, right, level);
            }
        }
    }
}

/// The level down to which each living state of a column is drawn, from the top, the calmer ones
/// under the more alarming ones; `None`: it is not there. A state that was there at all is seen.
fn levels(seen: u32, nanos: &[f32; LIVING]) -> [Option<usize>; LIVING] {
    let is_seen = |at: usize| seen >> (State::LIVING[0] as usize + at) & 1 != 0;
    let total: f32 = nanos.iter().sum();
    let scale = if total > 0.0 { LEVELS as f32 / total } else { 0.0 };
    let mut levels = [None; LIVING];
    let mut high = LEVELS;
    let mut calmer = (0..LIVING).filter(|&at| is_seen(at)).count();
    for at in (0..LIVING).rev().filter(|&at| is_seen(at)) {
        calmer -= 1;
        // Rounded, at least one, and one is left for each calmer state; the calmest has the rest.
        let most = (high - calmer.min(high)).max(1);
        let share = ((nanos[at] * scale + 0.5) as usize).clamp(1, most);
        high = if calmer == 0 { 0 } else { high.saturating_sub(share) };
        levels[at] = Some(high);
    }
    levels
}

/// The name of what is waited for. On a pattern it stands on a plain patch.
fn draw_label(trace: &Trace, theme: &Theme, lane: &LaneBox, label: &Label, layer: &mut Layer) {
    let (state, object) = label.of;
    let Some(look) = look_of(theme, state) else { return };
    if label.x1 - label.x0 < LABEL_WIDTH_MIN {
        return;
    }
    let name = trace.object(object).name;
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_column_shows_every_state_in_it_and_the_worst_at_the_top(
            nanos in prop::array::uniform8(prop_oneof![Just(0.0f32), 0.001f32..1e9]),
        ) {
            let first = State::LIVING[0] as usize;
            let is_seen = |at: usize| nanos[at] > 0.0;
            let seen = (0..LIVING).filter(|&at| is_seen(at)).fold(0, |all, at| all | 1 << (first + at));
            let levels = levels(seen, &nanos);
            // Each state's part is between its own level and that of the next more alarming one.
            let mut high = LEVELS;
            for at in (0..LIVING).rev() {
                prop_assert_eq!(levels[at].is_some(), is_seen(at));
                if let Some(level) = levels[at] {
                    prop_assert!(level < high, "{:?} is hidden: {:?}", State::LIVING[at], levels);
                    high = level;
                }
            }
            prop_assert!(seen == 0 || high == 0, "the calmest reaches the bottom");
        }
    }
}
