//! Tables of a size known to the compiler that are too large for the stack.

/// A table whose size is part of its type: a masked index needs no check. It is made and copied in
/// its place, because the stack would be too small for it.
pub(super) struct Fixed<T, const N: usize>(pub Box<[T; N]>);

impl<T, const N: usize> Fixed<T, N> {
    /// A table of what `make` makes.
    pub fn new(make: impl FnMut() -> T) -> Self {
        let mut items = Vec::new();
        items.resize_with(N, make);
        Fixed::of(items)
    }

    /// The caller gives `N` items.
    fn of(items: Vec<T>) -> Self {
        let Ok(table) = items.into_boxed_slice().try_into() else { unreachable!("N items") };
        Fixed(table)
    }
}

impl<T: Clone, const N: usize> Clone for Fixed<T, N> {
    fn clone(&self) -> Self {
        Fixed::of(self.0.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_larger_than_a_stack_is_made_and_copied() {
        let table: Fixed<[u64; 128], 16_384> = Fixed::new(|| [7; 128]);
        assert!(table.clone().0.iter().all(|item| item[127] == 7));
    }
}
