//! The script's standard input: lines that a thread of the run's own reads, so that who asks for one
//! never waits inside the interpreter. It is not read before a script asks.

use crate::model::world::InputLine;
use crossbeam_channel::{Receiver, TryRecvError, bounded};
use std::io::BufRead;
use std::sync::OnceLock;

/// Most lines that are read before the script asks for them.
const LINES_AHEAD_MAX: usize = 64;

/// See the module's header.
#[derive(Debug)]
pub struct Input {
    /// Whether there is any: else it has ended already.
    attached: bool,
    lines: OnceLock<Receiver<String>>,
}

impl Input {
    /// Nothing is read yet.
    pub fn new(attached: bool) -> Input {
        Input { attached, lines: OnceLock::new() }
    }

    /// The next line, if it is there.
    pub fn line(&self) -> InputLine {
        match self.attached {
            true => next(self.lines.get_or_init(read_process)),
            false => InputLine::End,
        }
    }
}

fn next(lines: &Receiver<String>) -> InputLine {
    match lines.try_recv() {
        Ok(line) => InputLine::Line(line),
        Err(TryRecvError::Empty) => InputLine::NotYet,
        Err(TryRecvError::Disconnected) => InputLine::End,
    }
}

fn read_process() -> Receiver<String> {
    let (sender, lines) = bounded(LINES_AHEAD_MAX);
    let read = move || {
        let mut from = std::io::stdin().lock();
        while let Some(line) = line_of(&mut from) {
            if sender.send(line).is_err() {
                return;
            }
        }
    };
    // Without a thread the sender is gone, and the input has ended.
    let _ = std::thread::Builder::new().name("standard input".to_owned()).spawn(read);
    lines
}

/// A line as Python reads text: any end of a line becomes `\n`.
fn line_of(from: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    let count = from.read_until(b'\n', &mut bytes).ok()?;
    let line = String::from_utf8_lossy(&bytes);
    (count > 0).then(|| match line.strip_suffix("\r\n") {
        Some(line) => format!("{line}\n"),
        None => line.into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_ends_and_windows_ends_become_plain() {
        let mut from = "one\r\ntwo\n\nlast".as_bytes();
        let lines: Vec<String> = std::iter::from_fn(|| line_of(&mut from)).collect();
        assert_eq!(lines, ["one\n", "two\n", "\n", "last"]);
    }

    #[test]
    fn what_has_not_come_yet_is_told_from_the_end() {
        let (sender, lines) = bounded(1);
        assert_eq!(next(&lines), InputLine::NotYet);
        sender.send("x\n".to_owned()).unwrap();
        drop(sender);
        assert_eq!(next(&lines), InputLine::Line("x\n".to_owned()));
        assert_eq!(next(&lines), InputLine::End);
    }

    #[test]
    fn a_run_without_input_is_at_its_end_at_once() {
        assert_eq!(Input::new(false).line(), InputLine::End);
    }
}
