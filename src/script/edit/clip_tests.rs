//! What copying, pasting, duplicating, connecting and renaming make of scripts.

use super::{Action, EditError, Named, Stand, Subject, apply, copy, edit, edit_at};
use crate::script::outline::{Home, Outline};
use crate::script::settings;

const SCRIPT: &str = "\
import threading


def work(n):
    \"\"\"Works.\"\"\"
    global total
    total += n
    print(total)


total = 0
lock = threading.Lock()  # the lock
pair = [threading.Thread(target=work, args=(1,)), threading.Thread(target=work, args=(2,))]
for t in pair:
    t.start()
for t in pair:
    t.join()
";

fn after(source: &str, action: &Action) -> String {
    let change = edit(source, action).expect("possible");
    apply(source, &change.edits)
}

fn paste(source: &str, text: &str) -> String {
    after(source, &Action::Paste { text: text.to_owned(), after: None })
}

#[test]
fn a_pasted_primitive_keeps_its_comment_and_gets_a_free_name() {
    let copied = copy(SCRIPT, &[Subject::Primitive("lock".into())]).unwrap();
    assert_eq!(copied, "import threading\n\nlock = threading.Lock()  # the lock\n");
    assert!(paste(SCRIPT, &copied).contains("\nlock2 = threading.Lock()  # the lock\n"));
}

#[test]
fn a_thread_is_pasted_into_an_empty_script_with_all_it_needs() {
    let copied = copy(SCRIPT, &[Subject::Thread("work (pair)".into())]).unwrap();
    let text = paste("", &copied);
    for part in [
        "import threading\n",
        "def work(n):\n",
        "work_thread = threading.Thread(target=work, args=(1,))\n",
        "work_thread.start()\n",
        "work_thread.join()\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(Outline::of(&text).threads.len(), 2, "{text}");
}

#[test]
fn one_of_a_list_is_duplicated_in_the_list() {
    let text = after(SCRIPT, &Action::Duplicate(vec![Subject::Thread("work (pair)".into())]));
    assert!(text.contains("args=(1,)), threading.Thread(target=work, args=(1,)), "), "{text}");
}

#[test]
fn a_shared_variable_is_duplicated_with_its_value_and_one_write() {
    let source = "\
import threading
total = 5
log = []
def work(n):
    global total
    total += n  # count
    log.append(n)
threading.Thread(target=work, args=(1,)).start()
";
    let text = after(source, &Action::Duplicate(vec![Subject::Shared("total".into())]));
    assert!(text.contains("total2 = 5\n"), "{text}");
    assert!(text.contains("    total += n  # count\n    total2 += n  # count\n"), "{text}");
    assert!(text.contains("    global total2\n    global total\n"), "{text}");
    let text = after(source, &Action::Duplicate(vec![Subject::Shared("log".into())]));
    assert!(text.contains("log2 = []\n"), "{text}");
    assert!(text.contains("    log.append(n)\n    log2.append(n)\n"), "{text}");
    let names: Vec<String> = Outline::of(&text).shared.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["log", "log2", "total"]);
}

#[test]
fn threads_of_a_loop_are_duplicated_with_the_loop() {
    let source = "\
import threading
def f(i):
    print(i)
for i in range(2):
    # go
    threading.Thread(target=f, args=(i,)).start()
";
    let text = after(source, &Action::Duplicate(vec![Subject::Thread("f".into())]));
    assert_eq!(text.matches("for i in range(2):\n    # go\n").count(), 2, "{text}");
}

#[test]
fn an_attribute_is_duplicated_where_it_is_made() {
    let source = "\
import threading
class A:
    def __init__(self):
        self.lock = threading.Lock()
    def go(self):
        with self.lock:
            pass
threading.Thread(target=A().go).start()
";
    let text = after(source, &Action::Duplicate(vec![Subject::Primitive("A.lock".into())]));
    let both = "        self.lock = threading.Lock()\n        self.lock2 = threading.Lock()\n";
    assert!(text.contains(both), "{text}");
}

#[test]
fn a_whole_program_is_guarded_below_its_docstring_and_declarations() {
    let action = Action::GuardThread { thread: "work (pair)".into(), with: "lock".into() };
    let text = after(SCRIPT, &action);
    let guarded = "    global total\n    with lock:\n        total += n\n        print(total)\n";
    assert!(text.contains(guarded), "{text}");
}

#[test]
fn a_wire_that_goes_through_a_called_function_is_not_cut_here() {
    let source = "\
import threading
lock = threading.Lock()
def inner():
    with lock:
        print(1)
def outer():
    inner()
threading.Thread(target=outer).start()
";
    let action = Action::Disconnect { thread: "outer".into(), node: "lock".into() };
    let refused = EditError::UsedElsewhere("outer".into(), "lock".into());
    assert_eq!(edit(source, &action), Err(refused));
}

#[test]
fn what_is_no_python_is_not_pasted() {
    let action = Action::Paste { text: "for sale: two locks".into(), after: None };
    assert_eq!(edit(SCRIPT, &action), Err(EditError::NotPython));
}

#[test]
fn a_renamed_node_stays_where_it_was_put() {
    let layout = [("primitive lock".to_owned(), (10.0, 20.0))].into();
    let source = settings::with_layout(SCRIPT, &layout);
    let what = Named { home: Home::Global, name: "lock".into() };
    let action = Action::Rename { what, to: "mutex".into() };
    let change = edit_at(&source, &action, None).unwrap();
    let layout = settings::read(&apply(&source, &change.edits)).0.layout;
    assert_eq!(layout.get("primitive mutex"), Some(&(10.0, 20.0)));
    assert_eq!(layout.len(), 1);
}

#[test]
fn nodes_that_only_change_their_order_stay_where_they_were_put() {
    let places =
        [("primitive lock".to_owned(), (10.0, 20.0)), ("primitive b".to_owned(), (30.0, 40.0))];
    let made = SCRIPT.replace("# the lock\n", "# the lock\nb = threading.Lock()\n");
    let source = settings::with_layout(&made, &places.clone().into());
    let start = source.find("lock = ").unwrap();
    let row = start..start + "lock = threading.Lock()".len();
    let change = edit_at(&source, &Action::Shift { row, up: false }, None).unwrap();
    let text = apply(&source, &change.edits);
    let names: Vec<String> = Outline::of(&text).primitives.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["b", "lock"]);
    assert_eq!(settings::read(&text).0.layout, places.into());
}

#[test]
fn what_is_dropped_stands_where_it_was_dropped_in_the_same_step() {
    let action = Action::AddPrimitive("Event".into());
    let old = [("primitive lock", (7.0, 8.0)), ("primitive of_a_run", (1.0, 2.0))];
    let old = old.map(|(key, place)| (key.to_owned(), place)).into();
    let change = edit_at(SCRIPT, &action, Some(&Stand { new: (100.0, 50.0), old })).unwrap();
    let text = apply(SCRIPT, &change.edits);
    let layout = settings::read(&text).0.layout;
    assert_eq!(layout.get("primitive event"), Some(&(100.0, 50.0)));
    assert_eq!(layout.get("primitive lock"), Some(&(7.0, 8.0)), "it stays where it is");
    assert_eq!(layout.len(), 2, "nothing that is not in the script");
    let gone = edit_at(&text, &Action::DeletePrimitive("event".into()), None).unwrap();
    let text = apply(&text, &gone.edits);
    assert_eq!(settings::read(&text).0.layout.len(), 1, "what is deleted has no place");
}

#[test]
fn an_attribute_of_another_class_keeps_its_name() {
    let source = "\
class A:
    def __init__(self):
        self.lock = 1
class B:
    def __init__(self):
        self.lock = 2
class C(A):
    def use(self):
        return self.lock
def f(x):
    return x.lock
";
    let what = Named { home: Home::Attribute("A".into()), name: "lock".into() };
    let change = edit(source, &Action::Rename { what, to: "guard".into() }).unwrap();
    let text = apply(source, &change.edits);
    assert_eq!(text.matches("self.guard").count(), 2, "{text}");
    assert!(text.contains("self.lock = 2") && text.contains("x.lock"), "{text}");
    assert!(change.note.is_some_and(|note| note.starts_with("1 more")));
}
