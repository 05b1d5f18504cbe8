//! What a function of the script tells of itself: its name, its defaults, its code.

use super::attr::{dict_of, variables};
use crate::model::code::{Code, Symbol};
use crate::model::native::Ctx;
use crate::model::object::{Function, Obj};
use crate::model::symbol;
use crate::model::value::Value;

/// What is kept with the attributes and is not one of `__dict__`.
const FACTS: [Symbol; 7] = [
    symbol::NAME,
    symbol::QUALNAME,
    symbol::DOC,
    symbol::MODULE,
    symbol::ANNOTATIONS,
    symbol::DEFAULTS,
    symbol::KWDEFAULTS,
];

/// `function.name`; `None` if it has no such attribute.
pub(super) fn function_attr(
    ctx: &mut Ctx<'_>,
    obj: Value,
    function: &Function,
    name: Symbol,
) -> Option<Value> {
    if let Some(value) = function.attrs.get(name) {
        return Some(value);
    }
    let heap = ctx.heap;
    let code = heap.program.code(function.code);
    Some(match name {
        symbol::NAME => ctx.new_str(code.name.clone()),
        symbol::QUALNAME => ctx.new_str(code.qualname.clone()),
        symbol::DOC => match &code.doc {
            Some(doc) => ctx.new_str(doc.clone()),
            None => Value::NONE,
        },
        symbol::MODULE => {
            let module = heap.program.module(code.module).name.clone();
            ctx.new_str(module)
        }
        symbol::DEFAULTS => function.defaults.defined().unwrap_or(Value::NONE),
        symbol::KWDEFAULTS => function.keyword_defaults.defined().unwrap_or(Value::NONE),
        symbol::DICT => {
            let mut own = function.attrs.entries();
            own.retain(|(name, _)| !FACTS.contains(name));
            dict_of(ctx, &own)
        }
        symbol::GLOBALS => variables(ctx, code.module),
        symbol::ANNOTATIONS => ctx.alloc(Obj::Dict(Box::default())),
        symbol::CLASS => heap.class_of(obj),
        symbol::CODE => obj,
        _ if heap.text(name) == "__closure__" => match function.closure.is_empty() {
            true => Value::NONE,
            false => ctx.new_tuple(function.closure.clone()),
        },
        _ => return code_attr(ctx, code, name),
    })
}

/// What scripts ask of `f.__code__`, which is the function itself here.
fn code_attr(ctx: &mut Ctx<'_>, code: &Code, name: Symbol) -> Option<Value> {
    let heap = ctx.heap;
    Some(match heap.text(name).as_str() {
        "co_name" => ctx.new_str(code.name.clone()),
        "co_qualname" => ctx.new_str(code.qualname.clone()),
        "co_filename" => ctx.new_str(heap.program.module(code.module).file.clone()),
        "co_firstlineno" => ctx.new_int(i64::from(code.line)),
        "co_argcount" => ctx.new_int(i64::from(code.params.positional)),
        "co_kwonlyargcount" => ctx.new_int(i64::from(code.params.keyword_only)),
        "co_posonlyargcount" => ctx.new_int(i64::from(code.params.positional_only)),
        "co_nlocals" => ctx.new_int(code.locals.len() as i64),
        "co_flags" => ctx.new_int(code_flags(code)),
        "co_freevars" => {
            let names: Vec<Value> = code.free.iter().map(|&n| ctx.new_str(heap.text(n))).collect();
            ctx.new_tuple(names)
        }
        "co_varnames" => {
            let names = code.locals.iter().map(|&name| heap.text(name));
            let names: Vec<Value> = names.map(|name| ctx.new_str(name)).collect();
            ctx.new_tuple(names)
        }
        _ => return None,
    })
}

/// `co_flags`: optimised, new locals, and what else holds.
fn code_flags(code: &Code) -> i64 {
    let flag = |holds: bool, bit: i64| if holds { bit } else { 0 };
    3 | flag(code.params.varargs, 4)
        | flag(code.params.kwargs, 8)
        | flag(!code.free.is_empty(), 16)
        | flag(code.is_generator, 32)
}
