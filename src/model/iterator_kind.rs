//! Which type an iterator has: what it goes over says so.

use super::code::CodeId;
use super::heap::Heap;
use super::object::{DictPart, Iter, Kind};
use super::value::Value;

impl Heap {
    /// The type of an iterator over a sequence.
    pub(super) fn kind_of_sequence_iterator(&self, over: Value) -> Kind {
        match self.kind(over) {
            Kind::Tuple => Kind::TupleIterator,
            Kind::Deque => Kind::DequeIterator,
            Kind::Bytes => Kind::BytesIterator,
            _ => Kind::ListIterator,
        }
    }

    /// What an iterator goes over says what it is called.
    pub(super) fn kind_of_iterator(&self, state: &Iter) -> Kind {
        let ascii = |over: &Value| self.str_object(*over).is_some_and(|text| text.is_ascii());
        match state {
            Iter::Reversed { over, .. } => match self.kind(*over) {
                Kind::List => Kind::ListReverseIterator,
                Kind::Range => Kind::RangeIterator,
                _ => Kind::Reversed,
            },
            Iter::Str { over, .. } if ascii(over) => Kind::AsciiIterator,
            Iter::Str { .. } => Kind::StrIterator,
            Iter::Table { over, part, .. } => match (self.kind(*over), part) {
                (Kind::Dict, DictPart::Keys) => Kind::KeyIterator,
                (Kind::Dict, DictPart::Values) => Kind::ValueIterator,
                (Kind::Dict, DictPart::Items) => Kind::ItemIterator,
                _ => Kind::SetIterator,
            },
            Iter::Enumerate { .. } => Kind::Enumerate,
            Iter::Zip { .. } => Kind::Zip,
            Iter::Count { .. } => Kind::Iterator,
        }
    }

    /// `map` and its kin over Python code are generators of `_prelude`.
    pub(super) fn kind_of_generator(&self, code: Option<CodeId>) -> Kind {
        let Some(code) = code.map(|code| self.program.code(code)) else { return Kind::Generator };
        if self.program.module(code.module).name != "_prelude" {
            return Kind::Generator;
        }
        match code.name.as_str() {
            "call_iter" => Kind::CallIterator,
            "enumerate_iter" => Kind::Enumerate,
            "filter_iter" => Kind::Filter,
            "map_iter" => Kind::Map,
            "reversed_iter" => Kind::Reversed,
            "sequence_iter" => Kind::Iterator,
            "zip_iter" => Kind::Zip,
            _ => Kind::Generator,
        }
    }
}
