//! The palette: searching, clicking, dragging onto free space and onto rows.

use crate::desk::{
    Desk, PRINT, SCRIPT, STEP, center, choose, desk, drag, focus, hold, press, sized,
    undo_gives_back,
};
use egui::{Key, Modifiers, pos2};
use egui_kittest::kittest::Queryable;
use lockstep::script::edit::Recipe;
use lockstep::ui::canvas::Item;
use lockstep::ui::canvas::palette::sections;

#[test]
fn a_lock_dragged_from_the_palette_is_added_where_it_is_dropped() {
    let mut harness = desk(Desk::new(SCRIPT));
    let (from, to) = (center(&harness, "Lock"), egui::pos2(700.0, 740.0));
    drag(&mut harness, from, to);
    assert!(harness.state().text.contains("\nlock = threading.Lock()\n"));
    let node = harness.get_by_label("Lock: lock").rect();
    assert!((node.min - to).length() < 3.0, "{node:?}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(2);
    assert_eq!(harness.state().text, SCRIPT);
    assert!(harness.query_by_label("Lock: lock").is_none());
}

#[test]
fn what_is_dropped_at_the_edge_is_not_cut_off() {
    let mut harness = desk(Desk::new(SCRIPT));
    let from = center(&harness, "Lock");
    let before = center(&harness, "Thread: worker");
    drag(&mut harness, from, egui::pos2(1270.0, 850.0));
    let node = harness.get_by_label("Lock: lock").rect();
    assert!(node.right() < 1280.0 && node.bottom() < 860.0, "{node:?}");
    assert_eq!(center(&harness, "Thread: worker"), before, "the view stays");
}

#[test]
fn a_click_in_the_palette_adds_too() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("Producer").click();
    harness.run_steps(3);
    assert!(harness.state().text.contains("def producer():"));
    harness.get_by_label("Thread: producer");
    harness.get_by_label("Queue: tasks");
}

#[test]
fn a_lock_dropped_on_a_row_guards_it() {
    let mut harness = desk(Desk::new(SCRIPT));
    let (from, to) = (center(&harness, "Lock"), center(&harness, STEP));
    drag(&mut harness, from, to);
    let text = &harness.state().text;
    assert!(text.contains("        with lock:\n            counter += 1\n"), "{text}");
    assert!(text.contains("\nlock = threading.Lock()\n"), "{text}");
    assert_eq!(harness.state().undo.len(), 1, "one step of undo");
    harness.get_by_label("worker step 3: counter += 1");
}

#[test]
fn a_step_dragged_from_the_palette_goes_between_rows() {
    let mut harness = desk(Desk::new(SCRIPT));
    let from = center(&harness, "Sleep");
    let row = harness.get_by_label(STEP).rect();
    drag(&mut harness, from, egui::pos2(row.center().x, row.bottom() - 3.0));
    let text = &harness.state().text;
    assert!(text.contains("counter += 1\n        time.sleep(0.1)\n"), "{text}");
}

#[test]
fn an_empty_script_says_what_to_do() {
    let mut harness = desk(Desk::new(""));
    let (from, to) = (center(&harness, "Thread"), egui::pos2(700.0, 400.0));
    drag(&mut harness, from, to);
    harness.get_by_label("Thread: worker");
}

#[test]
fn the_palette_has_threads_primitives_variables_and_steps() {
    let harness = desk(Desk::new(SCRIPT));
    for (title, items) in sections() {
        assert!(!items.is_empty(), "{title}");
        for item in items {
            assert!(harness.query_by_label(item.label()).is_some(), "{}", item.label());
        }
    }
}

#[test]
fn every_item_of_the_palette_can_be_dropped_on_a_row_and_undone() {
    for item in sections().into_iter().flat_map(|(_, items)| items) {
        let mut harness = sized(Desk::new(SCRIPT), [1280.0, 1200.0]);
        let label = item.label();
        let from = center(&harness, label);
        let row = harness.get_by_label(PRINT).rect();
        drag(&mut harness, from, pos2(row.center().x, row.bottom() - 3.0));
        // Some ask how or which: the first answer will do.
        if harness.state().undo.is_empty() {
            press(&mut harness, Key::Enter);
        }
        assert_eq!(harness.state().refused, [], "{label}");
        assert_ne!(harness.state().text, SCRIPT, "{label}");
        undo_gives_back(&mut harness, SCRIPT);
    }
}

#[test]
fn the_search_narrows_the_palette_and_enter_adds_the_first() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("Search the palette").focus();
    harness.run_steps(2);
    harness.get_by_label("Search the palette").type_text("sem");
    harness.run_steps(2);
    assert!(harness.query_by_label("Queue").is_none());
    assert!(harness.query_by_label("BoundedSemaphore").is_some());
    press(&mut harness, Key::Enter);
    assert!(harness.state().text.contains("threading.BoundedSemaphore("));
    assert!(harness.query_by_label("Queue").is_some(), "the search is empty again");
}

#[test]
fn a_step_clicked_goes_to_the_selected_thread_or_below_the_selected_row() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, STEP);
    choose(&mut harness, "Sleep");
    let text = &harness.state().text;
    assert!(text.contains("counter += 1\n        time.sleep(0.1)\n"), "{text}");
    focus(&mut harness, "Thread: worker");
    choose(&mut harness, "Compute");
    let text = &harness.state().text;
    assert!(text.contains("print(\"done\")\n    for _ in range(100_000):\n"), "{text}");
}

#[test]
fn a_shared_variable_dropped_on_a_row_is_written_there_and_declared() {
    let mut harness = desk(Desk::new(SCRIPT));
    let (from, row) = (center(&harness, "Shared variable"), harness.get_by_label(PRINT).rect());
    drag(&mut harness, from, pos2(row.center().x, row.bottom() - 3.0));
    choose(&mut harness, "a new variable");
    let text = &harness.state().text;
    assert!(text.contains("counter2 = 0\n"), "{text}");
    assert!(text.contains("def worker(times):\n    global counter2\n"), "{text}");
    assert!(text.contains("    counter2 += 1\n"), "{text}");
    harness.get_by_label("Shared variable: counter2");
}

#[test]
fn what_a_drop_will_do_is_what_it_does() {
    let mut harness = desk(Desk::new(SCRIPT));
    let (from, to) = (center(&harness, "Lock"), center(&harness, STEP));
    hold(&mut harness, from, to);
    // Nothing has happened yet, and letting go outside of the canvas does nothing.
    assert_eq!(harness.state().text, SCRIPT);
    harness.hover_at(pos2(5.0, 850.0));
    harness.step();
    harness.drop_at(pos2(5.0, 850.0));
    harness.run_steps(3);
    assert_eq!(harness.state().text, SCRIPT);
}

#[test]
fn every_recipe_adds_a_thread_that_the_canvas_shows() {
    for recipe in Recipe::ALL {
        let mut harness = desk(Desk::new("import threading\n"));
        choose(&mut harness, Item::Thread(recipe).label());
        let outline = &harness.state().outline;
        let shown =
            outline.threads.iter().any(|node| !node.span.is_empty() && !node.rows.is_empty());
        assert!(shown, "{recipe:?}: {}", harness.state().text);
    }
}
