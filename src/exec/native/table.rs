//! A table that only grows, read without a lock: the cells and the threads of a run, by number.
//!
//! Entries sit in blocks that double in size and never move, so a reader needs two loads while
//! another thread adds.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

const FIRST_BLOCK_BITS: u32 = 5;
const BLOCKS: usize = 20;

/// See the module's header.
#[derive(Debug)]
pub struct Table<T> {
    blocks: [OnceLock<Box<[OnceLock<T>]>>; BLOCKS],
    taken: AtomicU32,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { blocks: std::array::from_fn(|_| OnceLock::new()), taken: AtomicU32::new(0) }
    }
}

impl<T> Table<T> {
    /// Most entries: 33 million.
    pub const CAPACITY: u32 = ((1 << BLOCKS) - 1) << FIRST_BLOCK_BITS;

    /// Adds what `make` makes of its number. `None` when the table is full.
    pub fn add(&self, make: impl FnOnce(u32) -> T) -> Option<&T> {
        let number = self
            .taken
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| {
                (n < Self::CAPACITY).then_some(n + 1)
            })
            .ok()?;
        let (block, at) = place(number);
        let block = self.blocks[block].get_or_init(|| {
            let size = 1usize << (block as u32 + FIRST_BLOCK_BITS);
            std::iter::repeat_with(OnceLock::new).take(size).collect()
        });
        Some(block[at].get_or_init(|| make(number)))
    }

    /// The entry with this number, if it is there already.
    #[inline]
    pub fn get(&self, number: u32) -> Option<&T> {
        let (block, at) = place(number);
        self.blocks.get(block)?.get()?.get(at)?.get()
    }

    /// How many numbers have been given out; the newest entries may still be on their way.
    pub fn len(&self) -> u32 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Whether nothing has been added yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All entries, in order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        (0..self.len()).filter_map(|number| self.get(number))
    }
}

#[inline]
fn place(number: u32) -> (usize, usize) {
    let shifted = u64::from(number) + (1 << FIRST_BLOCK_BITS);
    let block = shifted.ilog2() - FIRST_BLOCK_BITS;
    let at = shifted - (1 << (block + FIRST_BLOCK_BITS));
    (block as usize, at as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_by_number() {
        let table = Table::default();
        for number in 0..5000 {
            assert_eq!(table.add(|n| n * 3), Some(&(number * 3)));
        }
        assert_eq!(table.get(4999), Some(&(4999 * 3)));
        assert_eq!((table.get(5000), table.len()), (None, 5000));
        assert!(table.iter().copied().eq((0..5000).map(|n| n * 3)));
        assert_eq!(table.get(u32::MAX), None);
    }

    #[test]
    fn threads_that_add_at_once_get_numbers_of_their_own() {
        let table = Table::default();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..1000).for_each(|_| assert!(table.add(|n| n).is_some())));
            }
        });
        assert!(table.iter().copied().eq(0..4000));
    }
}
