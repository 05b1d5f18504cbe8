//! What the outline reads from the scripts people write.

use super::*;

fn outline(source: &str) -> Outline {
    let outline = Outline::of(source);
    assert_eq!(outline.error, None, "{source}");
    outline
}

fn names(outline: &Outline) -> Vec<String> {
    let node = |node: &PrimitiveNode| format!("{}: {}", node.class, node.name);
    outline.primitives.iter().map(node).collect()
}

fn wires(outline: &Outline) -> Vec<String> {
    let wire = |wire: &Use| {
        let target = match wire.target {
            Target::Primitive(at) => &outline.primitives[at].name,
            Target::Shared(at) => &outline.shared[at].name,
        };
        format!("{} -> {target} ({})", outline.threads[wire.thread].name, wire.how)
    };
    outline.uses.iter().map(wire).collect()
}

fn rows(node: &ThreadNode) -> Vec<String> {
    let row = |row: &Row| format!("{}{} {:?}", "  ".repeat(row.depth as usize), row.text, row.kind);
    node.rows.iter().map(row).collect()
}

const COUNTER: &str = r#""""Lost update."""
import threading

counter = 0
lock = threading.Lock()


def worker(times):
    global counter
    for _ in range(times):
        with lock:
            counter += 1


if __name__ == "__main__":
    threads = [threading.Thread(target=worker, args=(1000,)) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(counter)
"#;

#[test]
fn a_guarded_counter_has_a_lock_a_group_of_threads_and_a_shared_variable() {
    let outline = outline(COUNTER);
    assert_eq!(names(&outline), ["Lock: lock"]);
    let worker = outline.thread_named("worker").unwrap();
    let group = worker.group.as_ref().unwrap();
    assert_eq!((group.text.as_str(), group.count), ("4", Some(4)));
    assert_eq!(group.place.as_ref().map(|place| &COUNTER[place.clone()]), Some("4"));
    assert_eq!(worker.args, "(1000,)");
    assert_eq!(
        rows(worker),
        ["for _ in range(times) Loop", "  with lock With", "    counter += 1 Shared"]
    );
    assert_eq!(
        wires(&outline),
        [
            "MainThread -> counter (read)",
            "worker -> lock (with)",
            "worker -> counter (read, write)"
        ]
    );
    let main = &outline.threads[0];
    assert_eq!(main.flavour, Flavour::Main);
    assert!(rows(main).contains(&"  t.start() Start".to_owned()), "{:?}", rows(main));
    assert!(rows(main).contains(&"print(counter) Print".to_owned()));
}

#[test]
fn two_locks_passed_as_arguments_are_bound_thread_by_thread() {
    let outline = outline(
        "from threading import Thread, Lock as L\n\
         a = L()\nb = L()\nc = L()\n\
         def f(first, second):\n    with first:\n        second.acquire()\n        second.release()\n\
         t1 = Thread(target=f, args=(a, b))\n\
         t2 = Thread(target=f, args=(b, c), daemon=True)\n\
         t1.start(); t2.start()\n",
    );
    assert_eq!(
        wires(&outline),
        [
            "f (t1) -> a (with)",
            "f (t1) -> b (acquire, release)",
            "f (t2) -> b (with)",
            "f (t2) -> c (acquire, release)"
        ]
    );
    assert!(outline.threads[2].daemon);
}

#[test]
fn attributes_of_objects_are_followed_through_methods() {
    let outline = outline(
        "import threading as t\n\
         class Account:\n\
         \x20   def __init__(self, balance):\n\
         \x20       self.balance = balance\n\
         \x20       self.lock = t.RLock()\n\
         \x20   def deposit(self, n):\n\
         \x20       with self.lock:\n\
         \x20           self.balance += n\n\
         acc = Account(10)\n\
         def work(account):\n\
         \x20   account.deposit(5)\n\
         x = t.Thread(target=work, args=(acc,), name='Ann')\n\
         y = t.Thread(target=acc.deposit, args=(3,))\n\
         x.start()\n",
    );
    assert_eq!(names(&outline), ["RLock: Account.lock"]);
    assert_eq!(
        wires(&outline),
        [
            "Ann -> Account.lock (with)",
            "Ann -> Account.balance (read, write)",
            "deposit -> Account.lock (with)",
            "deposit -> Account.balance (read, write)"
        ]
    );
    let ann = outline.thread_named("Ann").unwrap();
    assert_eq!(ann.rows[0].kind, RowKind::Call);
    assert_eq!(ann.rows[0].through, [0]);
    assert_eq!(ann.rows[0].called_lines, [(6, 8)]);
}

#[test]
fn a_subclass_gets_its_queue_through_its_constructor() {
    let outline = outline(
        "import queue\nfrom threading import Thread\n\
         class Consumer(Thread):\n\
         \x20   def __init__(self, q):\n\
         \x20       super().__init__()\n\
         \x20       self.q = q\n\
         \x20   def run(self):\n\
         \x20       while True:\n\
         \x20           item = self.q.get()\n\
         \x20           self.q.task_done()\n\
         def main():\n\
         \x20   tasks = queue.LifoQueue(maxsize=3)\n\
         \x20   for i in range(2):\n\
         \x20       c = Consumer(tasks)\n\
         \x20       c.start()\n\
         \x20   tasks.put(1)\n\
         \x20   tasks.join()\n\
         main()\n",
    );
    assert_eq!(names(&outline), ["LifoQueue: tasks"]);
    assert_eq!(outline.primitives[0].args, "maxsize=3");
    let consumer = outline.thread_named("Consumer").unwrap();
    assert_eq!(consumer.flavour, Flavour::Subclass);
    assert_eq!(consumer.group.as_ref().unwrap().count, Some(2));
    assert_eq!(
        wires(&outline),
        ["MainThread -> tasks (join, put)", "Consumer -> tasks (get, task_done)"]
    );
    let main = rows(&outline.threads[0]);
    assert_eq!(main[0], "main() Call");
    assert!(main.contains(&"  tasks.put(1) Put".to_owned()), "{main:?}");
}

#[test]
fn groups_pools_timers_and_conditions_are_seen() {
    let outline = outline(
        "import threading, time\nfrom concurrent.futures import ThreadPoolExecutor\n\
         N = 5\n\
         forks = [threading.Lock() for _ in range(N)]\n\
         cond = threading.Condition(threading.Lock())\n\
         a, b = threading.Event(), threading.Semaphore(2)\n\
         def eat(i):\n\
         \x20   left, right = forks[i], forks[(i + 1) % N]\n\
         \x20   with left, right:\n\
         \x20       time.sleep(0.1)\n\
         def ping():\n\
         \x20   with cond:\n\
         \x20       cond.wait_for(lambda: True, timeout=1)\n\
         \x20       cond.notify_all()\n\
         threading.Timer(0.5, ping).start()\n\
         with ThreadPoolExecutor(max_workers=3) as pool:\n\
         \x20   list(pool.map(eat, range(N)))\n\
         \x20   pool.submit(ping)\n",
    );
    assert_eq!(names(&outline), ["Lock: forks", "Condition: cond", "Event: a", "Semaphore: b"]);
    assert_eq!(outline.primitives[0].group.as_ref().unwrap().count, Some(5));
    let pool = outline.thread_named("pool").unwrap();
    assert_eq!((pool.flavour, pool.group.as_ref().unwrap().count), (Flavour::Pool, Some(3)));
    let texts: Vec<&str> = pool.rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!((texts[0], texts[4]), ("eat(range(N))", "ping()"), "a heading for each function");
    let kinds: Vec<RowKind> = pool.rows[2..4].iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [RowKind::With, RowKind::Sleep]);
    assert_eq!(
        wires(&outline),
        [
            "ping -> cond (notify_all, wait_for, with)",
            "pool -> forks (with)",
            "pool -> cond (notify_all, wait_for, with)",
        ]
    );
}

#[test]
fn broken_text_still_gives_what_could_be_read() {
    let outline = Outline::of("import threading\nlock = threading.Lock()\ndef f(:\n  x = (\n");
    assert!(outline.error.is_some());
    assert_eq!(outline.primitives.len(), 1);
}

#[test]
fn any_prefix_of_a_script_is_read_without_panicking() {
    for end in 0..COUNTER.len() {
        let outline = Outline::of(&COUNTER[..end]);
        for thread in &outline.threads {
            assert!(thread.rows.iter().all(|row| row.span.end <= end));
        }
    }
}

#[test]
fn a_primitive_is_named_as_the_program_can_name_it() {
    let outline = outline(
        "import threading\nlock = threading.Lock()\n\
         class A:\n    def __init__(self):\n        self.gate = threading.Event()\n\
         \x20   def run(self):\n        self.gate.wait()\n\
         def f(mine):\n    with mine:\n        pass\n\
         def main():\n    own = threading.RLock()\n    a = A()\n\
         \x20   threading.Thread(target=a.run).start()\n\
         \x20   threading.Thread(target=f, args=(own,)).start()\nmain()\n",
    );
    let thread = |name: &str| outline.threads.iter().position(|t| t.name == name).unwrap();
    let reference = |primitive, name| outline.reference(primitive, thread(name));
    assert_eq!(reference(0, "f").as_deref(), Some("lock"));
    assert_eq!(reference(1, "run").as_deref(), Some("self.gate"));
    assert_eq!(reference(1, "f"), None);
    assert_eq!(reference(2, "f").as_deref(), Some("mine"));
    assert_eq!(reference(2, "MainThread").as_deref(), Some("own"));
}

#[test]
fn who_has_another_name_is_told_from_who_stands_in_another_order() {
    let pairs = |before: &[&str], after: &[&str]| {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let (before, after) = (keys(before), keys(after));
        let pairs = renamed(&before, &after).into_iter();
        pairs.map(|(was, is)| format!("{was} -> {is}")).collect::<Vec<_>>()
    };
    let both = ["primitive a", "primitive b"];
    assert_eq!(pairs(&both, &["primitive b", "primitive a"]), Vec::<String>::new());
    assert_eq!(pairs(&both, &["primitive c", "primitive a"]), ["primitive b -> primitive c"]);
    assert_eq!(pairs(&both, &["primitive a"]), Vec::<String>::new());
    assert_eq!(
        pairs(&["thread f", "primitive a"], &["thread g", "primitive a", "primitive b"]),
        ["thread f -> thread g"],
        "what is new besides does not matter"
    );
}

#[test]
fn a_shared_variable_knows_where_it_gets_its_first_value() {
    let source = "\
import threading
total: int = 5
class Account:
    limit = 10
    def __init__(self, owner):
        self.balance = len(owner)
    def draw(self):
        global total
        self.balance -= 1
        self.limit += 1
        total += 1
account = Account('x')
threading.Thread(target=account.draw).start()
";
    let outline = Outline::of(source);
    let told = |name: &str| {
        let node = outline.shared.iter().find(|node| node.name == name).unwrap();
        let (text, place) = node.start.clone().unwrap();
        assert_eq!(source[place].to_owned(), text);
        (node.line, text)
    };
    assert_eq!(told("total"), (2, "5".to_owned()));
    assert_eq!(told("Account.limit"), (4, "10".to_owned()));
    assert_eq!(told("Account.balance"), (6, "len(owner)".to_owned()));
}

#[test]
fn a_row_knows_the_variables_that_what_it_calls_writes() {
    let source = "\
import threading
total = 0
def add(n):
    global total
    total += n
def work():
    add(2)
    print(total)
threading.Thread(target=work).start()
";
    let outline = Outline::of(source);
    let rows = &outline.thread_named("work").unwrap().rows;
    let told = |row: usize| (rows[row].variables.len(), rows[row].through_variables.clone());
    assert_eq!([told(0), told(1)], [(0, vec!["total".to_owned()]), (1, vec![])]);
}

/// A base whose `run` calls what its subclasses do.
const TEMPLATE: &str = "\
from threading import Condition, Thread
class Buffer:
    def __init__(self, size):
        self.items = []
        self.change = Condition()
    def put(self, item):
        with self.change:
            self.items.append(item)
            self.change.notify()
    def get(self):
        with self.change:
            while not self.items:
                self.change.wait()
            return self.items.pop(0)
class Worker(Thread):
    def __init__(self, buffer, count):
        super().__init__()
        self.buffer = buffer
        self.count = count
    def run(self):
        for i in range(self.count):
            self.work(i)
        self.done()
    def done(self):
        print(self.name, 'ready')
class Producer(Worker):
    def work(self, i):
        self.buffer.put(i)
class Consumer(Worker):
    def __init__(self, buffer):
        Worker.__init__(self, buffer, 5)
    def work(self, i):
        item = self.buffer.get()
        print(item)
def main():
    buffer = Buffer(3)
    workers = [Producer(buffer, 5), Consumer(buffer)]
    for worker in workers:
        worker.start()
main()
";

#[test]
fn what_a_base_calls_is_each_subclass_s_own() {
    let outline = outline(TEMPLATE);
    assert_eq!(
        wires(&outline),
        [
            "Producer -> Buffer.change (notify, with)",
            "Producer -> Buffer.items (read, write)",
            "Consumer -> Buffer.change (wait, with)",
            "Consumer -> Buffer.items (read, write)",
        ]
    );
    let consumer = outline.thread_named("Consumer").unwrap();
    assert_eq!(
        rows(consumer),
        [
            "for i in range(self.count) Loop",
            "  self.work(i) Call",
            "    item = self.buffer.get() Call",
            "    print(item) Print",
            "self.done() Call"
        ]
    );
    assert_eq!((consumer.target.as_str(), consumer.def_line), ("Worker.run", 20));
    let producer = outline.thread_named("Producer").unwrap();
    assert_eq!(rows(producer)[2], "    self.buffer.put(i) Call");
    assert_eq!((&producer.rows[2].through, &producer.rows[1].through), (&vec![0], &vec![]));
}

#[test]
fn each_class_has_what_it_was_given_through_its_bases() {
    let outline = outline(
        "import threading, queue\n\
         class Base(threading.Thread):\n\
         \x20   def __init__(self, box):\n\
         \x20       super(Base, self).__init__()\n\
         \x20       self.box = box\n\
         \x20   def send(self):\n\
         \x20       self.box.put(1)\n\
         class Left(Base):\n\
         \x20   def run(self):\n\
         \x20       self.send()\n\
         class Right(Base):\n\
         \x20   def __init__(self):\n\
         \x20       super().__init__(right)\n\
         \x20       self.mine = threading.Event()\n\
         \x20   def run(self):\n\
         \x20       super().send()\n\
         \x20       self.mine.set()\n\
         left, right = queue.Queue(), queue.Queue()\n\
         Left(left).start()\n\
         Right().start()\n",
    );
    assert_eq!(
        wires(&outline),
        ["Left -> left (put)", "Right -> Right.mine (set)", "Right -> right (put)"]
    );
}

#[test]
fn a_thread_made_in_a_base_runs_what_the_classes_that_are_made_have() {
    let outline = outline(
        "import threading\n\
         class Service:\n\
         \x20   def __init__(self):\n\
         \x20       self.gate = threading.Event()\n\
         \x20       self.thread = threading.Thread(target=self.loop)\n\
         \x20   def start(self):\n\
         \x20       self.thread.start()\n\
         class Reader(Service):\n\
         \x20   def loop(self):\n\
         \x20       self.gate.wait()\n\
         class Writer(Service):\n\
         \x20   def loop(self):\n\
         \x20       self.gate.set()\n\
         Reader().start()\n\
         Writer().start()\n",
    );
    assert_eq!(wires(&outline), ["loop -> Service.gate (set, wait)"]);
    assert_eq!(
        rows(outline.thread_named("loop").unwrap()),
        [
            "Reader.loop() Call",
            "  self.gate.wait() Wait",
            "Writer.loop() Call",
            "  self.gate.set() Set"
        ]
    );
}

#[test]
fn a_class_without_run_does_what_it_hands_to_thread() {
    let outline = outline(
        "import threading\n\
         class Beat(threading.Thread):\n\
         \x20   beats = 0\n\
         \x20   def __init__(self, stop):\n\
         \x20       threading.Thread.__init__(self, target=self.beat, daemon=True)\n\
         \x20       self.halt = stop\n\
         \x20   def beat(self):\n\
         \x20       while not self.halt.wait(1):\n\
         \x20           Beat.beats += 1\n\
         stop = threading.Event()\n\
         Beat(stop).start()\n",
    );
    let beat = outline.thread_named("Beat").unwrap();
    assert_eq!(rows(beat), ["while not self.halt.wait(1) Loop", "  Beat.beats += 1 Shared"]);
    assert_eq!(wires(&outline), ["Beat -> stop (wait)", "Beat -> Beat.beats (read, write)"]);
}

#[test]
fn bases_stand_in_python_s_order() {
    let suite = |source: &str| {
        let parsed = ruff_python_parser::parse_module(source).unwrap();
        scan::Scan::new(source, parsed.suite()).lineage("D").to_vec()
    };
    let diamond = "class A: pass\nclass B(A): pass\nclass C(A): pass\nclass D(B, C): pass\n";
    assert_eq!(suite(diamond), ["D", "B", "C", "A"]);
    assert_eq!(suite("class D(D): pass\n"), ["D"]);
    let wrong = "class A: pass\nclass B(A): pass\nclass D(A, B): pass\n";
    assert_eq!(suite(wrong), ["D", "A", "B"], "an error at run time, and no end here");
}

#[test]
fn a_helper_touches_for_each_caller_what_that_one_gives_it() {
    let outline = outline(
        "import threading, functools\n\
         kitchen, garden, cellar = threading.Lock(), threading.Lock(), threading.Lock()\n\
         def held(lock):\n    with lock:\n        print(1)\n\
         def deep(lock, times=1):\n    def inner():\n        held(lock)\n    inner()\n\
         def cook():\n    held(kitchen)\n\
         def dig():\n    deep(garden, times=2)\n\
         def both():\n    for lock in kitchen, garden:\n        held(lock)\n\
         threading.Thread(target=cook).start()\n\
         threading.Thread(target=dig).start()\n\
         threading.Thread(target=both).start()\n\
         threading.Thread(target=functools.partial(deep, cellar), name='partial').start()\n",
    );
    assert_eq!(
        wires(&outline),
        [
            "cook -> kitchen (with)",
            "dig -> garden (with)",
            "both -> kitchen (with)",
            "both -> garden (with)",
            "partial -> cellar (with)",
        ]
    );
    assert_eq!(outline.thread_named("dig").unwrap().rows[0].through, [1]);
}
