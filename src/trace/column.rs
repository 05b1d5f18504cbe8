//! Columns that only grow at the end and are dropped at the front, in pieces of fixed size.
//!
//! Growing copies a chunk at most (a doubling vector would copy a hundred megabytes), and the
//! memory used is the memory filled. A column and its copies share their full chunks. Times are
//! kept as 32-bit distances from the chunk's first one, and widen only where a chunk spans more
//! than four seconds. Knows nothing of what it holds.

use super::piece::Piece;
use std::collections::VecDeque;

/// Items in a chunk.
pub const CHUNK: usize = 1024;
/// Items that a chunk has room for when it begins. It grows as it is filled: with room for all of
/// them at once, a trace of few events and many rows would be spare room for the most part.
const ROOM: usize = CHUNK / 8;
const SHIFT: u32 = CHUNK.trailing_zeros();
const MASK: u64 = CHUNK as u64 - 1;

/// A long row of items, addressed by a number that never changes.
#[derive(Clone, Debug)]
pub struct Chunked<T> {
    chunks: VecDeque<Piece<Vec<T>>>,
    dropped: u64,
    len: u64,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Chunked { chunks: VecDeque::new(), dropped: 0, len: 0 }
    }
}

impl<T: Copy> Chunked<T> {
    /// One past the number of the newest item.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// The item with this number; it must be there.
    #[inline]
    pub fn get(&self, at: u64) -> &T {
        &self.chunks[((at >> SHIFT) - self.dropped) as usize][(at & MASK) as usize]
    }

    /// Adds one at the end.
    #[inline]
    pub fn push(&mut self, item: T) {
        if self.len & MASK == 0 {
            let room = if self.chunks.is_empty() { 0 } else { ROOM };
            Piece::begin(&mut self.chunks, Vec::with_capacity(room));
        }
        if let Some(chunk) = self.chunks.back_mut() {
            chunk.open().push(item);
            self.len += 1;
        }
    }

    /// Drops whole chunks that lie before item `before`.
    pub fn drop_before(&mut self, before: u64) {
        while self.chunks.len() > 1 && (self.dropped + 1) << SHIFT <= before {
            self.chunks.pop_front();
            self.dropped += 1;
        }
    }

    /// Bytes held, spare room included.
    pub fn bytes(&self) -> usize {
        let items: usize = self.chunks.iter().map(|chunk| chunk.capacity()).sum();
        items * size_of::<T>() + self.chunks.capacity() * size_of::<Piece<Vec<T>>>()
    }
}

/// A long row of items with a time each; times never go down.
#[derive(Clone, Debug)]
pub struct Column<T> {
    chunks: VecDeque<Piece<Chunk<T>>>,
    /// When each chunk begins. Side by side, because a search that looks into the chunks themselves
    /// waits for the memory of each.
    bases: VecDeque<u64>,
    dropped: u64,
    len: u64,
}

#[derive(Clone, Debug)]
struct Chunk<T> {
    base: u64,
    times: Times,
    items: Vec<T>,
}

impl<T> Default for Chunk<T> {
    fn default() -> Self {
        Chunk { base: 0, times: Times::Narrow(Vec::new()), items: Vec::new() }
    }
}

#[derive(Clone, Debug)]
enum Times {
    Narrow(Vec<u32>),
    Wide(Vec<u64>),
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Column { chunks: VecDeque::new(), bases: VecDeque::new(), dropped: 0, len: 0 }
    }
}

impl<T: Copy> Column<T> {
    /// One past the number of the newest item.
    #[inline]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Number of the oldest item that is still there.
    #[inline]
    pub fn first(&self) -> u64 {
        self.dropped << SHIFT
    }

    /// Whether nothing is there.
    pub fn is_empty(&self) -> bool {
        self.len == self.first()
    }

    /// How many items are there.
    pub fn count(&self) -> u64 {
        self.len - self.first()
    }

    #[inline]
    fn chunk(&self, at: u64) -> &Chunk<T> {
        &self.chunks[((at >> SHIFT) - self.dropped) as usize]
    }

    /// The item with this number; it must be there.
    #[inline]
    pub fn item(&self, at: u64) -> T {
        self.chunk(at).items[(at & MASK) as usize]
    }

    /// The time of the item with this number; it must be there.
    #[inline]
    pub fn time(&self, at: u64) -> u64 {
        self.chunk(at).time((at & MASK) as usize)
    }

    /// The newest item.
    pub fn last(&self) -> Option<(u64, T)> {
        (!self.is_empty()).then(|| (self.time(self.len - 1), self.item(self.len - 1)))
    }

    /// Adds one at the end. A time before the newest one counts as the newest one.
    #[inline]
    pub fn push(&mut self, nanos: u64, item: T) {
        if self.len & MASK == 0 {
            let nanos = if self.is_empty() { nanos } else { nanos.max(self.time(self.len - 1)) };
            let room = if self.chunks.is_empty() { 4 } else { ROOM };
            Piece::begin(&mut self.chunks, Chunk::new(nanos, room));
            self.bases.push_back(nanos);
        }
        if let Some(chunk) = self.chunks.back_mut() {
            chunk.open().push(nanos, item);
            self.len += 1;
        }
    }

    /// Takes items off the end until `len` is left.
    pub fn truncate(&mut self, len: u64) {
        let len = len.max(self.first());
        while self.len > len {
            let start = (self.len - 1) & !MASK;
            if start >= len {
                self.chunks.pop_back();
                self.bases.pop_back();
                self.len = start;
            } else {
                if let Some(chunk) = self.chunks.back_mut() {
                    chunk.open().truncate((len - start) as usize);
                }
                self.len = len;
            }
        }
    }

    /// The items from `at` to the end of its block of `size` (a power of two up to a chunk).
    #[inline]
    pub fn rest_of_block(&self, at: u64, size: u64) -> Block<'_, T> {
        let chunk = self.chunk(at);
        let first = (at & MASK) as usize;
        let end = (first | (size as usize - 1)) + 1;
        Block { chunk, first, len: end.min(chunk.items.len()) - first }
    }

    /// Number of the last item that is not after `nanos`.
    pub fn index_at(&self, nanos: u64) -> Option<u64> {
        let chunk = self.bases.partition_point(|base| *base <= nanos).checked_sub(1)?;
        let inside = self.chunks[chunk].not_after(nanos);
        Some(((self.dropped + chunk as u64) << SHIFT) + inside as u64 - 1)
    }

    /// The numbers of the items around `at` for which `of` is the same as for it. It never goes down
    /// and up again.
    pub fn run_of<K: PartialEq>(&self, at: u64, of: impl Fn(T) -> K) -> std::ops::Range<u64> {
        let same = of(self.item(at));
        let search = |mut low: u64, mut high: u64, inside: &dyn Fn(u64) -> bool| {
            while low < high {
                let middle = low + (high - low) / 2;
                if inside(middle) { high = middle } else { low = middle + 1 }
            }
            low
        };
        let begin = search(self.first(), at, &|number| of(self.item(number)) == same);
        begin..search(at + 1, self.len, &|number| of(self.item(number)) != same)
    }

    /// Number of the first item at or after `nanos` (the length if there is none).
    pub fn first_from(&self, nanos: u64) -> u64 {
        match nanos.checked_sub(1) {
            Some(before) => self.index_at(before).map_or(self.first(), |at| at + 1),
            None => self.first(),
        }
    }

    /// Time of the last item in the oldest chunk, if that chunk is full and may be dropped.
    pub fn oldest_end(&self) -> Option<u64> {
        (self.chunks.len() > 1).then(|| self.chunks[0].time(CHUNK - 1))
    }

    /// Drops the oldest chunk; returns how many items that were.
    pub fn drop_oldest(&mut self) -> u64 {
        if self.chunks.len() < 2 {
            return 0;
        }
        self.chunks.pop_front();
        self.bases.pop_front();
        self.dropped += 1;
        CHUNK as u64
    }

    /// Drops whole chunks whose items are all followed by another one at or before `nanos`.
    pub fn drop_until(&mut self, nanos: u64) {
        while self.chunks.len() > 1 && self.bases[1] <= nanos {
            self.drop_oldest();
        }
    }

    /// Bytes held, spare room included.
    pub fn bytes(&self) -> usize {
        let chunks: usize = self.chunks.iter().map(|chunk| chunk.bytes()).sum();
        let each = size_of::<Piece<Chunk<T>>>();
        chunks + self.chunks.capacity() * each + self.bases.capacity() * size_of::<u64>()
    }
}

/// A few items in a row, for reading one after the other.
pub struct Block<'a, T> {
    chunk: &'a Chunk<T>,
    first: usize,
    len: usize,
}

impl<T: Copy> Block<'_, T> {
    /// How many.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// One of them.
    #[inline]
    pub fn item(&self, number: usize) -> T {
        self.chunk.items[self.first + number]
    }

    /// Its time; also that of the item after the block, if it stands beside it.
    #[inline]
    pub fn time(&self, number: usize) -> Option<u64> {
        let at = self.first + number;
        (at < self.chunk.items.len()).then(|| self.chunk.time(at))
    }
}

impl<T: Copy> Chunk<T> {
    fn new(base: u64, room: usize) -> Self {
        Chunk {
            base,
            times: Times::Narrow(Vec::with_capacity(room)),
            items: Vec::with_capacity(room),
        }
    }

    #[inline]
    fn time(&self, at: usize) -> u64 {
        match &self.times {
            Times::Narrow(times) => self.base + u64::from(times[at]),
            Times::Wide(times) => times[at],
        }
    }

    #[inline]
    fn push(&mut self, nanos: u64, item: T) {
        let last = match &self.times {
            Times::Narrow(times) => self.base + times.last().copied().map_or(0, u64::from),
            Times::Wide(times) => times.last().copied().unwrap_or(self.base),
        };
        let nanos = nanos.max(last);
        match &mut self.times {
            Times::Narrow(times) => match u32::try_from(nanos - self.base) {
                Ok(distance) => times.push(distance),
                Err(_) => {
                    let mut wide = Vec::with_capacity(times.capacity());
                    wide.extend(times.iter().map(|&time| self.base + u64::from(time)));
                    wide.push(nanos);
                    self.times = Times::Wide(wide);
                }
            },
            Times::Wide(times) => times.push(nanos),
        }
        self.items.push(item);
    }

    fn truncate(&mut self, len: usize) {
        self.items.truncate(len);
        match &mut self.times {
            Times::Narrow(times) => times.truncate(len),
            Times::Wide(times) => times.truncate(len),
        }
    }

    fn not_after(&self, nanos: u64) -> usize {
        match &self.times {
            Times::Narrow(times) => {
                times.partition_point(|&time| self.base + u64::from(time) <= nanos)
            }
            Times::Wide(times) => times.partition_point(|&time| time <= nanos),
        }
    }

    fn bytes(&self) -> usize {
        let times = match &self.times {
            Times::Narrow(times) => times.capacity() * 4,
            Times::Wide(times) => times.capacity() * 8,
        };
        times + self.items.capacity() * size_of::<T>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_wide_chunk_keeps_every_time() {
        let mut column = Column::default();
        let times = [0, 5, 3_000_000_000, 9_000_000_000, 1 << 45];
        times.iter().for_each(|&time| column.push(time, time));
        for (at, &time) in times.iter().enumerate() {
            assert_eq!((column.time(at as u64), column.item(at as u64)), (time, time));
        }
    }

    #[test]
    fn numbers_survive_dropping_at_the_front() {
        let mut column = Column::default();
        (0..5000).for_each(|n| column.push(n, n));
        assert_eq!(column.drop_oldest(), CHUNK as u64);
        column.drop_until(3000);
        assert_eq!(column.first(), 2048);
        assert_eq!(column.item(2048), 2048);
        assert_eq!(column.index_at(2047), None);
        assert_eq!(column.index_at(4999), Some(4999));
    }

    #[test]
    fn a_copy_keeps_what_it_had_and_shares_its_full_chunks() {
        let mut column = Column::default();
        (0..3000).for_each(|n| column.push(n, n));
        let copy = column.clone();
        // Taken back into a full chunk, and other things put there instead.
        column.truncate(2000);
        (0..2000).for_each(|n| column.push(2000 + n, 7));
        assert_eq!((copy.len(), copy.item(2500), copy.time(2999)), (3000, 2500, 2999));
        assert_eq!((column.len(), column.item(2500)), (4000, 7));
        let address = |column: &Column<u64>, at: u64| std::ptr::from_ref(column.chunk(at));
        assert_eq!(address(&column, 5), address(&copy, 5), "the same chunk");
    }

    proptest! {
        #[test]
        fn searching_agrees_with_a_plain_vector(
            gaps in prop::collection::vec(0u64..4, 1..3000),
            keep in 0usize..3000,
            ask in 0u64..9000,
        ) {
            let mut column = Column::default();
            let mut plain = Vec::new();
            let mut now = 0;
            for gap in gaps {
                now += gap;
                column.push(now, now);
                plain.push(now);
            }
            plain.truncate(keep);
            column.truncate(keep as u64);
            prop_assert_eq!(column.len(), plain.len() as u64);
            let expected = plain.partition_point(|&time| time <= ask).checked_sub(1);
            prop_assert_eq!(column.index_at(ask), expected.map(|at| at as u64));
            let from = plain.partition_point(|&time| time < ask);
            prop_assert_eq!(column.first_from(ask), from as u64);
        }
    }
}
