//! Every mention of a variable, by Python's scoping rules; renaming.

use super::callee::callee;
use super::draft::{Draft, is_keyword};
use super::family::{family, objects_of, rivals};
use super::text::{Script, blocks, span};
use super::{Change, EditError, Named};
use crate::script::complete;
use crate::script::outline::{Home, Span};
use crate::words;
use ruff_python_ast::visitor::{Visitor, walk_except_handler, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprAttribute, Identifier, Parameters, Pattern, Stmt,
    StmtFunctionDef,
};
use std::collections::BTreeSet;

/// Renames a variable everywhere it is mentioned.
pub fn rename(script: &Script, what: &Named, to: &str) -> Result<Change, EditError> {
    if !is_name(to) {
        return Err(EditError::NotAName(to.to_owned()));
    }
    if to == what.name {
        return Ok(Draft::new(script).finish(String::new()));
    }
    if script.identifiers().contains(to) {
        return Err(EditError::Taken(to.to_owned()));
    }
    let found = mentions(script, what);
    if found.imported {
        return Err(EditError::Imported(what.name.clone()));
    }
    if found.places.is_empty() {
        return Err(EditError::Gone);
    }
    let mut draft = Draft::new(script);
    for place in found.places {
        draft.replace(place, to);
    }
    let change = draft.finish(words!("edit-rename", name = what.name.as_str(), to = to));
    let (count, name) = (found.doubtful, what.name.as_str());
    let note = (count > 0).then(|| match what.home {
        Home::Attribute(_) => words!("edit-doubtful", count = count, name = name),
        _ => words!("edit-doubtful-argument", count = count, name = name),
    });
    Ok(Change { note, ..change })
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    starts
        && chars.all(|c| c.is_alphanumeric() || c == '_')
        && !is_keyword(text)
        && ruff_python_parser::parse_expression(text).is_ok()
}

/// Where a variable is mentioned.
#[derive(Default)]
pub struct Mentions {
    /// The places of the name itself, in order.
    pub places: Vec<Span>,
    /// An import gives the name.
    pub imported: bool,
    /// How many mentions may be of another class's attribute, or another function's parameter.
    pub doubtful: usize,
}

/// Finds every mention of a variable.
pub fn mentions(script: &Script, what: &Named) -> Mentions {
    let family = match &what.home {
        Home::Attribute(class) => family(script.suite(), class),
        _ => BTreeSet::new(),
    };
    let attribute = matches!(what.home, Home::Attribute(_));
    let mut finder = Finder {
        name: &what.name,
        attribute,
        rivals: match attribute {
            true => rivals(script.suite(), &family, &what.name),
            false => BTreeSet::new(),
        },
        of_library: attribute && complete::is_member(&what.name),
        ours: objects_of(script.suite(), &family),
        family,
        class: None,
        visible: false,
        found: Mentions::default(),
    };
    match &what.home {
        Home::Attribute(_) => finder.visit_body(script.suite()),
        Home::Global => {
            finder.visible = true;
            finder.visit_body(script.suite());
        }
        Home::Local(path) => {
            if let Some(def) = function_at(script.suite(), path) {
                finder.visible = true;
                finder.visit_parameters(&def.parameters);
                finder.visit_body(&def.body);
            }
        }
    }
    if let Some(callee) = callee(script.suite(), what) {
        let arguments = callee.arguments(script, &what.name);
        finder.found.places.extend(arguments.places);
        finder.found.doubtful += arguments.doubtful;
    }
    finder.found.places.sort_by_key(|place| place.start);
    finder.found.places.dedup();
    finder.found
}

/// The function of this path.
pub fn function_at<'s>(suite: &'s [Stmt], path: &str) -> Option<&'s StmtFunctionDef> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(n, rest)| (n, Some(rest)));
    suite.iter().find_map(|stmt| match (stmt, rest) {
        (Stmt::FunctionDef(def), None) if def.name.as_str() == name => Some(def),
        (Stmt::FunctionDef(def), Some(rest)) if def.name.as_str() == name => {
            function_at(&def.body, rest)
        }
        (Stmt::ClassDef(class), Some(rest)) if class.name.as_str() == name => {
            function_at(&class.body, rest)
        }
        (Stmt::FunctionDef(_) | Stmt::ClassDef(_), _) => None,
        (other, _) => blocks(other).into_iter().find_map(|block| function_at(block, path)),
    })
}

struct Finder<'n> {
    name: &'n str,
    /// The name is an attribute: `.name` wherever it stands, and class-level assignments.
    attribute: bool,
    /// Classes that have an attribute of this name of their own.
    rivals: BTreeSet<String>,
    /// Things of the library have an attribute of this name, too.
    of_library: bool,
    /// The class and those that extend it or that it extends.
    family: BTreeSet<String>,
    /// Names that are given to objects of these classes, and to nothing else.
    ours: BTreeSet<String>,
    /// The class whose body is being read.
    class: Option<String>,
    /// The variable can be seen from here.
    visible: bool,
    found: Mentions,
}

impl Finder<'_> {
    fn mention(&mut self, identifier: &Identifier) {
        if identifier.as_str() == self.name && self.visible {
            self.found.places.push(span(identifier));
        }
    }

    /// `around`: whether the variable can be seen where the `def` stands.
    fn function(&mut self, def: &StmtFunctionDef, around: bool) {
        let outer = self.visible;
        self.visible = around;
        for decorator in &def.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        self.mention(&def.name);
        self.defaults(&def.parameters);
        self.visible = outer;
        let binds = binds_locally(&def.parameters, &def.body, self.name);
        self.visible = outer && !binds;
        self.visit_body(&def.body);
        self.visible = outer;
    }

    /// `x.name`: ours, another class's, or not to be known.
    fn attribute(&mut self, attribute: &ExprAttribute) {
        let is_self = attribute.value.as_name_expr().is_some_and(|name| name.id == "self");
        let is_in = |classes: &BTreeSet<String>| {
            is_self && self.class.as_ref().is_some_and(|class| classes.contains(class))
        };
        let (here, is_self) = (is_in(&self.rivals), is_in(&self.family));
        let may_be_others = !self.rivals.is_empty() || self.of_library;
        match (is_self, may_be_others && !self.is_one_of_ours(&attribute.value)) {
            _ if here => {}
            (false, true) => self.found.doubtful += 1,
            _ => self.found.places.push(span(&attribute.attr)),
        }
    }

    /// Whether an expression shows that it is an object of the class: `Job()`, or a name for one.
    fn is_one_of_ours(&self, value: &Expr) -> bool {
        match value {
            Expr::Name(name) => self.ours.contains(name.id.as_str()),
            Expr::Call(call) => {
                let class = call.func.as_name_expr();
                class.is_some_and(|class| self.family.contains(class.id.as_str()))
            }
            _ => false,
        }
    }

    fn defaults(&mut self, parameters: &Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
            if let Some(annotation) = &parameter.parameter.annotation {
                self.visit_expr(annotation);
            }
        }
    }

    fn comprehension(&mut self, generators: &[Comprehension], parts: &[&Expr]) {
        let shadowed = generators.iter().any(|generator| stores(&generator.target, self.name));
        if let (true, Some(first)) = (shadowed, generators.first()) {
            self.visit_expr(&first.iter);
            if !self.attribute {
                return;
            }
        }
        for generator in generators {
            self.visit_expr(&generator.target);
            self.visit_expr(&generator.iter);
            generator.ifs.iter().for_each(|test| self.visit_expr(test));
        }
        parts.iter().for_each(|part| self.visit_expr(part));
    }
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => self.function(def, self.visible),
            Stmt::ClassDef(class) => {
                self.mention(&class.name);
                class.decorator_list.iter().for_each(|d| self.visit_expr(&d.expression));
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                let shadows = class.body.iter().any(|stmt| assigns(stmt, self.name));
                let around = self.class.replace(class.name.to_string());
                let rival = self.rivals.contains(class.name.as_str());
                for stmt in &class.body {
                    let outer = self.visible;
                    // A class's own names are seen by its body, not by its methods.
                    let in_body = if shadows { self.attribute && !rival } else { outer };
                    if let Stmt::FunctionDef(def) = stmt {
                        self.function(def, in_body);
                        continue;
                    }
                    self.visible = in_body;
                    self.visit_stmt(stmt);
                    self.visible = outer;
                }
                self.class = around;
            }
            Stmt::Global(stmt) => stmt.names.iter().for_each(|name| self.mention(name)),
            Stmt::Nonlocal(stmt) => stmt.names.iter().for_each(|name| self.mention(name)),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.found.imported |= self.visible && name == self.name;
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                    self.found.imported |= self.visible && name == self.name;
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => {
                if self.visible && name.id == self.name {
                    self.found.places.push(span(name));
                }
            }
            Expr::Attribute(attribute) => {
                if self.attribute && attribute.attr.as_str() == self.name {
                    self.attribute(attribute);
                }
                self.visit_expr(&attribute.value);
            }
            Expr::Lambda(lambda) => {
                let parameters = lambda.parameters.as_deref();
                if let Some(parameters) = parameters {
                    self.defaults(parameters);
                }
                let outer = self.visible;
                self.visible &= !parameters.is_some_and(|p| p.includes(self.name));
                self.visit_expr(&lambda.body);
                self.visible = outer;
            }
            Expr::ListComp(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::SetComp(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::Generator(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::DictComp(comp) => {
                let parts: Vec<&Expr> =
                    comp.key.iter().map(|key| &**key).chain([&*comp.value]).collect();
                self.comprehension(&comp.generators, &parts);
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_parameter(&mut self, parameter: &'a ruff_python_ast::Parameter) {
        self.mention(&parameter.name);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        inner.name.iter().for_each(|name| self.mention(name));
        walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        captured(pattern).into_iter().for_each(|name| self.mention(name));
        // `case Job(name=...)`
        if let Pattern::MatchClass(of) = pattern
            && self.attribute
            && of.cls.as_name_expr().is_some_and(|class| self.family.contains(class.id.as_str()))
        {
            let names = of.arguments.keywords.iter().map(|keyword| &keyword.attr);
            let ours = names.filter(|name| name.as_str() == self.name);
            self.found.places.extend(ours.map(span));
        }
        walk_pattern(self, pattern);
    }
}

/// The name that a pattern gives to what it matches.
pub fn captured(pattern: &Pattern) -> Option<&Identifier> {
    match pattern {
        Pattern::MatchAs(inner) => inner.name.as_ref(),
        Pattern::MatchStar(inner) => inner.name.as_ref(),
        Pattern::MatchMapping(inner) => inner.rest.as_ref(),
        _ => None,
    }
}

/// Looks for a name that a statement binds inside its expressions and patterns, not in its blocks.
struct Inside<'n>(&'n str, bool);

impl<'a> Visitor<'a> for Inside<'_> {
    fn visit_stmt(&mut self, _: &'a Stmt) {}

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Named(named) = expr {
            self.1 |= stores(&named.target, self.0);
        }
        walk_expr(self, expr);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        self.1 |= captured(pattern).is_some_and(|name| name.as_str() == self.0);
        walk_pattern(self, pattern);
    }
}

fn binds_inside(stmt: &Stmt, name: &str) -> bool {
    let mut inside = Inside(name, false);
    walk_stmt(&mut inside, stmt);
    inside.1
}

/// Whether a function has a local of this name.
fn binds_locally(parameters: &Parameters, body: &[Stmt], name: &str) -> bool {
    let is_declared = |stmt: &Stmt| match stmt {
        Stmt::Global(stmt) => stmt.names.iter().any(|n| n.as_str() == name),
        Stmt::Nonlocal(stmt) => stmt.names.iter().any(|n| n.as_str() == name),
        _ => false,
    };
    parameters.includes(name)
        || (!any_stmt(body, &is_declared) && any_stmt(body, &|stmt| assigns(stmt, name)))
}

/// Whether a test holds for any statement of a scope (functions inside it excluded).
pub(super) fn any_stmt(suite: &[Stmt], test: &dyn Fn(&Stmt) -> bool) -> bool {
    suite.iter().any(|stmt| {
        test(stmt)
            || (!matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_))
                && blocks(stmt).into_iter().any(|block| any_stmt(block, test)))
    })
}

/// Whether a statement itself gives the name a value.
pub(super) fn assigns(stmt: &Stmt, name: &str) -> bool {
    let imports = |alias: &ruff_python_ast::Alias| {
        alias.asname.as_ref().unwrap_or(&alias.name).as_str() == name
    };
    match stmt {
        Stmt::Assign(stmt) => stmt.targets.iter().any(|target| stores(target, name)),
        Stmt::AugAssign(stmt) => stores(&stmt.target, name),
        Stmt::AnnAssign(stmt) => stores(&stmt.target, name),
        Stmt::For(stmt) => stores(&stmt.target, name),
        Stmt::With(stmt) => {
            let mut targets = stmt.items.iter().filter_map(|item| item.optional_vars.as_deref());
            targets.any(|target| stores(target, name))
        }
        Stmt::FunctionDef(stmt) => stmt.name.as_str() == name,
        Stmt::ClassDef(stmt) => stmt.name.as_str() == name,
        Stmt::Import(stmt) => stmt.names.iter().any(imports),
        Stmt::ImportFrom(stmt) => stmt.names.iter().any(imports),
        Stmt::Try(stmt) => stmt.handlers.iter().any(|ExceptHandler::ExceptHandler(handler)| {
            handler.name.as_ref().is_some_and(|n| n.as_str() == name)
        }),
        _ => binds_inside(stmt, name),
    }
}

fn stores(target: &Expr, name: &str) -> bool {
    match target {
        Expr::Name(target) => target.id == name,
        Expr::Tuple(tuple) => tuple.elts.iter().any(|target| stores(target, name)),
        Expr::List(list) => list.elts.iter().any(|target| stores(target, name)),
        Expr::Starred(starred) => stores(&starred.value, name),
        _ => false,
    }
}
