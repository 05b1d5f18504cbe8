//! Reference counts, for runs that pay for them as the "Gilectomy" did: they free nothing here, since
//! a collector does that, but cost what atomic counts cost, most where threads share an object.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

const CHUNK_BITS: u32 = 12;
const CHUNK: usize = 1 << CHUNK_BITS;
const CHUNKS_MAX: usize = 1 << 14;

/// An object's count, as far from the next one as CPython's objects are.
#[derive(Debug, Default)]
#[repr(align(16))]
struct Count(AtomicU32);

/// A count for each place of a heap, made when it is first needed.
#[derive(Debug)]
pub struct Counts(Box<[OnceLock<Box<[Count]>>]>);

impl Default for Counts {
    fn default() -> Self {
        Counts(std::iter::repeat_with(OnceLock::new).take(CHUNKS_MAX).collect())
    }
}

impl Counts {
    /// A reference is taken and given back: one atomic up, one atomic down.
    pub fn access(&self, place: usize) {
        let Some(chunk) = self.0.get(place >> CHUNK_BITS) else { return };
        let counts =
            chunk.get_or_init(|| std::iter::repeat_with(Count::default).take(CHUNK).collect());
        let count = &counts[place & (CHUNK - 1)].0;
        count.fetch_add(1, Ordering::AcqRel);
        count.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_leaves_the_count_as_it_was() {
        let counts = Counts::default();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| (0..1000).for_each(|_| counts.access(CHUNK + 1)));
            }
        });
        let chunk = counts.0[1].get().unwrap();
        assert_eq!(chunk[1].0.load(Ordering::Relaxed), 0);
        counts.access(usize::MAX);
    }
}
