//! Where the cursor is, from the tokens before it.

use std::ops::Range;

use ruff_python_ast::token::{TokenKind as T, Tokens};

/// A token and its bytes.
pub type Token = (T, Range<usize>);

/// What kind of place it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The name of a module.
    Module,
    /// A name of that module, to import.
    ImportFrom(String),
    /// An attribute of what these names stand for (`a.b`); a literal is written as its type.
    Member(String),
    /// A name, within the call of `callee` where there is one.
    Name {
        /// What is being called.
        callee: Option<String>,
    },
}

/// The parser's tokens that have any text.
pub fn tokens(tokens: &Tokens) -> Vec<Token> {
    let tokens = tokens.iter().map(|token| {
        let (kind, range) = token.as_tuple();
        (kind, range.to_std_range())
    });
    tokens.filter(|(_, range)| !range.is_empty()).collect()
}

/// The word before the cursor and what kind of place it stands in.
pub fn find(text: &str, tokens: &[Token], offset: usize) -> Option<(Range<usize>, Place)> {
    let inside = |range: &Range<usize>| range.start < offset && offset < range.end;
    let in_text = tokens.iter().any(|(kind, range)| match kind {
        T::String | T::FStringMiddle => inside(range),
        T::Comment => range.start < offset && offset <= range.end,
        // A string that never ends.
        T::Unknown => {
            let quoted = text[range.start..].starts_with(['"', '\'']);
            quoted && range.start < offset && offset <= range.end
        }
        _ => false,
    });
    if in_text {
        return None;
    }
    let start = text[..offset]
        .char_indices()
        .rev()
        .take_while(|(_, letter)| letter.is_alphanumeric() || *letter == '_')
        .last()
        .map_or(offset, |(at, _)| at);
    if text[start..offset].starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let end = tokens.partition_point(|(_, range)| range.end <= start);
    let before: Vec<&Token> = tokens[..end]
        .iter()
        .filter(|(kind, _)| {
            !matches!(kind, T::NonLogicalNewline | T::Comment | T::Indent | T::Dedent)
        })
        .collect();
    Some((start..offset, place_after(text, &before)?))
}

fn place_after(text: &str, before: &[&Token]) -> Option<Place> {
    let line = before.iter().rposition(|(kind, _)| *kind == T::Newline).map_or(0, |at| at + 1);
    let statement = &before[line..];
    let last = statement.last().map(|(kind, _)| *kind);
    let first = statement.first().map(|(kind, _)| *kind);
    let import = statement.iter().position(|(kind, _)| *kind == T::Import);
    if first == Some(T::From) {
        let Some(import) = import else { return Some(Place::Module) };
        let module = joined(text, &statement[1..import]);
        return (last != Some(T::As)).then_some(Place::ImportFrom(module));
    }
    if import == Some(0) {
        return (last != Some(T::As)).then_some(Place::Module);
    }
    match last {
        Some(T::Dot) => chain_before(text, &statement[..statement.len() - 1]).map(Place::Member),
        Some(T::Def | T::Class | T::As | T::Global | T::Nonlocal) => None,
        Some(T::Int | T::Float) => None,
        _ => Some(Place::Name { callee: callee_of(text, statement) }),
    }
}

fn joined(text: &str, tokens: &[&Token]) -> String {
    tokens.iter().map(|(_, range)| &text[range.clone()]).collect()
}

/// The dotted names that end a row of tokens; a call counts as what it calls, with `()`.
fn chain_before(text: &str, tokens: &[&Token]) -> Option<String> {
    let (kind, range) = tokens.last()?;
    match kind {
        T::String | T::FStringEnd => Some("str".into()),
        T::Rsqb => {
            let open = opening(tokens, T::Lsqb, T::Rsqb)?;
            let before = open.checked_sub(1).map(|at| tokens[at].0);
            let is_index = matches!(before, Some(T::Name | T::Rpar | T::Rsqb));
            (!is_index).then(|| "list".into())
        }
        T::Rpar => {
            let open = opening(tokens, T::Lpar, T::Rpar)?;
            Some(format!("{}()", chain_before(text, &tokens[..open])?))
        }
        _ if is_name(*kind) => {
            let name = &text[range.clone()];
            let rest = &tokens[..tokens.len() - 1];
            match rest.last() {
                Some((T::Dot, _)) => {
                    let before = chain_before(text, &rest[..rest.len() - 1])?;
                    Some(format!("{before}.{name}"))
                }
                _ => Some(name.to_owned()),
            }
        }
        _ => None,
    }
}

fn is_name(kind: T) -> bool {
    matches!(kind, T::Name | T::Match | T::Case | T::Type)
}

/// Where the bracket opens that the last token closes.
fn opening(tokens: &[&Token], open: T, close: T) -> Option<usize> {
    let mut depth = 0usize;
    for (at, (kind, _)) in tokens.iter().enumerate().rev() {
        depth += usize::from(*kind == close);
        if *kind == open {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// A call that is still open at some place.
pub struct Call {
    /// The names of what is called.
    pub callee: String,
    /// How many arguments stand before the one at that place.
    pub commas: usize,
    /// The name of the parameter, if the argument has one.
    pub keyword: Option<String>,
}

/// The call whose arguments a place is among.
pub fn call_around(text: &str, tokens: &[Token], offset: usize) -> Option<Call> {
    let end = tokens.partition_point(|(_, range)| range.end <= offset);
    let before: Vec<&Token> = tokens[..end]
        .iter()
        .filter(|(kind, _)| {
            !matches!(kind, T::NonLogicalNewline | T::Comment | T::Indent | T::Dedent)
        })
        .collect();
    let line = before.iter().rposition(|(kind, _)| *kind == T::Newline).map_or(0, |at| at + 1);
    open_call(text, &before[line..])
}

/// The call whose bracket is still open at the end of a statement's beginning.
fn open_call(text: &str, statement: &[&Token]) -> Option<Call> {
    let (mut depth, mut commas, mut begin) = (0usize, 0, statement.len());
    for (at, (kind, _)) in statement.iter().enumerate().rev() {
        match kind {
            T::Rpar | T::Rsqb | T::Rbrace => depth += 1,
            T::Lsqb | T::Lbrace if depth == 0 => return None,
            T::Comma if depth == 0 => {
                commas += 1;
                begin = begin.min(if commas == 1 { at + 1 } else { begin });
            }
            T::Lpar if depth == 0 => {
                let is_definition = at >= 2 && matches!(statement[at - 2].0, T::Def | T::Class);
                let begin = if commas == 0 { at + 1 } else { begin };
                let callee = chain_before(text, &statement[..at]).filter(|_| !is_definition)?;
                return Some(Call { callee, commas, keyword: keyword(text, &statement[begin..]) });
            }
            T::Lpar | T::Lsqb | T::Lbrace => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The name of an argument that begins with one.
fn keyword(text: &str, argument: &[&Token]) -> Option<String> {
    match argument {
        [(T::Name, name), (T::Equal, _), ..] => Some(text[name.clone()].to_owned()),
        _ => None,
    }
}

/// What is called by the bracket that is still open, if an argument may begin here.
fn callee_of(text: &str, tokens: &[&Token]) -> Option<String> {
    if !matches!(tokens.last().map(|(kind, _)| *kind), Some(T::Lpar | T::Comma)) {
        return None;
    }
    open_call(text, tokens).map(|call| call.callee)
}
