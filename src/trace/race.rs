//! What a trial of the script aside has told about its variables: a fact that goes with a run, though
//! no event of the run holds it.

/// A variable that threads read and write with nothing that puts one before the other: what one of
/// them writes can get lost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Race {
    /// What the script calls it: "counter", "account.balance", "counts['a']".
    pub variable: String,
    /// Names of the threads that do so, in order of their numbers.
    pub threads: Vec<String>,
    /// Script lines of their writes, rising.
    pub lines: Vec<u32>,
}
