//! Integer division: floor, remainder, and the correctly rounded float quotient.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use super::fault::{Fault, Outcome};
use super::float::scale;
use super::int::Int;

impl Int {
    /// `a // b`
    pub fn floor_div(&self, other: &Int) -> Outcome<Int> {
        if other.is_zero() {
            return Err(Fault::zero_division("integer division or modulo by zero"));
        }
        Ok(match (self, other) {
            (Int::Small(a), Int::Small(b)) => {
                Int::from(Integer::div_floor(&(*a as i128), &(*b as i128)))
            }
            _ => Int::from(self.to_big().div_floor(&other.to_big())),
        })
    }

    /// `a % b`, which has the sign of `b`.
    pub fn modulo(&self, other: &Int) -> Outcome<Int> {
        if other.is_zero() {
            return Err(Fault::zero_division("integer modulo by zero"));
        }
        Ok(match (self, other) {
            (Int::Small(a), Int::Small(b)) => {
                Int::from(Integer::mod_floor(&(*a as i128), &(*b as i128)))
            }
            _ => Int::from(self.to_big().mod_floor(&other.to_big())),
        })
    }

    /// `divmod(a, b)`
    pub fn div_mod(&self, other: &Int) -> Outcome<(Int, Int)> {
        if other.is_zero() {
            return Err(Fault::zero_division("integer division or modulo by zero"));
        }
        Ok((self.floor_div(other)?, self.modulo(other)?))
    }

    /// `a / b`, the float nearest to the exact quotient.
    pub fn true_div(&self, other: &Int) -> Outcome<f64> {
        const EXACT: u64 = 1 << 53;
        if other.is_zero() {
            return Err(Fault::zero_division("division by zero"));
        }
        if let (Int::Small(a), Int::Small(b)) = (self, other)
            && a.unsigned_abs() <= EXACT
            && b.unsigned_abs() <= EXACT
        {
            return Ok(*a as f64 / *b as f64);
        }
        let negative = self.is_negative() != other.is_negative();
        let quotient = divide_magnitudes(&self.to_big().abs(), &other.to_big().abs());
        if quotient.is_infinite() {
            return Err(Fault::overflow("integer division result too large for a float"));
        }
        Ok(if negative { -quotient } else { quotient })
    }
}

/// `a / b` rounded once. A quotient of 66 bits with a sticky last bit rounds as the exact one;
/// where the result is subnormal it is rounded to the last place by hand.
fn divide_magnitudes(a: &BigInt, b: &BigInt) -> f64 {
    let exponent = a.bits() as i64 - b.bits() as i64;
    if exponent <= -1022 {
        let (quotient, rest) = (a << 1074u32).div_rem(b);
        let round_up = match (rest * 2u32).cmp(b) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => quotient.is_odd(),
        };
        let units = quotient.to_u64().unwrap_or(u64::MAX) + u64::from(round_up);
        return f64::from_bits(units);
    }
    let shift = 66 - exponent;
    let (top, bottom) =
        if shift >= 0 { (a << shift as u64, b.clone()) } else { (a.clone(), b << (-shift) as u64) };
    let (mut quotient, rest) = top.div_rem(&bottom);
    if !rest.is_zero() {
        quotient |= BigInt::from(1);
    }
    scale(quotient.to_f64().unwrap_or(f64::INFINITY), -shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(value: i64) -> Int {
        Int::Small(value)
    }

    #[test]
    fn division_rounds_down_and_the_remainder_has_the_divisors_sign() {
        for (a, b, quotient, rest) in [(-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1)] {
            assert_eq!(int(a).div_mod(&int(b)), Ok((int(quotient), int(rest))));
        }
        let low = int(i64::MIN).floor_div(&int(-1)).expect("no zero");
        assert_eq!(low, int(i64::MAX).add(&int(1)));
    }

    #[test]
    fn quotients_of_long_integers_are_rounded_once() {
        let ten = int(10);
        let big = ten.pow(&int(400)).expect("fits");
        let less = ten.pow(&int(399)).expect("fits");
        assert_eq!(big.true_div(&less), Ok(10.0));
        assert_eq!(int(i64::MAX).true_div(&int(3)), Ok(3.0744573456182584e18));
        assert_eq!(int(1).true_div(&ten.pow(&int(320)).expect("fits")), Ok(1e-320));
        let message = big.true_div(&int(3)).map_err(|fault| fault.message);
        assert_eq!(message, Err("integer division result too large for a float".into()));
    }
}
