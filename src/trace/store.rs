//! The store: takes a run's batches, keeps what views ask for.
//!
//! Threads' events stand in columns of their own, so that each is in order whatever the batches'
//! order was. Lanes of threads and objects are made while appending; the newest few milliseconds
//! are made again with each batch, since events of different threads arrive slightly out of order.
//! Questions are answered in `query.rs`. Knows nothing of who produces batches.

use super::event::{Batch, Event, Kind, ObjectInfo, ThreadInfo, WaitClass};
use super::origin::Origin;
use super::output::Output;
use super::race::Race;
use super::rows::{ObjectRow, ThreadRow, Traits};
use super::samples::Samples;
use super::thread_lane::State;
use super::views::Views;
use crate::model::ids::{ObjectId, ThreadId};
use std::collections::BTreeMap;

/// Events kept; beyond that the oldest are forgotten (and counted in [`Trace::forgotten`]).
pub const RETAINED_EVENTS_MAX: u64 = 12_000_000;
/// How late an event of another thread may come and still find its exact place.
pub const REORDER_NANOS: u64 = 10_000_000;
/// Most events whose place is kept open.
const REORDER_EVENTS_MAX: usize = 8192;

/// Everything known of a run.
#[derive(Clone, Debug)]
pub struct Trace {
    pub(super) thread_infos: Vec<Option<ThreadInfo>>,
    pub(super) object_infos: Vec<Option<ObjectInfo>>,
    pub(super) threads: Vec<ThreadRow>,
    pub(super) objects: Vec<Option<Box<ObjectRow>>>,
    /// One past the largest object number in an event.
    objects_named: usize,
    /// Which thread a thread object stands for.
    pub(super) joins: BTreeMap<ObjectId, ThreadId>,
    pub(super) output: Output,
    pub(super) samples: Samples,
    /// Applied provisionally: may be applied again in another order.
    pending: Vec<Event>,
    dirty_threads: Vec<u32>,
    dirty_objects: Vec<u32>,
    limit: u64,
    kept: u64,
    forgotten: u64,
    dropped: u64,
    pub(super) first_nanos: u64,
    pub(super) now_nanos: u64,
    live: bool,
    origin: Option<Origin>,
    views: Views,
    races: Vec<Race>,
}

impl Default for Trace {
    fn default() -> Self {
        Trace::new()
    }
}

impl Trace {
    /// An empty trace of a run that goes on.
    pub fn new() -> Trace {
        Trace::with_limit(RETAINED_EVENTS_MAX)
    }

    /// One that keeps about `events` events at most.
    pub fn with_limit(events: u64) -> Trace {
        Trace {
            thread_infos: Vec::new(),
            object_infos: Vec::new(),
            threads: Vec::new(),
            objects: Vec::new(),
            objects_named: 0,
            joins: BTreeMap::new(),
            output: Output::default(),
            samples: Samples::default(),
            pending: Vec::new(),
            dirty_threads: Vec::new(),
            dirty_objects: Vec::new(),
            limit: events,
            kept: 0,
            forgotten: 0,
            dropped: 0,
            first_nanos: 0,
            now_nanos: 0,
            live: true,
            origin: None,
            views: Views::default(),
            races: Vec::new(),
        }
    }

    /// What was run, if it is known.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Says what was run.
    pub fn set_origin(&mut self, origin: Origin) {
        self.origin = Some(origin);
    }

    /// How whoever wrote it to a file looked at it.
    pub fn views(&self) -> &Views {
        &self.views
    }

    /// Says how it was looked at.
    pub fn set_views(&mut self, views: Views) {
        self.views = views;
    }

    /// What a trial of the script has told about its variables.
    pub fn races(&self) -> &[Race] {
        &self.races
    }

    /// Says what a trial of the script has told.
    pub fn set_races(&mut self, races: Vec<Race>) {
        self.races = races;
    }

    /// Takes in what happened since the last batch.
    pub fn append(&mut self, batch: &Batch) {
        batch.threads.iter().for_each(|info| self.learn_thread(info));
        batch.objects.iter().for_each(|info| self.learn_object(info));
        batch.output.iter().for_each(|chunk| self.output.push(chunk));
        self.samples.append(&batch.sampling);
        self.dropped += batch.dropped;
        let newest = batch.events.iter().map(|event| event.nanos).max().unwrap_or(0);
        let newest = newest.max(batch.sampling.newest_nanos());
        self.now_nanos = self.now_nanos.max(batch.now_nanos).max(newest);
        self.roll_back();
        self.pending.extend_from_slice(&batch.events);
        if !self.pending.is_sorted_by_key(|event| event.nanos) {
            self.pending.sort_by_key(|event| event.nanos);
        }
        let horizon = self.now_nanos.saturating_sub(REORDER_NANOS);
        let old = self.pending.partition_point(|event| event.nanos < horizon);
        self.settle_first(old.max(self.pending.len().saturating_sub(REORDER_EVENTS_MAX)));
        if self.kept > self.limit {
            self.forget_oldest();
        }
    }

    /// Takes in events that are known to be in order, and later than all before.
    pub(super) fn append_sorted(&mut self, batch: &Batch) {
        self.append(batch);
        self.roll_back();
        self.settle_first(self.pending.len());
    }

    /// Sets what a file says was lost.
    pub(super) fn restore_losses(&mut self, first_nanos: u64, dropped: u64, forgotten: u64) {
        self.first_nanos = self.first_nanos.max(first_nanos);
        self.dropped = dropped;
        self.forgotten += forgotten;
    }

    /// Sets how much output a file says was lost.
    pub(super) fn restore_output_losses(&mut self, forgotten: u64) {
        self.output.forgotten += forgotten;
    }

    /// Numbers that all threads' and objects' numbers are below.
    pub(super) fn id_bounds(&self) -> (u32, u32) {
        let threads = self.threads.len().max(self.thread_infos.len());
        let objects = self.objects.len().max(self.object_infos.len()).max(self.objects_named);
        (threads as u32, objects as u32)
    }

    /// Threads that were announced.
    pub(super) fn known_threads(&self) -> impl Iterator<Item = &ThreadInfo> {
        self.thread_infos.iter().flatten()
    }

    /// Objects that were announced.
    pub(super) fn known_objects(&self) -> impl Iterator<Item = &ObjectInfo> {
        self.object_infos.iter().flatten()
    }

    /// Time of the oldest event kept.
    pub(super) fn earliest_event(&self) -> Option<u64> {
        let first = |row: &ThreadRow| {
            let events = &row.events;
            (!events.is_empty()).then(|| events.time(events.first()))
        };
        self.threads.iter().filter_map(first).min()
    }

    /// The run is over: nothing more will come.
    pub fn finish(&mut self) {
        self.roll_back();
        self.settle_first(self.pending.len());
        self.pending = Vec::new();
        self.live = false;
    }

    /// Whether more may come.
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// The run's newest moment, in nanoseconds since it began.
    pub fn now_nanos(&self) -> u64 {
        self.now_nanos
    }

    /// What was before this moment stays as it is: whatever still comes is later, or too late to
    /// find its place.
    pub fn settled_nanos(&self) -> u64 {
        if !self.live {
            return self.now_nanos;
        }
        let open = self.pending.first().map_or(u64::MAX, |event| event.nanos);
        open.min(self.now_nanos.saturating_sub(REORDER_NANOS))
    }

    /// Where what is kept begins: 0 unless old events had to be forgotten.
    pub fn first_nanos(&self) -> u64 {
        self.first_nanos
    }

    /// Events kept.
    pub fn event_count(&self) -> u64 {
        self.kept
    }

    /// Events lost before they came here, because the recorder was too busy.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Old events forgotten to make room for new ones.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Pieces of old output forgotten to make room for new ones.
    pub fn output_forgotten(&self) -> u64 {
        self.output.forgotten
    }

    /// Bytes that events, lanes and levels of detail take.
    pub fn memory_bytes(&self) -> usize {
        let threads: usize = self.threads.iter().map(ThreadRow::bytes).sum();
        let objects: usize = self.objects.iter().flatten().map(|row| row.lane.bytes()).sum();
        threads + objects + self.pending.capacity() * size_of::<Event>()
    }

    fn learn_thread(&mut self, info: &ThreadInfo) {
        let at = info.id.index();
        if at >= self.thread_infos.len() {
            self.thread_infos.resize(at + 1, None);
        }
        self.thread_infos[at] = Some(info.clone());
        if info.object != ObjectId::CLOCK {
            self.joins.insert(info.object, info.id);
        }
    }

    fn learn_object(&mut self, info: &ObjectInfo) {
        let at = info.id.index();
        if at >= self.object_infos.len() {
            self.object_infos.resize(at + 1, None);
        }
        self.object_infos[at] = Some(info.clone());
        if let Some(Some(row)) = self.objects.get_mut(at) {
            row.traits = Traits::of(info);
        }
    }

    fn roll_back(&mut self) {
        for at in self.dirty_threads.drain(..) {
            self.threads[at as usize].roll_back();
        }
        for at in self.dirty_objects.drain(..) {
            self.objects[at as usize].iter_mut().for_each(|row| row.roll_back());
        }
        self.kept -= self.pending.len() as u64;
    }

    /// Applies all pending events, the first `count` of them for good.
    fn settle_first(&mut self, count: usize) {
        let pending = std::mem::take(&mut self.pending);
        pending[..count].iter().for_each(|event| self.apply(event));
        for at in self.dirty_threads.drain(..) {
            self.threads[at as usize].settle();
        }
        for at in self.dirty_objects.drain(..) {
            self.objects[at as usize].iter_mut().for_each(|row| row.settle());
        }
        pending[count..].iter().for_each(|event| self.apply(event));
        self.kept += pending.len() as u64;
        self.pending = pending;
        self.pending.drain(..count);
        self.pending.shrink_to(2 * REORDER_EVENTS_MAX);
    }

    #[inline]
    fn apply(&mut self, event: &Event) {
        let class = self.class(event.object);
        let over = event.kind == Kind::Release
            && class == WaitClass::Signal
            && self.joins.get(&event.object) == Some(&event.thread);
        self.objects_named = self.objects_named.max(event.object.index() + 1);
        let at = event.thread.index();
        if at >= self.threads.len() {
            self.threads.resize(at + 1, ThreadRow::default());
        }
        let row = &mut self.threads[at];
        if !row.dirty {
            row.dirty = true;
            self.dirty_threads.push(at as u32);
        }
        let change = row.apply(event, class, over);
        let (mut left, mut joined) = (None, None);
        if let Some((before, after)) = change {
            (left, joined) = (before.and_then(|doing| doing.object()), after.object());
            let was_unseen = before.is_some_and(|doing| doing.state() == State::NotRecorded);
            if was_unseen || after.state() == State::NotRecorded {
                self.change_sight(event, was_unseen);
            }
        }
        if let Some(object) = left.filter(|&object| object != event.object) {
            let row = self.object_row(object);
            row.leave(event.thread);
            row.record(event.nanos);
        }
        if left.is_some() || joined.is_some() || concerns_object(event) {
            let row = self.object_row(event.object);
            if left == Some(event.object) {
                row.leave(event.thread);
            }
            if joined.is_some() {
                row.join(event.thread);
            }
            row.apply(event);
            row.record(event.nanos);
        }
    }

    /// From this event on what its thread does is not recorded, or it is again: so it is with the
    /// objects that the thread works with.
    #[cold]
    fn change_sight(&mut self, event: &Event, again: bool) {
        let thread = &mut self.threads[event.thread.index()];
        let objects = if again { std::mem::take(&mut thread.unseen) } else { thread.used() };
        for &object in &objects {
            let row = self.object_row(object);
            match again {
                true => row.parties.see_again(),
                false => row.parties.lose_sight_of(event.thread),
            }
            row.record(event.nanos);
        }
        if !again {
            self.threads[event.thread.index()].unseen = objects;
        }
    }

    #[inline]
    pub(super) fn class(&self, object: ObjectId) -> WaitClass {
        match self.objects.get(object.index()) {
            Some(Some(row)) => row.traits.class,
            _ => self.traits(object).class,
        }
    }

    /// Those of its row, if it has one: cheap.
    pub(super) fn traits_of(&self, object: ObjectId) -> Traits {
        match self.objects.get(object.index()) {
            Some(Some(row)) => row.traits,
            _ => self.traits(object),
        }
    }

    pub(super) fn traits(&self, object: ObjectId) -> Traits {
        match self.object_infos.get(object.index()) {
            Some(Some(info)) => Traits::of(info),
            _ => Traits::of(&placeholder(object)),
        }
    }

    #[inline]
    fn object_row(&mut self, object: ObjectId) -> &mut ObjectRow {
        let at = object.index();
        if at >= self.objects.len() {
            self.objects.resize(at + 1, None);
        }
        if self.objects[at].is_none() {
            self.objects[at] = Some(Box::new(ObjectRow::new(self.traits(object))));
        }
        let Some(row) = &mut self.objects[at] else { unreachable!("it was just put there") };
        if !row.dirty {
            row.dirty = true;
            self.dirty_objects.push(at as u32);
        }
        row
    }

    /// Forgets a thirty-second of what is kept, so that this need not be done with each batch.
    fn forget_oldest(&mut self) {
        let goal = self.limit - self.limit / 32;
        while self.kept > goal {
            let oldest = (self.threads.iter_mut())
                .filter_map(|row| Some((row.events.oldest_end()?, row)))
                .min_by_key(|&(end, _)| end);
            let Some((end, row)) = oldest else { break };
            let count = row.events.drop_oldest();
            self.kept -= count;
            self.forgotten += count;
            self.first_nanos = self.first_nanos.max(end);
        }
        let first = self.first_nanos;
        self.threads.iter_mut().for_each(|row| row.drop_until(first));
        self.objects.iter_mut().flatten().for_each(|row| row.lane.drop_until(first));
    }
}

/// Whether an event can change who holds its object, who waits for it or its level.
#[inline]
fn concerns_object(event: &Event) -> bool {
    use super::event::{OP_RENEWED, note};
    match event.kind {
        Kind::Request | Kind::Grant | Kind::Block | Kind::Wake | Kind::Release | Kind::Raise => {
            true
        }
        // What begins with nothing has no lane until something happens to it.
        Kind::Create => event.op == OP_RENEWED || event.arg > 0,
        Kind::Note => event.op == note::HANDED,
        _ => false,
    }
}

/// What to say of an object that was never announced.
pub(super) fn placeholder(object: ObjectId) -> ObjectInfo {
    let (kind, name, waits_as) = match object {
        ObjectId::CLOCK => ("Clock", "clock".to_owned(), WaitClass::Time),
        ObjectId::GIL => ("GIL", "GIL".to_owned(), WaitClass::Gil),
        _ => ("Object", object.to_string(), WaitClass::Signal),
    };
    ObjectInfo { id: object, kind, name, waits_as, level: None, line: 0, inside: None }
}

/// What to say of a thread that was never announced.
pub(super) fn unnamed(thread: ThreadId) -> ThreadInfo {
    let name = if thread == ThreadId::MAIN { "MainThread".into() } else { thread.to_string() };
    ThreadInfo { id: thread, name, daemon: false, object: ObjectId::CLOCK }
}
