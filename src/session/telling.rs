//! What the user is told: sentences that come and go, and failures that want an answer.

use super::{Command, Document, Session};

/// How urgent a notice is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// It worked.
    Success,
    /// Good to know.
    Info,
    /// What was asked for cannot be done; nothing was lost.
    Refusal,
    /// Something did not work.
    Error,
}

/// A sentence for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How urgent it is.
    pub level: Level,
    /// The sentence.
    pub text: String,
    /// The run that it is about, if any: it says nothing of the next one.
    pub run: Option<RunMark>,
}

/// Which run of which document.
pub type RunMark = (Option<u64>, u64);

/// Something that the user asked for and that did not work: to be told in a dialog, with a way out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What happened and what to do, in sentences.
    pub text: String,
    /// What the user most likely does next.
    pub way_out: Option<Command>,
}

impl Session {
    /// Sentences that the user has not seen yet.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// What did not work and has not been told yet.
    pub fn take_failure(&mut self) -> Option<Failure> {
        self.failure.take()
    }

    pub(super) fn fail(&mut self, text: String, way_out: Option<Command>) {
        self.failure = Some(Failure { text, way_out });
    }

    /// Tells the user something.
    pub fn notify(&mut self, level: Level, text: impl Into<String>) {
        self.notices.push(Notice { level, text: text.into(), run: None });
    }

    /// Tells of a failure of the run that is shown.
    pub(super) fn notify_of_run(&mut self, text: impl Into<String>) {
        let run = Some(self.run_mark());
        self.notices.push(Notice { level: Level::Error, text: text.into(), run });
    }

    /// The run that is shown, or that none was yet.
    pub fn run_mark(&self) -> RunMark {
        let number = self.run.as_ref().map_or(0, |run| run.number);
        (self.document.as_ref().map(Document::identity), number)
    }
}
