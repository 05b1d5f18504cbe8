//! What Python says about single characters: digits, spaces, letters, printable or not.
//!
//! The tables come from Unicode 14, which CPython 3.11 uses; letters and case follow the standard
//! library's newer tables.

/// The zero of each run of ten decimal digits.
const ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// Digits that are not decimal: superscripts and the like.
const OTHER_DIGITS: [(u32, u32); 20] = [
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

/// The value of a decimal digit of any script.
pub fn decimal_digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = c as u32;
    let after = ZEROS.partition_point(|&zero| zero <= code);
    let digit = code - ZEROS[after.checked_sub(1)?];
    (digit < 10).then_some(digit)
}

/// The text with decimal digits of all scripts as ASCII digits.
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|c| decimal_digit(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c))
        .collect()
}

/// `str.isspace` of one character; what `strip` and `split` take for white.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Whether a line ends here (`splitlines`).
pub fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// `str.isdecimal` of one character.
pub fn is_decimal(c: char) -> bool {
    decimal_digit(c).is_some()
}

/// `str.isdigit` of one character.
pub fn is_digit(c: char) -> bool {
    let code = c as u32;
    is_decimal(c) || OTHER_DIGITS.iter().any(|&(low, high)| (low..=high).contains(&code))
}

/// `str.isnumeric` of one character.
pub fn is_numeric(c: char) -> bool {
    c.is_numeric() || is_digit(c)
}

/// `str.isalnum` of one character.
pub fn is_alphanumeric(c: char) -> bool {
    c.is_alphabetic() || is_numeric(c)
}

/// `str.isprintable` of one character.
pub fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    // After a letter, Debug escapes exactly what is not printable.
    let mut pair = String::from("a");
    pair.push(c);
    pair.escape_debug().nth(1) == Some(c)
}

/// Whether the text could be a name.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic());
    starts && chars.all(|c| c == '_' || c.is_alphabetic() || is_decimal(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_count() {
        assert_eq!(decimal_digit('\u{663}'), Some(3));
        assert_eq!(decimal_digit('x'), None);
        assert!(is_digit('²') && !is_decimal('²') && is_numeric('½') && !is_digit('½'));
    }

    #[test]
    fn controls_and_unassigned_characters_are_not_printable() {
        assert!(is_printable('é') && is_printable('字') && is_printable('\u{301}'));
        for c in ['\n', '\x7f', '\u{a0}', '\u{ad}', '\u{2028}', '\u{e000}', '\u{378}'] {
            assert!(!is_printable(c), "{c:?}");
        }
    }
}
