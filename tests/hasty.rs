//! What a hasty hand and a slow machine do to the window: presses and letters that arrive in one
//! frame, answers to questions that ask again, wheels and keys that are meant for something else.

#[path = "common/window.rs"]
mod window;

use std::fs;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use lockstep::script::settings;
use lockstep::session::settings::STEP_DELAYS;
use lockstep::session::{Command, Phase};
use window::{
    Window, answer_path, drag, give, go_to_line, phase, press, text, wait_until, window_with,
    window_with_unsaved,
};

const LOCKED: &str = "\
import threading

lock = threading.Lock()

def work():
    with lock:
        print(1)

threading.Thread(target=work).start()
";

/// All of these in one frame.
fn at_once(window: &mut Window, events: impl IntoIterator<Item = Event>) {
    window.input_mut().events.extend(events);
    window.run_steps(3);
}

/// Presses and lets go in one frame, with the pointer there before.
fn tap(window: &mut Window, pos: Pos2) {
    window.hover_at(pos);
    window.run_steps(2);
    let button = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    at_once(window, [button(true), button(false)]);
}

fn center(window: &Window, role: Role, label: &str) -> Pos2 {
    window.get_by_role_and_label(role, label).rect().center()
}

fn ran(script: &str) -> (Window, tempfile::TempDir) {
    let (mut window, folder) = window_with(script);
    press(&mut window, "▶  Run");
    wait_until(&mut window, "the run ends", |app| phase(app) == Phase::Ended);
    (window, folder)
}

#[test]
fn a_list_in_a_dialog_opens_by_a_tap_whatever_was_tapped_before() {
    let (mut window, _folder) = ran(LOCKED);
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run_steps(4);
    let list = center(&window, Role::ComboBox, "What");
    let title = window.get_by_label("Export a picture").rect().center();
    let choice = "Who made whom wait";
    for _ in 0..3 {
        tap(&mut window, list);
        assert!(window.query_by_label(choice).is_some(), "it is open");
        // A press on the dialog brings the dialog to the top, above the list that is closed.
        tap(&mut window, title);
        assert!(window.query_by_label(choice).is_none(), "it is closed");
        tap(&mut window, title);
    }
    tap(&mut window, list);
    let place = window.get_by_label(choice).rect().center();
    tap(&mut window, place);
    let what = window.get_by_role_and_label(Role::ComboBox, "What");
    assert_eq!(what.accesskit_node().value().as_deref(), Some(choice), "it was above the dialog");
}

#[test]
fn the_further_to_the_right_the_speed_is_dragged_the_faster_it_is() {
    let (mut window, _folder) = window_with("x = 1\n");
    window.run_steps(2);
    let slider = window.query_all_by_role(Role::Slider).next().expect("the speed").rect();
    let slowness = |window: &Window| window.state().session().settings().slowness;
    let [left, right] = [slider.left_center(), slider.right_center()];
    drag(&mut window, right, left);
    assert_eq!(slowness(&window), STEP_DELAYS.len() - 1, "slowest at the left");
    drag(&mut window, left, slider.center());
    let middle = slowness(&window);
    drag(&mut window, slider.center(), right);
    assert!(middle > 0 && slowness(&window) == 0, "full speed at the right");
}

#[test]
fn a_run_of_an_earlier_script_is_called_that_until_it_is_as_it_was() {
    let (mut window, _folder) = ran(LOCKED);
    let says = |window: &Window| window.query_by_label("Of an earlier script").is_some();
    let become_text = |window: &mut Window, text: String| {
        window.state_mut().session_mut().edit("Edit", text);
        wait_until(window, "it is read", |app| !app.session().is_checking());
    };
    let layout = [("thread work".to_owned(), (10.0, 20.0))].into();
    become_text(&mut window, settings::with_layout(LOCKED, &layout));
    assert!(!says(&window), "moving a node changes no script");
    become_text(&mut window, LOCKED.replace("print(1)", "print(2)"));
    assert!(says(&window));
    become_text(&mut window, LOCKED.to_owned());
    assert!(!says(&window));
}

#[test]
fn a_question_that_an_answer_asks_again_is_asked() {
    let (mut window, folder) = window_with_unsaved("x = 1\n");
    let picture = folder.path().join("picture.py");
    fs::write(&picture, [0x66, 0xff, 0xfe]).unwrap();
    give(&mut window, Command::Open);
    press(&mut window, "Don't save");
    answer_path(&mut window, &picture);
    window.get_by_label("That did not work");
    press(&mut window, "Open...");
    window.run_steps(2);
    window.get_by_label("Unsaved changes");
}

#[test]
fn the_wheel_goes_down_the_commands_and_is_not_pulled_back_to_the_chosen_one() {
    let (mut window, _folder) = window_with("x = 1\n");
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    window.run_steps(3);
    let first = Command::all().next().expect("a command").text();
    let place = |window: &Window| {
        let mut named = window.query_all_by_label_contains(&first).map(|node| node.rect());
        named.find(|rect| rect.width() > 300.0).expect("the first command is listed")
    };
    let before = place(&window).top();
    let over = place(&window).center();
    window.hover_at(over);
    for _ in 0..6 {
        window.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Line,
            delta: egui::vec2(0.0, -3.0),
            source: egui::MouseWheelSource::Wheel,
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
    }
    window.run_steps(40);
    let after = place(&window).top();
    assert!(after < before - 60.0, "{after} {before}");
}

#[test]
fn what_is_typed_in_one_frame_stands_in_its_order() {
    let (mut window, _folder) = window_with("\n");
    go_to_line(&mut window, "1");
    let enter = Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let typed = |letters: &str| Event::Text(letters.to_owned());
    at_once(&mut window, [typed("if x:"), enter.clone(), typed("y = 1"), enter, typed("z")]);
    assert_eq!(text(&window), "if x:\n    y = 1\n    z\n");
}

#[test]
fn a_wire_that_is_chosen_leaves_the_keys_to_the_script_when_that_is_worked_on() {
    let (mut window, _folder) = window_with(LOCKED);
    window.run_steps(4);
    window.get_by_label("Wire: work – lock (with)").click();
    window.run_steps(3);
    go_to_line(&mut window, "3");
    window.key_press(Key::Backspace);
    window.run_steps(3);
    assert_eq!(text(&window), LOCKED.replacen("\n\nlock", "\nlock", 1), "a letter and no wire");
}
