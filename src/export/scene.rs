//! One vector scene: what the screen paints and every picture exporter writes.
//!
//! Units are screen points, y grows downwards. Knows nothing of traces, widgets or files: a
//! painter or an exporter walks the layers in order and draws what it finds.

/// A colour with straight (not premultiplied) alpha.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity.
    pub a: u8,
}

impl Color {
    /// From `0xRRGGBB`, opaque.
    pub const fn hex(rgb: u32) -> Color {
        Color { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8, a: 255 }
    }

    /// The same colour with another opacity.
    pub const fn alpha(self, a: u8) -> Color {
        Color { a, ..self }
    }

    /// Mixes towards `other`; `share` 0 is this colour, 255 the other.
    pub const fn mix(self, other: Color, share: u8) -> Color {
        const fn part(from: u8, to: u8, share: u8) -> u8 {
            ((from as u32 * (255 - share as u32) + to as u32 * share as u32 + 127) / 255) as u8
        }
        Color {
            r: part(self.r, other.r, share),
            g: part(self.g, other.g, share),
            b: part(self.b, other.b, share),
            a: part(self.a, other.a, share),
        }
    }

    /// Black or white: the one that reads better on this colour.
    pub fn readable_on(self) -> Color {
        // Rec. 709 luma of the encoded values; 118 is where both contrasts are about equal.
        let luma = 2126 * u32::from(self.r) + 7152 * u32::from(self.g) + 722 * u32::from(self.b);
        if luma > 10_000 * 118 { Color::hex(0x1a1a1a) } else { Color::hex(0xffffff) }
    }
}

/// A place.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// Shorthand for a [`Point`].
pub const fn point(x: f32, y: f32) -> Point {
    Point { x, y }
}

/// An upright rectangle.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// Shorthand for a [`Rect`].
pub const fn rect(x: f32, y: f32, w: f32, h: f32) -> Rect {
    Rect { x, y, w, h }
}

impl Rect {
    /// Right edge.
    pub fn right(&self) -> f32 {
        self.x + self.w
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.h
    }

    /// Height of the middle line.
    pub fn middle(&self) -> f32 {
        self.y + self.h / 2.0
    }

    /// Whether a point is inside (left and top edges are, right and bottom are not).
    pub fn contains(&self, at: Point) -> bool {
        at.x >= self.x && at.x < self.right() && at.y >= self.y && at.y < self.bottom()
    }
}

/// What lies over a fill, so that a state can be told without its colour.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Pattern {
    /// Nothing.
    Solid,
    /// Diagonal lines of this colour.
    Hatch(Color),
    /// Dots of this colour.
    Dots(Color),
    /// Level lines of this colour.
    Lines(Color),
}

/// Distance between the lines of a pattern or between its dots, in points.
pub const PATTERN_PITCH: f32 = 6.0;

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stroke {
    /// Thickness.
    pub width: f32,
    /// Colour.
    pub color: Color,
    /// Whether it is dashed.
    pub dashed: bool,
}

impl Stroke {
    /// A whole line.
    pub const fn solid(width: f32, color: Color) -> Stroke {
        Stroke { width, color, dashed: false }
    }

    /// A dashed line.
    pub const fn dashed(width: f32, color: Color) -> Stroke {
        Stroke { width, color, dashed: true }
    }
}

/// Which side of a text its place names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text's middle is there.
    Middle,
    /// The text ends there.
    End,
}

/// A text in one line.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// Its anchor across, the middle of its line down.
    pub at: Point,
    /// What `at.x` means.
    pub anchor: Anchor,
    /// Size in points.
    pub size: f32,
    /// Colour.
    pub color: Color,
    /// Letters.
    pub text: String,
    /// In the fixed-width font.
    pub mono: bool,
}

/// One thing to draw.
#[derive(Clone, PartialEq, Debug)]
pub enum Prim {
    /// One rectangle with rounded corners.
    Rect {
        /// Where.
        rect: Rect,
        /// Inside.
        fill: Option<Color>,
        /// Outline.
        stroke: Option<Stroke>,
        /// Of the corners.
        radius: f32,
    },
    /// Many rectangles of one look: the cells of a lane.
    Boxes {
        /// Inside.
        fill: Color,
        /// Over it.
        pattern: Pattern,
        /// Where.
        rects: Vec<Rect>,
    },
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// How.
        stroke: Stroke,
    },
    /// A line through points.
    Path {
        /// Through these, in order.
        points: Vec<Point>,
        /// How.
        stroke: Stroke,
    },
    /// A convex polygon.
    Polygon {
        /// Its corners, in order.
        points: Vec<Point>,
        /// Inside.
        fill: Color,
    },
    /// A text.
    Text(Text),
}

/// Things that are cut off at one rectangle.
#[derive(Clone, PartialEq, Debug)]
pub struct Layer {
    /// Nothing outside is drawn.
    pub clip: Rect,
    /// In drawing order.
    pub prims: Vec<Prim>,
}

impl Layer {
    /// An empty layer.
    pub fn new(clip: Rect) -> Layer {
        Layer { clip, prims: Vec::new() }
    }

    /// Adds a filled rectangle.
    pub fn fill(&mut self, rect: Rect, fill: Color) {
        self.prims.push(Prim::Rect { rect, fill: Some(fill), stroke: None, radius: 0.0 });
    }

    /// Adds a rectangle's outline.
    pub fn frame(&mut self, rect: Rect, stroke: Stroke, radius: f32) {
        self.prims.push(Prim::Rect { rect, fill: None, stroke: Some(stroke), radius });
    }

    /// Adds cells of one look; none if there are no rectangles.
    pub fn boxes(&mut self, fill: Color, pattern: Pattern, rects: Vec<Rect>) {
        if !rects.is_empty() {
            self.prims.push(Prim::Boxes { fill, pattern, rects });
        }
    }

    /// Adds a line.
    pub fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.prims.push(Prim::Line { from, to, stroke });
    }

    /// Adds a line through points; none through fewer than two.
    pub fn path(&mut self, points: Vec<Point>, stroke: Stroke) {
        if points.len() > 1 {
            self.prims.push(Prim::Path { points, stroke });
        }
    }

    /// Adds an arrow: a line and its head.
    pub fn arrow(&mut self, from: Point, to: Point, stroke: Stroke) {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = dx.hypot(dy);
        if length < 1.0 {
            return;
        }
        let head = (3.0 + 2.0 * stroke.width).min(length * 0.5);
        let (ux, uy) = (dx / length, dy / length);
        let neck = point(to.x - ux * head, to.y - uy * head);
        self.line(from, neck, stroke);
        let side = head * 0.5;
        self.prims.push(Prim::Polygon {
            points: vec![
                to,
                point(neck.x - uy * side, neck.y + ux * side),
                point(neck.x + uy * side, neck.y - ux * side),
            ],
            fill: stroke.color,
        });
    }

    /// Adds a text; nothing for an empty one.
    pub fn text(&mut self, at: Point, anchor: Anchor, size: f32, color: Color, text: String) {
        if !text.is_empty() {
            let mono = false;
            self.prims.push(Prim::Text(Text { at, anchor, size, color, text, mono }));
        }
    }
}

/// A whole picture.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scene {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Behind everything.
    pub background: Color,
    /// Bottom first.
    pub layers: Vec<Layer>,
}

impl Scene {
    /// All things in all layers, in drawing order.
    pub fn prims(&self) -> impl Iterator<Item = &Prim> {
        self.layers.iter().flat_map(|layer| &layer.prims)
    }

    /// All texts, in drawing order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.prims().filter_map(|prim| match prim {
            Prim::Text(text) => Some(text.text.as_str()),
            _ => None,
        })
    }
}

impl Scene {
    /// The same picture, moved.
    pub fn moved(&self, right: f32, down: f32) -> Scene {
        let change = Change { factor: 1.0, right, down };
        Scene { layers: self.changed(change), ..*self }
    }

    fn changed(&self, change: Change) -> Vec<Layer> {
        let layer = |layer: &Layer| Layer {
            clip: change.rect(layer.clip),
            prims: layer.prims.iter().map(|prim| change.prim(prim)).collect(),
        };
        self.layers.iter().map(layer).collect()
    }

    /// The same picture, `factor` times as large.
    pub fn scaled(&self, factor: f32) -> Scene {
        Scene {
            width: self.width * factor,
            height: self.height * factor,
            background: self.background,
            layers: self.changed(Change { factor, right: 0.0, down: 0.0 }),
        }
    }
}

/// Made larger, then moved.
#[derive(Clone, Copy)]
struct Change {
    factor: f32,
    right: f32,
    down: f32,
}

impl Change {
    fn point(self, p: Point) -> Point {
        point(p.x * self.factor + self.right, p.y * self.factor + self.down)
    }

    fn rect(self, r: Rect) -> Rect {
        let at = self.point(point(r.x, r.y));
        rect(at.x, at.y, r.w * self.factor, r.h * self.factor)
    }

    fn stroke(self, stroke: Stroke) -> Stroke {
        Stroke { width: stroke.width * self.factor, ..stroke }
    }

    fn prim(self, prim: &Prim) -> Prim {
        let all = |points: &[Point]| points.iter().map(|&p| self.point(p)).collect();
        match prim {
            Prim::Rect { rect, fill, stroke, radius } => Prim::Rect {
                rect: self.rect(*rect),
                fill: *fill,
                stroke: stroke.map(|stroke| self.stroke(stroke)),
                radius: radius * self.factor,
            },
            Prim::Boxes { fill, pattern, rects } => {
                let rects = rects.iter().map(|&r| self.rect(r)).collect();
                Prim::Boxes { fill: *fill, pattern: *pattern, rects }
            }
            Prim::Line { from, to, stroke } => Prim::Line {
                from: self.point(*from),
                to: self.point(*to),
                stroke: self.stroke(*stroke),
            },
            Prim::Path { points, stroke } => {
                Prim::Path { points: all(points), stroke: self.stroke(*stroke) }
            }
            Prim::Polygon { points, fill } => Prim::Polygon { points: all(points), fill: *fill },
            Prim::Text(text) => {
                let (at, size) = (self.point(text.at), text.size * self.factor);
                Prim::Text(Text { at, size, ..text.clone() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_colour_contrasts_with_what_it_stands_on() {
        assert_eq!(Color::hex(0xffffff).readable_on(), Color::hex(0x1a1a1a));
        assert_eq!(Color::hex(0x202020).readable_on(), Color::hex(0xffffff));
    }

    #[test]
    fn an_arrow_ends_at_its_target() {
        let mut layer = Layer::new(rect(0.0, 0.0, 10.0, 10.0));
        layer.arrow(point(0.0, 0.0), point(0.0, 100.0), Stroke::solid(1.0, Color::hex(0)));
        assert!(matches!(
            &layer.prims[..],
            [Prim::Line { .. }, Prim::Polygon { points, .. }] if points[0] == point(0.0, 100.0)
        ));
    }

    #[test]
    fn a_scene_made_larger_keeps_its_proportions() {
        let mut layer = Layer::new(rect(0.0, 0.0, 10.0, 10.0));
        layer.fill(rect(1.0, 2.0, 3.0, 4.0), Color::hex(0));
        layer.text(point(5.0, 5.0), Anchor::Start, 8.0, Color::hex(0), "a".into());
        let background = Color::hex(0xffffff);
        let scene = Scene { width: 10.0, height: 10.0, background, layers: vec![layer] };
        let large = scene.scaled(2.0).moved(1.0, 0.0);
        assert_eq!((large.width, large.layers[0].clip.w), (20.0, 20.0));
        let prims: Vec<_> = large.prims().collect();
        assert!(matches!(prims[0], Prim::Rect { rect: r, .. } if *r == rect(3.0, 4.0, 6.0, 8.0)));
        assert!(matches!(prims[1], Prim::Text(text) if text.size == 16.0));
    }

    #[test]
    fn mixing_goes_from_one_colour_to_the_other() {
        let (black, white) = (Color::hex(0), Color::hex(0xffffff));
        assert_eq!(black.mix(white, 0), black);
        assert_eq!(black.mix(white, 255), white);
        assert_eq!(black.mix(white, 128).r, 128);
    }
}
