//! A run as the session sees it: something that sends batches and can be paused and stopped.
//!
//! The trait is the seam between the window and whatever runs the script. It is what lets the
//! session's own tests be driven by batches written by hand.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use super::asks::Asks;
use super::intake::Intake;
use super::settings::RunMode;
pub use crate::exec::native::breaks::{Breakpoints, Stop};
pub use crate::exec::native::watchdog::Stuck;
use crate::model::ids::ThreadId;
use crate::model::program::Program;
use crate::trace::event::Batch;

/// What the session is doing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Phase {
    /// Nothing was run yet.
    #[default]
    Idle,
    /// Run was pressed; the text is being compiled.
    Starting,
    /// Threads are running.
    Running,
    /// Threads are held where they are.
    Paused,
    /// Stop was pressed; threads are on their way out.
    Stopping,
    /// The run is over; its trace stays.
    Ended,
}

impl Phase {
    /// Whether there are threads of the script.
    pub fn is_live(self) -> bool {
        matches!(self, Phase::Running | Phase::Paused | Phase::Stopping)
    }
}

/// How a run went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The script ended by itself with this exit status.
    Exit(i32),
    /// The user stopped it.
    Stopped,
    /// It was recorded earlier and read from a file, which does not say.
    Recorded,
    /// It hit a limit; the sentence says which.
    Limit(String),
    /// Lockstep itself is at fault; the sentence says how.
    Fault(String),
}

/// How a run is doing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// How it ended, once no thread is left.
    pub ending: Option<Ending>,
    /// Threads that will never go on.
    pub stuck: Vec<Stuck>,
    /// Whether it is paused, by the user or by a breakpoint that stops all threads.
    pub paused: bool,
    /// Threads that stand at a breakpoint, by number of the thread.
    pub stopped: Vec<Stop>,
}

/// How to run.
#[derive(Clone, PartialEq, Debug)]
pub struct RunRequest {
    /// Who may run.
    pub mode: RunMode,
    /// How long each step of a thread is made to last; zero for full speed.
    pub step_delay: Duration,
    /// Where threads are to stop.
    pub breakpoints: Breakpoints,
    /// What the script asks for besides.
    pub asks: Asks,
}

/// A run under way.
pub trait Running: Send {
    /// Where its events arrive.
    fn batches(&self) -> &Receiver<Batch>;
    /// Holds all threads at their next checkpoint.
    fn pause(&self);
    /// Lets all threads go on, those at breakpoints too.
    fn resume(&self);
    /// Ends all threads.
    fn stop(&self);
    /// Changes the speed while running.
    fn set_step_delay(&self, delay: Duration);
    /// Stops threads at other lines from now on; those that are stopped stay so.
    fn set_breakpoints(&self, breakpoints: Breakpoints);
    /// Lets one thread go on that stands at a breakpoint; of a paused run, only that one.
    fn go_on(&self, thread: ThreadId);
    /// Lets a thread that stands at a breakpoint run to the next line of its function (calls it
    /// makes run through), or of the one that called it.
    fn step_over(&self, thread: ThreadId);
    /// How it is doing.
    fn report(&self) -> Report;
}

/// Starts runs.
pub trait Runner: Send {
    /// Starts the program; an error is a sentence for the user.
    fn start(&self, program: Arc<Program>, request: RunRequest)
    -> Result<Box<dyn Running>, String>;
}

/// The latest run: under way, or over.
pub struct RunState {
    /// Counted up with every run of one document: views begin anew when it changes.
    pub number: u64,
    /// What controls it; gone once it is over.
    pub running: Option<Box<dyn Running>>,
    /// What takes in what it sends; gone once all of it is taken in.
    pub intake: Option<Intake>,
    /// How many pieces of its output are in the log.
    pub printed: u64,
    /// The mode it was started in.
    pub mode: RunMode,
    /// When.
    pub started: Instant,
    /// Where it is.
    pub phase: Phase,
    /// How it ended, and who is stuck.
    pub report: Report,
}
