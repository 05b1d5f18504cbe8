//! The command line as a teacher's script sees it: exit statuses, messages, files, and what a script
//! that misbehaves can do to it, which is nothing.

mod common;

use common::{End, Ran, lockstep, run};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(120);
/// What is over at once on an idle machine takes less on a busy one, by far.
const SLOW: Duration = Duration::from_secs(20);

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    fn script(&self, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join("script.py");
        std::fs::write(&path, text).expect("a temporary file");
        path
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn plain(path: &Path, flags: &[&str]) -> Ran {
    run(lockstep().args(["run", "--plain"]).args(flags).arg(path), LIMIT)
}

fn ran(text: impl AsRef<[u8]>, flags: &[&str]) -> Ran {
    let folder = Folder::new();
    plain(&folder.script(text), flags)
}

const DEADLOCK: &str = "\
import threading
left = threading.Lock()
right = threading.Lock()
meet = threading.Barrier(2)
def take(first, second):
    with first:
        meet.wait()
        with second:
            pass
threading.Thread(target=take, args=(left, right), name='north').start()
threading.Thread(target=take, args=(right, left), name='south').start()
";

#[test]
fn the_scripts_output_and_status_are_passed_on() {
    let ran = ran("import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.exit(7)\n", &[]);
    let expected = Ran { stdout: "out\n".into(), stderr: "err\n".into(), end: End::Status(7) };
    assert_eq!(ran, expected);
}

#[test]
fn an_uncaught_exception_ends_with_1_and_a_traceback() {
    let ran = ran("def f():\n    return 1 / 0\nf()\n", &[]);
    assert_eq!(ran.end, End::Status(1));
    assert!(ran.stderr.starts_with("Traceback (most recent call last):"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("ZeroDivisionError: division by zero\n"), "{}", ran.stderr);
}

#[test]
fn a_deadlock_is_said_at_once_with_its_cycle_and_ends_with_75() {
    for mode in ["free", "gil", "gil-ticks", "refcount"] {
        let began = Instant::now();
        let ran = ran(DEADLOCK, &["--mode", mode]);
        assert_eq!(ran.end, End::Status(75), "{mode}: {}", ran.stderr);
        assert_eq!(
            ran.stderr,
            "lockstep: Deadlock: north holds left and waits for right; \
             south holds right and waits for left.\n"
        );
        assert!(began.elapsed() < SLOW);
    }
}

#[test]
fn a_standstill_of_many_names_some_and_counts_the_rest() {
    let many = "import threading\nend = threading.Event()\n\
                for i in range(12):\n    threading.Thread(target=end.wait, name=f'w{i}').start()\n";
    let ran = ran(many, &[]);
    assert_eq!(ran.end, End::Status(75), "{}", ran.stderr);
    assert_eq!(
        ran.stderr,
        "lockstep: Every thread waits and none is left to wake them: MainThread waits for the end of \
         w0; w0, w1, w2, w3, w4 and 7 more wait for end.\n"
    );
}

#[test]
fn a_run_cut_off_by_its_time_ends_with_0_even_if_every_thread_spins() {
    let spin = "import threading\ndef spin():\n    while True:\n        pass\n\
                for _ in range(4):\n    threading.Thread(target=spin).start()\nspin()\n";
    for mode in ["free", "gil", "gil-ticks"] {
        let ran = ran(spin, &["--mode", mode, "--for", "0.3"]);
        assert_eq!((ran.end, ran.stderr.as_str()), (End::Status(0), ""), "{mode}");
    }
}

#[test]
fn what_is_no_python_ends_with_1_whether_it_is_run_or_checked() {
    let folder = Folder::new();
    let script = folder.script("def f(:\n");
    assert_eq!(plain(&script, &[]).end, End::Status(1));
    assert_eq!(run(lockstep().arg("check").arg(&script), LIMIT).end, End::Status(1));
}

#[test]
fn what_is_not_supported_ends_with_65_and_says_where() {
    let ran = ran("import socket\n", &[]);
    assert_eq!(ran.end, End::Status(65));
    assert!(ran.stderr.contains("socket") && ran.stderr.contains(":1:"), "{}", ran.stderr);
}

#[test]
fn dis_shows_an_increment_as_the_steps_that_threads_can_come_between() {
    let script = "import dis\nhits = 0\ndef hit():\n    global hits\n    hits += 1\n\
                  dis.dis(hit)\nprint([one.opname for one in dis.get_instructions(hit)])\n";
    let ran = ran(script, &[]);
    assert_eq!((ran.end, ran.stderr.as_str()), (End::Status(0), ""), "{}", ran.stdout);
    let mut steps = ran.stdout.lines();
    let (read, add) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
    let write = steps.next().unwrap_or_default();
    assert!(read.starts_with("  5 ") && read.contains("LoadGlobal"), "{}", ran.stdout);
    assert!(read.ends_with("(hits)") && write.ends_with("(hits)"), "{}", ran.stdout);
    assert!(add.contains("Add") && write.contains("StoreGlobal"), "{}", ran.stdout);
    let last = ran.stdout.lines().last().unwrap_or_default();
    assert!(last.starts_with("['LoadGlobal', "), "{last}");
}

#[test]
fn dis_takes_a_text_too_and_says_why_it_cannot() {
    let script = "import dis\nfrom dis import dis as show\ndis.dis('x += 1')\nshow('sort([2, 3])')\n\
                  for wrong in (lambda: dis.dis('x +'), lambda: dis.dis('x' * 2), dis.dis):\n    \
                  try:\n        wrong()\n    except Exception as error:\n        \
                  print(type(error).__name__)\n";
    let ran = ran(script, &[]);
    assert_eq!((ran.end, ran.stderr.as_str()), (End::Status(0), ""), "{}", ran.stdout);
    let shown = |word: &str| ran.stdout.lines().any(|line| line.contains(word));
    assert!(shown("LoadGlobal") && shown("StoreGlobal") && shown("(sort)"), "{}", ran.stdout);
    let errors = "SyntaxError\nNotImplementedError\nRuntimeError\n";
    assert!(ran.stdout.ends_with(errors), "{}", ran.stdout);
}

#[test]
fn a_syntax_error_ends_with_1_as_under_python3() {
    let ran = ran("print('a'\n", &[]);
    assert_eq!(ran.end, End::Status(1));
    assert!(ran.stderr.contains("script.py:"), "{}", ran.stderr);
}

#[test]
fn files_that_are_no_scripts_are_named() {
    let ran_bytes = ran(b"\xff\xfe\x00", &[]);
    assert_eq!(ran_bytes.end, End::Status(66));
    let missing = plain(Path::new("/no/such/file.py"), &[]);
    assert_eq!(missing.end, End::Status(66));
    assert!(
        missing.stderr.contains("/no/such/file.py: there is no such file"),
        "{}",
        missing.stderr
    );
}

#[test]
fn a_50_mb_file_is_refused_without_reading_it_all() {
    let ran = ran(vec![b'#'; 50 << 20], &[]);
    assert_eq!(ran.end, End::Status(66));
    assert!(ran.stderr.contains("is 50 MB long"), "{}", ran.stderr);
    assert!(ran.stderr.contains("up to 4 MB"), "{}", ran.stderr);
}

#[test]
fn endless_thread_creation_ends_in_pythons_own_exception() {
    let many = "import threading, time\nmade = 0\ntry:\n    while True:\n        \
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n        \
                made += 1\nexcept RuntimeError as error:\n    print(made, error)\n";
    let ran = ran(many, &["--max-threads", "20"]);
    assert_eq!(ran.stdout, "19 can't start new thread\n", "{}", ran.stderr);
    assert_eq!(ran.end, End::Status(0));
}

#[test]
fn endless_growth_ends_in_a_memory_error() {
    let grow = "items = []\nwhile True:\n    items.append([0] * 1000)\n";
    let ran = ran(grow, &["--max-memory", "100"]);
    assert_eq!(ran.end, End::Status(1), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("MemoryError\n") || ran.stderr.contains("MiB"), "{}", ran.stderr);
}

#[test]
fn values_nested_without_bound_end_in_an_answer_or_an_exception_and_never_in_a_crash() {
    let script = "\
import threading
def nested(wrap, core, deep=100_000):
    for _ in range(deep):
        core = wrap(core)
    return core
pair = lambda wrap: (nested(wrap, 1), nested(wrap, 2))
lists, tuples = pair(lambda x: [x]), pair(lambda x: (x,))
dicts, classes = pair(lambda x: {1: x}), nested(lambda x: (x,), int)
errors = nested(lambda x: (x,), ValueError)
def caught():
    try:
        raise KeyError
    except errors:
        pass
tries = {
    'hash': lambda: hash(tuples[0]), 'set': lambda: {tuples[0], tuples[1]},
    'list ==': lambda: lists[0] == lists[1], 'tuple ==': lambda: tuples[0] == tuples[1],
    'dict ==': lambda: dicts[0] == dicts[1], 'list <': lambda: lists[0] < lists[1],
    'tuple <': lambda: tuples[0] < tuples[1], 'sorted': lambda: sorted(tuples),
    'in': lambda: lists[0] in [lists[1]], 'isinstance': lambda: isinstance(1, classes),
    'issubclass': lambda: issubclass(str, classes), 'except': caught,
    'zip': lambda: next(nested(zip, [1], 10_000)),
    'enumerate': lambda: next(nested(enumerate, [1], 10_000)),
    'repr': lambda: repr(lists[0]),
}
def run():
    for name, attempt in tries.items():
        try:
            answer = type(attempt()).__name__
        except Exception as error:
            answer = type(error).__name__
        print(name, answer, flush=True)
run()
thread = threading.Thread(target=run)
thread.start()
thread.join()
";
    let ran = ran(script, &[]);
    assert_eq!((ran.end, ran.stderr.as_str()), (End::Status(0), ""), "{}", ran.stdout);
    let expected = "hash int|set RecursionError|list == RecursionError|tuple == RecursionError|\
                    dict == RecursionError|list < RecursionError|tuple < RecursionError|\
                    sorted RecursionError|in RecursionError|isinstance bool|issubclass bool|\
                    except KeyError|zip RecursionError|enumerate RecursionError|\
                    repr RecursionError";
    let said: Vec<&str> = ran.stdout.lines().collect();
    let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
    assert_eq!(said, [&expected[..], &expected[..]].concat());
}

#[test]
fn a_reader_that_goes_away_ends_an_endless_print() {
    let folder = Folder::new();
    let path = folder.script("while True:\n    print('again and again')\n");
    let mut child = lockstep()
        .args(["run", "--plain"])
        .arg(&path)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the binary");
    let mut first = [0; 16];
    std::io::Read::read_exact(&mut child.stdout.take().expect("piped"), &mut first)
        .expect("some output");
    let until = Instant::now() + LIMIT;
    let ended = loop {
        if child.try_wait().expect("a child of ours").is_some() {
            break true;
        }
        if Instant::now() > until {
            let _ = child.kill();
            break false;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(ended);
}

#[test]
fn exports_and_reports_are_written_and_the_same_trace_format_by_ending() {
    let folder = Folder::new();
    let script = folder.script(DEADLOCK);
    let (svg, png, report) = (folder.path("a.svg"), folder.path("a.png"), folder.path("a.json"));
    let mut command = lockstep();
    command.args(["run", "--plain"]).arg(&script);
    command.arg("--export").arg(&svg).arg("--export").arg(&png).arg("--report").arg(&report);
    assert_eq!(run(&mut command, LIMIT).end, End::Status(75));
    let picture = std::fs::read_to_string(&svg).expect("an SVG");
    assert!(picture.contains("north") && picture.contains("left"), "{}", picture.len());
    assert!(std::fs::read(&png).expect("a PNG").starts_with(b"\x89PNG"));
    let report = std::fs::read_to_string(&report).expect("a report");
    assert!(report.contains("\"verdict\": \"deadlock\"") && report.contains("north holds left"));
}

#[test]
fn an_export_that_cannot_be_written_or_has_no_format_says_so() {
    let folder = Folder::new();
    let script = folder.script("print(1)\n");
    let nowhere = plain(&script, &["--export", "/no/such/folder/a.svg"]);
    assert_eq!((nowhere.end, nowhere.stdout.as_str()), (End::Status(73), "1\n"));
    assert!(nowhere.stderr.contains("cannot be written"), "{}", nowhere.stderr);
    let unknown = plain(&script, &["--export", "a.gif"]);
    assert_eq!((unknown.end, unknown.stdout.as_str()), (End::Status(2), ""));
}

#[test]
fn wrong_flags_end_with_2() {
    for flags in [["--mode", "fast"], ["--for", "-1"], ["--max-threads", "0"]] {
        assert_eq!(ran("print(1)\n", &flags).end, End::Status(2), "{flags:?}");
    }
}

#[test]
fn without_a_display_the_window_says_what_to_use_instead() {
    let mut command = lockstep();
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    let ran = run(&mut command, LIMIT);
    assert_eq!(ran.end, End::Status(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("--export"), "{}", ran.stderr);
}

#[test]
fn check_says_what_a_script_creates() {
    let folder = Folder::new();
    let script = folder.script(DEADLOCK);
    let words = run(lockstep().arg("check").arg(&script), LIMIT);
    assert_eq!(words.end, End::Status(0));
    assert!(words.stdout.contains("left") && words.stdout.contains("north"), "{}", words.stdout);
    let json = run(lockstep().args(["check", "--json"]).arg(&script), LIMIT);
    assert!(json.stdout.contains("\"supported\": true"), "{}", json.stdout);
    assert!(json.stdout.contains("\"races\": []"), "{}", json.stdout);
    let racing = "import threading\nn = 0\ndef work():\n    global n\n    n += 1\n\
                  for name in 'ab':\n    threading.Thread(target=work, name=name).start()\n";
    let words = run(lockstep().arg("check").arg(folder.script(racing)), LIMIT);
    assert!(
        words.stdout.ends_with("n (line 5) is updated by a, b in no order\n"),
        "{}",
        words.stdout
    );
}

#[test]
fn presets_are_listed_and_a_folder_that_is_no_folder_is_refused() {
    let listed = run(lockstep().arg("presets"), LIMIT);
    assert!(listed.stdout.lines().count() >= 5, "{}", listed.stdout);
    let refused = run(lockstep().args(["presets", "--write", "/dev/null/presets"]), LIMIT);
    assert_eq!(refused.end, End::Status(73));
    assert!(refused.stderr.contains("cannot be written"), "{}", refused.stderr);
}

#[test]
fn compare_runs_a_script_with_several_numbers_of_threads() {
    let folder = Folder::new();
    let script = folder.script(
        "import threading\nCOUNT = 2\ngate = threading.Barrier(COUNT)\n\
         threads = [threading.Thread(target=gate.wait) for _ in range(COUNT)]\n\
         for thread in threads: thread.start()\nfor thread in threads: thread.join()\n",
    );
    let report = folder.path("compared.json");
    let mut command = lockstep();
    command.args(["compare", "--modes", "free", "--threads", "1,3", "--repeat", "1"]).arg(&script);
    let ran = run(command.arg("--report").arg(&report), LIMIT);
    assert_eq!(ran.end, End::Status(0), "{}", ran.stderr);
    let said = &ran.stdout;
    assert!(said.contains("free, 1 thread ") && said.contains("free, 3 threads"), "{said}");
    let figures = std::fs::read_to_string(&report).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&figures).expect("JSON");
    let rows = report.as_array().unwrap();
    let told = |row: &serde_json::Value| (row["threads"].clone(), row["outcomes"][0].clone());
    let finished = serde_json::json!("finished");
    let all: Vec<_> = rows.iter().map(told).collect();
    assert_eq!(all, [(1.into(), finished.clone()), (3.into(), finished)]);
}

#[test]
fn compare_puts_modes_side_by_side() {
    let folder = Folder::new();
    let (script, report) = (folder.script("print(1)\n"), folder.path("compared.json"));
    let mut command = lockstep();
    command.args(["compare", "--modes", "free,gil", "--repeat", "2"]).arg(&script);
    let ran = run(command.arg("--report").arg(&report), LIMIT);
    assert_eq!(ran.end, End::Status(0), "{}", ran.stderr);
    let modes: Vec<&str> =
        ran.stdout.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(modes, ["free", "gil"]);
    let figures = std::fs::read_to_string(&report).expect("a report");
    assert_eq!(figures.matches("finished").count(), 4, "{figures}");
}

#[test]
fn threads_that_wait_for_each_other_are_told_of_while_another_goes_on() {
    let folder = Folder::new();
    let text = format!("import time\n{DEADLOCK}while True:\n    time.sleep(0.01)\n");
    let mut command = lockstep();
    command.args(["run", "--plain"]).arg(folder.script(text));
    let mut child = command.stderr(Stdio::piped()).spawn().expect("lockstep starts");
    let mut said = String::new();
    BufReader::new(child.stderr.take().expect("its errors")).read_line(&mut said).expect("a line");
    child.kill().expect("it goes on");
    child.wait().expect("it is over");
    assert!(said.contains("north") && said.contains("south"), "{said}");
}
