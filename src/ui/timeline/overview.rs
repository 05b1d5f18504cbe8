//! The strip above the lanes: all of the run at once, how much of its threads' time went into
//! running and how much into waiting for locks, and which part of it is in sight.
//!
//! A run is counted a few lanes a frame, so that no frame waits for it, and while it grows again now
//! and then. Dragging the frame around what is in sight, or one of its ends, moves the view; while
//! all is in sight a drag draws the frame.

use super::{TimelinePanel, extent, meshes, paint::color32};
use crate::export::theme::Theme;
use crate::trace::{Interval, State, Trace};
use crate::ui::timeline::selection::Selection;
use crate::ui::timeline::window::{Extent, Window};
use crate::words;
use egui::accesskit::Role;
use egui::epaint::{TextureId, WHITE_UV};
use egui::{
    Color32, CursorIcon, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};
use std::time::{Duration, Instant};

const HEIGHT: f32 = 18.0;
/// A lower panel has better uses for the strip's height.
const PANEL_HEIGHT_MIN: f32 = 280.0;
/// Into how many pieces the run is cut.
const COLUMNS: usize = 240;
/// Into how many frames the counting of a run is spread, so that none of them feels it.
const FRAMES: usize = 24;
/// How soon a run that has grown is counted again.
const AGAIN: Duration = Duration::from_millis(700);
/// How near an end of the frame the pointer must be to take hold of it.
const GRIP: f32 = 5.0;
/// The frame is at least so wide, to be seen and taken hold of.
const FRAME_WIDTH_MIN: f32 = 6.0;
/// From this share of the strip on the frame is all of it.
const ALL_SHARE: f32 = 0.97;

/// What the strip shows, and what the mouse does with it.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    counted: Option<Counted>,
    counting: Option<Counted>,
    done: Option<Instant>,
    held: Option<Held>,
}

/// Threads' nanoseconds in each piece of the run.
#[derive(Clone, Debug)]
struct Counted {
    run: Extent,
    threads: usize,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Piece {
    running: f64,
    waiting: f64,
}

/// What the mouse has hold of: the frame, this many nanoseconds from its beginning, an end, or a new
/// frame that began at this moment.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Held {
    Frame(f64),
    Beginning,
    End,
    New(f64),
}

impl Counted {
    fn new(run: Extent) -> Counted {
        Counted { run, threads: 0, pieces: vec![Piece::default(); COLUMNS] }
    }

    /// Counts some more lanes; whether that were all.
    fn advance(&mut self, trace: &Trace, lanes: usize) -> bool {
        let left: Vec<_> = trace.threads().skip(self.threads).take(lanes).collect();
        let (from, to) = (self.run.from_nanos as u64, self.run.to_nanos as u64);
        for thread in &left {
            if let Some(lane) = trace.thread_lane(*thread) {
                lane.visible(from..to, COLUMNS as u32, |interval| self.add(&interval));
            }
        }
        self.threads += left.len();
        left.len() < lanes
    }

    fn add(&mut self, interval: &Interval) {
        let waiting =
            interval.nanos_in(State::BlockedOnLock) + interval.nanos_in(State::WaitingForGil);
        let whole = (interval.nanos() as f64).max(1.0);
        let piece_nanos = ((self.run.to_nanos - self.run.from_nanos) / COLUMNS as f64).max(1e-9);
        let place = |nanos: u64| (nanos as f64 - self.run.from_nanos) / piece_nanos;
        let (from, to) = (place(interval.from), place(interval.to));
        let last = (to.ceil() as usize).min(COLUMNS);
        for at in (from.max(0.0) as usize)..last {
            let inside = (to.min(at as f64 + 1.0) - from.max(at as f64)).max(0.0) * piece_nanos;
            let share = (inside / whole).min(1.0);
            self.pieces[at].running += interval.nanos_in(State::Running) * share;
            self.pieces[at].waiting += waiting * share;
        }
    }

    /// Shares of the strip's height, from its bottom: where running ends and where waiting ends.
    /// Threads that sleep or have nothing to do leave it to the others.
    fn heights(&self) -> impl Iterator<Item = (f32, f32)> + '_ {
        let busy = self.pieces.iter().map(|piece| piece.running + piece.waiting);
        let most = busy.fold(1.0, f64::max);
        self.pieces.iter().map(move |piece| {
            let running = piece.running / most;
            (running as f32, (running + piece.waiting / most) as f32)
        })
    }
}

impl Overview {
    /// Counts on, if there is something to count; whether there will be more.
    fn advance(&mut self, trace: &Trace) -> bool {
        let run = whole(trace);
        if self.counting.is_none() {
            let fresh = self.counted.as_ref().is_some_and(|counted| counted.run == run);
            let soon = self.done.is_some_and(|done| done.elapsed() < AGAIN) && run.live;
            if fresh || soon {
                return false;
            }
            self.counting = Some(Counted::new(run));
        }
        let lanes = trace.threads().count() / FRAMES + 1;
        let done = self.counting.as_mut().is_some_and(|it| it.advance(trace, lanes));
        if done {
            (self.counted, self.done) = (self.counting.take(), Some(Instant::now()));
        }
        !done
    }
}

/// All of a run, of at least some length.
fn whole(trace: &Trace) -> Extent {
    let run = extent(trace);
    Extent { to_nanos: run.to_nanos.max(run.from_nanos + 1.0), ..run }
}

/// From moments of the run to places on the strip and back.
#[derive(Clone, Copy)]
struct Scale {
    run: Extent,
    left: f32,
    width: f32,
}

impl Scale {
    fn x(&self, nanos: f64) -> f32 {
        let share = (nanos - self.run.from_nanos) / (self.run.to_nanos - self.run.from_nanos);
        self.left + self.width * share.clamp(0.0, 1.0) as f32
    }

    fn nanos(&self, x: f32) -> f64 {
        let share = f64::from(((x - self.left) / self.width).clamp(0.0, 1.0));
        self.run.from_nanos + share * (self.run.to_nanos - self.run.from_nanos)
    }

    /// Whether such a frame is about as wide as the strip.
    fn is_all(&self, from: f32, to: f32) -> bool {
        to - from >= ALL_SHARE * self.width
    }

    /// Where the frame around what is in sight begins and ends.
    fn frame(&self, window: &Window) -> (f32, f32) {
        let (from, to) = (self.x(window.from_nanos), self.x(window.to_nanos));
        let lacks = (FRAME_WIDTH_MIN - (to - from)).max(0.0) / 2.0;
        (from - lacks, to + lacks)
    }
}

impl TimelinePanel {
    /// Whether a panel with the room that is left has room for the strip. Asked before anything is
    /// laid out: the strip must not come and go with what is said of a choice.
    pub(super) fn has_room_for_overview(ui: &Ui) -> bool {
        ui.available_height() >= PANEL_HEIGHT_MIN
    }

    /// Shows the strip.
    pub(super) fn overview_ui(
        &mut self,
        ui: &mut Ui,
        trace: &Trace,
        theme: &Theme,
        selection: &Selection,
    ) {
        if self.overview.advance(trace) {
            ui.ctx().request_repaint();
        }
        let size = vec2(ui.available_width(), HEIGHT);
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let gutter = self.view_for(ui, trace, area).gutter;
        let strip = Rect::from_min_max(pos2(area.min.x + gutter, area.min.y), area.max);
        let id = ui.scope_id().with("timeline overview");
        let response = ui.interact(strip, id, Sense::click_and_drag());
        response.widget_info(|| {
            WidgetInfo::labeled(Role::ScrollBar, true, words!("timeline-overview"))
        });
        let scale = Scale { run: whole(trace), left: strip.min.x, width: strip.width().max(1.0) };
        self.drag_overview(ui, &response, scale);
        let painter = ui.painter_at(strip);
        painter.rect_filled(strip, 2.0, color32(theme.panel));
        if let Some(counted) = &self.overview.counted {
            paint_heights(&painter, strip, theme, counted);
        }
        paint_frame(&painter, strip, theme, scale.frame(&self.window));
        let moments = self.marks.list().iter().map(|mark| (mark.nanos, theme.accent));
        let cursor = selection.cursor.map(|cursor| (cursor as f64, theme.text));
        for (nanos, color) in moments.chain(cursor) {
            let stroke = Stroke::new(1.0, color32(color));
            painter.vline(scale.x(nanos), strip.y_range(), stroke);
        }
        response.on_hover_text(words!("timeline-overview-tip"));
    }

    fn drag_overview(&mut self, ui: &Ui, response: &Response, scale: Scale) {
        let (from, to) = scale.frame(&self.window);
        let hold = |x: f32, offset: f64| match held_at(x, (from, to), offset) {
            Held::Frame(_) if scale.is_all(from, to) => Held::New(scale.nanos(x)),
            held => held,
        };
        if let Some(at) = response.hover_pos() {
            let icon = match hold(at.x, 0.0) {
                Held::New(_) => CursorIcon::Crosshair,
                Held::Frame(_) => CursorIcon::Grab,
                Held::Beginning | Held::End => CursorIcon::ResizeHorizontal,
            };
            ui.ctx().set_cursor_icon(icon);
        }
        if response.double_clicked() {
            self.window.follow = super::Follow::Run;
            return;
        }
        let Some(at) = response.interact_pointer_pos() else {
            self.overview.held = None;
            return;
        };
        if response.is_pointer_button_down_on() && self.overview.held.is_none() {
            let inside = at.x >= from && at.x <= to;
            let offset = match inside {
                true => scale.nanos(at.x) - self.window.from_nanos,
                false => self.window.span() / 2.0,
            };
            self.overview.held = Some(hold(at.x, offset));
        }
        if let Some(held) = self.overview.held
            && (response.dragged() || response.clicked() && !matches!(held, Held::New(_)))
        {
            move_window(&mut self.window, held, scale.nanos(at.x));
        }
    }
}

/// What the mouse takes hold of at `x`.
fn held_at(x: f32, (from, to): (f32, f32), offset: f64) -> Held {
    // A frame too narrow for both ends and a middle is moved.
    let grips = to - from > 3.0 * GRIP;
    match grips {
        true if (x - from).abs() < GRIP => Held::Beginning,
        true if (x - to).abs() < GRIP => Held::End,
        _ => Held::Frame(offset),
    }
}

fn move_window(window: &mut Window, held: Held, at: f64) {
    let (from, to) = match held {
        Held::Frame(offset) => (at - offset, at - offset + window.span()),
        Held::Beginning => (at, window.to_nanos),
        Held::End => (window.from_nanos, at),
        Held::New(began) => (began, at),
    };
    window.show(from.min(to), to.max(from), 0.0);
}

fn paint_heights(painter: &Painter, strip: Rect, theme: &Theme, counted: &Counted) {
    let width = strip.width() / COLUMNS as f32;
    let colors = [color32(theme.running.fill), color32(theme.lock.fill)];
    let bars: Vec<(Rect, Color32)> = counted
        .heights()
        .enumerate()
        .flat_map(|(number, (running, waiting))| {
            let left = strip.min.x + number as f32 * width;
            let bar = move |low: f32, high: f32| {
                let y = |share: f32| strip.max.y - strip.height() * share.min(1.0);
                Rect::from_min_max(pos2(left, y(high)), pos2(left + width, y(low)))
            };
            [(bar(0.0, running), colors[0]), (bar(running, waiting), colors[1])]
        })
        .filter(|(bar, _)| bar.height() > 0.1)
        .collect();
    let white = Rect::from_min_max(WHITE_UV, WHITE_UV);
    meshes::paint(painter, TextureId::default(), bars.into_iter(), |corners, (bar, color)| {
        meshes::add_box(corners, bar, white, color);
    });
}

/// What is out of sight is pale; around the rest is a frame.
fn paint_frame(painter: &Painter, strip: Rect, theme: &Theme, (from, to): (f32, f32)) {
    let pale = color32(theme.panel.alpha(150));
    let (before, after) = (strip.with_max_x(from), strip.with_min_x(to));
    painter.rect_filled(before, 0.0, pale);
    painter.rect_filled(after, 0.0, pale);
    let edge = Stroke::new(1.0, color32(theme.grid));
    painter.rect_stroke(strip, 2.0, edge, StrokeKind::Inside);
    let frame = strip.with_min_x(from.max(strip.min.x)).with_max_x(to.min(strip.max.x));
    let stroke = Stroke::new(1.5, color32(theme.accent));
    painter.rect_stroke(frame, 2.0, stroke, StrokeKind::Inside);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::states::states;
    use crate::trace::synthetic;

    #[test]
    fn the_pieces_add_up_to_what_the_threads_did() {
        let trace = synthetic(7, 3, 20_000, 4);
        let mut overview = Overview::default();
        let mut frames = 1;
        while overview.advance(&trace) {
            frames += 1;
        }
        assert!(frames > 1, "it took more than a frame");
        let counted = overview.counted.as_ref().unwrap();
        let sum = |of: fn(&Piece) -> f64| counted.pieces.iter().map(of).sum::<f64>();
        let all = states(&trace, 0..trace.now_nanos());
        let spent = |state| all.iter().map(|one| one.nanos(state)).sum::<f64>();
        let near =
            |one: f64, other: f64| assert!((one - other).abs() < 0.001 * other, "{one} {other}");
        near(sum(|piece| piece.running), spent(State::Running));
        near(sum(|piece| piece.waiting), spent(State::BlockedOnLock));
        assert!(counted.heights().all(|(low, high)| low >= 0.0 && high >= low && high < 1.001));
        assert!(!overview.advance(&trace), "nothing has changed");
    }

    #[test]
    fn the_frame_is_moved_by_its_middle_and_stretched_by_its_ends() {
        let mut window = Window { from_nanos: 100.0, to_nanos: 200.0, ..Window::default() };
        assert_eq!(held_at(50.0, (10.0, 90.0), 7.0), Held::Frame(7.0));
        assert_eq!(held_at(12.0, (10.0, 90.0), 7.0), Held::Beginning);
        assert_eq!(held_at(88.0, (10.0, 90.0), 7.0), Held::End);
        assert_eq!(held_at(12.0, (10.0, 16.0), 7.0), Held::Frame(7.0));
        move_window(&mut window, Held::Frame(25.0), 525.0);
        assert_eq!((window.from_nanos, window.to_nanos), (500.0, 600.0));
        move_window(&mut window, Held::Beginning, 400.0);
        move_window(&mut window, Held::End, 900.0);
        assert_eq!((window.from_nanos, window.to_nanos), (400.0, 900.0));
        move_window(&mut window, Held::End, 300.0);
        assert_eq!(
            (window.from_nanos, window.to_nanos),
            (300.0, 400.0),
            "never the wrong way round"
        );
    }
}
