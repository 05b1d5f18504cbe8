//! The lines of help that the editor offers with names, in each language.
//!
//! They are written once, in English, where the things are: in the library's docstrings and tables.
//! Other languages have a table from the English line to theirs. It must not know what is offered.

use super::{Language, language};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const POLISH: &str = include_str!("../../assets/words/pl/help.toml");

static TABLE: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| toml::from_str(POLISH).unwrap_or_default());

/// A line of help in the window's language; as it is if it has no translation, as a script's own.
pub fn said(english: &str) -> &str {
    match language() {
        Language::English => english,
        Language::Polish => TABLE.get(english).map_or(english, String::as_str),
    }
}

/// The lines that have a translation.
pub fn known() -> impl Iterator<Item = &'static str> {
    TABLE.keys().map(String::as_str)
}
