//! Claims about how runs and their threads begin and end.

use super::collector;
use super::machine::Ending;
use super::run::{Mode, Run, RunOptions, Verdict};
use super::script;
use super::tests::machine;
use crate::model::ids::ThreadId;
use crate::script::compile;
use crate::soon::SOON;
use crate::trace::event::Kind;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What is over in milliseconds on an idle machine takes less on a busy one, by far.
const SLOW: Duration = Duration::from_secs(20);

fn start(source: &str, mode: Mode) -> Run {
    let program = compile(source, "life.py").unwrap_or_else(|errors| panic!("{errors:?}"));
    script::start(Arc::new(program), RunOptions { mode, ..RunOptions::default() })
}

/// What a script prints, from beginning to end.
fn printed(source: &str, mode: Mode) -> String {
    let run = start(source, mode);
    let mut text = String::new();
    while let Ok(batch) = run.batches.recv_timeout(SOON) {
        text.extend(batch.output.iter().map(|chunk| chunk.text.as_str()));
    }
    assert_eq!(run.wait(SOON), Some(Verdict::Finished { exit_code: 0 }), "{text}");
    text
}

#[test]
fn a_run_whose_main_thread_is_late_is_not_taken_for_finished() {
    let machine = machine(Mode::Free);
    let batches = collector::launch(&machine);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(machine.verdict(), None);
    let main = machine.add_main("MainThread").unwrap();
    assert!(machine.launch(&main, Box::new(|_| Ending::Status(3))));
    assert_eq!(machine.wait_for_verdict(SOON), Some(Verdict::Finished { exit_code: 3 }));
    assert!(batches.iter().flat_map(|batch| batch.events).any(|e| e.kind == Kind::End));
}

#[test]
fn a_thread_that_is_paused_in_a_loop_stands_in_it_and_not_before_it() {
    for loops in ["while True:\n    pass\n", "while n >= 0:\n    n += 1\n"] {
        let run = start(&format!("n = 0\nm = n\n{loops}"), Mode::Free);
        let until = Instant::now() + SOON;
        while run.line_of(ThreadId::MAIN) < 3 {
            run.pause();
            while run.status().held == 0 {
                assert!(Instant::now() < until, "line {}", run.line_of(ThreadId::MAIN));
                std::thread::yield_now();
            }
            run.resume();
        }
        for _ in 0..20 {
            run.pause();
            while run.status().held == 0 {
                assert!(Instant::now() < until, "it is never held");
                std::thread::yield_now();
            }
            assert!((3..=4).contains(&run.line_of(ThreadId::MAIN)), "{loops}");
            run.resume();
        }
    }
}

#[test]
fn a_threads_processor_time_begins_with_it() {
    let source = "\
import threading, time
def burn(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
def look():
    spent.append(time.thread_time())
spent = []
for _ in range(5):
    for target, args in ((burn, (0.05,)), (look, ())):
        thread = threading.Thread(target=target, args=args)
        thread.start()
        thread.join()
print(all(0 <= seconds < 0.05 for seconds in spent))
";
    assert_eq!(printed(source, Mode::Free), "True\n");
}

#[test]
fn threads_that_live_at_the_same_time_have_numbers_of_their_own() {
    let source = "\
import threading
ids = []
gate = threading.Barrier(30)
def work():
    ids.append((threading.get_native_id(), threading.get_ident()))
    gate.wait()
for _ in range(4):
    threads = [threading.Thread(target=work) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(len({native for native, _ in ids}), len({ident for _, ident in ids}))
    ids.clear()
";
    for mode in [Mode::Free, Mode::Gil] {
        assert_eq!(printed(source, mode), "30 30\n".repeat(4));
    }
}

#[test]
fn stop_ends_threads_at_full_speed_and_says_so() {
    let source = "\
import threading
def hammer():
    lock = threading.Lock()
    while True:
        lock.acquire()
        lock.release()
for _ in range(4):
    threading.Thread(target=hammer).start()
print('all there')
";
    for mode in [Mode::Free, Mode::Gil] {
        let run = start(source, mode);
        let until = Instant::now() + SOON;
        let mut text = String::new();
        while !text.contains("all there") {
            let batch = run.batches.recv_deadline(until).expect("the run goes on");
            text.extend(batch.output.iter().map(|chunk| chunk.text.as_str()));
        }
        let since = Instant::now();
        run.stop();
        assert_eq!(run.wait(SOON), Some(Verdict::Stopped));
        // Whoever watches gets the rest, and with it every thread's end.
        let rest: Vec<_> = run.batches.iter().flat_map(|batch| batch.events).collect();
        assert!(run.wait_until_over(SOON));
        assert_eq!(run.status().live_threads, 0);
        let ends = rest.iter().filter(|e| e.kind == Kind::End && e.thread != ThreadId::MAIN);
        assert_eq!(ends.count(), 4, "{mode:?}");
        assert!(since.elapsed() < SLOW, "{mode:?}: {:?}", since.elapsed());
    }
}
