//! A run on real OS threads: parking, the interpreter lock's timing, recording, watching.
//!
//! ```text
//! run.rs        start, pause, resume, stop, wait: what the session sees
//! machine.rs    what all threads of a run share; starting and ending threads
//! worker.rs     one OS thread: steps, waits, checkpoints
//! cell.rs       one primitive: its rules behind a small lock      member.rs  one thread, from outside
//! parker.rs     real waiting      gil.rs  CPython's switch interval    control.rs  pause, stop, slow
//! breaks.rs     breakpoints and single steps        pool.rs  OS threads between two threads
//! recorder.rs   rings of events   clock.rs  ticks                   output.rs  what the script prints
//! input.rs      the script's standard input
//! spare.rs       numbers of dead objects, for new ones    signals.rs  signals on their way
//! collector.rs  the run's own thread: empties rings, sends batches, watches limits
//! usage.rs       processor time and context switches   variables.rs  values of shared variables
//! memory.rs     how much the script uses
//! watchdog.rs   who waits for whom for ever, in a sentence
//! script.rs     the heap all threads share, collection   driver.rs  runs one thread's interpreter
//! world.rs      what the interpreter asks of the outside
//! ```
//!
//! Only the last three and `variables.rs` know the interpreter: the rest works with any body of a thread, and is tested
//! with plain closures.

pub mod breaks;
pub mod cell;
pub mod clock;
pub mod collector;
pub mod control;
pub mod cost;
pub mod driver;
pub mod gil;
pub mod input;
pub mod machine;
pub mod member;
pub mod memory;
pub mod output;
pub mod parker;
pub mod pool;
pub mod recorder;
pub mod run;
pub mod script;
pub mod signals;
pub mod spare;
pub mod table;
pub mod usage;
pub mod variables;
pub mod watchdog;
pub mod worker;
pub mod world;

#[cfg(test)]
mod life_tests;
#[cfg(test)]
pub(crate) mod tests;
