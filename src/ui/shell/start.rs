//! Opening the window: with the renderer that works, or a message that says what to do instead.

use std::path::PathBuf;

use eframe::{NativeOptions, Renderer};

use super::{LockstepApp, Start, icon};
use crate::session::run::Runner;
use crate::ui::DialogKind;

/// The name under which the desktop knows the window, and the folder of kept settings.
pub const APP_ID: &str = "io.github.lockstep.Lockstep";
/// How large the first window is, in points; on a screen that has no room for it, it takes all.
pub const WINDOW: [f32; 2] = [1280.0, 800.0];
/// Set to `own` to be asked for files by Lockstep itself instead of the desktop.
const DIALOGS_VARIABLE: &str = "LOCKSTEP_DIALOGS";

/// Opens the window and stays until it is closed. An error is a message for the user.
///
/// OpenGL first: without a graphics card it is three times as fast as the other. Where there is
/// none, Vulkan, Metal or DirectX.
pub fn open_window(
    file: Option<PathBuf>,
    runner: impl Fn() -> Box<dyn Runner>,
) -> Result<(), String> {
    let mut reasons = Vec::new();
    for renderer in [Renderer::Glow, Renderer::Wgpu] {
        let (file, runner) = (file.clone(), &runner);
        let made = eframe::run_native(
            APP_ID,
            options(renderer),
            Box::new(move |context| {
                let start = Start {
                    file,
                    runner: runner(),
                    data: eframe::storage_dir(APP_ID),
                    dialogs: dialog_kind(),
                };
                Ok(Box::new(LockstepApp::new(&context.egui_ctx, context.storage, start)))
            }),
        );
        match made {
            Ok(()) => return Ok(()),
            Err(error) => reasons.push(error.to_string()),
        }
    }
    Err(message(file, &reasons))
}

fn options(renderer: Renderer) -> NativeOptions {
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Lockstep")
        .with_inner_size(WINDOW)
        .with_min_inner_size([720.0, 480.0]);
    if let Some(icon) = icon::icon() {
        viewport = viewport.with_icon(icon);
    }
    NativeOptions {
        viewport,
        renderer,
        persist_window: true,
        system_font_fallback: true,
        ..NativeOptions::default()
    }
}

fn dialog_kind() -> DialogKind {
    match std::env::var(DIALOGS_VARIABLE).as_deref() {
        Ok("own") => DialogKind::Own,
        _ => DialogKind::Desktop,
    }
}

fn message(file: Option<PathBuf>, reasons: &[String]) -> String {
    let file = file.map_or("FILE.py".to_owned(), |file| file.display().to_string());
    // The first reason is the real one: after it the other renderer has nothing to stand on. What
    // stands before its last colon are places in libraries' sources.
    let reason = reasons.first().map_or("", String::as_str);
    let reason = reason.rsplit(": ").next().unwrap_or(reason);
    format!(
        "Lockstep cannot open a window here: {reason}.\n\
         On a machine without a display, run the script and export the picture instead:\n\
         \x20   lockstep run {file} --export out.svg",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_a_display_is_told_what_to_run_instead() {
        let text = message(
            Some("a.py".into()),
            &["os error at x.rs:7: no display".into(), "again".into()],
        );
        assert!(text.contains("lockstep run a.py --export out.svg"));
        assert!(text.starts_with("Lockstep cannot open a window here: no display.\n"), "{text}");
    }
}
