//! Builtins that a script replaces for good: `builtins.print = ...`. Their names are looked up like
//! global variables, so that the new value is found.

use super::unit::Unit;
use crate::model::code::ModuleId;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt};

/// Gives these names a slot among the global variables of a module.
pub(super) fn declare(unit: &mut Unit, module: ModuleId, body: &[Stmt]) {
    let mut patched = Patched::default();
    patched.visit_body(body);
    for name in patched.names {
        let name = unit.names.intern(name);
        unit.slot(module, name);
    }
}

#[derive(Default)]
struct Patched<'a> {
    names: Vec<&'a str>,
}

impl<'a> Visitor<'a> for Patched<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Assign(it) = stmt {
            for target in &it.targets {
                if let Expr::Attribute(target) = target
                    && matches!(&*target.value, Expr::Name(name) if name.id == "builtins")
                {
                    self.names.push(target.attr.as_str());
                }
            }
        }
        visitor::walk_stmt(self, stmt);
    }
}
