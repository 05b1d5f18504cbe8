//! PNG: the SVG drawn by resvg with the bundled fonts only, so that every machine makes the same
//! bytes. Knows nothing of traces beyond asking for the picture.

use super::{ExportError, Exporter, Sheet, Write, outlines, svg};
use crate::export::scene::{Color, Scene};
use crate::words;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

/// Its line in the list of exporters.
pub const EXPORTER: Exporter = Exporter {
    name: || words!("export-png"),
    extension: "png",
    description: || words!("export-png-tip"),
    write: Write::Picture(write),
};

/// Most pixels of a picture: 16K by 8K. Larger ones are refused with a sentence.
const PIXELS_MAX: u64 = 15_360 * 8_640;

/// A point is 1/96 inch.
const POINTS_PER_METRE: f64 = 96.0 / 0.0254;

/// The fonts that pictures may use. Never the machine's own.
static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(outlines::PROPORTIONAL.to_vec());
    fonts.load_font_data(outlines::FIXED.to_vec());
    Arc::new(fonts)
});

fn write(scene: &Scene, sheet: &Sheet) -> Result<Vec<u8>, ExportError> {
    let pixels = drawn(scene, sheet)?;
    encoded(&pixels, sheet)
}

/// The picture as pixels.
pub fn drawn(scene: &Scene, sheet: &Sheet) -> Result<tiny_skia::Pixmap, ExportError> {
    let tree = tree_of(&svg::text_for_pixels(scene, &sheet.title, sheet.scale))?;
    let (width, height) = pixel_size(scene.width, scene.height, sheet.scale)?;
    let mut pixels = tiny_skia::Pixmap::new(width, height)
        .ok_or(ExportError::TooLarge { width: width.into(), height: height.into() })?;
    // The last pixels may be covered in part only: they must not shine through.
    let Color { r, g, b, .. } = scene.background;
    pixels.fill(tiny_skia::Color::from_rgba8(r, g, b, 255));
    let scale = tiny_skia::Transform::from_scale(sheet.scale, sheet.scale);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    Ok(pixels)
}

/// The drawing that an SVG text describes.
pub(super) fn tree_of(svg: &str) -> Result<usvg::Tree, ExportError> {
    let options = usvg::Options {
        font_family: "Ubuntu".to_owned(),
        fontdb: FONTS.clone(),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|error| ExportError::Drawing(error.to_string()))
}

fn pixel_size(width: f32, height: f32, scale: f32) -> Result<(u32, u32), ExportError> {
    let [width, height] = [width, height].map(|side| f64::from((side * scale).ceil().max(1.0)));
    if width * height > PIXELS_MAX as f64 || !(width * height).is_finite() {
        return Err(ExportError::TooLarge { width: width as u64, height: height as u64 });
    }
    Ok((width as u32, height as u32))
}

/// The background is opaque, so three bytes a pixel are enough; the fast filter keeps a 4K
/// picture under a third of a second.
fn encoded(pixels: &tiny_skia::Pixmap, sheet: &Sheet) -> Result<Vec<u8>, ExportError> {
    let failed = |error: png::EncodingError| ExportError::Drawing(error.to_string());
    let mut rgb = vec![0; pixels.data().len() / 4 * 3];
    for (short, pixel) in rgb.chunks_exact_mut(3).zip(pixels.data().chunks_exact(4)) {
        short.copy_from_slice(&pixel[..3]);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    // So that a document gives it its size in inches, whatever its resolution.
    let per_metre = (f64::from(sheet.scale) * POINTS_PER_METRE).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    encoder.add_itxt_chunk("Title".to_owned(), sheet.title.clone()).map_err(failed)?;
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&rgb).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_too_large_for_memory_is_refused() {
        assert!(matches!(pixel_size(1e6, 1e6, 1.0), Err(ExportError::TooLarge { .. })));
        assert!(matches!(pixel_size(f32::NAN, 10.0, 1.0), Ok((1, 10))));
        assert_eq!(pixel_size(100.0, 50.0, 1.5).unwrap(), (150, 75));
    }

    /// A dotted cell as large as its picture.
    fn dotted(width: f32, height: f32) -> Scene {
        use crate::export::scene::{Layer, Pattern, rect};
        let whole = rect(0.0, 0.0, width, height);
        let mut layer = Layer::new(whole);
        layer.boxes(Color::hex(0xc8e0f8), Pattern::Dots(Color::hex(0x204080)), vec![whole]);
        Scene { width, height, background: Color::hex(0xffffff), layers: vec![layer] }
    }

    #[test]
    fn tiles_of_patterns_leave_no_seams_at_any_resolution() {
        for scale in [1.0, 1.5, 2.0, 2.0833, 3.125, 6.25] {
            let sheet = Sheet { title: String::new(), scale };
            let pixels = drawn(&dotted(60.0, 24.0), &sheet).unwrap();
            // Between two rows of dots there is nothing but the ground.
            let tile = (crate::export::scene::PATTERN_PITCH * scale).round() as u32;
            let row = (0..pixels.width() - 1).filter_map(|x| pixels.pixel(x, tile));
            let colors: std::collections::BTreeSet<_> =
                row.map(|pixel| (pixel.red(), pixel.green(), pixel.blue())).collect();
            assert_eq!(colors.into_iter().collect::<Vec<_>>(), [(0xc8, 0xe0, 0xf8)], "{scale}");
        }
    }

    #[test]
    fn the_last_pixels_are_no_darker_than_the_picture() {
        let mut scene = dotted(20.2, 10.2);
        scene.layers.clear();
        let pixels = drawn(&scene, &Sheet { title: String::new(), scale: 2.0 }).unwrap();
        assert!(pixels.data().iter().all(|byte| *byte == 255), "white to the edges");
    }

    #[test]
    fn the_bundled_font_answers_to_the_name_in_the_svg() {
        let family = [usvg::fontdb::Family::Name("Ubuntu")];
        let query = usvg::fontdb::Query {
            families: &family,
            weight: usvg::fontdb::Weight(300),
            ..Default::default()
        };
        assert!(FONTS.query(&query).is_some());
    }
}
