//! How the product's own functions (builtins, methods of native types) are written.
//!
//! A native function gets a [`Ctx`] and its arguments and answers at once: it never waits and never
//! calls Python code. What needs either is said in its [`Answer`]: `Call` (go on with this
//! callable instead: a tail call, usually to a function of the Python module `_prelude`), or `Step`
//! (a step on a primitive, which may block). So the interpreter's state is always plain data.
//!
//! ```ignore
//! fn list_append(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
//!     let [list, item] = args.exactly(ctx, "append")?;       // counts the receiver
//!     ctx.list(list)?.lock().push(item);
//!     Ok(Answer::Value(Value::NONE))
//! }
//! ```

use super::builtins::exceptions;
use super::code::{Span, Symbol};
use super::heap::{Heap, Nursery};
use super::ids::{ObjectId, ThreadId};
use super::object::{Kind, Obj, Str};
use super::shared::{Guarded, Shared};
use super::symbol;
use super::value::Value;
use super::watch::Reach;
use super::world::Host;
use compact_str::CompactString;
use num_bigint::BigInt;

/// An exception on its way: the exception object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Raised(pub Value);

/// What a native function answers.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// Its result.
    Value(Value),
    /// The result is that of this call.
    Call {
        /// What to call.
        callable: Value,
        /// Positional arguments.
        args: Vec<Value>,
    },
    /// A generator goes on: with a value (`send`), or with an exception raised in it (`throw`).
    Resume {
        /// The generator.
        generator: Value,
        /// What is sent, or the exception object.
        value: Value,
        /// Whether `value` is raised.
        throw: bool,
    },
    /// The result is that of a step on a primitive, which may have to wait.
    Step(StepCall),
    /// The result is None; the thread's calls may be nested so deep from now on.
    RecursionLimit(i64),
    /// The result is None, once a collection has found what is due.
    Settle(Reach),
}

/// A step on a primitive, asked for by a native function.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StepCall {
    /// The primitive.
    pub object: ObjectId,
    /// Operation: index into its `Spec::ops`.
    pub op: u8,
    /// Its argument.
    pub arg: i64,
    /// Whether the thread may wait.
    pub may_block: bool,
    /// Longest wait in nanoseconds; `None` for ever.
    pub timeout_nanos: Option<u64>,
    /// How the result number becomes a value.
    pub result: StepResult,
}

/// How a step's result becomes a Python value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StepResult {
    /// `None` in every case.
    None,
    /// `True` if the step happened, `False` if it was refused or timed out.
    Happened,
    /// `True` if it happened with a number other than 0.
    Bool,
    /// The number, or `None` if it was refused or timed out.
    Number,
    /// This value if it happened (`__enter__` of a lock answers `True`; of others themselves).
    This(Value),
}

/// Result of a native function.
pub type NativeResult = Result<Answer, Raised>;

/// A native function.
pub type NativeFn = fn(&mut Ctx<'_>, Args<'_>) -> NativeResult;

/// What a native function may use.
pub struct Ctx<'a> {
    /// The heap.
    pub heap: &'a Heap,
    /// This thread's supply of places.
    pub nursery: &'a mut Nursery,
    /// The world outside.
    pub host: &'a mut dyn Host,
    /// The thread that runs.
    pub thread: ThreadId,
    /// What the interpreter lets natives see of the running thread.
    pub view: ThreadView<'a>,
}

/// What natives may see of the thread that calls them.
#[derive(Clone, Copy)]
pub struct ThreadView<'a> {
    /// Exceptions being handled, innermost last (`sys.exc_info`).
    pub handled: &'a [Value],
    /// Frames, outermost first.
    pub frames: &'a [super::interp::Frame],
    /// The registers of all frames.
    pub stack: &'a [Value],
    /// Python-visible thread object and thread-local dicts.
    pub locals: &'a Guarded<ThreadLocals>,
}

/// Values that belong to one thread.
#[derive(Clone, Debug, Default)]
pub struct ThreadLocals {
    /// `threading.Thread` object of this thread, or undefined.
    pub thread_object: Value,
    /// Dicts of `threading.local` objects: (key object, dict).
    pub dicts: Vec<(Value, Value)>,
}

/// Arguments of a call.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a> {
    /// Positional arguments; of a method, the receiver first.
    pub positional: &'a [Value],
    /// Names of the keyword arguments.
    pub names: &'a [Symbol],
    /// Values of the keyword arguments.
    pub keywords: &'a [Value],
}

impl<'a> Args<'a> {
    /// Only positional arguments.
    pub fn positional(positional: &'a [Value]) -> Args<'a> {
        Args { positional, names: &[], keywords: &[] }
    }

    /// The value of a keyword argument.
    pub fn keyword(&self, name: Symbol) -> Option<Value> {
        self.names.iter().position(|&n| n == name).map(|at| self.keywords[at])
    }

    /// Exactly `N` positional arguments (receiver included) and no keywords.
    #[inline]
    pub fn exactly<const N: usize>(
        &self,
        ctx: &mut Ctx<'_>,
        name: &str,
    ) -> Result<[Value; N], Raised> {
        self.no_keywords(ctx, name)?;
        <[Value; N]>::try_from(self.positional).map_err(|_| {
            let given = self.positional.len();
            let message = match N {
                0 => format!("{name}() takes no arguments ({given} given)"),
                1 => format!("{name}() takes exactly one argument ({given} given)"),
                _ => format!("{name} expected {N} arguments, got {given}"),
            };
            ctx.type_error(message)
        })
    }

    /// Between `min` and `N` positional arguments, absent ones undefined, and no keywords.
    #[inline]
    pub fn up_to<const N: usize>(
        &self,
        ctx: &mut Ctx<'_>,
        name: &str,
        min: usize,
    ) -> Result<[Value; N], Raised> {
        self.no_keywords(ctx, name)?;
        let given = self.positional.len();
        if given < min {
            let least = if min == N { "" } else { "at least " };
            let plural = if min == 1 { "" } else { "s" };
            return Err(ctx.type_error(format!(
                "{name} expected {least}{min} argument{plural}, got {given}"
            )));
        }
        if given > N {
            let most = if min == N { "" } else { "at most " };
            let plural = if N == 1 { "" } else { "s" };
            return Err(
                ctx.type_error(format!("{name} expected {most}{N} argument{plural}, got {given}"))
            );
        }
        let mut out = [Value::UNDEFINED; N];
        out[..given].copy_from_slice(self.positional);
        Ok(out)
    }

    /// Positional or keyword arguments by name, in order; absent ones undefined. `min` of them
    /// must be given.
    pub fn named<const N: usize>(
        &self,
        ctx: &mut Ctx<'_>,
        name: &str,
        names: [&str; N],
        min: usize,
    ) -> Result<[Value; N], Raised> {
        let mut out = [Value::UNDEFINED; N];
        let given = self.positional.len();
        if given > N {
            return Err(
                ctx.type_error(format!("{name}() takes at most {N} arguments ({given} given)"))
            );
        }
        out[..given].copy_from_slice(self.positional);
        for (&symbol, &value) in self.names.iter().zip(self.keywords) {
            let keyword = ctx.heap.text(symbol);
            let Some(at) = names.iter().position(|&n| n == keyword) else {
                return Err(ctx.type_error(format!(
                    "'{keyword}' is an invalid keyword argument for {name}()"
                )));
            };
            if !out[at].is_undefined() {
                return Err(ctx.type_error(format!(
                    "argument for {name}() given by name ('{keyword}') and position ({})",
                    at + 1
                )));
            }
            out[at] = value;
        }
        if let Some(at) = out[..min].iter().position(|v| v.is_undefined()) {
            return Err(ctx.type_error(format!(
                "{name}() missing required argument '{}' (pos {})",
                names[at],
                at + 1
            )));
        }
        Ok(out)
    }

    /// Refuses keyword arguments.
    #[inline]
    pub fn no_keywords(&self, ctx: &mut Ctx<'_>, name: &str) -> Result<(), Raised> {
        if self.names.is_empty() {
            return Ok(());
        }
        Err(ctx.type_error(format!("{name}() takes no keyword arguments")))
    }
}

impl From<Value> for Answer {
    fn from(value: Value) -> Answer {
        Answer::Value(value)
    }
}

/// `Ok(Answer::Value(value))`
#[inline]
pub fn value(value: Value) -> NativeResult {
    Ok(Answer::Value(value))
}

/// `Ok(Answer::Value(None))`
#[inline]
pub fn none() -> NativeResult {
    Ok(Answer::Value(Value::NONE))
}

impl Ctx<'_> {
    /// Puts an object on the heap.
    #[inline]
    pub fn alloc(&mut self, obj: Obj) -> Value {
        self.heap.alloc(self.nursery, obj)
    }

    /// An integer.
    #[inline]
    pub fn new_int(&mut self, int: i64) -> Value {
        Value::from_i64(int).unwrap_or_else(|| self.alloc(Obj::BigInt(Box::new(BigInt::from(int)))))
    }

    /// An integer of any size.
    pub fn new_big(&mut self, big: BigInt) -> Value {
        match i64::try_from(&big).ok().and_then(Value::from_i64) {
            Some(small) => small,
            None => self.alloc(Obj::BigInt(Box::new(big))),
        }
    }

    /// A float.
    #[inline]
    pub fn new_float(&mut self, float: f64) -> Value {
        Value::from_f64(float).unwrap_or_else(|| self.alloc(Obj::Float(float)))
    }

    /// A string.
    pub fn new_str(&mut self, text: impl Into<CompactString>) -> Value {
        self.alloc(Obj::Str(Str::new(text)))
    }

    /// A list.
    pub fn new_list(&mut self, items: Vec<Value>) -> Value {
        self.alloc(Obj::List(Guarded::new(items)))
    }

    /// A tuple.
    pub fn new_tuple(&mut self, items: impl Into<Box<[Value]>>) -> Value {
        self.alloc(Obj::Tuple(items.into()))
    }

    /// An exception object: `class` is a builtin exception's name or `module.Class` of a library
    /// module that has been imported.
    pub fn exception(&mut self, class: &str, args: &[Value]) -> Value {
        let class = self.exception_class(class);
        self.exception_of(class, args)
    }

    /// An exception object of a class.
    pub fn exception_of(&mut self, class: Value, args: &[Value]) -> Value {
        let class = exceptions::by_number(self.heap, class, args);
        let args = self.new_tuple(args);
        let layout: &[Symbol] = self.heap.class(class).map_or(&[], |c| &c.layout);
        let slots = layout
            .iter()
            .map(|&name| {
                Shared::new(match name {
                    symbol::ARGS => args,
                    symbol::TRACEBACK | symbol::CAUSE | symbol::CONTEXT => Value::NONE,
                    symbol::SUPPRESS_CONTEXT => Value::FALSE,
                    _ => Value::UNDEFINED,
                })
            })
            .collect();
        self.alloc(Obj::Instance(Box::new(super::object::Instance {
            class,
            payload: Value::UNDEFINED,
            slots,
            extra: Default::default(),
        })))
    }

    /// The class of an exception by name; `RuntimeError` if there is no such class.
    fn exception_class(&self, name: &str) -> Value {
        let found = match name.rsplit_once('.') {
            None => self.heap.builtin(name),
            Some((module, class)) => self.heap.library_global(module, class),
        };
        found.or_else(|| self.heap.builtin("RuntimeError")).unwrap_or(Value::NONE)
    }

    /// Goes on with a function of the Python module `_prelude`.
    pub fn prelude(&mut self, function: &str, args: Vec<Value>) -> NativeResult {
        Ok(Answer::Call { callable: self.prelude_function(function)?, args })
    }

    /// A function of the prelude.
    pub fn prelude_function(&mut self, function: &str) -> Result<Value, Raised> {
        self.heap
            .library_global("_prelude", function)
            .ok_or_else(|| self.raise("SystemError", format!("_prelude.{function} is missing")))
    }

    /// An exception with a message.
    pub fn raise(&mut self, class: &str, message: impl Into<String>) -> Raised {
        let message = self.new_str(message.into());
        Raised(self.exception(class, &[message]))
    }

    /// The same of an exception that keeps the name it is about.
    pub fn raise_named(&mut self, class: &str, name: &str, message: String) -> Raised {
        let raised = self.raise(class, message);
        let name = self.new_str(name);
        if let Some(instance) = self.heap.instance(raised.0) {
            instance.extra.set(symbol::NAME_ATTR, name);
        }
        raised
    }

    /// A `TypeError`.
    pub fn type_error(&mut self, message: impl Into<String>) -> Raised {
        self.raise("TypeError", message)
    }

    /// A `ValueError`.
    pub fn value_error(&mut self, message: impl Into<String>) -> Raised {
        self.raise("ValueError", message)
    }

    /// Name of a value's type.
    pub fn type_name(&self, value: Value) -> String {
        self.heap.type_name(value)
    }

    /// A string argument's text.
    pub fn str_arg(&mut self, value: Value, what: &str) -> Result<String, Raised> {
        match self.heap.str(value) {
            Some(text) => Ok(text.to_owned()),
            None => {
                let found = self.type_name(value);
                Err(self.type_error(format!("{what} must be str, not {found}")))
            }
        }
    }

    /// An integer argument.
    pub fn int_arg(&mut self, value: Value) -> Result<i64, Raised> {
        if let Some(int) = self.heap.int(value) {
            return Ok(int);
        }
        if self.heap.kind(value) == Kind::Int {
            return Err(self.raise("OverflowError", "Python int too large to convert to C ssize_t"));
        }
        let found = self.type_name(value);
        Err(self.type_error(format!("'{found}' object cannot be interpreted as an integer")))
    }

    /// A number argument as a float.
    pub fn float_arg(&mut self, value: Value) -> Result<f64, Raised> {
        match self.heap.number(value) {
            Some(float) => Ok(float),
            None => {
                let found = self.type_name(value);
                Err(self.type_error(format!("must be real number, not {found}")))
            }
        }
    }

    /// Script position of the innermost frame that is not library code: (line, span).
    pub fn script_site(&self) -> Option<(u32, Span)> {
        let program = &self.heap.program;
        self.view.frames.iter().rev().find_map(|frame| {
            let code = program.code(frame.code);
            let at = frame.at();
            (!program.module(code.module).library).then(|| (code.lines[at], code.spans[at]))
        })
    }
}
