//! A value: one tagged 64-bit word, so that a shared variable is one atomic word.
//!
//! ```text
//! ...iiiiiii1   small integer, 63 bits
//! ...ffffff10   float of everyday magnitude, inline ("flonum", after Ruby's numeric.c, K. Sasada)
//! ...hhhhh000   handle: index into the heap's table
//! ...sssss100   one of the constants below
//! ```
//!
//! Loading or storing a slot needs no lock and cannot tear; a lost update is a real lost update.

use std::fmt;

/// A Python value. Equality of words is identity of objects.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value(pub u64);

const SPECIAL: u64 = 0b100;

/// Largest integer held inline.
pub const SMALL_MAX: i64 = (1 << 62) - 1;
/// Smallest integer held inline.
pub const SMALL_MIN: i64 = -(1 << 62);

impl Value {
    /// No value: an unbound variable, an absent argument.
    pub const UNDEFINED: Value = Value(SPECIAL);
    /// `None`
    pub const NONE: Value = Value(1 << 3 | SPECIAL);
    /// `False`
    pub const FALSE: Value = Value(2 << 3 | SPECIAL);
    /// `True`
    pub const TRUE: Value = Value(3 << 3 | SPECIAL);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Value = Value(4 << 3 | SPECIAL);
    /// `...`
    pub const ELLIPSIS: Value = Value(5 << 3 | SPECIAL);

    /// `True` or `False`.
    #[inline(always)]
    pub fn bool(value: bool) -> Value {
        if value { Value::TRUE } else { Value::FALSE }
    }

    /// A small integer; the caller knows that it fits.
    #[inline(always)]
    pub fn small(value: i64) -> Value {
        Value((value as u64) << 1 | 1)
    }

    /// A small integer if it fits.
    #[inline(always)]
    pub fn from_i64(value: i64) -> Option<Value> {
        let word = Value((value as u64) << 1 | 1);
        (((word.0 as i64) >> 1) == value).then_some(word)
    }

    /// The small integer in it.
    #[inline(always)]
    pub fn as_small(self) -> Option<i64> {
        (self.0 & 1 == 1).then_some((self.0 as i64) >> 1)
    }

    /// Whether it is a small integer.
    #[inline(always)]
    pub fn is_small(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether both are small integers.
    #[inline(always)]
    pub fn both_small(self, other: Value) -> bool {
        self.0 & other.0 & 1 == 1
    }

    /// A float inline, if its exponent is of everyday size.
    #[inline(always)]
    pub fn from_f64(value: f64) -> Option<Value> {
        let bits = value.to_bits();
        let exponent_head = (bits >> 60) & 7;
        if bits != 0x3000_0000_0000_0000 && (exponent_head == 3 || exponent_head == 4) {
            return Some(Value(bits.rotate_left(3) & !3 | 2));
        }
        (bits == 0).then_some(Value(0x8000_0000_0000_0002))
    }

    /// The inline float in it.
    #[inline(always)]
    pub fn as_inline_float(self) -> Option<f64> {
        if self.0 & 3 != 2 {
            return None;
        }
        if self.0 == 0x8000_0000_0000_0002 {
            return Some(0.0);
        }
        let head = 2 - (self.0 >> 63);
        Some(f64::from_bits((head | self.0 & !3).rotate_right(3)))
    }

    /// A handle.
    #[inline(always)]
    pub fn handle(index: u32) -> Value {
        Value(u64::from(index) << 3)
    }

    /// The handle in it: an index into the heap's table.
    #[inline(always)]
    pub fn as_handle(self) -> Option<u32> {
        (self.0 & 7 == 0).then_some((self.0 >> 3) as u32)
    }

    /// Whether it is unbound.
    #[inline(always)]
    pub fn is_undefined(self) -> bool {
        self == Value::UNDEFINED
    }

    /// Whether it is `None`.
    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == Value::NONE
    }

    /// Itself, or `None` for an unbound one: for optional arguments.
    #[inline(always)]
    pub fn defined(self) -> Option<Value> {
        (!self.is_undefined()).then_some(self)
    }

    /// `True` and `False` as Rust's.
    #[inline(always)]
    pub fn as_bool(self) -> Option<bool> {
        match self {
            Value::TRUE => Some(true),
            Value::FALSE => Some(false),
            _ => None,
        }
    }
}

impl Default for Value {
    fn default() -> Self {
        Value::UNDEFINED
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(int) = self.as_small() {
            return write!(f, "{int}");
        }
        if let Some(float) = self.as_inline_float() {
            return write!(f, "{float:?}");
        }
        match *self {
            Value::UNDEFINED => f.write_str("undefined"),
            Value::NONE => f.write_str("None"),
            Value::TRUE => f.write_str("True"),
            Value::FALSE => f.write_str("False"),
            Value::NOT_IMPLEMENTED => f.write_str("NotImplemented"),
            Value::ELLIPSIS => f.write_str("Ellipsis"),
            other => write!(f, "#{}", other.0 >> 3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_integers_come_back() {
        for int in [0, 1, -1, 42, SMALL_MAX, SMALL_MIN] {
            assert_eq!(Value::from_i64(int).unwrap().as_small(), Some(int));
        }
        assert_eq!(Value::from_i64(SMALL_MAX + 1), None);
        assert_eq!(Value::from_i64(SMALL_MIN - 1), None);
    }

    #[test]
    fn everyday_floats_are_inline_and_exact() {
        for float in [0.0, 0.1, 1.0, -2.5, 1e-9, 1.7e9, 1e70, -1e-70] {
            let value = Value::from_f64(float).unwrap();
            assert_eq!(value.as_inline_float().unwrap().to_bits(), f64::to_bits(float));
            assert_eq!(value.as_small(), None);
            assert_eq!(value.as_handle(), None);
        }
        for far in [-0.0, 1e300, 1e-300, f64::INFINITY, f64::NAN] {
            assert_eq!(Value::from_f64(far), None);
        }
    }

    #[test]
    fn constants_are_neither_numbers_nor_handles() {
        for special in [Value::UNDEFINED, Value::NONE, Value::TRUE, Value::ELLIPSIS] {
            assert_eq!(special.as_small(), None);
            assert_eq!(special.as_inline_float(), None);
            assert_eq!(special.as_handle(), None);
        }
    }
}
