//! What a statement must leave behind when it jumps out: loops, handlers, `finally`, `with`.
//!
//! Each open block remembers the stretches of instructions that its handler covers; the copies of
//! its way out are not among them.

use super::Lowering;
use super::emit::Label;
use crate::model::code::{Op, Reg, Span};
use ruff_python_ast::{Identifier, Stmt};

/// What kind of block it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum BlockKind<'a> {
    /// A loop; `head` is where `continue` goes back to, `made` what a call gave to iterate over.
    Loop { exit: Label, head: usize, made: Option<Reg> },
    /// The body of a `try` with handlers: nothing to do on the way out.
    Try,
    /// The body of a `try` with `finally`.
    Finally { body: &'a [Stmt] },
    /// The body of a `with`.
    With { exit: Reg, span: Span, line: u32 },
    /// A handler's body; the name is unbound on the way out.
    Handler { name: Option<&'a Identifier> },
}

/// One open block.
#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    pub kind: BlockKind<'a>,
    ranges: Vec<(usize, usize)>,
    start: usize,
}

impl<'a> Lowering<'_, 'a> {
    pub(super) fn open(&mut self, kind: BlockKind<'a>) {
        let start = self.f.position();
        self.f.blocks.push(Block { kind, ranges: Vec::new(), start });
    }

    /// Closes the latest block; the stretches it covered.
    pub(super) fn close(&mut self) -> Vec<(usize, usize)> {
        let end = self.f.position();
        let Some(mut block) = self.f.blocks.pop() else { return Vec::new() };
        block.ranges.push((block.start, end));
        block.ranges
    }

    /// Leaves all blocks above `level`, innermost first, then does `exit`; the blocks stay open for
    /// what follows in the text.
    pub(super) fn leave_to(&mut self, level: usize, exit: impl FnOnce(&mut Self)) {
        let depth = self.f.depth;
        let mut left = Vec::new();
        while self.f.blocks.len() > level && !self.f.is_dead() {
            let end = self.f.position();
            let Some(mut block) = self.f.blocks.pop() else { break };
            block.ranges.push((block.start, end));
            let kind = block.kind;
            left.push(block);
            self.clean_up(kind);
        }
        if !self.f.is_dead() {
            exit(self);
        }
        self.f.dead();
        self.f.depth = depth;
        let start = self.f.position();
        while let Some(mut block) = left.pop() {
            block.start = start;
            self.f.blocks.push(block);
        }
    }

    fn clean_up(&mut self, kind: BlockKind<'a>) {
        match kind {
            BlockKind::Loop { made, .. } => self.close_iter(made),
            BlockKind::Try => {}
            BlockKind::Finally { body } => self.body(body),
            BlockKind::With { exit, span, line } => {
                (self.f.span, self.f.line) = (span, line);
                self.with_exit(exit);
            }
            BlockKind::Handler { name } => self.end_handler(name),
        }
    }

    /// A loop is left early.
    pub(super) fn close_iter(&mut self, made: Option<Reg>) {
        if let Some(iter) = made {
            self.f.op(Op::CloseIter { iter });
        }
    }

    /// The normal end of a `with`.
    pub(super) fn with_exit(&mut self, exit: Reg) {
        let mark = self.f.mark();
        let none = self.f.temp();
        self.f.op(Op::Undefine { dst: none });
        self.f.op(Op::WithExit { dst: none, exit, exc: none });
        self.f.release(mark);
    }

    /// The end of a handler's body, on any way out but an exception.
    pub(super) fn end_handler(&mut self, name: Option<&'a Identifier>) {
        if let Some(name) = name {
            self.unbind(name);
        }
        self.f.op(Op::LeaveHandler);
        self.f.depth = self.f.depth.saturating_sub(1);
    }

    /// `return` with the value in `src`.
    pub(super) fn leave_frame(&mut self, src: Reg) {
        self.leave_to(0, |it| {
            it.settle(0, src);
            it.f.op(Op::Return { src });
        });
    }

    /// Whether something between here and the frame's end may change a local on the way out.
    pub(super) fn changes_locals_on_return(&self) -> bool {
        self.f.blocks.iter().any(|block| {
            matches!(block.kind, BlockKind::Finally { .. } | BlockKind::Handler { name: Some(_) })
        })
    }

    /// The innermost loop and its level among the blocks.
    pub(super) fn innermost_loop(&self) -> Option<(usize, BlockKind<'a>)> {
        self.f.blocks.iter().enumerate().rev().find_map(|(level, block)| match block.kind {
            BlockKind::Loop { .. } => Some((level + 1, block.kind)),
            _ => None,
        })
    }
}
