//! Where nodes stand: sizes, automatic places, rows and wires, in world units. Pure functions of
//! the outline; no painter, no pointer.

use crate::script::outline::{Flavour, Outline, Target, ThreadNode};
use egui::{Pos2, Rect, Vec2, pos2, vec2};
use std::collections::BTreeMap;

/// Width of a thread's card.
pub const CARD_WIDTH: f32 = 264.0;
/// Height of a card's head.
pub const HEAD: f32 = 46.0;
/// Height of a member of an opened group.
pub const MEMBER: f32 = 20.0;
/// Members an opened group shows at most; more are counted.
pub const MEMBERS_SHOWN: usize = 12;
/// Height of a row.
pub const ROW: f32 = 21.0;
/// Space below the last row.
pub const FOOT: f32 = 8.0;
/// Size of a primitive's node.
pub const PRIMITIVE: Vec2 = vec2(200.0, 84.0);
/// Size of a shared variable's node.
pub const SHARED: Vec2 = vec2(168.0, 40.0);
/// Rows a card shows until it is opened.
pub const ROWS_SHOWN: usize = 16;
const GAP: f32 = 24.0;
const COLUMN_GAP: f32 = 40.0;
const WIRE_GAP: f32 = 80.0;
/// A column of primitives is broken when it gets higher than this and than the cards.
const SHARED_HEIGHT: f32 = 620.0;
/// Columns of cards on a side at most.
const COLUMNS_MAX: usize = 8;
/// A canvas of the usual shape.
const WINDOW: Vec2 = vec2(960.0, 480.0);
/// Rounds of the barycentre heuristic; more than a few change nothing.
const ROUNDS: usize = 4;

/// A node of the picture: an index into the outline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NodeId {
    /// Index into [`Outline::threads`].
    Thread(usize),
    /// Index into [`Outline::primitives`].
    Primitive(usize),
    /// Index into [`Outline::shared`].
    Shared(usize),
}

impl NodeId {
    /// Every node of an outline.
    pub fn all(outline: &Outline) -> impl Iterator<Item = NodeId> + use<> {
        let threads = (0..outline.threads.len()).map(NodeId::Thread);
        let primitives = (0..outline.primitives.len()).map(NodeId::Primitive);
        let shared = (0..outline.shared.len()).map(NodeId::Shared);
        threads.chain(primitives).chain(shared)
    }

    /// A name that stays when others come and go: `thread worker`, `primitive lock`.
    pub fn key(self, outline: &Outline) -> String {
        match self {
            NodeId::Thread(at) => {
                format!("thread {}", outline.threads.get(at).map_or("", |node| &node.name))
            }
            NodeId::Primitive(at) => {
                format!("primitive {}", outline.primitives.get(at).map_or("", |node| &node.name))
            }
            NodeId::Shared(at) => {
                format!("shared {}", outline.shared.get(at).map_or("", |node| &node.name))
            }
        }
    }
}

impl From<Target> for NodeId {
    fn from(target: Target) -> NodeId {
        match target {
            Target::Primitive(at) => NodeId::Primitive(at),
            Target::Shared(at) => NodeId::Shared(at),
        }
    }
}

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
    vec2(CARD_WIDTH, HEAD + (shown + more) as f32 * ROW + FOOT)
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
    let arranged = ways.map(|way| arrange_in(outline, sizes, way));
    let best = arranged.reduce(|best, other| {
        // Another way must be clearly better: small changes do not turn the picture over.
        if shown_at(&other, sizes) > 1.04 * shown_at(&best, sizes) { other } else { best }
    });
    best.unwrap_or_default()
}

/// How large a picture can be shown in a window of the usual shape.
fn shown_at(places: &BTreeMap<NodeId, Pos2>, sizes: &BTreeMap<NodeId, Vec2>) -> f32 {
    let rects = places.iter().map(|(id, place)| Rect::from_min_size(*place, sizes[id]));
    let all = rects.fold(Rect::NOTHING, Rect::union);
    (WINDOW.x / all.width().max(1.0)).min(WINDOW.y / all.height().max(1.0))
}

/// Places with cards on one side or on both, each side in so many columns.
fn arrange_in(
    outline: &Outline,
    sizes: &BTreeMap<NodeId, Vec2>,
    (sides, columns): (usize, usize),
) -> BTreeMap<NodeId, Pos2> {
    let mut places = BTreeMap::new();
    let heights: Vec<f32> = (0..outline.threads.len())
        .map(|at| sizes.get(&NodeId::Thread(at)).map_or(0.0, |size| size.y + GAP))
        .collect();
    let is_main = |at: usize| outline.threads[at].flavour == Flavour::Main;
    let split = if sides == 2 { fair_split(&heights, is_main) } else { heights.len() };
    let left = place_cards(&heights, 0..split, (0.0, columns), &mut places);
    let mut order: Vec<NodeId> =
        NodeId::all(outline).filter(|id| !matches!(id, NodeId::Thread(_))).collect();
    let shared_x = if split == 0 { 0.0 } else { left.x + WIRE_GAP };
    let total: f32 = order.iter().map(|id| sizes.get(id).map_or(0.0, |s| s.y) + GAP).sum();
    let shared_columns = (total / left.y.max(SHARED_HEIGHT)).ceil().max(1.0);
    let shared_width = shared_columns * (PRIMITIVE.x + COLUMN_GAP) - COLUMN_GAP;
    let right_x = shared_x + shared_width + WIRE_GAP;
    let right = place_cards(&heights, split..heights.len(), (right_x, columns), &mut places);
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

/// Puts cards in columns from `x` on; where the last column ends, and how high the highest is.
fn place_cards(
    heights: &[f32],
    cards: std::ops::Range<usize>,
    (x, columns): (f32, usize),
    places: &mut BTreeMap<NodeId, Pos2>,
) -> Vec2 {
    let total: f32 = heights[cards.clone()].iter().sum();
    let highest = heights[cards.clone()].iter().copied().fold(0.0, f32::max);
    let limit = (total / columns as f32).max(highest) * 1.02;
    let (mut x, mut y, mut height) = (x, 0.0f32, 0.0f32);
    for index in cards {
        if y > 0.0 && y + heights[index] > limit {
            x += CARD_WIDTH + COLUMN_GAP;
            y = 0.0;
        }
        places.insert(NodeId::Thread(index), pos2(x, y));
        y += heights[index];
        height = height.max(y - GAP);
    }
    vec2(x + CARD_WIDTH, height)
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

/// The first row of a program that touches something, directly or through a call.
pub fn first_row(outline: &Outline, thread: usize, target: Target) -> Option<usize> {
    let node = outline.threads.get(thread)?;
    match target {
        Target::Primitive(at) => {
            let direct = node.rows.iter().position(|row| row.primitives.contains(&at));
            direct.or_else(|| node.rows.iter().position(|row| row.through.contains(&at)))
        }
        Target::Shared(at) => {
            let name = &outline.shared.get(at)?.name;
            node.rows.iter().position(|row| row.variables.contains(name))
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
    let (from, to) = if to_right {
        (pos2(card.right(), y), pos2(node.left(), end_y))
    } else {
        (pos2(card.left(), y), pos2(node.right(), end_y))
    };
    let reach = ((to.x - from.x).abs() * 0.45).clamp(36.0, 220.0);
    let reach = if to_right { reach } else { -reach };
    Curve([from, from + vec2(reach, 0.0), to - vec2(reach, 0.0), to])
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
