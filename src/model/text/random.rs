//! The Mersenne Twister seeded and read as CPython's `random` does it.

use num_bigint::BigInt;
use rand_mt::Mt;

use super::fault::{Fault, Outcome};
use super::int::Int;

/// Most bits `getrandbits` gives at once.
const MAX_BITS: i64 = 1 << 25;

/// A generator seeded with an integer (`init_by_array` of the words of its magnitude).
pub fn seeded(seed: &Int) -> Mt {
    let mut words = seed.abs().to_big().to_u32_digits().1;
    if words.is_empty() {
        words.push(0);
    }
    Mt::new_with_key(words)
}

/// `random()`: 53 random bits in [0, 1).
pub fn random(generator: &mut Mt) -> f64 {
    let high = u64::from(generator.next_u32() >> 5);
    let low = u64::from(generator.next_u32() >> 6);
    (high * (1 << 26) + low) as f64 / (1u64 << 53) as f64
}

/// `getrandbits(count)`
pub fn bits(generator: &mut Mt, count: i64) -> Outcome<Int> {
    if count < 0 {
        return Err(Fault::value("number of bits must be non-negative"));
    }
    if count > MAX_BITS {
        return Err(Fault::memory());
    }
    let mut words = Vec::new();
    let mut left = count as u32;
    while left > 0 {
        let word = generator.next_u32();
        words.push(if left < 32 { word >> (32 - left) } else { word });
        left = left.saturating_sub(32);
    }
    Ok(Int::from(BigInt::new(num_bigint::Sign::Plus, words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_cpythons() {
        let mut generator = seeded(&Int::Small(42));
        assert_eq!(random(&mut generator), 0.6394267984578837);
        assert_eq!(random(&mut generator), 0.025010755222666936);
        let mut generator = seeded(&Int::Small(0));
        assert_eq!(random(&mut generator), 0.8444218515250481);
        assert_eq!(bits(&mut seeded(&Int::Small(1)), 10), Ok(Int::Small(137)));
        let long = bits(&mut seeded(&Int::Small(1)), 100).expect("few bits");
        assert_eq!(
            super::super::int_text::to_decimal(&long),
            Ok("1017878568110080782349472477685".into())
        );
    }
}
