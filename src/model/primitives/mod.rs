//! The rules of every primitive, as pure state machines: one file each, one line each in the list.
//!
//! A primitive knows who holds it, who waits in which order, and what each operation does to that.
//! It does not know how a thread waits, what time it is, or which values travel through it. The
//! native world keeps each state behind its own small lock and parks threads; the model world keeps
//! them as plain data; both call the same [`Rules::apply`], so they cannot drift apart.
//!
//! # The protocol
//!
//! 1. A thread applies a step. The outcome is `Done(result)`, `Block` (the primitive has put the
//!    thread in its queue) or `Raise`.
//! 2. A step may name, in [`Effects`], threads that waited: `grant(who, result)` completes `who`'s
//!    step for it (hand-off); `retry(who)` asks `who` to apply its step again (barging): it keeps
//!    its place in the queue until it succeeds.
//! 3. A thread that gives up (time-out, Stop) calls [`Rules::cancel`], which removes it from the
//!    queue and may pass its turn on. `cancel` returns `false` if the thread was already granted.
//!
//! One step touches one object. Multi-object operations (`Condition.wait`) are composed of steps by
//! the library's Python code: enqueue, release, await, acquire again.
//!
//! # Adding a primitive
//!
//! One file with a state type, its `SPEC`, `impl Rules`, a table of its states in the header, and
//! the named unit cases at the end; a `mod` line and a line in [`primitives!`] below.

use crate::model::ids::ThreadId;
use std::collections::VecDeque;

pub mod barrier;
pub mod bounded_semaphore;
pub mod clock;
pub mod condition;
pub mod event;
pub mod gil;
pub mod lock;
pub mod queue;
pub mod rlock;
pub mod semaphore;
pub mod thread;
mod waiters;

pub use waiters::Waiters;

/// Why a thread that is not running is not running: decides colour and pattern everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum WaitClass {
    /// Waits for a lock that someone holds (red, hatched).
    Lock = 0,
    /// Waits to be told: condition, event, barrier, join (blue).
    Signal = 1,
    /// Waits for data or room: a queue (blue, dotted).
    Data = 2,
    /// Sleeps or does I/O (pale grey-purple).
    Time = 3,
    /// Wants to run but the GIL is taken (amber).
    Gil = 4,
}

/// What one operation of a primitive means to a view.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Takes hold when it succeeds (`Kind::Grant`).
    Take,
    /// Gives up or signals when it succeeds (`Kind::Release`).
    Give,
    /// Only looks (`Kind::Request`, not drawn).
    Look,
}

/// What a step's argument was, as far as a trace must tell: events carry the level, from which it
/// can be found again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Argument {
    /// It has none.
    Nothing,
    /// The number of the thread that takes the step (a ticket).
    Caller,
    /// The number of the thread that it starts.
    Child,
    /// The level before its thread's last step that gave.
    Restored,
    /// By how much the level rose, and how many waiters were handed a part of it besides.
    LevelRise,
    /// By how much the level fell.
    LevelDrop,
}

/// One operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpSpec {
    /// Its name, as messages and the inspector write it.
    pub name: &'static str,
    /// What it means to a view.
    pub effect: Effect,
    /// What its argument is.
    pub arg: Argument,
}

/// Everything the rest of the product knows about a kind of primitive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spec {
    /// Name in the trace and on the canvas: "Lock".
    pub name: &'static str,
    /// One sentence for the palette and the inspector.
    pub summary: &'static str,
    /// Python expression that makes one, for the palette; empty if the user cannot make one.
    pub template: &'static str,
    /// Name for a new one ("lock" -> lock, lock2 ...).
    pub variable: &'static str,
    /// Module that `template` needs imported.
    pub module: &'static str,
    /// How waiting for it is shown.
    pub waits_as: WaitClass,
    /// What its level counts, if it has one worth showing.
    pub level: Option<&'static str>,
    /// Its operations; a step's `op` is an index into this.
    pub ops: &'static [OpSpec],
    /// The table of its states, shown in the help.
    pub states: &'static str,
}

/// One step of one thread on one object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Step {
    /// Who takes it.
    pub who: ThreadId,
    /// Which operation (index into `Spec::ops`).
    pub op: u8,
    /// Its argument: a count, a ticket. 0 if it has none.
    pub arg: i64,
    /// Whether the thread is ready to wait. If not, a step that would block answers `Refused`.
    pub may_block: bool,
}

/// What became of a step.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// It happened; the number is its result (1/0 for true/false, a count, a ticket).
    Done(i64),
    /// The thread is in the queue now and must wait.
    Block,
    /// It would have had to wait and may not.
    Refused,
    /// It is an error, in CPython's words.
    Raise(Fault),
}

/// A misuse: CPython's exception type and message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Fault {
    /// Name of a builtin exception, or `threading.BrokenBarrierError`.
    pub exception: &'static str,
    /// Its message.
    pub message: &'static str,
}

/// Whom a step lets go on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Effects {
    /// Threads to wake, in order.
    pub wakes: Vec<Wake>,
}

/// One thread to wake.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Wake {
    /// Its step is complete, with this result.
    Grant(ThreadId, i64),
    /// It must apply its step again.
    Retry(ThreadId),
    /// Its step ends with this exception.
    Fail(ThreadId, Fault),
}

impl Effects {
    /// Completes the step that `who` waits in.
    pub fn grant(&mut self, who: ThreadId, result: i64) {
        self.wakes.push(Wake::Grant(who, result));
    }

    /// Asks `who` to apply its step again.
    pub fn retry(&mut self, who: ThreadId) {
        self.wakes.push(Wake::Retry(who));
    }

    /// Ends the step that `who` waits in with an exception.
    pub fn fail(&mut self, who: ThreadId, fault: Fault) {
        self.wakes.push(Wake::Fail(who, fault));
    }
}

/// The contract of a primitive's state.
pub trait Rules {
    /// Takes a step. Must not allocate when it succeeds at once (the native fast path).
    fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome;

    /// `who` gives up waiting. `false`: it does not wait here (it was granted meanwhile).
    fn cancel(&mut self, who: ThreadId, fx: &mut Effects) -> bool;

    /// Threads that hold it now: owners of a lock, takers of permits.
    fn holders(&self) -> Vec<ThreadId>;

    /// Threads that wait, in arrival order.
    fn waiters(&self) -> Vec<ThreadId>;

    /// The number worth showing: 1/0 held or set, permits left, items, threads arrived.
    fn level(&self) -> u32;

    /// A fresh one will be handed over in arrival order, and newcomers do not barge in. `false`: it
    /// has no such choice.
    fn make_fair(&mut self) -> bool {
        false
    }
}

/// Whether the kind with this name can be handed over in arrival order.
pub fn can_be_fair(kind: &str) -> bool {
    Primitive::create(kind, 0).is_some_and(|mut primitive| primitive.make_fair())
}

/// Declares the closed set of primitives from one sorted list, so that no match over it is written
/// by hand anywhere.
macro_rules! primitives {
    ($($variant:ident => $module:ident,)+) => {
        /// The state of any primitive.
        #[derive(Clone, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs)]
        pub enum Primitive {
            $($variant($module::$variant),)+
        }

        /// The specs of all primitives, sorted by name.
        pub const ALL: &[Spec] = &[$($module::SPEC,)+];

        impl Primitive {
            /// A fresh one of the kind with this name; `arg` is its size (permits, slots, parties),
            /// 0 for kinds without one.
            pub fn create(kind: &str, arg: i64) -> Option<Primitive> {
                $(if kind == $module::SPEC.name {
                    return Some(Primitive::$variant($module::$variant::from_arg(arg)));
                })+
                None
            }

            /// Its entry in the list.
            pub fn spec(&self) -> &'static Spec {
                match self {
                    $(Primitive::$variant(_) => &$module::SPEC,)+
                }
            }
        }

        impl Rules for Primitive {
            #[inline]
            fn apply(&mut self, step: Step, fx: &mut Effects) -> Outcome {
                match self {
                    $(Primitive::$variant(state) => state.apply(step, fx),)+
                }
            }

            fn cancel(&mut self, who: ThreadId, fx: &mut Effects) -> bool {
                match self {
                    $(Primitive::$variant(state) => state.cancel(who, fx),)+
                }
            }

            fn holders(&self) -> Vec<ThreadId> {
                match self {
                    $(Primitive::$variant(state) => state.holders(),)+
                }
            }

            fn waiters(&self) -> Vec<ThreadId> {
                match self {
                    $(Primitive::$variant(state) => state.waiters(),)+
                }
            }

            #[inline]
            fn level(&self) -> u32 {
                match self {
                    $(Primitive::$variant(state) => state.level(),)+
                }
            }

            fn make_fair(&mut self) -> bool {
                match self {
                    $(Primitive::$variant(state) => state.make_fair(),)+
                }
            }
        }

        $(impl From<$module::$variant> for Primitive {
            fn from(state: $module::$variant) -> Primitive {
                Primitive::$variant(state)
            }
        })+
    };
}

primitives! {
    Barrier => barrier,
    BoundedSemaphore => bounded_semaphore,
    Clock => clock,
    Condition => condition,
    Event => event,
    Gil => gil,
    Lock => lock,
    Queue => queue,
    RLock => rlock,
    Semaphore => semaphore,
    Thread => thread,
}

/// The spec with this name.
pub fn spec_named(name: &str) -> Option<&'static Spec> {
    ALL.iter().find(|spec| spec.name == name)
}

/// Takes `who` out of a queue; whether it was in it.
#[inline]
pub(crate) fn leave(queue: &mut VecDeque<ThreadId>, who: ThreadId) -> bool {
    let Some(at) = queue.iter().position(|&w| w == who) else {
        return false;
    };
    queue.remove(at);
    true
}

/// Words shared by the unit cases at the end of every primitive's file.
#[cfg(test)]
pub(crate) mod cases {
    use super::*;

    /// A step that is ready to wait.
    pub fn take(who: u32, op: u8) -> Step {
        Step { who: ThreadId(who), op, arg: 0, may_block: true }
    }

    /// A step that is not.
    pub fn attempt(who: u32, op: u8) -> Step {
        Step { may_block: false, ..take(who, op) }
    }

    /// Effects nobody looks at.
    pub fn none() -> Effects {
        Effects::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_and_semaphores_can_be_fair_and_nothing_else() {
        let fair = ALL.iter().filter(|spec| can_be_fair(spec.name)).map(|spec| spec.name);
        assert!(fair.eq(["BoundedSemaphore", "Lock", "RLock", "Semaphore"]));
        for spec in ALL.iter().filter(|spec| can_be_fair(spec.name)) {
            assert_eq!(
                spec.waits_as,
                WaitClass::Lock,
                "its hand-overs are recorded: {}",
                spec.name
            );
        }
    }

    #[test]
    fn the_list_is_sorted_and_every_kind_can_be_made_by_name() {
        let names: Vec<String> = ALL.iter().map(|spec| spec.name.to_lowercase()).collect();
        assert!(names.is_sorted());
        for spec in ALL {
            let made = Primitive::create(spec.name, 1).map(|state| state.spec().name);
            assert_eq!(made, Some(spec.name));
            assert!(!spec.ops.is_empty() && !spec.states.is_empty(), "{}", spec.name);
        }
        assert!(Primitive::create("Mutex", 0).is_none());
    }

    #[test]
    fn a_fresh_primitive_has_neither_holders_nor_waiters() {
        for spec in ALL {
            let state = Primitive::create(spec.name, 2);
            assert!(state.is_some_and(|s| s.holders().is_empty() && s.waiters().is_empty()));
        }
    }
}
