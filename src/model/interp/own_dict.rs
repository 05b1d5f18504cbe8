//! `obj.__dict__` as a dict that stays connected with its object.
//!
//! Attributes stand in slots until somebody asks for the dict. From then on the object's attributes
//! are the dict's items, and its class is looked at without the cache of slots. The dict is kept
//! beside the slots under the name `__dict__`. Exceptions keep their slots: they get a copy.

use super::attr::dict_of;
use super::instance_attr::own_attr;
use crate::model::code::Symbol;
use crate::model::heap::Heap;
use crate::model::native::Ctx;
use crate::model::object::{Instance, Kind, Obj};
use crate::model::ops::key;
use crate::model::symbol;
use crate::model::value::Value;

/// The dict an instance has been given, if any.
pub fn opened(heap: &Heap, instance: &Instance) -> Option<Value> {
    heap.class(instance.class)?.open_dicts.get()?;
    instance.extra.get(symbol::DICT)
}

/// `obj.__dict__`
pub fn open(ctx: &mut Ctx<'_>, instance: &Instance) -> Value {
    let heap = ctx.heap;
    if let Some(dict) = opened(heap, instance) {
        return dict;
    }
    let dict = copied(ctx, instance);
    let Some(class) = heap.class(instance.class).filter(|class| class.kind != Kind::Exception)
    else {
        return dict;
    };
    let _ = class.open_dicts.set(());
    heap.class_changed();
    give(instance, dict);
    dict
}

/// `obj.__dict__ = dict`
pub fn replace(heap: &Heap, instance: &Instance, dict: Value) {
    if let Some(class) = heap.class(instance.class) {
        let _ = class.open_dicts.set(());
        heap.class_changed();
        give(instance, dict);
    }
}

/// An attribute of an opened dict.
pub fn get(heap: &Heap, dict: Value, name: Symbol) -> Option<Value> {
    let text = heap.text(name);
    let table = heap.dict(dict)?.lock();
    let hash = key::text_hash(&text);
    table.get(hash, |key| heap.str(key) == Some(&text)).map(|entry| entry.value)
}

/// Sets an attribute of an opened dict.
pub fn set(ctx: &mut Ctx<'_>, dict: Value, name: Symbol, value: Value) {
    let text = ctx.heap.text(name);
    let key = ctx.new_str(text.as_str());
    if let Some(table) = ctx.heap.dict(dict) {
        key::insert(ctx.heap, &mut table.lock(), key::text_hash(&text), key, value);
    }
}

/// Takes an attribute out of an opened dict.
pub fn remove(heap: &Heap, dict: Value, name: Symbol) -> bool {
    let text = heap.text(name);
    let Some(table) = heap.dict(dict) else { return false };
    let removed = table.lock().remove(key::text_hash(&text), |key| heap.str(key) == Some(&text));
    removed.is_some()
}

fn give(instance: &Instance, dict: Value) {
    instance.extra.entries().iter().for_each(|&(name, _)| {
        instance.extra.remove(name);
    });
    instance.extra.set(symbol::DICT, dict);
    instance.slots.iter().for_each(|slot| slot.store(Value::UNDEFINED));
}

/// A dict made of the attributes as they are now.
fn copied(ctx: &mut Ctx<'_>, instance: &Instance) -> Value {
    let class = ctx.heap.class(instance.class);
    let layout = class.map_or(&[][..], |class| &class.layout);
    let mut entries: Vec<(Symbol, Value)> = layout
        .iter()
        .filter_map(|&name| Some((name, own_attr(ctx.heap, instance, name)?)))
        .collect();
    if class.is_some_and(|class| class.kind == Kind::Exception) {
        entries.retain(|(name, _)| !crate::model::builtins::exceptions::LAYOUT.contains(name));
    }
    entries.extend(instance.extra.entries());
    dict_of(ctx, &entries)
}

/// Whether a value may become an object's `__dict__`.
pub fn is_dict(heap: &Heap, value: Value) -> bool {
    matches!(heap.get(heap.native(value)), Some(Obj::Dict(_)))
}
