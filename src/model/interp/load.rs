//! Getting a heap ready for a program: builtins, constants, module objects.

use crate::model::body::Body;
use crate::model::builtins;
use crate::model::code::{Const, ModuleId};
use crate::model::heap::{Heap, Nursery};
use crate::model::object::{Obj, Str};
use crate::model::program::Program;
use crate::model::value::Value;
use hashbrown::HashMap;
use num_bigint::BigInt;
use std::sync::Arc;

/// A heap with everything a program's threads need before they start.
pub fn load(program: Arc<Program>) -> Heap {
    let mut heap = Heap::new(program.clone());
    let mut nursery = Nursery::default();
    builtins::install(&mut heap, &mut nursery);
    let mut texts = Texts::new();
    let mut make = |k| constant(&heap, &mut nursery, &mut texts, k);
    let bodies = program.codes.iter().map(|code| {
        let consts = code.consts.iter().map(&mut make).collect();
        Body::new(code, consts)
    });
    heap.bodies = bodies.collect();
    for at in 0..program.modules.len() {
        let module = heap.alloc(&mut nursery, Obj::Module(ModuleId(at as u16)));
        heap.modules.push(module);
    }
    heap
}

/// One object for each text that stands in the program, as CPython's compiler shares them: who
/// looks one up in a dict finds the very key.
type Texts<'a> = HashMap<&'a str, Value>;

fn constant<'a>(heap: &Heap, nursery: &mut Nursery, texts: &mut Texts<'a>, k: &'a Const) -> Value {
    match k {
        Const::None => Value::NONE,
        Const::Bool(flag) => Value::bool(*flag),
        Const::Ellipsis => Value::ELLIPSIS,
        Const::Int(int) => Value::from_i64(*int)
            .unwrap_or_else(|| heap.alloc(nursery, Obj::BigInt(Box::new(BigInt::from(*int))))),
        Const::BigInt(digits) => {
            let big = digits.parse().unwrap_or_default();
            heap.alloc(nursery, Obj::BigInt(Box::new(big)))
        }
        Const::Float(float) => {
            Value::from_f64(*float).unwrap_or_else(|| heap.alloc(nursery, Obj::Float(*float)))
        }
        Const::Str(text) => *texts
            .entry(text)
            .or_insert_with(|| heap.alloc(nursery, Obj::Str(Str::new(text.as_str())))),
        Const::Bytes(bytes) => heap.alloc(nursery, Obj::Bytes(bytes.clone().into())),
        Const::Tuple(items) => {
            let items: Vec<Value> =
                items.iter().map(|k| constant(heap, nursery, texts, k)).collect();
            heap.alloc(nursery, Obj::Tuple(items.into()))
        }
    }
}
