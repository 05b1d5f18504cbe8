//! The algebra of sets, with results laid out as CPython lays them out.
//!
//! Which operand is gone over, and into which table the results go, decides the order in which a
//! result shows its items: the choices here are those of `Objects/setobject.c`. The larger operand is
//! never gone over or copied where CPython does not: it stays where it is, and is asked.

use super::items::TableRef;
use super::key::{insert, lookup, lookup_within, remove};
use crate::model::dict::{Entry, Table};
use crate::model::heap::Heap;
use crate::model::object::{DictPart, Obj};
use crate::model::shared::Guarded;
use crate::model::value::Value;

/// A set this many times larger is copied and thinned out, rather than filtered.
const MUCH_LARGER: usize = 4;

/// A set, a frozenset or the keys of a dict, where it stands.
#[derive(Clone, Copy)]
pub struct SetLike<'h> {
    /// Its table.
    pub table: TableRef<'h>,
    /// Whether it is a dict's, with values and in the order of insertion.
    is_keys: bool,
}

impl<'h> SetLike<'h> {
    /// `None` for what does not count as a set.
    pub fn of(heap: &'h Heap, value: Value) -> Option<SetLike<'h>> {
        let (table, is_keys) = match heap.get(heap.native(value))? {
            Obj::Set(table) => (TableRef::Shared(table), false),
            Obj::FrozenSet(table) => (TableRef::Frozen(table), false),
            Obj::DictView { dict, part: DictPart::Keys } => {
                (TableRef::Shared(heap.dict(*dict)?), true)
            }
            _ => return None,
        };
        Some(SetLike { table, is_keys })
    }

    /// A set that nobody else has yet.
    pub fn made(table: &'h Table) -> SetLike<'h> {
        SetLike { table: TableRef::Frozen(table), is_keys: false }
    }

    /// How many items it has now.
    pub fn count_now(self) -> usize {
        self.table.count_now()
    }

    /// A copy of the table as it is laid out; of keys without their values, which would keep them
    /// alive.
    pub fn copy(self, heap: &Heap) -> Table {
        if !self.is_keys {
            return self.table.with(Table::clone);
        }
        let (keys, nesting) = self.snapshot();
        let mut out = Table::of_set();
        out.note_nesting(nesting);
        keys.iter().for_each(|e| insert(heap, &mut out, e.hash, e.key, Value::NONE));
        out
    }

    /// A set of the same items, as CPython's `set(other)` lays it out.
    pub fn set_copy(self, heap: &Heap) -> Table {
        match self.is_keys {
            true => self.copy(heap).set_copy(),
            false => self.table.with(Table::set_copy),
        }
    }

    /// Its entries at one moment, and how deep its keys are nested.
    fn snapshot(self) -> (Vec<Entry>, u8) {
        self.table.with(|table| (table.iter().collect(), table.nesting()))
    }

    /// Its entries at one moment.
    pub fn entries_now(self) -> Vec<Entry> {
        self.snapshot().0
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
    table.note_nesting(other.nesting());
    other.iter().for_each(|e| insert(heap, &mut table, e.hash, e.key, Value::NONE));
    table
}

/// What is in both.
pub fn intersection(heap: &Heap, a: SetLike<'_>, b: SetLike<'_>) -> Table {
    let (from, of) = if b.count_now() > a.count_now() { (a, b) } else { (b, a) };
    let from = from.snapshot();
    of.table.with(|table| kept(heap, &from, |e| has(heap, table, e)))
}

/// Keeps in a set what is in another too.
pub fn intersect_in_place(heap: &Heap, own: &Guarded<Table>, other: SetLike<'_>) {
    let mine = SetLike { table: TableRef::Shared(own), is_keys: false };
    if other.count_now() <= mine.count_now() {
        let other = other.snapshot();
        let mut own = own.lock();
        let both = kept(heap, &other, |e| has(heap, &own, e));
        return own.become_set(both);
    }
    // One lock at a time: what the other lacks is found first, and what came meanwhile stays.
    let mut gone = mine.snapshot();
    gone.0.retain(|e| !other.table.with(|table| has(heap, table, e)));
    let gone = kept(heap, &gone, |_| true);
    let mut own = own.lock();
    let now = (own.iter().collect(), own.nesting());
    own.become_set(kept(heap, &now, |e| !has(heap, &gone, e)));
}

/// What is in the first and not in the second.
pub fn difference(heap: &Heap, a: SetLike<'_>, b: SetLike<'_>) -> Table {
    if a.count_now() / MUCH_LARGER > b.count_now() {
        return removed(heap, a.set_copy(heap), &b.entries_now());
    }
    let from = a.snapshot();
    b.table.with(|table| kept(heap, &from, |e| !has(heap, table, e)))
}

/// A table without some entries.
pub fn removed(heap: &Heap, mut table: Table, others: &[Entry]) -> Table {
    others.iter().for_each(|e| {
        remove(heap, &mut table, e.hash, e.key);
    });
    table.squeeze();
    table
}

/// A table with what it shares with another taken out and the rest of the other added.
pub fn symmetric_difference(heap: &Heap, mut table: Table, other: &Table) -> Table {
    table.note_nesting(other.nesting());
    for e in other.iter() {
        if remove(heap, &mut table, e.hash, e.key).is_none() {
            insert(heap, &mut table, e.hash, e.key, Value::NONE);
        }
    }
    table
}

/// Whether all of the first are in the second; `None` where Python code must compare.
pub fn is_within(heap: &Heap, a: TableRef<'_>, b: TableRef<'_>, depth: u32) -> Option<bool> {
    if a.count_now() > b.count_now() {
        return Some(false);
    }
    for e in a.entries() {
        if b.with(|table| lookup_within(heap, table, &e, depth))?.is_none() {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether they have nothing in common.
pub fn is_disjoint(heap: &Heap, a: TableRef<'_>, b: TableRef<'_>) -> bool {
    let (from, of) = if b.count_now() > a.count_now() { (a, b) } else { (b, a) };
    !from.entries().any(|e| of.with(|table| has(heap, table, &e)))
}

fn kept(heap: &Heap, from: &(Vec<Entry>, u8), keep: impl Fn(&Entry) -> bool) -> Table {
    let mut out = Table::of_set();
    out.note_nesting(from.1);
    let entries = from.0.iter().filter(|entry| keep(entry));
    entries.for_each(|e| insert(heap, &mut out, e.hash, e.key, Value::NONE));
    out
}
