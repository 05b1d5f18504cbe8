//! Painting a thread's card: who it is, its program as rows, where it is now.

use super::Drawing;
use super::icons::paint_icon;
use super::layout::{self, HEAD, MEMBER, MEMBERS_SHOWN, row_indent, row_rect, rows_shown};
use super::live::LiveThread;
use super::pen::{Chip, Pen, Words, chip_width};
use super::primitives::short;
use crate::export::scene::Color;
use crate::export::theme::Theme;
use crate::script::outline::{Flavour, Row, RowKind, ThreadNode};
use crate::trace::State;
use crate::words;
use egui::{Color32, Mesh, Rect, pos2, vec2};
use std::borrow::Cow;
use std::ops::RangeInclusive;

const LIGHTS: usize = layout::LIGHTS as usize;
/// Lights that are shown however long the name is.
const LIGHTS_MIN: usize = 3;
/// Room of the chip that says how many more threads there are.
pub const MORE_LIGHTS: f32 = 36.0;
/// Letters of the end of a name that is too long.
const END_LETTERS: usize = 8;
/// Between that chip and the lights.
const MORE_GAP: f32 = 5.0;
/// Width of a letter of how many more there are.
const COUNT_LETTER: f32 = 6.2;
/// Threads lit on one row; how many more there are is said beside them.
const ROW_LIGHTS: usize = 5;

/// What the painter of a card must know besides the card.
pub struct CardLook<'l> {
    /// The threads it stands for now.
    pub live: &'l [LiveThread],
    /// The whole picture, for who is stuck or stopped.
    pub drawing: &'l Drawing<'l>,
    /// Selected or focused.
    pub selected: bool,
    /// The rows that are selected.
    pub rows: Option<RangeInclusive<usize>>,
    /// The row something can be dropped on.
    pub target: Option<usize>,
    /// Something can be dropped on the card itself.
    pub aimed: bool,
    /// All rows are shown.
    pub open: bool,
    /// Height of the list of members.
    pub strip: f32,
    /// Members of an opened group that are listed.
    pub members: usize,
    /// From 0 to 1 and back, for what pulses.
    pub pulse: f32,
}

impl CardLook<'_> {
    fn is_stuck(&self, thread: &LiveThread) -> bool {
        self.drawing.live.is_some_and(|view| view.stuck_threads.contains(&thread.id))
    }

    fn is_stopped(&self, thread: &LiveThread) -> bool {
        self.drawing.stopped.contains_key(&thread.id)
    }
}

/// The colour of a state.
pub fn state_color(theme: &Theme, state: State) -> Color {
    match state {
        State::NotStarted => theme.grid,
        State::Ended => theme.ended.fill,
        State::Running => theme.running.fill,
        State::Stopped => theme.stopped.fill,
        State::NotRecorded => theme.unrecorded.fill,
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
        Flavour::Main => words!("canvas-flavour-main"),
        Flavour::Thread => words!("canvas-flavour-thread"),
        Flavour::Subclass => words!("canvas-flavour-subclass"),
        Flavour::Timer => words!("canvas-flavour-timer"),
        Flavour::Pool => words!("canvas-flavour-pool"),
    };
    let count = node.group.as_ref().map_or(String::new(), |group| format!("{} × ", group.text));
    let daemon = if node.daemon { words!("canvas-daemon-mark") } else { "" };
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

/// The second line in a run: what its threads are called everywhere else, before what it is.
fn about(node: &ThreadNode, look: &CardLook) -> String {
    let name = |thread: &LiveThread| look.drawing.live.map(|live| live.name(thread.id));
    let names = match look.live {
        [] => None,
        [one] => name(one).filter(|name| *name != node.name),
        [first, .., last] => name(first)
            .zip(name(last))
            .map(|(first, last)| format!("{} … {}", short(&first), short(&last))),
    };
    match names {
        Some(names) => format!("{names} · {}", subtitle(node)),
        None => subtitle(node),
    }
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
    paint_members(pen, rect, look);
    let shown = rows_shown(node, look.open);
    if pen.is_legible() {
        for (at, row) in node.rows.iter().take(shown).enumerate() {
            let place = row_rect(rect, look.strip, at);
            if pen.sees(place) {
                paint_row(pen, place, row, at, look);
            }
        }
    } else {
        paint_far_rows(pen, rect, &node.rows[..shown], look);
    }
    paint_rest(pen, rect, node, (shown, look.strip));
    let stuck = look.live.iter().any(|thread| look.is_stuck(thread));
    let (width, color) = match (stuck, look.selected || look.aimed) {
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
    // From far away the name has the whole head.
    let (left, middle) = if pen.is_legible() { (32.0, 14.0) } else { (12.0, HEAD / 2.0 - 2.0) };
    let icon = Rect::from_min_size(rect.min + vec2(12.0, 8.0), vec2(13.0, 13.0));
    if pen.is_legible() {
        let weak = pen.color(theme.text_weak);
        paint_icon(pen, icon, sign(node), (weak, pen.card()));
    }
    let lights = lights_shown(rect.width() - left - 14.0, node, look.live.len());
    let more = if look.live.len() > lights { more_width(look.live.len()) } else { 0.0 };
    let room = rect.width() - left - 14.0 - lights as f32 * 13.0 - more;
    let (size, color) = (pen.name_size(15.0), pen.color(theme.text));
    let name = cut_in_the_middle(&node.name, (room / layout::NAME_LETTER) as usize);
    let title = Words { text: &name, size, color, mono: false };
    pen.text(pos2(rect.left() + left, rect.top() + middle), title, room);
    if pen.is_legible() {
        let about = about(node, look);
        let color = pen.color(theme.text_weak);
        let words = Words { text: &about, size: 11.5, color, mono: false };
        let group = if node.group.is_some() { 22.0 } else { 0.0 };
        pen.text(pos2(rect.left() + 14.0, rect.top() + 32.0), words, rect.width() - 28.0 - group);
    }
    for (at, thread) in look.live.iter().take(lights).enumerate() {
        // The first one to the left, as they are listed elsewhere.
        let place = (lights - 1 - at) as f32;
        let center = pos2(rect.right() - 16.0 - place * 13.0, rect.top() + 14.0);
        paint_light(pen, center, 4.5, thread);
    }
    if look.live.len() > lights {
        let text = format!("+{}", look.live.len() - lights);
        let lights_left = rect.right() - 8.0 - lights as f32 * layout::LIGHT_ROOM;
        let width = chip_width(text.len());
        let at = pos2(lights_left - MORE_GAP - width, rect.top() + 14.0);
        pen.chip(at, &text, Chip::Solid(theme.grid), width);
    }
}

/// A name with its end, which tells it from others, in so many letters or about that.
fn cut_in_the_middle(name: &str, letters: usize) -> Cow<'_, str> {
    let count = name.chars().count();
    if count <= letters.max(END_LETTERS + 4) {
        return Cow::Borrowed(name);
    }
    let begin: String = name.chars().take(letters.saturating_sub(END_LETTERS + 1).max(3)).collect();
    let end: String = name.chars().skip(count - END_LETTERS).collect();
    Cow::Owned(format!("{}…{end}", begin.trim_end()))
}

/// Room for the chip that says how many more of these threads there are, with a gap behind it.
fn more_width(count: usize) -> f32 {
    MORE_LIGHTS.max(chip_width(count.to_string().len() + 1) + MORE_GAP)
}

/// How many threads have a light in a card's head: as many as leave its name its room.
fn lights_shown(room: f32, node: &ThreadNode, count: usize) -> usize {
    let name = (node.name.chars().count() + 1) as f32 * layout::NAME_LETTER;
    let fit = |room: f32| (room.max(0.0) / layout::LIGHT_ROOM) as usize;
    let (all, some) = (fit(room - name), fit(room - name - more_width(count)));
    if count <= all.clamp(LIGHTS_MIN, LIGHTS) { count } else { some.clamp(LIGHTS_MIN, LIGHTS) }
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
    if look.rows.as_ref().is_some_and(|rows| rows.contains(&at)) {
        pen.border(inner, 4.0, 1.5, pen.color(theme.accent));
    }
    if look.target == Some(at) {
        pen.fill(inner, 4.0, pen.tint(theme.accent, 45));
        pen.border(inner, 4.0, 2.0, pen.color(theme.accent));
    }
    let left = place.left() + row_indent(row.depth);
    let middle = place.center().y;
    if let Some(color) = kind_color(theme, row.kind) {
        let bar = Rect::from_center_size(pos2(left + 1.5, middle), vec2(3.0, 12.0));
        pen.fill(bar, 1.5, pen.color(color));
    }
    let stopped = here.iter().any(|thread| look.is_stopped(thread));
    if stopped {
        pen.border(inner, 4.0, 2.0, pen.color(theme.alarm));
    }
    let living: Vec<&&LiveThread> = here.iter().filter(|t| t.state > State::Ended).collect();
    let lights = living.len().min(ROW_LIGHTS);
    let more = living.len() - lights;
    let told = format!("+{more}");
    let more_room = if more > 0 { 6.0 + told.len() as f32 * COUNT_LETTER } else { 0.0 };
    let lit = lights as f32 * 11.0 + more_room;
    let stop_room = if stopped { 62.0 } else { 0.0 };
    let room = place.right() - 12.0 - lit - stop_room - (left + 8.0);
    let quiet = matches!(row.kind, RowKind::Compute | RowKind::Leave) && worst.is_none();
    let color = pen.color(if quiet { theme.text_weak } else { theme.text });
    let words = Words { text: &row.text, size: 12.0, color, mono: true };
    pen.text(pos2(left + 8.0, middle), words, room.max(10.0));
    if stopped {
        let at = pos2(place.right() - 12.0 - lit - 58.0, middle);
        pen.chip(at, words!("canvas-stopped"), Chip::Solid(theme.alarm), 58.0);
    }
    if more > 0 {
        let color = pen.color(theme.text_weak);
        let words = Words { text: &told, size: 11.0, color, mono: false };
        pen.text(pos2(place.right() - 10.0 - lit, middle), words, more_room);
    }
    for (index, thread) in living.iter().take(ROW_LIGHTS).enumerate() {
        let from_right = (lights - 1 - index) as f32;
        let center = pos2(place.right() - 13.0 - from_right * 11.0, middle);
        pen.dot(center, 4.0, pen.color(theme.owner(thread.id.index())));
    }
}

/// Rows too small to read, as bars: one mesh a card, so that a far view of many cards is cheap.
fn paint_far_rows(pen: &Pen, card: Rect, rows: &[Row], look: &CardLook) {
    let theme = pen.theme;
    let mut mesh = Mesh::default();
    let mut add = |rect: Rect, color: Color32| mesh.add_colored_rect(pen.view * rect, color);
    for (at, row) in rows.iter().enumerate() {
        let place = row_rect(card, look.strip, at);
        let here = look.live.iter().filter(|thread| thread.row == Some(at));
        if let Some(state) = here.map(|thread| thread.state).filter(|s| *s > State::Ended).max() {
            add(place.shrink2(vec2(5.0, 1.0)), pen.color(state_color(theme, state)));
        }
        if look.target == Some(at) {
            add(place.shrink2(vec2(5.0, 1.0)), pen.tint(theme.accent, 90));
        }
        let left = place.left() + row_indent(row.depth);
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

fn paint_rest(pen: &Pen, rect: Rect, node: &ThreadNode, (shown, strip): (usize, f32)) {
    let text = match (node.rows.is_empty(), node.rows.len() - shown) {
        (true, _) => words!("canvas-no-steps").to_owned(),
        (_, 0) => return,
        (_, more) => words!("canvas-more-steps", count = more),
    };
    let color = pen.color(pen.theme.text_weak);
    let words = Words { text: &text, size: 11.5, color, mono: false };
    let at = pos2(rect.left() + 14.0, row_rect(rect, strip, shown).center().y);
    pen.text(at, words, rect.width() - 28.0);
}

/// The members of an opened group: each thread with its light, its name and what it is doing.
fn paint_members(pen: &Pen, rect: Rect, look: &CardLook) {
    if look.members == 0 || !pen.is_legible() {
        return;
    }
    let theme = pen.theme;
    let left = rect.left() + 18.0;
    let mut y = rect.top() + HEAD + 4.0 + MEMBER / 2.0 - 3.0;
    let shown = look.members.min(MEMBERS_SHOWN);
    let line = |y: f32, text: &str| {
        let color = pen.color(theme.text_weak);
        let words = Words { text, size: 11.5, color, mono: false };
        pen.text(pos2(left + 12.0, y), words, rect.right() - 16.0 - left - 12.0);
    };
    for member in 0..shown {
        match look.live.get(member) {
            Some(thread) => {
                paint_light(pen, pos2(left, y), 4.5, thread);
                let name = look.drawing.live.map_or(String::new(), |live| live.name(thread.id));
                line(y, &format!("{name} · {}", state_word(thread.state)));
            }
            None => {
                pen.ring(pos2(left, y), 3.75, 1.2, pen.color(theme.grid));
                line(y, &words!("canvas-member-not-made", number = member + 1));
            }
        }
        y += MEMBER;
    }
    if look.members > shown {
        line(y, &words!("canvas-more-members", count = look.members - shown));
    }
    let bottom = rect.top() + HEAD + look.strip - 5.0;
    let ends = [pos2(rect.left() + 1.0, bottom), pos2(rect.right() - 1.0, bottom)];
    pen.path(&ends, 1.0, pen.color(theme.grid));
}

/// The sign of a card.
pub fn sign(node: &ThreadNode) -> &'static str {
    match node.flavour {
        Flavour::Main => "Main",
        Flavour::Subclass => "Subclass",
        Flavour::Timer => "Timer",
        Flavour::Pool => "Pool",
        Flavour::Thread if node.daemon => "Daemon",
        Flavour::Thread => {
            let has = |kind: RowKind| node.rows.iter().any(|row| row.kind == kind);
            match (has(RowKind::Put), has(RowKind::Get)) {
                (true, false) => "Producer",
                (false, true) => "Consumer",
                _ => "Thread",
            }
        }
    }
}

/// What a thread is doing, in a word or two.
pub fn state_word(state: State) -> &'static str {
    match state {
        State::NotStarted => words!("canvas-state-not-started"),
        State::Ended => words!("canvas-state-ended"),
        State::Running => words!("canvas-state-running"),
        State::Stopped => words!("canvas-state-stopped"),
        State::NotRecorded => words!("canvas-state-not-recorded"),
        State::Sleeping => words!("canvas-state-sleeping"),
        State::WaitingData => words!("canvas-state-data"),
        State::WaitingSignal => words!("canvas-state-signal"),
        State::WaitingForGil => words!("canvas-state-gil"),
        State::BlockedOnLock => words!("canvas-state-lock"),
    }
}

/// What a screen reader says of a card.
pub fn describe(node: &ThreadNode, live: &[LiveThread], drawing: &Drawing) -> String {
    let mut said = vec![subtitle(node)];
    for thread in live.iter().take(LIGHTS) {
        let name = drawing.live.map_or(String::new(), |view| view.name(thread.id));
        let state = match drawing.stopped.contains_key(&thread.id) {
            true => words!("canvas-stopped"),
            false => state_word(thread.state),
        };
        said.push(match thread.line {
            Some(line) => words!("canvas-thread-at", name = name, state = state, line = line),
            None => format!("{name}: {state}"),
        });
    }
    said.join(". ")
}
