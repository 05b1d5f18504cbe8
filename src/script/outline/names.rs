//! Imports and the names they give: `t.Lock` -> `threading.Lock`. Knows which constructors make what.

use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{Expr, Stmt};
use std::collections::BTreeMap;

/// What each imported name stands for.
#[derive(Default)]
pub struct Imports {
    names: BTreeMap<String, String>,
    stars: Vec<String>,
}

impl Imports {
    /// All imports of a module, nested ones included.
    pub fn of(suite: &[Stmt]) -> Imports {
        let mut imports = Imports::default();
        imports.visit_body(suite);
        imports
    }

    /// The full dotted name of an expression such as `t.Lock`, if it is a chain of names.
    pub fn qualified(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Name(name) => Some(self.of_name(name.id.as_str())),
            Expr::Attribute(attribute) => {
                Some(format!("{}.{}", self.qualified(&attribute.value)?, attribute.attr.as_str()))
            }
            _ => None,
        }
    }

    /// Whether a word is a class of primitives, by its own name or an imported one.
    pub fn names_primitive(&self, word: &str) -> bool {
        let is_last = |full: &str| full.rsplit('.').next() == Some(word);
        CONSTRUCTORS.iter().any(|(full, ..)| is_last(full))
            || self.names.get(word).is_some_and(|full| primitive_made_by(full).is_some())
    }

    fn of_name(&self, name: &str) -> String {
        if let Some(full) = self.names.get(name) {
            return full.clone();
        }
        let starred = self.stars.iter().map(|module| format!("{module}.{name}"));
        starred.into_iter().find(|full| is_known(full)).unwrap_or_else(|| name.to_owned())
    }
}

impl<'a> StatementVisitor<'a> for Imports {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let module = alias.name.as_str();
                    let (name, full) = match &alias.asname {
                        Some(asname) => (asname.as_str(), module),
                        None => (root(module), root(module)),
                    };
                    self.names.insert(name.to_owned(), full.to_owned());
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                for alias in &import.names {
                    if alias.name.as_str() == "*" {
                        self.stars.push(module.to_owned());
                        continue;
                    }
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.names
                        .insert(name.to_string(), format!("{module}.{}", alias.name.as_str()));
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }
}

fn root(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}

/// (full name of the constructor, name of the primitive's `Spec`, class as shown)
const CONSTRUCTORS: &[(&str, &str, &str)] = &[
    ("_thread.allocate_lock", "Lock", "Lock"),
    ("queue.LifoQueue", "Queue", "LifoQueue"),
    ("queue.PriorityQueue", "Queue", "PriorityQueue"),
    ("queue.Queue", "Queue", "Queue"),
    ("queue.SimpleQueue", "Queue", "SimpleQueue"),
    ("threading.Barrier", "Barrier", "Barrier"),
    ("threading.BoundedSemaphore", "BoundedSemaphore", "BoundedSemaphore"),
    ("threading.Condition", "Condition", "Condition"),
    ("threading.Event", "Event", "Event"),
    ("threading.Lock", "Lock", "Lock"),
    ("threading.RLock", "RLock", "RLock"),
    ("threading.Semaphore", "Semaphore", "Semaphore"),
];

const POOLS: &[&str] =
    &["concurrent.futures.ThreadPoolExecutor", "concurrent.futures.thread.ThreadPoolExecutor"];

/// What a constructor makes: the primitive's `Spec` name and the class as shown.
pub fn primitive_made_by(full: &str) -> Option<(&'static str, &'static str)> {
    let found = CONSTRUCTORS.iter().find(|(name, ..)| *name == full)?;
    Some((found.1, found.2))
}

/// Whether this is the constructor of a thread pool.
pub fn is_pool(full: &str) -> bool {
    POOLS.contains(&full)
}

fn is_known(full: &str) -> bool {
    primitive_made_by(full).is_some()
        || is_pool(full)
        || matches!(full, "threading.Thread" | "threading.Timer" | "time.sleep")
}
