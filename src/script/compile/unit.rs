//! A program under construction: its modules, names and globals, and what was found wrong.
//!
//! Library modules are compiled when something imports them; the ones that every program has are
//! compiled once and kept.

use super::super::diagnostic::{Diagnostic, DiagnosticKind};
use super::super::parse::parse;
use super::emit::Emitter;
use super::names::{self, Names};
use super::scope::{self, ScopeKind};
use super::{Lowering, import, patched, scan, texts};
use crate::model::code::{CodeId, ModuleId, Op, Symbol};
use crate::model::library;
use crate::model::program::{Global, Module, Program};
use crate::told;
use ruff_python_ast::Stmt;
use ruff_text_size::{Ranged, TextRange};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// Modules that every program has, imported or not.
const ALWAYS: &[&str] = &["_prelude", "threading"];

/// Words of scripts that want to know of the end of objects.
const SETTLING: &[&str] = &["__del__", "weakref"];

/// Most diagnostics worth showing.
const DIAGNOSTICS_MAX: usize = 100;

/// A program under construction.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub program: Program,
    pub(super) names: Names,
    pub modules: HashMap<String, ModuleId>,
    /// Whether the script wants to know of the end of objects ([`crate::model::watch`]).
    pub settles: bool,
    /// The names that modules assign, which is not all they have a slot for.
    assigned: HashSet<(ModuleId, Symbol)>,
    pub diagnostics: Vec<(ModuleId, Diagnostic)>,
    /// Names that nothing defines, by module, with the first place of each.
    unknown: Vec<(ModuleId, Symbol, TextRange)>,
}

impl Unit {
    fn empty() -> Unit {
        Unit {
            program: Program::default(),
            names: Names::new(),
            modules: HashMap::new(),
            settles: false,
            assigned: HashSet::new(),
            diagnostics: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// A unit that has the modules that every program has.
    fn with_library() -> Unit {
        static BASE: OnceLock<Unit> = OnceLock::new();
        let base = BASE.get_or_init(|| {
            let mut unit = Unit::empty();
            for name in ALWAYS {
                unit.library_module(name);
            }
            unit
        });
        base.clone()
    }

    /// The library module with this name, compiled if need be; `None` if there is none.
    pub fn library_module(&mut self, name: &str) -> Option<ModuleId> {
        if let Some(id) = self.modules.get(name) {
            return Some(*id);
        }
        if let Some(module) = library::module_named(name) {
            let file = format!("<{name}>");
            return Some(self.compile_module(name, &file, module.source, true));
        }
        if import::is_native(name) || import::is_package(name) {
            return Some(self.add_module(name, "<built-in>", "", true));
        }
        None
    }

    fn add_module(&mut self, name: &str, file: &str, source: &str, library: bool) -> ModuleId {
        let id = ModuleId(self.program.modules.len() as u16);
        self.program.modules.push(Module {
            name: name.to_string(),
            file: file.to_string(),
            source: Arc::from(source),
            body: None,
            globals: HashMap::new(),
            library,
        });
        self.modules.insert(name.to_string(), id);
        id
    }

    /// A text of the script as a module of its own, like one of the library's.
    pub(super) fn text_module(&mut self, name: &str, source: &str) -> ModuleId {
        self.compile_module(name, "<string>", source, true)
    }

    /// The body of a text over the names of another module.
    pub(super) fn text_in(&mut self, text: ModuleId, of: ModuleId, source: &str) -> Option<CodeId> {
        let parsed = parse(source).ok()?;
        Some(self.lower(text, of, source, &parsed.body))
    }

    /// Parses and lowers a module's text.
    fn compile_module(&mut self, name: &str, file: &str, source: &str, library: bool) -> ModuleId {
        let id = self.add_module(name, file, source, library);
        let parsed = match parse(source) {
            Ok(parsed) => parsed,
            Err(errors) => {
                for error in errors {
                    self.report(id, error);
                }
                return id;
            }
        };
        for warning in parsed.warnings {
            self.report(id, warning);
        }
        self.lower_module(id, source, &parsed.body);
        id
    }

    fn lower_module(&mut self, id: ModuleId, source: &str, body: &[Stmt]) {
        let code = self.lower(id, id, source, body);
        self.program.modules[id.0 as usize].body = Some(code);
    }

    /// Lowers a text of module `id` whose global variables are those of module `globals`.
    fn lower(&mut self, id: ModuleId, globals: ModuleId, source: &str, body: &[Stmt]) -> CodeId {
        let stars = import::star_names(self, body);
        let mut scopes = scan::analyse(body, &mut self.names, &stars);
        for diagnostic in std::mem::take(&mut scopes.diagnostics) {
            self.report(id, diagnostic);
        }
        self.check_nonlocals(id, &scopes);
        self.declare_globals(globals, &scopes);
        patched::declare(self, globals, body);
        let mut lowering = Lowering {
            module: id,
            globals,
            source,
            line_starts: line_starts(source),
            f: Emitter::new(0, "<module>", "<module>".to_string(), id),
            scopes,
            import_guards: 0,
            attribute_guards: 0,
            module_aliases: import::module_aliases(body),
            unit: self,
        };
        lowering.module_body(body)
    }

    fn check_nonlocals(&mut self, id: ModuleId, scopes: &scope::Scopes) {
        for (at, name, range) in std::mem::take(&mut self.names.nonlocals) {
            if scopes.find(at, name, &self.names) == scope::Found::Global {
                let text = format!("no binding for nonlocal '{}' found", self.names.text(name));
                self.report(id, Diagnostic::error(DiagnosticKind::Syntax, range, text));
            }
        }
    }

    /// Gives every name that the module assigns its slot.
    fn declare_globals(&mut self, id: ModuleId, scopes: &scope::Scopes) {
        for text in ["__name__", "__doc__", "__file__"] {
            let name = self.names.intern(text);
            self.slot(id, name);
        }
        for scope in scopes.list.iter().filter(|it| it.kind == ScopeKind::Module) {
            for name in scope.order.iter().filter(|name| scope.of(**name).bound) {
                self.slot(id, *name);
                self.assigned.insert((id, *name));
            }
        }
        for scope in scopes.list.iter().filter(|it| it.kind == ScopeKind::Function) {
            for name in &scope.order {
                let it = scope.of(*name);
                if it.global
                    && it.bound
                    && let Some(slot) = self.slot(id, *name)
                {
                    self.program.globals[slot as usize].shared = true;
                }
            }
        }
    }

    /// Whether a module assigns a name somewhere.
    pub fn assigns(&self, module: ModuleId, name: Symbol) -> bool {
        self.assigned.contains(&(module, name))
    }

    /// The slot of a module's global variable, made if need be; `None` if there are too many.
    pub fn slot(&mut self, module: ModuleId, name: Symbol) -> Option<u16> {
        let globals = &mut self.program.modules[module.0 as usize].globals;
        if let Some(slot) = globals.get(&name) {
            return Some(*slot);
        }
        let slot = u16::try_from(self.program.globals.len()).ok()?;
        globals.insert(name, slot);
        self.program.globals.push(Global::of(module, name));
        Some(slot)
    }

    /// Keeps a diagnostic about a module.
    pub fn report(&mut self, module: ModuleId, diagnostic: Diagnostic) {
        let known = self
            .diagnostics
            .iter()
            .any(|(_, it)| (it.span, &it.message) == (diagnostic.span, &diagnostic.message));
        if self.diagnostics.len() < DIAGNOSTICS_MAX && !known {
            self.diagnostics.push((module, diagnostic));
        }
    }

    /// Notes a name that neither the module nor the builtins define.
    pub fn unknown_name(&mut self, module: ModuleId, name: Symbol, range: TextRange) {
        if !self.program.modules[module.0 as usize].library {
            self.unknown.push((module, name, range));
        }
    }

    fn warn_of_unknown_names(&mut self) {
        let unknown = std::mem::take(&mut self.unknown);
        for (module, name, range) in unknown.iter().copied() {
            let text = self.names.text(name);
            let message = told!("script-unknown-name", name = text);
            let mut warning = Diagnostic::warning(DiagnosticKind::UnknownName, range, message);
            let own = self.program.modules[module.0 as usize].globals.keys();
            let defined = own.filter(|it| !unknown.iter().any(|(_, other, _)| other == *it));
            let mut candidates: Vec<&str> = defined.map(|it| self.names.text(*it)).collect();
            candidates.sort_unstable();
            candidates.extend(names::BUILTINS);
            if library::module_named(text).is_some() || import::is_native(text) {
                let own = &self.program.modules[module.0 as usize];
                warning = warning.not_imported(text, first_statement(&own.source));
            } else if let Some(near) = names::nearest(text, candidates.into_iter()) {
                warning = warning.meant(text, near);
            }
            self.report(module, warning);
        }
    }
}

/// Where a script's statements begin: below its settings, docstring and `from __future__`.
fn first_statement(source: &str) -> usize {
    let Ok(parsed) = ruff_python_parser::parse_module(source) else { return 0 };
    let body = &parsed.syntax().body;
    let first = body.iter().find(|stmt| match stmt {
        Stmt::Expr(it) => !it.value.is_string_literal_expr(),
        Stmt::ImportFrom(it) => it.module.as_ref().is_none_or(|from| from.as_str() != "__future__"),
        _ => true,
    });
    let at = first.map_or(source.len(), |stmt| stmt.range().start().to_usize());
    source[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_starts(source: &str) -> Vec<u32> {
    let ends = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect()
}

/// Compiles a script with everything it imports. All diagnostics come back, also of a program that
/// can run.
pub(crate) fn compile_script(source: &str, file: &str) -> (Program, Vec<Diagnostic>) {
    let mut unit = Unit::with_library();
    unit.settles = SETTLING.iter().any(|word| source.contains(word));
    let main = unit.compile_module("__main__", file, source, false);
    if unit.program.module(main).body.is_some() {
        unit.program.fair_lines = crate::script::marks::obeyed_fair_lines(source);
    }
    texts::compile(&mut unit, main, source);
    unit.warn_of_unknown_names();
    unit.program.main = main;
    unit.program.symbols = unit.names.texts().to_vec();
    let mut diagnostics = Vec::new();
    for (module, diagnostic) in unit.diagnostics {
        let module = &unit.program.modules[module.0 as usize];
        let mut diagnostic = diagnostic.located(&module.source);
        if module.library {
            // A fault of ours, not of the script.
            let line = diagnostic.one_line(&module.file);
            diagnostic.message = format!("in the bundled module {}: {line}", module.name).into();
            diagnostic.span = Default::default();
            (diagnostic.line, diagnostic.column) = (1, 1);
        }
        diagnostics.push(diagnostic);
    }
    diagnostics.sort_by_key(|it| (it.severity, it.span.start));
    (unit.program, diagnostics)
}

impl<'a> Lowering<'_, 'a> {
    /// The code of the module's own body.
    fn module_body(&mut self, body: &'a [Stmt]) -> crate::model::code::CodeId {
        let locals = self.scopes.list[0].locals.clone();
        self.begin(locals, Vec::new());
        self.f.copies = self.scopes.list[0].walrus;
        self.f.code.line = 1;
        let doc = super::function::docstring(body);
        self.f.code.doc = doc.clone();
        let module = &self.unit.program.modules[self.module.0 as usize];
        let about = [
            ("__name__", Some(module.name.clone())),
            ("__doc__", doc),
            ("__file__", Some(module.file.clone())),
        ];
        // A text has the names of whoever runs it.
        let is_text = self.module != self.globals || module.file == "<string>";
        for (text, value) in about.into_iter().filter(|_| !is_text) {
            let name = self.unit.names.intern(text);
            let slot = self.slot(name);
            let mark = self.f.mark();
            let src = self.f.temp();
            let value =
                value.map_or(crate::model::code::Const::None, crate::model::code::Const::Str);
            self.f.load(src, value);
            self.f.op(Op::StoreGlobal { src, slot });
            self.f.release(mark);
        }
        if !self.unit.program.module(self.module).library {
            self.syntax_warnings(body);
        }
        self.body(body);
        self.return_none();
        let range = body.first().map_or(TextRange::default(), ruff_text_size::Ranged::range);
        let code = self.finish(range);
        self.keep(code)
    }
}
