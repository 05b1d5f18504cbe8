//! Where nodes stand: sizes, automatic places, rows and wires, in world units. Pure functions of
//! the outline; no painter, no pointer.

use super::node_id::NodeId;
use crate::script::outline::{Flavour, Outline, Target, ThreadNode};
use egui::{Pos2, Rect, Vec2, pos2, vec2};
use std::collections::BTreeMap;

/// A thread's card is as wide as its words need, within these bounds.
const CARD_WIDTHS: (f32, f32) = (184.0, 264.0);
/// Width of a letter of a row, of a card's name and of its second line.
const LETTERS: (f32, f32, f32) = (7.23, 7.8, 5.8);
/// Width of a letter of a card's name.
pub const NAME_LETTER: f32 = LETTERS.1;
/// Height of a card's head.
pub const HEAD: f32 = 44.0;
/// Height of a member of an opened group.
pub const MEMBER: f32 = 20.0;
/// Members an opened group shows at most; more are counted.
pub const MEMBERS_SHOWN: usize = 12;
/// Height of a row.
pub const ROW: f32 = 19.0;
/// Lights in a card's head at most; more are counted.
pub const LIGHTS: u32 = 8;
/// Width of the light of a thread in a card's head or on a row.
pub const LIGHT_ROOM: f32 = 13.0;
/// Space below the last row.
pub const FOOT: f32 = 8.0;
/// Size of a primitive's node.
pub const PRIMITIVE: Vec2 = vec2(192.0, 84.0);
/// Size of a shared variable's node.
pub const SHARED: Vec2 = vec2(160.0, 40.0);
/// Rows a card shows until it is opened.
pub const ROWS_SHOWN: usize = 16;
/// Nodes closer than this, or above each other, have no room for a wire between their sides.
const BESIDE: f32 = 20.0;
/// How far a wire goes out to turn back.
const TURN: f32 = 48.0;
const GAP: f32 = 24.0;
const COLUMN_GAP: f32 = 32.0;
const WIRE_GAP: f32 = 60.0;
/// A column of primitives is broken when it gets higher than this and than the cards.
const SHARED_HEIGHT: f32 = 620.0;
/// Columns of cards on a side at most.
const COLUMNS_MAX: usize = 8;
/// Threads on both sides of what they share are worth a picture that is smaller by this.
const BOTH_SIDES: f32 = 1.2;
/// A picture that can be shown this large is large enough.
const SCALE_ENOUGH: f32 = 1.3;
/// A canvas of the usual shape.
const WINDOW: Vec2 = vec2(960.0, 480.0);
/// A node that makes room keeps this distance.
const ROOM_GAP: f32 = 16.0;
/// Rounds of the barycentre heuristic; more than a few change nothing.
const ROUNDS: usize = 4;

/// Rows of a card that are on screen; one more line says how many are not.
pub fn rows_shown(node: &ThreadNode, open: bool) -> usize {
    if open || node.rows.len() <= ROWS_SHOWN + 1 { node.rows.len() } else { ROWS_SHOWN }
}

/// Height of the list of an opened group's members.
pub fn members_height(members: usize) -> f32 {
    match members {
        0 => 0.0,
        few if few <= MEMBERS_SHOWN => few as f32 * MEMBER + 8.0,
        _ => (MEMBERS_SHOWN + 1) as f32 * MEMBER + 8.0,
    }
}

/// A card's size.
pub fn card_size(node: &ThreadNode, open: bool) -> Vec2 {
    let shown = rows_shown(node, open);
    let more = usize::from(shown < node.rows.len() || node.rows.is_empty());
    vec2(card_width(node), HEAD + (shown + more) as f32 * ROW + FOOT)
}

/// As wide as its rows, its name and its second line need, lights beside them included.
fn card_width(node: &ThreadNode) -> f32 {
    let letters = |text: &str| text.chars().count() as f32;
    let rows = node.rows.iter().map(|row| {
        row_indent(row.depth) + 8.0 + letters(&row.text) * LETTERS.0 + 12.0 + LIGHT_ROOM
    });
    let members = node.group.as_ref().map_or(1, |group| group.count.unwrap_or(2));
    let lights = match members > LIGHTS {
        true => LIGHTS as f32 * LIGHT_ROOM + super::cards::MORE_LIGHTS,
        false => members as f32 * LIGHT_ROOM,
    };
    let name = 32.0 + letters(&node.name) * LETTERS.1 + 14.0 + lights;
    let about = 28.0 + letters(&super::cards::subtitle(node)) * LETTERS.2;
    rows.fold(name.max(about), f32::max).clamp(CARD_WIDTHS.0, CARD_WIDTHS.1).ceil()
}

/// Where a row's mark begins, from the card's left edge.
pub fn row_indent(depth: u32) -> f32 {
    14.0 + depth as f32 * 13.0
}

/// A row's rectangle in its card, below a strip of members of an opened group.
pub fn row_rect(card: Rect, strip: f32, row: usize) -> Rect {
    let top = card.top() + HEAD + strip + row as f32 * ROW;
    Rect::from_min_size(pos2(card.left(), top), vec2(card.width(), ROW))
}

/// Places for all nodes: threads on both sides of what they share, so that few wires cross; as many
/// columns as let the whole be shown largest.
pub fn arrange(outline: &Outline, sizes: &BTreeMap<NodeId, Vec2>) -> BTreeMap<NodeId, Pos2> {
    let shared = outline.primitives.len() + outline.shared.len();
    let two_sides = shared > 0 && outline.threads.len() > 1;
    let sides = if two_sides { 1..=2 } else { 1..=1 };
    let ways = sides.flat_map(|sides| (1..=COLUMNS_MAX).map(move |columns| (sides, columns)));
    let arranged = ways.map(|way| {
        let places = arrange_in(outline, sizes, way);
        let sides = if way.0 == 2 { BOTH_SIDES } else { 1.0 };
        (shown_at(&places, sizes) * sides, places)
    });
    let best = arranged.reduce(|best, other| {
        // Another way must be clearly better: small changes do not turn the picture over.
        if other.0 > 1.04 * best.0 { other } else { best }
    });
    let best = best.map_or(BTreeMap::new(), |(_, places)| places);
    best.into_iter().map(|(id, place)| (id, place.round())).collect()
}

/// No node hides another. The first of `rank` stay where they are, those of one rank from the top
/// down; whoever finds its place taken goes to the nearest that is free.
pub fn make_room(rects: &mut BTreeMap<NodeId, Rect>, rank: impl Fn(NodeId) -> u8) {
    let mut order: Vec<(u8, f32, NodeId)> =
        rects.iter().map(|(id, rect)| (rank(*id), rect.top(), *id)).collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut placed: Vec<Rect> = Vec::with_capacity(order.len());
    for (.., id) in order {
        let Some(rect) = rects.get_mut(&id) else { continue };
        if !is_free(*rect, &placed) {
            *rect = nearest_free(*rect, &placed);
        }
        placed.push(*rect);
    }
}

fn is_free(rect: Rect, taken: &[Rect]) -> bool {
    !taken.iter().any(|other| other.shrink(1.0).intersects(rect))
}

/// The nearest place above, below or beside something where nothing stands.
fn nearest_free(rect: Rect, taken: &[Rect]) -> Rect {
    let (width, height) = (rect.width(), rect.height());
    let beside = taken.iter().flat_map(|other| {
        let xs = [other.right() + ROOM_GAP, other.left() - ROOM_GAP - width];
        let ys = [other.bottom() + ROOM_GAP, other.top() - ROOM_GAP - height];
        xs.map(|x| pos2(x, rect.top())).into_iter().chain(ys.map(|y| pos2(rect.left(), y)))
    });
    let moved = beside.map(|corner| Rect::from_min_size(corner, rect.size()));
    let free = moved.filter(|place| is_free(*place, taken));
    // A program is read downwards: rather down than up.
    let way = |place: &Rect| {
        let way = place.min - rect.min;
        way.x.abs() + way.y.abs() * if way.y < 0.0 { 1.5 } else { 1.0 }
    };
    free.min_by(|a, b| way(a).total_cmp(&way(b))).unwrap_or(rect)
}

/// How large a picture can be shown in a window of the usual shape; no larger than need be.
fn shown_at(places: &BTreeMap<NodeId, Pos2>, sizes: &BTreeMap<NodeId, Vec2>) -> f32 {
    let rects = places.iter().map(|(id, place)| Rect::from_min_size(*place, sizes[id]));
    let all = rects.fold(Rect::NOTHING, Rect::union);
    (WINDOW.x / all.width().max(1.0)).min(WINDOW.y / all.height().max(1.0)).min(SCALE_ENOUGH)
}

/// Places with cards on one side or on both, each side in so many columns.
fn arrange_in(
    outline: &Outline,
    sizes: &BTreeMap<NodeId, Vec2>,
    (sides, columns): (usize, usize),
) -> BTreeMap<NodeId, Pos2> {
    let mut places = BTreeMap::new();
    let shared = outline.primitives.len() + outline.shared.len();
    let cards: Vec<Vec2> = (0..outline.threads.len())
        .map(|at| sizes.get(&NodeId::Thread(at)).map_or(Vec2::ZERO, |size| *size + vec2(0.0, GAP)))
        .collect();
    let heights: Vec<f32> = cards.iter().map(|card| card.y).collect();
    let is_main = |at: usize| outline.threads[at].flavour == Flavour::Main;
    let split = if sides == 2 { fair_split(&heights, is_main) } else { heights.len() };
    // Cards stand flush with the side that their wires leave on.
    let flush = if shared > 0 { 1.0 } else { 0.0 };
    let left = place_cards(&cards, 0..split, (0.0, columns, flush), &mut places);
    let mut order: Vec<NodeId> =
        NodeId::all(outline).filter(|id| !matches!(id, NodeId::Thread(_))).collect();
    let shared_x = if split == 0 { 0.0 } else { left.x + WIRE_GAP };
    let total: f32 = order.iter().map(|id| sizes.get(id).map_or(0.0, |s| s.y) + GAP).sum();
    let shared_columns = (total / left.y.max(SHARED_HEIGHT)).ceil().max(1.0);
    let shared_width = shared_columns * (PRIMITIVE.x + COLUMN_GAP) - COLUMN_GAP;
    let right_x = shared_x + shared_width + WIRE_GAP;
    let right = place_cards(&cards, split..cards.len(), (right_x, columns, 0.0), &mut places);
    center(&mut places, (split, heights.len()), (left.y, right.y));
    let height = left.y.max(right.y);
    let mut wanted: BTreeMap<NodeId, f32> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for &id in &order {
            wanted.insert(id, barycentre(outline, id, &places).unwrap_or(height));
        }
        order.sort_by(|a, b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(b)));
    }
    place_column(&order, sizes, (&wanted, shared_columns as usize), shared_x, &mut places);
    places
}

/// Where a list of heights is best cut in two; the first is always on the left. The main program
/// counts half: the threads that meet at the primitives are to stand on both sides of them.
fn fair_split(heights: &[f32], is_main: impl Fn(usize) -> bool) -> usize {
    let weight = |at: usize| if is_main(at) { heights[at] / 2.0 } else { heights[at] };
    let sum = |range: std::ops::Range<usize>| range.map(weight).sum::<f32>();
    let higher = |split: usize| sum(0..split).max(sum(split..heights.len()));
    (1..heights.len()).min_by(|a, b| higher(*a).total_cmp(&higher(*b))).unwrap_or(heights.len())
}

/// Puts cards in columns from `x` on, each column's cards flush left (0) or right (1); where the
/// last column ends, and how high the highest is.
fn place_cards(
    cards: &[Vec2],
    range: std::ops::Range<usize>,
    (mut x, columns, flush): (f32, usize, f32),
    places: &mut BTreeMap<NodeId, Pos2>,
) -> Vec2 {
    let heights = cards[range.clone()].iter().map(|card| card.y);
    let highest = heights.clone().fold(0.0, f32::max);
    let limit = (heights.sum::<f32>() / columns as f32).max(highest) * 1.02;
    let (mut first, mut end, mut height) = (range.start, x, 0.0f32);
    while first < range.end {
        let mut y = 0.0;
        let fits = |card: &&Vec2| {
            y += card.y;
            y == card.y || y <= limit
        };
        let count = cards[first..range.end].iter().take_while(fits).count();
        let column = first..first + count;
        let width = cards[column.clone()].iter().map(|card| card.x).fold(0.0, f32::max);
        let mut y = 0.0;
        for index in column {
            let inset = flush * (width - cards[index].x);
            places.insert(NodeId::Thread(index), pos2(x + inset, y));
            y += cards[index].y;
        }
        height = height.max(y - GAP);
        end = x + width;
        x = end + COLUMN_GAP;
        first += count;
    }
    vec2(end, height)
}

/// The lower side stands at half height beside the higher one.
fn center(
    places: &mut BTreeMap<NodeId, Pos2>,
    (split, count): (usize, usize),
    (left, right): (f32, f32),
) {
    let (cards, down) = match left < right {
        true => (0..split, (right - left) / 2.0),
        false => (split..count, (left - right) / 2.0),
    };
    for index in cards {
        if let Some(place) = places.get_mut(&NodeId::Thread(index)) {
            place.y += down;
        }
    }
}

/// Mean height of the rows that use a node.
fn barycentre(outline: &Outline, id: NodeId, places: &BTreeMap<NodeId, Pos2>) -> Option<f32> {
    let mut sum = (0.0, 0);
    for wire in outline.uses.iter().filter(|wire| NodeId::from(wire.target) == id) {
        let Some(place) = places.get(&NodeId::Thread(wire.thread)) else { continue };
        let row = first_row(outline, wire.thread, wire.target).unwrap_or(0);
        sum = (sum.0 + place.y + HEAD + (row.min(ROWS_SHOWN) as f32 + 0.5) * ROW, sum.1 + 1);
    }
    (sum.1 > 0).then(|| sum.0 / sum.1 as f32)
}

fn place_column(
    order: &[NodeId],
    sizes: &BTreeMap<NodeId, Vec2>,
    (wanted, columns): (&BTreeMap<NodeId, f32>, usize),
    x: f32,
    places: &mut BTreeMap<NodeId, Pos2>,
) {
    let size = |id: &NodeId| sizes.get(id).copied().unwrap_or(PRIMITIVE);
    let per_column = order.len().div_ceil(columns).max(1);
    for (column, ids) in order.chunks(per_column).enumerate() {
        let x = x + column as f32 * (PRIMITIVE.x + COLUMN_GAP);
        let mut tops: Vec<f32> = Vec::new();
        let mut bottom = f32::MIN;
        let mut excess = 0.0;
        for id in ids {
            let ideal = wanted.get(id).copied().unwrap_or(0.0) - size(id).y / 2.0;
            let top = ideal.max(bottom);
            excess += top - ideal;
            bottom = top + size(id).y + GAP;
            tops.push(top);
        }
        // Pushed down to make room: share the shift between up and down.
        let back = excess / ids.len().max(1) as f32 / 2.0;
        for (id, top) in ids.iter().zip(tops) {
            places.insert(*id, pos2(x, top - back));
        }
    }
}

/// The first row of a program that touches something, directly or through a call: of a variable
/// whichever comes first, as what is called often writes what is only read later.
pub fn first_row(outline: &Outline, thread: usize, target: Target) -> Option<usize> {
    let node = outline.threads.get(thread)?;
    match target {
        Target::Primitive(at) => {
            let direct = node.rows.iter().position(|row| row.primitives.contains(&at));
            direct.or_else(|| node.rows.iter().position(|row| row.through.contains(&at)))
        }
        Target::Shared(at) => {
            let name = &outline.shared.get(at)?.name;
            node.rows.iter().position(|row| {
                [&row.variables, &row.through_variables].iter().any(|all| all.contains(name))
            })
        }
    }
}

/// A wire's curve: start, two control points, end.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Curve(pub [Pos2; 4]);

impl Curve {
    /// A point of it, `t` from 0 to 1.
    pub fn at(&self, t: f32) -> Pos2 {
        let [a, b, c, d] = self.0.map(Pos2::to_vec2);
        let s = 1.0 - t;
        (a * (s * s * s) + b * (3.0 * s * s * t) + c * (3.0 * s * t * t) + d * (t * t * t))
            .to_pos2()
    }

    /// A rectangle around it.
    pub fn bounds(&self) -> Rect {
        Rect::from_points(&self.0)
    }

    /// The same curve from its end.
    pub fn reversed(&self) -> Curve {
        let [a, b, c, d] = self.0;
        Curve([d, c, b, a])
    }
}

/// The wire from a card (at height `y`) to a node, `slot` of `slots` along the node's side.
pub fn wire(card: Rect, y: f32, node: Rect, (slot, slots): (usize, usize)) -> Curve {
    let share = (slot as f32 + 1.0) / (slots as f32 + 1.0);
    let end_y = node.top() + node.height() * share;
    let to_right = node.center().x >= card.center().x;
    let gap = if to_right { node.left() - card.right() } else { card.left() - node.right() };
    if gap < BESIDE {
        return around(card, y, node, end_y);
    }
    let (from, to) = if to_right {
        (pos2(card.right(), y), pos2(node.left(), end_y))
    } else {
        (pos2(card.left(), y), pos2(node.right(), end_y))
    };
    let reach = ((to.x - from.x).abs() * 0.45).clamp(36.0, 220.0);
    let reach = if to_right { reach } else { -reach };
    Curve([from, from + vec2(reach, 0.0), to - vec2(reach, 0.0), to])
}

/// A wire between two that stand above each other: out and in on the same side, where they end closer
/// to each other.
fn around(card: Rect, y: f32, node: Rect, end_y: f32) -> Curve {
    let right = (card.right() - node.right()).abs() <= (card.left() - node.left()).abs();
    let (from, to, turn) = match right {
        true => (card.right(), node.right(), card.right().max(node.right()) + TURN),
        false => (card.left(), node.left(), card.left().min(node.left()) - TURN),
    };
    Curve([pos2(from, y), pos2(turn, y), pos2(turn, end_y), pos2(to, end_y)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(threads: usize) -> (Outline, BTreeMap<NodeId, Vec2>) {
        let mut text = String::from("import threading\n");
        for n in 0..threads {
            text += &format!("lock{n} = threading.Lock()\n");
        }
        for n in 0..threads {
            let other = threads - 1 - n;
            text += &format!("def f{n}():\n    with lock{other}:\n        print(1)\n");
            text += &format!("threading.Thread(target=f{n}).start()\n");
        }
        let outline = Outline::of(&text);
        let sizes = NodeId::all(&outline)
            .map(|id| match id {
                NodeId::Thread(at) => (id, card_size(&outline.threads[at], false)),
                _ => (id, PRIMITIVE),
            })
            .collect();
        (outline, sizes)
    }

    fn rects(outline: &Outline, sizes: &BTreeMap<NodeId, Vec2>) -> Vec<(NodeId, Rect)> {
        let places = arrange(outline, sizes);
        NodeId::all(outline).map(|id| (id, Rect::from_min_size(places[&id], sizes[&id]))).collect()
    }

    #[test]
    fn no_two_nodes_overlap() {
        for threads in [1, 2, 5, 40] {
            let (outline, sizes) = sample(threads);
            let rects = rects(&outline, &sizes);
            for (i, (a, one)) in rects.iter().enumerate() {
                for (b, other) in &rects[i + 1..] {
                    assert!(!one.shrink(1.0).intersects(*other), "{a:?} {b:?} of {threads}");
                }
            }
        }
    }

    #[test]
    fn threads_stand_on_both_sides_of_what_they_share() {
        let (outline, sizes) = sample(4);
        let places = arrange(&outline, &sizes);
        let threads = (0..outline.threads.len()).map(|at| places[&NodeId::Thread(at)].x);
        let shared = places[&NodeId::Primitive(0)].x;
        let (left, right): (Vec<f32>, Vec<f32>) = threads.partition(|x| *x < shared);
        assert!(!left.is_empty() && !right.is_empty(), "{left:?} {right:?}");
    }

    #[test]
    fn primitives_stand_in_the_order_of_who_uses_them() {
        let (outline, sizes) = sample(4);
        let places = arrange_in(&outline, &sizes, (1, 1));
        let mut order: Vec<usize> = (0..4).collect();
        order.sort_by(|a, b| {
            places[&NodeId::Primitive(*a)].y.total_cmp(&places[&NodeId::Primitive(*b)].y)
        });
        let names: Vec<&str> =
            order.iter().map(|at| outline.primitives[*at].name.as_str()).collect();
        assert_eq!(names, ["lock3", "lock2", "lock1", "lock0"]);
    }

    #[test]
    fn the_same_script_gives_the_same_picture() {
        let (outline, sizes) = sample(7);
        assert_eq!(arrange(&outline, &sizes), arrange(&outline, &sizes));
    }

    #[test]
    fn what_was_put_somewhere_by_hand_stays_and_the_others_make_room() {
        let (outline, sizes) = sample(6);
        let places = arrange(&outline, &sizes);
        let mut rects: BTreeMap<NodeId, Rect> =
            places.iter().map(|(id, at)| (*id, Rect::from_min_size(*at, sizes[id]))).collect();
        let before = rects.clone();
        make_room(&mut rects, |_| 0);
        assert_eq!(rects, before, "nothing is in the way of anything");
        let (first, lock) = (NodeId::Thread(1), NodeId::Primitive(0));
        rects.insert(lock, Rect::from_min_size(before[&first].min, sizes[&lock]));
        make_room(&mut rects, |id| u8::from(id != lock));
        assert_eq!(rects[&lock].min, before[&first].min);
        let all: Vec<Rect> = rects.values().copied().collect();
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| !other.intersects(one.shrink(1.0))));
        }
    }

    #[test]
    fn a_card_that_grows_moves_what_stands_below_it_down() {
        let rect = |x, y, height| Rect::from_min_size(pos2(x, y), vec2(200.0, height));
        let (main, new, worker) = (NodeId::Thread(0), NodeId::Thread(1), NodeId::Thread(2));
        let mut rects = BTreeMap::from([
            (main, rect(0.0, 0.0, 160.0)),
            (new, rect(24.0, 82.0, 70.0)),
            (worker, rect(0.0, 131.0, 90.0)),
        ]);
        make_room(&mut rects, |_| 0);
        assert_eq!(rects[&main].min, pos2(0.0, 0.0));
        assert_eq!(rects[&new].min, pos2(24.0, 176.0));
        assert_eq!(rects[&worker].min, pos2(0.0, 262.0));
    }

    #[test]
    fn a_wire_to_what_stands_above_goes_through_neither() {
        let card = Rect::from_min_size(pos2(300.0, 200.0), vec2(200.0, 160.0));
        for x in [180.0, 250.0, 300.0, 340.0, 420.0, 495.0] {
            let node = Rect::from_min_size(pos2(x, 40.0), PRIMITIVE);
            let curve = wire(card, 300.0, node, (0, 1));
            let inside = |at: usize| {
                let point = curve.at(at as f32 / 40.0);
                card.shrink(1.0).contains(point) || node.shrink(1.0).contains(point)
            };
            assert!(!(0..=40).any(inside), "{x}: {curve:?}");
        }
    }

    #[test]
    fn a_wire_leaves_on_the_side_its_node_is_on() {
        let card = Rect::from_min_size(pos2(300.0, 0.0), vec2(100.0, 100.0));
        let right = Rect::from_min_size(pos2(600.0, 0.0), vec2(50.0, 50.0));
        let left = Rect::from_min_size(pos2(0.0, 0.0), vec2(50.0, 50.0));
        assert_eq!(wire(card, 20.0, right, (0, 1)).0[0], pos2(400.0, 20.0));
        assert_eq!(wire(card, 20.0, left, (0, 1)).0[3], pos2(50.0, 25.0));
        let curve = wire(card, 20.0, right, (0, 1));
        assert_eq!((curve.at(0.0), curve.at(1.0)), (curve.0[0], curve.0[3]));
    }
}
