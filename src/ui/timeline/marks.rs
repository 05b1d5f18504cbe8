//! The moments that the user marked, and what the user wrote beside them.

use crate::export::timeline::Mark;

/// Marks that are kept; further ones are refused.
pub const MARKS_MAX: usize = 64;
/// Characters of a note.
pub const NOTE_CHARS_MAX: usize = 200;

/// Marks, earliest first.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    list: Vec<Mark>,
    /// The one whose note is being written.
    pub writing: Option<usize>,
    /// Whether the field for the note asks for the focus.
    pub wants_focus: bool,
}

impl Marks {
    /// All of them.
    pub fn list(&self) -> &[Mark] {
        &self.list
    }

    /// Marks a moment, or takes away the mark that is nearer to it than `near`. Says whether
    /// there was room.
    pub fn toggle(&mut self, nanos: f64, near: f64) -> bool {
        self.writing = None;
        let before = self.list.len();
        self.list.retain(|mark| (mark.nanos - nanos).abs() > near);
        if self.list.len() < before {
            return true;
        }
        if before >= MARKS_MAX {
            return false;
        }
        self.list.push(Mark { nanos: nanos.max(0.0).round(), note: String::new() });
        self.list.sort_by(|one, other| one.nanos.total_cmp(&other.nanos));
        true
    }

    /// These instead, earliest first.
    pub fn put(&mut self, mut list: Vec<Mark>) {
        list.sort_by(|one, other| one.nanos.total_cmp(&other.nanos));
        *self = Marks { list, ..Marks::default() };
    }

    /// Takes one away.
    pub fn remove(&mut self, at: usize) {
        self.writing = None;
        if at < self.list.len() {
            self.list.remove(at);
        }
    }

    /// Begins to write the note of the mark that is nearest to a moment.
    pub fn write_nearest(&mut self, nanos: f64) {
        let distance = |at: &usize| (self.list[*at].nanos - nanos).abs();
        self.wants_focus = true;
        self.writing =
            (0..self.list.len()).min_by(|one, other| distance(one).total_cmp(&distance(other)));
    }

    /// The note being written.
    pub fn note_mut(&mut self) -> Option<&mut String> {
        self.list.get_mut(self.writing?).map(|mark| &mut mark.note)
    }

    /// The next mark after a moment, or the one before it; round the end if need be.
    pub fn step(&self, nanos: f64, forward: bool) -> Option<f64> {
        let times = || self.list.iter().map(|mark| mark.nanos);
        match forward {
            true => times().find(|&mark| mark > nanos).or_else(|| times().next()),
            false => times().rfind(|&mark| mark < nanos).or_else(|| times().next_back()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(times: &[f64]) -> Marks {
        let mut marks = Marks::default();
        times.iter().for_each(|&nanos| _ = marks.toggle(nanos, 1.0));
        marks
    }

    #[test]
    fn a_second_mark_at_the_same_place_takes_the_first_away() {
        let mut marks = marks(&[50.0, 10.0]);
        assert_eq!(marks.list().iter().map(|mark| mark.nanos).collect::<Vec<_>>(), [10.0, 50.0]);
        marks.toggle(10.5, 1.0);
        assert_eq!(marks.list().len(), 1);
    }

    #[test]
    fn more_marks_than_are_kept_are_refused() {
        let times: Vec<f64> = (0..MARKS_MAX).map(|at| at as f64 * 10.0).collect();
        assert!(!marks(&times).toggle(1e6, 1.0));
    }

    #[test]
    fn steps_go_round_the_ends() {
        let marks = marks(&[10.0, 50.0]);
        assert_eq!([marks.step(10.0, true), marks.step(60.0, true)], [Some(50.0), Some(10.0)]);
        assert_eq!([marks.step(50.0, false), marks.step(5.0, false)], [Some(10.0), Some(50.0)]);
        assert_eq!(Marks::default().step(1.0, true), None);
    }

    #[test]
    fn a_note_is_written_beside_the_nearest_mark() {
        let mut marks = marks(&[10.0, 50.0]);
        marks.write_nearest(40.0);
        marks.note_mut().unwrap().push_str("full");
        assert_eq!(marks.list()[1].note, "full");
    }
}
