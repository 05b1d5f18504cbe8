//! What the trace costs: taking events in, and answering a frame's questions at several zooms.
//!
//! `cargo bench --bench trace`. The targets: 5 million events a second in; a frame's questions (20
//! lanes of 2000 pixels) in well under 2 ms at any zoom, whether of 10^5 or of 10^7 events.

use divan::{Bencher, black_box, counter::ItemsCount};
use lockstep::analysis;
use lockstep::trace::{Trace, codec, synthetic, synthetic::batches};
use std::ops::Range;

const THREADS: u32 = 14;
const LOCKS: u32 = 6;
const PIXELS: u32 = 2000;
/// What an event may take, all in.
const BYTES_IN_MEMORY: f64 = 40.0;
const BYTES_IN_FILE: f64 = 8.0;

fn main() {
    memory();
    divan::main();
}

/// Bytes an event, all in: printed, since divan measures time only.
fn memory() {
    for events in [100_000, 1_000_000, 10_000_000] {
        let trace = synthetic(THREADS, LOCKS, events, 1);
        let bytes = trace.memory_bytes() as f64 / events as f64;
        let share = bytes / BYTES_IN_MEMORY;
        println!(
            "memory: {bytes:.1} bytes an event at {events} events, {share:.2} of what is allowed"
        );
        let mut file = Vec::new();
        codec::write(&trace, &mut file).expect("memory is writable");
        let bytes = file.len() as f64 / events as f64;
        let share = bytes / BYTES_IN_FILE;
        println!(
            "file: {bytes:.2} bytes an event at {events} events, {share:.2} of what is allowed"
        );
    }
}

#[divan::bench(sample_count = 10)]
fn append_a_million_events(bencher: Bencher) {
    let batches = batches(THREADS, LOCKS, 1_000_000, 1);
    bencher.counter(ItemsCount::new(1_000_000usize)).bench(|| {
        let mut trace = Trace::new();
        batches.iter().for_each(|batch| trace.append(batch));
        trace
    });
}

/// As a live run sends them: a batch every 5 ms, a thousand events a millisecond.
#[divan::bench(sample_count = 10)]
fn append_live(bencher: Bencher) {
    let mut all = batches(THREADS, LOCKS, 1_000_000, 1);
    let first = all.remove(0);
    let mut small = Vec::new();
    for batch in &all {
        for events in batch.events.chunks(5_000) {
            small.push(lockstep::trace::event::Batch {
                events: events.to_vec(),
                ..Default::default()
            });
        }
    }
    let count = small.iter().map(|batch| batch.events.len()).sum::<usize>();
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let mut trace = Trace::new();
        trace.append(&first);
        small.iter().for_each(|batch| trace.append(batch));
        trace
    });
}

/// What an export that begins during a run costs that run: its trace is copied, as far as the copies
/// don't share it.
#[divan::bench(args = [1_000_000, 10_000_000])]
fn copy_for_an_export(bencher: Bencher, events: usize) {
    let trace = synthetic(THREADS, LOCKS, events, 1);
    bencher.bench(|| trace.clone());
}

/// A frame: all lanes of the window, at a share of the whole trace.
fn frame(trace: &Trace, range: Range<u64>) -> u64 {
    let mut pieces = 0;
    for thread in trace.threads() {
        if let Some(lane) = trace.thread_lane(thread) {
            lane.visible(range.clone(), PIXELS, |piece| pieces += black_box(piece).count.min(1));
        }
    }
    for object in trace.objects().take(LOCKS as usize + 2) {
        if let Some(lane) = trace.object_lane(object) {
            lane.visible(range.clone(), PIXELS, |piece| pieces += black_box(piece).count.min(1));
        }
    }
    pieces
}

#[divan::bench(args = [1, 10, 100, 1_000, 10_000], consts = [100_000, 1_000_000, 10_000_000])]
fn frame_zoomed_in<const EVENTS: usize>(bencher: Bencher, zoom: u64) {
    let trace = synthetic(THREADS, LOCKS, EVENTS, 1);
    let (middle, span) = (trace.now_nanos() / 2, trace.now_nanos() / zoom);
    let range = middle - span / 2..middle + span / 2;
    bencher.bench(|| frame(&trace, range.clone()));
}

#[divan::bench(sample_count = 10)]
fn write_a_million_events(bencher: Bencher) {
    let trace = synthetic(THREADS, LOCKS, 1_000_000, 1);
    bencher.counter(ItemsCount::new(1_000_000usize)).bench(|| {
        let mut file = Vec::new();
        codec::write(&trace, &mut file).map(|()| file)
    });
}

#[divan::bench(sample_count = 10)]
fn read_a_million_events(bencher: Bencher) {
    let mut file = Vec::new();
    codec::write(&synthetic(THREADS, LOCKS, 1_000_000, 1), &mut file).expect("memory is writable");
    bencher.counter(ItemsCount::new(1_000_000usize)).bench(|| codec::read(&file).is_ok());
}

#[divan::bench]
fn contention_of_a_million_events(bencher: Bencher) {
    let trace = synthetic(THREADS, LOCKS, 1_000_000, 1);
    bencher.bench(|| analysis::contention::contention(&trace, 0..trace.now_nanos()));
}

#[divan::bench]
fn throughput_at_200_points(bencher: Bencher) {
    let trace = synthetic(THREADS, LOCKS, 1_000_000, 1);
    bencher.bench(|| analysis::throughput::throughput(&trace, 0..trace.now_nanos(), 200));
}

#[divan::bench]
fn who_waits_for_whom(bencher: Bencher) {
    let trace = synthetic(THREADS, LOCKS, 1_000_000, 1);
    bencher.bench(|| analysis::wait_for::wait_for(&trace, trace.now_nanos() / 3));
}

#[divan::bench]
fn standstills_of_a_live_run(bencher: Bencher) {
    let trace = synthetic(THREADS, LOCKS, 1_000_000, 1);
    bencher.bench(|| analysis::detectors::standstills(&trace));
}

#[divan::bench(sample_count = 10)]
fn all_findings_of_a_million_events(bencher: Bencher) {
    let trace = synthetic(THREADS, LOCKS, 1_000_000, 1);
    bencher.bench(|| analysis::detectors::findings(&trace));
}
