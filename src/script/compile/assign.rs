//! Everything that binds or unbinds: names, attributes, items, nested targets.

use super::constant::short_int;
use super::expr::binary_op;
use super::{Lowering, Place};
use crate::model::code::{BinaryOp, Op, Reg};
use crate::told;
use ruff_python_ast::{Expr, ExprNamed, Identifier, StmtAnnAssign, StmtAssign, StmtAugAssign};
use ruff_text_size::{Ranged, TextRange};

impl<'a> Lowering<'_, 'a> {
    pub(super) fn assign(&mut self, it: &'a StmtAssign) {
        let mark = self.f.mark();
        if let [target] = &it.targets[..] {
            self.assign_one(target, &it.value);
        } else {
            let src = self.operand(&it.value);
            for target in &it.targets {
                self.store(target, src);
            }
        }
        self.f.release(mark);
    }

    fn assign_one(&mut self, target: &'a Expr, value: &'a Expr) {
        if let Some(dst) = self.plain_local(target) {
            self.into(value, dst);
            self.f.bound(dst);
            return;
        }
        if let (Some(targets), Some(values)) = (elements(target), elements(value))
            && targets.len() == values.len()
            && !targets.iter().chain(values).any(Expr::is_starred_expr)
        {
            let first = self.row(values);
            for (index, target) in targets.iter().enumerate() {
                self.store(target, first + index as Reg);
            }
            return;
        }
        let src = self.operand(value);
        self.store(target, src);
    }

    pub(super) fn annotated(&mut self, it: &'a StmtAnnAssign) {
        if let Some(value) = &it.value {
            let mark = self.f.mark();
            self.assign_one(&it.target, value);
            self.f.release(mark);
        }
        if it.simple && self.in_class_body() {
            self.class_annotation(it);
        }
    }

    /// Stores the value in `src` where `target` says.
    pub(super) fn store(&mut self, target: &'a Expr, src: Reg) {
        let mark = self.f.mark();
        match target {
            Expr::Name(name) => self.store_name(&name.id, name.range, src),
            Expr::Attribute(it) => {
                if it.attr.as_str() == "__class__" {
                    let help = Some(told!("script-no-class-change-try"));
                    self.unsupported(it.range, told!("script-no-class-change"), help);
                }
                let obj = self.operand(&it.value);
                let name = self.name_field(&it.attr);
                self.at(it.range);
                self.f.op(Op::StoreAttr { obj, name, src });
            }
            Expr::Subscript(it) => {
                let obj = self.operand(&it.value);
                let key = self.operand(&it.slice);
                self.at(it.range);
                self.f.op(Op::StoreItem { obj, key, src });
            }
            Expr::Tuple(it) => self.unpack(&it.elts, it.range, src),
            Expr::List(it) => self.unpack(&it.elts, it.range, src),
            Expr::Starred(it) => {
                self.syntax_error(it.range, "starred assignment target must be in a list or tuple");
            }
            other => self.syntax_error(other.range(), "cannot assign to this expression"),
        }
        self.f.release(mark);
    }

    pub(super) fn store_name(&mut self, text: &str, range: TextRange, src: Reg) {
        let name = self.symbol(text);
        let place = self.place(name, range);
        self.at(range);
        match place {
            Place::Local(reg) | Place::Class(reg, _) => {
                self.f.copy(reg, src);
                self.f.bound(reg);
            }
            Place::Cell(cell) => {
                self.f.op(Op::StoreCell { cell, src });
            }
            Place::Global(slot) => {
                self.f.op(Op::StoreGlobal { src, slot });
            }
            Place::Builtin(name) => {
                let slot = self.slot(name);
                self.f.op(Op::StoreGlobal { src, slot });
            }
        }
    }

    fn unpack(&mut self, targets: &'a [Expr], range: TextRange, src: Reg) {
        let stars = targets.iter().filter(|it| it.is_starred_expr()).count();
        if stars > 1 {
            return self.syntax_error(range, "multiple starred expressions in assignment");
        }
        let Ok(count) = u16::try_from(targets.len()) else {
            return self.syntax_error(range, "too many expressions in assignment");
        };
        if stars == 0 && self.unpack_in_place(targets, range, src) {
            return;
        }
        let first = self.f.temps(count);
        self.at(range);
        if let Some(star) = targets.iter().position(Expr::is_starred_expr) {
            let (Ok(before), Ok(after)) =
                (u8::try_from(star), u8::try_from(targets.len() - star - 1))
            else {
                return self
                    .syntax_error(range, "too many expressions in star-unpacking assignment");
            };
            self.f.op(Op::UnpackStar { src, first, before, after });
        } else {
            self.f.op(Op::Unpack { src, first, count });
        }
        for (index, target) in targets.iter().enumerate() {
            let value = first + index as Reg;
            match target {
                Expr::Starred(it) => self.store(&it.value, value),
                target => self.store(target, value),
            }
        }
    }

    /// Unpacks straight into locals whose registers are in a row.
    fn unpack_in_place(&mut self, targets: &'a [Expr], range: TextRange, src: Reg) -> bool {
        let mut registers = Vec::with_capacity(targets.len());
        for target in targets {
            match self.plain_local(target) {
                Some(reg) => registers.push(reg),
                None => return false,
            }
        }
        let Some(first) = registers.first().copied() else { return false };
        if registers.iter().enumerate().any(|(at, reg)| *reg != first + at as Reg) {
            return false;
        }
        self.at(range);
        self.f.op(Op::Unpack { src, first, count: registers.len() as u16 });
        for reg in registers {
            self.f.bound(reg);
        }
        true
    }

    pub(super) fn walrus(&mut self, it: &'a ExprNamed, dst: Reg) {
        self.into(&it.value, dst);
        self.store(&it.target, dst);
    }

    // Augmented assignment

    pub(super) fn augmented(&mut self, it: &'a StmtAugAssign) {
        let mark = self.f.mark();
        match &*it.target {
            Expr::Name(name) => {
                let symbol = self.symbol(&name.id);
                let place = self.place(symbol, name.range);
                if let Place::Local(reg) = place {
                    self.at(name.range);
                    self.f.check(reg);
                    self.in_place(it, reg, reg);
                } else {
                    let reg = self.f.temp();
                    self.at(name.range);
                    self.load(place, reg);
                    self.in_place(it, reg, reg);
                    self.store_name(&name.id, name.range, reg);
                }
            }
            Expr::Attribute(target) => {
                let obj = self.operand(&target.value);
                let name = self.name_field(&target.attr);
                let reg = self.f.temp();
                self.at(target.range);
                self.f.op(Op::LoadAttr { dst: reg, obj, name });
                self.in_place(it, reg, reg);
                self.at(target.range);
                self.f.op(Op::StoreAttr { obj, name, src: reg });
            }
            Expr::Subscript(target) => {
                let obj = self.operand(&target.value);
                let key = self.operand(&target.slice);
                let reg = self.f.temp();
                self.at(target.range);
                self.f.op(Op::LoadItem { dst: reg, obj, key });
                self.in_place(it, reg, reg);
                self.at(target.range);
                self.f.op(Op::StoreItem { obj, key, src: reg });
            }
            other => self.syntax_error(other.range(), "illegal target for augmented assignment"),
        }
        self.f.release(mark);
    }

    /// `dst = a op= value`
    fn in_place(&mut self, it: &'a StmtAugAssign, dst: Reg, a: Reg) {
        let op = binary_op(it.op);
        let value = short_int(&it.value);
        match (op, value) {
            (BinaryOp::Add, Some(value)) if value >= 0 => {
                self.at(it.range);
                self.f.op(Op::AddIntInPlace { dst, src: a, value });
            }
            (BinaryOp::Sub, Some(value)) if value > 0 => {
                self.at(it.range);
                self.f.op(Op::AddIntInPlace { dst, src: a, value: -value });
            }
            _ => {
                let mut a = a;
                if self.f.copies && self.f.is_variable(a) {
                    let copy = self.f.temp();
                    self.f.copy(copy, a);
                    a = copy;
                }
                let b = self.operand(&it.value);
                self.at(it.range);
                self.f.op(Op::InPlace { op, dst, a, b });
            }
        }
    }

    // Unbinding

    pub(super) fn delete(&mut self, target: &'a Expr) {
        let mark = self.f.mark();
        match target {
            Expr::Name(name) => self.delete_name(&name.id, name.range),
            Expr::Attribute(it) => {
                let obj = self.operand(&it.value);
                let name = self.name_field(&it.attr);
                self.at(it.range);
                self.f.op(Op::DeleteAttr { obj, name });
            }
            Expr::Subscript(it) => {
                let obj = self.operand(&it.value);
                let key = self.operand(&it.slice);
                self.at(it.range);
                self.f.op(Op::DeleteItem { obj, key });
            }
            Expr::Tuple(it) => it.elts.iter().for_each(|target| self.delete(target)),
            Expr::List(it) => it.elts.iter().for_each(|target| self.delete(target)),
            other => self.syntax_error(other.range(), "cannot delete this expression"),
        }
        self.f.release(mark);
    }

    fn delete_name(&mut self, text: &str, range: TextRange) {
        let name = self.symbol(text);
        let place = self.place(name, range);
        self.at(range);
        match place {
            Place::Local(reg) | Place::Class(reg, _) => {
                self.f.check(reg);
                self.f.op(Op::Undefine { dst: reg });
                self.f.unbound(reg);
            }
            Place::Cell(cell) => {
                let dst = self.f.temp();
                self.f.op(Op::LoadCell { dst, cell });
                self.f.op(Op::DeleteCell { cell });
            }
            Place::Global(slot) => {
                self.f.op(Op::DeleteGlobal { slot });
            }
            Place::Builtin(name) => {
                let slot = self.slot(name);
                self.f.op(Op::DeleteGlobal { slot });
            }
        }
    }

    /// The end of `except ... as name`: unbound whether it is bound or not.
    pub(super) fn unbind(&mut self, name: &Identifier) {
        let symbol = self.symbol(name);
        match self.place(symbol, name.range) {
            Place::Local(reg) | Place::Class(reg, _) => {
                self.f.op(Op::Undefine { dst: reg });
                self.f.unbound(reg);
            }
            Place::Cell(cell) => {
                self.f.op(Op::DeleteCell { cell });
            }
            Place::Global(slot) => {
                let mark = self.f.mark();
                let src = self.none_temp();
                self.f.op(Op::StoreGlobal { src, slot });
                self.f.op(Op::DeleteGlobal { slot });
                self.f.release(mark);
            }
            Place::Builtin(_) => {}
        }
    }
}

/// The elements of a tuple or list display.
fn elements(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Tuple(it) => Some(&it.elts),
        Expr::List(it) => Some(&it.elts),
        _ => None,
    }
}
