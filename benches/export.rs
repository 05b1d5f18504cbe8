//! What files, pictures and plots cost, each with its ratio to the figure asked.
//!
//! `cargo bench --bench export`, or only parts of it: `-- files pictures data figures frames live`. Wall-clock time, the best of several rounds; plots' frames in
//! processor time, which other work on the machine does not count into.

use lockstep::export::chart::{self, ChartView, Marked};
use lockstep::export::plots::{self, Ask};
use lockstep::export::{self, Content, ExportOptions, theme};
use lockstep::session::intake::Intake;
use lockstep::trace::event::{Batch, Event};
use lockstep::trace::synthetic::batches;
use lockstep::trace::{Trace, codec, synthetic};
use lockstep::ui::plots::{Linked, PlotPanel};
use lockstep::ui::timeline::{Selection, TimelinePanel};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const THREADS: u32 = 12;
const LOCKS: u32 = 6;
const ROUNDS: u32 = 5;
/// Events a second that must be written, and how few bytes an event may take.
const WRITE_EVENTS_A_SECOND: f64 = 20e6;
const BYTES_AN_EVENT: f64 = 8.0;
/// A 4K picture of a large trace.
const PICTURE_MILLIS: f64 = 300.0;
/// Processor time of a frame with a plot in it.
const FRAME_MILLIS: f64 = 2.0;
/// Events a second of the live run that plots must keep up with.
const LIVE_EVENTS_A_SECOND: u64 = 1_000_000;

/// Whether a part was asked for: all of them if none is named.
fn wants(part: &str) -> bool {
    let mut named = std::env::args().skip(1).filter(|it| !it.starts_with('-')).peekable();
    named.peek().is_none() || named.any(|it| it == part)
}

fn main() {
    // `--test` is how cargo asks benchmarks whether they run at all.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let large = Arc::new(synthetic(THREADS, LOCKS, 10_000_000, 1));
    let small = Arc::new(synthetic(THREADS, LOCKS, 1_000_000, 1));
    let both = [("10^6", &small), ("10^7", &large)];
    if wants("files") {
        both.iter().for_each(|(name, trace)| files(name, trace));
    }
    if wants("pictures") {
        both.iter().for_each(|(name, trace)| pictures(name, trace));
    }
    if wants("data") {
        data(&small);
    }
    if wants("figures") {
        figures(&large);
    }
    if wants("frames") {
        frames("10^5", &Arc::new(synthetic(THREADS, LOCKS, 100_000, 1)));
        frames("10^7", &large);
    }
    if wants("live") {
        live();
    }
}

/// The quickest of several rounds, in milliseconds.
fn best(mut act: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let began = Instant::now();
        act();
        best = best.min(began.elapsed().as_secs_f64() * 1e3);
    }
    best
}

fn processor_millis() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}

fn files(name: &str, trace: &Trace) {
    let events = trace.event_count() as f64;
    let mut file = Vec::new();
    codec::write(trace, &mut file).expect("memory is writable");
    let bytes = file.len() as f64 / events;
    println!(
        "file of {name} events: {bytes:.2} bytes an event, {:.2} of what is allowed",
        bytes / BYTES_AN_EVENT
    );
    let mut out = Vec::with_capacity(file.len());
    let millis = best(|| {
        out.clear();
        codec::write(trace, &mut out).expect("memory is writable");
    });
    let rate = events / millis * 1e3;
    println!(
        "  written in {millis:.0} ms: {:.1} million events a second, {:.2} of what is asked",
        rate / 1e6,
        rate / WRITE_EVENTS_A_SECOND
    );
    let millis = best(|| _ = black_box(codec::read(&file).map(|trace| trace.event_count())));
    println!(
        "  read and ready to show in {millis:.0} ms: {:.1} million events a second, {:.2} of what is \
         asked of writing",
        events / millis / 1e3,
        events / millis * 1e3 / WRITE_EVENTS_A_SECOND
    );
}

fn pictures(name: &str, trace: &Trace) {
    // 3840 by 2160 pixels.
    let options = ExportOptions {
        width: 1920.0,
        height: Some(1080.0),
        scale: 2.0,
        theme: &theme::LIGHT,
        ..ExportOptions::default()
    };
    let millis =
        best(|| _ = black_box(export::export(trace, "png", &options).map(|png| png.len())));
    println!(
        "4K PNG of {name} events: {millis:.0} ms, {:.2} of what is allowed",
        millis / PICTURE_MILLIS
    );
    for ending in ["svg", "pdf"] {
        let millis =
            best(|| _ = black_box(export::export(trace, ending, &options).map(|it| it.len())));
        println!("{ending} of the same: {millis:.0} ms");
    }
}

fn data(trace: &Trace) {
    for ending in ["json", "csv"] {
        let options = ExportOptions::default();
        let size = export::export(trace, ending, &options).map_or(0, |bytes| bytes.len());
        let millis =
            best(|| _ = black_box(export::export(trace, ending, &options).map(|it| it.len())));
        println!(
            "{ending} of 10^6 events: {millis:.0} ms for {} MB, {:.1} million events a second, {:.0} \
             MB a second",
            size >> 20,
            trace.event_count() as f64 / millis / 1e3,
            size as f64 / millis / 1e3
        );
    }
}

/// What each plot computes: over all of ten million events, and as a live run's frame asks.
fn figures(trace: &Trace) {
    for (number, plot) in plots::ALL.iter().enumerate() {
        let whole = Ask::whole(trace);
        let live = Ask { events_max: lockstep::ui::plots::EVENTS_AT_ONCE_MAX, ..whole.clone() };
        let began = Instant::now();
        black_box((plot.figure)(trace, &whole));
        let all = began.elapsed().as_secs_f64() * 1e3;
        let one = best(|| _ = black_box((plot.figure)(trace, &live)));
        let figure = (plot.figure)(trace, &live);
        let view = ChartView {
            width: 1920.0,
            height: 400.0,
            title: String::new(),
            from_nanos: 0.0,
            to_nanos: trace.now_nanos() as f64,
            legend: true,
            log: false,
        };
        let marked = Marked::default();
        let laid = best(|| {
            _ = black_box(chart::layout(&figure, &view, &theme::DARK, &marked).spots.len())
        });
        let options = ExportOptions {
            content: Content::Plot(number),
            events_max: 60_000,
            ..Default::default()
        };
        let png = best(|| _ = black_box(export::export(trace, "png", &options).map(|it| it.len())));
        println!(
            "{:>12}: all of 10^7 events {all:7.1} ms; as a live run asks {one:5.2} ms; layout \
             {laid:5.3} ms; as a PNG {png:4.0} ms",
            plot.name
        );
    }
}

/// A window without a screen that shows one plot.
struct Stage {
    ctx: egui::Context,
    panel: PlotPanel,
    timeline: TimelinePanel,
    selection: Selection,
}

impl Stage {
    fn new() -> Stage {
        Stage {
            ctx: egui::Context::default(),
            panel: PlotPanel::default(),
            timeline: TimelinePanel::default(),
            selection: Selection::default(),
        }
    }

    fn frame(&mut self, trace: &Arc<Trace>, plot: &'static plots::PlotSpec) -> usize {
        let size = egui::vec2(1920.0, 400.0);
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            ..Default::default()
        };
        let Stage { ctx, panel, timeline, selection } = self;
        let mut output = ctx.run_ui(input, |ui| {
            let (theme, mut actions) = (&theme::DARK, Vec::new());
            let mut linked = Linked { trace, theme, timeline, selection, actions: &mut actions };
            panel.ui(ui, plot, &mut linked);
        });
        output.textures_delta.clear();
        ctx.tessellate(output.shapes, output.pixels_per_point).len()
    }
}

/// A frame of a run that is over, once its figure is there.
fn frames(name: &str, trace: &Arc<Trace>) {
    for plot in plots::ALL {
        let mut stage = Stage::new();
        // What takes long is counted on a thread of its own.
        for _ in 0..400 {
            stage.frame(trace, plot);
            std::thread::sleep(std::time::Duration::from_millis(
                if plot.reads == plots::Reads::Events { 20 } else { 0 },
            ));
            if !stage.panel.is_counting() {
                break;
            }
        }
        let mut millis = f64::INFINITY;
        for _ in 0..ROUNDS {
            let before = processor_millis();
            (0..300).for_each(|_| _ = black_box(stage.frame(trace, plot)));
            millis = millis.min((processor_millis() - before) / 300.0);
        }
        println!(
            "frame with {:>12} of {name} events: {millis:.3} ms, {:.2} of {FRAME_MILLIS} ms",
            plot.name,
            millis / FRAME_MILLIS
        );
    }
}

/// Frames of a live run with a plot in it.
const LIVE_FRAMES: u32 = 200;
/// Frames after the first figure that make fonts and sizes, told apart from the others.
const FIRST_FRAMES: usize = 3;

/// Frames of a run that goes on at a million events a second, 60 a second: on average, refreshing
/// included, and the worst one. Taken in and counted is beside the window, as in the window.
fn live() {
    let mut all = batches(THREADS, LOCKS, 4_000_000, 1);
    let first = all.remove(0);
    let per_frame = (LIVE_EVENTS_A_SECOND / 60) as usize;
    let parts: Vec<&[Event]> =
        all.iter().flat_map(|batch| batch.events.chunks(per_frame)).collect();
    for plot in plots::ALL {
        let (sender, receiver) = crossbeam_channel::bounded(64);
        let intake = Intake::start(Trace::new(), receiver, Arc::new(|| {})).expect("a thread");
        sender.send(first.clone()).expect("it is taken in");
        let (mut trace, mut stage) = (Arc::new(Trace::new()), Stage::new());
        let (mut before_any, mut frames) = (0.0_f64, Vec::new());
        let began = Instant::now();
        for (number, events) in (1..=LIVE_FRAMES).zip(&parts) {
            let part = Batch { events: events.to_vec(), ..Batch::default() };
            sender.send(part).expect("it is taken in");
            let due = std::time::Duration::from_micros(16_667) * number;
            std::thread::sleep(due.saturating_sub(began.elapsed()));
            let before = processor_millis();
            if let Ok(news) = intake.take() {
                intake.give_back(std::mem::replace(&mut trace, news.trace));
            }
            black_box(stage.frame(&trace, plot));
            let spent = processor_millis() - before;
            match stage.panel.has_figure() {
                true => frames.push(spent),
                false => before_any = before_any.max(spent),
            }
        }
        print_live(plot, before_any, &frames);
    }
}

fn print_live(plot: &plots::PlotSpec, before_any: f64, frames: &[f64]) {
    let most = |frames: &[f64]| frames.iter().copied().fold(0.0, f64::max);
    let (first, later) = frames.split_at(FIRST_FRAMES.min(frames.len()));
    let mean = later.iter().sum::<f64>() / later.len().max(1) as f64;
    let over = later.iter().filter(|millis| **millis > FRAME_MILLIS).count();
    println!(
        "live frame with {:>12}: {mean:.3} ms on average, {:.2} of {FRAME_MILLIS} ms; worst of {} \
         {:.2} ms, {over} over; the first {FIRST_FRAMES} with a figure {:.2} ms, those without one \
         {before_any:.2} ms",
        plot.name,
        mean / FRAME_MILLIS,
        later.len(),
        most(later),
        most(first),
    );
}
