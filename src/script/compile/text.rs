//! f-strings: the parts are formatted one by one and joined.

use super::Lowering;
use crate::model::code::{Const, Convert, Op, Reg};
use ruff_python_ast::{
    ConversionFlag, ExprFString, FStringPart, InterpolatedElement, InterpolatedStringElement,
    InterpolatedStringElements,
};

/// A part of an f-string: adjacent literal texts are one.
enum Part<'a> {
    Text(String),
    Value(&'a InterpolatedElement),
}

/// Parts joined at a time.
const PARTS_MAX: usize = 200;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn f_string(&mut self, it: &'a ExprFString, dst: Reg) {
        let mut parts = Vec::new();
        for part in it.value.iter() {
            match part {
                FStringPart::Literal(text) => push_text(&mut parts, &text.value),
                FStringPart::FString(f) => push_elements(&mut parts, &f.elements),
            }
        }
        self.at(it.range);
        self.join(&parts, dst);
    }

    fn join(&mut self, parts: &[Part<'a>], dst: Reg) {
        match parts {
            [] => self.f.load(dst, Const::Str(String::new())),
            [part] => {
                self.part(part, dst);
                if matches!(part, Part::Value(value) if value.format_spec.is_none()) {
                    self.f.op(Op::BuildString { dst, first: dst, count: 1 });
                }
            }
            _ if parts.len() > PARTS_MAX => {
                let (head, tail) = parts.split_at(parts.len() / 2);
                let first = self.f.temps(2);
                self.join(head, first);
                self.join(tail, first + 1);
                self.f.op(Op::BuildString { dst, first, count: 2 });
            }
            _ => {
                let first = self.f.temps(parts.len() as u16);
                for (index, part) in parts.iter().enumerate() {
                    self.part(part, first + index as Reg);
                }
                self.f.op(Op::BuildString { dst, first, count: parts.len() as u16 });
            }
        }
    }

    fn part(&mut self, part: &Part<'a>, dst: Reg) {
        let mark = self.f.mark();
        let (span, line) = (self.f.span, self.f.line);
        match part {
            Part::Text(text) => self.f.load(dst, Const::Str(text.clone())),
            Part::Value(value) => self.value(value, dst),
        }
        (self.f.span, self.f.line) = (span, line);
        self.f.release(mark);
    }

    fn value(&mut self, it: &'a InterpolatedElement, dst: Reg) {
        let src = self.operand(&it.expression);
        let spec = match &it.format_spec {
            Some(spec) => {
                let mut parts = Vec::new();
                push_elements(&mut parts, &spec.elements);
                let reg = self.f.temp();
                self.join(&parts, reg);
                reg
            }
            None => Reg::MAX,
        };
        let convert = match it.conversion {
            ConversionFlag::Str => Convert::Str,
            ConversionFlag::Repr => Convert::Repr,
            ConversionFlag::Ascii => Convert::Ascii,
            // `{x=}` shows the repr unless it is given a format.
            ConversionFlag::None if it.debug_text.is_some() && spec == Reg::MAX => Convert::Repr,
            ConversionFlag::None => Convert::None,
        };
        self.at(it.range);
        self.f.op(Op::Format { dst, src, convert, spec });
    }
}

fn push_text(parts: &mut Vec<Part<'_>>, text: &str) {
    match parts.last_mut() {
        Some(Part::Text(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => parts.push(Part::Text(text.to_string())),
    }
}

fn push_elements<'a>(parts: &mut Vec<Part<'a>>, elements: &'a InterpolatedStringElements) {
    for element in elements {
        match element {
            InterpolatedStringElement::Literal(text) => push_text(parts, &text.value),
            InterpolatedStringElement::Interpolation(value) => {
                if let Some(text) = &value.debug_text {
                    push_text(parts, text.as_str());
                }
                parts.push(Part::Value(value));
            }
        }
    }
}
