//! Paints a vector scene with egui: the same scene that the picture exporters write.
//!
//! Cells go into one mesh for all of them and one for each pattern, four vertices each, so that the
//! tessellator has nothing to compute for them. A mesh's memory is used again (`meshes`): a busy
//! frame's meshes take megabytes, and getting those from the operating system anew would cost more
//! than filling them. Patterns are a small repeating texture, one texel a pixel. Knows nothing of
//! traces.

use super::meshes::{self, add_box};
use crate::export::scene::{self, Anchor, Layer, PATTERN_PITCH, Pattern, Prim, Scene};
use egui::epaint::{PathShape, TextureId, WHITE_UV};
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
    let mut prims = layer.prims.as_slice();
    while let Some((prim, rest)) = prims.split_first() {
        let run = run_of_boxes(prims);
        match run {
            0 => paint_prim(&painter, shift, prim),
            _ => paint_boxes(&painter, shift, &prims[..run], textures),
        }
        prims = if run == 0 { rest } else { &prims[run..] };
    }
}

/// How many of the first prims are boxes that can be painted together: all fills, then all
/// patterns. So plain boxes may not follow patterned ones, which they would have to cover.
fn run_of_boxes(prims: &[Prim]) -> usize {
    let mut patterned = false;
    let fits = |prim: &&Prim| match prim {
        Prim::Boxes { pattern: Pattern::Solid, .. } => !patterned,
        Prim::Boxes { .. } => {
            patterned = true;
            true
        }
        _ => false,
    };
    prims.iter().take_while(fits).count()
}

fn paint_boxes(painter: &Painter, shift: Vec2, run: &[Prim], textures: &Textures) {
    let boxes = run.iter().filter_map(|prim| match prim {
        Prim::Boxes { fill, pattern, rects } => Some((*fill, *pattern, rects.as_slice())),
        _ => None,
    });
    let solid = boxes.clone().map(|(fill, _, rects)| (color32(fill), rects)).collect();
    let whole = Rect::from_min_max(WHITE_UV, WHITE_UV);
    meshes::paint(painter, TextureId::default(), Rects::new(solid), |corners, (fill, r)| {
        add_box(corners, screen_rect(r, shift), whole, fill);
    });
    for texture in textures.all() {
        let inked = boxes.clone().filter_map(|(_, pattern, rects)| {
            let (known, ink) = textures.of_pattern(pattern)?;
            (known.id() == texture.id()).then_some((color32(ink), rects))
        });
        meshes::paint(painter, texture.id(), Rects::new(inked.collect()), |corners, (ink, r)| {
            add_box(corners, screen_rect(r, shift), pattern_uv(r), ink);
        });
    }
}

/// The rectangles of several lists, each with its list's colour.
struct Rects<'a> {
    lists: Vec<(Color32, &'a [scene::Rect])>,
    list: usize,
    at: usize,
    left: usize,
}

impl<'a> Rects<'a> {
    fn new(lists: Vec<(Color32, &'a [scene::Rect])>) -> Rects<'a> {
        let left = lists.iter().map(|(_, rects)| rects.len()).sum();
        Rects { lists, list: 0, at: 0, left }
    }
}

impl Iterator for Rects<'_> {
    type Item = (Color32, scene::Rect);

    #[inline]
    fn next(&mut self) -> Option<(Color32, scene::Rect)> {
        loop {
            let (color, rects) = self.lists.get(self.list)?;
            if let Some(rect) = rects.get(self.at) {
                (self.at, self.left) = (self.at + 1, self.left - 1);
                return Some((*color, *rect));
            }
            (self.list, self.at) = (self.list + 1, 0);
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Rects<'_> {}

fn paint_prim(painter: &Painter, shift: Vec2, prim: &Prim) {
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
        // These are painted together.
        Prim::Boxes { .. } => {}
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

/// Pattern coordinates are those of the scene, so that a pattern does not stop at cell borders.
fn pattern_uv(r: scene::Rect) -> Rect {
    Rect::from_min_max(
        pos2(r.x / PATTERN_PITCH, r.y / PATTERN_PITCH),
        pos2(r.right() / PATTERN_PITCH, r.bottom() / PATTERN_PITCH),
    )
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

    fn all(&self) -> [&TextureHandle; 3] {
        [&self.hatch, &self.dots, &self.lines]
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
        let (near, far) = (scene::rect(0.0, 0.0, 1.0, 1.0), scene::rect(2.0, 0.0, 1.0, 1.0));
        let (one, two) = ([near, far], [far]);
        let mut corners = Vec::new();
        let rects =
            Rects::new(vec![(Color32::RED, &one), (Color32::BLUE, &[]), (Color32::BLUE, &two)]);
        assert_eq!(rects.len(), 3);
        for (color, r) in rects {
            add_box(&mut corners, screen_rect(r, vec2(10.0, 0.0)), pattern_uv(r), color);
        }
        assert_eq!(corners.len(), 12);
        assert_eq!((corners[0].pos, corners[8].color), (pos2(10.0, 0.0), Color32::BLUE));
    }

    #[test]
    fn plain_boxes_that_cover_a_pattern_are_painted_after_it() {
        let ink = scene::Color::hex(0);
        let boxes = |pattern| Prim::Boxes { fill: ink, pattern, rects: Vec::new() };
        let plain = || boxes(Pattern::Solid);
        let line = Prim::Path { points: Vec::new(), stroke: scene::Stroke::solid(1.0, ink) };
        let prims = [plain(), plain(), boxes(Pattern::Hatch(ink)), boxes(Pattern::Dots(ink))];
        assert_eq!(run_of_boxes(&prims), 4);
        let prims = [plain(), boxes(Pattern::Hatch(ink)), plain(), line];
        assert_eq!(run_of_boxes(&prims), 2);
        assert_eq!((run_of_boxes(&prims[2..]), run_of_boxes(&prims[3..])), (1, 0));
    }
}
