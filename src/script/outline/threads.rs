//! Thread creations: `Thread(target=...)`, subclasses, timers and pools, each with what it runs.

use super::inherit::is_super;
use super::names::is_pool;
use super::pieces::{Call, calls_of};
use super::reach::{Reach, Touch};
use super::resolve::{Fixed, Given};
use super::rows::Rows;
use super::scan::{Scan, Scope, Site, Value, span};
use super::{Flavour, Group, RowKind, SharedNode, Target, ThreadNode, Use};
use ruff_python_ast::{Expr, ExprCall};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

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
    pub class: Option<String>,
    /// The variable that holds it.
    pub variable: Option<String>,
    /// How many it creates.
    pub group: Option<Group>,
}

/// What a creation runs: a function and the arguments it gets.
struct Job<'a> {
    given: Given<'a>,
    args_text: String,
    /// Where that is said.
    scope: Rc<Scope>,
}

/// A function that a creation runs, with what is known of its parameters.
struct Program {
    path: String,
    args: String,
    fixed: Fixed,
}

/// What a program touches and how.
pub type Touches = BTreeSet<(Touch, String)>;
/// A card and what its program touches.
pub type Drawn = (ThreadNode, Touches);

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
    pub fn bind_creation(&mut self, creation: usize, scope: &Rc<Scope>) {
        for job in self.jobs(creation, scope) {
            for callee in self.eval(job.given.function, &job.scope) {
                if let Value::Function(path) = callee {
                    let bound = self.bound(&path, &job.given, &job.scope);
                    self.add_bound(bound);
                }
            }
        }
    }

    fn jobs(&self, creation: usize, scope: &Rc<Scope>) -> Vec<Job<'a>> {
        let Creation { call, flavour, ref class, .. } = self.creations[creation];
        let starts_directly =
            self.imports.qualified(&call.func).as_deref() == Some("_thread.start_new_thread");
        let job = match flavour {
            Flavour::Pool => return self.submissions(creation),
            Flavour::Timer => self.job(call, ("function", 1), ("args", 2), scope),
            Flavour::Thread if starts_directly => {
                self.job(call, ("function", 0), ("args", 1), scope)
            }
            Flavour::Thread => self.job(call, ("target", 1), ("args", 3), scope),
            _ => {
                let made = class.as_ref().and_then(|class| self.job_of_class(class));
                made.or_else(|| self.job(call, ("target", 1), ("args", 3), scope))
            }
        };
        job.into_iter().collect()
    }

    /// What a subclass without a `run` hands to `Thread` when it is made.
    fn job_of_class(&self, class: &str) -> Option<Job<'a>> {
        let is_of_class = |site: &&Site| site.scope.class.as_deref() == Some(class);
        let makers = self.sites.iter().filter(|site| site.scope.is_constructor());
        makers.filter(is_of_class).find_map(|site| {
            let calls = calls_of(site).into_iter().map(|found| found.call);
            let mut inits = calls.filter(|call| {
                let method = call.func.as_attribute_expr();
                let is_init = method.filter(|method| method.attr.as_str() == "__init__");
                is_init.is_some_and(|method| {
                    let full = self.imports.qualified(&method.value);
                    is_super(&method.value) || full.as_deref() == Some("threading.Thread")
                })
            });
            // Positions differ between the two ways to say it, keywords do not.
            inits.find_map(|call| {
                let nowhere = call.arguments.args.len();
                self.job(call, ("target", nowhere), ("args", nowhere), &site.scope)
            })
        })
    }

    fn job(
        &self,
        call: &'a ExprCall,
        target: (&str, usize),
        args: (&str, usize),
        scope: &Rc<Scope>,
    ) -> Option<Job<'a>> {
        let function = call.arguments.find_argument_value(target.0, target.1)?;
        let tuple = call.arguments.find_argument_value(args.0, args.1);
        let args = match tuple {
            Some(Expr::Tuple(tuple)) => tuple.elts.iter().collect(),
            Some(Expr::List(list)) => list.elts.iter().collect(),
            _ => Vec::new(),
        };
        let kwargs = call.arguments.find_argument_value("kwargs", target.1 + 3);
        let mut keywords = Vec::new();
        if let Some(Expr::Dict(dict)) = kwargs {
            for item in &dict.items {
                if let Some(Expr::StringLiteral(key)) = &item.key {
                    keywords.push((key.value.to_str().to_owned(), &item.value));
                }
            }
        }
        let args_text = tuple.map(|tuple| self.text(tuple).to_owned()).unwrap_or_default();
        let given = Given { function, args, keywords };
        let (given, args_text) = self.call_inside(function).unwrap_or((given, args_text));
        Some(Job { given, args_text, scope: Rc::clone(scope) })
    }

    /// What `lambda: work(1)` and `functools.partial(work, 1)` come down to.
    fn call_inside(&self, function: &'a Expr) -> Option<(Given<'a>, String)> {
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
        let args = args.iter().collect();
        Some((Given { function, args, keywords: keywords.collect() }, args_text))
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
                let same = |job: &Job| {
                    self.text(job.given.function) == self.text(function)
                        && job.scope.class == site.scope.class
                };
                if jobs.iter().any(same) {
                    continue;
                }
                let given = Given { function, args: args.iter().collect(), keywords: Vec::new() };
                jobs.push(Job { given, args_text, scope: Rc::clone(&site.scope) });
            }
        }
        jobs
    }

    /// The nodes of all threads, the variables they share, and the wires.
    pub fn draw_threads(&self) -> (Vec<ThreadNode>, Vec<SharedNode>, Vec<Use>) {
        let reach = Reach::of(self);
        let mut drawn: Vec<Drawn> = Vec::new();
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

    fn draw_main(&self, reach: &Reach<'_, 'a>) -> Option<Drawn> {
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
            lineage: Vec::new(),
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

    fn draw_creation(&self, index: usize, reach: &Reach<'_, 'a>) -> Vec<Drawn> {
        let creation = &self.creations[index];
        if let Some(class) = &creation.class
            && let Some(run) = self.method(class, "run")
        {
            let args = self.arguments_text(creation.call);
            let drawn = self.draw_function(creation, &run, Fixed::new(), reach, args);
            return vec![drawn];
        }
        let (programs, unknown) = self.programs(index);
        let draw = |Program { path, args, fixed }: Program| {
            let heading = format!("{}({args})", path.split('@').next().unwrap_or(&path));
            (heading, self.draw_function(creation, &path, fixed, reach, args))
        };
        let mut drawn: Vec<(String, Drawn)> = programs.into_iter().map(draw).collect();
        for job in unknown {
            let node = self.node(creation, self.text(job.given.function), job.args_text);
            drawn.push((String::new(), (node, Touches::new())));
        }
        if drawn.is_empty() {
            let args = self.arguments_text(creation.call);
            drawn.push((String::new(), (self.node(creation, "", args), Touches::new())));
        }
        self.gathered(creation, drawn)
    }

    /// What a creation runs, class by class where it stands in a method; and the jobs of which
    /// nothing is known.
    fn programs(&self, index: usize) -> (Vec<Program>, Vec<Job<'a>>) {
        let creation = &self.creations[index];
        let (mut programs, mut unknown) = (Vec::<Program>::new(), Vec::<Job>::new());
        for job in self.receivers(creation).iter().flat_map(|scope| self.jobs(index, scope)) {
            let found = self.programs_of(&job, creation.flavour);
            if found.is_empty() {
                let text = self.text(job.given.function);
                if !unknown.iter().any(|other| self.text(other.given.function) == text) {
                    unknown.push(job);
                }
                continue;
            }
            for one in found {
                match programs.iter_mut().find(|it| it.path == one.path && it.args == one.args) {
                    Some(known) => one.fixed.into_iter().for_each(|(parameter, values)| {
                        known.fixed.entry(parameter).or_default().extend(values);
                    }),
                    None => programs.push(one),
                }
            }
        }
        (programs, unknown)
    }

    fn programs_of(&self, job: &Job, flavour: Flavour) -> Vec<Program> {
        let callees = self.eval(job.given.function, &job.scope).into_iter();
        let program = |callee| {
            let Value::Function(path) = callee else { return None };
            let fixed = match flavour {
                Flavour::Pool => Fixed::new(),
                _ => self.bound(&path, &job.given, &job.scope),
            };
            Some(Program { path, args: job.args_text.clone(), fixed })
        };
        callees.filter_map(program).collect()
    }

    /// The scopes in which a creation is carried out: in a method, one for each class that is made.
    fn receivers(&self, creation: &Creation) -> Vec<Rc<Scope>> {
        let own = &self.sites[creation.site].scope;
        let here = self.functions.values().filter(|function| function.origin == own.path);
        let is_made = |scope: &&Rc<Scope>| {
            scope.class.as_ref().is_some_and(|class| self.made.contains(class))
        };
        let made = here.map(|function| &function.scope).filter(is_made);
        let made: Vec<Rc<Scope>> = made.map(Rc::clone).collect();
        if made.is_empty() { vec![Rc::clone(own)] } else { made }
    }
}

fn give_unique_names(drawn: &mut [Drawn]) {
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

fn uses_of(drawn: &[Drawn], shared: &[SharedNode]) -> Vec<Use> {
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
