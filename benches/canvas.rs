//! What a frame of the canvas costs with 100 nodes and 200 wires in full motion, without a window.
//!
//! The promise is 3 ms of processor time a frame. Processor time is read from the operating
//! system, so that other work on the machine does not count; divan's figures are wall-clock time.

use lockstep::export::theme;
use lockstep::model::ids::{ObjectId, ThreadId};
use lockstep::script::outline::Outline;
use lockstep::trace::State;
use lockstep::ui::canvas::live::{LiveObject, LiveThread};
use lockstep::ui::canvas::{CanvasPanel, Drawing, LiveView};
use std::fmt::Write as _;
use std::sync::LazyLock;

const THREADS: usize = 50;
const LOCKS: usize = 49;
const USES: usize = 4;
const FRAMES: u32 = 60;
const BUDGET_MILLIS: f64 = 3.0;

static OUTLINE: LazyLock<Outline> = LazyLock::new(|| Outline::of(&script()));

fn script() -> String {
    let mut text = String::from("import threading\nimport time\n");
    for lock in 0..LOCKS {
        let _ = writeln!(text, "lock{lock} = threading.Lock()");
    }
    for thread in 0..THREADS {
        let _ = writeln!(text, "def worker{thread}():\n    for number in range(100):");
        for n in 0..USES {
            let lock = (thread * 7 + n * 11) % LOCKS;
            let _ = writeln!(text, "        with lock{lock}:\n            print(number, {n})");
        }
    }
    for thread in 0..THREADS {
        let _ = writeln!(text, "threading.Thread(target=worker{thread}).start()");
    }
    text
}

/// Every other thread holds a lock, the rest wait; all lights are on.
fn live(outline: &Outline) -> LiveView {
    let mut live = LiveView {
        threads: vec![Vec::new(); outline.threads.len()],
        primitives: vec![Vec::new(); outline.primitives.len()],
        moving: true,
        ..LiveView::default()
    };
    for node in 0..outline.threads.len() {
        let id = ThreadId(node as u32);
        let state = if node % 2 == 0 { State::Running } else { State::BlockedOnLock };
        live.names.insert(id, format!("Thread-{node} (worker{node})"));
        let rows = outline.threads[node].rows.len().max(1);
        let row = Some(node % rows);
        live.threads[node].push(LiveThread { id, state, line: None, row, waits_for: None });
    }
    for (node, objects) in live.primitives.iter_mut().enumerate() {
        objects.push(LiveObject {
            id: ObjectId(node as u32),
            name: outline.primitives[node].name.clone(),
            counts: None,
            level: 1,
            level_max: 1,
            holders: vec![ThreadId((node % THREADS) as u32)],
            waiters: vec![
                ThreadId(((node + 1) % THREADS) as u32),
                ThreadId(((node + 3) % THREADS) as u32),
            ],
        });
    }
    live
}

/// A window without a screen.
struct Stage {
    ctx: egui::Context,
    panel: CanvasPanel,
    live: LiveView,
    time: f64,
}

impl Stage {
    fn new(zoomed: bool) -> Stage {
        let live = live(&OUTLINE);
        let mut stage =
            Stage { ctx: egui::Context::default(), panel: CanvasPanel::new(), live, time: 0.0 };
        stage.panel.fit();
        stage.frame(Vec::new());
        if zoomed {
            let key = |pressed| egui::Event::Key {
                key: egui::Key::Num1,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: egui::Modifiers::NONE,
            };
            let place = egui::Event::PointerMoved(egui::pos2(800.0, 450.0));
            stage.frame(vec![place]);
            stage.frame(vec![key(true), key(false)]);
        }
        (0..3).for_each(|_| _ = stage.frame(Vec::new()));
        stage
    }

    fn frame(&mut self, events: Vec<egui::Event>) -> usize {
        let size = egui::vec2(1600.0, 900.0);
        self.time += 1.0 / 60.0;
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
            time: Some(self.time),
            events,
            ..Default::default()
        };
        let Stage { ctx, panel, live, .. } = self;
        let mut actions = Vec::new();
        let drawing = Drawing { live: Some(live), ..Drawing::of(&OUTLINE, &theme::DARK) };
        let mut output = ctx.run_ui(input, |ui| panel.ui(ui, drawing, &mut actions));
        output.textures_delta.clear();
        let meshes = ctx.tessellate(output.shapes, output.pixels_per_point);
        let vertices = |mesh: &egui::ClippedPrimitive| match &mesh.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        };
        meshes.iter().map(vertices).sum()
    }
}

/// Nanoseconds that this thread has been on a processor (Linux; elsewhere nothing is printed).
fn processor_nanos() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

fn frame_millis(stage: &mut Stage) -> Option<f64> {
    let before = processor_nanos()?;
    (0..FRAMES).for_each(|_| _ = stage.frame(Vec::new()));
    Some((processor_nanos()? - before) as f64 / f64::from(FRAMES) / 1e6)
}

fn main() {
    let nodes = OUTLINE.threads.len() + OUTLINE.primitives.len();
    println!("{nodes} nodes, {} wires", OUTLINE.uses.len());
    for (name, zoomed) in [("fitted", false), ("at 100 %", true)] {
        let mut stage = Stage::new(zoomed);
        if let Some(millis) = frame_millis(&mut stage) {
            let share = millis / BUDGET_MILLIS;
            let vertices = stage.frame(Vec::new());
            println!(
                "{name:10} {millis:6.2} ms of processor time a frame, {share:.2} of the budget, \
                 {vertices} vertices"
            );
        }
    }
    divan::main();
}

#[divan::bench(args = [false, true])]
fn frame(bencher: divan::Bencher, zoomed: bool) {
    let mut stage = Stage::new(zoomed);
    bencher.bench_local(|| stage.frame(Vec::new()));
}

#[divan::bench]
fn outline_of_the_script(bencher: divan::Bencher) {
    let text = script();
    bencher.bench_local(|| Outline::of(&text));
}
