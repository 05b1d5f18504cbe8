//! Claims about the lowering, on literal snippets.

mod verify;

use super::disassemble;
use crate::model::code::{Code, CodeId, Op};
use crate::model::program::Program;
use crate::script::{Severity, check, compile};
use verify::verify;

fn program(source: &str) -> Program {
    match compile(source, "t.py") {
        Ok(program) => program,
        Err(list) => panic!("{list:?}"),
    }
}

/// The latest code object with this name.
fn code_id(program: &Program, name: &str) -> CodeId {
    let at = program.codes.iter().rposition(|code| code.name == name).unwrap();
    CodeId(at as u32)
}

fn code(source: &str, name: &str) -> Code {
    let program = program(source);
    let id = code_id(&program, name);
    println!("{}", disassemble(&program, id));
    program.code(id).clone()
}

fn listing(source: &str, name: &str) -> String {
    let program = program(source);
    disassemble(&program, code_id(&program, name))
}

fn first_error(source: &str) -> String {
    let checked = check(source, "t.py");
    let error = checked.diagnostics.into_iter().find(|it| it.severity == Severity::Error);
    error.map(|it| it.one_line("t.py")).unwrap_or_default()
}

#[test]
fn a_countdown_loop_is_two_instructions() {
    let text = listing("def f(n):\n    while n > 0:\n        n -= 1\n", "f");
    assert_eq!(
        text,
        "  0 JumpUnlessInt op Gt a 0 value 0 offset 3 -> 4\n\
         \x20 1 AddIntInPlace dst 0 src 0 value -1\n\
         \x20 2 LoopInt op Gt a 0 value 0 offset -2 -> 1\n\
         \x20 3 JumpBack offset -4 -> 0\n\
         \x20 4 None dst 1\n\
         \x20 5 Return src 1\n"
    );
}

#[test]
fn locals_are_operands_and_destinations() {
    let text = listing("def f(a, b):\n    c = a * b + a\n    return c\n", "f");
    assert_eq!(text, "  0 Mul dst 3 a 0 b 1\n  1 Add dst 2 a 3 b 0\n  2 Return src 2\n");
}

#[test]
fn every_library_module_compiles() {
    for module in crate::model::library::MODULES {
        let name = module.name;
        assert_eq!(first_error(&format!("import {name}\n")), "", "{name}");
    }
}

/// Everything the language has, once; parts of it are what the mutations below start from.
const EVERYTHING: &str = include_str!("everything.py");

#[test]
fn every_construct_keeps_the_conventions() {
    let program = program(EVERYTHING);
    verify(&program).unwrap();
}

#[test]
fn the_library_keeps_the_conventions() {
    for module in crate::model::library::MODULES {
        let program = program(&format!("import {}\n", module.name));
        verify(&program).unwrap();
    }
}

#[test]
fn the_verifier_sees_a_missing_instruction_and_a_bad_jump() {
    let good = program("def f(a):\n    b = [a, a]\n    while a:\n        pass\n    return b\n");
    let id = code_id(&good, "f").0 as usize;
    let is_needed = |index: &usize| good.codes[id].ops[*index] != Op::Nop;
    for index in (0..good.codes[id].ops.len()).filter(is_needed) {
        let mut bad = good.clone();
        match &mut bad.codes[id].ops[index] {
            Op::JumpIfFalse { offset, .. } | Op::JumpBack { offset } => *offset = 99,
            op => *op = Op::Nop,
        }
        assert!(verify(&bad).is_err(), "instruction {index}");
    }
}

// Names

#[test]
fn a_name_is_checked_only_where_it_may_be_unbound() {
    let text = listing("def f(c):\n    if c:\n        x = 1\n    g(x)\n    g(x)\n", "f");
    assert_eq!(text.matches("CheckBound").count(), 1, "{text}");
    let text = listing("def f(c):\n    x = 1 if c else 2\n    return x\n", "f");
    assert_eq!(text.matches("CheckBound").count(), 0, "{text}");
    let text = listing("def f(c):\n    for x in c:\n        pass\n    return x\n", "f");
    assert_eq!(text.matches("CheckBound").count(), 1, "{text}");
}

#[test]
fn a_name_is_unbound_after_its_handler_and_after_del() {
    let source =
        "def f():\n    try:\n        g()\n    except E as e:\n        g(e)\n    return e\n";
    let text = listing(source, "f");
    assert!(text.contains("CheckBound src 0"), "{text}");
    let text = listing("def f(n):\n    for i in n:\n        g(n)\n        del n\n", "f");
    assert!(text.matches("CheckBound src 0").count() >= 1, "{text}");
}

#[test]
fn captured_locals_live_in_cells() {
    let source =
        "def f(a):\n    b = 1\n    def g():\n        nonlocal b\n        b += a\n    return g\n";
    let f = code(source, "f");
    assert_eq!(f.cell_locals, [0, 1]);
    assert_eq!(f.ops[..2], [Op::MakeCell { reg: 0 }, Op::MakeCell { reg: 1 }]);
    let g = code(source, "g");
    assert_eq!((g.free.len(), g.free_base), (2, 0));
    assert!(matches!(g.ops[0], Op::LoadCell { .. }));
}

#[test]
fn globals_builtins_and_locals_are_told_apart() {
    let source =
        "n = 0\ndef f():\n    global n\n    n = len(n)\ndef g():\n    n = 1\n    return n\n";
    let text = listing(source, "f");
    assert!(text.contains("LoadBuiltin") && text.contains("StoreGlobal"), "{text}");
    assert!(!listing(source, "g").contains("Global"));
    let program = program(source);
    let shared: Vec<&str> = program
        .globals
        .iter()
        .filter(|it| it.shared && it.module == program.main)
        .map(|it| program.text(it.name))
        .collect();
    assert_eq!(shared, ["n"]);
}

#[test]
fn a_builtin_that_the_module_assigns_is_a_global() {
    let text = listing("def f():\n    return len\nlen = 3\n", "f");
    assert!(text.contains("LoadGlobal"), "{text}");
}

#[test]
fn class_bodies_see_globals_behind_their_own_names_and_methods_do_not_see_them() {
    let source = "x = 1\nclass A:\n    if x:\n        x = x\n    def m(self):\n        return x\n";
    let text = listing(source, "A");
    assert!(text.contains("LoadClassName"), "{text}");
    assert!(listing(source, "m").contains("LoadGlobal"));
}

#[test]
fn super_makes_a_class_cell_that_the_body_hands_out() {
    let source = "class A(B):\n    def __init__(self):\n        super().__init__()\n        self.x = 1\n        self.y, self.__z = 2, 3\n";
    let program = program(source);
    let class = program.code(code_id(&program, "A"));
    assert_eq!(class.cell_locals.len(), 1);
    let names: Vec<&str> = class.instance_names.iter().map(|it| program.text(*it)).collect();
    assert_eq!(names, ["x", "y", "_A__z"]);
    let init = program.code(code_id(&program, "__init__"));
    assert_eq!(program.text(init.free[0]), "__class__");
    assert_eq!(init.qualname, "A.__init__");
}

#[test]
fn comprehensions_are_inlined_with_variables_of_their_own() {
    let f = code("def f(x, xs):\n    return [x for x in xs], x\n", "f");
    assert_eq!(f.locals.len(), 3);
    assert!(f.ops.contains(&Op::Undefine { dst: 2 }));
}

// Order and windows

#[test]
fn a_swap_reads_both_before_it_writes() {
    let text = listing("def f(a, b):\n    a, b = b, a\n    return a\n", "f");
    assert_eq!(
        text,
        "  0 Move dst 2 src 1\n  1 Move dst 3 src 0\n  2 Move dst 0 src 2\n  3 Move dst 1 src 3\n  4 Return src 0\n"
    );
}

#[test]
fn a_variable_is_not_written_before_its_new_value_is_complete() {
    let text = listing("def f(x):\n    x = g() or x\n", "f");
    assert!(!text.contains("Call dst 0"), "{text}");
}

#[test]
fn arguments_are_evaluated_into_the_call_window() {
    let text = listing("def f(a):\n    a.m(1, a, k=2)\n", "f");
    assert_eq!(
        text.lines().take(5).collect::<Vec<_>>(),
        [
            "  0 LoadMethod base 2 obj 0 name 156  m",
            "  1 SmallInt dst 4 value 1",
            "  2 Move dst 5 src 0",
            "  3 SmallInt dst 6 value 2",
            "  4 CallMethodKw dst 1 base 2 argc 3 kw 0"
        ]
        .map(|line| line.replace("156", &text_number(&text)))
    );
}

fn text_number(text: &str) -> String {
    let at = text.find("name ").unwrap() + 5;
    text[at..].split_whitespace().next().unwrap().to_string()
}

// Ways out

#[test]
fn finally_is_copied_to_every_way_out_and_not_covered_by_itself() {
    let f = code("def f():\n    try:\n        return g()\n    finally:\n        h()\n", "f");
    let finals: Vec<usize> = (0..f.ops.len())
        .filter(|at| matches!(f.ops[*at], Op::LoadGlobal { .. }) && f.lines[*at] == 5)
        .collect();
    assert_eq!(finals.len(), 2, "one for the return, one for an exception");
    for at in finals {
        assert!(!f.handlers.iter().any(|it| (it.start..it.end).contains(&(at as u32))));
    }
    assert!(f.ops.iter().any(|op| matches!(op, Op::Reraise { .. })));
}

#[test]
fn inner_handlers_come_first_and_know_their_depth() {
    let source = "def f():\n    try:\n        g()\n    except A:\n        try:\n            g()\n        except B:\n            pass\n";
    let f = code(source, "f");
    let depths: Vec<u16> = f.handlers.iter().map(|it| it.depth).collect();
    assert_eq!(depths, [0, 1]);
}

#[test]
fn with_leaves_on_return_break_and_exception() {
    let source = "def f(m):\n    for x in m:\n        with m:\n            if x:\n                return x\n            break\n";
    let f = code(source, "f");
    let exits = f.ops.iter().filter(|op| matches!(op, Op::WithExit { .. })).count();
    assert_eq!(exits, 3);
}

#[test]
fn a_returned_exception_outlives_its_name() {
    let source = "def f():\n    try:\n        g()\n    except E as e:\n        return e\n";
    let program = program(source);
    verify(&program).unwrap();
    assert!(disassemble(&program, code_id(&program, "f")).contains("Move"));
}

// What is said to the user

#[test]
fn unsupported_things_say_what_to_do() {
    let cases = [
        ("async def f():\n    pass\n", "'async def' is not supported"),
        ("breakpoint()\n", "breakpoint() is not supported: there is no debugger prompt here"),
        ("eval(f'{x} + 1')\n", "eval() of a text that is put together"),
        ("exec('x = ' + y)\n", "exec() of a text that is put together"),
        ("from . import x\n", "relative imports are not supported"),
        ("import numpy\n", "there is no module 'numpy' here"),
        ("from multiprocessing import Process\n", "a script here is one process"),
        ("from multiprocessing import Queue\n", "a script here is one process"),
        ("import multiprocessing.managers\n", "a script here is one process"),
        ("import multiprocessing\nmultiprocessing.Lock()\n", "a script here is one process"),
        ("import multiprocessing\nmultiprocessing.cpu_cuont()\n", "cpu_count"),
        ("import colorama\n", "only bundled modules can be imported here"),
        ("import unittest\n", "bundled modules: abc, argparse"),
        ("import threadin\n", "did you mean 'threading'?"),
        ("from threading import Loc\n", "did you mean 'Lock'?"),
        ("x = X()\nx.__class__ = Y\n", "an object cannot change its class here"),
        ("def f():\n    print 'x'\n", "Missing parentheses in call to 'print'"),
        ("return 1\n", "'return' outside function"),
        ("break\n", "'break' outside loop"),
        ("def f(a, a):\n    pass\n", "duplicate argument 'a'"),
        ("def f():\n    nonlocal x\n", "no binding for nonlocal 'x' found"),
        ("f(a=1, a=2)\n", "keyword argument repeated: a"),
    ];
    for (source, expected) in cases {
        let error = first_error(source);
        assert!(error.contains(expected), "{source:?}: {error:?}");
    }
}

#[test]
fn forbidden_builtins_may_be_redefined() {
    assert_eq!(first_error("def open(name):\n    return 1\nx = open('f')\n"), "");
    assert_eq!(first_error("def f(input):\n    return input()\n"), "");
}

#[test]
fn an_import_that_is_expected_to_fail_is_a_warning() {
    let source = "try:\n    import Queue\nexcept ImportError:\n    import queue as Queue\n";
    let checked = check(source, "t.py");
    assert!(checked.program.is_some());
    assert_eq!(checked.diagnostics.len(), 1);
}

#[test]
fn names_that_nothing_defines_are_warned_of_with_a_guess() {
    let checked = check("counter = 0\nprint(countr)\nthreading.Lock()\n", "t.py");
    assert!(checked.program.is_some());
    let texts: Vec<String> = checked.diagnostics.iter().map(|it| it.one_line("t.py")).collect();
    assert_eq!(
        texts,
        [
            "t.py:2:7: warning: name 'countr' is not defined (did you mean 'counter'?)",
            "t.py:3:1: warning: name 'threading' is not defined (did you forget 'import threading'?)"
        ]
    );
    let checked = check("import threading\nthreading.Lok()\n", "t.py");
    let help = checked.diagnostics[0].help.as_ref().map(|help| help.text());
    assert_eq!(help, Some("did you mean 'Lock'?"));
}

#[test]
fn a_module_inside_a_package_is_no_unknown_name() {
    let source = "import concurrent.futures\nprint(concurrent.futures.ThreadPoolExecutor)\n";
    assert_eq!(check(source, "t.py").diagnostics, []);
}

#[test]
fn the_names_of_a_frame_are_read_where_they_stand() {
    let f = code("def f(a):\n    return locals(), sorted(vars()), dir()\n", "f");
    assert_eq!(f.ops.iter().filter(|op| matches!(op, Op::Namespace { .. })).count(), 3);
    let text = listing("print(locals())\n", "<module>");
    assert!(text.contains("globals"), "{text}");
}

// Hostile text

#[test]
fn deep_and_long_scripts_are_refused_or_compiled_without_harm() {
    let deep = format!("x = {}1{}\n", "(".repeat(50_000), ")".repeat(50_000));
    assert!(first_error(&deep).contains("nested more than"));
    for source in [
        format!("x = {}1\n", "-".repeat(100_000)),
        format!("x = 1{}\n", " + 1".repeat(100_000)),
        format!("x = a{}\n", ".b".repeat(100_000)),
        format!("x = {}1\n", "lambda: ".repeat(100_000)),
        format!("x = {}1\n", "f'{".repeat(10_000)),
        (0..5_000).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "if x:\n"),
    ] {
        assert_ne!(first_error(&source), "", "{}", &source[..20]);
    }
    for (wide, times) in [(" + y", 900), (".y", 900), ("[0]", 900), (".f()", 200)] {
        assert_eq!(first_error(&format!("x = y{}\n", wide.repeat(times))), "", "{wide}");
    }
    let long = "x = [1, 2]\nfor i in x:\n    print(i)\n".repeat(5_000);
    assert_eq!(first_error(&long), "");
    let nested = (0..18).fold(String::new(), |text, depth| {
        let pad = " ".repeat(depth);
        text + &format!("{pad}try:\n{pad} g()\n{pad}finally:\n")
    }) + &" ".repeat(18)
        + "pass\n";
    assert!(first_error(&nested).contains("too long"));
}

proptest::proptest! {
    /// `PROPTEST_CASES` sets how many. Any script with lines dropped, doubled and cut either compiles soundly or is refused.
    #[test]
    fn mutated_scripts_never_break_the_compiler(
        edits in proptest::collection::vec((0usize..400, 0u8..5, 0usize..60), 1..12)
    ) {
        let mut lines: Vec<String> = EVERYTHING.lines().map(str::to_string).collect();
        for (at, kind, column) in edits {
            let at = at % lines.len();
            let other = lines[(at + column) % lines.len()].clone();
            let line = &mut lines[at];
            let cut = (0..=column.min(line.len())).rev().find(|it| line.is_char_boundary(*it)).unwrap_or(0);
            match kind {
                0 => line.clear(),
                1 => *line = other,
                2 => line.truncate(cut),
                3 => line.insert_str(cut, [" ", "(", ")", ":", "yield ", "*", "=", "'", ", ", "not "][column % 10]),
                _ => { lines.swap_remove(at); }
            }
        }
        let source = lines.join("\n");
        if let Some(program) = check(&source, "t.py").program {
            proptest::prop_assert_eq!(verify(&program), Ok(()), "{}", source);
        }
    }
}

#[test]
fn problems_are_told_in_each_language_whenever_they_were_found() {
    use crate::words::Language;
    let found = &check("import socket\n", "t.py").diagnostics[0];
    let (message, help) = (&found.message, found.help.as_ref().unwrap());
    assert_eq!(message.said_in(Language::English), "there is no module 'socket' here");
    assert_eq!(message.said_in(Language::Polish), "nie ma tu modułu 'socket'");
    assert!(help.said_in(Language::Polish).contains("dostępu do sieci"), "{help}");
    let broken = &check("x = (\n", "t.py").diagnostics[0];
    assert!(broken.message.said_in(Language::Polish).starts_with("błąd składni: "));
}

#[test]
fn what_runs_otherwise_than_under_cpython_is_told_before_the_run() {
    for (source, severity, said) in [
        ("import dis\n", Severity::Warning, "dis shows the instructions of this program"),
        ("x = input()\n", Severity::Warning, "input() finds no keyboard here"),
        ("import time\ntime.clock()\n", Severity::Warning, "has no attribute 'clock'"),
        ("from threading import _Timer\n", Severity::Warning, "'_Timer' of the module"),
        ("x = 1\nif x:\n    import Queue\n", Severity::Warning, "there is no module 'Queue'"),
        ("if __name__ == 'x':\n    import Queue\n", Severity::Error, "there is no module 'Queue'"),
        (
            "try:\n    print()\nexcept:\n    import thread\n",
            Severity::Warning,
            "no module 'thread'",
        ),
        (
            "import concurrent.futures\nconcurrent.futures.ProcessPoolExecutor()\n",
            Severity::Error,
            "'concurrent.futures' has no attribute 'ProcessPoolExecutor'",
        ),
        ("open('x')\n", Severity::Warning, "files live in memory"),
        ("a = lambda: 0\na.__class__ = int\n", Severity::Error, "cannot change its class"),
    ] {
        let found = check(source, "t.py").diagnostics;
        assert_eq!(found.len(), 1, "{source}");
        let first = &found[0];
        assert!(first.message.text().contains(said), "{source}: {}", first.message);
        assert_eq!((first.severity, first.line > 0), (severity, true), "{source}");
    }
}

#[test]
fn modules_may_be_imported_by_names_that_stand_in_the_script() {
    for source in [
        "import importlib\nprint(importlib.import_module('json'))\n",
        "for name in ['os.path', 'nothing']:\n    __import__(name)\n",
    ] {
        assert_eq!(first_error(source), "");
        let names: Vec<_> = check(source, "t.py")
            .program
            .unwrap()
            .modules
            .iter()
            .map(|it| it.name.clone())
            .collect();
        assert!(names.iter().any(|name| name == "json" || name == "os.path"), "{names:?}");
    }
}

#[test]
fn a_loop_that_stands_in_a_try_is_entered_at_its_head_in_each_round() {
    use crate::model::breaks::{Breaks, Lines};
    let source = "def f(a):\n    try:\n        while a.b():\n            a = a.c\n    \
        finally:\n        pass\n";
    let program = program(source);
    let at = program.codes.iter().rposition(|code| code.name == "f").unwrap_or_default();
    let breaks = Breaks::new(&program, &Lines::Only([3].into()));
    let ops = breaks.ops(crate::model::code::CodeId(at as u32), &program.codes[at]);
    let broken: Vec<usize> = (0..ops.len()).filter(|&pc| ops[pc] == Op::Break).collect();
    let heads = ops.iter().enumerate().filter_map(|(pc, op)| match op {
        Op::JumpBack { offset } => Some((pc + 1).saturating_add_signed(*offset as isize)),
        _ => None,
    });
    assert_eq!(broken, heads.collect::<Vec<_>>());
}
