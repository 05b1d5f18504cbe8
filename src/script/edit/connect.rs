//! Wires as edits: guarding one statement or several, taking before and giving back after, and
//! taking away what makes a wire.

use super::create::first_step;
use super::draft::Draft;
use super::names::mentions;
use super::text::{Script, blocks, span};
use super::{Action, Change, EditError, remove};
use crate::script::outline::{Outline, Row, RowKind, Span, ThreadNode};
use crate::words;
use ruff_python_ast::{Expr, Stmt};

/// Wraps statements of one block in `with EXPRESSION:`.
pub fn guard(
    script: &Script,
    (first, last): (&Span, &Span),
    with: &str,
) -> Result<Change, EditError> {
    let (head, body) = (format!("with {with}:"), vec![first.clone(), last.clone()]);
    if ruff_python_parser::parse_expression(with).is_err() {
        return Err(EditError::NotAnExpression(with.to_owned()));
    }
    let mut draft = Draft::new(script);
    wrap(&mut draft, &body, (&head, ""))?;
    Ok(draft.finish(words!("edit-guard", name = with)))
}

/// Wraps a thread's whole program.
pub fn guard_thread(script: &Script, thread: &str, with: &str) -> Result<Change, EditError> {
    let outline = Outline::of(script.source);
    let node = outline.thread_named(thread).ok_or(EditError::Gone)?;
    let body = program_of(script, node).ok_or(EditError::Nothing)?;
    let acts = |stmt: &&Stmt| !matches!(stmt, Stmt::Global(_) | Stmt::Nonlocal(_));
    let first = first_step(body).ok_or(EditError::Nothing)?;
    let mut steps = body.iter().skip_while(|stmt| span(*stmt).start < span(first).start);
    let first = steps.find(acts).ok_or(EditError::Nothing)?;
    let last = body.last().ok_or(EditError::Nothing)?;
    guard(script, (&span(first), &span(last)), with)
}

/// The block that holds the first row of a thread's program.
fn program_of<'s>(script: &'s Script, node: &ThreadNode) -> Option<&'s [Stmt]> {
    let first = node.rows.iter().find(|row| row.statement)?;
    let suite = script.locate(&first.span).ok()?.suite;
    // The module's own block holds imports and definitions too: not to be guarded whole.
    (!std::ptr::eq(suite, script.suite())).then_some(suite)
}

/// `acquire` before a statement and `release` after it.
pub fn bracket(script: &Script, row: &Span, on: &str) -> Result<Change, EditError> {
    if ruff_python_parser::parse_expression(on).is_err() {
        return Err(EditError::NotAnExpression(on.to_owned()));
    }
    let head = format!("{on}.acquire()\ntry:");
    let foot = format!("finally:\n{}{on}.release()", script.indent);
    let mut draft = Draft::new(script);
    wrap(&mut draft, std::slice::from_ref(row), (&head, &foot))?;
    Ok(draft.finish(words!("edit-bracket", name = on)))
}

/// Puts lines above and below statements of one block and indents what is between.
fn wrap(draft: &mut Draft, rows: &[Span], (head, foot): (&str, &str)) -> Result<(), EditError> {
    let script = draft.script;
    let (first, last) = (rows.first().ok_or(EditError::Gone)?, rows.last());
    let (first, last) = (script.locate(first)?, script.locate(last.ok_or(EditError::Gone)?)?);
    if !std::ptr::eq(first.suite, last.suite) || last.index < first.index {
        return Err(EditError::NowhereToGo);
    }
    let indent = script.indent_of(first.stmt())?;
    let lines = script.lines_of(first.stmt())?.start..script.lines_of(last.stmt())?.end;
    let deeper = format!("{indent}{}", script.indent);
    let mut body = script.reindented(lines.clone(), indent, &deeper);
    if !foot.is_empty() && !body.ends_with('\n') {
        body.push('\n');
    }
    let indented = |text: &str| {
        let line = |line: &str| format!("{indent}{line}\n");
        text.lines().map(line).collect::<String>()
    };
    draft.replace(lines, format!("{}{body}{}", indented(head), indented(foot)));
    Ok(())
}

/// Takes away a thread's own statements that only use a primitive or only write a shared variable.
pub fn disconnect(source: &str, thread: &str, name: &str) -> Result<Change, EditError> {
    let outline = Outline::of(source);
    let node = outline.thread_named(thread).ok_or(EditError::Gone)?;
    let primitive = outline.primitives.iter().position(|node| node.name == name);
    let touches = |row: &&Row| match primitive {
        Some(at) => row.primitives.contains(&at),
        None => row.variables.iter().any(|variable| variable == name),
    };
    let script = Script::parse(source)?;
    let places = match primitive {
        Some(_) => Vec::new(),
        None => mentions(&script, &remove::shared(name)).places,
    };
    let mut left = 0;
    let mut actions = Vec::new();
    for row in node.rows.iter().filter(|row| row.statement).filter(touches) {
        match cut(&script, row, &places)? {
            Some(action) => actions.push(action),
            None => left += 1,
        }
    }
    if actions.is_empty() {
        return Err(EditError::UsedElsewhere(thread.to_owned(), name.to_owned()));
    }
    let mut change = super::several(source, &actions)?;
    change.title = words!("edit-disconnect", thread = thread, name = name);
    if left > 0 {
        change.note = Some(words!("edit-uses-left", count = left, thread = thread, name = name));
    }
    Ok(change)
}

/// What takes one use away, if the row does nothing else. `places`: mentions of a shared variable.
fn cut(script: &Script, row: &Row, places: &[Span]) -> Result<Option<Action>, EditError> {
    let goes = match script.locate(&row.span)?.stmt() {
        Stmt::With(with) if row.kind == RowKind::With && with.items.len() == 1 => {
            return Ok(places.is_empty().then(|| Action::Unguard { row: row.span.clone() }));
        }
        stmt if !places.is_empty() => remove::writes_only(stmt, places),
        Stmt::Expr(only) => is_operation(&only.value),
        Stmt::Assign(assign) => is_operation(&assign.value),
        _ => false,
    };
    Ok(goes.then(|| Action::DeleteRow { row: row.span.clone() }))
}

/// A call of a method of something: `lock.acquire()`.
fn is_operation(value: &Expr) -> bool {
    value.as_call_expr().is_some_and(|call| call.func.is_attribute_expr())
}

/// The outermost loop around a place, up to the function it is in.
pub fn loop_around<'s>(suite: &'s [Stmt], place: &Span) -> Option<&'s Stmt> {
    suite.iter().find_map(|stmt| {
        let here = span(stmt);
        if here == *place || !(here.start <= place.start && place.end <= here.end) {
            return None;
        }
        if matches!(stmt, Stmt::For(_) | Stmt::While(_)) {
            return Some(stmt);
        }
        blocks(stmt).into_iter().find_map(|block| loop_around(block, place))
    })
}
