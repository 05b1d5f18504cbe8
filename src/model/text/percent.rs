//! `%` formatting: the template as parsed pieces, and the text of one conversion.
//!
//! Which value goes where, and what `%s` makes of an object, is the caller's business.

use super::edit::pad;
use super::fault::{Fault, MAX_TEXT_BYTES, Outcome};
use super::float_text::{self, Form, Manner};
use super::int::Int;
use super::int_text::magnitude_digits;
use super::search::{between, char_count};

/// A number in a template: written there, or taken from the arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    /// Not given.
    Absent,
    /// Written.
    Given(i64),
    /// `*`
    Star,
}

/// `-`, `+`, space, `#`, `0`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[allow(missing_docs)]
pub struct Flags {
    pub left: bool,
    pub plus: bool,
    pub space: bool,
    pub alternate: bool,
    pub zero: bool,
}

/// One conversion of a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conversion {
    /// `(key)`
    pub key: Option<String>,
    /// Flags.
    pub flags: Flags,
    /// Least width.
    pub width: Amount,
    /// Precision.
    pub precision: Amount,
    /// The conversion's letter.
    pub letter: char,
    /// Index of the letter, for messages.
    pub index: usize,
}

/// A piece of a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Text as it is (`%%` included).
    Text(String),
    /// A conversion.
    Conversion(Conversion),
    /// The template is wrong from here on. (What stands before is converted first, as its errors
    /// come first.)
    Broken(Fault),
}

/// Cuts a template into pieces.
pub fn parse(template: &str) -> Vec<Piece> {
    let chars: Vec<char> = template.chars().collect();
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] != '%' {
            text.push(chars[at]);
            at += 1;
            continue;
        }
        if chars.get(at + 1) == Some(&'%') {
            text.push('%');
            at += 2;
            continue;
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        match conversion(&chars, at + 1) {
            Ok((found, next)) => {
                pieces.push(Piece::Conversion(found));
                at = next;
            }
            Err(fault) => {
                pieces.push(Piece::Broken(fault));
                return pieces;
            }
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

fn conversion(chars: &[char], mut at: usize) -> Outcome<(Conversion, usize)> {
    let incomplete = || Fault::value("incomplete format");
    let key = key(chars, &mut at)?;
    let flags = flags(chars, &mut at);
    let width = amount(chars, &mut at, "width too big")?;
    let mut precision = Amount::Absent;
    if chars.get(at) == Some(&'.') {
        at += 1;
        precision = match amount(chars, &mut at, "precision too big")? {
            Amount::Absent => Amount::Given(0),
            given => given,
        };
    }
    if chars.get(at).is_some_and(|c| matches!(c, 'h' | 'l' | 'L')) {
        at += 1;
    }
    let letter = *chars.get(at).ok_or_else(incomplete)?;
    Ok((Conversion { key, flags, width, precision, letter, index: at }, at + 1))
}

fn key(chars: &[char], at: &mut usize) -> Outcome<Option<String>> {
    if chars.get(*at) != Some(&'(') {
        return Ok(None);
    }
    let start = *at + 1;
    let mut depth = 1;
    for (index, c) in chars.iter().enumerate().skip(start) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            *at = index + 1;
            return Ok(Some(chars[start..index].iter().collect()));
        }
    }
    Err(Fault::value("incomplete format key"))
}

fn flags(chars: &[char], at: &mut usize) -> Flags {
    let mut flags = Flags::default();
    while let Some(c) = chars.get(*at) {
        match c {
            '-' => flags.left = true,
            '+' => flags.plus = true,
            ' ' => flags.space = true,
            '#' => flags.alternate = true,
            '0' => flags.zero = true,
            _ => break,
        }
        *at += 1;
    }
    flags
}

fn amount(chars: &[char], at: &mut usize, too_big: &str) -> Outcome<Amount> {
    if chars.get(*at) == Some(&'*') {
        *at += 1;
        return Ok(Amount::Star);
    }
    let mut number: Option<i64> = None;
    while let Some(digit) = chars.get(*at).and_then(|c| c.to_digit(10)) {
        let next = number.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(digit.into()));
        number = Some(next.ok_or_else(|| Fault::value(too_big))?);
        *at += 1;
    }
    Ok(number.map_or(Amount::Absent, Amount::Given))
}

/// The error of a conversion with a letter that means nothing.
pub fn unsupported(conversion: &Conversion) -> Fault {
    let letter = conversion.letter;
    let shown = if (' '..'\x7f').contains(&letter) { letter } else { '?' };
    Fault::value(format!(
        "unsupported format character '{shown}' (0x{:x}) at index {}",
        letter as u32, conversion.index
    ))
}

/// Flags, width and precision with their stars filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Flags.
    pub flags: Flags,
    /// Least width.
    pub width: usize,
    /// Precision.
    pub precision: Option<usize>,
}

impl Layout {
    /// A layout; a negative width from a `*` means "left".
    pub fn new(mut flags: Flags, width: i64, precision: Option<i64>) -> Outcome<Layout> {
        flags.left |= width < 0;
        let width = width.unsigned_abs() as usize;
        let precision = precision.map(|digits| digits.max(0) as usize);
        if width > MAX_TEXT_BYTES || precision.unwrap_or(0) > MAX_TEXT_BYTES {
            return Err(Fault::memory());
        }
        Ok(Layout { flags, width, precision })
    }
}

/// `%s` and its kin: a text cut to the precision.
pub fn text(text: &str, layout: Layout) -> String {
    let text = layout.precision.map_or(text, |most| between(text, 0, most));
    spaced(text, layout)
}

/// `%c` of a character: its precision means nothing.
pub fn character(c: char, layout: Layout) -> String {
    spaced(&c.to_string(), layout)
}

/// `%d %i %u %o %x %X`
pub fn int(value: &Int, letter: char, layout: Layout) -> Outcome<String> {
    let (base, prefix) = match letter {
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = magnitude_digits(value, base)?;
    if letter == 'X' {
        digits.make_ascii_uppercase();
    }
    let zeros = layout.precision.unwrap_or(0).saturating_sub(digits.len());
    let digits = pad(&digits, zeros, 0, '0');
    let prefix = if layout.flags.alternate { prefix } else { "" };
    Ok(signed(value.is_negative(), prefix, &digits, layout))
}

/// `%e %E %f %F %g %G`
pub fn float(value: f64, letter: char, layout: Layout) -> Outcome<String> {
    let form = match letter.to_ascii_lowercase() {
        'e' => Form::Exponent,
        'f' => Form::Fixed,
        _ => Form::General,
    };
    let precision = layout.precision.unwrap_or(6);
    float_text::check_precision(precision)?;
    let manner = Manner {
        alternate: layout.flags.alternate,
        upper: letter.is_ascii_uppercase(),
        ..Manner::default()
    };
    let text = float_text::write(value, form, precision, manner);
    let body = text.strip_prefix('-').unwrap_or(&text);
    Ok(signed(text.starts_with('-'), "", body, layout))
}

fn signed(negative: bool, prefix: &str, digits: &str, layout: Layout) -> String {
    let flags = layout.flags;
    let sign = match (negative, flags.plus, flags.space) {
        (true, ..) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        _ => "",
    };
    if !flags.zero || flags.left {
        return spaced(&format!("{sign}{prefix}{digits}"), layout);
    }
    let length = sign.len() + prefix.len() + digits.len();
    let zeros = layout.width.saturating_sub(length);
    format!("{sign}{prefix}{}", pad(digits, zeros, 0, '0'))
}

fn spaced(text: &str, layout: Layout) -> String {
    let missing = layout.width.saturating_sub(char_count(text));
    let (left, right) = if layout.flags.left { (0, missing) } else { (missing, 0) };
    pad(text, left, right, ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(template: &str) -> Conversion {
        match parse(template).remove(0) {
            Piece::Conversion(found) => found,
            other => panic!("{other:?}"),
        }
    }

    fn layout(conversion: &Conversion) -> Layout {
        let number = |amount| match amount {
            Amount::Given(number) => Some(number),
            _ => None,
        };
        let width = number(conversion.width).unwrap_or(0);
        Layout::new(conversion.flags, width, number(conversion.precision)).expect("small")
    }

    #[test]
    fn templates_fall_into_text_and_conversions() {
        let pieces = parse("a%%b %(k)5s%");
        assert_eq!(pieces[0], Piece::Text("a%b ".into()));
        assert!(matches!(&pieces[1], Piece::Conversion(c) if c.key.as_deref() == Some("k")));
        assert_eq!(pieces[2], Piece::Broken(Fault::value("incomplete format")));
        let unknown = unsupported(&one("%y")).message;
        assert_eq!(unknown, "unsupported format character 'y' (0x79) at index 1");
    }

    #[test]
    fn integers_are_laid_out_as_pythons() {
        for (template, value, expected) in [
            ("%05d", -3, "-0003"),
            ("%5.3d", 5, "  005"),
            ("%#.3x", 10, "0x00a"),
            ("%08.3x", -10, "-000000a"),
            ("%-5d", 3, "3    "),
            ("%+d", 3, "+3"),
            ("%#X", 255, "0XFF"),
        ] {
            let found = one(template);
            assert_eq!(
                int(&Int::Small(value), found.letter, layout(&found)).as_deref(),
                Ok(expected)
            );
        }
    }

    #[test]
    fn floats_and_texts_are_laid_out_as_pythons() {
        for (template, value, expected) in [
            ("%05.1f", 2.25, "002.2"),
            ("%e", 12345.678, "1.234568e+04"),
            ("%g", 1e10, "1e+10"),
            ("%G", 1e-10, "1E-10"),
            ("%06.2f", f64::NEG_INFINITY, "-00inf"),
        ] {
            let found = one(template);
            assert_eq!(float(value, found.letter, layout(&found)).as_deref(), Ok(expected));
        }
        assert_eq!(text("efg", layout(&one("%5.2s"))), "   ef");
    }
}
