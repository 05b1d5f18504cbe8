//! Generators: the methods by which a script drives one.

use super::NativeType;
use crate::model::native::{Answer, Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::{Generator, Kind, Obj};
use crate::model::value::Value;

/// The type.
pub const TYPE: NativeType = NativeType {
    kind: Kind::Generator,
    name: "generator",
    methods: &[
        ("__iter__", itself),
        ("__next__", next),
        ("close", close),
        ("send", send),
        ("throw", throw),
    ],
    getters: &[
        ("gi_code", gi_code),
        ("gi_frame", gi_frame),
        ("gi_running", gi_running),
        ("gi_suspended", gi_suspended),
    ],
    ..NativeType::EMPTY
};

/// What a generator says of itself.
fn told(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    tell: fn(&Generator) -> Value,
) -> NativeResult {
    let [generator] = args.exactly(ctx, name)?;
    let Some(Obj::Generator(cell)) = ctx.heap.get(generator) else { return none() };
    let told = tell(&cell.lock());
    value(told)
}

/// The function, which stands for its code here.
fn gi_code(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    told(ctx, args, "gi_code", |state| state.function)
}

/// None once it has ended; its function stands for the frame that it still has.
fn gi_frame(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    told(ctx, args, "gi_frame", |state| if state.finished { Value::NONE } else { state.function })
}

fn gi_running(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    told(ctx, args, "gi_running", |state| Value::bool(state.running))
}

/// Whether it has begun and waits at a `yield`.
fn gi_suspended(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    told(ctx, args, "gi_suspended", |state| {
        Value::bool(state.awaiting.is_some() && !state.running && !state.finished)
    })
}

fn itself(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [generator] = args.exactly(ctx, "generator.__iter__")?;
    value(generator)
}

fn resume(generator: Value, value: Value, throw: bool) -> NativeResult {
    Ok(Answer::Resume { generator, value, throw })
}

fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [generator] = args.exactly(ctx, "generator.__next__")?;
    resume(generator, Value::NONE, false)
}

fn send(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [generator, item] = args.exactly(ctx, "generator.send")?;
    resume(generator, item, false)
}

/// `throw(exception)`, or the old `throw(class, value)`.
fn throw(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [generator, error, argument, _] = args.up_to(ctx, "throw", 2)?;
    let exception = exception_from(ctx, error, argument)?;
    resume(generator, exception, true)
}

fn exception_from(ctx: &mut Ctx<'_>, error: Value, argument: Value) -> Result<Value, Raised> {
    if ctx.heap.class(error).is_some_and(|class| class.kind == Kind::Exception) {
        let args: Vec<Value> = argument.defined().filter(|a| !a.is_none()).into_iter().collect();
        return Ok(ctx.exception_of(error, &args));
    }
    if ctx.heap.kind(error) == Kind::Exception {
        return Ok(error);
    }
    let found = ctx.type_name(error);
    let text =
        format!("exceptions must be classes or instances deriving from BaseException, not {found}");
    Err(ctx.type_error(text))
}

fn close(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [generator] = args.exactly(ctx, "generator.close")?;
    if let Some(Obj::Generator(state)) = ctx.heap.get(generator) {
        let mut state = state.lock();
        // One that has not begun has nothing to clean up.
        let fresh = state.awaiting.is_none() && state.pc == 0 && !state.running;
        if fresh || state.finished {
            state.finished = true;
            return none();
        }
    }
    ctx.prelude("close_generator", vec![generator])
}
