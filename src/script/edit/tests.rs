//! What each action does to a text, before and after; and that no sequence of them breaks one.

use super::*;
use crate::script::outline::Outline;
use crate::script::settings::{self, Layout};
use proptest::prelude::*;

fn done(source: &str, action: Action) -> String {
    let change = edit(source, &action).unwrap_or_else(|error| panic!("{action:?}: {error}"));
    let after = apply(source, &change.edits);
    assert_eq!(apply(&after, &inverse(source, &change.edits)), source, "undo of {action:?}");
    after
}

/// The edits that take the text back.
fn inverse(source: &str, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut shift = 0isize;
    let mut back = Vec::with_capacity(edits.len());
    for edit in edits {
        let start = edit.span.start.saturating_add_signed(shift);
        back.push(TextEdit {
            span: start..start + edit.replacement.len(),
            replacement: source.get(edit.span.clone()).unwrap_or("").to_owned(),
        });
        shift += edit.replacement.len() as isize - edit.span.len() as isize;
    }
    back
}

fn refused(source: &str, action: Action) -> EditError {
    edit(source, &action).expect_err("should be refused")
}

/// The place of the statement that begins with this text.
fn row(source: &str, text: &str) -> Span {
    let start = source.find(text).unwrap_or_else(|| panic!("no {text}"));
    let outline = Outline::of(source);
    let mut rows = outline.threads.iter().flat_map(|thread| &thread.rows);
    let row = rows.find(|row| row.span.start == start);
    row.map_or(start..start + text.len(), |row| row.span.clone())
}

const WORKER: &str = "\
import threading

counter = 0  # shared


def worker():
    global counter
    for _ in range(10):
        # the critical step
        counter += 1  # not atomic


if __name__ == \"__main__\":
    t = threading.Thread(target=worker)
    t.start()
    t.join()
    print(counter)
";

#[test]
fn a_new_lock_goes_below_the_globals() {
    let after = done(WORKER, Action::AddPrimitive("Lock".into()));
    assert!(after.contains("counter = 0  # shared\nlock = threading.Lock()\n\n\ndef"), "{after}");
    let again = done(&after, Action::AddPrimitive("Lock".into()));
    assert!(again.contains("lock = threading.Lock()\nlock2 = threading.Lock()\n"), "{again}");
}

#[test]
fn a_new_primitive_brings_the_import_it_needs() {
    let cases = [
        ("", "import threading\n\nlock = threading.Lock()\n"),
        ("print(1)\n", "import threading\n\nlock = threading.Lock()\n\nprint(1)\n"),
        (
            "\"\"\"Doc.\"\"\"\n\nprint(1)\n",
            "\"\"\"Doc.\"\"\"\nimport threading\n\nlock = threading.Lock()\n\nprint(1)\n",
        ),
        (
            "from threading import Thread  # threads\n",
            "from threading import Thread, Lock  # threads\n\nlock = Lock()\n",
        ),
        ("import threading as t\n", "import threading as t\n\nlock = t.Lock()\n"),
        ("from threading import *", "from threading import *\n\nlock = Lock()\n"),
        (
            "# /// script\n# dependencies = []\n# ///\n",
            "# /// script\n# dependencies = []\n# ///\nimport threading\n\nlock = threading.Lock()\n",
        ),
    ];
    for (before, after) in cases {
        let got = done(before, Action::AddPrimitive("Lock".into()));
        let squeezed = |text: &str| text.replace("\n\n", "\n").replace("\n\n", "\n");
        assert_eq!(squeezed(&got), squeezed(after), "{before:?} gave {got}");
    }
    let queue = done("queue = []\n", Action::AddPrimitive("PriorityQueue".into()));
    assert_eq!(queue, "from queue import PriorityQueue\n\nqueue = []\ntasks = PriorityQueue()\n");
}

#[test]
fn guarding_wraps_the_statement_with_its_comments() {
    let after =
        done(WORKER, Action::Guard { row: row(WORKER, "counter += 1"), with: "lock".into() });
    assert!(
        after.contains(
            "        # the critical step\n        with lock:\n            counter += 1  # not atomic\n"
        ),
        "{after}"
    );
    let back = done(&after, Action::Unguard { row: row(&after, "with lock") });
    assert_eq!(back, WORKER);
}

#[test]
fn guarding_leaves_strings_as_they_are() {
    let source = "def f():\n    x = \"\"\"a\n  b\n    c\"\"\"\n    y = f'''\n{x}\n'''\n\
                  import threading\nthreading.Thread(target=f).start()\n";
    let after = done(source, Action::Guard { row: row(source, "x = "), with: "lock".into() });
    assert!(
        after.contains("    with lock:\n        x = \"\"\"a\n  b\n    c\"\"\"\n    y"),
        "{after}"
    );
    let y = row(&after, "y = ");
    let place = after.find("y = ").unwrap();
    assert_eq!(y.start, place);
    let after = done(&after, Action::Guard { row: y, with: "lock".into() });
    assert!(after.contains("    with lock:\n        y = f'''\n{x}\n'''\n"), "{after}");
}

#[test]
fn tabs_and_windows_line_ends_are_kept() {
    let source = "import threading\r\ndef f():\r\n\tprint(1)\r\n\tprint(2)\r\n\
                  threading.Thread(target=f).start()\r\n";
    let after = done(source, Action::Guard { row: row(source, "print(1)"), with: "a.b".into() });
    assert!(after.contains("\twith a.b:\r\n\t\tprint(1)\r\n\tprint(2)\r\n"), "{after:?}");
}

#[test]
fn a_shared_line_is_refused_not_broken() {
    let source = "import threading\ndef f():\n    a = 1; b = 2\n    if a: b = 3\n\
                  threading.Thread(target=f).start()\n";
    for text in ["a = 1", "b = 2", "b = 3"] {
        let action = Action::Guard { row: row(source, text), with: "lock".into() };
        assert_eq!(refused(source, action), EditError::SharesLine);
    }
}

#[test]
fn a_new_thread_is_started_before_the_first_join() {
    let after = done(WORKER, Action::AddThread(Recipe::CpuBound));
    let main = after.split("__main__").nth(1).unwrap();
    assert_eq!(
        main,
        "\":\n    t = threading.Thread(target=worker)\n    t.start()\n    \
         count_down_thread = threading.Thread(target=count_down)\n    count_down_thread.start()\n    \
         t.join()\n    count_down_thread.join()\n    print(counter)\n"
    );
    assert!(after.contains("    while n > 0:\n        n -= 1\n\n\nif __name__"), "{after}");
}

#[test]
fn every_recipe_makes_a_thread_node_in_every_kind_of_script() {
    let scripts = [
        "",
        WORKER,
        "import threading\n\ndef main():\n    pass\n\nif __name__ == '__main__':\n    main()\n",
        "from threading import Thread\nt = Thread(target=print)\nt.start()\nt.join()\nprint('x')",
        "def a():\n  return 1\nprint(a())",
    ];
    for source in scripts {
        for recipe in Recipe::ALL {
            let before = Outline::of(source).threads.len();
            let after = done(source, Action::AddThread(recipe));
            let outline = Outline::of(&after);
            let more = outline.threads.iter().filter(|t| !t.rows.is_empty()).count();
            assert!(
                outline.threads.len() > before && more > 0,
                "{recipe:?} on {source:?}: {after}"
            );
        }
    }
}

#[test]
fn steps_go_where_they_are_put() {
    let sleep =
        |place, text: &str| Action::Insert { row: row(WORKER, text), place, step: Step::Sleep };
    let after = done(WORKER, sleep(Place::After, "counter += 1"));
    assert!(after.contains("# not atomic\n        time.sleep(0.1)\n"), "{after}");
    assert!(after.starts_with("import threading\nimport time\n"), "{after}");
    let after = done(WORKER, sleep(Place::Before, "counter += 1"));
    assert!(after.contains("        time.sleep(0.1)\n        # the critical step\n"), "{after}");
    let after = done(WORKER, sleep(Place::Into, "for _ in"));
    assert!(after.contains("range(10):\n        time.sleep(0.1)\n"), "{after}");
    let after = done(WORKER, sleep(Place::After, "for _ in"));
    assert!(after.contains("# not atomic\n    time.sleep(0.1)\n"), "{after}");
}

#[test]
fn a_condition_is_used_under_its_own_guard() {
    let step = Step::Use { on: "cond".into(), kind: "Condition", verb: Verb::Notify };
    let at = row(WORKER, "counter += 1");
    let insert = Action::Insert { row: at.clone(), place: Place::After, step: step.clone() };
    let after = done(WORKER, insert);
    assert!(after.contains("        with cond:\n            cond.notify()\n"), "{after}");
    let guarded = done(WORKER, Action::Guard { row: at, with: "cond".into() });
    let inside = row(&guarded, "counter += 1");
    let after = done(&guarded, Action::Insert { row: inside, place: Place::After, step });
    assert!(after.contains("# not atomic\n            cond.notify()\n"), "{after}");
}

#[test]
fn a_step_replaces_a_pass() {
    let source = "import threading\ndef f():\n    pass\nthreading.Thread(target=f).start()\n";
    let after = done(source, Action::Append { thread: "f".into(), step: Step::Print });
    assert!(after.contains("def f():\n    print(\"here\")\nthreading"), "{after}");
}

#[test]
fn deleting_the_only_step_leaves_a_pass() {
    let after = done(WORKER, Action::DeleteRow { row: row(WORKER, "counter += 1") });
    assert!(after.contains("range(10):\n        pass\n"), "{after}");
    let after = done(WORKER, Action::DeleteRow { row: row(WORKER, "t.start()") });
    assert!(!after.contains("t.start()"));
}

#[test]
fn deleting_a_lock_unguards_what_it_guarded() {
    let source = done(WORKER, Action::AddPrimitive("Lock".into()));
    let source =
        done(&source, Action::Guard { row: row(&source, "counter += 1"), with: "lock".into() });
    let after = done(&source, Action::DeletePrimitive("lock".into()));
    assert_eq!(after, WORKER);
}

#[test]
fn deleting_a_thread_deletes_its_start_and_join() {
    let change = edit(WORKER, &Action::DeleteThread("worker".into())).unwrap();
    let after = apply(WORKER, &change.edits);
    assert!(after.ends_with("\"__main__\":\n    print(counter)\n"), "{after}");
    assert_eq!(change.note, None);
    let group = "import threading\n\n\ndef f():\n    pass\n\n\n\
                 ts = [threading.Thread(target=f) for _ in range(3)]\n\
                 for t in ts:\n    t.start()\nfor t in ts:\n    t.join()\nprint('end')\n";
    let after = done(group, Action::DeleteThread("f".into()));
    assert!(after.ends_with("    pass\n\n\nprint('end')\n"), "{after}");
}

#[test]
fn one_thread_of_a_list_is_deleted_from_the_list() {
    let source = "import threading\ndef f():\n    pass\ndef g():\n    pass\n\
                  ts = [\n    threading.Thread(target=f),  # one\n    threading.Thread(target=g),\n]\n";
    let after = done(source, Action::DeleteThread("f".into()));
    assert!(after.ends_with("ts = [\n    threading.Thread(target=g),\n]\n"), "{after}");
    let after = done(source, Action::DeleteThread("g".into()));
    assert!(after.contains("ts = [\n    threading.Thread(target=f),\n]\n"), "{after}");
}

const SHARED: &str = "\
import threading
total = 0
other = 1
def work():
    global total
    total += 1
    print(other)
def more():
    global total, other
    total = other = 2
t = threading.Thread(target=work)
u = threading.Thread(target=more)
t.start()
u.start()
print(total)
";

#[test]
fn a_shared_variable_goes_with_what_only_writes_it() {
    let change = edit(SHARED, &Action::DeleteShared("total".into())).unwrap();
    let after = apply(SHARED, &change.edits);
    assert!(after.starts_with("import threading\nother = 1\ndef work():\n    print(other)\n"));
    assert!(after.contains("total = other = 2"), "it gives another one its value: {after}");
    assert_eq!(change.note.as_deref(), Some("3 more places still mention total."));
}

#[test]
fn a_wire_to_a_shared_variable_is_taken_away_in_one_thread_only() {
    let action = Action::Disconnect { thread: "work".into(), node: "total".into() };
    let after = done(SHARED, action);
    assert!(after.contains("def work():\n    global total\n    print(other)\n"), "{after}");
    assert!(after.contains("total = 0\n"), "the variable itself stays");
    let action = Action::Disconnect { thread: "more".into(), node: "total".into() };
    assert!(matches!(refused(SHARED, action), EditError::UsedElsewhere(..)));
}

#[test]
fn what_edits_are_called_is_said_in_the_users_language() {
    let say = || edit(WORKER, &Action::DeleteShared("counter".into())).unwrap().title;
    assert_eq!(say(), "Delete counter");
    crate::words::speaking(crate::words::Language::Polish, || {
        assert_eq!(say(), "Usuń counter");
        assert_eq!(EditError::Gone.to_string(), "Tego kroku nie ma już w skrypcie.");
    });
}

#[test]
fn deleting_says_what_is_left() {
    let source = "import threading\nlock = threading.Lock()\nlocks = [lock]\n";
    let change = edit(source, &Action::DeletePrimitive("lock".into())).unwrap();
    assert_eq!(change.note.as_deref(), Some("One more place still mentions lock."));
}

#[test]
fn renaming_follows_pythons_scopes() {
    let source = "import threading\nlock = threading.Lock()\n\
                  def f():\n    with lock:\n        print(f'{lock} lock')\n\
                  def g(lock):\n    lock.acquire()\n\
                  def h():\n    lock = 1\n    return [lock for lock in (1, lock)]\n\
                  def k():\n    global lock\n    lock = None\n\
                  class C:\n    lock = 3\n    def m(self, x=lock):\n        return lock, self.lock\n";
    let what = Named { home: Home::Global, name: "lock".into() };
    let after = done(source, Action::Rename { what, to: "guard".into() });
    assert_eq!(
        after,
        "import threading\nguard = threading.Lock()\n\
         def f():\n    with guard:\n        print(f'{guard} lock')\n\
         def g(lock):\n    lock.acquire()\n\
         def h():\n    lock = 1\n    return [lock for lock in (1, lock)]\n\
         def k():\n    global guard\n    guard = None\n\
         class C:\n    lock = 3\n    def m(self, x=lock):\n        return guard, self.lock\n"
    );
}

#[test]
fn renaming_an_attribute_and_a_parameter() {
    let source = "class A:\n    def __init__(self, q):\n        self.q = q\n    def put(self):\n        self.q.put(1)\n";
    let what = Named { home: Home::Attribute("A".into()), name: "q".into() };
    let after = done(source, Action::Rename { what, to: "tasks".into() });
    assert_eq!(after, source.replace("self.q", "self.tasks"));
    let what = Named { home: Home::Local("A.__init__".into()), name: "q".into() };
    let after = done(source, Action::Rename { what, to: "tasks".into() });
    assert_eq!(after, source.replace("(self, q)", "(self, tasks)").replace("= q", "= tasks"));
}

#[test]
fn bad_names_are_refused_with_a_reason() {
    let what = || Named { home: Home::Global, name: "counter".into() };
    for name in ["", "1a", "a b", "class", "a.b"] {
        let error = refused(WORKER, Action::Rename { what: what(), to: name.into() });
        assert_eq!(error, EditError::NotAName(name.into()));
    }
    let error = refused(WORKER, Action::Rename { what: what(), to: "worker".into() });
    assert_eq!(error.to_string(), "The script already uses the name \"worker\".");
    let what = Named { home: Home::Global, name: "threading".into() };
    let error = refused(WORKER, Action::Rename { what, to: "x".into() });
    assert_eq!(error, EditError::Imported("threading".into()));
}

#[test]
fn steps_move_up_down_and_elsewhere() {
    let source = "import threading\ndef f():\n    # one\n    a()\n    for _ in range(3):\n        b()\n    c()\n\
                  threading.Thread(target=f).start()\n";
    let after = done(source, Action::Shift { row: row(source, "a()"), up: false });
    assert!(after.contains("        b()\n    # one\n    a()\n    c()\n"), "{after}");
    let error = refused(source, Action::Shift { row: row(source, "a()"), up: true });
    assert_eq!(error, EditError::NowhereToGo);
    let moved = |first: &str, last: &str, to: &str, copies| Action::MoveRows {
        first: row(source, first),
        last: row(source, last),
        to: row(source, to),
        place: Place::After,
        copies,
    };
    let after = done(source, moved("a()", "a()", "b()", false));
    assert!(
        after.contains(
            "def f():\n    for _ in range(3):\n        b()\n        # one\n        a()\n    c()"
        ),
        "{after}"
    );
    let after = done(source, moved("b()", "b()", "c()", false));
    assert!(after.contains("range(3):\n        pass\n    c()\n    b()\n"), "{after}");
    let after = done(source, moved("a()", "for _", "c()", false));
    let both = "    # one\n    a()\n    for _ in range(3):\n        b()\n";
    assert!(after.contains(&format!("def f():\n    c()\n{both}threading")), "{after}");
    let after = done(source, moved("a()", "for _", "c()", true));
    assert!(after.contains(&format!("def f():\n{both}    c()\n{both}threading")), "{after}");
    assert_eq!(refused(source, moved("a()", "b()", "c()", false)), EditError::NowhereToGo);
    assert_eq!(refused(source, moved("for _", "for _", "b()", false)), EditError::NowhereToGo);
}

#[test]
fn a_step_or_the_head_of_one_is_written_anew() {
    let outline = Outline::of(WORKER);
    let rows = || outline.threads.iter().flat_map(|thread| &thread.rows);
    let head = |text: &str| rows().find(|row| row.text == text).unwrap().head.clone();
    let rewrite = |old: &str, new: &str| Action::Rewrite { head: head(old), text: new.into() };
    let after = done(WORKER, rewrite("counter += 1", "counter += 2 "));
    assert!(after.contains("        counter += 2  # not atomic\n"), "{after}");
    for new in ["while counter < 5", "while counter < 5:"] {
        let after = done(WORKER, rewrite("for _ in range(10)", new));
        assert!(after.contains("    while counter < 5:\n        # the critical"), "{after}");
    }
    for bad in ["", "counter +=", "if counter:", "# nothing", "x = 1\ny = 2", "for x in"] {
        let error = refused(WORKER, rewrite("counter += 1", bad));
        assert_eq!(error, EditError::NotAStep(bad.to_owned()), "{bad}");
    }
    assert!(matches!(
        refused(WORKER, rewrite("for _ in range(10)", "print(1)")),
        EditError::NotAStep(_)
    ));
}

#[test]
fn arguments_are_changed_added_and_removed() {
    let set = |call: &str, keyword: &str, position, value: &str| {
        let source = format!("x = {call}  # note\n");
        let action = Action::SetArgument {
            call: 4..4 + call.len(),
            keyword: keyword.into(),
            position,
            value: value.into(),
        };
        let after = done(&source, action);
        after.strip_prefix("x = ").unwrap().strip_suffix("  # note\n").unwrap().to_owned()
    };
    assert_eq!(set("Semaphore(2)", "value", Some(0), "5"), "Semaphore(5)");
    assert_eq!(set("Semaphore()", "value", Some(0), "5"), "Semaphore(value=5)");
    assert_eq!(set("Queue(maxsize=3)", "maxsize", Some(0), "N + 1"), "Queue(maxsize=N + 1)");
    assert_eq!(set("Thread(target=f)", "daemon", None, "True"), "Thread(target=f, daemon=True)");
    assert_eq!(set("Thread(target=f, daemon=True)", "daemon", None, ""), "Thread(target=f)");
    assert_eq!(set("Thread(target=f, args=(1,))", "target", None, ""), "Thread(args=(1,))");
    let args = |value: &str| set("Thread(target=f)", "args", Some(3), value);
    for (one, tuple) in [
        ("5", "(5,)"),
        ("(5)", "(5,)"),
        ("-1", "(-1,)"),
        ("'ab'", "('ab',)"),
        ("5, 6", "(5, 6)"),
        ("(5,)", "(5,)"),
        ("[lock]", "[lock]"),
        ("both", "both"),
    ] {
        assert_eq!(args(one), format!("Thread(target=f, args={tuple})"));
    }
    let error = refused(
        "x = f()\n",
        Action::SetArgument {
            call: 4..7,
            keyword: "a".into(),
            position: None,
            value: "1 +".into(),
        },
    );
    assert_eq!(error, EditError::NotAnExpression("1 +".into()));
}

#[test]
fn an_argument_is_read_by_name_or_place() {
    assert_eq!(value_of("3, b=f(1)", "a", Some(0)).as_deref(), Some("3"));
    assert_eq!(value_of("3, b=f(1)", "b", None).as_deref(), Some("f(1)"));
    assert_eq!(value_of("3", "b", Some(1)), None);
    assert_eq!(value_of("(((", "b", Some(1)), None);
}

#[test]
fn a_dropped_kind_is_created_and_used_in_one_step() {
    let at = row(WORKER, "counter += 1");
    let after = done(WORKER, Action::GuardWithNew { row: at.clone(), kind: "RLock".into() });
    assert!(after.contains("counter = 0  # shared\nrlock = threading.RLock()\n"), "{after}");
    assert!(after.contains("        with rlock:\n            counter += 1"), "{after}");
    let after = done(WORKER, Action::UseNew { row: at, kind: "Queue".into(), verb: Verb::Put });
    assert!(after.contains("import threading\nimport queue\n"), "{after}");
    assert!(
        after.contains("        counter += 1  # not atomic\n        tasks.put(1)\n"),
        "{after}"
    );
}

#[test]
fn what_guards_a_row_among_the_globals_is_made_before_it() {
    let source =
        "import threading\n\nfirst = 1\ntotal = sum([1])\nother = 2\n\n\ndef f():\n    pass\n";
    let action = Action::GuardWithNew { row: row(source, "total = sum([1])"), kind: "Lock".into() };
    let after = done(source, action);
    let expected =
        "first = 1\nlock = threading.Lock()\nwith lock:\n    total = sum([1])\nother = 2\n";
    assert!(after.contains(expected), "{after}");
}

fn renamed(source: &str, class: Option<&str>, name: &str, to: &str) -> String {
    let home = class.map_or(Home::Global, |class| Home::Attribute(class.to_owned()));
    let what = Named { name: name.to_owned(), home };
    done(source, Action::Rename { what, to: to.to_owned() })
}

#[test]
fn an_attribute_that_the_librarys_objects_have_too_is_renamed_where_it_is_surely_ours() {
    let source = "import threading\n\n\nclass Job:\n    def __init__(self):\n        \
                  self.name = 'x'\n\n\njob = Job()\nprint(job.name, Job().name)\n\
                  print(threading.current_thread().name)\n";
    let after = renamed(source, Some("Job"), "name", "label");
    assert!(after.contains("self.label = 'x'"), "{after}");
    assert!(after.contains("print(job.label, Job().label)"), "{after}");
    assert!(after.contains("current_thread().name"), "{after}");
    let own = source.replace("name", "colour");
    let after = renamed(&own, Some("Job"), "colour", "label");
    assert!(!after.contains("colour"), "nothing of the library has it: {after}");
}

#[test]
fn names_in_patterns_and_walrus_are_renamed_and_hide_others() {
    let source = "match [1, 2]:\n    case [a, *rest]:\n        print(rest)\n    \
                  case {'k': 1, **rest}:\n        print(rest)\n";
    let after = renamed(source, None, "rest", "others");
    assert!(!after.contains("rest") && after.contains("*others]"), "{after}");
    let source =
        "n = 1\n\n\ndef f(xs):\n    if (n := len(xs)) > 1:\n        print(n)\n\n\nprint(n)\n";
    let after = renamed(source, None, "n", "count");
    assert!(after.starts_with("count = 1\n") && after.ends_with("print(count)\n"), "{after}");
    assert!(after.contains("if (n := len(xs)) > 1:\n        print(n)"), "{after}");
}

#[test]
fn a_row_that_comes_into_another_function_writes_the_same_global_there() {
    let source = "import threading\ntotal = 0\n\n\ndef add():\n    global total\n    print(1)\n    \
                  total += 1\n\n\ndef watch():\n    print(total)\n\n\n\
                  threading.Thread(target=add).start()\nthreading.Thread(target=watch).start()\n";
    let (from, to) = (row(source, "total += 1"), row(source, "print(total)"));
    let moved = |copies| Action::MoveRows {
        first: from.clone(),
        last: from.clone(),
        to: to.clone(),
        place: Place::Before,
        copies,
    };
    for copies in [false, true] {
        let after = done(source, moved(copies));
        let expected = "def watch():\n    global total\n    total += 1\n    print(total)\n";
        assert!(after.contains(expected), "{after}");
    }
}

#[test]
fn a_card_that_is_called_otherwise_since_it_has_a_copy_stays_where_it_is() {
    let source = settings::with_layout(
        "import threading\n\n\ndef work():\n    print(1)\n\n\none = threading.Thread(target=work)\n\
         one.start()\n",
        &Layout::from([("thread work".to_owned(), (300.0, 40.0))]),
    );
    let stand = Stand { new: (500.0, 90.0), old: Layout::new() };
    let subject = Subject::Thread("work".to_owned());
    let copied = edit_at(&source, &Action::Duplicate(vec![subject]), Some(&stand)).unwrap();
    let text = apply(&source, &copied.edits);
    let keys = Outline::of(&text).keys();
    let places = settings::read(&text).0.layout;
    let copies: Vec<&String> = keys.iter().filter(|key| key.starts_with("thread work (")).collect();
    assert_eq!(copies.len(), 2, "{keys:?}");
    assert_eq!(places[copies[0]], (300.0, 40.0), "{places:?}");
    let name = copies[1].trim_start_matches("thread ").to_owned();
    let deleted = edit_at(&text, &Action::DeleteThread(name), None).unwrap();
    let text = apply(&text, &deleted.edits);
    assert_eq!(settings::read(&text).0.layout["thread work"], (300.0, 40.0), "{text}");
}

#[test]
fn several_deletions_are_one_step() {
    let rows = ["t.start()", "t.join()", "print(counter)"];
    let actions = rows.iter().map(|text| Action::DeleteRow { row: row(WORKER, text) }).collect();
    let after = done(WORKER, Action::Several(actions));
    assert!(after.ends_with("threading.Thread(target=worker)\n"), "{after}");
}

#[test]
fn a_text_with_a_syntax_error_is_left_alone() {
    assert_eq!(refused("def f(:\n", Action::AddPrimitive("Lock".into())), EditError::NotParsed);
}

const SAMPLES: &[&str] = &[
    WORKER,
    "",
    "import queue, threading\nfrom time import sleep\n\
     class Shop(threading.Thread):\n\tdef __init__(self, q):\n\t\tsuper().__init__()\n\t\tself.q = q\n\
     \tdef run(self):\n\t\twhile True:\n\t\t\titem = self.q.get()\n\t\t\ttry:\n\t\t\t\tprint(item)\n\
     \t\t\texcept ValueError as e:\n\t\t\t\traise\n\t\t\tfinally:\n\t\t\t\tself.q.task_done()\n\
     q = queue.Queue()\nShop(q).start()\nq.put(1)\nq.join()\n",
    "from threading import Thread, Lock\r\na, b = Lock(), Lock()\r\n\r\ndef f(x, y):\r\n    with x, y:\r\n\
     \x20       if x is y: return\r\n        print('''m\r\nn''')\r\n\r\n\
     ts = [Thread(target=f, args=(a, b)), Thread(target=f, args=(b, a))]\r\nfor t in ts:\r\n    t.start()\r\n",
];

/// The samples and every preset.
fn samples() -> Vec<String> {
    let mut presets: Vec<_> =
        std::fs::read_dir("presets").into_iter().flatten().flatten().map(|e| e.path()).collect();
    presets.sort();
    let presets = presets.into_iter().filter_map(|path| std::fs::read_to_string(path).ok());
    SAMPLES.iter().map(|sample| (*sample).to_owned()).chain(presets).collect()
}

/// Any action on the outline of a text, chosen by numbers.
fn action(source: &str, kind: u8, which: usize, other: usize) -> Option<Action> {
    let outline = Outline::of(source);
    let rows: Vec<_> = outline.threads.iter().flat_map(|thread| &thread.rows).collect();
    let row = |at: usize| rows.get(at % rows.len().max(1)).map(|row| row.span.clone());
    let primitive = outline.primitives.get(which % outline.primitives.len().max(1));
    let thread = outline.threads.get(which % outline.threads.len().max(1));
    let place = [Place::Before, Place::After, Place::Into][other % 3];
    let steps = [Step::Sleep, Step::Print, Step::Compute, Step::Loop];
    let step = steps[other % 4].clone();
    let kinds = ["Lock", "Semaphore", "Event", "Queue", "Condition", "SimpleQueue"];
    Some(match kind % 12 {
        0 => Action::AddPrimitive(kinds[which % kinds.len()].to_owned()),
        1 => Action::AddThread(Recipe::ALL[which % Recipe::ALL.len()]),
        2 => Action::Guard { row: row(which)?, with: "lock".into() },
        3 => Action::Unguard { row: row(which)? },
        4 => Action::Insert { row: row(which)?, place, step },
        5 => Action::Append { thread: thread?.name.clone(), step },
        6 => Action::DeleteRow { row: row(which)? },
        7 => Action::DeletePrimitive(primitive?.name.clone()),
        8 => Action::DeleteThread(thread?.name.clone()),
        9 => {
            let node = primitive?;
            let name = node.name.rsplit('.').next()?.to_owned();
            Action::Rename {
                what: Named { home: node.home.clone(), name },
                to: format!("name{other}"),
            }
        }
        10 => Action::MoveRows {
            first: row(which)?,
            last: row(which + other % 3)?,
            to: row(other)?,
            place,
            copies: which.is_multiple_of(3),
        },
        _ => Action::Shift { row: row(which)?, up: other.is_multiple_of(2) },
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_sequence_of_edits_leaves_a_script_and_can_be_undone(
        sample in 0..samples().len(),
        choices in prop::collection::vec((any::<u8>(), 0usize..64, 0usize..64), 1..16),
    ) {
        let original = samples()[sample].clone();
        let mut text = original.clone();
        let mut undo = Vec::new();
        for (kind, which, other) in choices {
            let Some(action) = action(&text, kind, which, other) else { continue };
            match edit(&text, &action) {
                Ok(change) => {
                    undo.push(inverse(&text, &change.edits));
                    text = apply(&text, &change.edits);
                    prop_assert!(ruff_python_parser::parse_module(&text).is_ok(), "{text}");
                }
                Err(EditError::Breaks(why)) => {
                    prop_assert!(false, "{action:?} would break ({why}):\n{text}");
                }
                Err(_) => {}
            }
        }
        for edits in undo.iter().rev() {
            text = apply(&text, edits);
        }
        prop_assert_eq!(text, original);
    }
}

fn renamed_with_note(source: &str, home: Home, name: &str, to: &str) -> (String, Option<String>) {
    let what = Named { home, name: name.into() };
    let change = edit(source, &Action::Rename { what, to: to.into() }).unwrap();
    (apply(source, &change.edits), change.note)
}

#[test]
fn renaming_an_attribute_leaves_that_of_a_class_of_the_librarys_kind_alone() {
    let source = "import threading\nclass Job:\n    def __init__(self):\n        self.name = 'x'\n\
                  class Other(threading.Thread):\n    def run(self):\n        print(self.name)\n\
                  print(threading.current_thread().name)\n\
                  mine = Job()\nprint(mine.name)\n";
    let (after, note) = renamed_with_note(source, Home::Attribute("Job".into()), "name", "label");
    let expected = source.replace("self.name = ", "self.label = ");
    let expected = expected.replace("mine.name", "mine.label");
    assert_eq!(after, expected);
    assert!(note.is_some_and(|note| note.starts_with("2 more mentions")), "they are told");
    // A name that only the script has is its own everywhere.
    let source = "class Account:\n    def __init__(self):\n        self.money = 1\n\
                  def pay(account):\n    account.money -= 1\n";
    let (after, note) =
        renamed_with_note(source, Home::Attribute("Account".into()), "money", "cents");
    assert_eq!((after, note), (source.replace("money", "cents"), None));
}

#[test]
fn renaming_reaches_patterns_walrus_and_named_arguments() {
    let source = "def f(xs):\n    match xs:\n        case [a, *rest]:\n            print(rest)\n        \
                  case {'k': a, **rest}:\n            print(rest)\n        case rest:\n            \
                  print(rest)\n";
    let (after, _) = renamed_with_note(source, Home::Local("f".into()), "rest", "others");
    assert_eq!(after, source.replace("rest", "others"));
    let source = "n = 1\ndef f():\n    if (n := 2):\n        print(n)\ndef g():\n    print(n)\n";
    let (after, _) = renamed_with_note(source, Home::Global, "n", "m");
    assert_eq!(
        after,
        source.replace("n = 1", "m = 1").replace("g():\n    print(n)", "g():\n    print(m)")
    );
    let source = "from threading import Thread\ndef f(lock, n=1):\n    print(lock, n)\n\
                  f(lock=1)\ng(lock=2)\nThread(target=f, kwargs={\"lock\": 3, 'n': 2})\n\
                  pool.submit(f, lock=4)\nother.f(lock=5)\n";
    let (after, note) = renamed_with_note(source, Home::Local("f".into()), "lock", "guard");
    let expected = source.replace("lock", "guard").replace("g(guard=2)", "g(lock=2)");
    assert_eq!(after, expected.replace("other.f(guard=5)", "other.f(lock=5)"));
    assert_eq!(note.as_deref(), Some("1 argument named lock may be meant for it and was left."));
    let source = "class P:\n    def __init__(self, x):\n        self.y = x\nP(x=1)\n";
    let (after, _) = renamed_with_note(source, Home::Local("P.__init__".into()), "x", "z");
    assert_eq!(after, "class P:\n    def __init__(self, z):\n        self.y = z\nP(z=1)\n");
    let source = "@dataclass\nclass P:\n    x: int\nP(x=1)\nmatch p:\n    case P(x=2): pass\n";
    let (after, _) = renamed_with_note(source, Home::Attribute("P".into()), "x", "z");
    assert_eq!(after, source.replace("x: ", "z: ").replace("x=", "z="));
}

#[test]
fn a_lock_is_made_fair_by_a_comment_and_its_other_comments_stay() {
    let source = "\
import threading
lock = threading.Lock()  # of the counter
forks = [threading.Lock() for _ in range(5)]
";
    let outline = Outline::of(source);
    let set = |text: &str, name: &str, fair: bool| {
        let call = Outline::of(text).primitive_named(name).unwrap().call.clone();
        let change = edit(text, &Action::SetFair { call, fair }).unwrap();
        assert!(change.edits.len() <= 1, "one edit of the text");
        apply(text, &change.edits)
    };
    assert!(outline.primitives.iter().all(|node| !node.fair));
    let fair = set(&set(source, "lock", true), "forks", true);
    assert!(fair.contains("Lock()  # of the counter  # lockstep: fair\n"), "{fair}");
    assert!(fair.contains("range(5)]  # lockstep: fair\n"), "{fair}");
    assert!(Outline::of(&fair).primitives.iter().all(|node| node.fair));
    assert_eq!(set(&fair, "lock", true), fair, "once is enough");
    assert_eq!(set(&set(&fair, "lock", false), "forks", false), source);
}
