//! What a run printed: the newest of it, in pieces that copies of the trace share.
//!
//! Knows nothing of runs and views.

use super::event::OutputChunk;
use super::piece::Piece;
use std::collections::VecDeque;

/// Bytes kept, with what a chunk takes beside its text; beyond that the oldest are forgotten.
const RETAINED_OUTPUT_MAX: usize = 16 << 20;
/// The least that an allocation takes.
const MALLOC_MIN: usize = 8;
/// A piece is full with so many chunks ...
const PIECE_CHUNKS: usize = 512;
/// ... or so many bytes.
const PIECE_BYTES: usize = 64 << 10;

/// What was printed.
#[derive(Clone, Debug, Default)]
pub struct Output {
    pieces: VecDeque<Piece<Part>>,
    len: usize,
    bytes: usize,
    /// Chunks forgotten to make room for new ones.
    pub forgotten: u64,
}

/// What a chunk takes: one character is many bytes.
fn bytes_of(chunk: &OutputChunk) -> usize {
    size_of::<OutputChunk>() + chunk.text.len().max(MALLOC_MIN)
}

#[derive(Clone, Debug, Default)]
struct Part {
    chunks: Vec<OutputChunk>,
    bytes: usize,
}

impl Output {
    /// Adds what came last; whole pieces of the oldest go if there is too much.
    pub fn push(&mut self, chunk: &OutputChunk) {
        let full = |part: &Part| part.chunks.len() >= PIECE_CHUNKS || part.bytes >= PIECE_BYTES;
        if self.pieces.back().is_none_or(|part| full(part)) {
            Piece::begin(&mut self.pieces, Part::default());
        }
        if let Some(part) = self.pieces.back_mut() {
            let part = part.open();
            part.bytes += bytes_of(chunk);
            part.chunks.push(chunk.clone());
        }
        (self.len, self.bytes) = (self.len + 1, self.bytes + bytes_of(chunk));
        while self.bytes > RETAINED_OUTPUT_MAX && self.pieces.len() > 1 {
            let Some(oldest) = self.pieces.pop_front() else { break };
            self.bytes -= oldest.bytes;
            self.len -= oldest.chunks.len();
            self.forgotten += oldest.chunks.len() as u64;
        }
    }

    /// How many chunks there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &OutputChunk> {
        self.pieces.iter().flat_map(|part| &part.chunks)
    }

    /// The same without the oldest `skipped`; cheap, however many those are.
    pub fn iter_from(&self, mut skipped: usize) -> impl Iterator<Item = &OutputChunk> {
        let before = |part: &&Piece<Part>| {
            let whole = skipped >= part.chunks.len();
            skipped -= if whole { part.chunks.len() } else { 0 };
            whole
        };
        let first = self.pieces.iter().take_while(before).count();
        self.pieces.range(first..).flat_map(|part| &part.chunks).skip(skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::ThreadId;
    use crate::trace::event::Stream;

    fn chunk(nanos: u64, bytes: usize) -> OutputChunk {
        let (thread, stream) = (ThreadId::MAIN, Stream::Out);
        OutputChunk { nanos, thread, stream, text: "x".repeat(bytes) }
    }

    #[test]
    fn the_newest_output_is_kept_and_what_went_is_counted() {
        let mut output = Output::default();
        let most = RETAINED_OUTPUT_MAX / bytes_of(&chunk(0, 1000));
        (0..2 * most as u64).for_each(|nanos| output.push(&chunk(nanos, 1000)));
        assert!(output.len() <= most && output.len() > most - PIECE_CHUNKS, "{}", output.len());
        assert_eq!(output.len() as u64 + output.forgotten, 2 * most as u64);
        assert!(output.iter().map(|chunk| chunk.nanos).eq(output.forgotten..2 * most as u64));
        for skipped in [0, 1, 511, 512, 5000, output.len(), 2 * most] {
            assert!(output.iter_from(skipped).eq(output.iter().skip(skipped)), "{skipped}");
        }
    }

    #[test]
    fn a_copy_does_not_grow_with_the_original() {
        let mut output = Output::default();
        (0..1000).for_each(|nanos| output.push(&chunk(nanos, 3)));
        let copy = output.clone();
        output.push(&chunk(1000, 3));
        assert_eq!((copy.len(), output.len()), (1000, 1001));
        assert_eq!(copy.iter().count(), 1000);
    }
}
