//! What the hand expects of a drawing program: double clicks, drags that copy, Escape, rectangles.

use crate::desk::{
    Desk, PRINT, SCRIPT, STEP, at_pace, center, choose, desk, drag, focus, hold, place, press,
    sized, undo_gives_back,
};
use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use lockstep::ui::canvas::CanvasAction;

const FOR: &str = "worker step 1: for _ in range(times)";
const SIZE: [f32; 2] = [1280.0, 860.0];

fn brisk(text: &str) -> Harness<'static, Desk> {
    at_pace(Desk::new(text), SIZE, 1.0 / 60.0)
}

fn double_click(harness: &mut Harness<Desk>, at: Pos2) {
    for _ in 0..2 {
        harness.hover_at(at);
        harness.drag_at(at);
        harness.drop_at(at);
    }
    harness.run_steps(12);
}

/// These keys are held from now on.
fn held(harness: &mut Harness<Desk>, modifiers: Modifiers) {
    harness.event(egui::Event::ModifiersChanged(modifiers));
    harness.run_steps(2);
}

fn type_over(harness: &mut Harness<Desk>, title: &str, text: &str) {
    let field = harness.get_by_role_and_label(egui::accesskit::Role::TextInput, title);
    field.focus();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, title).type_text(text);
    harness.run_steps(2);
}

#[test]
fn a_step_is_written_anew_where_it_stands_after_a_double_click() {
    let mut harness = brisk(SCRIPT);
    let at = center(&harness, STEP);
    double_click(&mut harness, at);
    type_over(&mut harness, "Edit step", "counter += 5");
    press(&mut harness, Key::Enter);
    assert!(harness.state().text.contains("        counter += 5\n"), "{}", harness.state().text);
    undo_gives_back(&mut harness, SCRIPT);
}

#[test]
fn f2_writes_the_head_of_a_loop_anew_and_a_click_elsewhere_keeps_what_was_typed() {
    let mut harness = desk(Desk::new(SCRIPT));
    choose(&mut harness, FOR);
    press(&mut harness, Key::F2);
    type_over(&mut harness, "Edit step", "for n in range(3)");
    choose(&mut harness, "Event: gate");
    assert!(harness.state().text.contains("    for n in range(3):\n        counter += 1\n"));
    press(&mut harness, Key::F2);
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().undo.len(), 1, "Escape changes nothing");
}

#[test]
fn what_is_no_step_is_refused_in_words() {
    let mut harness = desk(Desk::new(SCRIPT));
    choose(&mut harness, STEP);
    press(&mut harness, Key::F2);
    type_over(&mut harness, "Edit step", "counter +=");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().text, SCRIPT);
    assert_eq!(harness.state().refused.len(), 1);
}

#[test]
fn a_double_click_on_a_node_renames_it() {
    let mut harness = brisk(SCRIPT);
    let at = center(&harness, "Event: gate");
    double_click(&mut harness, at);
    type_over(&mut harness, "New name", "door");
    press(&mut harness, Key::Enter);
    assert!(harness.state().text.contains("door = threading.Event()\n"));
}

#[test]
fn a_double_click_on_free_space_offers_what_can_be_added_there() {
    let bare = Desk { palette_width: 0.0, ..Desk::new(SCRIPT) };
    let mut harness = at_pace(bare, SIZE, 1.0 / 60.0);
    let at = Pos2::new(1100.0, 760.0);
    double_click(&mut harness, at);
    choose(&mut harness, "Barrier");
    let text = harness.state().text.clone();
    assert!(text.contains("barrier = threading.Barrier("), "{text}");
    let node = place(&harness, "Barrier: barrier");
    assert!((node.min - at).length() < 200.0, "{node:?}");
}

#[test]
fn escape_gives_a_drag_up_and_everything_is_where_it_was() {
    let mut harness = desk(Desk::new(SCRIPT));
    for label in ["Event: gate", PRINT] {
        let before = place(&harness, label);
        hold(&mut harness, before.center(), before.center() + vec2(60.0, -90.0));
        press(&mut harness, Key::Escape);
        harness.drop_at(before.center() + vec2(60.0, -90.0));
        harness.run_steps(3);
        assert_eq!(place(&harness, label), before);
    }
    assert_eq!(harness.state().text, SCRIPT);
}

#[test]
fn a_node_dragged_with_alt_is_copied_to_where_it_is_let_go() {
    let mut harness = desk(Desk::new(SCRIPT));
    let before = place(&harness, "Event: gate");
    let way = vec2(40.0, 160.0);
    held(&mut harness, Modifiers::ALT);
    drag(&mut harness, before.center(), before.center() + way);
    held(&mut harness, Modifiers::NONE);
    harness.run_steps(3);
    assert!(harness.state().text.contains("gate2 = threading.Event()"), "{}", harness.state().text);
    assert_eq!(place(&harness, "Event: gate"), before);
    assert!((place(&harness, "Event: gate2").min - (before.min + way)).length() < 2.0);
}

#[test]
fn a_row_dragged_with_control_is_copied() {
    let mut harness = desk(Desk::new(SCRIPT));
    let (from, to) = (center(&harness, PRINT), place(&harness, FOR));
    held(&mut harness, Modifiers::COMMAND);
    drag(&mut harness, from, Pos2::new(to.center().x, to.top() + 3.0));
    held(&mut harness, Modifiers::NONE);
    let text = &harness.state().text;
    assert_eq!(text.matches("    print(\"done\")\n").count(), 2, "{text}");
    assert!(text.contains("    print(\"done\")\n    for _ in"), "{text}");
}

#[test]
fn rows_that_are_selected_together_are_dragged_together() {
    let mut harness = desk(Desk::new(SCRIPT));
    choose(&mut harness, "MainThread step 2: t.start()");
    held(&mut harness, Modifiers::SHIFT);
    harness.get_by_label("MainThread step 3: t.join()").click();
    harness.run_steps(3);
    held(&mut harness, Modifiers::NONE);
    let from = center(&harness, "MainThread step 3: t.join()");
    let to = place(&harness, "MainThread step 4: print(counter)");
    drag(&mut harness, from, Pos2::new(to.center().x, to.bottom() - 3.0));
    let text = &harness.state().text;
    assert!(text.contains("    print(counter)\n    t.start()\n    t.join()\n"), "{text}");
    assert_eq!(harness.state().undo.len(), 1);
}

#[test]
fn a_rectangle_drawn_with_shift_adds_to_what_is_selected() {
    let mut harness = desk(Desk::new(SCRIPT));
    choose(&mut harness, "Shared variable: counter");
    let gate = place(&harness, "Event: gate");
    held(&mut harness, Modifiers::SHIFT);
    drag(&mut harness, gate.right_bottom() + vec2(14.0, 14.0), gate.center());
    held(&mut harness, Modifiers::NONE);
    press(&mut harness, Key::Delete);
    let text = &harness.state().text;
    assert!(!text.contains("gate = ") && !text.contains("counter = 0"), "{text}");
}

#[test]
fn a_step_that_makes_a_card_larger_is_in_sight() {
    let rows = "    print(1)\n".repeat(9);
    let text = format!(
        "import threading\n\n\ndef work():\n{rows}\n\n\
                        t = threading.Thread(target=work)\nt.start()\nt.join()\n"
    );
    let bare = Desk { palette_width: 0.0, ..Desk::new(&text) };
    let mut harness = sized(bare, [560.0, 420.0]);
    focus(&mut harness, "work step 9: print(1)");
    press(&mut harness, Key::I);
    choose(&mut harness, "Sleep");
    assert!(harness.state().text.contains("time.sleep("), "{}", harness.state().text);
    let row = harness.get_by_label_contains("work step 10: time.sleep").rect();
    assert!(row.bottom() <= 420.0 && row.height() > 8.0, "{row:?}");
}

#[test]
fn who_is_selected_is_shown_in_the_script() {
    let mut harness = desk(Desk::new(SCRIPT));
    choose(&mut harness, STEP);
    let line = SCRIPT.lines().position(|line| line.contains("counter += 1")).unwrap() as u32 + 1;
    assert!(harness.state().said.contains(&CanvasAction::Reveal(line)));
}
