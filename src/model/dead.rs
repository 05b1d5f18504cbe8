//! Objects that a collection found dead and nobody has freed yet.
//!
//! To give an object's memory back takes longer than to find that nobody needs it. So a collection
//! only takes the dead out of their places, and they are freed after it, a few at a time: by the
//! threads that allocate, as fast as they do, and by whoever has time.

use super::object::Obj;
use super::shared::Guarded;
use super::value::Value;

/// Objects of a block: the unit in which they are freed.
const BLOCK: usize = 128;
/// Blocks freed for each block of places that a thread takes, at least: twice as many, so that all
/// are gone by the next collection.
const BLOCKS_A_REFILL: usize = 2;
/// That part of all blocks is freed with each block of places, if it is more.
const PART_A_REFILL: usize = 128;

/// See the module's header.
#[derive(Debug, Default)]
pub struct Dead(Guarded<Vec<Vec<Obj>>>);

/// A copy of a heap has nothing to free: what is dead here is not copied.
impl Clone for Dead {
    fn clone(&self) -> Self {
        Dead::default()
    }
}

impl Dead {
    /// Takes an object that a collection found, with the world stopped.
    pub fn add(&mut self, obj: Obj) {
        let blocks = self.0.get_mut();
        match blocks.last_mut().filter(|block| block.len() < BLOCK) {
            Some(block) => block.push(obj),
            None => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(obj);
                blocks.push(block);
            }
        }
    }

    /// Frees as much as a thread should that has allocated a block of places.
    pub fn free_for_refill(&self) {
        let blocks = {
            let mut blocks = self.0.lock();
            let count = BLOCKS_A_REFILL.max(blocks.len() / PART_A_REFILL);
            let keep = blocks.len().saturating_sub(count);
            blocks.split_off(keep)
        };
        drop(blocks);
    }

    /// Frees up to so many blocks; whether any are left.
    pub fn free_some(&self, blocks_max: usize) -> bool {
        for _ in 0..blocks_max {
            let block = self.0.lock().pop();
            if block.is_none() {
                return false;
            }
        }
        !self.0.lock().is_empty()
    }
}

/// Bytes that a new object owns beside its place, about; what is always small is not counted.
#[inline]
pub fn own_bytes(obj: &mut Obj) -> usize {
    let words = |count: usize| count * size_of::<Value>();
    match obj {
        Obj::Str(text) => text.own_bytes(),
        Obj::Bytes(bytes) => bytes.len(),
        Obj::Tuple(items) => words(items.len()),
        Obj::List(items) => words(items.get_mut().capacity()),
        Obj::Dict(table) | Obj::Set(table) => table.get_mut().own_bytes(),
        Obj::FrozenSet(table) => table.own_bytes(),
        Obj::Deque(deque) => words(deque.items.get_mut().capacity()),
        Obj::BigInt(number) => usize::try_from(number.bits() / 8).unwrap_or(usize::MAX),
        _ => 0,
    }
}

/// Whether an object owns nothing beside its place.
pub fn owns_nothing(obj: &Obj) -> bool {
    if let Obj::Str(text) = obj {
        return text.is_inline();
    }
    matches!(
        obj,
        Obj::Float(_)
            | Obj::BoundMethod { .. }
            | Obj::Module(_)
            | Obj::Cell(_)
            | Obj::DictView { .. }
            | Obj::StaticMethod(_)
            | Obj::ClassMethod(_)
            | Obj::Super { .. }
            | Obj::Lock(_)
            | Obj::RLock(_)
            | Obj::Core(_)
            | Obj::Plain
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(count: usize) -> Dead {
        let mut dead = Dead::default();
        (0..count).for_each(|_| dead.add(Obj::Bytes(Box::default())));
        dead
    }

    #[test]
    fn all_are_free_after_half_as_many_places_were_taken() {
        let dead = of(10 * BLOCK);
        (0..5).for_each(|_| dead.free_for_refill());
        assert!(!dead.free_some(0));
    }

    #[test]
    fn a_great_heap_of_them_goes_faster() {
        let dead = of(1000 * BLOCK);
        (0..200).for_each(|_| dead.free_for_refill());
        let left = dead.0.lock().len();
        assert!(left < 300, "{left}");
    }

    #[test]
    fn whoever_has_time_is_told_when_nothing_is_left() {
        let dead = of(3 * BLOCK);
        assert!(dead.free_some(2));
        assert!(!dead.free_some(2));
        assert!(!dead.clone().free_some(1));
    }
}
