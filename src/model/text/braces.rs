//! `str.format`: the template as literal texts and fields, with their look-ups and nested specs.
//!
//! Which arguments there are is the caller's business; numbering is settled here.

use super::fault::{Fault, Outcome};

/// What a field starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum First {
    /// A positional argument.
    Position(usize),
    /// A keyword argument.
    Keyword(String),
}

/// One look-up after the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup {
    /// `.name`
    Attribute(String),
    /// `[3]`
    Index(i64),
    /// `[key]`
    Key(String),
}

/// A replacement field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Where to start.
    pub first: First,
    /// What to look up from there.
    pub lookups: Vec<Lookup>,
    /// `s`, `r` or `a`.
    pub conversion: Option<char>,
    /// The spec: a template of its own, one level deep.
    pub spec: Vec<Part>,
}

/// A part of a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// A field.
    Field(Box<Field>),
    /// The template is wrong from here on; what stands before comes first.
    Broken(Fault),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Numbering {
    Open,
    Automatic(usize),
    Manual,
}

/// Cuts a template into parts.
pub fn parse(template: &str) -> Vec<Part> {
    let mut numbering = Numbering::Open;
    parse_level(template, 2, &mut numbering)
}

fn parse_level(template: &str, levels: u32, numbering: &mut Numbering) -> Vec<Part> {
    let mut parts = Vec::new();
    if levels == 0 {
        parts.push(Part::Broken(Fault::value("Max string recursion exceeded")));
        return parts;
    }
    let mut rest = template;
    let mut text = String::new();
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let brace = &rest[at..at + 1];
        let after = &rest[at + 1..];
        if let Some(more) = after.strip_prefix(brace) {
            text.push_str(brace);
            rest = more;
            continue;
        }
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        match field_at(brace, after, levels, numbering) {
            Ok((field, more)) => {
                parts.push(Part::Field(Box::new(field)));
                rest = more;
            }
            Err(fault) => {
                parts.push(Part::Broken(fault));
                return parts;
            }
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

fn field_at<'a>(
    brace: &str,
    after: &'a str,
    levels: u32,
    numbering: &mut Numbering,
) -> Outcome<(Field, &'a str)> {
    if brace == "}" {
        return Err(Fault::value("Single '}' encountered in format string"));
    }
    if after.is_empty() {
        return Err(Fault::value("Single '{' encountered in format string"));
    }
    let (name, conversion, spec, more) = cut_field(after)?;
    let (first, lookups) = field_name(name, numbering)?;
    let spec = if spec.is_empty() { Vec::new() } else { parse_level(spec, levels - 1, numbering) };
    Ok((Field { first, lookups, conversion, spec }, more))
}

/// Name, conversion, spec and what follows the field (`parse_field` of CPython's
/// `unicode_format.h`).
fn cut_field(text: &str) -> Outcome<(&str, Option<char>, &str, &str)> {
    let unclosed = || Fault::value("expected '}' before end of string");
    let end = name_end(text).ok_or_else(unclosed)?;
    let name = &text[..end];
    let mut rest = &text[end + 1..];
    match text.as_bytes()[end] {
        b'}' => return Ok((name, None, "", rest)),
        b'{' => return Err(Fault::value("unexpected '{' in field name")),
        _ => {}
    }
    let mut conversion = None;
    if text.as_bytes()[end] == b'!' {
        let mut chars = rest.chars();
        let letter = chars
            .next()
            .ok_or_else(|| Fault::value("end of string while looking for conversion specifier"))?;
        conversion = Some(letter);
        rest = chars.as_str();
        if !rest.is_empty() || letter == '}' {
            match rest.chars().next() {
                Some('}') if letter != '}' => {
                    check_conversion(letter)?;
                    return Ok((name, conversion, "", &rest[1..]));
                }
                Some(':') => rest = &rest[1..],
                Some(_) if letter != '}' => {
                    return Err(Fault::value("expected ':' after conversion specifier"));
                }
                _ => {}
            }
        }
    }
    let close = spec_end(rest).ok_or_else(|| Fault::value("unmatched '{' in format spec"))?;
    conversion.map_or(Ok(()), check_conversion)?;
    Ok((name, conversion, &rest[..close], &rest[close + 1..]))
}

fn check_conversion(letter: char) -> Outcome<()> {
    if matches!(letter, 's' | 'r' | 'a') {
        return Ok(());
    }
    let shown = if (' '..'\x7f').contains(&letter) {
        letter.to_string()
    } else {
        format!("\\x{:x}", letter as u32)
    };
    Err(Fault::value(format!("Unknown conversion specifier {shown}")))
}

/// Where the name stops: at `}`, `:`, `!` or `{`, brackets jumped over.
fn name_end(text: &str) -> Option<usize> {
    let mut in_brackets = false;
    for (at, c) in text.char_indices() {
        match c {
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            '{' | '}' | ':' | '!' if !in_brackets => return Some(at),
            _ => {}
        }
    }
    None
}

fn spec_end(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn field_name(name: &str, numbering: &mut Numbering) -> Outcome<(First, Vec<Lookup>)> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let first = first(&name[..end], numbering)?;
    let mut lookups = Vec::new();
    let mut rest = &name[end..];
    while let Some(mark) = rest.chars().next() {
        rest = &rest[1..];
        let (text, more) = match mark {
            '.' => rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len())),
            '[' => {
                let missing = || Fault::value("Missing ']' in format string");
                let close = rest.find(']').ok_or_else(missing)?;
                (&rest[..close], &rest[close + 1..])
            }
            _ => {
                let message = "Only '.' or '[' may follow ']' in format field specifier";
                return Err(Fault::value(message));
            }
        };
        if text.is_empty() {
            return Err(Fault::value("Empty attribute in format string"));
        }
        lookups.push(match (mark, number(text)?) {
            ('.', _) => Lookup::Attribute(text.to_string()),
            (_, Some(index)) => Lookup::Index(index),
            _ => Lookup::Key(text.to_string()),
        });
        rest = more;
    }
    Ok((first, lookups))
}

fn number(text: &str) -> Outcome<Option<i64>> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let too_many = |_| Fault::value("Too many decimal digits in format string");
    text.parse().map(Some).map_err(too_many)
}

fn first(name: &str, numbering: &mut Numbering) -> Outcome<First> {
    let manual = "cannot switch from automatic field numbering to manual field specification";
    let automatic = "cannot switch from manual field specification to automatic field numbering";
    if name.is_empty() {
        let next = match *numbering {
            Numbering::Open => 0,
            Numbering::Automatic(next) => next,
            Numbering::Manual => return Err(Fault::value(automatic)),
        };
        *numbering = Numbering::Automatic(next + 1);
        return Ok(First::Position(next));
    }
    let Some(position) = number(name)? else { return Ok(First::Keyword(name.to_string())) };
    if matches!(numbering, Numbering::Automatic(_)) {
        return Err(Fault::value(manual));
    }
    *numbering = Numbering::Manual;
    Ok(First::Position(position as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(template: &str) -> String {
        match parse(template).pop() {
            Some(Part::Broken(fault)) => fault.message,
            other => panic!("{template}: {other:?}"),
        }
    }

    #[test]
    fn fields_have_look_ups_conversions_and_nested_specs() {
        let parts = parse("a{{{0.x[k][2]!r:>{w}}");
        assert_eq!(parts[0], Part::Text("a{".into()));
        let Part::Field(field) = &parts[1] else { panic!("a field") };
        assert_eq!(field.first, First::Position(0));
        let lookups = [Lookup::Attribute("x".into()), Lookup::Key("k".into()), Lookup::Index(2)];
        assert_eq!(field.lookups, lookups);
        assert_eq!(field.conversion, Some('r'));
        assert_eq!(field.spec[0], Part::Text(">".into()));
        assert!(matches!(&field.spec[1], Part::Field(f) if f.first == First::Keyword("w".into())));
    }

    #[test]
    fn wrong_templates_are_refused_in_pythons_words() {
        for (template, message) in [
            ("{", "Single '{' encountered in format string"),
            ("}", "Single '}' encountered in format string"),
            ("{0}{}", "cannot switch from manual field specification to automatic field numbering"),
            ("{}{0}", "cannot switch from automatic field numbering to manual field specification"),
            ("{!x}", "Unknown conversion specifier x"),
            ("{!r", "unmatched '{' in format spec"),
            ("{!}", "unmatched '{' in format spec"),
            ("{!rx}", "expected ':' after conversion specifier"),
            ("{0", "expected '}' before end of string"),
            ("{0[}", "expected '}' before end of string"),
            ("{0[]}", "Empty attribute in format string"),
            ("{0.}", "Empty attribute in format string"),
            ("{0[1]x}", "Only '.' or '[' may follow ']' in format field specifier"),
            ("{0:", "unmatched '{' in format spec"),
        ] {
            assert_eq!(fault(template), message, "{template}");
        }
    }

    #[test]
    fn specs_nest_one_level_only() {
        let parts = parse("{:{:{}}}");
        let Part::Field(outer) = &parts[0] else { panic!("a field") };
        let Part::Field(inner) = &outer.spec[0] else { panic!("a field") };
        let expected = Part::Broken(Fault::value("Max string recursion exceeded"));
        assert_eq!(inner.spec, [expected]);
    }
}
