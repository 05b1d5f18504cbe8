//! The words of the canvas's actions: which side of a row, what a new thread does, what a new step
//! does, which operation of a primitive. Knows no text of a script.

use crate::words;
/// Which side of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Above it.
    Before,
    /// Below it (below its whole body).
    After,
    /// First in its body (rows that have one).
    Into,
}

/// What a new thread does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Recipe {
    /// A thread with one small step.
    Worker,
    /// Counts down.
    CpuBound,
    /// Sleeps now and then, as one that waits for a disk or a network does.
    IoBound,
    /// Puts items into a queue.
    Producer,
    /// Gets items from a queue.
    Consumer,
    /// Starts after a delay.
    Timer,
    /// A `ThreadPoolExecutor` with a few jobs.
    Pool,
    /// A thread that does not keep the script alive.
    Daemon,
}

impl Recipe {
    /// All recipes, as the palette lists them.
    pub const ALL: [Recipe; 8] = [
        Recipe::Worker,
        Recipe::CpuBound,
        Recipe::IoBound,
        Recipe::Producer,
        Recipe::Consumer,
        Recipe::Daemon,
        Recipe::Timer,
        Recipe::Pool,
    ];

    /// What the undo menu calls it.
    pub fn label(self) -> &'static str {
        match self {
            Recipe::Worker => words!("edit-recipe-worker"),
            Recipe::CpuBound => words!("edit-recipe-cpu"),
            Recipe::IoBound => words!("edit-recipe-io"),
            Recipe::Producer => words!("edit-recipe-producer"),
            Recipe::Consumer => words!("edit-recipe-consumer"),
            Recipe::Daemon => words!("edit-recipe-daemon"),
            Recipe::Timer => words!("edit-recipe-timer"),
            Recipe::Pool => words!("edit-recipe-pool"),
        }
    }
}

/// What a new step does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// `time.sleep(0.1)`.
    Sleep,
    /// `print(...)`.
    Print,
    /// A loop that burns time.
    Compute,
    /// A loop with nothing in it yet.
    Loop,
    /// Adds one to a shared variable: `counter += 1`, `self.balance += 1`.
    Write(String),
    /// Adds one to a new global variable.
    WriteNew,
    /// Prints a shared variable.
    Read(String),
    /// An operation of a primitive.
    Use {
        /// The primitive as an expression: `lock`, `self.queue`, `forks[0]`.
        on: String,
        /// Name of its `Spec`.
        kind: &'static str,
        /// What to do with it.
        verb: Verb,
    },
}

/// Operations that can be inserted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub enum Verb {
    With,
    /// `acquire`, `try`, `finally: release` around a step.
    Bracket,
    Acquire,
    AcquireTimeout,
    TryAcquire,
    Release,
    Put,
    Get,
    TaskDone,
    Join,
    Wait,
    Notify,
    NotifyAll,
    Set,
    Clear,
}

impl Verb {
    /// What can be done with a primitive of this kind, the usual thing first.
    pub fn of_kind(kind: &str) -> &'static [Verb] {
        use Verb::*;
        match kind {
            "Lock" | "RLock" | "Semaphore" | "BoundedSemaphore" => {
                &[With, Bracket, AcquireTimeout, TryAcquire, Acquire, Release]
            }
            "Condition" => &[Wait, Notify, NotifyAll, With, Acquire, Release],
            "Event" => &[Wait, Set, Clear],
            "Barrier" => &[Wait],
            "Queue" => &[Put, Get, TaskDone, Join],
            _ => &[],
        }
    }

    /// As a menu says it.
    pub fn label(self) -> &'static str {
        match self {
            Verb::With => "with …:",
            Verb::Bracket => "acquire() … release()",
            Verb::Acquire => "acquire()",
            Verb::AcquireTimeout => "acquire(timeout=1)",
            Verb::TryAcquire => "try acquire",
            Verb::Release => "release()",
            Verb::Put => "put(item)",
            Verb::Get => "get()",
            Verb::TaskDone => "task_done()",
            Verb::Join => "join()",
            Verb::Wait => "wait()",
            Verb::Notify => "notify()",
            Verb::NotifyAll => "notify_all()",
            Verb::Set => "set()",
            Verb::Clear => "clear()",
        }
    }
}
