//! Modules, classes and functions as a person meets them: read from Python text, the library's own
//! or the script's, and from the native tables.

use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, OnceLock};

use ruff_python_ast::{Expr, Parameters, Stmt};
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged;

use super::{Kind, natives};
use crate::model::builtins::{self, NativeType};
use crate::model::{library, primitives};
use crate::script::builtin_names;
use crate::words::help;

/// Words of the language that may begin or stand in a statement.
pub const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Something with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Api {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its parameters, as written.
    pub signature: String,
    /// What it does, in a line.
    pub help: String,
    /// Names of the parameters that may be named in a call.
    pub parameters: Vec<String>,
    /// What an instance of the class has.
    pub members: Vec<Api>,
    /// The classes it extends, as written.
    pub bases: Vec<String>,
    /// The script defines it: its help is in the user's own words.
    pub is_own: bool,
}

impl Api {
    /// A thing of which only the name is known.
    pub fn named(name: &str, kind: Kind) -> Api {
        Api {
            name: name.to_owned(),
            kind,
            signature: String::new(),
            help: String::new(),
            parameters: Vec::new(),
            members: Vec::new(),
            bases: Vec::new(),
            is_own: false,
        }
    }

    /// What it does, in the window's language; what the user wrote stays as it is.
    pub fn said(&self) -> &str {
        if self.is_own { &self.help } else { help::said(&self.help) }
    }

    fn own(self) -> Api {
        Api { is_own: true, members: self.members.into_iter().map(Api::own).collect(), ..self }
    }
}

/// Modules whose objects scripts use beside their own.
const MEMBER_MODULES: [&str; 4] = ["collections", "concurrent.futures", "queue", "threading"];

/// Whether objects of the library or of built-in types have something of this name.
pub fn is_member(name: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let classes = MEMBER_MODULES.iter().flat_map(|name| module(name));
        let of_classes = classes.flat_map(|class| class.members.clone());
        let types = builtin_names().iter().filter_map(|name| builtin_type(name)).flatten();
        of_classes.chain(types).map(|api| api.name).collect()
    });
    NAMES.contains(name)
}

/// What a module of the library offers; nothing if there is no such module.
pub fn module(name: &str) -> &'static [Api] {
    static MODULES: LazyLock<HashMap<&'static str, OnceLock<Vec<Api>>>> = LazyLock::new(|| {
        library::MODULES.iter().map(|module| (module.name, OnceLock::new())).collect()
    });
    if name == "builtins" {
        return builtins();
    }
    let Some((name, cell)) = MODULES.get_key_value(name) else { return &[] };
    let source = library::module_named(name).map_or("", |module| module.source);
    cell.get_or_init(|| match parse_module(source) {
        Ok(parsed) => public(name, source, &parsed.syntax().body),
        Err(_) => Vec::new(),
    })
}

/// What a module is for: the first line of its text.
pub fn module_help(name: &str) -> String {
    if name == "builtins" {
        return "The names that need no import.".to_owned();
    }
    let source = library::module_named(name).map_or("", |module| module.source);
    let text = source.trim_start_matches('"');
    text.lines().next().unwrap_or("").trim_end_matches('"').to_owned()
}

/// The builtin names.
pub fn builtins() -> &'static [Api] {
    static BUILTINS: LazyLock<Vec<Api>> = LazyLock::new(|| {
        let names = builtin_names().iter().filter(|name| !name.starts_with('_'));
        names.map(|name| builtin(name)).collect()
    });
    &BUILTINS
}

fn builtin(name: &str) -> Api {
    let is_class = builtin_type(name).is_some() || name.starts_with(char::is_uppercase);
    let kind = if is_class { Kind::Class } else { Kind::Function };
    let help = natives::help(name).unwrap_or_default().to_owned();
    Api { help, ..Api::named(name, kind) }
}

/// What values of a builtin type have (`list`, `str`).
pub fn builtin_type(name: &str) -> Option<Vec<Api>> {
    let native = builtins::TYPES.iter().find(|one| one.is_builtin_name && one.name == name)?;
    Some(native_members(native))
}

fn native_members(native: &NativeType) -> Vec<Api> {
    let of = |name: &str, kind| {
        let help = natives::help(&format!("{}.{name}", native.name)).unwrap_or_default();
        Api { help: help.to_owned(), ..Api::named(name, kind) }
    };
    let methods = native.methods.iter().chain(native.class_methods).chain(native.static_methods);
    let methods = methods.map(|(name, _)| of(name, Kind::Function));
    let getters = native.getters.iter().map(|(name, _)| of(name, Kind::Variable));
    // CPython's old spellings (`acquire_lock`) are there to run, not to be offered.
    let offered = |api: &Api| !api.name.starts_with('_') && !api.name.ends_with("_lock");
    methods.chain(getters).filter(offered).collect()
}

/// What stands behind a native name: a type where there is one of that name, else a function.
fn native(name: &str, module: &str) -> Api {
    let exported = builtins::MODULES.iter().find(|one| one.name == module);
    let kind = exported.and_then(|one| one.types.iter().find(|(other, _)| *other == name));
    let of_kind = |one: &&&NativeType| kind.is_some_and(|(_, kind)| one.kind == *kind);
    let by_name = |one: &&&NativeType| !one.is_builtin_name && one.name.eq_ignore_ascii_case(name);
    let types = builtins::TYPES;
    let help = natives::help(name).map(str::to_owned).unwrap_or_else(|| summary(name));
    match types.iter().find(of_kind).or_else(|| types.iter().find(by_name)) {
        Some(native) => {
            Api { help, members: native_members(native), ..Api::named(name, Kind::Class) }
        }
        None => {
            let is_number = exported.is_some_and(|one| one.floats.iter().any(|(n, _)| *n == name));
            let kind = if is_number { Kind::Variable } else { Kind::Function };
            Api { help, ..Api::named(name, kind) }
        }
    }
}

/// What a primitive says of itself.
fn summary(class: &str) -> String {
    primitives::spec_named(class).map_or(String::new(), |spec| spec.summary.to_owned())
}

/// What a module's text makes public: what `__all__` names, else all that has no underscore.
fn public(module: &str, source: &str, body: &[Stmt]) -> Vec<Api> {
    let all = listed(body);
    let mut apis = defined(source, body);
    for stmt in body {
        if let Stmt::ImportFrom(import) = stmt
            && let Some(from) = import.module.as_ref().map(|from| from.as_str())
        {
            for alias in &import.names {
                let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                let wanted = all.as_ref().is_none_or(|all| all.iter().any(|one| one == name));
                if wanted && from != module {
                    apis.push(imported(from, &alias.name, name));
                }
            }
        }
    }
    if let Some(all) = all {
        let missing = all.iter().filter(|name| !apis.iter().any(|api| api.name == **name));
        let missing: Vec<Api> = missing.map(|name| Api::named(name, Kind::Variable)).collect();
        apis.extend(missing);
        apis.retain(|api| all.contains(&api.name));
    }
    apis.retain(|api| !api.name.starts_with('_'));
    apis
}

fn imported(from: &str, name: &str, called: &str) -> Api {
    let known = module(from).iter().find(|api| api.name == name).cloned();
    Api { name: called.to_owned(), ..known.unwrap_or_else(|| native(name, from)) }
}

/// The names in `__all__`, if it is there to read.
fn listed(body: &[Stmt]) -> Option<Vec<String>> {
    body.iter().find_map(|stmt| {
        let Stmt::Assign(assign) = stmt else { return None };
        let [Expr::Name(name)] = assign.targets.as_slice() else { return None };
        let items = match &*assign.value {
            Expr::List(list) => &list.elts,
            Expr::Tuple(tuple) => &tuple.elts,
            _ => return None,
        };
        let texts = items.iter().filter_map(|item| match item {
            Expr::StringLiteral(text) => Some(text.value.to_str().to_owned()),
            _ => None,
        });
        (name.id == "__all__").then(|| texts.collect())
    })
}

/// The function or class that a statement of the script defines.
pub fn of_script(source: &str, stmt: &Stmt) -> Option<Api> {
    let mut api = defined(source, std::slice::from_ref(stmt)).pop()?;
    if let Stmt::ClassDef(class) = stmt {
        api.help = first_line(&class.body);
    }
    Some(api.own())
}

/// The functions, classes and variables that a body defines.
pub fn defined(source: &str, body: &[Stmt]) -> Vec<Api> {
    let mut apis: Vec<Api> = Vec::new();
    for stmt in body {
        match stmt {
            Stmt::FunctionDef(def) => apis.push(Api {
                signature: signature(source, &def.parameters, false),
                help: first_line(&def.body),
                parameters: parameters(&def.parameters, false),
                ..Api::named(&def.name, Kind::Function)
            }),
            Stmt::ClassDef(class) => apis.push(class_of(source, class)),
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    if let Expr::Name(name) = target {
                        let api = assigned(&apis, &name.id, &assign.value);
                        apis.retain(|other| other.name != api.name);
                        apis.push(api);
                    }
                }
            }
            _ => {}
        }
    }
    apis
}

/// A name for something else: `Lock = _sync.Lock`, `currentThread = current_thread`.
fn assigned(apis: &[Api], name: &str, value: &Expr) -> Api {
    match value {
        Expr::Attribute(attribute) => match &*attribute.value {
            Expr::Name(module) if module.id.starts_with('_') => {
                Api { name: name.to_owned(), ..native(&attribute.attr, &module.id) }
            }
            _ => Api::named(name, Kind::Variable),
        },
        Expr::Name(other) => apis
            .iter()
            .find(|api| api.name == other.id.as_str())
            .map(|api| Api { name: name.to_owned(), ..api.clone() })
            .unwrap_or_else(|| builtin_or_variable(name, &other.id)),
        _ => Api::named(name, Kind::Variable),
    }
}

fn builtin_or_variable(name: &str, other: &str) -> Api {
    let known = builtins().iter().find(|api| api.name == other);
    known.map_or_else(
        || Api::named(name, Kind::Variable),
        |api| Api { name: name.to_owned(), ..api.clone() },
    )
}

fn class_of(source: &str, class: &ruff_python_ast::StmtClassDef) -> Api {
    let mut members = defined(source, &class.body);
    let init = class.body.iter().find_map(|stmt| match stmt {
        Stmt::FunctionDef(def) if def.name.as_str() == "__init__" => Some(def),
        _ => None,
    });
    for stmt in &class.body {
        if let Stmt::FunctionDef(def) = stmt {
            attributes(&def.body, &mut members);
            let own = members.iter_mut().find(|api| api.name == def.name.as_str());
            if let Some(own) = own {
                own.signature = signature(source, &def.parameters, true);
                own.parameters = parameters(&def.parameters, true);
                let is_property = def
                    .decorator_list
                    .iter()
                    .any(|it| matches!(&it.expression, Expr::Name(name) if name.id == "property"));
                if is_property {
                    own.kind = Kind::Variable;
                    own.signature.clear();
                }
            }
        }
    }
    members.retain(|api| !api.name.starts_with('_'));
    let help = first_line(&class.body);
    Api {
        help: if help.is_empty() { summary(&class.name) } else { help },
        signature: init.map_or("()".into(), |def| signature(source, &def.parameters, true)),
        parameters: init.map_or(Vec::new(), |def| parameters(&def.parameters, true)),
        bases: class.bases().iter().map(|base| source[base.range()].to_owned()).collect(),
        members,
        ..Api::named(&class.name, Kind::Class)
    }
}

/// `self.x = …` anywhere in a method's own statements.
fn attributes(body: &[Stmt], members: &mut Vec<Api>) {
    for stmt in body {
        let Stmt::Assign(assign) = stmt else { continue };
        for target in &assign.targets {
            if let Expr::Attribute(attribute) = target
                && matches!(&*attribute.value, Expr::Name(name) if name.id == "self")
                && !members.iter().any(|api| api.name == attribute.attr.as_str())
            {
                members.push(Api::named(&attribute.attr, Kind::Variable));
            }
        }
    }
}

fn signature(source: &str, parameters: &Parameters, of_method: bool) -> String {
    let text = source.get(parameters.range().to_std_range()).unwrap_or("()");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !of_method {
        return text;
    }
    match text.strip_prefix("(self") {
        Some(rest) => format!("({}", rest.trim_start_matches(',').trim_start()),
        None => text,
    }
}

fn parameters(parameters: &Parameters, of_method: bool) -> Vec<String> {
    let named = parameters.args.iter().chain(&parameters.kwonlyargs);
    let names = named.map(|one| one.parameter.name.to_string());
    names.skip(usize::from(of_method && !parameters.args.is_empty())).collect()
}

fn first_line(body: &[Stmt]) -> String {
    let Some(Stmt::Expr(first)) = body.first() else { return String::new() };
    let Expr::StringLiteral(text) = &*first.value else { return String::new() };
    text.value.to_str().trim().lines().next().unwrap_or("").trim().to_owned()
}
