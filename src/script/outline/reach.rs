//! What a statement touches, and what the functions it calls touch in turn.

use super::Mention;
use super::pieces::own_exprs;
use super::resolve::Fixed;
use super::scan::{Scan, Scope, Value, span};
use super::threads::Touches;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, ExprCall, Stmt};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Something a program touches.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Touch {
    /// Index into [`Scan::primitives`].
    Primitive(usize),
    /// A variable, by its shown name.
    Shared(String),
    /// Index into [`Scan::creations`].
    Thread(usize),
}

/// How a variable is touched.
pub const READ: &str = "read";
/// See [`READ`].
pub const WRITE: &str = "write";

/// What a statement, or a whole function, does.
#[derive(Clone, Default, Debug)]
pub struct Facts {
    /// What it touches and how.
    pub touches: BTreeSet<(Touch, String)>,
    /// Where it names the primitives among these.
    pub mentions: BTreeSet<Mention>,
    /// Functions of the script that it calls, and what their parameters stand for there.
    pub calls: BTreeSet<Called>,
    /// Library functions that it calls, by full name.
    pub library: BTreeSet<String>,
}

/// A function's path, and what is known of the names in it.
pub type Called = (String, Fixed);

/// Facts of every function as it is called, callees included.
pub struct Reach<'s, 'a> {
    scan: &'s Scan<'a>,
    /// The statements of each function.
    sites: BTreeMap<&'s str, Vec<usize>>,
    /// What was worked out.
    known: RefCell<BTreeMap<Called, Rc<Facts>>>,
}

impl<'s, 'a> Reach<'s, 'a> {
    /// Of this script.
    pub fn of(scan: &'s Scan<'a>) -> Reach<'s, 'a> {
        let mut sites: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, site) in scan.sites.iter().enumerate() {
            sites.entry(&site.scope.path).or_default().push(index);
        }
        Reach { scan, sites, known: RefCell::default() }
    }

    fn direct(&self, called: &Called) -> Rc<Facts> {
        if let Some(known) = self.known.borrow().get(called) {
            return Rc::clone(known);
        }
        let (path, fixed) = called;
        let mut all = Facts::default();
        for &index in self.sites.get(path.as_str()).into_iter().flatten() {
            let site = &self.scan.sites[index];
            let facts = self.scan.facts_of(site.stmt, &site.scope, fixed);
            all.touches.extend(facts.touches);
            all.calls.extend(facts.calls);
        }
        let all = Rc::new(all);
        self.known.borrow_mut().insert(called.clone(), Rc::clone(&all));
        all
    }

    /// These calls and everything that they call, and what all of them touch. The paths are those of
    /// the functions.
    pub fn closure(&self, calls: &BTreeSet<Called>) -> (Touches, BTreeSet<String>) {
        let (mut touches, mut seen) = (Touches::new(), calls.clone());
        let mut open: Vec<Called> = calls.iter().cloned().collect();
        while let Some(called) = open.pop() {
            let facts = self.direct(&called);
            touches.extend(facts.touches.iter().cloned());
            for next in &facts.calls {
                // Of a function that is called in ever new ways, what it is ever given is taken.
                let next = match self.known.borrow().len() < CONTEXTS_MAX {
                    true => next.clone(),
                    false => (next.0.clone(), Fixed::new()),
                };
                if seen.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
        (touches, seen.into_iter().map(|(path, _)| path).collect())
    }
}

/// Ways of calling functions that are told apart.
const CONTEXTS_MAX: usize = 500;

const MUTATORS: &[&str] = &[
    "append",
    "appendleft",
    "add",
    "clear",
    "extend",
    "insert",
    "pop",
    "popitem",
    "popleft",
    "remove",
    "setdefault",
    "sort",
    "update",
];

impl<'a> Scan<'a> {
    /// What a statement itself does (not the statements inside it).
    pub fn facts_of(&self, stmt: &'a Stmt, scope: &Scope, fixed: &Fixed) -> Facts {
        let mut finder = Finder { scan: self, scope, fixed, facts: Facts::default() };
        for expr in own_exprs(stmt) {
            finder.visit_expr(expr);
        }
        match stmt {
            Stmt::Assign(assign) => assign.targets.iter().for_each(|t| finder.store(t)),
            Stmt::AnnAssign(assign) if assign.value.is_some() => finder.store(&assign.target),
            Stmt::AugAssign(assign) => {
                if let Some(name) = self.shared_name(&assign.target, scope, fixed) {
                    finder.touch(Touch::Shared(name), READ);
                }
                finder.store(&assign.target);
            }
            Stmt::For(each) => finder.store(&each.target),
            Stmt::Delete(delete) => delete.targets.iter().for_each(|t| finder.store(t)),
            Stmt::With(with) => {
                for item in &with.items {
                    for value in self.eval_in(&item.context_expr, scope, fixed) {
                        finder.touch_named(&value, "with", &item.context_expr);
                        finder.enter(&value);
                    }
                }
            }
            _ => {}
        }
        finder.facts
    }

    /// The shown name of a variable that other threads can see, if the expression is one.
    pub fn shared_name(&self, expr: &Expr, scope: &Scope, fixed: &Fixed) -> Option<String> {
        match expr {
            Expr::Name(name) => {
                let name = name.id.as_str();
                let is_data = self.module_lines.contains_key(name);
                (is_data && self.sees_global(name, scope)).then(|| name.to_owned())
            }
            Expr::Attribute(attribute) => {
                let bases = self.eval_in(&attribute.value, scope, fixed);
                let is_own = |base: &&Value| matches!(base, Value::Instance(_) | Value::Class(_));
                let base = bases.iter().find(is_own)?;
                let name = attribute.attr.as_str();
                let class = self.keeper(base, name)?;
                if self.method(class, name).is_some() {
                    return None;
                }
                // A node is no variable.
                let is_data = self.eval_attribute(&bases, name).is_empty();
                is_data.then(|| format!("{class}.{name}"))
            }
            Expr::Subscript(subscript) => self.shared_name(&subscript.value, scope, fixed),
            _ => None,
        }
    }

    fn sees_global(&self, name: &str, scope: &Scope) -> bool {
        let mut path = scope.path.as_str();
        while !path.is_empty() {
            if let Some(function) = self.functions.get(path) {
                if function.globals.contains(name) {
                    return true;
                }
                if function.locals.contains(name) {
                    return false;
                }
            }
            path = path.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
        !self.names.contains_key(&(String::new(), name.to_owned()))
    }
}

struct Finder<'s, 'a> {
    scan: &'s Scan<'a>,
    scope: &'s Scope,
    fixed: &'s Fixed,
    facts: Facts,
}

impl<'a> Finder<'_, 'a> {
    fn touch(&mut self, what: Touch, how: &str) {
        self.facts.touches.insert((what, how.to_owned()));
    }

    fn touch_value(&mut self, value: &Value, how: &str) {
        match value {
            Value::Primitive(primitive) => self.touch(Touch::Primitive(*primitive), how),
            Value::Thread(thread) => self.touch(Touch::Thread(*thread), how),
            _ => {}
        }
    }

    /// What an expression stands for is touched.
    fn touch_named(&mut self, value: &Value, how: &str, named: &Expr) {
        self.touch_value(value, how);
        if let Value::Primitive(primitive) = value {
            let place = span(named);
            let mention = Mention { start: place.start, end: place.end, primitive: *primitive };
            self.facts.mentions.insert(mention);
        }
    }

    /// An instance of the script's own class used in a `with`.
    fn enter(&mut self, value: &Value) {
        if let Value::Instance(class) = value {
            for name in ["__enter__", "__exit__"] {
                let method = self.scan.method(class, name).into_iter();
                self.facts.calls.extend(method.map(|path| (path, Fixed::new())));
            }
        }
    }

    fn store(&mut self, target: &'a Expr) {
        match target {
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| self.store(target)),
            Expr::List(list) => list.elts.iter().for_each(|target| self.store(target)),
            Expr::Name(name) => {
                let function = self.scan.functions.get(&self.scope.path);
                let global = function.is_none_or(|f| f.globals.contains(name.id.as_str()));
                if global && !self.scope.in_class_body {
                    self.store_shared(target);
                }
            }
            _ => self.store_shared(target),
        }
    }

    fn store_shared(&mut self, target: &'a Expr) {
        // While an object is being made nobody else can see it.
        if self.scope.is_constructor() && target.is_attribute_expr() {
            return;
        }
        if let Some(name) = self.scan.shared_name(target, self.scope, self.fixed) {
            self.touch(Touch::Shared(name), WRITE);
        }
    }

    /// A function of the script is called: an inner one knows what the names around it stand for.
    fn called(&mut self, path: &str, call: &'a ExprCall) {
        let mut known = self.scan.bound_arguments(path, call, self.scope, self.fixed);
        let is_around =
            |outer: &str| path.strip_prefix(outer).is_some_and(|it| it.starts_with('.'));
        let around = self.fixed.iter().filter(|((outer, _), _)| is_around(outer));
        known.extend(around.map(|(name, values)| (name.clone(), values.clone())));
        self.facts.calls.insert((path.to_owned(), known));
    }

    fn call(&mut self, call: &'a ExprCall) {
        if let Expr::Attribute(method) = &*call.func {
            let name = method.attr.as_str();
            let bases = self.scan.eval_in(&method.value, self.scope, self.fixed);
            for base in &bases {
                self.touch_named(base, name, &method.value);
            }
            if bases.is_empty()
                && MUTATORS.contains(&name)
                && let Some(shared) = self.scan.shared_name(&method.value, self.scope, self.fixed)
            {
                self.touch(Touch::Shared(shared), WRITE);
            }
        }
        let callees = self.scan.eval_in(&call.func, self.scope, self.fixed);
        for callee in &callees {
            match callee {
                Value::Function(path) => self.called(path, call),
                Value::Class(class) => {
                    if let Some(path) = self.scan.method(class, "__init__") {
                        self.called(&path, call);
                    }
                }
                _ => {}
            }
        }
        if callees.is_empty() {
            self.facts.library.extend(self.scan.imports.qualified(&call.func));
        }
    }
}

impl<'a> Visitor<'a> for Finder<'_, 'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Call(call) => self.call(call),
            Expr::Lambda(_) => return,
            Expr::Name(name) if name.ctx.is_load() => {
                if let Some(shared) = self.scan.shared_name(expr, self.scope, self.fixed) {
                    self.touch(Touch::Shared(shared), READ);
                }
            }
            Expr::Attribute(attribute) if attribute.ctx.is_load() => {
                if let Some(shared) = self.scan.shared_name(expr, self.scope, self.fixed) {
                    self.touch(Touch::Shared(shared), READ);
                }
                let bases = self.scan.eval_in(&attribute.value, self.scope, self.fixed);
                let properties = self.scan.properties(&bases, attribute.attr.as_str()).into_iter();
                self.facts.calls.extend(properties.map(|path| (path, Fixed::new())));
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}
