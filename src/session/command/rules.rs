//! When a command can be given, and if not, why: one rule each, as the rows of `table` name them.

use crate::session::settings::STEP_DELAYS;
use crate::session::{Document, Phase, Session};
use crate::words;

/// Yes, or a sentence that says why not.
pub type Rule = fn(&Session) -> Result<(), &'static str>;

fn needs(holds: bool, why: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(why) }
}

/// It can always be given.
pub fn always(_: &Session) -> Result<(), &'static str> {
    Ok(())
}

/// A script is open.
pub fn open(session: &Session) -> Result<(), &'static str> {
    needs(session.document().is_some(), words!("command-why-no-script"))
}

/// There is a step to take back.
pub fn undoable(session: &Session) -> Result<(), &'static str> {
    let step = session.document().and_then(Document::undo_label);
    open(session).and(needs(step.is_some(), words!("command-why-nothing-to-undo")))
}

/// There is a step to do again.
pub fn redoable(session: &Session) -> Result<(), &'static str> {
    let step = session.document().and_then(Document::redo_label);
    open(session).and(needs(step.is_some(), words!("command-why-nothing-to-redo")))
}

/// The script has a problem that Lockstep can mend.
pub fn fixable(session: &Session) -> Result<(), &'static str> {
    let fix = session.problems().iter().any(|problem| problem.fix.is_some());
    open(session).and(needs(fix, words!("command-why-no-fix")))
}

/// A run can be started.
pub fn runnable(session: &Session) -> Result<(), &'static str> {
    open(session).and_then(|()| session.can_run())
}

/// Threads are running.
pub fn running(session: &Session) -> Result<(), &'static str> {
    needs(session.phase() == Phase::Running, words!("command-why-nothing-runs"))
}

/// Threads are held.
pub fn paused(session: &Session) -> Result<(), &'static str> {
    let held = session.phase() == Phase::Paused || session.stopped_thread().is_some();
    needs(held, words!("command-why-nothing-paused"))
}

/// A thread stands at a breakpoint.
pub fn stopped(session: &Session) -> Result<(), &'static str> {
    needs(session.stopped_thread().is_some(), words!("command-why-none-stopped"))
}

/// There are breakpoints.
pub fn has_breakpoints(session: &Session) -> Result<(), &'static str> {
    needs(session.has_breakpoints(), words!("command-why-no-breakpoints"))
}

/// There are threads, running or held.
pub fn live(session: &Session) -> Result<(), &'static str> {
    needs(session.phase().is_live(), words!("command-why-nothing-runs"))
}

/// There is a run on the timeline.
pub fn traced(session: &Session) -> Result<(), &'static str> {
    needs(session.has_trace(), words!("command-why-no-run"))
}

/// There is a run to keep, or one that is kept.
pub fn keepable(session: &Session) -> Result<(), &'static str> {
    needs(session.has_trace() || session.keeps_run(), words!("command-why-no-run"))?;
    needs(!session.phase().is_live() || session.keeps_run(), words!("command-why-runs"))
}

/// The script has printed something.
pub fn printed(session: &Session) -> Result<(), &'static str> {
    needs(!session.output().is_empty(), words!("command-why-no-output"))
}

/// Files were opened before.
pub fn has_recent(session: &Session) -> Result<(), &'static str> {
    needs(!session.settings().recent_files.is_empty(), words!("command-why-no-recent"))
}

/// It could go slower.
pub fn slower(session: &Session) -> Result<(), &'static str> {
    let slowness = session.settings().slowness;
    needs(slowness + 1 < STEP_DELAYS.len(), words!("command-why-slowest"))
}

/// It could go faster.
pub fn faster(session: &Session) -> Result<(), &'static str> {
    needs(session.settings().slowness > 0, words!("command-why-fastest"))
}
