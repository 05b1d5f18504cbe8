//! Completion at the `|` of small scripts.

use super::*;
use crate::model::builtins;
use crate::words::{self, Language};
use std::collections::BTreeSet;

fn at(script: &str) -> Vec<Item> {
    let offset = script.find('|').unwrap();
    let text = script.replacen('|', "", 1);
    complete(&text, offset).map_or(Vec::new(), |found| found.items)
}

fn names(script: &str) -> Vec<String> {
    at(script).into_iter().map(|item| item.name).collect()
}

fn has(script: &str, name: &str) -> bool {
    names(script).iter().any(|one| one == name)
}

#[test]
fn modules_are_offered_in_imports_and_their_names_after_them() {
    assert_eq!(names("import thr|\n")[0], "threading");
    assert!(has("from concurrent.futures import Thr|", "ThreadPoolExecutor"));
    assert!(has("from |", "queue"));
    assert!(!has("import threading as |", "time"));
}

#[test]
fn a_dot_offers_what_the_thing_before_it_has() {
    assert!(has("import threading\nthreading.|", "Thread"));
    assert!(has("import threading as t\nt.Lo|\n", "Lock"));
    assert!(has("import threading\nlock = threading.Lock()\nlock.|\n", "acquire"));
    assert!(has("from queue import Queue\nq = Queue(3)\nq.|\nx = 1\n", "task_done"));
    assert!(has("from queue import PriorityQueue as P\nq = P()\nq.|\n", "put"));
    assert!(has("words = []\nwords.ap|", "append"));
    assert!(has("'a'.|", "upper"));
    assert!(has("import math\nmath.|", "pi"));
    assert!(has("import time\ntime.|", "sleep"));
}

#[test]
fn what_a_list_holds_is_known_in_its_loop() {
    let script =
        "import threading\nts = [threading.Thread() for _ in range(3)]\nfor t in ts:\n    t.|\n";
    assert!(has(script, "start") && has(script, "join") && has(script, "name"));
}

#[test]
fn own_classes_have_their_attributes_and_those_of_their_bases() {
    let script = "import threading\nclass Worker(threading.Thread):\n    def __init__(self):\n        \
                  super().__init__()\n        self.done = False\n    def run(self):\n        self.|\n";
    assert!(has(script, "done") && has(script, "run") && has(script, "start"));
    let script = "class A:\n    def go(self, fast=False):\n        pass\na = A()\na.|\n";
    assert_eq!(names(script), ["go"]);
    assert_eq!(at(script)[0].signature, "(fast=False)");
}

#[test]
fn parameters_of_what_is_called_come_first() {
    let items = at("import threading\nt = threading.Thread(ta|)\n");
    assert_eq!((items[0].insert.as_str(), items[0].kind), ("target=", Kind::Parameter));
    let items = at("def work(speed, load=1):\n    pass\nwork(lo|)\n");
    assert_eq!(items[0].insert, "load=");
    assert!(!has("def work(sp|)", "speed="));
}

#[test]
fn names_of_the_script_come_before_words_of_the_language() {
    let names = names("import threading\nworld = 1\ndef wait():\n    pass\nw|\n");
    assert_eq!(&names[..2], ["wait", "world"]);
    assert!(names.contains(&"while".to_owned()) && names.contains(&"with".to_owned()));
}

#[test]
fn nothing_is_offered_in_strings_comments_numbers_and_new_names() {
    for script in ["x = 'thr|'", "# thr|", "x = 12|", "def wo|", "x = 'thr|", "x = 1.|"] {
        assert_eq!(names(script), Vec::<String>::new(), "{script}");
    }
    assert!(has("x = f'{le|}'", "len"));
}

#[test]
fn every_module_that_can_be_imported_can_be_completed_and_explained() {
    for module in crate::script::modules() {
        assert!(!api::module_help(module).is_empty(), "{module}");
        let package = crate::script::modules().iter().any(|m| m.starts_with(&format!("{module}.")));
        let empty = ["__future__", "abc"].contains(&module) || package;
        assert!(empty || !api::module(module).is_empty(), "{module}");
    }
}

#[test]
fn what_is_taught_most_has_a_line_of_help() {
    for module in ["threading", "queue", "concurrent.futures"] {
        for api in api::module(module).iter().filter(|api| api.kind != Kind::Variable) {
            let is_error = api.name.ends_with("Error") || api.name.ends_with("Args");
            assert!(is_error || !api.help.is_empty(), "{module}.{}", api.name);
        }
    }
}

#[test]
fn help_is_about_things_that_exist_and_every_builtin_function_has_some() {
    for (name, _) in natives::HELP {
        let exists = match name.split_once('.') {
            Some((class, member)) => builtins::TYPES.iter().any(|native| {
                let mut all = native.methods.iter().chain(native.getters);
                native.name == class && all.any(|(other, _)| *other == member)
            }),
            None => {
                crate::script::builtin_names().contains(name)
                    || builtins::MODULES
                        .iter()
                        .any(|module| module.functions.iter().any(|(other, _)| other == name))
            }
        };
        assert!(exists, "help for {name}, which does not exist");
    }
    assert!(natives::HELP.is_sorted());
    for (name, _) in builtins::functions::MODULE.functions {
        assert!(natives::help(name).is_some(), "{name}");
    }
}

#[test]
fn broken_and_deep_texts_are_survived() {
    let deep = format!("x = {}|", "(".repeat(20_000));
    assert!(at(&deep).len() <= ITEMS_MAX);
    for script in ["|", "x.|", "(|", ")|", "def f(:\n  |", "class A(\n|", "żółć.|", "for |"] {
        let _ = at(script);
    }
}

#[test]
fn a_word_that_is_typed_on_is_offered_what_the_whole_script_would_give() {
    let script = "import threading\nlock = threading.Lock()\ndef lose(lots):\n    |\nlose(1)\n";
    let start = script.find('|').unwrap();
    let with = |word: &str| script.replacen('|', word, 1);
    for word in ["lose", "threading", "print", "with", "xx"] {
        let mut offer = Offer::at(&with(""), start).unwrap();
        for end in (1..=word.len()).chain((0..word.len()).rev()) {
            let (text, caret) = (with(&word[..end]), start + end);
            offer = offer.typed_on(&text, caret).unwrap();
            let range = start..caret;
            assert_eq!(offer.completions().range, range);
            // A word of the language would change what the rest of the script means.
            if word != "with" {
                assert_eq!(Some(offer.completions()), complete(&text, caret), "{text}");
            }
        }
    }
}

#[test]
fn an_offer_ends_with_its_word() {
    let offer = || Offer::at("a = 1\nb = a", 11).unwrap();
    assert!(offer().typed_on("a = 1\nb = ab", 12).is_some());
    assert!(offer().typed_on("a = 1\nb = a.", 12).is_none());
    assert!(offer().typed_on("c = 1\nb = ab", 12).is_none(), "the text before it changed");
    assert!(offer().typed_on("a = 1\nb = ab", 11).is_none(), "the cursor is inside the word");
    assert!(offer().typed_on("a = 1\nb = 2", 11).is_none(), "a number");
    assert!(offer().typed_on("a = 1", 5).is_none());
}

#[test]
fn every_line_of_help_is_told_in_every_language_and_no_other_is() {
    fn read(apis: &[api::Api], lines: &mut BTreeSet<String>) {
        for api in apis {
            lines.insert(api.help.clone());
            read(&api.members, lines);
        }
    }
    let mut lines = BTreeSet::new();
    read(api::builtins(), &mut lines);
    for name in super::super::modules() {
        lines.insert(api::module_help(name));
        read(api::module(name), &mut lines);
    }
    for name in super::super::builtin_names() {
        read(&api::builtin_type(name).unwrap_or_default(), &mut lines);
    }
    lines.remove("");
    let known: BTreeSet<String> = help::known().map(str::to_owned).collect();
    let missing: Vec<&String> = lines.difference(&known).collect();
    let unused: Vec<&String> = known.difference(&lines).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing {missing:#?}\nunused {unused:#?}");
    words::speaking(Language::Polish, || {
        let text = "import threading\nthreading.Lo";
        let offered = complete(text, text.len()).expect("names").items.remove(0);
        assert_eq!((offered.name.as_str(), offered.help.contains("wątek")), ("Lock", true));
    });
}

#[test]
fn what_a_script_says_of_its_own_stays_as_it_was_written() {
    let line = help::known().next().expect("some lines are translated");
    let text = format!(
        "import threading\n\n\ndef own():\n    \"\"\"{line}\"\"\"\n\n\nclass Lock:\n    pass\n\n\n\
         class Queue:\n    \"\"\"{line}\"\"\"\n\n    def put(self):\n        \"\"\"{line}\"\"\"\n\n\n\
         own()\nLock()\nQueue().put()\n"
    );
    let help_of = |name: &str| {
        let at = text.rfind(name).expect("it is called") + 1;
        explain(&text, at).map(|(_, item)| item.help)
    };
    crate::words::speaking(crate::words::Language::Polish, || {
        assert_eq!(help_of("own").as_deref(), Some(line));
        assert_eq!(help_of("Lock").as_deref(), Some(""), "a script's own class of that name");
        assert_eq!(help_of("put").as_deref(), Some(line));
        let module = explain(&text, text.find("threading").unwrap() + 1).unwrap().1.help;
        assert_ne!(module, super::api::module_help("threading"), "the library speaks Polish");
    });
}
