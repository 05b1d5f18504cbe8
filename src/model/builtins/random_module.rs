//! `_random`: Mersenne Twisters that give CPython's numbers.

use super::support::{Items, items, wrong_receiver};
use super::{NativeModule, NativeType};
use crate::model::native::{Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::{Kind, Obj};
use crate::model::ops::as_int;
use crate::model::shared::Guarded;
use crate::model::text::int::Int;
use crate::model::text::random;
use crate::model::value::Value;
use rand_mt::Mt;
use sha2::{Digest, Sha512};

/// The generator.
pub const TYPE: NativeType = NativeType {
    kind: Kind::Random,
    name: "MT",
    module: "_random",
    methods: &[
        ("__new__", new),
        ("getrandbits", getrandbits),
        ("getstate", getstate),
        ("random", random_method),
        ("seed", seed),
        ("setstate", setstate),
    ],
    ..NativeType::EMPTY
};

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_random",
    functions: &[("seed_str", seed_str)],
    floats: &[],
    types: &[("MT", Kind::Random)],
};

fn seeded(ctx: &mut Ctx<'_>, seed: Value) -> Result<Mt, Raised> {
    if seed.is_undefined() || seed.is_none() {
        let (high, low) = (ctx.host.entropy(), ctx.host.entropy());
        let wide = (u128::from(high >> 1) << 64) | u128::from(low);
        return Ok(random::seeded(&Int::from(wide as i128)));
    }
    match as_int(ctx.heap, seed) {
        Some(int) => Ok(random::seeded(&int)),
        None => Err(ctx.type_error("the seed must be an int or None here")),
    }
}

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [class, seed] = args.up_to(ctx, "MT", 1)?;
    let generator = seeded(ctx, seed)?;
    let generator = ctx.alloc(Obj::Random(Box::new(Guarded::new(generator))));
    value(super::support::finished(ctx, class, generator))
}

fn generator_of<'a>(ctx: &mut Ctx<'a>, value: Value) -> Result<&'a Guarded<Mt>, Raised> {
    let heap = ctx.heap;
    match heap.get(heap.native(value)) {
        Some(Obj::Random(generator)) => Ok(generator),
        _ => Err(wrong_receiver(ctx, "random", "_random.MT", value)),
    }
}

fn seed(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver, seed] = args.up_to(ctx, "seed", 1)?;
    let fresh = seeded(ctx, seed)?;
    *generator_of(ctx, receiver)?.lock() = fresh;
    none()
}

fn random_method(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver] = args.exactly(ctx, "random")?;
    let number = random::random(&mut generator_of(ctx, receiver)?.lock());
    value(ctx.new_float(number))
}

fn getrandbits(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver, count] = args.exactly(ctx, "getrandbits")?;
    let count = ctx.int_arg(count)?;
    let bits = random::bits(&mut generator_of(ctx, receiver)?.lock(), count);
    let bits = ctx.pure(bits)?;
    value(ctx.int_value(bits))
}

/// The words the generator gives next, and the position 624 that says they are all there.
fn getstate(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver] = args.exactly(ctx, "getstate")?;
    let words = random::state(&generator_of(ctx, receiver)?.lock());
    let mut words: Vec<Value> = words.into_iter().map(|w| Value::small(i64::from(w))).collect();
    words.push(Value::small(random::WORDS as i64));
    value(ctx.new_tuple(words))
}

fn setstate(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [receiver, state] = args.exactly(ctx, "setstate")?;
    let Items::Known(items) = items(ctx, state)? else {
        return Err(ctx.type_error("state vector must be a tuple"));
    };
    if items.len() != random::WORDS + 1 {
        return Err(ctx.value_error("state vector is the wrong size"));
    }
    let mut words = Vec::with_capacity(random::WORDS);
    for &item in &items[..random::WORDS] {
        words.push(ctx.int_arg(item)? as u32);
    }
    match random::restored(&words) {
        Some(generator) => {
            *generator_of(ctx, receiver)?.lock() = generator;
            none()
        }
        None => Err(ctx.value_error("invalid state")),
    }
}

/// The integer CPython seeds with when it is given a string or bytes.
fn seed_str(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [seed] = args.exactly(ctx, "seed_str")?;
    let heap = ctx.heap;
    let bytes = match (heap.str(seed), heap.get(seed)) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (_, Some(Obj::Bytes(bytes))) => bytes.to_vec(),
        _ => return Err(ctx.type_error("a str or bytes is needed here")),
    };
    let mut wide = bytes.clone();
    wide.extend(Sha512::digest(&bytes));
    value(ctx.int_value(Int::from_bytes(&wide, true, false)))
}
