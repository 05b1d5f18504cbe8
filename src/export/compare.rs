//! Two runs in one picture: their lanes one above the other on the same scale of time, and below
//! them their figures in pairs.
//!
//! The window paints the parts of this very picture. Counting is `analysis::compare`'s.

use super::axis::{amount, duration};
use super::chart::figure::{Body, Figure, Unit, Versus, VersusRow};

use super::chart::{self, ChartView, Marked, run_color, times};
use super::scene::{Anchor, Layer, Rect, Scene, point, rect};
use super::text;
use super::theme::Theme;
use super::timeline::{
    FrameOptions, LaneKey, Layout, Overlay, TimelineView, gutter_for, lane_keys, layout, name_of,
};
use crate::analysis::compare::{Comparison, Measure};
use crate::analysis::names::state_name;
use crate::model::ids::ObjectId;
use crate::trace::Trace;
use crate::words;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Threads of a run that have a lane: those that lived longest.
const THREADS_MAX: usize = 12;
/// Locks, queues and others that have a lane beside the GIL: those waited for longest in either run.
const OBJECTS_MAX: usize = 4;
/// Height of the line that says which run it is.
pub const HEAD: f32 = 26.0;
const HEAD_TEXT: f32 = 13.0;
const TITLE: f32 = 30.0;
const TITLE_TEXT: f32 = 15.0;
const MARGIN: f32 = 8.0;

/// A run and what it is called.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// "Before: bank.py, GIL".
    pub name: &'a str,
}

/// How the lanes of two runs are drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lanes {
    /// Width of all, in points.
    pub width: f32,
    /// Free at the right.
    pub margin: f32,
    /// The stretch of time in sight, since each run's beginning.
    pub sight: (f64, f64),
    /// Device pixels per point.
    pub pixels_per_point: f32,
    /// Shorter things than this many points share a column.
    pub detail: f32,
}

/// How long the longer of the runs took.
pub fn span(sides: [Side<'_>; 2]) -> f64 {
    let length = |side: Side<'_>| (side.trace.now_nanos() - side.trace.first_nanos()) as f64;
    sides.map(length).into_iter().fold(1_000.0, f64::max)
}

/// The lanes of one of the runs; `number` says which. Names take as much room in both.
pub fn lanes(
    sides: [Side<'_>; 2],
    number: usize,
    look: &Lanes,
    theme: &Theme,
) -> (TimelineView, Layout) {
    let trace = sides[number].trace;
    let from = trace.first_nanos() as f64;
    let shown = shown_of(trace, &waited_most(sides));
    let view = TimelineView {
        from_nanos: from + look.sight.0,
        to_nanos: from + look.sight.1,
        gutter: sides.map(|side| gutter_for(side.trace)).into_iter().fold(0.0, f32::max),
        margin: look.margin,
        pixels_per_point: look.pixels_per_point,
        detail: look.detail,
        hidden: lane_keys(trace).into_iter().filter(|key| !shown.contains(key)).collect(),
        ..TimelineView::whole(trace, look.width)
    };
    // One legend is enough for both.
    let frame = FrameOptions { legend: number == 1, ..FrameOptions::default() };
    let laid_out = layout(trace, &view, theme, &frame, &Overlay::default());
    (view, laid_out)
}

/// What was waited for longest in either run, by name.
fn waited_most(sides: [Side<'_>; 2]) -> BTreeSet<String> {
    let mut longest: BTreeMap<String, u64> = BTreeMap::new();
    for trace in sides.map(|side| side.trace) {
        let all = trace.first_nanos()..trace.now_nanos();
        for key in lane_keys(trace) {
            let LaneKey::Object(object) = key else { continue };
            let total = trace.object_lane(object).and_then(|lane| lane.total(all.clone()));
            let waited = total.map_or(0, |it| (it.waiters_mean * it.nanos() as f64) as u64);
            let known = longest.entry(name_of(trace, key)).or_default();
            *known = waited.max(*known);
        }
    }
    let mut names: Vec<_> = longest.into_iter().collect();
    names.sort_by_key(|(_, nanos)| Reverse(*nanos));
    names.into_iter().take(OBJECTS_MAX).map(|(name, _)| name).collect()
}

/// The lanes that matter most: all of a run would not fit beside another.
fn shown_of(trace: &Trace, objects: &BTreeSet<String>) -> BTreeSet<LaneKey> {
    let all = trace.first_nanos()..trace.now_nanos();
    let mut threads: Vec<_> = trace.threads().collect();
    threads.sort_by_cached_key(|&thread| {
        let total = trace.thread_lane(thread).and_then(|lane| lane.total(all.clone()));
        let alive = total.map_or(0.0, |total| total.living_nanos().iter().copied().sum::<f32>());
        Reverse(alive as u64)
    });
    let is_shown = |key: &LaneKey| match key {
        LaneKey::Object(ObjectId::GIL) => true,
        LaneKey::Object(_) => objects.contains(&name_of(trace, *key)),
        _ => false,
    };
    let objects = lane_keys(trace).into_iter().filter(is_shown);
    threads.into_iter().take(THREADS_MAX).map(LaneKey::Thread).chain(objects).collect()
}

/// What stands above a run's lanes.
pub fn heading(side: Side<'_>) -> String {
    let length = duration((side.trace.now_nanos() - side.trace.first_nanos()) as f64);
    let events = amount(side.trace.event_count() as f64);
    words!("plots-compare-run", name = side.name, length = length, events = events)
}

/// The figures in pairs.
pub fn figure(names: [&str; 2], compared: &Comparison) -> Figure {
    let of = |(measure, values): &(Measure, [Option<f64>; 2])| VersusRow {
        name: measure_name(*measure),
        unit: unit_of(*measure),
        values: *values,
    };
    let waits = compared.waited.iter().map(|(name, nanos)| VersusRow {
        name: words!("plots-compare-waited", name = name.as_str()),
        unit: Unit::Nanos,
        values: nanos.map(Some),
    });
    let rows: Vec<VersusRow> = compared.measures.iter().map(of).chain(waits).collect();
    if rows.is_empty() {
        return Figure::nothing(words!("plots-compare-nothing"));
    }
    let headline = headline(names, compared);
    Figure { headline, body: Body::Versus(Versus { names: names.map(str::to_owned), rows }) }
}

fn headline(names: [&str; 2], compared: &Comparison) -> String {
    let length = compared.measures.iter().find(|(measure, _)| *measure == Measure::Length);
    let Some((_, [Some(one), Some(other)])) = length else { return String::new() };
    let Some(times) = times([Some(*one), Some(*other)]) else { return String::new() };
    words!(
        "plots-compare-headline",
        one = names[0],
        first = duration(*one),
        other = names[1],
        second = duration(*other),
        times = times,
    )
}

fn unit_of(measure: Measure) -> Unit {
    match measure {
        Measure::AtOnce => Unit::Number,
        Measure::Acquisitions | Measure::LockWaits | Measure::Switches => Unit::Count,
        _ => Unit::Nanos,
    }
}

fn measure_name(measure: Measure) -> String {
    match measure {
        Measure::Length => words!("plots-compare-length").to_owned(),
        Measure::Processor => words!("plots-compare-processor").to_owned(),
        Measure::AtOnce => words!("plots-compare-at-once").to_owned(),
        Measure::InState(state) => {
            words!("plots-compare-state", state = state_name(state))
        }
        Measure::Acquisitions => words!("plots-compare-taken").to_owned(),
        Measure::LockWaits => words!("plots-compare-waits").to_owned(),
        Measure::LongestLockWait => words!("plots-compare-longest").to_owned(),
        Measure::Switches => words!("plots-compare-switches").to_owned(),
    }
}

/// Both runs and their figures as one picture.
pub fn picture(
    sides: [Side<'_>; 2],
    compared: &Comparison,
    (width, title): (f32, &str),
    theme: &Theme,
) -> Scene {
    let look = Lanes {
        width,
        margin: 12.0,
        sight: (0.0, span(sides)),
        pixels_per_point: 2.0,
        detail: 1.0,
    };
    let mut ground = Layer::new(Rect::default());
    let (mut layers, mut y) = (Vec::new(), 0.0);
    if !title.is_empty() {
        let title = text::elided(title, TITLE_TEXT, width - 2.0 * MARGIN);
        ground.text(point(MARGIN, TITLE / 2.0), Anchor::Start, TITLE_TEXT, theme.text, title);
        y += TITLE;
    }
    for (number, side) in sides.into_iter().enumerate() {
        ground.fill(rect(MARGIN, y + 8.0, 10.0, 10.0), run_color(theme, number));
        let head = text::elided(&heading(side), HEAD_TEXT, width - 4.0 * MARGIN);
        let at = point(MARGIN + 16.0, y + HEAD / 2.0);
        ground.text(at, Anchor::Start, HEAD_TEXT, theme.text, head);
        y += HEAD;
        let (_, lanes) = lanes(sides, number, &look, theme);
        layers.extend(lanes.scene.moved(0.0, y).layers);
        y += lanes.scene.height + MARGIN;
    }
    let figure = figure(sides.map(|side| side.name), compared);
    let height = chart::height_for(&figure);
    let view = ChartView { height, ..chart_view(width) };
    let chart = chart::layout(&figure, &view, theme, &Marked::default());
    layers.extend(chart.scene.moved(0.0, y).layers);
    let height = y + height;
    ground.clip = rect(0.0, 0.0, width, height);
    layers.insert(0, ground);
    Scene { width, height, background: theme.background, layers }
}

/// How the figures are drawn, but for their height.
pub fn chart_view(width: f32) -> ChartView {
    ChartView {
        width,
        height: 0.0,
        title: String::new(),
        from_nanos: 0.0,
        to_nanos: 1.0,
        legend: true,
        log: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::compare::{compare, summary};
    use crate::export::{fixture, theme};
    use crate::words::Language;

    fn drawn(width: f32, theme: &Theme) -> Scene {
        let (one, other) = (fixture::pipeline(), fixture::deadlock());
        let sides = [
            Side { trace: &one, name: "Before: a.py, GIL" },
            Side { trace: &other, name: "Now: a.py, free" },
        ];
        let compared = compare([&summary(&one), &summary(&other)]);
        picture(sides, &compared, (width, "Two runs"), theme)
    }

    #[test]
    fn two_runs_share_one_scale_of_time_and_their_figures_stand_in_pairs() {
        let scene = drawn(900.0, &theme::PRINT);
        let texts: Vec<&str> = scene.texts().collect();
        let count = |text: &str| texts.iter().filter(|other| **other == text).count();
        assert_eq!(count("Two runs"), 1);
        assert!(count("producer") >= 1, "{texts:?}");
        assert!(texts.iter().any(|text| text.starts_with("Before: a.py, GIL")));
        let axis: Vec<_> = texts.iter().filter(|text| **text == "0").collect();
        assert!(axis.len() >= 2, "each run has its axis: {texts:?}");
        assert!(texts.iter().any(|text| text.starts_with("× ")), "{texts:?}");
    }

    #[test]
    fn two_runs_make_the_same_picture_as_ever() {
        use crate::export::tests::{golden_path, is_as_ever};
        use crate::export::{Sheet, export_picture};
        let sheet = Sheet { title: "Two runs".to_owned(), scale: 1.0 };
        let bytes = export_picture(&drawn(900.0, &theme::PRINT), "svg", &sheet).unwrap();
        is_as_ever(&golden_path("svg").with_file_name("compare.svg"), &bytes);
    }

    #[test]
    fn the_picture_stays_within_its_edges_in_every_theme_and_language() {
        for theme in theme::ALL {
            for (width, language) in [(420.0, Language::Polish), (1200.0, Language::English)] {
                let scene = words::speaking(language, || drawn(width, theme));
                assert_eq!((scene.width, scene.background), (width, theme.background));
                for layer in &scene.layers {
                    assert!(layer.clip.right() <= width + 0.5, "{:?}", layer.clip);
                    assert!(layer.clip.bottom() <= scene.height + 0.5, "{:?}", layer.clip);
                }
            }
        }
    }
}
