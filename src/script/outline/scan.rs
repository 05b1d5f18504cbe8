//! One pass over the text: scopes, functions, classes, statements with their surroundings, and the
//! constructor calls that make primitives. What names stand for is worked out in `resolve.rs`.

use super::names::{Imports, primitive_made_by};
use super::pieces::{Call, bodies, calls_of, stored_names};
use super::threads::Creation;
use super::{Group, Home, Outline, PrimitiveNode, Span};
use crate::model::primitives::can_be_fair;
use crate::script::marks::fair_lines;
use ruff_python_ast::{Expr, ExprCall, Number, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::Ranged;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a name or an expression can stand for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Value {
    /// Index into [`Scan::primitives`].
    Primitive(usize),
    /// Index into [`Scan::creations`].
    Thread(usize),
    /// An instance of the class.
    Instance(String),
    /// The class itself.
    Class(String),
    /// The function with this path.
    Function(String),
}

/// Everything an expression can stand for.
pub type Values = BTreeSet<Value>;

/// Where a statement stands: a module, a function or a class body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// Path of the function ("" for the module; a class body has its surroundings' path).
    pub path: String,
    /// The class whose method or body this is: what `self` is an instance of.
    pub class: Option<String>,
    /// The class in whose text it stands: a base, where a method is inherited.
    pub written_in: Option<String>,
    /// Directly in the class body.
    pub in_class_body: bool,
}

/// A statement and its surroundings.
pub struct Site<'a> {
    /// The statement.
    pub stmt: &'a Stmt,
    /// Where it stands.
    pub scope: Rc<Scope>,
    /// What the loops around it (in the same scope) go over; `None` for `while`.
    pub loops: Vec<Option<&'a Expr>>,
}

/// A function of the script.
#[derive(Clone)]
pub struct Function<'a> {
    /// Its definition.
    pub def: &'a StmtFunctionDef,
    /// The scope of its body.
    pub scope: Rc<Scope>,
    /// Names declared `global` in it.
    pub globals: BTreeSet<String>,
    /// Parameters and names assigned in it.
    pub locals: BTreeSet<String>,
    /// Its path as it is written: the base's, for an inherited method.
    pub origin: String,
}

/// Facts about a script, filled in step by step.
pub struct Scan<'a> {
    /// The text.
    pub source: &'a str,
    /// Its statements.
    pub suite: &'a [Stmt],
    /// Its imports.
    pub imports: Imports,
    /// Functions by path.
    pub functions: BTreeMap<String, Function<'a>>,
    /// Classes by name, with the names of their bases.
    pub classes: BTreeMap<String, (&'a StmtClassDef, Vec<String>)>,
    /// Classes with their bases, in the order in which Python looks a method up.
    pub lineages: BTreeMap<String, Vec<String>>,
    /// Classes that are called somewhere.
    pub made: BTreeSet<String>,
    /// Every statement; those of an inherited method once for each class that has it.
    pub sites: Vec<Site<'a>>,
    /// What names stand for, by function path and name.
    pub names: BTreeMap<(String, String), Values>,
    /// What attributes of instances stand for, by class and name.
    pub attributes: BTreeMap<(String, String), Values>,
    /// What attributes of classes stand for, by class and name.
    pub class_attributes: BTreeMap<(String, String), Values>,
    /// Data that classes have, by class and name.
    pub class_data: BTreeSet<(String, String)>,
    /// Data of a class that its instances have for themselves.
    pub instance_data: BTreeSet<(String, String)>,
    /// Whether the last round of binding has learned anything.
    pub learned: bool,
    /// Primitives found.
    pub primitives: Vec<PrimitiveNode>,
    /// Constructor call's offset -> primitive.
    pub primitive_at: BTreeMap<usize, usize>,
    /// Thread creations found.
    pub creations: Vec<Creation<'a>>,
    /// Creating call's offset -> creation.
    pub creation_at: BTreeMap<usize, usize>,
    /// Module-level variables and the lines where they first get a value.
    pub module_lines: BTreeMap<String, u32>,
    line_starts: Vec<usize>,
    fair_lines: BTreeSet<u32>,
}

impl<'a> Scan<'a> {
    /// Reads definitions, primitives and threads.
    pub fn new(source: &'a str, suite: &'a [Stmt]) -> Scan<'a> {
        let newlines = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut scan = Scan {
            source,
            suite,
            imports: Imports::of(suite),
            functions: BTreeMap::new(),
            classes: BTreeMap::new(),
            lineages: BTreeMap::new(),
            made: BTreeSet::new(),
            sites: Vec::new(),
            names: BTreeMap::new(),
            attributes: BTreeMap::new(),
            class_attributes: BTreeMap::new(),
            class_data: BTreeSet::new(),
            instance_data: BTreeSet::new(),
            learned: false,
            primitives: Vec::new(),
            primitive_at: BTreeMap::new(),
            creations: Vec::new(),
            creation_at: BTreeMap::new(),
            module_lines: BTreeMap::new(),
            line_starts: std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect(),
            fair_lines: fair_lines(source),
        };
        scan.walk(suite, &Rc::new(Scope::default()), &[]);
        scan.module_lines = super::shared::module_lines(&scan);
        scan.find_primitives();
        scan.find_creations();
        scan.inherit();
        scan.bind_all();
        scan.find_class_data();
        scan
    }

    /// The finished outline.
    pub fn outline(self) -> Outline {
        let (threads, shared, uses) = self.draw_threads();
        let makers = self.makers();
        Outline { primitives: self.primitives, shared, threads, uses, makers, error: None }
    }

    /// Lines with the name of a class that makes primitives, or may.
    fn makers(&self) -> BTreeSet<u32> {
        let names =
            |word: &str| self.imports.names_primitive(word) || self.classes.contains_key(word);
        let makes = |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(&names);
        let lines = (1..).zip(self.source.lines());
        lines.filter(|(_, line)| makes(line)).map(|(number, _)| number).collect()
    }

    /// Line of a byte offset, 1-based.
    pub fn line(&self, offset: usize) -> u32 {
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    /// The text of a node.
    pub fn text(&self, node: &impl Ranged) -> &'a str {
        let span = span(node);
        self.source.get(span).unwrap_or("")
    }

    fn walk(&mut self, suite: &'a [Stmt], scope: &Rc<Scope>, loops: &[Option<&'a Expr>]) {
        for stmt in suite {
            self.sites.push(Site { stmt, scope: Rc::clone(scope), loops: loops.to_vec() });
            match stmt {
                Stmt::FunctionDef(def) => self.walk_function(def, scope),
                Stmt::ClassDef(class) => {
                    let name = class.name.to_string();
                    let bases = class.arguments.iter().flat_map(|arguments| &*arguments.args);
                    let bases: Vec<String> =
                        bases.filter_map(|base| self.imports.qualified(base)).collect();
                    self.lineages.insert(name.clone(), self.lineage_from(&name, &bases));
                    self.classes.insert(name.clone(), (class, bases));
                    let path = scope.path.clone();
                    let (class_name, written_in) = (Some(name.clone()), Some(name));
                    let inner = Scope { path, class: class_name, written_in, in_class_body: true };
                    self.walk(&class.body, &Rc::new(inner), &[]);
                }
                Stmt::For(each) => {
                    let inner: Vec<_> = loops.iter().copied().chain([Some(&*each.iter)]).collect();
                    self.walk(&each.body, scope, &inner);
                    self.walk(&each.orelse, scope, loops);
                }
                Stmt::While(each) => {
                    let inner: Vec<_> = loops.iter().copied().chain([None]).collect();
                    self.walk(&each.body, scope, &inner);
                    self.walk(&each.orelse, scope, loops);
                }
                _ => {
                    for body in bodies(stmt) {
                        self.walk(body, scope, loops);
                    }
                }
            }
        }
    }

    fn walk_function(&mut self, def: &'a StmtFunctionDef, scope: &Rc<Scope>) {
        let prefix = match (&scope.class, scope.in_class_body) {
            (Some(class), true) => class.clone(),
            _ => scope.path.clone(),
        };
        let path = if prefix.is_empty() {
            def.name.to_string()
        } else {
            format!("{prefix}.{}", def.name.as_str())
        };
        let inner = Scope { path: path.clone(), in_class_body: false, ..Scope::clone(scope) };
        let inner = Rc::new(inner);
        let first = self.sites.len();
        self.walk(&def.body, &inner, &[]);
        let own: Vec<&Site> = self.sites[first..].iter().filter(|s| s.scope == inner).collect();
        let globals = own.iter().filter_map(|site| site.stmt.as_global_stmt());
        let globals = globals.flat_map(|stmt| &stmt.names).map(|name| name.to_string()).collect();
        let parameters = def.parameters.iter().map(|parameter| parameter.name().to_string());
        let locals = own.iter().flat_map(|site| stored_names(site.stmt));
        let locals = parameters.chain(locals).collect();
        let origin = path.clone();
        self.functions.insert(path, Function { def, scope: inner, globals, locals, origin });
    }

    fn find_primitives(&mut self) {
        for index in 0..self.sites.len() {
            for found in calls_of(&self.sites[index]) {
                let full = self.imports.qualified(&found.call.func).unwrap_or_default();
                if let Some((kind, class)) = primitive_made_by(&full)
                    && !found.parents.iter().any(|parent| self.makes_primitive(parent))
                {
                    self.add_primitive(index, &found, kind, class);
                }
            }
        }
    }

    fn makes_primitive(&self, call: &ExprCall) -> bool {
        let full = self.imports.qualified(&call.func);
        full.is_some_and(|full| primitive_made_by(&full).is_some())
    }

    fn add_primitive(
        &mut self,
        site: usize,
        found: &Call<'a>,
        kind: &'static str,
        class: &'static str,
    ) {
        let site = &self.sites[site];
        let start = span(found.call).start;
        let line = self.line(start);
        let (home, name) = self.given_name(site, found).unwrap_or_else(|| {
            (
                Home::Local(format!("line {line}")),
                format!("{} at line {line}", class.to_lowercase()),
            )
        });
        let same = |node: &PrimitiveNode| node.home == home && node.name == name;
        if let Some(known) = self.primitives.iter().position(same) {
            self.primitive_at.insert(start, known);
            return;
        }
        let name = match &home {
            Home::Local(path) if self.primitives.iter().any(|node| node.name == name) => {
                format!("{path}.{name}")
            }
            _ => name,
        };
        self.primitive_at.insert(start, self.primitives.len());
        self.primitives.push(PrimitiveNode {
            name,
            kind,
            class,
            args: self.arguments_text(found.call),
            span: span(site.stmt),
            call: span(found.call),
            line,
            group: self.group_of(site, found).or_else(|| listed(found)),
            fair: self.fair_lines.contains(&line) && can_be_fair(kind),
            home,
        });
    }

    /// What stands between the parentheses of a call.
    pub fn arguments_text(&self, call: &ExprCall) -> String {
        let text = self.text(&call.arguments).trim();
        let text = text.strip_prefix('(').unwrap_or(text);
        text.strip_suffix(')').unwrap_or(text).trim().to_owned()
    }

    /// The name an assignment (or `list.append`) gives to what a call makes.
    pub fn given_name(&self, site: &Site<'a>, found: &Call<'a>) -> Option<(Home, String)> {
        if let Some(parent) = found.parents.last() {
            let Expr::Attribute(method) = &*parent.func else { return None };
            let adds = matches!(method.attr.as_str(), "append" | "add" | "appendleft");
            return if adds { self.target_name(site, &method.value) } else { None };
        }
        let (targets, value) = match site.stmt {
            Stmt::Assign(assign) => (assign.targets.as_slice(), &*assign.value),
            Stmt::AnnAssign(assign) => {
                (std::slice::from_ref(&*assign.target), assign.value.as_deref()?)
            }
            Stmt::With(with) => {
                let holds = |item: &&ruff_python_ast::WithItem| {
                    item.context_expr.range().contains_range(found.call.range())
                };
                let item = with.items.iter().find(holds)?;
                return self.target_name(site, item.optional_vars.as_deref()?);
            }
            _ => return None,
        };
        let target = targets.first()?;
        if let (Expr::Tuple(names), Expr::Tuple(values)) = (target, value)
            && names.elts.len() == values.elts.len()
        {
            let at = |value: &Expr| value.range().contains_range(found.call.range());
            return self.target_name(site, &names.elts[values.elts.iter().position(at)?]);
        }
        self.target_name(site, target)
    }

    fn target_name(&self, site: &Site<'a>, target: &Expr) -> Option<(Home, String)> {
        match target {
            Expr::Name(name) => {
                let scope = &site.scope;
                let function = self.functions.get(&scope.path);
                let global = function.is_none_or(|f| f.globals.contains(name.id.as_str()));
                Some(match &scope.class {
                    Some(class) if scope.in_class_body => {
                        (Home::Attribute(class.clone()), format!("{class}.{}", name.id))
                    }
                    _ if global => (Home::Global, name.id.to_string()),
                    _ => (Home::Local(scope.path.clone()), name.id.to_string()),
                })
            }
            Expr::Attribute(attribute) => {
                let class = site.scope.class.clone()?;
                let name = format!("{class}.{}", attribute.attr.as_str());
                Some((Home::Attribute(class), name))
            }
            Expr::Subscript(subscript) => self.target_name(site, &subscript.value),
            _ => None,
        }
    }

    /// How many a call makes, given the comprehensions, lists and loops around it.
    pub fn group_of(&self, site: &Site<'a>, found: &Call<'a>) -> Option<Group> {
        if let Some(iter) = found.comprehensions.last() {
            return Some(self.count_of(iter));
        }
        match site.loops.last()? {
            Some(iter) => Some(self.count_of(iter)),
            None => Some(Group::many()),
        }
    }

    /// How many items an iterable has, as far as the text says.
    pub fn count_of(&self, iter: &Expr) -> Group {
        let known = Group::known;
        match iter {
            Expr::List(list) => known(list.elts.len()),
            Expr::Tuple(tuple) => known(tuple.elts.len()),
            Expr::Set(set) => known(set.elts.len()),
            Expr::Name(_) => match self.constant(iter) {
                Some(value @ (Expr::List(_) | Expr::Tuple(_))) => self.count_of(value),
                _ => Group::called(&format!("len({})", self.text(iter))),
            },
            Expr::Call(call) => {
                let name = self.imports.qualified(&call.func).unwrap_or_default();
                match (name.as_str(), &*call.arguments.args) {
                    ("range", [stop]) => self.number_of(stop),
                    ("range", [start, stop, ..]) => match (self.number(start), self.number(stop)) {
                        (Some(start), Some(stop)) => known(stop.saturating_sub(start) as usize),
                        _ => Group::called(self.text(stop)),
                    },
                    ("enumerate" | "zip" | "list" | "sorted" | "reversed", [first, ..]) => {
                        self.count_of(first)
                    }
                    _ => Group::many(),
                }
            }
            _ => Group::many(),
        }
    }

    /// A count given by an expression.
    pub fn number_of(&self, expr: &Expr) -> Group {
        let text = self.text(expr).to_owned();
        // A named constant is changed where it gets its value.
        let value = self.constant(expr).filter(|value| value.is_number_literal_expr());
        let place = Some(span(value.unwrap_or(expr)));
        Group { text, count: self.number(expr), place }
    }

    fn number(&self, expr: &Expr) -> Option<u32> {
        match expr {
            Expr::NumberLiteral(literal) => match &literal.value {
                Number::Int(int) => int.as_u64().and_then(|n| u32::try_from(n).ok()),
                _ => None,
            },
            Expr::Name(_) => match self.constant(expr)? {
                Expr::Name(_) => None,
                value => self.number(value),
            },
            _ => None,
        }
    }

    /// The value of a module-level name that is assigned exactly once.
    fn constant(&self, expr: &Expr) -> Option<&'a Expr> {
        let name = expr.as_name_expr()?.id.as_str();
        let mut values = self.suite.iter().filter_map(|stmt| match stmt {
            Stmt::Assign(assign) => match assign.targets.as_slice() {
                [Expr::Name(target)] if target.id == name => Some(&*assign.value),
                _ => None,
            },
            _ => None,
        });
        let value = values.next()?;
        values.next().is_none().then_some(value)
    }
}

impl Group {
    fn many() -> Group {
        Group::called("many")
    }

    fn known(count: usize) -> Group {
        Group { count: Some(count as u32), ..Group::called(&count.to_string()) }
    }

    fn called(text: &str) -> Group {
        Group { text: text.to_owned(), count: None, place: None }
    }
}

/// Several made one by one in a list or a dict share its name.
fn listed(found: &Call) -> Option<Group> {
    let count = found.siblings;
    (count > 1).then(|| Group::known(count as usize))
}

/// The place of a node.
pub fn span(node: &impl Ranged) -> Span {
    node.start().to_usize()..node.end().to_usize()
}
