//! `def`, `lambda` and `class`: code objects of their own and the instructions that make objects
//! of them.

use super::emit::Emitter;
use super::scan::parameters_in_order;
use super::scope::{ScopeId, ScopeKind, node};
use super::{Lowering, Place};
use crate::model::body::GENERATOR_REGISTERS;
use crate::model::code::{Code, CodeId, Const, Op, Params, Reg, Symbol};
use crate::{told, words};
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Decorator, Expr, ExprContext, ExprLambda, Parameters, Stmt, StmtClassDef, StmtFunctionDef,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

impl<'a> Lowering<'_, 'a> {
    pub(super) fn in_function(&self) -> bool {
        matches!(self.scopes.list[self.f.scope].kind, ScopeKind::Function | ScopeKind::Generator)
    }

    // Code objects

    /// Starts a code object; the outer one comes back to be handed to [`Lowering::leave`].
    pub(super) fn enter(&mut self, scope: ScopeId, name: &str) -> Emitter<'a> {
        let qualname = self.qualname(name);
        let class = self.f.class.clone();
        let overflow = self.f.overflow;
        let emitter = Emitter::new(scope, name, qualname, self.module);
        let outer = std::mem::replace(&mut self.f, emitter);
        self.f.class = class;
        self.f.overflow = overflow;
        (self.f.span, self.f.line) = (outer.span, outer.line);
        self.f.copies = self.scopes.list[scope].walrus;
        self.f.code.is_generator = self.scopes.list[scope].is_generator;
        let (locals, free) =
            (self.scopes.list[scope].locals.clone(), self.scopes.list[scope].free.clone());
        self.begin(locals, free);
        outer
    }

    fn qualname(&mut self, name: &str) -> String {
        let symbol = self.symbol(name);
        if self.scopes.list[self.f.current].of(symbol).global || self.f.scope == 0 {
            return name.to_string();
        }
        match self.scopes.list[self.f.scope].kind {
            ScopeKind::Class => format!("{}.{name}", self.f.code.qualname),
            _ => format!("{}.<locals>.{name}", self.f.code.qualname),
        }
    }

    /// Registers, and cells for the locals that inner functions use.
    pub(super) fn begin(&mut self, locals: Vec<Symbol>, free: Vec<Symbol>) {
        self.f.lay_out(locals, free);
        let scope = self.f.scope;
        for at in scope..self.scopes.list.len() {
            let it = &self.scopes.list[at];
            if it.host != scope {
                continue;
            }
            let own = at == scope;
            let mut registers: Vec<_> =
                it.registers.iter().map(|(name, reg)| (*reg, *name)).collect();
            registers.sort_unstable();
            for (reg, name) in registers {
                let (captured, unbound) = (it.of(name).captured, it.of(name).unbound);
                if captured {
                    self.f.code.cell_locals.push(reg);
                }
                if captured && own {
                    self.f.op(Op::MakeCell { reg });
                }
                if unbound {
                    self.f.unbindable.push(reg);
                }
            }
        }
    }

    /// Ends the code object and goes back to the outer one.
    pub(super) fn leave(&mut self, outer: Emitter<'a>, range: TextRange) -> CodeId {
        let code = self.finish(range);
        let overflow = self.f.overflow;
        self.f = outer;
        self.f.overflow = overflow;
        self.keep(code)
    }

    pub(super) fn finish(&mut self, range: TextRange) -> Code {
        if let Some(message) = self.f.overflow {
            let kind = super::DiagnosticKind::TooLarge;
            if !self.unit.diagnostics.iter().any(|(_, it)| it.kind == kind) {
                self.report(super::Diagnostic::error(kind, range, message));
            }
        }
        let empty = Emitter::new(0, "", String::new(), self.module);
        let overflow = self.f.overflow;
        let mut done = std::mem::replace(&mut self.f, empty);
        self.f.overflow = overflow;
        done.code.cell_locals.sort_unstable();
        if done.code.is_generator {
            let registers = usize::from(done.code.registers);
            done.code.registers = registers.next_multiple_of(GENERATOR_REGISTERS) as Reg;
        }
        done.code
    }

    /// `dst =` a function of `code`; `base` and the two registers after it are free, `base` and
    /// `base + 1` already hold the defaults.
    pub(super) fn make_function(&mut self, code: CodeId, scope: ScopeId, base: Reg, dst: Reg) {
        let free = self.scopes.list[scope].free.clone();
        if free.is_empty() {
            self.f.op(Op::Undefine { dst: base + 2 });
        } else {
            let mark = self.f.mark();
            let first = self.f.mark();
            for name in &free {
                let cell = self.cell_register(*name);
                let temp = self.f.temp();
                self.f.copy(temp, cell);
            }
            self.f.op(Op::BuildTuple { dst: base + 2, first, count: free.len() as u16 });
            self.f.release(mark);
        }
        let Ok(code) = u16::try_from(code.0) else {
            self.f.overflow = Some(|| words!("script-many-functions"));
            return;
        };
        self.f.op(Op::MakeFunction { dst, code, base });
    }

    /// The register here that holds the cell of a name an inner function uses.
    fn cell_register(&mut self, name: Symbol) -> Reg {
        if name == self.unit.names.class_cell
            && self.scopes.list[self.f.scope].kind == ScopeKind::Class
            && let Some(reg) = self.scopes.list[self.f.scope].registers.get(&name)
        {
            return *reg;
        }
        match self.place(name, TextRange::default()) {
            Place::Cell(reg) => reg,
            _ => self.f.code.free_base,
        }
    }

    // Functions

    pub(super) fn function_def(&mut self, def: &'a StmtFunctionDef) {
        if def.is_async {
            let message = told!("script-no", what = "async def");
            return self.unsupported(def.range, message, Some(told!("script-no-async-def-try")));
        }
        let decorators = self.decorators(&def.decorator_list);
        let dst = self.f.temp();
        let name = def.name.as_str();
        let scope = self.scopes.of_node(node(def));
        let annotations = self.function_annotations(def);
        let base = self.f.temps(3);
        self.defaults(&def.parameters, base);
        let outer = self.enter(scope, name);
        self.f.code.line = self.line_of(def.name.range.start().to_u32());
        self.parameters(&def.parameters);
        self.f.code.doc = docstring(&def.body);
        self.body(&def.body);
        self.return_none();
        let code = self.leave(outer, def.name.range);
        self.at(def.name.range);
        self.make_function(code, scope, base, dst);
        self.f.release(base);
        if let Some(src) = annotations {
            let name = self.name_field("__annotations__");
            self.f.op(Op::StoreAttr { obj: dst, name, src });
            self.f.release(src);
        }
        self.decorate(decorators, dst, &def.decorator_list);
        self.at(def.name.range);
        self.store_name(name, def.name.range, dst);
    }

    pub(super) fn lambda(&mut self, it: &'a ExprLambda, dst: Reg) {
        let scope = self.scopes.of_node(node(it));
        let base = self.f.temps(3);
        match &it.parameters {
            Some(parameters) => self.defaults(parameters, base),
            None => {
                self.f.op(Op::Undefine { dst: base });
                self.f.op(Op::Undefine { dst: base + 1 });
            }
        }
        let outer = self.enter(scope, "<lambda>");
        self.f.code.line = self.line_of(it.range.start().to_u32());
        if let Some(parameters) = &it.parameters {
            self.parameters(parameters);
        }
        let src = self.operand(&it.body);
        self.at(it.body.range());
        self.f.op(Op::Return { src });
        let code = self.leave(outer, it.range);
        self.at(it.range);
        self.make_function(code, scope, base, dst);
    }

    /// The tuple and the dict of defaults in `base` and `base + 1`.
    fn defaults(&mut self, parameters: &'a Parameters, base: Reg) {
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        let values: Vec<&'a Expr> = positional.filter_map(|it| it.default.as_deref()).collect();
        let mark = self.f.mark();
        if values.is_empty() {
            self.f.op(Op::Undefine { dst: base });
        } else {
            let first = self.f.mark();
            for value in &values {
                self.in_temp(value);
            }
            self.f.op(Op::BuildTuple { dst: base, first, count: values.len() as u16 });
        }
        self.f.release(mark);
        let mut count = 0;
        let first = self.f.mark();
        for parameter in &parameters.kwonlyargs {
            let Some(default) = &parameter.default else { continue };
            let key = self.f.temp();
            let symbol = self.symbol(&parameter.parameter.name);
            let text = self.unit.names.text(symbol).to_string();
            self.f.load(key, Const::Str(text));
            self.in_temp(default);
            count += 1;
        }
        self.f.op(match count {
            0 => Op::Undefine { dst: base + 1 },
            count => Op::BuildDict { dst: base + 1, first, count },
        });
        self.f.release(mark);
    }

    fn parameters(&mut self, parameters: &Parameters) {
        let positional_only = parameters.posonlyargs.len() as u16;
        self.f.code.params = Params {
            positional_only,
            positional: positional_only + parameters.args.len() as u16,
            keyword_only: parameters.kwonlyargs.len() as u16,
            varargs: parameters.vararg.is_some(),
            kwargs: parameters.kwarg.is_some(),
        };
        for reg in 0..parameters_in_order(parameters).len() {
            self.f.bound(reg as Reg);
        }
    }

    /// Evaluates decorators; the register of the first.
    fn decorators(&mut self, list: &'a [Decorator]) -> Reg {
        let first = self.f.mark();
        for decorator in list {
            self.in_temp(&decorator.expression);
        }
        first
    }

    /// Applies them to what is in `dst`, the register after theirs, from the last to the first.
    fn decorate(&mut self, first: Reg, dst: Reg, list: &'a [Decorator]) {
        for (index, decorator) in list.iter().enumerate().rev() {
            let base = first + index as Reg;
            self.at(decorator.expression.range());
            let argument = base + 1;
            if index + 1 < list.len() {
                self.f.copy(argument, dst);
            }
            self.f.op(Op::Call { dst, base, argc: 1 });
        }
    }

    // Classes

    pub(super) fn class_def(&mut self, def: &'a StmtClassDef) {
        let decorators = self.decorators(&def.decorator_list);
        let dst = self.f.temp();
        let base = self.f.temps(4);
        let scope = self.scopes.of_node(node(def));
        let (bases, keywords) = match &def.arguments {
            Some(arguments) => (&arguments.args[..], &arguments.keywords[..]),
            None => (&[][..], &[][..]),
        };
        self.list_of(bases, base + 2);
        self.keyword_dict(keywords, base + 3);
        let code = self.class_body(def, scope);
        self.at(self.statement_of_class(def));
        let function = self.f.temps(3);
        self.f.op(Op::Undefine { dst: function });
        self.f.op(Op::Undefine { dst: function + 1 });
        self.make_function(code, scope, function, base);
        self.f.release(function);
        self.f.load(base + 1, Const::Str(def.name.to_string()));
        self.f.op(Op::BuildClass { dst, base });
        self.f.release(base);
        self.decorate(decorators, dst, &def.decorator_list);
        self.at(def.name.range);
        self.store_name(&def.name, def.name.range, dst);
    }

    /// A class statement without its decorators: what a traceback through the body stands on.
    fn statement_of_class(&self, def: &StmtClassDef) -> TextRange {
        let before = &self.source[..usize::from(def.name.range.start())];
        let start = before.rfind("class").unwrap_or(before.len());
        TextRange::new(TextSize::new(start as u32), def.range.end())
    }

    fn class_body(&mut self, def: &'a StmtClassDef, scope: ScopeId) -> CodeId {
        let name = def.name.as_str();
        let outer = self.enter(scope, name);
        self.f.class = Some(name.to_string());
        self.f.code.line = self.line_of(def.name.range.start().to_u32());
        self.f.code.doc = docstring(&def.body);
        self.f.code.instance_names = self.instance_names(&def.body);
        self.body(&def.body);
        if !self.f.is_dead() {
            let first = self.f.temps(2);
            self.f.op(Op::Namespace { dst: first, free: false });
            let class_cell = self.unit.names.class_cell;
            let it = &self.scopes.list[scope];
            match it.registers.get(&class_cell) {
                Some(cell) if it.of(class_cell).captured => {
                    self.f.op(Op::Move { dst: first + 1, src: *cell });
                }
                _ => self.f.load(first + 1, Const::None),
            }
            self.f.op(Op::BuildTuple { dst: first, first, count: 2 });
            self.f.op(Op::Return { src: first });
        }
        self.leave(outer, def.name.range)
    }

    /// The names that methods assign on their first parameter.
    fn instance_names(&mut self, body: &'a [Stmt]) -> Vec<Symbol> {
        let mut texts = Vec::new();
        for stmt in body {
            let Stmt::FunctionDef(def) = stmt else { continue };
            let first = def.parameters.posonlyargs.first().or(def.parameters.args.first());
            if let Some(first) = first
                && !def.decorator_list.iter().any(is_static)
            {
                let owner = first.parameter.name.as_str();
                SelfAssignments { owner, texts: &mut texts }.visit_body(&def.body);
            }
        }
        let mut names = Vec::new();
        for text in texts {
            let name = self.symbol(&text);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

fn is_static(decorator: &Decorator) -> bool {
    matches!(&decorator.expression, Expr::Name(name)
        if matches!(name.id.as_str(), "staticmethod" | "classmethod"))
}

/// Collects `x` of every `self.x = ...`.
struct SelfAssignments<'s> {
    owner: &'s str,
    texts: &'s mut Vec<String>,
}

impl<'a> Visitor<'a> for SelfAssignments<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
            visitor::walk_stmt(self, stmt);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Attribute(it) = expr
            && it.ctx == ExprContext::Store
            && matches!(&*it.value, Expr::Name(name) if name.id.as_str() == self.owner)
        {
            self.texts.push(it.attr.to_string());
        }
        visitor::walk_expr(self, expr);
    }
}

/// The text that a body begins with.
pub(super) fn docstring(body: &[Stmt]) -> Option<String> {
    let Some(Stmt::Expr(first)) = body.first() else { return None };
    let Expr::StringLiteral(text) = &*first.value else { return None };
    Some(text.value.to_str().to_string())
}
