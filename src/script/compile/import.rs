//! Imports, and which modules there are: bundled ones written in Python, native ones, and packages
//! that only hold others.

use super::missing::{about_processes, advice, gone_from, instead_of};
use super::scope::node;
use super::unit::Unit;
use super::{Lowering, Place, names};
use crate::model::code::{Const, ModuleId, Op, Reg};
use crate::model::{builtins, library};
use crate::script::diagnostic::{Diagnostic, DiagnosticKind, Fix, Severity};
use crate::told;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Alias, Expr, ExprAttribute, Stmt, StmtImport, StmtImportFrom};
use ruff_text_size::{Ranged, TextRange};
use std::collections::HashMap;

/// Whether a module is made of native functions.
pub(super) fn is_native(name: &str) -> bool {
    builtins::MODULES.iter().any(|it| it.name == name)
}

/// Whether it only holds other modules (`concurrent` of `concurrent.futures`).
pub(super) fn is_package(name: &str) -> bool {
    library::MODULES
        .iter()
        .any(|it| it.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// What every module has.
const MODULE_FACTS: &[&str] = &["__name__", "__doc__", "__file__"];

pub(super) fn exists(name: &str) -> bool {
    is_native(name) || library::module_named(name).is_some() || is_package(name)
}

/// The modules that a script may import, sorted.
pub(crate) fn module_names() -> Vec<&'static str> {
    let mut list: Vec<&str> = library::MODULES.iter().map(|it| it.name).collect();
    list.extend(builtins::MODULES.iter().map(|it| it.name));
    list.retain(|name| !name.starts_with('_'));
    list.sort_unstable();
    list.dedup();
    list
}

/// What `from m import *` binds, by statement.
pub(super) fn star_names(unit: &mut Unit, body: &[Stmt]) -> HashMap<usize, Vec<String>> {
    let mut stars = Stars { found: Vec::new() };
    stars.visit_body(body);
    let mut names = HashMap::new();
    for (key, module) in stars.found {
        if let Some(id) = unit.library_module(&module) {
            names.insert(key, public_names(unit, id));
        }
    }
    names
}

struct Stars {
    found: Vec<(usize, String)>,
}

impl<'a> Visitor<'a> for Stars {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::ImportFrom(it) = stmt
            && let Some(module) = &it.module
            && it.names.iter().any(|alias| alias.name.as_str() == "*")
        {
            self.found.push((node(it), module.to_string()));
        }
        visitor::walk_stmt(self, stmt);
    }
}

/// The names a module exports: `__all__` if it has one that can be read, else those without an
/// underscore.
fn public_names(unit: &Unit, id: ModuleId) -> Vec<String> {
    let module = unit.program.module(id);
    if let Some(list) = listed_names(&module.source) {
        return list;
    }
    let mut list: Vec<String> = module
        .globals
        .keys()
        .filter(|name| unit.assigns(id, **name))
        .map(|name| unit.names.text(*name).to_string())
        .filter(|name| !name.starts_with('_'))
        .collect();
    list.sort_unstable();
    list
}

fn listed_names(source: &str) -> Option<Vec<String>> {
    let start = source.find("\n__all__ = ")?;
    let rest = &source[start..];
    let open = rest.find(['[', '('])?;
    let close = rest.find([']', ')'])?;
    let items = rest.get(open + 1..close)?.split(',').map(str::trim);
    let names = items.map(|item| item.trim_matches(['"', '\'']).to_string());
    Some(names.filter(|name| !name.is_empty()).collect())
}

impl<'a> Lowering<'_, 'a> {
    pub(super) fn import(&mut self, it: &'a StmtImport) {
        for alias in &it.names {
            let mark = self.f.mark();
            if let Some((top, leaf)) = self.module_chain(&alias.name, alias.range) {
                match &alias.asname {
                    Some(name) => self.store_name(name, alias.range, leaf),
                    None => {
                        let name = alias.name.split('.').next().unwrap_or_default();
                        self.store_name(name, alias.range, top);
                    }
                }
            }
            self.f.release(mark);
        }
    }

    pub(super) fn import_from(&mut self, it: &'a StmtImportFrom) {
        let Some(module) = it.module.as_ref().filter(|_| it.level == 0) else {
            let help = Some(told!("script-no-relative-try"));
            return self.unsupported(it.range, told!("script-no-relative"), help);
        };
        if module.as_str() == "__future__" {
            return;
        }
        let Some((_, source)) = self.module_chain(module, module.range) else { return };
        for alias in &it.names {
            let mark = self.f.mark();
            self.at(it.range);
            if alias.name.as_str() == "*" {
                self.import_all(module, source, it.range);
            } else {
                self.import_name(module, source, alias);
            }
            self.f.release(mark);
        }
    }

    fn import_name(&mut self, module: &str, source: Reg, alias: &'a Alias) {
        let name = alias.name.as_str();
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        let dotted = format!("{module}.{name}");
        let dst = if exists(&dotted) {
            match self.module_chain(&dotted, alias.range) {
                Some((_, leaf)) => leaf,
                None => return,
            }
        } else {
            self.check_member(module, name, alias.range);
            let dst = self.f.temp();
            let symbol = self.unit.names.intern(name);
            let name = self.field(symbol);
            self.at(alias.range);
            self.f.op(Op::ImportFrom { dst, module: source, name });
            dst
        };
        self.store_name(bound, alias.range, dst);
    }

    fn import_all(&mut self, module: &str, source: Reg, range: TextRange) {
        let Some(id) = self.unit.library_module(module) else { return };
        for text in public_names(self.unit, id) {
            let mark = self.f.mark();
            let dst = self.f.temp();
            let symbol = self.unit.names.intern(&text);
            let name = self.field(symbol);
            self.f.op(Op::ImportFrom { dst, module: source, name });
            self.store_name(&text, range, dst);
            self.f.release(mark);
        }
    }

    /// Imports `a`, `a.b`, ...: the registers of the first and of the last.
    fn module_chain(&mut self, dotted: &str, range: TextRange) -> Option<(Reg, Reg)> {
        // The script may import itself.
        let is_main = dotted == "__main__";
        if !is_main && !exists(dotted) {
            self.unknown_module(dotted, range);
            return None;
        }
        if dotted == "dis" {
            self.warn(range, told!("script-own-instructions"), None);
        }
        let mut ends = dotted.match_indices('.').map(|(at, _)| at).collect::<Vec<_>>();
        ends.push(dotted.len());
        let mut chain: Vec<Reg> = Vec::new();
        for end in ends {
            let id = self.unit.library_module(&dotted[..end])?;
            let dst = self.f.temp();
            self.at(range);
            self.f.op(Op::Import { dst, module: id.0 });
            if let Some(parent) = chain.last().copied() {
                let last = dotted[..end].rsplit('.').next().unwrap_or_default();
                let symbol = self.unit.names.intern(last);
                let name = self.field(symbol);
                self.f.op(Op::StoreAttr { obj: parent, name, src: dst });
            }
            chain.push(dst);
        }
        Some((*chain.first()?, *chain.last()?))
    }

    /// An import of nothing that is bundled: an error, unless the script expects it to fail.
    fn unknown_module(&mut self, name: &str, range: TextRange) {
        let message = told!("script-no-module", name = name);
        let top = name.split('.').next().unwrap_or_default();
        let help = advice(top);
        let kind = DiagnosticKind::UnknownModule;
        if self.import_guards == 0 {
            let mut error = Diagnostic::error(kind, range, message).with_help(help);
            let span = range.to_std_range();
            let is_name = self.source.get(span.clone()).is_some_and(|text| text == name);
            if let Some(near) = names::nearest(name, module_names().into_iter())
                && is_name
            {
                error.fix = Some(Fix { span, text: near.to_owned() });
            }
            return self.report(error);
        }
        self.report(Diagnostic::warning(kind, range, message).with_help(help));
        let symbol = self.unit.names.intern("ModuleNotFoundError");
        let (base, text) = (self.f.temp(), self.f.temp());
        self.at(range);
        self.load(Place::Builtin(symbol), base);
        self.f.load(text, Const::Str(format!("No module named '{name}'")));
        self.f.op(Op::Call { dst: base, base, argc: 1 });
        self.f.load(text, Const::Str(name.to_string()));
        let field = self.name_field("name");
        self.f.op(Op::StoreAttr { obj: base, name: field, src: text });
        self.f.op(Op::Raise { src: base });
        self.f.dead();
    }

    /// Warns of a name that a bundled module does not have.
    fn check_member(&mut self, module: &str, name: &str, range: TextRange) {
        let Some(id) = self.unit.modules.get(module).copied() else { return };
        if self.unit.program.module(self.module).library || self.has_member(id, name) {
            return;
        }
        let message = told!("script-no-member", name = name, module = module);
        let members = public_names(self.unit, id);
        let mut error = Diagnostic::error(DiagnosticKind::Unsupported, range, message);
        if self.import_guards > 0 {
            error.severity = Severity::Warning;
        }
        if let Some(help) = gone_from(module, name) {
            error = Diagnostic { severity: Severity::Warning, ..error.with_help(help) };
        } else if let Some(help) = instead_of(name) {
            error = error.with_help(help);
        } else if let Some(near) = names::nearest(name, members.iter().map(String::as_str)) {
            error = error.meant(name, near);
        } else if let Some(help) = about_processes(module) {
            error = error.with_help(help);
        }
        self.report(error);
    }

    /// Whether a module written in Python has a name; native ones are asked when the script runs.
    fn has_member(&mut self, id: ModuleId, name: &str) -> bool {
        let module = self.unit.program.module(id);
        if module.source.is_empty() || module.source.contains("\ndef __getattr__(") {
            return true;
        }
        let symbol = self.unit.names.intern(name);
        self.unit.assigns(id, symbol) || MODULE_FACTS.contains(&name)
    }

    /// Tells of `module.name` if the name is that of an imported module without it: an error, unless
    /// the script expects it to fail.
    pub(super) fn note_module_attribute(&mut self, it: &'a ExprAttribute) {
        if self.unit.program.module(self.module).library || it.attr.starts_with("__") {
            return;
        }
        let Some(id) = self.module_of(&it.value) else { return };
        let dotted = format!("{}.{}", self.unit.program.module(id).name, it.attr);
        if self.has_member(id, &it.attr) || exists(&dotted) {
            return;
        }
        let module = self.unit.program.module(id).name.clone();
        let attr = it.attr.as_str();
        let message = told!("script-no-attribute", module = module.as_str(), name = attr);
        let kind = DiagnosticKind::UnknownName;
        let mut found = match self.attribute_guards {
            0 => Diagnostic::error(kind, it.attr.range(), message),
            _ => Diagnostic::warning(kind, it.attr.range(), message),
        };
        let members = public_names(self.unit, id);
        if let Some(help) = gone_from(&module, attr) {
            found = Diagnostic { severity: Severity::Warning, ..found.with_help(help) };
        } else if let Some(help) = instead_of(attr) {
            found = found.with_help(help);
        } else if let Some(near) = names::nearest(&it.attr, members.iter().map(String::as_str)) {
            found = found.meant(&it.attr, near);
        } else if let Some(help) = about_processes(&module) {
            found = found.with_help(help);
        } else {
            let names = members.join(", ");
            found = found.with_help(told!("script-members", names = names.as_str()));
        }
        self.report(found);
    }

    /// The module that an expression certainly stands for: `threading`, `concurrent.futures`.
    fn module_of(&mut self, expr: &Expr) -> Option<ModuleId> {
        match expr {
            Expr::Name(name) => self.imported_as(&name.id),
            Expr::Attribute(it) => {
                let parent = self.module_of(&it.value)?;
                let dotted = format!("{}.{}", self.unit.program.module(parent).name, it.attr);
                self.unit.modules.get(&dotted).copied()
            }
            _ => None,
        }
    }

    /// The module that a global name certainly stands for: it is only ever imported.
    fn imported_as(&mut self, text: &str) -> Option<ModuleId> {
        let symbol = self.symbol(text);
        if self.scopes.find(self.f.current, symbol, &self.unit.names) != super::Found::Global {
            return None;
        }
        let module = self.module_aliases.get(text)?.as_deref()?;
        self.unit.modules.get(module).copied()
    }
}

/// The names that a module binds by plain `import`, with the module; `None` for a name that is
/// bound in another way too.
pub(super) fn module_aliases(body: &[Stmt]) -> HashMap<String, Option<String>> {
    let mut aliases = Aliases::default();
    aliases.visit_body(body);
    aliases.found
}

#[derive(Default)]
struct Aliases {
    found: HashMap<String, Option<String>>,
}

impl Aliases {
    fn bind(&mut self, name: &str, module: Option<&str>) {
        let module = module.map(str::to_string);
        match self.found.get_mut(name) {
            Some(known) if *known != module => *known = None,
            Some(_) => {}
            None => {
                self.found.insert(name.to_string(), module);
            }
        }
    }
}

impl<'a> Visitor<'a> for Aliases {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(it) => {
                for alias in &it.names {
                    match &alias.asname {
                        Some(name) => self.bind(name, Some(&alias.name)),
                        None => {
                            let top = alias.name.split('.').next().unwrap_or_default();
                            self.bind(top, Some(top));
                        }
                    }
                }
            }
            Stmt::ImportFrom(it) => {
                for alias in &it.names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name), None);
                }
            }
            Stmt::FunctionDef(it) => self.bind(&it.name, None),
            Stmt::ClassDef(it) => self.bind(&it.name, None),
            _ => {}
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(it) if it.ctx.is_store() => self.bind(&it.id, None),
            // `module.name = value` gives the module a new name.
            Expr::Attribute(it) if it.ctx.is_store() => {
                let mut base = &*it.value;
                while let Expr::Attribute(it) = base {
                    base = &it.value;
                }
                if let Expr::Name(base) = base {
                    self.bind(&base.id, None);
                }
            }
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}
