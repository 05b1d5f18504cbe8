//! Lines of Python to coloured sections: the colour of each class, and what is wrong underlined.

use std::ops::Range;

use super::classes::{Class, Span, part_of};
use crate::session::Problem;
use crate::ui::theme::{CodeColors, Skin};
use egui::text::{LayoutJob, LayoutSection, TextFormat};
use egui::{Color32, FontId, Stroke};

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
    classes: Vec<Span>,
    wrong: Wrong,
}

/// The lines of a text; there is always one more than line ends.
pub fn lines(text: &str, classes: &[Span], wrong: &Wrong) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut class) = (0, 0);
    for line in text.split('\n') {
        let end = start + line.len();
        let inside = |range: &Range<usize>| range.start.max(start) < range.end.min(end);
        let part = |range: &Range<usize>| part_of(range, &(start..end));
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
    use super::super::classes::Classes;
    use super::*;

    #[test]
    fn a_text_in_lines_has_each_byte_once() {
        let text = "def f():\n\n    return '''a\nb'''  # c\n";
        let wrong = vec![(4..16, Color32::RED)];
        let lines = lines(text, Classes::of(text).spans(), &wrong);
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
