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
//! | `cli.rs`    | run · check · export · presets · bench: the app without a window                  |
//!
//! # Directions (read by `tests/tidy.rs`)
//!
//! `model <- trace <- analysis <- export`; `exec -> model, trace`; `script -> model`;
//! `session -> all of these`; `ui -> session, trace, analysis, export, script, model (names only)`;
//! `cli -> session`.

pub mod analysis;
pub mod cli;
pub mod exec;
pub mod export;
pub mod model;
pub mod script;
pub mod session;
pub mod trace;
pub mod ui;
