//! What a frame of the timeline costs: layout and tessellation of the panel, without a window.
//!
//! The promise is 4 ms of processor time a frame with a million events at any zoom, and no more
//! for ten times as many events. Processor time is read from the operating system, so that other
//! work on the machine does not count; divan's figures are wall-clock time.

use lockstep::export::{self, theme};
use lockstep::trace::{Trace, synthetic};
use lockstep::ui::timeline::{Follow, Selection, TimelinePanel};
use std::sync::LazyLock;

const THREADS: u32 = 12;
const LOCKS: u32 = 6;
/// Shares of the run in sight: all of it, a tenth, ... down to a few events.
const ZOOMS: [f64; 6] = [1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-6];
const BUDGET_MILLIS: f64 = 4.0;
const FRAMES: u32 = 20;

static SMALL: LazyLock<Trace> = LazyLock::new(|| synthetic(THREADS, LOCKS, 100_000, 1));
static LARGE: LazyLock<Trace> = LazyLock::new(|| synthetic(THREADS, LOCKS, 1_000_000, 1));

/// A window without a screen.
struct Stage {
    ctx: egui::Context,
    panel: TimelinePanel,
    selection: Selection,
}

impl Stage {
    fn new(trace: &Trace, share: f64) -> Stage {
        let mut panel = TimelinePanel::default();
        let all = trace.now_nanos() as f64;
        panel.window.follow = Follow::Still;
        panel.window.from_nanos = all * 0.5 * (1.0 - share);
        panel.window.to_nanos = panel.window.from_nanos + all * share;
        let mut stage =
            Stage { ctx: egui::Context::default(), panel, selection: Selection::default() };
        // The first frames make fonts and sizes.
        (0..3).for_each(|_| _ = stage.frame(trace));
        stage
    }

    fn frame(&mut self, trace: &Trace) -> usize {
        let size = egui::vec2(1600.0, 720.0);
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            ..Default::default()
        };
        let Stage { ctx, panel, selection } = self;
        let mut output = ctx.run_ui(input, |ui| panel.ui(ui, trace, &theme::DARK, selection));
        output.textures_delta.clear();
        ctx.tessellate(output.shapes, output.pixels_per_point).len()
    }
}

/// Nanoseconds that this thread has been on a processor (Linux; elsewhere nothing is printed).
fn processor_nanos() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

fn millis_a_frame(trace: &Trace, share: f64) -> Option<f64> {
    let mut stage = Stage::new(trace, share);
    let before = processor_nanos()?;
    (0..FRAMES).for_each(|_| _ = divan::black_box(stage.frame(trace)));
    Some((processor_nanos()? - before) as f64 / 1e6 / f64::from(FRAMES))
}

fn print_processor_time() {
    println!("processor time a frame (budget {BUDGET_MILLIS} ms)");
    for (name, trace) in [("100,000 events", &*SMALL), ("1,000,000 events", &*LARGE)] {
        for share in ZOOMS {
            if let Some(millis) = millis_a_frame(trace, share) {
                let ratio = millis / BUDGET_MILLIS;
                println!("{name:>17} zoom {share:<8} {millis:6.2} ms {ratio:5.2} of the budget");
            }
        }
    }
}

fn print_pictures() {
    let options = export::ExportOptions { width: 1920.0, scale: 2.0, ..Default::default() };
    println!("a picture 3840 pixels wide of 1,000,000 events (budget for PNG 300 ms)");
    for extension in ["svg", "png", "pdf"] {
        let Some(before) = processor_nanos() else { return };
        let bytes = export::export(&LARGE, extension, &options).map_or(0, |bytes| bytes.len());
        let millis = (processor_nanos().unwrap_or(before) - before) as f64 / 1e6;
        println!("{extension:>17} {millis:6.0} ms, {bytes} bytes");
    }
}

#[divan::bench(args = ZOOMS)]
fn frame_of_100_000_events(bencher: divan::Bencher, share: f64) {
    let mut stage = Stage::new(&SMALL, share);
    bencher.bench_local(|| stage.frame(&SMALL));
}

#[divan::bench(args = ZOOMS)]
fn frame_of_1_000_000_events(bencher: divan::Bencher, share: f64) {
    let mut stage = Stage::new(&LARGE, share);
    bencher.bench_local(|| stage.frame(&LARGE));
}

fn main() {
    print_processor_time();
    print_pictures();
    divan::main();
}
