//! An object's lane: who holds it, in the holder's colour; its level; and above, who waits.
//!
//! Knows no primitive: an object with a level shows the level, any other its holder. Where many
//! changes share a pixel, heights are shares of time and the most waiters are what is shown.

use super::cells::Cells;
use super::lanes::LaneBox;
use super::thread_lane::CELL_TEXT;
use super::{Scale, TimelineView};
use crate::export::scene::{Anchor, Color, Layer, Pattern, Rect, Stroke, point};
use crate::export::text;
use crate::export::theme::Theme;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{ObjectInfo, WaitClass};
use crate::trace::{Holding, Trace};

/// Share of the lane's height where waiters are drawn.
const WAITERS_SHARE: f32 = 0.4;
/// Heights that a place with many holds can have.
const SHARE_STEPS: f32 = 5.0;
const LABEL_WIDTH_MIN: f32 = 30.0;
/// Held by more than one thread at a time.
const SEVERAL: usize = 10;
/// Not a holder but a level.
const LEVEL: usize = SEVERAL + 1;
const LOOKS: usize = LEVEL + 1;
const WAIT_CLASSES: [WaitClass; 5] =
    [WaitClass::Lock, WaitClass::Signal, WaitClass::Data, WaitClass::Time, WaitClass::Gil];

/// Whether an object's lane shows a level; a depth belongs to its one holder and is not shown.
pub fn shows_level(info: &ObjectInfo) -> bool {
    info.level.is_some_and(|level| level != "depth")
}

/// Draws the lanes of objects: [`ObjectLanes::add`] each, then [`ObjectLanes::finish`].
pub struct ObjectLanes {
    band: Band,
    /// Over the cells: names.
    over: Layer,
}

impl ObjectLanes {
    /// For lanes of this view.
    pub fn new(view: &TimelineView, clip: Rect) -> ObjectLanes {
        let band = Band {
            waiters: Cells::new(view, WAIT_CLASSES.len()),
            held: Cells::new(view, LOOKS),
            scale: view.scale(),
            edges: view.body_x(),
            wait_look: 0,
            waiters_max: 1.0,
            level_max: None,
            labels: Vec::new(),
        };
        ObjectLanes { band, over: Layer::new(clip) }
    }

    /// Adds the lane of `object`; the line it stands on goes into `layer` at once.
    pub fn add(
        &mut self,
        trace: &Trace,
        view: &TimelineView,
        theme: &Theme,
        (object, lane): (ObjectId, &LaneBox),
        layer: &mut Layer,
    ) {
        let Some(source) = trace.object_lane(object) else { return };
        let info = trace.object(object);
        let ObjectLanes { band, over } = self;
        let top = lane.rect.h * WAITERS_SHARE;
        band.waiters.begin_lane(lane.rect.y, top - 1.0);
        band.held.begin_lane(lane.rect.y + top, lane.rect.h - top);
        let class = WAIT_CLASSES.iter().position(|class| *class == info.waits_as);
        band.wait_look = class.unwrap_or(0);
        band.waiters_max = source.waiters_peak().max(1) as f32;
        band.level_max = shows_level(&info).then_some(source.level_peak().max(1) as f32);
        let (range, columns) = super::lanes::query(trace, view);
        source.visible(range, columns, |piece| band.add(&piece));
        let floor = lane.rect.y + lane.rect.h - 0.5;
        let (left, right) = view.body_x();
        layer.line(point(left, floor), point(right, floor), Stroke::solid(1.0, theme.grid));
        for label in band.labels.drain(..) {
            draw_label(trace, theme, lane, &label, over);
        }
    }

    /// Draws what was added into `layer`; what lies over the cells is the answer.
    pub fn finish(self, theme: &Theme, layer: &mut Layer) -> Layer {
        for (look, rects) in self.band.waiters.finish().into_iter().enumerate() {
            // A pattern would not read at this height: the plain colour does.
            layer.boxes(theme.wait(WAIT_CLASSES[look]).fill, Pattern::Solid, rects);
        }
        for (look, rects) in self.band.held.finish().into_iter().enumerate() {
            layer.boxes(fill_of(theme, look), Pattern::Solid, rects);
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

struct Label {
    thread: ThreadId,
    x0: f32,
    x1: f32,
}

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
    fn add(&mut self, piece: &Holding) {
        let x0 = self.scale.x(piece.from as f64).max(self.edges.0);
        let x1 = self.scale.x(piece.to as f64).min(self.edges.1);
        if piece.waiters_max > 0 {
            let high = piece.waiters_max as f32 / self.waiters_max;
            self.waiters.push_part(self.wait_look, x0, x1, 0.0, high);
        }
        match self.level_max {
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
            Some(last) if last.thread == holder && last.x1 == x0 => last.x1 = x1,
            _ => self.labels.push(Label { thread: holder, x0, x1 }),
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
    let name = trace.thread(label.thread).name;
    let short = text::elided(&name, CELL_TEXT, label.x1 - label.x0 - 8.0);
    if short.is_empty() || (short.chars().count() < 3 && short != name) {
        return;
    }
    let top = lane.rect.h * WAITERS_SHARE;
    let middle = lane.rect.y + top + (lane.rect.h - top) / 2.0;
    let ink = theme.owner(label.thread.index()).readable_on();
    layer.text(point(label.x0 + 4.0, middle), Anchor::Start, CELL_TEXT, ink, short);
}
