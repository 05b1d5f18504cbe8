//! From pieces of time to rectangles on whole device pixels.
//!
//! Edges fall on pixels so that neighbours never blend; neighbours that look the same become one
//! rectangle. Knows no states: a cell's look is a small number.

use super::TimelineView;
use crate::export::scene::{Rect, rect};

/// Heights that a cell in a dense place can have: few, so that neighbours mostly have the same one
/// and become one rectangle. It also keeps dense places from looking like noise.
pub const LEVELS: usize = 8;

/// Collects the cells of lanes, by look: what looks alike in all lanes is drawn at once.
pub struct Cells {
    y: f32,
    height: f32,
    top: f32,
    /// Bottom of a cell that reaches from the top down to each level.
    floors: [f32; LEVELS],
    pixel: f32,
    pixels_per_point: f32,
    by_look: Vec<Vec<Rect>>,
}

impl Cells {
    /// For lanes with so many looks.
    pub fn new(view: &TimelineView, looks: usize) -> Cells {
        let pixels_per_point = view.pixels_per_point.max(0.1);
        let pixel = 1.0 / pixels_per_point;
        let (by_look, floors) = (vec![Vec::new(); looks], [0.0; LEVELS]);
        Cells { y: 0.0, height: 0.0, top: 0.0, floors, pixel, pixels_per_point, by_look }
    }

    /// What follows is in a lane between `y` and `y + height`.
    pub fn begin_lane(&mut self, y: f32, height: f32) {
        (self.y, self.height) = (y, height);
        self.top = self.snap(y);
        self.floors = std::array::from_fn(|level| {
            let floor = self.snap(y + height * (1.0 - level as f32 / LEVELS as f32));
            floor.max(self.top + self.pixel)
        });
    }

    /// Width of a device pixel in points.
    pub fn pixel(&self) -> f32 {
        self.pixel
    }

    /// The nearest place at or before `x` where a pixel begins; places are not negative.
    #[inline]
    pub fn snap(&self, x: f32) -> f32 {
        // A cast instead of `floor`, which is a call into the C library on plain x86-64.
        (x * self.pixels_per_point + 0.01) as u32 as f32 * self.pixel
    }

    /// Adds a cell as high as the lane.
    pub fn push(&mut self, look: usize, x0: f32, x1: f32) {
        self.push_part(look, x0, x1, 0.0, 1.0);
    }

    /// Adds a cell between two shares of the lane's height, counted from its bottom. At least a
    /// pixel in both directions.
    pub fn push_part(&mut self, look: usize, x0: f32, x1: f32, low: f32, high: f32) {
        let x0 = self.snap(x0);
        let x1 = self.snap(x1);
        let top = self.snap(self.y + self.height * (1.0 - high));
        let bottom = self.snap(self.y + self.height * (1.0 - low)).max(top + self.pixel);
        self.push_rect(look, (x0, x1), (top, bottom));
    }

    /// Adds a cell from the lane's top down to a level below [`LEVELS`]; both edges are snapped
    /// already.
    #[inline]
    pub fn push_down_to(&mut self, look: usize, x0: f32, x1: f32, level: usize) {
        self.push_rect(look, (x0, x1), (self.top, self.floors[level]));
    }

    #[inline]
    fn push_rect(&mut self, look: usize, (x0, x1): (f32, f32), (top, bottom): (f32, f32)) {
        let x1 = x1.max(x0 + self.pixel);
        let Some(cells) = self.by_look.get_mut(look) else { return };
        if let Some(last) = cells.last_mut()
            && last.y == top
            && last.bottom() == bottom
            && last.right() >= x0 - self.pixel * 0.1
        {
            last.w = x1.max(last.right()) - last.x;
            return;
        }
        cells.push(rect(x0, top, x1 - x0, bottom - top));
    }

    /// Adds cells made elsewhere, `shift` further right: a whole number of pixels. Their looks are
    /// counted from `first`.
    pub fn put(&mut self, cells: &[(usize, Rect)], (first, shift): (usize, f32)) {
        for (look, cell) in cells {
            let x0 = cell.x + shift;
            self.push_rect(look - first, (x0, x0 + cell.w), (cell.y, cell.bottom()));
        }
    }

    /// The cells so far with their looks; from here on there are none.
    pub fn take(&mut self) -> Vec<(usize, Rect)> {
        let count = self.by_look.iter().map(Vec::len).sum();
        let mut cells = Vec::with_capacity(count);
        for (look, rects) in self.by_look.iter_mut().enumerate() {
            cells.extend(rects.drain(..).map(|rect| (look, rect)));
        }
        cells
    }

    /// The rectangles of each look.
    pub fn finish(self) -> Vec<Vec<Rect>> {
        self.by_look
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn view() -> TimelineView {
        TimelineView {
            margin: 0.0,
            from_nanos: 0.0,
            to_nanos: 100.0,
            width: 100.0,
            height: None,
            scroll: 0.0,
            gutter: 0.0,
            pixels_per_point: 2.0,
            detail: 1.0,
            hidden: BTreeSet::new(),
            pinned: Vec::new(),
            order: Vec::new(),
        }
    }

    #[test]
    fn neighbours_of_one_look_become_one_cell() {
        let mut cells = Cells::new(&view(), 2);
        cells.begin_lane(0.0, 10.0);
        cells.push(0, 1.2, 3.4);
        cells.push(0, 3.4, 7.0);
        cells.push(1, 7.0, 8.0);
        cells.push(0, 8.0, 9.0);
        let rects = cells.finish();
        assert_eq!(rects[0], [rect(1.0, 0.0, 6.0, 10.0), rect(8.0, 0.0, 1.0, 10.0)]);
        assert_eq!(rects[1], [rect(7.0, 0.0, 1.0, 10.0)]);
    }

    #[test]
    fn nothing_is_narrower_than_a_pixel() {
        let mut cells = Cells::new(&view(), 1);
        cells.begin_lane(0.0, 10.0);
        cells.push(0, 5.01, 5.02);
        cells.push_part(0, 7.0, 8.0, 0.0, 0.001);
        let rects = cells.finish();
        assert_eq!(rects[0][0], rect(5.0, 0.0, 0.5, 10.0));
        assert_eq!(rects[0][1], rect(7.0, 9.5, 1.0, 0.5));
    }
}
