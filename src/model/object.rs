//! The objects of the heap: what a handle can point to.
//!
//! An object's shape is immutable once made; what a script may change lies in [`Shared`] words
//! (attributes, cells) or in [`Guarded`] containers. Everything clones and hashes, which is all the
//! model world needs to keep states of a whole program.

use super::code::{CodeId, ModuleId, Symbol};
use super::dict::Table;
use super::ids::ObjectId;
use super::native::NativeFn;
use super::shared::{Guarded, Shared};
pub use super::string::Str;
use super::value::Value;
use num_bigint::BigInt;
use smallvec::SmallVec;
use std::collections::VecDeque;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A heap object.
#[derive(Clone, Debug)]
pub enum Obj {
    /// A float that does not fit inline.
    Float(f64),
    /// An integer beyond 63 bits.
    BigInt(Box<BigInt>),
    /// A string.
    Str(Str),
    /// A bytes object.
    Bytes(Box<[u8]>),
    /// A tuple.
    Tuple(Box<[Value]>),
    /// A list.
    List(Guarded<Vec<Value>>),
    /// A dict.
    Dict(Box<Guarded<Table>>),
    /// A set.
    Set(Box<Guarded<Table>>),
    /// A frozenset.
    FrozenSet(Box<Table>),
    /// A `collections.deque`.
    Deque(Box<Deque>),
    /// A range.
    Range(Box<Range>),
    /// A slice: start, stop, step.
    Slice(Box<[Value; 3]>),
    /// A function of the script or of a Python library module.
    Function(Box<Function>),
    /// A function of the product.
    Native(Box<Native>),
    /// A function with its first argument: `obj.method`.
    BoundMethod {
        /// The function.
        func: Value,
        /// Its first argument.
        receiver: Value,
    },
    /// A class.
    Class(Box<Class>),
    /// An instance of a class (of the script, of the library, or an exception).
    Instance(Box<Instance>),
    /// A module.
    Module(ModuleId),
    /// A variable shared between a function and its inner functions.
    Cell(Shared),
    /// A generator.
    Generator(Box<Guarded<Generator>>),
    /// An iterator over a range.
    RangeIter(Box<RangeIter>),
    /// An iterator over a list (live: sees appends) or a tuple, a deque, bytes.
    SequenceIter(Box<SequenceIter>),
    /// Any other native iterator.
    Iter(Box<Guarded<Iter>>),
    /// `dict.keys()`, `.values()`, `.items()`.
    DictView {
        /// The dict.
        dict: Value,
        /// Which part.
        part: DictPart,
    },
    /// `property(get, set, delete)`
    Property(Box<[Value; 3]>),
    /// `staticmethod(f)`
    StaticMethod(Value),
    /// `classmethod(f)`
    ClassMethod(Value),
    /// `super()`: the class after which to look, and the receiver.
    Super {
        /// Look after this class in the receiver's order.
        class: Value,
        /// The receiver.
        receiver: Value,
    },
    /// A `_thread.lock`.
    Lock(ObjectId),
    /// A `_thread.RLock`.
    RLock(ObjectId),
    /// The core of a semaphore, condition, event, barrier, queue or thread.
    Core(ObjectId),
    /// A traceback: where the exception passed, innermost first. It never changes: an exception that
    /// goes on gets another.
    Traceback(Box<[Passed]>),
    /// A Mersenne Twister.
    Random(Box<Guarded<rand_mt::Mt>>),
    /// `object()`
    Plain,
}

/// Where an exception passed through a frame.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Passed {
    /// The frame's code.
    pub code: CodeId,
    /// The instruction it was at.
    pub pc: u32,
}

/// A `collections.deque`.
#[derive(Clone, Debug)]
pub struct Deque {
    /// Its items.
    pub items: Guarded<VecDeque<Value>>,
    /// Its bound, if any.
    pub maxlen: Option<usize>,
}

/// A range. Bounds beyond 64 bits are refused when it is made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub struct Range {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
}

impl Range {
    /// Number of items.
    pub fn len(&self) -> u64 {
        let (low, high, step) = if self.step > 0 {
            (self.start, self.stop, self.step as i128)
        } else {
            (self.stop, self.start, -(self.step as i128))
        };
        if low >= high { 0 } else { ((high as i128 - low as i128 - 1) / step + 1) as u64 }
    }

    /// Whether it has no items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An iterator over a range: how far it is, is one shared word.
#[derive(Debug)]
pub struct RangeIter {
    /// How many items are left.
    pub left: std::sync::atomic::AtomicU64,
    /// What would come after the last item.
    pub end: i64,
    /// Distance between items.
    pub step: i64,
}

impl RangeIter {
    /// An iterator over a range, as an object.
    pub fn object(range: &Range) -> Obj {
        let count = range.len();
        let end = range.start.wrapping_add((count as i64).wrapping_mul(range.step));
        Obj::RangeIter(Box::new(RangeIter { left: count.into(), end, step: range.step }))
    }

    /// The item when so many are left.
    #[inline(always)]
    pub fn item(&self, left: u64) -> i64 {
        self.end.wrapping_sub((left as i64).wrapping_mul(self.step))
    }

    /// Takes the next item: one atomic step.
    pub fn take(&self) -> Option<i64> {
        let taken = self.left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1));
        taken.ok().map(|left| self.item(left))
    }
}

impl Clone for RangeIter {
    fn clone(&self) -> Self {
        RangeIter { left: self.left.load(Relaxed).into(), end: self.end, step: self.step }
    }
}

/// An iterator over a sequence: how far it is is one shared word. Threads that share one may be
/// given the same item, as those of free-threaded CPython.
#[derive(Debug)]
pub struct SequenceIter {
    /// The sequence.
    pub over: Value,
    index: AtomicUsize,
}

impl SequenceIter {
    /// The index of one that is exhausted, for good.
    const EXHAUSTED: usize = usize::MAX;

    /// An iterator over a sequence, as an object.
    pub fn object(over: Value) -> Obj {
        Obj::SequenceIter(Box::new(SequenceIter { over, index: 0.into() }))
    }

    /// How far it is.
    pub fn index(&self) -> usize {
        self.index.load(Relaxed)
    }

    /// Its next item, which `nth` knows.
    #[inline(always)]
    pub fn next(&self, nth: impl FnOnce(usize) -> Option<Value>) -> Option<Value> {
        let index = self.index();
        let item = if index == Self::EXHAUSTED { None } else { nth(index) };
        let after = if item.is_some() { index + 1 } else { Self::EXHAUSTED };
        self.index.store(after, Relaxed);
        item
    }
}

impl Clone for SequenceIter {
    fn clone(&self) -> Self {
        SequenceIter { over: self.over, index: self.index().into() }
    }
}

/// Native iterators. Each remembers what it goes over and how far it is.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)]
pub enum Iter {
    /// Backwards over a list, tuple, deque or range: `left` is one more than the items left.
    Reversed { over: Value, left: usize },
    /// Over the characters of a string; `at` is a byte offset.
    Str { over: Value, at: usize },
    /// Over a dict's or set's table; `size` is its length at the start, to notice changes.
    Table { over: Value, cursor: usize, size: usize, part: DictPart },
    /// `enumerate`
    Enumerate { inner: Value, count: i64 },
    /// `zip` of native iterators
    Zip { inner: Box<[Value]> },
    /// `itertools.count`
    Count { next: i64, step: i64 },
}

/// Which part of a dict a view or an iterator shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum DictPart {
    Keys,
    Values,
    Items,
}

/// A function of a script.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its code.
    pub code: CodeId,
    /// Tuple of defaults, or undefined.
    pub defaults: Value,
    /// Dict of keyword-only defaults, or undefined.
    pub keyword_defaults: Value,
    /// Cells of its closure.
    pub closure: Box<[Value]>,
    /// Attributes set on it (`__name__`, `__doc__`, `__wrapped__`, own ones), if any.
    pub attrs: Attrs,
}

/// A function of the product.
#[derive(Clone, Copy, Debug)]
pub struct Native {
    /// Its name.
    pub name: &'static str,
    /// The type or module it belongs to ("list", "time"), for its repr and messages.
    pub owner: &'static str,
    /// The function.
    pub call: NativeFn,
    /// Whether it is a method of a type: its first argument is the receiver.
    pub method: bool,
}

impl Native {
    /// What CPython calls it: `threading.Lock` stands for another name there.
    pub fn shown_name(&self) -> &'static str {
        match (self.owner, self.name) {
            ("_sync", "Lock") => "allocate_lock",
            (_, name) => name,
        }
    }
}

/// Attributes by name, in order of assignment; few, so a vector.
#[derive(Clone, Debug, Default)]
pub struct Attrs(pub OnceLock<Box<Guarded<Vec<(Symbol, Value)>>>>);

impl Attrs {
    /// Whether none was ever set.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.0.get().is_none()
    }

    /// The value of an attribute.
    pub fn get(&self, name: Symbol) -> Option<Value> {
        let attrs = self.0.get()?.lock();
        attrs.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
    }

    /// Sets an attribute.
    pub fn set(&self, name: Symbol, value: Value) {
        let mut attrs = self.0.get_or_init(Box::default).lock();
        match attrs.iter_mut().find(|(n, _)| *n == name) {
            Some((_, old)) => *old = value,
            None => attrs.push((name, value)),
        }
    }

    /// Removes an attribute; says whether it was there.
    pub fn remove(&self, name: Symbol) -> bool {
        let Some(attrs) = self.0.get() else { return false };
        let mut attrs = attrs.lock();
        let before = attrs.len();
        attrs.retain(|(n, _)| *n != name);
        attrs.len() < before
    }

    /// All of them, in order.
    pub fn entries(&self) -> Vec<(Symbol, Value)> {
        self.0.get().map(|attrs| attrs.lock().clone()).unwrap_or_default()
    }
}

/// Which native representation a class's instances have.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
#[repr(u8)]
pub enum Kind {
    /// An [`Obj::Instance`], or a plain `object()`.
    Object,
    Type,
    Int,
    Bool,
    Float,
    Str,
    Bytes,
    Tuple,
    List,
    Dict,
    Set,
    FrozenSet,
    Deque,
    Range,
    Slice,
    NoneType,
    NotImplementedType,
    EllipsisType,
    Function,
    BuiltinFunction,
    Method,
    Module,
    Cell,
    Generator,
    RangeIterator,
    /// Iterators of one kind or another that have no type of their own.
    Iterator,
    ListIterator,
    TupleIterator,
    StrIterator,
    AsciiIterator,
    BytesIterator,
    DequeIterator,
    KeyIterator,
    ValueIterator,
    ItemIterator,
    SetIterator,
    ListReverseIterator,
    CallIterator,
    Enumerate,
    Filter,
    Map,
    Reversed,
    Zip,
    DictKeys,
    DictValues,
    DictItems,
    Property,
    StaticMethod,
    ClassMethod,
    Super,
    Lock,
    RLock,
    Core,
    Traceback,
    Random,
    /// An [`Obj::Instance`] that can be raised.
    Exception,
}

impl Kind {
    /// How many kinds there are.
    pub const COUNT: usize = Kind::Exception as usize + 1;
}

/// A class.
#[derive(Clone, Debug)]
pub struct Class {
    /// `__name__`
    pub name: Box<str>,
    /// `__qualname__`
    pub qualname: Box<str>,
    /// `__module__`
    pub module: Box<str>,
    /// Direct bases.
    pub bases: Vec<Value>,
    /// Order of look-up, itself first; filled right after it is made.
    pub mro: OnceLock<Box<[Value]>>,
    /// Its own attributes.
    pub attrs: Attrs,
    /// Names of its instances' slots.
    pub layout: Vec<Symbol>,
    /// Representation of its instances.
    pub kind: Kind,
    /// Whether the product made it (its attributes cannot be set).
    pub builtin: bool,
    /// Whether its instances have a `__del__`.
    pub finalizes: bool,
    /// Its metaclass (undefined: `type`).
    pub meta: Value,
    /// Set once an instance's `__dict__` was asked for: its attributes may be in there.
    pub open_dicts: OnceLock<()>,
}

/// An instance of a class.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Its class.
    pub class: Value,
    /// For subclasses of `list`, `dict`, `int` ...: the native object inside; else undefined.
    pub payload: Value,
    /// Attributes of the class's layout. A few need no memory of their own.
    pub slots: SmallVec<[Shared; 4]>,
    /// Attributes beyond the layout.
    pub extra: Attrs,
}

impl Instance {
    /// An instance whose `count` slots are empty.
    #[inline]
    pub fn new(class: Value, payload: Value, count: usize) -> Instance {
        let slots = (0..count).map(|_| Shared::default()).collect();
        Instance { class, payload, slots, extra: Attrs::default() }
    }
}

/// A suspended generator.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Generator {
    /// Its code.
    pub code: Option<CodeId>,
    /// Registers of its frame.
    pub registers: Vec<Value>,
    /// The instruction to go on with.
    pub pc: u32,
    /// Register that receives what is sent in; `None` before the first `next`.
    pub awaiting: Option<u16>,
    /// Exceptions being handled in it.
    pub handled: Vec<Value>,
    /// Running now (on some thread).
    pub running: bool,
    /// Ended.
    pub finished: bool,
    /// Made for a `for` loop alone: nobody else can have it.
    pub of_loop: bool,
    /// Its function (for its name).
    pub function: Value,
}

impl Generator {
    /// The registers it keeps: while it runs they are on its thread's stack.
    pub fn kept_registers(&self) -> &[Value] {
        if self.running { &[] } else { &self.registers }
    }
}
