//! Copy, paste and duplicate. What is copied is Python code that stands alone: the statements, the
//! functions they name and the imports they need, so that it can be pasted into any script, ours or
//! another editor's.

use super::connect::loop_around;
use super::create::{Main, insert_global, joins};
use super::draft::Draft;
use super::globals::write_to;
use super::names::mentions;
use super::remove::{element_at, home_of, last_part, serves, shared, writes_only};
use super::text::{Script, span};
use super::{Change, EditError, Named, apply, difference};
use crate::script::outline::{
    Flavour, Home, Outline, PrimitiveNode, Row, RowKind, Span, ThreadNode,
};
use crate::words;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Stmt};
use std::collections::BTreeSet;

/// Something that can be copied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// Neighbouring statements, from the first to the last.
    Rows(Span, Span),
    /// A primitive, by its node's name.
    Primitive(String),
    /// A thread, by its node's name.
    Thread(String),
    /// A shared variable, by its node's name.
    Shared(String),
}

/// The code of what was chosen, to be put on the clipboard.
pub fn copy(source: &str, subjects: &[Subject]) -> Result<String, EditError> {
    let script = Script::parse(source)?;
    let outline = Outline::of(source);
    let mut text = String::new();
    let mut defs: Vec<Span> = Vec::new();
    for subject in subjects {
        match subject {
            Subject::Rows(first, last) => text += &rows_text(&script, (first, last))?,
            Subject::Primitive(name) => {
                let node = outline.primitive_named(name).ok_or(EditError::Gone)?;
                text += &creation_text(&script, node)?;
            }
            Subject::Shared(name) => text += &variable_text(&script, name)?,
            Subject::Thread(name) => {
                let node = outline.thread_named(name).ok_or(EditError::Gone)?;
                let (code, def) = thread_text(&script, &outline, node)?;
                text += &code;
                defs.extend(def.filter(|def| !defs.contains(def)));
            }
        }
    }
    if text.is_empty() {
        return Err(EditError::Nothing);
    }
    if subjects.iter().all(|subject| matches!(subject, Subject::Rows(..))) {
        return Ok(text);
    }
    let functions: String =
        defs.iter().map(|def| format!("{}\n\n\n", &source[def.clone()])).collect();
    let code = format!("{functions}{text}");
    Ok(format!("{}{code}", imports_for(&script, &code)))
}

/// Statements without the indentation of their block.
fn rows_text(script: &Script, (first, last): (&Span, &Span)) -> Result<String, EditError> {
    let (first, last) = (script.locate(first)?.stmt(), script.locate(last)?.stmt());
    let indent = script.indent_of(first)?;
    let lines = script.lines_with_comments(first)?.start..script.lines_of(last)?.end;
    Ok(ended(script.reindented(lines, indent, "")))
}

fn ended(text: String) -> String {
    if text.ends_with('\n') { text } else { text + "\n" }
}

/// `name = CALL`, whatever holds it in the script.
fn creation_text(script: &Script, node: &PrimitiveNode) -> Result<String, EditError> {
    let stmt = script.locate(&node.span)?.stmt();
    if let Stmt::Assign(assign) = stmt
        && matches!(assign.targets.as_slice(), [Expr::Name(_)])
    {
        return rows_text(script, (&node.span, &node.span));
    }
    let call = script.source.get(node.call.clone()).ok_or(EditError::Gone)?;
    Ok(format!("{} = {call}\n", last_part(&node.name)))
}

/// The module's own statement that gives a shared variable its first value.
fn variable_text(script: &Script, name: &str) -> Result<String, EditError> {
    let places = mentions(script, &shared(name)).places;
    let first = script.suite().iter().find(|stmt| writes_only(stmt, &places));
    let place = span(first.ok_or(EditError::Nothing)?);
    rows_text(script, (&place, &place))
}

/// What creates, starts and joins a thread, and the function it runs.
fn thread_text(
    script: &Script,
    outline: &Outline,
    node: &ThreadNode,
) -> Result<(String, Option<Span>), EditError> {
    if node.span.is_empty() {
        return Err(EditError::Nothing);
    }
    let root = node.target.split('.').next().unwrap_or("");
    let defines = |stmt: &&Stmt| match stmt {
        Stmt::FunctionDef(def) => def.name.as_str() == root,
        Stmt::ClassDef(class) => class.name.as_str() == root,
        _ => false,
    };
    let def = script.suite().iter().find(defines).map(span);
    let statement = script.locate(&node.span)?.stmt();
    if let Some(outer) = loop_around(script.suite(), &node.span) {
        let place = span(outer);
        return Ok((rows_text(script, (&place, &place))?, def));
    }
    if statement.is_with_stmt() {
        return Ok((rows_text(script, (&node.span, &node.span))?, def));
    }
    if shares_statement(outline, node) || node.variable.is_none() {
        let call = script.source.get(node.call.clone()).ok_or(EditError::Gone)?;
        let name = format!("{}_thread", last_part(root));
        return Ok((format!("{name} = {call}\n{name}.start()\n{name}.join()\n"), def));
    }
    Ok((with_servants(script, node)?, def))
}

fn shares_statement(outline: &Outline, node: &ThreadNode) -> bool {
    let other = |other: &&ThreadNode| other.span == node.span && other.call != node.call;
    outline.threads.iter().any(|node| other(&node))
}

/// The creation and the statements beside it that only serve its variable.
fn with_servants(script: &Script, node: &ThreadNode) -> Result<String, EditError> {
    let at = script.locate(&node.span)?;
    let variable = node.variable.as_deref().map(last_part).unwrap_or_default();
    let what = Named { home: home_of(script.source, &node.span), name: variable };
    let places = mentions(script, &what).places;
    let mut text = rows_text(script, (&node.span, &node.span))?;
    for stmt in at.suite.iter().skip(at.index + 1).filter(|stmt| serves(stmt, &places)) {
        let place = span(stmt);
        text += &rows_text(script, (&place, &place))?;
    }
    Ok(text)
}

/// The script's own imports of the names that some code mentions.
fn imports_for(script: &Script, code: &str) -> String {
    let Ok(clip) = Script::parse(code) else { return String::new() };
    let names = clip.identifiers();
    let needed = |stmt: &&Stmt| bound_by_import(stmt).iter().any(|name| names.contains(&**name));
    let imports = script.suite().iter().filter(needed);
    let lines: String = imports.map(|stmt| format!("{}\n", &script.source[span(stmt)])).collect();
    if lines.is_empty() { lines } else { format!("{lines}\n") }
}

/// The names that an import gives.
fn bound_by_import(stmt: &Stmt) -> Vec<String> {
    let bound = |alias: &ruff_python_ast::Alias| match &alias.asname {
        Some(name) => name.to_string(),
        None => alias.name.as_str().split('.').next().unwrap_or("").to_owned(),
    };
    match stmt {
        Stmt::Import(import) => import.names.iter().map(bound).collect(),
        Stmt::ImportFrom(import) => import.names.iter().map(bound).collect(),
        _ => Vec::new(),
    }
}

/// Copies beside what was chosen.
pub fn duplicate(source: &str, subjects: &[Subject]) -> Result<Change, EditError> {
    let mut text = source.to_owned();
    // Rows are named by their place: the last ones first, then what has a name.
    let mut ordered: Vec<&Subject> = subjects.iter().collect();
    ordered.sort_by_key(|subject| match subject {
        Subject::Rows(first, _) => (0, usize::MAX - first.start),
        _ => (1, 0),
    });
    for subject in ordered {
        let change = duplicate_one(&text, subject)?;
        text = apply(&text, &change.edits);
    }
    Ok(Change {
        title: words!("edit-duplicate").to_owned(),
        edits: difference(source, &text),
        note: None,
    })
}

fn duplicate_one(source: &str, subject: &Subject) -> Result<Change, EditError> {
    let script = Script::parse(source)?;
    let outline = Outline::of(source);
    match subject {
        Subject::Rows(first, last) => again(&script, (first, last)),
        Subject::Shared(name) => duplicate_shared(&script, &outline, name),
        Subject::Primitive(name) => {
            let node = outline.primitive_named(name).ok_or(EditError::Gone)?;
            match node.home {
                Home::Global => paste(&script, &copy(source, std::slice::from_ref(subject))?, None),
                _ => duplicate_in_place(&script, node),
            }
        }
        Subject::Thread(name) => {
            let node = outline.thread_named(name).ok_or(EditError::Gone)?;
            if node.span.is_empty() {
                return Err(EditError::Nothing);
            }
            if shares_statement(&outline, node) {
                element_at(&script, &node.call)
                    .ok_or_else(|| EditError::MakesMore(node.name.clone()))?;
                let call = script.source.get(node.call.clone()).ok_or(EditError::Gone)?;
                let mut draft = Draft::new(&script);
                draft.replace(node.call.end..node.call.end, format!(", {call}"));
                return Ok(draft.finish(words!("edit-duplicate")));
            }
            let outer = loop_around(script.suite(), &node.span).map(span);
            let is_block = script.locate(&node.span)?.stmt().is_with_stmt();
            match outer.or(is_block.then(|| node.span.clone())) {
                Some(place) => again(&script, (&place, &place)),
                None => paste(&script, &copy(source, std::slice::from_ref(subject))?, None),
            }
        }
    }
}

/// A second variable, written once below a row that writes the first: without that it would be no
/// node of the picture.
fn duplicate_shared(script: &Script, outline: &Outline, name: &str) -> Result<Change, EditError> {
    let writes = |row: &&Row| {
        row.kind == RowKind::Shared && row.statement && row.variables.iter().any(|it| it == name)
    };
    let threads = outline.threads.iter().filter(|node| node.flavour != Flavour::Main);
    let row = threads.flat_map(|node| &node.rows).find(writes).ok_or(EditError::Nothing)?;
    let first = variable_text(script, name)?;
    let first = Script::parse(&first)?;
    let value = first.suite().first().ok_or(EditError::Nothing)?;
    let target = script.locate(&row.span)?.stmt();
    let mut draft = Draft::new(script);
    let fresh = draft.free_name(name);
    let renames = [(name.to_owned(), fresh.clone())];
    insert_global(&mut draft, renamed(&first, value, &renames).trim_end());
    let binds = match target {
        Stmt::Assign(assign) => assign.targets.iter().any(Expr::is_name_expr),
        Stmt::AugAssign(assign) => assign.target.is_name_expr(),
        _ => false,
    };
    if binds {
        // For the declaration that goes with it.
        write_to(&mut draft, target, fresh)?;
    }
    let line = ended(renamed(script, target, &renames));
    draft.insert_lines(script.lines_with_comments(target)?.end, &line);
    Ok(draft.finish(words!("edit-duplicate-of", name = name)))
}

/// The same statements once more below themselves.
fn again(script: &Script, (first, last): (&Span, &Span)) -> Result<Change, EditError> {
    let start = script.lines_with_comments(script.locate(first)?.stmt())?.start;
    let end = script.lines_of(script.locate(last)?.stmt())?.end;
    let mut draft = Draft::new(script);
    draft.insert_lines(end, &ended(script.source[start..end].to_owned()));
    Ok(draft.finish(words!("edit-duplicate")))
}

/// A primitive that is an attribute or a local gets a sister with a free name.
fn duplicate_in_place(script: &Script, node: &PrimitiveNode) -> Result<Change, EditError> {
    let stmt = script.locate(&node.span)?.stmt();
    let name = last_part(&node.name);
    let target = match stmt {
        Stmt::Assign(assign) => match assign.targets.as_slice() {
            [Expr::Name(target)] => Some(span(target)),
            [Expr::Attribute(target)] => Some(span(&target.attr)),
            _ => None,
        },
        _ => None,
    };
    let target = target.ok_or_else(|| EditError::MakesMore(node.name.clone()))?;
    let lines = script.lines_of(stmt)?;
    let mut draft = Draft::new(script);
    let fresh = draft.free_name(&name);
    let (before, after) = (lines.start..target.start, target.end..lines.end);
    let text = format!("{}{fresh}{}", &script.source[before], &script.source[after]);
    draft.insert_lines(lines.end, &ended(text));
    Ok(draft.finish(words!("edit-duplicate-of", name = name)))
}

/// Puts code below a row; or each statement where such things stand.
pub fn paste(script: &Script, text: &str, after: Option<&Span>) -> Result<Change, EditError> {
    let text = dedented(text);
    let clip = Script::parse(&text).map_err(|_| EditError::NotPython)?;
    if clip.suite().is_empty() {
        return Err(EditError::Nothing);
    }
    let mut draft = Draft::new(script);
    let steps = paste_definitions(&mut draft, &clip)?;
    match after {
        Some(row) => paste_steps(&mut draft, &clip, (&steps, row))?,
        None => paste_nodes(&mut draft, &clip, &steps)?,
    }
    Ok(draft.finish(words!("edit-paste")))
}

fn dedented(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let depth = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let cut = |line: &str| format!("{}\n", line.get(depth..).unwrap_or("").trim_end());
    text.lines().map(cut).collect()
}

/// Imports and functions that the script lacks; what else there is comes back.
fn paste_definitions<'c>(draft: &mut Draft, clip: &'c Script) -> Result<Vec<&'c Stmt>, EditError> {
    let known: BTreeSet<&str> = draft.script.identifiers();
    let imported: BTreeSet<String> =
        draft.script.suite().iter().flat_map(bound_by_import).collect();
    let (mut imports, mut defs, mut steps) = (String::new(), String::new(), Vec::new());
    for stmt in clip.suite() {
        let code = || clip.source.get(span(stmt)).unwrap_or("");
        match stmt {
            Stmt::Import(_) | Stmt::ImportFrom(_) => {
                if bound_by_import(stmt).iter().any(|name| !imported.contains(name)) {
                    imports += &format!("{}\n", code());
                }
            }
            Stmt::FunctionDef(def) if known.contains(def.name.as_str()) => {}
            Stmt::ClassDef(class) if known.contains(class.name.as_str()) => {}
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => defs += &format!("\n\n{}\n", code()),
            _ => steps.push(stmt),
        }
    }
    if !imports.is_empty() {
        let at = draft.top_of_imports();
        draft.insert_lines(at, &imports);
    }
    if !defs.is_empty() {
        let at = Main::of(draft.script).def_place(draft);
        let below = if draft.blank_at(at) { "" } else { "\n\n" };
        draft.insert_lines(at, &format!("{defs}{below}"));
    }
    Ok(steps)
}

/// Statements below a row, with its indentation.
fn paste_steps(
    draft: &mut Draft,
    clip: &Script,
    (steps, row): (&[&Stmt], &Span),
) -> Result<(), EditError> {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Ok(()) };
    let target = draft.script.locate(row)?.stmt();
    let indent = draft.script.indent_of(target)?;
    let start = clip.lines_with_comments(first)?.start;
    let text = ended(clip.reindented(start..clip.lines_of(last)?.end, "", indent));
    if target.is_pass_stmt() {
        draft.replace(draft.script.lines_of(target)?, text);
    } else {
        let end = draft.script.lines_with_comments(target)?.end;
        draft.insert_lines(end, &text);
    }
    Ok(())
}

/// Primitives among the globals, threads where threads are created; names that are taken change.
fn paste_nodes(draft: &mut Draft, clip: &Script, steps: &[&Stmt]) -> Result<(), EditError> {
    let outline = Outline::of(clip.source);
    let primitives: BTreeSet<usize> = outline.primitives.iter().map(|p| p.span.start).collect();
    let mut renames: Vec<(String, String)> = Vec::new();
    let (mut start, mut join) = (String::new(), String::new());
    for stmt in steps {
        if let Stmt::Assign(assign) = stmt
            && let [Expr::Name(name)] = assign.targets.as_slice()
        {
            renames.push((name.id.to_string(), draft.free_name(name.id.as_str())));
        }
        let code = ended(renamed(clip, stmt, &renames));
        let is_primitive = primitives.contains(&span(*stmt).start);
        if stmt.is_assign_stmt() && (is_primitive || is_plain_value(stmt)) {
            insert_global(draft, code.trim_end());
        } else if joins(stmt) && !stmt.is_with_stmt() && !makes_threads(&outline, stmt) {
            join += &code;
        } else {
            start += &code;
        }
    }
    let main = Main::of(draft.script);
    main.insert(draft, &(start, join));
    Ok(())
}

/// `total = 0`: an assignment that calls nothing.
fn is_plain_value(stmt: &Stmt) -> bool {
    stmt.as_assign_stmt().is_some_and(|assign| assign.value.is_literal_expr())
}

fn makes_threads(outline: &Outline, stmt: &Stmt) -> bool {
    let here = span(stmt);
    outline.threads.iter().any(|node| here.start <= node.call.start && node.call.end <= here.end)
}

/// A statement's text with other names.
fn renamed(clip: &Script, stmt: &Stmt, renames: &[(String, String)]) -> String {
    struct Names<'r> {
        renames: &'r [(String, String)],
        found: Vec<(Span, &'r str)>,
    }
    impl<'a> Visitor<'a> for Names<'_> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Name(name) = expr {
                let known = self.renames.iter().rfind(|(old, _)| *old == name.id.as_str());
                self.found.extend(known.map(|(_, new)| (span(name), new.as_str())));
            }
            walk_expr(self, expr);
        }
    }
    let mut names = Names { renames, found: Vec::new() };
    names.visit_stmt(stmt);
    names.found.sort_by_key(|(place, _)| place.start);
    // Comments above it and beside it go with it.
    let here = match (clip.lines_with_comments(stmt), clip.lines_of(stmt)) {
        (Ok(first), Ok(last)) => first.start..last.end,
        _ => span(stmt),
    };
    let (mut text, mut at) = (String::new(), here.start);
    for (place, new) in names.found {
        text += &clip.source[at..place.start];
        text += new;
        at = place.end;
    }
    text + &clip.source[at..here.end]
}
