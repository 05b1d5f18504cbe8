//! `_math`: the functions of `math`.

use super::NativeModule;
use super::math_integers as integers;
use super::math_special as special;
use super::support::{Items, items};
use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::ops::as_int;
use crate::model::text::float;
use crate::model::text::int::Int;
use crate::model::value::Value;

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_math",
    functions: &[
        ("acos", acos),
        ("acosh", acosh),
        ("asin", asin),
        ("asinh", asinh),
        ("atan", atan),
        ("atan2", atan2),
        ("atanh", atanh),
        ("cbrt", cbrt),
        ("ceil", ceil),
        ("comb", integers::comb),
        ("copysign", copysign),
        ("cos", cos),
        ("cosh", cosh),
        ("degrees", degrees),
        ("dist", dist),
        ("erf", erf),
        ("erfc", erfc),
        ("exp", exp),
        ("exp2", exp2),
        ("expm1", expm1),
        ("fabs", fabs),
        ("factorial", integers::factorial),
        ("floor", floor),
        ("fmod", fmod),
        ("frexp", frexp),
        ("fsum", fsum),
        ("gamma", gamma),
        ("gcd", integers::gcd),
        ("hypot", hypot),
        ("isclose", isclose),
        ("isfinite", isfinite),
        ("isinf", isinf),
        ("isnan", isnan),
        ("isqrt", integers::isqrt),
        ("lcm", integers::lcm),
        ("ldexp", ldexp),
        ("lgamma", lgamma),
        ("log", log),
        ("log10", log10),
        ("log1p", log1p),
        ("log2", log2),
        ("modf", modf),
        ("nextafter", nextafter),
        ("perm", integers::perm),
        ("pow", pow),
        ("prod", prod),
        ("radians", radians),
        ("remainder", remainder),
        ("sin", sin),
        ("sinh", sinh),
        ("sqrt", sqrt),
        ("tan", tan),
        ("tanh", tanh),
        ("trunc", trunc),
        ("ulp", ulp),
    ],
    floats: &[
        ("e", std::f64::consts::E),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
        ("pi", std::f64::consts::PI),
        ("tau", std::f64::consts::TAU),
    ],
    types: &[],
};

/// A result that must be a number if the argument was one.
fn checked(ctx: &mut Ctx<'_>, result: f64, arguments_finite: bool) -> NativeResult {
    if arguments_finite && result.is_nan() {
        return Err(ctx.value_error("math domain error"));
    }
    if arguments_finite && result.is_infinite() {
        return Err(ctx.raise("OverflowError", "math range error"));
    }
    value(ctx.new_float(result))
}

fn one(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, f: fn(f64) -> f64) -> NativeResult {
    let [number] = args.exactly(ctx, name)?;
    let x = real(ctx, number)?;
    let result = f(x);
    checked(ctx, result, x.is_finite())
}

/// A number as a float; a long integer beyond floats overflows.
fn real(ctx: &mut Ctx<'_>, value: Value) -> Result<f64, Raised> {
    if ctx.heap.float(value).is_none()
        && let Some(int) = as_int(ctx.heap, value)
    {
        return ctx.pure(int.to_f64());
    }
    ctx.float_arg(value)
}

macro_rules! functions {
    ($($name:ident $f:expr;)+) => {
        $(fn $name(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
            one(ctx, args, stringify!($name), $f)
        })+
    };
}

functions! {
    acos f64::acos;
    acosh special::acosh;
    asin f64::asin;
    asinh special::asinh;
    atan f64::atan;
    cbrt f64::cbrt;
    cos f64::cos;
    cosh f64::cosh;
    degrees |x| x * (180.0 / std::f64::consts::PI);
    erf special::erf;
    erfc special::erfc;
    exp f64::exp;
    exp2 f64::exp2;
    expm1 f64::exp_m1;
    fabs f64::abs;
    radians |x| x * (std::f64::consts::PI / 180.0);
    sin f64::sin;
    sinh f64::sinh;
    sqrt f64::sqrt;
    tan f64::tan;
    tanh f64::tanh;
}

fn atanh(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    one(ctx, args, "atanh", |x| if x.abs() >= 1.0 { f64::NAN } else { special::atanh(x) })
}

fn gamma(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "gamma")?;
    let x = real(ctx, number)?;
    if x <= 0.0 && x == x.floor() {
        return Err(ctx.value_error("math domain error"));
    }
    checked(ctx, special::gamma(x), x.is_finite())
}

fn lgamma(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    one(ctx, args, "lgamma", special::log_gamma)
}

fn two(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, f: fn(f64, f64) -> f64) -> NativeResult {
    let [a, b] = args.exactly(ctx, name)?;
    let (x, y) = (real(ctx, a)?, real(ctx, b)?);
    let result = f(x, y);
    checked(ctx, result, x.is_finite() && y.is_finite())
}

fn atan2(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    two(ctx, args, "atan2", f64::atan2)
}

fn copysign(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    two(ctx, args, "copysign", f64::copysign)
}

fn fmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    two(ctx, args, "fmod", |x, y| x % y)
}

fn remainder(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    two(ctx, args, "remainder", special::remainder)
}

fn nextafter(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [a, b] = args.exactly(ctx, "nextafter")?;
    let (x, y) = (real(ctx, a)?, real(ctx, b)?);
    let next = if x.is_nan() || y.is_nan() {
        f64::NAN
    } else if x == y {
        y
    } else if y > x {
        x.next_up()
    } else {
        x.next_down()
    };
    value(ctx.new_float(next))
}

fn ulp(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "ulp")?;
    let x = real(ctx, number)?.abs();
    let next = x.next_up();
    let unit = if next.is_infinite() { x - x.next_down() } else { next - x };
    value(ctx.new_float(if x.is_infinite() { x } else { unit }))
}

fn pow(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [a, b] = args.exactly(ctx, "pow")?;
    let (x, y) = (real(ctx, a)?, real(ctx, b)?);
    if x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(ctx.value_error("math domain error"));
    }
    let result = if x == 1.0 || y == 0.0 { 1.0 } else { x.powf(y) };
    checked(ctx, result, x.is_finite() && y.is_finite())
}

/// The natural logarithm of a positive number of any size.
fn natural_log(ctx: &mut Ctx<'_>, number: Value) -> Result<f64, Raised> {
    let int = as_int(ctx.heap, number);
    let positive = match &int {
        Some(int) => !int.is_negative() && !int.is_zero(),
        None => {
            let float = ctx.float_arg(number)?;
            float > 0.0 || float.is_nan()
        }
    };
    if !positive {
        return Err(ctx.value_error("math domain error"));
    }
    match int {
        Some(Int::Big(big)) => {
            let shift = big.bits().saturating_sub(1000);
            let top = Int::from(big >> shift).to_f64().unwrap_or(f64::INFINITY);
            Ok(top.ln() + shift as f64 * std::f64::consts::LN_2)
        }
        _ => Ok(real(ctx, number)?.ln()),
    }
}

fn log(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number, base] = args.up_to(ctx, "log", 1)?;
    let top = natural_log(ctx, number)?;
    if base.is_undefined() {
        return value(ctx.new_float(top));
    }
    let bottom = natural_log(ctx, base)?;
    let result = float::true_div(top, bottom);
    let result = ctx.pure(result)?;
    value(ctx.new_float(result))
}

fn log_of(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    f: fn(f64) -> f64,
    unit: f64,
) -> NativeResult {
    let [number] = args.exactly(ctx, name)?;
    if let Some(Int::Big(_)) = as_int(ctx.heap, number) {
        let natural = natural_log(ctx, number)?;
        return value(ctx.new_float(natural / unit));
    }
    let x = real(ctx, number)?;
    if x <= 0.0 {
        return Err(ctx.value_error("math domain error"));
    }
    value(ctx.new_float(f(x)))
}

fn log2(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    log_of(ctx, args, "log2", f64::log2, std::f64::consts::LN_2)
}

fn log10(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    log_of(ctx, args, "log10", f64::log10, std::f64::consts::LN_10)
}

fn log1p(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    one(ctx, args, "log1p", |x| if x <= -1.0 { f64::NAN } else { x.ln_1p() })
}

fn whole(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, f: fn(f64) -> f64) -> NativeResult {
    let [number] = args.exactly(ctx, name)?;
    if let Some(int) = as_int(ctx.heap, number) {
        return value(ctx.int_value(int));
    }
    let method = ctx.heap.symbol(&format!("__{name}__"));
    if let Some(method) = method.and_then(|method| ctx.python_method(number, method)) {
        return super::support::call(method, &[number]);
    }
    let x = ctx.float_arg(number)?;
    let int = ctx.pure(Int::from_f64(f(x)))?;
    value(ctx.int_value(int))
}

fn floor(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    whole(ctx, args, "floor", f64::floor)
}

fn ceil(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    whole(ctx, args, "ceil", f64::ceil)
}

fn trunc(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    whole(ctx, args, "trunc", f64::trunc)
}

fn modf(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "modf")?;
    let x = real(ctx, number)?;
    let fraction = if x.is_infinite() { 0f64.copysign(x) } else { x.fract().copysign(x) };
    let parts = [ctx.new_float(fraction), ctx.new_float(x.trunc())];
    value(ctx.new_tuple(parts))
}

fn frexp(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "frexp")?;
    let x = real(ctx, number)?;
    let (mantissa, exponent) = special::frexp(x);
    let parts = [ctx.new_float(mantissa), ctx.new_int(exponent)];
    value(ctx.new_tuple(parts))
}

fn ldexp(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number, exponent] = args.exactly(ctx, "ldexp")?;
    let (x, exponent) = (real(ctx, number)?, ctx.int_arg(exponent)?);
    let result = float::scale(x, exponent);
    checked(ctx, result, x.is_finite())
}

fn isnan(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "isnan")?;
    let x = real(ctx, number)?;
    value(Value::bool(x.is_nan()))
}

fn isinf(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "isinf")?;
    let x = real(ctx, number)?;
    value(Value::bool(x.is_infinite()))
}

fn isfinite(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "isfinite")?;
    let x = real(ctx, number)?;
    value(Value::bool(x.is_finite()))
}

fn isclose(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [a, b, relative, absolute] =
        args.named(ctx, "isclose", ["a", "b", "rel_tol", "abs_tol"], 2)?;
    let (x, y) = (real(ctx, a)?, real(ctx, b)?);
    let relative = relative.defined().map_or(Ok(1e-9), |tolerance| real(ctx, tolerance))?;
    let absolute = absolute.defined().map_or(Ok(0.0), |tolerance| real(ctx, tolerance))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(ctx.value_error("tolerances must be non-negative"));
    }
    let apart = (x - y).abs();
    let close = x == y
        || (x.is_finite()
            && y.is_finite()
            && (apart <= (relative * y).abs()
                || apart <= (relative * x).abs()
                || apart <= absolute));
    value(Value::bool(close))
}

fn reals(ctx: &mut Ctx<'_>, source: Value) -> Result<Vec<f64>, Raised> {
    let Items::Known(items) = items(ctx, source)? else {
        return Err(ctx.type_error("a list of numbers is needed here"));
    };
    items.into_iter().map(|item| real(ctx, item)).collect()
}

fn fsum(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [source] = args.exactly(ctx, "fsum")?;
    let numbers = reals(ctx, source)?;
    value(ctx.new_float(special::exact_sum(&numbers)))
}

fn prod(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    use crate::model::code::BinaryOp;
    use crate::model::ops::arith;
    let [source, start] = args.named(ctx, "prod", ["iterable", "start"], 1)?;
    let Items::Known(items) = items(ctx, source)? else {
        return Err(ctx.type_error("a list of numbers is needed here"));
    };
    let mut product = start.defined().unwrap_or(Value::small(1));
    for item in items {
        product = match arith::binary(ctx, BinaryOp::Mul, product, item)? {
            Some(product) => product,
            None => return Err(arith::unsupported(ctx, "*", product, item)),
        };
    }
    value(product)
}

fn hypot(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let mut numbers = Vec::with_capacity(args.positional.len());
    for &number in args.positional {
        numbers.push(real(ctx, number)?);
    }
    value(ctx.new_float(special::norm(&numbers)))
}

fn dist(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [p, q] = args.exactly(ctx, "dist")?;
    let (p, q) = (reals(ctx, p)?, reals(ctx, q)?);
    if p.len() != q.len() {
        let text = "both points must have the same number of dimensions";
        return Err(ctx.value_error(text));
    }
    let apart: Vec<f64> = p.iter().zip(&q).map(|(x, y)| x - y).collect();
    value(ctx.new_float(special::norm(&apart)))
}
