//! Compiles the script in the background while it is edited.
//!
//! One named thread, one place to hand a text in: a newer text replaces an older one that was not
//! begun yet, so typing never builds a queue. The window draws the last good result meanwhile.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use crate::model::program::Program;
pub use crate::script::diagnostic::Fix;
use crate::script::outline::Outline;
use crate::script::{self, Diagnostic, Severity};
use crate::told;
use crate::words::Told;

/// Called by background threads when there is something new to show.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Something in the script that stands in the way of running it, or may be meant otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Whether the script can run all the same.
    pub is_warning: bool,
    /// Bytes of the text it is about.
    pub span: Range<usize>,
    /// Its line, 1-based.
    pub line: usize,
    /// Its column in characters, 1-based.
    pub column: usize,
    /// What is wrong, as a sentence.
    pub message: Told,
    /// What to do instead, if anything is known.
    pub help: Option<Told>,
    /// The change that mends it, where one is known.
    pub fix: Option<Fix>,
}

/// What a text came to.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The number it was handed in with.
    pub ticket: u64,
    /// The program, unless something stands in its way.
    pub program: Option<Arc<Program>>,
    /// What the text creates and who uses what, unless it does not even parse.
    pub outline: Option<Arc<Outline>>,
    /// What there is to say about the text, errors first.
    pub problems: Vec<Problem>,
}

/// A text to look at.
struct Request {
    ticket: u64,
    text: String,
    file: String,
}

/// The thread that checks.
pub struct Checker {
    requests: Sender<Request>,
    waiting: Receiver<Request>,
    results: Receiver<Checked>,
}

impl Checker {
    /// Starts the thread. `None` if the system gives no thread: then `check_now` still works.
    pub fn start(waker: Waker) -> Option<Checker> {
        let (requests, waiting) = bounded::<Request>(1);
        let (done, results) = bounded(4);
        let inbox = waiting.clone();
        let body = move || {
            for request in inbox {
                let checked = check_now(request.ticket, &request.text, &request.file);
                if done.send(checked).is_err() {
                    return;
                }
                waker();
            }
        };
        thread::Builder::new().name("lockstep-check".into()).spawn(body).ok()?;
        Some(Checker { requests, waiting, results })
    }

    /// Hands in a text; one handed in before that was not begun is dropped.
    pub fn submit(&self, ticket: u64, text: &str, file: &str) {
        let mut request = Request { ticket, text: text.to_owned(), file: file.to_owned() };
        while let Err(TrySendError::Full(back)) = self.requests.try_send(request) {
            let _ = self.waiting.try_recv();
            request = back;
        }
    }

    /// A result, if one is ready.
    pub fn poll(&self) -> Option<Checked> {
        self.results.try_recv().ok()
    }
}

/// Compiles a text, here and now.
pub fn check_now(ticket: u64, text: &str, file: &str) -> Checked {
    // A fault of ours on some strange text must not cost the user the editor.
    let looked = catch_unwind(AssertUnwindSafe(|| (script::check(text, file), outline_of(text))));
    match looked {
        Ok((checked, outline)) => Checked {
            ticket,
            program: checked.program.map(Arc::new),
            outline,
            problems: checked.diagnostics.into_iter().map(problem_of).collect(),
        },
        Err(_) => Checked { ticket, program: None, outline: None, problems: vec![fault()] },
    }
}

fn outline_of(text: &str) -> Option<Arc<Outline>> {
    let outline = Outline::of(text);
    outline.error.is_none().then(|| Arc::new(outline))
}

fn problem_of(diagnostic: Diagnostic) -> Problem {
    Problem {
        is_warning: diagnostic.severity == Severity::Warning,
        span: diagnostic.span.start as usize..diagnostic.span.end as usize,
        line: diagnostic.line as usize,
        column: diagnostic.column as usize,
        message: diagnostic.message.map(|text| format!("{}.", text.trim_end_matches('.'))),
        help: diagnostic.help,
        fix: diagnostic.fix,
    }
}

fn fault() -> Problem {
    Problem {
        is_warning: false,
        span: 0..0,
        line: 1,
        column: 1,
        message: told!("session-check-fault"),
        help: Some(told!("session-check-fault-help")),
        fix: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soon::eventually;

    #[test]
    fn a_syntax_error_has_a_place() {
        let checked = check_now(1, "x = 1\ny = (2\n", "a.py");
        let problems = checked.problems;
        assert!(checked.program.is_none());
        assert!(problems[0].line >= 2 && !problems[0].message.text().is_empty(), "{problems:?}");
    }

    /// On the stack that a thread has as a rule.
    #[test]
    fn what_is_nested_deeply_is_drawn_or_refused_but_ends_nothing() {
        let many = |part: &str, count: usize| part.repeat(count);
        let texts = |count: usize| {
            [
                format!("x = 1{}", many("+1", count)),
                format!("x = {}{}", many("[", count), many("]", count)),
                format!("f{}", many(".b()", count)),
                format!("x{}", many("()", count)),
                format!("x{}", many("[0]", count)),
                format!("x = {}1", many("-", count)),
            ]
        };
        for text in texts(300) {
            let text = format!("import threading\nlock = threading.Lock()\n{text}\n");
            let outline = check_now(1, &text, "a.py").outline.expect("it is not too deep");
            assert_eq!(outline.primitives.len(), 1, "{text}");
            let add = crate::script::edit::Action::AddPrimitive("Lock".into());
            let refused = crate::script::edit::edit(&text, &add);
            assert_eq!(refused, Err(crate::script::edit::EditError::TooDeep));
        }
        for text in texts(12_000) {
            let checked = check_now(1, &text, "a.py");
            assert!(checked.outline.is_none() && checked.problems.len() == 1);
        }
    }

    #[test]
    fn the_latest_text_is_always_checked_in_the_end() {
        let checker = Checker::start(Arc::new(|| {})).unwrap();
        for ticket in 0..100 {
            checker.submit(ticket, "x = 1\n", "a.py");
        }
        eventually(|| checker.poll().is_some_and(|checked| checked.ticket == 99));
    }
}
