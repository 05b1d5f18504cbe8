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
            app.selection.next_frame();
            app.panel.play(ui.ctx(), &app.trace, &mut app.selection);
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
    let x = harness
        .state()
        .panel
        .view(&harness.state().trace, 884.0, None, 1.0)
        .x_from_nanos(120_000.0)
        + 8.0;
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
fn a_chosen_lane_stays_in_sight_when_its_details_open_below() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    harness.set_size(vec2(900.0, 300.0));
    harness.run();
    let lanes = |harness: &Harness<'_, App>| {
        let shown = harness.state().panel.laid_out.as_ref().unwrap().1.lanes.clone();
        shown.iter().map(|lane| (lane.key, lane.rect)).collect::<Vec<_>>()
    };
    let body = harness.state().panel.laid_out.as_ref().unwrap().1.body;
    let lowest = lanes(&harness).into_iter().rfind(|(_, rect)| rect.bottom() <= body.bottom());
    let (key, rect) = lowest.unwrap();
    let at = place(&harness, 100_000.0, rect.middle());
    click(&mut harness, at);
    harness.run();
    assert_eq!(harness.state().selection.interval.map(|chosen| chosen.lane), Some(key));
    let body = harness.state().panel.laid_out.as_ref().unwrap().1.body;
    let now = lanes(&harness).into_iter().find(|(shown, _)| *shown == key);
    let (_, rect) = now.expect("it is in sight");
    assert!(rect.bottom() <= body.bottom() + 1.0 && rect.y >= body.y - 1.0, "{rect:?} {body:?}");
}

#[test]
fn the_ends_of_a_range_are_moved_by_hand() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    harness.state_mut().selection.range = Some((100_000.0, 300_000.0));
    harness.run();
    let (from, to) = (place(&harness, 300_000.0, 120.0), place(&harness, 400_000.0, 120.0));
    drag(&mut harness, from, to);
    let (from, to) = harness.state().selection.range.unwrap();
    assert_eq!(from, 100_000.0);
    assert!((to - 400_000.0).abs() < 1_500.0, "{to}");
}

#[test]
fn a_drag_with_shift_moves_the_view_and_r_makes_a_range_of_an_interval() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    harness.hover_at(at);
    harness.run();
    press(&mut harness, Key::W);
    let before = harness.state().panel.window.from_nanos;
    let shift = egui::Modifiers::SHIFT;
    let button = |pressed, pos| {
        let (button, modifiers) = (egui::PointerButton::Primary, shift);
        egui::Event::PointerButton { pos, button, pressed, modifiers }
    };
    harness.event(egui::Event::ModifiersChanged(shift));
    harness.event(button(true, at));
    harness.step();
    for step in 1..=4 {
        harness.event(egui::Event::PointerMoved(at + vec2(step as f32 * 15.0, 0.0)));
        harness.step();
    }
    harness.event(button(false, at + vec2(60.0, 0.0)));
    harness.event(egui::Event::ModifiersChanged(egui::Modifiers::NONE));
    harness.run();
    assert!(harness.state().panel.window.from_nanos < before);
    assert_eq!(harness.state().selection.range, None);
    let App { selection, trace, .. } = harness.state_mut();
    selection.choose(trace, LaneKey::Thread(ThreadId(1)), 100_000);
    harness.run();
    press(&mut harness, Key::R);
    assert_eq!(harness.state().selection.range, Some((90_000.0, 155_000.0)));
    assert_eq!(harness.state().selection.interval, None);
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
    harness.state_mut().panel.window.show(100.0, 200.0, 0.0);
    harness.state_mut().panel.legend = false;
    harness.state_mut().panel.begin_run();
    harness.state_mut().trace = fixture::deadlock();
    harness.run();
    assert_eq!(harness.state().panel.window.span(), 400_000.0);
    assert!(!harness.state().panel.legend, "how one likes to look at runs stays");
}

/// What was put on the clipboard in the last frame.
fn copied(harness: &Harness<'_, App>) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn tables_that_are_still_counted_are_copied_once_they_are_ready() {
    let mut harness = app(crate::trace::synthetic(4, 2, 600_000, 1), &theme::LIGHT);
    let end = harness.state().trace.now_nanos() as f64;
    harness.state_mut().selection.range = Some((0.0, end));
    let App { panel, selection, trace, .. } = harness.state_mut();
    panel.command(TimelineCommand::CopyTable, trace, selection);
    let mut frames = 0;
    let csv = loop {
        harness.step();
        frames += 1;
        if let Some(csv) = copied(&harness) {
            break csv;
        }
        assert!(frames < 1000 && harness.state().panel.copy_asked.is_some(), "it is never copied");
    };
    assert!(frames > 1, "it was counted in one frame: the test needs a longer run");
    assert!(csv.contains("worker-1"), "{csv}");
    assert!(harness.state().panel.copy_asked.is_none(), "once is enough");
}

#[test]
fn a_range_that_was_let_go_is_not_copied_and_neither_is_one_chosen_later() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    harness.state_mut().selection.range = Some((0.0, 500_000.0));
    harness.run();
    let lane = LaneKey::Thread(ThreadId(1));
    let App { panel, selection, trace, .. } = harness.state_mut();
    selection.unchoose();
    selection.choose(trace, lane, 100_000);
    panel.command(TimelineCommand::CopyTable, trace, selection);
    harness.step();
    assert_eq!(copied(&harness), None);
    harness.state_mut().selection.range = Some((0.0, 400_000.0));
    for _ in 0..4 {
        harness.step();
        assert_eq!(copied(&harness), None);
    }
}

/// Where a moment is on screen, `down` points below the canvas's top.
fn place(harness: &Harness<'_, App>, nanos: f64, down: f32) -> egui::Pos2 {
    let canvas = harness.get_by_role(Role::Canvas).rect();
    let App { panel, trace, .. } = harness.state();
    let view = panel.view(trace, canvas.width(), Some(canvas.height()), 1.0);
    canvas.min + vec2(view.x_from_nanos(nanos), down)
}

fn click(harness: &mut Harness<'_, App>, at: egui::Pos2) {
    harness.hover_at(at);
    harness.run();
    harness.drag_at(at);
    harness.run();
    harness.drop_at(at);
    harness.run();
}

fn drag(harness: &mut Harness<'_, App>, from: egui::Pos2, to: egui::Pos2) {
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for share in [0.2, 0.6, 1.0] {
        harness.hover_at(from + (to - from) * share);
        harness.step();
    }
    harness.drop_at(to);
    harness.run();
}

fn threads(harness: &Harness<'_, App>) -> Vec<u32> {
    let App { panel, trace, .. } = harness.state();
    let keys = panel.lane_order(trace).into_iter();
    keys.filter_map(|key| match key {
        LaneKey::Thread(thread) => Some(thread.0),
        _ => None,
    })
    .collect()
}

#[test]
fn a_click_on_the_ruler_shows_that_instant_and_a_chip_leads_back() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = place(&harness, 120_000.0, 8.0);
    let lanes = |harness: &Harness<'_, App>| harness.get_by_role(Role::Canvas).rect();
    let before = lanes(&harness);
    click(&mut harness, at);
    assert_eq!(lanes(&harness), before, "nothing moves under the pointer");
    let cursor = harness.state().selection.cursor.unwrap();
    assert!(cursor.abs_diff(120_000) < 1_000, "{cursor}");
    assert!(harness.query_by_label_contains("Cursor at 1").is_some());
    press(&mut harness, Key::ArrowRight);
    assert_eq!(harness.state().selection.cursor, Some(150_000));
    press(&mut harness, Key::ArrowLeft);
    assert_eq!(harness.state().selection.cursor, Some(90_000));
    press(&mut harness, Key::Home);
    assert_eq!(harness.state().selection.cursor, Some(0));
    press(&mut harness, Key::End);
    assert_eq!(harness.state().selection.cursor, Some(500_000));
    harness.get_by_label_contains("back to the end").click();
    harness.run();
    assert_eq!(harness.state().selection.cursor, None);
}

#[test]
fn the_cursor_can_be_dragged_along_the_ruler() {
    let mut harness = app(fixture::pipeline(), &theme::DARK);
    let (from, to) = (place(&harness, 100_000.0, 8.0), place(&harness, 400_000.0, 8.0));
    drag(&mut harness, from, to);
    let cursor = harness.state().selection.cursor.unwrap();
    assert!(cursor.abs_diff(400_000) < 1_000, "{cursor}");
    assert_eq!(harness.state().selection.range, None);
}

#[test]
fn a_recorded_run_plays_and_holds() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    harness.hover_at(at);
    harness.run();
    harness.key_press(Key::Space);
    harness.step();
    let begun = harness.state().selection.cursor.unwrap();
    (0..10).for_each(|_| harness.step());
    let later = harness.state().selection.cursor.unwrap();
    assert!(later > begun, "{begun} {later}");
    harness.key_press(Key::Space);
    harness.step();
    let held = harness.state().selection.cursor;
    (0..5).for_each(|_| harness.step());
    assert_eq!(harness.state().selection.cursor, held);
}

#[test]
fn a_lane_is_dragged_to_another_place() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = |harness: &Harness<'_, App>, label: &str| {
        harness.get_by_role_and_label(Role::Button, label).rect().center()
    };
    let (from, to) = (at(&harness, "Thread auditor"), at(&harness, "Thread producer"));
    drag(&mut harness, from, to - vec2(0.0, 6.0));
    assert_eq!(threads(&harness), [0, 3, 1, 2]);
}

#[test]
fn keys_move_pin_and_hide_the_chosen_lane() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    click(&mut harness, at);
    harness.key_press_modifiers(egui::Modifiers::SHIFT, Key::ArrowUp);
    harness.run();
    assert_eq!(threads(&harness), [1, 0, 2, 3]);
    press(&mut harness, Key::H);
    assert_eq!(threads(&harness), [0, 2, 3]);
    harness.get_by_label("Show 1 hidden").click();
    harness.run();
    assert_eq!(threads(&harness), [1, 0, 2, 3]);
}

#[test]
fn words_are_found_and_walked_with_a_hit_count() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    harness.hover_at(at);
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::F);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Find").type_text("blocked accounts");
    harness.run();
    assert!(harness.query_by_label("2 hits").is_some());
    press(&mut harness, Key::Enter);
    assert!(harness.query_by_label("1 of 2").is_some());
    assert_eq!(harness.state().selection.interval.unwrap().from_nanos, 90_000);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().selection.interval.unwrap().from_nanos, 405_000);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("2 of 2").is_none());
}

#[test]
fn a_mark_carries_a_note_that_is_written_under_its_flag() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = place(&harness, 200_000.0, 120.0);
    harness.hover_at(at);
    harness.run();
    press(&mut harness, Key::M);
    let flag = place(&harness, 200_000.0, 30.0) + vec2(3.0, 0.0);
    click(&mut harness, flag);
    harness.get_by_role_and_label(Role::TextInput, "Note").type_text("queue is full");
    harness.run();
    assert_eq!(harness.state().panel.marks()[0].note, "queue is full");
    // The pointer is where the mark was set: on what opened below it.
    let field = harness.get_by_role_and_label(Role::TextInput, "Note").rect().center();
    harness.hover_at(field);
    harness.run();
    press(&mut harness, Key::Enter);
    assert!(harness.query_by_role_and_label(Role::TextInput, "Note").is_none());
}

#[test]
fn the_critical_path_is_listed_and_a_click_on_a_stretch_chooses_it() {
    let mut harness = app(fixture::pipeline(), &theme::DARK);
    harness.get_by_role_and_label(Role::Button, "Critical path").click();
    harness.run_steps(10);
    assert!(harness.query_by_role_and_label(Role::Button, "share").is_some());
    let stretch = harness.get_all_by_label_contains(": auditor").next().unwrap();
    stretch.click();
    harness.run_steps(10);
    let chosen = harness.state().selection.interval.unwrap();
    assert_eq!(chosen.lane, LaneKey::Thread(ThreadId(3)));
}

#[test]
fn figures_of_a_range_are_sorted_by_a_click_on_a_head() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    harness.state_mut().selection.range = Some((0.0, 500_000.0));
    harness.run();
    let height = |harness: &Harness<'_, App>| harness.get_by_role(Role::Canvas).rect().height();
    let before = height(&harness);
    harness.get_by_label("Threads").click();
    harness.run();
    assert_eq!(height(&harness), before, "the tables leave the lanes their room");
    let first = |harness: &Harness<'_, App>| {
        let names = ["MainThread", "producer", "auditor"];
        let top = |name: &&str| harness.get_by_role_and_label(Role::Label, name).rect().top();
        names.into_iter().min_by(|a, b| top(a).total_cmp(&top(b))).unwrap()
    };
    harness.get_by_role_and_label(Role::Button, "thread").click();
    harness.run();
    assert_eq!(first(&harness), "MainThread");
    harness.get_by_role_and_label(Role::Button, "thread ⬆").click();
    harness.run();
    assert_eq!(first(&harness), "producer");
}

#[test]
fn a_row_of_a_table_is_chosen_in_all_views_and_let_go_again() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    harness.state_mut().selection.range = Some((0.0, 500_000.0));
    harness.run();
    let row = harness.get_by_role_and_label(Role::Label, "accounts_lock").rect().center();
    click(&mut harness, row);
    let chosen = Some(LaneKey::Object(fixture::LOCK));
    assert_eq!(harness.state().selection.subject, chosen);
    assert!(harness.state().selection.range.is_some(), "the range stays");
    let row = harness.get_by_role_and_label(Role::Label, "accounts_lock").rect().center();
    click(&mut harness, row);
    assert_eq!(harness.state().selection.subject, None);
}

#[test]
fn one_can_go_through_the_longest_waits_of_a_range() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    harness.state_mut().selection.range = Some((0.0, 500_000.0));
    harness.run();
    harness.get_by_label("Longest waits").click();
    harness.run();
    let row = harness.get_by_role_and_label(Role::Label, "65.0 µs").rect().center();
    click(&mut harness, row);
    let Selection { interval, range, .. } = &harness.state().selection;
    let (lane, from) = (LaneKey::Thread(ThreadId(1)), 90_000);
    assert_eq!(interval.map(|it| (it.lane, it.from_nanos)), Some((lane, from)));
    assert_eq!(*range, Some((0.0, 500_000.0)), "the list stays");
    harness.get_by_label("Longest holds").click();
    harness.run();
    let [length, object] = ["length", "object"]
        .map(|head| harness.get_by_role_and_label(Role::Button, head).rect().left());
    assert!(length < object, "a list of its own");
    harness.get_by_label("Threads").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Label, "65.0 µs").is_none());
}

#[test]
fn while_all_is_in_sight_a_drag_on_the_strip_draws_what_is_looked_at() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let whole = harness.state().panel.window;
    let strip = harness.get_by_role(Role::ScrollBar).rect();
    let at = |share: f32| pos2(strip.min.x + strip.width() * share, strip.center().y);
    click(&mut harness, at(0.5));
    assert_eq!(harness.state().panel.window.span(), whole.span(), "a click draws nothing");
    drag(&mut harness, at(0.6), at(0.2));
    let window = harness.state().panel.window;
    let share = |nanos: f64| nanos / 500_000.0;
    assert!((share(window.from_nanos) - 0.2).abs() < 0.02, "{window:?}");
    assert!((share(window.to_nanos) - 0.6).abs() < 0.02, "{window:?}");
}

#[test]
fn the_strip_of_the_whole_run_moves_and_stretches_the_view() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    harness.state_mut().panel.window.show(200_000.0, 300_000.0, 0.0);
    harness.run();
    let strip = harness.get_by_role(Role::ScrollBar).rect();
    let at = |nanos: f32| pos2(strip.min.x + strip.width() * nanos / 500_000.0, strip.center().y);
    let near = |harness: &Harness<'_, App>, from: f64, to: f64| {
        let window = harness.state().panel.window;
        let off = (window.from_nanos - from).abs().max((window.to_nanos - to).abs());
        assert!(off < 4000.0, "{window:?}");
    };
    drag(&mut harness, at(250_000.0), at(350_000.0));
    near(&harness, 300_000.0, 400_000.0);
    drag(&mut harness, at(300_000.0), at(100_000.0));
    near(&harness, 100_000.0, 400_000.0);
    click(&mut harness, at(20_000.0));
    assert!(harness.state().panel.window.span() > 290_000.0);
    assert!(harness.state().panel.window.from_nanos < 0.0, "the middle is where one clicked");
}

/// Turns the wheel at `at`, with the modifiers.
fn turn_wheel(harness: &mut Harness<'_, App>, at: egui::Pos2, down: f32, held: egui::Modifiers) {
    harness.hover_at(at);
    harness.step();
    let wheel = egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: held,
    };
    harness.event_modifiers(wheel, held);
    harness.run_steps(40);
}

#[test]
fn the_wheel_scrolls_lanes_zooms_at_the_pointer_and_pans() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread producer");
    let under = |harness: &Harness<'_, App>| {
        let canvas = harness.get_by_role(Role::Canvas).rect();
        let App { panel, trace, .. } = harness.state();
        let view = panel.view(trace, canvas.width(), Some(canvas.height()), 1.0);
        view.nanos_from_x(at.x - canvas.min.x)
    };
    let (before, whole) = (under(&harness), harness.state().panel.window);
    turn_wheel(&mut harness, at, -60.0, egui::Modifiers::COMMAND);
    let closer = harness.state().panel.window;
    assert!(closer.span() < 0.9 * whole.span(), "{closer:?}");
    assert!((under(&harness) - before).abs() < 0.01 * whole.span(), "it stays under the pointer");
    turn_wheel(&mut harness, at, 60.0, egui::Modifiers::SHIFT);
    assert!(harness.state().panel.window.from_nanos > closer.from_nanos);
    assert!((harness.state().panel.window.span() - closer.span()).abs() < 1.0);
    harness.state_mut().selection.range = Some((0.0, 500_000.0));
    harness.run();
    turn_wheel(&mut harness, at, 50.0, egui::Modifiers::NONE);
    assert!(harness.state().panel.scroll > 10.0, "lanes that do not fit are scrolled");
}

#[test]
fn a_wait_shows_its_owner_and_a_link_leads_there() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let chosen = LaneKey::Thread(ThreadId(1));
    let App { selection, trace, .. } = harness.state_mut();
    selection.choose(trace, chosen, 100_000);
    harness.run();
    assert!(harness.query_by_label("Owner then").is_some());
    let link = harness.get_all_by_role_and_label(Role::Link, "auditor").next().unwrap();
    link.click();
    harness.run();
    let now = harness.state().selection.interval.unwrap();
    assert_eq!(now.lane, LaneKey::Thread(ThreadId(3)));
}

/// All that a key of the timeline may change.
fn state_of(harness: &Harness<'_, App>) -> String {
    let App { panel, selection, trace, .. } = harness.state();
    // The interval that a pointer is on is not what a key chose.
    let mut chosen = selection.clone();
    (0..2).for_each(|_| _ = chosen.next_frame());
    format!(
        "{:?} {chosen:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        panel.window,
        panel.marks,
        panel.lane_order(trace),
        panel.lanes,
        (panel.search.open, panel.search.place()),
        panel.details.path.is_some(),
        panel.travel.playing,
        panel.travel.speed(trace),
    )
}

/// A state in which every command has something to do.
fn ready_for(command: TimelineCommand) -> Harness<'static, App> {
    use TimelineCommand as T;
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    let at = lane_middle(&harness, "Thread consumer with quite a long name");
    harness.hover_at(at);
    let App { panel, selection, trace, .. } = harness.state_mut();
    panel.window.show(100_000.0, 300_000.0, 0.0);
    let moment = if command == T::Woken { 160_000 } else { 100_000 };
    selection.choose(trace, LaneKey::Thread(ThreadId(1)), moment);
    match command {
        T::PreviousMark | T::NextMark | T::PreviousEvent | T::NextEvent | T::BackToLive => {
            panel.act(T::Mark, Some(120_000.0), trace, selection);
            panel.act(T::Mark, Some(280_000.0), trace, selection);
            selection.cursor = Some(200_000);
        }
        T::ShowAllLanes => panel.act(T::HideLane, None, trace, selection),
        T::NextHit | T::PreviousHit => panel.search.query = "blocked".to_owned(),
        _ => {}
    }
    harness.run();
    harness
}

#[test]
fn every_key_of_the_list_does_its_work() {
    for item in TimelineCommand::items() {
        let mut harness = ready_for(item.command);
        let before = state_of(&harness);
        if item.command == TimelineCommand::CopyTable {
            // The window system says "copy" and not which keys were pressed for it.
            harness.state_mut().selection.take_as_range();
            harness.run_steps(6);
            harness.event(egui::Event::Copy);
            let copies = |command: &egui::OutputCommand| matches!(command, egui::OutputCommand::CopyText(text) if text.contains("producer"));
            let copied = (0..6).any(|_| {
                harness.step();
                harness.output().platform_output.commands.iter().any(copies)
            });
            assert!(copied, "Ctrl+C");
            continue;
        }
        let key = Key::from_name(item.key.key).expect("a key that exists");
        let mut modifiers = egui::Modifiers::NONE;
        if item.key.ctrl {
            modifiers |= egui::Modifiers::COMMAND;
        }
        if item.key.shift {
            modifiers |= egui::Modifiers::SHIFT;
        }
        harness.key_press_modifiers(modifiers, key);
        harness.run_steps(2);
        assert_ne!(state_of(&harness), before, "{:?}", item.command);
    }
}

#[test]
fn every_command_of_the_list_does_something_without_falling_over() {
    let mut harness = app(fixture::pipeline(), &theme::LIGHT);
    for item in TimelineCommand::items() {
        let App { panel, selection, trace, .. } = harness.state_mut();
        panel.command(item.command, trace, selection);
        harness.step();
    }
}

/// Pictures of the whole panel: few, small, one a theme.
#[test]
fn the_panel_looks_as_it_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    for theme in theme::ALL {
        let mut harness = app(fixture::deadlock(), theme);
        harness.snapshot(format!("timeline_{}", theme.name));
        results.extend_harness(&mut harness);
    }
}

/// Cursor, mark with a note, critical path and its list, one a theme.
#[test]
fn the_overlays_look_as_they_did() {
    let mut results = egui_kittest::SnapshotResults::new();
    for theme in theme::ALL {
        let mut harness = app(fixture::pipeline(), theme);
        let App { panel, selection, trace, .. } = harness.state_mut();
        panel.act(TimelineCommand::Mark, Some(200_000.0), trace, selection);
        selection.cursor = Some(330_000);
        panel.command(TimelineCommand::CriticalPath, trace, selection);
        harness.run();
        harness.snapshot(format!("timeline_overlays_{}", theme.name));
        results.extend_harness(&mut harness);
    }
}

#[test]
fn in_a_wide_and_low_panel_what_is_said_stands_beside_the_lanes() {
    for (size, beside) in [(vec2(1400.0, 280.0), true), (vec2(700.0, 420.0), false)] {
        let mut harness = app(fixture::pipeline(), &theme::LIGHT);
        harness.set_size(size);
        harness.run();
        let lanes = |harness: &Harness<'_, App>| harness.get_by_role(Role::Canvas).rect();
        let before = lanes(&harness);
        harness.state_mut().selection.range = Some((100_000.0, 300_000.0));
        harness.run();
        let after = lanes(&harness);
        assert_eq!(before.height() == after.height(), beside, "{before} {after}");
        assert_eq!(after.width() < before.width(), beside);
    }
}

#[test]
fn nothing_on_the_line_above_the_lanes_moves_when_one_plays_zooms_or_the_run_ends() {
    let mut live = Trace::new();
    crate::trace::synthetic::batches(3, 2, 20_000, 1).iter().for_each(|part| live.append(part));
    let mut harness = app(live, &theme::LIGHT);
    harness.set_size(vec2(1300.0, 420.0));
    harness.run_steps(3);
    let place = |harness: &Harness<'_, App>| harness.get_by_label("Legend").rect();
    let before = place(&harness);
    harness.state_mut().panel.window.show(1e6, 2e6, 0.0);
    harness.run_steps(3);
    assert_eq!(place(&harness), before, "zoomed");
    harness.state_mut().panel.travel.playing = true;
    harness.state_mut().selection.cursor = Some(1_000_000);
    harness.run_steps(3);
    assert_eq!(place(&harness), before, "playing");
    harness.state_mut().trace.finish();
    harness.run_steps(3);
    assert_eq!(place(&harness), before, "over");
}
