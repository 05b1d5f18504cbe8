//! Painting primitives: what they are, who holds them, who waits in what order,
//! how full they are.

use super::icons::paint_icon;
use super::layout::{MEMBER, MEMBERS_SHOWN, PRIMITIVE};
use super::live::{LiveObject, LiveView};
use super::motion::{RATE_SHOWN, rate_text};
use super::pen::{Chip, Pen, Words};
use crate::model::ids::ThreadId;
use crate::script::edit::value_of;
use crate::script::outline::PrimitiveNode;
use crate::words;
use egui::{Align2, Color32, Pos2, Rect, pos2, vec2};

/// Width of a letter of a chip.
const LETTER: f32 = 6.2;
/// Letters that a shortened name begins with.
const KEPT: usize = 4;
/// Cells a group shows at most; more are counted.
const CELLS: usize = 9;

/// Room for how many more cells there are.
const MORE_ROOM: f32 = 34.0;

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
    /// Members of an opened group that are listed.
    pub members: usize,
    /// How often it is taken in a second.
    pub rate: f32,
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
    let left = paint_sign(pen, rect, node);
    let fast = look.rate > RATE_SHOWN;
    let mut room = rect.right() - 12.0 - left;
    if fast {
        let text = rate_text(look.rate);
        let width = 12.0 + text.len() as f32 * 6.4;
        let at = pos2(rect.right() - 10.0 - width, rect.top() + 18.0);
        pen.chip(at, &text, Chip::Outline(theme.accent), width);
        room -= width + 4.0;
    }
    let (size, color) = (pen.name_size(15.0), pen.color(theme.text));
    let name = Words { text: &node.name, size, color, mono: false };
    let middle = if pen.is_legible() { 19.0 } else { 26.0 };
    pen.text(pos2(left, rect.top() + middle), name, room);
    if pen.is_legible() {
        let group = if node.group.is_some() { 24.0 } else { 0.0 };
        paint_what(pen, pos2(left, rect.top() + 36.0), node, rect.right() - 12.0 - left - group);
    }
    let bottom = rect.top() + PRIMITIVE.y;
    let foot = Rect::from_min_max(
        pos2(rect.left() + 12.0, bottom - 33.0),
        pos2(rect.right() - 12.0, bottom - 7.0),
    );
    paint_list(pen, rect, node, look);
    match look.live {
        [] if look.view.is_some() => paint_note(pen, foot, words!("canvas-not-made")),
        [] => paint_note(pen, foot, &words!("canvas-users", count = look.users)),
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

/// The sign of its kind, in the corner; where the name begins. From far away the name has all the
/// room, and only a stripe in the kind's colour is left.
fn paint_sign(pen: &Pen, rect: Rect, node: &PrimitiveNode) -> f32 {
    let class = class_color(pen, node.kind);
    if !pen.is_legible() {
        let stripe = Rect::from_min_size(rect.min + vec2(8.0, 12.0), vec2(6.0, 30.0));
        pen.fill(stripe, 3.0, pen.color(class));
        return stripe.right() + 8.0;
    }
    let icon = Rect::from_min_size(rect.min + vec2(11.0, 11.0), vec2(34.0, 34.0));
    let tint = pen.tint(class, 48);
    pen.fill(icon, 8.0, tint);
    let back = pen.card().blend(tint);
    paint_icon(pen, icon.shrink(8.0), node.class, (pen.color(pen.theme.text), back));
    icon.right() + 10.0
}

fn class_color(pen: &Pen, kind: &str) -> crate::export::scene::Color {
    let class = crate::model::primitives::spec_named(kind).map(|spec| spec.waits_as);
    class.map_or(pen.theme.level, |class| pen.theme.wait(class).fill)
}

/// What a node's second line says: `5 × Lock`, `Queue(maxsize=3)`, `Lock · fair`.
pub fn what(node: &PrimitiveNode) -> String {
    format!("{}{}", made(node), mark(node))
}

fn made(node: &PrimitiveNode) -> String {
    let count = node.group.as_ref().map_or(String::new(), |group| format!("{} × ", group.text));
    let args = if node.args.is_empty() { String::new() } else { format!("({})", node.args) };
    format!("{count}{}{args}", node.class)
}

fn mark(node: &PrimitiveNode) -> &'static str {
    if node.fair { words!("canvas-fair-mark") } else { "" }
}

/// The second line. Where it has too little room its mark is still there to read.
fn paint_what(pen: &Pen, at: Pos2, node: &PrimitiveNode, room: f32) {
    const LETTER: f32 = 6.0;
    let color = pen.color(pen.theme.text_weak);
    let line = |text: &str, at: Pos2, room: f32| {
        pen.text(at, Words { text, size: 11.5, color, mono: false }, room)
    };
    let mark = mark(node);
    let for_mark = mark.chars().count() as f32 * LETTER;
    let used = line(&made(node), at, room - for_mark);
    if node.fair {
        line(mark, at + vec2(used, 0.0), for_mark);
    }
}

fn paint_note(pen: &Pen, foot: Rect, text: &str) {
    if pen.is_legible() {
        let color = pen.color(pen.theme.text_weak);
        let words = Words { text, size: 11.5, color, mono: false };
        pen.text(foot.left_center(), words, foot.width());
    }
}

/// The members of an opened group, one below the other, each with its own state.
fn paint_list(pen: &Pen, rect: Rect, node: &PrimitiveNode, look: &NodeLook) {
    if look.members == 0 || !pen.is_legible() {
        return;
    }
    let top = rect.top() + PRIMITIVE.y;
    let line = |member: usize| {
        let min = pos2(rect.left() + 12.0, top + 2.0 + member as f32 * MEMBER);
        Rect::from_min_size(min, vec2(rect.width() - 24.0, MEMBER))
    };
    let ends = [pos2(rect.left() + 1.0, top), pos2(rect.right() - 1.0, top)];
    pen.path(&ends, 1.0, pen.color(pen.theme.grid));
    let shown = look.members.min(MEMBERS_SHOWN);
    for member in 0..shown {
        let place = line(member);
        let color = pen.color(pen.theme.text_weak);
        let object = look.live.get(member);
        let name = object.map_or_else(|| format!("[{member}]"), |one| member_name(one, member));
        let words = Words { text: &name, size: 11.5, color, mono: false };
        let width = pen.text(place.left_center(), words, 70.0).max(26.0) + 8.0;
        let state = Rect::from_min_max(pos2(place.left() + width, place.top()), place.max);
        match object {
            Some(object) => paint_state(pen, state, node, object, look),
            None => paint_note(pen, state, words!("canvas-not-made")),
        }
    }
    if look.members > shown {
        let text = words!("canvas-more-members", count = look.members - shown);
        paint_note(pen, line(shown), &text);
    }
}

/// `[2]` of `forks[2]`.
fn member_name(object: &LiveObject, at: usize) -> String {
    match object.name.split_once('[') {
        Some((_, index)) => format!("[{index}"),
        None => format!("[{at}]"),
    }
}

fn paint_state(pen: &Pen, foot: Rect, node: &PrimitiveNode, object: &LiveObject, look: &NodeLook) {
    let theme = pen.theme;
    let mut x = foot.left();
    let y = foot.center().y;
    match node.kind {
        "Queue" => x += paint_fill(pen, foot, capacity(node, "maxsize"), object),
        // Nobody has asked it yet, and the script does not say how many permits it begins with.
        "Semaphore" | "BoundedSemaphore" if object.counts.is_none() => {}
        "Semaphore" | "BoundedSemaphore" => x += paint_permits(pen, foot.left_center(), object),
        "Event" => {
            let set = object.level > 0;
            let color = if set { theme.running.fill } else { theme.grid };
            x += 6.0
                + pen.chip(
                    pos2(x, y),
                    if set { words!("canvas-event-set") } else { words!("canvas-event-clear") },
                    Chip::Solid(color),
                    70.0,
                );
        }
        "Barrier" => {
            let parties = value_of(&node.args, "parties", Some(0)).unwrap_or("?".to_owned());
            let text = words!("canvas-barrier-level", here = object.level, parties = parties);
            x += 6.0 + pen.chip(pos2(x, y), &text, Chip::Solid(theme.grid), 70.0);
        }
        _ if object.holders.is_empty() && object.waiters.is_empty() => {
            let color = pen.color(theme.text_weak);
            let words = Words { text: words!("canvas-free"), size: 11.5, color, mono: false };
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
    let named = |id: ThreadId| look.view.map_or(String::new(), |view| short(&view.name(id)));
    let holders = object.holders.iter().map(|&id| (id, true));
    let all: Vec<(ThreadId, bool)> =
        holders.chain(object.waiters.iter().map(|&id| (id, false))).collect();
    // Where whole names have no room, what tells threads apart is kept: the end.
    let letters: usize = all.iter().map(|(id, _)| named(*id).chars().count()).sum();
    let needed = letters as f32 * LETTER + all.len() as f32 * 16.0 + 7.0;
    let tight = needed > right - x;
    let name = |id: ThreadId| match tight {
        true => with_end(&named(id)),
        false => named(id),
    };
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

/// A long name with its number at the end kept: `phil…4`, `Thre…0_2`.
fn with_end(name: &str) -> String {
    let end = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_').len();
    let (start, number) = name.split_at(end);
    if number.is_empty() || start.chars().count() <= KEPT + 1 {
        return name.to_owned();
    }
    format!("{}…{number}", start.chars().take(KEPT).collect::<String>())
}

/// A thread's name without what CPython adds in parentheses: as the card has it, or its beginning.
pub fn short(name: &str) -> String {
    name.split(" (").next().unwrap_or(name).to_owned()
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
        let text = words!("canvas-permits-left", count = object.level);
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
    // How many more there are has room of its own.
    let more = if objects.len() > CELLS { MORE_ROOM } else { 0.0 };
    let shown = objects.len().min(CELLS);
    let width = ((foot.width() - more) / shown.max(1) as f32).min(26.0);
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
        pen.aligned(foot.right_center(), Align2::RIGHT_CENTER, words, MORE_ROOM);
    }
}

/// What a screen reader says of a primitive: `fork: held by Alice, 1 waiting: Bob`.
pub fn describe(node: &PrimitiveNode, look: &NodeLook) -> String {
    let mut said = vec![what(node)];
    let names = |ids: &[ThreadId]| {
        let name = |id: &ThreadId| look.view.map_or(String::new(), |view| view.name(*id));
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    for object in look.live {
        let mut says = Vec::new();
        if !object.holders.is_empty() {
            says.push(words!("canvas-held-by", names = names(&object.holders)));
        }
        if !object.waiters.is_empty() {
            let (count, names) = (object.waiters.len(), names(&object.waiters));
            says.push(words!("canvas-waiting", count = count, names = names));
        }
        says.extend(object.counts.and_then(|counts| level_text(counts, object.level)));
        if says.is_empty() && !node.kind.ends_with("Semaphore") {
            says.push(words!("canvas-free").to_owned());
        }
        let says = if says.is_empty() { String::new() } else { format!(": {}", says.join(", ")) };
        said.push(format!("{}{says}", object.name));
    }
    if look.rate > RATE_SHOWN {
        said.push(words!("canvas-rate", rate = rate_text(look.rate)));
    }
    said.join(". ")
}

/// A level in words, by what it counts; none where it says nothing that is not said already.
fn level_text(counts: &str, level: u32) -> Option<String> {
    match counts {
        "arrived" => Some(words!("canvas-level-arrived", count = level)),
        "depth" if level > 0 => Some(words!("canvas-level-depth", count = level)),
        "items" => Some(words!("canvas-level-items", count = level)),
        "permits" => Some(words!("canvas-permits-left", count = level)),
        "set" if level > 0 => Some(words!("canvas-event-set").to_owned()),
        "set" => Some(words!("canvas-event-clear").to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, speaking};

    #[test]
    fn levels_are_told_in_the_words_of_the_window() {
        let told = |counts: &str, level| level_text(counts, level).unwrap_or_default();
        assert_eq!(told("items", 1), "1 item");
        assert_eq!(told("set", 0), "not set");
        assert_eq!(told("depth", 0), "");
        speaking(Language::Polish, || {
            assert_eq!(
                [1, 3, 5].map(|n| told("items", n)),
                ["1 element", "3 elementy", "5 elementów"]
            );
            assert_eq!(told("depth", 2), "wzięty 2 razy");
        });
    }

    #[test]
    fn a_name_that_has_no_room_keeps_the_number_that_tells_it_apart() {
        let names = ["philosopher-12", "car-1", "T3", "MainThread", "ThreadPoolExecutor-0_2"];
        let shown = names.map(with_end);
        assert_eq!(shown, ["phil…12", "car-1", "T3", "MainThread", "Thre…0_2"]);
    }
}
