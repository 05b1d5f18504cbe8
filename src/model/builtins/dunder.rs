//! The special methods that native types share (`__len__`, `__add__`, `__eq__` ...), for code that
//! calls them by name, as subclasses do through `super()`.

use super::support::{address, receiver};
use super::text_of;
use crate::model::code::{BinaryOp, CompareOp};
use crate::model::native::{Args, Ctx, NativeFn, NativeResult, none, value};
use crate::model::object::{Kind, Obj};
use crate::model::ops::item::{self, Item};
use crate::model::ops::{arith, compare, iterate, key, length};
use crate::model::value::Value;
use std::sync::atomic::Ordering::Relaxed;

/// Special methods by the kinds that have them.
pub const SHARED: &[(&[Kind], &[(&str, NativeFn)])] = &[
    (
        &[
            Kind::Str,
            Kind::Bytes,
            Kind::Tuple,
            Kind::List,
            Kind::Dict,
            Kind::Set,
            Kind::FrozenSet,
            Kind::Deque,
            Kind::Range,
            Kind::DictKeys,
            Kind::DictValues,
            Kind::DictItems,
        ],
        &[("__contains__", contains), ("__iter__", iter), ("__len__", len)],
    ),
    (
        &[Kind::Str, Kind::Bytes, Kind::Tuple, Kind::List, Kind::Dict, Kind::Deque, Kind::Range],
        &[("__getitem__", getitem)],
    ),
    (&[Kind::List, Kind::Dict, Kind::Deque], &[("__delitem__", delitem), ("__setitem__", setitem)]),
    (
        &[Kind::Str, Kind::Bytes, Kind::Tuple, Kind::List, Kind::Deque],
        &[("__add__", add), ("__mul__", mul), ("__rmul__", mul)],
    ),
    (&[Kind::List, Kind::Deque], &[("__iadd__", iadd)]),
    (
        &[Kind::Set, Kind::FrozenSet, Kind::DictKeys],
        &[("__and__", and), ("__or__", or), ("__sub__", sub), ("__xor__", xor)],
    ),
    (&[Kind::Dict], &[("__ior__", ior), ("__or__", or)]),
    (&[Kind::Set], &[("__iand__", iand), ("__ior__", ior), ("__isub__", isub), ("__ixor__", ixor)]),
    (
        &[Kind::Int, Kind::Float],
        &[
            ("__abs__", abs),
            ("__add__", add),
            ("__bool__", bool),
            ("__divmod__", divmod),
            ("__floordiv__", floordiv),
            ("__mod__", modulo),
            ("__mul__", mul),
            ("__neg__", neg),
            ("__pos__", pos),
            ("__pow__", pow),
            ("__radd__", radd),
            ("__rfloordiv__", rfloordiv),
            ("__rmod__", rmod),
            ("__rmul__", rmul),
            ("__rpow__", rpow),
            ("__rsub__", rsub),
            ("__rtruediv__", rtruediv),
            ("__sub__", sub),
            ("__truediv__", truediv),
        ],
    ),
    (
        &[Kind::Int],
        &[
            ("__and__", and),
            ("__invert__", invert),
            ("__lshift__", lshift),
            ("__or__", or),
            ("__rshift__", rshift),
            ("__xor__", xor),
        ],
    ),
    (&[Kind::Str], &[("__mod__", modulo)]),
    (
        &[
            Kind::Int,
            Kind::Float,
            Kind::Str,
            Kind::Bytes,
            Kind::Tuple,
            Kind::List,
            Kind::Set,
            Kind::FrozenSet,
            Kind::Deque,
        ],
        &[("__ge__", ge), ("__gt__", gt), ("__le__", le), ("__lt__", lt)],
    ),
    (
        &[Kind::Object, Kind::Dict, Kind::List, Kind::Set, Kind::Tuple, Kind::Str, Kind::Int],
        &[("__eq__", eq), ("__ne__", ne)],
    ),
    (&[Kind::Object, Kind::Int, Kind::Float, Kind::Str, Kind::Tuple], &[("__hash__", hash)]),
    (&[Kind::Object], &[("__repr__", repr), ("__str__", str)]),
    (
        &[Kind::Str, Kind::List, Kind::Dict, Kind::Tuple, Kind::Int, Kind::Set],
        &[("__repr__", repr)],
    ),
    (
        super::iterator_types::KINDS,
        &[("__iter__", itself), ("__length_hint__", length_hint), ("__next__", next)],
    ),
];

macro_rules! binary {
    ($($name:ident $text:literal $op:ident $swapped:literal;)+) => {
        $(fn $name(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
            operate(ctx, args, $text, BinaryOp::$op, $swapped)
        })+
    };
}

binary! {
    add "__add__" Add false;
    radd "__radd__" Add true;
    sub "__sub__" Sub false;
    rsub "__rsub__" Sub true;
    mul "__mul__" Mul false;
    rmul "__rmul__" Mul true;
    truediv "__truediv__" TrueDiv false;
    rtruediv "__rtruediv__" TrueDiv true;
    floordiv "__floordiv__" FloorDiv false;
    rfloordiv "__rfloordiv__" FloorDiv true;
    modulo "__mod__" Mod false;
    rmod "__rmod__" Mod true;
    pow "__pow__" Pow false;
    rpow "__rpow__" Pow true;
    lshift "__lshift__" LShift false;
    rshift "__rshift__" RShift false;
    and "__and__" And false;
    or "__or__" Or false;
    xor "__xor__" Xor false;
}

fn operate(
    ctx: &mut Ctx<'_>,
    args: Args<'_>,
    name: &str,
    op: BinaryOp,
    swapped: bool,
) -> NativeResult {
    let [a, b] = args.exactly(ctx, name)?;
    let (a, b) = if swapped { (b, a) } else { (a, b) };
    let result = arith::binary(ctx, op, a, b)?;
    value(result.unwrap_or(Value::NOT_IMPLEMENTED))
}

macro_rules! in_place {
    ($($name:ident $text:literal $op:ident;)+) => {
        $(fn $name(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
            let [a, b] = args.exactly(ctx, $text)?;
            let result = arith::in_place(ctx, BinaryOp::$op, a, b)?;
            value(result.unwrap_or(Value::NOT_IMPLEMENTED))
        })+
    };
}

in_place! {
    iadd "__iadd__" Add;
    iand "__iand__" And;
    ior "__ior__" Or;
    isub "__isub__" Sub;
    ixor "__ixor__" Xor;
}

macro_rules! comparison {
    ($($name:ident $text:literal $op:ident;)+) => {
        $(fn $name(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
            let [a, b] = args.exactly(ctx, $text)?;
            compared(ctx, CompareOp::$op, a, b)
        })+
    };
}

comparison! {
    lt "__lt__" Lt;
    le "__le__" Le;
    gt "__gt__" Gt;
    ge "__ge__" Ge;
}

fn compared(ctx: &mut Ctx<'_>, op: CompareOp, a: Value, b: Value) -> NativeResult {
    let (a, b) = (ctx.heap.native(a), ctx.heap.native(b));
    let known = compare::compare(ctx, op, a, b)?;
    value(known.map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

/// Equality as the native type has it, whatever a subclass says.
fn native_equal(ctx: &Ctx<'_>, a: Value, b: Value) -> Option<bool> {
    if a == b {
        return Some(true);
    }
    let (x, y) = (ctx.heap.native(a), ctx.heap.native(b));
    if x == a && ctx.heap.instance(a).is_some() {
        return None;
    }
    (ctx.heap.kind(x) == ctx.heap.kind(y)).then(|| key::equal(ctx.heap, x, y)).flatten()
}

fn eq(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [a, b] = args.exactly(ctx, "__eq__")?;
    value(native_equal(ctx, a, b).map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

fn ne(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [a, b] = args.exactly(ctx, "__ne__")?;
    value(native_equal(ctx, a, b).map_or(Value::NOT_IMPLEMENTED, |same| Value::bool(!same)))
}

fn hash(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__hash__")?;
    let native = ctx.heap.native(object);
    let hash = match ctx.heap.instance(native) {
        Some(_) => (address(native) >> 4) as i64,
        None => key::hash(ctx, native)?,
    };
    value(ctx.new_int(hash))
}

fn repr(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__repr__")?;
    match text_of::default_repr(ctx, object)? {
        Some(text) => value(ctx.new_str(text)),
        None => {
            let native = ctx.heap.native(object);
            ctx.prelude("repr_slow", vec![native])
        }
    }
}

fn str(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__str__")?;
    match text_of::default_str(ctx, object)? {
        Some(text) => value(ctx.new_str(text)),
        None => super::functions::repr_call(ctx, object),
    }
}

fn unary(ctx: &mut Ctx<'_>, args: Args<'_>, name: &str, symbol: char) -> NativeResult {
    let [object] = args.exactly(ctx, name)?;
    let result = arith::unary(ctx, symbol, object)?;
    value(result.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn neg(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    unary(ctx, args, "__neg__", '-')
}

fn pos(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    unary(ctx, args, "__pos__", '+')
}

fn invert(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    unary(ctx, args, "__invert__", '~')
}

fn abs(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__abs__")?;
    let native = ctx.heap.native(object);
    super::numbers::abs(ctx, Args::positional(&[native]))
}

fn divmod(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [a, b] = args.exactly(ctx, "__divmod__")?;
    let (a, b) = (ctx.heap.native(a), ctx.heap.native(b));
    super::numbers::divmod(ctx, Args::positional(&[a, b]))
}

fn bool(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__bool__")?;
    let native = ctx.heap.native(object);
    value(Value::bool(ctx.plain_truth(native)))
}

fn len(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__len__")?;
    let length = length(ctx.heap, object).unwrap_or(0);
    value(ctx.new_int(length as i64))
}

fn found(ctx: &mut Ctx<'_>, answer: Item, slow: &str, args: Vec<Value>) -> NativeResult {
    match answer {
        Item::Found(result) => value(result),
        Item::SlowKey => ctx.prelude(&format!("dict_{slow}"), args),
        Item::Method(_) => value(Value::NOT_IMPLEMENTED),
    }
}

fn getitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, key] = args.exactly(ctx, "__getitem__")?;
    let native = ctx.heap.native(object);
    // A dict subclass's `__missing__` is asked as `dict[key]` does.
    if native != object
        && ctx.heap.kind(native) == Kind::Dict
        && let Some(missing) = ctx.python_method(object, crate::model::symbol::MISSING)
        && matches!(item::contains(ctx, native, key)?, Item::Found(Value::FALSE))
    {
        return super::support::call(missing, &[object, key]);
    }
    let answer = item::get(ctx, native, key)?;
    found(ctx, answer, "getitem_slow", vec![native, key])
}

fn setitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, key, item] = args.exactly(ctx, "__setitem__")?;
    let native = ctx.heap.native(object);
    let answer = item::set(ctx, native, key, item)?;
    found(ctx, answer, "setitem_slow", vec![native, key, item])
}

fn delitem(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, key] = args.exactly(ctx, "__delitem__")?;
    let native = ctx.heap.native(object);
    let answer = item::delete(ctx, native, key)?;
    found(ctx, answer, "delitem_slow", vec![native, key])
}

fn contains(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object, item] = args.exactly(ctx, "__contains__")?;
    let native = ctx.heap.native(object);
    match item::contains(ctx, native, item)? {
        Item::Found(result) => value(result),
        _ => ctx.prelude("contains_slow", vec![native, item]),
    }
}

fn iter(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__iter__")?;
    let native = ctx.heap.native(object);
    match iterate::iterator(ctx, native) {
        Some(iter) => value(iter),
        None => Err(ctx.not_iterable(object)),
    }
}

fn itself(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let (object, _) = receiver(ctx, args, "__iter__")?;
    value(object)
}

/// How many items an iterator over a range, a list or a tuple still has.
fn length_hint(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__length_hint__")?;
    let heap = ctx.heap;
    let left = match heap.get(object) {
        Some(Obj::RangeIter(range)) => range.left.load(Relaxed) as usize,
        Some(Obj::SequenceIter(iter)) => {
            let all = match heap.get(iter.over) {
                Some(Obj::List(items)) => items.lock().len(),
                Some(Obj::Tuple(items)) => items.len(),
                _ => return value(Value::NOT_IMPLEMENTED),
            };
            all.saturating_sub(iter.index())
        }
        _ => return value(Value::NOT_IMPLEMENTED),
    };
    value(ctx.new_int(left as i64))
}

fn next(ctx: &mut Ctx<'_>, args: Args<'_>) -> NativeResult {
    let [object] = args.exactly(ctx, "__next__")?;
    super::iteration::next(ctx, Args::positional(&[object]))
}

/// `__init__` of types whose `__new__` does everything.
pub fn ignore(_: &mut Ctx<'_>, _: Args<'_>) -> NativeResult {
    none()
}
