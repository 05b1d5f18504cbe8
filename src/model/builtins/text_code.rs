//! What `_prelude` needs to run texts as code: the texts were compiled with the script, as modules
//! and bodies that are called like functions.

use crate::model::code::{CodeId, ModuleId};
use crate::model::native::{Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::{Function, Obj};
use crate::model::program::Module;
use crate::model::value::Value;

/// The module with a name and its number.
fn module<'a>(ctx: &mut Ctx<'a>, name: Value) -> Result<Option<(usize, &'a Module)>, Raised> {
    let name = ctx.str_arg(name, "module name")?;
    let heap = ctx.heap;
    let found = heap.program.module_named(&name);
    Ok(found.map(|id| (usize::from(id.0), heap.program.module(id))))
}

fn function(ctx: &mut Ctx<'_>, code: CodeId) -> Value {
    ctx.alloc(Obj::Function(Box::new(Function {
        code,
        defaults: Value::UNDEFINED,
        keyword_defaults: Value::UNDEFINED,
        closure: Box::default(),
        attrs: Default::default(),
    })))
}

/// `module_object(name)`: the module, whether its body has run or not; None if there is none.
pub fn module_object(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [name] = args.exactly(ctx, "module_object")?;
    match module(ctx, name)? {
        Some((at, _)) => value(ctx.heap.modules[at]),
        None => none(),
    }
}

/// `module_body(name)`: a function that runs its body.
pub fn module_body(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [name] = args.exactly(ctx, "module_body")?;
    match module(ctx, name)?.and_then(|(_, module)| module.body) {
        Some(body) => value(function(ctx, body)),
        None => none(),
    }
}

/// `module_names(name)`: its global variables, in no order.
pub fn module_names(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [name] = args.exactly(ctx, "module_names")?;
    let Some((_, module)) = module(ctx, name)? else { return none() };
    let mut slots: Vec<_> = module.globals.iter().map(|(&name, &slot)| (slot, name)).collect();
    slots.sort_unstable();
    let names = slots.into_iter().map(|(_, name)| ctx.new_str(ctx.heap.text(name)));
    let names: Vec<Value> = names.collect();
    value(ctx.new_tuple(names))
}

/// `module_forget(name, variable)`: unbinds one of its global variables.
pub fn module_forget(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [name, variable] = args.exactly(ctx, "module_forget")?;
    let variable = ctx.str_arg(variable, "variable name")?;
    let symbol = ctx.heap.symbol(&variable);
    if let Some((_, module)) = module(ctx, name)?
        && let Some(slot) = symbol.and_then(|symbol| module.globals.get(&symbol))
    {
        ctx.heap.globals[usize::from(*slot)].store(Value::UNDEFINED);
    }
    none()
}

/// `text_code(text)`: (module, whether its syntax is wrong, what is wrong or None); None for a text
/// that was not compiled.
pub fn text_code(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text] = args.exactly(ctx, "text_code")?;
    let text = ctx.str_arg(text, "text")?;
    let program = ctx.heap.program.clone();
    let Some(found) = program.texts.iter().find(|it| it.source == text) else { return none() };
    let ModuleId(at) = found.module;
    let name = ctx.new_str(program.modules[usize::from(at)].name.as_str());
    let (is_syntax, message) = match &found.error {
        Some((is_syntax, message)) => (*is_syntax, ctx.new_str(message.as_str())),
        None => (false, Value::NONE),
    };
    value(ctx.new_tuple([name, Value::bool(is_syntax), message]))
}

/// `text_body(text)`: a function that runs a text in the script's own names; None if that cannot be.
pub fn text_body(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text] = args.exactly(ctx, "text_body")?;
    let text = ctx.str_arg(text, "text")?;
    let found = ctx.heap.program.texts.iter().find(|it| it.source == text);
    match found.and_then(|found| found.in_main) {
        Some(code) => value(function(ctx, code)),
        None => none(),
    }
}
