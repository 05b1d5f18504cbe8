//! Rows: dragging them, guarding several, breakpoints at their edge.

use crate::desk::{
    Desk, PRINT, SCRIPT, STEP, center, choose, desk, drag, focus, press, press_with,
    undo_gives_back,
};
use egui::{Key, Modifiers, pos2};
use egui_kittest::kittest::Queryable;
use lockstep::ui::canvas::CanvasAction;

const TWO: &str = "\
import threading

lock = threading.Lock()
total = 0


def add():
    global total
    # why
    total += 1  # one
    total += 2
    print(total)


def other():
    print(\"other\")


a = threading.Thread(target=add)
b = threading.Thread(target=other)
a.start()
b.start()
a.join()
b.join()
";

#[test]
fn a_row_is_dragged_to_another_place() {
    let mut harness = desk(Desk::new(SCRIPT));
    let from = center(&harness, "worker step 3: print(\"done\")");
    let to = harness.get_by_label("worker step 1: for _ in range(times)").rect();
    drag(&mut harness, from, egui::pos2(to.center().x, to.top() + 3.0));
    let text = &harness.state().text;
    assert!(text.contains("    print(\"done\")\n    for _ in range(times):\n"), "{text}");
}

#[test]
fn a_lock_that_is_there_can_be_dropped_on_a_row_and_stays_where_it_was() {
    let text = SCRIPT.replace("gate = threading.Event()", "lock = threading.Lock()");
    let mut harness = desk(Desk::new(&text));
    let before = harness.get_by_label("Lock: lock").rect();
    let to = center(&harness, STEP);
    drag(&mut harness, before.center(), to);
    let text = &harness.state().text;
    assert!(text.contains("        with lock:\n            counter += 1\n"), "{text}");
    assert!(harness.state().canvas.layout().is_empty());
}

#[test]
fn an_event_dropped_on_a_row_asks_what_to_do() {
    let mut harness = desk(Desk::new(SCRIPT));
    let (from, to) =
        (center(&harness, "Event: gate"), center(&harness, "worker step 3: print(\"done\")"));
    drag(&mut harness, from, to);
    harness.get_by_label("gate.set()").click();
    harness.run_steps(3);
    let text = &harness.state().text;
    assert!(text.contains("    print(\"done\")\n    gate.set()\n"), "{text}");
}

#[test]
fn a_row_is_dragged_to_another_card_with_its_comment() {
    let mut harness = desk(Desk::new(TWO));
    let from = center(&harness, "add step 1: total += 1");
    let to = harness.get_by_label("other step 1: print(\"other\")").rect();
    drag(&mut harness, from, pos2(to.center().x, to.bottom() - 3.0));
    let text = &harness.state().text;
    assert!(text.contains("print(\"other\")\n    # why\n    total += 1  # one\n"), "{text}");
    undo_gives_back(&mut harness, TWO);
}

#[test]
fn several_rows_are_guarded_together() {
    let mut harness = desk(Desk::new(TWO));
    focus(&mut harness, "add step 1: total += 1");
    press_with(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Key::G);
    choose(&mut harness, "lock");
    let text = &harness.state().text;
    let guarded =
        "    with lock:\n        total += 1  # one\n        total += 2\n    print(total)\n";
    assert!(text.contains(guarded), "{text}");
    undo_gives_back(&mut harness, TWO);
}

#[test]
fn several_rows_are_deleted_duplicated_and_copied_together() {
    let mut harness = desk(Desk::new(TWO));
    focus(&mut harness, "add step 1: total += 1");
    press_with(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press_with(&mut harness, Modifiers::COMMAND, Key::D);
    assert_eq!(harness.state().text.matches("total += 2").count(), 2);
    undo_gives_back(&mut harness, TWO);
    focus(&mut harness, "add step 1: total += 1");
    press_with(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    harness.event(egui::Event::Copy);
    harness.run_steps(2);
    assert_eq!(harness.state().clipboard, "# why\ntotal += 1  # one\ntotal += 2\n");
    press(&mut harness, Key::Delete);
    let text = &harness.state().text;
    assert!(text.contains("    global total\n    print(total)\n"), "{text}");
}

#[test]
fn copied_rows_are_pasted_below_another_row() {
    let mut harness = desk(Desk::new(TWO));
    focus(&mut harness, "other step 1: print(\"other\")");
    harness
        .event(egui::Event::Paste("        x = 1\n        if x:\n            print(x)\n".into()));
    harness.run_steps(3);
    let text = &harness.state().text;
    assert!(text.contains("print(\"other\")\n    x = 1\n    if x:\n        print(x)\n"), "{text}");
    undo_gives_back(&mut harness, TWO);
}

#[test]
fn a_click_on_a_rows_edge_sets_a_breakpoint_and_another_takes_it_away() {
    let mut harness = desk(Desk::new(SCRIPT));
    let row = harness.get_by_label(PRINT).rect();
    let edge = pos2(row.left() + 5.0, row.center().y);
    for set in [true, false] {
        harness.hover_at(edge);
        harness.step();
        harness.drag_at(edge);
        harness.step();
        harness.drop_at(edge);
        harness.run_steps(2);
        assert_eq!(harness.state().breakpoints.contains(&11), set);
        let marked = harness.query_by_label(&format!("{PRINT}, breakpoint")).is_some();
        assert_eq!(marked, set);
    }
    focus(&mut harness, STEP);
    press(&mut harness, Key::F9);
    let said = harness.state().said.last().cloned();
    assert_eq!(said, Some(CanvasAction::ToggleBreakpoint(10)));
}

/// The places of the entries of a list that is open, from its first to its last.
fn entries(harness: &egui_kittest::Harness<Desk>, labels: &[&str]) -> Vec<egui::Rect> {
    labels.iter().map(|label| harness.get_by_label(label).rect()).collect()
}

#[test]
fn a_longer_list_shows_all_of_its_entries_after_a_shorter_one_was_shown() {
    let both = "gate = threading.Event()\ntasks = queue.Queue()";
    let text = format!("import queue\n{}", TWO.replace("lock = threading.Lock()", both));
    let mut harness = desk(Desk::new(&text));
    let row = center(&harness, "add step 3: print(total)");
    let from = center(&harness, "Event: gate");
    drag(&mut harness, from, row);
    harness.get_by_label("gate.set()");
    press(&mut harness, Key::Escape);
    let from = center(&harness, "Queue: tasks");
    drag(&mut harness, from, row);
    let shown = ["tasks.put(item)", "tasks.get()", "tasks.task_done()", "tasks.join()"];
    let places = entries(&harness, &shown);
    // A wheel over a list that is all in sight moves nothing.
    harness.hover_at(places[1].center());
    let (unit, phase) = (egui::MouseWheelUnit::Point, egui::TouchPhase::Move);
    let (delta, modifiers) = (egui::vec2(0.0, -60.0), Modifiers::NONE);
    let source = egui::MouseWheelSource::Wheel;
    harness.event(egui::Event::MouseWheel { unit, delta, phase, source, modifiers });
    harness.run_steps(6);
    assert_eq!(entries(&harness, &shown), places);
}
