//! Texts that a script hands to `eval`, `exec`, `timeit` and `dis`, compiled before it runs: any string
//! literal may be one. So what is wrong with a text is known early, the code of a run never grows,
//! and a text that is put together while the script runs is refused (`_prelude` says so).
//!
//! | kept as                          | for                                            |
//! |----------------------------------|------------------------------------------------|
//! | a lambda in the module `_texts`  | `eval`: its parameters are the text's names     |
//! | a module of its own, `_text3`    | `exec` with a dict: names go in and come out    |
//! | a body over the script's globals | `exec` in the script's own names                |

use super::super::parse::parse;
use super::import;
use super::unit::Unit;
use crate::model::code::ModuleId;
use crate::model::program::TextCode;
use crate::model::text::repr::str_repr;
use crate::words::Language;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt};
use std::collections::BTreeSet;

/// Most texts of one script.
const TEXTS_MAX: usize = 1000;
/// Longest text, in bytes.
const TEXT_BYTES_MAX: usize = 16 << 10;
/// Most texts that `timeit` may be given: each may be a setup or a statement.
const TIMED_MAX: usize = 15;
/// The module with the expressions.
const EXPRESSIONS: &str = "_texts";
/// The module that imports by name.
const IMPORTS: &str = "_imports";
/// What a script must name for its literals to be names of modules.
const IMPORTERS: &[&str] = &["__import__", "import_module"];
/// What a script must name for its literals to be looked at.
const USERS: &[&str] = &["eval(", "exec(", "compile(", "timeit", "dis(", "__annotations__"];

/// Compiles the literals of the script that may be code, and the modules that they may name.
pub(super) fn compile(unit: &mut Unit, main: ModuleId, source: &str) {
    let names_one = |list: &[&str]| list.iter().any(|name| source.contains(name));
    let (users, importers) = (names_one(USERS), names_one(IMPORTERS));
    if !users && !importers {
        return;
    }
    let Ok(parsed) = parse(source) else { return };
    let mut literals = Literals::default();
    literals.visit_body(&parsed.body);
    if importers {
        imports(unit, &literals.found);
    }
    if users {
        codes(unit, main, source, literals);
    }
}

/// `_imports.load`: an import statement for each literal that is a module's name.
fn imports(unit: &mut Unit, literals: &BTreeSet<String>) {
    let mut source = String::from("def load(name):\n");
    let packages = literals.iter().filter_map(|text| Some(text.rsplit_once('.')?.0));
    let named: BTreeSet<&str> = literals.iter().map(String::as_str).chain(packages).collect();
    for name in named.into_iter().filter(|text| import::exists(text)) {
        let import = format!("import {name} as found\n        return found");
        source += &format!("    if name == {}:\n        {import}\n", str_repr(name));
    }
    source += "    error = ModuleNotFoundError('No module named %r' % name)\n";
    source += "    error.name = name\n    raise error\n";
    unit.text_module(IMPORTS, &source);
}

fn codes(unit: &mut Unit, main: ModuleId, source: &str, literals: Literals) {
    let Literals { found, handed } = literals;
    let others = found.into_iter().filter(|text| !handed.contains(text));
    let mut texts: Vec<String> = handed.iter().cloned().chain(others).take(TEXTS_MAX).collect();
    expressions(unit, main, &texts);
    if source.contains("timeit") {
        texts.extend(timeit_templates(&texts));
        texts.push("pass".to_owned());
    }
    for text in texts {
        statements(unit, main, &text);
    }
}

#[derive(Default)]
struct Literals {
    found: BTreeSet<String>,
    /// Those of them that are handed to a function that runs texts: they come first.
    handed: BTreeSet<String>,
}

impl Literals {
    fn is_code(text: &str) -> bool {
        text.len() <= TEXT_BYTES_MAX && !text.trim().is_empty()
    }
}

/// The literal that a call of `eval`, `exec`, `compile` or `dis` is given.
fn handed_over(expr: &Expr) -> Option<&str> {
    let Expr::Call(call) = expr else { return None };
    let name = match &*call.func {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return None,
    };
    match (name, call.arguments.args.first()) {
        ("eval" | "exec" | "compile" | "dis", Some(Expr::StringLiteral(it))) => {
            Some(it.value.to_str())
        }
        _ => None,
    }
}

impl<'a> Visitor<'a> for Literals {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::StringLiteral(it) = expr {
            let text = it.value.to_str();
            if Literals::is_code(text) {
                self.found.insert(text.to_owned());
            }
        }
        if let Some(text) = handed_over(expr).filter(|text| Literals::is_code(text)) {
            self.handed.insert(text.to_owned());
        }
        visitor::walk_expr(self, expr);
    }

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        // A string that stands alone is documentation.
        if !matches!(stmt, Stmt::Expr(it) if it.value.is_string_literal_expr()) {
            visitor::walk_stmt(self, stmt);
        }
    }
}

/// The names an expression reads and does not bind itself.
#[derive(Default)]
struct Names {
    read: BTreeSet<String>,
    bound: BTreeSet<String>,
}

impl<'a> Visitor<'a> for Names {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(it) if it.ctx.is_store() => drop(self.bound.insert(it.id.to_string())),
            Expr::Name(it) => drop(self.read.insert(it.id.to_string())),
            Expr::Lambda(it) => {
                let parameters = it.parameters.iter().flat_map(|all| all.iter());
                self.bound.extend(parameters.map(|one| one.name().to_string()));
            }
            _ => {}
        }
        visitor::walk_expr(self, expr);
    }
}

/// `_texts.EXPRESSIONS`: text -> (names, lambda of these names).
fn expressions(unit: &mut Unit, main: ModuleId, texts: &[String]) {
    let mut entries = Vec::new();
    for text in texts.iter().map(|text| text.trim()) {
        let Some(names) = expression_names(unit, main, text) else { continue };
        let listed: String = names.iter().map(|name| format!("{}, ", str_repr(name))).collect();
        let (key, parameters) = (str_repr(text), names.join(", "));
        entries.push(format!("{key}: (({listed}), lambda {parameters}: ({text}\n)),\n"));
    }
    let whole = |entries: &[String]| format!("EXPRESSIONS = {{\n{}}}\n", entries.concat());
    if !compiles(unit, &whole(&entries)) {
        entries.retain(|entry| compiles(unit, &format!("{{{entry}}}")));
    }
    unit.text_module(EXPRESSIONS, &whole(&entries));
}

/// The names of the lambda for a text; `None` if the text is no expression.
fn expression_names(unit: &mut Unit, main: ModuleId, text: &str) -> Option<Vec<String>> {
    let parsed = parse(&format!("({text}\n)")).ok()?;
    let [Stmt::Expr(it)] = &parsed.body[..] else { return None };
    let mut names = Names::default();
    names.visit_expr(&it.value);
    let mut wanted = Vec::new();
    for name in names.read.difference(&names.bound) {
        let symbol = unit.names.intern(name);
        let is_own = unit.program.module(main).globals.contains_key(&symbol);
        if is_own || !super::names::is_builtin(name) {
            wanted.push(name.clone());
        }
    }
    Some(wanted)
}

/// Whether a text can be compiled: tried on a copy, which is thrown away.
fn compiles(unit: &Unit, source: &str) -> bool {
    let mut trial = unit.clone();
    let before = trial.diagnostics.len();
    trial.text_module("_trial", source);
    trial.diagnostics.len() == before
}

/// What `timeit` makes of each pair of literals, to the letter.
fn timeit_templates(texts: &[String]) -> Vec<String> {
    let parses = |text: &&String| parse(text).is_ok_and(|parsed| has_effect(&parsed.body));
    let mut codes: Vec<&str> = texts.iter().filter(parses).map(String::as_str).collect();
    // Calls, assignments and imports before what may just be words.
    codes.sort_by_key(|text| !text.contains(['(', '=', '\n']) && !text.contains("import"));
    codes.truncate(TIMED_MAX);
    codes.push("pass");
    let mut templates = Vec::new();
    for (setup, stmt) in codes.iter().flat_map(|a| codes.iter().map(move |b| (a, b))) {
        templates.push(timeit_template(setup, stmt, ""));
    }
    templates.extend(codes.iter().map(|setup| timeit_template(setup, "_stmt()", ", _stmt=_stmt")));
    templates.extend(codes.iter().map(|stmt| timeit_template("_setup()", stmt, ", _setup=_setup")));
    templates
}

/// Whether statements may do more than name a thing (most literals are words).
fn has_effect(body: &[Stmt]) -> bool {
    let is_word = |stmt: &Stmt| match stmt {
        Stmt::Expr(it) => it.value.is_name_expr() || it.value.is_literal_expr(),
        _ => false,
    };
    !body.iter().all(is_word)
}

fn timeit_template(setup: &str, stmt: &str, init: &str) -> String {
    let setup = setup.replace('\n', "\n    ");
    let stmt = stmt.replace('\n', "\n        ");
    format!(
        "\ndef inner(_it, _timer{init}):\n    {setup}\n    _t0 = _timer()\n    for _i in _it:\n        \
         {stmt}\n        pass\n    _t1 = _timer()\n    return _t1 - _t0\n"
    )
}

/// A text as statements; what is wrong with it is kept as the reason why it cannot run.
fn statements(unit: &mut Unit, main: ModuleId, text: &str) {
    let before = unit.diagnostics.len();
    let name = format!("_text{}", unit.program.texts.len());
    let module = unit.text_module(&name, text);
    let wrong = unit.diagnostics.drain(before..).map(|(_, it)| it).next();
    let mut code = TextCode { source: text.to_owned(), module, in_main: None, error: None };
    match wrong {
        Some(wrong) => {
            let is_syntax = wrong.kind == super::DiagnosticKind::Syntax;
            let wrong = wrong.located(text);
            // An exception of the script: in Python's language.
            let message = wrong.message.said_in(Language::English);
            let place = format!("{message} (<string>, line {})", wrong.line);
            code.error = Some((is_syntax, place));
        }
        None => {
            code.in_main = unit.text_in(module, main, text);
            unit.diagnostics.truncate(before);
        }
    }
    unit.program.texts.push(code);
}
