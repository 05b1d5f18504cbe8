//! Replays what a run recorded through the primitives' rules, step by step: the proof that what ran
//! on OS threads is what the model means.
//!
//! A trace is a partial order: the steps of one object are numbered inside its critical step, so
//! each object is replayed by itself in that order, whatever the clocks of the processors say. Every
//! outcome, every level and every hand-over must be the same.

use super::events::{handed, kind};
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::{Argument, Effect, Effects, OpSpec, Primitive, Rules, Step, Wake};
use crate::trace::event::{Event, Kind, OP_HANDED, OP_RENEWED, ThreadInfo, note};
use std::collections::{BTreeMap, VecDeque};

/// What was replayed with equal outcomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Replayed {
    /// Objects with at least one step.
    pub objects: usize,
    /// Steps.
    pub steps: usize,
    /// Waits that another thread ended with a hand-over.
    pub handed: usize,
}

/// Where a trace and the rules part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mismatch {
    /// The trace has steps of an object whose beginning nobody told.
    Unknown(ObjectId),
    /// Steps are missing: the recorder lost events.
    Gap {
        /// Of which object.
        object: ObjectId,
        /// Number of the first one missing.
        step: u64,
    },
    /// A step went otherwise than the rules say.
    Outcome {
        /// What was recorded.
        recorded: Event,
        /// What kind of event the rules make of it.
        kind: Kind,
        /// The level the rules come to.
        level: u32,
    },
    /// A step handed its object to more or fewer threads than the rules do.
    HandedTo {
        /// The step.
        recorded: Event,
        /// To how many by the rules.
        threads: u32,
    },
    /// A thread was handed something more often than the rules hand it.
    Handed {
        /// What.
        object: ObjectId,
        /// To whom.
        thread: ThreadId,
    },
}

/// Replays the events of a run. `initial`: the state every primitive began with.
pub fn replay(
    initial: &[(ObjectId, Primitive)],
    threads: &[ThreadInfo],
    events: &[Event],
) -> Result<Replayed, Mismatch> {
    let initial: BTreeMap<ObjectId, &Primitive> = initial.iter().map(|(id, p)| (*id, p)).collect();
    let mut children = children(threads, events);
    let mut replayed = Replayed::default();
    for (object, steps) in steps_by_object(events) {
        let fresh = *initial.get(&object).ok_or(Mismatch::Unknown(object))?;
        let children = children.remove(&object).unwrap_or_default();
        let mut one = ObjectReplay::new(fresh.clone(), children);
        for (at, step) in steps.iter().enumerate() {
            if step.number != at as u64 + 1 {
                return Err(Mismatch::Gap { object, step: at as u64 + 1 });
            }
            match step.event.kind {
                Kind::Create => one.rules = fresh.clone(),
                _ => one.step(step)?,
            }
        }
        replayed.objects += 1;
        replayed.steps += steps.len();
        replayed.handed += one.check_handed(object, events)?;
    }
    Ok(replayed)
}

/// A step as it was recorded.
struct Recorded {
    /// Its whole number.
    number: u64,
    event: Event,
    /// How many threads it handed the object to.
    handed: u32,
}

/// The steps of every object, in order.
fn steps_by_object(events: &[Event]) -> BTreeMap<ObjectId, Vec<Recorded>> {
    let mut by_object: BTreeMap<ObjectId, Vec<Recorded>> = BTreeMap::new();
    let about_steps = |event: &&Event| is_step(event) || is_hand_over(event);
    let mut in_time: Vec<&Event> = events.iter().filter(about_steps).collect();
    in_time.sort_by_key(|event| event.nanos);
    for event in in_time {
        let steps = by_object.entry(event.object).or_default();
        if is_hand_over(event) {
            let meant =
                |it: &&mut Recorded| (it.event.step, it.event.thread) == (event.step, event.thread);
            steps.iter_mut().rev().find(meant).into_iter().for_each(|it| it.handed = event.arg);
            continue;
        }
        // Events carry the low 16 bits: the whole number is the nearest one to the step before.
        let last = steps.last().map_or(0, |step| step.number);
        let distance = i64::from(event.step.wrapping_sub(last as u16) as i16);
        let number = last.saturating_add_signed(distance);
        steps.push(Recorded { number, event: *event, handed: 0 });
    }
    by_object.values_mut().for_each(|steps| steps.sort_by_key(|step| step.number));
    by_object
}

fn is_hand_over(event: &Event) -> bool {
    event.kind == Kind::Note && event.op == note::HANDED
}

fn is_step(event: &Event) -> bool {
    use Kind::{Block, Cancel, Create, Grant, Raise, Release, Request};
    match event.kind {
        Request | Grant | Block | Release | Raise | Cancel => true,
        Create => event.op == OP_RENEWED,
        _ => false,
    }
}

/// The threads that ran as each object, in order: an object may stand for one after another.
fn children(threads: &[ThreadInfo], events: &[Event]) -> BTreeMap<ObjectId, VecDeque<ThreadId>> {
    let mut starts: Vec<&Event> = events.iter().filter(|e| e.kind == Kind::Start).collect();
    starts.sort_by_key(|event| event.nanos);
    let mut children: BTreeMap<ObjectId, VecDeque<ThreadId>> = BTreeMap::new();
    for start in starts {
        children.entry(start.object).or_default().push_back(start.thread);
    }
    for thread in threads {
        children.entry(thread.object).or_insert_with(|| VecDeque::from([thread.id]));
    }
    children
}

/// One object's replay.
struct ObjectReplay {
    rules: Primitive,
    children: VecDeque<ThreadId>,
    handed: BTreeMap<ThreadId, usize>,
    /// The level before each thread's last step that gave.
    given: BTreeMap<ThreadId, u32>,
}

impl ObjectReplay {
    fn new(rules: Primitive, children: VecDeque<ThreadId>) -> ObjectReplay {
        let (handed, given) = (BTreeMap::new(), BTreeMap::new());
        ObjectReplay { rules, children, handed, given }
    }

    fn step(&mut self, recorded: &Recorded) -> Result<(), Mismatch> {
        let event = &recorded.event;
        let before = self.rules.level();
        let mut fx = Effects::default();
        let found = if event.kind == Kind::Cancel {
            match self.rules.cancel(event.thread, &mut fx) {
                true => Kind::Cancel,
                false => Kind::Note,
            }
        } else {
            let Some(op) = self.rules.spec().ops.get(usize::from(event.op)) else {
                return Err(Mismatch::Unknown(event.object));
            };
            let step = self.as_taken(recorded, op, before);
            kind(&self.rules.apply(step, &mut fx), op.effect)
        };
        if found == Kind::Release {
            self.given.insert(event.thread, before);
        }
        let threads = handed(self.rules.spec(), &fx);
        if threads != recorded.handed {
            return Err(Mismatch::HandedTo { recorded: *event, threads });
        }
        for wake in fx.wakes {
            if let Wake::Grant(who, _) | Wake::Fail(who, _) = wake {
                *self.handed.entry(who).or_default() += 1;
            }
        }
        let level = self.rules.level();
        if (found, level) == (event.kind, event.arg) {
            return Ok(());
        }
        Err(Mismatch::Outcome { recorded: *event, kind: found, level })
    }

    /// The step as its thread took it: events carry the level, which tells the argument.
    fn as_taken(&mut self, recorded: &Recorded, op: &OpSpec, before: u32) -> Step {
        let event = &recorded.event;
        let (level, before) = (i64::from(event.arg), i64::from(before));
        let arg = match op.arg {
            Argument::Nothing => 0,
            Argument::Caller => i64::from(event.thread.0),
            Argument::Child => self.children.pop_front().map_or(0, |child| i64::from(child.0)),
            Argument::Restored => self.given.get(&event.thread).map_or(1, |&it| i64::from(it)),
            Argument::LevelRise => level - before + i64::from(recorded.handed),
            Argument::LevelDrop => before - level,
        };
        let refused = event.kind == Kind::Request && op.effect == Effect::Take;
        Step { who: event.thread, op: event.op, arg, may_block: !refused }
    }

    /// Nobody was handed the object more often than the rules did. Less often is possible: a run
    /// may be stopped between the hand-over and the thread that wakes up.
    fn check_handed(&self, object: ObjectId, events: &[Event]) -> Result<usize, Mismatch> {
        let mut woken: BTreeMap<ThreadId, usize> = BTreeMap::new();
        for event in events {
            let is_handed = event.kind == Kind::Wake && event.op & OP_HANDED != 0;
            if event.object == object && is_handed {
                *woken.entry(event.thread).or_default() += 1;
            }
        }
        for (thread, times) in &woken {
            if *times > self.handed.get(thread).copied().unwrap_or(0) {
                return Err(Mismatch::Handed { object, thread: *thread });
            }
        }
        Ok(woken.values().sum())
    }
}

#[cfg(test)]
mod tests {
    use super::super::native::run::{Mode, Run};
    use super::super::native::tests::{body, machine, object, spawn, take, take_within};
    use super::*;
    use crate::model::primitives::{barrier, condition, lock, queue, semaphore};
    use crate::soon::SOON;
    use crate::trace::event::Batch;

    fn recorded(run: &Run) -> (Vec<ThreadInfo>, Vec<Event>) {
        let mut threads = Vec::new();
        let mut events = Vec::new();
        for Batch { threads: new_threads, events: new_events, dropped, .. } in run.batches.iter() {
            assert_eq!(dropped, 0);
            threads.extend(new_threads);
            events.extend(new_events);
        }
        (threads, events)
    }

    /// Four threads that use everything at once.
    fn busy_run(mode: Mode) -> (Vec<(ObjectId, Primitive)>, Vec<ThreadInfo>, Vec<Event>) {
        let machine = machine(mode);
        let made = |kind, arg| object(&machine, kind, arg, kind);
        let (lock, permits, tasks) = (made("Lock", 0), made("Semaphore", 2), made("Queue", 3));
        let (barrier, condition) = (made("Barrier", 4), made("Condition", 0));
        let main = body(move |worker| {
            for who in 0..4 {
                spawn(worker, &format!("worker {who}"), false, move |w| {
                    for round in 0..200 {
                        take(w, permits, semaphore::ACQUIRE, 0)?;
                        take(w, lock, lock::ACQUIRE, 0)?;
                        take(w, lock, lock::RELEASE, 0)?;
                        take(w, permits, semaphore::RELEASE, 1)?;
                        if who < 2 {
                            take(w, tasks, queue::RESERVE, 0)?;
                            take(w, tasks, queue::PUBLISH, 0)?;
                        } else {
                            take(w, tasks, queue::TAKE, 0)?;
                            take(w, tasks, queue::FREE, 0)?;
                            take(w, tasks, queue::DONE, 0)?;
                        }
                        if round % 20 == 0 {
                            take(w, condition, condition::ENQUEUE, 0)?;
                            let ticket = i64::from(w.hand.me.id.0);
                            let millisecond = Some(1_000_000);
                            take_within(w, condition, condition::AWAIT, ticket, millisecond)?;
                        }
                        take(w, condition, condition::NOTIFY, -1)?;
                    }
                    let last = take(w, barrier, barrier::ARRIVE, 0)?;
                    if last == crate::model::primitives::Outcome::Done(3) {
                        take(w, barrier, barrier::OPEN, 0)?;
                    }
                    Ok(())
                });
            }
            Ok(())
        });
        let run = Run::launch(machine, main);
        let (threads, events) = recorded(&run);
        assert!(run.wait(SOON).is_some());
        (run.initial_states(), threads, events)
    }

    #[test]
    fn runs_under_load_replay_with_equal_outcomes() {
        for mode in [Mode::Free, Mode::Gil] {
            let (initial, threads, events) = busy_run(mode);
            let replayed = replay(&initial, &threads, &events);
            assert!(replayed.as_ref().is_ok_and(|r| r.steps > 6000), "{mode:?}: {replayed:?}");
        }
    }

    #[test]
    fn a_changed_step_is_found() {
        let (initial, threads, mut events) = busy_run(Mode::Free);
        let grant = events.iter_mut().find(|e| e.kind == Kind::Grant && e.step > 5);
        let changed = grant.map(|event| {
            event.arg += 1;
            *event
        });
        let found = replay(&initial, &threads, &events);
        let is_it = |m: &Mismatch| matches!(m, Mismatch::Outcome { recorded, .. } if Some(*recorded) == changed);
        assert!(found.as_ref().is_err_and(is_it), "{found:?}");
    }

    #[test]
    fn a_lost_step_is_found() {
        let (initial, threads, mut events) = busy_run(Mode::Free);
        let at = events.iter().position(|e| e.kind == Kind::Release && e.step == 4);
        events.remove(at.unwrap_or(0));
        let found = replay(&initial, &threads, &events);
        assert!(matches!(found, Err(Mismatch::Gap { step: 4, .. })), "{found:?}");
    }

    #[test]
    fn step_numbers_go_on_over_their_turn() {
        let fresh = Primitive::from(lock::Lock::default());
        let events: Vec<Event> = (0..150_000u32)
            .map(|at| Event {
                nanos: u64::from(at),
                thread: ThreadId(1),
                kind: if at % 2 == 0 { Kind::Grant } else { Kind::Release },
                op: (at % 2) as u8,
                object: ObjectId(2),
                step: (at + 1) as u16,
                arg: 1 - at % 2,
            })
            .collect();
        let replayed = replay(&[(ObjectId(2), fresh)], &[], &events);
        assert_eq!(replayed, Ok(Replayed { objects: 1, steps: 150_000, handed: 0 }));
    }
}
