//! The values of the script's shared variables, read from beside the running threads.
//!
//! A global variable is one atomic word, so reading it stops nobody and cannot tear. Watched are
//! the script's globals that a function uses and that are assigned more than once, those that hold
//! containers, and the attributes of global objects of the script's own classes (of an object that no
//! function names, as one handed to threads, those that something but `__init__` assigns).

use super::script::Script;
use crate::model::code::{Code, Op, Symbol};
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
    /// Attributes that the script assigns elsewhere than in `__init__`.
    changed: BTreeSet<Symbol>,
    /// By slot and, of an object's, attribute: its number and its value at the last look.
    known: BTreeMap<(u16, Option<Symbol>), (VariableId, Sampled)>,
}

/// A global variable.
struct Watched {
    slot: u16,
    name: String,
    /// Whether it is assigned again and again, so that plain values are of interest.
    varies: bool,
    /// Whether a function names it.
    used: bool,
}

impl Watched {
    /// Its own value.
    fn found(&self, value: Sampled) -> Found {
        Found { place: (self.slot, None), name: self.name.clone(), class: Box::default(), value }
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.watched.iter().map(|watched| &watched.name)).finish()
    }
}

impl Variables {
    /// The shared variables of a script.
    pub fn of(script: Arc<Script>) -> Variables {
        let program = script.heap.read().program.clone();
        let (watched, changed) = (watched(&program), changed(&program));
        Variables { script, watched, changed, known: BTreeMap::new() }
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
            find(&heap, (watched, &self.changed), value, &mut found);
        }
        drop(heap);
        for Found { place, name, class, value } in found {
            let fresh = VariableId(self.known.len() as u32);
            if !self.known.contains_key(&place) {
                if self.known.len() >= VARIABLES_MAX {
                    continue;
                }
                sampling.variables.push(VariableInfo { id: fresh, name, class: class.into() });
            } else if self.known[&place].1 == value {
                continue;
            }
            let id = self.known.get(&place).map_or(fresh, |known| known.0);
            self.known.insert(place, (id, value.clone()));
            sampling.values.push(ValueSample { nanos, variable: id, value });
        }
    }
}

/// Something that can be seen now.
struct Found {
    /// By slot and, of an object's, attribute.
    place: (u16, Option<Symbol>),
    name: String,
    /// Of the object whose attribute it is.
    class: Box<str>,
    value: Sampled,
}

/// What there is to see of a variable now.
fn find(
    heap: &Heap,
    (watched, changed): (&Watched, &BTreeSet<Symbol>),
    value: Value,
    found: &mut Vec<Found>,
) {
    if let Some(instance) = heap.instance(value) {
        let Some(class) = heap.class(instance.class) else { return };
        let own = class.module.as_ref() == "__main__";
        let attributes = class.layout.iter().zip(&instance.slots);
        let matters = |name: &Symbol| own && (watched.used || changed.contains(name));
        let attributes = attributes.filter(|(name, _)| matters(name));
        for (&attribute, slot) in attributes.take(ATTRIBUTES_MAX) {
            if let Some(value) = sample(heap, slot.load()) {
                let name = format!("{}.{}", watched.name, heap.text(attribute));
                let (place, class) = ((watched.slot, Some(attribute)), class.name.clone());
                found.push(Found { place, name, class, value });
            }
        }
        if watched.varies && watched.used {
            let value = Sampled::Object(class.name.clone());
            found.push(watched.found(value));
        }
        return;
    }
    let Some(value) = sample(heap, value).filter(|_| watched.used) else { return };
    if watched.varies || matches!(value, Sampled::Length(_)) {
        found.push(watched.found(value));
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

/// The script's globals, first those that a function uses.
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
    let others = stored.keys().filter(|slot| !used.contains(slot)).map(|&slot| (slot, false));
    let all = used.iter().map(|&slot| (slot, true)).chain(others);
    let of_script =
        |(slot, _): &(u16, bool)| program.globals[usize::from(*slot)].module == program.main;
    let watched = all.filter(of_script).map(|(slot, used)| Watched {
        slot,
        used,
        name: program.text(program.globals[usize::from(slot)].name).to_owned(),
        varies: stored.get(&slot).is_some_and(|&count| count > 1),
    });
    watched.take(VARIABLES_MAX).collect()
}

/// The attributes that the script assigns elsewhere than in `__init__`.
fn changed(program: &Program) -> BTreeSet<Symbol> {
    let of_script = |code: &&Code| code.module == program.main && code.name != "__init__";
    let ops = program.codes.iter().filter(of_script).flat_map(|code| &code.ops);
    let stored = ops.filter_map(|op| match *op {
        Op::StoreAttr { name, .. } => Some(Symbol(u32::from(name))),
        _ => None,
    });
    stored.collect()
}
