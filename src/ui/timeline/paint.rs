//! Paints a vector scene with egui: the same scene that the picture exporters write.
//!
//! Cells of a lane go into one mesh a look, four vertices each, so that the tessellator has
//! nothing to compute for them. Patterns are a small repeating texture, one texel a pixel. Knows
//! nothing of traces.

use crate::export::scene::{self, Anchor, Layer, PATTERN_PITCH, Pattern, Prim, Scene};
use egui::epaint::{Mesh, PathShape, Vertex};
use egui::{
    Align2, Color32, ColorImage, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind,
    TextureHandle, TextureOptions, Vec2, pos2, vec2,
};

/// egui's name for a scene's colour.
pub fn color32(color: scene::Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}

/// Paints `scene` with its top left corner at `origin`, cut to the painter's clip rectangle.
pub fn paint_scene(painter: &Painter, origin: Pos2, scene: &Scene) {
    let textures = Textures::of(painter);
    let size = vec2(scene.width, scene.height);
    painter.rect_filled(Rect::from_min_size(origin, size), 0.0, color32(scene.background));
    for layer in &scene.layers {
        paint_layer(painter, origin, layer, &textures);
    }
}

fn paint_layer(painter: &Painter, origin: Pos2, layer: &Layer, textures: &Textures) {
    let shift = origin.to_vec2();
    let clip = screen_rect(layer.clip, shift).intersect(painter.clip_rect());
    if !clip.is_positive() {
        return;
    }
    let painter = painter.with_clip_rect(clip);
    // Plain boxes that follow each other are one mesh, whatever their colours.
    let mut mesh = Mesh::default();
    for prim in &layer.prims {
        match prim {
            Prim::Boxes { fill, pattern: Pattern::Solid, rects } => {
                add_boxes(&mut mesh, shift, color32(*fill), rects);
            }
            prim => {
                if !mesh.is_empty() {
                    painter.add(std::mem::take(&mut mesh));
                }
                paint_prim(&painter, shift, prim, textures);
            }
        }
    }
    if !mesh.is_empty() {
        painter.add(mesh);
    }
}

fn paint_prim(painter: &Painter, shift: Vec2, prim: &Prim, textures: &Textures) {
    match prim {
        Prim::Rect { rect, fill, stroke, radius } => {
            painter.rect(
                screen_rect(*rect, shift),
                *radius,
                fill.map_or(Color32::TRANSPARENT, color32),
                stroke.map_or(Stroke::NONE, screen_stroke),
                StrokeKind::Middle,
            );
        }
        Prim::Boxes { fill, pattern, rects } => {
            painter.add(plain_boxes(shift, color32(*fill), rects));
            if let Some((texture, ink)) = textures.of_pattern(*pattern) {
                painter.add(pattern_boxes(shift, texture, color32(ink), rects));
            }
        }
        Prim::Line { from, to, stroke } => {
            let ends = [screen_pos(*from, shift), screen_pos(*to, shift)];
            if stroke.dashed {
                painter.extend(Shape::dashed_line(&ends, screen_stroke(*stroke), 4.0, 3.0));
            } else {
                painter.line_segment(ends, screen_stroke(*stroke));
            }
        }
        Prim::Path { points, stroke } => {
            let points = points.iter().map(|p| screen_pos(*p, shift)).collect::<Vec<_>>();
            match stroke.dashed {
                true => {
                    painter.extend(Shape::dashed_line(&points, screen_stroke(*stroke), 4.0, 3.0))
                }
                false => _ = painter.line(points, screen_stroke(*stroke)),
            }
        }
        Prim::Polygon { points, fill } => {
            let points = points.iter().map(|p| screen_pos(*p, shift)).collect();
            painter.add(PathShape::convex_polygon(points, color32(*fill), Stroke::NONE));
        }
        Prim::Text(text) => {
            let align = match text.anchor {
                Anchor::Start => Align2::LEFT_CENTER,
                Anchor::Middle => Align2::CENTER_CENTER,
                Anchor::End => Align2::RIGHT_CENTER,
            };
            let font = match text.mono {
                true => FontId::monospace(text.size),
                false => FontId::proportional(text.size),
            };
            let at = screen_pos(text.at, shift);
            painter.text(at, align, &text.text, font, color32(text.color));
        }
    }
}

fn screen_pos(at: scene::Point, shift: Vec2) -> Pos2 {
    pos2(at.x, at.y) + shift
}

fn screen_rect(r: scene::Rect, shift: Vec2) -> Rect {
    Rect::from_min_size(pos2(r.x, r.y) + shift, vec2(r.w, r.h))
}

fn screen_stroke(stroke: scene::Stroke) -> Stroke {
    Stroke::new(stroke.width, color32(stroke.color))
}

fn plain_boxes(shift: Vec2, color: Color32, rects: &[scene::Rect]) -> Mesh {
    let mut mesh = Mesh::default();
    add_boxes(&mut mesh, shift, color, rects);
    mesh
}

fn add_boxes(mesh: &mut Mesh, shift: Vec2, color: Color32, rects: &[scene::Rect]) {
    mesh.reserve_vertices(rects.len() * 4);
    mesh.reserve_triangles(rects.len() * 2);
    for r in rects {
        mesh.add_colored_rect(screen_rect(*r, shift), color);
    }
}

/// Pattern coordinates are those of the scene, so that a pattern does not stop at cell borders.
fn pattern_boxes(
    shift: Vec2,
    texture: &TextureHandle,
    ink: Color32,
    rects: &[scene::Rect],
) -> Mesh {
    let mut mesh = Mesh::with_texture(texture.id());
    mesh.reserve_vertices(rects.len() * 4);
    mesh.reserve_triangles(rects.len() * 2);
    for r in rects {
        let at = screen_rect(*r, shift);
        let uv = Rect::from_min_max(
            pos2(r.x / PATTERN_PITCH, r.y / PATTERN_PITCH),
            pos2(r.right() / PATTERN_PITCH, r.bottom() / PATTERN_PITCH),
        );
        let first = mesh.vertices.len() as u32;
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 2, first + 1, first + 3);
        let corner = |pos, uv| Vertex { pos, uv, color: ink };
        mesh.vertices.extend([
            corner(at.left_top(), uv.left_top()),
            corner(at.right_top(), uv.right_top()),
            corner(at.left_bottom(), uv.left_bottom()),
            corner(at.right_bottom(), uv.right_bottom()),
        ]);
    }
    mesh
}

/// White patterns on nothing, one tile each, made for the screen's pixel density.
#[derive(Clone)]
struct Textures {
    texels: usize,
    hatch: TextureHandle,
    dots: TextureHandle,
    lines: TextureHandle,
}

impl Textures {
    fn of(painter: &Painter) -> Textures {
        let texels = (PATTERN_PITCH * painter.pixels_per_point()).round().clamp(4.0, 64.0) as usize;
        let key = egui::Id::unique("lane patterns");
        let known = painter.ctx().data(|data| data.get_temp::<Textures>(key));
        if let Some(textures) = known.filter(|known| known.texels == texels) {
            return textures;
        }
        let load = |name: &str, ink: fn(f32, f32) -> f32| {
            let options = TextureOptions::LINEAR_REPEAT;
            painter.ctx().load_texture(name, tile(texels, ink), options)
        };
        let textures = Textures {
            texels,
            hatch: load("hatch", hatch_ink),
            dots: load("dots", dots_ink),
            lines: load("lines", lines_ink),
        };
        painter.ctx().data_mut(|data| data.insert_temp(key, textures.clone()));
        textures
    }

    fn of_pattern(&self, pattern: Pattern) -> Option<(&TextureHandle, scene::Color)> {
        match pattern {
            Pattern::Solid => None,
            Pattern::Hatch(ink) => Some((&self.hatch, ink)),
            Pattern::Dots(ink) => Some((&self.dots, ink)),
            Pattern::Lines(ink) => Some((&self.lines, ink)),
        }
    }
}

fn tile(texels: usize, ink: fn(f32, f32) -> f32) -> ColorImage {
    let point = |i: usize| (i as f32 + 0.5) * PATTERN_PITCH / texels as f32;
    let pixels = (0..texels * texels)
        .map(|i| ink(point(i % texels), point(i / texels)))
        .map(|share| Color32::from_white_alpha((share * 255.0).round() as u8))
        .collect();
    ColorImage::new([texels, texels], pixels)
}

/// How much of the point at (x, y) of a tile a rising diagonal covers.
fn hatch_ink(x: f32, y: f32) -> f32 {
    let across = (x + y).rem_euclid(PATTERN_PITCH);
    let distance = across.min(PATTERN_PITCH - across) * std::f32::consts::FRAC_1_SQRT_2;
    (1.15 - distance).clamp(0.0, 1.0)
}

/// How much of the point at (x, y) of a tile its dot covers.
fn dots_ink(x: f32, y: f32) -> f32 {
    let half = PATTERN_PITCH / 2.0;
    (1.6 - (x - half).hypot(y - half)).clamp(0.0, 1.0)
}

/// How much of the point at (x, y) of a tile its level line covers.
fn lines_ink(_: f32, y: f32) -> f32 {
    (1.0 - (y - PATTERN_PITCH / 2.0).abs()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hatch_continues_from_tile_to_tile() {
        for i in 0..6 {
            let at = i as f32;
            assert!((hatch_ink(at, 0.0) - hatch_ink(at, PATTERN_PITCH)).abs() < 1e-5);
            assert!((hatch_ink(0.0, at) - hatch_ink(PATTERN_PITCH, at)).abs() < 1e-5);
        }
        assert_eq!(hatch_ink(0.0, 0.0), 1.0);
    }

    #[test]
    fn boxes_cost_four_vertices_each() {
        let rects = [scene::rect(0.0, 0.0, 1.0, 1.0), scene::rect(2.0, 0.0, 1.0, 1.0)];
        let mesh = plain_boxes(vec2(10.0, 0.0), Color32::RED, &rects);
        assert_eq!((mesh.vertices.len(), mesh.indices.len()), (8, 12));
        assert_eq!(mesh.vertices[0].pos, pos2(10.0, 0.0));
    }
}
