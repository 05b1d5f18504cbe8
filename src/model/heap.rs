//! The heap: a table of objects, found by handle.
//!
//! The table grows by whole chunks that never move, so a thread reads an object with two loads and
//! no lock. Running threads use the heap by shared reference (the native world keeps it behind a
//! reader-writer lock and each running thread holds the read side); collection needs `&mut Heap`,
//! which is exactly "the world is stopped".
//!
//! A thread takes free places in blocks into its own [`Nursery`], so allocating costs no shared
//! write. What is reachable is found by mark and sweep (`collect.rs`): no reference counts in the
//! fast path, and cycles are no problem.

use super::body::{Body, with_breaks};
use super::breaks::Breaks;
use super::builtin_names::BuiltinNames;
use super::code::Symbol;
use super::counts::Counts;
use super::dead::{Dead, own_bytes};
use super::dict::Table;
use super::fixed::Fixed;
pub use super::nursery::Nursery;
use super::object::{Attrs, Class, Deque, Instance, Kind, Obj, Str};
use super::place::Place;
use super::pressure::Pressure;
use super::program::Program;
use super::shared::{Guarded, Shared};
use super::value::Value;
use super::watch::Watch;
use hashbrown::HashMap;
use num_bigint::BigInt;
use parking_lot::RwLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

mod allocated;
mod lane_names;
mod sweep;
pub(super) use sweep::MARKS;

const CHUNK_BITS: u32 = 12;
const CHUNK: usize = 1 << CHUNK_BITS;
/// Most chunks: 64 M objects. Beyond that allocation ends in `MemoryError`.
const CHUNKS_MAX: usize = 1 << 14;
/// Places a nursery takes at once.
const BLOCK: usize = 128;

/// Places that never move.
type Chunk = Fixed<Place, CHUNK>;

/// The objects of one run, and the tables every thread shares.
pub struct Heap {
    chunks: Fixed<OnceLock<Chunk>, CHUNKS_MAX>,
    counts: Counts,
    free: Guarded<Free>,
    dead: Dead,
    /// Global variables of all modules.
    pub globals: Box<[Shared]>,
    /// All code objects as they are run.
    pub bodies: Arc<[Body]>,
    /// The class of each native kind.
    pub kinds: Vec<Value>,
    /// Builtin names.
    pub builtins: BuiltinNames,
    /// Module objects, by module number.
    pub modules: Vec<Value>,
    /// Native attributes of modules (functions of `_time` ...), by module number.
    pub module_natives: Vec<HashMap<Symbol, Value>>,
    /// Attributes of modules that are no variables of theirs (submodules), by module number.
    pub module_extras: Vec<Attrs>,
    /// Whether a module's body has run: 0 no, 1 running, 2 done.
    pub imported: Vec<AtomicU32>,
    /// Goes up whenever a class changes: what lookup caches check.
    pub class_version: AtomicU32,
    /// Objects whose end the script wants to know of.
    pub watch: Watch,
    /// The program.
    pub program: Arc<Program>,
    names: RwLock<Names>,
    names_given: Guarded<HashMap<String, u32>>,
    pressure: Pressure,
}

/// Names interned while running, after the program's own.
#[derive(Clone, Default)]
struct Names {
    by_text: HashMap<Box<str>, Symbol>,
    texts: Vec<Box<str>>,
    base: u32,
}

#[derive(Clone, Default, Debug)]
struct Free {
    places: Vec<u32>,
    fresh: u32,
}

impl Heap {
    /// A heap for a program, without builtins (see `builtins::install`).
    pub fn new(program: Arc<Program>) -> Heap {
        let mut globals = Vec::new();
        globals.resize_with(program.globals.len(), Shared::default);
        let names = Names {
            by_text: program
                .symbols
                .iter()
                .enumerate()
                .map(|(at, text)| (text.as_str().into(), Symbol(at as u32)))
                .collect(),
            texts: Vec::new(),
            base: program.symbols.len() as u32,
        };
        Heap {
            chunks: Fixed::new(OnceLock::new),
            // Place 0 stays empty: no object has the word 0.
            counts: Counts::default(),
            free: Guarded::new(Free { places: Vec::new(), fresh: 1 }),
            dead: Dead::default(),
            globals: globals.into(),
            bodies: Arc::new([]),
            kinds: vec![Value::UNDEFINED; Kind::COUNT],
            builtins: BuiltinNames::default(),
            modules: Vec::new(),
            module_natives: vec![HashMap::new(); program.modules.len()],
            module_extras: program.modules.iter().map(|_| Attrs::default()).collect(),
            imported: program.modules.iter().map(|_| AtomicU32::new(0)).collect(),
            class_version: AtomicU32::new(0),
            watch: Watch::default(),
            names: RwLock::new(names),
            names_given: Guarded::default(),
            pressure: Pressure::default(),
            program,
        }
    }

    /// The object of a handle; `None` for an inline value.
    #[inline(always)]
    pub fn get(&self, value: Value) -> Option<&Obj> {
        let index = value.as_handle()? as usize;
        self.chunks.0[(index >> CHUNK_BITS) % CHUNKS_MAX].get()?.0[index % CHUNK].get()
    }

    /// What an access costs where references are counted.
    pub fn count_access(&self, value: Value) {
        if let Some(index) = value.as_handle() {
            self.counts.access(index as usize);
        }
    }

    /// Puts an object on the heap. When it is full (64 M objects) answers `None` as a value; the
    /// memory limit ends the run long before.
    #[inline]
    pub fn alloc(&self, nursery: &mut Nursery, mut obj: Obj) -> Value {
        let bytes = own_bytes(&mut obj);
        if bytes > 0 {
            self.note_bytes(nursery, bytes);
        }
        let Some(index) = nursery.places.pop().or_else(|| self.refill(nursery)) else {
            return Value::NONE;
        };
        let at = index as usize;
        let chunk = self.chunks.0[at >> CHUNK_BITS].get_or_init(new_chunk);
        chunk.0[at & (CHUNK - 1)].fill(obj);
        Value::handle(index)
    }

    /// An instance of a class, its attributes unset.
    #[inline]
    pub fn new_instance(&self, nursery: &mut Nursery, class: Value, payload: Value) -> Value {
        let (count, finalizes) =
            self.class(class).map_or((0, false), |class| (class.layout.len(), class.finalizes));
        let instance = Box::new(Instance::new(class, payload, count));
        let instance = self.alloc(nursery, Obj::Instance(instance));
        if finalizes {
            self.watch.add_finalizable(instance);
        }
        instance
    }

    #[cold]
    fn refill(&self, nursery: &mut Nursery) -> Option<u32> {
        let mut free = self.free.lock();
        if free.places.is_empty() {
            if free.fresh as usize >= CHUNK * CHUNKS_MAX - BLOCK {
                return None;
            }
            let first = free.fresh;
            free.fresh += BLOCK as u32;
            nursery.places.extend((first..free.fresh).rev());
        } else {
            let keep = free.places.len().saturating_sub(BLOCK);
            nursery.places.extend(free.places.drain(keep..));
        }
        drop(free);
        self.dead.free_for_refill();
        self.pressure.places(nursery.places.len());
        nursery.collection_due = self.wants_collection();
        nursery.places.pop()
    }

    /// Places handed out so far, free ones included.
    pub fn places(&self) -> usize {
        self.free.lock().fresh as usize
    }

    /// The symbol of a text, made if new.
    pub fn intern(&self, text: &str) -> Symbol {
        if let Some(&symbol) = self.names.read().by_text.get(text) {
            return symbol;
        }
        let mut names = self.names.write();
        if let Some(&symbol) = names.by_text.get(text) {
            return symbol;
        }
        let symbol = Symbol(names.base + names.texts.len() as u32);
        names.texts.push(text.into());
        names.by_text.insert(text.into(), symbol);
        symbol
    }

    /// The symbol of a text, if it is known: an unknown name is nobody's attribute.
    pub fn symbol(&self, text: &str) -> Option<Symbol> {
        self.names.read().by_text.get(text).copied()
    }

    /// What a builtin name stands for.
    pub fn builtin(&self, name: &str) -> Option<Value> {
        self.builtins.get(self.symbol(name)?)
    }

    /// A global of a library module.
    pub fn library_global(&self, module: &str, name: &str) -> Option<Value> {
        let module = self.program.module(self.program.module_named(module)?);
        let slot = *module.globals.get(&self.symbol(name)?)?;
        self.globals[usize::from(slot)].load().defined()
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> String {
        let fixed = self.program.symbols.get(symbol.0 as usize).cloned();
        fixed.unwrap_or_else(|| {
            let names = self.names.read();
            names.texts[(symbol.0 - names.base) as usize].to_string()
        })
    }

    /// Representation of a value's object.
    #[inline]
    pub fn kind(&self, value: Value) -> Kind {
        if value.is_small() {
            return Kind::Int;
        }
        if value.as_inline_float().is_some() {
            return Kind::Float;
        }
        match value {
            Value::NONE => Kind::NoneType,
            Value::TRUE | Value::FALSE => Kind::Bool,
            Value::NOT_IMPLEMENTED => Kind::NotImplementedType,
            Value::ELLIPSIS => Kind::EllipsisType,
            _ => self.get(value).map_or(Kind::Object, |obj| self.kind_of(obj)),
        }
    }

    /// The same of an object.
    #[inline]
    /// The function of a method, of a method of a method ...; of anything else the value itself.
    pub fn function_of(&self, mut value: Value) -> Value {
        while let Some(Obj::BoundMethod { func, .. }) = self.get(value) {
            value = *func;
        }
        value
    }

    pub(super) fn kind_of(&self, obj: &Obj) -> Kind {
        match obj {
            Obj::Float(_) => Kind::Float,
            Obj::BigInt(_) => Kind::Int,
            Obj::Str(_) => Kind::Str,
            Obj::Bytes(_) => Kind::Bytes,
            Obj::Tuple(_) => Kind::Tuple,
            Obj::List(_) => Kind::List,
            Obj::Dict(_) => Kind::Dict,
            Obj::Set(_) => Kind::Set,
            Obj::FrozenSet(_) => Kind::FrozenSet,
            Obj::Deque(_) => Kind::Deque,
            Obj::Range(_) => Kind::Range,
            Obj::Slice(_) => Kind::Slice,
            Obj::Function(_) => Kind::Function,
            Obj::Native(_) => Kind::BuiltinFunction,
            Obj::BoundMethod { func, .. } => match self.get(*func) {
                Some(Obj::Native(_)) => Kind::BuiltinFunction,
                _ => Kind::Method,
            },
            Obj::Class(_) => Kind::Type,
            Obj::Instance(instance) => self.class(instance.class).map_or(Kind::Object, |c| c.kind),
            Obj::Module(_) => Kind::Module,
            Obj::Cell(_) => Kind::Cell,
            Obj::Generator(state) => self.kind_of_generator(state.lock().code),
            Obj::RangeIter(_) => Kind::RangeIterator,
            Obj::SequenceIter(iter) => self.kind_of_sequence_iterator(iter.over),
            Obj::Iter(state) => self.kind_of_iterator(&state.lock()),
            Obj::DictView { part, .. } => match part {
                super::object::DictPart::Keys => Kind::DictKeys,
                super::object::DictPart::Values => Kind::DictValues,
                super::object::DictPart::Items => Kind::DictItems,
            },
            Obj::Property(_) => Kind::Property,
            Obj::StaticMethod(_) => Kind::StaticMethod,
            Obj::ClassMethod(_) => Kind::ClassMethod,
            Obj::Super { .. } => Kind::Super,
            Obj::Lock(_) => Kind::Lock,
            Obj::RLock(_) => Kind::RLock,
            Obj::Core(_) => Kind::Core,
            Obj::Traceback(_) => Kind::Traceback,
            Obj::Random(_) => Kind::Random,
            Obj::Plain => Kind::Object,
        }
    }

    /// `type(value)`
    #[inline]
    pub fn class_of(&self, value: Value) -> Value {
        match self.get(value) {
            Some(Obj::Instance(instance)) => instance.class,
            Some(Obj::Class(class)) if !class.meta.is_undefined() => class.meta,
            Some(obj) => self.kinds[self.kind_of(obj) as usize],
            None => self.kinds[self.kind(value) as usize],
        }
    }

    /// The class object behind a value that is a class.
    #[inline]
    pub fn class(&self, value: Value) -> Option<&Class> {
        match self.get(value) {
            Some(Obj::Class(class)) => Some(class),
            _ => None,
        }
    }

    /// The instance behind a value that is one.
    #[inline]
    pub fn instance(&self, value: Value) -> Option<&Instance> {
        match self.get(value) {
            Some(Obj::Instance(instance)) => Some(instance),
            _ => None,
        }
    }

    /// The native object of a value: itself, or what a subclass of `list`, `int` ... wraps.
    #[inline]
    pub fn native(&self, value: Value) -> Value {
        match self.get(value) {
            Some(Obj::Instance(instance)) if !instance.payload.is_undefined() => instance.payload,
            _ => value,
        }
    }

    /// The text of a string (or of an instance of a subclass of `str`).
    #[inline]
    pub fn str(&self, value: Value) -> Option<&str> {
        self.str_object(value).map(Str::text)
    }

    /// The string object of a value.
    #[inline(always)]
    pub fn str_object(&self, value: Value) -> Option<&Str> {
        match self.get(self.native(value)) {
            Some(Obj::Str(text)) => Some(text),
            _ => None,
        }
    }

    /// The items of a list.
    #[inline]
    pub fn list(&self, value: Value) -> Option<&Guarded<Vec<Value>>> {
        match self.get(self.native(value)) {
            Some(Obj::List(items)) => Some(items),
            _ => None,
        }
    }

    /// The items of a tuple.
    #[inline]
    pub fn tuple(&self, value: Value) -> Option<&[Value]> {
        match self.get(self.native(value)) {
            Some(Obj::Tuple(items)) => Some(items),
            _ => None,
        }
    }

    /// The classes in a class or a tuple of them, which may hold tuples, however deep.
    pub fn classes_in(&self, wanted: Value) -> impl Iterator<Item = Value> + '_ {
        let (mut first, mut left) = (Some(wanted), Vec::new());
        std::iter::from_fn(move || {
            loop {
                let one = first.take().or_else(|| left.pop())?;
                match self.tuple(one) {
                    Some(several) => left.extend(several.iter().rev()),
                    None => return Some(one),
                }
            }
        })
    }

    /// The table of a dict.
    #[inline]
    pub fn dict(&self, value: Value) -> Option<&Guarded<Table>> {
        match self.get(self.native(value)) {
            Some(Obj::Dict(table)) => Some(table),
            _ => None,
        }
    }

    /// The table of a set (not of a frozenset).
    pub fn set(&self, value: Value) -> Option<&Guarded<Table>> {
        match self.get(self.native(value)) {
            Some(Obj::Set(table)) => Some(table),
            _ => None,
        }
    }

    /// A deque.
    pub fn deque(&self, value: Value) -> Option<&Deque> {
        match self.get(self.native(value)) {
            Some(Obj::Deque(deque)) => Some(deque),
            _ => None,
        }
    }

    /// A float's number (floats only; see [`Heap::number`]).
    #[inline]
    pub fn float(&self, value: Value) -> Option<f64> {
        value.as_inline_float().or_else(|| match self.get(self.native(value)) {
            Some(Obj::Float(float)) => Some(*float),
            None => self.native(value).as_inline_float(),
            _ => None,
        })
    }

    /// An integer (bools included) that fits in 64 bits.
    #[inline]
    pub fn int(&self, value: Value) -> Option<i64> {
        if let Some(small) = value.as_small() {
            return Some(small);
        }
        if let Some(flag) = value.as_bool() {
            return Some(i64::from(flag));
        }
        match self.get(value) {
            Some(Obj::BigInt(big)) => i64::try_from(big.as_ref()).ok(),
            Some(Obj::Instance(instance)) if !instance.payload.is_undefined() => {
                self.int(instance.payload)
            }
            _ => None,
        }
    }

    /// An integer of any size (bools included).
    pub fn big_int(&self, value: Value) -> Option<BigInt> {
        match self.get(self.native(value)) {
            Some(Obj::BigInt(big)) => Some(big.as_ref().clone()),
            _ => self.int(value).map(BigInt::from),
        }
    }

    /// A float or an integer as a float, if it is one that fits.
    pub fn number(&self, value: Value) -> Option<f64> {
        use num_traits::ToPrimitive as _;
        self.float(value).or_else(|| {
            self.int(value).map(|int| int as f64).or_else(|| self.big_int(value)?.to_f64())
        })
    }

    /// `isinstance(value, class)` for a class (not a tuple of them).
    pub fn is_instance(&self, value: Value, class: Value) -> bool {
        self.is_subclass(self.class_of(value), class)
    }

    /// `issubclass(class, of)`
    #[inline]
    pub fn is_subclass(&self, class: Value, of: Value) -> bool {
        class == of || self.mro(class).contains(&of)
    }

    /// A class's order of look-up, itself first.
    #[inline]
    pub fn mro(&self, class: Value) -> &[Value] {
        self.class(class).and_then(|c| c.mro.get()).map_or(&[], |mro| mro)
    }

    /// Looks a name up along a class's order.
    pub fn lookup(&self, class: Value, name: Symbol) -> Option<Value> {
        self.mro(class).iter().find_map(|&c| self.class(c)?.attrs.get(name))
    }

    /// Name of a value's type, as messages write it.
    pub fn type_name(&self, value: Value) -> String {
        self.class(self.class_of(value)).map_or_else(|| "object".into(), |c| c.name.to_string())
    }

    /// Makes all code stop at these breaks, or at none.
    pub fn set_breaks(&mut self, breaks: Option<&Breaks>) {
        self.bodies = with_breaks(&self.bodies, &self.program, breaks);
    }

    /// Notes that a class changed.
    pub fn class_changed(&self) {
        self.class_version.fetch_add(1, Ordering::Release);
    }
}

impl Clone for Heap {
    fn clone(&self) -> Self {
        let copy = |number: &AtomicU32| AtomicU32::new(number.load(Ordering::Relaxed));
        Heap {
            chunks: self.chunks.clone(),
            counts: Counts::default(),
            free: self.free.clone(),
            dead: self.dead.clone(),
            globals: self.globals.clone(),
            bodies: Arc::clone(&self.bodies),
            kinds: self.kinds.clone(),
            builtins: self.builtins.clone(),
            modules: self.modules.clone(),
            module_natives: self.module_natives.clone(),
            module_extras: self.module_extras.clone(),
            imported: self.imported.iter().map(copy).collect(),
            class_version: copy(&self.class_version),
            watch: self.watch.clone(),
            program: self.program.clone(),
            names: RwLock::new(self.names.read().clone()),
            names_given: self.names_given.clone(),
            pressure: self.pressure.clone(),
        }
    }
}

fn new_chunk() -> Chunk {
    Fixed::new(Place::default)
}
