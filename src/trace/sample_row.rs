//! Samples of one thread or variable, in order of time, in pieces that copies of the trace share.
//!
//! A piece is small: a live run's views copy the one that grows with every picture of the trace.
//! Knows nothing of what a sample is.

use super::piece::Piece;
use std::collections::VecDeque;
use std::ops::Range;

/// Samples in a full piece.
const PIECE: usize = 64;

/// Samples by their place, oldest first.
#[derive(Clone, Debug)]
pub struct SampleRow<T> {
    /// All but the last hold [`PIECE`] samples.
    pieces: VecDeque<Piece<Vec<T>>>,
    /// Samples at the front that are forgotten, though their piece is still there.
    skipped: usize,
    len: usize,
}

impl<T> SampleRow<T> {
    /// One without samples.
    pub const fn new() -> SampleRow<T> {
        SampleRow { pieces: VecDeque::new(), skipped: 0, len: 0 }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.len
    }
}

impl<T: Clone> SampleRow<T> {
    /// The sample at this place, if there is one.
    pub fn get(&self, at: usize) -> Option<&T> {
        let at = at + self.skipped;
        self.pieces.get(at / PIECE)?.get(at % PIECE)
    }

    /// The first sample.
    pub fn front(&self) -> Option<&T> {
        self.get(0)
    }

    /// The last sample.
    pub fn back(&self) -> Option<&T> {
        self.get(self.len.checked_sub(1)?)
    }

    /// The samples at these places, as far as there are any.
    pub fn range(
        &self,
        places: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        let places = places.start.min(self.len)..places.end.min(self.len);
        places.map(|at| {
            let at = at + self.skipped;
            &self.pieces[at / PIECE][at % PIECE]
        })
    }

    /// How many samples at the front `belongs` says yes to; those all come first.
    pub fn partition_point(&self, belongs: impl Fn(&T) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len);
        while low < high {
            let middle = (low + high) / 2;
            match self.get(middle).is_some_and(&belongs) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    }

    /// Puts one in at a place: at the end, or near it if it comes late.
    pub fn insert(&mut self, place: usize, item: T) {
        if self.pieces.back().is_none_or(|piece| piece.len() >= PIECE) {
            Piece::begin(&mut self.pieces, Vec::new());
        }
        // Each piece hands its last one on to the next, from where the new one belongs.
        let place = place + self.skipped;
        let mut inside = place % PIECE;
        let mut carried = item;
        let last = self.pieces.len() - 1;
        let first = (place / PIECE).min(last);
        for piece in self.pieces.range_mut(first..) {
            let piece = piece.open();
            piece.insert(inside.min(piece.len()), carried);
            self.len += 1;
            if piece.len() <= PIECE {
                break;
            }
            let Some(last) = piece.pop() else { break };
            (carried, inside, self.len) = (last, 0, self.len - 1);
        }
        self.pieces.range_mut(first..last).for_each(Piece::close);
    }

    /// Forgets the oldest `count`.
    pub fn forget(&mut self, count: usize) {
        let count = count.min(self.len);
        self.len -= count;
        self.skipped += count;
        while self.skipped >= PIECE && self.pieces.len() > 1 {
            self.pieces.pop_front();
            self.skipped -= PIECE;
        }
        // The last piece still grows: nothing need be kept in it.
        if let [piece] = self.pieces.make_contiguous() {
            piece.open().drain(..self.skipped);
            self.skipped = 0;
        }
    }
}

impl<T> Default for SampleRow<T> {
    fn default() -> SampleRow<T> {
        SampleRow::new()
    }
}

impl<T: Clone + PartialEq> PartialEq for SampleRow<T> {
    fn eq(&self, other: &SampleRow<T>) -> bool {
        self.range(0..self.len).eq(other.range(0..other.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(row: &SampleRow<u32>) -> Vec<u32> {
        row.range(0..row.len()).copied().collect()
    }

    proptest! {
        #[test]
        fn a_row_is_what_a_plain_vector_would_be(
            steps in prop::collection::vec((0u32..300, 0usize..9, any::<bool>()), 1..500),
        ) {
            let (mut row, mut plain) = (SampleRow::new(), Vec::<u32>::new());
            for (number, (value, late, forgets)) in steps.into_iter().enumerate() {
                if forgets && number % 50 == 0 {
                    let half = plain.len() / 2;
                    row.forget(half);
                    plain.drain(..half);
                }
                let place = plain.len().saturating_sub(late);
                row.insert(place, value);
                plain.insert(place, value);
            }
            prop_assert_eq!(all(&row), plain.clone());
            prop_assert_eq!((row.front(), row.back()), (plain.first(), plain.last()));
            prop_assert_eq!(row.get(plain.len()), None);
        }
    }

    #[test]
    fn a_sample_more_leaves_a_copy_as_it_was_and_copies_no_full_piece() {
        let mut row = SampleRow::new();
        (0..1000).for_each(|at| row.insert(at, at as u32));
        let copy = row.clone();
        row.insert(1000, 7);
        assert_eq!((copy.len(), row.len(), copy.back()), (1000, 1001, Some(&999)));
        let shared = row.pieces.iter().zip(&copy.pieces);
        let shared = shared.filter(|(one, other)| one.as_ptr() == other.as_ptr()).count();
        assert_eq!(shared, 1000 / PIECE);
    }

    #[test]
    fn pieces_that_a_late_sample_went_through_are_shared_again() {
        let mut row = SampleRow::new();
        (0..1000).for_each(|at| row.insert(at, at as u32));
        row.insert(10, 7);
        let copy = row.clone();
        let shared = row.pieces.iter().zip(&copy.pieces);
        let shared = shared.filter(|(one, other)| one.as_ptr() == other.as_ptr()).count();
        assert_eq!((row.get(10), row.len(), shared), (Some(&7), 1001, 1000 / PIECE));
    }

    #[test]
    fn the_place_of_a_time_is_found_as_in_a_vector() {
        let mut row = SampleRow::new();
        (0..200).for_each(|at| row.insert(at, at as u32 * 2));
        row.forget(10);
        assert_eq!(row.partition_point(|&value| value <= 41), 11);
        assert_eq!(row.partition_point(|&value| value < 1000), 190);
    }
}
