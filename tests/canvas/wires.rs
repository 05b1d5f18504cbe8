//! Wires: drawn by hand from a port, to and fro, chosen, deleted.

use crate::desk::{Desk, SCRIPT, STEP, center, choose, desk, drag, press, undo_gives_back};
use egui::{Key, pos2};
use egui_kittest::kittest::Queryable;
use lockstep::ui::canvas::CanvasAction;

/// The counter with a lock that nobody uses.
fn unguarded() -> String {
    SCRIPT.replace("gate = threading.Event()", "lock = threading.Lock()")
}

#[test]
fn a_wire_from_a_thread_to_a_lock_asks_how_it_is_used() {
    let text = unguarded();
    let mut harness = desk(Desk::new(&text));
    let (from, to) = (center(&harness, "Wire from worker"), center(&harness, "Lock: lock"));
    drag(&mut harness, from, to);
    choose(&mut harness, "with lock:");
    let new = &harness.state().text;
    let guarded = "    global counter\n    with lock:\n        for _ in range(times):\n            counter += 1\n";
    assert!(new.contains(guarded), "{new}");
    undo_gives_back(&mut harness, &text);
}

#[test]
fn every_way_to_use_a_lock_is_offered_and_works() {
    let ways = [
        ("with lock:", "with lock:"),
        ("lock.acquire() … lock.release()", "    finally:\n        lock.release()"),
        ("lock.acquire(timeout=1)", "if lock.acquire(timeout=1):"),
        ("lock.acquire(blocking=False)", "if lock.acquire(blocking=False):"),
        ("lock.acquire()", "    lock.acquire()\n"),
        ("lock.release()", "    lock.release()\n"),
    ];
    for (label, code) in ways {
        let text = unguarded();
        let mut harness = desk(Desk::new(&text));
        let (from, to) = (center(&harness, "Wire from worker"), center(&harness, "Lock: lock"));
        drag(&mut harness, from, to);
        choose(&mut harness, label);
        assert_eq!(harness.state().refused, [], "{label}");
        assert!(harness.state().text.contains(code), "{label}: {}", harness.state().text);
        undo_gives_back(&mut harness, &text);
    }
}

#[test]
fn a_wire_goes_from_a_lock_to_a_row_as_well() {
    let text = unguarded();
    let mut harness = desk(Desk::new(&text));
    let (from, to) = (center(&harness, "Wire from lock"), center(&harness, STEP));
    drag(&mut harness, from, to);
    choose(&mut harness, "with lock:");
    let new = harness.state().text.clone();
    assert!(new.contains("        with lock:\n            counter += 1\n"), "{new}");
}

#[test]
fn a_wire_to_a_shared_variable_writes_or_reads_it() {
    let mut harness = desk(Desk::new(SCRIPT));
    let from = center(&harness, "Wire from MainThread");
    let to = center(&harness, "Shared variable: counter");
    drag(&mut harness, from, to);
    choose(&mut harness, "counter += 1");
    assert!(harness.state().text.ends_with("    counter += 1\n"), "{}", harness.state().text);
}

#[test]
fn a_wire_is_chosen_and_deleted_and_what_it_guarded_stays() {
    let text = SCRIPT
        .replace("gate = threading.Event()", "lock = threading.Lock()")
        .replace("        counter += 1", "        with lock:\n            counter += 1  # here");
    let mut harness = desk(Desk::new(&text));
    choose(&mut harness, "Wire: worker – lock (with)");
    press(&mut harness, Key::Delete);
    let new = harness.state().text.clone();
    assert!(new.contains("    for _ in range(times):\n        counter += 1  # here\n"), "{new}");
    assert!(harness.query_by_label("Wire: worker – lock (with)").is_none());
    undo_gives_back(&mut harness, &text);
}

#[test]
fn a_wire_dropped_on_nothing_changes_nothing() {
    let mut harness = desk(Desk::new(SCRIPT));
    let from = center(&harness, "Wire from worker");
    drag(&mut harness, from, pos2(640.0, 850.0));
    assert_eq!(harness.state().text, SCRIPT);
    let to = center(&harness, "Thread: MainThread");
    drag(&mut harness, from, to);
    assert_eq!(harness.state().text, SCRIPT);
    assert!(matches!(harness.state().said.last(), Some(CanvasAction::Say(_))));
}

#[test]
fn a_wire_begins_on_the_half_of_a_rows_port_that_stands_out_of_the_card_too() {
    let text = unguarded();
    for outside in [-4.0, 4.0] {
        let mut harness = desk(Desk::new(&text));
        let row = harness.get_by_label(STEP).rect();
        // As a hand does: over the row to its port.
        harness.hover_at(row.center());
        harness.run_steps(2);
        let from = pos2(row.right() + outside, row.center().y);
        harness.hover_at(from);
        harness.run_steps(2);
        let to = center(&harness, "Lock: lock");
        drag(&mut harness, from, to);
        choose(&mut harness, "with lock:");
        let new = harness.state().text.clone();
        assert!(new.contains("        with lock:\n            counter += 1\n"), "{outside}: {new}");
    }
}
