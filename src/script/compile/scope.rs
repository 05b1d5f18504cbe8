//! Which name belongs to which scope: one walk over a module's syntax tree before any code is
//! made, then a resolution from inner scopes to outer ones.
//!
//! Lists, sets and dicts built by comprehensions have a scope of their own for names but share the
//! registers of the code they stand in (their *host*). It knows nothing of instructions.

use super::super::diagnostic::{Diagnostic, DiagnosticKind};
use super::names::Names;
use crate::model::code::{Reg, Symbol};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Comprehension, Expr, ExprContext, ExprNamed, Identifier, Parameters, Pattern, Stmt,
    StmtClassDef, StmtFunctionDef,
};
use ruff_text_size::{Ranged, TextRange};
use std::collections::HashMap;

/// Index into [`Scopes::list`].
pub(super) type ScopeId = usize;

/// What a scope is the scope of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    /// A generator expression: code of its own.
    Generator,
    /// A comprehension inlined in its host.
    Comprehension,
}

/// What a scope does with a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Use {
    pub bound: bool,
    pub global: bool,
    pub nonlocal: bool,
    /// `del x` or `except ... as x` may take the binding away again.
    pub unbound: bool,
    /// An inner scope with code of its own uses the binding of this one.
    pub captured: bool,
}

impl Use {
    /// Whether the scope itself owns the name.
    pub fn owned(self) -> bool {
        self.bound && !self.global && !self.nonlocal
    }
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// The scope whose code holds this one's registers: itself unless it is a comprehension.
    pub host: ScopeId,
    /// Names in the order of their first appearance.
    pub order: Vec<Symbol>,
    pub uses: HashMap<Symbol, Use>,
    /// Names of the closure's cells.
    pub free: Vec<Symbol>,
    pub registers: HashMap<Symbol, Reg>,
    /// Names of the local registers, if it is a host.
    pub locals: Vec<Symbol>,
    pub walrus: bool,
    pub is_generator: bool,
}

impl Scope {
    fn new(kind: ScopeKind, parent: Option<ScopeId>, host: ScopeId) -> Scope {
        Scope {
            kind,
            parent,
            host,
            order: Vec::new(),
            uses: HashMap::new(),
            free: Vec::new(),
            registers: HashMap::new(),
            locals: Vec::new(),
            walrus: false,
            is_generator: kind == ScopeKind::Generator,
        }
    }

    /// What it does with a name.
    pub fn of(&self, name: Symbol) -> Use {
        self.uses.get(&name).copied().unwrap_or_default()
    }
}

/// Where a name was found from some scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// In this scope, perhaps of an outer code.
    Owner(ScopeId),
    /// Nowhere below the module.
    Global,
}

/// All scopes of a module.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    pub list: Vec<Scope>,
    /// The scope of a syntax node, by the node's place in memory.
    by_node: HashMap<usize, ScopeId>,
    /// Names bound by `from m import *`, by statement, filled in by the caller's look-up.
    pub diagnostics: Vec<Diagnostic>,
}

/// The key of a syntax node.
pub(super) fn node<T>(node: &T) -> usize {
    std::ptr::from_ref(node) as usize
}

impl Scopes {
    /// The scope that a node opens.
    pub fn of_node(&self, key: usize) -> ScopeId {
        self.by_node.get(&key).copied().unwrap_or(0)
    }

    /// Where `name`, used in scope `from`, is bound.
    pub fn find(&self, from: ScopeId, name: Symbol, names: &Names) -> Found {
        let mut at = from;
        loop {
            let scope = &self.list[at];
            let it = scope.of(name);
            let visible = at == from || scope.kind != ScopeKind::Class || name == names.class_cell;
            if scope.kind == ScopeKind::Module && scope.parent.is_none() {
                return Found::Global;
            }
            if visible && it.global {
                return Found::Global;
            }
            if visible && it.owned() && !(name == names.class_cell && at == from) {
                return Found::Owner(at);
            }
            match scope.parent {
                Some(parent) => at = parent,
                None => return Found::Global,
            }
        }
    }

    fn resolve(&mut self, names: &Names) {
        for at in 0..self.list.len() {
            for index in 0..self.list[at].order.len() {
                let name = self.list[at].order[index];
                if let Found::Owner(owner) = self.find(at, name, names) {
                    self.capture(at, owner, name);
                }
            }
        }
        for host in 0..self.list.len() {
            if self.list[host].host == host {
                self.assign_registers(host);
            }
        }
    }

    /// Marks the binding as a cell if it is used from another code, and hands it down.
    fn capture(&mut self, from: ScopeId, owner: ScopeId, name: Symbol) {
        let target = self.list[owner].host;
        let mut at = self.list[from].host;
        if at == target {
            return;
        }
        self.list[owner].uses.entry(name).or_default().captured = true;
        while at != target {
            let scope = &mut self.list[at];
            if !scope.free.contains(&name) {
                scope.free.push(name);
            }
            match scope.parent {
                Some(parent) => at = self.list[parent].host,
                None => return,
            }
        }
    }

    fn assign_registers(&mut self, host: ScopeId) {
        let mut locals = Vec::new();
        for at in host..self.list.len() {
            if self.list[at].host != host {
                continue;
            }
            let scope = &mut self.list[at];
            if scope.kind == ScopeKind::Module {
                continue;
            }
            for name in &scope.order {
                if scope.uses[name].owned() {
                    scope.registers.insert(*name, locals.len() as Reg);
                    locals.push(*name);
                }
            }
        }
        self.list[host].locals = locals;
    }
}

/// Walks a module's statements and resolves its names.
pub(super) fn analyse(
    body: &[Stmt],
    names: &mut Names,
    stars: &HashMap<usize, Vec<String>>,
) -> Scopes {
    let mut scopes = Scopes::default();
    scopes.list.push(Scope::new(ScopeKind::Module, None, 0));
    let mut walk = Walk { scopes, names, current: 0, class: Vec::new(), stars };
    walk.visit_body(body);
    let Walk { mut scopes, names, .. } = walk;
    scopes.resolve(names);
    scopes
}

struct Walk<'n> {
    scopes: Scopes,
    names: &'n mut Names,
    current: ScopeId,
    /// Names of the classes around, for private names.
    class: Vec<String>,
    stars: &'n HashMap<usize, Vec<String>>,
}

impl<'a> Walk<'_> {
    fn symbol(&mut self, text: &str) -> Symbol {
        self.names.mangled(text, self.class.last().map(String::as_str))
    }

    fn scope(&mut self) -> &mut Scope {
        &mut self.scopes.list[self.current]
    }

    fn touch(&mut self, scope: ScopeId, name: Symbol) -> &mut Use {
        let scope = &mut self.scopes.list[scope];
        if !scope.uses.contains_key(&name) {
            scope.order.push(name);
        }
        scope.uses.entry(name).or_default()
    }

    fn bind(&mut self, text: &str) -> Symbol {
        let name = self.symbol(text);
        let current = self.current;
        self.touch(current, name).bound = true;
        name
    }

    fn open(&mut self, kind: ScopeKind, key: usize) -> ScopeId {
        let id = self.scopes.list.len();
        let host = match kind {
            ScopeKind::Comprehension => self.scopes.list[self.current].host,
            _ => id,
        };
        self.scopes.list.push(Scope::new(kind, Some(self.current), host));
        self.scopes.by_node.insert(key, id);
        std::mem::replace(&mut self.current, id)
    }

    fn defaults(&mut self, parameters: &'a Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    fn parameters(&mut self, parameters: &'a Parameters) {
        for parameter in parameters_in_order(parameters) {
            let name = self.symbol(parameter);
            let current = self.current;
            if self.scope().of(name).bound {
                let text = format!("duplicate argument '{parameter}' in function definition");
                self.error(parameter.range, text);
            }
            self.touch(current, name).bound = true;
        }
    }

    fn error(&mut self, range: TextRange, message: String) {
        self.scopes.diagnostics.push(Diagnostic::error(DiagnosticKind::Syntax, range, message));
    }

    fn function(&mut self, def: &'a StmtFunctionDef) {
        for decorator in &def.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        self.defaults(&def.parameters);
        self.bind(&def.name);
        let outer = self.open(ScopeKind::Function, node(def));
        self.parameters(&def.parameters);
        self.visit_body(&def.body);
        self.current = outer;
    }

    fn class(&mut self, def: &'a StmtClassDef) {
        for decorator in &def.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        if let Some(arguments) = &def.arguments {
            self.visit_arguments(arguments);
        }
        self.bind(&def.name);
        let outer = self.open(ScopeKind::Class, node(def));
        let cell = self.names.class_cell;
        self.class.push(def.name.to_string());
        let current = self.current;
        self.touch(current, cell).bound = true;
        self.visit_body(&def.body);
        self.class.pop();
        self.current = outer;
    }

    fn declare(&mut self, list: &'a [Identifier], global: bool) {
        let current = self.current;
        for text in list {
            let name = self.symbol(text);
            let before = self.scope().of(name);
            let word = if global { "global" } else { "nonlocal" };
            if before.bound && !before.global && !before.nonlocal && self.current != 0 {
                self.error(
                    text.range,
                    format!("name '{text}' is assigned to before {word} declaration"),
                );
                continue;
            }
            if global {
                self.touch(0, name).bound = true;
                if current != 0 {
                    self.touch(current, name).global = true;
                }
            } else {
                self.nonlocal(text, name);
            }
        }
    }

    fn nonlocal(&mut self, text: &Identifier, name: Symbol) {
        let current = self.current;
        if current == 0 {
            self.error(text.range, "nonlocal declaration not allowed at module level".into());
            return;
        }
        self.touch(current, name).nonlocal = true;
        self.names.nonlocals.push((current, name, text.range));
    }

    fn comprehension(
        &mut self,
        kind: ScopeKind,
        key: usize,
        generators: &'a [Comprehension],
        parts: &[&'a Expr],
    ) {
        let Some(first) = generators.first() else { return };
        self.visit_expr(&first.iter);
        let outer = self.open(kind, key);
        if kind == ScopeKind::Generator {
            self.bind(".0");
        }
        for (index, generator) in generators.iter().enumerate() {
            self.visit_expr(&generator.target);
            if index > 0 {
                self.visit_expr(&generator.iter);
            }
            for test in &generator.ifs {
                self.visit_expr(test);
            }
        }
        for part in parts {
            self.visit_expr(part);
        }
        self.current = outer;
    }

    /// `x := ...` binds in the function around the comprehensions it stands in.
    fn walrus(&mut self, named: &'a ExprNamed) {
        self.visit_expr(&named.value);
        let Expr::Name(target) = &*named.target else { return };
        let name = self.symbol(&target.id);
        let mut at = self.current;
        let host = self.scope().host;
        self.scopes.list[host].walrus = true;
        while matches!(self.scopes.list[at].kind, ScopeKind::Comprehension | ScopeKind::Generator) {
            self.touch(at, name);
            at = self.scopes.list[at].parent.unwrap_or(0);
        }
        if !self.scopes.list[at].of(name).nonlocal {
            self.touch(at, name).bound = true;
        }
        let host = self.scopes.list[at].host;
        self.scopes.list[host].walrus = true;
    }

    fn name(&mut self, text: &str, ctx: ExprContext) {
        let name = self.symbol(text);
        let current = self.current;
        let entry = self.touch(current, name);
        match ctx {
            ExprContext::Store => entry.bound = true,
            ExprContext::Del => {
                entry.bound = true;
                entry.unbound = true;
            }
            _ => {}
        }
        if text == "super" {
            let cell = self.names.class_cell;
            self.touch(current, cell);
        }
    }

    fn import_star(&mut self, key: usize) {
        if let Some(list) = self.stars.get(&key) {
            for text in list {
                self.bind(text);
            }
        }
    }
}

/// The names of parameters as the registers have them.
pub(super) fn parameters_in_order(parameters: &Parameters) -> Vec<&Identifier> {
    let mut list: Vec<&Identifier> = Vec::new();
    list.extend(parameters.posonlyargs.iter().map(|it| &it.parameter.name));
    list.extend(parameters.args.iter().map(|it| &it.parameter.name));
    list.extend(parameters.kwonlyargs.iter().map(|it| &it.parameter.name));
    list.extend(parameters.vararg.iter().map(|it| &it.name));
    list.extend(parameters.kwarg.iter().map(|it| &it.name));
    list
}

impl<'a> Visitor<'a> for Walk<'_> {
    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_type_params(&mut self, _: &'a ruff_python_ast::TypeParams) {}

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => self.function(def),
            Stmt::ClassDef(def) => self.class(def),
            Stmt::Global(it) => self.declare(&it.names, true),
            Stmt::Nonlocal(it) => self.declare(&it.names, false),
            Stmt::Import(it) => {
                for alias in &it.names {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(bound.split('.').next().unwrap_or_default());
                }
            }
            Stmt::ImportFrom(it) => {
                if it.names.iter().any(|alias| alias.name.as_str() == "*") {
                    self.import_star(node(it));
                } else if it.module.as_deref() != Some("__future__") {
                    for alias in &it.names {
                        self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                    }
                }
            }
            Stmt::AnnAssign(it) => {
                if let Some(value) = &it.value {
                    self.visit_expr(value);
                }
                if it.value.is_some() || it.simple {
                    self.visit_expr(&it.target);
                }
                if self.scope().kind == ScopeKind::Class && it.simple {
                    self.bind("__annotations__");
                }
            }
            Stmt::For(it) => {
                self.visit_expr(&it.iter);
                self.visit_expr(&it.target);
                self.visit_body(&it.body);
                self.visit_body(&it.orelse);
            }
            Stmt::TypeAlias(_) => {}
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ruff_python_ast::ExceptHandler) {
        let ruff_python_ast::ExceptHandler::ExceptHandler(it) = handler;
        if let Some(class) = &it.type_ {
            self.visit_expr(class);
        }
        if let Some(text) = &it.name {
            let name = self.bind(text);
            let current = self.current;
            self.touch(current, name).unbound = true;
        }
        self.visit_body(&it.body);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        visitor::walk_pattern(self, pattern);
        let name = match pattern {
            Pattern::MatchAs(it) => it.name.as_ref(),
            Pattern::MatchStar(it) => it.name.as_ref(),
            Pattern::MatchMapping(it) => it.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.bind(name);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(it) => self.name(&it.id, it.ctx),
            Expr::Named(it) => self.walrus(it),
            Expr::Lambda(it) => {
                if let Some(parameters) = &it.parameters {
                    self.defaults(parameters);
                }
                let outer = self.open(ScopeKind::Function, node(it));
                if let Some(parameters) = &it.parameters {
                    self.parameters(parameters);
                }
                self.visit_expr(&it.body);
                self.current = outer;
            }
            Expr::ListComp(it) => {
                self.comprehension(ScopeKind::Comprehension, node(it), &it.generators, &[&it.elt]);
            }
            Expr::SetComp(it) => {
                self.comprehension(ScopeKind::Comprehension, node(it), &it.generators, &[&it.elt]);
            }
            Expr::DictComp(it) => {
                let mut parts: Vec<&Expr> = it.key.iter().map(|key| &**key).collect();
                parts.push(&it.value);
                self.comprehension(ScopeKind::Comprehension, node(it), &it.generators, &parts);
            }
            Expr::Generator(it) => {
                self.comprehension(ScopeKind::Generator, node(it), &it.generators, &[&it.elt]);
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                let host = self.scope().host;
                self.scopes.list[host].is_generator = true;
                if matches!(self.scopes.list[host].kind, ScopeKind::Module | ScopeKind::Class) {
                    self.error(expr.range(), "'yield' outside function".into());
                }
                visitor::walk_expr(self, expr);
            }
            _ => visitor::walk_expr(self, expr),
        }
    }
}
