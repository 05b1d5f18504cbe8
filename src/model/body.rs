//! What the loop over instructions needs of a code object, side by side, with its constants made.
//!
//! The program stays as it was compiled; where lines are to be stopped at, a body has the
//! instructions with breaks ([`Breaks`]) in place of the program's.

use super::breaks::Breaks;
use super::code::{Code, CodeId, Op};
use super::program::Program;
use super::value::Value;
use std::sync::Arc;

/// Registers of a generator's frame come in groups of so many, which are laid down and taken up
/// whole: most generators have one group or two.
pub const GENERATOR_REGISTERS: usize = 4;

/// "A call of this needs arranging whatever its arguments are."
const NEVER_PLAIN: u16 = u16::MAX;

/// A code object as it is run.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its instructions.
    pub ops: Box<[Op]>,
    /// Its constants.
    pub consts: Box<[Value]>,
    /// How many registers a frame needs.
    pub registers: u16,
    /// First register of the closure's cells.
    pub free_base: u16,
    plain_args: u16,
}

impl Body {
    /// The body of a code object with these constants.
    pub fn new(code: &Code, consts: Box<[Value]>) -> Body {
        let params = &code.params;
        let arranged =
            params.keyword_only > 0 || params.varargs || params.kwargs || code.is_generator;
        let plain_args = if arranged { NEVER_PLAIN } else { params.positional };
        let (registers, free_base) = (code.registers, code.free_base);
        Body { ops: code.ops.clone().into(), consts, registers, free_base, plain_args }
    }

    /// Whether a call with this many arguments needs no arranging.
    #[inline(always)]
    pub fn is_plain(&self, argc: usize) -> bool {
        usize::from(self.plain_args) == argc
    }
}

/// The same bodies with these breaks, or without any.
pub fn with_breaks(bodies: &[Body], program: &Program, breaks: Option<&Breaks>) -> Arc<[Body]> {
    let renewed = bodies.iter().zip(&program.codes).enumerate().map(|(at, (body, code))| {
        let broken = breaks.map(|breaks| breaks.ops(CodeId(at as u32), code));
        let ops = broken.unwrap_or(&code.ops).into();
        Body { ops, consts: body.consts.clone(), ..*body }
    });
    renewed.collect()
}
