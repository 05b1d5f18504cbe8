//! Chooses between the window and the command line.

fn main() -> std::process::ExitCode {
    lockstep::cli::main()
}
