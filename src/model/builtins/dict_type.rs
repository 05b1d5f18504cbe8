//! `dict` and its views.

use super::NativeType;
use super::support::{Items, dict_view, finished, items, wrong_receiver};
use crate::model::dict::Table;
use crate::model::native::{Answer, Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::{DictPart, Kind, Obj, SequenceIter};
use crate::model::ops::item::{self, is_slow_key, key_error};
use crate::model::ops::key::{hash, insert, lookup, plain_hash, remove};
use crate::model::shared::Guarded;
use crate::model::symbol;
use crate::model::value::Value;

/// The type.
pub const TYPE: NativeType = NativeType {
    kind: Kind::Dict,
    name: "dict",
    methods: &[
        ("__init__", init),
        ("__new__", new),
        ("__reversed__", reversed),
        ("clear", clear),
        ("copy", copy),
        ("get", get),
        ("items", items_view),
        ("keys", keys),
        ("pop", pop),
        ("popitem", popitem),
        ("setdefault", setdefault),
        ("update", update),
        ("values", values),
    ],
    class_methods: &[("fromkeys", fromkeys)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `dict.keys()`
pub const KEYS: NativeType = NativeType {
    kind: Kind::DictKeys,
    name: "dict_keys",
    methods: &[("isdisjoint", isdisjoint)],
    ..NativeType::EMPTY
};

/// `dict.values()`
pub const VALUES: NativeType =
    NativeType { kind: Kind::DictValues, name: "dict_values", ..NativeType::EMPTY };

/// `dict.items()`
pub const ITEMS: NativeType =
    NativeType { kind: Kind::DictItems, name: "dict_items", ..NativeType::EMPTY };

fn table_of<'a>(
    ctx: &mut Ctx<'a>,
    dict: Value,
    method: &str,
) -> Result<&'a Guarded<Table>, Raised> {
    let heap = ctx.heap;
    heap.dict(dict).ok_or_else(|| wrong_receiver(ctx, method, "dict", dict))
}

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let class = args.positional.first().copied().unwrap_or_default();
    let dict = ctx.new_dict();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    match fill(ctx, dict, rest, "dict")? {
        None => value(finished(ctx, class, dict)),
        Some(source) => {
            let named = named_dict(ctx, rest)?;
            ctx.prelude("dict_slow", vec![source, named])
        }
    }
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let Some((&dict, rest)) = args.positional.split_first() else { return none() };
    let rest = Args { positional: rest, ..args };
    fill_or_update(ctx, dict, rest, "dict")
}

fn update(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let Some((&dict, rest)) = args.positional.split_first() else { return none() };
    let rest = Args { positional: rest, ..args };
    fill_or_update(ctx, dict, rest, "update")
}

fn fill_or_update(ctx: &mut Ctx<'_>, dict: Value, rest: Args<'_>, what: &str) -> NativeResult {
    match fill(ctx, dict, rest, what)? {
        None => none(),
        Some(source) => {
            let native = ctx.heap.native(dict);
            add_named(ctx, native, rest)?;
            ctx.prelude("dict_update_slow", vec![native, source])
        }
    }
}

/// Takes in what `dict(...)` and `update(...)` are given; answers the source if Python code must
/// go over it (the named ones are then still to be done).
fn fill(
    ctx: &mut Ctx<'_>,
    dict: Value,
    args: Args<'_>,
    what: &str,
) -> Result<Option<Value>, Raised> {
    let source = match args.positional {
        [] => None,
        [source] => Some(*source),
        more => {
            let given = more.len();
            let text = format!("{what} expected at most 1 argument, got {given}");
            return Err(ctx.type_error(text));
        }
    };
    if let Some(source) = source {
        let Some(entries) = entries_of(ctx, source)? else { return Ok(Some(source)) };
        let target = table_of(ctx, dict, what)?;
        for (key, item) in entries {
            if is_slow_key(ctx, key) {
                return Ok(Some(source));
            }
            let hash = hash(ctx, key)? as u64;
            insert(ctx.heap, &mut target.lock(), hash, key, item);
        }
    }
    add_named(ctx, dict, args)?;
    Ok(None)
}

fn add_named(ctx: &mut Ctx<'_>, dict: Value, args: Args<'_>) -> Result<(), Raised> {
    let target = table_of(ctx, dict, "update")?;
    for (&name, &item) in args.names.iter().zip(args.keywords) {
        let text = ctx.heap.text(name);
        let key = ctx.new_str(text);
        let hash = hash(ctx, key)? as u64;
        insert(ctx.heap, &mut target.lock(), hash, key, item);
    }
    Ok(())
}

fn named_dict(ctx: &mut Ctx<'_>, args: Args<'_>) -> Result<Value, Raised> {
    let dict = ctx.new_dict();
    add_named(ctx, dict, args)?;
    Ok(dict)
}

/// Pairs of a mapping or an iterable of pairs; `None` where Python code must look.
fn entries_of(ctx: &mut Ctx<'_>, source: Value) -> Result<Option<Vec<(Value, Value)>>, Raised> {
    let heap = ctx.heap;
    if ctx.python_method(source, symbol::KEYS).is_some() {
        return Ok(None);
    }
    if let Some(table) = heap.dict(source) {
        return Ok(Some(table.lock().iter().map(|e| (e.key, e.value)).collect()));
    }
    let Items::Known(pairs) = items(ctx, source)? else { return Ok(None) };
    let mut entries = Vec::with_capacity(pairs.len());
    for (at, &pair) in pairs.iter().enumerate() {
        let parts = match items(ctx, pair) {
            Ok(Items::Known(parts)) => parts,
            Ok(Items::Python) => return Ok(None),
            Err(_) => {
                let text = format!(
                    "cannot convert dictionary update sequence element #{at} to a sequence"
                );
                return Err(ctx.type_error(text));
            }
        };
        let [key, item] = parts[..] else {
            let length = parts.len();
            return Err(ctx.value_error(format!(
                "dictionary update sequence element #{at} has length {length}; 2 is required"
            )));
        };
        entries.push((key, item));
    }
    Ok(Some(entries))
}

fn fromkeys(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [_, source, item] = args.up_to(ctx, "fromkeys", 2)?;
    let item = item.defined().unwrap_or(Value::NONE);
    let keys = match items(ctx, source)? {
        Items::Known(keys) => keys,
        Items::Python => return ctx.prelude("fromkeys_slow", vec![source, item]),
    };
    let dict = ctx.new_dict();
    for key in keys {
        item::set(ctx, dict, key, item)?;
    }
    value(dict)
}

/// The value of a key; `Err(())` where Python code must look.
fn find(ctx: &mut Ctx<'_>, dict: Value, key: Value, method: &str) -> Result<Found, Raised> {
    let table = table_of(ctx, dict, method)?;
    if is_slow_key(ctx, key) {
        return Ok(Found::Slow);
    }
    let hash = hash(ctx, key)? as u64;
    let found = lookup(ctx.heap, &table.lock(), hash, key);
    Ok(found.map_or(Found::Missing, |entry| Found::Value(entry.value)))
}

enum Found {
    Value(Value),
    Missing,
    Slow,
}

fn get(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    if let (&[dict, key, ref default @ ..], []) = (args.positional, args.names)
        && default.len() < 2
        && let Some(Obj::Dict(table)) = ctx.heap.get(dict)
        && let Some(hash) = plain_hash(ctx.heap, key)
    {
        let found = lookup(ctx.heap, &table.lock(), hash, key).map(|entry| entry.value);
        return value(found.or(default.first().copied()).unwrap_or(Value::NONE));
    }
    let [dict, key, default] = optional_pair(ctx, args, "get")?;
    let default = default.defined().unwrap_or(Value::NONE);
    match find(ctx, dict, key, "get")? {
        Found::Value(found) => value(found),
        Found::Missing => value(default),
        Found::Slow => {
            let native = ctx.heap.native(dict);
            ctx.prelude("dict_get_slow", vec![native, key, default])
        }
    }
}

/// Receiver, one argument, one that may be left out: counted without the receiver.
fn optional_pair(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<[Value; 3], Raised> {
    if !args.names.is_empty() {
        args.no_keywords(ctx, &format!("dict.{name}"))?;
    }
    let given = args.positional.len().saturating_sub(1);
    if given == 0 {
        return Err(ctx.type_error(format!("{name} expected at least 1 argument, got 0")));
    }
    if given > 2 {
        return Err(ctx.type_error(format!("{name} expected at most 2 arguments, got {given}")));
    }
    args.up_to(ctx, name, 2)
}

fn setdefault(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [dict, key, default] = optional_pair(ctx, args, "setdefault")?;
    let default = default.defined().unwrap_or(Value::NONE);
    let table = table_of(ctx, dict, "setdefault")?;
    if is_slow_key(ctx, key) {
        let native = ctx.heap.native(dict);
        return ctx.prelude("dict_setdefault_slow", vec![native, key, default]);
    }
    let hash = hash(ctx, key)? as u64;
    let mut table = table.lock();
    if let Some(entry) = lookup(ctx.heap, &table, hash, key) {
        return value(entry.value);
    }
    insert(ctx.heap, &mut table, hash, key, default);
    value(default)
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [dict, key, default] = optional_pair(ctx, args, "pop")?;
    let table = table_of(ctx, dict, "pop")?;
    if is_slow_key(ctx, key) {
        let native = ctx.heap.native(dict);
        let default: Vec<Value> = default.defined().into_iter().collect();
        let default = ctx.new_tuple(default);
        return ctx.prelude("dict_pop_slow", vec![native, key, default]);
    }
    let hash = hash(ctx, key)? as u64;
    let removed = remove(ctx.heap, &mut table.lock(), hash, key);
    match (removed, default.defined()) {
        (Some(entry), _) => value(entry.value),
        (None, Some(default)) => value(default),
        (None, None) => Err(key_error(ctx, key)),
    }
}

fn popitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [dict] = args.exactly(ctx, "dict.popitem")?;
    let popped = table_of(ctx, dict, "popitem")?.lock().pop_last();
    match popped {
        Some(entry) => value(ctx.new_tuple([entry.key, entry.value])),
        None => Err(ctx.raise("KeyError", "popitem(): dictionary is empty")),
    }
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [dict] = args.exactly(ctx, "dict.clear")?;
    table_of(ctx, dict, "clear")?.lock().clear();
    none()
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [dict] = args.exactly(ctx, "dict.copy")?;
    let table = table_of(ctx, dict, "copy")?.lock().clone();
    value(ctx.alloc(Obj::Dict(Box::new(Guarded::new(table)))))
}

fn view(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, part: DictPart) -> NativeResult {
    let [dict] = args.exactly(ctx, name)?;
    table_of(ctx, dict, name)?;
    Ok(Answer::Value(dict_view(ctx, dict, part)))
}

fn keys(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    view(ctx, args, "keys", DictPart::Keys)
}

fn values(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    view(ctx, args, "values", DictPart::Values)
}

fn items_view(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    view(ctx, args, "items", DictPart::Items)
}

fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [dict] = args.exactly(ctx, "__reversed__")?;
    let mut keys: Vec<Value> =
        table_of(ctx, dict, "__reversed__")?.lock().iter().map(|e| e.key).collect();
    keys.reverse();
    let over = ctx.new_tuple(keys);
    value(ctx.alloc(SequenceIter::object(over)))
}

fn isdisjoint(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    super::set_type::isdisjoint(ctx, args)
}
