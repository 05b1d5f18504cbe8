//! The slip that everybody makes once: `Thread(target=f, args=5)`, `args=(5)` and `args="ab"` are no
//! tuple of arguments. Python says so only in the thread, with a TypeError.
//!
//! It warns of literals that cannot be what is meant, never of what works. It must not know how a
//! script runs.

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

/// Arguments of threads that are no tuple. The text is one whose nesting was found bearable.
pub fn warnings(source: &str) -> Vec<Diagnostic> {
    if !source.contains("Thread") && !source.contains("Timer") {
        return Vec::new();
    }
    let parsed = parse_unchecked_source(source, PySourceType::Python);
    let mut found = Found::default();
    found.visit_body(parsed.suite());
    let imports = Imports::of(parsed.suite());
    let warned = found.calls.iter().filter_map(|&call| warning(source, call, &imports, &found));
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
