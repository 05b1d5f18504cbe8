//! What the general form of an instruction reads or writes, for worlds that see accesses: `fast.rs`
//! announces what it does itself, and this the rest: what a class holds, what an instance got outside
//! of `__init__`, items of subclasses of dict and list, `key in items`.

use super::plain::is_container;
use super::slow::symbol_of;
use super::{Engine, Exit, Flow, member};
use crate::model::code::{CompareOp, Op, Symbol};
use crate::model::object::Obj;
use crate::model::symbol;
use crate::model::value::Value;
use crate::model::world::{Place, World};

impl<W: World> Engine<'_, W> {
    /// Says what the instruction is about to touch. The thread goes back to its driver before it if the
    /// world wants that, and meets it again.
    pub(super) fn announce(&mut self, op: Op) -> Option<Flow> {
        if !W::SEES_ACCESSES || !self.is_in_script() {
            return None;
        }
        let (place, write) = self.touched(op)?;
        if !self.world.access(place, write) {
            return None;
        }
        self.t.frames.last_mut()?.pc -= 1;
        Some(Flow::Exit(Exit::Checkpoint))
    }

    /// What the library does among itself is nobody's concern.
    fn is_in_script(&self) -> bool {
        let program = self.program();
        let frame = self.t.frames.last();
        frame.is_some_and(|frame| program.code(frame.code).module == program.main)
    }

    fn touched(&mut self, op: Op) -> Option<(Place, bool)> {
        match op {
            Op::LoadAttr { obj, name, .. } => self.attribute(self.reg(obj), symbol_of(name), false),
            Op::StoreAttr { obj, name, .. } => self.attribute(self.reg(obj), symbol_of(name), true),
            Op::LoadItem { obj, key, .. } => self.item(self.reg(obj), self.reg(key), false),
            Op::StoreItem { obj, key, .. } => self.item(self.reg(obj), self.reg(key), true),
            Op::Compare { op: CompareOp::In | CompareOp::NotIn, a, b, .. }
            | Op::JumpUnless { op: CompareOp::In | CompareOp::NotIn, a, b, .. } => {
                let (key, container) = (self.reg(a), self.reg(b));
                let is_one = is_container(self.heap.get(self.heap.native(container)));
                is_one.then_some((Place::Item(container, key), false))
            }
            _ => None,
        }
    }

    fn attribute(&mut self, object: Value, name: Symbol, write: bool) -> Option<(Place, bool)> {
        let is_silent = match self.heap.get(object) {
            Some(Obj::Instance(instance)) => {
                let class = instance.class;
                member::slot(self.heap, &mut self.t.cache, object, name, write).is_none()
                    && self.is_plain_data(class, name)
            }
            Some(Obj::Class(_) | Obj::Function(_)) => true,
            _ => false,
        };
        is_silent.then_some((Place::Attribute(object, name), write))
    }

    /// Whether instances keep an attribute as it is given: no code of the class's stands between, as in
    /// a property or a `threading.local`.
    fn is_plain_data(&self, class: Value, name: Symbol) -> bool {
        let held = |name| self.heap.lookup(class, name).and_then(|held| self.heap.get(held));
        let hooks = [symbol::GETATTR, symbol::GETATTRIBUTE, symbol::SETATTR];
        let is_hooked = hooks
            .into_iter()
            .any(|hook| matches!(held(hook), Some(Obj::Function(_) | Obj::Instance(_))));
        let is_code = matches!(
            held(name),
            Some(
                Obj::Property(_)
                    | Obj::Instance(_)
                    | Obj::Function(_)
                    | Obj::StaticMethod(_)
                    | Obj::ClassMethod(_)
                    | Obj::Native(_)
            )
        );
        !is_hooked && !is_code
    }

    /// An item of something that is built on a container: the containers themselves are `fast.rs`'s.
    fn item(&mut self, object: Value, key: Value, write: bool) -> Option<(Place, bool)> {
        let inner = self.heap.native(object);
        let is_one = inner != object && is_container(self.heap.get(inner));
        is_one.then_some((Place::Item(object, key), write))
    }
}
