//! Slices of sequences: which indices `[start:stop:step]` means.

/// The indices of a slice on a sequence of known length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Indices {
    /// First index.
    pub start: i64,
    /// One past the last, in the direction of the step.
    pub stop: i64,
    /// Distance; never 0.
    pub step: i64,
}

impl Indices {
    /// `slice(start, stop, step).indices(length)`; `None` when the step is 0.
    pub fn new(
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
        length: usize,
    ) -> Option<Self> {
        let step = step.unwrap_or(1).max(-i64::MAX);
        if step == 0 {
            return None;
        }
        let length = length as i64;
        let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let place = |index: i64| {
            if index < 0 { (index.saturating_add(length)).max(low) } else { index.min(high) }
        };
        let (first, last) = if step < 0 { (high, low) } else { (low, high) };
        Some(Indices { start: start.map_or(first, place), stop: stop.map_or(last, place), step })
    }

    /// How many indices there are.
    pub fn count(&self) -> usize {
        let (low, high, step) = if self.step > 0 {
            (self.start, self.stop, self.step)
        } else {
            (self.stop, self.start, -self.step)
        };
        if low >= high { 0 } else { ((high - low - 1) / step + 1) as usize }
    }

    /// The indices.
    pub fn iter(&self) -> impl Iterator<Item = usize> + use<> {
        let Indices { start, step, .. } = *self;
        (0..self.count() as i64).map(move |turn| (start + turn * step) as usize)
    }
}

/// The place of an index that may count from the end.
pub fn index(at: i64, length: usize) -> Option<usize> {
    let length = length as i64;
    let at = if at < 0 { at + length } else { at };
    (0..length).contains(&at).then_some(at as usize)
}

/// Bounds of `find(sub, start, end)` and of `insert`: clamped, never failing.
pub fn clamp(at: i64, length: usize) -> usize {
    let length = length as i64;
    (if at < 0 { at.saturating_add(length).max(0) } else { at.min(length) }) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Vec<usize> {
        Indices::new(start, stop, step, 5).expect("step is not 0").iter().collect()
    }

    #[test]
    fn slices_pick_what_python_picks() {
        assert_eq!(picked(None, None, None), [0, 1, 2, 3, 4]);
        assert_eq!(picked(Some(-2), None, None), [3, 4]);
        assert_eq!(picked(None, None, Some(-2)), [4, 2, 0]);
        assert_eq!(picked(Some(10), Some(-10), Some(-1)), [4, 3, 2, 1, 0]);
        assert_eq!(picked(Some(3), Some(1), None), Vec::<usize>::new());
        assert_eq!(picked(Some(1), Some(i64::MAX), Some(i64::MAX)), [1]);
        assert_eq!(Indices::new(None, None, Some(0), 5), None);
    }
}
