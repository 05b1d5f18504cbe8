//! What a name stands for where the loop over instructions did not find it: globals, builtins, and
//! the errors of those that stand for nothing.

use super::Engine;
use crate::model::code::{ModuleId, Reg, Symbol};
use crate::model::native::Raised;
use crate::model::value::Value;
use crate::model::world::World;

impl<W: World> Engine<'_, W> {
    pub(super) fn global(&mut self, slot: u16) -> Result<Value, Raised> {
        if let Some(value) = self.heap.globals[usize::from(slot)].load().defined() {
            return Ok(value);
        }
        let name = self.program().globals[usize::from(slot)].name;
        self.builtin(name)
    }

    pub(super) fn builtin(&mut self, name: Symbol) -> Result<Value, Raised> {
        let extra = |module: ModuleId| self.heap.module_extras[usize::from(module.0)].get(name);
        let replaced = self.program().module_named("builtins").and_then(extra);
        if let Some(value) = replaced.or_else(|| self.heap.builtins.get(name)) {
            return Ok(value);
        }
        let module = self.t.frames.last().map(|f| self.program().code(f.code).module);
        if let Some(value) = module.and_then(|m| extra(m).or_else(|| self.module_name(m, name))) {
            return Ok(value);
        }
        let text = self.heap.text(name);
        let message = format!("name '{text}' is not defined");
        Err(self.ctx().raise_named("NameError", &text, message))
    }

    /// A name that every module has without assigning it.
    fn module_name(&mut self, module: ModuleId, name: Symbol) -> Option<Value> {
        let program = self.program();
        let module = program.module(module);
        let text = match self.heap.text(name).as_str() {
            "__name__" => module.name.clone(),
            "__file__" => module.file.clone(),
            "__doc__" => match module.body.and_then(|body| program.code(body).doc.clone()) {
                Some(doc) => doc,
                None => return Some(Value::NONE),
            },
            _ => return None,
        };
        Some(self.ctx().new_str(text))
    }

    /// The error for a local or free variable without a value.
    pub(super) fn unbound(&mut self, reg: Reg) -> Raised {
        let Some(frame) = self.t.frames.last() else {
            return self.ctx().raise("NameError", "no frame");
        };
        let code = self.program().code(frame.code);
        let place = usize::from(reg);
        let free = place.checked_sub(usize::from(code.free_base));
        if let Some(&name) = free.and_then(|at| code.free.get(at)) {
            let text = self.heap.text(name);
            let message = format!(
                "cannot access free variable '{text}' where it is not associated with a value in \
                 enclosing scope"
            );
            return self.ctx().raise_named("NameError", &text, message);
        }
        let text = code.locals.get(place).map_or(String::new(), |&name| self.heap.text(name));
        self.ctx().raise(
            "UnboundLocalError",
            format!(
                "cannot access local variable '{text}' where it is not associated with a value"
            ),
        )
    }
}
