//! Statements: the simple ones, `if` and the loops.

use super::Lowering;
use super::blocks::BlockKind;
use super::constant::truth;
use crate::model::code::{Op, Reg};
use crate::told;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt, StmtFor, StmtIf, StmtReturn, StmtWhile};
use ruff_text_size::Ranged;

impl<'a> Lowering<'_, 'a> {
    /// Statements in order, as far as a way leads to them.
    pub(super) fn body(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            if self.f.is_dead() {
                return;
            }
            let mark = self.f.mark();
            self.at(stmt.range());
            self.stmt(stmt);
            self.f.release(mark);
            if drops(stmt) {
                self.settle(mark, Reg::MAX);
            }
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Expr(it) => self.effect(&it.value),
            Stmt::Assign(it) => self.assign(it),
            Stmt::AugAssign(it) => self.augmented(it),
            Stmt::AnnAssign(it) => self.annotated(it),
            Stmt::Delete(it) => it.targets.iter().for_each(|target| self.delete(target)),
            Stmt::Return(it) => self.return_stmt(it),
            Stmt::If(it) => self.if_stmt(it),
            Stmt::While(it) => self.while_stmt(it),
            Stmt::For(it) => self.for_stmt(it),
            Stmt::Break(it) => match self.innermost_loop() {
                Some((level, BlockKind::Loop { exit, made, .. })) => self.leave_to(level, |me| {
                    me.close_iter(made);
                    me.f.jump(exit);
                }),
                _ => self.syntax_error(it.range, "'break' outside loop"),
            },
            Stmt::Continue(it) => match self.innermost_loop() {
                Some((level, BlockKind::Loop { head, .. })) => {
                    self.leave_to(level, |me| me.f.jump_back(head));
                }
                _ => self.syntax_error(it.range, "'continue' not properly in loop"),
            },
            Stmt::FunctionDef(it) => self.function_def(it),
            Stmt::ClassDef(it) => self.class_def(it),
            Stmt::With(it) => self.with_stmt(it),
            Stmt::Try(it) => self.try_stmt(it),
            Stmt::Raise(it) => self.raise(it),
            Stmt::Assert(it) => self.assert(it),
            Stmt::Import(it) => self.import(it),
            Stmt::ImportFrom(it) => self.import_from(it),
            Stmt::Match(it) => self.match_stmt(it),
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::TypeAlias(it) => self.unsupported(
                it.range,
                told!("script-no", what = "type"),
                Some(told!("script-no-type-try")),
            ),
            Stmt::IpyEscapeCommand(it) => self.syntax_error(it.range, "invalid syntax"),
        }
    }

    /// Here the registers from `from` on are dead, but for `keep`: what they held may end.
    pub(super) fn settle(&mut self, from: Reg, keep: Reg) {
        let of_script = !self.unit.program.module(self.module).library;
        if self.unit.settles && of_script && !self.f.is_dead() {
            self.f.op(Op::Settle { from, keep });
        }
    }

    fn return_stmt(&mut self, it: &'a StmtReturn) {
        if !self.in_function() {
            return self.syntax_error(it.range, "'return' outside function");
        }
        let src = match &it.value {
            None => self.none_temp(),
            Some(value) if self.changes_locals_on_return() => self.in_temp(value),
            Some(value) => self.operand(value),
        };
        self.at(it.range);
        self.leave_frame(src);
    }

    /// Lowers what depends on a test. If that `asks` what there is, modules and attributes which are
    /// for another Python, another system or a type checker need not be here.
    pub(super) fn where_it_is(&mut self, asks: bool, f: impl FnOnce(&mut Self)) {
        self.import_guards += u32::from(asks);
        self.attribute_guards += u32::from(asks);
        f(self);
        self.import_guards -= u32::from(asks);
        self.attribute_guards -= u32::from(asks);
    }

    /// Statements that may never run: what they import may be missing.
    pub(super) fn branch(&mut self, body: &'a [Stmt]) {
        self.import_guards += 1;
        self.body(body);
        self.import_guards -= 1;
    }

    fn if_stmt(&mut self, it: &'a StmtIf) {
        let end = self.f.label();
        let mut clauses = it.elif_else_clauses.iter();
        let mut next = Some((Some(&*it.test), &it.body));
        let mut asks = false;
        while let Some((test, body)) = next {
            next = clauses.next().map(|clause| (clause.test.as_ref(), &clause.body));
            let Some(test) = test else {
                self.where_it_is(asks, |me| me.branch(body));
                break;
            };
            let otherwise = self.f.label();
            asks |= asks_what_there_is(test);
            self.where_it_is(asks, |me| {
                me.jump_on(test, false, otherwise);
                match is_main(test) {
                    true => me.body(body),
                    false => me.branch(body),
                }
            });
            if next.is_some() && !self.f.is_dead() {
                self.f.jump(end);
            }
            self.f.place(otherwise);
            if self.f.is_dead() {
                break;
            }
        }
        self.f.place(end);
    }

    fn while_stmt(&mut self, it: &'a StmtWhile) {
        let (exit, done) = (self.f.label(), self.f.label());
        self.f.forget_unbindable();
        if self.f.position() > 0 {
            // A thread that stops where the loop goes back is at this instruction: it stands in the
            // loop's line, and what is raised there belongs to the block that the loop stands in.
            self.at(it.test.range());
            self.f.op(Op::Nop);
        }
        let head = self.f.position();
        if truth(&it.test) != Some(true) {
            self.jump_on(&it.test, false, done);
        }
        let body = self.f.position();
        self.open(BlockKind::Loop { exit, head, made: None });
        self.body(&it.body);
        self.close();
        self.at(it.test.range());
        self.while_shortcut(head, body);
        self.f.jump_back(head);
        self.f.place(done);
        self.body(&it.orelse);
        self.f.place(exit);
    }

    /// A loop whose head is one comparison of locals makes it again at its end.
    fn while_shortcut(&mut self, head: usize, body: usize) {
        if body != head + 1 {
            return;
        }
        match self.f.code.ops[head] {
            Op::JumpUnlessInt { op, a, value, .. } if self.f.is_bound(a) => {
                self.f.shortcut(body, |offset| Op::LoopInt { op, a, value, offset });
            }
            Op::JumpUnless { op, a, b, .. } if self.f.is_bound(a) && self.f.is_bound(b) => {
                self.f.shortcut(body, |offset| Op::LoopCompare { op, a, b, offset });
            }
            _ => {}
        }
    }

    fn for_stmt(&mut self, it: &'a StmtFor) {
        if it.is_async {
            let message = told!("script-no", what = "async for");
            self.unsupported(it.range, message, Some(told!("script-no-async-for-try")));
        }
        let (exit, done) = (self.f.label(), self.f.label());
        let iter = self.f.temp();
        let mark = self.f.mark();
        let src = self.iterated(&it.iter);
        // An error of the iterator is the whole statement's: CPython marks no part of the line.
        self.at(it.range);
        self.f.op(Op::GetIter { dst: iter, src });
        self.f.release(mark);
        self.f.forget_unbindable();
        let head = self.f.position();
        self.for_target(&it.target, iter, done);
        self.settle(self.f.mark(), Reg::MAX);
        let body = self.f.position();
        let made = makes_iterator(&it.iter).then_some(iter);
        self.open(BlockKind::Loop { exit, head, made });
        self.body(&it.body);
        self.close();
        self.at(it.iter.range());
        if let Op::ForIter { dst, iter, .. } = self.f.code.ops[head] {
            let first = head + 1;
            debug_assert!(first <= body);
            self.f.shortcut(first, |offset| Op::LoopFor { dst, iter, offset });
        }
        self.f.jump_back(head);
        self.f.place(done);
        self.body(&it.orelse);
        self.f.place(exit);
    }
}

/// Whether a statement may drop the last reference to something.
fn drops(stmt: &Stmt) -> bool {
    matches!(
        stmt,
        Stmt::Expr(_)
            | Stmt::Assign(_)
            | Stmt::AugAssign(_)
            | Stmt::AnnAssign(_)
            | Stmt::Delete(_)
            | Stmt::For(_)
            | Stmt::With(_)
            | Stmt::Try(_)
    )
}

/// Whether a call makes what a loop goes over, other than one that gives plain numbers or pairs.
fn makes_iterator(over: &Expr) -> bool {
    let Expr::Call(call) = over else { return false };
    !matches!(&*call.func, Expr::Name(name)
        if matches!(name.id.as_str(), "range" | "enumerate" | "zip" | "sorted" | "reversed"))
}

/// What a test asks for that decides which modules there are.
const SURROUNDINGS: &[&str] =
    &["TYPE_CHECKING", "version_info", "version", "hexversion", "platform", "PY2", "PY3"];

/// Whether a test asks which Python or system this is, for a type checker, or for an attribute.
pub(super) fn asks_what_there_is(test: &Expr) -> bool {
    let mut asks = Asks(false);
    asks.visit_expr(test);
    asks.0
}

/// Whether a test is `__name__ == "__main__"`, which holds of every script that is run.
fn is_main(test: &Expr) -> bool {
    let Expr::Compare(it) = test else { return false };
    matches!(&*it.left, Expr::Name(name) if name.id.as_str() == "__name__")
}

struct Asks(bool);

impl<'a> Visitor<'a> for Asks {
    fn visit_expr(&mut self, expr: &'a Expr) {
        self.0 |= match expr {
            Expr::Name(name) => {
                name.id.as_str() == "hasattr" || SURROUNDINGS.contains(&name.id.as_str())
            }
            Expr::Attribute(it) if it.attr.as_str() == "name" => {
                matches!(&*it.value, Expr::Name(name) if name.id.as_str() == "os")
            }
            Expr::Attribute(it) => SURROUNDINGS.contains(&it.attr.as_str()),
            _ => false,
        };
        visitor::walk_expr(self, expr);
    }
}
