//! Which events a step of a primitive is: the same for OS threads, the model world and replays.

use crate::model::primitives::{Effect, Effects, Outcome, Spec, WaitClass, Wake};
use crate::trace::event::Kind;

/// How many threads a step handed its object to, if that is one that can be held.
pub fn handed(spec: &Spec, effects: &Effects) -> u32 {
    if spec.waits_as != WaitClass::Lock {
        return 0;
    }
    let is_handed = |wake: &&Wake| matches!(wake, Wake::Grant(..));
    effects.wakes.iter().filter(is_handed).count() as u32
}

/// Which event a step's outcome is.
#[inline]
pub fn kind(outcome: &Outcome, effect: Effect) -> Kind {
    match (outcome, effect) {
        (Outcome::Done(_), Effect::Take) => Kind::Grant,
        (Outcome::Done(_), Effect::Give) => Kind::Release,
        (Outcome::Done(_), Effect::Look) | (Outcome::Refused, _) => Kind::Request,
        (Outcome::Block, _) => Kind::Block,
        (Outcome::Raise(_), _) => Kind::Raise,
    }
}
