//! Pan, zoom and fit. The zoom moves in steps, so that letters are made in few sizes.

use super::CanvasPanel;
use super::node_id::{Keys, NodeId};
use egui::emath::TSTransform;
use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui, Vec2, vec2};
use std::collections::BTreeMap;

const ZOOM_BASE: f32 = 1.05;
const ZOOM_STEPS_MIN: i32 = -48;
const ZOOM_STEPS_MAX: i32 = 28;
/// A key press zooms by so many steps.
const KEY_STEPS: i32 = 4;
/// Fitting does not blow a small picture up further than this.
const FIT_STEPS_MAX: i32 = 2;
/// A picture that is shown without having been asked for whole is not made smaller than this: rows
/// have to be readable. What has no room then is a scroll away, and on the map in the corner.
const READABLE_STEPS: i32 = -6;
const FIT_MARGIN: f32 = 14.0;
/// What is new is found if so much of it is in sight.
const SEEN_SHARE: f32 = 0.3;

impl CanvasPanel {
    /// From the world to the screen.
    pub(super) fn view(&self, rect: Rect) -> TSTransform {
        TSTransform::new(rect.min.to_vec2() + self.offset, self.zoom())
    }

    /// How large the world is drawn; 1 is its own size.
    pub fn zoom(&self) -> f32 {
        ZOOM_BASE.powi(self.zoom_steps)
    }

    pub(super) fn navigate(
        &mut self,
        ui: &Ui,
        background: &Response,
        rects: &BTreeMap<NodeId, Rect>,
    ) {
        let rect = background.rect;
        // The picture stays fitted while the panel changes its size, until the user moves the view.
        let fits = self.fitted.is_some_and(|size| self.navigated || size == rect.size());
        if !fits && !rects.is_empty() && rect.width() > 60.0 {
            self.fitted = Some(rect.size());
            let all = rects.values().copied().fold(Rect::NOTHING, Rect::union);
            self.fit_to(rect, all);
        }
        let Some(pointer) = ui.input(|i| i.pointer.hover_pos()).filter(|p| rect.contains(*p))
        else {
            return;
        };
        if !ui.rect_contains_pointer(rect) {
            return;
        }
        let (zoom, scroll) = ui.input(|i| (i.zoom_delta(), i.smooth_scroll_delta));
        if zoom != 1.0 {
            self.navigated = true;
            self.zoom_rest += zoom.ln() / ZOOM_BASE.ln();
            let steps = self.zoom_rest.trunc();
            self.zoom_rest -= steps;
            self.zoom_at(rect, pointer, self.zoom_steps + steps as i32);
        } else if scroll != Vec2::ZERO {
            self.navigated = true;
            self.offset += scroll;
        }
        let drags = ui.input(|i| {
            i.pointer.button_down(PointerButton::Middle)
                || (i.key_down(Key::Space) && i.pointer.primary_down())
        });
        if drags {
            self.navigated = true;
            self.offset += ui.input(|i| i.pointer.delta());
        }
    }

    /// Zooms so that the world under a place of the screen stays there.
    pub(super) fn zoom_at(&mut self, rect: Rect, place: Pos2, steps: i32) {
        self.navigated = true;
        let before = self.view(rect).inverse() * place;
        self.zoom_steps = steps.clamp(ZOOM_STEPS_MIN, ZOOM_STEPS_MAX);
        let after = self.view(rect) * before;
        self.offset += place - after;
    }

    /// Shows `all` of the picture, in the middle; where it has no room at a readable size, from its
    /// beginning on.
    fn fit_to(&mut self, rect: Rect, all: Rect) {
        if !all.is_positive() {
            return;
        }
        let least = if self.whole { ZOOM_STEPS_MIN } else { READABLE_STEPS };
        self.zoom_steps = fitting_steps(rect, all).clamp(least, FIT_STEPS_MAX);
        self.zoom_rest = 0.0;
        self.map_corner = None;
        let shown = all.size() * self.zoom();
        let spare = ((rect.size() - shown) / 2.0).max(Vec2::splat(FIT_MARGIN));
        self.offset = spare - all.min.to_vec2() * self.zoom();
    }

    /// Whether all of the picture can be shown at a readable size.
    fn has_room(&self, rect: Rect, all: Rect) -> bool {
        all.is_positive() && (self.whole || fitting_steps(rect, all) >= READABLE_STEPS)
    }

    /// After an edit all of the picture is in sight, if it was fitted and has room; where the user has
    /// moved the view, it moves as little as it must to show what is new.
    pub(super) fn see_newcomers(
        &mut self,
        rect: Rect,
        (keys, before): (&Keys, &Keys),
        rects: &BTreeMap<NodeId, Rect>,
    ) {
        let room = rect.shrink(FIT_MARGIN);
        let all = rects.values().copied().fold(Rect::NOTHING, Rect::union);
        if !self.navigated && self.has_room(rect, all) {
            if !room.expand(1.0).contains_rect(self.view(rect) * all) {
                self.fit_to(rect, all);
            }
            return;
        }
        let is_new = |(id, _): &(&NodeId, &Rect)| before.node(keys.of_node(**id)).is_none();
        let new = rects.iter().filter(is_new).map(|(_, rect)| *rect);
        let new = new.fold(Rect::NOTHING, Rect::union);
        if !new.is_positive() {
            return;
        }
        let seen = self.view(rect) * new;
        // What was dropped at the edge stays under the hand.
        let part = seen.intersect(room);
        if part.is_positive() && part.area() > SEEN_SHARE * seen.area() {
            return;
        }
        let shift = |(low, high): (f32, f32), (from, to): (f32, f32)| {
            if low < from { from - low } else { (to - high).min(0.0).max(from - low) }
        };
        let x = shift((seen.left(), seen.right()), (room.left(), room.right()));
        let y = shift((seen.top(), seen.bottom()), (room.top(), room.bottom()));
        self.offset += vec2(x, y);
    }

    /// Keys that move the view: F fits, 1 is the world's own size, + and - zoom.
    pub(super) fn view_keys(&mut self, ui: &Ui, rect: Rect) {
        let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let center = rect.center();
        if pressed(Key::F) {
            self.fit();
        }
        if pressed(Key::Num1) {
            self.zoom_at(rect, center, 0);
        }
        if pressed(Key::Plus) || pressed(Key::Equals) {
            self.zoom_at(rect, center, self.zoom_steps + KEY_STEPS);
        }
        if pressed(Key::Minus) {
            self.zoom_at(rect, center, self.zoom_steps - KEY_STEPS);
        }
    }
}

/// The zoom at which `all` of the picture just fits into a panel.
fn fitting_steps(rect: Rect, all: Rect) -> i32 {
    let room = (rect.size() - Vec2::splat(2.0 * FIT_MARGIN)).max(Vec2::splat(20.0));
    let scale = (room.x / all.width()).min(room.y / all.height());
    (scale.ln() / ZOOM_BASE.ln()).floor() as i32
}
