//! Drawing in world units with a theme's colours. Text is laid out at its size on screen, so it is
//! crisp at any zoom; below a certain zoom it is left out.

use crate::export::scene::Color;
use crate::export::theme::Theme;
use crate::ui::timeline::paint::color32;
use egui::emath::TSTransform;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2,
};

use super::layout::Curve;

/// Below this zoom rows and small texts are bars.
pub const TEXT_ZOOM: f32 = 0.42;

/// Names are at least so large on screen, as long as the picture is not very far away.
const NAME_SIZE_MIN: f32 = 10.0;
/// Names grow to this size in the world at most.
const NAME_SIZE_MAX: f32 = 36.0;

/// A painter, a view of the world and colours.
pub struct Pen<'p> {
    /// Paints on screen.
    pub painter: &'p Painter,
    /// From the world to the screen.
    pub view: TSTransform,
    /// The colours.
    pub theme: &'p Theme,
}

/// A piece of text.
#[derive(Clone, Copy)]
pub struct Words<'t> {
    /// What it says.
    pub text: &'t str,
    /// Size in world units.
    pub size: f32,
    /// Its colour.
    pub color: Color32,
    /// In the fixed-width font.
    pub mono: bool,
}

/// Size of a chip's letters, and room beside them.
const CHIP_SIZE: f32 = 11.0;
const CHIP_PAD: f32 = 6.0;

/// How wide a chip with so many letters is, where there is room for it.
pub fn chip_width(letters: usize) -> f32 {
    letters as f32 * CHIP_SIZE * 0.56 + 2.0 * CHIP_PAD
}

impl Pen<'_> {
    /// Behind everything.
    pub fn ground(&self) -> Color32 {
        color32(if self.theme.dark { self.theme.background } else { self.theme.panel })
    }

    /// Inside nodes.
    pub fn card(&self) -> Color32 {
        color32(if self.theme.dark { self.theme.lane } else { self.theme.background })
    }

    /// A colour of the theme for the screen.
    pub fn color(&self, color: Color) -> Color32 {
        color32(color)
    }

    /// A colour of the theme, partly see-through.
    pub fn tint(&self, color: Color, alpha: u8) -> Color32 {
        color32(color.alpha(alpha))
    }

    /// A length on screen.
    pub fn len(&self, length: f32) -> f32 {
        length * self.view.scaling
    }

    /// Whether small texts can be read at this zoom.
    pub fn is_legible(&self) -> bool {
        self.view.scaling >= TEXT_ZOOM
    }

    /// The size of a node's name in world units: from far away names stay readable longest.
    pub fn name_size(&self, size: f32) -> f32 {
        (NAME_SIZE_MIN / self.view.scaling).clamp(size, NAME_SIZE_MAX)
    }

    /// Whether any of a world rectangle is on screen.
    pub fn sees(&self, rect: Rect) -> bool {
        (self.view * rect).intersects(self.painter.clip_rect())
    }

    /// A filled rectangle with round corners.
    pub fn fill(&self, rect: Rect, radius: f32, color: Color32) {
        self.painter.rect_filled(self.view * rect, self.radius(radius), color);
    }

    /// A rectangle's border, inside it.
    pub fn border(&self, rect: Rect, radius: f32, width: f32, color: Color32) {
        let stroke = Stroke::new(width, color);
        let kind = StrokeKind::Inside;
        self.painter.rect_stroke(self.view * rect, self.radius(radius), stroke, kind);
    }

    /// Corners too small to be seen as round are square: a third of the vertices.
    fn radius(&self, radius: f32) -> CornerRadius {
        let radius = self.len(radius);
        CornerRadius::from(if radius < 1.5 { 0.0 } else { radius })
    }

    /// A filled circle.
    pub fn dot(&self, center: Pos2, radius: f32, color: Color32) {
        self.painter.circle_filled(self.view * center, self.len(radius), color);
    }

    /// A circle's line.
    pub fn ring(&self, center: Pos2, radius: f32, width: f32, color: Color32) {
        let stroke = Stroke::new(self.len(width), color);
        self.painter.circle_stroke(self.view * center, self.len(radius), stroke);
    }

    /// A line through points.
    pub fn path(&self, points: &[Pos2], width: f32, color: Color32) {
        let points = points.iter().map(|&point| self.view * point).collect();
        self.painter.line(points, Stroke::new(self.len(width).max(0.75), color));
    }

    /// Text with its left middle at a place, cut to a width; its width is the answer.
    pub fn text(&self, at: Pos2, words: Words, width: f32) -> f32 {
        self.aligned(at, Align2::LEFT_CENTER, words, width)
    }

    /// Text at a place, cut to a width; its width is the answer.
    pub fn aligned(&self, at: Pos2, align: Align2, words: Words, width: f32) -> f32 {
        let size = self.len(words.size);
        if size < 4.5 || words.text.is_empty() {
            return 0.0;
        }
        let font = if words.mono { FontId::monospace(size) } else { FontId::proportional(size) };
        let format = TextFormat { font_id: font, color: words.color, ..TextFormat::default() };
        let mut job = LayoutJob::single_section(words.text.to_owned(), format);
        job.wrap = TextWrapping::truncate_at_width(self.len(width).max(1.0));
        let galley = self.painter.layout_job(job);
        let rect = align.anchor_size(self.view * at, galley.size());
        let width = galley.size().x / self.view.scaling;
        self.painter.galley(rect.min, galley, words.color);
        width
    }

    /// A small box with a word in it; its width is the answer.
    pub fn chip(&self, left: Pos2, text: &str, look: Chip, room: f32) -> f32 {
        const SIZE: f32 = CHIP_SIZE;
        const PAD: f32 = CHIP_PAD;
        let readable = self.len(SIZE) >= 4.5;
        let width = chip_width(text.chars().count()).min(room).max(SIZE);
        let rect = Rect::from_min_size(pos2(left.x, left.y - 8.5), egui::vec2(width, 17.0));
        if !readable {
            let (Chip::Solid(color) | Chip::Outline(color)) = look;
            let rect = self.view * rect.shrink(2.0);
            let mut mesh = egui::Mesh::default();
            mesh.add_colored_rect(rect, color32(color));
            self.painter.add(mesh);
            return width;
        }
        match look {
            Chip::Solid(color) => {
                self.fill(rect, 8.5, color32(color));
                let color = color32(color.readable_on());
                let words = Words { text, size: SIZE, color, mono: false };
                self.aligned(rect.center(), Align2::CENTER_CENTER, words, width - PAD);
            }
            Chip::Outline(color) => {
                self.border(rect, 8.5, 1.4, color32(color));
                let color = color32(self.theme.text);
                let words = Words { text, size: SIZE, color, mono: false };
                self.aligned(rect.center(), Align2::CENTER_CENTER, words, width - PAD);
            }
        }
        width
    }

    /// A curve.
    pub fn curve(&self, curve: &Curve, width: f32, color: Color32) {
        let stroke = Stroke::new(self.len(width).max(0.8), color);
        self.painter.line(self.points(curve), stroke);
    }

    /// Points of a curve, as many as its length on screen deserves: fewer vertices than the
    /// general flattening makes.
    fn points(&self, curve: &Curve) -> Vec<Pos2> {
        let length = self.len(curve.0[0].distance(curve.0[3]));
        let fine = self.painter.pixels_per_point().max(1.0);
        let count = ((length / 24.0).clamp(8.0, 22.0) * fine) as usize;
        (0..=count).map(|i| self.view * curve.at(i as f32 / count as f32)).collect()
    }

    /// A dashed curve; `phase` moves the dashes from its start to its end.
    pub fn dashes(&self, curve: &Curve, width: f32, color: Color32, phase: f32) {
        let points = self.points(curve);
        // A long curve gets longer dashes, not more of them.
        let dash = (points.windows(2).map(|p| p[0].distance(p[1])).sum::<f32>() / 36.0).max(9.0);
        let gap = dash * 0.65;
        let offset = (dash + gap) * (1.0 - phase.fract());
        let stroke = Stroke::new(self.len(width).max(1.0), color);
        self.painter.extend(Shape::dashed_line_with_offset(
            &points,
            stroke,
            &[dash],
            &[gap],
            offset,
        ));
    }

    /// An arrow head at the end of a curve.
    pub fn head(&self, curve: &Curve, size: f32, color: Color32) {
        let tip = curve.at(1.0);
        let back = curve.at(0.94);
        let along = (tip - back).normalized();
        let side = along.rot90() * size * 0.5;
        let base = tip - along * size;
        let points = [tip, base + side, base - side].map(|point| self.view * point);
        self.painter.add(Shape::convex_polygon(points.to_vec(), color, Stroke::NONE));
    }
}

/// How a chip looks.
#[derive(Clone, Copy)]
pub enum Chip {
    /// Filled.
    Solid(Color),
    /// Only a border.
    Outline(Color),
}
