//! Where nodes stand is kept in the script too: what an edit makes new is put where it was dropped,
//! and what it renames stays where it is, in the same step.

use super::{Action, Change, EditError, apply, difference, edit};
use crate::script::outline::Outline;
use crate::script::settings;

/// Nodes that come with what was dropped stand this far from each other.
const STEP: f32 = 40.0;

/// Works out an edit, and puts the nodes it makes at a place.
pub fn edit_at(
    source: &str,
    action: &Action,
    place: Option<(f32, f32)>,
) -> Result<Change, EditError> {
    let change = edit(source, action)?;
    let old = settings::read(source).0.layout;
    if place.is_none() && old.is_empty() {
        return Ok(change);
    }
    let text = apply(source, &change.edits);
    let (before, after) = (Outline::of(source).keys(), Outline::of(&text).keys());
    let mut layout = old.clone();
    if before.len() == after.len() {
        for (was, is) in before.iter().zip(&after).filter(|(was, is)| was != is) {
            if let Some(stood) = layout.remove(was) {
                layout.insert(is.clone(), stood);
            }
        }
    }
    let fresh = after.iter().filter(|key| !before.contains(key));
    if let Some((x, y)) = place {
        for (at, key) in fresh.enumerate() {
            let step = at as f32 * STEP;
            layout.insert(key.clone(), (x + step, y + step));
        }
    }
    if layout == old {
        return Ok(change);
    }
    let text = settings::with_layout(&text, &layout);
    Ok(Change { edits: difference(source, &text), ..change })
}
