//! A window without a display, driven by what is written on it. It must not know what is tested.

// Each test crate uses some of it.
#![allow(dead_code)]

#[path = "hands.rs"]
mod hands;

// Each test crate uses some of it.
#[allow(unused_imports)]
pub use hands::drag;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use lockstep::session::native::NativeRunner;
use lockstep::session::{Command, Phase};
use lockstep::ui::{DialogKind, LockstepApp, Start};
use tempfile::TempDir;

/// A window that is driven by a test.
pub type Window = Harness<'static, LockstepApp>;

/// Longest that anything may take, on a machine that is busy with other tests.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A window, on a file if there is one.
pub fn window_on(file: Option<&Path>) -> (Window, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (file.map(Path::to_owned), folder.path().to_owned());
    let harness = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_step_dt(1.0 / 60.0)
        .build_eframe(move |context| {
            let start = Start {
                file: file.clone(),
                runner: Box::new(NativeRunner),
                data: Some(data.clone()),
                dialogs: DialogKind::Own,
            };
            LockstepApp::new(&context.egui_ctx, None, start)
        });
    (harness, folder)
}

/// A window on a script.
pub fn window_with(script: &str) -> (Window, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("script.py");
    fs::write(&path, script).unwrap();
    let (mut window, _data) = window_on(Some(&path));
    wait_until(&mut window, "the script is checked", |app| !app.session().is_checking());
    (window, folder)
}

/// Draws frames until `done` holds.
pub fn wait_until(window: &mut Window, what: &str, done: impl Fn(&LockstepApp) -> bool) {
    let deadline = Instant::now() + PATIENCE;
    window.step();
    while !done(window.state()) {
        let phase = window.state().session().phase();
        assert!(Instant::now() < deadline, "it never came to this: {what}; phase {phase:?}");
        std::thread::sleep(Duration::from_millis(4));
        window.step();
    }
    window.run_steps(2);
}

/// Presses the button with this label.
pub fn press(window: &mut Window, label: &str) {
    window.get_by_role_and_label(Role::Button, label).click();
    window.run_steps(3);
}

/// Gives a command by the command palette.
pub fn give(window: &mut Window, command: Command) {
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    window.run_steps(2);
    window.get_by_label("Find a command").type_text(&command.text());
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
}

/// A window with an unsaved script, and a folder for its file.
pub fn window_with_unsaved(script: &str) -> (Window, TempDir) {
    let (mut window, folder) = window_on(None);
    window.run_steps(2);
    press(&mut window, "New script");
    wait_until(&mut window, "it is checked", |app| !app.session().is_checking());
    window.state_mut().session_mut().edit("Add a line", script.into());
    window.run_steps(2);
    (window, folder)
}

/// Puts the editor's cursor at the beginning of a line.
pub fn go_to_line(window: &mut Window, line: &str) {
    give(window, Command::GoToLine);
    window.get_by_label("Line number").type_text(line);
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(4);
}

/// The script.
pub fn text(window: &Window) -> String {
    window.state().session().document().map_or(String::new(), |one| one.text().to_owned())
}

/// What the session is doing.
pub fn phase(app: &LockstepApp) -> Phase {
    app.session().phase()
}

/// Types a path into the window's own file dialog and accepts it.
pub fn answer_path(window: &mut Window, path: &Path) {
    window.run_steps(2);
    let field = window.get_by_label("File name");
    field.focus();
    window.run_steps(1);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(1);
    window.get_by_label("File name").type_text(path.to_str().unwrap());
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(3);
}
