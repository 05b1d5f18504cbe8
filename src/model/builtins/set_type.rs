//! `set` and `frozenset`.

use super::NativeType;
use super::set_merge::{Merge, Relation, all_merged_with, merge_in_place, merged, merged_with};
use super::support::{Items, finished, items, receiver, wrong_receiver};
use crate::model::dict::Table;
use crate::model::native::{Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::{Kind, Obj};
use crate::model::ops::item::{frozen, has_slow_items, is_slow_key, key_error};
use crate::model::ops::key::{hash, insert, remove};
use crate::model::ops::sets::SetLike;
use crate::model::shared::Guarded;
use crate::model::value::Value;

/// `set`
pub const SET: NativeType = NativeType {
    kind: Kind::Set,
    name: "set",
    methods: &[
        ("__init__", init),
        ("__new__", new),
        ("add", add),
        ("clear", clear),
        ("copy", copy),
        ("difference", difference),
        ("difference_update", difference_update),
        ("discard", discard),
        ("intersection", intersection),
        ("intersection_update", intersection_update),
        ("isdisjoint", isdisjoint),
        ("issubset", issubset),
        ("issuperset", issuperset),
        ("pop", pop),
        ("remove", remove_item),
        ("symmetric_difference", symmetric_difference),
        ("symmetric_difference_update", symmetric_difference_update),
        ("union", union),
        ("update", update),
    ],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `frozenset`
pub const FROZEN: NativeType = NativeType {
    kind: Kind::FrozenSet,
    name: "frozenset",
    methods: &[
        ("__new__", new_frozen),
        ("copy", copy),
        ("difference", difference),
        ("intersection", intersection),
        ("isdisjoint", isdisjoint),
        ("issubset", issubset),
        ("issuperset", issuperset),
        ("symmetric_difference", symmetric_difference),
        ("union", union),
    ],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

fn set_of<'a>(ctx: &mut Ctx<'a>, set: Value, method: &str) -> Result<&'a Guarded<Table>, Raised> {
    let heap = ctx.heap;
    heap.set(set).ok_or_else(|| wrong_receiver(ctx, method, "set", set))
}

/// The set of an iterable's items; `None` where Python code must go over it.
fn table_from(ctx: &mut Ctx<'_>, source: Value) -> Result<Option<Table>, Raised> {
    if let Some(set) = SetLike::of(ctx.heap, source) {
        return Ok(Some(set.set_copy(ctx.heap)));
    }
    let Items::Known(items) = items(ctx, source)? else { return Ok(None) };
    let mut table = Table::of_set();
    if ctx.heap.dict(source).is_some() {
        table.make_room_for(items.len());
    }
    for item in items {
        if is_slow_key(ctx, item) {
            return Ok(None);
        }
        let hash = hash(ctx, item)? as u64;
        insert(ctx.heap, &mut table, hash, item, Value::NONE);
    }
    Ok(Some(table))
}

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let class = args.positional.first().copied().unwrap_or_default();
    let (_, rest) = receiver(ctx, args, "set")?;
    let [source] = rest.up_to(ctx, "set", 0)?;
    if source.is_undefined() {
        let set = ctx.alloc(Obj::Set(Box::new(Guarded::new(Table::of_set()))));
        return value(finished(ctx, class, set));
    }
    match table_from(ctx, source)? {
        Some(table) => {
            let set = ctx.alloc(Obj::Set(Box::new(Guarded::new(table))));
            value(finished(ctx, class, set))
        }
        None => ctx.prelude("set_slow", vec![source]),
    }
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (set, rest) = receiver(ctx, args, "set")?;
    let [source] = rest.up_to(ctx, "set", 0)?;
    let table = set_of(ctx, set, "__init__")?;
    table.lock().clear();
    if source.is_undefined() {
        return none();
    }
    match table_from(ctx, source)? {
        Some(filled) => {
            *table.lock() = filled;
            none()
        }
        None => {
            let native = ctx.heap.native(set);
            ctx.prelude("set_update_slow", vec![native, source])
        }
    }
}

fn new_frozen(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (class, rest) = receiver(ctx, args, "frozenset")?;
    let [source] = rest.up_to(ctx, "frozenset", 0)?;
    let is_plain = class == ctx.heap.kinds[Kind::FrozenSet as usize];
    if is_plain && matches!(ctx.heap.get(source), Some(Obj::FrozenSet(_))) {
        return value(source);
    }
    let table = match source.defined() {
        None => Some(Table::of_set()),
        Some(source) => table_from(ctx, source)?,
    };
    match table {
        Some(table) => {
            let set = ctx.alloc(frozen(ctx.heap, table));
            value(finished(ctx, class, set))
        }
        None => ctx.prelude("frozenset_slow", vec![source]),
    }
}

fn add(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [set, item] = one_item(ctx, args, "add")?;
    let table = set_of(ctx, set, "add")?;
    if is_slow_key(ctx, item) {
        let native = ctx.heap.native(set);
        return ctx.prelude("set_add_slow", vec![native, item]);
    }
    let hash = hash(ctx, item)? as u64;
    insert(ctx.heap, &mut table.lock(), hash, item, Value::NONE);
    none()
}

fn one_item(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> Result<[Value; 2], Raised> {
    args.no_keywords(ctx, &format!("set.{name}"))?;
    <[Value; 2]>::try_from(args.positional).map_err(|_| {
        let given = args.positional.len().saturating_sub(1);
        ctx.type_error(format!("set.{name}() takes exactly one argument ({given} given)"))
    })
}

/// Takes an item out; says whether it was there.
fn take(ctx: &mut Ctx<'_>, set: Value, item: Value, name: &str) -> Result<Option<bool>, Raised> {
    let table = set_of(ctx, set, name)?;
    if is_slow_key(ctx, item) {
        return Ok(None);
    }
    let hash = hash(ctx, item)? as u64;
    let removed = remove(ctx.heap, &mut table.lock(), hash, item);
    Ok(Some(removed.is_some()))
}

fn discard(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [set, item] = one_item(ctx, args, "discard")?;
    match take(ctx, set, item, "discard")? {
        Some(_) => none(),
        None => {
            let native = ctx.heap.native(set);
            ctx.prelude("set_remove_slow", vec![native, item, Value::FALSE])
        }
    }
}

fn remove_item(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [set, item] = one_item(ctx, args, "remove")?;
    match take(ctx, set, item, "remove")? {
        Some(true) => none(),
        Some(false) => Err(key_error(ctx, item)),
        None => {
            let native = ctx.heap.native(set);
            ctx.prelude("set_remove_slow", vec![native, item, Value::TRUE])
        }
    }
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [set] = args.exactly(ctx, "set.pop")?;
    let popped = set_of(ctx, set, "pop")?.lock().pop_next();
    match popped {
        Some(entry) => value(entry.key),
        None => Err(ctx.raise("KeyError", "pop from an empty set")),
    }
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [set] = args.exactly(ctx, "set.clear")?;
    set_of(ctx, set, "clear")?.lock().clear();
    none()
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [set] = args.exactly(ctx, "copy")?;
    if let Some(Obj::FrozenSet(_)) = ctx.heap.get(set) {
        return value(set);
    }
    let own = SetLike::of(ctx.heap, set);
    let table = own.map_or_else(Table::of_set, |own| own.set_copy(ctx.heap));
    let like = ctx.heap.native(set);
    value(same_kind(ctx, like, table))
}

fn same_kind(ctx: &mut Ctx<'_>, like: Value, table: Table) -> Value {
    match ctx.heap.get(like) {
        Some(Obj::FrozenSet(_)) => ctx.alloc(frozen(ctx.heap, table)),
        _ => ctx.alloc(Obj::Set(Box::new(Guarded::new(table)))),
    }
}

/// Goes on in Python with what an iterator or a class of the script decides.
fn in_python(ctx: &mut Ctx<'_>, function: &str, how: &str, args: Args<'_>) -> NativeResult {
    let Some((&set, others)) = args.positional.split_first() else { return none() };
    let (how, own) = (ctx.new_str(how), ctx.heap.native(set));
    let others = ctx.new_tuple(others);
    ctx.prelude(function, vec![how, own, others])
}

/// Whether one of the sets and dicts has an item whose class defines hash or equality.
fn any_slow_items(ctx: &Ctx<'_>, args: Args<'_>) -> bool {
    args.positional.iter().any(|&value| has_slow_items(ctx.heap, value))
}

fn combine(ctx: &mut Ctx<'_>, args: Args<'_>, how: Merge) -> NativeResult {
    if any_slow_items(ctx, args) {
        return in_python(ctx, "set_merge_slow", how.method(), args);
    }
    let like = args.positional.first().map_or(Value::NONE, |&set| ctx.heap.native(set));
    match merged(ctx, args, how)? {
        Some(table) => value(same_kind(ctx, like, table)),
        None => in_python(ctx, "set_merge_slow", how.method(), args),
    }
}

fn combine_in_place(ctx: &mut Ctx<'_>, args: Args<'_>, how: Merge) -> NativeResult {
    let set = args.positional.first().copied().unwrap_or_default();
    let target = set_of(ctx, set, "update")?;
    let others = args.positional.get(1..).unwrap_or(&[]);
    let known = if any_slow_items(ctx, args) { None } else { all_merged_with(ctx, others)? };
    let Some(known) = known else {
        return in_python(ctx, "set_merge_in_place", how.method(), args);
    };
    for (other, value) in known.iter().zip(others) {
        let keeps_all = matches!(how, Merge::Union | Merge::Intersection);
        if !(keeps_all && *value == set) {
            merge_in_place(ctx.heap, how, target, other);
        }
    }
    none()
}

fn union(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    combine(ctx, args, Merge::Union)
}

fn intersection(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    combine(ctx, args, Merge::Intersection)
}

fn difference(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    combine(ctx, args, Merge::Difference)
}

fn symmetric_difference(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    combine(ctx, args, Merge::Symmetric)
}

fn intersection_update(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    combine_in_place(ctx, args, Merge::Intersection)
}

fn difference_update(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    combine_in_place(ctx, args, Merge::Difference)
}

fn symmetric_difference_update(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    combine_in_place(ctx, args, Merge::Symmetric)
}

fn update(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    if any_slow_items(ctx, args) {
        return in_python(ctx, "set_merge_in_place", Merge::Union.method(), args);
    }
    let set = args.positional.first().copied().unwrap_or_default();
    let target = set_of(ctx, set, "update")?;
    for (at, &source) in args.positional.iter().enumerate().skip(1) {
        let Some(more) = merged_with(ctx, source)? else {
            let rest = [&[set], &args.positional[at..]].concat();
            let rest = Args { positional: &rest, ..args };
            return in_python(ctx, "set_merge_in_place", Merge::Union.method(), rest);
        };
        merge_in_place(ctx.heap, Merge::Union, target, &more);
    }
    none()
}

/// Asks about two sets; in Python where native code cannot tell.
fn compared(ctx: &mut Ctx<'_>, args: Args<'_>, relation: Relation) -> NativeResult {
    let how = relation.method();
    let [set, source] = args.exactly(ctx, how)?;
    let heap = ctx.heap;
    let slow = any_slow_items(ctx, args);
    let other = if slow { None } else { merged_with(ctx, source)? };
    let known = SetLike::of(heap, set).zip(other);
    match known.and_then(|(own, other)| relation.holds(heap, own, &other)) {
        Some(holds) => value(Value::bool(holds)),
        None => {
            let (how, own) = (ctx.new_str(how), heap.native(set));
            ctx.prelude("set_compare_slow", vec![how, own, source])
        }
    }
}

/// `set.isdisjoint`, `dict_keys.isdisjoint`
pub fn isdisjoint(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    compared(ctx, args, Relation::Disjoint)
}

fn issubset(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    compared(ctx, args, Relation::Subset)
}

fn issuperset(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    compared(ctx, args, Relation::Superset)
}
