//! What a name that stands in the script is, and what the call around the cursor takes: the same
//! knowledge as completion's, asked about what is there instead of what may come.

use std::ops::Range;

use ruff_python_ast::PySourceType;
use ruff_python_parser::parse_unchecked_source;

use super::place::{self, Call};
use super::scope::Scope;
use super::{Item, Kind, is_too_much, item, items_of};

/// The call that the cursor is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallHelp {
    /// What is called.
    pub item: Item,
    /// Its parameters as they are written, without the brackets.
    pub parameters: Vec<String>,
    /// Which of them the cursor is at; none where there is no such parameter.
    pub current: Option<usize>,
}

/// The bytes of the name at an offset, and what it is; `None` where nothing is known of it.
pub fn explain(text: &str, offset: usize) -> Option<(Range<usize>, Item)> {
    if is_too_much(text, offset) {
        return None;
    }
    let word = word_around(text, offset);
    if word.is_empty() {
        return None;
    }
    let parsed = parse_unchecked_source(text, PySourceType::Python);
    let (_, place) = place::find(text, &place::tokens(parsed.tokens()), word.end)?;
    let scope = Scope::of(text, &parsed.syntax().body, word.start);
    let name = &text[word.clone()];
    let found = items_of(place, &scope).into_iter();
    let mut found = found.filter(|item| item.name == name && item.kind != Kind::Parameter);
    let mut item = found.next()?;
    if item.kind == Kind::Variable
        && let Some(class) = scope.class_of(name)
    {
        item.signature = format!(": {class}");
    }
    Some((word, item))
}

/// The letters, digits and underlines around an offset.
pub fn word_around(text: &str, offset: usize) -> Range<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let start = text[..offset].trim_end_matches(is_part).len();
    start..text.len() - text[offset..].trim_start_matches(is_part).len()
}

/// What the brackets around an offset call.
pub fn call_at(text: &str, offset: usize) -> Option<CallHelp> {
    if is_too_much(text, offset) {
        return None;
    }
    let parsed = parse_unchecked_source(text, PySourceType::Python);
    let Call { callee, commas, keyword } =
        place::call_around(text, &place::tokens(parsed.tokens()), offset)?;
    let scope = Scope::of(text, &parsed.syntax().body, offset);
    let item = item(&scope.resolve(&callee)?);
    let parameters = parameters_of(&item.signature);
    if parameters.is_empty() {
        return None;
    }
    let current = match keyword {
        Some(keyword) => parameters.iter().position(|one| name_of(one) == keyword),
        None => place_of(&parameters, commas),
    };
    Some(CallHelp { item, parameters, current })
}

/// The parameters of a signature, as written.
fn parameters_of(signature: &str) -> Vec<String> {
    let inside = signature.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (mut parameters, mut depth, mut begin) = (Vec::new(), 0usize, 0);
    let inside = inside.unwrap_or("");
    for (at, letter) in inside.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parameters.push(inside[begin..at].trim().to_owned());
                begin = at + 1;
            }
            _ => {}
        }
    }
    parameters.push(inside[begin..].trim().to_owned());
    parameters.retain(|one| !one.is_empty());
    parameters
}

/// The parameter that an argument at this position is for.
fn place_of(parameters: &[String], commas: usize) -> Option<usize> {
    let by_place = parameters.iter().enumerate().filter(|(_, one)| *one != "/" && *one != "*");
    let mut by_place = by_place.take_while(|(at, _)| {
        // Behind a bare `*` or `*args` arguments have names.
        !parameters[..*at].iter().any(|before| before.starts_with('*'))
    });
    let rest = parameters.iter().position(|one| one.starts_with('*') && one.len() > 1);
    by_place.nth(commas).map(|(at, _)| at).or(rest)
}

fn name_of(parameter: &str) -> &str {
    let end = parameter.find(['=', ':']).unwrap_or(parameter.len());
    parameter[..end].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
import threading
def work(count, *, fast=False):
    \"\"\"Works.\"\"\"
    pass
lock = threading.Lock()
lock.acquire(timeout=2)
work(1, fast=True)
threading.Thread(None, work)
";

    fn said(around: &str, name: &str) -> Option<(String, String)> {
        let offset = TEXT.find(around).unwrap() + around.find(name).unwrap();
        let (range, item) = explain(TEXT, offset)?;
        assert_eq!(&TEXT[range], name);
        Some((format!("{}{}", item.name, item.signature), item.help))
    }

    #[test]
    fn a_name_is_explained_where_it_stands() {
        let (name, help) = said("lock.acquire(", "acquire").unwrap();
        assert!(name.starts_with("acquire") && !help.is_empty(), "{name} {help}");
        assert_eq!(said("work(1", "work").unwrap().1, "Works.");
        assert_eq!(said("lock.acquire", "lock").unwrap().0, "lock: threading.Lock");
        assert_eq!(said("\"Works.", "Works"), None, "texts are not explained");
    }

    #[test]
    fn the_parameter_at_the_cursor_is_known_by_its_place_or_its_name() {
        let at = |around: &str, name: &str| {
            let offset = TEXT.find(around).unwrap() + around.find(name).unwrap();
            let help = call_at(TEXT, offset)?;
            Some((help.item.name, help.current.map(|at| help.parameters[at].clone())))
        };
        let given = |name: &str, parameter: &str| Some((name.into(), Some(parameter.into())));
        assert_eq!(at("work(1", "1"), given("work", "count"));
        assert_eq!(at("fast=True", "True"), given("work", "fast=False"));
        let (name, current) = at("(None, work)", "work)").unwrap();
        assert_eq!(name, "Thread");
        assert!(current.is_some_and(|one| one.starts_with("target")));
        assert_eq!(at("import threading", "threading"), None);
        assert_eq!(at("def work(count", "count"), None, "a definition calls nothing");
    }
}
