//! The types of iterators, and the builtins that make one when they are called (`map`, `zip` ...).
//!
//! An iterator over Python code is a generator of `_prelude`; the heap tells by its code which of
//! these types it has.

use super::{NativeType, iteration};
use crate::model::native::{Args, Ctx, NativeFn, NativeResult};
use crate::model::object::Kind;

/// All kinds of iterators but generators: they share `__iter__` and `__next__`.
pub const KINDS: &[Kind] = &[
    Kind::AsciiIterator,
    Kind::BytesIterator,
    Kind::CallIterator,
    Kind::DequeIterator,
    Kind::Enumerate,
    Kind::Filter,
    Kind::ItemIterator,
    Kind::Iterator,
    Kind::KeyIterator,
    Kind::ListIterator,
    Kind::ListReverseIterator,
    Kind::Map,
    Kind::RangeIterator,
    Kind::Reversed,
    Kind::SetIterator,
    Kind::StrIterator,
    Kind::TupleIterator,
    Kind::ValueIterator,
    Kind::Zip,
];

const fn called(
    kind: Kind,
    name: &'static str,
    methods: &'static [(&'static str, NativeFn)],
) -> NativeType {
    NativeType { kind, name, methods, is_builtin_name: true, ..NativeType::EMPTY }
}

/// The types that nothing can be made of by calling them.
pub const TYPES: [NativeType; 14] = [
    NativeType::named(Kind::AsciiIterator, "str_ascii_iterator"),
    NativeType::named(Kind::BytesIterator, "bytes_iterator"),
    NativeType::named(Kind::CallIterator, "callable_iterator"),
    NativeType {
        module: "_collections",
        ..NativeType::named(Kind::DequeIterator, "_deque_iterator")
    },
    NativeType::named(Kind::ItemIterator, "dict_itemiterator"),
    NativeType::named(Kind::Iterator, "iterator"),
    NativeType::named(Kind::KeyIterator, "dict_keyiterator"),
    NativeType::named(Kind::ListIterator, "list_iterator"),
    NativeType::named(Kind::ListReverseIterator, "list_reverseiterator"),
    NativeType::named(Kind::RangeIterator, "range_iterator"),
    NativeType::named(Kind::SetIterator, "set_iterator"),
    NativeType::named(Kind::StrIterator, "str_iterator"),
    NativeType::named(Kind::TupleIterator, "tuple_iterator"),
    NativeType::named(Kind::ValueIterator, "dict_valueiterator"),
];

macro_rules! called {
    ($($constant:ident $kind:ident $name:ident;)+) => {
        $(#[doc = concat!("`", stringify!($name), "`")]
        pub const $constant: NativeType =
            called(Kind::$kind, stringify!($name), &[("__new__", |ctx, args| made(ctx, args, iteration::$name))]);)+
    };
}

called! {
    ENUMERATE Enumerate enumerate;
    FILTER Filter filter;
    MAP Map map;
    REVERSED Reversed reversed;
    ZIP Zip zip;
}

/// `__new__(cls, ...)`: an iterator made of the arguments after the class.
fn made(ctx: &mut Ctx<'_>, args: Args<'_>, make: NativeFn) -> NativeResult {
    make(ctx, Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args })
}
