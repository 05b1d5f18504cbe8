//! Compiles the script in the background while it is edited.
//!
//! One named thread, one place to hand a text in: a newer text replaces an older one that was not
//! begun yet, so typing never builds a queue. The window draws the last good result meanwhile.

use std::ops::Range;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, TryRecvError, TrySendError, bounded};

use crate::model::code::Program;

/// Called by background threads when there is something new to show.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Something in the script that stands in the way of running it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Bytes of the text it is about.
    pub span: Range<usize>,
    /// Its line, 1-based.
    pub line: usize,
    /// Its column in characters, 1-based.
    pub column: usize,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do instead, if anything is known.
    pub help: Option<String>,
}

/// What a text came to.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The number it was handed in with.
    pub ticket: u64,
    /// The program, or what stands in its way.
    pub result: Result<Arc<Program>, Vec<Problem>>,
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
        match self.results.try_recv() {
            Ok(checked) => Some(checked),
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => None,
        }
    }
}

/// Compiles a text, here and now.
pub fn check_now(ticket: u64, text: &str, file: &str) -> Checked {
    Checked { ticket, result: compile(text, file) }
}

fn compile(text: &str, _file: &str) -> Result<Arc<Program>, Vec<Problem>> {
    let parsed =
        ruff_python_parser::parse_unchecked_source(text, ruff_python_ast::PySourceType::Python);
    let problems: Vec<Problem> = parsed
        .errors()
        .iter()
        .map(|error| {
            let span = error.location.start().to_usize()..error.location.end().to_usize();
            problem_at(text, span, error.error.to_string(), None)
        })
        .collect();
    if problems.is_empty() { Ok(Arc::new(Program::default())) } else { Err(problems) }
}

/// A problem at `span` of `text`, its line and column counted.
pub fn problem_at(
    text: &str,
    span: Range<usize>,
    message: String,
    help: Option<String>,
) -> Problem {
    let start = (0..=span.start.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let before = &text[..start.unwrap_or(0)];
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or("").chars().count();
    Problem { span, line, column, message, help }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn a_syntax_error_has_a_place() {
        let checked = check_now(1, "x = 1\ny = (2\n", "a.py");
        let problems = checked.result.unwrap_err();
        assert!(problems[0].line >= 2 && !problems[0].message.is_empty(), "{problems:?}");
    }

    #[test]
    fn the_latest_text_is_always_checked_in_the_end() {
        let checker = Checker::start(Arc::new(|| {})).unwrap();
        for ticket in 0..100 {
            checker.submit(ticket, "x = 1\n", "a.py");
        }
        let deadline = Instant::now() + Duration::from_secs(20);
        let mut last = None;
        while last != Some(99) && Instant::now() < deadline {
            last = checker.poll().map(|checked| checked.ticket).or(last);
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(last, Some(99));
    }
}
