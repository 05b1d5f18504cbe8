//! `str`: its table, construction, and the methods about its inside. Methods that make other
//! strings are in `str_edit.rs`.

use super::NativeType;
use super::format::{Fields, format_braces};
use super::str_edit as edit;
use super::support::{Items, finished, items, wrong_receiver};
use super::text_of::str_text;
use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::object::{Kind, Obj, Str};
use crate::model::text::encode::{self, Encoding};
use crate::model::text::{characters, edit as change, search};
use crate::model::value::Value;
use compact_str::ToCompactString as _;

/// The type.
pub const TYPE: NativeType = NativeType {
    kind: Kind::Str,
    name: "str",
    methods: &[
        ("__format__", super::functions::format_method),
        ("__new__", new),
        ("capitalize", edit::capitalize),
        ("casefold", edit::casefold),
        ("center", edit::center),
        ("count", count),
        ("encode", encode),
        ("endswith", endswith),
        ("expandtabs", edit::expandtabs),
        ("find", find),
        ("format", format),
        ("format_map", format_map),
        ("index", index),
        ("isalnum", isalnum),
        ("isalpha", isalpha),
        ("isascii", isascii),
        ("isdecimal", isdecimal),
        ("isdigit", isdigit),
        ("isidentifier", isidentifier),
        ("islower", islower),
        ("isnumeric", isnumeric),
        ("isprintable", isprintable),
        ("isspace", isspace),
        ("istitle", istitle),
        ("isupper", isupper),
        ("join", join),
        ("ljust", edit::ljust),
        ("lower", edit::lower),
        ("lstrip", edit::lstrip),
        ("partition", edit::partition),
        ("removeprefix", edit::removeprefix),
        ("removesuffix", edit::removesuffix),
        ("replace", edit::replace),
        ("rfind", rfind),
        ("rindex", rindex),
        ("rjust", edit::rjust),
        ("rpartition", edit::rpartition),
        ("rsplit", edit::rsplit),
        ("rstrip", edit::rstrip),
        ("split", edit::split),
        ("splitlines", edit::splitlines),
        ("startswith", startswith),
        ("strip", edit::strip),
        ("swapcase", edit::swapcase),
        ("title", edit::title),
        ("translate", edit::translate),
        ("upper", edit::upper),
        ("zfill", edit::zfill),
    ],
    static_methods: &[("maketrans", edit::maketrans)],
    is_builtin_name: true,
    ..NativeType::EMPTY
};

/// The receiver's text.
pub fn text_arg<'a>(ctx: &mut Ctx<'a>, value: Value, method: &str) -> Result<&'a str, Raised> {
    let heap = ctx.heap;
    heap.str(value).ok_or_else(|| wrong_receiver(ctx, method, "str", value))
}

/// The receiver of a method that looks for places in it.
fn object_arg<'a>(ctx: &mut Ctx<'a>, value: Value, method: &str) -> Result<&'a Str, Raised> {
    let heap = ctx.heap;
    heap.str_object(value).ok_or_else(|| wrong_receiver(ctx, method, "str", value))
}

/// A string argument that is not the receiver.
pub fn sub_arg<'a>(ctx: &mut Ctx<'a>, value: Value) -> Result<&'a str, Raised> {
    let heap = ctx.heap;
    heap.str(value).ok_or_else(|| {
        let found = ctx.type_name(value);
        ctx.type_error(format!("must be str, not {found}"))
    })
}

/// A method's arguments: receiver first, counted without it in messages; absent ones undefined.
pub fn method_args<const N: usize>(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    min: usize,
) -> Result<[Value; N], Raised> {
    args.no_keywords(ctx, &format!("str.{name}"))?;
    let given = args.positional.len().saturating_sub(1);
    let most = N - 1;
    if (min..=most).contains(&given) && !args.positional.is_empty() {
        let mut out = [Value::UNDEFINED; N];
        out[..=given].copy_from_slice(args.positional);
        return Ok(out);
    }
    Err(ctx.type_error(match (min, most) {
        (0, 0) => format!("str.{name}() takes no arguments ({given} given)"),
        (1, 1) => format!("str.{name}() takes exactly one argument ({given} given)"),
        _ if min == most => format!("{name} expected {min} arguments, got {given}"),
        _ if given < min => {
            let plural = if min == 1 { "" } else { "s" };
            format!("{name} expected at least {min} argument{plural}, got {given}")
        }
        _ => {
            let plural = if most == 1 { "" } else { "s" };
            format!("{name} expected at most {most} argument{plural}, got {given}")
        }
    }))
}

fn new(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    if let (&[class, number], []) = (args.positional, args.names)
        && class == ctx.heap.kinds[Kind::Str as usize]
        && let Some(int) = number.as_small()
    {
        return value(ctx.alloc(Obj::Str(Str::ascii(int.to_compact_string()))));
    }
    let class = args.positional.first().copied().unwrap_or_default();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [object, encoding, errors] = rest.named(ctx, "str", ["object", "encoding", "errors"], 0)?;
    if object.is_undefined() {
        let text = ctx.new_str("");
        return value(finished(ctx, class, text));
    }
    if !encoding.is_undefined() || !errors.is_undefined() {
        let Some(Obj::Bytes(_)) = ctx.heap.get(object) else {
            let found = ctx.type_name(object);
            let text = format!("decoding to str: need a bytes-like object, {found} found");
            return Err(ctx.type_error(text));
        };
        return super::bytes_type::decode_with(ctx, object, encoding, errors);
    }
    if super::support::is_native_class(ctx, class) {
        return super::functions::str_call(ctx, object);
    }
    match str_text(ctx, object)? {
        Some(text) => {
            let text = ctx.new_str(text);
            value(finished(ctx, class, text))
        }
        None => Err(ctx.type_error("a subclass of str needs a string here")),
    }
}

fn bounds(
    ctx: &mut Ctx<'_>,
    start: Value,
    end: Value,
) -> Result<(Option<i64>, Option<i64>), Raised> {
    Ok((ctx.bound_arg(start)?, ctx.bound_arg(end)?))
}

type Finder = fn(&Str, &str, Option<i64>, Option<i64>) -> Option<usize>;

fn found_at(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    finder: Finder,
) -> Result<Option<usize>, Raised> {
    let [text, sub, start, end] = method_args(ctx, args, name, 1)?;
    let (text, sub) = (object_arg(ctx, text, name)?, sub_arg(ctx, sub)?);
    let (start, end) = bounds(ctx, start, end)?;
    Ok(finder(text, sub, start, end))
}

fn find(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let at = found_at(ctx, args, "find", search::find)?;
    value(Value::small(at.map_or(-1, |at| at as i64)))
}

fn rfind(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let at = found_at(ctx, args, "rfind", search::rfind)?;
    value(Value::small(at.map_or(-1, |at| at as i64)))
}

fn index(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    match found_at(ctx, args, "index", search::find)? {
        Some(at) => value(Value::small(at as i64)),
        None => Err(ctx.value_error("substring not found")),
    }
}

fn rindex(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    match found_at(ctx, args, "rindex", search::rfind)? {
        Some(at) => value(Value::small(at as i64)),
        None => Err(ctx.value_error("substring not found")),
    }
}

fn count(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, sub, start, end] = method_args(ctx, args, "count", 1)?;
    let (text, sub) = (object_arg(ctx, text, "count")?, sub_arg(ctx, sub)?);
    let (start, end) = bounds(ctx, start, end)?;
    value(Value::small(search::count(text, sub, start, end) as i64))
}

type Matcher = fn(&Str, &str, Option<i64>, Option<i64>) -> bool;

fn matches(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, matcher: Matcher) -> NativeResult {
    let [text, affix, start, end] = method_args(ctx, args, name, 1)?;
    let text = object_arg(ctx, text, name)?;
    let (start, end) = bounds(ctx, start, end)?;
    let heap = ctx.heap;
    let affixes = match heap.tuple(affix) {
        Some(affixes) => affixes.to_vec(),
        None => vec![affix],
    };
    for one in &affixes {
        let Some(one_text) = heap.str(*one) else {
            let found = ctx.type_name(*one);
            return Err(ctx.type_error(match heap.tuple(affix) {
                Some(_) => format!("tuple for {name} must only contain str, not {found}"),
                None => format!("{name} first arg must be str or a tuple of str, not {found}"),
            }));
        };
        if matcher(text, one_text, start, end) {
            return value(Value::TRUE);
        }
    }
    value(Value::FALSE)
}

fn startswith(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    matches(ctx, args, "startswith", search::starts_with)
}

fn endswith(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    matches(ctx, args, "endswith", search::ends_with)
}

fn encode(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let text = args.positional.first().copied().unwrap_or_default();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [encoding, errors] = rest.named(ctx, "encode", ["encoding", "errors"], 0)?;
    let text = text_arg(ctx, text, "encode")?;
    let (encoding, errors) = encoding_args(ctx, encoding, errors)?;
    let bytes = encode::encode(text, encoding, &errors);
    let bytes = ctx.pure(bytes)?;
    value(ctx.alloc(Obj::Bytes(bytes.into())))
}

/// The encoding and the error handler of `encode` and `decode`.
pub fn encoding_args(
    ctx: &mut Ctx<'_>,
    encoding: Value,
    errors: Value,
) -> Result<(Encoding, String), Raised> {
    let encoding = match encoding.defined() {
        Some(name) => {
            let name = ctx.str_arg(name, "encoding")?;
            ctx.pure(Encoding::named(&name))?
        }
        None => Encoding::Utf8,
    };
    let errors = match errors.defined() {
        Some(name) => ctx.str_arg(name, "errors")?,
        None => "strict".into(),
    };
    Ok((encoding, errors))
}

fn format(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let text = args.positional.first().copied().unwrap_or_default();
    let template = text_arg(ctx, text, "format")?.to_owned();
    let positional = args.positional.get(1..).unwrap_or(&[]);
    let named = |ctx: &Ctx<'_>, name: &str| {
        let symbol = ctx.heap.symbol(name)?;
        args.keyword(symbol)
    };
    let fields = Fields { positional, named: &named };
    match format_braces(ctx, &template, &fields)? {
        Some(text) => value(ctx.new_str(text)),
        None => {
            let tuple = ctx.new_tuple(positional.to_vec());
            let dict = ctx.new_dict();
            for (&name, &item) in args.names.iter().zip(args.keywords) {
                let name = ctx.heap.text(name);
                let name = ctx.new_str(name);
                crate::model::ops::item::set(ctx, dict, name, item)?;
            }
            ctx.prelude("str_format_slow", vec![text, tuple, dict])
        }
    }
}

fn format_map(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, mapping] = method_args(ctx, args, "format_map", 1)?;
    let template = text_arg(ctx, text, "format_map")?.to_owned();
    let named = |ctx: &Ctx<'_>, name: &str| {
        let table = ctx.heap.dict(mapping)?.lock();
        table.iter().find(|e| ctx.heap.str(e.key) == Some(name)).map(|e| e.value)
    };
    let fields = Fields { positional: &[], named: &named };
    let plain = ctx.heap.instance(mapping).is_none();
    let done = if plain { format_braces(ctx, &template, &fields)? } else { None };
    match done {
        Some(text) => value(ctx.new_str(text)),
        None => {
            let empty = ctx.new_tuple(Vec::new());
            ctx.prelude("str_format_slow", vec![text, empty, mapping])
        }
    }
}

fn join(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [separator, source] = method_args(ctx, args, "join", 1)?;
    let text = text_arg(ctx, separator, "join")?;
    if !super::support::is_iterable(ctx, source) && ctx.heap.str(source).is_none() {
        return Err(ctx.type_error("can only join an iterable"));
    }
    let parts = match items(ctx, source)? {
        Items::Known(parts) => parts,
        Items::Python => return ctx.prelude("join_slow", vec![separator, source]),
    };
    let length = parts.iter().filter_map(|&part| Some(ctx.heap.str(part)?.len()));
    let length = length.fold(text.len().saturating_mul(parts.len()), usize::saturating_add);
    ctx.check_allocation(length, 1)?;
    let mut out = String::with_capacity(length);
    for (at, &part) in parts.iter().enumerate() {
        let Some(part_text) = ctx.heap.str(part) else {
            let found = ctx.type_name(part);
            return Err(
                ctx.type_error(format!("sequence item {at}: expected str instance, {found} found"))
            );
        };
        if at > 0 {
            out.push_str(text);
        }
        out.push_str(part_text);
    }
    value(ctx.new_str(out))
}

macro_rules! tests {
    ($($name:ident $test:expr;)+) => {
        $(fn $name(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
            let [text] = method_args(ctx, args, stringify!($name), 0)?;
            let text = text_arg(ctx, text, stringify!($name))?;
            let test: fn(&str) -> bool = $test;
            value(Value::bool(test(text)))
        })+
    };
}

fn all(text: &str, test: fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(test)
}

tests! {
    isalnum |text| all(text, characters::is_alphanumeric);
    isalpha |text| all(text, char::is_alphabetic);
    isascii |text| text.is_ascii();
    isdecimal |text| all(text, characters::is_decimal);
    isdigit |text| all(text, characters::is_digit);
    isidentifier characters::is_identifier;
    islower change::is_lower;
    isnumeric |text| all(text, characters::is_numeric);
    isprintable |text| text.chars().all(characters::is_printable);
    isspace |text| all(text, characters::is_space);
    istitle change::is_title;
    isupper change::is_upper;
}
