//! Every panel looks in every theme as it did: the lists of panels and themes are walked, over one
//! recorded run, so that a new panel or theme has its picture before anybody thinks of it.
//! Pictures are made anew by `UPDATE_SNAPSHOTS=1 cargo test --test panels`.

#[path = "common/window.rs"]
mod window;

use std::path::Path;
use std::time::{Duration, Instant};

use egui_kittest::{Harness, SnapshotResults};
use lockstep::session::native::NativeRunner;
use lockstep::session::{Panel, ThemeChoice};
use lockstep::ui::{DialogKind, LockstepApp, Start};
use window::{PATIENCE, Window, wait_until};

/// Small enough to keep, large enough to show what is wrong.
const SIZE: [f32; 2] = [560.0, 320.0];
/// What only blinks asks for a frame so late or later.
const BLINK: Duration = Duration::from_millis(400);

/// A theme: its name, what is chosen, whether with high contrast, whether with safe colours.
type Look = (&'static str, ThemeChoice, bool, bool);

fn looks() -> Vec<Look> {
    let shades = ThemeChoice::ALL.into_iter().filter(|theme| *theme != ThemeChoice::System);
    let all = shades.map(|theme| match theme {
        ThemeChoice::Light => [
            ("light", theme, false, false),
            ("light_contrast", theme, true, false),
            ("light_safe", theme, false, true),
        ],
        _ => [
            ("dark", theme, false, false),
            ("dark_contrast", theme, true, false),
            ("dark_safe", theme, false, true),
        ],
    });
    all.flatten().collect()
}

/// A window on a recorded run that needs no time of its own: nothing in it depends on the machine.
fn window() -> (Window, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_owned();
    let run = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pipeline.lockstep");
    let builder = Harness::builder().with_size(SIZE).with_step_dt(1.0 / 60.0);
    let mut window = builder.build_eframe(move |context| {
        let start = Start {
            file: Some(run.clone()),
            runner: Box::new(NativeRunner),
            data: Some(data.clone()),
            dialogs: DialogKind::Own,
        };
        LockstepApp::new(&context.egui_ctx, None, start)
    });
    wait_until(&mut window, "the run is open", |app| app.session().has_trace());
    wait_until(&mut window, "the script is checked", |app| !app.session().is_checking());
    (window, folder)
}

/// Draws frames until the window wants none soon: what is counted aside, or later, is shown then.
fn rest(window: &mut Window) {
    let until = Instant::now() + PATIENCE;
    let soon = |window: &Window| {
        let mut views = window.output().viewport_output.values();
        views.any(|view| view.repaint_delay < BLINK)
    };
    window.run_steps(6);
    while soon(window) {
        assert!(Instant::now() < until, "it never rests");
        std::thread::sleep(Duration::from_millis(5));
        window.run_steps(2);
    }
}

#[test]
fn every_panel_looks_in_every_theme_as_it_did() {
    let (mut window, _folder) = window();
    let mut results = SnapshotResults::new();
    for (name, theme, contrast, safe) in looks() {
        let settings = window.state_mut().session_mut().settings_mut();
        (settings.theme, settings.contrast, settings.safe_colors) = (theme, contrast, safe);
        for panel in Panel::ALL {
            window.state_mut().show_only(panel);
            window.run_steps(6);
            rest(&mut window);
            let panel = format!("{panel:?}").to_lowercase();
            results.add(window.try_snapshot(format!("panels/{panel}_{name}")));
        }
    }
}
