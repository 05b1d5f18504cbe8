//! Text -> syntax tree, with limits so that no text can exhaust the stack: ruff's parser does the
//! work, its errors are told in CPython's words where a beginner is likely to meet them.
//!
//! It knows nothing of what the tree means.

use super::diagnostic::{Diagnostic, DiagnosticKind};
use crate::told;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{PythonVersion, Suite};
use ruff_python_parser::{Mode, ParseError, ParseOptions, lexer, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// Deepest nesting of an expression or of blocks.
pub const NESTING_MAX: usize = 1000;

/// Nesting that the window parses while it draws: far deeper than people write.
const FLAT_NESTING_MAX: usize = 150;

/// Longest script.
pub const SOURCE_BYTES_MAX: usize = 4 << 20;

/// A parsed text.
#[derive(Debug)]
pub struct Parsed {
    /// Its statements.
    pub body: Suite,
    /// What runs here but not on every Python 3.
    pub warnings: Vec<Diagnostic>,
}

/// Parses a module's text. Diagnostics are without line and column yet.
pub fn parse(source: &str) -> Result<Parsed, Vec<Diagnostic>> {
    if let Some(error) = too_much(source) {
        return Err(vec![error]);
    }
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY311);
    let parsed = parse_unchecked(source, options);
    if !parsed.errors().is_empty() {
        let first = parsed.errors().iter().take(10);
        return Err(first.map(|error| explain(error, source)).collect());
    }
    let warnings = parsed
        .unsupported_syntax_errors()
        .iter()
        .map(|error| {
            let message = error.to_string();
            Diagnostic::warning(DiagnosticKind::Syntax, error.range(), message)
        })
        .collect();
    match parsed.try_into_module() {
        Some(parsed) => Ok(Parsed { body: parsed.into_syntax().body, warnings }),
        None => Err(Vec::new()),
    }
}

/// What is said of a text that is too long, or whose tree might get too deep, by the tokens alone:
/// brackets and indentation nest, and every operator, dot or call in a row may add a level.
pub fn too_much(source: &str) -> Option<Diagnostic> {
    let message = if source.len() > SOURCE_BYTES_MAX {
        told!("script-too-large", limit = SOURCE_BYTES_MAX >> 20)
    } else if !is_nested_within(source, NESTING_MAX) {
        told!("script-too-deep", limit = NESTING_MAX)
    } else {
        return None;
    };
    Some(Diagnostic::error(DiagnosticKind::TooLarge, TextRange::default(), message))
}

/// Whether a text, broken text included, is so flat that any thread has the stack to parse it.
pub fn is_flat(source: &str) -> bool {
    source.len() <= SOURCE_BYTES_MAX && is_nested_within(source, FLAT_NESTING_MAX)
}

fn is_nested_within(source: &str, limit: usize) -> bool {
    let mut lexer = lexer::lex(source, Mode::Module);
    let mut outer: Vec<usize> = Vec::new();
    let (mut chain, mut total, mut indents, mut tokens) = (0usize, 0usize, 0usize, 0usize);
    loop {
        let kind = lexer.next_token();
        tokens += 1;
        match kind {
            TokenKind::EndOfFile => return true,
            TokenKind::Newline => {
                outer.clear();
                (chain, total) = (0, 0);
            }
            TokenKind::Indent => indents += 1,
            TokenKind::Dedent => indents = indents.saturating_sub(1),
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace | TokenKind::FStringStart => {
                outer.push(chain);
                total += chain + 1;
                chain = 0;
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::FStringEnd => {
                chain = outer.pop().unwrap_or(0);
                total = total.saturating_sub(chain + 1);
                chain += 1;
            }
            TokenKind::Comma => chain = 0,
            TokenKind::Name | TokenKind::Int | TokenKind::Float | TokenKind::String => {}
            TokenKind::NonLogicalNewline | TokenKind::Comment => {}
            _ => chain += 1,
        }
        if total + chain + indents > limit || tokens > SOURCE_BYTES_MAX {
            return false;
        }
    }
}

/// A parser's error as a diagnostic, with advice for what people carry over from Python 2.
fn explain(error: &ParseError, source: &str) -> Diagnostic {
    let line = line_around(source, error.location.start());
    let plain = error.error.to_string();
    let text = line.trim_start();
    let old = |word: &str| {
        text.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(' ') && !rest.trim_start().starts_with(['(', '=']))
    };
    let (message, help) = if old("print") {
        (
            "Missing parentheses in call to 'print'. Did you mean print(...)?".to_string(),
            Some(told!("script-python-2-print")),
        )
    } else if old("exec") {
        (
            "Missing parentheses in call to 'exec'. Did you mean exec(...)?".to_string(),
            Some(told!("script-python-2-exec")),
        )
    } else if text.starts_with("except ") && text.contains(',') && !text.contains('(') {
        (
            "multiple exception types must be parenthesized".to_string(),
            Some(told!("script-python-2-except")),
        )
    } else if text.starts_with("raise ") && text.contains(',') {
        (plain, Some(told!("script-python-2-raise")))
    } else {
        (plain, None)
    };
    // The words of a parser, which has them in English only.
    let message = told!("script-syntax", words = message.as_str());
    let diagnostic = Diagnostic::error(DiagnosticKind::Syntax, error.location, message);
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

fn line_around(source: &str, at: TextSize) -> &str {
    let at = at.to_usize().min(source.len());
    let start =
        source.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |it| it + 1);
    let end = source.as_bytes()[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(source.len(), |it| at + it);
    source.get(start..end).unwrap_or_default()
}
