//! The algebra of sets, with results laid out as CPython lays them out.
//!
//! Which operand is gone over, and into which table the results go, decides the order in which a
//! result shows its items: the choices here are those of `Objects/setobject.c`.

use super::key::{insert, lookup, remove};
use crate::model::dict::{Entry, Table};
use crate::model::heap::Heap;
use crate::model::native::Ctx;
use crate::model::object::{DictPart, Obj};
use crate::model::value::Value;

/// A set this many times larger is copied and thinned out, rather than filtered.
const MUCH_LARGER: usize = 4;

/// A copy of the table of a set, frozenset or keys view.
pub fn set_table(ctx: &Ctx<'_>, value: Value) -> Option<Table> {
    match ctx.heap.get(ctx.heap.native(value))? {
        Obj::Set(table) => Some(table.lock().clone()),
        Obj::FrozenSet(table) => Some(table.as_ref().clone()),
        Obj::DictView { dict, part: DictPart::Keys } => {
            let keys: Vec<Entry> = ctx.heap.dict(*dict)?.lock().iter().collect();
            let mut out = Table::of_set();
            // Without the dict's values, which would keep them alive and unequal.
            keys.iter().for_each(|e| insert(ctx.heap, &mut out, e.hash, e.key, Value::NONE));
            Some(out)
        }
        _ => None,
    }
}

fn has(heap: &Heap, table: &Table, entry: &Entry) -> bool {
    lookup(heap, table, entry.hash, entry.key).is_some()
}

/// A table with another set's items added.
pub fn union(heap: &Heap, mut table: Table, other: &Table) -> Table {
    if other.is_empty() {
        return table;
    }
    if table.is_untouched() {
        return other.set_copy();
    }
    table.make_room_for(other.len());
    other.iter().for_each(|e| insert(heap, &mut table, e.hash, e.key, Value::NONE));
    table
}

/// What is in both.
pub fn intersection(heap: &Heap, a: &Table, b: &Table) -> Table {
    let (from, of) = if b.len() > a.len() { (a, b) } else { (b, a) };
    kept(heap, from, |e| has(heap, of, e))
}

/// What is in the first and not in the second.
pub fn difference(heap: &Heap, a: &Table, b: &Table) -> Table {
    if a.len() / MUCH_LARGER > b.len() {
        return removed(heap, a.set_copy(), b);
    }
    kept(heap, a, |e| !has(heap, b, e))
}

/// A table without what another holds.
pub fn removed(heap: &Heap, mut table: Table, other: &Table) -> Table {
    other.iter().for_each(|e| {
        remove(heap, &mut table, e.hash, e.key);
    });
    table.squeeze();
    table
}

/// A table with what it shares with another taken out and the rest of the other added.
pub fn symmetric_difference(heap: &Heap, mut table: Table, other: &Table) -> Table {
    for e in other.iter() {
        if remove(heap, &mut table, e.hash, e.key).is_none() {
            insert(heap, &mut table, e.hash, e.key, Value::NONE);
        }
    }
    table
}

fn kept(heap: &Heap, from: &Table, keep: impl Fn(&Entry) -> bool) -> Table {
    let mut out = Table::of_set();
    from.iter().filter(keep).for_each(|e| insert(heap, &mut out, e.hash, e.key, Value::NONE));
    out
}
