//! The walk over a module's syntax tree that finds out which scope binds and uses which names.
//!
//! It only collects: [`Scopes::resolve`] decides afterwards.

use super::super::diagnostic::{Diagnostic, DiagnosticKind};
use super::annotation;
use super::names::Names;
use super::scope::{Scope, ScopeId, ScopeKind, Scopes, Use, node};
use crate::model::code::Symbol;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Comprehension, Expr, ExprContext, ExprNamed, Identifier, Parameters, Pattern, Stmt,
    StmtClassDef, StmtFunctionDef,
};
use ruff_text_size::{Ranged, TextRange};
use std::collections::HashMap;

/// Walks a module's statements and resolves its names.
pub(super) fn analyse(
    body: &[Stmt],
    names: &mut Names,
    stars: &HashMap<usize, Vec<String>>,
) -> Scopes {
    let text_annotations = annotation::are_texts(body);
    let mut scopes = Scopes { text_annotations, ..Scopes::default() };
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

    fn annotation(&mut self, annotation: &'a Expr) {
        if !self.scopes.text_annotations {
            self.visit_expr(annotation);
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
        for (_, annotation) in annotation::of_function(def) {
            self.annotation(annotation);
        }
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
                    self.annotation(&it.annotation);
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
