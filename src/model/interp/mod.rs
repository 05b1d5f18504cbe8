//! The interpreter: runs one thread of the program until it must wait, is asked to stop, or ends.
//!
//! A thread's whole state is plain data ([`Thread`]): frames, registers, exceptions being handled.
//! No Rust stack is kept between two instructions, so the model world can copy a thread in the
//! middle of anything, and the native world can drop every guard before it parks.
//!
//! ```text
//! driver --- run(thread, heap, world) ---> Exit::Wait        a step must wait; resume with its result
//!                                          Exit::Checkpoint  the world asked for the thread
//!                                          Exit::Finished / Failed
//! ```
//!
//! `fast.rs` holds the loop over instructions whose operands are plain (small integers, list items,
//! instance slots, calls of plain functions); everything else falls out to `slow.rs` and on to the
//! file named after the topic. What happens to a call's result is data too ([`Then`]).

mod announce;
mod attr;
mod breaks;
mod cache;
mod call;
mod class;
mod enter;
mod fast;
mod frame;
mod function_attr;
mod generator;
mod import;
mod instance_attr;
mod load;
mod make;
mod member;
mod names;
mod operator;
mod own_dict;
mod plain;
mod raise;
mod roots;
mod set_attr;
mod settle;
mod slow;
mod star;
mod text;
mod with;

pub use attr::{Attr, get_attr, plain_attr};
pub use frame::{Again, Frame};
use frame::{ClassBody, Kept, NextTry, OperatorCall, OperatorKind, Then};
pub use load::load;
pub use set_attr::{delete_own, delete_variable, put_own, set_attr, set_plain_attr};

use super::code::{CodeId, Reg};
use super::heap::{Heap, Nursery};
use super::ids::ThreadId;
use super::native::{Ctx, Raised, StepResult, ThreadLocals, ThreadView};
use super::primitives::Fault;
use super::program::Program;
use super::shared::Guarded;
use super::value::Value;
use super::world::{Setting, World};

/// Deepest recursion unless the script sets another.
pub const RECURSION_LIMIT: usize = 1000;
/// Calls are never nested deeper than this, whatever limit a script sets: some hundred bytes each.
const RECURSION_MAX: usize = 500_000;

/// How much higher than needed a stack is made: little, because there may be thousands of threads.
const STACK_SLACK: usize = 64;

/// Why the interpreter returned to its driver.
#[derive(Clone, PartialEq, Debug)]
pub enum Exit {
    /// The world asked for the thread at a checkpoint, or before an access. Run it again.
    Checkpoint,
    /// A step must wait. Resume with [`Thread::resume`].
    Wait,
    /// The thread's function returned this.
    Finished(Value),
    /// An exception left the thread's function.
    Failed(Value),
}

/// How a step that waited ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resumed {
    /// It happened.
    Done(i64),
    /// Its time ran out.
    TimedOut,
    /// It failed.
    Raise(Fault),
}

/// A step in progress: what becomes of its result.
#[derive(Clone, PartialEq, Debug)]
struct Pending {
    result: StepResult,
    then: Then,
    resumed: Option<Resumed>,
}

/// A thread of the program.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Its number.
    pub id: ThreadId,
    /// Its places for new objects.
    pub nursery: Nursery,
    /// Values that belong to it.
    pub locals: Guarded<ThreadLocals>,
    stack: Vec<Value>,
    frames: Vec<Frame>,
    /// What becomes of the results of frames that say `Kept::Rare`.
    rare: Vec<Then>,
    handled: Vec<Value>,
    pending: Option<Pending>,
    ended: Option<Result<Value, Value>>,
    thrown: Option<Fault>,
    /// The line that has been entered already, for the break met next.
    entered: Option<u32>,
    cache: cache::Cache,
    recursion_limit: usize,
}

impl Thread {
    /// A thread that will call `callable(*args)`.
    pub fn new<W: World>(
        id: ThreadId,
        callable: Value,
        args: &[Value],
        heap: &Heap,
        world: &mut W,
    ) -> Thread {
        let mut thread = Thread::idle(id);
        thread.recursion_limit = depth_of(world.setting(Setting::RecursionLimit));
        thread.begin(callable, args, heap, world);
        thread
    }

    /// A thread with nothing to do yet.
    pub fn idle(id: ThreadId) -> Thread {
        Thread {
            id,
            nursery: Nursery::default(),
            locals: Guarded::default(),
            stack: Vec::new(),
            frames: Vec::new(),
            rare: Vec::new(),
            handled: Vec::new(),
            pending: None,
            ended: None,
            thrown: None,
            entered: None,
            cache: cache::Cache::default(),
            recursion_limit: RECURSION_LIMIT,
        }
    }

    /// Gives a thread that has nothing to do (new, or finished) a call.
    pub fn begin<W: World>(&mut self, callable: Value, args: &[Value], heap: &Heap, world: &mut W) {
        self.ended = None;
        self.pending = None;
        let mut engine = Engine { t: self, heap, world };
        let started = engine.call_values(callable, args, Then::End);
        engine.t.ended = match started {
            Ok(Flow::Exit(Exit::Finished(value))) => Some(Ok(value)),
            Ok(_) => None,
            Err(Raised(exception)) => Some(Err(exception)),
        };
    }

    /// Makes the thread run a module's body.
    pub fn begin_module<W: World>(&mut self, code: CodeId, heap: &Heap, world: &mut W) {
        self.ended = None;
        let engine = Engine { t: self, heap, world };
        engine.t.reserve(usize::from(heap.program.code(code).registers));
        let then = engine.t.keep(Then::End);
        engine.t.push_frame(code, 0, Value::UNDEFINED, then);
    }

    /// Says how the step ended that the thread waits in.
    pub fn resume(&mut self, how: Resumed) {
        if let Some(pending) = &mut self.pending {
            pending.resumed = Some(how);
        }
    }

    /// Ends whatever the thread does with an exception at its next run (`MemoryError` ...), unless it
    /// is about to end anyway.
    pub fn throw(&mut self, fault: Fault) {
        self.thrown = Some(fault);
    }

    /// Its calls, outermost first.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// Script position: 1-based line of the innermost frame of the script itself. A thread that was
    /// stopped as it entered a line is on that one, although its frame stands before it.
    pub fn script_line(&self, program: &Program) -> Option<u32> {
        if self.entered.is_some() {
            return self.entered;
        }
        self.frames.iter().rev().find_map(|frame| {
            let code = program.code(frame.code);
            let is_script = !program.module(code.module).library;
            is_script.then(|| code.lines.get(frame.at()).copied()).flatten()
        })
    }

    /// Starts a frame; its registers may still have to be filled.
    #[inline(always)]
    fn push_frame(&mut self, code: CodeId, base: usize, generator: Value, then: Kept) {
        let (base, handled_base) = (base as u32, self.handled.len() as u32);
        self.frames.push(Frame { code, pc: 0, base, handled_base, generator, then });
    }

    /// Makes the stack this high.
    #[inline(always)]
    fn reserve(&mut self, height: usize) {
        if self.stack.len() < height {
            self.stack.resize(height + STACK_SLACK, Value::UNDEFINED);
        }
    }

    /// What becomes of a frame's result, as the frame says it.
    fn keep(&mut self, then: Then) -> Kept {
        match then {
            Then::Store(dst) => Kept::Store(dst),
            Then::Discard => Kept::Discard,
            Then::Made { instance, dst } => Kept::Made { instance, dst },
            Then::Next { dst, offset } => Kept::Next { dst, offset },
            rare => {
                self.rare.push(rare);
                Kept::Rare
            }
        }
    }

    /// Ends the frame on top; says what becomes of its result.
    fn pop_frame(&mut self) -> Option<(Frame, Then)> {
        let frame = self.frames.pop()?;
        let then = match frame.then {
            Kept::Store(dst) => Then::Store(dst),
            Kept::Discard => Then::Discard,
            Kept::Made { instance, dst } => Then::Made { instance, dst },
            Kept::Next { dst, offset } => Then::Next { dst, offset },
            Kept::Rare => self.rare.pop().unwrap_or(Then::Discard),
        };
        Some((frame, then))
    }

    /// First stack place above the running frame.
    fn top(&self, program: &Program) -> usize {
        self.frames.last().map_or(0, |frame| {
            frame.base as usize + usize::from(program.code(frame.code).registers)
        })
    }
}

/// What follows an instruction or a call.
#[derive(Clone, PartialEq, Debug)]
enum Flow {
    /// The next instruction of the frame on top.
    Continue,
    /// Back to the driver.
    Exit(Exit),
}

/// A thread at work.
struct Engine<'a, W: World> {
    t: &'a mut Thread,
    heap: &'a Heap,
    world: &'a mut W,
}

/// Runs a thread until it has a reason to return.
pub fn run<W: World>(thread: &mut Thread, heap: &Heap, world: &mut W) -> Exit {
    Engine { t: thread, heap, world }.run()
}

fn depth_of(limit: i64) -> usize {
    usize::try_from(limit).map_or(1, |limit| limit.clamp(1, RECURSION_MAX))
}

impl<'a, W: World> Engine<'a, W> {
    /// Whether one more call is one too many. Another thread may have raised the limit meanwhile.
    fn is_too_deep(&mut self) -> bool {
        if self.t.frames.len() < self.t.recursion_limit {
            return false;
        }
        let limit = self.world.setting(Setting::RecursionLimit);
        self.t.recursion_limit = self.t.recursion_limit.max(depth_of(limit));
        self.t.frames.len() >= self.t.recursion_limit
    }

    fn run(&mut self) -> Exit {
        if let Some(ended) = self.t.ended.take() {
            return match ended {
                Ok(value) => Exit::Finished(value),
                Err(exception) => Exit::Failed(exception),
            };
        }
        if let Some(pending) = self.t.pending.take() {
            let Some(how) = pending.resumed else {
                self.t.pending = Some(pending);
                return Exit::Wait;
            };
            // A step that waited was a call.
            let flow = self.finish_step(how, pending.result, pending.then);
            let flow = self.checked(flow);
            if let Some(exit) = self.settle(flow) {
                return exit;
            }
        }
        if let Some(fault) = self.t.thrown.take() {
            self.t.entered = None;
            let flow = Err(self.fault(fault));
            if let Some(exit) = self.settle(flow) {
                return exit;
            }
        }
        loop {
            let flow = self.fast();
            if let Some(exit) = self.settle(flow) {
                return exit;
            }
        }
    }

    /// Turns an instruction's outcome into the next state; `Some` when the driver is wanted.
    fn settle(&mut self, flow: Result<Flow, Raised>) -> Option<Exit> {
        let mut flow = flow;
        loop {
            match flow {
                Ok(Flow::Continue) => return None,
                Ok(Flow::Exit(exit)) => return Some(exit),
                Err(raised) => flow = self.unwind(raised),
            }
        }
    }

    fn finish_step(
        &mut self,
        how: Resumed,
        result: StepResult,
        then: Then,
    ) -> Result<Flow, Raised> {
        let value = match how {
            Resumed::Raise(fault) => return Err(self.fault(fault)),
            Resumed::Done(number) => match result {
                StepResult::None => Value::NONE,
                StepResult::Happened => Value::TRUE,
                StepResult::Bool => Value::bool(number != 0),
                StepResult::Number => self.ctx().new_int(number),
                StepResult::This(value) => value,
            },
            Resumed::TimedOut => match result {
                StepResult::Happened | StepResult::Bool => Value::FALSE,
                _ => Value::NONE,
            },
        };
        self.deliver(value, then)
    }

    fn fault(&mut self, fault: Fault) -> Raised {
        if fault.message.is_empty() {
            return Raised(self.ctx().exception(fault.exception, &[]));
        }
        self.ctx().raise(fault.exception, fault.message)
    }

    /// What native functions get.
    fn ctx(&mut self) -> Ctx<'_> {
        Ctx {
            heap: self.heap,
            nursery: &mut self.t.nursery,
            host: self.world,
            thread: self.t.id,
            view: ThreadView {
                handled: &self.t.handled,
                frames: &self.t.frames,
                stack: &self.t.stack,
                locals: &self.t.locals,
            },
        }
    }

    fn program(&self) -> &'a Program {
        let heap: &'a Heap = self.heap;
        &heap.program
    }

    #[inline(always)]
    fn reg(&self, reg: Reg) -> Value {
        let base = self.t.frames.last().map_or(0, |frame| frame.base as usize);
        self.t.stack[base + usize::from(reg)]
    }

    #[inline(always)]
    fn set(&mut self, reg: Reg, value: Value) {
        let base = self.t.frames.last().map_or(0, |frame| frame.base as usize);
        self.t.stack[base + usize::from(reg)] = value;
    }

    fn regs(&self, first: Reg, count: usize) -> &[Value] {
        let base = self.t.frames.last().map_or(0, |frame| frame.base as usize);
        &self.t.stack[base + usize::from(first)..][..count]
    }

    fn jump(&mut self, offset: i32) {
        if let Some(frame) = self.t.frames.last_mut() {
            frame.pc = frame.pc.wrapping_add_signed(offset);
        }
    }
}
