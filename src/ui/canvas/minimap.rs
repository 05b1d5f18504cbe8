//! The whole picture in a corner, while the canvas shows only a part of it: where one is, and a way
//! to go elsewhere.

use super::node_id::NodeId;
use super::pen::Pen;
use super::{CanvasPanel, Frame};
use crate::words;
use egui::accesskit::Role;
use egui::{Align2, Rect, Sense, Ui, WidgetInfo, vec2};

/// Its size; smaller on a small canvas.
const SIZE: egui::Vec2 = vec2(176.0, 116.0);
const MARGIN: f32 = 12.0;
/// Share of a canvas's width that it takes at most.
const WIDTH_SHARE: f32 = 0.2;
/// A picture of which so much is seen needs no map.
const SEEN_ENOUGH: f32 = 0.92;

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
        let corner = *self.map_corner.get_or_insert_with(|| emptiest_corner(frame, size));
        let place = corner.align_size_within_rect(size, frame.rect.shrink(MARGIN));
        let world = all.union(seen).expand(20.0);
        let scale = (place.width() / world.width()).min(place.height() / world.height());
        let to_map = |rect: Rect| {
            let min = place.center() + (rect.min - world.center()) * scale;
            Rect::from_min_size(min, rect.size() * scale)
        };
        let painter = pen.painter;
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
            let wanted = world.center() + (pointer - place.center()) / scale;
            self.offset = frame.rect.size() / 2.0 - wanted.to_vec2() * self.zoom();
            self.navigated = true;
        }
    }
}

/// The corner of the canvas where a map hides least; the lower right one if it is as good as any.
fn emptiest_corner(frame: &Frame, size: egui::Vec2) -> Align2 {
    let corners = [Align2::RIGHT_BOTTOM, Align2::RIGHT_TOP, Align2::LEFT_BOTTOM, Align2::LEFT_TOP];
    let hidden = |corner: &Align2| {
        let place = corner.align_size_within_rect(size, frame.rect.shrink(MARGIN));
        let part = |rect: &Rect| {
            let common = (frame.view * *rect).intersect(place);
            if common.is_positive() { common.area() } else { 0.0 }
        };
        frame.rects.values().map(part).sum::<f32>()
    };
    let least = corners.into_iter().min_by(|a, b| hidden(a).total_cmp(&hidden(b)));
    least.unwrap_or(Align2::RIGHT_BOTTOM)
}
