//! Calls in progress, and what becomes of their results: data, so that a thread can be put away
//! between any two instructions.

use crate::model::code::{BinaryOp, CodeId, CompareOp, Reg, Symbol};
use crate::model::ids::ObjectId;
use crate::model::native::StepCall;
use crate::model::value::Value;

/// One call in progress.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Frame {
    /// Its code.
    pub code: CodeId,
    /// The next instruction.
    pub pc: u32,
    /// First register on the thread's stack.
    pub(super) base: u32,
    /// How many exceptions were being handled when it began.
    pub(super) handled_base: u32,
    /// The generator it runs, or undefined.
    pub(super) generator: Value,
    /// What becomes of its result.
    pub(super) then: Kept,
}

impl Frame {
    /// The instruction it is at (the one before the next).
    pub fn at(&self) -> usize {
        self.pc.saturating_sub(1) as usize
    }

    /// Where its registers begin on the thread's stack.
    pub fn base(&self) -> usize {
        self.base as usize
    }
}

/// A step that is taken again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Again {
    /// On what.
    pub object: ObjectId,
    /// Which operation.
    pub op: u8,
    /// With what.
    pub arg: i64,
    /// What is left of its time.
    pub timeout_nanos: Option<u64>,
}

/// What becomes of a call's result, in the frame below.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Then {
    /// It is the thread's result.
    End,
    /// Stored in a register.
    Store(Reg),
    /// Forgotten.
    Discard,
    /// It is `__init__`'s: must be None; the instance is stored in a register.
    Made { instance: Value, dst: Reg },
    /// It is `__init__`'s: must be None; the instance is the result.
    Init { instance: Value, then: Box<Then> },
    /// It is `__new__`'s: if an instance of the class, `__init__` follows.
    New { class: Value, args: Box<(Vec<Value>, Vec<Symbol>)>, then: Box<Then> },
    /// Its truth is stored, negated or not.
    Truth { dst: Reg, negate: bool },
    /// Jumps if its truth is `when`.
    Jump { offset: i32, when: bool },
    /// The next item of a loop; StopIteration ends the loop.
    Next { dst: Reg, offset: i16 },
    /// An operator's method; NotImplemented tries the next one.
    Operator(Box<OperatorCall>),
    /// The namespace of a class body.
    Class(Box<ClassBody>),
    /// A module's body is done.
    Import { dst: Reg, module: u16 },
    /// Must be a string.
    Text { dst: Reg, method: &'static str },
    /// A list to unpack.
    Unpack { first: Reg, count: u16 },
    /// A list to unpack with a star.
    UnpackStar { first: Reg, before: u8, after: u8 },
    /// A list to extend a list with.
    Extend { list: Reg },
    /// A list to extend a set with.
    SetUpdate { set: Reg },
    /// Yielded by an inner iterator of `yield from`.
    YieldFrom { dst: Reg },
    /// An exception object to raise (the class was called first), with a cause.
    Raise { cause: Value },
    /// The value a missing attribute's `__getattr__` gave becomes the callee of a method call.
    Method { base: Reg },
    /// Nothing: what became due is called now.
    Settled,
    /// Nothing: the step that a signal interrupted is taken again.
    Again { call: StepCall, then: Box<Then> },
    /// `__contains__`'s answer as a bool, negated for `not in`.
    Contains { dst: Reg, negate: bool },
}

/// A frame's [`Then`], small enough to be copied: rare ones stand on a stack of their own.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Kept {
    Store(Reg),
    Discard,
    Made { instance: Value, dst: Reg },
    Next { dst: Reg, offset: i16 },
    Rare,
}

/// An operator on user classes, as far as it was tried.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct OperatorCall {
    pub(super) kind: OperatorKind,
    pub(super) a: Value,
    pub(super) b: Value,
    /// What is tried if the method called now does not know.
    pub(super) next: NextTry,
    pub(super) then: Then,
}

/// Which of an operator's two methods is still to be tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NextTry {
    Reflected,
    Plain,
    Nothing,
}

/// Which operator.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum OperatorKind {
    Binary(BinaryOp),
    InPlace(BinaryOp),
    Compare(CompareOp),
}

/// A class statement in progress.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct ClassBody {
    pub(super) dst: Reg,
    pub(super) name: Value,
    pub(super) bases: Vec<Value>,
    /// Whether the statement lists bases.
    pub(super) names_bases: bool,
    pub(super) keywords: Value,
    pub(super) code: CodeId,
}
