//! What a script creates, read from its text alone: primitives, threads, the rows of their
//! programs, who uses what. The canvas is drawn from this; every node carries its place in the
//! text so that an action on the picture can become an edit of the text.
//!
//! It must not know how a script runs. Names are followed through imports, globals, parameters bound
//! at a `Thread(...)` call, `self.x` and simple aliases; what cannot be followed is left out, never
//! guessed. Text with syntax errors gives what could be read, and the first error.
//!
//! | file         | what it reads                                              |
//! |--------------|------------------------------------------------------------|
//! | `names.rs`   | imports, qualified names, the constructors that are known    |
//! | `scan.rs`    | definitions, creations, and what each name stands for         |
//! | `inherit.rs` | methods of subclasses, with the bases' ones                    |
//! | `resolve.rs` | what an expression stands for                                 |
//! | `threads.rs` | thread creations, their targets and arguments                 |
//! | `cards.rs`   | threads' cards, and which functions share one                |
//! | `rows.rs`    | a function's body as rows                                     |
//! | `reach.rs`   | what a called function touches                                |
//! | `shared.rs`  | variables that threads share                                  |

mod cards;
mod inherit;
mod names;
mod pieces;
mod reach;
mod resolve;
mod rows;
mod scan;
mod shared;
#[cfg(test)]
mod tests;
mod threads;

pub(super) use names::Imports;
pub use threads::MAIN;

use crate::script::parse::{is_flat, too_much};
use crate::script::with_deep_stack;
use std::collections::BTreeSet;
use std::ops::Range;

/// A place in the text, in bytes.
pub type Span = Range<usize>;

/// Everything the canvas shows of a script.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outline {
    /// Locks, queues, events... in order of their creation in the text.
    pub primitives: Vec<PrimitiveNode>,
    /// Variables that threads write.
    pub shared: Vec<SharedNode>,
    /// The main program first (if it has any row), then every place that creates threads.
    pub threads: Vec<ThreadNode>,
    /// Which thread touches what: one entry for each (thread, node, how).
    pub uses: Vec<Use>,
    /// Lines that name a class of primitives or a class of the script, 1-based: what a run makes on
    /// another line is made by the library for itself.
    pub makers: BTreeSet<u32>,
    /// The first syntax error, if the text has one: message and place.
    pub error: Option<(String, Span)>,
}

/// A primitive, or a group of them created by one expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrimitiveNode {
    /// How people call it: `lock`, `Account.lock`, `forks`.
    pub name: String,
    /// Name of its `Spec`: "Lock", "Queue" ...
    pub kind: &'static str,
    /// The class as Python names it: "LifoQueue" for a `Queue`, "BoundedSemaphore" ...
    pub class: &'static str,
    /// Its constructor's arguments, as written.
    pub args: String,
    /// The statement that creates it.
    pub span: Span,
    /// The constructor call.
    pub call: Span,
    /// Line of the constructor call, 1-based.
    pub line: u32,
    /// Several made by one expression.
    pub group: Option<Group>,
    /// Whether it is handed over to who has waited longest, because its line is marked so.
    pub fair: bool,
    /// Where the name lives.
    pub home: Home,
}

/// Where a name can be seen from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Home {
    /// A module-level name.
    Global,
    /// A local of the function with this path.
    Local(String),
    /// An attribute of the instances of this class (`self.name`).
    Attribute(String),
}

/// How many one expression makes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The count as written: "5", "N", "len(names)".
    pub text: String,
    /// The count, when the text says it.
    pub count: Option<u32>,
    /// Where the count stands in the text, if it is one expression.
    pub place: Option<Span>,
}

/// A variable that threads share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedNode {
    /// `counter`, `Account.balance`.
    pub name: String,
    /// Line where it first gets a value; 0 if the text does not show it.
    pub line: u32,
    /// That value as it is written, and its place, if it is one expression.
    pub start: Option<(String, Span)>,
}

/// How a thread comes to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Flavour {
    /// The script's own thread.
    Main,
    /// `Thread(target=...)`.
    Thread,
    /// An instance of a subclass of `Thread`.
    Subclass,
    /// `Timer(...)`.
    Timer,
    /// Workers of a `ThreadPoolExecutor`.
    Pool,
}

/// A place that creates one thread or a group of threads, with the program they run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThreadNode {
    /// A name no other thread node has.
    pub name: String,
    /// How it is created.
    pub flavour: Flavour,
    /// The function it runs: `worker`, `Account.deposit`; empty if not found.
    pub target: String,
    /// What its function gets, as written: `(1, lock)`.
    pub args: String,
    /// All arguments of the creating call, as written.
    pub arguments: String,
    /// The `name=` argument, if it is a plain string.
    pub given_name: Option<String>,
    /// The variable that holds it, if one does.
    pub variable: Option<String>,
    /// `daemon=True`.
    pub daemon: bool,
    /// The statement that creates it (empty for the main program).
    pub span: Span,
    /// The call that creates it (empty for the main program).
    pub call: Span,
    /// First and last line of that call, 1-based; 0 for the main program.
    pub lines: (u32, u32),
    /// Several made by one loop, comprehension or pool.
    pub group: Option<Group>,
    /// Its program.
    pub rows: Vec<Row>,
    /// Line of the `def` its rows come from, 0 if none.
    pub def_line: u32,
    /// The class that `def` stands in, and its bases: theirs are the attributes of its `self`.
    pub lineage: Vec<String>,
}

/// What a row does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RowKind {
    /// Takes something for a block: `with lock:`.
    With,
    /// `acquire`.
    Acquire,
    /// `release`.
    Release,
    /// Puts an item.
    Put,
    /// Gets an item.
    Get,
    /// Waits for a signal, a barrier or a queue's end.
    Wait,
    /// Wakes others: `notify`, `notify_all`.
    Notify,
    /// `set` and `clear` of an event.
    Set,
    /// Another operation of a primitive.
    Operation,
    /// `time.sleep`.
    Sleep,
    /// Output.
    Print,
    /// Starts a thread.
    Start,
    /// Waits for a thread's end.
    Join,
    /// Reads or writes a shared variable.
    Shared,
    /// Calls a function of the script.
    Call,
    /// `for`, `while`.
    Loop,
    /// `if`, `elif`, `else`, `match`, `case`.
    If,
    /// `try`, `except`, `finally`.
    Try,
    /// `return`, `raise`, `break`, `continue`.
    Leave,
    /// Anything else: plain computation.
    Compute,
}

/// A statement (or the head of one) in a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The whole statement, its body included; for `else` and `except`, their clause.
    pub span: Span,
    /// Whether `span` is a statement that can be guarded, moved and deleted.
    pub statement: bool,
    /// The row's own text: the statement, or its head up to the colon.
    pub head: Span,
    /// That text as it is written, if it stands on one line.
    pub code: Option<String>,
    /// First and last line of the row's own text (not of its body), 1-based.
    pub lines: (u32, u32),
    /// How deep it is nested, from 0.
    pub depth: u32,
    /// Its text in one line.
    pub text: String,
    /// What it does.
    pub kind: RowKind,
    /// What it touches directly: indices into [`Outline::primitives`].
    pub primitives: Vec<usize>,
    /// Where its text names one of these.
    pub mentions: Vec<Mention>,
    /// What the functions it calls touch besides.
    pub through: Vec<usize>,
    /// Shared variables it touches directly: names of [`Outline::shared`].
    pub variables: Vec<String>,
    /// Those that the functions it calls touch besides.
    pub through_variables: Vec<String>,
    /// Lines of the functions it calls: a thread in them is "on" this row.
    pub called_lines: Vec<(u32, u32)>,
}

impl Row {
    /// What the row calls something, if it stands on one line.
    pub fn text_of(&self, mention: &Mention) -> Option<&str> {
        let [from, to] =
            [mention.start, mention.end].map(|place| place.checked_sub(self.head.start));
        self.code.as_deref()?.get(from?..to?)
    }
}

/// An expression of a row that stands for something the row uses: `knife` of `with knife:`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mention {
    /// Where it starts in the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Index into [`Outline::primitives`].
    pub primitive: usize,
}

/// What a wire ends at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    /// Index into [`Outline::primitives`].
    Primitive(usize),
    /// Index into [`Outline::shared`].
    Shared(usize),
}

/// A wire: a thread touches a primitive or a shared variable.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Use {
    /// Index into [`Outline::threads`].
    pub thread: usize,
    /// What it touches.
    pub target: Target,
    /// How: "with", "put", "write" ... sorted, joined by ", ".
    pub how: String,
}

impl Outline {
    /// The same nodes and rows on other lines; what has no line any more is on none.
    pub fn with_lines(&self, place: impl Fn(u32) -> Option<u32>) -> Outline {
        let one = |line: u32| place(line).unwrap_or(0);
        let both = |(first, last): (u32, u32)| match (place(first), place(last)) {
            (Some(first), Some(last)) => (first, last),
            // No line is in it.
            _ => (u32::MAX, 0),
        };
        let mut outline = self.clone();
        outline.primitives.iter_mut().for_each(|node| node.line = one(node.line));
        outline.shared.iter_mut().for_each(|node| node.line = one(node.line));
        for node in &mut outline.threads {
            node.lines = both(node.lines);
            node.def_line = one(node.def_line);
            for row in &mut node.rows {
                row.lines = both(row.lines);
                row.called_lines.iter_mut().for_each(|lines| *lines = both(*lines));
            }
        }
        outline
    }

    /// Reads a script. Any text at all is allowed: what is nested too deeply to be parsed has an error.
    pub fn of(source: &str) -> Outline {
        if is_flat(source) {
            return Outline::parsed(source);
        }
        match too_much(source) {
            None => with_deep_stack(|| Outline::parsed(source)),
            Some(error) => {
                let message = error.message.text().to_owned();
                Outline { error: Some((message, 0..0)), ..Outline::default() }
            }
        }
    }

    fn parsed(source: &str) -> Outline {
        let parsed = ruff_python_parser::parse_unchecked_source(
            source,
            ruff_python_ast::PySourceType::Python,
        );
        let mut outline = scan::Scan::new(source, parsed.suite()).outline();
        outline.error = parsed.errors().first().map(|error| {
            let range = error.location;
            (error.error.to_string(), range.start().to_usize()..range.end().to_usize())
        });
        outline
    }

    /// The primitive with this name.
    pub fn primitive_named(&self, name: &str) -> Option<&PrimitiveNode> {
        self.primitives.iter().find(|node| node.name == name)
    }

    /// The thread node with this name.
    pub fn thread_named(&self, name: &str) -> Option<&ThreadNode> {
        self.threads.iter().find(|node| node.name == name)
    }

    /// A key for every node that stays when others come and go: `thread worker`,
    /// `primitive lock`, `shared counter`.
    pub fn keys(&self) -> Vec<String> {
        let threads = self.threads.iter().map(|node| format!("thread {}", node.name));
        let primitives = self.primitives.iter().map(|node| format!("primitive {}", node.name));
        let shared = self.shared.iter().map(|node| format!("shared {}", node.name));
        threads.chain(primitives).chain(shared).collect()
    }

    /// How a thread's program can name a shared variable.
    pub fn shared_reference(&self, shared: usize, thread: usize) -> Option<String> {
        let (node, card) = (self.shared.get(shared)?, self.threads.get(thread)?);
        match node.name.split_once('.') {
            None => Some(node.name.clone()),
            Some((class, name)) => {
                let inside = card.lineage.iter().any(|one| one == class);
                inside.then(|| format!("self.{name}"))
            }
        }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.primitives.is_empty() && self.threads.is_empty()
    }

    /// How a thread's program can name a primitive, as far as the text says; an element of a group
    /// by its first.
    pub fn reference(&self, primitive: usize, thread: usize) -> Option<String> {
        let (node, card) = (self.primitives.get(primitive)?, self.threads.get(thread)?);
        let name = node.name.rsplit('.').next().unwrap_or(&node.name);
        let is_inside = |outer: &str| {
            card.target
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let name = match &node.home {
            Home::Global => Some(name.to_owned()),
            Home::Attribute(class) => card.lineage.contains(class).then(|| format!("self.{name}")),
            Home::Local(path) => {
                let visible = card.flavour == Flavour::Main || is_inside(path);
                visible.then(|| name.to_owned())
            }
        };
        match name {
            Some(name) if node.group.is_some() => Some(format!("{name}[0]")),
            Some(name) => Some(name),
            None => card.rows.iter().find_map(|row| named_in(row, primitive)),
        }
    }
}

/// Nodes that have another key after a change, with it. A key that is gone and one that is new mean the
/// same node if as many of its kind are gone as are new.
pub fn renamed<'k>(before: &'k [String], after: &'k [String]) -> Vec<(&'k String, &'k String)> {
    let mut pairs = Vec::new();
    for kind in ["thread ", "primitive ", "shared "] {
        let only_in = |these: &'k [String], others: &[String]| -> Vec<&'k String> {
            let here = these.iter().filter(|key| key.starts_with(kind));
            here.filter(|key| !others.contains(key)).collect()
        };
        let (gone, new) = (only_in(before, after), only_in(after, before));
        if gone.len() == new.len() {
            pairs.extend(gone.into_iter().zip(new));
        }
    }
    pairs
}

/// What a row calls the only primitive it touches: a parameter's name, say.
fn named_in(row: &Row, primitive: usize) -> Option<String> {
    if row.primitives != [primitive] {
        return None;
    }
    let name = match row.text.strip_prefix("with ") {
        Some(rest) if !rest.contains([',', '(', ' ']) => rest,
        Some(_) => return None,
        None => row.text.split('(').next()?.rsplit_once('.')?.0,
    };
    let is_path = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    (is_path && !name.is_empty()).then(|| name.to_owned())
}
