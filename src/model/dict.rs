//! The insertion-ordered hash table under dicts and sets.
//!
//! Entries stand in a vector in order of insertion (a deleted one leaves a hole), an index finds
//! them by hash: CPython's compact dict (R. Hettinger). What equality means is the caller's
//! business: lookups take a predicate, so the table knows nothing of the heap.

use super::value::Value;
use hashbrown::HashTable;
use std::hash::{Hash, Hasher};

/// One entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Entry {
    /// Hash of the key.
    pub hash: u64,
    /// The key.
    pub key: Value,
    /// The value (sets keep `Value::NONE`).
    pub value: Value,
}

/// An ordered table. Equality of tables is equality of their entries in order (identity of words).
#[derive(Clone, Debug, Default)]
pub struct Table {
    entries: Vec<Option<Entry>>,
    index: HashTable<u32>,
}

impl Table {
    /// An empty table.
    pub fn new() -> Table {
        Table::default()
    }

    /// Number of entries.
    #[inline]
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    fn position(&self, hash: u64, mut same: impl FnMut(Value) -> bool) -> Option<usize> {
        let entries = &self.entries;
        self.index
            .find(hash, |&at| {
                entries[at as usize].is_some_and(|entry| entry.hash == hash && same(entry.key))
            })
            .map(|&at| at as usize)
    }

    /// The entry whose key has this hash and is the `same`.
    #[inline]
    pub fn get(&self, hash: u64, same: impl FnMut(Value) -> bool) -> Option<Entry> {
        self.position(hash, same).and_then(|at| self.entries[at])
    }

    /// Sets the value of the key; an equal key that is there already stays. Returns the old value.
    pub fn insert(
        &mut self,
        hash: u64,
        key: Value,
        value: Value,
        same: impl FnMut(Value) -> bool,
    ) -> Option<Value> {
        if let Some(at) = self.position(hash, same) {
            let entry = self.entries[at].as_mut()?;
            return Some(std::mem::replace(&mut entry.value, value));
        }
        let at = self.entries.len() as u32;
        self.entries.push(Some(Entry { hash, key, value }));
        let entries = &self.entries;
        self.index.insert_unique(hash, at, |&at| entries[at as usize].map_or(0, |e| e.hash));
        None
    }

    /// Removes the key's entry.
    pub fn remove(&mut self, hash: u64, same: impl FnMut(Value) -> bool) -> Option<Entry> {
        let at = self.position(hash, same)?;
        let removed = self.entries[at].take();
        if let Ok(found) = self.index.find_entry(hash, |&i| i as usize == at) {
            found.remove();
        }
        self.compact_if_sparse();
        removed
    }

    /// Removes the last entry (`popitem`).
    pub fn pop_last(&mut self) -> Option<Entry> {
        let entry = self.entries.iter().rev().flatten().next().copied()?;
        self.remove(entry.hash, |key| key == entry.key)
    }

    /// Removes the first entry (`OrderedDict.popitem(last=False)`, `set.pop`).
    pub fn pop_first(&mut self) -> Option<Entry> {
        let entry = self.entries.iter().flatten().next().copied()?;
        self.remove(entry.hash, |key| key == entry.key)
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.index.clear();
    }

    /// Entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Entry> + '_ {
        self.entries.iter().flatten().copied()
    }

    /// The first entry at or after `cursor`, and the cursor after it: iteration that survives
    /// being put away between two steps.
    pub fn next_from(&self, cursor: usize) -> Option<(Entry, usize)> {
        let rest = self.entries.get(cursor..)?;
        let skipped = rest.iter().position(Option::is_some)?;
        rest[skipped].map(|entry| (entry, cursor + skipped + 1))
    }

    /// Holes are squeezed out when they outnumber entries, so that queues built on dicts stay small.
    fn compact_if_sparse(&mut self) {
        if self.entries.len() < 32 || self.entries.len() < 2 * self.index.len() {
            return;
        }
        self.entries.retain(Option::is_some);
        self.index.clear();
        let entries = &self.entries;
        for (at, entry) in entries.iter().enumerate() {
            let hash = entry.map_or(0, |e| e.hash);
            self.index
                .insert_unique(hash, at as u32, |&i| entries[i as usize].map_or(0, |e| e.hash));
        }
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Hash for Table {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|entry| entry.hash(state));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(table: &mut Table, key: i64, value: i64) {
        let key = Value::small(key);
        table.insert(key.0 % 3, key, Value::small(value), |other| other == key);
    }

    #[test]
    fn order_of_insertion_survives_removal_and_compaction() {
        let mut table = Table::new();
        (0..100).for_each(|n| put(&mut table, n, n));
        for n in (0..100).filter(|n| n % 10 != 0) {
            let key = Value::small(n);
            assert!(table.remove(key.0 % 3, |other| other == key).is_some());
        }
        let keys: Vec<_> = table.iter().filter_map(|e| e.key.as_small()).collect();
        assert_eq!(keys, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
        put(&mut table, 5, 5);
        assert_eq!(table.len(), 11);
    }

    #[test]
    fn an_equal_key_keeps_its_place_and_gets_the_value() {
        let mut table = Table::new();
        put(&mut table, 1, 10);
        put(&mut table, 2, 20);
        put(&mut table, 1, 11);
        let values: Vec<_> = table.iter().filter_map(|e| e.value.as_small()).collect();
        assert_eq!(values, [11, 20]);
    }
}
