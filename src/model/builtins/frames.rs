//! What scripts may see of running frames and of the frames an exception passed.
//!
//! Frames of `_prelude` and the like are hidden: they stand for what is written in C.

use super::traceback_text::{frame_text, place_of};
use crate::model::code::{Code, CodeId};
use crate::model::interp::Frame;
use crate::model::native::{Args, Ctx, NativeResult, none, value};
use crate::model::object::Obj;
use crate::model::ops::item;
use crate::model::value::Value;

/// Whether frames of a module of this name stand for what CPython has in C.
pub fn is_hidden(module: &str) -> bool {
    module.starts_with("_prelude") || matches!(module, "_files" | "_thread")
}

/// Facts of a caller, `depth` levels up, or of frame number -depth - 1 from the bottom; None where
/// there is none. The last are a dict of its locals and its number from the bottom.
pub fn frame(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [depth] = args.exactly(ctx, "frame")?;
    let depth = ctx.int_arg(depth)?;
    let program = ctx.heap.program.clone();
    let is_hidden = |code| is_hidden(&program.module(program.code(code).module).name);
    let shown = |frame: &&Frame| !is_hidden(frame.code);
    let shown: Vec<&Frame> = ctx.view.frames.iter().filter(shown).collect();
    let last = shown.len().wrapping_sub(1);
    let number = match usize::try_from(depth) {
        Ok(depth) => last.wrapping_sub(depth),
        Err(_) => depth.unsigned_abs() as usize - 1,
    };
    let Some(&frame) = shown.get(number) else { return none() };
    let locals = ctx.view.stack.get(frame.base()..).unwrap_or(&[]);
    let locals = locals_of(ctx, program.code(frame.code), locals);
    let mut parts = facts(ctx, frame.code, frame.at());
    parts.extend([locals, ctx.new_int(number as i64)]);
    value(ctx.new_tuple(parts))
}

/// (ident, facts of each frame, the outermost first) of each other thread that can be looked at.
pub fn other_frames(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    let mut threads = Vec::new();
    for (thread, frames) in ctx.host.other_frames() {
        let ident = ctx.host.ident_of_thread(thread);
        let mut entries = Vec::new();
        for (code, at) in frames {
            let parts = facts(ctx, code, at);
            entries.push(ctx.new_tuple(parts));
        }
        let pair = [ctx.new_int(ident), ctx.new_list(entries)];
        threads.push(ctx.new_tuple(pair));
    }
    value(ctx.new_list(threads))
}

/// (file, line, function, module, source line, line of `def`)
fn facts(ctx: &mut Ctx<'_>, id: CodeId, at: usize) -> Vec<Value> {
    let program = ctx.heap.program.clone();
    let code = program.code(id);
    let module = program.module(code.module);
    let (line, text) = place_of(module, code, at);
    vec![
        ctx.new_str(module.file.as_str()),
        ctx.new_int(i64::from(line)),
        ctx.new_str(code.name.as_str()),
        ctx.new_str(module.name.as_str()),
        ctx.new_str(text),
        ctx.new_int(i64::from(code.line)),
    ]
}

fn locals_of(ctx: &mut Ctx<'_>, code: &Code, registers: &[Value]) -> Value {
    let dict = ctx.new_dict();
    for (&name, &register) in code.locals.iter().zip(registers) {
        let held = match ctx.heap.get(register) {
            Some(Obj::Cell(cell)) => cell.load(),
            _ => register,
        };
        if let Some(held) = held.defined() {
            let text = ctx.heap.text(name);
            let key = ctx.new_str(text);
            // A string is always a good key.
            let _ = item::set(ctx, dict, key, held);
        }
    }
    dict
}

/// The facts of each frame of a traceback, outermost first, each with its text as CPython prints it.
pub fn traceback_entries(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [traceback] = args.exactly(ctx, "traceback_entries")?;
    let passed = match ctx.heap.get(traceback) {
        Some(Obj::Traceback(list)) => list.to_vec(),
        _ => Vec::new(),
    };
    let mut entries = Vec::new();
    for &one in passed.iter().rev() {
        let Some(text) = frame_text(ctx, one) else { continue };
        let mut parts = facts(ctx, one.code, one.pc as usize);
        parts.push(ctx.new_str(text));
        entries.push(ctx.new_tuple(parts));
    }
    value(ctx.new_list(entries))
}
