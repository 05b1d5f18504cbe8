//! `_weak`: what `weakref`, `gc` and the end of objects with a `__del__` are made of.

use super::NativeModule;
use crate::model::native::{Answer, Args, Ctx, NativeResult, none, value};
use crate::model::value::Value;
use crate::model::watch::{Due, Reach};

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_weak",
    functions: &[
        ("begin_calls", begin_calls),
        ("end_calls", end_calls),
        ("has_due", has_due),
        ("next_due", next_due),
        ("references", references),
        ("settle", settle),
        ("target", target),
        ("watch", watch),
        ("watching", watching),
    ],
    floats: &[],
    types: &[],
};

/// `watch(reference, target, calls_back)`: `reference` points weakly to `target` from now on.
fn watch(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [reference, target, calls_back] = args.exactly(ctx, "watch")?;
    ctx.heap.watch.add_reference(reference, target, calls_back == Value::TRUE);
    none()
}

/// `target(reference)`: what it points to, or None.
fn target(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [reference] = args.exactly(ctx, "target")?;
    value(ctx.heap.watch.target(reference).defined().unwrap_or(Value::NONE))
}

/// `references(target)`: the weak references to it.
fn references(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [target] = args.exactly(ctx, "references")?;
    let found = ctx.heap.watch.references(target);
    value(ctx.new_list(found))
}

/// `settle(reach)`: finds what is due: what counting references would free (0), all garbage (1), or
/// what only the script's variables hold (2).
fn settle(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [reach] = args.exactly(ctx, "settle")?;
    let number = ctx.int_arg(reach)?;
    Ok(Answer::Settle(Reach::numbered(number)))
}

fn watching(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "watching")?;
    value(Value::bool(ctx.heap.watch.is_watching()))
}

fn has_due(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "has_due")?;
    value(Value::bool(ctx.heap.watch.has_due()))
}

/// `next_due()`: (whether it is a weak reference, the object or the reference), or None.
fn next_due(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "next_due")?;
    match ctx.heap.watch.next_due() {
        Some(Due::Finalizer(object)) => value(ctx.new_tuple([Value::FALSE, object])),
        Some(Due::Callback(reference)) => value(ctx.new_tuple([Value::TRUE, reference])),
        None => none(),
    }
}

fn begin_calls(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "begin_calls")?;
    value(Value::bool(ctx.heap.watch.begin_calls()))
}

fn end_calls(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    args.exactly::<0>(ctx, "end_calls")?;
    ctx.heap.watch.end_calls();
    none()
}
