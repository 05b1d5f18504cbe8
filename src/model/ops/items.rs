//! The items of a sequence, one after another: who compares them may stop at the first, so they are
//! not all copied, and nobody's lock is held while they are looked at.

use crate::model::dict::{Entry, Table};
use crate::model::heap::Heap;
use crate::model::object::{Deque, DictPart, Obj};
use crate::model::shared::Guarded;
use crate::model::value::Value;
use smallvec::SmallVec;

/// Items that are taken under one lock. Few: comparisons inside comparisons have one chunk each on the
/// stack.
const CHUNK: usize = 8;
/// Entries that are taken under one lock.
const ENTRIES_CHUNK: usize = 4;

/// The items of a tuple, list or deque, or the values of a dict.
pub struct Items<'h> {
    of: Of<'h>,
    at: usize,
    chunk: SmallVec<[Value; CHUNK]>,
    taken: usize,
}

#[derive(Clone, Copy)]
enum Of<'h> {
    Tuple(&'h [Value]),
    List(&'h Guarded<Vec<Value>>),
    Deque(&'h Deque),
    Values(&'h Guarded<Table>),
}

impl<'h> Items<'h> {
    /// Those of a sequence; `None` for what is none.
    pub fn of(heap: &'h Heap, value: Value) -> Option<Items<'h>> {
        let of = match heap.get(heap.native(value))? {
            Obj::Tuple(items) => Of::Tuple(items),
            Obj::List(items) => Of::List(items),
            Obj::Deque(deque) => Of::Deque(deque),
            Obj::DictView { dict, part: DictPart::Values } => Of::Values(heap.dict(*dict)?),
            _ => return None,
        };
        Some(Items { of, at: 0, chunk: SmallVec::new(), taken: 0 })
    }

    /// How many there are now.
    pub fn count_now(&self) -> usize {
        match self.of {
            Of::Tuple(items) => items.len(),
            Of::List(items) => items.lock().len(),
            Of::Deque(deque) => deque.items.lock().len(),
            Of::Values(table) => table.lock().len(),
        }
    }

    /// Those at and after a place; not for the values of a dict.
    pub fn after(self, at: usize) -> Items<'h> {
        Items { at, ..self }
    }

    fn refill(&mut self) {
        self.chunk.clear();
        self.taken = 0;
        let end = |length: usize| self.at.saturating_add(CHUNK).min(length);
        match self.of {
            Of::Tuple(_) => {}
            Of::List(items) => {
                let items = items.lock();
                let part = items.get(self.at..end(items.len()));
                self.chunk.extend_from_slice(part.unwrap_or(&[]));
            }
            Of::Deque(deque) => {
                let items = deque.items.lock();
                let end = end(items.len());
                self.chunk.extend(items.range(self.at.min(end)..end).copied());
            }
            Of::Values(table) => {
                let table = table.lock();
                while self.chunk.len() < CHUNK
                    && let Some((entry, next)) = table.next_from(self.at)
                {
                    self.chunk.push(entry.value);
                    self.at = next;
                }
                return;
            }
        }
        self.at += self.chunk.len();
    }
}

impl Iterator for Items<'_> {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        if let Of::Tuple(items) = self.of {
            let item = items.get(self.at).copied()?;
            self.at += 1;
            return Some(item);
        }
        if self.taken == self.chunk.len() {
            self.refill();
        }
        let item = self.chunk.get(self.taken).copied()?;
        self.taken += 1;
        Some(item)
    }
}

/// The entries of a table, a chunk under each lock.
pub struct Entries<'h> {
    table: TableRef<'h>,
    at: usize,
    chunk: SmallVec<[Entry; ENTRIES_CHUNK]>,
    taken: usize,
}

/// A table that others may change, or one that nobody can.
#[derive(Clone, Copy)]
pub enum TableRef<'h> {
    /// A set's or dict's.
    Shared(&'h Guarded<Table>),
    /// A frozenset's.
    Frozen(&'h Table),
}

impl<'h> TableRef<'h> {
    /// Looks into it, under its lock if it has one.
    pub fn with<R>(self, look: impl FnOnce(&Table) -> R) -> R {
        match self {
            TableRef::Shared(table) => look(&table.lock()),
            TableRef::Frozen(table) => look(table),
        }
    }

    /// How many entries it has now.
    pub fn count_now(self) -> usize {
        self.with(Table::len)
    }

    /// Its entries, without holding its lock in between.
    pub fn entries(self) -> Entries<'h> {
        Entries { table: self, at: 0, chunk: SmallVec::new(), taken: 0 }
    }
}

impl Iterator for Entries<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if self.taken == self.chunk.len() {
            self.chunk.clear();
            self.taken = 0;
            let (chunk, at) = (&mut self.chunk, &mut self.at);
            self.table.with(|table| {
                while chunk.len() < ENTRIES_CHUNK
                    && let Some((entry, next)) = table.next_from(*at)
                {
                    chunk.push(entry);
                    *at = next;
                }
            });
        }
        let entry = self.chunk.get(self.taken).copied()?;
        self.taken += 1;
        Some(entry)
    }
}
