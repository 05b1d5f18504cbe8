//! `int`, `bool` and `float`.

use super::NativeType;
use super::support::{finished, receiver, wrong_receiver};
use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::object::{Kind, Obj};
use crate::model::ops::{self, as_int};
use crate::model::symbol;
use crate::model::text::fault::Fault;
use crate::model::text::int::Int;
use crate::model::text::{float, float_text, int_text, repr};
use crate::model::value::Value;

/// `int`
pub const INT: NativeType = NativeType {
    kind: Kind::Int,
    name: "int",
    methods: &[
        ("__ceil__", whole),
        ("__float__", to_float),
        ("__floor__", whole),
        ("__format__", super::functions::format_method),
        ("__index__", whole),
        ("__int__", whole),
        ("__new__", new_int),
        ("__round__", super::numbers::round_method),
        ("__trunc__", whole),
        ("as_integer_ratio", as_integer_ratio),
        ("bit_count", bit_count),
        ("bit_length", bit_length),
        ("conjugate", whole),
        ("to_bytes", to_bytes),
    ],
    class_methods: &[("from_bytes", from_bytes)],
    getters: &[("denominator", one), ("imag", zero), ("numerator", whole), ("real", whole)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `bool`
pub const BOOL: NativeType = NativeType {
    kind: Kind::Bool,
    name: "bool",
    base: Some(Kind::Int),
    methods: &[("__new__", new_bool)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// `float`
pub const FLOAT: NativeType = NativeType {
    kind: Kind::Float,
    name: "float",
    methods: &[
        ("__float__", float_itself),
        ("__format__", super::functions::format_method),
        ("__int__", trunc),
        ("__new__", new_float),
        ("__round__", super::numbers::round_method),
        ("__trunc__", trunc),
        ("as_integer_ratio", as_integer_ratio),
        ("conjugate", float_itself),
        ("hex", hex),
        ("is_integer", is_integer),
    ],
    class_methods: &[("fromhex", fromhex)],
    getters: &[("imag", float_zero), ("real", float_itself)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

fn new_int(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let class = args.positional.first().copied().unwrap_or_default();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [source, base] = rest.named(ctx, "int", ["x", "base"], 0)?;
    if source.is_undefined() {
        if !base.is_undefined() {
            return Err(ctx.type_error("int() missing string argument"));
        }
        return value(finished(ctx, class, Value::small(0)));
    }
    let int = if base.is_undefined() { int_from(ctx, source)? } else { based(ctx, source, base)? };
    match int {
        Some(int) => {
            let int = ctx.int_value(int);
            value(finished(ctx, class, int))
        }
        None => ctx.prelude("int_slow", vec![source]),
    }
}

/// `int(source)`; `None` where the class of the source decides.
fn int_from(ctx: &mut Ctx<'_>, source: Value) -> Result<Option<Int>, Raised> {
    let heap = ctx.heap;
    let own = [symbol::INT, symbol::INDEX].iter().any(|&m| ctx.python_method(source, m).is_some());
    if own {
        return Ok(None);
    }
    if let Some(int) = as_int(heap, source) {
        return Ok(Some(int));
    }
    let parsed = if let Some(float) = heap.float(source) {
        Int::from_f64(float)
    } else if let Some(text) = heap.str(source) {
        int_text::parse(text, 10)
    } else if let Some(Obj::Bytes(bytes)) = heap.get(source) {
        int_text::parse_shown(&String::from_utf8_lossy(bytes), 10, &repr::bytes_repr(bytes))
    } else {
        if heap.instance(source).is_some() {
            return Ok(None);
        }
        let found = ctx.type_name(source);
        Err(Fault::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{found}'"
        )))
    };
    ctx.pure(parsed).map(Some)
}

fn based(ctx: &mut Ctx<'_>, source: Value, base: Value) -> Result<Option<Int>, Raised> {
    let base = ctx.int_arg(base)?;
    let heap = ctx.heap;
    let parsed = if let Some(text) = heap.str(source) {
        int_text::parse(text, base)
    } else if let Some(Obj::Bytes(bytes)) = heap.get(source) {
        int_text::parse_shown(&String::from_utf8_lossy(bytes), base, &repr::bytes_repr(bytes))
    } else {
        Err(Fault::type_error("int() can't convert non-string with explicit base"))
    };
    ctx.pure(parsed).map(Some)
}

fn int_of(ctx: &mut Ctx<'_>, value: Value, method: &str) -> Result<Int, Raised> {
    as_int(ctx.heap, value).ok_or_else(|| wrong_receiver(ctx, method, "int", value))
}

fn whole(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "__int__")?;
    let int = int_of(ctx, number, "__int__")?;
    value(ctx.int_value(int))
}

fn one(_: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    value(Value::small(1))
}

fn zero(_: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    value(Value::small(0))
}

fn float_zero(ctx: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    value(ctx.new_float(0.0))
}

fn to_float(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "__float__")?;
    let int = int_of(ctx, number, "__float__")?;
    let float = ctx.pure(int.to_f64())?;
    value(ctx.new_float(float))
}

fn bit_length(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "int.bit_length")?;
    let bits = int_of(ctx, number, "bit_length")?.bit_length();
    value(ctx.new_int(bits as i64))
}

fn bit_count(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "int.bit_count")?;
    let bits = int_of(ctx, number, "bit_count")?.bit_count();
    value(ctx.new_int(bits as i64))
}

fn big_endian(ctx: &mut Ctx<'_>, order: Value) -> Result<bool, Raised> {
    match order.defined() {
        None => Ok(true),
        Some(order) => match ctx.str_arg(order, "byteorder")?.as_str() {
            "big" => Ok(true),
            "little" => Ok(false),
            _ => Err(ctx.value_error("byteorder must be either 'little' or 'big'")),
        },
    }
}

fn to_bytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let number = args.positional.first().copied().unwrap_or_default();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [length, order, signed] =
        rest.named(ctx, "to_bytes", ["length", "byteorder", "signed"], 0)?;
    let int = int_of(ctx, number, "to_bytes")?;
    let length = ctx.optional_int(length)?.unwrap_or(1);
    let Ok(length) = usize::try_from(length) else {
        return Err(ctx.value_error("length argument must be non-negative"));
    };
    ctx.check_allocation(length, 1)?;
    let big = big_endian(ctx, order)?;
    let signed = signed.defined().is_some_and(|signed| ctx.plain_truth(signed));
    let bytes = ctx.pure(int.to_bytes(length, big, signed))?;
    value(ctx.alloc(Obj::Bytes(bytes.into())))
}

fn from_bytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [bytes, order, signed] =
        rest.named(ctx, "from_bytes", ["bytes", "byteorder", "signed"], 1)?;
    let big = big_endian(ctx, order)?;
    let signed = signed.defined().is_some_and(|signed| ctx.plain_truth(signed));
    let bytes = super::bytes_type::bytes_of(ctx, bytes, "from_bytes")?;
    let int = Int::from_bytes(bytes, big, signed);
    value(ctx.int_value(int))
}

fn as_integer_ratio(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "as_integer_ratio")?;
    let (top, bottom) = match as_int(ctx.heap, number) {
        Some(int) => (int, Int::Small(1)),
        None => {
            let float = ctx.float_arg(number)?;
            if !float.is_finite() {
                let what = if float.is_nan() { "NaN" } else { "infinity" };
                let message = format!("cannot convert {what} to integer ratio");
                let class = if float.is_nan() { "ValueError" } else { "OverflowError" };
                return Err(ctx.raise(class, message));
            }
            ratio(float)
        }
    };
    let (top, bottom) = (ctx.int_value(top), ctx.int_value(bottom));
    value(ctx.new_tuple([top, bottom]))
}

fn ratio(value: f64) -> (Int, Int) {
    let (mut mantissa, mut exponent, negative) = float::decode(value);
    while mantissa != 0 && mantissa.is_multiple_of(2) && exponent < 0 {
        mantissa /= 2;
        exponent += 1;
    }
    let mantissa = if mantissa == 0 { Int::Small(0) } else { Int::from(i128::from(mantissa)) };
    let mantissa = if negative { mantissa.neg() } else { mantissa };
    let power = |by: i64| Int::from(num_bigint::BigInt::from(1) << by as u64);
    if mantissa.is_zero() {
        return (mantissa, Int::Small(1));
    }
    match exponent >= 0 {
        true => (Int::from(mantissa.to_big() * power(exponent).to_big()), Int::Small(1)),
        false => (mantissa, power(-exponent)),
    }
}

fn new_bool(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (_, rest) = receiver(ctx, args, "bool")?;
    let [object] = rest.up_to(ctx, "bool", 0)?;
    let Some(object) = object.defined() else { return value(Value::FALSE) };
    match ops::truth(ctx.heap, object) {
        Some(truth) => value(Value::bool(truth)),
        None if [symbol::BOOL, symbol::LEN]
            .iter()
            .all(|&m| ctx.python_method(object, m).is_none()) =>
        {
            value(Value::TRUE)
        }
        None => {
            let list = ctx.new_list(vec![object]);
            ctx.prelude("any_slow", vec![list])
        }
    }
}

fn new_float(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [class, source] = args.up_to(ctx, "float", 1)?;
    let heap = ctx.heap;
    let number = if source.is_undefined() {
        Ok(0.0)
    } else if ctx.python_method(source, symbol::FLOAT).is_some() {
        return ctx.prelude("float_slow", vec![source]);
    } else if let Some(float) = heap.float(source) {
        Ok(float)
    } else if let Some(int) = as_int(heap, source) {
        int.to_f64()
    } else if let Some(text) = heap.str(source) {
        float_text::parse(text)
    } else if let Some(Obj::Bytes(bytes)) = heap.get(source) {
        float_text::parse(&String::from_utf8_lossy(bytes))
    } else if heap.instance(source).is_some() {
        return ctx.prelude("float_slow", vec![source]);
    } else {
        let found = ctx.type_name(source);
        let message = format!("float() argument must be a string or a real number, not '{found}'");
        Err(Fault::type_error(message))
    };
    let float = ctx.pure(number)?;
    let float = ctx.new_float(float);
    value(finished(ctx, class, float))
}

fn float_of(ctx: &mut Ctx<'_>, value: Value, method: &str) -> Result<f64, Raised> {
    ctx.heap.float(value).ok_or_else(|| wrong_receiver(ctx, method, "float", value))
}

fn float_itself(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "__float__")?;
    let float = float_of(ctx, number, "__float__")?;
    value(ctx.new_float(float))
}

fn trunc(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "__trunc__")?;
    let float = float_of(ctx, number, "__trunc__")?;
    let int = ctx.pure(Int::from_f64(float))?;
    value(ctx.int_value(int))
}

fn is_integer(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "float.is_integer")?;
    let float = float_of(ctx, number, "is_integer")?;
    value(Value::bool(float.is_finite() && float.fract() == 0.0))
}

fn hex(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "float.hex")?;
    let float = float_of(ctx, number, "hex")?;
    value(ctx.new_str(float_text::hex(float)))
}

fn fromhex(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [_, text] = args.exactly(ctx, "float.fromhex")?;
    let text = ctx.str_arg(text, "fromhex() argument")?;
    match float_text::parse_hex(&text) {
        Some(float) => value(ctx.new_float(float)),
        None => Err(ctx.value_error("invalid hexadecimal floating-point string")),
    }
}
