//! `match`.

use super::Lowering;
use ruff_python_ast::StmtMatch;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn match_stmt(&mut self, it: &'a StmtMatch) {
        self.unsupported(it.range, "'match' is not supported", "write if and elif");
    }
}
