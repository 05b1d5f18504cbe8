//! `round`: half to even, on the exact value.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use super::fault::{Fault, Outcome};
use super::int::Int;

/// `round(x)` of a float.
pub fn round_to_int(value: f64) -> Outcome<Int> {
    Int::from_f64(value.round_ties_even())
}

/// `round(x, digits)` of a float.
pub fn round_float(value: f64, digits: i64) -> Outcome<f64> {
    if !value.is_finite() || digits > 323 || value == 0.0 {
        return Ok(value);
    }
    if digits < -308 {
        return Ok(0f64.copysign(value));
    }
    let rounded = if digits >= 0 {
        format!("{value:.*}", digits as usize).parse().unwrap_or(value)
    } else {
        round_to_tens(value, (-digits) as u32)
    };
    if rounded.is_infinite() {
        return Err(Fault::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

fn round_to_tens(value: f64, zeros: u32) -> f64 {
    let magnitude = value.abs();
    let whole = Int::from_f64(magnitude).map_or_else(|_| BigInt::from(0), |int| int.to_big());
    let unit = BigInt::from(10).pow(zeros);
    let (quotient, rest) = whole.div_rem(&unit);
    let twice = rest * 2u32;
    let exact = magnitude.fract() == 0.0;
    let up = twice > unit || (twice == unit && (!exact || quotient.is_odd()));
    let rounded = (quotient + u32::from(up)) * unit;
    rounded.to_f64().unwrap_or(f64::INFINITY).copysign(value)
}

/// `round(n, digits)` of an integer.
pub fn round_int(value: &Int, digits: i64) -> Int {
    if digits >= 0 {
        return value.clone();
    }
    let zeros = digits.unsigned_abs();
    if zeros > value.bit_length() {
        return Int::Small(0);
    }
    let unit = BigInt::from(10).pow(zeros as u32);
    let big = value.to_big();
    let (quotient, rest) = big.abs().div_rem(&unit);
    let twice = rest * 2u32;
    let up = twice > unit || (twice == unit && quotient.is_odd());
    let rounded = (quotient + u32::from(up)) * unit;
    Int::from(if big.is_negative() { -rounded } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_even() {
        for (value, whole) in [(0.5, 0), (1.5, 2), (2.5, 2), (-2.5, -2), (2.6, 3)] {
            assert_eq!(round_to_int(value), Ok(Int::Small(whole)));
        }
        for (value, digits, rounded) in
            [(2.675, 2, 2.67), (123.456, -1, 120.0), (0.125, 2, 0.12), (1e308, -308, 1e308)]
        {
            assert_eq!(round_float(value, digits), Ok(rounded));
        }
        for (value, digits, rounded) in
            [(5, -1, 0), (15, -1, 20), (1234567, -3, 1235000), (-5, -1, 0)]
        {
            assert_eq!(round_int(&Int::Small(value), digits), Int::Small(rounded));
        }
        assert!(round_float(1.7e308, -308).is_err());
    }
}
