//! Nodes: found by name, moved, renamed, copied, lined up; groups; properties; the view.

use crate::desk::{
    Desk, SCRIPT, STEP, assert_apart, at_pace, center, choose, desk, drag, focus, place, press,
    press_with, sized, undo_gives_back,
};
use egui::{Key, Modifiers, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use lockstep::session::CanvasCommand;
use lockstep::ui::canvas::CanvasAction;

#[test]
fn nodes_and_rows_are_found_by_name() {
    let harness = desk(Desk::new(SCRIPT));
    for label in
        ["Thread: worker", "Thread: MainThread", "Event: gate", "Shared variable: counter", STEP]
    {
        harness.get_by_label(label);
    }
}

#[test]
fn a_node_is_dragged_by_exactly_the_way_of_the_pointer() {
    let mut harness = desk(Desk::new(SCRIPT));
    let before = harness.get_by_label("Event: gate").rect();
    let way = egui::vec2(40.0, 150.0);
    drag(&mut harness, before.center(), before.center() + way);
    let after = harness.get_by_label("Event: gate").rect();
    assert!((after.min - before.min - way).length() < 1.0, "{before:?} {after:?}");
    assert!(harness.state().text.ends_with(SCRIPT), "moving is no edit of the program");
    assert!(matches!(harness.state().said.last(), Some(CanvasAction::Layout(layout))
        if layout.contains_key("primitive gate")));
}

#[test]
fn a_line_of_the_script_leads_to_its_row_and_to_its_node() {
    let mut harness = desk(Desk::new(SCRIPT));
    let line = |text: &str| 1 + SCRIPT.lines().position(|line| line.contains(text)).unwrap() as u32;
    harness.state_mut().canvas.show_line(line("print(\"done\")"));
    harness.run_steps(3);
    press(&mut harness, Key::Delete);
    assert!(!harness.state().text.contains("done"), "the row was selected");
    harness.state_mut().canvas.show_line(line("Event()"));
    harness.run_steps(3);
    press(&mut harness, Key::Delete);
    assert!(!harness.state().text.contains("gate"), "the node was selected");
    harness.state_mut().canvas.show_line(line("import"));
    harness.run_steps(3);
    assert!(matches!(harness.state().said.last(), Some(CanvasAction::Say(_))));
}

#[test]
fn nodes_glide_to_new_places_and_arrive() {
    let mut harness = at_pace(Desk::new(SCRIPT), [1280.0, 860.0], 1.0 / 60.0);
    let place =
        |harness: &egui_kittest::Harness<Desk>| harness.get_by_label("Event: gate").rect().min;
    let before = place(&harness);
    let layout = std::collections::BTreeMap::from([("primitive gate".to_owned(), (400.0, 300.0))]);
    harness.state_mut().canvas.set_layout(&layout);
    harness.run_steps(4);
    let between = place(&harness);
    harness.run_steps(40);
    let after = place(&harness);
    assert!(before.distance(after) > 30.0, "{before:?} {after:?}");
    let both = before.distance(between) + between.distance(after);
    assert!(both < before.distance(after) * 1.02, "straight there");
    assert!(between.distance(before) > 1.0 && between.distance(after) > 1.0, "{between:?}");
}

#[test]
fn the_delete_key_deletes_what_is_selected() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("Event: gate").click();
    harness.run_steps(2);
    press(&mut harness, Key::Delete);
    assert!(!harness.state().text.contains("gate"));
    harness.get_by_label("worker step 3: print(\"done\")").click();
    harness.run_steps(2);
    press(&mut harness, Key::Delete);
    assert!(!harness.state().text.contains("done"));
}

#[test]
fn a_node_is_renamed_in_place() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Event: gate");
    rename(&mut harness, "ready");
    assert!(harness.state().text.contains("ready = threading.Event()"), "{}", harness.state().text);
}

/// Gives what is selected another name.
fn rename(harness: &mut Harness<Desk>, name: &str) {
    press(harness, Key::F2);
    harness.get_by_label("New name").type_text(name);
    harness.run_steps(2);
    press(harness, Key::Enter);
}

#[test]
fn the_wheel_pans_and_with_control_zooms_at_the_pointer() {
    let mut harness = desk(Desk::new(SCRIPT));
    let at = center(&harness, "Thread: worker");
    harness.hover_at(at);
    let zoom = harness.state().canvas.zoom();
    harness.event(egui::Event::Zoom(1.5));
    harness.run_steps(3);
    assert!(harness.state().canvas.zoom() > zoom);
    let rect = harness.get_by_label("Thread: worker").rect();
    assert!((rect.center() - at).length() < 30.0, "{rect:?} {at:?}");
    press(&mut harness, Key::F);
    assert_eq!(harness.state().canvas.zoom(), zoom);
}

const GROUPS: &str = "\
import threading

forks = [threading.Lock() for _ in range(5)]
table = threading.Semaphore(4)


def eat(i):
    with table:
        with forks[i]:
            print(i)


for i in range(5):
    threading.Thread(target=eat, args=(i,)).start()
";

#[test]
fn a_group_opens_and_shows_its_members() {
    let mut harness = desk(Desk::new(GROUPS));
    let before = harness.get_by_label("Lock: forks").rect();
    choose(&mut harness, "Open group forks");
    let after = harness.get_by_label("Lock: forks").rect();
    assert!(after.height() > before.height() * 1.8, "{before:?} {after:?}");
    choose(&mut harness, "Close group forks");
    assert_eq!(harness.get_by_label("Lock: forks").rect().height(), before.height());
    harness.state_mut().canvas.ask(CanvasCommand::OpenGroup);
    harness.run_steps(3);
    harness.get_by_label("Close group forks");
    harness.get_by_label("Close group eat");
}

#[test]
fn properties_are_changed_in_place() {
    let mut harness = desk(Desk::new(GROUPS));
    focus(&mut harness, "Semaphore: table");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Permits").focus();
    harness.run_steps(2);
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label("Permits").type_text("2");
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    assert!(harness.state().text.contains("threading.Semaphore(2)"), "{}", harness.state().text);
    undo_gives_back(&mut harness, GROUPS);
}

#[test]
fn tab_takes_a_threads_new_name_and_goes_on_to_its_arguments() {
    let named = SCRIPT.replace("target=worker,", "target=worker, name=\"Ola\",");
    for (script, card) in [(SCRIPT, "Thread: worker"), (&named, "Thread: Ola")] {
        let mut harness = desk(Desk::new(script));
        focus(&mut harness, card);
        press(&mut harness, Key::Enter);
        harness.get_by_label("Thread name").focus();
        harness.run_steps(2);
        press_with(&mut harness, Modifiers::COMMAND, Key::A);
        harness.get_by_label("Thread name").type_text("Kasia");
        harness.run_steps(2);
        press(&mut harness, Key::Tab);
        let text = harness.state().text.clone();
        assert!(text.contains("name=\"Kasia\""), "{text}");
        press_with(&mut harness, Modifiers::COMMAND, Key::A);
        // To whatever has the keyboard.
        harness.event(egui::Event::Text("5".to_owned()));
        harness.run_steps(2);
        press(&mut harness, Key::Enter);
        let text = &harness.state().text;
        assert!(text.contains("args=(5,)") && text.contains("name=\"Kasia\""), "{text}");
    }
}

#[test]
fn a_shared_variable_begins_with_another_value_after_its_properties_say_so() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Shared variable: counter");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Start value").focus();
    harness.run_steps(2);
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label("Start value").type_text("100");
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().text, SCRIPT.replace("counter = 0", "counter = 100"));
    undo_gives_back(&mut harness, SCRIPT);
}

#[test]
fn how_many_there_are_is_changed_in_place() {
    let mut harness = desk(Desk::new(GROUPS));
    focus(&mut harness, "Lock: forks");
    press(&mut harness, Key::Enter);
    harness.get_by_label("How many").focus();
    harness.run_steps(2);
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label("How many").type_text("7");
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    assert!(harness.state().text.contains("for _ in range(7)]"), "{}", harness.state().text);
}

#[test]
fn a_thread_becomes_a_daemon_in_its_properties() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Thread: worker");
    press(&mut harness, Key::Enter);
    choose(&mut harness, "Daemon");
    let text = &harness.state().text;
    assert!(text.contains("args=(10,), daemon=True)"), "{text}");
    undo_gives_back(&mut harness, SCRIPT);
}

#[test]
fn a_thread_is_renamed_with_the_function_it_runs() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Thread: worker");
    press(&mut harness, Key::F2);
    harness.get_by_label("New name of the function").type_text("count_up");
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    let text = &harness.state().text;
    assert!(text.contains("def count_up(times)") && text.contains("target=count_up"), "{text}");
    undo_gives_back(&mut harness, SCRIPT);
}

#[test]
fn a_copied_node_is_pasted_with_a_name_of_its_own() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Event: gate");
    harness.event(egui::Event::Copy);
    harness.run_steps(2);
    let copied = harness.state().clipboard.clone();
    assert_eq!(copied, "import threading\n\ngate = threading.Event()\n");
    harness.event(egui::Event::Paste(copied));
    harness.run_steps(3);
    harness.get_by_label("Event: gate2");
    undo_gives_back(&mut harness, SCRIPT);
}

#[test]
fn a_thread_is_duplicated_with_start_and_join() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Thread: worker");
    press_with(&mut harness, Modifiers::COMMAND, Key::D);
    let text = &harness.state().text;
    assert_eq!(harness.state().outline.threads.len(), 3, "{text}");
    for line in ["t2 = threading.Thread(target=worker, args=(10,))", "t2.start()", "t2.join()"] {
        assert!(text.contains(&format!("    {line}\n")), "{text}");
    }
    undo_gives_back(&mut harness, SCRIPT);
}

#[test]
fn nodes_are_lined_up_and_the_undo_puts_them_back() {
    let mut harness = desk(Desk::new(SCRIPT));
    let before = center(&harness, "Event: gate");
    harness.get_by_label("Event: gate").click();
    harness.run_steps(2);
    let counter = center(&harness, "Shared variable: counter");
    harness.hover_at(counter);
    harness.step();
    harness.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
    harness.get_by_label("Shared variable: counter").click_modifiers(Modifiers::SHIFT);
    harness.run_steps(2);
    harness.state_mut().canvas.ask(CanvasCommand::AlignLeft);
    harness.run_steps(3);
    let (gate, counter) = (
        harness.get_by_label("Event: gate").rect(),
        harness.get_by_label("Shared variable: counter").rect(),
    );
    assert!((gate.left() - counter.left()).abs() < 1.5, "{gate:?} {counter:?}");
    undo_gives_back(&mut harness, SCRIPT);
    harness.run_steps(2);
    assert!((center(&harness, "Event: gate") - before).length() < 1.5);
}

#[test]
fn everything_can_be_selected_deleted_and_taken_back() {
    let mut harness = desk(Desk::new(SCRIPT));
    focus(&mut harness, "Event: gate");
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    press(&mut harness, Key::Delete);
    let text = harness.state().text.clone();
    assert!(!text.contains("Event()") && !text.contains("Thread(target"), "{text}");
    undo_gives_back(&mut harness, SCRIPT);
}

#[test]
fn every_command_of_the_canvas_does_something_or_says_why_not() {
    for command in CanvasCommand::ALL {
        let mut harness = desk(Desk::new(GROUPS));
        harness.state_mut().canvas.ask(command);
        harness.run_steps(3);
        if command == CanvasCommand::Paste {
            continue; // Asks the desktop for the clipboard.
        }
        let quiet = [CanvasCommand::SelectAll, CanvasCommand::OpenGroup, CanvasCommand::Minimap];
        let says = !harness.state().said.is_empty();
        assert!(says || quiet.contains(&command), "{command:?}");
    }
}

#[test]
fn the_map_appears_when_a_part_is_out_of_sight_and_takes_one_there() {
    let mut text = String::from("import threading\n");
    for n in 0..30 {
        text += &format!(
            "lock{n} = threading.Lock()\ndef work{n}():\n    with lock{n}:\n        print({n})\n"
        );
        text += &format!("threading.Thread(target=work{n}).start()\n");
    }
    let mut harness = desk(Desk::new(&text));
    assert!(harness.query_by_label("Map of the whole picture").is_some(), "it is too large");
    harness.hover_at(pos2(700.0, 400.0));
    harness.run_steps(1);
    press(&mut harness, Key::F);
    assert!(harness.query_by_label("Map of the whole picture").is_none(), "all of it is seen");
    press(&mut harness, Key::Num1);
    assert!(harness.query_by_label("Thread: MainThread").is_none(), "out of sight");
    let map = harness.get_by_label("Map of the whole picture").rect();
    let before = harness.state().canvas.layout();
    harness.hover_at(map.min + egui::vec2(20.0, 20.0));
    harness.step();
    harness.drag_at(map.min + egui::vec2(20.0, 20.0));
    harness.step();
    harness.drop_at(map.min + egui::vec2(20.0, 20.0));
    harness.run_steps(2);
    assert!(harness.query_by_label("Thread: MainThread").is_some(), "the upper left corner");
    assert_eq!(harness.state().canvas.layout(), before, "no node has moved");
}

/// Turns the wheel over the canvas by so much.
fn pan(harness: &mut Harness<Desk>, delta: egui::Vec2) {
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(40);
}

#[test]
fn the_map_goes_out_of_the_way_of_a_node() {
    let mut harness = desk(Desk::new(SCRIPT));
    let canvas = place(&harness, "Canvas");
    harness.hover_at(canvas.center());
    let node = "Event: gate";
    let way = canvas.max - egui::vec2(40.0, 40.0) - place(&harness, node).max;
    pan(&mut harness, way);
    let node = place(&harness, node);
    assert!((canvas.max - node.max).length() < 150.0, "in the corner: {node:?} of {canvas:?}");
    let map = place(&harness, "Map of the whole picture");
    assert!(!map.intersects(node), "{map:?} hides {node:?}");
}

#[test]
fn a_picture_that_has_no_room_is_opened_readable_from_its_beginning() {
    let mut text = String::from("import threading\n");
    for n in 0..12 {
        text += &format!("def work{n}():\n    print({n})\n    print({n})\n    print({n})\n");
        text += &format!("threading.Thread(target=work{n}).start()\n");
    }
    let mut harness = sized(Desk::new(&text), [700.0, 360.0]);
    let zoom = harness.state().canvas.zoom();
    assert!(12.0 * zoom > 8.9, "letters of rows: {}", 12.0 * zoom);
    let first = harness.get_by_label("Thread: MainThread").rect();
    assert!(first.left() > 200.0 && first.top() > 0.0, "its beginning is in sight: {first:?}");
    harness.hover_at(pos2(500.0, 200.0));
    harness.run_steps(1);
    press(&mut harness, Key::F);
    assert!(harness.state().canvas.zoom() < zoom, "F shows all of it");
}

#[test]
fn what_an_edit_makes_comes_into_sight() {
    let mut text = String::from("import threading\n");
    for n in 0..40 {
        text += &format!("def work{n}():\n    print({n})\n    print({n})\n    print({n})\n");
        text += &format!("threading.Thread(target=work{n}).start()\n");
    }
    let mut harness = sized(Desk::new(&text), [700.0, 860.0]);
    let window = egui::Rect::from_min_size(pos2(200.0, 0.0), egui::vec2(500.0, 860.0));
    for number in 0..3 {
        harness.get_by_label("Lock").click();
        harness.run_steps(20);
        let name = if number == 0 { "lock".to_owned() } else { format!("lock{}", number + 1) };
        let rect = harness.get_by_label(&format!("Lock: {name}")).rect();
        assert!(window.contains_rect(rect), "{name}: {rect:?}");
    }
}

#[test]
fn the_picture_stays_fitted_when_the_panel_changes_its_size() {
    let mut harness = sized(Desk::new(SCRIPT), [1280.0, 860.0]);
    harness.set_size(egui::vec2(700.0, 420.0));
    harness.run_steps(3);
    let window = egui::Rect::from_min_size(pos2(0.0, 0.0), egui::vec2(700.0, 420.0));
    for label in ["Thread: worker", "Thread: MainThread", "Event: gate"] {
        assert!(window.contains_rect(harness.get_by_label(label).rect()), "{label}");
    }
}

#[test]
fn a_script_that_cannot_be_read_says_so() {
    let harness = desk(Desk::new("import threading\ndef f(:\n"));
    assert!(harness.state().outline.error.is_some());
}

#[test]
fn what_is_dropped_moves_nothing_else_and_hides_nothing() {
    let text = "import threading\n\ndef worker():\n    print(1)\n    print(2)\n\n\
                thread = threading.Thread(target=worker)\nthread.start()\nthread.join()\n";
    let mut harness = sized(Desk::new(text), [1200.0, 500.0]);
    let threads = ["Thread: MainThread", "Thread: worker"];
    let before = threads.map(|label| place(&harness, label));
    let from = center(&harness, "Lock");
    drag(&mut harness, from, pos2(before[0].right() + 60.0, before[0].top() + 30.0));
    assert_eq!(threads.map(|label| place(&harness, label)), before, "the others stay");
    // Three more rows in the main program's card: what stands below it goes down.
    let from = center(&harness, "Thread");
    drag(&mut harness, from, pos2(before[0].left() + 20.0, before[0].bottom() + 4.0));
    let all = ["Thread: MainThread", "Thread: worker2", "Thread: worker", "Lock: lock"]
        .map(|label| place(&harness, label));
    assert!(all[0].bottom() < all[1].top() && all[1].bottom() < all[2].top(), "{all:?}");
    assert_apart(&all);
    let panel = egui::Rect::from_min_max(pos2(170.0, 0.0), pos2(1200.0, 500.0));
    for one in all {
        assert!(panel.contains_rect(one), "all of the picture is in sight: {all:?}");
    }
}

#[test]
fn a_node_dropped_on_another_takes_its_place_and_the_other_goes_aside() {
    let mut harness = desk(Desk::new(SCRIPT));
    let labels = ["Thread: worker", "Thread: MainThread", "Event: gate"];
    // By its head: a drag on a row moves the row.
    let head =
        |harness: &Harness<Desk>, label: &str| place(harness, label).min + egui::vec2(60.0, 14.0);
    let (from, to) = (head(&harness, "Thread: worker"), head(&harness, "Thread: MainThread"));
    drag(&mut harness, from, to);
    let rects = labels.map(|label| place(&harness, label));
    assert!(head(&harness, "Thread: worker").distance(to) < 1.5, "{rects:?} {to:?}");
    assert_apart(&rects);
    undo_gives_back(&mut harness, SCRIPT);
    assert!(head(&harness, "Thread: MainThread").distance(to) < 1.5);
}

#[test]
fn a_renamed_node_stays_selected() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("Event: gate").click();
    harness.run_steps(2);
    rename(&mut harness, "ready");
    press(&mut harness, Key::Delete);
    assert!(!harness.state().text.contains("ready"), "{}", harness.state().text);
}

#[test]
fn a_lock_becomes_fair_in_its_properties_and_its_card_says_so() {
    let text = SCRIPT.replace("gate = threading.Event()", "lock = threading.Lock()  # of worker");
    let mut harness = desk(Desk::new(&text));
    focus(&mut harness, "Lock: lock");
    press(&mut harness, Key::Enter);
    choose(&mut harness, "Fair");
    let new = harness.state().text.clone();
    assert!(new.contains("lock = threading.Lock()  # of worker  # lockstep: fair\n"), "{new}");
    let node = harness.get_by_label("Lock: lock");
    let said = node.accesskit_node().description().unwrap_or_default();
    assert!(said.starts_with("Lock · fair"), "{said}");
    press(&mut harness, Key::Escape);
    undo_gives_back(&mut harness, &text);
}

#[test]
fn the_picture_is_not_turned_over_while_the_script_is_typed_but_when_it_rests() {
    let text = "import threading\n\ndef worker():\n    print(1)\n\n\
                thread = threading.Thread(target=worker)\nthread.start()\n";
    let mut harness = sized(Desk::new(text), [1200.0, 500.0]);
    let way = |harness: &Harness<Desk>| {
        place(harness, "Thread: worker").min - place(harness, "Thread: MainThread").min
    };
    let before = way(&harness);
    harness.state_mut().typing = true;
    let typed = text.replace("\n\ndef", "\n\nlock = threading.Lock()\n\ndef");
    harness.state_mut().read(typed.replace("    print(1)", "    with lock:\n        print(1)"));
    harness.run_steps(4);
    assert!((way(&harness) - before).length() < 1.0, "both stay");
    harness.get_by_label("Lock: lock");
    harness.state_mut().typing = false;
    harness.run_steps(4);
    assert!((way(&harness) - before).length() > 50.0, "now the lock stands between them");
    let lock = place(&harness, "Lock: lock").min.x;
    assert!(place(&harness, "Thread: MainThread").min.x < lock);
    assert!(lock < place(&harness, "Thread: worker").min.x);
}

#[test]
fn what_only_a_run_has_shown_gets_no_place_in_the_script_unless_it_is_moved() {
    let mut desk_of_run = Desk::new(SCRIPT);
    let mut late = desk_of_run.outline.primitives[0].clone();
    (late.name, late.span, late.call) = ("late (3)".to_owned(), 0..0, 0..0);
    desk_of_run.outline.primitives.push(late);
    let mut harness = desk(desk_of_run);
    let gate = center(&harness, "Event: gate");
    drag(&mut harness, gate, gate + egui::vec2(0.0, 220.0));
    let Some(CanvasAction::Layout(layout)) = harness.state().said.last() else {
        panic!("a layout")
    };
    assert!(layout.contains_key("primitive gate") && layout.contains_key("thread worker"));
    assert!(!layout.contains_key("primitive late (3)"), "{layout:?}");
}
