//! Methods of `str` that make other strings: case, padding, stripping, cutting, translation.

use super::str_type::{method_args, sub_arg, text_arg};
use crate::model::native::{Args, Ctx, NativeResult, Raised, value};
use crate::model::ops::item;
use crate::model::text::edit::{self, Ends, Side};
use crate::model::text::search;
use crate::model::text::split as cut;
use crate::model::text::tables::{Replacement, translate as translated};
use crate::model::value::Value;
use std::collections::BTreeMap;

macro_rules! plain {
    ($($name:ident $change:path;)+) => {
        $(
            #[doc = concat!("`str.", stringify!($name), "()`")]
            pub fn $name(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
                let [text] = method_args(ctx, args, stringify!($name), 0)?;
                let text = text_arg(ctx, text, stringify!($name))?;
                value(ctx.new_str($change(text)))
            }
        )+
    };
}

plain! {
    capitalize edit::capitalize;
    casefold edit::casefold;
    lower edit::lower;
    swapcase edit::swapcase;
    title edit::title;
    upper edit::upper;
}

fn justified(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, side: Side) -> NativeResult {
    let [text, width, fill] = method_args(ctx, args, name, 1)?;
    let text = text_arg(ctx, text, name)?;
    let width = ctx.int_arg(width)?.max(0) as usize;
    let fill = match fill.defined() {
        None => ' ',
        Some(fill) => fill_char(ctx, fill)?,
    };
    ctx.check_allocation(width, fill.len_utf8())?;
    value(ctx.new_str(edit::justify(text, side, width, fill)))
}

fn fill_char(ctx: &mut Ctx<'_>, fill: Value) -> Result<char, Raised> {
    let heap = ctx.heap;
    let Some(text) = heap.str(fill) else {
        let found = ctx.type_name(fill);
        let message = format!("The fill character must be a unicode character, not {found}");
        return Err(ctx.type_error(message));
    };
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(ctx.type_error("The fill character must be exactly one character long")),
    }
}

/// `str.center(width, fill)`
pub fn center(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    justified(ctx, args, "center", Side::Center)
}

/// `str.ljust(width, fill)`
pub fn ljust(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    justified(ctx, args, "ljust", Side::Left)
}

/// `str.rjust(width, fill)`
pub fn rjust(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    justified(ctx, args, "rjust", Side::Right)
}

/// `str.zfill(width)`
pub fn zfill(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, width] = method_args(ctx, args, "zfill", 1)?;
    let text = text_arg(ctx, text, "zfill")?;
    let width = ctx.int_arg(width)?.max(0) as usize;
    ctx.check_allocation(width, 1)?;
    value(ctx.new_str(edit::zfill(text, width)))
}

/// `str.expandtabs(tabsize=8)`
pub fn expandtabs(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, size] = args.named(ctx, "expandtabs", ["self", "tabsize"], 1)?;
    let text = text_arg(ctx, text, "expandtabs")?;
    let size = ctx.optional_int(size)?.unwrap_or(8).max(0) as usize;
    let tabs = text.matches('\t').count();
    ctx.check_allocation(tabs, size)?;
    value(ctx.new_str(edit::expand_tabs(text, size)))
}

fn stripped(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, ends: Ends) -> NativeResult {
    let [text, chars] = method_args(ctx, args, name, 0)?;
    let text = text_arg(ctx, text, name)?;
    let heap = ctx.heap;
    let set = match chars.defined().filter(|chars| !chars.is_none()) {
        None => None,
        Some(chars) => match heap.str(chars) {
            Some(set) => Some(set),
            None => return Err(ctx.type_error(format!("{name} arg must be None or str"))),
        },
    };
    value(ctx.new_str(edit::strip(text, set, ends)))
}

/// `str.strip(chars)`
pub fn strip(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    stripped(ctx, args, "strip", Ends::Both)
}

/// `str.lstrip(chars)`
pub fn lstrip(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    stripped(ctx, args, "lstrip", Ends::Left)
}

/// `str.rstrip(chars)`
pub fn rstrip(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    stripped(ctx, args, "rstrip", Ends::Right)
}

fn strings(ctx: &mut Ctx<'_>, parts: &[&str]) -> Vec<Value> {
    parts.iter().map(|part| ctx.new_str(*part)).collect()
}

fn split_from(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, right: bool) -> NativeResult {
    let text = args.positional.first().copied().unwrap_or_default();
    let rest = Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args };
    let [separator, most] = rest.named(ctx, name, ["sep", "maxsplit"], 0)?;
    let text = text_arg(ctx, text, name)?;
    let most = ctx.optional_int(most)?.and_then(|most| usize::try_from(most).ok());
    let heap = ctx.heap;
    let parts = match separator.defined().filter(|separator| !separator.is_none()) {
        None if right => cut::rsplit_white(text, most),
        None => cut::split_white(text, most),
        Some(separator) => {
            let Some(separator) = heap.str(separator) else {
                let found = ctx.type_name(separator);
                return Err(ctx.type_error(format!("must be str or None, not {found}")));
            };
            if separator.is_empty() {
                return Err(ctx.value_error("empty separator"));
            }
            if right {
                cut::rsplit(text, separator, most)
            } else {
                cut::split(text, separator, most)
            }
        }
    };
    let parts = strings(ctx, &parts);
    value(ctx.new_list(parts))
}

/// `str.split(sep=None, maxsplit=-1)`
pub fn split(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    split_from(ctx, args, "split", false)
}

/// `str.rsplit(sep=None, maxsplit=-1)`
pub fn rsplit(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    split_from(ctx, args, "rsplit", true)
}

/// `str.splitlines(keepends=False)`
pub fn splitlines(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, keep] = args.named(ctx, "splitlines", ["self", "keepends"], 1)?;
    let text = text_arg(ctx, text, "splitlines")?;
    let keep = keep.defined().is_some_and(|keep| ctx.plain_truth(keep));
    let lines = strings(ctx, &cut::split_lines(text, keep));
    value(ctx.new_list(lines))
}

fn parted(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, right: bool) -> NativeResult {
    let [text, separator] = method_args(ctx, args, name, 1)?;
    let (text, separator) = (text_arg(ctx, text, name)?, sub_arg(ctx, separator)?);
    if separator.is_empty() {
        return Err(ctx.value_error("empty separator"));
    }
    let parts =
        if right { cut::rpartition(text, separator) } else { cut::partition(text, separator) };
    let parts = strings(ctx, &parts);
    value(ctx.new_tuple(parts))
}

/// `str.partition(sep)`
pub fn partition(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    parted(ctx, args, "partition", false)
}

/// `str.rpartition(sep)`
pub fn rpartition(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    parted(ctx, args, "rpartition", true)
}

/// `str.removeprefix(prefix)`
pub fn removeprefix(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, prefix] = method_args(ctx, args, "removeprefix", 1)?;
    let (text, prefix) = (text_arg(ctx, text, "removeprefix")?, sub_arg(ctx, prefix)?);
    value(ctx.new_str(text.strip_prefix(prefix).unwrap_or(text)))
}

/// `str.removesuffix(suffix)`
pub fn removesuffix(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, suffix] = method_args(ctx, args, "removesuffix", 1)?;
    let (text, suffix) = (text_arg(ctx, text, "removesuffix")?, sub_arg(ctx, suffix)?);
    value(ctx.new_str(text.strip_suffix(suffix).unwrap_or(text)))
}

/// `str.replace(old, new, count=-1)`
pub fn replace(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, old, new, count] = method_args(ctx, args, "replace", 2)?;
    let text = text_arg(ctx, text, "replace")?;
    let heap = ctx.heap;
    for (at, part) in [old, new].into_iter().enumerate() {
        if heap.str(part).is_none() {
            let found = ctx.type_name(part);
            let at = at + 1;
            let message = format!("replace() argument {at} must be str, not {found}");
            return Err(ctx.type_error(message));
        }
    }
    let (old, new) = (sub_arg(ctx, old)?, sub_arg(ctx, new)?);
    let count = ctx.optional_int(count)?.and_then(|count| usize::try_from(count).ok());
    ctx.check_allocation(search::replaced_size(text, old, new), 1)?;
    value(ctx.new_str(search::replace(text, old, new, count)))
}

/// `str.maketrans(...)`: a dict of character codes.
pub fn maketrans(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [from, to, gone] = args.up_to(ctx, "maketrans", 1)?;
    let table = ctx.new_dict();
    if to.is_undefined() {
        return maketrans_of_dict(ctx, from, table);
    }
    let (from, to) = (sub_arg(ctx, from)?, sub_arg(ctx, to)?);
    if search::char_count(from) != search::char_count(to) {
        let message = "the first two maketrans arguments must have equal length";
        return Err(ctx.value_error(message));
    }
    for (c, becomes) in from.chars().zip(to.chars()) {
        let (key, code) = (Value::small(c as i64), Value::small(becomes as i64));
        item::set(ctx, table, key, code)?;
    }
    if let Some(gone) = gone.defined() {
        for c in sub_arg(ctx, gone)?.chars() {
            item::set(ctx, table, Value::small(c as i64), Value::NONE)?;
        }
    }
    value(table)
}

fn maketrans_of_dict(ctx: &mut Ctx<'_>, from: Value, table: Value) -> NativeResult {
    let heap = ctx.heap;
    let Some(source) = heap.dict(from) else {
        let message = "if you give only one argument to maketrans it must be a dict";
        return Err(ctx.type_error(message));
    };
    let entries: Vec<_> = source.lock().iter().collect();
    for entry in entries {
        let key = match heap.str(entry.key) {
            None => entry.key,
            Some(text) => {
                let mut chars = text.chars();
                let (Some(c), None) = (chars.next(), chars.next()) else {
                    let message = "string keys in translate table must be of length 1";
                    return Err(ctx.value_error(message));
                };
                Value::small(c as i64)
            }
        };
        item::set(ctx, table, key, entry.value)?;
    }
    value(table)
}

/// `str.translate(table)`
pub fn translate(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [text, table] = method_args(ctx, args, "translate", 1)?;
    let text = text_arg(ctx, text, "translate")?;
    let heap = ctx.heap;
    let Some(source) = heap.dict(table) else {
        return Err(ctx.type_error("translate() needs a dict, as str.maketrans() makes it"));
    };
    let mut map = BTreeMap::new();
    for entry in source.lock().iter() {
        let Some(c) = heap.int(entry.key).and_then(|code| char::from_u32(code as u32)) else {
            continue;
        };
        let becomes = match (entry.value, heap.int(entry.value), heap.str(entry.value)) {
            (Value::NONE, ..) => Replacement::Nothing,
            (_, Some(code), _) => {
                let c = u32::try_from(code).ok().and_then(char::from_u32);
                Replacement::Text(c.map(String::from).unwrap_or_default())
            }
            (_, _, text) => Replacement::Text(text.unwrap_or_default().to_owned()),
        };
        map.insert(c, becomes);
    }
    let size = text.chars().map(|c| match map.get(&c) {
        None => c.len_utf8(),
        Some(Replacement::Nothing) => 0,
        Some(Replacement::Text(text)) => text.len(),
    });
    ctx.check_allocation(size.sum(), 1)?;
    value(ctx.new_str(translated(text, &map)))
}
