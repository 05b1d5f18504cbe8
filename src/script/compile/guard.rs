//! `try`, `with`, `raise`, `assert`.
//!
//! ```text
//! try body            covered by the handlers below
//! else body
//! (copy of finally)   jump end
//! handler:            EnterHandler, tests, bodies, LeaveHandler, jump end; no match: Reraise
//! finally:            EnterHandler, body, LeaveHandler, Reraise
//! ```

use super::Lowering;
use super::blocks::BlockKind;
use super::emit::{Bound, Label};
use crate::model::code::{Op, Reg};
use crate::told;
use ruff_python_ast::{
    ExceptHandler, ExceptHandlerExceptHandler, Expr, StmtAssert, StmtRaise, StmtTry, StmtWith,
    WithItem,
};
use ruff_text_size::Ranged;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn try_stmt(&mut self, it: &'a StmtTry) {
        if it.finalbody.is_empty() {
            return self.try_except(it);
        }
        let entry = self.entry_state();
        let exception = self.f.mark();
        let depth = self.f.depth;
        self.open(BlockKind::Finally { body: &it.finalbody });
        self.try_except(it);
        let ranges = self.close();
        let end = self.f.label();
        self.body(&it.finalbody);
        self.f.jump(end);
        if ranges.iter().any(|(start, end)| start < end) {
            let target = self.f.position();
            self.f.handler(&ranges, target, exception, depth);
            self.f.flow = entry;
            self.exceptional_finally(it, exception);
        }
        self.f.depth = depth;
        self.f.place(end);
    }

    fn exceptional_finally(&mut self, it: &'a StmtTry, exception: Reg) {
        let src = self.f.temp();
        debug_assert_eq!(src, exception);
        if let Some(first) = it.finalbody.first() {
            self.at(first.range());
        }
        self.f.op(Op::EnterHandler { src });
        self.f.depth += 1;
        self.open(BlockKind::Handler { name: None });
        self.body(&it.finalbody);
        self.close();
        if !self.f.is_dead() {
            self.f.op(Op::LeaveHandler);
            self.f.op(Op::Reraise { src });
            self.f.dead();
        }
        self.f.release(exception);
    }

    /// What is bound when an exception leaves a block that starts here.
    fn entry_state(&mut self) -> Option<Bound> {
        let here = self.f.flow.clone();
        self.f.forget_unbindable();
        std::mem::replace(&mut self.f.flow, here)
    }

    fn try_except(&mut self, it: &'a StmtTry) {
        if it.handlers.is_empty() {
            self.body(&it.body);
            self.body(&it.orelse);
            return;
        }
        let entry = self.entry_state();
        let exception = self.f.mark();
        let depth = self.f.depth;
        let catches = |names: &[&str]| it.handlers.iter().any(|handler| catches(handler, names));
        let guards_imports = catches(&["ImportError", "ModuleNotFoundError"]);
        let guards_attributes = catches(&["AttributeError"]);
        self.import_guards += u32::from(guards_imports);
        self.attribute_guards += u32::from(guards_attributes);
        self.open(BlockKind::Try);
        self.body(&it.body);
        let ranges = self.close();
        self.import_guards -= u32::from(guards_imports);
        self.attribute_guards -= u32::from(guards_attributes);
        let end = self.f.label();
        self.body(&it.orelse);
        self.f.jump(end);
        if ranges.iter().any(|(start, end)| start < end) {
            let target = self.f.position();
            self.f.handler(&ranges, target, exception, depth);
            self.f.flow = entry;
            match it.is_star {
                true => self.star_handlers(it, exception, end),
                false => self.handlers(it, exception, end),
            }
        }
        self.f.depth = depth;
        self.f.place(end);
    }

    fn handlers(&mut self, it: &'a StmtTry, exception: Reg, end: Label) {
        let src = self.f.temp();
        debug_assert_eq!(src, exception);
        let depth = self.f.depth;
        self.f.op(Op::EnterHandler { src });
        for handler in &it.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            self.f.depth = depth + 1;
            let next = self.f.label();
            if let Some(class) = &handler.type_ {
                let mark = self.f.mark();
                let class_reg = self.operand(class);
                let dst = self.f.temp();
                self.at(class.range());
                self.f.op(Op::MatchException { dst, src, class: class_reg });
                self.f.jump_if(dst, false, next);
                self.f.release(mark);
            } else if !std::ptr::eq(handler, last_handler(it)) {
                self.syntax_error(handler.range, "default 'except:' must be last");
            }
            self.handler_body(handler, src);
            self.f.jump(end);
            self.f.place(next);
        }
        if !self.f.is_dead() {
            self.f.op(Op::Reraise { src });
            self.f.dead();
        }
        self.f.depth = depth;
        self.f.release(exception);
    }

    /// `except*`: every clause takes its part of a group, and what they raise is raised together
    /// at the end (`_prelude_groups`).
    fn star_handlers(&mut self, it: &'a StmtTry, exception: Reg, end: Label) {
        let src = self.f.temp();
        debug_assert_eq!(src, exception);
        let depth = self.f.depth;
        self.f.op(Op::EnterHandler { src });
        let state = self.f.temp();
        self.star_call("begin_star", &[src], state);
        for handler in &it.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            let Some(class) = &handler.type_ else {
                self.syntax_error(handler.range, "expected one or more exception types");
                continue;
            };
            self.f.depth = depth + 1;
            let next = self.f.label();
            let mark = self.f.mark();
            let matched = self.f.temp();
            let class_reg = self.operand(class);
            self.at(class.range());
            self.star_call("match_star", &[state, class_reg], matched);
            self.f.jump_if(matched, false, next);
            self.star_clause(handler, state, matched);
            self.f.place(next);
            self.f.release(mark);
        }
        self.f.depth = depth + 1;
        let left = self.f.temp();
        self.star_call("end_star", &[state], left);
        let done = self.f.label();
        self.f.jump_if(left, false, done);
        self.f.op(Op::Reraise { src: left });
        self.f.dead();
        self.f.place(done);
        self.f.op(Op::LeaveHandler);
        self.f.jump(end);
        self.f.depth = depth;
        self.f.release(exception);
    }

    fn star_clause(&mut self, handler: &'a ExceptHandlerExceptHandler, state: Reg, matched: Reg) {
        let depth = self.f.depth;
        let entry = self.entry_state();
        self.open(BlockKind::Try);
        self.f.op(Op::EnterHandler { src: matched });
        self.f.depth = depth + 1;
        self.handler_body(handler, matched);
        let ranges = self.close();
        self.f.depth = depth;
        let next = self.f.label();
        self.f.jump(next);
        if ranges.iter().any(|(start, end)| start < end) {
            let target = self.f.position();
            let raised = self.f.temp();
            self.f.handler(&ranges, target, raised, depth);
            self.f.flow = entry;
            let ignored = self.f.temp();
            self.star_call("raised_star", &[state, raised], ignored);
        }
        self.f.place(next);
    }

    /// `dst =` a function of `_prelude_groups`, called.
    fn star_call(&mut self, function: &str, args: &[Reg], dst: Reg) {
        let Some(module) = self.unit.library_module("_prelude_groups") else { return };
        let mark = self.f.mark();
        let base = self.f.temps(1 + args.len() as u16);
        let name = self.name_field(function);
        self.f.op(Op::Import { dst: base, module: module.0 });
        self.f.op(Op::ImportFrom { dst: base, module: base, name });
        for (at, arg) in args.iter().enumerate() {
            self.f.copy(base + 1 + at as Reg, *arg);
        }
        self.f.op(Op::Call { dst, base, argc: args.len() as u8 });
        self.f.release(mark);
    }

    fn handler_body(&mut self, handler: &'a ExceptHandlerExceptHandler, src: Reg) {
        let name = handler.name.as_ref();
        let outer_depth = self.f.depth - 1;
        let entry = self.entry_state();
        self.open(BlockKind::Handler { name });
        if let Some(name) = name {
            self.store_name(name, name.range, src);
        }
        self.branch(&handler.body);
        let ranges = self.close();
        if !self.f.is_dead() {
            self.at(handler.range);
            self.end_handler(name);
        }
        if let Some(name) = name
            && ranges.iter().any(|(start, end)| start < end)
        {
            // An exception out of the body unbinds the name too.
            let done = self.f.label();
            if !self.f.is_dead() {
                self.f.jump(done);
            }
            let target = self.f.position();
            let second = self.f.temp();
            self.f.handler(&ranges, target, second, outer_depth);
            self.f.flow = entry;
            self.unbind(name);
            self.f.op(Op::Reraise { src: second });
            self.f.dead();
            self.f.place(done);
        }
    }

    // with

    pub(super) fn with_stmt(&mut self, it: &'a StmtWith) {
        if it.is_async {
            let message = told!("script-no", what = "async with");
            self.unsupported(it.range, message, Some(told!("script-no-async-with-try")));
        }
        self.with_items(it, &it.items);
    }

    fn with_items(&mut self, it: &'a StmtWith, items: &'a [WithItem]) {
        let Some((item, rest)) = items.split_first() else { return self.body(&it.body) };
        let exit = self.f.temp();
        let held = self.f.mark();
        let value = self.f.temp();
        let mgr = self.operand(&item.context_expr);
        self.at(item.context_expr.range());
        let (span, line) = (self.f.span, self.f.line);
        self.f.op(Op::WithEnter { dst: value, mgr, exit });
        let entry = self.entry_state();
        let depth = self.f.depth;
        self.open(BlockKind::With { exit, span, line });
        if let Some(target) = &item.optional_vars {
            self.store(target, value);
        }
        self.f.release(held);
        self.with_items(it, rest);
        self.f.release(held);
        let ranges = self.close();
        let end = self.f.label();
        (self.f.span, self.f.line) = (span, line);
        if !self.f.is_dead() {
            self.with_exit(exit);
            self.f.jump(end);
        }
        if ranges.iter().any(|(start, end)| start < end) {
            let target = self.f.position();
            self.f.handler(&ranges, target, held, depth);
            self.f.flow = entry;
            self.exceptional_exit(exit, held, end);
        }
        self.f.place(end);
    }

    fn exceptional_exit(&mut self, exit: Reg, exc: Reg, end: Label) {
        let src = self.f.temp();
        debug_assert_eq!(src, exc);
        let dst = self.f.temp();
        let swallowed = self.f.label();
        self.f.op(Op::EnterHandler { src });
        self.f.op(Op::WithExit { dst, exit, exc });
        self.f.jump_if(dst, true, swallowed);
        self.f.op(Op::Reraise { src });
        self.f.dead();
        self.f.place(swallowed);
        self.f.op(Op::LeaveHandler);
        self.f.jump(end);
        self.f.release(exc);
    }

    // raise, assert

    pub(super) fn raise(&mut self, it: &'a StmtRaise) {
        match (&it.exc, &it.cause) {
            (None, _) => {
                self.f.op(Op::RaiseAgain);
            }
            (Some(exc), None) => {
                let src = self.operand(exc);
                self.at(it.range);
                self.f.op(Op::Raise { src });
            }
            (Some(exc), Some(cause)) => {
                let src = self.operand(exc);
                let cause = self.operand(cause);
                self.at(it.range);
                self.f.op(Op::RaiseFrom { src, cause });
            }
        }
        self.f.dead();
    }

    pub(super) fn assert(&mut self, it: &'a StmtAssert) {
        let passed = self.f.label();
        self.jump_on(&it.test, true, passed);
        if !self.f.is_dead() {
            let src = self.f.temp();
            match &it.msg {
                Some(message) => self.into(message, src),
                None => {
                    self.f.op(Op::Undefine { dst: src });
                }
            }
            self.at(it.test.range());
            self.f.op(Op::AssertFail { src });
            self.f.dead();
        }
        self.f.place(passed);
    }
}

fn last_handler(it: &StmtTry) -> *const ExceptHandlerExceptHandler {
    match it.handlers.last() {
        Some(ExceptHandler::ExceptHandler(handler)) => std::ptr::from_ref(handler),
        None => std::ptr::null(),
    }
}

/// Whether a handler catches one of these exceptions, or all of them.
fn catches(handler: &ExceptHandler, wanted: &[&str]) -> bool {
    let ExceptHandler::ExceptHandler(handler) = handler;
    let names = |expr: &Expr| match expr {
        Expr::Name(name) => {
            matches!(name.id.as_str(), "Exception" | "BaseException")
                || wanted.contains(&name.id.as_str())
        }
        _ => false,
    };
    match handler.type_.as_deref() {
        None => true,
        Some(Expr::Tuple(tuple)) => tuple.elts.iter().any(names),
        Some(class) => names(class),
    }
}
