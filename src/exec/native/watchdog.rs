//! Recognises threads that wait for ever, and says who waits for whom.
//!
//! A thread can be woken only by another thread or by its own time-out. So when every thread waits
//! without a time-out, nothing can happen any more: that is certain, not a guess after a while. To
//! see all of them at one moment without stopping them, the waits are read twice: if every thread
//! is in the same wait both times, all of them were in it in between.

use super::machine::Machine;
use super::member::Member;
use super::parker::Waiting;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::WaitClass;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Threads that wait for one object and are named; of more, the number is told.
const NAMED_MAX: usize = 5;

/// Threads that wait for ever.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stuck {
    /// Who waits for whom, in plain words.
    pub sentence: String,
    /// The threads: those of the cycle in its order, or all that wait.
    pub threads: Vec<ThreadId>,
    /// What they wait for, in the same order.
    pub objects: Vec<ObjectId>,
    /// Whether they wait for each other in a circle.
    pub is_cycle: bool,
    /// Whether every thread of the run is stuck.
    pub is_total: bool,
}

/// One thread's wait.
struct Wait {
    member: Arc<Member>,
    waiting: Waiting,
    holders: Vec<ThreadId>,
}

/// Every thread of the run waits for ever.
pub fn total(machine: &Machine) -> Option<Stuck> {
    let before = waits_of_all(machine)?;
    let waits = describe(machine, &before);
    let stable = waits_of_all(machine)?.iter().map(|(_, w)| *w).eq(before.iter().map(|(_, w)| *w));
    if before.is_empty() || !stable {
        return None;
    }
    let stuck = match cycles(&waits).first() {
        Some(cycle) => say_cycle(machine, &waits, cycle, true),
        None => say_all(machine, &waits),
    };
    Some(stuck)
}

/// Threads that wait for each other's locks in a circle, whatever the others do: every such circle.
pub fn partial(machine: &Machine) -> Vec<Stuck> {
    let before = lock_waits(machine);
    if before.len() < 2 {
        return Vec::new();
    }
    let waits = describe(machine, &before);
    let found = cycles(&waits);
    if found.is_empty() {
        return Vec::new();
    }
    let after: BTreeMap<ThreadId, Waiting> =
        lock_waits(machine).into_iter().map(|(member, waiting)| (member.id, waiting)).collect();
    let is_stable = |who: &ThreadId| {
        let now = waits.get(who).map(|wait| wait.waiting);
        now.is_some() && after.get(who).copied() == now
    };
    let stable = found.iter().filter(|cycle| cycle.iter().all(is_stable));
    stable.map(|cycle| say_cycle(machine, &waits, cycle, false)).collect()
}

/// All live threads with their waits; `None` if one of them can go on by itself.
fn waits_of_all(machine: &Machine) -> Option<Vec<(Arc<Member>, Waiting)>> {
    let live = machine.live_members().into_iter();
    live.map(|member| {
        let waiting = member.parker.waiting()?;
        let for_ever = !waiting.timed && !matches!(waiting.object, ObjectId::GIL | ObjectId::CLOCK);
        for_ever.then_some((member, waiting))
    })
    .collect()
}

/// The threads that wait for a lock without a time-out.
fn lock_waits(machine: &Machine) -> Vec<(Arc<Member>, Waiting)> {
    let is_lock = |object: ObjectId| {
        let cell = machine.cells.get(object.0);
        cell.is_some_and(|cell| cell.spec().waits_as == WaitClass::Lock)
    };
    let live = machine.live_members().into_iter();
    live.filter_map(|member| {
        let waiting = member.parker.waiting().filter(|w| !w.timed && is_lock(w.object))?;
        Some((member, waiting))
    })
    .collect()
}

fn describe(machine: &Machine, waits: &[(Arc<Member>, Waiting)]) -> BTreeMap<ThreadId, Wait> {
    let wait = |(member, waiting): &(Arc<Member>, Waiting)| {
        let cell = machine.cells.get(waiting.object.0);
        let holders = cell.map_or_else(Vec::new, |cell| cell.look().0);
        (member.id, Wait { member: Arc::clone(member), waiting: *waiting, holders })
    };
    waits.iter().map(wait).collect()
}

/// Circles of threads of which each waits for something that only the next holds.
fn cycles(waits: &BTreeMap<ThreadId, Wait>) -> Vec<Vec<ThreadId>> {
    let mut found: Vec<Vec<ThreadId>> = Vec::new();
    let mut passed = BTreeSet::new();
    for &start in waits.keys() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(who) = at.filter(|who| passed.insert(*who)) {
            path.push(who);
            at = waits.get(&who).and_then(only_holder);
        }
        // It has come back to where this walk was before.
        let begin = at.and_then(|who| path.iter().position(|&seen| seen == who));
        found.extend(begin.map(|begin| path.split_off(begin)));
    }
    found
}

/// Of several holders (permits) each would have to be stuck.
fn only_holder(wait: &Wait) -> Option<ThreadId> {
    match wait.holders.as_slice() {
        &[holder] => Some(holder),
        _ => None,
    }
}

fn say_cycle(
    machine: &Machine,
    waits: &BTreeMap<ThreadId, Wait>,
    cycle: &[ThreadId],
    is_total: bool,
) -> Stuck {
    let objects: Vec<ObjectId> =
        cycle.iter().filter_map(|who| waits.get(who)).map(|wait| wait.waiting.object).collect();
    // What each of them holds is what the one before it waits for.
    let parts: Vec<String> = cycle
        .iter()
        .enumerate()
        .map(|(at, who)| {
            let held = objects[(at + objects.len() - 1) % objects.len()];
            let (name, wanted) = (thread_name(waits, *who), objects[at]);
            match is_thread(machine, held) {
                true => format!("{name} waits for {}", object_name(machine, wanted)),
                false => format!(
                    "{name} holds {} and waits for {}",
                    object_name(machine, held),
                    object_name(machine, wanted)
                ),
            }
        })
        .collect();
    let sentence = match cycle {
        [_] => format!("Deadlock: {}, which it holds itself.", parts[0]),
        _ => format!("Deadlock: {}.", parts.join("; ")),
    };
    Stuck { sentence, threads: cycle.to_vec(), objects, is_cycle: true, is_total }
}

fn say_all(machine: &Machine, waits: &BTreeMap<ThreadId, Wait>) -> Stuck {
    let mut waiters: BTreeMap<u32, Vec<ThreadId>> = BTreeMap::new();
    for (who, wait) in waits {
        waiters.entry(wait.waiting.object.0).or_default().push(*who);
    }
    let part = |(who, wait): (&ThreadId, &Wait)| {
        let wanted = object_name(machine, wait.waiting.object);
        let all = &waiters[&wait.waiting.object.0];
        if all.len() <= NAMED_MAX {
            return Some(format!("{} waits for {wanted}", thread_name(waits, *who)));
        }
        let named: Vec<String> =
            all.iter().take(NAMED_MAX).map(|who| thread_name(waits, *who)).collect();
        let (named, others) = (named.join(", "), all.len() - NAMED_MAX);
        (all[0] == *who).then(|| format!("{named} and {others} more wait for {wanted}"))
    };
    let parts: Vec<String> = waits.iter().filter_map(part).collect();
    Stuck {
        sentence: format!(
            "Every thread waits and none is left to wake them: {}.",
            parts.join("; ")
        ),
        threads: waits.keys().copied().collect(),
        objects: waits.values().map(|wait| wait.waiting.object).collect(),
        is_cycle: false,
        is_total: true,
    }
}

fn thread_name(waits: &BTreeMap<ThreadId, Wait>, who: ThreadId) -> String {
    waits.get(&who).map_or_else(|| who.to_string(), |wait| wait.member.name())
}

fn is_thread(machine: &Machine, object: ObjectId) -> bool {
    machine.cells.get(object.0).is_some_and(|cell| cell.spec().name == "Thread")
}

fn object_name(machine: &Machine, object: ObjectId) -> String {
    let Some(cell) = machine.cells.get(object.0) else {
        return object.to_string();
    };
    match cell.spec().name {
        "Thread" => {
            let owner = machine.members.iter().find(|member| member.object() == object);
            let name = owner.map_or_else(|| cell.name(), |member| member.name());
            format!("the end of {name}")
        }
        _ => cell.name(),
    }
}
