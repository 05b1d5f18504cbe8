//! SVG: the scene as text, byte for byte the same for the same scene.
//!
//! Also the way to the other pictures: PNG and PDF are drawn from this text. Numbers are written
//! with at most two decimals, patterns once each, in the order in which they are first used.

use super::outlines::Outlines;
use super::scene::{Anchor, Color, Layer, PATTERN_PITCH, Pattern, Prim, Rect, Scene, Stroke, Text};
use super::{ExportError, Exporter, Sheet, Write, text};
use crate::words;
use std::fmt::Write as _;

/// Its line in the list of exporters.
pub const EXPORTER: Exporter = Exporter {
    name: || words!("export-svg"),
    extension: "svg",
    description: || words!("export-svg-tip"),
    write: Write::Picture(write),
};

/// What the links to shapes of letters are written in: older programs know no other.
const LINKS: &str = " xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
/// What names the letters: the bundled font, then what is near to it elsewhere.
const FONT_FAMILY: &str = "Ubuntu, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
/// What names the fixed-width letters.
const FIXED_WIDTH: &str =
    " font-family=\"Hack, Menlo, Consolas, monospace\" font-weight=\"400\" xml:space=\"preserve\"";
/// From the middle of a line to its baseline, as a share of the size (Ubuntu: (932 - 218) / 2).
const BASELINE: f32 = 0.357;

fn write(scene: &Scene, sheet: &Sheet) -> Result<Vec<u8>, ExportError> {
    let writer = Writer { outlines: Some(Outlines::default()), ..Writer::default() };
    Ok(written(scene, &sheet.title, writer).into_bytes())
}

/// The scene as an SVG document called `title`, to be drawn with the bundled font.
pub fn text_of(scene: &Scene, title: &str) -> String {
    written(scene, title, Writer::default())
}

/// The same for a picture with so many pixels a point: tiles of patterns are whole pixels, as close
/// to their size as that allows. Others would be smoothed at their edges and show as a pale grid.
pub fn text_for_pixels(scene: &Scene, title: &str, scale: f32) -> String {
    let pixels = PATTERN_PITCH * scale;
    let stretch = if pixels >= 1.0 { f64::from(pixels.round()) / f64::from(pixels) } else { 1.0 };
    written(scene, title, Writer { stretch: Some(stretch), ..Writer::default() })
}

/// The same for a page: cells are filled plainly first, and their patterns are ink alone. Programs
/// that show pages smooth the edges of each tile, and grounds of tiles would show as a grid of pale
/// seams.
pub fn text_for_page(scene: &Scene, title: &str) -> String {
    written(scene, title, Writer { ink_alone: true, ..Writer::default() })
}

fn written(scene: &Scene, title: &str, mut svg: Writer) -> String {
    for (number, layer) in scene.layers.iter().enumerate() {
        // A clip costs a renderer a whole picture's worth of memory: only where it cuts.
        if sticks_out(layer) {
            let _ = write!(svg.defs, "<clipPath id=\"c{number}\">");
            let _ = write!(svg.defs, "<rect{}/></clipPath>", attributes(&layer.clip));
            let _ = writeln!(svg.body, "<g clip-path=\"url(#c{number})\">");
        } else {
            svg.body.push_str("<g>\n");
        }
        for prim in &layer.prims {
            svg.prim(prim);
        }
        svg.body.push_str("</g>\n");
    }
    let (w, h) = (number(scene.width), number(scene.height));
    let ground = rgb(scene.background);
    let (links, letters) = match &svg.outlines {
        Some(outlines) => (LINKS, outlines.defs.as_str()),
        None => ("", ""),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\"{links} font-family=\"{FONT_FAMILY}\" font-weight=\"300\">\n\
         <title>{}</title>\n<defs>{}{letters}</defs>\n\
         <rect width=\"{w}\" height=\"{h}\" fill=\"{ground}\"/>\n{}</svg>\n",
        escaped(title),
        svg.defs,
        svg.body
    )
}

/// Whether anything of a layer may reach outside its clip.
fn sticks_out(layer: &Layer) -> bool {
    let clip = layer.clip;
    let inside = |x0: f32, y0: f32, x1: f32, y1: f32| {
        x0 >= clip.x && y0 >= clip.y && x1 <= clip.right() && y1 <= clip.bottom()
    };
    let holds = |r: &Rect| inside(r.x, r.y, r.right(), r.bottom());
    !layer.prims.iter().all(|prim| match prim {
        Prim::Rect { rect, .. } => holds(rect),
        Prim::Boxes { rects, .. } => rects.iter().all(holds),
        Prim::Line { from, to, .. } => {
            inside(from.x.min(to.x), from.y.min(to.y), from.x.max(to.x), from.y.max(to.y))
        }
        Prim::Path { points, .. } | Prim::Polygon { points, .. } => {
            points.iter().all(|p| inside(p.x, p.y, p.x, p.y))
        }
        Prim::Text(text) => {
            let width = text::width(&text.text, text.size);
            let x = match text.anchor {
                Anchor::Start => text.at.x,
                Anchor::Middle => text.at.x - width / 2.0,
                Anchor::End => text.at.x - width,
            };
            let (y, half) = (text.at.y, text.size * 0.5);
            inside(x, y - half, x + width, y + half)
        }
    })
}

#[derive(Default)]
struct Writer {
    defs: String,
    body: String,
    patterns: Vec<(Color, Pattern)>,
    /// Patterns have no ground.
    ink_alone: bool,
    /// Tiles of patterns are so many times their size.
    stretch: Option<f64>,
    /// Letters are shapes: whoever opens the file may lack the font.
    outlines: Option<Outlines>,
}

impl Writer {
    fn prim(&mut self, prim: &Prim) {
        match prim {
            Prim::Rect { rect, fill, stroke, radius } => self.rect(rect, *fill, *stroke, *radius),
            Prim::Boxes { fill, pattern, rects } => self.boxes(*fill, *pattern, rects),
            Prim::Line { from, to, stroke } => {
                let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(number);
                let _ = writeln!(
                    self.body,
                    "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"{}/>",
                    stroke_of(*stroke)
                );
            }
            Prim::Path { points, stroke } => {
                let (corners, stroke) = (corners(points), stroke_of(*stroke));
                let join = " stroke-linejoin=\"round\"";
                let _ = writeln!(
                    self.body,
                    "<polyline points=\"{corners}\" fill=\"none\"{stroke}{join}/>"
                );
            }
            Prim::Polygon { points, fill } => {
                let (corners, fill) = (corners(points), paint("fill", *fill));
                let _ = writeln!(self.body, "<polygon points=\"{corners}\"{fill}/>");
            }
            Prim::Text(text) => self.text(text),
        }
    }

    fn rect(&mut self, rect: &Rect, fill: Option<Color>, stroke: Option<Stroke>, radius: f32) {
        let fill = fill.map_or(" fill=\"none\"".to_owned(), |fill| paint("fill", fill));
        let stroke = stroke.map_or(String::new(), stroke_of);
        let radius = match radius > 0.0 {
            true => format!(" rx=\"{}\"", number(radius)),
            false => String::new(),
        };
        let _ = writeln!(self.body, "<rect{}{radius}{fill}{stroke}/>", attributes(rect));
    }

    /// All cells of one look are one path, without smoothing: cells share their edges, and
    /// smoothed edges would let the background shine through between them.
    fn boxes(&mut self, fill: Color, pattern: Pattern, rects: &[Rect]) {
        let plain = pattern == Pattern::Solid;
        if plain || self.ink_alone {
            self.cells(&paint("fill", fill), rects);
        }
        if !plain {
            let number = self.pattern(fill, pattern);
            self.cells(&format!(" fill=\"url(#p{number})\""), rects);
        }
    }

    fn cells(&mut self, fill: &str, rects: &[Rect]) {
        let _ = write!(self.body, "<path shape-rendering=\"crispEdges\"{fill} d=\"");
        for r in rects {
            let [x, y, w, h] = [r.x, r.y, r.w, r.h].map(number);
            let _ = write!(self.body, "M{x} {y}h{w}v{h}h-{w}z");
        }
        self.body.push_str("\"/>\n");
    }

    /// Number of the pattern's definition, which is written on first use.
    fn pattern(&mut self, fill: Color, pattern: Pattern) -> usize {
        if let Some(at) = self.patterns.iter().position(|known| *known == (fill, pattern)) {
            return at;
        }
        let (id, p) = (self.patterns.len(), number(PATTERN_PITCH));
        let _ = write!(
            self.defs,
            "<pattern id=\"p{id}\" width=\"{p}\" height=\"{p}\" patternUnits=\"userSpaceOnUse\""
        );
        if let Some(stretch) = self.stretch.filter(|stretch| (stretch - 1.0).abs() > 1e-6) {
            let _ = write!(self.defs, " patternTransform=\"scale({stretch:.7})\"");
        }
        self.defs.push('>');
        if !self.ink_alone {
            let ground = paint("fill", fill);
            let _ = write!(self.defs, "<rect width=\"{p}\" height=\"{p}\"{ground}/>");
        }
        let half = PATTERN_PITCH / 2.0;
        let _ = match pattern {
            Pattern::Solid => Ok(()),
            Pattern::Hatch(ink) => write!(
                self.defs,
                "<path d=\"M-1 1l2 -2M0 {p}L{p} 0M{0} {1}l2 -2\"{2} stroke-width=\"1.3\"/>",
                number(PATTERN_PITCH - 1.0),
                number(PATTERN_PITCH + 1.0),
                paint("stroke", ink)
            ),
            Pattern::Dots(ink) => write!(
                self.defs,
                "<circle cx=\"{half}\" cy=\"{half}\" r=\"1.1\"{}/>",
                paint("fill", ink)
            ),
            Pattern::Lines(ink) => write!(
                self.defs,
                "<path d=\"M0 {half}h{p}\"{} stroke-width=\"1\"/>",
                paint("stroke", ink)
            ),
        };
        self.defs.push_str("</pattern>");
        self.patterns.push((fill, pattern));
        id
    }

    fn text(&mut self, text: &Text) {
        let anchor = match text.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let mono = if text.mono { FIXED_WIDTH } else { "" };
        let (y, fill) = (text.at.y + text.size * BASELINE, paint("fill", text.color));
        let words = escaped(&text.text);
        // Letters that the bundled fonts lack are left to whoever shows the file.
        let shapes = self.outlines.as_mut().and_then(|it| it.group(text, y, &fill, &words));
        let _ = match shapes {
            Some(shapes) => writeln!(self.body, "{shapes}"),
            None => writeln!(
                self.body,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{mono}{fill}>{words}</text>",
                number(text.at.x),
                number(y),
                number(text.size),
            ),
        };
    }
}

fn corners(points: &[super::scene::Point]) -> String {
    let corners: Vec<String> =
        points.iter().map(|p| format!("{},{}", number(p.x), number(p.y))).collect();
    corners.join(" ")
}

fn attributes(r: &Rect) -> String {
    let [x, y, w, h] = [r.x, r.y, r.w.max(0.0), r.h.max(0.0)].map(number);
    format!(" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"")
}

fn stroke_of(stroke: Stroke) -> String {
    let dash = if stroke.dashed { " stroke-dasharray=\"4 3\"" } else { "" };
    let width = number(stroke.width);
    format!("{} stroke-width=\"{width}\"{dash}", paint("stroke", stroke.color))
}

fn paint(attribute: &str, color: Color) -> String {
    if color.a == 255 {
        return format!(" {attribute}=\"{}\"", rgb(color));
    }
    let opacity = number(f32::from(color.a) / 255.0);
    format!(" {attribute}=\"{}\" {attribute}-opacity=\"{opacity}\"", rgb(color))
}

fn rgb(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}

/// At most two decimals, no trailing zeros, never `-0`.
pub(super) fn number(value: f32) -> String {
    let hundredths = (f64::from(value) * 100.0).round() as i64;
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    match part {
        0 => format!("{sign}{whole}"),
        _ if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

/// Text as XML holds it. Control characters, which XML forbids, become spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::scene::{Layer, point, rect};
    use super::*;

    fn scene() -> Scene {
        let red = Color::hex(0xff0000);
        let mut layer = Layer::new(rect(0.0, 0.0, 50.0, 20.0));
        layer.boxes(red, Pattern::Hatch(Color::hex(0)), vec![rect(0.5, 1.0, 2.25, 3.0)]);
        layer.boxes(red, Pattern::Hatch(Color::hex(0)), vec![rect(4.0, 1.0, 2.0, 3.0)]);
        layer.text(point(5.0, 10.0), Anchor::End, 10.0, red.alpha(51), "a<b & \"c\"\n".into());
        Scene { width: 50.0, height: 20.0, background: Color::hex(0xffffff), layers: vec![layer] }
    }

    #[test]
    fn a_scene_becomes_well_formed_xml() {
        let svg = text_of(&scene(), "Locks & <threads>");
        let document = resvg::usvg::roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<_> = document.descendants().filter(|n| n.has_tag_name("text")).collect();
        assert_eq!(texts[0].text(), Some("a<b & \"c\" "));
        assert_eq!(texts[0].attribute("fill-opacity"), Some("0.2"));
        assert!(svg.contains("<title>Locks &amp; &lt;threads&gt;</title>"));
    }

    #[test]
    fn a_file_needs_no_font_and_still_says_its_texts() {
        let mut scene = scene();
        scene.layers[0].prims.retain(|prim| !matches!(prim, Prim::Text(_)));
        for (words, x) in [("worker", 5.0), ("a<b", 9.0)] {
            let at = point(x, 10.0);
            scene.layers[0].text(at, Anchor::Start, 10.0, Color::hex(0), words.into());
        }
        let sheet = Sheet { title: String::new(), scale: 1.0 };
        let svg = String::from_utf8(write(&scene, &sheet).unwrap()).unwrap();
        let document = resvg::usvg::roxmltree::Document::parse(&svg).unwrap();
        let all = |tag: &'static str| document.descendants().filter(move |n| n.has_tag_name(tag));
        assert_eq!((all("text").count(), all("use").count()), (0, "workera<b".len()));
        let link = ("http://www.w3.org/1999/xlink", "href");
        for letter in all("use") {
            let id = letter.attribute(link).unwrap().trim_start_matches('#');
            assert!(all("path").any(|path| path.attribute("id") == Some(id)), "{id}");
        }
        let titles: Vec<_> = all("title").filter_map(|title| title.text()).collect();
        assert_eq!(titles, ["worker", "a<b"]);
    }

    #[test]
    fn on_a_page_patterns_have_no_ground_of_their_own() {
        let svg = text_for_page(&scene(), "");
        let pattern = &svg[svg.find("<pattern").unwrap()..svg.find("</pattern>").unwrap()];
        assert!(!pattern.contains("<rect"), "{pattern}");
        let cells = |svg: &str| svg.matches("<path shape-rendering").count();
        assert_eq!((cells(&svg), cells(&text_of(&scene(), ""))), (4, 2), "plain ones lie below");
    }

    #[test]
    fn a_pattern_is_defined_once_and_used_by_all_its_cells() {
        let svg = text_of(&scene(), "");
        assert_eq!(svg.matches("<pattern ").count(), 1);
        assert_eq!(svg.matches("url(#p0)").count(), 2);
        assert!(svg.contains("M0.5 1h2.25v3h-2.25z"), "{svg}");
    }

    #[test]
    fn a_clip_is_written_only_where_something_is_cut() {
        let mut scene = scene();
        // Its text begins left of the picture.
        scene.layers[0].prims.retain(|prim| !matches!(prim, Prim::Text(_)));
        assert!(!text_of(&scene, "").contains("clip-path"));
        scene.layers[0].clip = rect(0.0, 0.0, 5.0, 20.0);
        assert!(text_of(&scene, "").contains("clip-path"));
    }

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        let cases = [(0.0, "0"), (-0.001, "0"), (1.5, "1.5"), (2.256, "2.26"), (-3.05, "-3.05")];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }
}
