//! What a program means. Pure: no threads, no clock, no randomness, no files, no widgets.
//!
//! The interpreter and each primitive's rules are written once, here. The *native* world (in
//! `exec/native`) runs them on OS threads that really block; the *model* world runs them as a state
//! that can be cloned, compared and hashed. Everything the interpreter needs from outside goes
//! through the `World` trait.

pub mod body;
pub mod breaks;
mod builtin_names;
pub mod builtins;
pub mod code;
pub mod collect;
pub mod counts;
mod dead;
pub mod dict;
mod fixed;
pub mod heap;
pub mod ids;
pub mod interp;
mod iterator_kind;
pub mod library;
pub mod listing;
pub mod native;
mod nursery;
pub mod object;
pub mod ops;
mod place;
pub mod pressure;
pub mod primitives;
pub mod probes;
pub mod program;
pub mod shared;
pub mod string;
pub mod symbol;
pub mod text;
pub mod value;
pub mod watch;
pub mod world;
