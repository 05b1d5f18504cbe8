//! The real program in a real X window, with a real mouse and keyboard: what people do most, and
//! what a crash leaves.
//!
//! Runs under Xvfb with xdotool and xclip; `.ci/run` installs them. A machine without them cannot run this
//! test and says so instead of passing.

#![cfg(target_os = "linux")]

#[path = "common/file_drop.rs"]
mod file_drop;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longest that anything may take, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;
/// A dialog changes more of the screen than a run that goes on behind it.
const DIALOG_BYTES: usize = 60_000;

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
    // Servers that start at the same moment fight for a number, and windows for the processors.
    _alone: MutexGuard<'static, ()>,
}

impl Desktop {
    fn start() -> Desktop {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
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
        Desktop { display: format!(":{}", number.trim()), _server: Started(server), _alone: alone }
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

    fn drag(&self, from: (u32, u32), to: (u32, u32)) {
        let go = |(x, y): (u32, u32)| {
            self.tool(&["xdotool", "mousemove", &x.to_string(), &y.to_string()]);
            sleep(Duration::from_millis(150));
        };
        go(from);
        self.tool(&["xdotool", "mousedown", "1"]);
        sleep(Duration::from_millis(150));
        for step in 1..=4 {
            let part = |a: u32, b: u32| (a * (4 - step) + b * step) / 4;
            go((part(from.0, to.0), part(from.1, to.1)));
        }
        self.tool(&["xdotool", "mouseup", "1"]);
        sleep(Duration::from_millis(600));
    }

    fn key(&self, keys: &str) {
        self.tool(&["xdotool", "key", keys]);
        sleep(Duration::from_millis(400));
    }

    /// Presses keys that open a dialog, and waits until it is there to be typed into.
    fn key_opens(&self, keys: &str, dialog: &str) {
        let before = self.screenshot();
        self.key(keys);
        wait_until(dialog, || difference(&self.screenshot(), &before) > DIALOG_BYTES);
    }

    fn type_text(&self, text: &str) {
        self.tool(&["xdotool", "type", "--delay", "20", text]);
        sleep(Duration::from_millis(400));
    }

    /// Answers a dialog that asks for a file's name, and waits until there is such a file.
    fn write_file(&self, path: &Path, what: &str) {
        self.key("ctrl+a");
        self.type_text(path.to_str().expect("a plain path"));
        self.key("Return");
        wait_until(what, || path.exists());
    }

    fn save_as(&self, path: &Path) {
        self.key_opens("ctrl+shift+s", "the dialog that saves");
        self.write_file(path, "the file is written");
    }

    /// The numbers of the program's windows, as the X server has them.
    fn windows(&self) -> Vec<String> {
        let found = self.tool(&["xdotool", "search", "--onlyvisible", "--name", "Lockstep"]);
        let ids = String::from_utf8_lossy(&found.stdout).into_owned();
        ids.lines().map(str::to_owned).collect()
    }

    fn window_titles(&self) -> Vec<String> {
        self.windows()
            .iter()
            .map(|id| self.tool(&["xdotool", "getwindowname", id]).stdout)
            .map(|name| String::from_utf8_lossy(&name).trim().to_owned())
            .collect()
    }

    fn fill_screen(&self) {
        let windows = self.windows();
        let id = windows.first().expect("there is a window");
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

fn start_lockstep(desktop: &Desktop, home: &Path, file: Option<&Path>) -> Started {
    let child = lockstep(desktop, home, file).spawn().expect("the program starts");
    Started(child)
}

fn lockstep(desktop: &Desktop, home: &Path, file: Option<&Path>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lockstep"));
    command
        .args(file)
        .env("DISPLAY", &desktop.display)
        .env_remove("WAYLAND_DISPLAY")
        .env("XDG_RUNTIME_DIR", home)
        .env("XDG_DATA_HOME", home)
        .env("HOME", home)
        .env("LOCKSTEP_DIALOGS", "own")
        .current_dir(home)
        .stderr(Stdio::null());
    command
}

/// How many different colours a picture has, up to a thousand.
fn colors(picture: &[u8]) -> usize {
    let mut found: Vec<&[u8]> = picture.chunks(3).step_by(7).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Names of the program's threads, as the operating system has them.
fn thread_names(program: &Started) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{}/task", program.0.id())).into_iter().flatten();
    tasks
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("comm")).ok())
        .map(|name| name.trim().to_owned())
        .collect()
}

fn titled(desktop: &Desktop, part: &str) -> bool {
    desktop.window_titles().iter().any(|title| title.contains(part))
}

fn is_modified(desktop: &Desktop) -> bool {
    desktop.window_titles().iter().any(|title| title.starts_with("* "))
}

/// How bright a picture is, from 0 to 255.
fn brightness(picture: &[u8]) -> f64 {
    picture.iter().map(|&part| f64::from(part)).sum::<f64>() / picture.len() as f64
}

/// How many bytes of two pictures differ.
fn difference(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a != b).count()
}

/// A window that fills the screen.
fn opened(desktop: &Desktop, home: &Path, file: Option<&Path>) -> Started {
    let program = start_lockstep(desktop, home, file);
    wait_until("a window", || !desktop.window_titles().is_empty());
    desktop.fill_screen();
    program
}

fn quit(desktop: &Desktop, mut program: Started) {
    desktop.key("ctrl+q");
    wait_until("the program ends", || desktop.window_titles().is_empty());
    let status = program.0.wait().expect("it has ended");
    assert!(status.success(), "{status}");
}

#[test]
fn the_ten_things_people_do_most_work_by_mouse_and_keyboard() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = opened(&desktop, home.path(), None);
    assert!(colors(&desktop.screenshot()) > 20, "the gallery is drawn");

    // 1. Open a preset: the third card is the deadlock of Alice and Bob.
    desktop.click(1050, 340);
    wait_until("the preset is open", || titled(&desktop, "deadlock.py"));
    let dark = desktop.screenshot();

    // 2. Run, 3. stop: real threads come, wait for each other, and go.
    let is_alive = || thread_names(&program).iter().any(|name| name == "Alice");
    desktop.click(52, 48);
    wait_until("Alice runs", is_alive);
    wait_until("the timeline is drawn", || {
        let bottom = (WIDTH * (HEIGHT - 220) * 3) as usize;
        difference(&desktop.screenshot()[bottom..], &dark[bottom..]) > 20_000
    });
    desktop.click(232, 48);
    wait_until("Alice is gone", || !is_alive());

    // 4. Edit the text, 5. undo.
    desktop.click(1100, 300);
    desktop.type_text("x");
    wait_until("the script is changed", || is_modified(&desktop));
    desktop.key("ctrl+z");
    wait_until("the change is undone", || !is_modified(&desktop));

    // 6. Find in the script.
    let before = desktop.screenshot();
    desktop.key("ctrl+f");
    desktop.type_text("with");
    wait_until("places are marked", || difference(&desktop.screenshot(), &before) > 3_000);
    desktop.key("Escape");

    // 7. Drag a primitive onto the canvas.
    wait_until("something is dropped", || {
        desktop.drag((57, 500), (520, 400));
        is_modified(&desktop)
    });

    // 8. Save as.
    let script = home.path().join("mine.py");
    desktop.save_as(&script);
    wait_until("the title names it", || titled(&desktop, "mine.py") && !is_modified(&desktop));
    let saved = fs::read_to_string(&script).expect("the file can be read");
    let preset = include_str!("../presets/30_deadlock.py");
    assert!(saved.len() > preset.len(), "what was dropped is in the file");

    // 9. Give a command by name.
    desktop.key_opens("ctrl+shift+p", "the command palette");
    desktop.type_text("theme: light");
    desktop.key("Return");
    wait_until("the window is light", || brightness(&desktop.screenshot()) > 150.0);

    // 10. Export the run.
    let picture = home.path().join("picture.svg");
    desktop.key_opens("ctrl+e", "the export dialog");
    // The dialog's choices are good; Return goes on to the file's name.
    desktop.key_opens("Return", "the dialog that asks for a name");
    desktop.write_file(&picture, "the picture is written");
    let svg = fs::read_to_string(&picture).expect("the file can be read");
    assert!(svg.contains("<svg") && svg.contains("Alice"), "{}", &svg[..svg.len().min(300)]);
    quit(&desktop, program);
}

#[test]
fn work_that_was_not_saved_survives_a_kill() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let script = home.path().join("script.py");
    fs::write(&script, "x = 1\n").expect("a file to open");
    let desktop = Desktop::start();
    let mut program = opened(&desktop, home.path(), Some(&script));
    wait_until("the file is open", || titled(&desktop, "script.py"));
    desktop.click(1100, 300);
    desktop.type_text("# by hand");
    wait_until("the script is changed", || is_modified(&desktop));
    // Copies are made every two seconds.
    sleep(Duration::from_secs(4));
    program.0.kill().expect("it can be killed");
    let _ = program.0.wait();
    assert_eq!(fs::read_to_string(&script).expect("it is there"), "x = 1\n");

    wait_until("the window is gone", || desktop.window_titles().is_empty());
    let program = opened(&desktop, home.path(), None);
    // The question is answered by its first button: open them.
    desktop.key("Return");
    wait_until("the work is back", || is_modified(&desktop) && titled(&desktop, "script.py"));
    desktop.key("ctrl+s");
    wait_until("it is saved", || !is_modified(&desktop));
    let saved = fs::read_to_string(&script).expect("it is there");
    assert!(saved.contains("# by hand"), "{saved}");
    quit(&desktop, program);
}

/// The figures leave the window as a user would take them along: copied, pasted into the script,
/// saved as a file.
#[test]
fn a_range_is_chosen_with_the_mouse_and_its_tables_are_copied() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = opened(&desktop, home.path(), None);
    desktop.click(230, 320);
    wait_until("the preset is open", || titled(&desktop, "lost_update.py"));
    desktop.click(52, 48);
    sleep(Duration::from_secs(6));

    desktop.drag((420, 541), (1100, 541));
    sleep(Duration::from_secs(1));
    desktop.key("ctrl+c");
    export_range(&desktop, home.path());
    desktop.click(1080, 300);
    desktop.key("ctrl+a");
    desktop.key("ctrl+v");
    let path = home.path().join("figures.py");
    desktop.save_as(&path);
    let text = fs::read_to_string(&path).expect("the file can be read");
    check_figures(&text);
    quit(&desktop, program);
}

/// The chosen range as a picture: it has the lanes, and its axis does not begin with the run.
fn export_range(desktop: &Desktop, home: &Path) {
    let svg = exported(desktop, &home.join("range.svg"));
    assert!(svg.contains(">MainThread</text>"), "{svg}");
    assert!(!svg.contains(">0</text>"), "the axis begins within the run");
}

/// The timeline as a picture of text.
fn exported(desktop: &Desktop, path: &Path) -> String {
    desktop.key_opens("ctrl+shift+p", "the palette");
    desktop.type_text("export timeline as svg");
    desktop.key_opens("Return", "the export dialog");
    desktop.key_opens("Return", "the dialog that asks for a name");
    desktop.write_file(path, "the picture is written");
    fs::read_to_string(path).expect("a picture of text")
}

/// The copied tables say what threads did: of the main thread, that it was there all the time, and
/// shares of states that come to one.
fn check_figures(text: &str) {
    assert!(text.contains("object,acquisitions,"), "{}", &text[..text.len().min(300)]);
    let head = text.lines().find(|line| line.starts_with("thread,alive (ns),")).expect("a head");
    // The states end with the worst; columns of objects follow.
    let states = head.split(',').skip(2).position(|title| title == "blocked on a lock");
    let states = states.expect("a column of blocked time") + 1;
    let row = text.lines().find(|line| line.starts_with("MainThread,")).expect("a row");
    let figures: Vec<f64> = row.split(',').skip(1).filter_map(|cell| cell.parse().ok()).collect();
    assert!(figures[0] > 1e6, "alive for {} ns", figures[0]);
    let shares: f64 = figures[1..].iter().take(states).sum();
    assert!((shares - 1.0).abs() < 0.01, "{states} states come to {shares}: {head}; {row}");
    for list in ["length (ns),thread,waited for,from (ns)", "length (ns),thread,held,from (ns)"] {
        assert!(text.lines().any(|line| line == list), "{list} is missing");
    }
}

/// What another program pastes: the picture, and it is the one that an export writes.
fn pasted_picture(desktop: &Desktop) -> Vec<u8> {
    let paste = ["xclip", "-selection", "clipboard", "-target", "image/png", "-out"];
    desktop.tool(&paste).stdout
}

#[test]
fn a_copied_picture_is_pasted_by_another_program() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = open_recorded_pair(&desktop, home.path());
    desktop.key("ctrl+shift+c");
    wait_until("a picture can be pasted", || pasted_picture(&desktop).starts_with(b"\x89PNG"));
    let path = home.path().join("pasted.png");
    fs::write(&path, pasted_picture(&desktop)).expect("a temporary file");
    let (width, colors) = width_and_colors(&desktop, &path);
    assert!(width == 2400 && colors > 8, "{width} {colors}");
    quit(&desktop, program);
}

/// A picture's width in pixels and how many colours are in it, as ImageMagick sees them.
fn width_and_colors(desktop: &Desktop, path: &Path) -> (u32, u32) {
    let format = ["identify", "-format", "%w %k", path.to_str().expect("a plain path")];
    let said = String::from_utf8_lossy(&desktop.tool(&format).stdout).into_owned();
    let numbers: Vec<u32> = said.split(' ').filter_map(|word| word.parse().ok()).collect();
    let &[width, colors] = &numbers[..] else { panic!("identify said {said:?}") };
    (width, colors)
}

/// A window with the recorded run of two threads and a lock.
fn open_recorded_pair(desktop: &Desktop, home: &Path) -> Started {
    let trace = recorded_pair(home);
    let program = start_lockstep(desktop, home, Some(&trace));
    wait_until("the recorded run's script is open", || titled(desktop, "pair.py"));
    desktop.fill_screen();
    program
}

/// Two threads and a lock, recorded.
fn recorded_pair(home: &Path) -> std::path::PathBuf {
    let script = home.join("pair.py");
    let text = "import threading, time\nlock = threading.Lock()\n\
                def work():\n    for _ in range(40):\n        with lock:\n            time.sleep(0.002)\n\
                pair = [threading.Thread(target=work) for _ in range(2)]\n\
                for t in pair: t.start()\nfor t in pair: t.join()\n";
    fs::write(&script, text).expect("a temporary file");
    let trace = home.join("pair.lockstep");
    let recorded = Command::new(env!("CARGO_BIN_EXE_lockstep"))
        .args(["run", "--plain"])
        .arg(&script)
        .arg("--export")
        .arg(&trace)
        .status();
    assert!(recorded.is_ok_and(|status| status.success()) && trace.exists());
    trace
}

#[test]
fn a_recorded_run_is_opened_looked_at_in_plots_and_exported_as_a_picture() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = open_recorded_pair(&desktop, home.path());
    let timeline = desktop.screenshot();
    desktop.key("ctrl+8");
    sleep(Duration::from_secs(1));
    let plots = desktop.screenshot();
    assert!(difference(&timeline, &plots) > 20_000, "a plot took the timeline's place");

    let path = home.path().join("picture.png");
    desktop.key_opens("ctrl+shift+e", "the export dialog");
    desktop.key_opens("Return", "the dialog that asks for a name");
    desktop.write_file(&path, "the file is written");
    let (width, colors) = width_and_colors(&desktop, &path);
    assert!(width == 2560 && colors > 8, "{width} {colors}");
    quit(&desktop, program);
}

#[test]
fn lanes_are_moved_and_hidden_and_the_canvas_follows_the_cursor() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = open_recorded_pair(&desktop, home.path());
    let place = |svg: &str, name: &str| svg.find(&format!(">{name}"));

    // The main thread's name goes below the first worker's; the picture has the lanes as they are.
    desktop.drag((225, 541), (227, 572));
    let moved = exported(&desktop, &home.path().join("moved.svg"));
    let (main, worker) = (place(&moved, "MainThread"), place(&moved, "Thread-1"));
    assert!(worker.is_some() && worker < main, "{worker:?} {main:?}");

    // The second line of the menu of a name hides its lane.
    desktop.tool(&["xdotool", "mousemove", "225", "541"]);
    sleep(Duration::from_millis(300));
    desktop.tool(&["xdotool", "click", "3"]);
    sleep(Duration::from_millis(500));
    desktop.click(250, 590);
    let hidden = exported(&desktop, &home.path().join("hidden.svg"));
    // The main thread's waits for it still name it.
    let named = |svg: &str| svg.matches(">Thread-1 (work)<").count();
    assert_eq!(named(&hidden) + 1, named(&moved));
    assert!(place(&hidden, "MainThread").is_some());

    // Scrubbing: the canvas shows who is where at each instant.
    let canvas =
        |picture: Vec<u8>| picture[(WIDTH * 110 * 3) as usize..(WIDTH * 430 * 3) as usize].to_vec();
    let end = canvas(desktop.screenshot());
    desktop.drag((500, 516), (800, 516));
    let within = canvas(desktop.screenshot());
    assert!(difference(&end, &within) > 1_000, "{}", difference(&end, &within));
    quit(&desktop, program);
}

/// A desktop's dialog, as far as a program can tell: says that it was asked, and answers once it is
/// told what. On a desktop without a portal this is what the window really starts.
const ZENITY: &str = "#!/bin/sh
echo \"$@\" >> \"$HOME/asked\"
while [ ! -e \"$HOME/answer\" ]; do sleep 0.1; done
answer=$(cat \"$HOME/answer\")
rm \"$HOME/answer\"
[ -n \"$answer\" ] || exit 1
echo \"$answer\"
";

/// How often the desktop was asked for a file.
fn times_asked(home: &Path) -> usize {
    fs::read_to_string(home.join("asked")).map_or(0, |asked| asked.lines().count())
}

/// Answers the desktop's dialog; an empty answer is Cancel.
fn answer_desktop(home: &Path, answer: &str) {
    // Renamed, so that it is there all at once.
    fs::write(home.join("answer.part"), answer).expect("a temporary file");
    fs::rename(home.join("answer.part"), home.join("answer")).expect("a temporary file");
    wait_until("the dialog has its answer", || !home.join("answer").exists());
}

#[test]
fn the_window_goes_on_while_the_desktop_asks_for_a_file_and_takes_its_answer() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().expect("a folder of its own");
    let home = home.path();
    let zenity = home.join("zenity");
    fs::write(&zenity, ZENITY).expect("a temporary file");
    fs::set_permissions(&zenity, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let (mine, other) = (home.join("mine.py"), home.join("other.py"));
    fs::write(&mine, "x = 1\n").expect("a temporary file");
    fs::write(&other, "y = 2\n").expect("a temporary file");
    let path = std::env::var("PATH").unwrap_or_default();
    let desktop = Desktop::start();
    let mut command = lockstep(&desktop, home, Some(&mine));
    command.env_remove("LOCKSTEP_DIALOGS").env("PATH", format!("{}:{path}", home.display()));
    // No portal answers there.
    command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}/nobody", home.display()));
    let program = Started(command.spawn().expect("the program starts"));
    wait_until("the script is open", || titled(&desktop, "mine.py"));
    desktop.fill_screen();

    desktop.key("ctrl+o");
    wait_until("the desktop is asked", || times_asked(home) == 1);
    // The dialog is open and nobody answers: the window is used meanwhile.
    desktop.click(1100, 300);
    desktop.type_text("# on");
    wait_until("what is typed meanwhile is there", || is_modified(&desktop));
    desktop.key("ctrl+z");
    wait_until("and can be undone", || !is_modified(&desktop));
    desktop.key("ctrl+o");
    sleep(Duration::from_millis(500));
    assert_eq!(times_asked(home), 1, "one dialog at a time");

    let before = desktop.screenshot();
    answer_desktop(home, "");
    sleep(Duration::from_secs(1));
    let changed = difference(&desktop.screenshot(), &before);
    assert!(titled(&desktop, "mine.py") && changed < DIALOG_BYTES, "Cancel is Cancel: {changed}");

    desktop.key("ctrl+o");
    wait_until("the desktop is asked again", || times_asked(home) == 2);
    answer_desktop(home, other.to_str().expect("a plain path"));
    wait_until("what was chosen is open", || titled(&desktop, "other.py"));

    let copy = home.join("copy.py");
    desktop.key("ctrl+shift+s");
    wait_until("the desktop is asked where to", || times_asked(home) == 3);
    answer_desktop(home, copy.to_str().expect("a plain path"));
    wait_until("the title names the copy", || titled(&desktop, "copy.py"));
    assert_eq!(fs::read_to_string(&copy).expect("it was written"), "y = 2\n");
    let asked = fs::read_to_string(home.join("asked")).unwrap_or_default();
    assert!(asked.lines().nth(2).is_some_and(|line| line.contains("--save")), "{asked}");
    quit(&desktop, program);
}

/// The window's number, as the X server has it.
fn window_number(desktop: &Desktop) -> u32 {
    desktop.windows().first().and_then(|id| id.parse().ok()).expect("there is a window")
}

#[test]
fn a_file_that_is_dropped_on_the_window_is_opened_and_work_is_asked_for_first() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = opened(&desktop, home.path(), None);
    let [first, second] = ["dropped.py", "with space.py"].map(|name| home.path().join(name));
    fs::write(&first, "x = 1\n").expect("a temporary file");
    fs::write(&second, "y = 2\n").expect("a temporary file");
    let drop = |path: &Path| {
        let path = path.to_str().expect("a plain path").replace(' ', "%20");
        file_drop::drop_file(&desktop.display, window_number(&desktop), &path, (400, 300))
    };
    assert!(drop(&first), "the window takes it");
    wait_until("what was dropped is open", || titled(&desktop, "dropped.py"));
    desktop.click(1100, 300);
    desktop.type_text("# mine");
    wait_until("the script is changed", || is_modified(&desktop));
    let before = desktop.screenshot();
    assert!(drop(&second));
    wait_until("it is asked first", || difference(&desktop.screenshot(), &before) > DIALOG_BYTES);
    assert!(titled(&desktop, "* dropped.py"), "the work is still there");
    desktop.key("Escape");
    wait_until("nothing is lost", || titled(&desktop, "* dropped.py"));
    desktop.key("ctrl+z");
    wait_until("the change is undone", || !is_modified(&desktop));
    assert!(drop(&second));
    wait_until("the other is open", || titled(&desktop, "with space.py"));
    quit(&desktop, program);
}

#[test]
fn a_scenario_is_built_by_dragging_drawing_and_renaming_with_a_real_mouse() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = opened(&desktop, home.path(), None);
    desktop.key("ctrl+n");
    wait_until("a new script is open", || titled(&desktop, "untitled.py"));
    // Smaller, so that there is room beside the two cards.
    desktop.click(300, 420);
    desktop.key("minus");
    desktop.key("minus");
    wait_until("a lock is dropped beside the card of `worker`", || {
        desktop.drag((50, 530), (690, 290));
        is_modified(&desktop)
    });
    // From the port of the row that prints; the first way to use a lock is `with`.
    wait_until("the window asks how the lock is used", || {
        let before = desktop.screenshot();
        desktop.tool(&["xdotool", "mousemove", "580", "339"]);
        sleep(Duration::from_millis(500));
        desktop.drag((619, 339), (760, 322));
        difference(&desktop.screenshot(), &before) > 20_000
    });
    desktop.key("Return");
    // A step, below the first one.
    desktop.click(90, 120);
    desktop.type_text("sleep");
    desktop.drag((50, 169), (520, 326));
    desktop.click(780, 320);
    desktop.key("F2");
    desktop.type_text("door");
    desktop.key("Return");

    let path = home.path().join("built.py");
    desktop.save_as(&path);
    let text = fs::read_to_string(&path).expect("the file can be read");
    assert!(text.contains("\ndoor = threading.Lock()\n"), "{text}");
    let program_of_worker = "def worker():\n    time.sleep(0.1)\n    time.sleep(0.1)\n    \
                             with door:\n        print(";
    assert!(text.contains(program_of_worker), "{text}");
    quit(&desktop, program);
}
