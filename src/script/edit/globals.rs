//! Globals that functions write: declared where they must be.

use super::EditError;
use super::create::first_step;
use super::draft::Draft;
use super::text::span;
use crate::script::outline::Span;
use ruff_python_ast::{Stmt, StmtFunctionDef};

/// The code that writes a shared variable at a statement; a global is declared in its function.
pub(super) fn write_to(draft: &mut Draft, target: &Stmt, on: String) -> Result<String, EditError> {
    let is_plain = on.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_plain {
        declare_global(draft, target, &on)?;
    }
    Ok(format!("{on} += 1"))
}

/// Declares a global in the function around a statement, if there is one that does not.
pub(super) fn declare_global(
    draft: &mut Draft,
    target: &Stmt,
    name: &str,
) -> Result<(), EditError> {
    let Some(def) = function_around(draft.script.suite(), &span(target)) else { return Ok(()) };
    if def.parameters.includes(name) {
        return Err(EditError::Taken(name.to_owned()));
    }
    if !def.body.iter().any(|stmt| declares(stmt, name)) {
        let first = first_step(&def.body).ok_or(EditError::Gone)?;
        let indent = draft.script.indent_of(first)?;
        let at = draft.script.lines_with_comments(first)?.start;
        draft.insert_lines(at, &format!("{indent}global {name}\n"));
    }
    Ok(())
}

fn declares(stmt: &Stmt, name: &str) -> bool {
    match stmt {
        Stmt::Global(stmt) => stmt.names.iter().any(|it| it.as_str() == name),
        Stmt::Nonlocal(stmt) => stmt.names.iter().any(|it| it.as_str() == name),
        _ => false,
    }
}

/// The globals that a function declares.
pub(super) fn declared(def: &StmtFunctionDef) -> Vec<String> {
    let globals = def.body.iter().filter_map(|stmt| stmt.as_global_stmt());
    globals.flat_map(|stmt| &stmt.names).map(|name| name.to_string()).collect()
}

/// The innermost function around a place.
pub(super) fn function_around<'s>(suite: &'s [Stmt], place: &Span) -> Option<&'s StmtFunctionDef> {
    suite.iter().find_map(|stmt| {
        let here = span(stmt);
        if here == *place || !(here.start <= place.start && place.end <= here.end) {
            return None;
        }
        let blocks = super::text::blocks(stmt);
        let inner = blocks.into_iter().find_map(|block| function_around(block, place));
        inner.or(stmt.as_function_def_stmt())
    })
}
