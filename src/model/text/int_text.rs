//! Integers as text and back.

use num_bigint::BigInt;
use num_traits::Num;

use super::characters::{ascii_digits, is_space};
use super::fault::{Fault, Outcome};
use super::int::Int;
use super::repr::str_repr;

/// The longest decimal text an integer is turned into or read from, as CPython limits it.
pub const MAX_DECIMAL_DIGITS: usize = 4300;

/// `str(n)`
pub fn to_decimal(value: &Int) -> Outcome<String> {
    let digits = match value {
        Int::Small(small) => return Ok(small.to_string()),
        // A digit holds more than 3.3 bits: no need to convert what is certainly too long.
        Int::Big(big) if big.bits() > 4 * MAX_DECIMAL_DIGITS as u64 => None,
        Int::Big(big) => Some(big.to_string()),
    };
    digits.filter(|text| text.trim_start_matches('-').len() <= MAX_DECIMAL_DIGITS).ok_or_else(
        || {
            Fault::value(format!(
                "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
            ))
        },
    )
}

/// The digits of the magnitude in base 2, 8, 10 or 16.
pub fn magnitude_digits(value: &Int, base: u32) -> Outcome<String> {
    let magnitude = value.abs();
    match (&magnitude, base) {
        (_, 10) => to_decimal(&magnitude),
        (Int::Small(small), 16) => Ok(format!("{small:x}")),
        (Int::Small(small), 8) => Ok(format!("{small:o}")),
        (Int::Small(small), 2) => Ok(format!("{small:b}")),
        (Int::Small(small), _) => Ok(BigInt::from(*small).to_str_radix(base)),
        (Int::Big(big), _) => Ok(big.to_str_radix(base)),
    }
}

/// `hex(n)`, `oct(n)`, `bin(n)`
pub fn prefixed(value: &Int, base: u32, prefix: &str) -> Outcome<String> {
    let sign = if value.is_negative() { "-" } else { "" };
    Ok(format!("{sign}{prefix}{}", magnitude_digits(value, base)?))
}

/// `int(text, base)`; `shown` is the literal's repr for the message.
pub fn parse_shown(text: &str, base: i64, shown: &str) -> Outcome<Int> {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(Fault::value("int() base must be >= 2 and <= 36, or 0"));
    }
    let invalid = || Fault::value(format!("invalid literal for int() with base {base}: {shown}"));
    let ascii = ascii_digits(text.trim_matches(is_space));
    let (negative, body) = match ascii.as_bytes().first() {
        Some(b'-') => (true, &ascii[1..]),
        Some(b'+') => (false, &ascii[1..]),
        _ => (false, &ascii[..]),
    };
    let (digits, radix) = without_prefix(body, base as u32).ok_or_else(invalid)?;
    let digits = without_underscores(digits).ok_or_else(invalid)?;
    let limited = !radix.is_power_of_two();
    if limited && digits.len() > MAX_DECIMAL_DIGITS {
        return Err(Fault::value(format!(
            "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value \
             has {} digits; use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        )));
    }
    if !digits.chars().all(|c| c.is_digit(radix)) || digits.is_empty() {
        return Err(invalid());
    }
    let magnitude = BigInt::from_str_radix(&digits, radix).map_err(|_| invalid())?;
    Ok(Int::from(if negative { -magnitude } else { magnitude }))
}

/// `int(text, base)`
pub fn parse(text: &str, base: i64) -> Outcome<Int> {
    parse_shown(text, base, &str_repr(text).chars().take(200).collect::<String>())
}

/// Digits and radix, the prefix `0x`, `0o`, `0b` taken off where the base allows it.
fn without_prefix(body: &str, base: u32) -> Option<(&str, u32)> {
    let prefix = body.get(..2).map(str::to_ascii_lowercase);
    let marked = match prefix.as_deref() {
        Some("0x") => Some(16),
        Some("0o") => Some(8),
        Some("0b") => Some(2),
        _ => None,
    };
    match (marked, base) {
        (Some(radix), 0) => Some((strip_one_underscore(&body[2..]), radix)),
        (Some(radix), _) if radix == base => Some((strip_one_underscore(&body[2..]), radix)),
        (None, 0) => {
            // "010" would be octal in Python 2: refused, unless it is zero.
            let octal_looking =
                body.starts_with('0') && body.bytes().any(|b| b"123456789".contains(&b));
            (!octal_looking).then_some((body, 10))
        }
        _ => Some((body, base)),
    }
}

fn strip_one_underscore(digits: &str) -> &str {
    digits.strip_prefix('_').unwrap_or(digits)
}

fn without_underscores(digits: &str) -> Option<String> {
    let misplaced = digits.starts_with('_') || digits.ends_with('_') || digits.contains("__");
    (!misplaced).then(|| digits.replace('_', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_read_as_python_reads_them() {
        for (text, base, value) in [
            (" 1_0 ", 10, 10),
            ("-0x1F", 16, -31),
            ("0b101", 0, 5),
            ("z", 36, 35),
            ("+7", 10, 7),
            ("0x_f", 0, 15),
        ] {
            assert_eq!(parse(text, base), Ok(Int::Small(value)), "{text}");
        }
        for (text, base) in
            [("x", 10), ("", 10), ("1__0", 10), ("_1", 10), ("010", 0), ("0x", 16), ("- 1", 10)]
        {
            let message = format!("invalid literal for int() with base {base}: '{text}'");
            assert_eq!(parse(text, base), Err(Fault::value(message)));
        }
    }

    #[test]
    fn integers_of_more_than_4300_digits_have_no_decimal_text() {
        let big = Int::Small(10).pow(&Int::Small(5000)).expect("fits");
        assert!(to_decimal(&big).is_err());
        assert!(parse(&"9".repeat(5000), 10).is_err());
        assert_eq!(prefixed(&Int::Small(-255), 16, "0x"), Ok("-0xff".into()));
    }
}
