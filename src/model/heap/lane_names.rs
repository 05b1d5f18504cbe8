//! Names for lanes that no two objects share. It must not know what a lane is.

use super::Heap;

impl Heap {
    /// A name for an object's lane that no other has: "lock", "lock 2"; "forks[]" counts as
    /// "forks[0]", "forks[1]".
    pub fn unique_name(&self, name: &str) -> String {
        let mut given = self.names_given.lock();
        let count = given.entry(name.to_owned()).or_insert(0);
        *count += 1;
        match (name.strip_suffix("[]"), *count) {
            (Some(list), number) => format!("{list}[{}]", number - 1),
            (None, 1) => name.to_owned(),
            (None, number) => format!("{name} {number}"),
        }
    }

    /// Takes back the last name that [`Heap::unique_name`] gave for `name`.
    pub fn give_back_name(&self, name: &str) {
        if let Some(count) = self.names_given.lock().get_mut(name) {
            *count = count.saturating_sub(1);
        }
    }
}
