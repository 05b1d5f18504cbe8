//! `format(value, spec)` of f-strings: natively where no user class has a say.

use super::{Engine, Flow, Then};
use crate::model::builtins::format;
use crate::model::code::{Convert, Reg};
use crate::model::native::Raised;
use crate::model::value::Value;
use crate::model::world::World;

/// "No spec" in `Op::Format`.
const NO_SPEC: Reg = Reg::MAX;

impl<W: World> Engine<'_, W> {
    /// Whether turning a value into text needs Python code.
    pub(super) fn needs_python_text(&mut self, value: Value) -> bool {
        format::needs_python(&self.ctx(), value)
    }

    pub(super) fn format(
        &mut self,
        dst: Reg,
        src: Reg,
        convert: Convert,
        spec: Reg,
    ) -> Result<Flow, Raised> {
        let value = self.reg(src);
        let spec_value = if spec == NO_SPEC { Value::UNDEFINED } else { self.reg(spec) };
        if convert == Convert::None && spec_value.is_undefined() && self.heap.str(value).is_some() {
            self.set(dst, value);
            return Ok(Flow::Continue);
        }
        if convert == Convert::None
            && let Some(text) = plain_text(value, self.heap.str(spec_value))
        {
            let text = self.ctx().new_str(text);
            self.set(dst, text);
            return Ok(Flow::Continue);
        }
        if self.needs_python_text(value) {
            return self.format_by_python(dst, value, convert, spec_value);
        }
        let spec = self.heap.str(spec_value).unwrap_or("").to_owned();
        let mut ctx = self.ctx();
        let value = match convert {
            Convert::None => value,
            Convert::Str => {
                let text = format::str_of(&mut ctx, value)?;
                ctx.new_str(text)
            }
            Convert::Repr => {
                let text = format::repr_of(&mut ctx, value)?;
                ctx.new_str(text)
            }
            Convert::Ascii => {
                let text = format::repr_of(&mut ctx, value)?;
                ctx.new_str(crate::model::text::repr::escape_non_ascii(&text))
            }
        };
        let text = format::format_value(&mut ctx, value, &spec)?;
        let text = ctx.new_str(text);
        self.set(dst, text);
        Ok(Flow::Continue)
    }

    fn format_by_python(
        &mut self,
        dst: Reg,
        value: Value,
        convert: Convert,
        spec: Value,
    ) -> Result<Flow, Raised> {
        let spec = match spec.defined() {
            Some(spec) => spec,
            None => self.ctx().new_str(""),
        };
        let (function, method) = match convert {
            Convert::None => ("format_slow", "__format__"),
            Convert::Str => ("format_str_slow", "__str__"),
            Convert::Repr | Convert::Ascii => ("format_repr_slow", "__repr__"),
        };
        self.prelude(function, &[value, spec], Then::Text { dst, method })
    }
}

/// Numbers as most f-strings want them: integers as they are, floats with so many decimals.
fn plain_text(value: Value, spec: Option<&str>) -> Option<String> {
    match spec.map(str::as_bytes) {
        None => value.as_small().map(|int| int.to_string()),
        Some([b'.', digit @ b'0'..=b'9', b'f']) => {
            let decimals = usize::from(digit - b'0');
            value.as_inline_float().map(|float| format!("{float:.decimals$}"))
        }
        _ => None,
    }
}
