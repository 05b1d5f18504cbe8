//! Meshes whose memory is used again in the next frame.
//!
//! A mesh that was painted is kept until the tessellator has let go of it. What is kept is bounded,
//! and kept with egui's context, since every view that paints scenes shares it. Meshes are small:
//! the tessellator copies meshes of one clip rectangle into one, and a block of a megabyte comes
//! from the operating system anew each frame, to be cleared first. Knows no scenes.

use egui::epaint::{Mesh, TextureId, Vertex};
use egui::{Color32, Id, Painter, Rect, Shape};
use std::sync::Arc;

/// Most rectangles in a mesh: 80 KB of corners.
pub const RECTS_MAX: usize = 1024;
/// Most meshes kept: two frames of all that a window shows.
const KEPT_MAX: usize = 64;
/// Smaller ones are quickly made anew.
const KEPT_RECTS_MIN: usize = 64;
/// How much wider the clip rectangle of a mesh is than that of the one before and of what is not a
/// mesh, in points: seen by the tessellator, and by nobody else.
const CLIP_STEP: f32 = 1.0 / 1024.0;
const VERTICES: usize = 4;
const INDICES: usize = 6;

#[derive(Clone, Default)]
struct Kept(Vec<Arc<Mesh>>);

impl Kept {
    /// The smallest mesh nobody uses that has room for so many vertices; else the largest.
    fn take(&mut self, vertices: usize) -> Arc<Mesh> {
        let room = |mesh: &Arc<Mesh>| mesh.vertices.capacity();
        let fits = |mesh: &Arc<Mesh>| (room(mesh) < vertices, room(mesh).abs_diff(vertices));
        let free = self.0.iter().enumerate().filter(|(_, mesh)| Arc::strong_count(mesh) == 1);
        match free.min_by_key(|(_, mesh)| fits(mesh)).map(|(at, _)| at) {
            Some(at) => self.0.swap_remove(at),
            None => Arc::default(),
        }
    }

    fn give_back(&mut self, mesh: Arc<Mesh>) {
        if self.0.len() >= KEPT_MAX {
            self.0.remove(0);
        }
        self.0.push(mesh);
    }
}

/// Paints things that `add` makes rectangles of, four corners each, at most [`RECTS_MAX`] a mesh.
pub fn paint<T>(
    painter: &Painter,
    texture: TextureId,
    things: impl ExactSizeIterator<Item = T>,
    mut add: impl FnMut(&mut Vec<Vertex>, T),
) {
    let mut things = things.peekable();
    for number in 1.. {
        let rects = piece_of(things.len());
        if rects == 0 {
            return;
        }
        let mut clip = painter.clip_rect();
        clip.max.x += number as f32 * CLIP_STEP;
        let mut painter = painter.clone();
        painter.set_clip_rect(clip);
        paint_one(&painter, texture, rects, |corners| {
            (0..rects).for_each(|_| things.next().into_iter().for_each(|one| add(corners, one)));
        });
    }
}

/// How many of so many rectangles the next mesh takes: one of few numbers, so that the copies that
/// the tessellator makes have few sizes, and memory for each of them.
fn piece_of(left: usize) -> usize {
    match left < KEPT_RECTS_MIN {
        true => left,
        false => (1 << left.ilog2()).min(RECTS_MAX),
    }
}

fn paint_one(
    painter: &Painter,
    texture: TextureId,
    rects: usize,
    fill: impl FnOnce(&mut Vec<Vertex>),
) {
    let key = Id::unique("kept meshes");
    let keeps = rects >= KEPT_RECTS_MIN;
    let mut mesh = match keeps {
        true => painter
            .ctx()
            .data_mut(|data| data.get_temp_mut_or_default::<Kept>(key).take(rects * VERTICES)),
        false => Arc::default(),
    };
    let inside = Arc::make_mut(&mut mesh);
    inside.vertices.clear();
    inside.texture_id = texture;
    inside.vertices.reserve(rects * VERTICES);
    join_corners(&mut inside.indices, rects);
    fill(&mut inside.vertices);
    painter.add(Shape::Mesh(Arc::clone(&mesh)));
    if keeps {
        let give = |data: &mut egui::util::IdTypeMap| {
            data.get_temp_mut_or_default::<Kept>(key).give_back(mesh);
        };
        painter.ctx().data_mut(give);
    }
}

/// The corners of a rectangle.
#[inline]
pub fn add_box(corners: &mut Vec<Vertex>, at: Rect, uv: Rect, color: Color32) {
    let corner = |pos, uv| Vertex { pos, uv, color };
    corners.extend([
        corner(at.left_top(), uv.left_top()),
        corner(at.right_top(), uv.right_top()),
        corner(at.left_bottom(), uv.left_bottom()),
        corner(at.right_bottom(), uv.right_bottom()),
    ]);
}

/// Two triangles for each rectangle: the same in every mesh, so what one had before stays.
fn join_corners(indices: &mut Vec<u32>, rects: usize) {
    indices.truncate(rects * INDICES);
    for rect in indices.len() / INDICES..rects {
        let first = (rect * VERTICES) as u32;
        indices.extend([first, first + 1, first + 2, first + 2, first + 1, first + 3]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mesh(vertices: usize) -> Arc<Mesh> {
        let mut mesh = Mesh::default();
        mesh.vertices.reserve_exact(vertices);
        Arc::new(mesh)
    }

    #[test]
    fn the_mesh_that_fits_best_is_used_again_and_never_one_in_use() {
        let mut kept = Kept::default();
        let busy = mesh(100);
        kept.give_back(Arc::clone(&busy));
        kept.give_back(mesh(1000));
        kept.give_back(mesh(200));
        assert_eq!(kept.take(90).vertices.capacity(), 200);
        assert_eq!(kept.take(90).vertices.capacity(), 1000);
        assert_eq!(kept.take(90).vertices.capacity(), 0, "the busy one stays busy");
        drop(busy);
        assert_eq!(kept.take(500).vertices.capacity(), 100, "too small, but something");
    }

    #[test]
    fn the_tessellator_leaves_meshes_of_one_texture_apart() {
        let ctx = egui::Context::default();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let rects = (0..2 * RECTS_MAX + 1).map(|_| ());
            let at = Rect::from_min_size(egui::pos2(1.0, 1.0), egui::vec2(2.0, 2.0));
            let shape = |corners: &mut Vec<Vertex>, ()| add_box(corners, at, at, Color32::RED);
            paint(ui.painter(), TextureId::default(), rects, shape);
        });
        output.textures_delta.clear();
        let meshes = ctx.tessellate(output.shapes, 1.0);
        let mut corners: Vec<usize> = (meshes.iter())
            .filter_map(|one| match &one.primitive {
                egui::epaint::Primitive::Mesh(mesh) => Some(mesh.vertices.len()),
                egui::epaint::Primitive::Callback(_) => None,
            })
            .collect();
        // The frame of the window is there too.
        corners.retain(|&count| count >= RECTS_MAX);
        assert_eq!(corners, [RECTS_MAX * VERTICES, RECTS_MAX * VERTICES]);
    }

    #[test]
    fn meshes_have_few_sizes_and_lose_no_rectangle() {
        for all in [0, 1, 63, 64, 100, 1023, 5000] {
            let (mut left, mut pieces) = (all, Vec::new());
            while piece_of(left) > 0 {
                pieces.push(piece_of(left));
                left -= piece_of(left);
            }
            assert_eq!((left, pieces.iter().sum::<usize>()), (0, all));
            let sizes = pieces.iter().filter(|&&size| size >= KEPT_RECTS_MIN);
            assert!(sizes.into_iter().all(|size| size.is_power_of_two() && *size <= RECTS_MAX));
        }
    }

    #[test]
    fn a_mesh_that_is_used_again_has_two_triangles_for_each_rectangle() {
        let mut indices = Vec::new();
        for rects in [3, 1, 5] {
            join_corners(&mut indices, rects);
            assert_eq!(indices.len(), rects * INDICES);
            let last = (rects * VERTICES) as u32 - 4;
            assert_eq!(indices[..6], [0, 1, 2, 2, 1, 3]);
            assert_eq!(indices[(rects - 1) * INDICES..], [0, 1, 2, 2, 1, 3].map(|n| last + n));
        }
    }

    #[test]
    fn only_so_many_meshes_are_kept() {
        let mut kept = Kept::default();
        (0..3 * KEPT_MAX).for_each(|_| kept.give_back(mesh(8)));
        assert_eq!(kept.0.len(), KEPT_MAX);
    }
}
