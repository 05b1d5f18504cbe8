//! One code object under construction: instructions, constants, labels, registers, and which
//! locals are certainly bound at the point reached.
//!
//! It knows instructions and nothing of the syntax tree.

use super::blocks::Block;
use super::scope::ScopeId;
use crate::model::code::{
    Code, CompareOp, Const, Handler, ModuleId, Op, Params, REGISTERS_MAX, Reg, Span, Symbol,
};
use crate::words;
use std::collections::HashMap;

/// Most instructions of one code object: far beyond any script, and a bound on how far nested
/// `finally` bodies may multiply.
pub(super) const OPS_MAX: usize = 400_000;

/// A place to jump to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label(usize);

#[derive(Default, Debug)]
struct LabelState {
    position: Option<usize>,
    uses: Vec<usize>,
    bound: Option<Bound>,
}

/// The set of locals that are certainly bound.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Bound(Vec<u64>);

impl Bound {
    /// Whether a register is in the set.
    pub fn has(&self, reg: Reg) -> bool {
        self.0.get(reg as usize / 64).is_some_and(|word| word >> (reg % 64) & 1 == 1)
    }

    /// Puts a register into the set.
    pub fn add(&mut self, reg: Reg) {
        let word = reg as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (reg % 64);
    }

    /// Takes a register out of the set.
    pub fn remove(&mut self, reg: Reg) {
        if let Some(word) = self.0.get_mut(reg as usize / 64) {
            *word &= !(1 << (reg % 64));
        }
    }

    fn meet(&mut self, other: &Bound) {
        self.0.truncate(other.0.len());
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }
}

#[derive(PartialEq, Eq, Hash, Debug)]
enum ConstKey {
    Int(i64),
    Float(u64),
    Str(String),
    Bool(bool),
}

/// The code being built and where its building stands.
#[derive(Debug)]
pub(super) struct Emitter<'a> {
    /// The scope whose code it is, and the innermost comprehension in it.
    pub scope: ScopeId,
    pub current: ScopeId,
    /// The class whose body the text stands in, for private names.
    pub class: Option<String>,
    pub code: Code,
    pub blocks: Vec<Block<'a>>,
    /// Open `EnterHandler`s.
    pub depth: u16,
    /// What is certainly bound here; `None`: no way leads here.
    pub flow: Option<Bound>,
    /// Locals that something may unbind again.
    pub unbindable: Vec<Reg>,
    /// Whether a local may change between operands (`:=`), so that operands must be copies.
    pub copies: bool,
    pub span: Span,
    pub line: u32,
    /// Set when a limit was passed: nothing more is emitted.
    pub overflow: Option<fn() -> &'static str>,
    consts: HashMap<ConstKey, u16>,
    labels: Vec<LabelState>,
    next: Reg,
}

impl<'a> Emitter<'a> {
    /// An empty code object for a scope.
    pub fn new(scope: ScopeId, name: &str, qualname: String, module: ModuleId) -> Emitter<'a> {
        let code = Code {
            name: name.to_string(),
            qualname,
            module,
            line: 0,
            params: Params::default(),
            locals: Vec::new(),
            cell_locals: Vec::new(),
            free_base: 0,
            free: Vec::new(),
            registers: 0,
            ops: Vec::new(),
            spans: Vec::new(),
            lines: Vec::new(),
            consts: Vec::new(),
            keywords: Vec::new(),
            handlers: Vec::new(),
            is_generator: false,
            doc: None,
            instance_names: Vec::new(),
        };
        Emitter {
            scope,
            current: scope,
            class: None,
            code,
            blocks: Vec::new(),
            depth: 0,
            flow: Some(Bound::default()),
            unbindable: Vec::new(),
            copies: false,
            span: Span::default(),
            line: 1,
            overflow: None,
            consts: HashMap::new(),
            labels: Vec::new(),
            next: 0,
        }
    }

    /// Lays the registers out: locals, then cells of the closure, then temporaries.
    pub fn lay_out(&mut self, locals: Vec<Symbol>, free: Vec<Symbol>) {
        if locals.len() + free.len() >= REGISTERS_MAX {
            self.overflow = Some(|| words!("script-many-variables"));
            return;
        }
        self.code.free_base = locals.len() as Reg;
        self.next = (locals.len() + free.len()) as Reg;
        self.code.registers = self.next;
        self.code.locals = locals;
        self.code.free = free;
    }

    /// Whether `reg` is a variable rather than a temporary.
    pub fn is_variable(&self, reg: Reg) -> bool {
        (reg as usize) < self.code.locals.len() + self.code.free.len()
    }

    // Instructions

    /// Where the next instruction will stand.
    pub fn position(&self) -> usize {
        self.code.ops.len()
    }

    /// Emits an instruction; where it stands.
    pub fn op(&mut self, op: Op) -> usize {
        let at = self.code.ops.len();
        if at >= OPS_MAX {
            self.overflow = Some(|| words!("script-long-function"));
            return at.saturating_sub(1);
        }
        self.code.ops.push(op);
        self.code.spans.push(self.span);
        self.code.lines.push(self.line);
        at
    }

    /// The way ends here: nothing after it is reached until a label is placed.
    pub fn dead(&mut self) {
        self.flow = None;
    }

    /// Whether no way leads here, or a limit was passed.
    pub fn is_dead(&self) -> bool {
        self.flow.is_none() || self.overflow.is_some()
    }

    // Registers

    /// The next free temporary.
    pub fn mark(&self) -> Reg {
        self.next
    }

    /// Frees the temporaries from `mark` on.
    pub fn release(&mut self, mark: Reg) {
        self.next = mark;
    }

    /// A new temporary.
    pub fn temp(&mut self) -> Reg {
        self.temps(1)
    }

    /// `count` temporaries in a row; the first.
    pub fn temps(&mut self, count: u16) -> Reg {
        let first = self.next;
        match first.checked_add(count) {
            Some(next) if usize::from(next) < REGISTERS_MAX => self.next = next,
            _ => self.overflow = Some(|| words!("script-large-expression")),
        }
        self.code.registers = self.code.registers.max(self.next);
        first
    }

    // Bound locals

    /// A local is bound from here on.
    pub fn bound(&mut self, reg: Reg) {
        if let Some(flow) = &mut self.flow {
            flow.add(reg);
        }
    }

    /// A local may be unbound from here on.
    pub fn unbound(&mut self, reg: Reg) {
        if let Some(flow) = &mut self.flow {
            flow.remove(reg);
        }
    }

    /// Makes sure that a local is bound before it is used.
    pub fn check(&mut self, reg: Reg) {
        if self.flow.as_ref().is_some_and(|flow| !flow.has(reg)) {
            self.op(Op::CheckBound { src: reg });
            self.bound(reg);
        }
    }

    /// The state at a place that may be reached again: what can be unbound may be.
    pub fn forget_unbindable(&mut self) {
        if let Some(flow) = &mut self.flow {
            for reg in &self.unbindable {
                flow.remove(*reg);
            }
        }
    }

    // Labels

    /// A new label, not placed yet.
    pub fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(self.labels.len() - 1)
    }

    /// A way with state `flow` leads to the label.
    pub fn meet(&mut self, label: Label, flow: Option<Bound>) {
        let Some(flow) = flow else { return };
        match &mut self.labels[label.0].bound {
            Some(bound) => bound.meet(&flow),
            slot => *slot = Some(flow),
        }
    }

    /// Emits a jumping instruction, its offset still open.
    pub fn jump_op(&mut self, op: Op, label: Label) {
        if self.is_dead() {
            return;
        }
        let at = self.op(op);
        self.meet(label, self.flow.clone());
        self.labels[label.0].uses.push(at);
        debug_assert!(self.labels[label.0].position.is_none(), "forward jumps only");
    }

    /// Goes on at the label.
    pub fn jump(&mut self, label: Label) {
        self.jump_op(Op::Jump { offset: 0 }, label);
        self.dead();
    }

    /// Jumps if `src` is `when`.
    pub fn jump_if(&mut self, src: Reg, when: bool, label: Label) {
        let op = match when {
            true => Op::JumpIfTrue { src, offset: 0 },
            false => Op::JumpIfFalse { src, offset: 0 },
        };
        self.jump_op(op, label);
    }

    /// Goes on at the label unless `a op b`.
    pub fn jump_unless(&mut self, op: CompareOp, a: Reg, b: Reg, label: Label) {
        self.jump_op(Op::JumpUnless { op, a, b, offset: 0 }, label);
    }

    /// The label is here.
    pub fn place(&mut self, label: Label) {
        let here = self.position();
        let state = &mut self.labels[label.0];
        state.position = Some(here);
        let uses = std::mem::take(&mut state.uses);
        let bound = state.bound.take();
        for at in uses {
            self.patch(at, here);
        }
        match (&mut self.flow, bound) {
            (Some(flow), Some(bound)) => flow.meet(&bound),
            (None, Some(bound)) => self.flow = Some(bound),
            _ => {}
        }
    }

    fn patch(&mut self, at: usize, target: usize) {
        let distance = target as i64 - at as i64 - 1;
        let short = i16::try_from(distance);
        match &mut self.code.ops[at] {
            Op::Jump { offset }
            | Op::JumpIfTrue { offset, .. }
            | Op::JumpIfFalse { offset, .. }
            | Op::JumpIfUndefined { offset, .. } => *offset = distance as i32,
            Op::JumpUnless { offset, .. }
            | Op::JumpUnlessInt { offset, .. }
            | Op::ForIter { offset, .. } => match short {
                Ok(distance) => *offset = distance,
                Err(_) => self.overflow = Some(|| words!("script-long-block")),
            },
            _ => {}
        }
    }

    /// Before [`Emitter::jump_back`]: an instruction that closes the loop without going through
    /// its head, made of the offset to the loop's body.
    pub fn shortcut(&mut self, body: usize, op: impl FnOnce(i16) -> Op) {
        let offset = body as i64 - self.position() as i64 - 1;
        if let (false, Ok(offset)) = (self.is_dead(), i16::try_from(offset)) {
            self.op(op(offset));
        }
    }

    /// Whether a local is certainly bound here.
    pub fn is_bound(&self, reg: Reg) -> bool {
        self.flow.as_ref().is_some_and(|flow| flow.has(reg))
    }

    /// Closes a loop whose head is at `head`.
    pub fn jump_back(&mut self, head: usize) {
        if self.is_dead() {
            return;
        }
        let offset = head as i64 - self.position() as i64 - 1;
        self.op(Op::JumpBack { offset: offset as i32 });
        self.dead();
    }

    // Handlers

    /// A handler over several stretches of instructions.
    pub fn handler(
        &mut self,
        ranges: &[(usize, usize)],
        target: usize,
        exception: Reg,
        depth: u16,
    ) {
        for (start, end) in ranges.iter().filter(|(start, end)| start < end) {
            self.code.handlers.push(Handler {
                start: *start as u32,
                end: *end as u32,
                target: target as u32,
                exception,
                depth,
            });
        }
    }

    // Constants

    /// The number of a constant.
    pub fn constant(&mut self, value: Const) -> u16 {
        let key = match &value {
            Const::Int(value) => Some(ConstKey::Int(*value)),
            Const::Float(value) => Some(ConstKey::Float(value.to_bits())),
            Const::Str(text) => Some(ConstKey::Str(text.clone())),
            Const::Bool(value) => Some(ConstKey::Bool(*value)),
            _ => None,
        };
        if let Some(k) = key.as_ref().and_then(|key| self.consts.get(key)) {
            return *k;
        }
        let Ok(k) = u16::try_from(self.code.consts.len()) else {
            self.overflow = Some(|| words!("script-many-constants"));
            return 0;
        };
        self.code.consts.push(value);
        if let Some(key) = key {
            self.consts.insert(key, k);
        }
        k
    }

    /// `dst = value`
    pub fn load(&mut self, dst: Reg, value: Const) {
        match value {
            Const::None => {
                self.op(Op::None { dst });
            }
            Const::Int(value) if i32::try_from(value).is_ok() => {
                self.op(Op::SmallInt { dst, value: value as i32 });
            }
            value => {
                let k = self.constant(value);
                self.op(Op::Const { dst, k });
            }
        }
    }

    /// `dst = src`, unless they are the same.
    pub fn copy(&mut self, dst: Reg, src: Reg) {
        if dst != src {
            self.op(Op::Move { dst, src });
        }
    }
}
