//! The strip left of the script: line numbers, and a mark where each thread is.
//!
//! It stays in place when the text is scrolled sideways.

use egui::layers::ShapeIdx;
use egui::{Align2, FontId, Galley, Pos2, Rect, Shape, TextStyle, Ui, pos2, vec2};
use std::sync::Arc;

use super::ThreadMark;
use crate::ui::theme::skin_of;

/// How wide the strip is for this text, with the space after it.
pub fn width(ui: &Ui, text: &str) -> f32 {
    let font: FontId = TextStyle::Monospace.resolve(ui.style());
    let digit = ui.fonts_mut(|fonts| fonts.glyph_width(&font, '0'));
    let digits = (text.matches('\n').count() + 1).max(99).ilog10() + 1;
    (digit * digits as f32 + 34.0).min(120.0)
}

/// Paints the strip over the text's left margin, and the lines of threads behind the text.
pub fn paint(
    ui: &Ui,
    behind: ShapeIdx,
    (origin, galley): (Pos2, &Arc<Galley>),
    view: Rect,
    width: f32,
    marks: &[ThreadMark],
) {
    let skin = skin_of(ui);
    let font: FontId = TextStyle::Monospace.resolve(ui.style());
    let strip = Rect::from_min_size(view.min, vec2(width - 8.0, view.height()));
    let mut under = Vec::new();
    ui.painter().rect_filled(strip, 0.0, skin.paper);
    ui.painter().vline(strip.right(), strip.y_range(), (1.0, skin.line));
    for (line, rect) in visible_lines(galley, origin, view) {
        let here: Vec<&ThreadMark> = marks.iter().filter(|mark| mark.line == line).collect();
        if let Some(first) = here.first() {
            let band = Rect::from_x_y_ranges(view.x_range(), rect.y_range());
            under.push(Shape::rect_filled(band, 0.0, first.color.gamma_multiply(0.22)));
        }
        let middle = rect.center().y;
        let at = pos2(strip.right() - 8.0, middle);
        let color = if here.is_empty() { skin.code.number } else { skin.text };
        ui.painter().text(at, Align2::RIGHT_CENTER, line, font.clone(), color);
        for (place, mark) in here.iter().take(3).enumerate() {
            let at = pos2(strip.left() + 5.0 + 5.0 * place as f32, middle);
            ui.painter().circle_filled(at, 3.5, mark.color);
        }
        names_ui(ui, line, rect, strip, &here);
    }
    ui.painter().set(behind, Shape::Vec(under));
}

/// Who is on this line, as a tip over its number.
fn names_ui(ui: &Ui, line: usize, rect: Rect, strip: Rect, here: &[&ThreadMark]) {
    if here.is_empty() {
        return;
    }
    let place = Rect::from_x_y_ranges(strip.x_range(), rect.y_range());
    let id = ui.scope_id().with(("thread mark", line));
    let names: Vec<&str> = here.iter().map(|mark| mark.name.as_str()).collect();
    let text = format!("On line {line}: {}", names.join(", "));
    ui.interact(place, id, egui::Sense::hover()).on_hover_text(text);
}

/// Line numbers and places of the lines that can be seen.
fn visible_lines(galley: &Galley, origin: Pos2, view: Rect) -> Vec<(usize, Rect)> {
    let mut lines = Vec::new();
    let mut number = 1;
    let mut begins_line = true;
    for row in &galley.rows {
        let rect = row.rect().translate(origin.to_vec2());
        if begins_line && rect.bottom() >= view.top() && rect.top() <= view.bottom() {
            lines.push((number, rect));
        }
        begins_line = row.ends_with_newline;
        number += usize::from(row.ends_with_newline);
    }
    lines
}
