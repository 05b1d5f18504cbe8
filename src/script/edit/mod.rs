//! Every action on the canvas as an edit of the text: the script is the document, the picture only
//! a view of it. An edit keeps the user's comments and formatting, and its result always parses.
//!
//! It must not know the canvas: an [`Action`] names places of the text ([`Span`]s that the outline
//! gave out) and names. A [`Change`] is worked out against one exact text and applied by the caller.
//!
//! | file           | what it does                                                    |
//! |----------------|------------------------------------------------------------------|
//! | `text.rs`      | lines, indentation, strings, finding a statement by its place      |
//! | `draft.rs`     | collecting edits; importing what they need; free names             |
//! | `create.rs`    | new primitives, threads and steps                                  |
//! | `rows.rs`      | guard, delete, move                                                |
//! | `names.rs`     | every mention of a name; renaming                                  |
//! | `callee.rs`    | where callers name a parameter                                     |
//! | `family.rs`    | whose an attribute is                                              |
//! | `definition.rs`| which variable a place names, and where else it is named            |
//! | `remove.rs`    | deleting a primitive or a thread with what only served it          |
//! | `arguments.rs` | a constructor's arguments                                          |
//! | `fair.rs`      | how a lock or a semaphore is handed over                           |
//! | `clip.rs`      | copy, paste, duplicate                                             |
//! | `connect.rs`   | guarding several steps; taking a wire away                         |
//! | `place.rs`     | where new nodes stand                                              |
//! | `kinds.rs`     | which side, what a new thread or step does                         |

mod arguments;
mod callee;
mod clip;
#[cfg(test)]
mod clip_tests;
mod connect;
mod create;
mod definition;
mod draft;
mod fair;
mod family;
mod globals;
mod kinds;
mod names;
mod place;
mod remove;
mod rows;
#[cfg(test)]
mod tests;
mod text;

pub use arguments::{is_single, value_of};
pub use clip::{Subject, copy};
pub use definition::{Definition, definition, mentions};
pub use kinds::{Place, Recipe, Step, Verb};
pub use place::{Stand, edit_at};

use super::outline::{Home, Span};
use crate::words;
use std::fmt::{self, Display, Formatter};
use text::{Script, parse_flat};

/// One replacement of a piece of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextEdit {
    /// What is replaced, in bytes of the text before.
    pub span: Span,
    /// What comes in its place.
    pub replacement: String,
}

/// What an action does to a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What to call it in the undo menu: "Guard with lock".
    pub title: String,
    /// The edits, in order, not overlapping.
    pub edits: Vec<TextEdit>,
    /// What the user should know besides, as a sentence.
    pub note: Option<String>,
}

/// Why an action could not be done. The text is unchanged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EditError {
    /// The text does not parse to begin with.
    NotParsed,
    /// The text is nested too deeply for an edit.
    TooDeep,
    /// The place does not name a statement of this text.
    Gone,
    /// The statement shares its line with others.
    SharesLine,
    /// There is nothing on that side to move to.
    NowhereToGo,
    /// A name that Python does not allow.
    NotAName(String),
    /// The name is in use.
    Taken(String),
    /// The name comes from an import.
    Imported(String),
    /// Not an expression.
    NotAnExpression(String),
    /// Not a statement, or not one that can stand in that place.
    NotAStep(String),
    /// The statement makes other things too.
    MakesMore(String),
    /// A wire that no statement of the thread's own program makes.
    UsedElsewhere(String, String),
    /// The clipboard holds no Python.
    NotPython,
    /// Nothing that could be copied or guarded.
    Nothing,
    /// No such primitive or class.
    Unknown(String),
    /// The result would not parse: our edit was wrong for this text.
    Breaks(String),
}

impl std::error::Error for EditError {}

impl Display for EditError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl EditError {
    fn sentence(&self) -> String {
        match self {
            EditError::NotParsed => words!("edit-not-parsed").to_owned(),
            EditError::TooDeep => words!("edit-too-deep").to_owned(),
            EditError::Gone => words!("edit-gone").to_owned(),
            EditError::SharesLine => words!("edit-shares-line").to_owned(),
            EditError::NowhereToGo => words!("edit-nowhere").to_owned(),
            EditError::NotAName(name) => words!("edit-not-a-name", name = name.as_str()),
            EditError::Taken(name) => words!("edit-taken", name = name.as_str()),
            EditError::Imported(name) => words!("edit-imported", name = name.as_str()),
            EditError::NotAnExpression(text) => {
                words!("edit-not-an-expression", text = text.as_str())
            }
            EditError::NotAStep(text) => words!("edit-not-a-step", text = text.as_str()),
            EditError::MakesMore(name) => words!("edit-makes-more", name = name.as_str()),
            EditError::UsedElsewhere(thread, name) => {
                words!("edit-used-elsewhere", thread = thread.as_str(), name = name.as_str())
            }
            EditError::NotPython => words!("edit-not-python").to_owned(),
            EditError::Nothing => words!("edit-nothing").to_owned(),
            EditError::Unknown(kind) => words!("edit-unknown", kind = kind.as_str()),
            EditError::Breaks(why) => words!("edit-breaks", why = why.as_str()),
        }
    }
}

/// A name and where it lives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Where it can be seen from.
    pub home: Home,
    /// The name itself, without its class or function.
    pub name: String,
}

/// Something done on the canvas.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// A new primitive, by `Spec` name or by class ("LifoQueue").
    AddPrimitive(String),
    /// A new thread with its function.
    AddThread(Recipe),
    /// Wraps a statement in `with EXPRESSION:`.
    Guard {
        /// The statement.
        row: Span,
        /// What guards it.
        with: String,
    },
    /// Guards a statement with a primitive made for it.
    GuardWithNew {
        /// The statement.
        row: Span,
        /// `Spec` name or class of the new primitive.
        kind: String,
    },
    /// Inserts an operation of a primitive made for it below a row.
    UseNew {
        /// The statement.
        row: Span,
        /// `Spec` name or class of the new primitive.
        kind: String,
        /// What to do with it.
        verb: Verb,
    },
    /// Wraps neighbouring statements, from the first to the last, in `with EXPRESSION:`.
    GuardRange {
        /// The first statement.
        first: Span,
        /// The last one, in the same block.
        last: Span,
        /// What guards them.
        with: String,
    },
    /// Wraps a thread's whole program, by the thread node's name.
    GuardThread {
        /// Name of the thread node.
        thread: String,
        /// What guards it.
        with: String,
    },
    /// `acquire` before a statement and `release` after it, whatever happens in it.
    Bracket {
        /// The statement.
        row: Span,
        /// What is taken.
        on: String,
    },
    /// Takes away a thread's own statements that only use a primitive or only write a shared
    /// variable; both by their nodes' names.
    Disconnect {
        /// Name of the thread node.
        thread: String,
        /// Name of the other node.
        node: String,
    },
    /// Copies of these beside them.
    Duplicate(Vec<Subject>),
    /// What was copied: below a row, or where such things stand.
    Paste {
        /// Python code.
        text: String,
        /// Below this statement.
        after: Option<Span>,
    },
    /// Another expression for how many there are.
    SetCount {
        /// Where the count stands.
        place: Span,
        /// The new one.
        value: String,
    },
    /// Another expression in the place of one: a start value, the lock that a step takes.
    Exchange {
        /// Where the old one stands.
        place: Span,
        /// The new one.
        with: String,
    },
    /// Takes a `with` away and keeps what is in it.
    Unguard {
        /// The `with` statement.
        row: Span,
    },
    /// A new step beside a row.
    Insert {
        /// A statement, or a clause (`else`) for [`Place::Into`].
        row: Span,
        /// On which side.
        place: Place,
        /// What it does.
        step: Step,
    },
    /// A new step at the end of a thread's program, by the thread node's name.
    Append {
        /// Name of the thread node.
        thread: String,
        /// What it does.
        step: Step,
    },
    /// Deletes a statement.
    DeleteRow {
        /// The statement.
        row: Span,
    },
    /// Deletes a primitive and the steps that only serve it, by the node's name.
    DeletePrimitive(String),
    /// Deletes a shared variable and the steps that only write it, by the node's name.
    DeleteShared(String),
    /// Deletes a thread's creation, start and join, by the node's name.
    DeleteThread(String),
    /// Renames a variable everywhere.
    Rename {
        /// The variable.
        what: Named,
        /// Its new name.
        to: String,
    },
    /// Moves statements that stand together to another place, or puts a copy of them there.
    MoveRows {
        /// The first statement.
        first: Span,
        /// The last one, in the same block.
        last: Span,
        /// The row to move them to.
        to: Span,
        /// On which side of `to`.
        place: Place,
        /// Whether they stay where they are as well.
        copies: bool,
    },
    /// Another text for a statement, or for the head of one.
    Rewrite {
        /// The text's place, without a colon at its end.
        head: Span,
        /// The new text.
        text: String,
    },
    /// Swaps a statement with the one above (`true`) or below it.
    Shift {
        /// The statement.
        row: Span,
        /// Up or down.
        up: bool,
    },
    /// Changes, adds or (with an empty value) removes an argument of a call.
    SetArgument {
        /// The call.
        call: Span,
        /// The parameter's name.
        keyword: String,
        /// Its position, if it can be given by position.
        position: Option<usize>,
        /// The new value, a Python expression.
        value: String,
    },
    /// Lets a lock or a semaphore be handed over to who has waited longest, or lets newcomers barge in.
    SetFair {
        /// The call that makes the lock.
        call: Span,
        /// Whether it is handed over.
        fair: bool,
    },
    /// Several at once, as one step.
    Several(Vec<Action>),
}

/// Works out what an action does to this text.
pub fn edit(source: &str, action: &Action) -> Result<Change, EditError> {
    let change = change(source, action)?;
    let after = apply(source, &change.edits);
    parse_flat(&after).map(|_| change)
}

fn change(source: &str, action: &Action) -> Result<Change, EditError> {
    if let Action::Several(actions) = action {
        return several(source, actions);
    }
    let script = Script::parse(source)?;
    match action {
        Action::AddPrimitive(kind) => create::add_primitive(&script, kind),
        Action::AddThread(recipe) => create::add_thread(&script, *recipe),
        Action::Guard { row, with } => rows::guard(&script, row, with),
        Action::GuardWithNew { row, kind } => create::guard_with_new(&script, row, kind),
        Action::UseNew { row, kind, verb } => create::use_new(&script, row, kind, *verb),
        Action::GuardRange { first, last, with } => connect::guard(&script, (first, last), with),
        Action::GuardThread { thread, with } => connect::guard_thread(&script, thread, with),
        Action::Bracket { row, on } => connect::bracket(&script, row, on),
        Action::Disconnect { thread, node } => connect::disconnect(source, thread, node),
        Action::Duplicate(subjects) => clip::duplicate(source, subjects),
        Action::Paste { text, after } => clip::paste(&script, text, after.as_ref()),
        Action::SetCount { place, value } => arguments::set_count(&script, place, value),
        Action::Exchange { place, with } => arguments::exchange(&script, place, with),
        Action::Unguard { row } => rows::unguard(&script, row),
        Action::Insert { row, place, step } => create::insert_step(&script, row, *place, step),
        Action::Append { thread, step } => create::append_step(&script, thread, step),
        Action::DeleteRow { row } => rows::delete(&script, row),
        Action::DeletePrimitive(name) => remove::delete_primitive(source, name),
        Action::DeleteShared(name) => remove::delete_shared(source, name),
        Action::DeleteThread(name) => remove::delete_thread(source, name),
        Action::Rename { what, to } => names::rename(&script, what, to),
        Action::MoveRows { first, last, to, place, copies } => {
            rows::move_to(&script, (first, last), (to, *place), *copies)
        }
        Action::Rewrite { head, text } => rows::rewrite(&script, head, text),
        Action::Shift { row, up } => rows::shift(&script, row, *up),
        Action::SetArgument { call, keyword, position, value } => {
            arguments::set(&script, call, (keyword, *position), value)
        }
        Action::SetFair { call, fair } => fair::set(&script, call, *fair),
        Action::Several(actions) => several(source, actions),
    }
}

/// Rows are named by their place, so the last ones go first and whatever is named by name after.
fn several(source: &str, actions: &[Action]) -> Result<Change, EditError> {
    let place = |action: &Action| match action {
        Action::DeleteRow { row } | Action::Unguard { row } | Action::Guard { row, .. } => {
            Some(row.start)
        }
        Action::Insert { row, .. } | Action::Shift { row, .. } => Some(row.start),
        _ => None,
    };
    let mut ordered: Vec<&Action> = actions.iter().collect();
    ordered.sort_by_key(|action| place(action).map_or((1, 0), |at| (0, usize::MAX - at)));
    let mut text = source.to_owned();
    let mut title = None;
    let mut notes = Vec::new();
    for action in ordered {
        // A row may have gone with another one that contained it.
        match edit(&text, action) {
            Ok(change) => {
                text = apply(&text, &change.edits);
                title.get_or_insert(change.title);
                notes.extend(change.note);
            }
            Err(EditError::Gone) if actions.len() > 1 => {}
            Err(error) => return Err(error),
        }
    }
    let title = match (actions.len(), title) {
        (1, Some(title)) => title,
        (count, _) => words!("edit-several", count = count),
    };
    let note = (!notes.is_empty()).then(|| notes.join(" "));
    Ok(Change { title, edits: difference(source, &text), note })
}

/// The text after some edits (in order, not overlapping). Places outside the text are cut to it.
pub fn apply(source: &str, edits: &[TextEdit]) -> String {
    let mut text = String::with_capacity(source.len() + 64);
    let mut at = 0;
    for edit in edits {
        text.push_str(source.get(at..edit.span.start).unwrap_or(""));
        text.push_str(&edit.replacement);
        at = edit.span.end.max(at);
    }
    text.push_str(source.get(at..).unwrap_or(""));
    text
}

/// One edit that turns one text into another: what lies between their common start and end.
pub fn difference(before: &str, after: &str) -> Vec<TextEdit> {
    if before == after {
        return Vec::new();
    }
    let same = |(a, b): &(char, char)| a == b;
    let start: usize =
        before.chars().zip(after.chars()).take_while(same).map(|(a, _)| a.len_utf8()).sum();
    let tail = before[start..].chars().rev().zip(after[start..].chars().rev());
    let end: usize = tail.take_while(same).map(|(a, _)| a.len_utf8()).sum();
    vec![TextEdit {
        span: start..before.len() - end,
        replacement: after[start..after.len() - end].to_owned(),
    }]
}
