//! Drives one thread's interpreter on its OS thread: runs it, and when it returns, with all guards
//! dropped, does what it returned for: waits, hands the interpreter lock over, pauses, collects.

use super::control::wants;
use super::machine::Ending;
use super::script::{Fiber, Script};
use super::worker::{Stopped, Worker};
use super::world::NativeWorld;
use crate::exec::main_thread::MainThread;
use crate::model::heap::Heap;
use crate::model::ids::ThreadId;
use crate::model::interp::{Again, Exit, Resumed, Thread, run};
use crate::model::primitives::{Fault, Outcome, Step, thread};
use crate::model::value::Value;
use crate::trace::event::Kind;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The main thread: the script's body and what follows it.
pub fn main_body<const TICKS: bool, const COUNTS: bool>(
    script: Arc<Script>,
    fiber: Arc<Fiber>,
    worker: &mut Worker,
) -> Ending {
    let mut world = NativeWorld::<TICKS, COUNTS>::new(Arc::clone(&script), worker);
    let ended = main_thread(&mut world, &fiber);
    script.remove_fiber(&fiber);
    ended.map_or(Ending::Stopped, Ending::Status)
}

/// Any other thread: calls its callable, whose exceptions it has handled itself.
pub fn child_body<const TICKS: bool, const COUNTS: bool>(
    script: Arc<Script>,
    fiber: Arc<Fiber>,
    worker: &mut Worker,
) -> Ending {
    let mut world = NativeWorld::<TICKS, COUNTS>::new(Arc::clone(&script), worker);
    let ended = child_thread(&mut world, &fiber);
    if ended.is_ok() {
        let me = &world.worker.hand.me;
        let (object, who) = (me.object(), me.id);
        fiber.is_over.store(true, Ordering::Release);
        world.worker.step(object, Step { who, op: thread::END, arg: 0, may_block: false }, false);
        if !world.worker.holds_gil {
            // Who joined it goes on now: a picture must not show it at work any longer.
            world.worker.hand.recorder.record_last(Kind::End, object);
        }
        world.worker.hand.me.note_settled();
    }
    // Not before it has ended: what stands for it must not be taken for dead.
    script.remove_fiber(&fiber);
    ended.map_or(Ending::Stopped, |()| Ending::Status(0))
}

fn main_thread<const TICKS: bool, const COUNTS: bool>(
    world: &mut NativeWorld<'_, TICKS, COUNTS>,
    fiber: &Fiber,
) -> Result<i32, Stopped> {
    world.worker.take_gil()?;
    let mut main = {
        let script = Arc::clone(&world.script);
        let heap = script.heap.read();
        MainThread::start(&mut fiber.thread.lock(), &heap, world)
    };
    drive(world, fiber, |exit, thread, heap, world| main.next(exit, thread, heap, world))
}

fn child_thread<const TICKS: bool, const COUNTS: bool>(
    world: &mut NativeWorld<'_, TICKS, COUNTS>,
    fiber: &Fiber,
) -> Result<(), Stopped> {
    world.worker.take_gil()?;
    world.worker.hand.me.note_begin();
    {
        let script = Arc::clone(&world.script);
        let heap = script.heap.read();
        fiber.thread.lock().begin(fiber.callable, &[], &heap, world);
    }
    drive(world, fiber, |_, _, _, _| Some(()))
}

/// Runs the interpreter until `ended`, asked whenever the thread's call is over, gives a result.
fn drive<const TICKS: bool, const COUNTS: bool, R>(
    world: &mut NativeWorld<'_, TICKS, COUNTS>,
    fiber: &Fiber,
    mut ended: impl FnMut(&Exit, &mut Thread, &Heap, &mut NativeWorld<'_, TICKS, COUNTS>) -> Option<R>,
) -> Result<R, Stopped> {
    let script = Arc::clone(&world.script);
    loop {
        script.renew_breaks(&world.worker.machine);
        let exit = {
            let heap = script.heap.read();
            let mut thread = fiber.thread.lock();
            let exit = run(&mut thread, &heap, world);
            world.note_line(&thread, &heap);
            if matches!(exit, Exit::Finished(_) | Exit::Failed(_))
                && let Some(result) = ended(&exit, &mut thread, &heap, world)
            {
                return Ok(result);
            }
            exit
        };
        match exit {
            Exit::Wait => {
                let pending = world.pending;
                let how = wait(world)?;
                if std::mem::take(&mut world.worker.is_interrupted) {
                    let again = pending.map(|pending| pending.again());
                    call_handlers(world, fiber, again);
                } else {
                    fiber.thread.lock().resume(how);
                }
            }
            _ => checkpoint(world, fiber)?,
        }
    }
}

fn wait<const TICKS: bool, const COUNTS: bool>(
    world: &mut NativeWorld<'_, TICKS, COUNTS>,
) -> Result<Resumed, Stopped> {
    if let Some(reach) = world.settling.take() {
        let script = Arc::clone(&world.script);
        script.settle(world.worker, reach);
        return Ok(Resumed::Done(0));
    }
    let Some(pending) = world.pending.take() else {
        return Ok(Resumed::TimedOut);
    };
    world.worker.release_gil();
    world.worker.hand.me.note_settled();
    world.worker.tell_line();
    let outcome = world.worker.wait(pending)?;
    world.worker.take_gil()?;
    Ok(match outcome {
        Outcome::Done(result) => Resumed::Done(result),
        Outcome::Raise(fault) => Resumed::Raise(fault),
        Outcome::Refused | Outcome::Block => Resumed::TimedOut,
    })
}

fn checkpoint<const TICKS: bool, const COUNTS: bool>(
    world: &mut NativeWorld<'_, TICKS, COUNTS>,
    fiber: &Fiber,
) -> Result<(), Stopped> {
    world.rest();
    if let Some((line, depth)) = world.broke.take() {
        world.worker.stop_at(line, depth)?;
    }
    world.worker.checkpoint()?;
    if let Some(child) = world.started.take() {
        let had_gil = world.worker.holds_gil;
        world.worker.release_gil();
        if had_gil {
            child.wait_for_begin(&world.worker.hand.me);
            world.worker.take_gil()?;
        } else {
            child.wait_for_first_wait(&world.worker.hand.me);
        }
    }
    if world.worker.machine.control.no_longer_want(wants::MEMORY_FULL) {
        fiber.thread.lock().throw(Fault { exception: "MemoryError", message: "" });
    }
    if std::mem::take(&mut world.tick_due) && world.worker.machine.gil.is_wanted() {
        world.worker.release_gil();
        world.worker.take_gil()?;
    }
    let script = Arc::clone(&world.script);
    script.collect_if_due(world.worker);
    if world.worker.hand.me.id == ThreadId::MAIN {
        call_handlers(world, fiber, None);
    }
    Ok(())
}

/// The main thread calls the handlers of the signals that were sent, and takes its step again if
/// they interrupted one.
fn call_handlers<const TICKS: bool, const COUNTS: bool>(
    world: &mut NativeWorld<'_, TICKS, COUNTS>,
    fiber: &Fiber,
    again: Option<Again>,
) {
    let sent = world.worker.machine.signals.take();
    if sent == 0 && again.is_none() {
        return;
    }
    let script = Arc::clone(&world.script);
    let heap = script.heap.read();
    if let Some(handle) = heap.library_global("_prelude", "handle_signals") {
        let sent = Value::small(i64::try_from(sent).unwrap_or(0));
        fiber.thread.lock().call_aside(handle, &[sent], again, &heap, world);
    }
}
