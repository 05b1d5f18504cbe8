//! The pieces of a statement: its own expressions, the blocks inside it, the calls it makes and what
//! surrounds each of them. Knows syntax only, not what names stand for.

use super::scan::Site;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Comprehension, Expr, ExprCall, Stmt};

/// A call and what surrounds it inside its statement.
pub struct Call<'a> {
    /// The call.
    pub call: &'a ExprCall,
    /// Calls it is an argument of, outermost first (`list(...)` and the like left out).
    pub parents: Vec<&'a ExprCall>,
    /// What the comprehensions around it go over.
    pub comprehensions: Vec<&'a Expr>,
    /// How many elements the list or tuple directly around it has; 1 outside of any.
    pub siblings: u32,
}

/// Every call in a statement's own expressions (not in the statements inside it).
pub fn calls_of<'a>(site: &Site<'a>) -> Vec<Call<'a>> {
    let mut finder = Calls::default();
    for expr in own_exprs(site.stmt) {
        finder.visit_expr(expr);
    }
    finder.found
}

#[derive(Default)]
struct Calls<'a> {
    found: Vec<Call<'a>>,
    parents: Vec<&'a ExprCall>,
    comprehensions: Vec<&'a Expr>,
    siblings: u32,
}

impl<'a> Visitor<'a> for Calls<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        let generators: &'a [Comprehension] = match expr {
            Expr::ListComp(comp) => &comp.generators,
            Expr::SetComp(comp) => &comp.generators,
            Expr::DictComp(comp) => &comp.generators,
            Expr::Generator(comp) => &comp.generators,
            _ => &[],
        };
        let outer = self.siblings;
        match expr {
            Expr::List(list) => self.siblings = list.elts.len() as u32,
            Expr::Dict(dict) => self.siblings = dict.items.len() as u32,
            Expr::Tuple(_) => {}
            _ if generators.is_empty() => self.siblings = 1,
            _ => {}
        }
        self.comprehensions.extend(generators.iter().map(|generator| &generator.iter));
        if let Expr::Call(call) = expr {
            self.found.push(Call {
                call,
                parents: self.parents.clone(),
                comprehensions: self.comprehensions.clone(),
                siblings: outer,
            });
            let wraps = matches!(&*call.func, Expr::Name(name)
                if matches!(name.id.as_str(), "list" | "tuple" | "set" | "dict" | "deque"));
            if !wraps {
                self.parents.push(call);
            }
            walk_expr(self, expr);
            if !wraps {
                self.parents.pop();
            }
        } else {
            walk_expr(self, expr);
        }
        self.comprehensions.truncate(self.comprehensions.len() - generators.len());
        self.siblings = outer;
    }
}

/// The expressions of a statement itself.
pub fn own_exprs(stmt: &Stmt) -> Vec<&Expr> {
    match stmt {
        Stmt::Expr(stmt) => vec![&stmt.value],
        Stmt::Assign(stmt) => vec![&stmt.value],
        Stmt::AugAssign(stmt) => vec![&stmt.value],
        Stmt::AnnAssign(stmt) => stmt.value.iter().map(|value| &**value).collect(),
        Stmt::Return(stmt) => stmt.value.iter().map(|value| &**value).collect(),
        Stmt::For(stmt) => vec![&stmt.iter],
        Stmt::While(stmt) => vec![&stmt.test],
        Stmt::If(stmt) => {
            let clauses = stmt.elif_else_clauses.iter().filter_map(|clause| clause.test.as_ref());
            std::iter::once(&*stmt.test).chain(clauses).collect()
        }
        Stmt::With(stmt) => stmt.items.iter().map(|item| &item.context_expr).collect(),
        Stmt::Match(stmt) => vec![&stmt.subject],
        Stmt::Raise(stmt) => stmt.exc.iter().map(|exc| &**exc).collect(),
        Stmt::Assert(stmt) => vec![&stmt.test],
        _ => Vec::new(),
    }
}

/// The blocks of statements inside a statement (functions and classes included).
pub fn bodies(stmt: &Stmt) -> Vec<&[Stmt]> {
    match stmt {
        Stmt::FunctionDef(stmt) => vec![&stmt.body],
        Stmt::ClassDef(stmt) => vec![&stmt.body],
        Stmt::For(stmt) => vec![&stmt.body, &stmt.orelse],
        Stmt::While(stmt) => vec![&stmt.body, &stmt.orelse],
        Stmt::If(stmt) => {
            let clauses = stmt.elif_else_clauses.iter().map(|clause| &*clause.body);
            std::iter::once(&*stmt.body).chain(clauses).collect()
        }
        Stmt::With(stmt) => vec![&stmt.body],
        Stmt::Match(stmt) => stmt.cases.iter().map(|case| &*case.body).collect(),
        Stmt::Try(stmt) => {
            let handlers = stmt.handlers.iter().map(|handler| match handler {
                ruff_python_ast::ExceptHandler::ExceptHandler(handler) => &*handler.body,
            });
            let rest = [&*stmt.orelse, &*stmt.finalbody];
            std::iter::once(&*stmt.body).chain(handlers).chain(rest).collect()
        }
        _ => Vec::new(),
    }
}

/// Names a statement itself assigns.
pub fn stored_names(stmt: &Stmt) -> Vec<String> {
    fn add(target: &Expr, names: &mut Vec<String>) {
        match target {
            Expr::Name(name) => names.push(name.id.to_string()),
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| add(target, names)),
            Expr::List(list) => list.elts.iter().for_each(|target| add(target, names)),
            Expr::Starred(starred) => add(&starred.value, names),
            _ => {}
        }
    }
    let mut names = Vec::new();
    match stmt {
        Stmt::Assign(stmt) => stmt.targets.iter().for_each(|target| add(target, &mut names)),
        Stmt::AugAssign(stmt) => add(&stmt.target, &mut names),
        Stmt::AnnAssign(stmt) => add(&stmt.target, &mut names),
        Stmt::For(stmt) => add(&stmt.target, &mut names),
        Stmt::With(stmt) => {
            let targets = stmt.items.iter().filter_map(|item| item.optional_vars.as_deref());
            targets.for_each(|target| add(target, &mut names));
        }
        _ => {}
    }
    names
}
