//! OS threads between two threads of the script: one that has run a thread to its end waits a moment
//! for the next, so that starting that costs no new stack and no new entry in the system's tables.
//!
//! Each thread of the script has an OS thread for itself as long as it lives, with a number of its
//! own. Knows nothing of what the threads run.

use super::parker::Looks;
use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// Most OS threads that wait for work; one more ends instead.
const IDLE_MAX: usize = 16;

/// What an OS thread is to run; it is told whether the OS thread has run nothing before.
pub type Job = Box<dyn FnOnce(bool) + Send>;

/// See the module's header.
#[derive(Debug, Default)]
pub struct Pool {
    idle: Mutex<Idle>,
    /// Those that may not have ended yet.
    handles: Mutex<Vec<JoinHandle<()>>>,
}

#[derive(Debug, Default)]
struct Idle {
    seats: Vec<Arc<Seat>>,
    closed: bool,
}

/// Where an OS thread waits for its next job.
#[derive(Default)]
struct Seat {
    /// `None` inside: it is to end.
    next: Mutex<Option<Option<Job>>>,
    called: Condvar,
    came: AtomicBool,
    looks: Looks,
}

impl std::fmt::Debug for Seat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seat").finish_non_exhaustive()
    }
}

impl Pool {
    /// Runs a job on an OS thread that has nothing to do, or on a new one. `false`: the operating
    /// system has no more threads.
    pub fn run(self: &Arc<Self>, stack_bytes: usize, job: Job) -> bool {
        if let Some(seat) = self.take() {
            seat.call(Some(job));
            return true;
        }
        let pool = Arc::clone(self);
        let builder = std::thread::Builder::new().stack_size(stack_bytes);
        let Ok(handle) = builder.spawn(move || pool.serve(job)) else { return false };
        let mut handles = self.handles.lock();
        if handles.len() == handles.capacity() {
            // The system takes a thread's stack back when it is joined.
            let ended: Vec<_> = handles.extract_if(.., |handle| handle.is_finished()).collect();
            ended.into_iter().for_each(join);
        }
        handles.push(handle);
        true
    }

    /// Ends the OS threads that wait, and those that would from now on; returns when all have ended.
    /// Not to be called by one of them.
    pub fn close(&self) {
        let seats = {
            let mut idle = self.idle.lock();
            idle.closed = true;
            std::mem::take(&mut idle.seats)
        };
        seats.iter().for_each(|seat| seat.call(None));
        let handles = std::mem::take(&mut *self.handles.lock());
        handles.into_iter().for_each(join);
    }

    /// The one that has waited shortest: its memory is the warmest.
    fn take(&self) -> Option<Arc<Seat>> {
        self.idle.lock().seats.pop()
    }

    fn serve(&self, first: Job) {
        let seat = Arc::new(Seat::default());
        let (mut next, mut is_new) = (Some(first), true);
        while let Some(job) = next {
            job(is_new);
            is_new = false;
            next = if self.sit(&seat) { seat.wait() } else { None };
        }
    }

    fn sit(&self, seat: &Arc<Seat>) -> bool {
        let mut idle = self.idle.lock();
        let stays = !idle.closed && idle.seats.len() < IDLE_MAX;
        if stays {
            idle.seats.push(Arc::clone(seat));
        }
        stays
    }
}

fn join(handle: JoinHandle<()>) {
    // A job catches its panics itself; whatever came of it, the thread has ended.
    drop(handle.join());
}

impl Seat {
    fn call(&self, job: Option<Job>) {
        *self.next.lock() = Some(job);
        self.came.store(true, Ordering::Release);
        self.called.notify_one();
    }

    fn wait(&self) -> Option<Job> {
        self.looks.see(|| self.came.load(Ordering::Acquire));
        let mut next = self.next.lock();
        loop {
            if let Some(job) = next.take() {
                self.came.store(false, Ordering::Relaxed);
                return job;
            }
            self.called.wait(&mut next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::soon::SOON;
    use std::collections::HashSet;
    use std::sync::mpsc;
    use std::thread::ThreadId;

    const STACK: usize = 1 << 18;

    fn id_of_job(pool: &Arc<Pool>) -> ThreadId {
        let (sender, receiver) = mpsc::channel();
        let tell = move |_| sender.send(std::thread::current().id()).unwrap_or(());
        assert!(pool.run(STACK, Box::new(tell)));
        receiver.recv_timeout(SOON).unwrap()
    }

    fn wait_for_idle(pool: &Pool, count: usize) {
        while pool.idle.lock().seats.len() < count {
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_job_runs_where_the_one_before_it_has_ended() {
        let pool = Arc::new(Pool::default());
        let first = id_of_job(&pool);
        for _ in 0..100 {
            wait_for_idle(&pool, 1);
            assert_eq!(id_of_job(&pool), first);
        }
        pool.close();
    }

    #[test]
    fn jobs_at_the_same_time_have_threads_of_their_own() {
        let pool = Arc::new(Pool::default());
        let (sender, receiver) = mpsc::channel();
        let gate = Arc::new(std::sync::Barrier::new(40));
        for _ in 0..40 {
            let (sender, gate) = (sender.clone(), Arc::clone(&gate));
            let job = move |_| {
                gate.wait();
                sender.send(std::thread::current().id()).unwrap_or(());
            };
            assert!(pool.run(STACK, Box::new(job)));
        }
        let ids: HashSet<ThreadId> =
            (0..40).map(|_| receiver.recv_timeout(SOON).unwrap()).collect();
        assert_eq!(ids.len(), 40);
        wait_for_idle(&pool, IDLE_MAX);
        pool.close();
        assert!(pool.take().is_none());
    }

    #[test]
    fn when_it_is_closed_nobody_is_left() {
        let pool = Arc::new(Pool::default());
        id_of_job(&pool);
        wait_for_idle(&pool, 1);
        pool.close();
        assert_eq!(Arc::strong_count(&pool), 1);
        id_of_job(&pool);
        pool.close();
        assert!(Arc::strong_count(&pool) == 1 && pool.take().is_none());
    }
}
