//! A thread that an exception ended while the others went on.

use super::super::sentence::thread_name;
use super::{Detector, Finding, Severity};
use crate::model::ids::ThreadId;
use crate::trace::Trace;
use crate::trace::event::Stream;
use crate::{told, words};
use std::collections::BTreeMap;

/// What Python writes for a thread that an exception ends, unless the script has a say in it.
const HEAD: &str = "Exception in thread ";
/// How long before the message the finding begins to show.
const SHOWN_NANOS: u64 = 1_000_000;

/// Its line in the list of detectors.
pub const DETECTOR: Detector = Detector {
    name: "exception in a thread",
    title: || words!("analysis-exception-title"),
    summary: "A thread that an exception ended while the others went on.",
    find,
};

fn find(trace: &Trace) -> Vec<Finding> {
    let mut written: BTreeMap<ThreadId, (u64, String)> = BTreeMap::new();
    for chunk in trace.output().filter(|chunk| chunk.stream == Stream::Err) {
        let (nanos, text) = written.entry(chunk.thread).or_default();
        *nanos = chunk.nanos;
        text.push_str(&chunk.text);
    }
    let found = written.into_iter().filter_map(|(thread, (nanos, text))| {
        let report = &text[text.rfind(HEAD)?..];
        Some(finding(trace, thread, nanos, report))
    });
    found.collect()
}

fn finding(trace: &Trace, thread: ThreadId, nanos: u64, report: &str) -> Finding {
    let error = report.lines().rfind(|line| !line.is_empty()).unwrap_or_default().to_owned();
    let who = || thread_name(trace, thread);
    let sentence = match line_of(report, trace.origin().map(|origin| origin.title.as_str())) {
        Some(line) => {
            told!("analysis-exception", who = who(), line = line, error = error.as_str())
        }
        None => told!("analysis-exception-somewhere", who = who(), error = error.as_str()),
    };
    Finding {
        kind: DETECTOR.name,
        severity: Severity::Error,
        sentence,
        threads: vec![thread],
        objects: Vec::new(),
        range_nanos: nanos.saturating_sub(SHOWN_NANOS)..nanos,
        advice: told!("analysis-exception-try"),
    }
}

/// The innermost line of the traceback that is the script's own, if the script's name is known.
fn line_of(report: &str, script: Option<&str>) -> Option<u32> {
    let own = script.map_or(String::new(), |name| format!("{name}\""));
    let is_own = |line: &&str| line.trim_start().starts_with("File ") && line.contains(&own);
    let place = report.lines().rfind(is_own)?;
    let (_, after) = place.split_once(", line ")?;
    after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::super::cases::*;
    use super::*;
    use crate::trace::event::{Batch, OutputChunk};

    #[test]
    fn a_thread_that_dies_is_named_with_its_line_and_one_that_writes_is_not() {
        let mut trace = live(&[(0, 0, start()), (1, 1, start()), (2, 2, start())]);
        let report = [
            "Exception in thread Thread-1 (work):\nTraceback (most recent call last):\n",
            "  File \"/usr/lib/threading.py\", line 99, in run\n",
            "  File \"a.py\", line 7, in work\n    return 1 / 0\n           ~~^~~\n",
            "ZeroDivisionError: division by zero\n",
        ];
        let said = |thread, nanos, text: &str| OutputChunk {
            nanos,
            thread: ThreadId(thread),
            stream: Stream::Err,
            text: text.into(),
        };
        let mut output: Vec<_> = report.iter().map(|text| said(1, 5_000_000, text)).collect();
        output.push(said(2, 6_000_000, "a warning\n"));
        trace.append(&Batch { output, ..Batch::default() });
        trace.finish();
        let findings = find(&trace);
        assert_eq!(findings.len(), 1);
        assert_eq!(
            findings[0].sentence,
            "worker-1 was ended in line 7 by ZeroDivisionError: division by zero."
        );
        assert_eq!((findings[0].threads[0], findings[0].range_nanos.end), (ThreadId(1), 5_000_000));
    }
}
