//! What the script calls the thing it is making: the variable that the running call's result is
//! about to be stored in, read from the instructions that follow the call.
//!
//! `lock = Lock()` is "lock"; `self.lock = Lock()` in a method of Account is "Account.lock";
//! `[Lock() for _ in range(5)]` stored in `forks` is "forks[]", one number each; of several that are
//! stored at once each has its own; of a `with` statement it is what follows its `as`.

use crate::model::code::{Code, Op, Reg};
use crate::model::native::Ctx;
use crate::model::program::Program;

/// How many instructions after the call are looked at.
const LOOK_AHEAD: usize = 32;

/// The name of the variable that will hold the result of the script's running call.
pub fn of_running_call(ctx: &Ctx<'_>) -> Option<String> {
    let program = &ctx.heap.program;
    let frame = ctx.view.frames.iter().rev().find(|frame| {
        let code = program.code(frame.code);
        !program.module(code.module).library
    })?;
    let code = program.code(frame.code);
    let dst = match *code.ops.get(frame.at())? {
        Op::Call { dst, .. }
        | Op::CallMethod { dst, .. }
        | Op::CallKw { dst, .. }
        | Op::CallMethodKw { dst, .. }
        | Op::CallEx { dst, .. } => dst,
        _ => return None,
    };
    target(program, code, frame.pc as usize, dst)
}

fn target(program: &Program, code: &Code, from: usize, mut held: Reg) -> Option<String> {
    for op in code.ops[from.min(code.ops.len())..].iter().take(LOOK_AHEAD) {
        match *op {
            Op::StoreGlobal { src, slot } if src == held => {
                return Some(program.text(program.globals[usize::from(slot)].name).to_owned());
            }
            Op::StoreAttr { src, name, .. } if src == held => {
                let name = &program.symbols[usize::from(name)];
                let class = code.qualname.rsplit('.').nth(1).filter(|part| *part != "<locals>");
                return Some(class.map_or(name.clone(), |class| format!("{class}.{name}")));
            }
            Op::StoreCell { cell, src } if src == held => {
                return local(program, code, cell);
            }
            Op::ListAppend { list, src } if src == held => {
                return Some(format!("{}[]", list_name(program, code, from, list)?));
            }
            Op::Move { dst, src } if src == held => held = dst,
            Op::WithEnter { dst, mgr, .. } if mgr == held => held = dst,
            ref op if leaves_alone(op, held) => {}
            _ => break,
        }
    }
    local(program, code, held)
}

/// Whether an instruction neither uses nor writes `held`: in `bell, lock = Event(), Lock()` both are
/// made before either is stored. What is made later stands in a higher register.
fn leaves_alone(op: &Op, held: Reg) -> bool {
    match *op {
        Op::StoreGlobal { src, .. } | Op::StoreAttr { src, .. } | Op::StoreCell { src, .. } => {
            src != held
        }
        Op::Const { dst, .. }
        | Op::SmallInt { dst, .. }
        | Op::None { dst }
        | Op::Move { dst, .. }
        | Op::LoadGlobal { dst, .. }
        | Op::LoadBuiltin { dst, .. }
        | Op::LoadAttr { dst, .. }
        | Op::Call { dst, .. }
        | Op::CallMethod { dst, .. }
        | Op::CallKw { dst, .. }
        | Op::CallMethodKw { dst, .. } => dst > held,
        Op::LoadMethod { base, .. } => base > held,
        _ => false,
    }
}

/// The variable that a list under construction ends up in.
fn list_name(program: &Program, code: &Code, from: usize, list: Reg) -> Option<String> {
    let stored = code.ops[from..].iter().find_map(|op| match *op {
        Op::StoreGlobal { src, slot } if src == list => {
            Some(program.text(program.globals[usize::from(slot)].name).to_owned())
        }
        Op::StoreAttr { src, name, .. } if src == list => {
            Some(program.symbols[usize::from(name)].clone())
        }
        _ => None,
    });
    stored.or_else(|| local(program, code, list))
}

fn local(program: &Program, code: &Code, reg: Reg) -> Option<String> {
    let name = *code.locals.get(usize::from(reg))?;
    let text = program.text(name);
    (!text.starts_with(['.', '<'])).then(|| text.to_owned())
}
