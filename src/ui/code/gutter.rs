//! The strip left of the script: line numbers, breakpoints and who stands at one; and the names of
//! the threads behind the lines they are on.
//!
//! It stays in place when the text is scrolled sideways.

use std::collections::BTreeSet;

use egui::{Align2, FontId, Galley, Pos2, Rect, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::{ThreadMark, ValueMark};
use crate::ui::theme::skin_of;
use crate::words;

/// How many threads are named behind a line.
const NAMED_MAX: usize = 3;
/// Width of the place left of the numbers, for marks.
const MARKS_WIDTH: f32 = 22.0;

/// How wide the strip is for this text, with the space after it.
pub fn width(ui: &Ui, text: &str) -> f32 {
    let font: FontId = TextStyle::Monospace.resolve(ui.style());
    let digit = ui.fonts_mut(|fonts| fonts.glyph_width(&font, '0'));
    let digits = (text.bytes().filter(|byte| *byte == b'\n').count() + 1).max(99).ilog10() + 1;
    (digit * digits as f32 + MARKS_WIDTH + 18.0).min(120.0)
}

/// One line that can be seen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct VisibleLine {
    /// 1-based.
    pub number: usize,
    /// Its text on the screen.
    pub rect: Rect,
    /// The number of its first character.
    pub first: usize,
    /// How many characters it has, its end counted.
    pub characters: usize,
    /// Whether another line follows.
    pub ended: bool,
}

/// The lines that can be seen. The editor never breaks a line.
pub fn visible_lines(galley: &Galley, origin: Pos2, view: Rect) -> Vec<VisibleLine> {
    let mut lines = Vec::new();
    let mut first = 0;
    for (index, row) in galley.rows.iter().enumerate() {
        let rect = row.rect().translate(origin.to_vec2());
        let characters = row.char_count_including_newline().into();
        if rect.bottom() >= view.top() && rect.top() <= view.bottom() {
            let (number, ended) = (index + 1, row.ends_with_newline);
            lines.push(VisibleLine { number, rect, first, characters, ended });
        }
        first += characters;
    }
    lines
}

/// What the strip shows besides numbers.
#[derive(Clone, Copy)]
pub struct Marks<'m> {
    /// Where the threads are.
    pub threads: &'m [ThreadMark],
    /// Values behind lines.
    pub values: &'m [ValueMark],
    /// The lines at which they stop.
    pub breakpoints: &'m BTreeSet<u32>,
}

/// Paints the strip over the text's left margin; the line at which the person sets or removes a
/// breakpoint, if one was clicked.
pub fn ui(ui: &Ui, lines: &[VisibleLine], view: Rect, width: f32, marks: Marks<'_>) -> Option<u32> {
    let skin = skin_of(ui);
    let strip = Rect::from_min_size(view.min, vec2(width - 8.0, view.height()));
    ui.painter().rect_filled(strip, 0.0, skin.paper);
    ui.painter().vline(strip.right(), strip.y_range(), (1.0, skin.line));
    let response = ui.interact(strip, ui.scope_id().with("breakpoints"), Sense::click());
    let label = words!("code-breakpoints");
    response.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Group, true, label));
    let at = |pointer: Pos2| {
        lines.iter().find(|line| line.rect.y_range().contains(pointer.y)).map(|it| it.number as u32)
    };
    let hovered = response.hover_pos().and_then(at);
    for line in lines {
        let threads = marks.threads.iter().filter(|it| it.line == line.number);
        let here: Vec<&ThreadMark> = threads.collect();
        let number = line.number as u32;
        let left = pos2(strip.left() + 11.0, line.rect.center().y);
        if marks.breakpoints.contains(&number) {
            ui.painter().circle_filled(left, 5.5, skin.alarm);
        } else if hovered == Some(number) {
            ui.painter().circle_filled(left, 5.5, skin.alarm.gamma_multiply(0.35));
        }
        let x = line_paint(ui, line, strip, &here);
        if let Some(value) = marks.values.iter().find(|mark| mark.line == line.number) {
            value_paint(ui, value, pos2(x, line.rect.center().y));
        }
    }
    let clicked = response.interact_pointer_pos().filter(|_| response.clicked()).and_then(at);
    if let Some(line) = hovered {
        let set = marks.breakpoints.contains(&line);
        let tip = if set { words!("code-break-off") } else { words!("code-break-on") };
        response.on_hover_text(tip);
    }
    clicked
}

/// Where what follows on the line may stand.
fn line_paint(ui: &Ui, line: &VisibleLine, strip: Rect, here: &[&ThreadMark]) -> f32 {
    let skin = skin_of(ui);
    let font: FontId = TextStyle::Monospace.resolve(ui.style());
    let middle = line.rect.center().y;
    let at = pos2(strip.right() - 8.0, middle);
    let color = if here.is_empty() { skin.code.number } else { skin.text };
    ui.painter().text(at, Align2::RIGHT_CENTER, line.number, font, color);
    if here.iter().any(|mark| mark.stopped) {
        let tip = pos2(strip.left() + 18.0, middle);
        let points = vec![tip + vec2(-9.0, -5.5), tip, tip + vec2(-9.0, 5.5)];
        let stroke = egui::Stroke::new(1.0, skin.paper);
        ui.painter().add(egui::Shape::convex_polygon(points, skin.caution, stroke));
    }
    if here.is_empty() {
        return line.rect.right().max(strip.right()) + 18.0;
    }
    names_ui(ui, line, strip, here);
    labels_paint(ui, line, strip.right(), here) + 8.0
}

/// A value, in the ink of what is no part of the script.
fn value_paint(ui: &Ui, value: &ValueMark, at: Pos2) {
    let skin = skin_of(ui);
    let font = FontId::monospace(11.5);
    let galley = ui.painter().layout_no_wrap(value.text.clone(), font, skin.text_weak);
    let place = Rect::from_min_size(at - vec2(0.0, galley.size().y / 2.0), galley.size());
    ui.painter().rect_filled(place.expand2(vec2(4.0, 1.0)), 3.0, skin.paper);
    let id = ui.scope_id().with(("value", value.line));
    let response = ui.interact(place, id, Sense::hover());
    response.widget_info(|| {
        let label = words!("code-value", line = value.line, value = value.text.as_str());
        WidgetInfo::labeled(egui::accesskit::Role::Label, true, label)
    });
    ui.painter().galley(place.min, galley, skin.text_weak);
}

/// Who is on this line, as a tip over its number.
fn names_ui(ui: &Ui, line: &VisibleLine, strip: Rect, here: &[&ThreadMark]) {
    let numbers = strip.with_min_x(strip.left() + MARKS_WIDTH);
    let place = Rect::from_x_y_ranges(numbers.x_range(), line.rect.y_range());
    let id = ui.scope_id().with(("thread mark", line.number));
    let names: Vec<&str> = here.iter().map(|mark| mark.name.as_str()).collect();
    let text = words!("code-threads-on-line", line = line.number, names = names.join(", "));
    ui.interact(place, id, egui::Sense::hover()).on_hover_text(text);
}

/// The names of the threads behind the text of the line they are on; where the last one ends.
fn labels_paint(ui: &Ui, line: &VisibleLine, left: f32, here: &[&ThreadMark]) -> f32 {
    let skin = skin_of(ui);
    let font = FontId::proportional(11.5);
    let mut x = line.rect.right().max(left) + 18.0;
    let more = here.len().saturating_sub(NAMED_MAX);
    let named = here.iter().take(NAMED_MAX).map(|mark| (mark.name.clone(), mark.color));
    let rest = (more > 0).then(|| (format!("+{more}"), skin.text_weak));
    for (name, color) in named.chain(rest) {
        let galley = ui.painter().layout_no_wrap(name, font.clone(), skin.text);
        let size = galley.size() + vec2(12.0, 0.0);
        let rect = Rect::from_min_size(pos2(x, line.rect.center().y - size.y / 2.0), size);
        ui.painter().rect_filled(rect, 4.0, skin.paper);
        ui.painter().rect_filled(rect, 4.0, color.gamma_multiply(0.35));
        ui.painter().galley(rect.min + vec2(6.0, 0.0), galley, skin.text);
        x = rect.right() + 4.0;
    }
    x
}
