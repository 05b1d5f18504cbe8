//! Claims about the lowering, on literal snippets.

use super::disassemble;
use crate::model::code::{Code, CodeId, Op, Program};
use crate::script::{Severity, check, compile};

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
fn a_countdown_loop_is_three_instructions() {
    let text = listing("def f(n):\n    while n > 0:\n        n -= 1\n", "f");
    assert_eq!(
        text,
        "  0 JumpUnlessInt op Gt a 0 value 0 offset 2 -> 3\n\
         \x20 1 AddIntInPlace dst 0 src 0 value -1\n\
         \x20 2 JumpBack offset -3 -> 0\n\
         \x20 3 None dst 1\n\
         \x20 4 Return src 1\n"
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
        let checked = check(&format!("import {name}\n"), "t.py");
        assert_eq!(checked.diagnostics, [], "{name}");
        assert!(checked.program.is_some());
    }
}
