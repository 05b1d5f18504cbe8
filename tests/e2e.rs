//! The real program in a real X window, with a real mouse and keyboard: preset, Run, export.
//!
//! Runs under Xvfb with xdotool; `.ci/run` installs both. A machine without them cannot run this
//! test and says so instead of passing.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longest that anything may take, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;

/// Ended with the test, however it ends.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Desktop {
    display: String,
    _server: Started,
}

impl Desktop {
    fn start() -> Desktop {
        // The server itself looks for a free number and writes it to its output.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0"])
            .arg(format!("{WIDTH}x{HEIGHT}x24"))
            .args(["+extension", "GLX", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is missing; .ci/run installs what this test needs");
        let mut number = String::new();
        let output = server.stdout.take().expect("its output is piped");
        std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut number)
            .expect("Xvfb says its number");
        Desktop { display: format!(":{}", number.trim()), _server: Started(server) }
    }

    fn tool(&self, arguments: &[&str]) -> Output {
        Command::new(arguments[0])
            .args(&arguments[1..])
            .env("DISPLAY", &self.display)
            .output()
            .unwrap_or_else(|error| panic!("{}: {error}", arguments[0]))
    }

    /// The picture on the screen as width, height and RGB bytes.
    fn screenshot(&self) -> Vec<u8> {
        let shot = self.tool(&["import", "-window", "root", "-depth", "8", "rgb:-"]);
        assert_eq!(shot.stdout.len(), (WIDTH * HEIGHT * 3) as usize, "the screen can be read");
        shot.stdout
    }

    fn click(&self, x: u32, y: u32) {
        self.tool(&["xdotool", "mousemove", &x.to_string(), &y.to_string()]);
        sleep(Duration::from_millis(300));
        self.tool(&["xdotool", "click", "1"]);
        sleep(Duration::from_millis(300));
    }

    fn key(&self, keys: &str) {
        self.tool(&["xdotool", "key", keys]);
        sleep(Duration::from_millis(400));
    }

    fn type_text(&self, text: &str) {
        self.tool(&["xdotool", "type", "--delay", "20", text]);
        sleep(Duration::from_millis(400));
    }

    fn window_titles(&self) -> Vec<String> {
        let found = self.tool(&["xdotool", "search", "--onlyvisible", "--name", "Lockstep"]);
        let ids = String::from_utf8_lossy(&found.stdout).into_owned();
        ids.lines()
            .map(|id| self.tool(&["xdotool", "getwindowname", id]).stdout)
            .map(|name| String::from_utf8_lossy(&name).trim().to_owned())
            .collect()
    }

    fn fill_screen(&self) {
        let found = self.tool(&["xdotool", "search", "--onlyvisible", "--name", "Lockstep"]);
        let ids = String::from_utf8_lossy(&found.stdout).into_owned();
        let id = ids.lines().next().expect("there is a window");
        self.tool(&["xdotool", "windowmove", id, "0", "0"]);
        let (width, height) = (WIDTH.to_string(), HEIGHT.to_string());
        self.tool(&["xdotool", "windowsize", id, &width, &height]);
        self.tool(&["xdotool", "windowfocus", id]);
        sleep(Duration::from_millis(1500));
    }
}

fn wait_until(what: &str, done: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !done() {
        assert!(Instant::now() < deadline, "it never came to this: {what}");
        sleep(Duration::from_millis(200));
    }
}

fn start_lockstep(desktop: &Desktop, home: &Path) -> Started {
    let child = Command::new(env!("CARGO_BIN_EXE_lockstep"))
        .env("DISPLAY", &desktop.display)
        .env_remove("WAYLAND_DISPLAY")
        .env("XDG_RUNTIME_DIR", home)
        .env("XDG_DATA_HOME", home)
        .env("HOME", home)
        .env("LOCKSTEP_DIALOGS", "own")
        .current_dir(home)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    Started(child)
}

/// How many different colours a picture has, up to a thousand.
fn colors(picture: &[u8]) -> usize {
    let mut found: Vec<&[u8]> = picture.chunks(3).step_by(7).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

#[test]
fn a_preset_is_picked_run_and_exported_by_mouse_and_keyboard() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let mut program = start_lockstep(&desktop, home.path());
    wait_until("a window", || !desktop.window_titles().is_empty());
    desktop.fill_screen();
    let gallery = desktop.screenshot();
    assert!(colors(&gallery) > 20, "the gallery is drawn");

    // The first card is the first preset.
    desktop.click(230, 320);
    wait_until("the preset is open", || {
        desktop.window_titles().iter().any(|title| title.contains("lost_update.py"))
    });
    let before = desktop.screenshot();
    desktop.click(52, 48);
    wait_until("the timeline is drawn", || {
        let bottom = (WIDTH * (HEIGHT - 220) * 3) as usize;
        let now = desktop.screenshot();
        let changed = now[bottom..].iter().zip(&before[bottom..]).filter(|(a, b)| a != b).count();
        changed > 20_000
    });
    sleep(Duration::from_secs(3));

    let path = home.path().join("picture.svg");
    desktop.key("ctrl+e");
    // The dialog's choices are good; Return goes on to the file's name.
    desktop.key("Return");
    desktop.key("ctrl+a");
    desktop.type_text(path.to_str().expect("a plain path"));
    desktop.key("Return");
    wait_until("the file is written", || path.exists());
    let svg = fs::read_to_string(&path).expect("the file can be read");
    assert!(svg.contains("<svg") && svg.contains("MainThread"), "{}", &svg[..svg.len().min(300)]);
    assert!(colors(&desktop.screenshot()) > 20, "the window is drawn");

    desktop.key("ctrl+q");
    wait_until("the program ends", || desktop.window_titles().is_empty());
    let status = program.0.wait().expect("it has ended");
    assert!(status.success(), "{status}");
}
