//! The window's icon, drawn: two threads taking turns, one of them held by a lock.

use egui::IconData;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

const SIZE: u32 = 128;
const SVG: &str = include_str!("../../../assets/icon.svg");

/// The icon; `None` if it cannot be drawn, and then the desktop shows its own.
pub fn icon() -> Option<IconData> {
    let tree = usvg::Tree::from_str(SVG, &usvg::Options::default()).ok()?;
    let mut pixmap = Pixmap::new(SIZE, SIZE)?;
    let scale = SIZE as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Some(IconData { rgba: pixmap.take_demultiplied(), width: SIZE, height: SIZE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_can_be_drawn_and_is_not_blank() {
        let icon = icon().unwrap();
        assert_eq!(icon.rgba.len(), (SIZE * SIZE * 4) as usize);
        let opaque = icon.rgba.chunks(4).filter(|pixel| pixel[3] > 200).count();
        assert!(opaque > icon.rgba.len() / 16, "{opaque}");
    }
}
