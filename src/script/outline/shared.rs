//! Variables that threads share: which they are, where they begin and with what.

use super::reach::{Touch, WRITE};
use super::scan::{Scan, Scope, span};
use super::threads::Touches;
use super::{Flavour, SharedNode, Span, ThreadNode};
use ruff_python_ast::{Expr, Stmt};
use std::collections::{BTreeMap, BTreeSet};

impl Scan<'_> {
    /// The variables that threads of the script write.
    pub fn shared_nodes(&self, drawn: &[(ThreadNode, Touches)]) -> Vec<SharedNode> {
        let mut names = BTreeSet::new();
        for (node, touches) in drawn {
            let by_thread = node.flavour != Flavour::Main;
            for (touch, how) in touches {
                if let Touch::Shared(name) = touch
                    && by_thread
                    && how == WRITE
                    && self.is_really_shared(name, node)
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

    /// What a Thread subclass keeps in itself is its own business.
    fn is_really_shared(&self, name: &str, node: &ThreadNode) -> bool {
        let own = name.split_once('.').is_some_and(|(class, _)| {
            node.flavour == Flavour::Subclass && self.lineage(class).contains(&node.name)
        });
        !own && !self.is_thread_class(name.split('.').next().unwrap_or(name))
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
            let inside = scope.path.ends_with(".__init__") && scope.class.as_deref() == class;
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
