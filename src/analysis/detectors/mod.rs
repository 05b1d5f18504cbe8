//! What a trace has to say unasked: one detector a file, one line each in the sorted list.
//!
//! A detector reads a trace and says in plain words what it found, where, and what to try. What it
//! finds is a result about the user's program, never an error of ours.
//!
//! # Adding a detector
//!
//! One file with `pub const DETECTOR`, a `mod` line and a line in [`ALL`].

use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::Trace;
use crate::words::Told;
use std::ops::Range;

mod abandoned;
mod chained_wait;
mod convoy;
mod daemon;
mod deadlock;
mod exception;
mod forgotten_join;
mod hot_spot;
mod livelock;
mod race;
mod starvation;
mod stuck;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Costs time, or may go wrong.
    Warning,
    /// The program can't go on, or did not do what it should.
    Error,
}

/// Something found in a trace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Name of the detector that found it.
    pub kind: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What happened, in one or two plain sentences.
    pub sentence: Told,
    /// Threads it is about.
    pub threads: Vec<ThreadId>,
    /// Objects it is about.
    pub objects: Vec<ObjectId>,
    /// Where in the trace it shows.
    pub range_nanos: Range<u64>,
    /// What to try next.
    pub advice: Told,
}

impl Finding {
    /// What the window calls the kind of thing it is.
    pub fn title(&self) -> &'static str {
        let detector = ALL.iter().find(|detector| detector.name == self.kind);
        detector.map_or(self.kind, |detector| (detector.title)())
    }

    /// Whether threads stood still for ever: nothing happens in it, and only a stop ends it.
    pub fn is_standstill(&self) -> bool {
        let kinds = [deadlock::DETECTOR.name, stuck::DETECTOR.name];
        self.severity == Severity::Error && kinds.contains(&self.kind)
    }
}

/// One kind of thing to look for.
#[derive(Clone, Copy)]
pub struct Detector {
    /// Its name in files of data: "deadlock".
    pub name: &'static str,
    /// Its name in the window.
    pub title: fn() -> &'static str,
    /// What it looks for, in one sentence.
    pub summary: &'static str,
    /// Looks for it.
    pub find: fn(&Trace) -> Vec<Finding>,
}

/// All detectors, sorted by name.
pub const ALL: &[Detector] = &[
    abandoned::DETECTOR,
    chained_wait::DETECTOR,
    convoy::DETECTOR,
    daemon::DETECTOR,
    deadlock::DETECTOR,
    exception::DETECTOR,
    forgotten_join::DETECTOR,
    hot_spot::DETECTOR,
    livelock::DETECTOR,
    race::DETECTOR,
    starvation::DETECTOR,
    stuck::DETECTOR,
];

/// Everything that the detectors find, worst first.
pub fn findings(trace: &Trace) -> Vec<Finding> {
    let mut all: Vec<_> = ALL.iter().flat_map(|detector| (detector.find)(trace)).collect();
    all.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.range_nanos.start));
    all
}

/// The findings that concern a run which can't go on: cheap enough to ask several times a second.
pub fn standstills(trace: &Trace) -> Vec<Finding> {
    let mut all = (deadlock::DETECTOR.find)(trace);
    all.extend((stuck::DETECTOR.find)(trace));
    if !all.is_empty() {
        // Why nobody comes any more to wake them.
        all.extend((exception::DETECTOR.find)(trace));
    }
    all
}

/// The deadlock that a run which is over was stopped in, if it was.
pub fn endless(trace: &Trace) -> Option<Finding> {
    let all = (deadlock::DETECTOR.find)(trace);
    all.into_iter().find(|finding| finding.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;
    use crate::trace::{State, synthetic};

    #[test]
    fn the_list_is_sorted_and_every_entry_says_what_it_looks_for() {
        assert!(ALL.windows(2).all(|pair| pair[0].name < pair[1].name));
        for detector in ALL {
            assert!(detector.summary.ends_with('.'), "{}", detector.name);
        }
    }

    #[test]
    fn every_finding_is_a_sentence_with_advice_and_a_place_in_the_trace() {
        let traces = [run(&crossed()), synthetic(6, 1, 30_000, 1), contended(), Trace::new()];
        for finding in traces.iter().flat_map(findings) {
            assert!(ALL.iter().any(|detector| detector.name == finding.kind));
            assert!(finding.sentence.text().ends_with('.'));
            assert!(finding.advice.text().ends_with('.'));
            assert!(finding.range_nanos.start <= finding.range_nanos.end);
            assert!(!finding.threads.is_empty());
        }
    }

    #[test]
    fn an_orderly_run_has_no_findings() {
        assert_eq!(findings(&contended()), []);
        assert_eq!(contended().state_at(ThreadId(0), NOW), State::Ended);
    }
}
