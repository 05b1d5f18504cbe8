//! What may stand at a place of a script: names of the script itself, and everything supported.
//!
//! What is supported is read from the library's own sources and the native tables, so that nothing
//! is offered that does not run and nothing new is forgotten. It must not know how the list is
//! shown, nor how a script runs.
//!
//! | file         | what it knows                                                  |
//! |--------------|-----------------------------------------------------------------|
//! | `place.rs`   | where the cursor is: after a dot, in an import, in a call         |
//! | `api.rs`     | modules, classes and functions, from text and native tables       |
//! | `natives.rs` | a line of help for each native function                            |
//! | `explain.rs` | what a name that is there is, and what a call takes               |
//! | `scope.rs`   | what the script binds, and the type of what it binds where it shows |

mod api;
mod explain;
mod natives;
mod place;
mod scope;

use std::ops::Range;

use ruff_python_ast::PySourceType;
use ruff_python_parser::parse_unchecked_source;

use crate::words::help;
use api::Api;
pub use api::is_member;
pub use explain::{CallHelp, call_at, explain, word_around};
use place::Place;
use scope::Scope;

/// How many things are offered at most.
pub const ITEMS_MAX: usize = 200;
/// Longer texts are not scripts: nothing is offered in them.
const TEXT_BYTES_MAX: usize = 400_000;

/// What something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A parameter of the function being called.
    Parameter,
    /// A variable.
    Variable,
    /// A function or a method.
    Function,
    /// A class.
    Class,
    /// A module.
    Module,
    /// A word of the language.
    Keyword,
}

/// One thing that may stand there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// What goes into the text.
    pub insert: String,
    /// What it is.
    pub kind: Kind,
    /// Its parameters, as written: `(timeout=None)`. Empty for what is not called.
    pub signature: String,
    /// What it does, in a line.
    pub help: String,
}

/// What may stand at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completions {
    /// The bytes that one of them replaces: the word so far.
    pub range: Range<usize>,
    /// The best first.
    pub items: Vec<Item>,
}

/// What may stand at `offset`; `None` inside strings and comments and where a new name is made.
pub fn complete(text: &str, offset: usize) -> Option<Completions> {
    Some(Offer::at(text, offset)?.completions())
}

/// Everything that may stand at a place, found once: letters that are typed on only narrow it down.
pub struct Offer {
    text: String,
    /// The word so far, in `text`.
    range: Range<usize>,
    items: Vec<Item>,
}

/// Whether a text is too long or too deep to be looked at for each key, or the offset in no place.
fn is_too_much(text: &str, offset: usize) -> bool {
    text.len() > TEXT_BYTES_MAX || !text.is_char_boundary(offset) || !super::is_flat(text)
}

impl Offer {
    /// Looks at a whole text; `None` as for [`complete`].
    pub fn at(text: &str, offset: usize) -> Option<Offer> {
        if is_too_much(text, offset) {
            return None;
        }
        let parsed = parse_unchecked_source(text, PySourceType::Python);
        let (range, place) = place::find(text, &place::tokens(parsed.tokens()), offset)?;
        let scope = Scope::of(text, &parsed.syntax().body, range.start);
        let items = items_of(place, &scope);
        Some(Offer { text: text.to_owned(), range, items })
    }

    /// The same offer for a text that differs in the letters of the word only, the last of them
    /// before `offset`.
    pub fn typed_on(mut self, text: &str, offset: usize) -> Option<Offer> {
        let start = self.range.start;
        let rest = &self.text.as_bytes()[self.range.end..];
        let end = text.len().checked_sub(rest.len()).filter(|end| start <= *end)?;
        let same = text.as_bytes()[..start] == self.text.as_bytes()[..start]
            && &text.as_bytes()[end..] == rest;
        let word = text.get(start..end).filter(|_| same && offset == end)?;
        let is_word = word.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        // A digit in front of it makes it a number.
        if !is_word || word.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        self.range = start..end;
        text.clone_into(&mut self.text);
        Some(self)
    }

    /// What of it goes with the word so far, the best first.
    pub fn completions(&self) -> Completions {
        let items = ranked(&self.items, &self.text[self.range.clone()]);
        Completions { range: self.range.clone(), items }
    }
}

fn items_of(place: Place, scope: &Scope) -> Vec<Item> {
    match place {
        Place::Module => modules(),
        Place::ImportFrom(module) => api::module(&module).iter().map(item).collect(),
        Place::Member(chain) => scope.members(&chain).iter().map(item).collect(),
        Place::Name { callee } => {
            let mut items = callee.map_or(Vec::new(), |callee| arguments(scope, &callee));
            items.extend(scope.names().iter().map(item));
            items.extend(api::builtins().iter().map(item));
            items.extend(api::KEYWORDS.iter().map(|word| plain(word, Kind::Keyword)));
            items
        }
    }
}

fn item(api: &Api) -> Item {
    Item {
        name: api.name.clone(),
        insert: api.name.clone(),
        kind: api.kind,
        signature: api.signature.clone(),
        help: api.said().to_owned(),
    }
}

fn plain(name: &str, kind: Kind) -> Item {
    let (name, empty) = (name.to_owned(), String::new());
    Item { insert: name.clone(), name, kind, signature: empty.clone(), help: empty }
}

fn modules() -> Vec<Item> {
    let names = super::modules().into_iter();
    let item = |name: &'static str| {
        let help = help::said(&api::module_help(name)).to_owned();
        Item { help, ..plain(name, Kind::Module) }
    };
    names.map(item).collect()
}

/// The parameters of what is being called, as keyword arguments.
fn arguments(scope: &Scope, callee: &str) -> Vec<Item> {
    let Some(callee) = scope.resolve(callee) else { return Vec::new() };
    let parameter = |name: &String| Item {
        insert: format!("{name}="),
        help: callee.said().to_owned(),
        ..plain(&format!("{name}="), Kind::Parameter)
    };
    callee.parameters.iter().map(parameter).collect()
}

/// What begins with the word, then what has its letters in order; each name once.
fn ranked(items: &[Item], word: &str) -> Vec<Item> {
    let mut seen = std::collections::HashSet::new();
    let mut found: Vec<(usize, &Item)> = (items.iter())
        .filter_map(|item| Some((distance(&item.name, word)?, item)))
        .filter(|(_, item)| seen.insert(item.name.as_str()))
        // A name that is typed out already needs no help.
        .filter(|(_, item)| item.insert != word || !item.signature.is_empty())
        .collect();
    found.sort_by_key(|(distance, item)| {
        (*distance, item.name.starts_with('_'), item.kind == Kind::Keyword)
    });
    found.into_iter().take(ITEMS_MAX).map(|(_, item)| item.clone()).collect()
}

/// How badly a name answers a word: 0 begins with it, 1 begins with it but for case, 2 has its
/// letters in order after the same first letter.
fn distance(name: &str, word: &str) -> Option<usize> {
    if name.starts_with(word) {
        return Some(0);
    }
    let (name, word) = (name.to_lowercase(), word.to_lowercase());
    if name.starts_with(&word) {
        return Some(1);
    }
    let mut letters = name.chars();
    let same_first = name.chars().next() == word.chars().next();
    (same_first && word.chars().all(|letter| letters.any(|other| other == letter))).then_some(2)
}

#[cfg(test)]
mod tests;
