//! The ruler: a click or a drag moves the cursor, flags are marks, and a mark has a note.

use super::TimelinePanel;
use super::marks::NOTE_CHARS_MAX;
use super::mouse::Scene;
use super::selection::Selection;
use crate::export::axis;
use crate::export::scene::point;
use crate::export::timeline::flags;
use crate::trace::Trace;
use crate::words;
use egui::accesskit::Role;
use egui::{
    Area, CursorIcon, Frame, Key, Order, Rect, Sense, TextEdit, Ui, Vec2, WidgetInfo, vec2,
};

const NOTE_WIDTH: f32 = 240.0;

impl TimelinePanel {
    /// What the pointer does on the ruler, at `at`.
    pub(super) fn ruler_ui(
        &mut self,
        ui: &Ui,
        (canvas, view, layout): Scene<'_>,
        at: Vec2,
        trace: &Trace,
        selection: &mut Selection,
    ) {
        let flags = flags(view, self.marks.list(), layout.body.y);
        let flag = flags.iter().rposition(|(flag, _)| flag.contains(point(at.x, at.y)));
        let icon = if flag.is_some() { CursorIcon::PointingHand } else { CursorIcon::ResizeColumn };
        ui.ctx().set_cursor_icon(icon);
        match flag {
            Some(flag) if canvas.clicked() => {
                (self.marks.writing, self.marks.wants_focus) = (Some(flag), true);
            }
            Some(flag) => {
                let Some(mark) = self.marks.list().get(flag) else { return };
                let text = match mark.note.is_empty() {
                    true => words!("timeline-mark-at", at = axis::exact(mark.nanos.round())),
                    false => format!("{}\n{}", mark.note, axis::exact(mark.nanos.round())),
                };
                canvas.clone().on_hover_text_at_pointer(text);
            }
            None if canvas.clicked() => {
                canvas.request_focus();
                self.put_cursor(view, at.x, trace, selection);
            }
            None if self.drag.is_none() && selection.cursor.is_none() => {
                canvas.clone().on_hover_text_at_pointer(words!("timeline-ruler-tip"));
            }
            None => {}
        }
    }

    /// The cursor as something a screen reader can name.
    pub(super) fn cursor_ui(
        &self,
        ui: &Ui,
        (canvas, view, layout): Scene<'_>,
        selection: &Selection,
    ) {
        let Some(cursor) = selection.cursor else { return };
        let x = canvas.rect.min.x + view.x_from_nanos(cursor as f64);
        let (top, bottom) = (canvas.rect.min.y, canvas.rect.min.y + layout.body.y);
        let area = Rect::from_x_y_ranges(x - 1.0..=x + 1.0, top..=bottom);
        // It must not take clicks from the ruler.
        let handle = ui.interact(area, canvas.id.with("cursor"), Sense::hover());
        handle.widget_info(|| {
            let at = axis::exact(cursor as f64);
            WidgetInfo::labeled(Role::Slider, true, words!("timeline-cursor-at", at = at))
        });
    }

    /// The field for a mark's note, under its flag.
    pub(super) fn note_ui(&mut self, ui: &Ui, (canvas, view, layout): Scene<'_>) {
        let Some(writing) = self.marks.writing else { return };
        let flags = flags(view, self.marks.list(), layout.body.y);
        let Some((flag, _)) = flags.get(writing) else { return };
        let x = flag.x.clamp(view.gutter, (view.width - NOTE_WIDTH).max(view.gutter));
        let place = canvas.rect.min + vec2(x, flag.bottom() + 2.0);
        let id = canvas.id.with("note");
        let (mut done, mut removed) = (false, false);
        let focus = std::mem::take(&mut self.marks.wants_focus);
        let area = Area::new(id).order(Order::Foreground).fixed_pos(place).show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(NOTE_WIDTH);
                let Some(note) = self.marks.note_mut() else { return };
                ui.horizontal(|ui| {
                    let field = TextEdit::singleline(note)
                        .char_limit(NOTE_CHARS_MAX)
                        .desired_width(NOTE_WIDTH - 80.0)
                        .hint_text(words!("timeline-note"));
                    let field = ui.add(field);
                    crate::ui::list::named(&field, words!("timeline-note"));
                    done = field.lost_focus();
                    if focus {
                        field.request_focus();
                    }
                    removed = ui.small_button(words!("timeline-mark-remove")).clicked();
                });
            });
        });
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        // A click on the button beside it takes the focus from the field, too.
        let elsewhere = pressed(Key::Enter) || !area.response.contains_pointer();
        if removed {
            self.marks.remove(writing);
        } else if done && elsewhere || pressed(Key::Escape) {
            self.marks.writing = None;
        }
    }
}
