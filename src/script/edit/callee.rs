//! Where a parameter is named by those who call its function: as a keyword argument, or among the
//! arguments of a thread that runs it.

use super::Named;
use super::names::{Mentions, function_at};
use super::text::{Script, span};
use crate::script::outline::Home;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, ExprCall, Stmt};

/// What is called with the parameter.
pub struct Callee {
    /// The function's name, or its class's if it is what makes the instances.
    name: String,
    /// It is the module's own: its bare name means it.
    is_plain: bool,
}

/// Calls that hand their keyword arguments on to their first argument.
const HANDS_ON: &[&str] = &["submit", "partial"];

/// What is called with this variable as a parameter, if it is one.
pub fn callee(suite: &[Stmt], what: &Named) -> Option<Callee> {
    match &what.home {
        Home::Global => None,
        Home::Local(path) => {
            let parameters = &function_at(suite, path)?.parameters;
            let mut named = parameters.iter_non_variadic_params();
            named.find(|one| one.parameter.name.as_str() == what.name)?;
            let path = path.strip_suffix(".__init__").unwrap_or(path);
            let name = path.rsplit('.').next().unwrap_or(path).to_owned();
            Some(Callee { name, is_plain: !path.contains('.') })
        }
        Home::Attribute(class) => {
            let is_class =
                |def: &&Stmt| def.as_class_def_stmt().is_some_and(|def| def.name.as_str() == class);
            // The fields of a data class are its parameters.
            let def = suite.iter().find(is_class)?.as_class_def_stmt()?;
            let is_field = |stmt: &Stmt| {
                let field = stmt.as_ann_assign_stmt().and_then(|it| it.target.as_name_expr());
                field.is_some_and(|name| name.id == what.name.as_str())
            };
            let is_plain = true;
            def.body.iter().any(is_field).then(|| Callee { name: class.clone(), is_plain })
        }
    }
}

impl Callee {
    /// Where calls name the parameter; doubtful where another function may be meant.
    pub fn arguments(&self, script: &Script, parameter: &str) -> Mentions {
        let found = Mentions::default();
        let mut calls = Calls { callee: self, parameter, source: script.source, found };
        calls.visit_body(script.suite());
        calls.found
    }

    /// Whether an expression is the function, if that is known.
    fn is(&self, function: &Expr) -> Option<bool> {
        match function {
            Expr::Name(name) if name.id == self.name.as_str() => self.is_plain.then_some(true),
            Expr::Attribute(method) if method.attr.as_str() == self.name => None,
            _ => Some(false),
        }
    }
}

struct Calls<'c> {
    callee: &'c Callee,
    parameter: &'c str,
    source: &'c str,
    found: Mentions,
}

impl Calls<'_> {
    /// Keyword arguments of the function itself.
    fn keywords(&mut self, call: &ExprCall, is_ours: Option<bool>) {
        for keyword in &call.arguments.keywords {
            let name = keyword.arg.as_ref().filter(|name| name.as_str() == self.parameter);
            match (name, is_ours) {
                (Some(name), Some(true)) => self.found.places.push(span(name)),
                (Some(_), None) => self.found.doubtful += 1,
                _ => {}
            }
        }
    }

    /// `kwargs={"name": ...}` of a thread that runs it.
    fn thread(&mut self, call: &ExprCall, is_ours: Option<bool>) {
        let given = call.arguments.find_keyword("kwargs").and_then(|it| it.value.as_dict_expr());
        for key in given.iter().flat_map(|dict| &dict.items).filter_map(|item| item.key.as_ref()) {
            let text = key.as_string_literal_expr().filter(|it| it.value == *self.parameter);
            let place = span(key);
            let inner = place.start + 1..place.end.saturating_sub(1);
            let is_simple = self.source.get(inner.clone()) == Some(self.parameter);
            match (text, is_ours) {
                (Some(_), Some(true)) if is_simple => self.found.places.push(inner),
                (Some(_), Some(true) | None) => self.found.doubtful += 1,
                _ => {}
            }
        }
    }
}

impl<'a> Visitor<'a> for Calls<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr {
            self.keywords(call, self.callee.is(&call.func));
            if let Some(target) = call.arguments.find_keyword("target") {
                self.thread(call, self.callee.is(&target.value));
            }
            let called = match &*call.func {
                Expr::Name(name) => name.id.as_str(),
                Expr::Attribute(method) => method.attr.as_str(),
                _ => "",
            };
            let first = call.arguments.args.first().filter(|_| HANDS_ON.contains(&called));
            if let Some(first) = first {
                self.keywords(call, self.callee.is(first));
            }
        }
        walk_expr(self, expr);
    }
}
