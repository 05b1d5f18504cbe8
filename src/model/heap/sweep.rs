//! The second half of a collection: what was not marked leaves its place.
//!
//! A word of marks at a time, so that stretches where all live cost nothing.

use super::{CHUNK, CHUNK_BITS, Heap};
use crate::model::collect::Collected;
use crate::model::dead::owns_nothing;

/// A heap of at most so many places is freed at once: that takes less than a millisecond.
const FREED_AT_ONCE_MAX: usize = 1 << 16;
/// Places whose marks make a word.
pub(in crate::model) const MARKS: usize = u64::BITS as usize;

impl Heap {
    /// Takes every object whose bit is not set out of its place and hands the places out anew. The
    /// objects of a large heap are freed later. `live_bytes`: what those own that are alive, about.
    pub(in crate::model) fn sweep(&mut self, marks: &[u64], live_bytes: usize) -> Collected {
        let fresh = self.free.get_mut().fresh as usize;
        let mut collected = Collected::default();
        let mut places = std::mem::take(&mut self.free.get_mut().places);
        places.clear();
        // Backwards, so that low places are handed out first.
        for (number, &word) in marks.iter().enumerate().rev() {
            collected.live += word.count_ones() as usize;
            let first = number * MARKS;
            let mut dead = !word & places_below(fresh, first);
            while dead != 0 {
                let bit = dead.ilog2();
                dead ^= 1 << bit;
                let place = first + bit as usize;
                places.push(place as u32);
                let chunk = self.chunks.0[place >> CHUNK_BITS].get_mut();
                let Some(place) = chunk.map(|chunk| &mut chunk.0[place & (CHUNK - 1)]) else {
                    continue;
                };
                let Some(obj) = place.get() else { continue };
                collected.note_freed(obj);
                if fresh <= FREED_AT_ONCE_MAX || owns_nothing(obj) {
                    place.empty();
                } else if let Some(obj) = place.take() {
                    self.dead.add(obj);
                }
            }
        }
        self.free.get_mut().places = places;
        self.class_changed();
        self.pressure.relieve(collected.live, live_bytes);
        collected
    }

    /// Frees up to so many blocks of what the last collection found dead; whether any are left.
    pub fn free_some(&self, blocks_max: usize) -> bool {
        self.dead.free_some(blocks_max)
    }
}

/// The bits of those of the places from `first` on that were handed out and may hold an object.
fn places_below(fresh: usize, first: usize) -> u64 {
    let count = fresh.saturating_sub(first).min(MARKS);
    let all = if count == MARKS { u64::MAX } else { (1 << count) - 1 };
    if first == 0 { all & !1 } else { all }
}
