//! The real program in a real X window, with a real mouse and keyboard: what people do most, and
//! what a crash leaves.
//!
//! Runs under Xvfb with xdotool and xclip; `.ci/run` installs them. A machine without them cannot run this
//! test and says so instead of passing.

#![cfg(target_os = "linux")]

mod desktop;
mod file_drop;

use desktop::{
    DIALOG_BYTES, Desktop, HEIGHT, Started, WIDTH, brightness, colors, difference, thread_names,
    wait_until,
};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A list of names covers more of the script than what was typed.
const LIST_BYTES: usize = 12_000;

#[test]
fn the_ten_things_people_do_most_work_by_mouse_and_keyboard() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = desktop.opened(home.path(), None);
    assert!(colors(&desktop.screenshot()) > 20, "the gallery is drawn");

    // 1. Open a preset: the third card is the deadlock of Alice and Bob.
    desktop.click(1050, 340);
    wait_until("the preset is open", || desktop.titled("deadlock.py"));
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
    wait_until("the script is changed", || desktop.is_modified());
    desktop.key("ctrl+z");
    wait_until("the change is undone", || !desktop.is_modified());

    // 6. Find in the script.
    let before = desktop.screenshot();
    desktop.key("ctrl+f");
    desktop.type_text("with");
    wait_until("places are marked", || difference(&desktop.screenshot(), &before) > 3_000);
    desktop.key("Escape");

    // 7. Drag a primitive onto the canvas.
    desktop.drag_until_modified((57, 500), (520, 400));

    // 8. Save as.
    let script = home.path().join("mine.py");
    desktop.save_as(&script);
    wait_until("the title names it", || desktop.titled("mine.py") && !desktop.is_modified());
    let saved = fs::read_to_string(&script).expect("the file can be read");
    let preset = include_str!("../../presets/30_deadlock.py");
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
    desktop.quit(program);
}

/// Two threads and a lock, at places of the canvas that the test below knows.
const DRAWN: &str = "\
import threading
total = 0
lock = threading.Lock()
def work(rounds):
    global total
    for n in range(rounds):
        with lock:
            total += 1
        print(n)
threading.Thread(target=work, args=(5,)).start()
";

/// On the card of the lock.
const LOCK: (u32, u32) = (550, 250);

#[test]
fn rows_are_dragged_nodes_copied_and_put_back_and_names_completed() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let script = home.path().join("drawn.py");
    fs::write(&script, DRAWN).expect("a file to open");
    let desktop = Desktop::start();
    let program = desktop.opened(home.path(), Some(&script));
    wait_until("the picture is drawn", || colors(&desktop.screenshot()) > 20);
    let saved = || {
        desktop.key("ctrl+s");
        wait_until("it is saved", || !desktop.is_modified());
        fs::read_to_string(&script).expect("the file can be read")
    };

    // A row is dragged above another.
    desktop.drag((725, 294), (725, 257));
    wait_until("the script is changed", || desktop.is_modified());
    assert!(saved().contains("        print(n)\n        with lock:\n"), "{}", saved());
    desktop.key("ctrl+z");
    assert_eq!(saved(), DRAWN);

    // Moved by hand all nodes have places in the script, until they are arranged automatically.
    desktop.drag(LOCK, (560, 390));
    wait_until("the script is changed", || desktop.is_modified());
    assert!(saved().contains("primitive lock "), "{}", saved());
    desktop.key_opens("ctrl+shift+p", "the command palette");
    desktop.type_text("automatic layout");
    desktop.key("Return");
    wait_until("the script is changed", || desktop.is_modified());
    assert_eq!(saved(), DRAWN);

    // A node is copied and pasted.
    desktop.click(LOCK.0, LOCK.1);
    desktop.key("ctrl+c");
    desktop.key("ctrl+v");
    wait_until("it is pasted", || desktop.is_modified());
    assert!(saved().contains("lock2 = threading.Lock()\n"), "{}", saved());
    desktop.key("ctrl+z");
    assert_eq!(saved(), DRAWN);

    // A name is completed.
    desktop.click(1100, 400);
    desktop.key("ctrl+End");
    let before = desktop.screenshot();
    desktop.type_text("gate = threading.Even");
    wait_until("a list is offered", || {
        script_difference(&desktop.screenshot(), &before) > LIST_BYTES
    });
    desktop.key("Return");
    desktop.type_text("()");
    assert!(saved().ends_with("\ngate = threading.Event()"), "{}", saved());
    desktop.quit(program);
}

/// How many bytes differ where the script is.
fn script_difference(a: &[u8], b: &[u8]) -> usize {
    let script = |picture: &[u8]| {
        let rows = picture.chunks((WIDTH * 3) as usize).take(440);
        rows.flat_map(|row| row[870 * 3..].to_vec()).collect::<Vec<u8>>()
    };
    difference(&script(a), &script(b))
}

#[test]
fn work_that_was_not_saved_survives_a_kill() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let script = home.path().join("script.py");
    fs::write(&script, "x = 1\n").expect("a file to open");
    let desktop = Desktop::start();
    let mut program = desktop.opened(home.path(), Some(&script));
    wait_until("the file is open", || desktop.titled("script.py"));
    desktop.click(1100, 300);
    desktop.type_text("# by hand");
    wait_until("the script is changed", || desktop.is_modified());
    wait_until("a copy is made", || {
        files_below(home.path()).iter().any(|text| text.contains("# by hand"))
    });
    program.0.kill().expect("it can be killed");
    let _ = program.0.wait();
    assert_eq!(fs::read_to_string(&script).expect("it is there"), "x = 1\n");

    wait_until("the window is gone", || desktop.window_titles().is_empty());
    let program = desktop.opened(home.path(), None);
    // The question is answered by its first button: open them.
    desktop.key("Return");
    wait_until("the work is back", || desktop.is_modified() && desktop.titled("script.py"));
    desktop.key("ctrl+s");
    wait_until("it is saved", || !desktop.is_modified());
    let saved = fs::read_to_string(&script).expect("it is there");
    assert!(saved.contains("# by hand"), "{saved}");
    desktop.quit(program);
}

/// The texts of all files below a folder.
fn files_below(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let below = entries.flat_map(|entry| match entry.path() {
        path if path.is_dir() => files_below(&path),
        path => fs::read_to_string(path).into_iter().collect(),
    });
    below.collect()
}

/// The figures leave the window as a user would take them along: copied, pasted into the script,
/// saved as a file.
#[test]
fn a_range_is_chosen_with_the_mouse_and_its_tables_are_copied() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = desktop.opened(home.path(), None);
    desktop.click(230, 320);
    wait_until("the preset is open", || desktop.titled("lost_update.py"));
    desktop.click(52, 48);
    wait_until("the figures of a range are copied", || {
        desktop.drag((420, 541), (1100, 541));
        desktop.key("ctrl+c");
        pasted(&desktop, "UTF8_STRING").windows(11).any(|part| part == b"MainThread,")
    });
    export_range(&desktop, home.path());
    desktop.click(1080, 300);
    desktop.key("ctrl+a");
    desktop.key("ctrl+v");
    let path = home.path().join("figures.py");
    desktop.save_as(&path);
    let text = fs::read_to_string(&path).expect("the file can be read");
    check_figures(&text);
    desktop.quit(program);
}

/// The chosen range as a picture: it has the lanes, and its axis does not begin with the run.
fn export_range(desktop: &Desktop, home: &Path) {
    let svg = exported(desktop, &home.join("range.svg"));
    assert!(svg.contains(">MainThread</title>"), "{svg}");
    assert!(!svg.contains(">0</title>"), "the axis begins within the run");
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

/// What another program pastes.
fn pasted(desktop: &Desktop, kind: &str) -> Vec<u8> {
    desktop.tool(&["xclip", "-selection", "clipboard", "-target", kind, "-out"]).stdout
}

#[test]
fn a_copied_picture_is_pasted_by_another_program() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = open_recorded_pair(&desktop, home.path());
    desktop.key("ctrl+shift+c");
    wait_until("a picture can be pasted", || pasted(&desktop, "image/png").starts_with(b"\x89PNG"));
    let path = home.path().join("pasted.png");
    fs::write(&path, pasted(&desktop, "image/png")).expect("a temporary file");
    let (width, colors) = width_and_colors(&desktop, &path);
    assert!(width == 2400 && colors > 8, "{width} {colors}");
    desktop.quit(program);
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
    let program = desktop.spawn(desktop.lockstep(home, Some(&trace)));
    wait_until("the recorded run's script is open", || desktop.titled("pair.py"));
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
    wait_until("a plot takes the timeline's place", || {
        difference(&timeline, &desktop.screenshot()) > 20_000
    });

    let path = home.path().join("picture.png");
    desktop.key_opens("ctrl+shift+e", "the export dialog");
    desktop.key_opens("Return", "the dialog that asks for a name");
    desktop.write_file(&path, "the file is written");
    let (width, colors) = width_and_colors(&desktop, &path);
    assert!(width == 2560 && colors > 8, "{width} {colors}");

    let (table, perfetto) = (home.path().join("run.csv"), home.path().join("run.json"));
    export_by_mouse(&desktop, 298, &table);
    let table = fs::read_to_string(&table).expect("a table");
    assert!(table.starts_with("thread,name,from_nanos,") && table.contains(",lock,"), "{table}");
    export_by_mouse(&desktop, 329, &perfetto);
    let perfetto = fs::read(&perfetto).expect("a trace");
    let perfetto: serde_json::Value = serde_json::from_slice(&perfetto).expect("JSON");
    assert!(perfetto["traceEvents"].as_array().is_some_and(|events| events.len() > 100));
    desktop.quit(program);
}

/// The run as data, by the line of the menu that is so far down, with nothing but the mouse.
fn export_by_mouse(desktop: &Desktop, line: u32, path: &Path) {
    desktop.click_opens((21, 15), "the menu of files");
    desktop.click_opens((120, 298), "the menu of exports");
    desktop.click_opens((460, line), "the dialog that asks for a name");
    desktop.write_file(path, "the file is written");
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
    desktop.right_click(225, 541);
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
    desktop.quit(program);
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
    let mut command = desktop.lockstep(home, Some(&mine));
    command.env_remove("LOCKSTEP_DIALOGS").env("PATH", format!("{}:{path}", home.display()));
    // No portal answers there.
    command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}/nobody", home.display()));
    let program = desktop.spawn(command);
    wait_until("the script is open", || desktop.titled("mine.py"));
    desktop.fill_screen();

    desktop.key("ctrl+o");
    wait_until("the desktop is asked", || times_asked(home) == 1);
    // The dialog is open and nobody answers: the window is used meanwhile.
    desktop.click(1100, 300);
    desktop.type_text("# on");
    wait_until("what is typed meanwhile is there", || desktop.is_modified());
    desktop.key("ctrl+z");
    wait_until("and can be undone", || !desktop.is_modified());
    desktop.key("ctrl+o");
    assert_eq!(times_asked(home), 1, "one dialog at a time");

    let before = desktop.screenshot();
    answer_desktop(home, "");
    // Not before the window has seen that the first dialog is gone.
    wait_until("the desktop is asked again", || {
        desktop.key("ctrl+o");
        times_asked(home) == 2
    });
    let changed = difference(&desktop.screenshot(), &before);
    assert!(desktop.titled("mine.py") && changed < DIALOG_BYTES, "Cancel is Cancel: {changed}");
    answer_desktop(home, other.to_str().expect("a plain path"));
    wait_until("what was chosen is open", || desktop.titled("other.py"));

    let copy = home.join("copy.py");
    desktop.key("ctrl+shift+s");
    wait_until("the desktop is asked where to", || times_asked(home) == 3);
    answer_desktop(home, copy.to_str().expect("a plain path"));
    wait_until("the title names the copy", || desktop.titled("copy.py"));
    assert_eq!(fs::read_to_string(&copy).expect("it was written"), "y = 2\n");
    let asked = fs::read_to_string(home.join("asked")).unwrap_or_default();
    assert!(asked.lines().nth(2).is_some_and(|line| line.contains("--save")), "{asked}");
    desktop.quit(program);
}

/// The window's number, as the X server has it.
fn window_number(desktop: &Desktop) -> u32 {
    desktop.windows().first().and_then(|id| id.parse().ok()).expect("there is a window")
}

#[test]
fn a_file_that_is_dropped_on_the_window_is_opened_and_work_is_asked_for_first() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = desktop.opened(home.path(), None);
    let [first, second] = ["dropped.py", "with space.py"].map(|name| home.path().join(name));
    fs::write(&first, "x = 1\n").expect("a temporary file");
    fs::write(&second, "y = 2\n").expect("a temporary file");
    let drop = |path: &Path| {
        let path = path.to_str().expect("a plain path").replace(' ', "%20");
        file_drop::drop_file(&desktop.display, window_number(&desktop), &path, (400, 300))
    };
    assert!(drop(&first), "the window takes it");
    wait_until("what was dropped is open", || desktop.titled("dropped.py"));
    desktop.click(1100, 300);
    desktop.type_text("# mine");
    wait_until("the script is changed", || desktop.is_modified());
    let before = desktop.screenshot();
    assert!(drop(&second));
    wait_until("it is asked first", || difference(&desktop.screenshot(), &before) > DIALOG_BYTES);
    assert!(desktop.titled("* dropped.py"), "the work is still there");
    desktop.key("Escape");
    wait_until("nothing is lost", || desktop.titled("* dropped.py"));
    desktop.key("ctrl+z");
    wait_until("the change is undone", || !desktop.is_modified());
    assert!(drop(&second));
    wait_until("the other is open", || desktop.titled("with space.py"));
    desktop.quit(program);
}

#[test]
fn a_scenario_is_built_by_dragging_drawing_and_renaming_with_a_real_mouse() {
    let home = tempfile::tempdir().expect("a folder of its own");
    let desktop = Desktop::start();
    let program = desktop.opened(home.path(), None);
    desktop.key("ctrl+n");
    wait_until("a new script is open", || desktop.titled("untitled.py"));
    // Smaller, so that there is room beside the two cards.
    desktop.click(300, 420);
    desktop.key("minus");
    desktop.key("minus");
    wait_until("a lock is dropped beside the card of `worker`", || {
        desktop.drag((50, 530), (690, 290));
        desktop.is_modified()
    });
    // From the port of the row that prints; the first way to use a lock is `with`.
    wait_until("the window asks how the lock is used", || {
        let before = desktop.screenshot();
        desktop.point(580, 339);
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
    desktop.quit(program);
}
