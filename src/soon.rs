//! How long the tests of all folders wait for what has to come, and how: until it is so, however
//! busy the machine is, and never for a time in which it ought to be so.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longest that anything may take which is there at once on an idle machine.
pub(crate) const SOON: Duration = Duration::from_secs(120);

/// Waits until it is so.
#[track_caller]
pub(crate) fn eventually(mut done: impl FnMut() -> bool) {
    let until = Instant::now() + SOON;
    while !done() {
        assert!(Instant::now() < until, "it never came to that");
        sleep(Duration::from_millis(1));
    }
}
