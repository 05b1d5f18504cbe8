//! How a lock or a semaphore is handed over: a comment behind the call that makes it, which Python ignores.

use super::draft::Draft;
use super::text::Script;
use super::{Change, EditError};
use crate::script::marks::{FAIR, Mark, marks};
use crate::script::outline::Span;
use crate::words;

/// Marks a call's line, or takes its mark away. What else the line's comment says stays.
pub fn set(script: &Script, call: &Span, fair: bool) -> Result<Change, EditError> {
    script.source.get(call.clone()).ok_or(EditError::Gone)?;
    let line = 1 + script.source[..call.start].matches('\n').count() as u32;
    let known = |mark: &Mark| mark.word == FAIR && mark.lines.contains(&line);
    let known: Vec<Mark> = marks(script.source).into_iter().filter(known).collect();
    let mut draft = Draft::new(script);
    if !fair {
        known.into_iter().for_each(|mark| draft.replace(mark.place, ""));
    } else if known.is_empty() {
        let end = script.line_end(call.start);
        let end = script.source[..end].trim_end_matches(['\n', '\r', ' ', '\t']).len();
        if script.in_string(end) {
            return Err(EditError::SharesLine);
        }
        draft.replace(end..end, format!("  # lockstep: {FAIR}"));
    }
    Ok(draft.finish(if fair { words!("edit-fair") } else { words!("edit-barging") }))
}
