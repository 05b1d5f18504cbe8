//! Proof that a code object keeps the conventions, for tests: every register is written before it
//! is read on every way that leads there, jumps stay inside, nothing falls off the end, and nothing
//! above a call's window is used after the call.
//!
//! It knows what each instruction reads and writes, and nothing of where the code came from.

use crate::model::code::{Code, Op, Reg};
use crate::model::program::Program;

/// What an instruction does to registers and to the way.
#[derive(Default)]
struct Effect {
    reads: Vec<Reg>,
    writes: Vec<Reg>,
    /// The registers from here on are dead afterwards.
    window: Option<Reg>,
    jump: Option<i64>,
    /// The way does not go on to the next instruction.
    ends: bool,
    /// A register that is undefined afterwards.
    undefines: Option<Reg>,
}

/// Checks all code objects of a program.
pub(super) fn verify(program: &Program) -> Result<(), String> {
    for code in &program.codes {
        check(code).map_err(|error| format!("{}: {error}", code.qualname))?;
    }
    Ok(())
}

fn check(code: &Code) -> Result<(), String> {
    let len = code.ops.len();
    if code.spans.len() != len || code.lines.len() != len {
        return Err("a span or line is missing".into());
    }
    if !code.handlers.iter().all(|it| it.start < it.end && it.end as usize <= len) {
        return Err("a handler's range is wrong".into());
    }
    let entry = entry_state(code);
    let mut states: Vec<Option<Vec<bool>>> = vec![None; len];
    let mut work = vec![(0usize, entry)];
    while let Some((at, state)) = work.pop() {
        if at >= len {
            return Err("the way falls off the end".into());
        }
        let merged = match &states[at] {
            None => state,
            Some(old) => {
                let merged: Vec<bool> = old.iter().zip(&state).map(|(a, b)| *a && *b).collect();
                if merged == *old {
                    continue;
                }
                merged
            }
        };
        states[at] = Some(merged.clone());
        work.extend(follow(code, at, merged)?);
    }
    Ok(())
}

fn entry_state(code: &Code) -> Vec<bool> {
    let it = &code.params;
    let params = it.positional + it.keyword_only + u16::from(it.varargs) + u16::from(it.kwargs);
    (0..code.registers)
        .map(|reg| {
            reg < params || (reg >= code.free_base && reg < code.free_base + code.free.len() as Reg)
        })
        .collect()
}

/// Where the instruction may lead, with the registers that are written by then.
fn follow(code: &Code, at: usize, before: Vec<bool>) -> Result<Vec<(usize, Vec<bool>)>, String> {
    let op = code.ops[at];
    let effect = effect(code, op);
    for reg in &effect.reads {
        if !before.get(*reg as usize).copied().unwrap_or(false) {
            return Err(format!("instruction {at} reads r{reg}, which is not written: {op:?}"));
        }
    }
    let mut after = before.clone();
    if let Some(window) = effect.window {
        after.iter_mut().skip(window as usize).for_each(|it| *it = false);
    }
    let mut next = Vec::new();
    if let Some(handler) = code.handlers.iter().find(|it| (it.start..it.end).contains(&(at as u32)))
    {
        let mut state = after.clone();
        state[handler.exception as usize] = true;
        next.push((handler.target as usize, state));
    }
    if let Op::LoopInt { .. } | Op::LoopCompare { .. } | Op::LoopFor { .. } = op {
        if !matches!(code.ops.get(at + 1), Some(Op::JumpBack { .. })) {
            return Err(format!("no JumpBack follows instruction {at}"));
        }
        next.push((at + 1, after.clone()));
        next.push((at + 2, after.clone()));
    }
    if let Op::JumpIfUndefined { .. } | Op::ForIter { .. } = op {
        // The jump leads to where the register is not written.
        next.push(((at as i64 + 1 + effect.jump.unwrap_or(0)) as usize, after.clone()));
    }
    for reg in &effect.writes {
        match after.get_mut(*reg as usize) {
            Some(it) => *it = true,
            None => {
                return Err(format!("instruction {at} writes r{reg}, outside the frame: {op:?}"));
            }
        }
    }
    if let Some(reg) = effect.undefines {
        after[reg as usize] = reg >= code.free_base;
    }
    if let Some(offset) = effect.jump
        && !matches!(op, Op::JumpIfUndefined { .. } | Op::ForIter { .. })
    {
        next.push(((at as i64 + 1 + offset) as usize, after.clone()));
    }
    if !effect.ends && !matches!(op, Op::LoopFor { .. }) {
        next.push((at + 1, after));
    }
    Ok(next)
}

fn row(first: Reg, count: u16) -> Vec<Reg> {
    (first..first + count).collect()
}

fn effect(code: &Code, op: Op) -> Effect {
    let rw = |reads: &[Reg], writes: &[Reg]| Effect {
        reads: reads.to_vec(),
        writes: writes.to_vec(),
        ..Effect::default()
    };
    let call = |base: Reg, count: u16, dst: Reg| Effect {
        reads: row(base, count),
        writes: vec![dst],
        window: Some(base),
        ..Effect::default()
    };
    let jump = |reads: &[Reg], offset: i64, ends: bool| Effect {
        jump: Some(offset),
        ends,
        ..rw(reads, &[])
    };
    let end = |reads: &[Reg]| Effect { ends: true, ..rw(reads, &[]) };
    match op {
        Op::Nop | Op::DeleteGlobal { .. } | Op::LeaveHandler | Op::Settle { .. } => rw(&[], &[]),
        Op::Const { dst, .. }
        | Op::SmallInt { dst, .. }
        | Op::None { dst }
        | Op::LoadGlobal { dst, .. }
        | Op::LoadBuiltin { dst, .. }
        | Op::LoadClassName { dst, .. }
        | Op::Namespace { dst, .. }
        | Op::Import { dst, .. } => rw(&[], &[dst]),
        Op::Undefine { dst } => Effect { undefines: Some(dst), ..rw(&[], &[]) },
        Op::CheckBound { src } => rw(&[], &[src]),
        Op::MakeCell { reg } => rw(&[], &[reg]),
        Op::StoreGlobal { src, .. } => rw(&[src], &[]),
        Op::LoadCell { dst, cell } => rw(&[cell], &[dst]),
        Op::StoreCell { cell, src } => rw(&[cell, src], &[]),
        Op::DeleteCell { cell } => rw(&[cell], &[]),
        Op::Move { dst, src }
        | Op::AddInt { dst, src, .. }
        | Op::AddIntInPlace { dst, src, .. }
        | Op::Negative { dst, src }
        | Op::Positive { dst, src }
        | Op::Invert { dst, src }
        | Op::Not { dst, src }
        | Op::GetIter { dst, src }
        | Op::ListToTuple { dst, src }
        | Op::Yield { dst, src } => rw(&[src], &[dst]),
        Op::LoadAttr { dst, obj, .. } => rw(&[obj], &[dst]),
        Op::StoreAttr { obj, src, .. } => rw(&[obj, src], &[]),
        Op::DeleteAttr { obj, .. } => rw(&[obj], &[]),
        Op::CloseIter { iter } => rw(&[iter], &[]),
        Op::LoadMethod { base, obj, .. } => rw(&[obj], &[base, base + 1]),
        Op::LoadItem { dst, obj, key } => rw(&[obj, key], &[dst]),
        Op::StoreItem { obj, key, src } => rw(&[obj, key, src], &[]),
        Op::DeleteItem { obj, key } => rw(&[obj, key], &[]),
        Op::Binary { dst, a, b, .. }
        | Op::InPlace { dst, a, b, .. }
        | Op::Add { dst, a, b }
        | Op::Sub { dst, a, b }
        | Op::Mul { dst, a, b }
        | Op::Compare { dst, a, b, .. } => rw(&[a, b], &[dst]),
        Op::BinaryInt { dst, a, .. } => rw(&[a], &[dst]),
        Op::Jump { offset } | Op::JumpBack { offset } => jump(&[], offset.into(), true),
        Op::JumpIfTrue { src, offset } | Op::JumpIfFalse { src, offset } => {
            jump(&[src], offset.into(), false)
        }
        Op::JumpUnless { a, b, offset, .. } => jump(&[a, b], offset.into(), false),
        Op::JumpUnlessInt { a, offset, .. } => jump(&[a], offset.into(), false),
        Op::LoopInt { a, offset, .. } => jump(&[a], offset.into(), false),
        Op::LoopCompare { a, b, offset, .. } => jump(&[a, b], offset.into(), false),
        Op::LoopFor { dst, iter, offset } => {
            Effect { writes: vec![dst], ..jump(&[iter], offset.into(), false) }
        }
        Op::JumpIfUndefined { src, offset } => {
            Effect { writes: vec![src], ..jump(&[], offset.into(), false) }
        }
        Op::ForIter { dst, iter, offset } => {
            Effect { writes: vec![dst], ..jump(&[iter], offset.into(), false) }
        }
        Op::BuildList { dst, first, count }
        | Op::BuildTuple { dst, first, count }
        | Op::BuildSet { dst, first, count }
        | Op::BuildString { dst, first, count } => rw(&row(first, count), &[dst]),
        Op::BuildDict { dst, first, count } => rw(&row(first, 2 * count), &[dst]),
        Op::BuildSlice { dst, first } => rw(&row(first, 3), &[dst]),
        Op::ListAppend { list: to, src }
        | Op::SetAdd { set: to, src }
        | Op::ListExtend { list: to, src }
        | Op::SetUpdate { set: to, src }
        | Op::DictUpdate { dict: to, src } => rw(&[to, src], &[]),
        Op::DictSet { dict, key, src } => rw(&[dict, key, src], &[]),
        Op::Unpack { src, first, count } => rw(&[src], &row(first, count)),
        Op::UnpackStar { src, first, before, after } => {
            rw(&[src], &row(first, u16::from(before) + u16::from(after) + 1))
        }
        Op::Format { dst, src, spec, .. } => {
            let spec = (spec != Reg::MAX).then_some(spec);
            let reads: Vec<Reg> = std::iter::once(src).chain(spec).collect();
            rw(&reads, &[dst])
        }
        Op::Call { dst, base, argc } => call(base, 1 + u16::from(argc), dst),
        Op::CallMethod { dst, base, argc } => call(base, 2 + u16::from(argc), dst),
        Op::CallKw { dst, base, argc, kw } => {
            assert!(code.keywords[kw as usize].len() <= argc.into());
            call(base, 1 + u16::from(argc), dst)
        }
        Op::CallMethodKw { dst, base, argc, kw } => {
            assert!(code.keywords[kw as usize].len() <= argc.into());
            call(base, 2 + u16::from(argc), dst)
        }
        Op::CallEx { dst, base } => call(base, 3, dst),
        Op::BuildClass { dst, base } => call(base, 4, dst),
        Op::MakeFunction { dst, base, .. } => rw(&row(base, 3), &[dst]),
        Op::Return { src } | Op::Raise { src } | Op::Reraise { src } => end(&[src]),
        Op::YieldFrom { dst, iter } => rw(&[iter], &[dst]),
        Op::ImportFrom { dst, module, .. } => rw(&[module], &[dst]),
        Op::RaiseFrom { src, cause } => end(&[src, cause]),
        Op::RaiseAgain => end(&[]),
        Op::EnterHandler { src } => rw(&[src], &[]),
        Op::MatchException { dst, src, class } => rw(&[src, class], &[dst]),
        Op::AssertFail { src } => end(&[src]),
        Op::WithEnter { dst, mgr, exit } => rw(&[mgr], &[dst, exit]),
        Op::WithExit { dst, exit, exc } => rw(&[exit, exc], &[dst]),
        Op::Break => unreachable!("it is never compiled"),
    }
}
