//! Python text to coloured sections. A pure function over the parser's own tokens, so that what is
//! coloured as a string is what the parser takes for a string, in broken text too.

use std::ops::Range;

use egui::text::{LayoutJob, LayoutSection, TextFormat};
use egui::{Color32, FontId, Stroke};
use ruff_python_ast::PySourceType;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::parse_unchecked_source;

use crate::script::is_flat;
use crate::session::Problem;
use crate::ui::theme::{CodeColors, Skin};

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

/// The classes of the whole text, without gaps, in order.
pub fn classes(text: &str) -> Vec<(Range<usize>, Class)> {
    if text.len() > COLOURED_BYTES_MAX || !is_flat(text) {
        return vec![(0..text.len(), Class::Plain)];
    }
    let parsed = parse_unchecked_source(text, PySourceType::Python);
    let tokens: Vec<(TokenKind, Range<usize>)> = parsed
        .tokens()
        .iter()
        .map(|token| {
            let (kind, range) = token.as_tuple();
            (kind, range.start().to_usize()..range.end().to_usize())
        })
        .collect();
    let mut classes = Vec::new();
    let mut end = 0;
    for (index, (kind, range)) in tokens.iter().enumerate() {
        if range.start < end || range.end > text.len() || range.is_empty() {
            continue;
        }
        let before = index.checked_sub(1).map(|before| tokens[before].0);
        let after = tokens.get(index + 1).map(|after| after.0);
        push(&mut classes, end..range.start, Class::Plain);
        push(&mut classes, range.clone(), class_of(*kind, before, after));
        end = range.end;
    }
    push(&mut classes, end..text.len(), Class::Plain);
    classes
}

/// The classes of a text that came from another one, whose classes are known: where only lines
/// changed that hold no part of a longer string, only they are read again.
pub fn classes_after(
    (old, known): (&str, &[(Range<usize>, Class)]),
    text: &str,
) -> Vec<(Range<usize>, Class)> {
    changed_lines(old, text)
        .and_then(|(before, after)| replaced(known, (&old[before.clone()], before), text, after))
        .unwrap_or_else(|| classes(text))
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

/// The known classes with new ones where lines changed; `None` if they must all be found anew.
fn replaced(
    known: &[(Range<usize>, Class)],
    (old, before): (&str, Range<usize>),
    text: &str,
    after: Range<usize>,
) -> Option<Vec<(Range<usize>, Class)>> {
    let new = text.get(after.clone())?;
    let first = known.partition_point(|(range, _)| range.end <= before.start);
    let last = known.partition_point(|(range, _)| range.start < before.end).max(first);
    let crosses = |at: usize| {
        // A string that takes a line's end along may go on in the next one.
        let inside = |(range, class): &(Range<usize>, Class)| {
            *class == Class::String && range.start < at && at <= range.end
        };
        known[first.saturating_sub(1)..(last + 1).min(known.len())].iter().any(inside)
    };
    let alone = !crosses(before.start) && !crosses(before.end + 1) && stands_alone(old);
    if !alone || !stands_alone(new) || text.len() > COLOURED_BYTES_MAX {
        return None;
    }
    let mut classes = Vec::with_capacity(known.len() + 16);
    for (range, class) in &known[..last] {
        push(&mut classes, range.start..range.end.min(before.start), *class);
    }
    for (range, class) in self::classes(new) {
        push(&mut classes, range.start + after.start..range.end + after.start, class);
    }
    let moved = |at: usize| at.max(before.end) - before.end + after.end;
    for (range, class) in &known[first..] {
        push(&mut classes, moved(range.start)..moved(range.end), *class);
    }
    Some(classes)
}

/// Whether lines mean the same without those around them: no string is left open in them, and no
/// end of a line is taken back.
fn stands_alone(lines: &str) -> bool {
    let quotes = |quote| lines.bytes().filter(|&byte| byte == quote).count();
    let triple = lines.contains("\"\"\"") || lines.contains("'''");
    let even = quotes(b'"') % 2 == 0 && quotes(b'\'') % 2 == 0;
    !triple && !lines.contains('\\') && even && !has_fields(lines)
}

/// Whether one of their strings may have fields (`f'...'`, `rf"..."`, `t'...'`): where these end
/// depends on the brackets before them.
fn has_fields(lines: &str) -> bool {
    let opens = |pair: &[u8]| {
        matches!(pair[0], b'f' | b'F' | b't' | b'T' | b'r' | b'R')
            && matches!(pair[1], b'"' | b'\'')
    };
    lines.contains('{') && lines.as_bytes().windows(2).any(opens)
}

fn push(classes: &mut Vec<(Range<usize>, Class)>, range: Range<usize>, class: Class) {
    match classes.last_mut() {
        _ if range.is_empty() => {}
        Some((last, same)) if *same == class => last.end = range.end,
        _ => classes.push((range, class)),
    }
}

fn class_of(kind: TokenKind, before: Option<TokenKind>, after: Option<TokenKind>) -> Class {
    match kind {
        TokenKind::True | TokenKind::False | TokenKind::None => Class::Literal,
        TokenKind::Int | TokenKind::Float | TokenKind::Complex => Class::Literal,
        TokenKind::String => Class::String,
        TokenKind::FStringStart | TokenKind::FStringMiddle | TokenKind::FStringEnd => Class::String,
        TokenKind::TStringStart | TokenKind::TStringMiddle | TokenKind::TStringEnd => Class::String,
        TokenKind::Comment => Class::Comment,
        TokenKind::Name if matches!(before, Some(TokenKind::Def | TokenKind::Class)) => {
            Class::Function
        }
        TokenKind::Name if after == Some(TokenKind::Lpar) => Class::Function,
        kind if kind.is_non_soft_keyword() => Class::Keyword,
        _ => Class::Plain,
    }
}

/// The brackets that belong together, each pair by its two places.
pub fn bracket_pairs(text: &str, classes: &[(Range<usize>, Class)]) -> Vec<[usize; 2]> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (range, class) in classes {
        if matches!(class, Class::String | Class::Comment) {
            continue;
        }
        for (at, letter) in text.as_bytes()[range.clone()].iter().enumerate() {
            let at = range.start + at;
            match letter {
                b'(' | b'[' | b'{' => open.push((*letter, at)),
                b')' | b']' | b'}' => {
                    let wanted = match letter {
                        b')' => b'(',
                        b']' => b'[',
                        _ => b'{',
                    };
                    if let Some((_, start)) = open.pop_if(|(other, _)| *other == wanted) {
                        pairs.push([start, at]);
                    }
                }
                _ => {}
            }
        }
    }
    pairs
}

/// What is wrong, and in which colour that is underlined.
pub type Wrong = Vec<(Range<usize>, Color32)>;

/// The places to underline.
pub fn wrong(text: &str, problems: &[Problem], skin: &Skin) -> Wrong {
    let place = |problem: &Problem| {
        let color = if problem.is_warning { skin.caution } else { skin.alarm };
        (visible_span(text, &problem.span), color)
    };
    problems.iter().map(place).filter(|(span, _)| !span.is_empty()).collect()
}

/// A line with its colours: all that its picture depends on besides font and theme. Classes and
/// wrong places are relative to its beginning.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Its text, without its end.
    pub text: String,
    classes: Vec<(Range<usize>, Class)>,
    wrong: Wrong,
}

/// The lines of a text; there is always one more than line ends.
pub fn lines(text: &str, classes: &[(Range<usize>, Class)], wrong: &Wrong) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut class) = (0, 0);
    for line in text.split('\n') {
        let end = start + line.len();
        let inside = |range: &Range<usize>| range.start.max(start) < range.end.min(end);
        let part =
            |range: &Range<usize>| range.start.max(start) - start..range.end.min(end) - start;
        while classes.get(class).is_some_and(|(range, _)| range.end <= start) {
            class += 1;
        }
        let mine = classes[class..].iter().take_while(|(range, _)| range.start < end);
        let mine = mine.filter(|(range, _)| inside(range));
        let wrong = wrong.iter().filter(|(range, _)| inside(range));
        lines.push(Line {
            text: line.to_owned(),
            classes: mine.map(|(range, class)| (part(range), *class)).collect(),
            wrong: wrong.map(|(range, color)| (part(range), *color)).collect(),
        });
        start = end + 1;
    }
    lines
}

/// How a line is laid out.
pub fn layout_job(line: &Line, (skin, font): (&Skin, &FontId)) -> LayoutJob {
    let mut job = LayoutJob { text: line.text.clone(), ..unwrapped() };
    if line.classes.is_empty() {
        let format = TextFormat::simple(font.clone(), skin.code.plain);
        let byte_range = 0.into()..line.text.len().into();
        job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
    }
    for (range, class) in &line.classes {
        for (piece, underline) in cut(range.clone(), &line.wrong) {
            let color = color_of(*class, &skin.code);
            let mut format = TextFormat::simple(font.clone(), color);
            if let Some(color) = underline {
                format.underline = Stroke::new(2.0, color);
                format.background = color.gamma_multiply(0.12);
            }
            job.sections.push(LayoutSection {
                leading_space: 0.0,
                byte_range: (piece.start.into())..(piece.end.into()),
                format,
            });
        }
    }
    job
}

/// What a text laid out by lines says it is. egui paints nothing of a job without sections.
pub fn whole_job(text: &str, font: FontId) -> LayoutJob {
    let mut job = LayoutJob { text: text.to_owned(), ..unwrapped() };
    let byte_range = 0.into()..text.len().into();
    let format = TextFormat { font_id: font, ..TextFormat::default() };
    job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
    job
}

/// Lines are never broken.
fn unwrapped() -> LayoutJob {
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    job
}

fn color_of(class: Class, colors: &CodeColors) -> Color32 {
    match class {
        Class::Plain => colors.plain,
        Class::Keyword => colors.keyword,
        Class::String => colors.string,
        Class::Literal => colors.literal,
        Class::Comment => colors.comment,
        Class::Function => colors.function,
    }
}

/// Where to underline: at least one character, and never a line end alone.
fn visible_span(text: &str, span: &Range<usize>) -> Range<usize> {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let start = boundary(span.start).unwrap_or(0);
    let end = boundary(span.end).unwrap_or(0).max(start);
    if !text[start..end].trim().is_empty() {
        return start..end;
    }
    // Nothing to see there (the end of a line or of the file): underline what stands before it.
    let before = text[..start].trim_end();
    let begin = before.char_indices().next_back().map_or(0, |(at, _)| at);
    begin..before.len()
}

/// Cuts a range where wrong spans begin and end; each piece with the colour of the first of them.
fn cut(
    range: Range<usize>,
    wrong: &[(Range<usize>, Color32)],
) -> Vec<(Range<usize>, Option<Color32>)> {
    let edges = wrong.iter().flat_map(|(span, _)| [span.start, span.end]);
    let mut cuts: Vec<usize> = edges.filter(|at| range.contains(at)).collect();
    cuts.extend([range.start, range.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let color_at = |at: usize| wrong.iter().find(|(span, _)| span.contains(&at)).map(|(_, c)| *c);
    cuts.windows(2).map(|pair| (pair[0]..pair[1], color_at(pair[0]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_text_in_lines_has_each_byte_once() {
        let text = "def f():\n\n    return '''a\nb'''  # c\n";
        let wrong = vec![(4..16, Color32::RED)];
        let lines = lines(text, &classes(text), &wrong);
        let joined: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(joined.join("\n"), text);
        for line in &lines {
            let covered: usize = line.classes.iter().map(|(range, _)| range.len()).sum();
            assert_eq!(covered, line.text.len(), "{line:?}");
        }
        assert_eq!(lines[3].classes[0], (0..4, Class::String), "a string goes on");
        assert_eq!(lines[0].wrong, [(4..8, Color32::RED)]);
        assert_eq!((lines[1].wrong.len(), &lines[2].wrong[0].0), (0, &(0..6)));
    }

    /// What a script is made of, and what makes trouble.
    const PIECES: [&str; 14] = [
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
    ];

    proptest::proptest! {
        #[test]
        fn colours_after_a_change_are_those_of_the_new_text(
            pieces in proptest::collection::vec(0usize..PIECES.len(), 0..24),
            (at, cut, put) in (0usize..400, 0usize..6, 0usize..PIECES.len()),
        ) {
            let old: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
            let start = at % (old.len() + 1);
            let end = (start + cut).min(old.len());
            proptest::prop_assume!(old.is_char_boundary(start) && old.is_char_boundary(end));
            let new = format!("{}{}{}", &old[..start], PIECES[put], &old[end..]);
            let followed = classes_after((&old, &classes(&old)), &new);
            proptest::prop_assert_eq!(followed, classes(&new), "{:?} -> {:?}", old, new);
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

    #[test]
    fn a_problem_at_the_end_of_the_text_underlines_what_stands_before_it() {
        assert_eq!(visible_span("x = (\n", &(6..6)), 4..5);
        assert_eq!(visible_span("x = (\n", &(4..5)), 4..5);
        assert_eq!(visible_span("", &(0..0)), 0..0);
    }

    #[test]
    fn wrong_spans_cut_a_range_where_they_begin_and_end() {
        let red = Color32::RED;
        let pieces = cut(0..10, &[(3..5, red)]);
        assert_eq!(pieces, [(0..3, None), (3..5, Some(red)), (5..10, None)]);
    }
}
