//! Python's integers: exact, small ones in a machine word.
//!
//! Knows numbers only. An [`Int::Big`] never fits an `i64`: every operation normalises.

use num_bigint::{BigInt, Sign};
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

use super::fault::{Fault, MAX_INT_BITS, Outcome};

/// An integer of any size.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Int {
    /// Fits a machine word.
    Small(i64),
    /// Does not.
    Big(BigInt),
}

impl From<i64> for Int {
    fn from(value: i64) -> Self {
        Int::Small(value)
    }
}

impl From<BigInt> for Int {
    fn from(value: BigInt) -> Self {
        match value.to_i64() {
            Some(small) => Int::Small(small),
            None => Int::Big(value),
        }
    }
}

impl From<i128> for Int {
    fn from(value: i128) -> Self {
        match i64::try_from(value) {
            Ok(small) => Int::Small(small),
            Err(_) => Int::Big(BigInt::from(value)),
        }
    }
}

impl From<&Int> for BigInt {
    fn from(value: &Int) -> Self {
        match value {
            Int::Small(small) => BigInt::from(*small),
            Int::Big(big) => big.clone(),
        }
    }
}

impl PartialOrd for Int {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => a.cmp(b),
            _ => BigInt::from(self).cmp(&BigInt::from(other)),
        }
    }
}

impl Int {
    /// The number as a big integer.
    pub fn to_big(&self) -> BigInt {
        BigInt::from(self)
    }

    /// The number if it fits a machine word.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Int::Small(small) => Some(*small),
            Int::Big(_) => None,
        }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        matches!(self, Int::Small(0))
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        match self {
            Int::Small(small) => *small < 0,
            Int::Big(big) => big.is_negative(),
        }
    }

    /// `a + b`
    pub fn add(&self, other: &Int) -> Int {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => Int::from(*a as i128 + *b as i128),
            _ => Int::from(self.to_big() + other.to_big()),
        }
    }

    /// `a - b`
    pub fn sub(&self, other: &Int) -> Int {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => Int::from(*a as i128 - *b as i128),
            _ => Int::from(self.to_big() - other.to_big()),
        }
    }

    /// `a * b`
    pub fn mul(&self, other: &Int) -> Outcome<Int> {
        if let (Int::Small(a), Int::Small(b)) = (self, other) {
            return Ok(Int::from(*a as i128 * *b as i128));
        }
        if self.bit_length() + other.bit_length() > MAX_INT_BITS {
            return Err(Fault::memory());
        }
        Ok(Int::from(self.to_big() * other.to_big()))
    }

    /// `-a`
    pub fn neg(&self) -> Int {
        match self {
            Int::Small(a) => Int::from(-(*a as i128)),
            Int::Big(a) => Int::from(-a),
        }
    }

    /// `~a`
    pub fn invert(&self) -> Int {
        match self {
            Int::Small(a) => Int::Small(!a),
            Int::Big(a) => Int::from(!a.clone()),
        }
    }

    /// `abs(a)`
    pub fn abs(&self) -> Int {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// `a & b`
    pub fn and(&self, other: &Int) -> Int {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => Int::Small(a & b),
            _ => Int::from(self.to_big() & other.to_big()),
        }
    }

    /// `a | b`
    pub fn or(&self, other: &Int) -> Int {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => Int::Small(a | b),
            _ => Int::from(self.to_big() | other.to_big()),
        }
    }

    /// `a ^ b`
    pub fn xor(&self, other: &Int) -> Int {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => Int::Small(a ^ b),
            _ => Int::from(self.to_big() ^ other.to_big()),
        }
    }

    /// `a << b`
    pub fn shift_left(&self, by: &Int) -> Outcome<Int> {
        if by.is_negative() {
            return Err(Fault::value("negative shift count"));
        }
        if self.is_zero() {
            return Ok(Int::Small(0));
        }
        match by.to_i64() {
            Some(bits) if bits < 64 => match self {
                Int::Small(a) => Ok(Int::from(BigInt::from(*a) << bits as u64)),
                Int::Big(a) => Ok(Int::from(a.clone() << bits as u64)),
            },
            Some(bits) if bits as u64 + self.bit_length() <= MAX_INT_BITS => {
                Ok(Int::from(self.to_big() << bits as u64))
            }
            Some(_) => Err(Fault::memory()),
            None => Err(Fault::overflow("too many digits in integer")),
        }
    }

    /// `a >> b`
    pub fn shift_right(&self, by: &Int) -> Outcome<Int> {
        if by.is_negative() {
            return Err(Fault::value("negative shift count"));
        }
        let Some(bits) = by.to_i64() else {
            return Ok(Int::Small(if self.is_negative() { -1 } else { 0 }));
        };
        match self {
            Int::Small(a) => Ok(Int::Small(a >> bits.min(63))),
            Int::Big(a) => Ok(Int::from(a >> bits as u64)),
        }
    }

    /// `a ** b` for an exponent that is not negative.
    pub fn pow(&self, exponent: &Int) -> Outcome<Int> {
        if let Int::Small(base @ -1..=1) = self {
            let odd = exponent.and(&Int::Small(1)) == Int::Small(1);
            let power = if exponent.is_zero() { 1 } else { *base };
            return Ok(Int::Small(if odd { power } else { power * power }));
        }
        let Some(exponent) = exponent.to_i64() else { return Err(Fault::memory()) };
        if let Int::Small(base) = self
            && let Ok(small) = u32::try_from(exponent)
            && let Some(power) = base.checked_pow(small)
        {
            return Ok(Int::Small(power));
        }
        let bits = (self.bit_length() - 1).saturating_mul(exponent as u64);
        if bits > MAX_INT_BITS {
            return Err(Fault::memory());
        }
        Ok(Int::from(Pow::pow(self.to_big(), exponent as u64)))
    }

    /// `pow(a, b, c)`
    pub fn pow_mod(&self, exponent: &Int, modulus: &Int) -> Outcome<Int> {
        if modulus.is_zero() {
            return Err(Fault::value("pow() 3rd argument cannot be 0"));
        }
        let modulus = modulus.to_big();
        let (base, exponent) = if exponent.is_negative() {
            let inverse = inverse(&self.to_big(), &modulus.abs())
                .ok_or_else(|| Fault::value("base is not invertible for the given modulus"))?;
            (inverse, -exponent.to_big())
        } else {
            (self.to_big(), exponent.to_big())
        };
        Ok(Int::from(base.modpow(&exponent, &modulus)))
    }

    /// How many bits the magnitude needs.
    pub fn bit_length(&self) -> u64 {
        match self {
            Int::Small(a) => u64::from(64 - a.unsigned_abs().leading_zeros()),
            Int::Big(a) => a.bits(),
        }
    }

    /// How many ones the magnitude has in binary.
    pub fn bit_count(&self) -> u64 {
        match self {
            Int::Small(a) => u64::from(a.unsigned_abs().count_ones()),
            Int::Big(a) => a.magnitude().count_ones(),
        }
    }

    /// The nearest float; `OverflowError` beyond the largest.
    pub fn to_f64(&self) -> Outcome<f64> {
        let float = match self {
            Int::Small(a) => *a as f64,
            Int::Big(a) => a.to_f64().unwrap_or(f64::INFINITY),
        };
        if float.is_finite() {
            return Ok(float);
        }
        Err(Fault::overflow("int too large to convert to float"))
    }

    /// The integer part of a float, as `int(x)` takes it.
    pub fn from_f64(value: f64) -> Outcome<Int> {
        if value.is_nan() {
            return Err(Fault::value("cannot convert float NaN to integer"));
        }
        if value.is_infinite() {
            return Err(Fault::overflow("cannot convert float infinity to integer"));
        }
        let whole = value.trunc();
        if whole.abs() < 9e18 {
            return Ok(Int::Small(whole as i64));
        }
        let (mantissa, exponent, negative) = super::float::decode(whole);
        let magnitude = BigInt::from(mantissa) << exponent.max(0) as u64;
        Ok(Int::from(if negative { -magnitude } else { magnitude }))
    }

    /// Compares exactly with a float; `None` for a NaN.
    pub fn partial_cmp_f64(&self, value: f64) -> Option<Ordering> {
        if value.is_nan() {
            return None;
        }
        if value.is_infinite() {
            return Some(if value > 0.0 { Ordering::Less } else { Ordering::Greater });
        }
        let whole = Int::from_f64(value.floor()).ok()?;
        Some(match self.cmp(&whole) {
            Ordering::Equal if value.floor() != value => Ordering::Less,
            other => other,
        })
    }

    /// `a.to_bytes(length, byteorder, signed=signed)`
    pub fn to_bytes(&self, length: usize, big_endian: bool, signed: bool) -> Outcome<Vec<u8>> {
        if self.is_negative() && !signed {
            return Err(Fault::overflow("can't convert negative int to unsigned"));
        }
        let mut bytes = if signed && !self.is_zero() {
            self.to_big().to_signed_bytes_le()
        } else if self.is_zero() {
            Vec::new()
        } else {
            self.to_big().to_bytes_le().1
        };
        if bytes.len() > length {
            return Err(Fault::overflow("int too big to convert"));
        }
        bytes.resize(length, if self.is_negative() { 0xff } else { 0 });
        if big_endian {
            bytes.reverse();
        }
        Ok(bytes)
    }

    /// `int.from_bytes(bytes, byteorder, signed=signed)`
    pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> Int {
        Int::from(match (big_endian, signed) {
            (true, true) => BigInt::from_signed_bytes_be(bytes),
            (false, true) => BigInt::from_signed_bytes_le(bytes),
            (true, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
            (false, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        })
    }
}

/// The number whose product with `a` is 1 modulo `modulus` (positive).
fn inverse(a: &BigInt, modulus: &BigInt) -> Option<BigInt> {
    let (mut r0, mut r1) = (modulus.clone(), num_integer::Integer::mod_floor(a, modulus));
    let (mut t0, mut t1) = (BigInt::zero(), BigInt::one());
    while !r1.is_zero() {
        let quotient = &r0 / &r1;
        (r0, r1) = (r1.clone(), r0 - &quotient * r1);
        (t0, t1) = (t1.clone(), t0 - &quotient * t1);
    }
    r0.is_one().then(|| num_integer::Integer::mod_floor(&t0, modulus))
}
