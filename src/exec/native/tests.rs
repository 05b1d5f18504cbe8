//! Claims about runs on OS threads, with closures for bodies: no interpreter needed.

use super::cell::Cell;
use super::collector;
use super::machine::{Body, Ending, Machine};
use super::member::Birth;
use super::run::{Mode, Run, RunOptions, Verdict};
use super::watchdog;
use super::worker::{Stopped, Worker};
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::{Outcome, Primitive, Step, clock, event, lock, thread};
use crate::soon::{SOON, eventually};
use crate::trace::event::{Event, Kind, OP_HANDED};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

pub(crate) fn machine(mode: Mode) -> Arc<Machine> {
    Machine::new(RunOptions { mode, ..RunOptions::default() })
}

pub(crate) fn object(machine: &Machine, kind: &str, arg: i64, name: &str) -> ObjectId {
    let primitive = Primitive::create(kind, arg);
    primitive.map_or(ObjectId::CLOCK, |primitive| machine.add_cell(primitive, 1, name))
}

/// Takes a step and waits for its outcome, as the driver does for a script.
pub(crate) fn take(
    worker: &mut Worker,
    object: ObjectId,
    op: u8,
    arg: i64,
) -> Result<Outcome, Stopped> {
    take_within(worker, object, op, arg, None)
}

pub(crate) fn take_within(
    worker: &mut Worker,
    object: ObjectId,
    op: u8,
    arg: i64,
    nanos: Option<u64>,
) -> Result<Outcome, Stopped> {
    let step = Step { who: worker.hand.me.id, op, arg, may_block: true };
    match worker.step(object, step, nanos.is_some()) {
        Outcome::Block => {
            worker.release_gil();
            let pending = worker.pending(object, step, nanos);
            let outcome = worker.wait(pending)?;
            worker.take_gil()?;
            Ok(outcome)
        }
        outcome => Ok(outcome),
    }
}

fn sleep(worker: &mut Worker, millis: u64) -> Result<Outcome, Stopped> {
    take_within(worker, ObjectId::CLOCK, clock::SLEEP, 0, Some(millis * 1_000_000))
}

pub(crate) fn body(run: impl FnOnce(&mut Worker) -> Result<(), Stopped> + Send + 'static) -> Body {
    Box::new(move |worker| match worker.take_gil().and_then(|()| run(worker)) {
        Ok(()) => Ending::Status(0),
        Err(Stopped) => Ending::Stopped,
    })
}

pub(crate) fn spawn(
    worker: &mut Worker,
    name: &str,
    daemon: bool,
    run: impl FnOnce(&mut Worker) -> Result<(), Stopped> + Send + 'static,
) -> Option<ObjectId> {
    let machine = Arc::clone(&worker.machine);
    let core = machine.add_cell(thread::Thread::default().into(), 1, name);
    let member = machine
        .add_member(Birth { object: core, parent: Some(worker.hand.me.id), daemon }, name)?;
    let start = Step {
        who: worker.hand.me.id,
        op: thread::START,
        arg: i64::from(member.id.0),
        may_block: false,
    };
    worker.step(core, start, false);
    let whole = body(move |worker| {
        let result = run(worker);
        let who = worker.hand.me.id;
        worker.step(core, Step { who, op: thread::END, arg: 0, may_block: false }, false);
        result
    });
    machine.launch(&member, whole).then_some(core)
}

/// Two threads that take their second lock once each has its first.
fn cross(worker: &mut Worker, threads: [(&str, ObjectId, ObjectId); 2], daemon: bool) {
    let held = Arc::new(AtomicU64::new(0));
    for (name, first, second) in threads {
        let held = Arc::clone(&held);
        spawn(worker, name, daemon, move |worker| {
            take(worker, first, lock::ACQUIRE, 0)?;
            held.fetch_add(1, Ordering::SeqCst);
            while held.load(Ordering::SeqCst) < 2 {
                sleep(worker, 1)?;
            }
            take(worker, second, lock::ACQUIRE, 0).map(|_| ())
        });
    }
}

fn all_events(run: &Run) -> Vec<Event> {
    run.batches.iter().flat_map(|batch| batch.events).collect()
}

fn os_threads_named(name: &str) -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    tasks
        .filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok())
        .filter(|comm| comm.trim_end() == name)
        .count()
}

/// CPU time of an OS thread of this process, in clock ticks (10 ms).
fn cpu_ticks(os_id: i32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/self/task/{os_id}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

#[test]
fn a_run_finishes_with_the_main_threads_status() {
    let machine = machine(Mode::Free);
    let run = Run::launch(machine, Box::new(|_| Ending::Status(3)));
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 3 }));
    assert!(run.wait_until_over(SOON));
    let kinds: Vec<Kind> = all_events(&run).iter().map(|e| e.kind).collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&Kind::Start), Some(&Kind::End)));
}

#[test]
fn os_threads_carry_the_scripts_names_and_none_is_left_after_stop() {
    let machine = machine(Mode::Free);
    let event = object(&machine, "Event", 0, "never");
    let main = body(move |worker| {
        for name in ["lockst-blocked", "lockst-spinning"] {
            spawn(worker, name, false, move |worker| match name {
                "lockst-blocked" => take(worker, event, event::WAIT, 0).map(|_| ()),
                _ => loop {
                    worker.checkpoint()?;
                },
            });
        }
        Ok(())
    });
    let run = Run::launch(machine, main);
    eventually(|| os_threads_named("lockst-blocked") == 1);
    eventually(|| os_threads_named("lockst-spinning") == 1);
    run.stop();
    assert!(run.wait_until_over(SOON));
    assert_eq!(run.wait(SOON), Some(Verdict::Stopped));
    assert_eq!(os_threads_named("lockst-blocked") + os_threads_named("lockst-spinning"), 0);
    assert_eq!(run.status().live_threads, 0);
}

#[test]
fn a_thread_blocked_for_a_second_burns_no_cpu() {
    let machine = machine(Mode::Free);
    let lock = object(&machine, "Lock", 0, "lock");
    let (over, is_over) = std::sync::mpsc::channel();
    let main = body(move |worker| {
        take(worker, lock, lock::ACQUIRE, 0)?;
        spawn(worker, "waiter", false, move |worker| {
            take(worker, lock, lock::ACQUIRE, 0).map(|_| ())
        });
        is_over.recv_timeout(SOON).expect("the second is over some time");
        take(worker, lock, lock::RELEASE, 0).map(|_| ())
    });
    let run = Run::launch(machine, main);
    eventually(|| run.look(lock).is_some_and(|(_, waiters, _)| waiters.len() == 1));
    let os_id = run.os_id_of(ThreadId(1));
    let before = cpu_ticks(os_id);
    std::thread::sleep(Duration::from_millis(1000));
    assert!(before.is_some());
    assert_eq!(cpu_ticks(os_id), before);
    over.send(()).expect("the main thread waits for it");
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 0 }));
}

#[test]
fn two_locks_in_opposite_order_are_named() {
    let machine = machine(Mode::Free);
    let (left, right) = (object(&machine, "Lock", 0, "left"), object(&machine, "Lock", 0, "right"));
    let main = body(move |worker| {
        cross(worker, [("north", left, right), ("south", right, left)], false);
        Ok(())
    });
    let run = Run::launch(Arc::clone(&machine), main);
    let waiters = |id| run.look(id).map_or(0, |(_, waiters, _)| waiters.len());
    eventually(|| waiters(left) == 1 && waiters(right) == 1);
    // The next look is the one that sees it, and there are many in 200 ms.
    assert!(watchdog::total(&machine).is_some());
    const { assert!(collector::PERIOD.as_millis() * 10 <= 200) };
    let Some(Verdict::Deadlock(stuck)) = run.wait(SOON) else {
        panic!("not recognised");
    };
    assert!(stuck.is_cycle && stuck.is_total);
    assert_eq!(
        stuck.sentence,
        "Deadlock: north holds left and waits for right; south holds right and waits for left."
    );
    assert_eq!(run.look(left).map(|(holders, _, _)| holders), Some(vec![ThreadId(1)]));
    run.stop();
    assert!(run.wait_until_over(SOON));
    assert!(matches!(run.wait(SOON), Some(Verdict::Deadlock(_))));
}

#[test]
fn a_cycle_among_some_threads_is_reported_while_the_others_go_on() {
    let machine = machine(Mode::Free);
    let (a, b) = (object(&machine, "Lock", 0, "a"), object(&machine, "Lock", 0, "b"));
    let main = body(move |worker| {
        cross(worker, [("one", a, b), ("two", b, a)], true);
        loop {
            sleep(worker, 5)?;
        }
    });
    let run = Run::launch(machine, main);
    eventually(|| !run.status().findings.is_empty());
    let status = run.status();
    assert!(!status.findings[0].is_total && status.findings[0].is_cycle);
    assert_eq!(status.verdict, None);
}

#[test]
fn waiting_without_a_cycle_is_recognised_too() {
    let machine = machine(Mode::Gil);
    let event = object(&machine, "Event", 0, "ready");
    let run = Run::launch(machine, body(move |w| take(w, event, event::WAIT, 0).map(|_| ())));
    let Some(Verdict::Deadlock(stuck)) = run.wait(SOON) else {
        panic!("not recognised");
    };
    assert_eq!(
        stuck.sentence,
        "Every thread waits and none is left to wake them: MainThread waits for ready."
    );
}

#[test]
fn a_wait_with_a_time_out_is_no_deadlock_and_ends_in_time() {
    let machine = machine(Mode::Free);
    let lock = object(&machine, "Lock", 0, "lock");
    let main: Body = Box::new(move |worker| {
        let _ = take(worker, lock, lock::ACQUIRE, 0);
        let since = Instant::now();
        let outcome = take_within(worker, lock, lock::ACQUIRE, 0, Some(300_000_000));
        let in_time = (Duration::from_millis(300)..SOON).contains(&since.elapsed());
        Ending::Status(i32::from(in_time && outcome == Ok(Outcome::Refused)))
    });
    let run = Run::launch(machine, main);
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 1 }));
    let kinds: Vec<(Kind, u32)> = all_events(&run)
        .iter()
        .filter(|e| e.object == lock && e.kind != Kind::Create)
        .map(|e| (e.kind, e.arg))
        .collect();
    let waited = [(Kind::Block, 1), (Kind::Note, 300), (Kind::Cancel, 1), (Kind::Wake, 0)];
    let expected: Vec<_> = [(Kind::Grant, 1)].into_iter().chain(waited).collect();
    assert_eq!(kinds, expected);
}

#[test]
fn pause_stops_progress_and_resume_goes_on() {
    let machine = machine(Mode::Free);
    let rounds = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&rounds);
    let main = body(move |worker| {
        let busy = Arc::clone(&counter);
        spawn(worker, "sleeper", false, move |worker| {
            loop {
                sleep(worker, 1)?;
                busy.fetch_add(1, Ordering::Relaxed);
            }
        });
        loop {
            counter.fetch_add(1, Ordering::Relaxed);
            if worker.machine.control.is_wanted() {
                worker.checkpoint()?;
            }
        }
    });
    let run = Run::launch(machine, main);
    eventually(|| rounds.load(Ordering::Relaxed) > 1000);
    run.pause();
    eventually(|| run.status().held == 2);
    let at = rounds.load(Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(rounds.load(Ordering::Relaxed), at);
    run.resume();
    eventually(|| rounds.load(Ordering::Relaxed) > at + 1000);
    run.pause();
    run.stop();
    assert!(run.wait_until_over(SOON));
}

#[test]
fn a_panic_ends_its_run_and_nothing_else() {
    let machine = machine(Mode::Free);
    let event = object(&machine, "Event", 0, "never");
    let main = body(move |worker| {
        spawn(worker, "broken", false, |_| panic!("a bug of ours"));
        take(worker, event, event::WAIT, 0).map(|_| ())
    });
    let run = Run::launch(machine, main);
    let verdict = run.wait(SOON);
    assert_eq!(verdict, Some(Verdict::Internal { message: "a bug of ours".to_owned() }));
    assert!(run.wait_until_over(SOON));
}

#[test]
fn more_threads_than_allowed_are_refused() {
    let options = RunOptions { max_threads: 5, ..RunOptions::default() };
    let started = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&started);
    let main = body(move |worker| {
        while spawn(worker, "one more", true, |worker| sleep(worker, 60_000).map(|_| ())).is_some()
        {
            count.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    });
    let run = Run::launch(Machine::new(options), main);
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 0 }));
    assert_eq!(started.load(Ordering::Relaxed), 4);
    assert!(run.wait_until_over(SOON));
}

#[test]
fn daemons_are_cut_off_when_the_others_have_ended() {
    let machine = machine(Mode::Free);
    let main = body(|worker| {
        spawn(worker, "daemon", true, |worker| {
            loop {
                worker.checkpoint()?;
            }
        });
        spawn(worker, "regular", false, |worker| sleep(worker, 50).map(|_| ()));
        Ok(())
    });
    let since = Instant::now();
    let run = Run::launch(machine, main);
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 0 }));
    assert!(since.elapsed() >= Duration::from_millis(50));
    assert!(run.wait_until_over(SOON));
}

#[test]
fn the_time_limit_ends_threads_that_never_wait() {
    let limit = Some(Duration::from_millis(30));
    let options = RunOptions { time_limit: limit, mode: Mode::Gil, ..RunOptions::default() };
    let main = body(|worker| {
        for name in ["a", "b"] {
            spawn(worker, name, false, |worker| {
                loop {
                    worker.checkpoint()?;
                }
            });
        }
        Ok(())
    });
    let run = Run::launch(Machine::new(options), main);
    assert_eq!(run.wait(SOON), Some(Verdict::TimeLimit));
    assert!(run.wait_until_over(SOON));
}

#[test]
fn under_the_gil_busy_threads_take_turns_of_a_switch_interval_and_more() {
    const TURNS: u64 = 30;
    let machine = machine(Mode::Gil);
    let interval = machine.gil.interval_nanos.load(Ordering::Relaxed);
    let main = body(|worker| {
        for name in ["a", "b"] {
            spawn(worker, name, false, |worker| {
                while worker.machine.gil.switches.load(Ordering::Relaxed) < TURNS {
                    if worker.machine.control.is_wanted() {
                        worker.checkpoint()?;
                    }
                }
                Ok(())
            });
        }
        Ok(())
    });
    let run = Run::launch(machine, main);
    let events = all_events(&run);
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 0 }));
    let mut grants: Vec<&Event> =
        events.iter().filter(|e| e.object == ObjectId::GIL && e.kind == Kind::Grant).collect();
    grants.sort_by_key(|grant| grant.nanos);
    let twice = grants.windows(2).filter(|pair| pair[0].thread == pair[1].thread).count();
    assert!(twice <= 2, "{twice} times the same thread took it twice in a row");
    // How long a turn may take depends on what else the machine does; a short one is a fault,
    // but for those at the ends of threads.
    let turns = grants.windows(2).map(|pair| pair[1].nanos - pair[0].nanos);
    let full = turns.filter(|nanos| nanos * 10 >= interval * 9).count();
    assert!(full >= 20, "{full} of {} turns took the interval", grants.len());
}

#[test]
fn only_one_thread_at_a_time_holds_the_gil() {
    let machine = machine(Mode::Gil);
    let inside = Arc::new(AtomicU64::new(0));
    let main = body(move |worker| {
        for name in ["a", "b", "c"] {
            let inside = Arc::clone(&inside);
            spawn(worker, name, false, move |worker| {
                for round in 0..300 {
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    std::hint::spin_loop();
                    inside.fetch_sub(1, Ordering::SeqCst);
                    if round % 10 == 0 {
                        sleep(worker, 0)?;
                    }
                    worker.checkpoint()?;
                }
                Ok(())
            });
        }
        Ok(())
    });
    let run = Run::launch(machine, main);
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 0 }));
}

#[test]
fn a_join_is_granted_by_the_thread_that_ends() {
    let machine = machine(Mode::Free);
    let main = body(|worker| {
        let core = spawn(worker, "child", false, |worker| {
            let mine = worker.hand.me.birth().object;
            let is_joined = |cell: &Cell| !cell.look().1.is_empty();
            eventually(|| worker.machine.cells.get(mine.0).is_some_and(is_joined));
            Ok(())
        });
        take(worker, core.unwrap_or_default(), thread::JOIN, 0).map(|_| ())
    });
    let run = Run::launch(machine, main);
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 0 }));
    let woken =
        all_events(&run).into_iter().find(|e| e.thread == ThreadId::MAIN && e.kind == Kind::Wake);
    assert_eq!(woken.map(|e| (e.op, e.arg)), Some((thread::JOIN | OP_HANDED, 2)));
}

#[test]
fn a_contended_lock_excludes_and_every_step_has_its_number() {
    let machine = machine(Mode::Free);
    let lock = object(&machine, "Lock", 0, "lock");
    let count = Arc::new(AtomicU64::new(0));
    let total = Arc::clone(&count);
    let main = body(move |worker| {
        for name in ["a", "b", "c", "d"] {
            let count = Arc::clone(&count);
            spawn(worker, name, false, move |worker| {
                for _ in 0..1000 {
                    take(worker, lock, lock::ACQUIRE, 0)?;
                    let seen = count.load(Ordering::Relaxed);
                    std::thread::yield_now();
                    count.store(seen + 1, Ordering::Relaxed);
                    take(worker, lock, lock::RELEASE, 0)?;
                }
                Ok(())
            });
        }
        Ok(())
    });
    let run = Run::launch(machine, main);
    let events = all_events(&run);
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 0 }));
    assert_eq!(total.load(Ordering::Relaxed), 4000);
    let mut steps: Vec<u16> = events
        .iter()
        .filter(|e| e.object == lock && e.kind != Kind::Wake)
        .map(|e| e.step)
        .collect();
    steps.sort_unstable();
    assert!(steps.iter().copied().eq(1..=steps.len() as u16), "{}", steps.len());
}

#[test]
fn what_happens_while_the_rings_are_read_does_not_come_too_late() {
    let machine = machine(Mode::Free);
    let lock = object(&machine, "Lock", 0, "lock");
    let main = body(move |worker| {
        for name in ["a", "b", "c"] {
            spawn(worker, name, false, move |worker| {
                for _ in 0..20_000 {
                    take(worker, lock, lock::ACQUIRE, 0)?;
                    take(worker, lock, lock::RELEASE, 0)?;
                }
                Ok(())
            });
        }
        Ok(())
    });
    let run = Run::launch(machine, main);
    let (mut newest, mut late, mut all) = (0, 0, 0);
    for batch in run.batches.iter() {
        late += batch.events.iter().filter(|event| event.nanos < newest).count();
        all += batch.events.len();
        newest = batch.events.iter().map(|event| event.nanos).max().unwrap_or(0).max(newest);
    }
    // Whoever is put off between looking at the clock and writing is late by one event.
    assert!(late * 500 < all, "{late} of {all} events are older than what was sent before them");
}
