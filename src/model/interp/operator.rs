//! Operators where a user's class may decide: the method, then the reflected method, then the
//! error.

use super::{Engine, Flow, NextTry, OperatorCall, OperatorKind, Then};
use crate::model::code::{BinaryOp, CompareOp, Symbol};
use crate::model::native::Raised;
use crate::model::object::{Kind, Obj};
use crate::model::ops::item::Item;
use crate::model::ops::{arith, compare, item, truth};
use crate::model::symbol as s;
use crate::model::value::Value;
use crate::model::world::World;

/// Methods of the binary operators: plain, reflected, in place.
const BINARY: [[Symbol; 3]; 13] = [
    [s::ADD, s::RADD, s::IADD],
    [s::SUB, s::RSUB, s::ISUB],
    [s::MUL, s::RMUL, s::IMUL],
    [s::TRUEDIV, s::RTRUEDIV, s::ITRUEDIV],
    [s::FLOORDIV, s::RFLOORDIV, s::IFLOORDIV],
    [s::MOD, s::RMOD, s::IMOD],
    [s::POW, s::RPOW, s::IPOW],
    [s::LSHIFT, s::RLSHIFT, s::ILSHIFT],
    [s::RSHIFT, s::RRSHIFT, s::IRSHIFT],
    [s::AND, s::RAND, s::IAND],
    [s::OR, s::ROR, s::IOR],
    [s::XOR, s::RXOR, s::IXOR],
    [s::MATMUL, s::RMATMUL, s::IMATMUL],
];

/// Methods of the six comparisons: plain and reflected, in the order of [`CompareOp`].
const COMPARE: [[Symbol; 2]; 6] = [
    [s::LT, s::GT],
    [s::LE, s::GE],
    [s::GT, s::LT],
    [s::GE, s::LE],
    [s::EQ, s::EQ],
    [s::NE, s::NE],
];

/// The native types that take parameters: `list[int]`.
const GENERIC: [Kind; 8] = [
    Kind::List,
    Kind::Dict,
    Kind::Tuple,
    Kind::Set,
    Kind::FrozenSet,
    Kind::Deque,
    Kind::Type,
    Kind::Enumerate,
];

impl<W: World> Engine<'_, W> {
    /// `a op b`
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        a: Value,
        b: Value,
        then: Then,
    ) -> Result<Flow, Raised> {
        if op == BinaryOp::Mod && self.heap.str(a).is_some() && self.needs_python_text(b) {
            return self.prelude("percent_slow", &[a, b], then);
        }
        let user = self.has_user_class(a) || self.has_user_class(b);
        if user {
            return self.operator(OperatorKind::Binary(op), a, b, then);
        }
        if self.merges_slow_items(op, a, b) {
            let symbol = self.ctx().new_str(op.symbol());
            return self.prelude("set_operator", &[symbol, a, b], then);
        }
        if op == BinaryOp::Or && self.are_types(a, b) {
            return self.prelude("type_union", &[a, b], then);
        }
        match arith::binary(&mut self.ctx(), op, a, b)? {
            Some(value) => self.deliver(value, then),
            None if op == BinaryOp::Mod && self.heap.kind(a) == Kind::Bytes => {
                self.prelude("bytes_percent", &[a, b], then)
            }
            None => Err(arith::unsupported(&mut self.ctx(), op.symbol(), a, b)),
        }
    }

    /// Whether it is an operator of sets or dicts, one of them with an item whose class defines hash
    /// or equality.
    fn merges_slow_items(&self, op: BinaryOp, a: Value, b: Value) -> bool {
        matches!(op, BinaryOp::Or | BinaryOp::And | BinaryOp::Sub | BinaryOp::Xor)
            && (item::has_slow_items(self.heap, a) || item::has_slow_items(self.heap, b))
    }

    /// Whether two values make a union of types: classes, or one class and None.
    fn are_types(&self, a: Value, b: Value) -> bool {
        let is_class = |value: Value| self.heap.class(value).is_some();
        is_class(a) && (is_class(b) || b.is_none()) || a.is_none() && is_class(b)
    }

    /// `a op= b`
    pub(super) fn in_place(
        &mut self,
        op: BinaryOp,
        a: Value,
        b: Value,
        then: Then,
    ) -> Result<Flow, Raised> {
        let class = self.heap.class_of(a);
        if self.heap.instance(a).is_some()
            && let Some(method) = self.heap.lookup(class, BINARY[op as usize][2])
        {
            let call = OperatorCall {
                kind: OperatorKind::InPlace(op),
                a,
                b,
                next: NextTry::Reflected,
                then,
            };
            return self.call_values(method, &[a, b], Then::Operator(Box::new(call)));
        }
        if self.merges_slow_items(op, a, b) {
            let symbol = self.ctx().new_str(op.symbol());
            return self.prelude("set_operator_in_place", &[symbol, a, b], then);
        }
        if let Some(value) = arith::in_place(&mut self.ctx(), op, a, b)? {
            return self.deliver(value, then);
        }
        let grows = self.heap.list(a).is_some() && self.heap.list(b).is_none();
        let is_deque = matches!(self.heap.get(self.heap.native(a)), Some(Obj::Deque(_)));
        if op == BinaryOp::Add && (grows || is_deque) {
            return self.prelude("extend_in_place", &[a, b], then);
        }
        let flow = self.binary(op, a, b, then);
        flow.map_err(|raised| self.name_in_place(raised, op, a, b))
    }

    /// CPython names the in-place operator in the error: `+=`.
    fn name_in_place(&mut self, raised: Raised, op: BinaryOp, a: Value, b: Value) -> Raised {
        let message = self.slot(raised.0, s::ARGS);
        let text = self.heap.tuple(message).and_then(|args| self.heap.str(*args.first()?));
        let plain = format!("unsupported operand type(s) for {}:", op.symbol());
        if text.is_some_and(|text| text.starts_with(&plain)) {
            let symbol = if op == BinaryOp::Pow { "**" } else { op.symbol() };
            return arith::unsupported(&mut self.ctx(), &format!("{symbol}="), a, b);
        }
        raised
    }

    /// `a op b` for the ten comparisons.
    pub(super) fn compare(
        &mut self,
        op: CompareOp,
        a: Value,
        b: Value,
        then: Then,
    ) -> Result<Flow, Raised> {
        match op {
            CompareOp::Is => return self.deliver(Value::bool(self.same(a, b)), then),
            CompareOp::IsNot => return self.deliver(Value::bool(!self.same(a, b)), then),
            CompareOp::In => return self.contains(b, a, false, then),
            CompareOp::NotIn => return self.contains(b, a, true, then),
            _ => {}
        }
        if let Some(answer) = compare::compare(&mut self.ctx(), op, a, b)? {
            return self.deliver(Value::bool(answer), then);
        }
        if self.has_user_class(a) || self.has_user_class(b) {
            return self.operator(OperatorKind::Compare(op), a, b, then);
        }
        self.compare_containers(op, a, b, then)
    }

    /// Native containers that hold user objects, or values without an order.
    fn compare_containers(
        &mut self,
        op: CompareOp,
        a: Value,
        b: Value,
        then: Then,
    ) -> Result<Flow, Raised> {
        let symbol = match op {
            CompareOp::Eq => return self.prelude("eq_slow", &[a, b], then),
            CompareOp::Ne => return self.prelude("not_equal", &[a, b], then),
            _ if compare::order(self.heap, a, b) != compare::Order::Python => {
                return Err(compare::unorderable(&mut self.ctx(), op, a, b));
            }
            CompareOp::Lt => "<",
            CompareOp::Le => "<=",
            CompareOp::Gt => ">",
            _ => ">=",
        };
        let symbol = self.ctx().new_str(symbol);
        self.prelude("order_slow", &[symbol, a, b], then)
    }

    /// `a is b`: equal words, or small values that CPython would share.
    fn same(&self, a: Value, b: Value) -> bool {
        a == b
    }

    fn contains(
        &mut self,
        container: Value,
        member: Value,
        negate: bool,
        then: Then,
    ) -> Result<Flow, Raised> {
        let dst = match then {
            Then::Store(dst) => dst,
            other => return self.contains_into(container, member, negate, other),
        };
        let class = self.heap.class_of(container);
        if self.has_user_class(container)
            && let Some(method) = self.heap.lookup(class, s::CONTAINS)
            && !matches!(self.heap.get(method), Some(Obj::Native(_)))
        {
            return self.call_values(method, &[container, member], Then::Contains { dst, negate });
        }
        match item::contains(&mut self.ctx(), container, member)? {
            Item::Found(value) => {
                let found = value == Value::TRUE;
                self.set(dst, Value::bool(found != negate));
                Ok(Flow::Continue)
            }
            Item::SlowKey => {
                self.prelude("dict_contains", &[container, member], Then::Contains { dst, negate })
            }
            Item::Method(_) => {
                let iterable = self.heap.lookup(class, s::ITER).is_some()
                    || self.heap.lookup(class, s::GETITEM).is_some()
                    || self.heap.instance(container).is_none();
                if !iterable
                    || crate::model::ops::iterate::iterator(&mut self.ctx(), container).is_none()
                        && self.heap.instance(container).is_none()
                        && self.heap.class(container).is_none()
                {
                    let found = self.heap.full_type_name(container);
                    return Err(self
                        .ctx()
                        .type_error(format!("argument of type '{found}' is not iterable")));
                }
                self.prelude("contains_slow", &[container, member], Then::Contains { dst, negate })
            }
        }
    }

    /// Containment whose answer is not stored plainly: only native containers come here.
    fn contains_into(
        &mut self,
        container: Value,
        member: Value,
        negate: bool,
        then: Then,
    ) -> Result<Flow, Raised> {
        match item::contains(&mut self.ctx(), container, member)? {
            Item::Found(value) => self.deliver(Value::bool((value == Value::TRUE) != negate), then),
            _ => self.prelude("contains_slow", &[container, member], then),
        }
    }

    fn has_user_class(&self, value: Value) -> bool {
        self.heap.instance(value).is_some()
            || self.heap.class(value).is_some_and(|class| !class.meta.is_undefined())
    }

    /// The plain method first, unless the right operand's class is a subclass that knows better.
    fn operator(
        &mut self,
        kind: OperatorKind,
        a: Value,
        b: Value,
        then: Then,
    ) -> Result<Flow, Raised> {
        let (plain, reflected) = methods(kind);
        let (class_a, class_b) = (self.heap.class_of(a), self.heap.class_of(b));
        // A comparison asks a subclass first in any case.
        let knows_better = matches!(kind, OperatorKind::Compare(_))
            || self.heap.lookup(class_b, reflected) != self.heap.lookup(class_a, reflected);
        let reflected_first =
            class_a != class_b && self.heap.is_subclass(class_b, class_a) && knows_better;
        let call = OperatorCall { kind, a, b, next: NextTry::Reflected, then };
        if !reflected_first && let Some(method) = self.heap.lookup(class_a, plain) {
            return self.call_values(method, &[a, b], Then::Operator(Box::new(call)));
        }
        self.reflected(call, reflected_first)
    }

    fn reflected(&mut self, call: OperatorCall, then_plain: bool) -> Result<Flow, Raised> {
        let (plain, reflected) = methods(call.kind);
        let (class_a, class_b) = (self.heap.class_of(call.a), self.heap.class_of(call.b));
        let differs = class_a != class_b || matches!(call.kind, OperatorKind::Compare(_));
        if differs && let Some(method) = self.heap.lookup(class_b, reflected) {
            let args = [call.b, call.a];
            let next = if then_plain { NextTry::Plain } else { NextTry::Nothing };
            let next = OperatorCall { next, ..call };
            return self.call_values(method, &args, Then::Operator(Box::new(next)));
        }
        if then_plain && let Some(method) = self.heap.lookup(class_a, plain) {
            let args = [call.a, call.b];
            let next = OperatorCall { next: NextTry::Nothing, ..call };
            return self.call_values(method, &args, Then::Operator(Box::new(next)));
        }
        self.no_operator(call)
    }

    /// What an operator's method answered.
    pub(super) fn operator_answer(
        &mut self,
        value: Value,
        call: OperatorCall,
    ) -> Result<Flow, Raised> {
        if value != Value::NOT_IMPLEMENTED {
            return self.deliver_operator(value, call.then);
        }
        match call.kind {
            OperatorKind::InPlace(op) => self.binary(op, call.a, call.b, call.then),
            _ if call.next == NextTry::Reflected => self.reflected(call, false),
            _ if call.next == NextTry::Plain => {
                let (plain, _) = methods(call.kind);
                match self.heap.lookup(self.heap.class_of(call.a), plain) {
                    Some(method) => {
                        let args = [call.a, call.b];
                        let next = OperatorCall { next: NextTry::Nothing, ..call };
                        self.call_values(method, &args, Then::Operator(Box::new(next)))
                    }
                    None => self.no_operator(call),
                }
            }
            _ => self.no_operator(call),
        }
    }

    /// Comparison methods may answer anything; where a jump or a bool is wanted, its truth counts.
    fn deliver_operator(&mut self, value: Value, then: Then) -> Result<Flow, Raised> {
        match then {
            Then::Jump { offset, when } => self.truth_of(value, Then::Jump { offset, when }),
            other => self.deliver(value, other),
        }
    }

    fn no_operator(&mut self, call: OperatorCall) -> Result<Flow, Raised> {
        let OperatorCall { kind, a, b, then, .. } = call;
        match kind {
            OperatorKind::Compare(CompareOp::Eq) => self.deliver(Value::bool(a == b), then),
            OperatorKind::Compare(CompareOp::Ne) => {
                // `!=` without `__ne__` is the opposite of `==`.
                let class = self.heap.class_of(a);
                match self.heap.lookup(class, s::EQ) {
                    Some(_) if self.heap.instance(a).is_some() => {
                        self.prelude("not_equal", &[a, b], then)
                    }
                    _ => self.deliver(Value::bool(a != b), then),
                }
            }
            OperatorKind::Compare(op) => Err(compare::unorderable(&mut self.ctx(), op, a, b)),
            OperatorKind::Binary(op) | OperatorKind::InPlace(op) => {
                if let Some(value) = arith::binary(&mut self.ctx(), op, a, b)? {
                    return self.deliver(value, then);
                }
                if op == BinaryOp::Mul && (self.repeats(a, b) || self.repeats(b, a)) {
                    return self.prelude("repeat_slow", &[a, b], then);
                }
                Err(arith::unsupported(&mut self.ctx(), op.symbol(), a, b))
            }
        }
    }

    /// The truth of any value, going to a `Then` that takes a truth (`Truth`, `Jump`).
    pub(super) fn truth_of(&mut self, value: Value, then: Then) -> Result<Flow, Raised> {
        if let Some(known) = truth(self.heap, value) {
            return self.deliver(Value::bool(known), then);
        }
        let class = self.heap.class_of(value);
        for method in [s::BOOL, s::LEN] {
            if let Some(method) = self.heap.lookup(class, method) {
                return self.call_values(method, &[value], then);
            }
        }
        self.deliver(Value::TRUE, then)
    }

    /// `-a`, `+a`, `~a`
    pub(super) fn unary(&mut self, symbol: char, a: Value, then: Then) -> Result<Flow, Raised> {
        if let Some(value) = arith::unary(&mut self.ctx(), symbol, a)? {
            return self.deliver(value, then);
        }
        let name = match symbol {
            '-' => s::NEG,
            '+' => s::POS,
            _ => s::INVERT,
        };
        let class = self.heap.class_of(a);
        match self.heap.lookup(class, name) {
            Some(method) => self.call_values(method, &[a], then),
            None => {
                let found = self.heap.type_name(a);
                let text = format!("bad operand type for unary {symbol}: '{found}'");
                Err(self.ctx().type_error(text))
            }
        }
    }

    /// `obj[key]`
    pub(super) fn load_item(&mut self, obj: Value, key: Value, then: Then) -> Result<Flow, Raised> {
        let class = self.heap.class_of(obj);
        if self.heap.instance(obj).is_some()
            && let Some(method) = self.heap.lookup(class, s::GETITEM)
            && !matches!(self.heap.get(method), Some(Obj::Native(_)))
        {
            return self.call_values(method, &[obj, key], then);
        }
        match item::get(&mut self.ctx(), obj, key)? {
            Item::Found(value) => self.deliver(value, then),
            Item::SlowKey => self.prelude("dict_get", &[obj, key], then),
            Item::Method(s::MISSING) => match self.heap.lookup(class, s::MISSING) {
                Some(method) => self.call_values(method, &[obj, key], then),
                None => Err(item::key_error(&mut self.ctx(), key)),
            },
            Item::Method(s::INDEX) => self.prelude("item_at", &[obj, key], then),
            Item::Method(_) => self.class_getitem(obj, key, then),
        }
    }

    /// `Class[...]`: generic aliases in annotations, `__class_getitem__`, a metaclass's item.
    fn class_getitem(&mut self, obj: Value, key: Value, then: Then) -> Result<Flow, Raised> {
        let class = self.heap.class_of(obj);
        if let Some(method) = self.heap.lookup(class, s::GETITEM) {
            return self.call_values(method, &[obj, key], then);
        }
        if self.heap.class(obj).is_some() {
            if let Some(name) = self.heap.symbol("__class_getitem__")
                && let Some(method) = self.heap.lookup(obj, name)
            {
                return self.call_values(method, &[obj, key], then);
            }
            if GENERIC
                .iter()
                .any(|&kind| self.heap.is_subclass(obj, self.heap.kinds[kind as usize]))
            {
                return self.prelude("class_alias", &[obj, key], then);
            }
            let name = self.heap.class(obj).map_or(String::new(), |c| c.name.to_string());
            return Err(self.ctx().type_error(format!("type '{name}' is not subscriptable")));
        }
        let found = self.heap.full_type_name(obj);
        Err(self.ctx().type_error(format!("'{found}' object is not subscriptable")))
    }

    /// `obj[key] = value`
    pub(super) fn store_item(
        &mut self,
        obj: Value,
        key: Value,
        value: Value,
    ) -> Result<Flow, Raised> {
        let class = self.heap.class_of(obj);
        if self.heap.instance(obj).is_some()
            && let Some(method) = self.heap.lookup(class, s::SETITEM)
            && !matches!(self.heap.get(method), Some(Obj::Native(_)))
        {
            return self.call_values(method, &[obj, key, value], Then::Discard);
        }
        match item::set(&mut self.ctx(), obj, key, value)? {
            Item::Found(_) => Ok(Flow::Continue),
            Item::SlowKey => self.prelude("dict_set", &[obj, key, value], Then::Discard),
            Item::Method(_) => {
                let found = self.heap.full_type_name(obj);
                let text = format!("'{found}' object does not support item assignment");
                Err(self.ctx().type_error(text))
            }
        }
    }

    /// `del obj[key]`
    pub(super) fn delete_item(&mut self, obj: Value, key: Value) -> Result<Flow, Raised> {
        let class = self.heap.class_of(obj);
        if self.heap.instance(obj).is_some()
            && let Some(method) = self.heap.lookup(class, s::DELITEM)
            && !matches!(self.heap.get(method), Some(Obj::Native(_)))
        {
            return self.call_values(method, &[obj, key], Then::Discard);
        }
        match item::delete(&mut self.ctx(), obj, key)? {
            Item::Found(_) => Ok(Flow::Continue),
            Item::SlowKey => self.prelude("dict_delete", &[obj, key], Then::Discard),
            Item::Method(_) => {
                let found = self.heap.type_name(obj);
                let text = format!("'{found}' object doesn't support item deletion");
                Err(self.ctx().type_error(text))
            }
        }
    }
}

fn methods(kind: OperatorKind) -> (Symbol, Symbol) {
    match kind {
        OperatorKind::Binary(op) | OperatorKind::InPlace(op) => {
            (BINARY[op as usize][0], BINARY[op as usize][1])
        }
        OperatorKind::Compare(op) => (COMPARE[op as usize][0], COMPARE[op as usize][1]),
    }
}
