//! `set` and `frozenset`.

use super::NativeType;
use super::support::{Items, finished, items, receiver, wrong_receiver};
use crate::model::dict::{Entry, Table};
use crate::model::native::{Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::{Kind, Obj};
use crate::model::ops::item::{has_slow_items, is_slow_key, key_error};
use crate::model::ops::key::{hash, insert, lookup, remove};
use crate::model::ops::sets::{self, set_table};
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
    if let Some(table) = set_table(ctx, source) {
        return Ok(Some(table.set_copy()));
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
            let set = ctx.alloc(Obj::FrozenSet(Box::new(table)));
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
    let table = set_table(ctx, set).unwrap_or_else(Table::of_set).set_copy();
    let like = ctx.heap.native(set);
    value(same_kind(ctx, like, table))
}

fn same_kind(ctx: &mut Ctx<'_>, like: Value, table: Table) -> Value {
    match ctx.heap.get(like) {
        Some(Obj::FrozenSet(_)) => ctx.alloc(Obj::FrozenSet(Box::new(table))),
        _ => ctx.alloc(Obj::Set(Box::new(Guarded::new(table)))),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    Union,
    Intersection,
    Difference,
    Symmetric,
}

impl Merge {
    /// The method it is.
    fn method(self) -> &'static str {
        match self {
            Merge::Union => "union",
            Merge::Intersection => "intersection",
            Merge::Difference => "difference",
            Merge::Symmetric => "symmetric_difference",
        }
    }
}

/// What a set is merged with: how CPython goes over it decides the order of the result.
enum Merged {
    /// A set's own table.
    Set(Table),
    /// Anything else: its items in its order, and whether it is a dict, whose size is known.
    Items(Vec<Entry>, bool),
}

/// `None` where Python code must go over the value.
fn merged_with(ctx: &mut Ctx<'_>, value: Value) -> Result<Option<Merged>, Raised> {
    if let Some(table) = set_table(ctx, value) {
        return Ok(Some(Merged::Set(table)));
    }
    let Items::Known(items) = items(ctx, value)? else { return Ok(None) };
    let mut entries = Vec::with_capacity(items.len());
    for key in items {
        if is_slow_key(ctx, key) {
            return Ok(None);
        }
        entries.push(Entry { hash: hash(ctx, key)? as u64, key, value: Value::NONE });
    }
    Ok(Some(Merged::Items(entries, ctx.heap.dict(value).is_some())))
}

/// A table with an operand's items added.
fn united(ctx: &Ctx<'_>, mut own: Table, other: &Merged) -> Table {
    match other {
        Merged::Set(table) => return sets::union(ctx.heap, own, table),
        Merged::Items(items, true) => own.make_room_for(items.len()),
        Merged::Items(..) => {}
    }
    if let Merged::Items(items, _) = other {
        items.iter().for_each(|e| insert(ctx.heap, &mut own, e.hash, e.key, Value::NONE));
    }
    own
}

/// One table merged with another; `in_place` where the table itself is changed.
fn merge(ctx: &Ctx<'_>, how: Merge, own: Table, other: Merged, in_place: bool) -> Table {
    let heap = ctx.heap;
    let as_set = |items: Merged| match items {
        Merged::Set(table) => table,
        items => united(ctx, Table::of_set(), &items),
    };
    match (how, other) {
        (Merge::Union, other) => united(ctx, own, &other),
        (Merge::Intersection, Merged::Set(table)) => sets::intersection(heap, &own, &table),
        (Merge::Intersection, Merged::Items(items, _)) => {
            let mut out = Table::of_set();
            for e in items.iter().filter(|e| lookup(heap, &own, e.hash, e.key).is_some()) {
                insert(heap, &mut out, e.hash, e.key, Value::NONE);
            }
            out
        }
        (Merge::Difference, Merged::Set(table)) if !in_place => {
            sets::difference(heap, &own, &table)
        }
        (Merge::Difference, other) => {
            let own = if in_place { own } else { own.set_copy() };
            sets::removed(heap, own, &as_set(other))
        }
        (Merge::Symmetric, other) if in_place => {
            sets::symmetric_difference(heap, own, &as_set(other))
        }
        (Merge::Symmetric, Merged::Set(table)) => {
            sets::symmetric_difference(heap, table.set_copy(), &own)
        }
        (Merge::Symmetric, other) => sets::symmetric_difference(heap, as_set(other), &own),
    }
}

/// The receiver's table merged with all arguments; `None` where Python code must go over one.
fn merged(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    how: Merge,
    in_place: bool,
) -> Result<Option<Table>, Raised> {
    let Some((&set, others)) = args.positional.split_first() else { return Ok(None) };
    let mut table = set_table(ctx, set).unwrap_or_else(Table::of_set);
    if !in_place && (how == Merge::Union || others.is_empty()) {
        table = table.set_copy();
    }
    for &other in others {
        if other == set && matches!(how, Merge::Union | Merge::Intersection) {
            table = if in_place { table } else { table.set_copy() };
            continue;
        }
        let Some(other) = merged_with(ctx, other)? else { return Ok(None) };
        table = merge(ctx, how, table, other, in_place);
    }
    Ok(Some(table))
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
    match merged(ctx, args, how, false)? {
        Some(table) => value(same_kind(ctx, like, table)),
        None => in_python(ctx, "set_merge_slow", how.method(), args),
    }
}

fn combine_in_place(ctx: &mut Ctx<'_>, args: Args<'_>, how: Merge) -> NativeResult {
    if any_slow_items(ctx, args) {
        return in_python(ctx, "set_merge_in_place", how.method(), args);
    }
    let set = args.positional.first().copied().unwrap_or_default();
    match merged(ctx, args, how, true)? {
        Some(table) => {
            set_of(ctx, set, "update")?.lock().become_set(table);
            none()
        }
        None => in_python(ctx, "set_merge_in_place", how.method(), args),
    }
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
        let mut table = target.lock();
        let own = std::mem::take(&mut *table);
        *table = united(ctx, own, &more);
    }
    none()
}

/// Two tables and what holds of them; in Python where native code cannot tell.
fn compared(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    how: &str,
    holds: fn(&Ctx<'_>, &Table, &Table) -> bool,
) -> NativeResult {
    let [set, source] = args.exactly(ctx, how)?;
    let own = set_table(ctx, set).unwrap_or_else(Table::of_set);
    let slow = any_slow_items(ctx, args);
    match if slow { None } else { table_from(ctx, source)? } {
        Some(other) => value(Value::bool(holds(ctx, &own, &other))),
        None => {
            let (how, own) = (ctx.new_str(how), ctx.heap.native(set));
            ctx.prelude("set_compare_slow", vec![how, own, source])
        }
    }
}

/// `set.isdisjoint`, `dict_keys.isdisjoint`
pub fn isdisjoint(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    compared(ctx, args, "isdisjoint", |ctx, own, other| {
        sets::intersection(ctx.heap, own, other).is_empty()
    })
}

fn issubset(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    compared(ctx, args, "issubset", |ctx, own, other| {
        sets::difference(ctx.heap, own, other).is_empty()
    })
}

fn issuperset(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    compared(ctx, args, "issuperset", |ctx, own, other| {
        sets::difference(ctx.heap, other, own).is_empty()
    })
}
