//! What pictures call the states of threads, in the language of the window.

use crate::trace::State;
use crate::words;

/// As legends and tables write it.
pub fn state_name(state: State) -> &'static str {
    match state {
        State::NotStarted => words!("export-state-not-started"),
        State::Ended => words!("export-state-ended"),
        State::Running => words!("export-state-running"),
        State::Sleeping => words!("export-state-sleeping"),
        State::WaitingData => words!("export-state-data"),
        State::WaitingSignal => words!("export-state-signal"),
        State::WaitingForGil => words!("export-state-gil"),
        State::BlockedOnLock => words!("export-state-lock"),
    }
}
