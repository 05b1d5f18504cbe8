//! PDF: the SVG as vectors on one page, with text that can be selected. No dates inside, so the
//! same trace gives the same bytes.

use super::{ExportError, Exporter, Sheet, Write, png, svg};
use crate::export::scene::Scene;
use crate::words;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

/// Its line in the list of exporters.
pub const EXPORTER: Exporter = Exporter {
    name: || words!("export-pdf"),
    extension: "pdf",
    description: || words!("export-pdf-tip"),
    write: Write::Picture(write),
};

/// PDF measures in 1/72 inch, the screen in 1/96.
const POINTS_PER_UNIT: f32 = 0.75;

fn write(scene: &Scene, sheet: &Sheet) -> Result<Vec<u8>, ExportError> {
    let tree = png::tree_of(&svg::text_for_page(scene, &sheet.title))?;
    let (width, height) = (scene.width * POINTS_PER_UNIT, scene.height * POINTS_PER_UNIT);
    let too_large = ExportError::TooLarge { width: width as u64, height: height as u64 };
    let page = PageSettings::from_wh(width, height).ok_or(too_large.clone())?;
    let size = Size::from_wh(width, height).ok_or(too_large)?;
    let mut document = krilla::Document::new();
    document
        .set_metadata(Metadata::new().title(sheet.title.clone()).creator("Lockstep".to_owned()));
    let mut page = document.start_page_with(page);
    let mut surface = page.surface();
    surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    document.finish().map_err(|error| ExportError::Drawing(format!("{error:?}")))
}
