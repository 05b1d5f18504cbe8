//! What is wrong with a script, or not supported, and where: values inside, sentences at the edge.
//!
//! It does not know how anything was found out.

use crate::model::code::Span;
use crate::told;
use crate::words::Told;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use ruff_text_size::TextRange;
use std::fmt::Write;
use std::ops::Range;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The script cannot run.
    Error,
    /// It can, but probably not as meant.
    Warning,
}

/// What kind of thing it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DiagnosticKind {
    /// Not Python.
    Syntax,
    /// Python, but not of the kind that runs here.
    Unsupported,
    /// An import of something that is not bundled.
    UnknownModule,
    /// A name that nothing defines.
    UnknownName,
    /// The script's settings block.
    Settings,
    /// Larger or deeper than the limits.
    TooLarge,
}

/// One finding about a script's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of thing it is.
    pub kind: DiagnosticKind,
    /// The bytes it is about.
    pub span: Span,
    /// 1-based line of its start.
    pub line: u32,
    /// 1-based column of its start, in characters.
    pub column: u32,
    /// One sentence, without a full stop. What Python itself says is in Python's words.
    pub message: Told,
    /// What to do about it.
    pub help: Option<Told>,
    /// The change that mends it, where one is known.
    pub fix: Option<Fix>,
}

/// A change of the text: these bytes become that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// The bytes that go.
    pub span: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Diagnostic {
    /// An error; line and column are filled in by [`Diagnostic::located`].
    pub fn error(kind: DiagnosticKind, range: TextRange, message: impl Into<Told>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            kind,
            span: span_of(range),
            line: 0,
            column: 0,
            message: message.into(),
            help: None,
            fix: None,
        }
    }

    /// A warning; line and column are filled in by [`Diagnostic::located`].
    pub fn warning(kind: DiagnosticKind, range: TextRange, message: impl Into<Told>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(kind, range, message) }
    }

    /// The same with advice.
    pub fn with_help(self, help: impl Into<Told>) -> Diagnostic {
        Diagnostic { help: Some(help.into()), ..self }
    }

    /// The same, mended by writing `name` instead of the wrong name that its span begins with.
    pub fn meant(self, wrong: &str, name: &str) -> Diagnostic {
        let start = self.span.start as usize;
        let span = start..start + wrong.len();
        let fix = Some(Fix { span, text: name.to_owned() });
        Diagnostic { fix, ..self.with_help(told!("script-did-you-mean", name = name)) }
    }

    /// The same, mended by importing a module at this byte.
    pub fn not_imported(self, module: &str, at: usize) -> Diagnostic {
        let fix = Some(Fix { span: at..at, text: format!("import {module}\n") });
        Diagnostic { fix, ..self.with_help(told!("script-forgot-import", module = module)) }
    }

    /// The same with its line and column in `source`.
    pub fn located(self, source: &str) -> Diagnostic {
        let (line, column) = position(source, self.span.start as usize);
        Diagnostic { line, column, ..self }
    }

    /// `file:line:column: error: message (help)`.
    pub fn one_line(&self, file: &str) -> String {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut text = format!("{file}:{}:{}: {word}: {}", self.line, self.column, self.message);
        if let Some(help) = &self.help {
            let _ = write!(text, " ({help})");
        }
        text
    }
}

/// A range of the parser's as the model has it.
pub(super) fn span_of(range: TextRange) -> Span {
    Span { start: range.start().to_u32(), end: range.end().to_u32() }
}

/// 1-based line and column (in characters) of a byte offset, clamped to the text.
pub fn position(source: &str, offset: usize) -> (u32, u32) {
    let offset = floor_boundary(source, offset);
    let before = &source[..offset];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].chars().count() as u32 + 1)
}

fn floor_boundary(source: &str, offset: usize) -> usize {
    let mut offset = offset.min(source.len());
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// All of them with the lines they are about and a caret under the place, as plain text.
pub fn render(diagnostics: &[Diagnostic], source: &str, file: &str) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&render_one(diagnostic, source, file));
        text.push('\n');
    }
    text
}

fn render_one(diagnostic: &Diagnostic, source: &str, file: &str) -> String {
    let start = floor_boundary(source, diagnostic.span.start as usize);
    let end = floor_boundary(source, (diagnostic.span.end as usize).max(start));
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let snippet = Snippet::source(source)
        .path(file)
        .annotation(AnnotationKind::Primary.span(start..first_line_end(source, start, end)));
    let mut report = vec![level.primary_title(diagnostic.message.text()).element(snippet)];
    if let Some(help) = &diagnostic.help {
        report.push(Group::with_title(Level::HELP.secondary_title(help.text())));
    }
    Renderer::plain().render(&report)
}

/// Spans of whole statements are shown by their first line.
fn first_line_end(source: &str, start: usize, end: usize) -> usize {
    source[start..end].find('\n').map_or(end, |at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ruff_text_size::TextSize;

    fn sample(source: &str, start: u32, end: u32) -> Diagnostic {
        let range = TextRange::new(TextSize::new(start), TextSize::new(end));
        Diagnostic::error(DiagnosticKind::Syntax, range, "wrong").located(source)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(position("zażółć = 1\nab", 10), (1, 7));
        assert_eq!(position("a\nbc", 3), (2, 2));
        assert_eq!(position("a", 99), (1, 2));
    }

    #[test]
    fn the_picture_has_a_caret_under_the_place() {
        let source = "x = 1\ny = ?\n";
        let text = render(&[sample(source, 10, 11).with_help("try this")], source, "a.py");
        assert!(text.contains("a.py:2:5"), "{text}");
        assert!(text.contains("y = ?") && text.contains('^'), "{text}");
        assert!(text.contains("help: try this"), "{text}");
    }

    #[test]
    fn one_line_names_the_place() {
        let source = "x = 1\ny = ?\n";
        assert_eq!(sample(source, 10, 11).one_line("a.py"), "a.py:2:5: error: wrong");
    }
}
