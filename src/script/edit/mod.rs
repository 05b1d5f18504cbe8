//! Every action on the canvas as an edit of the text: the script is the document, the picture only
//! a view of it. An edit keeps the user's comments and formatting, and its result always parses.
//!
//! It must not know the canvas: an [`Action`] names places of the text ([`Span`]s that the outline
//! gave out) and names. A [`Change`] is worked out against one exact text and applied by the caller,
//! who keeps the inverse for undo.
//!
//! | file           | what it does                                                    |
//! |----------------|------------------------------------------------------------------|
//! | `text.rs`      | lines, indentation, strings, finding a statement by its place      |
//! | `draft.rs`     | collecting edits; importing what they need; free names             |
//! | `create.rs`    | new primitives, threads and steps                                  |
//! | `rows.rs`      | guard, delete, move                                                |
//! | `names.rs`     | every mention of a name; renaming                                  |
//! | `remove.rs`    | deleting a primitive or a thread with what only served it          |
//! | `arguments.rs` | a constructor's arguments                                          |

mod arguments;
mod create;
mod draft;
mod names;
mod remove;
mod rows;
#[cfg(test)]
mod tests;
mod text;

pub use arguments::value_of;

use super::outline::{Home, Span};
use text::Script;

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
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EditError {
    /// The text does not parse to begin with.
    #[error("The script has a syntax error; fix that first.")]
    NotParsed,
    /// The place does not name a statement of this text.
    #[error("That step is not in the script any more.")]
    Gone,
    /// The statement shares its line with others.
    #[error("That step shares its line with other code; give it a line of its own first.")]
    SharesLine,
    /// There is nothing on that side to move to.
    #[error("There is no step on that side to move to.")]
    NowhereToGo,
    /// A name that Python does not allow.
    #[error("\"{0}\" cannot be a name: use letters, digits and _, and no Python keyword.")]
    NotAName(String),
    /// The name is in use.
    #[error("The script already uses the name \"{0}\".")]
    Taken(String),
    /// The name comes from an import.
    #[error("\"{0}\" comes from an import and cannot be renamed here.")]
    Imported(String),
    /// Not an expression.
    #[error("\"{0}\" is not a Python expression.")]
    NotAnExpression(String),
    /// The statement makes other things too.
    #[error("The statement that creates \"{0}\" does other things too; change it in the code.")]
    MakesMore(String),
    /// No such primitive or class.
    #[error("There is no way to create a \"{0}\" here.")]
    Unknown(String),
    /// The result would not parse: our edit was wrong for this text.
    #[error("That change would break the script ({0}), so it was not made.")]
    Breaks(String),
}

/// Which side of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Above it.
    Before,
    /// Below it (below its whole body).
    After,
    /// First in its body (rows that have one).
    Into,
}

/// What a new thread does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Recipe {
    /// A thread with one small step.
    Worker,
    /// Counts down.
    CpuBound,
    /// Sleeps now and then, as one that waits for a disk or a network does.
    IoBound,
    /// Puts items into a queue.
    Producer,
    /// Gets items from a queue.
    Consumer,
    /// Starts after a delay.
    Timer,
    /// A `ThreadPoolExecutor` with a few jobs.
    Pool,
    /// A thread that does not keep the script alive.
    Daemon,
}

impl Recipe {
    /// All recipes, as the palette lists them.
    pub const ALL: [Recipe; 8] = [
        Recipe::Worker,
        Recipe::CpuBound,
        Recipe::IoBound,
        Recipe::Producer,
        Recipe::Consumer,
        Recipe::Daemon,
        Recipe::Timer,
        Recipe::Pool,
    ];

    /// Its name in the palette.
    pub fn label(self) -> &'static str {
        match self {
            Recipe::Worker => "Thread",
            Recipe::CpuBound => "CPU-bound thread",
            Recipe::IoBound => "I/O-bound thread",
            Recipe::Producer => "Producer",
            Recipe::Consumer => "Consumer",
            Recipe::Daemon => "Daemon thread",
            Recipe::Timer => "Timer",
            Recipe::Pool => "Thread pool",
        }
    }
}

/// What a new step does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// `time.sleep(0.1)`.
    Sleep,
    /// `print(...)`.
    Print,
    /// A loop that burns time.
    Compute,
    /// A loop with nothing in it yet.
    Loop,
    /// An operation of a primitive.
    Use {
        /// The primitive as an expression: `lock`, `self.queue`, `forks[0]`.
        on: String,
        /// Name of its `Spec`.
        kind: &'static str,
        /// What to do with it.
        verb: Verb,
    },
}

/// Operations that can be inserted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub enum Verb {
    With,
    Acquire,
    AcquireTimeout,
    TryAcquire,
    Release,
    Put,
    Get,
    TaskDone,
    Join,
    Wait,
    Notify,
    NotifyAll,
    Set,
    Clear,
}

impl Verb {
    /// What can be done with a primitive of this kind, the usual thing first.
    pub fn of_kind(kind: &str) -> &'static [Verb] {
        use Verb::*;
        match kind {
            "Lock" | "RLock" | "Semaphore" | "BoundedSemaphore" => {
                &[With, Acquire, AcquireTimeout, TryAcquire, Release]
            }
            "Condition" => &[Wait, Notify, NotifyAll, With, Acquire, Release],
            "Event" => &[Wait, Set, Clear],
            "Barrier" => &[Wait],
            "Queue" => &[Put, Get, TaskDone, Join],
            _ => &[],
        }
    }

    /// As a menu says it.
    pub fn label(self) -> &'static str {
        match self {
            Verb::With => "with …:",
            Verb::Acquire => "acquire()",
            Verb::AcquireTimeout => "acquire(timeout=1)",
            Verb::TryAcquire => "try acquire",
            Verb::Release => "release()",
            Verb::Put => "put(item)",
            Verb::Get => "get()",
            Verb::TaskDone => "task_done()",
            Verb::Join => "join()",
            Verb::Wait => "wait()",
            Verb::Notify => "notify()",
            Verb::NotifyAll => "notify_all()",
            Verb::Set => "set()",
            Verb::Clear => "clear()",
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
    /// Deletes a thread's creation, start and join, by the node's name.
    DeleteThread(String),
    /// Renames a variable everywhere.
    Rename {
        /// The variable.
        what: Named,
        /// Its new name.
        to: String,
    },
    /// Moves a statement to another place.
    MoveRow {
        /// The statement.
        row: Span,
        /// The row to move it to.
        to: Span,
        /// On which side of `to`.
        place: Place,
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
    /// Several at once, as one step.
    Several(Vec<Action>),
}

/// Works out what an action does to this text.
pub fn edit(source: &str, action: &Action) -> Result<Change, EditError> {
    let change = change(source, action)?;
    let after = apply(source, &change.edits);
    match ruff_python_parser::parse_module(&after) {
        Ok(_) => Ok(change),
        Err(error) => Err(EditError::Breaks(error.error.to_string())),
    }
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
        Action::Unguard { row } => rows::unguard(&script, row),
        Action::Insert { row, place, step } => create::insert_step(&script, row, *place, step),
        Action::Append { thread, step } => create::append_step(&script, thread, step),
        Action::DeleteRow { row } => rows::delete(&script, row),
        Action::DeletePrimitive(name) => remove::delete_primitive(source, name),
        Action::DeleteThread(name) => remove::delete_thread(source, name),
        Action::Rename { what, to } => names::rename(&script, what, to),
        Action::MoveRow { row, to, place } => rows::move_to(&script, row, to, *place),
        Action::Shift { row, up } => rows::shift(&script, row, *up),
        Action::SetArgument { call, keyword, position, value } => {
            arguments::set(&script, call, (keyword, *position), value)
        }
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
        (count, _) => format!("{count} changes"),
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

/// The edits that take the text back.
pub fn inverse(source: &str, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut shift = 0isize;
    let mut back = Vec::with_capacity(edits.len());
    for edit in edits {
        let start = edit.span.start.saturating_add_signed(shift);
        back.push(TextEdit {
            span: start..start + edit.replacement.len(),
            replacement: source.get(edit.span.clone()).unwrap_or("").to_owned(),
        });
        shift += edit.replacement.len() as isize - edit.span.len() as isize;
    }
    back
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
