//! What a run shows on the canvas.

use crate::desk::{Desk, SCRIPT, STEP, center, desk, hold};
use egui_kittest::kittest::{NodeT, Queryable};
use lockstep::model::ids::{ObjectId, ThreadId};
use lockstep::script::outline::{Flavour, Outline};
use lockstep::trace::State;
use lockstep::ui::canvas::LiveView;
use lockstep::ui::canvas::live::{LiveObject, LiveThread};
use lockstep::ui::canvas::motion::Move;

/// Two threads that hold one lock each and want the other's.
pub fn deadlock() -> (Outline, LiveView) {
    let outline = Outline::of(include_str!("../../presets/30_deadlock.py"));
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
    assert!(says.contains("held by Thread-1") && says.contains("1 waiting: Thread-2"), "{says}");
}

/// How many shapes the canvas paints.
fn shapes(desk_with: Desk) -> usize {
    let harness = desk(desk_with);
    harness.output().shapes.len()
}

#[test]
fn tokens_travel_unless_motion_is_reduced() {
    let with = |moves: usize, still: bool| {
        let (outline, mut live) = deadlock();
        let one = Move { nanos: 900, thread: ThreadId(1), primitive: 0, gave: true };
        live.moves = vec![one; moves];
        live.nanos = 200_000_000;
        shapes(Desk { outline, live: Some(live), still, ..Desk::new("") })
    };
    assert_eq!(with(3, false), with(0, false) + 6, "a dot and its rim each");
    assert_eq!(with(3, true), with(0, true));
}

/// What is written on the canvas.
fn texts(shape: &egui::Shape, found: &mut Vec<String>) {
    match shape {
        egui::Shape::Text(text) => found.push(text.galley.text().to_owned()),
        egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, found)),
        _ => {}
    }
}

#[test]
fn a_row_with_more_threads_than_lights_says_how_many_more() {
    let written = |threads: u32| {
        let (outline, mut live) = deadlock();
        let node = live.threads.iter().position(|threads| !threads.is_empty()).unwrap();
        let one = live.threads[node][0].clone();
        live.threads[node] =
            (0..threads).map(|at| LiveThread { id: ThreadId(10 + at), ..one.clone() }).collect();
        let harness = desk(Desk { outline, live: Some(live), ..Desk::new("") });
        let mut found = Vec::new();
        for shape in &harness.output().shapes {
            texts(&shape.shape, &mut found);
        }
        found
    };
    let plus =
        |texts: Vec<String>| texts.into_iter().filter(|text| text.starts_with('+')).collect();
    let none: Vec<String> = plus(written(5));
    assert_eq!(none, [""; 0]);
    let some: Vec<String> = plus(written(7));
    assert_eq!(some, ["+2"]);
}

#[test]
fn what_is_taken_too_often_shows_its_rate() {
    let (outline, mut live) = deadlock();
    live.rates = vec![1234.0, 0.0];
    let name = format!("{}: {}", outline.primitives[0].class, outline.primitives[0].name);
    let harness = desk(Desk { outline, live: Some(live), ..Desk::new("") });
    let says = harness.get_by_label(&name).accesskit_node().description().unwrap_or_default();
    assert!(says.contains("taken 1.2k/s"), "{says}");
}

#[test]
fn a_thread_that_stands_at_a_breakpoint_says_so_on_its_card() {
    let (outline, live) = deadlock();
    let node = live.threads.iter().position(|threads| !threads.is_empty()).unwrap();
    let name = format!("Thread: {}", outline.threads[node].name);
    let with = |stopped: &[u32]| {
        let (outline, live) = deadlock();
        let line = outline.threads[node].rows[0].lines.0;
        let stopped = stopped.iter().map(|&id| (ThreadId(id), line)).collect();
        desk(Desk { outline, live: Some(live), stopped, ..Desk::new("") })
    };
    let says = |harness: &egui_kittest::Harness<Desk>| {
        harness.get_by_label(&name).accesskit_node().description().unwrap_or_default()
    };
    let (free, stopped) = (with(&[]), with(&[live.threads[node][0].id.0]));
    assert!(!says(&free).contains("stopped"), "{}", says(&free));
    let line = live.threads[node][0].line;
    let first = outline.threads[node].rows[0].lines.0;
    assert_ne!(line, Some(first), "it did something last on another line");
    let wanted = format!("Thread-1 (transfer): stopped, at line {first}");
    assert!(says(&stopped).contains(&wanted), "{}", says(&stopped));
    let shapes = |harness: &egui_kittest::Harness<Desk>| harness.output().shapes.len();
    assert!(shapes(&stopped) > shapes(&free), "and its row is marked");
}

#[test]
fn what_a_drop_will_do_is_said_before_it_is_done() {
    let mut harness = desk(Desk::new(SCRIPT));
    let (from, to) = (center(&harness, "Lock"), center(&harness, STEP));
    hold(&mut harness, from, to);
    let canvas = harness.get_by_label("Canvas");
    let says = canvas.accesskit_node().description().unwrap_or_default();
    assert!(says.contains("counter += 1"), "{says:?}");
    assert_eq!(harness.state().text, SCRIPT, "nothing is done yet");
}
