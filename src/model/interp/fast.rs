//! The loop over instructions, for operands that are plain: small integers, inline floats, bound
//! globals, instance slots, list items, calls of plain functions. Anything else leaves the loop
//! for `slow.rs` with the instruction that was met and comes back to the next one.
//!
//! The registers of the frame on top are borrowed while the loop runs as a table whose size the
//! compiler knows, so that a masked number needs no check; what lies beyond the frame's own
//! registers is never named. Checkpoints are at loops' back-edges and at calls (entering a
//! function, returning from a native one), where CPython 3.10 and later have them.

use super::enter::{Maker, call_native, enter, give_back, maker};
use super::generator::{go_on, put_away};
use super::make::make;
use super::plain::{
    arithmetic, asked_of, cell_value, compared, concat, global_of, int, item_of, loop_item,
    plain_binary, plain_compare, plain_int, plain_item, set_plain_item, shown_to, truth,
};
use super::slow::symbol_of;
use super::{Engine, Exit, Flow, Kept, Then, member};
use crate::model::code::{Op, REGISTERS_MAX, Reg};
use crate::model::native::{Answer, NativeResult, Raised};
use crate::model::object::Obj;
use crate::model::value::Value;
use crate::model::world::{Place, World};
use std::ops::{Add as _, Mul as _, Sub as _};

/// Why the loop over plain instructions stopped.
enum Why {
    /// The instruction met last needs its general form.
    Slow,
    /// The same, and a checkpoint follows.
    Call,
    /// A native function answered with something to do; its result goes to this register.
    Answer(NativeResult, Reg),
    /// The driver is wanted; go on at the frame's `pc`.
    Driver,
}

impl<W: World> Engine<'_, W> {
    /// Runs until an instruction leaves the loop, and then that instruction.
    pub(super) fn fast(&mut self) -> Result<Flow, Raised> {
        match self.plain() {
            Why::Slow => {
                let (met, depth) = (self.met(), self.t.frames.len());
                let flow = self.slow(met);
                // An operator or a protocol's method in Python, and the call that ends a `with`.
                let calls = self.t.frames.len() > depth || matches!(met, Op::WithExit { .. });
                if calls { self.checked(flow) } else { flow }
            }
            Why::Call => {
                let flow = self.slow(self.met());
                self.checked(flow)
            }
            Why::Answer(answer, dst) => {
                let flow = answer.and_then(|answer| self.follow(answer, Then::Store(dst)));
                self.checked(flow)
            }
            Why::Driver => Ok(Flow::Exit(Exit::Checkpoint)),
        }
    }

    /// The instruction before the next one.
    fn met(&self) -> Op {
        let frame = self.t.frames.last();
        frame.map_or(Op::Nop, |frame| self.heap.bodies[frame.code.0 as usize].ops[frame.at()])
    }

    /// A checkpoint after a call.
    pub(super) fn checked(&self, flow: Result<Flow, Raised>) -> Result<Flow, Raised> {
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
        let (mut depth, mut body, mut base, mut pc);
        macro_rules! top_frame {
            () => {{
                depth = thread.frames.len();
                let Some(frame) = thread.frames.last() else { return Why::Driver };
                body = &heap.bodies[frame.code.0 as usize];
                (base, pc) = (frame.base as usize, frame.pc as usize);
            }};
        }
        top_frame!();
        'frame: loop {
            let ops = &body.ops[..];

            macro_rules! frame {
                () => {
                    match thread.stack[base..].first_chunk_mut::<REGISTERS_MAX>() {
                        Some(registers) => registers,
                        None => {
                            thread.reserve(base + REGISTERS_MAX);
                            continue 'frame;
                        }
                    }
                };
            }
            let mut regs = frame!();
            // First place of the stack above the frame.
            macro_rules! top {
                () => {
                    base + usize::from(body.registers)
                };
            }

            macro_rules! r {
                ($reg:expr) => {
                    regs[usize::from($reg) % REGISTERS_MAX]
                };
            }
            macro_rules! store {
                ($dst:expr, $value:expr) => {
                    match $value {
                        Some(value) => r!($dst) = value,
                        None => leave!(Why::Slow),
                    }
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
            macro_rules! jump_if {
                ($answer:expr, $when:expr, $offset:expr) => {
                    match $answer {
                        Some($when) => jump!($offset),
                        Some(_) => {}
                        None => leave!(Why::Slow),
                    }
                };
            }
            // The end of a round of a loop, with the test for the next one.
            macro_rules! round {
                ($answer:expr, $offset:expr) => {
                    match $answer {
                        Some(true) => back!($offset),
                        Some(false) => pc += 1,
                        None => {}
                    }
                };
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
            macro_rules! before {
                ($touched:expr) => {
                    if W::SEES_ACCESSES
                        && let Some((place, write)) = $touched
                    {
                        before_access!(place, write);
                    }
                };
            }
            // In `refcount` every access pays for an atomic count of its object.
            macro_rules! count {
                ($value:expr) => {
                    if W::COUNTS_REFERENCES {
                        heap.count_access($value);
                    }
                };
            }
            // A call that needs no arranging goes on here: of a function of the script, of a class
            // whose `__init__` is one, of a native function that answers with a value.
            macro_rules! enter {
                ($function:expr, $callee:expr, $at:expr, $argc:expr, $then:expr) => {{
                    let at = $at;
                    thread.frames[depth - 1].pc = pc as u32;
                    enter(thread, $callee, $function, at, $argc, $then);
                    if world.interrupted() || thread.nursery.wants_collection() {
                        return Why::Driver;
                    }
                    (depth, body, base, pc) = (depth + 1, $callee, at, 0);
                    continue 'frame;
                }};
            }
            macro_rules! native {
                ($native:expr, $at:expr, $argc:expr, $dst:expr) => {{
                    thread.frames[depth - 1].pc = pc as u32;
                    let window = $at..$at + $argc;
                    let answer = call_native(thread, heap, world, $native, window, &[]);
                    regs = frame!();
                    match answer {
                        Ok(Answer::Value(value)) => r!($dst) = value,
                        answer => return Why::Answer(answer, $dst),
                    }
                    if world.interrupted() {
                        return Why::Driver;
                    }
                }};
            }
            macro_rules! call {
                ($dst:expr, $window:expr, $argc:expr) => {{
                    let (dst, window, argc) = ($dst, usize::from($window), usize::from($argc));
                    let callable = r!(window);
                    count!(callable);
                    match heap.get(callable) {
                        Some(Obj::Function(function)) if depth < thread.recursion_limit => {
                            let callee = &heap.bodies[function.code.0 as usize];
                            if !callee.is_plain(argc) {
                                leave!(Why::Call)
                            }
                            enter!(function, callee, base + window + 1, argc, Kept::Store(dst))
                        }
                        Some(Obj::Native(native)) => {
                            native!(native, base + window + 1, argc, dst)
                        }
                        // The class stands where its first argument is expected.
                        Some(Obj::Class(_)) if depth < thread.recursion_limit => {
                            match maker(heap, &mut thread.cache, callable, argc) {
                                Some(Maker::New(native)) => {
                                    native!(native, base + window, argc + 1, dst)
                                }
                                Some(Maker::Init(function, callee)) => {
                                    let none = Value::UNDEFINED;
                                    let instance =
                                        heap.new_instance(&mut thread.nursery, callable, none);
                                    r!(window) = instance;
                                    let then = Kept::Made { instance, dst };
                                    enter!(function, callee, base + window, argc + 1, then)
                                }
                                None => leave!(Why::Call),
                            }
                        }
                        _ => leave!(Why::Call),
                    }
                }};
            }

            loop {
                if W::TICKS && world.tick() {
                    leave!(Why::Driver)
                }
                let at = pc;
                pc += 1;
                match ops[at] {
                    Op::Nop => {}
                    Op::Const { dst, k } => r!(dst) = body.consts[usize::from(k)],
                    Op::SmallInt { dst, value } => r!(dst) = Value::small(i64::from(value)),
                    Op::None { dst } => r!(dst) = Value::NONE,
                    Op::Move { dst, src } => {
                        count!(r!(src));
                        r!(dst) = r!(src);
                    }
                    Op::Undefine { dst } => r!(dst) = Value::UNDEFINED,
                    Op::CheckBound { src } => {
                        if r!(src).is_undefined() {
                            leave!(Why::Slow)
                        }
                    }
                    Op::LoadGlobal { dst, slot } => {
                        before!(global_of(heap, slot, false));
                        let value = heap.globals[usize::from(slot)].load();
                        count!(value);
                        store!(dst, value.defined())
                    }
                    Op::StoreGlobal { src, slot } => {
                        before!(global_of(heap, slot, true));
                        heap.globals[usize::from(slot)].store(r!(src));
                    }
                    Op::LoadBuiltin { dst, name } => {
                        store!(dst, heap.builtins.get(symbol_of(name)))
                    }
                    Op::LoadCell { dst, cell } => {
                        before_access!(Place::Cell(r!(cell)), false);
                        store!(dst, cell_value(heap, r!(cell)))
                    }
                    Op::StoreCell { cell, src } => {
                        before_access!(Place::Cell(r!(cell)), true);
                        match heap.get(r!(cell)) {
                            Some(Obj::Cell(shared)) => shared.store(r!(src)),
                            _ => leave!(Why::Slow),
                        }
                    }
                    Op::LoadAttr { dst, obj, name } => {
                        let (object, name) = (r!(obj), symbol_of(name));
                        count!(object);
                        let found = match member::slot(heap, &mut thread.cache, object, name, false)
                        {
                            Some(slot) => {
                                before_access!(Place::Attribute(object, name), false);
                                slot.load().defined()
                            }
                            None => member::module_value(heap, &mut thread.cache, object, name),
                        };
                        store!(dst, found)
                    }
                    Op::StoreAttr { obj, name, src } => {
                        let (object, name) = (r!(obj), symbol_of(name));
                        count!(object);
                        match member::slot(heap, &mut thread.cache, object, name, true) {
                            Some(slot) => {
                                before_access!(Place::Attribute(object, name), true);
                                slot.store(r!(src));
                            }
                            None => leave!(Why::Slow),
                        }
                    }
                    Op::LoadMethod { base, obj, name } => {
                        let object = r!(obj);
                        count!(object);
                        match member::method(heap, &mut thread.cache, object, symbol_of(name)) {
                            Some((function, receiver)) => {
                                r!(base) = function;
                                r!(base + 1) = receiver;
                            }
                            None => leave!(Why::Slow),
                        }
                    }
                    Op::LoadItem { dst, obj, key } => {
                        before!(item_of(heap, r!(obj), r!(key), false));
                        count!(r!(obj));
                        store!(dst, plain_item(heap, r!(obj), r!(key)))
                    }
                    Op::StoreItem { obj, key, src } => {
                        before!(item_of(heap, r!(obj), r!(key), true));
                        count!(r!(obj));
                        if set_plain_item(heap, r!(obj), r!(key), r!(src)).is_none() {
                            leave!(Why::Slow)
                        }
                    }
                    Op::ListAppend { list, src } => match heap.get(r!(list)) {
                        Some(Obj::List(items)) => items.lock().push(r!(src)),
                        _ => leave!(Why::Slow),
                    },
                    Op::Add { dst, a, b } if r!(a).as_handle().is_some() => {
                        store!(dst, concat(heap, &mut thread.nursery, r!(a), r!(b)))
                    }
                    Op::Add { dst, a, b } => {
                        store!(dst, arithmetic(r!(a), r!(b), i64::checked_add, f64::add))
                    }
                    Op::Sub { dst, a, b } => {
                        store!(dst, arithmetic(r!(a), r!(b), i64::checked_sub, f64::sub))
                    }
                    Op::Mul { dst, a, b } => {
                        store!(dst, arithmetic(r!(a), r!(b), i64::checked_mul, f64::mul))
                    }
                    Op::AddInt { dst, src, value } | Op::AddIntInPlace { dst, src, value } => {
                        store!(dst, arithmetic(r!(src), int(value), i64::checked_add, f64::add))
                    }
                    Op::BinaryInt { op: binary, dst, a, value } => {
                        store!(dst, plain_int(binary, r!(a), int(value)))
                    }
                    Op::Binary { op: binary, dst, a, b }
                    | Op::InPlace { op: binary, dst, a, b } => {
                        store!(dst, plain_binary(heap, &mut thread.nursery, binary, r!(a), r!(b)))
                    }
                    Op::Compare { op: compare, dst, a, b } => {
                        store!(dst, compared(heap, compare, r!(a), r!(b)).map(Value::bool))
                    }
                    Op::JumpUnless { op: compare, a, b, offset } => {
                        jump_if!(compared(heap, compare, r!(a), r!(b)), false, offset)
                    }
                    Op::JumpUnlessInt { op: compare, a, value, offset } => {
                        jump_if!(plain_compare(compare, r!(a), int(value)), false, offset)
                    }
                    Op::Not { dst, src } => {
                        store!(dst, truth(heap, r!(src)).map(|truth| Value::bool(!truth)))
                    }
                    Op::Jump { offset } => jump!(offset),
                    Op::JumpBack { offset } => back!(offset),
                    Op::LoopInt { op: compare, a, value, offset } => {
                        round!(plain_compare(compare, r!(a), int(value)), offset)
                    }
                    Op::LoopCompare { op: compare, a, b, offset } => {
                        round!(plain_compare(compare, r!(a), r!(b)), offset)
                    }
                    Op::LoopFor { dst, iter, offset } => match loop_item(heap, r!(iter)) {
                        Some(Some(item)) => {
                            r!(dst) = item;
                            back!(offset);
                        }
                        Some(None) => pc += 1,
                        None if depth < thread.recursion_limit && !world.interrupted() => {
                            thread.frames[depth - 1].pc =
                                pc.wrapping_add_signed(offset as isize) as u32;
                            let (generator, then) =
                                (r!(iter), Kept::Next { dst, offset: 1 - offset });
                            if go_on(thread, heap, generator, top!(), then) {
                                world.worked();
                                top_frame!();
                                continue 'frame;
                            }
                            regs = frame!();
                        }
                        None => {}
                    },
                    Op::JumpIfTrue { src, offset } => {
                        jump_if!(truth(heap, r!(src)), true, offset)
                    }
                    Op::JumpIfFalse { src, offset } => {
                        jump_if!(truth(heap, r!(src)), false, offset)
                    }
                    Op::JumpIfUndefined { src, offset } => {
                        if r!(src).is_undefined() {
                            jump!(offset);
                        }
                    }
                    Op::ForIter { dst, iter, offset } => match loop_item(heap, r!(iter)) {
                        Some(Some(item)) => r!(dst) = item,
                        Some(None) => jump!(offset),
                        None if depth < thread.recursion_limit => {
                            thread.frames[depth - 1].pc = pc as u32;
                            let (generator, then) = (r!(iter), Kept::Next { dst, offset });
                            if go_on(thread, heap, generator, top!(), then) {
                                top_frame!();
                                continue 'frame;
                            }
                            return Why::Slow;
                        }
                        None => leave!(Why::Slow),
                    },
                    Op::Yield { dst, src } => {
                        let value = r!(src);
                        thread.frames[depth - 1].pc = pc as u32;
                        if put_away(thread, heap, dst, top!(), value) {
                            top_frame!();
                            continue 'frame;
                        }
                        return Why::Slow;
                    }
                    Op::Call { dst, base: window, argc } => {
                        before!(shown_to(heap, &regs[usize::from(window)..], argc));
                        call!(dst, window, argc)
                    }
                    Op::CallMethod { dst, base: window, argc } => {
                        before!(asked_of(heap, &regs[usize::from(window)..], argc));
                        if r!(window).is_undefined() {
                            call!(dst, window + 1, argc)
                        } else {
                            call!(dst, window, argc + 1)
                        }
                    }
                    Op::Return { src } => {
                        let value = r!(src);
                        if !give_back(thread, value) {
                            leave!(Why::Slow)
                        }
                        top_frame!();
                        continue 'frame;
                    }
                    other if make(heap, &mut thread.nursery, regs, other) => {}
                    _ => leave!(Why::Slow),
                }
            }
        }
    }
}
