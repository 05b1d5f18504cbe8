//! PDF: the SVG as vectors on one page, with text that can be selected. No dates inside, so the
//! same trace gives the same bytes.

use super::{ExportError, ExportOptions, Exporter, png, svg};
use crate::trace::Trace;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};

/// Its line in the list of exporters.
pub const EXPORTER: Exporter = Exporter {
    name: "PDF document",
    extension: "pdf",
    description: "Vector picture on one page, for papers and printing.",
    write,
};

/// PDF measures in 1/72 inch, the screen in 1/96.
const POINTS_PER_UNIT: f32 = 0.75;

fn write(trace: &Trace, options: &ExportOptions) -> Result<Vec<u8>, ExportError> {
    let scene = super::picture(trace, options);
    let tree = png::tree_of(&svg::text_of(&scene, &options.title))?;
    let (width, height) = (scene.width * POINTS_PER_UNIT, scene.height * POINTS_PER_UNIT);
    let too_large = ExportError::TooLarge { width: width as u64, height: height as u64 };
    let page = PageSettings::from_wh(width, height).ok_or(too_large.clone())?;
    let size = Size::from_wh(width, height).ok_or(too_large)?;
    let mut document = krilla::Document::new();
    document
        .set_metadata(Metadata::new().title(options.title.clone()).creator("Lockstep".to_owned()));
    let mut page = document.start_page_with(page);
    let mut surface = page.surface();
    surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    document.finish().map_err(|error| ExportError::Drawing(format!("{error:?}")))
}
