//! Methods that a class inherits, read once more with that class as `self`: `self.work()` in a base's
//! `run` is each subclass's own `work`, and what `self.buffer` holds is told class by class.
//!
//! A copy has a path of its own: `Producer.run`, or `Producer.run@Worker` where the class has a
//! method of that name itself and reaches this one by `super()`.

use super::scan::{Function, Scan, Scope, Site, Values};
use ruff_python_ast::{Decorator, Expr};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Ancestors of a class that are looked at.
const ANCESTORS_MAX: usize = 100;
/// Statements that are read once more for subclasses; methods beyond are followed in their own class only.
const COPIES_MAX: usize = 20_000;

impl<'a> Scan<'a> {
    /// A class of the script and those of its bases that are the script's own, in Python's order.
    pub fn lineage(&self, class: &str) -> &[String] {
        self.lineages.get(class).map_or(&[], |lineage| lineage)
    }

    /// The lineage of a class with these bases, which stand before it in the text.
    pub fn lineage_from(&self, class: &str, bases: &[String]) -> Vec<String> {
        let known =
            || bases.iter().filter(|base| *base != class && self.classes.contains_key(*base));
        let mut lines: Vec<Vec<String>> = known().map(|base| self.lineage(base).to_vec()).collect();
        lines.push(known().cloned().collect());
        let mut lineage = vec![class.to_owned()];
        while lineage.len() < ANCESTORS_MAX {
            lines.retain(|line| !line.is_empty());
            let behind = |head: &String| lines.iter().any(|line| line[1..].contains(head));
            let mut heads = lines.iter().map(|line| &line[0]);
            // Bases that have no order are an error of the script's; the first does then.
            let next = heads.clone().find(|head| !behind(head)).or_else(|| heads.next()).cloned();
            let Some(next) = next else { break };
            lines.iter_mut().for_each(|line| line.retain(|one| *one != next));
            lineage.push(next);
        }
        lineage
    }

    /// Gives every class the methods of its bases.
    pub fn inherit(&mut self) {
        let mut sites: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, site) in self.sites.iter().enumerate().filter(|(_, s)| !s.scope.in_class_body) {
            sites.entry(site.scope.path.clone()).or_default().push(index);
        }
        let written: Vec<(String, String)> = self.methods_written().collect();
        let mut left = COPIES_MAX;
        let classes: Vec<String> = self.classes.keys().cloned().collect();
        for class in classes {
            for base in self.lineage(&class).to_vec().into_iter().skip(1) {
                let of_base = written.iter().filter(|(owner, _)| *owner == base);
                for (_, method) in of_base {
                    let copied = self.copy_method(&class, (&base, method), &sites);
                    left = left.saturating_sub(copied);
                }
                if left == 0 {
                    return;
                }
            }
        }
    }

    /// Class and name of every method.
    fn methods_written(&self) -> impl Iterator<Item = (String, String)> {
        self.functions.keys().filter_map(|path| {
            let (class, name) = path.split_once('.')?;
            let is_method = !name.contains('.') && self.classes.contains_key(class);
            is_method.then(|| (class.to_owned(), name.to_owned()))
        })
    }

    /// How many statements that took.
    fn copy_method(
        &mut self,
        class: &str,
        (base, method): (&str, &str),
        sites: &BTreeMap<String, Vec<usize>>,
    ) -> usize {
        let from = format!("{base}.{method}");
        let own = format!("{class}.{method}");
        let to = if self.functions.contains_key(&own) { format!("{own}@{base}") } else { own };
        let inside = format!("{from}.");
        let is_inside = |path: &&String| **path == from || path.starts_with(&inside);
        let paths: Vec<String> = self.functions.keys().filter(is_inside).cloned().collect();
        let mut count = 0;
        for path in paths {
            let function = &self.functions[&path];
            if function.scope.class.as_deref() != Some(base) {
                continue;
            }
            let scope = Rc::new(Scope {
                path: format!("{to}{}", &path[from.len()..]),
                class: Some(class.to_owned()),
                ..Scope::clone(&function.scope)
            });
            for &index in sites.get(&path).into_iter().flatten() {
                let Site { stmt, loops, .. } = &self.sites[index];
                let site = Site { stmt, scope: Rc::clone(&scope), loops: loops.clone() };
                self.sites.push(site);
                count += 1;
            }
            let function = Function { scope: Rc::clone(&scope), ..self.functions[&path].clone() };
            self.functions.insert(scope.path.clone(), function);
        }
        count
    }

    /// The path of a class's method, looked up through its bases.
    pub fn method(&self, class: &str, name: &str) -> Option<String> {
        let mut paths = self.lineage(class).iter().map(|class| format!("{class}.{name}"));
        paths.find(|path| self.functions.contains_key(path))
    }

    /// What `super().name` is in a method.
    pub fn method_above(&self, scope: &Scope, name: &str) -> Option<String> {
        let (class, here) = (scope.class.as_ref()?, scope.written_in.as_ref()?);
        let mut lineage = self.lineage(class).iter().skip_while(|one| *one != here).skip(1);
        lineage.find_map(|base| self.copied(class, base, name))
    }

    /// What `Base.name` is in a method of a class with that base: it is called with `self`.
    pub fn method_of_base(&self, bases: &Values, name: &str, scope: &Scope) -> Option<String> {
        let class = scope.class.as_ref()?;
        let is_base = |base: &&String| bases.contains(&super::scan::Value::Class((*base).clone()));
        let base = self.lineage(class).iter().skip(1).find(is_base)?;
        self.lineage(base).iter().find_map(|base| self.copied(class, base, name))
    }

    /// The method that is written in `base`, for instances of `class`.
    fn copied(&self, class: &str, base: &str, name: &str) -> Option<String> {
        let paths = [format!("{class}.{name}@{base}"), format!("{class}.{name}")];
        paths.into_iter().find(|path| {
            let function = self.functions.get(path);
            function.is_some_and(|function| function.scope.written_in.as_deref() == Some(base))
        })
    }

    /// Whether the function is a method that gets its instance first.
    pub fn takes_self(&self, path: &str) -> bool {
        let Some(function) = self.functions.get(path) else { return false };
        let is_method = path.rsplit_once('.').is_some_and(|(outer, _)| {
            function.scope.class.as_deref() == Some(outer) && self.classes.contains_key(outer)
        });
        is_method && !function.is_decorated("staticmethod")
    }

    /// Whether the callee is a method that is named by its class: its instance is then an argument.
    pub fn names_self(&self, function: &Expr, path: &str, scope: &Scope) -> bool {
        let Expr::Attribute(method) = function else { return false };
        let is_class = |value: &super::scan::Value| matches!(value, super::scan::Value::Class(_));
        let is_bound = self.functions.get(path).is_none_or(|f| f.is_decorated("classmethod"));
        let bases = self.eval(&method.value, scope);
        !is_bound && !bases.is_empty() && bases.iter().all(is_class) && self.takes_self(path)
    }
}

impl Function<'_> {
    /// Whether it has this decorator.
    pub fn is_decorated(&self, with: &str) -> bool {
        let is_it = |decorator: &Decorator| {
            decorator.expression.as_name_expr().is_some_and(|name| name.id == with)
        };
        self.def.decorator_list.iter().any(is_it)
    }
}

impl Scope {
    /// Whether it is the body of a class's `__init__`.
    pub fn is_constructor(&self) -> bool {
        let method = self.path.rsplit('.').next().unwrap_or_default();
        self.class.is_some() && method.split('@').next() == Some("__init__")
    }
}

/// Whether an expression is `super()`.
pub fn is_super(expr: &Expr) -> bool {
    let call = expr.as_call_expr();
    call.and_then(|call| call.func.as_name_expr()).is_some_and(|name| name.id == "super")
}
