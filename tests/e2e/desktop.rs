//! A screen of its own for each test, a hand at its mouse and keyboard, and an eye on it.
//!
//! Nothing here waits for a fixed time that something should take: after each movement of the hand
//! it waits until the program and the X server rest, by the processor time that the system counts.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longest that anything may take, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(120);
/// Longest that a program that goes on drawing is waited for after a movement of the hand.
const RESTLESS: Duration = Duration::from_secs(3);
/// A program that did nothing for so long rests: it draws more often than that while it moves.
const REST: Duration = Duration::from_millis(120);
pub const WIDTH: u32 = 1280;
pub const HEIGHT: u32 = 720;
/// A dialog changes more of the screen than a run that goes on behind it.
pub const DIALOG_BYTES: usize = 60_000;

/// Ended with the test, however it ends.
pub struct Started(pub Child);

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub struct Desktop {
    pub display: String,
    server: Started,
    /// Numbers of the programs that were started on it.
    programs: RefCell<Vec<u32>>,
    // Servers that start at the same moment fight for a number, and windows for the processors.
    _alone: MutexGuard<'static, ()>,
}

impl Desktop {
    pub fn start() -> Desktop {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        // The server itself looks for a free number and writes it to its output.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0"])
            .arg(format!("{WIDTH}x{HEIGHT}x24"))
            // Without it the server begins anew when its last client has gone, and refuses the next one.
            .args(["+extension", "GLX", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is missing; .ci/run installs what this test needs");
        let mut number = String::new();
        let output = server.stdout.take().expect("its output is piped");
        std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut number)
            .expect("Xvfb says its number");
        Desktop {
            display: format!(":{}", number.trim()),
            server: Started(server),
            programs: RefCell::default(),
            _alone: alone,
        }
    }

    /// The program, not yet started, at home in that folder.
    pub fn lockstep(&self, home: &Path, file: Option<&Path>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lockstep"));
        command
            .args(file)
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("XDG_RUNTIME_DIR", home)
            .env("XDG_DATA_HOME", home)
            .env("HOME", home)
            .env("LOCKSTEP_DIALOGS", "own")
            .current_dir(home)
            .stderr(Stdio::null());
        command
    }

    pub fn spawn(&self, mut command: Command) -> Started {
        let program = Started(command.spawn().expect("the program starts"));
        self.programs.borrow_mut().push(program.0.id());
        program
    }

    /// A window that fills the screen.
    pub fn opened(&self, home: &Path, file: Option<&Path>) -> Started {
        let program = self.spawn(self.lockstep(home, file));
        wait_until("a window", || !self.window_titles().is_empty());
        self.fill_screen();
        program
    }

    pub fn quit(&self, mut program: Started) {
        self.key("ctrl+q");
        wait_until("the program ends", || self.window_titles().is_empty());
        let status = program.0.wait().expect("it has ended");
        assert!(status.success(), "{status}");
    }

    pub fn tool(&self, arguments: &[&str]) -> Output {
        Command::new(arguments[0])
            .args(&arguments[1..])
            .env("DISPLAY", &self.display)
            .output()
            .unwrap_or_else(|error| panic!("{}: {error}", arguments[0]))
    }

    /// Processor time of the programs and the server, and whether one of them wants more now.
    fn activity(&self) -> (u64, bool) {
        let programs = self.programs.borrow();
        let ids = programs.iter().copied().chain([self.server.0.id()]);
        ids.fold((0, false), |(nanos, busy), id| {
            let (more, runs) = processor_time(id);
            (nanos + more, busy || runs)
        })
    }

    /// Waits until what was done has had its effect; not for a picture that goes on moving.
    pub fn settle(&self) {
        let deadline = Instant::now() + RESTLESS;
        let mut before = (0, true);
        while Instant::now() < deadline {
            let now = self.activity();
            if before == now && !now.1 {
                return;
            }
            before = now;
            sleep(REST);
        }
    }

    /// The picture on the screen as RGB bytes.
    pub fn screenshot(&self) -> Vec<u8> {
        let shot = self.tool(&["import", "-window", "root", "-depth", "8", "rgb:-"]);
        assert_eq!(shot.stdout.len(), (WIDTH * HEIGHT * 3) as usize, "the screen can be read");
        shot.stdout
    }

    pub fn point(&self, x: u32, y: u32) {
        self.hand(&["mousemove", &x.to_string(), &y.to_string()]);
    }

    pub fn click(&self, x: u32, y: u32) {
        self.point(x, y);
        self.hand(&["click", "1"]);
    }

    pub fn right_click(&self, x: u32, y: u32) {
        self.point(x, y);
        self.hand(&["click", "3"]);
    }

    pub fn drag(&self, from: (u32, u32), to: (u32, u32)) {
        self.point(from.0, from.1);
        self.hand(&["mousedown", "1"]);
        for step in 1..=4 {
            let part = |a: u32, b: u32| (a * (4 - step) + b * step) / 4;
            self.point(part(from.0, to.0), part(from.1, to.1));
        }
        self.hand(&["mouseup", "1"]);
    }

    /// Drags something onto the canvas. A window may miss a drag while it is busy; one that did not
    /// shows it after a while, and must not get it twice.
    pub fn drag_until_modified(&self, from: (u32, u32), to: (u32, u32)) {
        wait_until("something is dropped", || {
            self.drag(from, to);
            let until = Instant::now() + PATIENCE / 8;
            while !self.is_modified() && Instant::now() < until {
                sleep(REST);
            }
            self.is_modified()
        });
    }

    pub fn key(&self, keys: &str) {
        self.hand(&["key", keys]);
    }

    pub fn type_text(&self, text: &str) {
        self.hand(&["type", "--delay", "20", text]);
    }

    fn hand(&self, movement: &[&str]) {
        self.tool(&[&["xdotool"], movement].concat());
        self.settle();
    }

    /// Presses keys that open a dialog, and waits until it is there to be typed into.
    pub fn key_opens(&self, keys: &str, dialog: &str) {
        let before = self.screenshot();
        self.key(keys);
        wait_until(dialog, || difference(&self.screenshot(), &before) > DIALOG_BYTES);
        self.settle();
    }

    /// Clicks on what opens a menu or a dialog, and waits until it is there.
    pub fn click_opens(&self, (x, y): (u32, u32), what: &str) {
        let before = self.screenshot();
        self.click(x, y);
        wait_until(what, || difference(&self.screenshot(), &before) > DIALOG_BYTES);
        self.settle();
    }

    /// Answers a dialog that asks for a file's name, and waits until there is such a file.
    pub fn write_file(&self, path: &Path, what: &str) {
        self.key("ctrl+a");
        self.type_text(path.to_str().expect("a plain path"));
        self.key("Return");
        wait_until(what, || path.exists());
        self.settle();
    }

    pub fn save_as(&self, path: &Path) {
        self.key_opens("ctrl+shift+s", "the dialog that saves");
        self.write_file(path, "the file is written");
    }

    /// The numbers of the program's windows, as the X server has them.
    pub fn windows(&self) -> Vec<String> {
        let found = self.tool(&["xdotool", "search", "--onlyvisible", "--name", "Lockstep"]);
        let ids = String::from_utf8_lossy(&found.stdout).into_owned();
        ids.lines().map(str::to_owned).collect()
    }

    pub fn window_titles(&self) -> Vec<String> {
        self.windows()
            .iter()
            .map(|id| self.tool(&["xdotool", "getwindowname", id]).stdout)
            .map(|name| String::from_utf8_lossy(&name).trim().to_owned())
            .collect()
    }

    pub fn titled(&self, part: &str) -> bool {
        self.window_titles().iter().any(|title| title.contains(part))
    }

    /// Whether a window's title has the mark of unsaved changes.
    pub fn is_modified(&self) -> bool {
        self.window_titles().iter().any(|title| title.starts_with("* "))
    }

    pub fn fill_screen(&self) {
        let windows = self.windows();
        let id = windows.first().expect("there is a window");
        self.hand(&["windowmove", id, "0", "0"]);
        let (width, height) = (WIDTH.to_string(), HEIGHT.to_string());
        self.hand(&["windowsize", id, &width, &height]);
        self.hand(&["windowfocus", id]);
    }
}

/// Nanoseconds that all threads of a process have run, and whether one of them runs or is about to.
fn processor_time(process: u32) -> (u64, bool) {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    tasks.fold((0, false), |(nanos, busy), task| {
        let read = |file: &str| fs::read_to_string(task.path().join(file)).unwrap_or_default();
        let ran = read("schedstat").split(' ').next().and_then(|first| first.parse().ok());
        let runs = read("stat").rsplit_once(')').is_some_and(|(_, rest)| rest.starts_with(" R"));
        (nanos + ran.unwrap_or(0), busy || runs)
    })
}

pub fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < deadline, "it never came to this: {what}");
        sleep(Duration::from_millis(200));
    }
}

/// How many different colours a picture has, up to a thousand.
pub fn colors(picture: &[u8]) -> usize {
    let mut found: Vec<&[u8]> = picture.chunks(3).step_by(7).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// How bright a picture is, from 0 to 255.
pub fn brightness(picture: &[u8]) -> f64 {
    picture.iter().map(|&part| f64::from(part)).sum::<f64>() / picture.len() as f64
}

/// How many bytes of two pictures differ.
pub fn difference(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a != b).count()
}

/// Names of the program's threads, as the operating system has them.
pub fn thread_names(program: &Started) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{}/task", program.0.id())).into_iter().flatten();
    tasks
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("comm")).ok())
        .map(|name| name.trim().to_owned())
        .collect()
}
