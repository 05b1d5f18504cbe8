//! New primitives, threads and steps, put where a person would write them.

use super::draft::{Draft, prelude};
use super::globals::write_to;
use super::text::{Script, span};
use super::{Change, EditError, Place, Recipe, Step, Verb};
use crate::model::primitives::spec_named;
use crate::script::outline::{Home, Outline, Span};
use crate::words;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Stmt};

/// Classes that are not a `Spec` of their own: (class, spec, constructor's arguments).
const VARIANTS: &[(&str, &str, &str)] =
    &[("LifoQueue", "Queue", ""), ("PriorityQueue", "Queue", ""), ("SimpleQueue", "Queue", "")];

/// A new primitive below the imports and the globals.
pub fn add_primitive(script: &Script, kind: &str) -> Result<Change, EditError> {
    let mut draft = Draft::new(script);
    let name = primitive(&mut draft, kind, None)?;
    Ok(draft.finish(words!("edit-add", what = name)))
}

/// Guards a statement with a new primitive.
pub fn guard_with_new(script: &Script, row: &Span, kind: &str) -> Result<Change, EditError> {
    let mut draft = Draft::new(script);
    let name = primitive(&mut draft, kind, Some(row))?;
    super::rows::wrap(&mut draft, row, &name)?;
    Ok(draft.finish(words!("edit-guard", name = name)))
}

/// Uses a new primitive below a row.
pub fn use_new(script: &Script, row: &Span, kind: &str, verb: Verb) -> Result<Change, EditError> {
    let target = script.locate(row)?.stmt();
    let mut draft = Draft::new(script);
    let on = primitive(&mut draft, kind, Some(row))?;
    let variant = VARIANTS.iter().find(|(class, ..)| *class == kind);
    let spec = spec_named(variant.map_or(kind, |(_, spec, _)| spec));
    let kind = spec.map_or("", |spec| spec.name);
    let step = Step::Use { on, kind, verb };
    put_step(&mut draft, target, Place::After, &step)?;
    Ok(draft.finish(title_of(&step)))
}

/// A new primitive, made before the row that uses it.
fn primitive(draft: &mut Draft, kind: &str, row: Option<&Span>) -> Result<String, EditError> {
    let unknown = || EditError::Unknown(kind.to_owned());
    let variant = VARIANTS.iter().find(|(class, ..)| *class == kind);
    let spec = spec_named(variant.map_or(kind, |(_, spec, _)| spec)).ok_or_else(unknown)?;
    let (_, call) = spec.template.rsplit_once('.').ok_or_else(unknown)?;
    let (class, args) = call.split_once('(').ok_or_else(unknown)?;
    let (class, args) = match variant {
        Some((class, _, args)) => (*class, *args),
        None => (class, args.trim_end_matches(')')),
    };
    let constructor = draft.import(spec.module, class);
    let name = draft.free_name(spec.variable);
    let line = format!("{name} = {constructor}({args})");
    let (globals, _) = draft.global_place();
    let user = row.and_then(|row| {
        let around = |stmt: &&Stmt| span(*stmt).start <= row.start && row.end <= span(*stmt).end;
        draft.script.suite().iter().find(around)
    });
    match user.filter(|stmt| span(*stmt).start < globals) {
        // A row among the globals themselves.
        Some(stmt) => {
            let at = draft.script.lines_with_comments(stmt)?.start;
            draft.insert_lines(at, &format!("{line}\n"));
        }
        None => insert_global(draft, &line),
    }
    Ok(name)
}

/// A line below the imports and the globals.
pub fn insert_global(draft: &mut Draft, line: &str) {
    let (at, after_import) = draft.global_place();
    let is_first = draft.script.source[..at].trim().is_empty() && !after_import;
    let gap = if after_import && !is_first { "\n" } else { "" };
    let below = if draft.blank_at(at) { "" } else { "\n" };
    draft.insert_lines(at, &format!("{gap}{line}\n{below}"));
}

/// The first statement of a body that is no docstring.
pub fn first_step(body: &[Stmt]) -> Option<&Stmt> {
    let is_text = |stmt: &Stmt| matches!(stmt, Stmt::Expr(e) if e.value.is_string_literal_expr());
    match body {
        [first, second, ..] if is_text(first) => Some(second),
        body => body.first(),
    }
}

/// A new thread: its function, its creation, start and join.
pub fn add_thread(script: &Script, recipe: Recipe) -> Result<Change, EditError> {
    let mut draft = Draft::new(script);
    let (wanted, parameter, body) = function_of(&mut draft, recipe)?;
    let function = draft.free_name(wanted);
    let main = Main::of(script);
    let lines = creation_of(&mut draft, recipe, &function);
    let def_place = main.def_place(&draft);
    let indented: String = body.lines().map(|line| indented_line(script, line)).collect();
    let mut def = format!("\n\ndef {function}({parameter}):\n{indented}");
    if def_place == 0 {
        def = def.trim_start_matches('\n').to_owned();
    }
    if !draft.blank_at(def_place) || def_place == main.start_place(&draft) {
        def.push_str("\n\n");
    }
    draft.insert_lines(def_place, &def);
    main.insert(&mut draft, &lines);
    Ok(draft.finish(words!("edit-add", what = recipe.label())))
}

/// A body's line, with the script's own step of indentation instead of four spaces.
fn indented_line(script: &Script, line: &str) -> String {
    let depth = (line.len() - line.trim_start().len()) / 4;
    format!("{}{}\n", script.indent.repeat(depth + 1), line.trim_start())
}

/// Name, parameters and body (with four spaces) of the function a recipe runs.
fn function_of(
    draft: &mut Draft,
    recipe: Recipe,
) -> Result<(&'static str, &'static str, String), EditError> {
    Ok(match recipe {
        Recipe::Worker => ("worker", "", format!("{}(0.1)", draft.import("time", "sleep"))),
        Recipe::Timer => ("on_timer", "", "print(\"time is up\")".to_owned()),
        Recipe::CpuBound => {
            ("count_down", "", "n = 1_000_000\nwhile n > 0:\n    n -= 1".to_owned())
        }
        Recipe::IoBound => {
            let sleep = draft.import("time", "sleep");
            ("wait_for_data", "", format!("for _ in range(5):\n    {sleep}(0.1)"))
        }
        Recipe::Daemon => {
            let sleep = draft.import("time", "sleep");
            ("background", "", format!("while True:\n    {sleep}(0.1)"))
        }
        Recipe::Producer => {
            let queue = a_queue(draft)?;
            ("producer", "", format!("for item in range(5):\n    {queue}.put(item)"))
        }
        Recipe::Consumer => {
            let queue = a_queue(draft)?;
            let body = format!("for _ in range(5):\n    item = {queue}.get()\n    print(item)");
            ("consumer", "", body)
        }
        Recipe::Pool => {
            let sleep = draft.import("time", "sleep");
            ("job", "number", format!("{sleep}(0.1)\nreturn number"))
        }
    })
}

fn a_queue(draft: &mut Draft) -> Result<String, EditError> {
    let outline = Outline::of(draft.script.source);
    let known = outline
        .primitives
        .iter()
        .find(|node| node.kind == "Queue" && node.home == Home::Global && node.group.is_none());
    match known {
        Some(node) => Ok(node.name.clone()),
        None => primitive(draft, "Queue", None),
    }
}

/// Lines that create and start the thread, and lines that wait for its end.
fn creation_of(draft: &mut Draft, recipe: Recipe, function: &str) -> (String, String) {
    if recipe == Recipe::Pool {
        let pool = draft.import("concurrent.futures", "ThreadPoolExecutor");
        let name = draft.free_name("pool");
        let step = draft.script.indent.clone();
        let create = format!("with {pool}(max_workers=2) as {name}:\n");
        return (format!("{create}{step}list({name}.map({function}, range(4)))\n"), String::new());
    }
    let (class, args) = match recipe {
        Recipe::Timer => ("Timer", format!("0.5, {function}")),
        Recipe::Daemon => ("Thread", format!("target={function}, daemon=True")),
        _ => ("Thread", format!("target={function}")),
    };
    let class = draft.import("threading", class);
    let name = draft.free_name(&format!("{function}_thread"));
    let join = if recipe == Recipe::Daemon { String::new() } else { format!("{name}.join()\n") };
    (format!("{name} = {class}({args})\n{name}.start()\n"), join)
}

/// The block where threads are created: `main()`, `if __name__ ...` or the module itself.
pub struct Main<'s> {
    suite: &'s [Stmt],
    indent: String,
    /// The module-level statement that holds it (or the first of it).
    outer: Option<&'s Stmt>,
}

impl<'s> Main<'s> {
    /// Finds it.
    pub fn of<'a>(script: &'s Script<'a>) -> Main<'s> {
        let module = script.suite();
        let guard = module.iter().find_map(|stmt| Some((stmt, main_guard(stmt)?)));
        let Some((outer, body)) = guard else {
            return Main { suite: module, indent: String::new(), outer: None };
        };
        let called = match body {
            [Stmt::Expr(only)] => only.value.as_call_expr().and_then(|c| c.func.as_name_expr()),
            _ => None,
        };
        let function = module.iter().find_map(|stmt| match stmt {
            Stmt::FunctionDef(def) if called.is_some_and(|name| name.id == def.name.id) => {
                Some((stmt, &*def.body))
            }
            _ => None,
        });
        let (outer, suite) = function.unwrap_or((outer, body));
        let indent = suite.first().and_then(|first| script.indent_at(span(first).start));
        match indent {
            Some(indent) => Main { suite, indent: indent.to_owned(), outer: Some(outer) },
            None => Main { suite: module, indent: String::new(), outer: None },
        }
    }

    /// Where the new function goes: above the main block, below the other definitions.
    pub fn def_place(&self, draft: &Draft) -> usize {
        let script = draft.script;
        let module = script.suite();
        let limit = match self.outer {
            Some(outer) => span(outer).start,
            None => self.start_place(draft),
        };
        let before = module.iter().take_while(|stmt| span(*stmt).end <= limit);
        let is_def = |stmt: &&Stmt| matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_));
        match before.filter(is_def).last() {
            Some(def) => script.line_end(span(def).end),
            None => draft.global_place().0.min(script.source.len()),
        }
    }

    fn first_join(&self) -> Option<usize> {
        self.suite.iter().position(joins)
    }

    /// Where the thread is created: above the first join, else at the end.
    pub fn start_place(&self, draft: &Draft) -> usize {
        let script = draft.script;
        let own_line = |stmt: &&Stmt| script.lines_with_comments(stmt).is_ok();
        match self.first_join().map(|at| &self.suite[at]).filter(own_line) {
            Some(stmt) => {
                script.lines_with_comments(stmt).map_or(script.source.len(), |lines| lines.start)
            }
            None => self.end_place(draft),
        }
    }

    fn end_place(&self, draft: &Draft) -> usize {
        let script = draft.script;
        match self.suite.last() {
            Some(last @ (Stmt::Return(_) | Stmt::Raise(_))) => {
                script.lines_of(last).map_or(script.line_end(span(last).end), |lines| lines.start)
            }
            Some(last) if self.outer.is_some() => script.line_end(span(last).end),
            _ => script.source.len(),
        }
    }

    fn join_place(&self, draft: &Draft) -> usize {
        match self.suite.iter().rfind(|stmt| joins(stmt)) {
            Some(stmt) => draft.script.line_end(span(stmt).end),
            None => self.end_place(draft),
        }
    }

    /// Puts lines where threads are created, and where they are waited for.
    pub fn insert(&self, draft: &mut Draft, (start, join): &(String, String)) {
        let indent = |lines: &str| {
            let line = |line: &str| format!("{}{line}\n", self.indent);
            lines.lines().map(line).collect::<String>()
        };
        let (start_at, join_at) = (self.start_place(draft), self.join_place(draft));
        draft.insert_lines(start_at, &indent(start));
        draft.insert_lines(join_at.max(start_at), &indent(join));
    }
}

/// The body of `if __name__ == "__main__":`.
fn main_guard(stmt: &Stmt) -> Option<&[Stmt]> {
    let Stmt::If(branch) = stmt else { return None };
    let Expr::Compare(compare) = &*branch.test else { return None };
    let is_guard = compare.left.as_name_expr().is_some_and(|name| name.id == "__name__");
    is_guard.then_some(&*branch.body)
}

/// Whether a statement waits for threads: `t.join()` (and not `", ".join(words)`).
pub fn joins(stmt: &Stmt) -> bool {
    struct Joins(bool);
    impl<'a> Visitor<'a> for Joins {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            if !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                ruff_python_ast::visitor::walk_stmt(self, stmt);
            }
        }
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Call(call) = expr
                && let Expr::Attribute(method) = &*call.func
                && method.attr.as_str() == "join"
                && call.arguments.args.iter().all(|arg| arg.is_number_literal_expr())
            {
                self.0 = true;
            }
            walk_expr(self, expr);
        }
    }
    let mut finder = Joins(false);
    finder.visit_stmt(stmt);
    finder.0
}

/// A new step beside a row.
pub fn insert_step(
    script: &Script,
    row: &Span,
    place: Place,
    step: &Step,
) -> Result<Change, EditError> {
    let (target, place) = match place {
        Place::Into => (script.block_at(row)?.first().ok_or(EditError::Gone)?, Place::Before),
        side => (script.locate(row)?.stmt(), side),
    };
    let mut draft = Draft::new(script);
    put_step(&mut draft, target, place, step)?;
    Ok(draft.finish(title_of(step)))
}

fn title_of(step: &Step) -> String {
    match step {
        Step::Use { on, verb, .. } => {
            words!("edit-insert-use", name = on.as_str(), verb = verb.label())
        }
        Step::Sleep => words!("edit-insert-sleep").to_owned(),
        Step::Print => words!("edit-insert-print").to_owned(),
        Step::Compute => words!("edit-insert-compute").to_owned(),
        Step::Loop => words!("edit-insert-loop").to_owned(),
        Step::Write(name) => words!("edit-write", name = name.as_str()),
        Step::WriteNew => words!("edit-write-new").to_owned(),
        Step::Read(name) => words!("edit-read", name = name.as_str()),
    }
}

fn put_step(draft: &mut Draft, target: &Stmt, place: Place, step: &Step) -> Result<(), EditError> {
    let script = draft.script;
    let indent = script.indent_of(target)?;
    let lines = script.lines_with_comments(target)?;
    let code = match step {
        Step::Write(on) => write_to(draft, target, on.clone())?,
        Step::WriteNew => {
            let name = draft.free_name("counter");
            insert_global(draft, &format!("{name} = 0"));
            write_to(draft, target, name)?
        }
        step => code_of(draft, step, guards(script, target)),
    };
    let unit = script.indent.clone();
    let line = |line: &str| {
        let depth = (line.len() - line.trim_start().len()) / 4;
        format!("{indent}{}{}\n", unit.repeat(depth), line.trim_start())
    };
    let text: String = code.lines().map(line).collect();
    match place {
        // The new step takes the place of a `pass` that only kept the block from being empty.
        _ if target.is_pass_stmt() => draft.replace(script.lines_of(target)?, text),
        Place::Before => draft.insert_lines(lines.start, &text),
        _ => draft.insert_lines(lines.end, &text),
    }
    Ok(())
}

/// The expressions of the `with` statements around a statement, as written.
fn guards<'a>(script: &Script<'a>, target: &Stmt) -> Vec<&'a str> {
    fn walk<'a>(script: &Script<'a>, suite: &[Stmt], place: &Span, found: &mut Vec<&'a str>) {
        for stmt in suite {
            let here = span(stmt);
            if here.start <= place.start && place.end <= here.end && here != *place {
                if let Stmt::With(with) = stmt {
                    let texts = with.items.iter().map(|item| span(&item.context_expr));
                    found.extend(texts.filter_map(|text| script.source.get(text)));
                }
                for block in super::text::blocks(stmt) {
                    walk(script, block, place, found);
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(script, script.suite(), &span(target), &mut found);
    found
}

/// A step's code, indented by four spaces.
fn code_of(draft: &mut Draft, step: &Step, guards: Vec<&str>) -> String {
    let (on, kind, verb) = match step {
        Step::Sleep => return format!("{}(0.1)", draft.import("time", "sleep")),
        Step::Print => return "print(\"here\")".to_owned(),
        Step::Compute => return "for _ in range(100_000):\n    pass".to_owned(),
        Step::Loop => return "for _ in range(3):\n    pass".to_owned(),
        Step::Read(name) | Step::Write(name) => return format!("print({name})"),
        Step::WriteNew => return "pass".to_owned(),
        Step::Use { on, kind, verb } => (on, *kind, verb),
    };
    let call = match verb {
        Verb::With => return format!("with {on}:\n    pass"),
        Verb::Bracket => {
            return format!("{on}.acquire()\ntry:\n    pass\nfinally:\n    {on}.release()");
        }
        Verb::TryAcquire => {
            return format!("if {on}.acquire(blocking=False):\n    {on}.release()");
        }
        Verb::AcquireTimeout => {
            return format!("if {on}.acquire(timeout=1):\n    {on}.release()");
        }
        Verb::Acquire => format!("{on}.acquire()"),
        Verb::Release => format!("{on}.release()"),
        Verb::Put => format!("{on}.put(1)"),
        Verb::Get => format!("item = {on}.get()"),
        Verb::TaskDone => format!("{on}.task_done()"),
        Verb::Join => format!("{on}.join()"),
        Verb::Wait => format!("{on}.wait()"),
        Verb::Notify => format!("{on}.notify()"),
        Verb::NotifyAll => format!("{on}.notify_all()"),
        Verb::Set => format!("{on}.set()"),
        Verb::Clear => format!("{on}.clear()"),
    };
    // A condition may only be used by who holds it.
    let needs_guard = kind == "Condition" && !matches!(verb, Verb::Acquire | Verb::Release);
    if needs_guard && !guards.contains(&on.as_str()) {
        return format!("with {on}:\n    {call}");
    }
    call
}

/// A new step at the end of a thread's program.
pub fn append_step(script: &Script, thread: &str, step: &Step) -> Result<Change, EditError> {
    let outline = Outline::of(script.source);
    let node = outline.thread_named(thread).ok_or(EditError::Gone)?;
    let last = node.rows.iter().rfind(|row| row.statement && row.depth == 0);
    let target = match last {
        Some(row) => script.locate(&row.span)?.stmt(),
        None => function_end(script, &node.target).ok_or(EditError::Gone)?,
    };
    let leaves = matches!(target, Stmt::Return(_) | Stmt::Raise(_));
    let mut draft = Draft::new(script);
    put_step(&mut draft, target, if leaves { Place::Before } else { Place::After }, step)?;
    Ok(draft.finish(title_of(step)))
}

fn function_end<'s>(script: &'s Script, path: &str) -> Option<&'s Stmt> {
    let mut suite = script.suite();
    let mut last = None;
    for name in path.split('.') {
        let body = suite.iter().find_map(|stmt| match stmt {
            Stmt::FunctionDef(def) if def.name.as_str() == name => Some(&*def.body),
            Stmt::ClassDef(class) if class.name.as_str() == name => Some(&*class.body),
            _ => None,
        })?;
        suite = body;
        last = body.last();
    }
    last.or_else(|| prelude(script.suite()).last())
}
