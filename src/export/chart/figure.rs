//! What a plot shows, as data: the one form between analysis and drawing.
//!
//! A figure knows names, numbers and whose they are. It knows no sizes, no colours and no widgets.

use crate::analysis::wait_for::WaitFor;
use crate::export::timeline::LaneKey;
use crate::trace::State;

/// What a plot shows.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// The one thing to know, in a sentence; empty if there is none.
    pub headline: String,
    /// The rest.
    pub body: Body,
}

impl Figure {
    /// Nothing to show, and why, or what to do.
    pub fn nothing(why: impl Into<String>) -> Figure {
        Figure { headline: String::new(), body: Body::Nothing(why.into()) }
    }

    /// Whether there is nothing to show.
    pub fn is_nothing(&self) -> bool {
        matches!(self.body, Body::Nothing(_))
    }
}

/// The picture of a figure.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// Curves over time, in panes that share the time.
    Panes {
        /// From top to bottom, or side by side.
        panes: Vec<Pane>,
        /// Where the last point's stretch ends.
        end_nanos: f64,
        /// Where something was not recorded, in nanoseconds.
        gaps: Vec<(f64, f64)>,
    },
    /// How often something took how long.
    Spread(Spread),
    /// Horizontal bars.
    Bars(Bars),
    /// A table of numbers, darker where they are larger.
    Matrix(Matrix),
    /// Who waits for whom at a moment.
    Graph(Graph),
    /// Two runs, figure by figure.
    Versus(Versus),
    /// Nothing, and why, or what to do.
    Nothing(String),
}

/// Whose colour something has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// The text's: a total.
    Total,
    /// The identity colour with this number: a thread's or an object's.
    Identity(usize),
    /// A state's colour and pattern, as on the timeline.
    State(State),
    /// A paler ground of something else.
    Pale(usize),
    /// One of two runs: neither a thread's colour nor a state's.
    Run(usize),
}

/// How the numbers of an axis are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// `0.5`, `20 k`.
    Number,
    /// The same of what is counted in wholes: an axis has no marks between them.
    Count,
    /// `50 %`.
    Share,
    /// `1.2 ms`.
    Nanos,
}

/// How curves are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// From middle to middle of the stretches.
    Line,
    /// Level over each stretch.
    Steps,
    /// Filled, one upon the other.
    Stack,
}

/// Curves of one kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Pane {
    /// What the values are.
    pub label: String,
    /// How they are written.
    pub unit: Unit,
    /// How they are drawn.
    pub shape: Shape,
    /// The axis goes at least so far.
    pub at_least: f64,
    /// The curves, most important first.
    pub curves: Vec<Curve>,
}

/// A curve over time.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    /// In the legend.
    pub name: String,
    /// Whose it is.
    pub about: Option<LaneKey>,
    /// Its colour.
    pub ink: Ink,
    /// Beginning of each stretch in nanoseconds, and its value.
    pub points: Vec<[f64; 2]>,
    /// Highest value within each stretch, if that is worth showing; else empty.
    pub peaks: Vec<f64>,
}

/// A distribution of durations.
#[derive(Clone, PartialEq, Debug)]
pub struct Spread {
    /// What is counted.
    pub label: String,
    /// Whose it is.
    pub about: Option<LaneKey>,
    /// Its colour.
    pub ink: Ink,
    /// From, to (nanoseconds), and how many.
    pub bars: Vec<(f64, f64, u64)>,
    /// Moments of the axis worth a mark: name and nanoseconds.
    pub marks: Vec<(&'static str, f64)>,
}

/// Horizontal bars.
#[derive(Clone, PartialEq, Debug)]
pub struct Bars {
    /// What their lengths are.
    pub label: String,
    /// How they are written.
    pub unit: Unit,
    /// One below the other.
    pub rows: Vec<BarRow>,
    /// A length worth a line through all bars, and its name.
    pub line: Option<(f64, String)>,
    /// The parts of a row, if it has several: name and colour.
    pub legend: Vec<(String, Ink)>,
}

/// A row of bars.
#[derive(Clone, PartialEq, Debug)]
pub struct BarRow {
    /// At the left.
    pub name: String,
    /// Whose it is.
    pub about: Option<LaneKey>,
    /// Bars, the widest first: each is drawn thinner than the one before.
    pub parts: Vec<(Ink, f64)>,
    /// Behind the bars.
    pub text: String,
    /// All that there is to say, for the pointer and for screen readers.
    pub says: String,
    /// A moment worth going to.
    pub moment: Option<u64>,
}

/// A table of durations.
#[derive(Clone, PartialEq, Debug)]
pub struct Matrix {
    /// What the rows are.
    pub rows_label: String,
    /// What the columns are.
    pub columns_label: String,
    /// Name, whose, and the sum of each row.
    pub rows: Vec<(String, Option<LaneKey>, f64)>,
    /// Name, whose, and the sum of each column.
    pub columns: Vec<(String, Option<LaneKey>, f64)>,
    /// By row, then by column; empty cells are `None`.
    pub cells: Vec<Vec<Option<MatrixCell>>>,
}

/// A cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct MatrixCell {
    /// Its number.
    pub nanos: f64,
    /// All that there is to say.
    pub says: String,
    /// Whom a click chooses, and when.
    pub goes_to: Option<(LaneKey, u64)>,
}

/// Who waits for whom, with everything named.
#[derive(Clone, PartialEq, Debug)]
pub struct Graph {
    /// Threads: number, name.
    pub threads: Vec<(LaneKey, String)>,
    /// Objects, and threads as something to wait for.
    pub objects: Vec<(LaneKey, String)>,
    /// The graph.
    pub waits: WaitFor,
    /// Sentences about each wait.
    pub sentences: Vec<(LaneKey, String)>,
    /// Threads and objects that are left out because there are too many.
    pub left_out: usize,
}

/// Two runs, figure by figure.
#[derive(Clone, PartialEq, Debug)]
pub struct Versus {
    /// What the runs are called.
    pub names: [String; 2],
    /// One below the other.
    pub rows: Vec<VersusRow>,
}

/// A figure of two runs.
#[derive(Clone, PartialEq, Debug)]
pub struct VersusRow {
    /// At the left.
    pub name: String,
    /// How its numbers are written.
    pub unit: Unit,
    /// Of each run, if it is known of it.
    pub values: [Option<f64>; 2],
}
