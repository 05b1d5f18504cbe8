//! Python text to classes of words. A pure function over the parser's own tokens, so that what is
//! called a string is what the parser takes for a string, in broken text too.

use std::ops::Range;

use ruff_python_ast::PySourceType;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::parse_unchecked_source;

use crate::script::is_flat;

/// Longer texts are shown without colours: they are not scripts, and must stay fluid.
const COLOURED_BYTES_MAX: usize = 400_000;

/// What a piece of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// Anything not listed below.
    Plain,
    /// A keyword.
    Keyword,
    /// A string.
    String,
    /// A number or a constant.
    Literal,
    /// A comment.
    Comment,
    /// A name being defined or called.
    Function,
}

/// A piece of a text and what it is.
pub type Span = (Range<usize>, Class);

/// What each piece of a text is.
#[derive(Default)]
pub struct Classes {
    /// Without gaps, in order.
    spans: Vec<Span>,
    /// Up to here nothing is wrong: the parser reads a line that begins here as it would read it
    /// alone.
    sound_until: usize,
}

impl Classes {
    /// Those of a whole text.
    pub fn of(text: &str) -> Self {
        if text.len() > COLOURED_BYTES_MAX || !is_flat(text) {
            return Self { spans: vec![(0..text.len(), Class::Plain)], sound_until: 0 };
        }
        let parsed = parse_unchecked_source(text, PySourceType::Python);
        let tokens: Vec<Token> = parsed
            .tokens()
            .iter()
            .map(|token| {
                let (kind, range) = token.as_tuple();
                (kind, range.start().to_usize()..range.end().to_usize())
            })
            .collect();
        let mut spans = Vec::new();
        let mut end = 0;
        for (index, (kind, range)) in tokens.iter().enumerate() {
            if range.start < end || range.end > text.len() || range.is_empty() {
                continue;
            }
            let class = match kind.is_soft_keyword() || *kind == TokenKind::Name {
                true => class_of_name(text, &tokens, index),
                false => class_of(*kind),
            };
            push(&mut spans, end..range.start, Class::Plain);
            push(&mut spans, range.clone(), class);
            end = range.end;
        }
        push(&mut spans, end..text.len(), Class::Plain);
        let errors = parsed.errors().iter().map(|error| error.location.start().to_usize());
        Self { spans, sound_until: errors.min().unwrap_or(text.len()) }
    }

    /// Those of a text that came from another one, whose classes these are: where only lines
    /// changed that stand in no longer string or bracket, only they are read again.
    pub fn after(&self, old: &str, text: &str) -> Self {
        changed_lines(old, text)
            .and_then(|(before, after)| self.replaced((&old[before.clone()], before), text, after))
            .unwrap_or_else(|| Self::of(text))
    }

    /// Without gaps, in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// These with new ones where lines changed; `None` if they must all be found anew.
    fn replaced(
        &self,
        (old, before): (&str, Range<usize>),
        text: &str,
        after: Range<usize>,
    ) -> Option<Self> {
        let new = text.get(after.clone())?;
        let known = &self.spans;
        let first = known.partition_point(|(range, _)| range.end <= before.start);
        let last = known.partition_point(|(range, _)| range.start < before.end).max(first);
        let cut = |at: usize| {
            known[first.saturating_sub(1)..(last + 1).min(known.len())]
                .iter()
                .any(|span| goes_through(span, at))
        };
        let starts_anew = self.is_sound_above(&text[..before.start]);
        let alone = starts_anew && !cut(before.start) && !cut(before.end + 1);
        if !alone || !is_whole(old) || !is_whole(new) || text.len() > COLOURED_BYTES_MAX {
            return None;
        }
        let were: Vec<Span> = known[first..last]
            .iter()
            .map(|(range, class)| (part_of(range, &before), *class))
            .collect();
        let read = Self::of(new).spans;
        if !pairs_up(new, &read) || !pairs_up(old, &were) {
            return None;
        }
        let mut spans = Vec::with_capacity(known.len() + 16);
        for (range, class) in &known[..last] {
            push(&mut spans, range.start..range.end.min(before.start), *class);
        }
        for (range, class) in read {
            push(&mut spans, range.start + after.start..range.end + after.start, class);
        }
        let moved = |at: usize| at.max(before.end) - before.end + after.end;
        for (range, class) in &known[first..] {
            push(&mut spans, moved(range.start)..moved(range.end), *class);
        }
        Some(Self { spans, sound_until: before.start })
    }

    /// Whether what comes after the beginning of the text is read as if it stood alone, unless a
    /// string goes through.
    fn is_sound_above(&self, above: &str) -> bool {
        above.len() <= self.sound_until && !goes_on(above) && pairs_up(above, &self.spans)
    }
}

/// Whether a string goes on from before a place to it: one that takes a line's end along may go on in
/// the next line.
fn goes_through((range, class): &Span, at: usize) -> bool {
    *class == Class::String && range.start < at && at <= range.end
}

/// The whole lines, without the last one's end, that one text has where the other has others.
fn changed_lines(old: &str, text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (a, b) = (old.as_bytes(), text.as_bytes());
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[start..].iter().rev().zip(b[start..].iter().rev());
    let tail = tail.take_while(|(x, y)| x == y).count();
    let start = a[..start].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let rest = |bytes: &[u8]| bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
    let end = a.len() - tail + rest(&a[a.len() - tail..]);
    let new_end = b.len() - (a.len() - end);
    (start <= end && start <= new_end).then_some((start..end, start..new_end))
}

/// What of a range lies within another one, relative to its beginning.
pub fn part_of(range: &Range<usize>, within: &Range<usize>) -> Range<usize> {
    range.start.max(within.start) - within.start..range.end.min(within.end) - within.start
}

/// Whether no string is left open in lines and no end of a line is taken back.
fn is_whole(lines: &str) -> bool {
    let quotes = |quote| lines.bytes().filter(|&byte| byte == quote).count();
    let triple = lines.contains("\"\"\"") || lines.contains("'''");
    !triple && !lines.contains('\\') && quotes(b'"') % 2 == 0 && quotes(b'\'') % 2 == 0
}

/// Whether the end of the last line is taken back.
fn goes_on(lines: &str) -> bool {
    lines.trim_end_matches(['\n', '\r']).ends_with('\\')
}

/// Whether every bracket has its other one.
fn pairs_up(text: &str, spans: &[Span]) -> bool {
    let mut open = Vec::new();
    brackets(text, spans).all(|(letter, _)| match closes(letter) {
        Some(wanted) => open.pop() == Some(wanted),
        None => {
            open.push(letter);
            true
        }
    }) && open.is_empty()
}

fn push(classes: &mut Vec<Span>, range: Range<usize>, class: Class) {
    match classes.last_mut() {
        _ if range.is_empty() => {}
        Some((last, same)) if *same == class => last.end = range.end,
        _ => classes.push((range, class)),
    }
}

/// A token of the parser and where it stands.
type Token = (TokenKind, Range<usize>);

fn class_of(kind: TokenKind) -> Class {
    match kind {
        TokenKind::True | TokenKind::False | TokenKind::None => Class::Literal,
        TokenKind::Int | TokenKind::Float | TokenKind::Complex => Class::Literal,
        TokenKind::String => Class::String,
        TokenKind::FStringStart | TokenKind::FStringMiddle | TokenKind::FStringEnd => Class::String,
        TokenKind::TStringStart | TokenKind::TStringMiddle | TokenKind::TStringEnd => Class::String,
        TokenKind::Comment => Class::Comment,
        kind if kind.is_non_soft_keyword() => Class::Keyword,
        _ => Class::Plain,
    }
}

/// A name, or a word that is a keyword in some places only. Which these are is seen by its line
/// alone, as in IDLE's colours, so that they stay while the lines around it are being typed.
fn class_of_name(text: &str, tokens: &[Token], index: usize) -> Class {
    let range = &tokens[index].1;
    let kind_at = |index: usize| tokens.get(index).map(|(kind, _)| *kind);
    let (last, next) = (index.checked_sub(1).and_then(kind_at), kind_at(index + 1));
    let is_keyword = match &text[range.clone()] {
        "match" | "case" => opens_block(&tokens[index + 1..]),
        "type" => next == Some(TokenKind::Name),
        _ => false,
    };
    let indent = text[..range.start].trim_end_matches([' ', '\t', '\x0c']);
    match (last, next) {
        _ if is_keyword && (indent.is_empty() || indent.ends_with('\n')) => Class::Keyword,
        (Some(TokenKind::Def | TokenKind::Class), _) => Class::Function,
        (_, Some(TokenKind::Lpar)) => Class::Function,
        _ => Class::Plain,
    }
}

/// Whether a line whose first word is left out has something and then a colon outside brackets.
fn opens_block(line: &[Token]) -> bool {
    let mut open = 0usize;
    for (index, (kind, _)) in line.iter().enumerate() {
        match kind {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open += 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => open = open.saturating_sub(1),
            TokenKind::Newline | TokenKind::NonLogicalNewline => return false,
            TokenKind::Colon if open == 0 => return index > 0,
            TokenKind::Equal if open == 0 => return false,
            _ => {}
        }
    }
    false
}

impl Classes {
    /// Whether a place is inside a string, or in a comment.
    pub fn is_quoted(&self, at: usize) -> bool {
        let place = self.spans.partition_point(|(range, _)| range.end < at);
        self.spans.get(place).is_some_and(|(range, class)| match class {
            Class::String => range.start < at && at < range.end,
            Class::Comment => range.start < at && at <= range.end,
            _ => false,
        })
    }
}

/// The brackets that belong together, each pair by its two places.
pub fn bracket_pairs(text: &str, spans: &[Span]) -> Vec<[usize; 2]> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (letter, at) in brackets(text, spans) {
        match closes(letter) {
            None => open.push((letter, at)),
            Some(wanted) => {
                if let Some((_, start)) = open.pop_if(|(other, _)| *other == wanted) {
                    pairs.push([start, at]);
                }
            }
        }
    }
    pairs
}

/// The brackets of a text, or of its beginning, and where they stand.
fn brackets(text: &str, spans: &[Span]) -> impl Iterator<Item = (u8, usize)> {
    let code = spans.iter().take_while(|(range, _)| range.start < text.len());
    let code = code.filter(|(_, class)| !matches!(class, Class::String | Class::Comment));
    let places = code.flat_map(|(range, _)| range.start..range.end.min(text.len()));
    places.map(|at| (text.as_bytes()[at], at)).filter(|(letter, _)| b"()[]{}".contains(letter))
}

/// The bracket that one closes.
fn closes(letter: u8) -> Option<u8> {
    match letter {
        b')' => Some(b'('),
        b']' => Some(b'['),
        b'}' => Some(b'{'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<Span> {
        Classes::of(text).spans
    }

    fn class_at(text: &str, piece: &str) -> Class {
        let at = text.find(piece).unwrap();
        classes(text).into_iter().find(|(range, _)| range.contains(&at)).unwrap().1
    }

    #[test]
    fn tokens_have_their_colours() {
        let text = "def work(n):\n    return f'{n} x' + str(12)  # note\n";
        assert_eq!(class_at(text, "def"), Class::Keyword);
        assert_eq!(class_at(text, "work"), Class::Function);
        assert_eq!(class_at(text, "f'"), Class::String);
        assert_eq!(class_at(text, "n} x"), Class::Plain);
        assert_eq!(class_at(text, "str"), Class::Function);
        assert_eq!(class_at(text, "12"), Class::Literal);
        assert_eq!(class_at(text, "# note"), Class::Comment);
    }

    #[test]
    fn words_that_are_keywords_in_some_places_are_coloured_there() {
        let text = "match x:  # one\n    case (1, y): pass\n    case _:\n        type T = int\n";
        for word in ["match", "case (", "case _", "type"] {
            assert_eq!(class_at(text, word), Class::Keyword, "{word}");
        }
        for text in
            ["match = 1\n", "x.match\n", "{match: 1}\n", "case: int = 1\n", "match(x)[1:]\n"]
        {
            assert!(!classes(text).iter().any(|it| it.1 == Class::Keyword), "{text}");
        }
        assert_eq!(class_at("print(type(x))\n", "type"), Class::Function);
    }

    #[test]
    fn the_classes_cover_every_byte_once_in_broken_text_too() {
        for text in ["", "x = (", "'unended", "zażółć = 'gęślą'\n", "if\n\n  :\n\t'''", "\u{feff}x"]
        {
            let mut end = 0;
            for (range, _) in classes(text) {
                assert_eq!(range.start, end, "{text:?}");
                end = range.end;
            }
            assert_eq!(end, text.len(), "{text:?}");
        }
    }

    /// What a script is made of, and what makes trouble.
    const PIECES: [&str; 20] = [
        "x",
        "def f(",
        "):\n    ",
        "\n",
        "'a'",
        "\"b\" ",
        "'''",
        "# don't\n",
        "12 ",
        "f'{x}'",
        "\\\n",
        "lock.acquire()\n",
        "ż = ",
        "if x:\n",
        "[",
        "}",
        "rf\"{",
        "f'''",
        "match(",
        "#\\\n",
    ];

    proptest::proptest! {
        #[test]
        fn classes_after_changes_are_those_of_the_new_text(
            pieces in proptest::collection::vec(0usize..PIECES.len(), 0..24),
            changes in proptest::collection::vec((0usize..400, 0usize..6, 0usize..PIECES.len()), 1..4),
        ) {
            let mut text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
            let mut followed = Classes::of(&text);
            for (at, cut, put) in changes {
                let start = text.floor_char_boundary(at % (text.len() + 1));
                let end = text.floor_char_boundary(start + cut).max(start);
                let new = format!("{}{}{}", &text[..start], PIECES[put], &text[end..]);
                followed = followed.after(&text, &new);
                proptest::prop_assert_eq!(&followed.spans, &classes(&new), "{:?} -> {:?}", text, new);
                text = new;
            }
        }
    }

    #[test]
    fn brackets_pair_up_and_those_in_strings_do_not_count() {
        let pairs = |text: &str| bracket_pairs(text, &classes(text));
        assert_eq!(pairs("f(a[0], ')')"), [[3, 5], [1, 11]]);
        assert_eq!(pairs("(]"), Vec::<[usize; 2]>::new());
    }

    #[test]
    fn deep_texts_are_plain() {
        let deep = "(".repeat(50_000);
        assert_eq!(classes(&deep), [(0..deep.len(), Class::Plain)]);
    }
}
