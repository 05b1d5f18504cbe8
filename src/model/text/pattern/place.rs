//! The places that `op::AT` asks for.

pub(super) const START: u32 = 0;
pub(super) const LINE_START: u32 = 1;
pub(super) const END: u32 = 2;
pub(super) const BEFORE_END: u32 = 3;
pub(super) const LINE_END: u32 = 4;
/// Plus 1 for ASCII, plus 2 for "not".
pub(super) const WORD_EDGE: u32 = 8;
