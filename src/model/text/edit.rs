//! Changing text: case, padding, stripping, tabs.

use super::characters::is_space;
use super::search::char_count;

/// `text.lower()`
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// `text.upper()`
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// `text.casefold()`
pub fn casefold(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let keep = c.is_ascii() || c == 'ı';
            let raised: Vec<char> = if keep { vec![c] } else { c.to_uppercase().collect() };
            raised.into_iter().flat_map(char::to_lowercase)
        })
        .collect()
}

fn push_title(out: &mut String, c: char) {
    let mut raised = c.to_uppercase();
    out.extend(raised.next());
    out.extend(raised.flat_map(char::to_lowercase));
}

/// `text.capitalize()`
pub fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len());
    if let Some(first) = chars.next() {
        push_title(&mut out, first);
    }
    out.push_str(&chars.as_str().to_lowercase());
    out
}

/// `text.title()`
pub fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside_word = false;
    for c in text.chars() {
        if inside_word {
            out.extend(c.to_lowercase())
        } else {
            push_title(&mut out, c)
        }
        inside_word = is_cased(c);
    }
    out
}

/// `text.swapcase()`
pub fn swapcase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_uppercase() { out.extend(c.to_lowercase()) } else { out.extend(c.to_uppercase()) }
    }
    out
}

fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

/// `text.islower()`
pub fn is_lower(text: &str) -> bool {
    text.chars().any(is_cased) && !text.chars().any(char::is_uppercase)
}

/// `text.isupper()`
pub fn is_upper(text: &str) -> bool {
    text.chars().any(is_cased) && !text.chars().any(char::is_lowercase)
}

/// `text.istitle()`
pub fn is_title(text: &str) -> bool {
    let mut inside_word = false;
    let mut any = false;
    for c in text.chars() {
        if (c.is_uppercase() && inside_word) || (c.is_lowercase() && !inside_word) {
            return false;
        }
        inside_word = is_cased(c);
        any |= inside_word;
    }
    any
}

/// Where padding goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Text left, padding right (`ljust`).
    Left,
    /// Text right (`rjust`).
    Right,
    /// In the middle, as `str.center` places it.
    Center,
}

/// `text.ljust(width, fill)`, `rjust`, `center`
pub fn justify(text: &str, side: Side, width: usize, fill: char) -> String {
    let length = char_count(text);
    let missing = width.saturating_sub(length);
    let left = match side {
        Side::Left => 0,
        Side::Right => missing,
        Side::Center => missing / 2 + (missing & width & 1),
    };
    pad(text, left, missing - left, fill)
}

/// The text between runs of a fill character.
pub fn pad(text: &str, left: usize, right: usize, fill: char) -> String {
    let mut out = String::with_capacity(text.len() + (left + right) * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(text);
    out.extend(std::iter::repeat_n(fill, right));
    out
}

/// `text.zfill(width)`
pub fn zfill(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(char_count(text));
    let signed = text.starts_with(['+', '-']);
    let (sign, digits) = text.split_at(usize::from(signed));
    format!("{sign}{}{digits}", "0".repeat(missing))
}

/// `text.expandtabs(size)`
pub fn expand_tabs(text: &str, size: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' if size > 0 => {
                let spaces = size - column % size;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            '\t' => {}
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    out
}

/// Which ends `strip` takes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Ends {
    Both,
    Left,
    Right,
}

/// `text.strip(chars)`, `lstrip`, `rstrip`
pub fn strip<'a>(text: &'a str, chars: Option<&str>, ends: Ends) -> &'a str {
    let unwanted = |c: char| chars.map_or_else(|| is_space(c), |set| set.contains(c));
    let text = if ends == Ends::Right { text } else { text.trim_start_matches(unwanted) };
    if ends == Ends::Left { text } else { text.trim_end_matches(unwanted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_start_after_anything_without_case() {
        assert_eq!(title("they're bill's 3rd ßa"), "They'Re Bill'S 3Rd Ssa");
        assert_eq!(capitalize("hELLO Wörld"), "Hello wörld");
        assert_eq!(swapcase("aBc"), "AbC");
        assert_eq!(casefold("Straße"), "strasse");
        assert!(is_title("A Title 3X") && !is_title("A title") && is_upper("A1") && !is_lower("1"));
    }

    #[test]
    fn center_prefers_the_side_python_prefers() {
        assert_eq!(justify("ab", Side::Center, 5, '*'), "**ab*");
        assert_eq!(justify("abc", Side::Center, 6, '*'), "*abc**");
        assert_eq!(zfill("-5", 4), "-005");
        assert_eq!(expand_tabs("a\tbc\td", 4), "a   bc  d");
        assert_eq!(strip("xxaxx", Some("x"), Ends::Left), "axx");
    }
}
