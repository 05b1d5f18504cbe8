//! Code objects: what the script's syntax tree is lowered to and the interpreter runs.
//!
//! A register machine, after "The Implementation of Lua 5.0": a frame is a window of registers on
//! its thread's stack, and a call's arguments are already where the callee's first locals will be.
//!
//! ```text
//! registers of a frame   | locals: parameters first | cells of the closure | temporaries ... |
//!                          0 .. locals.len()          free_base ..           .. registers
//! ```
//!
//! Parameters come in this order: positional-only, positional, keyword-only, *args, **kwargs.
//! Everything in a [`Program`](super::program::Program) is immutable while it runs and shared by all threads.
//! # Conventions the lowering keeps and the interpreter relies on
//!
//! - Operands are registers of the current frame unless the field says otherwise. A register
//!   never assigned holds "undefined"; the lowering emits [`Op::CheckBound`] before any use of a
//!   local that is not provably bound, so other instructions need not raise `UnboundLocalError`.
//! - Jumps are relative to the *next* instruction. Every loop closes with [`Op::JumpBack`], which is
//!   a checkpoint (GIL, Pause, Stop, collection). Function entry and calls are checkpoints too.
//! - **Call windows** are the highest live temporaries: everything above a call's window is dead,
//!   because the callee's frame starts inside it.
//! - Comprehensions over lists, sets and dicts are inlined in their function with their own locals;
//!   generator expressions are code objects whose one parameter is the outermost iterator.
//! - A cell travels raw through `Move`, `BuildTuple` and the tuple of `MakeFunction`; only
//!   `LoadCell`, `StoreCell` and `DeleteCell` look inside. Registers in `cell_locals` may also be
//!   undefined (a comprehension's, outside of it).
//! - `dst` may be one of the operands: they are read first. What raises has not written `dst`.
//! - `finally` bodies are copied to each way out. The exceptional way ends in [`Op::Reraise`].

/// Register number inside a frame.
pub type Reg = u16;
/// Most registers of one frame: a power of two, so that a masked number needs no bounds check.
pub const REGISTERS_MAX: usize = 512;

/// An interned name. The fixed ones are in [`crate::model::symbol`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Symbol(pub u32);

/// Index into [`Program::codes`](super::program::Program::codes).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CodeId(pub u32);

/// Index into [`Program::modules`](super::program::Program::modules).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ModuleId(pub u16);

/// One instruction, 8 bytes. `name` fields are `Symbol` numbers, `slot` fields index
/// [`Program::globals`](super::program::Program::globals), `k` fields index the code's `consts`.
#[derive(Clone, Copy, PartialEq, Debug)]
#[rustfmt::skip]
pub enum Op {
    /// Does nothing.
    Nop,
    /// `dst = consts[k]`
    Const { dst: Reg, k: u16 },
    /// `dst = value`
    SmallInt { dst: Reg, value: i32 },
    /// `dst = None`
    None { dst: Reg },
    /// `dst = src`
    Move { dst: Reg, src: Reg },
    /// Makes `dst` undefined (`del x` of a local; end of `except ... as x`).
    Undefine { dst: Reg },
    /// Raises `UnboundLocalError` naming local `src` if it is undefined.
    CheckBound { src: Reg },

    /// `dst = global slot`, falling back to the builtin of that name; else `NameError`.
    LoadGlobal { dst: Reg, slot: u16 },
    /// `global slot = src`
    StoreGlobal { src: Reg, slot: u16 },
    /// `del` of a global.
    DeleteGlobal { slot: u16 },
    /// `dst =` the builtin with this name (the module never assigns it).
    LoadBuiltin { dst: Reg, name: u16 },
    /// In a class body: `dst = local` if it is bound, else as `LoadGlobal`.
    LoadClassName { dst: Reg, local: Reg, slot: u16 },

    /// Wraps the value in `reg` (maybe undefined) in a new cell, in place.
    MakeCell { reg: Reg },
    /// `dst =` contents of the cell in `cell`; `NameError` if empty ("cannot access free
    /// variable 'x' where it is not associated with a value in enclosing scope", or
    /// `UnboundLocalError` when the cell is the frame's own local).
    LoadCell { dst: Reg, cell: Reg },
    /// Contents of the cell in `cell` `= src`
    StoreCell { cell: Reg, src: Reg },
    /// Empties the cell.
    DeleteCell { cell: Reg },

    /// `dst = obj.name`
    LoadAttr { dst: Reg, obj: Reg, name: u16 },
    /// `obj.name = src`
    StoreAttr { obj: Reg, name: u16, src: Reg },
    /// `del obj.name`
    DeleteAttr { obj: Reg, name: u16 },
    /// Looks `obj.name` up for a call: fills `base` and `base + 1` for `CallMethod*`. `obj` may be
    /// `base` itself.
    LoadMethod { base: Reg, obj: Reg, name: u16 },

    /// `dst = obj[key]`
    LoadItem { dst: Reg, obj: Reg, key: Reg },
    /// `obj[key] = src`
    StoreItem { obj: Reg, key: Reg, src: Reg },
    /// `del obj[key]`
    DeleteItem { obj: Reg, key: Reg },

    /// `dst = a op b`
    Binary { op: BinaryOp, dst: Reg, a: Reg, b: Reg },
    /// `dst = a op= b`: mutates `a` where its type says so (`list += ...`).
    InPlace { op: BinaryOp, dst: Reg, a: Reg, b: Reg },
    /// `dst = a + b`, the commonest binary, without the inner dispatch.
    Add { dst: Reg, a: Reg, b: Reg },
    /// `dst = a - b`
    Sub { dst: Reg, a: Reg, b: Reg },
    /// `dst = a * b`
    Mul { dst: Reg, a: Reg, b: Reg },
    /// `dst = src + value`, or `dst = src - (-value)` if `value` is negative: the sign says which
    /// operator the script wrote, for messages and for `__add__`/`__sub__`.
    AddInt { dst: Reg, src: Reg, value: i16 },
    /// `dst = src += value` (`-=` if negative): as `AddInt`, but slow cases go by `InPlace`'s rules.
    AddIntInPlace { dst: Reg, src: Reg, value: i16 },
    /// `dst = a op value`: `x % 2`, `n // 10`, `i * 3`. Never Add or Sub.
    BinaryInt { op: BinaryOp, dst: Reg, a: Reg, value: i16 },
    /// `dst = -src`
    Negative { dst: Reg, src: Reg },
    /// `dst = +src`
    Positive { dst: Reg, src: Reg },
    /// `dst = ~src`
    Invert { dst: Reg, src: Reg },
    /// `dst = not src`
    Not { dst: Reg, src: Reg },
    /// `dst = a op b`
    Compare { op: CompareOp, dst: Reg, a: Reg, b: Reg },

    /// Goes on `offset` instructions further (forward).
    Jump { offset: i32 },
    /// Goes back to a loop's head: a checkpoint. `offset` is negative.
    JumpBack { offset: i32 },
    /// Closes a loop whose test is `a op value`. If that takes no call: goes back to the body (a
    /// checkpoint) if it holds, skips the next instruction if it does not. Else goes on to the next
    /// instruction, a `JumpBack` to the loop's head, where the test is made in full.
    LoopInt { op: CompareOp, a: Reg, value: i16, offset: i16 },
    /// The same for the test `a op b`.
    LoopCompare { op: CompareOp, a: Reg, b: Reg, offset: i16 },
    /// The same for a `for`: `dst = next(iter)` and back to the body, or past the next instruction
    /// when it is exhausted, if that takes no call.
    LoopFor { dst: Reg, iter: Reg, offset: i16 },
    /// Jumps if `src` is true.
    JumpIfTrue { src: Reg, offset: i32 },
    /// Jumps if `src` is false.
    JumpIfFalse { src: Reg, offset: i32 },
    /// Jumps unless `a op b`. Lt, Le, Gt, Ge, Eq, Ne only.
    JumpUnless { op: CompareOp, a: Reg, b: Reg, offset: i16 },
    /// Jumps unless `a op value`: `while n > 0`, `if x == 1`. The same six operators.
    JumpUnlessInt { op: CompareOp, a: Reg, value: i16, offset: i16 },
    /// Jumps if `src` is undefined (used with defaults of class names and for `finally` paths).
    JumpIfUndefined { src: Reg, offset: i32 },

    /// `dst = iter(src)`
    GetIter { dst: Reg, src: Reg },
    /// A loop over `iter` is left early: a generator that only this loop had ends now.
    CloseIter { iter: Reg },
    /// `dst = next(iter)`, or jumps by `offset` when it is exhausted.
    ForIter { dst: Reg, iter: Reg, offset: i16 },

    /// `dst = [first .. first + count]`
    BuildList { dst: Reg, first: Reg, count: u16 },
    /// `dst = (first .. first + count)`
    BuildTuple { dst: Reg, first: Reg, count: u16 },
    /// `dst = {first .. first + count}`
    BuildSet { dst: Reg, first: Reg, count: u16 },
    /// `dst = {first: first + 1, ...}`, `count` pairs.
    BuildDict { dst: Reg, first: Reg, count: u16 },
    /// `dst = ''.join(first .. first + count)`: parts of an f-string, strings or small integers.
    BuildString { dst: Reg, first: Reg, count: u16 },
    /// `dst = slice(first, first + 1, first + 2)`
    BuildSlice { dst: Reg, first: Reg },
    /// Appends to a list being built by a display or a comprehension.
    ListAppend { list: Reg, src: Reg },
    /// Adds to a set being built.
    SetAdd { set: Reg, src: Reg },
    /// Sets an item of a dict being built.
    DictSet { dict: Reg, key: Reg, src: Reg },
    /// `[*src]`: extends a list being built with any iterable.
    ListExtend { list: Reg, src: Reg },
    /// `{*src}`: the same for a set.
    SetUpdate { set: Reg, src: Reg },
    /// `{**src}` and keyword arguments: updates a dict being built with a mapping.
    DictUpdate { dict: Reg, src: Reg },
    /// `dst = tuple(list)`, for displays with stars.
    ListToTuple { dst: Reg, src: Reg },
    /// `first, ... = src`; exactly `count` values, else ValueError.
    Unpack { src: Reg, first: Reg, count: u16 },
    /// `first, ..., *rest, ... = src`: `before` values, a list, `after` values.
    UnpackStar { src: Reg, first: Reg, before: u8, after: u8 },
    /// `dst = format(convert(src), spec)`; `spec` is a register with a string, or `Reg::MAX` for "".
    /// Without either a small integer may stay one: `BuildString` writes it.
    Format { dst: Reg, src: Reg, convert: Convert, spec: Reg },

    /// Calls what is in `base` with `argc` arguments in `base + 1 ..`.
    Call { dst: Reg, base: Reg, argc: u8 },
    /// Calls what `LoadMethod` left in `base`, `base + 1` with arguments in `base + 2 ..`.
    CallMethod { dst: Reg, base: Reg, argc: u8 },
    /// As `Call`; the last arguments are keywords, named by `keywords[kw]` of the code.
    CallKw { dst: Reg, base: Reg, argc: u8, kw: u16 },
    /// As `CallMethod`; the last arguments are keywords.
    CallMethodKw { dst: Reg, base: Reg, argc: u8, kw: u16 },
    /// Calls `base` with the list in `base + 1` and the dict in `base + 2` (or undefined).
    CallEx { dst: Reg, base: Reg },
    /// Ends the frame with a value.
    Return { src: Reg },
    /// Suspends the generator; `dst` = what was sent in.
    Yield { dst: Reg, src: Reg },
    /// `dst = yield from iter` (`iter` already an iterator): stays here until it is exhausted.
    YieldFrom { dst: Reg, iter: Reg },

    /// `dst =` a function of `codes[code]`; `base` holds a tuple of defaults, `base + 1` a dict of
    /// keyword-only defaults, `base + 2` a tuple of cells: each may be undefined.
    MakeFunction { dst: Reg, code: u16, base: Reg },
    /// `dst =` a class, with `__module__`, `__qualname__` and `__doc__` from the body's code.
    /// `base` holds the body function, `base + 1` the name, `base + 2` a list of
    /// bases, `base + 3` a dict of keywords (or undefined). The body function returns a tuple:
    /// (dict of the namespace in order, the `__class__` cell or None).
    BuildClass { dst: Reg, base: Reg },
    /// `dst =` dict of the frame's bound locals, in order of their registers (end of a class body;
    /// `locals()`, which has those of the functions around, too). Cells are opened.
    Namespace { dst: Reg, free: bool },
    /// `dst =` the module, its body run to the end first if that has not happened yet.
    Import { dst: Reg, module: u16 },
    /// `dst = module.name`, else `ImportError`.
    ImportFrom { dst: Reg, module: Reg, name: u16 },

    /// `raise src` (a class is called first).
    Raise { src: Reg },
    /// `raise src from cause`
    RaiseFrom { src: Reg, cause: Reg },
    /// `raise` alone: the exception being handled, else RuntimeError.
    RaiseAgain,
    /// Goes on raising `src` with the traceback it has.
    Reraise { src: Reg },
    /// The exception in `src` is being handled from here (context of others, `raise` alone).
    EnterHandler { src: Reg },
    /// The latest `EnterHandler` is over.
    LeaveHandler,
    /// `dst =` whether exception `src` is an instance of `class` (a class or a tuple of them).
    MatchException { dst: Reg, src: Reg, class: Reg },
    /// Raises AssertionError with `src` as argument (undefined: without).
    AssertFail { src: Reg },

    /// `dst = mgr.__enter__()`; leaves in `exit` what `WithExit` needs.
    WithEnter { dst: Reg, mgr: Reg, exit: Reg },
    /// `dst = __exit__(...)` with the exception in `exc` (undefined: none).
    WithExit { dst: Reg, exit: Reg, exc: Reg },
    /// A statement is over: the registers from `from` on are dead, but for `keep` (`Reg::MAX`: none).
    /// What nobody refers to any more ends here, where the script wants to know of it.
    Settle { from: Reg, keep: Reg },
    /// Never compiled: a line is entered where somebody may want the thread ([`super::breaks`]).
    Break,
}

/// Binary operators, in the order of their symbols in [`BinaryOp::SYMBOLS`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    MatMul,
}

impl BinaryOp {
    /// The operators' symbols as messages write them.
    pub const SYMBOLS: [&str; 13] =
        ["+", "-", "*", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "@"];

    /// As messages write it.
    pub fn symbol(self) -> &'static str {
        Self::SYMBOLS[self as usize]
    }
}

/// Comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum CompareOp {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
    Is,
    IsNot,
    In,
    NotIn,
}

/// `!s`, `!r`, `!a` of an f-string.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Convert {
    None,
    Str,
    Repr,
    Ascii,
}

/// A constant of the script.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// An integer that fits.
    Int(i64),
    /// One that does not, in decimal.
    BigInt(String),
    /// A float.
    Float(f64),
    /// A string.
    Str(String),
    /// A bytes literal.
    Bytes(Vec<u8>),
    /// A tuple of constants.
    Tuple(Vec<Const>),
    /// `...`
    Ellipsis,
}

/// Where an exception goes: the first handler in the list whose range holds the instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    /// First instruction it covers.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Where to go on.
    pub target: u32,
    /// Register that receives the exception.
    pub exception: Reg,
    /// How many `EnterHandler`s of this frame are open at the target.
    pub depth: u16,
}

/// A function's parameters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Params {
    /// How many are positional-only.
    pub positional_only: u16,
    /// How many are positional, positional-only ones included.
    pub positional: u16,
    /// How many are keyword-only.
    pub keyword_only: u16,
    /// Whether `*args` follows.
    pub varargs: bool,
    /// Whether `**kwargs` follows.
    pub kwargs: bool,
}

/// Byte range in the module's source.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// One function body, class body, module body, lambda or generator expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Code {
    /// `co_name`: "worker", "<module>", "<lambda>", "<genexpr>".
    pub name: String,
    /// `co_qualname`: "Account.deposit", "main.<locals>.worker".
    pub qualname: String,
    /// Module it stands in.
    pub module: ModuleId,
    /// Where it was defined: 1-based line of `def`.
    pub line: u32,
    /// Its parameters.
    pub params: Params,
    /// Names of the local registers, parameters first.
    pub locals: Vec<Symbol>,
    /// Local registers that hold cells (captured by inner functions).
    pub cell_locals: Vec<Reg>,
    /// First register of the closure's cells.
    pub free_base: Reg,
    /// Names of the closure's cells.
    pub free: Vec<Symbol>,
    /// How many registers a frame needs.
    pub registers: u16,
    /// The instructions.
    pub ops: Vec<Op>,
    /// Source range of each instruction (what a traceback underlines).
    pub spans: Vec<Span>,
    /// 1-based line of each instruction.
    pub lines: Vec<u32>,
    /// Its constants.
    pub consts: Vec<Const>,
    /// Keyword names of its calls.
    pub keywords: Vec<Vec<Symbol>>,
    /// Its handlers, innermost first.
    pub handlers: Vec<Handler>,
    /// Whether a call makes a generator.
    pub is_generator: bool,
    /// `__doc__`
    pub doc: Option<String>,
    /// The names that a class body's methods assign on their first parameter (`self.x = ...`): the
    /// layout its instances start with. Empty for other code.
    pub instance_names: Vec<Symbol>,
}
