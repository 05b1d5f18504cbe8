//! The instructions of a function, for the module `dis`.

use crate::model::listing::listed;
use crate::model::native::{Args, Ctx, NativeResult, none, value};
use crate::model::object::Obj;
use crate::model::value::Value;

/// `instructions(function)`: (line, name, operands, target or None, note or None) of each; None if
/// it is no function of the script.
pub fn instructions(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [function] = args.exactly(ctx, "instructions")?;
    let Some(Obj::Function(function)) = ctx.heap.get(function) else { return none() };
    let program = ctx.heap.program.clone();
    let code = program.code(function.code);
    let mut entries = Vec::new();
    for at in 0..code.ops.len() {
        let it = listed(&program, code, at);
        let parts = [
            ctx.new_int(i64::from(code.lines.get(at).copied().unwrap_or(code.line))),
            ctx.new_str(it.name),
            ctx.new_str(it.operands),
            it.target.map_or(Value::NONE, |target| ctx.new_int(target)),
            it.note.map_or(Value::NONE, |note| ctx.new_str(note)),
        ];
        entries.push(ctx.new_tuple(parts));
    }
    value(ctx.new_list(entries))
}
