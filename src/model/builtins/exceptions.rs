//! The tree of builtin exceptions and their few native methods.

use super::make_class;
use crate::model::heap::{Heap, Nursery};
use crate::model::native::{Answer, Args, Ctx, NativeFn, NativeResult, none, value};
use crate::model::object::{Kind, Native, Obj};
use crate::model::symbol;
use crate::model::value::Value;

/// (class, base): a base stands before its subclasses.
const TREE: &[(&str, &str)] = &[
    ("BaseException", "object"),
    ("SystemExit", "BaseException"),
    ("KeyboardInterrupt", "BaseException"),
    ("GeneratorExit", "BaseException"),
    ("Exception", "BaseException"),
    ("StopIteration", "Exception"),
    ("StopAsyncIteration", "Exception"),
    ("ArithmeticError", "Exception"),
    ("FloatingPointError", "ArithmeticError"),
    ("OverflowError", "ArithmeticError"),
    ("ZeroDivisionError", "ArithmeticError"),
    ("AssertionError", "Exception"),
    ("AttributeError", "Exception"),
    ("BufferError", "Exception"),
    ("EOFError", "Exception"),
    ("ImportError", "Exception"),
    ("ModuleNotFoundError", "ImportError"),
    ("LookupError", "Exception"),
    ("IndexError", "LookupError"),
    ("KeyError", "LookupError"),
    ("MemoryError", "Exception"),
    ("NameError", "Exception"),
    ("UnboundLocalError", "NameError"),
    ("OSError", "Exception"),
    ("BlockingIOError", "OSError"),
    ("ChildProcessError", "OSError"),
    ("ConnectionError", "OSError"),
    ("BrokenPipeError", "ConnectionError"),
    ("ConnectionAbortedError", "ConnectionError"),
    ("ConnectionRefusedError", "ConnectionError"),
    ("ConnectionResetError", "ConnectionError"),
    ("FileExistsError", "OSError"),
    ("FileNotFoundError", "OSError"),
    ("InterruptedError", "OSError"),
    ("IsADirectoryError", "OSError"),
    ("NotADirectoryError", "OSError"),
    ("PermissionError", "OSError"),
    ("ProcessLookupError", "OSError"),
    ("TimeoutError", "OSError"),
    ("ReferenceError", "Exception"),
    ("RuntimeError", "Exception"),
    ("NotImplementedError", "RuntimeError"),
    ("RecursionError", "RuntimeError"),
    ("SyntaxError", "Exception"),
    ("IndentationError", "SyntaxError"),
    ("TabError", "IndentationError"),
    ("SystemError", "Exception"),
    ("TypeError", "Exception"),
    ("ValueError", "Exception"),
    ("UnicodeError", "ValueError"),
    ("UnicodeDecodeError", "UnicodeError"),
    ("UnicodeEncodeError", "UnicodeError"),
    ("UnicodeTranslateError", "UnicodeError"),
    ("Warning", "Exception"),
    ("BytesWarning", "Warning"),
    ("DeprecationWarning", "Warning"),
    ("EncodingWarning", "Warning"),
    ("FutureWarning", "Warning"),
    ("ImportWarning", "Warning"),
    ("PendingDeprecationWarning", "Warning"),
    ("ResourceWarning", "Warning"),
    ("RuntimeWarning", "Warning"),
    ("SyntaxWarning", "Warning"),
    ("UnicodeWarning", "Warning"),
    ("UserWarning", "Warning"),
];

/// The classes of system errors, by their numbers on Linux: `OSError(2, ...)` is made as one of these.
const BY_NUMBER: &[(i64, &str)] = &[
    (1, "PermissionError"),
    (2, "FileNotFoundError"),
    (3, "ProcessLookupError"),
    (4, "InterruptedError"),
    (10, "ChildProcessError"),
    (11, "BlockingIOError"),
    (13, "PermissionError"),
    (17, "FileExistsError"),
    (20, "NotADirectoryError"),
    (21, "IsADirectoryError"),
    (32, "BrokenPipeError"),
    (103, "ConnectionAbortedError"),
    (104, "ConnectionResetError"),
    (108, "BrokenPipeError"),
    (110, "TimeoutError"),
    (111, "ConnectionRefusedError"),
    (114, "BlockingIOError"),
    (115, "BlockingIOError"),
];

/// What exceptions may be about: None in those that do not say.
const ABOUT: &[(&str, &[&str])] = &[
    ("AttributeError", &["name", "obj"]),
    ("ImportError", &["name", "path"]),
    ("NameError", &["name"]),
];

const METHODS: &[(&str, NativeFn)] =
    &[("__init__", init), ("add_note", add_note), ("with_traceback", with_traceback)];

/// Makes the classes.
pub fn install(heap: &mut Heap, nursery: &mut Nursery) {
    for &(name, base) in TREE {
        let base_class = if base == "object" {
            heap.kinds[Kind::Object as usize]
        } else {
            heap.builtin(base).unwrap_or_default()
        };
        let class = make_class(heap, nursery, name, "builtins", vec![base_class], Kind::Exception);
        super::define(heap, "builtins", name, class);
        if name == "BaseException" {
            heap.kinds[Kind::Exception as usize] = class;
        }
    }
    let base = heap.kinds[Kind::Exception as usize];
    for &(name, call) in METHODS {
        let native = Native { name, owner: "BaseException", call, method: true };
        let f = heap.alloc(nursery, Obj::Native(native.into()));
        let symbol = heap.intern(name);
        if let Some(class) = heap.class(base) {
            class.attrs.set(symbol, f);
        }
    }
    for &(name, facts) in ABOUT {
        let class = heap.builtin(name).unwrap_or_default();
        for fact in facts {
            let symbol = heap.intern(fact);
            if let Some(class) = heap.class(class) {
                class.attrs.set(symbol, Value::NONE);
            }
        }
    }
    for alias in ["EnvironmentError", "IOError"] {
        let class = heap.builtin("OSError").unwrap_or_default();
        super::define(heap, "builtins", alias, class);
    }
}

/// The class that an exception is made of: that of its number for `OSError(number, text)`, else the
/// one that was called.
pub fn by_number(heap: &Heap, class: Value, args: &[Value]) -> Value {
    let [number, _, ..] = args else { return class };
    let is_os_error = heap.class(class).is_some_and(|it| it.builtin && &*it.name == "OSError");
    let number = if is_os_error { number.as_small() } else { None };
    let named = BY_NUMBER.iter().find(|(known, _)| Some(*known) == number);
    named.and_then(|(_, name)| heap.builtin(name)).unwrap_or(class)
}

/// Names of the slots every exception object has.
pub const LAYOUT: [crate::model::code::Symbol; 5] =
    [symbol::ARGS, symbol::TRACEBACK, symbol::CAUSE, symbol::CONTEXT, symbol::SUPPRESS_CONTEXT];

/// `BaseException.__init__(self, *args)`: the arguments were taken when the object was made, but a
/// subclass may pass others on.
fn init(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.no_keywords(ctx, "BaseException")?;
    let Some((&exception, rest)) = args.positional.split_first() else { return none() };
    let tuple = ctx.new_tuple(rest);
    set_slot(ctx, exception, symbol::ARGS, tuple);
    none()
}

fn with_traceback(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [exception, traceback] = args.exactly(ctx, "with_traceback")?;
    set_slot(ctx, exception, symbol::TRACEBACK, traceback);
    value(exception)
}

fn add_note(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [exception, note] = args.exactly(ctx, "add_note")?;
    if ctx.heap.str(note).is_none() {
        let found = ctx.type_name(note);
        return Err(ctx.type_error(format!("note must be a str, not '{found}'")));
    }
    let Some(instance) = ctx.heap.instance(exception) else { return none() };
    let notes = match instance.extra.get(symbol::NOTES) {
        Some(notes) => notes,
        None => {
            let notes = ctx.new_list(Vec::new());
            instance.extra.set(symbol::NOTES, notes);
            notes
        }
    };
    if let Some(notes) = ctx.heap.list(notes) {
        notes.lock().push(note);
    }
    Ok(Answer::Value(Value::NONE))
}

fn set_slot(ctx: &Ctx<'_>, object: Value, name: crate::model::code::Symbol, value: Value) {
    let Some(instance) = ctx.heap.instance(object) else { return };
    let at = ctx
        .heap
        .class(instance.class)
        .and_then(|class| class.layout.iter().position(|&n| n == name));
    match at.and_then(|at| instance.slots.get(at)) {
        Some(slot) => slot.store(value),
        None => instance.extra.set(name, value),
    }
}
