//! A script that makes and forgets things for a long time needs no more than after its first rounds:
//! counted in places for objects, numbers of primitives and of threads, and resident bytes. Limits
//! of memory end in Python's own exception.

use lockstep::exec::native::machine::OWN_NUMBERS;
use lockstep::exec::native::run::{Extent, Mode, Run, RunOptions, Verdict};
use lockstep::exec::native::script;
use lockstep::script::compile;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Rounds of a script.
const ROUNDS: usize = 10;
/// So many rounds at the end are looked at for the least resident memory, as the first ones are for the
/// most: allocators give pages back when they like, and threads that have just ended leave something
/// for the collector.
const LAST: usize = 3;
/// Round after which nothing may grow any more.
const SETTLED: usize = 4;
/// By how much resident memory may have grown: what allocators keep, and other noise. Each script
/// makes many times that much garbage.
const SLACK_BYTES: u64 = 24 << 20;
/// Longest a script may take.
const LIMIT: Duration = Duration::from_secs(240);

const CYCLES: &str = "\
class Node:
    def __init__(self, other):
        self.other = other
        self.items = [other] * 100
def once():
    for _ in range(4000):
        a = Node(None)
        b = Node(a)
        a.other = b
        a.items.append({a.other: b})
";

const PRIMITIVES: &str = "\
import threading, queue
def once():
    for _ in range(1000):
        lock, rlock, condition = threading.Lock(), threading.RLock(), threading.Condition()
        lock.acquire()
        rlock.acquire()
        with condition:
            condition.notify_all()
        event = threading.Event()
        event.set()
        semaphore, bounded = threading.Semaphore(3), threading.BoundedSemaphore(2)
        semaphore.acquire()
        bounded.acquire()
        barrier = threading.Barrier(2)
        barrier.abort()
        items = queue.Queue(5)
        items.put(1)
";

const THREADS: &str = "\
import threading
def work(items):
    items.append(threading.get_ident())
def once():
    for _ in range(160):
        items = []
        threads = [threading.Thread(target=work, args=(items,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(items) == 2 and not any(thread.is_alive() for thread in threads)
";

const TEXTS: &str = "\
def once():
    for number in range(2500):
        text = 'abc' * 3000 + str(number)
        text += 'x' * 1000
        parts = f'{text}{number:>9}'.split('b', 4)
        table = {part: number for part in parts}
";

const EXCEPTIONS: &str = "\
class Own(Exception):
    pass
def deep(n, payload):
    if n == 0:
        raise Own(payload)
    deep(n - 1, payload)
def once():
    kept = None
    for _ in range(2000):
        try:
            deep(8, list(range(300)))
        except Own as error:
            try:
                raise ValueError('second') from error
            except ValueError as second:
                kept = second
";

const GENERATORS: &str = "\
def numbers(n):
    held = list(range(300))
    for number in range(n):
        yield number + len(held)
def make(n):
    big = [n] * 300
    def add(x):
        return x + len(big)
    return add, lambda: add
def once():
    for n in range(2500):
        part = numbers(10)
        next(part)
        add, other = make(n)
        other()(n)
        sum(x for x in numbers(2))
";

const CLASSES_AND_LOCALS: &str = "\
import threading
def once():
    for n in range(700):
        class Made:
            shared = [n] * 300
            def get(self):
                return self.shared
        made = Made()
        made.extra = made
        local = threading.local()
        local.value = [local] * 300
        made.get()
        [[m] for m in range(40)]
";

const SCRIPTS: [(&str, &str); 7] = [
    ("classes and thread-locals", CLASSES_AND_LOCALS),
    ("cycles", CYCLES),
    ("exceptions with tracebacks", EXCEPTIONS),
    ("generators and closures", GENERATORS),
    ("primitives", PRIMITIVES),
    ("texts", TEXTS),
    ("threads", THREADS),
];

/// What there was after a round.
#[derive(Clone, Copy, Debug)]
struct Seen {
    extent: Extent,
    resident: u64,
}

fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: Option<u64> = statm.split_whitespace().nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0) * 4096
}

fn start(source: &str, options: RunOptions) -> Run {
    let program = compile(source, "garbage.py").unwrap_or_else(|errors| panic!("{errors:?}"));
    script::start(Arc::new(program), options)
}

/// Resident memory is the process's: one script at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Runs a script to its end; what there was after each line it printed, and the lines.
fn watch(source: &str, options: RunOptions) -> (Vec<Seen>, String) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let run = start(source, options);
    let (mut seen, mut text) = (Vec::new(), String::new());
    let until = Instant::now() + LIMIT;
    while let Ok(batch) = run.batches.recv_deadline(until) {
        text.extend(batch.output.iter().map(|chunk| chunk.text.as_str()));
        while seen.len() < text.lines().count() {
            seen.push(Seen { extent: run.extent(), resident: resident() });
        }
    }
    let verdict = run.wait(LIMIT);
    assert_eq!(verdict, Some(Verdict::Finished { exit_code: 0 }), "{text}");
    (seen, text)
}

fn rounds(source: &str, mode: Mode) -> Vec<Seen> {
    let source = format!("{source}\nfor _ in range({ROUNDS}):\n    once()\n    print('round')\n");
    let (seen, text) = watch(&source, RunOptions { mode, ..RunOptions::default() });
    assert_eq!(text, "round\n".repeat(ROUNDS));
    seen
}

/// All in one test: resident memory is the process's.
#[test]
fn what_a_script_forgets_is_used_again() {
    for (name, source) in SCRIPTS {
        for mode in [Mode::Free, Mode::Gil] {
            let seen = rounds(source, mode);
            let (early, late) = (seen[SETTLED - 1], seen[ROUNDS - 1]);
            let told = format!("{name}, {mode:?}: {early:?} {late:?}");
            assert!(late.extent.collections >= early.extent.collections + 2, "{told}");
            // Where a collection falls in a round differs: an eighth is what that may make.
            let at_most = |early: u64| early + early / 8;
            assert!(late.extent.places <= at_most(early.extent.places), "{told}");
            let objects = at_most(early.extent.objects.into());
            assert!(u64::from(late.extent.objects) <= objects, "{told}");
            assert!(late.extent.threads <= early.extent.threads.max(OWN_NUMBERS + 64), "{told}");
            let resident: Vec<u64> = seen.iter().map(|seen| seen.resident).collect();
            let most_at_first = resident[..SETTLED].iter().copied().fold(0, u64::max);
            let least_at_last = resident[ROUNDS - LAST..].iter().copied().fold(u64::MAX, u64::min);
            let allowed = most_at_first + SLACK_BYTES;
            assert!(least_at_last <= allowed, "{name}, {mode:?}: {resident:?}");
        }
    }
}

#[test]
fn a_script_that_grows_slowly_gets_a_memory_error_and_may_go_on() {
    let source = "\
kept = []
try:
    while True:
        kept.append('x' * 5000 + str(len(kept)))
except MemoryError:
    count = len(kept)
    kept = None
    print('MemoryError', count > 1000)
";
    let options = RunOptions { max_memory_bytes: 96 << 20, ..RunOptions::default() };
    let (_, text) = watch(source, options);
    assert_eq!(text, "MemoryError True\n");
}

#[test]
fn files_that_fill_the_disk_end_in_its_error_and_give_their_room_back() {
    let source = "\
import os
chunk = b'x' * 1_000_000
def fill(path):
    with open(path, 'wb') as file:
        for count in range(100):
            file.write(chunk)
try:
    fill('/tmp/full')
except OSError as error:
    print(os.path.getsize('/tmp/full') // 1_000_000, error)
os.remove('/tmp/full')
with open('/tmp/next', 'wb') as file:
    print(file.write(chunk), file.tell())
";
    let (_, text) = watch(source, RunOptions::default());
    assert_eq!(text, "67 [Errno 28] No space left on device\n1000000 1000000\n");
}
