//! Pan, zoom and fit. The zoom moves in steps, so that letters are made in few sizes.

use super::CanvasPanel;
use super::node_id::{Keys, NodeId};
use crate::words;
use egui::accesskit::Role;
use egui::emath::TSTransform;
use egui::{CursorIcon, Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui, Vec2, vec2};
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
        if let Some(steps) = self.zoom_wanted.take() {
            self.zoom_at(rect, rect.center(), steps);
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
        let space = ui.input(|i| i.key_down(Key::Space)) && !ui.egui_wants_keyboard_input();
        let drags = ui.input(|i| {
            i.pointer.button_down(PointerButton::Middle) || (space && i.pointer.primary_down())
        });
        if drags {
            self.navigated = true;
            self.offset += ui.input(|i| i.pointer.delta());
            ui.set_cursor_icon(CursorIcon::Grabbing);
        } else if space {
            ui.set_cursor_icon(CursorIcon::Grab);
        }
    }

    /// How large the picture is drawn, and other sizes to choose: from the right to the left.
    pub fn zoom_ui(&mut self, ui: &mut Ui) {
        let button = |ui: &mut Ui, text: &str, name: &str| {
            let button = ui.add(egui::Button::new(text).frame(false).small());
            button.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, name));
            button.on_hover_text(name).clicked()
        };
        ui.spacing_mut().item_spacing.x = 8.0;
        if button(ui, words!("canvas-zoom-fit"), words!("canvas-zoom-fit-tip")) {
            self.fit();
        }
        if button(ui, "+", words!("canvas-zoom-in")) {
            self.zoom_wanted = Some(self.zoom_steps + KEY_STEPS);
        }
        let percent = format!("{:.0} %", self.zoom() * 100.0);
        if button(ui, &percent, words!("canvas-zoom-own")) {
            self.zoom_wanted = Some(0);
        }
        if button(ui, "−", words!("canvas-zoom-out")) {
            self.zoom_wanted = Some(self.zoom_steps - KEY_STEPS);
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
        self.offset += way_into(room, seen);
    }

    /// A card that has got larger is to be seen to its end: a step that was put there, say. Not while
    /// the script is typed.
    pub(super) fn see_grown(
        &mut self,
        rect: Rect,
        keys: &Keys,
        rects: &BTreeMap<NodeId, Rect>,
        typing: bool,
    ) {
        let mut grown = Rect::NOTHING;
        for (id, rect) in rects {
            let key = keys.of_node(*id);
            match self.sizes_seen.get_mut(key) {
                Some(size) if *size == rect.size() => {}
                Some(size) => {
                    let larger = rect.height() > size.y || rect.width() > size.x;
                    grown = if larger { grown.union(*rect) } else { grown };
                    *size = rect.size();
                }
                None => drop(self.sizes_seen.insert(key.to_owned(), rect.size())),
            }
        }
        let room = rect.shrink(FIT_MARGIN);
        if grown.is_positive() && !typing {
            self.offset += way_into(room, self.view(rect) * grown);
        }
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

/// How a part of the picture is to move to be in the room, from its beginning if it is larger.
fn way_into(room: Rect, part: Rect) -> Vec2 {
    let shift = |(low, high): (f32, f32), (from, to): (f32, f32)| {
        if low < from { from - low } else { (to - high).min(0.0).max(from - low) }
    };
    vec2(
        shift((part.left(), part.right()), (room.left(), room.right())),
        shift((part.top(), part.bottom()), (room.top(), room.bottom())),
    )
}

/// The zoom at which `all` of the picture just fits into a panel.
fn fitting_steps(rect: Rect, all: Rect) -> i32 {
    let room = (rect.size() - Vec2::splat(2.0 * FIT_MARGIN)).max(Vec2::splat(20.0));
    let scale = (room.x / all.width()).min(room.y / all.height());
    (scale.ln() / ZOOM_BASE.ln()).floor() as i32
}
