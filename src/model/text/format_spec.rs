//! The format-spec mini language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
//!
//! `CPython/Python/formatter_unicode.c` in pure functions: parse once, then write an integer, a
//! float or a string.

use super::characters::decimal_digit;
use super::edit::pad;
use super::fault::{Fault, FaultKind, MAX_TEXT_BYTES, Outcome};
use super::float_text::{self, Form, Manner};
use super::int::Int;
use super::int_text::magnitude_digits;
use super::search::char_count;

/// A parsed format spec.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FormatSpec {
    /// Padding character.
    pub fill: char,
    /// `<`, `>`, `=` or `^`; `None` where the spec does not say.
    pub align: Option<char>,
    /// `+`, `-`, space.
    pub sign: Option<char>,
    /// `z`
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// Least width.
    pub width: usize,
    /// `,` or `_`
    pub grouping: Option<char>,
    /// Digits after the point, or characters of a string.
    pub precision: Option<usize>,
    /// The type letter.
    pub kind: Option<char>,
    /// A `0` before the width of a number.
    zero: bool,
}

struct Reader<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
}

impl Reader<'_> {
    fn take(&mut self, wanted: &[char]) -> Option<char> {
        self.chars.next_if(|c| wanted.contains(c))
    }

    fn number(&mut self) -> Outcome<Option<usize>> {
        let mut number: Option<usize> = None;
        while let Some(digit) = self.chars.peek().copied().and_then(decimal_digit) {
            self.chars.next();
            number = number
                .unwrap_or(0)
                .checked_mul(10)
                .and_then(|n| n.checked_add(digit as usize))
                .filter(|n| *n <= i64::MAX as usize)
                .map(Some)
                .ok_or_else(|| Fault::value("Too many decimal digits in format string"))?;
        }
        Ok(number)
    }
}

const ALIGNMENTS: [char; 4] = ['<', '>', '=', '^'];

/// Reads a spec for an object of the named type.
pub fn parse(spec: &str, type_name: &str) -> Outcome<FormatSpec> {
    let mut reader = Reader { chars: spec.chars().peekable() };
    let (fill, align) = fill_and_align(spec, &mut reader);
    let sign = reader.take(&[' ', '+', '-']);
    let no_negative_zero = reader.take(&['z']).is_some();
    let alternate = reader.take(&['#']).is_some();
    let zero = fill.is_none() && reader.take(&['0']).is_some();
    let width = reader.number()?.unwrap_or(0);
    let grouping = grouping(&mut reader)?;
    let precision = match reader.take(&['.']) {
        Some(_) => Some(
            reader.number()?.ok_or_else(|| Fault::value("Format specifier missing precision"))?,
        ),
        None => None,
    };
    let kind = reader.chars.next();
    if reader.chars.next().is_some() {
        return Err(Fault::value(format!(
            "Invalid format specifier '{spec}' for object of type '{type_name}'"
        )));
    }
    let fill = fill.unwrap_or(if zero { '0' } else { ' ' });
    let spec = FormatSpec {
        fill,
        align,
        sign,
        no_negative_zero,
        alternate,
        width,
        grouping,
        precision,
        kind,
        zero,
    };
    check_grouping(&spec)?;
    if width > MAX_TEXT_BYTES {
        return Err(Fault::memory());
    }
    Ok(spec)
}

fn fill_and_align(spec: &str, reader: &mut Reader<'_>) -> (Option<char>, Option<char>) {
    let mut ahead = spec.chars();
    let (first, second) = (ahead.next(), ahead.next());
    if second.is_some_and(|c| ALIGNMENTS.contains(&c)) {
        reader.chars.next();
        reader.chars.next();
        return (first, second);
    }
    (None, reader.take(&ALIGNMENTS))
}

fn grouping(reader: &mut Reader<'_>) -> Outcome<Option<char>> {
    let comma = reader.take(&[',']);
    let underscore = reader.take(&['_']);
    let both = underscore.is_some() && (comma.is_some() || reader.take(&[',']).is_some());
    if both {
        return Err(Fault::value("Cannot specify both ',' and '_'."));
    }
    Ok(comma.or(underscore))
}

fn check_grouping(spec: &FormatSpec) -> Outcome<()> {
    let Some(mark) = spec.grouping else { return Ok(()) };
    let allowed = match spec.kind {
        None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => true,
        Some('b' | 'o' | 'x' | 'X') => mark == '_',
        _ => false,
    };
    if allowed {
        return Ok(());
    }
    let kind = spec.kind.map(shown_code).unwrap_or_default();
    Err(Fault::value(format!("Cannot specify '{mark}' with '{kind}'.")))
}

fn shown_code(kind: char) -> String {
    if (' '..'\x7f').contains(&kind) { kind.to_string() } else { format!("\\x{:x}", kind as u32) }
}

fn unknown_code(kind: char, type_name: &str) -> Fault {
    let code = shown_code(kind);
    Fault::value(format!("Unknown format code '{code}' for object of type '{type_name}'"))
}

/// `format(text, spec)`
pub fn format_str(text: &str, spec: &FormatSpec, type_name: &str) -> Outcome<String> {
    if let Some(kind) = spec.kind.filter(|kind| *kind != 's') {
        return Err(unknown_code(kind, type_name));
    }
    check_grouping(&FormatSpec { kind: Some('s'), ..*spec })?;
    let refused = match spec {
        FormatSpec { sign: Some(' '), .. } => "Space",
        FormatSpec { sign: Some(_), .. } => "Sign",
        FormatSpec { no_negative_zero: true, .. } => "Negative zero coercion (z)",
        FormatSpec { alternate: true, .. } => "Alternate form (#)",
        FormatSpec { align: Some('='), .. } => "'=' alignment",
        _ => "",
    };
    if !refused.is_empty() {
        return Err(Fault::value(format!("{refused} not allowed in string format specifier")));
    }
    let text = match spec.precision {
        Some(most) => super::search::between(text, 0, most),
        None => text,
    };
    Ok(aligned(text, spec, '<'))
}

/// `format(n, spec)`; a float's letter makes it a float first.
pub fn format_int(value: &Int, spec: &FormatSpec, type_name: &str) -> Outcome<String> {
    let (base, prefix) = match spec.kind {
        None | Some('d' | 'n') => (10, ""),
        Some('b') => (2, "0b"),
        Some('o') => (8, "0o"),
        Some('x') => (16, "0x"),
        Some('X') => (16, "0X"),
        Some('c') => return format_char(value, spec),
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => {
            return format_float(value.to_f64()?, spec, type_name);
        }
        Some(other) => return Err(unknown_code(other, type_name)),
    };
    check_integer(spec)?;
    let mut digits = magnitude_digits(value, base)?;
    if spec.kind == Some('X') {
        digits.make_ascii_uppercase();
    }
    let prefix = if spec.alternate { prefix } else { "" };
    let group = if base == 10 { 3 } else { 4 };
    let head = format!("{}{prefix}", sign_of(value.is_negative(), spec));
    Ok(number(&head, &digits, "", spec, group))
}

fn check_integer(spec: &FormatSpec) -> Outcome<()> {
    if spec.precision.is_some() {
        return Err(Fault::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        let message = "Negative zero coercion (z) not allowed in integer format specifier";
        return Err(Fault::value(message));
    }
    Ok(())
}

fn format_char(value: &Int, spec: &FormatSpec) -> Outcome<String> {
    check_integer(spec)?;
    if spec.sign.is_some() {
        return Err(Fault::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Fault::value(
            "Alternate form (#) not allowed with integer format specifier 'c'",
        ));
    }
    let c = character(value)?;
    Ok(number("", &c.to_string(), "", &FormatSpec { grouping: None, ..*spec }, 3))
}

/// The character an integer stands for in `%c` and `{:c}`.
pub fn character(value: &Int) -> Outcome<char> {
    let code = value.to_i64().and_then(|code| u32::try_from(code).ok());
    match code.filter(|code| *code < 0x110000) {
        Some(code) => Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
        None => Err(Fault::new(FaultKind::Overflow, "%c arg not in range(0x110000)")),
    }
}

/// `format(x, spec)`
pub fn format_float(value: f64, spec: &FormatSpec, type_name: &str) -> Outcome<String> {
    let mut manner = Manner {
        alternate: spec.alternate,
        upper: matches!(spec.kind, Some('E' | 'F' | 'G')),
        no_negative_zero: spec.no_negative_zero,
        add_dot_0: spec.kind.is_none(),
    };
    let form = match (spec.kind, spec.precision) {
        (None, None) => Form::Shortest,
        (None, Some(_)) | (Some('g' | 'G' | 'n'), _) => Form::General,
        (Some('e' | 'E'), _) => Form::Exponent,
        (Some('f' | 'F' | '%'), _) => Form::Fixed,
        (Some(other), _) => return Err(unknown_code(other, type_name)),
    };
    let precision = spec.precision.unwrap_or(6);
    if form == Form::Fixed || manner.alternate {
        float_text::check_precision(precision)?;
    }
    manner.add_dot_0 &= value.is_finite();
    let percent = spec.kind == Some('%');
    let shown = if percent { value * 100.0 } else { value };
    let text = float_text::write(shown, form, precision, manner);
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text.as_str()),
    };
    let whole = body.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = body.split_at(whole);
    let tail = format!("{rest}{}", if percent { "%" } else { "" });
    Ok(number(sign_of(negative, spec), digits, &tail, spec, 3))
}

fn sign_of(negative: bool, spec: &FormatSpec) -> &'static str {
    match (negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    }
}

/// Puts a number together: head (sign and prefix), grouped digits, tail, and the padding.
fn number(head: &str, digits: &str, tail: &str, spec: &FormatSpec, group: usize) -> String {
    let align = spec.align.or(spec.zero.then_some('='));
    let zero_padded = spec.fill == '0' && align == Some('=');
    let least = if zero_padded {
        spec.width.saturating_sub(char_count(head) + char_count(tail))
    } else {
        0
    };
    let digits = grouped(digits, spec.grouping, group, least);
    if align == Some('=') {
        let length = char_count(head) + char_count(&digits) + char_count(tail);
        let fill = spec.width.saturating_sub(length);
        return format!("{head}{}{tail}", pad(&digits, fill, 0, spec.fill));
    }
    aligned(&format!("{head}{digits}{tail}"), &FormatSpec { align, ..*spec }, '>')
}

/// Digits with separators, filled up with zeros to a least width
/// (`_PyUnicode_InsertThousandsGrouping`).
fn grouped(digits: &str, mark: Option<char>, group: usize, least: usize) -> String {
    let Some(mark) = mark.filter(|_| !digits.is_empty()) else {
        return pad(digits, least.saturating_sub(digits.len()), 0, '0');
    };
    let mut reversed = String::new();
    let mut source = digits.bytes().rev().peekable();
    let mut left = least as i64;
    loop {
        let remaining = source.len() as i64;
        let size = (group as i64).min(remaining.max(left).max(1));
        for _ in 0..size {
            reversed.push(source.next().unwrap_or(b'0') as char);
        }
        left -= size;
        if source.peek().is_none() && left <= 0 {
            break;
        }
        reversed.push(mark);
        left -= 1;
    }
    reversed.chars().rev().collect()
}

fn aligned(text: &str, spec: &FormatSpec, default: char) -> String {
    let missing = spec.width.saturating_sub(char_count(text));
    let left = match spec.align.unwrap_or(default) {
        '>' | '=' => missing,
        '^' => missing / 2,
        _ => 0,
    };
    pad(text, left, missing - left, spec.fill)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(value: i64, spec: &str) -> Result<String, String> {
        let parsed = parse(spec, "int").map_err(|fault| fault.message)?;
        format_int(&Int::Small(value), &parsed, "int").map_err(|fault| fault.message)
    }

    fn text(value: &str, spec: &str) -> Result<String, String> {
        let parsed = parse(spec, "str").map_err(|fault| fault.message)?;
        format_str(value, &parsed, "str").map_err(|fault| fault.message)
    }

    #[test]
    fn numbers_are_padded_after_their_sign() {
        for (value, spec, expected) in [
            (-5, "05", "-0005"),
            (255, "#06x", "0x00ff"),
            (1234567, ",", "1,234,567"),
            (1234, "010,", "00,001,234"),
            (255, "_b", "1111_1111"),
            (3, "=+5", "+   3"),
            (3, "*^7", "***3***"),
            (65, "c", "A"),
            (3, "%", "300.000000%"),
        ] {
            assert_eq!(int(value, spec).as_deref(), Ok(expected), "{spec}");
        }
    }

    #[test]
    fn a_wrong_spec_is_refused_in_pythons_words() {
        for (spec, message) in [
            (".2", "Precision not allowed in integer format specifier"),
            (",x", "Cannot specify ',' with 'x'."),
            ("10,_", "Cannot specify both ',' and '_'."),
            ("s", "Unknown format code 's' for object of type 'int'"),
            ("ab", "Invalid format specifier 'ab' for object of type 'int'"),
            ("z", "Negative zero coercion (z) not allowed in integer format specifier"),
        ] {
            assert_eq!(int(5, spec), Err(message.into()));
        }
        assert_eq!(text("a", "+"), Err("Sign not allowed in string format specifier".into()));
        assert_eq!(text("a", "d"), Err("Unknown format code 'd' for object of type 'str'".into()));
        assert_eq!(text("ab", "05").as_deref(), Ok("ab000"));
        assert_eq!(text("añb", "-^7.2"), Ok("--añ---".into()));
    }
}
