//! What the script prints, on its way to whoever watches, within limits.

use crate::model::primitives::Fault;
use crate::trace::event::{OutputChunk, Stream};
use parking_lot::Mutex;

/// Unread output beyond which threads that print wait for the reader, as they would on a pipe.
pub const UNREAD_BYTES_MAX: usize = 4 << 20;
/// What may still be written to stderr when the limit is reached: the traceback that says so.
pub const RESERVE_BYTES: u64 = 64 << 10;
/// Pieces of one thread are joined up to this length.
const CHUNK_BYTES: usize = 1 << 10;

/// See the module's header.
#[derive(Debug)]
pub struct Output {
    state: Mutex<State>,
    limit: u64,
}

#[derive(Debug, Default)]
struct State {
    unread: Vec<OutputChunk>,
    unread_bytes: usize,
    written: u64,
    limit_reached: bool,
}

impl Output {
    /// Nothing written yet; at most `limit` bytes may be.
    pub fn new(limit: u64) -> Output {
        Output { state: Mutex::new(State::default()), limit }
    }

    /// Takes a piece. `Ok(true)`: the writer should wait for the reader.
    pub fn write(&self, chunk: OutputChunk) -> Result<bool, Fault> {
        let mut state = self.state.lock();
        let reserve = if chunk.stream == Stream::Err { RESERVE_BYTES } else { 0 };
        if state.written + chunk.text.len() as u64 > self.limit.saturating_add(reserve) {
            state.limit_reached = true;
            return Err(Fault {
                exception: "OSError",
                message: "[Errno 28] No space left on device (the run's limit on output)",
            });
        }
        state.written += chunk.text.len() as u64;
        state.unread_bytes += chunk.text.len();
        match state.unread.last_mut() {
            Some(last)
                if last.thread == chunk.thread
                    && last.stream == chunk.stream
                    && last.text.len() < CHUNK_BYTES =>
            {
                last.text.push_str(&chunk.text);
            }
            _ => state.unread.push(chunk),
        }
        Ok(state.unread_bytes > UNREAD_BYTES_MAX)
    }

    /// Everything that has not been read.
    pub fn take(&self) -> Vec<OutputChunk> {
        let mut state = self.state.lock();
        state.unread_bytes = 0;
        std::mem::take(&mut state.unread)
    }

    /// Whether the script wanted to write more than it may.
    pub fn limit_reached(&self) -> bool {
        self.state.lock().limit_reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::ThreadId;

    fn chunk(thread: u32, stream: Stream, text: &str) -> OutputChunk {
        OutputChunk { nanos: 1, thread: ThreadId(thread), stream, text: text.to_owned() }
    }

    #[test]
    fn pieces_of_one_thread_are_joined_and_others_kept_in_order() {
        let output = Output::new(1000);
        for (thread, text) in [(0, "a"), (0, "\n"), (1, "b\n"), (0, "c\n")] {
            assert_eq!(output.write(chunk(thread, Stream::Out, text)), Ok(false));
        }
        let texts: Vec<String> = output.take().into_iter().map(|c| c.text).collect();
        assert_eq!(texts, ["a\n", "b\n", "c\n"]);
        assert!(output.take().is_empty());
    }

    #[test]
    fn beyond_the_limit_only_the_complaint_gets_through() {
        let output = Output::new(4);
        assert_eq!(output.write(chunk(0, Stream::Out, "1234")), Ok(false));
        assert!(output.write(chunk(0, Stream::Out, "5")).is_err());
        assert!(output.limit_reached());
        assert_eq!(output.write(chunk(0, Stream::Err, "OSError")), Ok(false));
    }

    #[test]
    fn much_unread_output_asks_the_writer_to_wait() {
        let output = Output::new(u64::MAX);
        let big = "x".repeat(UNREAD_BYTES_MAX + 1);
        assert_eq!(output.write(chunk(0, Stream::Out, &big)), Ok(true));
        output.take();
        assert_eq!(output.write(chunk(0, Stream::Out, "y")), Ok(false));
    }
}
