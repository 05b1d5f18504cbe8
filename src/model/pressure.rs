//! When a collection is worth its pause: what was allocated since the last one.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Objects allocated before the first collection: few enough to stay in the processor's caches.
const FIRST_COLLECTION: u64 = 32_000;
/// Bytes allocated for what objects own (texts, items) before the first collection.
const FIRST_COLLECTION_BYTES: u64 = 32 << 20;

/// What an object takes in its place, with what is always beside it, about.
const PLACE_BYTES: u64 = 64;

/// See the module's header.
#[derive(Debug)]
pub struct Pressure {
    taken: AtomicU64,
    collect_at: AtomicU64,
    bytes: AtomicU64,
    collect_bytes: AtomicU64,
}

impl Default for Pressure {
    fn default() -> Self {
        Pressure {
            taken: 0.into(),
            collect_at: FIRST_COLLECTION.into(),
            bytes: 0.into(),
            collect_bytes: FIRST_COLLECTION_BYTES.into(),
        }
    }
}

impl Clone for Pressure {
    fn clone(&self) -> Self {
        let copy = |number: &AtomicU64| number.load(Relaxed).into();
        Pressure {
            taken: copy(&self.taken),
            collect_at: copy(&self.collect_at),
            bytes: copy(&self.bytes),
            collect_bytes: copy(&self.collect_bytes),
        }
    }
}

impl Pressure {
    /// So many places were handed out.
    pub fn places(&self, count: usize) {
        self.taken.fetch_add(count as u64, Relaxed);
    }

    /// So many bytes were allocated beside places.
    pub fn bytes(&self, count: usize) {
        self.bytes.fetch_add(count as u64, Relaxed);
    }

    /// Enough was allocated, whatever was counted.
    pub fn press(&self) {
        self.collect_at.store(0, Relaxed);
    }

    /// Enough is so much, this once.
    pub fn collect_first_after(&self, bytes: u64) {
        self.collect_at.store(bytes / PLACE_BYTES, Relaxed);
        self.collect_bytes.store(bytes, Relaxed);
    }

    /// Whether enough was allocated.
    #[inline]
    pub fn wants_collection(&self) -> bool {
        self.taken.load(Relaxed) >= self.collect_at.load(Relaxed)
            || self.bytes.load(Relaxed) >= self.collect_bytes.load(Relaxed)
    }

    /// A collection left this much alive: the next one waits until as much again was allocated.
    pub fn relieve(&self, live: usize, live_bytes: usize) {
        self.taken.store(0, Relaxed);
        self.bytes.store(0, Relaxed);
        self.collect_at.store(FIRST_COLLECTION.max(live as u64), Relaxed);
        self.collect_bytes.store(FIRST_COLLECTION_BYTES.max(live_bytes as u64), Relaxed);
    }
}
