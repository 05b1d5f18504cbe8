//! Lockstep opens a Python threading script as a picture, runs it on real OS threads, and shows
//! who held what and who waited for whom.
//!
//! # The map
//!
//! | folder      | the one thing it is for                                                        |
//! |-------------|--------------------------------------------------------------------------------|
//! | `script/`   | the document: Python text -> syntax tree -> code objects; outline; text edits    |
//! | `model/`    | what a program means: values, heap, code, interpreter, primitives, builtins      |
//! | `trace/`    | what happened: events, the store, lanes, levels of detail                         |
//! | `exec/`     | who goes next and how to wait: native OS threads, the model's driver, conformance |
//! | `analysis/` | questions over a trace: contention, throughput, wait-for, detectors               |
//! | `export/`   | trace -> scene -> bytes: svg, png, pdf, chrome json, csv                          |
//! | `session/`  | one open document and its runs: commands, undo, presets, settings. No widgets     |
//! | `ui/`       | the only folder that names egui                                                   |
//! | `words/`    | what the window says, by key, in each language (`assets/words`)                 |
//! | `cli.rs`    | run · compare · check · export · presets · bench: the app without a window        |
//!
//! # Directions (read by `tests/tidy.rs`)
//!
//! `model <- trace <- analysis <- export`; `exec -> model, trace`; `script -> model`;
//! `session -> all of these`; `ui -> session, trace, analysis, export, script, model (names only)`;
//! `cli -> session`. `analysis`, `export`, `script`, `session` and `ui` may name `words`.
//!
//! # How one run goes through the map
//!
//! ```text
//! text --script::compile--> Program --model::interp::load--> Heap
//!     exec::native   one OS thread each: interp::run until Exit::{Wait, Checkpoint}, park, go on
//!     exec::model_run   the same interpreter; every visible operation is a choice
//!     exec::races   a trial of it: what puts one access to a variable before another, and what not
//! steps on primitives --rings--> collector --Batch--> trace::Trace --> lanes, plots, findings, files
//! in the window: Batch --session::intake, a thread--> a trace that grows --copies--> frames
//! ```
//!
//! # Invariants, many of them about what is absent
//!
//! - The interpreter keeps nothing on the Rust stack between two instructions: a thread is plain
//!   data. So it can be copied (model), collected (native) and parked with no guard held.
//! - A native function never waits and never calls Python code; it says so in its `Answer`.
//! - Primitives' rules are value-free: counts and threads only. That is what makes a recorded run
//!   replayable without its values (`exec::conform`).
//! - "The world is stopped" is `&mut Heap`: running threads hold the read side of one lock, a
//!   collection takes the write side. No `unsafe` is needed for it, and there is none.
//! - A container's lock is held for one operation and never while another is taken, so whoever finds
//!   it taken may yield and try again (`model::shared`): no queue, no wake-up, one atomic step.
//! - Views know the trace and nothing of the run that made it. The window's thread never takes
//!   events in: it picks up copies, which share all chunks that are full.
//!
//! # Where this differs from the design page, and why
//!
//! - Most of `threading`, `queue`, `concurrent.futures` and `logging` is Python, in
//!   `model/library/*.py`, over native cores (`_sync`): exceptions, reprs, subclassing and composed
//!   waits then come out as CPython's do, and one step touches one object by construction.
//!   `Lock` and `RLock` are native, because they are hot.
//! - Condition.wait and Queue.put are therefore lowered by library code, not by a pass.
//! - Queues count; items live in a Python container that subclasses may replace. The cost is two
//!   steps for a put (room, then item).
//! - A step's argument is not in its event where it can be recovered (`OpSpec::arg`).
//! - The GIL has its rules file and its lane, but the native timing (switch interval, forced
//!   hand-over) is its driver's, as CPython's is its condition variable's.
//! - Plots are drawn by `export::chart` as scenes, on screen too, and not by egui_plot 0.38, whose
//!   polygons are convex and have no pattern (states are told by colour and pattern), whose items
//!   answer to no key and have no name for a screen reader but in the legend, and whose painting
//!   needs a window: SVG, PDF and the command line would need a second drawing of every plot. So
//!   pictures have the geometry of the screen because it is the same geometry. `ui::plots` adds
//!   what a pointer and keys do. A panel that paints by itself (the canvas) becomes a
//!   picture by taking the shapes it painted (`ui::export::shapes`).
//! - A script's files live in its own memory (`model/library/_files.py`): it finds those that it
//!   wrote, and the machine's are out of reach.
//! - The script's accesses to shared variables are visible to the model world and not recorded by
//!   the native one: at full speed they would cost more than what they observe. Their values are
//!   sampled instead (`exec::native::variables`).

pub mod analysis;
pub mod cli;
pub mod exec;
pub mod export;
pub mod model;
pub mod script;
pub mod session;
#[cfg(test)]
pub(crate) mod soon;
pub mod trace;
pub mod ui;
pub mod words;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
