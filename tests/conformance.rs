//! Every recorded run on OS threads replays through the primitives' rules with equal outcomes: all
//! presets, free and under the GIL, several at once so that the machine is busy.

use lockstep::exec::conform::replay;
use lockstep::exec::native::run::{Mode, Run, RunOptions, Verdict};
use lockstep::exec::native::script;
use lockstep::script::compile;
use lockstep::session::presets;
use lockstep::trace::event::{Event, ThreadInfo};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Longest a preset is let run: what happened until then is a trace like any other.
const LIMIT: Duration = Duration::from_secs(3);
/// Runs of each preset at once.
const AT_ONCE: usize = 2;

/// What a run recorded, and how many events it lost.
fn record(source: &str, name: &str, mode: Mode) -> (Run, Vec<ThreadInfo>, Vec<Event>, u64) {
    let program = compile(source, name).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
    let options = RunOptions { mode, time_limit: Some(LIMIT), ..RunOptions::default() };
    let run = script::start(Arc::new(program), options);
    let (mut threads, mut events, mut dropped) = (Vec::new(), Vec::new(), 0);
    let until = Instant::now() + 10 * LIMIT;
    while let Ok(batch) = run.batches.recv_deadline(until) {
        threads.extend(batch.threads);
        events.extend(batch.events);
        dropped += batch.dropped;
        if matches!(run.wait(Duration::ZERO), Some(Verdict::Deadlock(_))) {
            run.stop();
        }
    }
    assert!(run.wait_until_over(LIMIT), "{name} left threads behind");
    (run, threads, events, dropped)
}

#[test]
fn every_preset_replays_with_equal_outcomes_under_load() {
    for preset in presets::ALL.iter() {
        for mode in [Mode::Free, Mode::Gil] {
            thread::scope(|scope| {
                for _ in 0..AT_ONCE {
                    scope.spawn(|| {
                        let (run, threads, events, dropped) =
                            record(preset.source, &preset.name, mode);
                        assert_eq!(dropped, 0, "{}", preset.name);
                        let replayed = replay(&run.initial_states(), &threads, &events);
                        let steps = replayed.as_ref().map_or(0, |replayed| replayed.steps);
                        assert!(steps > 0, "{} in {mode:?}: {replayed:?}", preset.name);
                    });
                }
            });
        }
    }
}
