//! Guarding, deleting and moving statements.

use super::draft::Draft;
use super::text::{Located, Script, span};
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
    take_out(&mut draft, at)?;
    Ok(draft.finish(words!("edit-delete-step")))
}

fn take_out(draft: &mut Draft, at: Located) -> Result<Span, EditError> {
    let script = draft.script;
    let lines = script.lines_with_comments(at.stmt())?;
    let is_module = std::ptr::eq(at.suite, script.suite());
    if at.suite.len() == 1 && !is_module {
        let indent = script.indent_of(at.stmt())?;
        draft.replace(lines.clone(), format!("{indent}pass\n"));
    } else {
        draft.replace(lines.clone(), "");
    }
    Ok(lines)
}

/// Moves a statement beside (or into) another row.
pub fn move_to(script: &Script, row: &Span, to: &Span, place: Place) -> Result<Change, EditError> {
    if row.start <= to.start && to.end <= row.end {
        return Err(EditError::NowhereToGo);
    }
    let from = script.locate(row)?;
    let indent = script.indent_of(from.stmt())?;
    let mut draft = Draft::new(script);
    let (target, place) = match place {
        Place::Into => (script.block_at(to)?.first().ok_or(EditError::Gone)?, Place::Before),
        side => (script.locate(to)?.stmt(), side),
    };
    let new_indent = script.indent_of(target)?;
    let lines = script.lines_with_comments(from.stmt())?;
    let text = script.reindented(lines.clone(), indent, new_indent);
    let text = if text.ends_with('\n') { text } else { format!("{text}\n") };
    let target_lines = script.lines_with_comments(target)?;
    let at = if place == Place::Before { target_lines.start } else { target_lines.end };
    if at > lines.start && at < lines.end {
        return Err(EditError::NowhereToGo);
    }
    take_out(&mut draft, from)?;
    if at == lines.end && from.suite.len() > 1 {
        // Right where it is: only its indentation can change.
        let mut draft = Draft::new(script);
        draft.replace(lines, text);
        return Ok(draft.finish(words!("edit-move")));
    }
    draft.insert_lines(at, &text);
    Ok(draft.finish(words!("edit-move")))
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
