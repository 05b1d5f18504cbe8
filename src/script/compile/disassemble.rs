//! Instructions as text, for tests and for people who look inside.

use crate::model::code::{CodeId, Op};
use crate::model::program::Program;
use std::fmt::Write;

/// One line per instruction: its number, its text, and where a jump leads.
pub fn disassemble(program: &Program, id: CodeId) -> String {
    let code = program.code(id);
    let mut text = String::new();
    for (at, op) in code.ops.iter().enumerate() {
        let _ = write!(text, "{at:3} {}", plain(op));
        if let Some(offset) = offset(*op) {
            let _ = write!(text, " -> {}", at as i64 + 1 + offset);
        }
        let _ = match op {
            Op::Const { k, .. } => write!(text, "  {:?}", code.consts[*k as usize]),
            Op::LoadGlobal { slot, .. } | Op::StoreGlobal { slot, .. } => {
                write!(text, "  {}", program.text(program.globals[*slot as usize].name))
            }
            Op::LoadAttr { name, .. }
            | Op::StoreAttr { name, .. }
            | Op::LoadMethod { name, .. }
            | Op::ImportFrom { name, .. }
            | Op::LoadBuiltin { name, .. } => write!(text, "  {}", program.symbols[*name as usize]),
            _ => Ok(()),
        };
        text.push('\n');
    }
    for handler in &code.handlers {
        let _ = writeln!(
            text,
            "    [{}..{}) -> {} r{} depth {}",
            handler.start, handler.end, handler.target, handler.exception, handler.depth
        );
    }
    text
}

/// `Add { dst: 1, a: 2, b: 3 }` as `Add dst 1 a 2 b 3`.
fn plain(op: &Op) -> String {
    format!("{op:?}")
        .replace([':', ',', '{', '}'], "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn offset(op: Op) -> Option<i64> {
    match op {
        Op::Jump { offset }
        | Op::JumpBack { offset }
        | Op::JumpIfTrue { offset, .. }
        | Op::JumpIfFalse { offset, .. }
        | Op::JumpIfUndefined { offset, .. } => Some(offset.into()),
        Op::JumpUnless { offset, .. }
        | Op::JumpUnlessInt { offset, .. }
        | Op::ForIter { offset, .. }
        | Op::LoopInt { offset, .. }
        | Op::LoopCompare { offset, .. }
        | Op::LoopFor { offset, .. } => Some(offset.into()),
        _ => None,
    }
}
