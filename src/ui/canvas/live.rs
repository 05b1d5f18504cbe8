//! What the canvas shows of a run at one instant: computed from the trace, painted elsewhere.
//!
//! The trace knows threads and objects, the canvas knows places of the script that create them: one
//! node may stand for many. They are matched by the line that created them, then by name.

use super::matched::{card_of, node_of_known, node_of_object, variables_of_node};
use super::motion::{Move, motion};
use crate::analysis::wait_for::wait_for;
use crate::export::timeline::value_text;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::spec_named;
use crate::script::outline::{Flavour, Group, Home, Outline, PrimitiveNode, ThreadNode};
use crate::trace::event::ObjectInfo;
use crate::trace::samples::{VariableId, VariableInfo};
use crate::trace::{State, Trace};
use crate::words;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Nodes for things that only the run shows, at most.
const LATE_MAX: usize = 40;

/// A run at one instant, in the order of the outline's nodes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LiveView {
    /// For each thread node, the threads it stands for.
    pub threads: Vec<Vec<LiveThread>>,
    /// For each primitive node, the objects it stands for.
    pub primitives: Vec<Vec<LiveObject>>,
    /// For each shared variable, its values as far as they were sampled: an attribute has one for
    /// each object.
    pub values: Vec<Vec<LiveValue>>,
    /// Names of threads.
    pub names: BTreeMap<ThreadId, String>,
    /// Threads that wait for each other in a circle.
    pub stuck_threads: BTreeSet<ThreadId>,
    /// What they wait for.
    pub stuck_objects: BTreeSet<ObjectId>,
    /// What is on its way along a wire.
    pub moves: Vec<Move>,
    /// How often each primitive's node is taken in a second.
    pub rates: Vec<f32>,
    /// The instant, in nanoseconds since the run began.
    pub nanos: u64,
    /// The run goes on: worth another frame soon.
    pub moving: bool,
}

/// One thread.
#[derive(Clone, PartialEq, Debug)]
pub struct LiveThread {
    /// Its number.
    pub id: ThreadId,
    /// What it is doing.
    pub state: State,
    /// The script line it is on, if known.
    pub line: Option<u32>,
    /// The row of its card it is on.
    pub row: Option<usize>,
    /// What it waits for.
    pub waits_for: Option<ObjectId>,
}

/// One object.
#[derive(Clone, PartialEq, Debug)]
pub struct LiveObject {
    /// Its number.
    pub id: ObjectId,
    /// Its name in the trace: `forks[2]`.
    pub name: String,
    /// What its level counts, if it has one worth showing.
    pub counts: Option<&'static str>,
    /// Its level.
    pub level: u32,
    /// The highest level it had so far.
    pub level_max: u32,
    /// Who holds it.
    pub holders: Vec<ThreadId>,
    /// Who waits for it, in order of arrival.
    pub waiters: Vec<ThreadId>,
}

/// The value of a shared variable, or of one object's attribute.
#[derive(Clone, PartialEq, Debug)]
pub struct LiveValue {
    /// The variable as the run knows it.
    pub variable: VariableId,
    /// What the run calls it: `total`, `shelf1.count`.
    pub name: String,
    /// Its value, told as its lane does; none before it was first looked at.
    pub value: Option<String>,
}

impl LiveView {
    /// The run at `nanos`.
    pub fn of(outline: &Outline, trace: &Trace, nanos: u64) -> LiveView {
        let mut view = LiveView {
            threads: vec![Vec::new(); outline.threads.len()],
            primitives: vec![Vec::new(); outline.primitives.len()],
            moving: trace.is_live(),
            nanos,
            ..LiveView::default()
        };
        let movers = view.add_objects(outline, trace, nanos);
        let kinds: Vec<&str> = outline.primitives.iter().map(|node| node.kind).collect();
        (view.moves, view.rates) = motion(trace, nanos, (&movers, &kinds));
        if !trace.is_live() && nanos >= trace.now_nanos() {
            // The run is over: nothing is on its way any more.
            view.moves.clear();
            view.rates.fill(0.0);
        }
        view.add_threads(outline, trace, nanos);
        view.values = values_of(outline, trace, nanos);
        let waits = wait_for(trace, nanos);
        for thread in waits.cycles.iter().flatten() {
            view.stuck_threads.insert(*thread);
            view.stuck_objects.extend(waits.edge(*thread).map(|edge| edge.object));
        }
        view
    }

    /// The node and the thread with this number.
    pub fn thread(&self, id: ThreadId) -> Option<(usize, &LiveThread)> {
        self.threads.iter().enumerate().find_map(|(node, threads)| {
            threads.iter().find(|thread| thread.id == id).map(|thread| (node, thread))
        })
    }

    /// A thread's name.
    pub fn name(&self, id: ThreadId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| format!("thread {}", id.0))
    }

    fn add_objects(
        &mut self,
        outline: &Outline,
        trace: &Trace,
        nanos: u64,
    ) -> BTreeMap<ObjectId, usize> {
        let mut node_of: BTreeMap<ObjectId, usize> = BTreeMap::new();
        let mut movers = BTreeMap::new();
        // Parts after wholes: a condition's own lock is made before the condition.
        let mut infos: Vec<ObjectInfo> = trace.objects().map(|id| trace.object(id)).collect();
        infos.sort_by_key(|info| (info.inside.is_some(), info.id));
        for info in infos {
            let id = info.id;
            let outer = info.inside.and_then(|outer| node_of.get(&outer).copied());
            let Some(node) = outer.or_else(|| node_of_object(outline, &info)) else { continue };
            node_of.insert(id, node);
            // Taking a condition is taking the lock inside it; what is inside a queue is its own affair.
            if outer.is_none() || outline.primitives[node].kind == "Condition" {
                movers.insert(id, node);
            }
            let lane = trace.object_lane(id);
            let now = lane.and_then(|lane| lane.at(nanos));
            let object = LiveObject {
                id,
                name: info.name.clone(),
                counts: info.level,
                level: now.map_or(0, |now| now.level_max),
                level_max: lane
                    .and_then(|lane| lane.total(0..nanos.max(1)))
                    .map_or(0, |t| t.level_max),
                holders: trace.holders_at(id, nanos),
                waiters: trace.waiters_at(id, nanos),
            };
            match (outer, self.primitives[node].first_mut()) {
                // A condition's own lock, a pool's queue: part of what they are inside of.
                (Some(_), Some(whole)) => {
                    whole.holders.extend(object.holders);
                    whole.waiters.extend(object.waiters);
                }
                _ => self.primitives[node].push(object),
            }
        }
        movers
    }

    fn add_threads(&mut self, outline: &Outline, trace: &Trace, nanos: u64) {
        for id in trace.threads() {
            self.names.insert(id, trace.thread(id).name);
            let Some(node) = card_of(outline, trace, id) else { continue };
            let now = trace.thread_lane(id).and_then(|lane| lane.at(nanos));
            let line = trace.line_at(id, nanos);
            let state = trace.state_at(id, nanos);
            let waits_for = now.and_then(|now| now.object).filter(|_| state.is_wait());
            let wanted = waits_for.and_then(|object| node_of_known(outline, trace, object));
            let card = &outline.threads[node];
            let row = line.and_then(|line| row_of_wait(card, line, wanted?));
            let row = row.or_else(|| line.and_then(|line| row_of_line(card, line)));
            self.threads[node].push(LiveThread { id, state, line, row, waits_for });
        }
    }
}

/// The values of each shared variable of the outline at an instant, as far as they were sampled.
pub fn values_of(outline: &Outline, trace: &Trace, nanos: u64) -> Vec<Vec<LiveValue>> {
    let values = |node| {
        let variables = variables_of_node(outline, node, trace).into_iter();
        let value = |info: &VariableInfo| LiveValue {
            variable: info.id,
            name: info.name.clone(),
            value: trace.value_at(info.id, nanos).map(value_text),
        };
        variables.map(value).collect()
    };
    outline.shared.iter().map(values).collect()
}

/// Nodes for what a run made that the text does not show, beside the outline's own; none if there is
/// nothing of the kind. They have no place in the text: they can be looked at, not edited.
pub fn with_late(outline: &Outline, trace: &Trace) -> Option<Outline> {
    let mut late: Option<Outline> = None;
    for id in trace.objects() {
        let info = trace.object(id);
        let known = late.as_ref().unwrap_or(outline);
        if known.primitives.len() >= outline.primitives.len() + LATE_MAX {
            break;
        }
        // Of a run without its script nobody can say what made a thing.
        let by_script = outline.is_empty() || outline.makers.contains(&info.line);
        if let Some(node) = late_primitive(known, &info).filter(|_| by_script) {
            late.get_or_insert_with(|| outline.clone()).primitives.push(node);
        }
    }
    for id in trace.threads() {
        let known = late.as_ref().unwrap_or(outline);
        if known.threads.len() >= outline.threads.len() + LATE_MAX {
            break;
        }
        if card_of(known, trace, id).is_none() {
            let info = trace.thread(id);
            let node = late_thread(known, &info.name, trace.object(info.object).line);
            late.get_or_insert_with(|| outline.clone()).threads.push(node);
        }
    }
    late
}

fn late_primitive(known: &Outline, info: &ObjectInfo) -> Option<PrimitiveNode> {
    let made_by_script = info.line > 0 && info.inside.is_none();
    let spec = spec_named(info.kind).filter(|spec| !spec.template.is_empty());
    let spec = spec.filter(|spec| made_by_script && spec.name != "Thread")?;
    if node_of_object(known, info).is_some() {
        return None;
    }
    let name = info.name.split('[').next().unwrap_or(&info.name).to_owned();
    Some(PrimitiveNode {
        name: format!("{name} ({})", info.line),
        kind: spec.name,
        class: spec.name,
        args: String::new(),
        span: 0..0,
        call: 0..0,
        line: info.line,
        group: Some(many()),
        fair: false,
        home: Home::Local(String::new()),
    })
}

/// One card for all threads of a function, with a light for each; the main program has its own.
fn late_thread(known: &Outline, name: &str, line: u32) -> ThreadNode {
    let is_main = name == crate::script::outline::MAIN;
    let line = if is_main { 0 } else { line };
    let target = name.rsplit_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
    let base = if target.is_empty() { name } else { target };
    let mut unique = if line > 0 { format!("{base} ({line})") } else { base.to_owned() };
    while known.thread_named(&unique).is_some() {
        unique.push('*');
    }
    ThreadNode {
        name: unique,
        flavour: if is_main { Flavour::Main } else { Flavour::Thread },
        target: target.to_owned(),
        args: String::new(),
        arguments: String::new(),
        given_name: Some(name.to_owned()),
        variable: None,
        daemon: false,
        span: 0..0,
        call: 0..0,
        lines: (line, line),
        group: None,
        rows: Vec::new(),
        def_line: 0,
        lineage: Vec::new(),
    }
}

fn many() -> Group {
    Group { text: words!("canvas-many").to_owned(), count: None, place: None }
}

/// The nodes and the run at an instant, kept as long as nothing happens: both look at everything
/// that the run made.
#[derive(Default)]
pub struct LiveCache {
    known: Option<Known>,
}

struct Known {
    /// The script's own nodes. Held, so that no other outline can come to stand at its place.
    outline: Arc<Outline>,
    /// The same with the lines that it had when it ran.
    then: Arc<Outline>,
    /// With how many objects and threads.
    made: (usize, usize),
    late: Option<Outline>,
    /// At which instant, with how many events, of a run that goes on or not.
    at: (u64, u64, u64, bool),
    view: LiveView,
}

impl LiveCache {
    /// The nodes, late ones included, and the run at `nanos`. If the script has other lines by now than
    /// when it ran, `then` has those; what only the run shows is left out.
    pub fn look(
        &mut self,
        outline: &Arc<Outline>,
        then: Option<&Arc<Outline>>,
        trace: &Trace,
        nanos: u64,
    ) -> (&Outline, &LiveView) {
        let made = (trace.objects().count(), trace.threads().count());
        let at = (nanos, trace.event_count(), trace.now_nanos(), trace.is_live());
        let seen = then.unwrap_or(outline);
        let same = |known: &Known| {
            Arc::ptr_eq(&known.outline, outline)
                && Arc::ptr_eq(&known.then, seen)
                && known.made == made
        };
        let known = match self.known.take().filter(same) {
            Some(known) if known.at == at => known,
            Some(known) => {
                let view = LiveView::of(known.late.as_ref().unwrap_or(seen), trace, nanos);
                Known { at, view, ..known }
            }
            None => {
                let late = with_late(outline, trace).filter(|_| then.is_none());
                let view = LiveView::of(late.as_ref().unwrap_or(seen), trace, nanos);
                Known { outline: outline.clone(), then: seen.clone(), made, late, at, view }
            }
        };
        let known = self.known.insert(known);
        (known.late.as_ref().unwrap_or(&known.outline), &known.view)
    }
}

/// The row a thread on this line is on: the innermost one there, or the one that called its way
/// there.
pub fn row_of_line(node: &ThreadNode, line: u32) -> Option<usize> {
    let own = |at: &usize| {
        let (first, last) = node.rows[*at].lines;
        first <= line && line <= last
    };
    let called = |at: &usize| {
        node.rows[*at].called_lines.iter().any(|&(first, last)| first <= line && line <= last)
    };
    let indices = 0..node.rows.len();
    indices.clone().rfind(own).or_else(|| indices.clone().find(called))
}

/// Of several rows that one line has, the one that names what the thread waits for.
fn row_of_wait(node: &ThreadNode, line: u32, wanted: usize) -> Option<usize> {
    let mut here = node.rows.iter().enumerate().filter(|(_, row)| row.lines.0 == line);
    here.find(|(_, row)| row.primitives.contains(&wanted)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::primitives::WaitClass;
    use crate::script::outline::SharedNode;
    use crate::trace::event::{Batch, Event, Kind, ThreadInfo};

    const SCRIPT: &str = "\
import threading
a = threading.Lock()
b = threading.Lock()
def f(x, y):
    with x:
        with y:
            print(1)
threading.Thread(target=f, args=(a, b)).start()
threading.Thread(target=f, args=(b, a)).start()
";

    fn object(id: u32, kind: &'static str, name: &str, line: u32) -> ObjectInfo {
        let (id, name, waits_as) = (ObjectId(id), name.to_owned(), WaitClass::Lock);
        ObjectInfo { id, kind, name, waits_as, level: None, line, inside: None }
    }

    fn thread(id: u32, name: &str, object: u32) -> ThreadInfo {
        let (id, name, object) = (ThreadId(id), name.to_owned(), ObjectId(object));
        ThreadInfo { id, name, daemon: false, object }
    }

    fn event(nanos: u64, thread: u32, kind: Kind, object: u32, arg: u32) -> Event {
        let (thread, object) = (ThreadId(thread), ObjectId(object));
        Event { nanos, thread, kind, op: 0, object, step: 0, arg }
    }

    /// Both threads hold one lock and want the other.
    fn crossed() -> Trace {
        let mut trace = Trace::new();
        trace.append(&Batch {
            threads: vec![
                thread(0, "MainThread", 9),
                thread(1, "Thread-1 (f)", 10),
                thread(2, "Thread-2 (f)", 11),
            ],
            objects: vec![
                object(2, "Lock", "a", 2),
                object(3, "Lock", "b", 3),
                object(9, "Thread", "MainThread", 0),
                object(10, "Thread", "Thread-1 (f)", 8),
                object(11, "Thread", "Thread-2 (f)", 9),
            ],
            events: vec![
                event(10, 1, Kind::Start, 10, 1),
                event(20, 1, Kind::Grant, 2, 1),
                event(30, 2, Kind::Start, 11, 1),
                event(40, 2, Kind::Grant, 3, 1),
                event(50, 1, Kind::Note, 0, 6),
                event(60, 1, Kind::Block, 3, 1),
                event(70, 2, Kind::Note, 0, 6),
                event(80, 2, Kind::Block, 2, 1),
            ],
            now_nanos: 100,
            ..Batch::default()
        });
        trace.finish();
        trace
    }

    #[test]
    fn threads_of_one_function_are_told_apart_by_the_line_that_made_them() {
        let outline = Outline::of(SCRIPT);
        let live = LiveView::of(&outline, &crossed(), 100);
        let ids = |node: usize| live.threads[node].iter().map(|t| t.id.0).collect::<Vec<_>>();
        assert_eq!((ids(1), ids(2)), (vec![1], vec![2]));
        assert_eq!(live.threads[1][0].row, Some(1), "with y");
        assert_eq!(live.threads[1][0].state, State::BlockedOnLock);
    }

    #[test]
    fn who_waits_is_on_the_row_that_names_what_is_waited_for() {
        let one_line = SCRIPT.replace(":\n            print(1)", ": print(1)");
        let outline = Outline::of(&one_line);
        let node = &outline.threads[1];
        let with = node.rows.iter().position(|row| row.lines.0 == 6 && !row.primitives.is_empty());
        assert_eq!(row_of_line(node, 6), with.map(|at| at + 1), "the innermost one of the line");
        assert_eq!(row_of_wait(node, 6, node.rows[with.unwrap()].primitives[0]), with);
    }

    #[test]
    fn a_deadlock_shows_owners_waiters_and_the_circle() {
        let outline = Outline::of(SCRIPT);
        let live = LiveView::of(&outline, &crossed(), 100);
        let (a, b) = (&live.primitives[0][0], &live.primitives[1][0]);
        assert_eq!((&*a.holders, &*a.waiters), (&[ThreadId(1)][..], &[ThreadId(2)][..]));
        assert_eq!((&*b.holders, &*b.waiters), (&[ThreadId(2)][..], &[ThreadId(1)][..]));
        assert_eq!(live.stuck_threads.len(), 2);
        assert_eq!(live.stuck_objects.len(), 2);
        assert!(!live.moving);
    }

    #[test]
    fn what_only_the_run_shows_gets_a_node_once_and_is_found_again() {
        let outline = Arc::new(Outline::of(
            "import threading\na = getattr(threading, 'Lock')()\nb = type(a)()  # a Lock\n",
        ));
        let trace = crossed();
        let mut cache = LiveCache::default();
        let (drawn, view) = cache.look(&outline, None, &trace, 100);
        let names: Vec<&str> = drawn.threads.iter().map(|node| node.name.as_str()).collect();
        assert_eq!(names, ["MainThread", "f (8)"], "a card for each function");
        assert_eq!(view.threads.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(drawn.primitives.len(), 2);
        assert_eq!(drawn.primitives[0].name, "a (2)");
        let before = view.clone();
        assert_eq!(*cache.look(&outline, None, &trace, 100).1, before);
        assert_ne!(
            *cache.look(&outline, None, &trace, 45).1,
            before,
            "another instant is looked at anew"
        );
    }

    #[test]
    fn an_earlier_instant_shows_what_was_then() {
        let outline = Outline::of(SCRIPT);
        let live = LiveView::of(&outline, &crossed(), 45);
        assert_eq!(live.primitives[1][0].holders, [ThreadId(2)]);
        assert!(live.primitives[1][0].waiters.is_empty() && live.stuck_threads.is_empty());
    }

    #[test]
    fn a_shared_variable_has_the_value_of_that_instant() {
        let trace = crate::export::fixture::sampled();
        let value = |name: &str, nanos| {
            let shared = vec![SharedNode { name: name.to_owned(), line: 1, start: None }];
            let outline = Outline { shared, ..Outline::default() };
            let values = values_of(&outline, &trace, nanos).remove(0);
            values.into_iter().next().and_then(|it| it.value)
        };
        assert_eq!(value("total", 250_000).as_deref(), Some("3"));
        assert_eq!(value("total", 500_000).as_deref(), Some("12"));
        assert_eq!(value("other", 250_000), None);
        assert_eq!(value("Account.total", 250_000), None);
    }
}
