//! A chunk of a trace: the one that grows is its owner's, a full one is shared by all copies.
//!
//! So a copy of a long trace, as an export or a plot keeps while the run goes on, costs no more than
//! counting its chunks. Knows nothing of what a chunk holds.

use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::Arc;

/// A chunk, shared once it is full.
#[derive(Clone, Debug)]
pub enum Piece<C> {
    /// Copied with its owner.
    Growing(C),
    /// The same for all.
    Full(Arc<C>),
}

impl<C> Deref for Piece<C> {
    type Target = C;

    #[inline]
    fn deref(&self) -> &C {
        match self {
            Piece::Growing(chunk) => chunk,
            Piece::Full(chunk) => chunk,
        }
    }
}

impl<C: Clone + Default> Piece<C> {
    /// Begins a chunk behind the others; the one before it is full.
    pub fn begin(pieces: &mut VecDeque<Piece<C>>, chunk: C) {
        pieces.back_mut().into_iter().for_each(Piece::close);
        pieces.push_back(Piece::Growing(chunk));
    }

    /// From now on it is shared.
    pub fn close(&mut self) {
        if let Piece::Growing(chunk) = self {
            *self = Piece::Full(Arc::new(std::mem::take(chunk)));
        }
    }

    /// To be changed: one that others have is copied first.
    #[inline]
    pub fn open(&mut self) -> &mut C {
        if let Piece::Full(chunk) = self {
            *self = Piece::Growing(Arc::unwrap_or_clone(std::mem::take(chunk)));
        }
        match self {
            Piece::Growing(chunk) => chunk,
            Piece::Full(chunk) => Arc::make_mut(chunk),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_chunk_is_shared_and_changing_it_changes_no_copy() {
        let mut one = Piece::Growing(vec![1, 2]);
        one.close();
        let mut other = one.clone();
        assert_eq!(one.as_ptr(), other.as_ptr());
        other.open().push(3);
        assert_eq!((one.as_slice(), other.as_slice()), (&[1, 2][..], &[1, 2, 3][..]));
    }
}
