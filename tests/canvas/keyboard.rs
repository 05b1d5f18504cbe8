//! The canvas without a mouse.

use crate::desk::{Desk, SCRIPT, STEP, desk, focus, press, press_with};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lockstep::ui::canvas::CanvasAction;

#[test]
fn rows_are_walked_guarded_and_moved_by_keyboard_alone() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("worker step 1: for _ in range(times)").focus();
    harness.run_steps(2);
    press(&mut harness, Key::ArrowDown);
    assert!(harness.get_by_label(STEP).is_focused());
    press(&mut harness, Key::G);
    press(&mut harness, Key::Enter);
    assert!(harness.state().text.contains("with lock:\n            counter += 1"));
    harness.get_by_label("worker step 4: print(\"done\")").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    harness.run_steps(3);
    let text = &harness.state().text;
    assert!(text.contains("print(\"done\")\n    for _ in"), "{text}");
}

#[test]
fn arrows_move_a_focused_node_and_alt_enter_goes_to_its_line() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("Event: gate").focus();
    harness.run_steps(2);
    let before = harness.get_by_label("Event: gate").rect();
    press(&mut harness, Key::ArrowRight);
    let after = harness.get_by_label("Event: gate").rect();
    assert!(after.left() > before.left() && after.top() == before.top());
    press_with(&mut harness, Modifiers::ALT, Key::Enter);
    let line = harness.state().outline.primitives[0].line;
    assert_eq!(harness.state().said.last(), Some(&CanvasAction::GoTo(line)));
}

#[test]
fn tab_walks_through_the_nodes() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Thread: MainThread");
    let mut reached = Vec::new();
    for _ in 0..60 {
        press(&mut harness, Key::Tab);
        for label in ["Thread: worker", "Event: gate", "Shared variable: counter", STEP] {
            let node = harness.query_by_label(label);
            if node.is_some_and(|node| node.is_focused()) && !reached.contains(&label) {
                reached.push(label);
            }
        }
    }
    assert_eq!(reached.len(), 4, "{reached:?}");
}

#[test]
fn a_wire_is_drawn_and_deleted_by_keyboard_alone() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Thread: worker");
    press(&mut harness, Key::C);
    // The first answer: wait for the gate at the end of the program.
    press(&mut harness, Key::Enter);
    let text = &harness.state().text;
    assert!(text.contains("    print(\"done\")\n    gate.wait()\n"), "{text}");
    focus(&mut harness, "Event: gate");
    press_with(&mut harness, Modifiers::SHIFT, Key::C);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().text, SCRIPT);
}

#[test]
fn the_rows_of_a_card_are_entered_and_left_by_keyboard() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Thread: worker");
    press_with(&mut harness, Modifiers::COMMAND, Key::ArrowDown);
    let first = "worker step 1: for _ in range(times)";
    assert!(harness.get_by_label(first).is_focused());
    press(&mut harness, Key::I);
    press(&mut harness, Key::Escape);
    focus(&mut harness, first);
    press(&mut harness, Key::ArrowLeft);
    assert!(harness.get_by_label("Thread: worker").is_focused());
}
