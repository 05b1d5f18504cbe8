//! Letters as shapes: an SVG file looks the same wherever it is opened, whatever fonts are there.
//!
//! What writes papers and slides (Inkscape, LaTeX, office programs) knows no fonts inside an SVG file.
//! So each letter of the bundled fonts that is used is drawn once, and then put where it belongs; the
//! text itself stands beside it as a title, for who searches the file and for screen readers.

use super::scene::{Anchor, Text};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The letters of pictures.
pub const PROPORTIONAL: &[u8] = include_bytes!("../../assets/fonts/Ubuntu-Light.ttf");
/// The letters of code.
pub const FIXED: &[u8] = include_bytes!("../../assets/fonts/Hack-Regular.ttf");

/// Both faces, in the order in which letters name them.
static FACES: LazyLock<[Option<Face<'static>>; 2]> =
    LazyLock::new(|| [PROPORTIONAL, FIXED].map(|data| Face::parse(data, 0).ok()));

/// The letters that a file has used so far.
#[derive(Default)]
pub struct Outlines {
    known: BTreeSet<(usize, u16)>,
    /// Their shapes, for the file's definitions.
    pub defs: String,
}

impl Outlines {
    /// A text as shapes, its baseline at `y`; `None` if the fonts lack a letter of it.
    pub fn group(&mut self, text: &Text, y: f32, attributes: &str, title: &str) -> Option<String> {
        let number = usize::from(text.mono);
        let face = FACES[number].as_ref()?;
        let letters: Option<Vec<GlyphId>> =
            text.text.chars().map(|letter| face.glyph_index(letter)).collect();
        let (mut uses, mut x) = (String::new(), 0u32);
        for glyph in letters? {
            if self.define(face, (number, glyph)) {
                let _ = write!(uses, "<use xlink:href=\"#g{number}-{}\" x=\"{x}\"/>", glyph.0);
            }
            x += u32::from(face.glyph_hor_advance(glyph).unwrap_or(0));
        }
        let scale = text.size / f32::from(face.units_per_em());
        let before = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => x as f32 * scale / 2.0,
            Anchor::End => x as f32 * scale,
        };
        let [left, y] = [text.at.x - before, y].map(super::svg::number);
        Some(format!(
            "<g transform=\"translate({left} {y}) scale({scale:.5} -{scale:.5})\"{attributes}>\
             <title>{title}</title>{uses}</g>"
        ))
    }

    /// Draws a letter the first time that it is used; `false`: there is nothing to draw.
    fn define(&mut self, face: &Face<'_>, (number, glyph): (usize, GlyphId)) -> bool {
        if self.known.contains(&(number, glyph.0)) {
            return true;
        }
        let mut shape = Shape::default();
        if face.outline_glyph(glyph, &mut shape).is_none() {
            return false;
        }
        self.known.insert((number, glyph.0));
        let _ = write!(self.defs, "<path id=\"g{number}-{}\" d=\"{}\"/>", glyph.0, shape.0);
        true
    }
}

/// A letter's outline as the data of a path, in the font's units.
#[derive(Default)]
struct Shape(String);

impl OutlineBuilder for Shape {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{x1} {y1} {x} {y}");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{x1} {y1} {x2} {y2} {x} {y}");
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::scene::{Color, point};
    use crate::export::text::width;

    fn text(text: &str, anchor: Anchor) -> Text {
        let color = Color::hex(0);
        Text { at: point(100.0, 50.0), anchor, size: 20.0, color, text: text.into(), mono: false }
    }

    #[test]
    fn a_letter_is_drawn_once_and_stands_where_the_layout_has_it() {
        let mut outlines = Outlines::default();
        let group = outlines.group(&text("aba", Anchor::End), 50.0, "", "aba").unwrap();
        assert_eq!((outlines.known.len(), group.matches("<use").count()), (2, 3));
        let left = super::super::svg::number(100.0 - width("aba", 20.0));
        assert!(group.contains(&format!("translate({left} 50)")), "{group}");
        assert!(outlines.group(&text("北京", Anchor::Start), 0.0, "", "").is_none());
    }

    #[test]
    fn every_letter_of_polish_and_of_units_has_a_shape() {
        let mut outlines = Outlines::default();
        let all = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ µ×·…–";
        assert!(outlines.group(&text(all, Anchor::Start), 0.0, "", "").is_some());
    }
}
