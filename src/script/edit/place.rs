//! Where nodes stand is kept in the script too: what an edit makes new is put where it was dropped,
//! and what it renames stays where it is, in the same step.

use super::{Action, Change, EditError, apply, difference, edit};
use crate::script::outline::{Outline, ThreadNode, renamed};
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
    let (was, is) = (Outline::of(source), Outline::of(&text));
    let (before, after) = (was.keys(), is.keys());
    let mut layout = old.clone();
    if let Some(stand) = stand {
        let there = stand.old.iter().filter(|(key, _)| before.contains(key));
        layout.extend(there.map(|(key, place)| (key.clone(), *place)));
    }
    let renamed = renamed(&before, &after).into_iter().map(|(was, is)| (was.clone(), is.clone()));
    for (was, is) in renamed.chain(called_otherwise((&was, &before), (&is, &after))) {
        if let Some(stood) = layout.remove(&was) {
            layout.insert(is, stood);
        }
    }
    layout.retain(|key, _| after.contains(key) || !before.contains(key));
    let known: Vec<String> = layout.keys().cloned().collect();
    let fresh = after.iter().filter(|key| !before.contains(key) && !known.contains(key));
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

/// Threads whose cards are called otherwise because others of their function came or went: told by the
/// variables that they are in.
fn called_otherwise(
    (was, before): (&Outline, &[String]),
    (is, after): (&Outline, &[String]),
) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (node, old) in was.threads.iter().zip(before).filter(|(_, key)| !after.contains(key)) {
        let same = |(other, key): &(&ThreadNode, &String)| {
            let is_it = other.variable.is_some() && other.variable == node.variable;
            is_it && other.target == node.target && !before.contains(key)
        };
        if let Some((_, new)) = is.threads.iter().zip(after).find(same) {
            pairs.push((old.clone(), new.clone()));
        }
    }
    pairs
}
