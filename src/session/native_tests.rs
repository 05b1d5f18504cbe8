//! Claims about real runs as the session starts them: breakpoints, single steps, samples.

use super::asks::Asks;
use super::native::NativeRunner;
use super::run::{Breakpoints, Ending, Report, RunRequest, Runner, Running, Stop};
use super::settings::RunMode;
use crate::model::ids::ThreadId;
use crate::script;
use crate::soon::SOON;
use crate::trace::samples::Sampled;
use crate::trace::{State, Trace};
use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, Instant};

const WORKER: ThreadId = ThreadId(1);

const COUNTS_TO_THREE: &str = "\
import threading
n = 0
def work():
    global n
    for i in range(3):
        n += 1
worker = threading.Thread(target=work)
worker.start()
print('main goes on')
worker.join()
print(n)
";

fn request(mode: RunMode, step_delay: Duration, breakpoints: Breakpoints) -> RunRequest {
    RunRequest { mode, step_delay, breakpoints, asks: Asks::default() }
}

struct Play {
    running: Box<dyn Running>,
    trace: RefCell<Trace>,
}

impl Play {
    fn start(source: &str, mode: RunMode, lines: &[u32], stops_all: bool) -> Play {
        let breakpoints = Breakpoints { lines: lines.iter().copied().collect(), stops_all };
        Play::of(source, request(mode, Duration::ZERO, breakpoints))
    }

    fn slowed(source: &str, mode: RunMode, step_delay: Duration) -> Play {
        Play::of(source, request(mode, step_delay, Breakpoints::default()))
    }

    fn of(source: &str, request: RunRequest) -> Play {
        let program = script::compile(source, "script.py").expect("the script compiles");
        let running = NativeRunner.start(Arc::new(program), request).expect("it starts");
        Play { running, trace: RefCell::default() }
    }

    /// Asked before the channel: what was sent before the report is then surely in the trace.
    fn report(&self) -> Report {
        let report = self.running.report();
        for batch in self.running.batches().try_iter() {
            self.trace.borrow_mut().append(&batch);
        }
        report
    }

    #[track_caller]
    fn until(&self, done: impl Fn(&Report) -> bool) -> Report {
        let deadline = Instant::now() + SOON;
        loop {
            let report = self.report();
            if done(&report) {
                return report;
            }
            assert!(
                Instant::now() < deadline,
                "it never came to that: {report:?} n={:?}",
                self.value_of("n")
            );
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[track_caller]
    fn until_at(&self, line: u32) {
        let stop = Stop { thread: WORKER, line };
        self.until(|report| report.stopped == [stop]);
    }

    #[track_caller]
    fn until_printed(&self, text: &str) {
        self.until(|_| self.printed().contains(text));
    }

    #[track_caller]
    fn until_exit(&self) {
        let report = self.until(|report| report.ending.is_some());
        assert_eq!(report.ending, Some(Ending::Exit(0)));
        // The channel is closed after the last batch.
        while let Ok(batch) = self.running.batches().recv_timeout(SOON) {
            self.trace.borrow_mut().append(&batch);
        }
    }

    fn printed(&self) -> String {
        self.trace.borrow().output().map(|chunk| chunk.text.as_str()).collect()
    }

    fn value_of(&self, name: &str) -> Option<Sampled> {
        let trace = self.trace.borrow();
        let variable = trace.variables().iter().find(|info| info.name == name)?.id;
        trace.value_at(variable, u64::MAX).cloned()
    }
}

#[test]
fn a_thread_stops_each_time_it_reaches_the_line_and_others_go_on() {
    for mode in RunMode::ALL {
        let play = Play::start(COUNTS_TO_THREE, mode, &[6], false);
        for round in 0..3 {
            play.until_at(6);
            play.until_printed("main goes on");
            play.until(|_| play.value_of("n") == Some(Sampled::Int(round)));
            play.running.go_on(WORKER);
            play.until(|report| {
                report.stopped.is_empty() || play.value_of("n") != Some(Sampled::Int(round))
            });
        }
        play.until_exit();
        assert_eq!(play.printed(), "main goes on\n3\n", "{mode:?}");
    }
}

#[test]
fn a_stopped_thread_is_no_deadlock() {
    let play = Play::start(COUNTS_TO_THREE, RunMode::Free, &[6], false);
    play.until_at(6);
    play.until_printed("main goes on");
    // Main waits for the end of a thread that stands at a breakpoint.
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(play.report().stuck, []);
    play.until(|_| {
        let trace = play.trace.borrow();
        trace.state_at(WORKER, trace.now_nanos()) == State::Stopped
    });
    play.running.set_breakpoints(Breakpoints::default());
    play.running.resume();
    play.until_exit();
}

#[test]
fn by_choice_all_threads_stop_and_steps_go_on_alone() {
    for mode in RunMode::ALL {
        let busy = COUNTS_TO_THREE.replace("print('main goes on')", "while n < 3: pass");
        let play = Play::start(&busy, mode, &[5], true);
        play.until_at(5);
        play.until(|report| report.paused);
        for (line, seen) in [(6, 0), (5, 1), (6, 1), (5, 2)] {
            play.running.step_over(WORKER);
            play.until_at(line);
            assert!(play.report().paused);
            play.until(|_| play.value_of("n") == Some(Sampled::Int(seen)));
        }
        play.running.set_breakpoints(Breakpoints::default());
        play.running.resume();
        play.until_exit();
        assert_eq!(play.printed(), "3\n", "{mode:?}");
    }
}

#[test]
fn a_step_runs_through_calls_and_out_of_a_function() {
    let source = "\
import threading
def inner():
    a = 1
    return a
def work():
    x = inner()
    y = x
worker = threading.Thread(target=work)
worker.start()
worker.join()
";
    // Out of the function: what is left of line 6 is no new entry of it.
    let play = Play::start(source, RunMode::Free, &[3], false);
    play.until_at(3);
    for line in [4, 7] {
        play.running.step_over(WORKER);
        play.until_at(line);
    }
    play.running.resume();
    play.until_exit();
    // Over a call.
    let play = Play::start(source, RunMode::Free, &[6], false);
    play.until_at(6);
    play.running.step_over(WORKER);
    play.until_at(7);
    play.running.resume();
    play.until_exit();
}

#[test]
fn stop_ends_a_run_whose_threads_stand_at_breakpoints() {
    let play = Play::start(COUNTS_TO_THREE, RunMode::Gil, &[6], true);
    play.until_at(6);
    play.running.stop();
    let report = play.until(|report| report.ending.is_some());
    assert_eq!(report.ending, Some(Ending::Stopped));
}

#[test]
fn breakpoints_change_while_it_runs() {
    let source = "\
import threading
n = 0
def work():
    global n
    while True:
        n += 1
        if n < 0:
            break
threading.Thread(target=work, daemon=True).start()
threading.Event().wait()
";
    let play = Play::start(source, RunMode::Free, &[], false);
    play.until(|_| play.value_of("n").is_some());
    let at =
        |lines: &[u32]| Breakpoints { lines: lines.iter().copied().collect(), stops_all: false };
    play.running.set_breakpoints(at(&[7]));
    play.until_at(7);
    play.running.set_breakpoints(at(&[6]));
    play.running.go_on(WORKER);
    play.until_at(6);
    play.running.set_breakpoints(at(&[]));
    let before = play.value_of("n");
    play.running.resume();
    play.until(|report| report.stopped.is_empty() && play.value_of("n") != before);
    play.running.stop();
    play.until(|report| report.ending.is_some());
}

#[test]
fn shared_variables_and_what_threads_use_are_sampled() {
    let source = "\
import threading, time
total = 0
items = []
LIMIT = 5
class Account:
    def __init__(self):
        self.balance = 10
account = Account()
def work():
    global total
    while total < LIMIT:
        total += 1
        items.append(total)
        account.balance -= 1
        time.sleep(0.02)
    end = time.thread_time() + 0.8
    while time.thread_time() < end:
        pass
worker = threading.Thread(target=work)
worker.start()
worker.join()
";
    let play = Play::start(source, RunMode::Free, &[], false);
    play.until_exit();
    assert_eq!(play.value_of("total"), Some(Sampled::Int(5)));
    assert_eq!(play.value_of("items"), Some(Sampled::Length(5)));
    assert_eq!(play.value_of("account.balance"), Some(Sampled::Int(5)));
    assert_eq!(play.value_of("LIMIT"), None);
    assert_eq!(play.value_of("work"), None);
    let trace = play.trace.borrow();
    let used = trace.usage_between(WORKER, 0..u64::MAX).expect("the worker was sampled");
    assert!(used.cpu_nanos > 100_000_000.0, "{used:?}");
    assert!(!cfg!(target_os = "linux") || trace.counts_switches());
}

#[test]
fn an_attribute_is_known_by_its_name_whatever_object_holds_it() {
    let source = "\
import time
class Box:
    def __init__(self):
        self.width = 1
class Person:
    def __init__(self):
        self.name = 'bee'
current = Box()
def use():
    return current
time.sleep(0.2)
current = Person()
time.sleep(0.2)
";
    let play = Play::start(source, RunMode::Free, &[], false);
    play.until_exit();
    assert_eq!(play.value_of("current.width"), Some(Sampled::Int(1)));
    assert_eq!(play.value_of("current.name"), Some(Sampled::Text("bee".into())));
}

#[test]
fn slow_motion_makes_each_line_last_and_can_be_ended() {
    let source = "\
import time
began = time.perf_counter()
for i in range(20):
    n = len(str(i))
    m = abs(n)
print(time.perf_counter() - began)
while True:
    n = abs(n)
";
    for mode in RunMode::ALL {
        let delay = Duration::from_millis(2);
        let play = Play::slowed(source, mode, delay);
        play.until_printed("\n");
        let seconds: f64 = play.printed().trim().parse().unwrap();
        assert!(seconds > 0.002 * 60.0, "{mode:?}: {seconds}");
        play.running.set_step_delay(Duration::from_secs(1000));
        std::thread::sleep(Duration::from_millis(20));
        play.running.set_step_delay(Duration::ZERO);
        play.until(|_| play.trace.borrow().progress_at(ThreadId::MAIN, u64::MAX).0 > 100.0);
        play.running.stop();
        play.until(|report| report.ending.is_some());
    }
}

#[test]
fn in_slow_motion_a_thread_is_seen_on_the_line_that_it_is_about_to_run() {
    let source = "\
n = 0
while True:
    n += 1
    if n is None:
        break
    m = n
";
    for mode in RunMode::ALL {
        let play = Play::slowed(source, mode, Duration::from_millis(5));
        let line = || play.trace.borrow().line_at(ThreadId::MAIN, u64::MAX);
        for wanted in [2, 3, 4, 6] {
            play.until(|_| {
                assert_ne!(line(), Some(5), "what is never reached is never shown");
                line() == Some(wanted)
            });
        }
        play.running.stop();
        play.until(|report| report.ending.is_some());
    }
}

#[test]
fn locks_made_by_the_hundred_thousand_take_few_numbers() {
    let source = "\
import threading
for _ in range(150000):
    lock = threading.Lock()
    with lock:
        pass
print('done')
";
    let play = Play::start(source, RunMode::Free, &[], false);
    play.until_exit();
    let trace = play.trace.borrow();
    let locks = trace.objects().filter(|&object| trace.object(object).kind == "Lock").count();
    assert!(locks < 80_000, "{locks}");
}

#[test]
fn caps_end_in_cpythons_exceptions_and_the_next_run_works() {
    let source = "\
import threading
def deep(n):
    return deep(n + 1)
try:
    deep(0)
except RecursionError as error:
    print(type(error).__name__, error)
stop = threading.Event()
threads = []
try:
    while True:
        thread = threading.Thread(target=stop.wait)
        thread.start()
        threads.append(thread)
except RuntimeError as error:
    print(error)
stop.set()
for thread in threads:
    thread.join()
try:
    huge = [0] * (1 << 40)
except MemoryError:
    print('MemoryError')
";
    for _ in 0..2 {
        let play = Play::start(source, RunMode::Gil, &[], false);
        play.until_exit();
        let lines = "RecursionError maximum recursion depth exceeded\n\
                     can't start new thread\nMemoryError\n";
        assert_eq!(play.printed(), lines);
    }
}

#[test]
fn the_line_of_a_wait_is_its_own_however_short_it_was() {
    let source = "\
import threading
ping = threading.Semaphore(0)
pong = threading.Semaphore(0)
def answer():
    for i in range(300):
        ping.acquire()
        x = 0
        pong.release()
worker = threading.Thread(target=answer)
worker.start()
for i in range(300):
    ping.release()
    pong.acquire()
worker.join()
";
    for mode in [RunMode::Free, RunMode::Gil] {
        let play = Play::start(source, mode, &[], false);
        play.until_exit();
        let trace = play.trace.borrow();
        let lane = trace.thread_lane(WORKER).unwrap();
        let waits = lane.intervals(0..u64::MAX).filter(|interval| {
            let class = interval.object.map(|object| trace.object(object).kind);
            class.is_some_and(|kind| kind != "GIL" && kind != "Thread")
        });
        let lines: Vec<_> = waits.map(|wait| trace.line_at(WORKER, wait.from)).collect();
        assert!(lines.len() > 20, "{mode:?}: it waited {} times", lines.len());
        assert!(lines.iter().all(|line| *line == Some(6)), "{mode:?}: {lines:?}");
    }
}

#[test]
fn several_circles_of_locks_are_all_told_at_once() {
    let play = Play::start(
        "import threading\n\
         locks = [threading.Lock() for _ in range(4)]\n\
         meet = [threading.Barrier(2) for _ in range(2)]\n\
         def cross(pair, mine, other):\n    with locks[mine]:\n        meet[pair].wait()\n        \
         with locks[other]:\n            pass\n\
         for pair in (0, 1):\n    for a, b in ((0, 1), (1, 0)):\n        \
         threading.Thread(target=cross, args=(pair, 2 * pair + a, 2 * pair + b)).start()\n\
         while True:\n    pass\n",
        RunMode::Free,
        &[],
        false,
    );
    let circles = |report: &Report| -> Vec<Vec<ThreadId>> {
        let circles = report.stuck.iter().filter(|stuck| stuck.is_cycle);
        let mut all: Vec<Vec<ThreadId>> = circles.map(|stuck| stuck.threads.clone()).collect();
        all.iter_mut().for_each(|threads| threads.sort());
        all.sort();
        all
    };
    let both = [[ThreadId(1), ThreadId(2)], [ThreadId(3), ThreadId(4)]];
    play.until(|report| circles(report) == both);
    play.running.stop();
    play.until(|report| report.ending.is_some());
}

#[test]
fn what_a_script_asks_for_in_its_settings_is_told_to_its_run() {
    let source = "# /// script\n# [tool.lockstep]\n# mode = \"gil\"\n# seed = 5\n# ///\n\
                  import random, sys\nprint(random.randrange(10**9), sys.getswitchinterval())\n";
    let asks = Asks::of(source);
    assert_eq!((asks.mode, asks.seed), (Some(RunMode::Gil), Some(5)));
    let printed = || {
        let asks = Asks { switch_interval: Some(Duration::from_millis(20)), ..asks.clone() };
        let request = request(RunMode::Gil, Duration::ZERO, Breakpoints::default());
        let play = Play::of(source, RunRequest { asks, ..request });
        play.until_exit();
        play.printed()
    };
    let first = printed();
    assert_eq!(first, printed(), "the same seed, the same numbers");
    assert!(first.ends_with(" 0.02\n"), "{first}");
}
