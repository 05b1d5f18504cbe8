//! What the store keeps of one thread and of one object, and how an event changes it.
//!
//! Each row remembers a settled state to go back to, because events of different threads arrive
//! slightly out of order: the newest ones are applied provisionally, and again when more is known.

use super::column::Column;
use super::detail::Lane;
use super::event::{Event, Kind, OP_HANDED, OP_RENEWED, ObjectInfo, WaitClass, note};
use super::object_lane::Situations;
use super::parties::{GIVEN_MAX, Parties};
use super::record::Record;
use super::thread_lane::{Doing, State, States};
use crate::model::ids::{ObjectId, ThreadId};
use crate::model::primitives::{Effect, spec_named};

/// A thread's progress is written down once in so many steps.
const PROGRESS_STEPS: u32 = 16;
/// Which objects a thread works with is told by its last so many events.
const USED_EVENTS: u64 = 512;

/// One thread: its events, and the lanes made of them.
#[derive(Clone, Debug, Default)]
pub(super) struct ThreadRow {
    pub events: Column<Record>,
    pub lane: Lane<States>,
    pub lines: Column<u32>,
    /// Work done so far, now and then.
    pub progress: Column<Progress>,
    pub done: Progress,
    pub doing: Option<Doing>,
    /// It stood at a breakpoint at some time.
    pub stopped: bool,
    /// How many threads began here: a run gives the numbers of ended threads again.
    pub lives: u32,
    /// Some of its events were lost.
    pub has_gaps: bool,
    /// What it worked with when the stretch began of which nothing was recorded; else nothing.
    pub unseen: Vec<ObjectId>,
    pub dirty: bool,
    settled: ThreadMark,
    settled_unseen: Vec<ObjectId>,
}

/// What a thread got done since it started; counts wrap.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Progress {
    /// Loop rounds, in thousands.
    pub work: u32,
    /// Steps on objects that took hold or gave up.
    pub steps: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct ThreadMark {
    events: u64,
    lane: u64,
    lines: u64,
    progress: u64,
    done: Progress,
    doing: Option<Doing>,
    stopped: bool,
    lives: u32,
    has_gaps: bool,
}

impl ThreadRow {
    /// Takes note of an event; `class` is that of its object, and `over` says that from now on the
    /// thread can be joined. Returns what the thread did before and does now, if that changed.
    #[inline]
    pub fn apply(
        &mut self,
        event: &Event,
        class: WaitClass,
        over: bool,
    ) -> Option<(Option<Doing>, Doing)> {
        self.events.push(event.nanos, Record::new(event));
        match (event.kind, event.op) {
            (Kind::Note, note::LINE) => self.lines.push(event.nanos, event.arg),
            (Kind::Note, note::WORK) => self.advance(event.nanos, event.arg, 0),
            (Kind::Grant | Kind::Release, _) => self.advance(event.nanos, 0, 1),
            (Kind::Start, _) => self.lives += 1,
            _ => {}
        }
        let before = self.doing;
        let after = match over {
            true => Doing::new(State::Ended, None),
            false => next_doing(before, event, class)?,
        };
        if before == Some(after) {
            return None;
        }
        self.lane.push(event.nanos, after);
        self.doing = Some(after);
        self.stopped |= after.state() == State::Stopped;
        self.has_gaps |= after.state() == State::NotRecorded;
        Some((before, after))
    }

    /// The objects of its last events.
    pub fn used(&self) -> Vec<ObjectId> {
        let first = self.events.first().max(self.events.len().saturating_sub(USED_EVENTS));
        let steps = (first..self.events.len()).map(|at| self.events.item(at));
        let of_object = |record: &Record| !matches!(record.kind(), Kind::Note | Kind::Output);
        let mut used: Vec<_> = steps.filter(of_object).map(Record::object).collect();
        used.sort_unstable();
        used.dedup();
        used.retain(|object| *object != ObjectId::CLOCK);
        used
    }

    #[inline]
    fn advance(&mut self, nanos: u64, work: u32, steps: u32) {
        self.done.work = self.done.work.wrapping_add(work);
        self.done.steps = self.done.steps.wrapping_add(steps);
        if work > 0 || self.done.steps % PROGRESS_STEPS == 1 {
            self.progress.push(nanos, self.done);
        }
    }

    /// Everything so far is final.
    pub fn settle(&mut self) {
        self.lane.settle();
        self.settled = ThreadMark {
            events: self.events.len(),
            lane: self.lane.items().len(),
            lines: self.lines.len(),
            progress: self.progress.len(),
            done: self.done,
            doing: self.doing,
            stopped: self.stopped,
            lives: self.lives,
            has_gaps: self.has_gaps,
        };
        self.settled_unseen.clone_from(&self.unseen);
        self.dirty = false;
    }

    /// Back to what was final.
    pub fn roll_back(&mut self) {
        self.events.truncate(self.settled.events);
        self.lane.truncate(self.settled.lane);
        self.lines.truncate(self.settled.lines);
        self.progress.truncate(self.settled.progress);
        self.done = self.settled.done;
        self.doing = self.settled.doing;
        self.stopped = self.settled.stopped;
        self.lives = self.settled.lives;
        self.has_gaps = self.settled.has_gaps;
        self.unseen.clone_from(&self.settled_unseen);
        self.dirty = false;
    }

    /// Forgets what was over before `nanos`; events are forgotten by the store itself.
    pub fn drop_until(&mut self, nanos: u64) {
        self.lane.drop_until(nanos);
        self.lines.drop_until(nanos);
        self.progress.drop_until(nanos);
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let lanes = self.lane.bytes() + self.lines.bytes() + self.progress.bytes();
        self.events.bytes() + lanes
    }
}

/// What a thread does after `event`; `None`: what it did before.
#[inline]
fn next_doing(before: Option<Doing>, event: &Event, class: WaitClass) -> Option<Doing> {
    let running = Some(Doing::new(State::Running, None));
    match event.kind {
        Kind::Block => Some(Doing::new(State::waiting(class), Some(event.object))),
        Kind::Wake | Kind::Start => running,
        Kind::End => Some(Doing::new(State::Ended, None)),
        Kind::Note if event.op == note::LOST => before
            .is_none_or(|doing| doing.state() != State::Ended)
            .then(|| Doing::new(State::NotRecorded, None)),
        Kind::Note if event.op == note::BREAK => Some(Doing::new(State::Stopped, None)),
        Kind::Note if event.op == note::GO_ON => running,
        // Who gives the GIL back and goes on will want it again; until then it cannot run.
        Kind::Release if class == WaitClass::Gil => before
            .filter(|doing| doing.state() == State::Running)
            .map(|_| Doing::new(State::WaitingForGil, Some(event.object))),
        Kind::Grant if class == WaitClass::Gil => {
            let lacks_it = [State::WaitingForGil, State::Stopped, State::NotRecorded];
            running.filter(|_| before.is_none_or(|doing| lacks_it.contains(&doing.state())))
        }
        // A thread that waits goes on waiting while the run is paused.
        Kind::Note if event.op == note::PAUSE => {
            let ready = [State::Running, State::WaitingForGil];
            let goes_on = before.is_some_and(|doing| ready.contains(&doing.state()));
            goes_on.then(|| Doing::new(State::Stopped, None))
        }
        Kind::Note if event.op == note::RESUME => {
            running.filter(|_| before.is_some_and(|doing| doing.state() == State::Stopped))
        }
        _ => match before {
            None => running,
            // As below.
            Some(doing)
                if matches!(doing.state(), State::Stopped | State::NotRecorded)
                    && event.kind != Kind::Note =>
            {
                running
            }
            // Its wake-up was lost (a full ring), but it clearly goes on.
            Some(doing) if doing.object().is_some_and(|on| shows_awake(event, class, on)) => {
                running
            }
            Some(_) => None,
        },
    }
}

fn shows_awake(event: &Event, class: WaitClass, waits_for: ObjectId) -> bool {
    match event.kind {
        Kind::Access | Kind::Output | Kind::Create => true,
        Kind::Grant | Kind::Release | Kind::Request | Kind::Raise => {
            // A step on what it waits for ends the wait, and the GIL is given up around waits.
            event.object != waits_for && class != WaitClass::Gil
        }
        _ => false,
    }
}

/// One object: the lane made of the events on it.
#[derive(Clone, Debug)]
pub(super) struct ObjectRow {
    pub lane: Lane<Situations>,
    pub parties: Parties,
    pub traits: Traits,
    /// Most waiters and highest level that ever were, for scales.
    pub peaks: Peaks,
    pub dirty: bool,
    settled: Parties,
    settled_len: u64,
    settled_peaks: Peaks,
}

/// The most of each that an object ever had.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Peaks {
    pub waiters: u32,
    pub level: u32,
}

/// What a row needs to know of its object's kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Traits {
    pub class: WaitClass,
    /// It can be held.
    pub held: bool,
    /// By one thread at a time.
    pub exclusive: bool,
    /// Operations that take hold, one bit each.
    takes: u128,
}

impl Traits {
    /// Those of an object of this kind.
    pub fn of(info: &ObjectInfo) -> Traits {
        let held = matches!(info.waits_as, WaitClass::Lock | WaitClass::Gil);
        let counts = info.level.is_some_and(|level| level != "depth");
        let takes = spec_named(info.kind).map_or(u128::MAX, |spec| {
            let bit = |(op, spec): (usize, &crate::model::primitives::OpSpec)| {
                if spec.effect == Effect::Take { 1u128 << op.min(127) } else { 0 }
            };
            spec.ops.iter().enumerate().map(bit).fold(0, |all, bit| all | bit)
        });
        Traits { class: info.waits_as, held, exclusive: held && !counts, takes }
    }
}

impl ObjectRow {
    /// Of an object to which nothing has happened yet.
    pub fn new(traits: Traits) -> ObjectRow {
        ObjectRow {
            lane: Lane::default(),
            parties: Parties::default(),
            traits,
            peaks: Peaks::default(),
            dirty: false,
            settled: Parties::default(),
            settled_len: 0,
            settled_peaks: Peaks::default(),
        }
    }

    /// A thread begins to wait here.
    pub fn join(&mut self, who: ThreadId) {
        let parties = &mut self.parties;
        if parties.retrying == Some(who) {
            parties.retrying = None;
            parties.waiters.insert(0, who);
        } else if !parties.waiters.contains(&who) {
            parties.waiters.push(who);
        }
    }

    /// A thread waits here no more.
    pub fn leave(&mut self, who: ThreadId) {
        if let Some(at) = self.parties.waiters.iter().position(|&waiter| waiter == who) {
            self.parties.waiters.remove(at);
            self.parties.retrying = (at == 0).then_some(who);
        }
    }

    /// Takes note of an event on this object: who holds it, and its level.
    #[inline]
    pub fn apply(&mut self, event: &Event) {
        let (parties, traits) = (&mut self.parties, self.traits);
        match event.kind {
            Kind::Grant | Kind::Release => {
                if parties.is_late(event.step) {
                    return;
                }
                parties.retrying = parties.retrying.filter(|&who| who != event.thread);
                parties.has_woken(event.thread);
                let before = std::mem::replace(&mut parties.level, event.arg);
                if traits.held && event.kind == Kind::Grant {
                    parties.take(event.thread, traits.exclusive);
                } else if traits.held {
                    let rise = event.arg.saturating_sub(before);
                    let times = if traits.exclusive { 1 } else { rise.clamp(1, GIVEN_MAX) };
                    (0..times)
                        .for_each(|_| parties.give(event.thread, traits.exclusive, event.arg));
                    parties.gave_in_advance = rise == 0;
                }
            }
            // Of a step that came late nothing is known.
            Kind::Note if event.op == note::HANDED && event.step == parties.step => {
                parties.hand_over(event.thread, event.arg, traits.exclusive);
            }
            Kind::Request | Kind::Block | Kind::Raise => {
                parties.has_woken(event.thread);
                parties.level = event.arg;
            }
            Kind::Create if event.op == OP_RENEWED && !parties.is_late(event.step) => {
                let (step, level, unseen) = (event.step, event.arg, parties.unseen);
                *parties = Parties { step, level, unseen, ..Parties::default() };
            }
            Kind::Create if event.op == OP_RENEWED => {}
            // A step may seem older by another core's clock: it knows better.
            Kind::Create if parties.step == 0 => parties.level = event.arg,
            Kind::Wake if event.op < OP_HANDED && event.arg > 0 => parties.pass_over(event.thread),
            Kind::Wake => {
                parties.retrying = None;
                if traits.held
                    && event.op >= OP_HANDED
                    && traits.takes >> (event.op & !OP_HANDED) & 1 != 0
                {
                    parties.take_handed(event.thread, traits.exclusive);
                }
                parties.pass_over(event.thread);
            }
            _ => {}
        }
    }

    /// Begins a new situation if it differs from the last one.
    #[inline]
    pub fn record(&mut self, nanos: u64) {
        let mut situation = self.parties.situation();
        // Who is known to hold it alone holds it, whatever others do.
        let surely_held = self.traits.exclusive && !self.parties.holders.is_empty();
        if self.parties.unseen > 0 && !surely_held {
            situation = situation.unseen();
        }
        if self.lane.items().last().is_none_or(|(_, last)| last != situation) {
            self.lane.push(nanos, situation);
            self.peaks.waiters = self.peaks.waiters.max(situation.waiters());
            self.peaks.level = self.peaks.level.max(situation.level());
        }
    }

    /// Everything so far is final.
    pub fn settle(&mut self) {
        self.lane.settle();
        self.settled_len = self.lane.items().len();
        self.settled.clone_from(&self.parties);
        self.settled_peaks = self.peaks;
        self.dirty = false;
    }

    /// Back to what was final.
    pub fn roll_back(&mut self) {
        self.lane.truncate(self.settled_len);
        self.parties.clone_from(&self.settled);
        self.peaks = self.settled_peaks;
        self.dirty = false;
    }
}
