//! Interned names, private-name mangling, and the lists of names that are always there.
//!
//! It does not know what any of the builtins does: the interpreter's builtins do.

use super::scope::ScopeId;
use crate::model::code::Symbol;
use crate::model::symbol::FIXED;
use crate::words;
use crate::words::Say;
use ruff_text_size::TextRange;
use std::collections::HashMap;

/// The interner of a program under construction.
#[derive(Clone, Debug)]
pub(super) struct Names {
    texts: Vec<String>,
    numbers: HashMap<String, Symbol>,
    /// `__class__`
    pub class_cell: Symbol,
    /// `nonlocal` declarations of the module being analysed, to be checked when all is known.
    pub nonlocals: Vec<(ScopeId, Symbol, TextRange)>,
}

impl Names {
    /// The fixed symbols.
    pub fn new() -> Names {
        let mut names = Names {
            texts: Vec::new(),
            numbers: HashMap::new(),
            class_cell: crate::model::symbol::CLASS,
            nonlocals: Vec::new(),
        };
        for (number, text) in FIXED.iter().enumerate() {
            names.texts.push((*text).to_string());
            names.numbers.entry((*text).to_string()).or_insert(Symbol(number as u32));
        }
        names
    }

    /// The symbol of a text.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.numbers.get(text) {
            return *symbol;
        }
        let symbol = Symbol(self.texts.len() as u32);
        self.texts.push(text.to_string());
        self.numbers.insert(text.to_string(), symbol);
        symbol
    }

    /// The symbol of a name that stands in a class's body: `__x` becomes `_Class__x`.
    pub fn mangled(&mut self, text: &str, class: Option<&str>) -> Symbol {
        match class.map(|class| class.trim_start_matches('_')) {
            Some(class) if is_private(text) && !class.is_empty() => {
                self.intern(&format!("_{class}{text}"))
            }
            _ => self.intern(text),
        }
    }

    /// A symbol's text.
    pub fn text(&self, symbol: Symbol) -> &str {
        &self.texts[symbol.0 as usize]
    }

    /// All texts by number.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }
}

fn is_private(text: &str) -> bool {
    text.starts_with("__") && !text.ends_with("__") && !text.contains('.')
}

/// Whether the builtins define the name.
pub(super) fn is_builtin(text: &str) -> bool {
    BUILTINS.binary_search(&text).is_ok()
}

/// What to say about a builtin that scripts cannot have: why, and what to do instead.
pub(super) fn forbidden(text: &str) -> Option<(Say, Say)> {
    FORBIDDEN.iter().find(|it| it.0 == text).map(|it| (it.1, it.2))
}

/// The library module that holds a builtin that few scripts use, if it is one of these.
pub(super) fn library_home(text: &str) -> Option<&'static str> {
    Some(match text {
        "BaseExceptionGroup" | "ExceptionGroup" => "_prelude_groups",
        "__import__" => "importlib",
        "bytearray" => "_prelude_bytearray",
        "compile" | "eval" | "exec" => "_prelude_eval",
        "complex" => "_prelude_complex",
        "exit" | "quit" => "_prelude_site",
        "open" => "_files",
        _ => return None,
    })
}

/// Builtins that are missing on purpose: name, why, and what to use instead.
const FORBIDDEN: &[(&str, Say, Say)] = &[
    ("aiter", || words!("script-only-threads"), || words!("script-no-aiter-try")),
    ("anext", || words!("script-only-threads"), || words!("script-no-aiter-try")),
    ("breakpoint", || words!("script-no-prompt"), || words!("script-no-prompt-try")),
    ("help", || words!("script-no-pager"), || words!("script-no-pager-try")),
    ("memoryview", || words!("script-no-buffers"), || words!("script-no-buffers-try")),
];

/// The names of the builtins, sorted.
pub(crate) const BUILTINS: &[&str] = &[
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BaseExceptionGroup",
    "BlockingIOError",
    "BrokenPipeError",
    "BufferError",
    "BytesWarning",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "DeprecationWarning",
    "EOFError",
    "Ellipsis",
    "EncodingWarning",
    "EnvironmentError",
    "Exception",
    "ExceptionGroup",
    "False",
    "FileExistsError",
    "FileNotFoundError",
    "FloatingPointError",
    "FutureWarning",
    "GeneratorExit",
    "IOError",
    "ImportError",
    "ImportWarning",
    "IndentationError",
    "IndexError",
    "InterruptedError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "None",
    "NotADirectoryError",
    "NotImplemented",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PendingDeprecationWarning",
    "PermissionError",
    "ProcessLookupError",
    "RecursionError",
    "ReferenceError",
    "ResourceWarning",
    "RuntimeError",
    "RuntimeWarning",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "SyntaxWarning",
    "SystemError",
    "SystemExit",
    "TabError",
    "TimeoutError",
    "True",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "UnicodeTranslateError",
    "UnicodeWarning",
    "UserWarning",
    "ValueError",
    "Warning",
    "ZeroDivisionError",
    "__debug__",
    "__import__",
    "abs",
    "aiter",
    "all",
    "anext",
    "any",
    "ascii",
    "bin",
    "bool",
    "breakpoint",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "complex",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "exit",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "quit",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
];

/// The candidate nearest to a name by edit distance, if one is near.
pub(crate) fn nearest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let limit = name.chars().count() / 3 + 1;
    let first = |text: &str| text.chars().next().map(|letter| letter.to_ascii_lowercase());
    // Slips of the pen seldom begin with the first letter: `shelf` is not meant as `help`.
    let is_near =
        |distance: usize, it: &str| distance <= 1 || distance <= limit && first(it) == first(name);
    candidates
        .filter(|it| *it != name)
        .map(|it| (distance(name, it), it))
        .filter(|(distance, it)| is_near(*distance, it))
        .min()
        .map(|(_, it)| it)
}

/// Levenshtein's, ignoring case.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtins_are_sorted_for_the_search() {
        assert!(BUILTINS.is_sorted());
        assert!(is_builtin("len") && is_builtin("ArithmeticError") && !is_builtin("foo"));
    }

    #[test]
    fn what_is_no_builtin_here_is_refused_before_the_run() {
        for name in BUILTINS {
            let refused = crate::script::check(&format!("{name}\n"), "a.py").program.is_none();
            assert_eq!(refused, forbidden(name).is_some(), "{name}");
        }
    }

    #[test]
    fn the_nearest_name_is_near_or_none() {
        assert_eq!(nearest("threadin", ["threading", "time"].into_iter()), Some("threading"));
        assert_eq!(nearest("numpy", ["threading", "time"].into_iter()), None);
        assert_eq!(nearest("pirnt", ["print"].into_iter()), Some("print"));
        assert_eq!(nearest("shelf", ["help"].into_iter()), None, "another word");
    }

    #[test]
    fn private_names_carry_their_class() {
        let mut names = Names::new();
        let symbol = names.mangled("__x", Some("_Account"));
        assert_eq!(names.text(symbol), "_Account__x");
        let symbol = names.mangled("__init__", Some("Account"));
        assert_eq!(names.text(symbol), "__init__");
    }
}
