//! From a line of the script to what stands for it on the canvas: the way back from "go to the code".

use super::layout;
use super::live::row_of_line;
use super::node_id::NodeId;
use super::{CanvasAction, CanvasPanel, Frame};
use crate::script::outline::{Flavour, Outline};
use crate::words;
use egui::{Rect, Vec2};

/// Room left around what was scrolled into sight.
const MARGIN: f32 = 24.0;

/// What stands for a line: a node, or a row of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// The node that the line creates.
    Node(NodeId),
    /// A row of a thread's card: both by index.
    Row(usize, usize),
}

impl CanvasPanel {
    /// Selects what stands for a line, 1-based, and brings it into sight, in the next frame.
    pub fn show_line(&mut self, line: u32) {
        self.wanted_line = Some(line);
    }

    /// Does what [`CanvasPanel::show_line`] asked for.
    pub(super) fn jump(&mut self, frame: &Frame, actions: &mut Vec<CanvasAction>) {
        let Some(line) = self.wanted_line.take() else { return };
        let outline = frame.drawing.outline;
        let Some(spot) = spot_of_line(outline, line) else {
            return actions.push(CanvasAction::Say(words!("canvas-line-shows-nothing").to_owned()));
        };
        match spot {
            Spot::Node(id) => {
                self.select_only(frame.key(id));
                self.bring_into_sight(frame, frame.rects[&id]);
            }
            Spot::Row(thread, row) => {
                let id = NodeId::Thread(thread);
                let key = frame.key(id).to_owned();
                if row >= layout::rows_shown(&outline.threads[thread], false) {
                    self.open.insert(key.clone());
                }
                self.choose_row(&key, row, false);
                let place = frame.row_rect(thread, frame.rects[&id], row);
                self.bring_into_sight(frame, place);
            }
        }
        self.wants_focus = true;
    }

    /// Moves the view as little as shows a rectangle of the world.
    fn bring_into_sight(&mut self, frame: &Frame, place: Rect) {
        let (place, sight) = (frame.view * place, frame.rect.shrink(MARGIN));
        if sight.contains_rect(place) {
            return;
        }
        let shift = |low: f32, high: f32, from: f32, to: f32| match () {
            () if low < from => from - low,
            () if high > to => (to - high).max(from - low),
            () => 0.0,
        };
        self.navigated = true;
        self.offset += Vec2::new(
            shift(place.left(), place.right(), sight.left(), sight.right()),
            shift(place.top(), place.bottom(), sight.top(), sight.bottom()),
        );
    }
}

/// What stands for a line: what it creates, else the row that it is, of a thread rather than of the
/// main program.
pub fn spot_of_line(outline: &Outline, line: u32) -> Option<Spot> {
    let row = |thread: usize| row_of_line(&outline.threads[thread], line);
    let own = |thread: usize, row: usize| {
        let (first, last) = outline.threads[thread].rows[row].lines;
        first <= line && line <= last
    };
    let mut threads: Vec<usize> = (0..outline.threads.len()).collect();
    threads.sort_by_key(|&at| outline.threads[at].flavour == Flavour::Main);
    let rows = threads.iter().filter_map(|&thread| Some((thread, row(thread)?)));
    let (direct, called): (Vec<_>, Vec<_>) = rows.partition(|&(thread, row)| own(thread, row));
    let created = outline.primitives.iter().position(|node| node.line == line);
    let made = outline.threads.iter().position(|node| {
        node.flavour != Flavour::Main && node.lines.0 <= line && line <= node.lines.1
    });
    let defined = outline.threads.iter().position(|node| node.def_line == line);
    let shared = outline.shared.iter().position(|node| node.line == line);
    created
        .map(|at| Spot::Node(NodeId::Primitive(at)))
        .or(made.or(defined).map(|at| Spot::Node(NodeId::Thread(at))))
        .or(shared.map(|at| Spot::Node(NodeId::Shared(at))))
        .or(direct.first().or(called.first()).map(|&(thread, row)| Spot::Row(thread, row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "\
import threading
total = 0
lock = threading.Lock()
def helper():
    print(1)
def work():
    global total
    with lock:
        total += 1
    helper()
t = threading.Thread(target=work)
t.start()
";

    #[test]
    fn a_line_leads_to_what_it_makes_or_does() {
        let outline = Outline::of(SCRIPT);
        let worker = outline.threads.iter().position(|node| node.target == "work").unwrap();
        let main = outline.threads.iter().position(|node| node.flavour == Flavour::Main).unwrap();
        let spot = |line| spot_of_line(&outline, line);
        assert_eq!(spot(1), None);
        assert_eq!(spot(2), Some(Spot::Node(NodeId::Shared(0))));
        assert_eq!(spot(3), Some(Spot::Node(NodeId::Primitive(0))));
        assert_eq!(spot(5), Some(Spot::Row(worker, 2)), "through the call");
        assert_eq!(spot(6), Some(Spot::Node(NodeId::Thread(worker))));
        assert_eq!(spot(8), Some(Spot::Row(worker, 0)));
        assert_eq!(spot(9), Some(Spot::Row(worker, 1)));
        assert_eq!(spot(11), Some(Spot::Node(NodeId::Thread(worker))));
        assert!(matches!(spot(12), Some(Spot::Row(thread, _)) if thread == main));
    }
}
