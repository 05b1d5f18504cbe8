//! Claims about the lowering.
