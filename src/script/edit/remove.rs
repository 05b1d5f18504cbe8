//! Deleting a node: its creation, and the statements that only served it. What else mentions it is
//! left for the user, and said.

use super::names::mentions;
use super::text::{Script, blocks, parse_flat, span};
use super::{Change, EditError, Named, apply, difference, rows};
use crate::script::outline::{Home, Outline, Span};
use crate::words;
use ruff_python_ast::helpers::any_over_expr;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Stmt};

/// Statements that one deletion takes out at most.
const MAX_STEPS: usize = 200;

/// Deletes a primitive: its creation, its `with` guards (their bodies stay) and its calls.
pub fn delete_primitive(source: &str, name: &str) -> Result<Change, EditError> {
    let outline = Outline::of(source);
    let node = outline.primitive_named(name).ok_or(EditError::Gone)?;
    let what = named(&node.name, &node.home);
    let text = take(source, &node.span, &what.name)?;
    Ok(finish(source, clean_up(text, &what), &what, name))
}

/// Deletes a thread: its creation and the statements that start it and wait for it.
pub fn delete_thread(source: &str, name: &str) -> Result<Change, EditError> {
    let outline = Outline::of(source);
    let node = outline.thread_named(name).ok_or(EditError::Gone)?;
    if node.span.is_empty() {
        return Err(EditError::Gone);
    }
    let shares_statement =
        outline.threads.iter().filter(|other| other.span == node.span).count() > 1;
    if shares_statement {
        let text = take_element(source, &node.call).ok_or(EditError::MakesMore(name.to_owned()))?;
        let title = words!("edit-delete", name = name);
        return Ok(Change { title, edits: difference(source, &text), note: None });
    }
    let text = take(source, &node.span, &node.name)?;
    let same = |other: &&crate::script::outline::ThreadNode| other.variable == node.variable;
    let variable =
        node.variable.as_ref().filter(|_| outline.threads.iter().filter(same).count() == 1);
    let Some(variable) = variable else {
        let title = words!("edit-delete", name = name);
        return Ok(Change { title, edits: difference(source, &text), note: None });
    };
    let what = Named { home: home_of(source, &node.span), name: last_part(variable) };
    Ok(finish(source, clean_up(text, &what), &what, name))
}

/// Deletes a shared variable: every statement that does nothing but give it a value.
pub fn delete_shared(source: &str, name: &str) -> Result<Change, EditError> {
    let outline = Outline::of(source);
    outline.shared.iter().find(|node| node.name == name).ok_or(EditError::Gone)?;
    let what = shared(name);
    let text = undeclared(clean_up_with(source.to_owned(), &what, writes_only), &what);
    if text == source {
        return Err(EditError::MakesMore(name.to_owned()));
    }
    Ok(finish(source, text, &what, name))
}

/// The variable that a shared node stands for.
pub fn shared(name: &str) -> Named {
    match name.split_once('.') {
        Some((class, name)) => {
            Named { home: Home::Attribute(class.to_owned()), name: name.to_owned() }
        }
        None => Named { home: Home::Global, name: name.to_owned() },
    }
}

fn named(shown: &str, home: &Home) -> Named {
    Named { home: home.clone(), name: last_part(shown) }
}

/// A name without its class or function.
pub fn last_part(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_owned()
}

/// The text without the statement at a place, if that creates nothing else.
fn take(source: &str, place: &Span, name: &str) -> Result<String, EditError> {
    let script = Script::parse(source)?;
    let stmt = script.locate(place)?.stmt();
    let makes_more = match stmt {
        Stmt::Assign(assign) => {
            assign.targets.len() > 1 || assign.targets.iter().any(Expr::is_tuple_expr)
        }
        _ => false,
    };
    if makes_more {
        return Err(EditError::MakesMore(name.to_owned()));
    }
    let change = rows::delete(&script, place)?;
    Ok(apply(source, &change.edits))
}

/// The text without one element of a list or tuple.
fn take_element(source: &str, call: &Span) -> Option<String> {
    let place = element_at(&Script::parse(source).ok()?, call)?;
    Some(format!("{}{}", &source[..place.start], &source[place.end..]))
}

/// An element of a list or tuple with the comma that goes with it, if a place is one.
pub fn element_at(script: &Script, call: &Span) -> Option<Span> {
    struct Finder<'p> {
        place: &'p Span,
        found: Option<Span>,
    }
    impl<'s> Visitor<'s> for Finder<'_> {
        fn visit_expr(&mut self, expr: &'s Expr) {
            let elements = match expr {
                Expr::List(list) => &list.elts,
                Expr::Tuple(tuple) => &tuple.elts,
                _ => return walk_expr(self, expr),
            };
            let Some(at) = elements.iter().position(|element| span(element) == *self.place) else {
                return walk_expr(self, expr);
            };
            let (this, next) = (span(&elements[at]), elements.get(at + 1).map(span));
            self.found = Some(match (next, at.checked_sub(1)) {
                (Some(next), _) => this.start..next.start,
                (None, Some(before)) => span(&elements[before]).end..this.end,
                (None, None) => this,
            });
        }
    }
    let mut finder = Finder { place: call, found: None };
    finder.visit_body(script.suite());
    finder.found
}

/// Takes out, one at a time, the statements that only serve a variable.
fn clean_up(text: String, what: &Named) -> String {
    clean_up_with(text, what, serves)
}

/// Whether a statement can go, given the places that mention the variable.
type Serves = fn(&Stmt, &[Span]) -> bool;

fn clean_up_with(mut text: String, what: &Named, serves: Serves) -> String {
    for _ in 0..MAX_STEPS {
        let Ok(script) = Script::parse(&text) else { break };
        let places = mentions(&script, what).places;
        let Some(change) = next_removal(&script, script.suite(), (&places, serves)) else { break };
        let after = apply(&text, &change.edits);
        if parse_flat(&after).is_err() {
            break;
        }
        text = after;
    }
    text
}

fn next_removal(
    script: &Script,
    suite: &[Stmt],
    (places, serves): (&[Span], Serves),
) -> Option<Change> {
    suite.iter().find_map(|stmt| {
        let removal = if serves(stmt, places) {
            match stmt {
                Stmt::With(_) => rows::unguard(script, &span(stmt)).ok(),
                _ => rows::delete(script, &span(stmt)).ok(),
            }
        } else {
            None
        };
        let deeper =
            || blocks(stmt).into_iter().find_map(|b| next_removal(script, b, (places, serves)));
        removal.or_else(deeper)
    })
}

/// Whether a statement does nothing but use the variable.
pub fn serves(stmt: &Stmt, places: &[Span]) -> bool {
    match stmt {
        Stmt::With(with) => match with.items.as_slice() {
            [only] => is_mention(&only.context_expr, places) && only.optional_vars.is_none(),
            _ => false,
        },
        Stmt::Expr(only) => match &*only.value {
            Expr::Call(call) => match &*call.func {
                Expr::Attribute(method) => is_mention(&method.value, places),
                _ => false,
            },
            value => is_mention(value, places),
        },
        // `for t in threads: t.start()`
        Stmt::For(each) => {
            is_mention(&each.iter, places)
                && matches!(&*each.body, [Stmt::Expr(only)] if only.value.is_call_expr())
        }
        _ => false,
    }
}

/// Whether a statement does nothing but give the variable a value, or declare it.
pub fn writes_only(stmt: &Stmt, places: &[Span]) -> bool {
    let calls = |value: &Expr| any_over_expr(value, |part: &Expr| part.is_call_expr());
    match stmt {
        Stmt::Assign(assign) => {
            matches!(&*assign.targets, [only] if is_variable(only, places)) && !calls(&assign.value)
        }
        Stmt::AugAssign(assign) => is_variable(&assign.target, places) && !calls(&assign.value),
        Stmt::AnnAssign(assign) => {
            is_variable(&assign.target, places) && !assign.value.as_deref().is_some_and(calls)
        }
        _ => false,
    }
}

/// The text without `global` statements that change nothing any more: where one goes, every other
/// mention must stay a mention of the same variable.
fn undeclared(mut text: String, what: &Named) -> String {
    fn declarations(suite: &[Stmt], places: &[Span], found: &mut Vec<Span>) {
        for stmt in suite {
            if let Stmt::Global(global) = stmt
                && matches!(&*global.names, [only] if places.contains(&span(only)))
            {
                found.push(span(stmt));
            }
            blocks(stmt).into_iter().for_each(|block| declarations(block, places, found));
        }
    }
    let count = |text: &str| Script::parse(text).map(|one| mentions(&one, what).places.len()).ok();
    let Ok(script) = Script::parse(&text) else { return text };
    let mut found = Vec::new();
    declarations(script.suite(), &mentions(&script, what).places, &mut found);
    // The last one first: the places of the others stay.
    for place in found.into_iter().rev() {
        let change = Script::parse(&text).and_then(|script| rows::delete(&script, &place));
        let Ok(change) = change else { continue };
        let after = apply(&text, &change.edits);
        if count(&after).map(|left| left + 1) == count(&text) {
            text = after;
        }
    }
    text
}

fn is_variable(expr: &Expr, places: &[Span]) -> bool {
    !expr.is_subscript_expr() && is_mention(expr, places)
}

fn is_mention(expr: &Expr, places: &[Span]) -> bool {
    match expr {
        Expr::Name(name) => places.contains(&span(name)),
        Expr::Attribute(attribute) => places.contains(&span(&attribute.attr)),
        Expr::Subscript(subscript) => is_mention(&subscript.value, places),
        _ => false,
    }
}

/// The function a statement stands in.
pub fn home_of(source: &str, place: &Span) -> Home {
    fn path(suite: &[Stmt], place: &Span) -> Option<String> {
        suite.iter().find_map(|stmt| {
            let here = span(stmt);
            if here == *place || !(here.start <= place.start && place.end <= here.end) {
                return None;
            }
            let inner = blocks(stmt).into_iter().find_map(|block| path(block, place));
            match (stmt, inner) {
                (Stmt::FunctionDef(def), Some(inner)) => Some(format!("{}.{inner}", def.name.id)),
                (Stmt::FunctionDef(def), None) => Some(def.name.to_string()),
                (Stmt::ClassDef(class), inner) => Some(format!("{}.{}", class.name.id, inner?)),
                (_, inner) => inner,
            }
        })
    }
    let found = Script::parse(source).ok().and_then(|script| path(script.suite(), place));
    found.map_or(Home::Global, Home::Local)
}

fn finish(source: &str, text: String, what: &Named, title: &str) -> Change {
    let left = Script::parse(&text).map_or(0, |script| mentions(&script, what).places.len());
    let mentions = || words!("edit-mentions-left", count = left, name = what.name.as_str());
    let title = words!("edit-delete", name = title);
    Change { title, edits: difference(source, &text), note: (left > 0).then(mentions) }
}
