//! Regular expressions as Python's `re` has them: a parser with CPython's messages, a compiler to
//! words, and a backtracking machine over characters.
//!
//! It is here, and not a library, because the language promised is `sre`'s: positions are counted
//! in characters, groups keep what backtracking left in them, look-behind is of fixed width, and a
//! wrong pattern is answered with CPython's words and place. It must not know values or the heap.

mod chars;
mod compile;
mod groups;
mod op;
mod parse;
mod place;
mod run;
mod set;
#[cfg(test)]
mod tests;

pub use chars::Chars;
pub use run::{Found, How, Search, TooLong};

/// `re.IGNORECASE` and its companions, with CPython's numbers.
pub mod flag {
    /// `re.IGNORECASE`
    pub const IGNORECASE: u32 = 2;
    /// `re.MULTILINE`
    pub const MULTILINE: u32 = 8;
    /// `re.DOTALL`
    pub const DOTALL: u32 = 16;
    /// `re.UNICODE`
    pub const UNICODE: u32 = 32;
    /// `re.VERBOSE`
    pub const VERBOSE: u32 = 64;
    /// `re.ASCII`
    pub const ASCII: u32 = 256;
}

/// What is wrong with a pattern, and where (in characters).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatternError {
    /// CPython's words.
    pub message: String,
    /// Character of the pattern, where there is one to blame.
    pub at: Option<usize>,
}

/// A pattern ready to be run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// Instructions.
    pub words: Vec<u32>,
    /// Flags, those written in the pattern included.
    pub flags: u32,
    /// Number of groups.
    pub groups: u32,
    /// Names of groups.
    pub names: Vec<(String, u32)>,
}

/// Reads a pattern.
pub fn compile(pattern: &str, flags: u32) -> Result<Pattern, PatternError> {
    let parsed = parse::parse(pattern, flags)?;
    let words = compile::words(&parsed)?;
    Ok(Pattern { words, flags: parsed.flags, groups: parsed.groups, names: parsed.names })
}
