//! What a frame of the timeline costs: layout and tessellation of the panel, without a window.
//!
//! The promise: at most 2 ms of processor time a frame at any zoom with ten million events, at
//! most 1.5 times the cost of a hundred thousand, and the same while a million events a second
//! come in. Processor time is read from the operating system, so that other work on the machine
//! does not count. `cargo bench --bench timeline`, or only `-- frames` or `-- live`
//! (`-- live 1000000` with fewer events); the live run lasts as long as it says.

use lockstep::export::{self, theme};
use lockstep::session::intake::Intake;
use lockstep::trace::event::Batch;
use lockstep::trace::synthetic::batches;
use lockstep::trace::{Trace, synthetic};
use lockstep::ui::timeline::{Follow, Selection, TimelinePanel};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

const THREADS: u32 = 12;
const LOCKS: u32 = 6;
/// Shares of the run in sight: all of it, a tenth, ... down to a few events.
const ZOOMS: [f64; 7] = [1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6];
const BUDGET_MILLIS: f64 = 2.0;
/// What ten million events may cost, as a multiple of a hundred thousand.
const BUDGET_GROWTH: f64 = 1.5;
/// Frames of one measurement; the cheapest of several measurements counts.
const FRAMES: u32 = 20;
const ROUNDS: u32 = 5;
/// A live run's frame: what a million events a second bring in a sixtieth of a second.
const LIVE_EVENTS: usize = 1_000_000 / 60;
const A_FRAME: Duration = Duration::from_micros(1_000_000 / 60);

/// A window without a screen.
struct Stage {
    ctx: egui::Context,
    panel: TimelinePanel,
    selection: Selection,
    /// How far the window moves in a frame, as a share of it.
    pan: f64,
}

impl Stage {
    fn new(trace: &Trace, share: f64) -> Stage {
        let mut panel = TimelinePanel::default();
        let all = trace.now_nanos() as f64;
        panel.window.follow = Follow::Still;
        panel.window.from_nanos = all * 0.5 * (1.0 - share);
        panel.window.to_nanos = panel.window.from_nanos + all * share;
        let mut stage = Stage {
            ctx: egui::Context::default(),
            panel,
            selection: Selection::default(),
            pan: 0.0,
        };
        // The first frames make fonts and sizes.
        (0..3).for_each(|_| _ = stage.frame(trace));
        stage
    }

    fn frame(&mut self, trace: &Trace) -> usize {
        self.parts_of_frame(trace).1
    }

    /// Processor time of laying out and painting, and of tessellation, in milliseconds; and corners.
    fn parts_of_frame(&mut self, trace: &Trace) -> ([f64; 2], usize) {
        let before = processor_nanos();
        let size = egui::vec2(1600.0, 720.0);
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            ..Default::default()
        };
        let Stage { ctx, panel, selection, pan } = self;
        let shift = panel.window.span() * *pan;
        panel.window.from_nanos += shift;
        panel.window.to_nanos += shift;
        let mut output = ctx.run_ui(input, |ui| panel.ui(ui, trace, &theme::DARK, selection));
        output.textures_delta.clear();
        let between = processor_nanos();
        let meshes = ctx.tessellate(output.shapes, output.pixels_per_point);
        let corners = |one: &egui::ClippedPrimitive| match &one.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        };
        let corners = meshes.iter().map(corners).sum();
        drop(meshes);
        let millis = |nanos: u64| nanos as f64 / 1e6;
        ([millis(between - before), millis(processor_nanos() - between)], corners)
    }
}

/// Nanoseconds that this thread has been on a processor.
fn processor_nanos() -> u64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64
}

/// Pages of memory that the operating system has given to this thread (each is cleared first, which
/// is the frame's cost only if the frame asks for memory anew), and how often another thread was put
/// in its place.
fn disturbances() -> (u64, u64) {
    let read = |name| std::fs::read_to_string(name).unwrap_or_default();
    let stat = read("/proc/thread-self/stat");
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let pages = after_name.split_whitespace().nth(7).and_then(|word| word.parse().ok());
    let status = read("/proc/thread-self/status");
    let line = status.lines().find_map(|line| line.strip_prefix("nonvoluntary_ctxt_switches:"));
    (pages.unwrap_or(0), line.and_then(|count| count.trim().parse().ok()).unwrap_or(0))
}

/// Processor time of what `act` does once, the cheapest of several rounds.
fn millis_of(times: u32, mut act: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let before = processor_nanos();
        (0..times).for_each(|_| act());
        best = best.min((processor_nanos() - before) as f64 / 1e6 / f64::from(times));
    }
    best
}

/// A frame's cost at each zoom: standing still, and panned by a pixel or so each frame.
fn frames(trace: &Trace) -> Vec<(f64, f64)> {
    let cost = |share: f64, pan: f64| {
        let mut stage = Stage::new(trace, share);
        stage.pan = pan;
        millis_of(FRAMES, || _ = black_box(stage.frame(trace)))
    };
    ZOOMS.iter().map(|&share| (cost(share, 0.0), cost(share, 0.001))).collect()
}

fn print_frames(small: &[(f64, f64)], events: usize, costs: &[(f64, f64)]) {
    let worst = |costs: &[(f64, f64)]| costs.iter().map(|cost| cost.1).fold(0.0, f64::max);
    for (share, (still, panned)) in ZOOMS.iter().zip(costs) {
        println!("{events:>9} events, zoom {share:<8} still {still:.3} ms, panned {panned:.3} ms");
    }
    let (worst, base) = (worst(costs), worst(small));
    println!(
        "{events:>9} events: {worst:.3} ms at worst, {:.2} of the budget; {:.2} times 100,000 \
         events at worst (allowed {BUDGET_GROWTH})",
        worst / BUDGET_MILLIS,
        worst / base,
    );
}

/// What a live run's frame brings, 60 times a second.
fn parts_of(count: usize) -> Vec<Batch> {
    let all = batches(THREADS, LOCKS, count, 1);
    let mut parts = vec![Batch {
        threads: all[0].threads.clone(),
        objects: all[0].objects.clone(),
        ..Batch::default()
    }];
    let events = all.iter().flat_map(|batch| batch.events.chunks(LIVE_EVENTS));
    parts.extend(events.map(|events| Batch { events: events.to_vec(), ..Batch::default() }));
    parts
}

/// Processor time of the thread of this process that is called so, in seconds.
fn seconds_of(name: &str) -> Option<f64> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    let task = tasks.flatten().map(|task| task.path()).find(|task| {
        std::fs::read_to_string(task.join("comm")).is_ok_and(|comm| comm.trim() == name)
    })?;
    let text = std::fs::read_to_string(task.join("schedstat")).ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

/// What a frame of a growing run cost, in milliseconds of processor time, and what disturbed it.
struct Live {
    number: usize,
    /// To pick up what is new, to lay it out and paint, to tessellate.
    parts: [f64; 3],
    pages: u64,
    switches: u64,
    /// Just after it: a frame of a trace that stands still, beside the same other threads.
    control: f64,
}

impl Live {
    fn millis(&self) -> f64 {
        self.parts.iter().sum()
    }
}

/// A run that goes on at a million events a second, for ten seconds, as the window shows it: what a
/// frame costs the window's own thread, and what taking in costs the thread beside it.
fn print_live(count: usize) {
    let parts = parts_of(count);
    let (sender, receiver) = crossbeam_channel::bounded(64);
    let intake = Intake::start(Trace::new(), receiver, Arc::new(|| {})).expect("a thread");
    let feeder = std::thread::spawn(move || {
        let began = Instant::now();
        for (number, part) in (1..).zip(parts) {
            std::thread::sleep((A_FRAME * number).saturating_sub(began.elapsed()));
            sender.send(part).expect("it is taken in to the end");
        }
    });
    let (mut trace, mut stages, mut over) = (Arc::new(Trace::new()), None, false);
    let (mut frames, mut aside, mut corners) = (Vec::new(), 0.0, 0);
    let began = Instant::now();
    while !over {
        let due = A_FRAME * (frames.len() as u32 + 1);
        std::thread::sleep(due.saturating_sub(began.elapsed()));
        let (pages, switches) = disturbances();
        let before = processor_nanos();
        if let Ok(news) = intake.take() {
            over = news.over;
            intake.give_back(std::mem::replace(&mut trace, news.trace));
        }
        let picked = (processor_nanos() - before) as f64 / 1e6;
        if trace.event_count() == 0 {
            continue;
        }
        // Its newest part, followed, as a live run is seen; and beside it one that stands still.
        let (stage, still) = stages.get_or_insert_with(|| {
            let mut stage = Stage::new(&trace, 1.0);
            stage.panel.window.follow = Follow::Run;
            let still = synthetic(THREADS, LOCKS, 1_000_000, 1);
            let mut control = Stage::new(&still, 0.5);
            control.pan = 0.001;
            (stage, (control, still))
        });
        let ([ui, tessellation], count) = black_box(stage.parts_of_frame(&trace));
        let (pages_after, switches_after) = disturbances();
        corners = corners.max(count);
        let before = processor_nanos();
        black_box(still.0.frame(&still.1));
        frames.push(Live {
            number: frames.len(),
            parts: [picked, ui, tessellation],
            pages: pages_after - pages,
            switches: switches_after - switches,
            control: (processor_nanos() - before) as f64 / 1e6,
        });
        aside = seconds_of("lockstep-intake").unwrap_or(aside);
    }
    let seconds = began.elapsed().as_secs_f64();
    feeder.join().expect("it sent everything");
    let bytes = trace.memory_bytes() as f64 / trace.event_count() as f64;
    println!(
        "live: {} events in {seconds:.1} s, {bytes:.1} bytes an event ({:.2} of 40); taking them \
         in beside the window {:.2} of a core",
        trace.event_count(),
        bytes / 40.0,
        aside / seconds
    );
    let pages: u64 = frames.iter().map(|frame| frame.pages).sum();
    println!("live: {pages} pages of new memory in all frames, at most {corners} corners");
    print_worst(&mut frames);
    let all = |of: &dyn Fn(&Live) -> f64| frames.iter().map(of).collect::<Vec<_>>();
    print_shares("to pick up what is new", all(&|frame| frame.parts[0]));
    print_shares("to lay out and paint", all(&|frame| frame.parts[1]));
    print_shares("to tessellate", all(&|frame| frame.parts[2]));
    print_shares("control: a frame of a trace that stands still", all(&|frame| frame.control));
    print_shares("a frame of the growing run", all(&Live::millis));
}

/// Half of them, nine in ten, ... at most how long.
fn print_shares(what: &str, mut millis: Vec<f64>) {
    millis.sort_by(f64::total_cmp);
    let at = |part: f64| millis[((millis.len() - 1) as f64 * part) as usize];
    let over = millis.iter().filter(|millis| **millis > BUDGET_MILLIS).count();
    let mean = millis.iter().sum::<f64>() / millis.len() as f64;
    println!(
        "live: {what} {mean:.3} ms on average ({:.2} of the budget), half at most {:.3}, nine in \
         ten {:.3}, 99 in 100 {:.3}, the worst of {} {:.3}; {over} over the budget",
        mean / BUDGET_MILLIS,
        at(0.5),
        at(0.9),
        at(0.99),
        millis.len(),
        at(1.0),
    );
}

/// The frames that cost most: which, in which part, and what disturbed them.
fn print_worst(frames: &mut [Live]) {
    frames.sort_by(|one, other| other.millis().total_cmp(&one.millis()));
    for frame in frames.iter().take(8) {
        let [picked, ui, tessellation] = frame.parts;
        println!(
            "live: frame {:>3} {:.2} ms: picking up {picked:.2}, layout and painting {ui:.2}, \
             tessellation {tessellation:.2}; {} new pages, {} times put aside; control {:.2}",
            frame.number,
            frame.millis(),
            frame.pages,
            frame.switches,
            frame.control,
        );
    }
}

fn print_pictures(trace: &Trace) {
    let options = export::ExportOptions { width: 1920.0, scale: 2.0, ..Default::default() };
    println!("a picture 3840 pixels wide of 1,000,000 events (budget for PNG 300 ms)");
    for extension in ["svg", "png", "pdf"] {
        let before = processor_nanos();
        let bytes = export::export(trace, extension, &options).map_or(0, |bytes| bytes.len());
        let millis = (processor_nanos() - before) as f64 / 1e6;
        println!("{extension:>17} {millis:6.0} ms, {bytes} bytes");
    }
}

fn main() {
    // `--test` is how cargo asks benchmarks whether they run at all.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let named: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let wants = |part: &str| named.is_empty() || named.iter().any(|it| it == part);
    if wants("live") {
        let count = named.iter().find_map(|it| it.parse().ok()).unwrap_or(10_000_000);
        print_live(count);
    }
    if !wants("frames") {
        return;
    }
    println!("processor time a frame (budget {BUDGET_MILLIS} ms)");
    let small = frames(&synthetic(THREADS, LOCKS, 100_000, 1));
    print_frames(&small, 100_000, &small);
    println!("a thousand threads and fifty locks");
    print_frames(&small, 1_000_000, &frames(&synthetic(1000, 50, 1_000_000, 1)));
    for events in [1_000_000, 10_000_000] {
        let trace = synthetic(THREADS, LOCKS, events, 1);
        let bytes = trace.memory_bytes() as f64 / events as f64;
        println!("{events:>9} events: {bytes:.1} bytes an event, {:.2} of 40", bytes / 40.0);
        print_frames(&small, events, &frames(&trace));
        if events == 1_000_000 {
            print_pictures(&trace);
        }
    }
}
