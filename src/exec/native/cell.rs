//! One primitive in a run on OS threads: its rules behind one small lock.
//!
//! The lock is held for the length of one step and nothing else is locked meanwhile but the parker
//! of the thread that takes the step; so cells cannot deadlock among themselves. The step's number
//! and time are taken inside, so that a trace orders an object's steps exactly.

use super::super::events::{handed, kind};
use super::member::Member;
use super::recorder::Recorder;
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::{Effects, OpSpec, Outcome, Primitive, Rules, Spec, Step};
use crate::model::shared::Guarded;
use crate::trace::event::{Kind, OP_RENEWED, ObjectInfo, Packed, note};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a thread brings to a step.
#[derive(Debug)]
pub struct Hand {
    /// Who takes it.
    pub me: Arc<Member>,
    /// Where it is recorded.
    pub recorder: Recorder,
    /// Whom it lets go on; whoever asked for the step tells them.
    pub effects: Effects,
}

/// See the module's header.
#[derive(Debug)]
pub struct Cell {
    id: ObjectId,
    line: u32,
    ops: &'static [OpSpec],
    initial: Primitive,
    /// Whether it stands for one object after another: its lane keeps its name then.
    renewed: AtomicBool,
    name: Mutex<Name>,
    /// Held for a step: leaving it must be a plain store, since every step of a script pays for it.
    state: Guarded<State>,
}

#[derive(Debug, Default)]
struct Name {
    text: String,
    inside: Option<ObjectId>,
}

#[derive(Debug)]
struct State {
    rules: Primitive,
    steps: u16,
}

impl Cell {
    /// A cell for a fresh primitive, created on script line `line` (0: by the runtime).
    pub fn new(id: ObjectId, primitive: Primitive, line: u32) -> Cell {
        let initial = primitive.clone();
        let state = State { rules: primitive, steps: 0 };
        Cell {
            id,
            line,
            ops: initial.spec().ops,
            initial,
            renewed: AtomicBool::new(false),
            name: Mutex::default(),
            state: Guarded::new(state),
        }
    }

    /// Takes a step for a thread and records it. After `Block` the thread is in the
    /// primitive's queue and its parker expects an answer.
    #[inline]
    pub fn step(&self, hand: &mut Hand, step: Step, timed: bool) -> Outcome {
        let mut state = self.state.lock();
        let outcome = state.rules.apply(step, &mut hand.effects);
        state.steps = state.steps.wrapping_add(1);
        let (number, level) = (state.steps, state.rules.level());
        if outcome == Outcome::Block {
            hand.me.parker.begin(self.id, timed);
        }
        let ticks = hand.recorder.ticks();
        drop(state);
        let kind = kind(&outcome, self.ops[usize::from(step.op)].effect);
        hand.recorder.record_at(Packed::new(ticks, kind, step.op, self.id, number, level));
        if !hand.effects.wakes.is_empty() {
            self.record_hand_over(hand, ticks, number);
        }
        outcome
    }

    /// Records how many threads the step just recorded handed this to.
    fn record_hand_over(&self, hand: &mut Hand, ticks: u64, step: u16) {
        let handed = handed(self.spec(), &hand.effects);
        if handed > 0 {
            let note = Packed::new(ticks, Kind::Note, note::HANDED, self.id, step, handed);
            hand.recorder.record_at(note);
        }
    }

    /// Gives up a wait. `false`: an answer has been given meanwhile and is on its way.
    pub fn cancel(&self, hand: &mut Hand, op: u8) -> bool {
        let mut state = self.state.lock();
        if !state.rules.cancel(hand.me.id, &mut hand.effects) {
            return false;
        }
        state.steps = state.steps.wrapping_add(1);
        let (number, level) = (state.steps, state.rules.level());
        let ticks = hand.recorder.ticks();
        drop(state);
        hand.recorder.record_at(Packed::new(ticks, Kind::Cancel, op, self.id, number, level));
        true
    }

    /// Whether it can stand for a new object of its kind once nobody can reach it: no thread waits
    /// for it or is what it stands for.
    pub fn is_idle(&self) -> bool {
        let (holders, waiters, _) = self.look();
        waiters.is_empty() && (holders.is_empty() || !self.is_thread())
    }

    /// Whether it stands for a thread to join.
    pub fn is_thread(&self) -> bool {
        matches!(self.initial, Primitive::Thread(_))
    }

    /// Stands for a new object from now on, which is as the first one was when it was made.
    pub fn renew(&self, recorder: &mut Recorder) {
        self.renewed.store(true, Ordering::Relaxed);
        let mut state = self.state.lock();
        state.rules = self.initial.clone();
        state.steps = state.steps.wrapping_add(1);
        let (number, level) = (state.steps, state.rules.level());
        let ticks = recorder.ticks();
        drop(state);
        recorder.record_at(Packed::new(ticks, Kind::Create, OP_RENEWED, self.id, number, level));
    }

    /// Whether it has stood for another object before.
    pub fn is_renewed(&self) -> bool {
        self.renewed.load(Ordering::Relaxed)
    }

    /// The script line on which it was created.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Its number.
    pub fn id(&self) -> ObjectId {
        self.id
    }

    /// What the rest of the product knows about its kind.
    pub fn spec(&self) -> &'static Spec {
        self.initial.spec()
    }

    /// The state it began with, for replays.
    pub fn initial(&self) -> &Primitive {
        &self.initial
    }

    /// Holders, waiters in order of arrival, and level now.
    pub fn look(&self) -> (Vec<ThreadId>, Vec<ThreadId>, u32) {
        let state = self.state.lock();
        (state.rules.holders(), state.rules.waiters(), state.rules.level())
    }

    /// Names it.
    pub fn set_name(&self, name: &str) {
        name.clone_into(&mut self.name.lock().text);
    }

    /// Says that it is a part of another object.
    pub fn place_inside(&self, whole: ObjectId) {
        self.name.lock().inside = Some(whole);
    }

    /// What to call it in a sentence.
    pub fn name(&self) -> String {
        let name = self.name.lock();
        match (name.text.is_empty(), self.line) {
            (false, _) => name.text.clone(),
            (true, 0) => self.spec().name.to_owned(),
            (true, line) => format!("{} of line {line}", self.spec().name),
        }
    }

    /// What a trace says about it.
    pub fn info(&self) -> ObjectInfo {
        let spec = self.spec();
        ObjectInfo {
            id: self.id,
            kind: spec.name,
            name: self.name(),
            waits_as: spec.waits_as,
            level: spec.level,
            line: self.line,
            inside: self.name.lock().inside,
        }
    }
}
