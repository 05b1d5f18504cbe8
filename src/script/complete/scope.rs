//! What a script binds, and of what type it is where the text shows it: enough to say what may
//! follow a dot. Flow is not followed: a name has the type that it was last seen to get.

use std::collections::BTreeMap;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use super::Kind;
use super::api::{self, Api};

/// How many names stand for other names before it is given up.
const STEPS_MAX: usize = 8;

/// What the script knows at a place.
#[derive(Default)]
pub struct Scope {
    names: BTreeMap<String, Api>,
    /// The type of `name`, `.attribute`, and `name[]` for what a list holds; a module's full name.
    types: BTreeMap<String, String>,
    /// What imported names stand for, in full.
    imports: BTreeMap<String, String>,
    /// The class whose body the cursor is in.
    class: Option<String>,
}

impl Scope {
    /// Reads a text, broken text included; `offset` is where the cursor is.
    pub fn of(text: &str, body: &[Stmt], offset: usize) -> Scope {
        let mut scope = Scope::default();
        let mut reader = Reader { text, offset, scope: &mut scope };
        reader.visit_body(body);
        scope
    }

    /// The names of the script.
    pub fn names(&self) -> Vec<Api> {
        self.names.values().cloned().collect()
    }

    /// What a chain of names (`threading.Thread`, `lock`, `Account()`) stands for.
    pub fn resolve(&self, chain: &str) -> Option<Api> {
        let chain = chain.trim_end_matches("()");
        if let Some(own) = self.names.get(chain).filter(|api| api.kind != Kind::Variable)
            && !self.imports.contains_key(chain)
        {
            return Some(own.clone());
        }
        if let Some((owner, method)) = chain.rsplit_once('.')
            && let Some(found) = self.members(owner).into_iter().find(|api| api.name == method)
        {
            return Some(found);
        }
        let full = self.full_name(chain);
        let (module, name) = full.rsplit_once('.')?;
        api::module(module).iter().find(|api| api.name == name).cloned()
    }

    /// What a chain of names has.
    pub fn members(&self, chain: &str) -> Vec<Api> {
        if chain == "self"
            && let Some(class) = &self.class
        {
            return self.members_of_class(class, 0);
        }
        let full = self.full_name(chain);
        let of_module = api::module(&full);
        if !of_module.is_empty() || self.is_package(&full) {
            return of_module.to_vec();
        }
        self.type_of_chain(chain).map_or(Vec::new(), |class| self.members_of_class(&class, 0))
    }

    /// The type of a variable, where the text shows it, as it is written: `threading.Lock`.
    pub fn class_of(&self, name: &str) -> Option<&str> {
        self.types.get(name).map(String::as_str)
    }

    fn is_package(&self, full: &str) -> bool {
        crate::script::modules().iter().any(|module| module == &full)
    }

    /// The type of what a chain of names stands for.
    fn type_of_chain(&self, chain: &str) -> Option<String> {
        if let Some(called) = chain.strip_suffix("()") {
            return Some(self.full_name(called));
        }
        if let Some((_, attribute)) = chain.rsplit_once('.') {
            return self.types.get(&format!(".{attribute}")).cloned();
        }
        let known = self.types.get(chain).cloned();
        known.or_else(|| api::builtin_type(chain).map(|_| chain.to_owned()))
    }

    fn members_of_class(&self, class: &str, steps: usize) -> Vec<Api> {
        if let Some(members) = api::builtin_type(class) {
            return members;
        }
        let found = self.class_named(class);
        let Some(found) = found.filter(|_| steps < STEPS_MAX) else { return Vec::new() };
        let mut members = found.members.clone();
        let home = class.rsplit_once('.').map(|(module, _)| module);
        for base in &found.bases {
            let base = match home.filter(|_| !base.contains('.')) {
                Some(module) => format!("{module}.{base}"),
                None => self.full_name(base),
            };
            for member in self.members_of_class(&base, steps + 1) {
                if !members.iter().any(|own| own.name == member.name) {
                    members.push(member);
                }
            }
        }
        members
    }

    fn class_named(&self, class: &str) -> Option<Api> {
        match class.rsplit_once('.') {
            Some((module, name)) => {
                api::module(module).iter().find(|api| api.name == name).cloned()
            }
            None => self.names.get(class).filter(|api| api.kind == Kind::Class).cloned(),
        }
    }

    /// `t.Lock` as `threading.Lock`.
    fn full_name(&self, chain: &str) -> String {
        let (first, rest) = match chain.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (chain, None),
        };
        let first = self.imports.get(first).map_or(first, String::as_str);
        rest.map_or_else(|| first.to_owned(), |rest| format!("{first}.{rest}"))
    }
}

struct Reader<'s> {
    text: &'s str,
    offset: usize,
    scope: &'s mut Scope,
}

impl Reader<'_> {
    fn bind(&mut self, name: &str) {
        let names = &mut self.scope.names;
        names.entry(name.to_owned()).or_insert_with(|| Api::named(name, Kind::Variable));
    }

    fn import(&mut self, name: &str, full: &str, kind: Kind) {
        self.scope.imports.insert(name.to_owned(), full.to_owned());
        let known = full.rsplit_once('.').and_then(|(module, last)| {
            api::module(module).iter().find(|api| api.name == last).cloned()
        });
        let api =
            known.unwrap_or_else(|| Api { help: api::module_help(full), ..Api::named(name, kind) });
        self.scope.names.insert(name.to_owned(), Api { name: name.to_owned(), ..api });
    }

    /// The type of an expression, where the text shows it.
    fn type_of(&self, value: &Expr) -> Option<String> {
        match value {
            Expr::Call(call) => {
                let called = self.chain(&call.func)?;
                let full = self.scope.full_name(&called);
                let is_class =
                    self.scope.class_named(&full).is_some_and(|it| it.kind == Kind::Class);
                (is_class || api::builtin_type(&full).is_some()).then_some(full)
            }
            Expr::List(_) | Expr::ListComp(_) => Some("list".into()),
            Expr::Dict(_) | Expr::DictComp(_) => Some("dict".into()),
            Expr::Set(_) | Expr::SetComp(_) => Some("set".into()),
            Expr::Tuple(_) => Some("tuple".into()),
            Expr::StringLiteral(_) | Expr::FString(_) => Some("str".into()),
            Expr::Name(name) => self.scope.types.get(name.id.as_str()).cloned(),
            Expr::Subscript(item) => {
                let list = self.chain(&item.value)?;
                self.scope.types.get(&format!("{list}[]")).cloned()
            }
            _ => None,
        }
    }

    /// The type of what a list holds.
    fn item_type(&self, value: &Expr) -> Option<String> {
        match value {
            Expr::List(list) => self.type_of(list.elts.first()?),
            Expr::ListComp(list) => self.type_of(&list.elt),
            Expr::Name(name) => self.scope.types.get(&format!("{}[]", name.id)).cloned(),
            _ => None,
        }
    }

    fn chain(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Name(name) => Some(name.id.to_string()),
            Expr::Attribute(it) => Some(format!("{}.{}", self.chain(&it.value)?, it.attr)),
            _ => None,
        }
    }

    fn assign(&mut self, target: &Expr, value: &Expr) {
        let name = match target {
            Expr::Name(name) => name.id.to_string(),
            Expr::Attribute(attribute) => format!(".{}", attribute.attr),
            _ => return,
        };
        if let Some(held) = self.item_type(value) {
            self.scope.types.insert(format!("{name}[]"), held);
        }
        if let Some(class) = self.type_of(value) {
            self.scope.types.insert(name, class);
        }
    }

    fn parameters(&mut self, def: &ruff_python_ast::StmtFunctionDef) {
        for parameter in def.parameters.iter_non_variadic_params() {
            self.bind(&parameter.parameter.name);
            let written = parameter.parameter.annotation.as_deref();
            if let Some(class) = written.and_then(|it| self.chain(it)) {
                let full = self.scope.full_name(&class);
                self.scope.types.insert(parameter.parameter.name.to_string(), full);
            }
        }
    }
}

impl<'a> Visitor<'a> for Reader<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let module = alias.name.as_str();
                    let root = module.split('.').next().unwrap_or(module);
                    match &alias.asname {
                        Some(name) => self.import(name, module, Kind::Module),
                        None => self.import(root, root, Kind::Module),
                    }
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.import(name, &format!("{module}.{}", alias.name), Kind::Variable);
                }
            }
            Stmt::FunctionDef(def) => {
                let Some(api) = api::of_script(self.text, stmt) else { return };
                self.scope.names.insert(def.name.to_string(), api);
                self.parameters(def);
            }
            Stmt::ClassDef(class) => {
                let Some(api) = api::of_script(self.text, stmt) else { return };
                self.scope.names.insert(class.name.to_string(), api);
                let range = class.range().to_std_range();
                if range.start < self.offset && self.offset <= range.end + 1 {
                    self.scope.class = Some(class.name.to_string());
                }
            }
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    self.assign(target, &assign.value);
                }
            }
            Stmt::With(with) => {
                for item in &with.items {
                    if let Some(target) = &item.optional_vars {
                        self.assign(target, &item.context_expr);
                    }
                }
            }
            Stmt::For(it) => {
                let (held, target) = (self.item_type(&it.iter), self.chain(&it.target));
                if let (Some(held), Some(name)) = (held, target) {
                    self.scope.types.insert(name, held);
                }
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && name.ctx.is_store()
        {
            self.bind(&name.id);
        }
        walk_expr(self, expr);
    }
}
