//! Where nodes stand is kept in the script too: what an edit makes new is put where it was dropped,
//! and what it renames stays where it is, in the same step.

use super::{Action, Change, EditError, apply, difference, edit};
use crate::script::outline::{Outline, renamed};
use crate::script::settings::{self, Layout};

/// Nodes that come with what was dropped stand this far from each other.
const STEP: f32 = 40.0;

/// Where nodes are to stand when something is dropped on the picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Stand {
    /// What the edit makes.
    pub new: (f32, f32),
    /// What was there before, by key: whoever puts one thing somewhere by hand wants the others to
    /// stay where they are.
    pub old: Layout,
}

/// Works out an edit, and puts the nodes it makes at a place.
pub fn edit_at(source: &str, action: &Action, stand: Option<&Stand>) -> Result<Change, EditError> {
    let change = edit(source, action)?;
    let old = settings::read(source).0.layout;
    if stand.is_none() && old.is_empty() {
        return Ok(change);
    }
    let text = apply(source, &change.edits);
    let (before, after) = (Outline::of(source).keys(), Outline::of(&text).keys());
    let mut layout = old.clone();
    if let Some(stand) = stand {
        let there = stand.old.iter().filter(|(key, _)| before.contains(key));
        layout.extend(there.map(|(key, place)| (key.clone(), *place)));
    }
    for (was, is) in renamed(&before, &after) {
        if let Some(stood) = layout.remove(was) {
            layout.insert(is.clone(), stood);
        }
    }
    layout.retain(|key, _| after.contains(key) || !before.contains(key));
    let fresh = after.iter().filter(|key| !before.contains(key));
    if let Some(Stand { new: (x, y), .. }) = stand {
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
