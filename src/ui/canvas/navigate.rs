//! Pan, zoom and fit. The zoom moves in steps, so that letters are made in few sizes.

use super::CanvasPanel;
use super::layout::NodeId;
use egui::emath::TSTransform;
use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui, Vec2};
use std::collections::BTreeMap;

const ZOOM_BASE: f32 = 1.1;
const ZOOM_STEPS_MIN: i32 = -24;
const ZOOM_STEPS_MAX: i32 = 14;
/// Fitting does not blow a small picture up further than this.
const FIT_STEPS_MAX: i32 = 1;
const FIT_MARGIN: f32 = 16.0;

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
            self.fit_to(rect, rects.values().copied());
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

    fn fit_to(&mut self, rect: Rect, nodes: impl Iterator<Item = Rect>) {
        let all = nodes.fold(Rect::NOTHING, Rect::union);
        if !all.is_positive() {
            return;
        }
        let room = (rect.size() - Vec2::splat(2.0 * FIT_MARGIN)).max(Vec2::splat(20.0));
        let scale = (room.x / all.width()).min(room.y / all.height());
        let steps = (scale.ln() / ZOOM_BASE.ln()).floor() as i32;
        self.zoom_steps = steps.clamp(ZOOM_STEPS_MIN, FIT_STEPS_MAX);
        self.zoom_rest = 0.0;
        self.offset = rect.size() / 2.0 - all.center().to_vec2() * self.zoom();
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
            self.zoom_at(rect, center, self.zoom_steps + 2);
        }
        if pressed(Key::Minus) {
            self.zoom_at(rect, center, self.zoom_steps - 2);
        }
    }
}
