//! Expressions whose value is known before the run: literals, negative numbers, tuples of them,
//! and small integer arithmetic (`60 * 60`, `10 ** 6`), as CPython folds it.

use crate::model::code::Const;
use num_bigint::BigInt;
use num_traits::Num;
use ruff_python_ast::{Expr, Int, Number, Operator, UnaryOp};

/// Most elements of a constant tuple.
const TUPLE_MAX: usize = 4096;

/// The value of an expression, if it is known.
pub(super) fn constant_of(expr: &Expr) -> Option<Const> {
    match expr {
        Expr::NoneLiteral(_) => Some(Const::None),
        Expr::BooleanLiteral(it) => Some(Const::Bool(it.value)),
        Expr::EllipsisLiteral(_) => Some(Const::Ellipsis),
        Expr::StringLiteral(it) => Some(Const::Str(it.value.to_str().to_string())),
        Expr::BytesLiteral(it) => Some(Const::Bytes(it.value.bytes().collect())),
        Expr::NumberLiteral(it) => number(&it.value),
        Expr::UnaryOp(it) if it.op == UnaryOp::USub => negative(constant_of(&it.operand)?),
        Expr::Tuple(it) if it.elts.len() <= TUPLE_MAX => tuple_of(&it.elts),
        Expr::BinOp(it) => {
            let (a, b) = (small(&it.left)?, small(&it.right)?);
            fold(it.op, a, b).map(Const::Int)
        }
        _ => None,
    }
}

/// A tuple of constants, if all of them are.
pub(super) fn tuple_of(elements: &[Expr]) -> Option<Const> {
    elements.iter().map(constant_of).collect::<Option<Vec<_>>>().map(Const::Tuple)
}

/// The value of an integer constant that fits an instruction.
pub(super) fn short_int(expr: &Expr) -> Option<i16> {
    match constant_of(expr)? {
        Const::Int(value) => i16::try_from(value).ok(),
        _ => None,
    }
}

/// Whether an expression is certainly true or false.
pub(super) fn truth(expr: &Expr) -> Option<bool> {
    match constant_of(expr)? {
        Const::None => Some(false),
        Const::Bool(value) => Some(value),
        Const::Int(value) => Some(value != 0),
        Const::Str(text) => Some(!text.is_empty()),
        _ => None,
    }
}

fn number(value: &Number) -> Option<Const> {
    match value {
        Number::Int(value) => Some(integer(value)),
        Number::Float(value) => Some(Const::Float(*value)),
        Number::Complex { .. } => None,
    }
}

fn integer(value: &Int) -> Const {
    if let Some(value) = value.as_i64() {
        return Const::Int(value);
    }
    let text = value.to_string().replace('_', "").to_lowercase();
    let (radix, digits) = match text.get(..2) {
        Some("0x") => (16, &text[2..]),
        Some("0o") => (8, &text[2..]),
        Some("0b") => (2, &text[2..]),
        _ => (10, text.as_str()),
    };
    match BigInt::from_str_radix(digits, radix) {
        Ok(value) => Const::BigInt(value.to_string()),
        Err(_) => Const::BigInt(text),
    }
}

fn negative(value: Const) -> Option<Const> {
    match value {
        Const::Int(value) => value.checked_neg().map(Const::Int),
        Const::Float(value) => Some(Const::Float(-value)),
        Const::BigInt(text) if text.parse::<u64>() == Ok(1 << 63) => Some(Const::Int(i64::MIN)),
        Const::BigInt(text) if !text.starts_with('-') => Some(Const::BigInt(format!("-{text}"))),
        _ => None,
    }
}

fn small(expr: &Expr) -> Option<i64> {
    match constant_of(expr)? {
        Const::Int(value) => Some(value),
        _ => None,
    }
}

fn fold(op: Operator, a: i64, b: i64) -> Option<i64> {
    match op {
        Operator::Add => a.checked_add(b),
        Operator::Sub => a.checked_sub(b),
        Operator::Mult => a.checked_mul(b),
        Operator::Pow => a.checked_pow(u32::try_from(b).ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<Const> {
        let parsed = ruff_python_parser::parse_expression(text).unwrap();
        constant_of(&parsed.syntax().body)
    }

    #[test]
    fn integers_are_exact_in_every_notation() {
        assert_eq!(value("0xff"), Some(Const::Int(255)));
        assert_eq!(value("1_000"), Some(Const::Int(1000)));
        assert_eq!(
            value("0x10000000000000000"),
            Some(Const::BigInt("18446744073709551616".into()))
        );
        assert_eq!(value("-9223372036854775808"), Some(Const::Int(i64::MIN)));
        assert_eq!(
            value("10_000_000_000_000_000_000_0"),
            Some(Const::BigInt("100000000000000000000".into()))
        );
    }

    #[test]
    fn small_arithmetic_is_folded_and_overflow_is_not() {
        assert_eq!(value("10 ** 6 * 3"), Some(Const::Int(3_000_000)));
        assert_eq!(value("2 ** 64"), None);
        assert_eq!(
            value("(1, 'a', -2.5)"),
            Some(Const::Tuple(vec![Const::Int(1), Const::Str("a".into()), Const::Float(-2.5)]))
        );
    }
}
