//! Thread creations: `Thread(target=...)`, subclasses, timers and pools, each with what it runs.

use super::names::is_pool;
use super::pieces::{Call, calls_of};
use super::reach::{Reach, Touch};
use super::resolve::Fixed;
use super::rows::Rows;
use super::scan::{Scan, Scope, Value, span};
use super::{Flavour, Group, Row, RowKind, SharedNode, Target, ThreadNode, Use};
use ruff_python_ast::{Expr, ExprCall};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the card of the script's own thread.
pub const MAIN: &str = "MainThread";

/// A call that creates threads.
pub struct Creation<'a> {
    /// Index into [`Scan::sites`].
    pub site: usize,
    /// The call.
    pub call: &'a ExprCall,
    /// How it creates.
    pub flavour: Flavour,
    /// The subclass, for [`Flavour::Subclass`].
    class: Option<String>,
    variable: Option<String>,
    group: Option<Group>,
}

/// What a creation runs: a function and the arguments it gets.
struct Job<'a> {
    function: &'a Expr,
    args: Vec<&'a Expr>,
    keywords: Vec<(String, &'a Expr)>,
    args_text: String,
}

/// What a program touches and how.
pub type Touches = BTreeSet<(Touch, String)>;

impl<'a> Scan<'a> {
    /// Finds the calls that create threads.
    pub fn find_creations(&mut self) {
        for index in 0..self.sites.len() {
            for found in calls_of(&self.sites[index]) {
                let full = self.imports.qualified(&found.call.func).unwrap_or_default();
                if let Some((flavour, class)) = self.creates_threads(&full) {
                    self.add_creation(index, &found, flavour, class);
                }
            }
        }
    }

    fn creates_threads(&self, full: &str) -> Option<(Flavour, Option<String>)> {
        match full {
            "threading.Thread" | "_thread.start_new_thread" => Some((Flavour::Thread, None)),
            "threading.Timer" => Some((Flavour::Timer, None)),
            _ if is_pool(full) => Some((Flavour::Pool, None)),
            _ if self.is_thread_class(full) => Some((Flavour::Subclass, Some(full.to_owned()))),
            _ => None,
        }
    }

    /// Whether it is a class of threads, by whatever way.
    pub fn is_thread_class(&self, class: &str) -> bool {
        self.lineage(class).iter().filter_map(|class| self.classes.get(class)).any(|(_, bases)| {
            bases.iter().any(|base| base == "threading.Thread" || base == "threading.Timer")
        })
    }

    fn add_creation(
        &mut self,
        site: usize,
        found: &Call<'a>,
        flavour: Flavour,
        class: Option<String>,
    ) {
        let at = &self.sites[site];
        let variable = self.given_name(at, found).map(|(_, name)| name);
        let group = match flavour {
            Flavour::Pool => {
                let workers = found.call.arguments.find_argument_value("max_workers", 0);
                workers.map(|workers| self.number_of(workers))
            }
            _ => self.group_of(at, found),
        };
        self.creation_at.insert(span(found.call).start, self.creations.len());
        let call = found.call;
        self.creations.push(Creation { site, call, flavour, class, variable, group });
    }

    /// Binds the parameters of what a creation runs.
    pub fn bind_creation(&mut self, creation: usize, scope: &Scope) {
        for job in self.jobs(creation) {
            for callee in self.eval(job.function, scope) {
                if let Value::Function(path) = callee {
                    let bound = self.bound(&path, &job.args, &job.keywords, scope);
                    self.add_bound(bound);
                }
            }
        }
    }

    fn jobs(&self, creation: usize) -> Vec<Job<'a>> {
        let Creation { call, flavour, .. } = self.creations[creation];
        let starts_directly =
            self.imports.qualified(&call.func).as_deref() == Some("_thread.start_new_thread");
        let job = match flavour {
            Flavour::Pool => return self.submissions(creation),
            Flavour::Timer => self.job(call, ("function", 1), ("args", 2)),
            Flavour::Thread if starts_directly => self.job(call, ("function", 0), ("args", 1)),
            _ => self.job(call, ("target", 1), ("args", 3)),
        };
        job.into_iter().collect()
    }

    fn job(
        &self,
        call: &'a ExprCall,
        target: (&str, usize),
        args: (&str, usize),
    ) -> Option<Job<'a>> {
        let function = call.arguments.find_argument_value(target.0, target.1)?;
        let tuple = call.arguments.find_argument_value(args.0, args.1);
        let args = match tuple {
            Some(Expr::Tuple(tuple)) => tuple.elts.iter().collect(),
            Some(Expr::List(list)) => list.elts.iter().collect(),
            _ => Vec::new(),
        };
        let kwargs = call.arguments.find_argument_value("kwargs", args_after(target.1));
        let mut keywords = Vec::new();
        if let Some(Expr::Dict(dict)) = kwargs {
            for item in &dict.items {
                if let Some(Expr::StringLiteral(key)) = &item.key {
                    keywords.push((key.value.to_str().to_owned(), &item.value));
                }
            }
        }
        let args_text = tuple.map(|tuple| self.text(tuple).to_owned()).unwrap_or_default();
        let job = Job { function, args, keywords, args_text };
        Some(self.call_inside(job.function).unwrap_or(job))
    }

    /// What `lambda: work(1)` and `functools.partial(work, 1)` come down to.
    fn call_inside(&self, function: &'a Expr) -> Option<Job<'a>> {
        let (function, call, args) = match function {
            Expr::Lambda(lambda) => {
                let call = lambda.body.as_call_expr()?;
                (&*call.func, call, &*call.arguments.args)
            }
            Expr::Call(call) => {
                let full = self.imports.qualified(&call.func)?;
                let [function, args @ ..] = &*call.arguments.args else { return None };
                (full == "functools.partial").then_some((function, call, args))?
            }
            _ => return None,
        };
        let keywords = call.arguments.keywords.iter();
        let keywords = keywords.filter_map(|k| Some((k.arg.as_ref()?.to_string(), &k.value)));
        let texts: Vec<&str> = args.iter().map(|arg| self.text(arg)).collect();
        let args_text = texts.join(", ");
        Some(Job { function, args: args.iter().collect(), keywords: keywords.collect(), args_text })
    }

    fn submissions(&self, creation: usize) -> Vec<Job<'a>> {
        let mut jobs: Vec<Job<'a>> = Vec::new();
        for site in &self.sites {
            for found in calls_of(site) {
                let Expr::Attribute(method) = &*found.call.func else { continue };
                let is_job = matches!(method.attr.as_str(), "submit" | "map");
                let pools = || self.eval(&method.value, &site.scope);
                if !is_job || !pools().contains(&Value::Thread(creation)) {
                    continue;
                }
                let [function, args @ ..] = &*found.call.arguments.args else { continue };
                let texts: Vec<&str> = args.iter().map(|arg| self.text(arg)).collect();
                let args_text = texts.join(", ");
                if jobs.iter().any(|job| self.text(job.function) == self.text(function)) {
                    continue;
                }
                let args = args.iter().collect();
                jobs.push(Job { function, args, keywords: Vec::new(), args_text });
            }
        }
        jobs
    }

    /// The nodes of all threads, the variables they share, and the wires.
    pub fn draw_threads(&self) -> (Vec<ThreadNode>, Vec<SharedNode>, Vec<Use>) {
        let reach = Reach::of(self);
        let mut drawn: Vec<(ThreadNode, Touches)> = Vec::new();
        drawn.extend(self.draw_main(&reach));
        for creation in 0..self.creations.len() {
            drawn.extend(self.draw_creation(creation, &reach));
        }
        give_unique_names(&mut drawn);
        let shared = self.shared_nodes(&drawn);
        let uses = uses_of(&drawn, &shared);
        for row in drawn.iter_mut().flat_map(|(node, _)| &mut node.rows) {
            let is_shared = |name: &String| shared.iter().any(|node| node.name == *name);
            row.variables.retain(is_shared);
            row.through_variables.retain(is_shared);
            if row.kind == RowKind::Shared && row.variables.is_empty() {
                row.kind = RowKind::Compute;
            }
        }
        (drawn.into_iter().map(|(node, _)| node).collect(), shared, uses)
    }

    fn draw_main(&self, reach: &Reach) -> Option<(ThreadNode, Touches)> {
        let mut rows = Rows::new(self, reach, Fixed::new());
        rows.block(self.suite, &Scope::default(), 0);
        self.inline_main(&mut rows);
        if rows.rows.is_empty() {
            return None;
        }
        let node = ThreadNode {
            name: MAIN.to_owned(),
            flavour: Flavour::Main,
            target: String::new(),
            args: String::new(),
            arguments: String::new(),
            given_name: None,
            variable: None,
            daemon: false,
            span: 0..0,
            call: 0..0,
            lines: (0, 0),
            group: None,
            rows: rows.rows,
            def_line: 0,
        };
        Some((node, rows.touches))
    }

    /// A main program that only calls one function is shown as that function.
    fn inline_main(&self, rows: &mut Rows<'_, 'a>) {
        let calls: Vec<usize> = (0..rows.rows.len())
            .filter(|&at| rows.rows[at].kind == RowKind::Call && rows.rows[at].depth == 0)
            .collect();
        let [at] = calls.as_slice() else { return };
        let text = rows.rows[*at].text.clone();
        let Some(name) = text.strip_suffix("()") else { return };
        let Some(function) = self.functions.get(name) else { return };
        let creates = |creation: &Creation| self.sites[creation.site].scope == function.scope;
        if rows.rows.len() > 1 && !self.creations.iter().any(creates) {
            return;
        }
        let after = rows.rows.split_off(at + 1);
        rows.rows[*at].called_lines.clear();
        rows.rows[*at].through.clear();
        rows.block(&function.def.body, &function.scope, 1);
        rows.rows.extend(after);
    }

    fn draw_creation(&self, index: usize, reach: &Reach) -> Vec<(ThreadNode, Touches)> {
        let creation = &self.creations[index];
        let scope = &self.sites[creation.site].scope;
        if let Some(class) = &creation.class
            && let Some(run) = self.method(class, "run")
        {
            let args = self.arguments_text(creation.call);
            let drawn = self.draw_function(creation, &run, Fixed::new(), reach, args);
            return vec![drawn];
        }
        let jobs = self.jobs(index);
        let mut drawn = Vec::new();
        for job in &jobs {
            let mut found = false;
            for callee in self.eval(job.function, scope) {
                let Value::Function(path) = callee else { continue };
                let fixed = match creation.flavour {
                    Flavour::Pool => Fixed::new(),
                    _ => self.bound(&path, &job.args, &job.keywords, scope),
                };
                let args = job.args_text.clone();
                drawn.push(self.draw_function(creation, &path, fixed, reach, args));
                found = true;
            }
            if !found {
                let node = self.node(creation, self.text(job.function), job.args_text.clone());
                drawn.push((node, Touches::new()));
            }
        }
        if drawn.is_empty() {
            let args = self.arguments_text(creation.call);
            drawn.push((self.node(creation, "", args), Touches::new()));
        }
        if creation.flavour == Flavour::Pool && drawn.len() > 1 {
            drawn = vec![self.one_pool(creation, drawn)];
        }
        drawn
    }

    /// A pool that is fed by several functions is one card: a heading for each, its rows below.
    fn one_pool(
        &self,
        creation: &Creation<'a>,
        jobs: Vec<(ThreadNode, Touches)>,
    ) -> (ThreadNode, Touches) {
        let mut pool = self.node(creation, "", String::new());
        let mut touched = Touches::new();
        for (mut job, touches) in jobs {
            let text = format!("{}({})", job.target, job.args);
            let place = self.functions.get(&job.target).map(|function| span(function.def));
            let place = place.unwrap_or(pool.call.clone());
            let heading = Row {
                head: place.clone(),
                code: None,
                span: place,
                statement: false,
                lines: (job.def_line, job.def_line),
                depth: 0,
                text,
                kind: RowKind::Call,
                primitives: Vec::new(),
                mentions: Vec::new(),
                through: Vec::new(),
                variables: Vec::new(),
                through_variables: Vec::new(),
                called_lines: Vec::new(),
            };
            pool.rows.push(heading);
            job.rows.iter_mut().for_each(|row| row.depth += 1);
            pool.rows.append(&mut job.rows);
            touched.extend(touches);
        }
        (pool, touched)
    }

    fn draw_function(
        &self,
        creation: &Creation<'a>,
        path: &str,
        fixed: Fixed,
        reach: &Reach,
        args: String,
    ) -> (ThreadNode, Touches) {
        let mut node = self.node(creation, path, args);
        let mut rows = Rows::new(self, reach, fixed);
        if let Some(function) = self.functions.get(path) {
            rows.block(&function.def.body, &function.scope, 0);
            node.def_line = self.line(span(&function.def.name).start);
        }
        node.rows = rows.rows;
        (node, rows.touches)
    }

    fn node(&self, creation: &Creation<'a>, target: &str, args: String) -> ThreadNode {
        let call = creation.call;
        let given_name = match call.arguments.find_argument_value("name", 2) {
            Some(Expr::StringLiteral(text)) if creation.flavour == Flavour::Thread => {
                Some(text.value.to_str().to_owned())
            }
            _ => None,
        };
        let class = creation.class.clone();
        let target_name = target.rsplit_once('.').map_or(target, |(_, last)| last);
        let fallback = match creation.flavour {
            Flavour::Pool => "pool",
            Flavour::Timer => "timer",
            _ => "thread",
        };
        let name = given_name.clone().or(class).unwrap_or_else(|| match target_name {
            "" => creation.variable.clone().unwrap_or_else(|| fallback.to_owned()),
            name => name.to_owned(),
        });
        let daemon = call.arguments.find_keyword("daemon");
        let place = span(call);
        ThreadNode {
            name,
            flavour: creation.flavour,
            target: target.to_owned(),
            args,
            arguments: self.arguments_text(call),
            given_name,
            variable: creation.variable.clone(),
            daemon: daemon
                .is_some_and(|k| k.value.as_boolean_literal_expr().is_some_and(|b| b.value)),
            span: span(self.sites[creation.site].stmt),
            lines: (self.line(place.start), self.line(place.end)),
            call: place,
            group: creation.group.clone(),
            rows: Vec::<Row>::new(),
            def_line: 0,
        }
    }
}

fn args_after(target: usize) -> usize {
    target + 3
}

fn give_unique_names(drawn: &mut [(ThreadNode, Touches)]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (node, _) in drawn.iter() {
        *counts.entry(node.name.clone()).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    for (node, _) in drawn.iter_mut() {
        if counts[&node.name] > 1
            && let Some(variable) = &node.variable
        {
            node.name = format!("{} ({variable})", node.name);
        }
        let base = node.name.clone();
        let mut number = 2;
        while !taken.insert(node.name.clone()) {
            node.name = format!("{base} #{number}");
            number += 1;
        }
    }
}

fn uses_of(drawn: &[(ThreadNode, Touches)], shared: &[SharedNode]) -> Vec<Use> {
    let mut uses = Vec::new();
    for (thread, (_, touches)) in drawn.iter().enumerate() {
        let mut hows: BTreeMap<Target, BTreeSet<&str>> = BTreeMap::new();
        for (touch, how) in touches {
            let target = match touch {
                Touch::Primitive(primitive) => Target::Primitive(*primitive),
                Touch::Shared(name) => match shared.iter().position(|node| node.name == *name) {
                    Some(at) => Target::Shared(at),
                    None => continue,
                },
                Touch::Thread(_) => continue,
            };
            hows.entry(target).or_default().insert(how);
        }
        for (target, how) in hows {
            let how = how.into_iter().collect::<Vec<_>>().join(", ");
            uses.push(Use { thread, target, how });
        }
    }
    uses
}
