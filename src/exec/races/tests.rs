//! What a trial tells of variables, and what it does not.

use super::*;
use crate::script::compile;

/// What two threads named a and b do, after these lines.
fn raced(before: &str, work: &str) -> Vec<(String, Vec<String>)> {
    let source = format!(
        "import threading, queue, time\n{before}\ndef work():\n{work}\n\
         a = threading.Thread(target=work, name='a')\nb = threading.Thread(target=work, name='b')\n\
         a.start()\nb.start()\na.join()\nb.join()\n"
    );
    let program = compile(&source, "race.py").unwrap_or_else(|errors| panic!("{errors:?}"));
    let found = races(Arc::new(program), &AtomicBool::new(false)).races;
    found.into_iter().map(|race| (race.variable, race.threads)).collect()
}

fn both(variable: &str) -> Vec<(String, Vec<String>)> {
    vec![(variable.to_owned(), vec!["a".to_owned(), "b".to_owned()])]
}

#[test]
fn an_update_without_a_lock_is_a_race_whatever_kind_of_variable_it_is() {
    let globals = "    global n\n    n += 1";
    assert_eq!(raced("n = 0", globals), both("n"));
    let class = "class Account:\n    def __init__(self):\n        self.balance = 0\n\
                 account = Account()";
    assert_eq!(raced(class, "    account.balance += 1"), both("account.balance"));
    assert_eq!(raced("counts = {'x': 0}", "    counts['x'] += 1"), both("counts['x']"));
    assert_eq!(raced("items = [5, 6]", "    items[1] = items[1] + 1"), both("items[1]"));
    let act = "    global n\n    if n < 3:\n        time.sleep(0.1)\n        n = 7";
    assert_eq!(raced("n = 0", act), both("n"));
}

#[test]
fn wherever_the_variable_is_kept_an_update_of_it_is_seen() {
    let told = |before: &str, work: &str, variable: &str| {
        assert_eq!(raced(before, work), both(variable), "{before}");
    };
    told("class C: total = 0", "    C.total += 1", "C.total");
    told("class C:\n    n = 0\no = C()", "    o.n += 1", "o.n");
    let own = "class C:\n    n = 0\n    def __init__(self): self.n = 0\no = C()";
    told(own, "    o.n += 1", "o.n");
    told("class C: pass\no = C()\no.n = 0", "    o.n += 1", "o.n");
    told("class C:\n    __slots__ = ['n']\no = C()\no.n = 0", "    o.n += 1", "o.n");
    let data = "from dataclasses import dataclass\n@dataclass\nclass C:\n    n: int = 0\no = C()";
    told(data, "    o.n += 1", "o.n");
    told("import types\no = types.SimpleNamespace(n=0)", "    o.n += 1", "o.n");
    told("def o(): pass\no.n = 0", "    o.n += 1", "o.n");
    let counts = "from collections import defaultdict\nd = defaultdict(int)";
    told(counts, "    d['n'] += 1", "d['n']");
    told("class D(dict): pass\nd = D(n=0)", "    d['n'] += 1", "d['n']");
    told("d = {}", "    d['n'] = d.get('n', 0) + 1", "d['n']");
    told("d = {}", "    if 'n' not in d:\n        time.sleep(0.1)\n        d['n'] = 1", "d['n']");
    let method = "class C:\n    total = 0\n    @classmethod\n    def add(cls): cls.total += 1";
    told(method, "    C.add()", "C.total");
    let own = "class L(threading.local):\n    n = 0\no = L()";
    assert_eq!(raced(own, "    o.n += 1"), [], "each thread has its own");
    let hidden = "class P:\n    _n = 0\n    lock = threading.Lock()\n    @property\n    \
                  def n(self):\n        with self.lock: return self._n\no = P()";
    assert_eq!(raced(hidden, "    o.n"), [], "a property is no variable");
}

#[test]
fn what_puts_one_before_the_other_is_no_race() {
    let locked = "    global n\n    with lock:\n        n += 1";
    for lock in ["Lock", "RLock", "Condition", "BoundedSemaphore"] {
        assert_eq!(raced(&format!("n = 0\nlock = threading.{lock}()"), locked), []);
    }
    let passed_on = "    global n\n    turns.get()\n    n += 1\n    turns.put(1)";
    assert_eq!(raced("n = 0\nturns = queue.Queue()\nturns.put(1)", passed_on), []);
    let barrier = "    global n\n    if threading.current_thread().name == 'a':\n        n += 1\n    \
                   barrier.wait()\n    if threading.current_thread().name == 'b':\n        n += 1";
    assert_eq!(raced("n = 0\nbarrier = threading.Barrier(2)", barrier), []);
    let event = "    global n\n    if threading.current_thread().name == 'a':\n        n += 1\n        \
                 done.set()\n    else:\n        done.wait()\n        n += 1";
    assert_eq!(raced("n = 0\ndone = threading.Event()", event), []);
}

#[test]
fn two_locks_or_more_than_one_permit_or_a_sleep_order_nothing() {
    let wrong = "    global n\n    with threading.Lock():\n        n += 1";
    assert_eq!(raced("n = 0", wrong), both("n"));
    let permits = "    global n\n    with permits:\n        n += 1";
    assert_eq!(raced("n = 0\npermits = threading.Semaphore(2)", permits), both("n"));
    let slept = "    global n\n    if threading.current_thread().name == 'b':\n        \
                 time.sleep(1)\n    n += 1";
    assert_eq!(raced("n = 0", slept), both("n"));
}

#[test]
fn a_trial_of_what_works_or_grows_for_ever_is_cut_off_and_says_so() {
    let tried = |source: &str, stop: bool| {
        let program = compile(source, "race.py").unwrap_or_else(|errors| panic!("{errors:?}"));
        races(Arc::new(program), &AtomicBool::new(stop))
    };
    let grows = "kept = []\nwhile True:\n    kept.append('x' * 1_000_000)\n";
    let lists = "kept = []\nmore = [0] * 100_000\nwhile True:\n    kept.append(more[:])\n";
    let extended = "kept = []\nmore = [0] * 100_000\nwhile True:\n    kept.extend(more)\n";
    let works = "def work():\n    i = 0\n    while i >= 0:\n        i = (i + 1) % 1000\nwork()\n";
    let doubled = "text = 'a'\nwhile True:\n    text += text\n";
    let queue = "import collections\nd = collections.deque([1])\nwhile True:\n    d += d\n";
    for source in [grows, lists, extended, works] {
        assert!(tried(source, false).is_cut, "{source}");
    }
    // These end in a MemoryError of their own.
    for source in [doubled, queue] {
        assert_eq!(tried(source, false), Tried::default(), "{source}");
    }
    assert!(!tried("print(1)\n", false).is_cut);
    // Nobody wants to know any more.
    assert_eq!(tried(works, true), Tried { races: Vec::new(), is_cut: true });
}

/// What the main thread is told to have forgotten to wait for, after these lines.
fn forgotten(rest: &str) -> Vec<(String, Vec<u32>)> {
    let source = format!(
        "import threading, time, queue\ntotal = 0\nitems = []\nlock = threading.Lock()\n\
         class Box: value = 0\nbox = Box()\n\
         def work():\n    global total\n    for i in range(3):\n        total = i\n        \
         items.append(i)\n        box.value = i\n\
         def start(**more):\n    t = threading.Thread(target=work, **more)\n    t.start()\n    \
         return t\n{rest}\n"
    );
    let program = compile(&source, "race.py").unwrap_or_else(|errors| panic!("{errors:?}"));
    let found = races(Arc::new(program), &AtomicBool::new(false)).races.into_iter();
    let found = found.filter(|race| race.kind == RaceKind::Unjoined);
    found.map(|race| (race.variable, race.lines)).collect()
}

#[test]
fn what_the_main_thread_reads_last_without_waiting_for_its_writer_is_told() {
    let told = |rest, variable: &str, line| {
        assert_eq!(forgotten(rest), [(variable.to_owned(), vec![17, line])], "{rest}");
    };
    told("start(); print(total)", "total", 10);
    told("start(); print(items)", "items", 11);
    told("start(); print(box.value)", "box.value", 12);
    told("t = start(); print('sum', total + 1); print('bye')", "total", 10);
    told("start(name='w'); lock.acquire(); print(total); lock.release()", "total", 10);
}

#[test]
fn a_main_thread_that_waits_or_goes_on_or_reads_again_has_forgotten_nothing() {
    for fine in [
        "t = start(); t.join(); print(total)",
        "t = start(); print(total); t.join(); print(total)",
        "t = start(); print(total); t.join()",
        "start(); print(total); time.sleep(1)",
        "start(daemon=True); print(total)",
        "start(); total = 5; print(total)",
        "print(total); start()",
        "start(); start(); print('started', threading.active_count())",
        "start(); time.sleep(1); print(total)",
        "t = start()\nwhile t.is_alive(): print(total)",
        "start(); print(total); raise SystemExit(1)",
    ] {
        assert_eq!(forgotten(fine), [], "{fine}");
    }
}

#[test]
fn flags_results_and_whole_containers_are_no_races() {
    let flag = "    global stop\n    while not stop:\n        \
                if threading.current_thread().name == 'a':\n            stop = True";
    assert_eq!(raced("stop = False", flag), []);
    assert_eq!(raced("items = []", "    items.append(1)\n    len(items)"), []);
    let own = "    results[threading.current_thread().name] = 1";
    assert_eq!(raced("results = {}", own), []);
    let main = "import threading\nn = 0\ndef work():\n    global n\n    n += 1\n\
                for _ in range(3):\n    thread = threading.Thread(target=work)\n    \
                thread.start()\n    thread.join()\nn += 1\n";
    let program = compile(main, "race.py").unwrap_or_else(|errors| panic!("{errors:?}"));
    let nothing = Tried::default();
    assert_eq!(races(Arc::new(program), &AtomicBool::new(false)), nothing);
}
