//! The forgotten `join()`: the last thing that the main thread does is to read a variable, while a
//! thread that it never waited for is still going to write it.
//!
//! It is told only if nothing else can be meant: after its last reads the main thread waits for nothing,
//! tells nobody anything and starts nobody, the writer is no daemon, and the program comes to its end.

use crate::model::heap::Heap;
use crate::model::ids::ThreadId;
use crate::model::object::Obj;
use crate::model::value::Value;
use crate::model::world::Place;
use crate::trace::race::{Race, RaceKind};
use std::collections::{BTreeMap, BTreeSet};

/// What the main thread has read since it last did anything else.
#[derive(Default)]
pub struct Unjoined {
    read: Vec<Read>,
    /// What it has written since then: that is its own business.
    own: Vec<What>,
}

struct Read {
    what: What,
    line: u32,
    writers: BTreeSet<ThreadId>,
    lines: BTreeSet<u32>,
    name: String,
}

/// A place, or all places of a container.
#[derive(Clone, Copy, PartialEq)]
enum What {
    Place(Place),
    Inside(Value),
}

/// A thread's write of something that has a name.
pub struct Writing {
    /// Who writes.
    pub who: ThreadId,
    /// The script's line.
    pub line: u32,
    /// What the script calls it.
    pub name: String,
}

impl Unjoined {
    /// The main thread does something else than reading.
    pub fn go_on(&mut self) {
        self.read.clear();
        self.own.clear();
    }

    /// The main thread reads: the place, and of a container that is held there all that is in it.
    pub fn read(&mut self, heap: &Heap, place: Place, line: u32) {
        let held = match place {
            Place::Global(slot) => heap.globals.get(usize::from(slot)).map(|value| value.load()),
            Place::Container(container) => Some(container),
            _ => None,
        };
        let container = held.filter(|value| {
            matches!(heap.get(*value), Some(Obj::List(_) | Obj::Dict(_) | Obj::Set(_)))
        });
        self.see(What::Place(place), line);
        if let Some(container) = container {
            self.see(What::Inside(container), line);
        }
    }

    fn see(&mut self, what: What, line: u32) {
        self.forget(what);
        if self.own.contains(&what) {
            return;
        }
        let (writers, lines) = (BTreeSet::new(), BTreeSet::new());
        self.read.push(Read { what, line, writers, lines, name: String::new() });
    }

    /// The main thread writes.
    pub fn forget_place(&mut self, place: Place) {
        let inside = match place {
            Place::Item(container, _) | Place::Container(container) => Some(container),
            _ => None,
        };
        for what in [Some(What::Place(place)), inside.map(What::Inside)].into_iter().flatten() {
            self.forget(what);
            self.own.push(what);
        }
    }

    fn forget(&mut self, what: What) {
        self.read.retain(|read| read.what != what);
    }

    /// Whether it would be told that a thread writes this.
    pub fn awaits(&self, place: Place) -> bool {
        self.read.iter().any(|read| read.covers(place))
    }

    /// Another thread, one that is no daemon, writes.
    pub fn write(&mut self, place: Place, by: &Writing) {
        for read in self.read.iter_mut().filter(|read| read.covers(place)) {
            read.writers.insert(by.who);
            read.lines.insert(by.line);
            read.name.clone_from(&by.name);
        }
    }

    /// What is to be told once the program has ended, if `name` says what threads are called.
    pub fn told(self, name: impl Fn(ThreadId) -> String) -> Vec<Race> {
        let mut told: BTreeMap<String, Race> = BTreeMap::new();
        for read in self.read.into_iter().filter(|read| !read.writers.is_empty()) {
            let race = Race {
                kind: RaceKind::Unjoined,
                variable: read.name.clone(),
                threads: read.writers.into_iter().map(&name).collect(),
                lines: std::iter::once(read.line).chain(read.lines).collect(),
            };
            told.insert(read.name, race);
        }
        told.into_values().collect()
    }
}

impl Read {
    fn covers(&self, place: Place) -> bool {
        match (self.what, place) {
            (What::Place(own), place) => own == place,
            (What::Inside(own), Place::Item(container, _) | Place::Container(container)) => {
                own == container
            }
            _ => false,
        }
    }
}
