//! What a trial of the script aside has told about its variables: a fact that goes with a run, though
//! no event of the run holds it.

/// What is wrong with the order of two accesses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RaceKind {
    /// Threads read and write it with nothing that puts one before the other: what one of them
    /// writes can get lost.
    Update,
    /// The main thread reads it at its end, and does not wait for a thread that writes it.
    Unjoined,
}

/// A variable that threads touch in an order that nothing ensures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Race {
    /// What is wrong.
    pub kind: RaceKind,
    /// What the script calls it: "counter", "account.balance", "counts['a']".
    pub variable: String,
    /// Names of the threads that write it, in order of their numbers.
    pub threads: Vec<String>,
    /// Script lines of their writes, rising; of an unjoined one, first the line of the read.
    pub lines: Vec<u32>,
}
