//! SHA-512 (FIPS 180-4), for the seeds that CPython makes of strings.

/// Fractional bits of the roots of primes, as the standard defines its constants.
fn root_bits(prime: u64, cube: bool) -> u64 {
    // floor(root(prime) * 2**64) mod 2**64 by binary search in wide integers.
    use num_bigint::BigUint;
    let (power, scale) = if cube { (3, 192u32) } else { (2, 128u32) };
    let target = BigUint::from(prime) << scale;
    let root = if power == 3 { target.cbrt() } else { target.sqrt() };
    root.iter_u64_digits().next().unwrap_or(0)
}

fn primes(count: usize) -> Vec<u64> {
    let mut found: Vec<u64> = Vec::with_capacity(count);
    let mut candidate = 2;
    while found.len() < count {
        if found.iter().all(|prime| candidate % prime != 0) {
            found.push(candidate);
        }
        candidate += 1;
    }
    found
}

/// The digest of some bytes.
pub fn digest(message: &[u8]) -> [u8; 64] {
    let primes = primes(80);
    let constants: Vec<u64> = primes.iter().map(|&prime| root_bits(prime, true)).collect();
    let mut state: [u64; 8] = std::array::from_fn(|at| root_bits(primes[at], false));
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize((padded.len() + 16).next_multiple_of(128) - 16, 0);
    padded.extend((message.len() as u128 * 8).to_be_bytes());
    for block in padded.chunks_exact(128) {
        compress(&mut state, block, &constants);
    }
    let mut out = [0; 64];
    for (place, word) in out.chunks_exact_mut(8).zip(state) {
        place.copy_from_slice(&word.to_be_bytes());
    }
    out
}

fn compress(state: &mut [u64; 8], block: &[u8], constants: &[u64]) {
    let mut words = [0u64; 80];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(8)) {
        *word = bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
    }
    for at in 16..80 {
        let (x, y) = (words[at - 15], words[at - 2]);
        let small = x.rotate_right(1) ^ x.rotate_right(8) ^ (x >> 7);
        let large = y.rotate_right(19) ^ y.rotate_right(61) ^ (y >> 6);
        words[at] =
            words[at - 16].wrapping_add(small).wrapping_add(words[at - 7]).wrapping_add(large);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, constant) in words.iter().zip(constants) {
        let mixed = e.rotate_right(14) ^ e.rotate_right(18) ^ e.rotate_right(41);
        let choice = (e & f) ^ (!e & g);
        let first =
            h.wrapping_add(mixed).wrapping_add(choice).wrapping_add(*constant).wrapping_add(*word);
        let mixed = a.rotate_right(28) ^ a.rotate_right(34) ^ a.rotate_right(39);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let second = mixed.wrapping_add(majority);
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(second));
    }
    for (word, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_abc_is_the_standards() {
        let hex: String = digest(b"abc").iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(hex.starts_with("ddaf35a193617abacc417349ae204131"), "{hex}");
        assert!(hex.ends_with("2a9ac94fa54ca49f"), "{hex}");
    }
}
