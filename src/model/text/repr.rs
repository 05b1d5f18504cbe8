//! `repr` of strings and bytes: which quotes, which escapes.

use super::characters::is_printable;

/// `repr(text)`
pub fn str_repr(text: &str) -> String {
    quoted(text, is_printable)
}

/// `ascii(text)`
pub fn str_ascii(text: &str) -> String {
    quoted(text, |c| c.is_ascii() && is_printable(c))
}

/// Turns what is not ASCII in an already made repr into escapes.
pub fn escape_non_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() { out.push(c) } else { escape(&mut out, c) }
    }
    out
}

fn quoted(text: &str, plain: impl Fn(char) -> bool) -> String {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            _ if plain(c) => out.push(c),
            _ => escape(&mut out, c),
        }
    }
    out.push(quote);
    out
}

fn quote_for(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

fn escape(out: &mut String, c: char) {
    let code = c as u32;
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ if code < 0x100 => out.push_str(&format!("\\x{code:02x}")),
        _ if code < 0x10000 => out.push_str(&format!("\\u{code:04x}")),
        _ => out.push_str(&format!("\\U{code:08x}")),
    }
}

/// `repr(bytes)`
pub fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        let c = byte as char;
        match c {
            '\\' => out.push_str("\\\\"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            _ => escape(&mut out, c),
        }
    }
    out.push(quote);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn double_quotes_are_used_only_around_single_ones() {
        assert_eq!(str_repr("it's"), "\"it's\"");
        assert_eq!(str_repr("say \"it's\""), "'say \"it\\'s\"'");
        assert_eq!(str_repr("a\\b"), "'a\\\\b'");
    }

    #[test]
    fn unprintable_characters_are_escaped_by_size() {
        assert_eq!(str_repr("\0\t\u{a0}é\u{2028}\u{f0000}"), "'\\x00\\t\\xa0é\\u2028\\U000f0000'");
        assert_eq!(str_ascii("é字"), "'\\xe9\\u5b57'");
        assert_eq!(bytes_repr(b"a'\xff\n"), "b\"a'\\xff\\n\"");
    }
}
