//! Numbers of objects that nobody can reach any more, for new ones that are made on the same line.
//!
//! Knows no cells: whoever adds a number has made sure that its object is as it began.

use crate::model::ids::ObjectId;
use crate::model::primitives::Primitive;
use std::collections::HashMap;

/// Numbers by what their objects began as, and the line that made them.
#[derive(Debug, Default)]
pub struct Spare(HashMap<(Primitive, u32), Vec<ObjectId>>);

impl Spare {
    /// An object is dead.
    pub fn add(&mut self, primitive: &Primitive, line: u32, object: ObjectId) {
        self.0.entry((primitive.clone(), line)).or_default().push(object);
    }

    /// The number of a dead object of that line that began so.
    pub fn take(&mut self, primitive: &Primitive, line: u32) -> Option<ObjectId> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get_mut(&(primitive.clone(), line))?.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_to_an_object_of_the_same_kind_and_line_only() {
        let lock = Primitive::create("Lock", 0).unwrap();
        let event = Primitive::create("Event", 0).unwrap();
        let mut spare = Spare::default();
        spare.add(&lock, 7, ObjectId(3));
        assert_eq!((spare.take(&lock, 8), spare.take(&event, 7)), (None, None));
        assert_eq!((spare.take(&lock, 7), spare.take(&lock, 7)), (Some(ObjectId(3)), None));
    }
}
