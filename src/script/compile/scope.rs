//! Which name belongs to which scope: one walk over a module's syntax tree before any code is
//! made (`scan`), then a resolution from inner scopes to outer ones.
//!
//! Lists, sets and dicts built by comprehensions have a scope of their own for names but share the
//! registers of the code they stand in (their *host*). It knows nothing of instructions.

use super::super::diagnostic::Diagnostic;
use super::names::Names;
use crate::model::code::{Reg, Symbol};
use std::collections::HashMap;

/// Index into [`Scopes::list`].
pub(super) type ScopeId = usize;

/// What a scope is the scope of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    /// A generator expression: code of its own.
    Generator,
    /// A comprehension inlined in its host.
    Comprehension,
}

/// What a scope does with a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Use {
    pub bound: bool,
    pub global: bool,
    pub nonlocal: bool,
    /// `del x` or `except ... as x` may take the binding away again.
    pub unbound: bool,
    /// An inner scope with code of its own uses the binding of this one.
    pub captured: bool,
}

impl Use {
    /// Whether the scope itself owns the name.
    pub fn owned(self) -> bool {
        self.bound && !self.global && !self.nonlocal
    }
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// The scope whose code holds this one's registers: itself unless it is a comprehension.
    pub host: ScopeId,
    /// Names in the order of their first appearance.
    pub order: Vec<Symbol>,
    pub uses: HashMap<Symbol, Use>,
    /// Names of the closure's cells.
    pub free: Vec<Symbol>,
    pub registers: HashMap<Symbol, Reg>,
    /// Names of the local registers, if it is a host.
    pub locals: Vec<Symbol>,
    pub walrus: bool,
    pub is_generator: bool,
}

impl Scope {
    /// A scope without names.
    pub fn new(kind: ScopeKind, parent: Option<ScopeId>, host: ScopeId) -> Scope {
        Scope {
            kind,
            parent,
            host,
            order: Vec::new(),
            uses: HashMap::new(),
            free: Vec::new(),
            registers: HashMap::new(),
            locals: Vec::new(),
            walrus: false,
            is_generator: kind == ScopeKind::Generator,
        }
    }

    /// What it does with a name.
    pub fn of(&self, name: Symbol) -> Use {
        self.uses.get(&name).copied().unwrap_or_default()
    }
}

/// Where a name was found from some scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// In this scope, perhaps of an outer code.
    Owner(ScopeId),
    /// Nowhere below the module.
    Global,
}

/// All scopes of a module.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    pub list: Vec<Scope>,
    /// The scope of a syntax node, by the node's place in memory.
    pub by_node: HashMap<usize, ScopeId>,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the module's annotations stay texts.
    pub text_annotations: bool,
}

/// The key of a syntax node.
pub(super) fn node<T>(node: &T) -> usize {
    std::ptr::from_ref(node) as usize
}

impl Scopes {
    /// The scope that a node opens.
    pub fn of_node(&self, key: usize) -> ScopeId {
        self.by_node.get(&key).copied().unwrap_or(0)
    }

    /// Where `name`, used in scope `from`, is bound.
    pub fn find(&self, from: ScopeId, name: Symbol, names: &Names) -> Found {
        let mut at = from;
        loop {
            let scope = &self.list[at];
            let it = scope.of(name);
            let visible = at == from || scope.kind != ScopeKind::Class || name == names.class_cell;
            if scope.kind == ScopeKind::Module && scope.parent.is_none() {
                return Found::Global;
            }
            if visible && it.global {
                return Found::Global;
            }
            if visible && it.owned() && !(name == names.class_cell && at == from) {
                return Found::Owner(at);
            }
            match scope.parent {
                Some(parent) => at = parent,
                None => return Found::Global,
            }
        }
    }

    /// Decides which bindings are cells, hands them down, and gives every local its register.
    pub fn resolve(&mut self, names: &Names) {
        for at in 0..self.list.len() {
            for index in 0..self.list[at].order.len() {
                let name = self.list[at].order[index];
                if let Found::Owner(owner) = self.find(at, name, names) {
                    self.capture(at, owner, name);
                }
            }
        }
        for host in 0..self.list.len() {
            if self.list[host].host == host {
                self.assign_registers(host);
            }
        }
    }

    /// Marks the binding as a cell if it is used from another code, and hands it down.
    fn capture(&mut self, from: ScopeId, owner: ScopeId, name: Symbol) {
        let target = self.list[owner].host;
        let mut at = self.list[from].host;
        if at == target {
            return;
        }
        self.list[owner].uses.entry(name).or_default().captured = true;
        while at != target {
            let scope = &mut self.list[at];
            if !scope.free.contains(&name) {
                scope.free.push(name);
            }
            match scope.parent {
                Some(parent) => at = self.list[parent].host,
                None => return,
            }
        }
    }

    fn assign_registers(&mut self, host: ScopeId) {
        let mut locals = Vec::new();
        for at in host..self.list.len() {
            if self.list[at].host != host {
                continue;
            }
            let scope = &mut self.list[at];
            if scope.kind == ScopeKind::Module {
                continue;
            }
            for name in &scope.order {
                if scope.uses[name].owned() {
                    scope.registers.insert(*name, locals.len() as Reg);
                    locals.push(*name);
                }
            }
        }
        self.list[host].locals = locals;
    }
}
