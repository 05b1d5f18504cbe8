//! Annotations: the values that `__annotations__` of functions and classes hold, worked out where
//! CPython does it, or their texts after `from __future__ import annotations`.
//!
//! Those of local and module variables mean nothing to a run and are not looked at.

use super::{Lowering, Place};
use crate::model::code::{Const, Op, Reg};
use ruff_python_ast::{Expr, Stmt, StmtAnnAssign, StmtFunctionDef};
use ruff_text_size::Ranged;

/// Whether a module's annotations stay texts.
pub(super) fn are_texts(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match stmt {
        Stmt::ImportFrom(it) => {
            it.module.as_deref() == Some("__future__")
                && it.names.iter().any(|alias| alias.name.as_str() == "annotations")
        }
        _ => false,
    })
}

/// The annotations of a function, by name, in CPython's order.
pub(super) fn of_function(def: &StmtFunctionDef) -> Vec<(&str, &Expr)> {
    let all = &def.parameters;
    let plain = all.posonlyargs.iter().chain(&all.args).map(|it| &it.parameter);
    let named = all.kwonlyargs.iter().map(|it| &it.parameter);
    let parameters = plain.chain(all.vararg.as_deref()).chain(named).chain(all.kwarg.as_deref());
    let given = parameters.filter_map(|it| Some((it.name.as_str(), it.annotation.as_deref()?)));
    given.chain(def.returns.as_deref().map(|it| ("return", it))).collect()
}

impl<'a> Lowering<'_, 'a> {
    /// A function's annotations as a dict in a register of its own, if it has any.
    pub(super) fn function_annotations(&mut self, def: &'a StmtFunctionDef) -> Option<Reg> {
        let list = of_function(def);
        if list.is_empty() {
            return None;
        }
        let dst = self.f.temp();
        let first = self.f.mark();
        let count = list.len() as u16;
        for (name, annotation) in list {
            self.annotation_pair(name, annotation);
        }
        self.f.op(Op::BuildDict { dst, first, count });
        self.f.release(first);
        Some(dst)
    }

    /// Name and value in the next two registers.
    fn annotation_pair(&mut self, name: &str, annotation: &'a Expr) -> (Reg, Reg) {
        let key = self.f.temp();
        let symbol = self.symbol(name);
        let text = self.unit.names.text(symbol).to_string();
        self.f.load(key, Const::Str(text));
        if !self.scopes.text_annotations {
            return (key, self.in_temp(annotation));
        }
        let src = self.f.temp();
        self.f.load(src, Const::Str(self.source[annotation.range()].to_string()));
        (key, src)
    }

    /// An annotated variable of a class body.
    pub(super) fn class_annotation(&mut self, it: &'a StmtAnnAssign) {
        let Expr::Name(target) = &*it.target else { return };
        let name = self.symbol("__annotations__");
        let Place::Class(dict, _) = self.place(name, it.range) else { return };
        let mark = self.f.mark();
        self.at(it.range);
        if !self.f.flow.as_ref().is_some_and(|flow| flow.has(dict)) {
            let done = self.f.label();
            let make = self.f.label();
            self.f.jump_op(Op::JumpIfUndefined { src: dict, offset: 0 }, make);
            self.f.jump(done);
            self.f.place(make);
            self.f.op(Op::BuildDict { dst: dict, first: 0, count: 0 });
            self.f.place(done);
            self.f.bound(dict);
        }
        let (key, src) = self.annotation_pair(&target.id, &it.annotation);
        self.at(it.range);
        self.f.op(Op::DictSet { dict, key, src });
        self.f.release(mark);
    }
}
