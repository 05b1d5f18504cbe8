//! Figures as geometry: a pure function from a figure and a size to a scene.
//!
//! The screen paints this scene and every picture exporter writes it, so they cannot differ. With
//! the scene come the places that mean something (a bar, a cell, a name in the legend), which the
//! window makes into things to point at, click and read aloud. Knows no traces and no widgets.
//!
//! ```text
//! | title                                |   pictures only
//! | headline                             |
//! | legend                               |
//! | what the values are                  |
//! | 20 | body                            |
//! |  0 |_________________________________|
//!        0      1 ms     2 ms
//! ```

mod bars;
pub mod figure;
mod graph;
mod legend;
mod matrix;
mod panes;
mod spread;
mod versus;

use super::scene::{Anchor, Color, Layer, Pattern, Point, Rect, Scene, Stroke, point, rect};
use super::text;
use super::theme::{Look, Theme};
use super::timeline::{LaneKey, look_of};
use figure::{Body, Figure, Ink, Unit};

pub use panes::TimeArea;
pub use versus::times;

const TITLE_TEXT: f32 = 15.0;
const TITLE_HEIGHT: f32 = 30.0;
const HEADLINE_TEXT: f32 = 13.0;
const HEADLINE_HEIGHT: f32 = 22.0;
const HEADLINE_NEXT: f32 = 17.0;
/// Lines of a headline in a narrow picture.
const HEADLINES_MAX: usize = 3;
pub(super) const AXIS_TEXT: f32 = 10.5;
pub(super) const NAME_TEXT: f32 = 12.0;
/// Free at the left and right.
pub(super) const MARGIN: f32 = 8.0;

/// How large a figure is drawn and which stretch of time it spans.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartView {
    /// In points.
    pub width: f32,
    /// In points.
    pub height: f32,
    /// Above everything; no line for it if empty.
    pub title: String,
    /// Left edge of what is over time.
    pub from_nanos: f64,
    /// Right edge.
    pub to_nanos: f64,
    /// Whether to explain the colours.
    pub legend: bool,
    /// Whether counts are drawn by their logarithm.
    pub log: bool,
}

/// What is chosen, so that it can be shown.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marked {
    /// A stretch of time.
    pub range: Option<(f64, f64)>,
    /// A moment.
    pub moment: Option<f64>,
    /// Threads and objects to light up.
    pub lit: Vec<LaneKey>,
}

impl Marked {
    /// Whether this one is to stand back, because another is lit up. Only if `any` of the figure's
    /// own is lit does anything stand back.
    fn dims(&self, about: Option<LaneKey>, any: bool) -> bool {
        any && !about.is_some_and(|about| self.lit.contains(&about))
    }

    fn lights(&self, about: Option<LaneKey>) -> bool {
        about.is_some_and(|about| self.lit.contains(&about))
    }
}

/// A place of a chart that means something.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    /// Where.
    pub rect: Rect,
    /// What it says of itself.
    pub says: String,
    /// Whom it is about.
    pub about: Option<LaneKey>,
    /// A moment worth going to.
    pub moment: Option<u64>,
}

/// A drawn figure.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// What to draw.
    pub scene: Scene,
    /// What can be pointed at.
    pub spots: Vec<Spot>,
    /// Where time goes from left to right.
    pub areas: Vec<TimeArea>,
}

/// Draws a figure.
pub fn layout(figure: &Figure, view: &ChartView, theme: &Theme, marked: &Marked) -> Chart {
    let mut draw = Draw::new(view, theme, marked);
    let mut left = rect(0.0, 0.0, view.width, view.height);
    if !view.title.is_empty() {
        let line = take_top(&mut left, TITLE_HEIGHT);
        draw.line_of_text(line, TITLE_TEXT, theme.text, &view.title);
    }
    draw.headline(&mut left, &figure.headline);
    match &figure.body {
        Body::Panes { panes, end_nanos, gaps } => {
            panes::draw(&mut draw, left, panes, (*end_nanos, gaps));
        }
        Body::Spread(spread) => spread::draw(&mut draw, left, spread),
        Body::Bars(bars) => bars::draw(&mut draw, left, bars),
        Body::Matrix(matrix) => matrix::draw(&mut draw, left, matrix),
        Body::Graph(graph) => graph::draw(&mut draw, left, graph),
        Body::Versus(versus) => versus::draw(&mut draw, left, versus),
        Body::Nothing(why) => draw.nothing(left, why),
    }
    draw.finish()
}

/// Height that a figure needs to be read well, `width` wide.
pub fn height_for(figure: &Figure) -> f32 {
    match &figure.body {
        Body::Panes { panes, .. } => 60.0 + 240.0 * panes.len().clamp(1, 3) as f32,
        Body::Spread(_) => 380.0,
        Body::Bars(bars) => 110.0 + 30.0 * bars.rows.len().max(3) as f32,
        Body::Matrix(matrix) => 150.0 + 34.0 * matrix.rows.len().max(2) as f32,
        Body::Graph(graph) => graph::height_for(graph) + 80.0,
        Body::Versus(versus) => versus::height_for(versus) + 56.0,
        Body::Nothing(_) => 160.0,
    }
}

/// Height below which a figure cannot be read: less room is scrolled.
pub fn least_height(figure: &Figure) -> f32 {
    match &figure.body {
        Body::Panes { .. } => 110.0,
        Body::Spread(_) => 140.0,
        Body::Bars(bars) => 66.0 + 15.0 * bars.rows.len() as f32,
        Body::Matrix(matrix) => 88.0 + 16.0 * matrix.rows.len() as f32,
        Body::Graph(graph) => graph::height_for(graph) + HEADLINE_HEIGHT,
        Body::Versus(versus) => versus::height_for(versus) + 56.0,
        Body::Nothing(_) => 40.0,
    }
}

/// A drawing under way.
struct Draw<'a> {
    view: &'a ChartView,
    theme: &'a Theme,
    marked: &'a Marked,
    ground: Layer,
    /// Bodies, each cut at its own edges.
    bodies: Vec<Layer>,
    top: Layer,
    spots: Vec<Spot>,
    areas: Vec<TimeArea>,
}

impl<'a> Draw<'a> {
    fn new(view: &'a ChartView, theme: &'a Theme, marked: &'a Marked) -> Draw<'a> {
        let whole = rect(0.0, 0.0, view.width, view.height);
        Draw {
            view,
            theme,
            marked,
            ground: Layer::new(whole),
            bodies: Vec::new(),
            top: Layer::new(whole),
            spots: Vec::new(),
            areas: Vec::new(),
        }
    }

    fn finish(self) -> Chart {
        let mut layers = vec![self.ground];
        layers.extend(self.bodies);
        layers.push(self.top);
        let (width, height) = (self.view.width, self.view.height);
        let scene = Scene { width, height, background: self.theme.background, layers };
        Chart { scene, spots: self.spots, areas: self.areas }
    }

    fn line_of_text(&mut self, line: Rect, size: f32, color: Color, text: &str) {
        let text = text::elided(text, size, line.w - 2.0 * MARGIN);
        let at = point(line.x + MARGIN, line.middle());
        self.ground.text(at, Anchor::Start, size, color, text);
    }

    /// The headline, in several lines where the picture is narrow: a sentence is not to be cut.
    fn headline(&mut self, left: &mut Rect, headline: &str) {
        let width = left.w - 2.0 * MARGIN;
        let lines = text::wrapped_to(headline, HEADLINE_TEXT, width, HEADLINES_MAX);
        for (number, line) in lines.iter().enumerate() {
            let first = if number == 0 { HEADLINE_HEIGHT } else { HEADLINE_NEXT };
            let place = take_top(left, first);
            self.line_of_text(place, HEADLINE_TEXT, self.theme.text, line);
        }
    }

    fn nothing(&mut self, left: Rect, why: &str) {
        let (size, theme) = (HEADLINE_TEXT, self.theme);
        let lines = text::wrapped(why, size, left.w - 4.0 * MARGIN);
        let step = size * 1.5;
        let first = left.middle() - step * (lines.len() as f32 - 1.0) / 2.0;
        for (number, line) in lines.into_iter().enumerate() {
            let at = point(left.x + left.w / 2.0, first + number as f32 * step);
            self.ground.text(at, Anchor::Middle, size, theme.text_weak, line);
        }
    }

    fn weak(&mut self, at: Point, anchor: Anchor, text: impl Into<String>) {
        self.ground.text(at, anchor, AXIS_TEXT, self.theme.text_weak, text.into());
    }

    fn grid(&self) -> Stroke {
        Stroke::solid(1.0, self.theme.grid)
    }

    fn look(&self, ink: Ink) -> Look {
        let solid = |fill| Look { fill, pattern: Pattern::Solid };
        match ink {
            Ink::Total => solid(self.theme.text),
            Ink::Identity(number) => solid(self.theme.owner(number)),
            Ink::Run(number) => solid(run_color(self.theme, number)),
            Ink::Pale(number) => solid(self.theme.owner(number).mix(self.theme.background, 165)),
            Ink::State(state) => look_of(self.theme, state).unwrap_or(self.theme.ended),
        }
    }

    fn spot(&mut self, rect: Rect, says: impl Into<String>, about: Option<LaneKey>) {
        self.spots.push(Spot { rect, says: says.into(), about, moment: None });
    }
}

/// The colour of one of two runs.
pub fn run_color(theme: &Theme, number: usize) -> Color {
    if number == 0 { theme.text_weak.mix(theme.background, 100) } else { theme.accent }
}

/// Cuts a strip off the top of what is left.
fn take_top(left: &mut Rect, height: f32) -> Rect {
    let height = height.min(left.h);
    let strip = Rect { h: height, ..*left };
    *left = Rect { y: left.y + height, h: left.h - height, ..*left };
    strip
}

/// A number as its axis writes it.
pub fn number(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Number | Unit::Count => super::axis::amount(value),
        Unit::Share => super::axis::share(value),
        Unit::Nanos if value == 0.0 => "0".to_owned(),
        Unit::Nanos => super::axis::duration(value),
    }
}

/// A round number as the marks of an axis write it.
fn mark(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Nanos if value > 0.0 => super::axis::round_duration(value),
        unit => number(unit, value),
    }
}

/// Where an axis of values ends, and how far apart its marks are, for about `marks` of them.
fn value_axis(largest: f64, unit: Unit, marks: f32) -> (f64, f64) {
    let most = if largest > 0.0 { largest } else { 1.0 };
    let step = super::axis::nice(most / f64::from(marks.max(1.0)));
    let step = if unit == Unit::Count { step.max(1.0) } else { step };
    let end = (most / step * 0.999_999).ceil() * step;
    match unit {
        Unit::Share => (end.min(1.0), step),
        _ => (end, step),
    }
}

#[cfg(test)]
mod tests;
