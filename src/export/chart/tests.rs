//! Where things are on a chart.

use super::figure::*;
use super::*;
use crate::export::{fixture, plots, scene::Prim, theme};
use crate::model::ids::{ObjectId, ThreadId};

fn view(width: f32, height: f32) -> ChartView {
    ChartView {
        width,
        height,
        title: String::new(),
        from_nanos: 0.0,
        to_nanos: 500_000.0,
        legend: true,
        log: false,
    }
}

fn curve(number: u32, values: &[f64]) -> Curve {
    Curve {
        name: format!("curve {number}"),
        about: Some(LaneKey::Thread(ThreadId(number))),
        ink: Ink::Identity(number as usize),
        points: values.iter().zip(0..).map(|(&v, at)| [f64::from(at) * 100_000.0, v]).collect(),
        peaks: Vec::new(),
    }
}

fn panes(shape: Shape, curves: Vec<Curve>) -> Figure {
    let pane = Pane { label: "values".into(), unit: Unit::Number, shape, at_least: 1.0, curves };
    let body =
        Body::Panes { panes: vec![pane.clone(), pane], end_nanos: 500_000.0, gaps: Vec::new() };
    Figure { headline: "One.".into(), body }
}

#[test]
fn moments_and_places_are_each_others_inverse() {
    let figure = panes(Shape::Line, vec![curve(0, &[1.0, 2.0, 4.0, 2.0, 0.0])]);
    let chart = layout(&figure, &view(700.0, 300.0), &theme::LIGHT, &Marked::default());
    assert_eq!(chart.areas.len(), 2);
    assert_eq!(chart.areas[0].rect.x, chart.areas[1].rect.x);
    for area in &chart.areas {
        for nanos in [0.0, 123_456.0, 500_000.0] {
            assert!((area.nanos(area.x(nanos)) - nanos).abs() < 100.0);
        }
        assert!(area.top >= 4.0 && area.y(area.top) >= area.rect.y - 0.01);
        assert_eq!(area.y(0.0), area.rect.bottom());
    }
}

#[test]
fn low_panels_have_their_panes_side_by_side() {
    let figure = panes(Shape::Steps, vec![curve(0, &[1.0])]);
    let low = layout(&figure, &view(900.0, 170.0), &theme::LIGHT, &Marked::default());
    assert_eq!(low.areas[0].rect.y, low.areas[1].rect.y);
    assert!(low.areas[0].rect.right() < low.areas[1].rect.x);
    let high = layout(&figure, &view(900.0, 500.0), &theme::LIGHT, &Marked::default());
    assert_eq!(high.areas[0].rect.x, high.areas[1].rect.x);
    assert!(high.areas[0].rect.bottom() < high.areas[1].rect.y);
}

#[test]
fn stacked_values_stand_on_each_other() {
    let figure = panes(Shape::Stack, vec![curve(0, &[1.0, 1.0]), curve(1, &[2.0, 3.0])]);
    let chart = layout(&figure, &view(700.0, 400.0), &theme::LIGHT, &Marked::default());
    assert_eq!(chart.areas[0].top, 4.0);
    let boxes: Vec<_> = chart.scene.layers[1]
        .prims
        .iter()
        .filter_map(|prim| match prim {
            Prim::Boxes { rects, .. } => Some(rects.clone()),
            _ => None,
        })
        .collect();
    // The lower band is of one height and so one box; the upper one stands on it.
    assert_eq!((boxes[0].len(), boxes[1].len()), (1, 2));
    assert!((boxes[1][0].bottom() - boxes[0][0].y).abs() < 0.01);
}

#[test]
fn what_is_lit_makes_the_others_stand_back() {
    let figure = panes(Shape::Line, vec![curve(0, &[1.0, 2.0]), curve(1, &[2.0, 1.0])]);
    let lit = Marked { lit: vec![LaneKey::Thread(ThreadId(1))], ..Marked::default() };
    let opaque = |marked: &Marked| {
        let chart = layout(&figure, &view(700.0, 400.0), &theme::LIGHT, marked);
        let paths = chart.scene.prims().filter_map(|prim| match prim {
            Prim::Path { stroke, .. } => Some(stroke.color.a == 255),
            _ => None,
        });
        paths.collect::<Vec<_>>()
    };
    assert_eq!(opaque(&Marked::default()), [true; 4]);
    assert_eq!(opaque(&lit), [true, false, true, false]);
    let other = Marked { lit: vec![LaneKey::Object(ObjectId(9))], ..Marked::default() };
    assert_eq!(opaque(&other), [true; 4]);
}

#[test]
fn a_long_legend_says_how_many_more_there_are() {
    let curves = (0..40).map(|number| curve(number, &[1.0])).collect();
    let chart =
        layout(&panes(Shape::Line, curves), &view(500.0, 300.0), &theme::LIGHT, &Marked::default());
    assert!(chart.scene.texts().any(|text| text.starts_with("and ")), "it counts the rest");
    let right = chart.spots.iter().map(|spot| spot.rect.right()).fold(0.0, f32::max);
    assert!(right <= 500.0);
}

#[test]
fn a_deadlock_has_all_its_names_and_an_arrow_for_each_link() {
    let trace = fixture::deadlock();
    let figure = (plots::wait_graph::PLOT.figure)(&trace, &plots::Ask::whole(&trace));
    assert!(figure.headline.starts_with("Deadlock since 80 µs: "), "{}", figure.headline);
    let chart = layout(&figure, &view(700.0, 300.0), &theme::DARK, &Marked::default());
    let texts: Vec<&str> = chart.scene.texts().collect();
    for name in ["transfer a to b", "transfer b to a", "accounts_lock", "other_lock"] {
        assert!(texts.contains(&name), "{texts:?}");
    }
    let heads = chart.scene.prims().filter(|prim| matches!(prim, Prim::Polygon { .. })).count();
    // Two held, two waited for, the main thread's join, and two in the explanation.
    assert_eq!(heads, 7);
    let nodes = chart.spots.iter().filter(|spot| spot.about.is_some() && spot.moment.is_none());
    let nodes: Vec<_> = nodes.collect();
    for (at, one) in nodes.iter().enumerate() {
        for other in &nodes[at + 1..] {
            let apart = one.rect.bottom() <= other.rect.y
                || other.rect.bottom() <= one.rect.y
                || one.rect.right() <= other.rect.x
                || other.rect.right() <= one.rect.x;
            assert!(apart, "{} covers {}", one.says, other.says);
        }
    }
}

#[test]
fn percentiles_are_marked_and_their_names_do_not_cover_each_other() {
    let spread = Spread {
        label: "holds".into(),
        about: None,
        ink: Ink::Identity(1),
        bars: vec![(1000.0, 2000.0, 5), (2000.0, 4000.0, 20), (4000.0, 8000.0, 1)],
        marks: vec![("p50", 2100.0), ("p90", 2200.0), ("p99", 2300.0)],
    };
    let figure = Figure { headline: String::new(), body: Body::Spread(spread) };
    for log in [false, true] {
        let view = ChartView { log, ..view(600.0, 260.0) };
        let chart = layout(&figure, &view, &theme::LIGHT, &Marked::default());
        let marks: Vec<_> = chart
            .scene
            .prims()
            .filter_map(|prim| match prim {
                Prim::Text(text) if text.text.starts_with('p') => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(marks.len(), 3);
        assert!(marks[0].at.y != marks[1].at.y && marks[1].at.y != marks[2].at.y);
        assert_eq!(chart.spots.len(), 3);
    }
}
