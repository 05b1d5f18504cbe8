//! What a key costs in the editor, in a long script and in a short one, without a display.
//!
//! Processor time of the window's thread is read from the operating system, so that other work on
//! the machine does not count (Linux; elsewhere nothing is printed). The key is typed in the middle
//! of the script; the frame that takes it and the next one are counted, and a frame in which nothing
//! happens is taken off.

use eframe::App;
use lockstep::session::native::NativeRunner;
use lockstep::ui::{DialogKind, LockstepApp, Start};
use std::fmt::Write as _;

const KEYS: u32 = 40;
/// Lines of the scripts.
const LINES: [usize; 3] = [50, 500, 5000];

fn script(lines: usize) -> String {
    let mut text = String::from("import threading\nlock = threading.Lock()\n");
    let mut number = 0;
    while text.lines().count() < lines {
        let _ = write!(
            text,
            "\n\ndef worker_{number}(times, name=\"w{number}\"):\n    total = 0\n    \
             for round in range(times):\n        with lock:\n            total += round  # one at a time\n    \
             print(f\"{{name}}: {{total}}\")\n\n"
        );
        number += 1;
    }
    text
}

/// A window without a screen, and without a screen reader.
struct Window {
    ctx: egui::Context,
    app: LockstepApp,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    fn new(text: &str, folder: &std::path::Path) -> Window {
        let file = folder.join("script.py");
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{error}"));
        let ctx = egui::Context::default();
        let start = Start {
            file: Some(file),
            runner: Box::new(NativeRunner),
            data: Some(folder.to_owned()),
            dialogs: DialogKind::Own,
        };
        let app = LockstepApp::new(&ctx, None, start);
        Window { ctx, app, frame: eframe::Frame::_new_kittest(), time: 0.0 }
    }

    fn step(&mut self, events: Vec<egui::Event>) {
        self.time += 1.0 / 60.0;
        let size = egui::vec2(1280.0, 800.0);
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            time: Some(self.time),
            events,
            ..Default::default()
        };
        let Window { ctx, app, frame, .. } = self;
        app.logic(ctx, frame);
        let mut output = ctx.run_ui(input, |ui| app.ui(ui, frame));
        output.textures_delta.clear();
        let _ = ctx.tessellate(output.shapes, output.pixels_per_point);
    }
}

/// Nanoseconds that this thread has been on a processor.
fn processor_nanos() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// Milliseconds of processor time for a key, and for a frame without one.
fn key_millis(window: &mut Window) -> Option<(f64, f64)> {
    let millis = |nanos: u64| nanos as f64 / f64::from(KEYS) / 1e6;
    let begin = processor_nanos()?;
    (0..KEYS).for_each(|_| window.step(Vec::new()));
    let idle = millis(processor_nanos()? - begin);
    let begin = processor_nanos()?;
    for _ in 0..KEYS {
        window.step(vec![egui::Event::Text("x".to_owned())]);
        window.step(Vec::new());
    }
    Some((millis(processor_nanos()? - begin) - 2.0 * idle, idle))
}

fn main() {
    for lines in LINES {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let mut window = Window::new(&script(lines), folder.path());
        for _ in 0..40 {
            window.step(Vec::new());
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        window.app.type_at_line(lines / 2);
        (0..3).for_each(|_| window.step(Vec::new()));
        if let Some((key, idle)) = key_millis(&mut window) {
            println!("{lines:5} lines: {key:6.2} ms a key, {idle:6.2} ms a frame without one");
        }
    }
}
