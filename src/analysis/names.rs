//! What views and pictures call the states of threads, in the language of the window. Files of
//! data have [`State::label`], which never changes.

use crate::trace::State;
use crate::words;

/// As legends and tables write it.
pub fn state_name(state: State) -> &'static str {
    match state {
        State::NotStarted => words!("analysis-state-not-started"),
        State::Ended => words!("analysis-state-ended"),
        State::Running => words!("analysis-state-running"),
        State::Stopped => words!("analysis-state-stopped"),
        State::NotRecorded => words!("analysis-state-not-recorded"),
        State::Sleeping => words!("analysis-state-sleeping"),
        State::WaitingData => words!("analysis-state-data"),
        State::WaitingSignal => words!("analysis-state-signal"),
        State::WaitingForGil => words!("analysis-state-gil"),
        State::BlockedOnLock => words!("analysis-state-lock"),
    }
}
