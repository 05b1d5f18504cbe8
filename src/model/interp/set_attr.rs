//! Setting and taking out attributes: of instances, classes, modules and functions.
//!
//! Like a look-up, this gives data: where Python code decides (a property, `__setattr__`) it says
//! whom to call.

use super::attr::missing;
use super::own_dict;
use crate::model::code::{ModuleId, Symbol};
use crate::model::heap::Heap;
use crate::model::native::{Ctx, Raised};
use crate::model::object::{Instance, Obj};
use crate::model::ops::key;
use crate::model::symbol;
use crate::model::value::Value;

/// Unbinds a module's variable; says whether it was bound.
pub fn delete_variable(heap: &Heap, id: ModuleId, name: Symbol) -> bool {
    match heap.program.module(id).globals.get(&name) {
        Some(&slot) => {
            let slot = &heap.globals[usize::from(slot)];
            let bound = slot.load().defined().is_some();
            slot.store(Value::UNDEFINED);
            bound
        }
        None => heap.module_extras[id.0 as usize].remove(name),
    }
}

/// Python code that does the rest: what to call, with what.
pub type Call = (Value, Vec<Value>);

/// Sets `obj.name`, or says what does it.
pub fn set_attr(
    ctx: &mut Ctx<'_>,
    obj: Value,
    name: Symbol,
    value: Value,
) -> Result<Option<Call>, Raised> {
    let heap = ctx.heap;
    match heap.get(obj) {
        Some(Obj::Instance(instance)) => {
            if let Some(setter) = heap.lookup(instance.class, symbol::SETATTR)
                && key::is_python(heap, setter)
            {
                let text = heap.text(name);
                let text = ctx.new_str(text);
                return Ok(Some((setter, vec![obj, text, value])));
            }
            set_instance_attr(ctx, obj, instance, name, value)
        }
        Some(Obj::Class(class)) if !class.builtin => {
            let setter = class.meta.defined().and_then(|meta| class_setter(heap, meta, name));
            match setter {
                Some(Setter::Named(setter)) => {
                    let text = heap.text(name);
                    let text = ctx.new_str(text);
                    return Ok(Some((setter, vec![obj, text, value])));
                }
                Some(Setter::Of(setter)) => return Ok(Some((setter, vec![obj, value]))),
                None => class.attrs.set(name, value),
            }
            heap.class_changed();
            Ok(None)
        }
        Some(Obj::Class(class)) => {
            let (text, class) = (heap.text(name), class.name.clone());
            Err(ctx
                .type_error(format!("cannot set '{text}' attribute of immutable type '{class}'")))
        }
        Some(Obj::Module(id)) => {
            let module = heap.program.module(*id);
            match module.globals.get(&name) {
                Some(&slot) => heap.globals[slot as usize].store(value),
                None => heap.module_extras[id.0 as usize].set(name, value),
            }
            Ok(None)
        }
        Some(Obj::Function(function)) => {
            function.attrs.set(name, value);
            Ok(None)
        }
        _ => {
            let class = ctx.type_name(obj);
            let text = heap.text(name);
            let known = heap.lookup(heap.class_of(obj), name).is_some();
            let message = if known {
                format!("'{class}' object attribute '{text}' is read-only")
            } else {
                format!("'{class}' object has no attribute '{text}'")
            };
            Err(ctx.raise("AttributeError", message))
        }
    }
}

/// Python code of a metaclass that sets a class's attribute.
enum Setter {
    /// `__setattr__`
    Named(Value),
    /// A property's setter.
    Of(Value),
}

fn class_setter(heap: &Heap, meta: Value, name: Symbol) -> Option<Setter> {
    let setter = heap.lookup(meta, symbol::SETATTR).filter(|&f| key::is_python(heap, f));
    if setter.is_some() {
        return setter.map(Setter::Named);
    }
    match heap.get(heap.lookup(meta, name)?) {
        Some(Obj::Property(parts)) if !parts[1].is_none() => Some(Setter::Of(parts[1])),
        _ => None,
    }
}

/// The same past a `__setattr__` of the object's class.
pub fn set_plain_attr(
    ctx: &mut Ctx<'_>,
    obj: Value,
    name: Symbol,
    value: Value,
) -> Result<Option<Call>, Raised> {
    match ctx.heap.get(obj) {
        Some(Obj::Instance(instance)) => set_instance_attr(ctx, obj, instance, name, value),
        _ => set_attr(ctx, obj, name, value),
    }
}

fn set_instance_attr(
    ctx: &mut Ctx<'_>,
    obj: Value,
    instance: &Instance,
    name: Symbol,
    value: Value,
) -> Result<Option<Call>, Raised> {
    let heap = ctx.heap;
    if let Some(attr) = heap.lookup(instance.class, name) {
        match heap.get(attr) {
            Some(Obj::Property(parts)) if parts[1].is_none() => {
                let text = heap.text(name);
                let class = ctx.type_name(obj);
                return Err(ctx.raise(
                    "AttributeError",
                    format!("property '{text}' of '{class}' object has no setter"),
                ));
            }
            Some(Obj::Property(parts)) => return Ok(Some((parts[1], vec![obj, value]))),
            Some(Obj::Instance(descriptor)) => {
                if let Some(setter) = heap.lookup(descriptor.class, symbol::SET) {
                    return Ok(Some((setter, vec![attr, obj, value])));
                }
            }
            _ => {}
        }
    }
    if heap.lookup(instance.class, symbol::SLOTS).is_some() && !has_room(heap, instance, name) {
        return Err(missing(ctx, obj, name));
    }
    if name == symbol::DICT && own_dict::is_dict(heap, value) {
        own_dict::replace(heap, instance, value);
        return Ok(None);
    }
    put_own(ctx, instance, name, value);
    Ok(None)
}

/// Whether an instance of a class with `__slots__` may have this attribute.
fn has_room(heap: &Heap, instance: &Instance, name: Symbol) -> bool {
    let text = heap.text(name);
    let own = heap.mro(instance.class).iter().filter_map(|&c| heap.class(c));
    own.filter(|class| !class.builtin).any(|class| match class.attrs.get(symbol::SLOTS) {
        None => true,
        Some(slots) if heap.str(slots).is_some() => heap.str(slots) == Some(&text),
        Some(slots) => crate::model::ops::iterate::items(heap, slots)
            .unwrap_or_default()
            .iter()
            .any(|&slot| heap.str(slot) == Some(&text)),
    })
}

/// Keeps an attribute in the instance itself.
pub fn put_own(ctx: &mut Ctx<'_>, instance: &Instance, name: Symbol, value: Value) {
    let heap = ctx.heap;
    if let Some(dict) = own_dict::opened(heap, instance) {
        return own_dict::set(ctx, dict, name, value);
    }
    let layout = heap.class(instance.class).map_or(&[][..], |class| &class.layout);
    match layout.iter().position(|&n| n == name).and_then(|at| instance.slots.get(at)) {
        Some(slot) => slot.store(value),
        None => instance.extra.set(name, value),
    }
}

/// Takes an attribute out of the instance itself; says whether it was there.
pub fn delete_own(heap: &Heap, instance: &Instance, name: Symbol) -> bool {
    if let Some(dict) = own_dict::opened(heap, instance) {
        return own_dict::remove(heap, dict, name);
    }
    let layout = heap.class(instance.class).map_or(&[][..], |class| &class.layout);
    match layout.iter().position(|&n| n == name).and_then(|at| instance.slots.get(at)) {
        Some(slot) if !slot.load().is_undefined() => {
            slot.store(Value::UNDEFINED);
            true
        }
        _ => instance.extra.remove(name),
    }
}
