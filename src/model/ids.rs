//! Names for the two things a trace talks about: threads and objects.
//!
//! Plain numbers, given out in order of creation, so that a trace, a schedule and a test can all
//! write them down. Neither is ever reused within a run.

use std::fmt;

/// A thread of the script. 0 is the main thread.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ThreadId(pub u32);

impl ThreadId {
    /// The thread that runs the script's module body.
    pub const MAIN: ThreadId = ThreadId(0);

    /// Position in a vector that holds one entry a thread.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{}", self.0)
    }
}

/// A traced object: a primitive, a thread seen as something to join, the GIL, the clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ObjectId(pub u32);

impl ObjectId {
    /// What a sleeping thread waits for.
    pub const CLOCK: ObjectId = ObjectId(0);
    /// The global interpreter lock. Present in every run, used in the GIL modes.
    pub const GIL: ObjectId = ObjectId(1);
    /// First number given to an object that the script creates.
    pub const FIRST_OF_SCRIPT: ObjectId = ObjectId(2);

    /// Position in a vector that holds one entry an object.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "o{}", self.0)
    }
}
