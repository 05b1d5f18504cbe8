//! What the lanes of a run that goes on look like, kept from frame to frame.
//!
//! While a run is followed its past only moves to the left. Its time is cut into blocks of some
//! columns, at moments that stay where they are; the cells of a block are made once, when nothing
//! in it can change any more, and from then on only put in their place. So a frame costs what is
//! new, and not what is in sight. A block depends on its lane, its number, the scale and the lane's
//! place alone: the picture is the same whether it was kept or not. Knows no states and no holders.

use super::lanes::LaneBox;
use super::{Scale, TimelineView};
use crate::export::scene::Rect;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, Trace};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

/// Columns in a block.
const COLUMNS: u32 = 8;
/// Lanes of which a frame makes the blocks for the scale that comes next.
const LANES_AHEAD: usize = 3;
/// Scales that differ by a smaller share are the same: the rest is what rounding does.
const SAME_SCALE: f64 = 1e-9;
/// Names that end and begin so near to each other are one name, cut by a block's edge.
const SAME_PLACE: f32 = 0.5;

/// What a thread's name in a cell is about.
pub type Waited = (State, ObjectId);

/// A place for a name: what is named, and from where to where.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Label<T> {
    pub of: T,
    pub x0: f32,
    pub x1: f32,
}

/// A lane in one stretch of time, in points from where the stretch begins.
#[derive(Clone, Debug)]
pub struct Block<T> {
    pub cells: Vec<(usize, Rect)>,
    pub labels: Vec<Label<T>>,
    /// Where threads ended.
    pub ends: Vec<f32>,
}

/// A stretch of time that a block is to be made of.
pub struct Stretch {
    pub range: Range<u64>,
    pub columns: u32,
    pub scale: Scale,
    pub width: f32,
}

/// All that a lane's blocks depend on, but for its events.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct LaneLook {
    y: f32,
    height: f32,
    /// How its waiters look, and what the greatest heights stand for.
    scale: (usize, u32, u32),
}

impl LaneLook {
    /// Of a lane in its place.
    pub fn new(lane: &LaneBox, scale: (usize, u32, u32)) -> LaneLook {
        LaneLook { y: lane.rect.y, height: lane.rect.h, scale }
    }
}

/// How long and how wide a block is.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Grid {
    points_per_nano: f64,
    pixels_per_point: f32,
    width: f32,
}

impl Grid {
    fn of(view: &TimelineView) -> Grid {
        let pixels_per_point = view.pixels_per_point.max(0.1);
        // Whole pixels, so that blocks side by side leave no seam.
        let column = (view.detail * pixels_per_point).round().max(1.0) / pixels_per_point;
        let points_per_nano = view.scale().points_per_nano;
        Grid { points_per_nano, pixels_per_point, width: column * COLUMNS as f32 }
    }

    fn is_like(&self, other: &Grid) -> bool {
        let rounded = Grid { points_per_nano: other.points_per_nano, ..*self };
        rounded == *other && (self.points_per_nano / other.points_per_nano - 1.0).abs() < SAME_SCALE
    }

    /// Nanoseconds of a block.
    fn nanos(&self) -> f64 {
        f64::from(self.width) / self.points_per_nano
    }
}

/// Which blocks a frame shows, and where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plan {
    grid: Grid,
    first: u64,
    end: u64,
    /// The first block whose events are all still there, and the first that may still change.
    kept: (u64, u64),
    now_nanos: u64,
    /// Where the first one begins.
    x: f32,
}

impl Plan {
    fn new(trace: &Trace, view: &TimelineView, grid: Grid) -> Plan {
        let nanos = grid.nanos();
        let number = |moment: f64| (moment.max(0.0) / nanos) as u64;
        let first = number(view.from_nanos);
        let x = view.x_from_nanos(first as f64 * nanos);
        Plan {
            grid,
            first,
            end: number(view.to_nanos.min(trace.now_nanos() as f64)) + 1,
            kept: (
                (trace.first_nanos() as f64 / nanos).ceil() as u64,
                number(trace.settled_nanos() as f64),
            ),
            now_nanos: trace.now_nanos(),
            x: (x * grid.pixels_per_point).round() / grid.pixels_per_point,
        }
    }

    fn stretch(&self, number: u64) -> Stretch {
        let nanos = self.grid.nanos();
        let from_nanos = number as f64 * nanos;
        let range = from_nanos as u64..((from_nanos + nanos) as u64).min(self.now_nanos);
        let columns = range.end.saturating_sub(range.start) as f64 * f64::from(COLUMNS) / nanos;
        Stretch {
            range,
            columns: (columns.round() as u32).max(1),
            scale: Scale { left: 0.0, from_nanos, points_per_nano: self.grid.points_per_nano },
            width: self.grid.width,
        }
    }

    fn x(&self, number: u64) -> f32 {
        self.x + (number - self.first) as f32 * self.grid.width
    }
}

/// The blocks of one lane that are kept, in order.
#[derive(Clone, Debug)]
pub struct Strip<T> {
    look: LaneLook,
    /// Number of the first one.
    first: u64,
    blocks: VecDeque<Block<T>>,
    in_sight: bool,
    #[cfg(test)]
    made: usize,
}

impl<T> Default for Strip<T> {
    fn default() -> Self {
        Strip {
            look: LaneLook::default(),
            first: 0,
            blocks: VecDeque::new(),
            in_sight: false,
            #[cfg(test)]
            made: 0,
        }
    }
}

impl<T> Strip<T> {
    /// Puts every block in sight where it belongs; those that are not there are made first.
    pub fn show(
        &mut self,
        plan: Plan,
        look: LaneLook,
        mut make: impl FnMut(&Stretch) -> Block<T>,
        mut put: impl FnMut(&Block<T>, f32),
    ) {
        self.keep_what_fits(&plan, look);
        for number in plan.first..plan.end {
            let at = number.wrapping_sub(self.first) as usize;
            if let Some(block) = self.blocks.get(at) {
                put(block, plan.x(number));
                continue;
            }
            let block = make(&plan.stretch(number));
            #[cfg(test)]
            {
                self.made += 1;
            }
            put(&block, plan.x(number));
            if number >= plan.kept.0 && number < plan.kept.1 {
                if self.blocks.is_empty() {
                    self.first = number;
                }
                if number == self.first + self.blocks.len() as u64 {
                    self.blocks.push_back(block);
                }
            }
        }
    }

    fn keep_what_fits(&mut self, plan: &Plan, look: LaneLook) {
        if self.look != look || plan.first < self.first {
            self.blocks.clear();
        }
        (self.look, self.in_sight) = (look, true);
        while self.first < plan.first.max(plan.kept.0) && self.blocks.pop_front().is_some() {
            self.first += 1;
        }
    }
}

/// A view that is expected: where it begins and ends, and the width of its columns.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Next {
    /// Its left edge.
    pub from_nanos: f64,
    /// Its right edge.
    pub to_nanos: f64,
    /// See [`TimelineView::detail`].
    pub detail: f32,
}

/// The blocks for a view that is expected, and how many of the lanes have theirs.
#[derive(Clone, Debug)]
struct Ahead {
    next: Next,
    strips: Box<Strips>,
    done: usize,
    ready: bool,
}

/// The blocks of all lanes in sight.
#[derive(Clone, Debug, Default)]
pub struct Strips {
    /// Which of them the frame shows.
    plan: Option<Plan>,
    threads: BTreeMap<ThreadId, Strip<Waited>>,
    objects: BTreeMap<ObjectId, Strip<ThreadId>>,
    /// What will be in sight next, if it is known to change.
    next: Option<Next>,
    ahead: Option<Ahead>,
}

impl Strips {
    /// Says what will be in sight next: its blocks are made some a frame, so that no frame has to
    /// make all of them at once.
    pub fn expect(&mut self, next: Option<Next>) {
        self.next = next;
    }

    /// Whether anything is kept: the last frame was one of a run that is followed.
    pub fn are_used(&self) -> bool {
        self.plan.is_some()
    }

    /// Whether all is made of what will be in sight next.
    pub fn are_ready(&self, next: &Next) -> bool {
        self.ahead.as_ref().is_some_and(|ahead| ahead.ready && ahead.next == *next)
    }

    /// Makes some of the blocks that will be needed next. A frame that is laid out does it by itself.
    pub fn prepare(&mut self, trace: &Trace, view: &TimelineView, lanes: &[LaneBox]) {
        let Some(next) = self.next else { return };
        let known = self.ahead.take().filter(|ahead| ahead.next == next);
        let fresh = || Ahead { next, strips: Box::default(), done: 0, ready: false };
        let ahead = self.ahead.insert(known.unwrap_or_else(fresh));
        if !ahead.ready {
            let Next { from_nanos, to_nanos, detail } = next;
            let view = TimelineView { from_nanos, to_nanos, detail, ..view.clone() };
            ahead.strips.begin(trace, &view);
            let some = lanes.iter().skip(ahead.done).take(LANES_AHEAD);
            ahead.done += some.len();
            super::lanes::make_blocks(trace, &view, some, &mut ahead.strips);
            ahead.ready = ahead.done >= lanes.len();
        }
    }

    /// Begins a frame: what was made for another scale is forgotten.
    pub(super) fn begin(&mut self, trace: &Trace, view: &TimelineView) {
        let grid = Grid::of(view);
        if !self.plan.is_some_and(|plan| plan.grid.is_like(&grid)) {
            let ahead = self.ahead.take().map(|ahead| *ahead.strips);
            let fits = |it: &Strips| it.plan.is_some_and(|plan| plan.grid.is_like(&grid));
            *self = ahead.filter(fits).unwrap_or_default();
        }
        // Two grids that are alike are one: the first that was there.
        let grid = self.plan.map_or(grid, |plan| plan.grid);
        self.plan = Some(Plan::new(trace, view, grid));
    }

    /// That of a thread.
    pub(super) fn thread(&mut self, thread: ThreadId) -> (Plan, &mut Strip<Waited>) {
        (self.plan.unwrap_or_default(), self.threads.entry(thread).or_default())
    }

    /// That of an object.
    pub(super) fn object(&mut self, object: ObjectId) -> (Plan, &mut Strip<ThreadId>) {
        (self.plan.unwrap_or_default(), self.objects.entry(object).or_default())
    }

    /// Ends a frame: lanes that are out of sight are forgotten.
    pub(super) fn end(&mut self) {
        self.threads.retain(|_, strip| std::mem::take(&mut strip.in_sight));
        self.objects.retain(|_, strip| std::mem::take(&mut strip.in_sight));
    }
}

/// Adds a block's names to those of the blocks before it.
pub fn join_labels<T: Copy + PartialEq>(labels: &mut Vec<Label<T>>, more: &[Label<T>], shift: f32) {
    for label in more {
        let (x0, x1) = (label.x0 + shift, label.x1 + shift);
        match labels.last_mut() {
            Some(last) if last.of == label.of && (last.x1 - x0).abs() < SAME_PLACE => last.x1 = x1,
            _ => labels.push(Label { of: label.of, x0, x1 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::scene::{Prim, Scene};
    use crate::export::theme;
    use crate::export::timeline::{
        DETAIL_LIVE, FrameOptions, LaneKey, Layout, Overlay, layout_live, look_of,
    };
    use crate::trace::event::Batch;
    use crate::trace::synthetic::batches;

    const WIDTH: f32 = 900.0;

    fn followed(trace: &Trace, span: f64) -> TimelineView {
        let to_nanos = trace.now_nanos() as f64;
        let from_nanos = to_nanos - span;
        let detail = DETAIL_LIVE;
        TimelineView { from_nanos, to_nanos, detail, ..TimelineView::whole(trace, WIDTH) }
    }

    fn laid_out(trace: &Trace, view: &TimelineView, strips: &mut Strips) -> Layout {
        let (options, overlay) = (FrameOptions::default(), Overlay::default());
        layout_live(trace, view, &theme::DARK, (&options, &overlay), strips)
    }

    /// A run of so many events that comes in parts, about sixty a second.
    fn parts(events: usize, seed: u64) -> Vec<Batch> {
        let part = |events: &[_]| Batch { events: events.to_vec(), ..Batch::default() };
        let all = batches(5, 3, events, seed);
        let first = Batch { events: Vec::new(), ..all[0].clone() };
        let rest = all.iter().flat_map(|batch| batch.events.chunks(900)).map(part);
        std::iter::once(first).chain(rest).collect()
    }

    fn cells(scene: &Scene) -> impl Iterator<Item = (&Prim, &Rect)> {
        scene.prims().flat_map(|prim| match prim {
            Prim::Boxes { rects, .. } => rects.iter().map(move |rect| (prim, rect)).collect(),
            _ => Vec::new(),
        })
    }

    #[test]
    fn a_picture_of_kept_blocks_is_the_one_made_anew() {
        for (pixels_per_point, span) in [(1.0, 3e6), (1.25, 1e7), (2.0, 777_777.7)] {
            let (mut trace, mut kept) = (Trace::new(), Strips::default());
            for part in parts(40_000, 5) {
                trace.append(&part);
                if trace.event_count() == 0 {
                    continue;
                }
                let view = TimelineView { pixels_per_point, ..followed(&trace, span) };
                let one = laid_out(&trace, &view, &mut kept);
                let other = laid_out(&trace, &view, &mut Strips::default());
                assert_eq!(one, other, "at {}", trace.now_nanos());
            }
        }
    }

    #[test]
    fn a_frame_makes_what_is_new_and_not_what_is_in_sight() {
        let (mut trace, mut kept) = (Trace::new(), Strips::default());
        let (mut frames, mut most, mut before) = (0, 0, 0);
        for part in parts(200_000, 8) {
            trace.append(&part);
            if trace.now_nanos() < 200_000_000 {
                continue;
            }
            laid_out(&trace, &followed(&trace, 150e6), &mut kept);
            let made = kept.threads.values().map(|strip| strip.made).max().unwrap_or(0);
            most = if frames == 0 { 0 } else { most.max(made - before) };
            (before, frames) = (made, frames + 1);
        }
        assert!(frames > 20 && before > 7, "{frames} frames, {before} blocks");
        // A dozen blocks are in sight; what may still change is the newest two or three.
        assert!(most <= 4, "{most} blocks of a lane made in a frame");
    }

    #[test]
    fn blocks_for_the_scale_that_comes_next_are_there_when_it_comes() {
        let (mut trace, mut kept) = (Trace::new(), Strips::default());
        parts(60_000, 8).iter().for_each(|part| trace.append(part));
        let view =
            |span| TimelineView { from_nanos: 0.0, to_nanos: span, ..followed(&trace, span) };
        let now = trace.now_nanos() as f64;
        let lanes = laid_out(&trace, &view(now), &mut kept).lanes.len();
        let next = |times: f64| {
            let (from_nanos, to_nanos, detail) = (0.0, times * now, DETAIL_LIVE);
            Some(Next { from_nanos, to_nanos, detail })
        };
        kept.expect(next(2.0));
        for _ in 0..lanes.div_ceil(LANES_AHEAD) {
            laid_out(&trace, &view(now), &mut kept);
        }
        assert!(kept.are_ready(&next(2.0).unwrap()) && !kept.are_ready(&next(3.0).unwrap()));
        kept.expect(next(3.0));
        let later = laid_out(&trace, &view(2.0 * now), &mut kept);
        assert_eq!(later, laid_out(&trace, &view(2.0 * now), &mut Strips::default()));
        let made = |strips: &Strips| strips.threads.values().map(|strip| strip.made).max();
        let (ready, mut anew) = (made(&kept).unwrap_or(0), Strips::default());
        laid_out(&trace, &view(2.0 * now), &mut anew);
        // Beside those that were made before it are the newest ones, made again.
        let all = made(&anew).unwrap_or(0);
        assert!(all > 6 && ready <= all + 2, "{ready} of {all}");
    }

    #[test]
    fn no_wait_for_a_lock_is_hidden_by_a_block() {
        let mut trace = Trace::new();
        parts(60_000, 3).iter().for_each(|part| trace.append(part));
        let view = followed(&trace, 5e6);
        let layout = laid_out(&trace, &view, &mut Strips::default());
        let look = look_of(&theme::DARK, State::BlockedOnLock).expect("it is drawn");
        let mut seen = 0;
        for lane in &layout.lanes {
            let LaneKey::Thread(thread) = lane.key else { continue };
            let red: Vec<&Rect> = cells(&layout.scene)
                .filter(|(prim, rect)| {
                    let Prim::Boxes { fill, .. } = prim else { return false };
                    let alike = *fill != theme::DARK.running.fill && *fill != theme::DARK.lane;
                    (alike || *fill == look.fill) && (rect.y - lane.rect.y).abs() < 1.0
                })
                .map(|(_, rect)| rect)
                .collect();
            let source = trace.thread_lane(thread).expect("it has one");
            let mut at = source.at(view.from_nanos as u64 + 1);
            while let Some(wait) = at {
                let x = view.x_from_nanos(wait.from as f64);
                if wait.state == State::BlockedOnLock && x > layout.body.x {
                    let near = |rect: &&&Rect| rect.x <= x + 5.0 && rect.right() >= x - 5.0;
                    assert!(red.iter().find(near).is_some(), "{wait:?} at {x}");
                    seen += 1;
                }
                at = source.at(wait.to).filter(|next| next.from > wait.from);
            }
        }
        assert!(seen > 100, "{seen} waits");
    }

    #[test]
    fn a_name_cut_by_an_edge_is_one_name() {
        let label = |of, x0, x1| Label { of, x0, x1 };
        let mut labels = Vec::new();
        join_labels(&mut labels, &[label(1, 100.0, 128.0)], 0.0);
        join_labels(&mut labels, &[label(1, 0.0, 20.0), label(2, 20.0, 40.0)], 128.0);
        assert_eq!(labels, [label(1, 100.0, 148.0), label(2, 148.0, 168.0)]);
    }
}
