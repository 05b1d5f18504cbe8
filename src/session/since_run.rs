//! Where the lines of the script that ran are in the script as it is now, and the other way round.
//!
//! A run knows lines of the text that was run. Whoever edits that text afterwards, or moves a node of
//! the picture, which grows the settings at its top, is still to see the run in its right places.

use super::Session;
use crate::script::outline::Outline;
use crate::script::settings;
use std::sync::Arc;

/// Most pairs of lines that are compared; larger changes have no lines in common.
const PAIRS_MAX: usize = 1_000_000;

/// Which line of one text is which line of another; 1-based, 0 for none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lines {
    to_now: Vec<u32>,
    to_then: Vec<u32>,
}

impl Lines {
    /// Between a text as it was and as it is.
    pub fn between(then: &str, now: &str) -> Lines {
        let (a, b): (Vec<&str>, Vec<&str>) = (then.lines().collect(), now.lines().collect());
        let (head, tail) = same_ends(&a, &b);
        let mut lines = Lines { to_now: vec![0; a.len()], to_then: vec![0; b.len()] };
        (0..head).for_each(|at| lines.pair(at, at));
        (1..=tail).for_each(|back| lines.pair(a.len() - back, b.len() - back));
        let (from_a, from_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
        let (mut done, mut other_done) = (0, 0);
        let end = (from_a.len(), from_b.len());
        for (at, other) in common(from_a, from_b).into_iter().chain([end]) {
            // As many lines as before, each of the same shape: words in them were changed.
            let (old, new) = (&from_a[done..at], &from_b[other_done..other]);
            if old.len() == new.len() {
                let pairs = old.iter().zip(new).enumerate();
                let same = pairs.filter(|(_, (old, new))| shape(old) == shape(new));
                same.for_each(|(by, _)| lines.pair(head + done + by, head + other_done + by));
            }
            if (at, other) != end {
                lines.pair(head + at, head + other);
            }
            (done, other_done) = (at + 1, other + 1);
        }
        lines
    }

    fn pair(&mut self, then: usize, now: usize) {
        self.to_now[then] = now as u32 + 1;
        self.to_then[now] = then as u32 + 1;
    }

    /// Where a line that ran is now.
    pub fn now(&self, line: u32) -> Option<u32> {
        of(&self.to_now, line)
    }

    /// Which line a line of now was when it ran.
    pub fn then(&self, line: u32) -> Option<u32> {
        of(&self.to_then, line)
    }
}

/// A line without what its words are: what stays of it when a name is changed.
fn shape(line: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut shape = String::new();
    for letter in line.chars() {
        match is_word(letter) {
            true if shape.ends_with('w') => {}
            true => shape.push('w'),
            false => shape.push(letter),
        }
    }
    shape
}

/// How many lines two texts have in common at their beginnings, and of the rest at their ends.
fn same_ends(a: &[&str], b: &[&str]) -> (usize, usize) {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - head;
    let pairs = a.iter().rev().zip(b.iter().rev()).take(rest);
    (head, pairs.take_while(|(a, b)| a == b).count())
}

fn of(lines: &[u32], line: u32) -> Option<u32> {
    let found = lines.get((line as usize).checked_sub(1)?).copied()?;
    (found > 0).then_some(found)
}

/// The longest row of lines that both have, as pairs of places.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    if a.is_empty() || b.is_empty() || a.len().saturating_mul(b.len()) > PAIRS_MAX {
        return Vec::new();
    }
    // How many lines the rests have in common, from each pair of places on.
    let mut counts = vec![0u32; (a.len() + 1) * width];
    for at in (0..a.len()).rev() {
        for other in (0..b.len()).rev() {
            counts[at * width + other] = match a[at] == b[other] {
                true => counts[(at + 1) * width + other + 1] + 1,
                false => counts[(at + 1) * width + other].max(counts[at * width + other + 1]),
            };
        }
    }
    let (mut at, mut other, mut pairs) = (0, 0, Vec::new());
    while at < a.len() && other < b.len() {
        if a[at] == b[other] {
            pairs.push((at, other));
            (at, other) = (at + 1, other + 1);
        } else if counts[(at + 1) * width + other] >= counts[at * width + other + 1] {
            at += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

/// What the script became since it ran.
#[derive(Default)]
pub(super) struct SinceRun {
    /// Of which state of the text: document and revision.
    of: Option<(u64, u64)>,
    lines: Option<Lines>,
    /// Its code is another, and not only its settings.
    is_other: bool,
    /// The picture of the script that ran, if it was ever made.
    ran: Option<Arc<Outline>>,
    /// The picture, and the same with the lines and names that it had when it ran.
    outlines: Option<(Arc<Outline>, Arc<Outline>)>,
}

impl Session {
    /// Follows the text away from the one that ran.
    pub(super) fn follow_run(&mut self) {
        let ran = self.trace.origin().map(|origin| origin.script.as_str());
        let (Some(document), Some(ran)) = (&self.document, ran) else {
            self.since_run = SinceRun::default();
            return;
        };
        let of = document.mark();
        if ran == document.text() {
            let picture = self.picture.as_ref().filter(|one| one.revision == of.1);
            let ran = picture.map(|one| one.outline.clone()).or(self.since_run.ran.take());
            self.since_run = SinceRun { ran, ..SinceRun::default() };
            return;
        }
        if self.since_run.of != Some(of) {
            let lines = Some(Lines::between(ran, document.text()));
            let is_other = settings::code(ran).trim() != settings::code(document.text()).trim();
            let ran = self.since_run.ran.take();
            self.since_run = SinceRun { of: Some(of), lines, is_other, ran, outlines: None };
        }
        let Some(picture) = self.picture.as_ref().filter(|one| one.revision == of.1) else {
            return;
        };
        let known = self.since_run.outlines.as_ref();
        if known.is_none_or(|(now, _)| !Arc::ptr_eq(now, &picture.outline))
            && let Some(lines) = &self.since_run.lines
        {
            let mut then = picture.outline.with_lines(|line| lines.then(line));
            if let Some(ran) = &self.since_run.ran {
                with_old_names(&mut then, ran);
            }
            self.since_run.outlines = Some((picture.outline.clone(), Arc::new(then)));
        }
    }

    /// Whether the run is of a script that was changed since. Moving nodes changes no script.
    pub fn is_run_older(&self) -> bool {
        self.since_run.is_other
    }

    /// The picture with the lines and names that it had when it ran, if those are others than now.
    pub fn outline_of_run(&self) -> Option<&Arc<Outline>> {
        let (now, then) = self.since_run.outlines.as_ref()?;
        self.outline().is_some_and(|outline| Arc::ptr_eq(outline, now)).then_some(then)
    }

    /// Where a line that ran is now; none if it is gone.
    pub fn line_now(&self, line: u32) -> Option<u32> {
        self.since_run.lines.as_ref().map_or(Some(line), |lines| lines.now(line))
    }

    /// Which line a line of now was when it ran.
    pub fn line_then(&self, line: u32) -> Option<u32> {
        self.since_run.lines.as_ref().map_or(Some(line), |lines| lines.then(line))
    }
}

/// Gives nodes the names that they had in the picture of the script that ran, by their lines.
fn with_old_names(then: &mut Outline, ran: &Outline) {
    let known = |name: &str| ran.primitives.iter().any(|node| node.name == name);
    let kept: Vec<String> = then.primitives.iter().map(|node| node.name.clone()).collect();
    for node in then.primitives.iter_mut().filter(|node| !known(&node.name)) {
        let was =
            ran.primitives.iter().filter(|old| (old.line, old.kind) == (node.line, node.kind));
        if let Some(old) = only(was.filter(|old| !kept.contains(&old.name))) {
            node.name.clone_from(&old.name);
        }
    }
    let known = |name: &str| ran.shared.iter().any(|node| node.name == name);
    let kept: Vec<String> = then.shared.iter().map(|node| node.name.clone()).collect();
    for node in then.shared.iter_mut().filter(|node| node.line > 0 && !known(&node.name)) {
        let was = ran.shared.iter().filter(|old| old.line == node.line);
        if let Some(old) = only(was.filter(|old| !kept.contains(&old.name))) {
            node.name.clone_from(&old.name);
        }
    }
}

/// The one there is, if there are not several.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_again_wherever_something_was_put_in_or_taken_out() {
        let (then, now) = ("a\nb\nc\nd\ne\n", "# new\na\nc\nd\nx\ne\n");
        let lines = Lines::between(then, now);
        assert_eq!(
            [1, 2, 3, 4, 5].map(|line| lines.now(line)),
            [Some(2), None, Some(3), Some(4), Some(6)]
        );
        assert_eq!(
            [1, 3, 5, 6, 7].map(|line| lines.then(line)),
            [None, Some(3), None, Some(5), None]
        );
    }

    #[test]
    fn lines_in_which_a_name_was_changed_are_the_same_lines() {
        let then = "total = 0\ndef work():\n    with lock:\n        total += 1\n    print(1)\n";
        let now = "total = 0\ndef job():\n    with guard:\n        total += 1\n    x = 1\n";
        let lines = Lines::between(then, now);
        assert_eq!([1, 2, 3, 4, 5].map(|line| lines.now(line).unwrap_or(0)), [1, 2, 3, 4, 0]);
    }

    #[test]
    fn nodes_that_were_renamed_have_the_names_of_the_run() {
        let of = |lock: &str, total: &str| {
            Outline::of(&format!(
                "import threading\n{lock}, other = threading.Lock(), threading.Lock()\n\
                 {total} = 0\ndef f():\n    global {total}\n    with {lock}:\n        \
                 {total} += 1\nthreading.Thread(target=f).start()\n"
            ))
        };
        let (ran, mut then) = (of("lock", "total"), of("guard", "count"));
        with_old_names(&mut then, &ran);
        let names: Vec<&str> = then.primitives.iter().map(|node| node.name.as_str()).collect();
        assert_eq!((names, then.shared[0].name.as_str()), (vec!["lock", "other"], "total"));
    }

    #[test]
    fn nothing_is_found_of_another_text() {
        let lines = Lines::between("a\nb\n", "c\n");
        assert_eq!((lines.now(1), lines.now(2), lines.then(1)), (None, None, None));
        assert_eq!(Lines::between("", "a\n").then(1), None);
    }
}
