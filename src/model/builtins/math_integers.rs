//! The functions of `math` on whole numbers.

use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::ops::as_int;
use crate::model::text::int::Int;
use crate::model::value::Value;
use num_bigint::BigInt;
use num_integer::Integer;

/// The largest number whose factorial, or number of choices, is worked out.
const FACTORIAL_MAX: i64 = 100_000;

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

fn fold_ints(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    start: i64,
    f: fn(&BigInt, &BigInt) -> BigInt,
) -> NativeResult {
    let mut total = BigInt::from(start);
    for &number in args.positional {
        total = f(&total, &integer(ctx, number)?.to_big());
    }
    value(ctx.new_big(total))
}

/// `math.gcd`
pub fn gcd(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    fold_ints(ctx, args, 0, |a, b| a.gcd(b))
}

/// `math.lcm`
pub fn lcm(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    fold_ints(ctx, args, 1, |a, b| a.lcm(b))
}

fn counted(ctx: &mut Ctx<'_>, value: Value, message: &str) -> Result<i64, Raised> {
    let int = integer(ctx, value)?;
    if int.is_negative() {
        return Err(ctx.value_error(message));
    }
    match int.to_i64().filter(|n| *n <= FACTORIAL_MAX) {
        Some(n) => Ok(n),
        None => Err(Raised(ctx.exception("MemoryError", &[]))),
    }
}

/// `math.factorial`
pub fn factorial(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "factorial")?;
    let n = counted(ctx, number, "factorial() not defined for negative values")?;
    let product: BigInt = (1..=n).map(BigInt::from).product();
    value(ctx.new_big(product))
}

/// `n (n - 1) ... (n - k + 1)`
fn falling(n: i64, k: i64) -> BigInt {
    (0..k).map(|at| BigInt::from(n - at)).product()
}

/// `math.perm`
pub fn perm(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [n, k] = args.up_to(ctx, "perm", 1)?;
    let n = counted(ctx, n, "n must be a non-negative integer")?;
    let k = match k.defined().filter(|k| !k.is_none()) {
        None => n,
        Some(k) => counted(ctx, k, "k must be a non-negative integer")?,
    };
    let count = if k > n { BigInt::from(0) } else { falling(n, k) };
    value(ctx.new_big(count))
}

/// `math.comb`
pub fn comb(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [n, k] = args.exactly(ctx, "comb")?;
    let n = counted(ctx, n, "n must be a non-negative integer")?;
    let k = counted(ctx, k, "k must be a non-negative integer")?;
    let k = k.min(n - k);
    let count = if k < 0 {
        BigInt::from(0)
    } else {
        falling(n, k) / (1..=k).map(BigInt::from).product::<BigInt>()
    };
    value(ctx.new_big(count))
}

/// `math.isqrt`
pub fn isqrt(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [number] = args.exactly(ctx, "isqrt")?;
    let int = integer(ctx, number)?;
    if int.is_negative() {
        return Err(ctx.value_error("isqrt() argument must be nonnegative"));
    }
    let root = int.to_big().sqrt();
    value(ctx.new_big(root))
}
