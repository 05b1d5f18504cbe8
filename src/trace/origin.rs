//! Where a trace comes from: the script that ran and how, so that a file explains itself.

/// What was run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Origin {
    /// What the script is called.
    pub title: String,
    /// Who could run when: `free`, `gil` ...
    pub mode: String,
    /// The script's text as it ran.
    pub script: String,
}
