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

const fn named(kind: Kind, name: &'static str) -> NativeType {
    NativeType { kind, name, ..NativeType::EMPTY }
}

const fn called(
    kind: Kind,
    name: &'static str,
    methods: &'static [(&'static str, NativeFn)],
) -> NativeType {
    NativeType { kind, name, methods, is_builtin_name: true, ..NativeType::EMPTY }
}

/// The types that nothing can be made of by calling them.
pub const TYPES: [NativeType; 13] = [
    named(Kind::AsciiIterator, "str_ascii_iterator"),
    named(Kind::BytesIterator, "bytes_iterator"),
    named(Kind::CallIterator, "callable_iterator"),
    NativeType { module: "_collections", ..named(Kind::DequeIterator, "_deque_iterator") },
    named(Kind::ItemIterator, "dict_itemiterator"),
    named(Kind::Iterator, "iterator"),
    named(Kind::KeyIterator, "dict_keyiterator"),
    named(Kind::ListIterator, "list_iterator"),
    named(Kind::ListReverseIterator, "list_reverseiterator"),
    named(Kind::SetIterator, "set_iterator"),
    named(Kind::StrIterator, "str_iterator"),
    named(Kind::TupleIterator, "tuple_iterator"),
    named(Kind::ValueIterator, "dict_valueiterator"),
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
