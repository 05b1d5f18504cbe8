//! Every command of the list, given by the command palette: what it does is asserted for each one,
//! and where it cannot be given, that it says why and does nothing.
//!
//! A crate of its own: some commands change what the whole process says.

#[path = "common/window.rs"]
mod window;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use egui::{Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable;
use lockstep::session::{Command, Phase, Place};
use lockstep::ui::code::CodePanel;
use lockstep::words;
use lockstep::words::Language;
use window::{
    PATIENCE, Window, give, go_to_line, phase, press, text, wait_until, window_on, window_with,
};

const SCRIPT: &str = "import threading\n\n\ndef work():\n    for n in range(200_000):\n        x = n\n\n\n\
                      t = threading.Thread(target=work)\nt.start()\nprint('hello')\nt.join()\n";

/// Puts the window where every command is in its place: the script as it was, nothing running, no
/// dialog open.
fn calm(window: &mut Window, path: &Path) {
    for _ in 0..4 {
        window.key_press(Key::Escape);
        window.run_steps(2);
    }
    words::speak(Language::English);
    if phase(window.state()).is_live() {
        window.state_mut().session_mut().perform(Command::Stop);
        wait_until(window, "the run is over", |app| !phase(app).is_live());
    }
    fs::write(path, SCRIPT).unwrap();
    window.state_mut().session_mut().open(path);
    wait_until(window, "the script is checked", |app| !app.session().is_checking());
}

/// Makes the command possible, as a person would.
fn prepare(window: &mut Window, command: Command) {
    use Command as C;
    let session = window.state_mut().session_mut();
    match command {
        C::Undo => session.edit("Edit", "y = 1\n".into()),
        C::Redo => {
            session.edit("Edit", "y = 1\n".into());
            session.perform(C::Undo);
        }
        C::QuickFix => {
            session.edit("Edit", "import threading\nthreading.Lok()\n".into());
            wait_until(window, "the problem is found", |app| {
                app.session().problems().iter().any(|problem| problem.fix.is_some())
            });
        }
        C::Indent => session.edit("Edit", "a = 1\nb = 2\n".into()),
        C::MoveLinesDown => {
            session.edit("Edit", "a = 1\nb = 2\n".into());
            go_to_line(window, "1");
        }
        C::Dedent => session.edit("Edit", "    a = 1\n".into()),
        C::GoToDefinition => {
            session.edit("Edit", "n = 1\nprint(n)\n".into());
            go_to_line(window, "2");
            for _ in 0.."print(".len() {
                window.key_press(Key::ArrowRight);
                window.run_steps(2);
            }
        }
        C::RenameName => {
            session.edit("Edit", "n = 1\nprint(n)\n".into());
            go_to_line(window, "1");
        }
        C::MoveLinesUp => session.edit("Edit", "a = 1\nb = 2".into()),
        C::ClearBreakpoints => session.toggle_breakpoint(5),
        C::Faster | C::FullSpeed => session.set_slowness(2),
        C::Slower => session.set_slowness(0),
        C::ZoomReset => drop(session.perform(C::ZoomIn)),
        C::Pause | C::Stop => start(window, false),
        C::Resume => {
            start(window, false);
            window.state_mut().session_mut().perform(C::Pause);
            wait_until(window, "it is paused", |app| phase(app) == Phase::Paused);
        }
        C::StepOver | C::ContinueThread => start(window, true),
        _ if command.enabled(session).is_err() => {
            press(window, "▶  Run");
            wait_until(window, "the run ends", |app| phase(app) == Phase::Ended);
        }
        _ => {}
    }
    window.run_steps(2);
}

/// The line that the editor's cursor is on.
fn cursor_line(window: &Window) -> Option<u32> {
    CodePanel::cursor_line(&window.ctx, &text(window))
}

/// Starts a run that goes on until it is stopped, or stands at a breakpoint.
fn start(window: &mut Window, stopped: bool) {
    let session = window.state_mut().session_mut();
    session.edit("Edit", "while True:\n    x = 1\n    y = 2\n".into());
    if stopped {
        session.toggle_breakpoint(2);
    }
    session.perform(Command::Run);
    wait_until(window, "it runs", |app| match stopped {
        true => !app.session().stopped().is_empty(),
        false => phase(app) == Phase::Running && app.session().trace().now_nanos() > 0,
    });
}

/// What the window was before a command.
struct Before {
    text: String,
    chosen: Option<bool>,
    zoom: f32,
    slowness: usize,
    line: Option<u32>,
    copied: usize,
}

fn before(window: &Window, command: Command) -> Before {
    let session = window.state().session();
    Before {
        text: text(window),
        chosen: command.chosen(session),
        zoom: session.settings().zoom,
        slowness: session.settings().slowness,
        line: session.stopped().first().map(|stop| stop.line),
        copied: 0,
    }
}

/// Whether the command did what it says; `None` where a test of its own says so.
fn done(window: &Window, command: Command, before: &Before) -> Option<bool> {
    use Command as C;
    let session = window.state().session();
    let says = |words: &str| window.query_all_by_label(words).next().is_some();
    let settings = session.settings();
    Some(match command {
        C::New => text(window) != before.text && session.document()?.path().is_none(),
        C::Open | C::SaveAs => says("File name"),
        // Pictures ask first how they are to look.
        C::Export(_) | C::ExportCanvas => says("File name") || says("Save..."),
        C::Save => !session.has_unsaved_work(),
        C::ShowGallery => says("Search the presets"),
        C::Undo => text(window) == SCRIPT,
        C::Redo => text(window) == "y = 1\n",
        C::Find | C::FindNext | C::FindPrevious => says("Find in the script"),
        C::Replace => says("Replace with"),
        C::GoToLine => says("Line number"),
        C::LostWork => says("There is no unsaved work."),
        // tests/canvas/nodes.rs
        C::ShowOnCanvas => return None,
        C::QuickFix => text(window).contains("threading.Lock()"),
        C::ToggleComment
        | C::Indent
        | C::Dedent
        | C::DuplicateLines
        | C::DeleteLines
        | C::LineBelow => text(window) != before.text,
        C::GoToDefinition => cursor_line(window) == Some(1),
        C::RenameName => says("New name"),
        C::MoveLinesUp | C::MoveLinesDown => text(window).starts_with("b = 2\na = 1"),
        C::ClearOutput => session.output().is_empty(),
        C::Run => session.run().is_some() || phase(window.state()) == Phase::Starting,
        C::Pause => phase(window.state()) == Phase::Paused,
        C::Resume => phase(window.state()) == Phase::Running,
        C::Stop => !matches!(phase(window.state()), Phase::Running | Phase::Paused),
        C::ToggleBreakpoint => session.has_breakpoints(),
        C::ClearBreakpoints => !session.has_breakpoints(),
        C::StepOver => session.stopped().first().map(|stop| stop.line) != before.line,
        C::Mode(mode) => settings.mode == mode,
        C::Slower => settings.slowness > before.slowness,
        C::Faster => settings.slowness < before.slowness,
        C::FullSpeed => settings.slowness == 0,
        C::Theme(theme) => settings.theme == theme,
        C::Speak(language) => {
            settings.language == language && language.is_none_or(|it| it == words::language())
        }
        C::HighContrast
        | C::SafeColors
        | C::ReduceMotion
        | C::OutputPrefix
        | C::KeepRun
        | C::OutputErrorsOnly => command.chosen(session) != before.chosen,
        C::BreakStopsAll => command.chosen(session) != before.chosen,
        C::ZoomIn => settings.zoom > before.zoom,
        C::ZoomOut => settings.zoom < before.zoom,
        C::ZoomReset => settings.zoom == 1.0,
        C::Settings => says("Find a setting"),
        C::ForgetRecent => settings.recent_files.is_empty(),
        C::Help => says("Keys"),
        C::About => says("Find a crate or a licence"),
        C::CopyOutput => before.copied > 0,
        // What panels, the canvas and the timeline make of theirs is asserted with them.
        _ => return None,
    })
}

/// Gives the command that copies the output; how often the output was copied.
fn give_watching_the_clipboard(window: &mut Window) -> usize {
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    window.run_steps(2);
    window.get_by_label("Find a command").type_text(&Command::CopyOutput.text());
    window.run_steps(2);
    // One event, one frame: the clipboard's command is in that frame's output alone.
    let key = Key::Enter;
    let (physical_key, pressed, repeat, modifiers) = (None, true, false, Modifiers::NONE);
    window.event(egui::Event::Key { key, physical_key, pressed, repeat, modifiers });
    window.step();
    copied(window)
}

fn copied(window: &Window) -> usize {
    let commands = &window.output().platform_output.commands;
    commands
        .iter()
        .filter(|one| matches!(one, OutputCommand::CopyText(text) if text.contains("hello")))
        .count()
}

#[test]
fn every_command_does_what_it_says() {
    let (mut window, folder) = window_with(SCRIPT);
    let path = folder.path().join("script.py");
    let mut asserted = 0;
    for command in Command::all() {
        // Those of the palette itself and of the window's end have tests of their own.
        if matches!(command, Command::CommandPalette | Command::Quit) {
            continue;
        }
        calm(&mut window, &path);
        prepare(&mut window, command);
        let state = window.state().session();
        assert_eq!(command.enabled(state), Ok(()), "{command:?} cannot be given in its place");
        let mut before = before(&window, command);
        match command {
            Command::CopyOutput => before.copied = give_watching_the_clipboard(&mut window),
            _ => give(&mut window, command),
        }
        wait_until(&mut window, &format!("{command:?}: calm"), |app| phase(app) != Phase::Starting);
        let until = Instant::now() + PATIENCE;
        while done(&window, command, &before) == Some(false) {
            assert!(Instant::now() < until, "{command:?} did not do what it says");
            std::thread::sleep(Duration::from_millis(5));
            window.step();
        }
        let did = done(&window, command, &before);
        asserted += usize::from(did.is_some());
    }
    assert!(asserted >= 60, "the effect of only {asserted} commands is asserted");
}

#[test]
fn a_command_that_cannot_be_given_says_why_and_does_nothing() {
    let (mut window, _folder) = window_on(None);
    window.run_steps(2);
    let mut refused = 0;
    for command in Command::all() {
        let Err(why) = command.enabled(window.state().session()) else { continue };
        assert!(why.ends_with('.') && why.len() > 10, "{command:?}: {why}");
        refused += 1;
        let request = window.state_mut().session_mut().perform(command);
        assert_eq!(request, None, "{command:?}");
        let told = window.state_mut().session_mut().take_notices();
        assert!(told.iter().any(|notice| notice.text == why), "{command:?}: {told:?}");
    }
    assert!(refused > 20, "only {refused} commands need anything");
    assert!(window.state().session().document().is_none());
}

#[test]
fn keys_of_commands_are_keys_that_the_window_knows() {
    for command in Command::all() {
        if let Some(shortcut) = command.shortcut() {
            assert!(egui::Key::from_name(shortcut.key).is_some(), "{command:?}: {shortcut:?}");
            // A letter alone would be typed by somebody into some field.
            let bare = !shortcut.ctrl && !shortcut.alt && shortcut.key.len() == 1;
            assert!(!bare || shortcut.place != Place::Everywhere, "{command:?}");
        }
    }
}
