//! What the script's editor marks of a run: the lines that threads are on, and values behind them.

use crate::export::theme::Theme;
use crate::session::Session;
use crate::trace::State;
use crate::ui::canvas::live::values_of;
use crate::ui::code::{ThreadMark, ValueMark, value_marks};
use crate::ui::timeline::Selection;
use crate::ui::timeline::paint::color32;

/// Whether an instant of a run is shown at all: it goes on, or is looked back at.
fn is_shown(session: &Session, selection: &Selection) -> bool {
    session.phase().is_live() || selection.cursor.is_some()
}

/// Values of shared variables at the instant that is shown, behind the lines they matter on.
pub fn values(session: &Session, selection: &Selection, threads: &[ThreadMark]) -> Vec<ValueMark> {
    let trace = session.trace();
    let (Some(outline), Some(document)) = (session.outline(), session.document()) else {
        return Vec::new();
    };
    if !is_shown(session, selection) || trace.variables().is_empty() {
        return Vec::new();
    }
    let told = values_of(outline, trace, selection.instant(trace));
    let shared = outline.shared.iter().zip(&told);
    let values: Vec<(&str, usize, &str)> = shared
        .filter_map(|(node, value)| {
            Some((node.name.as_str(), node.line as usize, value.as_deref()?))
        })
        .collect();
    value_marks(document.text(), &values, threads.iter().map(|mark| mark.line))
}

/// Where the threads are at that instant, as long as they live.
pub fn threads(session: &Session, selection: &Selection, theme: &Theme) -> Vec<ThreadMark> {
    let trace = session.trace();
    if !is_shown(session, selection) {
        return Vec::new();
    }
    let now = selection.instant(trace);
    trace
        .threads()
        .filter(|&thread| trace.state_at(thread, now) != State::Ended)
        .filter_map(|thread| {
            let stop = session.stopped().iter().find(|stop| stop.thread == thread);
            let line = stop.map(|stop| stop.line).or_else(|| trace.line_at(thread, now))?;
            Some(ThreadMark {
                line: session.line_now(line)? as usize,
                stopped: stop.is_some(),
                name: trace.thread(thread).name,
                color: color32(theme.owner(thread.index())),
            })
        })
        .collect()
}
