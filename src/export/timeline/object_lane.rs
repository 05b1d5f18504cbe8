//! An object's lane: who holds it, in the holder's colour; its level; and above, who waits.
//!
//! Knows no primitive: an object with a level shows the level, any other its holder. Where many
//! changes share a pixel, heights are shares of time and the most waiters are what is shown.

use super::cells::Cells;
use super::lanes::LaneBox;
use super::thread_lane::CELL_TEXT;
use super::{Scale, TimelineView};
use crate::export::scene::{Anchor, Color, Layer, Pattern, Stroke, point};
use crate::export::text;
use crate::export::theme::Theme;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::ObjectInfo;
use crate::trace::{Holding, Trace};

/// Share of the lane's height where waiters are drawn.
const WAITERS_SHARE: f32 = 0.4;
const LABEL_WIDTH_MIN: f32 = 30.0;
/// Held by more than one thread at a time.
const SEVERAL: usize = 10;
const LOOKS: usize = SEVERAL + 1;

/// Whether an object's lane shows a level; a depth belongs to its one holder and is not shown.
pub fn shows_level(info: &ObjectInfo) -> bool {
    info.level.is_some_and(|level| level != "depth")
}

/// Draws the lane of `object` into `layer`.
pub fn draw(
    trace: &Trace,
    view: &TimelineView,
    theme: &Theme,
    (object, lane): (ObjectId, &LaneBox),
    layer: &mut Layer,
) {
    let Some(source) = trace.object_lane(object) else { return };
    let Some(all) = source.total(trace.first_nanos()..trace.now_nanos()) else { return };
    let info = trace.object(object);
    let has_level = shows_level(&info);
    let top = lane.rect.h * WAITERS_SHARE;
    let mut band = Band {
        waiters: Cells::new(view, lane.rect.y, top - 1.0, 1),
        held: Cells::new(view, lane.rect.y + top, lane.rect.h - top, LOOKS),
        scale: view.scale(),
        edges: (view.gutter, view.width),
        waiters_max: all.waiters_max.max(1) as f32,
        level_max: has_level.then_some(all.level_max.max(1) as f32),
        labels: Vec::new(),
    };
    let (range, columns) = super::lanes::query(trace, view);
    source.visible(range, columns, |piece| band.add(&piece));
    let wait = theme.wait(info.waits_as);
    let floor = lane.rect.y + lane.rect.h - 0.5;
    let (left, right) = view.body_x();
    layer.line(point(left, floor), point(right, floor), Stroke::solid(1.0, theme.grid));
    for rects in band.waiters.finish() {
        // A pattern would not read at this height: the plain colour does.
        layer.boxes(wait.fill, Pattern::Solid, rects);
    }
    for (look, rects) in band.held.finish().into_iter().enumerate() {
        layer.boxes(fill_of(theme, look, has_level), Pattern::Solid, rects);
    }
    for label in band.labels {
        draw_label(trace, theme, lane, &label, layer);
    }
}

fn fill_of(theme: &Theme, look: usize, has_level: bool) -> Color {
    match look {
        _ if has_level => theme.level,
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
            self.waiters.push_part(0, x0, x1, 0.0, high);
        }
        match self.level_max {
            Some(max) if piece.level_max > 0 => {
                self.held.push_part(0, x0, x1, 0.0, piece.level_max as f32 / max);
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
        let high = if piece.count == 1 { 1.0 } else { piece.held_share.max(0.15) as f32 };
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
