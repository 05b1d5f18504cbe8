//! Every plot of the list on screen, and what a person does with it: read, choose, zoom.

use super::*;
use crate::export::{fixture, theme};
use crate::model::ids::ThreadId;
use crate::soon::eventually;
use crate::trace::synthetic;
use egui::{Key, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// A plot and what it is linked to.
struct Stage {
    panel: PlotPanel,
    trace: Arc<Trace>,
    timeline: TimelinePanel,
    selection: Selection,
    actions: Vec<crate::ui::Action>,
    plot: &'static PlotSpec,
    theme: &'static Theme,
}

fn harness(trace: Trace, name: &str, theme: &'static Theme) -> Harness<'static, Stage> {
    let plot = crate::export::plots::named(name).unwrap();
    let stage = Stage {
        panel: PlotPanel::default(),
        trace: Arc::new(trace),
        timeline: TimelinePanel::default(),
        selection: Selection::default(),
        actions: Vec::new(),
        plot,
        theme,
    };
    let mut harness = Harness::builder().with_size(vec2(760.0, 360.0)).build_ui_state(
        |ui, stage: &mut Stage| {
            let visuals =
                if stage.theme.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
            ui.ctx().set_visuals(visuals);
            stage.selection.next_frame();
            let Stage { panel, trace, timeline, selection, actions, plot, theme } = stage;
            panel.ui(ui, plot, &mut Linked { trace, theme, timeline, selection, actions });
        },
        stage,
    );
    harness.run_steps(4);
    harness
}

#[test]
fn every_plot_is_drawn_in_every_theme_and_named_for_screen_readers() {
    for plot in ALL {
        for theme in theme::ALL {
            let harness = harness(fixture::pipeline(), plot.name, theme);
            let title = (plot.title)();
            harness.get_by(|node| {
                node.label().is_some_and(|label| label.starts_with(&format!("{title}. ")))
            });
        }
    }
}

#[test]
fn without_a_run_every_plot_says_what_to_do() {
    for plot in ALL {
        let harness = harness(Trace::new(), plot.name, &theme::LIGHT);
        harness.get_by_label_contains("Press Run.");
    }
}

#[test]
fn a_plot_of_a_part_says_so_and_leads_to_the_whole_run() {
    for plot in ALL {
        let mut harness = harness(fixture::pipeline(), plot.name, &theme::LIGHT);
        let graph = plot.reads == Reads::Moment;
        assert!(harness.query_by_label("Show all").is_none(), "{}", plot.name);
        harness.state_mut().timeline.window.show(100_000.0, 300_000.0, 0.0);
        eventually(|| {
            harness.run_steps(2);
            graph || harness.query_by_label_contains("In 100 µs to 300 µs").is_some()
        });
        if !graph {
            harness.get_by_label("Show all").click();
            harness.run_steps(3);
            assert_eq!(harness.state().timeline.window.to_nanos, 500_000.0);
        }
        assert!(harness.query_by_label("Show all").is_none(), "{}", plot.name);
    }
}

#[test]
fn a_drag_chooses_a_range_and_a_click_lets_it_go() {
    let mut harness = harness(fixture::pipeline(), "throughput", &theme::LIGHT);
    harness.drag_at(pos2(200.0, 200.0));
    harness.run_steps(2);
    harness.hover_at(pos2(400.0, 200.0));
    harness.run_steps(2);
    harness.drop_at(pos2(400.0, 200.0));
    harness.run_steps(2);
    let (from, to) = harness.state().selection.range.expect("a range was drawn");
    assert!(from > 0.0 && to > from && to < 500_000.0, "{from} to {to}");
}

#[test]
fn a_name_in_the_legend_chooses_its_thread_everywhere_and_lets_it_go_again() {
    let mut harness = harness(fixture::pipeline(), "throughput", &theme::LIGHT);
    let subject = |harness: &Harness<'static, Stage>| harness.state().selection.subject;
    harness.get_by_label("producer: choose").click();
    harness.run_steps(3);
    assert_eq!(subject(&harness), Some(LaneKey::Thread(ThreadId(1))));
    harness.get_by_label("producer: choose").click();
    harness.run_steps(3);
    assert_eq!(subject(&harness), None);
}

#[test]
fn a_number_of_the_table_leads_to_the_longest_wait_it_counts() {
    let mut harness = harness(fixture::pipeline(), "blame", &theme::LIGHT);
    harness.get_by_label_contains("producer waited 60.0 µs because of auditor").click();
    harness.run_steps(3);
    let chosen = harness.state().selection.interval.expect("the wait is chosen");
    assert_eq!((chosen.from_nanos, chosen.to_nanos), (90_000, 155_000));
}

#[test]
fn a_click_on_a_moment_moves_all_views_to_it() {
    let mut harness = harness(fixture::pipeline(), "contention", &theme::LIGHT);
    harness.hover_at(pos2(400.0, 150.0));
    harness.run_steps(2);
    harness.drag_at(pos2(400.0, 150.0));
    harness.drop_at(pos2(400.0, 150.0));
    harness.run_steps(3);
    let cursor = harness.state().selection.cursor.expect("the cursor is there");
    assert!((200_000..320_000).contains(&cursor), "{cursor}");
}

#[test]
fn the_timelines_keys_work_on_a_plot() {
    let mut harness = harness(fixture::pipeline(), "contention", &theme::LIGHT);
    let span = |harness: &Harness<'static, Stage>| harness.state().timeline.window.span();
    let whole = span(&harness);
    harness.hover_at(pos2(400.0, 150.0));
    harness.run_steps(2);
    harness.key_press(Key::W);
    harness.run_steps(2);
    assert!(span(&harness) < whole);
    harness.key_press(Key::F);
    harness.run_steps(2);
    assert_eq!(span(&harness), whole);
}

#[test]
fn a_run_with_much_to_count_is_counted_beside_the_frame() {
    let count = super::refresh::EVENTS_AT_ONCE_MAX as usize * 2;
    let mut harness = harness(synthetic(4, 2, count, 1), "fairness", &theme::DARK);
    eventually(|| {
        harness.run_steps(1);
        harness.state().panel.refresh.figure().is_some()
    });
    let figure = harness.state().panel.refresh.figure().cloned().unwrap();
    assert!(!figure.headline.contains("newest"), "{}", figure.headline);
}

#[test]
fn a_long_name_leaves_the_list_of_objects_its_width_and_the_names_of_plots_their_room() {
    let mut trace = fixture::pipeline();
    let long = "warehouse.orders_by_customer_and_region_lock.of_the_first_of_all_shelves";
    let object = crate::trace::event::ObjectInfo {
        name: long.to_owned(),
        ..trace.object(fixture::LOCK).clone()
    };
    trace.append(&crate::trace::event::Batch { objects: vec![object], ..Default::default() });
    assert_eq!(crate::export::timeline::name_of(&trace, LaneKey::Object(fixture::LOCK)), long);
    let (trace, mut panel) = (Arc::new(trace), PlotPanel::default());
    let mut timeline = TimelinePanel::default();
    let mut selection = Selection::default();
    selection.choose_subject(LaneKey::Object(fixture::LOCK));
    let mut chosen = ALL.iter().position(|plot| plot.of.is_some()).unwrap();
    let mut harness = Harness::builder().with_size(vec2(380.0, 200.0)).build_ui(move |ui| {
        let (trace, theme, actions) = (&trace, &theme::LIGHT, &mut Vec::new());
        let (timeline, selection) = (&mut timeline, &mut selection);
        let mut linked = Linked { trace, theme, timeline, selection, actions };
        panel.chooser_ui(ui, &mut chosen, |_| true, &mut linked);
    });
    harness.run_steps(3);
    let list = harness.get_by_role(egui::accesskit::Role::ComboBox).rect();
    assert!(list.width() <= SUBJECT_WIDTH + 30.0, "{list:?}");
    assert!(list.left() > 80.0 && list.right() <= 380.0, "{list:?}");
}

const TILE: egui::Vec2 = vec2(520.0, 250.0);

/// One sheet a theme with every plot of the list: a new one is on it without being asked for.
#[test]
fn every_plot_looks_as_it_did_in_every_theme() {
    let mut results = egui_kittest::SnapshotResults::new();
    for theme in theme::ALL {
        let trace = Arc::new(fixture::sampled());
        let mut panels: Vec<PlotPanel> = ALL.iter().map(|_| PlotPanel::default()).collect();
        let (mut timeline, mut selection) = (TimelinePanel::default(), Selection::default());
        selection.range = Some((150_000.0, 400_000.0));
        selection.cursor = Some(200_000);
        let rows = ALL.len().div_ceil(2) as f32;
        let size = vec2(TILE.x * 2.0, TILE.y * rows);
        let mut harness = Harness::builder().with_size(size).build_ui(move |ui| {
            let dark = theme.dark;
            ui.ctx().set_visuals(if dark { egui::Visuals::dark() } else { egui::Visuals::light() });
            for (number, (plot, panel)) in ALL.iter().zip(&mut panels).enumerate() {
                let at = vec2((number % 2) as f32 * TILE.x, (number / 2) as f32 * TILE.y);
                let place = Rect::from_min_size(pos2(4.0, 4.0) + at, TILE - vec2(12.0, 8.0));
                ui.scope_builder(egui::UiBuilder::new().max_rect(place).id_salt(number), |ui| {
                    let (trace, actions) = (&trace, &mut Vec::new());
                    let (timeline, selection) = (&mut timeline, &mut selection);
                    panel.ui(ui, plot, &mut Linked { trace, theme, timeline, selection, actions });
                });
            }
        });
        harness.run_steps(4);
        harness.snapshot(format!("plots_{}", theme.name));
        results.extend_harness(&mut harness);
    }
}
