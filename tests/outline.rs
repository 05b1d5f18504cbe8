//! Scripts as tutorials write them, each with the picture it is to give: a line for every thread, every
//! primitive, every shared variable and every wire.

use lockstep::script::outline::{Flavour, Outline, Target};

/// The picture in words.
fn picture(source: &str) -> Vec<String> {
    let outline = Outline::of(source);
    let mut lines = Vec::new();
    if let Some((message, _)) = &outline.error {
        lines.push(format!("error {message}"));
    }
    for node in &outline.threads {
        let count = node.group.as_ref().map_or(String::new(), |group| format!(" x{}", group.text));
        let what = match node.flavour {
            Flavour::Main => "main",
            Flavour::Thread => "thread",
            Flavour::Subclass => "subclass",
            Flavour::Timer => "timer",
            Flavour::Pool => "pool",
        };
        let daemon = if node.daemon { " daemon" } else { "" };
        let runs =
            if node.target.is_empty() { String::new() } else { format!(" runs {}", node.target) };
        let rows = node.rows.len();
        lines.push(format!("{what} {}{count}{daemon}{runs}, {rows} rows", node.name));
    }
    for node in &outline.primitives {
        let count = node.group.as_ref().map_or(String::new(), |group| format!(" x{}", group.text));
        lines.push(format!("{} {}{count}", node.class, node.name));
    }
    lines.extend(outline.shared.iter().map(|node| format!("shared {}", node.name)));
    for wire in &outline.uses {
        let target = match wire.target {
            Target::Primitive(at) => &outline.primitives[at].name,
            Target::Shared(at) => &outline.shared[at].name,
        };
        lines.push(format!("{} -> {target}: {}", outline.threads[wire.thread].name, wire.how));
    }
    lines
}

/// Name, script, picture.
const TUTORIALS: &[(&str, &str, &[&str])] = &[
    (
        "threads appended in a loop",
        APPENDED,
        &[
            "main MainThread, 7 rows",
            "thread worker x4 runs worker, 4 rows",
            "Lock lock",
            "shared counter",
            "MainThread -> counter: read",
            "worker -> lock: acquire, release",
            "worker -> counter: read, write",
        ],
    ),
    (
        "a list comprehension with names",
        COMPREHENSION,
        &[
            "main MainThread, 5 rows",
            "thread run x3 daemon runs run, 6 rows",
            "Queue jobs",
            "MainThread -> jobs: join, put",
            "run -> jobs: get, task_done",
        ],
    ),
    (
        "instances of a subclass",
        SUBCLASS,
        &[
            "main MainThread, 6 rows",
            "subclass Downloader x2 runs Downloader.run, 3 rows",
            "Lock results_lock",
            "Downloader -> results_lock: with",
        ],
    ),
    (
        "a pool with map",
        POOL_MAP,
        &[
            "main MainThread, 3 rows",
            "pool work x3 runs work, 3 rows",
            "Lock lock",
            "shared done",
            "work -> lock: with",
            "work -> done: read, write",
        ],
    ),
    (
        "a pool with submit and futures",
        POOL_SUBMIT,
        &["main MainThread, 5 rows", "pool fetch runs fetch, 2 rows"],
    ),
    (
        "threads made by a function called from main",
        MADE_BY_FUNCTION,
        &[
            "main MainThread, 5 rows",
            "thread tick xcount runs tick, 2 rows",
            "Event stop",
            "MainThread -> stop: set",
            "tick -> stop: is_set, wait",
        ],
    ),
    (
        "imports by name and by another name",
        IMPORTS,
        &[
            "main MainThread, 2 rows",
            "thread filler runs fill, 3 rows",
            "Queue box",
            "LifoQueue pile",
            "filler -> box: put",
            "filler -> pile: put",
        ],
    ),
    (
        "a lock passed as an argument",
        PASSED,
        &[
            "main MainThread, 8 rows",
            "thread deposit (a) runs deposit, 3 rows",
            "thread deposit (b) runs deposit, 3 rows",
            "Lock lock",
            "shared Account.balance",
            "deposit (a) -> lock: with",
            "deposit (a) -> Account.balance: read, write",
            "deposit (b) -> lock: with",
            "deposit (b) -> Account.balance: read, write",
        ],
    ),
    (
        "a class that keeps lock and data together",
        CLASS_WITH_LOCK,
        &[
            "main MainThread, 6 rows",
            "thread work x2 runs work, 2 rows",
            "RLock Counter._lock",
            "shared Counter.value",
            "work -> Counter._lock: with",
            "work -> Counter.value: read, write",
        ],
    ),
    (
        "producer and consumer over a condition",
        CONDITION,
        &[
            "main MainThread, 5 rows",
            "subclass Producer runs Producer.run, 4 rows",
            "subclass Consumer runs Consumer.run, 5 rows",
            "Condition condition",
            "shared items",
            "Producer -> condition: notify, with",
            "Producer -> items: read, write",
            "Consumer -> condition: wait, with",
            "Consumer -> items: read, write",
        ],
    ),
    (
        "a barrier and a timer",
        BARRIER,
        &[
            "main MainThread, 3 rows",
            "thread runner x3 runs runner, 2 rows",
            "timer runner #2 runs runner, 2 rows",
            "Barrier barrier",
            "runner -> barrier: wait",
            "runner #2 -> barrier: wait",
        ],
    ),
    (
        "locks in a dict, a lambda, a partial",
        ODDITIES,
        &[
            "main MainThread, 2 rows",
            "thread work runs work, 2 rows",
            "thread work #2 runs work, 2 rows",
            "Lock locks x2",
            "work -> locks: with",
            "work #2 -> locks: with",
        ],
    ),
    (
        "a decorator and a nested function",
        NESTED,
        &[
            "main MainThread, 2 rows",
            "thread job runs job, 1 rows",
            "thread inner (pair) runs main.inner, 2 rows",
            "thread inner (pair) #2 runs main.inner, 2 rows",
            "Semaphore gate",
            "inner (pair) -> gate: with",
            "inner (pair) #2 -> gate: with",
        ],
    ),
    (
        "a subclass with its own lock given by the caller",
        SUBCLASS_GIVEN,
        &[
            "main MainThread, 6 rows",
            "subclass Worker x3 runs Worker.run, 2 rows",
            "Lock lock",
            "Worker -> lock: with",
        ],
    ),
    (
        "a text that breaks off",
        BROKEN,
        &[
            "error Expected `,`, found name",
            "thread work runs work, 2 rows",
            "Lock lock",
            "work -> lock: with",
        ],
    ),
];

const APPENDED: &str = "\
import threading
threads = []
counter = 0
lock = threading.Lock()
def worker(n):
    global counter
    for _ in range(n):
        lock.acquire()
        counter += 1
        lock.release()
for i in range(4):
    t = threading.Thread(target=worker, args=(100,))
    threads.append(t)
    t.start()
for t in threads:
    t.join()
print(counter)
";

const COMPREHENSION: &str = "\
import threading, queue
jobs = queue.Queue()
names = ['a', 'b', 'c']
def run(name):
    while True:
        job = jobs.get()
        if job is None:
            break
        print(name, job)
        jobs.task_done()
workers = [threading.Thread(target=run, args=(name,), daemon=True) for name in names]
[w.start() for w in workers]
for n in range(10):
    jobs.put(n)
jobs.join()
";

const SUBCLASS: &str = "\
import threading
import time
class Downloader(threading.Thread):
    def __init__(self, url, results):
        super().__init__()
        self.url = url
        self.results = results
    def run(self):
        time.sleep(0.1)
        with results_lock:
            self.results.append(self.url)
results_lock = threading.Lock()
results = []
downloads = []
for url in ['x', 'y']:
    d = Downloader(url, results)
    d.start()
    downloads.append(d)
for d in downloads:
    d.join()
";

const POOL_MAP: &str = "\
from concurrent.futures import ThreadPoolExecutor
import threading
lock = threading.Lock()
done = 0
def work(n):
    global done
    with lock:
        done += 1
    return n * n
with ThreadPoolExecutor(max_workers=3) as ex:
    results = list(ex.map(work, range(10)))
print(results)
";

const POOL_SUBMIT: &str = "\
import concurrent.futures as cf
import time
def fetch(n):
    time.sleep(0.01)
    return n
def main():
    with cf.ThreadPoolExecutor() as executor:
        futures = {executor.submit(fetch, n): n for n in range(5)}
        for future in cf.as_completed(futures):
            print(future.result())
if __name__ == '__main__':
    main()
";

const MADE_BY_FUNCTION: &str = "\
from threading import Thread, Event
stop = Event()
def tick():
    while not stop.is_set():
        stop.wait(0.1)
def start_all(count):
    threads = []
    for _ in range(count):
        t = Thread(target=tick)
        t.start()
        threads.append(t)
    return threads
def main():
    threads = start_all(3)
    stop.set()
    for t in threads:
        t.join()
main()
";

const IMPORTS: &str = "\
import threading as th
from queue import Queue as Q, LifoQueue
from time import sleep as nap
box = Q(2)
pile = LifoQueue()
def fill():
    box.put(1)
    pile.put(2)
    nap(1)
x = th.Thread(None, fill, 'filler')
x.start()
";

const PASSED: &str = "\
from threading import Thread, Lock
class Account:
    def __init__(self):
        self.balance = 0
def deposit(account, lock, times):
    for _ in range(times):
        with lock:
            account.balance += 1
def main():
    account = Account()
    lock = Lock()
    a = Thread(target=deposit, args=(account, lock, 10))
    b = Thread(target=deposit, kwargs={'account': account, 'lock': lock, 'times': 5})
    for t in (a, b):
        t.start()
    for t in (a, b):
        t.join()
if __name__ == '__main__':
    main()
";

const CLASS_WITH_LOCK: &str = "\
import threading
class Counter:
    def __init__(self):
        self._lock = threading.RLock()
        self.value = 0
    def increment(self):
        with self._lock:
            self.value += 1
def work(counter):
    for _ in range(3):
        counter.increment()
counter = Counter()
threads = [threading.Thread(target=work, args=(counter,)) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
";

const CONDITION: &str = "\
import threading
items = []
condition = threading.Condition()
class Producer(threading.Thread):
    def run(self):
        for i in range(3):
            with condition:
                items.append(i)
                condition.notify()
class Consumer(threading.Thread):
    def run(self):
        for _ in range(3):
            with condition:
                while not items:
                    condition.wait()
                items.pop()
p, c = Producer(), Consumer()
p.start(); c.start()
p.join(); c.join()
";

const BARRIER: &str = "\
import threading
barrier = threading.Barrier(3, timeout=5)
def runner(name):
    print(name)
    barrier.wait()
for name in ('a', 'b', 'c'):
    threading.Thread(target=runner, args=(name,), name=name).start()
threading.Timer(0.5, runner, args=['late']).start()
";

const ODDITIES: &str = "\
import functools
import threading
locks = {'a': threading.Lock(), 'b': threading.Lock()}
def work(key):
    with locks[key]:
        print(key)
threading.Thread(target=lambda: work('a')).start()
threading.Thread(target=functools.partial(work, 'b')).start()
";

const NESTED: &str = "\
import threading
def threaded(function):
    def wrapper(*args):
        t = threading.Thread(target=function, args=args)
        t.start()
        return t
    return wrapper
@threaded
def job(n):
    print(n)
def main():
    gate = threading.Semaphore(2)
    def inner():
        with gate:
            print('in')
    pair = [threading.Thread(target=inner), threading.Thread(target=inner)]
    for t in pair:
        t.start()
main()
job(1).join()
";

const SUBCLASS_GIVEN: &str = "\
import threading
class Worker(threading.Thread):
    def __init__(self, lock, number):
        threading.Thread.__init__(self, name=f'w{number}')
        self.lock = lock
    def run(self):
        with self.lock:
            print(self.name)
def main():
    lock = threading.Lock()
    workers = [Worker(lock, n) for n in range(3)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
if __name__ == '__main__':
    main()
";

const BROKEN: &str = "\
import threading
lock = threading.Lock()
def work():
    with lock:
        print('x'
threading.Thread(target=work).start()
";

#[test]
fn tutorials_give_the_pictures_their_authors_meant() {
    let mut wrong = Vec::new();
    for (name, source, expected) in TUTORIALS {
        let seen = picture(source);
        if seen != *expected {
            wrong.push(format!("{name}:\n  {}", seen.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
