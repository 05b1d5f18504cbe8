//! Instructions as people read them: what each does with which registers, and the name, constant or
//! place it stands for. It must not know who reads them (tests, the module `dis`).

use super::code::{Code, Const, Op};
use super::program::Program;

/// One instruction.
pub struct Listed {
    /// What it does: `StoreGlobal`.
    pub name: String,
    /// With what: `src 1 slot 0`.
    pub operands: String,
    /// The instruction it may jump to.
    pub target: Option<i64>,
    /// The name or constant it stands for.
    pub note: Option<String>,
}

/// Instruction `at` of a code.
pub fn listed(program: &Program, code: &Code, at: usize) -> Listed {
    let op = code.ops[at];
    // `Add { dst: 1, a: 2, b: 3 }` is `Add` of `dst 1 a 2 b 3`.
    let plain = format!("{op:?}").replace([':', ',', '{', '}'], "");
    let mut words = plain.split_whitespace();
    Listed {
        name: words.next().unwrap_or_default().to_owned(),
        operands: words.collect::<Vec<_>>().join(" "),
        target: offset(op).map(|offset| at as i64 + 1 + offset),
        note: note(program, code, op),
    }
}

fn note(program: &Program, code: &Code, op: Op) -> Option<String> {
    Some(match op {
        Op::Const { k, .. } => constant(code.consts.get(usize::from(k))?),
        Op::LoadGlobal { slot, .. } | Op::StoreGlobal { slot, .. } => {
            program.text(program.globals[usize::from(slot)].name).to_string()
        }
        Op::LoadAttr { name, .. }
        | Op::StoreAttr { name, .. }
        | Op::LoadMethod { name, .. }
        | Op::ImportFrom { name, .. }
        | Op::LoadBuiltin { name, .. } => program.symbols[usize::from(name)].to_string(),
        _ => return None,
    })
}

fn constant(of: &Const) -> String {
    match of {
        Const::Int(int) => int.to_string(),
        Const::Str(text) => format!("'{text}'"),
        other => format!("{other:?}"),
    }
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
