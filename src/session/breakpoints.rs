//! Breakpoints: lines of the open script at which threads stop, kept while its text changes, and
//! what to do with the threads that stand at one.
//!
//! ```text
//! toggle_breakpoint(line)   the editor's gutter or the command at the cursor; also while it runs
//! breakpoint_lines()        what the gutter draws          stopped()  who stands where, now
//! stopped_thread()          the one that StepOver and ContinueThread are about
//! choose_stopped(thread)    makes it another one
//! Resume                    lets all of them go on
//! ```
//!
//! The choice between stopping one thread and pausing all is a setting (`break_stops_all`).

use super::run::{Breakpoints, Stop};
use super::since_run::Lines;
use super::{Document, Level, Session};
use crate::model::breaks::breakable_lines;
use crate::model::ids::ThreadId;
use crate::words;
use std::collections::BTreeSet;

/// Most breakpoints of a script.
pub const BREAKPOINTS_MAX: usize = 1000;

/// Lines that stay with their text while it is edited.
#[derive(Debug, Default)]
pub(super) struct Marks {
    lines: BTreeSet<u32>,
    /// The text the lines are of, while there are any, and its place among the texts.
    text: String,
    of: Option<(u64, u64)>,
    /// The stopped thread that was looked at last.
    chosen: Option<ThreadId>,
}

impl Marks {
    /// Moves the marks with the document's text; those of another document are gone.
    pub fn follow(&mut self, document: Option<&Document>) {
        let of = document.map(Document::mark);
        if self.of == of || self.lines.is_empty() {
            self.of = of;
            return;
        }
        let text = document.map_or("", Document::text);
        let same = self.of.map(|of| of.0) == of.map(|of| of.0);
        self.lines = if same { moved(&self.lines, &self.text, text) } else { BTreeSet::new() };
        text.clone_into(&mut self.text);
        self.of = of;
    }
}

/// Where the lines of `old` are in `new`. A line that was changed beyond recognition stays between the
/// lines that it stood between; where those stand together now it is gone.
fn moved(lines: &BTreeSet<u32>, old: &str, new: &str) -> BTreeSet<u32> {
    let map = Lines::between(old, new);
    let (old_end, new_end) = (old.lines().count() as u32 + 1, new.lines().count() as u32 + 1);
    let place = |&line: &u32| {
        if let Some(now) = map.now(line) {
            return Some(now);
        }
        let before = (1..line).rev().find_map(|line| Some((line, map.now(line)?)));
        let (then, now) = before.unwrap_or((0, 0));
        let after = (line + 1..old_end).find_map(|line| map.now(line)).unwrap_or(new_end);
        let room = after.saturating_sub(now + 1);
        (room > 0).then(|| now + (line - then).min(room))
    };
    lines.iter().filter_map(place).collect()
}

impl Session {
    /// The lines at which threads stop, 1-based.
    pub fn breakpoint_lines(&self) -> &BTreeSet<u32> {
        &self.marks.lines
    }

    /// Whether there are any.
    pub fn has_breakpoints(&self) -> bool {
        !self.marks.lines.is_empty()
    }

    /// Sets a breakpoint at a line (1-based) or removes the one there. A line without code hands
    /// it on to the next one that has some. Holds for a run under way too.
    pub fn toggle_breakpoint(&mut self, line: u32) {
        self.marks.follow(self.document.as_ref());
        let line = self.breakable_line(line);
        if !self.marks.lines.remove(&line) {
            if self.marks.lines.len() >= BREAKPOINTS_MAX {
                let text = words!("session-breakpoints-full", count = BREAKPOINTS_MAX);
                self.notify(Level::Info, text);
                return;
            }
            if self.marks.lines.is_empty() {
                let text = self.document.as_ref().map_or("", Document::text);
                text.clone_into(&mut self.marks.text);
            }
            self.marks.lines.insert(line);
        }
        self.tell_breakpoints();
    }

    /// Removes all breakpoints.
    pub fn clear_breakpoints(&mut self) {
        self.marks.lines.clear();
        self.tell_breakpoints();
    }

    /// Chooses whether a breakpoint pauses all threads or stops only the one that reaches it.
    pub fn set_break_stops_all(&mut self, all: bool) {
        self.settings.break_stops_all = all;
        self.tell_breakpoints();
    }

    /// The threads that stand at a breakpoint now, each with the line it runs next.
    pub fn stopped(&self) -> &[Stop] {
        self.run.as_ref().map_or(&[], |run| &run.report.stopped)
    }

    /// The stopped thread that single steps are about: the one chosen, else the first.
    pub fn stopped_thread(&self) -> Option<Stop> {
        let chosen = self.stopped().iter().find(|stop| Some(stop.thread) == self.marks.chosen);
        chosen.or(self.stopped().first()).copied()
    }

    /// Makes single steps be about this thread.
    pub fn choose_stopped(&mut self, thread: ThreadId) {
        self.marks.chosen = Some(thread);
    }

    pub(super) fn step_over(&mut self) {
        self.steer_stopped(|running, thread| running.step_over(thread));
    }

    pub(super) fn continue_thread(&mut self) {
        self.steer_stopped(|running, thread| running.go_on(thread));
    }

    fn steer_stopped(&mut self, act: impl FnOnce(&dyn super::run::Running, ThreadId)) {
        let Some(stop) = self.stopped_thread() else { return };
        self.marks.chosen = Some(stop.thread);
        if let Some(running) = self.run.as_ref().and_then(|run| run.running.as_ref()) {
            act(&**running, stop.thread);
        }
    }

    /// What a run is told.
    pub(super) fn breakpoints(&mut self) -> Breakpoints {
        self.marks.follow(self.document.as_ref());
        let stops_all = self.settings.break_stops_all;
        Breakpoints { lines: self.marks.lines.clone(), stops_all }
    }

    /// The lines of a run under way are those of the text that was started.
    fn tell_breakpoints(&mut self) {
        self.follow_run();
        let mut breakpoints = self.breakpoints();
        let lines = breakpoints.lines.iter().filter_map(|&line| self.line_then(line));
        breakpoints.lines = lines.collect();
        if let Some(running) = self.run.as_ref().and_then(|run| run.running.as_ref()) {
            running.set_breakpoints(breakpoints);
        }
    }

    /// The first line with code from `line` on, as far as the program is known; else `line`.
    fn breakable_line(&self, line: u32) -> u32 {
        if self.is_checking() {
            return line;
        }
        let lines = self.good.as_ref().map(|program| breakable_lines(program));
        lines.and_then(|lines| lines.range(line..).next().copied()).unwrap_or(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(lines: &[u32], old: &str, new: &str) -> Vec<u32> {
        moved(&lines.iter().copied().collect(), old, new).into_iter().collect()
    }

    #[test]
    fn a_breakpoint_stays_with_its_line() {
        assert_eq!(after(&[1, 3], "a\nb\nc\n", "a\nnew\nb\nc\n"), [1, 4]);
        assert_eq!(after(&[1, 3], "a\nb\nc\n", "a\nc\n"), [1, 2]);
        assert_eq!(after(&[2], "a\nb\nc\n", "a\nbb\nc\n"), [2]);
    }

    #[test]
    fn lines_put_in_at_several_places_move_what_stands_between_them() {
        let (old, new) = ("a\nb\nc\nd\n", "# 1\n# 2\na\nb\nlock\nc\nd\n");
        assert_eq!(after(&[1, 2, 3, 4], old, new), [3, 4, 6, 7]);
        assert_eq!(after(&[2], "a\nb(1)\nc\n", "new\na\nquite + another\nc\n"), [3]);
    }

    #[test]
    fn one_whose_line_is_taken_out_is_gone() {
        assert_eq!(after(&[2], "a\nb\nc\n", "a\nc\n"), [] as [u32; 0]);
        assert_eq!(after(&[1, 2, 3], "a\nb\nc\n", ""), [] as [u32; 0]);
    }
}
