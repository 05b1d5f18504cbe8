//! The values of the script's shared variables, read from beside the running threads.
//!
//! A global variable is one atomic word, so reading it stops nobody and cannot tear. Watched are
//! the script's globals that a function uses and that are assigned more than once, those that hold
//! containers, and the attributes of global objects of the script's own classes.

use super::script::Script;
use crate::model::code::{Op, Symbol};
use crate::model::heap::Heap;
use crate::model::object::Obj;
use crate::model::program::Program;
use crate::model::value::Value;
use crate::trace::samples::{
    Sampled, Sampling, TEXT_CHARS_MAX, ValueSample, VariableId, VariableInfo,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Most variables watched, attributes included.
const VARIABLES_MAX: usize = 100;
/// Most attributes of one object watched.
const ATTRIBUTES_MAX: usize = 8;

/// Blocks of dead objects freed at once: some tenths of a millisecond of work.
const FREED_AT_ONCE: usize = 32;

/// What the run's own thread does for the script beside the script's threads.
pub trait Beside: Send + fmt::Debug {
    /// Adds what values changed since the last look.
    fn look(&mut self, nanos: u64, sampling: &mut Sampling);
    /// Frees some of what a collection found dead.
    fn free_some(&self);
    /// Makes the next thread that can collect do so.
    fn press(&self);
}

/// See the module's header.
pub struct Variables {
    script: Arc<Script>,
    watched: Vec<Watched>,
    /// By slot and, of an object's, attribute: its number and its value at the last look.
    known: BTreeMap<(u16, Option<Symbol>), (VariableId, Sampled)>,
}

/// A global variable.
struct Watched {
    slot: u16,
    name: String,
    /// Whether it is assigned again and again, so that plain values are of interest.
    varies: bool,
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.watched.iter().map(|watched| &watched.name)).finish()
    }
}

impl Variables {
    /// The shared variables of a script.
    pub fn of(script: Arc<Script>) -> Variables {
        let watched = watched(&script.heap.read().program);
        Variables { script, watched, known: BTreeMap::new() }
    }
}

impl Beside for Variables {
    fn free_some(&self) {
        if let Some(heap) = self.script.heap.try_read() {
            heap.free_some(FREED_AT_ONCE);
        }
    }

    fn press(&self) {
        if let Some(heap) = self.script.heap.try_read() {
            heap.press();
        }
    }

    fn look(&mut self, nanos: u64, sampling: &mut Sampling) {
        // Never waits: a collection under way is not held up by an observer.
        let Some(heap) = self.script.heap.try_read() else { return };
        let mut found = Vec::new();
        for watched in &self.watched {
            let value = heap.globals[usize::from(watched.slot)].load();
            find(&heap, watched, value, &mut found);
        }
        drop(heap);
        for (place, name, value) in found {
            let fresh = VariableId(self.known.len() as u32);
            if !self.known.contains_key(&place) {
                if self.known.len() >= VARIABLES_MAX {
                    continue;
                }
                sampling.variables.push(VariableInfo { id: fresh, name });
            } else if self.known[&place].1 == value {
                continue;
            }
            let id = self.known.get(&place).map_or(fresh, |known| known.0);
            self.known.insert(place, (id, value.clone()));
            sampling.values.push(ValueSample { nanos, variable: id, value });
        }
    }
}

type Found = ((u16, Option<Symbol>), String, Sampled);

/// What there is to see of a variable now.
fn find(heap: &Heap, watched: &Watched, value: Value, found: &mut Vec<Found>) {
    if let Some(instance) = heap.instance(value) {
        let Some(class) = heap.class(instance.class) else { return };
        let own = class.module.as_ref() == "__main__";
        let attributes = class.layout.iter().zip(&instance.slots);
        for (&attribute, slot) in attributes.filter(|_| own).take(ATTRIBUTES_MAX) {
            if let Some(value) = sample(heap, slot.load()) {
                let name = format!("{}.{}", watched.name, heap.text(attribute));
                found.push(((watched.slot, Some(attribute)), name, value));
            }
        }
        if watched.varies {
            let value = Sampled::Object(class.name.clone());
            found.push(((watched.slot, None), watched.name.clone(), value));
        }
        return;
    }
    let Some(value) = sample(heap, value) else { return };
    if watched.varies || matches!(value, Sampled::Length(_)) {
        found.push(((watched.slot, None), watched.name.clone(), value));
    }
}

/// A value as a lane can show it; `None` for what says nothing (functions, locks, modules).
fn sample(heap: &Heap, value: Value) -> Option<Sampled> {
    if let Some(int) = value.as_small() {
        return Some(Sampled::Int(int));
    }
    if let Some(float) = value.as_inline_float() {
        return Some(Sampled::Float(float));
    }
    if let Some(flag) = value.as_bool() {
        return Some(Sampled::Bool(flag));
    }
    if value.is_none() {
        return Some(Sampled::None);
    }
    let cut = |text: &str| text.chars().take(TEXT_CHARS_MAX).collect::<String>().into();
    let length = |length: usize| Some(Sampled::Length(length as u64));
    match heap.get(value)? {
        Obj::Float(float) => Some(Sampled::Float(*float)),
        Obj::BigInt(big) => Some(Sampled::Text(format!("about 2**{}", big.bits()).into())),
        Obj::Str(text) => Some(Sampled::Text(cut(text.text()))),
        Obj::Tuple(items) => length(items.len()),
        Obj::List(items) => length(items.try_lock()?.len()),
        Obj::Dict(table) | Obj::Set(table) => length(table.try_lock()?.len()),
        Obj::Deque(deque) => length(deque.items.try_lock()?.len()),
        _ => None,
    }
}

/// The script's globals that a function uses.
fn watched(program: &Program) -> Vec<Watched> {
    let (mut used, mut stored) = (BTreeSet::new(), BTreeMap::<u16, usize>::new());
    let body = program.module(program.main).body;
    for (number, code) in program.codes.iter().enumerate() {
        if code.module != program.main {
            continue;
        }
        let is_body = body.is_some_and(|body| body.0 as usize == number);
        for op in &code.ops {
            match *op {
                Op::LoadGlobal { slot, .. } if !is_body => drop(used.insert(slot)),
                Op::StoreGlobal { slot, .. } => {
                    *stored.entry(slot).or_default() += if is_body { 1 } else { 2 };
                    if !is_body {
                        used.insert(slot);
                    }
                }
                _ => {}
            }
        }
    }
    let of_script = |slot: &u16| program.globals[usize::from(*slot)].module == program.main;
    let watched = used.into_iter().filter(of_script).map(|slot| Watched {
        slot,
        name: program.text(program.globals[usize::from(slot)].name).to_owned(),
        varies: stored.get(&slot).is_some_and(|&count| count > 1),
    });
    watched.take(VARIABLES_MAX).collect()
}
