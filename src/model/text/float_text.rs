//! Floats as text and back: CPython's shortest `repr`, its fixed, exponent and general forms, and
//! what `float("...")` accepts.

use super::characters::is_space;
use super::fault::{Fault, MAX_TEXT_BYTES, Outcome};
use super::repr::str_repr;

/// More digits than a float can have: beyond them there are only zeros.
const ALL_DIGITS: usize = 1100;

/// How a float is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// As many digits as needed to read the same float back (`repr`).
    Shortest,
    /// `precision` digits after the point (`f`).
    Fixed,
    /// One digit before the point, `precision` after it, an exponent (`e`).
    Exponent,
    /// `precision` significant digits, in the shorter of the two forms (`g`).
    General,
}

/// The finer points of writing a float.
#[derive(Clone, Copy, Default, Debug)]
pub struct Manner {
    /// Keep the point and trailing zeros (`#`).
    pub alternate: bool,
    /// `1.0`, not `1`.
    pub add_dot_0: bool,
    /// `E`, `INF`, `NAN`.
    pub upper: bool,
    /// `-0` is written `0` (`z`).
    pub no_negative_zero: bool,
}

/// `repr(x)`, which is also `str(x)`.
pub fn repr(value: f64) -> String {
    write(value, Form::Shortest, 0, Manner { add_dot_0: true, ..Manner::default() })
}

/// Digits without point and the position of the point: `0.DIGITS * 10 ** point`.
struct Decimal {
    digits: String,
    point: i64,
}

/// Writes a float, with a `-` where it is negative.
pub fn write(value: f64, form: Form, precision: usize, manner: Manner) -> String {
    let special = if value.is_nan() {
        Some("nan")
    } else if value.is_infinite() {
        Some(if value > 0.0 { "inf" } else { "-inf" })
    } else {
        None
    };
    if let Some(text) = special {
        return if manner.upper { text.to_uppercase() } else { text.to_string() };
    }
    let precision = if form == Form::General { precision.max(1) } else { precision };
    let decimal = decimal(value.abs(), form, precision);
    let zero = decimal.digits.bytes().all(|digit| digit == b'0');
    let negative = value.is_sign_negative() && !(manner.no_negative_zero && zero);
    let body = lay_out(&decimal, form, precision, manner);
    if negative { format!("-{body}") } else { body }
}

/// The fewest digits that say which float it is; where two such numbers are equally near, the even
/// one, as in CPython.
fn shortest(value: f64) -> String {
    let text = format!("{value:e}");
    let digits = text.split('e').next().unwrap_or_default();
    let places = digits.chars().filter(char::is_ascii_digit).count();
    let exact = format!("{value:.*e}", places.saturating_sub(1));
    if exact.parse() == Ok(value) { exact } else { text }
}

fn decimal(value: f64, form: Form, precision: usize) -> Decimal {
    if form == Form::Fixed {
        return fixed_decimal(value, precision);
    }
    let text = match form {
        Form::Shortest => shortest(value),
        Form::Exponent => format!("{value:.*e}", precision.min(ALL_DIGITS)),
        _ => format!("{value:.*e}", (precision - 1).min(ALL_DIGITS)),
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Decimal { digits: "0".into(), point: 1 };
    }
    let exponent: i64 = exponent.parse().unwrap_or(0);
    Decimal { digits: digits.to_string(), point: exponent + 1 }
}

fn fixed_decimal(value: f64, precision: usize) -> Decimal {
    let text = format!("{value:.*}", precision.min(ALL_DIGITS));
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{}{fraction}", whole.trim_start_matches('0'));
    let point = digits.len() as i64 - fraction.len() as i64;
    let leading = digits.len() - digits.trim_start_matches('0').len();
    Decimal { digits: digits[leading..].to_string(), point: point - leading as i64 }
}

/// Places digits, point and exponent (`format_float_short` of CPython's `pystrtod.c`).
fn lay_out(decimal: &Decimal, form: Form, precision: usize, manner: Manner) -> String {
    let digits = decimal.digits.as_bytes();
    let precision = precision as i64;
    let mut point = decimal.point;
    let mut end = digits.len() as i64;
    let exponent_form = match form {
        Form::Exponent => {
            end = precision + 1;
            true
        }
        Form::Fixed => {
            end = point + precision;
            false
        }
        Form::General => {
            if manner.alternate {
                end = precision;
            }
            point <= -4 || point > if manner.add_dot_0 { precision - 1 } else { precision }
        }
        Form::Shortest => point <= -4 || point > 16,
    };
    let exponent = point - 1;
    if exponent_form {
        point = 1;
    }
    let start = if point <= 0 { point - 1 } else { 0 };
    let least = if !exponent_form && manner.add_dot_0 { point + 1 } else { point };
    end = end.max(least);
    let mut out = String::with_capacity((end - start) as usize + 8);
    for position in start..end {
        if position == point {
            out.push('.');
        }
        let digit = usize::try_from(position).ok().and_then(|index| digits.get(index));
        out.push(digit.map_or('0', |digit| *digit as char));
    }
    if manner.alternate && end == point {
        out.push('.');
    }
    if exponent_form {
        let mark = if manner.upper { 'E' } else { 'e' };
        let sign = if exponent < 0 { '-' } else { '+' };
        out.push_str(&format!("{mark}{sign}{:02}", exponent.abs()));
    }
    out
}

/// `float("...")`
pub fn parse(text: &str) -> Outcome<f64> {
    let failure = || Fault::value(format!("could not convert string to float: {}", str_repr(text)));
    parse_trimmed(text.trim_matches(is_space)).ok_or_else(failure)
}

fn parse_trimmed(text: &str) -> Option<f64> {
    let ascii = super::characters::ascii_digits(text);
    let (negative, body) = match ascii.as_bytes().first()? {
        b'-' => (true, &ascii[1..]),
        b'+' => (false, &ascii[1..]),
        _ => (false, &ascii[..]),
    };
    let magnitude = match body.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => parse_digits(body)?,
    };
    Some(if negative { -magnitude } else { magnitude })
}

fn parse_digits(body: &str) -> Option<f64> {
    let bytes = body.as_bytes();
    let allowed = |byte: &u8| byte.is_ascii_digit() || b"._eE+-".contains(byte);
    if !bytes.first().is_some_and(|b| b.is_ascii_digit() || *b == b'.')
        || !bytes.iter().all(allowed)
    {
        return None;
    }
    let between_digits = |index: usize| {
        index > 0
            && bytes[index - 1].is_ascii_digit()
            && bytes.get(index + 1).is_some_and(u8::is_ascii_digit)
    };
    if bytes.iter().enumerate().any(|(index, byte)| *byte == b'_' && !between_digits(index)) {
        return None;
    }
    body.replace('_', "").parse().ok()
}

/// `x.hex()`
pub fn hex(value: f64) -> String {
    if !value.is_finite() {
        return repr(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = value.to_bits();
    let raw = ((bits >> 52) & 0x7ff) as i64;
    let (lead, exponent) = if raw == 0 { (0, -1022) } else { (1, raw - 1023) };
    format!("{sign}0x{lead}.{:013x}p{exponent:+}", bits & ((1 << 52) - 1))
}

/// `float.fromhex(text)`
pub fn parse_hex(text: &str) -> Option<f64> {
    let lower = text.trim_matches(is_space).to_ascii_lowercase();
    let (negative, body) = match lower.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    let magnitude = match body {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => {
            let body = body.strip_prefix("0x").unwrap_or(body);
            let (mantissa, exponent) = body.split_once('p').unwrap_or((body, "0"));
            let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
            let digits = format!("{whole}{fraction}");
            let most_digits = 15;
            if digits.is_empty() || digits.len() > most_digits {
                return None;
            }
            let number = u64::from_str_radix(&digits, 16).ok()?;
            let exponent: i64 = exponent.parse().ok()?;
            super::float::scale(number as f64, exponent - 4 * fraction.len() as i64)
        }
    };
    Some(if negative { -magnitude } else { magnitude })
}

/// Checks that a precision makes a text of bearable length.
pub fn check_precision(precision: usize) -> Outcome<()> {
    if precision > i32::MAX as usize {
        return Err(Fault::value("precision too big"));
    }
    if precision > MAX_TEXT_BYTES {
        return Err(Fault::memory());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_is_the_shortest_text_that_reads_back() {
        for (value, text) in [
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (1e-4, "0.0001"),
            (1e-5, "1e-05"),
            (0.1 + 0.2, "0.30000000000000004"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (-0.0, "-0.0"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(repr(value), text);
        }
    }

    #[test]
    fn fixed_digits_are_rounded_half_to_even_on_the_exact_value() {
        for (value, precision, text) in
            [(2.5, 0, "2"), (0.5, 0, "0"), (1.5, 0, "2"), (2.675, 2, "2.67"), (0.0004, 2, "0.00")]
        {
            assert_eq!(write(value, Form::Fixed, precision, Manner::default()), text);
        }
    }

    #[test]
    fn a_float_is_read_from_what_python_accepts_and_nothing_else() {
        for (text, value) in
            [("1_0.5", 10.5), (" 1e5 ", 1e5), (".5", 0.5), ("5.", 5.0), ("1e400", f64::INFINITY)]
        {
            assert_eq!(parse(text), Ok(value));
        }
        for text in ["x", "", "0x1", "1__0", "_1", "1_e5", ".", "1e", "e5"] {
            let message = format!("could not convert string to float: '{text}'");
            assert_eq!(parse(text), Err(Fault::value(message)));
        }
    }

    #[test]
    fn hex_shows_the_bits() {
        assert_eq!(hex(1.5), "0x1.8000000000000p+0");
        assert_eq!(hex(-0.1), "-0x1.999999999999ap-4");
    }
}
