//! How Python writes and reads its plain values, and what its arithmetic gives: pure functions on
//! strings, numbers and bytes.
//!
//! Nothing here knows the heap, the interpreter or a script's objects. Whoever calls these
//! functions looks the objects up first and turns a [`Fault`] into an exception. The oracle is
//! CPython 3.11: same digits, same words.

pub mod braces;
pub mod calendar;
pub mod characters;
pub mod edit;
pub mod encode;
pub mod fault;
pub mod float;
pub mod float_text;
pub mod format_spec;
pub mod hash;
pub mod int;
pub mod int_division;
pub mod int_text;
pub mod pattern;
pub mod percent;
pub mod random;
pub mod repr;
pub mod round;
pub mod search;
pub mod slice;
pub mod split;
pub mod tables;

#[cfg(test)]
mod oracle;
