//! Edits being collected against one text: inserted lines, needed imports, free names.

use super::text::{Script, span};
use super::{Change, TextEdit};
use crate::script::outline::Span;
use ruff_python_ast::{Expr, Stmt, StmtImportFrom};
use std::collections::BTreeSet;

/// Edits of one script, in the making.
pub struct Draft<'s, 'a> {
    /// The script.
    pub script: &'s Script<'a>,
    edits: Vec<TextEdit>,
    taken: BTreeSet<String>,
    imported: Vec<(String, String)>,
}

impl<'s, 'a> Draft<'s, 'a> {
    /// Nothing changed yet.
    pub fn new(script: &'s Script<'a>) -> Draft<'s, 'a> {
        let taken = script.identifiers().into_iter().map(str::to_owned).collect();
        Draft { script, edits: Vec::new(), taken, imported: Vec::new() }
    }

    /// Replaces a piece of the text.
    pub fn replace(&mut self, span: Span, replacement: impl Into<String>) {
        self.edits.push(TextEdit { span, replacement: replacement.into() });
    }

    /// Inserts whole lines (each ending in a line end) where a line begins or the text ends.
    pub fn insert_lines(&mut self, at: usize, lines: &str) {
        let before = &self.script.source[..at];
        let first_there = !self.edits.iter().any(|edit| edit.span == (at..at));
        let unfinished = first_there && !before.is_empty() && !before.ends_with('\n');
        let start = if unfinished { "\n" } else { "" };
        self.replace(at..at, format!("{start}{lines}"));
    }

    /// A name nobody uses: `lock`, `lock2` ... It is taken from now on.
    pub fn free_name(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        let name = names.find(|name| !self.taken.contains(name) && !is_keyword(name));
        let name = name.unwrap_or_else(|| wanted.to_owned());
        self.taken.insert(name.clone());
        name
    }

    /// How the script can say `module.name`; imports it if it cannot yet.
    pub fn import(&mut self, module: &str, name: &str) -> String {
        if let Some(expression) = self.known_import(module, name) {
            return expression;
        }
        if let Some(from) = self.from_import(module)
            && !self.taken.contains(name)
            && let Some(last) = from.names.last()
        {
            let end = span(last).end;
            self.replace(end..end, format!(", {name}"));
            self.taken.insert(name.to_owned());
            self.imported.push((format!("{module}.{name}"), name.to_owned()));
            return name.to_owned();
        }
        let dotted = module.contains('.');
        let (line, expression) = if !dotted && !self.taken.contains(module) {
            self.imported.push((module.to_owned(), module.to_owned()));
            (format!("import {module}\n"), format!("{module}.{name}"))
        } else {
            let local = self.free_name(name);
            let alias = if local == name { String::new() } else { format!(" as {local}") };
            self.imported.push((format!("{module}.{name}"), local.clone()));
            (format!("from {module} import {name}{alias}\n"), local)
        };
        let at = self.top_of_imports();
        let is_first = self.last_import().is_none() && !self.script.suite().is_empty();
        let gap = if is_first && !self.blank_at(at) { "\n" } else { "" };
        self.insert_lines(at, &format!("{line}{gap}"));
        expression
    }

    fn known_import(&self, module: &str, name: &str) -> Option<String> {
        let full = format!("{module}.{name}");
        for (what, local) in &self.imported {
            if *what == full {
                return Some(local.clone());
            }
            if *what == module {
                return Some(format!("{local}.{name}"));
            }
        }
        for stmt in module_level(self.script.suite()) {
            match stmt {
                Stmt::Import(import) => {
                    for alias in &import.names {
                        if alias.name.as_str() == module {
                            let local = alias.asname.as_ref().unwrap_or(&alias.name);
                            return Some(format!("{local}.{name}"));
                        }
                    }
                }
                Stmt::ImportFrom(from) if is_from(from, module) => {
                    for alias in &from.names {
                        if alias.name.as_str() == name {
                            return Some(alias.asname.as_ref().unwrap_or(&alias.name).to_string());
                        }
                        if alias.name.as_str() == "*" {
                            return Some(name.to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn from_import(&self, module: &str) -> Option<&'s StmtImportFrom> {
        self.script.suite().iter().find_map(|stmt| match stmt {
            Stmt::ImportFrom(from) if is_from(from, module) => Some(from),
            _ => None,
        })
    }

    fn last_import(&self) -> Option<&'s Stmt> {
        let prelude = prelude(self.script.suite());
        prelude.iter().rev().find(|stmt| matches!(stmt, Stmt::Import(_) | Stmt::ImportFrom(_)))
    }

    /// Below the last import, or where the first one goes.
    pub fn top_of_imports(&self) -> usize {
        match self.last_import() {
            Some(stmt) => self.script.line_end(span(stmt).end),
            None => self.top(),
        }
    }

    /// Below the docstring and the comments that must come first.
    pub fn top(&self) -> usize {
        let source = self.script.source;
        let mut at = match self.script.suite().first() {
            Some(Stmt::Expr(first)) if first.value.is_string_literal_expr() => {
                self.script.line_end(span(first).end)
            }
            _ => 0,
        };
        let mut in_block = false;
        let mut ahead = at;
        while ahead < source.len() {
            let end = self.script.line_end(ahead);
            let line = source[ahead..end].trim_end();
            let opens = line.starts_with("# /// ");
            let stays = in_block || opens || line.starts_with("#!") || line.starts_with("# -*-");
            if !stays && !line.is_empty() {
                break;
            }
            in_block = opens || (in_block && line != "# ///");
            ahead = end;
            if stays {
                at = end;
            }
        }
        at
    }

    /// Where a new global goes: below the imports and the globals that are there.
    pub fn global_place(&self) -> (usize, bool) {
        let prelude = prelude(self.script.suite());
        let stands = |stmt: &&Stmt| !matches!(stmt, Stmt::Expr(_));
        match prelude.iter().rev().find(stands) {
            Some(stmt) => {
                let is_import = matches!(stmt, Stmt::Import(_) | Stmt::ImportFrom(_));
                (self.script.line_end(span(stmt).end), is_import)
            }
            None => (self.top(), true),
        }
    }

    /// Whether a blank line (or the end) is at this place.
    pub fn blank_at(&self, at: usize) -> bool {
        let rest = &self.script.source[at..];
        rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n")
    }

    /// The finished change.
    pub fn finish(mut self, title: impl Into<String>) -> Change {
        self.edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut edits: Vec<TextEdit> = Vec::new();
        for edit in self.edits {
            match edits.last_mut() {
                // Insertions at one place become one edit, in the order they were asked for.
                Some(last) if last.span == edit.span && edit.span.is_empty() => {
                    last.replacement.push_str(&edit.replacement);
                }
                _ => edits.push(edit),
            }
        }
        if self.script.newline == "\r\n" {
            for edit in &mut edits {
                edit.replacement = edit.replacement.replace("\r\n", "\n").replace('\n', "\r\n");
            }
        }
        Change { title: title.into(), edits, note: None }
    }
}

/// The statements a script begins with: docstring, imports, globals.
pub fn prelude(suite: &[Stmt]) -> &[Stmt] {
    let belongs = |stmt: &Stmt| match stmt {
        Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::AnnAssign(_) => true,
        Stmt::Expr(stmt) => stmt.value.is_string_literal_expr(),
        Stmt::Assign(assign) => !calls_thread(&assign.value),
        _ => false,
    };
    let end = suite.iter().position(|stmt| !belongs(stmt)).unwrap_or(suite.len());
    &suite[..end]
}

fn calls_thread(value: &Expr) -> bool {
    let Expr::Call(call) = value else { return false };
    match &*call.func {
        Expr::Name(name) => name.id == "Thread",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "Thread",
        _ => false,
    }
}

/// Module-level statements, those inside `if` and `try` included.
pub fn module_level(suite: &[Stmt]) -> Vec<&Stmt> {
    let mut found = Vec::new();
    for stmt in suite {
        found.push(stmt);
        if !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
            for block in super::text::blocks(stmt) {
                found.extend(module_level(block));
            }
        }
    }
    found
}

fn is_from(from: &StmtImportFrom, module: &str) -> bool {
    from.level == 0 && from.module.as_ref().is_some_and(|name| name.as_str() == module)
}

/// Python's keywords.
pub fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&name)
}
