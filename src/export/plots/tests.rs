//! Every plot of the list: on runs where it has something to say and where it has not, and as a
//! picture in every theme and language.

use super::*;
use crate::export::chart::figure::Body;
use crate::export::{fixture, theme};
use crate::trace::synthetic;
use crate::words::Language;

fn names(figure: &Figure) -> Vec<String> {
    match &figure.body {
        Body::Panes { panes, .. } => {
            panes.iter().flat_map(|pane| &pane.curves).map(|curve| curve.name.clone()).collect()
        }
        Body::Bars(bars) => bars.rows.iter().map(|row| row.name.clone()).collect(),
        Body::Matrix(matrix) => matrix.rows.iter().map(|row| row.0.clone()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_list_is_sorted_by_file_and_every_plot_says_what_it_is_in_every_language() {
    let listed: Vec<&str> = ALL.iter().map(|plot| plot.name).collect();
    for plot in ALL {
        assert_eq!(named(plot.name).map(|found| found.name), Some(plot.name));
        for language in Language::ALL {
            words::speaking(language, || {
                assert!((plot.help)().ends_with('.') && !(plot.title)().is_empty());
            });
        }
    }
    assert_eq!(listed.len(), listed.iter().collect::<std::collections::BTreeSet<_>>().len());
}

#[test]
fn every_plot_has_something_to_say_about_a_busy_run() {
    let trace = synthetic(6, 3, 30_000, 5);
    let ask = Ask { points: 100, ..Ask::whole(&trace) };
    for plot in ALL {
        let figure = (plot.figure)(&trace, &ask);
        assert_eq!(
            figure.is_nothing(),
            ["cpu", "levels", "processors"].contains(&plot.name),
            "{}",
            plot.name
        );
        if let Body::Panes { panes, .. } = &figure.body {
            assert!(!panes.is_empty());
            for curve in panes.iter().flat_map(|pane| &pane.curves) {
                assert!((1..=100).contains(&curve.points.len()), "{}", plot.name);
            }
        }
    }
}

#[test]
fn every_plot_survives_empty_ranges_and_empty_traces() {
    let (empty, trace) = (Trace::new(), fixture::pipeline());
    for plot in ALL {
        assert!((plot.figure)(&empty, &Ask::whole(&empty)).is_nothing(), "{}", plot.name);
        for range in [5..6, 10_000_000..20_000_000, 0..1] {
            (plot.figure)(&trace, &Ask { range, points: 0, ..Ask::whole(&trace) });
        }
    }
}

#[test]
fn every_plot_is_drawn_in_every_theme_and_language_within_its_picture() {
    let traces = [fixture::pipeline(), fixture::deadlock(), synthetic(30, 3, 3000, 1)];
    for (trace, language) in traces.iter().zip([Language::English, Language::Polish].iter().cycle())
    {
        words::speaking(*language, || {
            for (plot, theme) in
                ALL.iter().flat_map(|plot| theme::ALL.iter().map(move |t| (plot, t)))
            {
                for (width, height) in [(1200.0, None), (420.0, Some(160.0))] {
                    let options = ExportOptions {
                        width,
                        height,
                        theme,
                        title: "t".into(),
                        ..Default::default()
                    };
                    let scene = picture(trace, plot, &options);
                    assert!(scene.texts().count() > 0, "{}", plot.name);
                    for layer in &scene.layers {
                        assert!(layer.clip.w >= 0.0 && layer.clip.h >= 0.0, "{}", plot.name);
                    }
                }
            }
        });
    }
}

#[test]
fn contention_counts_those_who_wait() {
    let trace = fixture::pipeline();
    // The producer waits for the lock from 90 to 155 microseconds.
    let ask = Ask { range: 90_000..155_000, points: 10, ..Ask::whole(&trace) };
    let figure = (contention::PLOT.figure)(&trace, &ask);
    let Body::Panes { panes, .. } = &figure.body else { panic!("the lock is waited for") };
    for pane in panes {
        let lock = pane.curves.iter().find(|curve| curve.name == "accounts_lock").unwrap();
        assert!(lock.points.iter().all(|[_, value]| (value - 1.0).abs() < 0.01), "{lock:?}");
    }
}

#[test]
fn plots_about_one_lock_follow_the_choice() {
    let trace = synthetic(4, 3, 9000, 2);
    let about = Some(LaneKey::Object(ObjectId(ObjectId::FIRST_OF_SCRIPT.0 + 2)));
    for name in ["holds", "waits", "fairness", "blame"] {
        let figure = (named(name).unwrap().figure)(&trace, &Ask { about, ..Ask::whole(&trace) });
        assert!(figure.headline.contains("lock2"), "{name}: {}", figure.headline);
    }
}

#[test]
fn a_live_run_is_counted_in_its_newest_part_and_says_so() {
    let mut trace = Trace::new();
    crate::trace::synthetic::batches(4, 2, 9000, 1).iter().for_each(|batch| trace.append(batch));
    let ask = Ask { events_max: 500, ..Ask::whole(&trace) };
    for plot in ALL.iter().filter(|plot| plot.reads == Reads::Events) {
        let figure = (plot.figure)(&trace, &ask);
        assert!(figure.headline.contains("Of the newest"), "{}: {}", plot.name, figure.headline);
    }
}

#[test]
fn who_waited_for_whom_has_rows_for_those_who_waited() {
    let trace = fixture::pipeline();
    let figure = (blame::PLOT.figure)(&trace, &Ask::whole(&trace));
    assert!(names(&figure).contains(&"producer".to_owned()), "{figure:?}");
    let Body::Matrix(matrix) = &figure.body else { panic!("threads waited") };
    let (rows, columns): (f64, f64) =
        (matrix.rows.iter().map(|row| row.2).sum(), matrix.columns.iter().map(|c| c.2).sum());
    assert_eq!(rows, columns);
}
