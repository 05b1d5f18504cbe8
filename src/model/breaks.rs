//! Where a thread may be stopped: instructions with an [`Op::Break`] wherever one of some lines is
//! entered.
//!
//! The program itself stays as it was compiled; the loop over instructions reads these in its place
//! while there are any, so breakpoints cost nothing where there are none. Knows nothing of who stops
//! whom.

use super::code::{Code, CodeId, Op};
use super::program::Program;
use std::collections::BTreeSet;

/// Which lines of the script are to hand a thread to its driver when it enters them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lines {
    /// These.
    Only(BTreeSet<u32>),
    /// All: single steps, and slow motion.
    All,
}

/// The script's instructions with breaks in them, by code; library modules have none.
#[derive(Clone, PartialEq, Debug)]
pub struct Breaks(Vec<Option<Box<[Op]>>>);

impl Breaks {
    /// Breaks where `lines` are entered.
    pub fn new(program: &Program, lines: &Lines) -> Breaks {
        let broken = |code: &Code| -> Option<Box<[Op]>> {
            if program.module(code.module).library {
                return None;
            }
            let mut ops = code.ops.clone();
            for pc in entries(code).filter(|&pc| lines.has(code.lines[pc])) {
                ops[pc] = Op::Break;
            }
            Some(ops.into())
        };
        Breaks(program.codes.iter().map(broken).collect())
    }

    /// What a thread in this code runs.
    pub fn ops<'a>(&'a self, id: CodeId, code: &'a Code) -> &'a [Op] {
        self.0.get(id.0 as usize).and_then(Option::as_deref).unwrap_or(&code.ops)
    }
}

/// The lines of the script at which a thread can be stopped.
pub fn breakable_lines(program: &Program) -> BTreeSet<u32> {
    let script = program.codes.iter().filter(|code| !program.module(code.module).library);
    script.flat_map(|code| entries(code).map(|pc| code.lines[pc])).collect()
}

impl Lines {
    fn has(&self, line: u32) -> bool {
        match self {
            Lines::Only(lines) => lines.contains(&line),
            Lines::All => true,
        }
    }
}

/// The instructions with which a line is entered.
fn entries(code: &Code) -> impl Iterator<Item = usize> {
    (0..code.ops.len()).filter(|&pc| code.lines[pc] > 0 && enters(code, pc))
}

fn enters(code: &Code, pc: usize) -> bool {
    let line = code.lines[pc];
    // What stands before a loop's head for its line's sake is passed once: the head is the entry.
    let is_head = pc > 0 && matches!(code.ops[pc - 1], Op::Nop);
    let begins = pc == 0 || is_head || (code.lines[pc - 1] != line && !goes_on(code, pc));
    match code.ops[pc] {
        Op::Nop => false,
        // The head of a loop, met again after each round.
        Op::LoopInt { .. } | Op::LoopCompare { .. } | Op::LoopFor { .. } => true,
        // The way back to the head of the same line: that is where it is entered.
        Op::JumpBack { offset } => {
            let head = (pc + 1).saturating_add_signed(offset as isize);
            begins && code.lines.get(head) != Some(&line)
        }
        _ => begins,
    }
}

/// Whether the instruction ends an expression that its line began earlier: the call after arguments
/// on lines of their own.
fn goes_on(code: &Code, pc: usize) -> bool {
    let (whole, part) = (code.spans[pc], code.spans[pc - 1]);
    whole.start <= part.start && part.end <= whole.end
}
