//! `_binary`: what needs the bits of things: floats as bytes, check sums, digests.

use super::NativeModule;
use super::bytes_type::bytes_of;
use crate::model::native::{Args, Ctx, NativeResult, value};
use crate::model::object::Obj;
use crate::model::value::Value;
use sha2::Digest;

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_binary",
    functions: &[
        ("adler32", adler32),
        ("crc32", crc32),
        ("digest", digest),
        ("float_from_bytes", float_from_bytes),
        ("float_to_bytes", float_to_bytes),
    ],
    floats: &[],
    types: &[],
};

fn digest_with<D: Digest>(bytes: &[u8]) -> Vec<u8> {
    D::digest(bytes).to_vec()
}

/// `digest(name, data)`
fn digest(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [name, data] = args.exactly(ctx, "digest")?;
    let name = ctx.str_arg(name, "name")?;
    let bytes = bytes_of(ctx, data, "digest")?;
    let digest = match name.as_str() {
        "md5" => digest_with::<md5::Md5>(bytes),
        "sha1" => digest_with::<sha1::Sha1>(bytes),
        "sha224" => digest_with::<sha2::Sha224>(bytes),
        "sha256" => digest_with::<sha2::Sha256>(bytes),
        "sha384" => digest_with::<sha2::Sha384>(bytes),
        "sha512" => digest_with::<sha2::Sha512>(bytes),
        _ => return Err(ctx.value_error(format!("unsupported hash type {name}"))),
    };
    value(ctx.alloc(Obj::Bytes(digest.into())))
}

/// `crc32(data, before=0)`: CRC-32 as in zlib.
fn crc32(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [data, before] = args.up_to(ctx, "crc32", 1)?;
    let bytes = bytes_of(ctx, data, "crc32")?;
    let mut crc = !(ctx.optional_int(before)?.unwrap_or(0) as u32);
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    value(Value::small(i64::from(!crc)))
}

/// `adler32(data, before=1)`: Adler-32 as in zlib.
fn adler32(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    const MODULUS: u32 = 65521;
    let [data, before] = args.up_to(ctx, "adler32", 1)?;
    let bytes = bytes_of(ctx, data, "adler32")?;
    let before = ctx.optional_int(before)?.unwrap_or(1) as u32;
    let (mut low, mut high) = (before & 0xffff, before >> 16);
    for &byte in bytes {
        low = (low + u32::from(byte)) % MODULUS;
        high = (high + low) % MODULUS;
    }
    value(Value::small(i64::from(high << 16 | low)))
}

/// `float_to_bytes(float, 4 or 8)`: least significant byte first.
fn float_to_bytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [float, size] = args.exactly(ctx, "float_to_bytes")?;
    let float = ctx.float_arg(float)?;
    let bytes = match ctx.int_arg(size)? {
        4 if (float as f32).is_infinite() && float.is_finite() => {
            return Err(ctx.raise("OverflowError", "float too large to pack with f format"));
        }
        4 => (float as f32).to_le_bytes().to_vec(),
        _ => float.to_le_bytes().to_vec(),
    };
    value(ctx.alloc(Obj::Bytes(bytes.into())))
}

/// `float_from_bytes(bytes)`: of 4 or 8, least significant first.
fn float_from_bytes(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [data] = args.exactly(ctx, "float_from_bytes")?;
    let bytes = bytes_of(ctx, data, "float_from_bytes")?;
    let float = match (<[u8; 4]>::try_from(bytes), <[u8; 8]>::try_from(bytes)) {
        (Ok(four), _) => f64::from(f32::from_le_bytes(four)),
        (_, Ok(eight)) => f64::from_le_bytes(eight),
        _ => return Err(ctx.value_error("a float has 4 or 8 bytes")),
    };
    value(ctx.new_float(float))
}
