//! The life of a script's main thread, the same in both worlds: the product's own Python first,
//! then the module body, then waiting for threads that are no daemons, then `atexit`.

use crate::model::code::ModuleId;
use crate::model::heap::Heap;
use crate::model::interp::{Exit, Thread};
use crate::model::value::Value;
use crate::model::world::World;

/// What the main thread is doing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Phase {
    Prelude,
    Body,
    Report,
    Shutdown,
    /// Says that the wait for the other threads failed.
    Excuse,
    AtExit,
}

/// Where the main thread is in its life, and the exit status so far.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MainThread {
    phase: Phase,
    status: i32,
    /// Threads that are no daemons go on, and nobody waits for them.
    leaves_some: bool,
}

impl MainThread {
    /// Gives a fresh thread its first work.
    pub fn start<W: World>(thread: &mut Thread, heap: &Heap, world: &mut W) -> MainThread {
        let mut life = MainThread { phase: Phase::Prelude, status: 0, leaves_some: false };
        match heap.program.module_named("_prelude") {
            Some(prelude) => begin_module(prelude, thread, heap, world),
            None => life.begin_body(thread, heap, world),
        }
        life
    }

    /// Whether the script's module body is over.
    pub fn is_past_body(&self) -> bool {
        !matches!(self.phase, Phase::Prelude | Phase::Body)
    }

    /// Takes what the thread's latest work came to and gives it the next; `Some(exit status)` at
    /// the end. `exit` must be `Finished` or `Failed`.
    pub fn next<W: World>(
        &mut self,
        exit: &Exit,
        thread: &mut Thread,
        heap: &Heap,
        world: &mut W,
    ) -> Option<i32> {
        match (self.phase, exit) {
            (Phase::Prelude, Exit::Finished(_)) => self.begin_body(thread, heap, world),
            (Phase::Body, Exit::Failed(exception)) => {
                self.phase = Phase::Report;
                self.status = 1;
                return self.call("_prelude", "uncaught", &[*exception], thread, heap, world);
            }
            (Phase::Report, Exit::Finished(status)) => {
                self.status = heap.int(*status).map_or(1, |status| status as i32);
                return self.begin_shutdown(thread, heap, world);
            }
            (Phase::Body | Phase::Report, _) => return self.begin_shutdown(thread, heap, world),
            (Phase::Shutdown, Exit::Failed(exception)) => {
                self.phase = Phase::Excuse;
                let args = [*exception];
                return self.call("threading", "_shutdown_failed", &args, thread, heap, world);
            }
            (Phase::Shutdown | Phase::Excuse, _) => {
                self.leaves_some = matches!(exit, Exit::Finished(Value::TRUE));
                self.phase = Phase::AtExit;
                return self.call("_prelude", "run_at_exit", &[], thread, heap, world);
            }
            (Phase::AtExit, _) => {
                if self.leaves_some {
                    world.quit(self.status);
                }
                return Some(self.status);
            }
            (Phase::Prelude, _) => return Some(70),
        }
        None
    }

    fn begin_body<W: World>(&mut self, thread: &mut Thread, heap: &Heap, world: &mut W) {
        self.phase = Phase::Body;
        begin_module(heap.program.main, thread, heap, world);
    }

    fn begin_shutdown<W: World>(
        &mut self,
        thread: &mut Thread,
        heap: &Heap,
        world: &mut W,
    ) -> Option<i32> {
        self.phase = Phase::Shutdown;
        self.call("threading", "_shutdown", &[], thread, heap, world)
    }

    /// Calls a library function, or goes on if the script never imported its module.
    fn call<W: World>(
        &mut self,
        module: &str,
        name: &str,
        args: &[Value],
        thread: &mut Thread,
        heap: &Heap,
        world: &mut W,
    ) -> Option<i32> {
        match heap.library_global(module, name) {
            Some(callable) => {
                thread.begin(callable, args, heap, world);
                None
            }
            None => self.next(&Exit::Finished(Value::NONE), thread, heap, world),
        }
    }
}

fn begin_module<W: World>(module: ModuleId, thread: &mut Thread, heap: &Heap, world: &mut W) {
    heap.imported[usize::from(module.0)].store(2, std::sync::atomic::Ordering::Release);
    if let Some(body) = heap.program.module(module).body {
        thread.begin_module(body, heap, world);
    }
}
