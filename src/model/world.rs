//! The interpreter's only way out.
//!
//! [`Host`] is what native functions use, rarely: output, clocks, creating primitives and threads.
//! [`World`] adds what the interpreter's loop asks all the time and what must cost nothing where a
//! world does not need it. Two worlds implement it: `exec/native` (OS threads) and
//! `exec/model_run` (plain data, virtual time).
//!
//! The interpreter never waits: a step that must wait makes it return to its driver.

use super::code::{CodeId, Symbol};
use super::ids::{ObjectId, ThreadId};
use super::native::StepCall;
use super::primitives::{Fault, Primitive};
use super::value::Value;
use super::watch::Reach;

/// A stream a script writes to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum OutputStream {
    Out,
    Err,
}

/// A clock a script reads.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ClockKind {
    /// Seconds since 1970.
    Wall,
    /// `perf_counter`, `monotonic`.
    Monotonic,
    /// CPU time of this thread.
    Thread,
    /// CPU time of the run.
    Process,
}

/// An interpreter setting a script may read and change.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Setting {
    /// `sys.setswitchinterval`, in nanoseconds.
    SwitchInterval,
    /// `sys.setcheckinterval`, in instructions.
    CheckInterval,
    /// Deepest recursion.
    RecursionLimit,
    /// Number of processors (cannot be changed).
    Processors,
    /// Number of the process (cannot be changed).
    ProcessNumber,
    /// 1 if threads run under an interpreter lock, else 0 (cannot be changed).
    InterpreterLock,
}

/// What became of asking for a line of standard input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InputLine {
    /// A line, with its end if it has one.
    Line(String),
    /// None has come yet.
    NotYet,
    /// There are no more.
    End,
}

/// What native functions may ask of the world.
pub trait Host {
    /// Writes output. `Err` when the output limit is reached.
    fn write(&mut self, stream: OutputStream, text: &str) -> Result<(), Fault>;

    /// The next line of standard input, if it is there: nobody waits in here.
    fn read_line(&mut self) -> InputLine {
        InputLine::End
    }

    /// Reads a clock, in nanoseconds. In the model world each reading moves virtual time on.
    fn clock_nanos(&mut self, clock: ClockKind) -> i64;

    /// Seconds east of UTC at a time (seconds since 1970), and the zone's name.
    fn local_offset(&mut self, seconds: i64) -> (i32, String);

    /// A random number for unseeded generators.
    fn entropy(&mut self) -> u64;

    /// Makes a primitive known to the world and the trace. `line`: script line of its creation.
    fn create(&mut self, primitive: Primitive, line: u32) -> ObjectId;

    /// Name of an object's primitive ([`super::primitives::Spec::name`]).
    fn kind_of(&mut self, object: ObjectId) -> &'static str;

    /// An object made by a library object is shown as `whole.name`, inside `whole`; with no name it
    /// keeps its own. What belongs to the library itself is inside [`ObjectId::CLOCK`].
    fn part(&mut self, part: ObjectId, whole: ObjectId, name: &str);

    /// Names an object's lane.
    fn label(&mut self, object: ObjectId, name: &str);

    /// Starts a thread that calls `callable()`. `core` is its thread primitive. `None`: the limit
    /// on threads is reached.
    fn spawn(
        &mut self,
        core: ObjectId,
        callable: Value,
        name: &str,
        daemon: bool,
    ) -> Option<ThreadId>;

    /// Renames a thread by its core.
    fn rename_thread(&mut self, core: ObjectId, name: &str);

    /// `threading.get_ident()` and `get_native_id()` of the running thread.
    fn idents(&mut self) -> (i64, i64);

    /// `get_ident()` of another thread, by its core; `None` if it has not started.
    fn ident_of(&mut self, core: ObjectId) -> Option<(i64, i64)>;

    /// `get_ident()` of a thread by its number; never 0.
    fn ident_of_thread(&mut self, thread: ThreadId) -> i64;

    /// Where the other threads are that can be looked at: the code and instruction of each of their
    /// frames, the outermost first.
    fn other_frames(&mut self) -> Vec<(ThreadId, Vec<(CodeId, usize)>)> {
        Vec::new()
    }

    /// The thread object of the running thread as a primitive.
    fn thread_core(&mut self) -> ObjectId;

    /// Reads a setting.
    fn setting(&mut self, setting: Setting) -> i64;

    /// Changes a setting.
    fn set_setting(&mut self, setting: Setting, value: i64);

    /// Holders and waiters of a primitive, for reprs (`<locked _thread.RLock owner=...>`), and its
    /// level.
    fn look(&mut self, object: ObjectId) -> (Vec<ThreadId>, Vec<ThreadId>, u32);

    /// Sends the script's main thread a signal; `interrupts`: also while it waits.
    fn send_signal(&mut self, _number: u32, _interrupts: bool) {}

    /// The script has set a signal's handler.
    fn note_signal_handler(&mut self) {}

    /// Ends the run at once, with this exit status.
    fn quit(&mut self, status: i32);

    /// Number of bytes the script may still allocate at once (`[0] * n`, `'x' * n`).
    fn allocation_limit(&self) -> usize;
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Stepped {
    /// It happened, with this result.
    Done(i64),
    /// It was refused (the thread may not wait).
    Refused,
    /// The thread must wait; the driver will resume it with the result.
    Wait,
    /// It is a misuse.
    Raise(Fault),
}

/// A variable that threads may share, as choice points and access events name it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// A global variable.
    Global(u16),
    /// A variable that an inner function shares with the one around it: what is in this cell.
    Cell(Value),
    /// An attribute of an object.
    Attribute(Value, Symbol),
    /// An item of a container, by its key.
    Item(Value, Value),
    /// A container as a whole: one of its methods is called.
    Container(Value),
}

/// What the interpreter's loop asks of the world.
pub trait World: Host + Sized {
    /// Whether [`World::access`] is asked before shared variables are touched.
    const SEES_ACCESSES: bool;
    /// Whether [`World::tick`] is asked before every instruction (`gil-ticks`).
    const TICKS: bool;
    /// Whether every access pays an atomic count on the object (`refcount`).
    const COUNTS_REFERENCES: bool;

    /// Whether something wants this thread at its next checkpoint (GIL request, Pause, Stop,
    /// collection). Must cost one relaxed load.
    fn interrupted(&self) -> bool;

    /// Counts one instruction; `true` asks the thread to return to its driver.
    fn tick(&mut self) -> bool {
        false
    }

    /// A shared variable is about to be touched; `true` asks the thread to return to its driver
    /// first. It will ask again for the same access when resumed.
    fn access(&mut self, _place: Place, _write: bool) -> bool {
        false
    }

    /// A loop went round: work done, for throughput.
    fn worked(&mut self) {}

    /// The thread is at this script line (before a step; at checkpoints).
    fn at_line(&mut self, _line: u32) {}

    /// The thread enters a line with a break in it, with so many calls in progress; `true` asks it
    /// to return to its driver first. It is not asked again for the same entry.
    fn at_break(&mut self, _line: u32, _depth: usize) -> bool {
        false
    }

    /// A collection is to find what became due, before the thread goes on. `false`: nothing ever
    /// does in this world.
    fn settle(&mut self, _reach: Reach) -> bool {
        false
    }

    /// Takes a step on a primitive.
    fn step(&mut self, call: StepCall) -> Stepped;
}
