//! The insertion-ordered hash table under dicts and sets.
//!
//! Entries stand in a vector in order of insertion (a deleted one leaves a hole), an index finds
//! them by hash: CPython's compact dict (R. Hettinger). What equality means is the caller's
//! business: lookups take a predicate, so the table knows nothing of the heap. A set's table shows its
//! entries by place instead (`probes`).

use super::probes::Probes;
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
    /// No entry stands before this place.
    first: usize,
    index: HashTable<u32>,
    /// The places of a set's entries; a dict has none.
    probes: Option<Box<Probes>>,
    /// How deep its keys are nested in each other, as far as somebody noted it.
    nesting: u8,
}

impl Table {
    /// Bytes it owns, about.
    pub fn own_bytes(&self) -> usize {
        let entries = self.entries.capacity() * size_of::<Option<Entry>>();
        entries + self.index.capacity() * size_of::<u32>()
    }

    /// An empty table of a dict.
    pub fn new() -> Table {
        Table::default()
    }

    /// An empty table of a set.
    pub fn of_set() -> Table {
        Table { probes: Some(Box::default()), ..Table::default() }
    }

    /// How deep its keys are nested in each other, as far as it was noted.
    #[inline]
    pub fn nesting(&self) -> u8 {
        self.nesting
    }

    /// Notes that one of its keys is nested so deep.
    pub fn note_nesting(&mut self, nesting: u8) {
        self.nesting = self.nesting.max(nesting);
    }

    /// A set of what another set holds, as CPython's `set(other)` lays it out.
    pub fn set_copy(&self) -> Table {
        let mut out = Table { nesting: self.nesting, ..Table::of_set() };
        out.make_room_for(self.len());
        if let (Some(to), Some(from)) = (&mut out.probes, &self.probes)
            && to.is_copied_by_place(from, self.len())
        {
            let places = (0..from.size()).filter(|&place| from.entry_at(place).is_some());
            places.enumerate().for_each(|(number, place)| to.add_at(place, number));
            out.entries = self.iter().map(Some).collect();
            out.index_anew();
            return out;
        }
        self.iter().for_each(|entry| out.push(entry));
        out
    }

    /// Lays a set out anew when more than a quarter of its places are holes.
    pub fn squeeze(&mut self) {
        if self.probes.as_ref().is_some_and(|probes| probes.has_many_holes(self.len())) {
            self.lay_out_for(Probes::growth(self.len()));
        }
    }

    /// Takes what a new table holds; `pop` goes on where it was.
    pub fn become_set(&mut self, mut other: Table) {
        if let (Some(new), Some(old)) = (&mut other.probes, &self.probes) {
            new.pops_like(old);
        }
        *self = other;
    }

    /// Whether a set has never held anything since it was made or cleared.
    pub fn is_untouched(&self) -> bool {
        self.probes.as_ref().is_some_and(|probes| probes.is_untouched())
    }

    /// Grows a set's table before many items come at once.
    pub fn make_room_for(&mut self, more: usize) {
        if self.probes.as_ref().is_some_and(|probes| probes.is_tight_for(more)) {
            self.lay_out_for((self.len() + more) * 2);
        }
    }

    /// Gives a set's entries new places in a table for more than `wanted` items.
    fn lay_out_for(&mut self, wanted: usize) {
        self.entries = self.iter().map(Some).collect();
        let mut probes = Probes::with_room(wanted);
        for (number, entry) in self.entries.iter().enumerate() {
            probes.add(entry.map_or(0, |e| e.hash), number);
        }
        if let Some(before) = &self.probes {
            probes.pops_like(before);
        }
        self.probes = Some(Box::new(probes));
        self.index_anew();
    }

    fn index_anew(&mut self) {
        self.index.clear();
        let entries = &self.entries;
        let hash_at = |at: u32| entry_hash(entries, at);
        for at in 0..entries.len() as u32 {
            self.index.insert_unique(hash_at(at), at, |&at| hash_at(at));
        }
    }

    /// Adds an entry whose key is not there yet.
    fn push(&mut self, entry: Entry) {
        let at = self.entries.len() as u32;
        self.entries.push(Some(entry));
        let entries = &self.entries;
        let hash_at = |&at: &u32| entry_hash(entries, at);
        self.index.insert_unique(spread(entry.hash), at, hash_at);
        if let Some(probes) = &mut self.probes
            && probes.add(entry.hash, at as usize)
            && probes.is_full()
        {
            self.lay_out_for(Probes::growth(self.len()));
        }
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
            .find(spread(hash), |&at| {
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
        self.push(Entry { hash, key, value });
        None
    }

    /// Removes the key's entry.
    pub fn remove(&mut self, hash: u64, same: impl FnMut(Value) -> bool) -> Option<Entry> {
        let at = self.position(hash, same)?;
        let removed = self.entries[at].take();
        if let Ok(found) = self.index.find_entry(spread(hash), |&i| i as usize == at) {
            found.remove();
        }
        match &mut self.probes {
            Some(probes) => probes.remove(hash, at),
            None => self.close_holes(),
        }
        removed
    }

    /// Holes at either end are never looked through again.
    fn close_holes(&mut self) {
        while self.entries.last() == Some(&None) {
            self.entries.pop();
        }
        self.first = self.first.min(self.entries.len());
        let holes = self.entries[self.first..].iter().take_while(|entry| entry.is_none());
        self.first += holes.count();
        self.compact_if_sparse();
    }

    /// Removes the last entry (`popitem`).
    pub fn pop_last(&mut self) -> Option<Entry> {
        let entry = self.entries.iter().rev().flatten().next().copied()?;
        self.remove(entry.hash, |key| key == entry.key)
    }

    /// Removes the entry that `set.pop` takes: the next one by place.
    pub fn pop_next(&mut self) -> Option<Entry> {
        let number = self.probes.as_mut()?.next_to_pop()?;
        let entry = *self.entries.get(number)?.as_ref()?;
        self.remove(entry.hash, |key| key == entry.key)
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.nesting = 0;
        self.first = 0;
        self.index.clear();
        self.probes.iter_mut().for_each(|probes| **probes = Probes::default());
    }

    /// Entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Entry> + '_ {
        let by_place = self.probes.iter().flat_map(|probes| probes.entries());
        let by_age = if self.probes.is_some() { &[] } else { &self.entries[self.first..] };
        by_place.filter_map(|at| self.entries[at]).chain(by_age.iter().flatten().copied())
    }

    /// The first entry at or after `cursor`, and the cursor after it: iteration that survives
    /// being put away between two steps.
    pub fn next_from(&self, cursor: usize) -> Option<(Entry, usize)> {
        if let Some(probes) = &self.probes {
            let place = (cursor..probes.size()).find(|&at| probes.entry_at(at).is_some())?;
            return Some((self.entries[probes.entry_at(place)?]?, place + 1));
        }
        let cursor = cursor.max(self.first);
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
        self.first = 0;
        self.index_anew();
    }
}

/// The hash as the index needs it: with all of its bits depending on all of them. (Those of numbers
/// are small numbers.)
#[inline]
fn spread(hash: u64) -> u64 {
    let mixed = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

fn entry_hash(entries: &[Option<Entry>], at: u32) -> u64 {
    entries[at as usize].map_or(0, |entry| spread(entry.hash))
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
    fn a_set_shows_its_items_by_place_whatever_came_first() {
        let mut set = Table::of_set();
        let order = |set: &Table| set.iter().map(|e| e.hash).collect::<Vec<_>>();
        for n in [40, 3, 20, 10, 7, 50, 30] {
            let key = Value::small(n);
            set.insert(n as u64, key, Value::NONE, |other| other == key);
        }
        // As CPython: 32 places after the fifth.
        assert_eq!(order(&set), [3, 7, 40, 10, 50, 20, 30]);
        assert_eq!(set.pop_next().map(|e| e.hash), Some(3));
        assert_eq!(order(&set.set_copy()), [50, 20, 7, 40, 10, 30]);
        assert_eq!(set.next_from(8).map(|(e, _)| e.hash), Some(40));
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
