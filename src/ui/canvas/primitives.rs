//! Painting primitives and shared variables: what they are, who holds them, who waits in what order,
//! how full they are.

use super::live::{LiveObject, LiveView};
use super::pen::{Chip, Pen, Words};
use crate::model::ids::ThreadId;
use crate::script::edit::value_of;
use crate::script::outline::{PrimitiveNode, SharedNode};
use egui::{Align2, Color32, Pos2, Rect, pos2, vec2};

/// Cells a group shows at most; more are counted.
const CELLS: usize = 9;

/// What the painter of a node must know besides the node.
pub struct NodeLook<'l> {
    /// The objects it stands for now.
    pub live: &'l [LiveObject],
    /// The whole run.
    pub view: Option<&'l LiveView>,
    /// Selected or focused.
    pub selected: bool,
    /// How many threads of the script use it.
    pub users: usize,
    /// From 0 to 1 and back, for what pulses.
    pub pulse: f32,
}

/// Paints a primitive.
pub fn paint_primitive(pen: &Pen, rect: Rect, node: &PrimitiveNode, look: &NodeLook) {
    let theme = pen.theme;
    if node.group.is_some() {
        for step in [6.0, 3.0] {
            let behind = rect.translate(vec2(step, step));
            pen.fill(behind, 10.0, pen.card());
            pen.border(behind, 10.0, 1.0, pen.color(theme.grid));
        }
    } else if pen.is_legible() {
        pen.fill(rect.translate(vec2(0.0, 2.0)), 10.0, Color32::from_black_alpha(20));
    }
    pen.fill(rect, 10.0, pen.card());
    let icon = Rect::from_min_size(rect.min + vec2(11.0, 11.0), vec2(34.0, 34.0));
    pen.fill(icon, 8.0, pen.tint(class_color(pen, node.kind), 48));
    if pen.len(icon.width()) > 11.0 {
        paint_icon(pen, icon.shrink(7.0), node.kind, pen.color(theme.text));
    }
    let left = icon.right() + 10.0;
    let room = rect.right() - 12.0 - left;
    let name = Words { text: &node.name, size: 15.0, color: pen.color(theme.text), mono: false };
    pen.text(pos2(left, rect.top() + 19.0), name, room);
    if pen.is_legible() {
        let what = what(node);
        let color = pen.color(theme.text_weak);
        let words = Words { text: &what, size: 11.5, color, mono: false };
        pen.text(pos2(left, rect.top() + 36.0), words, room);
    }
    let foot = Rect::from_min_max(
        pos2(rect.left() + 12.0, rect.bottom() - 33.0),
        pos2(rect.right() - 12.0, rect.bottom() - 7.0),
    );
    match look.live {
        [] => paint_users(pen, foot, look.users),
        [one] => paint_state(pen, foot, node, one, look),
        many => paint_cells(pen, foot, many, look),
    }
    let stuck = look
        .view
        .is_some_and(|view| look.live.iter().any(|object| view.stuck_objects.contains(&object.id)));
    let (width, color) = match (stuck, look.selected) {
        (true, _) => (2.5, pen.tint(theme.alarm, 140 + (look.pulse * 115.0) as u8)),
        (_, true) => (2.0, pen.color(theme.accent)),
        _ => (1.0, pen.color(theme.grid)),
    };
    pen.border(rect, 10.0, width, color);
}

fn class_color(pen: &Pen, kind: &str) -> crate::export::scene::Color {
    let class = crate::model::primitives::spec_named(kind).map(|spec| spec.waits_as);
    class.map_or(pen.theme.level, |class| pen.theme.wait(class).fill)
}

/// What a node's second line says: `5 × Lock`, `Queue(maxsize=3)`.
pub fn what(node: &PrimitiveNode) -> String {
    let count = node.group.as_ref().map_or(String::new(), |group| format!("{} × ", group.text));
    let args = if node.args.is_empty() { String::new() } else { format!("({})", node.args) };
    format!("{count}{}{args}", node.class)
}

fn paint_users(pen: &Pen, foot: Rect, users: usize) {
    if !pen.is_legible() {
        return;
    }
    let text = match users {
        0 => "nobody uses it yet".to_owned(),
        1 => "used in one place".to_owned(),
        users => format!("used in {users} places"),
    };
    let color = pen.color(pen.theme.text_weak);
    let words = Words { text: &text, size: 11.5, color, mono: false };
    pen.text(foot.left_center(), words, foot.width());
}

fn paint_state(pen: &Pen, foot: Rect, node: &PrimitiveNode, object: &LiveObject, look: &NodeLook) {
    let theme = pen.theme;
    let mut x = foot.left();
    let y = foot.center().y;
    match node.kind {
        "Queue" => x += paint_fill(pen, foot, capacity(node, "maxsize"), object),
        "Semaphore" | "BoundedSemaphore" => x += paint_permits(pen, foot.left_center(), object),
        "Event" => {
            let set = object.level > 0;
            let color = if set { theme.running.fill } else { theme.grid };
            x += 6.0
                + pen.chip(
                    pos2(x, y),
                    if set { "set" } else { "not set" },
                    Chip::Solid(color),
                    70.0,
                );
        }
        "Barrier" => {
            let parties = value_of(&node.args, "parties", Some(0)).unwrap_or("?".to_owned());
            let text = format!("{} of {parties}", object.level);
            x += 6.0 + pen.chip(pos2(x, y), &text, Chip::Solid(theme.grid), 70.0);
        }
        _ if object.holders.is_empty() && object.waiters.is_empty() => {
            let color = pen.color(theme.text_weak);
            let words = Words { text: "free", size: 11.5, color, mono: false };
            x += pen.text(pos2(x, y), words, foot.width());
        }
        _ => {}
    }
    paint_parties(pen, pos2(x, y), foot.right(), object, look);
}

/// Holders, then waiters in order of arrival.
fn paint_parties(pen: &Pen, from: Pos2, right: f32, object: &LiveObject, look: &NodeLook) {
    let theme = pen.theme;
    let mut x = from.x;
    let name = |id: ThreadId| look.view.map_or(String::new(), |view| short(&view.name(id)));
    let holders = object.holders.iter().map(|&id| (id, true));
    let all: Vec<(ThreadId, bool)> =
        holders.chain(object.waiters.iter().map(|&id| (id, false))).collect();
    let mut first_waiter = true;
    for (at, &(id, holds)) in all.iter().enumerate() {
        let left = all.len() - at;
        let reserve = if left > 1 { 30.0 } else { 0.0 };
        if right - x - reserve < 26.0 {
            let more = format!("+{left}");
            pen.chip(pos2(x, from.y), &more, Chip::Outline(theme.text_weak), right - x);
            return;
        }
        if !holds && first_waiter {
            first_waiter = false;
            let bar = [pos2(x + 2.0, from.y - 7.0), pos2(x + 2.0, from.y + 7.0)];
            pen.path(&bar, 1.5, pen.color(theme.grid));
            x += 7.0;
        }
        let look = match holds {
            true => Chip::Solid(theme.owner(id.index())),
            false => Chip::Outline(theme.lock.fill),
        };
        x += 4.0 + pen.chip(pos2(x, from.y), &name(id), look, right - x - reserve);
    }
}

/// A thread's name without what CPython adds in parentheses.
pub fn short(name: &str) -> String {
    let name = name.split(" (").next().unwrap_or(name);
    let name = name.strip_prefix("ThreadPoolExecutor-").unwrap_or(name);
    name.strip_prefix("Thread-").map_or(name.to_owned(), |number| format!("T{number}"))
}

fn capacity(node: &PrimitiveNode, keyword: &str) -> Option<u32> {
    value_of(&node.args, keyword, Some(0))?.replace('_', "").parse().ok().filter(|&n| n > 0)
}

/// A queue's items: cells for a small bounded one, a bar for others.
fn paint_fill(pen: &Pen, foot: Rect, capacity: Option<u32>, object: &LiveObject) -> f32 {
    const CELL: f32 = 11.0;
    let theme = pen.theme;
    let shown = capacity.unwrap_or(object.level_max.max(4));
    let y = foot.center().y;
    let width = if shown <= 8 {
        for at in 0..shown {
            let left = foot.left() + at as f32 * (CELL + 2.0);
            let cell = Rect::from_min_size(pos2(left, y - 7.0), vec2(CELL, 14.0));
            if at < object.level {
                pen.fill(cell, 2.5, pen.color(theme.level));
            } else if capacity.is_some() {
                pen.border(cell, 2.5, 1.0, pen.color(theme.grid));
            }
        }
        shown as f32 * (CELL + 2.0)
    } else {
        let bar = Rect::from_min_size(pos2(foot.left(), y - 6.0), vec2(80.0, 12.0));
        pen.border(bar, 3.0, 1.0, pen.color(theme.grid));
        let share = (object.level as f32 / shown as f32).min(1.0);
        let fill = Rect::from_min_size(bar.min, vec2(bar.width() * share, bar.height()));
        pen.fill(fill, 3.0, pen.color(theme.level));
        bar.width()
    };
    let text = match capacity {
        Some(capacity) => format!("{}/{capacity}", object.level),
        None => object.level.to_string(),
    };
    let color = pen.color(theme.text);
    let words = Words { text: &text, size: 11.5, color, mono: false };
    width + 12.0 + pen.text(pos2(foot.left() + width + 5.0, y), words, 50.0)
}

/// A semaphore's permits: filled circles are free ones.
fn paint_permits(pen: &Pen, left: Pos2, object: &LiveObject) -> f32 {
    let theme = pen.theme;
    let taken = object.holders.len() as u32;
    let all = (object.level + taken).max(1);
    if all > 6 {
        let text = format!("{} left", object.level);
        return 6.0 + pen.chip(left, &text, Chip::Solid(theme.grid), 70.0);
    }
    for at in 0..all {
        let center = pos2(left.x + 5.0 + at as f32 * 13.0, left.y);
        if at < object.level {
            pen.dot(center, 5.0, pen.color(theme.running.fill));
        } else {
            pen.ring(center, 4.25, 1.5, pen.color(theme.ended.fill));
        }
    }
    all as f32 * 13.0 + 6.0
}

/// A group: a cell for each, in its owner's colour; red border where somebody waits.
fn paint_cells(pen: &Pen, foot: Rect, objects: &[LiveObject], look: &NodeLook) {
    let theme = pen.theme;
    let shown = objects.len().min(CELLS);
    let width = (foot.width() / shown.max(1) as f32).min(26.0);
    for (at, object) in objects.iter().take(shown).enumerate() {
        let left = foot.left() + at as f32 * width;
        let cell = Rect::from_min_size(pos2(left, foot.center().y - 9.0), vec2(width - 3.0, 18.0));
        let owner = object.holders.first().map(|id| theme.owner(id.index()));
        let level = (object.counts.is_some() && object.level > 0).then_some(theme.level);
        let fill = owner.or(level).unwrap_or(theme.lane);
        pen.fill(cell, 4.0, pen.color(fill));
        let stuck = look.view.is_some_and(|view| view.stuck_objects.contains(&object.id));
        if stuck || !object.waiters.is_empty() {
            let color = if stuck { theme.alarm } else { theme.lock.fill };
            pen.border(cell, 4.0, 2.0, pen.color(color));
        }
        let text = match (object.counts, object.name.split_once('[')) {
            (Some(_), None) => object.level.to_string(),
            (_, Some((_, index))) => index.trim_end_matches(']').to_owned(),
            _ => at.to_string(),
        };
        let color = pen.color(fill.readable_on());
        let words = Words { text: &text, size: 11.0, color, mono: false };
        pen.aligned(cell.center(), Align2::CENTER_CENTER, words, width);
    }
    if objects.len() > shown {
        let text = format!("+{}", objects.len() - shown);
        let words =
            Words { text: &text, size: 11.0, color: pen.color(theme.text_weak), mono: false };
        pen.aligned(foot.right_bottom(), Align2::RIGHT_BOTTOM, words, 40.0);
    }
}

/// Paints a shared variable.
pub fn paint_shared(pen: &Pen, rect: Rect, node: &SharedNode, selected: bool) {
    let theme = pen.theme;
    pen.fill(rect, 20.0, pen.card());
    let dot = pos2(rect.left() + 20.0, rect.center().y);
    pen.dot(dot, 6.0, pen.tint(theme.gil.fill, 90));
    pen.dot(dot, 3.0, pen.color(theme.gil.fill));
    let name = Words { text: &node.name, size: 14.0, color: pen.color(theme.text), mono: false };
    pen.text(pos2(rect.left() + 34.0, rect.center().y - 6.5), name, rect.width() - 46.0);
    if pen.is_legible() {
        let color = pen.color(theme.text_weak);
        let words = Words { text: "shared variable", size: 10.5, color, mono: false };
        pen.text(pos2(rect.left() + 34.0, rect.center().y + 8.5), words, rect.width() - 46.0);
    }
    let (width, color) = if selected { (2.0, theme.accent) } else { (1.0, theme.grid) };
    pen.border(rect, 20.0, width, pen.color(color));
}

/// Draws a kind's sign inside a square.
pub fn paint_icon(pen: &Pen, square: Rect, kind: &str, color: Color32) {
    let at = |x: f32, y: f32| {
        pos2(square.left() + x * square.width(), square.top() + y * square.height())
    };
    let line = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| at(x, y)).collect();
        pen.path(&points, 1.8, color);
    };
    let block = |x: f32, y: f32, w: f32, h: f32| {
        pen.fill(Rect::from_min_max(at(x, y), at(x + w, y + h)), 2.0, color);
    };
    let arc = |x: f32| {
        [
            (x, 0.5),
            (x, 0.28),
            (x + 0.12, 0.08),
            (0.5, 0.02),
            (0.88 - x, 0.08),
            (1.0 - x, 0.28),
            (1.0 - x, 0.5),
        ]
    };
    match kind {
        "Lock" | "RLock" => {
            block(0.1, 0.45, 0.8, 0.55);
            line(&arc(0.24));
            if kind == "RLock" {
                pen.dot(at(0.5, 0.72), 2.6, pen.card());
            }
        }
        "Semaphore" | "BoundedSemaphore" => {
            for x in [0.14, 0.5, 0.86] {
                pen.dot(at(x, 0.5), square.width() * 0.14, color);
            }
        }
        "Queue" => {
            for x in [0.0, 0.36, 0.72] {
                block(x, 0.3, 0.28, 0.4);
            }
        }
        "Event" => {
            line(&[(0.18, 0.0), (0.18, 1.0)]);
            block(0.18, 0.04, 0.74, 0.46);
        }
        "Barrier" => {
            line(&[(0.72, 0.0), (0.72, 1.0)]);
            for y in [0.2, 0.5, 0.8] {
                line(&[(0.0, y), (0.5, y)]);
            }
        }
        "Condition" => {
            line(&[
                (0.08, 0.76),
                (0.92, 0.76),
                (0.76, 0.58),
                (0.72, 0.24),
                (0.5, 0.06),
                (0.28, 0.24),
                (0.24, 0.58),
                (0.08, 0.76),
            ]);
            pen.dot(at(0.5, 0.93), 1.8, color);
        }
        "Thread" => {
            line(&[(0.2, 0.02), (0.8, 0.26), (0.2, 0.5), (0.8, 0.74), (0.2, 0.98)]);
        }
        "Sleep" => {
            pen.ring(square.center(), square.width() * 0.46, 1.6, color);
            line(&[(0.5, 0.22), (0.5, 0.52), (0.72, 0.62)]);
        }
        "Print" => {
            for (y, end) in [(0.15, 0.95), (0.5, 0.7), (0.85, 0.85)] {
                line(&[(0.05, y), (end, y)]);
            }
        }
        "Compute" => {
            block(0.22, 0.22, 0.56, 0.56);
            for at in [0.34, 0.66] {
                line(&[(at, 0.0), (at, 1.0)]);
                line(&[(0.0, at), (1.0, at)]);
            }
        }
        "Loop" => {
            let turn = |i: usize| {
                let angle = 0.6 + i as f32 * 0.42;
                (0.5 + 0.42 * angle.cos(), 0.5 + 0.42 * angle.sin())
            };
            line(&(0..13).map(turn).collect::<Vec<_>>());
            line(&[(0.62, 0.5), (0.86, 0.74), (1.06, 0.44)]);
        }
        _ => pen.ring(square.center(), square.width() * 0.4, 1.8, color),
    }
}

/// What a screen reader says of a primitive.
pub fn describe(node: &PrimitiveNode, look: &NodeLook) -> String {
    let mut words = vec![what(node)];
    let names = |ids: &[ThreadId]| {
        let name = |id: &ThreadId| look.view.map_or(String::new(), |view| view.name(*id));
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    for object in look.live {
        let mut says = Vec::new();
        if !object.holders.is_empty() {
            says.push(format!("held by {}", names(&object.holders)));
        }
        if !object.waiters.is_empty() {
            says.push(format!("waiting: {}", names(&object.waiters)));
        }
        if let Some(counts) = object.counts {
            says.push(format!("{} {counts}", object.level));
        }
        if says.is_empty() {
            says.push("free".to_owned());
        }
        words.push(format!("{} {}", object.name, says.join(", ")));
    }
    words.join(". ")
}
