//! Cutting text: `split`, `rsplit`, `splitlines`, `partition`.

use super::characters::{is_line_end, is_space};

/// `text.split(None, most)`
pub fn split_white(text: &str, most: Option<usize>) -> Vec<&str> {
    let most = most.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() && parts.len() < most {
        let end = rest.find(is_space).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(is_space);
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// `text.rsplit(None, most)`
pub fn rsplit_white(text: &str, most: Option<usize>) -> Vec<&str> {
    let most = most.unwrap_or(usize::MAX);
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() && parts.len() < most {
        let start = rest
            .char_indices()
            .rev()
            .find(|&(_, c)| is_space(c))
            .map_or(0, |(at, c)| at + c.len_utf8());
        parts.push(&rest[start..]);
        rest = rest[..start].trim_end_matches(is_space);
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts.reverse();
    parts
}

/// `text.split(separator, most)`; the separator is not empty.
pub fn split<'a>(text: &'a str, separator: &str, most: Option<usize>) -> Vec<&'a str> {
    match most {
        Some(most) => text.splitn(most.saturating_add(1), separator).collect(),
        None => text.split(separator).collect(),
    }
}

/// `text.rsplit(separator, most)`
pub fn rsplit<'a>(text: &'a str, separator: &str, most: Option<usize>) -> Vec<&'a str> {
    let most = most.unwrap_or(usize::MAX).saturating_add(1);
    let mut parts: Vec<_> = text.rsplitn(most, separator).collect();
    parts.reverse();
    parts
}

/// `text.splitlines(keep_ends)`
pub fn split_lines(text: &str, keep_ends: bool) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some((at, end)) = rest.char_indices().find(|&(_, c)| is_line_end(c)) else {
            lines.push(rest);
            break;
        };
        let size = if rest[at..].starts_with("\r\n") { 2 } else { end.len_utf8() };
        lines.push(&rest[..if keep_ends { at + size } else { at }]);
        rest = &rest[at + size..];
    }
    lines
}

/// `text.partition(separator)`
pub fn partition<'a>(text: &'a str, separator: &'a str) -> [&'a str; 3] {
    match text.split_once(separator) {
        Some((before, after)) => [before, separator, after],
        None => [text, "", ""],
    }
}

/// `text.rpartition(separator)`
pub fn rpartition<'a>(text: &'a str, separator: &'a str) -> [&'a str; 3] {
    match text.rsplit_once(separator) {
        Some((before, after)) => [before, separator, after],
        None => ["", "", text],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_separates_and_the_rest_keeps_its_own() {
        assert_eq!(split_white("  a b  c ", None), ["a", "b", "c"]);
        assert_eq!(split_white("  a b  c ", Some(1)), ["a", "b  c "]);
        assert_eq!(rsplit_white("  a b  c ", Some(1)), ["  a b", "c"]);
        assert_eq!(split_white("   ", None), Vec::<&str>::new());
    }

    #[test]
    fn separators_cut_from_either_side() {
        assert_eq!(split("a,b,,c", ",", None), ["a", "b", "", "c"]);
        assert_eq!(split("a,b,c", ",", Some(1)), ["a", "b,c"]);
        assert_eq!(rsplit("a,b,c", ",", Some(1)), ["a,b", "c"]);
        assert_eq!(split("", ",", None), [""]);
        assert_eq!(rpartition("a.b.c", "."), ["a.b", ".", "c"]);
        assert_eq!(partition("abc", "."), ["abc", "", ""]);
    }

    #[test]
    fn lines_end_at_every_kind_of_end() {
        assert_eq!(split_lines("a\r\nb\n\nc\x0bd", false), ["a", "b", "", "c", "d"]);
        assert_eq!(split_lines("a\n", true), ["a\n"]);
        assert_eq!(split_lines("", false), Vec::<&str>::new());
    }
}
