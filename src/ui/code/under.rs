//! What is painted under the script: the cursor's line, the lines threads are on, what was found,
//! the brackets that belong together. Only for the lines that can be seen.

use std::ops::Range;

use egui::text::CCursor;
use egui::{Color32, Galley, Pos2, Rect, Shape, Stroke, StrokeKind};

use super::ThreadMark;
use super::gutter::VisibleLine;
use super::lines::Selection;
use super::lit::{self, LitName};
use crate::ui::theme::Skin;

/// So many blanks are a level.
const GUIDE: usize = 4;

/// What there is to paint.
pub struct Under<'u> {
    /// The script.
    pub text: &'u str,
    /// Its layout, and where it begins on the screen.
    pub galley: (&'u Galley, Pos2),
    /// The lines that can be seen, and the part of the screen.
    pub lines: &'u [VisibleLine],
    /// That part.
    pub view: Rect,
    /// The cursor, while the editor has the keyboard.
    pub selection: Option<Selection>,
    /// Where the threads are.
    pub marks: &'u [ThreadMark],
    /// What was found.
    pub matches: &'u [Range<usize>],
    /// Places that mean what the name at the cursor means.
    pub same: &'u [Range<usize>],
    /// How wide a letter is.
    pub column: f32,
    /// Names that are lit up.
    pub lit: &'u [LitName],
    /// Places of the brackets that belong together.
    pub brackets: Option<[usize; 2]>,
}

impl Under<'_> {
    /// The shapes, from the bottom up.
    pub fn shapes(&self, skin: &Skin) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let Some(shown) = self.shown() else { return shapes };
        for line in self.lines {
            let caret = self.selection.filter(|it| it.is_empty()).map(|it| it.caret);
            let band = Rect::from_x_y_ranges(self.view.x_range(), line.rect.y_range());
            let mut here = self.marks.iter().filter(|mark| mark.line == line.number);
            if here.clone().any(|mark| mark.stopped) {
                shapes.push(Shape::rect_filled(band, 0.0, skin.caution.gamma_multiply(0.28)));
            } else if let Some(mark) = here.next() {
                shapes.push(Shape::rect_filled(band, 0.0, mark.color.gamma_multiply(0.22)));
            } else if caret.is_some_and(|caret| self.is_on(line, caret, &shown)) {
                shapes.push(Shape::rect_filled(band, 0.0, skin.bar.gamma_multiply(0.55)));
            }
        }
        self.guides(skin, &mut shapes);
        let first = self.same.partition_point(|range| range.end <= shown.start);
        for range in self.same[first..].iter().take_while(|range| range.start < shown.end) {
            let rect = self.rect_of(range.clone(), &shown);
            shapes.push(Shape::rect_filled(rect, 2.0, skin.text.gamma_multiply(0.13)));
        }
        self.light(skin, &shown, &mut shapes);
        let chosen = self.selection.map(Selection::range);
        let first = self.matches.partition_point(|range| range.end <= shown.start);
        for range in self.matches[first..].iter().take_while(|range| range.start < shown.end) {
            let is_chosen = chosen.as_ref() == Some(range);
            let fill = if is_chosen { skin.accent } else { skin.caution };
            let rect = self.rect_of(range.clone(), &shown);
            shapes.push(Shape::rect_filled(rect, 2.0, fill.gamma_multiply(0.35)));
        }
        for at in self.brackets.into_iter().flatten().filter(|at| shown.contains(at)) {
            let rect = self.rect_of(at..at + 1, &shown);
            let stroke = Stroke::new(1.0, skin.text_weak);
            shapes.push(Shape::rect_stroke(rect, 2.0, stroke, StrokeKind::Inside));
            shapes.push(Shape::rect_filled(rect, 2.0, tint(skin.accent)));
        }
        shapes
    }

    /// A line for each level that a line is indented by; empty lines have those of what follows.
    fn guides(&self, skin: &Skin, shapes: &mut Vec<Shape>) {
        let Some(shown) = self.shown() else { return };
        let left = self.galley.1.x;
        let stroke = Stroke::new(1.0, skin.line.gamma_multiply(0.8));
        let lines: Vec<_> =
            lit::bytes_of_lines(self.text, shown, self.lines).map(|(_, bytes)| bytes).collect();
        let mut below = 0;
        for (line, bytes) in self.lines.iter().zip(lines).rev() {
            let text = &self.text[bytes];
            let indent = text.len() - text.trim_start_matches(' ').len();
            below = if text.trim().is_empty() { below } else { indent };
            for level in (GUIDE..below).step_by(GUIDE).chain((below > 0).then_some(0)) {
                let x = left + level as f32 * self.column + 0.5;
                shapes.push(Shape::vline(x, line.rect.y_range(), stroke));
            }
        }
    }

    /// Frames what is lit, as the other views do.
    fn light(&self, skin: &Skin, shown: &Range<usize>, shapes: &mut Vec<Shape>) {
        if self.lit.is_empty() {
            return;
        }
        for (number, bytes) in lit::bytes_of_lines(self.text, shown.clone(), self.lines) {
            let names = self.lit.iter().filter(|lit| lit.line == number);
            for place in names.flat_map(|lit| lit::places(&self.text[bytes.clone()], &lit.name)) {
                let place = bytes.start + place.start..bytes.start + place.end;
                let rect = self.rect_of(place, shown).expand2(egui::vec2(2.0, 0.0));
                shapes.push(Shape::rect_filled(rect, 2.0, tint(skin.accent)));
                let stroke = Stroke::new(1.5, skin.accent);
                shapes.push(Shape::rect_stroke(rect, 2.0, stroke, StrokeKind::Outside));
            }
        }
    }

    /// The bytes that can be seen.
    fn shown(&self) -> Option<Range<usize>> {
        let (first, last) = (self.lines.first()?, self.lines.last()?);
        let start = super::cursor::byte_of(self.text, first.first);
        let length = last.first + last.characters - first.first;
        let rest = &self.text[start..];
        Some(start..start + super::cursor::byte_of(rest, length))
    }

    fn is_on(&self, line: &VisibleLine, byte: usize, shown: &Range<usize>) -> bool {
        let Some(character) = self.character(byte, shown) else { return false };
        let end = line.first + line.characters;
        line.first <= character && (character < end || (!line.ended && character == end))
    }

    /// The number of a character that can be seen.
    fn character(&self, byte: usize, shown: &Range<usize>) -> Option<usize> {
        let inside = shown.start <= byte && byte <= shown.end && self.text.is_char_boundary(byte);
        inside.then(|| self.lines[0].first + self.text[shown.start..byte].chars().count())
    }

    /// Where a stretch that begins in sight is on the screen, up to the end of its line.
    fn rect_of(&self, range: Range<usize>, shown: &Range<usize>) -> Rect {
        let (galley, origin) = self.galley;
        let place = |byte: usize| {
            let character = self.character(byte.clamp(shown.start, shown.end), shown).unwrap_or(0);
            galley.pos_from_cursor(CCursor::new(character)).translate(origin.to_vec2())
        };
        let (start, end) = (place(range.start), place(range.end));
        let right = if start.top() == end.top() { end.left() } else { start.left() + 200.0 };
        Rect::from_min_max(start.left_top(), egui::pos2(right, start.bottom()))
    }
}

fn tint(color: Color32) -> Color32 {
    color.gamma_multiply(0.18)
}
