//! What the script printed, kept as lines, bounded.
//!
//! Chunks arrive as they were written: half a line from one thread may be followed by a line of
//! another, as on a real terminal. Lines are kept per writer until they end, so that each line has
//! one author. Knows no run and no widget.

use std::collections::{BTreeMap, VecDeque};

use crate::model::ids::ThreadId;
use crate::trace::event::{OutputChunk, Stream};

/// How many lines are kept; the oldest go first.
pub const LINES_MAX: usize = 50_000;
/// Longer lines are cut, and say so.
pub const LINE_BYTES_MAX: usize = 16 << 10;

/// One line, or what there is of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// When its first part was written, in nanoseconds of the run.
    pub nanos: u64,
    /// Who wrote it.
    pub thread: ThreadId,
    /// Where to.
    pub stream: Stream,
    /// Its text, without the line end.
    pub text: String,
}

/// All output of a run.
#[derive(Clone, Debug, Default)]
pub struct OutputLog {
    lines: VecDeque<Line>,
    /// Serial number of the line each writer has not ended yet.
    open: BTreeMap<(ThreadId, bool), u64>,
    first: u64,
}

impl OutputLog {
    /// Adds what was written.
    pub fn push(&mut self, chunk: &OutputChunk) {
        for piece in chunk.text.split_inclusive('\n') {
            let ended = piece.ends_with('\n');
            self.push_piece(chunk, piece.trim_end_matches('\n'), ended);
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How many lines were written but are no longer kept.
    pub fn dropped(&self) -> u64 {
        self.first
    }

    /// The line at `index`, the oldest kept being 0.
    pub fn line(&self, index: usize) -> Option<&Line> {
        self.lines.get(index)
    }

    /// The kept lines, oldest first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter()
    }

    /// Everything kept, as one text.
    pub fn text(&self) -> String {
        self.lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = OutputLog::default();
    }

    fn push_piece(&mut self, chunk: &OutputChunk, piece: &str, ended: bool) {
        let writer = (chunk.thread, chunk.stream == Stream::Err);
        let open = self.open.remove(&writer).and_then(|serial| serial.checked_sub(self.first));
        let index = match open {
            Some(index) => index as usize,
            None => self.push_line(chunk),
        };
        append_bounded(&mut self.lines[index].text, piece);
        if !ended {
            self.open.insert(writer, self.first + index as u64);
        }
    }

    fn push_line(&mut self, chunk: &OutputChunk) -> usize {
        if self.lines.len() == LINES_MAX {
            self.lines.pop_front();
            self.first += 1;
        }
        self.lines.push_back(Line {
            nanos: chunk.nanos,
            thread: chunk.thread,
            stream: chunk.stream,
            text: String::new(),
        });
        self.lines.len() - 1
    }
}

fn append_bounded(text: &mut String, piece: &str) {
    const CUT: &str = " ... (line cut)";
    if text.ends_with(CUT) {
        return;
    }
    if text.len() + piece.len() <= LINE_BYTES_MAX {
        text.push_str(piece);
        return;
    }
    let room = LINE_BYTES_MAX.saturating_sub(text.len());
    let end = (0..=room.min(piece.len())).rev().find(|&end| piece.is_char_boundary(end));
    text.push_str(&piece[..end.unwrap_or(0)]);
    text.push_str(CUT);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(thread: u32, text: &str) -> OutputChunk {
        OutputChunk { nanos: 0, thread: ThreadId(thread), stream: Stream::Out, text: text.into() }
    }

    fn texts(log: &OutputLog) -> Vec<&str> {
        log.lines().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn a_line_written_in_parts_is_one_line_of_its_thread() {
        let mut log = OutputLog::default();
        log.push(&chunk(1, "a"));
        log.push(&chunk(2, "x\ny"));
        log.push(&chunk(1, "b\nc\n"));
        log.push(&chunk(2, "z\n"));
        assert_eq!(texts(&log), ["ab", "x", "yz", "c"]);
    }

    #[test]
    fn an_empty_line_is_a_line() {
        let mut log = OutputLog::default();
        log.push(&chunk(1, "\n\na\n"));
        assert_eq!(texts(&log), ["", "", "a"]);
    }

    #[test]
    fn endless_output_stays_bounded_and_is_counted() {
        let mut log = OutputLog::default();
        for n in 0..LINES_MAX + 10 {
            log.push(&chunk(1, &format!("{n}\n")));
        }
        assert_eq!((log.len(), log.dropped()), (LINES_MAX, 10));
        assert_eq!(log.line(0).unwrap().text, "10");
        for _ in 0..100 {
            log.push(&chunk(1, &"é".repeat(1000)));
        }
        let last = &log.line(log.len() - 1).unwrap().text;
        assert!(last.len() < LINE_BYTES_MAX + 32 && last.ends_with("(line cut)"));
    }
}
