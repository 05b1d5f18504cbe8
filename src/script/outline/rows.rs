//! A function's body as rows: one for each statement, heads of compound statements included.

use super::reach::{Facts, Reach, Touch, WRITE};
use super::resolve::Fixed;
use super::scan::{Function, Scan, Scope, Value, span};
use super::{Row, RowKind, Span};
use ruff_python_ast::{ExceptHandler, Expr, Stmt};
use std::collections::BTreeSet;

/// Rows of one program; the rest of a longer one is left out.
pub const MAX_ROWS: usize = 400;
/// Characters of a row's text.
const MAX_TEXT: usize = 120;

/// Builds the rows of one thread.
pub struct Rows<'s, 'a> {
    scan: &'s Scan<'a>,
    reach: &'s Reach<'s, 'a>,
    fixed: Fixed,
    /// Methods whose rows are being added below the row that calls them.
    open: Vec<&'s str>,
    /// The rows so far.
    pub rows: Vec<Row>,
    /// What the rows touch, callees included.
    pub touches: BTreeSet<(Touch, String)>,
}

impl<'s, 'a> Rows<'s, 'a> {
    /// For a thread whose parameters stand for `fixed`.
    pub fn new(scan: &'s Scan<'a>, reach: &'s Reach<'s, 'a>, fixed: Fixed) -> Rows<'s, 'a> {
        Rows { scan, reach, fixed, open: Vec::new(), rows: Vec::new(), touches: BTreeSet::new() }
    }

    /// Adds the rows of a block.
    pub fn block(&mut self, suite: &'a [Stmt], scope: &Scope, depth: u32) {
        for stmt in suite {
            if self.rows.len() >= MAX_ROWS {
                return;
            }
            self.stmt(stmt, scope, depth);
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt, scope: &Scope, depth: u32) {
        let is_declaration = scope.path.is_empty() && depth == 0 && declares(stmt);
        if is_declaration || self.is_hidden(stmt) {
            return;
        }
        if let Some(body) = main_guard(stmt) {
            return self.block(body, scope, depth);
        }
        let head = span(stmt).start..head_end(stmt);
        let facts = self.scan.facts_of(stmt, scope, &self.fixed);
        let kind = kind_of(stmt, &facts);
        self.push(span(stmt), head, depth, kind, facts);
        if let Some(row) = self.rows.last_mut() {
            row.statement = true;
        }
        if let Some((function, known)) = self.own_step(stmt, scope) {
            self.fixed.extend(known);
            return self.inline(function, depth + 1);
        }
        match stmt {
            Stmt::If(branch) => {
                self.block(&branch.body, scope, depth + 1);
                for clause in &branch.elif_else_clauses {
                    let clause_span = span(clause);
                    let end = clause.test.as_ref().map_or(clause_span.start + 4, |t| span(t).end);
                    let head = clause_span.start..end;
                    self.push(clause_span, head, depth, RowKind::If, Facts::default());
                    self.block(&clause.body, scope, depth + 1);
                }
            }
            Stmt::Try(attempt) => self.try_blocks(attempt, scope, depth),
            Stmt::Match(choice) => {
                for case in &choice.cases {
                    let case_span = span(case);
                    let head = case_span.start..span(&case.pattern).end;
                    self.push(case_span, head, depth + 1, RowKind::If, Facts::default());
                    self.block(&case.body, scope, depth + 2);
                }
            }
            _ => {
                for body in super::pieces::bodies(stmt) {
                    self.block(body, scope, depth + 1);
                }
            }
        }
    }

    /// A more special class's method that a base's statement calls on `self`: what it does are the
    /// thread's own steps. With what its parameters stand for.
    fn own_step(&self, stmt: &Stmt, scope: &Scope) -> Option<(&'s Function<'a>, Fixed)> {
        let value = match stmt {
            Stmt::Expr(stmt) => &stmt.value,
            Stmt::Assign(stmt) => &stmt.value,
            _ => return None,
        };
        let call = value.as_call_expr()?;
        let callees = self.scan.eval_in(&call.func, scope, &self.fixed);
        let mut functions = callees.iter().filter_map(|callee| match callee {
            Value::Function(path) => self.scan.functions.get(path),
            _ => None,
        });
        let function = functions.next().filter(|function| function.scope.class == scope.class)?;
        let lineage = self.scan.lineage(scope.class.as_ref()?).iter();
        let place =
            |scope: &Scope| lineage.clone().position(|one| Some(one) == scope.written_in.as_ref());
        let is_special = place(&function.scope)? < place(scope)?;
        let is_open = self.open.contains(&function.scope.path.as_str());
        let known = self.scan.bound_arguments(&function.scope.path, call, scope, &self.fixed);
        (is_special && !is_open && functions.next().is_none()).then_some((function, known))
    }

    /// The steps of a method stand below the row that calls it, and are lit instead of it.
    fn inline(&mut self, function: &'s Function<'a>, depth: u32) {
        if let Some(row) = self.rows.last_mut() {
            row.called_lines.clear();
            row.through.clear();
            row.through_variables.clear();
        }
        self.open.push(&function.scope.path);
        self.block(&function.def.body, &function.scope, depth);
        self.open.pop();
    }

    fn try_blocks(&mut self, attempt: &'a ruff_python_ast::StmtTry, scope: &Scope, depth: u32) {
        self.block(&attempt.body, scope, depth + 1);
        for ExceptHandler::ExceptHandler(handler) in &attempt.handlers {
            let clause = span(handler);
            let end = match (&handler.name, &handler.type_) {
                (Some(name), _) => span(name).end,
                (None, Some(kind)) => span(&**kind).end,
                _ => clause.start + "except".len(),
            };
            let head = clause.start..end;
            self.push(clause, head, depth, RowKind::Try, Facts::default());
            self.block(&handler.body, scope, depth + 1);
        }
        for (word, body) in [("else", &attempt.orelse), ("finally", &attempt.finalbody)] {
            let (Some(first), Some(last)) = (body.first(), body.last()) else { continue };
            let before = self.scan.source.get(..span(first).start).unwrap_or("");
            let start = before.rfind(word).unwrap_or(before.len());
            self.push(
                start..span(last).end,
                start..start + word.len(),
                depth,
                RowKind::Try,
                Facts::default(),
            );
            self.block(body, scope, depth + 1);
        }
    }

    fn push(&mut self, span: Span, head: Span, depth: u32, kind: RowKind, facts: Facts) {
        let (inner, functions) = self.reach.closure(&facts.calls);
        let direct = primitives_in(&facts.touches);
        let through = primitives_in(&inner);
        let variables = variables_in(&facts.touches);
        let through_variables = variables_in(&inner).into_iter();
        let lines_of = |path: &String| {
            let def = span_of_function(self.scan, path)?;
            Some((self.scan.line(def.start), self.scan.line(def.end)))
        };
        let code = self.scan.source.get(head.clone()).filter(|code| !code.contains('\n'));
        self.rows.push(Row {
            code: code.map(str::to_owned),
            head: head.clone(),
            lines: (self.scan.line(head.start), self.scan.line(head.end.max(head.start))),
            statement: false,
            depth,
            text: short(self.scan.source.get(head).unwrap_or("")),
            kind,
            through: through.into_iter().filter(|primitive| !direct.contains(primitive)).collect(),
            primitives: direct,
            mentions: facts.mentions.into_iter().collect(),
            through_variables: through_variables.filter(|it| !variables.contains(it)).collect(),
            variables,
            called_lines: functions.iter().filter_map(lines_of).collect(),
            span,
        });
        self.touches.extend(facts.touches);
        self.touches.extend(inner);
    }

    fn is_hidden(&self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) | Stmt::Import(_) | Stmt::ImportFrom(_) => {
                true
            }
            Stmt::Global(_) | Stmt::Nonlocal(_) => true,
            Stmt::Expr(stmt) => stmt.value.is_string_literal_expr(),
            Stmt::Assign(_) | Stmt::AnnAssign(_) => {
                self.scan.primitive_at.range(span(stmt)).next().is_some()
            }
            _ => false,
        }
    }
}

impl Row {
    /// Takes on what the same statement touches in another class.
    pub fn join(&mut self, other: &Row) {
        fn both<T: Ord + Clone>(mine: &mut Vec<T>, theirs: &[T]) {
            let all: BTreeSet<T> = mine.iter().chain(theirs).cloned().collect();
            *mine = all.into_iter().collect();
        }
        both(&mut self.primitives, &other.primitives);
        both(&mut self.mentions, &other.mentions);
        both(&mut self.through, &other.through);
        both(&mut self.variables, &other.variables);
        both(&mut self.through_variables, &other.through_variables);
        both(&mut self.called_lines, &other.called_lines);
    }
}

/// The body of `if __name__ == "__main__":`.
pub fn main_guard(stmt: &Stmt) -> Option<&[Stmt]> {
    let Stmt::If(branch) = stmt else { return None };
    let Expr::Compare(compare) = &*branch.test else { return None };
    let names = std::iter::once(&*compare.left).chain(&*compare.comparators);
    let is_guard = names.into_iter().any(|e| e.as_name_expr().is_some_and(|n| n.id == "__name__"));
    is_guard.then_some(&*branch.body)
}

fn span_of_function(scan: &Scan, path: &str) -> Option<Span> {
    scan.functions.get(path).map(|function| span(function.def))
}

fn primitives_in(touches: &BTreeSet<(Touch, String)>) -> Vec<usize> {
    let found = touches.iter().filter_map(|(touch, _)| match touch {
        Touch::Primitive(primitive) => Some(*primitive),
        _ => None,
    });
    found.collect::<BTreeSet<_>>().into_iter().collect()
}

fn variables_in(touches: &BTreeSet<(Touch, String)>) -> Vec<String> {
    let found = touches.iter().filter_map(|(touch, _)| match touch {
        Touch::Shared(name) => Some(name.clone()),
        _ => None,
    });
    found.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether a statement only gives a name to something written out: no step of a program.
fn declares(stmt: &Stmt) -> bool {
    let value = match stmt {
        Stmt::Assign(assign) => Some(&*assign.value),
        Stmt::AnnAssign(assign) => assign.value.as_deref(),
        _ => None,
    };
    value.is_some_and(|value| match value {
        Expr::List(list) => list.elts.iter().all(Expr::is_literal_expr),
        Expr::Tuple(tuple) => tuple.elts.iter().all(Expr::is_literal_expr),
        Expr::Dict(dict) => dict.items.iter().all(|item| item.value.is_literal_expr()),
        value => value.is_literal_expr(),
    })
}

/// Where the head of a statement ends: before the colon of a compound one.
fn head_end(stmt: &Stmt) -> usize {
    match stmt {
        Stmt::For(stmt) => span(&*stmt.iter).end,
        Stmt::While(stmt) => span(&*stmt.test).end,
        Stmt::If(stmt) => span(&*stmt.test).end,
        Stmt::With(stmt) => {
            stmt.items.last().map_or(span(stmt).start + "with".len(), |item| span(item).end)
        }
        Stmt::Match(stmt) => span(&*stmt.subject).end,
        Stmt::Try(stmt) => span(stmt).start + "try".len(),
        _ => span(stmt).end,
    }
}

fn short(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    if words.chars().count() <= MAX_TEXT {
        return words;
    }
    words.chars().take(MAX_TEXT - 1).chain(['…']).collect()
}

fn kind_of(stmt: &Stmt, facts: &Facts) -> RowKind {
    match stmt {
        Stmt::For(_) | Stmt::While(_) => return RowKind::Loop,
        Stmt::If(_) | Stmt::Match(_) => return RowKind::If,
        Stmt::Try(_) => return RowKind::Try,
        Stmt::With(_) if !primitives_in(&facts.touches).is_empty() => return RowKind::With,
        _ => {}
    }
    if let Some(kind) = operation(&facts.touches) {
        return kind;
    }
    if facts.library.contains("time.sleep") {
        return RowKind::Sleep;
    }
    if !facts.calls.is_empty() {
        return RowKind::Call;
    }
    if facts.library.contains("print") || facts.library.iter().any(|f| f.starts_with("logging.")) {
        return RowKind::Print;
    }
    if matches!(stmt, Stmt::Return(_) | Stmt::Raise(_) | Stmt::Break(_) | Stmt::Continue(_)) {
        return RowKind::Leave;
    }
    let writes = |(touch, how): &(Touch, String)| matches!(touch, Touch::Shared(_)) && how == WRITE;
    if facts.touches.iter().any(writes) {
        return RowKind::Shared;
    }
    RowKind::Compute
}

fn operation(touches: &BTreeSet<(Touch, String)>) -> Option<RowKind> {
    touches.iter().find_map(|(touch, how)| match (touch, how.as_str()) {
        (Touch::Thread(_), "start" | "submit" | "map") => Some(RowKind::Start),
        (Touch::Thread(_), "join" | "shutdown") => Some(RowKind::Join),
        (Touch::Primitive(_), "acquire") => Some(RowKind::Acquire),
        (Touch::Primitive(_), "release") => Some(RowKind::Release),
        (Touch::Primitive(_), "put" | "put_nowait") => Some(RowKind::Put),
        (Touch::Primitive(_), "get" | "get_nowait") => Some(RowKind::Get),
        (Touch::Primitive(_), "wait" | "wait_for" | "join") => Some(RowKind::Wait),
        (Touch::Primitive(_), "notify" | "notify_all" | "notifyAll") => Some(RowKind::Notify),
        (Touch::Primitive(_), "set" | "clear") => Some(RowKind::Set),
        (Touch::Primitive(_), _) => Some(RowKind::Operation),
        _ => None,
    })
}
