//! What a script says of single lines in comments that Python ignores:
//! `lock = threading.Lock()  # lockstep: fair`.
//!
//! | mark   | on a line that makes | means                                                         |
//! |--------|----------------------|---------------------------------------------------------------|
//! | `fair` | a lock, a semaphore  | who has waited longest is handed it; newcomers do not barge in |
//!
//! At the end of a statement a mark is for all of its lines, inside its brackets for its own line
//! only. Other comments may stand before it, behind a `#` of their own. It must not know what a run
//! makes of a mark.

use super::diagnostic::{Diagnostic, DiagnosticKind};
use super::outline::Outline;
use crate::model::primitives::can_be_fair;
use crate::told;
use crate::words::Told;
use ruff_python_ast::PySourceType;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::parse_unchecked_source;
use ruff_text_size::{TextRange, TextSize};
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

/// Hands a lock or a permit over to who has waited longest.
pub const FAIR: &str = "fair";
/// What a mark begins with, behind the `#`.
const SIGN: &str = "lockstep:";

/// One mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// What it says.
    pub word: String,
    /// The lines that it is for, 1-based.
    pub lines: RangeInclusive<u32>,
    /// It from its `#` to the end of the comment, with the white space before it, in bytes.
    pub place: Range<usize>,
}

/// The marks of a text, in order. The text is one whose nesting was found bearable.
pub fn marks(source: &str) -> Vec<Mark> {
    if !source.contains(SIGN) {
        return Vec::new();
    }
    let starts: Vec<usize> =
        std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_of = |offset: usize| starts.partition_point(|start| *start <= offset) as u32;
    let mut found: Vec<Mark> = Vec::new();
    let mut statement = None;
    for token in parse_unchecked_source(source, PySourceType::Python).tokens() {
        let (kind, range) = token.as_tuple();
        let (start, end) = (range.start().to_usize(), range.end().to_usize());
        let line = line_of(start);
        match kind {
            TokenKind::Comment if statement.is_some() => {
                let mark = mark_in(source, start..end);
                found.extend(mark.map(|(word, place)| Mark { word, lines: line..=line, place }));
            }
            TokenKind::Newline => {
                let first = statement.take().unwrap_or(line);
                if let Some(last) = found.last_mut().filter(|mark| *mark.lines.end() == line) {
                    last.lines = first..=line;
                }
            }
            TokenKind::Comment | TokenKind::NonLogicalNewline => {}
            TokenKind::Indent | TokenKind::Dedent => {}
            _ => statement = statement.or(Some(line)),
        }
    }
    found
}

/// The lines that are marked fair, whatever they make.
pub fn fair_lines(source: &str) -> BTreeSet<u32> {
    fair_marks(source).flat_map(|mark| mark.lines).collect()
}

fn fair_marks(source: &str) -> impl Iterator<Item = Mark> {
    marks(source).into_iter().filter(|mark| mark.word == FAIR)
}

/// The lines whose locks and semaphores are handed over to who has waited longest. What a queue or a
/// pool makes for itself is not meant.
pub fn obeyed_fair_lines(source: &str) -> BTreeSet<u32> {
    if !source.contains(SIGN) {
        return BTreeSet::new();
    }
    let outline = Outline::of(source);
    let obeyed = fair_marks(source).filter(|mark| fair_fault(&outline, &mark.lines).is_none());
    obeyed.flat_map(|mark| mark.lines).collect()
}

/// Why a mark for these lines would have no effect.
fn fair_fault(outline: &Outline, lines: &RangeInclusive<u32>) -> Option<Told> {
    let made = || outline.primitives.iter().filter(|node| lines.contains(&node.line));
    if made().any(|node| can_be_fair(node.kind)) {
        return None;
    }
    match made().next() {
        Some(node) if node.kind == "Condition" => Some(told!("script-mark-on-condition")),
        Some(node) => Some(told!("script-mark-not-fair", kind = node.class)),
        // What cannot be followed in the text may well make a lock.
        None if lines.clone().any(|line| outline.makers.contains(&line)) => None,
        None => Some(told!("script-mark-no-lock")),
    }
}

/// Marks that say nothing, or stand where they have no effect.
pub fn warnings(source: &str) -> Vec<Diagnostic> {
    let marks = marks(source);
    if marks.is_empty() {
        return Vec::new();
    }
    let outline = Outline::of(source);
    let size = |at: usize| TextSize::new(at as u32);
    let warn = |mark: &Mark, message| {
        let range = TextRange::new(size(mark.place.start), size(mark.place.end));
        Diagnostic::warning(DiagnosticKind::Settings, range, message)
    };
    let wrong = marks.iter().filter_map(|mark| match mark.word.as_str() {
        FAIR => fair_fault(&outline, &mark.lines).map(|message| warn(mark, message)),
        word => Some(warn(mark, told!("script-unknown-mark", word = word))),
    });
    wrong.map(|diagnostic| diagnostic.located(source)).collect()
}

/// The mark at the end of a comment: what it says, and where it is.
fn mark_in(source: &str, comment: Range<usize>) -> Option<(String, Range<usize>)> {
    let text = &source[comment.clone()];
    let at = text.rfind('#')?;
    let word = text[at + 1..].trim().strip_prefix(SIGN)?.trim();
    let before = source[..comment.start + at].trim_end_matches([' ', '\t']);
    Some((word.to_owned(), before.len()..comment.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_for_the_statement_that_it_ends_or_for_its_own_line_in_brackets() {
        let source = "\
a = Lock()  # lockstep: fair
b = Lock(
)  # of the counter  # lockstep: fair
c = [
    Lock(),  # lockstep: fair
    Lock(),
]
# lockstep: fair
d = '# lockstep: fair'
";
        let found = marks(source);
        let lines: Vec<_> = found.iter().map(|mark| mark.lines.clone()).collect();
        assert_eq!(lines, [1..=1, 2..=3, 5..=5]);
        assert_eq!(&source[found[1].place.clone()], "  # lockstep: fair");
        assert_eq!(fair_lines(source), BTreeSet::from([1, 2, 3, 5]));
        assert!(marks("x = 1  # lockstep, the app\n").is_empty());
    }

    #[test]
    fn a_mark_without_an_effect_is_told() {
        let head = "import threading, queue\n";
        let told = |line: &str| {
            let found = warnings(&format!("{head}{line}"));
            found.into_iter().map(|it| (it.line, it.message.text().to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(told("lock = threading.Lock()  # lockstep: fair\n"), []);
        assert_eq!(
            told(
                "class A:\n    def f(self):\n        self.x = threading.Lock()  # lockstep: fair\n"
            ),
            []
        );
        let unknown = "there is no mark 'fare': a mark is 'fair'".to_owned();
        assert_eq!(told("lock = threading.Lock()  # lockstep: fare\n"), [(2, unknown)]);
        for class in ["RLock", "Semaphore", "BoundedSemaphore"] {
            assert_eq!(told(&format!("x = threading.{class}()  # lockstep: fair\n")), []);
        }
        let said = |line: &str| told(line).remove(0).1;
        assert!(said("x = 1  # lockstep: fair\n").contains("makes no lock"));
        assert!(said("q = queue.Queue()  # lockstep: fair").contains("Queue cannot be fair"));
        assert!(said("e = threading.Event()  # lockstep: fair").contains("Event cannot be fair"));
        let condition = said("c = threading.Condition()  # lockstep: fair");
        assert!(condition.contains("mark its lock"), "{condition}");
    }

    #[test]
    fn only_a_mark_with_an_effect_is_obeyed() {
        let source = "import threading, queue
a = threading.RLock()  # lockstep: fair
b = queue.Queue()  # lockstep: fair
c = threading.Condition()  # lockstep: fair
d = [threading.Semaphore(2)
     for n in range(3)]  # lockstep: fair
";
        assert_eq!(obeyed_fair_lines(source), BTreeSet::from([2, 5, 6]));
    }
}
