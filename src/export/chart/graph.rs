//! The wait-for graph: threads at the left, what they hold or wait for at the right.
//!
//! A solid arrow from an object to a thread says "held by", a dashed red one from a thread to an
//! object "waits for", with how long by now. A circle of arrows is a deadlock. Below the picture
//! each wait stands as a sentence.

use super::figure::Graph;
use super::{AXIS_TEXT, Draw, MARGIN, NAME_TEXT, Spot, take_top};
use crate::export::axis::duration;
use crate::export::scene::{Anchor, Color, Point, Prim, Rect, Stroke, point, rect};
use crate::export::text;
use crate::export::timeline::LaneKey;
use crate::model::ids::ThreadId;
use crate::words;

const ROW: (f32, f32) = (30.0, 44.0);
const BOX_HEIGHT: f32 = 25.0;
const BOX_WIDTH: (f32, f32) = (80.0, 220.0);
/// Arrows of a wider graph would be long and flat for no reason.
const WIDTH_MAX: f32 = 860.0;
/// Between the columns: so many times the height, and at least so much.
const STEEPNESS: f32 = 2.2;
const GAP_MIN: f32 = 200.0;
const SENTENCE: f32 = 19.0;
const KEY_HEIGHT: f32 = 20.0;
/// Where along its arrow a wait says how long it lasts.
const LABEL_AT: f32 = 0.2;
/// How far from its thread's row it may stand.
const LABEL_DOWN_MAX: f32 = 0.3 * ROW.0;
/// Beside a name in its box.
const NAME_MARGIN: f32 = 12.0;

/// Height that the graph needs.
pub fn height_for(graph: &Graph) -> f32 {
    let rows = graph.threads.len().max(graph.objects.len()) as f32;
    rows * ROW.0 + KEY_HEIGHT + 20.0 + graph.sentences.len() as f32 * SENTENCE
}

/// Draws the graph into what is left.
pub fn draw(draw: &mut Draw<'_>, mut left: Rect, graph: &Graph) {
    let key = take_top(&mut left, KEY_HEIGHT);
    key_ui(draw, key, graph);
    let said = graph.sentences.len() as f32 * SENTENCE;
    let rows = graph.threads.len().max(graph.objects.len()).max(1) as f32;
    let row = ((left.h - said - 8.0) / rows).clamp(ROW.0, ROW.1);
    let most = (left.w - 2.0 * MARGIN).min(WIDTH_MAX);
    let boxes = box_width(graph, most);
    // Few rows are drawn narrow: flat arrows would lie on each other.
    let width = (2.0 * boxes + (rows * row * STEEPNESS).max(GAP_MIN)).min(most);
    let columns = Columns {
        left: left.x + MARGIN,
        right: left.x + MARGIN + width,
        top: left.y + 4.0,
        row,
        // As wide as names need, so that arrows have the rest.
        boxes,
    };
    held(draw, &columns, graph);
    let labels = waits(draw, &columns, graph);
    nodes(draw, &columns, graph);
    for (at, words) in labels {
        wait_label(draw, at, words);
    }
    let top = columns.top + rows * row + 4.0;
    sentences(draw, graph, rect(left.x, top, left.w, SENTENCE));
}

struct Columns {
    left: f32,
    right: f32,
    top: f32,
    row: f32,
    boxes: f32,
}

impl Columns {
    fn thread(&self, row: usize) -> Rect {
        self.place(self.left, row)
    }

    fn object(&self, row: usize) -> Rect {
        self.place(self.right - self.boxes, row)
    }

    fn place(&self, x: f32, row: usize) -> Rect {
        let y = self.top + row as f32 * self.row + (self.row - BOX_HEIGHT) / 2.0;
        rect(x, y, self.boxes, BOX_HEIGHT)
    }
}

fn box_width(graph: &Graph, width: f32) -> f32 {
    let names = graph.threads.iter().chain(&graph.objects).map(|(_, name)| name);
    let widest = names.map(|name| text::width(name, NAME_TEXT)).fold(0.0, f32::max);
    (widest + 2.0 * NAME_MARGIN + 1.0)
        .clamp(BOX_WIDTH.0, BOX_WIDTH.1.min(width * 0.36).max(BOX_WIDTH.0))
}

fn key_ui(draw: &mut Draw<'_>, line: Rect, graph: &Graph) {
    let (theme, y) = (draw.theme, line.middle());
    let mut x = line.x + MARGIN;
    for (stroke, words) in [
        (Stroke::solid(1.8, theme.text_weak), words!("plots-graph-held")),
        (Stroke::dashed(1.8, theme.alarm), words!("plots-graph-waits")),
    ] {
        draw.ground.arrow(point(x, y), point(x + 30.0, y), stroke);
        draw.weak(point(x + 36.0, y), Anchor::Start, words);
        x += 36.0 + text::width(words, AXIS_TEXT) + 20.0;
    }
    if graph.left_out > 0 {
        let words = words!("plots-graph-left-out", count = graph.left_out);
        draw.weak(point(x, y), Anchor::Start, words);
    }
}

fn row_of(list: &[(LaneKey, String)], key: LaneKey) -> Option<usize> {
    list.iter().position(|(known, _)| *known == key)
}

/// The middle of a box's side, a little up or down: two arrows of one pair stay apart.
fn side(place: Rect, right_side: bool, down: f32) -> Point {
    point(if right_side { place.right() + 1.0 } else { place.x - 1.0 }, place.middle() + down)
}

fn held(draw: &mut Draw<'_>, columns: &Columns, graph: &Graph) {
    for (object, holders) in &graph.waits.held {
        for holder in holders {
            let from = row_of(&graph.objects, LaneKey::Object(*object));
            let to = row_of(&graph.threads, LaneKey::Thread(*holder));
            let (Some(from), Some(to)) = (from, to) else { continue };
            let stroke = Stroke::solid(1.8, draw.theme.owner(holder.index()));
            let from = side(columns.object(from), false, -4.0);
            draw.ground.arrow(from, side(columns.thread(to), true, -4.0), stroke);
        }
    }
}

/// Draws what is waited for; where each wait's length is to be written.
fn waits(draw: &mut Draw<'_>, columns: &Columns, graph: &Graph) -> Vec<(Point, String)> {
    let mut labels = Vec::new();
    for edge in &graph.waits.edges {
        let from = row_of(&graph.threads, LaneKey::Thread(edge.thread));
        let to = row_of(&graph.objects, LaneKey::Object(edge.object));
        let (Some(from), Some(to)) = (from, to) else { continue };
        let from = side(columns.thread(from), true, 4.0);
        let to = side(columns.object(to), false, 4.0);
        draw.ground.arrow(from, to, Stroke::dashed(1.8, draw.theme.alarm));
        // Near its own thread's row, however steep the arrow is: the next row has a label, too.
        let dy = ((to.y - from.y) * LABEL_AT).clamp(-LABEL_DOWN_MAX, LABEL_DOWN_MAX);
        let dx = (to.x - from.x) * LABEL_AT;
        let nanos = graph.waits.nanos.saturating_sub(edge.since);
        labels.push((point(from.x + dx, from.y + dy), duration(nanos as f64)));
    }
    labels
}

fn wait_label(draw: &mut Draw<'_>, at: Point, words: String) {
    let width = text::width(&words, AXIS_TEXT) + 8.0;
    let (ground, ink) = (draw.theme.background, draw.theme.alarm);
    let place = rect(at.x - width / 2.0, at.y - 7.0, width, 14.0);
    let frame = Prim::Rect { rect: place, fill: Some(ground), stroke: None, radius: 3.0 };
    draw.top.prims.push(frame);
    draw.top.text(at, Anchor::Middle, AXIS_TEXT, ink, words);
}

fn nodes(draw: &mut Draw<'_>, columns: &Columns, graph: &Graph) {
    let stuck = |thread: ThreadId| graph.waits.cycles.iter().any(|all| all.contains(&thread));
    for (row, (key, name)) in graph.threads.iter().enumerate() {
        let LaneKey::Thread(thread) = *key else { continue };
        let own = draw.theme.owner(thread.index());
        let frame = if stuck(thread) { draw.theme.alarm } else { own };
        node(draw, columns.thread(row), (frame, Some(own)), (*key, name));
    }
    for (row, (key, name)) in graph.objects.iter().enumerate() {
        let frame = (draw.theme.text_weak, None);
        node(draw, columns.object(row), frame, (*key, name));
    }
}

fn node(
    draw: &mut Draw<'_>,
    place: Rect,
    (frame, own): (Color, Option<Color>),
    (key, name): (LaneKey, &str),
) {
    let lit = draw.marked.lights(Some(key));
    let (ink, width) = if lit { (draw.theme.accent, 2.5) } else { (frame, 1.5) };
    let stroke = Some(Stroke::solid(width, ink));
    let radius = if own.is_some() { 4.0 } else { BOX_HEIGHT / 2.0 };
    let fill = Some(draw.theme.panel);
    draw.ground.prims.push(Prim::Rect { rect: place, fill, stroke, radius });
    if let Some(own) = own {
        draw.ground.fill(rect(place.x + 5.0, place.y + 6.0, 4.0, place.h - 12.0), own);
    }
    let words = text::elided(name, NAME_TEXT, place.w - 2.0 * NAME_MARGIN);
    let at = point(place.x + place.w / 2.0, place.middle());
    draw.ground.text(at, Anchor::Middle, NAME_TEXT, draw.theme.text, words);
    draw.spots.push(Spot { rect: place, says: name.to_owned(), about: Some(key), moment: None });
}

fn sentences(draw: &mut Draw<'_>, graph: &Graph, mut line: Rect) {
    let stuck = |key: LaneKey| match key {
        LaneKey::Thread(thread) => graph.waits.cycles.iter().any(|all| all.contains(&thread)),
        LaneKey::Object(_) | LaneKey::Variable(_) => false,
    };
    for (key, words) in &graph.sentences {
        let color = if stuck(*key) { draw.theme.alarm } else { draw.theme.text };
        draw.line_of_text(line, NAME_TEXT, color, words);
        let (says, about) = (words.clone(), Some(*key));
        let moment = Some(graph.waits.nanos.saturating_sub(1));
        draw.spots.push(Spot { rect: line, says, about, moment });
        line.y += SENTENCE;
    }
}
