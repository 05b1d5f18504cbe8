//! Every recorded run on OS threads replays through the primitives' rules with equal outcomes: all
//! presets and a script that uses every primitive, free and under the GIL, several at once so that
//! the machine is busy.

use lockstep::analysis::fairness::fairness;
use lockstep::exec::conform::{Mismatch, Replayed, replay};
use lockstep::exec::native::machine::OWN_NUMBERS;
use lockstep::exec::native::run::{Mode, Run, RunOptions, Verdict};
use lockstep::exec::native::script;
use lockstep::model::ids::ObjectId;
use lockstep::model::primitives;
use lockstep::script::compile;
use lockstep::session::presets;
use lockstep::trace::Trace;
use lockstep::trace::event::{Event, Kind, OP_RENEWED, ThreadInfo};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Longest a preset is let run: what happened until then is a trace like any other.
const LIMIT: Duration = Duration::from_secs(60);
/// Runs of each preset at once.
const AT_ONCE: usize = 2;
/// Recordings of one run, of which one has lost no event: a machine that takes the collector's core
/// away for long enough makes a ring overflow, which a trace says of itself and no replay can mend.
const TRIES: usize = 5;

/// A run that is over, and what it recorded.
struct Recording {
    run: Run,
    trace: Trace,
    threads: Vec<ThreadInfo>,
    events: Vec<Event>,
    output: String,
}

impl Recording {
    /// One with every event.
    fn of(source: &str, name: &str, mode: Mode) -> Recording {
        let mut tries = (0..TRIES).map(|_| Recording::once(source, name, mode));
        let whole = tries.find(|recording| recording.trace.dropped() == 0);
        whole.unwrap_or_else(|| panic!("{name}: events were lost in each of {TRIES} runs"))
    }

    fn once(source: &str, name: &str, mode: Mode) -> Recording {
        let program = compile(source, name).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        let options = RunOptions { mode, time_limit: Some(LIMIT), ..RunOptions::default() };
        let run = script::start(Arc::new(program), options);
        let (mut trace, mut output) = (Trace::new(), String::new());
        let (mut threads, mut events) = (Vec::new(), Vec::new());
        let until = Instant::now() + 2 * LIMIT;
        while let Ok(batch) = run.batches.recv_deadline(until) {
            trace.append(&batch);
            output.extend(batch.output.iter().map(|chunk| chunk.text.as_str()));
            threads.extend(batch.threads);
            events.extend(batch.events);
            if matches!(run.wait(Duration::ZERO), Some(Verdict::Deadlock(_))) {
                run.stop();
            }
        }
        assert!(run.wait_until_over(LIMIT), "{name} left threads behind");
        Recording { run, trace, threads, events, output }
    }

    fn replayed(&self) -> Result<Replayed, Mismatch> {
        replay(&self.run.initial_states(), &self.threads, &self.events)
    }

    /// The script's object of this name.
    fn named(&self, name: &str) -> ObjectId {
        let mut objects = self.trace.objects();
        objects.find(|id| self.trace.object(*id).name == name).expect("the script made it")
    }
}

/// Uses every primitive, with waits, time-outs and several threads on each.
const EVERY_PRIMITIVE: &str = "\
import threading, queue, time
lock, rlock, condition = threading.Lock(), threading.RLock(), threading.Condition()
semaphore, bounded = threading.Semaphore(2), threading.BoundedSemaphore(1)
event, barrier, items = threading.Event(), threading.Barrier(3), queue.Queue(2)
turns = []
def worker(n):
    event.wait()
    for k in range(5):
        with lock, rlock, rlock:
            turns.append(n)
        with semaphore:
            time.sleep(0.001)
        if bounded.acquire(timeout=0.002):
            bounded.release()
        with condition:
            condition.notify_all()
        items.put((n, k))
    barrier.wait()
def taker():
    for _ in range(15):
        items.get()
        items.task_done()
threads = [threading.Thread(target=worker, args=(n,)) for n in range(3)]
threads.append(threading.Thread(target=taker))
for thread in threads:
    thread.start()
with condition:
    condition.wait(timeout=0.005)
lock.acquire()
print(lock.acquire(timeout=0.002), event.wait(0.001))
lock.release()
event.set()
for thread in threads:
    thread.join(0.001)
items.join()
for thread in threads:
    thread.join()
try:
    items.get(timeout=0.001)
except queue.Empty:
    print(len(turns))
";

#[test]
fn every_primitive_replays_with_equal_outcomes() {
    for mode in [Mode::Free, Mode::Gil] {
        let recording = Recording::of(EVERY_PRIMITIVE, "every.py", mode);
        let replayed = recording.replayed();
        let steps = replayed.as_ref().map_or(0, |replayed| replayed.steps);
        assert!(steps > 100, "{mode:?}: {replayed:?}");
        let used = recording.run.initial_states();
        for spec in primitives::ALL.iter().filter(|spec| mode == Mode::Gil || spec.name != "GIL") {
            let is_used = used.iter().any(|(_, state)| state.spec().name == spec.name);
            assert!(is_used, "the script makes no {}", spec.name);
        }
    }
}

/// Makes and forgets so many locks and threads that their numbers are given again.
const GIVEN_AGAIN: &str = "\
import threading
total = []
def work(number):
    lock = threading.Lock()
    lock.acquire()
    event = threading.Event()
    event.set()
    if number % 3:
        lock.release()
    total.append(event.wait())
for number in range(1500):
    thread = threading.Thread(target=work, args=(number,))
    thread.start()
    thread.join()
";

#[test]
fn numbers_that_are_given_again_replay_with_equal_outcomes() {
    for mode in [Mode::Free, Mode::Gil] {
        let recording = Recording::of(GIVEN_AGAIN, "again.py", mode);
        let is_renewed = |e: &&Event| e.kind == Kind::Create && e.op == OP_RENEWED;
        let renewed = recording.events.iter().filter(is_renewed);
        assert!(renewed.count() > 500, "{mode:?}");
        let extent = recording.run.extent();
        assert!(extent.threads < OWN_NUMBERS + 100, "{mode:?}: {extent:?}");
        let replayed = recording.replayed();
        assert!(replayed.as_ref().is_ok_and(|r| r.steps > 7500), "{mode:?}: {replayed:?}");
    }
}

#[test]
fn every_preset_replays_with_equal_outcomes_under_load() {
    for preset in presets::ALL.iter() {
        for mode in [Mode::Free, Mode::Gil] {
            thread::scope(|scope| {
                for _ in 0..AT_ONCE {
                    scope.spawn(|| {
                        let recording = Recording::of(preset.source, &preset.name, mode);
                        let replayed = recording.replayed();
                        let steps = replayed.as_ref().map_or(0, |replayed| replayed.steps);
                        assert!(steps > 0, "{} in {mode:?}: {replayed:?}", preset.name);
                    });
                }
            });
        }
    }
}

/// The main thread gives a lock back and wants it again at once, while another waits for it.
const TAKEN_BACK: &str = "\
import threading, time
lock = threading.Lock()
def other():
    with lock:
        owners.append('other')
owners = []
for n in range(40):
    lock.acquire()
    thread = threading.Thread(target=other)
    thread.start()
    time.sleep(0.003)
    lock.release()
    lock.acquire()
    owners.append('main')
    lock.release()
    thread.join()
print(' '.join(owners))
";

#[test]
fn what_is_marked_fair_goes_to_who_has_waited_and_another_to_who_barges_in() {
    for class in ["Lock", "RLock", "Semaphore", "BoundedSemaphore"] {
        let barging = TAKEN_BACK.replace("threading.Lock()", &format!("threading.{class}()"));
        let fair = barging.replace(&format!("{class}()"), &format!("{class}()  # lockstep: fair"));
        for mode in [Mode::Free, Mode::Gil] {
            assert!(passed_over(&barging, mode) > 0, "{class}, {mode:?}: nobody ever barged in");
            assert_eq!(passed_over(&fair, mode), 0, "{class}, {mode:?}");
        }
    }
}

/// Two permits are given back at once to two who wait for them, and one is wanted again at once.
const TWO_AT_ONCE: &str = "\
import threading, time
lock = threading.Semaphore(2)  # lockstep: fair
def other():
    with lock:
        time.sleep(0.0005)
for n in range(24):
    lock.acquire()
    lock.acquire()
    threads = [threading.Thread(target=other) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.003)
    lock.release(2)
    with lock:
        pass
    for thread in threads:
        thread.join()
";

#[test]
fn permits_given_back_two_at_a_time_pass_over_nobody_if_they_are_marked_fair() {
    for mode in [Mode::Free, Mode::Gil] {
        assert_eq!(passed_over(TWO_AT_ONCE, mode), 0, "{mode:?}");
    }
}

/// Waits on a condition three levels deep in its lock, which is taken back as deep in one step.
const DEEP: &str = "\
import threading
lock = threading.RLock()
changed = threading.Condition(lock)
def work():
    for n in range(60):
        with lock, lock:
            with changed:
                changed.wait(0.0005)
thread = threading.Thread(target=work)
thread.start()
thread.join()
";

#[test]
fn a_lock_taken_several_times_is_held_until_it_was_given_back_as_often() {
    let fair = DEEP.replace("RLock()", "RLock()  # lockstep: fair");
    for (source, mode) in [(DEEP, Mode::Free), (DEEP, Mode::Gil), (fair.as_str(), Mode::Free)] {
        let recording = Recording::of(source, "deep.py", mode);
        assert!(recording.replayed().is_ok(), "{mode:?}: {:?}", recording.replayed());
        let lock = recording.named("lock");
        let is_inner = |e: &&Event| e.object == lock && e.kind == Kind::Release && e.arg > 0;
        let inner: Vec<_> = recording.events.iter().filter(is_inner).collect();
        assert_eq!(inner.len(), 120, "{mode:?}");
        for release in inner {
            let holders = recording.trace.holders_at(lock, release.nanos);
            assert_eq!(holders, [release.thread], "{mode:?}: {release:?}");
        }
    }
}

/// Everything that hands over in ways of its own: a lock taken twice, a condition over it, which gives
/// it back whole and wants it as deep as before, and permits given back several at a time.
const HANDED_OVER: &str = "\
import threading
lock = threading.RLock()  # lockstep: fair
changed = threading.Condition(lock)
permits = threading.Semaphore(3)  # lockstep: fair
total = 0
def work():
    global total
    for n in range(60):
        permits.acquire()
        with lock:
            with changed:
                total += 1
                changed.notify_all()
                changed.wait(0.0005)
        permits.acquire(timeout=0.0005) and permits.release()
        permits.release()
def pairs():
    for n in range(60):
        permits.acquire()
        permits.acquire()
        permits.release(2)
threads = [threading.Thread(target=work) for _ in range(4)] + [threading.Thread(target=pairs)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total, permits._value)
";

#[test]
fn hand_overs_replay_however_deep_and_however_many_at_a_time() {
    for mode in [Mode::Free, Mode::Gil] {
        let recording = Recording::of(HANDED_OVER, "handed.py", mode);
        assert!(recording.replayed().is_ok(), "{mode:?}: {:?}", recording.replayed());
        assert_eq!(recording.output, "240 3\n", "{mode:?}");
        let trace = &recording.trace;
        for name in ["lock", "permits"] {
            let holders = trace.holders_at(recording.named(name), trace.now_nanos());
            assert_eq!(holders, [], "{name}, {mode:?}");
        }
    }
}

/// How many threads had to see one that came later have the lock before them.
fn passed_over(source: &str, mode: Mode) -> usize {
    let recording = Recording::of(source, "owners.py", mode);
    assert!(recording.replayed().is_ok(), "{mode:?}: {:?}", recording.replayed());
    let lock = recording.named("lock");
    let all = fairness(&recording.trace, 0..recording.trace.now_nanos() + 1);
    let shares = all.into_iter().find(|shares| shares.object == lock).expect("it was held");
    assert_eq!(shares.taken(), 120, "{mode:?}");
    shares.bypasses.iter().filter(|bypass| bypass.count > 0).count()
}
