//! Painting a thread's card: who it is, its program as rows, where it is now.

use super::layout::{HEAD, ROW, row_rect, rows_shown};
use super::live::{LiveThread, LiveView};
use super::pen::{Chip, Pen, Words};
use crate::export::scene::Color;
use crate::export::theme::Theme;
use crate::script::outline::{Flavour, Row, RowKind, ThreadNode};
use crate::trace::State;
use egui::{Color32, Mesh, Rect, pos2, vec2};

/// Lights in a card's head at most; more are counted.
const LIGHTS: usize = 8;

/// What the painter of a card must know besides the card.
pub struct CardLook<'l> {
    /// The threads it stands for now.
    pub live: &'l [LiveThread],
    /// The whole run, for who is stuck.
    pub view: Option<&'l LiveView>,
    /// Selected or focused.
    pub selected: bool,
    /// The row that is selected.
    pub row: Option<usize>,
    /// The row something can be dropped on.
    pub target: Option<usize>,
    /// All rows are shown.
    pub open: bool,
    /// From 0 to 1 and back, for what pulses.
    pub pulse: f32,
}

impl CardLook<'_> {
    fn is_stuck(&self, thread: &LiveThread) -> bool {
        self.view.is_some_and(|view| view.stuck_threads.contains(&thread.id))
    }
}

/// The colour of a state.
pub fn state_color(theme: &Theme, state: State) -> Color {
    match state {
        State::NotStarted => theme.grid,
        State::Ended => theme.ended.fill,
        State::Running => theme.running.fill,
        State::Sleeping => theme.time.fill,
        State::WaitingData => theme.data.fill,
        State::WaitingSignal => theme.signal.fill,
        State::WaitingForGil => theme.gil.fill,
        State::BlockedOnLock => theme.lock.fill,
    }
}

/// What a card's second line says: `4 × worker(1000)`.
pub fn subtitle(node: &ThreadNode) -> String {
    let what = match node.flavour {
        Flavour::Main => "the script itself",
        Flavour::Thread => "Thread",
        Flavour::Subclass => "Thread subclass",
        Flavour::Timer => "Timer",
        Flavour::Pool => "thread pool",
    };
    let count = node.group.as_ref().map_or(String::new(), |group| format!("{} × ", group.text));
    let daemon = if node.daemon { " · daemon" } else { "" };
    let runs = match node.target.as_str() {
        "" => String::new(),
        target => {
            let args = node.args.trim();
            let args = args.strip_prefix(['(', '[']).unwrap_or(args);
            let args = args.strip_suffix([')', ']']).unwrap_or(args);
            format!(" · {target}({})", args.trim().trim_end_matches(','))
        }
    };
    format!("{count}{what}{daemon}{runs}")
}

/// Paints a card.
pub fn paint_card(pen: &Pen, rect: Rect, node: &ThreadNode, look: &CardLook) {
    let theme = pen.theme;
    let several = node.group.as_ref().is_some_and(|group| group.count != Some(1));
    if several {
        for step in [6.0, 3.0] {
            let behind = rect.translate(vec2(step, step));
            pen.fill(behind, 8.0, pen.card());
            pen.border(behind, 8.0, 1.0, pen.color(theme.grid));
        }
    } else if pen.is_legible() {
        pen.fill(rect.translate(vec2(0.0, 2.0)), 8.0, Color32::from_black_alpha(20));
    }
    pen.fill(rect, 8.0, pen.card());
    paint_head(pen, rect, node, look);
    let shown = rows_shown(node, look.open);
    if pen.is_legible() {
        for (at, row) in node.rows.iter().take(shown).enumerate() {
            let place = row_rect(rect, at);
            if pen.sees(place) {
                paint_row(pen, place, row, at, look);
            }
        }
    } else {
        paint_far_rows(pen, rect, &node.rows[..shown], look);
    }
    paint_rest(pen, rect, node, shown);
    let stuck = look.live.iter().any(|thread| look.is_stuck(thread));
    let (width, color) = match (stuck, look.selected) {
        (true, _) => (2.5, pen.tint(theme.alarm, 140 + (look.pulse * 115.0) as u8)),
        (_, true) => (2.0, pen.color(theme.accent)),
        _ => (1.0, pen.color(theme.grid)),
    };
    pen.border(rect, 8.0, width, color);
}

fn paint_head(pen: &Pen, rect: Rect, node: &ThreadNode, look: &CardLook) {
    let theme = pen.theme;
    let line = rect.top() + HEAD - 4.0;
    let ends = [pos2(rect.left() + 1.0, line), pos2(rect.right() - 1.0, line)];
    pen.path(&ends, 1.0, pen.color(theme.grid));
    let lights = look.live.len().min(LIGHTS);
    let room = rect.width() - 28.0 - lights as f32 * 13.0;
    let title = Words { text: &node.name, size: 15.0, color: pen.color(theme.text), mono: false };
    pen.text(pos2(rect.left() + 14.0, rect.top() + 14.0), title, room);
    if pen.is_legible() {
        let subtitle = subtitle(node);
        let color = pen.color(theme.text_weak);
        let words = Words { text: &subtitle, size: 11.5, color, mono: false };
        pen.text(pos2(rect.left() + 14.0, rect.top() + 31.0), words, rect.width() - 28.0);
    }
    for (at, thread) in look.live.iter().take(LIGHTS).enumerate() {
        let center = pos2(rect.right() - 16.0 - at as f32 * 13.0, rect.top() + 14.0);
        paint_light(pen, center, 4.5, thread);
    }
    if look.live.len() > LIGHTS {
        let text = format!("+{}", look.live.len() - LIGHTS);
        let at = pos2(rect.right() - 36.0, rect.top() + 31.0);
        pen.chip(at, &text, Chip::Solid(theme.grid), 26.0);
    }
}

/// A thread's state as a light: filled while it lives, a ring before and after.
fn paint_light(pen: &Pen, center: egui::Pos2, radius: f32, thread: &LiveThread) {
    let color = state_color(pen.theme, thread.state);
    match thread.state {
        State::NotStarted | State::Ended => pen.ring(center, radius - 0.75, 1.5, pen.color(color)),
        _ => {
            pen.dot(center, radius, pen.color(color));
            let mark = pen.color(color.readable_on());
            if thread.state == State::BlockedOnLock {
                let half = vec2(radius * 0.55, 0.0);
                pen.path(&[center - half, center + half], 1.6, mark);
            }
        }
    }
}

fn kind_color(theme: &Theme, kind: RowKind) -> Option<Color> {
    match kind {
        RowKind::With | RowKind::Acquire | RowKind::Release => Some(theme.lock.fill),
        RowKind::Put | RowKind::Get => Some(theme.data.fill),
        RowKind::Wait | RowKind::Notify | RowKind::Set | RowKind::Operation => {
            Some(theme.signal.fill)
        }
        RowKind::Sleep => Some(theme.time.fill),
        RowKind::Start | RowKind::Join => Some(theme.running.fill),
        RowKind::Shared => Some(theme.gil.fill),
        _ => None,
    }
}

fn paint_row(pen: &Pen, place: Rect, row: &Row, at: usize, look: &CardLook) {
    let theme = pen.theme;
    let here: Vec<&LiveThread> = look.live.iter().filter(|t| t.row == Some(at)).collect();
    let inner = place.shrink2(vec2(5.0, 1.0));
    // The most telling state wins the row's colour.
    let worst = here.iter().filter(|thread| thread.state > State::Ended).map(|t| t.state).max();
    if let Some(state) = worst {
        let color = state_color(theme, state);
        pen.fill(inner, 4.0, pen.tint(color, if theme.dark { 95 } else { 85 }));
    }
    if look.row == Some(at) {
        pen.border(inner, 4.0, 1.5, pen.color(theme.accent));
    }
    if look.target == Some(at) {
        pen.fill(inner, 4.0, pen.tint(theme.accent, 45));
        pen.border(inner, 4.0, 2.0, pen.color(theme.accent));
    }
    let left = place.left() + 14.0 + row.depth as f32 * 13.0;
    let middle = place.center().y;
    if let Some(color) = kind_color(theme, row.kind) {
        let bar = Rect::from_center_size(pos2(left + 1.5, middle), vec2(3.0, 12.0));
        pen.fill(bar, 1.5, pen.color(color));
    }
    let living: Vec<&&LiveThread> = here.iter().filter(|t| t.state > State::Ended).collect();
    let lights = living.len().min(4);
    let room = place.right() - 12.0 - lights as f32 * 11.0 - (left + 8.0);
    let quiet = matches!(row.kind, RowKind::Compute | RowKind::Leave) && worst.is_none();
    let color = pen.color(if quiet { theme.text_weak } else { theme.text });
    let words = Words { text: &row.text, size: 12.0, color, mono: true };
    pen.text(pos2(left + 8.0, middle), words, room.max(10.0));
    for (index, thread) in living.iter().take(4).enumerate() {
        let center = pos2(place.right() - 13.0 - index as f32 * 11.0, middle);
        pen.dot(center, 4.0, pen.color(theme.owner(thread.id.index())));
    }
}

/// Rows too small to read, as bars: one mesh a card, so that a far view of many cards is cheap.
fn paint_far_rows(pen: &Pen, card: Rect, rows: &[Row], look: &CardLook) {
    let theme = pen.theme;
    let mut mesh = Mesh::default();
    let mut add = |rect: Rect, color: Color32| mesh.add_colored_rect(pen.view * rect, color);
    for (at, row) in rows.iter().enumerate() {
        let place = row_rect(card, at);
        let here = look.live.iter().filter(|thread| thread.row == Some(at));
        if let Some(state) = here.map(|thread| thread.state).filter(|s| *s > State::Ended).max() {
            add(place.shrink2(vec2(5.0, 1.0)), pen.color(state_color(theme, state)));
        }
        if look.target == Some(at) {
            add(place.shrink2(vec2(5.0, 1.0)), pen.tint(theme.accent, 90));
        }
        let left = place.left() + 14.0 + row.depth as f32 * 13.0;
        let room = place.right() - 12.0 - left - 8.0;
        let width = (row.text.chars().count() as f32 * 6.5).min(room).max(10.0);
        let bar = Rect::from_min_size(pos2(left + 8.0, place.center().y - 3.0), vec2(width, 6.0));
        add(bar, pen.color(theme.grid));
        if let Some(color) = kind_color(theme, row.kind) {
            let mark = pos2(left + 1.5, place.center().y);
            add(Rect::from_center_size(mark, vec2(4.0, 12.0)), pen.color(color));
        }
    }
    pen.painter.add(mesh);
}

fn paint_rest(pen: &Pen, rect: Rect, node: &ThreadNode, shown: usize) {
    let text = match (node.rows.is_empty(), node.rows.len() - shown) {
        (true, _) => "no steps found: see the code".to_owned(),
        (_, 0) => return,
        (_, 1) => "1 more step".to_owned(),
        (_, more) => format!("{more} more steps"),
    };
    let color = pen.color(pen.theme.text_weak);
    let words = Words { text: &text, size: 11.5, color, mono: false };
    let at = pos2(rect.left() + 14.0, rect.top() + HEAD + (shown as f32 + 0.5) * ROW);
    pen.text(at, words, rect.width() - 28.0);
}

/// What a screen reader says of a card.
pub fn describe(node: &ThreadNode, live: &[LiveThread], view: Option<&LiveView>) -> String {
    let mut words = vec![subtitle(node)];
    for thread in live.iter().take(LIGHTS) {
        let name = view.map_or(String::new(), |view| view.name(thread.id));
        let line = thread.line.map_or(String::new(), |line| format!(" at line {line}"));
        words.push(format!("{name} is {}{line}", thread.state.label()));
    }
    words.join(". ")
}
