//! What a run shows on the canvas.

use crate::desk::{Desk, SCRIPT, STEP, center, desk, hold};
use egui_kittest::kittest::{NodeT, Queryable};
use lockstep::exec::native;
use lockstep::model::ids::{ObjectId, ThreadId};
use lockstep::script::outline::{Flavour, Outline};
use lockstep::trace::{State, Trace};
use lockstep::ui::canvas::LiveView;
use lockstep::ui::canvas::live::{LiveObject, LiveThread, LiveValue};
use lockstep::ui::canvas::motion::Move;
use std::sync::Arc;
use std::time::Duration;

/// Longest that a short script may take, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(120);

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

/// A script's run, and its picture at the end of it.
fn ran(script: &str) -> (Outline, LiveView) {
    let program = lockstep::script::compile(script, "script.py").expect("it compiles");
    let run = native::script::start(Arc::new(program), native::run::RunOptions::default());
    let mut trace = Trace::new();
    while let Ok(batch) = run.batches.recv_timeout(PATIENCE) {
        trace.append(&batch);
    }
    assert!(run.wait(PATIENCE).is_some());
    trace.finish();
    let outline = Outline::of(script);
    let view = LiveView::of(&outline, &trace, trace.now_nanos());
    (outline, view)
}

#[test]
fn threads_of_subclasses_are_on_their_classes_cards_whoever_calls_the_base_class() {
    for passes in ["super().__init__(name=name)", "super().__init__(**{\"name\": name})"] {
        let (outline, view) = ran(&format!(
            "import threading\n\n\nclass Worker(threading.Thread):\n    \
             def __init__(self, name):\n        {passes}\n        self.done = 0\n\n    \
             def run(self):\n        self.work()\n\n\n\
             class Producer(Worker):\n    def work(self):\n        self.done += 1\n\n\n\
             class Consumer(Worker):\n    def __init__(self, number):\n        \
             super().__init__(f\"C{{number}}\")\n\n    \
             def work(self):\n        self.done += 2\n\n\n\
             producers = [Producer(f\"P{{n}}\") for n in range(3)]\n\
             consumers = [Consumer(n) for n in range(2)]\n\
             for one in producers + consumers:\n    one.start()\n\
             for one in producers + consumers:\n    one.join()\n"
        ));
        let names = |card: &str| {
            let node = outline.threads.iter().position(|node| node.name == card);
            let threads = &view.threads[node.expect("it has a card")];
            threads.iter().map(|one| view.name(one.id)).collect::<Vec<_>>()
        };
        assert_eq!(names("Producer"), ["P0", "P1", "P2"], "{passes}");
        assert_eq!(names("Consumer"), ["C0", "C1"], "{passes}");
    }
}

#[test]
fn a_thread_made_in_the_init_of_another_class_is_on_the_card_of_that_line() {
    let (outline, view) =
        ran("import threading\n\n\nclass Pool:\n    def __init__(self):\n        \
         self.one = threading.Thread(target=self.work)\n        \
         self.two = threading.Thread(target=self.rest)\n\n    \
         def work(self):\n        print(1)\n\n    def rest(self):\n        print(2)\n\n\n\
         pool = Pool()\npool.one.start()\npool.two.start()\npool.one.join()\npool.two.join()\n");
    let cards: Vec<(&str, usize)> = (outline.threads.iter().zip(&view.threads))
        .map(|(node, threads)| (node.target.as_str(), threads.len()))
        .collect();
    assert_eq!(cards, [("", 1), ("Pool.work", 1), ("Pool.rest", 1)]);
}

#[test]
fn a_semaphore_that_nobody_has_asked_has_the_permits_it_began_with() {
    let (outline, view) = ran("import threading\nfive = threading.Semaphore(5)\n\
         one = threading.BoundedSemaphore()\nN = 3\nsome = threading.Semaphore(N)\n\
         used = threading.Semaphore(2)\nused.acquire()\n");
    let levels: Vec<_> = (outline.primitives.iter().zip(&view.primitives))
        .map(|(node, objects)| {
            let known = objects.first().and_then(|object| Some((object.counts?, object.level)));
            (node.name.as_str(), known)
        })
        .collect();
    let permits = |count| Some(("permits", count));
    let expected =
        [("five", permits(5)), ("one", permits(1)), ("some", permits(3)), ("used", permits(1))];
    assert_eq!(levels, expected);
}

#[test]
fn an_attribute_that_two_classes_have_shows_the_value_of_its_own_class() {
    let of = |second: &str| {
        let (outline, view) = ran(&format!(
            "import threading\n\n\nclass Oven:\n    def __init__(self):\n        self.count = 0\n\n\n\
             class Shelf:\n    def __init__(self):\n        self.{second} = 10\n\n\n\
             oven = Oven()\nshelf = Shelf()\n\n\n\
             def work():\n    oven.count += 1\n    shelf.{second} += 1\n\n\n\
             both = [threading.Thread(target=work) for _ in range(2)]\n\
             for one in both:\n    one.start()\n    one.join()\n"
        ));
        let names = outline.shared.iter().map(|node| node.name.clone());
        names.zip(values_in(&view)).collect::<Vec<_>>()
    };
    let expected = |name: &str, values: &[&str]| {
        (name.to_owned(), values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())
    };
    for second in ["loaves", "count"] {
        let told = of(second);
        assert!(told.contains(&expected("Oven.count", &["oven.count = 2"])), "{told:?}");
        let (shelf, value) = (format!("Shelf.{second}"), format!("shelf.{second} = 12"));
        assert!(told.contains(&expected(&shelf, &[&value])), "{told:?}");
    }
}

#[test]
fn threads_that_one_line_makes_under_names_of_their_own_are_each_on_the_card_of_what_they_run() {
    let (outline, view) = ran("import threading\n\n\ndef first():\n    gate.wait()\n\n\n\
         def second():\n    gate.wait()\n\n\ngate = threading.Event()\n\
         both = [threading.Thread(target=f, name=f.__name__) for f in (first, second)]\n\
         for one in both:\n    one.start()\ngate.set()\nfor one in both:\n    one.join()\n");
    let cards: Vec<(&str, Vec<String>)> = (outline.threads.iter().zip(&view.threads))
        .filter(|(node, _)| node.flavour != Flavour::Main)
        .map(|(node, threads)| {
            (node.target.as_str(), threads.iter().map(|one| view.name(one.id)).collect())
        })
        .collect();
    let name = |name: &str| vec![name.to_owned()];
    assert_eq!(cards, [("first", name("first")), ("second", name("second"))]);
}

/// What the view tells of each shared variable.
fn values_in(view: &LiveView) -> Vec<Vec<String>> {
    let line = |it: &LiveValue| format!("{} = {}", it.name, it.value.clone().unwrap_or_default());
    view.values.iter().map(|values| values.iter().map(line).collect()).collect()
}

#[test]
fn each_object_of_a_class_has_its_own_value_on_the_node() {
    let (outline, view) =
        ran("import threading\n\n\nclass Shelf:\n    def __init__(self):\n        \
         self.count = 0\n\n\nshelf1 = Shelf()\nshelf2 = Shelf()\n\n\n\
         def work(shelf, times):\n    for _ in range(times):\n        shelf.count += 1\n\n\n\
         one = threading.Thread(target=work, args=(shelf1, 3))\n\
         two = threading.Thread(target=work, args=(shelf2, 5))\n\
         one.start()\none.join()\ntwo.start()\ntwo.join()\n");
    let at = outline.shared.iter().position(|node| node.name == "Shelf.count").unwrap();
    let mut told = values_in(&view).remove(at);
    told.sort();
    assert_eq!(told, ["shelf1.count = 3", "shelf2.count = 5"]);
}
