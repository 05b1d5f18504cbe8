//! What goes wrong in pure text and number work: the kind of exception and CPython's message.
//!
//! Knows no exception objects; the builtins make one of a [`Fault`].

/// The exception a [`Fault`] becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum FaultKind {
    Value,
    Type,
    ZeroDivision,
    Overflow,
    Index,
    Lookup,
    Memory,
    UnicodeEncode,
    UnicodeDecode,
}

/// An error of a pure operation, worded as CPython words it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Which exception.
    pub kind: FaultKind,
    /// Its text.
    pub message: String,
}

/// What a pure operation gives.
pub type Outcome<T> = Result<T, Fault>;

impl Fault {
    /// A fault of any kind.
    pub fn new(kind: FaultKind, message: impl Into<String>) -> Self {
        Fault { kind, message: message.into() }
    }

    /// `ValueError`
    pub fn value(message: impl Into<String>) -> Self {
        Self::new(FaultKind::Value, message)
    }

    /// `TypeError`
    pub fn type_error(message: impl Into<String>) -> Self {
        Self::new(FaultKind::Type, message)
    }

    /// `ZeroDivisionError`
    pub fn zero_division(message: impl Into<String>) -> Self {
        Self::new(FaultKind::ZeroDivision, message)
    }

    /// `OverflowError`
    pub fn overflow(message: impl Into<String>) -> Self {
        Self::new(FaultKind::Overflow, message)
    }

    /// `MemoryError`, which carries no text.
    pub fn memory() -> Self {
        Self::new(FaultKind::Memory, "")
    }
}

/// The longest text one operation may make, in bytes; beyond it is `MemoryError`.
pub const MAX_TEXT_BYTES: usize = 1 << 28;

/// The longest integer one operation may make, in bits; beyond it is `MemoryError`.
pub const MAX_INT_BITS: u64 = 1 << 25;
