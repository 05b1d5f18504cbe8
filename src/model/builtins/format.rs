//! Values as text: `str`, `repr`, `format` and `%`, where no user class has a say.

use crate::model::native::{Ctx, Raised};
use crate::model::value::Value;

/// Whether turning a value into text needs Python code (`__str__`, `__repr__`, `__format__` of a
/// user's class, also inside containers).
pub fn needs_python(_ctx: &Ctx<'_>, _value: Value) -> bool {
    false
}

/// `str(value)`
pub fn str_of(ctx: &mut Ctx<'_>, value: Value) -> Result<String, Raised> {
    match ctx.heap.str(value) {
        Some(text) => Ok(text.to_owned()),
        None => repr_of(ctx, value),
    }
}

/// `repr(value)`
pub fn repr_of(_ctx: &mut Ctx<'_>, value: Value) -> Result<String, Raised> {
    Ok(format!("{value:?}"))
}

/// `format(value, spec)`
pub fn format_value(ctx: &mut Ctx<'_>, value: Value, _spec: &str) -> Result<String, Raised> {
    str_of(ctx, value)
}

/// `text % values`
pub fn percent(ctx: &mut Ctx<'_>, _text: &str, _values: Value) -> Result<Option<Value>, Raised> {
    Err(ctx.type_error("% formatting is not here yet"))
}
