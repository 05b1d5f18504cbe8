//! Every instruction in its general form, but those that `make.rs` can run whatever they are given.
//! `fast.rs` comes here when operands are not plain.

use super::{Engine, Flow, Then};
use crate::model::code::{Op, Reg, Symbol};
use crate::model::dict::Table;
use crate::model::native::Raised;
use crate::model::object::{Function, Kind, Obj};
use crate::model::ops::sets::{self, SetLike};
use crate::model::ops::{arith, item, iterate, key};
use crate::model::shared::Guarded;
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::World;

impl<W: World> Engine<'_, W> {
    /// Runs one instruction. The frame's `pc` is already past it.
    pub(super) fn slow(&mut self, op: Op) -> Result<Flow, Raised> {
        if let Some(flow) = self.announce(op) {
            return Ok(flow);
        }
        match op {
            Op::Binary { op, dst, a, b } => {
                self.binary(op, self.reg(a), self.reg(b), Then::Store(dst))
            }
            Op::InPlace { op, dst, a, b } => {
                self.in_place(op, self.reg(a), self.reg(b), Then::Store(dst))
            }
            Op::Add { dst, a, b } => {
                use crate::model::code::BinaryOp::Add;
                self.binary(Add, self.reg(a), self.reg(b), Then::Store(dst))
            }
            Op::Sub { dst, a, b } => {
                use crate::model::code::BinaryOp::Sub;
                self.binary(Sub, self.reg(a), self.reg(b), Then::Store(dst))
            }
            Op::Mul { dst, a, b } => {
                use crate::model::code::BinaryOp::Mul;
                self.binary(Mul, self.reg(a), self.reg(b), Then::Store(dst))
            }
            Op::AddInt { dst, src, value } => self.add_int(dst, src, value, false),
            Op::AddIntInPlace { dst, src, value } => self.add_int(dst, src, value, true),
            Op::BinaryInt { op, dst, a, value } => {
                let b = Value::small(i64::from(value));
                self.binary(op, self.reg(a), b, Then::Store(dst))
            }
            Op::Negative { dst, src } => self.unary('-', self.reg(src), Then::Store(dst)),
            Op::Positive { dst, src } => self.unary('+', self.reg(src), Then::Store(dst)),
            Op::Invert { dst, src } => self.unary('~', self.reg(src), Then::Store(dst)),
            Op::Not { dst, src } => self.truth_of(self.reg(src), Then::Truth { dst, negate: true }),
            Op::Compare { op, dst, a, b } => {
                self.compare(op, self.reg(a), self.reg(b), Then::Store(dst))
            }
            Op::JumpIfTrue { src, offset } => {
                self.truth_of(self.reg(src), Then::Jump { offset, when: true })
            }
            Op::JumpIfFalse { src, offset } => {
                self.truth_of(self.reg(src), Then::Jump { offset, when: false })
            }
            Op::JumpUnless { op, a, b, offset } => {
                let then = Then::Jump { offset: i32::from(offset), when: false };
                self.compare(op, self.reg(a), self.reg(b), then)
            }
            Op::JumpUnlessInt { op, a, value, offset } => {
                let then = Then::Jump { offset: i32::from(offset), when: false };
                self.compare(op, self.reg(a), Value::small(i64::from(value)), then)
            }
            Op::LoadAttr { dst, obj, name } => {
                self.load_attr(self.reg(obj), symbol_of(name), Then::Store(dst))
            }
            Op::StoreAttr { obj, name, src } => {
                self.store_attr(self.reg(obj), symbol_of(name), self.reg(src))
            }
            Op::DeleteAttr { obj, name } => self.delete_attr(self.reg(obj), symbol_of(name)),
            Op::LoadMethod { base, obj, name } => {
                self.load_method(base, self.reg(obj), symbol_of(name))
            }
            Op::LoadItem { dst, obj, key } => {
                self.load_item(self.reg(obj), self.reg(key), Then::Store(dst))
            }
            Op::StoreItem { obj, key, src } => {
                self.store_item(self.reg(obj), self.reg(key), self.reg(src))
            }
            Op::DeleteItem { obj, key } => self.delete_item(self.reg(obj), self.reg(key)),
            Op::GetIter { dst, src } => self.get_iter(self.reg(src), Then::Store(dst)),
            Op::CloseIter { iter } => self.close_iter(self.reg(iter)),
            Op::ForIter { dst, iter, offset } => {
                self.next_item(self.reg(iter), Then::Next { dst, offset })
            }
            Op::Break => self.at_break(),
            _ => self.slow_calls(op),
        }
    }

    fn slow_calls(&mut self, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::Call { dst, base, argc } => {
                let at = self.place_of(base) + 1;
                self.invoke(self.reg(base), at, usize::from(argc), &[], Then::Store(dst))
            }
            Op::CallMethod { dst, base, argc } => {
                self.call_method(base, usize::from(argc), &[], Then::Store(dst))
            }
            Op::CallKw { dst, base, argc, kw } => {
                let names = self.keywords(kw);
                let at = self.place_of(base) + 1;
                self.invoke(self.reg(base), at, usize::from(argc), &names, Then::Store(dst))
            }
            Op::CallMethodKw { dst, base, argc, kw } => {
                let names = self.keywords(kw);
                self.call_method(base, usize::from(argc), &names, Then::Store(dst))
            }
            Op::CallEx { dst, base } => self.call_expanded(dst, base),
            Op::Yield { dst, src } => self.yield_value(self.reg(src), Some(dst)),
            Op::YieldFrom { dst, iter } => self.yield_from(dst, iter),
            Op::Return { src } => self.return_value(self.reg(src)),
            Op::MakeFunction { dst, code, base } => {
                self.make_function(dst, code, base);
                Ok(Flow::Continue)
            }
            Op::BuildClass { dst, base } => self.build_class(dst, base),
            Op::Import { dst, module } => self.import(dst, module),
            Op::ImportFrom { dst, module, name } => self.import_from(dst, module, name),
            Op::WithEnter { dst, mgr, exit } => self.with_enter(dst, mgr, exit),
            Op::WithExit { dst, exit, exc } => self.with_exit(dst, exit, exc),
            Op::Raise { src } => self.raise(self.reg(src), Value::UNDEFINED),
            Op::RaiseFrom { src, cause } => self.raise(self.reg(src), self.reg(cause)),
            Op::RaiseAgain => match self.t.handled.last().copied() {
                Some(exception) => Err(Raised(exception)),
                None => {
                    let text = "No active exception to reraise";
                    Err(self.ctx().raise("RuntimeError", text))
                }
            },
            Op::Reraise { src } => Err(Raised(self.reg(src))),
            Op::EnterHandler { src } => {
                let exception = self.reg(src);
                self.t.handled.push(exception);
                Ok(Flow::Continue)
            }
            Op::Settle { from, keep } => self.statement_over(from, keep),
            Op::LeaveHandler => {
                self.t.handled.pop();
                Ok(Flow::Continue)
            }
            Op::MatchException { dst, src, class } => {
                let matches = self.matches(self.reg(src), self.reg(class))?;
                self.set(dst, Value::bool(matches));
                Ok(Flow::Continue)
            }
            Op::AssertFail { src } => {
                let args: Vec<Value> = self.reg(src).defined().into_iter().collect();
                let exception = self.ctx().exception("AssertionError", &args);
                Err(Raised(exception))
            }
            _ => self.slow_data(op),
        }
    }

    fn slow_data(&mut self, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::CheckBound { src } => {
                if self.reg(src).is_undefined() {
                    return Err(self.unbound(src));
                }
            }
            Op::LoadGlobal { dst, slot } => {
                let value = self.global(slot)?;
                self.set(dst, value);
            }
            Op::DeleteGlobal { slot } => {
                self.global(slot)?;
                self.heap.globals[usize::from(slot)].store(Value::UNDEFINED);
            }
            Op::LoadBuiltin { dst, name } => {
                let value = self.builtin(symbol_of(name))?;
                self.set(dst, value);
            }
            Op::LoadClassName { dst, local, slot } => {
                let value = match self.reg(local).defined() {
                    Some(value) => value,
                    None => self.global(slot)?,
                };
                self.set(dst, value);
            }
            Op::LoadCell { dst, cell } => {
                let value = match self.heap.get(self.reg(cell)) {
                    Some(Obj::Cell(shared)) => shared.load(),
                    _ => Value::UNDEFINED,
                };
                if value.is_undefined() {
                    return Err(self.unbound(cell));
                }
                self.set(dst, value);
            }
            Op::StoreCell { cell, src } => {
                if let Some(Obj::Cell(shared)) = self.heap.get(self.reg(cell)) {
                    shared.store(self.reg(src));
                }
            }
            Op::DeleteCell { cell } => match self.heap.get(self.reg(cell)) {
                Some(Obj::Cell(shared)) if !shared.load().is_undefined() => {
                    shared.store(Value::UNDEFINED);
                }
                _ => return Err(self.unbound(cell)),
            },
            Op::Format { dst, src, convert, spec } => {
                return self.format(dst, src, convert, spec);
            }
            _ => return self.build(op),
        }
        Ok(Flow::Continue)
    }

    fn build(&mut self, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::BuildSet { dst, first, count } => {
                let items = self.regs(first, usize::from(count)).to_vec();
                let table = Guarded::new(Table::of_set());
                let set = self.ctx().alloc(Obj::Set(Box::new(table)));
                self.set(dst, set);
                return self.add_all(dst, &items);
            }
            Op::BuildDict { dst, first, count } => {
                let items = self.regs(first, 2 * usize::from(count)).to_vec();
                if items.iter().step_by(2).any(|&key| item::is_slow_key(&self.ctx(), key)) {
                    let items = self.ctx().new_list(items);
                    return self.prelude("dict_display", &[items], Then::Store(dst));
                }
                let dict = self.ctx().alloc(Obj::Dict(Box::default()));
                self.set(dst, dict);
                for pair in items.chunks_exact(2) {
                    self.store_item(dict, pair[0], pair[1])?;
                }
            }
            Op::ListAppend { list, src } => {
                if let Some(items) = self.heap.list(self.reg(list)) {
                    items.lock().push(self.reg(src));
                }
            }
            Op::SetAdd { set, src } => {
                let item = self.reg(src);
                return self.add_all(set, &[item]);
            }
            Op::DictSet { dict, key, src } => {
                return self.store_item(self.reg(dict), self.reg(key), self.reg(src));
            }
            Op::ListToTuple { dst, src } => {
                let items = iterate::items(self.heap, self.reg(src)).unwrap_or_default();
                let tuple = self.ctx().new_tuple(items);
                self.set(dst, tuple);
            }
            Op::Namespace { dst, free } => self.namespace(dst, free),
            _ => return self.spread(op),
        }
        Ok(Flow::Continue)
    }

    /// Instructions that take an iterable apart.
    fn spread(&mut self, op: Op) -> Result<Flow, Raised> {
        let (src, then) = match op {
            Op::ListExtend { list, src } => (src, Then::Extend { list }),
            Op::SetUpdate { set, src } => (src, Then::SetUpdate { set }),
            Op::Unpack { src, first, count } => (src, Then::Unpack { first, count }),
            Op::UnpackStar { src, first, before, after } => {
                (src, Then::UnpackStar { first, before, after })
            }
            Op::DictUpdate { dict, src } => {
                let src = self.reg(src);
                return self.dict_update(dict, src);
            }
            other => {
                let text = format!("instruction {other:?} has no general form");
                return Err(self.ctx().raise("SystemError", text));
            }
        };
        let source = self.reg(src);
        if let Then::SetUpdate { set } = then
            && self.add_set(set, source)
        {
            return Ok(Flow::Continue);
        }
        if self.heap.instance(source).is_none() {
            if let Some(items) = iterate::collect(&mut self.ctx(), source)? {
                let list = self.ctx().new_list(items);
                return self.deliver(list, then);
            }
            let iterable = iterate::iterator(&mut self.ctx(), source).is_some()
                || self.heap.class(source).is_some();
            if !iterable {
                let found = self.heap.full_type_name(source);
                let text = match then {
                    Then::Extend { list } => self.star_error(list, &found),
                    Then::SetUpdate { .. } => format!("'{found}' object is not iterable"),
                    _ => format!("cannot unpack non-iterable {found} object"),
                };
                return Err(self.ctx().type_error(text));
            }
        }
        self.prelude("list_slow", &[source], then)
    }

    fn add_int(&mut self, dst: Reg, src: Reg, value: i16, in_place: bool) -> Result<Flow, Raised> {
        use crate::model::code::BinaryOp;
        let op = if value < 0 { BinaryOp::Sub } else { BinaryOp::Add };
        let (a, b) = (self.reg(src), Value::small(i64::from(value).abs()));
        if in_place {
            self.in_place(op, a, b, Then::Store(dst))
        } else {
            self.binary(op, a, b, Then::Store(dst))
        }
    }

    pub(super) fn place_of(&self, reg: Reg) -> usize {
        self.t.frames.last().map_or(0, |frame| frame.base as usize) + usize::from(reg)
    }

    fn keywords(&self, kw: u16) -> Vec<Symbol> {
        let Some(frame) = self.t.frames.last() else { return Vec::new() };
        self.program().code(frame.code).keywords[usize::from(kw)].clone()
    }

    pub(super) fn call_method(
        &mut self,
        base: Reg,
        argc: usize,
        names: &[Symbol],
        then: Then,
    ) -> Result<Flow, Raised> {
        let (func, receiver) = (self.reg(base), self.reg(base + 1));
        let at = self.place_of(base) + 1;
        if func.is_undefined() {
            return self.invoke(receiver, at + 1, argc, names, then);
        }
        self.invoke(func, at, argc + 1, names, then)
    }

    /// `f(*args, **kwargs)`
    fn call_expanded(&mut self, dst: Reg, base: Reg) -> Result<Flow, Raised> {
        let callable = self.reg(base);
        let mut args = iterate::items(self.heap, self.reg(base + 1)).unwrap_or_default();
        let mut names = Vec::new();
        if let Some(table) = self.heap.dict(self.reg(base + 2)) {
            let entries: Vec<_> = table.lock().iter().collect();
            for entry in entries {
                let Some(name) = self.heap.str(entry.key) else {
                    return Err(self.ctx().type_error("keywords must be strings"));
                };
                names.push(self.heap.intern(name));
                args.push(entry.value);
            }
        }
        let at = self.place_of(base) + 1;
        self.place(at, &args);
        self.invoke(callable, at, args.len(), &names, Then::Store(dst))
    }

    pub(super) fn return_value(&mut self, value: Value) -> Result<Flow, Raised> {
        let Some((frame, then)) = self.t.pop_frame() else { return Ok(Flow::Continue) };
        self.t.handled.truncate(frame.handled_base as usize);
        if !frame.generator.is_undefined() {
            return self.finish_generator(frame.generator, value, then);
        }
        self.deliver(value, then)
    }

    /// `yield from iter`: asks the inner iterator; its items go out, its result comes here.
    fn yield_from(&mut self, dst: Reg, iter: Reg) -> Result<Flow, Raised> {
        self.next_item(self.reg(iter), Then::YieldFrom { dst })
    }

    fn make_function(&mut self, dst: Reg, code: u16, base: Reg) {
        let (defaults, keyword_defaults) = (self.reg(base), self.reg(base + 1));
        let closure = self.heap.tuple(self.reg(base + 2)).unwrap_or(&[]).into();
        let function = Function {
            code: crate::model::code::CodeId(u32::from(code)),
            defaults,
            keyword_defaults,
            closure,
            attrs: Default::default(),
        };
        let function = self.ctx().alloc(Obj::Function(Box::new(function)));
        self.set(dst, function);
    }

    fn namespace(&mut self, dst: Reg, with_free: bool) {
        let Some(frame) = self.t.frames.last() else { return };
        let code = self.program().code(frame.code);
        let free = if with_free { &code.free[..] } else { &[] };
        let names = code.locals.iter().chain(free).enumerate();
        let entries: Vec<(Symbol, Value)> = names
            .filter_map(|(at, &name)| {
                let value = self.reg(at as Reg);
                let open = match self.heap.get(value) {
                    Some(Obj::Cell(cell)) => cell.load(),
                    _ => value,
                };
                Some((name, open.defined()?))
            })
            .collect();
        let dict = super::attr::dict_of(&mut self.ctx(), &entries);
        self.set(dst, dict);
    }

    pub(super) fn add_all(&mut self, set: Reg, items: &[Value]) -> Result<Flow, Raised> {
        let heap = self.heap;
        let set = self.reg(set);
        let Some(table) = heap.set(set) else { return Ok(Flow::Continue) };
        if items.iter().any(|&item| item::is_slow_key(&self.ctx(), item)) {
            let items = self.ctx().new_list(items.to_vec());
            return self.prelude("set_update_slow", &[set, items], Then::Discard);
        }
        for &item in items {
            let hash = key::hash(&mut self.ctx(), item)? as u64;
            key::insert(heap, &mut table.lock(), hash, item, Value::NONE);
        }
        Ok(Flow::Continue)
    }

    /// `{*other}` of another set, which is laid out at once.
    fn add_set(&mut self, set: Reg, other: Value) -> bool {
        let heap = self.heap;
        let Some(more) = SetLike::of(heap, other) else { return false };
        let Some(table) = heap.set(self.reg(set)) else { return false };
        if item::has_slow_items(heap, other) || item::has_slow_items(heap, self.reg(set)) {
            return false;
        }
        let more = more.copy(heap);
        arith::change(table, |own| sets::union(heap, own, &more));
        true
    }

    pub(super) fn unpack(&mut self, items: &[Value], first: Reg, count: u16) -> Result<(), Raised> {
        let wanted = usize::from(count);
        if items.len() < wanted {
            let text =
                format!("not enough values to unpack (expected {wanted}, got {})", items.len());
            return Err(self.ctx().value_error(text));
        }
        if items.len() > wanted {
            let text = format!("too many values to unpack (expected {wanted})");
            return Err(self.ctx().value_error(text));
        }
        for (at, &item) in items.iter().enumerate() {
            self.set(first + at as Reg, item);
        }
        Ok(())
    }

    pub(super) fn unpack_star(
        &mut self,
        items: &[Value],
        first: Reg,
        before: u8,
        after: u8,
    ) -> Result<(), Raised> {
        let (before, after) = (usize::from(before), usize::from(after));
        if items.len() < before + after {
            let text = format!(
                "not enough values to unpack (expected at least {}, got {})",
                before + after,
                items.len()
            );
            return Err(self.ctx().value_error(text));
        }
        let rest = items[before..items.len() - after].to_vec();
        for (at, &item) in items[..before].iter().enumerate() {
            self.set(first + at as Reg, item);
        }
        let rest = self.ctx().new_list(rest);
        self.set(first + before as Reg, rest);
        for (at, &item) in items[items.len() - after..].iter().enumerate() {
            self.set(first + (before + 1 + at) as Reg, item);
        }
        Ok(())
    }

    /// Whether one is a sequence and the other an object that counts.
    pub(super) fn repeats(&mut self, sequence: Value, count: Value) -> bool {
        let kind = self.heap.kind(sequence);
        matches!(kind, Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes)
            && self.ctx().python_method(count, symbol::INDEX).is_some()
    }
}

pub(super) fn symbol_of(name: u16) -> Symbol {
    Symbol(u32::from(name))
}
