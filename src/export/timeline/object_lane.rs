//! An object's lane: who holds it, in the holder's colour; its level; and above, who waits.
//!
//! Knows no primitive: an object with a level shows the level, any other its holder. Where many
//! changes share a pixel, heights are shares of time and the most waiters are what is shown.

use super::cells::Cells;
use super::lanes::LaneBox;
use super::strips::{self, Block, LaneLook, Stretch, Strips};
use super::thread_lane::CELL_TEXT;
use super::{Scale, TimelineView};
use crate::export::scene::{Anchor, Color, Layer, Pattern, Rect, Stroke, point};
use crate::export::text;
use crate::export::theme::{Look, Theme};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{ObjectInfo, WaitClass};
use crate::trace::{Holding, ObjectLane, Trace};

/// Share of the lane's height where waiters are drawn.
const WAITERS_SHARE: f32 = 0.4;
/// Heights that a place with many holds can have.
const SHARE_STEPS: f32 = 5.0;
const LABEL_WIDTH_MIN: f32 = 30.0;
/// Held by more than one thread at a time.
const SEVERAL: usize = 10;
/// Not a holder but a level.
const LEVEL: usize = SEVERAL + 1;
/// What happened to it was not recorded.
const UNSEEN: usize = LEVEL + 1;
const LOOKS: usize = UNSEEN + 1;
const WAIT_CLASSES: [WaitClass; 5] =
    [WaitClass::Lock, WaitClass::Signal, WaitClass::Data, WaitClass::Time, WaitClass::Gil];

/// Whether an object's lane shows a level; a depth belongs to its one holder and is not shown.
pub fn shows_level(info: &ObjectInfo) -> bool {
    info.level.is_some_and(|level| level != "depth")
}

/// Draws the lanes of objects: [`ObjectLanes::add`] each, then [`ObjectLanes::finish`].
pub struct ObjectLanes {
    band: Band,
    /// Makes blocks.
    aside: Band,
    /// Over the cells: names.
    over: Layer,
}

impl ObjectLanes {
    /// For lanes of this view.
    pub fn new(view: &TimelineView, clip: Rect) -> ObjectLanes {
        ObjectLanes { band: Band::new(view), aside: Band::new(view), over: Layer::new(clip) }
    }

    /// Adds the lane of `object`; the line it stands on goes into `layer` at once.
    pub fn add(
        &mut self,
        trace: &Trace,
        view: &TimelineView,
        theme: &Theme,
        (object, lane): (ObjectId, &LaneBox),
        (layer, strips): (&mut Layer, Option<&mut Strips>),
    ) {
        if !self.read(trace, view, (object, lane), strips) {
            return;
        }
        let ObjectLanes { band, over, .. } = self;
        let floor = lane.rect.y + lane.rect.h - 0.5;
        let (left, right) = view.body_x();
        layer.line(point(left, floor), point(right, floor), Stroke::solid(1.0, theme.grid));
        for mut label in band.labels.drain(..) {
            (label.x0, label.x1) = (label.x0.max(left), label.x1.min(right));
            draw_label(trace, theme, lane, &label, over);
        }
    }

    /// Adds the cells of a lane; `false`: nothing ever happened to the object.
    pub fn read(
        &mut self,
        trace: &Trace,
        view: &TimelineView,
        (object, lane): (ObjectId, &LaneBox),
        strips: Option<&mut Strips>,
    ) -> bool {
        let Some(source) = trace.object_lane(object) else { return false };
        let info = trace.object(object);
        let ObjectLanes { band, aside, .. } = self;
        match strips {
            None => {
                band.begin_lane(&source, &info, lane);
                let (range, columns) = super::lanes::query(trace, view);
                source.visible(range, columns, |piece| band.add(&piece));
            }
            Some(strips) => {
                let look = aside.begin_lane(&source, &info, lane);
                let make = |stretch: &Stretch| aside.block(&source, stretch);
                let (plan, strip) = strips.object(object);
                strip.show(plan, look, make, |block, x| band.put(block, x));
            }
        }
        true
    }

    /// Draws what was added into `layer`; what lies over the cells is the answer.
    pub fn finish(self, theme: &Theme, layer: &mut Layer) -> Layer {
        for (look, rects) in self.band.waiters.finish().into_iter().enumerate() {
            // A pattern would not read at this height: the plain colour does.
            layer.boxes(theme.wait(WAIT_CLASSES[look]).fill, Pattern::Solid, rects);
        }
        for (look, rects) in self.band.held.finish().into_iter().enumerate() {
            let look = match look {
                UNSEEN => theme.unrecorded,
                look => Look { fill: fill_of(theme, look), pattern: Pattern::Solid },
            };
            layer.boxes(look.fill, look.pattern, rects);
        }
        self.over
    }
}

fn fill_of(theme: &Theme, look: usize) -> Color {
    match look {
        LEVEL => theme.level,
        SEVERAL => theme.ended.fill,
        look => theme.owner(look),
    }
}

type Label = strips::Label<ThreadId>;

struct Band {
    scale: Scale,
    edges: (f32, f32),
    waiters: Cells,
    held: Cells,
    /// Place among `WAIT_CLASSES` of how waiting for this lane's object is shown.
    wait_look: usize,
    waiters_max: f32,
    /// Set for objects that show a level.
    level_max: Option<f32>,
    labels: Vec<Label>,
}

impl Band {
    fn new(view: &TimelineView) -> Band {
        Band {
            waiters: Cells::new(view, WAIT_CLASSES.len()),
            held: Cells::new(view, LOOKS),
            scale: view.scale(),
            edges: view.body_x(),
            wait_look: 0,
            waiters_max: 1.0,
            level_max: None,
            labels: Vec::new(),
        }
    }

    /// What follows is in this lane; the answer is all that its look depends on.
    fn begin_lane(
        &mut self,
        source: &ObjectLane<'_>,
        info: &ObjectInfo,
        lane: &LaneBox,
    ) -> LaneLook {
        let top = lane.rect.h * WAITERS_SHARE;
        self.waiters.begin_lane(lane.rect.y, top - 1.0);
        self.held.begin_lane(lane.rect.y + top, lane.rect.h - top);
        let class = WAIT_CLASSES.iter().position(|class| *class == info.waits_as);
        self.wait_look = class.unwrap_or(0);
        let (waiters, level) = (source.waiters_peak().max(1), source.level_peak().max(1));
        let level = if shows_level(info) { level } else { 0 };
        self.waiters_max = waiters as f32;
        self.level_max = (level > 0).then_some(level as f32);
        LaneLook::new(lane, (self.wait_look, waiters, level))
    }

    /// What the lane looks like in one stretch of time, counted from where that begins.
    fn block(&mut self, source: &ObjectLane<'_>, stretch: &Stretch) -> Block<ThreadId> {
        (self.scale, self.edges) = (stretch.scale, (0.0, stretch.width));
        source.visible(stretch.range.clone(), stretch.columns, |piece| self.add(&piece));
        let mut cells = self.waiters.take();
        let held = self.held.take().into_iter();
        cells.extend(held.map(|(look, cell)| (WAIT_CLASSES.len() + look, cell)));
        Block { cells, labels: std::mem::take(&mut self.labels), ends: Vec::new() }
    }

    fn put(&mut self, block: &Block<ThreadId>, x: f32) {
        let waiters = block.cells.partition_point(|(look, _)| *look < WAIT_CLASSES.len());
        let (waiters, held) = block.cells.split_at(waiters);
        self.waiters.put(waiters, (0, x));
        self.held.put(held, (WAIT_CLASSES.len(), x));
        strips::join_labels(&mut self.labels, &block.labels, x);
    }

    fn add(&mut self, piece: &Holding) {
        let x0 = self.scale.x(piece.from as f64).max(self.edges.0);
        let x1 = self.scale.x(piece.to as f64).min(self.edges.1);
        if piece.waiters_max > 0 {
            let high = piece.waiters_max as f32 / self.waiters_max;
            self.waiters.push_part(self.wait_look, x0, x1, 0.0, high);
        }
        if piece.unseen_share > 0.0 {
            // From the top: what is known stands at the bottom.
            let low = 1.0 - quantised(piece.unseen_share as f32);
            self.held.push_part(UNSEEN, x0, x1, low, 1.0);
        }
        match self.level_max {
            Some(_) if piece.unseen_share == 1.0 => {}
            Some(max) if piece.level_max > 0 => {
                self.held.push_part(LEVEL, x0, x1, 0.0, piece.level_max as f32 / max);
            }
            Some(_) => {}
            None => self.add_held(piece, x0, x1),
        }
    }

    fn add_held(&mut self, piece: &Holding, x0: f32, x1: f32) {
        let Some(holder) = piece.holder else { return };
        let look = match piece.holders_max {
            0 | 1 => holder.index() % SEVERAL,
            _ => SEVERAL,
        };
        let high = if piece.count == 1 { 1.0 } else { quantised(piece.held_share as f32) };
        self.held.push_part(look, x0, x1, 0.0, high);
        if piece.count != 1 || look == SEVERAL {
            return;
        }
        // A waiter that comes or goes begins a new piece, but the same holding goes on.
        match self.labels.last_mut() {
            Some(last) if last.of == holder && last.x1 == x0 => last.x1 = x1,
            _ => self.labels.push(Label { of: holder, x0, x1 }),
        }
    }
}

/// A share in steps, so that neighbours of about the same share become one cell; never nothing.
fn quantised(share: f32) -> f32 {
    (share * SHARE_STEPS).round().max(1.0) / SHARE_STEPS
}

fn draw_label(trace: &Trace, theme: &Theme, lane: &LaneBox, label: &Label, layer: &mut Layer) {
    if label.x1 - label.x0 < LABEL_WIDTH_MIN {
        return;
    }
    let name = trace.thread(label.of).name;
    let short = text::elided(&name, CELL_TEXT, label.x1 - label.x0 - 8.0);
    if short.is_empty() || (short.chars().count() < 3 && short != name) {
        return;
    }
    let top = lane.rect.h * WAITERS_SHARE;
    let middle = lane.rect.y + top + (lane.rect.h - top) / 2.0;
    let ink = theme.owner(label.of.index()).readable_on();
    layer.text(point(label.x0 + 4.0, middle), Anchor::Start, CELL_TEXT, ink, short);
}
