//! The whole picture in a corner, while the canvas shows only a part of it: where one is, and a way
//! to go elsewhere.

use super::layout::HEAD;
use super::node_id::NodeId;
use super::pen::Pen;
use super::{CanvasPanel, Frame};
use crate::words;
use egui::accesskit::Role;
use egui::{Align2, Rect, Sense, Ui, Vec2, WidgetInfo, vec2};

/// Its size; smaller on a small canvas.
const SIZE: Vec2 = vec2(176.0, 116.0);
const MARGIN: f32 = 12.0;
/// Share of a canvas's width that it takes at most.
const WIDTH_SHARE: f32 = 0.2;
/// A picture of which so much is seen needs no map.
const SEEN_ENOUGH: f32 = 0.92;
/// How much worse it is to hide a node's head than the rest of it.
const HEAD_WEIGHT: f32 = 4.0;
/// Of a map that hides something.
const OPACITY: f32 = 0.6;

impl CanvasPanel {
    /// Draws the map and moves the view to where it is clicked or dragged.
    pub(super) fn minimap_ui(&mut self, ui: &mut Ui, pen: &Pen, frame: &Frame) {
        let all = frame.rects.values().copied().fold(Rect::NOTHING, Rect::union);
        let seen = frame.view.inverse() * frame.rect;
        let size = SIZE * (frame.rect.width() * WIDTH_SHARE / SIZE.x).min(1.0);
        let roomy = frame.rect.width() > 440.0 && frame.rect.height() > 2.0 * size.y;
        if self.minimap_hidden || !all.is_positive() || !roomy {
            return;
        }
        if seen.intersect(all).area() > SEEN_ENOUGH * all.area() {
            return;
        }
        let place = self.map_place(ui, frame, size);
        let world = all.union(seen).expand(20.0);
        let scale = (place.width() / world.width()).min(place.height() / world.height());
        let to_map = |rect: Rect| {
            let min = place.center() + (rect.min - world.center()) * scale;
            Rect::from_min_size(min, rect.size() * scale)
        };
        let mut painter = pen.painter.clone();
        // What lies under it shows through, until the pointer is there.
        if hidden(frame, place) > 0.0 && !frame.pointer.is_some_and(|at| place.contains(at)) {
            painter.multiply_opacity(OPACITY);
        }
        painter.rect_filled(place, 6.0, pen.card());
        for (id, rect) in &frame.rects {
            let color = match id {
                NodeId::Thread(_) => pen.tint(pen.theme.text_weak, 130),
                NodeId::Primitive(_) => pen.tint(pen.theme.lock.fill, 190),
                NodeId::Shared(_) => pen.tint(pen.theme.gil.fill, 190),
            };
            painter.rect_filled(to_map(*rect), 1.0, color);
        }
        let window = to_map(seen).intersect(place);
        let accent = pen.color(pen.theme.accent);
        painter.rect_filled(window, 2.0, pen.tint(pen.theme.accent, 28));
        let stroke = egui::Stroke::new(1.5, accent);
        painter.rect_stroke(window, 2.0, stroke, egui::StrokeKind::Inside);
        let edge = egui::Stroke::new(1.0, pen.color(pen.theme.grid));
        painter.rect_stroke(place, 6.0, edge, egui::StrokeKind::Inside);
        let map = ui.interact(place, ui.scope_id().with("minimap"), Sense::click_and_drag());
        map.widget_info(|| WidgetInfo::labeled(Role::Image, true, words!("canvas-minimap")));
        if let Some(pointer) = map.interact_pointer_pos() {
            // The map shows what one looks at: without an end a pull over its edge would run away.
            let wanted = all.clamp(world.center() + (pointer - place.center()) / scale);
            self.offset = frame.rect.size() / 2.0 - wanted.to_vec2() * self.zoom();
            self.navigated = true;
        }
    }

    /// Where the map is: it goes out of the way, but not from under a hand.
    fn map_place(&mut self, ui: &Ui, frame: &Frame, size: Vec2) -> Rect {
        let is_down = ui.input(|input| input.pointer.any_down());
        let corner = match self.map_corner.filter(|_| is_down) {
            Some(corner) => corner,
            None => best_corner(frame, size, self.map_corner),
        };
        self.map_corner = Some(corner);
        place_of(frame, corner, size)
    }
}

/// How much of the nodes a map would hide there; their heads, which say what they are, count more.
fn hidden(frame: &Frame, place: Rect) -> f32 {
    let part = |rect: Rect| {
        let common = (frame.view * rect).intersect(place);
        if common.is_positive() { common.area() } else { 0.0 }
    };
    let weighed = |rect: &Rect| {
        let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEAD.min(rect.height())));
        part(*rect) + HEAD_WEIGHT * part(head)
    };
    frame.rects.values().map(weighed).sum()
}

/// The corner of the canvas where a map hides least. It stays where it was unless it hides something
/// there and clearly less elsewhere; the lower right one is the first choice.
fn best_corner(frame: &Frame, size: Vec2, was: Option<Align2>) -> Align2 {
    let corners = [Align2::RIGHT_BOTTOM, Align2::RIGHT_TOP, Align2::LEFT_BOTTOM, Align2::LEFT_TOP];
    let hides = |corner: &Align2| hidden(frame, place_of(frame, *corner, size));
    let best = corners.into_iter().min_by(|a, b| hides(a).total_cmp(&hides(b)));
    let best = best.unwrap_or(Align2::RIGHT_BOTTOM);
    was.filter(|was| hides(was) <= 2.0 * hides(&best)).unwrap_or(best)
}

fn place_of(frame: &Frame, corner: Align2, size: Vec2) -> Rect {
    corner.align_size_within_rect(size, frame.rect.shrink(MARGIN))
}
