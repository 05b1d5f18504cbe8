//! Whose an attribute is: a class and its relatives, other classes with an attribute of the same
//! name, names of objects. By names alone, as far as the script's own text shows them.

use super::names::assigns;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Stmt, StmtClassDef};
use std::collections::BTreeSet;

fn classes(suite: &[Stmt]) -> impl Iterator<Item = &StmtClassDef> {
    suite.iter().filter_map(|stmt| stmt.as_class_def_stmt())
}

/// A class, those that extend it, and those that these extend.
pub fn family(suite: &[Stmt], class: &str) -> BTreeSet<String> {
    let bases = |def: &StmtClassDef| {
        let bases = def.arguments.iter().flat_map(|arguments| &*arguments.args);
        let names = bases.filter_map(|base| Some(base.as_name_expr()?.id.to_string()));
        names.collect::<Vec<_>>()
    };
    let mut family = BTreeSet::from([class.to_owned()]);
    for _ in classes(suite) {
        for def in classes(suite) {
            let known = family.contains(def.name.as_str());
            let related = bases(def).iter().any(|base| family.contains(base));
            if known {
                family.extend(bases(def));
            } else if related {
                family.insert(def.name.to_string());
            }
        }
    }
    family
}

/// Classes of no relatives that have an attribute of this name too.
pub fn rivals(suite: &[Stmt], family: &BTreeSet<String>, name: &str) -> BTreeSet<String> {
    let strangers = classes(suite).filter(|def| !family.contains(def.name.as_str()));
    strangers.filter(|def| has_attribute(def, name)).map(|def| def.name.to_string()).collect()
}

/// Names that are given to objects of these classes, and to nothing else in the whole script.
pub fn objects_of(suite: &[Stmt], family: &BTreeSet<String>) -> BTreeSet<String> {
    #[derive(Default)]
    struct Given<'f> {
        family: Option<&'f BTreeSet<String>>,
        ours: BTreeSet<String>,
        others: BTreeSet<String>,
    }
    impl<'a> Visitor<'a> for Given<'_> {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            if let Stmt::Assign(assign) = stmt
                && let [Expr::Name(name)] = &assign.targets[..]
                && let Expr::Call(call) = &*assign.value
                && let Some(class) = call.func.as_name_expr()
                && self.family.is_some_and(|family| family.contains(class.id.as_str()))
            {
                self.ours.insert(name.id.to_string());
                return self.visit_expr(&assign.value);
            }
            walk_stmt(self, stmt);
        }

        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Name(name) = expr
                && name.ctx.is_store()
            {
                self.others.insert(name.id.to_string());
            }
            walk_expr(self, expr);
        }

        fn visit_parameter(&mut self, parameter: &'a ruff_python_ast::Parameter) {
            self.others.insert(parameter.name.to_string());
        }
    }
    let mut given = Given { family: Some(family), ..Given::default() };
    given.visit_body(suite);
    &given.ours - &given.others
}

/// Whether a class gives itself or its instances an attribute of this name.
fn has_attribute(class: &StmtClassDef, name: &str) -> bool {
    struct Stores<'n>(&'n str, bool);
    impl<'a> Visitor<'a> for Stores<'_> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Attribute(attribute) = expr
                && attribute.ctx.is_store()
                && attribute.attr.as_str() == self.0
            {
                self.1 = true;
            }
            walk_expr(self, expr);
        }
    }
    let mut stores = Stores(name, false);
    stores.visit_body(&class.body);
    stores.1 || class.body.iter().any(|stmt| assigns(stmt, name))
}
