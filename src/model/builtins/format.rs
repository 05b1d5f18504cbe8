//! `format()`, `'...' % values` and `'...'.format()` on native values.
//!
//! Where a class of the script decides (`__format__`, `__str__`, an attribute that is computed)
//! the answer is `None`, and the caller goes on with the function of `_prelude` of that name.

use super::text_of::{ascii_text, exception_args, repr_text, str_text};
use crate::model::interp::{Attr, get_attr};
use crate::model::native::{Ctx, Raised};
use crate::model::object::{Kind, Obj};
use crate::model::ops::item::Item;
use crate::model::ops::{as_int, item, iterate};
use crate::model::symbol;
use crate::model::text::braces::{self, Field, First, Lookup, Part};
use crate::model::text::fault::{Fault, MAX_TEXT_BYTES};
use crate::model::text::int::Int;
use crate::model::text::percent::{Amount, Conversion, Layout, Piece};
use crate::model::text::{format_spec, percent as template};
use crate::model::value::Value;

/// Deepest nesting of containers looked through for user objects.
const DEPTH_MAX: u32 = 20;

/// Whether turning a value into text needs Python code (`__str__`, `__repr__`, `__format__` of a
/// user's class, also inside containers).
pub fn needs_python(ctx: &Ctx<'_>, value: Value) -> bool {
    needs_python_within(ctx, value, DEPTH_MAX)
}

fn needs_python_within(ctx: &Ctx<'_>, value: Value, depth: u32) -> bool {
    let heap = ctx.heap;
    let any = |items: &[Value]| items.iter().any(|&v| needs_python_within(ctx, v, depth - 1));
    let object = heap.get(value);
    if depth == 0 || object.is_none() {
        return false;
    }
    match object {
        Some(Obj::Instance(instance)) => {
            let own = [symbol::STR, symbol::REPR, symbol::FORMAT]
                .iter()
                .any(|&name| ctx.python_method(value, name).is_some());
            own || any(&exception_args(ctx, value))
                || (!instance.payload.is_undefined()
                    && needs_python_within(ctx, instance.payload, depth - 1))
        }
        Some(Obj::Class(class)) if !class.meta.is_undefined() => {
            [symbol::STR, symbol::REPR].iter().any(|&name| ctx.python_method(value, name).is_some())
        }
        Some(Obj::Tuple(items)) => any(items),
        Some(Obj::List(_) | Obj::Set(_) | Obj::FrozenSet(_) | Obj::Deque(_)) => {
            any(&iterate::items(heap, value).unwrap_or_default())
        }
        Some(Obj::Dict(table)) => {
            let entries: Vec<_> = table.lock().iter().flat_map(|e| [e.key, e.value]).collect();
            any(&entries)
        }
        Some(Obj::DictView { dict, .. }) => needs_python_within(ctx, *dict, depth),
        _ => false,
    }
}

/// `str(value)`, of a value that needs no Python code.
pub fn str_of(ctx: &mut Ctx<'_>, value: Value) -> Result<String, Raised> {
    Ok(str_text(ctx, value)?.unwrap_or_default())
}

/// `repr(value)`, of a value that needs no Python code.
pub fn repr_of(ctx: &mut Ctx<'_>, value: Value) -> Result<String, Raised> {
    Ok(repr_text(ctx, value)?.unwrap_or_default())
}

/// `format(value, spec)`, of a value that needs no Python code.
pub fn format_value(ctx: &mut Ctx<'_>, value: Value, spec: &str) -> Result<String, Raised> {
    Ok(formatted(ctx, value, spec)?.unwrap_or_default())
}

/// `format(value, spec)`; `None`: Python code decides (`format_slow`).
pub fn formatted(ctx: &mut Ctx<'_>, value: Value, spec: &str) -> Result<Option<String>, Raised> {
    let heap = ctx.heap;
    if heap.instance(value).is_some() && ctx.python_method(value, symbol::FORMAT).is_some() {
        return Ok(None);
    }
    if spec.is_empty() {
        return str_text(ctx, value);
    }
    let class = ctx.type_name(value);
    let formatted = if let Some(text) = heap.str(value) {
        format_spec::parse(spec, &class).and_then(|s| format_spec::format_str(text, &s, &class))
    } else if let Some(int) = as_int(heap, value) {
        format_spec::parse(spec, &class).and_then(|s| format_spec::format_int(&int, &s, &class))
    } else if let Some(float) = heap.float(value) {
        format_spec::parse(spec, &class).and_then(|s| format_spec::format_float(float, &s, &class))
    } else {
        let message = format!("unsupported format string passed to {class}.__format__");
        Err(Fault::type_error(message))
    };
    ctx.pure(formatted).map(Some)
}

/// `text % values`; `None`: Python code decides (`percent_slow`).
pub fn percent(ctx: &mut Ctx<'_>, text: &str, values: Value) -> Result<Option<Value>, Raised> {
    let is_tuple = matches!(ctx.heap.kind(values), Kind::Tuple);
    let args = match ctx.heap.tuple(values) {
        Some(items) if is_tuple => items.to_vec(),
        _ => vec![values],
    };
    let mapping = !is_tuple && is_mapping(ctx, values);
    let mut filler = Filler { args, next: 0, values, mapping, keyed: false };
    let mut out = String::new();
    for piece in template::parse(text) {
        match piece {
            Piece::Text(text) => out.push_str(&text),
            Piece::Broken(fault) => return Err(ctx.raise_fault(fault)),
            Piece::Conversion(conversion) => match filler.convert(ctx, &conversion)? {
                Some(text) => out.push_str(&text),
                None => return Ok(None),
            },
        }
        if out.len() > MAX_TEXT_BYTES {
            return Err(Raised(ctx.exception("MemoryError", &[])));
        }
    }
    if filler.next < filler.args.len() && !mapping && !filler.keyed {
        return Err(ctx.type_error("not all arguments converted during string formatting"));
    }
    Ok(Some(ctx.new_str(out)))
}

fn is_mapping(ctx: &Ctx<'_>, values: Value) -> bool {
    let heap = ctx.heap;
    match heap.kind(values) {
        Kind::Str | Kind::Tuple => false,
        Kind::Dict | Kind::List | Kind::Bytes | Kind::Deque | Kind::Range => true,
        _ => {
            heap.instance(values).is_some()
                && heap.lookup(heap.class_of(values), symbol::GETITEM).is_some()
        }
    }
}

struct Filler {
    args: Vec<Value>,
    next: usize,
    values: Value,
    mapping: bool,
    keyed: bool,
}

impl Filler {
    fn take(&mut self, ctx: &mut Ctx<'_>) -> Result<Value, Raised> {
        let Some(&value) = self.args.get(self.next) else {
            return Err(ctx.type_error("not enough arguments for format string"));
        };
        self.next += 1;
        Ok(value)
    }

    fn amount(&mut self, ctx: &mut Ctx<'_>, amount: Amount) -> Result<Option<i64>, Raised> {
        match amount {
            Amount::Absent => Ok(None),
            Amount::Given(number) => Ok(Some(number)),
            Amount::Star => {
                let value = self.take(ctx)?;
                match ctx.heap.int(value) {
                    Some(number) => Ok(Some(number)),
                    None => Err(ctx.type_error("* wants int")),
                }
            }
        }
    }

    fn keyed(&mut self, ctx: &mut Ctx<'_>, key: &str) -> Result<Option<Value>, Raised> {
        if !self.mapping {
            return Err(ctx.type_error("format requires a mapping"));
        }
        self.keyed = true;
        let key = ctx.new_str(key);
        if ctx.heap.instance(self.values).is_some() {
            return Ok(None);
        }
        match item::get(ctx, self.values, key)? {
            Item::Found(value) => Ok(Some(value)),
            _ => Ok(None),
        }
    }

    fn convert(
        &mut self,
        ctx: &mut Ctx<'_>,
        conversion: &Conversion,
    ) -> Result<Option<String>, Raised> {
        let keyed = match &conversion.key {
            Some(key) => match self.keyed(ctx, key)? {
                Some(value) => Some(value),
                None => return Ok(None),
            },
            None => None,
        };
        let width = self.amount(ctx, conversion.width)?.unwrap_or(0);
        let precision = self.amount(ctx, conversion.precision)?;
        let layout = ctx.pure(Layout::new(conversion.flags, width, precision))?;
        if keyed.is_some() && conversion.letter == '%' {
            return Ok(Some("%".into()));
        }
        let value = match keyed {
            Some(value) => value,
            None => self.take(ctx)?,
        };
        convert_one(ctx, conversion, layout, value)
    }
}

fn convert_one(
    ctx: &mut Ctx<'_>,
    conversion: &Conversion,
    layout: Layout,
    value: Value,
) -> Result<Option<String>, Raised> {
    let text = match conversion.letter {
        's' => str_text(ctx, value)?,
        'r' => repr_text(ctx, value)?,
        'a' => ascii_text(ctx, value)?,
        'c' => return convert_char(ctx, layout, value).map(Some),
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            return match integer_for(ctx, conversion.letter, value)? {
                Some(int) => {
                    let text = template::int(&int, conversion.letter, layout);
                    ctx.pure(text).map(Some)
                }
                None => Ok(None),
            };
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            if ctx.heap.number(value).is_none() && has_number_method(ctx, value) {
                return Ok(None);
            }
            let float = ctx.float_arg(value)?;
            let text = template::float(float, conversion.letter, layout);
            return ctx.pure(text).map(Some);
        }
        _ => return Err(ctx.raise_fault(template::unsupported(conversion))),
    };
    Ok(text.map(|text| template::text(&text, layout)))
}

fn has_number_method(ctx: &Ctx<'_>, value: Value) -> bool {
    [symbol::INT, symbol::FLOAT, symbol::INDEX]
        .iter()
        .any(|&name| ctx.heap.instance(value).is_some() && ctx.python_method(value, name).is_some())
}

fn integer_for(ctx: &mut Ctx<'_>, letter: char, value: Value) -> Result<Option<Int>, Raised> {
    if let Some(int) = as_int(ctx.heap, value) {
        return Ok(Some(int));
    }
    let decimal = matches!(letter, 'd' | 'i' | 'u');
    if let Some(float) = ctx.heap.float(value)
        && decimal
    {
        return ctx.pure(Int::from_f64(float)).map(Some);
    }
    if has_number_method(ctx, value) {
        return Ok(None);
    }
    let found = ctx.type_name(value);
    let wanted = if decimal { "a real number" } else { "an integer" };
    Err(ctx.type_error(format!("%{letter} format: {wanted} is required, not {found}")))
}

fn convert_char(ctx: &mut Ctx<'_>, layout: Layout, value: Value) -> Result<String, Raised> {
    if let Some(text) = ctx.heap.str(value) {
        let mut chars = text.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(template::character(c, layout));
        }
    } else if let Some(int) = as_int(ctx.heap, value) {
        let c = ctx.pure(format_spec::character(&int))?;
        return Ok(template::character(c, layout));
    }
    Err(ctx.type_error("%c requires int or char"))
}

/// Arguments of `str.format`.
pub struct Fields<'a> {
    /// By position.
    pub positional: &'a [Value],
    /// By name.
    pub named: &'a dyn Fn(&Ctx<'_>, &str) -> Option<Value>,
}

/// `template.format(...)`; `None`: Python code decides (`str_format_slow`).
pub fn format_braces(
    ctx: &mut Ctx<'_>,
    template: &str,
    fields: &Fields<'_>,
) -> Result<Option<String>, Raised> {
    fill_parts(ctx, &braces::parse(template), fields)
}

fn fill_parts(
    ctx: &mut Ctx<'_>,
    parts: &[Part],
    fields: &Fields<'_>,
) -> Result<Option<String>, Raised> {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Broken(fault) => return Err(ctx.raise_fault(fault.clone())),
            Part::Field(field) => match fill_field(ctx, field, fields)? {
                Some(text) => out.push_str(&text),
                None => return Ok(None),
            },
        }
        if out.len() > MAX_TEXT_BYTES {
            return Err(Raised(ctx.exception("MemoryError", &[])));
        }
    }
    Ok(Some(out))
}

fn fill_field(
    ctx: &mut Ctx<'_>,
    field: &Field,
    fields: &Fields<'_>,
) -> Result<Option<String>, Raised> {
    let mut value = first_value(ctx, &field.first, fields)?;
    for lookup in &field.lookups {
        match look_up(ctx, value, lookup)? {
            Some(found) => value = found,
            None => return Ok(None),
        }
    }
    let converted = match field.conversion {
        Some('r') => Some(repr_text(ctx, value)?),
        Some('a') => Some(ascii_text(ctx, value)?),
        Some(_) => Some(str_text(ctx, value)?),
        None => None,
    };
    match converted {
        Some(None) => return Ok(None),
        Some(Some(text)) => value = ctx.new_str(text),
        None => {}
    }
    let Some(spec) = fill_parts(ctx, &field.spec, fields)? else { return Ok(None) };
    formatted(ctx, value, &spec)
}

fn first_value(ctx: &mut Ctx<'_>, first: &First, fields: &Fields<'_>) -> Result<Value, Raised> {
    match first {
        First::Position(at) => fields.positional.get(*at).copied().ok_or_else(|| {
            let text = format!("Replacement index {at} out of range for positional args tuple");
            ctx.raise("IndexError", text)
        }),
        First::Keyword(name) => match (fields.named)(ctx, name) {
            Some(value) => Ok(value),
            None => {
                let key = ctx.new_str(name.as_str());
                Err(item::key_error(ctx, key))
            }
        },
    }
}

fn look_up(ctx: &mut Ctx<'_>, value: Value, lookup: &Lookup) -> Result<Option<Value>, Raised> {
    let key = match lookup {
        Lookup::Attribute(name) => {
            let name = ctx.heap.intern(name);
            return Ok(match get_attr(ctx, value, name)? {
                Attr::Value(value) => Some(value),
                Attr::Method { func, receiver } => Some(ctx.new_bound(func, receiver)),
                Attr::Call { .. } => None,
            });
        }
        Lookup::Index(at) => ctx.new_int(*at),
        Lookup::Key(key) => ctx.new_str(key.as_str()),
    };
    match item::get(ctx, value, key)? {
        Item::Found(value) => Ok(Some(value)),
        _ => Ok(None),
    }
}
