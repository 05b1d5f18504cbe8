//! The command line: the app without a window.
//!
//! Teachers' scripts and CI use it, so every outcome has an exit status of its own and every
//! failure says what to do. Errors of a script are results; only a wrong use is an error of ours.

mod bench;
mod compare;
mod convert;
mod figures;
mod interrupt;
mod look;
mod measure;
mod picture;
mod report;
mod run;
pub mod speed;
mod thread_counts;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Exit statuses beside the script's own.
pub mod status {
    /// The command line was used wrongly.
    pub const USAGE: u8 = 2;
    /// The script needs something that is not supported.
    pub const UNSUPPORTED: u8 = 65;
    /// A file cannot be read.
    pub const NO_INPUT: u8 = 66;
    /// Something of ours went wrong.
    pub const INTERNAL: u8 = 70;
    /// A file cannot be written.
    pub const CANNOT_WRITE: u8 = 73;
    /// The script is stuck for ever.
    pub const STUCK: u8 = 75;
}

/// Opens a Python threading script as a picture, runs it on real OS threads, and shows who held
/// what and who waited for whom. Without a command it opens the window.
#[derive(Parser, Debug)]
#[command(name = "lockstep", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// The script to open in the window.
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Run a script; its exit status is the script's own, 75 if it is stuck for ever.
    Run(run::RunArguments),
    /// Run a script in several modes and put the figures side by side.
    Compare(compare::CompareArguments),
    /// Say what a script creates and who uses what, or what in it is not supported.
    Check(look::CheckArguments),
    /// Turn a recorded trace into a picture, a table or a report.
    Export(convert::ExportArguments),
    /// List the presets, or write them to a folder.
    Presets(look::PresetsArguments),
    /// Measure what observing costs on this machine.
    Bench(bench::BenchArguments),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers, not errors; the parser knows which stream is theirs.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { status::USAGE } else { 0 });
        }
    };
    let code = match arguments.command {
        None => window(arguments.file),
        Some(Command::Run(arguments)) => run::run(&arguments),
        Some(Command::Compare(arguments)) => compare::compare(&arguments),
        Some(Command::Check(arguments)) => look::check(&arguments),
        Some(Command::Export(arguments)) => convert::export(&arguments),
        Some(Command::Presets(arguments)) => look::presets(&arguments),
        Some(Command::Bench(arguments)) => bench::bench(&arguments),
    };
    ExitCode::from(code)
}

fn window(file: Option<PathBuf>) -> u8 {
    let runner = || -> Box<dyn crate::session::run::Runner> {
        Box::new(crate::session::native::NativeRunner)
    };
    match crate::ui::open_window(file, runner) {
        Ok(()) => 0,
        Err(message) => {
            eprintln!("{message}");
            1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_file_alone_opens_the_window_and_run_does_not() {
        let window = Arguments::try_parse_from(["lockstep", "a.py"]);
        assert!(window.is_ok_and(|a| a.command.is_none() && a.file.is_some()));
        let run =
            Arguments::try_parse_from(["lockstep", "run", "a.py", "--mode", "gil", "--plain"]);
        assert!(run.is_ok_and(|a| matches!(a.command, Some(Command::Run(_)))));
    }

    #[test]
    fn unknown_modes_and_flags_are_refused() {
        for wrong in [["run", "a.py", "--mode=fast"], ["run", "a.py", "--for=never"]] {
            let parsed = Arguments::try_parse_from(["lockstep"].into_iter().chain(wrong));
            assert!(parsed.is_err(), "{wrong:?}");
        }
    }
}
