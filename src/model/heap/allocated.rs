//! What was allocated, and whether that makes a collection due. It must not know who collects.

use super::{Heap, Nursery};

/// Bytes beside places after which a thread tells the heap.
const BYTES_TOLD: usize = 1 << 18;

impl Heap {
    /// Whether enough was allocated for a collection to be worth its pause.
    #[inline]
    pub fn wants_collection(&self) -> bool {
        self.pressure.wants_collection()
    }

    /// So many bytes were allocated beside places: for what objects own.
    #[inline]
    pub fn note_bytes(&self, nursery: &mut Nursery, count: usize) {
        nursery.bytes += count;
        if nursery.bytes > BYTES_TOLD {
            self.tell_bytes(nursery);
        }
    }

    /// Makes a collection worth its pause now: the process has grown by what nobody counted here.
    pub fn press(&self) {
        self.pressure.press();
    }

    /// The first collection is due after about so many bytes, and not before.
    pub fn collect_first_after(&self, bytes: u64) {
        self.pressure.collect_first_after(bytes);
    }

    #[cold]
    fn tell_bytes(&self, nursery: &mut Nursery) {
        self.pressure.bytes(std::mem::take(&mut nursery.bytes));
        nursery.collection_due = self.wants_collection();
    }
}
