//! The order in which a set shows its items: the places of CPython's open-addressing table.
//!
//! `{3, 1, 2}` prints as `{1, 2, 3}` because small integers hash to themselves and a set is gone
//! over by place (`Objects/setobject.c`). The table in `dict` finds items by its own index; this one
//! only says who stands where, by the same probes, growth and holes as CPython's, so that every set
//! whose hashes are defined comes out in the same order. It knows hashes, and nothing of values.

/// Places looked at in a row before the probe jumps.
const LINEAR_PROBES: usize = 9;
/// How much of the hash each jump uses up.
const PERTURB_SHIFT: u32 = 5;
/// Places of an empty set.
const PLACES_MIN: usize = 8;
/// Sets above this double, smaller ones grow fourfold.
const LARGE: usize = 50_000;

const FREE: u32 = 0;
const GONE: u32 = u32::MAX;

/// The places of a set's items.
#[derive(Clone, Debug)]
pub struct Probes {
    /// For each place: free, gone, or one more than the entry's number.
    places: Vec<u32>,
    /// Places that are not free, gone ones included.
    filled: usize,
    /// Where `pop` goes on looking.
    finger: usize,
}

impl Default for Probes {
    fn default() -> Self {
        Probes { places: vec![FREE; PLACES_MIN], filled: 0, finger: 0 }
    }
}

impl Probes {
    /// An empty table that CPython would make for more than `wanted` items.
    pub fn with_room(wanted: usize) -> Probes {
        let mut size = PLACES_MIN;
        while size <= wanted {
            size *= 2;
        }
        Probes { places: vec![FREE; size], filled: 0, finger: 0 }
    }

    /// Goes on popping where another table stopped.
    pub fn pops_like(&mut self, other: &Probes) {
        self.finger = other.finger;
    }

    /// Whether no place was ever taken.
    pub fn is_untouched(&self) -> bool {
        self.filled == 0
    }

    /// Whether `more` items at once make CPython resize first.
    pub fn is_tight_for(&self, more: usize) -> bool {
        (self.filled + more) * 5 >= (self.places.len() - 1) * 3
    }

    /// Whether the table must grow after an item was added.
    pub fn is_full(&self) -> bool {
        self.is_tight_for(0)
    }

    /// Whether taking many items out has left so many holes that CPython lays the rest out anew.
    pub fn has_many_holes(&self, used: usize) -> bool {
        self.filled.saturating_sub(used) > (self.places.len() - 1) / 4
    }

    /// How many items a grown table is made for.
    pub fn growth(used: usize) -> usize {
        if used > LARGE { used * 2 } else { used * 4 }
    }

    /// Whether another table has as many places, none of them gone.
    pub fn is_copied_by_place(&self, of: &Probes, used: usize) -> bool {
        self.filled == 0 && of.filled == used && self.places.len() == of.places.len()
    }

    /// The number of the entry at a place.
    pub fn entry_at(&self, place: usize) -> Option<usize> {
        match *self.places.get(place)? {
            FREE | GONE => None,
            number => Some(number as usize - 1),
        }
    }

    /// How many places there are, free ones included.
    pub fn size(&self) -> usize {
        self.places.len()
    }

    /// Entries' numbers in order of their places.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.places.iter().filter(|&&it| it != FREE && it != GONE).map(|&it| it as usize - 1)
    }

    /// Gives an entry with this hash its place: the last hole before the first free place, or that.
    /// Says whether a free place was taken.
    pub fn add(&mut self, hash: u64, entry: usize) -> bool {
        let mut hole = None;
        for place in self.probe(hash) {
            match self.places[place] {
                FREE => {
                    self.places[hole.unwrap_or(place)] = entry as u32 + 1;
                    self.filled += usize::from(hole.is_none());
                    return hole.is_none();
                }
                GONE => hole = Some(place),
                _ => {}
            }
        }
        false
    }

    /// Puts an entry at a place that is known.
    pub fn add_at(&mut self, place: usize, entry: usize) {
        self.places[place] = entry as u32 + 1;
        self.filled += 1;
    }

    /// Leaves a hole where an entry stood.
    pub fn remove(&mut self, hash: u64, entry: usize) {
        let wanted = entry as u32 + 1;
        let mut probe = self.probe(hash).take_while(|&place| self.places[place] != FREE);
        if let Some(place) = probe.find(|&place| self.places[place] == wanted) {
            self.places[place] = GONE;
        }
    }

    /// The next entry that `pop` takes.
    pub fn next_to_pop(&mut self) -> Option<usize> {
        let mask = self.places.len() - 1;
        let start = self.finger & mask;
        let mut places = (start..=mask).chain(0..start);
        let place = places.find(|&place| !matches!(self.places[place], FREE | GONE))?;
        self.finger = place + 1;
        self.entry_at(place)
    }

    /// The places in which an entry with this hash may stand, in order.
    fn probe(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.places.len() - 1;
        let (mut perturb, mut start, mut step) = (hash, hash as usize & mask, 0);
        std::iter::from_fn(move || {
            let run = if start + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            if step > run {
                perturb >>= PERTURB_SHIFT;
                start = start.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
                step = 0;
            }
            step += 1;
            Some(start + step - 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_stand_in_their_order_and_wrap_at_the_size() {
        let mut probes = Probes::default();
        for (entry, hash) in [3, 9, 1].into_iter().enumerate() {
            assert!(probes.add(hash, entry));
        }
        // 9 wants the place of 1 in a table of eight and comes first.
        assert_eq!(probes.entries().collect::<Vec<_>>(), [1, 0, 2]);
    }

    #[test]
    fn the_last_hole_on_the_way_is_used_again() {
        let mut probes = Probes::with_room(20);
        (0..20).for_each(|n| assert!(probes.add(n, n as usize)));
        for n in [0, 3, 6] {
            probes.remove(n, n as usize);
        }
        assert!(!probes.add(0, 20));
        assert_eq!((probes.entry_at(0), probes.entry_at(6), probes.filled), (None, Some(20), 20));
        assert_eq!(probes.next_to_pop(), Some(1));
    }

    #[test]
    fn growth_is_cpythons() {
        assert_eq!(Probes::with_room(20).size(), 32);
        assert_eq!(Probes::with_room(32).size(), 64);
        assert!(!Probes::default().is_tight_for(4) && Probes::default().is_tight_for(5));
    }
}
