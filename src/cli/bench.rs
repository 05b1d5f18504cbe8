//! `lockstep bench`: the product's own cost on this machine, as ratios to something everybody knows.

use super::{measure, speed};
use crate::exec::native::cost;
use crate::exec::native::run::Mode;
use clap::Args;

/// Flags of `lockstep bench`.
#[derive(Args, Debug)]
pub struct BenchArguments {
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    target: Option<&'static str>,
}

/// Measures and prints; the exit status.
pub fn bench(arguments: &BenchArguments) -> u8 {
    let figures = measure_all();
    if arguments.json {
        let all: serde_json::Map<String, serde_json::Value> =
            figures.iter().map(|f| (f.name.replace(' ', "_"), f.value.into())).collect();
        println!("{:#}", serde_json::Value::Object(all));
        return 0;
    }
    for figure in &figures {
        let target = figure.target.map_or_else(String::new, |target| format!("   target {target}"));
        println!("{:<52} {:>10.2} {}{target}", figure.name, figure.value, figure.unit);
    }
    0
}

fn measure_all() -> Vec<Figure> {
    let costs = cost::measure();
    let plain = |name, value, unit| Figure { name, value, unit, target: None };
    let mut figures = vec![
        plain("timestamp read", costs.timestamp_nanos, "ns"),
        plain("event recorded", costs.event_nanos, "ns"),
        ratio_of("event against timestamp", costs.event_ratio(), "at most 1.5"),
        plain("std mutex lock and unlock", costs.mutex_pair_nanos, "ns"),
        plain("lock and unlock recorded", costs.lock_pair_nanos, "ns"),
        ratio_of("recorded lock against std mutex", costs.lock_ratio(), "at most 4.5"),
    ];
    figures.extend(language());
    figures.extend(threads());
    figures.extend(waiting());
    figures
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

fn threads() -> Vec<Figure> {
    let figures = [
        (
            "two threads free, times the work of one",
            measure::two_threads(Mode::Free),
            "1.8 or more",
        ),
        ("two threads under the GIL, the same", measure::two_threads(Mode::Gil), "about 1"),
        ("two threads in gil-ticks, the same", measure::two_threads(Mode::GilTicks), "about 1"),
        (
            "two threads at shared objects, free",
            measure::shared_objects(Mode::Free),
            "more than refcount",
        ),
        (
            "two threads at shared objects, refcount",
            measure::shared_objects(Mode::RefCount),
            "less than free",
        ),
        (
            "one thread in gil-ticks, times free",
            measure::one_thread(Mode::GilTicks),
            "at least 0.3",
        ),
        ("one thread in refcount, times free", measure::one_thread(Mode::RefCount), "less than 1"),
        (
            "two threads at one lock, times the work of one",
            measure::contended_lock(),
            "0.6 or more",
        ),
        ("thread start and join, times std::thread's", measure::start_and_join(), "2 or less"),
    ];
    let known = |(name, value, target): (_, Option<f64>, _)| Some(ratio_of(name, value?, target));
    figures.into_iter().filter_map(known).collect()
}

fn waiting() -> Vec<Figure> {
    let of = |name, value, target| Figure { name, value, unit: "ms", target: Some(target) };
    let mut figures = vec![of("open a script of 200 lines", measure::open_script(), "under 10")];
    if let Some((longest, mean)) = measure::collection_pauses() {
        let target = "a few, with 100,000 objects";
        figures.push(of("longest pause of a collection", longest, target));
        figures.push(of("mean pause of a collection", mean, target));
    }
    figures
}

fn ratio_of(name: &'static str, value: f64, target: &'static str) -> Figure {
    Figure { name, value, unit: "x", target: Some(target) }
}
