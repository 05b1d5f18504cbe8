//! The loop over instructions, for operands that are plain: small integers, inline floats, bound
//! globals, instance slots, list items, calls of plain functions. Anything else leaves the loop
//! for `slow.rs` with the instruction that was met and comes back to the next one.
//!
//! The registers of the frame on top are borrowed as one slice while the loop runs, so an
//! instruction costs its bounds checks and nothing else. Checkpoints are at loops' back-edges and
//! at calls (entering a function, returning from a native one), where CPython 3.10 and later
//! have them.

use super::cache::Found;
use super::plain::{
    concat, loop_item, plain_compare, plain_int, plain_item, plain_truth, set_plain_item,
};
use super::slow::symbol_of;
use super::{Engine, Exit, Flow, Then};
use crate::model::code::{BinaryOp, Code, Op, Reg};
use crate::model::native::{Answer, Args, Ctx, NativeResult, Raised, ThreadView};
use crate::model::object::{Function, Obj};
use crate::model::value::Value;
use crate::model::world::{Place, World};

/// Why the loop over plain instructions stopped.
enum Why {
    /// This instruction needs its general form.
    Slow(Op),
    /// The same, and a checkpoint follows.
    Call(Op),
    /// A native function answered with something to do; its result goes to this register.
    Answer(NativeResult, Reg),
    /// The driver is wanted; go on at the frame's `pc`.
    Driver,
}

impl<W: World> Engine<'_, W> {
    /// Runs until an instruction leaves the loop, and then that instruction.
    pub(super) fn fast(&mut self) -> Result<Flow, Raised> {
        match self.plain() {
            Why::Slow(op) => self.slow(op),
            Why::Call(op) => {
                let flow = self.slow(op);
                self.checked(flow)
            }
            Why::Answer(answer, dst) => {
                let flow = answer.and_then(|answer| self.follow(answer, Then::Store(dst)));
                self.checked(flow)
            }
            Why::Driver => Ok(Flow::Exit(Exit::Checkpoint)),
        }
    }

    /// A checkpoint after a call.
    fn checked(&self, flow: Result<Flow, Raised>) -> Result<Flow, Raised> {
        match flow {
            Ok(Flow::Continue) if self.world.interrupted() => Ok(Flow::Exit(Exit::Checkpoint)),
            flow => flow,
        }
    }

    #[allow(clippy::too_many_lines)]
    fn plain(&mut self) -> Why {
        let heap = self.heap;
        let world = &mut *self.world;
        let thread = &mut *self.t;
        'frame: loop {
            let depth = thread.frames.len();
            let Some(frame) = thread.frames.last() else { return Why::Driver };
            let code = heap.program.code(frame.code);
            let consts = &heap.consts[frame.code.0 as usize];
            let ops =
                heap.breaks.as_ref().map_or(&code.ops[..], |breaks| breaks.ops(frame.code, code));
            let base = frame.base as usize;
            let mut pc = frame.pc as usize;
            let top = base + usize::from(code.registers);
            let mut regs = &mut thread.stack[base..top];

            macro_rules! r {
                ($reg:expr) => {
                    regs[usize::from($reg)]
                };
            }
            macro_rules! leave {
                ($why:expr) => {{
                    thread.frames[depth - 1].pc = pc as u32;
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
            // In `refcount` every access pays for an atomic count of its object.
            macro_rules! count {
                ($value:expr) => {
                    if W::COUNTS_REFERENCES {
                        heap.count_access($value);
                    }
                };
            }
            // A call of a function of the script that needs no arranging goes on here, and so does one
            // of a native function that answers with a value.
            macro_rules! call {
                ($op:expr, $dst:expr, $window:expr, $argc:expr) => {{
                    let (dst, window, argc) = ($dst, usize::from($window), usize::from($argc));
                    count!(regs[window]);
                    match heap.get(regs[window]) {
                        Some(Obj::Function(function)) if depth < thread.recursion_limit => {
                            let callee = heap.program.code(function.code);
                            if !is_plain(callee, argc) {
                                leave!(Why::Call($op))
                            }
                            thread.frames[depth - 1].pc = pc as u32;
                            enter(thread, callee, function, base + window + 1, argc, dst);
                            if world.interrupted() || thread.nursery.wants_collection() {
                                return Why::Driver;
                            }
                            continue 'frame;
                        }
                        Some(Obj::Native(native)) => {
                            thread.frames[depth - 1].pc = pc as u32;
                            let view = ThreadView {
                                handled: &thread.handled,
                                frames: &thread.frames,
                                stack: &thread.stack,
                                locals: &thread.locals,
                            };
                            let nursery = &mut thread.nursery;
                            let (host, thread_id) = (&mut *world, thread.id);
                            let mut ctx = Ctx { heap, nursery, host, thread: thread_id, view };
                            let args = Args::positional(&thread.stack[base + window + 1..][..argc]);
                            let answer = (native.call)(&mut ctx, args);
                            regs = &mut thread.stack[base..top];
                            match answer {
                                Ok(Answer::Value(value)) => r!(dst) = value,
                                answer => return Why::Answer(answer, dst),
                            }
                            if world.interrupted() {
                                return Why::Driver;
                            }
                        }
                        _ => leave!(Why::Call($op)),
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
                    Op::Move { dst, src } => {
                        count!(r!(src));
                        r!(dst) = r!(src);
                    }
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
                        count!(value);
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
                    Op::LoadBuiltin { dst, name } => match heap.builtins.get(&symbol_of(name)) {
                        Some(&value) => r!(dst) = value,
                        None => leave!(Why::Slow(op)),
                    },
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
                        count!(object);
                        let Some(Obj::Instance(instance)) = heap.get(object) else {
                            leave!(Why::Slow(op))
                        };
                        let name = symbol_of(name);
                        let Found::Slot(slot, _) = thread.cache.find(heap, instance.class, name)
                        else {
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
                        count!(object);
                        let Some(Obj::Instance(instance)) = heap.get(object) else {
                            leave!(Why::Slow(op))
                        };
                        match thread.cache.find(heap, instance.class, symbol_of(name)) {
                            Found::Slot(slot, true) if usize::from(slot) < instance.slots.len() => {
                                before_access!(Place::Object(object), true);
                                instance.slots[usize::from(slot)].store(r!(src));
                            }
                            _ => leave!(Why::Slow(op)),
                        }
                    }
                    Op::LoadMethod { base, obj, name } => {
                        let object = r!(obj);
                        count!(object);
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
                        if W::SEES_ACCESSES && is_container(heap.get(r!(obj))) {
                            before_access!(Place::Object(r!(obj)), false);
                        }
                        count!(r!(obj));
                        match plain_item(heap, r!(obj), r!(key)) {
                            Some(item) => r!(dst) = item,
                            None => leave!(Why::Slow(op)),
                        }
                    }
                    Op::StoreItem { obj, key, src } => {
                        if W::SEES_ACCESSES && is_container(heap.get(r!(obj))) {
                            before_access!(Place::Object(r!(obj)), true);
                        }
                        count!(r!(obj));
                        match set_plain_item(heap, r!(obj), r!(key), r!(src)) {
                            Some(()) => {}
                            None => leave!(Why::Slow(op)),
                        }
                    }
                    Op::ListAppend { list, src } => match heap.get(r!(list)) {
                        Some(Obj::List(items)) => items.lock().push(r!(src)),
                        _ => leave!(Why::Slow(op)),
                    },
                    Op::Add { dst, a, b } if r!(a).as_handle().is_some() => {
                        match concat(heap, &mut thread.nursery, r!(a), r!(b)) {
                            Some(value) => r!(dst) = value,
                            None => leave!(Why::Slow(op)),
                        }
                    }
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
                    Op::Binary { op: binary, dst, a, b }
                    | Op::InPlace { op: binary, dst, a, b } => {
                        let (a, b) = (r!(a), r!(b));
                        let value = match binary {
                            BinaryOp::Add if a.as_handle().is_some() => {
                                concat(heap, &mut thread.nursery, a, b)
                            }
                            _ => plain_int(binary, a, b),
                        };
                        match value {
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
                    Op::LoopFor { dst, iter, offset } => match loop_item(heap, r!(iter)) {
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
                    Op::ForIter { dst, iter, offset } => match loop_item(heap, r!(iter)) {
                        Some(Some(item)) => r!(dst) = item,
                        Some(None) => jump!(offset),
                        None => leave!(Why::Slow(op)),
                    },
                    Op::Call { dst, base: window, argc } => call!(op, dst, window, argc),
                    Op::CallMethod { dst, base: window, argc } => {
                        if W::SEES_ACCESSES && is_container(heap.get(r!(window + 1))) {
                            before_access!(Place::Object(r!(window + 1)), true);
                        }
                        call!(op, dst, window, argc + 1)
                    }
                    Op::Return { src } => {
                        let value = r!(src);
                        let Some(frame) = thread.frames.last() else { return Why::Driver };
                        let plain = frame.generator.is_undefined() && depth > 1;
                        let (&Then::Store(dst), true) = (&frame.then, plain) else {
                            leave!(Why::Slow(op))
                        };
                        let handled = frame.handled_base as usize;
                        // Nothing in it needs to be dropped.
                        std::mem::forget(thread.frames.pop());
                        if thread.handled.len() > handled {
                            thread.handled.truncate(handled);
                        }
                        let caller = thread.frames[depth - 2].base as usize;
                        thread.stack[caller + usize::from(dst)] = value;
                        continue 'frame;
                    }
                    other => leave!(Why::Slow(other)),
                }
            }
        }
    }
}

/// Whether a call with this many arguments needs no arranging.
#[inline(always)]
fn is_plain(code: &Code, argc: usize) -> bool {
    let params = &code.params;
    argc == usize::from(params.positional)
        && params.keyword_only == 0
        && !params.varargs
        && !params.kwargs
        && !code.is_generator
}

/// Starts a frame whose arguments already stand at `stack[at..]`.
#[inline(always)]
fn enter(
    thread: &mut super::Thread,
    code: &Code,
    function: &Function,
    at: usize,
    argc: usize,
    dst: Reg,
) {
    let end = at + usize::from(code.registers);
    if thread.stack.len() < end {
        thread.stack.resize(end + 64, Value::UNDEFINED);
    }
    thread.stack[at + argc..end].fill(Value::UNDEFINED);
    if !function.closure.is_empty() {
        let free = at + usize::from(code.free_base);
        thread.stack[free..free + function.closure.len()].copy_from_slice(&function.closure);
    }
    thread.push_frame(code, function.code, at, Value::UNDEFINED, Then::Store(dst));
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
