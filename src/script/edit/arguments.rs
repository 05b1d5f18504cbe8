//! Single expressions: a call's arguments, a count, a start value, what a step is about.

use super::draft::Draft;
use super::text::{Script, span};
use super::{Change, EditError};
use crate::script::outline::Span;
use crate::words;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, ExprCall};

/// Changes an argument; an empty value removes it.
pub fn set(
    script: &Script,
    call: &Span,
    (keyword, position): (&str, Option<usize>),
    value: &str,
) -> Result<Change, EditError> {
    let value = value.trim();
    if !value.is_empty() && ruff_python_parser::parse_expression(value).is_err() {
        return Err(EditError::NotAnExpression(value.to_owned()));
    }
    let several = (keyword == "args").then(|| several_of(value)).flatten();
    let value = several.as_deref().unwrap_or(value);
    let call = call_at(script, call).ok_or(EditError::Gone)?;
    let arguments = &call.arguments;
    let positional = position.and_then(|position| arguments.args.get(position));
    let by_keyword = arguments.find_keyword(keyword);
    let mut draft = Draft::new(script);
    match (positional, by_keyword) {
        (_, Some(argument)) if value.is_empty() => remove(&mut draft, call, span(argument)),
        (_, Some(argument)) => draft.replace(span(&argument.value), value),
        (Some(argument), None) if value.is_empty() => remove(&mut draft, call, span(argument)),
        (Some(argument), None) => draft.replace(span(argument), value),
        (None, None) if value.is_empty() => {}
        (None, None) => add(&mut draft, call, keyword, value),
    }
    Ok(draft.finish(words!("edit-set", name = keyword)))
}

/// What is meant by a thread's arguments: `5` by the tuple `(5,)`, `5, 6` by `(5, 6)`. None for what may be
/// one already.
fn several_of(value: &str) -> Option<String> {
    let parsed = ruff_python_parser::parse_expression(value).ok()?;
    let expr = parsed.expr();
    match expr {
        Expr::Tuple(tuple) if !tuple.parenthesized => Some(format!("({value})")),
        Expr::StringLiteral(_) | Expr::FString(_) | Expr::BytesLiteral(_) => {
            Some(format!("({},)", value.get(span(expr))?))
        }
        _ if is_single(expr) => Some(format!("({},)", value.get(span(expr))?)),
        _ => None,
    }
}

/// Whether an expression is a literal of one value, which cannot be taken apart.
pub fn is_single(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(_) | Expr::BooleanLiteral(_) | Expr::EllipsisLiteral(_) => true,
        Expr::UnaryOp(it) => is_single(&it.operand),
        _ => false,
    }
}

/// Changes how many there are of something.
pub fn set_count(script: &Script, place: &Span, value: &str) -> Result<Change, EditError> {
    let draft = replaced(script, place, value.trim())?;
    Ok(draft.finish(words!("edit-count", value = value.trim())))
}

/// Puts another expression in the place of one.
pub fn exchange(script: &Script, place: &Span, with: &str) -> Result<Change, EditError> {
    let old = script.source.get(place.clone()).ok_or(EditError::Gone)?.to_owned();
    let draft = replaced(script, place, with.trim())?;
    Ok(draft.finish(words!("edit-exchange", old = old, new = with.trim())))
}

fn replaced<'s, 'a>(
    script: &'s Script<'a>,
    place: &Span,
    value: &str,
) -> Result<Draft<'s, 'a>, EditError> {
    if value.contains('\n') || ruff_python_parser::parse_expression(value).is_err() {
        return Err(EditError::NotAnExpression(value.to_owned()));
    }
    script.source.get(place.clone()).ok_or(EditError::Gone)?;
    let mut draft = Draft::new(script);
    draft.replace(place.clone(), value);
    Ok(draft)
}

/// The value of an argument in a list of them as written (`maxsize=3`), if it is there.
pub fn value_of(arguments: &str, keyword: &str, position: Option<usize>) -> Option<String> {
    let text = format!("f({arguments})");
    let parsed = ruff_python_parser::parse_expression(&text).ok()?;
    let call = parsed.expr().as_call_expr()?;
    let by_keyword = call.arguments.find_keyword(keyword).map(|argument| &argument.value);
    let value = by_keyword.or_else(|| call.arguments.args.get(position?))?;
    text.get(span(value)).map(str::to_owned)
}

fn add(draft: &mut Draft, call: &ExprCall, keyword: &str, value: &str) {
    let close = span(&call.arguments).end - 1;
    let last = call.arguments.iter_source_order().last().map(|argument| span(&argument).end);
    match last {
        Some(end) => draft.replace(end..end, format!(", {keyword}={value}")),
        None => draft.replace(close..close, format!("{keyword}={value}")),
    }
}

fn remove(draft: &mut Draft, call: &ExprCall, argument: Span) {
    let places: Vec<Span> = call.arguments.iter_source_order().map(|a| span(&a)).collect();
    let at = places.iter().position(|place| *place == argument).unwrap_or(0);
    let place = match (at.checked_sub(1).map(|before| &places[before]), places.get(at + 1)) {
        (Some(before), _) => before.end..argument.end,
        (None, Some(after)) => argument.start..after.start,
        (None, None) => argument,
    };
    draft.replace(place, "");
}

fn call_at<'s>(script: &'s Script, place: &Span) -> Option<&'s ExprCall> {
    struct Finder<'s, 'p> {
        place: &'p Span,
        found: Option<&'s ExprCall>,
    }
    impl<'s> Visitor<'s> for Finder<'s, '_> {
        fn visit_expr(&mut self, expr: &'s Expr) {
            match expr {
                Expr::Call(call) if span(call) == *self.place => self.found = Some(call),
                _ => walk_expr(self, expr),
            }
        }
    }
    let mut finder = Finder { place, found: None };
    finder.visit_body(script.suite());
    finder.found
}
