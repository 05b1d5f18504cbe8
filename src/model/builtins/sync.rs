//! `_sync`: what the library's Python code builds `threading` and `queue` on. Native locks, the
//! cores of all other primitives, and the running thread.

use super::{NativeModule, NativeType};
use crate::model::ids::ObjectId;
use crate::model::native::{
    Answer, Args, Ctx, NativeResult, Raised, StepCall, StepResult, none, value,
};
use crate::model::object::{Kind, Obj};
use crate::model::primitives::{Primitive, Rules, clock, lock, rlock, spec_named};
use crate::model::value::Value;

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_sync",
    functions: &[
        ("Lock", new_lock),
        ("RLock", new_rlock),
        ("core", new_core),
        ("fold", fold),
        ("ident", ident),
        ("label", label),
        ("native_id", native_id),
        ("note_signal_handler", note_signal_handler),
        ("part", part),
        ("rename", rename),
        ("send_signal", send_signal),
        ("set_daemon", set_daemon),
        ("set_thread_object", set_thread_object),
        ("sleep", sleep),
        ("spawn", spawn),
        ("step", step),
        ("thread_core", thread_core),
        ("thread_dict", thread_dict),
        ("thread_object", thread_object),
    ],
    floats: &[],
    types: &[("LockType", Kind::Lock)],
};

/// `_thread.lock`
pub const LOCK: NativeType = NativeType {
    kind: Kind::Lock,
    name: "lock",
    module: "_thread",
    methods: &[
        ("__enter__", lock_enter),
        ("__exit__", lock_exit),
        ("__repr__", lock_repr),
        ("acquire", lock_acquire),
        ("acquire_lock", lock_acquire),
        ("locked", lock_locked),
        ("locked_lock", lock_locked),
        ("release", lock_release),
        ("release_lock", lock_release),
    ],
    ..NativeType::EMPTY
};

/// `_thread.RLock`
pub const RLOCK: NativeType = NativeType {
    kind: Kind::RLock,
    name: "RLock",
    module: "_thread",
    methods: &[
        ("__enter__", lock_enter),
        ("__exit__", lock_exit),
        ("__repr__", lock_repr),
        ("_acquire_restore", acquire_restore),
        ("_is_owned", is_owned),
        ("_release_save", release_save),
        ("acquire", lock_acquire),
        ("release", lock_release),
    ],
    ..NativeType::EMPTY
};

/// The core of any other primitive.
pub const CORE: NativeType =
    NativeType { kind: Kind::Core, name: "core", module: "_sync", ..NativeType::EMPTY };

/// Longest time-out that means a time-out; beyond it CPython raises OverflowError.
const TIMEOUT_SECONDS_MAX: f64 = 9_223_372_036.0;

/// The primitive behind a lock or a core.
pub fn object_of(ctx: &mut Ctx<'_>, value: Value) -> Result<ObjectId, Raised> {
    match ctx.heap.get(value) {
        Some(Obj::Lock(id) | Obj::RLock(id) | Obj::Core(id)) => Ok(*id),
        _ => {
            let found = ctx.type_name(value);
            Err(ctx.type_error(format!("expected a primitive, not {found}")))
        }
    }
}

fn create(ctx: &mut Ctx<'_>, mut primitive: Primitive) -> ObjectId {
    let line = ctx.script_site().map_or(0, |(line, _)| line);
    if ctx.heap.program.fair_lines.contains(&line) {
        primitive.make_fair();
    }
    let is_thread = matches!(primitive, Primitive::Thread(_));
    let line = if is_thread { super::made_at::line_of_thread(ctx) } else { line };
    let id = ctx.host.create(primitive, line);
    if !is_thread && let Some(name) = super::site_name::of_running_call(ctx) {
        let name = ctx.heap.unique_name(&name);
        ctx.host.label(id, &name);
    }
    id
}

fn new_lock(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "allocate_lock")?;
    let id = create(ctx, lock::Lock::default().into());
    value(ctx.alloc(Obj::Lock(id)))
}

fn new_rlock(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "RLock")?;
    let id = create(ctx, rlock::RLock::default().into());
    value(ctx.alloc(Obj::RLock(id)))
}

fn new_core(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [kind, arg] = args.up_to(ctx, "core", 1)?;
    let kind = ctx.str_arg(kind, "kind")?;
    let arg = arg.defined().map_or(Ok(0), |arg| ctx.int_arg(arg))?;
    let Some(primitive) = Primitive::create(&kind, arg) else {
        return Err(ctx.value_error(format!("no primitive is called {kind}")));
    };
    let id = create(ctx, primitive);
    value(ctx.alloc(Obj::Core(id)))
}

/// `step(core, op, arg=0, block=True, timeout=None)`
fn step(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [core, op, arg, block, timeout] = args.up_to(ctx, "step", 2)?;
    let object = object_of(ctx, core)?;
    let name = ctx.str_arg(op, "op")?;
    let Some(op) = op_number(ctx, object, &name) else {
        return Err(ctx.value_error(format!("no operation is called {name}")));
    };
    let arg = arg.defined().map_or(Ok(0), |arg| ctx.int_arg(arg))?;
    let block = block.defined().and_then(|b| crate::model::ops::truth(ctx.heap, b));
    let timeout_nanos = match timeout.defined().filter(|t| !t.is_none()) {
        Some(timeout) => {
            let seconds = ctx.float_arg(timeout)?;
            Some(nanos_from_seconds(seconds))
        }
        None => None,
    };
    let may_block = block.unwrap_or(true) && timeout_nanos != Some(0);
    let result = StepResult::Number;
    Ok(Answer::Step(StepCall { object, op, arg, may_block, timeout_nanos, result }))
}

fn op_number(ctx: &mut Ctx<'_>, object: ObjectId, name: &str) -> Option<u8> {
    let spec = spec_named(ctx.host.kind_of(object))?;
    spec.ops.iter().position(|op| op.name == name).map(|at| at as u8)
}

fn nanos_from_seconds(seconds: f64) -> u64 {
    if seconds <= 0.0 { 0 } else { (seconds * 1e9).min(9.0e18) as u64 }
}

/// `acquire(blocking=True, timeout=-1)`
fn lock_acquire(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (&receiver, rest) = args.positional.split_first().unwrap_or((&Value::NONE, &[]));
    let args = Args { positional: rest, ..args };
    let [blocking, timeout] = args.named(ctx, "acquire", ["blocking", "timeout"], 0)?;
    let object = object_of(ctx, receiver)?;
    let blocking = match blocking.defined() {
        Some(blocking) => crate::model::ops::truth(ctx.heap, blocking).unwrap_or(true),
        None => true,
    };
    let seconds = match timeout.defined() {
        None => -1.0,
        Some(given) => ctx.heap.number(given).ok_or_else(|| {
            let found = ctx.type_name(given);
            ctx.type_error(format!("'{found}' object cannot be interpreted as an integer"))
        })?,
    };
    if !blocking && seconds != -1.0 {
        return Err(ctx.value_error("can't specify a timeout for a non-blocking call"));
    }
    if seconds < 0.0 && seconds != -1.0 {
        return Err(ctx.value_error("timeout value must be positive"));
    }
    if seconds > TIMEOUT_SECONDS_MAX {
        return Err(ctx.raise("OverflowError", "timeout value is too large"));
    }
    let timeout_nanos = (seconds >= 0.0).then(|| nanos_from_seconds(seconds));
    let may_block = blocking && timeout_nanos != Some(0);
    step_on(object, lock::ACQUIRE, 0, may_block, timeout_nanos, StepResult::Happened)
}

fn step_on(
    object: ObjectId,
    op: u8,
    arg: i64,
    may_block: bool,
    timeout_nanos: Option<u64>,
    result: StepResult,
) -> NativeResult {
    Ok(Answer::Step(StepCall { object, op, arg, may_block, timeout_nanos, result }))
}

/// The step that `with lock:` begins with.
pub fn enter_step(object: ObjectId) -> StepCall {
    let (op, result) = (lock::ACQUIRE, StepResult::Happened);
    StepCall { object, op, arg: 0, may_block: true, timeout_nanos: None, result }
}

/// The step that it ends with.
pub fn exit_step(object: ObjectId) -> StepCall {
    let (op, result) = (lock::RELEASE, StepResult::None);
    StepCall { object, op, arg: 0, may_block: false, timeout_nanos: None, result }
}

fn lock_enter(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver] = args.exactly(ctx, "__enter__")?;
    let object = object_of(ctx, receiver)?;
    Ok(Answer::Step(enter_step(object)))
}

fn lock_exit(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let Some(&receiver) = args.positional.first() else { return none() };
    let object = object_of(ctx, receiver)?;
    Ok(Answer::Step(exit_step(object)))
}

fn lock_release(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver] = args.exactly(ctx, "release")?;
    let object = object_of(ctx, receiver)?;
    Ok(Answer::Step(exit_step(object)))
}

fn lock_locked(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver] = args.exactly(ctx, "locked")?;
    let object = object_of(ctx, receiver)?;
    step_on(object, lock::LOCKED, 0, false, None, StepResult::Bool)
}

fn is_owned(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver] = args.exactly(ctx, "_is_owned")?;
    let object = object_of(ctx, receiver)?;
    step_on(object, rlock::OWNED, 0, false, None, StepResult::Bool)
}

fn release_save(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver] = args.exactly(ctx, "_release_save")?;
    let object = object_of(ctx, receiver)?;
    step_on(object, rlock::RELEASE_SAVE, 0, false, None, StepResult::Number)
}

fn acquire_restore(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver, depth] = args.exactly(ctx, "_acquire_restore")?;
    let object = object_of(ctx, receiver)?;
    let depth = ctx.int_arg(depth)?;
    step_on(object, rlock::ACQUIRE_RESTORE, depth, true, None, StepResult::None)
}

fn lock_repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver] = args.exactly(ctx, "__repr__")?;
    let object = object_of(ctx, receiver)?;
    let (holders, _, level) = ctx.host.look(object);
    let state = if level > 0 { "locked" } else { "unlocked" };
    let at = address(receiver);
    let text = match ctx.heap.get(receiver) {
        Some(Obj::RLock(_)) => {
            let owner = holders.first().map_or(0, |&who| ctx.host.ident_of_thread(who));
            format!("<{state} _thread.RLock object owner={owner} count={level} at {at}>")
        }
        _ => format!("<{state} _thread.lock object at {at}>"),
    };
    value(ctx.new_str(text))
}

/// What `repr` calls an object's address: stable, and as long as a real one.
pub fn address(value: Value) -> String {
    format!("0x{:012x}", 0x7f00_0000_0000_u64 + value.0 * 2)
}

/// `spawn(core, callable, name, daemon)`
fn spawn(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [core, callable, name, daemon] = args.exactly(ctx, "spawn")?;
    let object = object_of(ctx, core)?;
    let name = ctx.str_arg(name, "name")?;
    let daemon = crate::model::ops::truth(ctx.heap, daemon).unwrap_or(false);
    match ctx.host.spawn(object, callable, &name, daemon) {
        Some(thread) => {
            let ident = ctx.host.ident_of_thread(thread);
            value(ctx.new_int(ident))
        }
        None => Err(ctx.raise("RuntimeError", "can't start new thread")),
    }
}

/// `send_signal(number, interrupts)`: to the main thread, also while it waits if it `interrupts`.
fn send_signal(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number, interrupts] = args.exactly(ctx, "send_signal")?;
    let number = ctx.int_arg(number)?;
    ctx.host.send_signal(u32::try_from(number).unwrap_or(0), interrupts == Value::TRUE);
    none()
}

/// `note_signal_handler()`: the script has set a signal's handler.
fn note_signal_handler(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    ctx.host.note_signal_handler();
    none()
}

fn thread_core(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "thread_core")?;
    let id = ctx.host.thread_core();
    value(ctx.alloc(Obj::Core(id)))
}

fn thread_object(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "thread_object")?;
    let object = ctx.view.locals.lock().thread_object;
    value(object.defined().unwrap_or(Value::NONE))
}

fn set_thread_object(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "set_thread_object")?;
    ctx.view.locals.lock().thread_object = object;
    none()
}

/// `thread_dict(key)`: a dict private to the running thread and the object `key`.
fn thread_dict(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [key] = args.exactly(ctx, "thread_dict")?;
    let known = ctx.view.locals.lock().dicts.iter().find(|(k, _)| *k == key).map(|(_, d)| *d);
    if let Some(dict) = known {
        return value(dict);
    }
    let dict = ctx.alloc(Obj::Dict(Box::default()));
    ctx.view.locals.lock().dicts.push((key, dict));
    value(dict)
}

fn ident(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "ident")?;
    let (ident, _) = ctx.host.idents();
    value(ctx.new_int(ident))
}

fn native_id(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [core] = args.exactly(ctx, "native_id")?;
    let object = object_of(ctx, core)?;
    match ctx.host.ident_of(object) {
        Some((_, native)) => value(ctx.new_int(native)),
        None => none(),
    }
}

fn rename(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [core, name] = args.exactly(ctx, "rename")?;
    let object = object_of(ctx, core)?;
    let name = ctx.str_arg(name, "name")?;
    ctx.host.rename_thread(object, &name);
    none()
}

/// `set_daemon(core, flag)`: the flag that counts is the one given to `spawn`; this only checks.
fn set_daemon(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [core, _flag] = args.exactly(ctx, "set_daemon")?;
    object_of(ctx, core)?;
    none()
}

/// `label(core, text)`: what it is called unless the script has a name for what it is making.
fn label(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [core, text] = args.exactly(ctx, "label")?;
    let object = object_of(ctx, core)?;
    let text = ctx.str_arg(text, "text")?;
    if super::site_name::of_running_call(ctx).is_none() {
        ctx.host.label(object, &text);
    }
    none()
}

/// `fold(core, whole, text)`: a library object's own, not the script's; `label` besides. Without a
/// whole it belongs to the library itself, and is no name's of the script.
fn fold(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [core, whole, text] = args.exactly(ctx, "fold")?;
    let object = object_of(ctx, core)?;
    let named = super::site_name::of_running_call(ctx);
    let folded_in = if whole.is_none() { ObjectId::CLOCK } else { object_of(ctx, whole)? };
    let text = ctx.str_arg(text, "text")?;
    ctx.host.part(object, folded_in, "");
    if let Some(name) = named.as_ref().filter(|_| whole.is_none()) {
        ctx.heap.give_back_name(name);
    }
    if named.is_none() || whole.is_none() {
        ctx.host.label(object, &text);
    }
    none()
}

/// `part(part, whole, text)`: what was just made is a part of what the script makes, and is called
/// after that. The name it had is free again, so that the next whole has it.
fn part(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [part, whole, text] = args.exactly(ctx, "part")?;
    let (part, whole) = (object_of(ctx, part)?, object_of(ctx, whole)?);
    let text = ctx.str_arg(text, "text")?;
    if let Some(name) = super::site_name::of_running_call(ctx) {
        ctx.heap.give_back_name(&name);
    }
    ctx.host.part(part, whole, &text);
    none()
}

fn sleep(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [seconds] = args.exactly(ctx, "sleep")?;
    let Some(seconds) = ctx.heap.number(seconds) else {
        let found = ctx.type_name(seconds);
        return Err(ctx.type_error(format!("'{found}' object cannot be interpreted as an integer")));
    };
    if seconds.is_nan() {
        return Err(ctx.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(ctx.value_error("sleep length must be non-negative"));
    }
    if seconds > TIMEOUT_SECONDS_MAX {
        return Err(ctx.raise("OverflowError", "timestamp too large to convert to C _PyTime_t"));
    }
    let nanos = Some(nanos_from_seconds(seconds));
    step_on(ObjectId::CLOCK, clock::SLEEP, 0, true, nanos, StepResult::None)
}
