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
        for (at, letter) in text[range.clone()].char_indices() {
            let at = range.start + at;
            match letter {
                '(' | '[' | '{' => open.push((letter, at)),
                ')' | ']' | '}' => {
                    let wanted = match letter {
                        ')' => '(',
                        ']' => '[',
                        _ => '{',
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

/// Everything that the laid-out text depends on.
pub fn layout_job(
    text: &str,
    classes: &[(Range<usize>, Class)],
    problems: &[Problem],
    (skin, font): (&Skin, &FontId),
) -> LayoutJob {
    let mut job = LayoutJob { text: text.to_owned(), ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    job.keep_trailing_whitespace = true;
    let wrong: Vec<(Range<usize>, Color32)> = problems
        .iter()
        .map(|problem| {
            let color = if problem.is_warning { skin.caution } else { skin.alarm };
            (visible_span(text, &problem.span), color)
        })
        .filter(|(span, _)| !span.is_empty())
        .collect();
    for (range, class) in classes {
        for (piece, underline) in cut(range.clone(), &wrong) {
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
