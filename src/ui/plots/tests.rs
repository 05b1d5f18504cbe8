//! Every plot of the list, on runs where it has something to say and where it has not.

use super::*;
use crate::export::{fixture, theme};
use crate::trace::synthetic;
use egui::vec2;
use egui_kittest::Harness;

fn harness(trace: Trace, number: usize, theme: &'static Theme) -> Harness<'static> {
    let mut panel = PlotPanel::default();
    let window = Window { to_nanos: trace.now_nanos() as f64, ..Window::default() };
    let selection = Selection::default();
    let mut harness = Harness::builder().with_size(vec2(600.0, 260.0)).build_ui(move |ui| {
        let visuals = if theme.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        ui.ctx().set_visuals(visuals);
        panel.ui(ui, &ALL[number], (&trace, theme), &window, &selection);
    });
    harness.run_steps(3);
    harness
}

#[test]
fn every_plot_has_something_to_say_about_a_busy_run() {
    let trace = synthetic(6, 3, 30_000, 5);
    for plot in ALL {
        let figure = (plot.figure)(&trace, 0..trace.now_nanos(), 100);
        match figure {
            Figure::Curves { curves, .. } => {
                assert!(!curves.is_empty() && curves.len() <= CURVES_MAX, "{}", plot.title);
                assert!(curves.iter().all(|curve| curve.points.len() <= 100), "{}", plot.title);
            }
            Figure::Bars { columns, .. } => assert!(!columns.is_empty(), "{}", plot.title),
            Figure::Nothing(_) => assert_eq!(plot.title, "Levels"),
        }
    }
}

#[test]
fn every_plot_survives_empty_ranges_and_empty_traces() {
    let empty = Trace::new();
    let trace = fixture::pipeline();
    for plot in ALL {
        assert!(matches!((plot.figure)(&empty, 0..1, 100), Figure::Nothing(_)), "{}", plot.title);
        (plot.figure)(&trace, 5..6, 100);
        (plot.figure)(&trace, 10_000_000..20_000_000, 100);
    }
}

#[test]
fn every_plot_is_drawn_in_both_themes() {
    for number in 0..ALL.len() {
        for theme in [&theme::LIGHT, &theme::DARK] {
            harness(fixture::pipeline(), number, theme);
        }
    }
}

#[test]
fn contention_counts_those_who_wait() {
    let trace = fixture::pipeline();
    // The producer waits for the lock from 90 to 155 microseconds.
    let Figure::Curves { curves, .. } = (contention::PLOT.figure)(&trace, 90_000..155_000, 10)
    else {
        panic!("the lock is waited for")
    };
    let lock = curves.iter().find(|curve| curve.name == "accounts_lock").unwrap();
    assert!(lock.points.iter().all(|[_, waiters]| (waiters - 1.0).abs() < 0.01), "{lock:?}");
}
