//! What the engine's own parts cost, each against something everybody knows: threads at work
//! together, a thread's start and join, opening a script, a collection's pause.

use super::speed;
use crate::exec::native::run::{Mode, RunOptions};
use crate::exec::native::script;
use crate::script::compile;
use crate::session::check::check_now;
use crate::trace::event::{Kind, note};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Runs of which the fastest counts.
const ROUNDS: usize = 5;
/// Runs of one thread and of two in turn, of which the fastest of each counts: many short ones, since
/// two processors that are wholly one's own for a moment are rare on a machine that is shared.
const TURNS: usize = 15;
/// Steps of a plain thread's loop: about as long as a countdown takes here.
const PLAIN_STEPS: u64 = 40_000_000;
/// Threads of a round that starts and joins.
const STARTS: usize = 2000;

/// Splits the same countdown among this many threads.
fn countdowns(threads: usize) -> String {
    format!(
        "\
import threading, time
def countdown(n):
    while n > 0:
        n -= 1
countdown(100000)
began = time.perf_counter()
threads = [threading.Thread(target=countdown, args=(6000000,)) for _ in range({threads})]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(time.perf_counter() - began)
"
    )
}

/// Adds to one counter behind a lock, from this many threads.
fn locked_counter(threads: usize) -> String {
    format!(
        "\
import threading, time
lock = threading.Lock()
value = 0
def work(count):
    global value
    for _ in range(count):
        with lock:
            value += 1
began = time.perf_counter()
threads = [threading.Thread(target=work, args=(600000 // {threads},)) for _ in range({threads})]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(time.perf_counter() - began)
"
    )
}

const START_AND_JOIN: &str = "\
import threading, time
def nothing():
    pass
for _ in range(50):
    thread = threading.Thread(target=nothing)
    thread.start()
    thread.join()
began = time.perf_counter()
for _ in range(2000):
    thread = threading.Thread(target=nothing)
    thread.start()
    thread.join()
print(time.perf_counter() - began)
";

/// Keeps 100,000 objects alive and makes garbage, cycles among it.
const GARBAGE: &str = "\
class Node:
    def __init__(self, other):
        self.other = other
kept = [[number] for number in range(100000)]
for _ in range(1200000):
    node = Node(None)
    node.other = node
";

/// Reads and writes one shared object and one shared list from this many threads.
fn shared_object(threads: usize) -> String {
    format!(
        "\
import threading, time
class Shared:
    def __init__(self):
        self.value = 0
shared = Shared()
items = [0]
def work(count):
    for _ in range(count):
        shared.value = items[0]
began = time.perf_counter()
threads = [threading.Thread(target=work, args=(1000000,)) for _ in range({threads})]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(time.perf_counter() - began)
"
    )
}

/// What two threads get done together against one alone, at independent work.
pub fn two_threads(mode: Mode) -> Option<f64> {
    together(|threads| speed::seconds(&countdowns(threads), mode))
}

/// The same of `std::thread`s that run an empty loop: what the machine has to give at this moment.
pub fn two_plain_threads() -> Option<f64> {
    together(|threads| Some(plain_loops(threads).as_secs_f64()))
}

fn together(seconds: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let (mut one, mut two) = (f64::MAX, f64::MAX);
    for _ in 0..TURNS {
        one = one.min(seconds(1)?);
        two = two.min(seconds(2)?);
    }
    Some(2.0 * one / two)
}

fn plain_loops(threads: usize) -> Duration {
    let since = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| (0..PLAIN_STEPS).for_each(|step| _ = std::hint::black_box(step)));
        }
    });
    since.elapsed()
}

/// One thread's speed in a mode against its speed in free mode, at shared objects.
pub fn one_thread(mode: Mode) -> Option<f64> {
    Some(fastest(&shared_object(1), Mode::Free)? / fastest(&shared_object(1), mode)?)
}

/// What two threads that use the same objects get done against one alone.
pub fn shared_objects(mode: Mode) -> Option<f64> {
    Some(2.0 * fastest(&shared_object(1), mode)? / fastest(&shared_object(2), mode)?)
}

/// What two threads that fight for one lock get done together against one alone.
pub fn contended_lock() -> Option<f64> {
    Some(fastest(&locked_counter(1), Mode::Free)? / fastest(&locked_counter(2), Mode::Free)?)
}

/// A script's thread's start and join against `std::thread`'s.
pub fn start_and_join() -> Option<f64> {
    let plain = (0..ROUNDS).map(|_| plain_threads().as_secs_f64()).fold(f64::MAX, f64::min);
    Some(fastest(START_AND_JOIN, Mode::Free)? / plain)
}

fn plain_threads() -> Duration {
    let since = Instant::now();
    for _ in 0..STARTS {
        let thread = std::thread::Builder::new().name("bench".to_owned()).spawn(|| {});
        // A thread that could not be started costs nothing: the ratio only gets worse for us.
        let _ = thread.map(|thread| thread.join());
    }
    since.elapsed()
}

/// Milliseconds from the text of a 200-line script to its program and its picture.
pub fn open_script() -> f64 {
    let source = two_hundred_lines();
    let once = || {
        let since = Instant::now();
        std::hint::black_box(check_now(0, &source, "bench.py"));
        since.elapsed().as_secs_f64() * 1e3
    };
    (0..ROUNDS).map(|_| once()).fold(f64::MAX, f64::min)
}

/// A script of 200 lines with everything that tutorials use.
fn two_hundred_lines() -> String {
    let mut source = "import queue\nimport random\nimport threading\nimport time\n\n\n".to_owned();
    for number in 0..12 {
        source += &format!(
            "\
class Account{number}:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def transfer(self, other, amount):
        with self.lock:
            self.balance -= amount
        with other.lock:
            other.balance += amount


account{number} = Account{number}({number})
worker{number} = threading.Thread(target=account{number}.transfer, args=(account{number}, 5))
worker{number}.start()
"
        );
    }
    for number in 0..12 {
        source += &format!("worker{number}.join()\n");
    }
    source
}

/// The longest and the mean pause of a collection with 100,000 objects alive, in milliseconds.
pub fn collection_pauses() -> Option<(f64, f64)> {
    let program = Arc::new(compile(GARBAGE, "bench.py").ok()?);
    let run = script::start(program, RunOptions::default());
    let (mut began, mut pauses) = (None, Vec::new());
    for batch in &run.batches {
        for event in batch.events.iter().filter(|event| event.kind == Kind::Note) {
            match (event.op, began) {
                (note::GC_BEGIN, _) => began = Some(event.nanos),
                (note::GC_END, Some(from)) => pauses.push((event.nanos - from) as f64 / 1e6),
                _ => {}
            }
        }
    }
    let longest = pauses.iter().copied().reduce(f64::max)?;
    Some((longest, pauses.iter().sum::<f64>() / pauses.len() as f64))
}

/// Two threads that do nothing but take and give back locks of their own.
const HAMMERS: &str = "\
import threading
def hammer():
    lock = threading.Lock()
    while True:
        with lock:
            pass
for _ in range(2):
    threading.Thread(target=hammer).start()
";
/// How long they run before they are stopped.
const HAMMERED: Duration = Duration::from_millis(500);

/// Events a second that two threads make, lost ones included, in millions; and milliseconds from
/// Stop until no thread is left and that is known.
pub fn stop_at_full_speed() -> Option<(f64, f64)> {
    let program = Arc::new(compile(HAMMERS, "bench.py").ok()?);
    let run = script::start(program, RunOptions::default());
    let (since, mut events) = (Instant::now(), 0);
    while since.elapsed() < HAMMERED {
        let Ok(batch) = run.batches.recv_timeout(HAMMERED) else { break };
        events += batch.events.len() as u64 + batch.dropped;
    }
    let rate = events as f64 / since.elapsed().as_secs_f64() / 1e6;
    let stopped = Instant::now();
    run.stop();
    run.batches.iter().for_each(drop);
    let over = run.wait_until_over(HAMMERED);
    over.then(|| (rate, stopped.elapsed().as_secs_f64() * 1e3))
}

/// Seconds that a script prints, the smallest of several runs.
fn fastest(source: &str, mode: Mode) -> Option<f64> {
    (0..ROUNDS).filter_map(|_| speed::seconds(source, mode)).reduce(f64::min)
}
