//! A program as it is compiled: the code objects of the script and of the library modules that it
//! needs, with the names and the global variables they share. It never changes while it runs.

use super::code::{Code, CodeId, ModuleId, Symbol};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A module of the program: the script itself or a library module written in Python.
#[derive(Clone, PartialEq, Debug)]
pub struct Module {
    /// `__name__`: "__main__", "threading", "concurrent.futures".
    pub name: String,
    /// What tracebacks call its file.
    pub file: String,
    /// Its text.
    pub source: Arc<str>,
    /// Its body; `None` for a module made of native functions only.
    pub body: Option<CodeId>,
    /// Its names.
    pub globals: HashMap<Symbol, u16>,
    /// Whether it came with the product: hidden from lanes, rows and the debugger.
    pub library: bool,
}

/// A text of the script that it may run as code (`exec`, `timeit`).
#[derive(Clone, PartialEq, Debug)]
pub struct TextCode {
    /// The text.
    pub source: String,
    /// The text as a module of its own.
    pub module: ModuleId,
    /// Its body over the script's own global variables.
    pub in_main: Option<CodeId>,
    /// Why it cannot run: whether its syntax is wrong, and what is.
    pub error: Option<(bool, String)>,
}

/// A global variable of some module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Global {
    /// Module it belongs to.
    pub module: ModuleId,
    /// Its name.
    pub name: Symbol,
    /// Whether it is a variable that more than one thread may touch while one of them writes:
    /// assigned by a function (`global x`), as opposed to defs, imports and module-level constants.
    pub shared: bool,
}

/// Everything a run needs to know of the script.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Program {
    /// Interned names: a symbol's text. Begins with the fixed ones of [`crate::model::symbol`].
    pub symbols: Vec<String>,
    /// All code objects.
    pub codes: Vec<Code>,
    /// All modules; the script is `main`.
    pub modules: Vec<Module>,
    /// All global variables of all modules.
    pub globals: Vec<Global>,
    /// Texts that the script may run.
    pub texts: Vec<TextCode>,
    /// The script.
    pub main: ModuleId,
    /// Lines of the script whose locks and semaphores are handed over to who has waited longest.
    pub fair_lines: BTreeSet<u32>,
}

impl Program {
    /// Text of a symbol known to the program.
    pub fn text(&self, symbol: Symbol) -> &str {
        &self.symbols[symbol.0 as usize]
    }

    /// The code with this number.
    pub fn code(&self, id: CodeId) -> &Code {
        &self.codes[id.0 as usize]
    }

    /// The module with this number.
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0 as usize]
    }

    /// The number of the module with this name.
    pub fn module_named(&self, name: &str) -> Option<ModuleId> {
        self.modules.iter().position(|module| module.name == name).map(|at| ModuleId(at as u16))
    }
}
