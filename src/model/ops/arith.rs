//! Binary and unary operators on native types.

use super::as_int;
use super::item::frozen;
use super::key::insert;
use super::sets::{self, SetLike};
use crate::model::code::BinaryOp;
use crate::model::dict::Table;
use crate::model::heap::Heap;
use crate::model::native::{Ctx, Raised};
use crate::model::object::{Kind, Obj};
use crate::model::shared::Guarded;
use crate::model::text::float;
use crate::model::value::Value;

/// `a op b` on native types; `None` if they have no such operator (the caller asks user classes,
/// then raises [`unsupported`]).
pub fn binary(
    ctx: &mut Ctx<'_>,
    op: BinaryOp,
    a: Value,
    b: Value,
) -> Result<Option<Value>, Raised> {
    let (a, b) = (ctx.heap.native(a), ctx.heap.native(b));
    if let (Some(x), Some(y)) = (ctx.heap.int(a), ctx.heap.int(b))
        && let Some(done) = small_int(op, x, y)
    {
        let both_bools = a.as_bool().is_some() && b.as_bool().is_some();
        let is_bit_op = matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor);
        return Ok(Some(if both_bools && is_bit_op {
            Value::bool(done != 0)
        } else {
            ctx.new_int(done)
        }));
    }
    let kinds = (ctx.heap.kind(a), ctx.heap.kind(b));
    match kinds {
        (Kind::Int | Kind::Bool, Kind::Int | Kind::Bool) => int_op(ctx, op, a, b),
        (Kind::Float, Kind::Float | Kind::Int | Kind::Bool)
        | (Kind::Int | Kind::Bool, Kind::Float) => float_op(ctx, op, a, b),
        (Kind::Str, _) if op == BinaryOp::Mod => percent_format(ctx, a, b),
        _ => container_op(ctx, op, a, b),
    }
}

/// The commonest cases in plain machine arithmetic.
fn small_int(op: BinaryOp, x: i64, y: i64) -> Option<i64> {
    match op {
        BinaryOp::Add => x.checked_add(y),
        BinaryOp::Sub => x.checked_sub(y),
        BinaryOp::Mul => x.checked_mul(y),
        BinaryOp::And => Some(x & y),
        BinaryOp::Or => Some(x | y),
        BinaryOp::Xor => Some(x ^ y),
        BinaryOp::FloorDiv if y > 0 => Some(x.div_euclid(y)),
        BinaryOp::Mod if y > 0 => Some(x.rem_euclid(y)),
        BinaryOp::RShift if (0..64).contains(&y) => Some(x >> y),
        _ => None,
    }
}

fn int_op(ctx: &mut Ctx<'_>, op: BinaryOp, a: Value, b: Value) -> Result<Option<Value>, Raised> {
    let (Some(x), Some(y)) = (as_int(ctx.heap, a), as_int(ctx.heap, b)) else { return Ok(None) };
    let result = match op {
        BinaryOp::Add => Ok(x.add(&y)),
        BinaryOp::Sub => Ok(x.sub(&y)),
        BinaryOp::Mul => x.mul(&y),
        BinaryOp::FloorDiv => x.floor_div(&y),
        BinaryOp::Mod => x.modulo(&y),
        BinaryOp::Pow if y.is_negative() => return float_op(ctx, op, a, b),
        BinaryOp::Pow => x.pow(&y),
        BinaryOp::LShift => x.shift_left(&y),
        BinaryOp::RShift => x.shift_right(&y),
        BinaryOp::And => Ok(x.and(&y)),
        BinaryOp::Or => Ok(x.or(&y)),
        BinaryOp::Xor => Ok(x.xor(&y)),
        BinaryOp::TrueDiv => {
            let quotient = x.true_div(&y).map_err(|fault| ctx.raise_fault(fault))?;
            return Ok(Some(ctx.new_float(quotient)));
        }
        BinaryOp::MatMul => return Ok(None),
    };
    let int = result.map_err(|fault| ctx.raise_fault(fault))?;
    Ok(Some(ctx.int_value(int)))
}

fn float_op(ctx: &mut Ctx<'_>, op: BinaryOp, a: Value, b: Value) -> Result<Option<Value>, Raised> {
    let (x, y) = (to_float(ctx, a)?, to_float(ctx, b)?);
    let result = match op {
        BinaryOp::Add => Ok(x + y),
        BinaryOp::Sub => Ok(x - y),
        BinaryOp::Mul => Ok(x * y),
        BinaryOp::TrueDiv => float::true_div(x, y),
        BinaryOp::FloorDiv => float::floor_div(x, y),
        BinaryOp::Mod => float::modulo(x, y),
        BinaryOp::Pow => float::pow(x, y),
        _ => return Ok(None),
    };
    let result = result.map_err(|fault| ctx.raise_fault(fault))?;
    Ok(Some(ctx.new_float(result)))
}

fn to_float(ctx: &mut Ctx<'_>, value: Value) -> Result<f64, Raised> {
    if let Some(float) = ctx.heap.float(value) {
        return Ok(float);
    }
    let Some(int) = as_int(ctx.heap, value) else { return Ok(f64::NAN) };
    int.to_f64().map_err(|fault| ctx.raise_fault(fault))
}

/// `'...' % values`. Values that need Python code to become text go through the prelude, which
/// the interpreter handles before it comes here.
fn percent_format(ctx: &mut Ctx<'_>, a: Value, b: Value) -> Result<Option<Value>, Raised> {
    let Some(text) = ctx.heap.str(a) else { return Ok(None) };
    let text = text.to_owned();
    crate::model::builtins::format::percent(ctx, &text, b)
}

fn container_op(
    ctx: &mut Ctx<'_>,
    op: BinaryOp,
    a: Value,
    b: Value,
) -> Result<Option<Value>, Raised> {
    match op {
        BinaryOp::Add => concatenate(ctx, a, b),
        BinaryOp::Mul => repeat(ctx, a, b),
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::Sub => set_op(ctx, op, a, b),
        _ => Ok(None),
    }
}

fn concatenate(ctx: &mut Ctx<'_>, a: Value, b: Value) -> Result<Option<Value>, Raised> {
    let heap = ctx.heap;
    let joined = match (heap.get(a), heap.get(b)) {
        (Some(Obj::Str(x)), Some(Obj::Str(y))) => {
            ctx.check_allocation(x.bytes() + y.bytes(), 1)?;
            ctx.alloc(Obj::Str(x.concat(y)))
        }
        (Some(Obj::List(x)), Some(Obj::List(y))) => {
            let mut items = x.lock().clone();
            let more = y.lock().clone();
            items.extend(more);
            ctx.new_list(items)
        }
        (Some(Obj::Tuple(x)), Some(Obj::Tuple(y))) => {
            let items: Vec<Value> = x.iter().chain(y.iter()).copied().collect();
            ctx.new_tuple(items)
        }
        (Some(Obj::Bytes(x)), Some(Obj::Bytes(y))) => {
            let bytes: Vec<u8> = x.iter().chain(y.iter()).copied().collect();
            ctx.alloc(Obj::Bytes(bytes.into()))
        }
        (Some(Obj::Str(_) | Obj::List(_) | Obj::Tuple(_)), _)
            if !user_method(ctx, b, "__radd__") =>
        {
            let (own, found) = (ctx.type_name(a), ctx.type_name(b));
            let text = format!("can only concatenate {own} (not \"{found}\") to {own}");
            return Err(ctx.type_error(text));
        }
        _ => return Ok(None),
    };
    Ok(Some(joined))
}

/// Whether `value` is of a user's class with this method: then the error must wait for its answer.
fn user_method(ctx: &Ctx<'_>, value: Value, method: &str) -> bool {
    let class = ctx.heap.class_of(value);
    ctx.heap.instance(value).is_some()
        && ctx.heap.symbol(method).is_some_and(|name| ctx.heap.lookup(class, name).is_some())
}

fn repeat(ctx: &mut Ctx<'_>, a: Value, b: Value) -> Result<Option<Value>, Raised> {
    let (sequence, count) = match (ctx.heap.int(a), ctx.heap.int(b)) {
        (None, Some(count)) => (a, count),
        (Some(count), None) => (b, count),
        _ => return Ok(None),
    };
    let count = usize::try_from(count).unwrap_or(0);
    let heap = ctx.heap;
    let repeated = match heap.get(sequence) {
        Some(Obj::Str(text)) => {
            ctx.check_allocation(text.text().len().saturating_mul(count), 1)?;
            ctx.new_str(text.text().repeat(count))
        }
        Some(Obj::Bytes(bytes)) => {
            ctx.check_allocation(bytes.len().saturating_mul(count), 1)?;
            ctx.alloc(Obj::Bytes(bytes.repeat(count).into()))
        }
        Some(Obj::List(items)) => {
            let items = items.lock().clone();
            ctx.check_allocation(items.len().saturating_mul(count), 8)?;
            ctx.new_list(items.repeat(count))
        }
        Some(Obj::Tuple(items)) => {
            ctx.check_allocation(items.len().saturating_mul(count), 8)?;
            ctx.new_tuple(items.repeat(count))
        }
        _ => return Ok(None),
    };
    Ok(Some(repeated))
}

fn set_op(ctx: &mut Ctx<'_>, op: BinaryOp, a: Value, b: Value) -> Result<Option<Value>, Raised> {
    let heap = ctx.heap;
    if op == BinaryOp::Or
        && let (Some(x), Some(y)) = (heap.dict(a), heap.dict(b))
    {
        let mut merged = x.lock().clone();
        let more = y.lock().clone();
        more.iter().for_each(|e| insert(heap, &mut merged, e.hash, e.key, e.value));
        return Ok(Some(ctx.alloc(Obj::Dict(Box::new(Guarded::new(merged))))));
    }
    let (Some(x), Some(y)) = (SetLike::of(heap, a), SetLike::of(heap, b)) else {
        return Ok(None);
    };
    let out = match op {
        BinaryOp::And | BinaryOp::Or if a == b => x.set_copy(heap),
        BinaryOp::And => sets::intersection(heap, x, y),
        BinaryOp::Sub => sets::difference(heap, x, y),
        BinaryOp::Xor => sets::symmetric_difference(heap, y.set_copy(heap), &x.copy(heap)),
        _ => sets::union(heap, x.set_copy(heap), &y.copy(heap)),
    };
    Ok(Some(match heap.get(a) {
        Some(Obj::FrozenSet(_)) => ctx.alloc(frozen(heap, out)),
        _ => ctx.alloc(Obj::Set(Box::new(Guarded::new(out)))),
    }))
}

fn set_in_place(heap: &Heap, op: BinaryOp, table: &Guarded<Table>, other: SetLike<'_>) {
    match op {
        BinaryOp::And => sets::intersect_in_place(heap, table, other),
        BinaryOp::Sub => {
            let other = other.entries_now();
            change(table, |own| sets::removed(heap, own, &other));
        }
        _ => {
            let other = other.copy(heap);
            change(table, |own| match op {
                BinaryOp::Xor => sets::symmetric_difference(heap, own, &other),
                _ => sets::union(heap, own, &other),
            });
        }
    }
}

/// Makes another of a table, under its lock.
pub fn change(table: &Guarded<Table>, how: impl FnOnce(Table) -> Table) {
    let mut table = table.lock();
    let own = std::mem::take(&mut *table);
    *table = how(own);
}

/// `a op= b` where the native type of `a` changes in place; `None`: do it as `a op b`.
pub fn in_place(
    ctx: &mut Ctx<'_>,
    op: BinaryOp,
    a: Value,
    b: Value,
) -> Result<Option<Value>, Raised> {
    let heap = ctx.heap;
    match (op, heap.get(heap.native(a))) {
        (BinaryOp::Add, Some(Obj::List(items))) => {
            let Some(more) = super::iterate::items(heap, b) else { return Ok(None) };
            heap.note_bytes(ctx.nursery, size_of_val(&more[..]));
            items.lock().extend(more);
            Ok(Some(a))
        }
        (BinaryOp::Mul, Some(Obj::List(items))) => {
            let Some(count) = heap.int(b) else { return Ok(None) };
            let count = usize::try_from(count).unwrap_or(0);
            let mut items = items.lock();
            let bytes = items.len().saturating_mul(count);
            if bytes > ctx.host.allocation_limit() / 8 {
                drop(items);
                ctx.check_allocation(bytes, 8)?;
                return Ok(None);
            }
            *items = items.repeat(count);
            Ok(Some(a))
        }
        (BinaryOp::Add, Some(Obj::Deque(deque))) => {
            let Some(more) = super::iterate::items(heap, b) else { return Ok(None) };
            let length = deque.items.lock().len();
            ctx.check_allocation(length + more.len(), 8)?;
            let mut items = deque.items.lock();
            for item in more {
                items.push_back(item);
                if deque.maxlen.is_some_and(|most| items.len() > most) {
                    items.pop_front();
                }
            }
            Ok(Some(a))
        }
        (BinaryOp::Or, Some(Obj::Dict(table))) => {
            let Some(more) = heap.dict(b).map(|other| other.lock().clone()) else {
                return Ok(None);
            };
            let mut table = table.lock();
            more.iter().for_each(|e| insert(heap, &mut table, e.hash, e.key, e.value));
            Ok(Some(a))
        }
        (BinaryOp::Or | BinaryOp::And | BinaryOp::Sub | BinaryOp::Xor, Some(Obj::Set(table))) => {
            let Some(other) = SetLike::of(heap, b) else { return Ok(None) };
            if !(op == BinaryOp::Or && a == b) {
                set_in_place(heap, op, table, other);
            }
            Ok(Some(a))
        }
        _ => Ok(None),
    }
}

/// CPython's error for operands that have no such operator.
pub fn unsupported(ctx: &mut Ctx<'_>, symbol: &str, a: Value, b: Value) -> Raised {
    let (left, right) = (ctx.heap.full_type_name(a), ctx.heap.full_type_name(b));
    let sequence = matches!(ctx.heap.kind(a), Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes);
    if symbol == "*" && (sequence || matches!(ctx.heap.kind(b), Kind::Str | Kind::List)) {
        let other = if sequence { right } else { left };
        return ctx.type_error(format!("can't multiply sequence by non-int of type '{other}'"));
    }
    ctx.type_error(format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
}

/// `-a`, `+a`, `~a` on native numbers.
pub fn unary(ctx: &mut Ctx<'_>, symbol: char, a: Value) -> Result<Option<Value>, Raised> {
    let a = ctx.heap.native(a);
    if let Some(int) = as_int(ctx.heap, a) {
        let result = match symbol {
            '-' => int.neg(),
            '~' => int.invert(),
            _ => int,
        };
        return Ok(Some(ctx.int_value(result)));
    }
    let Some(float) = ctx.heap.float(a) else { return Ok(None) };
    match symbol {
        '-' => Ok(Some(ctx.new_float(-float))),
        '+' => Ok(Some(ctx.new_float(float))),
        _ => Ok(None),
    }
}
