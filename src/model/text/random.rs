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

/// Words of a generator's state.
pub const WORDS: usize = 624;

/// The state as the words the generator goes on with (before tempering).
pub fn state(generator: &Mt) -> Vec<u32> {
    let mut ahead = generator.clone();
    (0..WORDS).map(|_| untempered(ahead.next_u32())).collect()
}

/// A generator that goes on with these words. The recurrence determines the 624 words before them
/// too, and a generator is recovered from those.
pub fn restored(words: &[u32]) -> Option<Mt> {
    const OFFSET: usize = 397;
    let mut all = vec![0u32; WORDS + 1];
    all.extend_from_slice(words.get(..WORDS)?);
    // Word k and the low bits of word k + 1 give word k + 624, with word k + 397.
    for at in (0..=WORDS).rev() {
        let mixed = all[at + WORDS] ^ all[at + OFFSET];
        let odd = mixed >> 31;
        let both = ((mixed ^ (odd * 0x9908_b0df)) << 1) | odd;
        all[at] |= both & 0x8000_0000;
        all[at + 1] = (all[at + 1] & 0x8000_0000) | (both & 0x7fff_ffff);
    }
    Mt::recover(all[1..=WORDS].iter().map(|&word| tempered(word))).ok()
}

fn tempered(mut word: u32) -> u32 {
    word ^= word >> 11;
    word ^= (word << 7) & 0x9d2c_5680;
    word ^= (word << 15) & 0xefc6_0000;
    word ^ (word >> 18)
}

fn untempered(word: u32) -> u32 {
    let word = word ^ (word >> 18);
    let word = word ^ ((word << 15) & 0xefc6_0000);
    // Each round settles seven more bits, then eleven more.
    let shifted = (0..5).fold(word, |known, _| word ^ ((known << 7) & 0x9d2c_5680));
    (0..3).fold(shifted, |known, _| shifted ^ (known >> 11))
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

    #[test]
    fn a_restored_generator_goes_on_as_the_first_did() {
        for skipped in [0, 1, 623, 624, 1000] {
            let mut first = seeded(&Int::Small(7));
            for _ in 0..skipped {
                first.next_u32();
            }
            let mut second = restored(&state(&first)).expect("a whole state");
            assert!((0..2000).all(|_| first.next_u32() == second.next_u32()), "{skipped}");
        }
    }
}
