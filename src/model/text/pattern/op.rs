//! The machine's instructions: the first word of each. `compile` says what follows it.

pub(super) const MATCH: u32 = 0;
pub(super) const CHAR: u32 = 1;
pub(super) const ANY: u32 = 2;
pub(super) const SET: u32 = 3;
pub(super) const AT: u32 = 4;
pub(super) const SAVE: u32 = 5;
pub(super) const SPLIT: u32 = 6;
pub(super) const JUMP: u32 = 7;
pub(super) const AGAIN: u32 = 8;
pub(super) const LOOK: u32 = 9;
pub(super) const ATOMIC: u32 = 10;
pub(super) const IF: u32 = 11;
pub(super) const ONE: u32 = 12;
pub(super) const ENTER: u32 = 13;
pub(super) const LOOP: u32 = 14;
