//! Hashes of numbers: equal numbers hash alike, whatever their type, as in CPython.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::float::decode;

/// The prime modulus of numeric hashes.
const MODULUS: u64 = (1 << 61) - 1;
const BITS: i64 = 61;

/// `hash` of a small integer.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    if value.unsigned_abs() < MODULUS && value != -1 {
        return value;
    }
    signed((value.unsigned_abs()) % MODULUS, value < 0)
}

/// `hash` of a long integer.
pub fn hash_big(value: &BigInt) -> i64 {
    let rest = (value.abs() % BigInt::from(MODULUS)).to_u64().unwrap_or(0);
    signed(rest, value.is_negative())
}

/// `hash` of a float. (CPython hashes a NaN by its address; here all are alike.)
pub fn hash_f64(value: f64) -> i64 {
    if value.is_infinite() {
        return if value > 0.0 { 314159 } else { -314159 };
    }
    if value.is_nan() || value == 0.0 {
        return 0;
    }
    let (mantissa, exponent, negative) = decode(value);
    // 2 ** 61 is 1 here, so a power of two is a rotation.
    let turns = exponent.rem_euclid(BITS) as u32;
    let product = u128::from(mantissa % MODULUS) << turns;
    signed((product % u128::from(MODULUS)) as u64, negative)
}

/// -1 means "error" inside CPython, so no hash is -1.
fn signed(magnitude: u64, negative: bool) -> i64 {
    let hash = magnitude as i64;
    match if negative { -hash } else { hash } {
        -1 => -2,
        other => other,
    }
}

/// `hash` of a tuple, from its items' hashes (xxHash's mixing, as CPython 3.8+ has it).
pub fn hash_tuple(items: impl ExactSizeIterator<Item = i64>) -> i64 {
    const P1: u64 = 11400714785074694791;
    const P2: u64 = 14029467366897019727;
    const P5: u64 = 2870177450012600261;
    let length = items.len() as u64;
    let mixed = items.fold(P5, |acc, item| {
        acc.wrapping_add((item as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1)
    });
    match mixed.wrapping_add(length ^ (P5 ^ 3527539)) {
        u64::MAX => 1546275796,
        hash => hash as i64,
    }
}

/// `hash` of a string or bytes: the same in every run so that runs can be repeated.
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    spread_hash(hash_bytes_short(bytes))
}

/// A hash of 32 bits as one of 64.
#[inline]
pub fn spread_hash(short: u32) -> i64 {
    match (u64::from(short).wrapping_mul(0x9e37_79b9_7f4a_7c15)) as i64 {
        -1 => -2,
        hash => hash,
    }
}

/// What strings remember of their hash, after FNV-1a; never 0.
pub fn hash_bytes_short(bytes: &[u8]) -> u32 {
    let mut hash: u64 = 0xcbf29ce484222325;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x9e3779b97f4a7c15);
        hash ^= hash >> 29;
    }
    hash = (hash ^ bytes.len() as u64).wrapping_mul(0xbf58476d1ce4e5b9);
    ((hash ^ (hash >> 32)) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_cpythons() {
        assert_eq!(hash_i64((1 << 61) - 1), 0);
        assert_eq!(hash_i64(-1), -2);
        assert_eq!(hash_i64(1 << 61), 1);
        assert_eq!(hash_f64(1.5), 1152921504606846977);
        assert_eq!(hash_f64(-1.0), -2);
        assert_eq!(hash_f64(0.1), 230584300921369408);
        assert_eq!(hash_f64(1e30), 465278570183583362);
        assert_eq!(hash_big(&BigInt::from(10).pow(30)), 465258685558744706);
        assert_eq!(hash_tuple([1, 2, 3].into_iter()), 529344067295497451);
    }
}
