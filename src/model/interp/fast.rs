//! The loop over instructions, for operands that are plain: small integers, inline floats, bound
//! globals, instance slots, list items, calls of plain functions. Anything else leaves the loop
//! for `slow.rs` with the instruction that was met and comes back to the next one.
//!
//! The registers of the frame on top are borrowed as one slice while the loop runs, so an
//! instruction costs its bounds checks and nothing else. Checkpoints are at loops' back-edges and
//! at calls (entering a function, returning from a native one), where CPython 3.10 and later
//! have them.

use super::attr::Found;
use super::slow::symbol_of;
use super::{Engine, Exit, Flow, Then};
use crate::model::code::{BinaryOp, CompareOp, Op};
use crate::model::native::Raised;
use crate::model::object::Obj;
use crate::model::text::slice::index;
use crate::model::value::Value;
use crate::model::world::{Place, World};
use std::sync::atomic::Ordering::Relaxed;

/// Why the loop over plain instructions stopped.
enum Why {
    /// This instruction needs its general form.
    Slow(Op),
    /// The same, and a checkpoint follows.
    Call(Op),
    /// The driver is wanted; go on at the frame's `pc`.
    Driver,
    /// The frame on top changed.
    Frame,
}

impl<W: World> Engine<'_, W> {
    /// Runs until an instruction leaves the loop, and then that instruction.
    pub(super) fn fast(&mut self) -> Result<Flow, Raised> {
        match self.plain() {
            Why::Slow(op) => self.slow(op),
            Why::Call(op) => match self.slow(op) {
                Ok(Flow::Continue) if self.world.interrupted() => Ok(Flow::Exit(Exit::Checkpoint)),
                flow => flow,
            },
            Why::Driver => Ok(Flow::Exit(Exit::Checkpoint)),
            Why::Frame => Ok(Flow::Continue),
        }
    }

    #[allow(clippy::too_many_lines)]
    fn plain(&mut self) -> Why {
        let heap = self.heap;
        let world = &mut *self.world;
        let thread = &mut *self.t;
        let depth = thread.frames.len();
        let Some(frame) = thread.frames.last_mut() else { return Why::Driver };
        let code = heap.program.code(frame.code);
        let consts = &heap.consts[frame.code.0 as usize];
        let base = frame.base as usize;
        let regs = &mut thread.stack[base..base + usize::from(code.registers)];
        let ops = heap.breaks.as_ref().map_or(&code.ops[..], |breaks| breaks.ops(frame.code, code));
        let mut pc = frame.pc as usize;

        macro_rules! r {
            ($reg:expr) => {
                regs[usize::from($reg)]
            };
        }
        macro_rules! leave {
            ($why:expr) => {{
                frame.pc = pc as u32;
                return $why;
            }};
        }
        macro_rules! jump {
            ($offset:expr) => {
                pc = pc.wrapping_add_signed($offset as isize)
            };
        }
        macro_rules! back {
            ($offset:expr) => {{
                jump!($offset);
                world.worked();
                if world.interrupted() || thread.nursery.wants_collection() {
                    leave!(Why::Driver)
                }
            }};
        }
        // The thread goes back to its driver before this instruction and meets it again.
        macro_rules! before_access {
            ($place:expr, $write:expr) => {
                if W::SEES_ACCESSES && world.access($place, $write) {
                    pc -= 1;
                    leave!(Why::Driver)
                }
            };
        }
        macro_rules! int_or_slow {
            ($op:expr, $dst:expr, $a:expr, $b:expr, $int:ident, $float:tt) => {{
                let (a, b): (Value, Value) = ($a, $b);
                if a.both_small(b)
                    && let (Some(x), Some(y)) = (a.as_small(), b.as_small())
                    && let Some(value) = x.$int(y).and_then(Value::from_i64)
                {
                    r!($dst) = value;
                } else if let (Some(x), Some(y)) = (a.as_inline_float(), b.as_inline_float())
                    && let Some(value) = Value::from_f64(x $float y)
                {
                    r!($dst) = value;
                } else {
                    leave!(Why::Slow($op))
                }
            }};
        }

        loop {
            if W::TICKS && world.tick() {
                leave!(Why::Driver)
            }
            let op = ops[pc];
            pc += 1;
            match op {
                Op::Nop => {}
                Op::Const { dst, k } => r!(dst) = consts[usize::from(k)],
                Op::SmallInt { dst, value } => r!(dst) = Value::small(i64::from(value)),
                Op::None { dst } => r!(dst) = Value::NONE,
                Op::Move { dst, src } => r!(dst) = r!(src),
                Op::Undefine { dst } => r!(dst) = Value::UNDEFINED,
                Op::CheckBound { src } => {
                    if r!(src).is_undefined() {
                        leave!(Why::Slow(op))
                    }
                }
                Op::LoadGlobal { dst, slot } => {
                    if W::SEES_ACCESSES && heap.program.globals[usize::from(slot)].shared {
                        before_access!(Place::Global(slot), false);
                    }
                    let value = heap.globals[usize::from(slot)].load();
                    if value.is_undefined() {
                        leave!(Why::Slow(op))
                    }
                    r!(dst) = value;
                }
                Op::StoreGlobal { src, slot } => {
                    if W::SEES_ACCESSES && heap.program.globals[usize::from(slot)].shared {
                        before_access!(Place::Global(slot), true);
                    }
                    heap.globals[usize::from(slot)].store(r!(src));
                }
                Op::LoadCell { dst, cell } => {
                    before_access!(Place::Object(r!(cell)), false);
                    match heap.get(r!(cell)) {
                        Some(Obj::Cell(shared)) if !shared.load().is_undefined() => {
                            r!(dst) = shared.load();
                        }
                        _ => leave!(Why::Slow(op)),
                    }
                }
                Op::StoreCell { cell, src } => {
                    before_access!(Place::Object(r!(cell)), true);
                    match heap.get(r!(cell)) {
                        Some(Obj::Cell(shared)) => shared.store(r!(src)),
                        _ => leave!(Why::Slow(op)),
                    }
                }
                Op::LoadAttr { dst, obj, name } => {
                    let object = r!(obj);
                    let Some(Obj::Instance(instance)) = heap.get(object) else {
                        leave!(Why::Slow(op))
                    };
                    let name = symbol_of(name);
                    let Found::Slot(slot) = thread.cache.find(heap, instance.class, name) else {
                        leave!(Why::Slow(op))
                    };
                    before_access!(Place::Object(object), false);
                    match instance.slots.get(usize::from(slot)).map(|slot| slot.load()) {
                        Some(value) if !value.is_undefined() => r!(dst) = value,
                        _ => leave!(Why::Slow(op)),
                    }
                }
                Op::StoreAttr { obj, name, src } => {
                    let object = r!(obj);
                    let Some(Obj::Instance(instance)) = heap.get(object) else {
                        leave!(Why::Slow(op))
                    };
                    let name = symbol_of(name);
                    let found = thread.cache.find(heap, instance.class, name);
                    let has_setter =
                        thread.cache.find(heap, instance.class, crate::model::symbol::SETATTR);
                    match (found, has_setter) {
                        (Found::Slot(slot), Found::Function(f))
                            if usize::from(slot) < instance.slots.len()
                                && matches!(heap.get(f), Some(Obj::Native(_))) =>
                        {
                            before_access!(Place::Object(object), true);
                            instance.slots[usize::from(slot)].store(r!(src));
                        }
                        _ => leave!(Why::Slow(op)),
                    }
                }
                Op::LoadMethod { base, obj, name } => {
                    let object = r!(obj);
                    let class = heap.class_of(object);
                    match thread.cache.find(heap, class, symbol_of(name)) {
                        Found::Function(func) if has_no_extra(heap.get(object)) => {
                            r!(base) = func;
                            r!(base + 1) = object;
                        }
                        _ => leave!(Why::Slow(op)),
                    }
                }
                Op::LoadItem { dst, obj, key } => {
                    let (object, at) = (r!(obj), r!(key));
                    let Some(Obj::List(items)) = heap.get(object) else { leave!(Why::Slow(op)) };
                    let Some(at) = at.as_small() else { leave!(Why::Slow(op)) };
                    before_access!(Place::Object(object), false);
                    let items = items.lock();
                    match index(at, items.len()) {
                        Some(at) => r!(dst) = items[at],
                        None => leave!(Why::Slow(op)),
                    }
                }
                Op::StoreItem { obj, key, src } => {
                    let (object, at) = (r!(obj), r!(key));
                    let Some(Obj::List(items)) = heap.get(object) else { leave!(Why::Slow(op)) };
                    let Some(at) = at.as_small() else { leave!(Why::Slow(op)) };
                    before_access!(Place::Object(object), true);
                    let mut items = items.lock();
                    match index(at, items.len()) {
                        Some(at) => items[at] = r!(src),
                        None => leave!(Why::Slow(op)),
                    }
                }
                Op::ListAppend { list, src } => match heap.get(r!(list)) {
                    Some(Obj::List(items)) => items.lock().push(r!(src)),
                    _ => leave!(Why::Slow(op)),
                },
                Op::Add { dst, a, b } => int_or_slow!(op, dst, r!(a), r!(b), checked_add, +),
                Op::Sub { dst, a, b } => int_or_slow!(op, dst, r!(a), r!(b), checked_sub, -),
                Op::Mul { dst, a, b } => int_or_slow!(op, dst, r!(a), r!(b), checked_mul, *),
                Op::AddInt { dst, src, value } | Op::AddIntInPlace { dst, src, value } => {
                    let b = Value::small(i64::from(value));
                    int_or_slow!(op, dst, r!(src), b, checked_add, +);
                }
                Op::BinaryInt { op: binary, dst, a, value } => {
                    match plain_int(binary, r!(a), Value::small(i64::from(value))) {
                        Some(value) => r!(dst) = value,
                        None => leave!(Why::Slow(op)),
                    }
                }
                Op::Binary { op: binary, dst, a, b } | Op::InPlace { op: binary, dst, a, b } => {
                    match plain_int(binary, r!(a), r!(b)) {
                        Some(value) => r!(dst) = value,
                        None => leave!(Why::Slow(op)),
                    }
                }
                Op::Compare { op: compare, dst, a, b } => {
                    match plain_compare(compare, r!(a), r!(b)) {
                        Some(answer) => r!(dst) = Value::bool(answer),
                        None => leave!(Why::Slow(op)),
                    }
                }
                Op::JumpUnless { op: compare, a, b, offset } => {
                    match plain_compare(compare, r!(a), r!(b)) {
                        Some(true) => {}
                        Some(false) => jump!(offset),
                        None => leave!(Why::Slow(op)),
                    }
                }
                Op::JumpUnlessInt { op: compare, a, value, offset } => {
                    match plain_compare(compare, r!(a), Value::small(i64::from(value))) {
                        Some(true) => {}
                        Some(false) => jump!(offset),
                        None => leave!(Why::Slow(op)),
                    }
                }
                Op::Not { dst, src } => match plain_truth(r!(src)) {
                    Some(truth) => r!(dst) = Value::bool(!truth),
                    None => leave!(Why::Slow(op)),
                },
                Op::Jump { offset } => jump!(offset),
                Op::JumpBack { offset } => back!(offset),
                Op::LoopInt { op: compare, a, value, offset } => {
                    match plain_compare(compare, r!(a), Value::small(i64::from(value))) {
                        Some(true) => back!(offset),
                        Some(false) => pc += 1,
                        None => {}
                    }
                }
                Op::LoopCompare { op: compare, a, b, offset } => {
                    match plain_compare(compare, r!(a), r!(b)) {
                        Some(true) => back!(offset),
                        Some(false) => pc += 1,
                        None => {}
                    }
                }
                Op::LoopFor { dst, iter, offset } => match loop_item(heap.get(r!(iter))) {
                    Some(Some(item)) => {
                        r!(dst) = item;
                        back!(offset);
                    }
                    Some(None) => pc += 1,
                    None => {}
                },
                Op::JumpIfTrue { src, offset } => match plain_truth(r!(src)) {
                    Some(true) => jump!(offset),
                    Some(false) => {}
                    None => leave!(Why::Slow(op)),
                },
                Op::JumpIfFalse { src, offset } => match plain_truth(r!(src)) {
                    Some(false) => jump!(offset),
                    Some(true) => {}
                    None => leave!(Why::Slow(op)),
                },
                Op::JumpIfUndefined { src, offset } => {
                    if r!(src).is_undefined() {
                        jump!(offset);
                    }
                }
                Op::ForIter { dst, iter, offset } => match loop_item(heap.get(r!(iter))) {
                    Some(Some(item)) => r!(dst) = item,
                    Some(None) => jump!(offset),
                    None => leave!(Why::Slow(op)),
                },
                Op::Call { dst, base: window, argc } => {
                    if let Some(Obj::Function(function)) = heap.get(r!(window))
                        && depth < thread.recursion_limit
                    {
                        let callee = heap.program.code(function.code);
                        if is_plain(callee, usize::from(argc)) && function.closure.is_empty() {
                            let at = base + usize::from(window) + 1;
                            let id = function.code;
                            frame.pc = pc as u32;
                            enter(thread, callee, id, at, usize::from(argc), Then::Store(dst));
                            return if world.interrupted() { Why::Driver } else { Why::Frame };
                        }
                    }
                    leave!(Why::Call(op))
                }
                Op::CallMethod { dst, base: window, argc } => {
                    if let Some(Obj::Function(function)) = heap.get(r!(window))
                        && depth < thread.recursion_limit
                    {
                        let callee = heap.program.code(function.code);
                        let argc = usize::from(argc) + 1;
                        if is_plain(callee, argc) && function.closure.is_empty() {
                            let at = base + usize::from(window) + 1;
                            let id = function.code;
                            frame.pc = pc as u32;
                            enter(thread, callee, id, at, argc, Then::Store(dst));
                            return if world.interrupted() { Why::Driver } else { Why::Frame };
                        }
                    }
                    if W::SEES_ACCESSES && is_container(heap.get(r!(window + 1))) {
                        before_access!(Place::Object(r!(window + 1)), true);
                    }
                    leave!(Why::Call(op))
                }
                Op::Return { src } => {
                    let value = r!(src);
                    let plain = frame.generator.is_undefined();
                    if let (Then::Store(dst), true) = (&frame.then, plain && depth > 1) {
                        let dst = *dst;
                        let handled = frame.handled_base as usize;
                        thread.frames.pop();
                        thread.handled.truncate(handled);
                        let caller = thread.frames[depth - 2].base as usize;
                        thread.stack[caller + usize::from(dst)] = value;
                        return Why::Frame;
                    }
                    leave!(Why::Slow(op))
                }
                other => leave!(Why::Slow(other)),
            }
        }
    }
}

/// Whether a call with this many arguments needs no arranging.
#[inline]
fn is_plain(code: &crate::model::code::Code, argc: usize) -> bool {
    let params = &code.params;
    argc == usize::from(params.positional)
        && params.keyword_only == 0
        && !params.varargs
        && !params.kwargs
        && !code.is_generator
}

/// Starts a frame whose arguments already stand at `stack[at..]`.
#[inline]
fn enter(
    thread: &mut super::Thread,
    code: &crate::model::code::Code,
    id: crate::model::code::CodeId,
    at: usize,
    argc: usize,
    then: Then,
) {
    let end = at + usize::from(code.registers);
    if thread.stack.len() < end {
        thread.stack.resize(end + 64, Value::UNDEFINED);
    }
    thread.stack[at + argc..end].fill(Value::UNDEFINED);
    thread.push_frame(code, id, at, Value::UNDEFINED, then);
}

/// Whether nothing in an object can hide its class's methods.
#[inline]
fn has_no_extra(obj: Option<&Obj>) -> bool {
    match obj {
        Some(Obj::Instance(instance)) => instance.extra.0.get().is_none(),
        Some(Obj::Class(_) | Obj::Module(_) | Obj::Super { .. } | Obj::Function(_)) => false,
        _ => true,
    }
}

fn is_container(obj: Option<&Obj>) -> bool {
    matches!(obj, Some(Obj::List(_) | Obj::Dict(_) | Obj::Set(_) | Obj::Deque(_)))
}

/// `a op b` on small integers and inline floats.
#[inline]
fn plain_int(op: BinaryOp, a: Value, b: Value) -> Option<Value> {
    if let (Some(x), Some(y)) = (a.as_small(), b.as_small()) {
        return match op {
            BinaryOp::Add => x.checked_add(y).and_then(Value::from_i64),
            BinaryOp::Sub => x.checked_sub(y).and_then(Value::from_i64),
            BinaryOp::Mul => x.checked_mul(y).and_then(Value::from_i64),
            BinaryOp::FloorDiv if y > 0 => Some(Value::small(x.div_euclid(y))),
            BinaryOp::Mod if y > 0 => Some(Value::small(x.rem_euclid(y))),
            BinaryOp::And => Some(Value::small(x & y)),
            BinaryOp::Or => Some(Value::small(x | y)),
            BinaryOp::Xor => Some(Value::small(x ^ y)),
            BinaryOp::RShift if (0..63).contains(&y) => Some(Value::small(x >> y)),
            BinaryOp::TrueDiv if y != 0 && x.abs() < 1 << 53 && y.abs() < 1 << 53 => {
                Value::from_f64(x as f64 / y as f64)
            }
            _ => None,
        };
    }
    let number = |v: Value| v.as_inline_float().or_else(|| exact_float(v));
    let (x, y) = (number(a)?, number(b)?);
    match op {
        BinaryOp::Add => Value::from_f64(x + y),
        BinaryOp::Sub => Value::from_f64(x - y),
        BinaryOp::Mul => Value::from_f64(x * y),
        BinaryOp::TrueDiv if y != 0.0 => Value::from_f64(x / y),
        _ => None,
    }
}

fn exact_float(value: Value) -> Option<f64> {
    value.as_small().filter(|int| int.abs() < 1 << 53).map(|int| int as f64)
}

/// The next item of a loop whose iterator needs no call: `Some(None)` when it is exhausted.
#[inline(always)]
pub(super) fn loop_item(iter: Option<&Obj>) -> Option<Option<Value>> {
    let Some(Obj::RangeIter(range)) = iter else { return None };
    let left = range.left.load(Relaxed);
    if left == 0 {
        return Some(None);
    }
    let next = range.next.load(Relaxed);
    let value = Value::from_i64(next)?;
    range.left.store(left - 1, Relaxed);
    range.next.store(next.wrapping_add(range.step), Relaxed);
    Some(Some(value))
}

/// `a op b` on small integers, inline floats and by identity.
#[inline]
pub(super) fn plain_compare(op: CompareOp, a: Value, b: Value) -> Option<bool> {
    if a.both_small(b) {
        // Tagged words of small integers order as the integers do.
        let (x, y) = (a.0 as i64, b.0 as i64);
        return match op {
            CompareOp::Lt => Some(x < y),
            CompareOp::Le => Some(x <= y),
            CompareOp::Gt => Some(x > y),
            CompareOp::Ge => Some(x >= y),
            CompareOp::Eq | CompareOp::Is => Some(x == y),
            CompareOp::Ne | CompareOp::IsNot => Some(x != y),
            CompareOp::In | CompareOp::NotIn => None,
        };
    }
    match op {
        CompareOp::Is => return Some(a == b),
        CompareOp::IsNot => return Some(a != b),
        _ => {}
    }
    let number = |v: Value| v.as_inline_float().or_else(|| exact_float(v));
    let (x, y) = (number(a)?, number(b)?);
    match op {
        CompareOp::Lt => Some(x < y),
        CompareOp::Le => Some(x <= y),
        CompareOp::Gt => Some(x > y),
        CompareOp::Ge => Some(x >= y),
        CompareOp::Eq => Some(x == y),
        CompareOp::Ne => Some(x != y),
        _ => None,
    }
}

/// The truth of values that need no look at the heap.
#[inline]
fn plain_truth(value: Value) -> Option<bool> {
    match value {
        Value::TRUE => Some(true),
        Value::FALSE | Value::NONE => Some(false),
        _ => value.as_small().map(|int| int != 0),
    }
}
