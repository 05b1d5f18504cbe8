//! Breakpoints of a run: which lines stop a thread, who is stopped where, and how they go on.
//!
//! A stopped thread really waits here, with nothing held: no guard of the interpreter's and no
//! interpreter lock. It does not wait *for* anything, so the watchdog takes it for one that can go
//! on by itself. Knows nothing of the interpreter: lines and depths of calls are numbers.

use super::control::{Control, wants};
use crate::model::breaks::Lines;
use crate::model::ids::ThreadId;
use parking_lot::{Condvar, Mutex};
use std::collections::{BTreeMap, BTreeSet};

/// The lines at which threads are to stop, and who else stops then.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Breakpoints {
    /// Script lines, 1-based.
    pub lines: BTreeSet<u32>,
    /// Whether the whole run is paused when one thread stops.
    pub stops_all: bool,
}

/// A thread that stands before a line and waits to be let go.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stop {
    /// Who.
    pub thread: ThreadId,
    /// The line it has not run yet.
    pub line: u32,
}

/// See the module's header.
#[derive(Debug, Default)]
pub struct Breaks {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    wanted: Breakpoints,
    /// Lines and depths of the threads that are stopped.
    stopped: BTreeMap<ThreadId, (u32, usize)>,
    /// Threads that stop again at the next line that is entered with so many calls at most.
    steps: BTreeMap<ThreadId, usize>,
    /// Threads that were let go or stepped while the run was paused: that pause does not hold them
    /// until they stop again.
    exempt: BTreeSet<ThreadId>,
}

impl State {
    fn let_pass(&mut self, thread: ThreadId, control: &Control) {
        if control.is_paused() {
            self.exempt.insert(thread);
        }
    }

    /// Nobody is exempt from a pause that begins.
    fn pause(&mut self, control: &Control) {
        if !control.is_paused() {
            self.exempt.clear();
            control.pause();
        }
    }
}

impl Breaks {
    /// Those a run begins with.
    pub fn new(wanted: Breakpoints) -> Breaks {
        let state = State { wanted, ..State::default() };
        Breaks { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Stops threads at these lines from now on. Those already stopped stay so.
    pub fn set(&self, wanted: Breakpoints) {
        self.state.lock().wanted = wanted;
    }

    /// Where the program must ask; `None`: nowhere.
    pub fn lines(&self, control: &Control) -> Option<Lines> {
        let state = self.state.lock();
        if !state.steps.is_empty() || control.delay_nanos() > 0 {
            return Some(Lines::All);
        }
        let lines = &state.wanted.lines;
        (!lines.is_empty()).then(|| Lines::Only(lines.clone()))
    }

    /// Whether a thread that enters `line` with so many calls in progress must stop there.
    pub fn stops(&self, thread: ThreadId, line: u32, depth: usize) -> bool {
        let mut state = self.state.lock();
        let stepped = state.steps.get(&thread).is_some_and(|&deepest| depth <= deepest);
        let stops = stepped || state.wanted.lines.contains(&line);
        if stops {
            state.steps.remove(&thread);
        }
        stops
    }

    /// Stops the calling thread until it is let go or the run ends.
    pub fn hold(&self, thread: ThreadId, line: u32, depth: usize, control: &Control) {
        let mut state = self.state.lock();
        state.stopped.insert(thread, (line, depth));
        state.exempt.remove(&thread);
        if state.wanted.stops_all {
            state.pause(control);
        }
        while state.stopped.contains_key(&thread) && !control.is_stopping() {
            self.changed.wait(&mut state);
        }
        state.stopped.remove(&thread);
    }

    /// Pauses the run.
    pub fn pause(&self, control: &Control) {
        self.state.lock().pause(control);
    }

    /// Lets a stopped thread go on, even if the run is paused.
    pub fn go_on(&self, thread: ThreadId, control: &Control) {
        let mut state = self.state.lock();
        if state.stopped.remove(&thread).is_some() {
            state.let_pass(thread, control);
            self.changed.notify_all();
        }
    }

    /// Lets all stopped threads go on.
    pub fn all_go_on(&self) {
        let mut state = self.state.lock();
        state.stopped.clear();
        state.steps.clear();
        state.exempt.clear();
        self.changed.notify_all();
    }

    /// Lets a stopped thread run to the next line of its function, or of one that called it;
    /// whether it was stopped.
    pub fn step_over(&self, thread: ThreadId, control: &Control) -> bool {
        let mut state = self.state.lock();
        let Some((_, depth)) = state.stopped.remove(&thread) else { return false };
        state.steps.insert(thread, depth);
        state.let_pass(thread, control);
        // Before it goes on: it must not run a line of instructions without breaks.
        control.want(wants::BREAKS);
        self.changed.notify_all();
        true
    }

    /// Whether a thread was let go alone: the pause under way does not hold it up.
    pub fn is_exempt(&self, thread: ThreadId) -> bool {
        self.state.lock().exempt.contains(&thread)
    }

    /// The thread is gone.
    pub fn forget(&self, thread: ThreadId) {
        let mut state = self.state.lock();
        state.steps.remove(&thread);
        state.exempt.remove(&thread);
    }

    /// Who is stopped where, by number of the thread.
    pub fn stopped(&self) -> Vec<Stop> {
        let state = self.state.lock();
        state.stopped.iter().map(|(&thread, &(line, _))| Stop { thread, line }).collect()
    }

    /// Makes stopped threads look whether the run ends.
    pub fn wake(&self) {
        let _state = self.state.lock();
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lines: &[u32], stops_all: bool) -> Breaks {
        Breaks::new(Breakpoints { lines: lines.iter().copied().collect(), stops_all })
    }

    fn held(breaks: &Breaks, control: &Control, release: impl FnOnce()) {
        std::thread::scope(|scope| {
            let thread = scope.spawn(|| breaks.hold(ThreadId(1), 7, 3, control));
            while breaks.stopped().is_empty() {
                std::thread::yield_now();
            }
            assert_eq!(breaks.stopped(), [Stop { thread: ThreadId(1), line: 7 }]);
            assert!(!thread.is_finished());
            release();
        });
        assert!(breaks.stopped().is_empty());
    }

    #[test]
    fn a_stopped_thread_stays_until_it_is_let_go() {
        let (breaks, control) = (at(&[7], false), Control::default());
        held(&breaks, &control, || breaks.go_on(ThreadId(1), &control));
        assert!(!control.is_paused());
    }

    #[test]
    fn the_end_of_the_run_lets_it_go() {
        let (breaks, control) = (at(&[7], false), Control::default());
        held(&breaks, &control, || {
            control.stop();
            breaks.wake();
        });
    }

    #[test]
    fn by_choice_the_whole_run_is_paused() {
        let (breaks, control) = (at(&[7], true), Control::default());
        held(&breaks, &control, || {
            assert!(control.is_paused());
            breaks.all_go_on();
        });
    }

    #[test]
    fn who_was_let_go_is_held_by_the_next_pause_but_not_by_the_one_under_way() {
        let (breaks, control) = (at(&[7], true), Control::default());
        held(&breaks, &control, || breaks.go_on(ThreadId(1), &control));
        assert!(breaks.is_exempt(ThreadId(1)));
        control.resume();
        breaks.pause(&control);
        assert!(!breaks.is_exempt(ThreadId(1)));

        let (breaks, control) = (at(&[7], false), Control::default());
        held(&breaks, &control, || assert!(breaks.step_over(ThreadId(1), &control)));
        breaks.pause(&control);
        assert!(!breaks.is_exempt(ThreadId(1)));
    }

    #[test]
    fn a_step_ends_at_the_next_line_that_is_no_deeper() {
        let (breaks, control) = (at(&[], false), Control::default());
        held(&breaks, &control, || assert!(breaks.step_over(ThreadId(1), &control)));
        assert_eq!(breaks.lines(&control), Some(Lines::All));
        assert!(!breaks.stops(ThreadId(1), 20, 4) && !breaks.stops(ThreadId(2), 8, 1));
        assert!(breaks.stops(ThreadId(1), 8, 3));
        assert_eq!(breaks.lines(&control), None);
    }
}
