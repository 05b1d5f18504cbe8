//! `lockstep bench`: the product's own cost on this machine, as ratios to something everybody knows,
//! each with what is asked of it.

use super::{measure, speed};
use crate::exec::native::cost::{self, Costs};
use crate::exec::native::run::Mode;
use clap::Args;

/// Flags of `lockstep bench`.
#[derive(Args, Debug)]
pub struct BenchArguments {
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
    /// Measure only the groups with this in their name: recorder, language, threads, waiting.
    #[arg(long, value_name = "PART", default_value = "")]
    only: String,
}

struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    target: Option<&'static str>,
}

/// What is measured together, by name.
const GROUPS: [(&str, fn() -> Vec<Figure>); 8] = [
    ("recorder", recorder),
    ("language", language),
    ("threads: modes", modes),
    ("threads: lock", lock),
    ("threads: start", start),
    ("threads: stop", stop),
    ("waiting: open", open),
    ("waiting: pauses", pauses),
];

/// Measures and prints; the exit status.
pub fn bench(arguments: &BenchArguments) -> u8 {
    let wanted = GROUPS.iter().filter(|(name, _)| name.contains(&arguments.only));
    let mut all = serde_json::Map::new();
    for figure in wanted.flat_map(|(_, measure)| measure()) {
        if arguments.json {
            all.insert(figure.name.replace(' ', "_"), figure.value.into());
        } else {
            print(&figure);
        }
    }
    if arguments.json {
        println!("{:#}", serde_json::Value::Object(all));
    }
    0
}

fn print(figure: &Figure) {
    let target = figure.target.map_or_else(String::new, |target| format!("   target {target}"));
    println!("{:<52} {:>10.2} {}{target}", figure.name, figure.value, figure.unit);
}

fn recorder() -> Vec<Figure> {
    let costs = cost::measure();
    let nanos = |name, value| Figure { name, value, unit: "ns", target: None };
    let ratio = |name, of: fn(&Costs) -> f64, target| ratio_of(name, of(&costs), target);
    vec![
        nanos("timestamp read", costs.timestamp_nanos),
        nanos("event recorded", costs.event_nanos),
        ratio("event against timestamp", Costs::event_ratio, "at most 1.5"),
        nanos("std mutex lock and unlock", costs.mutex_pair_nanos),
        nanos("lock and unlock recorded", costs.lock_pair_nanos),
        ratio("recorded lock against std mutex", Costs::lock_ratio, "at most 4.5"),
    ]
}

fn language() -> Vec<Figure> {
    let speeds = speed::measure("");
    let mut figures: Vec<Figure> = speeds
        .iter()
        .filter_map(|one| Some(ratio_of(one.name, one.ratio()?, "python3's speed, at least 0.7")))
        .collect();
    if let Some(mean) = speed::geometric_mean(&speeds) {
        figures.push(ratio_of("geometric mean", mean, "python3's speed, at least 1.5"));
    }
    figures
}

fn modes() -> Vec<Figure> {
    let (two, plain) = (measure::two_threads, measure::two_plain_threads);
    let known = |name, value: Option<f64>, target| Some(ratio_of(name, value?, target));
    let figures = [
        known("two plain threads, times the work of one", plain(), "2 on idle processors"),
        known("two threads free, times the work of one", two(Mode::Free), "1.8 or more"),
        known("two threads under the GIL, the same", two(Mode::Gil), "about 1"),
        known("two threads in gil-ticks, the same", two(Mode::GilTicks), "about 1"),
        known(
            "two threads at shared objects, free",
            measure::shared_objects(Mode::Free),
            "more than refcount",
        ),
        known(
            "two threads at shared objects, refcount",
            measure::shared_objects(Mode::RefCount),
            "less than free",
        ),
        known(
            "one thread in gil-ticks, times free",
            measure::one_thread(Mode::GilTicks),
            "at least 0.3",
        ),
        known(
            "one thread in refcount, times free",
            measure::one_thread(Mode::RefCount),
            "less than 1",
        ),
    ];
    figures.into_iter().flatten().collect()
}

fn lock() -> Vec<Figure> {
    let name = "two threads at one lock, times the work of one";
    let figure = measure::contended_lock().map(|value| ratio_of(name, value, "0.6 or more"));
    figure.into_iter().collect()
}

fn start() -> Vec<Figure> {
    let name = "thread start and join, times std::thread's";
    let figure = measure::start_and_join().map(|value| ratio_of(name, value, "2 or less"));
    figure.into_iter().collect()
}

fn stop() -> Vec<Figure> {
    let Some((rate, wait)) = measure::stop_at_full_speed() else { return Vec::new() };
    let target = Some("more than 5");
    vec![
        Figure { name: "events of two threads", value: rate, unit: "million/s", target },
        millis("from Stop to no thread left, at that rate", wait, "under 100"),
    ]
}

fn open() -> Vec<Figure> {
    vec![millis("open a script of 200 lines", measure::open_script(), "under 10")]
}

fn pauses() -> Vec<Figure> {
    let Some((longest, mean)) = measure::collection_pauses() else { return Vec::new() };
    let target = "a few, with 100,000 objects";
    vec![
        millis("longest pause of a collection", longest, target),
        millis("mean pause of a collection", mean, target),
    ]
}

fn millis(name: &'static str, value: f64, target: &'static str) -> Figure {
    Figure { name, value, unit: "ms", target: Some(target) }
}

fn ratio_of(name: &'static str, value: f64, target: &'static str) -> Figure {
    Figure { name, value, unit: "x", target: Some(target) }
}
