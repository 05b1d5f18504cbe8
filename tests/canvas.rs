//! The canvas as a person uses it: by mouse and by keyboard, found by name.

use egui::{Key, Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use lockstep::export::theme;
use lockstep::model::ids::{ObjectId, ThreadId};
use lockstep::script::edit::{apply, edit};
use lockstep::script::outline::{Flavour, Outline};
use lockstep::trace::State;
use lockstep::ui::canvas::live::{LiveObject, LiveThread};
use lockstep::ui::canvas::{CanvasAction, CanvasPanel, Drawing, LiveView, PalettePanel};

const SCRIPT: &str = "\
import threading

counter = 0
gate = threading.Event()


def worker(times):
    global counter
    for _ in range(times):
        counter += 1
    print(\"done\")


if __name__ == \"__main__\":
    t = threading.Thread(target=worker, args=(10,))
    t.start()
    t.join()
    print(counter)
";

/// A document with a canvas and a palette: what the window does around them, in small.
struct Desk {
    text: String,
    undo: Vec<String>,
    outline: Outline,
    canvas: CanvasPanel,
    palette: PalettePanel,
    live: Option<LiveView>,
    theme: &'static theme::Theme,
    said: Vec<CanvasAction>,
}

impl Desk {
    fn new(text: &str) -> Desk {
        Desk {
            text: text.to_owned(),
            undo: Vec::new(),
            outline: Outline::of(text),
            canvas: CanvasPanel::new(),
            palette: PalettePanel::default(),
            live: None,
            theme: &theme::LIGHT,
            said: Vec::new(),
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut actions = Vec::new();
        egui::Panel::left("palette").exact_size(180.0).show(ui, |ui| {
            self.palette.ui(ui, self.theme, &mut actions);
        });
        let drawing =
            Drawing { live: self.live.as_ref(), ..Drawing::of(&self.outline, self.theme) };
        egui::CentralPanel::no_frame().show(ui, |ui| self.canvas.ui(ui, drawing, &mut actions));
        if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Z))
            && let Some(text) = self.undo.pop()
        {
            self.outline = Outline::of(&text);
            self.text = text;
        }
        for action in actions {
            if let CanvasAction::Edit(edited) = &action {
                let change = edit(&self.text, edited).expect("the edit should be possible");
                self.undo.push(self.text.clone());
                self.text = apply(&self.text, &change.edits);
                self.outline = Outline::of(&self.text);
            }
            self.said.push(action);
        }
    }
}

fn desk(desk: Desk) -> Harness<'static, Desk> {
    let theme = if desk.theme.dark { egui::Theme::Dark } else { egui::Theme::Light };
    let builder = Harness::builder().with_size([1280.0, 800.0]).with_theme(theme);
    let mut harness = builder.build_ui_state(|ui, desk: &mut Desk| desk.ui(ui), desk);
    harness.run_steps(3);
    harness
}

fn drag(harness: &mut Harness<Desk>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for i in 1..=5 {
        harness.hover_at(from.lerp(to, i as f32 / 5.0));
        harness.step();
    }
    harness.drop_at(to);
    harness.run_steps(3);
}

fn center(harness: &Harness<Desk>, label: &str) -> Pos2 {
    harness.get_by_label(label).rect().center()
}

fn press(harness: &mut Harness<Desk>, key: Key) {
    harness.key_press(key);
    harness.run_steps(3);
}

const STEP: &str = "worker step 2: counter += 1";

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
fn a_lock_dragged_from_the_palette_is_added_where_it_is_dropped() {
    let mut harness = desk(Desk::new(SCRIPT));
    let (from, to) = (center(&harness, "Lock"), egui::pos2(1000.0, 700.0));
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
fn a_step_dragged_from_the_palette_goes_between_rows() {
    let mut harness = desk(Desk::new(SCRIPT));
    let from = center(&harness, "Sleep");
    let row = harness.get_by_label(STEP).rect();
    drag(&mut harness, from, egui::pos2(row.center().x, row.bottom() - 3.0));
    let text = &harness.state().text;
    assert!(text.contains("counter += 1\n        time.sleep(0.1)\n"), "{text}");
}

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
fn a_node_is_dragged_by_exactly_the_way_of_the_pointer() {
    let mut harness = desk(Desk::new(SCRIPT));
    let before = harness.get_by_label("Event: gate").rect();
    let way = egui::vec2(40.0, 120.0);
    drag(&mut harness, before.center(), before.center() + way);
    let after = harness.get_by_label("Event: gate").rect();
    assert!((after.min - before.min - way).length() < 1.0, "{before:?} {after:?}");
    assert_eq!(harness.state().text, SCRIPT, "moving is no edit of the program");
    assert!(matches!(harness.state().said.last(), Some(CanvasAction::Layout(layout))
        if layout.contains_key("primitive gate")));
}

#[test]
fn rows_are_walked_guarded_and_moved_by_keyboard_alone() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("worker step 1: for _ in range(times)").focus();
    harness.run_steps(2);
    press(&mut harness, Key::ArrowDown);
    assert!(harness.get_by_label(STEP).is_focused());
    press(&mut harness, Key::G);
    harness.get_by_label("a new Lock").click();
    harness.run_steps(3);
    assert!(harness.state().text.contains("with lock:\n            counter += 1"));
    harness.get_by_label("worker step 4: print(\"done\")").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    harness.run_steps(3);
    let text = &harness.state().text;
    assert!(text.contains("print(\"done\")\n    for _ in"), "{text}");
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
fn arrows_move_a_focused_node_and_enter_goes_to_its_line() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("Event: gate").focus();
    harness.run_steps(2);
    let before = harness.get_by_label("Event: gate").rect();
    press(&mut harness, Key::ArrowRight);
    let after = harness.get_by_label("Event: gate").rect();
    assert!(after.left() > before.left() && after.top() == before.top());
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().said.last(), Some(&CanvasAction::GoTo(4)));
}

#[test]
fn a_node_is_renamed_in_place() {
    let mut harness = desk(Desk::new(SCRIPT));
    harness.get_by_label("Event: gate").focus();
    harness.run_steps(2);
    press(&mut harness, Key::F2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.get_by_label("New name").type_text("ready");
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    assert!(harness.state().text.contains("ready = threading.Event()"), "{}", harness.state().text);
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

#[test]
fn an_empty_script_says_what_to_do() {
    let mut harness = desk(Desk::new(""));
    let (from, to) = (center(&harness, "Thread"), egui::pos2(700.0, 400.0));
    drag(&mut harness, from, to);
    harness.get_by_label("Thread: worker");
}

/// Two threads that hold one lock each and want the other's.
fn deadlock() -> (Outline, LiveView) {
    let outline = Outline::of(include_str!("../presets/30_deadlock.py"));
    let mut live = LiveView {
        threads: vec![Vec::new(); outline.threads.len()],
        primitives: vec![Vec::new(); outline.primitives.len()],
        ..LiveView::default()
    };
    let workers: Vec<usize> = (0..outline.threads.len())
        .filter(|at| outline.threads[*at].flavour != Flavour::Main)
        .collect();
    for number in 0..2u32 {
        let (id, object) = (ThreadId(number + 1), ObjectId(number));
        let node = workers[number as usize % workers.len()];
        let row = outline.threads[node].rows.iter().rposition(|row| !row.primitives.is_empty());
        live.names.insert(id, format!("Thread-{} (transfer)", number + 1));
        live.threads[node].push(LiveThread {
            id,
            state: State::BlockedOnLock,
            line: None,
            row,
            waits_for: Some(ObjectId(1 - number)),
        });
        let primitive = number as usize % outline.primitives.len();
        live.primitives[primitive].push(LiveObject {
            id: object,
            name: outline.primitives[primitive].name.clone(),
            counts: None,
            level: 1,
            level_max: 1,
            holders: vec![id],
            waiters: vec![ThreadId(2 - number)],
        });
        live.stuck_threads.insert(id);
        live.stuck_objects.insert(object);
    }
    (outline, live)
}

#[test]
fn a_deadlock_is_said_of_each_node_in_it() {
    let (outline, live) = deadlock();
    let name = format!("{}: {}", outline.primitives[0].class, outline.primitives[0].name);
    let harness = desk(Desk { outline, live: Some(live), ..Desk::new("") });
    let node = harness.get_by_label(&name);
    let says = node.accesskit_node().description().unwrap_or_default();
    assert!(says.contains("held by Thread-1") && says.contains("waiting: Thread-2"), "{says}");
}

/// Writes pictures to look at: `LOCKSTEP_PICTURES=dir cargo test --test canvas pictures -- --ignored`.
#[test]
#[ignore = "writes pictures for people to look at"]
fn pictures() {
    let Ok(dir) = std::env::var("LOCKSTEP_PICTURES") else { return };
    for theme in [&theme::LIGHT, &theme::DARK] {
        for entry in std::fs::read_dir("presets").into_iter().flatten().flatten() {
            let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
            let name = entry.file_name().to_string_lossy().replace(".py", "");
            let mut harness = desk(Desk { theme, ..Desk::new(&text) });
            let image = harness.render().expect("a picture");
            image.save(format!("{dir}/{name}-{}.png", theme.name)).expect("a file");
        }
        let (outline, live) = deadlock();
        let mut harness = desk(Desk { outline, live: Some(live), theme, ..Desk::new("") });
        let image = harness.render().expect("a picture");
        image.save(format!("{dir}/live-{}.png", theme.name)).expect("a file");
    }
}
