//! What a panel paints as a picture: draws it in a window of its own that nobody sees, and takes the
//! shapes it painted as a vector scene.
//!
//! So a panel that paints by itself needs no second way of drawing for paper, and the picture has
//! the very geometry of the screen. Painted meshes (the dots of a ground) are left out.

use crate::export::scene::{
    Anchor, Color, Layer, Point, Prim, Rect, Scene, Stroke, Text, point, rect,
};
use crate::ui::theme;
use egui::epaint::{ClippedShape, PathStroke, TextShape};
use egui::{Color32, FontFamily, RawInput, Shape, Ui, Vec2, pos2};

/// Frames until a panel has found its sizes.
const FRAMES: usize = 3;
/// How far a curve may stray from its polygon, in points: unseen at ten times the size.
const FLATTEN: f32 = 0.03;
/// Pixels of the window's points: panels give curves more corners where there are more pixels, and
/// a picture is looked at from near.
const PIXELS_PER_POINT: f32 = 4.0;
/// What covers more of the window than this is its ground.
const GROUND_SHARE: f32 = 0.9;
/// Free around what was painted.
const MARGIN: f32 = 20.0;
/// How much larger the window draws its proportional letters than their size says.
const LETTER_SCALE: f32 = 1.04;

/// What `draw` paints into a window of this size, cut to what is there; `None` if it is nothing.
pub fn scene_of(
    (size, dark): (Vec2, bool),
    background: Color,
    mut draw: impl FnMut(&mut Ui),
) -> Option<Scene> {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    ctx.set_theme(if dark { egui::Theme::Dark } else { egui::Theme::Light });
    let mut shapes = Vec::new();
    for _ in 0..FRAMES {
        let screen = egui::Rect::from_min_size(pos2(0.0, 0.0), size);
        let mut input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let window = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        window.native_pixels_per_point = Some(PIXELS_PER_POINT);
        let mut output = ctx.run_ui(input, |ui| draw(ui));
        output.textures_delta.clear();
        shapes = output.shapes;
    }
    let area = size.x * size.y;
    let painted = |shape: &&ClippedShape| {
        let bounds = shape.shape.visual_bounding_rect();
        bounds.is_positive()
            && bounds.area() < area * GROUND_SHARE
            && !matches!(shape.shape, Shape::Mesh(_))
    };
    let shapes: Vec<&ClippedShape> = shapes.iter().filter(painted).collect();
    let bounds = shapes.iter().map(|shape| shape.shape.visual_bounding_rect());
    let bounds = bounds.reduce(|all, one| all.union(one))?.expand(MARGIN);
    let mut taker = Taker { origin: bounds.min.to_vec2(), prims: Vec::new() };
    shapes.iter().for_each(|shape| taker.take(&shape.shape));
    let (width, height) = (bounds.width(), bounds.height());
    let clip = rect(0.0, 0.0, width, height);
    Some(Scene { width, height, background, layers: vec![Layer { clip, prims: taker.prims }] })
}

struct Taker {
    origin: Vec2,
    prims: Vec<Prim>,
}

impl Taker {
    fn take(&mut self, shape: &Shape) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.take(shape)),
            Shape::Circle(circle) => {
                let (center, r) = (self.point(circle.center), circle.radius);
                let rect = rect(center.x - r, center.y - r, 2.0 * r, 2.0 * r);
                self.rect(rect, (circle.fill, circle.stroke), r);
            }
            Shape::Rect(shape) => {
                let (min, size) = (self.point(shape.rect.min), shape.rect.size());
                let radius = f32::from(shape.corner_radius.nw);
                let inset = match shape.stroke_kind {
                    egui::StrokeKind::Inside => shape.stroke.width / 2.0,
                    egui::StrokeKind::Middle => 0.0,
                    egui::StrokeKind::Outside => -shape.stroke.width / 2.0,
                };
                let (w, h) = (size.x - 2.0 * inset, size.y - 2.0 * inset);
                let rect = rect(min.x + inset, min.y + inset, w.max(0.0), h.max(0.0));
                self.rect(rect, (shape.fill, shape.stroke), radius);
            }
            Shape::LineSegment { points, stroke } => {
                self.path(points, false, stroke.width, stroke.color);
            }
            Shape::Path(path) => {
                if path.fill != Color32::TRANSPARENT {
                    let points = path.points.iter().map(|&at| self.point(at)).collect();
                    self.prims.push(Prim::Polygon { points, fill: color(path.fill) });
                }
                self.path(&path.points, path.closed, path.stroke.width, solid(&path.stroke));
            }
            Shape::CubicBezier(curve) => {
                let points = curve.flatten(Some(FLATTEN));
                self.path(&points, curve.closed, curve.stroke.width, solid(&curve.stroke));
            }
            Shape::QuadraticBezier(curve) => {
                let points = curve.flatten(Some(FLATTEN));
                self.path(&points, curve.closed, curve.stroke.width, solid(&curve.stroke));
            }
            Shape::Text(text) => self.text(text),
            _ => {}
        }
    }

    fn point(&self, at: egui::Pos2) -> Point {
        let at = at - self.origin;
        point(at.x, at.y)
    }

    fn rect(&mut self, rect: Rect, (fill, stroke): (Color32, egui::Stroke), radius: f32) {
        let fill = (fill != Color32::TRANSPARENT).then(|| color(fill));
        let seen = stroke.width > 0.0 && stroke.color != Color32::TRANSPARENT;
        let stroke = seen.then(|| Stroke::solid(stroke.width, color(stroke.color)));
        if fill.is_some() || stroke.is_some() {
            self.prims.push(Prim::Rect { rect, fill, stroke, radius });
        }
    }

    fn path(&mut self, points: &[egui::Pos2], closed: bool, width: f32, ink: Color32) {
        if width <= 0.0 || ink == Color32::TRANSPARENT || points.len() < 2 {
            return;
        }
        let mut points: Vec<Point> = points.iter().map(|&at| self.point(at)).collect();
        if closed {
            points.push(points[0]);
        }
        let stroke = Stroke::solid(width, color(ink));
        match points[..] {
            [from, to] => self.prims.push(Prim::Line { from, to, stroke }),
            _ => self.prims.push(Prim::Path { points, stroke }),
        }
    }

    /// A text is taken row by row, and within a row wherever its colour changes.
    fn text(&mut self, shape: &TextShape) {
        let Some(section) = shape.galley.job.sections.first() else { return };
        let mono = section.format.font_id.family == FontFamily::Monospace;
        let scale = if mono { 1.0 } else { LETTER_SCALE };
        let size = section.format.font_id.size * scale;
        for row in &shape.galley.rows {
            let vertices = &row.visuals.mesh.vertices;
            let ink_of = |glyph: &egui::epaint::text::Glyph| {
                let own = vertices.get(glyph.first_vertex as usize).map(|vertex| vertex.color);
                let own = own.filter(|&own| own != Color32::PLACEHOLDER);
                let ink = shape.override_text_color.or(own).unwrap_or(shape.fallback_color);
                ink.gamma_multiply(shape.opacity_factor)
            };
            for run in row.glyphs.chunk_by(|one, next| {
                ink_of(one) == ink_of(next) || next.chr.is_whitespace() || one.chr.is_whitespace()
            }) {
                let words: String = run.iter().map(|glyph| glyph.chr).collect();
                let Some(first) = run.iter().find(|glyph| !glyph.chr.is_whitespace()) else {
                    continue;
                };
                let at = shape.pos + row.pos.to_vec2() + egui::vec2(first.pos.x, row.size.y / 2.0);
                self.prims.push(Prim::Text(Text {
                    at: self.point(at),
                    anchor: Anchor::Start,
                    size,
                    color: color(ink_of(first)),
                    text: words.trim().to_owned(),
                    mono,
                }));
            }
        }
    }
}

fn solid(stroke: &PathStroke) -> Color32 {
    match stroke.color {
        egui::epaint::ColorMode::Solid(color) => color,
        egui::epaint::ColorMode::UV(_) => Color32::TRANSPARENT,
    }
}

fn color(color: Color32) -> Color {
    let [r, g, b, a] = color.to_srgba_unmultiplied();
    Color { r, g, b, a }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Align2, FontId, vec2};

    fn painted(draw: impl Fn(&egui::Painter)) -> Option<Scene> {
        let white = Color::hex(0xffffff);
        scene_of((vec2(800.0, 600.0), false), white, |ui| draw(ui.painter()))
    }

    #[test]
    fn nothing_painted_is_no_picture() {
        assert!(painted(|_| {}).is_none());
    }

    #[test]
    fn rectangles_lines_circles_and_texts_keep_their_places_to_each_other() {
        let scene = painted(|painter| {
            let at = egui::Rect::from_min_size(pos2(100.0, 50.0), vec2(200.0, 40.0));
            painter.rect_filled(at, 4.0, Color32::RED);
            painter.circle_filled(pos2(300.0, 300.0), 10.0, Color32::BLUE);
            painter.line_segment(
                [pos2(120.0, 60.0), pos2(180.0, 60.0)],
                egui::Stroke::new(2.0, Color32::BLACK),
            );
            let font = FontId::monospace(12.0);
            painter.text(pos2(110.0, 70.0), Align2::LEFT_CENTER, "lock", font, Color32::BLACK);
        })
        .unwrap();
        assert!((scene.width - (210.0 + 2.0 * MARGIN)).abs() < 1.0, "{}", scene.width);
        let prims: Vec<_> = scene.prims().collect();
        let Prim::Rect { rect, radius, .. } = prims[0] else { panic!("{prims:?}") };
        assert_eq!((rect.w, rect.h, *radius), (200.0, 40.0, 4.0));
        let Prim::Rect { rect: circle, radius, .. } = prims[1] else { panic!("{prims:?}") };
        assert_eq!((circle.x - rect.x, circle.w, *radius), (190.0, 20.0, 10.0));
        assert!(matches!(prims[2], Prim::Line { from, .. } if from.x - rect.x == 20.0));
        let Prim::Text(text) = prims[3] else { panic!("{prims:?}") };
        assert_eq!((text.text.as_str(), text.mono), ("lock", true));
        assert!((text.at.x - rect.x - 10.0).abs() < 1.0 && (text.at.y - rect.middle()).abs() < 1.5);
    }

    #[test]
    fn the_same_painting_is_the_same_picture() {
        let draw = |painter: &egui::Painter| {
            let font = FontId::proportional(14.0);
            painter.text(pos2(50.0, 50.0), Align2::LEFT_CENTER, "worker-1", font, Color32::RED);
        };
        assert_eq!(painted(draw), painted(draw));
    }
}
