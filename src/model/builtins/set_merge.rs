//! Merging and comparing a set with whatever else is gone over: the methods of sets, below the types.
//!
//! A set is asked where it stands; anything else is gone over once. Nothing larger than CPython goes
//! over is copied.

use super::support::{Items, items};
use crate::model::dict::{Entry, Table};
use crate::model::heap::Heap;
use crate::model::native::{Args, Ctx, Raised};
use crate::model::ops::arith::change;
use crate::model::ops::item::is_slow_key;
use crate::model::ops::key::{DEPTH_MAX, hash, insert, lookup};
use crate::model::ops::sets::{self, SetLike};
use crate::model::shared::Guarded;
use crate::model::value::Value;
use std::borrow::Cow;

/// How a set is merged with others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// All of both.
    Union,
    /// What is in both.
    Intersection,
    /// What is in the first only.
    Difference,
    /// What is in one of them only.
    Symmetric,
}

impl Merge {
    /// The method it is.
    pub fn method(self) -> &'static str {
        match self {
            Merge::Union => "union",
            Merge::Intersection => "intersection",
            Merge::Difference => "difference",
            Merge::Symmetric => "symmetric_difference",
        }
    }
}

/// What a set is merged with: how CPython goes over it decides the order of the result.
pub enum Merged<'h> {
    /// A set, where it stands.
    Set(SetLike<'h>),
    /// Anything else: its items in its order, and whether it is a dict, whose size is known.
    Items(Vec<Entry>, bool),
}

impl Merged<'_> {
    /// Its entries at one moment.
    fn entries_now(&self) -> Cow<'_, [Entry]> {
        match self {
            Merged::Set(set) => Cow::Owned(set.entries_now()),
            Merged::Items(items, _) => Cow::Borrowed(items),
        }
    }

    /// A set of its own of what it holds.
    fn as_set(&self, heap: &Heap) -> Table {
        match self {
            Merged::Set(set) => set.copy(heap),
            items => united(heap, Table::of_set(), items),
        }
    }
}

/// `None` where Python code must go over the value.
pub fn merged_with<'h>(ctx: &mut Ctx<'h>, value: Value) -> Result<Option<Merged<'h>>, Raised> {
    let heap = ctx.heap;
    if let Some(set) = SetLike::of(heap, value) {
        return Ok(Some(Merged::Set(set)));
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

/// The same of all of them.
pub fn all_merged_with<'h>(
    ctx: &mut Ctx<'h>,
    others: &[Value],
) -> Result<Option<Vec<Merged<'h>>>, Raised> {
    let each = others.iter().map(|&other| merged_with(ctx, other).transpose());
    each.collect::<Option<Result<Vec<_>, _>>>().transpose()
}

/// A table with an operand's items added.
fn united(heap: &Heap, mut own: Table, other: &Merged<'_>) -> Table {
    match other {
        Merged::Set(set) => return sets::union(heap, own, &set.copy(heap)),
        Merged::Items(items, true) => own.make_room_for(items.len()),
        Merged::Items(..) => {}
    }
    if let Merged::Items(items, _) = other {
        items.iter().for_each(|e| insert(heap, &mut own, e.hash, e.key, Value::NONE));
    }
    own
}

/// The items that a set has, in their order.
fn shared(heap: &Heap, own: &Table, items: &[Entry]) -> Table {
    let mut out = Table::of_set();
    for e in items.iter().filter(|e| lookup(heap, own, e.hash, e.key).is_some()) {
        insert(heap, &mut out, e.hash, e.key, Value::NONE);
    }
    out
}

/// A new table of one set merged with another.
fn merge(heap: &Heap, how: Merge, own: SetLike<'_>, other: &Merged<'_>) -> Table {
    match (how, other) {
        (Merge::Union, other) => united(heap, own.set_copy(heap), other),
        (Merge::Intersection, Merged::Set(other)) => sets::intersection(heap, own, *other),
        (Merge::Intersection, Merged::Items(items, _)) => {
            own.table.with(|own| shared(heap, own, items))
        }
        (Merge::Difference, Merged::Set(other)) => sets::difference(heap, own, *other),
        (Merge::Difference, Merged::Items(items, _)) => {
            sets::removed(heap, own.set_copy(heap), items)
        }
        (Merge::Symmetric, Merged::Set(other)) => {
            sets::symmetric_difference(heap, other.set_copy(heap), &own.copy(heap))
        }
        (Merge::Symmetric, other) => {
            sets::symmetric_difference(heap, other.as_set(heap), &own.copy(heap))
        }
    }
}

/// The same, in place of the set's own table.
pub fn merge_in_place(heap: &Heap, how: Merge, own: &Guarded<Table>, other: &Merged<'_>) {
    match (how, other) {
        (Merge::Intersection, Merged::Set(other)) => sets::intersect_in_place(heap, own, *other),
        (Merge::Intersection, Merged::Items(items, _)) => {
            let mut own = own.lock();
            let both = shared(heap, &own, items);
            own.become_set(both);
        }
        (Merge::Difference, other) => {
            let other = other.entries_now();
            change(own, |own| sets::removed(heap, own, &other));
        }
        (Merge::Symmetric, other) => {
            let other = other.as_set(heap);
            change(own, |own| sets::symmetric_difference(heap, own, &other));
        }
        (Merge::Union, Merged::Set(other)) => {
            let other = other.copy(heap);
            change(own, |own| sets::union(heap, own, &other));
        }
        (Merge::Union, other) => change(own, |own| united(heap, own, other)),
    }
}

/// The receiver's table merged with all arguments; `None` where Python code must go over one.
pub fn merged(ctx: &mut Ctx<'_>, args: Args<'_>, how: Merge) -> Result<Option<Table>, Raised> {
    let heap = ctx.heap;
    let Some((&set, others)) = args.positional.split_first() else { return Ok(None) };
    let Some(own) = SetLike::of(heap, set) else { return Ok(None) };
    let mut made: Option<Table> = None;
    for &other in others {
        let before = made.take();
        let now = before.as_ref().map_or(own, SetLike::made);
        if other == set && matches!(how, Merge::Union | Merge::Intersection) {
            made = Some(now.set_copy(heap));
            continue;
        }
        let Some(other) = merged_with(ctx, other)? else { return Ok(None) };
        made = Some(match before {
            Some(table) if how == Merge::Union => united(heap, table, &other),
            before => merge(heap, how, before.as_ref().map_or(own, SetLike::made), &other),
        });
    }
    Ok(Some(made.unwrap_or_else(|| own.set_copy(heap))))
}

/// What is asked about two sets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Nothing is in both.
    Disjoint,
    /// All of the first is in the second.
    Subset,
    /// All of the second is in the first.
    Superset,
}

impl Relation {
    /// The method that asks.
    pub fn method(self) -> &'static str {
        match self {
            Relation::Disjoint => "isdisjoint",
            Relation::Subset => "issubset",
            Relation::Superset => "issuperset",
        }
    }

    /// Whether it holds; `None` where Python code must compare.
    pub fn holds(self, heap: &Heap, own: SetLike<'_>, other: &Merged<'_>) -> Option<bool> {
        let has = |e: &Entry| own.table.with(|own| lookup(heap, own, e.hash, e.key).is_some());
        match (self, other) {
            (Relation::Disjoint, Merged::Set(other)) => {
                Some(sets::is_disjoint(heap, own.table, other.table))
            }
            (Relation::Disjoint, Merged::Items(items, _)) => Some(!items.iter().any(has)),
            (Relation::Subset, Merged::Set(other)) => {
                sets::is_within(heap, own.table, other.table, DEPTH_MAX)
            }
            (Relation::Subset, other) => {
                let other = other.as_set(heap);
                sets::is_within(heap, own.table, SetLike::made(&other).table, DEPTH_MAX)
            }
            (Relation::Superset, Merged::Set(other)) => {
                sets::is_within(heap, other.table, own.table, DEPTH_MAX)
            }
            (Relation::Superset, Merged::Items(items, _)) => Some(items.iter().all(has)),
        }
    }
}
