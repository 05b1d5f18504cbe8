//! The run's own thread: empties the rings, sends batches, watches limits and stuckness, and sees
//! the run to its end.
//!
//! It never makes a thread of the script wait. If nobody reads the batches it keeps what it can
//! hold and counts the rest as dropped.

use super::control::wants;
use super::machine::Machine;
use super::memory::MemoryWatch;
use super::recorder::Ring;
use super::run::Verdict;
use super::usage;
use super::variables::Beside;
use super::watchdog;
use crate::model::ids::{ObjectId, ThreadId};
use crate::trace::event::{ARG_MAX, Batch, Event, Kind, note};
use crate::trace::samples::Usage;
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often rings are emptied.
pub const PERIOD: Duration = Duration::from_millis(5);
/// Batches that may wait to be read.
pub const BATCHES_MAX: usize = 16;
/// Events of a batch that waits because the channel is full; beyond that they are dropped.
pub const UNSENT_EVENTS_MAX: usize = 1 << 18;
/// How often lock cycles among some of the threads are looked for.
const PARTIAL_EVERY: u32 = 20;
/// Most circles of threads that are told.
const CIRCLES_MAX: usize = 100;
/// How often the memory is looked at.
const MEMORY_EVERY: u32 = 4;
/// How often threads that run are asked where they are.
const LOOK_EVERY: u32 = 4;
/// How often threads' processor time and context switches are read.
const USAGE_EVERY: u32 = 8;
/// Most threads whose totals are read at once; with more, they take turns.
const USAGE_THREADS_MAX: usize = 64;
/// Samples of a batch that waits because the channel is full; beyond that they are dropped.
const UNSENT_SAMPLES_MAX: usize = 1 << 16;
/// Loop rounds that a work note counts in.
const WORK_UNIT: u64 = 1000;
/// How long the last batch may wait for a reader that does not read.
const LAST_BATCH_WAIT: Duration = Duration::from_secs(10);

/// Starts the run's own thread.
pub fn launch(machine: &Arc<Machine>) -> Receiver<Batch> {
    let (sender, receiver) = bounded(BATCHES_MAX);
    let collector = Collector {
        machine: Arc::clone(machine),
        sender,
        rings: Vec::new(),
        seen: Vec::new(),
        batch: Batch::default(),
        later: Vec::new(),
        rounds: 0,
        told: BTreeSet::new(),
        memory: MemoryWatch::start(
            machine.options.max_memory_bytes,
            machine.options.kept_events_max,
        ),
        beside: machine.beside.lock().take(),
        usage_turn: 0,
        newest_nanos: 0,
    };
    let spawned =
        std::thread::Builder::new().name("lockstep-run".to_owned()).spawn(move || collector.run());
    if spawned.is_err() {
        let message = "the operating system has no more threads".to_owned();
        machine.judge(Verdict::Internal { message });
        machine.stop();
        machine.note_over();
    }
    receiver
}

/// What was last told about a thread.
#[derive(Clone, Copy, Default)]
struct Seen {
    work: u64,
}

struct Collector {
    machine: Arc<Machine>,
    sender: Sender<Batch>,
    rings: Vec<Ring>,
    seen: Vec<Seen>,
    batch: Batch,
    /// Events that came while the rings were read.
    later: Vec<Event>,
    rounds: u32,
    /// Threads of the circles that were told.
    told: BTreeSet<Vec<ThreadId>>,
    memory: MemoryWatch,
    beside: Option<Box<dyn Beside>>,
    usage_turn: usize,
    /// When the newest event happened.
    newest_nanos: u64,
}

impl Collector {
    fn run(mut self) {
        while !self.is_over() {
            self.machine.wait_for_change(PERIOD);
            self.gather(self.machine.clock.now_nanos());
            self.send();
            self.watch();
            self.beside.iter().for_each(|beside| beside.free_some());
            self.rounds = self.rounds.wrapping_add(1);
        }
        self.gather(u64::MAX);
        // Whoever watches must get the end of the trace; whoever has gone is not waited for.
        let last = std::mem::take(&mut self.batch);
        let _ = self.sender.send_timeout(last, LAST_BATCH_WAIT);
        self.machine.note_over();
    }

    /// Once the script has finished the rest is stopped; over when no thread is left.
    fn is_over(&mut self) -> bool {
        // The main thread first: before it is there, nothing is left that has not finished.
        if self.machine.members.get(0).is_some_and(|main| main.has_ended())
            && let Some(exit_code) = self.machine.finished_with()
            && !self.machine.control.is_stopping()
        {
            self.machine.judge(Verdict::Finished { exit_code });
            self.machine.stop();
        }
        let all = self.machine.live() == 0;
        if self.machine.control.is_stopping() && !all {
            // A thread that was about to park when it was nudged may need another one.
            self.machine.stop();
            std::thread::sleep(Duration::from_micros(200));
        }
        self.machine.control.is_stopping() && all
    }

    /// Takes what happened up to `until`. What came later is kept for the next time: the ring of a
    /// thread that it follows from may have been read before it was there, however long ago that is.
    fn gather(&mut self, until: u64) {
        let news = self.machine.take_news();
        self.rings.extend(news.rings);
        self.batch.objects.extend(news.objects);
        self.batch.threads.extend(news.threads);
        let from = self.batch.events.len();
        self.batch.events.append(&mut self.later);
        for ring in &mut self.rings {
            let room = UNSENT_EVENTS_MAX.saturating_sub(self.batch.events.len());
            ring.drain(&self.machine.clock, room, &mut self.batch.events);
            if room == 0 {
                self.batch.dropped += ring.skim(&self.machine.clock, &mut self.batch.events);
            }
            self.batch.dropped += ring.take_lost();
        }
        self.rings.retain(|ring| !ring.is_over());
        let fresh = self.batch.events[from..].iter().map(|event| event.nanos).max();
        self.newest_nanos = self.newest_nanos.max(fresh.unwrap_or(0));
        self.batch.now_nanos = match self.machine.control.is_stopping() && self.machine.live() == 0
        {
            // Nothing has happened since: what is seen only now was so then.
            true => self.newest_nanos,
            false => self.machine.clock.now_nanos(),
        };
        self.sample();
        self.sample_beside(news.usages);
        let fresh = &mut self.batch.events[from..];
        fresh.sort_by_key(|event| event.nanos);
        let known = from + fresh.partition_point(|event| event.nanos <= until);
        self.later = self.batch.events.split_off(known);
        self.batch.output.extend(self.machine.output.take());
        self.machine.control.no_longer_want(wants::OUTPUT_FULL);
    }

    /// Where every thread is and how much it has done, as far as that changed.
    fn sample(&mut self) {
        if !self.machine.options.record {
            return;
        }
        let look = self.rounds.is_multiple_of(LOOK_EVERY);
        for member in self.machine.live_members() {
            if look {
                member.look.store(true, Ordering::Relaxed);
            }
            let at = member.id.index();
            if self.seen.len() <= at {
                self.seen.resize(at + 1, Seen::default());
            }
            let seen = &mut self.seen[at];
            let mut tell = |op, arg| {
                self.batch.events.push(Event {
                    nanos: self.batch.now_nanos,
                    thread: member.id,
                    kind: Kind::Note,
                    op,
                    object: ObjectId::CLOCK,
                    step: 0,
                    arg,
                });
            };
            if let Some(line) = member.untold_line() {
                tell(note::LINE, line);
            }
            let work = member.work.load(Ordering::Relaxed);
            if work < seen.work {
                // Another thread has the number now.
                seen.work = 0;
            }
            let units = work.saturating_sub(seen.work) / WORK_UNIT;
            if units > 0 {
                seen.work += units * WORK_UNIT;
                tell(note::WORK, u32::try_from(units).unwrap_or(ARG_MAX));
            }
        }
    }

    /// Values of variables, and what threads use, as the operating system counts it.
    fn sample_beside(&mut self, ended: Vec<Usage>) {
        let (nanos, sampling) = (self.batch.now_nanos, &mut self.batch.sampling);
        if sampling.len() > UNSENT_SAMPLES_MAX {
            sampling.lost += ended.len() as u64;
            return;
        }
        sampling.usages.extend(ended);
        if !self.machine.options.record {
            return;
        }
        if let Some(beside) = &mut self.beside {
            beside.look(nanos, sampling);
        }
        if self.rounds.is_multiple_of(USAGE_EVERY) {
            self.sample_usage();
        }
    }

    fn sample_usage(&mut self) {
        let mut live = self.machine.live_members();
        live.retain(|member| member.os_id() != 0);
        let turn = self.usage_turn.checked_rem(live.len()).unwrap_or(0);
        for member in live.iter().cycle().skip(turn).take(live.len().min(USAGE_THREADS_MAX)) {
            if let Some(counted) = usage::of_thread(member.os_id()) {
                let counted = member.since_begin(counted);
                member.note_switches(counted.switches);
                self.batch.sampling.usages.push(Usage {
                    nanos: self.machine.clock.now_nanos(),
                    thread: member.id,
                    cpu_nanos: counted.cpu_nanos,
                    switches: counted.switches,
                });
            }
        }
        self.usage_turn = turn + USAGE_THREADS_MAX;
    }

    fn send(&mut self) {
        let batch = &self.batch;
        let is_empty = batch.events.is_empty()
            && batch.output.is_empty()
            && batch.threads.is_empty()
            && batch.objects.is_empty()
            && batch.sampling.is_empty()
            && batch.dropped == 0;
        // That nothing happened is told now and then, but never in the place of what will.
        if is_empty && (!self.rounds.is_multiple_of(4) || !self.sender.is_empty()) {
            return;
        }
        let count = self.batch.events.len();
        let sent = self.sender.try_send(std::mem::take(&mut self.batch));
        if sent.is_ok() {
            self.memory.note_events(count);
        }
        if let Err(TrySendError::Full(unsent)) = sent {
            self.batch = unsent;
            let unread: usize = self.batch.output.iter().map(|chunk| chunk.text.len()).sum();
            if unread > super::output::UNREAD_BYTES_MAX {
                self.machine.control.want(wants::OUTPUT_FULL);
            }
        }
    }

    fn watch(&mut self) {
        if self.rounds.is_multiple_of(MEMORY_EVERY) {
            self.memory.look(&self.machine, self.beside.as_deref());
        }
        let machine = &self.machine;
        if machine.control.is_stopping() || machine.control.is_paused() {
            return;
        }
        if machine.options.time_limit.is_some_and(|limit| machine.began.elapsed() >= limit) {
            machine.judge(Verdict::TimeLimit);
            machine.stop();
        } else if machine.verdict().is_none()
            && machine.finished_with().is_none()
            && !(machine.options.attached && machine.signals.are_handled())
            && let Some(stuck) = watchdog::total(machine)
        {
            machine.judge(Verdict::Deadlock(stuck));
        } else if self.rounds.is_multiple_of(PARTIAL_EVERY) && self.told.len() < CIRCLES_MAX {
            for stuck in watchdog::partial(machine) {
                let mut threads = stuck.threads.clone();
                threads.sort();
                if self.told.insert(threads) {
                    machine.report(stuck);
                }
            }
        }
    }
}
