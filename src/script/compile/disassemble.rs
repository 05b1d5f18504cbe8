//! Instructions as text, for tests and for people who look inside.

use crate::model::code::CodeId;
use crate::model::listing::listed;
use crate::model::program::Program;
use std::fmt::Write;

/// One line per instruction: its number, its text, where a jump leads, and what it stands for.
pub fn disassemble(program: &Program, id: CodeId) -> String {
    let code = program.code(id);
    let mut text = String::new();
    for at in 0..code.ops.len() {
        let it = listed(program, code, at);
        let _ = write!(text, "{at:3} {} {}", it.name, it.operands);
        if let Some(target) = it.target {
            let _ = write!(text, " -> {target}");
        }
        if let Some(note) = it.note {
            let _ = write!(text, "  {note}");
        }
        text.push('\n');
    }
    for handler in &code.handlers {
        let _ = writeln!(
            text,
            "    [{}..{}) -> {} r{} depth {}",
            handler.start, handler.end, handler.target, handler.exception, handler.depth
        );
    }
    text
}
