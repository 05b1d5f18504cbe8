//! Lists, tuples, sets and dicts: displays, comprehensions inlined, generator expressions as code
//! of their own.

use super::constant::tuple_of;
use super::scope::{ScopeId, ScopeKind, node};
use super::{Lowering, Place};
use crate::model::code::{Const, Op, Reg, Symbol};
use crate::told;
use ruff_python_ast::{Comprehension, DictItem, Expr, ExprGenerator};
use ruff_text_size::{Ranged, TextRange};

/// Most elements built from registers at once; longer displays append one by one.
const DISPLAY_MAX: usize = 48;

/// A list of constants this long is copied from a constant tuple.
const CONSTANTS_MIN: usize = 4;

/// A set of constants this long is a copy of a constant in CPython.
const SET_CONSTANTS_MIN: usize = 3;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn display(&mut self, expr: &'a Expr, dst: Reg) {
        match expr {
            Expr::Dict(it) => {
                let early =
                    it.items.len() > DISPLAY_MAX || it.items.iter().any(|it| it.key.is_none());
                self.through_temp(dst, early, |me, dst| me.dict(&it.items, it.range, dst));
            }
            Expr::List(it) => {
                let early = needs_appends(&it.elts) || it.elts.len() >= CONSTANTS_MIN;
                self.through_temp(dst, early, |me, dst| {
                    me.at(it.range);
                    me.list_of(&it.elts, dst);
                });
            }
            Expr::Tuple(it) if needs_appends(&it.elts) => {
                let list = self.f.temp();
                self.list_of(&it.elts, list);
                self.at(it.range);
                self.f.op(Op::ListToTuple { dst, src: list });
            }
            Expr::Tuple(it) => {
                let first = self.row(&it.elts);
                self.at(it.range);
                self.f.op(Op::BuildTuple { dst, first, count: it.elts.len() as u16 });
            }
            Expr::Set(it) => {
                self.through_temp(dst, needs_appends(&it.elts), |me, dst| {
                    me.set(&it.elts, it.range, dst)
                });
            }
            _ => {}
        }
    }

    /// The values in temporaries in a row; the first.
    pub(super) fn row(&mut self, elements: &'a [Expr]) -> Reg {
        let first = self.f.mark();
        for element in elements {
            self.in_temp(element);
        }
        first
    }

    /// `dst = [elements]`
    pub(super) fn list_of(&mut self, elements: &'a [Expr], dst: Reg) {
        let (span, line) = (self.f.span, self.f.line);
        let mark = self.f.mark();
        if elements.len() >= CONSTANTS_MIN
            && let Some(tuple) = tuple_of(elements)
        {
            let src = self.f.temp();
            self.f.op(Op::BuildList { dst, first: 0, count: 0 });
            self.f.load(src, tuple);
            self.f.op(Op::ListExtend { list: dst, src });
        } else if needs_appends(elements) {
            self.f.op(Op::BuildList { dst, first: 0, count: 0 });
            for element in elements {
                let mark = self.f.mark();
                let (starred, value) = match element {
                    Expr::Starred(it) => (true, &*it.value),
                    value => (false, value),
                };
                let src = self.operand(value);
                self.at(value.range());
                self.f.op(match starred {
                    true => Op::ListExtend { list: dst, src },
                    false => Op::ListAppend { list: dst, src },
                });
                self.f.release(mark);
            }
        } else {
            let first = self.row(elements);
            (self.f.span, self.f.line) = (span, line);
            self.f.op(Op::BuildList { dst, first, count: elements.len() as u16 });
        }
        self.f.release(mark);
    }

    /// A set of constants as CPython keeps it: made of them, then anew from its own items, which
    /// shows in their order.
    fn constant_set(&mut self, elements: &'a [Expr], range: TextRange) -> Reg {
        let first = self.row(elements);
        self.at(range);
        let (made, list, again) = (self.f.temp(), self.f.temp(), self.f.temp());
        self.f.op(Op::BuildSet { dst: made, first, count: elements.len() as u16 });
        self.f.op(Op::BuildList { dst: list, first: 0, count: 0 });
        self.f.op(Op::ListExtend { list, src: made });
        self.f.op(Op::BuildSet { dst: again, first: 0, count: 0 });
        self.f.op(Op::SetUpdate { set: again, src: list });
        again
    }

    /// What a loop goes over: a set of constants is a constant there.
    pub(super) fn iterated(&mut self, expr: &'a Expr) -> Reg {
        match expr {
            Expr::Set(it) if !needs_appends(&it.elts) && tuple_of(&it.elts).is_some() => {
                self.constant_set(&it.elts, it.range)
            }
            other => self.operand(other),
        }
    }

    fn set(&mut self, elements: &'a [Expr], range: TextRange, dst: Reg) {
        if !needs_appends(elements) {
            if elements.len() < SET_CONSTANTS_MIN || tuple_of(elements).is_none() {
                let first = self.row(elements);
                self.at(range);
                self.f.op(Op::BuildSet { dst, first, count: elements.len() as u16 });
                return;
            }
            let mark = self.f.mark();
            let constant = self.constant_set(elements, range);
            self.f.op(Op::BuildSet { dst, first: 0, count: 0 });
            self.f.op(Op::SetUpdate { set: dst, src: constant });
            self.f.release(mark);
            return;
        }
        self.at(range);
        self.f.op(Op::BuildSet { dst, first: 0, count: 0 });
        for element in elements {
            let mark = self.f.mark();
            match element {
                Expr::Starred(it) => {
                    let src = self.operand(&it.value);
                    self.at(it.range);
                    self.f.op(Op::SetUpdate { set: dst, src });
                }
                value => {
                    let src = self.operand(value);
                    self.at(value.range());
                    self.f.op(Op::SetAdd { set: dst, src });
                }
            }
            self.f.release(mark);
        }
    }

    fn dict(&mut self, items: &'a [DictItem], range: TextRange, dst: Reg) {
        let early = items.len() > DISPLAY_MAX || items.iter().any(|it| it.key.is_none());
        if !early {
            let first = self.f.mark();
            for item in items {
                if let Some(key) = &item.key {
                    self.in_temp(key);
                }
                self.in_temp(&item.value);
            }
            self.at(range);
            self.f.op(Op::BuildDict { dst, first, count: items.len() as u16 });
            return;
        }
        self.at(range);
        self.f.op(Op::BuildDict { dst, first: 0, count: 0 });
        for item in items {
            let mark = self.f.mark();
            match &item.key {
                Some(key) => {
                    let key = self.operand(key);
                    let src = self.operand(&item.value);
                    self.at(item.value.range());
                    self.f.op(Op::DictSet { dict: dst, key, src });
                }
                None => {
                    let src = self.operand(&item.value);
                    self.at(item.value.range());
                    self.f.op(Op::DictUpdate { dict: dst, src });
                }
            }
            self.f.release(mark);
        }
    }

    // Comprehensions

    pub(super) fn comprehension(&mut self, expr: &'a Expr, dst: Reg) {
        let (key, generators) = match expr {
            Expr::ListComp(it) => (node(it), &it.generators),
            Expr::SetComp(it) => (node(it), &it.generators),
            Expr::DictComp(it) => (node(it), &it.generators),
            _ => return,
        };
        let Some(first) = generators.first() else { return };
        let iter = self.iterator(first);
        let scope = self.scopes.of_node(key);
        let outer = std::mem::replace(&mut self.f.current, scope);
        self.begin_comprehension(scope);
        self.at(expr.range());
        self.f.op(match expr {
            Expr::ListComp(_) => Op::BuildList { dst, first: 0, count: 0 },
            Expr::SetComp(_) => Op::BuildSet { dst, first: 0, count: 0 },
            _ => Op::BuildDict { dst, first: 0, count: 0 },
        });
        self.loops(generators, iter, &mut |me| me.element(expr, dst));
        self.end_comprehension(scope);
        self.f.current = outer;
    }

    fn element(&mut self, expr: &'a Expr, dst: Reg) {
        match expr {
            Expr::ListComp(it) => {
                let src = self.operand(&it.elt);
                self.at(it.elt.range());
                self.f.op(Op::ListAppend { list: dst, src });
            }
            Expr::SetComp(it) => {
                let src = self.operand(&it.elt);
                self.at(it.elt.range());
                self.f.op(Op::SetAdd { set: dst, src });
            }
            Expr::DictComp(it) => {
                let Some(key) = &it.key else {
                    return self.unsupported(it.range, told!("script-no-expression"), None);
                };
                let key = self.operand(key);
                let src = self.operand(&it.value);
                self.at(it.value.range());
                self.f.op(Op::DictSet { dict: dst, key, src });
            }
            _ => {}
        }
    }

    fn own_registers(&self, scope: ScopeId) -> Vec<(Symbol, Reg)> {
        let scope = &self.scopes.list[scope];
        let mut list: Vec<_> = scope.registers.iter().map(|(name, reg)| (*name, *reg)).collect();
        list.sort_by_key(|(_, reg)| *reg);
        list
    }

    fn begin_comprehension(&mut self, scope: ScopeId) {
        for (name, reg) in self.own_registers(scope) {
            self.f.unbound(reg);
            if self.scopes.list[scope].of(name).captured {
                self.f.op(Op::Undefine { dst: reg });
                self.f.op(Op::MakeCell { reg });
            }
        }
    }

    fn end_comprehension(&mut self, scope: ScopeId) {
        for (_, reg) in self.own_registers(scope) {
            self.f.op(Op::Undefine { dst: reg });
            self.f.unbound(reg);
        }
    }

    fn iterator(&mut self, generator: &'a Comprehension) -> Reg {
        if generator.is_async {
            let message = told!("script-no", what = "async for");
            self.unsupported(generator.range, message, Some(told!("script-no-async-for-try")));
        }
        let iter = self.f.temp();
        let mark = self.f.mark();
        let src = self.iterated(&generator.iter);
        self.at(generator.iter.range());
        self.f.op(Op::GetIter { dst: iter, src });
        self.f.release(mark);
        iter
    }

    /// Nested loops; the first one's iterator is in `iter`.
    fn loops(
        &mut self,
        generators: &'a [Comprehension],
        iter: Reg,
        body: &mut dyn FnMut(&mut Self),
    ) {
        let Some((generator, rest)) = generators.split_first() else { return body(self) };
        let mark = self.f.mark();
        let (exit, next) = (self.f.label(), self.f.label());
        self.f.forget_unbindable();
        let head = self.f.position();
        self.at(generator.target.range());
        self.for_target(&generator.target, iter, exit);
        for test in &generator.ifs {
            self.jump_on(test, false, next);
        }
        if !self.f.is_dead() {
            match rest.first() {
                Some(inner) => {
                    let iter = self.iterator(inner);
                    self.loops(rest, iter, body);
                }
                None => body(self),
            }
        }
        self.f.place(next);
        self.f.jump_back(head);
        self.f.place(exit);
        self.f.release(mark);
    }

    pub(super) fn generator(&mut self, it: &'a ExprGenerator, dst: Reg) {
        let Some(first) = it.generators.first() else { return };
        let base = self.f.temps(3);
        let scope = self.scopes.of_node(node(it));
        let outer = self.enter(scope, "<genexpr>");
        self.f.code.params.positional = 1;
        self.at(it.range);
        self.loops(&it.generators, 0, &mut |me| {
            let mark = me.f.mark();
            let src = me.operand(&it.elt);
            me.at(it.elt.range());
            let dst = me.f.temp();
            me.f.op(Op::Yield { dst, src });
            me.f.release(mark);
        });
        self.return_none();
        let code = self.leave(outer, it.range);
        self.f.op(Op::Undefine { dst: base });
        self.f.op(Op::Undefine { dst: base + 1 });
        self.make_function(code, scope, base, base);
        self.f.release(base + 1);
        self.iterator(first);
        self.at(it.range);
        self.f.op(Op::Call { dst, base, argc: 1 });
    }

    /// Takes the next value of `iter` into a target, or goes to `exit`.
    pub(super) fn for_target(&mut self, target: &'a Expr, iter: Reg, exit: super::emit::Label) {
        if let Some(dst) = self.plain_local(target) {
            self.f.jump_op(Op::ForIter { dst, iter, offset: 0 }, exit);
            self.f.bound(dst);
            return;
        }
        let mark = self.f.mark();
        let dst = self.f.temp();
        self.f.jump_op(Op::ForIter { dst, iter, offset: 0 }, exit);
        self.store(target, dst);
        self.f.release(mark);
    }

    /// The register of a name that is a plain local here.
    pub(super) fn plain_local(&mut self, target: &Expr) -> Option<Reg> {
        let Expr::Name(name) = target else { return None };
        let symbol = self.symbol(&name.id);
        match self.place(symbol, name.range) {
            Place::Local(reg) | Place::Class(reg, _) => Some(reg),
            _ => None,
        }
    }

    /// What every frame's end does if nothing else did.
    pub(super) fn return_none(&mut self) {
        if !self.f.is_dead() {
            let mark = self.f.mark();
            let src = self.f.temp();
            self.f.load(src, Const::None);
            self.f.op(Op::Return { src });
            self.f.dead();
            self.f.release(mark);
        }
    }

    /// Whether the scope is a class's body.
    pub(super) fn in_class_body(&self) -> bool {
        self.scopes.list[self.f.current].kind == ScopeKind::Class
    }
}

fn needs_appends(elements: &[Expr]) -> bool {
    elements.len() > DISPLAY_MAX || elements.iter().any(Expr::is_starred_expr)
}
