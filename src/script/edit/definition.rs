//! Which variable a place of the text names: where it gets its value first, and every other place
//! that means the same, by Python's scoping rules as far as the text shows them.

use super::Named;
use super::names;
use super::text::{Script, span};
use crate::script::outline::{Home, Span};
use ruff_python_ast::token::TokenKind as T;
use ruff_python_ast::visitor::{Visitor, walk_except_handler, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{ExceptHandler, Expr, Identifier, Pattern, Stmt, StmtImport, StmtImportFrom};
use std::collections::BTreeSet;

/// A variable, a function, a class or an attribute of the script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// The name where it is defined.
    pub place: Span,
    /// What it is called, and where it can be seen from.
    pub what: Named,
}

/// What the name at this place stands for, if the script itself defines it.
pub fn definition(source: &str, offset: usize) -> Option<Definition> {
    of_script(&Script::parse(source).ok()?, offset)
}

/// All places that mean what the name at this place means, in order.
pub fn mentions(source: &str, offset: usize) -> Vec<Span> {
    let Ok(script) = Script::parse(source) else { return Vec::new() };
    let found = of_script(&script, offset);
    found.map_or_else(Vec::new, |found| names::mentions(&script, &found.what).places)
}

fn of_script(script: &Script, offset: usize) -> Option<Definition> {
    let (name, owner) = name_at(script, offset)?;
    let mut collector = Collector::default();
    collector.enter(String::new(), 0..script.source.len(), Kind::Module);
    collector.visit_body(script.suite());
    let text = script.source.get(name.clone())?;
    let bound: Vec<Binding> =
        collector.found.into_iter().filter(|binding| binding.what.name == text).collect();
    let own = bound.iter().find(|binding| binding.place == name);
    let chosen = own.or_else(|| match owner {
        Owner::Nothing => innermost(&bound, name.start),
        Owner::Itself => {
            let class = collector.classes.iter().rfind(|(_, body)| body.contains(&name.start));
            let home = class.map(|(class, _)| Home::Attribute(class.clone()));
            let own = bound.iter().find(|binding| Some(&binding.what.home) == home.as_ref());
            own.or_else(|| first_attribute(&bound))
        }
        Owner::Something => first_attribute(&bound),
    })?;
    // Where it gets its value first.
    let first = bound.iter().filter(|binding| binding.what == chosen.what);
    let first = first.min_by_key(|binding| binding.place.start)?;
    Some(Definition { place: first.place.clone(), what: first.what.clone() })
}

/// What stands before the dot before a name.
enum Owner {
    Nothing,
    Itself,
    Something,
}

/// The name at a place and whose it is; a keyword argument's name is the called function's.
fn name_at(script: &Script, offset: usize) -> Option<(Span, Owner)> {
    let tokens = script.parsed.tokens();
    let named = |kind| matches!(kind, T::Name | T::Match | T::Case | T::Type);
    let touches = |range: &Span| range.start <= offset && offset <= range.end;
    let at = tokens.iter().position(|one| named(one.kind()) && touches(&span(one)))?;
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    let owner = match before(1).map(|token| token.kind()) {
        Some(T::Dot) => match before(2) {
            Some(token) if script.source.get(span(token)) == Some("self") => Owner::Itself,
            _ => Owner::Something,
        },
        _ => Owner::Nothing,
    };
    let argument = tokens.get(at + 1).is_some_and(|next| next.kind() == T::Equal)
        && matches!(before(1).map(|token| token.kind()), Some(T::Lpar | T::Comma))
        && depth(tokens.iter().take(at).map(|token| token.kind())) > 0;
    (!argument).then(|| (span(&tokens[at]), owner))
}

fn depth(kinds: impl Iterator<Item = T>) -> i32 {
    let step = |kind| match kind {
        T::Lpar | T::Lsqb | T::Lbrace => 1,
        T::Rpar | T::Rsqb | T::Rbrace => -1,
        _ => 0,
    };
    kinds.map(step).sum()
}

/// The variable that a bare name means at a place: of the nearest function around it that has one.
fn innermost(bound: &[Binding], at: usize) -> Option<&Binding> {
    let seen = bound.iter().filter(|binding| {
        !matches!(binding.what.home, Home::Attribute(_)) && binding.within.contains(&at)
    });
    seen.max_by_key(|binding| (binding.within.start, std::cmp::Reverse(binding.place.start)))
}

fn first_attribute(bound: &[Binding]) -> Option<&Binding> {
    bound.iter().find(|binding| matches!(binding.what.home, Home::Attribute(_)))
}

/// A place that gives a name a value.
struct Binding {
    place: Span,
    /// Where a bare name means it.
    within: Span,
    what: Named,
}

enum Kind {
    Module,
    Function,
    Class(String),
}

struct Scope {
    path: String,
    span: Span,
    kind: Kind,
    /// Names that are another scope's.
    global: BTreeSet<String>,
    outer: BTreeSet<String>,
}

/// Everything that a script binds.
#[derive(Default)]
struct Collector {
    scopes: Vec<Scope>,
    found: Vec<Binding>,
    /// Classes and the text of their bodies.
    classes: Vec<(String, Span)>,
}

impl Collector {
    fn enter(&mut self, path: String, span: Span, kind: Kind) {
        let (global, outer) = (BTreeSet::new(), BTreeSet::new());
        self.scopes.push(Scope { path, span, kind, global, outer });
    }

    fn path_of(&self, name: &str) -> String {
        match self.scopes.last().map_or("", |scope| scope.path.as_str()) {
            "" => name.to_owned(),
            outer => format!("{outer}.{name}"),
        }
    }

    fn bind(&mut self, name: &str, place: Span) {
        let (Some(scope), Some(module)) = (self.scopes.last(), self.scopes.first()) else { return };
        if scope.outer.contains(name) {
            return;
        }
        let (home, within) = match &scope.kind {
            _ if scope.global.contains(name) => (Home::Global, &module.span),
            Kind::Module => (Home::Global, &module.span),
            Kind::Function => (Home::Local(scope.path.clone()), &scope.span),
            Kind::Class(class) => (Home::Attribute(class.clone()), &scope.span),
        };
        let (within, what) = (within.clone(), Named { home, name: name.to_owned() });
        self.found.push(Binding { place, within, what });
    }

    fn bind_identifier(&mut self, name: &Identifier) {
        self.bind(name.as_str(), span(name));
    }

    /// `self.name = ...` in a class.
    fn bind_attribute(&mut self, name: &Identifier) {
        let mut scopes = self.scopes.iter().rev();
        let Some(class) = scopes.find_map(|scope| match &scope.kind {
            Kind::Class(class) => Some((class.clone(), scope.span.clone())),
            _ => None,
        }) else {
            return;
        };
        let what = Named { home: Home::Attribute(class.0), name: name.to_string() };
        self.found.push(Binding { place: span(name), within: class.1, what });
    }
}

impl<'a> Visitor<'a> for Collector {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                self.bind_identifier(&def.name);
                def.decorator_list.iter().for_each(|it| self.visit_expr(&it.expression));
                self.enter(self.path_of(&def.name), span(stmt), Kind::Function);
                for parameter in def.parameters.iter() {
                    self.bind_identifier(parameter.name());
                }
                self.visit_body(&def.body);
                self.scopes.pop();
            }
            Stmt::ClassDef(class) => {
                self.bind_identifier(&class.name);
                let name = class.name.to_string();
                self.classes.push((name.clone(), span(stmt)));
                self.enter(self.path_of(&class.name), span(stmt), Kind::Class(name));
                self.visit_body(&class.body);
                self.scopes.pop();
            }
            Stmt::Global(names) => {
                if let Some(scope) = self.scopes.last_mut() {
                    scope.global.extend(names.names.iter().map(|name| name.to_string()));
                }
            }
            Stmt::Nonlocal(names) => {
                if let Some(scope) = self.scopes.last_mut() {
                    scope.outer.extend(names.names.iter().map(|name| name.to_string()));
                }
            }
            Stmt::Import(StmtImport { names, .. })
            | Stmt::ImportFrom(StmtImportFrom { names, .. }) => {
                for alias in names {
                    self.bind_identifier(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx.is_store() => self.bind(&name.id, span(name)),
            Expr::Attribute(attribute) if attribute.ctx.is_store() => {
                let owner = attribute.value.as_name_expr();
                if owner.is_some_and(|name| name.id == "self") {
                    self.bind_attribute(&attribute.attr);
                }
            }
            // Its names are its own: nobody outside can mean them.
            Expr::Lambda(_) | Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) => {}
            Expr::Generator(_) => {}
            _ => walk_expr(self, expr),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.bind_identifier(name);
        }
        walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        names::captured(pattern).into_iter().for_each(|name| self.bind_identifier(name));
        walk_pattern(self, pattern);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
import threading
lock = threading.Lock()
total = 0
class Account:
    limit = 5
    def __init__(self, money):
        self.money = money
    def take(self, money):
        global total
        total += money
        self.money -= money
def work(account, money=2):
    total = 1
    with lock:
        account.take(money + total)
threading.Thread(target=work, args=(Account(1),)).start()
print(total)
";

    /// Where the name is, by what stands around it: the place of `name` within `around`.
    fn at(around: &str, name: &str) -> usize {
        TEXT.find(around).expect("it is there") + around.find(name).expect("it is in it")
    }

    /// The line on which what is meant is defined, 1-based.
    fn line(around: &str, name: &str) -> Option<usize> {
        let place = definition(TEXT, at(around, name))?.place;
        assert_eq!(&TEXT[place.clone()], name);
        Some(TEXT[..place.start].matches('\n').count() + 1)
    }

    #[test]
    fn a_name_leads_to_where_it_gets_its_value() {
        assert_eq!(line("with lock:", "lock"), Some(2));
        assert_eq!(line("print(total)", "total"), Some(3));
        assert_eq!(line("total += money", "total"), Some(3), "a global one");
        assert_eq!(line("money + total", "total"), Some(13), "a local one");
        assert_eq!(line("money + total", "money"), Some(12), "a parameter");
        assert_eq!(line("self.money -=", "money"), Some(7));
        assert_eq!(line("account.take(", "take"), Some(8));
        assert_eq!(line("(Account(1)", "Account"), Some(4));
        assert_eq!(line("target=work", "work"), Some(12));
        assert_eq!(line("target=work", "target"), None, "the called function's own");
        assert_eq!(line("print(total)", "print"), None, "not of this script");
    }

    #[test]
    fn all_places_that_mean_the_same_are_found_and_no_others() {
        let lines = |around: &str, name: &str| -> Vec<usize> {
            let places = mentions(TEXT, at(around, name));
            let line = |place: &Span| TEXT[..place.start].matches('\n').count() + 1;
            places.iter().map(line).collect()
        };
        assert_eq!(lines("print(total)", "total"), [3, 9, 10, 17]);
        assert_eq!(lines("money + total", "total"), [13, 15]);
        assert_eq!(lines("self.money -=", "money"), [7, 11]);
        assert_eq!(lines("total += money", "money"), [8, 10, 11]);
        assert!(mentions("x = (\n", 0).is_empty());
    }

    #[test]
    fn what_a_pattern_captures_is_defined_there() {
        let text = "def f(xs):\n    match xs:\n        case [a, *rest]:\n            print(rest)\n";
        let used = text.rfind("rest").unwrap();
        let found = definition(text, used).expect("it is found");
        assert_eq!(found.place.start, text.find("rest").unwrap());
    }
}
