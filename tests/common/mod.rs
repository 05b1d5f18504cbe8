//! Running programs from tests: output, exit status, and a deadline after which they are killed.
//! It must not know what is being tested.

// Each test crate uses some of it.
#![allow(dead_code)]

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How a program ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// By itself, with this status; by a signal, with its number negated.
    Status(i32),
    /// It was still running at the deadline and was killed.
    TimedOut,
}

/// What a program did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ran {
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
    /// How it ended.
    pub end: End,
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A killed program's pipe may end in an error: what came before it counts.
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Runs a program without input to its end, or kills it after `limit`.
pub fn run(command: &mut Command, limit: Duration) -> Ran {
    run_fed(command, "", limit)
}

/// Runs a program with this input to its end, or kills it after `limit`.
pub fn run_fed(command: &mut Command, input: &str, limit: Duration) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut stdin = child.stdin.take().expect("piped");
    // Who does not read it all may have ended before it is written.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let stdout = child.stdout.take().expect("piped");
    ended(child, stdout, limit)
}

/// Takes what a program does until it ends, or kills it after `limit`.
pub fn ended(mut child: Child, stdout: impl Read + Send + 'static, limit: Duration) -> Ran {
    let stdout = drain(stdout);
    let stderr = drain(child.stderr.take().expect("piped"));
    let deadline = Instant::now() + limit;
    let end = loop {
        if let Some(status) = child.try_wait().expect("a child of ours") {
            break End::Status(number_of(status));
        }
        if Instant::now() > deadline {
            let _ = child.kill();
            let _ = child.wait();
            break End::TimedOut;
        }
        thread::sleep(Duration::from_millis(5));
    };
    Ran { stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap(), end }
}

fn number_of(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| -status.signal().unwrap_or(0))
}

/// The built binary.
pub fn lockstep() -> Command {
    Command::new(env!("CARGO_BIN_EXE_lockstep"))
}

/// The oracle.
pub fn python() -> Command {
    let mut command = Command::new("python3");
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONIOENCODING", "utf-8");
    command
}
