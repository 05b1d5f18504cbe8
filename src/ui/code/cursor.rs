//! Between the editor's cursor, which counts characters, and the text's bytes.

use egui::text::{CCursor, CCursorRange};
use egui::{Context, Id, TextEdit};

use super::lines::Selection;

/// The byte of a character.
pub fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

/// The character at a byte.
pub fn character_of(text: &str, byte: usize) -> usize {
    let byte = (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text[..byte.unwrap_or(0)].chars().count()
}

/// The cursor at a byte.
pub fn cursor_at(text: &str, byte: usize) -> CCursor {
    CCursor::new(character_of(text, byte))
}

/// What is selected in the editor; at the end of the text if it was never touched.
pub fn selection(ctx: &Context, editor: Id, text: &str) -> Option<Selection> {
    let range = TextEdit::load_state(ctx, editor)?.cursor.char_range()?;
    let byte = |cursor: CCursor| byte_of(text, cursor.index.into());
    Some(Selection { anchor: byte(range.secondary), caret: byte(range.primary) })
}

/// Selects in the editor.
pub fn select(ctx: &Context, editor: Id, text: &str, selection: Selection) {
    let mut state = TextEdit::load_state(ctx, editor).unwrap_or_default();
    let (anchor, caret) = (cursor_at(text, selection.anchor), cursor_at(text, selection.caret));
    state.cursor.set_char_range(Some(CCursorRange::two(anchor, caret)));
    TextEdit::store_state(ctx, editor, state);
}
