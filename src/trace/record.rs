//! An event as the store keeps it: ten bytes, with time and thread said by where it stands.

use super::event::{ARG_MAX, Event, Kind, OBJECT_MAX};
use crate::model::ids::{ObjectId, ThreadId};

/// kind:8 | op:8 | object:24 | step:16 | arg:24, in five words so that it needs no padding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Record([u16; 5]);

impl Record {
    /// Packs; object and argument saturate.
    #[inline]
    pub fn new(event: &Event) -> Record {
        let (object, arg) = (event.object.0.min(OBJECT_MAX), event.arg.min(ARG_MAX));
        Record([
            (event.kind as u16) << 8 | u16::from(event.op),
            event.step,
            object as u16,
            arg as u16,
            (object >> 16 << 8 | arg >> 16) as u16,
        ])
    }

    /// What happened, without unpacking the rest.
    #[inline]
    pub fn kind(self) -> Kind {
        Kind::from_u8((self.0[0] >> 8) as u8).unwrap_or(Kind::Note)
    }

    /// On what.
    #[inline]
    pub fn object(self) -> ObjectId {
        ObjectId(u32::from(self.0[2]) | u32::from(self.0[4] >> 8) << 16)
    }

    /// Unpacks.
    #[inline]
    pub fn event(self, thread: ThreadId, nanos: u64) -> Event {
        Event {
            nanos,
            thread,
            kind: self.kind(),
            op: self.0[0] as u8,
            object: self.object(),
            step: self.0[1],
            arg: u32::from(self.0[3]) | u32::from(self.0[4] & 0xff) << 16,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_record_keeps_everything(
            kind in 0u8..13, op: u8, object in 0..=OBJECT_MAX, step: u16, arg in 0..=ARG_MAX,
        ) {
            let event = Event {
                nanos: 5,
                thread: ThreadId(3),
                kind: Kind::from_u8(kind).unwrap(),
                op,
                object: ObjectId(object),
                step,
                arg,
            };
            prop_assert_eq!(Record::new(&event).event(ThreadId(3), 5), event);
        }
    }
}
