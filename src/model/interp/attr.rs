//! Attributes: of instances, classes, modules, functions and native objects.
//!
//! A look-up gives data ([`Attr`]): where Python code decides (a property, `__getattr__`) it says
//! whom to call, so that both the interpreter and native functions (`getattr`) can use it.

use super::function_attr::function_attr;
use super::instance_attr::{held_attr, instance_attr, own_attr};
use super::set_attr::{delete_own, delete_variable, set_attr};
use super::{Engine, Flow, Then};
use crate::model::code::{ModuleId, Symbol};
use crate::model::dict::Table;
use crate::model::heap::Heap;
use crate::model::native::{Ctx, Raised};
use crate::model::object::{Kind, Obj};
use crate::model::ops::key;
use crate::model::shared::Guarded;
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::World;

/// What an attribute turned out to be.
#[derive(Clone, PartialEq, Debug)]
pub enum Attr {
    /// This value.
    Value(Value),
    /// A method and its receiver, not bound yet.
    Method {
        /// The function.
        func: Value,
        /// Its first argument.
        receiver: Value,
    },
    /// What this call gives.
    Call {
        /// What to call.
        callable: Value,
        /// Its arguments.
        args: Vec<Value>,
    },
}

/// Looks `obj.name` up; `Err` is an AttributeError.
pub fn get_attr(ctx: &mut Ctx<'_>, obj: Value, name: Symbol) -> Result<Attr, Raised> {
    let heap = ctx.heap;
    let class = heap.class_of(obj);
    match heap.get(obj) {
        Some(Obj::Instance(instance)) => {
            if let Some(getter) = heap.lookup(class, symbol::GETATTRIBUTE)
                && key::is_python(heap, getter)
            {
                let text = heap.text(name);
                let text = ctx.new_str(text);
                let callable = match heap.lookup(class, symbol::GETATTR) {
                    None => getter,
                    Some(_) => ctx.prelude_function("getattribute_or_getattr")?,
                };
                return Ok(Attr::Call { callable, args: vec![obj, text] });
            }
            instance_attr(ctx, obj, instance, name)
        }
        Some(Obj::Class(_)) => class_attr(ctx, obj, name),
        Some(Obj::Module(_)) => module_attr(ctx, obj, name),
        Some(Obj::Super { class, receiver }) => super_attr(ctx, *class, *receiver, name),
        Some(Obj::Function(function)) => match function_attr(ctx, obj, function, name) {
            Some(value) => Ok(Attr::Value(value)),
            None => native_attr(ctx, obj, class, name),
        },
        _ => native_attr(ctx, obj, class, name),
    }
}

/// Looks `obj.name` up as `object.__getattribute__` does: past the class's own and `__getattr__`.
pub fn plain_attr(ctx: &mut Ctx<'_>, obj: Value, name: Symbol) -> Result<Attr, Raised> {
    match ctx.heap.get(obj) {
        Some(Obj::Instance(instance)) => match held_attr(ctx, obj, instance, name)? {
            Some(found) => Ok(found),
            None => Err(missing(ctx, obj, name)),
        },
        _ => get_attr(ctx, obj, name),
    }
}

/// A dict with these names as keys.
pub(super) fn dict_of(ctx: &mut Ctx<'_>, entries: &[(Symbol, Value)]) -> Value {
    let mut table = Table::new();
    for &(name, value) in entries {
        let text = ctx.heap.text(name);
        let name = ctx.new_str(text);
        if let Some(hash) = key::native_hash(ctx.heap, name) {
            key::insert(ctx.heap, &mut table, hash as u64, name, value);
        }
    }
    ctx.alloc(Obj::Dict(Box::new(Guarded::new(table))))
}

pub(super) fn is_data_descriptor(heap: &Heap, attr: Value) -> bool {
    match heap.get(attr) {
        Some(Obj::Property(_)) => true,
        Some(Obj::Instance(instance)) => heap.lookup(instance.class, symbol::SET).is_some(),
        _ => false,
    }
}

/// What a class attribute means when reached through an instance (or, for class methods, a class).
pub(super) fn bind(
    ctx: &mut Ctx<'_>,
    attr: Value,
    receiver: Value,
    class: Value,
) -> Result<Attr, Raised> {
    let heap = ctx.heap;
    Ok(match heap.get(attr) {
        Some(Obj::Function(_)) => Attr::Method { func: attr, receiver },
        Some(Obj::Native(native)) if native.method => Attr::Method { func: attr, receiver },
        Some(Obj::StaticMethod(inner)) => Attr::Value(*inner),
        Some(Obj::ClassMethod(inner)) => Attr::Method { func: *inner, receiver: class },
        Some(Obj::Property(parts)) if parts[0].is_none() => {
            return Err(ctx.raise("AttributeError", "unreadable attribute"));
        }
        Some(Obj::Property(parts)) => Attr::Call { callable: parts[0], args: vec![receiver] },
        Some(Obj::Instance(instance)) => match heap.lookup(instance.class, symbol::GET) {
            Some(getter) => Attr::Call { callable: getter, args: vec![attr, receiver, class] },
            None => Attr::Value(attr),
        },
        _ => Attr::Value(attr),
    })
}

fn class_attr(ctx: &mut Ctx<'_>, obj: Value, name: Symbol) -> Result<Attr, Raised> {
    let heap = ctx.heap;
    // A class's own, even where its instances have a property of that name.
    if name == symbol::DICT
        && let Some(class) = heap.class(obj)
    {
        return Ok(Attr::Value(dict_of(ctx, &class.attrs.entries())));
    }
    let meta = heap.class_of(obj);
    let of_meta = heap.lookup(meta, name);
    if let Some(attr) = of_meta
        && is_data_descriptor(heap, attr)
    {
        return bind(ctx, attr, obj, meta);
    }
    if let Some(attr) = heap.lookup(obj, name) {
        return Ok(match heap.get(attr) {
            Some(Obj::StaticMethod(inner)) => Attr::Value(*inner),
            Some(Obj::ClassMethod(inner)) => Attr::Method { func: *inner, receiver: obj },
            Some(Obj::Instance(instance)) => match heap.lookup(instance.class, symbol::GET) {
                Some(getter) => Attr::Call { callable: getter, args: vec![attr, Value::NONE, obj] },
                None => Attr::Value(attr),
            },
            _ => Attr::Value(attr),
        });
    }
    if let Some(class) = heap.class(obj) {
        let value = match name {
            symbol::NAME => Some(ctx.new_str(class.name.clone())),
            symbol::QUALNAME => Some(ctx.new_str(class.qualname.clone())),
            symbol::MODULE => Some(ctx.new_str(class.module.clone())),
            symbol::BASES => Some(ctx.new_tuple(class.bases.clone())),
            symbol::BASE => Some(class.bases.first().copied().unwrap_or(Value::NONE)),
            symbol::MRO => Some(ctx.new_tuple(heap.mro(obj).to_vec())),
            symbol::DOC => Some(Value::NONE),
            symbol::CLASS => Some(meta),
            symbol::ANNOTATIONS => Some(ctx.alloc(Obj::Dict(Box::default()))),
            _ => None,
        };
        if let Some(value) = value {
            return Ok(Attr::Value(value));
        }
    }
    if let Some(attr) = of_meta {
        return bind(ctx, attr, obj, meta);
    }
    if let Some(fallback) = heap.lookup(meta, symbol::GETATTR) {
        let text = heap.text(name);
        let text = ctx.new_str(text);
        return Ok(Attr::Call { callable: fallback, args: vec![obj, text] });
    }
    let class = heap.class(obj).map_or(String::new(), |c| c.name.to_string());
    let name = heap.text(name);
    let message = format!("type object '{class}' has no attribute '{name}'");
    Err(attribute_error(ctx, obj, &name, message))
}

fn module_attr(ctx: &mut Ctx<'_>, obj: Value, name: Symbol) -> Result<Attr, Raised> {
    let heap = ctx.heap;
    if let Some(value) = module_value(heap, obj, name) {
        return Ok(Attr::Value(value));
    }
    let Some(Obj::Module(id)) = heap.get(obj) else { return Err(missing(ctx, obj, name)) };
    let module = heap.program.module(*id);
    match name {
        symbol::NAME => return Ok(Attr::Value(ctx.new_str(module.name.clone()))),
        symbol::FILE => return Ok(Attr::Value(ctx.new_str(module.file.clone()))),
        symbol::DOC => return Ok(Attr::Value(Value::NONE)),
        symbol::DICT => return Ok(Attr::Value(variables(ctx, *id))),
        _ => {}
    }
    let text = heap.text(name);
    let message = format!("module '{}' has no attribute '{text}'", module.name);
    Err(attribute_error(ctx, obj, &text, message))
}

/// A dict of a module's variables, in the order in which its text names them.
pub(super) fn variables(ctx: &mut Ctx<'_>, id: ModuleId) -> Value {
    let heap = ctx.heap;
    let mut slots: Vec<_> = heap.program.module(id).globals.iter().collect();
    slots.sort_unstable_by_key(|(_, slot)| **slot);
    let load = |slot: u16| heap.globals[usize::from(slot)].load().defined();
    let entries = slots.into_iter().filter_map(|(&name, &slot)| Some((name, load(slot)?)));
    let entries: Vec<(Symbol, Value)> = entries.collect();
    dict_of(ctx, &entries)
}

/// A module's variable or native.
pub(super) fn module_value(heap: &Heap, obj: Value, name: Symbol) -> Option<Value> {
    let Some(Obj::Module(id)) = heap.get(obj) else { return None };
    let module = heap.program.module(*id);
    module
        .globals
        .get(&name)
        .and_then(|&slot| heap.globals[slot as usize].load().defined())
        .or_else(|| heap.module_natives[id.0 as usize].get(&name).copied())
        .or_else(|| heap.module_extras[id.0 as usize].get(name))
}

fn super_attr(
    ctx: &mut Ctx<'_>,
    after: Value,
    receiver: Value,
    name: Symbol,
) -> Result<Attr, Raised> {
    let heap = ctx.heap;
    // In a class method the receiver is a class: look along its own order.
    let receiver_class = if heap.class(receiver).is_some() && heap.mro(receiver).contains(&after) {
        receiver
    } else {
        heap.class_of(receiver)
    };
    let order = heap.mro(receiver_class);
    let from = order.iter().position(|&c| c == after).map_or(0, |at| at + 1);
    let found = order[from.min(order.len())..].iter().find_map(|&c| heap.class(c)?.attrs.get(name));
    match found {
        // `__new__` is a static method, said or not.
        Some(attr) if name == symbol::NEW && matches!(heap.get(attr), Some(Obj::Function(_))) => {
            Ok(Attr::Value(attr))
        }
        Some(attr) => bind(ctx, attr, receiver, receiver_class),
        None if name == symbol::CLASS => Ok(Attr::Value(heap.kinds[Kind::Super as usize])),
        None => {
            let text = heap.text(name);
            let message = format!("'super' object has no attribute '{text}'");
            Err(ctx.raise("AttributeError", message))
        }
    }
}

fn no_deleter(ctx: &mut Ctx<'_>, obj: Value, name: Symbol) -> Raised {
    let (text, class) = (ctx.heap.text(name), ctx.type_name(obj));
    let message = format!("property '{text}' of '{class}' object has no deleter");
    ctx.raise("AttributeError", message)
}

fn native_attr(ctx: &mut Ctx<'_>, obj: Value, class: Value, name: Symbol) -> Result<Attr, Raised> {
    let heap = ctx.heap;
    if let Some(attr) = heap.lookup(class, name) {
        return bind(ctx, attr, obj, class);
    }
    match (heap.get(obj), name) {
        (_, symbol::CLASS) => return Ok(Attr::Value(class)),
        (Some(Obj::Property(parts)), symbol::DOC) => {
            let mut getter = parts[0];
            while let Some(Obj::Property(parts)) = heap.get(getter) {
                getter = parts[0];
            }
            return get_attr(ctx, getter, name);
        }
        (Some(Obj::BoundMethod { .. }), symbol::DOC) => {
            return get_attr(ctx, heap.function_of(obj), name);
        }
        (_, symbol::DOC) => return Ok(Attr::Value(Value::NONE)),
        // To call it is to call the function.
        (Some(Obj::Function(_) | Obj::BoundMethod { .. } | Obj::Native(_)), symbol::CALL) => {
            return Ok(Attr::Value(obj));
        }
        (Some(Obj::Native(native)), symbol::NAME | symbol::QUALNAME) => {
            return Ok(Attr::Value(ctx.new_str(native.shown_name())));
        }
        (Some(Obj::Native(native)), symbol::MODULE) => {
            return Ok(Attr::Value(ctx.new_str(native.owner.trim_start_matches('_'))));
        }
        (Some(Obj::BoundMethod { receiver, .. }), symbol::SELF) => {
            return Ok(Attr::Value(*receiver));
        }
        (Some(Obj::BoundMethod { func, .. }), symbol::FUNC) => return Ok(Attr::Value(*func)),
        (Some(Obj::BoundMethod { .. }), _) => {
            let func = heap.function_of(obj);
            return get_attr(ctx, func, name).map_err(|_| missing(ctx, obj, name));
        }
        (Some(Obj::Slice(parts)), _) => {
            let at = ["start", "stop", "step"].iter().position(|&n| n == heap.text(name));
            if let Some(at) = at {
                return Ok(Attr::Value(parts[at]));
            }
        }
        (Some(Obj::Property(parts)), symbol::FGET) => return Ok(Attr::Value(parts[0])),
        (Some(Obj::Property(parts)), symbol::FSET) => return Ok(Attr::Value(parts[1])),
        (Some(Obj::Generator(cell)), symbol::NAME | symbol::QUALNAME) => {
            let function = cell.lock().function;
            return get_attr(ctx, function, name);
        }
        _ => {}
    }
    Err(missing(ctx, obj, name))
}

/// `'C' object has no attribute 'x'`
pub(super) fn missing(ctx: &mut Ctx<'_>, obj: Value, name: Symbol) -> Raised {
    let class = ctx.heap.full_type_name(obj);
    let text = ctx.heap.text(name);
    attribute_error(ctx, obj, &text, format!("'{class}' object has no attribute '{text}'"))
}

/// An AttributeError that knows what was asked of which object, as CPython's does.
fn attribute_error(ctx: &mut Ctx<'_>, obj: Value, name: &str, message: String) -> Raised {
    let raised = ctx.raise_named("AttributeError", name, message);
    if let Some(instance) = ctx.heap.instance(raised.0) {
        instance.extra.set(ctx.heap.intern("obj"), obj);
    }
    raised
}

impl<W: World> Engine<'_, W> {
    /// `obj.name` with its result going to `then`.
    pub(super) fn load_attr(
        &mut self,
        obj: Value,
        name: Symbol,
        then: Then,
    ) -> Result<Flow, Raised> {
        match get_attr(&mut self.ctx(), obj, name)? {
            Attr::Value(value) => self.deliver(value, then),
            Attr::Method { func, receiver } => {
                let bound = self.ctx().alloc(Obj::BoundMethod { func, receiver });
                self.deliver(bound, then)
            }
            Attr::Call { callable, args } => self.call_values(callable, &args, then),
        }
    }

    /// `obj.name = value`
    pub(super) fn store_attr(
        &mut self,
        obj: Value,
        name: Symbol,
        value: Value,
    ) -> Result<Flow, Raised> {
        match set_attr(&mut self.ctx(), obj, name, value)? {
            None => Ok(Flow::Continue),
            Some((callable, args)) => self.call_values(callable, &args, Then::Discard),
        }
    }

    /// `del obj.name`
    pub(super) fn delete_attr(&mut self, obj: Value, name: Symbol) -> Result<Flow, Raised> {
        let heap = self.heap;
        let class = heap.class_of(obj);
        match heap.get(obj) {
            Some(Obj::Instance(instance)) => {
                if let Some(deleter) = heap.lookup(class, symbol::DELATTR)
                    && key::is_python(heap, deleter)
                {
                    let text = heap.text(name);
                    let text = self.ctx().new_str(text);
                    return self.call_values(deleter, &[obj, text], Then::Discard);
                }
                if let Some(attr) = heap.lookup(class, name)
                    && let Some(Obj::Property(parts)) = heap.get(attr)
                {
                    if parts[2].is_none() {
                        return Err(no_deleter(&mut self.ctx(), obj, name));
                    }
                    return self.call_values(parts[2], &[obj], Then::Discard);
                }
                if let Some(attr) = heap.lookup(class, name)
                    && heap.instance(attr).is_some()
                    && let Some(delete) = heap.symbol("__delete__")
                    && let Some(deleter) = heap.lookup(heap.class_of(attr), delete)
                {
                    return self.call_values(deleter, &[attr, obj], Then::Discard);
                }
                if own_attr(heap, instance, name).is_none() {
                    return Err(missing(&mut self.ctx(), obj, name));
                }
                delete_own(heap, instance, name);
                Ok(Flow::Continue)
            }
            Some(Obj::Class(class)) if !class.builtin && class.attrs.remove(name) => {
                heap.class_changed();
                Ok(Flow::Continue)
            }
            Some(Obj::Function(function)) if function.attrs.remove(name) => Ok(Flow::Continue),
            Some(Obj::Module(id)) if delete_variable(heap, *id, name) => Ok(Flow::Continue),
            _ => Err(missing(&mut self.ctx(), obj, name)),
        }
    }

    /// Fills `base`, `base + 1` for a method call: the function and its receiver, or undefined and
    /// a plain callable.
    pub(super) fn load_method(
        &mut self,
        base: u16,
        obj: Value,
        name: Symbol,
    ) -> Result<Flow, Raised> {
        match get_attr(&mut self.ctx(), obj, name)? {
            Attr::Method { func, receiver } => {
                self.set(base, func);
                self.set(base + 1, receiver);
            }
            Attr::Value(value) => {
                self.set(base, Value::UNDEFINED);
                self.set(base + 1, value);
            }
            Attr::Call { callable, args } => {
                return self.call_values(callable, &args, Then::Method { base });
            }
        }
        Ok(Flow::Continue)
    }
}
