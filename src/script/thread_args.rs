//! The slips that everybody makes once. `Thread(target=f, args=5)`, `args=(5)` and `args="ab"` are no
//! tuple of arguments: Python says so only in the thread, with a TypeError. `Thread(target=f())` calls
//! `f` here and now, and the thread then runs nothing: Python says nothing at all.
//!
//! It warns of literals that cannot be what is meant and of functions that return nothing, never of
//! what works. It must not know how a script runs.

use super::diagnostic::{Diagnostic, DiagnosticKind, Fix};
use super::edit::is_single;
use super::outline::Imports;
use crate::told;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ExprCall, PySourceType, Stmt, StmtFunctionDef};
use ruff_python_parser::parse_unchecked_source;
use ruff_text_size::Ranged;
use std::collections::BTreeMap;
use std::ops::Range;

/// Arguments of threads that are no tuple, and calls where a function is asked for.
///
/// The text is one whose nesting was found bearable.
pub fn warnings(source: &str) -> Vec<Diagnostic> {
    if !["hread", "Timer", "submit"].iter().any(|word| source.contains(word)) {
        return Vec::new();
    }
    let parsed = parse_unchecked_source(source, PySourceType::Python);
    let mut found = Found::default();
    found.visit_body(parsed.suite());
    let imports = Imports::of(parsed.suite());
    let warned = found.calls.iter().filter_map(|&call| {
        let called = || called_at_once(source, call, &imports, &found);
        warning(source, call, &imports, &found).or_else(called)
    });
    warned.map(|diagnostic| diagnostic.located(source)).collect()
}

/// Calls and functions of a text.
#[derive(Default)]
struct Found<'a> {
    calls: Vec<&'a ExprCall>,
    /// By name, with whether each is a method.
    functions: BTreeMap<&'a str, Vec<(&'a StmtFunctionDef, bool)>>,
    in_class: bool,
}

impl<'a> Visitor<'a> for Found<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let outer = self.in_class;
        if let Stmt::FunctionDef(def) = stmt {
            self.functions.entry(def.name.as_str()).or_default().push((def, outer));
        }
        self.in_class = match stmt {
            Stmt::ClassDef(_) => true,
            Stmt::FunctionDef(_) => false,
            _ => outer,
        };
        walk_stmt(self, stmt);
        self.in_class = outer;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr {
            self.calls.push(call);
        }
        walk_expr(self, expr);
    }
}

fn warning<'a>(
    source: &str,
    call: &'a ExprCall,
    imports: &Imports,
    found: &Found<'a>,
) -> Option<Diagnostic> {
    let (target, args) = match imports.qualified(&call.func)?.as_str() {
        "threading.Thread" => (("target", 1), ("args", 3)),
        "threading.Timer" => (("function", 1), ("args", 2)),
        _ => return None,
    };
    let target = call.arguments.find_argument_value(target.0, target.1)?;
    let args = call.arguments.find_argument_value(args.0, args.1)?;
    let place = with_brackets(source, args.range().to_std_range());
    let text = source.get(args.range().to_std_range())?;
    let message = match args {
        Expr::StringLiteral(it) => {
            let (name, function, is_method) = found.function(target)?;
            let letters = it.value.to_str().chars().count();
            if letters == 1 || takes(function, is_method, letters) {
                return None;
            }
            told!("script-args-letters", function = name)
        }
        _ if is_single(args) => told!("script-args-no-tuple", args = text),
        _ => return None,
    };
    let fix = Some(Fix { span: place, text: format!("({text},)") });
    let warning = Diagnostic::warning(DiagnosticKind::Syntax, args.range(), message);
    Some(Diagnostic { fix, ..warning })
}

/// `Thread(target=f())`, where `f` returns nothing.
fn called_at_once<'a>(
    source: &str,
    call: &'a ExprCall,
    imports: &Imports,
    found: &Found<'a>,
) -> Option<Diagnostic> {
    // Where the function stands, and what comes between it and its arguments.
    let (name, place, then) = match (imports.qualified(&call.func)?.as_str(), &*call.func) {
        ("threading.Thread", _) => ("target", 1, "args=("),
        ("threading.Timer", _) => ("function", 1, "args=("),
        ("_thread.start_new_thread", _) => ("function", 0, ""),
        (_, Expr::Attribute(method)) if method.attr.as_str() == "submit" => ("fn", 0, ""),
        _ => return None,
    };
    let is_own = name == "fn" && found.functions.contains_key("submit");
    let target = call.arguments.find_argument_value(name, place)?.as_call_expr()?;
    let (function, def, _) = found.function(&target.func).filter(|it| !it.2 && !is_own)?;
    if !target.func.is_name_expr() || !returns_nothing(def) {
        return None;
    }
    let text = |expr: &Expr| source.get(expr.range().to_std_range()).map(str::to_owned);
    let args: Option<Vec<String>> = target.arguments.args.iter().map(text).collect();
    let args = args?.join(", ");
    let is_plain = target.arguments.keywords.is_empty();
    let text = match (args.is_empty(), name) {
        _ if !is_plain => None,
        (true, _) => Some(function.to_owned()),
        (_, "fn") => Some(format!("{function}, {args}")),
        _ if then.is_empty() || call.arguments.find_keyword("args").is_some() => None,
        _ if call.arguments.find_argument_value("args", 2).is_some() => None,
        _ if target.arguments.args.len() == 1 => Some(format!("{function}, {then}{args},)")),
        _ => Some(format!("{function}, {then}{args})")),
    };
    let fix = text.map(|text| Fix { span: target.range().to_std_range(), text });
    let message = told!("script-target-called", function = function);
    let warning = Diagnostic::warning(DiagnosticKind::Syntax, target.range(), message);
    let help = told!("script-target-called-try", function = function);
    Some(Diagnostic { fix, ..warning }.with_help(help))
}

/// Whether a call of the function is always None, and does its work at once.
fn returns_nothing(def: &StmtFunctionDef) -> bool {
    struct Results(bool);
    impl<'a> Visitor<'a> for Results {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            match stmt {
                Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
                Stmt::Return(it) => {
                    let value = it.value.as_deref();
                    self.0 |= value.is_some_and(|value| !value.is_none_literal_expr());
                    walk_stmt(self, stmt);
                }
                _ => walk_stmt(self, stmt),
            }
        }

        fn visit_expr(&mut self, expr: &'a Expr) {
            self.0 |= expr.is_yield_expr() || expr.is_yield_from_expr();
            if !expr.is_lambda_expr() {
                walk_expr(self, expr);
            }
        }
    }
    let mut results = Results(def.is_async);
    results.visit_body(&def.body);
    !results.0
}

impl<'a> Found<'a> {
    /// The one function that a target can be; none where it may be another.
    fn function(&self, target: &'a Expr) -> Option<(&'a str, &'a StmtFunctionDef, bool)> {
        let (name, of_object) = match target {
            Expr::Name(name) => (name.id.as_str(), false),
            Expr::Attribute(attribute) => (attribute.attr.as_str(), true),
            _ => return None,
        };
        let [(def, is_method)] = self.functions.get(name)?.as_slice() else { return None };
        let plain = def.decorator_list.is_empty() && *is_method == of_object;
        plain.then_some((name, *def, *is_method))
    }
}

/// Whether a function can be called with so many arguments. A method has its object besides.
fn takes(def: &StmtFunctionDef, is_method: bool, count: usize) -> bool {
    let parameters = &def.parameters;
    let positional = parameters.posonlyargs.iter().chain(parameters.args.iter());
    let needed = positional.clone().filter(|it| it.default.is_none()).count();
    let count = count + usize::from(is_method);
    needed <= count && (parameters.vararg.is_some() || count <= positional.count())
}

/// The place of an expression with the brackets that stand around it alone: `(5)`.
fn with_brackets(source: &str, place: Range<usize>) -> Range<usize> {
    let before = source[..place.start].trim_end();
    let after = &source[place.end..];
    let blank = after.len() - after.trim_start().len();
    match before.ends_with('(') && after.trim_start().starts_with(')') {
        true => before.len() - 1..place.end + blank + 1,
        false => place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "\
import threading as th
from threading import Thread, Timer
def one(x): pass
def two(x, y): pass
def any(*all): pass
class Box:
    def put(self, x): pass
box = Box()
";

    /// The script with this line, and with what is said of it mended; none if nothing is said.
    fn mended(line: &str) -> Option<String> {
        let source = format!("{SCRIPT}{line}\n");
        let found = warnings(&source);
        let fix = found.first()?.fix.clone()?;
        assert_eq!((found.len(), found[0].line), (1, 9), "{line}");
        let mut text = source;
        text.replace_range(fix.span, &fix.text);
        Some(text.strip_prefix(SCRIPT)?.trim_end().to_owned())
    }

    #[test]
    fn one_value_instead_of_a_tuple_is_warned_of_and_mended() {
        for (wrong, right) in [
            ("Thread(target=one, args=5)", "Thread(target=one, args=(5,))"),
            ("th.Thread(target=one, args=(5))", "th.Thread(target=one, args=(5,))"),
            ("Thread(None, one, None, -2.5)", "Thread(None, one, None, (-2.5,))"),
            ("Timer(1, one, True).start()", "Timer(1, one, (True,)).start()"),
            ("Thread(target=one, args=\"ab\")", "Thread(target=one, args=(\"ab\",))"),
            ("Thread(target=one, args=('ab'))", "Thread(target=one, args=('ab',))"),
            ("Thread(target=two, args='abc')", "Thread(target=two, args=('abc',))"),
            ("Thread(target=box.put, args='ab')", "Thread(target=box.put, args=('ab',))"),
        ] {
            assert_eq!(mended(wrong).as_deref(), Some(right), "{wrong}");
        }
    }

    #[test]
    fn a_function_that_is_called_where_it_should_be_named_is_warned_of_and_mended() {
        for (wrong, right) in [
            ("Thread(target=one())", "Thread(target=one)"),
            ("Thread(target=one(5), daemon=True)", "Thread(target=one, args=(5,), daemon=True)"),
            (
                "th.Thread(target=two(5, box)).start()",
                "th.Thread(target=two, args=(5, box)).start()",
            ),
            ("Thread(None, one())", "Thread(None, one)"),
            ("Timer(2, one())", "Timer(2, one)"),
            ("Timer(2, two(1, 2)).start()", "Timer(2, two, args=(1, 2)).start()"),
            ("pool.submit(two(1, 2))", "pool.submit(two, 1, 2)"),
        ] {
            assert_eq!(mended(wrong).as_deref(), Some(right), "{wrong}");
        }
        let said = |line: &str| warnings(&format!("{SCRIPT}{line}\n")).len();
        for warned in ["Thread(target=one(x=5))", "Thread(target=one(5), args=(1,))"] {
            assert_eq!((mended(warned), said(warned)), (None, 1), "what is meant is not clear");
        }
        for fine in [
            "def maker():\n    def work(): pass\n    return work\nThread(target=maker())",
            "def each():\n    yield one\nThread(target=each())",
            "Thread(target=box.put(1))",
            "Thread(target=unknown())",
            "Thread(target=lambda: one())",
            "def submit(x): pass\nbox.submit(one())",
        ] {
            assert_eq!(said(fine), 0, "{fine}");
        }
    }

    #[test]
    fn what_works_is_not_warned_of() {
        for right in [
            "Thread(target=one, args=(5,))",
            "Thread(target=one, args=[5])",
            "Thread(target=one, args=(box))",
            "Thread(target=one, args='a')",
            "Thread(target=two, args='ab')",
            "Thread(target=any, args='abc')",
            "Thread(target=box.put, args='a')",
            "Thread(target=print, args='abc')",
            "Thread(target=one, args={5})",
            "Thread(args=5)",
            "Timer(1, one, None)",
            "Box(target=one, args=5)",
        ] {
            assert_eq!(mended(right), None, "{right}");
        }
    }
}
