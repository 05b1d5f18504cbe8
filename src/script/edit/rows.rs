//! Guarding, deleting, moving and rewriting statements.

use super::draft::Draft;
use super::globals::{declare_global, declared, function_around};
use super::names::{any_stmt, assigns};
use super::text::{Located, Script, parse_flat, span};
use super::{Change, EditError, Place};
use crate::script::outline::Span;
use crate::words;
use ruff_python_ast::Stmt;

/// Wraps a statement in `with EXPRESSION:`.
pub fn guard(script: &Script, row: &Span, with: &str) -> Result<Change, EditError> {
    if ruff_python_parser::parse_expression(with).is_err() {
        return Err(EditError::NotAnExpression(with.to_owned()));
    }
    let mut draft = Draft::new(script);
    wrap(&mut draft, row, with)?;
    Ok(draft.finish(words!("edit-guard", name = with)))
}

/// Adds the edit that wraps a statement.
pub fn wrap(draft: &mut Draft, row: &Span, with: &str) -> Result<(), EditError> {
    let script = draft.script;
    let stmt = script.locate(row)?.stmt();
    let lines = script.lines_of(stmt)?;
    let indent = script.indent_of(stmt)?;
    let deeper = format!("{indent}{}", script.indent);
    let body = script.reindented(lines.clone(), indent, &deeper);
    draft.replace(lines, format!("{indent}with {with}:\n{body}"));
    Ok(())
}

/// Takes a `with` away and keeps its body.
pub fn unguard(script: &Script, row: &Span) -> Result<Change, EditError> {
    let stmt = script.locate(row)?.stmt();
    let Stmt::With(with) = stmt else { return Err(EditError::Gone) };
    let lines = script.lines_of(stmt)?;
    let first = with.body.first().ok_or(EditError::Gone)?;
    let (outer, inner) = (script.indent_of(stmt)?, script.indent_of(first)?);
    // What stands between the head's line and the first statement is comments of the body.
    let head_end = script.line_end(with.items.last().map_or(span(stmt).start, |i| span(i).end));
    let head_end = head_end.min(script.line_start(span(first).start));
    let body = script.reindented(head_end..lines.end, inner, outer);
    let mut draft = Draft::new(script);
    draft.replace(lines, body);
    Ok(draft.finish(words!("edit-unguard")))
}

/// Deletes a statement; a block left empty gets a `pass`.
pub fn delete(script: &Script, row: &Span) -> Result<Change, EditError> {
    let at = script.locate(row)?;
    let mut draft = Draft::new(script);
    take_out(&mut draft, at, 1)?;
    Ok(draft.finish(words!("edit-delete-step")))
}

/// Takes out so many statements from one on.
fn take_out(draft: &mut Draft, at: Located, count: usize) -> Result<(), EditError> {
    let script = draft.script;
    let lines = lines_of(script, at, count)?;
    let is_module = std::ptr::eq(at.suite, script.suite());
    if at.suite.len() == count && !is_module {
        let indent = script.indent_of(at.stmt())?;
        draft.replace(lines, format!("{indent}pass\n"));
    } else {
        draft.replace(lines, "");
    }
    Ok(())
}

/// The lines of so many statements from one on, with the comments above the first.
fn lines_of(script: &Script, at: Located, count: usize) -> Result<Span, EditError> {
    let last = at.suite.get(at.index + count - 1).ok_or(EditError::Gone)?;
    Ok(script.lines_with_comments(at.stmt())?.start..script.lines_of(last)?.end)
}

/// Moves statements of one block, from the first to the last, beside (or into) another row; or puts
/// a copy of them there.
pub fn move_to(
    script: &Script,
    (first, last): (&Span, &Span),
    (to, place): (&Span, Place),
    copies: bool,
) -> Result<Change, EditError> {
    let (from, end) = (script.locate(first)?, script.locate(last)?);
    if !std::ptr::eq(from.suite, end.suite) || end.index < from.index {
        return Err(EditError::NowhereToGo);
    }
    if first.start <= to.start && to.end <= last.end && !copies {
        return Err(EditError::NowhereToGo);
    }
    let (target, place) = match place {
        Place::Into => (script.block_at(to)?.first().ok_or(EditError::Gone)?, Place::Before),
        side => (script.locate(to)?.stmt(), side),
    };
    let count = end.index - from.index + 1;
    let lines = lines_of(script, from, count)?;
    let (old, new) = (script.indent_of(from.stmt())?, script.indent_of(target)?);
    let mut text = script.reindented(lines.clone(), old, new);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let target_lines = script.lines_with_comments(target)?;
    let at = if place == Place::Before { target_lines.start } else { target_lines.end };
    let mut draft = Draft::new(script);
    bring_globals(&mut draft, from, count, target)?;
    if copies {
        draft.insert_lines(at, &text);
        return Ok(draft.finish(words!("edit-copy-step")));
    }
    if at > lines.start && at < lines.end {
        return Err(EditError::NowhereToGo);
    }
    if at == lines.end && from.suite.len() > count {
        // Right where they are: only their indentation can change.
        draft.replace(lines, text);
    } else {
        take_out(&mut draft, from, count)?;
        draft.insert_lines(at, &text);
    }
    Ok(draft.finish(words!("edit-move")))
}

/// Statements that come into another function write the same globals there.
fn bring_globals(
    draft: &mut Draft,
    from: Located,
    count: usize,
    target: &Stmt,
) -> Result<(), EditError> {
    let suite = draft.script.suite();
    let home = function_around(suite, &span(from.stmt()));
    let other = function_around(suite, &span(target));
    let (Some(home), Some(other)) = (home, other) else { return Ok(()) };
    if span(home) == span(other) {
        return Ok(());
    }
    let moved = &from.suite[from.index..from.index + count];
    for name in declared(home) {
        if any_stmt(moved, &|stmt| assigns(stmt, &name)) {
            declare_global(draft, target, &name)?;
        }
    }
    Ok(())
}

/// Puts another text in the place of a statement, or of the head of one.
pub fn rewrite(script: &Script, head: &Span, text: &str) -> Result<Change, EditError> {
    let refuse = || EditError::NotAStep(text.trim().to_owned());
    let rest = script.source.get(head.end..).ok_or(EditError::Gone)?;
    // The colon after a head stays.
    let colon = rest.trim_start().starts_with(':');
    let new = text.trim();
    let new = if colon { new.strip_suffix(':').unwrap_or(new).trim_end() } else { new };
    if new.is_empty() || new.contains('\n') || new.starts_with('#') {
        return Err(refuse());
    }
    let after = [&script.source[..head.start], new, rest].concat();
    parse_flat(&after).map_err(|_| refuse())?;
    let mut draft = Draft::new(script);
    draft.replace(head.clone(), new);
    Ok(draft.finish(words!("edit-rewrite")))
}

/// Swaps a statement with its neighbour.
pub fn shift(script: &Script, row: &Span, up: bool) -> Result<Change, EditError> {
    let at = script.locate(row)?;
    let other = if up { at.index.checked_sub(1) } else { Some(at.index + 1) };
    let other = other.and_then(|index| at.suite.get(index)).ok_or(EditError::NowhereToGo)?;
    let (mine, theirs) =
        (script.lines_with_comments(at.stmt())?, script.lines_with_comments(other)?);
    let (first, second) = if up { (theirs, mine) } else { (mine, theirs) };
    let between = &script.source[first.end..second.start];
    let mut text = script.source[second.clone()].to_owned();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let moved = &script.source[first.clone()];
    let mut draft = Draft::new(script);
    draft.replace(first.start..second.end, format!("{text}{between}{moved}"));
    Ok(draft.finish(if up { words!("edit-move-up") } else { words!("edit-move-down") }))
}
