//! Expressions: every one can be lowered into a given register; locals serve as operands where
//! they are.

use super::constant::{constant_of, short_int, truth};
use super::emit::Label;
use super::{Lowering, Place, names};
use crate::model::code::{BinaryOp, CompareOp, Const, Op, Reg};
use crate::told;
use ruff_python_ast::{
    BoolOp, CmpOp, Expr, ExprBinOp, ExprBoolOp, ExprCompare, ExprIf, ExprName, ExprNumberLiteral,
    ExprSlice, ExprUnaryOp, Number, Operator, UnaryOp,
};
use ruff_text_size::Ranged;

impl<'a> Lowering<'_, 'a> {
    /// A register with the value: a local's own, else a new temporary.
    pub(super) fn operand(&mut self, expr: &'a Expr) -> Reg {
        self.own_register(expr).unwrap_or_else(|| self.in_temp(expr))
    }

    /// The first operand of what is going to be in `dst`, which it may use on its way: a long chain
    /// of operators, attributes or calls needs no more registers than a short one.
    pub(super) fn operand_for(&mut self, dst: Reg, expr: &'a Expr) -> Reg {
        if self.f.is_variable(dst) {
            return self.operand(expr);
        }
        self.own_register(expr).unwrap_or_else(|| {
            self.into(expr, dst);
            dst
        })
    }

    /// Where a local stands, if it may be read there.
    fn own_register(&mut self, expr: &Expr) -> Option<Reg> {
        match expr {
            Expr::Name(name) if !self.f.copies => self.local(name),
            _ => None,
        }
    }

    /// A new temporary with the value.
    pub(super) fn in_temp(&mut self, expr: &'a Expr) -> Reg {
        let dst = self.f.temp();
        self.into(expr, dst);
        dst
    }

    /// The register of a name that is a plain local, checked to be bound.
    fn local(&mut self, name: &ExprName) -> Option<Reg> {
        let symbol = self.symbol(&name.id);
        let place = self.place(symbol, name.range);
        match place {
            Place::Local(reg) => {
                self.at(name.range);
                self.f.check(reg);
                Some(reg)
            }
            _ => None,
        }
    }

    /// Evaluates for the effect only.
    pub(super) fn effect(&mut self, expr: &'a Expr) {
        if constant_of(expr).is_none() {
            let mark = self.f.mark();
            let dst = self.f.temp();
            self.into(expr, dst);
            self.f.release(mark);
        }
    }

    /// `dst =` the value. Does not write `dst` before everything is evaluated if it is a variable.
    pub(super) fn into(&mut self, expr: &'a Expr, dst: Reg) {
        if self.f.overflow.is_some() {
            return;
        }
        let mark = self.f.mark();
        if let Some(value) = constant_of(expr) {
            self.at(expr.range());
            self.f.load(dst, value);
        } else {
            self.into_dispatch(expr, dst);
        }
        self.f.release(mark);
    }

    fn into_dispatch(&mut self, expr: &'a Expr, dst: Reg) {
        match expr {
            Expr::Name(it) => self.name(it, dst),
            Expr::BinOp(it) => self.binary(it, dst),
            Expr::UnaryOp(it) => self.unary(it, dst),
            Expr::Compare(it) => {
                self.through_temp(dst, it.ops.len() > 1, |me, dst| me.compare(it, dst))
            }
            Expr::BoolOp(it) => self.through_temp(dst, true, |me, dst| me.bool_op(it, dst)),
            Expr::If(it) => self.if_expr(it, dst),
            Expr::Named(it) => self.walrus(it, dst),
            Expr::Call(it) => self.call(it, dst),
            Expr::Attribute(it) if self.is_builtin_of_library(it) => {
                let name = self.symbol(it.attr.as_str());
                self.at(it.range);
                self.load_from_library(name, dst);
            }
            Expr::Attribute(it) => {
                let obj = self.operand_for(dst, &it.value);
                self.note_module_attribute(it);
                let name = self.name_field(&it.attr);
                self.at(it.range);
                self.f.op(Op::LoadAttr { dst, obj, name });
            }
            Expr::Subscript(it) => {
                let obj = self.operand_for(dst, &it.value);
                let key = self.operand(&it.slice);
                self.at(it.range);
                self.f.op(Op::LoadItem { dst, obj, key });
            }
            Expr::Slice(it) => self.slice(it, dst),
            Expr::Lambda(it) => self.lambda(it, dst),
            Expr::Tuple(_) | Expr::List(_) | Expr::Set(_) | Expr::Dict(_) => {
                self.display(expr, dst);
            }
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) => {
                self.through_temp(dst, true, |me, dst| me.comprehension(expr, dst));
            }
            Expr::Generator(it) => self.generator(it, dst),
            Expr::FString(it) => self.f_string(it, dst),
            Expr::Yield(it) => {
                let src = match &it.value {
                    Some(value) => self.operand(value),
                    None => self.none_temp(),
                };
                self.at(it.range);
                self.f.op(Op::Yield { dst, src });
            }
            Expr::YieldFrom(it) => {
                let iter = self.f.temp();
                let src = self.operand(&it.value);
                self.at(it.range);
                self.f.op(Op::GetIter { dst: iter, src });
                self.f.op(Op::YieldFrom { dst, iter });
            }
            Expr::NumberLiteral(ExprNumberLiteral {
                value: Number::Complex { imag, .. }, ..
            }) => {
                self.complex(*imag, dst);
            }
            other => self.unsupported_expr(other),
        }
    }

    /// `2j`: a call of the class that the library holds.
    fn complex(&mut self, imag: f64, dst: Reg) {
        let base = self.f.temps(3);
        let name = self.unit.names.intern("complex");
        self.load(Place::Builtin(name), base);
        self.f.load(base + 1, Const::Float(0.0));
        self.f.load(base + 2, Const::Float(imag));
        self.f.op(Op::Call { dst, base, argc: 2 });
        self.f.release(base);
    }

    fn unsupported_expr(&mut self, expr: &Expr) {
        let (message, help) = match expr {
            Expr::Await(_) => {
                (told!("script-no", what = "await"), Some(told!("script-no-await-try")))
            }
            Expr::Starred(_) => ("can't use starred expression here".into(), None),
            Expr::TString(_) => {
                (told!("script-no-template"), Some(told!("script-no-template-try")))
            }
            _ => (told!("script-no-expression"), None),
        };
        self.unsupported(expr.range(), message, help);
    }

    /// Evaluates in a temporary first if `dst` is a variable and would be written early.
    pub(super) fn through_temp(&mut self, dst: Reg, early: bool, f: impl FnOnce(&mut Self, Reg)) {
        if early && self.f.is_variable(dst) {
            let temp = self.f.temp();
            f(self, temp);
            self.f.copy(dst, temp);
        } else {
            f(self, dst);
        }
    }

    pub(super) fn none_temp(&mut self) -> Reg {
        let dst = self.f.temp();
        self.f.load(dst, Const::None);
        dst
    }

    fn name(&mut self, it: &ExprName, dst: Reg) {
        let symbol = self.symbol(&it.id);
        let place = self.place(symbol, it.range);
        if matches!(place, Place::Builtin(_))
            && let Some((why, help)) = names::forbidden(&it.id)
        {
            let message = told!("script-forbidden", name = it.id.as_str(), why = why());
            self.unsupported(it.range, message, Some(help.into()));
        }
        if matches!(place, Place::Builtin(_)) {
            self.warn_of_builtin(it);
        }
        self.at(it.range);
        if matches!(place, Place::Builtin(_)) && it.id.as_str() == "__debug__" {
            return self.f.load(dst, Const::Bool(true));
        }
        self.load(place, dst);
    }

    /// What a builtin does in another way than under CPython.
    fn warn_of_builtin(&mut self, it: &ExprName) {
        match it.id.as_str() {
            "input" => {
                let help = told!("script-no-keyboard-try");
                self.warn(it.range, told!("script-no-keyboard"), Some(help));
            }
            "open" => self.warn(it.range, told!("script-memory-files"), None),
            _ => {}
        }
    }

    fn binary(&mut self, it: &'a ExprBinOp, dst: Reg) {
        let op = binary_op(it.op);
        let a = self.operand_for(dst, &it.left);
        if let Some(instruction) = with_short_int(op, dst, a, &it.right) {
            self.at(it.range);
            self.f.op(instruction);
            return;
        }
        let b = self.operand(&it.right);
        self.at(it.range);
        self.f.op(match op {
            BinaryOp::Add => Op::Add { dst, a, b },
            BinaryOp::Sub => Op::Sub { dst, a, b },
            BinaryOp::Mul => Op::Mul { dst, a, b },
            op => Op::Binary { op, dst, a, b },
        });
    }

    fn unary(&mut self, it: &'a ExprUnaryOp, dst: Reg) {
        let src = self.operand_for(dst, &it.operand);
        self.at(it.range);
        self.f.op(match it.op {
            UnaryOp::USub => Op::Negative { dst, src },
            UnaryOp::UAdd => Op::Positive { dst, src },
            UnaryOp::Invert => Op::Invert { dst, src },
            UnaryOp::Not => Op::Not { dst, src },
        });
    }

    fn compare(&mut self, it: &'a ExprCompare, dst: Reg) {
        let end = self.f.label();
        let mut a = self.operand_for(dst, &it.left);
        let last = it.ops.len() - 1;
        for (index, (op, right)) in it.ops.iter().zip(&it.comparators).enumerate() {
            let op = compare_op(*op);
            let b = self.comparand(op, right);
            self.at(it.range);
            self.f.op(Op::Compare { op, dst, a, b });
            if index < last {
                self.f.jump_if(dst, false, end);
            }
            a = b;
        }
        self.f.place(end);
    }

    /// `x in [1, 2]` looks in a constant tuple.
    fn comparand(&mut self, op: CompareOp, expr: &'a Expr) -> Reg {
        if matches!(op, CompareOp::In | CompareOp::NotIn)
            && let Expr::List(list) = expr
            && let Some(value) = super::constant::tuple_of(&list.elts)
        {
            let dst = self.f.temp();
            self.at(list.range);
            self.f.load(dst, value);
            return dst;
        }
        self.operand(expr)
    }

    fn bool_op(&mut self, it: &'a ExprBoolOp, dst: Reg) {
        let end = self.f.label();
        let last = it.values.len() - 1;
        for (index, value) in it.values.iter().enumerate() {
            self.into(value, dst);
            if index < last {
                self.f.jump_if(dst, it.op == BoolOp::Or, end);
            }
        }
        self.f.place(end);
    }

    fn if_expr(&mut self, it: &'a ExprIf, dst: Reg) {
        let asks = super::stmt::asks_what_there_is(&it.test);
        self.where_it_is(asks, |me| me.chosen(it, dst));
    }

    fn chosen(&mut self, it: &'a ExprIf, dst: Reg) {
        let (otherwise, end) = (self.f.label(), self.f.label());
        self.jump_on(&it.test, false, otherwise);
        if !self.f.is_dead() {
            self.into(&it.body, dst);
            self.f.jump(end);
        }
        self.f.place(otherwise);
        if !self.f.is_dead() {
            self.into(&it.orelse, dst);
        }
        self.f.place(end);
    }

    fn slice(&mut self, it: &'a ExprSlice, dst: Reg) {
        let first = self.f.temps(3);
        for (index, part) in [&it.lower, &it.upper, &it.step].into_iter().enumerate() {
            let reg = first + index as Reg;
            match part {
                Some(part) => self.into(part, reg),
                None => self.f.load(reg, Const::None),
            }
        }
        self.at(it.range);
        self.f.op(Op::BuildSlice { dst, first });
    }

    /// Goes to `label` if the truth of `expr` is `when`, else falls through.
    pub(super) fn jump_on(&mut self, expr: &'a Expr, when: bool, label: Label) {
        if let Some(value) = truth(expr) {
            if value == when {
                self.f.jump(label);
            }
            return;
        }
        let mark = self.f.mark();
        match expr {
            Expr::UnaryOp(it) if it.op == UnaryOp::Not => self.jump_on(&it.operand, !when, label),
            Expr::BoolOp(it) => self.jump_on_bool_op(it, when, label),
            Expr::Compare(it) if !when => self.jump_unless(it, label),
            _ => {
                let src = self.operand(expr);
                self.at(expr.range());
                self.f.jump_if(src, when, label);
            }
        }
        self.f.release(mark);
    }

    fn jump_on_bool_op(&mut self, it: &'a ExprBoolOp, when: bool, label: Label) {
        // `or` decides on the first true value, `and` on the first false one.
        let decisive = it.op == BoolOp::Or;
        let skip = self.f.label();
        let last = it.values.len() - 1;
        for (index, value) in it.values.iter().enumerate() {
            if self.f.is_dead() {
                break;
            }
            if index == last || decisive == when {
                self.jump_on(value, when, label);
            } else {
                self.jump_on(value, decisive, skip);
            }
        }
        self.f.place(skip);
    }

    fn jump_unless(&mut self, it: &'a ExprCompare, label: Label) {
        let mut a = self.operand(&it.left);
        for (op, right) in it.ops.iter().zip(&it.comparators) {
            let op = compare_op(*op);
            let fused = matches!(
                op,
                CompareOp::Lt
                    | CompareOp::Le
                    | CompareOp::Gt
                    | CompareOp::Ge
                    | CompareOp::Eq
                    | CompareOp::Ne
            );
            if let (true, 1, Some(value)) = (fused, it.ops.len(), short_int(right)) {
                self.at(it.range);
                self.f.jump_op(Op::JumpUnlessInt { op, a, value, offset: 0 }, label);
                return;
            }
            let b = self.comparand(op, right);
            self.at(it.range);
            if fused {
                self.f.jump_unless(op, a, b, label);
            } else {
                let mark = self.f.mark();
                let dst = self.f.temp();
                self.f.op(Op::Compare { op, dst, a, b });
                self.f.jump_if(dst, false, label);
                self.f.release(mark);
            }
            a = b;
        }
    }
}

/// The instruction for `a op constant`, if the constant fits in it.
fn with_short_int(op: BinaryOp, dst: Reg, a: Reg, right: &Expr) -> Option<Op> {
    let value = short_int(right)?;
    match op {
        BinaryOp::Add if value >= 0 => Some(Op::AddInt { dst, src: a, value }),
        BinaryOp::Sub if value > 0 => Some(Op::AddInt { dst, src: a, value: -value }),
        BinaryOp::Add | BinaryOp::Sub => None,
        op => Some(Op::BinaryInt { op, dst, a, value }),
    }
}

/// The instructions' operator.
pub(super) fn binary_op(op: Operator) -> BinaryOp {
    match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Sub,
        Operator::Mult => BinaryOp::Mul,
        Operator::MatMult => BinaryOp::MatMul,
        Operator::Div => BinaryOp::TrueDiv,
        Operator::Mod => BinaryOp::Mod,
        Operator::Pow => BinaryOp::Pow,
        Operator::LShift => BinaryOp::LShift,
        Operator::RShift => BinaryOp::RShift,
        Operator::BitOr => BinaryOp::Or,
        Operator::BitXor => BinaryOp::Xor,
        Operator::BitAnd => BinaryOp::And,
        Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

fn compare_op(op: CmpOp) -> CompareOp {
    match op {
        CmpOp::Eq => CompareOp::Eq,
        CmpOp::NotEq => CompareOp::Ne,
        CmpOp::Lt => CompareOp::Lt,
        CmpOp::LtE => CompareOp::Le,
        CmpOp::Gt => CompareOp::Gt,
        CmpOp::GtE => CompareOp::Ge,
        CmpOp::Is => CompareOp::Is,
        CmpOp::IsNot => CompareOp::IsNot,
        CmpOp::In => CompareOp::In,
        CmpOp::NotIn => CompareOp::NotIn,
    }
}
