//! script.

pub mod edit;
pub mod outline;
