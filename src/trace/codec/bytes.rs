//! Numbers and texts as bytes: variable-length numbers, and a reader that can't run off the end.

use super::Damage;

/// Writes a number, seven bits a byte.
#[inline]
pub fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Small numbers of either sign as small numbers.
#[inline]
pub fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

/// Undoes [`zigzag`].
#[inline]
pub fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Writes a text with its length.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Reads what was written.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads these bytes.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    /// Whether all was read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// So many bytes as they are.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Damage> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(Damage::Truncated)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// A byte.
    pub fn byte(&mut self) -> Result<u8, Damage> {
        Ok(self.bytes(1)?[0])
    }

    /// A number.
    #[inline]
    pub fn number(&mut self) -> Result<u64, Damage> {
        if let [byte @ 0..0x80, rest @ ..] = self.rest {
            self.rest = rest;
            return Ok(u64::from(*byte));
        }
        let mut number = 0u64;
        for place in 0..10 {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if place == 9 && bits > 1 {
                return Err(Damage::Corrupt("a number"));
            }
            number |= bits << (7 * place);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damage::Corrupt("a number"))
    }

    /// A number of at most `max`.
    pub fn number_to(&mut self, max: u64, what: &'static str) -> Result<u64, Damage> {
        self.number().and_then(
            |number| {
                if number <= max { Ok(number) } else { Err(Damage::Corrupt(what)) }
            },
        )
    }

    /// How many of something follow, each at least a byte long.
    pub fn count(&mut self, what: &'static str) -> Result<usize, Damage> {
        let left = self.rest.len() as u64;
        Ok(self.number_to(left, what)? as usize)
    }

    /// A text.
    pub fn text(&mut self) -> Result<&'a str, Damage> {
        let count = self.count("the length of a text")?;
        std::str::from_utf8(self.bytes(count)?).map_err(|_| Damage::Corrupt("a text"))
    }
}

/// A number that changes when any byte does, with near certainty.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    let mut mix = |word: u64| {
        sum = (sum ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        sum ^= sum >> 29;
    };
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        mix(word.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)));
    }
    words.remainder().iter().for_each(|&byte| mix(u64::from(byte)));
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(number: u64, signed: i64) {
            let mut out = Vec::new();
            put(&mut out, number);
            put(&mut out, zigzag(signed));
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.number(), Ok(number));
            prop_assert_eq!(reader.number().map(unzigzag), Ok(signed));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn a_reader_survives_any_bytes(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while reader.number().is_ok() {}
            let _ = Reader::new(&bytes).text();
        }

        #[test]
        fn a_flipped_bit_changes_the_checksum(
            mut bytes in prop::collection::vec(any::<u8>(), 1..99),
            at: prop::sample::Index,
            bit in 0u8..8,
        ) {
            let before = checksum(&bytes);
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert_ne!(checksum(&bytes), before);
        }
    }
}
