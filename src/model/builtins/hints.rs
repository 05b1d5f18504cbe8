//! "Did you mean": the hints CPython 3.11 adds to a NameError or an AttributeError nobody caught.
//!
//! The measure is that of `Python/suggestions.c`: a move costs two, a change of case one, and no
//! more than a third of the letters may change.

use super::text_of::attribute;
use crate::model::code::{Code, Op};
use crate::model::native::Ctx;
use crate::model::object::Obj;
use crate::model::symbol;
use crate::model::value::Value;

const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;
/// Longer names are not measured.
const NAME_BYTES_MAX: usize = 40;
/// How many instructions make the namespace of a class body and give it back.
const CLASS_END: usize = 4;
/// More names than this are not gone through.
const CANDIDATES_MAX: usize = 750;

/// `. Did you mean: 'x'?`, or nothing.
pub fn hint(ctx: &Ctx<'_>, exception: Value) -> String {
    let Some(class) = ctx.heap.class(ctx.heap.class_of(exception)) else { return String::new() };
    let found = match &*class.name {
        "NameError" | "UnboundLocalError" => for_name(ctx, exception),
        "AttributeError" => for_attribute(ctx, exception),
        _ => None,
    };
    found.map_or(String::new(), |name| format!(". Did you mean: '{name}'?"))
}

fn for_name(ctx: &Ctx<'_>, exception: Value) -> Option<String> {
    let heap = ctx.heap;
    let instance = heap.instance(exception)?;
    let message = attribute(ctx, instance, symbol::ARGS).and_then(|args| heap.tuple(args))?;
    let message = heap.str(*message.first()?)?;
    let wrong = message.strip_prefix("name '")?.strip_suffix("' is not defined")?;
    let Some(Obj::Traceback(list)) = heap.get(attribute(ctx, instance, symbol::TRACEBACK)?) else {
        return None;
    };
    let innermost = *list.first()?;
    let code = heap.program.code(innermost.code);
    let module = heap.program.module(code.module);
    let locals = match is_class_body(code) {
        true => Vec::new(),
        false => code.locals.iter().map(|&name| heap.text(name)).collect(),
    };
    let bound = |slot: u16| heap.globals[usize::from(slot)].load().defined().is_some();
    let mut globals: Vec<_> = module.globals.iter().filter(|(_, slot)| bound(**slot)).collect();
    globals.sort_by_key(|(_, slot)| **slot);
    let globals: Vec<String> = globals.into_iter().map(|(&name, _)| heap.text(name)).collect();
    let mut builtins: Vec<String> = heap.builtins.iter().map(|(name, _)| heap.text(name)).collect();
    builtins.sort_unstable();
    [locals, globals, builtins].iter().find_map(|names| nearest(wrong, names))
}

/// CPython does not look at the names of a class body: only functions have locals of their own kind.
fn is_class_body(code: &Code) -> bool {
    let mut end = code.ops.iter().rev().take(CLASS_END);
    end.any(|op| matches!(op, Op::Namespace { .. }))
}

fn for_attribute(ctx: &Ctx<'_>, exception: Value) -> Option<String> {
    let heap = ctx.heap;
    let instance = heap.instance(exception)?;
    let kept = |name| instance.extra.get(heap.symbol(name)?);
    let (object, wrong) = (kept("obj")?, heap.str(kept("name")?)?);
    let mut names: Vec<String> = Vec::new();
    let mut own = |class: Value| {
        for class in heap.mro(class).iter().filter_map(|&class| heap.class(class)) {
            names.extend(class.attrs.entries().iter().map(|(name, _)| heap.text(*name)));
        }
    };
    match heap.get(object) {
        Some(Obj::Class(_)) => own(object),
        Some(Obj::Module(id)) => {
            let at = id.0 as usize;
            let module = heap.program.module(*id);
            names.extend(module.globals.keys().map(|&name| heap.text(name)));
            names.extend(heap.module_natives[at].keys().map(|&name| heap.text(name)));
            // What a library module keeps to itself is called otherwise in CPython.
            names.retain(|name| !(module.library && name.starts_with('_')));
        }
        _ => {
            own(heap.class_of(object));
            if let Some(instance) = heap.instance(object) {
                let layout = heap.class(instance.class).map_or(&[][..], |class| &class.layout);
                let held = layout.iter().filter(|&&name| attribute(ctx, instance, name).is_some());
                names.extend(held.map(|&name| heap.text(name)));
                names.extend(instance.extra.entries().iter().map(|(name, _)| heap.text(*name)));
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    nearest(wrong, &names)
}

/// The candidate that takes the least change.
fn nearest(wrong: &str, candidates: &[String]) -> Option<String> {
    if candidates.len() >= CANDIDATES_MAX {
        return None;
    }
    let mut best: Option<(usize, &String)> = None;
    for candidate in candidates.iter().filter(|it| *it != wrong) {
        let most = (wrong.len() + candidate.len() + 3) * MOVE_COST / 6;
        let most = best.map_or(most, |(distance, _)| most.min(distance.saturating_sub(1)));
        let distance = distance(wrong.as_bytes(), candidate.as_bytes());
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, name)| name.clone())
}

/// Levenshtein's distance with CPython's costs.
fn distance(a: &[u8], b: &[u8]) -> usize {
    if a.len() > NAME_BYTES_MAX || b.len() > NAME_BYTES_MAX {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).map(|at| at * MOVE_COST).collect();
    for &x in a {
        let mut diagonal = row[0];
        row[0] += MOVE_COST;
        for (at, &y) in b.iter().enumerate() {
            let changed = diagonal + substitution(x, y);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(row[at] + MOVE_COST).min(diagonal + MOVE_COST);
        }
    }
    row[b.len()]
}

fn substitution(a: u8, b: u8) -> usize {
    match (a == b, a.eq_ignore_ascii_case(&b)) {
        (true, _) => 0,
        (false, true) => CASE_COST,
        _ => MOVE_COST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_hinted_at_and_a_far_one_is_not() {
        let names = ["counter", "lock", "Lock", "acquire"].map(str::to_owned);
        assert_eq!(nearest("countr", &names).as_deref(), Some("counter"));
        assert_eq!(nearest("LOCK", &names).as_deref(), Some("Lock"));
        assert_eq!(nearest("xyzzy", &names), None);
        assert_eq!(distance(b"strat", b"start"), 4);
    }
}
