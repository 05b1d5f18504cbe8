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

const CONTAINERS: &str = "\
def once():
    for n in range(12):
        large = [n] * 500_000
        copied = large[:]
        extended = []
        for _ in range(4):
            extended.extend(large)
        table = dict.fromkeys(range(3000), n)
        pieces = bytes(3_000_000)
    appended = []
    for n in range(100_000):
        appended.append(n)
";

const SCRIPTS: [(&str, &str); 8] = [
    ("classes and thread-locals", CLASSES_AND_LOCALS),
    ("containers", CONTAINERS),
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
fn garbage_of_large_containers_is_no_reason_for_a_memory_error() {
    let source = format!("{CONTAINERS}\nfor _ in range(30):\n    once()\nprint('well')\n");
    for mode in [Mode::Free, Mode::Gil] {
        let max_memory_bytes = 400 << 20;
        let (_, text) =
            watch(&source, RunOptions { mode, max_memory_bytes, ..RunOptions::default() });
        assert_eq!(text, "well\n");
    }
}

#[test]
fn events_that_nobody_keeps_leave_a_script_no_more_memory() {
    let source = "\
import threading
lock = threading.Lock()
def locked():
    while True:
        with lock:
            pass
for _ in range(3):
    threading.Thread(target=locked, daemon=True).start()
kept = []
try:
    while len(kept) < 1000:
        kept.append(b'x' * 1_000_000)
        threading.Event().wait(0.002)
except MemoryError:
    kept = None
if kept:
    print('all was kept')
";
    let max_memory_bytes = 100 << 20;
    let options = RunOptions { max_memory_bytes, kept_events_max: 0, ..RunOptions::default() };
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let run = start(source, options);
    let batches = std::iter::from_fn(|| run.batches.recv_timeout(LIMIT).ok());
    let text: String =
        batches.flat_map(|batch| batch.output).map(|chunk| chunk.text.to_string()).collect();
    // The exception finds whichever thread comes first; if that is not the one, the run ends.
    let verdict = run.wait(LIMIT);
    let ended = matches!(verdict, Some(Verdict::Finished { .. } | Verdict::MemoryLimit { .. }));
    assert!(ended && !text.contains("all was kept"), "{verdict:?} {text}");
}

#[test]
fn a_text_that_is_far_too_long_is_refused_before_it_is_made() {
    let source = "\
attempts = [
    lambda: ('b' * 10**6).join(['a'] * 10**5),
    lambda: ('a' * 10**6).translate({97: 'b' * 10**5}),
    lambda: (b'b' * 10**6).join([b'a'] * 10**5),
    lambda: ('a' * 10**6).replace('a', 'b' * 10**5),
    lambda: (b'a' * 10**6).replace(b'a', b'b' * 10**5),
    lambda: 'a' * 10**13,
]
for attempt in attempts:
    try:
        print(len(attempt()))
    except MemoryError:
        print('MemoryError')
print('-'.join('123'), b'+'.join([b'x', b'y']), 'abc'.translate({97: None, 98: '__'}))
";
    let (_, text) = watch(source, RunOptions::default());
    assert_eq!(text, "MemoryError\n".repeat(6) + "1-2-3 b'x+y' __c\n");
}

/// What is not recorded is not looked at either, which would bring a busy thread out of its loop.
#[test]
fn a_thread_that_only_computes_keeps_nobody_from_collecting() {
    let source = "\
import threading
stop = False
def allocate():
    for _ in range(60_000):
        [object() for _ in range(3)]
def compute():
    number = 0
    while not stop:
        number += 1
busy = threading.Thread(target=compute)
threads = [threading.Thread(target=allocate) for _ in range(3)]
for thread in [busy, *threads]:
    thread.start()
for thread in threads:
    thread.join()
stop = True
busy.join()
print('well')
";
    let options = RunOptions { record: false, ..RunOptions::default() };
    let (_, text) = watch(source, options);
    assert_eq!(text, "well\n");
}

#[test]
fn a_builtin_that_goes_through_a_long_range_can_be_stopped_and_needs_no_memory() {
    let whole = ["sum(%)", "min(%)", "any(x for x in % if x < 0)", "0.5 in %", "all(%[1:])"];
    for call in whole {
        let source = call.replace('%', "range(10**13)");
        let time_limit = Some(Duration::from_millis(100));
        let run = start(&source, RunOptions { time_limit, ..RunOptions::default() });
        assert_eq!(run.wait(LIMIT), Some(Verdict::TimeLimit), "{call}");
        assert!(run.wait_until_over(LIMIT), "{call}");
    }
    let source = "\
try:
    items = list(range(10**13))
except MemoryError:
    items = None
print(items)
";
    let options = RunOptions { max_memory_bytes: 200 << 20, ..RunOptions::default() };
    assert_eq!(watch(source, options).1, "None\n");
}

#[test]
fn values_that_are_nested_however_deeply_end_nothing() {
    let source = "\
tuples, lists, others, zipped = (), [], [1], iter([1])
for n in range(100_000):
    tuples, lists, others, zipped = (tuples,), [lists], [others], zip(zipped)
def tried(name, work):
    try:
        work()
    except RecursionError:
        pass
    print(name)
tried('hash', lambda: hash(tuples))
tried('key', lambda: {tuples: 1})
tried('set', lambda: {tuples})
tried('equal', lambda: lists == others)
tried('less', lambda: lists < others)
tried('sorted', lambda: sorted([lists, others]))
tried('in', lambda: lists in [others])
tried('isinstance', lambda: isinstance(1, tuples))
tried('next', lambda: next(zipped))
";
    let (_, text) = watch(source, RunOptions::default());
    assert_eq!(text, "hash\nkey\nset\nequal\nless\nsorted\nin\nisinstance\nnext\n");
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

#[test]
fn threads_that_wait_need_little_memory() {
    let source = "\
import threading
end = threading.Event()
threads = [threading.Thread(target=end.wait) for _ in range(500)]
for thread in threads:
    thread.start()
print('wait')
end.set()
for thread in threads:
    thread.join()
";
    let before = resident();
    let (seen, text) = watch(source, RunOptions::default());
    assert_eq!(text, "wait\n");
    // Of a thread its stack's and its allocator's first pages are touched.
    let each = seen[0].resident.saturating_sub(before) / 500;
    assert!(each < 300 << 10, "{each} bytes a thread");
}

#[test]
fn long_texts_made_from_the_front_leave_their_room_to_others() {
    let source = "\
text = ''
for i in range(20000):
    text = 'x' + text
line = 'word ' * 2000
for i in range(20000):
    line = ' ' + line
    line = line[1:]
more = ''
for i in range(100000):
    more += 'ab'
print(len(text), len(line), len(more))
";
    let options = RunOptions { max_memory_bytes: 96 << 20, ..RunOptions::default() };
    assert_eq!(watch(source, options).1, "20000 10000 200000\n");
}

/// Each of these, four times as long, may take some four times as long; what looks through all that is
/// there each time takes sixteen times. Ratios of processor time, the best of three.
#[test]
fn emptying_containers_from_either_end_takes_time_in_proportion() {
    let source = "\
import time
from collections import OrderedDict

def popitem(n):
    d = {i: i for i in range(n)}
    while d:
        d.popitem()

def oldest(n):
    d = OrderedDict((i, i) for i in range(n))
    while d:
        d.popitem(last=False)

def lru(n):
    d = OrderedDict((i, i) for i in range(n))
    for i in range(n):
        d.move_to_end(next(iter(d)))
        d[n + i] = i
        d.popitem(last=False)

def front(n):
    d = {i: i for i in range(n)}
    while d:
        del d[next(iter(d))]

def every_other(n):
    items = list(range(n * 10))
    del items[::2]

def best(f, n):
    times = []
    for _ in range(3):
        begin = time.thread_time()
        f(n)
        times.append(time.thread_time() - begin)
    return min(times)

for f in popitem, oldest, lru, front, every_other:
    print(f.__name__, best(f, 40000) / best(f, 10000) < 10)
";
    let (_, text) = watch(source, RunOptions::default());
    assert_eq!(text.matches("True").count(), 5, "{text}");
}
