//! The window driven as a person drives it: by what is written on it, by mouse and keys, with
//! scripts that really run. No display is needed.

#[path = "common/window.rs"]
mod window;

use std::fs;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use lockstep::session::native::NativeRunner;
use lockstep::session::recovery::Recovery;
use lockstep::session::{Command, Document, Ending, Phase};
use lockstep::trace::State;
use lockstep::ui::canvas::LiveView;
use lockstep::ui::canvas::matched::node_of_object;
use lockstep::ui::{DialogKind, LockstepApp, Start};
use tempfile::TempDir;
use window::{
    PATIENCE, Window, answer_path, drag, give, go_to_line, phase, press, text, wait_until,
    window_on, window_with, window_with_unsaved,
};

#[test]
fn a_preset_is_picked_run_and_its_output_is_shown() {
    let (mut window, _folder) = window_on(None);
    window.run_steps(2);
    press(&mut window, "Preset: Lost update, fixed with a lock");
    wait_until(&mut window, "the preset is checked", |app| !app.session().is_checking());
    assert!(window.state().session().outline().is_some_and(|outline| !outline.is_empty()));
    press(&mut window, "▶  Run");
    wait_until(&mut window, "the run ends", |app| phase(app) == Phase::Ended);
    let session = window.state().session();
    assert_eq!(session.run().unwrap().report.ending, Some(Ending::Exit(0)));
    assert!(!session.output().is_empty());
    assert!(session.trace().event_count() > 100);
    window.get_by_label_contains("The script came to its end");
}

#[test]
fn a_run_is_paused_resumed_and_stopped_and_no_thread_is_left() {
    let script = "import threading\ndef spin():\n    while True:\n        pass\n\
                  a = threading.Thread(target=spin, name='spinner-a')\na.start()\nspin()\n";
    let (mut window, _folder) = window_with(script);
    press(&mut window, "▶  Run");
    wait_until(&mut window, "it runs", |app| {
        phase(app) == Phase::Running && app.session().trace().threads().count() >= 2
    });
    wait_until(&mut window, "the thread has its name", |_| {
        os_thread_names().iter().any(|name| name == "spinner-a")
    });
    press(&mut window, "⏸  Pause");
    wait_until(&mut window, "it is paused", |app| phase(app) == Phase::Paused);
    press(&mut window, "▶  Resume");
    wait_until(&mut window, "it goes on", |app| phase(app) == Phase::Running);
    press(&mut window, "⏹  Stop");
    wait_until(&mut window, "it is over", |app| phase(app) == Phase::Ended);
    assert!(!os_thread_names().iter().any(|name| name == "spinner-a"));
}

/// Names of this process's threads as the operating system has them.
fn os_thread_names() -> Vec<String> {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    tasks
        .filter_map(|task| fs::read_to_string(task.path().join("comm")).ok())
        .map(|name| name.trim().to_owned())
        .collect()
}

#[test]
fn a_deadlock_is_named_and_the_run_can_be_stopped() {
    let (mut window, _folder) = window_on(None);
    window.run_steps(2);
    press(&mut window, "Preset: Two locks in opposite order");
    press(&mut window, "▶  Run");
    wait_until(&mut window, "the deadlock is found", |app| {
        app.session().run().is_some_and(|run| !run.report.stuck.is_empty())
    });
    let sentence = window.state().session().run().unwrap().report.stuck[0].sentence.clone();
    assert!(sentence.contains("Alice") && sentence.contains("Bob"), "{sentence}");
    wait_until(&mut window, "it is explained", |app| !app.session().findings().is_empty());
    press(&mut window, "⏹  Stop");
    wait_until(&mut window, "it is over", |app| phase(app) == Phase::Ended);
    // What is shown then is how it stood, and not how Stop has swept everybody away.
    wait_until(&mut window, "it is looked through", |app| !app.session().is_looked_at());
    window.run_steps(4);
    assert!(window.query_by_label("back to the end").is_some());
}

#[test]
fn a_race_is_found_in_a_run_that_came_to_its_end() {
    let script = "import threading\ncounter = 0\ndef work():\n    global counter\n    counter += 1\n\
                  a = threading.Thread(target=work, name='a')\nb = threading.Thread(target=work, name='b')\n\
                  a.start()\nb.start()\na.join()\nb.join()\n";
    let (mut window, _folder) = window_with(script);
    press(&mut window, "▶  Run");
    wait_until(&mut window, "it is found", |app| !app.session().findings().is_empty());
    let finding = window.state().session().findings()[0].sentence.text().to_owned();
    assert!(finding.starts_with("a and b read and write counter (line 5)"), "{finding}");
    assert!(window.query_by_label_contains("see Findings: Race").is_some());
}

#[test]
fn a_lock_is_dragged_from_the_palette_onto_the_canvas_and_undone() {
    let script = "import threading\n\n\ndef work():\n    print('x')\n\n\n\
                  t = threading.Thread(target=work)\nt.start()\nt.join()\n";
    let (mut window, _folder) = window_with(script);
    window.run_steps(4);
    let from = window.get_by_role_and_label(Role::Button, "Lock").rect().center();
    let to = window.get_by_role_and_label(Role::Canvas, "Canvas").rect().left_bottom()
        + egui::vec2(60.0, -30.0);
    drag(&mut window, from, to);
    wait_until(&mut window, "the script has a lock", |app| {
        app.session().document().is_some_and(|one| one.text().contains("threading.Lock()"))
    });
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert_eq!(text(&window), script);
}

#[test]
fn an_edited_script_is_saved_through_the_dialog_and_asked_about_before_it_is_lost() {
    let (mut window, folder) = window_with_unsaved("x = 1\n");
    give(&mut window, Command::ShowGallery);
    press(&mut window, "Preset: Lost update");
    press(&mut window, "Cancel");
    assert_eq!(text(&window), "x = 1\n");
    let path = folder.path().join("mine.py");
    give(&mut window, Command::Save);
    answer_path(&mut window, &path);
    assert_eq!(fs::read_to_string(&path).unwrap(), "x = 1\n");
    assert!(!window.state().session().has_unsaved_work());
}

#[test]
fn a_run_is_exported_in_every_format() {
    let (mut window, folder) =
        window_with("import threading\nlock = threading.Lock()\nlock.acquire()\n");
    press(&mut window, "▶  Run");
    wait_until(&mut window, "the run ends", |app| phase(app) == Phase::Ended);
    for (index, exporter) in lockstep::export::ALL.iter().enumerate() {
        let path = folder.path().join(format!("picture.{}", exporter.extension));
        give(&mut window, Command::Export(index));
        if exporter.is_picture() {
            press(&mut window, "Save...");
        }
        answer_path(&mut window, &path);
        wait_until(&mut window, "the file is there", |_| path.exists());
        let size = fs::metadata(&path).unwrap().len();
        assert!(size > 100, "{} is {size} bytes", path.display());
    }
    let svg = fs::read_to_string(folder.path().join("picture.svg")).unwrap();
    assert!(svg.contains("<svg") && svg.contains("MainThread"));
}

#[test]
fn an_export_to_a_place_that_cannot_be_written_says_so() {
    let (mut window, folder) = window_with("x = 1\n");
    press(&mut window, "▶  Run");
    wait_until(&mut window, "the run ends", |app| phase(app) == Phase::Ended);
    let path = folder.path().join("no/such/folder/a.svg");
    let svg = lockstep::export::ALL.iter().position(|one| one.extension == "svg").unwrap();
    give(&mut window, Command::Export(svg));
    press(&mut window, "Save...");
    answer_path(&mut window, &path);
    // It is said where it was typed, and can be mended there.
    assert!(window.query_by_label_contains("There is no folder").is_some());
    let path = folder.path().join("a.svg");
    answer_path(&mut window, &path);
    wait_until(&mut window, "the file is there", |_| path.exists());
}

#[test]
fn a_folder_is_entered_by_its_name_and_what_is_typed_next_is_a_name_in_it() {
    let (mut window, folder) = window_with_unsaved("x = 1\n");
    fs::create_dir(folder.path().join("inner")).unwrap();
    give(&mut window, Command::Save);
    answer_path(&mut window, &folder.path().join("inner"));
    window.run_steps(2);
    assert!(window.get_by_label("File name").is_focused());
    window.get_by_label("File name").type_text("mine");
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert!(folder.path().join("inner/mine.py").exists());
}

/// Draws frames as long as the window asks for them; whether it asked to be closed.
fn closes_by_itself(window: &mut Window) -> bool {
    let (mut wanted, deadline) = (true, Instant::now() + PATIENCE);
    while wanted && Instant::now() < deadline {
        window.step();
        let output = &window.output().viewport_output[&egui::ViewportId::ROOT];
        if output.commands.contains(&egui::ViewportCommand::Close) {
            return true;
        }
        wanted = output.repaint_delay < Duration::from_secs(1);
    }
    false
}

#[test]
fn the_window_closes_once_what_was_not_saved_is_saved() {
    let (mut window, folder) = window_with_unsaved("x = 1\n");
    give(&mut window, Command::Quit);
    press(&mut window, "Save");
    let path = folder.path().join("mine.py");
    let field = window.get_by_label("File name");
    field.focus();
    window.run_steps(1);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(1);
    window.get_by_label("File name").type_text(path.to_str().unwrap());
    window.run_steps(2);
    window.key_press(Key::Enter);
    assert!(closes_by_itself(&mut window));
    assert_eq!(fs::read_to_string(&path).unwrap(), "x = 1\n");
}

/// Windows that were lost with these texts, and the next one.
fn window_after(lost: &[&str]) -> (Window, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let keep = |text: &&str| {
        let mut recovery = Recovery::new(Some(folder.path().join("recovery")));
        let mut document = Document::untitled("");
        document.edit("Edit", (*text).to_owned());
        recovery.keep(Some(&document)).unwrap();
        recovery
    };
    drop(lost.iter().map(keep).collect::<Vec<_>>());
    let data = folder.path().to_owned();
    let window = Harness::builder().with_size([1280.0, 800.0]).build_eframe(move |context| {
        let (runner, data) = (Box::new(NativeRunner), Some(data.clone()));
        let start = Start { file: None, runner, data, dialogs: DialogKind::Own };
        LockstepApp::new(&context.egui_ctx, None, start)
    });
    (window, folder)
}

#[test]
fn all_lost_work_is_offered_in_one_list_and_what_was_thrown_away_can_be_had_again() {
    let (mut window, _folder) = window_after(&["one = 1\n", "two = 2\n"]);
    window.run_steps(3);
    for line in ["one = 1", "two = 2"] {
        assert!(window.query_by_label(line).is_some(), "{line}");
    }
    window.query_all_by_label("Throw untitled.py away").next().unwrap().click();
    window.run_steps(3);
    window.query_all_by_label("Open untitled.py").next().unwrap().click();
    window.run_steps(3);
    let first = text(&window);
    assert!(["one = 1\n", "two = 2\n"].contains(&first.as_str()), "{first}");
    assert!(window.state().session().has_unsaved_work());
    window.state_mut().session_mut().perform(Command::Undo);
    give(&mut window, Command::LostWork);
    window.get_by_label("Open untitled.py").click();
    window.run_steps(3);
    press(&mut window, "Don't save");
    let both = [first, text(&window)];
    assert!(both.contains(&"one = 1\n".to_owned()) && both.contains(&"two = 2\n".to_owned()));
    give(&mut window, Command::LostWork);
    assert!(window.query_by_label("There is no unsaved work.").is_some());
}

#[test]
fn a_typing_error_is_explained_and_the_last_good_picture_stays() {
    let script = "import threading\nlock = threading.Lock()\n";
    let (mut window, _folder) = window_with(script);
    window.state_mut().session_mut().edit("Break it", format!("{script}if x\n"));
    wait_until(&mut window, "the problem is found", |app| {
        app.session().problems().iter().any(|problem| !problem.is_warning)
    });
    let session = window.state().session();
    assert_eq!(session.problems()[0].line, 3);
    assert_eq!(session.outline().unwrap().primitives.len(), 1);
    window.get_by_label("Line 3");
    assert!(Command::Run.enabled(window.state().session()).is_err());
}

#[test]
fn a_file_that_cannot_be_opened_is_a_message_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.py");
    fs::write(&bad, b"x = 1\n\xff\n").unwrap();
    let huge = folder.path().join("huge.py");
    fs::File::create(&huge).unwrap().set_len(50 << 20).unwrap();
    for (path, words) in [(bad, "not UTF-8"), (huge, "50 MB")] {
        let (mut window, _data) = window_on(Some(&path));
        window.run_steps(3);
        assert!(window.query_by_label_contains(words).is_some(), "{words}");
        assert!(window.state().session().document().is_none());
    }
}

#[test]
fn endless_output_keeps_the_window_alive() {
    let (mut window, _folder) = window_with("while True:\n    print('x' * 60)\n");
    press(&mut window, "▶  Run");
    wait_until(&mut window, "it prints", |app| app.session().output().len() > 5_000);
    let begun = Instant::now();
    window.run_steps(10);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    press(&mut window, "⏹  Stop");
    wait_until(&mut window, "it is over", |app| phase(app) == Phase::Ended);
}

#[test]
fn a_recorded_run_is_opened_by_file_with_its_script_and_a_damaged_one_is_a_message() {
    let (mut window, folder) = window_with("import threading\nlock = threading.Lock()\n");
    press(&mut window, "▶  Run");
    wait_until(&mut window, "the run ends", |app| phase(app) == Phase::Ended);
    let path = folder.path().join("run.lockstep");
    let lockstep = lockstep::export::ALL.iter().position(|one| one.extension == "lockstep");
    give(&mut window, Command::Export(lockstep.unwrap()));
    answer_path(&mut window, &path);
    wait_until(&mut window, "the file is there", |_| path.exists());
    let events = window.state().session().trace().event_count();
    let script = text(&window);

    let (mut other, _data) = window_on(Some(&path));
    wait_until(&mut other, "the recorded run is shown", |app| app.session().has_trace());
    assert_eq!(other.state().session().trace().event_count(), events);
    assert_eq!(text(&other), script);
    let endings = other.state().session().run().and_then(|run| run.report.ending.clone());
    assert_eq!(endings, Some(Ending::Recorded));
    let recent = &other.state().session().settings().recent_files;
    assert_eq!(recent.front(), Some(&path));

    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    let bad = folder.path().join("bad.lockstep");
    fs::write(&bad, bytes).unwrap();
    other.state_mut().session_mut().open(&bad);
    let deadline = Instant::now() + PATIENCE;
    while other.query_by_label_contains("is damaged near byte").is_none() {
        assert!(Instant::now() < deadline, "no message came");
        std::thread::sleep(Duration::from_millis(4));
        other.step();
    }
    assert_eq!(text(&other), script, "what was open stays");
}

#[test]
fn the_keyboard_alone_opens_a_preset_runs_reads_stops_edits_and_saves() {
    let (mut window, folder) = window_on(None);
    window.run_steps(2);
    // Tab from the start of the window to the first card.
    let first = &lockstep::session::presets::ALL[0];
    let label = format!("Preset: {}", first.title);
    for _ in 0..60 {
        window.key_press(Key::Tab);
        window.run_steps(1);
        if window.get_by_role_and_label(Role::Button, &label).is_focused() {
            break;
        }
    }
    assert!(window.get_by_role_and_label(Role::Button, &label).is_focused(), "no way to {label}");
    window.key_press(Key::Enter);
    wait_until(&mut window, "the preset is checked", |app| {
        app.session().document().is_some() && !app.session().is_checking()
    });
    window.key_press(Key::F5);
    wait_until(&mut window, "it runs", |app| {
        phase(app) != Phase::Idle && !phase(app).is_live() || phase(app) == Phase::Running
    });
    wait_until(&mut window, "it prints or goes on", |app| {
        !app.session().output().is_empty() || app.session().trace().event_count() > 100
    });
    if phase(window.state()).is_live() {
        window.key_press_modifiers(Modifiers::SHIFT, Key::F5);
    }
    wait_until(&mut window, "it is over", |app| phase(app) == Phase::Ended);
    // Ctrl+G puts the cursor into the script: there one can type.
    window.key_press_modifiers(Modifiers::COMMAND, Key::G);
    window.run_steps(2);
    window.get_by_label("Line number").type_text("1");
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(4);
    let before = text(&window);
    window.event(egui::Event::Text("# by hand ".into()));
    window.run_steps(3);
    assert_eq!(text(&window), format!("# by hand {before}"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    let path = folder.path().join("by_hand.py");
    answer_path(&mut window, &path);
    assert!(fs::read_to_string(&path).unwrap().starts_with("# by hand "));
    assert!(!window.state().session().has_unsaved_work());
}

#[test]
fn the_editor_completes_mends_finds_and_replaces() {
    let (mut window, _folder) = window_with("import threading\nlok = threading.Lok()\n");
    go_to_line(&mut window, "2");
    wait_until(&mut window, "the problem is found", |app| {
        app.session().problems().iter().any(|problem| problem.fix.is_some())
    });
    window.key_press_modifiers(Modifiers::COMMAND, Key::Period);
    window.run_steps(3);
    assert!(text(&window).contains("threading.Lock()"), "{}", text(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::H);
    window.run_steps(3);
    window.get_by_label("Find in the script").type_text("lok");
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, "Replace with").focus();
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, "Replace with").type_text("guard");
    window.run_steps(2);
    press(&mut window, "Replace all");
    assert_eq!(text(&window), "import threading\nguard = threading.Lock()\n");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert!(text(&window).contains("lok = "), "one step takes it back");
}

#[test]
fn a_name_is_completed_while_it_is_typed() {
    let (mut window, _folder) = window_with("import threading\n\n");
    go_to_line(&mut window, "2");
    for letter in "threading.Bar".chars() {
        window.event(egui::Event::Text(letter.to_string()));
        window.run_steps(1);
    }
    window.run_steps(2);
    window.get_by_role_and_label(Role::ListBoxOption, "Barrier");
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert_eq!(text(&window), "import threading\nthreading.Barrier\n");
    // Enter now begins a line: the list is gone.
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert_eq!(text(&window), "import threading\nthreading.Barrier\n\n");
}

#[test]
fn a_dialog_is_not_covered_by_what_was_said_about_things_behind_it() {
    let (mut window, _folder) = window_with("import threading\nlock = threading.Lock()\n");
    let says =
        |window: &Window| window.query_all_by_label_contains("Only one thread can hold it").count();
    let lock = window.get_by_label("Lock: lock").rect().center();
    window.hover_at(lock);
    window.run_steps(60);
    let before = says(&window);
    give(&mut window, Command::Help);
    window.run_steps(3);
    window.get_by_label("Keys");
    assert_eq!((before > 0, says(&window)), (true, 0), "the pointer still rests on the lock");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.query_by_label("Keys").is_none(), "Escape closes it at the first time");
}

#[test]
fn no_line_of_the_overlay_of_keys_reaches_into_the_other_column() {
    let (mut window, _folder) = window_with("x = 1\n");
    give(&mut window, Command::Help);
    window.run_steps(3);
    let right = window.get_by_label("Mouse").rect().left();
    let (mut at_left, mut at_right) = (0, 0);
    for command in Command::all() {
        let text = command.text();
        let with_place = command.submenu().map(|place| format!("{place}: {text}"));
        for label in [Some(text), with_place].into_iter().flatten() {
            for line in window.query_all_by_label(&label) {
                let rect = line.rect();
                at_left += usize::from(rect.right() <= right);
                at_right += usize::from(rect.left() >= right);
                let crosses = rect.left() < right && rect.right() > right;
                assert!(!crosses, "{label}: {rect:?}, {right}");
            }
        }
    }
    assert!(at_left > 20 && at_right > 20, "{at_left} {at_right}");
}

#[test]
fn a_file_that_cannot_be_opened_is_told_in_a_dialog_with_a_way_out() {
    let (mut window, folder) = window_with("x = 1\n");
    let picture = folder.path().join("picture.py");
    fs::write(&picture, [0x66, 0xff, 0xfe]).unwrap();
    window.state_mut().session_mut().open(&picture);
    window.run_steps(3);
    window.get_by_label("That did not work");
    window.get_by_label_contains("is not UTF-8 text");
    assert_eq!(text(&window), "x = 1\n", "what was open stays");
    press(&mut window, "Open...");
    window.get_by_label("File name");
    assert!(window.query_by_label("That did not work").is_none());
}

/// How long the window would rest now before it draws its next frame.
fn rest(window: &Window) -> Duration {
    window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay
}

#[test]
fn a_run_in_which_nothing_happens_is_drawn_five_times_a_second_until_something_does() {
    let script = "import threading\ngate = threading.Event()\n\
                  def wait():\n    gate.wait()\n\
                  thread = threading.Thread(target=wait)\nthread.start()\nthread.join()\n";
    let (mut window, _folder) = window_with(script);
    press(&mut window, "▶  Run");
    wait_until(&mut window, "it runs", |app| {
        let trace = app.session().trace();
        let waits = |thread| trace.state_at(thread, trace.now_nanos()) != State::Running;
        phase(app) == Phase::Running && trace.threads().count() >= 2 && trace.threads().all(waits)
    });
    assert!(rest(&window) <= Duration::from_millis(33), "{:?}", rest(&window));
    // Frames of the harness are a sixtieth of a second: four seconds without an event.
    let events = |window: &Window| window.state().session().trace().event_count();
    let before = events(&window);
    window.run_steps(240);
    assert_eq!(events(&window), before, "everybody waits for ever");
    let delay = rest(&window);
    assert!((100..=200).contains(&delay.as_millis()), "{delay:?}");
    press(&mut window, "⏹  Stop");
    wait_until(&mut window, "it is over", |app| phase(app) == Phase::Ended);
    assert!(events(&window) > before);
}

/// A picture of the window: its width in pixels, and four bytes a pixel.
type Picture = (u32, Vec<u8>);

fn look(window: &mut Window, pointer: egui::Pos2) -> Picture {
    window.hover_at(pointer);
    window.run_steps(30);
    let picture = window.render().expect("a picture of the window");
    (picture.width(), picture.into_raw())
}

/// How many pixels of `part` differ between two pictures of the window.
fn differing(window: &Window, part: egui::Rect, [one, other]: [&Picture; 2]) -> usize {
    let scale = one.0 as f32 / window.ctx.content_rect().width();
    let (min, max) = (part.min.to_vec2() * scale, part.max.to_vec2() * scale);
    let pixel = |picture: &Picture, x: u32, y: u32| {
        let at = 4 * (y * picture.0 + x) as usize;
        picture.1.get(at..at + 4).map(<[u8]>::to_vec)
    };
    (min.y as u32..max.y as u32)
        .flat_map(|y| (min.x as u32..max.x as u32).map(move |x| (x, y)))
        .filter(|&(x, y)| pixel(one, x, y) != pixel(other, x, y))
        .count()
}

#[test]
fn a_lock_under_the_pointer_lights_up_on_the_canvas_and_on_the_timeline() {
    let (mut window, _folder) = window_with(
        "import threading, time\nlock = threading.Lock()\n\
         def work():\n    with lock:\n        time.sleep(0.02)\n\
         thread = threading.Thread(target=work)\nthread.start()\nthread.join()\n",
    );
    press(&mut window, "▶  Run");
    wait_until(&mut window, "the run ends", |app| phase(app) == Phase::Ended);
    let away = look(&mut window, egui::pos2(1270.0, 790.0));
    let lane = window.get_by_role_and_label(Role::Button, "Lock lock").rect();
    // Right of its name, where the lane is drawn.
    let drawn =
        egui::Rect::from_x_y_ranges(lane.right() + 20.0..=lane.right() + 400.0, lane.y_range());
    let node = window.get_by_label("Lock: lock").rect();
    let on_node = look(&mut window, node.center());
    assert!(differing(&window, drawn, [&away, &on_node]) > 100, "the lane is not lit");
    let on_lane = look(&mut window, lane.center());
    assert!(differing(&window, node.expand(4.0), [&away, &on_lane]) > 100, "the node is not lit");
}

/// A file as the desktop hands it over when it is dropped on the window.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_dropped_file_is_opened_and_never_over_unsaved_work_without_a_question() {
    let (mut window, folder) = window_with("x = 1\n");
    let drop_file = |window: &mut Window, name: &str, script: &str| {
        let path = folder.path().join(name);
        fs::write(&path, script).unwrap();
        window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
        window.run_steps(3);
    };
    drop_file(&mut window, "first.py", "first = 1\n");
    assert_eq!(text(&window), "first = 1\n");
    give(&mut window, Command::ToggleComment);
    wait_until(&mut window, "it is changed", |app| {
        app.session().document().is_some_and(|document| document.is_modified())
    });
    let changed = text(&window);
    drop_file(&mut window, "second.py", "second = 2\n");
    assert_eq!(text(&window), changed, "what is not saved stays until the question is answered");
    press(&mut window, "Don't save");
    assert_eq!(text(&window), "second = 2\n");
}

#[test]
fn arrows_go_from_card_to_card_of_the_gallery_and_out_of_it_at_the_top() {
    let (mut window, _folder) = window_on(None);
    window.run_steps(2);
    let focused = |window: &Window, label: &str| {
        window.query_by_label(label).is_some_and(|node| node.is_focused())
    };
    window.get_by_label("Preset: Lost update").focus();
    window.run_steps(2);
    for (key, label) in [
        (Key::ArrowRight, "Preset: Lost update, fixed with a lock"),
        (Key::ArrowRight, "Preset: Two locks in opposite order"),
        (Key::ArrowRight, "Preset: A lock taken twice"),
        (Key::ArrowUp, "Preset: Lost update"),
        (Key::ArrowDown, "Preset: A lock taken twice"),
        (Key::ArrowLeft, "Preset: Two locks in opposite order"),
        (Key::ArrowUp, "All levels"),
    ] {
        window.key_press(key);
        window.run_steps(3);
        assert!(focused(&window, label), "{key:?} leads to {label}");
    }
}

#[test]
fn problems_are_listed_when_the_typing_rests_so_that_the_text_does_not_jump() {
    let (mut window, _folder) = window_with("import threading\n\n");
    let broken = "import threading\nif x\n";
    window.state_mut().session_mut().type_text(broken.into());
    wait_until(&mut window, "the problem is found", |app| !app.session().problems().is_empty());
    if window.state().session().is_typing() {
        assert!(window.query_by_label("Line 2").is_none(), "not at every key");
    }
    wait_until(&mut window, "the typing rests", |app| !app.session().is_typing());
    window.get_by_label("Line 2");
    assert!(window.state().session().is_picture_stale(), "and the canvas says that it is older");
}

fn type_letters(window: &mut Window, letters: &str) {
    for letter in letters.chars() {
        window.event(egui::Event::Text(letter.to_string()));
        window.run_steps(2);
    }
}

#[test]
fn brackets_come_in_pairs_and_the_parameters_of_a_call_are_shown_while_it_is_typed() {
    let (mut window, _folder) = window_with("import threading\n\n");
    go_to_line(&mut window, "2");
    type_letters(&mut window, "threading.Timer(");
    assert_eq!(text(&window), "import threading\nthreading.Timer()\n");
    let hint = |window: &Window| {
        let shown = window.query_all_by_label_contains("Timer(interval, function");
        shown.count()
    };
    assert_eq!(hint(&window), 1);
    type_letters(&mut window, "3, print)");
    assert_eq!(text(&window), "import threading\nthreading.Timer(3, print)\n");
    window.run_steps(3);
    assert_eq!(hint(&window), 0, "behind the call nothing is shown");
    for _ in 0.."3, print)".len() {
        window.key_press(Key::Backspace);
    }
    window.run_steps(3);
    assert_eq!(text(&window), "import threading\nthreading.Timer(\n");
}

#[test]
fn a_name_in_the_script_is_renamed_everywhere_in_one_step() {
    let script = "n = 1\ndef f(n):\n    return n\nprint(n, f(n))\n";
    let (mut window, _folder) = window_with(script);
    go_to_line(&mut window, "1");
    window.key_press(Key::F2);
    window.run_steps(3);
    window.get_by_role_and_label(Role::TextInput, "New name").type_text("total");
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(4);
    let renamed = "total = 1\ndef f(n):\n    return n\nprint(total, f(total))\n";
    assert_eq!(text(&window), renamed);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert_eq!(text(&window), script, "one step takes it back");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    window.run_steps(3);
    assert_eq!(text(&window), renamed, "and Ctrl+Y makes it again");
}

#[test]
fn the_other_button_opens_a_menu_over_the_script() {
    let (mut window, _folder) = window_with("n = 1\nprint(n)\n");
    go_to_line(&mut window, "2");
    let editor = window.get_by_role(Role::MultilineTextInput);
    let at = editor.rect().left_top() + egui::vec2(80.0, 12.0);
    window.hover_at(at);
    for pressed in [true, false] {
        window.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.run_steps(4);
    assert!(window.query_by_label_contains("Paste").is_some());
    window.get_by_label_contains("Breakpoint at this line").click();
    window.run_steps(4);
    assert!(window.state().session().has_breakpoints());
}

#[test]
fn a_line_is_cut_when_nothing_is_selected() {
    let (mut window, _folder) = window_with("a = 1\nb = 2\n");
    go_to_line(&mut window, "1");
    window.event(egui::Event::Cut);
    window.step();
    let copied =
        window.output().platform_output.commands.iter().any(
            |command| matches!(command, egui::OutputCommand::CopyText(text) if text == "a = 1\n"),
        );
    assert!(copied);
    window.run_steps(3);
    assert_eq!(text(&window), "b = 2\n");
}

#[test]
fn a_run_is_seen_in_its_places_after_lines_were_put_above_them() {
    let script = "import threading\na = threading.Lock()\nb = threading.Lock()\nwith a:\n    with b:\n        pass\n";
    let (mut window, _folder) = window_with(script);
    press(&mut window, "▶  Run");
    wait_until(&mut window, "the run ends", |app| phase(app) == Phase::Ended);
    window.state_mut().session_mut().edit("Edit", format!("# one more line\n{script}"));
    wait_until(&mut window, "it is read", |app| {
        !app.session().is_checking() && app.session().outline_of_run().is_some()
    });
    let session = window.state().session();
    assert_eq!([session.line_now(2), session.line_then(3)], [Some(3), Some(2)]);
    let then = session.outline_of_run().unwrap();
    let trace = session.trace();
    let locks = trace.objects().map(|id| trace.object(id)).filter(|info| info.kind == "Lock");
    for info in locks {
        let node = node_of_object(then, &info).map(|node| then.primitives[node].name.as_str());
        assert_eq!(node, Some(info.name.as_str()));
    }
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait_until(&mut window, "it is read again", |app| !app.session().is_checking());
    assert!(window.state().session().outline_of_run().is_none(), "as it ran");
}

const FOREVER: &str = "\
import threading
import time

lock = threading.Lock()
total = 0


def work():
    global total
    while True:
        with lock:
            total += 1
        time.sleep(0.02)


threading.Thread(target=work).start()
";

#[test]
fn a_node_that_is_renamed_while_it_runs_keeps_what_the_run_shows_of_it() {
    let (mut window, _folder) = window_with(FOREVER);
    press(&mut window, "▶  Run");
    let shown = |app: &LockstepApp| {
        let session = app.session();
        let then = session.outline_of_run().or(session.outline()).cloned();
        let view = then.map(|then| LiveView::of(&then, session.trace(), u64::MAX / 2));
        view.is_some_and(|view| {
            let threads: usize = view.threads.iter().map(Vec::len).sum();
            let value = view.values.iter().flatten().any(|it| it.value.is_some());
            threads == 2 && view.primitives.iter().all(|objects| objects.len() == 1) && value
        })
    };
    wait_until(&mut window, "it is shown", shown);
    let renamed = FOREVER.replace("lock", "guard");
    let renamed = renamed.replace("work", "job").replace("total", "count");
    window.state_mut().session_mut().edit("Rename", renamed);
    wait_until(&mut window, "it is read", |app| {
        app.session().outline().is_some_and(|it| it.primitives[0].name == "guard")
    });
    assert!(shown(window.state()));
    press(&mut window, "⏹  Stop");
}

#[test]
fn a_breakpoint_set_after_an_edit_stops_the_run_at_the_line_that_it_was() {
    let (mut window, _folder) = window_with(FOREVER);
    press(&mut window, "▶  Run");
    wait_until(&mut window, "it runs", |app| app.session().trace().threads().count() == 2);
    let session = window.state_mut().session_mut();
    session.edit("Edit", format!("# new\n# lines\n{FOREVER}"));
    wait_until(&mut window, "it is read", |app| !app.session().is_checking());
    let line = 1 + FOREVER.lines().position(|line| line.contains("total += 1")).unwrap() as u32;
    window.state_mut().session_mut().toggle_breakpoint(line + 2);
    wait_until(&mut window, "it stops", |app| !app.session().stopped().is_empty());
    let session = window.state().session();
    let stop = session.stopped()[0];
    assert_eq!((stop.line, session.line_now(stop.line)), (line, Some(line + 2)));
    press(&mut window, "⏹  Stop");
}
