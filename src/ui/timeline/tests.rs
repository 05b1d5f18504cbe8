//! The panel driven as a user drives it: keys, mouse, screen reader.

use super::*;
use crate::export::{fixture, theme};
use crate::model::ids::ThreadId;
use egui::{Key, accesskit::Role, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

struct App {
    panel: TimelinePanel,
    selection: Selection,
    trace: Trace,
    theme: &'static Theme,
}

fn app(trace: Trace, theme: &'static Theme) -> Harness<'static, App> {
    let app =
        App { panel: TimelinePanel::default(), selection: Selection::default(), trace, theme };
    let mut harness = Harness::builder().with_size(vec2(900.0, 420.0)).build_ui_state(
        |ui, app: &mut App| {
            let visuals = match app.theme.dark {
                true => egui::Visuals::dark(),
                false => egui::Visuals::light(),
            };
            ui.ctx().set_visuals(visuals);
            app.panel.ui(ui, &app.trace, app.theme, &mut app.selection);
        },
        app,
    );
    harness.run();
    harness
}

fn lane_middle(harness: &Harness<'_, App>, label: &str) -> egui::Pos2 {
    pos2(500.0, harness.get_by_role_and_label(Role::Button, label).rect().center().y)
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn an_empty_trace_says_what_to_do() {
    let harness = app(Trace::new(), &theme::LIGHT);
    assert!(harness.query_by_label_contains("Press Run").is_some());
}

#[test]
fn every_lane_is_named_for_screen_readers() {
    let harness = app(fixture::pipeline(), &theme::LIGHT);
    for label in ["Thread MainThread", "Thread producer", "Lock accounts_lock", "Queue orders"] {
        assert!(harness.query_by_role_and_label(Role::Button, label).is_some(), "{label}");
    }
}

#[test]
fn keys_zoom_pan_and_fit() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    harness.hover_at(at);
    harness.run();
    let whole = harness.state().panel.window;
    press(&mut harness, Key::W);
    let closer = harness.state().panel.window;
    assert!(closer.span() < whole.span());
    press(&mut harness, Key::D);
    assert!(harness.state().panel.window.from_nanos > closer.from_nanos);
    press(&mut harness, Key::S);
    press(&mut harness, Key::A);
    press(&mut harness, Key::F);
    assert_eq!(harness.state().panel.window.span(), whole.span());
}

#[test]
fn a_click_chooses_an_interval_and_says_it_in_words() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    let x = harness.state().panel.view(884.0, None, 1.0).x_from_nanos(120_000.0) + 8.0;
    harness.hover_at(pos2(x, at.y));
    harness.run();
    harness.drag_at(pos2(x, at.y));
    harness.run();
    harness.drop_at(pos2(x, at.y));
    harness.run();
    let chosen = harness.state().selection.interval.unwrap();
    assert_eq!((chosen.lane, chosen.from_nanos), (LaneKey::Thread(ThreadId(1)), 90_000));
    assert!(harness.query_by_label_contains("waited 65").is_some());
    press(&mut harness, Key::Period);
    assert_eq!(harness.state().selection.interval.unwrap().from_nanos, 155_000);
    press(&mut harness, Key::Comma);
    press(&mut harness, Key::OpenBracket);
    assert_eq!(harness.state().selection.interval.unwrap().lane, LaneKey::Thread(ThreadId(3)));
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().selection.interval, None);
}

#[test]
fn a_drag_chooses_a_range_with_statistics() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    harness.hover_at(pos2(300.0, at.y));
    harness.step();
    harness.drag_at(pos2(300.0, at.y));
    harness.step();
    for x in [340.0, 420.0, 500.0] {
        harness.hover_at(pos2(x, at.y));
        harness.step();
    }
    harness.drop_at(pos2(500.0, at.y));
    harness.run();
    let (from, to) = harness.state().selection.range.unwrap();
    assert!(from < to, "{from} {to}");
    assert!(harness.query_by_label("wait p99").is_some());
    press(&mut harness, Key::F);
    assert!((harness.state().panel.window.span() - (to - from)).abs() < 1.0);
}

#[test]
fn marks_are_set_under_the_pointer_and_lanes_can_be_walked_with_arrows() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    harness.hover_at(at);
    harness.run();
    press(&mut harness, Key::M);
    assert_eq!(harness.state().panel.marks().len(), 1);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    let lane = harness.state().selection.interval.unwrap().lane;
    assert_eq!(lane, LaneKey::Thread(ThreadId(1)));
}

#[test]
fn a_live_run_is_followed_until_one_looks_back() {
    let mut trace = Trace::new();
    for batch in crate::trace::synthetic::batches(4, 2, 40_000, 3) {
        trace.append(&batch);
    }
    let mut harness = app(trace, &theme::DARK);
    assert!(harness.query_by_label("Live").is_some());
    let at = lane_middle(&harness, "Thread worker-1");
    harness.hover_at(at);
    harness.run();
    press(&mut harness, Key::W);
    assert_eq!(harness.state().panel.window.follow, Follow::Newest);
    press(&mut harness, Key::A);
    assert_eq!(harness.state().panel.window.follow, Follow::Still);
    harness.get_by_label("Live").click();
    harness.run();
    assert_eq!(harness.state().panel.window.follow, Follow::Newest);
}

#[test]
fn a_new_run_starts_with_a_fresh_view() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    harness.state_mut().selection.range = Some((1.0, 2.0));
    harness.state_mut().panel.window.show(100.0, 200.0, 0.0);
    harness.state_mut().trace = fixture::deadlock();
    harness.run();
    assert_eq!(harness.state().selection.range, None);
    assert_eq!(harness.state().panel.window.span(), 400_000.0);
}

/// Pictures of the whole panel: few, small, one a theme.
#[test]
fn the_panel_looks_as_it_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    for theme in [&theme::LIGHT, &theme::DARK] {
        let mut harness = app(fixture::deadlock(), theme);
        harness.snapshot(format!("timeline_{}", theme.name));
        results.extend_harness(&mut harness);
    }
}
