//! Where nodes stand: at the places that the script's settings give them, else at automatic ones, and
//! never over each other. Whoever is moved by hand keeps its place.

use super::drops::Dragged;
use super::layout;
use super::node_id::{Keys, NodeId};
use super::{CanvasAction, CanvasPanel, Drawing, Frame};
use crate::script::outline::{Outline, renamed};
use crate::script::settings::Layout;
use egui::{Pos2, Rect, Vec2, pos2, vec2};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

impl CanvasPanel {
    /// Puts nodes where a layout says; the others go to their automatic places.
    pub fn set_layout(&mut self, layout: &Layout) {
        self.moved = layout.iter().map(|(key, &(x, y))| (key.clone(), pos2(x, y))).collect();
    }

    /// Where the nodes that were moved by hand stand.
    pub fn layout(&self) -> Layout {
        as_layout(&self.moved)
    }

    /// Where every node stands or is on its way to, by key.
    pub fn stands(&self) -> Layout {
        as_layout(self.glide.wanted())
    }

    /// Where every node stands, by key.
    pub fn places(&self, drawing: &Drawing) -> Vec<(String, Rect)> {
        let keys = Keys::of(drawing.outline);
        let rects = self.rects(&keys, self.sizes(drawing, &keys));
        rects.into_iter().map(|(id, rect)| (keys.of_node(id).to_owned(), rect)).collect()
    }

    /// Finds places for all nodes, if the script has changed so that they may be others. While it is
    /// typed, what stands somewhere stays there: the picture is not turned over at every key.
    pub(super) fn arrange(
        &mut self,
        drawing: &Drawing,
        keys: &Keys,
        sizes: &BTreeMap<NodeId, Vec2>,
    ) -> bool {
        let outline = drawing.outline;
        let signature = signature(outline, keys, sizes);
        let changed = self.arranged_for != Some(signature);
        let settles = self.unsettled && !drawing.typing;
        if !changed && !settles {
            return false;
        }
        self.arranged_for = Some(signature);
        self.places = layout::arrange(outline, sizes);
        self.unsettled = drawing.typing && !self.known.all().is_empty();
        if self.unsettled {
            self.stay_while_typing(keys, sizes);
        }
        true
    }

    /// What was there before stays, and what is new goes to the free place nearest to its own.
    fn stay_while_typing(&mut self, keys: &Keys, sizes: &BTreeMap<NodeId, Vec2>) {
        let before = self.glide.wanted();
        let stood = |id: NodeId| before.get(keys.of_node(id)).copied();
        let place = |(&id, &own): (&NodeId, &Pos2)| {
            (id, Rect::from_min_size(stood(id).unwrap_or(own), sizes[&id]))
        };
        let mut rects: BTreeMap<NodeId, Rect> = self.places.iter().map(place).collect();
        layout::make_room(&mut rects, |id| u8::from(stood(id).is_none()));
        self.places = rects.into_iter().map(|(id, rect)| (id, rect.min)).collect();
    }

    pub(super) fn sizes(&self, drawing: &Drawing, keys: &Keys) -> BTreeMap<NodeId, Vec2> {
        let outline = drawing.outline;
        let size = |id: NodeId| {
            let key = keys.of_node(id);
            let closed = match id {
                NodeId::Thread(at) => {
                    layout::card_size(&outline.threads[at], self.open.contains(key))
                }
                NodeId::Primitive(_) => layout::PRIMITIVE,
                NodeId::Shared(_) => layout::SHARED,
            };
            closed + vec2(0.0, layout::members_height(self.members(drawing, (id, key))))
        };
        NodeId::all(outline).map(|id| (id, size(id))).collect()
    }

    pub(super) fn rects(
        &self,
        keys: &Keys,
        sizes: BTreeMap<NodeId, Vec2>,
    ) -> BTreeMap<NodeId, Rect> {
        let place = |id: NodeId| {
            let moved = self.moved.get(keys.of_node(id)).copied();
            moved.or_else(|| self.places.get(&id).copied()).unwrap_or(Pos2::ZERO)
        };
        let sizes = sizes.into_iter();
        let mut rects: BTreeMap<NodeId, Rect> =
            sizes.map(|(id, size)| (id, Rect::from_min_size(place(id), size))).collect();
        // Not under the hand that is moving one.
        if !self.moved.is_empty() && !matches!(self.dragged, Some(Dragged::Node(_))) {
            layout::make_room(&mut rects, |id| {
                u8::from(!self.moved.contains_key(keys.of_node(id)))
            });
        }
        rects
    }

    /// Every node is where it is shown, while some are moved.
    pub(super) fn hold(&mut self, frame: &Frame) {
        self.put(frame, &frame.rects);
    }

    /// These are the places of the script's nodes now, and of those that were moved besides.
    fn put(&mut self, frame: &Frame, rects: &BTreeMap<NodeId, Rect>) {
        for (id, rect) in rects {
            let key = frame.key(*id);
            if id.is_of_script(frame.drawing.outline) || self.moved.contains_key(key) {
                self.moved.insert(key.to_owned(), rect.min);
            }
        }
    }

    /// Whoever puts one node somewhere by hand wants the others to stay where they are: from now on
    /// all have their places in the script. Those that were moved just now make others go away.
    pub(super) fn stay(&mut self, frame: &Frame, actions: &mut Vec<CanvasAction>) {
        let place = |(id, rect): (&NodeId, &Rect)| {
            let corner = self.moved.get(frame.key(*id)).copied().unwrap_or(rect.min);
            (*id, Rect::from_min_size(corner, rect.size()))
        };
        let mut rects: BTreeMap<NodeId, Rect> = frame.rects.iter().map(place).collect();
        layout::make_room(&mut rects, |id| u8::from(!self.selected.contains(frame.key(id))));
        self.put(frame, &rects);
        actions.push(CanvasAction::Layout(self.layout()));
    }

    /// Takes note of the nodes there are: what was selected or opened stays so under a new name. The
    /// answer is the keys there were.
    pub(super) fn learn(&mut self, keys: &Keys) -> Keys {
        let before = std::mem::replace(&mut self.known, keys.clone());
        for (was, is) in renamed(before.all(), keys.all()) {
            for keys in [&mut self.selected, &mut self.open, &mut self.open_groups] {
                if keys.remove(was) {
                    keys.insert(is.clone());
                }
            }
        }
        before
    }

    pub(super) fn forget_what_is_gone(&mut self, outline: &Outline) {
        if self.selected.is_empty() && self.row.is_none() {
            return;
        }
        let keys = self.known.all();
        self.selected.retain(|key| keys.contains(key));
        let rows = |key: &str| {
            let mut threads = outline.threads.iter();
            let name = key.strip_prefix("thread ")?;
            threads.find(|node| node.name == name).map(|node| node.rows.len())
        };
        if let Some((key, row)) = &self.row
            && rows(key).is_none_or(|rows| *row >= rows)
        {
            self.row = None;
        }
    }
}

/// Places as the script's settings have them.
fn as_layout(places: &BTreeMap<String, Pos2>) -> Layout {
    places.iter().map(|(key, place)| (key.clone(), (place.x, place.y))).collect()
}

/// Changes with everything that automatic places depend on.
fn signature(outline: &Outline, keys: &Keys, sizes: &BTreeMap<NodeId, Vec2>) -> u64 {
    let mut hasher = DefaultHasher::new();
    keys.hash(&mut hasher);
    for size in sizes.values() {
        (size.x as i32, size.y as i32).hash(&mut hasher);
    }
    for wire in &outline.uses {
        // Nodes stand beside the rows that use them: a row that moves can move them.
        let row = layout::first_row(outline, wire.thread, wire.target);
        (wire.thread, wire.target, row).hash(&mut hasher);
    }
    hasher.finish()
}
