//! A parsed script as lines: where a statement's lines begin and end, how it is indented, what lies
//! inside a string and must not be touched.

use super::EditError;
use crate::script::is_flat;
use crate::script::outline::Span;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{ExceptHandler, ModModule, Stmt};
use ruff_python_parser::Parsed;
use ruff_text_size::Ranged;
use std::collections::BTreeSet;

/// A script that parses.
pub struct Script<'a> {
    /// Its text.
    pub source: &'a str,
    /// Its syntax.
    pub parsed: Parsed<ModModule>,
    /// How its lines end.
    pub newline: &'static str,
    /// One step of indentation.
    pub indent: String,
    strings: Vec<Span>,
}

/// A statement among its siblings.
#[derive(Clone, Copy)]
pub struct Located<'s> {
    /// The block it is in.
    pub suite: &'s [Stmt],
    /// Its index there.
    pub index: usize,
}

impl<'s> Located<'s> {
    /// The statement.
    pub fn stmt(self) -> &'s Stmt {
        &self.suite[self.index]
    }
}

/// Parses what an edit begins with or leads to: in a frame, on whatever stack there is.
pub fn parse_flat(source: &str) -> Result<Parsed<ModModule>, EditError> {
    if !is_flat(source) {
        return Err(EditError::TooDeep);
    }
    ruff_python_parser::parse_module(source)
        .map_err(|error| EditError::Breaks(error.error.to_string()))
}

impl<'a> Script<'a> {
    /// Parses a text.
    pub fn parse(source: &'a str) -> Result<Script<'a>, EditError> {
        let parsed = parse_flat(source).map_err(|error| match error {
            EditError::Breaks(_) => EditError::NotParsed,
            other => other,
        })?;
        let newline = match source.find('\n') {
            Some(at) if source[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let strings = multiline_strings(source, &parsed);
        let mut script = Script { source, parsed, newline, indent: "    ".to_owned(), strings };
        if let Some(indent) = script.first_indent(script.parsed.suite(), "") {
            script.indent = indent;
        }
        Ok(script)
    }

    /// The module's statements.
    pub fn suite(&self) -> &[Stmt] {
        self.parsed.suite()
    }

    /// Every name written anywhere in the script.
    pub fn identifiers(&self) -> BTreeSet<&'a str> {
        let names = self.parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Name);
        names.filter_map(|token| self.source.get(span(token))).collect()
    }

    fn first_indent(&self, suite: &[Stmt], outer: &str) -> Option<String> {
        for stmt in suite {
            for body in blocks(stmt) {
                let Some(first) = body.first() else { continue };
                if let Some(inner) = self.indent_at(span(first).start)
                    && let Some(step) = inner.strip_prefix(outer)
                    && !step.is_empty()
                {
                    return Some(step.to_owned());
                }
            }
        }
        None
    }

    /// The statement at this place.
    pub fn locate(&self, place: &Span) -> Result<Located<'_>, EditError> {
        locate_in(self.suite(), place).ok_or(EditError::Gone)
    }

    /// The first block inside the statement or the clause at this place.
    pub fn block_at(&self, place: &Span) -> Result<&[Stmt], EditError> {
        block_in(self.suite(), place).ok_or(EditError::Gone)
    }

    /// Where the line of an offset begins.
    pub fn line_start(&self, offset: usize) -> usize {
        self.source[..offset].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Where the line after an offset begins (or the text ends).
    pub fn line_end(&self, offset: usize) -> usize {
        self.source[offset..].find('\n').map_or(self.source.len(), |at| offset + at + 1)
    }

    /// The white space before an offset, if there is nothing else before it on its line.
    pub fn indent_at(&self, offset: usize) -> Option<&'a str> {
        let before = &self.source[self.line_start(offset)..offset];
        before.chars().all(|c| c == ' ' || c == '\t' || c == '\u{c}').then_some(before)
    }

    /// The indentation of a statement that has its lines for itself.
    pub fn indent_of(&self, stmt: &Stmt) -> Result<&'a str, EditError> {
        self.indent_at(span(stmt).start).ok_or(EditError::SharesLine)
    }

    /// A statement's lines, its line end included. Fails if other code is on them.
    pub fn lines_of(&self, stmt: &Stmt) -> Result<Span, EditError> {
        let place = span(stmt);
        self.indent_of(stmt)?;
        let end = self.line_end(place.end);
        let rest = self.source[place.end..end].trim();
        if !rest.is_empty() && !rest.starts_with('#') {
            return Err(EditError::SharesLine);
        }
        Ok(self.line_start(place.start)..end)
    }

    /// A statement's lines with the comment lines right above it.
    pub fn lines_with_comments(&self, stmt: &Stmt) -> Result<Span, EditError> {
        let mut lines = self.lines_of(stmt)?;
        let indent = self.indent_of(stmt)?;
        while lines.start > 0 {
            let above = self.line_start(lines.start - 1);
            let text = &self.source[above..lines.start];
            let is_comment = text.strip_prefix(indent).is_some_and(|text| text.starts_with('#'));
            if !is_comment || self.in_string(above) || text.trim_end().starts_with("# ///") {
                break;
            }
            lines.start = above;
        }
        Ok(lines)
    }

    /// Lines with another indentation; what lies inside strings stays as it is.
    pub fn reindented(&self, lines: Span, from: &str, to: &str) -> String {
        let mut text = String::new();
        let mut at = lines.start;
        while at < lines.end {
            let end = self.line_end(at).min(lines.end);
            let line = &self.source[at..end];
            match line.strip_prefix(from) {
                Some(rest) if !self.in_string(at) && !line.trim().is_empty() => {
                    text.push_str(to);
                    text.push_str(rest);
                }
                _ => text.push_str(line),
            }
            at = end;
        }
        text
    }

    /// Whether an offset lies inside a string that began on an earlier line.
    pub fn in_string(&self, offset: usize) -> bool {
        self.strings.iter().any(|string| string.start < offset && offset < string.end)
    }
}

/// The place of a node.
pub fn span(node: &impl Ranged) -> Span {
    node.start().to_usize()..node.end().to_usize()
}

/// Blocks of statements inside a statement.
pub fn blocks(stmt: &Stmt) -> Vec<&[Stmt]> {
    clauses(stmt).into_iter().map(|(_, block)| block).collect()
}

/// Blocks of statements inside a statement, with the clause each belongs to.
fn clauses(stmt: &Stmt) -> Vec<(Option<Span>, &[Stmt])> {
    match stmt {
        Stmt::FunctionDef(stmt) => vec![(None, &stmt.body)],
        Stmt::ClassDef(stmt) => vec![(None, &stmt.body)],
        Stmt::With(stmt) => vec![(None, &stmt.body)],
        Stmt::For(stmt) => vec![(None, &stmt.body), (None, &stmt.orelse)],
        Stmt::While(stmt) => vec![(None, &stmt.body), (None, &stmt.orelse)],
        Stmt::If(stmt) => {
            let rest = stmt.elif_else_clauses.iter();
            let rest = rest.map(|clause| (Some(span(clause)), &*clause.body));
            std::iter::once((None, &*stmt.body)).chain(rest).collect()
        }
        Stmt::Match(stmt) => {
            stmt.cases.iter().map(|case| (Some(span(case)), &*case.body)).collect()
        }
        Stmt::Try(stmt) => {
            let mut found: Vec<(Option<Span>, &[Stmt])> = vec![(None, &stmt.body)];
            for ExceptHandler::ExceptHandler(handler) in &stmt.handlers {
                found.push((Some(span(handler)), &handler.body));
            }
            found.push((None, &stmt.orelse));
            found.push((None, &stmt.finalbody));
            found
        }
        _ => Vec::new(),
    }
}

fn locate_in<'s>(suite: &'s [Stmt], place: &Span) -> Option<Located<'s>> {
    for (index, stmt) in suite.iter().enumerate() {
        let here = span(stmt);
        if here == *place {
            return Some(Located { suite, index });
        }
        if here.start <= place.start && place.end <= here.end {
            let mut inner = blocks(stmt).into_iter();
            return inner.find_map(|block| locate_in(block, place));
        }
    }
    None
}

fn block_in<'s>(suite: &'s [Stmt], place: &Span) -> Option<&'s [Stmt]> {
    for stmt in suite {
        let here = span(stmt);
        if !(here.start <= place.start && place.end <= here.end) {
            continue;
        }
        if here == *place {
            return blocks(stmt).into_iter().find(|block| !block.is_empty());
        }
        for (clause, block) in clauses(stmt) {
            // `else` of a loop and `finally` have no node of their own: known by their end.
            let ends_there = block.last().is_some_and(|last| span(last).end == place.end)
                && block.first().is_some_and(|first| span(first).start > place.start)
                && !block.iter().any(|inner| span(inner).start <= place.start);
            if clause.as_ref() == Some(place) || (clause.is_none() && ends_there) {
                return Some(block);
            }
        }
        return blocks(stmt).into_iter().find_map(|block| block_in(block, place));
    }
    None
}

fn multiline_strings(source: &str, parsed: &Parsed<ModModule>) -> Vec<Span> {
    let mut strings = Vec::new();
    let mut open = Vec::new();
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::String => strings.push(span(token)),
            TokenKind::FStringStart | TokenKind::TStringStart => open.push(span(token).start),
            TokenKind::FStringEnd | TokenKind::TStringEnd => {
                if let Some(start) = open.pop() {
                    strings.push(start..span(token).end);
                }
            }
            _ => {}
        }
    }
    strings.retain(|string| source[string.clone()].contains('\n'));
    strings
}
