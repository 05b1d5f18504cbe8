//! `list`.

use super::NativeType;
use super::sorting;
use super::support::{Items, finished, items, list_of};
use crate::model::native::{Args, Ctx, NativeResult, none, value};
use crate::model::object::{Iter, Kind, Obj};
use crate::model::ops::items as sequence;
use crate::model::ops::key::equal;
use crate::model::shared::Guarded;
use crate::model::text::slice;
use crate::model::value::Value;

/// The type.
pub const TYPE: NativeType = NativeType {
    kind: Kind::List,
    name: "list",
    methods: &[
        ("__init__", init),
        ("__new__", new),
        ("__reversed__", reversed),
        ("append", append),
        ("clear", clear),
        ("copy", copy),
        ("count", count),
        ("extend", extend),
        ("index", index),
        ("insert", insert),
        ("pop", pop),
        ("remove", remove),
        ("reverse", reverse),
        ("sort", sort),
    ],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let class = args.positional.first().copied().unwrap_or_default();
    let [_, source] = args.up_to(ctx, "list", 1)?;
    if source.is_undefined() {
        let list = ctx.new_list(Vec::new());
        return value(finished(ctx, class, list));
    }
    match items(ctx, source)? {
        Items::Known(items) => {
            let list = ctx.new_list(items);
            value(finished(ctx, class, list))
        }
        Items::Python => ctx.prelude("list_slow", vec![source]),
    }
}

fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list, source] = args.up_to(ctx, "list", 1)?;
    let items_of = list_of(ctx, list, "__init__")?;
    if source.is_undefined() {
        items_of.lock().clear();
        return none();
    }
    match items(ctx, source)? {
        Items::Known(items) => {
            *items_of.lock() = items;
            none()
        }
        Items::Python => {
            items_of.lock().clear();
            ctx.prelude("extend_slow", vec![list, source])
        }
    }
}

fn append(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list, item] = method_args(ctx, args, "list.append")?;
    list_of(ctx, list, "append")?.lock().push(item);
    none()
}

/// One argument beside the receiver, counted without it.
fn method_args<const N: usize>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
) -> Result<[Value; N], crate::model::native::Raised> {
    args.no_keywords(ctx, name)?;
    <[Value; N]>::try_from(args.positional).map_err(|_| {
        let given = args.positional.len().saturating_sub(1);
        ctx.type_error(match N {
            1 => format!("{name}() takes no arguments ({given} given)"),
            _ => format!("{name}() takes exactly one argument ({given} given)"),
        })
    })
}

fn clear(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list] = method_args(ctx, args, "list.clear")?;
    list_of(ctx, list, "clear")?.lock().clear();
    none()
}

fn copy(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list] = method_args(ctx, args, "list.copy")?;
    let items = list_of(ctx, list, "copy")?.lock().clone();
    value(ctx.new_list(items))
}

fn reverse(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list] = method_args(ctx, args, "list.reverse")?;
    list_of(ctx, list, "reverse")?.lock().reverse();
    none()
}

fn reversed(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list] = method_args(ctx, args, "list.__reversed__")?;
    let over = ctx.heap.native(list);
    let left = list_of(ctx, list, "__reversed__")?.lock().len() + 1;
    value(ctx.alloc(Obj::Iter(Box::new(Guarded::new(Iter::Reversed { over, left })))))
}

fn extend(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list, source] = method_args(ctx, args, "list.extend")?;
    let target = list_of(ctx, list, "extend")?;
    match items(ctx, source)? {
        Items::Known(items) => {
            ctx.heap.note_bytes(ctx.nursery, size_of_val(&items[..]));
            target.lock().extend(items);
            none()
        }
        Items::Python => {
            let native = ctx.heap.native(list);
            ctx.prelude("extend_slow", vec![native, source])
        }
    }
}

fn insert(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let rest = args.positional.len().saturating_sub(1);
    let Ok([list, at, item]) = <[Value; 3]>::try_from(args.positional) else {
        return Err(ctx.type_error(format!("insert expected 2 arguments, got {rest}")));
    };
    let at = ctx.int_arg(at)?;
    let mut items = list_of(ctx, list, "insert")?.lock();
    let at = slice::clamp(at, items.len());
    items.insert(at, item);
    none()
}

fn pop(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.no_keywords(ctx, "list.pop")?;
    if args.positional.len() > 2 {
        let given = args.positional.len() - 1;
        return Err(ctx.type_error(format!("pop expected at most 1 argument, got {given}")));
    }
    let list = args.positional.first().copied().unwrap_or_default();
    let at = match args.positional.get(1) {
        Some(&at) => ctx.int_arg(at)?,
        None => -1,
    };
    let mut items = list_of(ctx, list, "pop")?.lock();
    let popped = match (slice::index(at, items.len()), items.is_empty()) {
        (_, true) => Err("pop from empty list"),
        (None, _) => Err("pop index out of range"),
        (Some(at), _) => Ok(items.remove(at)),
    };
    drop(items);
    match popped {
        Ok(item) => value(item),
        Err(message) => Err(ctx.raise("IndexError", message)),
    }
}

/// Where an item first is between two bounds; `Err` where Python code must compare.
pub fn position(
    ctx: &Ctx<'_>,
    sequence: Value,
    item: Value,
    bounds: std::ops::Range<usize>,
) -> Option<Option<(usize, Value)>> {
    let items = sequence_items(ctx, sequence, bounds.start);
    for (at, other) in bounds.zip(items.into_iter().flatten()) {
        if other == item || equal(ctx.heap, other, item)? {
            return Some(Some((at, other)));
        }
    }
    Some(None)
}

fn sequence_items<'h>(ctx: &Ctx<'h>, sequence: Value, at: usize) -> Option<sequence::Items<'h>> {
    let heap = ctx.heap;
    sequence::Items::of(heap, sequence).map(|items| items.after(at))
}

/// How often an item occurs; `None` where Python code must compare.
pub fn occurrences(ctx: &Ctx<'_>, sequence: Value, item: Value) -> Option<usize> {
    let mut count = 0;
    for other in sequence_items(ctx, sequence, 0).into_iter().flatten() {
        count += usize::from(other == item || equal(ctx.heap, other, item)?);
    }
    Some(count)
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list, item] = method_args(ctx, args, "list.count")?;
    list_of(ctx, list, "count")?;
    match occurrences(ctx, list, item) {
        Some(count) => value(ctx.new_int(count as i64)),
        None => ctx.prelude("count_slow", vec![list, item]),
    }
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list, item, start, stop] = index_args(ctx, args)?;
    let length = list_of(ctx, list, "index")?.lock().len();
    let first = slice::clamp(ctx.bound_arg(start)?.unwrap_or(0), length);
    let last = slice::clamp(ctx.bound_arg(stop)?.unwrap_or(i64::MAX), length);
    match position(ctx, list, item, first..last) {
        Some(Some((at, _))) => value(ctx.new_int(at as i64)),
        Some(None) => {
            let shown = super::text_of::repr_text(ctx, item)?.unwrap_or_else(|| "x".into());
            Err(ctx.value_error(format!("{shown} is not in list")))
        }
        None => {
            let start = ctx.new_int(first as i64);
            let stop = stop.defined().unwrap_or(Value::NONE);
            ctx.prelude("index_slow", vec![list, item, start, stop])
        }
    }
}

/// Arguments of `index`: receiver, item, start, stop.
pub fn index_args(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
) -> Result<[Value; 4], crate::model::native::Raised> {
    let given = args.positional.len().saturating_sub(1);
    if given == 0 {
        return Err(ctx.type_error("index expected at least 1 argument, got 0"));
    }
    if given > 3 {
        return Err(ctx.type_error(format!("index expected at most 3 arguments, got {given}")));
    }
    args.up_to(ctx, "index", 2)
}

fn remove(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [list, item] = method_args(ctx, args, "list.remove")?;
    let target = list_of(ctx, list, "remove")?;
    let length = target.lock().len();
    match position(ctx, list, item, 0..length) {
        Some(Some((at, found))) => {
            // Another thread may have moved it meanwhile: take the one that was found.
            let mut now = target.lock();
            let place = if now.get(at) == Some(&found) {
                Some(at)
            } else {
                now.iter().position(|&other| other == found)
            };
            place.map(|at| now.remove(at));
            none()
        }
        Some(None) => Err(ctx.value_error("list.remove(x): x not in list")),
        None => {
            let native = ctx.heap.native(list);
            ctx.prelude("remove_slow", vec![native, item])
        }
    }
}

fn sort(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let list = args.positional.first().copied().unwrap_or_default();
    if args.positional.len() > 1 {
        return Err(ctx.type_error("sort() takes no positional arguments"));
    }
    let rest = Args { positional: &[], ..args };
    let [key, reverse] = rest.named(ctx, "sort", ["key", "reverse"], 0)?;
    let reverse = reverse.defined().is_some_and(|flag| ctx.plain_truth(flag));
    let target = list_of(ctx, list, "sort")?;
    if key.is_undefined() || key.is_none() {
        let items = target.lock().clone();
        if let Some(sorted) = sorting::sorted(ctx, items, reverse)? {
            *target.lock() = sorted;
            return none();
        }
    }
    let native = ctx.heap.native(list);
    let key = key.defined().unwrap_or(Value::NONE);
    ctx.prelude("list_sort_slow", vec![native, key, Value::bool(reverse)])
}
