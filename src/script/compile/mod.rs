//! Syntax tree -> code objects: one [`Lowering`] per module, all writing into one [`Unit`].
//!
//! | file          | lowers                                                        |
//! |---------------|---------------------------------------------------------------|
//! | `scan`, `scope` | nothing: find out which name belongs to which scope          |
//! | `emit`        | nothing: instructions, labels, registers of one code object    |
//! | `blocks`      | ways out of loops, handlers, `finally`, `with`                 |
//! | `stmt`        | simple statements, `if`, loops                                 |
//! | `guard`       | `try`, `with`, `raise`, `assert`                               |
//! | `expr`        | expressions; `call`, `display`, `text` their larger kinds      |
//! | `assign`      | everything that binds                                          |
//! | `function`    | `def`, `lambda`, `class`                                       |
//! | `texts`       | literals that `eval`, `exec` and `timeit` may be given          |
//! | `import`      | imports, and which modules there are                           |
//! | `pattern`     | `match`                                                        |
//! | `patched`     | nothing: builtins that the script replaces                     |
//! | `annotation`  | `__annotations__`                                              |
//! | `syntax_warning` | what is hardly meant, told before the run                   |
//!
//! It knows the instructions' conventions (`model/code.rs`) and nothing of how they are run.

mod annotation;
mod assign;
mod blocks;
mod call;
mod constant;
mod disassemble;
mod display;
mod emit;
mod expr;
mod function;
mod guard;
mod import;
mod missing;
mod names;
mod patched;
mod pattern;
mod scan;
mod scope;
mod stmt;
mod syntax_warning;
#[cfg(test)]
mod tests;
mod text;
mod texts;
mod unit;

pub use disassemble::disassemble;
pub(super) use import::module_names;
pub(crate) use names::BUILTINS;
pub(crate) use names::nearest;
pub(super) use unit::{Unit, compile_script};

use super::diagnostic::{Diagnostic, DiagnosticKind, span_of};
use crate::model::code::{CodeId, ModuleId, Op, Reg, Symbol};
use crate::model::program::Global;
use crate::words;
use crate::words::Told;
use emit::Emitter;
use ruff_text_size::TextRange;
use scope::{Found, ScopeKind, Scopes};
use std::collections::HashMap;

/// Where a name lives, seen from the code being built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// A register.
    Local(Reg),
    /// The cell in a register.
    Cell(Reg),
    /// A global variable.
    Global(u16),
    /// A builtin that the module never assigns.
    Builtin(Symbol),
    /// A class body's name: the register if it is bound, else the global variable.
    Class(Reg, u16),
}

/// One module being lowered.
struct Lowering<'u, 'a> {
    unit: &'u mut Unit,
    module: ModuleId,
    /// Whose global variables its names are: its own, or the script's.
    globals: ModuleId,
    source: &'a str,
    line_starts: Vec<u32>,
    scopes: Scopes,
    /// The code being built; outer ones wait on the call stack.
    f: Emitter<'a>,
    /// How many statements around expect that a module is missing.
    import_guards: u32,
    /// How many expect that an attribute is.
    attribute_guards: u32,
    /// Names that stand for an imported module.
    module_aliases: HashMap<String, Option<String>>,
}

impl<'a> Lowering<'_, 'a> {
    /// What follows is about this range of the source.
    fn at(&mut self, range: TextRange) {
        self.f.span = span_of(range);
        let start = range.start().to_u32();
        self.f.line = self.line_of(start);
    }

    fn line_of(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|start| *start <= offset) as u32
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        let module = self.module;
        self.unit.report(module, diagnostic);
    }

    fn unsupported(&mut self, range: TextRange, message: Told, help: Option<Told>) {
        let it = Diagnostic::error(DiagnosticKind::Unsupported, range, message);
        self.report(Diagnostic { help, ..it });
    }

    /// What runs, but not as under CPython. The library knows.
    fn warn(&mut self, range: TextRange, message: Told, help: Option<Told>) {
        if !self.unit.program.module(self.module).library {
            let it = Diagnostic::warning(DiagnosticKind::Unsupported, range, message);
            self.report(Diagnostic { help, ..it });
        }
    }

    fn syntax_error(&mut self, range: TextRange, message: &str) {
        self.report(Diagnostic::error(DiagnosticKind::Syntax, range, message));
    }

    /// The symbol of a name in the text here, private names of classes mangled.
    fn symbol(&mut self, text: &str) -> Symbol {
        self.unit.names.mangled(text, self.f.class.as_deref())
    }

    /// The same as an instruction's field.
    fn name_field(&mut self, text: &str) -> u16 {
        let symbol = self.symbol(text);
        self.field(symbol)
    }

    fn field(&mut self, symbol: Symbol) -> u16 {
        u16::try_from(symbol.0).unwrap_or_else(|_| {
            self.f.overflow = Some(|| words!("script-many-names"));
            0
        })
    }

    /// Where a name that stands at `range` lives.
    fn place(&mut self, name: Symbol, range: TextRange) -> Place {
        match self.scopes.find(self.f.current, name, &self.unit.names) {
            Found::Global => self.global_place(name, range),
            Found::Owner(owner) => {
                let scope = &self.scopes.list[owner];
                let reg = scope.registers.get(&name).copied().unwrap_or(0);
                if scope.host != self.f.scope {
                    return Place::Cell(self.free_register(name));
                }
                if scope.of(name).captured {
                    return Place::Cell(reg);
                }
                if scope.kind == ScopeKind::Class {
                    return Place::Class(reg, self.slot(name));
                }
                Place::Local(reg)
            }
        }
    }

    fn free_register(&self, name: Symbol) -> Reg {
        let index = self.f.code.free.iter().position(|it| *it == name).unwrap_or(0);
        self.f.code.free_base + index as Reg
    }

    fn global_place(&mut self, name: Symbol, range: TextRange) -> Place {
        let module = self.globals;
        let known = self.unit.program.modules[module.0 as usize].globals.get(&name);
        if let Some(slot) = known {
            return Place::Global(*slot);
        }
        if names::is_builtin(self.unit.names.text(name)) {
            return Place::Builtin(name);
        }
        let slot = self.slot(name);
        self.unit.unknown_name(self.module, name, range);
        Place::Global(slot)
    }

    /// The slot of a global variable of this module, made if need be.
    fn slot(&mut self, name: Symbol) -> u16 {
        let module = self.globals;
        match self.unit.slot(module, name) {
            Some(slot) => slot,
            None => {
                self.f.overflow = Some(|| words!("script-many-globals"));
                0
            }
        }
    }

    /// Reads a name into `dst`.
    fn load(&mut self, place: Place, dst: Reg) {
        match place {
            Place::Local(reg) => {
                self.f.check(reg);
                self.f.copy(dst, reg);
            }
            Place::Cell(cell) => {
                self.f.op(Op::LoadCell { dst, cell });
            }
            Place::Global(slot) => {
                self.f.op(Op::LoadGlobal { dst, slot });
            }
            Place::Builtin(name) if self.load_from_library(name, dst) => {}
            Place::Builtin(name) => {
                let name = self.field(name);
                self.f.op(Op::LoadBuiltin { dst, name });
            }
            Place::Class(local, slot) => {
                if self.f.flow.as_ref().is_some_and(|flow| flow.has(local)) {
                    self.f.copy(dst, local);
                } else {
                    self.f.op(Op::LoadClassName { dst, local, slot });
                }
            }
        }
    }

    /// Whether it is `builtins.open` or the like, where the name stands for the module and nothing else.
    fn is_builtin_of_library(&mut self, it: &ruff_python_ast::ExprAttribute) -> bool {
        let is_module = it.value.as_name_expr().is_some_and(|module| {
            let symbol = self.symbol(module.id.as_str());
            let found = self.scopes.find(self.f.current, symbol, &self.unit.names);
            let alias = self.module_aliases.get(module.id.as_str());
            found == Found::Global && alias.is_some_and(|it| it.as_deref() == Some("builtins"))
        });
        is_module && names::library_home(it.attr.as_str()).is_some()
    }

    /// A builtin that a library module holds: imported where it is used.
    fn load_from_library(&mut self, name: Symbol, dst: Reg) -> bool {
        let Some(home) = names::library_home(self.unit.names.text(name)) else { return false };
        let Some(module) = self.unit.library_module(home) else { return false };
        let name = self.field(name);
        self.f.op(Op::Import { dst, module: module.0 });
        self.f.op(Op::ImportFrom { dst, module: dst, name });
        true
    }

    /// Keeps a finished code object.
    fn keep(&mut self, code: crate::model::code::Code) -> CodeId {
        let id = CodeId(self.unit.program.codes.len() as u32);
        self.unit.program.codes.push(code);
        id
    }
}

impl Global {
    fn of(module: ModuleId, name: Symbol) -> Global {
        Global { module, name, shared: false }
    }
}
