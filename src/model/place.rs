//! A place of the heap: filled once by the thread whose nursery it was in, emptied by a collection.
//!
//! Filling and looking cost one atomic operation each, and nobody waits: no two threads ever hold
//! the same free place.

use super::object::Obj;
use spin::Once;

/// A place for an object.
#[derive(Default)]
pub(super) struct Place(Once<Obj>);

impl Place {
    /// Puts an object there. The heap is broken if there is one already: better no run than a
    /// wrong one.
    #[inline(always)]
    pub fn fill(&self, obj: Obj) {
        assert!(!self.0.is_completed(), "a place was handed out twice");
        self.0.call_once(|| obj);
    }

    /// The object, if there is one.
    #[inline(always)]
    pub fn get(&self) -> Option<&Obj> {
        self.0.get()
    }

    /// Takes the object out.
    pub fn take(&mut self) -> Option<Obj> {
        std::mem::take(&mut self.0).try_into_inner()
    }

    /// Frees the object, if there is one.
    #[inline]
    pub fn empty(&mut self) {
        self.0 = Once::new();
    }
}

impl Clone for Place {
    fn clone(&self) -> Self {
        Place(self.get().map_or_else(Once::new, |obj| Once::initialized(obj.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_a_place_stays_until_it_is_emptied() {
        let mut place = Place::default();
        assert!(place.get().is_none() && place.take().is_none());
        place.fill(Obj::Float(1.5));
        let copy = place.clone();
        assert!(matches!(place.get(), Some(Obj::Float(1.5))));
        assert!(matches!(place.take(), Some(Obj::Float(1.5))));
        assert!(place.get().is_none());
        place.fill(Obj::Plain);
        place.empty();
        assert!(place.get().is_none());
        assert!(matches!(copy.get(), Some(Obj::Float(1.5))));
    }
}
