//! Where the script makes a thread: the line that calls its class, though one `__init__` of the script
//! after the other may stand between that line and `Thread.__init__`.

use crate::model::code::{Code, Op};
use crate::model::native::Ctx;
use crate::model::program::Program;

const INIT: &str = "__init__";

/// The line that makes the thread whose `Thread.__init__` is running; 0 if the script has none.
pub fn line_of_thread(ctx: &Ctx<'_>) -> u32 {
    let program = &ctx.heap.program;
    let mut line = 0;
    for frame in ctx.view.frames.iter().rev() {
        let code = program.code(frame.code);
        if program.module(code.module).library {
            continue;
        }
        line = code.lines[frame.at()];
        if !passes_init_on(program, code, frame.at()) {
            break;
        }
    }
    line
}

/// Whether this instruction is a call like `super().__init__(name)`, in an `__init__`.
fn passes_init_on(program: &Program, code: &Code, at: usize) -> bool {
    let names_init = |op: &Op| match *op {
        Op::LoadMethod { name, .. } | Op::LoadAttr { name, .. } => {
            program.symbols[usize::from(name)] == INIT
        }
        _ => false,
    };
    // A call begins in the text where the name of what it calls begins.
    let begin = code.spans[at].start;
    let before = code.ops[..at].iter().zip(&code.spans);
    code.qualname.rsplit('.').next() == Some(INIT)
        && before.rev().any(|(op, span)| span.start == begin && names_init(op))
}
