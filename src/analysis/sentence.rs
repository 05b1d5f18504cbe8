//! A wait, told in words.

use super::waits::{Ending, Wait, wait_at};
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::{State, Trace};
use crate::words;
use crate::words::{Language, decimal, language};

/// The wait that a thread was in at `nanos`, as a sentence: "worker-2 waited 3.1 ms for lock, held
/// by worker-1, 2nd in the queue; woken by worker-1."
pub fn sentence(trace: &Trace, thread: ThreadId, nanos: u64) -> Option<String> {
    wait_at(trace, thread, nanos).map(|wait| describe(trace, &wait))
}

/// A wait as a sentence.
pub fn describe(trace: &Trace, wait: &Wait) -> String {
    let who = thread_name(trace, wait.thread);
    let length = duration(wait.nanos());
    let mut text = match (wait.state, wait.ending) {
        (State::Sleeping, Ending::Waiting) => {
            words!("analysis-has-slept", who = who, length = length)
        }
        (State::Sleeping, _) => words!("analysis-slept", who = who, length = length),
        (_, Ending::Waiting) => words!("analysis-has-waited", who = who, length = length),
        _ => words!("analysis-waited", who = who, length = length),
    };
    if wait.state != State::Sleeping {
        text += &target(trace, wait);
    }
    if wait.attempts > 1 {
        text += &format!(", {}", words!("analysis-overtaken", count = wait.attempts - 1));
    }
    text += &ending(trace, wait);
    text + "."
}

/// What it waited for, who had it, and the place in the queue.
fn target(trace: &Trace, wait: &Wait) -> String {
    if let Some(joined) = trace.thread_of(wait.object) {
        return format!(" {}", words!("analysis-for-end", name = thread_name(trace, joined)));
    }
    let mut text = format!(" {}", words!("analysis-for", name = object_name(trace, wait.object)));
    let holders: Vec<_> = (trace.holders_at(wait.object, wait.from).into_iter())
        .map(|thread| thread_name(trace, thread))
        .collect();
    if !holders.is_empty() {
        text += &format!(", {}", words!("analysis-held-by", names = join_and(&holders)));
    }
    let queue = trace.waiters_at(wait.object, wait.from);
    let place = queue.iter().position(|&thread| thread == wait.thread);
    if let Some(place) = place.filter(|&place| place > 0) {
        text += &format!(", {}", words!("analysis-in-queue", place = ordinal(place + 1)));
    }
    text
}

fn ending(trace: &Trace, wait: &Wait) -> String {
    match wait.ending {
        Ending::Woken(waker) => {
            format!("; {}", words!("analysis-woken-by", name = thread_name(trace, waker)))
        }
        Ending::Waiting => format!(" {}", words!("analysis-still-waits")),
        Ending::NotRecorded => format!("; {}", words!("analysis-end-not-recorded")),
        Ending::Alone if wait.state == State::Sleeping => String::new(),
        Ending::Alone if wait.state == State::WaitingForGil => String::new(),
        Ending::Alone => format!("; {}", words!("analysis-nobody-woke")),
    }
}

/// A thread's name.
pub fn thread_name(trace: &Trace, thread: ThreadId) -> String {
    trace.thread(thread).name
}

/// What to call an object: its name, or its kind and line if it has none.
pub fn object_name(trace: &Trace, object: ObjectId) -> String {
    let info = trace.object(object);
    match (info.name.is_empty(), info.line) {
        (false, _) if object == ObjectId::GIL => words!("analysis-the-gil").to_owned(),
        (false, _) => info.name,
        (true, 0) => words!("analysis-some", kind = info.kind),
        (true, line) => words!("analysis-of-line", kind = info.kind, line = line),
    }
}

/// A duration with the unit that suits it: `850 ns`, `3.1 ms`, `12 s`.
pub fn duration(nanos: u64) -> String {
    let (value, unit) = match nanos {
        0..1_000 => return format!("{nanos} ns"),
        1_000..999_500 => (nanos as f64 / 1e3, "µs"),
        999_500..999_500_000 => (nanos as f64 / 1e6, "ms"),
        _ => (nanos as f64 / 1e9, "s"),
    };
    if value < 9.95 { decimal(format!("{value:.1} {unit}")) } else { format!("{value:.0} {unit}") }
}

/// `a`, `a and b`, `a, b and c`.
pub fn join_and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => {
            words!("analysis-and", most = most.join(", "), last = last.as_str())
        }
    }
}

/// 1st, 2nd, 3rd ... as the language writes it.
pub fn ordinal(place: usize) -> String {
    if language() == Language::Polish {
        return format!("{place}.");
    }
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

#[cfg(test)]
mod tests {
    use super::super::cases::*;
    use super::*;

    #[test]
    fn a_wait_tells_holder_place_and_waker() {
        let trace = run(&[
            (0, 1, grant(A)),
            (10, 3, block(A)),
            (20, 2, block(A)),
            (1_000_000, 1, release(A)),
            (1_000_001, 3, wake(A, 1)),
            (1_000_002, 3, grant(A)),
            (3_000_000, 3, release(A)),
            (3_100_020, 2, wake(A, 3)),
            (3_100_021, 2, grant(A)),
        ]);
        assert_eq!(
            sentence(&trace, ThreadId(2), 500).unwrap(),
            "worker-2 waited 3.1 ms for a, held by worker-1, 2nd in the queue; \
             woken by worker-3."
        );
        assert_eq!(
            sentence(&trace, ThreadId(3), 500).unwrap(),
            "worker-3 waited 1.0 ms for a, held by worker-1; woken by worker-1."
        );
        assert_eq!(sentence(&trace, ThreadId(1), 500), None);
    }

    #[test]
    fn joins_sleeps_and_endless_waits_have_words_of_their_own() {
        let clock = ObjectId::CLOCK;
        let trace = run(&[
            (0, 1, start()),
            (0, 2, start()),
            (5, 0, block(joinable(1))),
            (7, 1, block(clock)),
            (2_000_000_007, 1, wake_alone(clock)),
            (NOW - 500, 2, block(A)),
        ]);
        let say = |thread, nanos| sentence(&trace, ThreadId(thread), nanos).unwrap();
        assert_eq!(say(0, 9), "MainThread has waited 10 s for worker-1 to end and still waits.");
        assert_eq!(say(1, 9), "worker-1 slept 2.0 s.");
        assert_eq!(say(2, NOW), "worker-2 has waited 500 ns for a and still waits.");
    }

    #[test]
    fn a_wait_is_told_in_the_language_of_the_window() {
        let trace = run(&[
            (0, 1, grant(A)),
            (10, 3, block(A)),
            (20, 2, block(A)),
            (1_000_000, 1, release(A)),
            (1_000_020, 2, wake(A, 1)),
        ]);
        let said = crate::words::speaking(Language::Polish, || sentence(&trace, ThreadId(2), 500));
        assert_eq!(
            said.unwrap(),
            "worker-2: czekanie przez 1,0 ms na a, trzyma go worker-1, 2. w kolejce; \
             budzi worker-1."
        );
    }

    #[test]
    fn durations_round_to_two_digits() {
        let text = [999, 1_000, 9_949, 9_950, 999_499, 999_500, 3_140_000, 12_000_000_000];
        let expected =
            ["999 ns", "1.0 µs", "9.9 µs", "10 µs", "999 µs", "1.0 ms", "3.1 ms", "12 s"];
        assert_eq!(text.map(duration), expected);
    }

    #[test]
    fn ordinals_follow_english() {
        let text = [1, 2, 3, 4, 11, 12, 21, 113].map(ordinal);
        assert_eq!(text, ["1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "113th"]);
    }
}
