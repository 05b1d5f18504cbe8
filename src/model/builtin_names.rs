//! What the builtin names stand for: a table by the names' numbers, because every call of `print` or
//! `len` looks there.

use super::code::Symbol;
use super::value::Value;
use std::sync::Arc;

/// Values of builtin names. Copies share the table: it does not change once a run has begun.
#[derive(Clone, Default, Debug)]
pub struct BuiltinNames(Arc<Vec<Value>>);

impl BuiltinNames {
    /// What a name stands for.
    #[inline(always)]
    pub fn get(&self, name: Symbol) -> Option<Value> {
        self.0.get(name.0 as usize)?.defined()
    }

    /// Gives a name a value.
    pub fn insert(&mut self, name: Symbol, value: Value) {
        let (table, at) = (Arc::make_mut(&mut self.0), name.0 as usize);
        if table.len() <= at {
            table.resize(at + 1, Value::UNDEFINED);
        }
        table[at] = value;
    }

    /// All names with their values.
    pub fn iter(&self) -> impl Iterator<Item = (Symbol, Value)> + '_ {
        let all = (0..).map(Symbol).zip(self.0.iter().copied());
        all.filter(|(_, value)| !value.is_undefined())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_its_value_and_its_neighbours_to_nothing() {
        let mut names = BuiltinNames::default();
        names.insert(Symbol(7), Value::TRUE);
        assert_eq!(names.get(Symbol(7)), Some(Value::TRUE));
        assert_eq!([names.get(Symbol(6)), names.get(Symbol(8))], [None, None]);
        assert_eq!(names.iter().collect::<Vec<_>>(), [(Symbol(7), Value::TRUE)]);
    }
}
