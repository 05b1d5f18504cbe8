//! Calls that need no arranging: what the loop over plain instructions does to start a function of
//! the script or to run one of the product.

use super::cache::{Cache, Found, MAKE};
use super::{Kept, Thread};
use crate::model::body::Body;
use crate::model::code::Symbol;
use crate::model::heap::Heap;
use crate::model::native::{Args, Ctx, NativeResult, ThreadView};
use crate::model::object::{Function, Native, Obj};
use crate::model::value::Value;
use crate::model::world::World;
use std::ops::Range;

/// Starts a frame whose arguments already stand at `stack[at..]`.
#[inline(always)]
pub(super) fn enter(
    thread: &mut Thread,
    body: &Body,
    function: &Function,
    at: usize,
    argc: usize,
    then: Kept,
) {
    let end = at + usize::from(body.registers);
    thread.reserve(end);
    thread.stack[at + argc..end].fill(Value::UNDEFINED);
    if !function.closure.is_empty() {
        let free = at + usize::from(body.free_base);
        thread.stack[free..free + function.closure.len()].copy_from_slice(&function.closure);
    }
    thread.push_frame(function.code, at, Value::UNDEFINED, then);
}

/// Ends the frame on top, if a register of the frame below gets its result; says whether.
#[inline(always)]
pub(super) fn give_back(thread: &mut Thread, value: Value) -> bool {
    let [.., below, frame] = &thread.frames[..] else { return false };
    let (dst, value) = match frame.then {
        Kept::Store(dst) => (dst, value),
        Kept::Made { dst, instance } if value.is_none() => (dst, instance),
        _ => return false,
    };
    if !frame.generator.is_undefined() {
        return false;
    }
    let (at, handled) = (below.base as usize + usize::from(dst), frame.handled_base as usize);
    thread.stack[at] = value;
    thread.frames.pop();
    if thread.handled.len() > handled {
        thread.handled.truncate(handled);
    }
    true
}

/// Calls a native function with the arguments in this window of the stack, the last of them named.
#[inline(always)]
pub(super) fn call_native<W: World>(
    thread: &mut Thread,
    heap: &Heap,
    world: &mut W,
    native: &Native,
    window: Range<usize>,
    names: &[Symbol],
) -> NativeResult {
    let view = ThreadView {
        handled: &thread.handled,
        frames: &thread.frames,
        stack: &thread.stack,
        locals: &thread.locals,
    };
    let nursery = &mut thread.nursery;
    let mut ctx = Ctx { heap, nursery, host: world, thread: thread.id, view };
    let (positional, keywords) = thread.stack[window.clone()].split_at(window.len() - names.len());
    (native.call)(&mut ctx, Args { positional, names, keywords })
}

/// What calling a class without arranging anything comes to.
pub(super) enum Maker<'a> {
    /// This `__new__` of a builtin type.
    New(&'a Native),
    /// A new instance and this `__init__`.
    Init(&'a Function, &'a Body),
}

/// How a class is called with `argc` plain arguments, if that is so simple.
#[inline]
pub(super) fn maker<'a>(
    heap: &'a Heap,
    cache: &mut Cache,
    class: Value,
    argc: usize,
) -> Option<Maker<'a>> {
    let Found::Init(init) = *cache.find(heap, class, MAKE) else { return None };
    match heap.get(init)? {
        Obj::Native(new) => Some(Maker::New(new)),
        Obj::Function(init) => {
            let body = &heap.bodies[init.code.0 as usize];
            body.is_plain(argc + 1).then_some(Maker::Init(init, body))
        }
        _ => None,
    }
}
