//! Takes in what a run sends, on a thread of its own: a frame only picks up the newest picture of
//! the trace.
//!
//! The thread keeps the trace that grows; what it hands out never changes, and shares its full
//! chunks. It hands out one at a time, once the last was picked up, and only so often that copying
//! stays a small part of its time. What comes faster than it can be taken in waits in the run's
//! bounded channel, whose other end drops and counts rather than wait.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TryRecvError, bounded};

use super::Waker;
use crate::trace::Trace;
use crate::trace::event::{Batch, Event, Kind};

/// Most events of a batch that are still taken in while a run is being stopped.
const STOPPING_EVENTS_MAX: usize = 2000;
/// Batches that wait are taken in together, up to so many events: with each taking in the newest
/// events are put in order again.
const TOGETHER_EVENTS_MAX: usize = 20_000;
/// How soon it looks again whether its last picture was picked up.
const PAUSE: Duration = Duration::from_millis(3);
/// Copying takes at most one part in so many of the time.
const COST_SHARE: u32 = 10;
/// Pictures that may wait to be dropped here rather than in a frame.
const USED_MAX: usize = 4;

/// Why there is nothing new.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nothing {
    /// Nothing came, or it is not copied yet.
    Yet,
    /// It ended without a last word, and nothing will come.
    Gone,
}

/// What there is to know since the last time.
pub struct News {
    /// Everything so far.
    pub trace: Arc<Trace>,
    /// Nothing more will come.
    pub over: bool,
}

/// A run's batches being taken in.
pub struct Intake {
    news: Receiver<News>,
    used: Sender<Arc<Trace>>,
    stopping: Arc<AtomicBool>,
}

impl Intake {
    /// Begins to take batches into `trace`. `waker` is called when the last one is taken in.
    pub fn start(trace: Trace, batches: Receiver<Batch>, waker: Waker) -> io::Result<Intake> {
        let ((told, news), (used, back)) = (bounded(1), bounded(USED_MAX));
        let stopping = Arc::new(AtomicBool::new(false));
        let next = Instant::now();
        let mut taking = Taking { trace, batches, stopping: stopping.clone(), told, next };
        let body = move || {
            taking.until_the_end(&back);
            waker();
            // What is given back after that is let go of here, too; none comes without the taker.
            back.iter().for_each(drop);
        };
        thread::Builder::new().name("lockstep-intake".into()).spawn(body)?;
        Ok(Intake { news, used, stopping })
    }

    /// One whose thread broke off.
    #[cfg(test)]
    pub(super) fn broken() -> Intake {
        Intake { news: bounded(0).1, used: bounded(0).0, stopping: Arc::default() }
    }

    /// The newest picture, if there is one that was not picked up yet.
    pub fn take(&self) -> Result<News, Nothing> {
        self.news.try_recv().map_err(|why| match why {
            TryRecvError::Empty => Nothing::Yet,
            TryRecvError::Disconnected => Nothing::Gone,
        })
    }

    /// A picture that is not shown any more: letting go of many shared chunks takes a while, too.
    pub fn give_back(&self, trace: Arc<Trace>) {
        // When nobody takes it, it ends here.
        let _ = self.used.try_send(trace);
    }

    /// The run is being stopped: of what still comes only the essence is wanted.
    pub fn hurry(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }
}

/// What the thread has.
struct Taking {
    trace: Trace,
    batches: Receiver<Batch>,
    stopping: Arc<AtomicBool>,
    told: Sender<News>,
    /// When copying may cost something again.
    next: Instant,
}

impl Taking {
    fn until_the_end(&mut self, back: &Receiver<Arc<Trace>>) {
        let mut fresh = false;
        loop {
            back.try_iter().for_each(drop);
            // With nothing to tell it sleeps until something comes: a quiet run costs nothing.
            let next = match fresh {
                true => self.batches.recv_timeout(PAUSE),
                false => self.batches.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(batch) => {
                    self.take_in(batch);
                    fresh = true;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.tell_the_last(),
            }
            if fresh && self.told.is_empty() && Instant::now() >= self.next {
                if !self.tell() {
                    return;
                }
                fresh = false;
            }
        }
    }

    fn take_in(&mut self, first: Batch) {
        let mut together = self.wanted(first);
        while together.events.len() < TOGETHER_EVENTS_MAX
            && let Ok(batch) = self.batches.try_recv()
        {
            together.join(self.wanted(batch));
        }
        self.trace.append(&together);
    }

    fn wanted(&self, batch: Batch) -> Batch {
        if self.stopping.load(Ordering::Relaxed) { essence(batch) } else { batch }
    }

    /// Hands a picture out; `false`: nobody wants to know any more.
    fn tell(&mut self) -> bool {
        let began = Instant::now();
        let trace = Arc::new(self.trace.clone());
        let wanted = self.told.try_send(News { trace, over: false }).is_ok();
        self.next = began + began.elapsed() * COST_SHARE;
        wanted
    }

    fn tell_the_last(&mut self) {
        let mut trace = std::mem::take(&mut self.trace);
        trace.finish();
        // Nobody wants to know any more when another run has begun.
        let _ = self.told.send(News { trace: Arc::new(trace), over: true });
    }
}

/// What a batch says that must not be lost when a run is being stopped: of a long one who began and
/// who ended. The rest counts as lost, so that the end is seen at once.
fn essence(mut batch: Batch) -> Batch {
    let before = batch.events.len();
    if before > STOPPING_EVENTS_MAX {
        let mut told = BTreeSet::new();
        let events = std::mem::take(&mut batch.events).into_iter();
        batch.events = events
            .filter_map(|event| match event.kind {
                Kind::Start | Kind::End => Some(event),
                // From here on nobody knows what the thread did.
                _ => told.insert(event.thread).then(|| Event::lost(event.thread, event.nanos)),
            })
            .collect();
        batch.dropped += (before - batch.events.len() + told.len()) as u64;
    }
    batch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soon::eventually;
    use crate::trace::{State, synthetic, synthetic::batches};

    fn next(intake: &Intake) -> News {
        let mut news = None;
        eventually(|| {
            news = intake.take().ok();
            news.is_some()
        });
        news.expect("it has come")
    }

    #[test]
    fn what_is_handed_out_is_the_run_so_far_and_in_the_end_all_of_it() {
        let all = batches(5, 3, 60_000, 9);
        let (sender, receiver) = bounded(1);
        let intake = Intake::start(Trace::new(), receiver, Arc::new(|| {})).unwrap();
        let mut pictures = Vec::new();
        for batch in all {
            sender.send(batch).unwrap();
            pictures.push(next(&intake).trace);
        }
        drop(sender);
        let last = next(&intake);
        assert!(last.over && !last.trace.is_live());
        let whole = synthetic(5, 3, 60_000, 9);
        let events = |trace: &Trace, to| trace.events(0..to).collect::<Vec<_>>();
        assert_eq!(events(&last.trace, u64::MAX), events(&whole, u64::MAX));
        for picture in pictures {
            let count = picture.event_count();
            assert!(picture.is_live() && count > 0 && count <= whole.event_count());
            // A picture stays as it was, whatever came behind it.
            assert_eq!(events(&picture, u64::MAX).len() as u64, count);
        }
    }

    #[test]
    fn a_picture_that_nobody_picks_up_holds_up_nothing() {
        let all = batches(5, 3, 200_000, 9);
        let (sender, receiver) = bounded(1);
        let intake = Intake::start(Trace::new(), receiver, Arc::new(|| {})).unwrap();
        all.into_iter().for_each(|batch| sender.send(batch).unwrap());
        drop(sender);
        let mut news = next(&intake);
        while !news.over {
            intake.give_back(news.trace);
            news = next(&intake);
        }
        assert_eq!(news.trace.event_count(), 200_000);
    }

    #[test]
    fn of_a_run_that_is_being_stopped_the_essence_is_kept_and_the_rest_counted() {
        let batch = batches(5, 3, 10_000, 9).remove(0);
        let starts = batch.events.iter().filter(|event| event.kind == Kind::Start).count() as u64;
        let (sender, receiver) = bounded(1);
        let intake = Intake::start(Trace::new(), receiver, Arc::new(|| {})).unwrap();
        intake.hurry();
        sender.send(batch).unwrap();
        drop(sender);
        let mut news = next(&intake);
        while !news.over {
            news = next(&intake);
        }
        let trace = &news.trace;
        let threads = trace.threads().count() as u64;
        let (kept, lost) = (trace.event_count(), trace.dropped());
        assert_eq!((kept, lost), (starts + threads, 10_000 - starts));
        // Nobody is shown doing for ever what it was last seen doing.
        let end = trace.now_nanos();
        let unknown = |thread| trace.state_at(thread, end) == State::NotRecorded;
        assert!(trace.threads().all(unknown));
    }
}
