//! What CPython's compiler warns of: code that can hardly be meant. The warnings stand on stderr
//! before the script begins, in CPython's words, and in the editor.

use super::Lowering;
use super::constant::constant_of;
use crate::model::code::{Const, Op};
use crate::script::diagnostic::{Diagnostic, DiagnosticKind};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{CmpOp, Expr, ExprCompare, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// Most warnings of one script.
const WARNINGS_MAX: usize = 100;

impl<'a> Lowering<'_, 'a> {
    /// Writes the warnings about the script to stderr, as its first instructions.
    pub(super) fn syntax_warnings(&mut self, body: &'a [Stmt]) {
        let mut found = Found::default();
        found.visit_body(body);
        if found.list.is_empty() {
            return;
        }
        found.list.truncate(WARNINGS_MAX);
        let file = self.unit.program.module(self.module).file.clone();
        let mut text = String::new();
        for (range, message) in found.list {
            let number = self.line_of(range.start().to_u32());
            let line = self.source.lines().nth(number as usize - 1).unwrap_or("").trim();
            text.push_str(&format!("{file}:{number}: SyntaxWarning: {message}\n  {line}\n"));
            self.report(Diagnostic::warning(DiagnosticKind::Syntax, range, message));
        }
        self.write_to_stderr(text);
    }

    fn write_to_stderr(&mut self, text: String) {
        let Some(module) = self.unit.library_module("_sys") else { return };
        let mark = self.f.mark();
        let base = self.f.temps(2);
        let name = self.name_field("stderr_write");
        self.f.op(Op::Import { dst: base, module: module.0 });
        self.f.op(Op::ImportFrom { dst: base, module: base, name });
        self.f.load(base + 1, Const::Str(text));
        self.f.op(Op::Call { dst: base, base, argc: 1 });
        self.f.release(mark);
    }
}

#[derive(Default)]
struct Found {
    list: Vec<(TextRange, String)>,
}

impl<'a> Visitor<'a> for Found {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Assert(it) = stmt
            && matches!(&*it.test, Expr::Tuple(tuple) if !tuple.elts.is_empty())
        {
            let text = "assertion is always true, perhaps remove parentheses?";
            self.list.push((stmt.range(), text.to_owned()));
        }
        if let Stmt::While(it) = stmt {
            // CPython compiles the test of a loop twice, and warns as often.
            self.visit_expr(&it.test);
        }
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        let said = match expr {
            Expr::Compare(it) => identity_of_literal(it),
            Expr::Call(it) => kind_without(&it.func, Use::Call).map(|kind| {
                format!("'{kind}' object is not callable; perhaps you missed a comma?")
            }),
            Expr::Subscript(it) => kind_without(&it.value, Use::Item).map(|kind| {
                format!("'{kind}' object is not subscriptable; perhaps you missed a comma?")
            }),
            _ => None,
        };
        self.list.extend(said.map(|text| (expr.range(), text)));
        visitor::walk_expr(self, expr);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}
}

/// `x is 5`
fn identity_of_literal(it: &ExprCompare) -> Option<String> {
    let is_literal = |expr: &Expr| {
        let value = constant_of(expr);
        value.is_some_and(|it| !matches!(it, Const::None | Const::Bool(_) | Const::Ellipsis))
    };
    let mut left = is_literal(&it.left);
    for (op, right) in it.ops.iter().zip(&it.comparators) {
        let right = is_literal(right);
        match op {
            CmpOp::Is if left || right => {
                return Some("\"is\" with a literal. Did you mean \"==\"?".into());
            }
            CmpOp::IsNot if left || right => {
                return Some("\"is not\" with a literal. Did you mean \"!=\"?".into());
            }
            _ => left = right,
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Call,
    Item,
}

/// The type of a literal that cannot be used so.
fn kind_without(expr: &Expr, how: Use) -> Option<&'static str> {
    let is_call = how == Use::Call;
    Some(match expr {
        Expr::NoneLiteral(_) => "NoneType",
        Expr::BooleanLiteral(_) => "bool",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::NumberLiteral(it) if it.value.is_int() => "int",
        Expr::NumberLiteral(it) if it.value.is_float() => "float",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::StringLiteral(_) | Expr::FString(_) if is_call => "str",
        Expr::BytesLiteral(_) if is_call => "bytes",
        Expr::Tuple(_) if is_call => "tuple",
        Expr::List(_) | Expr::ListComp(_) if is_call => "list",
        Expr::Dict(_) | Expr::DictComp(_) if is_call => "dict",
        Expr::Lambda(_) if !is_call => "function",
        _ => return None,
    })
}
