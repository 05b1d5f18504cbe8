//! What the script's editor marks of a run: the lines that threads are on, and values behind them.

use crate::export::theme::Theme;
use crate::script::outline::SharedNode;
use crate::session::{Session, Stop};
use crate::trace::event::{Event, Kind, note};
use crate::trace::{State, Trace};
use crate::ui::canvas::live::{LiveValue, values_of};
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
    let then = session.outline_of_run().unwrap_or(outline);
    let told = values_of(then, trace, selection.instant(trace));
    // Of an attribute each object has its own value.
    let told: Vec<(&SharedNode, String)> = (outline.shared.iter().zip(&told))
        .filter_map(|(node, values)| Some((node, values_text(&node.name, values)?)))
        .collect();
    let values: Vec<(&str, usize, &str)> = told
        .iter()
        .map(|(node, text)| (node.name.as_str(), node.line as usize, text.as_str()))
        .collect();
    value_marks(document.text(), &values, threads.iter().map(|mark| mark.line))
}

/// `total = 42`, `shelf1.count = 3, shelf2.count = 5`.
fn values_text(name: &str, values: &[LiveValue]) -> Option<String> {
    let known = values.iter().filter_map(|it| Some((it.name.as_str(), it.value.as_deref()?)));
    let known: Vec<(&str, &str)> = known.collect();
    match known[..] {
        [] => None,
        [(_, value)] => Some(format!("{name} = {value}")),
        _ => {
            let each = known.iter().map(|(name, value)| format!("{name} = {value}"));
            Some(each.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Who stands where at a breakpoint: now, or at the instant before that is looked at.
pub fn stops(session: &Session, selection: &Selection) -> Vec<Stop> {
    let trace = session.trace();
    match selection.cursor.filter(|&cursor| cursor < trace.now_nanos()) {
        Some(cursor) => stops_at(trace, cursor),
        None => session.stopped().to_vec(),
    }
}

fn stops_at(trace: &Trace, nanos: u64) -> Vec<Stop> {
    let stop_of = |thread| {
        let lane = trace.thread_lane(thread)?;
        let from = lane.at(nanos).filter(|now| now.state == State::Stopped)?.from;
        // A pause of the run stops threads too, but nowhere in particular.
        let is_break = |event: &Event| (event.kind, event.op) == (Kind::Note, note::BREAK);
        let event = trace.events_of(thread, from..from.saturating_add(1)).find(is_break)?;
        Some(Stop { thread, line: event.arg })
    };
    trace.threads().filter_map(stop_of).collect()
}

/// Where the threads are at that instant, as long as they live.
pub fn threads(session: &Session, selection: &Selection, theme: &Theme) -> Vec<ThreadMark> {
    let trace = session.trace();
    if !is_shown(session, selection) {
        return Vec::new();
    }
    let now = selection.instant(trace);
    let stops = stops(session, selection);
    trace
        .threads()
        .filter(|&thread| trace.state_at(thread, now) != State::Ended)
        .filter_map(|thread| {
            let stop = stops.iter().find(|stop| stop.thread == thread);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::{ObjectId, ThreadId};
    use crate::trace::event::{Batch, ThreadInfo};

    #[test]
    fn looking_back_shows_who_stood_at_a_breakpoint_then_and_where() {
        let event = |nanos, kind, op, arg| {
            let (thread, object) = (ThreadId(0), ObjectId(0));
            Event { nanos, thread, kind, op, object, step: 0, arg }
        };
        let (name, object) = ("MainThread".to_owned(), ObjectId(9));
        let mut trace = Trace::new();
        trace.append(&Batch {
            threads: vec![ThreadInfo { id: ThreadId(0), name, daemon: false, object }],
            events: vec![
                event(10, Kind::Start, 0, 0),
                event(20, Kind::Note, note::BREAK, 7),
                event(40, Kind::Note, note::GO_ON, 7),
                event(60, Kind::Note, note::PAUSE, 0),
                event(70, Kind::Note, note::RESUME, 0),
                event(80, Kind::Note, note::BREAK, 9),
            ],
            now_nanos: 100,
            ..Batch::default()
        });
        let lines = |nanos| stops_at(&trace, nanos).iter().map(|it| it.line).collect::<Vec<_>>();
        assert_eq!([lines(15), lines(30), lines(50), lines(65)], [vec![], vec![7], vec![], vec![]]);
        assert_eq!(lines(90), [9]);
    }
}
