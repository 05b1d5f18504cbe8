//! Brackets and quotes that come in pairs: what is typed is closed, what closes is typed over, and a
//! selection is put between them. Pure functions from a text to another one.

use super::lines::{self, Edited, Selection};

const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('"', '"'), ('\'', '\'')];

/// What a typed letter makes of the text, where it is more than the letter; `quoted`: the cursor is in
/// a string or a comment.
pub fn typed(text: &str, selection: Selection, letter: char, quoted: bool) -> Option<Edited> {
    let range = selection.range();
    let (before, after) =
        (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    if selection.is_empty() && after == Some(letter) && PAIRS.iter().any(|(_, end)| *end == letter)
    {
        let opens_text = is_quote(letter) && !quoted;
        let caret = range.end + letter.len_utf8();
        return (!opens_text || before == Some(letter))
            .then(|| Edited { text: text.to_owned(), selection: Selection::at(caret) });
    }
    let (_, close) = PAIRS.into_iter().find(|(open, _)| *open == letter)?;
    if !selection.is_empty() {
        return around(text, selection, (letter, close));
    }
    let free = after.is_none_or(|next| next.is_whitespace() || ")]},:.".contains(next));
    if !free || quoted || is_quote(letter) && !begins_text(text, range.start) {
        return None;
    }
    let edited = lines::replace(text, range.clone(), &format!("{letter}{close}"));
    Some(Edited { selection: Selection::at(range.start + letter.len_utf8()), ..edited })
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'')
}

/// A selection within one line between brackets or quotes; it stays selected.
fn around(text: &str, selection: Selection, (open, close): (char, char)) -> Option<Edited> {
    let range = selection.range();
    let inside = &text[range.clone()];
    if inside.contains('\n') {
        return None;
    }
    let edited = lines::replace(text, range, &format!("{open}{inside}{close}"));
    let Selection { anchor, caret } = selection;
    Some(Edited { selection: Selection { anchor: anchor + 1, caret: caret + 1 }, ..edited })
}

/// Whether a quote here begins a text: after nothing, an operator or a prefix such as `f`.
fn begins_text(text: &str, at: usize) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let word = &text[text[..at].trim_end_matches(is_part).len()..at];
    let prefix = ["", "f", "r", "b", "u", "rb", "br", "fr", "rf"];
    let before = text[..at].chars().next_back();
    prefix.contains(&word.to_lowercase().as_str()) && !before.is_some_and(is_quote)
}

/// Backspace between a pair with nothing in it takes both away.
pub fn deleted(text: &str, selection: Selection) -> Option<Edited> {
    let at = selection.caret;
    let (open, close) = (text[..at].chars().next_back()?, text[at..].chars().next()?);
    let pair = selection.is_empty() && PAIRS.contains(&(open, close));
    pair.then(|| lines::replace(text, at - open.len_utf8()..at + close.len_utf8(), ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types letters at `|`; what is there then, with `|` for the cursor or `[ ]` for what is
    /// selected.
    fn after(marked: &str, letters: &str) -> String {
        let at = marked.find('|').unwrap();
        let mut text = marked.replace('|', "");
        let mut selection = Selection::at(at);
        for letter in letters.chars() {
            let quoted = text[..selection.caret].matches('"').count() % 2 == 1;
            let edited = typed(&text, selection, letter, quoted)
                .unwrap_or_else(|| lines::replace(&text, selection.range(), &letter.to_string()));
            (text, selection) = (edited.text, edited.selection);
        }
        text.insert(selection.caret, '|');
        text
    }

    #[test]
    fn what_opens_is_closed_and_what_closes_is_typed_over() {
        assert_eq!(after("print|", "("), "print(|)");
        assert_eq!(after("print|", "(x)"), "print(x)|");
        assert_eq!(after("|", "f(a[0])"), "f(a[0])|");
        assert_eq!(after("|", "print(\"a\")"), "print(\"a\")|");
        assert_eq!(after("x = |", "\"\"\""), "x = \"\"\"|");
        assert_eq!(after("x = f|", "\""), "x = f\"|\"");
    }

    #[test]
    fn a_letter_stays_alone_where_a_pair_would_be_in_the_way() {
        assert_eq!(after("|name", "("), "(|name");
        assert_eq!(after("don|", "'"), "don'|");
        assert_eq!(after("x = \"don|\"", "'t ("), "x = \"don't (|\"");
        assert_eq!(after("x|", ")"), "x)|");
    }

    #[test]
    fn what_is_selected_goes_between_them() {
        let selection = Selection { anchor: 0, caret: 3 };
        let edited = typed("abc d", selection, '(', false).unwrap();
        assert_eq!(edited.text, "(abc) d");
        assert_eq!(edited.selection, Selection { anchor: 1, caret: 4 });
        assert_eq!(typed("a\nb", Selection { anchor: 0, caret: 3 }, '(', false), None);
    }

    #[test]
    fn backspace_takes_an_empty_pair() {
        assert_eq!(deleted("f()", Selection::at(2)).unwrap().text, "f");
        assert_eq!(deleted("f(x)", Selection::at(2)), None);
    }
}
