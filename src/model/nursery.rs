//! A thread's own free places, so that allocating costs no shared write, and what it allocated.

/// A thread's own supply of free places.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Nursery {
    pub(super) places: Vec<u32>,
    /// Bytes allocated beside places since the heap was last told.
    pub(super) bytes: usize,
    pub(super) collection_due: bool,
    /// Where a text is put together.
    pub(super) scratch: String,
}

impl Nursery {
    /// Whether enough was allocated for a collection to be worth its pause.
    #[inline(always)]
    pub fn wants_collection(&self) -> bool {
        self.collection_due
    }

    /// Gives all places up (after a collection, which hands them out anew).
    pub fn clear(&mut self) {
        self.places.clear();
        self.collection_due = false;
    }
}
