//! Small things that the native types and functions share: making instances, optional arguments,
//! turning faults into exceptions.

use crate::model::code::Symbol;
use crate::model::native::{Answer, Args, Ctx, NativeResult, Raised};
use crate::model::object::{DictPart, Kind, Native, Obj};
use crate::model::ops::{self, iterate};
use crate::model::primitives;
use crate::model::shared::Guarded;
use crate::model::symbol;
use crate::model::text::fault::Outcome;
use crate::model::value::Value;

impl Ctx<'_> {
    /// The result of a pure operation, its fault as an exception.
    pub fn pure<T>(&mut self, outcome: Outcome<T>) -> Result<T, Raised> {
        outcome.map_err(|fault| self.raise_fault(fault))
    }

    /// The exception of a primitive's or the host's fault.
    pub fn host_fault(&mut self, fault: primitives::Fault) -> Raised {
        if fault.message.is_empty() {
            return Raised(self.exception(fault.exception, &[]));
        }
        self.raise(fault.exception, fault.message)
    }

    /// A string from pure text work.
    pub fn text_answer(&mut self, outcome: Outcome<String>) -> NativeResult {
        let text = self.pure(outcome)?;
        Ok(Answer::Value(self.new_str(text)))
    }

    /// An optional integer argument: undefined and `None` are absent.
    pub fn optional_int(&mut self, value: Value) -> Result<Option<i64>, Raised> {
        if value.is_undefined() || value.is_none() {
            return Ok(None);
        }
        self.int_arg(value).map(Some)
    }

    /// A bound of a slice or search: any integer, clamped to 64 bits; absent where undefined or None.
    pub fn bound_arg(&mut self, value: Value) -> Result<Option<i64>, Raised> {
        if value.is_undefined() || value.is_none() {
            return Ok(None);
        }
        if let Some(int) = self.heap.int(value) {
            return Ok(Some(int));
        }
        if let Some(int) = ops::as_int(self.heap, value) {
            return Ok(Some(if int.is_negative() { i64::MIN } else { i64::MAX }));
        }
        let message = "slice indices must be integers or None or have an __index__ method";
        Err(self.type_error(message))
    }

    /// A dict from (name, value) pairs.
    pub fn new_dict(&mut self) -> Value {
        self.alloc(Obj::Dict(Box::default()))
    }

    /// A method bound to its receiver.
    pub fn new_bound(&mut self, func: Value, receiver: Value) -> Value {
        self.alloc(Obj::BoundMethod { func, receiver })
    }

    /// The method of a value's class with this name, if Python code defines it.
    pub fn python_method(&self, value: Value, name: Symbol) -> Option<Value> {
        // Only instances and classes have classes of Python code.
        let (Obj::Instance(_) | Obj::Class(_)) = self.heap.get(value)? else { return None };
        let found = self.heap.lookup(self.heap.class_of(value), name)?;
        (!matches!(self.heap.get(found), Some(Obj::Native(_)) | None)).then_some(found)
    }

    /// `StopIteration`
    pub fn stop_iteration(&mut self) -> Raised {
        Raised(self.exception("StopIteration", &[]))
    }

    /// The error of a value that cannot be iterated over.
    pub fn not_iterable(&mut self, value: Value) -> Raised {
        let found = self.heap.full_type_name(value);
        self.type_error(format!("'{found}' object is not iterable"))
    }

    /// The truth of a value where native code can tell; an instance with its own `__bool__` counts
    /// as true here.
    pub fn plain_truth(&self, value: Value) -> bool {
        ops::truth(self.heap, value).unwrap_or(true)
    }
}

/// How far native code can go over an iterable.
pub enum Items {
    /// These are all of them.
    Known(Vec<Value>),
    /// Python code must go over it.
    Python,
}

/// All items of an iterable, or `Python`; TypeError for what is not iterable.
pub fn items(ctx: &mut Ctx<'_>, value: Value) -> Result<Items, Raised> {
    if ctx.python_method(value, symbol::ITER).is_some() {
        return Ok(Items::Python);
    }
    if let Some(items) = iterate::collect(ctx, value)? {
        return Ok(Items::Known(items));
    }
    if is_iterable(ctx, value) {
        return Ok(Items::Python);
    }
    Err(ctx.not_iterable(value))
}

/// Whether `iter(value)` can work at all.
pub fn is_iterable(ctx: &Ctx<'_>, value: Value) -> bool {
    let heap = ctx.heap;
    let class = heap.class_of(value);
    let has = |name| heap.lookup(class, name).is_some_and(|method| !method.is_none());
    has(symbol::ITER)
        || (heap.instance(value).is_some() && has(symbol::GETITEM))
        || matches!(heap.get(value), Some(Obj::Generator(_)))
}

/// An instance of a class with its attributes unset; an exception gets its standard ones.
pub fn new_instance(ctx: &mut Ctx<'_>, class: Value, payload: Value) -> Value {
    if ctx.heap.class(class).is_some_and(|c| c.kind == Kind::Exception) {
        return ctx.exception_of(class, &[]);
    }
    ctx.heap.new_instance(ctx.nursery, class, payload)
}

/// What `__new__` of a native type gives: the native object, wrapped in an instance if the class
/// is a subclass.
pub fn finished(ctx: &mut Ctx<'_>, class: Value, native: Value) -> Value {
    if is_native_class(ctx, class) { native } else { new_instance(ctx, class, native) }
}

/// Whether a class is a native type itself, not a subclass of one.
pub fn is_native_class(ctx: &Ctx<'_>, class: Value) -> bool {
    ctx.heap.class(class).is_none_or(|c| c.builtin)
}

/// The table of names of `_prelude`'s fallbacks, called with fixed arguments.
pub fn call(callable: Value, args: &[Value]) -> NativeResult {
    Ok(Answer::Call { callable, args: args.to_vec() })
}

/// The receiver and the other arguments of a method; `name` is the method's name.
pub fn receiver<'a>(
    ctx: &mut Ctx<'_>,
    args: Args<'a>,
    name: &str,
) -> Result<(Value, Args<'a>), Raised> {
    match args.positional.split_first() {
        Some((&receiver, rest)) => Ok((receiver, Args { positional: rest, ..args })),
        None => {
            let message = format!("unbound method {name}() needs an argument");
            Err(ctx.type_error(message))
        }
    }
}

/// The error of a method called on something else: "descriptor 'append' for 'list' objects doesn't
/// apply to a 'int' object".
pub fn wrong_receiver(ctx: &mut Ctx<'_>, method: &str, wanted: &str, got: Value) -> Raised {
    let found = ctx.type_name(got);
    ctx.type_error(format!(
        "descriptor '{method}' for '{wanted}' objects doesn't apply to a '{found}' object"
    ))
}

/// A list guarded, or the error of a wrong receiver.
pub fn list_of<'a>(
    ctx: &mut Ctx<'a>,
    value: Value,
    method: &str,
) -> Result<&'a Guarded<Vec<Value>>, Raised> {
    let heap = ctx.heap;
    heap.list(value).ok_or_else(|| wrong_receiver(ctx, method, "list", value))
}

/// The native function behind a value.
pub fn native_of(ctx: &Ctx<'_>, value: Value) -> Option<Native> {
    match ctx.heap.get(value) {
        Some(Obj::Native(native)) => Some(**native),
        _ => None,
    }
}

/// A view of a dict.
pub fn dict_view(ctx: &mut Ctx<'_>, dict: Value, part: DictPart) -> Value {
    let dict = ctx.heap.native(dict);
    ctx.alloc(Obj::DictView { dict, part })
}

/// The address that `repr` and `id` show for a value: stable while it lives.
pub fn address(value: Value) -> u64 {
    match value.as_handle() {
        Some(handle) => 0x7f00_0000_0000 + (u64::from(handle) << 4),
        None => match value.as_small() {
            Some(small) if (-5..=256).contains(&small) => (0x5581_0000_0000 + small * 32) as u64,
            _ => value.0 & 0x7fff_ffff_ffff_ffff,
        },
    }
}
