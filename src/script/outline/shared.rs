//! Variables that threads share: which they are, where they begin and with what.

use super::pieces::stored_names;
use super::reach::{Touch, WRITE};
use super::scan::{Scan, Scope, Value, span};
use super::threads::Drawn;
use super::{Flavour, SharedNode, Span};
use ruff_python_ast::{Expr, Stmt};
use std::collections::{BTreeMap, BTreeSet};

impl Scan<'_> {
    /// The variables that threads of the script write.
    pub fn shared_nodes(&self, drawn: &[Drawn]) -> Vec<SharedNode> {
        let mut names = BTreeSet::new();
        for (node, touches) in drawn {
            let by_thread = node.flavour != Flavour::Main;
            for (touch, how) in touches {
                if let Touch::Shared(name) = touch
                    && by_thread
                    && how == WRITE
                    && self.is_really_shared(name)
                {
                    names.insert(name.clone());
                }
            }
        }
        let node = |name: String| {
            let start = self.start_value(&name);
            let given = start.as_ref().map_or(0, |(_, place)| self.line(place.start));
            let line = self.module_lines.get(&name).copied().unwrap_or(given);
            SharedNode { line, start, name }
        };
        names.into_iter().map(node).collect()
    }

    /// The first value that the text gives to a variable, if it stands on one line: of an attribute,
    /// in its class or in `__init__`.
    fn start_value(&self, name: &str) -> Option<(String, Span)> {
        let (class, last) = name.split_once('.').map_or((None, name), |(c, n)| (Some(c), n));
        let value = self.sites.iter().find_map(|site| {
            let (target, value) = match site.stmt {
                Stmt::Assign(assign) => (assign.targets.first()?, &*assign.value),
                Stmt::AnnAssign(assign) => (&*assign.target, assign.value.as_deref()?),
                _ => return None,
            };
            is_variable(target, (class, last), &site.scope).then_some(value)
        })?;
        Some((self.text(value).to_owned(), span(value))).filter(|(text, _)| !text.contains('\n'))
    }

    /// What a thread keeps in itself is its own business; what all threads of a class see is not.
    fn is_really_shared(&self, name: &str) -> bool {
        let Some((class, name)) = name.split_once('.') else { return true };
        let key = (class.to_owned(), name.to_owned());
        let of_class = self.class_data.contains(&key) && !self.instance_data.contains(&key);
        of_class || !self.is_thread_class(class)
    }

    /// Finds which data classes have, and which of that their instances have for themselves.
    pub fn find_class_data(&mut self) {
        let mut of_class = BTreeSet::new();
        for site in self.sites.iter().filter(|site| site.scope.in_class_body) {
            let class = site.scope.class.clone().unwrap_or_default();
            of_class.extend(stored_names(site.stmt).into_iter().map(|name| (class.clone(), name)));
        }
        let mut of_instance = BTreeSet::new();
        for site in &self.sites {
            let target = match site.stmt {
                Stmt::Assign(assign) => assign.targets.first(),
                Stmt::AugAssign(assign) => Some(&*assign.target),
                _ => None,
            };
            let Some(Expr::Attribute(target)) = target else { continue };
            let name = target.attr.as_str();
            if of_class.iter().any(|(_, known)| known == name) {
                let bases = self.eval(&target.value, &site.scope).into_iter();
                of_instance.extend(bases.filter_map(|base| match base {
                    Value::Instance(class) => Some((class, name.to_owned())),
                    _ => None,
                }));
            }
        }
        (self.class_data, self.instance_data) = (of_class, of_instance);
    }

    /// The class by which an attribute is called: of a class's data, the one that has it.
    pub fn keeper<'s>(&'s self, of: &'s Value, name: &str) -> Option<&'s String> {
        let (class, is_own) = match of {
            Value::Instance(class) => {
                (class, self.instance_data.contains(&(class.clone(), name.to_owned())))
            }
            Value::Class(class) => (class, false),
            _ => return None,
        };
        let has = |one: &&String| self.class_data.contains(&((*one).clone(), name.to_owned()));
        let above = self.lineage(class).iter().find(has).filter(|_| !is_own);
        Some(above.unwrap_or(class))
    }
}

/// Whether what is assigned here is this variable: a global, or an attribute of a class.
fn is_variable(target: &Expr, (class, name): (Option<&str>, &str), scope: &Scope) -> bool {
    match (target, class) {
        (Expr::Name(target), None) => {
            target.id == name && scope.path.is_empty() && !scope.in_class_body
        }
        (Expr::Name(target), Some(_)) => {
            target.id == name && scope.in_class_body && scope.class.as_deref() == class
        }
        (Expr::Attribute(target), Some(_)) => {
            let inside = scope.is_constructor() && scope.class.as_deref() == class;
            inside && target.attr.as_str() == name
        }
        _ => false,
    }
}

/// First lines of module-level names, for variables.
pub fn module_lines(scan: &Scan) -> BTreeMap<String, u32> {
    let mut lines = BTreeMap::new();
    for site in scan.sites.iter().filter(|s| s.scope.path.is_empty() && !s.scope.in_class_body) {
        let targets: Vec<&Expr> = match site.stmt {
            Stmt::Assign(assign) => assign.targets.iter().collect(),
            Stmt::AnnAssign(assign) => vec![&*assign.target],
            Stmt::AugAssign(assign) => vec![&*assign.target],
            _ => continue,
        };
        for target in targets {
            let names: Vec<&Expr> = match target {
                Expr::Tuple(tuple) => tuple.elts.iter().collect(),
                single => vec![single],
            };
            for name in names.into_iter().filter_map(|name| name.as_name_expr()) {
                lines.entry(name.id.to_string()).or_insert_with(|| scan.line(span(name).start));
            }
        }
    }
    lines
}
