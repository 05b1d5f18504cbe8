//! Builtin functions on numbers and characters.

use super::support::call;
use crate::model::code::BinaryOp;
use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::object::{Kind, Obj};
use crate::model::ops::{arith, as_int};
use crate::model::symbol;
use crate::model::text::int::Int;
use crate::model::text::{float, int_text, round as rounding};
use crate::model::value::Value;

/// `abs(x)`
pub fn abs(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "abs")?;
    if let Some(method) = ctx.python_method(number, symbol::ABS) {
        return call(method, &[number]);
    }
    if let Some(int) = as_int(ctx.heap, number) {
        return value(ctx.int_value(int.abs()));
    }
    match ctx.heap.float(number) {
        Some(float) => value(ctx.new_float(float.abs())),
        None => {
            let found = ctx.type_name(number);
            Err(ctx.type_error(format!("bad operand type for abs(): '{found}'")))
        }
    }
}

/// An integer argument, through `__index__` only for native types.
fn integer(ctx: &mut Ctx<'_>, value: Value) -> Result<Int, Raised> {
    match as_int(ctx.heap, value) {
        Some(int) => Ok(int),
        None => {
            let found = ctx.type_name(value);
            let text = format!("'{found}' object cannot be interpreted as an integer");
            Err(ctx.type_error(text))
        }
    }
}

fn based(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, base: u32, prefix: &str) -> NativeResult {
    let [number] = args.exactly(ctx, name)?;
    if ctx.python_method(number, symbol::INDEX).is_some() {
        let name = ctx.new_str(name);
        return ctx.prelude("based_slow", vec![name, number]);
    }
    let int = integer(ctx, number)?;
    ctx.text_answer(int_text::prefixed(&int, base, prefix))
}

/// `bin(n)`
pub fn bin(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    based(ctx, args, "bin", 2, "0b")
}

/// `oct(n)`
pub fn oct(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    based(ctx, args, "oct", 8, "0o")
}

/// `hex(n)`
pub fn hex(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    based(ctx, args, "hex", 16, "0x")
}

/// `chr(n)`
pub fn chr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [code] = args.exactly(ctx, "chr")?;
    let code = ctx.int_arg(code)?;
    let c = u32::try_from(code).ok().filter(|code| *code < 0x110000);
    match c.map(char::from_u32) {
        Some(Some(c)) => value(ctx.new_str(c.to_string())),
        Some(None) => Err(ctx.value_error("surrogates are not supported here")),
        None => Err(ctx.value_error("chr() arg not in range(0x110000)")),
    }
}

/// `ord(c)`
pub fn ord(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [character] = args.exactly(ctx, "ord")?;
    let heap = ctx.heap;
    if let Some(text) = heap.str(character) {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return value(Value::small(c as i64));
        }
        let length = text.chars().count();
        let text = format!("ord() expected a character, but string of length {length} found");
        return Err(ctx.type_error(text));
    }
    if let Some(Obj::Bytes(bytes)) = heap.get(character)
        && bytes.len() == 1
    {
        return value(Value::small(i64::from(bytes[0])));
    }
    let found = ctx.type_name(character);
    Err(ctx.type_error(format!("ord() expected string of length 1, but {found} found")))
}

fn is_number(ctx: &Ctx<'_>, value: Value) -> bool {
    matches!(ctx.heap.kind(ctx.heap.native(value)), Kind::Int | Kind::Bool | Kind::Float)
}

/// `divmod(a, b)`
pub fn divmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [a, b] = args.exactly(ctx, "divmod")?;
    if let (Some(x), Some(y)) = (as_int(ctx.heap, a), as_int(ctx.heap, b)) {
        let (quotient, rest) = ctx.pure(x.div_mod(&y))?;
        let parts = [ctx.int_value(quotient), ctx.int_value(rest)];
        return value(ctx.new_tuple(parts));
    }
    if is_number(ctx, a) && is_number(ctx, b) {
        let (x, y) = (ctx.float_arg(a)?, ctx.float_arg(b)?);
        let (quotient, rest) = ctx.pure(float::div_mod(x, y))?;
        let parts = [ctx.new_float(quotient), ctx.new_float(rest)];
        return value(ctx.new_tuple(parts));
    }
    if ctx.heap.instance(a).is_some() || ctx.heap.instance(b).is_some() {
        return ctx.prelude("divmod_slow", vec![a, b]);
    }
    let (left, right) = (ctx.type_name(a), ctx.type_name(b));
    let text = format!("unsupported operand type(s) for divmod(): '{left}' and '{right}'");
    Err(ctx.type_error(text))
}

/// `pow(base, exp, mod=None)`
pub fn pow(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [a, b, modulus] = args.named(ctx, "pow", ["base", "exp", "mod"], 2)?;
    let native = is_number(ctx, a) && is_number(ctx, b);
    let modulus = modulus.defined().filter(|modulus| !modulus.is_none());
    if !native && (ctx.heap.instance(a).is_some() || ctx.heap.instance(b).is_some()) {
        return ctx.prelude("pow_slow", vec![a, b, modulus.unwrap_or(Value::NONE)]);
    }
    let Some(modulus) = modulus else {
        return match arith::binary(ctx, BinaryOp::Pow, a, b)? {
            Some(power) => value(power),
            None => Err(arith::unsupported(ctx, "** or pow()", a, b)),
        };
    };
    let heap = ctx.heap;
    match (as_int(heap, a), as_int(heap, b), as_int(heap, modulus)) {
        (Some(a), Some(b), Some(modulus)) => {
            let power = ctx.pure(a.pow_mod(&b, &modulus))?;
            value(ctx.int_value(power))
        }
        _ => {
            let text = "pow() 3rd argument not allowed unless all arguments are integers";
            Err(ctx.type_error(text))
        }
    }
}

/// `round(number, ndigits=None)`
pub fn round(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number, digits] = args.named(ctx, "round", ["number", "ndigits"], 1)?;
    if ctx.python_method(number, symbol::ROUND).is_some() {
        let digits = digits.defined().unwrap_or(Value::NONE);
        return ctx.prelude("round_slow", vec![number, digits]);
    }
    round_native(ctx, number, digits)
}

/// `number.__round__(ndigits)`
pub fn round_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number, digits] = args.up_to(ctx, "__round__", 1)?;
    round_native(ctx, number, digits)
}

fn round_native(ctx: &mut Ctx<'_>, number: Value, digits: Value) -> NativeResult {
    let digits = match digits.defined().filter(|digits| !digits.is_none()) {
        None => None,
        Some(digits) => Some(ctx.int_arg(digits)?),
    };
    if let Some(int) = as_int(ctx.heap, number) {
        let rounded = rounding::round_int(&int, digits.unwrap_or(0));
        return value(ctx.int_value(rounded));
    }
    let Some(float) = ctx.heap.float(number) else {
        let found = ctx.type_name(number);
        return Err(ctx.type_error(format!("type {found} doesn't define __round__ method")));
    };
    match digits {
        None => {
            let int = ctx.pure(rounding::round_to_int(float))?;
            value(ctx.int_value(int))
        }
        Some(digits) => {
            let rounded = ctx.pure(rounding::round_float(float, digits))?;
            value(ctx.new_float(rounded))
        }
    }
}
