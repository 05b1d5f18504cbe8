//! `bytes`: what threading scripts do with them, which is little.

use super::NativeType;
use super::str_type::encoding_args;
use super::support::{Items, call, finished, items, wrong_receiver};
use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::object::{Kind, Obj};
use crate::model::text::encode;
use crate::model::value::Value;

/// The type.
pub const TYPE: NativeType = NativeType {
    kind: Kind::Bytes,
    name: "bytes",
    methods: &[
        ("__new__", new),
        ("capitalize", |ctx, args| like_str(ctx, args, "capitalize")),
        ("center", |ctx, args| like_str(ctx, args, "center")),
        ("count", count),
        ("decode", decode),
        ("endswith", endswith),
        ("expandtabs", |ctx, args| like_str(ctx, args, "expandtabs")),
        ("find", |ctx, args| like_str(ctx, args, "find")),
        ("hex", hex),
        ("index", |ctx, args| like_str(ctx, args, "index")),
        ("isdigit", |ctx, args| like_str(ctx, args, "isdigit")),
        ("join", join),
        ("ljust", |ctx, args| like_str(ctx, args, "ljust")),
        ("lower", lower),
        ("lstrip", |ctx, args| like_str(ctx, args, "lstrip")),
        ("partition", |ctx, args| like_str(ctx, args, "partition")),
        ("removeprefix", |ctx, args| like_str(ctx, args, "removeprefix")),
        ("removesuffix", |ctx, args| like_str(ctx, args, "removesuffix")),
        ("replace", replace),
        ("rfind", |ctx, args| like_str(ctx, args, "rfind")),
        ("rindex", |ctx, args| like_str(ctx, args, "rindex")),
        ("rjust", |ctx, args| like_str(ctx, args, "rjust")),
        ("rpartition", |ctx, args| like_str(ctx, args, "rpartition")),
        ("rsplit", |ctx, args| like_str(ctx, args, "rsplit")),
        ("rstrip", |ctx, args| like_str(ctx, args, "rstrip")),
        ("split", split),
        ("splitlines", |ctx, args| like_str(ctx, args, "splitlines")),
        ("startswith", startswith),
        ("strip", |ctx, args| like_str(ctx, args, "strip")),
        ("upper", upper),
        ("zfill", |ctx, args| like_str(ctx, args, "zfill")),
    ],
    class_methods: &[("fromhex", fromhex)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// The bytes behind a value.
pub fn bytes_of<'a>(ctx: &mut Ctx<'a>, value: Value, method: &str) -> Result<&'a [u8], Raised> {
    let heap = ctx.heap;
    match heap.get(heap.native(value)) {
        Some(Obj::Bytes(bytes)) => Ok(bytes),
        _ => Err(wrong_receiver(ctx, method, "bytes", value)),
    }
}

fn other_bytes<'a>(ctx: &mut Ctx<'a>, value: Value) -> Result<&'a [u8], Raised> {
    let heap = ctx.heap;
    match heap.get(heap.native(value)) {
        Some(Obj::Bytes(bytes)) => Ok(bytes),
        _ => {
            let found = ctx.type_name(value);
            Err(ctx.type_error(format!("a bytes-like object is required, not '{found}'")))
        }
    }
}

fn made(ctx: &mut Ctx<'_>, bytes: Vec<u8>) -> NativeResult {
    value(ctx.alloc(Obj::Bytes(bytes.into())))
}

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let class = args.positional.first().copied().unwrap_or_default();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [source, encoding, errors] =
        rest.named(ctx, "bytes", ["source", "encoding", "errors"], 0)?;
    let heap = ctx.heap;
    let bytes = if source.is_undefined() {
        Vec::new()
    } else if let Some(text) = heap.str(source) {
        if encoding.is_undefined() {
            return Err(ctx.type_error("string argument without an encoding"));
        }
        let (encoding, errors) = encoding_args(ctx, encoding, errors)?;
        let bytes = encode::encode(text, encoding, &errors);
        ctx.pure(bytes)?
    } else if heap.int(source).is_some() {
        let count = ctx.int_arg(source)?;
        let Ok(count) = usize::try_from(count) else {
            return Err(ctx.value_error("negative count"));
        };
        ctx.check_allocation(count, 1)?;
        vec![0; count]
    } else if let Some(Obj::Bytes(bytes)) = heap.get(source) {
        bytes.to_vec()
    } else if let Some(method) = own_bytes(ctx, source) {
        return call(method, &[source]);
    } else {
        match items(ctx, source) {
            Ok(Items::Python) => return ctx.prelude("bytes_slow", vec![source]),
            Ok(Items::Known(items)) => from_items(ctx, items)?,
            Err(_) => {
                let found = ctx.type_name(source);
                return Err(ctx.type_error(format!("cannot convert '{found}' object to bytes")));
            }
        }
    };
    let bytes = ctx.alloc(Obj::Bytes(bytes.into()));
    value(finished(ctx, class, bytes))
}

/// The object's own `__bytes__`.
fn own_bytes(ctx: &mut Ctx<'_>, source: Value) -> Option<Value> {
    let name = ctx.heap.symbol("__bytes__")?;
    ctx.python_method(source, name)
}

fn from_items(ctx: &mut Ctx<'_>, items: Vec<Value>) -> Result<Vec<u8>, Raised> {
    let mut bytes = Vec::with_capacity(items.len());
    for item in items {
        let number = ctx.int_arg(item)?;
        match u8::try_from(number) {
            Ok(byte) => bytes.push(byte),
            Err(_) => return Err(ctx.value_error("bytes must be in range(0, 256)")),
        }
    }
    Ok(bytes)
}

fn decode(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let bytes = args.positional.first().copied().unwrap_or_default();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [encoding, errors] = rest.named(ctx, "decode", ["encoding", "errors"], 0)?;
    decode_with(ctx, bytes, encoding, errors)
}

/// `bytes.decode(encoding, errors)`, `str(bytes, encoding, errors)`
pub fn decode_with(
    ctx: &mut Ctx<'_>,
    bytes: Value,
    encoding: Value,
    errors: Value,
) -> NativeResult {
    let bytes = bytes_of(ctx, bytes, "decode")?;
    let (encoding, errors) = encoding_args(ctx, encoding, errors)?;
    ctx.text_answer(encode::decode(bytes, encoding, &errors))
}

fn hex(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [bytes, separator, group] = args.up_to(ctx, "hex", 1)?;
    let bytes = bytes_of(ctx, bytes, "hex")?;
    let group = ctx.optional_int(group)?.unwrap_or(1).unsigned_abs().max(1) as usize;
    let separator = match separator.defined() {
        Some(separator) => ctx.str_arg(separator, "sep")?,
        None => String::new(),
    };
    let mut text = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        // Groups are counted from the end.
        if at > 0 && (bytes.len() - at) % group == 0 {
            text.push_str(&separator);
        }
        text.push_str(&format!("{byte:02x}"));
    }
    value(ctx.new_str(text))
}

fn fromhex(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [_, text] = args.exactly(ctx, "bytes.fromhex")?;
    let text = ctx.str_arg(text, "fromhex() argument")?;
    let digits: Vec<char> = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for pair in digits.chunks(2) {
        let digit = |at: usize| pair.get(at).and_then(|c| c.to_digit(16));
        let (Some(high), Some(low)) = (digit(0), digit(1)) else {
            let at = text.chars().position(|c| !c.is_ascii_hexdigit()).unwrap_or(text.len());
            let message = format!("non-hexadecimal number found in fromhex() arg at position {at}");
            return Err(ctx.value_error(message));
        };
        bytes.push((high * 16 + low) as u8);
    }
    made(ctx, bytes)
}

fn first_at(bytes: &[u8], part: &[u8], from: usize) -> Option<usize> {
    if part.is_empty() {
        return (from <= bytes.len()).then_some(from);
    }
    bytes.get(from..)?.windows(part.len()).position(|window| window == part).map(|at| at + from)
}

/// A method that is the one of str on the same characters.
fn like_str(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str) -> NativeResult {
    args.no_keywords(ctx, name)?;
    let Some((&bytes, rest)) = args.positional.split_first() else {
        return Err(ctx.type_error(format!("unbound method bytes.{name}() needs an argument")));
    };
    bytes_of(ctx, bytes, name)?;
    let (name, rest) = (ctx.new_str(name), ctx.new_tuple(rest.to_vec()));
    ctx.prelude("bytes_method", vec![name, bytes, rest])
}

/// The pieces between occurrences of a separator that is not empty.
fn pieces<'a>(bytes: &'a [u8], separator: &[u8]) -> Vec<&'a [u8]> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = first_at(bytes, separator, from) {
        out.push(&bytes[from..at]);
        from = at + separator.len();
    }
    out.push(&bytes[from..]);
    out
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [bytes, part] = args.exactly(ctx, "bytes.count")?;
    let (bytes, part) = (bytes_of(ctx, bytes, "count")?, other_bytes(ctx, part)?);
    let count = if part.is_empty() { bytes.len() + 1 } else { pieces(bytes, part).len() - 1 };
    value(Value::small(count as i64))
}

fn replace(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [bytes, old, new] = args.exactly(ctx, "bytes.replace")?;
    let bytes = bytes_of(ctx, bytes, "replace")?;
    let (old, new) = (other_bytes(ctx, old)?, other_bytes(ctx, new)?);
    if old.is_empty() {
        return made(ctx, bytes.to_vec());
    }
    joined(ctx, &pieces(bytes, old), new)
}

fn joined(ctx: &mut Ctx<'_>, parts: &[&[u8]], separator: &[u8]) -> NativeResult {
    let between = separator.len().saturating_mul(parts.len());
    let length = parts.iter().map(|part| part.len()).fold(between, usize::saturating_add);
    ctx.check_allocation(length, 1)?;
    made(ctx, parts.join(separator))
}

fn split(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [bytes, separator] = args.up_to(ctx, "bytes.split", 1)?;
    let bytes = bytes_of(ctx, bytes, "split")?;
    let parts: Vec<&[u8]> = match separator.defined().filter(|separator| !separator.is_none()) {
        None => bytes.split(u8::is_ascii_whitespace).filter(|part| !part.is_empty()).collect(),
        Some(separator) => {
            let separator = other_bytes(ctx, separator)?;
            if separator.is_empty() {
                return Err(ctx.value_error("empty separator"));
            }
            pieces(bytes, separator)
        }
    };
    let parts = parts.into_iter().map(|part| ctx.alloc(Obj::Bytes(part.into()))).collect();
    value(ctx.new_list(parts))
}

fn join(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [separator, source] = args.exactly(ctx, "bytes.join")?;
    if !super::support::is_iterable(ctx, source) && ctx.heap.str(source).is_none() {
        return Err(ctx.type_error("can only join an iterable"));
    }
    let Items::Known(items) = items(ctx, source)? else {
        return ctx.prelude("bytes_join_slow", vec![separator, source]);
    };
    let separator = bytes_of(ctx, separator, "join")?;
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        parts.push(other_bytes(ctx, item)?);
    }
    joined(ctx, &parts, separator)
}

fn affix(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, start: bool) -> NativeResult {
    let [bytes, part] = args.exactly(ctx, name)?;
    let (bytes, part) = (bytes_of(ctx, bytes, name)?, other_bytes(ctx, part)?);
    value(Value::bool(if start { bytes.starts_with(part) } else { bytes.ends_with(part) }))
}

fn startswith(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    affix(ctx, args, "startswith", true)
}

fn endswith(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    affix(ctx, args, "endswith", false)
}

fn upper(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [bytes] = args.exactly(ctx, "bytes.upper")?;
    let bytes = bytes_of(ctx, bytes, "upper")?.to_ascii_uppercase();
    made(ctx, bytes)
}

fn lower(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [bytes] = args.exactly(ctx, "bytes.lower")?;
    let bytes = bytes_of(ctx, bytes, "lower")?.to_ascii_lowercase();
    made(ctx, bytes)
}
