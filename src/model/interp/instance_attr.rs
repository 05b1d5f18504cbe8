//! Attributes of instances: what an instance and its class hold under a name, and what its class
//! does where they hold nothing.

use super::attr::{Attr, bind, is_data_descriptor, missing};
use super::own_dict;
use crate::model::code::Symbol;
use crate::model::heap::Heap;
use crate::model::native::{Ctx, Raised};
use crate::model::object::{Class, Instance, Kind};
use crate::model::symbol;
use crate::model::value::Value;

/// `obj.name`; where there is nothing, the class's `__getattr__` is asked.
pub(super) fn instance_attr(
    ctx: &mut Ctx<'_>,
    obj: Value,
    instance: &Instance,
    name: Symbol,
) -> Result<Attr, Raised> {
    if let Some(found) = held_attr(ctx, obj, instance, name)? {
        return Ok(found);
    }
    let heap = ctx.heap;
    if let Some(fallback) = heap.lookup(instance.class, symbol::GETATTR) {
        let text = heap.text(name);
        let text = ctx.new_str(text);
        return Ok(Attr::Call { callable: fallback, args: vec![obj, text] });
    }
    Err(missing(ctx, obj, name))
}

/// Whether instances may have any attribute: a class of theirs has no `__slots__`.
fn has_dict(heap: &Heap, class: Value) -> bool {
    let classes = heap.mro(class).iter().filter_map(|&c| heap.class(c));
    let mut own = classes.filter(|class| !class.builtin).peekable();
    own.peek().is_none() || own.any(|class| !has_slots(heap, class))
}

/// Whether a class has `__slots__` without `__dict__` among them.
fn has_slots(heap: &Heap, class: &Class) -> bool {
    let Some(slots) = class.attrs.get(symbol::SLOTS) else { return false };
    let names = crate::model::ops::iterate::items(heap, slots).unwrap_or_default();
    !names.iter().any(|&name| heap.str(name) == Some("__dict__"))
}

/// What an instance and its class have under a name.
pub(super) fn held_attr(
    ctx: &mut Ctx<'_>,
    obj: Value,
    instance: &Instance,
    name: Symbol,
) -> Result<Option<Attr>, Raised> {
    let heap = ctx.heap;
    let class = instance.class;
    let of_class = heap.lookup(class, name);
    if let Some(attr) = of_class
        && is_data_descriptor(heap, attr)
    {
        return bind(ctx, attr, obj, class).map(Some);
    }
    if let Some(value) = own_attr(heap, instance, name) {
        return Ok(Some(Attr::Value(value)));
    }
    if let Some(attr) = of_class {
        return bind(ctx, attr, obj, class).map(Some);
    }
    match name {
        symbol::CLASS => return Ok(Some(Attr::Value(class))),
        symbol::DICT if has_dict(heap, class) => {
            return Ok(Some(Attr::Value(own_dict::open(ctx, instance))));
        }
        symbol::DOC => return Ok(Some(Attr::Value(Value::NONE))),
        symbol::VALUE | symbol::CODE_ATTR if heap.kind(obj) == Kind::Exception => {
            if let Some(value) = exception_value(heap, obj, name) {
                return Ok(Some(Attr::Value(value)));
            }
        }
        symbol::MODULE => {
            let module = heap.class(class).map_or(String::new(), |c| c.module.to_string());
            return Ok(Some(Attr::Value(ctx.new_str(module))));
        }
        _ => {}
    }
    if heap.kind(obj) == Kind::Exception
        && let Some(value) = system_error_part(heap, obj, name)
    {
        return Ok(Some(Attr::Value(value)));
    }
    Ok(None)
}

/// `OSError.errno`, `strerror`, `filename`: its arguments, if there are several.
fn system_error_part(heap: &Heap, obj: Value, name: Symbol) -> Option<Value> {
    let text = heap.text(name);
    let at = ["errno", "strerror", "filename"].iter().position(|part| text == **part)?;
    let class = heap.builtin("OSError")?;
    let args = own_attr(heap, heap.instance(obj)?, symbol::ARGS)?;
    let args = heap.tuple(args).filter(|_| heap.is_instance(obj, class))?;
    Some(args.get(at).copied().filter(|_| args.len() > 1).unwrap_or(Value::NONE))
}

/// `StopIteration.value`, `SystemExit.code`: the first argument.
fn exception_value(heap: &Heap, obj: Value, name: Symbol) -> Option<Value> {
    let wanted = if name == symbol::VALUE { "StopIteration" } else { "SystemExit" };
    let class = heap.builtin(wanted)?;
    if !heap.is_instance(obj, class) {
        return None;
    }
    let args = own_attr(heap, heap.instance(obj)?, symbol::ARGS)?;
    Some(match heap.tuple(args)? {
        [] => Value::NONE,
        [one] => *one,
        _ => args,
    })
}

/// An attribute kept in the instance itself.
pub(super) fn own_attr(heap: &Heap, instance: &Instance, name: Symbol) -> Option<Value> {
    if let Some(dict) = own_dict::opened(heap, instance) {
        return own_dict::get(heap, dict, name);
    }
    let layout = heap.class(instance.class).map_or(&[][..], |class| &class.layout);
    let slot = layout.iter().position(|&n| n == name).and_then(|at| instance.slots.get(at));
    slot.and_then(|slot| slot.load().defined()).or_else(|| instance.extra.get(name))
}
