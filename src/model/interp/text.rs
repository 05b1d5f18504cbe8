//! `format(value, spec)` of f-strings: natively where no user class has a say.

use super::{Engine, Flow, Then};
use crate::model::builtins::format;
use crate::model::code::{Convert, Reg};
use crate::model::native::Raised;
use crate::model::value::Value;
use crate::model::world::World;
use compact_str::{CompactString, ToCompactString as _, format_compact};

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
pub(super) fn plain(value: Value, spec: Option<&str>) -> Option<CompactString> {
    match spec.map(str::as_bytes) {
        None => value.as_small().map(|int| int.to_compact_string()),
        Some([b'.', digit @ b'0'..=b'9', b'f']) => {
            let decimals = usize::from(digit - b'0');
            let float = value.as_inline_float()?;
            Some(fixed(float, decimals).unwrap_or_else(|| format_compact!("{float:.decimals$}")))
        }
        _ => None,
    }
}

/// A float of everyday size with so many decimals, rounded half to even as CPython does: its exact
/// value times a power of ten, in integers. `None`: too large or too small for that.
fn fixed(float: f64, decimals: usize) -> Option<CompactString> {
    let bits = float.abs().to_bits();
    let exponent = (bits >> 52) as i32 - 1075;
    if !(-90..=0).contains(&exponent) {
        return None;
    }
    let power = 10_u64.pow(decimals as u32);
    let scaled = u128::from(bits & ((1 << 52) - 1) | 1 << 52) * u128::from(power);
    let shift = exponent.unsigned_abs();
    let (whole, rest, half) = (scaled >> shift, scaled & ((1 << shift) - 1), (1 << shift) >> 1);
    let up = shift > 0 && (rest > half || rest == half && whole & 1 == 1);
    let rounded = u64::try_from(whole).ok()? + u64::from(up);
    Some(with_point(float < 0.0, rounded, decimals))
}

/// Room for 20 digits, as many zeros before them as there may be decimals, a point and a sign.
const NUMBER_BYTES: usize = 32;

/// A number's digits with a point before the last `decimals` of them.
fn with_point(negative: bool, mut number: u64, decimals: usize) -> CompactString {
    let mut digits = [b'0'; NUMBER_BYTES];
    let mut at = NUMBER_BYTES;
    let mut put = |byte| {
        at -= 1;
        digits[at] = byte;
    };
    for place in 0.. {
        if place > decimals && number == 0 {
            break;
        }
        if place == decimals && decimals > 0 {
            put(b'.');
        }
        put(b'0' + (number % 10) as u8);
        number /= 10;
    }
    if negative {
        put(b'-');
    }
    CompactString::from_utf8_lossy(&digits[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_the_standard_library_s() {
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let ties = [0.5, 1.5, 2.5, 0.125, 0.375, -0.5, 1e-9, 1e15, -7.0, 2.675, 0.1];
        let random = (0..20_000).map(|_| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed as i64 >> 11) as f64 / f64::from(1 + (seed as u32 & 0xff_ffff))
        });
        for float in ties.into_iter().chain(random) {
            for decimals in 0..=9 {
                if let Some(text) = fixed(float, decimals) {
                    assert_eq!(text, format!("{float:.decimals$}"), "{float:?}");
                }
            }
        }
        assert!(fixed(1.5, 2).is_some() && fixed(1e300, 2).is_none());
    }
}
