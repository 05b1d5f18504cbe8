//! `_re`: the machine under `re`. Patterns are bytes here, as `sre`'s are lists of numbers, so that
//! a compiled pattern is a plain value.

use super::NativeModule;
use super::bytes_type::bytes_of;
use crate::model::native::{Args, Ctx, NativeResult, Raised, none, value};
use crate::model::object::Obj;
use crate::model::text::pattern::{self, Chars, Found, How, Search};
use crate::model::value::Value;

/// The module.
pub const MODULE: NativeModule = NativeModule {
    name: "_re",
    functions: &[("all", all), ("compile", compile), ("find", find)],
    floats: &[],
    types: &[],
};

/// `compile(pattern, flags)` -> (code, flags, groups, ((name, group), ...)), or (message, place)
fn compile(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [pattern, flags] = args.exactly(ctx, "compile")?;
    let text = ctx.str_arg(pattern, "pattern")?;
    let flags = ctx.int_arg(flags)? as u32;
    let answer = match pattern::compile(&text, flags) {
        Err(error) => {
            let message = ctx.new_str(error.message);
            vec![message, error.at.map_or(Value::NONE, |at| Value::small(at as i64))]
        }
        Ok(made) => {
            let code: Vec<u8> = made.words.iter().flat_map(|word| word.to_le_bytes()).collect();
            let code = ctx.alloc(Obj::Bytes(code.into()));
            let pair = |ctx: &mut Ctx<'_>, (name, group): &(String, u32)| {
                let name = ctx.new_str(name.as_str());
                ctx.new_tuple([name, Value::small(i64::from(*group))])
            };
            let names: Vec<Value> = made.names.iter().map(|named| pair(ctx, named)).collect();
            let names = ctx.new_tuple(names);
            let number = |number: u32| Value::small(i64::from(number));
            vec![code, number(made.flags), number(made.groups), names]
        }
    };
    value(ctx.new_tuple(answer))
}

/// What both searches begin with: the words, the number of groups, the characters, from, to.
struct Wanted<'h> {
    words: Vec<u32>,
    groups: u32,
    text: Chars<'h>,
    from: usize,
    to: usize,
}

fn wanted<'h>(ctx: &mut Ctx<'h>, args: &[Value]) -> Result<Wanted<'h>, Raised> {
    let &[code, groups, text, from, to] = args else {
        return Err(ctx.type_error("a search takes code, groups, text, from and to"));
    };
    let code = bytes_of(ctx, code, "search")?;
    let words = code.chunks_exact(4).map(|word| word.try_into().map_or(0, u32::from_le_bytes));
    let groups = ctx.int_arg(groups)? as u32;
    let heap = ctx.heap;
    let Some(text) = heap.str_object(text).map(Chars::of) else {
        return Err(ctx.type_error("a search takes a text"));
    };
    let mut place = |value: Value| -> Result<usize, Raised> {
        Ok(usize::try_from(ctx.int_arg(value)?).unwrap_or(0).min(text.count()))
    };
    let (from, to) = (place(from)?, place(to)?);
    Ok(Wanted { words: words.collect(), groups, text, from, to })
}

/// (begin, end of each group, -1 for none, ..., the group closed last)
fn tuple(ctx: &mut Ctx<'_>, found: &Found) -> Value {
    let places = found.spans.iter().flat_map(|span| match span {
        Some((from, to)) => [*from as i64, *to as i64],
        None => [-1, -1],
    });
    let mut numbers: Vec<Value> = places.map(Value::small).collect();
    numbers.push(Value::small(i64::from(found.last)));
    ctx.new_tuple(numbers)
}

fn too_long(ctx: &mut Ctx<'_>) -> Raised {
    let text = "the pattern takes too many steps on this text: it backtracks without end";
    ctx.raise("RuntimeError", text)
}

/// `find(code, groups, text, from, to, how)` -> places, or None
fn find(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [code, groups, text, from, to, how] = args.exactly(ctx, "find")?;
    let wanted = wanted(ctx, &[code, groups, text, from, to])?;
    let how = match ctx.int_arg(how)? {
        0 => How::Match,
        1 => How::Search,
        _ => How::Full,
    };
    let mut search = Search::new(&wanted.words, wanted.groups, &wanted.text, wanted.to);
    match search.find(wanted.from, how) {
        Ok(Some(found)) => value(tuple(ctx, &found)),
        Ok(None) => none(),
        Err(_) => Err(too_long(ctx)),
    }
}

/// `all(code, groups, text, from, to, most)` -> list of places; `most` 0: all of them
fn all(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [code, groups, text, from, to, most] = args.exactly(ctx, "all")?;
    let wanted = wanted(ctx, &[code, groups, text, from, to])?;
    let most = usize::try_from(ctx.int_arg(most)?).unwrap_or(0);
    let mut search = Search::new(&wanted.words, wanted.groups, &wanted.text, wanted.to);
    let Ok(found) = search.all(wanted.from, most) else { return Err(too_long(ctx)) };
    let found = found.iter().map(|one| tuple(ctx, one)).collect();
    value(ctx.new_list(found))
}
