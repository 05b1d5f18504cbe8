//! Ctrl+C and other signals from outside: a script under `lockstep run` does about them what it does
//! under `python3`, wherever its main thread waits.

mod common;

use common::{Ran, ended, lockstep, python};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(120);
/// Processor time, in hundredths of a second, after which a program is computing.
const COMPUTES_TICKS: u64 = 10;

/// Keeps the script from being stuck for ever, and ends with it.
const BESIDE: &str = "\
import atexit, queue, signal, sys, threading, time
threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
def ready():
    print('ready', flush=True)
";

/// Starts a program so that Ctrl+C means something to it, whatever started this test.
fn interruptible(command: &Command) -> Command {
    let start = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); \
                 os.execvp(sys.argv[1], sys.argv[1:])";
    let mut wrapped = python();
    wrapped.args(["-c", start]).arg(command.get_program()).args(command.get_args());
    wrapped
}

/// A program that ends with this, whatever becomes of the test.
struct Started(Option<Child>);

impl Drop for Started {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// What the system says of a program's main thread: its state, processor time and waits so far.
fn look(pid: Pid) -> (String, u64, String) {
    let file = |name: &str| {
        let path = format!("/proc/{}/{name}", pid.as_raw_nonzero());
        std::fs::read_to_string(path).unwrap_or_default()
    };
    let stat = file("stat");
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = [11, 12].iter().filter_map(|&at| fields.get(at)?.parse::<u64>().ok()).sum();
    let state = fields.first().copied().unwrap_or_default().to_owned();
    let waits = file("status").lines().filter(|line| line.starts_with("voluntary")).collect();
    (state, ticks, waits)
}

/// CPython overlooks a signal that comes after it last looked for one and before it waits. So none is
/// sent before the program waits, or has computed for a while.
fn settle(pid: Pid) {
    let ready = look(pid);
    let mut last = ready.clone();
    let until = Instant::now() + LIMIT;
    while Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
        let now = look(pid);
        if now.0 != "R" && now == last || now.1 > ready.1 + COMPUTES_TICKS {
            return;
        }
        last = now;
    }
}

/// Ends a program that hangs, unless the sender it gives is dropped before.
fn watch(pid: Pid) -> mpsc::Sender<()> {
    let (running, over) = mpsc::channel();
    std::thread::spawn(move || {
        if over.recv_timeout(LIMIT) == Err(mpsc::RecvTimeoutError::Timeout) {
            let _ = kill_process(pid, Signal::KILL);
        }
    });
    running
}

/// Runs a program and sends it the next signal whenever it has printed "ready". Its standard input
/// stays open and empty until all were sent.
fn signalled(command: &Command, signals: &[Signal]) -> Ran {
    let mut command = interruptible(command);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut started = Started(Some(command.spawn().expect("python3")));
    let child = started.0.as_mut().expect("just started");
    let input = child.stdin.take();
    let mut output = BufReader::new(child.stdout.take().expect("piped"));
    let pid = Pid::from_child(child);
    let running = watch(pid);
    let mut stdout = String::new();
    for &signal in signals {
        while !stdout.ends_with("ready\n") {
            assert_ne!(output.read_line(&mut stdout).expect("its output"), 0, "{stdout}");
        }
        stdout.push_str("signalled\n");
        settle(pid);
        kill_process(pid, signal).expect("a signal");
    }
    let ran = ended(started.0.take().expect("not ended yet"), output, LIMIT);
    drop((input, running));
    Ran { stdout: stdout + &ran.stdout, ..ran }
}

/// What must be the same: output, status, and the last line of stderr.
fn agrees(script: &str, signals: &[Signal]) -> Ran {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("script.py");
    std::fs::write(&path, format!("{BESIDE}{script}")).expect("a temporary file");
    let theirs = signalled(python().arg(&path), signals);
    for mode in ["free", "gil"] {
        let ours = signalled(&command_of(mode, &path), signals);
        assert_eq!(ours.stdout, theirs.stdout, "{mode}: {}", ours.stderr);
        assert_eq!(ours.end, theirs.end, "{mode}: {}", ours.stderr);
        assert_eq!(ours.stderr.lines().last(), theirs.stderr.lines().last(), "{mode}");
    }
    theirs
}

fn command_of(mode: &str, path: &Path) -> Command {
    let mut command = lockstep();
    command.args(["run", "--plain", "--mode", mode]).arg(path);
    command
}

#[test]
fn ctrl_c_ends_a_script_with_a_traceback_and_by_the_signal() {
    let ran = agrees("ready()\ntime.sleep(1000)\n", &[Signal::INT]);
    assert_eq!(ran.end, common::End::Status(-2));
    assert!(ran.stderr.ends_with("KeyboardInterrupt\n"), "{}", ran.stderr);
}

#[test]
fn ctrl_c_is_a_keyboard_interrupt_wherever_the_main_thread_waits() {
    let script = "\
lock = threading.Lock()
lock.acquire()
condition = threading.Condition()
def wait_notified():
    with condition:
        condition.wait()
def spin():
    while True:
        pass
waits = [lock.acquire, wait_notified, threading.Event().wait, threading.Barrier(2).wait,
         threading.Semaphore(0).acquire, queue.Queue().get, input, sys.stdin.read, spin]
for wait in waits:
    try:
        ready()
        wait()
    except KeyboardInterrupt as error:
        print(repr(error))
";
    agrees(script, &[Signal::INT; 9]);
}

#[test]
fn a_handler_of_the_scripts_own_is_called_and_the_wait_goes_on() {
    let script = "\
count = 0
stop = threading.Event()
def handler(number, frame):
    global count
    count += 1
    print(signal.Signals(number).name, count, threading.current_thread().name)
    if count == 3:
        stop.set()
        return
    ready()
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
    signal.signal(number, handler)
ready()
print(stop.wait())
signal.signal(signal.SIGTERM, signal.SIG_DFL)
ready()
time.sleep(1000)
";
    let signals = [Signal::INT, Signal::USR1, Signal::TERM, Signal::TERM];
    // The third handler has said that it is ready, too: the fourth signal may come before `print`.
    let ran = agrees(script, &signals);
    assert_eq!(ran.end, common::End::Status(-15));
}

#[test]
fn ctrl_c_in_a_join_and_at_the_end_leaves_other_threads_alone_as_cpython_does() {
    let joining = "\
worker = threading.Thread(target=time.sleep, args=(1000,))
worker.start()
atexit.register(print, 'at exit')
ready()
worker.join()
";
    agrees(joining, &[Signal::INT]);
    let ending = "\
def work():
    threading.main_thread().join()
    ready()
    time.sleep(1000)
threading.Thread(target=work).start()
";
    agrees(ending, &[Signal::INT]);
}

#[test]
fn a_script_that_handles_signals_is_not_stuck_while_it_waits_for_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("script.py");
    let script = "\
import signal, threading
stop = threading.Event()
signal.signal(signal.SIGUSR1, lambda number, frame: stop.set())
threading.Timer(1.0, print, ['ready'], {'flush': True}).start()
print(stop.wait())
";
    std::fs::write(&path, script).expect("a temporary file");
    let ran = signalled(&command_of("free", &path), &[Signal::USR1]);
    assert_eq!(ran.stdout, "ready\nsignalled\nTrue\n", "{}", ran.stderr);
}
