//! The canvas as a person uses it: by mouse and by keyboard, found by name.

mod desk;
mod hand;
#[path = "../common/hands.rs"]
mod hands;
mod keyboard;
mod live;
mod nodes;
mod palette;
mod pictures;
mod property;
mod rows;
mod wires;
